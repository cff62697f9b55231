"""Trình ký, Phát hành: what is signed frozen with a fingerprint, and the frozen document with its number and date.

The number is reserved before the document is written and completed after; a crash between leaves "Chưa hoàn tất",
which the next call takes up with the same number and date. What issue refuses or asks is gathered in `hindrances` and
`Register.doubts`; submission tells the same beforehand.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..document.reading.docx import open_document
from ..document.rules import measure, result_of
from ..document.templates.render import load_template
from ..errors import InputError, LhhError, RefusedError, UsageError
from ..figures.context_names import names_for
from ..figures.frame import numbered
from ..files import unwritten_on_failure, write_atomic
from ..law import REPORT
from ..messages import keeping as edit_words
from ..messages import screen as words
from ..paths import ascii_name, template
from ..plain import replace
from ..register import files
from ..register.entries import Entry, Row, check_size
from ..register.files import Stage
from ..register.given import Register
from ..register.hand_edits import Draft, Drafts, check_signable, filled, merged, not_in, still_missing, without_active
from ..register.issue import Numbering, Reservation
from ..register.locking import frozen_records, frozen_tasks
from ..register.signed import (
    NAMED_CELLS,
    Edited,
    Frozen,
    Signed,
    already_issued,
    entry_of,
    hidden_texts,
    require_number,
    texts_of,
)
from ..register.snapshot import snapshot_path, take_snapshot
from ..workbook.book import Book
from ..workbook.journal import moment, submitted
from ..workbook.lists import ELECTRONIC
from .common import QUIET, Outcome, Target, current_period, folder_of, open_target
from .prepared import (
    Prepared,
    asks_contents,
    errors_on,
    finish,
    going_on,
    origin_of,
    render_prepared,
    tell,
    with_contents,
)

if TYPE_CHECKING:
    from ..document.keeping.merging import Outcome as Merged

# --- submission ------------------------------------------------------------------------------------------------------

#: How many errors of layout are told.
NAMED_ERRORS = 5
#: How much of an edit that was left out is told.
NAMED_LETTERS = 90


def submit(p: Prepared) -> Outcome:
    """The document to be signed, its sources and the snapshot beside it; the period's values in tblChot.

    What issue asks is asked here: RefusedError("has_errors") while the data has errors, ("texts_missing") while a
    compulsory text is, TemplateError("template_unfinished") while the template holds tracked changes or comments; what
    the layout lacks is told, and whatever else issue would refuse or ask, its keys in the outcome's `issue_asks`. The
    snapshot is written last: without it nothing can be issued. Where the workbook cannot be written (it is open), no
    document is left that looks submitted.
    """
    if p.errors:
        raise RefusedError("has_errors", error=p.errors)
    period = p.report.period.code
    drafts = Drafts(p.folder, origin_of(p))
    draft, edited = going_on(p, drafts, edit_words.ASK_SUBMIT_UNKNOWN)
    if p.report.missing_texts and draft is None:
        raise RefusedError("texts_missing", sections=", ".join(p.report.missing_texts))
    at = moment()
    frozen = frozen_now(p)
    files.require_finished(frozen.template, names_for(p.report.context))
    rendered = anew = render_prepared(p, frozen.template, words.SUBMIT_STATUS)
    made = None
    if draft is not None:
        made = merged(draft, anew)
        rendered = _with_edits(p, draft, made, anew)
        frozen = replace(frozen, edited=rendered.docx, missing_texts=[])
    left = _left_behind(p, drafts, edited, draft, anew, made)
    final = with_contents(p, rendered, frozen.toc)
    document, digest = open_document(final.docx), hashlib.sha256(final.docx).hexdigest()
    frozen = replace(frozen, paragraphs=texts_of(document), docx=digest, registered=rendered.title.registered)
    p.outcome.warnings += [words.HIDDEN_TEXT.format(text=text[:NAMED_LETTERS]) for text in hidden_texts(document)]
    p.outcome.warnings += _layout_errors(*_as_issued(p, frozen, anew))
    p.outcome.warnings += rendered.notes
    snapshot = take_snapshot(p.book, period, frozen.content, at=at, signer=p.report.signer)
    patch = p.options.target.at().patch(p.book)
    patch.replace_all("frozen", [*frozen_records(p.book, period, at), *frozen_tasks(p.book, p.report.period, at)])
    patch.append("journal", [submitted(period, snapshot.sha256)])
    path = p.document(Stage.SUBMIT)
    drafts.keep(path, final.docx)
    with unwritten_on_failure(path, files.sources_beside(path)):
        p.outcome.made = files.write(path, final, kept=True)
        patch.save()
        write_atomic(snapshot_path(path), snapshot.to_bytes())
    assert rendered.generated is not None
    drafts.remember(rendered.generated, final.docx, fresh=False)
    if edited is not None and left:
        p.outcome.warnings.insert(0, words.SUBMITTED_EDITS_KEPT.format(count=left, path=edited.keep()))
    p.outcome.counts["sha256"] = snapshot.sha256
    _tell_issue(p, frozen.registered)
    p.outcome.lines.append(words.SUBMITTED.format(path=p.outcome.made[0].name, period=period))
    return finish(p)


def _left_behind(
    p: Prepared, drafts: Drafts, edited: Edited | None, draft: Draft | None, anew: files.Rendered, made: Merged | None
) -> int:
    """How many edits of the document submitted before are not in this one; those of a draft are told, for it stays."""
    if edited is None:
        return 0
    if draft is None or draft.path != edited.document:
        before = drafts.again(edited.document)
        return len(edited.edits if before is None else not_in(before, anew, made))
    p.outcome.lines.append(edit_words.SUBMITTED_AGAIN.format(file=draft.path.name))
    path = p.document(Stage.DRAFT)
    other = drafts.again(path) if path.exists() and path.stat().st_mtime > edited.at else None
    texts = [] if other is None else not_in(other, anew, made)
    if texts:
        told = {"file": path.name, "count": len(texts), "text": texts[0][:NAMED_LETTERS]}
        p.outcome.warnings.insert(0, edit_words.DRAFT_EDITS_LEFT.format(**told))
    return 0


def _with_edits(p: Prepared, draft: Draft, made: Merged, rendered: files.Rendered) -> files.Rendered:
    """What is to be signed, with the hand's edits; refused where it could not be signed or issued as it is."""
    check_signable(draft.path, made, p.report.figures, rendered, p.report.signer)
    marks = dict(zip(p.report.missing_texts, p.report.context["thieu"], strict=True))
    missing = still_missing(made, marks)
    if missing:
        raise RefusedError("texts_missing", sections=", ".join(missing))
    tell(p, made)
    docx, taken_out = without_active(made.docx)
    p.outcome.warnings += taken_out
    return replace(rendered, docx=docx)


def _as_issued(p: Prepared, frozen: Frozen, anew: files.Rendered) -> tuple[bytes, dt.date]:
    """What is to be signed as issue would make it of that, and its day; `anew` is the same without edits.

    Raises RefusedError("number_without_place") where number and date could not be written into an edited one,
    TemplateError("template_without_number") where the template of a document on paper has no place for the number.
    """
    date = p.report.period.end or p.report.day
    after, docx = _with_number(p, frozen, p.book, 99, date, p.replaces, {})
    if p.book.setting("medium") != ELECTRONIC:  # there the e-office system may print it
        require_number(load_template(frozen.template)[1], anew.docx, after.docx, 99)
    return docx, date


def _with_number(
    p: Prepared, frozen: Frozen, book: Book, number: int, date: dt.date, replaces: str, said: dict[str, str]
) -> tuple[files.Rendered, bytes]:
    """What was submitted with its number and date, as the template makes it; and the document with the hand's edits,
    where there are any. `said`: what it says of itself."""
    context = numbered(frozen.context, book, number=number, date=date, replaces=replaces)
    stamp, origin = p.report.period.end, origin_of(p) if frozen.edited else None
    after = frozen.render(context, stamp=stamp, day=date, properties=said, origin=origin)
    if not frozen.edited:
        return after, after.docx
    before = frozen.render(frozen.context, stamp=stamp, day=date, origin=origin)
    return after, filled(frozen.edited, before, after, said)


def _layout_errors(docx: bytes, day: dt.date) -> list[str]:
    """What the document lacks of the decree's layout, as `check` would tell it."""
    document = open_document(docx)
    errors = [finding for finding in result_of(measure(document, day)).findings if finding.severity == "error"]
    lines = [words.LAYOUT_ERROR.format(place=one.place, message=one.message) for one in errors[:NAMED_ERRORS]]
    more = len(errors) - len(lines)
    return lines + ([words.MORE_LAYOUT_ERRORS.format(count=more)] if more else [])


def _tell_issue(p: Prepared, registered: str) -> None:
    """What issue would ask or refuse as things stand, so that what the chief signs can be issued."""
    numbering, period = numbering_of(p), p.report.period.code
    register = numbering.see(p.book)
    entry = entry_of(period, p.options.date, p.report.context, registered, p.report.signer)
    left, standing = register.unfinished(entry), register.standing(entry)
    found = []
    if standing is not None and (not p.replaces or register.named(p.replaces, entry.kind) != standing):
        found.append((already_issued(period, standing).key, words.SUBMIT_REPLACES.format(symbol=standing.symbol)))
    if not left:  # its number and date are given
        stopped = list(hindrances(p, numbering, register, entry))
        found += [(error.key, error.sentence) for error in stopped]
        if not stopped:
            old = register.replaced(p.replaces, entry.kind) if p.replaces else None
            doubts = register.doubts(entry, numbering.number(register, entry, None), old)
            found += [(doubt.key, doubt.text) for doubt in doubts]
    p.outcome.warnings += [str(row) for row in register.unfinished()]
    p.outcome.warnings += [words.ISSUE_WILL_ASK.format(what=text) for _, text in found]
    p.outcome.counts["issue_asks"] = [key for key, _ in found]


def frozen_now(p: Prepared) -> Frozen:
    """What issue renders later: the context, the figures, and the template as it was."""
    data = template(files.TEMPLATE, p.options.target.file).read_bytes()
    report = p.report
    return Frozen(report.context, report.figures, report.missing_texts, data, p.replaces, asks_contents(p))


# --- issue -----------------------------------------------------------------------------------------------------------


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
    signed = Signed.of(p.folder, p.report, p.options.date)
    entry = signed.entry
    left = register.unfinished(entry)
    p.outcome.warnings += [str(row) for row in register.unfinished() if row not in left[-1:]]
    if left:
        return _finish(p, numbering, register, signed, left[-1])
    standing = register.standing(entry)
    if isinstance(signed.submitted, InputError) and standing is not None and not p.options.replaces:
        raise already_issued(p.report.period.code, standing)  # to submit it anew would not help
    unseen: list[str] = []
    submission = signed.checked(unseen, as_submitted=p.options.as_submitted)
    p.outcome.warnings += [*unseen, *([] if p.options.as_submitted else signed.restyled())]
    called = p.options.replaces or ""
    old = submission.replaced(called, register, entry)
    worked_on = submission.check_content(p.book)
    for error in hindrances(p, numbering, register, entry):
        raise error
    numbering.agree(unseen)
    numbering.settle(register, entry, p.options.number, old)

    def replaced(register: Register) -> Row | None:
        submission.check_content(register.book)
        return submission.replaced(called, register, entry)

    reservation = numbering.reserve(entry, p.options.number, entry.period, replaced)
    p.outcome.warnings += reservation.restored
    with reservation:
        p.outcome.made = _write(p, numbering, entry, submission.frozen, reservation)
        return _completed(p, reservation, worked_on)


def standing_report(target: Target) -> str | None:
    """The symbol of the report of the target's period that went out and was not replaced, as far as the journal or the
    document tells its period."""
    book = open_target(target)
    period = current_period(book).code
    folder = folder_of(target, None, book)
    register = Numbering(target.at(), book, folder, QUIET.ask).see(book)
    standing = register.standing(Entry(REPORT.code, book.as_of, "", "", "", ascii_name(period), period))
    return standing.symbol if standing is not None else None


def numbering_of(p: Prepared) -> Numbering:
    return Numbering(p.options.target.at(), p.book, p.folder, p.screen.ask, p.options.sure)


# --- what stands in the way ---------------------------------------------------------------------------------------


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


# --- a number that a crash left behind ----------------------------------------------------------------------------


def _finish(p: Prepared, numbering: Numbering, register: Register, signed: Signed, row: Row) -> Outcome:
    """The document whose number was reserved: written now, or taken as it lies in the folder."""
    entry = signed.entry
    numbering.check_held(register, entry, row, p.options.number)
    stamp = register.document(row)
    entry, worked_on = replace(entry, date=row.date or entry.date), []
    if stamp is None:
        submission = signed.checked(p.outcome.warnings, as_submitted=p.options.as_submitted)
        worked_on = submission.check_content(p.book)
    with numbering.resume(entry, row) as reservation:
        if stamp is None:
            p.outcome.made = _write(p, numbering, entry, submission.frozen, reservation)
            p.outcome.warnings.append(words.FINISHED.format(symbol=reservation.symbol))
        else:
            p.outcome.made = [path for path in (stamp.path, files.sources_beside(stamp.path)) if path.exists()]
            p.outcome.warnings.append(words.FINISHED_AS_IS.format(symbol=reservation.symbol, file=stamp.path.name))
        return _completed(p, reservation, worked_on)


# --- the document -------------------------------------------------------------------------------------------------


def _write(p: Prepared, numbering: Numbering, entry: Entry, frozen: Frozen, reservation: Reservation) -> list[Path]:
    """The document and its sources, the document last; a file that is there already is never written over."""
    date, number = reservation.date, reservation.number
    p.outcome.counts["figures"] = len(frozen.figures)
    document = p.folder / f"{Path(reservation.file).stem}.docx"
    sources = files.sources_beside(document)
    if document.exists():
        raise numbering.exists(document, number)
    book, replaces = numbering.see(p.book).whole_book(), reservation.replaces
    said = entry.stamp(numbering.identity, reservation.symbol, date, replaces).values()
    rendered, docx = _with_number(p, frozen, book, number, date, replaces, said)
    docx = with_contents(p, replace(rendered, docx=docx), frozen.toc).docx
    p.outcome.warnings += _layout_errors(docx, date)
    p.outcome.warnings += rendered.notes
    write_atomic(sources, rendered.sources)
    write_atomic(document, docx)
    return [document, sources]


def _completed(p: Prepared, reservation: Reservation, worked_on: list[str]) -> Outcome:
    """The row marked, and everything told."""
    reservation.complete()
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
