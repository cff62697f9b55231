"""`Trang chủ`: the buttons, the dashboard's figures by formula, two native charts, links to the sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from ...law import FONT
from ...messages import workbook as texts
from ...messages.commands import COMMANDS, GROUPS
from ...plain import record
from ..addresses import quoted
from ..patch_cells import serial
from ..tables import HOME_SHEET, LISTS_SHEET, TABLES
from ..values import Value
from .dashboard import (
    CHARTS_ROW,
    FINDINGS_ROW,
    FIRST_KIND_ROW,
    HELPERS,
    KIND_ROWS,
    OVERDUE_ROW,
    PERIOD_ROW,
    REPORTING_ROW,
    SEVERITY_NAMES,
    STATE_NAMES,
    TASKS_ROW,
    Tables,
    agency_formula,
    home_figures,
    kind_label,
    kind_labels,
    typed_setting,
)
from .formats import AMBER, GREEN, NAVY, RED, Formats

#: The row (from 1) of the first step; under each its buttons, two a row, in columns B and C.
FIRST_STEP_ROW = 5
_BUTTON_WIDTH, _BUTTON_HEIGHT, _BUTTON_MARGIN = 156, 25, 1


@record
class Button:
    """A button runs its macro, a Public Sub of the VBA project; `cell` holds its upper left corner."""

    macro: str
    caption: str
    cell: str


def _steps() -> tuple[dict[int, str], tuple[Button, ...], int]:
    """Row -> the step that begins there; the buttons; the last row that they take."""
    row, steps, buttons = FIRST_STEP_ROW, {}, []
    for group, step in GROUPS.items():
        steps[row] = step
        commands = [command for command in COMMANDS if command.group == group]
        for place, command in enumerate(commands):
            cell = f"{'BC'[place % 2]}{row + 1 + place // 2}"
            buttons.append(Button(command.macro, command.caption, cell))
        row += 1 + (len(commands) + 1) // 2
    return steps, tuple(buttons), row - 1


STEPS, BUTTONS, LAST_BUTTON_ROW = _steps()


def add_buttons(sheet: Any) -> None:
    for button in BUTTONS:
        options = {
            "macro": button.macro,
            "caption": button.caption,
            "width": _BUTTON_WIDTH,
            "height": _BUTTON_HEIGHT,
            "x_offset": _BUTTON_MARGIN,
            "y_offset": _BUTTON_MARGIN,
        }
        sheet.insert_button(button.cell, options)


_ROW_HEIGHT = 20.25
_WIDTHS = {"A:A": 2, "B:C": 20, "D:D": 25, "E:J": 14.5, "K:K": 2}
#: What is wider than a column (a moment has a date and a time): style -> the last column that it takes.
_MERGED = {"moment": "F", "next": "J", "task": "F", "lead": "H"}


def fill_home(book: Any, sheet: Any, tables: Tables, formats: Formats, *, sample: bool, macros: bool) -> None:
    """The whole sheet; protected without a password, so that a slip of the hand changes no formula."""
    sheet.set_default_row(_ROW_HEIGHT)
    sheet.hide_gridlines(2)
    for columns, width in _WIDTHS.items():
        sheet.set_column(columns, width)
    sheet.set_column(HELPERS, 8, None, {"hidden": True})
    sheet.set_row(0, 32)
    sheet.write_string("B1", texts.HOME_TITLE, formats["home_title"])
    shown = typed_setting(tables, "agency") or texts.HOME_NO_AGENCY
    sheet.write_formula("B2", agency_formula(), formats["home_agency"], shown)
    if sample:
        sheet.merge_range("B3:J3", texts.SAMPLE_BAND, formats["band"])
    home = _Home(sheet, formats)
    home.sidebar(macros=macros)
    home.labels(kind_labels(tables))
    # each formula with its last result and its name
    for figure in home_figures(tables):
        value = _serial(figure.value)
        if figure.style in _MERGED:
            sheet.merge_range(f"{figure.cell}:{_MERGED[figure.style]}{figure.cell[1:]}", None, formats[figure.style])
        sheet.write_formula(figure.cell, figure.formula, formats[figure.style], value)
        book.define_name(figure.name, f"={quoted(HOME_SHEET)}!${figure.cell[0]}${figure.cell[1:]}")
    home.charts(book)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.protect("")
    sheet.activate()


class _Home:
    """The sheet while it is written, with its formats."""

    def __init__(self, sheet: Any, formats: Formats) -> None:
        self.sheet, self.formats = sheet, formats

    def sidebar(self, *, macros: bool) -> None:
        sheet, formats = self.sheet, self.formats
        if macros:
            for row, step in STEPS.items():
                self._step(row, step)
            add_buttons(sheet)
        else:
            sheet.merge_range(f"B{FIRST_STEP_ROW}:C{FIRST_STEP_ROW + 5}", texts.HOME_NO_BUTTONS, formats["note"])
        heading = LAST_BUTTON_ROW + 2
        self._step(heading, texts.HOME_SHEETS)
        names = [table.sheet for table in TABLES if not table.hidden] + [LISTS_SHEET]
        half = (len(names) + 1) // 2
        for place, name in enumerate(names):
            cell = f"{'BC'[place // half]}{heading + 1 + place % half}"
            sheet.write_url(cell, f"internal:{quoted(name)}!A1", formats["link"], name)
        guide = heading + half + 2
        sheet.merge_range(f"B{guide}:C{guide + 3}", texts.HOME_GUIDE, formats["note"])

    def labels(self, kinds: Sequence[str]) -> None:
        sheet, formats = self.sheet, self.formats
        headings = {
            PERIOD_ROW: texts.HOME_PERIOD,
            REPORTING_ROW: texts.HOME_REPORTING,
            TASKS_ROW: texts.HOME_TASKS,
            FINDINGS_ROW: texts.HOME_FINDINGS,
            OVERDUE_ROW: texts.HOME_OVERDUE,
        }
        sheet.write_string(f"D{PERIOD_ROW - 1}", texts.HOME_NEXT, formats["next"])
        for row, heading in headings.items():
            sheet.merge_range(f"D{row}:J{row}", heading, formats["section"])
        pairs = (
            (texts.PERIOD_CODE, texts.PERIOD_NAME),
            (texts.PERIOD_START, texts.PERIOD_END),
            (texts.PERIOD_UNIT_DUE, texts.PERIOD_UPWARD_DUE),
            (texts.PERIOD_STATE, texts.PERIOD_TODAY),
        )
        for row, (left, right) in enumerate(pairs, start=PERIOD_ROW + 1):
            self._pair(row, left, right)
        self._heads(REPORTING_ROW + 1, texts.REPORTING_HEADS)
        sheet.write_string(f"D{REPORTING_ROW + 2}", texts.TOTAL, formats["label"])
        first, last = f"D{FIRST_KIND_ROW}", f"D{FIRST_KIND_ROW + KIND_ROWS - 1}"
        for row, label in enumerate(kinds, FIRST_KIND_ROW):
            sheet.write_formula(f"D{row}", kind_label(row), formats["kind"], label)
        named = {"type": "formula", "criteria": f'={first}<>""', "format": formats["kind_named"]}
        sheet.conditional_format(f"{first}:{last}", named)
        self._heads(TASKS_ROW + 1, (texts.TASK_STATE, *STATE_NAMES, texts.TOTAL))
        sheet.write_string(f"D{TASKS_ROW + 2}", texts.TASK_COUNT, formats["label"])
        sheet.write_string(f"D{TASKS_ROW + 3}", texts.TASK_OVERDUE, formats["label"])
        self._heads(FINDINGS_ROW + 1, (texts.FINDING_SEVERITY, *SEVERITY_NAMES))
        sheet.write_string(f"D{FINDINGS_ROW + 2}", texts.FINDING_COUNT, formats["label"])
        self._pair(FINDINGS_ROW + 3, texts.LAST_CHECK, texts.LATER_ACTION)
        row = OVERDUE_ROW + 1
        sheet.merge_range(f"D{row}:F{row}", texts.OVERDUE_TASK, formats["head"])
        sheet.merge_range(f"G{row}:H{row}", texts.OVERDUE_UNIT, formats["head"])
        sheet.write_string(f"I{row}", texts.OVERDUE_DUE, formats["head"])
        sheet.write_string(f"J{row}", texts.OVERDUE_DAYS, formats["head"])

    def charts(self, book: Any) -> None:
        heads, counts = TASKS_ROW + 1, TASKS_ROW + 2
        tasks = book.add_chart({"type": "column"})
        tasks.add_series(
            {
                "name": texts.TASK_COUNT,
                "categories": f"={quoted(HOME_SHEET)}!$E${heads}:$I${heads}",
                "values": f"={quoted(HOME_SHEET)}!$E${counts}:$I${counts}",
                "fill": {"color": NAVY},
                "data_labels": {"value": True, "font": {"name": FONT}},
                "gap": 60,
            }
        )
        self._place(tasks, f"D{CHARTS_ROW}", 446, texts.CHART_TASKS, legend=False)
        reporting = book.add_chart({"type": "bar", "subtype": "stacked"})
        first, last = FIRST_KIND_ROW, FIRST_KIND_ROW + KIND_ROWS - 1
        for at, colour in zip("GHI", (GREEN, AMBER, RED), strict=True):
            reporting.add_series(
                {
                    "name": f"={quoted(HOME_SHEET)}!${at}${REPORTING_ROW + 1}",
                    "categories": f"={quoted(HOME_SHEET)}!$D${first}:$D${last}",
                    "values": f"={quoted(HOME_SHEET)}!${at}${first}:${at}${last}",
                    "fill": {"color": colour},
                    "data_labels": {"value": True, "num_format": "0;;", "font": {"name": FONT, "color": "white"}},
                    "gap": 30,
                }
            )
        self._place(reporting, f"G{CHARTS_ROW}", 482, texts.CHART_REPORTING, legend=True)
        # from above to below without a line: rows that no kind fills are but space under the others
        bare = {"num_font": {"name": FONT}, "line": {"none": True}, "major_gridlines": {"visible": False}}
        reporting.set_y_axis({**bare, "major_tick_mark": "none", "reverse": True})
        reporting.set_x_axis({**bare, "visible": False})

    def _step(self, row: int, text: str) -> None:
        sheet, formats = self.sheet, self.formats
        sheet.write_string(f"B{row}", text, formats["step"])
        sheet.write_blank(f"C{row}", None, formats["step"])

    def _pair(self, row: int, left: str, right: str) -> None:
        sheet, formats = self.sheet, self.formats
        sheet.write_string(f"D{row}", left, formats["label"])
        sheet.merge_range(f"G{row}:H{row}", right, formats["label"])

    def _heads(self, row: int, heads: tuple[str, ...]) -> None:
        sheet, formats = self.sheet, self.formats
        for letter, head in zip("DEFGHIJ", heads, strict=False):
            sheet.write_string(f"{letter}{row}", head, formats["head"])

    def _place(self, chart: Any, cell: str, width: int, title: str, *, legend: bool) -> None:
        sheet = self.sheet
        for set_axis in (chart.set_x_axis, chart.set_y_axis):
            set_axis({"num_font": {"name": FONT}, "major_gridlines": {"visible": False}})
        chart.set_title({"name": title, "name_font": {"name": FONT, "size": 13, "color": NAVY}, "overlay": False})
        chart.set_legend({"position": "bottom", "font": {"name": FONT}} if legend else {"none": True})
        chart.set_size({"width": width, "height": 300})
        sheet.insert_chart(cell, chart, {"x_offset": 2, "y_offset": 4, "object_position": 2})


def _serial(value: Value) -> Value:
    """Excel's number of a date, the form in which a formula's result is kept."""
    if isinstance(value, dt.date):
        days = serial(value)
        return int(days) if days.is_integer() else days
    return value
