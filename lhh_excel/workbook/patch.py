"""Writing into a clerk's workbook without losing a cell: only the sheets and tables concerned change.

`WorkbookPatch(path)` reads the file; changes are planned (table_plan.py); `save` carries them out and puts the new file
in the place of the old one, after a backup, under a lock. Every other part is copied byte for byte, styles included:
new rows look like the row above. Opened once, saved once.
Source: docs/workbook-contract.md, "Never lose a cell"; ECMA-376 Part 1, 18.5.1.2 (table), 18.5.1.3 (tableColumn).
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from ..errors import InputError, OutputError
from ..files import locked, open_in_office, write_atomic
from .package import Package, TablePart
from .package import Sheet as SheetPart
from .patch_cells import Link, needed_format
from .patch_package import Parts
from .patch_parts import place_table
from .patch_sheet import SheetXml
from .schema import Table
from .styles import Shows, Styles
from .table_plan import Kept, Patch, TablePlan
from .tables import BY_KEY

__all__ = ["Link", "WorkbookPatch"]


class WorkbookPatch(Patch):
    """The changes to a file. `package` stands for it where it was read, or changed, before."""

    def __init__(
        self, path: str | Path, schemas: Mapping[str, Table] = BY_KEY, *, package: Package | None = None
    ) -> None:
        self.path = Path(path)
        super().__init__(Package(self.path) if package is None else package, schemas)
        self._parts = Parts(self.package)

    def save(self) -> Path:
        """Writes the workbook over the file that was read. Raises OutputError, as `put_in_place`; as `to_bytes`."""
        put_in_place(self.path, self.to_bytes(), read=self.package.data)
        return self.path

    def to_bytes(self) -> bytes:
        """The workbook as it would be saved; the bytes that were read where nothing was changed.

        Raises RefusedError("formula_in_cell") where a formula over several cells stands.
        """
        if not self._plans:
            return self.package.data
        styles, parts = Styles(self.package), self._parts
        for plan in self._plans.values():
            _carry_out(plan, parts.tree(plan.part.part), parts.sheet(plan.part.sheet), styles)
        self._parts = Parts(self.package)  # what is planned after this finds the cells as they were read
        return parts.to_bytes()

    def ground(self, sheet: SheetPart) -> SheetXml:
        """The cells of a sheet as they were read, until a plan is carried out."""
        return self._parts.sheet(sheet)

    def _headers(self, part: TablePart) -> list[str]:
        """The texts of the header's cells; where there is none, the name in the part."""
        try:
            texts = self.ground(part.sheet).texts(part.first_row) if part.header_rows else {}
        except (ValueError, KeyError, IndexError, OverflowError) as error:  # addresses and numbers that are none
            raise InputError("truncated", file=self.package.file) from error
        return [texts.get(column) or name for column, name in enumerate(part.headers, part.first_column)]


# --- carrying a plan out ---------------------------------------------------------------------------------------------


def _carry_out(plan: TablePlan, table: etree._Element, sheet: SheetXml, styles: Styles) -> None:
    """The cells into the sheet, the new range into the table's part. Raises RefusedError("formula_in_cell")."""
    own = {
        (row, column): copy.deepcopy(cell)  # its look and its parts in bold go with it
        for row, cells in plan.cells.items()
        for column, value in cells.items()
        if isinstance(value, Kept) and (cell := sheet.cell(column, value.row)) is not None
    }
    if plan.replaced:
        _unfilter(plan, table, sheet)
        sheet.drop_links(plan.left, plan.first, plan.right, plan.old_last)
    for row in plan.emptied:
        sheet.remove(row, plan.left, plan.right)
    looks = _Looks(plan, sheet, styles)
    for row in sorted(plan.cells):
        placed = plan.placed.get(row)
        height = None if placed is None else plan.schema.row_height(placed)
        sheet.write(row, looks.of(row, plan.cells[row]), height)
        if placed is not None:
            sheet.show_row(row)
    for (row, column), cell in own.items():
        sheet.put(row, column, cell)
    table.attrib.pop("insertRow", "")  # Excel's mark of a table whose only row is blank
    place_table(table, (plan.left, plan.part.first_row, plan.right, plan.bottom), plan.part.total_rows)


def _unfilter(plan: TablePlan, table: etree._Element, sheet: SheetXml) -> None:
    """A filter or sorting of the old rows would hide or misplace the new ones: it goes."""
    criteria = [e for e in table.iter("{*}filterColumn", "{*}sortState") if e.getparent() is not None]
    filtered = any(etree.QName(e).localname == "filterColumn" for e in criteria)
    for element in criteria:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for row in range(plan.first, plan.old_last + 1) if filtered else ():
        sheet.show_row(row)


class _Looks:
    """Which format a written cell gets: its own, the one above it, the column's; another where it would mislead."""

    def __init__(self, plan: TablePlan, sheet: SheetXml, styles: Styles) -> None:
        self._plan, self._sheet, self._styles = plan, sheet, styles
        self._others: dict[tuple[int, Shows], str | None] = {}

    def of(self, row: int, cells: Mapping[int, object]) -> dict[int, tuple[str | None, object]]:
        """Column -> (format, value), for the cells of the plan; the clerk's own columns get the look above too."""
        plan, sheet = self._plan, self._sheet
        there = sheet.styles(row)
        above = sheet.styles(row - 1) if row > plan.first else {}
        looked: dict[int, tuple[str | None, object]] = {
            column: (above[column], None)
            for column in range(plan.left, plan.right + 1)
            if column not in there and column in above
        }
        for column, value in cells.items():
            if isinstance(value, Kept):
                value = None  # its cell is put there as it is
            style = there.get(column) or above.get(column) or sheet.default_style(column)
            wanted = None if isinstance(value, str) else needed_format(value, self._styles.of(style))
            looked[column] = (style if wanted is None else self._other(column, wanted), value)
        return looked

    def _other(self, column: int, wanted: Shows) -> str | None:
        """A format of that sort from the column's other rows, else from anywhere in the workbook."""
        if (column, wanted) not in self._others:
            plan = self._plan
            in_column = (self._sheet.style(column, row) for row in range(plan.first, plan.last + 1))
            found = next((s for s in in_column if s is not None and self._styles.of(s) is wanted), None)
            self._others[column, wanted] = found or self._styles.any_that_shows(wanted)
        return self._others[column, wanted]


def put_in_place(target: Path, data: bytes, *, read: bytes) -> None:
    """Writes a workbook over the one from which it was made, whose bytes were `read`.

    The old file is kept as .bak. Raises OutputError: "open_elsewhere" while Excel has it open, "changed_meanwhile"
    where someone saved it since it was read, "busy", and what `write_atomic` raises.
    """
    with locked(target):
        if open_in_office(target):
            raise OutputError("open_elsewhere", file=target.name)
        if not _is(target, read):
            raise OutputError("changed_meanwhile", file=target.name)
        write_atomic(target, data)


def _is(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False
