"""The workbook as it would be: changes put into a book in memory, by the same calls as into a file or the open Excel.

So what an import would bring is checked before it is written, what changed since a submission is put back, and rows
that are about to be written are counted with the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..plain import replace
from .assemble import read_profile
from .book import Book, TableData
from .typed import clean_column
from .values import Value

if TYPE_CHECKING:
    from .table_plan import Record


class Supposed:
    """Changes to a book, which itself stays as it is. `table` and `column` are keys, `row` is that of the sheet."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._tables: dict[str, TableData] = {}
        self._indexes: dict[str, dict[int, int]] = {}  # table -> row of the sheet -> index
        self._cells: dict[tuple[str, str], dict[int, object]] = {}
        self._gone: dict[str, set[int]] = {}

    def set(self, table: str, row: int, column: str, value: object) -> None:
        self._touch(table)
        self._cells.setdefault((table, column), {})[self._indexes[table][row]] = value

    def append(self, table: str, records: Iterable[Record]) -> None:
        """Adds records at the end, each with the columns that the table has."""
        for record in records:
            data = self._touch(table)
            data.rows.append(max([data.last_row, *data.rows[-1:]]) + 1)
            for column in data.schema.columns:
                data.raw[column.key].append(None)
                data.clean[column.key].append(None)
                self._cells.setdefault((table, column.key), {})[len(data) - 1] = record.get(column.key)

    def remove(self, table: str, row: int) -> None:
        self._touch(table)
        self._gone.setdefault(table, set()).add(self._indexes[table][row])

    def book(self) -> Book:
        """The workbook with these changes, each value typed as the reader types it; without changes the book itself."""
        if not self._tables:
            return self._book
        for table, data in self._tables.items():
            for column in data.schema.columns:
                if (values := self._cells.get((table, column.key))) is not None:
                    _type(data, column.key, values)
            found = data.problems  # in the order in which the reader meets them, which is that of what is told
            data.problems = {c.key: dict(sorted(found[c.key].items())) for c in data.schema.columns if c.key in found}
        for table, gone in self._gone.items():
            self._tables[table] = _without(self._tables[table], gone)
        made = replace(self._book, tables={**self._book.tables, **self._tables})
        if "profile" in self._tables:
            made.profile, made.profile_rows = {}, {}
            read_profile(made, made.as_of)
        return made

    def _touch(self, table: str) -> TableData:
        """The table's own copy, in which things are changed."""
        if table not in self._tables:
            data = self._book[table]
            self._indexes[table] = {row: i for i, row in enumerate(data.rows)}
            self._tables[table] = replace(
                data,
                rows=list(data.rows),
                raw={key: list(values) for key, values in data.raw.items()},
                clean={key: list(values) for key, values in data.clean.items()},
                problems={key: dict(values) for key, values in data.problems.items()},
                formulas=dict(data.formulas),
            )
        return self._tables[table]


def _type(data: TableData, key: str, values: dict[int, Value]) -> None:
    clean, problems = clean_column(data.schema[key], list(values.values()))
    kept = data.problems.setdefault(key, {})
    for place, (index, value) in enumerate(values.items()):
        data.raw[key][index], data.clean[key][index] = value, clean[place]
        kept.pop(index, None)
        data.formulas.pop((key, index), None)
        if place in problems:
            kept[index] = problems[place]
    if not kept:
        del data.problems[key]


def _without(data: TableData, gone: set[int]) -> TableData:
    kept = [i for i in range(len(data)) if i not in gone]
    new = {old: i for i, old in enumerate(kept)}
    return replace(
        data,
        rows=[data.rows[i] for i in kept],
        raw={key: [values[i] for i in kept] for key, values in data.raw.items()},
        clean={key: [values[i] for i in kept] for key, values in data.clean.items()},
        problems={key: {new[i]: one for i, one in found.items() if i in new} for key, found in data.problems.items()},
        formulas={(key, new[i]): one for (key, i), one in data.formulas.items() if i in new},
    )
