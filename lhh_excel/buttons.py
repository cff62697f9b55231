"""The door of Excel: one function a button, called by the workbook's macros through xlwings' RunPython.

Each runs the action that the command line runs, on the workbook that is open, and ends with one box. None raises:
what a user can mend is a sentence, a fault of ours a sentence with the log's path. Nothing is imported that the click
does not use. Source: docs/workbook-contract.md, "Buttons"; the table of buttons is messages/commands.py.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .actions.common import Outcome, Target
    from .excel.gateway import ExcelMaster
    from .excel.screen import Box, ExcelScreen

#: Seconds that a second press waits for the first.
PRESS_TIMEOUT = 0.5
HANDBOOK_NAMES = ("huong-dan.pdf", "huong-dan.docx", "huong-dan.html", "huong-dan.md")


def kiem_tra() -> None:
    """Kiểm tra dữ liệu: the findings go to the sheet `Kiểm tra`, each with a link to its cell."""
    _press("KiemTra", _validate)


def sua_loi() -> None:
    """Sửa lỗi an toàn: asks with the list of repairs, then mends."""
    _press("SuaLoi", _fix)


def tao_bao_cao() -> None:
    """Tạo báo cáo (dự thảo), opened in Word."""
    _press("TaoBaoCao", _draft, writes=False)


def trinh_ky() -> None:
    """Trình ký: asks, then freezes the period's figures and makes the document to be signed."""
    _press("TrinhKy", _submit)


def phat_hanh() -> None:
    """Phát hành báo cáo: asks, then gives number and date and makes the final document."""
    _press("PhatHanh", _issue)


def kiem_tra_the_thuc(file: str | None = None) -> None:
    """Kiểm tra thể thức of a Word file: `file`, else the one chosen in Excel's dialog."""
    _press("KiemTraTheThuc", lambda click: _check(click, file), writes=False)


def mo_thu_muc() -> None:
    """Mở thư mục kết xuất."""
    _press("MoThuMuc", _folder, writes=False)


def huong_dan() -> None:
    """Hướng dẫn."""
    _press("HuongDan", _handbook, writes=False)


# --- one press -----------------------------------------------------------------------------------------------------


@dataclass
class Click:
    """The workbook whose button was pressed, and the screen to speak through."""

    master: ExcelMaster
    screen: ExcelScreen

    @property
    def target(self) -> Target:
        from .actions.common import Target

        return Target(self.master.path, master=self.master)


def _press(name: str, work: Callable[[Click], Box], *, writes: bool = True) -> None:
    """Runs the work of a button between putting the screen still and telling how it ended."""
    from .excel.gateway import calling_book
    from .excel.screen import ExcelScreen, open_outside, tell_without_excel
    from .log import logger

    try:
        book = calling_book()
        screen = ExcelScreen(book.app)
    except Exception as error:
        tell_without_excel(_failed(error).text())
        return
    log = logger()
    log.info("button %s", name)
    try:
        with screen.session():
            box = _work(screen, book, work, writes)
    except Exception as error:
        box = _failed(error)
    log.info("button %s done, %s", name, "critical" if box.critical else "info")
    try:
        screen.tell(box)
    except Exception:  # Excel does not answer: the sentence must be read all the same
        tell_without_excel(box.text())
    if box.open is not None:
        with contextlib.suppress(OSError):
            open_outside(box.open)


def _work(screen: ExcelScreen, book: object, work: Callable[[Click], Box], writes: bool) -> Box:
    from .excel.gateway import ExcelMaster

    master = ExcelMaster(book)
    if writes:
        master.check_writable()
    with _one_at_a_time(master.path, writes):
        return work(Click(master, screen))


@contextlib.contextmanager
def _one_at_a_time(path: Path, writes: bool) -> Iterator[None]:
    """A second press while the first is at work is told so. A folder that takes no lock stops only what writes."""
    from .errors import OutputError
    from .files import locked

    with contextlib.ExitStack() as held:
        try:
            held.enter_context(locked(path, timeout=PRESS_TIMEOUT))
        except OutputError as error:
            if writes or error.key == "busy":
                raise
        yield


def _failed(error: Exception) -> Box:
    """The box for what went wrong: our sentence and remedy; a fault of ours with the log's path."""
    from .errors import LhhError
    from .excel.places import is_busy
    from .excel.screen import Box
    from .log import log_fault, logger

    if is_busy(error):
        error = LhhError("excel_busy")
    if isinstance(error, LhhError):
        logger().info("refused: %s", error.key)
        return Box([error.sentence, error.remedy_in_excel], critical=True)
    from .messages import screen as words

    return Box([words.FAULT_WHAT, words.FAULT_REMEDY.format(log=log_fault(error))], critical=True)


# --- the work of each button ---------------------------------------------------------------------------------------


def _validate(click: Click) -> Box:
    from .actions.validate import ValidateOptions, summarise, validate
    from .excel.screen import Box
    from .files import backup_path
    from .messages import buttons as words
    from .workbook.tables import FINDINGS

    outcome = validate(ValidateOptions(click.target, write=True), click.screen)
    findings = outcome.findings or []
    summary = summarise(findings)
    sentence = words.CHECKED if findings else words.CHECKED_CLEAN
    lines = [sentence.format(period=outcome.period or "–", **summary)]
    errors = [f for f in findings if f.severity.value == "error"]
    lines += [words.FIRST_ERROR.format(sheet=f.sheet, cell=f.cell, message=f.message) for f in errors[:2]]
    if findings:
        lines.append(words.SEE_FINDINGS.format(column=FINDINGS.header("cell")))
    lines.append(words.BACKUP.format(backup=backup_path(click.master.path)))
    return Box(lines, critical=bool(errors))


def _fix(click: Click) -> Box:
    from .actions.fix import FixOptions, fix
    from .excel.screen import Box, first_lines
    from .messages import buttons as words

    planned = fix(FixOptions(click.target, dry_run=True), click.screen)
    repairs = planned.lines[:-1]
    if not repairs:
        return Box(planned.lines[-1:])
    question = words.ASK_FIX.format(count=len(repairs), repairs="\n".join(first_lines(repairs, 6)))
    if not click.screen.ask(question):
        return _given_up()
    done = fix(FixOptions(click.target), click.screen)
    return Box([done.lines[-1], *done.lines[:-1]])


def _draft(click: Click) -> Box:
    from .actions.report import ReportOptions, Stage, report

    return _document(report(ReportOptions(click.target, Stage.DRAFT), click.screen))


def _submit(click: Click) -> Box:
    from .actions.report import ReportOptions, Stage, report
    from .messages import buttons as words

    if not click.screen.ask(words.ASK_SUBMIT.format(period=_period(click))):
        return _given_up()
    return _document(report(ReportOptions(click.target, Stage.SUBMIT), click.screen))


def _issue(click: Click) -> Box:
    """Asks before the number is given; then, where the action needs them, for the number and for the replacing."""
    from .actions.report import ReportOptions, Stage, report
    from .errors import LhhError
    from .messages import buttons as words

    options = ReportOptions(click.target, Stage.ISSUE)
    if not click.screen.ask(words.ASK_ISSUE.format(period=_period(click))):
        return _given_up()
    while True:
        try:
            return _document(report(options, click.screen))
        except LhhError as error:
            if error.key == "already_issued" and options.replaces is None:
                if not click.screen.ask(words.ASK_REPLACE.format(**error.details)):
                    return _given_up()
                options = replace(options, replaces=str(error.details["symbol"]))
            elif error.key == "number_needed" and options.number is None:
                number = click.screen.ask_number(words.ASK_NUMBER)
                if number is None:
                    return _given_up()
                options = replace(options, number=number)
            else:
                raise


def _period(click: Click) -> str:
    """The code of the period that the workbook is at. Raises UsageError where there is none."""
    from .actions.common import current_period, open_target

    return current_period(open_target(click.target)).code


def _given_up() -> Box:
    from .excel.screen import Box
    from .messages import buttons as words

    return Box([words.GIVEN_UP])


def _document(outcome: Outcome) -> Box:
    """Warnings first, then what was made and what became of it; the Word document is opened."""
    from .errors import ExitCode
    from .excel.screen import Box, first_lines

    document = next((path for path in outcome.made if path.suffix == ".docx"), None)
    told = outcome.lines[:1] + outcome.lines[len(outcome.made) :]  # the files beside the document need no line
    lines = [*first_lines(outcome.warnings, 5 - min(len(told), 3)), *told]
    return Box(lines, critical=outcome.exit_code is not ExitCode.DONE, open=document)


def _check(click: Click, file: str | None) -> Box:
    """The findings beside the document's name in the output folder, as a text file that is opened."""
    from .actions.check import CheckOptions, check
    from .errors import ExitCode
    from .excel.screen import Box
    from .files import write_atomic
    from .messages import buttons as words

    try:
        chosen = Path(file) if file is not None else click.screen.choose_file()
    except AttributeError:
        return Box([words.NO_DIALOG], critical=True)
    if chosen is None:
        return _given_up()
    outcome = check(CheckOptions((chosen,)), click.screen)
    full = _output_folder(click) / f"{chosen.stem}-the-thuc.txt"
    write_atomic(full, ("\ufeff" + "\r\n".join(outcome.lines) + "\r\n").encode(), keep_backup=False)
    critical = outcome.exit_code is not ExitCode.DONE
    heads = [line.splitlines()[0] for line in outcome.lines[:2] if critical]
    return Box([outcome.lines[-1], *heads, words.CHECK_LIST.format(path=full)], critical=critical, open=full)


def _folder(click: Click) -> Box:
    from .excel.screen import Box
    from .messages import buttons as words

    folder = _output_folder(click)
    if not folder.is_dir():
        return Box([words.NO_OUTPUT_YET.format(folder=folder)])
    return Box([words.OPENING.format(path=folder)], open=folder)


def _output_folder(click: Click) -> Path:
    from .paths import output_folder

    return output_folder(click.master.path, None, click.master.read().text("output"))


def _handbook(click: Click) -> Box:
    from .excel.screen import Box
    from .messages import buttons as words
    from .paths import PACKAGE

    folders = (click.master.path.parent, PACKAGE / "data", PACKAGE.parent / "docs")
    found = next((folder / name for folder in folders for name in HANDBOOK_NAMES if (folder / name).is_file()), None)
    if found is None:
        return Box([words.NO_HANDBOOK], critical=True)
    return Box([words.OPENING.format(path=found)], open=found)
