"""Nhập phiếu: what came back goes into the workbook, in one write that happens wholly or not at all."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..collection import told as lines
from ..collection.files import Returned, read_all, returned_files
from ..collection.known import History
from ..collection.plan import Call, Plan, make_plan
from ..collection.write import write_corrections, write_plan
from ..errors import ExitCode, InputError, OutputError, UsageError
from ..files import backup_path, locked
from ..messages import collection as words
from ..messages import screen as general
from ..office_file import WORKBOOK, read_bytes
from ..workbook.book import Book
from ..workbook.master import workbook_identity
from ..workbook.values import show
from .common import Outcome, Quiet, Screen, Target, current_period, open_target


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


def import_forms(options: ImportOptions, screen: Screen | None = None) -> Outcome:
    """The forms that are right go in; the others are told, and a form to correct is written for their units.

    Exit code 1 where a file is refused, a form is wrong or a conflict is left; 3 where no file could be read. Raises
    InputError("no_forms", "book_is_no_form"), UsageError, OutputError ("changed_meanwhile": nothing was written).
    """
    screen = screen or Quiet()
    screen.progress(general.STEP_READ, 1, 3)
    master, workbook = options.target.at(), _Workbook(options.target)
    book = workbook.book()
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
    if options.dry_run:
        book, plan = _plan(options, workbook, returned)
        return _outcome(options, book, plan, returned, shown=True)
    asked: Plan | None = None
    if not options.sure:
        book, asked = _plan(options, workbook, returned)
        if asked.changes and not _agreed(options, screen, book, asked, returned):
            outcome = _outcome(options, book, asked, returned, shown=True)
            outcome.lines.append(words.IMPORT_NOT_YET)
            return outcome
    with locked(master.path):
        book, plan = _plan(options, workbook, returned)
        if asked is not None and plan.changes != asked.changes:
            raise OutputError("changed_meanwhile", file=master.path.name)
        screen.progress(general.STEP_WRITE, 3, 3)
        number = _write(options, book, plan)
    outcome = _outcome(options, book, plan, returned, shown=asked is None)
    _finish(options, book, plan, outcome, number)
    return outcome


def _agreed(options: ImportOptions, screen: Screen, book: Book, plan: Plan, returned: Returned) -> bool:
    if options.agree is not None:
        return options.agree(_outcome(options, book, plan, returned, shown=True))
    told = [*lines.table(book, plan), *lines.waiting(lines.as_json(book, plan, ())), lines.question(plan)]
    return screen.ask("\n".join(told))


class _Workbook:
    """The workbook while the forms are read and asked about: read again only where its file is another by then."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self._book: Book | None = None
        self._read = b""

    def book(self) -> Book:
        """As it stands now. Raises InputError, UsageError."""
        if self.target.master is not None:  # open in Excel, where cells change before any file does
            return open_target(self.target)
        now = hashlib.sha256(read_bytes(self.target.file, WORKBOOK)).digest()
        if self._book is None or now != self._read:
            self._book = None  # not two of them at a time
            self._book, self._read = open_target(self.target), now
        return self._book


def _plan(options: ImportOptions, workbook: _Workbook, returned: Returned) -> tuple[Book, Plan]:
    book = workbook.book()
    identity = workbook_identity(book)
    call = Call(identity, options.received or book.as_of, options.take == "form")
    return book, make_plan(book, current_period(book), returned.forms, call)


def _write(options: ImportOptions, book: Book, plan: Plan) -> int:
    """The number of the import; 0 where there was nothing to write."""
    if not plan.changes:
        return 0
    number = History(book).last + 1
    patch = options.target.at().patch(book)
    write_plan(patch, book, plan.accepted, number, dt.datetime.now().replace(microsecond=0))
    patch.save()
    return number


def _outcome(options: ImportOptions, book: Book, plan: Plan, returned: Returned, *, shown: bool) -> Outcome:
    """What is told of the plan. `shown` False: the table stood in the question already."""
    outcome = Outcome(workbook=options.target.file, period=plan.period.code)
    refused = [*returned.refused, *plan.refused]
    outcome.counts = lines.as_json(book, plan, refused)
    outcome.counts |= {"dry_run": options.dry_run, "done": False, "id": None}
    outcome.lines = lines.table(book, plan) if shown else []
    outcome.lines += [*lines.waiting(outcome.counts), *lines.left_out(plan, refused)]
    if not plan.changes:
        outcome.lines.append(lines.nothing(plan))
    elif options.dry_run:
        outcome.lines.append(words.IMPORT_PLANNED.format(forms=plan.forms, cells=plan.cells))
    outcome.warnings = lines.warnings(book, plan)
    if refused or plan.faulty or plan.conflicts:
        outcome.exit_code = ExitCode.FOUND
    if returned.refused and not returned.forms:
        outcome.exit_code = ExitCode.INPUT
    return outcome


def _finish(options: ImportOptions, book: Book, plan: Plan, outcome: Outcome, number: int) -> None:
    """What was written: the workbook, and the forms to be corrected."""
    path = options.target.at().path
    if number:
        outcome.counts |= {"done": True, "id": number}
        outcome.made.append(options.target.file)
        told = {"forms": plan.forms, "cells": plan.cells, "id": number, "file": path.name, "backup": backup_path(path)}
        outcome.lines.append(words.IMPORT_DONE.format(**told))
    if plan.faulty:
        identity = workbook_identity(book)
        made, failed = write_corrections(path, book, identity, plan, options.out)
        outcome.made += made
        outcome.lines += [*(words.CORRECTED.format(path=file) for file in made), *failed]
