"""Writes the provenance workbook (…-nguon-so-lieu.xlsx) beside a report. The same rows give the same bytes.

XlsxWriter makes the workbook around the lines; the lines themselves, tens of thousands of a large office, are written
as text and packed as they are made: as cells of XlsxWriter they took a third of a report's time.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from ..figures.provenance import ProvenanceRow
from ..messages.figures import say
from .decree30 import IN_FORCE
from .provenance_lines import HEAD_ROW, LAST_ROW, fill, first_of_each, kind

__all__ = ["HEAD_ROW", "provenance_book"]

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


def provenance_book(
    rows: Sequence[ProvenanceRow], *, title: str, stamp: dt.date | None = None, source: str = ""
) -> bytes:
    """The bytes of the workbook: a title, the name of the master workbook, one line a figure.

    `title` is the report's subject, `source` the name of the master workbook, `stamp` the date in the file's
    properties (the period's last day: no clock). Dates and numbers are real cells, texts are texts, whatever they
    begin with. Lines that a sheet has no room for are left out.
    """
    rows = rows[: LAST_ROW - HEAD_ROW]
    shell = _shell(rows, title=title, stamp=stamp, source=source)
    return fill(shell, rows, [width for _, width in COLUMNS]) if rows else shell


def _shell(rows: Sequence[ProvenanceRow], *, title: str, stamp: dt.date | None, source: str) -> bytes:
    """The workbook with all that stands around the lines, and a line for each format that they will need."""
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
    last = HEAD_ROW + max(len(rows), 1)
    for line, number in enumerate(first_of_each(rows), HEAD_ROW + 1):
        sheet.write_number(line, 0, number, formats["whole"])
        for column in range(1, len(COLUMNS)):
            name = kind(rows[number].value) if column == 4 else "text"
            sheet.write_blank(line, column, None, formats[name])
    sheet.autofilter(HEAD_ROW, 0, last, len(COLUMNS) - 1)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    book.close()
    return out.getvalue()
