"""One shape for a cell's value, whichever reader or Excel engine it came from."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from typing import Any, TypeAlias

from ..plain import record

#: Excel's limit for the text of one cell, in UTF-16 units.
MAX_TEXT = 32_767


@record
class ErrorValue:
    """A cell that shows an Excel error such as #REF!; never confused with the text "#REF!"."""

    text: str

    def __str__(self) -> str:
        return self.text


@record
class Formula:
    """A formula found where a value belongs; `cached` is what Excel last computed, None if never."""

    text: str
    cached: object = None


#: None, str (as typed, not normalised), bool, int, float, date, datetime, time, timedelta or ErrorValue.
Value: TypeAlias = Any


def normalise(value: object) -> Value:
    """The value in the shape all rules work on.

    Whole floats become int, "" becomes None, a midnight datetime becomes a date; text is left as typed
    (its Unicode form is a thing to report, not to hide). "NaN" and "INF" in a damaged file are the error #NUM!.
    """
    if value is None or value == "":
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() else value if math.isfinite(value) else ErrorValue("#NUM!")
    if isinstance(value, dt.datetime):
        if value.tzinfo is not None:
            value = value.replace(tzinfo=None)
        return value.date() if value.time() == dt.time() else value
    return value


def nfc(text: str) -> str:
    """The text in Unicode NFC, the only form kept inside the program."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """NFC, no-break spaces as spaces, runs of white space as one space, no space at the ends."""
    return " ".join(nfc(text).split())


def fold(text: str) -> str:
    """What two headers or list values have in common when only spacing, case or Unicode form differ."""
    return squeeze(text).casefold()


def show(value: Value) -> str:
    """The value as a clerk would read it in a message: dates dd/mm/yyyy, decimal comma, nothing for blank."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    if isinstance(value, Formula):
        return value.text
    return str(value)
