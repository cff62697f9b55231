"""What one rule of the law is, and how the tables of rules are written down."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple, cast

#: From this day the first of the rules hold.
IN_FORCE = dt.date(2020, 3, 5)
DECREE_30 = "Nghị định 30/2020/NĐ-CP"
PRACTICE = f"Thông lệ trình bày ({DECREE_30} không quy định)"
_ANNEXES = {"PL1": "Phụ lục I", "PL2": "Phụ lục II"}

Value = str | float | bool


class Rule(NamedTuple):
    """One demand on one property of one component: a range (`low` to `high`, in `unit`) or the `allowed` values.

    `id` is the locator in `decree`, which is what messages name. In force from `since` up to and with `until` (None:
    until another rule on the same property takes its place).
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
    decree: str = DECREE_30

    def holds_on(self, day: dt.date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def source(self) -> str:
        """`PL1.P1.II.1.b` in words: "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 1, điểm b"."""
        if self.id.startswith("TT."):
            return PRACTICE
        annex, *rest = self.id.split(".")
        words = [self.decree, _ANNEXES.get(annex, annex)]
        if rest[0][0] == "P":  # Annex I has parts
            words.append("Phần " + "I" * int(rest.pop(0)[1:]))
        section, *rest = rest
        words.append(f"Mục {section}")
        if annex == "PL1" and section == "V":
            words += ["chú thích 1" if rest == ["cc1"] else f"bảng, hàng {rest[0]}"]
        else:
            words += [f"{kind} {value}" for kind, value in zip(("khoản", "điểm"), rest, strict=False)]
        return ", ".join(words)

    @property
    def least(self) -> float:
        """The lower bound. ValueError for a rule that has none."""
        if self.low is None:
            raise ValueError(self)
        return self.low

    @property
    def most(self) -> float:
        """The upper bound. ValueError for a rule that has none."""
        if self.high is None:
            raise ValueError(self)
        return self.high


class Range(NamedTuple):
    low: float | None
    high: float | None
    unit: str


class Choice(NamedTuple):
    allowed: tuple[Value, ...]
    unit: str


def pt(low: float, high: float | None = None) -> Range:
    return Range(low, low if high is None else high, "pt")


def rules(
    rule_id: str,
    component: str,
    text: str,
    severity: str = "error",
    *,
    since: dt.date = IN_FORCE,
    until: dt.date | None = None,
    decree: str = DECREE_30,
    **props: Range | Choice | Value | tuple[Value, ...],
) -> tuple[Rule, ...]:
    """One legal sentence that sets several properties: each a range, one allowed value, or a choice of them."""
    made = []
    for prop, wanted in props.items():
        low: float | None = None
        high: float | None = None
        allowed: tuple[Value, ...] = ()
        unit = ""
        if isinstance(wanted, Range):
            low, high, unit = wanted
        elif isinstance(wanted, Choice):
            allowed, unit = wanted
        else:
            allowed = cast("tuple[Value, ...]", wanted) if isinstance(wanted, tuple) else (wanted,)
        made.append(Rule(rule_id, component, prop, text, low, high, allowed, unit, severity, since, until, decree))
    return tuple(made)
