"""What every action takes and gives: a screen to speak through, an outcome to show."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..errors import ExitCode, UsageError
from ..messages.screen import NO_PDF
from ..paths import output_folder
from ..plain import field, lazy, mutable, record

if TYPE_CHECKING:  # a command without a workbook does not load what reads one
    from ..checking.finding import Finding
    from ..workbook.book import Book, Period
    from ..workbook.master import Master


class Screen(Protocol):
    """How an action reaches the person: the terminal, Excel's status bar and boxes, or a recorder in tests."""

    def progress(self, step: str, done: int, total: int) -> None:
        """Step `done` of `total` begins; `step` says in Vietnamese what."""

    def ask(self, question: str) -> bool:
        """Yes or no, before what cannot be taken back."""


class Quiet:
    """A screen that shows nothing and says yes: for callers who decided already."""

    def progress(self, step: str, done: int, total: int) -> None:
        return None

    def ask(self, question: str) -> bool:
        return True


QUIET: Screen = Quiet()


@mutable
class Outcome:
    """What an action did. `counts` goes to JSON as it is; `lines` is what a person reads."""

    exit_code: ExitCode = ExitCode.DONE
    workbook: Path | None = None
    period: str = ""
    made: list[Path] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    counts: dict[str, object] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    findings: list[Finding] | None = None
    bare: bool = False  # JSON without made and warnings: for actions that only find

    def add_pdf(self, document: Path) -> list[Path]:
        """The document also as a PDF beside it, in a list; none, and a warning, where this machine can make none."""
        from ..document.writing.pdf import to_pdf

        made = to_pdf(document, document.parent)
        if made is None and NO_PDF not in self.warnings:
            self.warnings.append(NO_PDF)
        found = [] if made is None else [made]
        self.made += found
        return found

    def as_json(self) -> dict[str, object]:
        """workbook, period, made, warnings and the action's own counts (docs/commands.md)."""
        place = {"workbook": str(self.workbook), "period": self.period} if self.workbook else {}
        made = {} if self.bare else {"made": [str(path) for path in self.made], "warnings": self.warnings}
        found = {} if self.findings is None else {"findings": [finding.as_json() for finding in self.findings]}
        return {**place, **made, **self.counts, **found}

    def told(self) -> list[str]:
        """What a person reads, in order: the findings (made into lines only here), the lines, the warnings."""
        found = [] if self.findings is None else [finding.text() for finding in self.findings]
        return [*found, *self.lines, *(f"! {warning}" for warning in self.warnings)]


@record
class Target:
    """The workbook an action works on, and the clock and period that win over the workbook's own.

    `master` is where it is: a file unless the Excel door hands in the open workbook.
    """

    file: Path
    as_of: dt.date | None = None
    period: str | None = None
    master: Master | None = None

    def at(self) -> Master:
        """The workbook, the same at each call."""
        return self.master or self._closed

    @lazy
    def _closed(self) -> Master:
        from ..workbook.master import FileMaster

        return FileMaster(self.file)


def open_target(target: Target) -> Book:
    """The target's book. Raises InputError, or UsageError for a --period that the workbook does not have."""
    from ..workbook.master import open_master

    return open_master(target.at(), as_of=target.as_of, period=target.period)


def folder_of(target: Target, chosen: Path | None, book: Book) -> Path:
    """Where what is made of the workbook goes: the folder chosen, else the one that Cấu hình names."""
    return output_folder(target.file, chosen, book.text("output"))


def current_period(book: Book) -> Period:
    """The period asked for. Raises UsageError where none is named or the named one is not in tblKy."""
    from ..workbook.records import no_such_period

    known = book.periods
    if not book.period:
        raise UsageError("no_period")
    if book.period not in known:
        raise no_such_period(book.period, known)
    return known[book.period]
