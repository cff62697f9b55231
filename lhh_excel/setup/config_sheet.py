"""The configuration sheet of a workbook or add-in: read by key, changed cell by cell, everything else as it was.

Source: docs/workbook-contract.md, "xlwings.conf"; xlwings reads column A as keys and column B as values from row 1 to
the first blank row.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError
from ..workbook.package import Package, Sheet

if TYPE_CHECKING:
    from lxml import etree

#: Of a workbook, and of our add-in.
SHEETS = ("xlwings.conf", "LHH.conf")
_PROJECT = "vbaProject"


class OfficeConfig:
    """The configuration of one file, given as bytes. Raises InputError where they are no workbook or a damaged one."""

    def __init__(self, name: str, data: bytes) -> None:
        with tempfile.TemporaryDirectory(prefix="lhh-setup-") as folder:  # a Package reads a file, at once and whole
            path = Path(folder, name)
            path.write_bytes(data)
            self.package = Package(path)
        self._sheet: Sheet | None = next((s for s in self.package.sheets if s.name in SHEETS), None)

    def values(self) -> dict[str, str] | None:
        """Key -> value as text; None where there is no such sheet. Keys in capitals, as xlwings compares them."""
        if self._sheet is None:
            return None
        with self._damaged():
            return {key: value for _row, key, value in self._rows(self._sheet)}

    def project(self) -> bytes:
        """The compiled macros; b"" where there are none."""
        for kind, part in self.package.targets(self.package.workbook_part).values():
            if kind == _PROJECT and self.package.find(part):
                return self.package.read(part)
        return b""

    def with_values(self, wanted: Mapping[str, str]) -> bytes:
        """The file's bytes with these values; keys that are missing are added under the last one."""
        with self._damaged():
            return self._with_values(wanted)

    def _with_values(self, wanted: Mapping[str, str]) -> bytes:
        from ..workbook.patch_parts import rewrite
        from ..workbook.patch_sheet import SheetXml

        if self._sheet is None:
            return self.package.data
        rows = self._rows(self._sheet)
        at = {key: row for row, key, _value in rows}
        there = {key: value for _row, key, value in rows}
        changed = {key: value for key, value in wanted.items() if there.get(key) != value}
        if not changed:
            return self.package.data
        sheet = SheetXml(self.package, self._sheet.part, self._sheet.name)
        last = max(at.values(), default=0)
        for key, value in changed.items():
            row = at.get(key)
            if row is None:
                last += 1
                sheet.write(last, {1: (sheet.style(1, last - 1) or None, key), 2: (sheet.style(2, last - 1), value)})
            else:
                sheet.write(row, {2: (sheet.style(2, row), value)})
        return rewrite(self.package, {self._sheet.part: sheet})

    @contextlib.contextmanager
    def _damaged(self) -> Iterator[None]:
        """Numbers and addresses that are none, a sheet without a place for cells: the file is damaged."""
        try:
            yield
        except (ValueError, KeyError, IndexError, OverflowError) as error:
            raise InputError("truncated", file=self.package.file) from error

    def _rows(self, sheet: Sheet) -> list[tuple[int, str, str]]:
        """(row, key, value) down to the first row without a key."""
        from ..workbook.patch_parts import SharedStrings
        from ..workbook.patch_sheet import SheetXml

        xml = SheetXml(self.package, sheet.part, sheet.name)
        cells = {row: dict(xml.cells(row)) for row in xml.rows}
        wanted = {int(v.text or "0") for row in cells.values() for c in row.values() for v in _shared(c)}
        strings = SharedStrings(self.package).texts(wanted)
        found: list[tuple[int, str, str]] = []
        row = 1
        while (key := _text(cells.get(row, {}).get(1), strings).strip().upper()) != "":
            found.append((row, key, _text(cells[row].get(2), strings)))
            row += 1
        return found


def _shared(cell: etree._Element) -> list[etree._Element]:
    return [v for v in cell.iterfind("{*}v") if cell.get("t") == "s" and v.text]


def _text(cell: etree._Element | None, strings: Mapping[int, str]) -> str:
    """A cell's value as text; a boolean as xlwings' VBA would read it."""
    from ..workbook.patch_parts import string_text

    if cell is None:
        return ""
    kind, value = cell.get("t", "n"), cell.find("{*}v")
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return string_text(inline) if inline is not None else ""
    text = (value.text or "") if value is not None else ""
    if kind == "s":
        return strings.get(int(text), "") if text else ""
    return {"1": "True", "0": "False"}.get(text, text) if kind == "b" else text
