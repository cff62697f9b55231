"""The look of the workbooks that the program makes for reading only: a title, a head, lines under it.

Made with XlsxWriter; the same lines give the same bytes, whatever the clock says. Text is always text: one that begins
with "=" is no formula, one that begins with "http" no link.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

from .law import FONT

#: Width and height of Excel's window in pixels.
WINDOW = (1600, 933)


def default_font(size: int) -> dict[str, object]:
    """For XlsxWriter, which writes into it: the font of a cell that names none. Without a scheme, or Excel shows the
    theme's font in the place of the one that is named."""
    return {"font_name": FONT, "font_size": size, "font_scheme": "none"}


_FONT: dict[str, Any] = {**default_font(11), "valign": "top"}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 13},
    "head": {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#D9E2F3", "align": "center"},
    "text": {"text_wrap": True, "border": 1, "num_format": "@"},
    "number": {"border": 1, "num_format": "#,##0.######"},
    "whole": {"border": 1, "num_format": "#,##0"},
    "date": {"border": 1, "num_format": "dd/mm/yyyy", "align": "right"},
}


class ListBook:
    """`book` is XlsxWriter's; `formats` by name: title, head, text, number, whole, date and those of `more`."""

    def __init__(self, title: str, created: dt.date, more: Mapping[str, Mapping[str, Any]]) -> None:
        import xlsxwriter

        self._out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self._out, {**options, "default_format_properties": default_font(11)})
        day = dt.datetime(created.year, created.month, created.day)
        self.book.set_properties({"title": title[:255], "created": day})
        self.book.set_size(*WINDOW)
        kinds = {**_FORMATS, **more}
        self._whole = self.book.add_format({"num_format": _FORMATS["whole"]["num_format"]})
        self.formats = {name: self.book.add_format({**_FONT, **extra}) for name, extra in kinds.items()}

    def sheet(self, name: str, heads: Sequence[tuple[str, float]], *, head_row: int, lines: int, fixed: int) -> Any:
        """A sheet with its head (text and width of each column) in `head_row`, from 0, and room for the lines.

        The first `fixed` columns stay in sight; the head is printed on every page, in landscape, one page wide.
        """
        sheet = self.book.add_worksheet(name)
        for column, (head, width) in enumerate(heads):
            sheet.set_column(column, column, width)
            sheet.write_string(head_row, column, head, self.formats["head"])
        sheet.autofilter(head_row, 0, head_row + max(lines, 1), len(heads) - 1)
        sheet.freeze_panes(head_row + 1, fixed)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head_row)
        return sheet

    def write_computed(self, sheet: Any, line: int, column: int, formula: str, style: str, value: float) -> None:
        """A formula with what it gives now; a whole result shows without a decimal mark, another with its decimals.

        (No number format does both: "#,##0.######" shows 12126 as "12.126,".)
        """
        from xlsxwriter.utility import xl_rowcol_to_cell

        sheet.write_formula(line, column, formula, self.formats[style], value)
        at = xl_rowcol_to_cell(line, column)
        rule = {"type": "formula", "criteria": f"={at}=INT({at})", "format": self._whole}
        sheet.conditional_format(line, column, line, column, rule)

    def data(self) -> bytes:
        """The bytes; the workbook is closed."""
        self.book.close()
        return self._out.getvalue()
