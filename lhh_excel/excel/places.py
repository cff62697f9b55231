"""A table of an open workbook where it is to be written, and blocks of cells asked for in one call.

Written against xlwings.Book; what only Excel's own objects know (`com`) is asked with an answer for engines without it.
Each question to Excel crosses from one process to another, so few are asked: a range is named by its address.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..workbook.addresses import area as address_of
from ..workbook.cells import Sheet
from ..workbook.package import TablePart

#: A block of cells as COM hands it over.
Block = list[tuple[Any, ...]]


@dataclass
class Place:
    """A table in the open workbook: where the copy says that it is, its sheet in Excel, and the same sheet in the copy.

    What the copy tells (formats, hidden rows, old links) Excel is not asked.
    """

    part: TablePart
    sheet: Any
    copy: Sheet
    filtered: bool

    @property
    def first(self) -> int:
        """The first row of records."""
        return self.part.first_row + self.part.header_rows

    @property
    def last(self) -> int:
        """The last row of records, blank or not: Excel leaves one row to a table without records."""
        return max(self.part.last_row - self.part.total_rows, self.first)

    def range(self, top: int, bottom: int, *, left: int = 0, right: int = 0) -> Any:
        """Cells of the sheet; of the table's columns where no column is given."""
        return self.sheet.range(address_of(left or self.part.first_column, top, right or self.part.last_column, bottom))


def block(area: Any) -> Block:
    """The raw values of a range, row by row, in one call (two where a number is shown as money)."""
    rows = _rows(area.raw_value)
    if not any(isinstance(value, Decimal) for row in rows for value in row):
        return rows
    # A cell with a money format is handed over rounded to four decimals; Value2 knows no money
    exact = _rows(com(area, "Value2", rows))
    return [
        tuple(e if isinstance(v, Decimal) else v for v, e in zip(row, exact_row, strict=True))
        for row, exact_row in zip(rows, exact, strict=True)
    ]


def _rows(found: Any) -> Block:
    if isinstance(found, (tuple, list)):
        if found and not isinstance(found[0], (tuple, list)):
            return [tuple(found)]
        return [tuple(row) for row in found]
    return [(found,)]


def put(area: Any, rows: list[list[Any]]) -> None:
    """Assigns the values of a range in one call, each as the engine of this system takes it (a date, a blank).

    (`Range.value` of xlwings asks Excel who it is for every cell.)
    """
    engine = sys.modules[type(area.impl).__module__].engine
    made = [[engine.prepare_xl_data_element(value, None) for value in row] for row in rows]
    area.raw_value = made if len(made) > 1 or len(made[0]) > 1 else made[0][0]


def com(thing: Any, name: str, otherwise: Any) -> Any:
    """A property of Excel's own object behind an xlwings one; `otherwise` where the engine has none of that name."""
    try:
        return getattr(thing.api, name)
    except Exception as error:
        if is_busy(error):
            raise
        return otherwise


def is_busy(error: BaseException) -> bool:
    """Whether Excel refused the call because a cell is being edited or a box is open."""
    details = error.args[2] if len(error.args) > 2 else None
    inner = details[5] if isinstance(details, tuple) and len(details) > 5 else None
    code = getattr(error, "hresult", None)
    return code in _BUSY or inner in _BUSY or type(error).__name__ == "ExcelBusyError"


#: RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER, VBA_E_IGNORE (a cell is being edited).
_BUSY = frozenset({-2147418111, -2147417846, -2146777998})
