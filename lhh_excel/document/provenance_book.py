"""Writes the provenance workbook (…-nguon-so-lieu.xlsx) beside a report. The same rows give the same bytes.

XlsxWriter makes the workbook around the lines; the lines themselves, tens of thousands of a large office, are written
as text and packed as they are made: as cells of XlsxWriter they took a third of a report's time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ..figures.provenance import ProvenanceRow
from ..law import IN_FORCE
from ..list_book import ListBook
from ..messages.figures import say
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
    heading = say("book_title", subject=title)
    made = ListBook(heading, stamp or IN_FORCE, {"source": {"italic": True}})  # IN_FORCE: no period, no clock
    heads = [(say(key), width) for key, width in COLUMNS]
    sheet = made.sheet(say("book_sheet"), heads, head_row=HEAD_ROW, lines=len(rows), fixed=0)
    sheet.write_string(0, 0, heading, made.formats["title"])
    if source:
        sheet.write_string(1, 0, say("book_workbook", file=source), made.formats["source"])
    for line, number in enumerate(first_of_each(rows), HEAD_ROW + 1):
        sheet.write_number(line, 0, number, made.formats["whole"])
        for column in range(1, len(COLUMNS)):
            name = kind(rows[number].value) if column == 4 else "text"
            sheet.write_blank(line, column, None, made.formats[name])
    return made.data()
