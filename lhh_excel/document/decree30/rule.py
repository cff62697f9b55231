"""What one rule is, and how the tables of rules are written down."""

from __future__ import annotations

import datetime as dt

from ...plain import record

IN_FORCE = dt.date(2020, 3, 5)

Value = str | float | bool


@record
class Rule:
    """One demand on one property of one component; either a range (`low`..`high`) or the `allowed` values.

    In force from `since` up to and with `until` (None: still).
    """

    id: str
    component: str
    prop: str
    text: str
    low: float | None = None
    high: float | None = None
    allowed: tuple[Value, ...] = ()
    unit: str = ""
    severity: str = "error"  # "error" contradicts a stated figure, "warning" practice or consistency, "note" wording
    since: dt.date = IN_FORCE
    until: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@record
class Range:
    low: float | None
    high: float | None
    unit: str


@record
class Choice:
    allowed: tuple[Value, ...]
    unit: str


def pt(low: float, high: float | None = None) -> Range:
    return Range(low, low if high is None else high, "pt")


Wanted = Range | Choice | Value | tuple[Value, ...]


def rules(rule_id: str, component: str, text: str, severity: str = "error", **props: Wanted) -> tuple[Rule, ...]:
    """One legal sentence that sets several properties: a range, one allowed value, or a choice of them."""
    made = []
    for prop, wanted in props.items():
        if isinstance(wanted, Range):
            made.append(Rule(rule_id, component, prop, text, wanted.low, wanted.high, (), wanted.unit, severity))
            continue
        unit = wanted.unit if isinstance(wanted, Choice) else ""
        if isinstance(wanted, Choice):
            wanted = wanted.allowed
        allowed = wanted if isinstance(wanted, tuple) else (wanted,)
        made.append(Rule(rule_id, component, prop, text, None, None, allowed, unit, severity))
    return tuple(made)


BODY_SIZE = Range(13, 14, "pt")
SHARE = Range(1 / 3, 1 / 2, "lần")
