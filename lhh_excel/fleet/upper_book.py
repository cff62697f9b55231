"""The workbook of the level above: union by indicator with totals, and the cells that every number comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..figures.figure import Figure
from ..figures.provenance import provenance_rows
from ..messages import fleet as words
from ..workbook.assemble import column_letter
from ..workbook.declarations import Indicator
from ..workbook.records import proper_code
from .sheets import HEAD_ROW, Cell, Linked, Sum, Workbook
from .union import Union, indicators_of

_NUMBER, _UNION, _FIGURE = 6.0, 48.0, 12.0
_FIRST = HEAD_ROW + 2  # the first row of data, as Excel counts
_VALUE_COLUMN, _PERIOD_COLUMN, _INDICATOR_COLUMN = "F", "D", "E"  # of the sheet of sources


@dataclass(frozen=True)
class FileLine:
    """One workbook that was looked at; `note` says why it was left out, or what is doubtful."""

    file: str
    agency: str
    union: Union | None
    note: str
    digest: str = ""


def upper_book(unions: Sequence[Union], files: Sequence[FileLine]) -> bytes:
    """The bytes; `unions` (at least one, all of one period) are added up, `files` lists those left out too."""
    title = words.BOOK_TITLE.format(period=unions[0].period, unions=len(unions))
    book = Workbook(title)
    sources, at = _sources(unions)
    heads = [(words.HEAD_NUMBER, _NUMBER), (words.HEAD_UNION, _UNION)]
    indicators = indicators_of(unions)
    headers = [(indicator.name, _FIGURE) for indicator in indicators]
    rows = [_indicator_row(place, union, indicators, at) for place, union in enumerate(unions, 1)]
    book.add(words.SHEET_MATRIX, [*heads, *headers], rows, totals=_totals(unions, indicators))
    counted = [(head, _FIGURE) for head in words.COUNTS.values()]
    counts = [_count_row(place, union, at) for place, union in enumerate(unions, 1)]
    book.add(words.SHEET_COUNTS, [*heads, *counted], counts, totals=[_count_totals(unions)])
    _add_periods(book, unions, indicators, len(sources))
    widths = (_NUMBER, _UNION, 40.0, 12.0, 26.0, 12.0, 16.0, 44.0, 50.0)
    book.add(words.SHEET_SOURCES, list(zip(_SOURCE_HEADS, widths, strict=True)), sources, fixed=5)
    file_widths = (_NUMBER, 44.0, _UNION, 12.0, 12.0, 12.0, 10.0, 40.0, 70.0)
    listed = [_file_row(place, line) for place, line in enumerate(files, 1)]
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


def _sources(unions: Sequence[Union]) -> tuple[list[list[Cell]], _Places]:
    """A row for every union, period and indicator or count; more where the cells overflow one (then without value)."""
    rows: list[list[Cell]] = []
    places: _Places = {}

    def add(union: Union, period: str, figure: Figure, value: Decimal | None) -> None:
        places[union.file, period, figure.id] = _FIRST + len(rows)
        for piece, line in enumerate(provenance_rows([figure])):
            named: list[Cell] = [len(rows) + 1, union.agency, union.file, period, figure.label]
            rows.append([*named, value if piece == 0 else None, line.sheets, line.cells, figure.formula])

    named = {each.key: each.name for each in indicators_of(unions)}
    for union in unions:
        for period, amounts in union.amounts.items():
            for key, amount in amounts.items():
                how = words.HOW_UNION.format(rows=amount.rows, gave=amount.gave, heard=amount.heard)
                figure = Figure(key, named[key], None, "", how, amount.sources)
                add(union, period, figure, amount.value)
        for key, count in union.counts.items():
            figure = Figure(key, words.COUNTS[key], None, "", words.HOW_COUNT, count.sources)
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


def _count_row(place: int, union: Union, at: _Places) -> list[Cell]:
    counts = [_link(Decimal(union.counts[key].value), at[union.file, union.period, key]) for key in words.COUNTS]
    return [place, union.agency, *counts]


def _totals(unions: Sequence[Union], indicators: Sequence[Indicator]) -> list[list[Cell]]:
    sums: list[Cell] = []
    gave: list[Cell] = []
    for place, indicator in enumerate(indicators):
        cells = _column(place + 2, len(unions))
        values = [value for union in unions if (value := union.amount(indicator.key).value) is not None]
        # of no number at all the total is no number
        sums.append(Sum(f"=SUM({cells})", sum(values, Decimal(0))) if values else None)
        gave.append(Sum(f"=COUNT({cells})", len(values)))
    return [[None, words.TOTAL_ROW, *sums], [None, words.COUNT_ROW, *gave]]


def _count_totals(unions: Sequence[Union]) -> list[Cell]:
    sums = [
        Sum(f"=SUM({_column(place + 2, len(unions))})", sum(union.counts[key].value for union in unions))
        for place, key in enumerate(words.COUNTS)
    ]
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


def _file_row(place: int, line: FileLine) -> list[Cell]:
    union = line.union
    if union is None:
        return [place, line.file, line.agency, None, None, None, None, line.digest, line.note]
    dates: list[Cell] = [union.start, union.end]
    return [place, line.file, union.agency, union.period, *dates, union.errors, union.digest, line.note]
