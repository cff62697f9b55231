"""Lập báo cáo: draft, submission, issue; one call a stage. What the stages share stands here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ExitCode, InputError, UsageError
from ..law import REPORT
from ..messages import screen as words
from ..paths import template
from ..plain import record
from . import report_files as files
from .common import Outcome, Quiet, Screen, Target, current_period, open_target
from .validate import hidden_states, summarise

if TYPE_CHECKING:
    from ..checking.finding import Finding
    from ..figures.report import Report
    from ..workbook.book import Book

#: Tables without which there is no report.
NEEDED = ("profile", "periods", "units", "figures")


class Stage(Enum):
    """From draft to the issued document."""

    DRAFT = "du-thao"
    SUBMIT = "trinh-ky"
    ISSUE = "phat-hanh"


@record
class ReportOptions:
    """`number`, `date` and `as_submitted` (edits of the submitted document do not count) belong to issue, `signer` to
    draft and submission; `replaces` to any stage: what is signed should say what it replaces, and issue keeps to it.
    `sure` asks nothing."""

    target: Target
    stage: Stage = Stage.DRAFT
    signer: str | None = None
    out: Path | None = None
    pdf: bool = False
    number: int | None = None
    date: dt.date | None = None
    replaces: str | None = None
    as_submitted: bool = False
    sure: bool = False


@dataclass
class Prepared:
    """The workbook read and checked, the report computed, the outcome begun."""

    options: ReportOptions
    screen: Screen
    book: Book
    findings: list[Finding]
    report: Report
    folder: Path
    outcome: Outcome
    replaces: str = ""  # the symbol of the document that this one replaces, as the register has it

    @property
    def errors(self) -> int:
        return summarise(self.findings)["error"]


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
        from .submit import submit

        return submit(prepared)
    from .issue import issue

    return issue(prepared)


def prepare(options: ReportOptions, screen: Screen) -> Prepared:
    """Read, check, compute. Raises InputError, UsageError, RefusedError."""
    from ..checking.run import run_rules
    from ..figures.report import build_report
    from ..register.given import Register

    screen.progress(words.STEP_READ, 1, 4)
    book = open_target(options.target)
    missing = [key for key in NEEDED if not book.has(key)]
    if missing:
        from ..workbook.tables import BY_KEY

        names = ", ".join(BY_KEY[key].name for key in missing)
        raise InputError("table_needed", file=options.target.file.name, tables=names)
    period = current_period(book)
    screen.progress(words.STEP_CHECK, 2, 4)
    findings = run_rules(book)
    screen.progress(words.STEP_FIGURES, 3, 4)
    folder = files.folder_of(book, options.target.file, options.out)
    whole, replaces = book, ""
    if options.replaces and options.stage is not Stage.ISSUE:
        from .numbering import Numbering

        register = Numbering(options.target, book, folder, screen).see(book)
        whole, replaces = register.whole_book(), register.replaced(options.replaces, REPORT.code).symbol
    made = build_report(whole, period.code, signer=options.signer, replaces=replaces)
    outcome = Outcome(workbook=options.target.file, period=period.code)
    if options.stage is not Stage.ISSUE:  # what is issued is the snapshot, whatever the workbook says now
        outcome.warnings = [words.MISSING_TEXT.format(section=section) for section in made.missing_texts]
        outcome.warnings += made.notes
        outcome.warnings += hidden_states(findings, period.code)
    outcome.warnings += [str(row) for row in Register(book).unfinished()]
    screen.progress(words.STEP_DOCUMENT, 4, 4)
    return Prepared(options, screen, book, findings, made, folder, outcome, replaces)


def errors_on(findings: list[Finding], book: Book, *tables: str) -> list[Finding]:
    """The errors that stand on the sheets of these tables."""
    from ..checking.finding import Severity

    sheets = {book[key].sheet for key in tables}
    return [finding for finding in findings if finding.severity is Severity.ERROR and finding.sheet in sheets]


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


def finish(p: Prepared) -> Outcome:
    """The PDF if asked for, then the lines that tell what was made."""
    document = p.outcome.made[0]
    if p.options.pdf:
        p.screen.progress(words.STEP_PDF, 4, 4)
        from ..document.pdf import to_pdf

        made = to_pdf(document, document.parent)
        if made is None:
            p.outcome.warnings.append(words.NO_PDF)
        else:
            p.outcome.made.append(made)
    p.outcome.counts = {"summary": summarise(p.findings), "figures": len(p.report.figures), **p.outcome.counts}
    p.outcome.lines = [words.MADE.format(path=path) for path in p.outcome.made] + p.outcome.lines
    return p.outcome
