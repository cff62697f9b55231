"""Who had to report for a period, who did, on time or late, and who has not: one table for text, annex and status.

Source: docs/workbook-contract.md, "Periods" and "Units"; DHIS2's reporting-rate summary (expected, received, on time).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum

from ..plain import record
from ..workbook.book import Book, Unit
from .scope import Part, Scope, in_order, scope_of
from .wording import share


class Status(Enum):
    """Where a unit's report stands. RECEIVED: it came, but the period names no due date to measure it by."""

    ON_TIME = "on_time"
    LATE = "late"
    RECEIVED = "received"
    MISSING = "missing"


_CAME = (Status.ON_TIME, Status.LATE, Status.RECEIVED)
#: Column of the summary -> the reports that it counts.
COUNTED: dict[str, tuple[Status, ...]] = {
    "expected": (*_CAME, Status.MISSING),
    "received": _CAME,
    "on_time": (Status.ON_TIME,),
    "late": (Status.LATE,),
    "missing": (Status.MISSING,),
    "untimed": (Status.RECEIVED,),
}


@record
class UnitReport:
    """One expected unit. Of a year: missing if any part is missing, late if any is late.

    Day of receipt and due date are those of one part, so that they explain the state: of the one that came latest past
    its due date, else of the last.
    """

    unit: Unit
    status: Status
    received: dt.date | None
    due: dt.date | None
    days_late: int
    rows: tuple[int, ...]  # its records in tblSoLieu
    missing: tuple[str, ...] = ()  # codes of the parts not reported
    row: int | None = None  # the record that `received` stands in


@record
class Counts:
    """The columns of the summary; `untimed` came without a due date to measure by."""

    expected: int
    received: int
    on_time: int
    late: int
    missing: int
    untimed: int

    @property
    def percent_received(self) -> Decimal:
        return share(self.received, self.expected)

    @property
    def percent_on_time(self) -> Decimal:
        return share(self.on_time, self.expected)


@record
class Reporting:
    """The expected units in the report's order, each with where its report stands; the kinds as declared."""

    lines: tuple[UnitReport, ...]
    kinds: tuple[str, ...]

    def of(self, *statuses: Status) -> list[UnitReport]:
        return [line for line in self.lines if line.status in statuses]

    @property
    def counts(self) -> Counts:
        return count(self.lines)

    @property
    def by_kind(self) -> dict[str, Counts]:
        """Per kind of unit, as the office declared them; kinds without a unit are left out."""
        kinds = dict.fromkeys([*self.kinds, *(line.unit.kind for line in self.lines)])
        found = {kind: count(line for line in self.lines if line.unit.kind == kind) for kind in kinds}
        return {kind: counts for kind, counts in found.items() if counts.expected}


def count(lines: Iterable[UnitReport]) -> Counts:
    found = [line.status for line in lines]
    return Counts(**{column: sum(map(found.count, statuses)) for column, statuses in COUNTED.items()})


def left_owing(scope: Scope, part: Part) -> list[Unit]:
    """Units that had to report this part and did not, and were no members any more on the period's last day."""
    members = {unit.code for unit in scope.expected}
    return [unit for unit in part.expected if unit.code not in members and unit.code not in part.received]


def reporting(book: Book, scope: Scope, by: dt.date | None = None) -> Reporting:
    """Where each expected unit's report for the period stands; `by`: stood on that day, later ones not come."""
    kinds = tuple(kind.name for kind in book.declared.kinds)
    return Reporting(tuple(_of_unit(unit, scope, by) for unit in scope.expected), kinds)


def received_after(scope: Scope, day: dt.date) -> list[Unit]:
    """The expected units of which a report for the period has a day of receipt after that day."""
    return [unit for unit in scope.expected if any(part.received.get(unit.code, day) > day for part in scope.parts)]


def _of_unit(unit: Unit, scope: Scope, by: dt.date | None) -> UnitReport:
    parts = [part for part in scope.parts if any(u.code == unit.code for u in part.expected)]
    states = [_of_part(unit.code, part, by) for part in parts]
    rows = tuple(part.rows[unit.code] for part in parts if unit.code in part.rows)
    missing = tuple(
        part.period.code for part, (status, _) in zip(parts, states, strict=True) if status is Status.MISSING
    )
    latest = max(range(len(parts)), key=lambda place: (states[place][1], place), default=None)
    shown = parts[latest] if latest is not None else None
    status = next(
        (s for s in (Status.MISSING, Status.LATE, Status.RECEIVED) if any(s is state for state, _ in states)),
        Status.ON_TIME if states else Status.MISSING,
    )
    return UnitReport(
        unit,
        status,
        shown.received.get(unit.code) if shown and status is not Status.MISSING else None,
        shown.period.unit_due if shown else scope.period.unit_due,
        max((days for _, days in states), default=0),
        rows,
        missing,
        shown.rows.get(unit.code) if shown else None,
    )


def _of_part(code: str, part: Part, by: dt.date | None) -> tuple[Status, int]:
    """The state and the days of delay for one period's report."""
    day, due = part.received.get(code), part.period.unit_due
    if day is None or (by is not None and day > by):
        return Status.MISSING, 0
    if due is None:
        return Status.RECEIVED, 0
    return (Status.LATE, (day - due).days) if day > due else (Status.ON_TIME, 0)


@record
class Membership:
    """Units that are members on a period's last day, and those that came and went in it, in the report's order."""

    members: tuple[Unit, ...]
    joined: tuple[Unit, ...]
    left: tuple[Unit, ...]


def membership(book: Book, scope: Scope) -> Membership:
    """Members on Đến ngày; joined and left from Từ ngày to Đến ngày (a unit leaves on its Ngày rời).

    Bodies of the office itself, which do not report, are no members.
    """
    start, end = scope.period.start, scope.period.end
    assert start is not None and end is not None
    everyone = [unit for unit in book.units.values() if book.reports(unit.kind)]
    return Membership(
        scope.expected,
        tuple(in_order(book, [u for u in everyone if u.joined is not None and start <= u.joined <= end])),
        tuple(in_order(book, [u for u in everyone if u.left is not None and start <= u.left <= end])),
    )


def neighbours(book: Book, scope: Scope) -> tuple[Scope | None, Scope | None]:
    """The period before and the same period a year earlier, where tblKy has them with their dates.

    A period that its parts do not cover can not be compared with, so it is None; a year's two are one: the first None.
    """
    known = book.periods

    def at(code: str | None) -> Scope | None:
        period = known.get(code) if code else None
        if period is None or period.start is None or period.end is None:
            return None
        found = scope_of(book, period)
        return found if found.whole else None

    before, last_year = scope.period.code_before(), scope.period.code_last_year()
    if not scope.whole:
        return None, None
    return (None if before == last_year else at(before)), at(last_year)
