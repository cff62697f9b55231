"""Rows of the register `Văn bản đi`: what is written, what was left unfinished, which one is replaced.

Source: Decree 30/2020/NĐ-CP, Phụ lục IV (the ten columns); docs/workbook-contract.md.
"""

from __future__ import annotations

import datetime as dt

from ..errors import RefusedError
from ..messages import register as words
from ..plain import record
from ..workbook.book import Book
from ..workbook.lists import REPLACED, UNFINISHED
from ..workbook.values import fold, show
from .numbers import file_name, format_symbol, parse_symbol


@record
class Entry:
    """A document about to be issued. `kind` is its type code ("BC", "" for a công văn), `tail` ends its file's name."""

    kind: str
    date: dt.date
    subject: str
    signer: str
    recipients: str
    tail: str
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


@record
class Row:
    """A row of the register as it stands."""

    symbol: str
    number: int
    date: dt.date | None
    subject: str
    file: str
    note: str
    state: str
    sheet: str
    cell: str
    sheet_row: int

    @property
    def year(self) -> int | None:
        return self.date.year if self.date else None

    @property
    def replaces(self) -> str:
        """The symbol of the document that this one replaces, as its note tells."""
        parts = [text.strip() for text in self.note.split(";")]
        return next((text.removeprefix(words.REPLACES) for text in parts if text.startswith(words.REPLACES)), "")

    def __str__(self) -> str:
        """One line that tells of an unfinished number."""
        return words.UNFINISHED.format(
            symbol=self.symbol, date=show(self.date), sheet=self.sheet, cell=self.cell, subject=self.subject
        )


def rows(book: Book) -> list[Row]:
    """The rows that have a number, in the sheet's order."""
    data, agency = book["register"], book.text("symbol")
    found = []
    for i, symbol, date, *texts in data.each("symbol", "date", "subject", "file", "note", "state"):
        parsed = parse_symbol(str(symbol), agency) if symbol is not None else None
        if parsed is None:
            continue
        subject, file, note, state = ("" if text is None else str(text) for text in texts)
        place = (data.sheet, data.cell(i, "symbol"), data.rows[i])
        found.append(Row(str(symbol), parsed[0], date, subject, file, note, state, *place))
    return found


def unfinished(book: Book) -> list[Row]:
    """Numbers that were reserved and whose document was not (yet) finished: a crash, or a command at work now."""
    return [row for row in rows(book) if row.state == UNFINISHED]


def replaced_row(book: Book, wanted: str, kind: str) -> Row:
    """The document that "05/BC-LHH", "05" or "5" names, of the type: of several years the latest.

    Raises RefusedError: "no_such_symbol", "already_replaced".
    """
    agency = book.text("symbol")
    parsed = parse_symbol(wanted, agency)
    if parsed is not None and parsed[1] is None:
        wanted = format_symbol(parsed[0], kind, agency, book.text("drafter"))
        parsed = parse_symbol(wanted, agency)
    named = [
        row
        for row in rows(book)
        if fold(row.symbol) == fold(wanted) or (parsed and parse_symbol(row.symbol, agency) == parsed)
    ]
    if not named:
        raise RefusedError("no_such_symbol", symbol=wanted)
    latest = max(reversed(named), key=lambda row: row.date or dt.date.min)
    if latest.state == REPLACED:
        raise RefusedError("already_replaced", symbol=latest.symbol)
    if latest.state == UNFINISHED:
        raise RefusedError("not_yet_issued", symbol=latest.symbol)
    return latest
