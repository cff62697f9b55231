"""Taking an import back: each cell gets its old value where nobody changed it since; the rest is told and left."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from ..errors import RefusedError, UsageError
from ..messages import collection as words
from ..workbook.book import Book
from ..workbook.journal import FORM, LINE, ImportLine, Row
from ..workbook.records import locks
from ..workbook.table_plan import Patch
from ..workbook.tables import BY_KEY
from ..workbook.values import Value
from .known import History, Rows, cell_text, from_text, raw_text, where


@dataclass(frozen=True)
class Restored:
    """One cell that goes back. `now` and `old` as text; `removes`: it names a record that goes altogether."""

    entry: ImportLine
    index: int
    column: str
    now: str
    value: Value
    old: str
    removes: bool = False


@dataclass
class UndoPlan:
    number: int
    restored: list[Restored] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    marks: list[ImportLine] = field(default_factory=list)  # the forms and lines that are forgotten

    @property
    def cells(self) -> int:
        return sum(not one.removes for one in self.restored)


def plan_undo(book: Book, number: int) -> UndoPlan:
    """What undoing the import would put back.

    Raises UsageError("unknown_import"), RefusedError("import_locked") where a period is locked meanwhile.
    """
    history, rows = History(book), Rows(book)
    if number not in history:
        raise UsageError("unknown_import", id=number)
    entries = history.of(number)
    held = locks(book)
    for told in entries:
        period = told.record.partition("/")[0]
        if told.table and "period" in BY_KEY[told.table].by_key and held.holds(period, told.unit):
            raise RefusedError("import_locked", period=period, unit=told.unit)
    plan = UndoPlan(number)
    made: list[ImportLine] = []
    lines: list[ImportLine] = []
    for entry in entries:
        if entry.column == FORM:
            plan.marks.append(entry)
        elif entry.column == LINE:
            lines.append(entry)
        elif entry.column == BY_KEY[entry.table].id_columns[-1]:
            made.append(entry)
        else:
            _restore(plan, book, rows, history, entry)
    for entry in sorted(made, key=lambda entry: entry.table == "tasks"):  # a task goes after what is told of it
        _remove(plan, book, rows, entry)
    gone = {(one.entry.table, one.entry.record) for one in plan.restored if one.removes}
    plan.marks += [entry for entry in lines if (entry.table, entry.record) in gone]
    return plan


def _restore(plan: UndoPlan, book: Book, rows: Rows, history: History, entry: ImportLine) -> None:
    data, index = book[entry.table], rows.find(entry.table, entry.record)
    at = where(data, entry.record, entry.column)
    if index is None:
        plan.kept.append(words.UNDO_GONE.format(**at))
        return
    now = cell_text(data, index, entry.column)
    if now == entry.old:
        return
    if now != entry.new or history.top(*entry.cell) != entry:
        shown = {"imported": entry.new or words.IMPORT_BLANK, "now": now or words.IMPORT_BLANK}
        plan.kept.append(words.UNDO_KEPT.format(**at, **shown))
        return
    value = from_text(entry.old, data.schema[entry.column])
    plan.restored.append(Restored(entry, index, entry.column, raw_text(data, index, entry.column), value, entry.old))


def _remove(plan: UndoPlan, book: Book, rows: Rows, entry: ImportLine) -> None:
    """A record that the import made goes when nothing but its names would be left of it.

    Otherwise it stays whole, where it needs more than its names: half a task would be a fault.
    """
    data, index = book[entry.table], rows.find(entry.table, entry.record)
    if index is None:
        return
    blanked = {
        one.column for one in plan.restored if (one.entry.table, one.index) == (entry.table, index) and not one.old
    }
    ids = data.schema.id_columns
    left = [key for key in data.raw if key not in ids and key not in blanked and data.raw[key][index] is not None]
    if left or (entry.table == "tasks" and _told_of(plan, book, entry.record)):
        plan.kept.append(words.UNDO_RECORD_KEPT.format(**where(data, entry.record, entry.column)))
        if any(column.required and column.key not in ids for column in data.schema.columns):
            here = (entry.table, index)
            plan.restored = [one for one in plan.restored if (one.entry.table, one.index) != here]
        return
    for key in ids:
        now = cell_text(data, index, key)
        plan.restored.append(Restored(entry, index, key, now, None, "", removes=True))


def _told_of(plan: UndoPlan, book: Book, task: str) -> bool:
    """Rows of tblTienDo tell of the task that do not go with this undoing."""
    gone = {one.index for one in plan.restored if one.entry.table == "progress" and one.removes}
    return any(code == task and i not in gone for i, code in book["progress"].each("task"))


def write_undo(patch: Patch, book: Book, plan: UndoPlan, at: dt.datetime) -> None:
    """Puts the old values into the patch and tells of it in the journal; nothing is saved here."""
    told: list[Row] = []
    for one in plan.restored:
        patch.set(one.entry.table, book[one.entry.table].rows[one.index], one.column, one.value)
        if not one.removes or one.column == one.entry.column:
            told.append(replace(one.entry, undone=True, old=one.now, new=one.old).row(at, book.schemas))
    told += [replace(entry, undone=True, old=entry.new, new="").row(at, book.schemas) for entry in plan.marks]
    patch.append("journal", told)
