"""Numbers of outgoing documents: the next one, none given twice, each year from 01.

Source: Decree 30/2020/NĐ-CP, Điều 15.1 and PL1.P1.II.3; docs/workbook-contract.md, "Văn bản đi".
"""

from __future__ import annotations

import re

from ..errors import RefusedError, UsageError
from ..plain import record
from ..text.marks import without_marks
from ..workbook.book import Book
from ..workbook.lists import NUMBER_PER_TYPE
from ..workbook.records import year_of_last_number
from ..workbook.values import fold

_SYMBOL = re.compile(r"\s*(?:số\s*:?\s*)?(\d{1,6})\s*([a-zđ]?)\s*(?:/\s*(?:(\d{4})\s*/)?\s*(.*\S))?\s*", re.IGNORECASE)


@record
class Used:
    """A number that stands in the register: `kind` is its series, None where the symbol does not tell."""

    number: int
    kind: str | None
    year: int | None
    index: int  # record in tblVanBanDi


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


def used_numbers(book: Book) -> list[Used]:
    """Every number of the register, finished or not, replaced or not: a number once given is never given again.

    A row without date belongs to the year of the dated row above it, else below it: the register is kept in time.
    """
    data, agency = book["register"], book.text("symbol")
    years: list[int | None] = [day.year if day is not None else None for day in data.clean["date"]]
    below = next((year for year in years if year is not None), None)
    found = []
    for i, symbol in enumerate(data.clean["symbol"]):
        below = years[i] if years[i] is not None else below
        parsed = parse_symbol(str(symbol), agency) if symbol is not None else None
        if parsed is not None:
            found.append(Used(parsed[0], parsed[1], parsed[2] or below, i))
    return found


def _in_series(book: Book, kind: str, year: int) -> list[Used]:
    """The numbers that a new one of this type must differ from: all of the year, or those of the type."""
    per_type = book.setting("numbering") == NUMBER_PER_TYPE
    return [
        used
        for used in used_numbers(book)
        if used.year in (year, None) and (not per_type or used.kind is None or fold(used.kind) == fold(kind))
    ]


def next_number(book: Book, kind: str, year: int) -> int:
    """One more than the highest of the register's year and of Số cuối đã cấp of that year, in common or per type.

    Raises RefusedError("last_number_year") where the profile does not tell whether Số cuối đã cấp is of that year: too
    low a number would be given twice, too high a one would leave a gap.
    """
    outside, of_year, told = _outside(book)
    if outside and of_year != year and not told:
        raise RefusedError("last_number_year", last=outside, year=year, other=of_year)
    highest = max((used.number for used in _in_series(book, kind, year)), default=0)
    return max(highest, outside if of_year == year else 0) + 1


def _outside(book: Book) -> tuple[int, int, bool]:
    """Số cuối đã cấp (0: none), its year, and whether the profile names that year."""
    outside = book.setting("last_number")
    return outside if isinstance(outside, int) else 0, *year_of_last_number(book)


def check_free(book: Book, kind: str, year: int, number: int) -> None:
    """Raises RefusedError where the register has the number ("number_taken") or it was given outside this workbook
    ("number_given_outside"), UsageError for 0 and less."""
    if number < 1:
        raise UsageError("bad_number", number=number)
    outside, of_year, _ = _outside(book)
    if of_year == year and number <= outside:
        raise RefusedError("number_given_outside", number=number, last=outside)
    data = book["register"]
    for used in _in_series(book, kind, year):
        if used.number == number:
            symbol = data.clean["symbol"][used.index]
            cell = data.cell(used.index, "symbol")
            raise RefusedError("number_taken", symbol=symbol, year=year, sheet=data.sheet, cell=cell)
