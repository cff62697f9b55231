"""Nhắc đơn vị: a công văn to units whose report is late or due soon, or whose tasks are overdue.

A draft unless a number is given: then the number is reserved in `Văn bản đi`, the document written, the row completed,
as for a report. Source: docs/workbook-contract.md; Decree 30/2020, Mẫu 1.5.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from ..collection.reminder import (
    DRAFT_CODE,
    KNOWN,
    TEMPLATE,
    Letter,
    Reminder,
    letter,
    letter_mail,
    letters,
    nobody,
    remarks,
    reminder,
)
from ..document.templates.render import Rendered, render_report
from ..errors import OutputError
from ..files import write_atomic
from ..mail import address, draft_beside
from ..messages import cycle as words
from ..messages import screen
from ..paths import template
from ..register.entries import Entry, Row, check_size
from ..register.files import require_finished
from ..register.given import Register
from ..register.issue import Numbering
from ..register.signed import require_number
from ..workbook.journal import Action, reminded, was_done
from ..workbook.lists import ELECTRONIC
from .changing import tell
from .common import QUIET, Outcome, Screen, Target, current_period, folder_of, open_target
from .status import received_later


@dataclass(frozen=True)
class RemindOptions:
    """`before`: days ahead of a due date; `each`: one letter a unit, numbered from `number` on; `sure` asks nothing."""

    target: Target
    before: int = screen.DAYS_BEFORE
    each: bool = False
    signer: str | None = None
    out: Path | None = None
    pdf: bool = False
    number: int | None = None
    date: dt.date | None = None
    sure: bool = False


@dataclass
class _Job:
    """One letter to be written: `tail` ends its file's name, `number` is what it is to have."""

    asked: Reminder
    tail: str
    number: int | None
    symbol: str = ""  # once it is issued
    entry: Entry | None = None
    left: Row | None = None  # the number that a crash left behind when this very letter was written


def remind(options: RemindOptions, screen_: Screen = QUIET) -> Outcome:
    """The letters, paths in `made`; nobody to remind: says so and writes nothing.

    Raises UsageError (period, signer, number), RefusedError (number taken, a question answered with no, period without
    dates), TemplateError, InputError, OutputError; nothing is written then.
    """
    if options.number is not None:
        check_size(options.number)
    screen_.progress(screen.STEP_READ, 1, 3)
    book = open_target(options.target)
    period = current_period(book)
    screen_.progress(screen.STEP_FIGURES, 2, 3)
    asked = reminder(book, period.code, options.before, by=options.target.as_of)
    outcome = Outcome(workbook=options.target.file, period=period.code, warnings=remarks(asked))
    outcome.counts = {
        "units": [unit.code for unit in asked.units],
        "late": [report.unit.code for report in asked.late],
        "due_soon": [report.unit.code for report in asked.soon],
        "overdue_tasks": [task.code for task in asked.tasks],
    }
    outcome.warnings += received_later(book, asked.scope, options.target.as_of)
    outcome.warnings += [str(row) for row in Register(book).unfinished()]
    if not asked.units:
        outcome.lines.append(nobody(asked, options.before))
        return outcome
    jobs = [
        _Job(part, tail, None if options.number is None else options.number + place)
        for place, (tail, part) in enumerate(letters(asked, each=options.each).items())
    ]
    numbering = None
    if options.number is not None:
        folder = folder_of(options.target, options.out, book)
        numbering = Numbering(options.target.at(), book, folder, screen_.ask, options.sure)
        _ask(options, jobs, numbering, outcome)
    mails: list[str] = []
    for place, job in enumerate(jobs, 1):
        screen_.progress(screen.STEP_DOCUMENT, 2 + place, 2 + len(jobs))
        document = _draft(options, job, outcome) if numbering is None else _issue(options, job, numbering, outcome)
        if document is not None:
            mails += _tell(options, job, document, outcome)
    _journal(options, asked, outcome)
    if options.number is not None:
        outcome.counts["symbols"] = [job.symbol for job in jobs]
    found = {"units": len(asked.units), "late": len(asked.late), "soon": len(asked.soon), "tasks": len(asked.tasks)}
    outcome.counts["mails"] = mails
    if mails:
        outcome.lines.append(words.MAIL_MADE if options.number is not None else words.MAIL_MADE_DRAFT)
    outcome.lines.append(words.REMIND_COUNT.format(**found))
    silent = [unit.code for unit in asked.units if not address(unit.email)]
    if silent and mails:
        outcome.warnings.append(words.NO_EMAIL.format(count=len(silent), units=", ".join(silent)))
    return outcome


def _ask(options: RemindOptions, jobs: list[_Job], numbering: Numbering, outcome: Outcome) -> None:
    """Everything is free and agreed to before the first letter is written; a run cut short may be taken up again.

    Raises what `Numbering` raises, TemplateError: a template that fails must not cost a number.
    """
    require_finished(template(TEMPLATE, options.target.file), KNOWN)
    register = numbering.see(numbering.book)
    if numbering.book.setting("medium") != ELECTRONIC:  # there the e-office system may print it
        first, date = jobs[0], options.date or dt.date.today()
        assert first.number is not None
        blank, numbered = (
            _render(options, letter(first.asked, signer=options.signer, number=number, date=date), date, outcome).docx
            for number in (None, first.number)
        )
        require_number(TEMPLATE, blank, numbered, first.number)
    doubts: list[str] = []
    before = {job.number for job in jobs}
    for job in jobs:
        assert job.number is not None
        job.entry = _entry(options, job, outcome)
        job.left = next(iter(register.unfinished(job.entry)[-1:]), None)
        if job.left is not None:
            numbering.check_held(register, job.entry, job.left, job.number)
        elif _issued(register, job.entry, job.number) is None:
            for error in numbering.hindrances(register, job.entry, job.number):
                raise error
            found = register.doubts(job.entry, job.number)  # numbers in a row: a gap is told at the first
            doubts += [doubt.text for doubt in found if doubt.key != "gap" or job.number - 1 not in before]
    numbering.agree(doubts)


def _journal(options: RemindOptions, asked: Reminder, outcome: Outcome) -> None:
    """One line the first time that late units are written to: Trang chủ goes on with the reports that are there."""
    period = asked.scope.period.code
    book = options.target.at().read() if options.number is not None else asked.book  # a number taken is in it by now
    if not asked.late or not outcome.made or not book.has("journal") or was_done(book, Action.REMINDED, period):
        return
    tell(options.target, book, reminded(period, len(asked.late)), outcome, words.REMINDER_NOT_TOLD)


def _entry(options: RemindOptions, job: _Job, outcome: Outcome) -> Entry:
    """The letter as the register is to tell of it; dated today unless told: Ngày tính moves figures only."""
    date = options.date or dt.date.today()
    about = letter(job.asked, signer=options.signer, number=job.number, date=date)
    return Entry(
        "",
        date,
        words.REGISTERED_SUBJECT.format(subject=_render(options, about, date, outcome).title.subject),
        about.signer,
        "; ".join(about.recipients),
        job.tail,
        archive=about.archive,
        drafter=job.asked.book.text("drafter").strip(),
    )


def _issued(register: Register, entry: Entry, number: int) -> Row | None:
    """This very letter, issued with that number by an earlier run."""
    year = entry.date.year
    return next((row for row in register.of(entry) if row.stands and (row.number, row.year) == (number, year)), None)


def _tell(options: RemindOptions, job: _Job, document: Path, outcome: Outcome) -> list[str]:
    """The letter, its PDF where one is asked for, and the draft of the mail that takes them to the units; its path."""
    outcome.made.append(document)
    attached = [document, *(outcome.add_pdf(document) if options.pdf else ())]
    outcome.lines += [screen.MADE.format(path=path) for path in attached]
    mail = draft_beside(document)
    try:
        content = letter_mail(job.asked, {path.name: path.read_bytes() for path in attached})
        write_atomic(mail, content, keep_backup=False)
    except OutputError as error:  # the letter is there, perhaps with its number: that stands
        outcome.warnings.append(str(error))
        return []
    return [str(mail)]


def _draft(options: RemindOptions, job: _Job, outcome: Outcome) -> Path:
    book = job.asked.book
    folder = folder_of(options.target, options.out, book)
    document = folder / f"{DRAFT_CODE}-{job.tail}-du-thao.docx"
    about = letter(job.asked, signer=options.signer, date=options.date)
    stamp = options.date or book.as_of
    write_atomic(document, _render(options, about, stamp, outcome, status=screen.DRAFT_STATUS).docx)
    return document


def _render(
    options: RemindOptions,
    about: Letter,
    stamp: dt.date,
    outcome: Outcome,
    *,
    status: str = "",
    properties: dict[str, str] | None = None,
) -> Rendered:
    source = template(TEMPLATE, options.target.file)
    rendered = render_report(source, about.context, [], known=KNOWN, stamp=stamp, status=status, properties=properties)
    outcome.warnings += [note for note in rendered.notes if note not in outcome.warnings]
    return rendered


def _issue(options: RemindOptions, job: _Job, numbering: Numbering, outcome: Outcome) -> Path | None:
    """The letter with its number and date, in the register; None where an earlier run issued it.

    A file that is there already is never written over.
    """
    entry, left = job.entry, job.left
    assert entry is not None and job.number is not None
    register = numbering.see(numbering.master.read())
    done = _issued(register, entry, job.number)
    if done is not None:
        outcome.warnings.append(words.REMIND_ISSUED_BEFORE.format(symbol=done.symbol))
        job.symbol = done.symbol
        return None
    if left is not None:
        outcome.warnings.append(screen.FINISHED.format(symbol=left.symbol))
        reservation = numbering.resume(entry, left)
    else:
        reservation = numbering.reserve(entry, job.number, job.asked.scope.period.code)
        outcome.warnings += reservation.restored
    with reservation:
        document, date = numbering.folder / reservation.file, reservation.date
        stamp = None if left is None else register.document(left)
        if stamp is not None:  # written before the crash
            document = stamp.path
        elif document.exists():
            raise numbering.exists(document, reservation.number)
        else:
            about = letter(job.asked, signer=options.signer, number=reservation.number, date=date)
            said = entry.stamp(numbering.identity, reservation.symbol, date, "").values()
            write_atomic(document, _render(options, about, date, outcome, properties=said).docx)
        reservation.complete()
    outcome.lines.append(words.REMIND_ISSUED.format(symbol=reservation.symbol, path=document.name))
    job.symbol = reservation.symbol
    return document
