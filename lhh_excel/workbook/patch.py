"""Writing into a clerk's workbook without losing a cell: only the sheets and tables concerned change.

`WorkbookPatch(path)` reads the file, `set`, `append` and `replace_all` change tables in memory, `save` puts the new
file in the place of the old one, after a backup, under a lock. Every other part is copied byte for byte, styles
included: new rows look like the row above. Opened once, saved once.
Source: docs/workbook-contract.md, "Never lose a cell".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..errors import InputError, OutputError
from ..files import locked, open_in_office, write_atomic
from .package import Package, TablePart
from .patch_cells import Link
from .patch_parts import (
    Content,
    SharedStrings,
    ask_recalculation,
    parse,
    rewrite,
    serialise,
    without_formulas,
)
from .patch_sheet import SheetXml
from .patch_styles import Styles
from .patch_table import TableXml
from .tables import BY_KEY

__all__ = ["Link", "WorkbookPatch"]

#: A record by column key; a column that is not named stays blank.
Record = Mapping[str, object]


class WorkbookPatch:
    """Changes to one workbook, in memory until `save`.

    Raises InputError where the file, a table ("table_needed") or a column ("column_needed") cannot be used.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.package = Package(self.path)
        self._workbook = parse(self.package, self.package.workbook_part)
        self._sheets: dict[str, SheetXml] = {}
        self._tables: dict[str, TableXml] = {}
        self._as_parsed: dict[str, bytes] = {}
        self._changed: set[str] = set()  # keys of tables
        self._all_styles: Styles | None = None
        self._strings = SharedStrings(self.package)

    def set(self, table: str, row: int, column: str, value: object) -> None:
        """Puts a value into one cell of a table, by its row in the sheet; the cell keeps its format where it fits."""
        self._table(table).set(row, {column: value})

    def append(self, table: str, records: Sequence[Record]) -> list[int]:
        """Adds records under the last filled row; returns their rows in the sheet.

        Blank rows at the table's end are used first, then the table grows. Raises RefusedError where something stands
        beneath it ("no_room_below") or it has a totals row ("totals_row").
        """
        return self._table(table).append(records) if records else []

    def replace_all(self, table: str, records: Sequence[Record]) -> None:
        """The table holds these records and no others; what the clerk keeps in own columns moves with its record."""
        self._table(table).replace_all(records)

    def save(self, out: str | Path | None = None, *, keep_backup: bool = True) -> Path:
        """Writes the workbook (to `out`, else over the file that was read); returns where.

        The old file is kept as .bak. Raises OutputError: "open_elsewhere" while Excel has it open,
        "changed_meanwhile" where someone saved it since it was read, "busy", and what `write_atomic` raises.
        """
        target = Path(out) if out is not None else self.path
        data = self.to_bytes()
        with locked(target):
            if open_in_office(target):
                raise OutputError("open_elsewhere", file=target.name)
            if target.resolve() == self.path.resolve() and not self._as_read():
                raise OutputError("changed_meanwhile", file=target.name)
            write_atomic(target, data, keep_backup=keep_backup)
        return target

    def to_bytes(self) -> bytes:
        """The workbook as it would be saved; the bytes that were read where nothing was changed."""
        if not self._changed:
            return self.package.data
        changes: dict[str, Content] = {}
        parts = set()
        for key in self._changed:
            table = self._tables[key]
            parts.add(table.place.sheet.part)
            if (xml := serialise(table.root)) != self._as_parsed[key]:
                changes[table.place.part] = xml
        for part in parts:
            changes[part] = self._sheets[part]
        ask_recalculation(self._workbook)
        changes[self.package.workbook_part] = serialise(self._workbook)
        changes.update(
            without_formulas(self.package, {part: self._sheets[part].removed_formulas for part in sorted(parts)})
        )
        return rewrite(self.package, changes)

    def _as_read(self) -> bool:
        try:
            return self.path.read_bytes() == self.package.data
        except OSError:
            return False

    def _table(self, key: str) -> TableXml:
        if key not in self._tables:
            schema = BY_KEY[key]
            place = next((t for t in self.package.tables if t.name.casefold() == schema.name.casefold()), None)
            if place is None:
                raise InputError("table_needed", file=self.path.name, tables=schema.name)
            try:
                self._tables[key] = self._opened(key, place)
            except (ValueError, KeyError, IndexError, OverflowError) as error:  # addresses and numbers that are none
                raise InputError("truncated", file=self.path.name) from error
        self._changed.add(key)
        return self._tables[key]

    def _opened(self, key: str, place: TablePart) -> TableXml:
        part = place.sheet.part
        if part not in self._sheets:
            self._sheets[part] = SheetXml(self.package, part, place.sheet.name, date1904=self.package.date1904)
        root = parse(self.package, place.part)
        self._as_parsed[key] = serialise(root)
        return TableXml(BY_KEY[key], place, root, self._sheets[part], self.package, self._styles(), self._strings)

    def _styles(self) -> Styles:
        if self._all_styles is None:
            self._all_styles = Styles(self.package)
        return self._all_styles
