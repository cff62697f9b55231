"""The project's own tests, run by the installed Windows Python: what they say of files, names, output and setup holds
there too. What only Linux has is skipped there, with its reason; what has nothing to do with the system (`anywhere`)
and further cases of a kind (`sibling`) are not run again, for each command is a process, which Wine starts slowly."""

from __future__ import annotations

import re

import pytest
from start_there import install
from windows_pc import Windows

from tools.windows import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.windows, pytest.mark.long]
AGAIN = "not office and not windows and not anywhere and not sibling"
FILES = ("tests/setup", "tests/test_cli.py", "tests/test_cli_streams.py", "tests/test_files.py")
COUNT = 60


def test_the_project_s_own_tests_pass_on_windows(windows: Windows) -> None:
    install(windows)
    options = ("-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--tb=short", "-m", AGAIN)
    ran = windows.run(
        *(str(windows.folder / "LHH" / "python" / "python.exe"), "-m", "pytest", *options),
        *("--basetemp", windows.path("thử"), *(windows.path(ROOT / file) for file in FILES)),
        seconds=900,
        CI="",
        PYTHONPATH="",
    )
    assert ran.code == 0, ran.text[-6000:]
    [passed] = re.findall(r"(\d+) passed", ran.text)
    assert int(passed) >= COUNT, ran.text[-300:]
