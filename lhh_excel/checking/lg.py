"""LG: logic of the tasks' own columns. "Today" is the book's as-of date."""

from __future__ import annotations

from collections.abc import Iterator

from ..workbook.book import Book
from ..workbook.holidays import after_date
from ..workbook.lists import CANCELLED, DONE, NOT_STARTED, OPEN_STATES, PAUSED
from .registry import Spot, rule, spot


@rule("LG01", needs=("tasks.assigned", "tasks.due"))
def due_before_assigned(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    for i, assigned, due in data.each("assigned", "due"):
        if assigned is not None and due is not None and due < assigned:
            yield spot(data, i, "due", assigned=assigned)


@rule("LG02", needs=("tasks.state", "tasks.progress"))
def done_below_hundred(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    for i, state, progress in data.each("state", "progress"):
        if state == DONE and progress is not None and progress < 100:
            yield spot(data, i, "progress", value=progress)


@rule("LG03", needs=("tasks.state", "tasks.progress"))
def done_without_progress(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    for i, state, progress in data.each("state", "progress"):
        if progress is None and state == DONE and data.blank(i, "progress"):
            yield spot(data, i, "progress")


def _nothing(raw: object) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip())


def _done_without(book: Book, key: str) -> Iterator[Spot]:
    data = book["tasks"]
    raw = data.raw[key]
    for i, state, value in data.each("state", key):
        if value is None and state == DONE and _nothing(raw[i]):
            yield spot(data, i, key)


@rule("LG04", needs=("tasks.state", "tasks.done_on"))
def done_without_date(book: Book) -> Iterator[Spot]:
    yield from _done_without(book, "done_on")


@rule("LG05", needs=("tasks.state", "tasks.result"))
def done_without_result(book: Book) -> Iterator[Spot]:
    yield from _done_without(book, "result")


@rule("LG06", needs=("tasks.state", "tasks.progress"))
def hundred_but_not_done(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    for i, state, progress in data.each("state", "progress"):
        if progress == 100 and state is not None and state != DONE:
            yield spot(data, i, "state")


@rule("LG07", needs=("tasks.state", "tasks.done_on"))
def date_but_not_done(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    for i, state, done_on in data.each("state", "done_on"):
        if done_on is not None and state is not None and state != DONE:
            yield spot(data, i, "done_on", state=state)


@rule("LG08", needs=("tasks.assigned", "tasks.done_on"))
def done_before_assigned(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    for i, assigned, done_on in data.each("assigned", "done_on"):
        if done_on is not None and assigned is not None and done_on < assigned:
            yield spot(data, i, "done_on", assigned=assigned)


@rule("LG09", needs=("tasks.done_on",))
def done_in_future(book: Book) -> Iterator[Spot]:
    data, today = book["tasks"], book.as_of
    for i, done_on in data.each("done_on"):
        if done_on is not None and done_on > today:
            yield spot(data, i, "done_on", today=today)


@rule("LG10", needs=("tasks.due", "tasks.state"))
def overdue(book: Book) -> Iterator[Spot]:
    """Due before today and still to be done; the day itself is not late, paused and cancelled tasks never are."""
    data, today = book["tasks"], book.as_of
    for i, due, state, lead in data.each("due", "state", "lead"):
        if due is not None and due < today and state in OPEN_STATES:
            yield spot(data, i, "due", days=(today - due).days, state=state, lead=lead or "", on_day=after_date(due))


@rule("LG11", needs=("tasks.result", "tasks.evidence"))
def result_without_evidence(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    for i, result, evidence in data.each("result", "evidence"):
        if evidence is None and result is not None and not data.problems.get("evidence", {}).get(i):
            yield spot(data, i, "evidence")


@rule("LG21", needs=("tasks.state", "tasks.progress"))
def progress_before_start(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    for i, state, progress in data.each("state", "progress"):
        if state == NOT_STARTED and progress is not None and 0 < progress < 100:
            yield spot(data, i, "progress", value=progress)


@rule("LG22", needs=("tasks.assigned",))
def assigned_in_future(book: Book) -> Iterator[Spot]:
    data, today = book["tasks"], book.as_of
    for i, assigned in data.each("assigned"):
        if assigned is not None and assigned > today:
            yield spot(data, i, "assigned", today=today)


@rule("LG30", needs=("tasks.state", "tasks.difficulty", "tasks.note"))
def stopped_without_reason(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    for i, state, difficulty, note in data.each("state", "difficulty", "note"):
        if state in (PAUSED, CANCELLED) and difficulty is None and note is None:
            yield spot(data, i, "state")
