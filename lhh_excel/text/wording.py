"""Words compared: without their diacritics, as words are recognised however they are typed and file names are made;
whether two texts say the same in the same words; which known text is meant. Where the tone mark stands in open
syllables with oa, oe, uy: on the first vowel ("hòa, ủy") or the last ("hoà, uỷ"); the decree prints both, one text
should keep to one. "quý" has but one way and counts for neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from ..plain import pattern

_MARKS = pattern(r"[\u0300-\u036f]")
_FIRST = pattern(r"\b\w*(?:[òóỏõọ][ae]|(?<!q)[ùúủũụ]y)\b", re.IGNORECASE)
_LAST = pattern(r"\b\w*(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])\b", re.IGNORECASE)
_TONES = frozenset("\u0300\u0309\u0303\u0301\u0323")
_WORD = pattern(r"\w+")
#: "1. ", "2.1) ", "a) ", "II. ", "- " before the first word: where the text stood in somebody's list.
_NUMBER = pattern(r"\s*(?:(?:\d{1,3}(?:\.\d{1,2})*|[a-zđ]|[ivx]{1,5})[.)/:]+\s+|[-–—+•*]\s*)", re.IGNORECASE)


def without_marks(text: str) -> str:
    """ "Đơn vị" -> "Don vi"; case, spacing and signs stay."""
    if text.isascii():
        return text
    return _MARKS.sub("", unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")))


def tone_places(text: str) -> tuple[list[str], list[str]]:
    """The words marked on the first vowel, and those marked on the last."""
    if text.isascii():
        return [], []
    composed = unicodedata.normalize("NFC", text)
    return _FIRST.findall(composed), _LAST.findall(composed)


def wording(text: str) -> str:
    """What two texts of the same words share: case, spaces, signs, a list's number before them, Unicode form and the
    place of a tone mark within its word ("hòa", "hoà") do not count."""
    composed = unicodedata.normalize("NFC", text)
    number = _NUMBER.match(composed)
    words = _WORD.findall(composed, number.end() if number else 0)
    return " ".join([_tone_last(word.casefold()) for word in words])


@lru_cache(maxsize=4096)
def _tone_last(word: str) -> str:
    if word.isascii():
        return word
    signs = unicodedata.normalize("NFD", word)
    tones = "".join(sign for sign in signs if sign in _TONES)
    return unicodedata.normalize("NFC", "".join(sign for sign in signs if sign not in _TONES)) + tones


def plain(text: str) -> str:
    """Lower case, single spaces, no diacritics: what a misspelling is measured on."""
    return without_marks(" ".join(unicodedata.normalize("NFC", text).split()).casefold())


def nearest(text: str, known: Iterable[str], cutoff: float = 0.72) -> str:
    """The known text that may be meant, "" if none is near."""
    from difflib import get_close_matches

    by_plain = {plain(name): name for name in known}
    found = get_close_matches(plain(text), list(by_plain), 1, cutoff)
    return by_plain[found[0]] if found else ""
