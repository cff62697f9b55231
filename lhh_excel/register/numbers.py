"""The symbol of an outgoing document, written and read: number, type, agency.

Source: Decree 30/2020/NĐ-CP, PL1.P1.II.3; docs/workbook-contract.md, "Văn bản đi".
"""

from __future__ import annotations

import re

from ..errors import UsageError
from ..text.marks import without_marks
from ..workbook.values import fold

#: No office gives so many in a year: what is larger is a slip of the hand.
MAX_NUMBER = 99_999

_SYMBOL = re.compile(r"\s*(?:số\s*:?\s*)?(\d{1,20})\s*([a-zđ]?)\s*(?:/\s*(?:(\d{4})\s*/)?\s*(.*\S))?\s*", re.IGNORECASE)


def check_size(number: int) -> None:
    """Raises UsageError("bad_number") for what is no document's number, whatever was given before."""
    if not 1 <= number <= MAX_NUMBER:
        raise UsageError("bad_number", number=number)


def format_symbol(number: int, kind: str, agency: str, drafter: str = "") -> str:
    """(5, "BC", "LHH") -> "05/BC-LHH"; a công văn has no type code but its drafting unit: "05/LHH-VP"."""
    groups = [kind, agency] if kind else [agency, drafter]
    return f"{number:02d}/" + "-".join(group for group in groups if group)


def file_name(symbol: str, tail: str) -> str:
    """The issued document's name in ASCII: ("05/BC-LHH", "2026-H1") -> "05-BC-LHH-2026-H1.docx"."""
    return re.sub(r"[^A-Za-z0-9]+", "-", without_marks(f"{symbol}-{tail}")).strip("-") + ".docx"


def parse_symbol(text: str, agency: str = "") -> tuple[int, str | None, int | None] | None:
    """ "05/BC-LHH" -> (5, "BC", None): number, series, year where the symbol holds one. None where there is no number.

    The series of "05/LHH-VP" is "" (công văn), that of "05" alone is None: any.
    """
    match = _SYMBOL.fullmatch(text)
    if match is None:
        return None
    number, year, rest = int(match[1]), match[3], match[4]
    kind: str | None = None
    if rest:
        first = re.split(r"\s*[-–]\s*", rest)[0]
        kind = "" if agency and fold(first) == fold(agency.split("-")[0]) else first.upper()
    return number, kind, int(year) if year else None
