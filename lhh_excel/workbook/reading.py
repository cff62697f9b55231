"""Opening a master workbook headless: `open_book(path)`, or `read_book` of its bytes.

Two readers give the same values (one suite of tests runs over both): the fast one (calamine, with formulas and error
cells found in the sheets' XML) serves every click; the one that reads what any program may write (cells.py) serves
where the fast one may not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError
from .addresses import MAX_ROWS, Area, address, area
from .assemble import RawTable, assemble, begin, looks_like_ours, may_be_percent
from .book import Book, StructureFault
from .fast import raw_table, read_cells, read_tables, spelt_as_by_excel
from .package import Package, Sheet, TablePart
from .schema import Table
from .tables import BY_NAME, IDENTITY_NAME, LABELS_NAME, VERSION_NAME, is_newer
from .unread import BELOW, BESIDE, HEAD, HELPERS, copied, header_row, loose_rows
from .values import Value, fold

if TYPE_CHECKING:
    from .cells import CellReader

#: What the readers read besides the sheets: by relationship, or by the usual name whether or not one points there.
_SHARED_KINDS, _SHARED_PARTS = ("sharedStrings", "styles"), ("xl/sharedstrings.xml", "xl/styles.xml")


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

    `reader` is "fast" or "any" (that of what any program may write, also where the fast one would serve). Raises
    InputError when the file cannot be read or holds no table of ours.
    """
    ours = [table for table in package.tables if table.name in BY_NAME]
    sheets = [sheet.name for sheet in package.sheets]
    if not ours and not looks_like_ours(sheets):
        raise InputError("not_ours", file=package.file)
    if is_newer(package.constant(VERSION_NAME)):
        raise InputError("newer_schema", file=package.file)
    shared = {part for kind, part in package.targets(package.workbook_part).values() if kind in _SHARED_KINDS}
    for part in shared | {name for key, name in package.parts.items() if key in _SHARED_PARTS}:
        package.read(part)  # refused here if hostile: the readers read it again by themselves
    raw_tables: list[RawTable] = []
    by_sheet: dict[str, list[TablePart]] = {}
    for table in package.tables:
        by_sheet.setdefault(table.sheet.part, []).append(table)
    fast = reader == "fast" and spelt_as_by_excel(package)
    for tables in by_sheet.values():
        if any(table.name in BY_NAME for table in tables):
            raw_tables += _read_sheet(package, tables, fast=fast)
    begun = begin(path, raw_tables, version_of(package))
    for sheet in package.sheets:
        tables = by_sheet.get(sheet.part, [])
        if fold(sheet.name) in HELPERS:
            raw_tables += [_headers_only(table) for table in tables if table.name not in BY_NAME]
        elif not any(table.name in BY_NAME for table in tables):
            raw_tables += _strange_sheet(package, sheet, tables, begun.schemas, fast=fast)
    labelled = package.constant(LABELS_NAME) == "1"
    book = assemble(begun, raw_tables, sheets, as_of=as_of, period=period, labelled=labelled)
    book.number = package.constant(IDENTITY_NAME)
    return book


def version_of(package: Package) -> int:
    """The version of the workbook's sheets; one that names none is of the first."""
    version = package.constant(VERSION_NAME)
    return int(version) if version.isdecimal() else 1


def _strange_sheet(
    package: Package, sheet: Sheet, tables: list[TablePart], schemas: Mapping[str, Table], *, fast: bool
) -> list[RawTable]:
    """The headers of a strange sheet's tables; of one with our headers, table or plain cells, the records too.

    A sheet that cannot be read is not ours to refuse.
    """
    alike = [table for table in tables if copied(table.headers, sheet.name, table.name, schemas)]
    try:
        cells = _cells_of(package, sheet, MAX_ROWS if alike else HEAD, fast=fast)
        if not alike and (found := header_row(cells, sheet.name, schemas)) is not None:
            top, left, right = found
            cells = _cells_of(package, sheet, MAX_ROWS, fast=fast)
            bottom = max(row for row, column in cells if left <= column <= right)
            headers = tuple(str(cells.get((top, column)) or "") for column in range(left, right + 1))
            alike = [TablePart("", sheet, "", top, left, bottom, right, headers, 1, 0)]
    except InputError:
        cells, alike = {}, []
    return [_raw_table(cells, set(), table) for table in alike] + [_headers_only(t) for t in tables if t not in alike]


def _cells_of(package: Package, sheet: Sheet, last_row: int, *, fast: bool) -> dict[tuple[int, int], Value]:
    found = read_cells(package, sheet, last_row) if fast else None
    return found if found is not None else _any_reader(package).read(sheet, last_row=last_row).cells


def _headers_only(table: TablePart) -> RawTable:
    return RawTable(table.name, table.sheet.name, table.first_row, table.first_column, list(table.headers), [], [])


def _read_sheet(package: Package, tables: list[TablePart], *, fast: bool) -> list[RawTable]:
    found = read_tables(package, tables) if fast else None
    if found is not None:
        return _with_merged(*found, tables)
    last_row, last_column = max(t.last_row for t in tables) + BELOW, max(t.last_column for t in tables) + BESIDE
    place = tables[0].sheet
    sheet = _any_reader(package).read(place, last_row=last_row, last_column=last_column)
    raw_tables = [_raw_table(sheet.cells, sheet.percent, table) for table in tables]
    raw_tables[0].loose = loose_rows(place.name, sheet.cells, [table.area for table in tables])
    return _with_merged(raw_tables, sheet.merged, tables)


def _any_reader(package: Package) -> CellReader:
    """The reader of what any program may write, made at the first sheet that needs it and kept on the package."""
    reader: CellReader | None = getattr(package, "any_reader", None)
    if reader is None:
        from .cells import CellReader

        reader = package.any_reader = CellReader(package)  # type: ignore[attr-defined]
    return reader


def _raw_table(
    cells: Mapping[tuple[int, int], Value], percent: AbstractSet[tuple[int, int]], table: TablePart
) -> RawTable:
    left, right, rows = table.first_column, table.last_column, table.rows
    head = [cells.get((table.first_row, column)) for column in range(left, right + 1)]
    raw = raw_table(table, head, [[None] * len(rows) for _ in head])
    for (row, column), value in cells.items():
        if left <= column <= right and row in rows:
            raw.columns[column - left][row - rows.start] = value
    inside = ((column - left, row - rows.start) for row, column in percent if row in rows and left <= column <= right)
    raw.percent = {(c, r) for c, r in inside if may_be_percent(raw.columns[c][r])}
    return raw


def _with_merged(raw_tables: list[RawTable], merged: list[Area], tables: list[TablePart]) -> list[RawTable]:
    """The tables, and the areas that are merged inside them among their faults."""
    for raw, table in zip(raw_tables, tables, strict=True):
        for left, top, right, bottom in merged:
            inside = left <= table.last_column and right >= table.first_column
            if inside and top <= table.last_row and bottom >= table.first_row:
                value = area(left, top, right, bottom)
                raw.faults.append(StructureFault("merged_cells", raw.sheet, address(left, top), value=value))
    return raw_tables
