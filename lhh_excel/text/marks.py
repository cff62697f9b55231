"""Diacritics: a text without them, as words are recognised however they are typed and file names are made; and where
the tone mark stands in open syllables with oa, oe, uy: on the first vowel ("hòa, ủy") or the last ("hoà, uỷ").

The decree prints both; one text should keep to one. "quý" has but one way and counts for neither.
"""

from __future__ import annotations

import re
import unicodedata

from ..plain import pattern

_MARKS = pattern(r"[\u0300-\u036f]")
_FIRST = pattern(r"\b\w*(?:[òóỏõọ][ae]|(?<!q)[ùúủũụ]y)\b", re.IGNORECASE)
_LAST = pattern(r"\b\w*(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])\b", re.IGNORECASE)


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
