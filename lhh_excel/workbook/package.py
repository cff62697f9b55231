"""An .xlsx/.xlsm as a zip of parts: its sheets and tables, by the relationships between the parts.

Only the standard library; no XML entity is ever resolved.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from xml.etree import ElementTree
from xml.parsers import expat

from .. import office_file
from ..errors import InputError
from ..plain import lazy, pattern, record
from .addresses import MAX_ROWS, Area, parse_range
from .tables import BY_NAME
from .values import NO_SIGN, whole

T = TypeVar("T")

#: Cells of one table (a table over whole columns has a million rows, most of them blank).
MAX_TABLE = 30_000_000

#: Excel takes table names of any case for the same; so do we.
_OURS = {name.casefold(): name for name in BY_NAME}


@record
class Sheet:
    name: str
    part: str
    hidden: bool = False


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

    @property
    def rows(self) -> range:
        """The rows of its records, blank or not."""
        return range(self.first_row + self.header_rows, self.last_row - self.total_rows + 1)

    @property
    def area(self) -> Area:
        return self.first_column, self.first_row, self.last_column, self.last_row


class Package:
    """The parts of one workbook in memory, checked on opening: of a file, or of the bytes of one that is called `name`.

    Raises InputError (exit code 3) with a key that says what the file is instead.
    """

    def __init__(self, source: Path | bytes, name: str = "") -> None:
        self.file = name if isinstance(source, bytes) else source.name
        self.data = source if isinstance(source, bytes) else office_file.read_bytes(source, office_file.WORKBOOK)
        self.zip = office_file.open_zip(self.data, office_file.WORKBOOK, self.file)
        #: Every part's name as all spellings have it (`office_file.part_key`) -> as this zip spells it.
        self.parts = {office_file.part_key(name): name for name in self.zip.namelist()}
        self._mended: dict[str, bytes] = {}
        self._targets: dict[str, dict[str, tuple[str, str]]] = {}

    def find(self, part: str) -> str:
        """The part's name as the zip spells it; "" where there is no such part."""
        return self.parts.get(office_file.part_key(part), "")

    def read(self, part: str) -> bytes:
        """The part's bytes; refuses XML with a document type (entities, external references)."""
        if part in self._mended:
            return self._mended[part]
        data = office_file.read_part(self.zip, self.find(part) or part, self.file)
        office_file.refuse_types(data, part, self.file)
        return data

    def parsed(self, part: str, parse: Callable[[bytes], T]) -> T:
        """What `parse` makes of the part. Where it fails on signs that XML does not allow, it gets the part with
        Excel's escapes in their place; from then on that is what the part holds.

        Raises InputError("truncated") where that does not help either.
        """
        try:
            return parse(self.read(part))
        except _BROKEN:
            try:
                self._mended[part] = _with_allowed_signs(self.read(part))
                return parse(self._mended[part])
            except _BROKEN as error:
                raise InputError("truncated", file=self.file) from error

    def tree(self, part: str) -> ElementTree.Element:
        return self.parsed(part, ElementTree.fromstring)

    def rels_of(self, part: str) -> str:
        """The name of the part that holds the part's relationships, whether or not it is there."""
        folder, _, name = part.replace("\\", "/").rpartition("/")
        rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        return self.find(rels) or rels

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id -> (type's last word, the part's name as the zip spells it), of internal relationships."""
        if part in self._targets:
            return self._targets[part]
        rels = self.rels_of(part)
        folder = part.replace("\\", "/").rpartition("/")[0]
        found = self._targets[part] = {}
        for rel in self.tree(rels) if self.find(rels) else ():
            if rel.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, rel.get("Target", "").replace("\\", "/")))
            found[rel.get("Id", "")] = (rel.get("Type", "").rsplit("/", 1)[-1], self.find(target) or target[1:])
        return found

    def related(self, kind: str) -> str:
        """The workbook's part of that kind ("styles", "sharedStrings", "calcChain"); "" where it has none."""
        return next((part for found, part in self.targets(self.workbook_part).values() if found == kind), "")

    @lazy
    def workbook_part(self) -> str:
        for kind, target in self.targets("").values():
            if kind == "officeDocument":
                key = office_file.part_key(target)
                if key.endswith(".xml") and key in self.parts and not key.startswith("word/"):
                    return target
                break
        raise InputError("not_a_workbook", file=self.file)

    @lazy
    def _workbook(self) -> ElementTree.Element:
        return self.tree(self.workbook_part)

    @lazy
    def date1904(self) -> bool:
        """Whether days are counted from 1904, in whichever way the file says yes."""
        properties = (e for e in self._workbook if e.tag.endswith("}workbookPr"))
        return any(e.get("date1904", "").strip().lower() in TRUE for e in properties)

    @lazy
    def sheets(self) -> list[Sheet]:
        """The worksheets in their order (chart sheets and macro sheets left out)."""
        targets = self.targets(self.workbook_part)
        found = []
        for element in self._workbook.iter():
            if not element.tag.endswith("}sheet"):
                continue
            rel = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            kind, part = targets.get(rel, ("", ""))
            if kind == "worksheet":
                found.append(Sheet(element.get("name", ""), part, element.get("state", "visible") != "visible"))
        return found

    def constant(self, name: str) -> str:
        """The text of a defined name that is a constant (LHH_PhienBan = 1); "" where there is none."""
        for element in self._workbook.iter():
            if element.tag.endswith("}definedName") and element.get("name", "").casefold() == name.casefold():
                return (element.text or "").lstrip("=").strip().strip('"')
        return ""

    @lazy
    def tables(self) -> list[TablePart]:
        """All ListObjects of all sheets."""
        found = []
        for sheet in self.sheets:
            for kind, part in self.targets(sheet.part).values():
                if kind == "table" and (table := self._table(sheet, part)):
                    found.append(table)
        return found

    def table(self, name: str) -> TablePart | None:
        """The table of that name, in whichever case."""
        return next((table for table in self.tables if table.name.casefold() == name.casefold()), None)

    def needed(self, name: str) -> TablePart:
        """The same. Raises InputError("table_needed") where there is none."""
        if (found := self.table(name)) is None:
            raise InputError("table_needed", file=self.file, tables=name)
        return found

    def beside(self, table: TablePart) -> list[Area]:
        """The areas of the other tables of its sheet."""
        return [other.area for other in self.tables if other.sheet == table.sheet and other.part != table.part]

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


#: An attribute that says yes: xsd:boolean, and the older words of Office.
TRUE = frozenset({"1", "true", "on"})
#: What parsers raise for a part that is no sound XML, also for an encoding that expat cannot read.
_BROKEN = (ElementTree.ParseError, expat.ExpatError, SyntaxError, ValueError, LookupError)
_DECLARATION = pattern("\ufeff?<\\?xml[^>]*>\\s*")
_ENCODING = pattern(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']""")
_REFERENCE = pattern(r"&#(?:x([0-9A-Fa-f]+)|(\d+));")


def _with_allowed_signs(data: bytes) -> bytes:
    """The XML in UTF-8, its control signs written as Excel writes them, _x0001_; half of a sign is U+FFFD."""
    named = _ENCODING.match(data)
    if named and named[1].lower() not in (b"utf-8", b"utf8"):
        raise LookupError(named[1])
    text = data.decode("utf-16" if b"\0" in data[:4] else "utf-8", "replace")
    text = NO_SIGN.sub(lambda match: _escaped(match[0]), _DECLARATION.sub("", text, count=1))
    return _REFERENCE.sub(_allowed_reference, text).encode()


def _allowed_reference(match: re.Match[str]) -> str:
    number = int(match[1], 16) if match[1] else int(match[2])
    sign = chr(number) if number <= 0x10FFFF else "\ufffe"
    return _escaped(sign) if NO_SIGN.match(sign) else match[0]


def _escaped(sign: str) -> str:
    return "\ufffd" if "\ud800" <= sign <= "\udfff" else f"_x{ord(sign):04X}_"


_ESCAPED = pattern(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Excel's _x000a_ escapes undone; they count in UTF-16, so two of them may be one sign."""
    return whole(_ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)) if "_x" in text else text
