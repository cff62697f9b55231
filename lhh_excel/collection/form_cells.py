"""One cell of a form that came back: what is typed in it, and whether what nobody may change is as it was sent."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from ..messages import collection as words
from ..workbook.assemble import column_letter
from ..workbook.book import Problem
from ..workbook.cells import Sheet
from ..workbook.tables import TASKS
from ..workbook.typed import clean_column
from ..workbook.values import ErrorValue, Formula, Value, fold, show
from .content import fixed_text
from .form import Fault, Form
from .layout import TASKS_PART, CellKey, Part, column_of

#: Problems whose clean value has one reading: the form's value goes in clean.
_MENDED = frozenset(
    {
        Problem.DATE_AS_TEXT,
        Problem.HAS_TIME,
        Problem.NUMBER_AS_TEXT,
        Problem.PERCENT_FORMAT,
        Problem.PERCENT_RANGE,  # 1,2 shown as 120% is told as 120, not taken for 1,2
        Problem.PERCENT_SMALL,
        Problem.LIST_SPELLING,
        Problem.CODE_AS_NUMBER,
        Problem.NOT_TEXT,
    }
)


@dataclass
class Found:
    """Where a part stands: its header row and the columns by key; the column of the row names."""

    sheet: Sheet
    header: int
    label: int
    columns: dict[str, int]

    def place(self, row: int, column: int) -> str:
        return f"{self.sheet.name}!{column_letter(column)}{row}"


def take(form: Form, found: Found, key: CellKey, row: int, column: int) -> None:
    """What is typed in an input cell, into the form's values; a formula is a fault."""
    form.places[key] = found.place(row, column)
    value = found.sheet.cells.get((row, column))
    if value is None:
        return
    if isinstance(value, Formula):
        form.faults.append(Fault("formula", found.place(row, column), key, (("value", value.text[:80]),)))
        form.values[key] = show(value.cached) or value.text
        return
    percent = frozenset({0}) if (row, column) in found.sheet.percent else frozenset()
    (clean,), problems = clean_column(column_of(key), [value], percent)
    problem = problems.get(0)
    if clean is not None and problem in (_MENDED | {None}):
        if problem is Problem.NUMBER_AS_TEXT and show(clean) != value.strip():
            names = {"place": form.places[key], "value": value.strip(), "clean": show(clean)}
            form.readings.append(words.FORM_READING.format(**names))
        value = clean
    elif isinstance(value, str) and not value.strip():
        return
    form.values[key] = _plain(value)


def _plain(value: Value) -> Value:
    """The value as any cell can hold it; what Excel has no cell for as the text that a person sees."""
    if isinstance(value, dt.time):
        return words.DAY_ZERO if value == dt.time() else show(value)
    if isinstance(value, dt.date):
        return value if value.year >= 1900 else show(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else show(value)
    return value if isinstance(value, (str, int, ErrorValue)) else show(value)


def compare_fixed(form: Form, found: Found, key: CellKey, row: int, column: int) -> None:
    """A grey cell must hold what it was sent with."""
    sent = form.stamp.fixed.get(key, "")
    value = found.sheet.cells.get((row, column))
    if key[0] == TASKS_PART:
        value = clean_column(TASKS[key[2]], [value])[0][0] or value
    now = fixed_text(key, value)
    if fold(now) != fold(sent):
        form.faults.append(changed(found.place(row, column), sent, now))


def changed(place: str, sent: str, now: str) -> Fault:
    """A text that nobody may change is another than was sent."""
    details = (("old", sent or words.IMPORT_BLANK), ("new", now or words.IMPORT_BLANK))
    return Fault("fixed_changed", place, None, details)


def check_merged(form: Form, part: Part, found: Found, rows: dict[str, int]) -> None:
    """A merged area hides all cells but its first: of input cells it may cover one only."""
    inputs = {found.columns[key]: key for key, _ in part.inputs}
    names = {row: name for name, row in rows.items()}
    for left, top, right, bottom in found.sheet.merged:
        covered = [
            (part.key, names[row], inputs[column])
            for row in names
            if top <= row <= bottom
            for column in inputs
            if left <= column <= right
        ]
        first = (part.key, names.get(top, ""), inputs.get(left, ""))
        if covered and covered != [first]:
            area = f"{column_letter(left)}{top}:{column_letter(right)}{bottom}"
            key = covered[0]
            form.faults.append(Fault("merged", form.places[key], key, (("area", area),)))
