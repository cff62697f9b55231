"""The check types of rules that compare a few columns of one table, record by record; a rule fills in the columns.

The same data makes the check formulas of the forms (`collection/layout.py`). A blank or invalid value is compared
with nothing: it is not zero, and other rules tell it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..workbook.book import Book
from .registry import Check, Spot, spot

_LACKING = {None: "để trống", 0: "là 0"}


class NotBefore(Check):
    """The day `key` is not before the day `first`. Details: that day, by its key."""

    def __init__(self, table: str, key: str, first: str) -> None:
        self.table, self.key, self.first = table, key, first
        self.columns = first, key

    def __call__(self, book: Book) -> Iterator[Spot]:
        data = book[self.table]
        for i, first, day in data.each(self.first, self.key):
            if first is not None and day is not None and day < first:
                yield spot(data, i, self.key, **{self.first: first})


class NotInFuture(Check):
    """The day `key` is not after today. Details: today."""

    def __init__(self, table: str, key: str) -> None:
        self.table, self.key = table, key
        self.columns = (key,)

    def __call__(self, book: Book) -> Iterator[Spot]:
        data, today = book[self.table], book.as_of
        for i, day in data.each(self.key):
            if day is not None and day > today:
                yield spot(data, i, self.key, today=today)


class AtMost(Check):
    """The number `key` is at most the sum of `others`. Details: limit."""

    def __init__(self, table: str, key: str, others: tuple[str, ...]) -> None:
        self.table, self.key, self.others = table, key, others
        self.columns = *others, key

    def __call__(self, book: Book) -> Iterator[Spot]:
        data = book[self.table]
        for i, value, *others in data.each(self.key, *self.others):
            if value is not None and None not in others and value > (limit := sum(others)):
                yield spot(data, i, self.key, limit=limit)


class AddsUp(Check):
    """The number `key` is that of `start`, with `more` and without `less`. Details: the three by their keys, expected."""

    def __init__(self, table: str, key: str, start: str, more: str, less: str) -> None:
        self.table, self.key, self.start, self.more, self.less = table, key, start, more, less
        self.columns = start, more, less, key

    def __call__(self, book: Book) -> Iterator[Spot]:
        data = book[self.table]
        for i, start, more, less, end in data.each(*self.columns):
            if None not in (start, more, less, end) and end != (expected := start + more - less):
                parts = {self.start: start, self.more: more, self.less: less}
                yield spot(data, i, self.key, expected=expected, **parts)


class NotAlone(Check):
    """Where the number `key` is above zero, `other` is so too; told `at` one of them.

    Details: number (of `key`), lacking (how `other` is none, in words).
    """

    def __init__(self, table: str, key: str, other: str, at: str) -> None:
        self.table, self.key, self.other, self.at = table, key, other, at
        self.columns = key, other

    def __call__(self, book: Book) -> Iterator[Spot]:
        data = book[self.table]
        for i, number, other in data.each(self.key, self.other):
            if number is not None and number > 0 and not other and (other == 0 or data.blank(i, self.other)):
                yield spot(data, i, self.at, number=number, lacking=_LACKING[other])


class Reaches(Check):
    """In that state the number `key` is at least `least`. Details: the number as it is understood."""

    def __init__(self, table: str, state: str, key: str, least: int) -> None:
        self.table, self.state, self.key, self.least = table, state, key, least
        self.columns = "state", key

    def __call__(self, book: Book) -> Iterator[Spot]:
        data = book[self.table]
        for i, state, number in data.each("state", self.key):
            if state == self.state and number is not None and number < self.least:
                yield spot(data, i, self.key, value=number)


class OnlyIn(Check):
    """The number `key` is `value` in that state only; told at the state."""

    def __init__(self, table: str, state: str, key: str, value: int) -> None:
        self.table, self.state, self.key, self.value = table, state, key, value
        self.columns = "state", key

    def __call__(self, book: Book) -> Iterator[Spot]:
        data = book[self.table]
        for i, state, number in data.each("state", self.key):
            if number == self.value and state is not None and state != self.state:
                yield spot(data, i, "state")


class FilledIn(Check):
    """In that state `key` is not left blank; `spaces` in it are nothing too, unless the rules of kinds tell them alone."""

    def __init__(self, table: str, state: str, key: str, *, spaces: bool = True) -> None:
        self.table, self.state, self.key, self.spaces = table, state, key, spaces
        self.columns = "state", key

    def __call__(self, book: Book) -> Iterator[Spot]:
        data = book[self.table]
        raw = data.raw[self.key]
        for i, state, value in data.each("state", self.key):
            if value is None and state == self.state:
                typed = raw[i]
                if typed is None or (self.spaces and isinstance(typed, str) and not typed.strip()):
                    yield spot(data, i, self.key)


class Backed(Check):
    """Where `key` is filled in, `by` is too."""

    def __init__(self, table: str, key: str, by: str) -> None:
        self.table, self.key, self.by = table, key, by
        self.columns = key, by

    def __call__(self, book: Book) -> Iterator[Spot]:
        data = book[self.table]
        for i, value, by in data.each(self.key, self.by):
            if by is None and value is not None and not data.problems.get(self.by, {}).get(i):
                yield spot(data, i, self.by)
