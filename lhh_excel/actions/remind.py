"""Nhắc đơn vị: a công văn to units whose report is late or due soon, or whose tasks are overdue.

A draft unless a number is given: then the number is reserved in `Văn bản đi`, the document written, the row completed,
as for a report. Source: docs/workbook-contract.md; Decree 30/2020, Mẫu 1.5.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import OutputError, RefusedError
from ..files import write_atomic
from ..law import LETTER
from ..messages import cycle as words
from ..messages import screen
from ..paths import ascii_name, output_folder, template
from ..workbook.lists import ISSUED
from ..workbook.records import locks
from .common import Outcome, Quiet, Screen, Target, current_period, open_target
from .status import received_later

if TYPE_CHECKING:
    from ..document.templates.render import Rendered
    from ..document.templates.title import Title
    from ..figures.reminder import Letter, Reminder
    from ..register.entries import Row
    from ..register.issue import Reservation
    from ..workbook.book import Book

TEMPLATE = "cong-van.docx"
#: A draft's name begins with it (Công văn has no abbreviation of its own in the decree); every name's end.
DRAFT_CODE, NAME_END = LETTER.code, "nhac"


@dataclass(frozen=True)
class RemindOptions:
    """`before`: days ahead of a due date; `each`: one letter a unit, numbered from `number` on."""

    target: Target
    before: int = screen.DAYS_BEFORE
    each: bool = False
    signer: str | None = None
    out: Path | None = None
    pdf: bool = False
    number: int | None = None
    date: dt.date | None = None


@dataclass
class _Job:
    """One letter to be written: `tail` ends its file's name, `number` is what it is to have."""

    asked: Reminder
    tail: str
    number: int | None
    symbol: str = ""  # once it is issued


def remind(options: RemindOptions, screen_: Screen | None = None) -> Outcome:
    """The letters, paths in `made`; nobody to remind: says so and writes nothing.

    Raises UsageError (period, signer, number), RefusedError (number taken, period without dates), TemplateError,
    InputError, OutputError.
    """
    screen_ = screen_ or Quiet()
    screen_.progress(screen.STEP_READ, 1, 3)
    book = open_target(options.target)
    period = current_period(book)
    from ..figures.reminder import reminder

    screen_.progress(screen.STEP_FIGURES, 2, 3)
    asked = reminder(book, period.code, options.before, by=options.target.as_of)
    outcome = _outcome(options, asked)
    outcome.warnings += received_later(options.target, book, asked.scope)
    if not asked.units:
        outcome.lines.append(_nothing(asked, options.before))
        return outcome
    jobs = _jobs(asked, options)
    if options.number is not None:
        _check_numbers(book, jobs, options.date or book.as_of)
    for place, job in enumerate(jobs, 1):
        screen_.progress(screen.STEP_DOCUMENT, 2 + place, 2 + len(jobs))
        _write(options, job, outcome)
    if options.number is not None:
        outcome.counts["symbols"] = [job.symbol for job in jobs]
    found = {"units": len(asked.units), "late": len(asked.late), "soon": len(asked.soon), "tasks": len(asked.tasks)}
    outcome.lines.append(words.REMIND_COUNT.format(**found))
    return outcome


def _outcome(options: RemindOptions, asked: Reminder) -> Outcome:
    outcome = Outcome(workbook=options.target.file, period=asked.scope.period.code, warnings=_warnings(asked))
    outcome.counts = {
        "units": [unit.code for unit in asked.units],
        "late": [report.unit.code for report in asked.late],
        "due_soon": [report.unit.code for report in asked.soon],
        "overdue_tasks": [task.code for task in asked.tasks],
    }
    return outcome


def _nothing(asked: Reminder, before: int) -> str:
    """That nobody is to be reminded, and truly why."""
    counts, period = asked.counts.counts, asked.scope.period
    if not counts.expected:
        reports = words.REMIND_NONE_EXPECTED
    elif counts.missing and period.unit_due is None:
        reports = words.REMIND_UNDATED
    else:
        reports = words.REMIND_ALL_IN_TIME
    tasks = words.REMIND_TASKS_OF_NOBODY if asked.unaddressed else words.REMIND_NO_TASKS
    return words.REMIND_NOTHING.format(reports=reports.format(period=period.code, before=before), tasks=tasks)


def _warnings(asked: Reminder) -> list[str]:
    book, period = asked.book, asked.scope.period
    found = [words.REMIND_UNADDRESSED.format(task=task.code, unit=task.lead or "–") for task in asked.unaddressed]
    if period.unit_due is None and asked.counts.counts.missing:
        found.append(words.REMIND_NO_DUE.format(period=period.code))
    held = locks(book)
    shut = [report.unit.code for report in asked.reports if held.holds(period.code, report.unit.code)]
    if shut:
        found.append(words.REMIND_LOCKED.format(period=period.code, units=", ".join(shut)))
    if asked.units and not any(name for _, name in book["signers"].each("name")):
        found.append(words.REMIND_NO_SIGNER.format(sheet=book["signers"].sheet))
    if asked.units and not book.text("programme_number").strip():
        found.append(words.REMIND_NO_PROGRAMME)
    return found


def _jobs(asked: Reminder, options: RemindOptions) -> list[_Job]:
    """One for all units, or one each; no two names alike."""
    tail = f"{ascii_name(asked.scope.period.code)}-{NAME_END}"
    if not options.each:
        return [_Job(asked, tail, options.number)]
    jobs: list[_Job] = []
    taken: set[str] = set()
    for place, unit in enumerate(asked.units):
        name = f"{tail}-{ascii_name(unit.code)}"
        while name.casefold() in taken:
            name += "-2"
        taken.add(name.casefold())
        jobs.append(_Job(asked.of(unit), name, None if options.number is None else options.number + place))
    return jobs


def _check_numbers(book: Book, jobs: list[_Job], date: dt.date) -> None:
    """All numbers are free before the first letter is written; a run that was cut short may be taken up again."""
    from ..register.numbers import check_free, next_number

    for job in jobs:
        if job.number is not None and not _unfinished(book, job) and not _issued(book, job, date):
            try:
                check_free(book, "", date.year, job.number)
            except RefusedError as error:
                if error.key != "number_taken":
                    raise
                free = next_number(book, "", date.year)
                raise RefusedError("letter_number_taken", next=free, **error.details) from error


def _unfinished(book: Book, job: _Job) -> Row | None:
    """The number that a crash left behind when this very letter was written."""
    from ..register.entries import unfinished

    return next((row for row in unfinished(book) if row.file.endswith(f"-{job.tail}.docx")), None)


def _issued(book: Book, job: _Job, date: dt.date) -> Row | None:
    """This very letter, issued with that number by an earlier run."""
    from ..register.entries import rows

    named = [row for row in rows(book) if row.state == ISSUED and row.file.endswith(f"-{job.tail}.docx")]
    return next((row for row in named if row.number == job.number and row.year == date.year), None)


def _write(options: RemindOptions, job: _Job, outcome: Outcome) -> None:
    document = _draft(options, job, outcome) if job.number is None else _issue(options, job, outcome)
    if document is None:
        return
    outcome.made.append(document)
    outcome.lines.append(screen.MADE.format(path=document))
    if options.pdf:
        from ..document.pdf import to_pdf

        made = to_pdf(document, document.parent)
        if made is not None:
            outcome.made.append(made)
            outcome.lines.append(screen.MADE.format(path=made))
        elif screen.NO_PDF not in outcome.warnings:
            outcome.warnings.append(screen.NO_PDF)


def _draft(options: RemindOptions, job: _Job, outcome: Outcome) -> Path:
    document = _folder(options, job) / f"{DRAFT_CODE}-{job.tail}-du-thao.docx"
    letter = _letter(options, job, None, options.date)
    write_atomic(document, _render(options, job, letter, outcome, screen.DRAFT_STATUS).docx)
    return document


def _folder(options: RemindOptions, job: _Job) -> Path:
    return output_folder(options.target.file, options.out, job.asked.book.text("output"))


def _letter(options: RemindOptions, job: _Job, number: int | None, date: dt.date | None) -> Letter:
    from ..figures.reminder import letter

    return letter(job.asked, signer=options.signer, number=number, date=date)


def _render(options: RemindOptions, job: _Job, letter: Letter, outcome: Outcome, status: str = "") -> Rendered:
    from ..document.templates.render import render_report
    from ..figures.reminder import KNOWN

    source = template(TEMPLATE, options.target.file)
    stamp = options.date or job.asked.book.as_of
    rendered = render_report(source, letter.context, [], known=KNOWN, stamp=stamp, status=status)
    outcome.warnings += [note for note in rendered.notes if note not in outcome.warnings]
    return rendered


def _issue(options: RemindOptions, job: _Job, outcome: Outcome) -> Path | None:
    """The letter with its number and date, in the register; None where an earlier run issued it.

    A file that was issued already is never written over.
    """
    from ..figures.reminder import KNOWN
    from ..register.issue import complete
    from .report_files import require_finished

    book, master = job.asked.book, options.target.at()
    date = options.date or book.as_of
    folder = _folder(options, job)
    done = _issued(book, job, date)
    if done is not None:
        outcome.warnings.append(words.REMIND_ISSUED_BEFORE.format(symbol=done.symbol))
        job.symbol = done.symbol
        return None
    letter = _letter(options, job, job.number, date)
    require_finished(template(TEMPLATE, options.target.file), KNOWN)
    title = _render(options, job, letter, outcome).title  # a template that fails must not cost a number
    reservation, date = _reservation(options, job, letter, title, date, outcome)
    with reservation:
        document = folder / reservation.file
        data = _render(options, job, _letter(options, job, reservation.number, date), outcome).docx
        if document.exists() and document.read_bytes() != data:
            raise OutputError("issued_exists", file=document.name)
        write_atomic(document, data)
        complete(master, reservation)
    outcome.lines.append(words.REMIND_ISSUED.format(symbol=reservation.symbol, path=document.name))
    job.symbol = reservation.symbol
    return document


def _reservation(
    options: RemindOptions, job: _Job, letter: Letter, title: Title, date: dt.date, outcome: Outcome
) -> tuple[Reservation, dt.date]:
    """The number held, and the document's date: those that a crash left behind, else what is asked for."""
    from ..register.entries import Entry
    from ..register.issue import reserve, resume

    book, master = job.asked.book, options.target.at()
    left = _unfinished(book, job)
    if left is not None:
        outcome.warnings.append(screen.FINISHED.format(symbol=left.symbol))
        return resume(master, left), left.date or date
    entry = Entry(
        "",
        date,
        words.REGISTERED_SUBJECT.format(subject=title.subject),
        letter.signer,
        "; ".join(letter.recipients),
        job.tail,
        archive=letter.archive,
        drafter=book.text("drafter").strip(),
    )
    return reserve(master, entry, number=job.number), date
