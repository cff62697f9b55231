"""A text without its diacritics: how words are recognised however they are typed, and file names are made."""

from __future__ import annotations

import unicodedata

from ..plain import pattern

_MARKS = pattern(r"[\u0300-\u036f]")


def without_marks(text: str) -> str:
    """ "Đơn vị" -> "Don vi"; case, spacing and signs stay."""
    if text.isascii():
        return text
    return _MARKS.sub("", unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")))
