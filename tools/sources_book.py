"""The workbook beside a report, with all that stands around its lines, and a line for each format that they need."""

from __future__ import annotations

from lhh_excel.figures.provenance_book import COLUMNS, HEAD_ROW, KINDS, TITLE
from lhh_excel.law import IN_FORCE
from lhh_excel.list_book import ListBook
from lhh_excel.messages.figures import say


def build_shell() -> bytes:
    """The bytes of the workbook that `provenance_book` fills."""
    made = ListBook(TITLE, IN_FORCE, {})
    heads = [(say(key), width) for key, width in COLUMNS]
    sheet = made.sheet(say("book_sheet"), heads, head_row=HEAD_ROW, lines=1, fixed=0)
    sheet.write_string(0, 0, TITLE, made.formats["title"])
    for line, kind in enumerate(KINDS, HEAD_ROW + 1):
        sheet.write_number(line, 0, line, made.formats["whole"])
        for column, (key, _) in enumerate(COLUMNS[1:], 1):
            sheet.write_blank(line, column, None, made.formats[kind if key == "book_value" else "text"])
    return made.data()
