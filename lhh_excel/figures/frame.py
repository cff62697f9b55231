"""The frame of the report from the profile, signers and recipients: who writes to whom, who signs, how it is set.

Source: docs/workbook-contract.md; Decree 30/2020, PL1.P1.II and III.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from .. import law
from ..errors import UsageError
from ..law import REPORT, Layout
from ..law.words import AS_ABOVE
from ..messages.figures import say
from ..workbook import settings as declared
from ..workbook.book import Book, Period
from ..workbook.lists import ARCHIVE, BASIS_WORDS, COPY, ELECTRONIC, TO, YES
from ..workbook.records import in_print_order
from ..workbook.values import fold, inside_a_sentence, nfc
from .context import ChuKy, ChuongTrinh, CoQuan, VanBan, Viec
from .wording import bare, date_words, lower_first, month_digits, upper_first


def required(book: Book, key: str) -> str:
    """A setting that the document can not do without: its visible mark where it is missing."""
    return book.text(key).strip() or say("missing_setting", label=declared.BY_KEY[key].label)


def agency(book: Book) -> CoQuan:
    return CoQuan(
        book.text("governing_body").strip(),
        required(book, "agency"),
        book.text("short_name").strip(),
        required(book, "place"),
        required(book, "symbol"),
    )


def programme(book: Book) -> ChuongTrinh:
    """The programme's short name, and its citation in full: number, date, agency, subject (PL1.P1.II.6).

    A subject that names the agency does it for both: "… của Liên hiệp Hội … của Liên hiệp Hội" is nobody's sentence.

    An office without one reports on its tasks.
    """
    number = book.text("programme_number").strip()
    if not number:
        return ChuongTrinh(say("no_programme"), say("no_programme"))
    cited = say("citation", number=number)
    day = book.setting("programme_date")
    if isinstance(day, dt.date):
        cited += say("citation_date", date=date_words(day))
    agency, subject = book.text("agency").strip(), bare(book.text("programme_subject"))
    if agency and fold(agency) not in fold(subject):
        cited += say("citation_agency", agency=agency)
    if subject:
        cited += say("citation_subject", subject=lower_first(subject))
    return ChuongTrinh(say("programme", number=number), cited)


def work(book: Book) -> Viec:
    """What the report is about: as the office words it, else its programme, else its activity."""
    typed = bare(str(book.profile.get("work") or ""))
    if typed or not book.text("programme_number").strip():
        told = inside_a_sentence(typed)
        return Viec(told or say("work_at_large"), told or say("work_at_large"))
    named = programme(book)
    return Viec(say("work_cited", programme=named.vien_dan), say("work", programme=named.ten))


def document(book: Book, period: Period, next_name: str, replaces: str = "") -> VanBan:
    """Type, subject, symbol and year of a draft; its day, month and number are "", `numbered` gives them."""
    return VanBan(
        REPORT.printed,
        say(
            "subject",
            work=upper_first(work(book).ngan),
            period=lower_first(period.name),
            next=lower_first(next_name),
        ),
        "",
        REPORT.notation(required(book, "symbol")),
        "",
        "",
        str(_year(period)),
        book.setting("medium") == ELECTRONIC,
        _replaced(book, replaces),
    )


def numbered(context: dict[str, Any], book: Book, *, number: int, date: dt.date, replaces: str = "") -> dict[str, Any]:
    """The context of a frozen report with its number and date, and what it replaces; nothing else differs."""
    view = {
        "so": f"{number:02}",
        "ngay": f"{date.day:02}",
        "thang": month_digits(date.month),
        "nam": str(date.year),
        "thay_the": _replaced(book, replaces),
    }
    return {**context, "van_ban": {**context["van_ban"], **view}}


def _year(period: Period) -> int:
    """The year in which a draft is due above, else in which its period ends."""
    assert period.end is not None
    due = period.upward_due
    return due.year if due is not None and due >= period.end else period.end.year


def _replaced(book: Book, replaces: str) -> str:
    """ "thay thế Báo cáo số 05/BC-LHH ngày …", the date from the register where it has one."""
    wanted = fold(replaces)
    if not wanted:
        return ""
    symbol = nfc(replaces).strip()
    if symbol.isdecimal():
        symbol = f"{symbol.lstrip('0').zfill(2)}/{REPORT.code}-{book.text('symbol')}"
        wanted = fold(symbol)
    days = [day for _, known, day in book["register"].each("symbol", "date") if known and fold(known) == wanted and day]
    if not days:
        return say("replaces", symbol=symbol)
    return say("replaces_date", symbol=symbol, date=date_words(max(days)))


def legal_bases(book: Book) -> list[str]:
    """One a line, without final punctuation; a bare name of a law gets its "Căn cứ"."""
    found: list[str] = []
    values = book.setting("legal_bases") or []
    for value in values if isinstance(values, list) else [values]:
        for line in str(value).splitlines():
            text = bare(line)
            if text:
                opened = text.casefold().startswith(BASIS_WORDS)
                found.append(text if opened else say("basis", text=text))
    return found


def recipients(book: Book, role: str, kind: str) -> list[str]:
    """Names of that role for a type of document, by Thứ tự then row, without dash and final punctuation."""
    data = book["recipients"]
    rows = data.each("document_type", "role", "name")
    chosen = [i for i, of_type, this, name in rows if of_type == kind and this == role and name]
    names = [bare(data.clean["name"][i].lstrip("-– ")) for i in in_print_order(data, chosen)]
    return [name for name in names if name]


def addressees(book: Book) -> list[str]:
    """Kính gửi of the report."""
    return recipients(book, TO, REPORT.name)


def copies(book: Book, kind: str | None = None) -> list[str]:
    """Nơi nhận in full: "Như trên" first where it is addressed, the archive last (PL1.P1.II.9).

    Of the report, else of a document of that type addressed to somebody.
    """
    above, addressed, kind = AS_ABOVE, kind is not None or addressees(book), kind or REPORT.name
    names = [name for name in recipients(book, COPY, kind) if fold(name) != fold(above)]
    return [*([above] if addressed else []), *names, archive(book, kind)]


def archive(book: Book, kind: str) -> str:
    """ "Lưu: VT, VP (02)" of a type of document, from tblNoiNhan or else from the profile."""
    kept = recipients(book, ARCHIVE, kind)
    label = say("archive", places="").strip()
    if kept:
        places = ", ".join(name[len(label) :].strip() if fold(name).startswith(fold(label)) else name for name in kept)
    else:
        places = ", ".join(part for part in (say("archive_office"), book.text("drafter").strip()) if part)
    line = say("archive", places=places)
    number = book.setting("archive_copies")
    if isinstance(number, int) and number > 0 and "(" not in line:
        return say("archive_copies", archive=line, copies=number)
    return line


def signature(book: Book, name: str | None) -> ChuKy:
    """The signer asked for, else the default one, else the first. `UsageError` for a name that tblNguoiKy lacks.

    An empty block where the workbook names nobody.
    """
    signers = book["signers"]
    known = [i for i, found in signers.each("name") if found]
    if name:
        chosen = [i for i in known if fold(signers.clean["name"][i]) == fold(name)]
        if not chosen:
            names = ", ".join(str(signers.clean["name"][i]) for i in known)
            raise UsageError("unknown_signer", name=name, known=names)
    else:
        chosen = [i for i in known if signers.clean["default"][i] == YES] or known
    if not chosen:
        return ChuKy([], "")
    i = chosen[0]
    lines = [signers.clean[key][i] for key in ("authority", "on_behalf", "position")]
    return ChuKy([str(line).upper() for line in lines if line], str(signers.clean["name"][i]))


def draft_day(book: Book, end: dt.date | None) -> dt.date:
    """The day of a document that bears none yet: from which it may be dated, once its period is over."""
    return book.as_of if end is None else max(book.as_of, end)


def setting_out(book: Book, day: dt.date) -> Layout:
    """The office's choices by the law of that day; what it does not allow is as the decree has it."""
    typed = {name: book.setting(key) for name, key in declared.OF_LAYOUT.items()}
    return law.on(day).layout(Layout(**{k: v for k, v in typed.items() if isinstance(v, (int, float))}))
