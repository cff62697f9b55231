"""The list that goes with the forms: unit, e-mail, file, due date, and the mail's words, ready for a mail merge.

All text is text: what begins with = + - or @ is no formula.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence

from ..messages import collection as words
from ..workbook.build.formats import FONT, NAVY
from ..workbook.build.package import deterministic_zip
from ..workbook.records import Period, Unit
from ..workbook.values import show
from .layout import LIST_MARK, STAMP_SHEET

_WIDTHS = (12, 36, 30, 30, 13, 50, 70)


def mail_list(period: Period, rows: Sequence[tuple[Unit, str]], created: dt.date) -> bytes:
    """The bytes of the list; `rows` are the units with their forms' names."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target, options)
    title = words.LIST_TITLE.format(name=period.name)
    book.set_properties({"title": title, "created": dt.datetime(created.year, created.month, created.day)})
    text = book.add_format({"font_name": FONT, "font_size": 12, "num_format": "@", "text_wrap": True, "valign": "top"})
    head = book.add_format(
        {"font_name": FONT, "font_size": 12, "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY}
    )
    sheet = book.add_worksheet(words.LIST_NAME.format(period=period.code)[:31])
    mark = book.add_worksheet(STAMP_SHEET)
    mark.write_string(0, 0, LIST_MARK)
    mark.very_hidden()
    due = show(period.unit_due)
    for column, name in enumerate(words.LIST_HEADS):
        sheet.set_column(column, column, _WIDTHS[column])
        sheet.write_string(0, column, name, head)
    for row, (unit, file) in enumerate(rows, 1):
        subject = words.LIST_SUBJECT.format(name=period.name, unit=unit.name)
        body = words.LIST_BODY.format(unit=unit.name, due=due)
        for column, value in enumerate((unit.code, unit.name, unit.email, file, due, subject, body)):
            sheet.write_string(row, column, value, text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(words.LIST_HEADS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    with zipfile.ZipFile(io.BytesIO(target.getvalue())) as package:
        return deterministic_zip({name: package.read(name) for name in package.namelist()})
