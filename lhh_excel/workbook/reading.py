"""Opening a master workbook headless: `open_book(path)`, or `read_book` of its bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..errors import InputError
from .addresses import MAX_ROWS, address, area
from .assemble import RawTable, assemble, begin, looks_like_ours, may_be_percent
from .book import Book, StructureFault
from .cells import CellReader
from .fast import Grid
from .package import Package, Sheet, TablePart
from .schema import Table
from .tables import BY_NAME, IDENTITY_NAME, LABELS_NAME, VERSION_NAME, is_newer
from .unread import BELOW, BESIDE, HEAD, HELPERS, copied, header_row, loose_rows
from .values import Value, fold


def open_book(
    path: str | Path,
    *,
    as_of: dt.date | None = None,
    period: str | None = None,
    reader: str = "fast",
) -> Book:
    """The workbook at `path` as a Book; the file is not changed. As `read_book`."""
    return read_book(Package(Path(path)), str(path), as_of=as_of, period=period, reader=reader)


def read_book(
    package: Package, path: str, *, as_of: dt.date | None = None, period: str | None = None, reader: str = "fast"
) -> Book:
    """The workbook that the package is, as a Book; `path` is where the clerk has it.

    `reader` is "fast", or "any": every sheet is parsed, also where it could be cut; the values are the same. Raises
    InputError when the file cannot be read or holds no table of ours.
    """
    ours = [table for table in package.tables if table.name in BY_NAME]
    sheets = [sheet.name for sheet in package.sheets]
    if not ours and not looks_like_ours(sheets):
        raise InputError("not_ours", file=package.file)
    if is_newer(package.constant(VERSION_NAME)):
        raise InputError("newer_schema", file=package.file)
    cells = CellReader(package, cuts=reader == "fast")
    raw_tables: list[RawTable] = []
    by_sheet: dict[str, list[TablePart]] = {}
    for table in package.tables:
        by_sheet.setdefault(table.sheet.part, []).append(table)
    for tables in by_sheet.values():
        if any(table.name in BY_NAME for table in tables):
            raw_tables += _read_sheet(cells, tables)
    begun = begin(path, raw_tables, version_of(package))
    for sheet in package.sheets:
        tables = by_sheet.get(sheet.part, [])
        if fold(sheet.name) in HELPERS:
            raw_tables += [_headers_only(table) for table in tables if table.name not in BY_NAME]
        elif not any(table.name in BY_NAME for table in tables):
            raw_tables += _strange_sheet(cells, sheet, tables, begun.schemas)
    labelled = package.constant(LABELS_NAME) == "1"
    book = assemble(begun, raw_tables, sheets, as_of=as_of, period=period, labelled=labelled)
    book.number = package.constant(IDENTITY_NAME)
    return book


def version_of(package: Package) -> int:
    """The version of the workbook's sheets; one that names none is of the first."""
    version = package.constant(VERSION_NAME)
    return int(version) if version.isdecimal() else 1


def _strange_sheet(
    reader: CellReader, sheet: Sheet, tables: list[TablePart], schemas: Mapping[str, Table]
) -> list[RawTable]:
    """The headers of a strange sheet's tables; of one with our headers, table or plain cells, the records too.

    A sheet that cannot be read is not ours to refuse.
    """
    alike = [table for table in tables if copied(table.headers, sheet.name, table.name, schemas)]
    try:
        grid = reader.grid(sheet, MAX_ROWS if alike else HEAD)
        if not alike and (found := header_row(_cells(grid), sheet.name, schemas)) is not None:
            top, left, right = found
            grid = reader.grid(sheet)
            ours = [column for number, column in grid.columns.items() if left <= number <= right]
            headers = tuple(str(grid.columns.get(c, {}).get(top) or "") for c in range(left, right + 1))
            alike = [TablePart("", sheet, "", top, left, max(map(max, ours)), right, headers, 1, 0)]
    except InputError:
        alike = []
    return [_raw_table(grid, table) for table in alike] + [_headers_only(t) for t in tables if t not in alike]


def _headers_only(table: TablePart) -> RawTable:
    return RawTable(table.name, table.sheet.name, table.first_row, table.first_column, list(table.headers), [], [])


def _read_sheet(reader: CellReader, tables: list[TablePart]) -> list[RawTable]:
    last_row, last_column = max(t.last_row for t in tables) + BELOW, max(t.last_column for t in tables) + BESIDE
    sheet = tables[0].sheet
    grid = reader.grid(sheet, last_row, last_column)
    raw_tables = [_raw_table(grid, table) for table in tables]
    areas = [table.area for table in tables]
    outside: dict[int, Iterable[int]] = dict(grid.columns)
    for left, top, right, bottom in areas:
        for column in outside.keys() & range(left, right + 1):
            outside[column] = [row for row in outside[column] if not top <= row <= bottom]
    cells = {(row, column): grid.columns[column][row] for column, rows in outside.items() for row in rows}
    raw_tables[0].loose = loose_rows(sheet.name, cells, areas)
    for raw, table in zip(raw_tables, tables, strict=True):
        for left, top, right, bottom in grid.merged:
            inside = left <= table.last_column and right >= table.first_column
            if inside and top <= table.last_row and bottom >= table.first_row:
                value = area(left, top, right, bottom)
                raw.faults.append(StructureFault("merged_cells", raw.sheet, address(left, top), value=value))
    return raw_tables


def _cells(grid: Grid) -> dict[tuple[int, int], Value]:
    return {(row, column): value for column, rows in grid.columns.items() for row, value in rows.items()}


def _raw_table(grid: Grid, table: TablePart) -> RawTable:
    rows, numbers = table.rows, range(table.first_column, table.last_column + 1)
    columns = [grid.columns.get(number, {}) for number in numbers]
    typed = [column.get(table.first_row) if table.header_rows else None for column in columns]
    headers = [
        text if isinstance(text, str) and text else name for text, name in zip(typed, table.headers, strict=False)
    ]
    found = RawTable(
        table.name,
        table.sheet.name,
        table.first_row,
        table.first_column,
        headers,
        list(rows),
        [list(map(column.get, rows)) for column in columns],
        last_row=rows.stop - 1,
        bottom=table.last_row,
        hidden=table.sheet.hidden,
    )
    inside = ((c - table.first_column, r - rows.start) for r, c in grid.percent if r in rows and c in numbers)
    found.percent = {(c, r) for c, r in inside if may_be_percent(found.columns[c][r])}
    return found
