"""Kiểm tra thể thức: a Word document against Decree 30; with `fix`, a mended copy beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ExitCode, InputError, UsageError
from ..messages import screen as words
from ..messages.templates import active_words
from .common import Outcome, Quiet, Screen

if TYPE_CHECKING:
    from ..document.repairing import Fixed
    from ..document.rules import CheckResult

_LEVELS = ("error", "warning", "note")


@dataclass(frozen=True)
class CheckOptions:
    """`fix` is where the mended copy goes; `guarded` and `convert` ask for repairs beyond formatting.

    `as_of`: the day whose law an undated document keeps to (today unless given).
    """

    files: tuple[Path, ...]
    fix: Path | None = None
    guarded: bool = False
    convert: bool = False
    as_of: dt.date | None = None


def check(options: CheckOptions, screen: Screen | None = None) -> Outcome:
    """The findings of every document; exit code 1 when any document (mended, if asked for) has an error.

    Of several documents one that cannot be read is told and does not stop the others (exit code 3); a single one
    raises InputError. UsageError for words that do not fit together, OutputError where the copy cannot be written.
    """
    if options.fix is not None:
        return _fix(options, options.fix)
    if options.guarded or options.convert:
        raise UsageError("fix_needed", option="--guarded" if options.guarded else "--convert")
    from ..document.rules import check_document

    screen = screen or Quiet()
    outcome = Outcome(bare=True)
    documents: list[dict[str, object]] = []
    for number, file in enumerate(options.files, 1):
        screen.progress(file.name, number, len(options.files))
        try:
            result = check_document(file, day=options.as_of)
        except InputError as error:
            if len(options.files) == 1:
                raise
            documents.append(
                {"document": str(file), "error": error.key, "message": error.sentence, "fix": error.remedy}
            )
            outcome.lines += [error.sentence, error.remedy]
            outcome.exit_code = ExitCode.INPUT
            continue
        documents.append(_told(file, result))
        if result.errors and outcome.exit_code is ExitCode.DONE:
            outcome.exit_code = ExitCode.FOUND
        outcome.lines += _lines(file, result)
    outcome.counts = documents[0] if len(documents) == 1 else {"documents": documents}
    return outcome


def _fix(options: CheckOptions, out: Path) -> Outcome:
    from ..document.ooxml.harmless import by_sort, harmless_copy
    from ..document.repairing import fix_document
    from ..document.rules import check_document
    from ..files import write_atomic

    if len(options.files) != 1:
        raise UsageError("fix_one_file")
    file = options.files[0]
    if out.suffix.lower() != ".docx":
        raise UsageError("fix_no_docx", file=out.name)
    if out.resolve() == file.resolve() or (out.exists() and file.exists() and out.samefile(file)):
        raise UsageError("fix_same_file", file=file.name)
    fixed = fix_document(file, guarded=options.guarded, convert=options.convert, day=options.as_of)
    outcome = Outcome(bare=True)
    outcome.counts = {**_told(file, fixed.before), "fix": _fix_told(fixed, out)}
    if fixed.refused:
        outcome.exit_code = ExitCode.FOUND
        outcome.lines = [words.FIX_REFUSED[fixed.refused].format(file=file.name), *_lines(file, fixed.before)]
        return outcome
    docx, active = harmless_copy(fixed.docx)
    taken: list[str] = []
    if active:
        fixed.after = check_document(docx, out.name)
        taken = [active_words(some[0].kind, some[0].name, len(some)) for some in by_sort(active)]
        outcome.counts["fix"] = {**_fix_told(fixed, out), "taken_out": taken}
    write_atomic(out, docx)
    outcome.made.append(out)
    outcome.exit_code = ExitCode.FOUND if fixed.after.errors else ExitCode.DONE
    outcome.lines = [*_changes(fixed), *(words.FIX_TAKEN_OUT.format(what=what) for what in taken)]
    outcome.lines.append(words.FIX_DONE.format(count=len(fixed.changes), path=out))
    outcome.lines += _lines(out, fixed.after)
    return outcome


def _fix_told(fixed: Fixed, out: Path) -> dict[str, object]:
    return {
        "out": None if fixed.refused else str(out),
        "refused": fixed.refused or None,
        "changes": [change.as_json() for change in fixed.changes],
        "summary": summary(fixed.after),
        "findings": [finding.as_json() for finding in fixed.after.findings],
    }


def _changes(fixed: Fixed) -> list[str]:
    from ..law import COMPONENTS

    return [
        words.FIX_CHANGE.format(
            level=words.FIX_LEVELS[one.level],
            code=one.code,
            place=one.place,
            component=COMPONENTS[one.component],
            before=one.before or "–",
            after=one.after,
        )
        for one in fixed.changes
    ]


def summary(result: CheckResult) -> dict[str, int]:
    """How many errors, warnings and notes."""
    return {level: sum(finding.severity == level for finding in result.findings) for level in _LEVELS}


def _told(file: Path, result: CheckResult) -> dict[str, object]:
    return {
        "document": str(file),
        "type": result.document_type,
        "summary": summary(result),
        "findings": [finding.as_json() for finding in result.findings],
        "components": [part.as_json() for part in result.components],
    }


def _lines(file: Path, result: CheckResult) -> list[str]:
    table = [f"    {part.label:<34} {words.CHECK_STATUS[part.status]}" for part in result.components]
    return [*finding_lines(result), words.CHECK_TABLE_HEAD, *table, summary_line(file.name, result)]


def finding_lines(result: CheckResult) -> list[str]:
    """Each departure from the decree as a person reads it."""
    from ..checking.finding import Severity

    return [
        words.CHECK_FINDING.format(
            severity=Severity(f.severity).label,
            code=f.code,
            place=f.place,
            message=f.message,
            found=f.found or "–",
            expected=f.expected,
            fix=f.fix,
        )
        for f in result.findings
    ]


def summary_line(name: str, result: CheckResult) -> str:
    counts = summary(result)
    sentence = words.CHECK_SUMMARY if any(counts.values()) else words.CHECK_OK
    return sentence.format(file=name, **counts)
