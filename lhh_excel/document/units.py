"""Lengths as Word writes them: twips, twentieths of a point."""

from __future__ import annotations

import math

TWIPS_PER_MM = 1440 / 25.4


def mm_twips(mm: float) -> int:
    """The nearest whole number of twips."""
    return round(mm * TWIPS_PER_MM)


def cm_twips(cm: float) -> int:
    """The nearest whole number of twips."""
    return mm_twips(cm * 10)


def pt_twips(pt: float) -> int:
    """The nearest whole number of twips."""
    return round(pt * 20)


def margin_twips(mm: float, low: float | None, high: float | None) -> int:
    """A margin in twips that is never, by rounding, below the least or above the greatest allowed."""
    exact = mm * TWIPS_PER_MM
    if low is not None and mm <= low:
        return math.ceil(exact)
    if high is not None and mm >= high:
        return math.floor(exact)
    return round(exact)


def twips_mm(twips: float) -> float:
    """Back to millimetres."""
    return twips / TWIPS_PER_MM
