"""Tạo phiếu thu thập: one .xlsx a unit, the mail that takes it there as a draft, and the list for the mails."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..checking.registry import visible
from ..collection.build import write_form
from ..collection.content import Sources
from ..collection.files import form_mail, form_names, kept, mail_list
from ..errors import ExitCode, RefusedError, UsageError
from ..files import write_atomic
from ..mail import address, draft_beside
from ..messages import collection as words
from ..messages import cycle
from ..messages import screen as general
from ..paths import ascii_name
from ..workbook.book import Book, Period, Unit
from ..workbook.journal import Action, forms_made, was_done
from ..workbook.records import locks, unit_meant
from ..workbook.schema import MAX_CODE
from ..workbook.values import show
from .changing import tell
from .common import QUIET, Outcome, Screen, Target, current_period, folder_of, open_target


@dataclass(frozen=True)
class FormsOptions:
    """`units`: only these codes; none named: all that must report."""

    target: Target
    out: Path | None = None
    units: tuple[str, ...] = ()


def forms(options: FormsOptions, screen: Screen = QUIET) -> Outcome:
    """The forms of the period in the folder; paths in `made`, the list first.

    A form that a unit has filled in already is never written over. One that cannot be made is told by name, and the
    others are made (exit code 1). Raises UsageError, InputError, OutputError where nothing can be written,
    RefusedError where nobody has to report ("period_without_dates", "no_units", "no_members"), the workbook has lost
    what it asks for ("nothing_declared") or the period is locked ("forms_locked").
    """
    screen.progress(general.STEP_READ, 1, 2)
    book = open_target(options.target)
    book.refuse_lost()
    period = current_period(book)
    wanted = _wanted(options, book, period)
    held = locks(book)
    open_units = [unit for unit in wanted if not held.holds(period.code, unit.code)]
    if not open_units:
        raise RefusedError("forms_locked", period=period.code)
    folder = folder_of(options.target, options.out, book)
    if options.out is None:
        folder /= words.FORMS_FOLDER.format(period=ascii_name(period.code))
    sources = Sources(book, period)
    outcome = Outcome(workbook=options.target.file, period=period.code)
    rows: list[tuple[Unit, str]] = []
    for number, (unit, name) in enumerate(form_names(open_units, period.code), 1):
        screen.progress(words.STEP_FORMS, number, len(open_units))
        path = folder / name
        why = kept(path)
        if why:
            outcome.warnings.append(why.format(file=path))
        elif why := write_form(path, partial(sources.content, unit), partial(form_mail, period, unit, name)):
            outcome.warnings.append(words.FORM_NOT_MADE.format(unit=visible(unit.code), why=why))
            continue
        else:
            outcome.made.append(path)
        if len(unit.code) > MAX_CODE:
            names = {"unit": visible(unit.code), "length": len(unit.code), "most": MAX_CODE, "file": name}
            outcome.warnings.append(words.FORM_LONG_CODE.format(**names))
        rows.append((unit, name))
    listed = folder / f"{ascii_name(words.LIST_NAME.format(period=period.code))}.csv"
    write_atomic(listed, mail_list(period, rows), keep_backup=False)
    parts = [part.code for part in book.components(period)]
    if parts:
        outcome.warnings.append(words.FORMS_OF_PARTS.format(period=period.code, parts=", ".join(parts)))
    if outcome.made and book.has("journal") and not was_done(book, Action.FORMS, period.code):  # Trang chủ knows by it
        tell(options.target, book, forms_made(period.code, len(outcome.made)), outcome, words.FORMS_NOT_TOLD)
    _finish(outcome, sources, listed, [unit for unit in wanted if unit not in open_units], [unit for unit, _ in rows])
    if len(rows) < len(open_units):
        outcome.exit_code = ExitCode.FOUND
    return outcome


def _wanted(options: FormsOptions, book: Book, period: Period) -> list[Unit]:
    """The units asked for, or all that must report. Raises RefusedError where there are none, UsageError."""
    members = book.expected(period)
    if not members:
        why = "period_without_dates" if period.end is None else "no_members" if book.units else "no_units"
        raise RefusedError(why, period=period.code, day=show(period.end))
    if not options.units:
        return members
    asked = {text: unit_meant(book, text) for text in options.units}
    unknown = [text for text, unit in asked.items() if unit not in members]
    if unknown:
        raise UsageError("unknown_units", units=", ".join(unknown), period=period.code)
    return [unit for unit in members if unit in asked.values()]


def _finish(outcome: Outcome, sources: Sources, listed: Path, closed: list[Unit], made: list[Unit]) -> None:
    period = sources.period.code
    if closed:
        codes = ", ".join(unit.code for unit in closed)
        outcome.warnings.append(words.LOCKED_UNITS.format(period=period, units=codes))
    silent = [unit.code for unit in made if not address(unit.email)]
    if silent:
        outcome.warnings.append(cycle.NO_EMAIL.format(count=len(silent), units=", ".join(silent)))
    count, mails = len(outcome.made), [str(draft_beside(path)) for path in outcome.made]
    outcome.made.insert(0, listed)
    outcome.counts = {"forms": count, "units": [unit.code for unit in made], "list": str(listed), "mails": mails}
    outcome.lines = [words.FORMS_MADE.format(count=count, period=period, folder=listed.parent, list=listed.name)]
