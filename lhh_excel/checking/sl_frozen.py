"""SL: figures, progress and texts against the values kept in tblChot when the period was locked or submitted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..workbook.book import Book, TableData
from ..workbook.tables import BY_KEY, BY_NAME, OF_A_PERIOD
from ..workbook.values import show, squeeze
from .lookups import locks, once_a_run, periods
from .registry import Place, Spot, rule, spot, visible

_OF_A_PERIOD = frozenset(table.key for table in OF_A_PERIOD)


@dataclass
class _Frozen:
    """One table of one period as kept: record -> header -> the values seen under it (texts may share a record)."""

    values: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    headers: set[str] = field(default_factory=set)


@once_a_run
def _kept(book: Book) -> dict[tuple[str, str], _Frozen]:
    """(period, table key) -> what was frozen; of several freezes of one value the last counts."""
    latest: dict[tuple[str, str, str, str], tuple[str, list[str]]] = {}
    data = book["frozen"]
    for i, period, table, record, column in data.each("period", "table", "record", "column"):
        schema = BY_NAME.get(table) or BY_KEY.get(table)
        if schema is None or period is None or record is None or column is None:
            continue
        at, value = show(data.clean["at"][i]), squeeze(show(data.clean["value"][i]))
        moment = data.clean["at"][i]
        key = (str(period), schema.key, str(record), str(column))
        order = f"{moment:%Y%m%d%H%M%S}" if moment is not None else at
        if key not in latest or order > latest[key][0]:
            latest[key] = (order, [value])
        elif order == latest[key][0]:
            latest[key][1].append(value)
    found: dict[tuple[str, str], _Frozen] = {}
    for (period, table, record, column), (_, values) in latest.items():
        frozen = found.setdefault((period, table), _Frozen())
        frozen.values.setdefault(record, {}).setdefault(column, set()).update(values)
        frozen.headers.add(column)
    return found


def _rows_of(book: Book, period: str, table: str) -> Iterator[tuple[TableData, int, str]]:
    """The period's records; of a locked period not those of a unit for which it was reopened."""
    data, open_again = book[table], locks(book).units_of(period)
    for i, code in data.each("period"):
        if code == period and not (open_again and _unit(data, i) in open_again):
            yield data, i, data.record(i)


def _unit(data: TableData, i: int) -> str:
    return str(data.clean["unit"][i]) if "unit" in data.clean else ""


def _open_again(book: Book, period: str, table: str, record: str) -> bool:
    """The record was one of a unit for which the locked period was reopened (a record's name ends in its unit)."""
    open_again = locks(book).units_of(period)
    return "unit" in BY_KEY[table].by_key and any(record.endswith(f"/{unit}") for unit in open_again)


def _changed(book: Book, *, locked: bool) -> Iterator[Spot]:
    all_periods = periods(book)
    for (period, table), frozen in _kept(book).items():
        known = all_periods.get(period)
        if known is None or known.locked is not locked or table not in _OF_A_PERIOD:
            continue
        for data, i, record in _rows_of(book, period, table):
            kept = frozen.values.get(record)
            if kept is None:
                continue
            for column in data.schema.columns:
                if column.header not in kept or column.key not in data.letters:
                    continue
                now = {squeeze(show(data.clean[column.key][i])), squeeze(show(data.raw[column.key][i]))}
                if not now & kept[column.header]:
                    before = visible("; ".join(sorted(kept[column.header])))
                    yield spot(data, i, column.key, frozen=before, period=period)


@rule("SL21", needs=("frozen", "periods.state"))
def changed_after_lock(book: Book) -> Iterator[Spot]:
    yield from _changed(book, locked=True)


@rule("SL22", needs=("frozen", "periods.state"))
def changed_after_submission(book: Book) -> Iterator[Spot]:
    yield from _changed(book, locked=False)


@rule("SL23", needs=("frozen", "periods.state"))
def removed_after_lock(book: Book) -> Iterator[Place]:
    all_periods = periods(book)
    for (period, table), frozen in _kept(book).items():
        known = all_periods.get(period)
        if known is None or not known.locked or table not in _OF_A_PERIOD or not book.has(table):
            continue
        present = {record for _, _, record in _rows_of(book, period, table)}
        for record in frozen.values:
            if record not in present and not _open_again(book, period, table, record):
                yield Place(book[table].sheet, value=record, record=record, details={"period": period})


@rule("SL24", needs=("frozen", "periods.state"))
def added_after_lock(book: Book) -> Iterator[Spot]:
    all_periods = periods(book)
    for (period, table), frozen in _kept(book).items():
        known = all_periods.get(period)
        if known is None or not known.locked or table not in _OF_A_PERIOD:
            continue
        for data, i, record in _rows_of(book, period, table):
            if record not in frozen.values:
                yield spot(data, i, data.schema.id_columns[-1], period=period)
