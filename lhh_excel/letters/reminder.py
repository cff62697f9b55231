"""Whom to remind of what: units whose report is late or due soon, and tasks overdue today.

Today is the book's clock. Who has not reported comes from `reporting`, as everywhere; a task counts as overdue when
neither its own columns nor its row for the period say that it ended. Source: docs/workbook-contract.md.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from ..figures.reporting import Reporting, Status, UnitReport, reporting
from ..figures.scope import Scope, heirs_on, in_order, period_of, scope_of
from ..figures.tasks import period_tasks
from ..figures.wording import bare, lower_first
from ..messages import cycle as words
from ..workbook.book import Book, Unit
from ..workbook.lists import OPEN_STATES
from ..workbook.records import locks


@dataclass(frozen=True)
class DueReport:
    """A report not received: `days` past its due date (0: due today, below: days left); `parts` of a year missing."""

    unit: Unit
    due: dt.date
    days: int
    parts: tuple[str, ...]


@dataclass(frozen=True)
class DueTask:
    """A task not done by its deadline; `unit` is who answers for it today, None where nobody does."""

    code: str
    content: str
    lead: str  # as typed
    unit: Unit | None
    due: dt.date
    days: int


@dataclass(frozen=True)
class Reminder:
    """What is to be asked of whom."""

    book: Book
    scope: Scope
    counts: Reporting
    reports: tuple[DueReport, ...]
    tasks: tuple[DueTask, ...]
    unaddressed: tuple[DueTask, ...]

    @property
    def late(self) -> list[DueReport]:
        return [report for report in self.reports if report.days > 0]

    @property
    def soon(self) -> list[DueReport]:
        return [report for report in self.reports if report.days <= 0]

    @property
    def units(self) -> list[Unit]:
        """Each unit once, in the report's order."""
        named = {report.unit.code: report.unit for report in self.reports}
        named.update({task.unit.code: task.unit for task in self.tasks if task.unit is not None})
        return in_order(self.book, list(named.values()))

    def of(self, unit: Unit) -> Reminder:
        """What concerns that unit alone."""
        return replace(
            self,
            reports=tuple(report for report in self.reports if report.unit.code == unit.code),
            tasks=tuple(task for task in self.tasks if task.unit is not None and task.unit.code == unit.code),
            unaddressed=(),
        )


def reminder(book: Book, period_code: str, before: int, by: dt.date | None = None) -> Reminder:
    """Reports of the period late, or due within `before` days from today; tasks overdue today.

    `by`: a report received after that day counts as not received. Errors as `scope.period_of`.
    """
    scope = scope_of(book, period_of(book, period_code))
    standing = reporting(book, scope, by)
    due = [found for line in standing.of(Status.MISSING) if (found := _due_report(book, scope, line)) is not None]
    tasks = _overdue_tasks(book, scope)
    return Reminder(
        book,
        scope,
        standing,
        tuple(report for report in due if report.days >= -before),
        tuple(task for task in tasks if task.unit is not None),
        tuple(task for task in tasks if task.unit is None),
    )


def _due_report(book: Book, scope: Scope, line: UnitReport) -> DueReport | None:
    """Of a year by its first missing part that names a due date; None where none does."""
    missing = [part.period for part in scope.parts if not line.missing or part.period.code in line.missing]
    dues = [(period.unit_due, period) for period in missing if period.unit_due is not None]
    if not dues:
        return None
    due = min(day for day, _ in dues)
    names = tuple(lower_first(period.name) for day, period in dues if day == due) if scope.composed else ()
    return DueReport(line.unit, due, (book.as_of - due).days, names)


def _overdue_tasks(book: Book, scope: Scope) -> list[DueTask]:
    """By deadline, then code; the office reminds none of its own bodies."""
    today, known = book.as_of, book.units
    heirs = heirs_on(book, today)
    of_period = {task.code: task.state for task in period_tasks(book, scope) if task.row is not None}
    found: dict[str, DueTask] = {}
    for _, code, content, lead, due, state in book["tasks"].each("code", "content", "lead", "due", "state"):
        if not code or code in found or due is None or due >= today or state not in OPEN_STATES:
            continue
        if of_period.get(code, state) not in OPEN_STATES:
            continue
        unit = known.get(heirs.get(lead or "", ""))
        if unit is not None and not book.reports(unit.kind):
            continue
        answers = unit if unit is not None and unit.member_on(today) else None
        found[code] = DueTask(code, bare(content or code), lead or "", answers, due, (today - due).days)
    return sorted(found.values(), key=lambda task: (task.due, task.code))


def nobody(asked: Reminder, before: int) -> str:
    """That nobody is to be reminded, and truly why."""
    counts, period = asked.counts.counts, asked.scope.period
    if not counts.expected:
        reports = words.REMIND_NONE_EXPECTED
    elif counts.missing and period.unit_due is None:
        reports = words.REMIND_UNDATED
    else:
        reports = words.REMIND_ALL_IN_TIME
    tasks = words.REMIND_TASKS_OF_NOBODY if asked.unaddressed else words.REMIND_NO_TASKS
    return words.REMIND_NOTHING.format(reports=reports.format(period=period.code, before=before), tasks=tasks)


def remarks(asked: Reminder) -> list[str]:
    """What the letters cannot tell or ask for as the workbook stands, as sentences."""
    book, period = asked.book, asked.scope.period
    found = [words.REMIND_UNADDRESSED.format(task=task.code, unit=task.lead or "–") for task in asked.unaddressed]
    if period.unit_due is None and asked.counts.counts.missing:
        found.append(words.REMIND_NO_DUE.format(period=period.code))
    held = locks(book)
    shut = [report.unit.code for report in asked.reports if held.holds(period.code, report.unit.code)]
    if shut:
        found.append(words.REMIND_LOCKED.format(period=period.code, units=", ".join(shut)))
    if asked.units and not any(name for _, name in book["signers"].each("name")):
        found.append(words.REMIND_NO_SIGNER.format(sheet=book["signers"].sheet))
    half = book.setting("programme_date") or book.text("programme_subject").strip()
    if asked.units and half and not book.text("programme_number").strip():  # an office may have none
        found.append(words.REMIND_NO_PROGRAMME)
    return found
