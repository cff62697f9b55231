"""The report of the level above as plain data: what its template (tong-hop.docx) may name, the figures of the unions
added up, in the frame of its own workbook. Each figure names the workbook and the cells that it is from.

Source: docs/nhieu-don-vi.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ..figures import frame
from ..figures.annex import annex
from ..figures.context import CauChiTieu, ChuKy, CoQuan, DemNhiemVu, DongDonVi, PhuLuc1, Told, VanBan, Words
from ..figures.context_names import known_names, plain
from ..figures.figure import Figure, Source
from ..figures.ledger import Ledger
from ..figures.outline import Texts
from ..figures.provenance import LONGEST
from ..figures.sentences import Sentences
from ..figures.task_views import states_told
from ..figures.wording import day_running, enumerated, lower_first, number, phrase, running, share
from ..law import Layout
from ..messages import fleet as words
from ..messages.figures import say
from ..plain import field, mutable, record, replace, shortened
from ..workbook.book import Book, Period
from ..workbook.declarations import DEFAULT, Indicator
from .union import Common, Union, kind_key

# --- what the template may name; the frame's names are those of the report -------------------------------------------


@mutable
class KyTongHop:
    """The period, by the level above's own workbook where it has it, else by the first union's."""

    ma: str
    ten: str
    tu_ngay: Told
    den_ngay: Told


@mutable
class LienHiepHoi:
    """The unions added up."""

    tong: Told
    ten: list[str]


@mutable
class DonViTongHop:
    """Units of all unions; `phai_nop` and `da_nop` are told even where nought. `theo_loai` ", gồm 17 hội …"; `hoi` and
    `truc_thuoc` are the first two kinds."""

    phai_nop: Told
    theo_loai: Words
    hoi: Told
    truc_thuoc: Told
    da_nop: Told
    ty_le: Told
    dung_han: Told
    muon: Told
    khong_ro_han: Told
    chua_nop: Told


@mutable
class ChiTieuTongHop:
    """One indicator. `co`: more than nought, so that it may be told as a result."""

    ten: str
    co: bool
    co_so_lieu: bool
    gia_tri: Told
    danh_tu: str
    pham_vi: Words  # "số liệu của 15/18 liên hiệp hội" where some have none, else ""


@mutable
class SoChinhTongHop:
    """A main figure of the level above's outline."""

    danh_tu: str
    nguon: str
    co_so_lieu: bool
    gia_tri: Told
    pham_vi: Words


@mutable
class NhomTongHop:
    """One task group: whether an indicator of it may be told, what the level above wrote about it, its sentences."""

    so: str
    ten: str
    co_so_lieu: bool
    van: list[str]
    cau: list[CauChiTieu] = field(default_factory=list)


@mutable
class DongLienHiepHoi:
    """A row of Phụ lục II."""

    tt: str
    ten: str
    phai_nop: Told
    da_nop: Told
    dung_han: Told
    muon: Told
    chua_nop: Told
    ty_le: Told
    nhiem_vu: Told
    hoan_thanh: Told
    dang_thuc_hien: Told
    chua_bat_dau: Told
    tam_dung: Told
    huy: Told
    chua_ro: Told
    qua_han: Told


@mutable
class PhuLuc2TongHop:
    dong: list[DongLienHiepHoi]
    tong: DongLienHiepHoi


@mutable
class UpperContext:
    """Everything; the order is that of the report. `luu_y`: marks of what makes the totals doubtful; `cau`: what is
    told of indicators whose section is no task group."""

    van_ban: VanBan
    co_quan: CoQuan
    kinh_gui: list[str]
    can_cu: list[str]
    noi_nhan: list[str]
    chu_ky: ChuKy
    trinh_bay: Layout
    ky: KyTongHop
    lien_hiep_hoi: LienHiepHoi
    luu_y: list[str]
    don_vi: DonViTongHop
    so_lieu: dict[str, ChiTieuTongHop]
    so_chinh: list[SoChinhTongHop]
    cau: list[CauChiTieu]
    nhom: list[NhomTongHop]
    nhiem_vu: DemNhiemVu
    uu_diem: list[str]
    han_che: list[str]
    nguyen_nhan: list[str]
    phuong_huong: list[str]
    kien_nghi: list[str]
    phu_luc_1: PhuLuc1
    phu_luc_2: PhuLuc2TongHop


#: Every name that a template of it may use, for its lint.
KNOWN: dict[str, Any] = known_names(UpperContext)


# --- the figures of one union, and added up over all -----------------------------------------------------------------


class Adding:
    """Makes the figures: of one union, and added up over all."""

    def __init__(self, book: Book, common: Common, period: str) -> None:
        self.book, self.common, self.unions, self.period = book, common, common.unions, period
        self.ledger = Ledger(book)

    def sources(self, file: str, sources: Sequence[Source]) -> tuple[Source, ...]:
        """The same cells, with the workbook they stand in."""
        return tuple(Source(words.SOURCE_SHEET.format(file=file, sheet=each.sheet), each.cells) for each in sources)

    def day(self, name: str, period: Period, file: str) -> Told:
        value = period.start if name == "start" else period.end
        assert value is not None
        if period.index < 0:
            return day_running(value)
        found = self.sources(file, self.ledger.sources("periods", name, [period.index]))
        return self.ledger.day(f"ky.{name}", say(f"label_{name}"), value, found, form=day_running)

    def unions_told(self) -> Told:
        return self.ledger.told(
            "lien_hiep_hoi.tong", words.LABEL_UNIONS, len(self.unions), words.HOW_UNIONS, (), zero=True
        )

    # --- indicators ----------------------------------------------------------------------------------------------

    def total(self, indicator: Indicator, place: str, *, in_text: bool) -> Told:
        """The indicator over all unions that have it; the mark for no figure where none has."""
        gave, value = self.common.gave(indicator.key), self.common.total(indicator.key)
        if value is None:
            return say("no_figure") if in_text else say("no_figure_cell")
        terms = [(union, union.amount(indicator.key).value or Decimal(0)) for union in gave]
        return self.ledger.figure(
            f"{place}.{indicator.key}.tong",
            words.LABEL_TOTAL.format(what=indicator.name, period=self.period),
            value,
            running(value) if in_text else number(value),
            _how_total(terms),
            self._sources_of(gave, indicator),
        )

    def indicators(self) -> dict[str, ChiTieuTongHop]:
        return {indicator.key: self._indicator(indicator) for indicator in self.common.indicators}

    def _indicator(self, indicator: Indicator) -> ChiTieuTongHop:
        gave = self.common.gave(indicator.key)
        told = any(union.amount(indicator.key).value for union in gave)
        value = self.total(indicator, "so_lieu", in_text=True)
        return ChiTieuTongHop(indicator.name, told, bool(gave), value, indicator.noun, self._coverage(indicator))

    def _coverage(self, indicator: Indicator) -> Words:
        """ "số liệu của 15/18 liên hiệp hội" where some have no number at all."""
        gave = len(self.common.gave(indicator.key))
        if not gave or gave == len(self.unions):
            return ""
        told = self.gave_told(indicator, "so_lieu", in_text=True)
        return phrase(words.COVERAGE, gave=told, unions=self.unions_told())

    def gave_told(self, indicator: Indicator, place: str, *, in_text: bool) -> Told:
        gave = self.common.gave(indicator.key)
        return self.ledger.figure(
            f"{place}.{indicator.key}.lien_hiep_hoi",
            words.LABEL_GAVE.format(what=indicator.name, period=self.period),
            len(gave),
            running(len(gave)) if in_text else number(len(gave)),
            words.HOW_GAVE.format(header=indicator.name),
            self._sources_of(gave, indicator),
        )

    def _sources_of(self, unions: list[Union], indicator: Indicator) -> tuple[Source, ...]:
        return tuple(each for one in unions for each in self.sources(one.file, one.amount(indicator.key).sources))

    def cell(self, place: int, union: Union, indicator: Indicator) -> Told:
        amount = union.amount(indicator.key)
        return self.ledger.cell(
            f"phu_luc_1.{place}.{indicator.key}",
            words.LABEL_UNION.format(what=indicator.name, agency=union.agency, period=self.period),
            amount.value,
            amount.how,
            self.sources(union.file, amount.sources),
        )

    # --- counts --------------------------------------------------------------------------------------------------

    def count(self, key: str, *, zero: bool = False) -> Told:
        """A count over all unions in running text; "" for nought unless `zero`."""
        return self.ledger.told(f"dem.{key}", self._label(key), self.common.counted(key), *self._how(key), zero=zero)

    def count_cell(self, key: str) -> Told:
        return self.ledger.cell(f"phu_luc_2.{key}", self._label(key), self.common.counted(key), *self._how(key))

    def union_cell(self, place: int, union: Union, key: str) -> Told:
        found = union.counts[key]
        label = words.LABEL_UNION.format(what=self.common.heads[key], agency=union.agency, period=self.period)
        sources = self.sources(union.file, found.sources)
        return self.ledger.cell(f"phu_luc_2.{place}.{key}", label, found.value, words.HOW_COUNT, sources)

    def rate(self, id_: str, label: str, part: str, whole: str, unions: Sequence[Union]) -> Told:
        """Part in percent of the whole over these unions; "" where the whole is nought."""
        some, everything = (sum(union.counts[key].value for union in unions) for key in (part, whole))
        if not everything:
            return ""
        value = share(some, everything)
        how = say("how_percent", part=number(some), whole=number(everything))
        sources = tuple(each for union in unions for each in self.sources(union.file, union.counts[part].sources))
        return self.ledger.percent(id_, label, value, how, sources)

    def _label(self, key: str) -> str:
        return words.LABEL_TOTAL.format(what=self.common.heads[key], period=self.period)

    def _how(self, key: str) -> tuple[str, tuple[Source, ...]]:
        terms = [(union, Decimal(union.counts[key].value)) for union in self.unions]
        sources = tuple(each for union in self.unions for each in self.sources(union.file, union.counts[key].sources))
        return _how_total(terms), sources


def _how_total(terms: Sequence[tuple[Union, Decimal]]) -> str:
    """ "Cộng số của 3 liên hiệp hội: A 12; B 4; C 0"."""
    told = "; ".join(words.HOW_TERM.format(agency=union.agency, value=number(value)) for union, value in terms)
    how = words.HOW_TOTAL.format(count=len(terms), terms=told)
    return shortened(how, LONGEST)


# --- the report ------------------------------------------------------------------------------------------------------

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
_TEXTS = tuple(each.name for each in DEFAULT.written if each.by_units)
_UNITS = {"phai_nop": "expected", "da_nop": "received", "dung_han": "on_time", "muon": "late", "chua_nop": "missing"}


@record
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
    book: Book, common: Common, *, file: str, marks: Sequence[str] = (), signer: str | None = None
) -> UpperReport:
    """The report over these unions (at least one, all of one period), a draft; `file` is the name of `book`.

    `marks` stand in the text for everybody to see. UsageError for a signer that the workbook lacks.
    """
    unions = common.unions
    period = own_period(book, unions)
    made = Adding(book, common, lower_first(period.name))
    views = made.indicators()
    sentences = Sentences(book.declared, views)
    texts = Texts(book, period.code)
    assert period.end is not None
    day = frame.draft_day(book, period.end)
    strengths, weaknesses, causes, plans, proposals = (
        texts.of(section) if (section := book.declared.section(name)) else [] for name in _TEXTS
    )
    context = UpperContext(
        replace(frame.document(book, period, ""), trich_yeu=words.SUBJECT.format(period=lower_first(period.name))),
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
        views,
        _main_figures(book, views),
        [
            sentence
            for section in book.declared.outline
            if section not in book.declared.groups
            for sentence in sentences.of(section.name)
        ],
        _groups(book, views, sentences, texts),
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


def _units(made: Adding) -> DonViTongHop:
    counts = [
        (kind, made.count(key))
        for place, kind in enumerate(made.common.kinds)
        if (key := kind_key(place)) in made.common.heads
    ]
    told = [phrase(say("units_of_kind"), count=count, noun=kind.noun) for kind, count in counts if count]
    first, second = [*(count for _, count in counts), "", ""][:2]
    return DonViTongHop(
        made.count("expected", zero=True),
        phrase(say("units_by_kind"), kinds=enumerated(told)) if told else "",
        first,
        second,
        made.count("received"),
        made.rate("dem.ty_le", say("what_percent"), "received", "expected", made.unions),
        made.count("on_time"),
        made.count("late"),
        made.count("untimed"),
        made.count("missing"),
    )


def _tasks(made: Adding) -> DemNhiemVu:
    """The share of what is done is not told where some states are unknown: it could mislead."""
    counted = made.common.counted
    known = counted("done") and not counted("unknown")
    rate = made.rate("dem.ty_le_xong", words.LABEL_DONE_PERCENT, "done", "tasks", made.unions) if known else ""
    told = {name: made.count(key) for name, key in _TASKS.items() if key != "tasks"}
    states = {key: told[name] for name, key in _TASKS.items() if key not in ("tasks", "overdue")}
    detail = states_told(states, rate, counted("tasks"))
    return DemNhiemVu(bool(counted("tasks")), made.count("tasks", zero=True), ty_le=rate, chi_tiet=detail, **told)


def _main_figures(book: Book, views: dict[str, ChiTieuTongHop]) -> list[SoChinhTongHop]:
    main = [(each, views[each.key]) for each in book.declared.indicators if each.leads]
    return [SoChinhTongHop(each.noun, each.source, v.co_so_lieu, v.gia_tri, v.pham_vi) for each, v in main]


def _groups(book: Book, views: dict[str, ChiTieuTongHop], sentences: Sentences, texts: Texts) -> list[NhomTongHop]:
    """The level above may write about a group; nobody misses it."""
    return [
        NhomTongHop(
            str(place),
            section.title,
            any(views[each.key].co for each in book.declared.in_section(section.name)),
            texts.written(section),
            sentences.of(section.name),
        )
        for place, section in enumerate(book.declared.groups, 1)
    ]


def _annex_1(made: Adding) -> PhuLuc1:
    indicators = made.common.indicators
    rows = [
        DongDonVi(str(place), union.agency, "", {each.key: made.cell(place, union, each) for each in indicators})
        for place, union in enumerate(made.unions, 1)
    ]
    return annex(
        made.book.declared,
        {each.key: each.name for each in indicators},
        rows,
        {each.key: made.total(each, "phu_luc_1", in_text=False) for each in indicators},
        {each.key: made.gave_told(each, "phu_luc_1", in_text=False) for each in indicators},
        (made.period, say("next_unknown")),
    )


def _annex_2(made: Adding) -> PhuLuc2TongHop:
    rows = []
    for place, union in enumerate(made.unions, 1):
        cells = {name: made.union_cell(place, union, key) for name, key in (_UNITS | _TASKS).items()}
        label = words.LABEL_UNION.format(what=say("what_percent"), agency=union.agency, period=made.period)
        rate = made.rate(f"phu_luc_2.{place}.ty_le", label, "received", "expected", [union])
        rows.append(DongLienHiepHoi(str(place), union.agency, ty_le=rate or say("no_figure_cell"), **cells))
    totals = {name: made.count_cell(key) for name, key in (_UNITS | _TASKS).items()}
    rate = made.rate("phu_luc_2.ty_le", say("what_percent"), "received", "expected", made.unions)
    return PhuLuc2TongHop(rows, DongLienHiepHoi("", "", ty_le=rate or say("no_figure_cell"), **totals))
