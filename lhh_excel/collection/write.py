"""What comes of an import: one patch of the workbook with the lines of `Nhật ký`, and the forms that go back to units
whose own were wrong, their answers as they were, the wrong cells red, each told; and the import taken back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from ..errors import RefusedError, UsageError
from ..messages import collection as words
from ..paths import ascii_name, output_folder
from ..workbook.book import Book
from ..workbook.journal import FORM, LINE, ImportLine, Row, moment
from ..workbook.records import locks
from ..workbook.table_plan import Patch
from ..workbook.tables import BY_KEY
from ..workbook.values import Value, show
from .build import write_form
from .compare import Compared, put
from .content import FormContent, Sources
from .known import History, cell_text, from_text, raw_text, where
from .layout import TASKS_PART
from .plan import Faulty, Plan


def write_plan(plan: Plan, patch: Patch) -> None:
    """Puts the changes into the patch, and the lines that tell of them; nothing is saved here."""
    at = moment()
    put(patch, plan.book, plan.changes)
    patch.append("journal", [row for one in plan.accepted if one.changes for row in _told(plan, one, at)])


def _told(plan: Plan, one: Compared, at: dt.datetime) -> Iterable[Row]:
    """The form itself, then each record that was made (at its last identifying column) and each cell."""

    def line(table: str, record: str, column: str, old: str, new: str) -> Row:
        told = ImportLine(plan.number, one.form.file, one.unit.code, table, record, column, old, new)
        return told.row(at, plan.book.schemas)

    yield line("", f"{one.form.stamp.period}/{one.unit.code}", FORM, "", one.form.mark)
    made: set[tuple[str, str]] = set()
    for change in one.changes:
        if change.index is None and (change.table, change.record) not in made:
            made.add((change.table, change.record))
            key, value = change.ids[-1]
            yield line(change.table, change.record, key, "", show(value))
        yield line(change.table, change.record, change.column, change.old, change.new)


# --- forms to correct ------------------------------------------------------------------------------------------------


def write_corrections(path: Path, plan: Plan, out: Path | None) -> tuple[list[Path], list[str]]:
    """One form for each faulty unit (of its newest form), in a folder of their own; their paths, and what failed.

    One that cannot be made is told and stops no other.
    """
    folder = output_folder(path, out, plan.book.text("output")) / words.CORRECT_FOLDER
    sources = Sources(plan.book, plan.period)
    newest: dict[str, Faulty] = {}
    for faulty in plan.faulty:
        newest.setdefault(faulty.unit.code, faulty)
    made, failed = [], []
    for code, faulty in newest.items():
        file = folder / f"{ascii_name(words.CORRECT_NAME.format(period=plan.period.code, unit=code))}.xlsx"
        if why := write_form(file, partial(_to_correct, sources, faulty)):
            failed.append(words.NOT_CORRECTED.format(unit=code, file=faulty.form.file, why=why))
        else:
            made.append(file)
    return made, failed


def _to_correct(sources: Sources, faulty: Faulty) -> FormContent:
    return corrected(sources.content(faulty.unit), faulty)


def corrected(content: FormContent, faulty: Faulty) -> FormContent:
    """The unit's answers in a fresh form. Its stamp is that of the workbook as it is now."""
    rows = {cell[:2] for cell in content.shown}
    for key in faulty.form.places:
        if key[:2] in rows or key[0] != TASKS_PART:
            content.shown[key] = faulty.form.values.get(key)
    for problem in faulty.problems:
        line = words.FORM_CORRECT_LINE.format(place=problem.place, message=problem.message, fix=problem.fix)
        content.problems.append(line)
        if problem.key is not None:
            content.marks.setdefault(problem.key, []).append(f"{problem.message} {problem.fix}")
    return content


# --- taken back: each cell gets its old value where nobody changed it since; the rest is told and left ----------------


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
    book: Book
    number: int
    restored: list[Restored] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    marks: list[ImportLine] = field(default_factory=list)  # the forms and lines that are forgotten

    @property
    def cells(self) -> int:
        return sum(not one.removes for one in self.restored)

    @property
    def idle(self) -> bool:
        return not self.restored


def plan_undo(book: Book, number: int) -> UndoPlan:
    """What undoing the import would put back.

    Raises UsageError("unknown_import"), RefusedError("import_locked") where a period is locked meanwhile.
    """
    history = History(book)
    if number not in history:
        raise UsageError("unknown_import", id=number)
    entries = history.of(number)
    held = locks(book)
    for told in entries:
        period = told.record.partition("/")[0]
        if told.table and "period" in BY_KEY[told.table].by_key and held.holds(period, told.unit):
            raise RefusedError("import_locked", period=period, unit=told.unit)
    plan = UndoPlan(book, number)
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
            _restore(plan, history, entry)
    for entry in sorted(made, key=lambda entry: entry.table == "tasks"):  # a task goes after what is told of it
        _remove(plan, entry)
    gone = {(one.entry.table, one.entry.record) for one in plan.restored if one.removes}
    plan.marks += [entry for entry in lines if (entry.table, entry.record) in gone]
    return plan


def _restore(plan: UndoPlan, history: History, entry: ImportLine) -> None:
    data = plan.book[entry.table]
    index = data.find(entry.record)
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


def _remove(plan: UndoPlan, entry: ImportLine) -> None:
    """A record that the import made goes when nothing but its names would be left of it.

    Otherwise it stays whole, where it needs more than its names: half a task would be a fault.
    """
    data = plan.book[entry.table]
    index = data.find(entry.record)
    if index is None:
        return
    blanked = {
        one.column for one in plan.restored if (one.entry.table, one.index) == (entry.table, index) and not one.old
    }
    ids = data.schema.id_columns
    left = [key for key in data.raw if key not in ids and key not in blanked and data.raw[key][index] is not None]
    if left or (entry.table == "tasks" and _told_of(plan, entry.record)):
        plan.kept.append(words.UNDO_RECORD_KEPT.format(**where(data, entry.record, entry.column)))
        if any(column.required and column.key not in ids for column in data.schema.columns):
            here = (entry.table, index)
            plan.restored = [one for one in plan.restored if (one.entry.table, one.index) != here]
        return
    for key in ids:
        now = cell_text(data, index, key)
        plan.restored.append(Restored(entry, index, key, now, None, "", removes=True))


def _told_of(plan: UndoPlan, task: str) -> bool:
    """Rows of tblTienDo tell of the task that do not go with this undoing."""
    gone = {one.index for one in plan.restored if one.entry.table == "progress" and one.removes}
    return any(code == task and i not in gone for i, code in plan.book["progress"].each("task"))


def write_undo(plan: UndoPlan, patch: Patch) -> None:
    """Puts the old values into the patch and tells of it in the journal; nothing is saved here."""
    book, at = plan.book, moment()
    told: list[Row] = []
    for one in plan.restored:
        patch.set(one.entry.table, book[one.entry.table].rows[one.index], one.column, one.value)
        if not one.removes or one.column == one.entry.column:
            told.append(replace(one.entry, undone=True, old=one.now, new=one.old).row(at, book.schemas))
    told += [replace(entry, undone=True, old=entry.new, new="").row(at, book.schemas) for entry in plan.marks]
    patch.append("journal", told)
