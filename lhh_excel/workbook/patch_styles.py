"""What a cell format index shows: a date, a percent, text or anything else. Only read; styles are never added.

Source: ECMA-376 Part 1, 18.8.10 (cellXfs), 18.8.30 (numFmt and the built-in formats).
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree


class Shows(Enum):
    DATE = "date"
    TIME = "time"  # a time, or a day without its year: no place for a date, nor for a number
    PERCENT = "percent"
    TEXT = "text"
    OTHER = "other"


_DATES = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_TIMES, _PERCENTS, _TEXT = frozenset({*range(18, 22), *range(45, 48)}), frozenset({9, 10}), 49
_NOT_A_PATTERN = re.compile(r'"[^"]*"|[\\_*].|\[(?![hmsHMS]+\])[^\]]*\]')
_CLOCK = re.compile(r"[dmhs]")


class Styles:
    """The formats of a workbook by index (the `s` of a cell)."""

    def __init__(self, root: etree._Element | None) -> None:
        self.shows: list[Shows] = []
        if root is None:
            return
        codes = {e.get("numFmtId"): e.get("formatCode", "") for e in root.iter("{*}numFmt")}
        cell_formats = root.find("{*}cellXfs")
        for xf in [] if cell_formats is None else cell_formats:
            number = xf.get("numFmtId", "0")
            self.shows.append(shows_of(codes.get(number, ""), int(number)))

    def of(self, style: str | None) -> Shows:
        index = int(style or 0)
        return self.shows[index] if index < len(self.shows) else Shows.OTHER

    def any_that_shows(self, wanted: Shows) -> str | None:
        """The first format of that sort; for anything else than a date, percent or text the plain format."""
        if wanted is Shows.OTHER:
            return None
        return next((str(i) for i, shows in enumerate(self.shows) if shows is wanted), None)


def shows_of(code: str, number: int = 0) -> Shows:
    """What a number format shows, by its code ("dd/mm/yyyy") and, where it is a built-in one, its number."""
    if number in _DATES:
        return Shows.DATE
    if number in _TIMES:
        return Shows.TIME
    if number in _PERCENTS:
        return Shows.PERCENT
    if number == _TEXT:
        return Shows.TEXT
    pattern = _NOT_A_PATTERN.sub("", code).lower()
    if "y" in pattern:
        return Shows.DATE
    if "%" in pattern:
        return Shows.PERCENT
    if _CLOCK.search(pattern):
        return Shows.TIME
    return Shows.TEXT if pattern.strip() == "@" else Shows.OTHER
