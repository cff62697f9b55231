"""What a unit's form asks, declared once: its parts, rows and columns, each tied to a column of the schema; and the
checks that it makes while it is filled in.

The builder writes from it, the reader finds by it: by the texts of headers and row labels, never by position. What
names an indicator, a section of text or a field of a task stands here and nowhere else in this room.
Source: docs/workbook-contract.md, "The reporting cycle".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar

from ..checking import lg, sl  # noqa: F401 - importing a family registers its rules
from ..checking.comparing import FilledIn, NotBefore, OnlyIn, Reaches
from ..checking.registry import RULES, Check
from ..messages import collection as words
from ..plain import lazy, record
from ..workbook.book import Book
from ..workbook.declarations import EARLIEST, LONGEST_ASKED, Declarations
from ..workbook.lists import DONE
from ..workbook.schema import Column, Kind, Table
from ..workbook.tables import FIGURE_HELP_REST, FIGURES, PROGRESS, TASKS, TEXTS
from ..workbook.values import Value, show

#: Version of the form's shape. 2: the stamp says what was asked; of version 1, which is still read, it was what the
#: default rows ask.
FORM_VERSION, READ_VERSIONS = 2, ("1", "2")
#: Stands in A1 of the hidden sheet of a form.
FORM_MARK = "LHH-PHIEU"
STAMP_SHEET = "LHH"

#: Names of the form's sheets, headers and labels. The reader knows a form by them, also one that was sent out by an
#: earlier version: another word is another FORM_VERSION.
SHEET_GUIDE, SHEET_FIGURES, SHEET_TASKS, SHEET_NEW, SHEET_TEXTS = (
    "Hướng dẫn",
    "Số liệu",
    "Nhiệm vụ",
    "Nhiệm vụ mới",
    "Nội dung",
)
HEAD_INDICATOR, HEAD_MEANING, HEAD_BEFORE, HEAD_NOW, HEAD_CHECK, HEAD_NUMBER = (
    "Chỉ tiêu",
    "Giải thích",
    "Kỳ trước",
    "Kỳ này",
    "Kiểm tra",
    "STT",
)
FORM_LABELS: dict[str, str] = {
    "unit": "Đơn vị báo cáo",
    "code": "Mã đơn vị",
    "period": "Kỳ báo cáo",
    "days": "Thời gian",
    "due": "Hạn nộp",
    "to": "Gửi về",
}
#: (part, row, column): where a value stands on the form, whatever its address.
CellKey = tuple[str, str, str]

FIGURES_PART, TASKS_PART, NEW_PART, TEXTS_PART = "figures", "tasks", "new", "texts"
NOW, BEFORE = "now", "before"
#: Cells of the first page that nobody may change: (GUIDE_PART, key of FORM_LABELS, "").
GUIDE_PART, GUIDE_KEYS = "guide", ("unit", "code", "period")
#: Rows prepared for new tasks.
NEW_ROWS = 8


@dataclass(frozen=True)
class Part:
    """One sheet of the form. `label` is the header over the rows' names; `inputs` are typed, `fixed` only shown."""

    key: str
    sheet: str
    label: str
    inputs: tuple[tuple[str, str], ...]  # (column key, header)
    fixed: tuple[tuple[str, str], ...] = ()

    @property
    def headers(self) -> dict[str, str]:
        """Column key -> header of everything that is read back."""
        return dict(self.fixed + self.inputs)


TASK_KEYS = ("state", "progress", "done_on", "result", "evidence", "difficulty")
NEW_KEYS = (
    "group",
    "content",
    "partners",
    "person",
    "assigned",
    "due",
    "state",
    "progress",
    "done_on",
    "result",
    "evidence",
)
#: Columns of a task that its row in tblTienDo has too.
SHARED_KEYS = tuple(key for key in TASK_KEYS if key in PROGRESS.by_key)


def _heads(keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((key, TASKS.header(key)) for key in keys)


PARTS: tuple[Part, ...] = (
    Part(
        FIGURES_PART,
        SHEET_FIGURES,
        HEAD_INDICATOR,
        ((NOW, HEAD_NOW),),
        ((BEFORE, HEAD_BEFORE),),
    ),
    Part(TASKS_PART, SHEET_TASKS, TASKS.header("code"), _heads(TASK_KEYS), _heads(("content", "due"))),
    Part(NEW_PART, SHEET_NEW, HEAD_NUMBER, _heads(NEW_KEYS)),
    Part(TEXTS_PART, SHEET_TEXTS, TEXTS.header("section"), (("content", TEXTS.header("content")),)),
)
PART: dict[str, Part] = {part.key: part for part in PARTS}


NOTE = FIGURES["note"]


@record
class Asked:
    """What a form asks, as the office declared it when the form was made.

    `figures` are the columns of the indicators, in their order; a note in words stands after them. `sections` are
    those in which the unit writes, `groups` the groups that a new task may be of.
    """

    figures: tuple[Column, ...]
    sections: tuple[str, ...]
    groups: tuple[str, ...]

    @lazy
    def keys(self) -> tuple[str, ...]:
        """The rows of the figures: the indicators, then the note."""
        return (*self.indicators, NOTE.key)

    @lazy
    def indicators(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.figures)

    @lazy
    def _columns(self) -> dict[str, Column]:
        return {column.key: column for column in (*self.figures, NOTE)}

    def figure(self, key: str) -> Column:
        return self._columns[key]

    def column(self, key: CellKey) -> Column:
        """The column of an input cell: how its value is typed and checked."""
        part, row, column = key
        if part == FIGURES_PART:
            return self._columns[row]
        if part == NEW_PART and column == "group":
            return replace(TASKS["group"], allowed=self.groups, also=())
        return TEXTS["content"] if part == TEXTS_PART else TASKS[column]

    def rows(self, part: Part) -> dict[str, str]:
        """Name -> label of the rows that the form has in a part, in their order."""
        if part.key == FIGURES_PART:
            return {column.key: column.header for column in (*self.figures, NOTE)}
        return {section: section for section in self.sections} if part.key == TEXTS_PART else {}


def asked_by(declared: Declarations, figures: Table, there: Collection[str]) -> Asked:
    """What forms ask by these declarations: indicators with Vào phiếu that have a column in Số liệu (`there`)."""
    named = [each.key for each in declared.indicators if each.asked and len(each.name) <= LONGEST_ASKED]
    return Asked(
        tuple(figures[key] for key in named if key in there),
        tuple(each.name for each in declared.written if each.by_units),
        tuple(each.name for each in declared.groups),
    )


#: What the forms of version 1 asked.
ASKED_BEFORE = asked_by(EARLIEST, FIGURES, FIGURES.by_key)


def asked_of(book: Book) -> Asked:
    """What the forms of this workbook ask."""
    data = book["figures"]
    return asked_by(book.declared, data.schema, data.letters or data.schema.by_key)


def figure_meaning(column: Column) -> str:
    """What a figure counts: the column's help, without what the form says once for all figures."""
    return column.help.removesuffix(FIGURE_HELP_REST)


# --- the checks by formula -------------------------------------------------------------------------------------------

# The comparisons are those of the rules in checking/, by their data; told short. Each check is (formula, its result for
# the values that the form is made with): programs that don't compute on opening show the result. The text "SAI" at its
# beginning turns the cell red.

C = TypeVar("C", bound=Check)


def _of_tasks(kind: type[C]) -> list[C]:
    checks = [rule.function for rule in RULES.values()]
    return [check for check in checks if isinstance(check, kind) and check.table == "tasks"]


#: What a task that is done has, and what only such a task has.
FULL = {check.key: check.least for check in _of_tasks(Reaches) if check.state == DONE}
FILLED = [check.key for check in _of_tasks(FilledIn) if check.state == DONE and check.key not in FULL]
DONE_ONLY = {check.key: check.value for check in _of_tasks(OnlyIn) if check.state == DONE}
#: The deadline is not before the day assigned.
DATES = next(check for check in _of_tasks(NotBefore) if check.key == "due")

Cells = Mapping[str, str]  # column key (of figures and tasks) -> address
Values = Mapping[str, Any]


class Told(NamedTuple):
    """What a check says: as part of a formula, and for the values that the form is made with."""

    formula: str
    result: str

    @property
    def whole(self) -> Told:
        return Told("=" + self.formula, self.result)


def _is_number(value: Value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _say(text: str) -> Told:
    return Told(_quote(text), text)


def _if(formula: str, holds: bool, then: Told, otherwise: Told) -> Told:
    """`holds`: whether the condition of the formula does for these values."""
    return Told(f"IF({formula},{then.formula},{otherwise.formula})", then.result if holds else otherwise.result)


_NOTHING, _FINE = _say(""), _say(words.CHECK_FINE)


class FigureChecks:
    """The checks of the figures of one form: what the declarations say of those that it asks.

    `at`: key of the figure -> address, `values`: -> what the form is made with, `opening`: -> what it must be, where
    the period before tells. A limit added up from several is told after the form has come in.
    """

    def __init__(
        self, asked: Asked, declared: Declarations, at: Cells, values: Values, opening: Mapping[str, int | float]
    ) -> None:
        self.asked, self.declared, self.at, self.values, self.opening = asked, declared, at, values, opening
        pairs = {each.goes_with: each.key for each in declared.indicators if each.goes_with}
        self.beside = {event: people for event, people in pairs.items() if people in at}

    def of(self, key: str) -> Told:
        """The check of one figure."""
        cell, value = self.at[key], self.values.get(key)
        number: Any = value if _is_number(value) else 0
        found = self._of_number(key, cell, number)
        if self.asked.figure(key).kind is Kind.COUNT:
            found = _if(f"{cell}<>INT({cell})", isinstance(number, float), _say(words.CHECK_WHOLE), found)
        found = _if(f"{cell}<0", number < 0, _say(words.CHECK_NEGATIVE), found)
        found = _if(f"NOT(ISNUMBER({cell}))", not _is_number(value), _say(words.CHECK_NOT_NUMBER), found)
        return _if(f"{cell}={_quote('')}", value is None, _say(words.CHECK_BLANK), found).whole

    def _of_number(self, key: str, cell: str, value: Any) -> Told:
        """What is checked of this figure when it is a number."""
        at, values, declared = self.at, self.values, self.declared.by_key[key]
        if key in self.opening:
            opening = self.opening[key]
            return _if(f"{cell}={opening}", value == opening, _FINE, _say(words.CHECK_FOLLOWS + show(opening)))
        if declared.equals and all(other in at for _, other in declared.equals):
            return self._sum(cell, value, declared.equals)
        if len(declared.at_most) == 1 and declared.at_most[0] in at:
            (other,) = declared.at_most
            more = _is_number(values.get(other)) and value > values[other]
            wrong = _say(words.CHECK_AT_MOST.format(other=self.asked.figure(other).header))
            return _if(f"AND(ISNUMBER({at[other]}),{cell}>{at[other]})", more, wrong, _NOTHING)
        other, said = declared.goes_with, words.CHECK_PEOPLE
        if other not in at:
            other, said = self.beside.get(key, ""), words.CHECK_NOBODY
        if not other:
            return _NOTHING
        told = _say(said.format(other=self.asked.figure(other).header))
        return _if(f"AND({cell}>0,N({at[other]})=0)", value > 0 and not values.get(other), told, _NOTHING)

    def _sum(self, cell: str, value: Any, terms: tuple[tuple[int, str], ...]) -> Told:
        """The figure is what column Bằng says: cuối kỳ = đầu kỳ + kết nạp − giảm."""
        at, values = self.at, self.values
        sum_ = "".join(f"{'+' if sign > 0 else '-'}{at[other]}" for sign, other in terms).removeprefix("+")
        known = [sign * values[other] for sign, other in terms if _is_number(values.get(other))]
        wrong = Told(f"{_quote(words.CHECK_SUM)}&({sum_})", words.CHECK_SUM + show(sum(known)))
        found = _if(f"{cell}={sum_}", value == sum(known), _FINE, wrong)
        cells = ",".join(at[other] for _, other in terms)
        return _if(f"COUNT({cells})<{len(terms)}", len(known) < len(terms), _NOTHING, found)


def task_check(at: Cells, values: Values) -> Told:
    """The check of a task of the list."""
    return _done(at, values, _NOTHING).whole


def _done(at: Cells, values: Values, otherwise: Told) -> Told:
    for key, value in DONE_ONLY.items():
        otherwise = _if(f"{at[key]}={value}", values.get(key) == value, _say(words.CHECK_NOT_DONE), otherwise)
    full = [f"{at[key]}={least}" for key, least in FULL.items()]
    filled = [f"ISNUMBER({at[key]})" if TASKS[key].kind.is_date else f"{at[key]}<>{_quote('')}" for key in FILLED]
    holds = all(values.get(key) == least for key, least in FULL.items()) and all(values.get(key) for key in FILLED)
    done = _if(f"AND({','.join([*full, *filled])})", holds, _FINE, _say(words.CHECK_DONE))
    return _if(f"{at['state']}={_quote(DONE)}", values.get("state") == DONE, done, otherwise)


def new_check(at: Cells, values: Values, row: str) -> Told:
    """The check of a line for a new task; `row` is the area of its input cells."""
    needed = ("group", "content", "assigned", "due", "state")
    due, assigned = values[DATES.key], values[DATES.first]
    before = isinstance(due, dt.date) and type(due) is type(assigned) and due < assigned
    found = _if(f"{at[DATES.key]}<{at[DATES.first]}", before, _say(words.CHECK_DATES), _done(at, values, _FINE))
    cells, lacking = ",".join(at[key] for key in needed), any(values.get(key) is None for key in needed)
    found = _if(f"COUNTA({cells})<{len(needed)}", lacking, _say(words.CHECK_NEW), found)
    blank = all(value is None for value in values.values())
    return _if(f"COUNTA({row})=0", blank, _NOTHING, found).whole
