"""One union's figures, taken from its own workbook: totals of every indicator and period, units, tasks by state; and
unions that declare different indicators and kinds of units, brought under common names, to be added up.

The totals are those that the union's own report prints, each with the cells that it was added up from.
Source: docs/workbook-contract.md, "Indicators", "Periods", "Units"; docs/nhieu-don-vi.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from ..checking.finding import Severity
from ..checking.run import run_rules
from ..errors import LhhError
from ..figures.activity import total
from ..figures.figure import Source
from ..figures.ledger import Ledger
from ..figures.material import Material, material
from ..figures.scope import Scope, scope_of
from ..figures.task_views import STATES, state_sources
from ..figures.tasks import TaskState, period_tasks
from ..figures.unit_views import count_sources
from ..figures.wording import plain_value
from ..log import log_fault
from ..messages import fleet as words
from ..workbook.book import Book
from ..workbook.declarations import Declarations, Indicator, UnitKind
from ..workbook.defaults import EARLIER_KEYS
from ..workbook.master import FileMaster, open_master
from ..workbook.values import fold
from .search import NOT_OURS, Found, digest


@dataclass(frozen=True)
class Amount:
    """An indicator's total in one period; None: no unit gave a number. `rows`: records added up.

    `name`: what the union calls the indicator, where that is not the common name.
    """

    value: Decimal | None
    sources: tuple[Source, ...]
    rows: int
    gave: int  # units with the number
    heard: int  # units that reported
    name: str = ""

    @property
    def how(self) -> str:
        """How it was added up, in a sentence."""
        how = words.HOW_UNION.format(rows=self.rows, gave=self.gave, heard=self.heard)
        return how + (words.HOW_NAMED.format(name=self.name) if self.name else "")


_NO_AMOUNT = Amount(None, (), 0, 0, 0)


@dataclass(frozen=True)
class Count:
    """Units or tasks counted, and the cells that say so."""

    value: int
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Union:
    """`indicators`: as its workbook declares them.

    `amounts`: period code -> indicator key -> total, of the periods whose parts are all there, and of `period`.

    `counts`: key of messages.fleet.COUNTS -> count. `whole` is False where the parts of `period` leave out days of it.
    `last_entry`: when something was last written into its journal, as text that sorts; "" where it is empty.
    """

    file: str
    agency: str
    period: str
    period_name: str
    start: dt.date
    end: dt.date
    amounts: dict[str, dict[str, Amount]]
    counts: dict[str, Count]
    errors: int
    digest: str
    indicators: tuple[Indicator, ...]
    kinds: tuple[tuple[UnitKind, Count], ...] = ()  # those that report, with the units of each
    whole: bool = True
    last_entry: str = ""

    def amount(self, key: str) -> Amount:
        """The total of the period that is consolidated; nothing of an indicator that the union has not."""
        return self.amounts[self.period].get(key, _NO_AMOUNT)


def union_of(book: Book, period_code: str, *, file: str, agency: str, errors: int, digest: str) -> Union:
    """What a workbook says of its union. Raises as `figures.scope.period_of`: unknown period, period without dates."""
    m = material(book, period_code)
    period = m.period
    assert period.start is not None and period.end is not None
    amounts = {period.code: _amounts(m.ledger, m.scope)}
    for code, other in book.periods.items():
        if code == period.code or other.start is None or other.end is None:
            continue
        scope = scope_of(book, other)
        found = _amounts(m.ledger, scope) if scope.whole else {}
        if any(amount.value is not None for amount in found.values()):
            amounts[code] = found
    counts = _unit_counts(m) | _task_counts(m, period_tasks(book, m.scope))
    span = (period.code, period.name, period.start, period.end)
    times = [f"{at:%Y%m%d%H%M%S}" for _, at in book["journal"].each("at") if isinstance(at, dt.date)]
    return Union(
        file,
        agency,
        *span,
        amounts,
        counts,
        errors,
        digest,
        book.declared.indicators,
        _kinds(m),
        m.scope.whole,
        max(times, default=""),
    )


def _amounts(make: Ledger, scope: Scope) -> dict[str, Amount]:
    found = {}
    for indicator in make.book.declared.indicators:
        all_units = total(make.book, scope, indicator)
        rows = all_units.rows
        sources = make.sources("figures", indicator.key, rows)
        gave, heard = len(all_units.gave), len(all_units.heard)
        found[indicator.key] = Amount(all_units.value, sources, len(rows), gave, heard)
    return found


def _kinds(m: Material) -> tuple[tuple[UnitKind, Count], ...]:
    found = []
    for kind in m.book.declared.kinds:
        indexes = [unit.index for unit in m.scope.expected if unit.kind == kind.name]
        if kind.reports:
            found.append((kind, Count(len(indexes), m.ledger.sources("units", "kind", indexes))))
    return tuple(found)


def _unit_counts(m: Material) -> dict[str, Count]:
    lines = list(m.reports.lines)
    return {what: Count(value, count_sources(m, what, lines)) for what, value in vars(m.reports.counts).items()}


def _task_counts(m: Material, tasks: list[TaskState]) -> dict[str, Count]:
    def count(chosen: list[TaskState]) -> Count:
        return Count(len(chosen), state_sources(m, chosen))

    return {
        "tasks": count(tasks),
        **{key: count([task for task in tasks if task.state == state]) for key, state in STATES.items()},
        "overdue": count([task for task in tasks if task.overdue]),
    }


# --- read out of its workbook, in whichever process; never an exception ----------------------------------------------


@dataclass(frozen=True)
class ReadResult:
    """A union's figures, or why there are none; `nameless`: it is called after its file."""

    file: str
    union: Union | None
    error: str = ""
    message: str = ""
    skipped: bool = False
    agency: str = ""
    nameless: bool = False
    digest: str = ""


def read_union(period: str | None, as_of: dt.date | None, each: Found) -> ReadResult:
    """The union's figures of the period asked for, else of the workbook's current one."""
    agency, content = "", digest(each.path)
    try:
        book = open_master(FileMaster(each.path), as_of=as_of, period=period)
        agency = book.text("agency").strip()
        errors = sum(finding.severity is Severity.ERROR for finding in run_rules(book))
        name = agency or Path(each.name).stem
        union = union_of(book, book.period, file=each.name, agency=name, errors=errors, digest=content)
    except LhhError as error:
        skipped = not each.sure and error.key in NOT_OURS
        return ReadResult(each.name, None, error.key, error.sentence.strip(), skipped, agency, digest=content)
    except Exception as error:
        log_fault(error)
        return ReadResult(each.name, None, "fault", words.FAULT_MESSAGE, agency=agency, digest=content)
    return ReadResult(each.name, union, agency=name, nameless=not agency, digest=content)


# --- unions under common names ---------------------------------------------------------------------------------------

# Two indicators are the same where a name or Tên khác of the one is a name or Tên khác of the other, and both count
# alike: a stock is not added to what happened, thousands not to millions. What the level above declares gives the
# names; what it lacks keeps the union's own.


class _Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Common:
    """`unions` with their amounts by the keys of `indicators`, their counts by those of `heads`.

    `indicators`: those of the level above, then what only unions have. `heads`: key of each count -> its name.
    """

    unions: list[Union]
    indicators: list[Indicator]
    kinds: list[UnitKind]
    heads: dict[str, str]
    lacking: dict[str, list[str]]  # file -> names of what others have and this union has not
    strange: dict[str, list[str]]  # file -> names of what the level above has not; "" where there is none

    @property
    def held(self) -> list[Indicator]:
        """The indicators that some union has."""
        there = {key for union in self.unions for amounts in union.amounts.values() for key in amounts}
        return [each for each in self.indicators if each.key in there]

    def gave(self, key: str) -> list[Union]:
        """The unions that have a number of the indicator."""
        return [union for union in self.unions if union.amount(key).value is not None]

    def total(self, key: str) -> Decimal | None:
        """The indicator added up; None where no union has a number: of no number at all the total is no number."""
        values = [value for union in self.unions if (value := union.amount(key).value) is not None]
        return sum(values, Decimal(0)) if values else None

    def counted(self, key: str) -> int:
        """The count added up."""
        return sum(union.counts[key].value for union in self.unions)


def kind_key(place: int) -> str:
    """Key of the count of units of the kind at that place."""
    return f"kind_{place}"


def in_common(unions: Sequence[Union], above: Declarations | None) -> Common:
    """The unions under common names; those of `above`, the level above's, where it has a workbook of its own."""
    found = list(above.indicators) if above is not None else []
    kinds = [kind for kind in above.kinds if kind.reports] if above is not None else []
    own = len(found)
    keys: dict[str, dict[str, str]] = {}
    places: dict[str, dict[int, Count]] = {}
    for union in unions:
        keys[union.file] = _matched(union.indicators, found)
        places[union.file] = _counted(union, kinds)
    names = {each.key: each.name for each in found}
    there = {key for renamed in keys.values() for key in renamed.values()}
    heads = {}
    for key, head in words.COUNTS.items():
        heads[key] = head
        if key == "expected":
            heads |= {
                kind_key(place): words.OF_KIND.format(noun=kind.noun)
                for place, kind in enumerate(kinds)
                if any(place in counts for counts in places.values())
            }
    made, lacking, strange = [], {}, {}
    for union in unions:
        renamed = keys[union.file]
        amounts = {
            period: {
                renamed[key]: replace(amount, name=_other(union, key, names[renamed[key]]))
                for key, amount in found_then.items()
            }
            for period, found_then in union.amounts.items()
        }
        of_kinds = {kind_key(place): places[union.file].get(place, Count(0, ())) for place in range(len(kinds))}
        counts = union.counts | {key: count for key, count in of_kinds.items() if key in heads}
        made.append(replace(union, amounts=amounts, counts=counts))
        has = set(renamed.values())
        lacking[union.file] = [each.name for each in found if each.key in there - has]
        strange[union.file] = [each.name for each in found[own:] if each.key in has] if above is not None else []
    return Common(made, found, kinds, heads, lacking, strange)


def _matched(indicators: Sequence[Indicator], found: list[Indicator]) -> dict[str, str]:
    """Key of the union's -> key of the common one; a name before an other name. What is new is added to `found`."""
    renamed: dict[str, str] = {}
    for same in (_same_name, _meant):
        for each in indicators:
            taken = set(renamed.values())
            if each.key not in renamed:
                met = (other for other in found if other.key not in taken and same(each, other) and _alike(each, other))
                if (first := next(met, None)) is not None:
                    renamed[each.key] = first.key
    for each in indicators:
        if each.key not in renamed:
            key, keys = each.key, {other.key for other in found}
            while key in keys:
                key += "_"
            taken_name = any(_same_name(each, other) for other in found)
            name = words.OTHERWISE.format(name=each.name, measure=each.measure.value) if taken_name else each.name
            # its place in the union's own outline and tables says nothing of the level above's
            found.append(replace(each, key=key, name=name, section="", leads="", annex=""))
            renamed[each.key] = key
    return renamed


def _counted(union: Union, kinds: list[UnitKind]) -> dict[int, Count]:
    """Place of the common kind -> the union's units of it; two kinds that are one there are counted together."""
    places: dict[int, Count] = {}
    for kind, count in union.kinds:
        at = next((i for same in (_same_name, _meant) for i, other in enumerate(kinds) if same(kind, other)), -1)
        if at < 0:
            at = len(kinds)
            kinds.append(kind)
        before = places.get(at, Count(0, ()))
        places[at] = Count(before.value + count.value, (*before.sources, *count.sources))
    return places


def _same_name(one: _Named, other: _Named) -> bool:
    return fold(one.name) == fold(other.name)


def _meant(one: _Named, other: _Named) -> bool:
    return bool(_names(one) & _names(other))


def _names(named: _Named) -> set[str]:
    return {fold(name) for name in (named.name, *named.aliases)}


def _alike(one: Indicator, other: Indicator) -> bool:
    """Whether both count the same way; of money also in the same unit, which is its noun."""
    same_unit = fold(one.noun) == fold(other.noun) or not (one.money or other.money)
    return one.measure is other.measure and same_unit


def _other(union: Union, key: str, name: str) -> str:
    """What the union calls the indicator, where that is another name."""
    own = next(each.name for each in union.indicators if each.key == key)
    return "" if fold(own) == fold(name) else own


def totals(common: Common) -> dict[str, int | float | None]:
    """Key of the indicator (and the English one that it had) -> its total, None where no union has a number; counts."""
    found: dict[str, int | float | None] = {}
    for indicator in common.indicators:
        value = common.total(indicator.key)
        found[indicator.key] = None if value is None else plain_value(value)
    found |= {english: found[key] for english, key in EARLIER_KEYS.items() if key in found}
    return found | {key: common.counted(key) for key in common.heads}
