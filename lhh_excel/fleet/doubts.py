"""Which workbooks belong into a total, and what makes it doubtful: one of each union that the level above expects, and
none else; what was left out, is missing, incomplete or wrong is said.

A conflict copy, a copy of the level above's own workbook and the workbook of an office that nobody waits for lie in the
same folder as the right ones; none of them is added without being asked for. Source: docs/nhieu-don-vi.md.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from ..messages import fleet as words
from ..text.wording import nearest, plain
from ..workbook.book import Book, Period, Unit
from ..workbook.values import fold, show
from .union import Common, ReadResult, Union
from .upper_report import own_period

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


# --- what makes the total doubtful -----------------------------------------------------------------------------------


@dataclass
class Doubts:
    """What makes the totals doubtful: sentences for the clerk, marks for the report, notes by file."""

    warnings: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)
    grave: bool = False

    def add(self, sentence: str, *files: str, grave: bool = True) -> None:
        self.warnings.append(sentence)
        self.grave = self.grave or grave
        for file in files:
            self.notes.setdefault(file, []).append(sentence)

    def mark(self, pattern: str, **names: Sequence[str]) -> None:
        """A mark that names them all, where there are any."""
        ((key, found),) = names.items()
        if found:
            self.marks.append(pattern.format(**{key: ", ".join(dict.fromkeys(found))}))

    def differences(self, common: Common) -> None:
        """What a union does not count that others do, and what only unions count."""
        for union in common.unions:
            if lacking := common.lacking[union.file]:
                sentence = words.LACKING.format(agency=union.agency, names=_quoted(lacking))
                self.add(sentence, union.file, grave=False)
            if strange := common.strange[union.file]:
                sentence = words.STRANGE.format(agency=union.agency, names=_quoted(strange))
                self.add(sentence, union.file, grave=False)


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def doubts_of(results: list[ReadResult], unions: list[Union], book: Book | None, choice: Choice | None) -> Doubts:
    """What there is to say of what was read and of the unions that are added."""
    doubts = Doubts()
    left_out = [result for result in results if result.union is None and not result.skipped]
    for result in left_out:
        doubts.add(words.LEFT_OUT.format(file=result.file, message=result.message), result.file)
    doubts.mark(words.MARK_LEFT_OUT, files=[result.file for result in left_out])
    _twice(unions, doubts)
    wrong = [union for union in unions if union.errors]
    for union in wrong:
        doubts.add(
            words.UNION_ERRORS.format(agency=union.agency, file=union.file, error=union.errors), union.file
        )  # fmt: skip
    doubts.mark(words.MARK_ERRORS, agencies=[union.agency for union in wrong])
    for result in results:
        if result.union is not None and result.nameless:
            doubts.add(words.NO_AGENCY.format(file=result.file), result.file, grave=False)
    for union in unions:
        if not union.counts["received"].value:
            sentence = words.NOT_RECEIVED.format(agency=union.agency, file=union.file, period=union.period)
            doubts.add(sentence, union.file)
        if not union.whole:
            sentence = words.NOT_WHOLE.format(agency=union.agency, file=union.file, period=union.period)
            doubts.add(sentence, union.file)
    doubts.mark(words.MARK_NOT_WHOLE, agencies=[union.agency for union in unions if not union.whole])
    if unions:
        _dates(unions, book, doubts)
    if choice is not None:
        assert book is not None
        _chosen(choice, Path(book.path).name, doubts)
    return doubts


def _twice(unions: list[Union], doubts: Doubts) -> None:
    """One office in two workbooks: by its name; told too where the files are the same byte for byte."""
    by_name: dict[str, list[Union]] = {}
    for union in unions:
        by_name.setdefault(fold(union.agency), []).append(union)
    twice = [same for same in by_name.values() if len(same) > 1]
    for same in twice:
        files = [union.file for union in same]
        sentence = words.TWICE.format(agency=same[0].agency, files=", ".join(files))
        if len({union.digest for union in same}) < len(same):
            copies = [union.file for union in same if [u.digest for u in same].count(union.digest) > 1]
            sentence += " " + words.TWICE_SAME.format(files=", ".join(copies))
        doubts.add(sentence, *files)
    doubts.mark(words.MARK_TWICE, agencies=[same[0].agency for same in twice])


def _dates(unions: list[Union], book: Book | None, doubts: Doubts) -> None:
    """Unions that cut the period on other days than the report says."""
    if book is not None:
        period = own_period(book, unions)
        start, end = period.start, period.end
    else:
        start, end = unions[0].start, unions[0].end
    others = [union for union in unions if (union.start, union.end) != (start, end)]
    for union in others:
        sentence = words.OTHER_DATES.format(
            agency=union.agency,
            period=union.period,
            start=show(union.start),
            end=show(union.end),
            own_start=show(start),
            own_end=show(end),
        )
        doubts.add(sentence, union.file, grave=False)
    doubts.mark(words.MARK_DATES, agencies=[union.agency for union in others])


def _chosen(choice: Choice, book: str, doubts: Doubts) -> None:
    """Who is missing, and what was read and not added."""
    if not choice.listed:
        doubts.add(words.NONE_LISTED.format(book=book))
        doubts.marks.append(words.MARK_NONE_LISTED)
    for unit, file in choice.missing:
        maybe = words.MAYBE_FILE.format(file=file) if file else ""
        doubts.add(words.NOT_THERE.format(unit=unit.name, book=book) + maybe)
    doubts.mark(words.MARK_NOT_THERE, units=[unit.name for unit, _file in choice.missing])
    for out in choice.left_out:
        pattern = words.NOT_ADDED[out.why.value]
        sentence = pattern.format(file=out.union.file, agency=out.union.agency, book=book, other=out.other)
        maybe = words.MAYBE_UNIT.format(unit=out.other) if out.why.value == "stranger" and out.other else ""
        doubts.add(sentence + maybe + words.ASK_FOR_IT, out.union.file, grave=out.doubtful)
