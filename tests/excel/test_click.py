"""What a click hands to Windows: the real macros and xlwings' real RunPython, run by an interpreter of VBA."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from macro_files import FRONTS, built
from pyopenvba.interpreter import NOTHING
from windows_excel import PYTHON, WindowsExcel

from lhh_excel.messages.commands import ADDIN_COMMANDS, COMMANDS, MACRO_TEXTS, Command
from tools.macros import ADDIN, WORKBOOK, Front

every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
both = pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)


@pytest.fixture(scope="module")
def excels(tmp_path_factory: pytest.TempPathFactory) -> dict[Front, WindowsExcel]:
    return {front: WindowsExcel(front, tmp_path_factory.mktemp("excel")) for front in FRONTS.values()}


@every_command
def test_a_button_of_the_workbook_starts_python_with_the_function_of_its_command(
    command: Command, excels: dict[Front, WindowsExcel]
) -> None:
    excel = excels[WORKBOOK]
    [line] = excel.run(command.macro)
    assert line.startswith(rf'cmd.exe /C C: & cd "{PYTHON.rpartition(chr(92))[0]}" & "{PYTHON}" -B -c "')
    assert f'; import lhh_excel.buttons; lhh_excel.buttons.{command.function}()"' in line
    assert f' --wb="{excel.file.name}" --from_xl=1' in line
    assert re.search(r' 2> "C:\\Users\\an\\AppData\\Local\\LHH\\tmp\\xlwings-[0-9A-F-]+\.log" $', line)
    assert excel.shell.boxes == []


@both
@every_command
def test_a_ribbon_item_does_what_the_button_does(
    command: Command, front: Front, excels: dict[Front, WindowsExcel]
) -> None:
    [line] = excels[front].run(front.callback(command), NOTHING)
    assert f'; import lhh_excel.buttons; lhh_excel.buttons.{command.function}()"' in line


@pytest.mark.parametrize("command", ADDIN_COMMANDS, ids=lambda command: command.name)
def test_what_only_the_add_in_has_is_started_as_the_others_are(
    command: Command, excels: dict[Front, WindowsExcel]
) -> None:
    [line] = excels[ADDIN].run(ADDIN.callback(command), NOTHING)
    assert f'; import lhh_excel.buttons; lhh_excel.buttons.{command.function}()"' in line


def test_python_is_told_not_to_add_the_folder_of_the_workbook(excels: dict[Front, WindowsExcel]) -> None:
    """With True, a workbook on OneDrive raises before our code runs."""
    assert re.search(r'prepare_sys_path\(\\"False;', excels[WORKBOOK].run("LHH_KiemTra")[0])


def test_the_add_in_hands_the_active_workbook_to_python_and_not_itself(tmp_path: Path) -> None:
    excel = WindowsExcel(ADDIN, tmp_path)
    other = tmp_path / "So cua co quan.xlsm"
    other.write_bytes(built(WORKBOOK).data)
    excel.app.activate_workbook(excel.app.open_workbook(other))
    [line] = excel.run("LHHAddin_KiemTra")
    assert f'--wb="{other.name}"' in line
    assert f'--wb="{excel.file.name}"' not in line


@pytest.mark.slow
def test_the_workbook_hands_itself_to_python_though_another_is_active(tmp_path: Path) -> None:
    excel = WindowsExcel(WORKBOOK, tmp_path)
    other = tmp_path / "Khac.xlsm"
    other.write_bytes(built(WORKBOOK).data)
    excel.app.activate_workbook(excel.app.open_workbook(other))
    [line] = excel.run("LHH_KiemTra")
    assert f'--wb="{excel.file.name}"' in line and other.name not in line


def test_the_add_in_without_a_workbook_says_to_open_one(tmp_path: Path) -> None:
    excel = WindowsExcel(ADDIN, tmp_path)
    excel.no_workbook()
    assert excel.run("LHHAddin_KiemTra") == []
    assert excel.shell.boxes == [MACRO_TEXTS["LHH NO WORKBOOK"]]


@both
def test_without_the_program_a_click_says_in_vietnamese_what_to_do(front: Front, tmp_path: Path) -> None:
    excel = WindowsExcel(front, tmp_path, installed=False)
    assert excel.run(front.macro(COMMANDS[0])) == []
    assert excel.shell.boxes == [MACRO_TEXTS["LHH NOT INSTALLED"]]
