"""The sheets of an OpenDocument spreadsheet (.ods), as LibreOffice saves a form.

Source: OASIS OpenDocument 1.3, part 3: 9.1 (tables), 19.385 (office:value-type), 19.642 (table:formula).
"""

from __future__ import annotations

import datetime as dt
from xml.etree.ElementTree import Element

from ..workbook.cells import Sheet
from ..workbook.package import Package
from ..workbook.values import ErrorValue, Formula, Value, normalise
from .refusal import FormRefused

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
#: The same value in so many cells is a fill to the sheet's end, not somebody's typing.
MAX_REPEAT = 200


def read_ods(package: Package, room: int) -> list[Sheet]:
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
