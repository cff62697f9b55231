"""A document about to be issued, and a row of the register `Văn bản đi` as it stands.

Source: Decree 30/2020/NĐ-CP, Phụ lục IV (the ten columns); docs/workbook-contract.md.
"""

from __future__ import annotations

import datetime as dt
import re

from ..messages import register as words
from ..plain import record
from ..workbook.lists import REPLACED, UNFINISHED
from ..workbook.values import fold, show
from .issued import Stamp
from .numbers import file_name, format_symbol

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
