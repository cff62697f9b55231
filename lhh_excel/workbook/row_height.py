"""How high a row must be for its texts to be read: Excel fits rows on opening, other programs trust the file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping

from .schema import Column, Kind, Table

#: Height of a line of text, and what a row keeps above and below it, in points.
LINE_HEIGHT, ROW_PADDING = 15.75, 1.5
#: Excel has no higher row.
TALLEST = 409.5


def wraps(column: Column) -> bool:
    """Long texts wrap; codes and short words don't."""
    return (column.kind is Kind.TEXT and column.width >= 20) or (column.kind is Kind.CHOICE and column.width >= 24)


def row_height(table: Table, record: Mapping[str, object]) -> float:
    """The height of a record's row in points, in columns as wide as the table's are built."""
    texts = ((record.get(column.key), column.width) for column in table.columns if wraps(column))
    return min(text_height(texts), TALLEST)


def text_height(texts: Iterable[tuple[object, float]]) -> float:
    """The height of a row whose cells hold these texts in columns of these widths."""
    lines = max((_lines(str(text), width) for text, width in texts if text is not None), default=1)
    return lines * LINE_HEIGHT + ROW_PADDING


def _lines(text: str, width: float) -> int:
    # a column's width counts digits; an average letter of the font is a little narrower
    width = max(1, int(width * 1.1))
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(max(1, len(textwrap.wrap(part, width))) for part in text.split("\n"))
