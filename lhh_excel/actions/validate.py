"""Kiểm tra dữ liệu, Sửa lỗi an toàn: all rules over the workbook, its findings on the sheet `Kiểm tra` if asked; and
what has one reading mended, after a backup, each change told before -> after.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..checking.finding import Finding, summarise
from ..checking.run import run_rules
from ..errors import ExitCode, RefusedError
from ..files import backup_path
from ..messages import screen as words
from ..plain import record
from ..workbook.book import Book
from ..workbook.journal import checked, repaired
from ..workbook.values import show
from .common import QUIET, Outcome, Screen, Target, open_target

if TYPE_CHECKING:
    from ..checking.repair import Repair
    from ..workbook.master import Master


@record
class ValidateOptions:
    target: Target
    write: bool = False


def validate(options: ValidateOptions, screen: Screen = QUIET) -> Outcome:
    """All findings, sorted by sheet and row; exit code 1 when any is an error.

    With `write` they replace the rows of tblKiemTra (each with a link to its cell; the clerk's Giải trình stays beside
    what it explained) and `Nhật ký` tells of the check.
    """
    steps = 3 if options.write else 2
    screen.progress(words.STEP_READ, 1, steps)
    book = open_target(options.target)
    screen.progress(words.STEP_CHECK, 2, steps)
    findings = run_rules(book)
    outcome = Outcome(workbook=options.target.file, period=book.period, findings=findings, bare=True)
    summary = summarise(findings)
    outcome.counts = {"summary": summary}
    outcome.exit_code = ExitCode.FOUND if summary["error"] else ExitCode.DONE
    sentence = words.SUMMARY if findings else words.SUMMARY_CLEAN
    outcome.lines = [sentence.format(file=options.target.file.name, period=book.period or "–", **summary)]
    explained = sum(bool(finding.explained) for finding in findings)
    if explained:
        outcome.lines.append(words.SUMMARY_EXPLAINED.format(count=explained))
    if options.write:
        screen.progress(words.STEP_WRITE, 3, steps)
        backup = write_findings(options.target.at(), book, findings)
        outcome.lines.append(words.WRITTEN_FINDINGS.format(count=len(findings), backup=backup))
        outcome.made.append(options.target.file)
    return outcome


def finding_record(finding: Finding) -> dict[str, object]:
    """One row of tblKiemTra by column key."""
    from ..workbook.patch_cells import Link  # only who writes pays for it

    return {
        "severity": finding.severity.label,
        "code": finding.code,
        "sheet": finding.sheet,
        "cell": Link(finding.sheet, finding.cell) if finding.cell else None,
        "column": finding.column,
        "record": finding.record,
        "value": finding.value,
        "message": finding.message,
        "fix": finding.fix,
        "source": finding.source,
        "answer": finding.answer or None,
    }


def write_findings(master: Master, book: Book, findings: list[Finding]) -> Path:
    """Replace the rows of tblKiemTra, tell `Nhật ký`; the backup's path. Raises what the master's patch raises.

    Beside each sentence of Chỉ tiêu stands what it says of the current period, unless that sheet is protected.
    """
    rows = _previews(book)
    try:
        return _check_written(master, book, findings, rows)
    except RefusedError as refused:
        if refused.key != "sheet_protected" or not rows:
            raise
    return _check_written(master, book, findings, {})


def _check_written(master: Master, book: Book, findings: list[Finding], rows: Mapping[int, str]) -> Path:
    patch = master.patch(book)
    patch.replace_all("findings", [finding_record(finding) for finding in findings])
    for row, said in rows.items():
        patch.set("indicators", row, "preview", said)
    patch.append("journal", [checked(len(findings))])
    return backup_path(patch.save())


def _previews(book: Book) -> dict[int, str]:
    """Row of Chỉ tiêu -> what its sentence says, where that is not there yet."""
    declared = book.tables.get("indicators")
    if declared is None or "preview" not in declared.letters:
        return {}
    from ..figures.sentences import previews

    said, before = previews(book, book.period), declared.raw["preview"]
    return {
        declared.rows[each.index]: said[each.key]
        for each in book.declared.indicators
        if each.index >= 0 and each.key in said and before[each.index] != said[each.key]
    }


# --- safe repairs ----------------------------------------------------------------------------------------------------


@record
class FixOptions:
    target: Target
    dry_run: bool = False


def fix(options: FixOptions, screen: Screen = QUIET) -> Outcome:
    """The repairs done, or with `dry_run` only listed; the workbook's other cells and parts stay as they are."""
    from ..checking.repair import plan_repairs, repairs_left_alone

    screen.progress(words.STEP_READ, 1, 3)
    book = open_target(options.target)
    screen.progress(words.STEP_CHECK, 2, 3)
    repairs = plan_repairs(book)
    outcome = Outcome(workbook=options.target.file, period=book.period)
    outcome.counts = {
        "dry_run": options.dry_run,
        "repairs": [_as_json(repair) for repair in repairs],
    }
    outcome.lines += [repair.line for repair in repairs]
    left = repairs_left_alone(book)
    if left:
        outcome.warnings.append(
            words.REPAIRS_LOCKED.format(count=len(left), cells=", ".join(f"{r.sheet}!{r.cell}" for r in left[:8]))
        )
    if not repairs:
        outcome.lines.append(words.REPAIRS_NONE)
    elif options.dry_run:
        outcome.lines.append(words.REPAIRS_PLANNED.format(count=len(repairs)))
    else:
        screen.progress(words.STEP_WRITE, 3, 3)
        backup = _write(options, book, repairs)
        outcome.made.append(options.target.file)
        outcome.lines.append(words.REPAIRS_DONE.format(count=len(repairs), backup=backup))
    return outcome


def _write(options: FixOptions, book: Book, repairs: list[Repair]) -> Path:
    """All repairs and their lines of `Nhật ký` in one write; the backup's path."""
    patch = options.target.at().patch(book)
    for repair in repairs:
        patch.set(repair.table, book[repair.table].rows[repair.index], repair.column_key, repair.after)
    told = [repaired(one.table, one.record, one.column, old=show(one.before), new=show(one.after)) for one in repairs]
    patch.append("journal", told)
    return backup_path(patch.save())


def _as_json(repair: Repair) -> dict[str, str]:
    return {
        "sheet": repair.sheet,
        "cell": repair.cell,
        "column": repair.column,
        "record": repair.record,
        "before": show(repair.before),
        "after": show(repair.after),
        "why": repair.why,
    }
