"""Sửa lỗi an toàn: only what has one reading, after a backup, each change told before -> after."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..files import backup_path
from ..messages import screen as words
from ..workbook.journal import repaired
from ..workbook.values import show
from .common import Outcome, Quiet, Screen, Target, open_target

if TYPE_CHECKING:
    from ..checking.repair import Repair
    from ..workbook.book import Book


@dataclass(frozen=True)
class FixOptions:
    target: Target
    dry_run: bool = False


def fix(options: FixOptions, screen: Screen | None = None) -> Outcome:
    """The repairs done, or with `dry_run` only listed; the workbook's other cells and parts stay as they are."""
    from ..checking.repair import plan_repairs, repairs_left_alone

    screen = screen or Quiet()
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
    told = [repaired(one.table, one.record, one.column, show(one.before), show(one.after)) for one in repairs]
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
