"""The law as data: the decree's figures and forms, what it leaves open, the types of document.

Figures hold on a day, and there is no clock here: `on(day)` is what the writer, the checker, the fixer, the settings
and the pages are handed. Whose day it is: the document's own date; of an undated draft the day from which it may be
dated, the end of its period or as-of, whichever is later; of the settings as-of; of a file of which nothing else is
known, today. This room imports nothing of ours and anything may import it.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property, lru_cache
from typing import NamedTuple

from .decree30 import IN_FORCE, RULES, Rule
from .types import (
    ABBREVIATIONS,
    BY_CODE,
    BY_NAME,
    COPIES,
    GENERAL,
    LETTER,
    MINUTES,
    NEVER,
    REPORT,
    TYPES,
    WRITTEN,
    DocumentType,
)
from .words import (
    CENTER,
    CIRCULATION,
    COMPONENTS,
    FONT,
    LOWER,
    MONTHS,
    POINT_LETTERS,
    QUOC_HIEU,
    SECRECY,
    SIGNING_PREFIXES,
    TIEU_NGU,
    UPPER,
    URGENCY,
)

__all__ = [
    "ABBREVIATIONS",
    "BY_CODE",
    "BY_NAME",
    "CENTER",
    "CIRCULATION",
    "COMPONENTS",
    "COPIES",
    "FONT",
    "GENERAL",
    "IN_FORCE",
    "LETTER",
    "LOWER",
    "MINUTES",
    "MONTHS",
    "NEVER",
    "OPEN",
    "POINT_LETTERS",
    "QUOC_HIEU",
    "REPORT",
    "RULES",
    "SECRECY",
    "SIGNING_PREFIXES",
    "TIEU_NGU",
    "TYPES",
    "UPPER",
    "URGENCY",
    "WRITTEN",
    "Bounds",
    "DocumentType",
    "Law",
    "Layout",
    "Rule",
    "on",
]

# --- what is left to the office --------------------------------------------------------------------------------------


class Layout(NamedTuple):
    """Size of the text in pt, indent of the first line in cm, margins in mm; 0: as the decree has it."""

    size: float = 0
    indent_cm: float = 0
    top: float = 0
    bottom: float = 0
    left: float = 0
    right: float = 0

    def in_template(self) -> dict[str, float]:
        """By the names that a template uses."""
        return {one.template: getattr(self, name) for name, one in OPEN.items()}


class Open(NamedTuple):
    """One figure of a `Layout`: the rule that bounds it, and which end is ours unless the office says otherwise."""

    component: str
    prop: str
    template: str  # its name in a template's `trinh_bay`
    whole: bool = False  # only the whole numbers of the range
    least: bool = True


#: By the field of `Layout`, in its order.
OPEN: dict[str, Open] = {
    "size": Open("noi_dung", "size", "co_chu", whole=True, least=False),
    "indent_cm": Open("noi_dung", "indent", "lui_dau_dong", least=False),
    "top": Open("trang", "top", "le_tren"),
    "bottom": Open("trang", "bottom", "le_duoi"),
    "left": Open("trang", "left", "le_trai"),
    "right": Open("trang", "right", "le_phai"),
}


class Bounds(NamedTuple):
    """What a figure may be on a day: one of `allowed`, or from `low` to `high` where there are none; `default` ours."""

    low: float
    high: float
    allowed: tuple[float, ...]
    default: float
    unit: str

    def fit(self, value: float) -> bool:
        return value in self.allowed if self.allowed else self.low <= value <= self.high


# --- what holds ------------------------------------------------------------------------------------------------------

#: The line with the address is set as small as it may be, whatever the size of the text.
_SMALLEST = "dia_chi"


@lru_cache(maxsize=16)
def on(day: dt.date) -> Law:
    """What holds on that day; on the days before the first rule, what the first rules say."""
    return Law(day, RULES)


class Law:
    """The rules of one day by component and property: of two that hold, the one that came later."""

    def __init__(self, day: dt.date, rules: tuple[Rule, ...]) -> None:
        day = max(day, IN_FORCE)
        held: dict[tuple[str, str], Rule] = {}
        for one in rules:
            if one.holds_on(day):
                older = held.get((one.component, one.prop))
                if older is None or older.since <= one.since:
                    held[one.component, one.prop] = one
        self._held = held

    @property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(self._held.values())

    def rule(self, component: str, prop: str) -> Rule:
        """The rule on one property of one component; `KeyError` where the law (and practice) says nothing."""
        return self._held[component, prop]

    def find(self, component: str, prop: str) -> Rule | None:
        """The same, None where nothing is said."""
        return self._held.get((component, prop))

    # --- the sizes that go together (footnote 1 of Mục V) ---------------------------------------------------------

    @cached_property
    def size_sets(self) -> dict[int, dict[str, int]]:
        """Size of the text -> of each component its size, the greatest text first; the writer keeps to them."""
        text = self.rule("noi_dung", "size")
        sized = [one for one in self._held.values() if one.prop == "size"]
        return {
            body: {
                one.component: round(
                    one.least if one.component == _SMALLEST else max(one.least, one.most - (text.most - body))
                )
                for one in sized
            }
            for body in range(round(text.most), round(text.least) - 1, -1)
        }

    # --- what is left to the office -------------------------------------------------------------------------------

    def bounds(self, name: str) -> Bounds:
        """What a field of `Layout` may be."""
        which = OPEN[name]
        rule = self.rule(which.component, which.prop)
        allowed = tuple(_plain(float(value)) for value in rule.allowed)
        if which.whole:
            allowed = tuple(range(round(rule.least), round(rule.most) + 1))
        low, high = (min(allowed), max(allowed)) if allowed else (_plain(rule.least), _plain(rule.most))
        return Bounds(low, high, allowed, low if which.least else high, rule.unit)

    def layout(self, chosen: Layout | None = None) -> Layout:
        """The office's choices, each that is not made or does not fit as the decree has it."""
        made = {}
        for name in OPEN:
            bounds, value = self.bounds(name), getattr(chosen, name, 0)
            made[name] = value if bounds.fit(value) else bounds.default
        return Layout(**made)

    @property
    def stamps(self) -> dict[str, float]:
        """The stamps of urgency, each with its width in mm."""
        words, widths = self.rule("do_khan", "wording").allowed, self.rule("do_khan", "width").allowed
        return {str(word): float(width) for word, width in zip(words, widths, strict=True)}


def _plain(value: float) -> float:
    """14.0 -> 14: as it is shown."""
    return int(value) if value == int(value) else value
