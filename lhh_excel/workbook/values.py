"""One shape for a cell's value, whichever reader or Excel engine it came from."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from ..plain import pattern, record

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

_HALVES = pattern("[\ud800-\udfff]")
#: Headers, names and values of lists are asked for again and again, a few hundred of them.
_NAMES = 1000
#: Signs that XML does not take, so neither Excel nor Word.
NO_SIGN = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def normalise(value: object) -> Value:
    """The value in the shape all rules work on.

    Numbers are what Excel shows and computes with, 15 digits of them: 39.99999999999999 is 40; whole floats become
    int. Moments are full seconds, at midnight a date. "" becomes None; text is left as typed (its Unicode form is a
    thing to report, not to hide). "NaN" and "INF" in a damaged file are the error #NUM!.
    """
    if value is None or value == "":
        return None
    if isinstance(value, (float, int)) and not isinstance(value, bool):
        return _fifteen_digits(value)
    if isinstance(value, dt.datetime):
        value = full_second(value if value.tzinfo is None else value.replace(tzinfo=None))
        return value if value.hour or value.minute or value.second else value.date()
    return value


def _fifteen_digits(value: float) -> Value:
    if -1e15 < value < 1e15:
        rounded = value if value == int(value) else float(f"{value:.15g}")
        return int(rounded) if rounded == int(rounded) else rounded
    if not math.isfinite(value):
        return ErrorValue("#NUM!")
    digits, _, power = f"{value:.14e}".partition("e")
    return int(digits.replace(".", "")) * 10 ** (int(power) - 14)


def full_second(moment: dt.datetime) -> dt.datetime:
    """A day's fraction is not quite a second: what lacks half a thousandth is one, the rest is cut, as Excel shows."""
    if not moment.microsecond:
        return moment
    if moment.microsecond >= 999_500 and moment < dt.datetime.max - dt.timedelta(seconds=1):
        moment += dt.timedelta(microseconds=500)
    return moment.replace(microsecond=0)


def whole(text: str) -> str:
    """The text with the two halves of a sign put together; a half alone, which no file takes, is U+FFFD."""
    if text.isascii() or not _HALVES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def nfc(text: str) -> str:
    """The text in Unicode NFC, the only form kept inside the program."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def tidy(text: str) -> str:
    """The text in NFC, without spaces at its ends and without what no file takes."""
    return nfc(text if is_usual(text) else NO_SIGN.sub("", text)).strip()


def is_usual(text: str) -> bool:
    """All its signs are seen, but for new lines and hard spaces: there is nothing to be looked for in it."""
    return text.isprintable() or text.replace("\n", "").replace("\u00a0", "").isprintable()


@lru_cache(maxsize=_NAMES)
def squeeze(text: str) -> str:
    """NFC, no-break spaces as spaces, runs of white space as one space, no space at the ends."""
    return " ".join(nfc(text).split())


def inside_a_sentence(text: str) -> str:
    """With a small letter, unless it begins as an abbreviation does: "CLB khoa học"."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


@lru_cache(maxsize=_NAMES)
def fold(text: str) -> str:
    """What two headers or list values have in common when only spacing, case or Unicode form differ."""
    return squeeze(text).casefold()


def squeeze_all(texts: Sequence[str]) -> list[str]:
    """`squeeze` of each, many at once; none holds a sign that no file takes, or has blanks at its ends."""
    return " ".join(nfc("\0".join(texts)).split()).split("\0") if texts else []


def casefold_all(texts: Sequence[str]) -> list[str]:
    """The case folded of each, many at once; none holds a sign that no file takes."""
    return "\0".join(texts).casefold().split("\0") if texts else []


def show(value: Value) -> str:
    """The value as a clerk would read it in a message: dates dd/mm/yyyy, decimal comma, nothing for blank."""
    kind = type(value)
    if kind is str or kind is int:  # most
        return str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(round(abs(value.total_seconds())), 60)
        sign = "-" if value < dt.timedelta() else ""
        return f"{sign}{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    if isinstance(value, Formula):
        return value.text
    return str(value)
