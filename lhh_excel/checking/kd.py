"""KD: kinds. One rule a `Problem` of the typed columns, and what a column alone can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..workbook.book import Book, Problem, TableData
from ..workbook.lists import BY_KEY as LISTS
from ..workbook.schema import MAX_CODE, Column, Kind
from ..workbook.values import show
from .ct import entered
from .lookups import meant_text
from .registry import RuleFunction, Spot, rule, spot, typed

PROBLEM_CODES: dict[Problem, str] = {
    Problem.NOT_A_DATE: "KD02",
    Problem.DATE_AS_TEXT: "KD03",
    Problem.DATE_RANGE: "KD04",
    Problem.HAS_TIME: "KD05",
    Problem.NOT_A_NUMBER: "KD06",
    Problem.NUMBER_AS_TEXT: "KD07",
    Problem.FRACTION: "KD08",
    Problem.PERCENT_RANGE: "KD09",
    Problem.PERCENT_FORMAT: "KD10",
    Problem.PERCENT_SMALL: "KD11",
    Problem.NOT_IN_LIST: "KD12",
    Problem.LIST_SPELLING: "KD13",
    Problem.BAD_PHONE: "KD14",
    Problem.BAD_EMAIL: "KD15",
    Problem.CODE_AS_NUMBER: "KD16",
    Problem.NOT_TEXT: "KD17",
}

PERIOD_CODE = re.compile(r"(?:19|20)\d{2}(?:-(?:H[12]|Q[1-4]|DX\d+))?")

#: A code stands in one line, several codes are split by ";", and a file is named by its letters and digits.
_NO_CODE = re.compile(r"[\n\r\t;]|\A[\W_]*\Z")

_YEAR = re.compile(r"(?:19|20)\d{2}")
_UNCOUNTED = 10**9
_CELL_OF_ANY_KIND = ("profile", "value")  # a number, a date or text, as its setting wants: CH checks it


@lru_cache(maxsize=512)
def _meant(text: str, choices: tuple[str, ...]) -> str:
    return meant_text(text, choices)


def _details(data: TableData, i: int, key: str, problem: Problem) -> dict[str, object]:
    column, clean = data.schema[key], data.clean[key][i]
    if problem is Problem.NOT_IN_LIST:
        choices = LISTS[column.choices].values
        return {"choices": "; ".join(choices), "meant": _meant(typed(data, i, key), choices)}
    if problem is Problem.PERCENT_SMALL:
        return {"times": show(round(float(data.raw[key][i]) * 100, 4))}
    return {"clean": show(clean)}


def _is_year(data: TableData, i: int, key: str) -> bool:
    """The code of a year's period, 2026, loses nothing as a number."""
    column = data.schema[key]
    of_periods = column.ref == "periods" or (data.schema.key, key) == ("periods", "code")
    return of_periods and data.problems[key][i] is Problem.CODE_AS_NUMBER and bool(_YEAR.fullmatch(data.clean[key][i]))


def _problem_rule(wanted: Problem) -> RuleFunction:
    def problems_of_one_kind(book: Book) -> Iterator[Spot]:
        for data in entered(book):
            for key, problems in data.problems.items():
                if key not in data.letters or (data.schema.key, key) == _CELL_OF_ANY_KIND:
                    continue
                for i, problem in problems.items():
                    if problem is wanted and not _is_year(data, i, key):
                        yield spot(data, i, key, **_details(data, i, key, problem))
        if wanted is Problem.DATE_AS_TEXT and (at := clock_as_text(book)) is not None:
            yield spot(book["profile"], at, "value", clean=show(book.profile["as_of"]))

    return problems_of_one_kind


def clock_as_text(book: Book) -> int | None:
    """The record of Ngày tính where it is a date typed as text: read here, but the dashboard's formulas go by today."""
    rows = book.profile_rows.get("as_of", [])
    if not rows or book.profile.get("as_of") is None:
        return None
    return rows[0] if isinstance(book["profile"].raw["value"][rows[0]], str) else None


@rule("KD01")
def required_blank(book: Book) -> Iterator[Spot]:
    """A required cell with nothing, or with spaces only."""
    for data in entered(book):
        for column in data.schema.columns:
            if not column.required or column.key not in data.letters:
                continue
            clean, problems = data.clean[column.key], data.problems.get(column.key, {})
            if clean.count(None) == 0:
                continue
            for i, value in enumerate(clean):
                if value is None and problems.get(i) in (None, Problem.REQUIRED):
                    yield spot(data, i, column.key, help=column.help)


for _problem, _code in PROBLEM_CODES.items():
    rule(_code)(_problem_rule(_problem))


@rule("KD18")
def negative_numbers(book: Book) -> Iterator[Spot]:
    """Counts and money outside tblSoLieu, whose own rule is SL11."""
    for data in entered(book):
        if data.schema.key == "figures":
            continue
        for column in data.schema.columns:
            if column.kind in (Kind.COUNT, Kind.DECIMAL):
                for i, value in enumerate(data.clean[column.key]):
                    if value is not None and value < 0:
                        yield spot(data, i, column.key)


@rule("KD19", needs=("periods",))
def malformed_period_codes(book: Book) -> Iterator[Spot]:
    data = book["periods"]
    for i, code in data.each("code"):
        if code is not None and not PERIOD_CODE.fullmatch(str(code)):
            yield spot(data, i, "code")


def _codes(book: Book) -> Iterator[tuple[TableData, Column]]:
    """The columns in which the clerk gives codes."""
    for data in entered(book):
        yield from ((data, column) for column in data.schema.columns if column.kind is Kind.CODE)


@rule("KD20")
def long_codes(book: Book) -> Iterator[Spot]:
    for data, column in _codes(book):
        for i, code in data.each(column.key):
            if code is not None and len(code) > MAX_CODE:
                yield spot(data, i, column.key, length=len(code), most=MAX_CODE)


@rule("KD21")
def codes_with_other_signs(book: Book) -> Iterator[Spot]:
    for data, column in _codes(book):
        for i, code in data.each(column.key):
            if code is not None and _NO_CODE.search(code):
                yield spot(data, i, column.key)


@rule("KD22")
def counts_beyond_all_reason(book: Book) -> Iterator[Spot]:
    """A count that nobody counted: a code, a day or a phone number in a wrong cell, digits doubled."""
    for data in entered(book):
        for column in data.schema.columns:
            values = data.clean[column.key]
            if column.kind is Kind.COUNT and max(filter(None, values), default=0) >= _UNCOUNTED:
                yield from (spot(data, i, column.key) for i, value in enumerate(values) if (value or 0) >= _UNCOUNTED)
