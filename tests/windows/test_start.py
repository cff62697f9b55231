"""From the macro to Python on a Windows: the real text of the macros, no cmd.exe, whatever the names."""

from __future__ import annotations

import json

import pytest
from start_there import click, install
from windows_pc import Windows

pytestmark = [pytest.mark.slow, pytest.mark.windows]
TELL = (
    "import os, sys, json, lhh_excel; "
    "json.dump([sys.argv[1:], sys.executable, sys.flags.isolated, sys.stderr is None, sorted(sys.modules)], "
    "open('told.json', 'w'))"
)


@pytest.fixture
def pc(windows: Windows) -> Windows:
    install(windows)
    return windows


def test_python_gets_the_workbook_s_name_and_excel_s_window(pc: Windows) -> None:
    """From a folder with diacritics, isolated, without a console, with nothing of xlwings loaded before our code."""
    for name in ("Sổ & việc ^ 50% - 60%TEMP% 'một' (1).xlsm", "A.xlsm"):
        ran = click(pc, f'LHH_Run "{TELL}"', book=name, hwnd="77")
        assert (ran.code, ran.text) == (0, "")
        words, program, isolated, silent, modules = json.loads((pc.folder / "told.json").read_text("utf-8"))
        assert words[0].replace("?", "%") == f"--wb={name}" and words[1] == "--from_xl=1" and words[3] == "--hwnd=77"
        assert program == pc.path("LHH/python/pythonw.exe") and isolated and silent
        assert not {"xlwings", "pandas", "numpy"} & set(modules)


def test_what_keeps_a_button_from_its_work_is_told(pc: Windows) -> None:
    log = pc.path("nhat-ky.log")
    assert click(pc, "LHH_KiemTra", book="A.xlsm", program=r"%LHH_LOCAL%\khong-co\pythonw.exe").text == (
        "LHH NOT INSTALLED\n"
    )
    assert click(pc, 'LHH_Run "raise SystemExit(7)"', book="A.xlsm").text == "LHH FAILED\n"
    broken = click(pc, 'LHH_Run "import lhh_excel.buttons; 1 / 0"', book="A.xlsm", LHH_LOG=log)
    assert broken.text == "LHH FAILED\n"
    assert "ZeroDivisionError" in (pc.folder / "nhat-ky.log").read_text("utf-8")
