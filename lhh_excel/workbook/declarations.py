"""What the office declares in Chỉ tiêu, Đề cương, Loại đơn vị and Kế hoạch, as one plain value.

`declare` reads the rows of the four tables, the default ones and a workbook's own alike. A wrong row stops only what
hangs on it: what cannot be understood of it is left out and told by `faults`, which the rules of family KB turn into
findings. Names are compared without regard to case, spacing and Unicode form, and every name may stand as one of its
Tên khác. Source: docs/workbook-contract.md, "Declarations".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Protocol, TypeVar

from ..plain import field, lazy, record, replace
from ..text.wording import without_marks
from .defaults import EARLIEST_ROWS, ROWS, UNTOLD
from .lists import BY_UNITS, MONEY, NO, YES, Level, Measure, SectionKind
from .schema import PERIOD_CODE
from .values import Value, fold, squeeze

__all__ = [
    "DEFAULT",
    "EARLIEST",
    "FIGURE_HEADS",
    "JUMP",
    "LONGEST_ASKED",
    "UNTOLD",
    "Declarations",
    "Fault",
    "Indicator",
    "Level",
    "Measure",
    "Section",
    "SectionKind",
    "Target",
    "Trouble",
    "UnitKind",
    "declare",
    "other_money",
    "reached",
    "slug",
]

#: Letters of a name that the formulas of a form may hold.
LONGEST_ASKED = 200
#: Signs that no name of an indicator has: they mean something in a sentence or a list.
NO_NAME_SIGNS = frozenset("{}[];")
#: Least change that is asked about where a row names none (Ngưỡng biến động).
JUMP = 5
#: Key -> header of the columns of Số liệu that are no indicators.
FIGURE_HEADS = {"period": "Mã kỳ", "unit": "Mã đơn vị", "received": "Ngày nhận báo cáo", "note": "Ghi chú"}

#: What may stand in { } in Tiêu đề of Đề cương: the period, and the one after it.
THIS_PERIOD, NEXT_PERIOD = "kỳ này", "kỳ tiếp"

_TITLE_PART = re.compile(r"\{([^{}]*)\}|[{}]")
_UNTOLD_TYPED = frozenset("–-—−")
_MONEY_UNIT = re.compile(r"\s*\([^()]*đồng\)\s*$", re.IGNORECASE)
_SIGNS = re.compile(r"[^a-z0-9]+")
_PLUS_MINUS = "+-−–"


class Trouble(Enum):
    """Why a cell of a declaration is not taken as it stands; each has its rule of family KB."""

    UNKNOWN = "unknown"  # names what is not declared: `name`, and `known`, the names that may be meant
    DOUBLED = (
        "doubled"  # the name, one of its other names or its slug is another row's: `name`, `first`; `fixed`: a column's
    )
    ITSELF = "itself"  # names itself: `names`
    CIRCLE = "circle"  # what it rests on rests on it: `names`
    WRONG_KIND = "wrong_kind"  # a section that does not take it: `name`, `wanted`
    APART = "apart"  # a group that does not follow the others
    SIGNS = "signs"  # a name that no sentence and no column can bear
    SUM = "sum"  # not "chỉ tiêu + chỉ tiêu": `part`
    PERIOD = "period"  # no code of a year or period
    UNWRITTEN = "unwritten"  # a text that must be there, which nobody writes
    BRACES = "braces"  # a { } of a title that is none, or half of one: `place` of its sign, from 1, `name`, `known`
    TWO_PLANS = "two_plans"  # another row plans the same figure of the same unit and period: `first`, its record


@record
class Fault:
    """What is wrong at record `index` of a table, column `key`; `details` fill the sentence."""

    trouble: Trouble
    table: str
    index: int
    key: str
    details: Mapping[str, object] = field(default_factory=dict)


@record
class Indicator:
    """One figure of Số liệu. References to others are their keys, only to such as are declared."""

    name: str  # the header in Số liệu, its identity
    key: str  # slug of the name: the column's key, the name in templates
    meaning: str
    money: bool
    measure: Measure
    section: str  # name of the section that tells it; "" where it names none that is declared
    noun: str  # what is counted, as it follows a number: "03 hội thảo"
    sentence: str  # "" the default one, UNTOLD none
    leads: str  # name of the section whose main figure it is
    source: str
    carries: str
    equals: tuple[tuple[int, str], ...]  # (1 or -1, key)
    at_most: tuple[str, ...]
    goes_with: str
    jump: float
    annex: str  # name of the table of Phụ lục I
    asked: bool
    aliases: tuple[str, ...]
    index: int  # record in tblChiTieu, -1 for a default row of a workbook without the sheet


@record
class Section:
    """One row of Đề cương: a part, a section or a table of Phụ lục I, in the report's order."""

    name: str
    level: Level
    title: str
    kind: SectionKind
    by_units: bool  # the units write too
    written: bool  # somebody writes
    required: bool
    aliases: tuple[str, ...]
    index: int

    def titled(self, this_period: str, next_period: str) -> str:
        """The title with the periods' names in it."""
        return self.title.replace(f"{{{THIS_PERIOD}}}", this_period).replace(f"{{{NEXT_PERIOD}}}", next_period)


@record
class UnitKind:
    name: str
    noun: str  # in a sentence
    reports: bool  # gets a form, is counted and reminded
    aliases: tuple[str, ...]
    index: int


@record
class Target:
    period: str
    indicator: str  # key
    unit: str  # "" all together
    value: float
    index: int


@record
class Declarations:
    """All that is declared, doubles and rows without a name left out."""

    indicators: tuple[Indicator, ...]
    outline: tuple[Section, ...]
    kinds: tuple[UnitKind, ...]
    targets: tuple[Target, ...] = ()
    faults: tuple[Fault, ...] = ()

    @lazy
    def by_key(self) -> dict[str, Indicator]:
        return {each.key: each for each in self.indicators}

    @lazy
    def by_name(self) -> dict[str, Indicator]:
        """Folded name or other name -> indicator."""
        return _by_name(self.indicators)

    @lazy
    def _sections(self) -> dict[str, Section]:
        return _by_name(self.outline)

    @lazy
    def _kinds(self) -> dict[str, UnitKind]:
        return _by_name(self.kinds)

    def indicator(self, name: str) -> Indicator | None:
        """The indicator of that name or other name."""
        return self.by_name.get(fold(name))

    def section(self, name: str) -> Section | None:
        """The section of that name or other name: what stands in Mục of Nội dung, in Nhóm nhiệm vụ of Nhiệm vụ."""
        return self._sections.get(fold(name))

    def kind(self, name: str) -> UnitKind | None:
        return self._kinds.get(fold(name))

    @lazy
    def groups(self) -> tuple[Section, ...]:
        """The groups of tasks, in the outline's order."""
        return tuple(each for each in self.outline if each.kind is SectionKind.GROUP)

    @lazy
    def written(self) -> tuple[Section, ...]:
        """The sections in which somebody writes."""
        return tuple(each for each in self.outline if each.written)

    @lazy
    def sections(self) -> tuple[Section, ...]:
        """All in which something may be written: the outline without the tables of Phụ lục I."""
        return tuple(each for each in self.outline if each.level is not Level.TABLE)

    @lazy
    def annex_tables(self) -> tuple[tuple[Section, tuple[Indicator, ...]], ...]:
        """The tables of Phụ lục I with their indicators, in order."""
        tables = (each for each in self.outline if each.level is Level.TABLE)
        return tuple((each, tuple(i for i in self.indicators if i.annex == each.name)) for each in tables)

    @lazy
    def closings(self) -> tuple[str, ...]:
        """Keys of the stocks at a period's end."""
        return tuple(each.key for each in self.indicators if each.measure is Measure.CLOSING)

    @lazy
    def _of_stocks(self) -> dict[str, Indicator]:
        """What a stock at a period's end is made from: its opening figure, who came and went."""
        terms = {key for each in self.closings for _, key in self.by_key[each].equals}
        return {key: self.by_key[key] for key in terms}

    @lazy
    def movements(self) -> frozenset[str]:
        """Keys of those that came to a stock and left it within a period."""
        return frozenset(key for key, each in self._of_stocks.items() if each.measure is Measure.FLOW)

    @lazy
    def activities(self) -> tuple[str, ...]:
        """Keys of all that is no stock at the end and no part of one: what a unit did."""
        return tuple(key for key in self.by_key if key not in self.closings and key not in self._of_stocks)

    @lazy
    def reported(self) -> tuple[str, ...]:
        """Keys of what the unit itself tells: what is carried over stands in its row before it does."""
        return tuple(each.key for each in self.indicators if not each.carries)

    def in_section(self, name: str) -> tuple[Indicator, ...]:
        """The indicators that the section tells, in the order of Chỉ tiêu."""
        return tuple(each for each in self.indicators if each.section == name)


def slug(name: str) -> str:
    """What a name is called in templates and code: "Hội viên cuối kỳ" -> hoi_vien_cuoi_ky; "" where nothing is left.

    A unit of money in brackets at its end is no part of it.
    """
    found = _SIGNS.sub("_", without_marks(fold(_MONEY_UNIT.sub("", squeeze(name))))).strip("_")
    return f"n_{found}" if found[:1].isdigit() else f"{found}_" if found in FIGURE_HEADS else found


def other_money(header: str, name: str) -> bool:
    """Whether the header names a unit of money that the name does not: its numbers would be taken for others."""
    unit = _MONEY_UNIT.search(squeeze(header))
    return unit is not None and not fold(name).endswith(fold(unit[0].strip()))


def declare(rows: Mapping[str, Sequence[Mapping[str, Value]]]) -> Declarations:
    """What the workbook's rows declare: table key -> rows, column key -> typed value (blank: None or left out).

    For a table that it lacks stand the rows by which version 1 is read; their records have the index -1.
    """
    return _Reader(EARLIEST_ROWS | dict(rows), frozenset(rows)).declarations()


class _Reader:
    def __init__(self, rows: Mapping[str, Sequence[Mapping[str, Value]]], own: frozenset[str]) -> None:
        self._rows, self._own = rows, own
        self._faults: list[Fault] = []

    def declarations(self) -> Declarations:
        self._kinds = self._read_kinds()
        self._outline = self._read_outline()
        self._sections = _by_name(self._outline)
        self._names = self._named_indicators()
        indicators = [self._read_indicator(*each) for each in self._named]
        self._circles(indicators)
        targets = self._read_targets()
        return Declarations(tuple(indicators), self._outline, self._kinds, targets, tuple(self._faults))

    # --- names -------------------------------------------------------------------------------------------------------

    def _named_rows(self, table: str) -> Iterator[tuple[int, str, tuple[str, ...], Mapping[str, Value]]]:
        """(record, name, other names, row) of each row with a name of its own; a double is told and left out."""
        rows = self._rows.get(table, ())
        firsts: dict[str, str] = {}
        for row in rows:
            if name := _text(row, "name"):
                firsts.setdefault(fold(name), name)
        seen: dict[str, str] = {}
        for i, row in enumerate(rows):
            name = _text(row, "name")
            if not name:
                continue
            if fold(name) in seen:
                self._tell(Trouble.DOUBLED, table, i, "name", name=name, first=seen[fold(name)])
                continue
            seen[fold(name)] = name
            others = []
            for other in _split(row, "aliases"):
                first = seen.get(fold(other)) or firsts.get(fold(other))
                if first is None:
                    seen[fold(other)] = name
                    others.append(other)
                elif first != name:
                    self._tell(Trouble.DOUBLED, table, i, "aliases", name=other, first=first)
            yield i, name, tuple(others), row

    def _tell(self, trouble: Trouble, table: str, index: int, key: str, **details: object) -> None:
        if table in self._own:
            self._faults.append(Fault(trouble, table, index, key, details))

    def _index(self, table: str, i: int) -> int:
        return i if table in self._own else -1

    # --- kinds and outline -------------------------------------------------------------------------------------------

    def _read_kinds(self) -> tuple[UnitKind, ...]:
        return tuple(
            UnitKind(name, _text(row, "noun") or name, row.get("reports") != NO, others, self._index("kinds", i))
            for i, name, others, row in self._named_rows("kinds")
        )

    def _read_outline(self) -> tuple[Section, ...]:
        found: list[Section] = []
        for i, name, others, row in self._named_rows("outline"):
            kind = _chosen(SectionKind, row.get("kind"), SectionKind.TEXT)
            default = Level.TABLE if kind is SectionKind.TABLE else Level.SECTION
            level = _chosen(Level, row.get("level"), default)
            if (level is Level.TABLE) != (kind is SectionKind.TABLE):
                self._tell(Trouble.WRONG_KIND, "outline", i, "kind", name=kind.value, wanted=level.value)
                kind = SectionKind.TABLE if level is Level.TABLE else SectionKind.TEXT
            if kind is SectionKind.GROUP:
                since = [each for each in found if each.kind is SectionKind.GROUP]
                if level is not Level.SECTION:
                    self._tell(Trouble.WRONG_KIND, "outline", i, "kind", name=kind.value, wanted=level.value)
                    kind = SectionKind.TEXT
                elif since and found[-1].kind is not SectionKind.GROUP:
                    self._tell(Trouble.APART, "outline", i, "name", name=name, last=since[-1].name)
            writer = row.get("writer")
            if writer is None and row.get("required") == YES:
                self._tell(Trouble.UNWRITTEN, "outline", i, "required")
            found.append(
                Section(
                    name,
                    level,
                    self._title(i, name, row),
                    kind,
                    writer == BY_UNITS,
                    writer is not None,
                    writer is not None and row.get("required") == YES,
                    others,
                    self._index("outline", i),
                )
            )
        return tuple(found)

    def _title(self, i: int, name: str, row: Mapping[str, Value]) -> str:
        """The title with its { } spelt as declared; a mistyped one is not printed: the section's name stands for it."""
        column = "title" if _text(row, "title") else "name"
        title = _text(row, column)
        words = {fold(word): word for word in (THIS_PERIOD, NEXT_PERIOD)}
        for part in _TITLE_PART.finditer(title):
            if fold(part[1] or "") not in words:
                place, known = part.start() + 1, [*words.values()]
                self._tell(Trouble.BRACES, "outline", i, column, place=place, name=part[1] or "", known=known)
                return _TITLE_PART.sub(lambda part: part[1] or "", name).strip()
        return _TITLE_PART.sub(lambda part: f"{{{words[fold(part[1])]}}}", title)

    # --- indicators --------------------------------------------------------------------------------------------------

    def _named_indicators(self) -> dict[str, str]:
        """Folded name or other name -> key; the rows that are indicators are kept."""
        self._named: list[tuple[int, str, str, tuple[str, ...], Mapping[str, Value]]] = []
        keys: dict[str, str] = {}
        names: dict[str, str] = {}
        heads = {fold(header) for header in FIGURE_HEADS.values()}
        for i, name, others, row in self._named_rows("indicators"):
            key = slug(name)
            if fold(name) in heads:
                self._tell(Trouble.DOUBLED, "indicators", i, "name", name=name, first=name, fixed=True)
                continue
            for other in (other for other in others if fold(other) in heads):
                self._tell(Trouble.DOUBLED, "indicators", i, "aliases", name=other, first=other, fixed=True)
            others = tuple(other for other in others if fold(other) not in heads)
            if not key or len(name) > 255 or NO_NAME_SIGNS & {*name}:
                self._tell(Trouble.SIGNS, "indicators", i, "name", name=name)
            elif key in keys:
                self._tell(Trouble.DOUBLED, "indicators", i, "name", name=name, first=keys[key])
            else:
                keys[key] = name
                self._named.append((i, name, key, others, row))
                names |= {fold(each): key for each in (name, *others)}
        return names

    def _read_indicator(
        self, i: int, name: str, key: str, others: tuple[str, ...], row: Mapping[str, Value]
    ) -> Indicator:
        sentence = _text(row, "sentence")
        jump = row.get("jump")
        equals = self._sum(i, key, row, "equals")
        return Indicator(
            name,
            key,
            _text(row, "meaning"),
            row.get("number_kind") == MONEY,
            _chosen(Measure, row.get("measure"), Measure.FLOW),
            self._section(i, row, "section", lambda kind: kind is not SectionKind.TABLE),
            _text(row, "noun"),
            UNTOLD if sentence in _UNTOLD_TYPED and sentence else sentence,
            self._section(i, row, "leads", lambda kind: kind is SectionKind.LEAD),
            _text(row, "source"),
            self._one(i, key, row, "carries"),
            equals,
            tuple(other for _, other in self._sum(i, key, row, "at_most", minus=False)),
            self._one(i, key, row, "goes_with"),
            float(jump) if isinstance(jump, (int, float)) and jump > 0 else JUMP,
            self._section(i, row, "annex", lambda kind: kind is SectionKind.TABLE),
            row.get("asked") != NO,
            others,
            self._index("indicators", i),
        )

    def _section(self, i: int, row: Mapping[str, Value], key: str, takes: Callable[[SectionKind], bool]) -> str:
        """The name of the section that the cell names; "" where it names none, or one that does not take it."""
        name = _text(row, key)
        if not name:
            return ""
        section = self._sections.get(fold(name))
        if section is None:
            known = [each.name for each in self._outline if takes(each.kind)]
            self._tell(Trouble.UNKNOWN, "indicators", i, key, name=name, known=known)
        elif not takes(section.kind):
            self._tell(Trouble.WRONG_KIND, "indicators", i, key, name=section.name, wanted=section.kind.value)
        else:
            return section.name
        return ""

    def _one(self, i: int, own: str, row: Mapping[str, Value], column: str) -> str:
        name = _text(row, column)
        return self._reference(i, own, column, name) if name else ""

    def _reference(self, i: int, own: str, column: str, name: str) -> str:
        """The key of the indicator that the cell names; "" where it is none, or the row's own."""
        key = self._key_of("indicators", i, column, name)
        if key and key == own:
            self._tell(Trouble.ITSELF, "indicators", i, column, names=name)
            return ""
        return key

    def _key_of(self, table: str, i: int, column: str, name: str) -> str:
        """The key of the indicator of that name; "" where there is none, which is told."""
        key = self._names.get(fold(name), "")
        if not key:
            known = [each for _, each, _, _, _ in self._named]
            self._tell(Trouble.UNKNOWN, table, i, column, name=name, known=known)
        return key

    def _sum(
        self, i: int, own: str, row: Mapping[str, Value], column: str, *, minus: bool = True
    ) -> tuple[tuple[int, str], ...]:
        """ "A + B − C" as (sign, key); nothing where a part is not understood: half a sum would be another check."""
        text = _text(row, column)
        found: list[tuple[int, str]] = []
        for sign, name in self._terms(text):
            if not name or (sign < 0 and not minus):
                self._tell(Trouble.SUM, "indicators", i, column, part=name or text)
                return ()
            key = self._reference(i, own, column, name)
            if not key:
                return ()
            found.append((sign, key))
        return tuple(found)

    def _terms(self, text: str) -> Iterator[tuple[int, str]]:
        """(sign, name) of a sum; a declared name counts whole, also one that holds such a sign."""
        rest, sign = squeeze(text), 1
        if len(fold(rest)) != len(rest):  # a sign whose small letter is two
            rest = fold(rest)
        while rest:
            fits = [name for name in self._names if fold(rest).startswith(name)]
            for name in sorted(fits, key=len, reverse=True):
                if not (after := rest[len(name) :].lstrip()) or after[0] in _PLUS_MINUS:
                    taken, rest = name, after
                    break
            else:
                end = next((at for at, letter in enumerate(rest) if letter in _PLUS_MINUS), len(rest))
                taken, rest = rest[:end].strip(), rest[end:]
            yield sign, taken
            if rest:
                sign, rest = 1 if rest[0] == "+" else -1, rest[1:].lstrip()
                if not rest:
                    yield sign, ""

    def _circles(self, indicators: list[Indicator]) -> None:
        """What rests on itself through others is told where the circle closes, and left out there."""
        for column in ("equals", "at_most", "carries", "goes_with"):
            rests: dict[str, set[str]] = {}
            for place, each in enumerate(indicators):
                named = _named_in(getattr(each, column))
                if each.key in reached(named, rests):
                    names = " → ".join([each.name, *(self._name_of(key) for key in sorted(named)), each.name])
                    self._tell(Trouble.CIRCLE, "indicators", self._named[place][0], column, names=names)
                    indicators[place] = replace(each, **{column: type(getattr(each, column))()})
                else:
                    rests[each.key] = named

    def _name_of(self, key: str) -> str:
        return next(name for _, name, own, _, _ in self._named if own == key)

    # --- targets -----------------------------------------------------------------------------------------------------

    def _read_targets(self) -> tuple[Target, ...]:
        """The plans that can be told: none where two rows name the same one, nor what is below nought (KD18)."""
        found: list[Target] = []
        first: dict[tuple[str, str, str], int] = {}
        doubled: set[tuple[str, str, str]] = set()
        for i, row in enumerate(self._rows.get("targets", ())):
            period, name, value = _text(row, "period"), _text(row, "indicator"), row.get("value")
            if period and not PERIOD_CODE.fullmatch(period):
                self._tell(Trouble.PERIOD, "targets", i, "period", name=period)
                continue
            key = self._key_of("targets", i, "indicator", name) if name else ""
            if period and key:
                planned = (period, key, _text(row, "unit"))
                if planned in first:
                    doubled.add(planned)
                    self._tell(Trouble.TWO_PLANS, "targets", i, "indicator", first=first[planned])
                    continue
                first[planned] = i
                if isinstance(value, (int, float)) and value >= 0:
                    found.append(Target(*planned, value, self._index("targets", i)))
        return tuple(each for each in found if (each.period, each.indicator, each.unit) not in doubled)


class _Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


_Any = TypeVar("_Any", bound=_Named)
_Choice = TypeVar("_Choice", bound=Enum)


def _by_name(found: Iterable[_Any]) -> dict[str, _Any]:
    return {fold(name): each for each in found for name in (each.name, *each.aliases)}


def _text(row: Mapping[str, Value], key: str) -> str:
    value = row.get(key)
    return "" if value is None else squeeze(str(value))


def _split(row: Mapping[str, Value], key: str) -> list[str]:
    return [name for part in _text(row, key).split(";") if (name := part.strip())]


def _chosen(choices: type[_Choice], value: Value, default: _Choice) -> _Choice:
    """The choice of that label; the default where the cell is blank or holds another (the rules of kinds tell it)."""
    return next((each for each in choices if each.value == value), default)


def _named_in(reference: str | tuple[str, ...] | tuple[tuple[int, str], ...]) -> set[str]:
    if isinstance(reference, str):
        return {reference} if reference else set()
    return {each if isinstance(each, str) else each[1] for each in reference}


def reached(keys: set[str], rests: Mapping[str, set[str]]) -> set[str]:
    """These and all that they rest on."""
    found: set[str] = set()
    waiting = list(keys)
    while waiting:
        if (key := waiting.pop()) not in found:
            found.add(key)
            waiting.extend(rests.get(key, ()))
    return found


#: What a workbook of version 1 declares, and a new one.
EARLIEST = declare({})
DEFAULT = EARLIEST if ROWS == EARLIEST_ROWS else _Reader(ROWS, frozenset()).declarations()
