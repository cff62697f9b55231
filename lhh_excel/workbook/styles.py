"""What a cell format index shows: a date, a percent, text or anything else. Only read; styles are never added.

Source: ECMA-376 Part 1, 18.8.10 (cellXfs), 18.8.30 (numFmt and the built-in formats).
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from xml.etree import ElementTree

from .package import Package


class Shows(Enum):
    DATE = "date"
    TIME = "time"  # a time, or a day without its year: no place for a date, nor for a number
    SPAN = "span"  # hours that go on beyond a day
    PERCENT = "percent"
    TEXT = "text"
    OTHER = "other"


_DATES = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_TIMES, _SPAN, _PERCENTS, _TEXT = frozenset({*range(18, 22), 45, 47}), 46, frozenset({9, 10}), 49
_NOT_A_PATTERN = re.compile(r'"[^"]*"|[\\_*].|\[(?![hmsHMS]+\])[^\]]*\]')
_CLOCK, _SPAN_CLOCK = re.compile(r"[dmhs]"), re.compile(r"\[[hms]+\]")


class Styles:
    """The formats of a workbook by index (the `s` of a cell)."""

    def __init__(self, package: Package) -> None:
        part = package.related("styles")
        self.shows = package.parsed(part, _shows) if package.find(part) else ()

    def of(self, style: str | None) -> Shows:
        index = _number(style)
        return self.shows[index] if index < len(self.shows) else Shows.OTHER

    def any_that_shows(self, wanted: Shows) -> str | None:
        """The first format of that sort; for anything else than a date, percent or text the plain format."""
        if wanted is Shows.OTHER:
            return None
        return next((str(i) for i, shows in enumerate(self.shows) if shows is wanted), None)


@lru_cache(maxsize=64)
def _shows(xml: bytes) -> tuple[Shows, ...]:
    """Of each cell format; the forms that one program saved share their styles."""
    codes: dict[str, str] = {}
    shows: list[Shows] = []
    for element in ElementTree.fromstring(xml):
        if element.tag.endswith("}numFmts"):
            codes = {e.get("numFmtId", ""): e.get("formatCode", "") for e in element}
        elif element.tag.endswith("}cellXfs"):
            formats = (xf.get("numFmtId", "0") for xf in element)
            shows += [shows_of(codes.get(number, ""), _number(number)) for number in formats]
    return tuple(shows)


def _number(text: str | None) -> int:
    """The plain format's where the file says something that is no number."""
    return int(text) if text and text.isascii() and text.isdecimal() else 0


def shows_of(code: str, number: int = 0) -> Shows:
    """What a number format shows, by its code ("dd/mm/yyyy") and, where it is a built-in one, its number."""
    if number in _DATES:
        return Shows.DATE
    if number in _TIMES:
        return Shows.TIME
    if number in _PERCENTS:
        return Shows.PERCENT
    if number in (_SPAN, _TEXT):
        return Shows.SPAN if number == _SPAN else Shows.TEXT
    pattern = _NOT_A_PATTERN.sub("", code).lower()
    if "y" in pattern:
        return Shows.DATE
    if "%" in pattern:
        return Shows.PERCENT
    if _SPAN_CLOCK.search(pattern):
        return Shows.SPAN
    if _CLOCK.search(pattern):
        return Shows.TIME
    return Shows.TEXT if pattern.strip() == "@" else Shows.OTHER
