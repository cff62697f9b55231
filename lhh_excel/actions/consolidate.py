"""Tổng hợp: the figures of many unions added up, as a workbook and as the report of the level above.

With the level above's workbook only the unions that it expects are added, each once; a copy, a twin, a stranger is
named and left out unless asked for. What was left out, is missing or incomplete, or still has errors is said first,
stands as a mark in the report and makes the exit code 1: a total that lacks an office must not pass for the whole.
Source: docs/nhieu-don-vi.md.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..errors import ExitCode, InputError, UsageError
from ..files import write_atomic
from ..fleet.books import upper_book
from ..fleet.doubts import Choice, Doubts, choose, doubts_of
from ..fleet.running import process_pool, run_all, some, worker_count
from ..fleet.search import search
from ..fleet.union import Common, ReadResult, in_common, read_union, totals
from ..fleet.upper_report import KNOWN, own_period, upper_report
from ..messages import fleet as words
from ..messages import screen as screen_words
from ..paths import ascii_name, template
from ..register import files
from ..workbook.book import Book
from ..workbook.values import fold
from .common import QUIET, Outcome, Screen, Target, open_target

#: The template of the report; its name begins with the decree's abbreviation of Báo cáo.
TEMPLATE, REPORT_NAME, BOOK_NAME = "tong-hop.docx", "BC-tong-hop-{period}-du-thao.docx", "tong-hop-{period}.xlsx"


@dataclass(frozen=True)
class ConsolidateOptions:
    """`places`: folders (searched below) and files; `book`: the level above's own workbook, without it no report.

    `include`: workbooks that are added though the level above does not expect them.
    """

    places: tuple[Path, ...]
    book: Path | None = None
    out: Path = Path("tong-hop")
    period: str | None = None
    signer: str | None = None
    pdf: bool = False
    workers: int | None = None
    as_of: dt.date | None = None
    include: tuple[Path, ...] = ()


def consolidate(options: ConsolidateOptions, screen: Screen = QUIET) -> Outcome:
    """The workbook, then (with `book`) the report and the workbook of its sources, in `made`.

    Exit code 1 when the total is not whole or not sure: a workbook that could not be read, an expected union without
    one, days of the period or every unit's figures missing, errors, an office that may be counted twice. All is made
    nevertheless, but where no workbook is an expected union's.
    Raises InputError (no workbook, nothing to add), UsageError (period, signer), TemplateError, OutputError.
    """
    book = open_target(Target(options.book, options.as_of)) if options.book else None
    period = options.period or (book.period if book is not None else None) or None
    results, asked, unread = _read(options, period, screen)
    unions = [result.union for result in results if result.union is not None]
    if not unions:
        first = next((result for result in results if not result.skipped), results[0])
        raise InputError("nothing_to_add", files=len(results), file=first.file, message=first.message)
    codes = sorted({union.period for union in unions})
    if len(codes) > 1:
        raise UsageError("periods_differ", known=", ".join(codes))
    choice = None
    if book is not None:
        choice = choose(unions, book, own_period(book, unions), asked)
        unions = choice.added
    doubts = doubts_of(results, unions, book, choice)
    for file in unread:
        doubts.add(words.UNREAD_KIND.format(file=file), grave=False)
    common = in_common(unions, book.declared if book is not None else None)
    outcome = Outcome(workbook=options.book, period=codes[0], warnings=doubts.warnings)
    if not unions:
        return _told(outcome, results, common, doubts, choice)
    doubts.differences(common)
    screen.progress(screen_words.STEP_WRITE, 1, 2)
    path = options.out / BOOK_NAME.format(period=ascii_name(codes[0]))
    write_atomic(path, upper_book(common, [result for result in results if not result.skipped], doubts.notes))
    outcome.made.append(path)
    if book is not None:
        screen.progress(screen_words.STEP_DOCUMENT, 2, 2)
        _write_report(options, book, common, doubts, outcome)
    return _told(outcome, results, common, doubts, choice)


def _read(
    options: ConsolidateOptions, period: str | None, screen: Screen
) -> tuple[list[ReadResult], set[str], list[str]]:
    """What every workbook says, by name of file; the names asked for with --include; files of kinds that are not read.

    The level above's own workbook is none of them.
    """
    leave_out = [options.out] + ([options.book] if options.book else [])
    found = search(options.places, leave_out=leave_out)
    elsewhere = {path.resolve() for path in options.include} - {each.path.resolve() for each in found.found}
    if elsewhere:
        found = search([*options.places, *sorted(elsewhere)], leave_out=leave_out)
    if found.closed:
        raise InputError("unreadable", file=found.closed[0])
    if not found.found:
        raise InputError("no_masters", place=", ".join(map(str, options.places)))
    wanted = {path.resolve() for path in options.include}
    asked = {each.name for each in found.found if each.path.resolve() in wanted}
    count = worker_count(options.workers)
    pool = partial(process_pool, count) if len(found.found) >= _WORTH_A_POOL and count > 1 else None
    results: dict[str, ReadResult] = {}
    for each, result in run_all(found.found, partial(read_union, period, options.as_of), pool, ahead=2 * count):
        results[each.name] = result or ReadResult(each.name, None, "worker_lost", words.LOST_MESSAGE)
        screen.progress(words.STEP, len(results), len(found.found))
    return [results[each.name] for each in found.found], asked, found.unread


#: Fewer workbooks are read faster than processes start.
_WORTH_A_POOL = 12


def _write_report(options: ConsolidateOptions, book: Book, common: Common, doubts: Doubts, outcome: Outcome) -> None:
    assert options.book is not None
    made = upper_report(book, common, file=options.book.name, marks=doubts.marks, signer=options.signer)
    doubts.warnings += [screen_words.MISSING_TEXT.format(section=section) for section in made.missing_texts]
    rendered = files.render(
        template(TEMPLATE, options.book),
        made.context,
        made.figures,
        stamp=made.end,
        day=made.day,
        status=screen_words.DRAFT_STATUS,
        known=KNOWN,
    )
    doubts.warnings += rendered.notes
    outcome.made += files.write(options.out / REPORT_NAME.format(period=ascii_name(outcome.period)), rendered)
    outcome.counts["figures"] = len(made.figures)
    if options.pdf:
        outcome.add_pdf(outcome.made[1])


def _told(
    outcome: Outcome, results: list[ReadResult], common: Common, doubts: Doubts, choice: Choice | None
) -> Outcome:
    unions, not_added = common.unions, choice.left_out if choice is not None else []
    left_out = [result for result in results if result.union is None and not result.skipped]
    skipped = [result.file for result in results if result.skipped]
    outcome.exit_code = ExitCode.FOUND if doubts.grave else ExitCode.DONE
    if skipped:
        outcome.warnings.append(words.SKIPPED.format(count=len(skipped), files=some(skipped)))
    outcome.counts |= {
        "files": len(results) - len(skipped),
        "unions": [{"workbook": u.file, "agency": u.agency, "errors": u.errors} for u in unions],
        "left_out": [{"workbook": r.file, "error": r.error, "message": r.message} for r in left_out],
        "totals": totals(common),
        "skipped": skipped,
        "not_added": [
            {"workbook": out.union.file, "agency": out.union.agency, "why": out.why.value} for out in not_added
        ],
        "missing": [unit.name for unit, _file in choice.missing] if choice is not None else [],
    }
    offices = len({fold(union.agency) for union in unions})
    said = words.CONSOLIDATED if unions else words.NONE_ADDED
    outcome.lines = [said.format(period=outcome.period, unions=offices, files=len(unions))]
    outcome.lines += [screen_words.MADE.format(path=path) for path in outcome.made]
    if choice is None:
        outcome.lines.append(words.NO_BOOK)
    return outcome
