"""Phát hành: the frozen document with its number and date, and its row in the register.

The number is reserved before the document is written and completed after; a crash between leaves "Chưa hoàn tất",
which the next call takes up with the same number and date. What issue refuses or asks is gathered in `hindrances` and
`Register.doubts`; submission tells the same beforehand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..errors import InputError, LhhError, RefusedError, UsageError
from ..figures.figure import Figure, Phrase, Source
from ..figures.frame import numbered
from ..files import write_atomic
from ..law import REPORT
from ..law.words import AS_ABOVE
from ..messages import register as register_words
from ..messages import screen as words
from ..paths import ascii_name
from ..plain import record
from ..register.entries import Entry, Row
from ..register.given import Register
from ..register.issue import Reservation, complete, reserve, resume
from ..register.numbers import check_size
from ..register.snapshot import Snapshot, read_snapshot, snapshot_path
from ..workbook.book import Book
from ..workbook.journal import issued, reserved
from ..workbook.lists import ELECTRONIC
from ..workbook.values import fold
from . import report_files as files
from .common import Outcome, Quiet, Target, current_period, open_target
from .numbering import Numbering
from .prepared import Prepared, Stage, errors_on, finish
from .signed_copy import compare_signed
from .since_submission import since_submission

#: How many changed cells a refusal names.
NAMED_CELLS = 12


def issue(p: Prepared) -> Outcome:
    """The issued document: 05-BC-LHH-2026-H1.docx.

    Raises RefusedError: a report of the period already issued; the submitted document edited since (its paragraphs are
    named) or the workbook changed (its cells are named); texts not written; errors in register or profile; a number
    taken; a question answered with no. UsageError: no number at all, an electronic document without one. InputError:
    nothing was submitted.
    """
    if p.options.number is not None:
        check_size(p.options.number)
    numbering = numbering_of(p)
    register = numbering.see(p.book)
    signed = _Signed.of(p)
    entry = signed.entry
    left = register.unfinished(entry)
    p.outcome.warnings += [str(row) for row in register.unfinished() if row not in left[-1:]]
    if left:
        return _finish(p, numbering, register, signed, left[-1])
    standing = register.standing(entry)
    if signed.error is not None and standing is not None and not p.options.replaces:
        raise already_issued(p, standing)  # to submit it anew would not help
    snapshot = signed.checked(p)
    old = _replaced(p, register, entry, snapshot)
    worked_on = _check_content(p, snapshot, p.book)
    for error in hindrances(p, numbering, register, entry):
        raise error
    numbering.ask(register, entry, p.options.number, old)

    def check(register: Register, number: int) -> None:
        _check_content(p, snapshot, register.book)
        numbering.check(register, entry, number, _replaced(p, register, entry, snapshot))

    reservation = reserve(
        p.options.target.at(),
        entry,
        number=p.options.number,
        replaces=old.symbol if old is not None else "",
        see=numbering.see,
        check=check,
        told=reserved(entry.period),
    )
    p.outcome.warnings += [
        register_words.RESTORED_ROW.format(symbol=row.symbol, file=row.file) for row in reservation.restored
    ]
    with reservation:
        p.outcome.made = _write(p, numbering, entry, snapshot, reservation)
        return _completed(p, reservation, worked_on)


def standing_report(target: Target) -> str | None:
    """The symbol of the report of the target's period that went out and was not replaced, as far as the journal or the
    document tells its period."""
    book = open_target(target)
    period = current_period(book).code
    folder = files.folder_of(book, target.file, None)
    register = Numbering(target, book, folder, Quiet()).see(book)
    standing = register.standing(Entry(REPORT.code, book.as_of, "", "", "", ascii_name(period), period))
    return standing.symbol if standing is not None else None


def numbering_of(p: Prepared) -> Numbering:
    return Numbering(p.options.target, p.book, p.folder, p.screen, p.options.sure)


def entry_of(p: Prepared, context: dict[str, Any], registered: str, signer: str) -> Entry:
    """The report as the register is to tell of it; dated today unless told, whatever Ngày tính is."""
    *copies, archive = context["noi_nhan"] or [""]
    recipients = [*context["kinh_gui"], *(name for name in copies if fold(str(name)) != fold(AS_ABOVE))]
    period = p.report.period.code
    return Entry(
        REPORT.code,
        p.options.date or dt.date.today(),
        registered,
        signer,
        "; ".join(map(str, recipients)),
        ascii_name(period),
        period,
        archive=str(archive).partition(":")[2].strip() or str(archive),
    )


@record
class _Signed:
    """What was signed, or why it cannot be read; `entry` is then of the workbook as it is."""

    document: Path
    entry: Entry
    snapshot: Snapshot | None = None
    error: InputError | None = None

    @classmethod
    def of(cls, p: Prepared) -> _Signed:
        document = p.folder / f"{files.stage_name(p.report.period.code, Stage.SUBMIT.value)}.docx"
        try:
            snapshot = read_snapshot(snapshot_path(document), p.report.period.code, Figure, Phrase, Source)
        except InputError as error:
            context = p.report.context
            entry = entry_of(p, context, _registered(context, context["van_ban"]["trich_yeu"]), p.report.signer)
            return cls(document, entry, error=error)
        content = snapshot.content
        registered = content.get("registered") or _registered(content["context"], str(content["title"]))
        return cls(document, entry_of(p, content["context"], registered, snapshot.signer), snapshot)

    def checked(self, p: Prepared) -> Snapshot:
        """The snapshot, when the document that was signed still says the same. Raises InputError, RefusedError,
        TemplateError."""
        if self.snapshot is None:
            assert self.error is not None
            raise self.error
        if not p.options.as_submitted:
            p.outcome.warnings += compare_signed(self.snapshot, self.document)
        files.require_finished(bytes.fromhex(self.snapshot.content["template"]))  # one signed before that was asked
        return self.snapshot


def _registered(context: dict[str, Any], title: str) -> str:
    """The document as the register tells it, where no template said what it is called."""
    return f"{str(context['van_ban']['loai']).capitalize()} {title[:1].lower()}{title[1:]}"


# --- what stands in the way ---------------------------------------------------------------------------------------


def already_issued(p: Prepared, standing: Row) -> RefusedError:
    return RefusedError("already_issued", symbol=standing.symbol, period=p.report.period.code, place=standing.place)


def hindrances(p: Prepared, numbering: Numbering, register: Register, entry: Entry) -> Iterator[LhhError]:
    """Why the report of the entry may not be issued, the content apart; none where it may."""
    errors = errors_on(p.findings, p.book, "register", "profile")
    if errors:  # what is signed was without errors, and nothing of it changed
        yield RefusedError("has_errors", error=len(errors))
    end = p.report.period.end
    if end is not None and entry.date < end:
        yield RefusedError("date_before_period", date=f"{entry.date:%d/%m/%Y}", end=f"{end:%d/%m/%Y}")
    if p.options.number is None and p.book.setting("medium") == ELECTRONIC:
        yield UsageError("number_needed")
        return
    yield from numbering.hindrances(register, entry, p.options.number)


def _check_content(p: Prepared, snapshot: Snapshot, book: Book) -> list[str]:
    """Raises RefusedError where the report would not print what was signed, or texts are missing.

    Gives back the tasks that changed since without changing the period's report.
    """
    since = since_submission(snapshot, book, NAMED_CELLS)
    if since.changed:
        cells = "\n".join(f"  {line}" for line in since.changed)
        count = (words.AT_LEAST if since.more else "{count}").format(count=len(since.changed))
        raise RefusedError("changed_since_submission", count=count, cells=cells)
    missing = snapshot.content["missing_texts"]
    if missing:
        raise RefusedError("texts_missing", sections=", ".join(missing))
    return since.worked_on


def _replaced(p: Prepared, register: Register, entry: Entry, snapshot: Snapshot) -> Row | None:
    """What is replaced, as the signed document says it, else the call; None for a first report.

    Raises RefusedError: "already_issued", "replaces_differs", and those of `Register.replaced`.
    """
    signed, called = str(snapshot.content.get("replaces") or ""), p.options.replaces or ""
    standing = register.standing(entry)
    wanted = signed or called
    if standing is not None and (not wanted or register.named(called or wanted, entry.kind) != standing):
        raise already_issued(p, standing)
    if not wanted:
        return None
    old = register.replaced(wanted, entry.kind)
    if called and register.named(called, entry.kind) != old:
        raise RefusedError("replaces_differs", signed=old.symbol, called=called)
    return old


# --- a number that a crash left behind ----------------------------------------------------------------------------


def _finish(p: Prepared, numbering: Numbering, register: Register, signed: _Signed, row: Row) -> Outcome:
    """The document whose number was reserved: written now, or taken as it lies in the folder."""
    entry = signed.entry
    numbering.check_held(register, entry, row, p.options.number)
    stamp = register.document(row)
    entry, worked_on = replace(entry, date=row.date or entry.date), []
    if stamp is None:
        snapshot = signed.checked(p)
        worked_on = _check_content(p, snapshot, p.book)
    with resume(p.options.target.at(), row, entry.date) as reservation:
        if stamp is None:
            p.outcome.made = _write(p, numbering, entry, snapshot, reservation)
            p.outcome.warnings.append(words.FINISHED.format(symbol=reservation.symbol))
        else:
            p.outcome.made = [path for path in files.paths(stamp.path.parent, stamp.path.stem) if path.exists()]
            p.outcome.warnings.append(words.FINISHED_AS_IS.format(symbol=reservation.symbol, file=stamp.path.name))
        return _completed(p, reservation, worked_on)


# --- the document -------------------------------------------------------------------------------------------------


def _write(p: Prepared, numbering: Numbering, entry: Entry, snapshot: Snapshot, reservation: Reservation) -> list[Path]:
    """The document and its sources, the document last; a file that is there already is never written over."""
    content, date, number = snapshot.content, reservation.date, reservation.number
    p.outcome.counts["figures"] = len(content["figures"])
    document, sources = files.paths(p.folder, Path(reservation.file).stem)
    if document.exists():
        raise numbering.exists(document, number)
    book = numbering.see(p.book).whole_book()
    context = numbered(content["context"], book, number=number, date=date, replaces=reservation.replaces)
    rendered = files.render(
        bytes.fromhex(content["template"]),
        context,
        content["figures"],
        stamp=p.report.period.end,
        day=date,
        properties=entry.stamp(numbering.identity, reservation.symbol, date, reservation.replaces).values(),
    )
    p.outcome.warnings += rendered.notes
    write_atomic(sources, rendered.sources)
    write_atomic(document, rendered.docx)
    return [document, sources]


def _completed(p: Prepared, reservation: Reservation, worked_on: list[str]) -> Outcome:
    """The row marked, and everything told."""
    told = issued(p.report.period.code, reservation.symbol, reservation.file, reservation.replaces)
    complete(p.options.target.at(), reservation, told=told)
    today, date = dt.date.today(), reservation.date
    if date > today:
        dates = {"date": f"{date:%d/%m/%Y}", "today": f"{today:%d/%m/%Y}"}
        p.outcome.warnings.insert(0, words.POST_DATED.format(symbol=reservation.symbol, **dates))
    if worked_on:
        named = {"count": len(worked_on), "tasks": ", ".join(worked_on[:NAMED_CELLS])}
        p.outcome.warnings.append(words.WORKED_ON.format(sheet=p.book["tasks"].sheet, **named))
    p.outcome.counts |= {"symbol": reservation.symbol, "number": reservation.number, "date": date.isoformat()}
    p.outcome.lines.append(words.ISSUED.format(symbol=reservation.symbol, path=p.outcome.made[0].name))
    return finish(p)
