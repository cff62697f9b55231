"""Changes to one table of an open workbook, kept in memory: which cell gets what, how long the table becomes.

The same promises as the file patcher (workbook/patch_table.py): blank rows at the end are used first, nothing beneath
the table is written over, the clerk's own columns move with their record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import InputError, RefusedError
from ..workbook.patch_cells import address, plain_value
from ..workbook.schema import Table
from ..workbook.values import MAX_TEXT, fold, show
from .cells import from_excel
from .places import MAX_ROW, Place, block, com, places

Record = Mapping[str, object]


class TableEdit:
    """`cells` is row -> column -> value to be written; `last` the last row of records when all is written.

    `replaced`: the table holds other records than before; `emptied` are the rows (first, last) that become none.
    """

    def __init__(self, schema: Table, place: Place, file: str) -> None:
        self.schema, self.place, self.file = schema, place, file
        self.last = place.last
        self.replaced = False
        self.emptied: tuple[int, int] | None = None
        self.cells: dict[int, dict[int, object]] = {}
        self.columns = self._find_columns()
        self._typed: list[tuple[Any, ...]] | None = None

    # --- what callers ask for ------------------------------------------------------------------------------------

    def set(self, row: int, record: Record) -> None:
        if not self.place.first <= row <= self.last:
            raise ValueError(f"row {row} is not in {self.schema.name}")
        self._need_columns([record])
        self._stage(row, record)

    def append(self, records: Sequence[Record]) -> list[int]:
        self._need_columns(records)
        at = self.last
        while at >= self.place.first and not self._filled(at):
            at -= 1
        rows = list(range(at + 1, at + 1 + len(records)))
        if rows[-1] > self.last:
            self._grow(rows[-1])
        for row, record in zip(rows, records, strict=True):
            self._stage(row, record)
        return rows

    def replace_all(self, records: Sequence[Record]) -> None:
        self._need_columns(records)
        own = self._own_cells(records)
        end = self.place.first + max(len(records), 1) - 1
        if end > self.last:
            self._grow(end)
        self.replaced = True
        self.cells = {}
        self.emptied = (end + 1, self.place.last) if end < self.place.last else None
        self._typed = self._formulas()[: end + 1 - self.place.first]
        blank: Record = dict.fromkeys(self.columns)
        for index in range(max(len(records), 1)):
            record = records[index] if index < len(records) else {}
            self._stage(self.place.first + index, {**blank, **record})
        for row, cells in own.items():
            if row <= end:
                self.cells[row].update(cells)
        if not self.place.total_rows:
            self.last = end

    # --- columns and cells ---------------------------------------------------------------------------------------

    def _find_columns(self) -> dict[str, int]:
        """Column key -> column of the sheet, by header text."""
        wanted = {fold(column.header): column.key for column in self.schema.columns}
        found: dict[str, int] = {}
        for number, header in enumerate(self.place.headers(), self.place.left):
            key = wanted.get(fold(header))
            if key is not None:
                found.setdefault(key, number)
        return found

    def _need_columns(self, records: Sequence[Record]) -> None:
        """Nothing is dropped silently: a column that holds a value must be there."""
        used = {key for record in records for key, value in record.items() if plain_value(value) is not None}
        missing = [column.header for column in self.schema.columns if column.key in used - self.columns.keys()]
        if missing:
            raise InputError("column_needed", file=self.file, table=self.schema.name, columns=", ".join(missing))

    def _stage(self, row: int, record: Record) -> None:
        for key, value in record.items():
            column = self.columns.get(key)
            if column is None:
                continue
            plain = plain_value(value)
            if isinstance(plain, str) and len(plain.encode("utf-16-le", "surrogatepass")) > 2 * MAX_TEXT:
                raise RefusedError("text_too_long", cell=address(column, row), limit=MAX_TEXT)
            self.cells.setdefault(row, {})[column] = value

    def _filled(self, row: int) -> bool:
        """A value or a formula stands in the row, or will."""
        staged = self.cells.get(row, {})
        if any(plain_value(value) is not None for value in staged.values()):
            return True
        at = row - self.place.first
        typed = self._formulas()
        there = typed[at] if at < len(typed) else ()
        return any(cell not in (None, "") and self.place.left + c not in staged for c, cell in enumerate(there))

    def _formulas(self) -> list[tuple[Any, ...]]:
        """What was typed into the rows of records, formulas as such; read once."""
        if self._typed is None:
            self._typed = block(self.place.range(self.place.first, self.place.last), formulas=True)
        return self._typed

    # --- own columns of the clerk --------------------------------------------------------------------------------

    def _own_cells(self, records: Sequence[Record]) -> dict[int, dict[int, object]]:
        """Row -> own column -> value after the replacing: what stood beside a record stays beside it."""
        own = sorted(set(range(self.place.left, self.place.right + 1)) - set(self.columns.values()))
        if not own:
            return {}
        index_of = {self._identity(record): i for i, record in reversed(list(enumerate(records)))}
        moved: dict[int, dict[int, object]] = {}
        values = block(self.place.range(self.place.first, self.place.last))
        for r, (cells, typed) in enumerate(zip(values, self._formulas(), strict=True)):
            kept = {
                column: from_excel(cells[column - self.place.left])
                for column in own
                if cells[column - self.place.left] not in (None, "")
                and not str(typed[column - self.place.left]).startswith("=")
            }
            if not kept:
                continue
            for column in kept:
                moved.setdefault(self.place.first + r, {}).setdefault(column, None)
            old = {
                key: from_excel(cells[self.columns[key] - self.place.left])
                for key in self.schema.id_columns
                if key in self.columns
            }
            index = index_of.get(self._identity(old))
            if index is not None:
                moved.setdefault(self.place.first + index, {}).update(kept)
        return moved

    def _identity(self, record: Record) -> tuple[str, ...]:
        return tuple(show(plain_value(record.get(key))) for key in self.schema.id_columns)

    # --- size ----------------------------------------------------------------------------------------------------

    def _grow(self, end: int) -> None:
        """Makes room down to row `end`, or says what stands in the way."""
        place = self.place
        if place.total_rows:
            raise RefusedError("totals_row", sheet=place.sheet.name, table=self.schema.name)
        if end > MAX_ROW:
            self._no_room(place.left, MAX_ROW)
        if end > place.bottom:
            area = place.range(max(self.last, place.bottom) + 1, end)
            for r, row in enumerate(block(area, formulas=True)):
                for c, cell in enumerate(row):
                    if cell not in (None, ""):
                        self._no_room(place.left + c, max(self.last, place.bottom) + 1 + r)
            for other in places(place.sheet):
                beside = other.left <= place.right and other.right >= place.left
                if other.name != place.name and beside and other.top <= end and other.bottom > self.last:
                    self._no_room(other.left, other.top)
            if com(area, "MergeCells", False) is not False:
                self._no_room(place.left, max(self.last, place.bottom) + 1)
        self.last = end

    def _no_room(self, column: int, row: int) -> None:
        raise RefusedError(
            "no_room_below", sheet=self.place.sheet.name, table=self.schema.name, cell=address(column, row)
        )
