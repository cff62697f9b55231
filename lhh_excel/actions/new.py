"""Tạo sổ mới: a master workbook, empty or with the sample data."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from pathlib import Path

from ..errors import OutputError, UsageError
from ..messages import screen as words
from ..workbook.records import proper_code
from .common import Outcome, Quiet, Screen


@dataclass(frozen=True)
class NewOptions:
    file: Path
    sample: bool = False
    period: str | None = None
    cutoff: str = "15-12"
    force: bool = False
    as_of: dt.date | None = None


def new(options: NewOptions, screen: Screen | None = None) -> Outcome:
    """Write a workbook ready for use. Never overwrites unless `force` (the older file is then kept as .bak)."""
    screen = screen or Quiet()
    file = options.file
    if "=" in file.name or file.suffix.lower() != ".xlsm":
        raise UsageError("bad_name", file=file.name)
    if file.exists() and not options.force:
        raise OutputError("exists", file=file.name)
    screen.progress(words.STEP_BUILD, 1, 1)
    from ..files import write_atomic
    from ..workbook.build import SAMPLE_PERIOD, build_workbook, period_for, shipped_macros

    day = options.as_of or dt.date.today()
    asked = (options.period or "").strip()
    period = (asked.upper() if proper_code(asked.upper()) else asked) or (
        SAMPLE_PERIOD if options.sample else period_for(day, options.cutoff)
    )
    number = secrets.token_hex(8)  # two offices' workbooks must not take each other's forms
    made = build_workbook(
        sample=options.sample,
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
