"""Kiểm tra thể thức: a Word document against Decree 30."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..errors import ExitCode
from ..messages import screen as words
from .common import Outcome, Quiet, Screen


@dataclass(frozen=True)
class CheckOptions:
    files: tuple[Path, ...]


def check(options: CheckOptions, screen: Screen | None = None) -> Outcome:
    """The findings of every document; exit code 1 when any document has an error.

    Raises InputError for the first document that cannot be read.
    """
    from ..document.checker import check_document

    screen = screen or Quiet()
    outcome = Outcome(bare=True)
    documents: list[dict[str, object]] = []
    for number, file in enumerate(options.files, 1):
        screen.progress(file.name, number, len(options.files))
        result = check_document(file)
        summary = {level: sum(f.severity == level for f in result.findings) for level in ("error", "warning", "note")}
        documents.append(
            {
                "document": str(file),
                "summary": summary,
                "findings": [finding.as_json() for finding in result.findings],
                "components": [{"name": part.name, "status": part.status} for part in result.components],
            }
        )
        if summary["error"]:
            outcome.exit_code = ExitCode.FOUND
        outcome.lines += _lines(file, result, summary)
    outcome.counts = documents[0] if len(documents) == 1 else {"documents": documents}
    return outcome


def _lines(file: Path, result: object, summary: dict[str, int]) -> list[str]:
    from ..checking.finding import Severity
    from ..document.checker import CheckResult
    from ..document.decree30 import COMPONENTS

    assert isinstance(result, CheckResult)
    lines = [
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
    lines.append(words.CHECK_TABLE_HEAD)
    for part in result.components:
        lines.append(f"    {COMPONENTS.get(part.name, part.name):<34} {words.CHECK_STATUS[part.status]}")
    sentence = words.CHECK_SUMMARY if any(summary.values()) else words.CHECK_OK
    lines.append(sentence.format(file=file.name, **summary))
    return lines
