"""A period locked and opened again: Trạng thái Khóa, its values kept in tblChot, the state of its tasks in tblTienDo.

For one unit a locked period is opened without its state: that its rows may change is read from `Nhật ký`
(workbook/journal.py). Source: docs/workbook-contract.md, "Periods".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from ..checking.finding import Finding, Severity, hidden_states
from ..errors import RefusedError, UsageError
from ..figures.reporting import Reporting, reporting
from ..figures.scope import Scope, period_of, scope_of
from ..figures.tasks import TaskState, period_tasks
from ..plain import field, mutable, replace
from ..workbook.book import Book, Period, Unit
from ..workbook.journal import Action, moment, period_locked, period_reopened, was_done
from ..workbook.lists import PERIOD_LOCKED, PERIOD_OPEN
from ..workbook.records import locks, unit_meant
from ..workbook.supposed import Supposed
from ..workbook.table_plan import Patch
from ..workbook.tables import OF_A_PERIOD, PERIODS, TASKS
from ..workbook.values import Value, show
from .changes import OWN_STATE, as_open, put_back, records_of, text_of, told_by_progress, work_since

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
    idle: bool  # it is locked and kept: nothing to do
    rows: list[Record] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)  # a line about rows that say other than their tasks
    values: int = 0  # how many are kept, once it is written

    @classmethod
    def of(cls, book: Book, period: Period) -> Lock:
        """The lock of a period as it stands, before its data is looked at."""
        # a period locked by hand gets its tasks' states as if it were open still
        scope = scope_of(book, replace(period_of(book, period.code), locked=False))
        again = locks(book).units_of(period.code)
        kept = any(code == period.code for _, code in book["frozen"].each("period"))
        return cls(book, period, scope, reporting(book, scope), again, idle=period.locked and not again and kept)

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

    def write(self, patch: Patch) -> None:
        """Puts the lock into the patch. Nothing is saved here."""
        book, period = self.book, self.period
        told_too = Supposed(book)
        told_too.append("progress", self.rows)
        frozen = frozen_records(told_too.book(), period.code, moment())
        patch.set("periods", book["periods"].rows[period.index], "state", PERIOD_LOCKED)
        patch.append("progress", self.rows)
        patch.replace_all("frozen", frozen)
        told = period_locked(period.code, was_locked=period.locked, again=self.again, tasks=len(self.rows))
        patch.append("journal", told)
        self.values = sum(record["period"] == period.code for record in frozen)


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


# --- what tblChot keeps: every value of a period, and the tasks' own columns as they were submitted -------------------


def frozen_records(book: Book, period: str, at: dt.datetime) -> list[dict[str, Value]]:
    """All rows of tblChot after the period was frozen now: other periods' as they are, this one's anew.

    Every value of the tables that belong to one period (column Mã kỳ), under the record's name and column's header.
    """
    kept = book["frozen"]
    records: list[dict[str, Value]] = [
        {key: kept.raw[key][i] for key in kept.raw} for i in range(len(kept)) if kept.clean["period"][i] != period
    ]
    for table in OF_A_PERIOD:
        data = book[table.key]
        columns = [c for c in data.schema.columns if c.key not in ("period", "note") and c.key in data.letters]
        for i, code in data.each("period"):
            if code != period:
                continue
            for column in columns:
                value = show(data.clean[column.key][i]) or None
                place = {"table": table.name, "record": data.record(i), "column": column.header}
                records.append({"period": period, **place, "value": value, "at": at})
    return records


def frozen_tasks(book: Book, period: Period, at: dt.datetime) -> Iterator[dict[str, Value]]:
    """Rows of tblChot: the own columns of the tasks whose state in the period no row of Tiến độ tells.

    The lock takes them for the state at the period's end, whatever work went on since.
    """
    data, told = book["tasks"], told_by_progress(book, period.code)
    for name, i in records_of(data).items():
        done_on, assigned = data.clean["done_on"][i], data.clean["assigned"][i]
        if name in told or (done_on and period.start and done_on < period.start):
            continue
        if assigned and period.end and assigned > period.end:
            continue
        for key in OWN_STATE:
            text = text_of(data, i, key)
            if text or key == "state":
                place = {"table": TASKS.name, "record": name, "column": TASKS.header(key)}
                yield {"period": period.code, **place, "value": text or None, "at": at}


def tasks_as_submitted(book: Book, period: str) -> dict[str, dict[str, str]]:
    """Task -> its own columns as they were when the period's report was submitted, as texts; {} where it was not.

    Locking a period takes them away: from then on its rows of Tiến độ tell.
    """
    keys = {column.header: column.key for column in TASKS.columns}
    found: dict[str, dict[str, str]] = {}
    data = book["frozen"]
    for i, code, table, name, header in data.each("period", "table", "record", "column"):
        if code == period and table == TASKS.name and header in keys:
            found.setdefault(str(name), dict.fromkeys(OWN_STATE, ""))[keys[header]] = show(data.raw["value"][i])
    return found


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
