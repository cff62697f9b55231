"""What every section of a report is made from: the book, the period, its neighbours, the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..messages.figures import say
from ..messages.workbook import PERIOD_NAMES
from ..plain import lazy, record
from ..workbook.book import Book, Period
from ..workbook.values import fold
from .context import NhiemVu
from .ledger import Ledger
from .reporting import Reporting, neighbours, reporting
from .scope import Scope, period_of, scope_of
from .tasks import TaskState, next_period, task_states
from .wording import bare, lower_first

if TYPE_CHECKING:
    from .changes import Compared


@record
class Material:
    """`before` and `last_year`: the periods to compare with, None where there is none."""

    book: Book
    scope: Scope
    before: Scope | None
    last_year: Scope | None
    following: Period | None
    reports: Reporting
    ledger: Ledger

    @lazy
    def task_states(self) -> list[TaskState]:
        """Every task as it stood on the period's last day."""
        return task_states(self.book, self.scope)

    @lazy
    def told_tasks(self) -> dict[str, NhiemVu]:
        """task code -> what is told of it wherever it is told, without a place (kept by task_views)."""
        return {}

    @lazy
    def told_before(self) -> dict[str, str]:
        """task code -> the difficulty that the period before told of it, folded."""
        if self.before is None:
            return {}
        return {task.code: fold(bare(task.difficulty)) for task in task_states(self.book, self.before) if task.overdue}

    @lazy
    def written(self) -> list[str]:
        """What people wrote for the report, folded (kept by outline)."""
        return []

    @lazy
    def compared(self) -> dict[tuple[str, str], Compared | None]:
        """Key of an indicator, and which period -> how it compares (kept by changes)."""
        return {}

    @property
    def period(self) -> Period:
        return self.scope.period

    @lazy
    def name(self) -> str:
        return self.scope.name

    @property
    def as_last_year(self) -> str:
        """What the same period a year earlier is called in full: "cùng kỳ năm trước"; of a year "năm trước"."""
        return say("same_period_full" if self.period.part else "year_before")

    @property
    def next_name(self) -> str:
        """The next period's name, where tblKy lacks it as a new workbook would call it."""
        if self.following:
            return lower_first(self.following.name)
        year, _, part = (self.period.code_after() or "").partition("-")
        return lower_first(PERIOD_NAMES[part].format(y=year)) if year else say("next_unknown")


def material(book: Book, period_code: str) -> Material:
    """All that is needed for a period's report; errors as `scope.period_of`."""
    scope = scope_of(book, period_of(book, period_code))
    before, last_year = neighbours(book, scope)
    following = next_period(book, scope.period)
    return Material(book, scope, before, last_year, following, reporting(book, scope), Ledger(book))
