"""Làm thử: one sample workbook, checked, and its draft report, in a folder."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..files import write_atomic
from ..messages import screen as words
from .common import Outcome, Quiet, Screen, Target

WORKBOOK = "LHH-vi-du.xlsm"


@dataclass(frozen=True)
class DemoOptions:
    out: Path
    as_of: dt.date | None = None


def demo(options: DemoOptions, screen: Screen | None = None) -> Outcome:
    """The sample workbook with its findings written into it, and the draft report (PDF where LibreOffice or Word is).

    A workbook that an earlier demo left (and somebody may have changed) is kept as .bak.
    Exit code 1 if the sample had an error, which it has not.
    """
    from .new import NewOptions, new
    from .report import ReportOptions, report
    from .validate import ValidateOptions, validate

    screen = screen or Quiet()
    file = options.out / WORKBOOK
    with tempfile.TemporaryDirectory(prefix="lhh-demo-") as folder:
        fresh = Path(folder) / WORKBOOK
        new(NewOptions(fresh, sample=True), screen)
        checked = validate(ValidateOptions(Target(fresh, options.as_of), write=True), screen)
        write_atomic(file, fresh.read_bytes())
    target = Target(file, options.as_of)
    written = report(ReportOptions(target, out=options.out, pdf=True), screen)
    outcome = Outcome(max(checked.exit_code, written.exit_code), file, written.period)
    outcome.made = [file, *written.made]
    outcome.warnings = written.warnings
    outcome.counts = {"summary": checked.counts["summary"], "figures": written.counts["figures"]}
    outcome.findings = checked.findings
    outcome.lines = [*checked.lines[:-1], *(words.MADE.format(path=path) for path in outcome.made)]
    return outcome
