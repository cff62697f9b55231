"""Hoàn tác nhập phiếu: an import's old values put back where nobody changed them since."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..collection.told import restored, undo_table
from ..collection.undo import UndoPlan, plan_undo, write_undo
from ..errors import OutputError
from ..files import backup_path, locked
from ..messages import collection as words
from ..messages import screen as general
from ..workbook.book import Book
from .common import Outcome, Quiet, Screen, Target, open_target


@dataclass(frozen=True)
class UndoOptions:
    """`number` is the import's, as `Nhật ký` names it. `sure` asks nothing."""

    target: Target
    number: int
    dry_run: bool = False
    sure: bool = False


def undo_import(options: UndoOptions, screen: Screen | None = None) -> Outcome:
    """The old values back, in one write, told in `Nhật ký`; what was changed since stays and is told.

    Raises UsageError("unknown_import"), RefusedError("import_locked"), InputError, OutputError.
    """
    screen = screen or Quiet()
    screen.progress(general.STEP_READ, 1, 2)
    master = options.target.at()
    asked: UndoPlan | None = None
    if options.dry_run or not options.sure:
        book = open_target(options.target)
        asked = plan_undo(book, options.number)
        question = words.UNDO_ASK.format(cells=asked.cells, id=options.number)
        if options.dry_run or (asked.restored and not screen.ask("\n".join([*undo_table(book, asked), question]))):
            return _outcome(options, book, asked, asked_in_vain=not options.dry_run)
    with locked(master.path):
        book = open_target(options.target)
        plan = plan_undo(book, options.number)
        if asked is not None and plan.restored != asked.restored:
            raise OutputError("changed_meanwhile", file=master.path.name)
        if plan.restored:
            screen.progress(general.STEP_WRITE, 2, 2)
            patch = master.patch(book)
            write_undo(patch, book, plan, dt.datetime.now().replace(microsecond=0))
            patch.save()
    outcome = _outcome(options, book, plan)
    if plan.restored:
        outcome.made.append(options.target.file)
        outcome.counts["done"] = True
        done = words.UNDO_DONE.format(cells=plan.cells, id=plan.number, backup=backup_path(master.path))
        outcome.lines.append(done)
    return outcome


def _outcome(options: UndoOptions, book: Book, plan: UndoPlan, *, asked_in_vain: bool = False) -> Outcome:
    outcome = Outcome(workbook=options.target.file, period=book.period)
    outcome.counts = {
        "id": plan.number,
        "dry_run": options.dry_run,
        "done": False,
        "restored": [restored(book, one) for one in plan.restored if not one.removes],
        "kept": plan.kept,
    }
    outcome.lines = undo_table(book, plan)
    outcome.warnings = list(plan.kept)
    if not plan.restored:
        outcome.lines.append(words.UNDO_NOTHING.format(id=plan.number))
    elif options.dry_run:
        outcome.lines.append(words.UNDO_PLANNED.format(cells=plan.cells, id=plan.number))
    elif asked_in_vain:
        outcome.lines.append(words.IMPORT_NOT_YET)
    return outcome
