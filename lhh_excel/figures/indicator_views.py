"""Indicators as the text tells them, and Phụ lục I: both from the same totals."""

from __future__ import annotations

from typing import Literal

from ..messages.figures import say
from ..workbook.declarations import Measure
from .activity import Total, UnitValue, total
from .annex import annex
from .changes import Verdict, Which, called, compared, verdicts
from .context import ChiTieu, DongDonVi, PhuLuc1, Told, Words
from .material import Material
from .plans import plan_columns, plan_words
from .reporting import Status, left_owing
from .scope import Part, name_of
from .unit_views import missing_words, period_day, received_told, reported, reports_of, units_heard
from .wording import collation_key, exact, number, phrase, running, told, upper_first

_WHEN = {Measure.OPENING: "at_start", Measure.CLOSING: "at_end", Measure.FLOW: "in_period"}


def totals(m: Material) -> dict[str, Total]:
    """The total of each indicator by its key."""
    return {each.key: total(m.book, m.scope, each) for each in m.book.declared.indicators}


def indicator_views(m: Material, found: dict[str, Total]) -> dict[str, ChiTieu]:
    return {key: _view(m, each) for key, each in found.items()}


def _view(m: Material, found: Total) -> ChiTieu:
    indicator = found.indicator
    before, last_year = compared(m, found, "ky_truoc"), compared(m, found, "cung_ky")
    return ChiTieu(
        indicator.name,
        found.told,
        found.value is not None,
        _total_figure(m, found, "so_lieu"),
        indicator.noun,
        _coverage(m, found),
        before.words if before else "",
        before.units(m) if before else "",
        last_year.words if last_year else "",
        last_year.units(m) if last_year else "",
        plan_words(m, found),
        indicator.source,
        say(_WHEN[indicator.measure]),
        *_as_lead(m, found),
    )


def _as_lead(m: Material, found: Total) -> tuple[Words, ...]:
    """Who reported it, whose reports it is from, as of when, how it compares: of a main figure."""
    if not found.indicator.leads:
        return ()
    parts = m.scope.parts if found.indicator.measure is Measure.FLOW else m.scope.parts[-1:]
    return reported(m, parts), _source(m, found, parts), _when(m, found), _against(m, found)


def _source(m: Material, found: Total, parts: tuple[Part, ...]) -> Words:
    """Whose reports a main figure is from: "Theo báo cáo của 18/20 đơn vị", or as the office words it."""
    typed = found.indicator.source
    if not typed:
        return phrase(say("according_to"), reports=reports_of(m, parts))
    given = reports_of(m, parts) if m.scope.composed else phrase(say("of_units"), **units_heard(m))
    return phrase(say("according_to_source"), source=upper_first(typed), reports=given)


def _when(m: Material, found: Total) -> Words:
    """ "đến ngày 14/6/2026" of what stands at the period's end; what happened in it has its name."""
    if found.indicator.measure is Measure.FLOW:
        return m.name
    last = found.indicator.measure is Measure.CLOSING
    return phrase(say("until_day" if last else "on_day"), day=period_day(m, "end" if last else "start"))


def _against(m: Material, found: Total) -> Words:
    """ "; tăng 62 hội viên (1%) so với đầu kỳ và tăng 116 hội viên (2%) so với cùng kỳ năm 2025 (…)"."""
    told_: list[Verdict] = []
    whiches: tuple[Which, ...] = ("ky_truoc", "cung_ky")
    for which in whiches:
        made = compared(m, found, which)
        if made is None:
            continue
        at_start = which == "ky_truoc" and found.indicator.measure is Measure.CLOSING
        whom = say("period_start") if at_start else called(m, made.other, which)
        brackets: Words = ""
        if not made.as_printed:
            now, before = made.now_and_before(m)
            noun = found.indicator.noun
            brackets = phrase(say("lead_now_before"), now=now, before=before, noun=noun, units=made.units(m))
        elif len(made.found.units) != len(found.heard):
            brackets = phrase(say("lead_units"), units=made.units(m))
        told_.append(Verdict(made.words, whom, brackets))
    words = verdicts(told_)
    return phrase(say("lead_against"), verdicts=words) if words else ""


def _total_figure(m: Material, found: Total, place: Literal["so_lieu", "phu_luc_1"]) -> Told:
    """The total, in running text or as in a table."""
    in_text = place == "so_lieu"
    if found.value is None:
        return say("no_figure" if in_text else "no_figure_cell")
    indicator, rows = found.indicator, found.rows
    return m.ledger.figure(
        f"{place}.{indicator.key}.tong",
        say("label_total", header=indicator.name, period=m.name),
        found.value,
        told(found.value, money=indicator.money) if in_text else number(found.value),
        say("how_sum", header=indicator.name, count=len(rows), periods=", ".join(m.scope.codes)),
        m.ledger.sources("figures", indicator.key, rows),
    )


def _gave_figure(m: Material, found: Total, place: str, *, in_text: bool) -> Told:
    """How many gave the number: in the text, of a year, all of it; in the annex those whose row has one."""
    header = found.indicator.name
    chosen = found.gave if in_text else found.filled
    count = len(chosen)
    rows = [row for code in chosen for row in found.by_unit[code].rows]
    how = "how_gave" if not m.scope.composed else "how_gave_all" if in_text else "how_filled"
    return m.ledger.figure(
        f"{place}.{found.indicator.key}.don_vi",
        say("label_gave", header=header, period=m.name),
        count,
        running(count) if in_text else number(count),
        say(how, header=header, periods=", ".join(m.scope.codes)),
        m.ledger.sources("figures", found.indicator.key, rows),
    )


def _coverage(m: Material, found: Total) -> Words:
    """ "15/18 đơn vị có số liệu" where fewer gave a number than reported; of a year in all that they reported."""
    if len(found.gave) >= len(found.heard) or found.value is None:
        return ""
    gave = _gave_figure(m, found, "so_lieu", in_text=True)
    sent = "gave_all_of_sent" if any(found.by_unit[code].silent for code in found.heard) else "gave_all_of_reported"
    return phrase(say(sent if m.scope.composed else "gave_of_reported"), gave=gave, reported=_heard(m, found))


def _heard(m: Material, found: Total) -> Told:
    """How many units reported: of a half-year the figure of section I, of a year those of the indicator's parts."""
    if not m.scope.composed:
        return received_told(m)
    chosen = [unit.index for unit in m.scope.expected if unit.code in found.heard]
    return m.ledger.told(
        f"so_lieu.{found.indicator.key}.da_bao_cao",
        say("label_heard", header=found.indicator.name, period=m.name),
        len(chosen),
        say("how_heard", periods=", ".join(m.scope.codes)),
        m.ledger.sources("units", "code", chosen),
        zero=True,
    )


def annex_1(m: Material, found: dict[str, Total]) -> PhuLuc1:
    """Every expected unit's figures, then those of units that left within a year; totals; how many gave each."""
    states = {line.unit.code: missing_words(m, line) for line in m.reports.of(Status.MISSING)}
    codes = [unit.code for unit in m.scope.expected]
    owing: dict[str, list[str]] = {}
    for part in m.scope.parts:
        for unit in left_owing(m.scope, part):
            owing.setdefault(unit.code, []).append(part.name)
    gave = {code for each in found.values() for code, unit in each.by_unit.items() if unit.rows}
    left = sorted((gave | set(owing)) - set(codes), key=collation_key)
    states |= {code: say("left") for code in left}
    states |= {code: say("left_owing", parts=", ".join(parts)) for code, parts in owing.items()}
    codes += left
    rows = []
    for place, code in enumerate(codes, 1):
        unit_name = name_of(m.book, code)
        state = states.get(code, "")
        cells = {key: _unit_cell(m, each, code, unit_name) for key, each in found.items()}
        rows.append(DongDonVi(str(place), unit_name, state, cells))
    return annex(
        m.book.declared,
        {key: each.indicator.name for key, each in found.items()},
        rows,
        {key: _total_figure(m, each, "phu_luc_1") for key, each in found.items()},
        {key: _gave_figure(m, each, "phu_luc_1", in_text=False) for key, each in found.items()},
        (m.name, m.next_name),
        lambda each: plan_columns(m, each, codes),
    )


def _unit_cell(m: Material, found: Total, code: str, unit_name: str) -> Told:
    indicator = found.indicator
    unit = found.by_unit.get(code) or UnitValue()
    if len(unit.rows) == 1:
        how = say("how_cell")
    else:
        how = say("how_unit_sum", header=indicator.name, periods=", ".join(m.scope.codes))
        heard = {m.book["figures"].clean["unit"][row] for row in unit.rows}
        how += say("how_heirs") if len(heard) > 1 else ""
    return m.ledger.cell(
        f"phu_luc_1.{code}.{indicator.key}",
        say("label_unit", header=indicator.name, unit=unit_name, period=m.name),
        None if unit.value is None else exact(unit.value),
        how,
        m.ledger.sources("figures", indicator.key, unit.rows),
    )
