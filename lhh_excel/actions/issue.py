"""Phát hành: the frozen document with its number and date, and its row in the register.

The number is reserved before the document is written and completed after; a crash between leaves "Chưa hoàn tất",
which the next call takes up with the same number and date.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import OutputError, RefusedError, UsageError
from ..figures.figure import Figure, Phrase, Source
from ..figures.frame import numbered
from ..files import write_atomic
from ..law import REPORT
from ..messages import screen as words
from ..messages.figures import say
from ..paths import ascii_name
from ..register.entries import Entry, Row, rows, unfinished
from ..register.issue import Reservation, complete, reserve, resume
from ..register.snapshot import Snapshot, read_snapshot, snapshot_path
from ..workbook.book import Book
from ..workbook.lists import ELECTRONIC, ISSUED
from ..workbook.values import fold
from . import report_files as files
from .common import Outcome, journal_record
from .report import Prepared, Stage, errors_on, finish
from .signed_copy import compare_signed
from .since_submission import since_submission

#: How many changed cells a refusal names.
NAMED_CELLS = 12


@dataclass
class _Issue:
    p: Prepared
    snapshot: Snapshot
    tail: str
    date: dt.date
    worked_on: list[str] = field(default_factory=list)  # tasks that changed since, after the period

    @property
    def today(self) -> dt.date:
        """The later of the workbook's clock and the system's: no document is signed after it."""
        return max(self.p.book.as_of, dt.date.today())

    @property
    def replaces(self) -> str:
        """What the signed document says it replaces, else what the call says."""
        return str(self.snapshot.content.get("replaces") or "") or self.p.options.replaces or ""


def issue(p: Prepared) -> Outcome:
    """The issued document: 05-BC-LHH-2026-H1.docx.

    Raises RefusedError: the submitted document edited since (its paragraphs are named), the workbook changed since (its
    cells are named), texts not written, a number taken, a report of the period already issued; UsageError: an
    electronic document without number.
    """
    period = p.report.period.code
    document = p.folder / f"{files.stage_name(period, Stage.SUBMIT.value)}.docx"
    snapshot = read_snapshot(snapshot_path(document), period, Figure, Phrase, Source)
    if not p.options.as_submitted:
        p.outcome.warnings += compare_signed(snapshot, document)
    job = _Issue(p, snapshot, ascii_name(period), p.options.date or p.book.as_of)
    left = [row for row in unfinished(p.book) if row.file.endswith(f"-{job.tail}.docx")]
    _check(job, p.book, finishing=bool(left))
    files.require_finished(bytes.fromhex(snapshot.content["template"]))  # one signed before that was asked
    master = p.options.target.at()
    reservation = resume(master, left[0]) if left else _reserve(job)
    with reservation:
        if left and left[0].date is not None:
            job.date = left[0].date
        p.outcome.made = _write(job, reservation)
        complete(master, reservation, told=_told(job, reservation))
    if job.date > job.today:
        dates = {"date": f"{job.date:%d/%m/%Y}", "today": f"{job.today:%d/%m/%Y}"}
        p.outcome.warnings.insert(0, words.POST_DATED.format(symbol=reservation.symbol, **dates))
    if job.worked_on:
        named = {"count": len(job.worked_on), "tasks": ", ".join(job.worked_on[:NAMED_CELLS])}
        p.outcome.warnings.append(words.WORKED_ON.format(sheet=p.book["tasks"].sheet, **named))
    if left:
        p.outcome.warnings.append(words.FINISHED.format(symbol=reservation.symbol))
    p.outcome.counts |= {"figures": len(snapshot.content["figures"])}
    p.outcome.counts |= {"symbol": reservation.symbol, "number": reservation.number, "date": job.date.isoformat()}
    p.outcome.lines.append(words.ISSUED.format(symbol=reservation.symbol, path=p.outcome.made[0].name))
    return finish(p)


def _check(job: _Issue, book: Book, *, finishing: bool = False) -> None:
    """What stands in the way of issue; a number that a crash left may always be finished on unchanged data."""
    p = job.p
    since = since_submission(job.snapshot, book, NAMED_CELLS)
    if since.changed:
        cells = "\n".join(f"  {line}" for line in since.changed)
        count = (words.AT_LEAST if since.more else "{count}").format(count=len(since.changed))
        raise RefusedError("changed_since_submission", count=count, cells=cells)
    job.worked_on = since.worked_on
    missing = job.snapshot.content["missing_texts"]
    if missing:
        raise RefusedError("texts_missing", sections=", ".join(missing))
    if finishing:
        return
    errors = errors_on(p.findings, book, "register", "profile")
    if errors:  # what is signed was without errors, and nothing of it changed
        raise RefusedError("has_errors", error=len(errors))
    if p.options.number is None and book.setting("medium") == ELECTRONIC:
        raise UsageError("number_needed")
    end = p.report.period.end
    if end is not None and job.date < end:
        raise RefusedError("date_before_period", date=f"{job.date:%d/%m/%Y}", end=f"{end:%d/%m/%Y}")
    if job.date.year > job.today.year + 1:  # in December a document may be made for January
        raise RefusedError("date_too_late", date=f"{job.date:%d/%m/%Y}", today=f"{job.today:%d/%m/%Y}")
    if not job.replaces and (done := _issued_before(book, job.tail)):
        raise RefusedError("already_issued", symbol=done.symbol, period=p.report.period.code)


def _issued_before(book: Book, tail: str) -> Row | None:
    """A report of the period that was issued and not replaced."""
    ours = f"-{tail}.docx"
    return next((row for row in rows(book) if row.state == ISSUED and row.file.endswith(ours)), None)


def _title_of_old(snapshot: Snapshot) -> str:
    """The document as the register tells it, of one signed before the snapshot said so."""
    title = str(snapshot.content["title"])
    return f"{str(snapshot.content['context']['van_ban']['loai']).capitalize()} {title[:1].lower()}{title[1:]}"


def _reserve(job: _Issue) -> Reservation:
    p, context = job.p, job.snapshot.content["context"]
    *copies, archive = context["noi_nhan"] or [""]
    recipients = [*context["kinh_gui"], *(name for name in copies if fold(str(name)) != fold(say("as_above")))]
    entry = Entry(
        REPORT.code,
        job.date,
        job.snapshot.content.get("registered") or _title_of_old(job.snapshot),
        job.snapshot.signer,
        "; ".join(map(str, recipients)),
        job.tail,
        archive=str(archive).partition(":")[2].strip() or str(archive),
    )
    return reserve(
        p.options.target.at(),
        entry,
        number=p.options.number,
        replaces=job.replaces,
        check=lambda book: _check(job, book),
    )


def _told(job: _Issue, reservation: Reservation) -> dict[str, object]:
    """The line of `Nhật ký` that tells of the issue."""
    action = words.ACTION_REPLACE if reservation.replaces else words.ACTION_ISSUE
    period = job.p.report.period.code
    return journal_record(
        action, file=reservation.file, record=period, old=reservation.replaces, new=reservation.symbol
    )


def _write(job: _Issue, reservation: Reservation) -> list[Path]:
    """The document and its sources; a file that was issued already is never written over."""
    p, content = job.p, job.snapshot.content
    context = numbered(
        content["context"], p.book, number=reservation.number, date=job.date, replaces=reservation.replaces
    )
    rendered = files.render(
        bytes.fromhex(content["template"]),
        context,
        content["figures"],
        stamp=p.report.period.end,
        day=job.date,
    )
    p.outcome.warnings += rendered.notes
    document = p.folder / reservation.file
    if document.is_file() and document.read_bytes() != rendered.docx:
        raise OutputError("issued_exists", file=document.name)
    write_atomic(document, rendered.docx)
    _, sources = files.paths(p.folder, document.stem)
    write_atomic(sources, rendered.sources)
    return [document, sources]
