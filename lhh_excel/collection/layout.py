"""What a unit's form asks, declared once: its parts, rows and columns, each tied to a column of the schema; and the
checks that it makes while it is filled in.

The builder writes from it, the reader finds by it: by the texts of headers and row labels, never by position. What
names an indicator, a section of text or a field of a task stands here and nowhere else in this room.
Source: docs/workbook-contract.md, "The reporting cycle".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from ..checking import lg, sl  # noqa: F401 - importing a family registers its rules
from ..checking.comparing import FilledIn, NotBefore, OnlyIn, Reaches
from ..checking.registry import RULES, Check
from ..messages import collection as words
from ..workbook.declarations import DEFAULT
from ..workbook.lists import CAUSES, DONE, PLANS, PROPOSALS, STRENGTHS, WEAKNESSES
from ..workbook.schema import Column, Kind
from ..workbook.tables import FIGURE_HELP_REST, FIGURES, PROGRESS, TASKS, TEXTS
from ..workbook.values import Value, show

#: Version of the form's shape; another one is refused by name.
FORM_VERSION = 1
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


INDICATORS: tuple[str, ...] = tuple(c.key for c in FIGURES.columns if c.kind in (Kind.COUNT, Kind.DECIMAL))
#: The rows of the figures: the indicators, then a note in words.
FIGURE_KEYS = (*INDICATORS, "note")
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
SECTIONS = (STRENGTHS, WEAKNESSES, CAUSES, PLANS, PROPOSALS)
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


def column_of(key: CellKey) -> Column:
    """The schema's column of an input cell: how its value is typed and checked."""
    part, row, column = key
    if part == FIGURES_PART:
        return FIGURES[row]
    return TEXTS["content"] if part == TEXTS_PART else TASKS[column]


def rows_of(part: Part) -> dict[str, str]:
    """Name -> label of the rows that every form has in a part, in their order."""
    if part.key == FIGURES_PART:
        return {key: FIGURES.header(key) for key in FIGURE_KEYS}
    return {section: section for section in SECTIONS} if part.key == TEXTS_PART else {}


def figure_meaning(key: str) -> str:
    """What a figure counts: the column's help, without what the form says once for all figures."""
    return FIGURES[key].help.removesuffix(FIGURE_HELP_REST)


# --- the checks by formula -------------------------------------------------------------------------------------------

# The comparisons are those of the rules in checking/, by their data; told short. Each check is (formula, its result for
# the values that the form is made with): programs that don't compute on opening show the result. The text "SAI" at its
# beginning turns the cell red.

C = TypeVar("C", bound=Check)


def _of(kind: type[C], table: str) -> list[C]:
    checks = [rule.function for rule in RULES.values()]
    return [check for check in checks if isinstance(check, kind) and check.table == table]


#: figure -> the one figure that it may not exceed (a limit added up from several is told after the form has come in)
AT_MOST = {each.key: each.at_most[0] for each in DEFAULT.indicators if len(each.at_most) == 1}
#: people -> their events, and events -> their people: wrong without the event, asked about without people
PEOPLE_OF = {each.key: each.goes_with for each in DEFAULT.indicators if each.goes_with}
EVENT_OF = {event: people for people, event in PEOPLE_OF.items()}
SUMS = {each.key: each.equals for each in DEFAULT.indicators if each.equals}
#: opening -> closing figure: a unit begins with what it ended the period before with
CARRIED = {each.key: each.carries for each in DEFAULT.indicators if each.carries}
#: What a task that is done has, and what only such a task has.
FULL = {check.key: check.least for check in _of(Reaches, "tasks") if check.state == DONE}
FILLED = [check.key for check in _of(FilledIn, "tasks") if check.state == DONE and check.key not in FULL]
DONE_ONLY = {check.key: check.value for check in _of(OnlyIn, "tasks") if check.state == DONE}
#: The deadline is not before the day assigned.
DATES = next(check for check in _of(NotBefore, "tasks") if check.key == "due")

Cells = Mapping[str, str]  # column key (of figures and tasks) -> address
Values = Mapping[str, Any]


def _is_number(value: Value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def figure_check(key: str, at: Cells, values: Values, opening: int | float | None) -> tuple[str, str]:
    """The check of one figure. `opening`: what it must be, where the period before tells."""
    cell: str = at[key]
    value: Any = values.get(key)
    whole = FIGURES[key].kind is Kind.COUNT
    inner, result = _special(key, at, values, opening)
    if whole:
        inner = f"IF({cell}<>INT({cell}),{_quote(words.CHECK_WHOLE)},{inner})"
    formula = (
        f"=IF({cell}={_quote('')},{_quote(words.CHECK_BLANK)},IF(NOT(ISNUMBER({cell})),{_quote(words.CHECK_NOT_NUMBER)},"
        f"IF({cell}<0,{_quote(words.CHECK_NEGATIVE)},{inner})))"
    )
    if value is None:
        return formula, words.CHECK_BLANK
    if not _is_number(value):
        return formula, words.CHECK_NOT_NUMBER
    if value < 0:
        return formula, words.CHECK_NEGATIVE
    if whole and isinstance(value, float):
        return formula, words.CHECK_WHOLE
    return formula, result()


def _special(key: str, at: Cells, values: Values, opening: int | float | None) -> tuple[str, Callable[[], str]]:
    """What is checked of this figure when it is a number."""
    cell: str = at[key]
    value: Any = values.get(key)
    if opening is not None:
        wrong = words.CHECK_FOLLOWS + show(opening)
        formula = f"IF({cell}={opening},{_quote(words.CHECK_FINE)},{_quote(wrong)})"
        return formula, lambda: words.CHECK_FINE if value == opening else wrong
    if key in SUMS:
        return _sum(key, at, values)
    if key in AT_MOST:
        other = AT_MOST[key]
        wrong = words.CHECK_AT_MOST.format(other=FIGURES.header(other))
        formula = f"IF(AND(ISNUMBER({at[other]}),{cell}>{at[other]}),{_quote(wrong)},{_quote('')})"
        return formula, lambda: wrong if _is_number(values.get(other)) and value > values[other] else ""
    if key in PEOPLE_OF:
        other = PEOPLE_OF[key]
        wrong = words.CHECK_PEOPLE.format(other=FIGURES.header(other))
        formula = f"IF(AND({cell}>0,N({at[other]})=0),{_quote(wrong)},{_quote('')})"
        return formula, lambda: wrong if value > 0 and not values.get(other) else ""
    if key in EVENT_OF:
        other = EVENT_OF[key]
        formula = f"IF(AND({cell}>0,N({at[other]})=0),{_quote(words.CHECK_NOBODY)},{_quote('')})"
        return formula, lambda: words.CHECK_NOBODY if value > 0 and not values.get(other) else ""
    return _quote(""), lambda: ""


def _sum(key: str, at: Cells, values: Values) -> tuple[str, Callable[[], str]]:
    """The figure is what column Bằng says: cuối kỳ = đầu kỳ + kết nạp − giảm."""
    terms = SUMS[key]
    sum_ = "".join(f"{'+' if sign > 0 else '-'}{at[other]}" for sign, other in terms).removeprefix("+")
    cells = ",".join(at[other] for _, other in terms)
    formula = (
        f"IF(COUNT({cells})<{len(terms)},{_quote('')},"
        f"IF({at[key]}={sum_},{_quote(words.CHECK_FINE)},{_quote(words.CHECK_SUM)}&({sum_})))"
    )

    def result() -> str:
        known = [(sign, values.get(other)) for sign, other in terms]
        if not all(_is_number(value) for _, value in known):
            return ""
        right = sum(sign * cast("float", value) for sign, value in known)
        return words.CHECK_FINE if values.get(key) == right else words.CHECK_SUM + show(right)

    return formula, result


def task_check(at: Cells, values: Values) -> tuple[str, str]:
    """The check of a task of the list."""
    return "=" + _done_formula(at, _quote("")), _done_result(values, "")


def _done_formula(at: Cells, otherwise: str) -> str:
    full = [f"{at[key]}={least}" for key, least in FULL.items()]
    filled = [f"ISNUMBER({at[key]})" if TASKS[key].kind.is_date else f"{at[key]}<>{_quote('')}" for key in FILLED]
    complete = f"AND({','.join([*full, *filled])})"
    for key, value in DONE_ONLY.items():
        otherwise = f"IF({at[key]}={value},{_quote(words.CHECK_NOT_DONE)},{otherwise})"
    done = f"IF({complete},{_quote(words.CHECK_FINE)},{_quote(words.CHECK_DONE)})"
    return f"IF({at['state']}={_quote(DONE)},{done},{otherwise})"


def _done_result(values: Values, otherwise: str) -> str:
    if values.get("state") == DONE:
        full = all(values.get(key) == least for key, least in FULL.items())
        return words.CHECK_FINE if full and all(values.get(key) for key in FILLED) else words.CHECK_DONE
    only = any(values.get(key) == value for key, value in DONE_ONLY.items())
    return words.CHECK_NOT_DONE if only else otherwise


def new_check(at: Cells, values: Values, row: str) -> tuple[str, str]:
    """The check of a line for a new task; `row` is the area of its input cells."""
    needed = ("group", "content", "assigned", "due", "state")
    cells = ",".join(at[key] for key in needed)
    done = _done_formula(at, _quote(words.CHECK_FINE))
    dates = f"IF({at[DATES.key]}<{at[DATES.first]},{_quote(words.CHECK_DATES)},{done})"
    formula = f"=IF(COUNTA({row})=0,{_quote('')},IF(COUNTA({cells})<{len(needed)},{_quote(words.CHECK_NEW)},{dates}))"
    if all(value is None for value in values.values()):
        return formula, ""
    if any(values.get(key) is None for key in needed):
        return formula, words.CHECK_NEW
    due, assigned = values[DATES.key], values[DATES.first]
    if isinstance(due, dt.date) and type(due) is type(assigned) and due < assigned:
        return formula, words.CHECK_DATES
    return formula, _done_result(values, words.CHECK_FINE)
