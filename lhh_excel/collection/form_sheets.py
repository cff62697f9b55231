"""The sheets of a form that a unit types into: figures, open tasks, new tasks, texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..messages import collection as words
from ..workbook.build.checks import column_options
from ..workbook.build.layout import letter
from ..workbook.build.sheets import write_value
from ..workbook.schema import Column, Kind, text_height
from ..workbook.tables import FIGURES, TASKS
from ..workbook.values import Value, show
from .content import FormContent
from .form_checks import figure_check, new_check, task_check
from .form_styles import FormStyles
from .layout import (
    BEFORE,
    FIGURE_KEYS,
    FIGURES_PART,
    HEAD_BEFORE,
    HEAD_CHECK,
    HEAD_INDICATOR,
    HEAD_MEANING,
    HEAD_NOW,
    HEAD_NUMBER,
    NEW_KEYS,
    NEW_PART,
    NEW_ROWS,
    NOW,
    PART,
    SECTIONS,
    TASK_KEYS,
    TASKS_PART,
    TEXTS_PART,
    CellKey,
    column_of,
    figure_label,
    figure_meaning,
)

#: Rows counted from 0: title, help, a gap, headers, then what is typed.
HEADER, FIRST = 3, 4
#: A wrapped text is given a little more room than it is measured to need: rows of a protected sheet don't grow.
_NARROW = 1.15
_TEXT_HEIGHT, _NEW_HEIGHT = 118.0, 36.0
_WIDTHS: dict[str, tuple[float, ...]] = {
    FIGURES_PART: (5, 25, 34, 10, 12, 27),
    TASKS_PART: (9.5, 28, 12, 13, 9, 12, 24, 16, 18, 17),
    NEW_PART: (5, 18, 26, 10.5, 13, 12, 12, 13, 9, 12, 18, 13, 15),
    TEXTS_PART: (17, 92),
}


class Checked(NamedTuple):
    """What the first page must know of a sheet: its last checked row, from 0, and how many checks find fault."""

    last_row: int
    wrong: int


class PartSheet:
    """One sheet of a form while it is written."""

    def __init__(self, sheet: Any, part: str, content: FormContent, styles: FormStyles) -> None:
        self.sheet, self.part, self.content, self.styles = sheet, part, content, styles
        self.wrong = 0  # checks that find something to mend as the form is made

    def begin(self, help_: str, headers: list[str]) -> None:
        for index, width in enumerate(_WIDTHS[self.part]):
            self.sheet.set_column(index, index, width)
        self.sheet.set_row(0, 24)
        self.sheet.write_string(0, 0, PART[self.part].sheet.upper(), self.styles["title"])
        self.sheet.merge_range(1, 0, 1, len(headers) - 1, help_, self.styles["help"])
        width = sum(_WIDTHS[self.part])
        self.sheet.set_row(1, text_height([(help_, width)]) + 2)
        self.sheet.set_row(2, 6)
        widths = _WIDTHS[self.part]
        self.sheet.set_row(HEADER, text_height((text, widths[i] - 2) for i, text in enumerate(headers)) + 8)
        for index, text in enumerate(headers):
            self.sheet.write_string(HEADER, index, text, self.styles["header"])
        self.sheet.freeze_panes(FIRST, 2 if self.part in (FIGURES_PART, TASKS_PART) else 0)

    def input(self, row: int, column: int, key: CellKey) -> Value:
        """A cell to type into, with its drop-down or check and its note if something is wrong; its value."""
        schema, value = column_of(key), self.content.shown.get(key)
        wrong = self.content.marks.get(key, [])
        self._value(row, column, value, self.styles.input(schema, wrong=bool(wrong)))
        if wrong:
            self.sheet.write_comment(row, column, "\n".join(wrong), {"x_scale": 2, "font_name": "Times New Roman"})
        options = column_options(FIGURES if key[0] == FIGURES_PART else TASKS, schema)
        if options is not None and schema.kind is not Kind.REFS:
            self.sheet.data_validation(row, column, row, column, options)
        return value

    def _value(self, row: int, column: int, value: Value, style: Any) -> None:
        if isinstance(value, (str, int, float)) or hasattr(value, "isoformat") or value is None:
            write_value(self.sheet, row, column, value, style)
        else:
            self.sheet.write_string(row, column, show(value), style)

    def given(self, row: int, column: int, key: CellKey, schema: Column) -> None:
        self._value(row, column, self.content.fixed.get(key), self.styles.given(schema))

    def check(self, row: int, column: int, formula: tuple[str, str], inputs: tuple[int, int]) -> None:
        """The check's formula, and red on what it finds wrong: the input cells from `inputs[0]` to `inputs[1]`."""
        self.sheet.write_formula(row, column, formula[0], self.styles["check"], formula[1])
        self.wrong += formula[1].startswith(words.CHECK_WRONG)
        at = f"${letter(column)}${row + 1}"
        begins = f"=LEFT({at},{len(words.CHECK_WRONG)})=" + f'"{words.CHECK_WRONG}"'
        wrong = {"type": "formula", "criteria": begins, "format": self.styles.conditional("wrong")}
        self.sheet.conditional_format(row, inputs[0], row, inputs[1], wrong)
        self.sheet.conditional_format(
            row, column, row, column, {**wrong, "format": self.styles.conditional("wrong_text")}
        )
        doubtful = f'=LEFT({at},7)="{words.CHECK_NOBODY[:7]}"'
        self.sheet.conditional_format(
            row,
            column,
            row,
            column,
            {"type": "formula", "criteria": doubtful, "format": self.styles.conditional("doubtful_text")},
        )

    def height(self, row: int, texts: Mapping[int, Value], least: float) -> None:
        """A row as high as its longest text needs, with room for an answer of two lines."""
        widths = _WIDTHS[self.part]
        needed = text_height((value, widths[i] / _NARROW) for i, value in texts.items() if value is not None)
        self.sheet.set_row(row, min(max(least, needed + 4), 400))


def fill_figures(sheet: Any, content: FormContent, styles: FormStyles, closing: int | float | None) -> Checked:
    page = PartSheet(sheet, FIGURES_PART, content, styles)
    before = content.before.name if content.before else words.FORM_NO_BEFORE
    heads = [HEAD_NUMBER, HEAD_INDICATOR, HEAD_MEANING, HEAD_BEFORE, HEAD_NOW]
    page.begin(
        words.FORM_FIGURES_HELP.format(before=before, now=content.period.name),
        [*heads, HEAD_CHECK],
    )
    at = {key: f"E{FIRST + 1 + i}" for i, key in enumerate(FIGURE_KEYS)}
    values = {key: content.shown.get((FIGURES_PART, key, NOW)) for key in FIGURE_KEYS}
    last = FIRST + len(FIGURE_KEYS) - 2
    for i, key in enumerate(FIGURE_KEYS):
        row = FIRST + i
        sheet.write_number(row, 0, i + 1, styles["number"])
        sheet.write_string(row, 1, figure_label(key), styles["row"])
        sheet.write_string(row, 2, figure_meaning(key), styles["small"])
        page.given(row, 3, (FIGURES_PART, key, BEFORE), FIGURES[key])
        if FIGURES[key].kind is Kind.TEXT:
            sheet.merge_range(row, 4, row, 5, None, styles.input(FIGURES[key]))
            page.input(row, 4, (FIGURES_PART, key, NOW))
            page.height(row, {5: values[key]}, 52)
            continue
        page.height(row, {2: figure_meaning(key)}, 24)
        page.input(row, 4, (FIGURES_PART, key, NOW))
        page.check(row, 5, figure_check(key, at, values, closing), (4, 4))
    return Checked(last, page.wrong)


def fill_tasks(sheet: Any, content: FormContent, styles: FormStyles) -> Checked:
    page = PartSheet(sheet, TASKS_PART, content, styles)
    part = PART[TASKS_PART]
    end = show(content.period.end)
    page.begin(words.FORM_TASKS_HELP.format(end=end), [part.label, *part.headers.values(), HEAD_CHECK])
    first_input = 1 + len(part.fixed)
    for i, code in enumerate(content.tasks):
        row = FIRST + i
        sheet.write_string(row, 0, code, styles["row"])
        for c, (key, _) in enumerate(part.fixed, 1):
            page.given(row, c, (TASKS_PART, code, key), TASKS[key])
        values = {key: page.input(row, first_input + c, (TASKS_PART, code, key)) for c, key in enumerate(TASK_KEYS)}
        at = {key: f"{letter(first_input + c)}{row + 1}" for c, key in enumerate(TASK_KEYS)}
        page.check(row, first_input + len(TASK_KEYS), task_check(at, values), (first_input, first_input + 3))
        texts = {1: content.fixed.get((TASKS_PART, code, "content"))}
        texts |= {first_input + c: values[key] for c, key in enumerate(TASK_KEYS) if c >= 3}
        page.height(row, texts, _NEW_HEIGHT)
    if not content.tasks:
        sheet.write_string(FIRST, 1, words.FORM_NO_TASKS, styles["help"])
    return Checked(FIRST + max(len(content.tasks), 1) - 1, page.wrong)


def fill_new(sheet: Any, content: FormContent, styles: FormStyles) -> Checked:
    page = PartSheet(sheet, NEW_PART, content, styles)
    part = PART[NEW_PART]
    page.begin(words.FORM_NEW_HELP, [part.label, *part.headers.values(), HEAD_CHECK])
    rows = new_rows(content)
    for i, name in enumerate(rows):
        row = FIRST + i
        if name.isascii() and name.isdecimal() and len(name) < 10:
            sheet.write_number(row, 0, int(name), styles["number"])
        else:
            sheet.write_string(row, 0, name, styles["number"])
        values = {key: page.input(row, 1 + c, (NEW_PART, name, key)) for c, key in enumerate(NEW_KEYS)}
        at = {key: f"{letter(1 + c)}{row + 1}" for c, key in enumerate(NEW_KEYS)}
        area = f"{letter(1)}{row + 1}:{letter(len(NEW_KEYS))}{row + 1}"
        page.check(row, 1 + len(NEW_KEYS), new_check(at, values, area), (1, len(NEW_KEYS)))
        page.height(row, {1 + c: values[key] for c, key in enumerate(NEW_KEYS)}, _NEW_HEIGHT)
    return Checked(FIRST + len(rows) - 1, page.wrong)


def new_rows(content: FormContent) -> list[str]:
    """The names of the lines for new tasks: those prepared, and those that a unit added to the form that came back."""
    used = [row for part, row, _ in content.shown if part == NEW_PART]
    return list(dict.fromkeys([*(str(i + 1) for i in range(NEW_ROWS)), *used]))


def fill_texts(sheet: Any, content: FormContent, styles: FormStyles) -> None:
    page = PartSheet(sheet, TEXTS_PART, content, styles)
    part = PART[TEXTS_PART]
    page.begin(words.FORM_TEXTS_HELP, [part.label, *part.headers.values()])
    for i, section in enumerate(SECTIONS):
        sheet.write_string(FIRST + i, 0, section, styles["label"])
        value = page.input(FIRST + i, 1, (TEXTS_PART, section, "content"))
        page.height(FIRST + i, {1: value}, _TEXT_HEIGHT)
