"""A period locked and opened again: Trạng thái Khóa, its values kept in tblChot, the state of its tasks in tblTienDo.

For one unit a locked period is opened without its state: that its rows may change is read from `Nhật ký`
(workbook/journal.py). Source: docs/workbook-contract.md, "Periods".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ..checking.finding import Finding, Severity, hidden_states
from ..errors import RefusedError, UsageError
from ..figures.reporting import Reporting, reporting
from ..figures.scope import Scope, period_of, scope_of
from ..figures.tasks import TaskState, period_tasks
from ..plain import field, mutable, replace
from ..workbook.book import Book, Period, Unit
from ..workbook.journal import Action, period_locked, period_reopened, was_done
from ..workbook.lists import PERIOD_LOCKED, PERIOD_OPEN
from ..workbook.records import locks, unit_meant
from ..workbook.supposed import Supposed
from ..workbook.table_plan import Patch
from ..workbook.tables import OF_A_PERIOD, PERIODS
from .changes import as_open, put_back, tasks_as_submitted, work_since
from .snapshot import frozen_records

Record = dict[str, object]

#: Tables whose errors, wherever they stand, make a period's figures wrong.
_COMMON = ("units", "tasks")


@mutable
class Lock:
    """What a lock would write; `unknown`: codes of tasks whose state at the period's end nobody wrote."""

    book: Book
    period: Period
    scope: Scope
    reports: Reporting
    again: list[str]  # units for which the locked period was open
    rest: bool  # it is locked and kept: nothing to do
    rows: list[Record] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)  # a line about rows that say other than their tasks

    @classmethod
    def of(cls, book: Book, period: Period) -> Lock:
        """The lock of a period as it stands, before its data is looked at."""
        # a period locked by hand gets its tasks' states as if it were open still
        scope = scope_of(book, replace(period_of(book, period.code), locked=False))
        again = locks(book).units_of(period.code)
        kept = any(code == period.code for _, code in book["frozen"].each("period"))
        return cls(book, period, scope, reporting(book, scope), again, rest=period.locked and not again and kept)

    def fill(self, findings: list[Finding]) -> None:
        """The rows that it would write, where the data has no errors. Raises RefusedError("period_has_errors")."""
        self.hidden = hidden_states(findings, self.period.code)
        errors = period_errors(findings, self.book, self.period.code)
        if errors:
            shown = [
                f"{error.sheet}!{error.cell} ({error.code})" if error.cell else error.sheet for error in errors[:8]
            ]
            places = ", ".join(shown) + ("…" if len(errors) > len(shown) else "")
            raise RefusedError("period_has_errors", period=self.period.code, error=len(errors), places=places)
        if not self.scope.composed:  # a year is added up from its parts, and has the tasks of its last one
            self._plan_tasks()

    def _plan_tasks(self) -> None:
        """A row for each task of the period that has none yet: as it was submitted, else as it stands."""
        book, code = self.book, self.period.code
        submitted = tasks_as_submitted(book, code)
        then = as_open(put_back(book, work_since(book, submitted, self.period.end)), code)
        kept = {task.code: task for task in period_tasks(then, scope_of(then, self.scope.period))} if submitted else {}
        for task in period_tasks(book, self.scope):
            if task.row is not None:
                continue
            source = book
            if task.code in submitted and task.code in kept:
                source, task = then, kept[task.code]
            if task.state is None or not source["tasks"].clean["lead"][task.index]:
                self.unknown.append(task.code)
            else:
                self.rows.append(_task_row(source, code, task))

    def write(self, patch: Patch, at: dt.datetime) -> int:
        """Puts the lock into the patch; how many values are kept. Nothing is saved here."""
        book, period = self.book, self.period
        told_too = Supposed(book)
        told_too.append("progress", self.rows)
        frozen = frozen_records(told_too.book(), period.code, at)
        patch.set("periods", book["periods"].rows[period.index], "state", PERIOD_LOCKED)
        patch.append("progress", self.rows)
        patch.replace_all("frozen", frozen)
        told = period_locked(period.code, was_locked=period.locked, again=self.again, tasks=len(self.rows))
        patch.append("journal", told)
        return sum(record["period"] == period.code for record in frozen)


def period_errors(findings: Iterable[Finding], book: Book, period: str) -> list[Finding]:
    """The errors that concern a period: in its rows, in rows that name no other one, in units and tasks, in the sheets.

    Errors of the profile, of recipients, of the register and of other periods do not.
    """
    of_periods = {book[table.key].sheet for table in (PERIODS, *OF_A_PERIOD)}
    common = {book[key].sheet for key in _COMMON}
    others = set(book.periods) - {period}

    def concerns(finding: Finding) -> bool:
        if finding.sheet in common:
            return True
        return finding.sheet in of_periods and finding.record.partition("/")[0] not in others

    return [finding for finding in findings if finding.severity is Severity.ERROR and concerns(finding)]


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


# --- opened again ----------------------------------------------------------------------------------------------------


def unit_of(book: Book, wanted: str) -> Unit:
    """The unit of that code, label or name. Raises UsageError("unknown_unit")."""
    found = unit_meant(book, wanted)
    if found is None:
        raise UsageError("unknown_unit", unit=wanted, known=", ".join(book.units) or "–")
    return found


def write_reopening(patch: Patch, book: Book, period: Period, unit: Unit | None) -> None:
    """Puts into the patch that the period is open, for everybody or for one unit. Nothing is saved here."""
    if unit is None:
        patch.set("periods", book["periods"].rows[period.index], "state", PERIOD_OPEN)
        if not was_done(
            book, Action.SUBMITTED, period.code
        ):  # else its frozen values are what the report is compared with
            kept = book["frozen"]
            others = [i for i, code in kept.each("period") if code != period.code]
            patch.replace_all("frozen", [{key: kept.raw[key][i] for key in kept.raw} for i in others])
    patch.append("journal", [period_reopened(period.code, unit.code if unit else None)])
