"""Tasks as the text tells them, those due next, and Phụ lục II."""

from __future__ import annotations

from collections.abc import Sequence

from ..messages.figures import say
from ..workbook.lists import BRIEF, CANCELLED, DONE, NOT_STARTED, PAUSED, RUNNING
from .context import DemNhiemVu, NhiemVu, NhomNhiemVu, PhuLuc2, Tiep, Told, Words
from .figure import Phrase, Source
from .material import Material
from .tasks import TaskState, next_period, tasks_due_next
from .wording import bare, date_words, number, percent, phrase, row_of, share, to_sixth

_COUNTED: tuple[tuple[str, str | None], ...] = (
    ("done", DONE),
    ("running", RUNNING),
    ("not_started", NOT_STARTED),
    ("paused", PAUSED),
    ("cancelled", CANCELLED),
    ("unknown", None),
)


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
        for name, state in _COUNTED
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
        _in_detail({**by_state, "overdue": overdue}, rate),
    )


def _in_detail(counts: dict[str, Told], rate: Told) -> Words:
    """ "; hoàn thành 12 (29,3%); đang thực hiện 15; …": every state that some task is in."""
    told: list[Phrase] = []
    for name, count in counts.items():
        if count:
            told.append(phrase(say(f"tasks_{name}"), count=count))
        if name == "done" and count and rate:
            told.append(phrase(say("tasks_done_rate"), rate=rate))
    return row_of(told) if told else ""


def _rate(m: Material, place: str, group: str, tasks: list[TaskState]) -> Told:
    """Done in percent of all; "" where there is none, or where some states are unknown and it could mislead."""
    done = sum(task.state == DONE for task in tasks)
    if not done or any(task.state is None for task in tasks):
        return ""
    rate = share(done, len(tasks))
    how = say("how_percent", part=done, whole=len(tasks))
    label = say("label_tasks_percent", group=group)
    return m.ledger.figure(f"{place}.ty_le", label, to_sixth(rate), percent(rate), how, state_sources(m, tasks))


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
    id_ = f"nhiem_vu.{task.code}"
    due = m.ledger.source("tasks", "due", task.index)
    label = say("label_task_due", task=task.code)
    overdue, name = _overdue(m, task), bare(task.content)
    return NhiemVu(
        "",
        task.code,
        name,
        say("task_lead", task=name, lead=task.lead) if task.lead else name,
        task.lead,
        m.ledger.day(f"{id_}.han", label, task.due, due),
        m.ledger.day(f"{id_}.han_ngan", label, task.due, due, short=True) or say("no_figure_cell"),
        task.state or say("no_figure"),
        _progress(m, task),
        bare(task.result),
        bare(task.difficulty),
        overdue,
        phrase(say("overdue_cell"), days=overdue) if overdue else "",
    )


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


def next_view(m: Material) -> Tiep:
    """Tasks due in the next period (any time later where tblKy lacks it)."""
    found = tasks_due_next(m.book, m.scope, m.task_states)
    following = next_period(m.book, m.period)
    assert m.period.end is not None
    if following is not None and following.start is not None and following.end is not None:
        how = say("how_next", start=date_words(following.start), end=date_words(following.end))
    else:
        how = say("how_next_open", day=date_words(m.period.end))
    sources = m.ledger.sources("tasks", "due", [task.index for task in found.tasks])
    count = m.ledger.told("tiep.so", say("label_next_tasks"), len(found.tasks), how, sources)
    return Tiep(count, listed(m, list(found.tasks)))


def annex_2(m: Material, tasks: list[TaskState], groups: Sequence[str]) -> PhuLuc2:
    """Every task of the period by group (`groups`: their headings), numbered through; those without one at the end."""
    rows = [(task.group, task_view(m, task, place)) for place, task in enumerate(tasks, 1)]
    names = [*enumerate(groups, 1), (None, say("no_group"))]
    found = [(name, [view for group, view in rows if group == place]) for place, name in names]
    return PhuLuc2([NhomNhiemVu(name, views) for name, views in found if views])
