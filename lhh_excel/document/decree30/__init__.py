"""Decree 30/2020/NĐ-CP, Annexes I to III: every figure and form of the layout, once, each with its legal locator.

The writer, the checker, the fixer and the handbook read this table; nobody writes a size or a margin twice.
`PL1.P1.II.1.b` = Phụ lục I, Phần I, Mục II, khoản 1, điểm b; `PL1.P1.V.6b` = hàng 6b of the table of Mục V;
`PL1.P1.V.cc1` = its footnote 1; `PL2.V.7` = Phụ lục II, Mục V, khoản 7 (capitals, always a suggestion). Ids that begin
with `TT.` are practice (thông lệ), never an error.
Units: mm for paper and margins, pt for type and paragraph gaps, cm for indents, "dòng" for line spacing,
"lần" for the length of a drawn rule as a share of the (longest) line of text above it.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, II and III.
"""

from __future__ import annotations

from .capitals import CAPITALS
from .general import GENERAL
from .main_parts import MAIN_PARTS
from .names import (
    ABBREVIATIONS,
    CENTER,
    COMPONENTS,
    COPY_ABBREVIATIONS,
    FONT,
    HEADER_OVERHANG_MM,
    IN_STAMP_RED,
    JUSTIFY,
    LEFT,
    LOWER,
    POINT_LETTERS,
    QUOC_HIEU,
    RIGHT,
    RULE_TOLERANCE,
    SIGNING_PREFIXES,
    SIZE_SETS,
    TIEU_NGU,
    UPPER,
)
from .other_parts import OTHER_PARTS
from .practice import PRACTICE
from .rule import IN_FORCE, Rule, Value

__all__ = [
    "ABBREVIATIONS",
    "CENTER",
    "COMPONENTS",
    "COPY_ABBREVIATIONS",
    "FONT",
    "HEADER_OVERHANG_MM",
    "IN_FORCE",
    "IN_STAMP_RED",
    "JUSTIFY",
    "LEFT",
    "LOWER",
    "POINT_LETTERS",
    "QUOC_HIEU",
    "RIGHT",
    "RULES",
    "RULE_TOLERANCE",
    "SIGNING_PREFIXES",
    "SIZE_SETS",
    "TIEU_NGU",
    "UPPER",
    "Rule",
    "Value",
    "bounds",
    "rule",
]

RULES: tuple[Rule, ...] = (*GENERAL, *MAIN_PARTS, *OTHER_PARTS, *CAPITALS, *PRACTICE)


_BY_PROPERTY = {(one.component, one.prop): one for one in RULES}


def rule(component: str, prop: str) -> Rule:
    """The rule on one property of one component; `KeyError` where the decree (and practice) says nothing."""
    return _BY_PROPERTY[component, prop]


def bounds(component: str, prop: str) -> tuple[float, ...]:
    """Least and greatest of a measure, or the only two that are allowed."""
    one = rule(component, prop)
    return tuple(float(value) for value in one.allowed or (one.low, one.high) if value is not None)
