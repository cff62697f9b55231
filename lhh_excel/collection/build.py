"""Builds a unit's form: the bytes of an .xlsx without macros. The same content gives the same bytes.

Only input cells are unlocked; protection has no password. Source: docs/workbook-contract.md, "The reporting cycle".
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import LhhError
from ..files import write_atomic
from ..law import FONT
from ..list_book import WINDOW, default_font
from ..log import log_fault
from ..mail import draft_beside
from ..messages import collection as words
from ..messages.workbook import NOTE_AUTHOR
from ..office_file import write_parts
from ..workbook.addresses import quoted
from ..workbook.build.checks import column_options
from ..workbook.build.formats import AMBER, GREY, HEADER, NAVY, NUMBER_FORMATS, PALE, RED, Formats
from ..workbook.build.layout import choice_list_name, letter
from ..workbook.build.sheets import write_value
from ..workbook.schema import MAX_CODE, Column, Kind, text_height
from ..workbook.tables import FIGURES, TASKS
from ..workbook.typed import choices_of
from ..workbook.values import Value, show
from .content import FormContent
from .layout import (
    BEFORE,
    FIGURES_PART,
    FORM_LABELS,
    GUIDE_PART,
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
    PARTS,
    SHEET_GUIDE,
    STAMP_SHEET,
    TASK_KEYS,
    TASKS_PART,
    TEXTS_PART,
    CellKey,
    FigureChecks,
    Told,
    figure_meaning,
    new_check,
    task_check,
)

# --- fonts, colours and formats: yellow is typed, grey is given, red is to be mended ---------------------------------

_INPUT, _GIVEN, _WRONG, _LINE = "#FFF8DC", "#EDEDED", "#FFC7CE", "#BFBFBF"
_SIZE = 12

_STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16, "font_color": NAVY},
    "agency": {"bold": True, "font_size": 11, "font_color": GREY},
    "help": {"italic": True, "font_color": GREY, "text_wrap": True, "valign": "top"},
    "section": {"bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "valign": "vcenter", "indent": 1},
    "alarm": {"bold": True, "font_color": "#FFFFFF", "bg_color": RED, "valign": "vcenter", "indent": 1},
    "label": {"bold": True, "bg_color": PALE, "border": 1, "border_color": "#FFFFFF", "valign": "vcenter", "indent": 1},
    "value": {"num_format": "@", "valign": "vcenter", "indent": 1, "text_wrap": True},
    "guide": {"text_wrap": True, "valign": "top"},
    "step": {"align": "center", "valign": "top", "bold": True, "font_color": NAVY},
    "count": {"bold": True, "align": "left", "valign": "vcenter", "indent": 1},
    "problem": {"text_wrap": True, "valign": "top", "font_color": "#9C0006"},
    "header": HEADER,
    "row": {"border": 1, "border_color": _LINE, "valign": "vcenter", "text_wrap": True, "num_format": "@", "indent": 1},
    "number": {"border": 1, "border_color": _LINE, "valign": "vcenter", "align": "center"},
    "small": {"border": 1, "border_color": _LINE, "valign": "vcenter", "text_wrap": True, "font_size": 11, "indent": 1},
    "check": {
        "border": 1,
        "border_color": _LINE,
        "valign": "vcenter",
        "text_wrap": True,
        "font_color": GREY,
        "font_size": 11,
        "indent": 1,
    },
    "stamp": {"num_format": "@"},
    # conditional
    "wrong": {"bg_color": _WRONG, "font_color": "#9C0006"},
    "wrong_text": {"font_color": RED, "bold": True},
    "doubtful_text": {"font_color": AMBER, "bold": True},
}


class _Styles(Formats):
    """The formats of one form."""

    def __getitem__(self, style: str) -> Any:
        return self._get({"font_name": FONT, "font_size": _SIZE} | _STYLES[style])

    def conditional(self, style: str) -> Any:
        return self._get(_STYLES[style])

    def input(self, column: Column, *, wrong: bool = False) -> Any:
        """A yellow cell to type into; a red one where a value that came back is to be mended."""
        return self._get(self._of(column) | {"bg_color": _WRONG if wrong else _INPUT, "locked": False})

    def given(self, column: Column) -> Any:
        """A grey cell."""
        return self._get(self._of(column) | {"bg_color": _GIVEN, "font_color": GREY})

    def _of(self, column: Column) -> dict[str, object]:
        kind = column.kind
        properties: dict[str, object] = {"font_name": FONT, "font_size": _SIZE, "border": 1, "border_color": _LINE}
        properties |= {"valign": "vcenter", "num_format": "@" if kind.is_text else NUMBER_FORMATS[kind]}
        if kind.is_number:
            return properties | {"align": "right", "indent": 1}
        if kind is Kind.DATE:
            return properties | {"align": "center"}
        return properties | {"text_wrap": True, "indent": 1}


# --- the sheets that a unit types into -------------------------------------------------------------------------------

#: Rows counted from 0: title, help, a gap, headers, then what is typed.
_HEADER, _FIRST = 3, 4
#: A wrapped text is given a little more room than it is measured to need: rows of a protected sheet don't grow.
_NARROW = 1.15
_TEXT_HEIGHT, _NEW_HEIGHT = 118.0, 36.0
_WIDTHS: dict[str, tuple[float, ...]] = {
    FIGURES_PART: (5, 25, 34, 10, 12, 27),
    TASKS_PART: (9.5, 28, 12, 13, 9, 12, 24, 16, 18, 17),
    NEW_PART: (5, 18, 26, 10.5, 13, 12, 12, 13, 9, 12, 18, 13, 15),
    TEXTS_PART: (17, 92),
}


class _Checked(NamedTuple):
    """What the first page must know of a sheet: its last checked row, from 0, and how many checks find fault."""

    last_row: int
    wrong: int


class _Page:
    """One sheet of a form while it is written."""

    def __init__(self, sheet: Any, part: str, content: FormContent, styles: _Styles) -> None:
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
        self.sheet.set_row(_HEADER, text_height((text, widths[i] - 2) for i, text in enumerate(headers)) + 8)
        for index, text in enumerate(headers):
            self.sheet.write_string(_HEADER, index, text, self.styles["header"])
        self.sheet.freeze_panes(_FIRST, 2 if self.part in (FIGURES_PART, TASKS_PART) else 0)

    def input(self, row: int, column: int, key: CellKey) -> Value:
        """A cell to type into, with its drop-down or check and its note if something is wrong; its value."""
        schema, value = self.content.stamp.asked.column(key), self.content.shown.get(key)
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

    def check(self, row: int, column: int, told: Told, inputs: tuple[int, int]) -> None:
        """The check, and red on what it finds wrong: the input cells from `inputs[0]` to `inputs[1]`."""
        self.sheet.write_formula(row, column, told.formula, self.styles["check"], told.result)
        self.wrong += told.result.startswith(words.CHECK_WRONG)
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


def _fill_figures(page: _Page) -> _Checked:
    sheet, content, styles = page.sheet, page.content, page.styles
    before = content.before.name if content.before else words.FORM_NO_BEFORE
    heads = [HEAD_NUMBER, HEAD_INDICATOR, HEAD_MEANING, HEAD_BEFORE, HEAD_NOW]
    page.begin(
        words.FORM_FIGURES_HELP.format(before=before, now=content.period.name),
        [*heads, HEAD_CHECK],
    )
    asked = content.stamp.asked
    at = {key: f"E{_FIRST + 1 + i}" for i, key in enumerate(asked.indicators)}
    values = {key: content.shown.get((FIGURES_PART, key, NOW)) for key in asked.keys}
    checks = FigureChecks(asked, content.declared, at, values, content.opening)
    for i, (key, label) in enumerate(asked.rows(PART[FIGURES_PART]).items()):
        column = asked.figure(key)
        row = _FIRST + i
        sheet.write_number(row, 0, i + 1, styles["number"])
        sheet.write_string(row, 1, label, styles["row"])
        sheet.write_string(row, 2, figure_meaning(column), styles["small"])
        page.given(row, 3, (FIGURES_PART, key, BEFORE), column)
        if column.kind is Kind.TEXT:
            sheet.merge_range(row, 4, row, 5, None, styles.input(column))
            page.input(row, 4, (FIGURES_PART, key, NOW))
            page.height(row, {5: values[key]}, 52)
            continue
        page.height(row, {2: figure_meaning(column)}, 24)
        page.input(row, 4, (FIGURES_PART, key, NOW))
        page.check(row, 5, checks.of(key), (4, 4))
    return _Checked(_FIRST + len(asked.indicators) - 1, page.wrong)


def _fill_tasks(page: _Page) -> _Checked:
    sheet, content, styles = page.sheet, page.content, page.styles
    part = PART[TASKS_PART]
    end = show(content.period.end)
    page.begin(words.FORM_TASKS_HELP.format(end=end), [part.label, *part.headers.values(), HEAD_CHECK])
    first_input = 1 + len(part.fixed)
    for i, code in enumerate(content.tasks):
        row = _FIRST + i
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
        sheet.write_string(_FIRST, 1, words.FORM_NO_TASKS, styles["help"])
    return _Checked(_FIRST + max(len(content.tasks), 1) - 1, page.wrong)


def _fill_new(page: _Page) -> _Checked:
    sheet, content, styles = page.sheet, page.content, page.styles
    part = PART[NEW_PART]
    page.begin(words.FORM_NEW_HELP, [part.label, *part.headers.values(), HEAD_CHECK])
    used = [row for kind, row, _ in content.shown if kind == NEW_PART]  # also lines that a unit added to its form
    rows = list(dict.fromkeys([*(str(i + 1) for i in range(NEW_ROWS)), *used]))
    for i, name in enumerate(rows):
        row = _FIRST + i
        if name.isascii() and name.isdecimal() and len(name) < 10:
            sheet.write_number(row, 0, int(name), styles["number"])
        else:
            sheet.write_string(row, 0, name, styles["number"])
        values = {key: page.input(row, 1 + c, (NEW_PART, name, key)) for c, key in enumerate(NEW_KEYS)}
        at = {key: f"{letter(1 + c)}{row + 1}" for c, key in enumerate(NEW_KEYS)}
        area = f"{letter(1)}{row + 1}:{letter(len(NEW_KEYS))}{row + 1}"
        page.check(row, 1 + len(NEW_KEYS), new_check(at, values, area), (1, len(NEW_KEYS)))
        page.height(row, {1 + c: values[key] for c, key in enumerate(NEW_KEYS)}, _NEW_HEIGHT)
    return _Checked(_FIRST + len(rows) - 1, page.wrong)


def _fill_texts(page: _Page) -> None:
    sheet, content, styles = page.sheet, page.content, page.styles
    part = PART[TEXTS_PART]
    page.begin(words.FORM_TEXTS_HELP, [part.label, *part.headers.values()])
    for i, section in enumerate(content.stamp.asked.sections):
        sheet.write_string(_FIRST + i, 0, section, styles["label"])
        value = page.input(_FIRST + i, 1, (TEXTS_PART, section, "content"))
        page.height(_FIRST + i, {1: value}, _TEXT_HEIGHT)


# --- the whole form, its first page and its stamp --------------------------------------------------------------------

_A4 = 9
_LISTS = ("group", "state")
_LIST_COLUMN = 7  # of the hidden sheet, beside the stamp
_GUIDE_WIDTHS = (6, 20, 74)


def build_form(content: FormContent) -> bytes:
    """The form of one unit; cells named in `content.marks` are red and say why."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, {**options, "default_format_properties": default_font(11)})
    day = content.stamp.created
    title = words.FORM_DOCUMENT_TITLE.format(period=content.period.code, unit=content.unit.name)
    book.set_properties(
        {"title": title[:255], "author": NOTE_AUTHOR, "created": dt.datetime(day.year, day.month, day.day)}
    )
    book.set_calc_mode("auto")
    book.set_size(*WINDOW)
    styles = _Styles(book)
    guide = book.add_worksheet(SHEET_GUIDE)
    pages = {part.key: _Page(book.add_worksheet(part.sheet), part.key, content, styles) for part in PARTS}
    stamp = book.add_worksheet(STAMP_SHEET)
    _fill_stamp(book, stamp, content, styles)
    checked = {
        FIGURES_PART: _fill_figures(pages[FIGURES_PART]),
        TASKS_PART: _fill_tasks(pages[TASKS_PART]),
        NEW_PART: _fill_new(pages[NEW_PART]),
    }
    _fill_texts(pages[TEXTS_PART])
    _Guide(guide, content, styles).fill(checked)
    codes = [code[:MAX_CODE].replace("&", "&&") for code in (content.unit.code, content.period.code)]
    footer = words.FORM_FOOTER.format(unit=codes[0], period=codes[1])
    sheets = {GUIDE_PART: guide, **{key: page.sheet for key, page in pages.items()}}
    for key, sheet in sheets.items():
        _print_setup(sheet, landscape=key in (TASKS_PART, NEW_PART), footer=footer)
        sheet.protect("", {"format_rows": True, "format_columns": True})
    guide.activate()
    book.close()
    with zipfile.ZipFile(io.BytesIO(target.getvalue())) as package:
        return write_parts({name: package.read(name) for name in package.namelist()})


def write_form(path: Path, content: Callable[[], FormContent], mail: Callable[[bytes], bytes] | None = None) -> str:
    """The form written, and with `mail` the draft that takes it to its unit; else why not, as a sentence.

    What no test foresaw in one unit's rows must not stop the other nineteen.
    """
    try:
        form = build_form(content())
        write_atomic(path, form, keep_backup=False)
        if mail is not None:
            write_atomic(draft_beside(path), mail(form), keep_backup=False)
    except LhhError as error:
        return str(error)
    except Exception as fault:
        return words.FAULT_LOGGED.format(log=log_fault(fault))
    return ""


def _fill_stamp(book: Any, sheet: Any, content: FormContent, styles: _Styles) -> None:
    """All text, so that no program turns a code into a number or a date."""
    for row, cells in enumerate(content.stamp.rows()):
        for column, text in enumerate(cells):
            if text:
                sheet.write_string(row, column, text, styles["stamp"])
    for number, key in enumerate(_LISTS):
        values = choices_of(content.stamp.asked.column((NEW_PART, "", key)))
        column = _LIST_COLUMN + number
        for row, value in enumerate(values):
            sheet.write_string(row, column, value, styles["stamp"])
        at = letter(column)
        book.define_name(choice_list_name(TASKS[key].choices), f"={quoted(STAMP_SHEET)}!${at}$1:${at}${len(values)}")
    sheet.protect()
    sheet.very_hidden()


class _Guide:
    """The first page while it is written, from above to below; `row` is the next free one."""

    def __init__(self, sheet: Any, content: FormContent, styles: _Styles) -> None:
        self.sheet, self.content, self.styles, self.row = sheet, content, styles, 3

    def fill(self, checked: dict[str, _Checked]) -> None:
        sheet, content, styles = self.sheet, self.content, self.styles
        for column, width in enumerate(_GUIDE_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, content.stamp.agency.upper(), styles["agency"])
        sheet.set_row(1, 28)
        sheet.write_string(1, 0, f"{words.FORM_TITLE} {content.period.name.upper()}", styles["title"])
        sheet.set_row(2, 8)
        period = content.period
        facts = {
            "unit": content.unit.name,
            "code": content.unit.code,
            "period": period.name,
            "days": words.FORM_DAYS.format(start=show(period.start), end=show(period.end)),
            "due": show(period.unit_due),
            "to": content.stamp.agency,
        }
        for key, value in facts.items():
            self._label(FORM_LABELS[key])
            sheet.write_string(self.row, 2, value, styles["value"])
            sheet.set_row(self.row, max(21, text_height([(value, _GUIDE_WIDTHS[2] - 4)]) + 4))
            self.row += 1
        self.row += 1
        if content.problems:  # what the unit has to mend, where its form came back wrong
            self._numbered("alarm", words.FORM_CORRECT_HEAD, content.problems, "problem")
        self._numbered("section", words.FORM_GUIDE_HEAD, words.FORM_GUIDE, "guide")
        self._state(checked)

    def _label(self, text: str) -> None:
        self.sheet.merge_range(self.row, 0, self.row, 1, text, self.styles["label"])

    def _head(self, style: str, text: str) -> None:
        self.sheet.set_row(self.row, 22)
        self.sheet.merge_range(self.row, 0, self.row, 2, text, self.styles[style])
        self.row += 1

    def _numbered(self, head: str, title: str, texts: Iterable[str], style: str) -> None:
        """The title, its texts with their numbers, a gap."""
        self._head(head, title)
        for number, text in enumerate(texts, 1):
            self.sheet.write_number(self.row, 0, number, self.styles["step"])
            self.sheet.merge_range(self.row, 1, self.row, 2, text, self.styles[style])
            self.sheet.set_row(self.row, min(text_height([(text, sum(_GUIDE_WIDTHS[1:]) / 1.12)]) + 5, 400))
            self.row += 1
        self.row += 1

    def _state(self, checked: dict[str, _Checked]) -> None:
        """How many figures are filled in and how much is to be mended, by formula."""
        self._head("section", words.FORM_STATE_HEAD)
        sheet, style = self.sheet, self.styles["count"]
        names = {part.key: quoted(part.sheet) for part in PARTS}
        asked = self.content.stamp.asked.indicators
        first, end, of = _FIRST + 1, checked[FIGURES_PART].last_row + 1, words.FORM_FILLED_OF.format(count=len(asked))
        filled = sum(isinstance(self.content.shown.get((FIGURES_PART, key, NOW)), (int, float)) for key in asked)
        formula = f'=COUNT({names[FIGURES_PART]}!E{first}:E{end})&"{of}"'
        self._label(words.FORM_FILLED)
        sheet.write_formula(self.row, 2, formula, style, f"{filled}{of}")
        sheet.set_row(self.row, 21)
        self.row += 1
        areas = {FIGURES_PART: "F", TASKS_PART: "J", NEW_PART: "M"}
        wrong = "+".join(
            f'COUNTIF({names[key]}!{at}{first}:{at}{checked[key].last_row + 1},"{words.CHECK_WRONG}*")'
            for key, at in areas.items()
        )
        self._label(words.FORM_TO_MEND)
        sheet.write_formula(self.row, 2, "=" + wrong, style, sum(one.wrong for one in checked.values()))
        sheet.set_row(self.row, 21)
        alarm = {"type": "cell", "criteria": ">", "value": 0, "format": self.styles.conditional("wrong_text")}
        sheet.conditional_format(self.row, 2, self.row, 2, alarm)


def _print_setup(sheet: Any, *, landscape: bool, footer: str) -> None:
    if landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer("&R" + footer)
    sheet.set_default_row(20)
    if landscape:
        sheet.repeat_rows(_FIRST - 1)
