"""The records with which an empty workbook starts: the profile's lines and the periods of the asked year; the periods
that follow one.

The clerk edits the periods: nothing reads a date from here later. State practice closes the first half-year on 14/6 and
the year on 14/12 ("15-12"); others use calendar halves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import RefusedError, UsageError, question
from ..messages.workbook import PERIOD_NAMES
from .book import Book, Period
from .defaults import ROWS
from .lists import PERIOD_OPEN
from .records import meant_period
from .schema import PERIOD_CODE
from .settings import on
from .tables import TABLES
from .values import Value

CUTOFFS = ("15-12", "calendar")
#: The day as of which a workbook is built unless it is told: no clock, the same call gives the same bytes.
BUILT = dt.date(2026, 1, 1)
_MONTHS = {"H1": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "": (1, 12)}
#: Days between the last day of a period and: the units' deadline, the deadline upward, the day to lock.
_UNITS_BEFORE, _UPWARD_AFTER, _LOCK_AFTER = 5, 5, 10

Record = dict[str, Any]
#: The columns of tblKy that hold days.
_DAYS = ("start", "end", "unit_due", "upward_due", "lock_on")


def period_for(day: dt.date, cutoff: str = "15-12") -> str:
    """The half-year in which a day falls: 20/12/2025 -> 2026-H1 with "15-12", 2025-H2 with "calendar"."""
    _check_cutoff(cutoff)
    candidates = [f"{year}-{half}" for year in (day.year, day.year + 1) for half in ("H1", "H2")]
    return next(code for code in candidates if _within(day, code, cutoff))


def periods_of(code: str, cutoff: str = "15-12") -> list[Record]:
    """The rows of tblKy for the year of `code`: its halves, the year, and the quarters or the đột xuất if asked.

    A đột xuất has free dates, so it comes without. UsageError for a code or a cutoff that is none.
    """
    _check_cutoff(cutoff)
    match = PERIOD_CODE.fullmatch(code)
    if match is None:
        raise UsageError("bad_period", period=code, meant=question(meant_period(code)))
    year, part = match[1], match[2] or ""
    parts = ["H1", "H2", ""]
    if part.startswith("Q"):
        parts = ["Q1", "Q2", "H1", "Q3", "Q4", "H2", ""]
    elif part.startswith("DX"):
        parts.append(part)
    return [_row(f"{year}-{p}" if p else year, cutoff) for p in parts]


# --- the period after the one that a workbook is at -------------------------------------------------------------------


def period_after(book: Book, now: Period) -> str:
    """The code of the period that follows: the next half or quarter; of a year, the first part of the next.

    Raises RefusedError("next_of_none") for a đột xuất, which none follows.
    """
    parts = [(p.rank, p.part) for p in book.periods.values() if p.year == now.year and 0 < p.rank < now.rank]
    if not now.part and now.year is not None and parts:  # quarters where the office has them
        return f"{now.year + 1}-{min(parts)[1]}"
    code = now.code_after()
    if code is None:
        raise RefusedError("next_of_none", period=now.code)
    return code


def rows_after(book: Book, now: Period) -> list[Record]:
    """The rows that tblKy lacks for the period after `now`: of its year the periods that the year of `now` has.

    A period's days are those that the preset of `now` gives, where `now` has the days of one; the deadlines are those
    of the same period a year before, where that began and ended on the same days. Raises RefusedError: "next_of_none",
    "next_without_dates" where neither a preset nor the year before tells the days of the period that follows.
    """
    code = period_after(book, now)
    year = int(code[:4])
    parts = {p.part for p in book.periods.values() if p.year == now.year and not p.part.startswith("DX")}
    codes = [f"{year}-{part}".rstrip("-") for part in parts | {code[5:]}]
    cutoff = next((cutoff for cutoff in CUTOFFS if _bounds(now.code, cutoff) == (now.start, now.end)), None)
    rows = {one: _row_after(book, one, cutoff) for one in codes if one not in book.periods}
    if code in rows and rows[code] is None:
        raise RefusedError("next_without_dates", period=code)
    found = [row for row in rows.values() if row is not None]
    return sorted(found, key=lambda row: (row["end"], -row["start"].toordinal()))


def _row_after(book: Book, code: str, cutoff: str | None) -> Record | None:
    year, _, part = code.partition("-")
    before = f"{int(year) - 1}-{part}".rstrip("-")
    like = book.periods.get(before)
    bounds = None if cutoff is None else _bounds(code, cutoff)
    if like is not None and like.start and like.end:
        clean = book["periods"].clean
        days = {key: _a_year_later(clean[key][like.index]) for key in _DAYS}
        if bounds in (None, (days["start"], days["end"])):
            name = like.name.replace(before[:4], year) if before[:4] in like.name else _name(year, part)
            return {"code": code, "name": name, "state": PERIOD_OPEN, **days}
    return None if cutoff is None else _row(code, cutoff)


def _a_year_later(day: Value) -> Value:
    if not isinstance(day, dt.date):
        return None
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _row(code: str, cutoff: str) -> Record:
    year, _, part = code.partition("-")
    row: Record = {"code": code, "name": _name(year, part), "state": PERIOD_OPEN}
    if not part.startswith("DX"):
        start, end = _bounds(code, cutoff)
        row |= {
            "start": start,
            "end": end,
            "unit_due": end - dt.timedelta(_UNITS_BEFORE),
            "upward_due": end + dt.timedelta(_UPWARD_AFTER),
            "lock_on": end + dt.timedelta(_LOCK_AFTER),
        }
    return row


def _name(year: str, part: str) -> str:
    if part.startswith("DX"):
        return PERIOD_NAMES["DX"].format(n=part[2:], y=year)
    return PERIOD_NAMES[part].format(y=year)


def _bounds(code: str, cutoff: str) -> tuple[dt.date, dt.date]:
    year, _, part = code.partition("-")
    first, last = _MONTHS[part]
    if cutoff == "calendar":
        following = dt.date(int(year) + last // 12, last % 12 + 1, 1)
        return dt.date(int(year), first, 1), following - dt.timedelta(1)
    start = dt.date(int(year) - 1, 12, 15) if first == 1 else dt.date(int(year), first - 1, 15)
    return start, dt.date(int(year), last, 14)


def _within(day: dt.date, code: str, cutoff: str) -> bool:
    start, end = _bounds(code, cutoff)
    return start <= day <= end


def _check_cutoff(cutoff: str) -> None:
    if cutoff not in CUTOFFS:
        raise UsageError("bad_cutoff", value=cutoff, known=", ".join(CUTOFFS))


#: How many lines a setting that may stand on several has in a new workbook.
SEVERAL = 3


def starting_tables(period: str, cutoff: str, day: dt.date) -> dict[str, list[Record]]:
    """Table key -> records, for a workbook that nobody has filled in yet."""
    tables: dict[str, list[Record]] = {table.key: [] for table in TABLES} | default_rows()
    tables["profile"] = profile_rows({"period": period}, day)
    tables["periods"] = periods_of(period, cutoff)
    return tables


def default_rows() -> dict[str, list[Record]]:
    """The default rows of the sheets in which the office declares its report."""
    return {key: [dict(row) for row in rows] for key, rows in ROWS.items()}


def profile_rows(values: Mapping[str, Value | Iterable[str]], day: dt.date = BUILT) -> list[Record]:
    """One line for every setting, in the declared order, with its value or its default on that day.

    `several`: at least SEVERAL.
    """
    rows: list[Record] = []
    for setting in on(day):
        value = values.get(setting.key, setting.default)
        entries: list[Value] = [value]
        if setting.several:
            entries = list(value or ())
            entries += [None] * (SEVERAL - len(entries))
        rows += [{"item": setting.label, "value": entry, "explanation": setting.help} for entry in entries]
    return rows
