"""All figures of one report, each once: what text, annexes and the provenance workbook are fed from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal

from ..messages.figures import say
from ..workbook.addresses import runs, spread
from ..workbook.book import Book
from .figure import Figure, Source
from .wording import Number, date_words, number, percent, plain_value, running, to_sixth


class Ledger:
    """Makes figures and keeps them in the order made. The same id again must be the same figure."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._figures: dict[str, Figure] = {}
        self._runs: dict[tuple[str, frozenset[int]], list[list[int]]] = {}  # most figures are from the same records

    @property
    def figures(self) -> list[Figure]:
        return list(self._figures.values())

    def sources(self, table: str, column: str, indexes: Iterable[int]) -> tuple[Source, ...]:
        """The cells of a column in these records; nothing where there is none."""
        records = frozenset(indexes)
        if len(records) == 1:
            return self.source(table, column, *records)
        data = self.book[table]
        letter = data.letters.get(column)
        if letter is None or not records:
            return ()
        known = self._runs.get((table, records))
        if known is None:
            known = self._runs[table, records] = runs([data.rows[i] for i in records])
        return (Source(data.sheet, spread(letter, known)),)

    def source(self, table: str, column: str, index: int) -> tuple[Source, ...]:
        """The cell of a column in one record; nothing where the workbook lacks the column."""
        data = self.book[table]
        return (Source(data.sheet, data.cell(index, column)),) if column in data.letters else ()

    def setting(self, key: str) -> tuple[Source, ...]:
        """The cells of `Cấu hình` that hold a setting."""
        return self.sources("profile", "value", self.book.profile_rows.get(key, []))

    def figure(
        self,
        id_: str,
        label: str,
        value: Number | dt.date,
        text: str,
        how: str,
        sources: tuple[Source, ...],
    ) -> Figure:
        """A new figure, or the one already made under this id. `ValueError` where the two differ."""
        held = value if isinstance(value, (int, dt.date)) else plain_value(value)
        made = Figure(id_, label, held, text, how, sources)
        kept = self._figures.setdefault(id_, made)
        if kept is not made and kept != made:
            raise ValueError(f"two figures named {id_}")
        return kept

    def told(
        self, id_: str, label: str, value: int, how: str, sources: tuple[Source, ...], *, zero: bool = False
    ) -> Figure | str:
        """A count in running text; "" for nought unless `zero`."""
        if value == 0 and not zero:
            return ""
        return self.figure(id_, label, value, running(value), how, sources)

    def cell(self, id_: str, label: str, value: Number | None, how: str, sources: tuple[Source, ...]) -> Figure | str:
        """A number in a table; the mark for no figure where there is none."""
        if value is None:
            return say("no_figure_cell")
        return self.figure(id_, label, value, number(value), how, sources)

    def percent(self, id_: str, label: str, rate: Decimal, how: str, sources: tuple[Source, ...]) -> Figure:
        """A rate: kept to the sixth decimal, told to the first."""
        return self.figure(id_, label, to_sixth(rate), percent(rate), how, sources)

    def day(
        self,
        id_: str,
        label: str,
        day: dt.date | None,
        sources: tuple[Source, ...],
        *,
        form: Callable[[dt.date], str] = date_words,
    ) -> Figure | str:
        """A date taken from a cell, in words or in another form; "" where there is none."""
        return "" if day is None else self.figure(id_, label, day, form(day), say("how_cell"), sources)
