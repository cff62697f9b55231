"""Làm nhiều sổ: check, report and count over thousands of master workbooks; what fails is listed and stops nothing.

Nothing is written into the workbooks. A second run does only what changed; a killed worker loses nothing.
Source: docs/nhieu-don-vi.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from .. import __version__
from ..checking.finding import Severity, summarise
from ..errors import ExitCode, InputError, LhhError, UsageError, question
from ..files import locked, write_atomic
from ..fleet.books import summary_book
from ..fleet.running import (
    AHEAD,
    MOST_ERRORS,
    STATE_FILE,
    FileResult,
    State,
    Workers,
    key_of,
    process_pool,
    run_all,
    some,
    worker_count,
)
from ..fleet.search import NOT_OURS, Found, Search, digest, search
from ..log import log_fault
from ..messages import fleet as words
from ..messages import screen as screen_words
from ..paths import template
from ..register.files import TEMPLATE
from ..text.wording import nearest
from .common import QUIET, Outcome, Quiet, Screen, Target, open_target
from .report import ReportOptions, report
from .status import StatusOptions, status
from .validate import ValidateOptions, validate

#: What may be asked for, in the order in which it is done.
DO = ("validate", "report", "status")
#: The summary workbook in the output folder, and the folder of each workbook's results below it.
SUMMARY_FILE = "tong-hop-cac-so.xlsx"
#: Seconds to wait for another batch into the same folder.
_PATIENCE = 2.0


@dataclass(frozen=True)
class BatchOptions:
    """`places`: folders (searched below) and files. `workers` processes; `again` does also what is finished."""

    places: tuple[Path, ...]
    do: tuple[str, ...] = DO
    out: Path = Path("tong-hop")
    workers: int | None = None
    again: bool = False
    period: str | None = None
    as_of: dt.date | None = None


def batch(options: BatchOptions, screen: Screen = QUIET) -> Outcome:
    """Everything asked for over every workbook; the summary workbook first in `made`.

    Exit code 1 when any workbook has errors or could not be done. Raises UsageError for what cannot be asked for,
    InputError where there is no workbook, OutputError.
    """
    count = worker_count(options.workers)
    return _batch(options, screen, partial(process_pool, count), ahead=2 * count)


def results_of(
    options: BatchOptions,
    executor: Executor | Callable[[], Executor] | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> list[FileResult]:
    """The batch from Python, over any executor: a process pool, Dask's `client.get_executor()`, …

    Without an executor the workbooks are done here, one after the other. `progress(step, done, total)` is told of
    every workbook. The results are sorted by name; errors as `batch`. Workers must see the same folders.
    """
    screen = QUIET if progress is None else _Told(progress)
    return _run(options, screen, executor, ahead=AHEAD)[0]


class _Told(Quiet):
    """A screen that passes progress on."""

    def __init__(self, tell: Callable[[str, int, int], None]) -> None:
        self._tell = tell

    def progress(self, step: str, done: int, total: int) -> None:
        self._tell(step, done, total)


def _batch(options: BatchOptions, screen: Screen, workers: Workers, *, ahead: int) -> Outcome:
    results, resumed, found = _run(options, screen, workers, ahead=ahead)
    outcome = Outcome(made=[options.out / SUMMARY_FILE])
    counts = {
        "files": sum(not result.skipped for result in results),
        "clean": sum(not result.exit_code for result in results if not result.skipped),
        "found": sum(result.exit_code == ExitCode.FOUND for result in results),
        "failed": sum(result.failed for result in results),
    }
    outcome.counts = {
        **counts,
        "resumed": resumed,
        "results": [result.as_json() for result in results if not result.skipped],
        "skipped": [result.name for result in results if result.skipped],
    }
    if counts["found"] or counts["failed"] or found.closed:
        outcome.exit_code = ExitCode.FOUND
    outcome.lines = [
        words.FAILED_LINE.format(file=r.name, code=r.exit_code, message=r.message, fix=r.fix)
        for r in results
        if r.failed
    ]
    outcome.lines.append(words.SUMMARY.format(**counts))
    if resumed:
        outcome.lines.append(words.RESUMED.format(count=resumed))
    outcome.lines.append(screen_words.MADE.format(path=outcome.made[0]))
    outcome.warnings = [words.UNREADABLE_FOLDER.format(folder=folder) for folder in found.closed]
    outcome.warnings += [words.UNREAD_KIND.format(file=file) for file in found.unread]
    skipped = [result.name for result in results if result.skipped]
    if skipped:
        outcome.warnings.append(words.SKIPPED.format(count=len(skipped), files=some(skipped)))
    return outcome


def _run(
    options: BatchOptions, screen: Screen, workers: Workers | None, *, ahead: int
) -> tuple[list[FileResult], int, Search]:
    """The results by name, how many an earlier run had finished, and what was found."""
    unknown = [name for name in options.do if name not in DO]
    if unknown or not options.do:
        asked = question(nearest(unknown[0], DO) if len(unknown) == 1 else "")
        raise UsageError("unknown_work", work=", ".join(unknown) or "–", known=", ".join(DO), meant=asked)
    found = search(options.places, leave_out=[options.out, options.out / SUMMARY_FILE])
    if not found.found:
        raise InputError("no_masters", place=", ".join(map(str, options.places)))
    with locked(options.out / STATE_FILE, timeout=_PATIENCE), State(options.out) as state:
        keys = {each.name: _key(each, options) for each in found.found}
        today = dt.date.today()
        finished = {} if options.again else {name: state.finished(name, key, today) for name, key in keys.items()}
        results = {name: result for name, result in finished.items() if result is not None}
        resumed = len(results)
        left = [each for each in found.found if each.name not in results]
        for name, result in _done(left, options, workers, ahead):
            results[name] = result
            state.add(keys[name], result)
            screen.progress(words.STEP, len(results), len(found.found))
        told = [results[each.name] for each in found.found]
        ordered = [name for name in DO if name in options.do]
        write_atomic(options.out / SUMMARY_FILE, summary_book(told, ordered), keep_backup=False)
    return told, resumed, found


def _done(
    left: list[Found], options: BatchOptions, workers: Workers | None, ahead: int
) -> Iterator[tuple[str, FileResult]]:
    if len(left) <= 1:
        workers = None  # a process of its own would take longer to start
    work = partial(work_on, replace(options, places=(), out=options.out.resolve()))
    with closing(run_all(left, work, workers, ahead=ahead)) as running:
        for each, result in running:
            if result is None:
                result = FileResult(each.name, str(each.path))
                result.fail(int(ExitCode.FAULT), "worker_lost", words.LOST_MESSAGE, words.LOST_FIX)
            yield each.name, result


def _key(each: Found, options: BatchOptions) -> str:
    """Content, options and version; "" where the file cannot be read. An office's own template counts as content."""
    content = digest(each.path)
    if not content:
        return ""
    own = template(TEMPLATE, each.path)
    asked = (sorted(options.do), options.period, options.as_of, each.folder)
    return key_of(__version__, content, digest(own), *asked)


# --- what is done to one workbook, in whichever process: read once, check, report, count -----------------------------


def work_on(asked: BatchOptions, each: Found) -> FileResult:
    """Everything asked for; what fails does not stop the rest."""
    result = FileResult(each.name, str(each.path))
    target = Target(each.path, asked.as_of, asked.period)
    try:
        book = open_target(target)
    except LhhError as error:
        _failed(result, error)
        result.skipped = not each.sure and error.key in NOT_OURS
    except Exception as error:
        _fault(result, error)
    else:
        result.agency, result.period = book.text("agency").strip(), book.period
        if asked.as_of is None and not isinstance(book.profile.get("as_of"), dt.date):
            result.clock = book.as_of.isoformat()
        doers: dict[str, _Doer] = {
            "validate": _validate,
            "report": partial(_report, asked.out, each),
            "status": _status,
        }
        for name in DO:
            if name in asked.do:
                _do(doers[name], target, result)
    return result


_Doer = Callable[[Target, FileResult], Outcome]


def _do(doer: _Doer, target: Target, result: FileResult) -> None:
    try:
        outcome = doer(target, result)
    except LhhError as error:
        _failed(result, error)
    except Exception as error:
        _fault(result, error)
    else:
        result.exit_code = max(result.exit_code, int(outcome.exit_code))
        result.warnings += [warning for warning in outcome.warnings if warning not in result.warnings]


def _validate(target: Target, result: FileResult) -> Outcome:
    outcome = validate(ValidateOptions(target))
    findings = outcome.findings or []
    result.findings = summarise(findings)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    result.errors = [finding.as_json() for finding in errors[:MOST_ERRORS]]
    return outcome


def _report(out: Path, each: Found, target: Target, result: FileResult) -> Outcome:
    outcome = report(ReportOptions(target, out=out / each.folder))
    result.made += [path.relative_to(out).as_posix() for path in outcome.made]
    figures = outcome.counts["figures"]
    assert isinstance(figures, int)
    result.figures = figures
    return outcome


def _status(target: Target, result: FileResult) -> Outcome:
    outcome = status(StatusOptions(target))
    total = outcome.counts["total"]
    assert isinstance(total, dict)
    result.reporting = {key: total[key] for key in ("expected", "received", "on_time", "late", "missing", "untimed")}
    return outcome


def _failed(result: FileResult, error: LhhError) -> None:
    result.fail(int(error.exit_code), error.key, error.sentence.strip(), error.remedy)


def _fault(result: FileResult, error: Exception) -> None:
    fix = screen_words.FAULT_REMEDY.format(log=log_fault(error))
    result.fail(int(ExitCode.FAULT), "fault", words.FAULT_MESSAGE, fix)
