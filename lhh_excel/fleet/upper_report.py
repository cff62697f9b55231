"""The report of the level above as plain data: the unions' figures added up, in the frame of its own workbook.

Every figure names the workbook and the cells that it comes from. Source: docs/nhieu-don-vi.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..figures import frame
from ..figures.context import DemNhiemVu, DongDonVi, PhuLuc1, VanBan
from ..figures.context_names import plain
from ..figures.figure import Figure
from ..figures.texts import Texts
from ..figures.wording import lower_first
from ..messages import fleet as words
from ..messages.figures import say
from ..workbook.book import Book, Period
from ..workbook.lists import CAUSES, PLANS, PROPOSALS, STRENGTHS, WEAKNESSES
from .adding import Adding
from .union import Union
from .upper_context import (
    DongLienHiepHoi,
    DonViTongHop,
    KyTongHop,
    LienHiepHoi,
    NhomTongHop,
    PhuLuc2TongHop,
    UpperContext,
)

#: Name in the template -> key of messages.fleet.COUNTS.
_TASKS = {
    "nhiem_vu": "tasks",
    "hoan_thanh": "done",
    "dang_thuc_hien": "running",
    "chua_bat_dau": "not_started",
    "tam_dung": "paused",
    "huy": "cancelled",
    "chua_ro": "unknown",
    "qua_han": "overdue",
}
#: The sections that the level above writes, as its template names them in order.
_TEXTS = (STRENGTHS, WEAKNESSES, CAUSES, PLANS, PROPOSALS)
_UNITS = {"phai_nop": "expected", "da_nop": "received", "dung_han": "on_time", "muon": "late", "chua_nop": "missing"}


@dataclass(frozen=True)
class UpperReport:
    """`missing_texts`: the sections that nobody wrote in the level above's workbook; `day`: whose law it is set by."""

    context: dict[str, Any]
    figures: list[Figure]
    missing_texts: list[str]
    end: dt.date
    day: dt.date


def own_period(book: Book, unions: Sequence[Union]) -> Period:
    """The period by the level above's workbook where it has it with its dates, else by the first union's."""
    first = unions[0]
    found = book.periods.get(first.period)
    if found is not None and found.start is not None and found.end is not None:
        return found
    return Period(first.period, first.period_name, first.start, first.end, None, None, False, -1)


def upper_report(
    book: Book, unions: Sequence[Union], *, file: str, marks: Sequence[str] = (), signer: str | None = None
) -> UpperReport:
    """The report over these unions (at least one, all of one period), a draft; `file` is the name of `book`.

    `marks` stand in the text for everybody to see. UsageError for a signer that the workbook lacks.
    """
    period = own_period(book, unions)
    made = Adding(book, unions, lower_first(period.name))
    texts = Texts(book, period.code)
    assert period.end is not None
    day = frame.draft_day(book, period.end)
    strengths, weaknesses, causes, plans, proposals = (
        texts.of(section) if (section := book.declared.section(name)) else [] for name in _TEXTS
    )
    context = UpperContext(
        _document(book, period),
        frame.agency(book),
        frame.addressees(book),
        frame.legal_bases(book),
        frame.copies(book),
        frame.signature(book, signer),
        frame.setting_out(book, day),
        KyTongHop(period.code, made.period, *(made.day(name, period, file) for name in ("start", "end"))),
        LienHiepHoi(made.unions_told(), [union.agency for union in unions]),
        list(marks),
        _units(made),
        made.indicators(),
        _groups(book, made, period.code),
        _tasks(made),
        strengths,
        weaknesses,
        causes,
        plans,
        proposals,
        _annex_1(made),
        _annex_2(made),
    )
    return UpperReport(plain(context), made.ledger.figures, list(texts.missing), period.end, day)


def _document(book: Book, period: Period) -> VanBan:
    usual = frame.document(book, period, "", number="", date=None, replaces="")
    return replace(usual, trich_yeu=words.SUBJECT.format(period=lower_first(period.name)))


def _units(made: Adding) -> DonViTongHop:
    return DonViTongHop(
        made.count("expected", zero=True),
        made.count("members"),
        made.count("affiliates"),
        made.count("received"),
        made.rate("dem.ty_le", words.LABEL_PERCENT, "received", "expected", made.unions),
        made.count("on_time"),
        made.count("late"),
        made.count("untimed"),
        made.count("missing"),
    )


def _tasks(made: Adding) -> DemNhiemVu:
    """The share of what is done is not told where some states are unknown: it could mislead."""
    known = made.counted("done") and not made.counted("unknown")
    rate = made.rate("dem.ty_le_xong", words.LABEL_DONE_PERCENT, "done", "tasks", made.unions) if known else ""
    told = {name: made.count(key) for name, key in _TASKS.items() if key != "tasks"}
    return DemNhiemVu(bool(made.counted("tasks")), made.count("tasks", zero=True), ty_le=rate, chi_tiet="", **told)


def _groups(book: Book, made: Adding, period: str) -> list[NhomTongHop]:
    """The level above may write about a group; nobody misses it."""
    texts, told = Texts(book, period), made.indicators()
    return [
        NhomTongHop(
            str(place),
            section.title,
            any(told[each.key].co for each in made.declared if each.section == section.name),
            texts.written(section),
        )
        for place, section in enumerate(book.declared.groups, 1)
    ]


def _annex_1(made: Adding) -> PhuLuc1:
    rows = [
        DongDonVi(str(place), union.agency, "", {each.key: made.cell(place, union, each) for each in made.declared})
        for place, union in enumerate(made.unions, 1)
    ]
    return PhuLuc1(
        {each.key: each.name for each in made.declared},
        rows,
        {each.key: made.total(each, "phu_luc_1", in_text=False) for each in made.declared},
        {each.key: made.gave_told(each, "phu_luc_1", in_text=False) for each in made.declared},
    )


def _annex_2(made: Adding) -> PhuLuc2TongHop:
    rows = []
    for place, union in enumerate(made.unions, 1):
        cells = {name: made.union_cell(place, union, key) for name, key in (_UNITS | _TASKS).items()}
        label = words.LABEL_UNION.format(what=words.LABEL_PERCENT, agency=union.agency, period=made.period)
        rate = made.rate(f"phu_luc_2.{place}.ty_le", label, "received", "expected", [union])
        rows.append(DongLienHiepHoi(str(place), union.agency, ty_le=rate or say("no_figure_cell"), **cells))
    totals = {name: made.count_cell(key) for name, key in (_UNITS | _TASKS).items()}
    rate = made.rate("phu_luc_2.ty_le", words.LABEL_PERCENT, "received", "expected", made.unions)
    return PhuLuc2TongHop(rows, DongLienHiepHoi("", "", ty_le=rate or say("no_figure_cell"), **totals))
