"""What the terminal and JSON show of an import and of its undoing: changes, conflicts, what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..messages import collection as words
from ..workbook.book import Book
from .compare import Change, Conflict
from .form import FormRefused
from .known import where
from .plan import Plan
from .undo import Restored, UndoPlan

#: Lines of one sort in the terminal; JSON has all of them.
MOST = 2_000
Refused = Sequence[tuple[str, FormRefused]]


def capped(found: list[str]) -> list[str]:
    if len(found) <= MOST:
        return found
    return [*found[:MOST], words.IMPORT_MANY.format(count=len(found) - MOST)]


def table(book: Book, plan: Plan) -> list[str]:
    """Per unit, cell by cell: old → new; then the conflicts."""
    found = []
    for one in plan.accepted:
        cells = one.cells
        head = words.IMPORT_UNIT if cells else words.IMPORT_NOTHING
        found.append(head.format(unit=one.unit.code, name=one.unit.name, file=one.form.file, count=len(cells)))
        for change in cells:
            values = {"old": change.old or words.IMPORT_BLANK, "new": change.new or words.IMPORT_BLANK}
            found.append(words.IMPORT_CHANGE.format(**_place(book, change), **values))
    for conflict in plan.conflicts:
        names = _place(book, conflict) | {"unit": conflict.unit, "file": conflict.file}
        values = {"book": conflict.book or words.IMPORT_BLANK, "form": conflict.form or words.IMPORT_BLANK}
        found.append(words.IMPORT_CONFLICT.format(**names, **values))
    if plan.conflicts:
        found.append(words.IMPORT_CONFLICT_HELP.format(count=len(plan.conflicts)))
    return capped(found)


def _brought(plan: Plan) -> list[Change]:
    return [change for change in plan.changes if (change.table, change.column) == ("texts", "content")]


def _held_back(book: Book) -> bool:
    """Whether the workbook can say of a unit's words that they are not printed yet; one of version 1 cannot."""
    return {"unit", "printed"} <= book["texts"].letters.keys()


def waiting(counts: Mapping[str, Any]) -> list[str]:
    """The line that tells of them, of what `as_json` gives."""
    found = counts["texts_waiting"]
    return [words.IMPORT_TEXTS.format(**found)] if found["count"] else []


def warnings(book: Book, plan: Plan) -> list[str]:
    """What is to be looked at, of each unit and of all."""
    count = 0 if _held_back(book) else len(_brought(plan))
    at_once = words.IMPORT_TEXTS_PRINTED.format(count=count, sheet=book["texts"].sheet)
    return capped(plan.warnings) + ([at_once] if count else [])


def question(plan: Plan) -> str:
    return words.IMPORT_ASK.format(forms=plan.forms, cells=plan.cells)


def left_out(plan: Plan, refused: Refused) -> list[str]:
    """Files that are no forms of ours, forms that are wrong, forms that newer ones replace: one line each, and why."""
    found = [refusal.line(file) for file, refusal in refused]
    for faulty in plan.faulty:
        names = {"unit": faulty.unit.code, "name": faulty.unit.name}
        names |= {"file": faulty.form.file, "count": str(len(faulty.problems))}
        found.append(words.IMPORT_FAULTY.format(**names))
        for problem in faulty.problems:
            found.append(words.IMPORT_FAULT.format(place=problem.place, message=problem.message, fix=problem.fix))
    return capped(found) + capped(plan.skipped)


def nothing(plan: Plan) -> str:
    """Why nothing goes into the workbook."""
    if plan.conflicts:
        return words.IMPORT_ONLY_CONFLICTS
    return words.IMPORT_NO_CHANGE if plan.accepted else words.IMPORT_NONE_USED


def as_json(book: Book, plan: Plan, refused: Refused) -> dict[str, object]:
    found, texts = _brought(plan) if _held_back(book) else [], book["texts"]
    counts = {"count": len(found), "units": len({change.unit for change in found})}
    return {
        "forms": plan.forms,
        "cells": plan.cells,
        "changes": [
            _change(book, change) for change in plan.changes if change.column in book[change.table].schema.by_key
        ],
        "conflicts": [
            {"unit": one.unit, "file": one.file, **_place(book, one), "book": one.book, "form": one.form}
            for one in plan.conflicts
        ],
        "refused": [
            {"file": file, "reason": refusal.key, "message": refusal.what, "fix": refusal.remedy}
            for file, refusal in refused
        ],
        "faulty": [
            {
                "unit": faulty.form.stamp.unit,
                "file": faulty.form.file,
                "problems": [
                    {"code": p.code, "place": p.place, "message": p.message, "fix": p.fix} for p in faulty.problems
                ],
            }
            for faulty in plan.faulty
        ],
        "skipped": plan.skipped,
        "texts_waiting": {**counts, "sheet": texts.sheet, "column": texts.schema.header("printed")},
    }


def _change(book: Book, change: Change) -> dict[str, object]:
    data = book[change.table]
    cell = "" if change.index is None else data.cell(change.index, change.column)
    values = {"old": change.old, "new": change.new, "cell": cell}
    return {"unit": change.unit, "file": change.file, **_place(book, change), **values}


def _place(book: Book, at: Change | Conflict) -> dict[str, str]:
    return where(book[at.table], at.record, at.column)


def undo_table(book: Book, plan: UndoPlan) -> list[str]:
    return [words.UNDO_CHANGE.format(**restored(book, one)) for one in plan.restored if not one.removes]


def restored(book: Book, one: Restored) -> dict[str, str]:
    at = where(book[one.entry.table], one.entry.record, one.column)
    return at | {"old": one.now or words.IMPORT_BLANK, "new": one.old or words.IMPORT_BLANK}
