"""Changes to an open workbook, collected in memory, then written in blocks after a backup and saved.

Source: docs/workbook-contract.md, "Inside Excel": Excel clears Undo after a macro, so the backup is the undo.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError, LhhError, OutputError, RefusedError
from ..files import backup_path, locked
from ..log import log_fault
from ..workbook.cells import CellReader, Sheet
from ..workbook.package import TablePart
from ..workbook.patch_cells import Link
from ..workbook.reading import CELL_LIMIT
from ..workbook.tables import BY_KEY
from .places import Place, com, is_busy
from .table_edit import Record, TableEdit
from .table_write import write_edit

if TYPE_CHECKING:
    from .gateway import ExcelMaster

__all__ = ["ExcelPatch", "Link"]


class ExcelPatch:
    """The same promises as the file patcher (workbook/patch.py), for the workbook that is open.

    Raises InputError where a table ("table_needed") or a column ("column_needed") is not there.
    """

    def __init__(self, master: ExcelMaster) -> None:
        self.master = master
        self._package = master.package()
        self._cells = CellReader(self._package)
        self._sheets: dict[str, Sheet] = {}
        self._edits: dict[str, TableEdit] = {}

    def set(self, table: str, row: int, column: str, value: object) -> None:
        """Puts a value into one cell of a table, by its row in the sheet; the cell keeps its format where it fits."""
        self._edit(table).set(row, {column: value})

    def append(self, table: str, records: Sequence[Record]) -> list[int]:
        """Adds records under the last filled row; returns their rows in the sheet.

        Raises RefusedError where something stands beneath the table ("no_room_below") or it has a totals row
        ("totals_row").
        """
        return self._edit(table).append(records) if records else []

    def replace_all(self, table: str, records: Sequence[Record]) -> None:
        """The table holds these records and no others; what the clerk keeps in own columns moves with its record."""
        self._edit(table).replace_all(records)

    def save(self) -> Path:
        """Writes everything and saves the workbook; returns its path.

        Nothing is written before the backup is there. Raises RefusedError("sheet_protected"), OutputError:
        "backup_failed", "busy", "not_taken", "write_interrupted" (where is told what to do).
        """
        path = self.master.path
        if not self._edits:
            return path
        for edit in self._edits.values():
            if com(edit.place.sheet, "ProtectContents", False):
                raise RefusedError("sheet_protected", sheet=edit.place.part.sheet.name)
        with locked(path):
            self.master.backup()
            try:
                self.master.changed()
                with self.master.undisturbed():
                    for edit in self._edits.values():
                        write_edit(edit)
                self.master.book.save()
            except LhhError:
                raise
            except Exception as error:
                log_fault(error)
                key = "interrupted_busy" if is_busy(error) else "write_interrupted"
                raise OutputError(key, file=path.name, backup=backup_path(path)) from error
        self._edits.clear()
        return path

    def _edit(self, key: str) -> TableEdit:
        if key not in self._edits:
            schema = BY_KEY[key]
            part = next((t for t in self._package.tables if t.name.casefold() == schema.name.casefold()), None)
            if part is None:
                raise InputError("table_needed", file=self.master.path.name, tables=schema.name)
            others = [t.area for t in self._package.tables if t.sheet == part.sheet and t.part != part.part]
            place = Place(part, self.master.book.sheets[part.sheet.name])
            self._edits[key] = TableEdit(schema, place, lambda: self._sheet(part), others, self.master.path.name)
        return self._edits[key]

    def _sheet(self, table: TablePart) -> Sheet:
        """All cells of the table's sheet, as they are in Excel before anything is written."""
        sheet = table.sheet
        if sheet.part not in self._sheets:
            self._sheets[sheet.part] = self._cells.read(sheet.name, sheet.part, CELL_LIMIT)
        return self._sheets[sheet.part]
