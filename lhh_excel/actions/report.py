"""Lập báo cáo: draft, submission, issue; one call a stage."""

from __future__ import annotations

from pathlib import Path

from ..errors import ExitCode, UsageError
from ..files import kept_path
from ..messages import keeping as edit_words
from ..messages import screen as words
from ..paths import template
from ..plain import replace
from ..register import files
from ..register.files import Stage
from ..register.hand_edits import Draft, Drafts, merged
from .common import QUIET, Outcome, Screen
from .prepared import (
    Prepared,
    ReportOptions,
    asks_contents,
    finish,
    going_on,
    origin_of,
    prepare,
    render_prepared,
    tell,
    with_contents,
)

__all__ = ["ReportOptions", "Stage", "report"]


def report(options: ReportOptions, screen: Screen = QUIET) -> Outcome:
    """The report of the target's period at the stage asked for; paths in `made`, the document first.

    A draft is made even of faulty data (exit code 1, and says so); submission and issue are refused then.
    """
    at_issue = options.number is not None or options.date is not None or options.as_submitted
    if options.stage is not Stage.ISSUE and at_issue:
        raise UsageError("only_at_issue")
    if options.stage is Stage.ISSUE and (options.fresh or options.draft is not None):
        raise UsageError("draft_not_at_issue")
    if options.fresh and options.draft is not None:
        raise UsageError("fresh_or_draft")
    prepared = prepare(options, screen)
    if options.stage is Stage.DRAFT:
        return _draft(prepared)
    from .issue import issue, submit

    return submit(prepared) if options.stage is Stage.SUBMIT else issue(prepared)


def _draft(p: Prepared) -> Outcome:
    rendered = render_prepared(p, template(files.TEMPLATE, p.options.target.file), words.DRAFT_STATUS)
    p.outcome.warnings += rendered.notes
    document = p.document(Stage.DRAFT)
    drafts = Drafts(p.folder, origin_of(p))
    draft = _edited(p, drafts, document)
    if draft is not None:
        made = merged(draft, rendered)
        tell(p, made)
        if draft.path == p.document(Stage.SUBMIT):
            p.outcome.lines.append(edit_words.FROM_SUBMITTED.format(file=draft.path.name))
        rendered = replace(rendered, docx=made.docx)
    rendered = with_contents(p, rendered, asks_contents(p))
    kept = drafts.keep(document, rendered.docx)
    if kept is not None:
        p.outcome.lines.append(edit_words.BAK.format(path=kept))
    p.outcome.made = files.write(document, rendered, kept=True)
    assert rendered.generated is not None
    drafts.remember(rendered.generated, rendered.docx, fresh=draft is None)
    if p.errors:
        p.outcome.exit_code = ExitCode.FOUND
        p.outcome.warnings.insert(0, words.DRAFT_HAS_ERRORS.format(error=p.errors))
    return finish(p)


def _edited(p: Prepared, drafts: Drafts, document: Path) -> Draft | None:
    """The file whose edits are kept, unless they are not to be."""
    found, _ = going_on(p, drafts, edit_words.ASK_UNKNOWN)
    if found is None or not p.options.offer_fresh or found.path not in (document, p.document(Stage.SUBMIT)):
        return found  # one that was named, or agreed to already
    question = edit_words.ASK_KEEP if found.path == document else edit_words.ASK_KEEP_SUBMITTED
    return (
        found if p.agrees(question.format(file=found.path.name, kept=kept_path(found.path, found.data).name)) else None
    )
