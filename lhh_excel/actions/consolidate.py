"""Tổng hợp: the figures of many unions added up, as a workbook and as the report of the level above.

With the level above's workbook only the unions that it expects are added, each once; a copy, a twin, a stranger is
named and left out unless asked for. What was left out, is missing or incomplete, or still has errors is said first,
stands as a mark in the report and makes the exit code 1: a total that lacks an office must not pass for the whole.
Source: docs/nhieu-don-vi.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ExitCode, InputError, UsageError
from ..files import write_atomic
from ..fleet.running import process_pool, run_all
from ..fleet.search import search
from ..messages import fleet as words
from ..messages import screen as screen_words
from ..paths import ascii_name, template
from ..workbook.values import fold, show
from .batch import some, worker_count
from .common import Outcome, Quiet, Screen, Target, open_target
from .consolidate_work import ReadJob, ReadResult, read_union

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from ..fleet.expected import Choice
    from ..fleet.union import Union
    from ..fleet.upper_book import FileLine
    from ..fleet.upper_report import UpperReport
    from ..register.files import Rendered
    from ..workbook.book import Book

#: The template of the report; its name begins with the decree's abbreviation of Báo cáo.
TEMPLATE, REPORT_NAME, BOOK_NAME = "tong-hop.docx", "BC-tong-hop-{period}-du-thao", "tong-hop-{period}.xlsx"


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


@dataclass
class _Doubts:
    """What makes the totals doubtful: sentences for the clerk, marks for the report, notes by file."""

    warnings: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)
    grave: bool = False

    def add(self, sentence: str, *files: str, grave: bool = True) -> None:
        self.warnings.append(sentence)
        self.grave = self.grave or grave
        for file in files:
            self.notes.setdefault(file, []).append(sentence)

    def mark(self, pattern: str, **names: Sequence[str]) -> None:
        """A mark that names them all, where there are any."""
        ((key, found),) = names.items()
        if found:
            self.marks.append(pattern.format(**{key: ", ".join(dict.fromkeys(found))}))


def consolidate(options: ConsolidateOptions, screen: Screen | None = None) -> Outcome:
    """The workbook, then (with `book`) the report and the workbook of its sources, in `made`.

    Exit code 1 when the total is not whole or not sure: a workbook that could not be read, an expected union without
    one, days of the period or every unit's figures missing, errors, an office that may be counted twice. All is made
    nevertheless, but where no workbook is an expected union's.
    Raises InputError (no workbook, nothing to add), UsageError (period, signer), TemplateError, OutputError.
    """
    from ..fleet.expected import choose
    from ..fleet.upper_book import upper_book
    from ..fleet.upper_report import own_period

    screen = screen or Quiet()
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
    doubts = _doubts(results, unions, book, choice)
    for file in unread:
        doubts.add(words.UNREAD_KIND.format(file=file), grave=False)
    if not unions:
        return _told(Outcome(workbook=options.book, period=codes[0]), results, unions, doubts, choice)
    screen.progress(screen_words.STEP_WRITE, 1, 2)
    outcome = Outcome(workbook=options.book, period=codes[0])
    path = options.out / BOOK_NAME.format(period=ascii_name(codes[0]))
    write_atomic(path, upper_book(unions, [_line(result, doubts) for result in results if not result.skipped]))
    outcome.made.append(path)
    if book is not None:
        screen.progress(screen_words.STEP_DOCUMENT, 2, 2)
        _write_report(options, book, unions, doubts, outcome)
    return _told(outcome, results, unions, doubts, choice)


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
    jobs = [ReadJob(each.path, each.name, each.sure, period, options.as_of) for each in found.found]
    count = worker_count(options.workers)

    def pool() -> Executor:
        return process_pool(count)

    many = len(jobs) >= _WORTH_A_POOL and count > 1
    results: dict[str, ReadResult] = {}
    for job, result in run_all(jobs, read_union, pool if many else None, ahead=2 * count):
        results[job.name] = result or ReadResult(job.name, None, "worker_lost", words.LOST_MESSAGE)
        screen.progress(words.STEP, len(results), len(jobs))
    return [results[job.name] for job in jobs], asked, found.unread


#: Fewer workbooks are read faster than processes start.
_WORTH_A_POOL = 12


def _doubts(results: list[ReadResult], unions: list[Union], book: Book | None, choice: Choice | None) -> _Doubts:
    doubts = _Doubts()
    left_out = [result for result in results if result.union is None and not result.skipped]
    for result in left_out:
        doubts.add(words.LEFT_OUT.format(file=result.file, message=result.message), result.file)
    doubts.mark(words.MARK_LEFT_OUT, files=[result.file for result in left_out])
    _twice(unions, doubts)
    wrong = [union for union in unions if union.errors]
    for union in wrong:
        doubts.add(
            words.UNION_ERRORS.format(agency=union.agency, file=union.file, error=union.errors), union.file
        )  # fmt: skip
    doubts.mark(words.MARK_ERRORS, agencies=[union.agency for union in wrong])
    for result in results:
        if result.union is not None and result.nameless:
            doubts.add(words.NO_AGENCY.format(file=result.file), result.file, grave=False)
    for union in unions:
        if not union.counts["received"].value:
            sentence = words.NOT_RECEIVED.format(agency=union.agency, file=union.file, period=union.period)
            doubts.add(sentence, union.file)
        if not union.whole:
            sentence = words.NOT_WHOLE.format(agency=union.agency, file=union.file, period=union.period)
            doubts.add(sentence, union.file)
    doubts.mark(words.MARK_NOT_WHOLE, agencies=[union.agency for union in unions if not union.whole])
    if unions:
        _dates(unions, book, doubts)
    if choice is not None:
        assert book is not None
        _chosen(choice, Path(book.path).name, doubts)
    return doubts


def _twice(unions: list[Union], doubts: _Doubts) -> None:
    """One office in two workbooks: by its name; told too where the files are the same byte for byte."""
    by_name: dict[str, list[Union]] = {}
    for union in unions:
        by_name.setdefault(fold(union.agency), []).append(union)
    twice = [same for same in by_name.values() if len(same) > 1]
    for same in twice:
        files = [union.file for union in same]
        sentence = words.TWICE.format(agency=same[0].agency, files=", ".join(files))
        if len({union.digest for union in same}) < len(same):
            copies = [union.file for union in same if [u.digest for u in same].count(union.digest) > 1]
            sentence += " " + words.TWICE_SAME.format(files=", ".join(copies))
        doubts.add(sentence, *files)
    doubts.mark(words.MARK_TWICE, agencies=[same[0].agency for same in twice])


def _dates(unions: list[Union], book: Book | None, doubts: _Doubts) -> None:
    """Unions that cut the period on other days than the report says."""
    from ..fleet.upper_report import own_period

    if book is not None:
        period = own_period(book, unions)
        start, end = period.start, period.end
    else:
        start, end = unions[0].start, unions[0].end
    others = [union for union in unions if (union.start, union.end) != (start, end)]
    for union in others:
        sentence = words.OTHER_DATES.format(
            agency=union.agency,
            period=union.period,
            start=show(union.start),
            end=show(union.end),
            own_start=show(start),
            own_end=show(end),
        )
        doubts.add(sentence, union.file, grave=False)
    doubts.mark(words.MARK_DATES, agencies=[union.agency for union in others])


def _chosen(choice: Choice, book: str, doubts: _Doubts) -> None:
    """Who is missing, and what was read and not added."""
    if not choice.listed:
        doubts.add(words.NONE_LISTED.format(book=book))
        doubts.marks.append(words.MARK_NONE_LISTED)
    for unit, file in choice.missing:
        maybe = words.MAYBE_FILE.format(file=file) if file else ""
        doubts.add(words.NOT_THERE.format(unit=unit.name, book=book) + maybe)
    doubts.mark(words.MARK_NOT_THERE, units=[unit.name for unit, _file in choice.missing])
    for out in choice.left_out:
        pattern = words.NOT_ADDED[out.why.value]
        sentence = pattern.format(file=out.union.file, agency=out.union.agency, book=book, other=out.other)
        maybe = words.MAYBE_UNIT.format(unit=out.other) if out.why.value == "stranger" and out.other else ""
        doubts.add(sentence + maybe + words.ASK_FOR_IT, out.union.file, grave=out.doubtful)


def _line(result: ReadResult, doubts: _Doubts) -> FileLine:
    from ..fleet.upper_book import FileLine

    note = "\n".join(doubts.notes.get(result.file, []))
    return FileLine(result.file, result.agency, result.union, note, result.digest)


def _write_report(
    options: ConsolidateOptions, book: Book, unions: list[Union], doubts: _Doubts, outcome: Outcome
) -> None:
    from ..fleet.upper_report import upper_report
    from ..register import files

    assert options.book is not None
    made = upper_report(book, unions, file=options.book.name, marks=doubts.marks, signer=options.signer)
    doubts.warnings += [screen_words.MISSING_TEXT.format(section=section) for section in made.missing_texts]
    rendered = _rendered(options, made)
    doubts.warnings += rendered.notes
    outcome.made += files.write(options.out, REPORT_NAME.format(period=ascii_name(outcome.period)), rendered)
    outcome.counts["figures"] = len(made.figures)
    if options.pdf:
        from ..document.writing.pdf import to_pdf

        pdf = to_pdf(outcome.made[1], options.out)
        if pdf is None:
            doubts.warnings.append(screen_words.NO_PDF)
        else:
            outcome.made.append(pdf)


def _rendered(options: ConsolidateOptions, made: UpperReport) -> Rendered:
    from ..fleet.upper_context import KNOWN
    from ..register import files

    return files.render(
        template(TEMPLATE, options.book),
        made.context,
        made.figures,
        stamp=made.end,
        day=made.day,
        status=screen_words.DRAFT_STATUS,
        known=KNOWN,
    )


def _told(
    outcome: Outcome, results: list[ReadResult], unions: list[Union], doubts: _Doubts, choice: Choice | None
) -> Outcome:
    not_added = choice.left_out if choice is not None else []
    left_out = [result for result in results if result.union is None and not result.skipped]
    skipped = [result.file for result in results if result.skipped]
    outcome.exit_code = ExitCode.FOUND if doubts.grave else ExitCode.DONE
    outcome.warnings = doubts.warnings
    if skipped:
        outcome.warnings.append(words.SKIPPED.format(count=len(skipped), files=some(skipped)))
    outcome.counts |= {
        "files": len(results) - len(skipped),
        "unions": [{"workbook": u.file, "agency": u.agency, "errors": u.errors} for u in unions],
        "left_out": [{"workbook": r.file, "error": r.error, "message": r.message} for r in left_out],
        "totals": _totals(unions),
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


def _totals(unions: list[Union]) -> dict[str, int | float | None]:
    """Key of the indicator (and the English one that it had) -> its total, None where no union has a number; counts."""
    from ..figures.wording import plain_value
    from ..fleet.union import indicators_of
    from ..workbook.declarations import DEFAULT
    from ..workbook.defaults import EARLIER_KEYS

    found: dict[str, int | float | None] = {}
    for indicator in indicators_of(unions) or DEFAULT.indicators:
        values = [value for union in unions if (value := union.amount(indicator.key).value) is not None]
        found[indicator.key] = plain_value(sum(values[1:], values[0])) if values else None
    found |= {english: found[key] for english, key in EARLIER_KEYS.items() if key in found}
    return found | {key: sum(union.counts[key].value for union in unions) for key in words.COUNTS}
