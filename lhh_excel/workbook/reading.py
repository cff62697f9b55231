"""Opening a master workbook headless: `open_book(path)`.

Two readers give the same values (one suite of tests runs over both): the fast one (calamine, with formulas and error
cells found in the sheets' XML) serves every click; the reference one (openpyxl) serves where the fast one may not.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from pathlib import Path
from xml.parsers import expat

from ..errors import InputError
from .assemble import RawTable, assemble, column_letter, looks_like_ours
from .book import Book, StructureFault
from .package import Package, TablePart, column_number, parse_range
from .reference import ReferenceReader
from .tables import BY_NAME, SCHEMA_VERSION, VERSION_NAME

#: Cells of a sheet's bounding box past which the fast reader would need too much memory (70 bytes each).
DENSE_LIMIT = 6_000_000

#: A cell that does not begin with an address up to Z99999, then up to Z229999: within them, the limit holds.
_FAR = re.compile(rb'<c(?! r="[A-Z]\d{1,5}")')
_FARTHER = re.compile(rb'<c(?! r="[A-Z](?:\d{1,5}|1\d{5}|2[0-2]\d{4})")')
_PREFIXED = re.compile(rb":c[\s/>]")
_CELL = re.compile(rb"[<:]c[\s/>]")
_ADDRESS = re.compile(rb' r="([A-Z]+)(\d+)"')
#: Numbers far below any date: where such a cell has a date's format, calamine stops with a panic instead of an error.
_FAR_BELOW = re.compile(rb"-(?:\d{11}|[\d.]+[eE]\+?\d)")
#: What the readers read besides the sheets: by relationship, or by the usual name whether or not one points there.
_SHARED_KINDS, _SHARED_PARTS = ("sharedStrings", "styles"), ("xl/sharedstrings.xml", "xl/styles.xml")
#: Comments, character data and instructions, of which calamine reads a value's first piece only, and character
#: references in a value, which it takes for nothing. Each behind signs that are found quickly, and so looked for first.
_UNUSUAL = (((b"!",), re.compile(rb"<!")), ((b"?",), re.compile(rb"<\?")), ((b"#", b"&#"), re.compile(rb"v>[^<&]*&#")))
_MERGED = re.compile(rb'mergeCell ref="([A-Z]+\d+:[A-Z]+\d+)"')


def open_book(
    path: str | Path,
    *,
    as_of: dt.date | None = None,
    period: str | None = None,
    reader: str = "fast",
) -> Book:
    """The workbook at `path` as a Book; the file is not changed.

    `reader` is "fast" or "reference". Raises InputError when the file cannot be read or holds no table of ours.
    """
    path = Path(path)
    package = Package(path)
    ours = [table for table in package.tables if table.name in BY_NAME]
    sheets = [sheet.name for sheet in package.sheets]
    if not ours and not looks_like_ours(sheets):
        raise InputError("not_ours", file=path.name)
    version = package.constant(VERSION_NAME)
    if version.isdecimal() and int(version) > SCHEMA_VERSION:
        raise InputError("newer_schema", file=path.name)
    shared = {part for kind, part in package.targets(package.workbook_part).values() if kind in _SHARED_KINDS}
    for part in shared | {name for name in package.zip.NameToInfo if name.casefold() in _SHARED_PARTS}:
        package.read(part)  # refused here if hostile: the readers read it again by themselves
    areas = {table.sheet.part: package.read(table.sheet.part) for table in package.tables}
    raw_tables: list[RawTable] = []
    by_sheet: dict[str, list[TablePart]] = {}
    for table in package.tables:
        by_sheet.setdefault(table.sheet.part, []).append(table)
    with contextlib.closing(ReferenceReader(package)) as slow:
        for part, tables in by_sheet.items():
            if any(table.name in BY_NAME for table in tables):
                raw_tables += _read_sheet(package, tables, areas[part], slow, fast=reader == "fast")
            else:
                raw_tables += [_headers_only(table) for table in tables]
    return assemble(str(path), raw_tables, sheets, as_of=as_of, period=period)


def _headers_only(table: TablePart) -> RawTable:
    return RawTable(table.name, table.sheet.name, table.first_row, table.first_column, list(table.headers), [], [])


def _read_sheet(
    package: Package, tables: list[TablePart], xml: bytes, slow: ReferenceReader, *, fast: bool
) -> list[RawTable]:
    raw_tables = None
    if fast and not _too_sparse(xml) and not _far_below(xml) and not _unusual(xml):
        from .fast import read_tables

        try:
            raw_tables = read_tables(package, tables, xml)
        except InputError:  # what it does not take is not yet broken
            if not _well_formed(xml):
                raise
    if raw_tables is None:
        raw_tables = slow.read_tables(tables)
    for raw, table in zip(raw_tables, tables, strict=True):
        raw.faults += _merged_inside(xml, table)
    return raw_tables


def _well_formed(xml: bytes) -> bool:
    """Whether the slow reader may come to the end of it."""
    try:
        expat.ParserCreate(None, "}").Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError):  # also an encoding that expat cannot read
        return False
    return True


def _too_sparse(xml: bytes) -> bool:
    """One stray cell in XFD1048576 makes the bounding box too large for a dense reader.

    Cells that do not begin with their address (no program of an office writes them so) may stand anywhere.
    """
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if end < 0:
        return True
    far = _FAR.search(xml, start, end)  # in simple steps: this looks at every cell of every click
    far = far and _FARTHER.search(xml, far.start(), end)
    if not far and not _PREFIXED.search(xml, start, end):
        return False
    cells = xml[start:end]
    if len(_CELL.findall(cells)) != cells.count(b'<c r="') + cells.count(b':c r="'):
        return True
    found = set(_ADDRESS.findall(cells))
    rows = max((int(row) for _, row in found), default=0)
    return rows * max((column_number(letters.decode()) for letters, _ in found), default=0) > DENSE_LIMIT


def _unusual(xml: bytes) -> bool:
    """Among the cells stands what no program of an office writes there, and the fast reader would lose."""
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    return any(
        all(xml.find(sign, start, end) >= 0 for sign in signs) and mark.search(xml, start, end)
        for signs, mark in _UNUSUAL
    )


def _far_below(xml: bytes) -> bool:
    """A value begins with such a number; found by its sign, which is rarer than the beginning of a value."""
    before = (xml[max(0, found.start() - 64) : found.start()].rstrip() for found in _FAR_BELOW.finditer(xml))
    return any(not text or text.endswith(b">") for text in before)


def _merged_inside(xml: bytes, table: TablePart) -> list[StructureFault]:
    faults = []
    for match in _MERGED.finditer(xml):
        area = parse_range(match[1].decode())
        if area is None:
            continue
        left, top, right, bottom = area
        if (
            left <= table.last_column
            and right >= table.first_column
            and top <= table.last_row
            and bottom >= table.first_row
        ):
            at = f"{column_letter(left)}{top}"
            faults.append(StructureFault("merged_cells", table.sheet.name, at, value=match[1].decode()))
    return faults
