"""What is looked at and asked before a document gets its number: the same at submission, at issue and for a letter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import LhhError, OutputError, RefusedError
from ..messages import register as words
from ..register.entries import Entry, Row
from ..register.given import Register
from ..register.issued import look
from ..register.numbers import MAX_NUMBER, file_name
from ..workbook.book import Book
from ..workbook.master import workbook_identity
from .common import Screen, Target


@dataclass
class Numbering:
    """Numbers of one workbook whose documents go to `folder`. `sure`: what is to be asked was answered with yes."""

    target: Target
    book: Book
    folder: Path
    screen: Screen
    sure: bool = False
    agreed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.identity = workbook_identity(self.target.at(), self.book)

    def see(self, book: Book) -> Register:
        """The numbers as they stand now, in the workbook and in the folder."""
        return Register(book, look(self.target.file, self.folder, self.identity))

    def hindrances(self, register: Register, entry: Entry, number: int | None) -> Iterator[LhhError]:
        """Why the entry may not have its number (the next one unless given); none where it may."""
        today = dt.date.today()
        if entry.date.year > today.year + 1:  # in December a document may be made for January
            yield RefusedError("date_too_late", date=f"{entry.date:%d/%m/%Y}", today=f"{today:%d/%m/%Y}")
        try:
            number = self.number(register, entry, number)
        except LhhError as error:
            yield error
            return
        document = self.folder / file_name(entry.symbol(number, register.agency), entry.tail)
        if document.exists():  # not one of ours of that number: it would have been taken
            yield self.exists(document, number)

    def exists(self, document: Path, number: int) -> OutputError:
        """A file lies where the document of that number is to go."""
        details = {"file": document.name, "folder": document.parent, "sheet": self.book["register"].sheet}
        return OutputError("issued_exists", **details, number=f"{number:02d}")

    def number(self, register: Register, entry: Entry, number: int | None) -> int:
        """The number asked for where it is free, else the next one. Raises RefusedError, UsageError."""
        if number is None:
            return register.next_number(entry.kind, entry.date.year)
        register.check_free(entry.kind, entry.date.year, number)
        return number

    def check_held(self, register: Register, entry: Entry, row: Row, number: int | None) -> None:
        """A number that a crash left behind can be finished: the call names no other one, and nobody else has it.

        Raises RefusedError: "held_too_large", "number_held", "held_taken".
        """
        named = {"symbol": row.symbol, "place": row.place}
        if row.number > MAX_NUMBER:
            raise RefusedError("held_too_large", **named)
        if number not in (None, row.number):
            raise RefusedError("number_held", **named, number=row.number)
        series = register.series(entry.kind, row.year or entry.date.year)
        other = next((one for one in series if one.number == row.number and one != row), None)
        if other is not None:
            raise RefusedError("held_taken", **named, other=other.symbol, where=other.place)

    def ask(self, register: Register, entry: Entry, number: int | None, replaced: Row | None) -> None:
        """Everything that is to be asked, before anything is written. Raises RefusedError("needs_yes") on a no."""
        number = self.number(register, entry, number)
        self.agree([doubt.text for doubt in register.doubts(entry, number, replaced)])

    def agree(self, doubts: list[str]) -> None:
        """Raises RefusedError("needs_yes") unless each was or is agreed to."""
        new = [text for text in doubts if text not in self.agreed]
        if not new or self.sure:
            return
        if not self.screen.ask(words.ASK_NUMBER.format(doubts="\n".join(new))):
            raise RefusedError("needs_yes", questions="\n".join(f"  {text}" for text in new))
        self.agreed |= set(new)

    def check(self, register: Register, entry: Entry, number: int, replaced: Row | None = None) -> None:
        """The same once more under the lock, where nobody is asked: what is new since then stops it."""
        for error in self.hindrances(register, entry, number):
            raise error
        new = [doubt.text for doubt in register.doubts(entry, number, replaced) if doubt.text not in self.agreed]
        if new and not self.sure:
            raise RefusedError("needs_yes", questions="\n".join(f"  {text}" for text in new))
