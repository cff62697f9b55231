"""The work of each button: asks where it must, calls the action that the command line calls, makes one box of it.

No action is imported but the click's own.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..actions.common import Outcome, Screen, Target, current_period, open_target
from ..errors import ExitCode, LhhError
from ..excel import screen as excel_screen
from ..excel.screen import Box, first_lines
from ..files import backup_path, write_atomic
from ..messages import buttons as words
from ..paths import PACKAGE, ascii_name
from ..plain import replace
from ..workbook.records import locks, spelt
from ..workbook.tables import FINDINGS
from .press import given_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..actions.upgrade import UpgradeOptions
    from .press import Click

#: Units named in one line of a box.
NAMED = 6
HANDBOOK_NAMES = ("huong-dan.pdf", "huong-dan.docx", "huong-dan.html", "huong-dan.md")


# --- the data: Kiểm tra dữ liệu, Sửa lỗi an toàn ---------------------------------------------------------------------


def validated(click: Click) -> Box:
    """How much was found, the first errors, where the list stands."""
    from ..actions.validate import ValidateOptions, validate
    from ..checking.finding import summarise

    outcome = validate(ValidateOptions(click.target, write=True), click.screen)
    findings = outcome.findings or []
    summary = summarise(findings)
    sentence = words.CHECKED if findings else words.CHECKED_CLEAN
    lines = [sentence.format(period=outcome.period or "–", **summary)]
    explained = sum(bool(finding.explained) for finding in findings)
    if explained:
        lines[0] += " " + words.EXPLAINED.format(count=explained)
    errors = [f for f in findings if f.severity.value == "error"]
    lines += [words.FIRST_ERROR.format(sheet=f.sheet, cell=f.cell, message=f.message) for f in errors[:2]]
    if findings:
        lines.append(words.SEE_FINDINGS.format(column=FINDINGS.header("cell")))
    lines.append(words.BACKUP.format(backup=backup_path(click.master.path)))
    return Box(lines, critical=bool(errors))


def fixed(click: Click) -> Box:
    """Asks with the repairs, then what was mended; what could be but stands in a locked period is told before it."""
    from ..actions.validate import FixOptions, fix

    planned = fix(FixOptions(click.target, dry_run=True), click.screen)
    repairs = planned.lines[:-1]
    if not repairs:
        return Box([*planned.warnings, *planned.lines[-1:]])
    question = words.ASK_FIX.format(count=len(repairs), repairs="\n".join(first_lines(repairs, 6)))
    if not click.screen.ask(question):
        return given_up()
    done = fix(FixOptions(click.target), click.screen)
    return Box([*done.warnings, done.lines[-1], *done.lines[:-1]])


def columns_added(click: Click) -> Box:
    from ..actions.upgrade import columns

    return _put_in(click, columns, words.ASK_COLUMNS)


def upgraded(click: Click) -> Box:
    from ..actions.upgrade import upgrade

    return _put_in(click, upgrade, words.ASK_UPGRADE)


def _put_in(click: Click, action: Callable[[UpgradeOptions, Screen], Outcome], question: str) -> Box:
    """Asks with what would be put in, then does it while the workbook is closed; nothing where nothing is lacking."""
    from ..actions.upgrade import UpgradeOptions

    click.master.save()
    target = Target(click.master.path)
    planned = action(UpgradeOptions(target, dry_run=True), click.screen)
    if len(planned.lines) == 1:
        return Box(planned.lines)
    if not click.screen.ask(question.format(changes="\n".join(first_lines(planned.lines[:-1], 8)))):
        return given_up()
    with click.screen.kept(), click.master.closed():
        done = action(UpgradeOptions(target), click.screen)
    return Box([done.lines[-1], *done.lines[:-1]])


# --- the report: Tạo báo cáo, Trình ký, Phát hành --------------------------------------------------------------------


def drafted(click: Click) -> Box:
    from ..actions.report import ReportOptions, Stage, report

    return document_box(
        report(ReportOptions(click.target, Stage.DRAFT, offer_fresh=True, offer_others=True), click.screen)
    )


def submitted(click: Click) -> Box:
    """Asks first; where the period's report went out already, whether this one replaces it."""
    from ..actions.issue import standing_report
    from ..actions.report import ReportOptions, Stage, report

    period = _period(click)
    if not click.screen.ask(words.ASK_SUBMIT.format(period=period)):
        return given_up()
    options = ReportOptions(click.target, Stage.SUBMIT, offer_others=True)
    standing = standing_report(click.target)
    if standing is not None:
        if not click.screen.ask(words.ASK_SUBMIT_REPLACING.format(period=period, symbol=standing)):
            return given_up()
        options = replace(options, replaces=standing)
    return document_box(report(options, click.screen))


def issued(click: Click) -> Box:
    """Asks before the number is given; then, where the action needs it, whether it replaces, whether what was edited by
    hand goes, for the number."""
    from ..actions.report import ReportOptions, Stage, report

    options = ReportOptions(click.target, Stage.ISSUE)
    today = dt.date.today()
    if not click.screen.ask(words.ASK_ISSUE.format(period=_period(click), today=f"{today:%d/%m/%Y}")):
        date = click.screen.ask_date(words.ASK_DATE, today)
        if date is None:
            return given_up()
        options = replace(options, date=date)
    while True:
        try:
            return document_box(report(options, click.screen))
        except LhhError as error:
            if error.key == "needs_yes":  # it was asked in a box of its own
                return given_up()
            if error.key == "already_issued" and options.replaces is None:
                if not click.screen.ask(words.ASK_REPLACE.format(**error.details)):
                    return given_up()
                options = replace(options, replaces=str(error.details["symbol"]))
            elif error.key in words.ASK_AS_SUBMITTED and not options.as_submitted:
                shown = "\n".join(first_lines(str(error.details.get("paragraphs", "")).splitlines(), 5))
                told = words.ASK_AS_SUBMITTED[error.key].format(**{**error.details, "paragraphs": shown})
                if not click.screen.ask(told + words.ASK_AS_SUBMITTED_END):
                    return given_up()
                options = replace(options, as_submitted=True)
            elif error.key == "number_needed" and options.number is None:
                number = click.screen.ask_number(words.ASK_NUMBER)
                if number is None:
                    return given_up()
                options = replace(options, number=number)
            else:
                raise


def _period(click: Click) -> str:
    """The code of the period that the workbook is at. Raises UsageError where there is none."""
    return current_period(open_target(click.target)).code


def document_box(outcome: Outcome) -> Box:
    """Warnings first, then what was made and what became of it; the Word document is opened."""
    document = next((path for path in outcome.made if path.suffix == ".docx"), None)
    told = outcome.lines[:1] + outcome.lines[max(len(outcome.made), 1) :]  # files beside the document need no line
    lines = [*first_lines(outcome.warnings, 5 - min(len(told), 3)), *told]
    return Box(lines, critical=outcome.exit_code is not ExitCode.DONE, open=document)


# --- the cycle: Tạo phiếu, Nhập phiếu, Tình hình nộp, Công văn đôn đốc -----------------------------------------------


def forms_made(click: Click) -> Box:
    """Warnings first, then how many forms stand where; their folder is opened."""
    from ..actions.forms import FormsOptions, forms

    outcome = forms(FormsOptions(click.target), click.screen)
    return Box([*first_lines(outcome.warnings, 4), *outcome.lines], open=outcome.made[0].parent)


def forms_taken(click: Click, named: str | None = None) -> Box:
    """Shows every cell in a text file and the sums in a question, then writes wholly or not at all."""
    from ..actions.import_forms import ImportOptions, import_forms

    folder = Path(named) if named is not None else _returned_folder(click)
    if folder is None:
        return given_up()
    if not folder.exists():
        return Box([words.NO_RETURNED.format(folder=folder)], critical=True)
    asked: list[tuple[Path, bool]] = []

    def agree(planned: Outcome) -> bool:
        full = _import_list(click, planned)
        excel_screen.open_outside(full)
        told = [words.IMPORT_PLANNED.format(**planned.counts), *_left_out(planned)]
        yes = click.screen.ask("\n".join([*told, words.IMPORT_LIST_AT.format(path=full), words.ASK_IMPORT]))
        asked.append((full, yes))
        return yes

    outcome = import_forms(ImportOptions(click.target, (folder,), agree=agree), click.screen)
    if asked and not asked[0][1]:
        return given_up()
    full = asked[0][0] if asked else _import_list(click, outcome)
    critical = outcome.exit_code is not ExitCode.DONE
    return Box(_import_told(click, outcome, full), critical=critical, open=None if asked else full)


def _returned_folder(click: Click) -> Path | None:
    """The folder chosen in Excel's dialog; the usual one beside the workbook where it has no dialog for folders."""
    usual = click.master.path.parent / words.RETURNED_FOLDER
    try:
        return click.screen.choose_folder(usual if usual.is_dir() else click.master.path.parent)
    except AttributeError:
        return usual


def _import_list(click: Click, outcome: Outcome) -> Path:
    """Everything that is told of the forms, as a text file in the output folder."""
    full = click.output_folder() / f"{ascii_name(words.IMPORT_LIST.format(period=outcome.period))}.txt"
    write_list(full, [*outcome.lines, *(f"! {warning}" for warning in outcome.warnings)])
    return full


def _left_out(outcome: Outcome) -> list[str]:
    """What does not go in, in one line; nothing where all of it does."""
    counts: dict[str, Any] = outcome.counts
    parts = [
        sentence.format(count=count)
        for sentence, count in (
            (words.IMPORT_REFUSED_FILES, len(counts["refused"])),
            (words.IMPORT_FAULTY_FORMS, len(counts["faulty"])),
            (words.IMPORT_CONFLICTS, len(counts["conflicts"])),
            (words.IMPORT_OTHERS, len(counts["skipped"]) + len(outcome.warnings)),
        )
        if count
    ]
    return [words.IMPORT_LEFT.format(parts="; ".join(parts))] if parts else []


def _import_told(click: Click, outcome: Outcome, full: Path) -> list[str]:
    """What did not go in and the first of it, the forms for the units to correct, what went in, the list."""
    from ..messages import collection

    counts: dict[str, Any] = outcome.counts
    lines = _left_out(outcome)
    if counts["refused"]:
        first = counts["refused"][0]
        lines.append(collection.IMPORT_REFUSED.format(file=first["file"], what=first["message"], remedy=first["fix"]))
    corrected = next((path.parent for path in outcome.made if path.suffix == ".xlsx"), None)
    if corrected is not None:
        lines.append(words.CORRECTED_IN.format(folder=corrected))
    if counts["done"]:
        lines.append(words.IMPORTED.format(**counts, backup=backup_path(click.master.path)))
        if counts["texts_waiting"]["count"]:
            lines.append(collection.IMPORT_TEXTS.format(**counts["texts_waiting"]))
    else:
        nothing_new = not (counts["refused"] or counts["faulty"] or counts["skipped"])
        why = collection.IMPORT_NO_CHANGE if nothing_new else collection.IMPORT_NONE_USED
        lines.append(collection.IMPORT_ONLY_CONFLICTS if counts["conflicts"] else why)
    return [*lines, words.CHECK_LIST.format(path=full)]


def status_told(click: Click) -> Box:
    """The five columns of the period, then the late and the missing units by code."""
    from ..actions.status import StatusOptions, status
    from ..messages import cycle

    outcome = status(StatusOptions(click.target), click.screen)
    counts: dict[str, Any] = outcome.counts
    total = counts["total"]
    if not total["expected"]:
        return Box([*outcome.warnings, outcome.lines[0], cycle.STATUS_NONE_EXPECTED])
    due = outcome.lines[1:2] if counts["due_on"] else []  # a deadline on a day off, or on the eve of a holiday
    shares = {key: f"{total[key]:g}".replace(".", ",") for key in ("percent_received", "percent_on_time")}
    lines = [*outcome.warnings, outcome.lines[0], *due, words.STATUS_FIVE.format(**{**total, **shares})]
    for sentence, units in ((words.STATUS_LATE, counts["late"]), (words.STATUS_MISSING, counts["missing"])):
        if units:
            shown = [f"{unit['unit']} {unit['name']}" for unit in units[:NAMED]]
            more = ["…"] if len(units) > NAMED else []
            lines.append(sentence.format(units=", ".join([*shown, *more])))
    return Box(lines)


def reminded(click: Click) -> Box:
    from ..actions.remind import RemindOptions, remind

    return document_box(remind(RemindOptions(click.target), click.screen))


# --- the periods: Sang kỳ mới, Khóa kỳ, Mở lại kỳ --------------------------------------------------------------------


def turned(click: Click) -> Box:
    from ..actions.periods import TurnOptions, turn

    return _told(turn(TurnOptions(click.target), click.screen))


def period_closed(click: Click) -> Box:
    """Of several periods that are open the clerk chooses; the one that the workbook is at is proposed."""
    from ..actions.periods import LockOptions, lock

    book = open_target(click.target)
    held = locks(book)
    ended = [p.code for p in book.periods.values() if not p.locked and p.start and p.start <= book.as_of]
    again = [code for code in book.periods if held.units_of(code)]  # opened for a unit since
    known = [*again, *ended]
    code = book.period if book.period in ended or not known else known[0]
    if len(known) > 1:
        chosen = click.screen.ask_text(words.ASK_WHICH_LOCK.format(periods=", ".join(known)), code)
        if chosen is None:
            return given_up()
        code = chosen
    return _told(lock(LockOptions(_of_period(click, code, book.periods)), click.screen))


def period_opened(click: Click) -> Box:
    from ..actions.periods import ReopenOptions, reopen

    book = open_target(click.target)
    known = [period.code for period in book.periods.values() if period.locked]
    if not known:
        return Box([words.NOTHING_LOCKED])
    usual = book.period if book.period in known else known[-1]
    chosen = click.screen.ask_text(words.ASK_WHICH_REOPEN.format(periods=", ".join(known), usual=usual), usual)
    if chosen is None:
        return given_up()
    code, _, unit = (part.strip() for part in chosen.partition("/"))
    return _told(reopen(ReopenOptions(_of_period(click, code, book.periods), unit or None), click.screen))


def _of_period(click: Click, code: str, known: Iterable[str]) -> Target:
    return replace(click.target, period=spelt(code.strip(), known))


def _told(outcome: Outcome) -> Box:
    """Warnings first, as many as fit beside what was done."""
    return Box([*first_lines(outcome.warnings, 5 - len(outcome.lines)), *outcome.lines])


# --- files and folders: Kiểm tra thể thức, Mở thư mục kết xuất, Hướng dẫn --------------------------------------------


def checked(click: Click, file: str | None = None) -> Box:
    """The findings beside the document's name in the output folder, as a text file that is opened."""
    from ..actions.check import CheckOptions, check

    try:
        chosen = Path(file) if file is not None else click.screen.choose_file()
    except AttributeError:
        return Box([words.NO_DIALOG], critical=True)
    if chosen is None:
        return given_up()
    outcome = check(CheckOptions((chosen,)), click.screen)
    full = click.output_folder() / f"{chosen.stem}-the-thuc.txt"
    write_list(full, outcome.lines)
    critical = outcome.exit_code is not ExitCode.DONE
    heads = [line.splitlines()[0] for line in outcome.lines[:2] if critical]
    return Box([outcome.lines[-1], *heads, words.CHECK_LIST.format(path=full)], critical=critical, open=full)


def write_list(path: Path, lines: Sequence[str]) -> None:
    """A text that the Notepad of any Windows shows as it is. Raises OutputError."""
    text = "\n".join(lines).replace("\n", "\r\n")
    write_atomic(path, f"\ufeff{text}\r\n".encode(), keep_backup=False)


def folder_opened(click: Click) -> Box:
    folder = click.output_folder()
    there = False
    with contextlib.suppress(OSError):  # a name too long for the system
        there = folder.is_dir()
    if not there:
        return Box([words.NO_OUTPUT_YET.format(folder=folder)])
    return Box([words.OPENING.format(path=folder)], open=folder)


def handbook_opened(click: Click) -> Box:
    folders = (click.master.path.parent, PACKAGE / "data", PACKAGE.parent / "docs")
    found = next((folder / name for folder in folders for name in HANDBOOK_NAMES if (folder / name).is_file()), None)
    if found is None:
        return Box([words.NO_HANDBOOK], critical=True)
    return Box([words.OPENING.format(path=found)], open=found)
