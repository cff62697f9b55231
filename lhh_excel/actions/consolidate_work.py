"""What a consolidation reads of one workbook, in whichever process; never an exception."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import LhhError
from ..fleet.search import digest
from ..messages import fleet as words
from .batch_work import NOT_OURS
from .common import Target, open_target

if TYPE_CHECKING:
    from ..fleet.union import Union


@dataclass(frozen=True)
class ReadJob:
    """`name`: as it is told; `sure` False: a workbook met in a folder that may be none of ours."""

    path: Path
    name: str
    sure: bool
    period: str | None
    as_of: dt.date | None = None


@dataclass(frozen=True)
class ReadResult:
    """A union's figures, or why there are none; `nameless`: it is called after its file."""

    file: str
    union: Union | None
    error: str = ""
    message: str = ""
    skipped: bool = False
    agency: str = ""
    nameless: bool = False
    digest: str = ""


def read_union(job: ReadJob) -> ReadResult:
    """The union's figures of the period asked for, else of the workbook's current one."""
    agency, content = "", digest(job.path)
    try:
        from ..checking.finding import Severity
        from ..checking.run import run_rules
        from ..fleet.union import union_of

        book = open_target(Target(job.path, job.as_of, job.period))
        agency = book.text("agency").strip()
        errors = sum(finding.severity is Severity.ERROR for finding in run_rules(book))
        name = agency or Path(job.name).stem
        union = union_of(book, book.period, file=job.name, agency=name, errors=errors, digest=content)
    except LhhError as error:
        skipped = not job.sure and error.key in NOT_OURS
        return ReadResult(job.name, None, error.key, error.sentence.strip(), skipped, agency, digest=content)
    except Exception as error:
        from ..log import log_fault

        log_fault(error)
        return ReadResult(job.name, None, "fault", words.FAULT_MESSAGE, agency=agency, digest=content)
    return ReadResult(job.name, union, agency=name, nameless=not agency, digest=content)
