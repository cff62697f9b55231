"""What in the workbook is not as it was when a report was submitted, cell by cell, and the workbook with it put back.

Every cell that a report may be made from is compared, by record and column, as text; left out is what is not printed
and may change while the chief has the report: phone numbers, notes, the register, the state of the period, the choice
of the current one. Which cells the report prints is seen by making it with them put back (signed.py). Work that went on
after the period is told apart here. Source: docs/workbook-contract.md, "From draft to the issued document".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

from ..law import REPORT
from ..messages import register as words
from ..plain import fields, record, replace
from ..workbook.book import Book, TableData
from ..workbook.defaults import EARLIER_KEYS
from ..workbook.lists import DONE, PERIOD_OPEN
from ..workbook.schema import Table
from ..workbook.settings import SETTINGS
from ..workbook.supposed import Supposed
from ..workbook.tables import DECLARING, TABLES
from ..workbook.typed import clean_column
from ..workbook.values import Value, fold, show

# --- what a report is made from --------------------------------------------------------------------------------------

#: table key -> record -> column key -> the value as text ("" for blank).
Inputs: TypeAlias = dict[str, dict[str, dict[str, str]]]


#: The columns of a task that go on changing, as far as a report prints them.
TASK_STATE = ("state", "progress", "done_on", "result", "difficulty")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "profile": ("value",),
    "signers": ("name", "position", "authority", "on_behalf"),
    "periods": ("code", "name", "start", "end", "unit_due", "upward_due"),
    "units": ("code", "name", "short", "kind", "joined", "left", "successor"),
    "tasks": ("code", "group", "content", "lead", "assigned", "due", "told", *TASK_STATE),
    "progress": ("period", "task", "unit", "state", "progress", "result", "difficulty"),
    "figures": (),  # all but the note, as the book has them
    "texts": ("period", "section", "order", "content", "unit", "printed"),
    "recipients": ("document_type", "role", "order", "name"),
    "indicators": ("name", "number_kind", "measure", "section", "noun", "sentence", "leads", "source", "annex"),
    "outline": ("name", "level", "title", "kind"),
    "kinds": ("name", "noun", "reports"),
    "targets": ("period", "indicator", "unit", "value"),
}
#: A workbook may have none of them; what it begins to declare later is no change of what was submitted.
_DECLARING = frozenset(table.key for table in DECLARING)
_NOT_PRINTED = frozenset({"as_of", "period", "numbering", "last_number", "last_number_year", "output"})


def report_inputs(book: Book, period: str, *, signer: str = "") -> Inputs:
    """What the report of `period`, signed by `signer`, is made from.

    Of records that share a name the second is called "name (2)".
    """
    found: Inputs = {}
    told = told_by_progress(book, period)
    goes_in = _selection(book, period, signer)
    for table, columns in _COLUMNS.items():
        data = book[table]
        if table in _DECLARING and not data.rows:
            continue
        records: dict[str, dict[str, str]] = {}
        for name, i in _named(data):
            if table in goes_in and not goes_in[table](i):
                continue
            keys = columns or tuple(key for key in data.schema.by_key if key != "note")
            if table == "tasks" and (state := told.get(str(data.clean["code"][i]))) is not None:
                keys = tuple(key for key in columns if key not in TASK_STATE or (key == "done_on" and state == DONE))
            records[name] = {key: text_of(data, i, key) for key in keys if key in data.letters}
        found[table] = records
    return found


def records_of(data: TableData) -> dict[str, int]:
    """Record's name -> its index, with the names that `report_inputs` uses."""
    return dict(_named(data))


def _named(data: TableData) -> Iterator[tuple[str, int]]:
    seen: dict[str, int] = {}
    for i in range(len(data)):
        name = data.record(i)
        seen[name] = seen.get(name, 0) + 1
        yield (f"{name} ({seen[name]})" if seen[name] > 1 else name), i


def text_of(data: TableData, i: int, key: str) -> str:
    """What stands in the cell, as it is compared."""
    value = data.clean[key][i]
    return show(data.raw[key][i] if value is None else value)


def _selection(book: Book, period: str, signer: str) -> dict[str, Callable[[int], bool]]:
    """table key -> whether a record goes in; of a table that is not named all do."""
    codes = _codes(book, period)
    silent = {fold(setting.label) for setting in SETTINGS if setting.key in _NOT_PRINTED}

    def one_of(table: str, key: str, values: Collection[str]) -> Callable[[int], bool]:
        column = book[table].clean[key]
        return lambda i: column[i] in values

    names, items = book["signers"], book["profile"]
    return {
        "profile": lambda i: fold(text_of(items, i, "item")) not in silent,
        "signers": lambda i: not signer or fold(text_of(names, i, "name")) == fold(signer),
        "recipients": one_of("recipients", "document_type", {REPORT.name}),
        "texts": one_of("texts", "period", {period}),
        "figures": one_of("figures", "period", codes),
        "progress": one_of("progress", "period", codes),
        "periods": one_of("periods", "code", codes),
    }


def _codes(book: Book, period: str) -> frozenset[str]:
    """The period, those it is compared with, the one after it, and the shorter ones that they are added up from."""
    known = book.periods
    if period not in known:
        return frozenset({period})
    chosen = known[period]
    codes = {period, chosen.code_before(), chosen.code_last_year(), chosen.code_after()}
    parts = {part.code for code in codes if code in known for part in book.components(known[code])}
    return frozenset(code for code in codes | parts if code)


def told_by_progress(book: Book, period: str) -> dict[str, str]:
    """Task code -> its state in the period, where a row of Tiến độ tells it (the task's own columns go on changing)."""
    rows = book["progress"].each("period", "task", "state")
    return {str(task): str(state or "") for _, code, task, state in rows if code == period and task}


# --- what changed since ----------------------------------------------------------------------------------------------

#: The columns of a task that say how it stands now.
OWN_STATE = (*TASK_STATE, "evidence")


@record
class Difference:
    """A cell that is not as it was. `column` is "" for a record that came or went; str() is the line for the clerk.

    `index` is the record in the workbook as it is now, None for one that went; `gone` its values then.
    """

    sheet: str
    cell: str
    column: str
    record: str
    old: str
    new: str
    table: str
    key: str = ""
    index: int | None = None
    gone: Mapping[str, str] | None = None

    def __str__(self) -> str:
        form = words.CHANGED if self.column else words.ADDED if self.cell else words.REMOVED
        named = {name: getattr(self, name) for name in list(fields(self))[:6]}
        return form.format(**named)


@record
class Changes:
    """`everyday`: work that went on after the period, which its report does not tell; `others` may concern it."""

    others: list[Difference]
    everyday: list[Difference]


def changes(then: Inputs, book: Book, period: str, signer: str = "") -> Changes:
    """Every cell of the workbook that is not as `then`, when the period's report was submitted, in its order."""
    if "figures" in then:
        # one that was frozen before the office declared its indicators calls them by their English keys
        figures = {
            name: {EARLIER_KEYS.get(key, key): text for key, text in cells.items()}
            for name, cells in then["figures"].items()
        }
        then = then | {"figures": figures}
    now = report_inputs(book, period, signer=signer)
    end = book.periods[period].end if period in book.periods else None
    everyday = work_since(book, then.get("tasks", {}), end)
    aside = set(map(_place, everyday))
    others: list[Difference] = []
    for table in TABLES:
        if table.key not in then:
            continue
        for found in _compare(book, table.key, then[table.key], now.get(table.key, {})):
            if found.column or found.index is None or not _after(book, found, end):
                others += [found] if _place(found) not in aside else []
    return Changes(others, everyday)


def _place(found: Difference) -> tuple[str, int | None, str, str]:
    return found.table, found.index, found.key, found.record


def _compare(
    book: Book, table: str, old_records: Mapping[str, Mapping[str, str]], chosen: Mapping[str, object]
) -> Iterator[Difference]:
    """`chosen` are the records that go into the report now: of others only those that did are looked at."""
    data = book[table]
    for name, i in records_of(data).items():
        old = old_records.get(name)
        if old is not None:
            yield from _cells(data, i, name, old)
        elif name in chosen:
            yield Difference(data.sheet, data.cell(i, data.schema.id_columns[0]), "", name, "", name, table, "", i)
    present = records_of(data)
    for name, old in old_records.items():
        if name not in present:
            yield Difference(data.sheet, "", "", name, name, "", table, gone=old)


def _cells(data: TableData, i: int, name: str, old: Mapping[str, str]) -> Iterator[Difference]:
    schema = data.schema
    for key, before in old.items():
        now = text_of(data, i, key) if key in schema.by_key else before
        if now != before:
            yield Difference(data.sheet, data.cell(i, key), schema.header(key), name, before, now, schema.key, key, i)


def _after(book: Book, new: Difference, end: dt.date | None) -> bool:
    """A record made since submission that belongs to the time after the period: a later period and its rows, a later
    task. A unit that joined later prints nothing by itself."""
    if end is None or new.index is None:
        return False
    data, i = book[new.table], new.index
    if new.table == "tasks":
        day = data.clean["assigned"][i]
    elif new.table == "periods":
        day = data.clean["start"][i]
    elif "period" in data.schema.by_key:
        found = book.periods.get(data.clean["period"][i])
        day = found.start if found is not None else None
    else:
        return False
    return isinstance(day, dt.date) and day > end


def work_since(book: Book, then: Mapping[str, Mapping[str, str]], end: dt.date | None) -> list[Difference]:
    """The own columns of tasks that changed since they stood as `then` (task -> column -> text): everyday work.

    Unless their dates tell of the period: a task that was or is finished by its last day was corrected, not worked on.
    """
    data = book["tasks"]
    found: list[Difference] = []
    for name, i in records_of(data).items():
        old = {key: text for key, text in then.get(name, {}).items() if key in OWN_STATE}
        if "state" not in old:  # new, or told by a row of Tiến độ
            continue
        changed = list(_cells(data, i, name, old))
        before = {key: _typed(data.schema, key, old.get(key, "")) for key in ("state", "done_on")}
        now = {key: data.clean[key][i] for key in before}
        if not _finished(before, end, undated=True) and not _finished(now, end, undated=False):
            found += changed
    return found


def _finished(task: Mapping[str, Value], end: dt.date | None, *, undated: bool) -> bool:
    """Done by that day, as its own columns tell; `undated`: what goes for a task that is done nobody says when."""
    day = task["done_on"]
    return task["state"] == DONE and (undated if not isinstance(day, dt.date) else end is None or day <= end)


def _typed(schema: Table, key: str, text: str) -> Value:
    return clean_column(schema[key], [text or None])[0][0]


# --- the workbook with changes put back --------------------------------------------------------------------------


def put_back(book: Book, found: Iterable[Difference]) -> Book:
    """The book as it would be with these cells and records as they were; `book` itself stays as it is."""
    before = Supposed(book)
    for one in found:
        data = book[one.table]
        if one.gone is not None:
            texts = {**_name(data, one.record), **one.gone}
            before.append(one.table, [{key: text or None for key, text in texts.items()}])
        elif one.index is not None and one.key:
            before.set(one.table, data.rows[one.index], one.key, one.old or None)
        elif one.index is not None:
            before.remove(one.table, data.rows[one.index])
    return before.book()


def _name(data: TableData, record: str) -> dict[str, str]:
    """What names a record that is called by one column, such as a line of Cấu hình."""
    ids = data.schema.id_columns
    return {ids[0]: re.sub(r" \(\d+\)$", "", record)} if len(ids) == 1 else {}


def as_open(book: Book, period: str) -> Book:
    """The book with that period open and current: its report tells neither of its lock nor of the next one's begin."""
    data = book["periods"]
    states = [PERIOD_OPEN if code == period else state for _, code, state in data.each("code", "state")]
    opened = replace(data, clean={**data.clean, "state": states})
    return replace(
        book, tables={**book.tables, "periods": opened}, period=period, profile={**book.profile, "period": period}
    )
