"""What of its plan (Kế hoạch) an indicator has reached: of the year so far, or of the period where that has its own."""

from __future__ import annotations

from decimal import Decimal

from ..messages.figures import say
from ..plain import record
from ..workbook.declarations import Indicator, Measure, Target
from .activity import Total, total
from .context import Told, Words
from .figure import Figure, Source
from .material import Material
from .scope import scope_of
from .wording import exact, number, percent, phrase, to_sixth, told


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
    own = _targets(m, indicator)
    for target in own:
        if not target.unit:
            return _plan(m, [target], 0)
    by_unit = {target.unit: target for target in own}
    if own and all(unit.code in by_unit for unit in m.scope.expected):
        chosen = [by_unit[unit.code] for unit in m.scope.expected]
        return _plan(m, chosen, len(chosen)) if chosen else None
    return None


def _targets(m: Material, indicator: Indicator) -> list[Target]:
    """The indicator's targets for the period, else for its year."""
    for code in (m.period.code, str(m.period.year)):
        found = [each for each in m.book.declared.targets if (each.period, each.indicator) == (code, indicator.key)]
        if found:
            return found
    return []


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
    """ "đạt 65,0% kế hoạch năm"; later in the year what was done since its first day stands before it."""
    indicator = found.indicator
    plan = plan_of(m, indicator)
    reached = _so_far(m, found, plan) if plan is not None else None
    if plan is None or reached is None or not plan.value or not reached.value:
        return ""
    id_, header, rate = f"so_lieu.{indicator.key}.ke_hoach", indicator.name, reached.value * 100 / plan.value
    shown = m.ledger.figure(
        id_,
        say("label_plan_percent", header=header, of=plan.of, period=m.name),
        to_sixth(rate),
        percent(rate),
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


def plan_cells(m: Material, indicator: Indicator, codes: list[str]) -> tuple[str, list[Told], Told] | None:
    """A column of Phụ lục I: its head, the plan of each of these units, and of all; None where no plan is set."""
    own = _targets(m, indicator)
    if not own:
        return None
    plan = plan_of(m, indicator)
    of = say("plan_year") + f" {m.period.year}" if own[0].period == str(m.period.year) else m.name
    by_unit = {target.unit: target for target in own if target.unit}
    cells = [_unit_cell(m, indicator, code, by_unit.get(code), of) for code in codes]
    return say("plan_column", header=indicator.name, of=of), cells, _all_cell(m, indicator, plan, of)


def _unit_cell(m: Material, indicator: Indicator, code: str, target: Target | None, of: str) -> Told:
    known = m.book.units
    return m.ledger.cell(
        f"phu_luc_1.{code}.{indicator.key}.ke_hoach",
        say("label_plan_unit", header=indicator.name, unit=known[code].name if code in known else code, of=of),
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
