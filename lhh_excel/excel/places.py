"""Where the tables of an open workbook stand, and blocks of cells read in one call.

Written against xlwings.Book; what only Excel's own objects know (`com`) is asked with an answer for engines without it.
Each question to Excel crosses from one process to another, so few are asked: a range is named by its address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..workbook.package import parse_range
from ..workbook.patch_cells import area as address_of

#: Rows that a sheet has.
MAX_ROW = 1_048_576

#: A block of cells as COM hands it over.
Block = list[tuple[Any, ...]]


@dataclass
class Place:
    """A table: its sheet, its range from the header row to the last row, totals row included (rows from 1)."""

    name: str
    sheet: Any
    table: Any
    top: int
    left: int
    bottom: int
    right: int
    header_rows: int
    total_rows: int

    @property
    def area(self) -> tuple[int, int, int, int]:
        return self.left, self.top, self.right, self.bottom

    @property
    def first(self) -> int:
        """The first row of records."""
        return self.top + self.header_rows

    @property
    def last(self) -> int:
        """The last row of records, blank or not: Excel leaves one row to a table without records."""
        return max(self.bottom - self.total_rows, self.first)

    def range(self, top: int, bottom: int, left: int = 0, right: int = 0) -> Any:
        """Cells of the sheet; of the table's columns where no column is given."""
        return self.sheet.range(address_of(left or self.left, top, right or self.right, bottom))

    def headers(self) -> list[str]:
        """The texts of the header row; the columns' names where it is hidden."""
        if not self.header_rows:
            return [str(column.name) for column in self.table.columns]
        (cells,) = block(self.range(self.top, self.top))
        return ["" if cell is None else str(cell) for cell in cells]


def places(sheet: Any) -> list[Place]:
    """The tables of a sheet."""
    return [_place(sheet, table) for table in sheet.tables]


def all_places(book: Any) -> Iterator[tuple[str, list[Place]]]:
    """Each sheet's name and its tables, in the order of the tabs."""
    for sheet in book.sheets:
        yield sheet.name, places(sheet)


def _place(sheet: Any, table: Any) -> Place:
    left, top, right, bottom = area_of(table.range)
    return Place(
        table.display_name,
        sheet,
        table,
        top,
        left,
        bottom,
        right,
        int(bool(table.show_headers)),
        int(bool(table.show_totals)),
    )


def area_of(area: Any) -> tuple[int, int, int, int]:
    """First column, first row, last column, last row."""
    known = parse_range(area.address)
    if known is None:  # Excel names what goes over a whole sheet's width by its rows only
        rows, columns = area.shape
        known = (area.column, area.row, area.column + columns - 1, area.row + rows - 1)
    return known


def block(area: Any, *, formulas: bool = False) -> Block:
    """The raw values (or formulas) of a range, row by row, in one call (two where a number is shown as money)."""
    rows = _rows(area.formula if formulas else area.raw_value)
    if formulas or not any(isinstance(value, Decimal) for row in rows for value in row):
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
    code = getattr(error, "hresult", None)
    return code in _BUSY or _inner_code(error) in _BUSY or type(error).__name__ == "ExcelBusyError"


#: RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER, VBA_E_IGNORE (a cell is being edited).
_BUSY = frozenset({-2147418111, -2147417846, -2146777998})


def _inner_code(error: BaseException) -> int | None:
    details = error.args[2] if len(error.args) > 2 else None
    return details[5] if isinstance(details, tuple) and len(details) > 5 else None
