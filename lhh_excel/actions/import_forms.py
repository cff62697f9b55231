"""Nhập phiếu: what came back goes into the workbook, in one write that happens wholly or not at all. Hoàn tác nhập
phiếu: an import's old values put back where nobody changed them since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..collection.compare import Change, Conflict
from ..collection.files import Returned, read_all, returned_files
from ..collection.form import FormRefused
from ..collection.known import where
from ..collection.plan import Plan, make_plan
from ..collection.write import Restored, UndoPlan, plan_undo, write_corrections, write_plan, write_undo
from ..errors import ExitCode, InputError, UsageError
from ..messages import collection as words
from ..messages import screen as general
from ..workbook.book import Book
from ..workbook.values import show
from .changing import carry_out
from .common import QUIET, Outcome, Screen, Target, current_period, open_target


@dataclass(frozen=True)
class ImportOptions:
    """`places`: forms and folders of forms. `sure` asks nothing; `take` "form": forms win over the clerk's changes.

    `agree` is asked instead of the screen, with what would be told of the plan.
    """

    target: Target
    places: tuple[Path, ...]
    dry_run: bool = False
    sure: bool = False
    take: str = "book"
    received: dt.date | None = None
    out: Path | None = None
    agree: Callable[[Outcome], bool] | None = None


def import_forms(options: ImportOptions, screen: Screen = QUIET) -> Outcome:
    """The forms that are right go in; the others are told, and a form to correct is written for their units.

    Exit code 1 where a file is refused, a form is wrong or a conflict is left; 3 where no file could be read. Raises
    InputError("no_forms", "book_is_no_form"), UsageError, OutputError ("changed_meanwhile": nothing was written).
    """
    screen.progress(general.STEP_READ, 1, 3)
    master, book = options.target.at(), open_target(options.target)
    current_period(book)
    if options.received is not None and options.received > book.as_of:
        raise UsageError("received_ahead", received=show(options.received), today=show(book.as_of))
    files = returned_files(options.places, master.path)
    if not files:
        key = "no_forms" if any(place.is_dir() for place in options.places) else "book_is_no_form"
        raise InputError(key, place=", ".join(str(place) for place in options.places))
    say = screen
    returned = read_all(files, lambda done: say.progress(words.STEP_READ_FORMS, done, len(files)))
    screen.progress(words.STEP_COMPARE, 2, 3)

    def see() -> Plan:
        book = open_target(options.target)
        received, take_form = options.received or book.as_of, options.take == "form"
        return make_plan(book, current_period(book), returned.forms, received=received, take_form=take_form)

    if options.dry_run:
        return _outcome(options, see(), returned, shown=True)

    def agreed(plan: Plan) -> bool:
        return _agreed(options, screen, plan, returned)

    plan, backup = carry_out(options, screen, 3, plan=see, ask=agreed, write=write_plan, told=lambda plan: plan.changes)
    declined = backup is None and not plan.idle
    outcome = _outcome(options, plan, returned, shown=options.sure or declined)
    if declined:
        outcome.lines.append(words.IMPORT_NOT_YET)
        return outcome
    if backup is not None:
        outcome.counts |= {"done": True, "id": plan.number}
        outcome.made.append(options.target.file)
        told = {"forms": plan.forms, "cells": plan.cells, "id": plan.number}
        outcome.lines.append(words.IMPORT_DONE.format(**told, file=master.path.name, backup=backup))
    if plan.faulty:
        made, failed = write_corrections(master.path, plan, options.out)
        outcome.made += made
        outcome.lines += [*(words.CORRECTED.format(path=file) for file in made), *failed]
    return outcome


def _agreed(options: ImportOptions, screen: Screen, plan: Plan, returned: Returned) -> bool:
    if options.agree is not None:
        return options.agree(_outcome(options, plan, returned, shown=True))
    told = [*_table(plan), *_waiting(_as_json(plan, ()))]
    return screen.ask("\n".join([*told, words.IMPORT_ASK.format(forms=plan.forms, cells=plan.cells)]))


def _outcome(options: ImportOptions, plan: Plan, returned: Returned, *, shown: bool) -> Outcome:
    """What is told of the plan. `shown` False: the table stood in the question already."""
    outcome = Outcome(workbook=options.target.file, period=plan.period.code)
    refused = [*returned.refused, *plan.refused]
    outcome.counts = _as_json(plan, refused)
    outcome.counts |= {"dry_run": options.dry_run, "done": False, "id": None}
    outcome.lines = _table(plan) if shown else []
    outcome.lines += [*_waiting(outcome.counts), *_left_out(plan, refused)]
    if plan.idle:
        outcome.lines.append(_nothing(plan))
    elif options.dry_run:
        outcome.lines.append(words.IMPORT_PLANNED.format(forms=plan.forms, cells=plan.cells))
    outcome.warnings = _warnings(plan)
    if refused or plan.faulty or plan.conflicts:
        outcome.exit_code = ExitCode.FOUND
    if returned.refused and not returned.forms:
        outcome.exit_code = ExitCode.INPUT
    return outcome


# --- what terminal and JSON show: changes, conflicts, what was left out and why ---------------------------------------

#: Lines of one sort in the terminal; JSON has all of them.
MOST = 2_000
Refused = Sequence[tuple[str, FormRefused]]


def _capped(found: list[str]) -> list[str]:
    if len(found) <= MOST:
        return found
    return [*found[:MOST], words.IMPORT_MANY.format(count=len(found) - MOST)]


def _table(plan: Plan) -> list[str]:
    """Per unit, cell by cell: old → new; then the conflicts."""
    found = []
    for one in plan.accepted:
        cells = one.cells
        head = words.IMPORT_UNIT if cells else words.IMPORT_NOTHING
        found.append(head.format(unit=one.unit.code, name=one.unit.name, file=one.form.file, count=len(cells)))
        for change in cells:
            values = {"old": change.old or words.IMPORT_BLANK, "new": change.new or words.IMPORT_BLANK}
            found.append(words.IMPORT_CHANGE.format(**_place(plan.book, change), **values))
    for conflict in plan.conflicts:
        names = _place(plan.book, conflict) | {"unit": conflict.unit, "file": conflict.file}
        values = {"book": conflict.book or words.IMPORT_BLANK, "form": conflict.form or words.IMPORT_BLANK}
        found.append(words.IMPORT_CONFLICT.format(**names, **values))
    if plan.conflicts:
        found.append(words.IMPORT_CONFLICT_HELP.format(count=len(plan.conflicts)))
    return _capped(found)


def _brought(plan: Plan) -> list[Change]:
    return [change for change in plan.changes if (change.table, change.column) == ("texts", "content")]


def _held_back(book: Book) -> bool:
    """Whether the workbook can say of a unit's words that they are not printed yet; one of version 1 cannot."""
    return {"unit", "printed"} <= book["texts"].letters.keys()


def _waiting(counts: Mapping[str, Any]) -> list[str]:
    """The line that tells of them, of what `_as_json` gives."""
    found = counts["texts_waiting"]
    return [words.IMPORT_TEXTS.format(**found)] if found["count"] else []


def _warnings(plan: Plan) -> list[str]:
    """What is to be looked at, of each unit and of all."""
    count = 0 if _held_back(plan.book) else len(_brought(plan))
    at_once = words.IMPORT_TEXTS_PRINTED.format(count=count, sheet=plan.book["texts"].sheet)
    return _capped(plan.warnings) + ([at_once] if count else [])


def _left_out(plan: Plan, refused: Refused) -> list[str]:
    """Files that are no forms of ours, forms that are wrong, forms that newer ones replace: one line each, and why."""
    found = [refusal.line(file) for file, refusal in refused]
    for faulty in plan.faulty:
        names = {"unit": faulty.unit.code, "name": faulty.unit.name}
        names |= {"file": faulty.form.file, "count": str(len(faulty.problems))}
        found.append(words.IMPORT_FAULTY.format(**names))
        for problem in faulty.problems:
            found.append(words.IMPORT_FAULT.format(place=problem.place, message=problem.message, fix=problem.fix))
    return _capped(found) + _capped(plan.skipped)


def _nothing(plan: Plan) -> str:
    """Why nothing goes into the workbook."""
    if plan.conflicts:
        return words.IMPORT_ONLY_CONFLICTS
    return words.IMPORT_NO_CHANGE if plan.accepted else words.IMPORT_NONE_USED


def _as_json(plan: Plan, refused: Refused) -> dict[str, object]:
    book = plan.book
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


def _undo_table(plan: UndoPlan) -> list[str]:
    return [words.IMPORT_CHANGE.format(**_restored(plan.book, one)) for one in plan.restored if not one.removes]


def _restored(book: Book, one: Restored) -> dict[str, str]:
    at = where(book[one.entry.table], one.entry.record, one.column)
    return at | {"old": one.now or words.IMPORT_BLANK, "new": one.old or words.IMPORT_BLANK}


# --- an import taken back --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class UndoOptions:
    """`number` is the import's, as `Nhật ký` names it. `sure` asks nothing."""

    target: Target
    number: int
    dry_run: bool = False
    sure: bool = False


def undo_import(options: UndoOptions, screen: Screen = QUIET) -> Outcome:
    """The old values back, in one write, told in `Nhật ký`; what was changed since stays and is told.

    Raises UsageError("unknown_import"), RefusedError("import_locked"), InputError, OutputError.
    """
    screen.progress(general.STEP_READ, 1, 2)

    def see() -> UndoPlan:
        return plan_undo(open_target(options.target), options.number)

    def agreed(plan: UndoPlan) -> bool:
        question = words.UNDO_ASK.format(cells=plan.cells, id=plan.number)
        return screen.ask("\n".join([*_undo_table(plan), question]))

    if options.dry_run:
        return _undone(options, see(), words.UNDO_PLANNED)
    plan, backup = carry_out(
        options, screen, 2, plan=see, ask=agreed, write=write_undo, told=lambda plan: plan.restored
    )
    if backup is None:
        return _undone(options, plan, words.IMPORT_NOT_YET)
    outcome = _undone(options, plan, words.UNDO_DONE, backup=backup)
    outcome.made.append(options.target.file)
    outcome.counts["done"] = True
    return outcome


def _undone(options: UndoOptions, plan: UndoPlan, line: str, **details: object) -> Outcome:
    """What is told of the plan; `line`: what became of it, where there was anything to do."""
    outcome = Outcome(workbook=options.target.file, period=plan.book.period)
    outcome.counts = {
        "id": plan.number,
        "dry_run": options.dry_run,
        "done": False,
        "restored": [_restored(plan.book, one) for one in plan.restored if not one.removes],
        "kept": plan.kept,
    }
    outcome.lines = _undo_table(plan)
    outcome.warnings = list(plan.kept)
    line = words.UNDO_NOTHING if plan.idle else line
    outcome.lines.append(line.format(cells=plan.cells, id=plan.number, **details))
    return outcome
