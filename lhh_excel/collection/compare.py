"""A form against the workbook, cell by cell: what would change, and what the clerk changed meanwhile.

A cell may be changed when it still holds what it held as the form was made, or what an earlier form put there.
Otherwise it is a conflict, listed and left alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..figures.tasks import own_columns_count
from ..messages import collection as words
from ..text.wording import wording
from ..workbook.book import Book, Period, Unit
from ..workbook.journal import LINE, ImportLine
from ..workbook.schema import Column
from ..workbook.supposed import Supposed
from ..workbook.table_plan import Patch
from ..workbook.tables import TEXTS
from ..workbook.values import ErrorValue, Value, show
from .form import Form, Target
from .known import History, Names, as_text, cell_text, raw_text, task_line, text_line, untouchable, with_unit
from .layout import (
    FIGURES_PART,
    NEW_KEYS,
    NEW_PART,
    NOW,
    SHARED_KEYS,
    TASK_KEYS,
    TASKS_PART,
    TEXTS_PART,
    CellKey,
)

#: What says that a text of Nội dung is a unit's, and whether it is printed.
_DRAFT = (("texts", "unit"), ("texts", "printed"))
Ids = tuple[tuple[str, Value], ...]


@dataclass(frozen=True)
class Record:
    """A record of the workbook, or one that is to be made with these identifying cells.

    `known`: the name under which the journal knows it, where the clerk gave it another since.
    """

    table: str
    name: str
    ids: Ids = ()
    known: str | None = None


@dataclass(frozen=True)
class Change:
    """One cell of the workbook: from `old` to `value` (`new` as text). `index` None: a record that is to be made.

    `column` LINE is no cell: it says from which line of the form the record comes.
    """

    unit: str
    file: str
    table: str
    record: str
    column: str
    old: str
    value: Value
    new: str
    index: int | None
    ids: Ids


def put(patch: Patch | Supposed, book: Book, changes: Iterable[Change]) -> None:
    """Puts the changes into the workbook, or into what it would be; nothing is saved here."""
    made: dict[str, dict[str, dict[str, Value]]] = {}
    for change in changes:
        if change.index is None:
            record = made.setdefault(change.table, {}).setdefault(change.record, dict(change.ids))
            if change.column != LINE:
                record[change.column] = change.value
        elif change.column != LINE:
            patch.set(change.table, book[change.table].rows[change.index], change.column, change.value)
    for table, records in made.items():
        patch.append(table, list(records.values()))


@dataclass(frozen=True)
class Conflict:
    """A cell that the clerk changed since the form was made."""

    unit: str
    file: str
    table: str
    record: str
    column: str
    book: str
    form: str


@dataclass
class Compared:
    """One form against the workbook. `targets`: (table, record, column) -> the input cell that goes there."""

    form: Form
    unit: Unit
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    targets: dict[Target, CellKey] = field(default_factory=dict)

    @property
    def cells(self) -> list[Change]:
        """What is told one by one; that a text is the unit's and waits is told once for all."""
        return [one for one in self.changes if one.column != LINE and (one.table, one.column) not in _DRAFT]


class Comparison:
    """All forms of one import: new tasks and paragraphs get their codes and places here."""

    def __init__(self, book: Book, period: Period, history: History, *, received: dt.date, take_form: bool) -> None:
        self.book, self.period, self.history = book, period, history
        self.received, self.take_form = received, take_form
        self.units, self.names = book.units, Names(book, period.code)
        self.own_columns = own_columns_count(book, period)

    def of(self, form: Form) -> Compared:
        return _One(self, form).compare()


class _One:
    """One form while it is compared."""

    def __init__(self, run: Comparison, form: Form) -> None:
        self.run, self.form, self.book = run, form, run.book
        self.unit = run.units[form.stamp.unit]
        self.shown, self.texts = form.stamp.shown, form.texts
        self.done = Compared(form, self.unit)

    def compare(self) -> Compared:
        self._figures()
        for code in dict.fromkeys(row for part, row, _ in self.form.places if part == TASKS_PART):
            self._task(code)
        rows = list(dict.fromkeys(row for part, row, _ in self.form.places if part == NEW_PART))
        codes = self._known_tasks(rows)
        for row in rows:
            self._new(row, codes)
        for section in self.form.stamp.asked.sections:
            self._text(section)
        for reading in self.form.readings:
            self._warn(reading)
        return self.done

    def _figures(self) -> None:
        period, unit = self.run.period.code, self.unit.code
        record = Record("figures", f"{period}/{unit}", (("period", period), ("unit", unit)))
        asked = self.form.stamp.asked
        for key in asked.keys:
            cell = (FIGURES_PART, key, NOW)
            here = self._column_here(asked.figure(key))
            if here:
                self._cell(record, here, cell, asked=key)
            elif self._answered(cell):
                self._warn(words.ASKED_GONE.format(what=asked.figure(key).header, value=self.texts.get(cell, "")))
        if cell_text(self.book["figures"], self._index(record), "received") == "":
            self._change(record, "received", self.run.received)

    def _column_here(self, asked: Column) -> str:
        """The key of the column that the form asked for, also where its indicator has another name by now; "" of one
        that is gone."""
        data, named = self.book["figures"], self.book.declared.indicator(asked.header)
        key = asked.key if asked.key in data.schema.by_key else named.key if named is not None else ""
        return key if key in data.letters else ""

    def _task(self, code: str) -> None:
        index = self.book["tasks"].find(code)
        if index is None:
            if any(self.texts.get(key) != self.shown.get(key) for key in self._cells_of(TASKS_PART, code)):
                what, remedy = words.FAULTS["task_gone"]
                self._warn(f"{what.format(row=code)} {remedy}")
            return
        self._progress(TASKS_PART, code, code, SHARED_KEYS)
        if self.run.own_columns and self.book["tasks"].clean["lead"][index] == self.unit.code:
            record = Record("tasks", code, (("code", code),))
            for key in TASK_KEYS:
                cell = (TASKS_PART, code, key)
                told = self._since(record, key) is not None
                if told or self._answered(cell):
                    self._cell(record, key, cell)
                else:
                    self.done.targets.setdefault(("tasks", code, key), cell)

    def _progress(self, part: str, row: str, code: str, keys: tuple[str, ...]) -> None:
        """The task's row of the period; made where the unit says anything of the task."""
        period, unit = self.run.period.code, self.unit.code
        ids = (("period", period), ("task", code), ("unit", unit))
        for key in keys:
            self._cell(Record("progress", f"{period}/{code}/{unit}", ids), key, (part, row, key))

    def _known_tasks(self, rows: list[str]) -> dict[str, str]:
        """Line -> the task that it tells of, where there is one; no task has two lines.

        A line that moved is known by its content, one that was reworded by its place in an earlier form.
        """
        own = {row: self.run.history.line(self.unit.code, task_line(self.form.stamp.issue, row)) for row in rows}
        filled = [row for row in rows if any(key in self.texts for key in self._cells_of(NEW_PART, row))]
        alike = {row: self._alike(row, own[row]) for row in filled}
        found: dict[str, str] = {}
        for known in ({row: code for row, code in alike.items() if code == own[row]}, alike, own):
            for row in filled:
                code = known.get(row)
                if row not in found and code is not None and code not in found.values():
                    found[row] = code
        for row, code in own.items():
            if row not in filled and code is not None and code not in found.values():
                found[row] = code  # emptied, and on no other line
        return found

    def _alike(self, row: str, own: str | None) -> str | None:
        """The task that reads as the line does: the line's own before any other."""
        content = self.texts.get((NEW_PART, row, "content"), "")
        index = None if own is None else self.book["tasks"].find(own)
        if index is not None and wording(cell_text(self.book["tasks"], index, "content")) == wording(content):
            return own
        return self.run.names.task_like(self.unit.code, content, self.form.values.get((NEW_PART, row, "due")))

    def _new(self, row: str, codes: dict[str, str]) -> None:
        cells = self._cells_of(NEW_PART, row)
        code = codes.get(row)
        if not any(key in self.texts for key in cells):
            if code is not None and self.book["tasks"].find(code) is not None:
                self._warn(words.WITHDRAWN.format(what=code))
            return
        if code is not None and self.book["tasks"].find(code) is None:
            self._gone(Record("tasks", code), self.texts.get((NEW_PART, row, "content"), ""))
            return
        made = code is None
        if code is not None and not self._came_from(code):
            place = self.form.places[NEW_PART, row, "content"]
            self._warn(words.TASK_KNOWN.format(place=place, task=code))
        code = code or self.run.names.next_task()
        record = Record("tasks", code, (("code", code),))
        if made:
            self._change(record, LINE, task_line(self.form.stamp.issue, row))
            self._change(record, "lead", self.unit.code)
        for key in NEW_KEYS:
            self._cell(record, key, (NEW_PART, row, key))
        if (NEW_PART, row, "state") in self.texts:
            self._progress(NEW_PART, row, code, tuple(key for key in NEW_KEYS if key in SHARED_KEYS))

    def _came_from(self, code: str) -> bool:
        """The task came from a form of the unit."""
        entry = self.run.history.top("tasks", code, LINE)
        return entry is not None and entry.unit == self.unit.code

    def _text(self, section: str) -> None:
        cell = (TEXTS_PART, section, "content")
        declared = self.book.declared.section(section)
        if declared is None:
            if self._answered(cell):
                self._warn(words.ASKED_GONE.format(what=section, value=self.texts.get(cell, "")))
            return
        line = text_line(self.run.period.code, section)
        known = self.run.history.line(self.unit.code, line)
        here = known is not None and self.book["texts"].find(known) is not None
        if cell not in self.texts:
            if here:
                self._warn(words.WITHDRAWN.format(what=section))
            return
        value = self.form.values[cell]
        if not isinstance(value, ErrorValue):  # which a rule tells at its cell
            value = with_unit(self.unit, show(value))
        if known is not None:
            name = known if here else self._renamed(known, declared.name, value)
            if name is None:
                self._gone(Record("texts", known), as_text(value, TEXTS["content"]))
                return
            told = len(self.done.changes)
            record = Record("texts", name, known=known)
            self._cell(record, "content", cell, value)
            if len(self.done.changes) > told:
                self._undecided(record)
        elif self.run.names.paragraph_like(declared.name, as_text(value, TEXTS["content"])) is None:
            section = declared.name
            order = self.run.names.next_order(section)
            ids = (("period", self.run.period.code), ("section", section), ("order", order))
            record = Record("texts", f"{self.run.period.code}/{section}/{order}", ids)
            self._change(record, LINE, line)
            self._cell(record, "content", cell, value)
            self._undecided(record)

    def _undecided(self, record: Record) -> None:
        """The text is the unit's; whatever the clerk decided of other words of it, she decides of these."""
        data, index = self.book["texts"], self._index(record)
        for (_, key), value in zip(_DRAFT, (self.unit.code, None), strict=True):
            if key in data.letters and cell_text(data, index, key) != as_text(value, TEXTS[key]):
                self._change(record, key, value)

    def _renamed(self, known: str, section: str, value: Value) -> str | None:
        """The paragraph that an earlier form brought, by its text, where the clerk gave it another place."""
        entry = self.run.history.top("texts", known, "content")
        text = entry.new if entry else as_text(value, TEXTS["content"])
        return self.run.names.paragraph_like(section, text)

    # --- one cell --------------------------------------------------------------------------------------------------

    def _cell(self, record: Record, column: str, key: CellKey, value: Value = None, *, asked: str = "") -> None:
        """What the form's cell does to the workbook's; `value` where it is told otherwise than the form has it."""
        value = self.form.values.get(key) if value is None else value
        text = as_text(value, self.book[record.table].schema[column])
        self.done.targets.setdefault((record.table, record.name, column), key)
        data, index = self.book[record.table], self._index(record)
        now = cell_text(data, index, column)
        if now == text:
            return
        entry = self._since(record, column)
        base = self.form.stamp.base.get((record.table, record.name, asked or column), "")
        ours = now == (entry.new if entry else base)
        blocked = untouchable(data, index, column)
        if not blocked and (ours or self.run.take_form):
            self._change(record, column, value)
        elif blocked or self._answered(key):
            self._conflict(record, column, now, text)

    def _answered(self, cell: CellKey) -> bool:
        """The unit put something else there than it was sent."""
        return self.texts.get(cell, "") != self.shown.get(cell, "")

    def _index(self, record: Record) -> int | None:
        return self.book[record.table].find(record.name)

    def _since(self, record: Record, column: str) -> ImportLine | None:
        """The import that put the cell's value there after this form was made."""
        entry = self.run.history.top(record.table, record.known or record.name, column)
        return entry if entry is not None and entry.id > self.form.stamp.last_import else None

    def _change(self, record: Record, column: str, value: Value) -> None:
        data, index = self.book[record.table], self._index(record)
        old, new = "", str(value)
        if column != LINE:
            old, new = raw_text(data, index, column), as_text(value, data.schema[column])
        change = Change(
            self.unit.code, self.form.file, record.table, record.name, column, old, value, new, index, record.ids
        )
        self.done.changes.append(change)

    def _gone(self, record: Record, content: str) -> None:
        """The clerk took the record out that an earlier import had made: it is not made again."""
        self._conflict(record, "content", "", content)

    def _conflict(self, record: Record, column: str, book: str, form: str) -> None:
        unit, file = self.unit.code, self.form.file
        self.done.conflicts.append(Conflict(unit, file, record.table, record.name, column, book, form))

    def _warn(self, text: str) -> None:
        self.done.warnings.append(words.IMPORT_WARNING.format(unit=self.unit.code, message=text))

    def _cells_of(self, part: str, row: str) -> list[CellKey]:
        return [key for key in self.form.places if key[:2] == (part, row)]
