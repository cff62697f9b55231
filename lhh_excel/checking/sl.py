"""SL: figures of a unit in a period, against each other and against earlier periods. Blank is never taken for 0."""

from __future__ import annotations

from collections.abc import Iterator

from ..workbook.book import Book, Period, Unit
from ..workbook.values import show
from .comparing import AddsUp, AtMost, NotAlone
from .lookups import parts_of
from .registry import ASK, ERROR, REPORTING, SHEET, WARNING, Spot, rule, spot
from .sl_scale import explains, out_of_scale

#: A jump is a change of at least half against last year and at least Ngưỡng biến động; small counts jump easily.
JUMP_SHARE = 0.5
#: Where there was nothing last year, one event is no jump: that many times the least change is.
JUMP_FROM_NOTHING = 4
_UP, _DOWN, _FROM_NOTHING = "tăng {percent} %", "giảm {percent} %", "tăng {amount}"
_MERGED, _PART = " (gồm {parts})", "{unit}: {value}"
_BEYOND = 1e300  # typed by mistake: a hundred times as much may be no number any more

# of the examples
_TWO_PERIODS = ("Đơn vị: Mã đơn vị = H01", "Kỳ báo cáo: Mã kỳ = 2025-H2", "Kỳ báo cáo: Mã kỳ = 2026-H1")
_TWO_YEARS = ("Đơn vị: Mã đơn vị = H01", "Kỳ báo cáo: Mã kỳ = 2025-H1", "Kỳ báo cáo: Mã kỳ = 2026-H1")
_NOTHING = (
    "TVPB được giao = 0 | TVPB hoàn thành = 0 | Văn bản góp ý = 0 | Hội thảo = 0 | Lớp tập huấn = 0"
    " | Đề tài mới = 0 | Khen thưởng = 0"
)


rule(
    "SL01",
    ERROR,
    title="Hội viên cuối kỳ không khớp",
    message="{record}: hội viên cuối kỳ ghi {value}, trong khi {hoi_vien_dau_ky} + {ket_nap_moi} − {giam_trong_ky} = {expected}.",
    fix="Kiểm tra bốn số hội viên của đơn vị, sửa số sai.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Hội viên đầu kỳ = 215 | Kết nạp mới = 5 | Giảm trong kỳ = 0 | → Hội viên cuối kỳ = 221",
    good="Số liệu: Hội viên đầu kỳ = 215 | Kết nạp mới = 5 | Giảm trong kỳ = 0 | Hội viên cuối kỳ = 220",
)(AddsUp("figures", "hoi_vien_cuoi_ky", start="hoi_vien_dau_ky", more="ket_nap_moi", less="giam_trong_ky"))


@rule(
    "SL02",
    WARNING,
    title="Đã nhận báo cáo nhưng thiếu hội viên cuối kỳ",
    message="{record}: đã nhận báo cáo nhưng chưa có Hội viên cuối kỳ, nên không được cộng vào tổng hội viên.",
    fix="Hỏi lại đơn vị; không có hội viên thì ghi 0.",
    source=REPORTING,
    repair=ASK,
    bad="Số liệu: Ngày nhận báo cáo = 05/06/2026 | → Hội viên cuối kỳ = (trống) | Hội thảo = 2",
    good="Số liệu: Ngày nhận báo cáo = 05/06/2026 | Hội viên cuối kỳ = 0 | Hội thảo = 2",
    needs=("figures.received", "figures.hoi_vien_cuoi_ky"),
)
def members_missing(book: Book) -> Iterator[Spot]:
    """Only where the unit told something else; a row without any figure is SL13."""
    data = book["figures"]
    for i, received, end in data.each("received", "hoi_vien_cuoi_ky"):
        if received is not None and end is None and data.blank(i, "hoi_vien_cuoi_ky") and _any_figure(book, i):
            yield spot(data, i, "hoi_vien_cuoi_ky")


def _any_figure(book: Book, i: int) -> bool:
    raw = book["figures"].raw
    return any(raw[key][i] is not None for key in book.declared.by_key)


@rule(
    "SL03",
    ERROR,
    title="Hội viên đầu kỳ khác cuối kỳ trước",
    message="{record}: hội viên đầu kỳ ghi {value}, trong khi cuối kỳ {before} là {expected}{parts}.",
    fix="Sửa số đầu kỳ, hoặc số cuối kỳ trước nếu kỳ đó còn mở.",
    source=SHEET,
    repair=ASK,
    bad=(
        *_TWO_PERIODS,
        "Số liệu: Mã kỳ = 2025-H2 | Mã đơn vị = H01 | Hội viên cuối kỳ = 215",
        "Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H01 | → Hội viên đầu kỳ = 214",
    ),
    good=(
        *_TWO_PERIODS,
        "Số liệu: Mã kỳ = 2025-H2 | Mã đơn vị = H01 | Hội viên cuối kỳ = 215",
        "Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H01 | Hội viên đầu kỳ = 215",
    ),
    needs=("figures.period", "figures.unit", "figures.hoi_vien_dau_ky", "figures.hoi_vien_cuoi_ky"),
)
def opening_follows_closing(book: Book) -> Iterator[Spot]:
    """đầu kỳ = cuối kỳ of the period before, of an heir with the units that it took over in between."""
    data, all_periods, all_units = book["figures"], book.periods, book.units
    for i, period_code, unit_code, start in data.each("period", "unit", "hoi_vien_dau_ky"):
        period, unit = all_periods.get(period_code), all_units.get(unit_code)
        before = all_periods.get(period.code_before() or "") if period else None
        if start is None or unit is None or period is None or before is None:
            continue
        closing = _sum_of(book, "hoi_vien_cuoi_ky", before, unit, period)
        if closing is None or start == closing[0]:
            continue
        yield spot(data, i, "hoi_vien_dau_ky", before=before.code, expected=closing[0], parts=closing[1])


def _sum_of(book: Book, key: str, earlier: Period, unit: Unit, now: Period) -> tuple[int | float, str] | None:
    """The unit's figure of an earlier period, with those of the units merged into it since, and how it is made up.

    None where a unit that was a member then has no figure: what is not known is not compared.
    """
    values = book["figures"].clean[key]
    old = book.forebears(unit.code, earlier.end, now.end)
    concerned = [u for u in (unit, *old) if earlier.end is None or u.member_on(earlier.end)]
    parts: list[tuple[str, int | float]] = []
    for one in concerned:
        row = book.figure_rows.get(earlier.code, {}).get(one.code)
        if row is None or values[row] is None:
            return None
        parts.append((one.code, values[row]))
    if not parts:
        return None
    text = ", ".join(_PART.format(unit=code, value=show(value)) for code, value in parts)
    return sum(value for _, value in parts), _MERGED.format(parts=text) if len(parts) > 1 else ""


rule(
    "SL04",
    ERROR,
    title="Tư vấn, phản biện hoàn thành nhiều hơn được giao",
    message="{record}: hoàn thành {value} nhiều hơn được giao {limit}.",
    fix="Sửa TVPB hoàn thành hoặc TVPB được giao.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: TVPB được giao = 3 | → TVPB hoàn thành = 4",
    good="Số liệu: TVPB được giao = 3 | TVPB hoàn thành = 3",
)(AtMost("figures", "tvpb_hoan_thanh", ("tvpb_duoc_giao",)))


rule(
    "SL05",
    ERROR,
    title="Giải pháp đoạt giải nhiều hơn dự thi",
    message="{record}: đoạt giải {value} nhiều hơn dự thi {limit}.",
    fix="Sửa Giải pháp đoạt giải hoặc Giải pháp dự thi.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Giải pháp dự thi = 4 | → Giải pháp đoạt giải = 5",
    good="Số liệu: Giải pháp dự thi = 4 | Giải pháp đoạt giải = 4",
)(AtMost("figures", "giai_phap_doat_giai", ("giai_phap_du_thi",)))


rule(
    "SL06",
    ERROR,
    title="Có lượt người nhưng không có hội thảo",
    message="{record}: {value} lượt người dự nhưng số hội thảo {lacking}.",
    fix="Ghi số hội thảo, hoặc sửa lượt người thành 0.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Hội thảo = 0 | → Lượt người hội thảo = 80",
    good="Số liệu: Hội thảo = 2 | Lượt người hội thảo = 80",
)(NotAlone("figures", "luot_nguoi_hoi_thao", "hoi_thao", at="luot_nguoi_hoi_thao"))


rule(
    "SL07",
    WARNING,
    title="Có hội thảo nhưng không có lượt người",
    message="{record}: {number} hội thảo nhưng lượt người {lacking}.",
    fix="Hỏi lại đơn vị số lượt người dự.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Hội thảo = 2 | → Lượt người hội thảo = 0",
    good="Số liệu: Hội thảo = 0 | Lượt người hội thảo = 0",
)(NotAlone("figures", "hoi_thao", "luot_nguoi_hoi_thao", at="luot_nguoi_hoi_thao"))


rule(
    "SL08",
    ERROR,
    title="Có lượt người nhưng không có lớp tập huấn",
    message="{record}: {value} lượt người dự nhưng số lớp tập huấn {lacking}.",
    fix="Ghi số lớp tập huấn, hoặc sửa lượt người thành 0.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Lớp tập huấn = (trống) | → Lượt người tập huấn = 40",
    good="Số liệu: Lớp tập huấn = 1 | Lượt người tập huấn = 40",
)(NotAlone("figures", "luot_nguoi_tap_huan", "lop_tap_huan", at="luot_nguoi_tap_huan"))


rule(
    "SL09",
    WARNING,
    title="Có lớp tập huấn nhưng không có lượt người",
    message="{record}: {number} lớp tập huấn nhưng lượt người {lacking}.",
    fix="Hỏi lại đơn vị số lượt người dự.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Lớp tập huấn = 1 | → Lượt người tập huấn = (trống)",
    good="Số liệu: Lớp tập huấn = 1 | Lượt người tập huấn = 1",
)(NotAlone("figures", "lop_tap_huan", "luot_nguoi_tap_huan", at="luot_nguoi_tap_huan"))


rule(
    "SL10",
    WARNING,
    title="Đề tài nghiệm thu nhiều hơn đề tài có",
    message="{record}: nghiệm thu {value} nhiều hơn tổng đề tài mới và chuyển tiếp {limit}.",
    fix="Kiểm tra ba số đề tài.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Đề tài mới = 1 | Đề tài chuyển tiếp = 1 | → Đề tài nghiệm thu = 3",
    good="Số liệu: Đề tài mới = 1 | Đề tài chuyển tiếp = 1 | Đề tài nghiệm thu = 2",
)(AtMost("figures", "de_tai_nghiem_thu", ("de_tai_moi", "de_tai_chuyen_tiep")))


@rule(
    "SL11",
    ERROR,
    title="Số liệu âm",
    message="{record}: “{column}” là {value}; số liệu không thể âm.",
    fix="Gõ lại số không âm; số giảm ghi ở cột Giảm trong kỳ.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Mã đơn vị = H01 | → Tin bài = -12",
    good="Số liệu: Mã đơn vị = H01 | Tin bài = 0",
    needs=("figures",),
)
def negative_figures(book: Book) -> Iterator[Spot]:
    data = book["figures"]
    for key in book.declared.by_key:
        for i, value in enumerate(data.clean[key]):
            if value is not None and value < 0:
                yield spot(data, i, key)


@rule(
    "SL12",
    WARNING,
    title="Mọi hoạt động đều bằng 0",
    message="{record}: mọi số liệu hoạt động đều ghi 0.",
    fix="Hỏi lại đơn vị; chưa có số liệu thì để trống, không ghi 0.",
    source=REPORTING,
    repair=ASK,
    bad=f"Số liệu: → Mã đơn vị = H01 | {_NOTHING} | Tin bài = 0",
    good=f"Số liệu: Mã đơn vị = H01 | {_NOTHING} | Tin bài = 1",
    needs=("figures.unit",),
)
def all_activities_zero(book: Book) -> Iterator[Spot]:
    """Every activity typed, and every one 0: that often means "not known yet"."""
    data = book["figures"]
    for i in range(len(data)):
        if _idle(book, i):
            yield spot(data, i, "unit")


def _idle(book: Book, i: int) -> bool:
    clean = book["figures"].clean
    activities = book.declared.activities
    told = [clean[key][i] for key in activities if clean[key][i] is not None]
    return bool(told) and len(told) >= len(activities) // 2 and not any(told)


@rule(
    "SL14",
    WARNING,
    title="Biến động lớn so với cùng kỳ",
    message="{record}: “{column}” là {value}, {change} so với {earlier} của cùng kỳ {before}.",
    fix="Kiểm tra lại với đơn vị; nếu đúng, giải trình ở Ghi chú và nêu tên số liệu, ví dụ “{column}: …”.",
    source=REPORTING,
    repair=ASK,
    bad=(
        *_TWO_YEARS,
        "Số liệu: Mã kỳ = 2025-H1 | Mã đơn vị = H01 | Hội thảo = 2",
        "Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H01 | → Hội thảo = 20",
    ),
    good=(
        *_TWO_YEARS,
        "Số liệu: Mã kỳ = 2025-H1 | Mã đơn vị = H01 | Hội thảo = 2",
        "Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H01 | Hội thảo = 20 | Ghi chú = Hội thảo tăng do có dự án",
    ),
    needs=("figures.period", "figures.unit", "periods"),
)
def jumps(book: Book) -> Iterator[Spot]:
    """Against the same period last year. What the row's Ghi chú explains is left in peace, a row of noughts is SL12's,
    what is typed in another unit SL26's or SL27's."""
    data, all_periods, all_units, composed = book["figures"], book.periods, book.units, parts_of(book)
    closings = book.declared.closings
    for i, period_code, unit_code, note in data.each("period", "unit", "note"):
        period, unit = all_periods.get(period_code), all_units.get(unit_code)
        if period is None or unit is None or period.code in composed:
            continue
        before = all_periods.get(period.code_last_year() or "")
        if before is None:
            continue
        for key in closings if _idle(book, i) else (*closings, *book.declared.activities):
            value = data.clean[key][i]
            earlier = _sum_of(book, key, before, unit, period) if value is not None else None
            if (
                earlier is None
                or not (change := _jump(book.declared.by_key[key].jump, value, earlier[0]))
                or explains(book, note, key)
            ):
                continue
            last_year = book.figure_rows.get(before.code, {}).get(unit.code)
            if not out_of_scale(book, i, key) and not (last_year is not None and out_of_scale(book, last_year, key)):
                yield spot(data, i, key, change=change, earlier=earlier[0], before=before.code)


def _jump(least: float, value: float, earlier: float) -> str:
    """How it jumped, in words; "" where it did not."""
    amount = value - earlier
    if earlier <= 0:
        return _FROM_NOTHING.format(amount=show(amount)) if amount >= JUMP_FROM_NOTHING * least else ""
    if abs(amount) < least or abs(amount) < JUMP_SHARE * earlier:
        return ""
    share = abs(amount) / earlier
    percent = f"{share * 100:.0f}" if share < _BEYOND else f"{share:.0f}00"
    return (_UP if amount > 0 else _DOWN).format(percent=percent)
