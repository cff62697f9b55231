"""Stocks, flows, their totals, and comparisons over the same units.

Blank is not zero: a unit without a number gives none, and every total knows how many units gave one.
Source: docs/workbook-contract.md, "Indicators" and "Units".
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ..plain import field, mutable, record
from ..workbook.book import Book
from ..workbook.declarations import Indicator, Measure
from .scope import Part, Scope
from .wording import exact


@mutable
class UnitValue:
    """What one unit (with those merged into it) gave for an indicator: None is "chưa có số liệu", 0 is "không có"."""

    value: Decimal | None = None
    rows: list[int] = field(default_factory=list)  # records of tblSoLieu that gave a number
    parts: set[str] = field(default_factory=set)  # codes of the periods in which it had to report
    heard: bool = False  # some report of it was received
    blank: bool = False  # in a report that was received the number is blank
    silent: bool = False  # some report that it owes was not received

    @property
    def lacking(self) -> bool:
        """Some number that it had to give is not there."""
        return self.blank or self.silent

    def add(self, value: Decimal, row: int) -> None:
        self.value = value if self.value is None else self.value + value
        self.rows.append(row)


@record
class Total:
    """An indicator's total over the units that reported.

    `by_unit`: every unit of the period, keyed by code; a year's also those that left in it. `heard`: expected units
    that reported (of a year: some part), `gave`: those of them with the number in all that they reported.
    """

    indicator: Indicator
    value: Decimal | None
    by_unit: Mapping[str, UnitValue]
    heard: tuple[str, ...]
    gave: tuple[str, ...]

    @property
    def rows(self) -> list[int]:
        return [row for unit in self.by_unit.values() for row in unit.rows]

    @property
    def filled(self) -> tuple[str, ...]:
        """The units that gave any number: those that have one in Phụ lục I. Of a half-year the same as `gave`."""
        return tuple(code for code, unit in self.by_unit.items() if unit.value is not None)

    @property
    def told(self) -> bool:
        """Worth a sentence: 0 or missing for all is not a result."""
        return bool(self.value)


@record
class Comparison:
    """Now against an earlier period, over the units (merged ones as one) with a complete number in both."""

    indicator: Indicator
    now: Decimal
    before: Decimal
    units: tuple[str, ...]
    rows_now: tuple[int, ...]
    rows_before: tuple[int, ...]

    @property
    def difference(self) -> Decimal:
        return self.now - self.before

    @property
    def percent(self) -> Decimal | None:
        """Size of the change in percent of the earlier number, unrounded; None from 0."""
        return abs(self.difference) * 100 / abs(self.before) if self.before else None


def total(book: Book, scope: Scope, indicator: Indicator) -> Total:
    """The indicator over the period's units: flows of all its parts, stocks of the last (opening: the first)."""
    values = unit_values(book, scope, indicator, scope.heirs)
    given = [unit.value for unit in values.values() if unit.value is not None]
    heard = tuple(u.code for u in scope.expected if u.code in values and values[u.code].heard)
    gave = tuple(code for code in heard if not values[code].blank)
    return Total(indicator, sum(given, Decimal(0)) if given else None, values, heard, gave)


def compare(
    book: Book,
    now: Scope,
    before: Scope | None,
    indicator: Indicator,
    values: Mapping[str, UnitValue] | None = None,
) -> Comparison | None:
    """None where there is nothing to compare: no such period, or no unit with a number in both.

    `values`: what each unit gave now, where that is known (`Total.by_unit`). A merged unit's earlier number counts with
    its heir's. A unit must have reported every part of both periods, so that half a year is never held against a whole
    one.
    """
    if before is None:
        return None
    new = unit_values(book, now, indicator, now.heirs) if values is None else values
    old = unit_values(book, before, indicator, now.heirs)
    parts_now, parts_before = len(_parts(now, indicator)), len(_parts(before, indicator))
    common = [
        unit.code
        for unit in now.expected
        if _complete(new.get(unit.code), parts_now) and _complete(old.get(unit.code), parts_before)
    ]
    if not common:
        return None
    return Comparison(
        indicator,
        sum((new[code].value or Decimal(0) for code in common), Decimal(0)),
        sum((old[code].value or Decimal(0) for code in common), Decimal(0)),
        tuple(common),
        tuple(row for code in common for row in new[code].rows),
        tuple(row for code in common for row in old[code].rows),
    )


def _complete(unit: UnitValue | None, parts: int) -> bool:
    return unit is not None and not unit.lacking and len(unit.parts) == parts


def unit_values(book: Book, scope: Scope, indicator: Indicator, heirs: Mapping[str, str]) -> dict[str, UnitValue]:
    """What each unit gave, under the unit that stands for it in `heirs`."""
    column = book["figures"].clean[indicator.key]
    found: dict[str, UnitValue] = {}
    for part in _parts(scope, indicator):
        for unit in part.expected:
            entry = found.setdefault(heirs.get(unit.code, unit.code), UnitValue())
            entry.parts.add(part.period.code)
            row = part.row(unit.code)
            if row is None:
                entry.silent = True
                continue
            entry.heard = True
            if column[row] is None:
                entry.blank = True
            else:
                entry.add(exact(column[row]), row)
    return found


def _parts(scope: Scope, indicator: Indicator) -> tuple[Part, ...]:
    if indicator.measure is Measure.OPENING:
        return scope.parts[:1]
    return scope.parts[-1:] if indicator.measure is Measure.CLOSING else scope.parts
