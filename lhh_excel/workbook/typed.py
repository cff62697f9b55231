"""From what was typed to values of a column's kind, column by column, with the reason where they differ.

A whole column whose values have the expected Python type passes in one step; only the rest is looked at one by one.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from types import NoneType

from ..plain import pattern
from .book import Problem
from .lists import BY_KEY as LISTS
from .schema import Column, Kind
from .values import NO_SIGN, ErrorValue, Formula, Value, fold, is_usual, show, tidy

EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2100, 12, 31)

_DATE_TEXT = pattern(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", re.ASCII)
_ISO_TEXT = pattern(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_PLAIN_NUMBER = pattern(r"[+-]?\d+", re.ASCII)
#: 1.234.567 has one reading, 1.234 has two; 1 234 has one, and so has 1.234,5.
_GROUPED_NUMBER = pattern(r"[+-]?[1-9]\d{0,2}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,}|(?: \d{3})+)", re.ASCII)
#: Of a count 1.234 has one reading too, and so has 1,234; but 1,000 may be the whole number 1.
_GROUPED_COUNT = pattern(r"[+-]?[1-9]\d{0,2}(?:\.\d{3}|,(?!000)\d{3})", re.ASCII)
_DECIMAL_COMMA = pattern(r"[+-]?(?:\d+|[1-9]\d{0,2}(?:(?:\.\d{3})+|(?: \d{3})+)),\d{1,2}", re.ASCII)
_PADDED = pattern(r"[+-]?0\d\d")  # 06 is how a count is written, 0012 a code
_GROUPING = str.maketrans("\u00a0\u2007\u2009\u202f−", "    -")  # the spaces that programs group digits with
_LONGEST_NUMBER = 20  # 15 digits, their groups and sign: Excel keeps no more
_UNGROUPED, _DIGITS_ALONE = str.maketrans(",", ".", ". "), str.maketrans("", "", "., ")
_PHONE = re.compile(r"[+(]?\d[\d .()-]{7,17}\d", re.ASCII)
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[A-Za-z]{2,}")

#: value -> (clean, problem)
Cleaned = tuple[Value, Problem | None]


def clean_column(
    column: Column, raw: list[Value], percent_cells: frozenset[int] = frozenset()
) -> tuple[list[Value], dict[int, Problem]]:
    """The clean values of a column and what was wrong, by record index.

    `percent_cells` are the records whose cell has a % number format. Blank required cells are problems too.
    """
    if _is_sound(column, raw, percent_cells):
        return raw, {}
    clean: list[Value] = list(raw)
    problems: dict[int, Problem] = {}
    one = _CLEANERS[column.kind]
    cache: dict[Value, Cleaned] = {}  # (a truth is no number: True is 1 to a dict)
    for i, value in enumerate(raw):
        if value is None:
            if column.required:
                problems[i] = Problem.REQUIRED
            continue
        kind = type(value)
        if kind is str or kind is int or kind is float:
            found = cache.get(value)
            if found is None:
                found = cache[value] = one(column, value)
        elif kind is dt.date and column.kind is Kind.DATE and EARLIEST <= value <= LATEST:
            continue
        elif kind is ErrorValue:
            found = (None, Problem.EXCEL_ERROR)
        elif kind is Formula:
            found = (None, Problem.FORMULA)
        else:
            found = one(column, value)
        if found[1] is not None:
            problems[i] = found[1]
        clean[i] = found[0]
    if column.kind is Kind.PERCENT:
        _scale_percents(raw, clean, problems, percent_cells)
    return clean, problems


def choices_of(column: Column) -> tuple[str, ...]:
    """The values of a column's list: the book's own, where the office declares them."""
    return LISTS[column.choices].values if column.allowed is None else column.allowed


#: The type of the values that need no change.
_EXACT: dict[Kind, type] = {Kind.DATE: dt.date, Kind.COUNT: int, Kind.PERCENT: int}
_PLAIN_TEXT = frozenset({Kind.TEXT, Kind.LINK, Kind.CODE, Kind.REF, Kind.REFS})


def _is_sound(column: Column, raw: list[Value], percent_cells: frozenset[int]) -> bool:
    """Nothing in this column needs a second look; most columns of most workbooks pass here."""
    if column.required and None in raw:
        return False
    if column.kind is Kind.CHOICE:
        return set(raw) <= {None, *choices_of(column), *column.also}
    if column.kind in _PLAIN_TEXT:
        return _is_tidy(raw)
    if column.kind is Kind.DATETIME:
        return set(map(type, raw)) <= {dt.datetime, dt.date, NoneType}
    if column.kind not in _EXACT or not set(map(type, raw)) <= {_EXACT[column.kind], NoneType}:
        return False
    if column.kind is Kind.COUNT:
        return True
    least, most = (EARLIEST, LATEST) if column.kind is Kind.DATE else (0, 100)
    return not percent_cells and all(least <= value <= most for value in set(raw) if value is not None)


def _is_tidy(raw: list[Value]) -> bool:
    """All are texts (or blank) that are `tidy`: seen at once, over the distinct ones."""
    distinct = set(raw)
    distinct.discard(None)
    if not distinct:
        return True
    if set(map(type, distinct)) != {str}:
        return False
    joined = " ".join(distinct)
    composed = joined.isascii() or unicodedata.is_normalized("NFC", joined)
    sound = is_usual(joined) or not NO_SIGN.search(joined)
    return composed and sound and "" not in distinct and set(map(str.strip, distinct)) == distinct


def _scale_percents(
    raw: list[Value], clean: list[Value], problems: dict[int, Problem], percent_cells: frozenset[int]
) -> None:
    """A %-formatted 0.5 is 50 and fixable; a bare value between 0 and 1 is kept and warned of."""
    for i, value in enumerate(raw):
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            continue
        if i in percent_cells and value != 0:
            scaled = round(float(value) * 100, 6)
            clean[i] = int(scaled) if scaled.is_integer() else scaled if math.isfinite(scaled) else None
            problems[i] = Problem.PERCENT_FORMAT if 0 <= scaled <= 100 else Problem.PERCENT_RANGE
        elif 0 < value < 1:
            problems[i] = Problem.PERCENT_SMALL


def parse_date(text: str) -> dt.date | None:
    """The date of a text that is unmistakably dd/mm/yyyy (also with . or -) or ISO; None otherwise."""
    text = text.strip()
    if match := _DATE_TEXT.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := _ISO_TEXT.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def parse_number(text: str, *, count: bool = False) -> int | float | None:
    """The number of a text that has one reading only: 125, 1.234.567, 1 234, 06, 12,5, 1.234,5.

    1.234 and 1,234 have one where a `count` belongs, which has no fraction; an amount of money may be either.
    """
    text = text.translate(_GROUPING).strip()
    if _PLAIN_NUMBER.fullmatch(text):
        return int(text) if len(text) < 16 and not _PADDED.match(text) else None
    if len(text) > _LONGEST_NUMBER:
        return None
    if _GROUPED_NUMBER.fullmatch(text) or (count and _GROUPED_COUNT.fullmatch(text)):
        return int(text.translate(_DIGITS_ALONE))
    if _DECIMAL_COMMA.fullmatch(text):
        number = float(text.translate(_UNGROUPED))
        return int(number) if number.is_integer() else number
    return None


# --- one value of a column -------------------------------------------------------------------------------------------


def _date(_column: Column, value: Value) -> Cleaned:
    problem = None
    if isinstance(value, str):
        value, problem = parse_date(value), Problem.DATE_AS_TEXT
    elif isinstance(value, dt.datetime):
        value, problem = value.date(), Problem.HAS_TIME
    if not isinstance(value, dt.date):
        return None, Problem.NOT_A_DATE
    return (value, problem) if EARLIEST <= value <= LATEST else (None, Problem.DATE_RANGE)


def _moment(_column: Column, value: Value) -> Cleaned:
    if isinstance(value, str):
        date = parse_date(value)
        return (date, Problem.DATE_AS_TEXT) if date else (None, Problem.NOT_A_DATE)
    return (value, None) if isinstance(value, dt.date) else (None, Problem.NOT_A_DATE)


def _number(column: Column, value: Value) -> Cleaned:
    whole, problem = column.kind is Kind.COUNT, None
    if isinstance(value, str):
        text = value.strip().removesuffix("%") if column.kind is Kind.PERCENT else value
        value, problem = parse_number(text, count=whole), Problem.NUMBER_AS_TEXT
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None, Problem.NOT_A_NUMBER
    if whole and isinstance(value, float):
        return None, Problem.FRACTION
    if column.kind is Kind.PERCENT and not 0 <= value <= 100:
        return None, Problem.PERCENT_RANGE
    return value, problem


def _text(column: Column, value: Value) -> Cleaned:
    if isinstance(value, str):
        return tidy(value) or None, None
    code = column.kind not in (Kind.TEXT, Kind.LINK) and isinstance(value, (int, float)) and not isinstance(value, bool)
    return show(value), Problem.CODE_AS_NUMBER if code else Problem.NOT_TEXT


def _choice(column: Column, value: Value) -> Cleaned:
    text, values = show(value), (*column.also, *choices_of(column))
    if text in values:
        return text, None
    meant = _by_fold(values).get(fold(text))
    return (meant, Problem.LIST_SPELLING) if meant else (None, Problem.NOT_IN_LIST)


@lru_cache(maxsize=64)
def _by_fold(values: tuple[str, ...]) -> dict[str, str]:
    return {fold(value): value for value in values}


_PATTERNS = {Kind.PHONE: (_PHONE, Problem.BAD_PHONE), Kind.EMAIL: (_EMAIL, Problem.BAD_EMAIL)}


def _like_pattern(column: Column, value: Value) -> Cleaned:
    pattern, problem = _PATTERNS[column.kind]
    text = tidy(value) if isinstance(value, str) else show(value)
    return text, None if isinstance(value, str) and pattern.fullmatch(text) else problem


_CLEANERS: dict[Kind, Callable[[Column, Value], Cleaned]] = {
    **dict.fromkeys(_PLAIN_TEXT, _text),
    Kind.DATE: _date,
    Kind.DATETIME: _moment,
    **dict.fromkeys((Kind.COUNT, Kind.DECIMAL, Kind.PERCENT), _number),
    Kind.CHOICE: _choice,
    **dict.fromkeys(_PATTERNS, _like_pattern),
}
