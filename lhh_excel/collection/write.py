"""An import or its undoing as one patch: the cells, the new records, and the lines of `Nhật ký`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from ..messages import collection as words
from ..workbook.book import Book
from ..workbook.master import Patch
from ..workbook.patch_cells import cell_xml
from ..workbook.tables import BY_KEY
from ..workbook.values import show
from .compare import Change, Compared
from .history import LINE

Record = dict[str, object]


def write_plan(patch: Patch, book: Book, accepted: Sequence[Compared], number: int, at: dt.datetime) -> None:
    """Puts the changes of these forms into the patch; nothing is saved here."""
    made: dict[str, dict[str, Record]] = {}
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
    patch.append("journal", [row for one in accepted if one.changes for row in _journal(one, number, at)])


def rehearse(one: Compared) -> None:
    """Raises where anything that the form changes, or the journal tells of it, can be put into no cell."""
    told = [value for record in _journal(one, 0, dt.datetime(2000, 1, 1)) for value in record.values()]
    for value in [*(change.value for change in one.changes), *told]:
        cell_xml("A1", None, value)


def _journal(one: Compared, number: int, at: dt.datetime) -> Iterable[Record]:
    """The form itself, then each record that was made and each cell: time, form, unit, place, old, new."""
    base: Record = {"at": at, "action": words.ACTION_IMPORT.format(id=number), "file": one.form.file}
    base["unit"] = one.unit.code
    form = f"{one.form.stamp.period}/{one.unit.code}"
    yield {**base, "record": form, "column": words.JOURNAL_FORM, "new": one.form.mark}
    made: set[tuple[str, str]] = set()
    for change in one.changes:
        if change.index is None and (change.table, change.record) not in made:
            made.add((change.table, change.record))
            yield {**base, **_making(change)}
        yield {**base, **_cell(change)}


def _making(change: Change) -> Record:
    """That the record was made: told at its last identifying column."""
    schema = BY_KEY[change.table]
    key, value = change.ids[-1]
    return {"table": schema.name, "record": change.record, "column": schema.header(key), "new": show(value)}


def _cell(change: Change) -> Record:
    schema = BY_KEY[change.table]
    column = words.JOURNAL_LINE if change.column == LINE else schema.header(change.column)
    place = {"table": schema.name, "record": change.record, "column": column}
    return {**place, "old": change.old or None, "new": change.new or None}
