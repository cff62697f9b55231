"""A master workbook on disk, read and changed as a clerk would see and change it, for the tests of the cycle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import kept

from lhh_excel.actions.common import Target
from lhh_excel.checking.finding import Finding
from lhh_excel.checking.run import run_rules
from lhh_excel.workbook.book import Book
from lhh_excel.workbook.patch import WorkbookPatch

PERIOD = "2026-H1"


class Recorder:
    """A person at the screen who answers as told; `questions` is what was asked."""

    def __init__(self, answer: bool) -> None:
        self.answer = answer
        self.questions: list[str] = []

    def progress(self, step: str, done: int, total: int) -> None:
        return None

    def ask(self, question: str) -> bool:
        self.questions.append(question)
        return self.answer


def target(path: Path, period: str | None = None) -> Target:
    return Target(path, None, period)


def book(path: Path) -> Book:
    return kept.book(path)


def records(path: Path, table: str, **wanted: Any) -> list[dict[str, Any]]:
    """The records of a table whose columns have those values, by column key."""
    data = kept.book(path)[table]
    found = [{key: data.clean[key][i] for key in data.clean} for i in range(len(data))]
    return [record for record in found if all(record[key] == value for key, value in wanted.items())]


def row_of(path: Path, table: str, record: str) -> int:
    """The row in the sheet of the record with that name (2026-H1/H05)."""
    data = kept.book(path)[table]
    return next(data.rows[i] for i in range(len(data)) if data.record(i) == record)


def edit(path: Path, table: str, record: str, **values: object) -> None:
    """The clerk types into the cells of one record."""
    patch, row = WorkbookPatch(path), row_of(path, table, record)
    for key, value in values.items():
        patch.set(table, row, key, value)
    patch.save()


def add(path: Path, table: str, *new: dict[str, object]) -> None:
    patch = WorkbookPatch(path)
    patch.append(table, list(new))
    patch.save()


def drop(path: Path, table: str, *names: str) -> None:
    """The clerk deletes rows."""
    data = kept.book(path)[table]
    left = [i for i in range(len(data)) if data.record(i) not in names]
    keep_only(path, table, [{key: data.raw[key][i] for key in data.raw} for i in left])


def keep_only(path: Path, table: str, rows: list[dict[str, Any]]) -> None:
    patch = WorkbookPatch(path)
    patch.replace_all(table, rows)
    patch.save()


def findings(path: Path, *codes: str) -> list[Finding]:
    """What the check finds, of those codes."""
    return [finding for finding in run_rules(kept.book(path)) if finding.code in codes]


def found(path: Path, *codes: str) -> list[tuple[str, str, str]]:
    """(code, record, column) of each finding of those codes."""
    return [(finding.code, finding.record, finding.column) for finding in findings(path, *codes)]
