"""A returned form as sheets of cells, whichever program saved it: .xlsx by the XML of its sheets, .ods likewise.

Sparse: a stray cell in the last row costs nothing.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from xml.etree import ElementTree

from ..errors import InputError
from ..office_file import part_key
from ..workbook.cells import CellReader, Sheet
from ..workbook.package import CONTENT_TYPES, Package
from ..workbook.tables import VERSION_NAME
from .outside import named_by_content, named_by_streams, refuse_others, saved_inside
from .refusal import FormRefused, refused

#: A form unpacks to about 100 KB; one with pictures pasted into it to a few MB.
MAX_UNPACKED = 60 << 20
MAX_CELLS = 200_000
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def read_grid(path: Path) -> tuple[list[Sheet], dt.datetime | None]:
    """The sheets of a .xlsx or .ods in their order, and when it was saved, where it tells (`saved_inside`).

    Raises FormRefused for anything else, and what is hostile.
    """
    try:
        package = Package(path)
    except InputError as error:
        if error.key == "not_a_workbook":
            raise named_by_content(path.read_bytes()[:4096]) from error
        if error.key == "old_xls":
            raise named_by_streams(path.read_bytes()) from error
        raise refused(error) from error
    try:
        return _read(package), saved_inside(package)
    except InputError as error:
        raise refused(error) from error
    except (ElementTree.ParseError, ValueError, IndexError, KeyError, RecursionError, OverflowError) as error:
        raise FormRefused("truncated") from error


def _read(package: Package) -> list[Sheet]:
    parts = package.parts
    size = sum(info.file_size for info in package.zip.infolist())
    if size > MAX_UNPACKED:
        raise FormRefused("too_large", size=f"{size >> 20} MB")
    for part in parts:
        if part.endswith((".xml", ".rels")):
            package.read(part)  # what is hostile anywhere is refused, read later or not
    if "mimetype" in parts and package.read("mimetype").startswith(_ODS):
        from .grid_ods import read_ods

        return read_ods(package, MAX_CELLS)
    refuse_others(package)
    if _has_macros(package):
        raise FormRefused("form_master" if package.constant(VERSION_NAME) else "form_macros")
    if any(part.startswith("xl/externallinks/") and part.endswith(".xml") for part in parts):
        raise FormRefused("form_links")
    return _read_xlsx(package)


def _read_xlsx(package: Package) -> list[Sheet]:
    reader, room = CellReader(package), MAX_CELLS
    sheets = []
    for place in package.sheets:
        sheets.append(reader.read(place.name, place.part, room))
        room -= len(sheets[-1].cells)
    return sheets


def _has_macros(package: Package) -> bool:
    """A part of macros, or a workbook that says it may have some; a type that no part of the file is of is nothing."""
    main = part_key(package.workbook_part)
    types = package.tree(CONTENT_TYPES)
    named = {part_key(e.get("PartName", "")): e.get("ContentType", "") for e in types if e.get("PartName")}
    by_ending = {e.get("Extension", "").casefold(): e.get("ContentType", "") for e in types if e.get("Extension")}
    for part in package.parts:
        kind = named.get(part) or by_ending.get(part.rpartition(".")[2], "")
        if part.endswith("vbaproject.bin") or "vbaproject" in kind.lower():
            return True
        if part == main and "macroenabled" in kind.lower():
            return True
    return False
