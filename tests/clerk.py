"""A clerk's hand on a workbook that stands closed: openpyxl types records into a table as they would be typed in Excel,
which makes the table grow with them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from lhh_excel.workbook.tables import BY_KEY


@contextmanager
def at_work(path: Path) -> Iterator[Workbook]:
    """The workbook, saved at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says which of Excel's extensions it does not read
        book = openpyxl.load_workbook(path, keep_vba=True)
    yield book
    book.save(path)


def place_of(book: Workbook, name: str) -> tuple[Worksheet, Table]:
    return next((sheet, sheet.tables[name]) for sheet in book.worksheets if name in sheet.tables)


def cell_of(book: Workbook, key: str, row: int, header: str) -> Any:
    """The cell of the table's column with that header in the sheet's row."""
    sheet, table = place_of(book, BY_KEY[key].name)
    left, top, right, _ = range_boundaries(table.ref)
    return sheet.cell(row, next(c for c in range(left, right + 1) if sheet.cell(top, c).value == header))


def type_table(book: Workbook, key: str, rows: Sequence[Mapping[str, Any]], *, names: Mapping[str, str]) -> None:
    """The table's rows are these and no others; `names`: column key -> header."""
    sheet, table = place_of(book, BY_KEY[key].name)
    left, top, right, bottom = range_boundaries(table.ref)
    at = {sheet.cell(top, column).value: column for column in range(left, right + 1)}
    for cells in sheet.iter_rows(top + 1, bottom, left, right):
        for cell in cells:
            cell.value = None
    for row, record in enumerate(rows, top + 1):
        for column, value in record.items():
            if value is not None:
                cell = sheet.cell(row, at[names[column]])
                cell.value = value
                cell.number_format = sheet.cell(top + 1, at[names[column]]).number_format
    _stretch(table, left, top, right, max(top + 1, top + len(rows)))


def add_row(book: Workbook, key: str, **cells: Any) -> int:
    """One row below the table's last, by headers with _ for a space; the row's number."""
    sheet, table = place_of(book, BY_KEY[key].name)
    left, top, right, bottom = range_boundaries(table.ref)
    filled = [row for row in range(top + 1, bottom + 1) if any(c.value is not None for c in sheet[row])]
    row = max(filled, default=top) + 1  # an empty table has one blank row
    _type(sheet, table, row, cells)
    _stretch(table, left, top, right, max(bottom, row))
    return row


def _type(sheet: Worksheet, table: Table, row: int, cells: Mapping[str, Any]) -> None:
    left, top, right, _ = range_boundaries(table.ref)
    at = {sheet.cell(top, column).value: column for column in range(left, right + 1)}
    for header, value in cells.items():
        sheet.cell(row, at[header.replace("_", " ")]).value = value


def insert_row(book: Workbook, key: str, at: int, **cells: Any) -> None:
    """One row above that row of the sheet, as Insert > Table Rows Above makes it."""
    sheet, table = place_of(book, BY_KEY[key].name)
    left, _, right, bottom = range_boundaries(table.ref)
    for row in range(bottom, at - 1, -1):
        for column in range(left, right + 1):
            sheet.cell(row + 1, column).value = sheet.cell(row, column).value
            sheet.cell(row, column).value = None
    top = range_boundaries(table.ref)[1]
    _stretch(table, left, top, right, bottom + 1)
    _type(sheet, table, at, cells)


def add_header(book: Workbook, key: str, header: str) -> None:
    """Typed beside the table's last column, which Excel takes into the table."""
    sheet, table = place_of(book, BY_KEY[key].name)
    left, top, right, bottom = range_boundaries(table.ref)
    sheet.cell(top, right + 1).value = header
    table.tableColumns.append(TableColumn(id=max(each.id for each in table.tableColumns) + 1, name=header))
    _stretch(table, left, top, right + 1, bottom)


def set_lines(book: Workbook, values: Mapping[str, Sequence[Any]]) -> None:
    """Lines of Cấu hình, by label; one that stands on several is typed from the first on."""
    sheet, _ = place_of(book, BY_KEY["profile"].name)
    for label, typed in values.items():
        lines = [cells for cells in sheet.iter_rows(max_col=2) if cells[0].value == label]
        for line, value in zip(lines, typed, strict=False):
            line[1].value = value


def _stretch(table: Table, left: int, top: int, right: int, bottom: int) -> None:
    table.ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
    if table.autoFilter is not None:
        table.autoFilter.ref = table.ref
