"""Kiểm tra dữ liệu: all rules over the workbook, and, if asked, the findings on its sheet `Kiểm tra`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import ExitCode
from ..messages import screen as words
from ..plain import record
from .common import Outcome, Quiet, Screen, Target, open_target

if TYPE_CHECKING:
    from ..checking.finding import Finding


@record
class ValidateOptions:
    target: Target
    write: bool = False


def validate(options: ValidateOptions, screen: Screen | None = None) -> Outcome:
    """All findings, sorted by sheet and row; exit code 1 when any is an error.

    With `write` they replace the rows of tblKiemTra (each with a link to its cell) and `Nhật ký` tells of the check.
    """
    screen = screen or Quiet()
    steps = 3 if options.write else 2
    screen.progress(words.STEP_READ, 1, steps)
    book = open_target(options.target)
    screen.progress(words.STEP_CHECK, 2, steps)
    from ..checking.run import run_rules

    findings = run_rules(book)
    outcome = Outcome(workbook=options.target.file, period=book.period, findings=findings, bare=True)
    summary = summarise(findings)
    outcome.counts = {"summary": summary}
    outcome.exit_code = ExitCode.FOUND if summary["error"] else ExitCode.DONE
    sentence = words.SUMMARY if findings else words.SUMMARY_CLEAN
    outcome.lines = [sentence.format(file=options.target.file.name, period=book.period or "–", **summary)]
    if options.write:
        screen.progress(words.STEP_WRITE, 3, steps)
        from .write_findings import write_findings

        backup = write_findings(options.target.at(), findings)
        outcome.lines.append(words.WRITTEN_FINDINGS.format(count=len(findings), backup=backup))
        outcome.made.append(options.target.file)
    return outcome


def hidden_states(findings: list[Finding], period: str) -> list[str]:
    """A line about the tasks whose state the period's report takes from Tiến độ while they themselves say another."""
    found = [
        f"{finding.record} ({finding.sheet}!{finding.cell})"
        for finding in findings
        if finding.code == "LG35" or (finding.code == "LG34" and finding.record.startswith(f"{period}/"))
    ]
    return [words.HIDDEN_STATES.format(period=period, count=len(found), tasks=", ".join(found))] if found else []


def summarise(findings: list[Finding]) -> dict[str, int]:
    """How many errors, warnings and notes."""
    from ..checking.finding import Severity

    found = [finding.severity for finding in findings]
    return {severity.value: found.count(severity) for severity in Severity}
