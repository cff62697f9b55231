"""What the clerk should know beside the report: rows left out, dates that are missing, states nobody wrote."""

from __future__ import annotations

from ..messages.figures import say
from .activity import Total
from .material import Material
from .scope import Part
from .tasks import TaskState
from .wording import date_words


def notes(m: Material, tasks: list[TaskState], totals: dict[str, Total]) -> list[str]:
    """Sentences, in the order of the sheets; empty when all is in order."""
    found: list[str] = []
    if m.period.end is not None and m.book.as_of < m.period.end:
        found.append(say("note_not_ended", period=m.period.code, day=date_words(m.period.end)))
    if not m.scope.whole:
        parts = ", ".join(m.scope.codes)
        found.append(say("note_not_whole", period=m.period.code, parts=parts))
    for part in m.scope.parts:
        if part.period.unit_due is None:
            found.append(say("note_no_due", period=part.period.code))
        found += _left_out(m, part)
    known, members = m.book.units, {unit.code for unit in m.scope.expected}
    heard = dict.fromkeys(code for each in totals.values() for code, unit in each.by_unit.items() if unit.rows)
    found += [
        say("note_left_figures", period=m.period.code, unit=known[code].name if code in known else code)
        for code in heard
        if code not in members
    ]
    found += _about_tasks(m, tasks)
    if m.following is None:
        sheet, code = m.book["periods"].sheet, m.period.code_after() or ""
        found.append(say("note_no_next", sheet=sheet, code=code, name=m.next_name).replace("  ", " "))
    if not any(m.book["signers"].clean["name"]):
        found.append(say("note_no_signer", sheet=m.book["signers"].sheet))
    return found


def _left_out(m: Material, part: Part) -> list[str]:
    """Rows of the period that no total counts."""
    found: list[str] = []
    data, known = m.book["figures"], m.book.units
    expected = {unit.code for unit in part.expected}
    for code, row in part.rows.items():
        name = known[code].name if code in known else code
        details = {"sheet": data.sheet, "unit": name, "period": part.period.code}
        if code not in expected:
            found.append(say("note_stranger", cell=data.cell(row, "unit"), **details))
        elif code not in part.received and any(
            data.clean[each.key][row] is not None for each in m.book.declared.indicators
        ):
            found.append(say("note_not_received", cell=data.cell(row, "received"), **details))
    return found


def _about_tasks(m: Material, tasks: list[TaskState]) -> list[str]:
    found: list[str] = []
    data = m.book["tasks"]
    for task in tasks:
        if task.group is None:
            cell = data.cell(task.index, "group")
            found.append(say("note_no_group", sheet=data.sheet, cell=cell, task=task.code))
    unknown = sum(task.state is None for task in tasks)
    if unknown:
        sheet = m.book["progress"].sheet
        found.append(say("note_unknown_state", count=unknown, sheet=sheet, period=m.period.code))
    return found
