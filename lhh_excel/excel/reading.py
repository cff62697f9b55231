"""The tables of an open workbook as raw tables: each read in one call for values and, where any, one for formulas.

Gives what the file readers give (tests/excel compares). Source: docs/workbook-contract.md, "Finding things".
"""

from __future__ import annotations

from typing import Any

from ..workbook.assemble import RawTable, column_letter, may_be_percent
from ..workbook.book import StructureFault
from ..workbook.patch_cells import area as address_of
from ..workbook.patch_styles import Shows, shows_of
from ..workbook.schema import Kind
from ..workbook.tables import BY_NAME
from ..workbook.unread import HEAD, HELPERS, Area, bands, copied, header_row, loose_rows
from ..workbook.values import Formula, Value, fold
from .cells import from_excel
from .places import Place, area_of, block, com, is_busy

#: What Excel says of a sheet that is seen; rows of one that has no table, which may be in use down to its end.
_VISIBLE, MOST = -1, 50_000


def read_tables(book: Any, places: list[tuple[str, list[Place]]]) -> tuple[list[RawTable], list[str]]:
    """The raw tables and the sheets' names. Tables of others on sheets without ours are only named, unless they have
    our headers."""
    found: list[RawTable] = []
    for sheet, tables in places:
        if any(place.name in BY_NAME for place in tables):
            read = [_read(sheet, place) for place in tables]
            read[0].loose = loose_rows(sheet, _loose_cells(tables), [place.area for place in tables])
            found += read
        elif fold(sheet) in HELPERS:
            found += [_headers_only(sheet, place) for place in tables]
        else:
            found += _strange_sheet(book.sheets[sheet], tables)
    return found, [sheet for sheet, _ in places]


def _headers_only(sheet: str, place: Place) -> RawTable:
    return RawTable(place.name, sheet, place.top, place.left, place.headers(), [], [])


def _strange_sheet(sheet: Any, tables: list[Place]) -> list[RawTable]:
    found = []
    for place in tables:
        alike = copied(place.headers(), sheet.name, place.name)
        found.append(_read(sheet.name, place) if alike else _headers_only(sheet.name, place))
    if not any(raw.rows for raw in found):
        left, top, right, bottom = area_of(sheet.used_range)
        head = header_row(_cells(sheet, (left, top, right, min(bottom, HEAD))), sheet.name)
        if head is not None:
            row, left, right = head
            bottom = min(bottom, row + MOST)
            found.append(_read(sheet.name, Place("", sheet, None, row, left, bottom, right, 1, 0)))
    if any(raw.rows for raw in found):
        hidden = com(sheet, "Visible", _VISIBLE) != _VISIBLE
        for raw in found:
            raw.hidden = hidden
    return found


def _loose_cells(tables: list[Place]) -> dict[tuple[int, int], Value]:
    """What is filled outside the tables, asked for only where the sheet is in use beyond them."""
    sheet, found = tables[0].sheet, {}
    _, _, last_column, last_row = area_of(sheet.used_range)
    for first, last, free in bands([place.area for place in tables]):
        for left, right in free:
            if first <= last_row and left <= last_column:
                found.update(_cells(sheet, (left, first, min(right, last_column), min(last, last_row))))
    return found


def _cells(sheet: Any, area: Area) -> dict[tuple[int, int], Value]:
    """(row, column) -> value or formula, of the cells that are not blank."""
    left, top, _, _ = area
    cells = sheet.range(address_of(*area))
    found = {
        (r, c): from_excel(value)
        for r, row in enumerate(block(cells), top)
        for c, value in enumerate(row, left)
        if value is not None and value != ""
    }
    if found and com(cells, "HasFormula", None) is not False:
        for r, row in enumerate(block(cells, formulas=True), top):
            for c, text in enumerate(row, left):
                if isinstance(text, str) and text.startswith("=") and found.get((r, c), text) != text:
                    found[r, c] = Formula(text, found[r, c])
    return found


def constant_of(book: Any, name: str) -> str:
    """The constant by which a workbook tells its schema's version or its own number; "" where it has none."""
    try:
        formula = book.names[name].refers_to
    except Exception as error:
        if is_busy(error):
            raise
        return ""
    return str(formula).lstrip("=").strip().strip('"')


def _read(sheet: str, place: Place) -> RawTable:
    first, last = place.first, place.last
    grid = block(place.range(place.top, max(last, place.bottom)))
    body = grid[place.header_rows : last - place.top + 1]
    width = place.right - place.left + 1
    columns: list[list[Value]] = (
        [[from_excel(value) for value in column] for column in zip(*body, strict=True)]
        if body
        else [[] for _ in range(width)]
    )
    _put_formulas(place, columns)
    headers = ["" if cell is None else str(cell) for cell in grid[0]] if place.header_rows else place.headers()
    raw = RawTable(
        place.name,
        sheet,
        place.top,
        place.left,
        headers,
        list(range(first, last + 1)),
        columns,
        last_row=last,
        bottom=place.bottom,
    )
    raw.percent = _percent_cells(place, raw)
    raw.faults += [
        StructureFault("merged_cells", sheet, address.split(":")[0], value=address) for address in _merged(place)
    ]
    return raw


def _put_formulas(place: Place, columns: list[list[Value]]) -> None:
    """A formula takes the place of its value. (A text such as "=x" reads the same as value and as formula.)"""
    area = place.range(place.first, place.last)
    if com(area, "HasFormula", None) is False:
        return
    for r, row in enumerate(block(area, formulas=True)):
        for c, text in enumerate(row):
            if isinstance(text, str) and text.startswith("=") and columns[c][r] != text:
                columns[c][r] = Formula(text, columns[c][r])


def _percent_cells(place: Place, raw: RawTable) -> set[tuple[int, int]]:
    """(c, r) of numbers in percent columns that may be %-formatted (small enough) and are."""
    schema = BY_NAME.get(raw.name)
    if schema is None:
        return set()
    wanted = {fold(column.header) for column in schema.columns if column.kind is Kind.PERCENT}
    found: set[tuple[int, int]] = set()
    for c, header in enumerate(raw.headers):
        if fold(header) not in wanted:
            continue
        small = [r for r, value in enumerate(raw.columns[c]) if may_be_percent(value)]
        found |= {(c, r) for r in _with_percent_format(place, place.left + c, small)}
    return found


def _with_percent_format(place: Place, column: int, rows: list[int]) -> list[int]:
    """The rows (from 0 in the table) whose format shows percent: halved until a stretch has one format."""
    if not rows:
        return []
    shown = place.range(place.first + rows[0], place.first + rows[-1], column, column).number_format
    if shown is not None or len(rows) == 1:
        return rows if shows_of(shown or "") is Shows.PERCENT else []
    middle = len(rows) // 2
    return _with_percent_format(place, column, rows[:middle]) + _with_percent_format(place, column, rows[middle:])


def _merged(place: Place) -> list[str]:
    """The merged areas that touch the table, as "B5:C6"; halved until a stretch has none."""
    found: list[str] = []
    waiting = [(place.top, place.bottom)]
    while waiting:
        top, bottom = waiting.pop()
        area = place.range(top, bottom)
        if com(area, "MergeCells", False) is False:
            continue
        if top < bottom:
            middle = (top + bottom) // 2
            waiting += [(middle + 1, bottom), (top, middle)]
            continue
        for column in range(place.left, place.right + 1):
            cell = place.range(top, top, column, column)
            if com(cell, "MergeCells", False):
                merged = cell.merge_area
                rows, columns = merged.shape
                ends = (
                    (column_letter(merged.column), merged.row),
                    (
                        column_letter(merged.column + columns - 1),
                        merged.row + rows - 1,
                    ),
                )
                found.append(":".join(f"{letter}{row}" for letter, row in ends))
    return list(dict.fromkeys(found))
