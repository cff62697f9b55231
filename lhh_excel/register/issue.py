"""Giving a number in two steps, so that none is given twice and none is lost.

`reserve` writes the row "Chưa hoàn tất" into the register under a lock, before the document is written; `complete`
marks it "Đã cấp" when the document is on disk. What a crash leaves between the two is found by `entries.unfinished`
and taken up again by `resume`. Source: docs/workbook-contract.md, "From draft to the issued document".
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from ..errors import OutputError, RefusedError
from ..files import locked
from ..messages import register as words
from ..workbook.book import Book
from ..workbook.lists import ISSUED, REPLACED, UNFINISHED
from ..workbook.master import Master
from ..workbook.values import show
from .entries import Entry, Row, replaced_row, unfinished
from .numbers import check_free, file_name, next_number, parse_symbol


@dataclass
class Reservation:
    """A number held for one document; a context manager that holds it against other commands while it is written.

    Leaving the block without `complete` leaves the row unfinished: the next run reports it and can finish.
    """

    symbol: str
    number: int
    year: int
    sheet_row: int
    file: str
    replaces: str = ""
    _held: contextlib.ExitStack = field(default_factory=contextlib.ExitStack, repr=False)

    def __enter__(self) -> Reservation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()


def reserve(
    master: Master,
    entry: Entry,
    *,
    number: int | None = None,
    replaces: str = "",
    check: Callable[[Book], None] | None = None,
) -> Reservation:
    """Takes the next number (or `number`) of the entry's year and writes its row, "Chưa hoàn tất".

    `check` sees the workbook as it is under the lock and may raise. Raises RefusedError ("number_taken" and those of
    `replaced_row`), UsageError ("bad_number"), OutputError ("busy", "open_elsewhere", …); nothing is written then.
    """
    with locked(master.path):
        book = master.read()
        if check is not None:
            check(book)
        old = replaced_row(book, replaces, entry.kind) if replaces else None
        year = entry.date.year
        if number is None:
            number = next_number(book, entry.kind, year)
        else:
            check_free(book, entry.kind, year, number)
        symbol = entry.symbol(number, book.text("symbol"))
        held = _hold(master.path, symbol, year)
        try:
            patch = master.patch()
            note = words.REPLACES + old.symbol if old else ""
            (row,) = patch.append("register", [entry.record(symbol, note)])
            patch.save()
        except BaseException:
            held.close()
            raise
    return Reservation(symbol, number, year, row, file_name(symbol, entry.tail), old.symbol if old else "", held)


def resume(master: Master, row: Row) -> Reservation:
    """Takes up a number that was left unfinished, with what it was to replace.

    Raises OutputError("busy") while the command that reserved it is still at work, RefusedError("reservation_lost")
    where the row is finished or gone meanwhile.
    """
    year = row.year or 0
    held = _hold(master.path, row.symbol, year)
    try:
        at = _find(master.read(), row.symbol, year)
    except BaseException:
        held.close()
        raise
    return Reservation(row.symbol, row.number, year, at.sheet_row, row.file, at.replaces, held)


def complete(master: Master, reservation: Reservation, *, told: Mapping[str, object] | None = None) -> None:
    """Marks the row "Đã cấp", the replaced one "Bị thay thế"; call it when the document is on disk.

    `told` is a row for `Nhật ký`, written with it.

    Raises RefusedError("reservation_lost") where the row is gone, and what the master's patch raises.
    """
    with locked(master.path):
        book = master.read()
        row = _find(book, reservation.symbol, reservation.year)
        patch = master.patch()
        patch.set("register", row.sheet_row, "state", ISSUED)
        old = _still_valid(book, reservation)
        if old is not None:
            note = words.REPLACED_BY.format(symbol=reservation.symbol, date=show(row.date))
            patch.set("register", old.sheet_row, "state", REPLACED)
            patch.set("register", old.sheet_row, "note", "; ".join(text for text in (old.note, note) if text))
        if told is not None and book.has("journal"):
            patch.append("journal", [told])
        patch.save()


def _still_valid(book: Book, reservation: Reservation) -> Row | None:
    """The row to mark as replaced. None where another command did it, or the clerk took it out, meanwhile.

    The document is on disk by now: its own row must be finished all the same.
    """
    if not reservation.replaces:
        return None
    parsed = parse_symbol(reservation.symbol, book.text("symbol"))
    try:
        return replaced_row(book, reservation.replaces, (parsed[1] or "") if parsed else "")
    except RefusedError:
        return None


def _find(book: Book, symbol: str, year: int) -> Row:
    """The unfinished row by symbol and year: the clerk may have sorted the register since."""
    for row in unfinished(book):
        if row.symbol == symbol and (row.year or 0) == year:
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
