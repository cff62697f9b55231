"""Starts the tests of the Excel side in a process of their own: they put stubs of pywin32 into it for good."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

#: Over a second of processor time each: left out of `make fast`.
pytestmark = [pytest.mark.slow, pytest.mark.long]

ENGINE = Path(__file__).parent / "engine"
#: The first takes as long as all others together.
FILES = sorted(ENGINE.glob("test_*.py"), key=lambda path: path.name != "test_buttons.py")


@pytest.mark.parametrize("files", [FILES[:1], FILES[1:]], ids=["buttons", "the others"])
def test_the_excel_side(files: list[Path]) -> None:
    call = [sys.executable, "-m", "pytest", *map(str, files), "-q", "-p", "no:cacheprovider", "--no-header"]
    done = subprocess.run(
        call,
        env={**os.environ, "LHH_ENGINE_TESTS": "1"},
        cwd=ENGINE.parents[2],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=900,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert " passed" in done.stdout
