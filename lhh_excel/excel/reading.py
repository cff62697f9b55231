"""The tables of an open workbook as raw tables: each read in one call for values and, where any, one for formulas.

Gives what the file readers give (tests/excel compares). Source: docs/workbook-contract.md, "Finding things".
"""

from __future__ import annotations

from typing import Any

from ..workbook.assemble import BELOW, RawTable, column_letter, may_be_percent, rows_below
from ..workbook.book import StructureFault
from ..workbook.patch_styles import Shows, shows_of
from ..workbook.schema import Kind
from ..workbook.tables import BY_NAME
from ..workbook.values import Formula, Value, fold
from .cells import from_excel
from .places import MAX_ROW, Place, block, com, is_busy


def read_tables(places: list[tuple[str, list[Place]]]) -> tuple[list[RawTable], list[str]]:
    """The raw tables and the sheets' names. Tables of others on sheets without ours are only named."""
    found: list[RawTable] = []
    sheets: list[str] = []
    for sheet, tables in places:
        sheets.append(sheet)
        if any(place.name in BY_NAME for place in tables):
            found += [_read(sheet, place) for place in tables]
        else:
            found += [RawTable(p.name, sheet, p.top, p.left, p.headers(), [], []) for p in tables]
    return found, sheets


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
    end = min(max(last, place.bottom) + BELOW, MAX_ROW)
    area = place.range(place.top, end)
    grid = block(area)
    body = grid[place.header_rows : last - place.top + 1]
    below = grid[place.bottom - place.top + 1 :]
    width = place.right - place.left + 1
    columns: list[list[Value]] = (
        [[from_excel(value) for value in column] for column in zip(*body, strict=True)]
        if body
        else [[] for _ in range(width)]
    )
    _put_formulas(place, columns)
    headers = ["" if cell is None else str(cell) for cell in grid[0]] if place.header_rows else place.headers()
    raw = RawTable(
        place.name, sheet, place.top, place.left, headers, list(range(first, last + 1)), columns, last_row=last
    )
    raw.percent = _percent_cells(place, raw)
    under = [[from_excel(value) for value in row] for row in below]
    raw.faults += rows_below(sheet, place.name, place.left, place.bottom + 1, under)
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
