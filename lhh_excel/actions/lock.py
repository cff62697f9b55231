"""Khóa kỳ: Trạng thái Khóa, the period's values kept in tblChot, the state of each of its tasks in tblTienDo.

One write, wholly or not at all, told in `Nhật ký`. Source: docs/workbook-contract.md, "Periods".
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import RefusedError
from ..files import backup_path, locked
from ..messages import cycle as words
from ..messages import screen
from ..workbook.book import Period
from ..workbook.journal import period_locked
from ..workbook.lists import PERIOD_LOCKED
from ..workbook.records import locks
from ..workbook.tables import OF_A_PERIOD, PERIODS
from .common import Outcome, Quiet, Screen, Target, current_period, open_target
from .validate import hidden_states

if TYPE_CHECKING:
    from ..checking.finding import Finding
    from ..figures.reporting import Reporting
    from ..figures.scope import Scope
    from ..figures.tasks import TaskState
    from ..workbook.book import Book, TableData

Record = dict[str, object]

#: Tables whose errors, wherever they stand, make a period's figures wrong.
_COMMON = ("units", "tasks")


@dataclass(frozen=True)
class LockOptions:
    """`sure` asks nothing."""

    target: Target
    sure: bool = False


@dataclass
class _Plan:
    """What the lock would write; `unknown`: codes of tasks whose state at the period's end nobody wrote."""

    book: Book
    period: Period
    reports: Reporting
    rows: list[Record] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)  # units for which the locked period was open
    hidden: list[str] = field(default_factory=list)  # a line about rows that say other than their tasks
    rest: bool = False  # it is locked and kept: nothing to do


def lock(options: LockOptions, screen_: Screen | None = None) -> Outcome:
    """The period locked; of a locked one, the units for which it was reopened are locked again.

    Warnings do not hinder it. Raises RefusedError("period_has_errors") while the period's data has errors, UsageError
    for an unknown period, InputError, OutputError.
    """
    screen_ = screen_ or Quiet()
    screen_.progress(screen.STEP_READ, 1, 3)
    if not options.sure:
        plan = _plan(options, screen_)
        if plan.rest or not screen_.ask(_question(plan)):
            return _outcome(options, plan, words.LOCKED_ALREADY if plan.rest else words.GIVEN_UP)
    with locked(options.target.at().path):  # what is kept is what stands in the workbook when it is written
        plan = _plan(options, screen_)
        if plan.rest:
            return _outcome(options, plan, words.LOCKED_ALREADY)
        screen_.progress(screen.STEP_WRITE, 3, 3)
        values, backup = _write(options, plan)
    outcome = _outcome(options, plan, words.LOCKED, values=values, tasks=len(plan.rows), backup=backup)
    outcome.made.append(options.target.file)
    outcome.warnings = _warnings(plan)
    outcome.counts = {"tasks": len(plan.rows), "values": values, "done": True}
    return outcome


def _outcome(options: LockOptions, plan: _Plan, line: str, **details: object) -> Outcome:
    outcome = Outcome(workbook=options.target.file, period=plan.period.code)
    outcome.counts = {"tasks": 0, "values": 0, "done": False}
    outcome.lines.append(line.format(period=plan.period.code, **details))
    return outcome


def period_errors(findings: list[Finding], book: Book, period: str) -> list[Finding]:
    """The errors that concern a period: in its rows, in rows that name no other one, in units and tasks, in the sheets.

    Errors of the profile, of recipients, of the register and of other periods do not.
    """
    from ..checking.finding import Severity

    of_periods = {book[table.key].sheet for table in (PERIODS, *OF_A_PERIOD)}
    common = {book[key].sheet for key in _COMMON}
    others = set(book.periods) - {period}

    def concerns(finding: Finding) -> bool:
        if finding.sheet in common:
            return True
        return finding.sheet in of_periods and finding.record.partition("/")[0] not in others

    return [finding for finding in findings if finding.severity is Severity.ERROR and concerns(finding)]


def _places(errors: list[Finding]) -> str:
    """Where the first of them stand."""
    shown = [f"{error.sheet}!{error.cell} ({error.code})" if error.cell else error.sheet for error in errors[:8]]
    return ", ".join(shown) + ("…" if len(errors) > len(shown) else "")


def _kept(book: Book, period: str) -> bool:
    return any(code == period for _, code in book["frozen"].each("period"))


def _plan(options: LockOptions, screen_: Screen) -> _Plan:
    """Read, check, and see what there is to write. Raises what `lock` raises."""
    from ..checking.run import run_rules
    from ..figures.reporting import reporting
    from ..figures.scope import period_of, scope_of

    book = open_target(options.target)
    period = current_period(book)
    # a period locked by hand gets its tasks' states as if it were open still
    scope = scope_of(book, replace(period_of(book, period.code), locked=False))
    plan = _Plan(book, period, reporting(book, scope), again=locks(book).units_of(period.code))
    plan.rest = period.locked and not plan.again and _kept(book, period.code)
    if plan.rest:
        return plan
    screen_.progress(screen.STEP_CHECK, 2, 3)
    findings = run_rules(book)
    plan.hidden = hidden_states(findings, period.code)
    errors = period_errors(findings, book, period.code)
    if errors:
        raise RefusedError("period_has_errors", period=period.code, error=len(errors), places=_places(errors))
    if not scope.composed:  # a year is added up from its parts, and has the tasks of its last one
        _plan_tasks(plan, scope)
    return plan


def _plan_tasks(plan: _Plan, scope: Scope) -> None:
    """A row for each task of the period that has none yet: as it was submitted, else as it stands."""
    from ..figures.scope import scope_of
    from ..figures.tasks import period_tasks
    from ..register.changes import as_open, put_back, tasks_as_submitted, work_since

    book, code = plan.book, plan.period.code
    submitted = tasks_as_submitted(book, code)
    then = as_open(put_back(book, work_since(book, submitted, plan.period.end)), code)
    kept = {task.code: task for task in period_tasks(then, scope_of(then, scope.period))} if submitted else {}
    for task in period_tasks(book, scope):
        if task.row is not None:
            continue
        source = book
        if task.code in submitted and task.code in kept:
            source, task = then, kept[task.code]
        if task.state is None or not source["tasks"].clean["lead"][task.index]:
            plan.unknown.append(task.code)
        else:
            plan.rows.append(_task_row(source, code, task))


def _task_row(book: Book, period: str, task: TaskState) -> Record:
    """The task's state on the period's last day, as its leading unit would have reported it."""
    tasks = book["tasks"]
    return {
        "period": period,
        "task": task.code,
        "unit": tasks.clean["lead"][task.index],
        "state": task.state,
        "progress": task.progress,
        "result": task.result or None,
        "evidence": tasks.clean["evidence"][task.index] if task.result else None,
        "difficulty": task.difficulty or None,
    }


def _question(plan: _Plan) -> str:
    counts, end = plan.reports.counts, plan.period.end
    early = words.ASK_LOCK_EARLY.format(end=f"{end:%d/%m/%Y}") if end and end > plan.book.as_of else ""
    told = "".join(f"\n{line}" for line in plan.hidden)
    return words.ASK_LOCK.format(
        period=plan.period.code,
        name=plan.period.name,
        received=counts.received,
        expected=counts.expected,
        tasks=len(plan.rows),
        early=early + told,
    )


def _warnings(plan: _Plan) -> list[str]:
    from ..figures.reporting import Status

    found, code, end = [], plan.period.code, plan.period.end
    if end and end > plan.book.as_of:
        found.append(words.WARN_EARLY.format(period=code, end=f"{end:%d/%m/%Y}"))
    missing = [line.unit.code for line in plan.reports.of(Status.MISSING)]
    if missing:
        found.append(words.WARN_MISSING.format(count=len(missing), period=code, units=", ".join(missing)))
    found += plan.hidden
    if plan.unknown:
        found.append(
            words.WARN_UNKNOWN_TASKS.format(
                count=len(plan.unknown), period=code, sheet=plan.book["progress"].sheet, tasks=", ".join(plan.unknown)
            )
        )
    return found


def _write(options: LockOptions, plan: _Plan) -> tuple[int, Path]:
    """How many values were kept, and where the workbook as it was before is kept."""
    from ..register.snapshot import frozen_records

    book, period = plan.book, plan.period
    told_too = {**book.tables, "progress": _with_rows(book["progress"], plan.rows)}
    frozen = frozen_records(replace(book, tables=told_too), period.code, dt.datetime.now().replace(microsecond=0))
    patch = options.target.at().patch(book)
    patch.set("periods", book["periods"].rows[period.index], "state", PERIOD_LOCKED)
    patch.append("progress", plan.rows)
    patch.replace_all("frozen", frozen)
    told = period_locked(period.code, was_locked=period.locked, again=plan.again, tasks=len(plan.rows))
    patch.append("journal", told)
    return sum(record["period"] == period.code for record in frozen), backup_path(patch.save())


def _with_rows(data: TableData, records: list[Record]) -> TableData:
    """The table as it will be once the records are written, so that they are kept with the rest."""
    columns = {key: [*data.clean[key], *(record.get(key) for record in records)] for key in data.clean}
    raw = {key: [*data.raw[key], *(record.get(key) for record in records)] for key in data.raw}
    return replace(data, rows=[*data.rows, *(0 for _ in records)], clean=columns, raw=raw)
