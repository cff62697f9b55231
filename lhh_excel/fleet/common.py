"""Unions that declare different indicators and kinds of units, brought under common names, to be added up.

Two are the same where a name or Tên khác of the one is a name or Tên khác of the other, and both count alike: a stock
is not added to what happened, thousands not to millions. What the level above declares gives the names; what it lacks
keeps the union's own. Source: docs/nhieu-don-vi.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ..figures.wording import plain_value
from ..messages import fleet as words
from ..workbook.declarations import Declarations, Indicator, UnitKind
from ..workbook.defaults import EARLIER_KEYS
from ..workbook.values import fold
from .union import Count, Union


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
        values = [value for union in common.unions if (value := union.amount(indicator.key).value) is not None]
        found[indicator.key] = plain_value(sum(values[1:], values[0])) if values else None
    found |= {english: found[key] for english, key in EARLIER_KEYS.items() if key in found}
    return found | {key: sum(union.counts[key].value for union in common.unions) for key in common.heads}
