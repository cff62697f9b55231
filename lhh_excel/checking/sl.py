"""SL: figures of a unit in a period, against each other and against earlier periods. Blank is never taken for 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..workbook.book import Book, Period, TableData, Unit
from ..workbook.declarations import Indicator
from ..workbook.values import show
from .lookups import parts_of
from .registry import ASK, ERROR, REPORTING, SHEET, WARNING, Spot, rule, spot
from .sl_scale import explains, out_of_scale

#: A jump is a change of at least half against last year and at least Ngưỡng biến động; small counts jump easily.
JUMP_SHARE = 0.5
#: Where there was nothing last year, one event is no jump: that many times the least change is.
JUMP_FROM_NOTHING = 4
_UP, _DOWN, _FROM_NOTHING = "tăng {percent} %", "giảm {percent} %", "tăng {amount}"
_PLUS, _MINUS = " + ", " − "
_LACKING = {None: "để trống", 0: "là 0"}
_MERGED, _PART = " (gồm {parts})", "{unit}: {value}"
_BEYOND = 1e300  # typed by mistake: a hundred times as much may be no number any more

# of the examples
_TWO_PERIODS = ("Đơn vị: Mã đơn vị = H01", "Kỳ báo cáo: Mã kỳ = 2025-H2", "Kỳ báo cáo: Mã kỳ = 2026-H1")
_TWO_YEARS = ("Đơn vị: Mã đơn vị = H01", "Kỳ báo cáo: Mã kỳ = 2025-H1", "Kỳ báo cáo: Mã kỳ = 2026-H1")
_NOTHING = (
    "TVPB được giao = 0 | TVPB hoàn thành = 0 | Văn bản góp ý = 0 | Hội thảo = 0 | Lớp tập huấn = 0"
    " | Đề tài mới = 0 | Khen thưởng = 0"
)


@rule(
    "SL01",
    ERROR,
    title="Số không bằng phép tính ở Chỉ tiêu",
    message="{record}: “{column}” là {value}, trong khi {terms} = {expected} ({names}).",
    fix="Kiểm tra các số của đơn vị, sửa số sai.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Hội viên đầu kỳ = 215 | Kết nạp mới = 5 | Giảm trong kỳ = 0 | → Hội viên cuối kỳ = 221",
    good="Số liệu: Hội viên đầu kỳ = 215 | Kết nạp mới = 5 | Giảm trong kỳ = 0 | Hội viên cuối kỳ = 220",
    needs=("figures",),
)
def adds_up(book: Book) -> Iterator[Spot]:
    """What column Bằng says; a blank is compared with nothing."""
    data = book["figures"]
    for each in book.declared.indicators:
        if not each.equals:
            continue
        keys = [key for _, key in each.equals]
        signs = [sign for sign, _ in each.equals]
        for i, value, *parts in data.each(each.key, *keys):
            if value is None or None in parts:
                continue
            expected = sum(sign * part for sign, part in zip(signs, parts, strict=True))
            if value != expected:
                names = _sum_text(signs, [data.schema.header(key) for key in keys])
                yield spot(data, i, each.key, expected=expected, terms=_sum_text(signs, map(show, parts)), names=names)


def _sum_text(signs: Iterable[int], terms: Iterable[str]) -> str:
    """ "215 + 5 − 0"."""
    text = "".join(f"{_PLUS if sign > 0 else _MINUS}{term}" for sign, term in zip(signs, terms, strict=True))
    return text.removeprefix(_PLUS).strip()


@rule(
    "SL02",
    WARNING,
    title="Đã nhận báo cáo nhưng thiếu số cuối kỳ",
    message="{record}: đã nhận báo cáo nhưng chưa có “{column}”, nên không được cộng vào tổng.",
    fix="Hỏi lại đơn vị; không có thì ghi 0.",
    source=REPORTING,
    repair=ASK,
    bad="Số liệu: Ngày nhận báo cáo = 05/06/2026 | → Hội viên cuối kỳ = (trống) | Hội thảo = 2",
    good="Số liệu: Ngày nhận báo cáo = 05/06/2026 | Hội viên cuối kỳ = 0 | Hội thảo = 2",
    needs=("figures.received",),
)
def closing_missing(book: Book) -> Iterator[Spot]:
    """Only where the unit told something else; a row without any figure is SL13."""
    data = book["figures"]
    for key in book.declared.closings:
        if key not in data.letters:
            continue
        before = _before_it_was_asked(book, key)
        for i, period, received, end in data.each("period", "received", key):
            missing = received is not None and end is None and data.blank(i, key)
            if missing and period not in before and _any_figure(book, i):
                yield spot(data, i, key)


def _before_it_was_asked(book: Book, key: str) -> set[str]:
    """The locked periods in which nobody has the figure: its indicator was declared later."""
    data = book["figures"]
    given = {period for _, period, value in data.each("period", key) if value is not None}
    return {code for code, period in book.periods.items() if period.locked and code not in given}


def _any_figure(book: Book, i: int) -> bool:
    raw = book["figures"].raw
    return any(raw[key][i] is not None for key in book.declared.by_key)


@rule(
    "SL03",
    ERROR,
    title="Số đầu kỳ khác số kỳ trước chuyển sang",
    message="{record}: “{column}” là {value}, trong khi “{closing}” kỳ {before} là {expected}{parts}.",
    fix="Sửa số đầu kỳ, hoặc số của kỳ trước nếu kỳ đó còn mở.",
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
    needs=("figures.period", "figures.unit"),
)
def opening_follows_closing(book: Book) -> Iterator[Spot]:
    """What is carried over (Nối từ) is the figure of the period before, of an heir with those of the units that it took
    over in between."""
    data, all_periods, all_units = book["figures"], book.periods, book.units
    for each in book.declared.indicators:
        if not each.carries:
            continue
        for i, period_code, unit_code, start in data.each("period", "unit", each.key):
            period, unit = all_periods.get(period_code), all_units.get(unit_code)
            before = all_periods.get(period.code_before() or "") if period else None
            if start is None or unit is None or period is None or before is None:
                continue
            found = _sum_of(book, each.carries, _rows_before(book, before, unit, period))
            if found is not None and start != found[0]:
                named = {"closing": data.schema.header(each.carries), "before": before.code}
                yield spot(data, i, each.key, expected=found[0], parts=found[1], **named)


def _rows_before(book: Book, earlier: Period, unit: Unit, now: Period) -> dict[str, int]:
    """The unit's record of an earlier period, with those of the units merged into it since, by their codes.

    None at all where a unit that was a member then has no record: what is not known is not compared.
    """
    old = book.forebears(unit.code, earlier.end, now.end)
    concerned = [u.code for u in (unit, *old) if earlier.end is None or u.member_on(earlier.end)]
    rows = book.figure_rows.get(earlier.code, {})
    return {code: rows[code] for code in concerned} if all(code in rows for code in concerned) else {}


def _sum_of(book: Book, key: str, rows: dict[str, int]) -> tuple[int | float, str] | None:
    """The figure in these records together, and how it is made up; None where one of them has none."""
    values = book["figures"].clean[key]
    parts = [(code, values[row]) for code, row in rows.items()]
    if not parts or any(value is None for _, value in parts):
        return None
    if len(parts) == 1:  # nearly all
        return parts[0][1], ""
    text = ", ".join(_PART.format(unit=code, value=show(value)) for code, value in parts)
    return sum(value for _, value in parts), _MERGED.format(parts=text)


@rule(
    "SL04",
    ERROR,
    title="Số lớn hơn số không được vượt",
    message="{record}: “{column}” là {value}, lớn hơn “{other}” là {limit}.",
    fix="Sửa “{column}” hoặc “{other}”.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: TVPB được giao = 3 | → TVPB hoàn thành = 4",
    good="Số liệu: TVPB được giao = 3 | TVPB hoàn thành = 3",
    needs=("figures",),
)
def more_than_another(book: Book) -> Iterator[Spot]:
    for data, i, each, limit in _over_the_limit(book):
        if len(each.at_most) == 1:
            yield spot(data, i, each.key, limit=limit, other=data.schema.header(each.at_most[0]))


def _over_the_limit(book: Book) -> Iterator[tuple[TableData, int, Indicator, float]]:
    """The figures over the sum that column Không lớn hơn names; a blank limits nothing."""
    data = book["figures"]
    for each in book.declared.indicators:
        if each.at_most:
            for i, value, *others in data.each(each.key, *each.at_most):
                if value is not None and None not in others and value > (limit := sum(others)):
                    yield data, i, each, limit


@rule(
    "SL06",
    ERROR,
    title="Có số đi cùng nhưng không có việc",
    message="{record}: “{column}” là {value} nhưng “{other}” {lacking}.",
    fix="Ghi “{other}”, hoặc sửa “{column}” thành 0.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Hội thảo = 0 | → Lượt người hội thảo = 80",
    good="Số liệu: Hội thảo = 2 | Lượt người hội thảo = 80",
    needs=("figures",),
)
def company_without_event(book: Book) -> Iterator[Spot]:
    data = book["figures"]
    for each in book.declared.indicators:
        if each.goes_with:
            for i, lacking in _alone(data, each.key, each.goes_with):
                yield spot(data, i, each.key, other=data.schema.header(each.goes_with), lacking=lacking)


@rule(
    "SL07",
    WARNING,
    title="Có việc nhưng không có số đi cùng",
    message="{record}: “{other}” là {number} nhưng “{column}” {lacking}.",
    fix="Hỏi lại đơn vị số “{column}”.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Hội thảo = 2 | → Lượt người hội thảo = 0",
    good="Số liệu: Hội thảo = 0 | Lượt người hội thảo = 0",
    needs=("figures",),
)
def event_without_company(book: Book) -> Iterator[Spot]:
    data = book["figures"]
    for each in book.declared.indicators:
        if each.goes_with:
            before = _before_it_was_asked(book, each.key)
            for i, lacking in _alone(data, each.goes_with, each.key):
                if data.clean["period"][i] in before:
                    continue
                number = data.clean[each.goes_with][i]
                other = data.schema.header(each.goes_with)
                yield spot(data, i, each.key, other=other, number=number, lacking=lacking)


def _alone(data: TableData, key: str, other: str) -> Iterator[tuple[int, str]]:
    """Where `key` is above zero and `other` is none; how it is none, in words."""
    if key in data.letters and other in data.letters:
        for i, number, beside in data.each(key, other):
            if number is not None and number > 0 and not beside and (beside == 0 or data.blank(i, other)):
                yield i, _LACKING[beside]


@rule(
    "SL10",
    WARNING,
    title="Số lớn hơn tổng không được vượt",
    message="{record}: “{column}” là {value}, lớn hơn tổng {others} là {limit}.",
    fix="Kiểm tra các số này với đơn vị.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Đề tài mới = 1 | Đề tài chuyển tiếp = 1 | → Đề tài nghiệm thu = 3",
    good="Số liệu: Đề tài mới = 1 | Đề tài chuyển tiếp = 1 | Đề tài nghiệm thu = 2",
    needs=("figures",),
)
def more_than_a_sum(book: Book) -> Iterator[Spot]:
    for data, i, each, limit in _over_the_limit(book):
        if len(each.at_most) > 1:
            others = _PLUS.join(f"“{data.schema.header(key)}”" for key in each.at_most)
            yield spot(data, i, each.key, limit=limit, others=others)


@rule(
    "SL11",
    ERROR,
    title="Số liệu âm",
    message="{record}: “{column}” là {value}; số liệu không thể âm.",
    fix="Gõ lại số không âm.",
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
        if before is None or not (rows := _rows_before(book, before, unit, period)):
            continue
        for key in closings if _idle(book, i) else (*closings, *book.declared.activities):
            value = data.clean[key][i]
            earlier = _sum_of(book, key, rows) if value is not None else None
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
