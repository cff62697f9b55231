"""LG: dates of the reporting periods and of the units."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..workbook.book import Book
from .lookups import periods
from .registry import Spot, rule, spot


@rule("LG23", needs=("periods.start", "periods.end"))
def period_ends_before_start(book: Book) -> Iterator[Spot]:
    data = book["periods"]
    for i, start, end in data.each("start", "end"):
        if start is not None and end is not None and end < start:
            yield spot(data, i, "end", start=start)


@rule("LG24", needs=("periods.start", "periods.end"))
def periods_overlap(book: Book) -> Iterator[Spot]:
    """Periods of one kind follow each other; a year over its halves, and a đột xuất period, are no overlap."""
    data = book["periods"]
    by_kind: dict[str, list[tuple[object, object, str, int]]] = {}
    for p in periods(book).values():
        kind = p.part[:1]
        if p.start is not None and p.end is not None and p.start <= p.end and kind not in ("D", "?"):
            by_kind.setdefault(kind, []).append((p.start, p.end, p.code, p.index))
    for dated in by_kind.values():
        dated.sort()
        for (_, end, code, _), (start, _, _, index) in pairwise(dated):
            if start <= end:  # type: ignore[operator]
                yield spot(data, index, "start", other=code, end=end)


@rule("LG25", needs=("periods.start", "periods.unit_due"))
def due_before_period(book: Book) -> Iterator[Spot]:
    data = book["periods"]
    for i, start, unit_due in data.each("start", "unit_due"):
        if start is not None and unit_due is not None and unit_due < start:
            yield spot(data, i, "unit_due", start=start)


@rule("LG26", needs=("periods.unit_due", "periods.upward_due"))
def upward_before_units(book: Book) -> Iterator[Spot]:
    data = book["periods"]
    for i, unit_due, upward_due in data.each("unit_due", "upward_due"):
        if unit_due is not None and upward_due is not None and upward_due < unit_due:
            yield spot(data, i, "upward_due", unit_due=unit_due)


@rule("LG31", needs=("periods.code", "periods.end"))
def dates_against_code(book: Book) -> Iterator[Spot]:
    data = book["periods"]
    for p in periods(book).values():
        if p.end is not None and p.year is not None and p.end.year != p.year:
            yield spot(data, p.index, "end")


@rule("LG32", needs=("periods.state", "periods.end"))
def locked_too_early(book: Book) -> Iterator[Spot]:
    data, today = book["periods"], book.as_of
    for p in periods(book).values():
        if p.locked and p.end is not None and p.end > today:
            yield spot(data, p.index, "state", end=p.end, today=today)


@rule("LG33", needs=("periods.state", "periods.lock_on"))
def time_to_lock(book: Book) -> Iterator[Spot]:
    """Ngày khóa only prompts."""
    data, today = book["periods"], book.as_of
    for p in periods(book).values():
        lock_on = data.clean["lock_on"][p.index]
        if lock_on is not None and lock_on <= today and not p.locked:
            yield spot(data, p.index, "lock_on")


@rule("LG27", needs=("units.joined", "units.left"))
def left_before_joined(book: Book) -> Iterator[Spot]:
    data = book["units"]
    for i, joined, left in data.each("joined", "left"):
        if joined is not None and left is not None and left < joined:
            yield spot(data, i, "left", joined=joined)


@rule("LG28", needs=("units.founded", "units.joined"))
def joined_before_founded(book: Book) -> Iterator[Spot]:
    data = book["units"]
    for i, founded, joined in data.each("founded", "joined"):
        if founded is not None and joined is not None and joined < founded:
            yield spot(data, i, "joined", founded=founded)
