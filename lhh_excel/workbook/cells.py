"""The cells of a sheet as any program may write them: the reader of forms and workbooks.

One pass of expat, by local names: other prefixes, strict OOXML, cells without address, shared and inline texts, runs
and character references are all the same. A value that is none of its cell's type stays the text that is written
there, so that a rule tells it at its cell. A sheet that is spelt as office programs do is cut instead of parsed
(fast.py); what its cells mean is said here. Source: ECMA-376 Part 1, 18.3.1.4 (c), 18.4.8 (si), 18.17.4 (dates).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from xml.parsers import expat

from ..errors import InputError
from ..plain import field, lazy, mutable
from . import fast
from .addresses import MAX_COLUMNS, MAX_ROWS, Area, column_number, parse_range
from .fast import BLANKS, Content, Grid
from .package import TRUE, Package, unescape
from .package import Sheet as SheetPart
from .styles import Shows, Styles
from .values import ErrorValue, Formula, Value, full_second, normalise

#: Filled cells about the tables of one sheet that are read (350 bytes each): ten times a large office's.
CELL_LIMIT = 3_000_000

_FALSE = frozenset({"0", "false", "off"})
_EPOCHS = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}
_LAST_DAYS = {date1904: (dt.datetime.max - epoch).days for date1904, epoch in _EPOCHS.items()}
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_COUNTED = re.compile(r"\d{1,9}", re.ASCII)
#: Elements beside the rows that say how a cell looks or what it belongs to.
_AROUND = frozenset({"sheetProtection", "col", "mergeCell", "hyperlink"})


@mutable
class Sheet:
    """`cells[row, column]`, both from 1, hold values; `merged`, `linked` are areas (left, top, right, bottom).

    `hidden` are rows. Formats are told by `shows`, of a cell that is not there as it would be.
    """

    name: str
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    percent: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    linked: list[Area] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    protected: bool = False
    _formats: dict[tuple[int, int], str] = field(default_factory=dict)
    _row_formats: dict[int, str] = field(default_factory=dict)
    _column_formats: list[tuple[int, int, str]] = field(default_factory=list)
    _styles: Styles | None = None

    @lazy
    def _filled(self) -> dict[int, list[int]]:
        rows: dict[int, list[int]] = {}
        for row, column in self.cells:
            rows.setdefault(row, []).append(column)
        return rows

    def filled(self, row: int) -> Sequence[int]:
        """The columns that hold a value or a formula in this row."""
        return self._filled.get(row, ())

    def values(self) -> Mapping[tuple[int, int], Value]:
        return self.cells

    def shows(self, row: int, column: int) -> Shows:
        """What the number format shows that a value gets in this cell."""
        style = self._formats.get((row, column)) or self._row_formats.get(row)
        if style is None:
            style = next((s for first, last, s in self._column_formats if first <= column <= last), None)
        return Shows.OTHER if self._styles is None else self._styles.of(style)


class CellReader:
    """Reads the sheets of one package; the texts that they share are read at the first of them.

    `cuts`: whether a sheet may be cut where it is spelt so that it can be; else all are parsed.
    """

    def __init__(self, package: Package, *, cuts: bool = True) -> None:
        self._package, self._cuts = package, cuts

    @lazy
    def _values(self) -> _Values:
        package = self._package
        shared, texts = package.related("sharedStrings"), None
        if shared and self._cuts:
            texts = fast.texts_of(package.read(shared))
        if texts is None:
            texts = package.parsed(shared, lambda xml: _Texts().walk(xml)) if shared else []
        return _Values(texts, Styles(package), package.date1904)

    @lazy
    def _contents(self) -> fast.Contents:
        return fast.Contents(self._values.texts, self._understand)

    def grid(self, sheet: SheetPart, last_row: int = MAX_ROWS, last_column: int = MAX_COLUMNS) -> Grid:
        """The sheet's values and merged areas up to that row and column. Raises InputError as `read`."""
        if self._cuts:
            xml = self._package.read(sheet.part)
            found = fast.grid_of(xml, self._contents, CELL_LIMIT, last_row, last_column)
            if found is not None:
                return found
        read = self.read(sheet, CELL_LIMIT, last_row, last_column)
        columns: dict[int, dict[int, Value]] = {}
        for (row, column), value in read.cells.items():
            columns.setdefault(column, {})[row] = value
        return Grid(columns, read.percent, read.merged)

    def _understand(self, content: Content) -> tuple[Value, bool]:
        if not isinstance(content, bytes):
            return self._values.cell(*content)
        xml = b'<worksheet><sheetData><row><c r="A1"' + content + b"</row></sheetData></worksheet>"
        try:
            sheet = _Cells(Sheet(""), self._values, 1, 1, 1).walk(xml)
        except expat.ExpatError as error:
            raise fast.Otherwise from error
        return sheet.cells.get((1, 1)), bool(sheet.percent)

    def read(
        self, sheet: SheetPart, room: int = CELL_LIMIT, last_row: int = MAX_ROWS, last_column: int = MAX_COLUMNS
    ) -> Sheet:
        """The sheet's cells up to that row and column: values as `normalise` gives them, or Formula.

        Raises InputError: "too_large" for more than `room` cells, "truncated" on broken XML.
        """
        values = self._values

        def walk(xml: bytes) -> Sheet:
            return _Cells(Sheet(sheet.name, _styles=values.styles), values, room, last_row, last_column).walk(xml)

        try:
            return self._package.parsed(sheet.part, walk)
        except _TooMany as error:
            raise InputError("too_large", file=self._package.file, size=f"{room} ô") from error


class _TooMany(Exception):
    pass


# --- the walk over a part --------------------------------------------------------------------------------------------


class _Locals(dict[str, str]):
    """Tag -> its local name."""

    def __missing__(self, tag: str) -> str:
        return self.setdefault(tag, tag.rpartition(":")[2])


class _Walk:
    """`path` are the local names of the open elements; `text` takes the characters while it is a list."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.text: list[str] | None = None
        self.locals = _Locals()

    def parse(self, xml: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self.opened
        parser.EndElementHandler = self.closed
        parser.CharacterDataHandler = self._characters
        parser.Parse(xml, True)

    def _characters(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def closed(self, tag: str) -> None:
        raise NotImplementedError


class _Item:
    """The text of an <si> or <is>: its runs, without phonetic help. Blanks about a text that does not ask for them to
    be kept are none, as in Excel."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._keeps = False

    def wants(self, below: list[str], attributes: dict[str, str]) -> bool:
        """Whether the element that opens holds text; `below` is its path from the item on."""
        self._keeps = below == ["r", "t"] or attributes.get("xml:space") == "preserve"
        return below in (["t"], ["r", "t"])

    def take(self, text: str) -> None:
        self.parts.append(unescape(text if self._keeps else text.strip(BLANKS)))

    def __str__(self) -> str:
        return "".join(self.parts)


class _Texts(_Walk):
    """The shared texts, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self._found: list[str] = []
        self._item = _Item()

    def walk(self, xml: bytes) -> list[str]:
        self.parse(xml)
        return self._found

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        local = self.locals[tag]
        self.path.append(local)
        if local == "si":
            self._item = _Item()
        elif local == "t" and self._item.wants(self.path[2:], attributes):
            self.text = []

    def closed(self, tag: str) -> None:
        local = self.path.pop()
        if local == "t" and self.text is not None:
            self._item.take("".join(self.text))
            self.text = None
        elif local == "si":
            self._found.append(str(self._item))


class _Cells(_Walk):
    """<worksheet><sheetData><row><c>: the values of the cells, where they say they stand or one after another."""

    def __init__(self, sheet: Sheet, values: _Values, room: int, last_row: int, last_column: int) -> None:
        super().__init__()
        self._sheet, self._values, self._room = sheet, values, room
        self._last_row, self._last_column = last_row, last_column
        self._row = self._column = 0
        self._cell: dict[str, str] = {}
        self._written: str | None = None
        self._formula: str | None = None
        self._item = _Item()

    def walk(self, xml: bytes) -> Sheet:
        self.parse(xml)
        return self._sheet

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        local = self.locals[tag]
        self.path.append(local)
        depth = len(self.path)
        if local == "c" and depth == 4:
            match = _ADDRESS.fullmatch(attributes.get("r", ""))
            if match is None:
                self._column += 1
            else:
                self._row, self._column = int(match[2]), column_number(match[1])
            self._cell, self._written, self._formula = attributes, None, None
            if "s" in attributes:
                self._sheet._formats[self._row, self._column] = attributes["s"]
        elif depth == 5 and local in ("v", "f"):
            self.text = []
        elif depth == 5 and local == "is":
            self._item = _Item()
        elif local == "t" and depth > 5 and self.path[4] == "is" and self._item.wants(self.path[5:], attributes):
            self.text = []
        elif local == "row" and depth == 3:
            number = attributes.get("r", "")
            self._row, self._column = int(number) if _COUNTED.fullmatch(number) else self._row + 1, 0
            if len(attributes) > 1:
                self._look_of_row(attributes)
        elif depth <= 3 and local in _AROUND:
            self._around(local, attributes)

    def _look_of_row(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in TRUE:
            self._sheet.hidden.add(self._row)
        if "s" in attributes and attributes.get("customFormat") in TRUE:
            self._sheet._row_formats[self._row] = attributes["s"]

    def _around(self, local: str, attributes: dict[str, str]) -> None:
        """What stands about the rows."""
        sheet, area = self._sheet, parse_range(attributes.get("ref", ""))
        if local == "sheetProtection":
            sheet.protected = attributes.get("sheet") in TRUE
        elif local == "col" and "style" in attributes:
            bounds = (attributes.get("min", ""), attributes.get("max", ""))
            first, last = (int(text) if _COUNTED.fullmatch(text) else 0 for text in bounds)
            sheet._column_formats.append((first, last, attributes["style"]))
        elif area is not None:
            (sheet.merged if local == "mergeCell" else sheet.linked).append(area)

    def closed(self, tag: str) -> None:
        local = self.path.pop()
        if local == "c" and len(self.path) == 3:
            if (self._written is not None or self._formula is not None) and self._row <= self._last_row:
                self._put()
        elif local == "is" and len(self.path) == 4:
            self._written = str(self._item)
        elif self.text is not None:
            text, self.text = "".join(self.text), None
            if local == "v":
                self._written = text
            elif local == "f":
                self._formula = text
            else:
                self._item.take(text)

    def _put(self) -> None:
        at = self._row, self._column
        if self._column > self._last_column:
            return
        kind = self._cell.get("t", "n")
        value, percent = self._values.cell(self._cell.get("s"), kind, self._written, self._formula)
        if percent:
            self._sheet.percent.add(at)
        if value is not None:
            self._sheet.cells[at] = value
            if len(self._sheet.cells) > self._room:
                raise _TooMany


# --- the value of a cell ---------------------------------------------------------------------------------------------


class _Values:
    """What is written in a cell, as Excel would have it. `texts` are the shared ones."""

    def __init__(self, texts: list[str], styles: Styles, date1904: bool) -> None:
        self.texts, self.styles, self._date1904 = texts, styles, date1904
        self._ways: dict[str, Callable[[str, str | None], Value]] = {
            "n": self._number,
            "s": self._shared,
            "b": self._truth,
            "e": lambda text, _: ErrorValue(text.strip()) if text.strip() else None,
            "d": self._iso,
            "inlineStr": lambda text, _: text or None,
        }

    def cell(self, style: str | None, kind: str, written: str | None, formula: str | None) -> tuple[Value, bool]:
        """The value of a cell, and whether it is a number with a % sign."""
        value = None
        if written is not None:
            way = self._ways.get(kind)
            value = way(written, style) if way is not None else unescape(written) or None
        percent = type(value) in (int, float) and self.styles.of(style) is Shows.PERCENT
        return value if formula is None else Formula("=" + formula, value), percent

    def _shared(self, text: str, _style: str | None) -> Value:
        number = text.strip(BLANKS)
        if not number:
            return None
        known = _COUNTED.fullmatch(number) is not None and int(number) < len(self.texts)
        return (self.texts[int(number)] or None) if known else ErrorValue("#REF!")

    def _truth(self, text: str, _style: str | None) -> Value:
        word = text.strip(BLANKS).lower()
        return True if word in TRUE else False if word in _FALSE else text or None

    def _iso(self, text: str, _style: str | None) -> Value:
        """A date, a time or a moment in ISO 8601, its zone left out; before Excel's calendar it is a text."""
        written = re.sub(r"(?<=\d)(?:Z|[+-]\d\d:\d\d)$", "", text.strip(BLANKS))
        for read in (dt.datetime.fromisoformat, dt.time.fromisoformat):
            try:
                value = normalise(read(written))
            except ValueError:
                continue
            if not isinstance(value, dt.date) or value.year >= 1900:
                return value
        return text or None

    def _number(self, text: str, style: str | None) -> Value:
        try:
            number = normalise(float(text))
        except ValueError:
            return text if text.strip(BLANKS) else None
        if "_" in text or not text.isascii():  # what only Python takes for a number
            return text
        shows = self.styles.of(style) if type(number) in (int, float) else Shows.OTHER
        if shows is Shows.DATE or shows is Shows.TIME:
            return _moment(number, self._date1904)
        return _span(number) if shows is Shows.SPAN else number


def _moment(days: float, date1904: bool) -> Value:
    """The day, time of day or moment that Excel shows; the number where it shows ####."""
    if not 0 <= days < _LAST_DAYS[date1904] + 1:
        return days
    if days < 1:
        return full_second(dt.datetime.min + dt.timedelta(days=days)).time()
    if days < 60 and not date1904:
        days += 1  # Excel counts a 29/02/1900 that never was
    return normalise(_EPOCHS[date1904] + dt.timedelta(days=days))


def _span(days: float) -> Value:
    try:
        return dt.timedelta(days=days)
    except OverflowError:
        return days
