"""Kiểm tra thể thức: Word documents against Decree 30; with `fix`, a mended copy beside one; with `out`, a table."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from ..checking.finding import Severity
from ..document.ooxml.harmless import by_sort
from ..document.rules import CheckResult, check_document
from ..errors import ExitCode, InputError, UsageError
from ..files import write_atomic
from ..law import COMPONENTS
from ..messages import screen as words
from ..messages.templates import active_words
from ..plain import record
from .common import QUIET, Outcome, Screen

if TYPE_CHECKING:
    from ..document.repairing import Fixed
    from ..fleet.documents import Checked


@record
class CheckOptions:
    """`files` may name folders: every text in them. `out` is the workbook of what was found in all of them.

    `fix` is where the mended copy goes; `guarded` and `convert` ask for repairs beyond formatting, `track` for tracked
    changes.
    `as_of`: the day whose law an undated document keeps to (today unless given).
    """

    files: tuple[Path, ...]
    fix: Path | None = None
    guarded: bool = False
    convert: bool = False
    track: bool = False
    as_of: dt.date | None = None
    out: Path | None = None


def check(options: CheckOptions, screen: Screen = QUIET) -> Outcome:
    """The findings of every document; exit code 1 when any document (mended, if asked for) has an error.

    Of several documents one that cannot be read is told and does not stop the others (exit code 3); a single one
    raises InputError, as does a folder without a text. UsageError for words that do not fit together, OutputError
    where the copy or the table cannot be written.
    """
    if options.fix is not None:
        return _fix(options, options.fix)
    asked = {"--guarded": options.guarded, "--convert": options.convert, "--track": options.track}
    if any(asked.values()):
        raise UsageError("fix_needed", option=next(option for option, wanted in asked.items() if wanted))
    if options.out is not None and options.out.suffix.lower() != ".xlsx":
        raise UsageError("out_no_xlsx", file=options.out.name)
    outcome = Outcome(bare=True)
    if len(options.files) == 1 and options.out is None and not options.files[0].is_dir():
        file = options.files[0]
        result = check_document(file, day=options.as_of)
        outcome.counts = _told(str(file), result)
        outcome.lines = _lines(file.name, result)
        outcome.exit_code = ExitCode.FOUND if result.errors else ExitCode.DONE
        return outcome
    from ..fleet.documents import Checked, documents, documents_book

    closed: list[str] = []
    checked: list[Checked] = []
    files = documents(options.files, closed)
    for number, (file, name) in enumerate(files, 1):
        screen.progress(name, number, len(files))
        try:
            one = Checked(name, check_document(file, day=options.as_of))
        except InputError as error:
            one = Checked(name, error)
        checked.append(one)
        outcome.lines += _lines_of(one, whole=options.out is None)
    outcome.warnings += [words.CHECK_CLOSED.format(folder=folder) for folder in closed]
    _gather(outcome, checked)
    if options.out is not None:
        write_atomic(options.out, documents_book(checked))
        outcome.made.append(options.out)
        outcome.lines.append(words.CHECK_TABLE_MADE.format(path=options.out))
    return outcome


def _lines_of(one: Checked, *, whole: bool) -> list[str]:
    if isinstance(one.result, InputError):
        return [one.result.sentence, one.result.remedy]
    return _lines(one.name, one.result) if whole else [summary_line(one.name, one.result)]


def _gather(outcome: Outcome, checked: list[Checked]) -> None:
    """What all came to: the gravest exit code, a line, a JSON entry each."""
    told: list[dict[str, object]] = []
    wrong = failed = 0
    for one in checked:
        if isinstance(one.result, InputError):
            failed += 1
            error = one.result
            told.append({"document": one.name, "error": error.key, "message": error.sentence, "fix": error.remedy})
        else:
            wrong += bool(one.result.errors)
            told.append(_told(one.name, one.result))
    outcome.counts = {"documents": told}
    outcome.exit_code = ExitCode.INPUT if failed else ExitCode.FOUND if wrong else ExitCode.DONE
    right = len(checked) - wrong - failed
    outcome.lines.append(words.CHECK_TOTAL.format(count=len(checked), right=right, wrong=wrong, failed=failed))


def _fix(options: CheckOptions, out: Path) -> Outcome:
    from ..document.repairing import fixed_copy

    if options.out is not None:
        raise UsageError("fix_or_out")
    if len(options.files) != 1 or options.files[0].is_dir():
        raise UsageError("fix_one_file")
    file = options.files[0]
    if out.suffix.lower() != ".docx":
        raise UsageError("fix_no_docx", file=out.name)
    if out.resolve() == file.resolve() or (out.exists() and file.exists() and out.samefile(file)):
        raise UsageError("fix_same_file", file=file.name)
    fixed = fixed_copy(file, guarded=options.guarded, convert=options.convert, track=options.track, day=options.as_of)
    outcome = Outcome(bare=True)
    taken = [active_words(some[0].kind, some[0].name, len(some)) for some in by_sort(fixed.taken_out)]
    told = {**_fix_told(fixed, out), **({"taken_out": taken} if taken else {})}
    outcome.counts = {**_told(str(file), fixed.before), "fix": told}
    if fixed.refused:
        outcome.exit_code = ExitCode.FOUND
        outcome.lines = [words.FIX_REFUSED[fixed.refused].format(file=file.name), *_lines(file.name, fixed.before)]
        return outcome
    write_atomic(out, fixed.docx)
    outcome.made.append(out)
    outcome.exit_code = ExitCode.FOUND if fixed.after.errors else ExitCode.DONE
    outcome.lines = [*_changes(fixed), *_held(fixed), *(words.FIX_TAKEN_OUT.format(what=what) for what in taken)]
    outcome.lines.append(words.FIX_DONE.format(count=len(fixed.changes), path=out))
    if options.track and fixed.changes:
        outcome.lines.append(words.FIX_TRACKED)
    outcome.lines += _lines(out.name, fixed.after)
    return outcome


def _fix_told(fixed: Fixed, out: Path) -> dict[str, object]:
    return {
        "out": None if fixed.refused else str(out),
        "refused": fixed.refused or None,
        "changes": [change.as_json() for change in fixed.changes],
        "held": [held.as_json() for held in fixed.held],
        "summary": fixed.after.counts,
        "findings": [finding.as_json() for finding in fixed.after.findings],
    }


def _changes(fixed: Fixed) -> list[str]:
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


def _held(fixed: Fixed) -> list[str]:
    return [
        words.FIX_HELD.format(
            code=one.code,
            place=one.place,
            component=COMPONENTS[one.component],
            found=one.found or "–",
            why=words.FIX_HELD_WHY[one.why],
        )
        for one in fixed.held
    ]


def _told(name: str, result: CheckResult) -> dict[str, object]:
    return {
        "document": name,
        "type": result.document_type,
        "summary": result.counts,
        "findings": [finding.as_json() for finding in result.findings],
        "components": [part.as_json() for part in result.components],
    }


def _lines(name: str, result: CheckResult) -> list[str]:
    table = [f"    {part.label:<34} {words.CHECK_STATUS[part.status]}" for part in result.components]
    return [*finding_lines(result), words.CHECK_TABLE_HEAD, *table, summary_line(name, result)]


def finding_lines(result: CheckResult) -> list[str]:
    """Each departure from the decree as a person reads it."""
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
    counts = result.counts
    sentence = words.CHECK_SUMMARY if any(counts.values()) else words.CHECK_OK
    return sentence.format(file=name, **counts)
