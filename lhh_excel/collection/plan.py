"""What an import would do: which form of each unit counts, what it changes, what stands in the way.

Pure: forms that were read and a book go in, a plan comes out; nothing is written here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from ..checking.finding import Finding, Severity
from ..checking.registry import visible
from ..checking.run import CANNOT_RUN, run_rules
from ..messages import collection as words
from ..workbook.book import Book, Period, Unit
from ..workbook.master import workbook_identity
from ..workbook.patch_cells import cell_xml
from ..workbook.records import locks
from ..workbook.supposed import Supposed
from .compare import Change, Compared, Comparison, Conflict, put
from .form import Fault, Form, FormRefused, at_fault
from .known import History

FindingId = tuple[str, str, str, str, str]
#: A task that two records tell of: never a note only, when a form brings it.
_TWICE = frozenset({"QH20", "QH21"})
#: A form with which the program fails.
Broken = tuple[Form, FormRefused]
S = TypeVar("S", Form, Compared)
R = TypeVar("R")


@dataclass
class Faulty:
    """A form that is not taken in, with everything that is wrong in it."""

    form: Form
    unit: Unit
    problems: list[Fault]


@dataclass
class Plan:
    """`accepted` go in together, as the import of that number; everything else is told."""

    book: Book
    period: Period
    number: int
    accepted: list[Compared] = field(default_factory=list)
    faulty: list[Faulty] = field(default_factory=list)
    refused: list[tuple[str, FormRefused]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def changes(self) -> list[Change]:
        return [change for one in self.accepted for change in one.changes]

    @property
    def idle(self) -> bool:
        return not self.changes

    @property
    def cells(self) -> int:
        return sum(len(one.cells) for one in self.accepted)

    @property
    def conflicts(self) -> list[Conflict]:
        return [conflict for one in self.accepted for conflict in one.conflicts]

    @property
    def forms(self) -> int:
        """How many forms change something."""
        return sum(bool(one.changes) for one in self.accepted)


def make_plan(book: Book, period: Period, forms: Iterable[Form], *, received: dt.date, take_form: bool) -> Plan:
    """The plan for these forms, which came on the day `received`; `take_form`: they win over the clerk's changes.

    The newest right form of a unit counts; a faulty one gives way to the one before.
    A form with which the program itself fails is refused by name, and the others are planned without it.
    """
    history = History(book)
    plan = Plan(book, period, history.last + 1)
    queues = _queues(plan, history, forms)
    before = _errors(run_rules(book)).keys() if queues else set()
    while queues:
        comparison = Comparison(book, period, history, received=received, take_form=take_form)
        chosen, broken = _one_by_one([queue[0] for queue in queues.values()], comparison.of)
        checked = _Checked()
        if not broken:
            checked = _check(book, chosen, before)
            broken = checked.broken
        if not broken and not checked.faulty:
            _, broken = _one_by_one(chosen, _rehearse)
        if not broken and not checked.faulty:
            plan.accepted = chosen
            told = [line for one in chosen for line in one.warnings]
            plan.warnings += [*told, *checked.warnings, *checked.others]
            break
        plan.refused += [(form.file, refusal) for form, refusal in broken]
        plan.faulty += checked.faulty
        for form in [*(form for form, _ in broken), *(found.form for found in checked.faulty)]:
            unit = form.stamp.unit
            newer = queues[unit].pop(0)
            if queues[unit]:  # it gives way to the one before
                names = {"file": queues[unit][0].file, "unit": unit, "newer": newer.file}
                plan.warnings.append(words.IMPORT_FAULTY_OLDER.format(**names))
            else:
                del queues[unit]
    _tell_older(plan, queues)
    plan.warnings += _late(plan, received)
    return plan


def _one_by_one(subjects: Iterable[S], work: Callable[[S], R]) -> tuple[list[R], list[Broken]]:
    """What the work gives for each form (or compared form), and those with which it fails."""
    done: list[R] = []
    broken: list[Broken] = []
    for subject in subjects:
        try:
            done.append(work(subject))
        except Exception as fault:  # what no test foresaw in one form must not keep the other nineteen out
            broken.append((subject.form if isinstance(subject, Compared) else subject, at_fault(fault)))
    return done, broken


def _rehearse(one: Compared) -> None:
    """Raises where anything that the form changes, or the journal tells of it, can be put into no cell."""
    for value in (one.form.mark, one.form.file):
        cell_xml("A1", None, value)
    for change in one.changes:
        cell_xml("A1", None, change.value)
        cell_xml("A1", None, change.new)


# --- which forms count ---------------------------------------------------------------------------------------------


def _queues(plan: Plan, history: History, forms: Iterable[Form]) -> dict[str, list[Form]]:
    """Unit -> its forms, the newest first, in the workbook's order; what is refused or skipped goes to the plan."""
    book, identity = plan.book, workbook_identity(plan.book)
    known = book.units
    members = {unit.code for unit in book.expected(plan.period)}
    held = locks(book)
    found: dict[str, list[Form]] = {}

    def sort(form: Form) -> None:
        refusal = _refusal(form, plan, identity, members)
        if refusal is None and held.holds(plan.period.code, form.stamp.unit):
            refusal = FormRefused("form_locked", period=plan.period.code, unit=form.stamp.unit)
        if refusal is not None:
            plan.refused.append((form.file, refusal))
            return
        names = {"file": form.file, "unit": form.stamp.unit}
        if form.untouched:
            plan.skipped.append(words.IMPORT_UNTOUCHED.format(**names))
        elif _replaced(form, history, plan.period):
            plan.skipped.append(words.IMPORT_BEFORE.format(**names))
        else:
            found.setdefault(form.stamp.unit, []).append(form)

    _, broken = _one_by_one(forms, sort)
    plan.refused += [(form.file, refusal) for form, refusal in broken]
    for queue in found.values():
        queue.sort(key=lambda form: (form.order, form.came, form.file), reverse=True)
    return {code: found[code] for code in known if code in found}


def _refusal(form: Form, plan: Plan, workbook: str, members: set[str]) -> FormRefused | None:
    """Why the form is not for this workbook (by the name that its forms carry), period or unit."""
    stamp, book, period = form.stamp, plan.book, plan.period
    if stamp.workbook != workbook:
        return FormRefused("form_workbook", agency=stamp.agency)
    if stamp.period != period.code:
        key = "form_period" if stamp.period in book.periods else "form_period_gone"
        return FormRefused(key, found=stamp.period, wanted=period.code)
    if stamp.unit not in book.units:
        return FormRefused("form_unit", unit=stamp.unit)
    if stamp.unit not in members:
        return FormRefused("form_not_member", unit=stamp.unit, period=period.code)
    return None


def _replaced(form: Form, history: History, period: Period) -> bool:
    """A newer form of the unit was taken in already."""
    marks = history.marks(form.stamp.unit, period.code)
    if not marks:
        return False
    *earlier, last = (mark.rpartition(" ") for mark in marks)
    fingerprint = form.fingerprint
    if fingerprint == last[2]:
        return False
    return fingerprint in {mark[2] for mark in earlier} or form.order < last[0]


def _tell_older(plan: Plan, queues: dict[str, list[Form]]) -> None:
    for unit, (newest, *older) in queues.items():
        for form in older:
            names = {"file": form.file, "unit": unit, "newer": newest.file}
            same, at_once = form.fingerprint == newest.fingerprint, form.order == newest.order
            plan.skipped.append((words.IMPORT_SAME if same else words.IMPORT_OLDER).format(**names))
            if at_once and not same and form.came == newest.came:
                plan.warnings.append(words.IMPORT_AT_ONCE.format(**names))


def _late(plan: Plan, received: dt.date) -> list[str]:
    """Forms that count as late though the file says that they were filled in time."""
    due = plan.period.unit_due
    found = []
    for one in plan.accepted:
        taken = any(change.column == "received" for change in one.changes)
        if taken and due is not None and received > due >= one.form.saved.date():
            found.append(
                words.IMPORT_RECEIVED_LATE.format(
                    unit=one.unit.code,
                    received=f"{received:%d/%m/%Y}",
                    due=f"{due:%d/%m/%Y}",
                    saved=f"{one.form.saved:%d/%m/%Y}",
                )
            )
    return found


# --- what the rules say --------------------------------------------------------------------------------------------


def _errors(findings: Iterable[Finding]) -> dict[FindingId, Finding]:
    return {(f.code, f.sheet, f.record, f.column, f.value): f for f in findings}


@dataclass
class _Checked:
    """Forms that would bring errors, those with which a rule itself fails; errors brought elsewhere, and warnings."""

    faulty: list[Faulty] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def _check(book: Book, chosen: list[Compared], before: Collection[FindingId]) -> _Checked:
    """What the rules find in the workbook as these forms would make it, beside what they found before."""
    found = _Checked()
    try:
        after = _with_forms(book, chosen, before)
    except Exception:
        good: list[Compared] = []
        for one in chosen:
            try:
                _with_forms(book, [*good, one], before)
            except Exception as fault:
                found.broken.append((one.form, at_fault(fault)))
            else:
                good.append(one)
        return found
    problems = {one.unit.code: list(one.form.faults) for one in chosen}
    owners = {(book[change.table].sheet, visible(change.record)): one for one in chosen for change in one.changes}
    for finding in after:
        owner = owners.get((finding.sheet, finding.record))
        if finding.severity is Severity.ERROR and owner is not None:
            problem = _problem(book, owner, finding)
            if not _told(problem, problems[owner.unit.code], again=finding.sheet == book["progress"].sheet):
                problems[owner.unit.code].append(problem)
        elif finding.severity is Severity.ERROR:
            names = {"sheet": finding.sheet, "record": finding.record, "message": finding.message}
            found.others.append(words.IMPORT_BOOK_ERROR.format(**names))
        elif owner is not None and (finding.severity is Severity.WARNING or finding.code in _TWICE):
            text = f"{finding.severity.label} {finding.code} {finding.message}"
            found.warnings.append(words.IMPORT_WARNING.format(unit=owner.unit.code, message=text))
    found.faulty = [Faulty(one.form, one.unit, problems[one.unit.code]) for one in chosen if problems[one.unit.code]]
    return found


def _with_forms(book: Book, chosen: Iterable[Compared], before: Collection[FindingId]) -> list[Finding]:
    """What is found new with these forms. Raises where a rule fails with them that ran without."""
    after = _errors(run_rules(merged(book, [change for one in chosen for change in one.changes])))
    new = [finding for identity, finding in after.items() if identity not in before]
    failed = [finding.message for finding in new if finding.code == CANNOT_RUN]
    if failed:
        raise RuntimeError(*failed)
    return new


def _problem(book: Book, owner: Compared, finding: Finding) -> Fault:
    """The finding at the form's own cell, where the form has one for it; without the workbook's name of the record."""
    form = owner.form
    message = finding.message.removeprefix(f"{finding.record}: ")
    message = message[:1].upper() + message[1:]
    for (table, record, column), key in owner.targets.items():
        data = book[table]
        place = (data.sheet, visible(record), data.schema.header(column))
        if place == (finding.sheet, finding.record, finding.column):
            return Fault(finding.code, form.places[key], key, message, finding.fix)
    return Fault(finding.code, f"{finding.sheet} {finding.record}", None, message, finding.fix)


def _told(problem: Fault, problems: list[Fault], *, again: bool) -> bool:
    """A formula is a fault already; and a task's cell goes to two tables: what is wrong with it is said once."""
    if problem.key is None:
        return False
    codes = {other.code for other in problems if other.key == problem.key}
    return bool(codes & {problem.code, "formula", "merged", "task_again", "task_twice"}) or (again and bool(codes))


# --- the workbook as it would be, in memory: the rules look at it before anything is written -------------------------


def merged(book: Book, changes: Iterable[Change]) -> Book:
    """A copy of the book with the changes in it; the book itself stays as it is."""
    after = Supposed(book)
    put(after, book, changes)
    return after.book()
