"""Changes to one table of an open workbook, kept in memory: which cell gets what, how long the table becomes.

The same promises as the file patcher (workbook/patch_table.py): blank rows at the end are used first, nothing beneath
the table is written over, the clerk's own columns move with their record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..errors import InputError, RefusedError
from ..workbook.cells import Area, Sheet
from ..workbook.package import MAX_ROWS
from ..workbook.patch_cells import address, plain_value
from ..workbook.schema import Table
from ..workbook.values import MAX_TEXT, Formula, fold, show
from .places import Place

Record = Mapping[str, object]


class TableEdit:
    """`cells` is row -> column -> value to be written; `last` the last row of records when all is written.

    `replaced`: the table holds other records than before; `emptied` are the rows (first, last) that become none.
    `sheet` gives the cells as they are before anything is written, `others` are the areas of the sheet's other tables.
    """

    def __init__(
        self, schema: Table, place: Place, sheet: Callable[[], Sheet], others: Sequence[Area], file: str
    ) -> None:
        self.schema, self.place, self.others, self.file = schema, place, others, file
        self.left, self.right = place.part.first_column, place.part.last_column
        self.last = place.last
        self.replaced = False
        self.emptied: tuple[int, int] | None = None
        self.cells: dict[int, dict[int, object]] = {}
        self._sheet, self._gone = sheet, range(0)
        self.columns = self._find_columns()

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
        self._gone = range(end + 1, self.place.last + 1)
        blank: Record = dict.fromkeys(self.columns)
        for index in range(max(len(records), 1)):
            record = records[index] if index < len(records) else {}
            self._stage(self.place.first + index, {**blank, **record})
        for row, cells in own.items():
            if row <= end:
                self.cells[row].update(cells)
        if not self.place.part.total_rows:
            self.last = end

    # --- columns and cells ---------------------------------------------------------------------------------------

    def _find_columns(self) -> dict[str, int]:
        """Column key -> column of the sheet, by the column's name, which Excel keeps the same as the header's text."""
        wanted = {fold(column.header): column.key for column in self.schema.columns}
        found: dict[str, int] = {}
        for number, header in enumerate(self.place.part.headers, self.left):
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
        columns = range(self.left, self.right + 1)
        there = self._sheet().cells
        return row not in self._gone and any((row, c) in there for c in columns if c not in staged)

    # --- own columns of the clerk --------------------------------------------------------------------------------

    def _own_cells(self, records: Sequence[Record]) -> dict[int, dict[int, object]]:
        """Row -> own column -> value after the replacing: what stood beside a record stays beside it."""
        own = sorted(set(range(self.left, self.right + 1)) - set(self.columns.values()))
        if not own:
            return {}
        index_of = {self._identity(record): i for i, record in reversed(list(enumerate(records)))}
        moved: dict[int, dict[int, object]] = {}
        cells = self._sheet().cells
        for row in range(self.place.first, self.place.last + 1):
            kept = {c: cells[row, c] for c in own if not isinstance(cells.get((row, c)), Formula | None)}
            if not kept:
                continue
            for column in kept:
                moved.setdefault(row, {}).setdefault(column, None)
            old = {key: cells.get((row, self.columns.get(key, 0))) for key in self.schema.id_columns}
            index = index_of.get(self._identity(old))
            if index is not None:
                moved.setdefault(self.place.first + index, {}).update(kept)
        return moved

    def _identity(self, record: Record) -> tuple[str, ...]:
        return tuple(show(plain_value(record.get(key))) for key in self.schema.id_columns)

    # --- size ----------------------------------------------------------------------------------------------------

    def _grow(self, end: int) -> None:
        """Makes room down to row `end`, or says what stands in the way."""
        part = self.place.part
        if part.total_rows:
            raise RefusedError("totals_row", sheet=part.sheet.name, table=self.schema.name)
        if end > MAX_ROWS:
            self._no_room(self.left, MAX_ROWS)
        if end > part.last_row:
            sheet, below = self._sheet(), range(max(self.last, part.last_row) + 1, end + 1)
            for row, column in sorted(at for at in sheet.cells if at[0] in below and self.left <= at[1] <= self.right):
                self._no_room(column, row)
            for left, top, right, bottom in [*self.others, *sheet.merged]:
                if left <= self.right and right >= self.left and top <= end and bottom > self.last:
                    self._no_room(left, top)
        self.last = end

    def _no_room(self, column: int, row: int) -> None:
        sheet = self.place.part.sheet.name
        raise RefusedError("no_room_below", sheet=sheet, table=self.schema.name, cell=address(column, row))
