"""SL: who reported, when, and rows that count for nobody."""

from __future__ import annotations

from collections.abc import Iterator

from ..messages.findings.phrases import UNREAD_ELSEWHERE
from ..workbook import records
from ..workbook.book import Book
from ..workbook.holidays import advice, after_date
from ..workbook.records import Period, Unit
from .ct_unread import unread_record
from .lookups import figure_rows, parts_of, periods
from .registry import Spot, rule, spot
from .sl import NUMBERS

#: Units named in one line.
_NAMED = 30


@rule("SL13", needs=("figures.received",))
def received_without_figures(book: Book) -> Iterator[Spot]:
    data = book["figures"]
    for i, received in data.each("received"):
        if received is not None and all(data.raw[key][i] is None for key in NUMBERS):
            yield spot(data, i, "received")


def _missing(book: Book) -> Iterator[tuple[Period, Unit, int | None]]:
    """Units expected for the current period (or the periods that it is added up from) and not received."""
    current = periods(book).get(book.period)
    if current is None:
        return
    received = book["figures"].raw["received"]
    for period in parts_of(book).get(current.code) or [current]:
        for unit in records.expected(book, period):
            row = figure_rows(book).get((period.code, unit.code))
            if row is None or received[row] is None:
                yield period, unit, row


_MISSING_NEEDS = ("units.code", "periods.end", "figures.received", "figures.unit", "figures.period")


@rule("SL15", needs=_MISSING_NEEDS)
def missing_reports(book: Book) -> Iterator[Spot]:
    """At the empty Ngày nhận báo cáo of the unit's row; at the unit itself where it has no row."""
    for period, unit, row in _missing(book):
        due = period.unit_due or period.end
        if due is not None and due < book.as_of:
            data, i, key = (book["units"], unit.index, "code") if row is None else (book["figures"], row, "received")
            details = {"unit": unit.code, "name": unit.name, "period": period.code, "due": due}
            place = unread_record(book, "figures", period.code, unit.code)
            elsewhere = UNREAD_ELSEWHERE.format(place=place) if place else ""
            yield spot(data, i, key, **details, on_day=after_date(due), elsewhere=elsewhere)


@rule("SL16", needs=_MISSING_NEEDS)
def reports_not_yet_due(book: Book) -> Iterator[Spot]:
    """One line a period, at its deadline: until then no unit is behind."""
    awaited: dict[str, list[str]] = {}
    for period, unit, _ in _missing(book):
        awaited.setdefault(period.code, []).append(unit.code)
    for code, missing in awaited.items():
        period = periods(book)[code]
        due = period.unit_due or period.end
        if due is not None and due >= book.as_of:
            key = "end" if period.unit_due is None else "unit_due"
            names = ", ".join(missing[:_NAMED]) + ("…" if len(missing) > _NAMED else "")
            yield spot(
                book["periods"], period.index, key, count=len(missing), units=names, due=due, on_day=after_date(due)
            )


@rule("SL17", needs=("figures.period", "figures.received", "periods.unit_due"))
def late_reports(book: Book) -> Iterator[Spot]:
    """In the current period and in those still open: of a locked one it is history."""
    data, all_periods = book["figures"], periods(book)
    for i, period_code, received in data.each("period", "received"):
        period = all_periods.get(period_code)
        if period is None or received is None or period.unit_due is None:
            continue
        if received > period.unit_due and (not period.locked or period.code == book.period):
            due, days = period.unit_due, (received - period.unit_due).days
            yield spot(data, i, "received", due=due, days=days, on_day=after_date(due), shift=advice(due))


@rule("SL18", needs=("figures.received",))
def received_in_future(book: Book) -> Iterator[Spot]:
    data, today = book["figures"], book.as_of
    for i, received in data.each("received"):
        if received is not None and received > today:
            yield spot(data, i, "received", today=today)


@rule("SL19", needs=("figures.received", "figures.period", "periods.start"))
def received_before_period(book: Book) -> Iterator[Spot]:
    data, all_periods = book["figures"], periods(book)
    for i, period_code, received in data.each("period", "received"):
        period = all_periods.get(period_code)
        if received is not None and period is not None and period.start is not None and received < period.start:
            yield spot(data, i, "received", start=period.start)


@rule("SL20", needs=("figures.received",))
def figures_without_receipt(book: Book) -> Iterator[Spot]:
    data = book["figures"]
    for i in range(len(data)):
        if data.blank(i, "received") and any(data.raw[key][i] is not None for key in NUMBERS[1:]):
            yield spot(data, i, "received")


@rule("SL25", needs=("figures.period", "periods.start", "periods.end"))
def figures_of_composed_periods(book: Book) -> Iterator[Spot]:
    """A year's own rows, where its halves have theirs: the halves are added up, the rows are not read."""
    data, composed = book["figures"], parts_of(book)
    filled = set(data.clean["period"])
    for i, period in data.each("period"):
        used = [p.code for p in composed.get(period, ()) if p.code in filled]
        if used and any(data.raw[key][i] is not None for key in NUMBERS):
            yield spot(data, i, "period", period=period, parts=", ".join(used))
