"""The master workbook as actions see it: read as a Book, changed through a patch, wherever it is.

`FileMaster` is a file on disk; the Excel gateway gives the same two methods for a workbook that is open.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..errors import OutputError
from ..plain import sha256
from ..text.wording import plain
from .book import Book
from .records import no_such_period
from .tables import BY_KEY

if TYPE_CHECKING:
    from .table_plan import Patch


class Master(Protocol):
    """One master workbook."""

    @property
    def path(self) -> Path:
        """The workbook's file."""

    def read(self, *, as_of: dt.date | None = None, period: str | None = None) -> Book:
        """Its tables as they are now. Raises InputError."""

    def patch(self, book: Book | None = None) -> Patch:
        """A new set of changes; of figures by the keys that `book` declares. Raises InputError, OutputError."""


class FileMaster:
    """A master workbook on disk, closed: read again only where its file is another by then."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._data = b""  # what was read
        self._asked: object = None  # for whom
        self._book: Book | None = None

    def read(self, *, as_of: dt.date | None = None, period: str | None = None) -> Book:
        from .package import Package
        from .reading import read_book

        package, asked = Package(self.path), (as_of, period)
        if self._book is None or asked != self._asked or package.data != self._data:
            self._book = None  # not two of them at a time
            self._book = read_book(package, str(self.path), as_of=as_of, period=period)
            self._data, self._asked = package.data, asked
        return self._book

    def patch(self, book: Book | None = None) -> Patch:
        """Rows of `book` are rows of what is changed: raises OutputError("changed_meanwhile") where the file is another
        by now."""
        from .patch import WorkbookPatch

        patch = WorkbookPatch(self.path, book.schemas if book is not None else BY_KEY)
        if book is not None and book is self._book and patch.package.data != self._data:
            raise OutputError("changed_meanwhile", file=self.path.name)
        return patch


def open_master(master: Master, *, as_of: dt.date | None = None, period: str | None = None) -> Book:
    """The workbook's book. Raises InputError, or UsageError for a period asked for that the workbook does not have."""
    book = master.read(as_of=as_of, period=period)
    if period is not None and book.has("periods") and book.period not in book.periods:
        raise no_such_period(period, book.periods)
    return book


def workbook_identity(book: Book) -> str:
    """The name of a workbook, by which it knows its own forms and the documents that it issued.

    The workbook's own number, where it has one; else one made of the agency's name (without its diacritics). The
    workbook that is shipped ready for use is copied by many offices: it has no number of its own.
    """
    if book.number:
        return book.number
    agency = f"{plain(book.text('agency'))}|{plain(book.text('symbol'))}"
    return sha256(agency.encode()).hexdigest()[:16]
