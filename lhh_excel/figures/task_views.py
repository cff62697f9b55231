"""Tasks as the text tells them, those due next, and Phụ lục II."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from ..messages.figures import say
from ..text.roman import to_roman
from ..workbook.lists import BRIEF, CANCELLED, DONE, NOT_STARTED, PAUSED, RUNNING
from ..workbook.values import fold
from .context import DemNhiemVu, DotHan, NhiemVu, NhomNhiemVu, PhuLuc2, Tiep, Told, Words
from .figure import Source
from .material import Material
from .tasks import TaskState, tasks_due_next
from .wording import (
    as_deed,
    bare,
    collation_key,
    date_running,
    date_short,
    date_words,
    day_and_month,
    enumerated,
    in_a_row,
    number,
    phrase,
    reason,
    row_of,
    share,
)

#: What tasks are counted by, in the order in which they are told; None: nobody wrote it.
STATES: dict[str, str | None] = {
    "done": DONE,
    "running": RUNNING,
    "not_started": NOT_STARTED,
    "paused": PAUSED,
    "cancelled": CANCELLED,
    "unknown": None,
}
_KEYS = {state: name for name, state in STATES.items()}
#: A plan for a quarter names months, one for longer quarters.
_MONTHS_OF_A_QUARTER = 31 * 3 + 16


def task_counts(m: Material, place: str, group: str, tasks: list[TaskState]) -> DemNhiemVu:
    """Tasks by state on the period's last day. `group` names them in the provenance workbook."""
    assert m.period.start is not None and m.period.end is not None
    day, start = date_words(m.period.end), date_words(m.period.start)

    def told(name: str, chosen: list[TaskState], how: str, *, zero: bool = False) -> Told:
        label = say("label_tasks", state=say(f"state_{name}"), group=group)
        return m.ledger.told(f"{place}.{name}", label, len(chosen), how, state_sources(m, chosen), zero=zero)

    total = told("all", tasks, say("how_tasks_all", day=day, start=start), zero=True)
    by_state = {
        name: told(
            name,
            [task for task in tasks if task.state == state],
            say("how_tasks", day=day, start=start, state=state or say("no_figure")),
        )
        for name, state in STATES.items()
    }
    overdue = told("overdue", [task for task in tasks if task.overdue], say("how_overdue", day=day))
    rate = _rate(m, place, group, tasks)
    return DemNhiemVu(
        bool(tasks),
        total,
        by_state["done"],
        rate,
        by_state["running"],
        by_state["not_started"],
        by_state["paused"],
        by_state["cancelled"],
        by_state["unknown"],
        overdue,
        states_told(by_state, rate, len(tasks)),
    )


def states_told(counts: dict[str, Told], rate: Told, total: int) -> Words:
    """ "; đã hoàn thành 12 nhiệm vụ (29,3%), đang thực hiện 15 nhiệm vụ": every state that some task is in.

    Where all are in one, no number is told again: ", đều đang thực hiện".
    """
    there = {name: count for name, count in counts.items() if count}
    if len(there) == 1:
        return phrase(
            say("tasks_all_alike" if total > 1 else "tasks_alike"), state=say(f"state_told_{next(iter(there))}")
        )
    told = []
    for name, count in there.items():
        words = phrase(say(f"tasks_{name}"), count=count)
        told.append(row_of((words, phrase(say("tasks_done_rate"), rate=rate))) if name == "done" and rate else words)
    return phrase(say("tasks_by_state"), states=in_a_row(told)) if told else ""


def _rate(m: Material, place: str, group: str, tasks: list[TaskState]) -> Told:
    """Done in percent of all; "" where there is none, or where some states are unknown and it could mislead."""
    done = sum(task.state == DONE for task in tasks)
    if not done or any(task.state is None for task in tasks):
        return ""
    rate = share(done, len(tasks))
    how = say("how_percent", part=done, whole=len(tasks))
    label = say("label_tasks_percent", group=group)
    return m.ledger.percent(f"{place}.ty_le", label, rate, how, state_sources(m, tasks))


def state_sources(m: Material, tasks: list[TaskState]) -> tuple[Source, ...]:
    """The cells that gave the tasks' states: `Tiến độ`, else `Nhiệm vụ` (of an unknown state the task's code)."""
    rows = [task.row for task in tasks if task.row is not None]
    own = [task.index for task in tasks if task.row is None and task.own]
    unknown = [task.index for task in tasks if task.row is None and not task.own]
    return (
        *m.ledger.sources("progress", "state", rows),
        *m.ledger.sources("tasks", "state", own),
        *m.ledger.sources("tasks", "code", unknown),
    )


def task_view(m: Material, task: TaskState, place: int) -> NhiemVu:
    """One task; its figures are the same wherever it is told, so they are made once."""
    told = m.told_tasks.get(task.code)
    if told is None:
        told = m.told_tasks[task.code] = _view(m, task)
    return NhiemVu(**{**vars(told), "tt": str(place)})


def _view(m: Material, task: TaskState) -> NhiemVu:
    overdue, name, progress = _overdue(m, task), bare(task.content), _progress(m, task)
    lead = "" if _holds(name, task.lead) else task.lead
    deed, label = as_deed(name), say("label_task_due", task=task.code)
    cell = m.ledger.source("tasks", "due", task.index)

    def told_due(form_name: str, form: Callable[[dt.date], str]) -> Told:
        return m.ledger.day(f"nhiem_vu.{task.code}.{form_name}", label, task.due, cell, form=form)

    due = told_due("gon", date_running)
    by = phrase(say("task_due"), due=due) if due else ""
    return NhiemVu(
        "",
        task.code,
        name,
        str(_with_brackets(name, lead)),
        task.lead,
        told_due("han", date_words),
        told_due("han_ngan", date_short) or say("no_figure_cell"),
        say(f"state_cell_{_KEYS[task.state]}"),
        progress,
        bare(task.result),
        bare(task.difficulty),
        overdue,
        phrase(say("overdue_cell"), days=overdue) if overdue else "",
        _with_brackets(deed, lead),
        _with_brackets(deed, lead, _how_far(task, progress), by),
        _with_brackets(deed, lead, by),
        _with_brackets(deed, lead, told_due("toi", day_and_month)),
        _why(m, task),
        task.state == DONE,
        task.person,
        say("comma").join(task.partners),
        bare(task.evidence),
    )


def _with_brackets(name: str, *inside: Words | Told) -> Words:
    """ "lập kế hoạch (Hội thành viên 01, đạt 65%, hạn 30/6/2026)"; what is blank is left out."""
    there = [each for each in inside if each != ""]
    return phrase(say("task_with"), task=name, more=in_a_row(there)) if there else name


def _holds(name: str, lead: str) -> bool:
    """Whether the task's name says already who leads it: "Đại hội của Hội Tin học" by Hội Tin học."""
    told, by = fold(name), fold(lead)
    at = told.find(by) if by else -1
    return at >= 0 and not told[at + len(by) : at + len(by) + 1].isalnum()  # "Hội 1" is not in "Hội 11"


def _how_far(task: TaskState, progress: Told) -> Words:
    """ "đạt 65%"; of nothing done yet, that it has not begun (unless its state says the contrary)."""
    if task.progress:
        return phrase(say("task_progress"), progress=progress)
    return say("state_told_not_started") if task.state == NOT_STARTED else ""


def _why(m: Material, task: TaskState) -> str:
    """What keeps an overdue task; not what the period before told of it, nor what the report's own words say."""
    difficulty = bare(task.difficulty)
    told = fold(difficulty)
    if not task.overdue or not told or m.told_before.get(task.code) == told:
        return ""
    return "" if any(told in written for written in m.written) else reason(difficulty)


def _overdue(m: Material, task: TaskState) -> Told:
    assert m.period.end is not None
    if not task.overdue:
        return ""
    return m.ledger.told(
        f"nhiem_vu.{task.code}.qua_han",
        say("label_overdue", task=task.code),
        task.overdue_days,
        say("how_overdue_days", day=date_words(m.period.end)),
        m.ledger.source("tasks", "due", task.index),
    )


def _progress(m: Material, task: TaskState) -> Told:
    """The percent as typed; "" where nobody wrote one."""
    if task.progress is None:
        return ""
    table, index = ("tasks", task.index) if task.row is None else ("progress", task.row)
    return m.ledger.figure(
        f"nhiem_vu.{task.code}.tien_do",
        say("label_progress", task=task.code),
        task.progress,
        f"{number(task.progress)}%",
        say("how_cell"),
        m.ledger.source(table, "progress", index),
    )


def told_in_text(m: Material, tasks: list[TaskState]) -> list[TaskState]:
    """Those that the text names one by one, as the clerk marked them; in brief (gọn) the others only if overdue.

    Counts and Phụ lục II hold all.
    """
    brief = m.book.profile.get("telling") == BRIEF
    return [task for task in tasks if (task.told if task.told is not None else task.overdue or not brief)]


def listed(m: Material, tasks: list[TaskState]) -> list[NhiemVu]:
    return [task_view(m, task, place) for place, task in enumerate(tasks, 1)]


def overdue_view(m: Material, tasks: list[TaskState]) -> list[NhiemVu]:
    return listed(m, [task for task in tasks if task.overdue])


def next_view(m: Material, overdue: Told, where_overdue: str) -> Tiep:
    """Tasks due until the next period's end by the calendar, those of a quarter or month together; what else goes on.

    `overdue`: how many are, told in the section that `where_overdue` names; "" where the office's own words go on from
    them.
    """
    assert m.period.end is not None
    found = tasks_due_next(m.book, m.scope, m.task_states)
    start, until = date_words(m.period.end), found.until

    def count(name: str, label: str, tasks: Sequence[TaskState], how: str) -> Told:
        column = "code" if name == "khong_han" else "due"
        sources = m.ledger.sources("tasks", column, [task.index for task in tasks])
        return m.ledger.told(f"tiep.{name}", label, len(tasks), how, sources)

    how = say("how_next", start=start, end=date_words(until)) if until else say("how_next_open", day=start)
    by_month = until is not None and (until - m.period.end).days <= _MONTHS_OF_A_QUARTER
    spans: dict[tuple[str, str], list[TaskState]] = {}
    for task in sorted(found.tasks, key=lambda task: (task.due, collation_key(task.code))):
        assert task.due is not None
        year, month, quarter = task.due.year, task.due.month, (task.due.month + 2) // 3
        rest_of_quarter = month % 3 == 0 and (year, month) == (m.period.end.year, m.period.end.month)
        if by_month or rest_of_quarter:
            span = f"{year}-M{month:02}", say("in_month", month=month, year=year)
        else:
            span = f"{year}-Q{quarter}", say("in_quarter", quarter=to_roman(quarter), year=year)
        spans.setdefault(span, []).append(task)
    going_on: list[Words] = []
    if overdue:
        where = say("told_in", where=where_overdue) if where_overdue else ""
        going_on.append(phrase(say("goes_on_overdue"), count=overdue, where=where))
    if found.later and until is not None:
        later = count("sau", say("label_later_tasks"), found.later, say("how_later", day=date_words(until)))
        going_on.append(phrase(say("goes_on_later"), count=later, day=date_running(until)))
    if found.undated:
        undated = count("khong_han", say("label_undated_tasks"), found.undated, say("how_undated"))
        going_on.append(phrase(say("goes_on_undated"), count=undated))
    return Tiep(
        count("so", say("label_next_tasks"), found.tasks, how),
        listed(m, list(found.tasks)),
        [
            DotHan(key, name, count(key, say("label_span_tasks", span=name), tasks, how), listed(m, tasks))
            for (key, name), tasks in spans.items()
        ],
        enumerated(going_on) if going_on else "",
    )


def annex_2(m: Material, tasks: list[TaskState], groups: Sequence[str]) -> PhuLuc2:
    """Every task of the period by group (`groups`: their headings), numbered through; those without one at the end."""
    rows = [(task.group, task_view(m, task, place)) for place, task in enumerate(tasks, 1)]
    names = [*enumerate(groups, 1), (None, say("no_group"))]
    found = [(name, [view for group, view in rows if group == place]) for place, name in names]
    return PhuLuc2([NhomNhiemVu(name, views) for name, views in found if views])
