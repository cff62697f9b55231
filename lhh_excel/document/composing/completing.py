"""A text of any kind as an office's document: what it is, and who has the word on what, the text or the office.

The text goes before the office's workbook, the call before both. Nothing that the decree asks is added without a word:
it comes from the workbook and is told, or it is asked for. Source: docs/soan-van-ban.md.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ...errors import UsageError
from ...figures.context import ChuKy
from ...figures.wording import date_words
from ...law import LETTER, DocumentType, Layout
from ...law.words import AS_ABOVE
from ...messages import compose as words
from .chunks import squeeze
from .document import Document, Signer
from .general import find_type, known_types
from .result import Reading

_RIGHT_ARCHIVE = re.compile(r"^Lưu:\s*VT\b")
_ARCHIVE = re.compile(r"^Lưu\b\s*:?\s*")
_SIGNS_FOR = re.compile(r"^(KT|TL|TUQ)\.")


def kind_of(composed: Reading, asked: str | None, file: str) -> DocumentType:
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


def call_for(composed: Reading, number: int | None, date: dt.date | None) -> None:
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
    """What an agency says of itself beside the text. This one says nothing; `letters.office` reads a workbook's."""

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


@dataclass
class Gap:
    """Something the decree asks and nobody gave: what is said, the line proposed, the front matter for it."""

    text: str
    proposal: str
    key: str
    value: str
    add: Callable[[], None]


@dataclass
class Merged:
    """The text completed from the office; `told` says what came from there, `lacking` what nobody can supply."""

    composed: Reading
    symbol: str = ""
    told: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)


def merge(composed: Reading, kind: DocumentType, office: Office, signer: str | None = None) -> Merged:
    """Fill what the text leaves open from the office, then look for what the decree still asks.

    UsageError for a signer asked for by name whom neither knows.
    """
    merged = Merged(composed)
    if composed.signs_beside and not kind.secretary:
        composed.cosign()
    merger = _Merger(merged, kind, office)
    merger.agency()
    merger.signer(signer)
    merger.lists()
    merger.gaps()
    _tell_frame(composed, kind)
    return merged


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


class _Merger:
    def __init__(self, merged: Merged, kind: DocumentType, office: Office) -> None:
        self.merged, self.found, self.kind, self.office = merged, merged.composed, kind, office

    def _told(self, what: str, table: str, value: str) -> None:
        sheet = self.office.sheet(table)
        self.merged.told.append(words.FROM_BOOK.format(what=words.WHAT[what], sheet=sheet, value=value))

    def _lacks(self, what: str, key: str) -> str:
        label = words.WHAT[what]
        self.merged.lacking.append(words.LACKING.format(what=label.lower(), key=key))
        return words.MARK.format(what=label.lower())

    # --- the agency ----------------------------------------------------------------------------------------------

    def agency(self) -> None:
        found, office = self.found, self.office
        from_book = office.text("agency")
        if not found.agency and from_book:
            found.agency = from_book
            self._told("agency", "profile", from_book)
            if not found.governing and (above := office.text("governing_body")):
                found.governing = above
                self._told("governing", "profile", above)
        elif from_book and _same(from_book, found.agency):
            found.settle(found.agency)
            found.agency = from_book  # as it is written in running text
        elif found.agency and found.agency.upper() == found.agency:
            found.agency = self._in_running_text(found.agency)
        found.agency = found.agency or self._lacks("agency", "cơ quan")
        self.merged.symbol = found.symbol or self._setting("symbol")
        if not found.notation and not self.merged.symbol:
            self.merged.symbol = self._lacks("symbol", "ký hiệu cơ quan")
        found.drafter = found.drafter or office.text("drafter")
        if self.kind.dated:
            found.place = found.place or self._setting("place", tell=True) or self._lacks("place", "địa danh")
        found.subject = self._subject(found.subject)
        if self.kind.subject and not found.subject:
            found.subject = self._lacks("subject", "trích yếu")
        if not found.content and not any(vars(found.meeting).values()):
            self.merged.lacking.append(words.NO_CONTENT)

    def _in_running_text(self, name: str) -> str:
        """A name in capitals as the document's own text writes it, for where it is printed within a sentence."""
        words_of = re.compile(r"\s+".join(map(re.escape, name.split())), re.IGNORECASE)
        texts = (getattr(block, "text", "") for block in self.found.content)
        written = (" ".join(hit[0].split()) for text in texts for hit in words_of.finditer(text))
        return next((hit for hit in written if hit.upper() != hit), name)

    def _subject(self, text: str) -> str:
        """ "V/v" belongs to a công văn, whose template prints it (PL1.P1.II.5.b)."""
        short = re.match(r"^(V/v)\s*:?\s*", text, re.IGNORECASE)
        about, text = (short[1], text[short.end() :]) if short else (self.found.about, text)
        self.found.settle(about)
        told = text if self.kind == LETTER or not about else words.ABOUT.format(text=text)
        if about and _same(about, "V/v") is not (self.kind == LETTER):
            self.found.changed(f"{about} {text}", f"V/v {text}" if self.kind == LETTER else told)
        return told

    def _setting(self, key: str, tell: bool = False) -> str:
        value = self.office.text(key)
        if value and tell:
            self._told(key, "profile", value)
        return value

    # --- who signs -----------------------------------------------------------------------------------------------

    def signer(self, asked: str | None) -> None:
        found = self.found
        if asked:
            if not _same(asked, found.name):
                if said := ", ".join(part for part in (*found.lines, found.name) if part):
                    found.notes.append(words.OTHER_SIGNER.format(typed=said, name=asked))
                    found.settle(said)
                found.lines = []
            found.name = asked
        if self.kind.secretary:
            found.lines = found.lines or [words.CHAIR]
            found.secretary_lines = found.secretary_lines or [words.SECRETARY]
            found.name = found.name or _person(found.meeting.chu_tri) or self._lacks("signer", "người ký")
            found.secretary = (
                found.secretary or _person(found.meeting.thu_ky) or self._lacks("secretary", "người ghi biên bản")
            )
            return
        if not found.name or not found.lines:
            self._from_signers(asked)
        found.name = found.name or self._lacks("signer", "người ký")
        if not found.lines:
            found.lines = [self._lacks("lines", "chức vụ")]

    def _from_signers(self, asked: str | None) -> None:
        found = self.found
        try:
            block = self.office.signature(found.name or None)
        except UsageError:
            if asked and not found.lines:
                raise
            return
        if not found.lines and block.quyen_han:
            found.lines = list(block.quyen_han)
            self._told("lines", "signers", " / ".join(found.lines))
        if not found.name and block.ho_ten:
            found.name = block.ho_ten
            self._told("signer", "signers", found.name)

    # --- to whom -------------------------------------------------------------------------------------------------

    def lists(self) -> None:
        found, office, kind = self.found, self.office, self.kind
        if kind.may_be_addressed and not found.addressees and (named := office.addressees(kind.name)):
            found.addressees = named
            self._told("addressees", "recipients", "; ".join(named))
        if not found.recipients and (named := office.recipients(kind.name)):
            named = [name for name in named if not _same(name, AS_ABOVE)]
            found.recipients = ([AS_ABOVE] if found.addressees else []) + named
            self._told("recipients", "recipients", "; ".join(found.recipients))
        line = office.archive(kind.name)
        last = found.recipients[-1] if found.recipients else ""
        if kind.secretary or _RIGHT_ARCHIVE.match(last) or not _RIGHT_ARCHIVE.match(line):
            return
        if _ARCHIVE.match(last):
            found.settle(last)
            found.recipients[-1] = line
            sheet = office.sheet("recipients")
            self.merged.told.append(words.ARCHIVE_FROM_BOOK.format(before=last, after=line, sheet=sheet))
        else:
            found.recipients.append(line)
            self._told("archive", "recipients", line)

    # --- what the decree asks ------------------------------------------------------------------------------------

    def gaps(self) -> None:
        self._for_head()
        self._as_above()
        self._archive()
        if self.kind.authority and not self.found.authority:
            self._authority()
        if self.kind.must_be_addressed and not self.found.addressees:
            self._lacks("addressees", "kính gửi")

    def _gap(self, text: str, proposal: str, key: str, value: str, add: Callable[[], None]) -> None:
        self.merged.gaps.append(Gap(text, proposal, key, value, add))

    def _for_head(self) -> None:
        """A deputy signs for the head: the line above the deputy's own position (PL1.P1.II.7.b)."""
        found = self.found
        at = next((n for n, line in enumerate(found.lines) if line.upper().startswith(words.DEPUTY)), None)
        if at is None or any(_SIGNS_FOR.match(line.upper()) for line in found.lines[:at]):
            return
        position = found.lines[at].upper()
        if told := self.office.for_head(position):
            found.lines.insert(at, told)
            self._told("for_head", "signers", told)
            return
        proposal = words.FOR_HEAD.format(position=position.removeprefix(words.DEPUTY))
        text = words.NO_FOR_HEAD.format(position=position)
        self._gap(text, proposal, "ký thay", proposal, lambda: found.lines.insert(at, proposal))

    def _as_above(self) -> None:
        found = self.found
        told = any(_same(name, AS_ABOVE) for name in found.recipients)
        if self.kind.may_be_addressed and found.addressees and not told:
            self._gap(
                words.NO_AS_ABOVE,
                AS_ABOVE,
                "nơi nhận",
                AS_ABOVE + "; …",
                lambda: found.recipients.insert(0, AS_ABOVE),
            )

    def _archive(self) -> None:
        found = self.found
        last = found.recipients[-1] if found.recipients else ""
        if _RIGHT_ARCHIVE.match(last):
            return
        minutes = self.kind.secretary
        old = last if _ARCHIVE.match(last) else ""
        kept = [words.ARCHIVE_FILE] if minutes else self._kept_by(_ARCHIVE.sub("", old)) or [found.drafter]
        places = ", ".join(part for part in (words.ARCHIVE_OFFICE, *kept) if part)
        line = words.ARCHIVE.format(places=places)
        text = words.OLD_ARCHIVE.format(line=old) if old else words.NO_ARCHIVE

        def add() -> None:
            found.settle(old)
            found.recipients = [name for name in found.recipients if name != old] + [line]

        self._gap(text, line, "lưu", places, add)

    def _kept_by(self, places: str) -> list[str]:
        """The units in an archive line of an older form: "VP-LHH" names VP, and the agency itself."""
        agency = self.found.notation.rpartition("-")[2] or self.merged.symbol
        groups = [group.strip(" .") for group in re.split(r"[,;-]", places)]
        return [group for group in groups if group and group not in (words.ARCHIVE_OFFICE, agency)]

    def _authority(self) -> None:
        """Of a collective its name, else the head's position and the agency (Mẫu 1.2, ghi chú 6)."""
        found = self.found
        first = found.lines[0].upper() if found.lines else ""
        head = first.removeprefix("TM.").strip() if first.startswith("TM.") else first
        head = re.sub(r"^(KT|TL|TUQ|Q)\.\s*", "", head)
        agency = found.agency.upper()
        proposal = head if agency in head else f"{head} {agency}".strip()
        self._gap(
            words.NO_AUTHORITY,
            proposal,
            "thẩm quyền ban hành",
            proposal,
            lambda: setattr(found, "authority", proposal),
        )


def _same(one: str, other: str) -> bool:
    """Whether two texts differ at most in spaces and the size of letters."""
    return squeeze(one).casefold() == squeeze(other).casefold()


def _person(text: str) -> str:
    """The name in "Ông Nguyễn Văn A, Chủ tịch": without the form of address and what follows."""
    name = re.split(r"\s*[,;(–-]\s*", text.strip(), maxsplit=1)[0]
    return re.sub(r"^(Ông|Bà|Đồng chí|Đ/c)\s+", "", name, flags=re.IGNORECASE).strip()


def document_of(merged: Merged, kind: DocumentType, office: Office, as_of: dt.date) -> Document:
    """The completed text as a document; of the office its way of sending and its measures, the text's before them."""
    found = merged.composed
    year = found.year or str(as_of.year)
    electronic = found.electronic
    if electronic is None:
        electronic = office.electronic
    document = Document(
        kind.name,
        found.subject,
        found.agency,
        merged.symbol,
        found.place,
        Signer(found.name, found.lines),
        governing=found.governing,
        number=found.number,
        date=found.date,
        year=year,
        notation=found.notation,
        drafter=found.drafter,
        recipients=found.recipients,
        urgency=found.urgency,
        circulation=found.circulation,
        address=found.address,
        electronic=electronic,
        toc=found.toc,
        layout=office.layout(found.date or as_of)._replace(**found.layout),
        content=found.content,
        annexes=found.annexes,
        as_of=as_of,
    )
    # the office's own template may print what ours has no place for; what neither prints is told
    document.addressees, document.legal_bases, document.authority = found.addressees, found.bases, found.authority
    document.secretary, document.meeting = Signer(found.secretary, found.secretary_lines), found.meeting
    document.cosigner = Signer(found.cosigner, found.cosigner_lines)
    return document
