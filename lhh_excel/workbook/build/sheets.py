"""The sheets but `Trang chủ`: data, `Danh mục`, the hidden `xlwings.conf`; drawn from the schema.

A data sheet has a title, its help, one Excel table, notes, checks, print set-up. `xlwings.conf` is how the buttons of
the workbook find their Python (docs/workbook-contract.md, "xlwings.conf"): ASCII paths on purpose, VBA's file functions
are ANSI.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from ...law import FONT
from ...messages import workbook as texts
from ...messages.commands import MACRO_TEXTS
from ..addresses import quoted
from ..labels import Labels
from ..lists import LISTS
from ..patch_cells import escaped
from ..schema import Kind, Setting, Table, ValueList
from ..tables import FINDINGS, HOME_SHEET, LISTS_SHEET
from ..values import Value, show
from .checks import add_conditional_formats, add_setting_validation, add_severity_colours, add_validations
from .formats import Formats
from .layout import (
    BACK_ROW,
    BAND_ROW,
    FIRST_ROW,
    HEADER_ROW,
    HELP_ROW,
    LAST_LABEL_ROWS,
    LAST_ROW,
    TITLE_ROW,
    choice_list_name,
    frozen_columns,
    header_height,
    label_column,
    label_formula,
    letter,
)

TABLE_STYLE = "Table Style Light 9"
_HEADER_HEIGHT, _A4 = 34, 9
_NOTE = {"author": texts.NOTE_AUTHOR, "font_name": FONT, "font_size": 11, "width": 230}
Records = Sequence[Mapping[str, Value]]


def fill_table_sheet(
    sheet: Any,
    table: Table,
    records: Records,
    formats: Formats,
    *,
    sample: bool,
    settings: Mapping[str, Setting],
) -> None:
    """One data sheet; a table without records gets one blank row, which Excel needs.

    `settings`, by label: what the lines of `Cấu hình` hold, whose values are typed as the setting is, not the column.
    """
    last_column = len(table.columns) - 1
    head_lines(sheet, table.sheet, table.help, last_column, formats, sample=sample)
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, column.width, formats.cell(column, typed=table.entered))
        note = f"{column.help} {texts.REQUIRED_NOTE}" if column.required else column.help
        sheet.write_comment(HEADER_ROW - 1, index, note, {**_NOTE, "height": 26 + 20 * (len(note) // 34 + 1)})
    _add_table(sheet, table, max(1, len(records)), formats)
    _write_records(sheet, table, records or [{}], formats, settings)
    _print_setup(sheet)
    sheet.freeze_panes(HEADER_ROW, frozen_columns(table))
    # codes such as 01 are text on purpose: no green triangles
    sheet.ignore_errors({"number_stored_as_text": f"A{FIRST_ROW}:{letter(last_column)}{LAST_ROW}"})
    if table.entered:
        add_validations(sheet, table)
        add_conditional_formats(sheet, table, formats)
    if table is FINDINGS:
        add_severity_colours(sheet, formats)
    if table.hidden:
        sheet.hide()


def head_lines(sheet: Any, title: str, help_: str, last_column: int, formats: Formats, *, sample: bool) -> None:
    """Rows 1 to 4: title, what the sheet is for, the sample's band, the way back."""
    sheet.set_row(TITLE_ROW - 1, 24)
    sheet.write_string(TITLE_ROW - 1, 0, title, formats["title"])
    sheet.write_string(HELP_ROW - 1, 0, help_, formats["help"])
    if sample:
        sheet.write_string(BAND_ROW - 1, 0, texts.SAMPLE_BAND, formats["band"])
        for column in range(1, last_column + 1):
            sheet.write_blank(BAND_ROW - 1, column, None, formats["band"])
    else:
        sheet.set_row(BAND_ROW - 1, 6)
    target = f"internal:{quoted(HOME_SHEET)}!A1"
    sheet.write_url(BACK_ROW - 1, 0, target, formats["link"], texts.BACK_HOME)


def _add_table(sheet: Any, table: Table, count: int, formats: Formats) -> None:
    columns = [{"header": column.header, "header_format": formats["header"]} for column in table.columns]
    options = {"name": table.name, "columns": columns, "style": TABLE_STYLE}
    sheet.set_row(HEADER_ROW - 1, header_height(table))
    sheet.add_table(HEADER_ROW - 1, 0, HEADER_ROW - 1 + count, len(columns) - 1, options)
    for written in sheet.tables[-1]["columns"]:  # Excel reads _x0041_ as A, also in a column's name
        written["name"] = escaped(written["name"])


def _write_records(
    sheet: Any, table: Table, records: Records, formats: Formats, settings: Mapping[str, Setting]
) -> None:
    for row, record in enumerate(records, start=FIRST_ROW - 1):
        sheet.set_row(row, table.row_height(record))
        setting = settings.get(str(record.get("item")))
        for index, column in enumerate(table.columns):
            style = formats.cell(column, typed=table.entered)
            if setting is not None and column.key == "value":
                style = formats.of_setting(setting.kind)
                add_setting_validation(sheet, row, index, setting)
            write_value(sheet, row, index, column.written(record.get(column.key)), style)


def _print_setup(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW - 1)
    sheet.set_footer(f"&R{texts.PRINT_FOOTER}")


def fill_lists_sheet(book: Any, sheet: Any, labels: Mapping[str, Labels], formats: Formats, *, sample: bool) -> None:
    """`Danh mục`: one table a list, side by side, and the defined name of each list's values; then the labels."""
    last_column = max(map(label_column, labels))
    head_lines(sheet, LISTS_SHEET, texts.LISTS_HELP, last_column, formats, sample=sample)
    sheet.set_row(HEADER_ROW - 1, _HEADER_HEIGHT)
    for number, value_list in enumerate(LISTS):
        index = 2 * number
        _add_list(sheet, index, value_list, formats)
        at, last = letter(index), FIRST_ROW + len(value_list.values) - 1
        cells = f"{quoted(LISTS_SHEET)}!${at}${FIRST_ROW}:${at}${last}"
        book.define_name(choice_list_name(value_list.key), "=" + cells)
    for key in labels:
        _add_labels(sheet, key, labels[key], formats)
    _print_setup(sheet)
    longest = max(len(value_list.values) for value_list in LISTS)
    sheet.print_area(0, 0, HEADER_ROW - 1 + 2 * longest, 2 * len(LISTS) - 2)  # not the labels: thousands of rows
    sheet.freeze_panes(HEADER_ROW, 0)


def _add_labels(sheet: Any, key: str, labels: Labels, formats: Formats) -> None:
    """By formula, so that a unit or a task is offered as soon as it is typed; with what the formulas show now."""
    index, text = label_column(key), formats.of_kind(Kind.TEXT)
    sheet.set_column(index, index, 50, text)
    sheet.set_column(index + 1, index + 1, 2)
    sheet.write_string(HEADER_ROW - 1, index, texts.LABEL_HEADS[key], formats["header"])
    shown = [labels.of(code) for code in labels.names]
    formula, style, last = label_formula(key), formats["shown"], LAST_LABEL_ROWS[key] - 1
    sheet.write_formula(last, index, formula, style, "")
    cell = sheet.table[last][index]  # XlsxWriter searches each formula thirty times; this one stands in every row
    for place in range(last - HEADER_ROW):
        sheet.table[HEADER_ROW + place][index] = cell._replace(value=shown[place] if place < len(shown) else "")


def _add_list(sheet: Any, index: int, value_list: ValueList, formats: Formats) -> None:
    text = formats.of_kind(Kind.TEXT)
    width = max(14.0, 1.05 * max(len(word) for word in (value_list.header, *value_list.values)))
    sheet.set_column(index, index, width, text)
    sheet.set_column(index + 1, index + 1, 2)
    columns = [{"header": value_list.header, "header_format": formats["header"]}]
    last = HEADER_ROW - 1 + len(value_list.values)
    options = {"name": value_list.name, "columns": columns, "style": TABLE_STYLE, "autofilter": False}
    sheet.add_table(HEADER_ROW - 1, index, last, index, options)
    for row, value in enumerate(value_list.values, start=FIRST_ROW - 1):
        sheet.write_string(row, index, value, text)


CONFIG: tuple[tuple[str, str], ...] = (
    ("INTERPRETER_WIN", r"%LocalAppData%\LHH\python\pythonw.exe"),
    ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
    ("USE UDF SERVER", "False"),
    ("SHOW CONSOLE", "False"),
    ("TEMP DIR", r"%LocalAppData%\LHH\tmp"),
    *MACRO_TEXTS.items(),
)


def fill_config(sheet: Any, formats: Formats) -> None:
    """Keys in column A and values in column B from A1 on without a header, as xlwings reads them; all text."""
    text = formats.of_kind(Kind.TEXT)
    sheet.set_column("A:A", 34, text)
    sheet.set_column("B:B", 50, text)
    for row, (key, value) in enumerate(CONFIG):
        sheet.write_string(row, 0, key, text)
        sheet.write_string(row, 1, value, text)
    sheet.hide()


def write_value(sheet: Any, row: int, column: int, value: Value, style: Any) -> None:
    """`row` and `column` counted from 0; None leaves a formatted blank."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, style)
    else:  # a time, a span, an Excel error, a formula: as it is shown
        sheet.write_string(row, column, show(value), style)
