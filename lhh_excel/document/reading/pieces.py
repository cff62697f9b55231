"""What a line of the frame says, cut into its pieces as they were typed: number and symbol, place and day, "V/v", a
label, who stands for whom.

`marks` tells whether a line is one of them; the checker measures the pieces, the fixer and compose put them together as
the decree has them. None is a line that cannot be cut so.
"""

from __future__ import annotations

import datetime as dt
import re

from ...plain import pattern, record
from .marks import fold

_BLANK = r"[\d.…_\s]*"  # figures, or the room that a draft leaves for them
_NUMBER = pattern(rf"^(?P<label>Số\s*[:;]?)(?P<figures>{_BLANK})[/\\]\s*(?P<symbol>.*?)\s*$", re.IGNORECASE)
_DATE = pattern(
    rf"^(?P<place>.*?)(?P<comma>\s*,)?\s*ngày(?P<day>{_BLANK})tháng(?P<month>{_BLANK})năm(?P<year>{_BLANK})[.,;]?$",
    re.IGNORECASE,
)
_SHORT_DATE = pattern(
    r"^(?P<place>[^\d,]*?)(?P<comma>\s*,)?\s*(?:ngày\s*)?"
    r"(?P<day>\d{1,2})\s*(?:[/.-]|tháng)\s*(?P<month>\d{1,2})\s*(?:[/.-]|năm)\s*(?P<year>\d{4})\.?$",
    re.IGNORECASE,
)
_ABOUT = pattern(r"^(V/v|VV\b|Về việc)(\s*:)?\s*", re.IGNORECASE)
_LABEL = pattern(r"^\W*(\w+\s+\w+)\s*:?\s*")
_STANDS = pattern(r"^(T/?M|K/?T|T/?L|T/?UQ|Q)\b([.,\s/]*)", re.IGNORECASE)


@record
class Number:
    """ "Số: 05/BC-LHH": `label` with its sign, `figures` with the blanks around them, `symbol` as typed."""

    label: str
    figures: str
    symbol: str

    @property
    def joined(self) -> str:
        """The symbol without blanks at its signs."""
        return re.sub(r"\s*([-–/])\s*", r"\1", self.symbol)


def number_of(text: str) -> Number | None:
    match = _NUMBER.match(text)
    return Number(match["label"], match["figures"], match["symbol"]) if match else None


@record
class Dated:
    """ "Sơn Hà, ngày 05 tháng 6 năm 2026", in figures too; day, month and year as typed, with their blanks and dots."""

    place: str
    comma: bool
    day: str
    month: str
    year: str

    @property
    def figures(self) -> tuple[str, str, str] | None:
        """Day, month and year, "" each that a draft leaves open; None where one cannot be."""
        day, month, year = (piece.strip(" .…_") for piece in (self.day, self.month, self.year))
        sound = all(not piece or piece.isdecimal() for piece in (day, month, year))
        return (day, month, year) if sound and len(day) < 3 and len(month) < 3 and len(year) in (0, 4) else None


def dated(text: str) -> Dated | None:
    match = _DATE.match(text) or _SHORT_DATE.match(text)
    if match is None:
        return None
    return Dated(match["place"].strip(), bool(match["comma"]), match["day"], match["month"], match["year"])


def day_of(figures: tuple[str, str, str]) -> dt.date:
    """ValueError for a day that does not exist."""
    return dt.date(*map(int, reversed(figures)))


@record
class About:
    """ "V/v họp": the label as typed, what follows it; `sure`: no sentence opens so, as it may with "Về việc"."""

    label: str
    text: str
    sure: bool

    @property
    def short(self) -> bool:
        return fold(self.label) != "VE VIEC"


def about(text: str) -> About | None:
    match = _ABOUT.match(text)
    return About(match[1], text[match.end() :], bool(match[2]) or "/" in match[1]) if match else None


def labelled(text: str) -> tuple[str, str]:
    """ "Kính gửi: Sở Nội vụ": the two words of the label, and what follows them on the line."""
    match = _LABEL.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


def standing(text: str) -> tuple[str, str, str]:
    """ "T/M BAN THƯỜNG TRỰC": "TM", the signs after it as typed, and for whom; "" twice and the line for any other."""
    match = _STANDS.match(text)
    return (
        (match[1].upper().replace("/", ""), match[0][len(match[1]) :], text[match.end() :]) if match else ("", "", text)
    )
