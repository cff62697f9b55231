"""What every section of a report is made from: the book, the period, its neighbours, the ledger."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from ..messages.figures import say
from ..plain import record
from ..workbook.book import Book, Period
from .context import NhiemVu
from .figure import Phrase, Source
from .ledger import Ledger
from .reporting import Reporting, neighbours, reporting
from .scope import Scope, period_of, scope_of
from .tasks import TaskState, next_period, task_states
from .wording import lower_first, number, percent, phrase, to_sixth, told


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

    @cached_property
    def task_states(self) -> list[TaskState]:
        """Every task as it stood on the period's last day."""
        return task_states(self.book, self.scope)

    @cached_property
    def told_tasks(self) -> dict[str, NhiemVu]:
        """task code -> what is told of it wherever it is told, without a place (kept by task_views)."""
        return {}

    @property
    def period(self) -> Period:
        return self.scope.period

    @property
    def name(self) -> str:
        return lower_first(self.period.name)

    @property
    def as_last_year(self) -> str:
        """What the same period a year earlier is called in full: "cùng kỳ năm trước"; of a year "năm trước"."""
        return say("same_period_full" if self.period.part else "year_before")

    @property
    def next_name(self) -> str:
        return lower_first(self.following.name) if self.following else say("next_unknown")


def material(book: Book, period_code: str) -> Material:
    """All that is needed for a period's report; errors as `scope.period_of`."""
    scope = scope_of(book, period_of(book, period_code))
    before, last_year = neighbours(book, scope)
    following = next_period(book, scope.period)
    return Material(book, scope, before, last_year, following, reporting(book, scope), Ledger(book))


@record
class Change:
    """Two numbers to compare and where they came from, for `change_phrase`."""

    id: str
    label: str
    percent_label: str
    now: Decimal
    before: Decimal
    noun: str
    how: str
    sources: tuple[Source, ...]
    money: bool = False


def change_phrase(ledger: Ledger, change: Change) -> Phrase | str:
    """ "tăng 125 hội viên (2,1%)", "giảm …", "không thay đổi"; from nought no percent."""
    difference = change.now - change.before
    if not difference:
        return say("same")
    size = abs(difference)
    text = told(size, money=change.money)
    amount = ledger.figure(f"{change.id}.chenh", change.label, difference, text, change.how, change.sources)
    word = "more" if difference > 0 else "less"
    if not change.before:
        return phrase(say(word), amount=amount, noun=change.noun)
    rate = size * 100 / abs(change.before)
    how = say("how_change_percent", difference=number(size), before=number(change.before))
    shown = ledger.figure(
        f"{change.id}.ty_le", change.percent_label, to_sixth(rate), percent(rate), how, change.sources
    )
    return phrase(say(f"{word}_percent"), amount=amount, noun=change.noun, percent=shown)
