"""Trình ký, Khóa, mở lại, nhập phiếu, hoàn tác, Phát hành, thay thế: no order is refused for an untrue reason.

Some seconds a case: each step is a whole command on a workbook.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cycle_master import edit
from returned import H09, answer, send, take, undo

from lhh_excel.actions.common import Target
from lhh_excel.actions.periods import LockOptions, ReopenOptions, lock, reopen
from lhh_excel.actions.report import ReportOptions, Stage, report
from lhh_excel.errors import LhhError
from lhh_excel.workbook.reading import open_book

#: Over a second of processor time each: left out of `make fast`.
pytestmark = pytest.mark.slow

DAY = dt.date(2026, 6, 20)
RECORD = "2026-H1/H05"


class Life:
    """A workbook on which steps are taken; `symbol` is the last document issued."""

    def __init__(self, book: Path, form: Path) -> None:
        self.book, self.form, self.symbol = book, form, ""
        self.typed = 50

    def take(self, step: str) -> None:
        target = Target(self.book, None, "2026-H1")
        steps: dict[str, Callable[[], object]] = {
            "submit": lambda: report(ReportOptions(target, Stage.SUBMIT)),
            "submit replaces": lambda: report(ReportOptions(target, Stage.SUBMIT, replaces=self.symbol)),
            "issue": self.issue,
            "issue replaces": lambda: self.issue(self.symbol),
            "lock": lambda: lock(LockOptions(target, sure=True)),
            "reopen": lambda: reopen(ReopenOptions(target, None, sure=True)),
            "reopen unit": lambda: reopen(ReopenOptions(target, "H05", sure=True)),
            "import": lambda: take(self.book, self.form),
            "undo": lambda: undo(self.book, 1),
            "type": self.type,
            "type back": lambda: edit(self.book, "figures", RECORD, tin_bai=self.before),
        }
        steps[step]()

    def type(self) -> None:
        data = open_book(self.book)["figures"]
        self.before = next(data.raw["tin_bai"][i] for i in range(len(data)) if data.record(i) == RECORD)
        self.typed += 1
        edit(self.book, "figures", RECORD, tin_bai=self.typed)

    def issue(self, replaces: str | None = None) -> None:
        options = ReportOptions(Target(self.book, None, "2026-H1"), Stage.ISSUE, date=DAY, replaces=replaces)
        self.symbol = str(report(options).counts["symbol"])


CHANGED, DONE, LOCKED = "changed_since_submission", "already_issued", "import_locked"

#: Steps in order; "step! why" is refused, for that reason and no other.
LIVES = (
    f"submit, import, issue! {CHANGED}, lock, undo! {LOCKED}, reopen, undo, issue",
    "lock, submit, reopen unit, lock, issue, reopen",
    f"submit, lock, reopen, type, issue! {CHANGED}, type back, issue, lock, reopen unit, type, issue! {DONE}, "
    "submit replaces, lock, issue, reopen",
)


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The form of the unit that has not reported, as it comes back."""
    from places import SAMPLE

    folder = tmp_path_factory.mktemp("phiếu")
    book = Path(shutil.copy(SAMPLE, folder / "so.xlsm"))
    return answer(
        send(book, folder / "gui", "H09")["H09"], folder / "ve.xlsx", H09, tasks={"NV-007": {"Tiến độ (%)": 60}}
    )


@pytest.mark.parametrize("steps", LIVES)
def test_no_order_of_steps_is_refused_for_an_untrue_reason(sample: Path, book: Path, form: Path, steps: str) -> None:
    begun = steps.startswith("submit, ")  # that one is played already
    life = Life(book if begun else sample, form)
    for number, step in enumerate(steps.split(", ")[begun:], begun):
        name, _, why = step.partition("! ")
        try:
            life.take(name)
            refused = ""
        except LhhError as error:
            refused = error.key
        assert refused == why, f"{name} (step {number + 1}): {refused or 'done'}"
