"""The checks that a form makes by formula while it is filled in; with what each gives for the values it is made with.

The same rules as in checking/, told short. A formula's kept result is right when the form is written: programs that
don't compute on opening show it. The text "SAI" at the beginning turns the cell red.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, cast

from ..messages import collection as words
from ..workbook.lists import DONE
from ..workbook.schema import Kind
from ..workbook.tables import FIGURES
from ..workbook.values import Value, show

#: figure -> the figure that it may not exceed
AT_MOST = {"reviews_done": "reviews_assigned", "solutions_awarded": "solutions_entered"}
PEOPLE_OF = {"workshop_people": "workshops", "class_people": "classes"}
EVENT_OF = {count: people for people, count in PEOPLE_OF.items()}

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
    if key == "members_end":
        return _sum(at, values)
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


def _sum(at: Cells, values: Values) -> tuple[str, Callable[[], str]]:
    """cuối kỳ = đầu kỳ + kết nạp − giảm."""
    start, new, left, end = (at[f"members_{name}"] for name in ("start", "new", "left", "end"))
    sum_ = f"{start}+{new}-{left}"
    formula = (
        f"IF(COUNT({start},{new},{left})<3,{_quote('')},"
        f"IF({end}={sum_},{_quote(words.CHECK_FINE)},{_quote(words.CHECK_SUM)}&({sum_})))"
    )

    def result() -> str:
        known = [values.get(f"members_{name}") for name in ("start", "new", "left")]
        if not all(map(_is_number, known)):
            return ""
        a, b, c = (cast("float", value) for value in known)
        right = a + b - c
        return words.CHECK_FINE if values.get("members_end") == right else words.CHECK_SUM + show(right)

    return formula, result


def task_check(at: Cells, values: Values) -> tuple[str, str]:
    """(formula, its result) for a task of the list: by column key."""
    formula = "=" + _done_formula(at, _quote(""))
    return formula, _done_result(values, "")


def _done_formula(at: Cells, otherwise: str) -> str:
    state, progress, done_on, result = (at[key] for key in ("state", "progress", "done_on", "result"))
    complete = f"AND({progress}=100,ISNUMBER({done_on}),{result}<>{_quote('')})"
    return (
        f"IF({state}={_quote(DONE)},IF({complete},{_quote(words.CHECK_FINE)},{_quote(words.CHECK_DONE)}),"
        f"IF({progress}=100,{_quote(words.CHECK_NOT_DONE)},{otherwise}))"
    )


def _done_result(values: Values, otherwise: str) -> str:
    if values.get("state") == DONE:
        complete = values.get("progress") == 100 and values.get("done_on") and values.get("result")
        return words.CHECK_FINE if complete else words.CHECK_DONE
    return words.CHECK_NOT_DONE if values.get("progress") == 100 else otherwise


def new_check(at: Cells, values: Values, row: str) -> tuple[str, str]:
    """(formula, its result) for a line of a new task; `row` is the area of its input cells."""
    needed = ("group", "content", "assigned", "due", "state")
    cells = ",".join(at[key] for key in needed)
    dates = (
        f"IF({at['due']}<{at['assigned']},{_quote(words.CHECK_DATES)},{_done_formula(at, _quote(words.CHECK_FINE))})"
    )
    formula = f"=IF(COUNTA({row})=0,{_quote('')},IF(COUNTA({cells})<{len(needed)},{_quote(words.CHECK_NEW)},{dates}))"
    if all(value is None for value in values.values()):
        return formula, ""
    if any(values.get(key) is None for key in needed):
        return formula, words.CHECK_NEW
    due, assigned = values["due"], values["assigned"]
    if isinstance(due, dt.date) and type(due) is type(assigned) and due < assigned:
        return formula, words.CHECK_DATES
    return formula, _done_result(values, words.CHECK_FINE)
