"""A workbook of plain lists: texts, numbers, dates, sums and numbers that lead to where they come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..list_book import ListBook
from ..workbook.values import MAX_TEXT

_CREATED = dt.date(2020, 3, 5)  # the decree took effect; no clock
_TOTALS: dict[str, dict[str, Any]] = {
    "total_text": {"border": 1, "bold": True, "num_format": "@", "text_wrap": True},
    "total": {"border": 1, "bold": True, "num_format": "#,##0.######"},
    "total_whole": {"border": 1, "bold": True, "num_format": "#,##0"},
}
TITLE_ROW, HEAD_ROW = 0, 2  # counted from 0
_HEAD_HEIGHT, _LINE_HEIGHT, _TALLEST = 48.0, 15.0, 150.0  # points; a long list of cells need not show whole


@dataclass(frozen=True)
class Sum:
    """A formula with the value it gives now, so that a reader that computes nothing shows it too."""

    formula: str
    value: Decimal | int | None


@dataclass(frozen=True)
class Linked:
    """A number that leads to where it comes from: `target` such as "'Nguồn số liệu'!A7"."""

    value: Decimal
    target: str


#: text, number, date, nothing, a formula or a number with a link
Cell = str | int | Decimal | dt.date | None | Sum | Linked


class Workbook:
    """Sheets with a title, a head and rows; `data` gives the bytes."""

    def __init__(self, title: str) -> None:
        self._title, self._made = title, ListBook(title, _CREATED, _TOTALS)

    def add(
        self,
        name: str,
        heads: Sequence[tuple[str, float]],
        rows: Sequence[Sequence[Cell]],
        *,
        totals: Sequence[Sequence[Cell]] = (),
        fixed: int = 2,
    ) -> None:
        """A sheet: `heads` with their widths, the rows, then `totals`; the first `fixed` columns stay in sight."""
        sheet = self._made.sheet(name, heads, head_row=HEAD_ROW, lines=len(rows), fixed=fixed)
        sheet.write_string(TITLE_ROW, 0, self._title, self._made.formats["title"])
        sheet.set_row(HEAD_ROW, _HEAD_HEIGHT)
        widths = [width for _, width in heads]
        for line, row in enumerate([*rows, *totals], HEAD_ROW + 1):
            lines = max((_lines(cell, width) for cell, width in zip(row, widths, strict=False)), default=1)
            sheet.set_row(line, min(_LINE_HEIGHT * lines, _TALLEST))
            for column, cell in enumerate(row):
                self._write(sheet, line, column, cell, bold=line > HEAD_ROW + len(rows))

    def _write(self, sheet: Any, line: int, column: int, cell: Cell, *, bold: bool) -> None:
        formats = self._made.formats
        if isinstance(cell, Sum):
            value = 0 if cell.value is None else _plain(cell.value)
            sheet.write_formula(line, column, cell.formula, formats["total" if bold else "number"], value)
        elif isinstance(cell, Linked):
            sheet.write_url(line, column, f"internal:{cell.target}", formats["number"], string=" ")
            sheet.write_number(line, column, _plain(cell.value), _number(formats, cell.value, bold))
        elif isinstance(cell, str):
            sheet.write_string(line, column, _fitting(cell), formats["total_text" if bold else "text"])
        elif isinstance(cell, dt.date):
            sheet.write_datetime(line, column, dt.datetime(cell.year, cell.month, cell.day), formats["date"])
        elif cell is None:
            sheet.write_blank(line, column, None, formats["text"])
        else:
            sheet.write_number(line, column, _plain(cell), _number(formats, cell, bold))

    def data(self) -> bytes:
        """The bytes; the workbook is closed."""
        return self._made.data()


def _number(formats: dict[str, Any], value: Decimal | int, bold: bool) -> Any:
    whole = value == int(value)
    return formats[("total_whole" if whole else "total") if bold else ("whole" if whole else "number")]


def _plain(value: Decimal | int) -> int | float:
    return int(value) if value == int(value) else float(value)


def _lines(cell: Cell, width: float) -> int:
    """How many lines a wrapped text takes, a little too many rather than too few."""
    if not isinstance(cell, str):
        return 1
    return sum(max(1, -(-len(line) // int(width * 0.95))) for line in cell.split("\n"))


def _fitting(text: str) -> str:
    """As much of it as a cell takes; halves of signs, which no file can hold, as "?"."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"
