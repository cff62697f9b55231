"""Where the tone mark stands in open syllables with oa, oe, uy: on the first vowel ("hòa, ủy") or the last ("hoà, uỷ").

The decree prints both; one text should keep to one. "quý" has but one way and counts for neither.
"""

from __future__ import annotations

import re
import unicodedata

from ..plain import pattern

_FIRST = pattern(r"\b\w*(?:[òóỏõọ][ae]|(?<!q)[ùúủũụ]y)\b", re.IGNORECASE)
_LAST = pattern(r"\b\w*(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])\b", re.IGNORECASE)


def tone_places(text: str) -> tuple[list[str], list[str]]:
    """The words marked on the first vowel, and those marked on the last."""
    if text.isascii():
        return [], []
    composed = unicodedata.normalize("NFC", text)
    return _FIRST.findall(composed), _LAST.findall(composed)
