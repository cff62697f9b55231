"""Tạo phiếu thu thập: one .xlsx a unit, and the list for the mails."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import RefusedError, UsageError
from ..files import write_atomic
from ..messages import collection as words
from ..messages import screen as general
from ..paths import ascii_name, output_folder
from ..workbook.records import Unit, expected, locks
from .common import Outcome, Quiet, Screen, Target, current_period, open_target

if TYPE_CHECKING:
    from ..collection.content import Sources


@dataclass(frozen=True)
class FormsOptions:
    """`units`: only these codes; none named: all that must report."""

    target: Target
    out: Path | None = None
    units: tuple[str, ...] = ()


def forms(options: FormsOptions, screen: Screen | None = None) -> Outcome:
    """The forms of the period in the folder; paths in `made`, the list first.

    A form that a unit has filled in already is never written over. Raises UsageError, InputError, OutputError,
    RefusedError("forms_locked") where the period is locked.
    """
    from ..collection.content import Sources
    from ..collection.form_build import build_form
    from ..collection.identity import workbook_identity
    from ..collection.mail_list import mail_list

    screen = screen or Quiet()
    screen.progress(general.STEP_READ, 1, 2)
    book = open_target(options.target)
    period = current_period(book)
    held = locks(book)
    wanted = _wanted(options, expected(book, period), period.code)
    open_units = [unit for unit in wanted if not held.holds(period.code, unit.code)]
    if not open_units:
        raise RefusedError("forms_locked", period=period.code)
    folder = output_folder(options.target.file, options.out, book.text("output"))
    if options.out is None:
        folder /= words.FORMS_FOLDER.format(period=ascii_name(period.code))
    sources = Sources(book, period, workbook_identity(options.target.at(), book), book.as_of)
    outcome = Outcome(workbook=options.target.file, period=period.code)
    rows = []
    for number, (unit, name) in enumerate(_named(open_units, period.code), 1):
        screen.progress(words.STEP_FORMS, number, len(open_units))
        path = folder / name
        rows.append((unit, name))
        if _filled(path):
            outcome.warnings.append(words.FORM_KEPT.format(file=path))
            continue
        write_atomic(path, build_form(sources.content(unit)), keep_backup=False)
        outcome.made.append(path)
    listed = folder / f"{ascii_name(words.LIST_NAME.format(period=period.code))}.csv"
    write_atomic(listed, mail_list(period, rows), keep_backup=False)
    _finish(outcome, sources, listed, [unit for unit in wanted if unit not in open_units], open_units)
    return outcome


def _wanted(options: FormsOptions, members: list[Unit], period: str) -> list[Unit]:
    if not options.units:
        return members
    unknown = sorted(set(options.units) - {unit.code for unit in members})
    if unknown:
        raise UsageError("unknown_units", units=", ".join(unknown), period=period)
    return [unit for unit in members if unit.code in options.units]


def _named(units: list[Unit], period: str) -> list[tuple[Unit, str]]:
    """The units with their forms' names: ASCII, and no two the same."""
    taken: set[str] = set()
    named = []
    for unit in units:
        name = stem = ascii_name(words.FORM_NAME.format(period=period, unit=unit.code))
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        named.append((unit, f"{name}.xlsx"))
    return named


def _filled(path: Path) -> bool:
    """Somebody's answers are there (or something else than a form of ours): not to be lost."""
    from ..collection.form_read import read_form
    from ..collection.refusal import FormRefused

    if not path.exists():
        return False
    try:
        form = read_form(path)
    except FormRefused:
        return True
    return form is None or not form.untouched


def _finish(outcome: Outcome, sources: Sources, listed: Path, closed: list[Unit], made: list[Unit]) -> None:
    period = sources.period.code
    if closed:
        codes = ", ".join(unit.code for unit in closed)
        outcome.warnings.append(words.LOCKED_UNITS.format(period=period, units=codes))
    silent = [unit.code for unit in made if not unit.email]
    if silent:
        outcome.warnings.append(words.NO_EMAIL.format(count=len(silent), units=", ".join(silent)))
    count = len(outcome.made)
    outcome.made.insert(0, listed)
    outcome.counts = {"forms": count, "units": [unit.code for unit in made], "list": str(listed)}
    outcome.lines = [words.FORMS_MADE.format(count=count, period=period, folder=listed.parent, list=listed.name)]
