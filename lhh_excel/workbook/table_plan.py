"""Changes of a workbook's tables, planned: which cell gets what, how long a table becomes, what is refused.

A plan is pure: the table's place, what stands in its sheet, the clerk's own columns and the records go in; cells to
write, values to move, rows to empty and the new last row come out. Two ways carry the plans of a `Patch` out: patch.py
in a file, excel/patch.py in a workbook that is open. Blank rows at the end are used first, nothing beneath the table is
written over, the clerk's own columns move with their record.
Source: docs/workbook-contract.md, "Never lose a cell".
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from ..errors import InputError, RefusedError
from ..plain import record
from .addresses import MAX_ROWS, Area, address
from .package import Package, Sheet, TablePart
from .patch_cells import plain_value, refuse_long
from .schema import Table
from .values import Formula, Value, show

#: A record by column key; a column that is not named stays as it is, or blank.
Record = Mapping[str, object]


class Ground(Protocol):
    """What stands in the table's sheet before anything is written."""

    def filled(self, row: int) -> Collection[int]:
        """The columns that hold a value or a formula in this row."""

    @property
    def merged(self) -> Sequence[Area]:
        """The merged areas."""

    def values(self) -> Mapping[tuple[int, int], Value]:
        """(row, column) -> value or Formula, of all cells: asked for only where the clerk has columns of an own."""


@record
class Kept:
    """A value of the clerk's own that moves with its record: from `row`, in the same column."""

    row: int
    value: Value


class TablePlan:
    """`cells` is row -> column -> value to be written, or Kept; `last` the last row of records when all is written.

    `placed` are the rows that get a whole record; `replaced`: the table holds other records than before; `emptied` are
    the rows that become none. `headers` are the texts over the columns, `others` the areas of the sheet's other tables.
    Raises InputError("column_needed") and RefusedError ("totals_row", "no_room_below", "text_too_long") at the call
    that asks for it.
    """

    def __init__(
        self,
        schema: Table,
        part: TablePart,
        headers: Sequence[str],
        others: Sequence[Area],
        file: str,
        ground: Ground,
    ) -> None:
        self.schema, self.part, self.file = schema, part, file
        self.left, self.right = part.first_column, part.last_column
        self.first, self.old_last = part.rows.start, part.rows.stop - 1
        self.last = self.old_last
        self.columns = {key: self.left + place for key, place in schema.places(headers).items()}
        self.cells: dict[int, dict[int, object]] = {}
        self.placed: dict[int, Record] = {}
        self.replaced, self.emptied = False, range(0)
        self._others, self._ground = others, ground

    @property
    def bottom(self) -> int:
        """The last row of the table when all is written, a totals row included."""
        return self.last + self.part.total_rows

    def set(self, row: int, record: Record) -> None:
        """Some values of the record in that row. ValueError for a row that is none of the table's."""
        if not self.first <= row <= self.last:
            raise ValueError(f"row {row} is not in {self.schema.name}")
        self._need_columns([record])
        self._stage(row, record)

    def append(self, records: Sequence[Record]) -> list[int]:
        """Records under the last filled row; their rows."""
        self._need_columns(records)
        at = self.last
        while at >= self.first and not self._filled(at):
            at -= 1
        rows = list(range(at + 1, at + 1 + len(records)))
        if rows[-1] > self.last:
            self._grow(rows[-1])
        for row, one in zip(rows, records, strict=True):
            self._stage(row, one)
            self.placed[row] = one
        return rows

    def replace_all(self, records: Sequence[Record]) -> None:
        """These records and no others; a table without records keeps one blank row, as Excel does."""
        self._need_columns(records)
        rows = records or [{}]
        end = self.first + len(rows) - 1
        if end > self.last:
            self._grow(end)
        self.replaced, self.emptied = True, range(end + 1, self.old_last + 1)
        self.cells, self.placed = {}, {}
        blank: Record = dict.fromkeys(self.columns)
        for row, one in enumerate(rows, self.first):
            self._stage(row, {**blank, **one})
            self.placed[row] = one
        self._move_own(records, end)
        if not self.part.total_rows:
            self.last = end

    def _need_columns(self, records: Sequence[Record]) -> None:
        """Nothing is dropped silently: a column that holds a value must be there."""
        used = {key for one in records for key, value in one.items() if plain_value(value) is not None}
        missing = [column.header for column in self.schema.columns if column.key in used - self.columns.keys()]
        if missing:
            raise InputError("column_needed", file=self.file, table=self.schema.name, columns=", ".join(missing))

    def _stage(self, row: int, record: Record) -> None:
        cells = self.cells.setdefault(row, {})
        for key, value in self.schema.written(record).items():
            column = self.columns.get(key)
            if column is not None:
                refuse_long(value, address(column, row))
                cells[column] = value

    def _filled(self, row: int) -> bool:
        """A value or a formula stands in the row, or will."""
        staged = self.cells.get(row, {})
        if any(isinstance(value, Kept) or plain_value(value) is not None for value in staged.values()):
            return True
        if row in self.emptied:
            return False
        return any(self.left <= at <= self.right and at not in staged for at in self._ground.filled(row))

    def _move_own(self, records: Sequence[Record], end: int) -> None:
        """What the clerk keeps beside a record moves to its new row, and goes with a record that is no more."""
        own = sorted(set(range(self.left, self.right + 1)) - set(self.columns.values()))
        if not own:
            return
        row_of = {self._identity(one): row for row, one in reversed(list(enumerate(records, self.first)))}
        values = self._ground.values()
        moved: dict[int, dict[int, Kept]] = {}
        for row in range(self.first, self.old_last + 1):
            kept = {c: Kept(row, values[row, c]) for c in own if not isinstance(values.get((row, c)), Formula | None)}
            if not kept:
                continue
            if row <= end:
                self.cells[row].update(dict.fromkeys(kept))
            old = {key: _shown(values.get((row, self.columns.get(key, 0)))) for key in self.schema.id_columns}
            new_row = row_of.get(self._identity(old))
            if new_row is not None:  # of two rows that name one record the first one's note counts
                moved[new_row] = kept | moved.get(new_row, {})
        for row, kept in moved.items():
            self.cells[row].update(kept)

    def _identity(self, record: Record) -> tuple[str, ...]:
        return tuple(show(plain_value(record.get(key))) for key in self.schema.id_columns)

    def _grow(self, end: int) -> None:
        """Makes room down to row `end`, or says what stands in the way."""
        if self.part.total_rows:
            raise RefusedError("totals_row", sheet=self.part.sheet.name, table=self.schema.name)
        if end > MAX_ROWS:
            self._no_room(self.left, MAX_ROWS)
        bound = max(self.last, self.part.last_row)
        if end > bound:
            for row in range(bound + 1, end + 1):
                for column in sorted(self._ground.filled(row)):
                    if self.left <= column <= self.right:
                        self._no_room(column, row)
            for left, top, right, bottom in [*self._others, *self._ground.merged]:
                if left <= self.right and right >= self.left and top <= end and bottom > bound:
                    self._no_room(left, top)
        self.last = end

    def _no_room(self, column: int, row: int) -> None:
        sheet = self.part.sheet.name
        raise RefusedError("no_room_below", sheet=sheet, table=self.schema.name, cell=address(column, row))


def _shown(value: Value) -> Value:
    """A cell that leads to another one shows where it leads."""
    return value.cached if isinstance(value, Formula) else value


class Patch(ABC):
    """Changes to the tables of one workbook, planned until `save`. `table` and `column` are keys of `schemas`.

    Raises InputError where a table ("table_needed") or a column ("column_needed") cannot be used.
    """

    def __init__(self, package: Package, schemas: Mapping[str, Table]) -> None:
        self.package, self._schemas = package, schemas
        self._plans: dict[str, TablePlan] = {}

    def set(self, table: str, row: int, column: str, value: object) -> None:
        """Puts a value into one cell of a table, by its row in the sheet; the cell keeps its format where it fits."""
        self._plan(table).set(row, {column: value})

    def append(self, table: str, records: Sequence[Record]) -> list[int]:
        """Adds records under the last filled row; returns their rows in the sheet.

        Blank rows at the table's end are used first, then the table grows. Raises RefusedError where something stands
        beneath it ("no_room_below") or it has a totals row ("totals_row").
        """
        return self._plan(table).append(records) if records else []

    def replace_all(self, table: str, records: Sequence[Record]) -> None:
        """The table holds these records and no others; what the clerk keeps in own columns moves with its record."""
        self._plan(table).replace_all(records)

    @abstractmethod
    def save(self) -> Path:
        """Writes everything, wholly or not at all; where the workbook is. Raises OutputError."""

    def _plan(self, key: str) -> TablePlan:
        if key not in self._plans:
            schema, package = self._schemas[key], self.package
            part = package.needed(schema.name)
            headers, others, ground = self._headers(part), package.beside(part), self.ground(part.sheet)
            self._plans[key] = TablePlan(schema, part, headers, others, package.file, ground)
        return self._plans[key]

    def _headers(self, part: TablePart) -> Sequence[str]:
        """The texts over the table's columns: Excel keeps a column's name the same as the text in its header."""
        return part.headers

    @abstractmethod
    def ground(self, sheet: Sheet) -> Ground:
        """The sheet as it was read."""
