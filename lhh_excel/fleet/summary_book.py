"""The summary workbook of a batch: one line a workbook; what could not be done; the errors of the data."""

from __future__ import annotations

from collections.abc import Sequence

from ..messages import fleet as words
from .result import FileResult
from .sheets import Cell, Workbook

_WIDTHS = {"number": 6, "file": 40, "agency": 44, "period": 12, "state": 18, "made": 44, "message": 50, "fix": 40}
_WIDTH = 10.0
_REPORTING = ("expected", "received", "on_time", "late", "missing")
_FINDINGS = ("error", "warning", "note")


def summary_book(results: Sequence[FileResult], do: Sequence[str]) -> bytes:
    """The workbook's bytes, the results in the order given."""
    book = Workbook(words.SUMMARY_TITLE.format(do=", ".join(do)))
    done = [result for result in results if not result.skipped]
    heads = [(head, float(_WIDTHS.get(key, _WIDTH))) for key, head in words.SUMMARY_HEADS.items()]
    book.add(words.SHEET_SUMMARY, heads, [_line(number, result) for number, result in enumerate(done, 1)])
    failed: list[list[Cell]] = [[r.name, r.exit_code, r.message, r.fix] for r in done if r.failed]
    skipped: list[list[Cell]] = [[r.name, r.message] for r in results if r.skipped]
    for name, titles, widths, rows in (
        (words.SHEET_FAILED, words.FAILED_HEADS, (6, 40, 10, 70, 60), failed),
        (words.SHEET_ERRORS, words.ERROR_HEADS, (6, 40, 44, 9, 16, 8, 70, 60), _errors(done)),
        (words.SHEET_SKIPPED, words.SKIPPED_HEADS, (6, 50, 80), skipped),
    ):
        numbered = [[number, *row] for number, row in enumerate(rows, 1)]
        book.add(name, list(zip(titles, widths, strict=True)), numbered or [[None, words.EMPTY]])
    return book.data()


def state_of(result: FileResult) -> str:
    """How it went, in a word or two."""
    if result.failed:
        return words.STATE_FAILED
    return words.STATE_ERRORS if result.exit_code else words.STATE_CLEAN


def _line(number: int, result: FileResult) -> list[Cell]:
    return [
        number,
        result.name,
        result.agency,
        result.period,
        state_of(result),
        result.exit_code,
        *(result.findings.get(key) for key in _FINDINGS),
        *(result.reporting.get(key) for key in _REPORTING),
        result.figures,
        "\n".join(result.made),
        "\n".join([result.message, *result.warnings]).strip(),
        result.fix,
    ]


def _errors(results: Sequence[FileResult]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for result in results:
        keys = ("code", "sheet", "cell", "message", "fix")
        rows += [[result.name, result.agency, *(error[key] for key in keys)] for error in result.errors]
        more = result.findings.get("error", 0) - len(result.errors)
        if more > 0:
            rows.append([result.name, result.agency, "", "", "", words.MORE_ERRORS.format(count=more), ""])
    return rows
