"""What a period's figures are taken from: which reports, of which units.

A half-year is its own rows; a year its halves' (or quarters'), so that its flows add up to what was reported.
Source: docs/workbook-contract.md, "Periods" and "Units".
"""

from __future__ import annotations

import datetime as dt

from ..errors import RefusedError, UsageError
from ..plain import record
from ..workbook.book import Book, Period, Unit
from ..workbook.records import no_such_period
from .wording import collation_key, lower_first


@record
class Part:
    """A period that the units reported on: who had to, and the record in tblSoLieu of each that has a row."""

    period: Period
    expected: tuple[Unit, ...]
    rows: dict[str, int]  # unit code -> record index, received or not
    received: dict[str, dt.date]  # unit code -> day of receipt

    @property
    def name(self) -> str:
        """What the period is called as a sentence goes on."""
        return lower_first(self.period.name)

    def row(self, unit_code: str) -> int | None:
        """The record of a unit whose report was received; what was not received is not a figure."""
        return self.rows[unit_code] if unit_code in self.received else None


@record
class Scope:
    """The parts of a period, in time; `heirs`: unit code -> the unit that stands for it on the period's last day.

    `whole` is False where the parts leave days of the period out (a year of which only one half is there).
    """

    period: Period
    parts: tuple[Part, ...]
    expected: tuple[Unit, ...]
    heirs: dict[str, str]
    whole: bool

    @property
    def name(self) -> str:
        """What the period is called as a sentence goes on."""
        return lower_first(self.period.name)

    @property
    def composed(self) -> bool:
        return [part.period.code for part in self.parts] != [self.period.code]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(part.period.code for part in self.parts)


def period_of(book: Book, code: str) -> Period:
    """The period of that code. `UsageError` for a code that tblKy lacks, `RefusedError` where its dates are missing."""
    known = book.periods
    if not code:
        raise UsageError("no_period")
    if code not in known:
        raise no_such_period(code, known)
    period = known[code]
    if period.start is None or period.end is None:
        raise RefusedError("period_without_dates", period=code)
    return period


def scope_of(book: Book, period: Period) -> Scope:
    """Where the period's figures come from. The period has its dates."""
    assert period.end is not None
    parts = tuple(_part(book, leaf) for leaf in leaves(book, period))
    return Scope(
        period, parts, tuple(in_order(book, book.expected(period))), book.heirs_on(period.end), _covers(period, parts)
    )


def leaves(book: Book, period: Period) -> list[Period]:
    """The periods whose rows count: a year's parts; a half's quarters where the half has no rows of its own."""
    return _leaves(book, period, set(book["figures"].clean["period"]))


def _leaves(book: Book, period: Period, filled: set[object]) -> list[Period]:
    inside = [leaf for component in book.components(period) for leaf in _leaves(book, component, filled)]
    own, composed = period.code in filled, any(leaf.code in filled for leaf in inside)
    year = not period.part
    if not inside or (own and not (year and composed)) or (not year and not composed):
        return [period]
    return inside


def _part(book: Book, period: Period) -> Part:
    rows, days = book.figure_rows.get(period.code, {}), book["figures"].clean["received"]
    received = {unit: day for unit, i in rows.items() if (day := days[i]) is not None}
    return Part(period, tuple(in_order(book, book.expected(period))), rows, received)


def _covers(period: Period, parts: tuple[Part, ...]) -> bool:
    at = period.start
    for part in parts:
        start, end = part.period.start, part.period.end
        if at is None or start is None or end is None or start > at:
            return False
        at = end + dt.timedelta(days=1)
    return at is not None and period.end is not None and at > period.end


def name_of(book: Book, code: str) -> str:
    """The unit's name; its code where no unit has it."""
    unit = book.units.get(code)
    return code if unit is None else unit.name


def in_order(book: Book, found: list[Unit]) -> list[Unit]:
    """Units in the order in which the report names them: by kind as the office declared them, then by code.

    One of no kind that is declared stands with the first.
    """
    place = {kind.name: number for number, kind in enumerate(book.declared.kinds)}
    return sorted(found, key=lambda unit: (place.get(unit.kind, 0), collation_key(unit.code)))
