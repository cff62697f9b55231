"""Units and periods as records: membership by dates, successors, which period comes before which.

Shared by checking and figures. Nothing here computes a date: starts, ends and dues are the clerk's data.
Source: docs/workbook-contract.md, "Periods" and "Units".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from ..errors import UsageError, question
from ..plain import record
from ..text.wording import plain
from .book import Book
from .journal import reopened_units
from .lists import PERIOD_LOCKED
from .values import Value, fold, squeeze

_CODE = re.compile(r"(\d{4})(?:-(H[12]|Q[1-4]|DX\d+))?")
#: Length of a kind of period, longest first: which periods may compose a longer one.
_RANK = {"": 3, "H": 2, "Q": 1, "D": 0}


@record
class Period:
    """One reporting period; `index` is its record in tblKy. Dates are None where missing or invalid."""

    code: str
    name: str
    start: dt.date | None
    end: dt.date | None
    unit_due: dt.date | None
    upward_due: dt.date | None
    locked: bool
    index: int

    @property
    def year(self) -> int | None:
        match = _CODE.fullmatch(self.code)
        return int(match[1]) if match else None

    @property
    def part(self) -> str:
        """ "H1", "Q3", "DX1" or "" for a year."""
        match = _CODE.fullmatch(self.code)
        return (match[2] or "") if match else "?"

    @property
    def rank(self) -> int:
        return _RANK.get(self.part[:1], 0)

    def code_before(self) -> str | None:
        """The code of the period just before of the same kind: 2026-H1 -> 2025-H2. None for đột xuất."""
        if self.year is None or self.part.startswith("DX"):
            return None
        if not self.part:
            return str(self.year - 1)
        letter, number = self.part[0], int(self.part[1])
        if number > 1:
            return f"{self.year}-{letter}{number - 1}"
        return f"{self.year - 1}-{letter}{2 if letter == 'H' else 4}"

    def code_last_year(self) -> str | None:
        """The code of the same period a year earlier. None for đột xuất."""
        if self.year is None or self.part.startswith("DX"):
            return None
        return f"{self.year - 1}-{self.part}" if self.part else str(self.year - 1)

    def code_after(self) -> str | None:
        """The code of the next period of the same kind: 2026-H1 -> 2026-H2."""
        if self.year is None or self.part.startswith("DX"):
            return None
        if not self.part:
            return str(self.year + 1)
        letter, number = self.part[0], int(self.part[1])
        last = 2 if letter == "H" else 4
        return f"{self.year}-{letter}{number + 1}" if number < last else f"{self.year + 1}-{letter}1"


def proper_code(code: str) -> bool:
    """Whether a period's code is one of the workbook's own kinds: 2026-H1, 2026, 2026-Q1, 2026-DX1."""
    return _CODE.fullmatch(code) is not None


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


def year_of_last_number(book: Book) -> tuple[int, bool]:
    """The year that Số cuối đã cấp belongs to, and whether the profile says so.

    Where it does not: the year of the current period, whichever period a command is asked for.
    """
    told = re.fullmatch(r"\d{4}", book.text("last_number_year").strip())
    if told:
        return int(told[0]), True
    known = periods(book)
    current = known.get(str(book.profile.get("period") or book.period)) or known.get(book.period)
    return (current.year if current is not None and current.year else book.as_of.year), False


@record
class Unit:
    """One member association or affiliated unit; `index` is its record in tblDonVi."""

    code: str
    name: str
    short: str
    kind: str
    joined: dt.date | None
    left: dt.date | None
    successor: str
    email: str
    index: int

    def member_on(self, day: dt.date) -> bool:
        """A member on that day: joined by then and not left by then (a unit leaves on Ngày rời)."""
        return (self.joined is None or self.joined <= day) and (self.left is None or self.left > day)


def periods(book: Book) -> dict[str, Period]:
    """The periods by code, in the sheet's order; of a doubled code the first."""
    found: dict[str, Period] = {}
    columns = ("code", "name", "start", "end", "unit_due", "upward_due", "state")
    for i, code, name, start, end, unit_due, upward_due, state in book["periods"].each(*columns):
        if code and code not in found:
            found[code] = Period(code, name or code, start, end, unit_due, upward_due, state == PERIOD_LOCKED, i)
    return found


def units(book: Book) -> dict[str, Unit]:
    """The units by code, in the sheet's order; of a doubled code the first."""
    found: dict[str, Unit] = {}
    columns = ("code", "name", "short", "kind", "joined", "left", "successor", "email")
    for i, code, name, short, kind, joined, left, successor, email in book["units"].each(*columns):
        if code and code not in found:
            found[code] = Unit(
                code, name or code, short or "", kind or "", joined, left, successor or "", email or "", i
            )
    return found


def speaker(text: Value, known: Iterable[Unit]) -> str:
    """The code of the unit whose words a text of `Nội dung` is: it begins with the unit's name; "" for the office's.

    So an import writes them; of two names that fit the longer one counts.
    """
    begins = squeeze(str(text or ""))
    fit = [unit for unit in known if begins.startswith(squeeze(unit.name))]
    return max(fit, key=lambda unit: len(unit.name)).code if fit else ""


def expected(book: Book, period: Period) -> list[Unit]:
    """The units that must report for the period: members on its last day. Empty where Đến ngày is missing."""
    if period.end is None:
        return []
    return [unit for unit in units(book).values() if unit.member_on(period.end)]


def heirs(book: Book) -> dict[str, str]:
    """unit code -> the code of the unit that finally reports for it (itself, unless it named a successor).

    A circle of successors ends at the unit where it was entered (QH reports the circle).
    """
    all_units = units(book)
    final: dict[str, str] = {}
    for code in all_units:
        seen, at = {code}, code
        while (following := all_units[at].successor) in all_units and following not in seen:
            seen.add(following)
            at = following
        final[code] = at
    return final


def forebears(book: Book, unit_code: str, after: dt.date | None, until: dt.date | None) -> list[Unit]:
    """The units merged into `unit_code` (directly or through others) that left in (after, until]; None: unbounded."""
    all_units, final = units(book), heirs(book)
    return [
        unit
        for code, unit in all_units.items()
        if code != unit_code
        and final[code] == unit_code
        and unit.left is not None
        and (after is None or unit.left > after)
        and (until is None or unit.left <= until)
    ]


def components(book: Book, period: Period) -> list[Period]:
    """The shorter periods that make up a longer one, in time: a year's halves (or quarters), a half's quarters.

    Longest first, never two that overlap; [] where there are none, so that the period's own rows count.
    """
    if period.start is None or period.end is None or not period.rank:
        return []
    inside = [
        p
        for p in periods(book).values()
        if 0 < p.rank < period.rank and p.start and p.end and period.start <= p.start and p.end <= period.end
    ]
    chosen: list[Period] = []
    for p in sorted(inside, key=lambda p: (-p.rank, p.start)):
        if all(p.end < q.start or p.start > q.end for q in chosen):  # type: ignore[operator]
            chosen.append(p)
    return sorted(chosen, key=lambda p: p.start)  # type: ignore[arg-type,return-value]


@record
class Locks:
    """Which rows may not change: `locked` codes of periods, `reopened` (period, unit) opened again since the lock."""

    locked: frozenset[str]
    reopened: frozenset[tuple[str, str]]

    def holds(self, period: str, unit: str = "") -> bool:
        """The rows of that unit in that period are locked; without a unit, what belongs to the period as a whole."""
        return period in self.locked and (period, unit) not in self.reopened

    def units_of(self, period: str) -> list[str]:
        """The units of a locked period that were opened again, by code."""
        return sorted(unit for code, unit in self.reopened if code == period and period in self.locked)


def locks(book: Book) -> Locks:
    """The locks as they stand: Trạng thái of the period, and what `Nhật ký` tells was reopened after its last lock."""
    return Locks(frozenset(code for code, period in periods(book).items() if period.locked), reopened_units(book))
