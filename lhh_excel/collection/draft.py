"""The workbook as it would be after an import, in memory: the rules look at it before anything is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from ..workbook.book import Book, TableData
from ..workbook.journal import LINE
from ..workbook.typed import clean_column
from ..workbook.values import Value
from .compare import Change


def merged(book: Book, changes: Iterable[Change]) -> Book:
    """A copy of the book with the changes in it; the book itself stays as it is."""
    tables: dict[str, TableData] = {}
    cells: dict[tuple[str, str], dict[int, Value]] = {}
    made: dict[tuple[str, str], int] = {}
    for change in changes:
        data = tables.get(change.table)
        if data is None:
            data = tables[change.table] = _copy(book[change.table])
        index = change.index
        if index is None:
            index = made.get((change.table, change.record))
            if index is None:
                index = made[change.table, change.record] = _blank_row(data)
                for key, value in change.ids:
                    cells.setdefault((change.table, key), {})[index] = value
        if change.column != LINE:
            cells.setdefault((change.table, change.column), {})[index] = change.value
    for (table, column), values in cells.items():
        _set(tables[table], column, values)
    return dataclasses.replace(book, tables={**book.tables, **tables})


def _copy(data: TableData) -> TableData:
    return dataclasses.replace(
        data,
        rows=list(data.rows),
        raw={key: list(values) for key, values in data.raw.items()},
        clean={key: list(values) for key, values in data.clean.items()},
        problems={key: dict(values) for key, values in data.problems.items()},
        formulas=dict(data.formulas),
    )


def _blank_row(data: TableData) -> int:
    data.rows.append(max([data.last_row, *data.rows[-1:]]) + 1)
    for column in data.schema.columns:
        data.raw[column.key].append(None)
        if data.clean[column.key] is not data.raw[column.key]:
            data.clean[column.key].append(None)
        if column.required:
            data.problems.setdefault(column.key, {})[len(data.rows) - 1] = clean_column(column, [None])[1][0]
    return len(data.rows) - 1


def _set(data: TableData, key: str, values: dict[int, Value]) -> None:
    """Types the new values as the reader would have."""
    column = data.schema[key]
    clean, problems = clean_column(column, list(values.values()))
    kept = data.problems.setdefault(key, {})
    for place, (index, value) in enumerate(values.items()):
        data.raw[key][index] = value
        data.clean[key][index] = clean[place]
        kept.pop(index, None)
        data.formulas.pop((key, index), None)
        if place in problems:
            kept[index] = problems[place]
    if not kept:
        del data.problems[key]
