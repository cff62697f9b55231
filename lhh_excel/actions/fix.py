"""Sửa lỗi an toàn: only what has one reading, after a backup, each change told before -> after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..messages import screen as words
from .common import Outcome, Quiet, Screen, Target, journal_record, open_target

if TYPE_CHECKING:
    from ..checking.repair import Repair


@dataclass(frozen=True)
class FixOptions:
    target: Target
    dry_run: bool = False


def fix(options: FixOptions, screen: Screen | None = None) -> Outcome:
    """The repairs done, or with `dry_run` only listed; the workbook's other cells and parts stay as they are."""
    from ..checking.repair import plan_repairs, repairs_left_alone
    from ..workbook.values import show

    screen = screen or Quiet()
    screen.progress(words.STEP_READ, 1, 3)
    book = open_target(options.target)
    screen.progress(words.STEP_CHECK, 2, 3)
    repairs = plan_repairs(book)
    outcome = Outcome(workbook=options.target.file, period=book.period)
    outcome.counts = {
        "dry_run": options.dry_run,
        "repairs": [
            {
                "sheet": r.sheet,
                "cell": r.cell,
                "column": r.column,
                "record": r.record,
                "before": show(r.before),
                "after": show(r.after),
                "why": r.why,
            }
            for r in repairs
        ],
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
        from ..files import backup_path

        patch = options.target.at().patch()
        for r in repairs:
            patch.set(r.table, book[r.table].rows[r.index], r.column_key, r.after)
        patch.append("journal", [_told(r) for r in repairs])
        backup = backup_path(patch.save())
        outcome.made.append(options.target.file)
        outcome.lines.append(words.REPAIRS_DONE.format(count=len(repairs), backup=backup))
    return outcome


def _told(repair: Repair) -> dict[str, object]:
    """The line of `Nhật ký` that tells of a repair."""
    from ..workbook.tables import BY_KEY
    from ..workbook.values import show

    return journal_record(
        words.ACTION_FIX,
        table=BY_KEY[repair.table].name,
        record=repair.record,
        column=repair.column,
        old=show(repair.before),
        new=show(repair.after),
    )
