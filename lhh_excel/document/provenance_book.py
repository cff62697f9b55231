"""Writes the provenance workbook (…-nguon-so-lieu.xlsx) beside a report. The same rows give the same bytes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from ..figures.provenance import ProvenanceRow
from ..messages.figures import say
from .decree30 import IN_FORCE

#: key of the heading in messages/figures.py, width in characters
COLUMNS: tuple[tuple[str, float], ...] = (
    ("book_number", 6),
    ("book_place", 52),
    ("book_label", 44),
    ("book_text", 18),
    ("book_value", 14),
    ("book_formula", 52),
    ("book_source_sheet", 16),
    ("book_cells", 36),
    ("book_id", 34),
)
_FONT: dict[str, Any] = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 13},
    "source": {"italic": True},
    "head": {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#D9E2F3", "align": "center"},
    "text": {"text_wrap": True, "border": 1, "num_format": "@"},
    "number": {"border": 1, "num_format": "#,##0.######"},
    "whole": {"border": 1, "num_format": "#,##0"},
    "date": {"border": 1, "num_format": "dd/mm/yyyy", "align": "right"},
}
LINE_HEIGHT, TALLEST = 15.0, 409.0  # points; Excel's highest row
HEAD_ROW = 3  # counted from 0: title, source, a blank line, then the heads


def provenance_book(
    rows: Sequence[ProvenanceRow], *, title: str, stamp: dt.date | None = None, source: str = ""
) -> bytes:
    """The bytes of the workbook: a title, the name of the master workbook, one line a figure.

    `title` is the report's subject, `source` the name of the master workbook, `stamp` the date in the file's
    properties (the period's last day: no clock). Dates and numbers are real cells, texts are texts, whatever they
    begin with.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = stamp or IN_FORCE  # of a document without a period
    heading = say("book_title", subject=title)
    book.set_properties({"title": heading[:255], "created": dt.datetime(day.year, day.month, day.day)})
    book.set_size(2400, 1400)
    sheet = book.add_worksheet(say("book_sheet"))
    formats = {name: book.add_format({**_FONT, **extra}) for name, extra in _FORMATS.items()}
    sheet.write_string(0, 0, heading, formats["title"])
    if source:
        sheet.write_string(1, 0, say("book_workbook", file=source), formats["source"])
    for column, (key, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, say(key), formats["head"])
    for number, row in enumerate(rows, 1):
        _write_row(sheet, number, row, formats)
    last = HEAD_ROW + max(len(rows), 1)
    sheet.autofilter(HEAD_ROW, 0, last, len(COLUMNS) - 1)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    book.close()
    return out.getvalue()


#: How many letters fit in a line of each column, a little too few rather than too many.
_FIT = [int(width * 0.95) for _, width in COLUMNS]


def _lines(text: str, fit: int) -> int:
    """How many lines a wrapped text takes where `fit` letters fit in one."""
    if len(text) <= fit and "\n" not in text:  # nearly all
        return 1
    return sum(max(1, -(-len(line) // fit)) for line in text.split("\n"))


def _write_row(sheet: Any, number: int, row: ProvenanceRow, formats: dict[str, Any]) -> None:
    line = HEAD_ROW + number
    sheet.write_number(line, 0, number, formats["whole"])
    texts = (row.place, row.label, row.text, None, row.formula, row.sheets, row.cells, row.id)
    lines = 1
    for column, text in enumerate(texts, 1):
        if text is not None:
            lines = max(lines, _lines(text, _FIT[column]))
            sheet.write_string(line, column, text, formats["text"])
    sheet.set_row(line, min(LINE_HEIGHT * lines, TALLEST))
    if isinstance(row.value, dt.date):
        sheet.write_datetime(line, 4, dt.datetime(row.value.year, row.value.month, row.value.day), formats["date"])
    elif row.value is None:
        sheet.write_blank(line, 4, None, formats["text"])
    else:
        whole = float(row.value).is_integer()
        sheet.write_number(line, 4, row.value, formats["whole" if whole else "number"])
