"""Khóa kỳ, Mở lại kỳ: a period closed to changes and opened again, for everybody or one unit. Sang kỳ mới: the next.

One write, wholly or not at all, told in `Nhật ký`. Source: docs/workbook-contract.md, "Periods".
"""

from __future__ import annotations

from dataclasses import dataclass

from ..checking.run import run_rules
from ..errors import InputError, RefusedError
from ..figures.reporting import Status
from ..messages import cycle as words
from ..messages import screen
from ..register.locking import Lock, unit_of, write_reopening
from ..workbook.book import Book, Period, Unit
from ..workbook.journal import period_turned
from ..workbook.records import locks
from ..workbook.starting import period_after, rows_after
from ..workbook.table_plan import Patch
from ..workbook.tables import PROFILE
from ..workbook.values import Value, show
from .changing import carry_out
from .common import QUIET, Outcome, Screen, Target, current_period, open_target

# --- lock ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LockOptions:
    """`sure` asks nothing."""

    target: Target
    sure: bool = False


def lock(options: LockOptions, screen_: Screen = QUIET) -> Outcome:
    """The period locked; of a locked one, the units for which it was reopened are locked again.

    Warnings do not hinder it. Raises RefusedError("period_has_errors") while the period's data has errors, UsageError
    for an unknown period, InputError, OutputError.
    """
    screen_.progress(screen.STEP_READ, 1, 3)

    def agreed(plan: Lock) -> bool:
        return screen_.ask(_ask_lock(plan))

    plan, backup = carry_out(
        options,
        screen_,
        3,
        plan=lambda: _plan_lock(options, screen_),
        ask=agreed,
        write=Lock.write,
        told=lambda plan: plan.period.code,
    )
    told = {"tasks": len(plan.rows) if backup else 0, "values": plan.values}
    line = words.LOCKED if backup else words.LOCKED_ALREADY if plan.idle else screen.GIVEN_UP
    outcome = Outcome(workbook=options.target.file, period=plan.period.code)
    outcome.lines = [line.format(period=plan.period.code, backup=backup, **told)]
    outcome.counts = {**told, "done": backup is not None}
    if backup is not None:
        outcome.made.append(options.target.file)
        outcome.warnings = _warnings(plan)
    return outcome


def _plan_lock(options: LockOptions, screen_: Screen) -> Lock:
    """Read, check, and see what there is to write. Raises what `lock` raises."""
    book = open_target(options.target)
    plan = Lock.of(book, current_period(book))
    if not plan.idle:
        screen_.progress(screen.STEP_CHECK, 2, 3)
        plan.fill(run_rules(book))
    return plan


def _ask_lock(plan: Lock) -> str:
    counts, end = plan.reports.counts, plan.period.end
    early = words.ASK_LOCK_EARLY.format(end=f"{end:%d/%m/%Y}") if end and end > plan.book.as_of else ""
    told = "".join(f"\n{line}" for line in plan.hidden)
    return words.ASK_LOCK.format(
        period=plan.period.code,
        name=plan.period.name,
        received=counts.received,
        expected=counts.expected,
        tasks=len(plan.rows),
        early=early + told,
    )


def _warnings(plan: Lock) -> list[str]:
    found, code, end = [], plan.period.code, plan.period.end
    if end and end > plan.book.as_of:
        found.append(words.WARN_EARLY.format(period=code, end=f"{end:%d/%m/%Y}"))
    missing = [line.unit.code for line in plan.reports.of(Status.MISSING)]
    if missing:
        found.append(words.WARN_MISSING.format(count=len(missing), period=code, units=", ".join(missing)))
    found += plan.hidden
    if plan.unknown:
        found.append(
            words.WARN_UNKNOWN_TASKS.format(
                count=len(plan.unknown), period=code, sheet=plan.book["progress"].sheet, tasks=", ".join(plan.unknown)
            )
        )
    return found


# --- reopen ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReopenOptions:
    """`unit` by its code, None for the whole period; `sure` asks nothing."""

    target: Target
    unit: str | None = None
    sure: bool = False


def reopen(options: ReopenOptions, screen_: Screen = QUIET) -> Outcome:
    """The period opened, in one write; nothing is done where it is open already, or the person says no.

    Raises UsageError for an unknown period or unit, InputError, OutputError.
    """
    screen_.progress(screen.STEP_READ, 1, 2)

    def agreed(asked: _Asked) -> bool:
        return screen_.ask(asked.say(words.ASK_REOPEN, words.ASK_REOPEN_UNIT))

    asked, backup = carry_out(
        options,
        screen_,
        2,
        plan=lambda: _asked(options),
        ask=agreed,
        write=_Asked.write,
        told=lambda asked: asked.period.code,
    )
    outcome = Outcome(workbook=options.target.file, period=asked.period.code)
    outcome.counts = {"unit": asked.unit.code if asked.unit else None, "done": backup is not None}
    if backup is not None:
        outcome.made.append(options.target.file)
        outcome.lines.append(asked.say(words.REOPENED, words.REOPENED_UNIT, backup=backup))
    else:
        outcome.lines.append(asked.already if asked.idle else screen.GIVEN_UP)
    return outcome


@dataclass(frozen=True)
class _Asked:
    """What is to be opened; `idle`: it is open as it stands."""

    book: Book
    period: Period
    unit: Unit | None
    idle: bool

    def write(self, patch: Patch) -> None:
        """Puts it into the patch. Nothing is saved here."""
        write_reopening(patch, self.book, self.period, self.unit)

    def say(self, whole: str, one: str, **details: object) -> str:
        """The sentence for the whole period or for one unit."""
        named = {"period": self.period.code, "name": self.period.name}
        if self.unit is None:
            return whole.format(**named, **details)
        return one.format(**named, unit=f"{self.unit.code} ({self.unit.name})", **details)

    @property
    def already(self) -> str:
        return self.say(words.OPEN_ALREADY, words.OPEN_ALREADY_UNIT if self.period.locked else words.OPEN_ALREADY)


def _asked(options: ReopenOptions) -> _Asked:
    book = open_target(options.target)
    period = current_period(book)
    unit = unit_of(book, options.unit) if options.unit is not None else None
    held = period.locked if unit is None else locks(book).holds(period.code, unit.code)
    return _Asked(book, period, unit, not held)


# --- the next period -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TurnOptions:
    """`lock`: the last period is locked without a question; `sure` asks nothing."""

    target: Target
    lock: bool = False
    sure: bool = False


def turn(options: TurnOptions, screen_: Screen = QUIET) -> Outcome:
    """The workbook goes on with the next period, in one write: rows that tblKy lacks for it, and Kỳ báo cáo.

    Nothing that stands in the workbook is changed beside that. Asks whether to lock the last period too; one that has
    errors stays open, and is told. Raises RefusedError ("next_of_none", "next_without_dates", "next_locked"; with
    `lock` "period_has_errors"), UsageError where Kỳ báo cáo names no period, InputError, OutputError.
    """
    screen_.progress(screen.STEP_READ, 1, 3)
    lock_too = options.lock

    def agreed(plan: _Turn) -> bool:
        nonlocal lock_too
        if not screen_.ask(plan.question()):
            return False
        lock_too = lock_too or (plan.lock is not None and screen_.ask(_ask_lock(plan.lock)))
        return True

    plan, backup = carry_out(
        options,
        screen_,
        3,
        plan=lambda: _plan_turn(options, screen_, lock_too),
        ask=agreed,
        write=_Turn.write,
        told=lambda plan: (plan.now.code, plan.code),
    )
    if backup is None:
        outcome = Outcome(workbook=options.target.file, period=plan.now.code, lines=[screen.GIVEN_UP])
        outcome.counts = {"next": plan.code, "added": [], "locked": False, "done": False}
        return outcome
    locking = plan.lock if plan.lock_too else None
    outcome = Outcome(workbook=options.target.file, period=plan.code, made=[options.target.file])
    outcome.warnings = [*plan.warnings(), *(_warnings(locking) if locking is not None else [])]
    added = [str(row["code"]) for row in plan.rows]
    outcome.counts = {"next": plan.code, "added": added, "locked": locking is not None, "done": True}
    closed = words.NEXT_LOCKED.format(period=plan.now.code) if locking is not None else ""
    outcome.lines = [words.NEXT_DONE.format(period=plan.code, name=plan.name, locked=closed, backup=backup)]
    outcome.lines.append(words.NEXT_FORMS.format(before=plan.now.code))
    return outcome


@dataclass
class _Turn:
    """From the period that the workbook is at to the one that follows."""

    book: Book
    now: Period
    code: str
    rows: list[dict[str, Value]]  # what tblKy gets
    lock: Lock | None  # of the last period, where it can be locked
    lock_too: bool  # and is to be
    hindered: str = ""  # why it cannot
    idle = False

    @property
    def _days(self) -> tuple[Value, Value, str]:
        """First and last day of the period that follows, and its name."""
        there = self.book.periods.get(self.code)
        if there is not None:
            return there.start, there.end, there.name
        row = next(row for row in self.rows if row["code"] == self.code)
        return row["start"], row["end"], str(row["name"])

    @property
    def name(self) -> str:
        return self._days[2]

    def question(self) -> str:
        start, end, name = self._days
        added = ", ".join(str(row["code"]) for row in self.rows)
        more = words.ASK_NEXT_ADDED.format(periods=added) if added else ""
        ahead = self.now.end is not None and self.now.end > self.book.as_of
        early = words.ASK_LOCK_EARLY.format(end=show(self.now.end)) if ahead else ""
        days = {"start": show(start) or "–", "end": show(end) or "–"}
        return words.ASK_NEXT.format(before=self.now.code, period=self.code, name=name, added=more, early=early, **days)

    def write(self, patch: Patch) -> None:
        """Puts the turn into the patch. Nothing is saved here."""
        profile = self.book["profile"]
        line = next(i for i in self.book.profile_rows["period"] if profile.raw["value"][i] is not None)
        if self.lock is not None and self.lock_too:
            self.lock.write(patch)
        patch.append("periods", self.rows)
        patch.set("profile", profile.rows[line], "value", self.code)
        patch.append("journal", period_turned(self.now.code, self.code, [str(row["code"]) for row in self.rows]))

    def warnings(self) -> list[str]:
        found = [words.NEXT_NOT_LOCKED.format(period=self.now.code, why=self.hindered)] if self.hindered else []
        year = self.book.periods.get(str(self.now.year))
        if year is not None and self.now.part and year.end == self.now.end and not year.locked:
            found.append(words.NEXT_YEAR.format(year=year.code, period=self.code))
        day = self.book.profile.get("as_of")
        if day is not None:
            found.append(words.NEXT_DAY.format(day=show(day)))
        return found


def _plan_turn(options: TurnOptions, screen_: Screen, lock_too: bool) -> _Turn:
    book = open_target(options.target)
    now = current_period(book)
    if not book.profile_rows.get("period"):
        raise InputError("table_needed", file=options.target.file.name, tables=PROFILE.name)
    code, rows = period_after(book, now), rows_after(book, now)
    there = book.periods.get(code)
    if there is not None and there.locked:
        raise RefusedError("next_locked", period=code, before=now.code)
    lock, hindered = Lock.of(book, now), ""
    if not lock.idle:
        screen_.progress(screen.STEP_CHECK, 2, 3)
        try:
            lock.fill(run_rules(book))
        except RefusedError as error:
            if options.lock:
                raise
            hindered = error.sentence
    return _Turn(book, now, code, rows, None if lock.idle or hindered else lock, lock_too, hindered)
