"""The checks that a form makes by formula while it is filled in; with what each gives for the values it is made with.

The comparisons are those of the rules in checking/, by their data; told short. A formula's kept result is right when
the form is written: programs that don't compute on opening show it. The text "SAI" at the beginning turns the cell red.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from ..checking import lg, sl  # noqa: F401 - importing a family registers its rules
from ..checking.comparing import AddsUp, AtMost, FilledIn, NotAlone, NotBefore, OnlyIn, Reaches
from ..checking.registry import RULES, Check
from ..messages import collection as words
from ..workbook.lists import DONE
from ..workbook.schema import Kind
from ..workbook.tables import FIGURES, TASKS
from ..workbook.values import Value, show

C = TypeVar("C", bound=Check)


def _of(kind: type[C], table: str) -> list[C]:
    checks = [rule.function for rule in RULES.values()]
    return [check for check in checks if isinstance(check, kind) and check.table == table]


#: figure -> the one figure that it may not exceed (a limit added up from several is told after the form has come in)
AT_MOST = {check.key: check.others[0] for check in _of(AtMost, "figures") if len(check.others) == 1}
#: people -> their events, and events -> their people: wrong without the event, asked about without people
PEOPLE_OF = {check.key: check.other for check in _of(NotAlone, "figures") if check.at == check.key}
EVENT_OF = {check.key: check.other for check in _of(NotAlone, "figures") if check.at == check.other}
SUMS = {check.key: check for check in _of(AddsUp, "figures")}
#: What a task that is done has, and what only such a task has.
FULL = {check.key: check.least for check in _of(Reaches, "tasks") if check.state == DONE}
FILLED = [check.key for check in _of(FilledIn, "tasks") if check.state == DONE and check.key not in FULL]
DONE_ONLY = {check.key: check.value for check in _of(OnlyIn, "tasks") if check.state == DONE}
#: The deadline is not before the day assigned.
DATES = next(check for check in _of(NotBefore, "tasks") if check.key == "due")

Cells = Mapping[str, str]  # figure key -> address
Values = Mapping[str, Any]


def _is_number(value: Value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def figure_check(key: str, at: Cells, values: Values, closing: int | float | None) -> tuple[str, str]:
    """(formula, its result) for one figure. `closing`: the members with which the unit begins, where known."""
    cell: str = at[key]
    value: Any = values.get(key)
    whole = FIGURES[key].kind is Kind.COUNT
    inner, result = _special(key, at, values, closing)
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


def _special(key: str, at: Cells, values: Values, closing: int | float | None) -> tuple[str, Callable[[], str]]:
    """What is checked of this figure when it is a number."""
    cell: str = at[key]
    value: Any = values.get(key)
    if key == "members_start" and closing is not None:
        wrong = words.CHECK_FOLLOWS + show(closing)
        formula = f"IF({cell}={closing},{_quote(words.CHECK_FINE)},{_quote(wrong)})"
        return formula, lambda: words.CHECK_FINE if value == closing else wrong
    if key in SUMS:
        return _sum(SUMS[key], at, values)
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


def _sum(check: AddsUp, at: Cells, values: Values) -> tuple[str, Callable[[], str]]:
    """cuối kỳ = đầu kỳ + kết nạp − giảm."""
    start, new, left, end = (at[key] for key in check.columns)
    sum_ = f"{start}+{new}-{left}"
    formula = (
        f"IF(COUNT({start},{new},{left})<3,{_quote('')},"
        f"IF({end}={sum_},{_quote(words.CHECK_FINE)},{_quote(words.CHECK_SUM)}&({sum_})))"
    )

    def result() -> str:
        known = [values.get(key) for key in (check.start, check.more, check.less)]
        if not all(map(_is_number, known)):
            return ""
        a, b, c = (cast("float", value) for value in known)
        right = a + b - c
        return words.CHECK_FINE if values.get(check.key) == right else words.CHECK_SUM + show(right)

    return formula, result


def task_check(at: Cells, values: Values) -> tuple[str, str]:
    """(formula, its result) for a task of the list: by column key."""
    formula = "=" + _done_formula(at, _quote(""))
    return formula, _done_result(values, "")


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
    """(formula, its result) for a line of a new task; `row` is the area of its input cells."""
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
