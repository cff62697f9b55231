"""Whom to remind of what: units whose report is late or due soon, and tasks overdue today; and the công văn that does.

Today is the book's clock. Who has not reported comes from `reporting`, as everywhere; a task counts as overdue when
neither its own columns nor its row for the period say that it ended. Source: docs/workbook-contract.md; Mẫu 1.5.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..figures import frame
from ..figures.context import ChuKy, ChuongTrinh, CoQuan, VanBan
from ..figures.context_names import known_names, plain
from ..figures.reporting import Reporting, Status, UnitReport, reporting
from ..figures.scope import Scope, in_order, period_of, scope_of
from ..figures.tasks import period_tasks
from ..figures.wording import bare, date_short, day_running, lower_first, month_digits, running
from ..law import LETTER, Layout
from ..law.words import AS_ABOVE
from ..mail import address, draft
from ..messages import cycle as words
from ..paths import ascii_name
from ..plain import mutable, record
from ..workbook.book import Book, Unit
from ..workbook.lists import ELECTRONIC, OPEN_STATES
from ..workbook.records import locks


@dataclass(frozen=True)
class DueReport:
    """A report not received: `days` past its due date (0: due today, below: days left); `parts` of a year missing."""

    unit: Unit
    due: dt.date
    days: int
    parts: tuple[str, ...]


@dataclass(frozen=True)
class DueTask:
    """A task not done by its deadline; `unit` is who answers for it today, None where nobody does."""

    code: str
    content: str
    lead: str  # as typed
    unit: Unit | None
    due: dt.date
    days: int


@dataclass(frozen=True)
class Reminder:
    """What is to be asked of whom."""

    book: Book
    scope: Scope
    counts: Reporting
    reports: tuple[DueReport, ...]
    tasks: tuple[DueTask, ...]
    unaddressed: tuple[DueTask, ...]

    @property
    def late(self) -> list[DueReport]:
        return [report for report in self.reports if report.days > 0]

    @property
    def soon(self) -> list[DueReport]:
        return [report for report in self.reports if report.days <= 0]

    @property
    def units(self) -> list[Unit]:
        """Each unit once, in the report's order."""
        named = {report.unit.code: report.unit for report in self.reports}
        named.update({task.unit.code: task.unit for task in self.tasks if task.unit is not None})
        return in_order(self.book, list(named.values()))

    def of(self, unit: Unit) -> Reminder:
        """What concerns that unit alone."""
        return replace(
            self,
            reports=tuple(report for report in self.reports if report.unit.code == unit.code),
            tasks=tuple(task for task in self.tasks if task.unit is not None and task.unit.code == unit.code),
            unaddressed=(),
        )


def reminder(book: Book, period_code: str, before: int, by: dt.date | None) -> Reminder:
    """Reports of the period late, or due within `before` days from today; tasks overdue today.

    `by`: a report received after that day counts as not received. Errors as `scope.period_of`.
    """
    scope = scope_of(book, period_of(book, period_code))
    standing = reporting(book, scope, by)
    due = [found for line in standing.of(Status.MISSING) if (found := _due_report(book, scope, line)) is not None]
    tasks = _overdue_tasks(book, scope)
    return Reminder(
        book,
        scope,
        standing,
        tuple(report for report in due if report.days >= -before),
        tuple(task for task in tasks if task.unit is not None),
        tuple(task for task in tasks if task.unit is None),
    )


def _due_report(book: Book, scope: Scope, line: UnitReport) -> DueReport | None:
    """Of a year by its first missing part that names a due date; None where none does."""
    missing = [part.period for part in scope.parts if not line.missing or part.period.code in line.missing]
    dues = [(period.unit_due, period) for period in missing if period.unit_due is not None]
    if not dues:
        return None
    due = min(day for day, _ in dues)
    names = tuple(lower_first(period.name) for day, period in dues if day == due) if scope.composed else ()
    return DueReport(line.unit, due, (book.as_of - due).days, names)


def _overdue_tasks(book: Book, scope: Scope) -> list[DueTask]:
    """By deadline, then code; the office reminds none of its own bodies."""
    today, known = book.as_of, book.units
    heirs = book.heirs_on(today)
    of_period = {task.code: task.state for task in period_tasks(book, scope) if task.row is not None}
    found: dict[str, DueTask] = {}
    for _, code, content, lead, due, state in book["tasks"].each("code", "content", "lead", "due", "state"):
        if not code or code in found or due is None or due >= today or state not in OPEN_STATES:
            continue
        if of_period.get(code, state) not in OPEN_STATES:
            continue
        unit = known.get(heirs.get(lead or "", ""))
        if unit is not None and not book.reports(unit.kind):
            continue
        answers = unit if unit is not None and unit.member_on(today) else None
        found[code] = DueTask(code, bare(content or code), lead or "", answers, due, (today - due).days)
    return sorted(found.values(), key=lambda task: (task.due, task.code))


def nobody(asked: Reminder, before: int) -> str:
    """That nobody is to be reminded, and truly why."""
    counts, period = asked.counts.counts, asked.scope.period
    if not counts.expected:
        reports = words.REMIND_NONE_EXPECTED
    elif counts.missing and period.unit_due is None:
        reports = words.REMIND_UNDATED
    else:
        reports = words.REMIND_ALL_IN_TIME
    tasks = words.REMIND_TASKS_OF_NOBODY if asked.unaddressed else words.REMIND_NO_TASKS
    return words.REMIND_NOTHING.format(reports=reports.format(period=period.code, before=before), tasks=tasks)


def remarks(asked: Reminder) -> list[str]:
    """What the letters cannot tell or ask for as the workbook stands, as sentences."""
    book, period = asked.book, asked.scope.period
    found = [words.REMIND_UNADDRESSED.format(task=task.code, unit=task.lead or "–") for task in asked.unaddressed]
    if period.unit_due is None and asked.counts.counts.missing:
        found.append(words.REMIND_NO_DUE.format(period=period.code))
    held = locks(book)
    shut = [report.unit.code for report in asked.reports if held.holds(period.code, report.unit.code)]
    if shut:
        found.append(words.REMIND_LOCKED.format(period=period.code, units=", ".join(shut)))
    if asked.units and not any(name for _, name in book["signers"].each("name")):
        found.append(words.REMIND_NO_SIGNER.format(sheet=book["signers"].sheet))
    half = book.setting("programme_date") or book.text("programme_subject").strip()
    if asked.units and half and not book.text("programme_number").strip():  # an office may have none
        found.append(words.REMIND_NO_PROGRAMME)
    return found


# --- the công văn: what its template may name and sees, what the register keeps of it --------------------------------

TEMPLATE = "cong-van.docx"
#: A draft's name begins with it (Công văn has no abbreviation of its own in the decree); every name's end.
DRAFT_CODE, NAME_END = LETTER.code, "nhac"
#: A letter to more units than these does not name each in Kính gửi; its tables do.
MOST_ADDRESSED = 12


@mutable
class KyNhac:
    """The period: its name in a sentence; the due date ("ngày 09/6/2026"), "" where the reports have several."""

    ma: str
    ten: str
    han: str


@mutable
class ChuaGui:
    """One unit whose report has not come."""

    tt: str
    ten: str
    han: str
    han_ngan: str
    tinh_trang: str


@mutable
class QuaHan:
    """One task overdue."""

    tt: str
    ma: str
    ten: str
    chu_tri: str
    han: str
    so_ngay: str


@mutable
class LetterContext:
    """What the template cong-van.docx may name; the frame's names are those of the report."""

    van_ban: VanBan
    co_quan: CoQuan
    kinh_gui: list[str]
    noi_nhan: list[str]
    chu_ky: ChuKy
    trinh_bay: Layout
    chuong_trinh: ChuongTrinh
    ky: KyNhac
    hom_nay: str
    mot: bool  # one unit is addressed
    phai_gui: str
    da_gui: str  # "" where nobody has
    chua_gui: list[ChuaGui]
    co_qua_han: bool  # some report is late
    co_sap_den: bool  # some is not due yet
    so_nhiem_vu: str
    nhiem_vu: list[QuaHan]


#: Every name that a template of the công văn may use, for its lint.
KNOWN: dict[str, Any] = known_names(LetterContext)


@record
class Letter:
    """One công văn: what its template sees, and what the register keeps of it."""

    context: dict[str, Any]
    recipients: list[str]  # Kính gửi, then Nơi nhận without the archive
    archive: str
    signer: str


def letter(
    asked: Reminder, *, signer: str | None = None, number: int | None = None, date: dt.date | None = None
) -> Letter:
    """The công văn to all units of the reminder; without number and date a draft. UsageError for an unknown signer."""
    book, addressed = asked.book, asked.units
    copies = frame.copies(book, LETTER.name)
    period, dues = asked.scope.period, {report.due for report in asked.reports}
    context = LetterContext(
        _document(asked, number, date),
        frame.agency(book),
        [unit.name for unit in addressed] if len(addressed) <= MOST_ADDRESSED else [words.MANY_UNITS],
        copies,
        frame.signature(book, signer),
        frame.setting_out(book, date or book.as_of),
        frame.programme(book) if book.text("programme_number").strip() else ChuongTrinh("", ""),
        KyNhac(period.code, lower_first(period.name), day_running(dues.pop()) if len(dues) == 1 else ""),
        day_running(book.as_of),
        len(addressed) == 1,
        running(asked.counts.counts.expected),
        running(asked.counts.counts.received) if asked.counts.counts.received else "",
        [_report_row(place, report) for place, report in enumerate(asked.reports, 1)],
        bool(asked.late),
        bool(asked.soon),
        running(len(asked.tasks)),
        [_task_row(place, task) for place, task in enumerate(asked.tasks, 1)],
    )
    names = [*context.kinh_gui, *(name for name in copies[:-1] if name != AS_ABOVE)]
    archive = copies[-1].partition(":")[2].strip()
    return Letter(plain(context), names, archive, context.chu_ky.ho_ten)


def letter_mail(asked: Reminder, attached: Mapping[str, bytes]) -> bytes:
    """The draft of the mail that takes the công văn to its units: file name -> content of what is attached."""
    units = words.MANY_UNITS if len(asked.units) > MOST_ADDRESSED else ", ".join(u.name for u in asked.units)
    names = {"units": units, "subject": _subject(asked)}
    to = [address(unit.email) for unit in asked.units]
    paragraphs = [text.format(**names) for text in words.MAIL_LETTER]
    return draft(to, words.REGISTERED_SUBJECT.format(**names), paragraphs, attached)


def _subject(asked: Reminder) -> str:
    form = words.SUBJECT_BOTH if asked.reports and asked.tasks else words.SUBJECT_TASKS
    form = form if asked.tasks else words.SUBJECT_REPORTS
    return form.format(period=lower_first(asked.scope.period.name))


def _document(asked: Reminder, number: int | None, date: dt.date | None) -> VanBan:
    """No type code in the symbol: 05/LHH-VP (PL1.P1.II.3.b)."""
    book = asked.book
    return VanBan(
        LETTER.name,
        _subject(asked),
        f"{number:02}" if number is not None else "",
        LETTER.notation(frame.required(book, "symbol"), book.text("drafter").strip()),
        f"{date.day:02}" if date else "",
        month_digits(date.month) if date else "",
        str((date or book.as_of).year),
        book.setting("medium") == ELECTRONIC,
        "",
    )


def _report_row(place: int, report: DueReport) -> ChuaGui:
    days = running(abs(report.days))
    form = words.REPORT_LATE if report.days > 0 else words.REPORT_SOON if report.days < 0 else words.REPORT_TODAY
    state = form.format(days=days)
    if report.parts:
        state = words.REPORT_PARTS.format(state=state, parts=", ".join(report.parts))
    return ChuaGui(str(place), report.unit.name, day_running(report.due), date_short(report.due), state)


def _task_row(place: int, task: DueTask) -> QuaHan:
    leads = task.unit.name if task.unit else task.lead
    return QuaHan(str(place), task.code, task.content, leads, date_short(task.due), str(task.days))


def letters(asked: Reminder, *, each: bool) -> dict[str, Reminder]:
    """End of the file's name -> what the letter asks: one to all units, or one each; no two names alike."""
    tail = f"{ascii_name(asked.scope.period.code)}-{NAME_END}"
    if not each:
        return {tail: asked}
    made: dict[str, Reminder] = {}
    taken: set[str] = set()
    for unit in asked.units:
        name = f"{tail}-{ascii_name(unit.code)}"
        while name.casefold() in taken:
            name += "-2"
        taken.add(name.casefold())
        made[name] = asked.of(unit)
    return made
