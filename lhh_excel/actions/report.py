"""Lập báo cáo: draft, submission, issue; one call a stage."""

from __future__ import annotations

from ..errors import ExitCode, UsageError
from ..messages import screen as words
from ..paths import template
from ..register import files
from ..register.files import Stage
from .common import Outcome, Quiet, Screen
from .prepared import Prepared, ReportOptions, finish, prepare

__all__ = ["ReportOptions", "Stage", "report"]


def report(options: ReportOptions, screen: Screen | None = None) -> Outcome:
    """The report of the target's period at the stage asked for; paths in `made`, the document first.

    A draft is made even of faulty data (exit code 1, and says so); submission and issue are refused then.
    """
    at_issue = options.number is not None or options.date is not None or options.as_submitted
    if options.stage is not Stage.ISSUE and at_issue:
        raise UsageError("only_at_issue")
    prepared = prepare(options, screen or Quiet())
    if options.stage is Stage.DRAFT:
        return _draft(prepared)
    if options.stage is Stage.SUBMIT:
        from .issue import submit

        return submit(prepared)
    from .issue import issue

    return issue(prepared)


def _draft(p: Prepared) -> Outcome:
    rendered = files.render(
        template(files.TEMPLATE, p.options.target.file),
        p.report.context,
        p.report.figures,
        stamp=p.report.period.end,
        day=p.report.day,
        status=words.DRAFT_STATUS,
    )
    p.outcome.warnings += rendered.notes
    name = files.stage_name(p.report.period.code, Stage.DRAFT.value)
    p.outcome.made = files.write(p.folder, name, rendered)
    if p.errors:
        p.outcome.exit_code = ExitCode.FOUND
        p.outcome.warnings.insert(0, words.DRAFT_HAS_ERRORS.format(error=p.errors))
    return finish(p)
