"""Units and who reported: section I, the report's order, Phụ lục III."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ..messages.figures import say
from ..workbook.book import Period, Unit
from ..workbook.declarations import UnitKind
from ..workbook.holidays import after_delay
from .context import BaoCao, BienDong, ChuaNopKy, DongBaoCao, DongTongHop, DonVi, NopMuon, PhuLuc3, Told, Words
from .figure import Figure, Phrase, Source
from .material import Change, Material, change_phrase
from .reporting import Counts, Status, UnitReport, count, left_owing, membership
from .scope import Part, Scope
from .wording import (
    by_name,
    collation_key,
    date_words,
    enumerated,
    lower_first,
    number,
    percent,
    phrase,
    row_of,
    to_sixth,
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
    return DonVi(
        make.told(
            "don_vi.tong",
            say("label_units", period=m.name),
            len(members),
            say("how_units", day=day),
            _rows(m, "code", members),
            zero=True,
        ),
        _by_kind(kinds, counts),
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
    )


def _by_kind(kinds: list[UnitKind], counts: list[Told]) -> Words:
    """ ", gồm 17 hội thành viên và 03 đơn vị trực thuộc": those of which there are any."""
    told = [
        phrase(say("units_of_kind"), count=count_, noun=kind.noun)
        for kind, count_ in zip(kinds, counts, strict=True)
        if count_
    ]
    return phrase(say("units_by_kind"), kinds=enumerated(told)) if told else ""


def _changes(m: Material, before: Words, last_year: Words) -> Words:
    """ "; không thay đổi so với kỳ trước (6 tháng cuối năm 2025); …": where there is something to compare with."""
    told: list[Phrase] = []
    if before and m.before:
        name = lower_first(m.before.period.name)
        told.append(phrase(say("units_change_before"), change=before, period=name))
    if last_year and m.last_year:
        name = lower_first(m.last_year.period.name)
        told.append(phrase(say("units_change_last_year"), change=last_year, with_=m.as_last_year, period=name))
    return row_of(told) if told else ""


def _rows(m: Material, column: str, chosen: list[Unit] | tuple[Unit, ...]) -> tuple[Source, ...]:
    return m.ledger.sources("units", column, [unit.index for unit in chosen])


def _moved(m: Material, unit: Unit, column: str) -> BienDong:
    day = unit.joined if column == "joined" else unit.left
    label = say("label_joined_on" if column == "joined" else "label_left_on", unit=unit.name)
    told = m.ledger.day(f"don_vi.{column}.{unit.code}", label, day, _rows(m, column, [unit]))
    successor = m.book.units.get(unit.successor) if column == "left" else None
    return BienDong(unit.name, told, successor.name if successor else "")


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
        ),
    )


def reporting_view(m: Material) -> BaoCao:
    """Counts in running text, names of the late and the missing in the alphabet's order."""
    counts, everyone = m.reports.counts, say("all_units")
    late = sorted(m.reports.of(Status.LATE), key=lambda line: collation_key(line.unit.name))
    missing = m.reports.of(Status.MISSING)
    told = {
        what: _count(m, "bao_cao", what, everyone, list(m.reports.lines), zero=what in ("expected", "received"))
        for what in ("expected", "received", "on_time", "late", "missing", "untimed")
    }
    return BaoCao(
        _coverage(m, told["received"], told["expected"], m.scope.parts),
        told["expected"],
        told["received"],
        _rate(m, "bao_cao", everyone, counts),
        told["on_time"],
        told["late"],
        told["missing"],
        told["untimed"],
        m.ledger.day("ky.han_nop", say("label_due"), m.period.unit_due, _due(m, m.period.index)),
        counts.received > 0,
        counts.missing == 0 and counts.expected > 0,
        [NopMuon(line.unit.name, _late_days(m, line), _received_on(m, line, short=False)) for line in late],
        by_name(_with_parts(m, line) for line in missing),
        _coverage(m, told["received"], told["expected"], m.scope.parts[-1:]),
        _missing_by_part(m) if m.scope.composed else [],
    )


def _with_parts(m: Material, line: UnitReport) -> str:
    return f"{line.unit.name} ({missing_words(m, line)})" if m.scope.composed else line.unit.name


def missing_words(m: Material, line: UnitReport) -> str:
    """What is said of a unit that has not reported, wherever it is said; of a period that is added up, which part."""
    if not m.scope.composed:
        return say("missing")
    return say("missing_parts", parts=", ".join(_part_names(m, line.missing)))


def _part_names(m: Material, codes: Iterable[str]) -> list[str]:
    wanted = set(codes)
    return [lower_first(part.period.name) for part in m.scope.parts if part.period.code in wanted]


def _missing_by_part(m: Material) -> list[ChuaNopKy]:
    found = []
    for part in m.scope.parts:
        code, name = part.period.code, lower_first(part.period.name)
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


def _coverage(m: Material, received: Told, expected: Told, parts: tuple[Part, ...]) -> Words:
    """ "18/20 đơn vị đã báo cáo"; of a year for each of these parts, for no unit may have reported all of it yet."""
    if not m.scope.composed:
        return phrase(say("coverage"), received=received, expected=expected)
    words: list[str | Figure] = []
    for part in parts:
        came = [unit for unit in part.expected if unit.code in part.received]
        rows = m.ledger.sources("figures", "received", [part.rows[unit.code] for unit in came])
        name, id_ = lower_first(part.period.name), f"bao_cao.{part.period.code}"
        labels = {what: say("label_part", what=say(f"what_{what}"), period=name) for what in ("received", "expected")}
        told = phrase(
            say("coverage_part"),
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
        words += [", ", *told.parts] if words else told.parts
    return Phrase(tuple(words))


def _how_expected(period: Period) -> str:
    return say("how_expected", day=date_words(period.end)) if period.end else ""


def reported(m: Material, parts: tuple[Part, ...]) -> Words:
    """ "18/20 đơn vị đã báo cáo" these parts."""
    lines, everyone = list(m.reports.lines), say("all_units")
    expected = _count(m, "bao_cao", "expected", everyone, lines, zero=True)
    return _coverage(m, received_told(m), expected, parts)


def received_told(m: Material) -> Told:
    """How many units have reported, as section I tells it."""
    return _count(m, "bao_cao", "received", say("all_units"), list(m.reports.lines), zero=True)


def _due(m: Material, index: int) -> tuple[Source, ...]:
    return m.ledger.sources("periods", "unit_due", [index])


def _count(m: Material, place: str, what: str, kind: str, lines: list[UnitReport], *, zero: bool) -> Told:
    """One column of the summary, in running text."""
    label = say("label_reporting", what=say(f"what_{what}"), kind=kind)
    value: int = getattr(count(lines), what)
    return m.ledger.told(f"{place}.{what}", label, value, _how(m, what), _count_sources(m, what, lines), zero=zero)


def _how(m: Material, what: str) -> str:
    assert m.period.end is not None
    how = say(f"how_{what}", day=date_words(m.period.end))
    in_parts = m.scope.composed and what not in ("expected", "missing")
    return how + say("how_of_parts", periods=", ".join(m.scope.codes)) if in_parts else how


def _count_sources(m: Material, what: str, lines: list[UnitReport]) -> tuple[Source, ...]:
    if what in ("expected", "missing"):
        chosen = [line for line in lines if what == "expected" or line.status is Status.MISSING]
        return m.ledger.sources("units", "code", [line.unit.index for line in chosen])
    wanted = {"on_time": Status.ON_TIME, "late": Status.LATE, "untimed": Status.RECEIVED}.get(what)
    chosen = [line for line in lines if (line.status is wanted if wanted else line.status is not Status.MISSING)]
    return m.ledger.sources("figures", "received", [row for line in chosen for row in line.rows])


def _rate(m: Material, place: str, kind: str, counts: Counts) -> Told:
    if not counts.expected:
        return ""
    label = say("label_reporting", what=say("what_percent"), kind=kind)
    how = say("how_percent", part=counts.received, whole=counts.expected)
    rate = counts.percent_received
    lines = [line for line in m.reports.lines if kind in (line.unit.kind, say("all_units"))]
    sources = _count_sources(m, "received", lines)
    return m.ledger.figure(f"{place}.ty_le", label, to_sixth(rate), percent(rate), how, sources)


def _late_days(m: Material, line: UnitReport) -> Told:
    label = say("label_late_days", unit=line.unit.name)
    sources = m.ledger.sources("figures", "received", line.rows)
    return m.ledger.told(f"bao_cao.{line.unit.code}.muon", label, line.days_late, say("how_late_days"), sources)


def _received_on(m: Material, line: UnitReport, *, short: bool) -> Told:
    label = say("label_received_on", unit=line.unit.name)
    id_ = f"{'phu_luc_3' if short else 'bao_cao'}.{line.unit.code}.ngay_nhan"
    return m.ledger.day(id_, label, line.received, _received_cell(m, line), short=short)


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
            _received_on(m, line, short=True) or say("no_figure_cell"),
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
    return m.ledger.day(f"phu_luc_3.han_{index}", say("label_due"), line.due, _due(m, index), short=True)


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
        sources = _count_sources(m, what, lines)
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
