"""The stand-in's stubs are global: these tests run only in their own process (tests/excel/test_engine.py starts it)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

assert os.environ.get("LHH_ENGINE_TESTS"), "run by tests/excel/test_engine.py"
for folder in (Path(__file__).parents[1], Path(__file__).parents[2]):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

import fake_com  # noqa: E402,F401
from fake_com.stubs import ANSWERS, BOXES  # noqa: E402

from workbooks import close_log  # noqa: E402


@pytest.fixture(autouse=True)
def _fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _private_log: None) -> Iterator[None]:
    """No boxes left from the test before, a log of its own."""
    BOXES.clear()
    ANSWERS.clear()
    monkeypatch.setenv("LHH_LOG", str(tmp_path / "lhh.log"))
    close_log()
    yield
    close_log()
