"""Nâng cấp sổ and Cập nhật cột: what a workbook lacks is put in, all else is left as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..files import backup_path, locked
from ..messages import screen as words
from ..workbook.book import Book
from ..workbook.package import Package
from ..workbook.patch import put_in_place
from ..workbook.reading import read_book
from ..workbook.tables import BY_KEY, FIGURES, KINDS, LISTS_SHEET, OUTLINE, SCHEMA_VERSION
from ..workbook.upgrade import upgraded, with_columns
from .common import QUIET, Outcome, Screen, Target


@dataclass(frozen=True)
class UpgradeOptions:
    """`dry_run` only tells what would be put in."""

    target: Target
    dry_run: bool = False


#: Fills the outcome's counts and lines; the workbook's new bytes, None where nothing is lacking.
_Work = Callable[[Package, Book, Outcome], bytes | None]


def upgrade(options: UpgradeOptions, screen: Screen = QUIET) -> Outcome:
    """The workbook of an earlier version with the sheets, columns and lines of this one; one of this stays as it is.

    Written wholly or not at all, after a backup. Raises InputError (also for a workbook of a later version),
    OutputError, RefusedError: "unknown_words", "broken_table", "taken_name", "no_room_beside", "no_room_below".
    """
    return _put_in(options, _upgraded, words.UPGRADE_DONE, screen)


def columns(options: UpgradeOptions, screen: Screen = QUIET) -> Outcome:
    """Số liệu with a column for every indicator of Chỉ tiêu that it lacks, at its end. Raises as `upgrade`, and
    RefusedError("needs_upgrade") for a workbook of before the sheet Chỉ tiêu, "nothing_declared" without rows in it."""
    return _put_in(options, _with_columns, words.COLUMNS_DONE, screen)


def _put_in(options: UpgradeOptions, work: _Work, done: str, screen: Screen) -> Outcome:
    file = options.target.file
    outcome = Outcome(workbook=file)
    with locked(file):  # what is put in is by what stands there when it is written
        screen.progress(words.STEP_READ, 1, 3)
        package = Package(file)
        book = read_book(package, str(file), as_of=options.target.as_of)
        outcome.period = book.period
        screen.progress(words.STEP_BUILD, 2, 3)
        data = work(package, book, outcome)
        outcome.counts["dry_run"] = options.dry_run
        if data is None:
            return outcome
        if options.dry_run:
            outcome.lines.append(words.NOT_WRITTEN)
            return outcome
        screen.progress(words.STEP_WRITE, 3, 3)
        put_in_place(file, data, read=package.data)
    outcome.made.append(file)
    outcome.lines.append(done.format(file=file.name, backup=backup_path(file)))
    return outcome


def _upgraded(package: Package, book: Book, outcome: Outcome) -> bytes | None:
    found = upgraded(package, book)
    if found is None:
        outcome.counts = {"version": SCHEMA_VERSION, "sheets": [], "columns": [], "settings": [], "words": []}
        lacking = [BY_KEY[key].sheet for key in BY_KEY if not book.has(key)] or book.lost
        sheets = ", ".join(f"“{sheet}”" for sheet in lacking)
        already = words.UPGRADED_BUT_LACKING if lacking else words.UPGRADED_ALREADY
        outcome.lines.append(already.format(version=SCHEMA_VERSION, sheets=sheets))
        return None
    called = dict(found.sheets)
    outcome.counts = {
        "version": SCHEMA_VERSION,
        "sheets": list(called.values()),
        "columns": [{"sheet": sheet, "column": header} for sheet, header in found.columns],
        "settings": list(found.settings),
        "words": [{"sheet": called.get(sheet, sheet), "word": word} for sheet, word in found.words],
    }
    outcome.lines.append(words.UPGRADE_FROM.format(old=found.version, new=SCHEMA_VERSION))
    for sheet, name in found.sheets:
        line = words.UPGRADE_SHEET if name == sheet else words.UPGRADE_BESIDE
        outcome.lines.append(line.format(sheet=sheet, called=name))
    outcome.lines += [words.UPGRADE_COLUMN.format(sheet=sheet, column=header) for sheet, header in found.columns]
    outcome.lines += [words.UPGRADE_SETTING.format(label=label) for label in found.settings]
    outcome.lines += [
        words.UPGRADE_WORD.format(sheet=called.get(sheet, sheet), word=word) for sheet, word in found.words
    ]
    if found.sheets:
        names = {key: called.get(table.sheet, table.sheet) for key, table in (("kinds", KINDS), ("outline", OUTLINE))}
        names["lists"] = LISTS_SHEET
        outcome.lines.append(words.UPGRADE_LISTS.format(**names))
    return found.data


def _with_columns(package: Package, book: Book, outcome: Outcome) -> bytes | None:
    headers, data = with_columns(package, book)
    outcome.counts = {"columns": list(headers)}
    sheet = book[FIGURES.key].sheet
    if not headers:
        outcome.lines.append(words.COLUMNS_ALREADY.format(sheet=sheet))
        return None
    outcome.lines += [words.UPGRADE_COLUMN.format(sheet=sheet, column=header) for header in headers]
    return data
