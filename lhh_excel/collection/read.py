"""Reads a form that came back: its stamp, and each input cell by the texts of its row and column.

A renamed file, renamed or moved sheets, inserted rows and columns, removed protection, another program: all the same.
What is missing, doubled, merged or changed where nobody may change anything is told, cell by cell.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..checking.registry import visible
from ..messages import collection as words
from ..text.wording import wording
from ..workbook.addresses import column_letter
from ..workbook.book import Problem
from ..workbook.cells import Sheet
from ..workbook.tables import TASKS
from ..workbook.typed import clean_column
from ..workbook.values import ErrorValue, Formula, Value, fold, show
from .content import fixed_text
from .form import Fault, Form, FormRefused, read_stamp
from .grid import read_grid
from .known import folded, one_time
from .layout import (
    FORM_LABELS,
    FORM_MARK,
    GUIDE_KEYS,
    GUIDE_PART,
    HEAD_CHECK,
    HEAD_MEANING,
    HEAD_NUMBER,
    NEW_PART,
    PARTS,
    TASKS_PART,
    CellKey,
    Part,
)

#: (part, column) of what a task that the form lists is about.
_TASK_TEXT = (TASKS_PART, "content")


def read_form(path: Path) -> Form:
    """The form of a file. Raises FormRefused."""
    try:
        saved = dt.datetime.fromtimestamp(path.stat().st_mtime).replace(microsecond=0)
    except FileNotFoundError as error:
        raise FormRefused("not_found") from error
    except OSError as error:
        raise FormRefused("unreadable") from error
    sheets, inside = read_grid(path)
    stamp_sheet = next((sheet for sheet in sheets if sheet.cells.get((1, 1)) == FORM_MARK), None)
    if stamp_sheet is None:
        raise FormRefused("form_not_ours")
    form = Form(path, read_stamp(_stamp_rows(stamp_sheet)), min(saved, inside or saved), saved)
    visible = [sheet for sheet in sheets if sheet is not stamp_sheet]
    for part in PARTS:
        _read_part(form, part, visible)
    _check_guide(form, visible)
    _check_again(form)
    return form


@dataclass
class Found:
    """Where a part stands: its header row, the columns by key, the column of the row names; its rows by name."""

    part: Part
    sheet: Sheet
    header: int
    label: int
    columns: dict[str, int]
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def inputs(self) -> dict[int, str]:
        """Column -> key of what a unit fills in."""
        return {self.columns[key]: key for key, _ in self.part.inputs}

    @property
    def names(self) -> dict[int, str]:
        """Row -> name."""
        return {row: name for name, row in self.rows.items()}

    def place(self, row: int, column: int) -> str:
        return f"{self.sheet.name}!{column_letter(column)}{row}"

    def below(self) -> Iterator[tuple[int, Value, list[int]]]:
        """(row, label, the filled input columns) of the rows under the header."""
        inputs = self.inputs
        rows: dict[int, list[int]] = {}
        for (row, column), value in self.sheet.cells.items():
            if row <= self.header or not (column == self.label or column in inputs):
                continue
            filled = rows.setdefault(row, [])
            if column in inputs and not (isinstance(value, str) and not value.strip()):
                filled.append(column)
        for row in sorted(rows):
            yield row, self.sheet.cells.get((row, self.label)), sorted(rows[row])

    def typed(self) -> dict[tuple[str, int, str], str]:
        """What is typed in it, wherever its rows and columns stand: rows without a name by their order."""
        typed: dict[tuple[str, int, str], str] = {}
        nameless = 0
        for row, label, filled in self.below():
            name = folded(show(label))
            nameless += bool(filled and not name)
            for key, _ in self.part.inputs:
                if (column := self.columns[key]) in filled:
                    typed[name, 0 if name else nameless, key] = show(self.sheet.cells[row, column])
        return typed


def _check_again(form: Form) -> None:
    """A task told on two lines: one that the form lists told once more as a new one, or a new one told twice."""
    listed = {wording(text): row for (part, row, key), text in form.stamp.fixed.items() if (part, key) == _TASK_TEXT}
    new: dict[str, list[str]] = {}
    for key, value in form.values.items():
        part, row, column = key
        text = wording(show(value)) if (part, column) == (NEW_PART, _TASK_TEXT[1]) else ""
        if not text:
            continue
        if text in listed:
            form.faults.append(Fault.of("task_again", form.places[key], key, row=listed[text]))
        due, others = form.values.get((NEW_PART, row, "due")), new.setdefault(text, [])
        first = next((one for one in others if one_time(due, form.values.get((NEW_PART, one, "due")))), None)
        if first is not None:
            place = form.places[NEW_PART, first, column].rpartition("!")[2]
            form.faults.append(Fault.of("task_twice", form.places[key], key, place=place))
        others.append(row)


def _check_guide(form: Form, sheets: list[Sheet]) -> None:
    """The first page must still say whose form it is: a form handed on to another unit would count for the first."""
    for sheet in sheets:
        for key, (row, column) in _guide_labels(sheet):
            right = sorted(at for at in sheet.cells if at[0] == row and at[1] > column)
            now = fixed_text(form.stamp.asked, (GUIDE_PART, key, ""), sheet.cells[right[0]] if right else None)
            sent = form.stamp.fixed.get((GUIDE_PART, key, ""), "")
            if fold(now) != fold(sent):
                place = f"{sheet.name}!{column_letter(right[0][1] if right else column)}{row}"
                form.faults.append(_changed(place, sent, now))


def _guide_labels(sheet: Sheet) -> list[tuple[str, tuple[int, int]]]:
    """(key, place) of the first page's labels: below one another; one alone is a unit's own words or heading."""
    labels = {folded(FORM_LABELS[key]): key for key in GUIDE_KEYS}
    columns: dict[int, dict[str, tuple[int, int]]] = {}
    for at, value in sheet.cells.items():
        if isinstance(value, str) and (key := labels.get(folded(value))) is not None:
            columns.setdefault(at[1], {}).setdefault(key, at)
    return [place for found in columns.values() if len(found) > 1 for place in found.items()]


def _stamp_rows(sheet: Sheet) -> list[list[str]]:
    """The stamp's rows under the mark; the lists beside them are not part of it."""
    found: dict[int, list[str]] = {}
    for (row, column), value in sheet.cells.items():
        if row > 1 and column <= 5:
            found.setdefault(row, [""] * 5)[column - 1] = show(value)
    for cells in found.values():
        while len(cells) > 1 and not cells[-1]:
            cells.pop()
    return [found[row] for row in sorted(found)]


# --- one part ------------------------------------------------------------------------------------------------------


def _read_part(form: Form, part: Part, sheets: list[Sheet]) -> None:
    places = [place for sheet in sheets if (place := _find(part, sheet))]
    if not places:
        raise FormRefused("form_part", part=part.sheet)
    found, *copies = places
    for copy in copies:
        if copy.typed() != found.typed():  # which of the two the unit means is not ours to say
            both = {"first": found.sheet.name, "second": copy.sheet.name}
            form.faults.append(Fault.of("part_doubled", copy.sheet.name, None, part=part.sheet, **both))
    found.rows = _named_rows(form, found)
    for name, row in found.rows.items():
        for key, _ in part.inputs:
            _take(form, found, (part.key, name, key), row, found.columns[key])
        for key, _ in part.fixed:
            _compare_fixed(form, found, (part.key, name, key), row, found.columns[key])
    _check_merged(form, found)
    _tell_beside(form, found)


#: Columns that the form itself fills beside those that are read back.
_SHOWN_ONLY = frozenset(map(folded, (HEAD_NUMBER, HEAD_MEANING, HEAD_CHECK)))
#: Cells beside the form that are told of one part.
_BESIDE = 5


def _tell_beside(form: Form, found: Found) -> None:
    """What a unit wrote in the form's rows but in none of its cells is not taken in: said, so that it is not missed."""
    cells = found.sheet.cells
    own = {found.label, *found.columns.values()}
    own |= {c for (r, c), text in cells.items() if r == found.header and folded(show(text)) in _SHOWN_ONLY}
    inputs, names = found.inputs, found.names
    beside = []
    for (row, column), value in cells.items():
        if row not in names or isinstance(value, Formula) or not show(value).strip():
            continue
        label = found.part.key == NEW_PART and column == found.label and not show(value).strip().isdigit()
        if column not in own or (label and not any((row, one) in cells for one in inputs)):
            beside.append(((row, column), show(value)))
    for (row, column), text in sorted(beside)[:_BESIDE]:
        form.readings.append(words.FORM_BESIDE.format(place=found.place(row, column), value=visible(text)))


def _find(part: Part, sheet: Sheet) -> Found | None:
    """The row that holds all the part's headers, wherever they stand in it."""
    wanted = {folded(header): key for key, header in part.headers.items()} | {folded(part.label): ""}
    by_row: dict[int, dict[str, int]] = {}
    for (row, column), value in sheet.cells.items():
        if isinstance(value, str) and (key := wanted.get(folded(value))) is not None:
            by_row.setdefault(row, {}).setdefault(key, column)
    for row in sorted(by_row):
        if len(by_row[row]) == len(wanted):
            columns = by_row[row]
            return Found(part, sheet, row, columns[""], {key: at for key, at in columns.items() if key})
    return None


def _named_rows(form: Form, found: Found) -> dict[str, int]:
    """Name -> row; missing, doubled and strange rows are faults."""
    part = found.part
    labels = form.stamp.asked.rows(part)
    if part.key == TASKS_PART:
        sent = (*form.stamp.fixed, *form.stamp.shown)
        labels = {row: row for kind, row, _ in sent if kind == TASKS_PART}
    wanted = {folded(label): name for name, label in labels.items()}
    rows: dict[str, int] = {}
    for row, label, filled in found.below():
        name = wanted.get(folded(show(label)))
        if part.key == NEW_PART:
            if filled or label is not None:
                # a line that the unit inserted has no number and is named by its row
                number = show(label).strip()
                rows.setdefault(number if number and number not in rows else f"+{row}", row)
        elif name is None:
            if filled:
                form.faults.append(_strange(found, row, filled[0], show(label)))
        elif name in rows:
            form.faults.append(Fault.of("row_doubled", found.place(row, found.label), row=show(label)))
        else:
            rows[name] = row
    for name in wanted.values():
        if name not in rows:
            form.faults.append(Fault.of("row_missing", found.sheet.name, row=labels[name]))
    return rows


def _strange(found: Found, row: int, column: int, label: str) -> Fault:
    """A value in a row that the form does not have; without a name it stands beside the form (a place to sign)."""
    code = "strange_cell" if not label.strip() else "strange_task" if found.part.key == TASKS_PART else "strange_row"
    return Fault.of(code, found.place(row, column), row=label, value=show(found.sheet.cells[row, column]))


# --- one cell --------------------------------------------------------------------------------------------------------

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


def _take(form: Form, found: Found, key: CellKey, row: int, column: int) -> None:
    """What is typed in an input cell, into the form's values; a formula is a fault."""
    form.places[key] = found.place(row, column)
    value = found.sheet.cells.get((row, column))
    if value is None:
        return
    if isinstance(value, Formula):
        form.faults.append(Fault.of("formula", found.place(row, column), key, value=value.text[:80]))
        form.values[key] = show(value.cached) or value.text
        return
    percent = frozenset({0}) if (row, column) in found.sheet.percent else frozenset()
    (clean,), problems = clean_column(form.stamp.asked.column(key), [value], percent)
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


def _compare_fixed(form: Form, found: Found, key: CellKey, row: int, column: int) -> None:
    """A grey cell must hold what it was sent with."""
    sent = form.stamp.fixed.get(key, "")
    value = found.sheet.cells.get((row, column))
    if key[0] == TASKS_PART:
        value = clean_column(TASKS[key[2]], [value])[0][0] or value
    now = fixed_text(form.stamp.asked, key, value)
    if fold(now) != fold(sent):
        form.faults.append(_changed(found.place(row, column), sent, now))


def _changed(place: str, sent: str, now: str) -> Fault:
    """A text that nobody may change is another than was sent."""
    return Fault.of("fixed_changed", place, old=sent or words.IMPORT_BLANK, new=now or words.IMPORT_BLANK)


def _check_merged(form: Form, found: Found) -> None:
    """A merged area hides all cells but its first: of input cells it may cover one only."""
    part, inputs, names = found.part, found.inputs, found.names
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
            form.faults.append(Fault.of("merged", form.places[key], key, area=area))
