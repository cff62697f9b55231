"""A file that came back as sheets of cells, whichever program saved it: .xlsx by the XML of its sheets, .ods likewise;
or what it is instead. Sparse: a stray cell in the last row costs nothing.

Source: OASIS OpenDocument 1.3, part 3: 9.1 (tables), 19.385 (office:value-type), 19.642 (table:formula).
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ..errors import InputError
from ..office_file import CONTENT_TYPES, RICH_TEXT, part_key
from ..workbook.cells import CellReader, Sheet
from ..workbook.package import Package
from ..workbook.tables import VERSION_NAME
from ..workbook.values import ErrorValue, Formula, Value, normalise
from .form import FormRefused, refused

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
        return _read_ods(package, MAX_CELLS)
    refuse_others(package)
    if _has_macros(package):
        raise FormRefused("form_master" if package.constant(VERSION_NAME) else "form_macros")
    if any(part.startswith("xl/externallinks/") and part.endswith(".xml") for part in parts):
        raise FormRefused("form_links")
    reader, room = CellReader(package), MAX_CELLS
    sheets = []
    for place in package.sheets:
        sheets.append(reader.read(place, room))
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


# --- what it is where it is no workbook of ours, and when it was saved -----------------------------------------------

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_OFFICE_PARTS = ("[content_types].xml", "mimetype", "_rels/", "xl/", "content.xml")
_HEADERS = (b"from:", b"received:", b"return-path:", b"delivered-to:", b"mime-version:", b"message-id:", b"date:")
#: Names of the streams by which an OLE file is known: a Word document, a mail of Outlook.
_OLE = (("WordDocument", "form_word"), ("__substg1.0_", "form_mail"))


def named_by_content(head: bytes) -> FormRefused:
    """The refusal of a file that is neither a zip nor an OLE file, by its first bytes."""
    if head.startswith(_PICTURES):
        return FormRefused("form_picture")
    if head.startswith(b"%PDF"):
        return FormRefused("form_pdf")
    if head.startswith(_ARCHIVES):
        return FormRefused("form_archive")
    if head.lstrip().lower().startswith(_HEADERS):
        return FormRefused("form_mail")
    text = b"\0" not in head and not head.lstrip().startswith(b"<")
    return FormRefused("form_csv" if text else "not_a_workbook")


def named_by_streams(data: bytes) -> FormRefused:
    """The refusal of an OLE file or one of rich text: an Excel file of old unless it is known to be another's."""
    if data.startswith(RICH_TEXT):
        return FormRefused("form_word")
    found = (key for name, key in _OLE if name.encode("utf-16-le") in data)
    return FormRefused(next(found, "old_xls"))


#: Parts by which a zip is known to be another program's file: how a part begins or ends, the refusal.
_OTHERS = (("word/", "", "form_word"), ("xl/workbook.bin", "", "form_xlsb"), ("", ".iwa", "form_numbers"))


def refuse_others(package: Package) -> None:
    """Raises FormRefused for a zip that is no .xlsx: another office file, or files packed together."""
    for begins, ends, key in _OTHERS:
        if any(part.startswith(begins) and part.endswith(ends) for part in package.parts):
            raise FormRefused(key)
    if package.parts and not any(part.startswith(_OFFICE_PARTS) for part in package.parts):
        raise FormRefused("form_archive")


#: Where .xlsx and .ods tell when they were made and last saved.
_TIMES = (("docProps/core.xml", "created", "modified"), ("meta.xml", "creation-date", "date"))


def saved_inside(package: Package) -> dt.datetime | None:
    """When a program last saved the file, local time, as the file itself tells; None where none has since it was made.

    Downloading, copying and unpacking give a file another time; this one stays.
    """
    for part, made_tag, saved_tag in _TIMES:
        if package.find(part):
            try:
                times = {element.tag.rpartition("}")[2]: element.text or "" for element in package.tree(part).iter()}
                made, saved = times.get(made_tag, ""), times.get(saved_tag, "")
                return _moment(saved) if saved and saved != made else None
            except (InputError, ValueError):
                return None
    return None


def _moment(text: str) -> dt.datetime:
    """ISO 8601 as local time without zone, whole seconds; a fraction of any length is left out."""
    text = text.strip()
    zone = "+00:00" if text.endswith("Z") else text[19:][-6:] if text[-6:-5] in ("+", "-") else ""
    moment = dt.datetime.fromisoformat(text[:19] + zone)
    return moment.astimezone().replace(tzinfo=None) if zone else moment


# --- .ods, as LibreOffice saves a form -------------------------------------------------------------------------------

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
#: The same value in so many cells is a fill to the sheet's end, not somebody's typing.
MAX_REPEAT = 200


def _read_ods(package: Package, room: int) -> list[Sheet]:
    """The sheets. Raises FormRefused: "encrypted", "form_macros", "too_large" for a sheet of more than `room` cells;
    ParseError, ValueError where broken.
    """
    if package.find("META-INF/manifest.xml") and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise FormRefused("encrypted")
    if any(
        part.startswith(("basic/", "scripts/")) and not part.endswith(("/", "-lc.xml", "-lb.xml"))
        for part in package.parts
    ):
        raise FormRefused("form_macros")
    root = package.tree("content.xml")
    sheets = []
    for table in root.iter(_TABLE + "table"):
        sheet = Sheet(table.get(_TABLE + "name", ""))
        _rows(sheet, table, 1, room)
        sheets.append(sheet)
    return sheets


def _rows(sheet: Sheet, parent: Element, row: int, room: int) -> int:
    """Reads the rows below an element (header rows and groups are elements of their own); the row after the last."""
    for child in parent:
        if child.tag == _TABLE + "table-row":
            repeat = int(child.get(_TABLE + "number-rows-repeated", "1"))
            found = _cells(child)
            if found and repeat <= MAX_REPEAT:
                for offset in range(repeat):
                    _put(sheet, row + offset, found)
                    if len(sheet.cells) > room:
                        raise FormRefused("too_large", size=f"{len(sheet.cells)} ô")
            row += repeat
        elif child.tag in (
            _TABLE + "table-header-rows",
            _TABLE + "table-row-group",
            _TABLE + "table-rows",
        ):
            row = _rows(sheet, child, row, room)
    return row


def _cells(row: Element) -> list[tuple[int, Element]]:
    found = []
    column = 1
    for cell in row:
        if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            continue
        repeat = int(cell.get(_TABLE + "number-columns-repeated", "1"))
        if len(cell) or len(cell.attrib) > 1:
            found += [(column + offset, cell) for offset in range(repeat if repeat <= MAX_REPEAT else 1)]
        column += repeat
    return found


def _put(sheet: Sheet, row: int, cells: list[tuple[int, Element]]) -> None:
    for column, cell in cells:
        if cell.tag == _TABLE + "covered-table-cell":
            continue
        right = int(cell.get(_TABLE + "number-columns-spanned", "1"))
        down = int(cell.get(_TABLE + "number-rows-spanned", "1"))
        if right > 1 or down > 1:
            sheet.merged.append((column, row, column + right - 1, row + down - 1))
        value = _value(cell)
        formula = cell.get(_TABLE + "formula")
        if formula is not None:
            value = Formula("=" + formula.partition(":")[2].lstrip("="), value)
        if value is None:
            continue
        if cell.get(_OFFICE + "value-type") == "percentage":
            sheet.percent.add((row, column))
        sheet.cells[row, column] = value


def _value(cell: Element) -> Value:
    kind = cell.get(_OFFICE + "value-type")
    if cell.get(_CALC + "value-type") == "error":
        return ErrorValue(_text(cell).strip() or "#N/A")
    try:
        if kind in ("float", "percentage", "currency"):
            return normalise(float(cell.get(_OFFICE + "value", "0")))
        if kind == "date":
            return normalise(dt.datetime.fromisoformat(cell.get(_OFFICE + "date-value", "")[:26]))
    except ValueError:  # a day that the calendar does not have, or no number: as it is shown
        return _text(cell) or ErrorValue("#VALUE!")
    if kind == "boolean":
        return cell.get(_OFFICE + "boolean-value") == "true"
    if kind == "time":
        return _text(cell) or None
    return cell.get(_OFFICE + "string-value") or _text(cell) or None


def _text(cell: Element) -> str:
    """The cell's paragraphs, one a line; comments (which hold paragraphs too) are not among them."""
    return "\n".join(_inline(child) for child in cell if child.tag == _TEXT + "p")


def _inline(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == _TEXT + "s":
            parts.append(" " * int(child.get(_TEXT + "c", "1")))
        elif child.tag == _TEXT + "tab":
            parts.append("\t")
        elif child.tag == _TEXT + "line-break":
            parts.append("\n")
        else:
            parts.append(_inline(child))
        parts.append(child.tail or "")
    return "".join(parts)
