"""An .xlsx/.xlsm as a zip of parts, opened with suspicion: what is broken, hidden or hostile gets its sentence.

Only the standard library; nothing is extracted to disk and no XML entity is ever resolved.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

from ..errors import InputError
from ..plain import record
from .tables import BY_NAME

#: Limits far above any real master workbook (20,000 tasks unpack to about 15 MB).
MAX_FILE, MAX_PART, MAX_TOTAL, MAX_RATIO = 200 << 20, 400 << 20, 800 << 20, 250
#: Rows of a sheet; cells of one table (a table over whole columns has a million rows, most of them blank).
MAX_ROWS, MAX_TABLE = 1_048_576, 30_000_000
_RATIO_FROM = 20 << 20  # a small part may compress very well

#: Excel takes table names of any case for the same; so do we.
_OURS = {name.casefold(): name for name in BY_NAME}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@record
class Sheet:
    name: str
    part: str


@record
class TablePart:
    """One ListObject: where it stands (1-based rows and columns, header row included)."""

    name: str
    sheet: Sheet
    part: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int
    headers: tuple[str, ...]
    header_rows: int
    total_rows: int


class Package:
    """The parts of one workbook in memory, checked on opening.

    Raises InputError (exit code 3) with a key that says what the file is instead.
    """

    def __init__(self, path: Path) -> None:
        self.file = path.name
        self.data = read_bytes(path)
        self._reject_other_formats()
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(self.data))
        except Exception as error:  # zipfile and struct raise what they stumble over
            raise InputError("truncated" if self.data[:2] == b"PK" else "not_a_workbook", file=self.file) from error
        self._reject_bombs()

    def _reject_other_formats(self) -> None:
        if not self.data:
            raise InputError("empty_file", file=self.file)
        if self.data.startswith(_OLE):
            raise InputError("encrypted" if _ENCRYPTED in self.data else "old_xls", file=self.file)
        if self.data[:2] != b"PK":
            raise InputError("not_a_workbook", file=self.file)

    def _reject_bombs(self) -> None:
        infos = self.zip.infolist()
        total = sum(info.file_size for info in infos)
        for info in infos:
            ratio = info.file_size / max(info.compress_size, 1)
            if info.file_size > MAX_PART or (info.file_size > _RATIO_FROM and ratio > MAX_RATIO):
                raise InputError("too_large", file=self.file, size=f"{info.file_size >> 20} MB")
        if total > MAX_TOTAL:
            raise InputError("too_large", file=self.file, size=f"{total >> 20} MB")
        if any(info.flag_bits & 1 for info in infos):
            raise InputError("encrypted", file=self.file)

    def read(self, part: str) -> bytes:
        """The part's bytes; refuses XML with a document type (entities, external references)."""
        try:
            data = self.zip.read(part)
        except Exception as error:  # no such part, zlib, CRC, unsupported compression, a size that lied
            raise InputError("truncated", file=self.file) from error
        if _declares_a_type(data):
            raise InputError("dangerous_xml", file=self.file, part=part)
        return data

    def tree(self, part: str) -> ElementTree.Element:
        try:
            return ElementTree.fromstring(self.read(part))
        except (ElementTree.ParseError, ValueError, LookupError) as error:  # also an encoding that expat cannot read
            raise InputError("truncated", file=self.file) from error

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id -> (type's last word, absolute part name), of internal relationships."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if rels not in self.zip.NameToInfo:
            return {}
        found = {}
        for rel in self.tree(rels):
            if rel.get("TargetMode") == "External":
                continue
            target = rel.get("Target", "")
            target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[rel.get("Id", "")] = (rel.get("Type", "").rsplit("/", 1)[-1], target)
        return found

    @cached_property
    def workbook_part(self) -> str:
        for kind, target in self.targets("").values():
            if kind == "officeDocument":
                if target.endswith(".xml") and target in self.zip.NameToInfo and not target.startswith("word/"):
                    return target
                break
        raise InputError("not_a_workbook", file=self.file)

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The worksheets in their order (chart sheets and macro sheets left out)."""
        targets = self.targets(self.workbook_part)
        found = []
        for element in self.tree(self.workbook_part).iter():
            if not element.tag.endswith("}sheet"):
                continue
            rel = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            kind, part = targets.get(rel, ("", ""))
            if kind == "worksheet":
                found.append(Sheet(element.get("name", ""), part))
        return found

    def constant(self, name: str) -> str:
        """The text of a defined name that is a constant (LHH_PhienBan = 1); "" where there is none."""
        for element in self.tree(self.workbook_part).iter():
            if element.tag.endswith("}definedName") and element.get("name", "").casefold() == name.casefold():
                return (element.text or "").lstrip("=").strip().strip('"')
        return ""

    @cached_property
    def tables(self) -> list[TablePart]:
        """All ListObjects of all sheets."""
        found = []
        for sheet in self.sheets:
            for kind, part in self.targets(sheet.part).values():
                if kind == "table" and (table := self._table(sheet, part)):
                    found.append(table)
        return found

    def _table(self, sheet: Sheet, part: str) -> TablePart | None:
        root = self.tree(part)
        area = parse_range(root.get("ref", ""))
        if area is None:
            return None
        headers = tuple(
            unescape(column.get("name", "")) for column in root.iter() if column.tag.endswith("}tableColumn")
        )
        left, top, right, bottom = area
        right = min(right, left + len(headers) - 1)
        heads, totals = root.get("headerRowCount", "1"), root.get("totalsRowCount", "0")
        if not 0 < left <= right or not 0 < top <= bottom <= MAX_ROWS or {heads, totals} - {"0", "1"}:
            raise InputError("truncated", file=self.file)
        if (size := (right - left + 1) * (bottom - top + 1)) > MAX_TABLE:
            raise InputError("too_large", file=self.file, size=f"{size:,} ô".replace(",", "."))
        name = root.get("displayName") or root.get("name") or ""
        name = _OURS.get(name.casefold(), name)
        return TablePart(name, sheet, part, top, left, bottom, right, headers, int(heads), int(totals))


def read_bytes(path: Path) -> bytes:
    """The file's bytes, or an InputError that says why not."""
    try:
        if path.is_dir():
            raise InputError("is_folder", file=path.name)
        if path.stat().st_size > MAX_FILE:
            raise InputError("too_large", file=path.name, size=f"{path.stat().st_size >> 20} MB")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("not_found", file=str(path)) from error
    except (PermissionError, OSError) as error:
        raise InputError("unreadable", file=str(path)) from error


def _declares_a_type(data: bytes) -> bool:
    """A DOCTYPE anywhere, in UTF-8 or UTF-16: no Office program writes one, and a bare "<" cannot stand in text."""
    return b"<!DOCTYPE" in data or (data[:2] in (b"\xff\xfe", b"\xfe\xff") and b"<\0!\0D\0O\0C\0" in data)


_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)(?::\$?([A-Za-z]{1,3})\$?(\d+))?")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def column_number(letters: str) -> int:
    """A -> 1, AA -> 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def parse_range(text: str) -> tuple[int, int, int, int] | None:
    """ "B3:D9" -> (2, 3, 4, 9): first column, first row, last column, last row. None if it is no range."""
    match = _REF.fullmatch(text)
    if match is None:
        return None
    first, row, last, end = match.groups()
    return column_number(first), int(row), column_number(last or first), int(end or row)


def unescape(text: str) -> str:
    """Excel's _x000a_ escapes undone."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text
