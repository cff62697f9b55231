"""The safe repairs: what can be mended without asking anybody. Planned here, written by the patcher.

Only: outer spaces, Unicode NFC, text that is unmistakably a dd/mm/yyyy date or a number, a list value with other case
or spacing, a %-formatted percent, the label of a unit or task that is called otherwise now or stands without its code.
Rows of a locked period are left alone. Source: docs/workbook-contract.md, `fix`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..plain import record
from ..workbook.book import Book, Problem, TableData
from ..workbook.records import locks
from ..workbook.schema import Kind
from ..workbook.values import Value, nfc, show
from .ct import entered
from .kd import PROBLEM_CODES, clock_as_text
from .lookups import locked_rows
from .registry import name_of
from .run import RULES

#: What is wrong with a cell -> the rule that tells it, where that rule calls its repair safe.
_SAFE = {problem: code for problem, code in PROBLEM_CODES.items() if RULES[code].repair.safe}
_COMPOSED, _TRIMMED = "VB01", "VB07"


@record
class Repair:
    """One cell to be changed; `code` is the rule that it settles, `why` that rule's title."""

    table: str  # key in tables.py
    sheet: str
    index: int  # of the record
    cell: str
    column: str  # its header
    column_key: str
    record: str
    before: Value
    after: Value
    code: str
    why: str

    @property
    def line(self) -> str:
        """Before → after, for a person; quotes show where spaces are."""
        return f"{self.sheet}!{self.cell} {self.column}: “{show(self.before)}” → “{show(self.after)}”"


def plan_repairs(book: Book) -> list[Repair]:
    """The safe repairs, by table, column, row; cells in rows of a locked period are not among them."""
    return [repair for repair, locked in _all(book) if not locked]


def repairs_left_alone(book: Book) -> list[Repair]:
    """Repairs that a locked period forbids, to be told."""
    return [repair for repair, locked in _all(book) if locked]


def _all(book: Book) -> Iterator[tuple[Repair, bool]]:
    held = locks(book)
    if (at := clock_as_text(book)) is not None:
        yield _repair(book["profile"], at, "value", book.profile["as_of"], _SAFE[Problem.DATE_AS_TEXT]), False
    for data in entered(book):
        rows = locked_rows(book, data, held)
        for column in data.schema.columns:
            if column.key not in data.letters:
                continue
            for i, after, code in _column(data, column.key):
                if i in rows and code == _SAFE[Problem.LABEL_OLD]:
                    continue  # the name of then is none to be mended
                yield _repair(data, i, column.key, after, code), i in rows


def _column(data: TableData, key: str) -> Iterator[tuple[int, Value, str]]:
    """(record, mended value, rule) of one column."""
    problems = data.problems.get(key, {})
    clean = data.clean[key]
    for i, problem in problems.items():
        if problem in _SAFE and clean[i] is not None:
            yield i, data.schema[key].written(clean[i]), _SAFE[problem]
    kind = data.schema[key].kind
    if not kind.is_text or kind is Kind.CHOICE:
        return
    for i, raw in enumerate(data.raw[key]):
        if type(raw) is str and raw != clean[i]:
            mended = nfc(raw).strip()
            if mended != raw:
                yield i, mended or None, _TRIMMED if raw.strip() != raw else _COMPOSED


def _repair(data: TableData, i: int, key: str, after: Value, code: str) -> Repair:
    return Repair(
        data.schema.key,
        data.sheet,
        i,
        data.cell(i, key),
        data.schema.header(key),
        key,
        name_of(data, i),
        data.raw[key][i],
        after,
        code,
        RULES[code].title,
    )
