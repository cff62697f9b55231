"""A strict stand-in of Excel's COM objects, on which xlwings' own Windows engine runs on any system.

`open_book(path)` gives an xlwings.Book. Importing this package puts stubs of pywin32 into the process for good, so
it belongs into a process of its own (tests/excel/engine). Backed by openpyxl. A member that the stand-in does not
know raises com_error, as an unknown name does in Excel.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from . import stubs

stubs.install()

import xlwings  # noqa: E402
from xlwings import _xlwindows  # noqa: E402

from .application import Application, Workbook  # noqa: E402


def open_book(path: Path | None, *, app: Application | None = None, **state: Any) -> xlwings.Book:
    """The workbook at `path` as xlwings sees it; `state` sets what Excel would know of it (read_only, full_name)."""
    workbook = Workbook(app or Application(), path, **state)
    return xlwings.Book(impl=_xlwindows.Book(xl=_xlwindows.COMRetryObjectWrapper(workbook)))


def inside(book: xlwings.Book) -> Workbook:
    """The stand-in behind a book, for what a test wants to set or to see."""
    workbook = book.api._inner
    assert isinstance(workbook, Workbook)
    return workbook
