"""The cells of the workbook that go into a period's report, by record and column, as texts to compare.

Left out is what is not printed and may change while the chief has the report: phone numbers, notes, the register, the
state of the period, the choice of the current one. Source: docs/workbook-contract.md, "From draft to the issued
document".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TypeAlias

from ..law import REPORT
from ..workbook.book import Book, TableData
from ..workbook.lists import DONE
from ..workbook.settings import SETTINGS
from ..workbook.values import fold, show

#: table key -> record -> column key -> the value as text ("" for blank).
Inputs: TypeAlias = dict[str, dict[str, dict[str, str]]]


#: The columns of a task that go on changing, as far as a report prints them.
TASK_STATE = ("state", "progress", "done_on", "result", "difficulty")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "profile": ("value",),
    "signers": ("name", "position", "authority", "on_behalf"),
    "periods": ("code", "name", "start", "end", "unit_due", "upward_due"),
    "units": ("code", "name", "short", "kind", "joined", "left", "successor"),
    "tasks": ("code", "group", "content", "lead", "assigned", "due", *TASK_STATE),
    "progress": ("period", "task", "unit", "state", "progress", "result", "difficulty"),
    "figures": (),  # all but the note, as the book has them
    "texts": ("period", "section", "order", "content"),
    "recipients": ("document_type", "role", "order", "name"),
}
_NOT_PRINTED = frozenset({"as_of", "period", "numbering", "last_number", "last_number_year", "output"})


def report_inputs(book: Book, period: str, *, signer: str = "", document_type: str = REPORT.name) -> Inputs:
    """What the report of `period`, signed by `signer`, is made from.

    Of records that share a name the second is called "name (2)".
    """
    found: Inputs = {}
    told = told_by_progress(book, period)
    goes_in = _selection(book, period, signer, document_type)
    for table, columns in _COLUMNS.items():
        data = book[table]
        records: dict[str, dict[str, str]] = {}
        for record, i in _named(data):
            if table in goes_in and not goes_in[table](i):
                continue
            keys = columns or tuple(key for key in data.schema.by_key if key != "note")
            if table == "tasks" and (state := told.get(str(data.clean["code"][i]))) is not None:
                keys = tuple(key for key in columns if key not in TASK_STATE or (key == "done_on" and state == DONE))
            records[record] = {key: text_of(data, i, key) for key in keys if key in data.letters}
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


def _selection(book: Book, period: str, signer: str, document_type: str) -> dict[str, Callable[[int], bool]]:
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
        "recipients": one_of("recipients", "document_type", {document_type}),
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
