"""The workbooks that a run over many offices writes: the summary of a batch, the figures of the level above with the
cells that every number comes from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..figures.figure import Figure
from ..figures.provenance import provenance_rows
from ..figures.wording import plain_value
from ..list_book import ListBook
from ..messages import fleet as words
from ..plain import shortened
from ..workbook.addresses import column_letter
from ..workbook.declarations import Indicator
from ..workbook.records import proper_code
from ..workbook.values import MAX_TEXT
from .running import FileResult
from .union import Common, ReadResult, Union

# --- plain lists: texts, numbers, dates, sums and numbers that lead to where they come from --------------------------

_CREATED = dt.date(2020, 3, 5)  # the decree took effect; no clock
_TOTALS: dict[str, dict[str, Any]] = {
    "total_text": {"border": 1, "bold": True, "num_format": "@", "text_wrap": True},
    "total": {"border": 1, "bold": True, "num_format": "#,##0.######"},
    "total_whole": {"border": 1, "bold": True, "num_format": "#,##0"},
}
TITLE_ROW, HEAD_ROW = 0, 2  # counted from 0
_HEAD_HEIGHT, _LINE_HEIGHT, _TALLEST = 48.0, 15.0, 150.0  # points; a long list of cells need not show whole


@dataclass(frozen=True)
class Sum:
    """A formula with the value it gives now, so that a reader that computes nothing shows it too."""

    formula: str
    value: Decimal | int | None


@dataclass(frozen=True)
class Linked:
    """A number that leads to where it comes from: `target` such as "'Nguồn số liệu'!A7"."""

    value: Decimal
    target: str


#: text, number, date, nothing, a formula or a number with a link
Cell = str | int | Decimal | dt.date | None | Sum | Linked


class Workbook:
    """Sheets with a title, a head and rows; `data` gives the bytes."""

    def __init__(self, title: str) -> None:
        self._title, self._made = title, ListBook(title, _CREATED, _TOTALS)

    def add(
        self,
        name: str,
        heads: Sequence[tuple[str, float]],
        rows: Sequence[Sequence[Cell]],
        *,
        totals: Sequence[Sequence[Cell]] = (),
        fixed: int = 2,
    ) -> None:
        """A sheet: `heads` with their widths, the rows, then `totals`; the first `fixed` columns stay in sight."""
        sheet = self._made.sheet(name, heads, head_row=HEAD_ROW, lines=len(rows), fixed=fixed)
        sheet.write_string(TITLE_ROW, 0, self._title, self._made.formats["title"])
        sheet.set_row(HEAD_ROW, _HEAD_HEIGHT)
        widths = [width for _, width in heads]
        for line, row in enumerate([*rows, *totals], HEAD_ROW + 1):
            lines = max((_lines(cell, width) for cell, width in zip(row, widths, strict=False)), default=1)
            sheet.set_row(line, min(_LINE_HEIGHT * lines, _TALLEST))
            for column, cell in enumerate(row):
                self._write(sheet, line, column, cell, bold=line > HEAD_ROW + len(rows))

    def _write(self, sheet: Any, line: int, column: int, cell: Cell, *, bold: bool) -> None:
        formats = self._made.formats
        if isinstance(cell, Sum):
            value = 0 if cell.value is None else plain_value(cell.value)
            self._made.write_computed(sheet, line, column, cell.formula, "total" if bold else "number", value)
        elif isinstance(cell, Linked):
            sheet.write_url(line, column, f"internal:{cell.target}", formats["number"], string=" ")
            sheet.write_number(line, column, plain_value(cell.value), _number(formats, cell.value, bold))
        elif isinstance(cell, str):
            sheet.write_string(line, column, _fitting(cell), formats["total_text" if bold else "text"])
        elif isinstance(cell, dt.date):
            sheet.write_datetime(line, column, dt.datetime(cell.year, cell.month, cell.day), formats["date"])
        elif cell is None:
            sheet.write_blank(line, column, None, formats["text"])
        else:
            sheet.write_number(line, column, plain_value(cell), _number(formats, cell, bold))

    def data(self) -> bytes:
        """The bytes; the workbook is closed."""
        return self._made.data()


def _number(formats: dict[str, Any], value: Decimal | int, bold: bool) -> Any:
    whole = value == int(value)
    return formats[("total_whole" if whole else "total") if bold else ("whole" if whole else "number")]


def _lines(cell: Cell, width: float) -> int:
    """How many lines a wrapped text takes, a little too many rather than too few."""
    if not isinstance(cell, str):
        return 1
    return sum(max(1, -(-len(line) // int(width * 0.95))) for line in cell.split("\n"))


def _fitting(text: str) -> str:
    """As much of it as a cell takes; halves of signs, which no file can hold, as "?"."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return shortened(text, MAX_TEXT)


# --- the summary of a batch: one line a workbook; what could not be done; the errors of the data ---------------------

_WIDTHS = {"number": 6, "file": 40, "agency": 44, "period": 12, "state": 18, "made": 44, "message": 50, "fix": 40}
_WIDTH = 10.0
_REPORTING = ("expected", "received", "on_time", "late", "missing")
_FINDINGS = ("error", "warning", "note")


def summary_book(results: Sequence[FileResult], do: Sequence[str]) -> bytes:
    """The workbook's bytes, the results in the order given."""
    book = Workbook(words.SUMMARY_TITLE.format(do=", ".join(do)))
    done = [result for result in results if not result.skipped]
    heads = [(head, float(_WIDTHS.get(key, _WIDTH))) for key, head in words.SUMMARY_HEADS.items()]
    book.add(words.SHEET_SUMMARY, heads, [_line(number, result) for number, result in enumerate(done, 1)])
    failed: list[list[Cell]] = [[r.name, r.exit_code, r.message, r.fix] for r in done if r.failed]
    skipped: list[list[Cell]] = [[r.name, r.message] for r in results if r.skipped]
    for name, titles, widths, rows in (
        (words.SHEET_FAILED, words.FAILED_HEADS, (6, 40, 10, 70, 60), failed),
        (words.SHEET_ERRORS, words.ERROR_HEADS, (6, 40, 44, 9, 16, 8, 70, 60), _errors(done)),
        (words.SHEET_SKIPPED, words.SKIPPED_HEADS, (6, 50, 80), skipped),
    ):
        numbered = [[number, *row] for number, row in enumerate(rows, 1)]
        book.add(name, list(zip(titles, widths, strict=True)), numbered or [[None, words.EMPTY]])
    return book.data()


def state_of(result: FileResult) -> str:
    """How it went, in a word or two."""
    if result.failed:
        return words.STATE_FAILED
    return words.STATE_ERRORS if result.exit_code else words.STATE_CLEAN


def _line(number: int, result: FileResult) -> list[Cell]:
    return [
        number,
        result.name,
        result.agency,
        result.period,
        state_of(result),
        result.exit_code,
        *(result.findings.get(key) for key in _FINDINGS),
        *(result.reporting.get(key) for key in _REPORTING),
        result.figures,
        "\n".join(result.made),
        "\n".join([result.message, *result.warnings]).strip(),
        result.fix,
    ]


def _errors(results: Sequence[FileResult]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for result in results:
        keys = ("code", "sheet", "cell", "message", "fix")
        rows += [[result.name, result.agency, *(error[key] for key in keys)] for error in result.errors]
        more = result.findings.get("error", 0) - len(result.errors)
        if more > 0:
            rows.append([result.name, result.agency, "", "", "", words.MORE_ERRORS.format(count=more), ""])
    return rows


# --- the level above: union by indicator with totals, and its sources ------------------------------------------------

_NUMBER, _UNION, _FIGURE = 6.0, 48.0, 12.0
_FIRST = HEAD_ROW + 2  # the first row of data, as Excel counts
_VALUE_COLUMN, _PERIOD_COLUMN, _INDICATOR_COLUMN = "F", "D", "E"  # of the sheet of sources


def upper_book(common: Common, files: Sequence[ReadResult], notes: Mapping[str, Sequence[str]]) -> bytes:
    """The bytes; its unions (at least one, all of one period) are added up, `files` lists those left out too,
    each with its `notes`: why it was left out, or what is doubtful."""
    unions = common.unions
    title = words.BOOK_TITLE.format(period=unions[0].period, unions=len(unions))
    book = Workbook(title)
    sources, at = _sources(common)
    heads = [(words.HEAD_NUMBER, _NUMBER), (words.HEAD_UNION, _UNION)]
    indicators = common.held
    headers = [(indicator.name, _FIGURE) for indicator in indicators]
    rows = [_indicator_row(place, union, indicators, at) for place, union in enumerate(unions, 1)]
    book.add(words.SHEET_MATRIX, [*heads, *headers], rows, totals=_totals(common))
    counted = [(head, _FIGURE) for head in common.heads.values()]
    counts = [_count_row(place, union, common, at) for place, union in enumerate(unions, 1)]
    book.add(words.SHEET_COUNTS, [*heads, *counted], counts, totals=[_count_totals(common)])
    _add_periods(book, unions, indicators, len(sources))
    widths = (_NUMBER, _UNION, 40.0, 12.0, 26.0, 12.0, 16.0, 44.0, 50.0)
    book.add(words.SHEET_SOURCES, list(zip(_SOURCE_HEADS, widths, strict=True)), sources, fixed=5)
    file_widths = (_NUMBER, 44.0, _UNION, 12.0, 12.0, 12.0, 10.0, 40.0, 70.0)
    listed = [_file_row(place, file, "\n".join(notes.get(file.file, ()))) for place, file in enumerate(files, 1)]
    book.add(words.SHEET_FILES, list(zip(words.FILE_HEADS, file_widths, strict=True)), listed)
    return book.data()


_SOURCE_HEADS = (
    words.HEAD_NUMBER,
    words.HEAD_UNION,
    words.HEAD_FILE,
    words.HEAD_PERIOD,
    words.HEAD_INDICATOR,
    words.HEAD_VALUE,
    words.HEAD_SHEET,
    words.HEAD_CELLS,
    words.HEAD_HOW,
)

#: (file, period, key) -> row of the sheet of sources
_Places = dict[tuple[str, str, str], int]


def _sources(common: Common) -> tuple[list[list[Cell]], _Places]:
    """A row for every union, period and indicator or count; more where the cells overflow one (then without value)."""
    rows: list[list[Cell]] = []
    places: _Places = {}

    def add(union: Union, period: str, figure: Figure, value: Decimal | None) -> None:
        places[union.file, period, figure.id] = _FIRST + len(rows)
        for piece, line in enumerate(provenance_rows([figure])):
            named: list[Cell] = [len(rows) + 1, union.agency, union.file, period, figure.label]
            rows.append([*named, value if piece == 0 else None, line.sheets, line.cells, figure.formula])

    names = {each.key: each.name for each in common.indicators}
    for union in common.unions:
        for period, amounts in union.amounts.items():
            for key, amount in amounts.items():
                figure = Figure(key, names[key], None, "", amount.how, amount.sources)
                add(union, period, figure, amount.value)
        for key, head in common.heads.items():
            count = union.counts[key]
            figure = Figure(key, head, None, "", words.HOW_COUNT, count.sources)
            add(union, union.period, figure, Decimal(count.value))
    return rows, places


def _link(value: Decimal, row: int) -> Linked:
    return Linked(value, f"'{words.SHEET_SOURCES}'!A{row}")


def _indicator_row(place: int, union: Union, indicators: Sequence[Indicator], at: _Places) -> list[Cell]:
    cells: list[Cell] = []
    for indicator in indicators:
        value = union.amount(indicator.key).value
        cells.append(None if value is None else _link(value, at[union.file, union.period, indicator.key]))
    return [place, union.agency, *cells]


def _count_row(place: int, union: Union, common: Common, at: _Places) -> list[Cell]:
    counts = [_link(Decimal(union.counts[key].value), at[union.file, union.period, key]) for key in common.heads]
    return [place, union.agency, *counts]


def _totals(common: Common) -> list[list[Cell]]:
    sums: list[Cell] = []
    gave: list[Cell] = []
    for place, indicator in enumerate(common.held):
        cells, total = _column(place + 2, len(common.unions)), common.total(indicator.key)
        sums.append(None if total is None else Sum(f"=SUM({cells})", total))
        gave.append(Sum(f"=COUNT({cells})", len(common.gave(indicator.key))))
    return [[None, words.TOTAL_ROW, *sums], [None, words.COUNT_ROW, *gave]]


def _count_totals(common: Common) -> list[Cell]:
    rows = len(common.unions)
    sums = [Sum(f"=SUM({_column(place + 2, rows)})", common.counted(key)) for place, key in enumerate(common.heads)]
    return [None, words.TOTAL_ROW, *sums]


def _column(index: int, rows: int) -> str:
    letter = column_letter(index + 1)
    return f"{letter}{_FIRST}:{letter}{_FIRST + rows - 1}"


def _add_periods(book: Workbook, unions: Sequence[Union], indicators: Sequence[Indicator], sources: int) -> None:
    """Every indicator in every period that any union has, as formulas over the sheet of sources.

    A code of another kind is an error of its union's data and left out: Excel takes "2025-h1" in a criterion for
    2025-H1 too, and opens no file with a text of over 255 characters in a formula.
    """
    codes = sorted({code for union in unions for code in union.amounts if proper_code(code)})
    heads = [(words.HEAD_NUMBER, _NUMBER), (words.HEAD_INDICATOR, 28.0)]
    for code in codes:
        heads += [(words.HEAD_PERIOD_TOTAL.format(period=code), _FIGURE)]
        heads += [(words.HEAD_PERIOD_COUNT.format(period=code), 16.0)]
    rows = [
        [place, indicator.name, *(cell for code in codes for cell in _period_cells(indicator, code, unions, sources))]
        for place, indicator in enumerate(indicators, 1)
    ]
    book.add(words.SHEET_PERIODS, heads, rows)


def _period_cells(indicator: Indicator, code: str, unions: Sequence[Union], sources: int) -> list[Cell]:
    amounts = [
        union.amounts[code][indicator.key].value for union in unions if indicator.key in union.amounts.get(code, ())
    ]
    values = [value for value in amounts if value is not None]
    sheet, last = words.SHEET_SOURCES, _FIRST + sources - 1

    def column(letter: str) -> str:
        return f"'{sheet}'!${letter}${_FIRST}:${letter}${last}"

    chosen = f'{column(_PERIOD_COLUMN)},"{_quoted(code)}",{column(_INDICATOR_COLUMN)},"{_quoted(indicator.name)}"'
    total = Sum(f"=SUMIFS({column(_VALUE_COLUMN)},{chosen})", sum(values, Decimal(0))) if values else None
    return [total, Sum(f'=COUNTIFS({chosen},{column(_VALUE_COLUMN)},"<>")', len(values))]


def _quoted(text: str) -> str:
    """The text as a criterion: quotes doubled, and the signs that mean any text taken as themselves."""
    for sign in "~*?":
        text = text.replace(sign, f"~{sign}")
    return "=" + text.replace('"', '""')


def _file_row(place: int, file: ReadResult, note: str) -> list[Cell]:
    union = file.union
    if union is None:
        return [place, file.file, file.agency, None, None, None, None, file.digest, note]
    dates: list[Cell] = [union.start, union.end]
    return [place, file.file, union.agency, union.period, *dates, union.errors, union.digest, note]
