"""Giving a number: what is looked at and asked before, then two steps, so that none is given twice and none is lost.

`Numbering` asks the same at submission, at issue and for a letter. Its `reserve` writes the row "Chưa hoàn tất" into
the register under a lock, before the document is written; `Reservation.complete` marks it "Đã cấp" when the document is
on disk. What a crash leaves between the two is found by `Register.unfinished` and taken up again by `resume`. Source:
docs/workbook-contract.md, "From draft to the issued document".
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from ..errors import LhhError, OutputError, RefusedError
from ..files import locked
from ..messages import register as words
from ..plain import field, mutable
from ..workbook.book import Book
from ..workbook.journal import issued, reserved
from ..workbook.lists import ISSUED, REPLACED, UNFINISHED
from ..workbook.master import Master, workbook_identity
from ..workbook.records import parse_symbol
from ..workbook.values import show
from .entries import MAX_NUMBER, REPLACES, Entry, Row, check_size, file_name, look
from .given import Register


@mutable
class Numbering:
    """Numbers of one workbook whose documents go to `folder`; `ask` puts a question to the person.

    `sure`: what is to be asked was answered with yes.
    """

    master: Master
    book: Book
    folder: Path
    ask: Callable[[str], bool]
    sure: bool = False
    agreed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.identity = workbook_identity(self.book)

    def see(self, book: Book) -> Register:
        """The numbers as they stand now, in the workbook and in the folder."""
        return Register(book, look(self.master.path, self.folder, self.identity))

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

    def settle(self, register: Register, entry: Entry, number: int | None, replaced: Row | None) -> None:
        """Everything that is to be asked, before anything is written. Raises RefusedError("needs_yes") on a no."""
        number = self.number(register, entry, number)
        self.agree([doubt.text for doubt in register.doubts(entry, number, replaced)])

    def agree(self, doubts: list[str], *, late: bool = False) -> None:
        """Raises RefusedError("needs_yes") unless each was or is agreed to; `late`: nobody can be asked any more."""
        new = [text for text in doubts if text not in self.agreed]
        if not new or self.sure:
            return
        if late or not self.ask(words.ASK_NUMBER.format(doubts="\n".join(new))):
            raise RefusedError("needs_yes", questions="\n".join(f"  {text}" for text in new))
        self.agreed |= set(new)

    def reserve(
        self, entry: Entry, number: int | None, period: str, replaced: Callable[[Register], Row | None] | None = None
    ) -> Reservation:
        """Takes the number, or the next one of the entry's year, and writes its row, "Chưa hoàn tất".

        What was looked at and agreed to before is looked at once more under the lock; `replaced` tells what the
        document replaces, by the numbers as they are then, and may raise. `Nhật ký` tells of `period`. Rows that the
        register lacks are written with it. Raises what `hindrances` gives, RefusedError("needs_yes"), OutputError
        ("busy", also where the report of the period has got its number meanwhile, "open_elsewhere", …); nothing is
        written then.
        """
        with locked(self.master.path):
            register = self.see(self.master.read())
            if entry.period and (others := register.unfinished(entry)):  # by a command that is still at work
                raise OutputError("busy", file=others[-1].symbol)
            old = replaced(register) if replaced is not None else None
            number = self.number(register, entry, number)
            check_size(number)
            for error in self.hindrances(register, entry, number):
                raise error
            self.agree([doubt.text for doubt in register.doubts(entry, number, old)], late=True)
            symbol = entry.symbol(number, register.agency)
            made = entry.record(symbol, REPLACES + old.symbol if old else "")
            file, year = str(made["file"]), entry.date.year
            held = _hold(self.master.path, symbol, year)
            try:
                patch = self.master.patch()
                for row in register.replaced_meanwhile():
                    patch.set("register", row.sheet_row, "state", REPLACED)
                    patch.set("register", row.sheet_row, "note", row.note)
                missing = register.missing()
                patch.append("register", [*(row.record() for row in missing), made])
                if register.book.has("journal"):
                    patch.append("journal", [reserved(period, symbol=symbol, file=file)])
                patch.save()
            except BaseException:
                held.close()
                raise
        restored = [words.RESTORED_ROW.format(symbol=row.symbol, file=row.file) for row in missing]
        was = old.symbol if old is not None else ""
        return Reservation(self.master, entry.period, symbol, number, year, entry.date, file, was, restored, held)

    def resume(self, entry: Entry, row: Row) -> Reservation:
        """Takes up the number of the entry that was left unfinished, with what it was to replace; dated as the entry
        where the row has no date.

        Raises OutputError("busy") while the command that reserved it is still at work,
        RefusedError("reservation_lost") where the row is finished or gone meanwhile.
        """
        year = row.year or entry.date.year
        held = _hold(self.master.path, row.symbol, year)
        try:
            at = _find(Register(self.master.read()), row.symbol, row.year)
        except BaseException:
            held.close()
            raise
        date = at.date or entry.date
        return Reservation(
            self.master, entry.period, row.symbol, row.number, year, date, row.file, at.replaces, [], held
        )


@mutable
class Reservation:
    """A number held for one document; a context manager that holds it against other commands while it is written.

    Leaving the block without `complete` leaves the row unfinished: the next run reports it and can finish. `period`: as
    of an Entry. `restored`: a line for each row that the register lacked and was given back.
    """

    master: Master
    period: str
    symbol: str
    number: int
    year: int
    date: dt.date
    file: str
    replaces: str
    restored: list[str]
    _held: contextlib.ExitStack

    def __enter__(self) -> Reservation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()

    def complete(self) -> None:
        """Marks the row "Đã cấp", the replaced one "Bị thay thế"; call it when the document is on disk.

        Of the report of a period `Nhật ký` tells it. Raises RefusedError("reservation_lost") where the row is gone, and
        what the master's patch raises.
        """
        with locked(self.master.path):
            register = Register(self.master.read())
            row = _find(register, self.symbol, self.year)
            patch = self.master.patch()
            patch.set("register", row.sheet_row, "state", ISSUED)
            if row.date is None:
                patch.set("register", row.sheet_row, "date", self.date)
            old = self._still_valid(register)
            if old is not None:
                note = words.REPLACED_BY.format(symbol=self.symbol, date=show(self.date))
                patch.set("register", old.sheet_row, "state", REPLACED)
                patch.set("register", old.sheet_row, "note", "; ".join(text for text in (old.note, note) if text))
            if self.period and register.book.has("journal"):
                told = issued(self.period, symbol=self.symbol, file=self.file, replaces=self.replaces)
                patch.append("journal", [told])
            patch.save()

    def _still_valid(self, register: Register) -> Row | None:
        """The row to mark as replaced. None where another command did it, or the clerk took it out, meanwhile.

        The document is on disk by now: its own row must be finished all the same.
        """
        if not self.replaces:
            return None
        parsed = parse_symbol(self.symbol, register.agency)
        try:
            return register.replaced(self.replaces, (parsed[1] or "") if parsed else "")
        except RefusedError:
            return None


def _find(register: Register, symbol: str, year: int | None) -> Row:
    """The unfinished row by symbol and year: the clerk may have sorted the register since."""
    for row in register.unfinished():
        if row.symbol == symbol and row.year in (year, None):
            return row
    raise RefusedError("reservation_lost", symbol=symbol, state=UNFINISHED)


def _hold(path: Path, symbol: str, year: int) -> contextlib.ExitStack:
    """A lock of the system on one number: it goes with the process, so a crash can be told from work under way."""
    held = contextlib.ExitStack()
    mark = path.with_name(f"{path.name}.{year}-{file_name(symbol, '')[: -len('.docx')]}")
    try:
        held.enter_context(locked(mark, timeout=0))
    except OutputError as error:
        raise OutputError(error.key, **{**error.details, "file": symbol}) from error
    return held
