"""Changes to an open workbook: planned (workbook/table_plan.py), then written in blocks after a backup, and saved.

Two things of Excel decide how blocks are written (both met in practice): it parses a text unless the cell's format is
"@", and an array assigned over rows that a filter hides puts its first value into every visible cell. So formats go
first, blocks with hidden rows are written cell by cell, and every block is read back.
Source: docs/workbook-contract.md, "Inside Excel": Excel clears Undo after a macro, so the backup is the undo.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import LhhError, OutputError, RefusedError
from ..files import backup_path, locked
from ..log import log_fault
from ..workbook.cells import CellReader, Sheet
from ..workbook.package import Sheet as SheetPart
from ..workbook.patch_cells import Link, address, plain_value
from ..workbook.reading import CELL_LIMIT
from ..workbook.schema import Table
from ..workbook.table_plan import Area, Kept, Record, TablePlan, place_of
from ..workbook.tables import BY_KEY
from ..workbook.values import Value
from .cells import TEXT_FORMAT, format_for, same, to_excel
from .places import Place, block, com, is_busy

if TYPE_CHECKING:
    from .gateway import ExcelMaster

__all__ = ["ExcelPatch", "Link"]

#: Excel opens no sheet with more links.
MAX_LINKS = 65_530
#: A longer text is assigned by itself: arrays of long texts are refused by some versions.
LONG_TEXT = 8_000


class ExcelPatch:
    """The same promises as the file patcher (workbook/patch.py), for the workbook that is open.

    Raises InputError where a table ("table_needed") or a column ("column_needed") is not there.
    """

    def __init__(self, master: ExcelMaster, schemas: Mapping[str, Table] = BY_KEY) -> None:
        self.master, self._schemas = master, schemas
        self._package = master.package()
        self._cells = CellReader(self._package)
        self._plans: dict[str, TablePlan] = {}

    def set(self, table: str, row: int, column: str, value: object) -> None:
        """Puts a value into one cell of a table, by its row in the sheet; the cell keeps its format where it fits."""
        self._plan(table).set(row, {column: value})

    def append(self, table: str, records: Sequence[Record]) -> list[int]:
        """Adds records under the last filled row; returns their rows in the sheet.

        Raises RefusedError where something stands beneath the table ("no_room_below") or it has a totals row
        ("totals_row").
        """
        return self._plan(table).append(records) if records else []

    def replace_all(self, table: str, records: Sequence[Record]) -> None:
        """The table holds these records and no others; what the clerk keeps in own columns moves with its record."""
        self._plan(table).replace_all(records)

    def save(self) -> Path:
        """Writes everything and saves the workbook; returns its path.

        Nothing is written before the backup is there. Raises RefusedError("sheet_protected"), OutputError:
        "backup_failed", "busy", "not_taken", "write_interrupted" (where is told what to do).
        """
        path = self.master.path
        if not self._plans:
            return path
        places = {key: Place(p.part, self.master.book.sheets[p.part.sheet.name]) for key, p in self._plans.items()}
        for place in places.values():
            if com(place.sheet, "ProtectContents", False):
                raise RefusedError("sheet_protected", sheet=place.part.sheet.name)
        with locked(path):
            self.master.backup()
            try:
                self.master.changed()
                with self.master.undisturbed():
                    for key, plan in self._plans.items():
                        _carry_out(plan, places[key])
                self.master.book.save()
            except LhhError:
                raise
            except Exception as error:
                log_fault(error)
                key = "interrupted_busy" if is_busy(error) else "write_interrupted"
                raise OutputError(key, file=path.name, backup=backup_path(path)) from error
        self._plans.clear()
        return path

    def _plan(self, key: str) -> TablePlan:
        if key not in self._plans:
            schema, file = self._schemas[key], self.master.path.name
            part, others = place_of(self._package.tables, schema, file)
            # (Excel keeps a column's name the same as the header's text)
            ground = _Ground(self._cells, part.sheet)
            self._plans[key] = TablePlan(schema, part, part.headers, others, file, ground)
        return self._plans[key]


class _Ground:
    """The cells of a sheet as they are in Excel before anything is written (table_plan.Ground)."""

    def __init__(self, reader: CellReader, place: SheetPart) -> None:
        self._reader, self._place = reader, place

    def filled(self, row: int) -> Collection[int]:
        return self._rows.get(row, ())

    def merged(self) -> Sequence[Area]:
        return self._sheet.merged

    def values(self) -> Mapping[tuple[int, int], Value]:
        return self._sheet.cells

    @cached_property
    def _sheet(self) -> Sheet:
        return self._reader.read(self._place.name, self._place.part, CELL_LIMIT)

    @cached_property
    def _rows(self) -> dict[int, list[int]]:
        rows: dict[int, list[int]] = {}
        for row, column in self._sheet.cells:
            rows.setdefault(row, []).append(column)
        return rows


# --- carrying a plan out ---------------------------------------------------------------------------------------------


def _carry_out(plan: TablePlan, place: Place) -> None:
    """The plan into the sheet. Raises OutputError("not_taken") for a cell that Excel will not take."""
    if plan.replaced:
        _clear_old(place)
        if plan.emptied:
            place.range(plan.emptied[0], plan.emptied[-1]).clear_contents()
    if plan.bottom != place.part.last_row:
        place.table.resize(place.range(place.part.first_row, plan.bottom))
    cells = {
        row: {column: value.value if isinstance(value, Kept) else value for column, value in values.items()}
        for row, values in plan.cells.items()
    }
    for patch in rectangles(cells):
        _write(place, patch)
    _link(place, cells)


@dataclass(frozen=True)
class Patch:
    """A rectangle of new values; `rows[r][c]`."""

    top: int
    left: int
    rows: list[list[object]]

    @property
    def bottom(self) -> int:
        return self.top + len(self.rows) - 1

    @property
    def right(self) -> int:
        return self.left + len(self.rows[0]) - 1


def rectangles(cells: Mapping[int, Mapping[int, object]]) -> Iterator[Patch]:
    """The cells as few rectangles: rows with the same columns one beneath the other, columns side by side."""
    stretches: list[tuple[int, int, tuple[int, ...]]] = []
    for row in sorted(cells):
        columns = tuple(sorted(cells[row]))
        if stretches and stretches[-1][1] == row - 1 and stretches[-1][2] == columns:
            stretches[-1] = (stretches[-1][0], row, columns)
        else:
            stretches.append((row, row, columns))
    for top, bottom, columns in stretches:
        for left, right in _runs(columns):
            yield Patch(top, left, [[cells[r][c] for c in range(left, right + 1)] for r in range(top, bottom + 1)])


def _runs(numbers: tuple[int, ...]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


# --- values --------------------------------------------------------------------------------------------------------


def _write(place: Place, patch: Patch) -> None:
    for c in range(len(patch.rows[0])):
        _format(place, patch.left + c, patch.top, [row[c] for row in patch.rows])
    area = place.range(patch.top, patch.bottom, patch.left, patch.right)
    if _hidden(area):
        for row, column, value in _each(patch):
            _write_cell(place, row, column, value)
    else:
        long = [cell for cell in _each(patch) if isinstance(cell[2], str) and len(cell[2]) > LONG_TEXT]
        area.value = [[_short(to_excel(value)) for value in row] for row in patch.rows]
        for row, column, value in long:
            _write_cell(place, row, column, value)
    _check(place, patch, area)


def _each(patch: Patch) -> Iterator[tuple[int, int, object]]:
    for r, row in enumerate(patch.rows):
        for c, value in enumerate(row):
            yield patch.top + r, patch.left + c, value


def _short(value: object) -> object:
    return None if isinstance(value, str) and len(value) > LONG_TEXT else value


def _write_cell(place: Place, row: int, column: int, value: object) -> None:
    place.range(row, row, column, column).value = to_excel(value)


def _hidden(area: Any) -> bool:
    """Whether any row of the range is hidden, by a filter or by hand."""
    try:
        return area.api.EntireRow.Hidden is not False
    except AttributeError:  # an engine without Excel's own objects: the safe way
        return True


def _check(place: Place, patch: Patch, area: Any) -> None:
    """Reads the block back; what Excel took for something else is assigned again as a text by force."""
    wrong = [
        (patch.top + r, patch.left + c, wanted)
        for r, (row, found) in enumerate(zip(patch.rows, block(area), strict=True))
        for c, (wanted, there) in enumerate(zip(row, found, strict=True))
        if not same(wanted, there)
    ]
    for row, column, value in wrong:
        cell = place.range(row, row, column, column)
        plain = plain_value(value)
        if isinstance(plain, str):
            cell.number_format = TEXT_FORMAT
        for attempt in (plain, f"'{plain}") if isinstance(plain, str) else (plain,):
            cell.value = to_excel(attempt)
            if same(value, block(cell)[0][0]):
                break
        else:
            raise OutputError("not_taken", sheet=place.part.sheet.name, cell=address(column, row))


# --- formats -------------------------------------------------------------------------------------------------------


def _format(place: Place, column: int, top: int, values: list[object]) -> None:
    """Gives the cells of a column the number format that their values need, and leaves it where it is right."""
    if all(plain_value(value) is None for value in values):
        return
    area = place.range(top, top + len(values) - 1, column, column)
    current = area.number_format
    if current is None and len(values) > 1:  # more than one format: halve
        middle = len(values) // 2
        _format(place, column, top, values[:middle])
        _format(place, column, top + middle, values[middle:])
        return
    needed = [format_for(value, current or "") for value in values]
    wanted = {form for form in needed if form is not None}
    if len(wanted) == 1 and all(
        form is not None or plain_value(v) is None or isinstance(plain_value(v), str) == (wanted == {TEXT_FORMAT})
        for form, v in zip(needed, values, strict=True)
    ):
        area.number_format = wanted.pop()
        return
    for row, form in enumerate(needed, top):
        if form is not None:
            place.range(row, row, column, column).number_format = form


# --- filters and links ---------------------------------------------------------------------------------------------


def _clear_old(place: Place) -> None:
    """The old records' filter would hide the new ones, their links lead astray."""
    filtering = com(place.table, "AutoFilter", None)
    if filtering is not None and filtering.FilterMode:
        filtering.ShowAllData()
    old = place.range(place.first, place.last)
    if sys.platform != "darwin":
        old.api.ClearHyperlinks()  # (Hyperlinks.Delete would take the cells' formats too)


def _link(place: Place, written: Mapping[int, Mapping[int, object]]) -> None:
    links = [
        (row, column, value)
        for row, cells in sorted(written.items())
        for column, value in cells.items()
        if isinstance(value, Link) and value.text
    ]
    if not links:
        return
    add = None if sys.platform == "darwin" else place.sheet.api.Hyperlinks.Add
    for row, column, link in links[:MAX_LINKS]:
        cell = place.range(row, row, column, column)
        if add is None:
            cell.add_hyperlink(f"#{link.location}", link.text, link.text)
        else:
            add(Anchor=cell.api, Address="", SubAddress=link.location)
