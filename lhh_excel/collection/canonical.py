"""Values as text, for comparing, for the stamp and for `Nhật ký`: equal values give equal text, and text gives back.

A text that stands where a number or date belongs carries an apostrophe, as in Excel, so that it stays text.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import re
from decimal import Decimal
from functools import lru_cache

from ..workbook.book import TableData
from ..workbook.schema import Column
from ..workbook.values import ErrorValue, Formula, Value, fold, nfc, show

_NUMBER = re.compile(r"-?\d{1,309}(?:,\d{1,309})?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_MOMENT = re.compile(r"\d{2}/\d{2}/\d{4}(?: \d{2}:\d{2})?", re.ASCII)
_MARK = "'"

#: The labels of a form are the same in all forms of a folder; a long text is somebody's own.
_LABEL = 120
_fold = lru_cache(maxsize=1 << 12)(fold)


def folded(text: str) -> str:
    """`values.fold`, worked out once for each label."""
    return _fold(text) if len(text) <= _LABEL else fold(text)


def as_text(value: Value, column: Column) -> str:
    """The value as `Nhật ký` shows it; "" for blank. Text is NFC without outer spaces."""
    if isinstance(value, str):
        text = nfc(value).strip()
        looks = _NUMBER.fullmatch(text) or _MOMENT.fullmatch(text) or text.startswith(_MARK)
        return _MARK + text if looks and not column.kind.is_text else text
    if isinstance(value, float) and not isinstance(value, bool):
        return _float(value)
    return show(value)


def _float(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return format(Decimal(repr(value)), "f").rstrip("0").rstrip(".").replace(".", ",")


def from_text(text: str, column: Column) -> Value:
    """The value that `as_text` told; None for ""."""
    if text == "":
        return None
    if column.kind.is_text:
        return text
    if text.startswith(_MARK):
        return text[1:]
    if column.kind.is_number and _NUMBER.fullmatch(text):
        number = float(text.replace(",", "."))
        return int(text) if text.lstrip("-").isdecimal() else number if math.isfinite(number) else text
    if column.kind.is_date and _MOMENT.fullmatch(text):
        with contextlib.suppress(ValueError):  # a day that the calendar does not have
            moment = dt.datetime.strptime(text, "%d/%m/%Y %H:%M"[: 8 if len(text) == 10 else 14])
            return moment.date() if len(text) == 10 else moment
    return text


def cell_text(data: TableData, i: int | None, key: str) -> str:
    """What a cell of the workbook holds: its typed value where it has one, else what was typed. No record: ""."""
    if i is None:
        return ""
    clean = data.clean[key][i]
    return as_text(data.raw[key][i] if clean is None else clean, data.schema[key])


def raw_text(data: TableData, i: int | None, key: str) -> str:
    """What was typed, exactly (a number kept as text is told as text): what an undo puts back."""
    return "" if i is None else as_text(data.raw[key][i], data.schema[key])


def untouchable(data: TableData, i: int | None, key: str) -> bool:
    """A formula or an Excel error stands there: nothing is written over it."""
    return i is not None and isinstance(data.raw[key][i], (Formula, ErrorValue))
