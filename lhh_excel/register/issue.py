"""Giving a number in two steps, so that none is given twice and none is lost.

`reserve` writes the row "Chưa hoàn tất" into the register under a lock, before the document is written; `complete`
marks it "Đã cấp" when the document is on disk. What a crash leaves between the two is found by `Register.unfinished`
and taken up again by `resume`. Source: docs/workbook-contract.md, "From draft to the issued document".
"""

from __future__ import annotations

import contextlib
import datetime as dt
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
from .entries import REPLACES, Entry, Row
from .given import Register
from .numbers import check_size, file_name, parse_symbol


@dataclass
class Reservation:
    """A number held for one document; a context manager that holds it against other commands while it is written.

    Leaving the block without `complete` leaves the row unfinished: the next run reports it and can finish. `restored`:
    rows that the register lacked and was given back.
    """

    symbol: str
    number: int
    year: int
    date: dt.date
    file: str
    replaces: str = ""
    restored: list[Row] = field(default_factory=list)
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
    see: Callable[[Book], Register] = Register,
    check: Callable[[Register, int], None] | None = None,
    told: Mapping[str, object] | None = None,
) -> Reservation:
    """Takes the next number (or `number`) of the entry's year and writes its row, "Chưa hoàn tất".

    `see` gives the numbers as they are under the lock, `check` sees them and the number and may raise. `told` is a row
    for `Nhật ký`, to which file and symbol are added. Rows that the register lacks are written with it.
    Raises RefusedError ("number_taken" and those of `Register.replaced`), UsageError ("bad_number"), OutputError
    ("busy", "open_elsewhere", …); nothing is written then.
    """
    with locked(master.path):
        register = see(master.read())
        old = register.replaced(replaces, entry.kind) if replaces else None
        if number is None:
            number = register.next_number(entry.kind, entry.date.year)
            check_size(number)
        else:
            register.check_free(entry.kind, entry.date.year, number)
        if check is not None:
            check(register, number)
        symbol = entry.symbol(number, register.agency)
        made = entry.record(symbol, REPLACES + old.symbol if old else "")
        held = _hold(master.path, symbol, entry.date.year)
        try:
            patch = master.patch()
            for row in register.replaced_meanwhile():
                patch.set("register", row.sheet_row, "state", REPLACED)
                patch.set("register", row.sheet_row, "note", row.note)
            missing = register.missing()
            patch.append("register", [*(_record(row) for row in missing), made])
            if told is not None and register.book.has("journal"):
                patch.append("journal", [{**told, "file": made["file"], "new": symbol}])
            patch.save()
        except BaseException:
            held.close()
            raise
    file, replaced = str(made["file"]), old.symbol if old else ""
    return Reservation(symbol, number, entry.date.year, entry.date, file, replaced, missing, held)


def _record(row: Row) -> dict[str, object]:
    return {key: getattr(row, key) for key in ("symbol", "date", "subject", "signer", "file", "note", "state")}


def resume(master: Master, row: Row, date: dt.date) -> Reservation:
    """Takes up a number that was left unfinished, with what it was to replace; `date` where the row has none.

    Raises OutputError("busy") while the command that reserved it is still at work, RefusedError("reservation_lost")
    where the row is finished or gone meanwhile.
    """
    year = row.year or date.year
    held = _hold(master.path, row.symbol, year)
    try:
        at = _find(Register(master.read()), row.symbol, row.year)
    except BaseException:
        held.close()
        raise
    return Reservation(row.symbol, row.number, year, at.date or date, row.file, at.replaces, [], held)


def complete(master: Master, reservation: Reservation, *, told: Mapping[str, object] | None = None) -> None:
    """Marks the row "Đã cấp", the replaced one "Bị thay thế"; call it when the document is on disk.

    `told` is a row for `Nhật ký`, written with it.

    Raises RefusedError("reservation_lost") where the row is gone, and what the master's patch raises.
    """
    with locked(master.path):
        register = Register(master.read())
        row = _find(register, reservation.symbol, reservation.year)
        patch = master.patch()
        patch.set("register", row.sheet_row, "state", ISSUED)
        if row.date is None:
            patch.set("register", row.sheet_row, "date", reservation.date)
        old = _still_valid(register, reservation)
        if old is not None:
            note = words.REPLACED_BY.format(symbol=reservation.symbol, date=show(reservation.date))
            patch.set("register", old.sheet_row, "state", REPLACED)
            patch.set("register", old.sheet_row, "note", "; ".join(text for text in (old.note, note) if text))
        if told is not None and register.book.has("journal"):
            patch.append("journal", [told])
        patch.save()


def _still_valid(register: Register, reservation: Reservation) -> Row | None:
    """The row to mark as replaced. None where another command did it, or the clerk took it out, meanwhile.

    The document is on disk by now: its own row must be finished all the same.
    """
    if not reservation.replaces:
        return None
    parsed = parse_symbol(reservation.symbol, register.agency)
    try:
        return register.replaced(reservation.replaces, (parsed[1] or "") if parsed else "")
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
