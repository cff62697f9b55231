"""Roman numerals, as they number mục, phần, annexes and a Word list."""

from __future__ import annotations

_SIGNS: tuple[tuple[int, str], ...] = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
#: Signs of ordinals that somebody counts; D and M are letters in an office's documents.
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

#: A numeral up to XLIX, for patterns: no section, part or annex has a higher one.
NUMERAL = r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})"


def to_roman(value: int) -> str:
    """4 -> "IV"; "" for nought."""
    result = ""
    for number, sign in _SIGNS:
        while value >= number:
            result, value = result + sign, value - number
    return result


def annex_name(ordinal: int, count: int) -> str:
    """How the annex is headed and called, one of `count`: "Phụ lục II"; a sole one bears no number.

    Source: PL1.P1.III.1.a, two or more are numbered.
    """
    return f"Phụ lục {to_roman(ordinal)}" if count > 1 else "Phụ lục"


def from_roman(text: str) -> int | None:
    """ "XIV" -> 14; None for what is no numeral of ordinals."""
    if not text or set(text) - set(_VALUES):
        return None
    values = [_VALUES[sign] for sign in text]
    return sum(-v if v < max(values[n + 1 :], default=0) else v for n, v in enumerate(values))
