"""What a click hands to Windows: the real macros, run by an interpreter of VBA.

The same line is started by a real Windows in tests/windows/test_start.py.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from command_line import words
from macro_files import built
from pyopenvba.interpreter import NOTHING
from windows_excel import MAC, PYTHON, WindowsExcel

from lhh_excel.messages.commands import ADDIN_COMMANDS, COMMANDS, MACRO_TEXTS, Command
from tools.macros import ADDIN, WORKBOOK, Front

every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
#: To read all sheets of the workbook takes a second, those of the add-in next to nothing.
both = pytest.mark.parametrize(
    "front", [pytest.param(WORKBOOK, id="workbook", marks=pytest.mark.slow), pytest.param(ADDIN, id="addin")]
)


@pytest.fixture(scope="module")
def excel_with(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Front], WindowsExcel]:
    """The Excel in which the workbook's or the add-in's macros run, the same for all who only click."""
    return cache(lambda front: WindowsExcel(front, tmp_path_factory.mktemp("excel")))


@pytest.mark.slow
@every_command
def test_a_button_of_the_workbook_starts_python_with_the_function_of_its_command(
    command: Command, excel_with: Callable[[Front], WindowsExcel]
) -> None:
    excel = excel_with(WORKBOOK)
    [line] = excel.run(command.macro)
    assert words(line) == [
        *(PYTHON, "-I", "-c", command.python, f"--wb={excel.file.name}", "--from_xl=1"),
        *(r"--app=C:\Program Files\Microsoft Office\root\Office16\Microsoft Excel", "--hwnd=42"),
    ]
    assert excel.shell.boxes == excel.xlwings.commands == []


@both
@every_command
def test_a_ribbon_item_does_what_the_button_does(
    command: Command, front: Front, excel_with: Callable[[Front], WindowsExcel]
) -> None:
    [line] = excel_with(front).run(front.callback(command), NOTHING)
    assert words(line)[3] == command.python


@pytest.mark.parametrize("command", ADDIN_COMMANDS, ids=lambda command: command.name)
def test_what_only_the_add_in_has_is_started_as_the_others_are(
    command: Command, excel_with: Callable[[Front], WindowsExcel]
) -> None:
    [line] = excel_with(ADDIN).run(ADDIN.callback(command), NOTHING)
    assert words(line)[3] == command.python


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["A & B ^ C.xlsm", "Sổ của Nguyễn Văn Đức (1).xlsm", "50% - 60%TEMP%.xlsm", "'; x.xlsm"]
)
def test_a_name_reaches_python_as_it_is_and_never_holds_a_variable_of_windows(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows puts a variable's value for %NAME% into the line that it starts."""
    from lhh_excel.excel import gateway

    [line] = WindowsExcel(WORKBOOK, tmp_path, name=name).run("LHH_KiemTra")
    assert "%" not in line
    monkeypatch.setattr(sys, "argv", ["-c", *words(line)[4:]])
    monkeypatch.setattr("xlwings.Book.caller", lambda: next(word[5:] for word in sys.argv if word.startswith("--wb=")))
    assert gateway.calling_book() == name


@pytest.mark.slow
@both
def test_a_mac_and_a_python_that_is_kept_alive_go_by_xlwings(front: Front, tmp_path: Path) -> None:
    mac = WindowsExcel(front, tmp_path, system=MAC)
    assert mac.run(front.macro(COMMANDS[0])) == [] and mac.xlwings.commands == [COMMANDS[0].python]
    alive = WindowsExcel(front, tmp_path, USE_UDF_SERVER="True")
    assert alive.run(front.macro(COMMANDS[0])) == [] and alive.xlwings.commands == [COMMANDS[0].python]


def test_the_active_workbook_does_not_choose_the_program_that_the_add_in_starts(tmp_path: Path) -> None:
    """Anyone may send a workbook with a hidden sheet of settings, macros or not."""
    excel = WindowsExcel(ADDIN, tmp_path)
    sent = tmp_path / "Gửi đến.xlsx"
    book = openpyxl.Workbook()
    book.active.title = ADDIN.config_sheet
    book.active.append(["INTERPRETER_WIN", r"\\may-la\chia-se\python.exe"])
    book.save(sent)
    excel.app.activate_workbook(excel.app.open_workbook(sent))
    [line] = excel.run("LHHAddin_KiemTra")
    assert words(line)[0] == PYTHON and words(line)[4] == f"--wb={sent.name}"


@pytest.mark.slow
def test_the_add_in_hands_the_active_workbook_to_python_and_not_itself(tmp_path: Path) -> None:
    excel = WindowsExcel(ADDIN, tmp_path)
    other = tmp_path / "So cua co quan.xlsm"
    other.write_bytes(built(WORKBOOK).data)
    excel.app.activate_workbook(excel.app.open_workbook(other))
    [line] = excel.run("LHHAddin_KiemTra")
    assert words(line)[4] == f"--wb={other.name}"


@pytest.mark.slow
def test_the_workbook_hands_itself_to_python_though_another_is_active(tmp_path: Path) -> None:
    excel = WindowsExcel(WORKBOOK, tmp_path)
    other = tmp_path / "Khac.xlsm"
    other.write_bytes(built(WORKBOOK).data)
    excel.app.activate_workbook(excel.app.open_workbook(other))
    [line] = excel.run("LHH_KiemTra")
    assert words(line)[4] == f"--wb={excel.file.name}"


def test_the_add_in_without_a_workbook_says_to_open_one(tmp_path: Path) -> None:
    excel = WindowsExcel(ADDIN, tmp_path)
    excel.no_workbook()
    assert excel.run("LHHAddin_KiemTra") == []
    assert excel.shell.boxes == [MACRO_TEXTS["LHH NO WORKBOOK"]]


@pytest.mark.slow
@both
def test_without_the_program_a_click_says_in_vietnamese_what_to_do(front: Front, tmp_path: Path) -> None:
    excel = WindowsExcel(front, tmp_path, installed=False)
    assert excel.run(front.macro(COMMANDS[0])) == []
    assert excel.shell.boxes == [MACRO_TEXTS["LHH NOT INSTALLED"]]


@both
@pytest.mark.parametrize(("code", "text"), [(None, "LHH BLOCKED"), (1, "LHH FAILED"), (-1073741515, "LHH FAILED")])
def test_what_does_not_start_or_breaks_off_is_told_in_vietnamese(
    code: int | None, text: str, front: Front, tmp_path: Path
) -> None:
    excel = WindowsExcel(front, tmp_path)
    excel.shell.code = code
    excel.run(front.macro(COMMANDS[0]))
    assert excel.shell.boxes == [MACRO_TEXTS[text]]
