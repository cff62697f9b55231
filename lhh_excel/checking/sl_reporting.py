"""SL: who reported, when, and rows that count for nobody."""

from __future__ import annotations

from collections.abc import Iterator

from ..workbook.book import Book, Period, Unit
from ..workbook.holidays import advice, after_date
from .comparing import NotInFuture
from .ct_unread import unread_figures
from .lookups import parts_of
from .registry import ASK, ERROR, NOTE, REPORTING, SHEET, WARNING, WORK, Spot, rule, spot

#: Units named in one line.
_NAMED = 30
_UNREAD_ELSEWHERE = "; có dòng của đơn vị này chưa được đọc ({place})"

# of the examples
_EXPECTED = ("Cấu hình: Mục = Kỳ báo cáo | Giá trị = 2026-H1", "Đơn vị: Mã đơn vị = H01 | Ngày gia nhập = 01/06/2010")
_YEAR = (
    'Kỳ báo cáo: Mã kỳ = "2025" | Từ ngày = 15/12/2024 | Đến ngày = 14/12/2025',
    "Kỳ báo cáo: Mã kỳ = 2025-H1 | Từ ngày = 15/12/2024 | Đến ngày = 14/06/2025",
)


@rule(
    "SL13",
    WARNING,
    title="Đã nhận báo cáo nhưng không có số liệu",
    message="{record}: đã nhận báo cáo ngày {value} nhưng chưa nhập số liệu nào.",
    fix="Nhập số liệu, hoặc xóa Ngày nhận báo cáo.",
    source=REPORTING,
    repair=ASK,
    bad="Số liệu: Mã đơn vị = H01 | → Ngày nhận báo cáo = 05/06/2026",
    good="Số liệu: Mã đơn vị = H01 | Ngày nhận báo cáo = 05/06/2026 | Hội thảo = 0",
    needs=("figures.received",),
)
def received_without_figures(book: Book) -> Iterator[Spot]:
    data = book["figures"]
    for i, received in data.each("received"):
        if received is not None and all(data.raw[key][i] is None for key in book.declared.by_key):
            yield spot(data, i, "received")


def _missing(book: Book) -> Iterator[tuple[Period, Unit, int | None]]:
    """Units expected for the current period (or the periods that it is added up from) and not received."""
    current = book.periods.get(book.period)
    if current is None:
        return
    received = book["figures"].raw["received"]
    for period in parts_of(book).get(current.code) or [current]:
        for unit in book.expected(period):
            row = book.figure_rows.get(period.code, {}).get(unit.code)
            if row is None or received[row] is None:
                yield period, unit, row


_MISSING_NEEDS = ("units.code", "periods.end", "figures.received", "figures.unit", "figures.period")


@rule(
    "SL15",
    WARNING,
    title="Đơn vị chưa báo cáo, đã quá hạn",
    message="{unit} ({name}) chưa báo cáo kỳ {period}, hạn nộp là {due}{on_day}{elsewhere}.",
    fix="Đôn đốc đơn vị; đã nhận thì ghi Ngày nhận báo cáo.",
    source=REPORTING,
    repair=WORK,
    bad=(
        *_EXPECTED,
        "Kỳ báo cáo: Mã kỳ = 2026-H1 | Đến ngày = 14/06/2026 | Hạn đơn vị nộp = 09/06/2026",
        "Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H01 | → Ngày nhận báo cáo = (trống)",
    ),
    good=(
        *_EXPECTED,
        "Kỳ báo cáo: Mã kỳ = 2026-H1 | Đến ngày = 14/06/2026 | Hạn đơn vị nộp = 09/06/2026",
        "Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H01 | Ngày nhận báo cáo = 05/06/2026",
    ),
    needs=_MISSING_NEEDS,
)
def missing_reports(book: Book) -> Iterator[Spot]:
    """At the empty Ngày nhận báo cáo of the unit's row; at the unit itself where it has no row."""
    for period, unit, row in _missing(book):
        due = period.unit_due or period.end
        if due is not None and due < book.as_of:
            data, i, key = (book["units"], unit.index, "code") if row is None else (book["figures"], row, "received")
            details = {"unit": unit.code, "name": unit.name, "period": period.code, "due": due}
            place = unread_figures(book, period.code, unit.code)
            elsewhere = _UNREAD_ELSEWHERE.format(place=place) if place else ""
            yield spot(data, i, key, **details, on_day=after_date(due), elsewhere=elsewhere)


@rule(
    "SL16",
    NOTE,
    title="Đơn vị chưa báo cáo, chưa đến hạn",
    message="{record}: {count} đơn vị chưa báo cáo, hạn nộp là {due}{on_day}: {units}.",
    fix="Chờ đến hạn, hoặc nhắc trước.",
    source=REPORTING,
    repair=WORK,
    bad=(*_EXPECTED, "Kỳ báo cáo: Mã kỳ = 2026-H1 | Đến ngày = 14/06/2026 | → Hạn đơn vị nộp = 20/06/2026"),
    good=(
        *_EXPECTED,
        "Kỳ báo cáo: Mã kỳ = 2026-H1 | Đến ngày = 14/06/2026 | Hạn đơn vị nộp = 20/06/2026",
        "Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H01 | Ngày nhận báo cáo = 05/06/2026",
    ),
    needs=_MISSING_NEEDS,
)
def reports_not_yet_due(book: Book) -> Iterator[Spot]:
    """One line a period, at its deadline: until then no unit is behind."""
    awaited: dict[str, list[str]] = {}
    for period, unit, _ in _missing(book):
        awaited.setdefault(period.code, []).append(unit.code)
    for code, missing in awaited.items():
        period = book.periods[code]
        due = period.unit_due or period.end
        if due is not None and due >= book.as_of:
            key = "end" if period.unit_due is None else "unit_due"
            names = ", ".join(missing[:_NAMED]) + ("…" if len(missing) > _NAMED else "")
            yield spot(
                book["periods"], period.index, key, count=len(missing), units=names, due=due, on_day=after_date(due)
            )


@rule(
    "SL17",
    WARNING,
    title="Báo cáo nộp muộn",
    message="{record}: nhận báo cáo ngày {value}, muộn {days} ngày so với hạn {due}{on_day}.",
    fix="Kiểm tra Ngày nhận báo cáo; đúng thì không cần sửa.{shift}",
    source=REPORTING,
    repair=WORK,
    bad=(
        "Kỳ báo cáo: Mã kỳ = 2026-H1 | Hạn đơn vị nộp = 09/06/2026",
        "Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H01 | → Ngày nhận báo cáo = 11/06/2026",
    ),
    good=(
        "Kỳ báo cáo: Mã kỳ = 2026-H1 | Hạn đơn vị nộp = 09/06/2026",
        "Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H01 | Ngày nhận báo cáo = 09/06/2026",
    ),
    needs=("figures.period", "figures.received", "periods.unit_due"),
)
def late_reports(book: Book) -> Iterator[Spot]:
    """In the current period and in those still open: of a locked one it is history."""
    data, all_periods = book["figures"], book.periods
    for i, period_code, received in data.each("period", "received"):
        period = all_periods.get(period_code)
        if period is None or received is None or period.unit_due is None:
            continue
        if received > period.unit_due and (not period.locked or period.code == book.period):
            due, days = period.unit_due, (received - period.unit_due).days
            yield spot(data, i, "received", due=due, days=days, on_day=after_date(due), shift=advice(due))


rule(
    "SL18",
    ERROR,
    title="Ngày nhận báo cáo ở tương lai",
    message="{record}: ngày nhận báo cáo {value} sau ngày tính {today}.",
    fix="Sửa Ngày nhận báo cáo.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Mã đơn vị = H01 | → Ngày nhận báo cáo = 17/06/2026",
    good="Số liệu: Mã đơn vị = H01 | Ngày nhận báo cáo = 16/06/2026",
)(NotInFuture("figures", "received"))


@rule(
    "SL19",
    WARNING,
    title="Nhận báo cáo trước khi kỳ bắt đầu",
    message="{record}: nhận báo cáo ngày {value}, trước Từ ngày {start} của kỳ.",
    fix="Sửa Ngày nhận báo cáo hoặc mã kỳ.",
    source=SHEET,
    repair=ASK,
    bad=(
        "Kỳ báo cáo: Mã kỳ = 2026-H1 | Từ ngày = 15/12/2025",
        "Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H01 | → Ngày nhận báo cáo = 14/12/2025",
    ),
    good=(
        "Kỳ báo cáo: Mã kỳ = 2026-H1 | Từ ngày = 15/12/2025",
        "Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H01 | Ngày nhận báo cáo = 15/12/2025",
    ),
    needs=("figures.received", "figures.period", "periods.start"),
)
def received_before_period(book: Book) -> Iterator[Spot]:
    data, all_periods = book["figures"], book.periods
    for i, period_code, received in data.each("period", "received"):
        period = all_periods.get(period_code)
        if received is not None and period is not None and period.start is not None and received < period.start:
            yield spot(data, i, "received", start=period.start)


@rule(
    "SL20",
    WARNING,
    title="Có số liệu nhưng chưa ghi ngày nhận",
    message="{record}: đã có số liệu nhưng chưa ghi Ngày nhận báo cáo, nên đơn vị bị coi là chưa báo cáo.",
    fix="Ghi Ngày nhận báo cáo.",
    source=REPORTING,
    repair=ASK,
    bad="Số liệu: Mã đơn vị = H01 | → Ngày nhận báo cáo = (trống) | Hội viên đầu kỳ = 215 | Hội viên cuối kỳ = 220",
    good="Số liệu: Mã đơn vị = H01 | Ngày nhận báo cáo = (trống) | Hội viên đầu kỳ = 215",
    needs=("figures.received",),
)
def figures_without_receipt(book: Book) -> Iterator[Spot]:
    data = book["figures"]
    for i in range(len(data)):
        if data.blank(i, "received") and any(data.raw[key][i] is not None for key in book.declared.reported):
            yield spot(data, i, "received")


@rule(
    "SL25",
    WARNING,
    title="Số liệu ghi vào kỳ tổng hợp",
    message="{record}: kỳ {period} được cộng từ các kỳ {parts}, nên dòng này không được dùng.",
    fix="Ghi số liệu vào các kỳ thành phần.",
    source=SHEET,
    repair=ASK,
    bad=(
        *_YEAR,
        "Số liệu: Mã kỳ = 2025-H1 | Mã đơn vị = H01 | Hội thảo = 2",
        'Số liệu: → Mã kỳ = "2025" | Mã đơn vị = H01 | Hội thảo = 4',
    ),
    good=(*_YEAR, 'Số liệu: Mã kỳ = "2025" | Mã đơn vị = H01 | Hội thảo = 4'),
    needs=("figures.period", "periods.start", "periods.end"),
)
def figures_of_composed_periods(book: Book) -> Iterator[Spot]:
    """A year's own rows, where its halves have theirs: the halves are added up, the rows are not read."""
    data, composed = book["figures"], parts_of(book)
    filled = set(data.clean["period"])
    for i, period in data.each("period"):
        used = [p.code for p in composed.get(period, ()) if p.code in filled]
        if used and any(data.raw[key][i] is not None for key in book.declared.by_key):
            yield spot(data, i, "period", period=period, parts=", ".join(used))
