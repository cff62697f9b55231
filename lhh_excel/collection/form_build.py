"""Builds a unit's form: the bytes of an .xlsx without macros. The same content gives the same bytes.

Only input cells are unlocked; protection has no password. Source: docs/workbook-contract.md, "The reporting cycle".
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

from ..messages import collection as words
from ..messages.workbook import NOTE_AUTHOR
from ..workbook.build.layout import choice_list_name, letter, quoted
from ..workbook.build.package import deterministic_zip
from ..workbook.lists import BY_KEY as LISTS
from ..workbook.schema import MAX_CODE, text_height
from ..workbook.values import Value, show
from .content import FormContent
from .form_sheets import FIRST, Checked, fill_figures, fill_new, fill_tasks, fill_texts
from .form_styles import FormStyles
from .layout import FIGURE_KEYS, FIGURES_PART, FORM_LABELS, NOW, PARTS, SHEET_GUIDE, STAMP_SHEET

_A4 = 9
_LISTS = ("task_group", "task_state")
_LIST_COLUMN = 7  # of the hidden sheet, beside the stamp
_GUIDE_WIDTHS = (6, 20, 74)


def build_form(content: FormContent) -> bytes:
    """The form of one unit; cells named in `content.marks` are red and say why."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, options)
    day = content.stamp.created
    title = words.FORM_DOCUMENT_TITLE.format(period=content.period.code, unit=content.unit.name)
    book.set_properties(
        {"title": title[:255], "author": NOTE_AUTHOR, "created": dt.datetime(day.year, day.month, day.day)}
    )
    book.set_calc_mode("auto")
    book.set_size(22_000, 13_000)
    styles = FormStyles(book)
    guide = book.add_worksheet(SHEET_GUIDE)
    sheets = {part.key: book.add_worksheet(part.sheet) for part in PARTS}
    stamp = book.add_worksheet(STAMP_SHEET)
    _fill_stamp(book, stamp, content, styles)
    checked = {
        FIGURES_PART: fill_figures(sheets[FIGURES_PART], content, styles, content.opening),
        "tasks": fill_tasks(sheets["tasks"], content, styles),
        "new": fill_new(sheets["new"], content, styles),
    }
    fill_texts(sheets["texts"], content, styles)
    _fill_guide(guide, content, styles, checked)
    codes = [code[:MAX_CODE].replace("&", "&&") for code in (content.unit.code, content.period.code)]
    footer = words.FORM_FOOTER.format(unit=codes[0], period=codes[1])
    for key, sheet in {"guide": guide, **sheets}.items():
        _print_setup(sheet, landscape=key in ("tasks", "new"), footer=footer)
        sheet.protect("", {"format_rows": True, "format_columns": True})
    guide.activate()
    book.close()
    with zipfile.ZipFile(io.BytesIO(target.getvalue())) as package:
        return deterministic_zip({name: package.read(name) for name in package.namelist()})


def _fill_stamp(book: Any, sheet: Any, content: FormContent, styles: FormStyles) -> None:
    """All text, so that no program turns a code into a number or a date."""
    for row, cells in enumerate(content.stamp.rows()):
        for column, text in enumerate(cells):
            if text:
                sheet.write_string(row, column, text, styles["stamp"])
    for number, key in enumerate(_LISTS):
        values = LISTS[key].values
        column = _LIST_COLUMN + number
        for row, value in enumerate(values):
            sheet.write_string(row, column, value, styles["stamp"])
        at = letter(column)
        book.define_name(choice_list_name(key), f"={quoted(STAMP_SHEET)}!${at}$1:${at}${len(values)}")
    sheet.protect()
    sheet.very_hidden()


def _fill_guide(sheet: Any, content: FormContent, styles: FormStyles, checked: dict[str, Checked]) -> None:
    for column, width in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, content.agency.upper(), styles["agency"])
    sheet.set_row(1, 28)
    sheet.write_string(1, 0, f"{words.FORM_TITLE} {content.period.name.upper()}", styles["title"])
    sheet.set_row(2, 8)
    row = 3
    for key, value in _facts(content).items():
        sheet.merge_range(row, 0, row, 1, FORM_LABELS[key], styles["label"])
        sheet.write_string(row, 2, value, styles["value"])
        sheet.set_row(row, max(21, text_height([(value, _GUIDE_WIDTHS[2] - 4)]) + 4))
        row += 1
    row = _problems(sheet, content, styles, row + 1)
    row = _section(sheet, styles["section"], words.FORM_GUIDE_HEAD, row)
    for number, text in enumerate(words.FORM_GUIDE, 1):
        sheet.write_number(row, 0, number, styles["step"])
        sheet.merge_range(row, 1, row, 2, text, styles["guide"])
        sheet.set_row(row, text_height([(text, sum(_GUIDE_WIDTHS[1:]) / 1.12)]) + 5)
        row += 1
    _state(sheet, content, styles, checked, row + 1)


def _facts(content: FormContent) -> dict[str, str]:
    period = content.period
    return {
        "unit": content.unit.name,
        "code": content.unit.code,
        "period": period.name,
        "days": words.FORM_DAYS.format(start=show(period.start), end=show(period.end)),
        "due": show(period.unit_due),
        "to": content.agency,
    }


def _section(sheet: Any, style: Any, text: str, row: int) -> int:
    sheet.set_row(row, 22)
    sheet.merge_range(row, 0, row, 2, text, style)
    return row + 1


def _problems(sheet: Any, content: FormContent, styles: FormStyles, row: int) -> int:
    """What the unit has to mend, where its form came back wrong."""
    if not content.problems:
        return row
    row = _section(sheet, styles["alarm"], words.FORM_CORRECT_HEAD, row)
    for number, text in enumerate(content.problems, 1):
        sheet.write_number(row, 0, number, styles["step"])
        sheet.merge_range(row, 1, row, 2, text, styles["problem"])
        sheet.set_row(row, min(text_height([(text, sum(_GUIDE_WIDTHS[1:]) / 1.12)]) + 5, 400))
        row += 1
    return row + 1


def _state(sheet: Any, content: FormContent, styles: FormStyles, checked: dict[str, Checked], row: int) -> None:
    """How many figures are filled in and how much is to be mended, by formula."""
    row = _section(sheet, styles["section"], words.FORM_STATE_HEAD, row)
    names = {part.key: quoted(part.sheet) for part in PARTS}
    first, end = FIRST + 1, checked[FIGURES_PART].last_row + 1
    count = end - first + 1
    filled = sum(isinstance(_number(content, i), (int, float)) for i in range(count))
    formula = f'=COUNT({names[FIGURES_PART]}!E{first}:E{end})&"{words.FORM_FILLED_OF.format(count=count)}"'
    sheet.merge_range(row, 0, row, 1, words.FORM_FILLED, styles["label"])
    sheet.write_formula(row, 2, formula, styles["count"], f"{filled}{words.FORM_FILLED_OF.format(count=count)}")
    sheet.set_row(row, 21)
    areas = {FIGURES_PART: "F", "tasks": "J", "new": "M"}
    wrong = "+".join(
        f'COUNTIF({names[key]}!{at}{FIRST + 1}:{at}{checked[key].last_row + 1},"{words.CHECK_WRONG}*")'
        for key, at in areas.items()
    )
    sheet.merge_range(row + 1, 0, row + 1, 1, words.FORM_TO_MEND, styles["label"])
    sheet.write_formula(row + 1, 2, "=" + wrong, styles["count"], sum(one.wrong for one in checked.values()))
    sheet.set_row(row + 1, 21)
    alarm = {"type": "cell", "criteria": ">", "value": 0, "format": styles.conditional("wrong_text")}
    sheet.conditional_format(row + 1, 2, row + 1, 2, alarm)


def _number(content: FormContent, index: int) -> Value:
    return content.shown.get((FIGURES_PART, FIGURE_KEYS[index], NOW))


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
        sheet.repeat_rows(FIRST - 1)
