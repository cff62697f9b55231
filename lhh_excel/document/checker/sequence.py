"""The numbers of headings and points run without gaps, each within the part above it."""

from __future__ import annotations

import re
from collections import Counter

from ...law import POINT_LETTERS
from ...messages import layout as say
from ...text.roman import from_roman, to_roman
from ..ooxml import whole
from .collector import Collector
from .lines import fold
from .parts import Item

_RESTART = ("chuong", "khoan", "diem")  # may begin anew within one whole
_BELOW = {
    "phan": ("muc_chuong", "tieu_muc", "muc", "khoan", "diem"),
    "chuong": ("muc_chuong", "tieu_muc", "muc", "khoan", "diem"),
    "muc_chuong": ("tieu_muc", "muc", "khoan", "diem"),
    "tieu_muc": ("muc", "khoan", "diem"),
    "muc": ("khoan", "diem"),
    "dieu": ("khoan", "diem"),
    "khoan": ("diem",),
}
_WORDS = {"CHUONG": "chuong", "TIEU MUC": "tieu_muc"}
#: "A. KẾT QUẢ": no level of the decree, but offices number their mục within it.
_LETTERED = re.compile(r"[A-H]\.\s+\S")
_IN_WORDS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")  # Phần thứ …
_ORDINALS = {f"THU {fold(word)}": value for value, word in enumerate(_IN_WORDS, 1)}


def check_sequence(to: Collector) -> None:
    """Numbers run without gaps: mục over the whole text, khoản within a mục (or điều), điểm within a khoản."""
    last: dict[str, int] = {}
    levels = Counter(item.kind for item in to.parts.items)
    for item in to.parts.items:
        if item.kind == "other" and item.number and levels["diem"]:
            to.add("muc", "other_level", item.number, item.line)
        level = "phan" if opens_group(item) else _WORDS.get(item.mark, item.kind)
        for lower in _BELOW.get(level, ()):
            last.pop(lower, None)
        if item.kind not in ("phan", "muc_chuong", "muc", "khoan", "diem", "dieu"):
            continue
        now = _ORDINALS.get(item.number) or ordinal_of(item)
        number = f"thứ {_IN_WORDS[now - 1]}" if now and item.number in _ORDINALS else item.number
        if now is None:
            _wrong_letter(to, item)
            continue
        before = last.get(level, 0)
        if now != before + 1 and not (now == 1 and level in _RESTART):
            found = say.AFTER.format(before=shown_ordinal(item.kind, before), now=number)
            if not before:
                found = say.FIRST_IS.format(now=number)
            to.add(item.kind, "sequence", found, item.line, expected=shown_ordinal(item.kind, before + 1))
        last[level] = now


def opens_group(item: Item) -> bool:
    """Whether it is a heading behind a capital letter, below which the mục begin anew."""
    line = item.line
    return item.kind in ("text", "other") and bool(_LETTERED.match(line.text)) and (line.upper or line.all_bold())


def _wrong_letter(to: Collector, item: Item) -> None:
    if item.kind == "diem":
        to.add("diem", "sequence", say.FIRST_IS.format(now=item.number), item.line)


def ordinal_of(item: Item) -> int | None:
    if item.kind == "diem":
        return POINT_LETTERS.index(item.number) + 1 if item.number in POINT_LETTERS else None
    if item.number.isdecimal():
        return whole(item.number, None)
    return from_roman(item.number)


def shown_ordinal(kind: str, value: int) -> str:
    if kind == "diem":
        return POINT_LETTERS[value - 1] if 0 < value <= len(POINT_LETTERS) else ""
    return to_roman(value) if kind in ("muc", "phan") else str(value)
