"""The check types of rules that look at a few columns of one table, record by record; a rule fills in the columns.

The data of those that compare makes the check formulas of the forms (`collection/layout.py`). A blank or invalid value
is compared with nothing: it is not zero, and other rules tell it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..workbook.book import Book
from .registry import Check, Spot, spot


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


class Repeats(Check):
    """A record that has in all of `columns` what one before it has, blanks aside; told at `at`. Details: the cell `first`
    of the one before, and what both have, by its key."""

    def __init__(self, table: str, *columns: str, at: str) -> None:
        self.table, self.columns, self.at = table, columns, at

    def __call__(self, book: Book) -> Iterator[Spot]:
        data = book[self.table]
        first: dict[tuple[object, ...], int] = {}
        for i, *values in data.each(*self.columns):
            if None not in values and (earlier := first.setdefault(tuple(values), i)) != i:
                same = dict(zip(self.columns, values, strict=True))
                yield spot(data, i, self.at, first=data.cell(earlier, self.at), **same)


class Formed(Check):
    """What stands in `key` is of that form."""

    def __init__(self, table: str, key: str, form: Callable[[str], object]) -> None:
        self.table, self.key, self.form = table, key, form
        self.columns = (key,)

    def __call__(self, book: Book) -> Iterator[Spot]:
        data = book[self.table]
        for i, text in data.each(self.key):
            if text is not None and not self.form(text):
                yield spot(data, i, self.key)
