"""Changes to an open workbook: planned (workbook/table_plan.py), then written in blocks after a backup, and saved.

Three things of Excel decide how blocks are written (met in practice): it parses a text unless the cell's format is
"@"; an array assigned over rows that a filter hides puts its first value into every visible cell; a formula in a
table's column fills the column. So formats go first, blocks with hidden rows are written cell by cell, Excel's filling
of tables rests meanwhile, and every block is read back. Each question crosses from one process to another: what the
copy tells is not asked, and a block takes three, however long it is.
Source: docs/workbook-contract.md, "Inside Excel": Excel clears Undo after a macro, so the backup is the undo.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import LhhError, OutputError, RefusedError
from ..files import backup_path, locked
from ..log import log_fault
from ..plain import record
from ..workbook.addresses import address, runs
from ..workbook.cells import CellReader, Sheet
from ..workbook.package import Sheet as SheetPart
from ..workbook.patch_cells import Link, plain_value
from ..workbook.schema import Table
from ..workbook.styles import shows_of
from ..workbook.table_plan import Kept, Patch, TablePlan
from ..workbook.tables import BY_KEY
from .cells import TEXT_FORMAT, Place, block, com, format_for, is_busy, put, same, to_excel

if TYPE_CHECKING:
    from .gateway import ExcelMaster

__all__ = ["ExcelPatch", "Link"]

#: A longer text is assigned by itself: arrays of long texts are refused by some versions.
LONG_TEXT = 8_000


class ExcelPatch(Patch):
    """The changes to the workbook that is open, with the promises of those to a file."""

    def __init__(self, master: ExcelMaster, schemas: Mapping[str, Table] = BY_KEY) -> None:
        super().__init__(master.package(), schemas)
        self.master = master
        self._reader = CellReader(self.package)
        self._sheets: dict[str, Sheet] = {}

    def save(self) -> Path:
        """Writes everything and saves the workbook; returns its path.

        Nothing is written before the backup is there. Raises RefusedError("sheet_protected"), OutputError:
        "backup_failed", "busy", "not_taken", "write_interrupted" (where is told what to do).
        """
        path = self.master.path
        if not self._plans:
            return path
        sheets = self.master.book.sheets  # (asked for once)
        places = {key: self._place(plan, sheets) for key, plan in self._plans.items()}
        for place in places.values():
            if place.copy.protected:
                raise RefusedError("sheet_protected", sheet=place.part.sheet.name)
        with locked(path):
            self.master.backup()
            try:
                self.master.changed()
                with self.master.undisturbed(), _no_filling(self.master.app, self._plans.values()):
                    for key, plan in self._plans.items():
                        _carry_out(plan, places[key])
                self.master.put_in_file()
            except LhhError:
                raise
            except Exception as error:
                log_fault(error)
                key = "interrupted_busy" if is_busy(error) else "write_interrupted"
                raise OutputError(key, file=path.name, backup=backup_path(path)) from error
        self._plans.clear()
        return path

    def ground(self, sheet: SheetPart) -> Sheet:
        """The sheet as the copy has it, before anything is written."""
        if sheet.part not in self._sheets:
            self._sheets[sheet.part] = self._reader.read(sheet)
        return self._sheets[sheet.part]

    def _place(self, plan: TablePlan, sheets: Any) -> Place:
        part = plan.part
        filtered = b"filterColumn" in self.package.read(part.part)
        return Place(part, sheets[part.sheet.name], self.ground(part.sheet), filtered)


# --- carrying a plan out ---------------------------------------------------------------------------------------------


def _carry_out(plan: TablePlan, place: Place) -> None:
    """The plan into the sheet. Raises OutputError("not_taken") for a cell that Excel will not take."""
    if plan.replaced:
        _clear_old(place)
        if plan.emptied:
            place.range(plan.emptied[0], plan.emptied[-1]).clear_contents()
    if plan.bottom != place.part.last_row:
        area = place.range(place.part.first_row, plan.bottom)
        table = com(area, "ListObject", None)
        if table is None:  # on a Mac
            area.table.resize(area)
        else:
            table.Resize(area.api)
    # a row that gets a whole record is written in one piece, blanks too
    blank: dict[int, object] = dict.fromkeys(plan.columns.values())
    cells: dict[int, dict[int, object]] = {}
    for row, values in plan.cells.items():
        cells[row] = dict(blank) if row in plan.placed else {}
        cells[row] |= {column: value.value if isinstance(value, Kept) else value for column, value in values.items()}
    for piece in rectangles(cells):
        _write(place, piece)


@contextlib.contextmanager
def _no_filling(app: Any, plans: Collection[TablePlan]) -> Iterator[None]:
    """Where formulas are written, Excel does not fill the column of a table with the first of them."""
    linked = any(isinstance(v, Link) for plan in plans for cells in plan.cells.values() for v in cells.values())
    correcting = com(app, "AutoCorrect", None) if linked else None
    if correcting is None or not correcting.AutoFillFormulasInLists:
        yield
        return
    correcting.AutoFillFormulasInLists = False
    try:
        yield
    finally:
        with contextlib.suppress(Exception):  # what stopped the writing is to be told
            correcting.AutoFillFormulasInLists = True


@record
class Rectangle:
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


def rectangles(cells: Mapping[int, Mapping[int, object]]) -> Iterator[Rectangle]:
    """The cells as few rectangles: rows with the same columns one beneath the other, columns side by side."""
    stretches: list[tuple[int, int, tuple[int, ...]]] = []
    for row in sorted(cells):
        columns = tuple(sorted(cells[row]))
        if stretches and stretches[-1][1] == row - 1 and stretches[-1][2] == columns:
            stretches[-1] = (stretches[-1][0], row, columns)
        else:
            stretches.append((row, row, columns))
    for top, bottom, columns in stretches:
        for left, right in runs(columns):
            yield Rectangle(top, left, [[cells[r][c] for c in range(left, right + 1)] for r in range(top, bottom + 1)])


# --- values --------------------------------------------------------------------------------------------------------


def _write(place: Place, piece: Rectangle) -> None:
    for c in range(len(piece.rows[0])):
        _format(place, piece.left + c, piece.top, [row[c] for row in piece.rows])
    area = place.range(piece.top, piece.bottom, left=piece.left, right=piece.right)
    if not place.copy.hidden.isdisjoint(range(piece.top, piece.bottom + 1)) and _hidden(area):
        for row, column, value in _each(piece):
            _write_cell(place, row, column, value)
    else:
        long = [cell for cell in _each(piece) if isinstance(cell[2], str) and len(cell[2]) > LONG_TEXT]
        put(area, [[_short(to_excel(value)) for value in row] for row in piece.rows])
        for row, column, value in long:
            _write_cell(place, row, column, value)
    _check(place, piece, area)


def _each(piece: Rectangle) -> Iterator[tuple[int, int, object]]:
    for r, row in enumerate(piece.rows):
        for c, value in enumerate(row):
            yield piece.top + r, piece.left + c, value


def _short(value: object) -> object:
    return None if isinstance(value, str) and len(value) > LONG_TEXT else value


def _write_cell(place: Place, row: int, column: int, value: object) -> None:
    put(place.range(row, row, left=column, right=column), [[to_excel(value)]])


def _hidden(area: Any) -> bool:
    """Whether any row of the range is hidden, by a filter or by hand."""
    try:
        return area.api.EntireRow.Hidden is not False
    except AttributeError:  # an engine without Excel's own objects: the safe way
        return True


def _check(place: Place, piece: Rectangle, area: Any) -> None:
    """Reads the block back; what Excel took for something else is assigned again as a text by force."""
    wrong = [
        (piece.top + r, piece.left + c, wanted)
        for r, (row, found) in enumerate(zip(piece.rows, block(area), strict=True))
        for c, (wanted, there) in enumerate(zip(row, found, strict=True))
        if not same(wanted, there)
    ]
    for row, column, value in wrong:
        cell = place.range(row, row, left=column, right=column)
        plain = plain_value(value)
        form = TEXT_FORMAT if isinstance(plain, str) else format_for(plain, shows_of(cell.number_format or ""))
        if form is not None:
            cell.number_format = form
        for attempt in (plain, f"'{plain}") if isinstance(plain, str) else (plain,):
            put(cell, [[to_excel(attempt)]])
            if same(value, block(cell)[0][0]):
                break
        else:
            raise OutputError("not_taken", sheet=place.part.sheet.name, cell=address(column, row))


# --- formats -------------------------------------------------------------------------------------------------------


def _format(place: Place, column: int, top: int, values: list[object]) -> None:
    """Gives the cells of a column the number format that their values need, and leaves it where it is right.

    One question a stretch: the format that a cell needs is given to its neighbours too where it suits them.
    """
    needed = [format_for(value, place.copy.shows(row, column)) for row, value in enumerate(values, top)]
    start, form = top, None
    for row, (value, wanted) in enumerate(zip(values, needed, strict=True), top):
        if wanted != form and not _suits(form, wanted, value):
            _put_format(place, column, start, row - 1, form)
            start, form = row, wanted
    _put_format(place, column, start, top + len(values) - 1, form)


def _suits(form: str | None, wanted: str | None, value: object) -> bool:
    """Whether a cell may get the format of those above it: a blank any, a text that of texts."""
    if form is None or wanted is not None:
        return False
    plain = plain_value(value)
    return plain is None or (form == TEXT_FORMAT and isinstance(plain, str) and not isinstance(value, Link))


def _put_format(place: Place, column: int, first: int, last: int, form: str | None) -> None:
    if form is not None:
        place.range(first, last, left=column, right=column).number_format = form


# --- filters and links ---------------------------------------------------------------------------------------------


def _clear_old(place: Place) -> None:
    """The old records' filter would hide the new ones, the links of an older program lead astray."""
    if place.filtered:
        table = com(place.range(place.part.first_row, place.part.first_row), "ListObject", None)
        filtering = getattr(table, "AutoFilter", None)
        if filtering is not None and filtering.FilterMode:
            filtering.ShowAllData()
    first, last = place.part.first_column, place.part.last_column
    linked = any(
        left <= last and right >= first and top <= place.last and bottom >= place.first
        for left, top, right, bottom in place.copy.linked
    )
    if linked and sys.platform != "darwin":
        old = place.range(place.first, place.last)
        old.api.ClearHyperlinks()  # (Hyperlinks.Delete would take the cells' formats too)
