"""Tasks as they stood on a period's last day.

Source: docs/workbook-contract.md, "Periods": a task's state in a period is its tblTienDo row; for the open current
period without one, the task's own columns. A past or locked period without a row: unknown.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from ..plain import record
from ..workbook.book import Book, Period, TableData
from ..workbook.lists import CANCELLED, DONE, OPEN_STATES, RUNNING, YES
from .scope import Scope
from .wording import collation_key

_ENDED = frozenset({DONE, CANCELLED})


@record
class TaskState:
    """One task on the period's last day. `state` None: unknown; `progress` None: "chưa có số liệu"."""

    index: int  # record in tblNhiemVu
    code: str
    group: int | None  # the place of its group in the outline, from 1; None where the sheet names none
    content: str
    lead: str  # the unit's name, else its code as typed
    assigned: dt.date | None
    due: dt.date | None
    done_on: dt.date | None
    state: str | None
    progress: int | float | None
    result: str
    difficulty: str
    overdue_days: int  # days past due on Đến ngày, 0 if not overdue
    row: int | None  # record in tblTienDo that gave state and progress; None: the task's own columns, or unknown
    own: bool  # state and progress come from the task's own columns
    told: bool | None = None  # whether the clerk wants it told in the text (Nêu trong báo cáo), None where blank
    person: str = ""
    partners: tuple[str, ...] = ()  # names of units, else codes as typed
    evidence: str = ""

    @property
    def overdue(self) -> bool:
        return self.overdue_days > 0


@record
class _Standing:
    """A task's state, from a tblTienDo row (`row` its record) or from its own columns."""

    state: str | None = None
    progress: int | float | None = None
    result: str = ""
    difficulty: str = ""
    row: int | None = None
    own: bool = False
    evidence: str = ""


def period_tasks(book: Book, scope: Scope, states: list[TaskState] | None = None) -> list[TaskState]:
    """The tasks that were to be worked on in the period, by group, then code; `states` where they are known already.

    Assigned by Đến ngày, not finished before Từ ngày, not cancelled before it.
    """
    period = scope.period
    assert period.start is not None and period.end is not None
    start, end = period.start, period.end
    ended_before = _ended_before(book, start)
    found = []
    for task in task_states(book, scope) if states is None else states:
        if task.assigned is not None and task.assigned > end:
            continue
        if _ended_earlier(task, ended_before, start):
            continue
        found.append(task)
    return in_order(found)


def _ended_earlier(task: TaskState, ended_before: dict[str, str], start: dt.date) -> bool:
    """Finished or cancelled before the period began, and not taken up again since."""
    reopened = task.state is not None and task.state not in _ENDED
    if reopened:
        return False
    if task.done_on is not None:
        return task.done_on < start if task.state != CANCELLED else task.code in ended_before
    return task.code in ended_before


@record
class NextTasks:
    """Open tasks that are not overdue: due until the next period's end by the calendar (`until`), later, or undated.

    `until` is None, and `later` empty, where no period follows (đột xuất).
    """

    until: dt.date | None
    tasks: tuple[TaskState, ...]
    later: tuple[TaskState, ...]
    undated: tuple[TaskState, ...]


def tasks_due_next(book: Book, scope: Scope, states: list[TaskState] | None = None) -> NextTasks:
    """Tasks not finished or cancelled by the period's last day and due on it or later, by group, then due date."""
    until = next_until(book, scope.period)
    start, end = scope.period.start, scope.period.end
    assert start is not None and end is not None
    ended_before = _ended_before(book, start)
    found: list[TaskState] = []
    later: list[TaskState] = []
    undated: list[TaskState] = []
    for task in task_states(book, scope) if states is None else states:
        if task.state in _ENDED or (task.due is not None and task.due < end):
            continue
        if task.state is None and task.done_on is not None and task.done_on <= end:
            continue
        if _ended_earlier(task, ended_before, start):
            continue
        if task.due is not None and (until is None or task.due <= until):
            found.append(task)
        elif task.assigned is None or task.assigned <= end:  # of what is given later nothing goes on yet
            (undated if task.due is None else later).append(task)
    for chosen in (found, later):
        chosen.sort(key=lambda task: (task.group is None, task.group or 0, task.due, collation_key(task.code)))
    return NextTasks(until, tuple(found), tuple(later), tuple(undated))


def next_until(book: Book, period: Period) -> dt.date | None:
    """The last day of the next period: by the calendar (H2 closes on 14/12, its tasks are due until 31/12), or where
    tblKy has it later; None where none follows."""
    code = period.code_after()
    if code is None:
        return None
    year, _, part = code.partition("-")
    month = {"H": 6, "Q": 3}.get(part[:1], 12) * int(part[1:] or 1)
    by_calendar = dt.date(int(year) + month // 12, month % 12 + 1, 1) - dt.timedelta(1)
    following = next_period(book, period)
    ends = following.end if following is not None else None
    return by_calendar if ends is None else max(by_calendar, ends)


def next_period(book: Book, period: Period) -> Period | None:
    """The next period of the same kind, where tblKy has it with its dates."""
    code = period.code_after()
    found = book.periods.get(code) if code else None
    return found if found is not None and found.start is not None and found.end is not None else None


def own_columns_count(book: Book, period: Period) -> bool:
    """The tasks' own columns (the state now) stand for the period: it is open and not older than the current one."""
    if period.locked or period.end is None:
        return False
    current = book.own_period
    if current is None or current.code == period.code or current.start is None:
        return True
    return period.end >= current.start


def in_order(tasks: Iterable[TaskState]) -> list[TaskState]:
    """By group, then code; those without a group last."""
    return sorted(tasks, key=lambda task: (task.group is None, task.group or 0, collation_key(task.code)))


def task_states(book: Book, scope: Scope) -> list[TaskState]:
    """Every task of tblNhiemVu (of a doubled code the first) as it stood on the period's last day."""
    end = scope.period.end
    assert end is not None
    names = {code: unit.name for code, unit in book.units.items()}
    reports = _reports(book, scope)
    own_allowed = own_columns_count(book, scope.period)
    declared = book.declared
    places = {section.name: place for place, section in enumerate(declared.groups, 1)}
    marks = book["tasks"].clean.get("told") or [None] * len(book["tasks"])
    found: dict[str, TaskState] = {}
    keys = ("code", "group", "content", "lead", "assigned", "due", "done_on", "person", "partners")
    for i, code, group, content, lead, assigned, due, done_on, person, partners in book["tasks"].each(*keys):
        if not code or code in found:
            continue
        own = _own(book["tasks"], i, end)
        standing = reports.get(code) or (own if own_allowed else _Standing())
        result = standing.result
        if standing.state == DONE and not result and own.state == DONE:
            result = own.result  # the row says done and no more: the task's own result tells it
        late = due is not None and due < end and standing.state in OPEN_STATES
        found[code] = TaskState(
            i,
            code,
            places.get(section.name) if group and (section := declared.section(group)) else None,
            content or code,
            names.get(lead, lead or ""),
            assigned,
            due,
            done_on,
            standing.state,
            standing.progress,
            result,
            standing.difficulty,
            (end - due).days if late else 0,
            standing.row,
            standing.own,
            None if marks[i] is None else marks[i] == YES,
            person or "",
            tuple(names.get(one, one) for part in re.split(r"[;,]", partners or "") if (one := part.strip())),
            standing.evidence or (own.evidence if standing.state == DONE and own.state == DONE else ""),
        )
    return list(found.values())


def _own(tasks: TableData, i: int, end: dt.date) -> _Standing:
    """The task's own columns, the state now, taken back to the period's last day as far as its dates tell."""
    state, progress, done_on, result, difficulty, evidence = (
        tasks.clean[key][i] for key in ("state", "progress", "done_on", "result", "difficulty", "evidence")
    )
    if state == DONE and done_on is not None and done_on > end:
        # finished since: on the period's last day it was still being done, how far nobody wrote
        return _Standing(RUNNING, None, "", difficulty or "", own=True)
    return _Standing(state, progress, result or "", difficulty or "", own=True, evidence=evidence or "")


def _reports(book: Book, scope: Scope) -> dict[str, _Standing]:
    """task code -> what its tblTienDo row for the period says: the lead unit's, else the first.

    Of a year: its own row, else its last part's; an earlier part's only where it ended the task.
    """
    leads = dict(zip(book["tasks"].clean["code"], book["tasks"].clean["lead"], strict=True))
    order = {code: place for place, code in enumerate([*scope.codes, scope.period.code])}
    last = len(scope.codes) - 1
    found: dict[str, tuple[tuple[int, bool], _Standing]] = {}
    keys = ("period", "task", "unit", "state", "progress", "result", "difficulty", "evidence")
    for i, period, task, unit, state, progress, result, difficulty, evidence in book["progress"].each(*keys):
        place = order.get(period)
        if place is None or not task or state is None or (place < last and state not in _ENDED):
            continue
        rank = (place, unit is not None and unit == leads.get(task))
        if task not in found or rank > found[task][0]:
            found[task] = rank, _Standing(state, progress, result or "", difficulty or "", i, evidence=evidence or "")
    return {task: standing for task, (_, standing) in found.items()}


def _ended_before(book: Book, start: dt.date) -> dict[str, str]:
    """task code -> Hoàn thành or Hủy, where its latest tblTienDo row of a period ended before `start` says so."""
    ends = {code: period.end for code, period in book.periods.items() if period.end and period.end < start}
    leads = dict(zip(book["tasks"].clean["code"], book["tasks"].clean["lead"], strict=True))
    latest: dict[str, tuple[tuple[dt.date, bool], str]] = {}
    for _, period, task, unit, state in book["progress"].each("period", "task", "unit", "state"):
        end = ends.get(period)
        if end is None or not task or state is None:
            continue
        rank = (end, unit == leads.get(task))
        if task not in latest or rank > latest[task][0]:
            latest[task] = rank, state
    return {task: state for task, (_, state) in latest.items() if state in _ENDED}
