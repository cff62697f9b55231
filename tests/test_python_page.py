"""The examples of docs/python.md run as they stand."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from places import ROOT

PAGE = (ROOT / "docs" / "python.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split("\n")[-2][:30])
def test_each_example_of_the_page_runs(example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "workbooks").mkdir()
    shutil.copy(ROOT / "workbooks" / "LHH-vi-du.xlsm", tmp_path / "workbooks")
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "docs/python.md", "exec"), {})
