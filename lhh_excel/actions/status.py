"""Tình hình nộp báo cáo: expected, received, on time, late, missing, with percent; by kind of unit and in all."""

from __future__ import annotations

from dataclasses import dataclass

from ..figures.reporting import reporting
from ..figures.scope import period_of, scope_of
from ..letters.standing import as_json, head, names, received_later, table
from ..messages import screen
from ..messages.figures import say
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
    outcome.counts = as_json(book, period, reports) | {"locked": period.locked, "reopened": reopened}
    outcome.lines = [*head(book, period, reopened), *table(reports), *names(reports, composed=scope.composed)]
    if period.unit_due is None:
        outcome.warnings.append(say("note_no_due", period=period.code))
    outcome.warnings += received_later(book, scope, options.target.as_of)
    return outcome
