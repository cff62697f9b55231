"""What the stages of a report share: the call, the workbook read and checked with its figures, the outcome told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from ..checking.finding import Finding, Severity, hidden_states, summarise
from ..checking.run import run_rules
from ..document.templates.keys import Origin
from ..errors import InputError
from ..figures.report import Report, build_report
from ..files import there
from ..law import REPORT
from ..messages import keeping as edit_words
from ..messages import screen as words
from ..plain import mutable, record, replace
from ..register import files
from ..register.files import Stage
from ..register.given import Register
from ..register.hand_edits import Draft, Drafts, numbers, told
from ..workbook.book import Book
from ..workbook.lists import YES
from ..workbook.master import workbook_identity
from ..workbook.tables import BY_KEY
from .common import Outcome, Screen, Target, current_period, folder_of, open_target

if TYPE_CHECKING:
    from ..document.keeping.merging import Outcome as Merged
    from ..register.signed import Edited


#: Tables without which there is no report.
NEEDED = ("profile", "periods", "units", "figures")


@record
class ReportOptions:
    """`number`, `date` and `as_submitted` (edits of the submitted document do not count) belong to issue, `signer` to
    draft and submission; `replaces` to any stage: what is signed should say what it replaces, and issue keeps to it.
    `fresh` starts anew whatever was edited by hand, `draft` is the edited file to go on from (else the one that lies
    where drafts are written): both of draft and submission; `offer_fresh` asks which it is to be where there is an
    edited draft, `offer_others` whether to go on from one under another name. `sure` asks nothing."""

    target: Target
    stage: Stage = Stage.DRAFT
    signer: str | None = None
    out: Path | None = None
    pdf: bool = False
    number: int | None = None
    date: dt.date | None = None
    replaces: str | None = None
    as_submitted: bool = False
    fresh: bool = False
    offer_fresh: bool = False
    offer_others: bool = False
    draft: Path | None = None
    sure: bool = False


@mutable
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

    def agrees(self, question: str) -> bool:
        """The answer to a question; yes where nothing is to be asked."""
        return self.options.sure or self.screen.ask(question)

    def document(self, stage: Stage) -> Path:
        """Where the report of that stage lies."""
        return files.stage_document(self.folder, self.report.period.code, stage)

    @property
    def errors(self) -> int:
        return summarise(self.findings)["error"]


def prepare(options: ReportOptions, screen: Screen) -> Prepared:
    """Read, check, compute. Raises InputError, UsageError, RefusedError."""
    screen.progress(words.STEP_READ, 1, 4)
    book = open_target(options.target)
    missing = [key for key in NEEDED if not book.has(key)]
    if missing:
        names = ", ".join(BY_KEY[key].name for key in missing)
        raise InputError("table_needed", file=options.target.file.name, tables=names)
    period = current_period(book)
    screen.progress(words.STEP_CHECK, 2, 4)
    findings = run_rules(book)
    screen.progress(words.STEP_FIGURES, 3, 4)
    folder = folder_of(options.target, options.out, book)
    whole, replaces = book, ""
    if options.replaces and options.stage is not Stage.ISSUE:
        from ..register.issue import Numbering

        register = Numbering(options.target.at(), book, folder, screen.ask).see(book)
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
    sheets = {book[key].sheet for key in tables}
    return [finding for finding in findings if finding.severity is Severity.ERROR and finding.sheet in sheets]


def render_prepared(p: Prepared, data: Path | bytes, status: str) -> files.Rendered:
    """The report of the workbook as it is now, by a template; it carries what was generated."""
    report = p.report
    stamp, origin = report.period.end, origin_of(p)
    return files.render(data, report.context, report.figures, stamp=stamp, day=report.day, status=status, origin=origin)


def with_contents(p: Prepared, rendered: files.Rendered, asked: bool) -> files.Rendered:
    """The document with a table of contents below its title where one is `asked` for, its pages as they are now."""
    if not asked:
        return rendered
    from ..document.writing.contents import put_contents

    made = put_contents(rendered.docx)
    p.outcome.warnings += made.notes
    return replace(rendered, docx=made.docx)


def asks_contents(p: Prepared) -> bool:
    """Whether Cấu hình wants a table of contents in the report."""
    return bool(p.book.setting("toc") == YES)


def origin_of(p: Prepared) -> Origin:
    """What documents of this call say that they are made of."""
    return Origin(p.report.period.code, workbook_identity(p.book))


def going_on(p: Prepared, drafts: Drafts, question: str) -> tuple[Draft | None, Edited | None]:
    """The file whose edits are kept, and the submitted one where a hand was at it.

    The one named; else whichever was written last of the draft and of that submitted one: each is made of what was the
    last before it, so the last holds all that the hand did. `question`: as for `Drafts.standing`.
    """
    document, submitted = p.document(Stage.DRAFT), p.document(Stage.SUBMIT)
    edited = None
    if there(submitted):
        from ..register.signed import Edited

        edited = Edited.before(submitted, p.report.period.code)
    if p.options.draft is not None:
        return drafts.named(p.options.draft), edited
    if p.options.fresh:
        return None, edited
    for other in drafts.others(document, submitted) if p.options.offer_others else ():
        if p.agrees(edit_words.ASK_OTHER.format(file=other.path.name, usual=document.name)):
            return other, edited
    if edited is not None and (not there(document) or document.stat().st_mtime <= submitted.stat().st_mtime):
        found = drafts.again(submitted)
        if found is not None:
            return found, edited
    return drafts.standing(document, p.agrees, question), edited


def tell(p: Prepared, made: Merged) -> None:
    """What became of the hand's edits."""
    lines, warnings = told(made, p.report.figures)
    p.outcome.lines += lines
    p.outcome.warnings += warnings
    if made.edited or made.conflicts or made.figures:
        p.outcome.counts["hand_edits"] = numbers(made)


def finish(p: Prepared) -> Outcome:
    """The PDF if asked for, then the lines that tell what was made."""
    if p.options.pdf:
        p.screen.progress(words.STEP_PDF, 4, 4)
        p.outcome.add_pdf(p.outcome.made[0])
    p.outcome.counts = {"summary": summarise(p.findings), "figures": len(p.report.figures), **p.outcome.counts}
    p.outcome.lines = [words.MADE.format(path=path) for path in p.outcome.made] + p.outcome.lines
    return p.outcome
