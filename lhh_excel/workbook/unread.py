"""What stands in a workbook where no table of ours reads it: rows outside the tables, copies of our sheets.

Whether a loose row is a record that somebody typed there is judged in checking/ct_unread.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil

from ..plain import pattern
from .addresses import Area
from .book import LooseRow
from .schema import Table
from .tables import BY_KEY, CONFIG_SHEET, HOME_SHEET, LISTS_SHEET
from .values import Value, fold

#: How far under a table, and to the right of it, loose cells are looked for: formats reach row 5,000 as built.
BELOW, BESIDE = 5_000, 60
#: Rows at the top of a strange sheet among which the headers of a copy are looked for.
HEAD = 60
#: Sheets without tables of records.
HELPERS = frozenset(fold(name) for name in (HOME_SHEET, LISTS_SHEET, CONFIG_SHEET))

Cells = Mapping[tuple[int, int], Value]  # (row, column), both from 1 -> value

#: How Excel, LibreOffice and people go on from the name of what they copied: "Số liệu (2)", "Số liệu_2", "tblSoLieu2".
_COPY = pattern(r"\s*(?:\(\d+\)|[_-]?\d+\b|[-–]?\s*(?:copy|bản sao|sao))")


def bands(areas: Sequence[Area]) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """(first row, last row, columns (first, last) that no table covers there), from the first header down.

    The last band ends BELOW rows under the last table, the last column BESIDE to the right of the widest.
    """
    edge = max(right for _, _, right, _ in areas) + BESIDE
    starts = sorted({top for _, top, _, _ in areas} | {bottom + 1 for _, _, _, bottom in areas})
    for first, following in zip(starts, [*starts[1:], starts[-1] + BELOW], strict=True):
        free, column = [], 1
        for left, top, right, bottom in sorted(areas):
            if top <= first <= bottom:
                if column < left:
                    free.append((column, left - 1))
                column = max(column, right + 1)
        yield first, following - 1, [*free, (column, edge)]


def loose_rows(sheet: str, cells: Cells, areas: Sequence[Area]) -> list[LooseRow]:
    """The filled cells of a sheet outside its tables, by row, of those under the first header."""
    rows: dict[int, dict[int, Value]] = {}
    for first, last, free in bands(areas):
        for (row, column), value in cells.items():
            if first <= row <= last and is_something(value) and any(a <= column <= b for a, b in free):
                rows.setdefault(row, {})[column] = value
    return [LooseRow(sheet, row, dict(sorted(found.items()))) for row, found in sorted(rows.items())]


def is_something(value: Value) -> bool:
    """Not blank, and not only blanks typed by a slip."""
    return value is not None and (type(value) is not str or bool(value.strip()))


def copied(
    headers: Iterable[str], sheet: str = "", table: str = "", schemas: Mapping[str, Table] = BY_KEY
) -> Table | None:
    """The table of ours, of these schemas, that has most of these headers: what stands under them is a copy of it.

    A sheet or table that is named after ours need not have as many.
    """
    folded = {fold(header) for header in headers if header}
    best: tuple[float, Table] | None = None
    if not folded:
        return None
    sheet, table = fold(sheet), fold(table)
    for ours in schemas.values():
        if not ours.entered:
            continue
        wanted = ours.folded
        count = len(wanted.keys() & folded)
        named = _named_after(sheet, ours.sheet) or _named_after(table, ours.name)
        least = max(ceil(len(wanted) * (0.5 if named else 0.7)), min(len(wanted), 3 if named else 4))
        if count >= least and (best is None or count / len(wanted) > best[0]):
            best = count / len(wanted), ours
    return best[1] if best else None


def _named_after(name: str, ours: str) -> bool:
    """`name` folded."""
    return bool(name) and name.startswith(ours := fold(ours)) and bool(_COPY.match(name, len(ours)))


def header_row(cells: Cells, sheet: str, schemas: Mapping[str, Table]) -> tuple[int, int, int] | None:
    """The row of a strange sheet in which our headers stand, its first and its last column; None without one."""
    texts: dict[int, dict[int, str]] = {}
    for (row, column), value in cells.items():
        if row <= HEAD and isinstance(value, str) and value.strip():
            texts.setdefault(row, {})[column] = value
    for row in sorted(texts):
        if len(texts[row]) >= 3 and copied(texts[row].values(), sheet, schemas=schemas) is not None:
            return row, min(texts[row]), max(texts[row])
    return None
