"""What several rooms ask of a book's periods and units: codes as people write them, whose words a text is, whether and
in what order it is printed, locks.

Source: docs/workbook-contract.md, "Periods" and "Units".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..errors import UsageError, question
from ..plain import pattern, record
from ..text.wording import plain
from .book import Book, TableData, Unit
from .journal import reopened_units
from .lists import NO, YES
from .schema import PERIOD_CODE
from .values import Value, fold, squeeze


def proper_code(code: str) -> bool:
    """Whether a period's code is one of the workbook's own kinds: 2026-H1, 2026, 2026-Q1, 2026-DX1."""
    return PERIOD_CODE.fullmatch(code) is not None


def spelt(code: str, known: Iterable[str]) -> str:
    """The known code that differs from this one in case only; else the code."""
    known = list(known)
    return code if code in known else next((other for other in known if fold(other) == fold(code)), code)


#: What people write for a part of a year, in small letters without signs.
_PARTS = {"6thangdau": "H1", "6thangcuoi": "H2", "hk1": "H1", "hk2": "H2", "ca": ""}
_PARTS |= {f"quy{name}": f"Q{n}" for n, roman in enumerate(("i", "ii", "iii", "iv"), 1) for name in (roman, n)}


def meant_period(text: str, known: Iterable[str] | None = None) -> str:
    """The code that may be meant by "2026h1", "H1/2026", "quý I năm 2026"; "" where none is.

    One of `known`, else the most like it of that year; without `known` any proper code.
    """
    signs = re.sub(r"[\W_]+", "", plain(text))
    year = re.search(r"(?:19|20)\d\d", signs)
    if year is None:
        return ""
    rest = (signs[: year.start()] + signs[year.end() :]).replace("nam", "")
    part = _PARTS.get(rest, re.sub(r"^(h|q|dx)0*", lambda match: match[1].upper(), rest))
    code = f"{year[0]}-{part}" if part else year[0]
    if known is None:
        return code if proper_code(code) else ""
    of_year = [other for other in known if other.startswith(year[0])]
    parts = [other for other in of_year if other != year[0]] if part else of_year
    return code if code in of_year else max(parts, key=lambda other: _likeness(code, other), default="")


def _likeness(code: str, other: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, code, other).ratio()


def no_such_period(code: str, known: Iterable[str]) -> UsageError:
    """What to raise for a period that the workbook does not have."""
    known = list(known)
    meant = meant_period(code, known)
    return UsageError("unknown_period", period=code, known=", ".join(known) or "–", meant=question(meant))


#: A dash stands for the slash where letters follow it.
_SYMBOL = pattern(
    r"\s*(?:số\s*:?\s*)?(\d{1,20})\s*([a-zđ]?)\s*(?:(?:/|[-–](?=\s*[^\W\d]))\s*(?:(\d{4})\s*/)?\s*(.*\S))?\s*",
    re.IGNORECASE,
)


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


def year_of_last_number(book: Book) -> tuple[int, bool]:
    """The year that Số cuối đã cấp belongs to, and whether the profile says so.

    Where it does not: the year of the current period, whichever period a command is asked for.
    """
    told = re.fullmatch(r"\d{4}", book.text("last_number_year").strip())
    if told:
        return int(told[0]), True
    current = book.own_period
    return (current.year if current is not None and current.year else book.as_of.year), False


def speaker(unit: Value, text: Value, known: Iterable[Unit]) -> str:
    """The code of the unit whose words a text of `Nội dung` is; "" for the office's.

    Mã đơn vị says it. Where it is blank the text may still begin with the unit's name, as imports of earlier versions
    wrote it; of two names that fit the longer one counts.
    """
    if unit:
        return str(unit)
    begins = squeeze(str(text or ""))
    fit = [unit for unit in known if begins.startswith(squeeze(unit.name))]
    return max(fit, key=lambda unit: len(unit.name)).code if fit else ""


def printed(texts: TableData, i: int) -> bool | None:
    """Whether a text of `Nội dung` goes into the report; None: a unit's, of which nobody has decided yet.

    The office's own words go in unless kept back, a unit's only where it is said.
    """
    said = texts.clean["printed"][i]
    return said == YES if said in (YES, NO) else texts.blank(i, "unit") or None


def in_print_order(data: TableData, rows: Iterable[int]) -> list[int]:
    """Texts or recipients by Thứ tự, those without one last, of one number as they stand."""
    order = data.clean["order"]
    return sorted(rows, key=lambda i: (order[i] is None, order[i] or 0, i))


def unit_meant(book: Book, text: str) -> Unit | None:
    """The unit of that code, whatever its case, of that label, or of a name that it alone has."""
    labels = book["tasks"].schema["lead"].labels
    meant = fold(text if labels is None else labels.read(squeeze(text))[0])
    return next((unit for code, unit in book.units.items() if fold(code) == meant), None)


@record
class Locks:
    """Which rows may not change: `locked` codes of periods, `reopened` (period, unit) opened again since the lock."""

    locked: frozenset[str]
    reopened: frozenset[tuple[str, str]]

    def holds(self, period: str, unit: str) -> bool:
        """The rows of that unit in that period are locked; of no unit (""), what belongs to the period as a whole."""
        return period in self.locked and (period, unit) not in self.reopened

    def units_of(self, period: str) -> list[str]:
        """The units of a locked period that were opened again, by code."""
        return sorted(unit for code, unit in self.reopened if code == period and period in self.locked)


def locks(book: Book) -> Locks:
    """The locks as they stand: Trạng thái of the period, and what `Nhật ký` tells was reopened after its last lock."""
    return Locks(frozenset(code for code, period in book.periods.items() if period.locked), reopened_units(book))
