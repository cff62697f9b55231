"""The cells of a sheet that is spelt as programs of an office spell it: cut at its signs, each content understood once.

Most cells of a workbook say what another one says, and a row is cut into its cells ten times faster than a parser
tells of them. A content that is spelt otherwise is handed to the parser (cells.py) by itself; a sheet that is, whole:
then None is returned, and nothing is guessed. What a content means is asked there too, so that there is one meaning.
Source: ECMA-376 Part 1, 18.3.1.4 (c), 18.3.1.73 (row), 18.4.8 (si).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from ..plain import pattern, record
from .addresses import Area, column_number, parse_range
from .package import unescape
from .values import NO_SIGN, Value, normalise

#: Format, type, value and formula of a cell as written; or all of it that follows the address, for the parser.
Content: TypeAlias = tuple[str | None, str, str | None, str | None] | bytes
#: Its value, and whether that is a number with a % sign.
Understand: TypeAlias = Callable[[Content], tuple[Value, bool]]

#: A part in UTF-8 whose first element bears no prefix.
_PART = rb'(?:\xef\xbb\xbf)?(?:<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="\w+")?\s*\?>\s*)?<'
_SHEET, _TEXTS = re.compile(_PART + rb"worksheet[\s>]"), re.compile(_PART + rb"sst[\s>]")
_ROWS, _ROWS_END = b"<sheetData>", b"</sheetData>"
_END = re.compile(rb"</worksheet>\s*")
_CELL = b'<c r="'
#: Rows without cells that end at once; what stands before the first cell of a row: such rows, and its own beginning.
#: (Possessive: a million blank rows are not remembered one by one, to be given back.)
_BETWEEN = re.compile(rb"\s*(?:<row(?: [^<>/]*)?/>\s*)*+")
_ROW = re.compile(_BETWEEN.pattern + rb"<row(?: [^<>/]*)?>\s*")
_ADDRESS = re.compile(rb'[A-Z]{1,3}([1-9]\d{0,6})"')
_LETTERS = re.compile(rb"[A-Z]{1,3}")
#: What follows the address of a cell: format, type; a formula; a value, nothing or a text of its own.
_CONTENT = re.compile(
    rb'(?: s="(\d+)")?(?: t="(\w+)")?(?: ?/>|>(<f(?: [^<>]*)?(?:/>|>([^<]*)</f>))?'
    rb'(?:<v>([^<]*)</v>|(<v ?/>)|<is><t( xml:space="preserve")?>([^<]*)</t></is>)?</c>)\s*'
)
#: So many contents of a workbook are handed to the parser one by one; whole sheets take it less time than more.
_STRANGE = 1_000
#: So many contents are kept to be met again (200 bytes each): where more come, they are hardly any that recur.
_KEPT = 500_000
_CELL_AGAIN = re.compile(rb"[<:]c[\s/>]")
_USUAL, _VALUE_END = re.compile(rb'(?: s="\d+")?(?: t="([ns])")?'), b"</v></c>"
_NUMBER = re.compile(rb"-?\d{1,20}(?:\.\d{1,20})?")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+\d+:[A-Z]+\d+)"')
_ITEM = re.compile(rb'<si><t( xml:space="preserve")?>([^<]*)</t></si>')
#: Blanks about a text that does not ask for them to be kept are none, as in Excel.
BLANKS = " \t\r\n"
_REFERENCE = pattern(r"&(?:(?:[a-z]+|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)?", re.ASCII)
_NAMED = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}
#: Signs that XML does not take, or takes for others.
_CONTROLS = bytes(sign for sign in range(0x20) if sign not in b"\t\n")


@record
class Grid:
    """`columns[column][row]`, both from 1, hold values; `percent` are the numbers with a % sign, (row, column)."""

    columns: dict[int, dict[int, Value]]
    percent: set[tuple[int, int]]
    merged: list[Area]


class Otherwise(Exception):
    """The sheet is spelt in another way."""


def texts_of(xml: bytes) -> list[str] | None:
    """The shared texts of a workbook; None where one of them has looks of its own, or is spelt in another way."""
    start, end = xml.find(b">", xml.find(b"<sst")) + 1, xml.rfind(b"</sst>")
    if not _TEXTS.match(xml) or end < start or b"\0" in xml:
        return None
    found = _ITEM.findall(xml, start, end)
    if not found or xml.count(b"<", start, end) != 4 * len(found):
        return None
    try:
        texts = _plain(b"\0".join([text for _, text in found]))
    except Otherwise:
        return None
    return [
        unescape(text if kept else text.strip(BLANKS)) for (kept, _), text in zip(found, texts.split("\0"), strict=True)
    ]


def _plain(text: bytes) -> str:
    """The text that is written so; NUL may stand between texts. Raises Otherwise for what a parser must say."""
    try:
        found = text.decode()
        if "]]>" in found or not (found.isprintable() or _is_sound(text)):
            raise Otherwise
        return _REFERENCE.sub(lambda match: _sign(match[0]), found) if "&" in found else found
    except ValueError as error:
        raise Otherwise from error


def _is_sound(text: bytes) -> bool:
    return len(text.translate(None, _CONTROLS)) == len(text) - text.count(b"\0") and not (
        b"\xef\xbf\xbe" in text or b"\xef\xbf\xbf" in text
    )


@lru_cache(maxsize=1_000)
def _sign(reference: str) -> str:
    """Raises ValueError for what stands for nothing, or for a sign that XML does not take."""
    name = reference[1:-1]
    base, digits = (16, name[2:]) if name.startswith("#x") else (10, name[1:])
    sign = chr(int(digits, base)) if name.startswith("#") else _NAMED.get(name, "")
    if not sign or NO_SIGN.match(sign):
        raise ValueError(reference)
    return sign


class Contents(dict[bytes, Value]):
    """What follows a cell's address in one workbook -> its value; `percent`: those whose number bears a % sign."""

    def __init__(self, texts: list[str], understand: Understand) -> None:
        self._texts, self._understand = texts, understand
        self._usual: dict[bytes, bytes] = {}  # what stands before a value -> s of a shared text, n of a plain number
        self.percent: set[bytes] = set()
        self._strange = 0

    def __missing__(self, tail: bytes) -> Value:
        if len(self) >= _KEPT:
            self.clear()
            self.percent.clear()
        look, _, rest = tail.partition(b"><v>")
        kind = self._usual.get(look) or self._kind(look)
        written = rest[: -len(_VALUE_END)] if kind and rest.endswith(_VALUE_END) else b""
        if kind == b"n" and _NUMBER.fullmatch(written):
            value = normalise(float(written))
        elif kind == b"s" and written.isdigit() and len(written) < 10 and int(written) < len(self._texts):
            value = self._texts[int(written)] or None
        else:
            value = self._told(_content(tail), tail)
        self[tail] = value
        return value

    def _kind(self, look: bytes) -> bytes:
        usual = _USUAL.fullmatch(look)
        if usual is None:
            return b""
        half = look + b"><v>0.5" + _VALUE_END
        kind = b"s" if usual[1] == b"s" else b"n" if self._understand(_content(half)) == (0.5, False) else b"-"
        self._usual[look] = kind
        return kind

    def _told(self, content: Content, tail: bytes) -> Value:
        self._strange += isinstance(content, bytes)
        if self._strange > _STRANGE:
            raise Otherwise
        value, percent = self._understand(content)
        if percent:
            self.percent.add(tail)
        return value


def _content(tail: bytes) -> Content:
    match = _CONTENT.fullmatch(tail)
    if match is None:
        if _CELL_AGAIN.search(tail):  # without its address, or with a prefix
            raise Otherwise
        return tail
    style, kind, has_formula, formula, value, nothing, kept, text = match.groups()
    if text is not None:
        written: str | None = unescape(_plain(text) if kept else _plain(text).strip(BLANKS))
    elif value is not None:
        written = value.decode() if value.isdigit() else _plain(value)
    else:
        written = "" if nothing else None
    said = _plain(formula or b"") if has_formula else None
    return style.decode() if style else None, kind.decode() if kind else "n", written, said


def grid_of(xml: bytes, contents: Contents, room: int, last_row: int, last_column: int) -> Grid | None:
    """The values of a sheet up to that row and column; None where it is spelt in another way, or holds more than
    `room` cells."""
    start, end = xml.find(_ROWS), xml.rfind(_ROWS_END)
    whole = _SHEET.match(xml) and _END.fullmatch(xml, max(0, xml.rfind(b"</worksheet>")))
    if not whole or start < 0 or end < 0 or xml.find(b"<!", 0, start) >= 0 or b"\0" in xml:
        return None
    merged = _MERGED.findall(xml, end)
    if xml.count(b"mergeCell", end) - xml.count(b"mergeCells", end) != len(merged):
        return None
    columns: defaultdict[bytes, dict[int, Value]] = defaultdict(dict)
    percent, percents, lowest = set(), contents.percent, 0
    try:
        *rows, after = xml[start + len(_ROWS) : end].split(b"</row>")
        if not _BETWEEN.fullmatch(after):
            return None
        for row in rows:
            head, *cells = row.split(_CELL)
            first = _ADDRESS.match(cells[0]) if cells else None
            room -= len(cells)
            if not _ROW.fullmatch(head) or (cells and first is None) or room < 0:
                return None
            if first is None:
                continue
            number, behind = int(first[1]), first[1] + b'"'
            lowest = max(lowest, number)
            for cell in cells:  # in few steps: this looks at every cell of every click
                letters, _, tail = cell.partition(behind)
                value = contents[tail]
                if value is not None:
                    columns[letters][number] = value
                    if percents and tail in percents:
                        percent.add((number, letters))
    except Otherwise:
        return None
    if not all(map(_LETTERS.fullmatch, columns)):
        return None
    if lowest > last_row:
        columns.update({at: {n: value for n, value in rows.items() if n <= last_row} for at, rows in columns.items()})
    numbers = {letters: column_number(letters.decode()) for letters, rows in columns.items() if rows}
    return Grid(
        {number: columns[letters] for letters, number in numbers.items() if number <= last_column},
        {(row, numbers[letters]) for row, letters in percent if row <= last_row},
        [area for ref in merged if (area := parse_range(ref.decode()))],
    )
