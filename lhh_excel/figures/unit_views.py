"""Units and who reported: section I, the report's order, Phụ lục III."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Literal

from ..messages.figures import say
from ..workbook.book import Period, Unit
from ..workbook.declarations import UnitKind
from ..workbook.holidays import after_delay
from .changes import Change, Verdict, called, change_phrase, verdicts
from .context import BaoCao, BienDong, ChuaNopKy, DongBaoCao, DongTongHop, DonVi, NopMuon, PhuLuc3, Told, Words
from .figure import Figure, Phrase, Source
from .material import Material
from .reporting import COUNTED, Counts, Status, UnitReport, left_owing, membership
from .scope import Part, Scope
from .wording import (
    by_name,
    collation_key,
    date_running,
    date_short,
    date_words,
    enumerated,
    in_a_row,
    number,
    phrase,
    row_of,
)

#: What templates of earlier versions call the units of the first two kinds.
_FIRST_KINDS = {1: "hoi", 2: "truc_thuoc"}


def units_view(m: Material) -> DonVi:
    """Members on the last day by kind, new and left, against the neighbours."""
    assert m.period.start is not None and m.period.end is not None
    found = membership(m.book, m.scope)
    day, span = date_words(m.period.end), {"start": date_words(m.period.start), "end": date_words(m.period.end)}
    make = m.ledger
    members = list(found.members)

    def of_kind(place: int, kind: UnitKind) -> Told:
        chosen = [u for u in members if u.kind == kind.name]
        how, name = say("how_units_kind", kind=kind.name, day=day), _FIRST_KINDS.get(place, f"loai_{place}")
        label = say("label_kind", kind=kind.name)
        return make.told(f"don_vi.{name}", label, len(chosen), how, _rows(m, "kind", chosen))

    kinds = [kind for kind in m.book.declared.kinds if kind.reports]
    counts = [of_kind(place, kind) for place, kind in enumerate(kinds, 1)]
    first, second = [*counts, "", ""][:2]
    before, last_year = _units_change(m, "ky_truoc", m.before), _units_change(m, "cung_ky", m.last_year)
    total = make.told(
        "don_vi.tong",
        say("label_units", period=m.name),
        len(members),
        say("how_units", day=day),
        _rows(m, "code", members),
        zero=True,
    )
    everyone = sum(count_.value for count_ in counts if isinstance(count_, Figure)) == len(members)  # type: ignore[misc]
    return DonVi(
        total,
        _by_kind(kinds, counts, everyone=everyone),
        _changes(m, before, last_year),
        first,
        second,
        make.told(
            "don_vi.so_vao",
            say("label_joined"),
            len(found.joined),
            say("how_joined", **span),
            _rows(m, "joined", found.joined),
        ),
        make.told(
            "don_vi.so_roi", say("label_left"), len(found.left), say("how_left", **span), _rows(m, "left", found.left)
        ),
        [_moved(m, unit, "joined") for unit in found.joined],
        [_moved(m, unit, "left") for unit in found.left],
        before,
        last_year,
        _how_many(total, kinds, counts, everyone=everyone),
    )


def _by_kind(kinds: list[UnitKind], counts: list[Told], *, everyone: bool) -> Words:
    """ ", gồm 17 hội thành viên và 03 đơn vị trực thuộc": those there are; `everyone` is of one of them."""
    told = _of_kinds(kinds, counts)
    if not told:
        return ""
    key = "units_by_kind" if everyone and len(told) > 1 else "units_all_of_kind" if everyone else "units_among"
    return phrase(say(key), kinds=enumerated(told))


def _of_kinds(kinds: list[UnitKind], counts: list[Told]) -> list[Phrase]:
    return [
        phrase(say("units_of_kind"), count=count_, noun=kind.noun)
        for kind, count_ in zip(kinds, counts, strict=True)
        if count_
    ]


def _how_many(total: Told, kinds: list[UnitKind], counts: list[Told], *, everyone: bool) -> Words:
    """ "20 đơn vị, gồm 17 hội thành viên và 03 đơn vị trực thuộc"; "05 hội thành viên" where all are of one kind."""
    told = _of_kinds(kinds, counts)
    if everyone and len(told) == 1:
        return told[0]
    return row_of((total, say("units_noun"), _by_kind(kinds, counts, everyone=everyone)))


def _changes(m: Material, before: Words, last_year: Words) -> Words:
    """ ", không thay đổi so với 6 tháng cuối năm 2025 và cùng kỳ năm 2025": where there is something to compare."""
    told = []
    if before and m.before:
        told.append(Verdict(before, called(m, m.before.period, "ky_truoc")))
    if last_year and m.last_year:
        told.append(Verdict(last_year, called(m, m.last_year.period, "cung_ky")))
    words = verdicts(told)
    unchanged = bool(told) and told[0].change == say("same")
    return phrase(say("units_unchanged" if unchanged else "units_against"), verdicts=words) if words else ""


def _rows(m: Material, column: str, chosen: list[Unit] | tuple[Unit, ...]) -> tuple[Source, ...]:
    return m.ledger.sources("units", column, [unit.index for unit in chosen])


def _moved(m: Material, unit: Unit, column: str) -> BienDong:
    day = unit.joined if column == "joined" else unit.left
    label = say("label_joined_on" if column == "joined" else "label_left_on", unit=unit.name)
    id_, cell = f"don_vi.{column}.{unit.code}", _rows(m, column, [unit])
    successor = m.book.units.get(unit.successor) if column == "left" else None
    return BienDong(
        unit.name,
        m.ledger.day(id_, label, day, cell),
        successor.name if successor else "",
        m.ledger.day(f"{id_}.gon", label, day, cell, form=date_running),
    )


def _units_change(m: Material, name: str, other: Scope | None) -> Words:
    if other is None or other.period.end is None or m.period.end is None:
        return ""
    now, before = len(m.scope.expected), len(other.expected)
    labels = {"period": m.name, "before": other.period.name}
    how = say(
        "how_units_change", now=now, before=before, day=date_words(m.period.end), earlier=date_words(other.period.end)
    )
    counted = {unit.index for unit in (*m.scope.expected, *other.expected)}
    return change_phrase(
        m.ledger,
        Change(
            f"don_vi.{name}",
            say("label_units_change", **labels),
            say("label_units_change_percent", **labels),
            Decimal(now),
            Decimal(before),
            say("unit_noun"),
            how,
            m.ledger.sources("units", "code", counted),
            with_percent=False,
        ),
    )


def reporting_view(m: Material) -> BaoCao:
    """Counts in running text, names of the late and the missing in the alphabet's order."""
    counts = m.reports.counts
    late = sorted(m.reports.of(Status.LATE), key=lambda line: collation_key(line.unit.name))
    missing = m.reports.of(Status.MISSING)
    told = {
        what: _count(m, what, zero=what in ("expected", "received"))
        for what in ("expected", "received", "on_time", "late", "missing", "untimed")
    }
    return BaoCao(
        _coverage(m, told, m.scope.parts),
        told["expected"],
        told["received"],
        _rate(m, "bao_cao", say("all_units"), counts),
        told["on_time"],
        told["late"],
        told["missing"],
        told["untimed"],
        m.ledger.day("ky.han_nop", say("label_due"), m.period.unit_due, _due(m, m.period.index)),
        counts.received > 0,
        counts.missing == 0 and counts.expected > 0,
        [NopMuon(line.unit.name, _late_days(m, line), _received_on(m, line, "bao_cao", date_words)) for line in late],
        by_name(_with_parts(m, line) for line in missing),
        _coverage(m, told, m.scope.parts[-1:]),
        _missing_by_part(m) if m.scope.composed else [],
        _on_time_and_late(m, told, late),
    )


def _on_time_and_late(m: Material, told: dict[str, Told], late: list[UnitReport]) -> Words:
    """ ": 16 đơn vị đúng hạn, 02 đơn vị chậm từ 02 đến 03 ngày"; ", đều đúng hạn": of the units that reported."""
    counts = m.reports.counts
    states: list[Words] = []
    if told["on_time"]:
        states.append(say("reports_on_time"))
    if late:
        days = sorted({line.days_late for line in late})
        told_days = [
            m.ledger.told(
                f"bao_cao.muon_{name}",
                say("label_reporting", what=say(f"what_{name}_late"), kind=say("all_units")),
                number_,
                say("how_late_days"),
                m.ledger.sources("figures", "received", [row for line in late for row in line.rows]),
            )
            for name, number_ in (("least", days[0]), ("most", days[-1]))[: len(days)]
        ]
        key = "reports_late" if len(days) == 1 else "reports_late_between"
        states.append(phrase(say(key), days=told_days[0], most=told_days[-1]))
    if told["untimed"] and states:
        states.append(say("reports_untimed"))
    if len(states) == 1:
        return phrase(say("reports_all_alike" if counts.received > 1 else "reports_alike"), state=states[0])
    kinds = [told[what] for what in ("on_time", "late", "untimed") if told[what]]
    parts = [
        phrase(say("reports_of_state"), count=count_, state=state) for count_, state in zip(kinds, states, strict=False)
    ]
    return phrase(say("reports_by_state"), states=in_a_row(parts)) if states else ""


def _with_parts(m: Material, line: UnitReport) -> str:
    return f"{line.unit.name} ({missing_words(m, line)})" if m.scope.composed else line.unit.name


def missing_words(m: Material, line: UnitReport) -> str:
    """What is said of a unit that has not reported, wherever it is said; of a period that is added up, which part."""
    if not m.scope.composed:
        return say("missing")
    return say("missing_parts", parts=", ".join(_part_names(m, line.missing)))


def _part_names(m: Material, codes: Iterable[str]) -> list[str]:
    wanted = set(codes)
    return [part.name for part in m.scope.parts if part.period.code in wanted]


def _missing_by_part(m: Material) -> list[ChuaNopKy]:
    found = []
    for part in m.scope.parts:
        code, name = part.period.code, part.name
        chosen = [line.unit for line in m.reports.lines if code in line.missing]
        left = left_owing(m.scope, part)
        if not chosen and not left:
            continue
        count_ = m.ledger.told(
            f"bao_cao.{code}.missing",
            say("label_part", what=say("what_missing"), period=name),
            len(chosen),
            say("how_missing_part", day=date_words(part.period.end) if part.period.end else ""),
            _rows(m, "code", chosen),
        )
        had_to = {unit.code for unit in part.expected} & {unit.code for unit in m.scope.expected}
        found.append(
            ChuaNopKy(
                name,
                count_,
                len(chosen) == len(had_to),
                by_name(unit.name for unit in chosen),
                by_name(unit.name for unit in left),
            )
        )
    return found


def _coverage(
    m: Material, heard: dict[str, Told], parts: tuple[Part, ...], key: str = "coverage", between: str = "comma"
) -> Words:
    """ "18/20 đơn vị đã báo cáo"; of a year for each of these parts, for no unit may have reported all of it yet."""
    if not m.scope.composed:
        return phrase(say(key), **heard)
    words: list[str | Figure] = []
    for part in parts:
        came = _came(part)
        rows = m.ledger.sources("figures", "received", [part.rows[unit.code] for unit in came])
        name, id_ = part.name, f"bao_cao.{part.period.code}"
        labels = {what: say("label_part", what=say(f"what_{what}"), period=name) for what in ("received", "expected")}
        told = phrase(
            say(f"{key}_part"),
            received=m.ledger.told(
                f"{id_}.received", labels["received"], len(came), say("how_received"), rows, zero=True
            ),
            expected=m.ledger.told(
                f"{id_}.expected",
                labels["expected"],
                len(part.expected),
                _how_expected(part.period),
                _rows(m, "code", part.expected),
                zero=True,
            ),
            period=name,
        )
        words += [say(between), *told.parts] if words else told.parts
    return Phrase(tuple(words))


def _how_expected(period: Period) -> str:
    return say("how_expected", day=date_words(period.end)) if period.end else ""


def reported(m: Material, parts: tuple[Part, ...]) -> Words:
    """ "18/20 đơn vị đã báo cáo" these parts."""
    return _coverage(m, units_heard(m), parts)


def reports_of(m: Material, parts: tuple[Part, ...]) -> Words:
    """ "báo cáo của 18/20 đơn vị"; of a year "báo cáo 6 tháng đầu năm 2025 của 18/20 đơn vị và …"."""
    there = tuple(part for part in parts if _came(part)) or parts
    return _coverage(m, units_heard(m), there, "reports", "and")


def silent_parts(m: Material) -> list[str]:
    """Of a period that is added up, the parts that nobody has reported."""
    return [part.name for part in m.scope.parts if m.scope.composed and not _came(part)]


def _came(part: Part) -> list[Unit]:
    return [unit for unit in part.expected if unit.code in part.received]


def units_heard(m: Material) -> dict[str, Told]:
    """How many units have reported, and how many had to, as section I tells it."""
    return {what: _count(m, what, zero=True) for what in ("expected", "received")}


def period_day(m: Material, column: Literal["start", "end"], *, in_full: bool = False) -> Told:
    """The period's first or last day in running text: "14/6/2026"; in full "ngày 14 tháng 6 năm 2026"."""
    value = m.period.start if column == "start" else m.period.end
    id_ = ("ky.tu" if column == "start" else "ky.den") + ("_ngay" if in_full else "")
    cells = m.ledger.sources("periods", column, [m.period.index])
    form = date_words if in_full else date_running
    return m.ledger.day(id_, say(f"label_{column}"), value, cells, form=form)


def received_told(m: Material) -> Told:
    """How many units have reported, as section I tells it."""
    return _count(m, "received", zero=True)


def _due(m: Material, index: int) -> tuple[Source, ...]:
    return m.ledger.sources("periods", "unit_due", [index])


def _count(m: Material, what: str, *, zero: bool) -> Told:
    """Of all units one column of the summary, in running text."""
    label = say("label_reporting", what=say(f"what_{what}"), kind=say("all_units"))
    value: int = getattr(m.reports.counts, what)
    sources = count_sources(m, what, list(m.reports.lines))
    return m.ledger.told(f"bao_cao.{what}", label, value, _how(m, what), sources, zero=zero)


def _how(m: Material, what: str) -> str:
    assert m.period.end is not None
    how = say(f"how_{what}", day=date_words(m.period.end))
    in_parts = m.scope.composed and what not in ("expected", "missing")
    return how + say("how_of_parts", periods=", ".join(m.scope.codes)) if in_parts else how


def count_sources(m: Material, what: str, lines: list[UnitReport]) -> tuple[Source, ...]:
    """The cells that say who is counted in that column of the summary (`Counts`)."""
    chosen = [line for line in lines if line.status in COUNTED[what]]
    if Status.MISSING in COUNTED[what]:  # what has not come stands nowhere
        return m.ledger.sources("units", "code", [line.unit.index for line in chosen])
    return m.ledger.sources("figures", "received", [row for line in chosen for row in line.rows])


def _rate(m: Material, place: str, kind: str, counts: Counts) -> Told:
    if not counts.expected:
        return ""
    label = say("label_reporting", what=say("what_percent"), kind=kind)
    how = say("how_percent", part=counts.received, whole=counts.expected)
    rate = counts.percent_received
    lines = [line for line in m.reports.lines if kind in (line.unit.kind, say("all_units"))]
    sources = count_sources(m, "received", lines)
    return m.ledger.percent(f"{place}.ty_le", label, rate, how, sources)


def _late_days(m: Material, line: UnitReport) -> Told:
    label = say("label_late_days", unit=line.unit.name)
    sources = m.ledger.sources("figures", "received", line.rows)
    return m.ledger.told(f"bao_cao.{line.unit.code}.muon", label, line.days_late, say("how_late_days"), sources)


def _received_on(m: Material, line: UnitReport, place: str, form: Callable[[dt.date], str]) -> Told:
    label, id_ = say("label_received_on", unit=line.unit.name), f"{place}.{line.unit.code}.ngay_nhan"
    return m.ledger.day(id_, label, line.received, _received_cell(m, line), form=form)


def _received_cell(m: Material, line: UnitReport) -> tuple[Source, ...]:
    return m.ledger.sources("figures", "received", [] if line.row is None else [line.row])


def annex_3(m: Material) -> PhuLuc3:
    """Who reported and when; the summary by kind of unit and in all."""
    rows = [
        DongBaoCao(
            str(place),
            line.unit.name,
            line.unit.kind,
            _due_cell(m, line),
            _received_on(m, line, "phu_luc_3", date_short) or say("no_figure_cell"),
            _state(m, line),
        )
        for place, line in enumerate(m.reports.lines, 1)
    ]
    summary = [
        _summary(m, f"phu_luc_3.loai_{place}", kind, counts)
        for place, (kind, counts) in enumerate(m.reports.by_kind.items(), 1)
    ]
    return PhuLuc3(rows, [*summary, _summary(m, "phu_luc_3.tong", say("all_units"), m.reports.counts)])


def _due_cell(m: Material, line: UnitReport) -> Told:
    if line.due is None:
        return say("no_figure_cell")
    parts = [part.period for part in m.scope.parts if part.period.unit_due == line.due]
    index = parts[-1].index if parts else m.period.index
    return m.ledger.day(f"phu_luc_3.han_{index}", say("label_due"), line.due, _due(m, index), form=date_short)


def _state(m: Material, line: UnitReport) -> Words:
    if line.status is Status.LATE:
        return phrase(say("late"), days=_late_days(m, line), on_day=after_delay(line.due))
    if line.status is Status.MISSING:
        return missing_words(m, line)
    return say(line.status.value)


def _summary(m: Material, place: str, kind: str, counts: Counts) -> DongTongHop:
    lines = [line for line in m.reports.lines if kind in (line.unit.kind, say("all_units"))]

    def cell(what: str) -> Told:
        label = say("label_reporting", what=say(f"what_{what}"), kind=kind)
        value: int = getattr(counts, what)
        sources = count_sources(m, what, lines)
        return m.ledger.figure(f"{place}.{what}", label, value, number(value), _how(m, what), sources)

    return DongTongHop(
        kind or say("no_kind"),
        cell("expected"),
        cell("received"),
        cell("on_time"),
        cell("late"),
        cell("missing"),
        _rate(m, place, kind, counts) or say("no_figure_cell"),
    )
