"""Which workbooks belong into a total: one of each union that the level above expects, and none else.

A conflict copy, a copy of the level above's own workbook and the workbook of an office that nobody waits for lie in the
same folder as the right ones; none of them is added without being asked for. Source: docs/nhieu-don-vi.md.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import Enum

from ..text.wording import nearest, plain
from ..workbook.book import Book, Period, Unit
from ..workbook.values import fold
from .union import Union

#: How alike two names must be, of what tells them apart, for one to be offered as the other.
_NEAR = 0.6


class Why(Enum):
    """Why a workbook that could be read is not added."""

    OWN = "own"  # a copy of the level above's own
    TWIN = "twin"  # another workbook of the same union is added
    STRANGER = "stranger"  # the level above expects no such office


@dataclass(frozen=True)
class LeftOut:
    """`other`: of a twin the file that is added, of a stranger the expected unit that may be meant ("" if none).

    `doubtful`: a twin that says something else than the one that is added.
    """

    union: Union
    why: Why
    other: str = ""
    doubtful: bool = False


@dataclass
class Choice:
    """`missing`: expected units without a workbook, each with the file that may be its own under another name ("").

    `listed` is False where the level above's workbook names no union at all: then nobody can say who is missing.
    """

    added: list[Union]
    left_out: list[LeftOut] = field(default_factory=list)
    missing: list[tuple[Unit, str]] = field(default_factory=list)
    listed: bool = True


def choose(unions: Sequence[Union], book: Book, period: Period, asked: Collection[str] = ()) -> Choice:
    """The unions to add, in their order. Those whose file is `asked` for by name are added whatever they are.

    A union is the unit whose Tên đơn vị or Tên viết tắt is the union's Tên cơ quan. Of twins the one whose journal goes
    on longest is added, else the one with the shortest name (a conflict copy's is longer).
    """
    units = book.expected(period)
    unit_of = {name: unit for unit in reversed(units) for name in (fold(unit.name), fold(unit.short)) if name}
    own = fold(book.text("agency"))
    given = [union for union in unions if union.file in asked]
    others = [union for union in unions if union.file not in asked and not (own and fold(union.agency) == own)]
    common = set(plain(book.text("agency")).split())
    names = [unit.name for unit in units]
    candidates = [union.agency for union in [*given, *others]]
    # whole names, which unions have in common: a level above that lists one union lists unions
    listed = not candidates or any(fold(name) in unit_of or nearest(name, names) for name in candidates)

    left_out: dict[str, LeftOut] = {}
    for union in unions:
        if union not in given and union not in others:
            left_out[union.file] = LeftOut(union, Why.OWN)
    for union in others if listed else ():
        if fold(union.agency) not in unit_of:
            left_out[union.file] = LeftOut(union, Why.STRANGER, _nearest(union.agency, names, common))
    by_office: dict[str, list[Union]] = {}
    for union in others:
        if union.file not in left_out:
            by_office.setdefault(_office(union, unit_of), []).append(union)
    taken = {_office(union, unit_of): union for union in given}
    for office, same in by_office.items():
        first = taken.get(office) or max(same, key=lambda union: (union.last_entry, -len(union.file), union.file))
        for union in same:
            if union is not first:
                left_out[union.file] = LeftOut(union, Why.TWIN, first.file, union.digest != first.digest)

    added = [union for union in unions if union.file not in left_out]
    there = {unit_of[name].code for union in added if (name := fold(union.agency)) in unit_of}
    strangers = {out.union.agency: out.union.file for out in left_out.values() if out.why is Why.STRANGER}
    missing = [
        (unit, strangers.get(_nearest(unit.name, strangers, common), "")) for unit in units if unit.code not in there
    ]
    return Choice(added, [left_out[union.file] for union in unions if union.file in left_out], missing, listed)


def _office(union: Union, unit_of: dict[str, Unit]) -> str:
    """Long and short name of one unit are one office."""
    name = fold(union.agency)
    return unit_of[name].code if name in unit_of else f"={name}"


def _nearest(name: str, known: Collection[str], common: set[str]) -> str:
    """The known name that may be meant. Words of the level above's own name, which all share, tell nobody apart."""

    def own_words(text: str) -> str:
        words = plain(text).split()
        return " ".join(word for word in words if word not in common) or " ".join(words)

    by_words = {own_words(text): text for text in known}
    found = difflib.get_close_matches(own_words(name), by_words, 1, _NEAR)
    return by_words[found[0]] if found else ""
