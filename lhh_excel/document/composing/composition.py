"""A text of any kind as an office's document: what it is, and who has the word on what, the text or the office.

The text goes before the office's workbook, the call before both. Nothing that the decree asks is added without a word:
it comes from the workbook and is told, or it is asked for. Source: docs/soan-van-ban.md.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

from ...errors import UsageError
from ...figures.context import ChuKy
from ...figures.wording import date_words
from ...law import LETTER, DocumentType, Layout
from ...law.words import AS_ABOVE
from ...messages import compose as words
from ...plain import record
from ..reading.marks import kept_at
from ..reading.pieces import about, standing
from ..templates.render import Rendered
from .chunks import squeeze
from .document import Document
from .general import Signer, find_type, known_types
from .kept import Line
from .result import Reading
from .text import read_text

_RIGHT_ARCHIVE = re.compile(r"^Lưu:\s*VT\b")
#: What a document has as it was read or filled in.
_AS_READ = (
    *("governing", "number", "notation", "drafter", "addressees", "recipients", "legal_bases", "authority"),
    *("secretary", "cosigner", "meeting", "urgency", "circulation", "address", "toc", "content", "annexes"),
)


def _kind_of(composed: Reading, asked: str | None, file: str) -> DocumentType:
    """The call's type, else the front matter's, the text's own, that of its frame.

    Raises UsageError("no_type", "type_of_others", "unknown_type").
    """
    wanted = asked or composed.type or composed.title or composed.read_as
    if not wanted:
        if composed.standard:
            what, keeps = words.STANDARDS[composed.standard]
            raise UsageError("type_of_others", file=file, what=what, keeps=keeps)
        raise UsageError("no_type", file=file)
    kind = find_type(wanted)
    if kind is None:
        raise UsageError("unknown_type", type=wanted, known=known_types())
    if composed.title and composed.title != kind.name:
        composed.notes.append(words.OTHER_TYPE.format(title=composed.title, type=kind.name))
        if composed.notation:
            composed.notes.append(words.OTHER_NOTATION.format(notation=composed.notation))
            composed.settle(composed.notation)
        composed.notation = ""
    elif composed.title and not kind.titled:
        composed.notes.append(words.TYPE_OF_LETTER.format(title=composed.title))
    return kind


def _call_for(composed: Reading, number: int | None, date: dt.date | None) -> None:
    """Number and date of the call go before those of the text, which is told."""
    if number is not None:
        if composed.number and composed.number.lstrip("0") != str(number):
            composed.notes.append(words.OTHER_NUMBER.format(typed=composed.number, number=number))
            composed.settle(composed.number)
        composed.number = str(number)
    if date is not None:
        if composed.date not in (None, date):
            composed.notes.append(words.OTHER_DATE.format(typed=f"{composed.date:%d/%m/%Y}", date=f"{date:%d/%m/%Y}"))
            composed.settle(*composed.said("date"))
            composed.dated = ""
        elif composed.year and composed.date is None:  # of a draft
            composed.settle(composed.year)
        composed.date = date


class Office:
    """What an agency says of itself beside the text. This one says nothing; `actions.compose` reads a workbook's."""

    #: Whether its documents are sent as files.
    electronic = False

    def text(self, key: str) -> str:
        """Its "agency", "governing_body", "symbol", "place" or "drafter"; "" where it says none."""
        return ""

    def signature(self, name: str | None) -> ChuKy:
        """How that person signs, or whoever usually does. UsageError for a name that it does not know."""
        return ChuKy([], "")

    def for_head(self, position: str) -> str:
        """The line above that position where its holder signs for the head; "" if it does not say."""
        return ""

    def addressees(self, kind: str) -> list[str]:
        """To whom documents of that type go."""
        return []

    def recipients(self, kind: str) -> list[str]:
        """Who gets a copy of documents of that type."""
        return []

    def archive(self, kind: str) -> str:
        """The last line of their recipients; "" if it does not say."""
        return ""

    def sheet(self, table: str) -> str:
        """Where it says what it says, as people call it."""
        return ""

    def layout(self, day: dt.date) -> Layout:
        """Its choices of what the decree leaves open, by the law of that day."""
        return Layout()


@record
class Gap:
    """Something the decree asks and nobody gave: what is said, the line proposed, the front matter for it."""

    text: str
    proposal: str
    key: str
    value: str
    add: Callable[[], None]


@record
class Made:
    """`left` are the words of the text that found no place in the frame; `numbered`: it bears number and date."""

    document: Document
    rendered: Rendered
    left: list[Line]
    numbered: bool


class Composition:
    """What a text says, completed from its office.

    `kind` is its type, `notes` what was changed of it, `told` what came from the office, `gaps` what the decree asks
    and nobody gave (each can be added), `lacking` what nobody can supply and stands as a mark in the document.
    """

    def __init__(
        self,
        data: bytes,
        name: str,
        office: Office,
        as_of: dt.date,
        *,
        type: str | None = None,
        number: int | None = None,
        date: dt.date | None = None,
        signer: str | None = None,
        toc: bool = False,
    ) -> None:
        """`number`, `date`, `type`, `signer` and `toc` go before what the text says.

        Raises InputError for what is no text, UsageError where the type is not known or the signer is nobody's.
        """
        self.found = found = read_text(data, name, date=date, as_of=as_of)
        found.toc |= toc
        self.kind = _kind_of(found, type, name)
        if found.signs_beside and not self.kind.secretary:  # of another agency that issues the document too
            found.cosigner, found.secretary = found.secretary, Signer("")
        found.intake.values = found.words_by_place()
        self.office, self.as_of = office, as_of
        self.notes = found.notes
        self.told: list[str] = []
        self.gaps: list[Gap] = []
        self.lacking: list[str] = []
        _call_for(found, number, date)
        self._agency()
        self._signer(signer)
        self._lists()
        self._ask()
        _tell_frame(found, self.kind)

    def made(self, template: Path | None = None) -> Made:
        """The document as it is now, with the gaps that were added, in the office's own template or in ours.

        Without number and date it is a draft. No word of the text is lost: what has no place stands at its end.
        """
        document = self._document()
        numbered = bool(document.number) and (document.date is not None or not self.kind.dated)
        rendered, left = document.make(template, "" if numbered else words.STATUS_DRAFT, self.found.intake)
        return Made(document, rendered, left, numbered)

    def _document(self) -> Document:
        """Of the office its way of sending and its measures, the text's before them."""
        found, office = self.found, self.office
        document = Document(
            self.kind.name,
            found.subject,
            found.agency,
            found.symbol,
            found.place,
            found.signer,
            date=found.date,
            year=found.year or str(self.as_of.year),
            electronic=office.electronic if found.electronic is None else found.electronic,
            layout=office.layout(found.date or self.as_of)._replace(**found.layout),
            as_of=self.as_of,
        )
        # the office's own template may print what ours has no place for; what neither prints is told
        for name in _AS_READ:
            setattr(document, name, getattr(found, name))
        return document

    def _tell(self, what: str, table: str, value: str) -> None:
        sheet = self.office.sheet(table)
        self.told.append(words.FROM_BOOK.format(what=words.WHAT[what], sheet=sheet, value=value))

    def _lacks(self, what: str, key: str) -> str:
        label = words.WHAT[what].lower()
        self.lacking.append(words.LACKING.format(what=label, key=key))
        return words.MARK.format(what=label)

    # --- the agency ----------------------------------------------------------------------------------------------

    def _agency(self) -> None:
        found, office = self.found, self.office
        from_book = office.text("agency")
        if not found.agency and from_book:
            found.agency = from_book
            self._tell("agency", "profile", from_book)
            if not found.governing and (above := office.text("governing_body")):
                found.governing = above
                self._tell("governing", "profile", above)
        elif from_book and _same(from_book, found.agency):
            found.settle(found.agency)
            found.agency = from_book  # as it is written in running text
        elif found.agency and found.agency.upper() == found.agency:
            found.agency = self._in_running_text(found.agency)
        found.agency = found.agency or self._lacks("agency", "cơ quan")
        found.symbol = found.symbol or office.text("symbol")
        if not found.notation and not found.symbol:
            found.symbol = self._lacks("symbol", "ký hiệu cơ quan")
        found.drafter = found.drafter or office.text("drafter")
        if self.kind.dated and not found.place:
            if place := office.text("place"):
                self._tell("place", "profile", place)
            found.place = place or self._lacks("place", "địa danh")
        found.subject = self._subject(found.subject)
        if self.kind.subject and not found.subject:
            found.subject = self._lacks("subject", "trích yếu")
        if not found.content and not any(vars(found.meeting).values()):
            self.lacking.append(words.NO_CONTENT)

    def _in_running_text(self, name: str) -> str:
        """A name in capitals as the document's own text writes it, for where it is printed within a sentence."""
        words_of = re.compile(r"\s+".join(map(re.escape, name.split())), re.IGNORECASE)
        texts = (getattr(block, "text", "") for block in self.found.content)
        written = (" ".join(hit[0].split()) for text in texts for hit in words_of.finditer(text))
        return next((hit for hit in written if hit.upper() != hit), name)

    def _subject(self, text: str) -> str:
        """ "V/v" belongs to a công văn, whose template prints it (PL1.P1.II.5.b)."""
        said = about(text)
        label, text = (said.label, said.text) if said is not None and said.short else (self.found.about, text)
        self.found.settle(label)
        told = text if self.kind == LETTER or not label else words.ABOUT.format(text=text)
        if label and _same(label, "V/v") is not (self.kind == LETTER):
            self.found.changed(f"{label} {text}", f"V/v {text}" if self.kind == LETTER else told)
        return told

    # --- who signs -----------------------------------------------------------------------------------------------

    def _signer(self, asked: str | None) -> None:
        found, signer, meeting = self.found, self.found.signer, self.found.meeting
        if asked:
            if not _same(asked, signer.name):
                if said := ", ".join(part for part in signer.texts if part):
                    found.notes.append(words.OTHER_SIGNER.format(typed=said, name=asked))
                    found.settle(said)
                signer.lines = []
            signer.name = asked
        if self.kind.secretary:
            beside = found.secretary
            signer.lines, beside.lines = signer.lines or [words.CHAIR], beside.lines or [words.SECRETARY]
            signer.name = signer.name or _person(meeting.chu_tri) or self._lacks("signer", "người ký")
            beside.name = beside.name or _person(meeting.thu_ky) or self._lacks("secretary", "người ghi biên bản")
            return
        if not signer.name or not signer.lines:
            self._from_signers(signer, asked)
        signer.name = signer.name or self._lacks("signer", "người ký")
        signer.lines = signer.lines or [self._lacks("lines", "chức vụ")]

    def _from_signers(self, signer: Signer, asked: str | None) -> None:
        try:
            block = self.office.signature(signer.name or None)
        except UsageError:
            if asked and not signer.lines:
                raise
            return
        if not signer.lines and block.quyen_han:
            signer.lines = list(block.quyen_han)
            self._tell("lines", "signers", " / ".join(signer.lines))
        if not signer.name and block.ho_ten:
            signer.name = block.ho_ten
            self._tell("signer", "signers", signer.name)

    # --- to whom -------------------------------------------------------------------------------------------------

    def _lists(self) -> None:
        found, office, kind = self.found, self.office, self.kind
        if kind.may_be_addressed and not found.addressees and (named := office.addressees(kind.name)):
            found.addressees = named
            self._tell("addressees", "recipients", "; ".join(named))
        if not found.recipients and (named := office.recipients(kind.name)):
            named = [name for name in named if not _same(name, AS_ABOVE)]
            found.recipients = ([AS_ABOVE] if found.addressees else []) + named
            self._tell("recipients", "recipients", "; ".join(found.recipients))
        line = office.archive(kind.name)
        last = found.recipients[-1] if found.recipients else ""
        if kind.secretary or _RIGHT_ARCHIVE.match(last) or not _RIGHT_ARCHIVE.match(line):
            return
        if kept_at(last) is not None:
            found.settle(last)
            found.recipients[-1] = line
            sheet = office.sheet("recipients")
            self.told.append(words.ARCHIVE_FROM_BOOK.format(before=last, after=line, sheet=sheet))
        else:
            found.recipients.append(line)
            self._tell("archive", "recipients", line)

    # --- what the decree asks ------------------------------------------------------------------------------------

    def _ask(self) -> None:
        self._for_head()
        self._as_above()
        self._archive()
        if self.kind.authority and not self.found.authority:
            self._authority()
        if self.kind.must_be_addressed and not self.found.addressees:
            self._lacks("addressees", "kính gửi")

    def _for_head(self) -> None:
        """A deputy signs for the head: the line above the deputy's own position (PL1.P1.II.7.b)."""
        lines = self.found.signer.lines
        at = next((n for n, line in enumerate(lines) if line.upper().startswith(words.DEPUTY)), None)
        if at is None or any(standing(line)[0] in ("KT", "TL", "TUQ") for line in lines[:at]):
            return
        position = lines[at].upper()
        if told := self.office.for_head(position):
            lines.insert(at, told)
            self._tell("for_head", "signers", told)
            return
        proposal = words.FOR_HEAD.format(position=position.removeprefix(words.DEPUTY))
        text = words.NO_FOR_HEAD.format(position=position)
        self.gaps.append(Gap(text, proposal, "ký thay", proposal, lambda: self.found.signer.lines.insert(at, proposal)))

    def _as_above(self) -> None:
        found = self.found
        told = any(_same(name, AS_ABOVE) for name in found.recipients)
        if self.kind.may_be_addressed and found.addressees and not told:

            def add() -> None:
                found.recipients.insert(0, AS_ABOVE)

            self.gaps.append(Gap(words.NO_AS_ABOVE, AS_ABOVE, "nơi nhận", f"{AS_ABOVE}; …", add))

    def _archive(self) -> None:
        found = self.found
        last = found.recipients[-1] if found.recipients else ""
        if _RIGHT_ARCHIVE.match(last):
            return
        minutes = self.kind.secretary
        old = last if kept_at(last) is not None else ""
        kept = [words.ARCHIVE_FILE] if minutes else self._kept_by(kept_at(old) or "") or [found.drafter]
        places = ", ".join(part for part in (words.ARCHIVE_OFFICE, *kept) if part)
        line = words.ARCHIVE.format(places=places)
        text = words.OLD_ARCHIVE.format(line=old) if old else words.NO_ARCHIVE

        def add() -> None:
            found.settle(old)
            found.recipients = [name for name in found.recipients if name != old] + [line]

        self.gaps.append(Gap(text, line, "lưu", places, add))

    def _kept_by(self, places: str) -> list[str]:
        """The units in an archive line of an older form: "VP-LHH" names VP, and the agency itself."""
        agency = self.found.notation.rpartition("-")[2] or self.found.symbol
        groups = [group.strip(" .") for group in re.split(r"[,;-]", places)]
        return [group for group in groups if group and group not in (words.ARCHIVE_OFFICE, agency)]

    def _authority(self) -> None:
        """Of a collective its name, else the head's position and the agency (Mẫu 1.2, ghi chú 6)."""
        found = self.found
        first = found.signer.lines[0].upper() if found.signer.lines else ""
        head = standing(first)[2]
        agency = found.agency.upper()
        proposal = head if agency in head else f"{head} {agency}".strip()

        def add() -> None:
            found.authority = proposal

        self.gaps.append(Gap(words.NO_AUTHORITY, proposal, "thẩm quyền ban hành", proposal, add))


def _tell_frame(composed: Reading, kind: DocumentType) -> None:
    """Place and day and Kính gửi, where they are printed otherwise than they were typed."""
    if kind.dated and composed.dated and composed.date is not None:
        composed.changed(composed.dated, f"{composed.place}, {date_words(composed.date)}")
    names, label = composed.addressees, words.WHAT["addressees"]
    if not kind.may_be_addressed or not composed.addressed or not names:
        return
    if len(names) == 1:
        composed.changed(squeeze(" ".join(composed.addressed)), f"{label}: {names[0]}")
    elif composed.addressed != [f"{label}:", *(f"- {name};" for name in names[:-1]), f"- {names[-1]}."]:
        composed.notes.append(words.ADDRESSED.format(count=len(names)))


def _same(one: str, other: str) -> bool:
    """Whether two texts differ at most in spaces and the size of letters."""
    return squeeze(one).casefold() == squeeze(other).casefold()


def _person(text: str) -> str:
    """The name in "Ông Nguyễn Văn A, Chủ tịch": without the form of address and what follows."""
    name = re.split(r"\s*[,;(–-]\s*", text.strip(), maxsplit=1)[0]
    return re.sub(r"^(Ông|Bà|Đồng chí|Đ/c)\s+", "", name, flags=re.IGNORECASE).strip()


@record
class Composed:
    """What `lhh_excel.document.compose` gives; see there."""

    docx: bytes
    type: str
    notes: list[str]
    asked: list[str]
    lacking: list[str]
    left: list[str]


def composed(
    text: str, *, type: str | None, number: int | None, date: dt.date | None, complete: bool, toc: bool, as_of: dt.date
) -> Composed:
    """A text without an office beside it."""
    done = Composition(text.encode(), words.NAMELESS, Office(), as_of, type=type, number=number, date=date, toc=toc)
    asked = [gap.text for gap in done.gaps]
    if complete:
        for gap in done.gaps:
            gap.add()
    made = done.made()
    left = [line[2] for line in made.left]
    notes = [*done.notes, *made.rendered.notes]
    return Composed(made.rendered.docx, done.kind.name, notes, asked, done.lacking, left)
