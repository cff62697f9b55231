"""The reference reader: openpyxl in read-only mode, formulas and cached values side by side.

Slower, and takes any sheet whatever its size; what it reads decides what the fast reader must read.
"""

from __future__ import annotations

import gc
import io
import warnings
from itertools import zip_longest
from typing import Any

from ..errors import InputError
from .assemble import BELOW, RawTable, may_be_percent, rows_below
from .package import Package, TablePart, unescape
from .patch_styles import Shows, shows_of
from .values import ErrorValue, Formula, Value, normalise


class ReferenceReader:
    """Reads the sheets of one package; it is opened at the first one asked for."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._opened: tuple[Any, Any] | None = None

    def read_tables(self, tables: list[TablePart]) -> list[RawTable]:
        """The raw tables of one sheet, in the order given. Raises InputError("truncated") on broken XML."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # openpyxl warns of parts it drops; nothing is saved here
                formulas, cached = self._books()
                name = tables[0].sheet.name
                return [_table(table, formulas[name], cached[name]) for table in tables]
        except InputError:
            raise
        except Exception as error:  # openpyxl raises what its parsers raise: KeyError, ValueError, ParseError, …
            raise InputError("truncated", file=self._package.file) from error

    def _books(self) -> tuple[Any, Any]:
        from openpyxl import load_workbook

        if self._opened is None:
            data = self._package.data
            formulas = load_workbook(io.BytesIO(data), read_only=True)
            self._opened = formulas, load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return self._opened

    def close(self) -> None:
        """Gives the memory back: openpyxl's objects hold one another, and a command runs without the collector."""
        if self._opened is not None:
            self._opened = None
            gc.collect()


def _table(table: TablePart, formulas: Any, cached: Any) -> RawTable:
    width = table.last_column - table.first_column + 1
    first, last = table.first_row + table.header_rows, table.last_row - table.total_rows
    bounds = {
        "min_row": table.first_row,
        "max_row": table.last_row + BELOW,
        "min_col": table.first_column,
        "max_col": table.last_column,
    }
    percent: set[tuple[int, int]] = set()
    grid: list[list[Value]] = []
    rows = zip_longest(formulas.iter_rows(**bounds), cached.iter_rows(**bounds), fillvalue=())
    for offset, (typed, computed) in enumerate(rows):
        values = [_value(cell, done) for cell, done in zip(typed, computed, strict=False)]
        grid.append(values + [None] * (width - len(values)))
        for c, cell in enumerate(typed):
            if may_be_percent(values[c]) and shows_of(cell.number_format or "") is Shows.PERCENT:
                percent.add((c, offset - table.header_rows))
    grid += [[None] * width for _ in range(table.last_row - table.first_row + 1 - len(grid))]
    headers = [
        str(text) if isinstance(text, str) else name
        for text, name in zip(grid[0], [*table.headers, *[""] * width], strict=False)
    ]
    if not table.header_rows:
        headers = list(table.headers)
    body = grid[table.header_rows : last - table.first_row + 1]
    raw = RawTable(
        table.name,
        table.sheet.name,
        table.first_row,
        table.first_column,
        headers[:width],
        list(range(first, last + 1)),
        [list(values) for values in zip(*body, strict=True)] if body else [[] for _ in range(width)],
        percent={(c, r) for c, r in percent if 0 <= r < len(body)},
        last_row=last,
    )
    below = grid[table.last_row - table.first_row + 1 :]
    raw.faults += rows_below(table.sheet.name, table.name, table.first_column, table.last_row + 1, below)
    return raw


def _value(cell: Any, computed: Any) -> Value:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        text = getattr(value, "text", None) or getattr(value, "ref", None) or value
        text = str(text) if str(text).startswith("=") else f"={text}"
        done = computed.value
        return Formula(text, ErrorValue(str(done)) if computed.data_type == "e" else normalise(done))
    if cell.data_type == "e":
        return ErrorValue(str(value))
    return normalise(unescape(value) if isinstance(value, str) else value)
