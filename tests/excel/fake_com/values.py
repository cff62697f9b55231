"""What COM hands over for a cell, and what Excel makes of what a cell is given.

A string is parsed (date, number, percent, formula, boolean, error) unless the cell's format is "@"; a number put into
a "@" cell becomes a text. Rules as in Excel with Vietnamese settings: day before month.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from openpyxl.utils.datetime import to_excel

from .stubs import Time

ERRORS = {
    text: -2146828288 + number
    for text, number in {
        "#NULL!": 2000,
        "#DIV/0!": 2007,
        "#VALUE!": 2015,
        "#REF!": 2023,
        "#NAME?": 2029,
        "#NUM!": 2036,
        "#N/A": 2042,
        "#SPILL!": 2045,
        "#CONNECT!": 2046,
        "#BLOCKED!": 2047,
        "#UNKNOWN!": 2048,
        "#CALC!": 2050,
    }.items()
}
_DATE = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{2,4}))?")
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?(?:[eE][+-]?\d+)?")
#: =HYPERLINK("#place","text"): what Excel computes at once.
LINK = re.compile(r'=HYPERLINK\("#((?:[^"]|"")+)","((?:[^"]|"")*)"\)')
_EPOCH = dt.datetime(1899, 12, 30)


def from_cell(cell: Any, computed: Any) -> Any:
    """A cell's value as COM hands it over: float, str, bool, Time, Decimal for money, int for an error, None."""
    if cell is None:
        return None
    value, kind = cell.value, cell.data_type
    if kind == "f" and (led := leading(value)):
        value, kind = led, "s"
    if kind == "f":
        if computed is None or computed.coordinate != cell.coordinate:
            return None
        value, kind = computed.value, computed.data_type
    if kind == "e":
        return ERRORS[str(value)]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return Decimal(str(round(value, 4))) if re.search(r"[$₫]", cell.number_format) else float(value)
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return _time(value)
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda escaped: chr(int(escaped[1], 16)), str(value))


def leading(formula: Any) -> str | None:
    """What a cell shows that leads to another one; None for any other formula."""
    match = LINK.fullmatch(str(formula))
    return match[2].replace('""', '"') if match else None


def plain_number(cell: Any, computed: Any) -> Any:
    """A cell's value as Range.Value2 hands it over."""
    value = from_cell(cell, computed)
    if isinstance(value, Decimal):
        return float(computed.value if cell.data_type == "f" else cell.value)
    return to_excel(value) if isinstance(value, dt.datetime) else value


def _time(value: Any) -> Time:
    if isinstance(value, dt.timedelta):
        value = _EPOCH + value
    elif isinstance(value, dt.time):
        value = dt.datetime.combine(_EPOCH, value)
    elif not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time())
    if value < dt.datetime(1900, 3, 1) and value.date() != _EPOCH.date():
        value -= dt.timedelta(days=1)  # VBA's calendar has no 29/02/1900
    return Time(*value.timetuple()[:6], value.microsecond, tzinfo=dt.UTC)


def put(cell: Any, value: Any) -> None:
    """Assigns to Range.Value of one cell."""
    if value is None or value == "":
        cell.value = None
    elif isinstance(value, str):
        _put_text(cell, value)
    elif cell.number_format == "@":
        cell.value = f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else f"{value:g}"
        cell.data_type = "s"
    elif isinstance(value, dt.date):
        assert isinstance(value, dt.datetime) and value.tzinfo is not None, "pywin32 wants a time zone"
        form = cell.number_format
        cell.value = value.replace(tzinfo=None)
        cell.number_format = "dd/mm/yyyy" if form == "General" else form
    elif isinstance(value, (bool, float)):
        cell.value = value
    else:
        raise TypeError(f"COM takes no {type(value).__name__}: {value!r}")


def _put_text(cell: Any, text: str) -> None:
    if len(text.encode("utf-16-le")) > 2 * 32_767:
        raise AssertionError("longer than a cell")
    if text.startswith("'"):
        return _as_text(cell, text[1:])
    if cell.number_format == "@":
        return _as_text(cell, text)
    if text[0] in "=+@" or (text[0] == "-" and text[1:2].isalpha()):
        cell.value = "=" + text.lstrip("=")
    elif text in ERRORS:
        cell.value, cell.data_type = text, "e"
    elif text.casefold() in ("true", "false"):
        cell.value = text.casefold() == "true"
    elif (date := _date(text)) is not None:
        cell.value = date
        cell.number_format = "dd/mm/yyyy"
    elif _NUMBER.fullmatch(text.strip().removesuffix("%")) and text.strip():
        number = float(text.strip().removesuffix("%").replace(",", ""))
        cell.value = number / 100 if text.strip().endswith("%") else number
        if text.strip().endswith("%"):
            cell.number_format = "0%"
    else:
        _as_text(cell, text)
    return None


def _as_text(cell: Any, text: str) -> None:
    cell.value = text
    cell.data_type = "s"


def _date(text: str) -> dt.datetime | None:
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    day, month, year = int(match[1]), int(match[2]), int(match[3] or 2026)
    try:
        return dt.datetime(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


__all__ = ["ERRORS", "from_cell", "plain_number", "put"]
