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


@pytest.mark.parametrize("file", sorted(path.name for path in ENGINE.glob("test_*.py")))
def test_the_excel_side(file: str) -> None:
    call = [sys.executable, "-m", "pytest", str(ENGINE / file), "-q", "-p", "no:cacheprovider", "--no-header"]
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
