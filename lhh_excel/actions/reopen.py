"""Mở lại kỳ: a locked period opened again, for everybody or for one unit; `Nhật ký` tells of it.

For one unit the period stays Khóa; that its rows may change is read from `Nhật ký` (workbook/journal.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..files import backup_path, locked
from ..messages import cycle as words
from ..messages import screen
from ..workbook.book import Period, Unit
from ..workbook.journal import period_reopened, was_submitted
from ..workbook.lists import PERIOD_OPEN
from ..workbook.records import locks
from ..workbook.values import fold
from .common import Outcome, Quiet, Screen, Target, current_period, open_target

if TYPE_CHECKING:
    from ..workbook.book import Book


@dataclass(frozen=True)
class ReopenOptions:
    """`unit` by its code, None for the whole period; `sure` asks nothing."""

    target: Target
    unit: str | None = None
    sure: bool = False


def reopen(options: ReopenOptions, screen_: Screen | None = None) -> Outcome:
    """The period opened, in one write; nothing is done where it is open already, or the person says no.

    Raises UsageError for an unknown period or unit, InputError, OutputError.
    """
    screen_ = screen_ or Quiet()
    screen_.progress(screen.STEP_READ, 1, 2)
    if not options.sure:
        asked = _asked(options, open_target(options.target))
        if asked.open or not screen_.ask(asked.say(words.ASK_REOPEN, words.ASK_REOPEN_UNIT)):
            return _outcome(options, asked, asked.already if asked.open else words.GIVEN_UP)
    with locked(options.target.at().path):
        book = open_target(options.target)
        asked = _asked(options, book)
        if asked.open:
            return _outcome(options, asked, asked.already)
        screen_.progress(screen.STEP_WRITE, 2, 2)
        backup = _write(options, book, asked)
    outcome = _outcome(options, asked, asked.say(words.REOPENED, words.REOPENED_UNIT, backup=backup))
    outcome.made.append(options.target.file)
    outcome.counts["done"] = True
    return outcome


@dataclass(frozen=True)
class _Asked:
    """What is to be opened; `open`: it is open as it stands."""

    period: Period
    unit: Unit | None
    open: bool

    def say(self, whole: str, one: str, **details: object) -> str:
        """The sentence for the whole period or for one unit."""
        named = {"period": self.period.code, "name": self.period.name}
        if self.unit is None:
            return whole.format(**named, **details)
        return one.format(**named, unit=f"{self.unit.code} ({self.unit.name})", **details)

    @property
    def already(self) -> str:
        return self.say(words.OPEN_ALREADY, words.OPEN_ALREADY_UNIT if self.period.locked else words.OPEN_ALREADY)


def _asked(options: ReopenOptions, book: Book) -> _Asked:
    period = current_period(book)
    unit = _unit(book, options.unit) if options.unit is not None else None
    held = period.locked if unit is None else locks(book).holds(period.code, unit.code)
    return _Asked(period, unit, not held)


def _outcome(options: ReopenOptions, asked: _Asked, line: str) -> Outcome:
    outcome = Outcome(workbook=options.target.file, period=asked.period.code, lines=[line])
    outcome.counts = {"unit": asked.unit.code if asked.unit else None, "done": False}
    return outcome


def _unit(book: Book, wanted: str) -> Unit:
    """The unit of that code, whatever its case. Raises UsageError("unknown_unit")."""
    known = book.units
    found = next((unit for code, unit in known.items() if fold(code) == fold(wanted)), None)
    if found is None:
        raise UsageError("unknown_unit", unit=wanted, known=", ".join(known) or "–")
    return found


def _write(options: ReopenOptions, book: Book, asked: _Asked) -> Path:
    period, unit = asked.period, asked.unit
    patch = options.target.at().patch(book)
    if unit is None:
        patch.set("periods", book["periods"].rows[period.index], "state", PERIOD_OPEN)
        if not was_submitted(book, period.code):  # else its frozen values are what the report is compared with
            kept = book["frozen"]
            others = [i for i, code in kept.each("period") if code != period.code]
            patch.replace_all("frozen", [{key: kept.raw[key][i] for key in kept.raw} for i in others])
    patch.append("journal", [period_reopened(period.code, unit.code if unit else None)])
    return backup_path(patch.save())
