"""Tạo sổ mới: a master workbook, empty or with the sample data."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from pathlib import Path

from ..errors import OutputError, UsageError
from ..files import write_atomic
from ..messages import screen as words
from ..workbook.build import SAMPLE_PERIOD, build_workbook, shipped_macros
from ..workbook.records import proper_code
from ..workbook.starting import period_for, profile_rows
from ..workbook.tables import PROFILE, TARGETS
from ..workbook.values import Value
from .common import QUIET, Outcome, Screen

Row = dict[str, Value]
#: Lines of Cấu hình that say how the report is told, not whose it is.
HOW_TOLD = ("work", "telling", "annex_3", "toc")


@dataclass(frozen=True)
class NewOptions:
    file: Path
    sample: bool = False
    period: str | None = None
    cutoff: str = "15-12"
    force: bool = False
    as_of: dt.date | None = None
    like: Path | None = None  # a workbook whose declarations the new one takes


def new(options: NewOptions, screen: Screen = QUIET) -> Outcome:
    """Write a workbook ready for use. Never overwrites unless `force` (the older file is then kept as .bak).

    Raises UsageError, OutputError, and for a workbook to be followed InputError where it cannot be read, RefusedError
    ("nothing_declared") where it has lost its rows.
    """
    file = options.file
    if "=" in file.name or file.suffix.lower() != ".xlsm":
        raise UsageError("bad_name", file=file.name)
    if file.exists() and not options.force:
        raise OutputError("exists", file=file.name)
    screen.progress(words.STEP_BUILD, 1, 1)
    day = options.as_of or dt.date.today()
    asked = (options.period or "").strip()
    period = (asked.upper() if proper_code(asked.upper()) else asked) or (
        SAMPLE_PERIOD if options.sample else period_for(day, options.cutoff)
    )
    number = secrets.token_hex(8)  # two offices' workbooks must not take each other's forms
    made = build_workbook(
        sample=options.sample,
        records=None if options.like is None else _declared_in(options.like, period, day),
        period=period,
        cutoff=options.cutoff,
        macros=shipped_macros(),
        identity=number,
        day=day,
    )
    write_atomic(file, made)
    outcome = Outcome(workbook=file, period=period, made=[file])
    outcome.lines = [words.MADE.format(path=file), words.MADE_WORKBOOK.format(file=file.name)]
    return outcome


def _declared_in(file: Path, period: str, day: dt.date) -> dict[str, list[Row]]:
    """The rows by which that workbook's office declares its report, and how it is told; plan targets stay there."""
    from ..workbook.reading import open_book
    from ..workbook.upgrade import declaring_rows

    book = open_book(file)
    book.refuse_lost()
    told = {key: value for key in HOW_TOLD if (value := book.profile.get(key)) is not None}
    profile = profile_rows({"period": period, **told}, day)
    return declaring_rows(book) | {TARGETS.key: [], PROFILE.key: profile}
