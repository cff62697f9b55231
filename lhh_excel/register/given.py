"""Which numbers were given, which is the next, and what speaks against one: none is given twice, each year from 01.

`Register` joins the sheet `Văn bản đi` with the documents that this workbook issued and that lie in the output folder.
Source: Decree 30/2020/NĐ-CP, Điều 15.1 and PL1.P1.II.3; docs/workbook-contract.md, "Văn bản đi".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..errors import RefusedError
from ..messages import register as words
from ..plain import lazy, record, replace
from ..workbook.book import Book
from ..workbook.journal import numbers_told
from ..workbook.lists import ELECTRONIC, ISSUED, NUMBER_PER_TYPE, REPLACED
from ..workbook.records import parse_symbol, year_of_last_number
from ..workbook.supposed import Supposed
from ..workbook.values import fold, show
from .entries import MAX_NUMBER, REPLACES, Entry, Found, Row, Stamp, base_name, check_size, format_symbol


@record
class Doubt:
    """Something to be asked before a number is given; `key` names it in messages/register.py."""

    key: str
    text: str


class Register:
    """The numbers of one workbook, as they stand."""

    def __init__(self, book: Book, found: Found | None = None) -> None:
        self.book, self.found = book, found or Found()
        self.agency = book.text("symbol")
        self.per_type = book.setting("numbering") == NUMBER_PER_TYPE  # each type has its own numbers

    @lazy
    def rows(self) -> list[Row]:
        """Every number, finished or not, replaced or not: a number once given is never given again.

        First the sheet's rows in its order, then what only its documents tell.
        """
        sheet = list(self._sheet_rows(self._told_periods()))
        lost = [self._lost_row(stamp) for stamp in self.found.ours if not any(_tells(row, stamp) for row in sheet)]
        rows = [*sheet, *lost]
        for row in rows:  # what the sheet says of its own rows holds, but of what it lacks it could not know
            old = _latest(rows, row.replaces, row.date) if row.replaces and not row.unfinished else None
            if old is not None and old.stands and not (row.sheet_row and old.sheet_row):
                note = words.REPLACED_BY.format(symbol=row.symbol, date=show(row.date))
                note = "; ".join(text for text in (old.note, note) if text)
                rows[rows.index(old)] = replace(old, state=REPLACED, note=note)
        return rows

    def _told_periods(self) -> dict[tuple[str, str], str]:
        """(symbol, file) -> period, as the journal and the documents themselves tell it."""
        told = {(fold(symbol), base_name(file)): period for symbol, file, period in numbers_told(self.book)}
        return told | {(fold(s.symbol), s.path.name): s.period for s in self.found.ours if s.period}

    def _sheet_rows(self, told: dict[tuple[str, str], str]) -> Iterator[Row]:
        data = self.book["register"]
        # a row without date belongs to the year of the dated row above it, else below it: the register is kept in time
        year = next((day.year for day in data.clean["date"] if day is not None), None)
        for i, symbol, date, *texts in data.each("symbol", "date", "subject", "signer", "file", "note", "state"):
            year = date.year if date is not None else year
            parsed = parse_symbol(str(symbol), self.agency) if symbol is not None else None
            if parsed is None:
                continue
            subject, signer, file, note, state = ("" if text is None else str(text) for text in texts)
            period = told.get((fold(str(symbol)), base_name(file)), "")
            place = words.IN_REGISTER.format(sheet=data.sheet, cell=data.cell(i, "symbol"))
            yield Row(
                str(symbol),
                parsed[0],
                parsed[1],
                parsed[2] or year,
                date,
                subject,
                signer,
                file,
                note,
                state,
                period,
                place,
                data.rows[i],
            )

    def _lost_row(self, stamp: Stamp) -> Row:
        parsed = parse_symbol(stamp.symbol, self.agency)
        assert parsed is not None  # read_stamp looked
        notes = (words.RESTORED, REPLACES + stamp.replaces if stamp.replaces else "")
        return Row(
            stamp.symbol,
            parsed[0],
            stamp.kind,
            stamp.date.year,
            stamp.date,
            stamp.subject,
            stamp.signer,
            stamp.path.name,
            "; ".join(filter(None, notes)),
            ISSUED,
            stamp.period,
            words.IN_FILE.format(file=stamp.path.name, folder=stamp.path.parent),
        )

    # --- one document ------------------------------------------------------------------------------------------------

    def of(self, entry: Entry) -> list[Row]:
        return [row for row in self.rows if row.is_of(entry)]

    def standing(self, entry: Entry) -> Row | None:
        """The document of the entry that was issued and not replaced."""
        return next((row for row in reversed(self.of(entry)) if row.stands), None)

    def unfinished(self, entry: Entry | None = None) -> list[Row]:
        """Numbers that were reserved and whose document was not (yet) finished: a crash, or a command at work now."""
        return [row for row in (self.rows if entry is None else self.of(entry)) if row.unfinished]

    def named(self, wanted: str, kind: str) -> Row:
        """The document that "05/BC-LHH", "05" or "5" names, of the type: of several years the latest.

        Raises RefusedError("no_such_symbol").
        """
        parsed = parse_symbol(wanted, self.agency)
        if parsed is not None and parsed[1] is None:
            wanted = format_symbol(parsed[0], kind, self.agency, self.book.text("drafter"))
            parsed = parse_symbol(wanted, self.agency)
        found = [
            row
            for row in self.rows
            if fold(row.symbol) == fold(wanted) or (parsed and parse_symbol(row.symbol, self.agency) == parsed)
        ]
        if not found:
            raise RefusedError("no_such_symbol", symbol=wanted)
        return max(reversed(found), key=lambda row: row.date or dt.date.min)

    def replaced(self, wanted: str, kind: str) -> Row:
        """The document that is named, which stands and so may be replaced by one of that type.

        Raises RefusedError: "no_such_symbol", "replaces_other_type", "already_replaced", "not_yet_issued".
        """
        row = self.named(wanted, kind)
        if row.kind is not None and fold(row.kind) != fold(kind):
            raise RefusedError("replaces_other_type", symbol=row.symbol)
        if row.unfinished:
            raise RefusedError("not_yet_issued", symbol=row.symbol)
        if not row.stands:
            raise RefusedError("already_replaced", symbol=row.symbol, place=row.place)
        return row

    def document(self, row: Row) -> Stamp | None:
        """The document of a row, where it lies in the folder."""
        return next((stamp for stamp in self.found.ours if _tells(row, stamp)), None)

    # --- one number --------------------------------------------------------------------------------------------------

    def series(self, kind: str, year: int) -> list[Row]:
        """The numbers that a new one of this type must differ from: all of the year, or those of the type."""
        return [
            row
            for row in self.rows
            if row.year in (year, None) and (not self.per_type or row.kind is None or fold(row.kind) == fold(kind))
        ]

    def _outside(self) -> tuple[int, int, bool]:
        """Số cuối đã cấp (0: none), its year, and whether the profile names that year."""
        outside = self.book.setting("last_number")
        return outside if isinstance(outside, int) else 0, *year_of_last_number(self.book)

    def next_number(self, kind: str, year: int) -> int:
        """One more than the highest of the year and of Số cuối đã cấp of that year, in common or per type.

        Raises RefusedError("last_number_year") where the profile does not tell whether Số cuối đã cấp is of that year:
        too low a number would be given twice, too high a one would leave a gap; "last_number_too_large".
        """
        outside, of_year, told = self._outside()
        if outside > MAX_NUMBER:
            raise RefusedError("last_number_too_large", last=outside)
        if outside and of_year != year and not told:
            raise RefusedError("last_number_year", last=outside, year=year, other=of_year)
        return self._next(kind, year)

    def _next(self, kind: str, year: int) -> int:
        outside, of_year, _ = self._outside()
        highest = max((row.number for row in self.series(kind, year) if row.number <= MAX_NUMBER), default=0)
        return max(highest, outside if of_year == year and outside <= MAX_NUMBER else 0) + 1

    def check_free(self, kind: str, year: int, number: int) -> None:
        """Raises RefusedError where the number was given ("number_taken") or was given outside this workbook
        ("number_given_outside"), UsageError("bad_number") for what is none."""
        check_size(number)
        outside, of_year, _ = self._outside()
        if of_year == year and number <= outside <= MAX_NUMBER:
            raise RefusedError("number_given_outside", number=number, last=outside, next=self._next(kind, year))
        taken = next((row for row in self.series(kind, year) if row.number == number), None)
        if taken is not None:
            details = {"symbol": taken.symbol, "year": year, "place": taken.place}
            raise RefusedError("number_taken", **details, next=self._next(kind, year))

    def doubts(self, entry: Entry, number: int, replaced: Row | None = None) -> list[Doubt]:
        """What is to be asked before the document of the entry gets that number, which is free; `replaced`: what it
        replaces."""
        year, series = entry.date.year, self.series(entry.kind, entry.date.year)
        symbol, following = entry.symbol(number, self.agency), self._next(entry.kind, year)
        found = []
        if number > following and self.book.setting("medium") != ELECTRONIC:  # the e-office numbers other documents too
            missing = f"{following:02d}" if number == following + 1 else f"{following:02d}–{number - 1:02d}"
            found.append(_doubt("gap", symbol=symbol, next=f"{following:02d}", missing=missing))
        if number < following:
            found.append(_doubt("number_back", symbol=symbol, last=f"{following - 1:02d}"))
        dated = [(row.date, row) for row in series if row.date is not None and row.number <= MAX_NUMBER]
        details = {"symbol": symbol, "date": show(entry.date)}
        before = max(((day, row) for day, row in dated if row.number < number), key=_day, default=None)
        if before is not None and before[0] > entry.date:
            found.append(_doubt("date_back", **details, other=before[1].symbol, day=show(before[0])))
        after = min(((day, row) for day, row in dated if row.number > number), key=_day, default=None)
        if after is not None and after[0] < entry.date:
            found.append(_doubt("date_ahead", **details, other=after[1].symbol, day=show(after[0])))
        if replaced is not None and replaced.date is not None and replaced.date > entry.date:
            found.append(_doubt("before_replaced", **details, other=replaced.symbol, day=show(replaced.date)))
        if replaced is not None and entry.period and replaced.period not in ("", entry.period):
            found.append(_doubt("replaces_other", symbol=replaced.symbol, period=replaced.period))
        for name in self._alike(entry, number):
            found.append(_doubt("look_alike", number=f"{number:02d}", file=name, folder=self.found.folder))
        return found

    def _alike(self, entry: Entry, number: int) -> list[str]:
        series = (entry.kind or self.agency.split("-")[0]) if self.per_type else ""
        known = {base_name(row.file).casefold() for row in self.rows}
        alike = self.found.alike(number, entry.date.year, series)
        return [name for name in alike if name.casefold() not in known]

    def missing(self) -> list[Row]:
        """The rows that the sheet lacks and may be given back: not those whose number it gave to another document."""
        taken = {(row.number, row.year, row.kind if self.per_type else None) for row in self.rows if row.sheet_row}
        found: dict[object, Row] = {}
        for row in self.rows:
            key = (row.number, row.year, row.kind if self.per_type else None)
            if not row.sheet_row and key not in taken:
                found.setdefault(key, row)
        return list(found.values())

    def whole_book(self) -> Book:
        """The workbook as it will be when the missing rows are given back."""
        whole = Supposed(self.book)
        whole.append("register", [row.record() for row in self.missing()])
        return whole.book()

    def replaced_meanwhile(self) -> list[Row]:
        """The sheet's rows that stand there as valid, though a document that the sheet lacks replaced them."""
        states = self.book["register"]
        said = dict(zip(states.rows, states.clean["state"], strict=True))
        return [row for row in self.rows if row.sheet_row and row.state == REPLACED != said[row.sheet_row]]


def _tells(row: Row, stamp: Stamp) -> bool:
    """Whether the sheet's row is that of the document."""
    if fold(row.symbol) != fold(stamp.symbol) or row.year != stamp.date.year:
        return False
    if row.date not in (None, stamp.date) and base_name(row.file) != stamp.path.name:
        return False
    return not row.period or not stamp.period or row.period == stamp.period


def _latest(rows: list[Row], symbol: str, until: dt.date | None) -> Row | None:
    """The latest row of that symbol that is not after the day, else the first after: symbols come again each year."""
    named = [row for row in rows if fold(row.symbol) == fold(symbol)]
    until = until or dt.date.max
    before = [row for row in named if (row.date or dt.date.min) <= until]
    latest = max(reversed(before), key=lambda row: row.date or dt.date.min, default=None)
    return latest or min(named, key=lambda row: row.date or dt.date.min, default=None)


def _doubt(key: str, **details: object) -> Doubt:
    return Doubt(key, words.DOUBTS[key].format(**details))


def _day(dated: tuple[dt.date, Row]) -> dt.date:
    return dated[0]
