"""Trình ký: figures, texts, signer, recipients frozen with a fingerprint; what is signed cannot drift from the data."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Any

from ..document.reading import open_document
from ..errors import RefusedError
from ..files import unwritten_on_failure, write_atomic
from ..messages import screen as words
from ..paths import template
from ..register.changes import frozen_tasks
from ..register.snapshot import frozen_records, snapshot_path, take_snapshot
from ..workbook.journal import submitted
from . import report_files as files
from .common import Outcome
from .prepared import Prepared, Stage, finish
from .signed_copy import Edited, texts_of

if TYPE_CHECKING:
    from ..document.reading import Document

#: How many errors of layout are told.
NAMED_ERRORS = 5


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
    if p.report.missing_texts:
        raise RefusedError("texts_missing", sections=", ".join(p.report.missing_texts))
    period = p.report.period.code
    at = dt.datetime.now().replace(microsecond=0)
    content = frozen_content(p)
    data = bytes.fromhex(content["template"])
    files.require_finished(data)
    rendered = files.render(
        data,
        p.report.context,
        p.report.figures,
        stamp=p.report.period.end,
        day=p.report.day,
        status=words.SUBMIT_STATUS,
    )
    document = open_document(rendered.docx)
    content |= {"paragraphs": texts_of(document), "docx": hashlib.sha256(rendered.docx).hexdigest()}
    p.outcome.warnings += _layout_errors(document, p.report.day)
    content["registered"] = rendered.title.registered
    p.outcome.warnings += rendered.notes
    snapshot = take_snapshot(p.book, period, content, at=at, signer=p.report.signer)
    patch = p.options.target.at().patch(p.book)
    frozen = [*frozen_records(p.book, period, at), *frozen_tasks(p.book, p.report.period, at)]
    patch.replace_all("frozen", frozen)
    patch.append("journal", [submitted(period, snapshot.sha256)])
    name = files.stage_name(period, Stage.SUBMIT.value)
    edited = Edited.before(files.paths(p.folder, name)[0], period)
    with unwritten_on_failure(*files.paths(p.folder, name)):
        p.outcome.made = files.write(p.folder, name, rendered)
        patch.save()
        write_atomic(snapshot_path(p.outcome.made[0]), snapshot.to_bytes())
    if edited is not None:
        kept = {"count": len(edited.edits), "path": edited.keep()}
        p.outcome.warnings.insert(0, words.SUBMITTED_EDITS_KEPT.format(**kept))
    p.outcome.counts["sha256"] = snapshot.sha256
    _tell_issue(p, rendered.title.registered)
    p.outcome.lines.append(words.SUBMITTED.format(path=p.outcome.made[0].name, period=period))
    return finish(p)


def _layout_errors(document: Document, day: dt.date) -> list[str]:
    """What the document to be signed lacks of the decree's layout, as `check` would tell it."""
    from ..document.rules import measure, result_of

    errors = [finding for finding in result_of(measure(document, day)).findings if finding.severity == "error"]
    lines = [words.LAYOUT_ERROR.format(place=one.place, message=one.message) for one in errors[:NAMED_ERRORS]]
    more = len(errors) - len(lines)
    return lines + ([words.MORE_LAYOUT_ERRORS.format(count=more)] if more else [])


def _tell_issue(p: Prepared, registered: str) -> None:
    """What issue would ask or refuse as things stand, so that what the chief signs can be issued."""
    from .issue import already_issued, entry_of, hindrances, numbering_of

    numbering = numbering_of(p)
    register = numbering.see(p.book)
    entry = entry_of(p, p.report.context, registered, p.report.signer)
    left, standing = register.unfinished(entry), register.standing(entry)
    found = []
    if standing is not None and (not p.replaces or register.named(p.replaces, entry.kind) != standing):
        found.append((already_issued(p, standing).key, words.SUBMIT_REPLACES.format(symbol=standing.symbol)))
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


def frozen_content(p: Prepared) -> dict[str, Any]:
    """What issue renders later: the context, the figures, and the template as it was; without its title."""
    data = template(files.TEMPLATE, p.options.target.file).read_bytes()
    return {
        "context": p.report.context,
        "figures": p.report.figures,
        "missing_texts": p.report.missing_texts,
        "template": data.hex(),
        "replaces": p.replaces,
    }
