"""What comes of an import: one patch of the workbook with the lines of `Nhật ký`, and the forms that go back to units
whose own were wrong, their answers as they were, the wrong cells red, each told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..errors import LhhError
from ..files import write_atomic
from ..log import log_fault
from ..messages import collection as words
from ..paths import ascii_name, output_folder
from ..workbook.book import Book
from ..workbook.journal import FORM, LINE, ImportLine, Row
from ..workbook.table_plan import Patch
from ..workbook.values import show
from .build import build_form
from .compare import Compared
from .content import FormContent, Sources
from .layout import TASKS_PART
from .plan import Faulty, Plan


def write_plan(patch: Patch, book: Book, accepted: Sequence[Compared], number: int, at: dt.datetime) -> None:
    """Puts the changes of these forms into the patch; nothing is saved here."""
    made: dict[str, dict[str, Row]] = {}
    for change in (change for one in accepted for change in one.changes):
        if change.index is not None:
            if change.column != LINE:
                patch.set(change.table, book[change.table].rows[change.index], change.column, change.value)
            continue
        record = made.setdefault(change.table, {}).setdefault(change.record, dict(change.ids))
        if change.column != LINE:
            record[change.column] = change.value
    for table, records in made.items():
        patch.append(table, list(records.values()))
    patch.append("journal", [row for one in accepted if one.changes for row in _told(one, book, number, at)])


def _told(one: Compared, book: Book, number: int, at: dt.datetime) -> Iterable[Row]:
    """The form itself, then each record that was made (at its last identifying column) and each cell."""

    def line(table: str, record: str, column: str, old: str, new: str) -> Row:
        told = ImportLine(number, one.form.file, one.unit.code, table, record, column, old, new)
        return told.row(at, book.schemas)

    yield line("", f"{one.form.stamp.period}/{one.unit.code}", FORM, "", one.form.mark)
    made: set[tuple[str, str]] = set()
    for change in one.changes:
        if change.index is None and (change.table, change.record) not in made:
            made.add((change.table, change.record))
            key, value = change.ids[-1]
            yield line(change.table, change.record, key, "", show(value))
        yield line(change.table, change.record, change.column, change.old, change.new)


# --- forms to correct ------------------------------------------------------------------------------------------------


def write_corrections(
    path: Path, book: Book, identity: str, plan: Plan, out: Path | None
) -> tuple[list[Path], list[str]]:
    """One form for each faulty unit (of its newest form), in a folder of their own; their paths, and what failed.

    A form that cannot be made or written is told and stops no other.
    """
    folder = output_folder(path, out, book.text("output")) / words.CORRECT_FOLDER
    sources = Sources(book, plan.period, identity, book.as_of)
    newest: dict[str, Faulty] = {}
    for faulty in plan.faulty:
        newest.setdefault(faulty.unit.code, faulty)
    made, failed = [], []
    for code, faulty in newest.items():
        file = folder / f"{ascii_name(words.CORRECT_NAME.format(period=plan.period.code, unit=code))}.xlsx"
        try:
            write_atomic(file, build_form(corrected(sources.content(faulty.unit), faulty)), keep_backup=False)
        except Exception as error:  # a form that no test foresaw: the workbook and the other forms go on
            why = str(error) if isinstance(error, LhhError) else words.FAULT_LOGGED.format(log=log_fault(error))
            failed.append(words.NOT_CORRECTED.format(unit=code, file=faulty.form.file, why=why))
        else:
            made.append(file)
    return made, failed


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
