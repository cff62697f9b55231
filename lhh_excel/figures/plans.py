"""What of its plan (Kế hoạch) an indicator has reached: of the year so far, or of the period where that has its own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..messages.figures import say
from ..plain import record
from ..workbook.declarations import Indicator, Measure, Target
from .activity import Total, total
from .annex import AnnexColumn
from .context import Told, Words
from .figure import Figure, Source
from .material import Material
from .scope import name_of, scope_of
from .wording import exact, number, phrase, told


@record
class Plan:
    """What an indicator is to reach; `of`: "năm" of the whole year, else the period's name."""

    value: Decimal
    of: str
    yearly: bool
    records: tuple[int, ...]  # in tblKeHoach
    units: int  # that it is the sum of, 0 where it is set for all together


@record
class _SoFar:
    value: Decimal
    sources: tuple[Source, ...]
    codes: tuple[str, ...]


def plan_of(m: Material, indicator: Indicator) -> Plan | None:
    """The plan for all together: as it is set, else the sum of the units' where each has one."""
    by_code = [_targets(m, indicator, code) for code in _codes_of_plans(m)]
    for by_unit in by_code:
        if "" in by_unit:
            return _plan(m, [by_unit[""]], 0)
    for by_unit in by_code:
        chosen = [by_unit[unit.code] for unit in m.scope.expected if unit.code in by_unit]
        if chosen and len(chosen) == len(m.scope.expected):
            return _plan(m, chosen, len(chosen))
    return None


def _codes_of_plans(m: Material) -> tuple[str, ...]:
    """The period and its year: what is set for the period goes before."""
    return tuple(dict.fromkeys((m.period.code, str(m.period.year))))


def _targets(m: Material, indicator: Indicator, code: str) -> dict[str, Target]:
    """Unit, "" for all together -> the indicator's target for that period or year."""
    found = (each for each in m.book.declared.targets if (each.period, each.indicator) == (code, indicator.key))
    return {each.unit: each for each in found}


def _plan(m: Material, targets: list[Target], units: int) -> Plan:
    yearly = targets[0].period == str(m.period.year)
    return Plan(
        sum((exact(each.value) for each in targets), Decimal(0)),
        say("plan_year") if yearly else m.name,
        yearly,
        tuple(each.index for each in targets),
        units,
    )


def plan_words(m: Material, found: Total) -> Words:
    """ "đạt 65% kế hoạch năm"; later in the year what was done since its first day stands before it."""
    indicator = found.indicator
    plan = plan_of(m, indicator)
    reached = _so_far(m, found, plan) if plan is not None else None
    if plan is None or reached is None or not plan.value or not reached.value:
        return ""
    id_, header, rate = f"so_lieu.{indicator.key}.ke_hoach", indicator.name, reached.value * 100 / plan.value
    shown = m.ledger.percent(
        id_,
        say("label_plan_percent", header=header, of=plan.of, period=m.name),
        rate,
        say("how_plan_percent", value=number(reached.value), plan=number(plan.value)),
        (*reached.sources, *m.ledger.sources("targets", "value", plan.records)),
    )
    if reached.codes == _codes(m, found):
        return phrase(say("plan"), percent=shown, of=plan.of)
    value = m.ledger.figure(
        f"{id_}.luy_ke",
        say("label_plan_so_far", header=header, period=m.name),
        reached.value,
        told(reached.value, money=indicator.money),
        say("how_so_far", header=header, periods=", ".join(reached.codes)),
        reached.sources,
    )
    return phrase(say("plan_so_far"), value=value, noun=indicator.noun, percent=shown, of=plan.of)


def _codes(m: Material, found: Total) -> tuple[str, ...]:
    """The periods whose rows the total is from."""
    return m.scope.codes if found.indicator.measure is Measure.FLOW else m.scope.codes[-1:]


def _so_far(m: Material, found: Total, plan: Plan) -> _SoFar | None:
    """What counts against the plan: of flows against a year's, all since the year began; None where a part lacks."""
    own = _SoFar(
        found.value or Decimal(0),
        m.ledger.sources("figures", found.indicator.key, found.rows),
        _codes(m, found),
    )
    letter, digit = m.period.part[:1], m.period.part[1:]
    if not plan.yearly or not m.period.part or found.indicator.measure is not Measure.FLOW:
        return own
    if letter not in ("H", "Q"):
        return None
    value, rows = own.value, list(found.rows)
    codes: list[str] = []
    for place in range(1, int(digit)):
        period = m.book.periods.get(f"{m.period.year}-{letter}{place}")
        if period is None or period.start is None or period.end is None:
            return None
        scope = scope_of(m.book, period)
        earlier = total(m.book, scope, found.indicator)
        value, rows = value + (earlier.value or 0), rows + earlier.rows
        codes += scope.codes
    sources = m.ledger.sources("figures", found.indicator.key, rows)
    return _SoFar(value, sources, (*codes, *own.codes))


def plan_columns(m: Material, indicator: Indicator, codes: list[str]) -> Iterator[AnnexColumn]:
    """Columns of Phụ lục I: head, the plan of each of these units, and of all together.

    That of the period or year of which the plan for all is; where that is no period's own, what single units were
    given for the other stands in a column beside it. A unit that the annex does not name has no plan there.
    """
    plan = plan_of(m, indicator)
    for code in _codes_of_plans(m):
        yearly = code == str(m.period.year)
        by_unit = _targets(m, indicator, code)
        of_all = plan if plan is not None and plan.yearly == yearly else None
        if of_all is not None or any(each in by_unit for each in codes):
            of = say("plan_year") + f" {m.period.year}" if yearly else m.name
            place = "ke_hoach" if yearly or of_all is not None else "ke_hoach_ky"
            cells = [_unit_cell(m, indicator, each, by_unit.get(each), of, place) for each in codes]
            head = say("plan_column", header=indicator.name, of=of)
            added = sum((exact(by_unit[each].value) for each in codes if each in by_unit), Decimal(0))
            why = "" if of_all is not None and of_all.value == added else _why(of_all)
            yield AnnexColumn(head, cells, _all_cell(m, indicator, of_all, of), say("no_figure_cell"), why)
        if of_all is not None and not yearly:
            return  # the period's own goes before the year's


def _why(plan: Plan | None) -> str:
    """The key of the words that tell why a plan's total is not the sum of its units'."""
    if plan is None:
        return "plan_not_added"
    return "plan_left" if plan.units else "plan_set"


def _unit_cell(m: Material, indicator: Indicator, code: str, target: Target | None, of: str, place: str) -> Told:
    return m.ledger.cell(
        f"phu_luc_1.{code}.{indicator.key}.{place}",
        say("label_plan_unit", header=indicator.name, unit=name_of(m.book, code), of=of),
        None if target is None else exact(target.value),
        say("how_cell"),
        () if target is None else m.ledger.sources("targets", "value", [target.index]),
    )


def _all_cell(m: Material, indicator: Indicator, plan: Plan | None, of: str) -> Figure | str:
    if plan is None:
        return say("no_figure_cell")
    return m.ledger.figure(
        f"phu_luc_1.{indicator.key}.ke_hoach",
        say("label_plan", header=indicator.name, of=of),
        plan.value,
        number(plan.value),
        say("how_plan_sum", count=plan.units) if plan.units else say("how_cell"),
        m.ledger.sources("targets", "value", plan.records),
    )
