"""An import or its undoing as one patch: the cells, the new records, and the lines of `Nhật ký`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from ..workbook.book import Book
from ..workbook.journal import FORM, LINE, ImportLine, Row
from ..workbook.master import Patch
from ..workbook.patch_cells import cell_xml
from ..workbook.values import show
from .compare import Compared


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
    patch.append("journal", [row for one in accepted if one.changes for row in _told(one, number, at)])


def rehearse(one: Compared) -> None:
    """Raises where anything that the form changes, or the journal tells of it, can be put into no cell."""
    for value in (one.form.mark, one.form.file):
        cell_xml("A1", None, value)
    for change in one.changes:
        cell_xml("A1", None, change.value)
        cell_xml("A1", None, change.new)


def _told(one: Compared, number: int, at: dt.datetime) -> Iterable[Row]:
    """The form itself, then each record that was made (at its last identifying column) and each cell."""

    def line(table: str, record: str, column: str, old: str, new: str) -> Row:
        return ImportLine(number, one.form.file, one.unit.code, table, record, column, old, new).row(at)

    yield line("", f"{one.form.stamp.period}/{one.unit.code}", FORM, "", one.form.mark)
    made: set[tuple[str, str]] = set()
    for change in one.changes:
        if change.index is None and (change.table, change.record) not in made:
            made.add((change.table, change.record))
            key, value = change.ids[-1]
            yield line(change.table, change.record, key, "", show(value))
        yield line(change.table, change.record, change.column, change.old, change.new)
