"""An .xlsx/.xlsm as a zip of parts: its sheets and tables, by the relationships between the parts.

Only the standard library; no XML entity is ever resolved.
"""

from __future__ import annotations

import posixpath
import re
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

from .. import office_file
from ..errors import InputError
from ..plain import record
from .tables import BY_NAME

#: Rows of a sheet; cells of one table (a table over whole columns has a million rows, most of them blank).
MAX_ROWS, MAX_TABLE = 1_048_576, 30_000_000

#: Excel takes table names of any case for the same; so do we.
_OURS = {name.casefold(): name for name in BY_NAME}


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
        self.data = office_file.read_bytes(path, office_file.WORKBOOK)
        self.zip = office_file.open_zip(self.data, office_file.WORKBOOK, self.file)

    def read(self, part: str) -> bytes:
        """The part's bytes; refuses XML with a document type (entities, external references)."""
        data = office_file.read_part(self.zip, part, self.file)
        office_file.refuse_types(data, part, self.file)
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
