"""The six-month report as plain data: `build_report(book, "2026-H1").context` is what a template sees.

The same data gives the same report; nothing here reads a clock or a file.
Source: docs/workbook-contract.md; the outline is the office's (Đề cương), the automatic sentences stand in
document/sources/bao-cao.txt.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from ..law import Layout
from ..messages.figures import say
from ..plain import record, replace
from ..text.roman import annex_name, to_roman
from ..workbook.book import Book, Period
from ..workbook.lists import NO
from . import frame
from .activity import Total
from .context import ChuKy, Context, Ky, PhuLuc3, VanBan
from .context_names import plain
from .figure import Figure
from .indicator_views import annex_1, indicator_views, totals
from .material import Material, material
from .outline import Texts, outline
from .scope import Part, name_of
from .sentences import PeriodSentences
from .task_views import annex_2, next_view, overdue_view, task_counts
from .tasks import TaskState, period_tasks
from .unit_views import annex_3, period_day, reporting_view, units_view
from .wording import date_words


@record
class Report:
    """`context`: nested dicts of str, list, bool, Figure and Phrase; `figures`: all of them, in the order made.

    `missing_texts`: the sections of `Nội dung` that nobody wrote (their marks stand in the text): a warning in a
    draft, an error at issue. `notes`: sentences for the clerk. `day`: the one by whose law it is set.
    """

    period: Period
    context: dict[str, Any]
    figures: list[Figure]
    missing_texts: list[str]
    notes: list[str]
    signer: str
    day: dt.date


def build_report(book: Book, period_code: str, *, signer: str | None = None, replaces: str = "") -> Report:
    """The draft of the report for a period; `frame.numbered` makes of its context that of an issued one.

    Raises UsageError for an unknown period or signer, RefusedError for a period without its dates.
    """
    m = material(book, period_code)
    texts = Texts(book, period_code)
    tasks = period_tasks(book, m.scope, m.task_states)
    found = totals(m)
    document = frame.document(book, m.period, m.next_name, replaces)
    day = frame.draft_day(book, m.period.end)
    context = _context(m, document, frame.signature(book, signer), frame.setting_out(book, day), texts, tasks, found)
    return Report(
        m.period,
        plain(context),
        m.ledger.figures,
        list(texts.missing),
        notes(m, tasks, found),
        context.chu_ky.ho_ten,
        day,
    )


def _context(
    m: Material,
    document: VanBan,
    signature: ChuKy,
    layout: Layout,
    texts: Texts,
    tasks: list[TaskState],
    found: dict[str, Total],
) -> Context:
    indicators = indicator_views(m, found)
    period, units, reports = _period_view(m), units_view(m), reporting_view(m)
    counted = task_counts(m, "nhiem_vu", say("all_groups"), tasks)
    by_name = m.book.setting("annex_3") != NO
    told = outline(m, tasks, texts, indicators, PeriodSentences(m, found, indicators))
    return Context(
        van_ban=document,
        co_quan=frame.agency(m.book),
        kinh_gui=frame.addressees(m.book),
        can_cu=frame.legal_bases(m.book),
        noi_nhan=frame.copies(m.book),
        chu_ky=signature,
        trinh_bay=layout,
        ky=period,
        chuong_trinh=frame.programme(m.book),
        viec=frame.work(m.book),
        don_vi=units,
        bao_cao=reports,
        so_lieu=indicators,
        nhiem_vu=counted,
        de_cuong=told.sections,
        neu=replace(
            told.names_annexes,
            phu_luc=annex_name(1, 1 + bool(tasks) + by_name),
            phu_luc_2=to_roman(2) if tasks else "",
            phu_luc_3=to_roman(3 if tasks else 2) if by_name else "",
        ),
        nhom=told.groups,
        uu_diem=told.text("uu_diem"),
        han_che=told.text("han_che"),
        nguyen_nhan=told.text("nguyen_nhan"),
        phuong_huong=told.text("phuong_huong"),
        kien_nghi=told.text("kien_nghi"),
        qua_han=overdue_view(m, tasks),
        tiep=next_view(m, "" if told.plans_name_overdue else counted.qua_han, told.names_annexes.qua_han),
        phu_luc_1=annex_1(m, found),
        phu_luc_2=annex_2(m, tasks, told.group_headings),
        phu_luc_3=annex_3(m) if by_name else PhuLuc3([], []),  # an office's older template does not ask
        thieu=[texts.mark(section) for section in texts.missing],
    )


def _period_view(m: Material) -> Ky:
    return Ky(
        m.period.code,
        m.name,
        m.next_name,
        m.following is not None,
        m.before.name if m.before else "",
        m.last_year.name if m.last_year else "",
        say("same_period" if m.period.part else "year_before"),
        m.as_last_year,
        period_day(m, "start", in_full=True),
        period_day(m, "end", in_full=True),
        str(m.period.end.year) if m.period.end else "",
        [part.name for part in m.scope.parts] if m.scope.composed else [],
        m.scope.whole,
        period_day(m, "start"),
        period_day(m, "end"),
    )


# --- what the clerk should know beside it: rows left out, dates that are missing, states nobody wrote -----------------


def notes(m: Material, tasks: list[TaskState], totals: dict[str, Total]) -> list[str]:
    """Sentences, in the order of the sheets; empty when all is in order."""
    found: list[str] = []
    if m.period.end is not None and m.book.as_of < m.period.end:
        found.append(say("note_not_ended", period=m.period.code, day=date_words(m.period.end)))
    if not m.scope.whole:
        parts = ", ".join(m.scope.codes)
        found.append(say("note_not_whole", period=m.period.code, parts=parts))
    for part in m.scope.parts:
        if part.period.unit_due is None:
            found.append(say("note_no_due", period=part.period.code))
        found += _left_out(m, part)
    members = {unit.code for unit in m.scope.expected}
    heard = dict.fromkeys(code for each in totals.values() for code, unit in each.by_unit.items() if unit.rows)
    found += [
        say("note_left_figures", period=m.period.code, unit=name_of(m.book, code))
        for code in heard
        if code not in members
    ]
    found += _about_tasks(m, tasks)
    if m.following is None:
        sheet, code = m.book["periods"].sheet, m.period.code_after() or ""
        found.append(say("note_no_next", sheet=sheet, code=code, name=m.next_name).replace("  ", " "))
    if not any(m.book["signers"].clean["name"]):
        found.append(say("note_no_signer", sheet=m.book["signers"].sheet))
    return found


def _left_out(m: Material, part: Part) -> list[str]:
    """Rows of the period that no total counts."""
    found: list[str] = []
    data = m.book["figures"]
    expected = {unit.code for unit in part.expected}
    for code, row in part.rows.items():
        name = name_of(m.book, code)
        details = {"sheet": data.sheet, "unit": name, "period": part.period.code}
        if code not in expected:
            found.append(say("note_stranger", cell=data.cell(row, "unit"), **details))
        elif code not in part.received and any(
            data.clean[each.key][row] is not None for each in m.book.declared.indicators
        ):
            found.append(say("note_not_received", cell=data.cell(row, "received"), **details))
    return found


def _about_tasks(m: Material, tasks: list[TaskState]) -> list[str]:
    found: list[str] = []
    data = m.book["tasks"]
    for task in tasks:
        if task.group is None:
            cell = data.cell(task.index, "group")
            found.append(say("note_no_group", sheet=data.sheet, cell=cell, task=task.code))
    unknown = sum(task.state is None for task in tasks)
    if unknown:
        sheet = m.book["progress"].sheet
        found.append(say("note_unknown_state", count=unknown, sheet=sheet, period=m.period.code))
    return found
