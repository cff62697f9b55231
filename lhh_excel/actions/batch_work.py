"""What a batch does to one workbook, in whichever process: read once, check, report, count; never an exception."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ExitCode, LhhError
from ..fleet.result import MOST_ERRORS, FileResult
from ..workbook.master import FileMaster
from .common import Outcome, Target, open_target

if TYPE_CHECKING:
    from ..workbook.book import Book

#: What may be asked for, in the order in which it is done.
DO = ("validate", "report", "status")
#: Failures that say a workbook met in a folder is not a master workbook at all.
NOT_OURS = frozenset({"not_ours", "old_xls"})


@dataclass(frozen=True)
class Job:
    """`base` is the output folder, `folder` the workbook's own below it."""

    path: Path
    name: str
    folder: str
    sure: bool
    do: tuple[str, ...]
    base: Path
    as_of: dt.date | None = None
    period: str | None = None


@dataclass
class _ReadOnce(FileMaster):
    """The workbook on disk, read one time for all that is asked of it."""

    path: Path
    _books: dict[tuple[object, object], Book] = field(default_factory=dict)

    def read(self, *, as_of: dt.date | None = None, period: str | None = None) -> Book:
        if (as_of, period) not in self._books:
            self._books[as_of, period] = super().read(as_of=as_of, period=period)
        return self._books[as_of, period]


def work_on(job: Job) -> FileResult:
    """Everything asked for; what fails does not stop the rest."""
    result = FileResult(job.name, str(job.path))
    target = Target(job.path, job.as_of, job.period, _ReadOnce(job.path))
    try:
        book = open_target(target)
    except LhhError as error:
        _failed(result, error)
        result.skipped = not job.sure and error.key in NOT_OURS
    except Exception as error:
        _fault(result, error)
    else:
        result.agency, result.period = book.text("agency").strip(), book.period
        if job.as_of is None and not isinstance(book.profile.get("as_of"), dt.date):
            result.clock = book.as_of.isoformat()
        for name in DO:
            if name in job.do:
                _do(name, job, target, result)
    return result


def _do(name: str, job: Job, target: Target, result: FileResult) -> None:
    try:
        outcome = _DOERS[name](job, target, result)
    except LhhError as error:
        _failed(result, error)
    except Exception as error:
        _fault(result, error)
    else:
        result.exit_code = max(result.exit_code, int(outcome.exit_code))
        result.warnings += [warning for warning in outcome.warnings if warning not in result.warnings]


def _validate(_: Job, target: Target, result: FileResult) -> Outcome:
    from ..checking.finding import Severity, summarise
    from .validate import ValidateOptions, validate

    outcome = validate(ValidateOptions(target))
    findings = outcome.findings or []
    result.findings = summarise(findings)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    result.errors = [finding.as_json() for finding in errors[:MOST_ERRORS]]
    return outcome


def _report(job: Job, target: Target, result: FileResult) -> Outcome:
    from .report import ReportOptions, report

    outcome = report(ReportOptions(target, out=job.base / job.folder))
    result.made += [path.relative_to(job.base).as_posix() for path in outcome.made]
    figures = outcome.counts["figures"]
    assert isinstance(figures, int)
    result.figures = figures
    return outcome


def _status(_: Job, target: Target, result: FileResult) -> Outcome:
    from .status import StatusOptions, status

    outcome = status(StatusOptions(target))
    total = outcome.counts["total"]
    assert isinstance(total, dict)
    result.reporting = {key: total[key] for key in ("expected", "received", "on_time", "late", "missing", "untimed")}
    return outcome


_DOERS = {"validate": _validate, "report": _report, "status": _status}


def _failed(result: FileResult, error: LhhError) -> None:
    result.fail(int(error.exit_code), error.key, error.sentence.strip(), error.remedy)


def _fault(result: FileResult, error: Exception) -> None:
    from ..log import log_fault
    from ..messages import fleet as words

    fix = words.FAULT_FIX.format(log=log_fault(error))
    result.fail(int(ExitCode.FAULT), "fault", words.FAULT_MESSAGE, fix)
