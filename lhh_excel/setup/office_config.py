"""What a workbook or add-in carries for the buttons: its configuration sheet, and the xlwings in its macros.

The sheet is read by key and changed cell by cell, everything else as it was; xlwings reads column A as keys and column
B as values from row 1 to the first blank row. The macros are only read, whoever saved them last, with the standard
library. Source: docs/workbook-contract.md, "xlwings.conf"; [MS-CFB] 2 (compound files), [MS-OVBA] 2.4.1 (compression).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping

from ..errors import InputError
from ..workbook.package import Package, Sheet

#: Of a workbook, and of our add-in.
SHEETS = ("xlwings.conf", "LHH.conf")
_PROJECT = "vbaProject"
#: The module of ours that starts the program.
START_MODULE = "LHH_Start"


class OfficeConfig:
    """The configuration of one file, given as bytes. Raises InputError where they are no workbook or a damaged one."""

    def __init__(self, name: str, data: bytes) -> None:
        self.package = Package(data, name)
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
        sheet = SheetXml(self.package, self._sheet)
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
        from ..workbook.patch_sheet import SheetXml

        xml, found = SheetXml(self.package, sheet), list[tuple[int, str, str]]()
        while key := (texts := xml.texts(len(found) + 1)).get(1, "").strip().upper():
            found.append((len(found) + 1, key, texts.get(2, "")))
        return found


# --- the macros ---

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
#: A compressed module begins with "Attribute VB_Name"; its first eight letters always stand uncompressed.
_START = re.compile(rb"\x01..\x00Attribut", re.DOTALL)
_VERSION = re.compile(r'XLWINGS_VERSION As String = "([^"]+)"')


def xlwings_version(project: bytes) -> str:
    """The version of the module `xlwings` in the project; "" where it has none."""
    text = module_text(project, "xlwings")
    match = _VERSION.search(text)
    return match[1] if match else ""


def module_text(project: bytes, name: str) -> str:
    """The source of a module; "" for a module that is not there and for bytes that are no VBA project."""
    try:
        stream = _stream(project, name)
        match = _START.search(stream)
        return _decompress(stream, match.start()).decode("latin-1") if match else ""
    except (IndexError, ValueError):  # cut short or never a compound file
        return ""


def _stream(data: bytes, name: str) -> bytes:
    if data[:8] != _SIGNATURE:
        return b""
    size = 1 << _number(data, 30, 2)
    fat: list[int] = []
    for entry in range(109):
        sector = _number(data, 76 + 4 * entry, 4)
        if sector < _END:
            block = _sector(data, sector, size)
            fat += [_number(block, at, 4) for at in range(0, len(block) - 3, 4)]
    folder = _chain(data, fat, _number(data, 48, 4), size)
    for at in range(0, len(folder) - 127, 128):
        entry_name = folder[at : at + max(_number(folder, at + 64, 2) - 2, 0)].decode("utf-16-le", "replace")
        if entry_name.casefold() == name.casefold() and folder[at + 66] == 2:
            return _chain(data, fat, _number(folder, at + 116, 4), size)[: _number(folder, at + 120, 4)]
    return b""


def _chain(data: bytes, fat: list[int], sector: int, size: int) -> bytes:
    parts: list[bytes] = []
    while sector < _END and len(parts) <= len(fat):
        parts.append(_sector(data, sector, size))
        sector = fat[sector]
    return b"".join(parts)


def _sector(data: bytes, number: int, size: int) -> bytes:
    return data[(number + 1) * size : (number + 2) * size]


def _number(data: bytes, at: int, length: int) -> int:
    if len(data) < at + length:
        raise ValueError("too short")
    return int.from_bytes(data[at : at + length], "little")


def _decompress(data: bytes, start: int) -> bytes:
    out = bytearray()
    at = start + 1
    while at + 2 <= len(data):
        header = _number(data, at, 2)
        if header >> 12 & 7 != 3:
            break
        end = min(at + (header & 0xFFF) + 3, len(data))
        if header & 0x8000:
            _chunk(data, at + 2, end, out)
        else:
            out += data[at + 2 : end]
        at = end
    return bytes(out)


def _chunk(data: bytes, at: int, end: int, out: bytearray) -> None:
    begin = len(out)
    while at < end:
        flags, at = data[at], at + 1
        for bit in range(8):
            if at >= end:
                return
            if not flags >> bit & 1:
                out.append(data[at])
                at += 1
                continue
            token, at = _number(data, at, 2), at + 2
            bits = max((len(out) - begin - 1).bit_length(), 4)
            length = (token & (0xFFFF >> bits)) + 3
            source = len(out) - (token >> (16 - bits)) - 1
            for offset in range(length):
                out.append(out[source + offset])
