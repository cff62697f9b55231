"""A returned form as sheets of cells, whichever program saved it: .xlsx by the XML of its sheets, .ods likewise.

Sparse: a stray cell in the last row costs nothing. Formulas, Excel errors, % formats and merged cells are told.
"""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from ..errors import InputError
from ..workbook.package import Package, column_number, parse_range, unescape
from ..workbook.patch_styles import Shows, shows_of
from ..workbook.tables import VERSION_NAME
from ..workbook.values import ErrorValue, Formula, Value, normalise
from .outside import named_by_content, named_by_streams, refuse_archive, saved_inside
from .refusal import FormRefused, refused

#: A form unpacks to about 100 KB; one with pictures pasted into it to a few MB.
MAX_UNPACKED = 60 << 20
MAX_CELLS = 200_000
_EPOCHS = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}
_LAST_SERIAL = 2_958_465  # 31/12/9999

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
Area = tuple[int, int, int, int]
_column = lru_cache(maxsize=1024)(column_number)


@dataclass
class Sheet:
    """`cells[row, column]`, both from 1, hold values; `merged` are areas (left, top, right, bottom)."""

    name: str
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    percent: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)


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
    names = package.zip.NameToInfo
    size = sum(info.file_size for info in package.zip.infolist())
    if size > MAX_UNPACKED:
        raise FormRefused("too_large", size=f"{size >> 20} MB")
    for name in names:
        if name.endswith((".xml", ".rels")):
            package.read(name)  # what is hostile anywhere is refused, read later or not
    if "mimetype" in names and package.read("mimetype").startswith(_ODS):
        from .grid_ods import read_ods

        return read_ods(package)
    if any(name.startswith("word/") for name in names):
        raise FormRefused("form_word")
    refuse_archive(package)
    types = package.read("[Content_Types].xml")
    if any(name.lower().endswith("vbaproject.bin") for name in names) or b"macroEnabled" in types:
        raise FormRefused("form_master" if package.constant(VERSION_NAME) else "form_macros")
    if any(name.startswith("xl/externalLinks/") and name.endswith(".xml") for name in names):
        raise FormRefused("form_links")
    return _read_xlsx(package)


def _read_xlsx(package: Package) -> list[Sheet]:
    targets = dict(package.targets(package.workbook_part).values())
    shared = _shared(package, targets.get("sharedStrings"))
    styles = _styles(package.read(targets["styles"])) if "styles" in targets else ()
    date1904 = b'date1904="1"' in package.read(package.workbook_part)
    sheets = []
    room = MAX_CELLS
    for place in package.sheets:
        sheet = Sheet(place.name)
        _fill(sheet, package.tree(place.part), shared, styles, date1904, room)
        room -= len(sheet.cells)
        sheets.append(sheet)
    return sheets


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _shared(package: Package, part: str | None) -> list[str]:
    if part is None:
        return []
    return [_text(item) for item in package.tree(part)]


def _text(item: ElementTree.Element) -> str:
    """The text of a <si> or <is>: its runs, without phonetic help."""
    parts = []
    for child in item:
        kind = _local(child.tag)
        if kind == "t":
            parts.append(child.text or "")
        elif kind == "r":
            parts += [grand.text or "" for grand in child if _local(grand.tag) == "t"]
    return unescape("".join(parts))


@lru_cache(maxsize=64)
def _styles(xml: bytes) -> tuple[Shows, ...]:
    """What each cell format shows; forms that one program saved share their styles."""
    root = ElementTree.fromstring(xml)
    codes: dict[str, str] = {}
    shows: list[Shows] = []
    for element in root:
        kind = _local(element.tag)
        if kind == "numFmts":
            codes = {e.get("numFmtId", ""): html.unescape(e.get("formatCode", "")) for e in element}
        elif kind == "cellXfs":
            for xf in element:
                number = xf.get("numFmtId", "0")
                shows.append(shows_of(codes.get(number, ""), int(number)))
    return tuple(shows)


def _fill(
    sheet: Sheet, root: ElementTree.Element, shared: list[str], styles: tuple[Shows, ...], date1904: bool, room: int
) -> None:
    for element in root:
        kind = _local(element.tag)
        if kind == "mergeCells":
            areas = (parse_range(cell.get("ref", "")) for cell in element)
            sheet.merged += [area for area in areas if area is not None]
        if kind != "sheetData":
            continue
        number = 0
        for row in element:
            number = int(row.get("r") or number + 1)
            column = 0
            for cell in row:
                ref = cell.get("r")
                column = _column(ref.rstrip("0123456789")) if ref else column + 1
                if len(cell) == 0:
                    continue
                _put(sheet, (number, column), cell, shared, styles, date1904)
            if len(sheet.cells) > room:
                raise FormRefused("too_large", size=f"{len(sheet.cells)} ô")


def _put(
    sheet: Sheet,
    at: tuple[int, int],
    cell: ElementTree.Element,
    shared: list[str],
    styles: tuple[Shows, ...],
    date1904: bool,
) -> None:
    kind, text, formula = cell.get("t", "n"), None, None
    for child in cell:
        tag = _local(child.tag)
        if tag == "v":
            text = child.text
        elif tag == "is":
            text = _text(child)
        elif tag == "f":
            formula = "=" + (child.text or "")
    value: Value = None
    if text is not None and kind == "n":
        style = int(cell.get("s", "0"))
        shows = styles[style] if style < len(styles) else Shows.OTHER
        value = _number(float(text), shows, date1904)
        if shows is Shows.PERCENT:
            sheet.percent.add(at)
    elif text is not None:
        value = _of_type(kind, text, shared)
    if formula is not None:
        value = Formula(formula, value)
    if value is not None:
        sheet.cells[at] = value


def _of_type(kind: str, text: str, shared: list[str]) -> Value:
    """The value of a cell that is no number."""
    if kind == "s":
        return shared[int(text)] or None
    if kind == "b":
        return text.strip() == "1"
    if kind == "e":
        return ErrorValue(text.strip())
    if kind == "d":
        return normalise(dt.datetime.fromisoformat(text.strip().removesuffix("Z")))
    return unescape(text) or None


def _number(number: float, shows: Shows, date1904: bool) -> Value:
    if shows is Shows.DATE and 0 <= number <= _LAST_SERIAL:
        if number < 1:
            return (dt.datetime.min + dt.timedelta(days=number)).time()
        days = number + (1 if number < 60 and not date1904 else 0)
        moment = _EPOCHS[date1904] + dt.timedelta(days=days)
        return normalise((moment + dt.timedelta(microseconds=500)).replace(microsecond=0))
    return normalise(number)
