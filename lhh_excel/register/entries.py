"""An outgoing document: its symbol, its entry in the register `Văn bản đi`, what its Word file says of itself.

Source: Decree 30/2020/NĐ-CP, PL1.P1.II.3, Phụ lục IV (the ten columns); docs/workbook-contract.md, "Văn bản đi".
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from pathlib import Path

from ..document.ooxml.package import read_properties
from ..errors import UsageError
from ..law import REPORT
from ..messages import register as words
from ..plain import pattern, record
from ..text.wording import without_marks
from ..workbook.lists import REPLACED, UNFINISHED
from ..workbook.records import parse_symbol
from ..workbook.values import fold, show

#: No office gives so many in a year: what is larger is a slip of the hand.
MAX_NUMBER = 99_999


def check_size(number: int) -> None:
    """Raises UsageError("bad_number") for what is no document's number, whatever was given before."""
    if not 1 <= number <= MAX_NUMBER:
        raise UsageError("bad_number", number=number)


def format_symbol(number: int, kind: str, agency: str, drafter: str) -> str:
    """(5, "BC", "LHH", "VP") -> "05/BC-LHH"; a công văn has no type code but its drafting unit: "05/LHH-VP"."""
    groups = [kind, agency] if kind else [agency, drafter]
    return f"{number:02d}/" + "-".join(group for group in groups if group)


def file_name(symbol: str, tail: str) -> str:
    """The issued document's name in ASCII: ("05/BC-LHH", "2026-H1") -> "05-BC-LHH-2026-H1.docx"."""
    return re.sub(r"[^A-Za-z0-9]+", "-", without_marks(f"{symbol}-{tail}")).strip("-") + ".docx"


# --- a document about to be issued, and a row of the register --------------------------------------------------------

#: Before the symbol, in a note of the register: read back, so it stays as it is.
REPLACES = "Thay thế "


@record
class Entry:
    """A document about to be issued. `kind` is its type code ("BC", "" for a công văn), `tail` ends its file's name.

    `period`: of the report of a period, which is issued once; "" for what may be issued as often as one likes.
    """

    kind: str
    date: dt.date
    subject: str
    signer: str
    recipients: str
    tail: str
    period: str = ""
    archive: str = ""
    copies: int | None = None
    drafter: str = ""  # only in the symbol of a công văn
    note: str = ""

    def symbol(self, number: int, agency: str) -> str:
        return format_symbol(number, self.kind, agency, self.drafter)

    def record(self, symbol: str, note: str) -> dict[str, object]:
        """The row as it is reserved, by column key."""
        return {
            "symbol": symbol,
            "date": self.date,
            "subject": self.subject,
            "signer": self.signer,
            "recipients": self.recipients,
            "archive": self.archive,
            "copies": self.copies,
            "note": "; ".join(text for text in (self.note, note) if text),
            "file": file_name(symbol, self.tail),
            "state": UNFINISHED,
        }

    def stamp(self, book: str, symbol: str, date: dt.date, replaces: str) -> Stamp:
        """What the document says of itself; `book`: the workbook's own number."""
        return Stamp(book, symbol, date, self.kind, self.period, self.subject, self.signer, replaces)


@record
class Row:
    """A number given: a row of the register, or a document that this workbook issued and that its register lacks.

    `kind` is None where the symbol does not tell; `year` of a row without date is its neighbour's; `period` is that of
    a report where the journal or the document itself tells it; `place` is for the eye.
    """

    symbol: str
    number: int
    kind: str | None
    year: int | None
    date: dt.date | None
    subject: str
    signer: str
    file: str
    note: str
    state: str
    period: str
    place: str
    sheet_row: int = 0  # 0: only its document is there

    @property
    def unfinished(self) -> bool:
        return self.state == UNFINISHED

    @property
    def stands(self) -> bool:
        """Issued, and not replaced."""
        return self.state not in (UNFINISHED, REPLACED)

    @property
    def replaces(self) -> str:
        """The symbol of the document that this one replaces, as its note tells."""
        parts = [text.strip() for text in self.note.split(";")]
        return next((text.removeprefix(REPLACES) for text in parts if text.startswith(REPLACES)), "")

    def record(self) -> dict[str, object]:
        """The row as it is given back, by column key."""
        return {key: getattr(self, key) for key in ("symbol", "date", "subject", "signer", "file", "note", "state")}

    def is_of(self, entry: Entry) -> bool:
        """Whether this is the document of the entry (finished or not), by type and period.

        Where nobody told the period (an older program, a journal cut short, a row typed by hand) the whole name of
        the file and the subject must be those of the entry: other documents' names may end alike, or be the same.
        """
        if self.kind is None or fold(self.kind) != fold(entry.kind):
            return False
        if entry.period and self.period:
            return self.period == entry.period
        named = base_name(self.file).casefold() == file_name(self.symbol, entry.tail).casefold()
        return named and (not entry.period or fold(self.subject) == fold(entry.subject))

    def __str__(self) -> str:
        """One line that tells of an unfinished number, and of both ways out."""
        details = {"symbol": self.symbol, "date": show(self.date), "place": self.place}
        return words.UNFINISHED.format(**details)


def base_name(file: str) -> str:
    """The file's name in column Tệp, which may hold a path."""
    return re.split(r"[/\\]", file)[-1]


# --- documents that lie in the output folder -------------------------------------------------------------------------

# An issued document says of itself, in its custom properties, which workbook gave it which number on what day. So a
# workbook that was restored from an older copy, or was synchronised twice, sees the numbers that its rows lack. A file
# without that, or of another workbook, is never obeyed: its name may be asked about. Source: docs/security.md.

#: Folders within folders that are looked into, and files that are opened: an office's, not a whole disk's.
_DEPTH, _MOST_FILES = 3, 5_000
#: 11-BC-LHH-2026-H1, "11 BC LHH": number, then what may be a type or an agency (two capitals), then the rest.
_NUMBERED = pattern(r"0*(\d{1,5})[-_ .]+((?=(?:[a-zđ]*[A-ZĐ]){2})[A-Za-zĐđ]{2,6})(?![A-Za-zĐđ])(.*)")
_OWN_NAME = pattern(r"\d+-.*\.docx", re.IGNORECASE)
_YEAR = pattern(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
#: How the names of reminders end.
LETTER_END = "nhac"
_LETTER = "CV"  # how the properties name a công văn, whose symbol has no type code


@record
class Stamp:
    """What an issued document says of itself. `kind`: its type code, "" for a công văn; `period`: of a report."""

    book: str
    symbol: str
    date: dt.date
    kind: str
    period: str
    subject: str
    signer: str
    replaces: str = ""
    path: Path = Path()

    def values(self) -> dict[str, str]:
        """As the document's properties keep it."""
        found = {
            "MaSo": self.book,
            "KyHieu": self.symbol,
            "Ngay": self.date.isoformat(),
            "Loai": self.kind or _LETTER,
            "Ky": self.period,
            "TrichYeu": self.subject,
            "NguoiKy": self.signer,
            "ThayThe": self.replaces,
        }
        return {name: text for name, text in found.items() if text}


@record
class Found:
    """`ours`: what this workbook issued; `others`: names of further files in the output folder `folder`."""

    ours: tuple[Stamp, ...] = ()
    others: tuple[str, ...] = ()
    folder: Path = Path()

    def alike(self, number: int, year: int, series: str = "") -> list[str]:
        """Names of the others that may be documents of that number; one that plainly is of another year is not.

        `series`: the type (of a công văn the agency) where each has its own numbers.
        """
        found = []
        for name in self.others:
            match = _NUMBERED.match(name.rsplit(".", 1)[0])
            if match is None or int(match[1]) != number or (series and _plain(match[2]) != _plain(series)):
                continue
            told = [int(text) for text in _YEAR.findall(match[3])]
            late = match[2] == REPORT.code or match[3].endswith(LETTER_END)  # may go out after its period's year
            if not told or told[-1] == year or (late and told[-1] == year - 1):
                found.append(name)
        return found


def _plain(text: str) -> str:
    return without_marks(text).casefold()


def read_stamp(path: Path) -> Stamp | None:
    """What the file says of itself; None where it says nothing that can be."""
    told = read_properties(path)
    parsed = parse_symbol(told.get("KyHieu", ""))
    try:
        date = dt.date.fromisoformat(told.get("Ngay", ""))
    except ValueError:
        return None
    if parsed is None or not 1 <= parsed[0] <= MAX_NUMBER or not told.get("MaSo"):
        return None
    kind = told.get("Loai", _LETTER)
    period, subject, signer, replaces = (told.get(name, "") for name in ("Ky", "TrichYeu", "NguoiKy", "ThayThe"))
    kind = "" if kind == _LETTER else kind
    return Stamp(told["MaSo"], told["KyHieu"], date, kind, period, subject, signer, replaces, path)


def look(workbook: Path, folder: Path, identity: str) -> Found:
    """What lies in the output folder and in the folders within; of the folders beside the workbook only what is named
    as we name documents, for there they are put away.

    Of several copies of one document the first by name counts.
    """
    ours: dict[tuple[str, dt.date, str], Stamp] = {}
    others = []
    for path, inside in _documents(workbook, folder):
        stamp = read_stamp(path)
        if stamp is not None and stamp.book == identity:
            ours.setdefault((stamp.symbol, stamp.date, stamp.period), stamp)
        elif inside:
            others.append(path.name)
    return Found(tuple(ours.values()), tuple(others), folder)


def _documents(workbook: Path, folder: Path) -> Iterator[tuple[Path, bool]]:
    """Word files, and whether they lie in the output folder."""
    count = 0
    seen: set[str] = set()
    beside = workbook.resolve().parent
    for root, depth, inside in ((folder, _DEPTH, True), (beside, 1, False)):
        top = os.path.realpath(root)
        for place, folders, names in os.walk(top):
            if place in seen:  # the output folder stands beside the workbook
                folders.clear()
                continue
            seen.add(place)
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            if place.count(os.sep) - top.count(os.sep) >= depth:
                folders.clear()
            for name in sorted(names):
                wanted = name.casefold().endswith(".docx") if inside else _OWN_NAME.fullmatch(name) is not None
                if not wanted or name.startswith("~$"):
                    continue
                count += 1
                if count > _MOST_FILES:
                    return
                yield Path(place, name), inside
