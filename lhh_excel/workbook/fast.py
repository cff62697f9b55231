"""The fast reader: values by calamine, formulas, error cells and % formats from the sheet's own XML.

calamine alone turns #N/A into "" and says nothing of a formula; both stand plainly in the XML and are found there. What
it would mistake, lose or need too much memory for is seen first, and left to the other reader.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence

from ..plain import pattern
from .addresses import Area, address, column_number, parse_range
from .assemble import RawTable, may_be_percent
from .package import Package, Sheet, TablePart, unescape
from .schema import Kind
from .styles import Shows, Styles
from .tables import BY_NAME
from .unread import bands, loose_rows
from .values import ErrorValue, Formula, Value, fold, normalise

#: Cells of a sheet's bounding box past which the fast reader would need too much memory (70 bytes each).
DENSE_LIMIT = 6_000_000

#: A cell that does not begin with an address up to Z99999, then up to Z229999: within them, the limit holds.
_FAR = re.compile(rb'<c(?! r="[A-Z]\d{1,5}")')
_FARTHER = pattern(rb'<c(?! r="[A-Z](?:\d{1,5}|1\d{5}|2[0-2]\d{4})")')
_PREFIXED = pattern(rb":c[\s/>]")
_CELL = pattern(rb"[<:]c[\s/>]")
_ADDRESS = pattern(rb' r="([A-Z]{1,9})(\d{1,9})"')
#: Numbers far below any date: where such a cell has a date's format, calamine stops with a panic instead of an error.
_FAR_BELOW = re.compile(rb"-(?:\d{11}|[\d.]+[eE]\+?\d)")
#: Half of a sign that UTF-16 writes with two (or no sign at all), which calamine leaves as it is written.
_HALF = re.compile(rb"_x[dDfF][0-9A-Fa-f]{3}_")
#: Comments, character data and instructions, of which calamine reads a value's first piece only; character references
#: in a value, which it takes for nothing; attributes in other quotes than the search for errors and formulas knows;
#: days written out, which Excel's calendar may not have. Each behind signs that are found quickly, and so looked for
#: first; what is but a text finds itself in half the time of `find`.
_UNUSUAL = (
    ((b"!",), pattern(rb"<!")),
    ((b"?",), pattern(rb"<\?")),
    ((b"#", b"&#"), pattern(rb"v>[^<&]*&#")),
    ((b"'", b"='"), pattern(rb"='")),
    ((), pattern(rb' ="')),
    ((), pattern(rb'= "')),
    ((b"_", b"_x"), _HALF),
    ((), pattern(rb't="d"')),
)
_DATE1904 = re.compile(rb"""\sdate1904\s*=\s*["']([^"']*)["']""")
_MERGED = re.compile(rb'mergeCell ref="([A-Z]+\d+:[A-Z]+\d+)"')

#: The same, one by one and without prefixes: simple patterns are searched several times faster than one of all.
_HINTS = (re.compile(rb"<f"), re.compile(rb't="e"'), re.compile(rb"is>(?:\s|<r)"))
_MARK = pattern(rb'<(?:\w+:)?f[\s>/]|\st="e"|<(?:\w+:)?is>\s*<(?:\w+:)?r[\s>]')
_ERROR = pattern(rb'<[^>]*\st="e"')
_REF = pattern(rb'\sr="([A-Z]{1,9})(\d{1,9})"')
_FORMULA = pattern(rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_VALUE = pattern(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)</")
_RUN_TEXT = pattern(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</")
_PHONETIC = pattern(rb"<(?:\w+:)?rPh[\s>].*?</(?:\w+:)?rPh>", re.DOTALL)
_CELL_START = pattern(rb"<(?:\w+:)?c[\s>]")
_RARE = {dt.time, dt.timedelta}
_CELL_END = pattern(rb"</(?:\w+:)?c>")  # the nearest one: a search of the whole sheet a cell would never end


def spelt_as_by_excel(package: Package) -> bool:
    """Texts, formats and calendar stand where and as the fast reader looks for them without following the file."""
    shared, styles = package.related("sharedStrings"), package.related("styles")
    usual = (("xl/workbook.xml", package.workbook_part), ("xl/sharedStrings.xml", shared), ("xl/styles.xml", styles))
    if any(part != found and (found or package.find(part)) for part, found in usual):
        return False
    if shared and _HALF.search(package.read(shared)):
        return False
    written = _DATE1904.search(package.read(package.workbook_part))
    return written is None or written[1] in (b"0", b"1", b"false", b"true")


def read_tables(package: Package, tables: list[TablePart]) -> tuple[list[RawTable], list[Area]] | None:
    """The raw tables of one sheet, in the order given, and its merged areas; None where it holds what this reader may
    mistake."""
    sheet = tables[0].sheet
    xml = package.read(sheet.part)
    grid = _grid(package, sheet, xml)
    if grid is None:
        return None
    try:
        special = _special_cells(xml, grid)
        found = [_table(package, table, grid, special, xml) for table in tables]
        areas = [table.area for table in tables]
        found[0].loose = loose_rows(sheet.name, _loose_cells(grid, special, areas), areas)
    except (ValueError, OverflowError, _Unsure):  # also a duration of a billion days
        return None
    behind = max(0, xml.rfind(b"</sheetData>"))  # the cells
    return found, [area for match in _MERGED.finditer(xml, behind) if (area := parse_range(match[1].decode()))]


def read_cells(package: Package, sheet: Sheet, last_row: int) -> dict[tuple[int, int], Value] | None:
    """The values of a sheet without tables of ours, as far as that row; None as `read_tables`."""
    grid = _grid(package, sheet, package.read(sheet.part))
    if grid is None:
        return None
    try:
        rows = enumerate(grid[:last_row], 1)
        return {(r, c): normalise(value) for r, row in rows for c, value in enumerate(row, 1) if value != ""}
    except (ValueError, OverflowError):
        return None


def _grid(package: Package, sheet: Sheet, xml: bytes) -> list[list[Value]] | None:
    """All values from A1 on, by one calamine workbook a package, kept on it; None where they cannot be had so."""
    from python_calamine import CalamineError, CalamineWorkbook

    if _too_sparse(xml) or _far_below(xml) or _unusual(xml):
        return None
    workbook: CalamineWorkbook | None = getattr(package, "calamine", None)
    try:
        if workbook is None:
            workbook = package.calamine = CalamineWorkbook.from_filelike(io.BytesIO(package.data))  # type: ignore[attr-defined]
        return workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, OverflowError):
        return None


# --- what calamine is not to be asked --------------------------------------------------------------------------------


def _too_sparse(xml: bytes) -> bool:
    """One stray cell in XFD1048576 makes the bounding box too large for a dense reader.

    Cells that do not begin with their address (no program of an office writes them so) may stand anywhere.
    """
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if end < 0:
        return True
    far = _FAR.search(xml, start, end)  # in simple steps: this looks at every cell of every click
    far = far and _FARTHER.search(xml, far.start(), end)
    if not far and not (xml.find(b":", start, end) >= 0 and _PREFIXED.search(xml, start, end)):
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


# --- from its values to tables ---------------------------------------------------------------------------------------


def _loose_cells(
    grid: list[list[Value]], special: dict[tuple[int, int], Value], areas: list[Area]
) -> dict[tuple[int, int], Value]:
    found: dict[tuple[int, int], Value] = {}
    for first, last, free in bands(areas):
        free = [columns for columns in free if grid and columns[0] <= len(grid[0])]
        if not free:
            continue
        for r, row in enumerate(grid[first - 1 : last], first):
            for left, right in free:
                if any(row[left - 1 : right]):
                    for c, value in enumerate(row[left - 1 : right], left):
                        if value != "":
                            found[r, c] = special.get((r, c)) or normalise(value)
    return found


class _Unsure(Exception):
    """A time, a span, a day before 1900: calamine also says so of numbers that are none of them (-1, NaN)."""


def _special_cells(xml: bytes, grid: list[list[Value]]) -> dict[tuple[int, int], Value]:
    """(row, column), 1-based -> Formula, ErrorValue or rich inline text: what calamine loses, for the whole sheet."""
    found: dict[tuple[int, int], Value] = {}
    last = xml.rfind(b"</sheetData>")  # behind the cells, validations and formats hold formulas of their own
    last = len(xml) if last < 0 else last
    first = xml.find(b"<sheetData", 0, last)
    if first >= 0 and not any(hint.search(xml, first, last) for hint in _HINTS):
        return found
    import html

    at = 0
    while mark := _MARK.search(xml, at, last):
        start = _cell_start(xml, mark.start())
        if xml.endswith(b"/", start, xml.find(b">", start)):  # <c t="e"/>: nothing in it
            at = mark.end()
            continue
        closing = _CELL_END.search(xml, start, last)
        close = closing.start() if closing else xml.find(b">", mark.end() - 1)
        at = max(close, mark.end())
        ref = _REF.search(xml, start, close)
        if ref is None:
            continue
        row, column = int(ref[2]), column_number(ref[1].decode())
        cell = xml[start:close]
        cached = _VALUE.search(cell)
        error = ErrorValue(cached[1].decode().strip()) if _ERROR.match(cell) and cached else None
        formula = _FORMULA.search(cell)
        if formula is not None:
            text = "=" + html.unescape((formula[1] or b"").decode("utf-8", "replace"))
            found[row, column] = Formula(text, error or (_at(grid, row, column) if cached else None))
        elif error is not None:
            found[row, column] = error
        elif b"<is>" in cell or b":is>" in cell:  # rich text in the cell itself: calamine keeps its first run only
            texts = (text.decode("utf-8", "replace") for text in _RUN_TEXT.findall(_PHONETIC.sub(b"", cell)))
            found[row, column] = "".join(unescape(html.unescape(text)) for text in texts) or None
    return found


def _cell_start(xml: bytes, position: int) -> int:
    start = position
    while True:
        start = xml.rfind(b"<", 0, start)
        if start < 0 or _CELL_START.match(xml, start):
            return max(start, 0)


def _at(grid: list[list[Value]], row: int, column: int) -> Value:
    if row <= len(grid) and column <= len(grid[row - 1]):
        return _normalised([grid[row - 1][column - 1]])[0]
    return None


def _table(
    package: Package, table: TablePart, grid: list[list[Value]], special: dict[tuple[int, int], Value], xml: bytes
) -> RawTable:
    left, right, rows = table.first_column - 1, table.last_column, table.rows
    width = right - left
    body = grid[rows.start - 1 : rows.stop - 1]
    if body and (left, right) != (0, len(body[0])):  # the sheet's rows are as long as each other
        body = [_padded(row[left:right], width) for row in body]
    body += [[None] * width] * (len(rows) - len(body))
    columns = [_normalised(list(values)) for values in zip(*body, strict=True)] if body else [[] for _ in range(width)]
    for (row, column), value in special.items():
        if row in rows and left < column <= right:
            columns[column - 1 - left][row - rows.start] = value
    head = grid[table.first_row - 1][left:right] if table.first_row <= len(grid) else []
    raw = raw_table(table, head, columns)
    raw.percent = _percent_cells(package, raw, xml)
    return raw


def raw_table(table: TablePart, head: Sequence[Value], columns: list[list[Value]]) -> RawTable:
    """A table as it was read; `head`: what stands in the cells of its first row, as far as they are filled."""
    width = table.last_column - table.first_column + 1
    typed = zip([*(head if table.header_rows else ()), *[None] * width], table.headers[:width], strict=False)
    headers = [text if isinstance(text, str) and text else name for text, name in typed]
    return RawTable(
        table.name,
        table.sheet.name,
        table.first_row,
        table.first_column,
        headers,
        list(table.rows),
        columns,
        last_row=table.rows.stop - 1,
        bottom=table.last_row,
        hidden=table.sheet.hidden,
    )


def _padded(cells: list[Value], width: int) -> list[Value]:
    return cells if len(cells) == width else cells + [None] * (width - len(cells))


def _normalised(values: list[Value]) -> list[Value]:
    """`normalise` over a column, with the common cases in one step. Raises _Unsure."""
    kinds = set(map(type, values))
    if kinds & _RARE or (dt.datetime in kinds and any(type(v) is dt.datetime and v.year < 1900 for v in values)):
        raise _Unsure
    if kinds <= {str, dt.date}:
        return [value or None for value in values] if "" in values else values
    if kinds <= {str, int, float, dt.datetime}:  # a snapshot has a thousand cells of one moment; numbers recur, too
        made = {value: normalise(value) for value in set(values)}
        return [made[value] for value in values]
    return [None if value == "" else value if type(value) is str else normalise(value) for value in values]


def _percent_cells(package: Package, raw: RawTable, xml: bytes) -> set[tuple[int, int]]:
    """(c, r) of numbers in percent columns that may be %-formatted and are."""
    schema = BY_NAME.get(raw.name)
    if schema is None:
        return set()
    wanted = {fold(column.header) for column in schema.columns if column.kind is Kind.PERCENT}
    found: set[tuple[int, int]] = set()
    styles: Styles | None = None
    for c, header in enumerate(raw.headers):
        if fold(header) not in wanted:
            continue
        at = 0  # rows stand in their order, so one pass over the sheet finds all
        for r, value in enumerate(raw.columns[c]):
            if may_be_percent(value):
                styles = styles or Styles(package)
                at, style = _style_of(xml, address(raw.first_column + c, raw.rows[r]), at)
                if styles.of(style) is Shows.PERCENT:
                    found.add((c, r))
    return found


def _style_of(xml: bytes, ref: str, after: int) -> tuple[int, str]:
    """Where the cell stands and its style index, looked for from `after` on, then from the start."""
    mark = f' r="{ref}"'.encode()
    at = xml.find(mark, after)
    if at < 0:
        at = xml.find(mark)
    if at < 0:
        return after, "0"
    start, end = xml.rfind(b"<", 0, at), xml.find(b">", at)
    style = re.search(rb' s="(\d+)"', xml[start:end])
    return at, style[1].decode() if style else "0"
