"""How long a line of Times New Roman or of Arial is: behind drawn rules, the header's columns, pages measured.

Widths are those of Tinos and Arimo, which have these fonts' own; kerning is ignored (Word leaves it off).
Source of the numbers: font_widths.json, written by tools/metrics.py.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from . import MM_PER_PT

ARIAL = "Arial"
_FALLBACK = 0.6  # of an em, for a letter the table lacks: rather too wide than a line that wraps


@cache
def _widths(style: str) -> dict[str, float]:
    data = json.loads(Path(__file__).with_name("font_widths.json").read_text("utf-8"))
    return {letter: width / data["em"] for letter, width in zip(data["letters"], data[style], strict=True)}


def _letter_width(letter: str, widths: dict[str, float]) -> float:
    known = widths.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Cc", "Mn", "Co"}:
        return 0.0
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else _FALLBACK


@lru_cache(maxsize=4096)
def text_width_mm(text: str, size_pt: float, bold: bool = False, italic: bool = False, font: str = "") -> float:
    """The length in mm of `text` (brought to NFC) set on one line at `size_pt` in `ARIAL`, else in Times New Roman."""
    style = f"{ARIAL} " if font == ARIAL else ""
    style += {(0, 0): "Regular", (1, 0): "Bold", (0, 1): "Italic", (1, 1): "BoldItalic"}[bool(bold), bool(italic)]
    widths = _widths(style)
    ems = sum(_letter_width(letter, widths) for letter in unicodedata.normalize("NFC", text))
    return ems * size_pt * MM_PER_PT
