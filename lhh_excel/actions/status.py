"""Tình hình nộp báo cáo: expected, received, on time, late, missing, with percent; by kind of unit and in all."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..figures.reporting import Counts, Reporting, Status, UnitReport, received_after, reporting
from ..figures.scope import Scope, period_of, scope_of
from ..figures.wording import date_short, lower_first, one_decimal, percent
from ..messages import cycle as words
from ..messages import screen
from ..messages.figures import say
from ..messages.workbook import REPORTING_HEADS, TOTAL
from ..workbook.book import Book, Period
from ..workbook.holidays import after_date, after_delay
from ..workbook.holidays import words as on_day
from ..workbook.records import locks
from .common import QUIET, Outcome, Screen, Target, current_period, open_target


@dataclass(frozen=True)
class StatusOptions:
    target: Target


def status(options: StatusOptions, screen_: Screen = QUIET) -> Outcome:
    """Who reported for the period, as Phụ lục III of the report counts it; nothing is written.

    With --as-of: who had reported on that day; later receipts, which Trang chủ and the report count, are named.

    Raises UsageError for an unknown period, RefusedError for one without its dates, InputError.
    """
    screen_.progress(screen.STEP_READ, 1, 2)
    book = open_target(options.target)
    period = current_period(book)
    screen_.progress(screen.STEP_FIGURES, 2, 2)
    scope = scope_of(book, period_of(book, period.code))
    reports = reporting(book, scope, by=options.target.as_of)
    reopened = locks(book).units_of(period.code)
    outcome = Outcome(workbook=options.target.file, period=period.code)
    outcome.counts = _as_json(book, period, reports) | {"locked": period.locked, "reopened": reopened}
    outcome.lines = [*_head(book, period, reopened), *_table(reports), *_names(reports, composed=scope.composed)]
    if period.unit_due is None:
        outcome.warnings.append(say("note_no_due", period=period.code))
    outcome.warnings += received_later(book, scope, options.target.as_of)
    return outcome


def received_later(book: Book, scope: Scope, asked: dt.date | None) -> list[str]:
    """Says of which units a report has its day of receipt after the day of counting, and how it is counted.

    Asked about a day (`asked`), such a report had not come; by the workbook's own clock the day can only be a slip of
    the pen.
    """
    later = [unit.code for unit in received_after(scope, book.as_of)]
    pattern = words.STATUS_RECEIVED_AHEAD if asked is None else words.STATUS_RECEIVED_LATER
    names = {"count": len(later), "units": ", ".join(later), "day": date_short(book.as_of)}
    return [pattern.format(sheet=book["figures"].sheet, **names)] if later else []


def _as_json(book: Book, period: Period, reports: Reporting) -> dict[str, object]:
    """The counts, and the late and the missing one by one (docs/commands.md)."""
    return {
        "as_of": book.as_of.isoformat(),
        "due": period.unit_due.isoformat() if period.unit_due else None,
        "due_on": on_day(period.unit_due),
        "total": _numbers(reports.counts),
        "by_kind": {kind: _numbers(counts) for kind, counts in reports.by_kind.items()},
        "late": [_line(line) for line in reports.of(Status.LATE)],
        "missing": [_line(line) for line in reports.of(Status.MISSING)],
    }


def _numbers(counts: Counts) -> dict[str, object]:
    return {
        "expected": counts.expected,
        "received": counts.received,
        "on_time": counts.on_time,
        "late": counts.late,
        "missing": counts.missing,
        "untimed": counts.untimed,
        "percent_received": float(one_decimal(counts.percent_received)),
        "percent_on_time": float(one_decimal(counts.percent_on_time)),
    }


def _line(line: UnitReport) -> dict[str, object]:
    return {
        "unit": line.unit.code,
        "name": line.unit.name,
        "kind": line.unit.kind,
        "email": line.unit.email,
        "received": line.received.isoformat() if line.received else None,
        "days_late": line.days_late,
        "periods": list(line.missing),
    }


def _head(book: Book, period: Period, reopened: list[str]) -> list[str]:
    """The period with its due date; that it is locked, but for the units `reopened`."""
    lines = [words.STATUS_TITLE.format(period=lower_first(period.name), code=period.code, today=date_short(book.as_of))]
    if period.unit_due is not None:
        due, days = period.unit_due, (period.unit_due - book.as_of).days
        pattern = words.STATUS_DUE_AHEAD if days > 0 else words.STATUS_DUE_PAST if days < 0 else words.STATUS_DUE_TODAY
        lines.append(pattern.format(due=date_short(due), on_day=after_date(due), days=abs(days)))
    if period.locked:
        again = words.STATUS_REOPENED.format(units=", ".join(reopened))
        lines.append(again if reopened else words.STATUS_LOCKED)
    return lines


def _table(reports: Reporting) -> list[str]:
    """The counts with aligned columns: names to the left, numbers to the right."""
    if not reports.counts.expected:
        return [words.STATUS_NONE_EXPECTED]
    rows = [[*REPORTING_HEADS, words.STATUS_ON_TIME_HEAD]]
    for kind, c in [*reports.by_kind.items(), (TOTAL, reports.counts)]:
        shares = [percent(c.percent_received), percent(c.percent_on_time)]
        numbers = [str(n) for n in (c.expected, c.received, c.on_time, c.late, c.missing)]
        rows.append([kind or say("no_kind"), *numbers, *shares])
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if not at else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _names(reports: Reporting, *, composed: bool) -> list[str]:
    """The late and the missing by name; of a year with the parts that are missing."""
    late, missing = reports.of(Status.LATE), reports.of(Status.MISSING)
    lines = [words.STATUS_LATE.format(count=len(late))] if late else []
    for line in late:
        received = date_short(line.received) if line.received else ""
        lines.append(
            words.STATUS_LATE_LINE.format(
                code=line.unit.code,
                name=line.unit.name,
                received=received,
                days=line.days_late,
                on_day=after_delay(line.due),
            )
        )
    lines += [words.STATUS_MISSING.format(count=len(missing))] if missing else []
    for line in missing:
        pattern = words.STATUS_MISSING_PARTS_LINE if composed else words.STATUS_MISSING_LINE
        lines.append(pattern.format(code=line.unit.code, name=line.unit.name, parts=", ".join(line.missing)))
    return lines
