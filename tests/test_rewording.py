"""Rewording any message changes no behaviour: what one version wrote another one reads, whatever its sentences say.

Two whole cycles of real commands: about 10 s.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli import lhh
from places import ROOT, SAMPLE

sys.path.insert(0, str(ROOT / "tests" / "collection"))  # the helpers that fill in forms stand with the forms' tests
from returned import H09, answer, everything
from reworded import MARKS

#: Over a second of processor time each: left out of `make fast`.
pytestmark = pytest.mark.slow

UNIT_TEXT = "Phong trào sáng kiến lan tới mọi chi hội."


class Reworded:
    """The program with other sentences, in a process of its own."""

    def __init__(self, log: Path) -> None:
        script = ROOT / "tests" / "reworded.py"
        environment = {**os.environ, "LHH_LOG": str(log), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
        pipe = subprocess.PIPE
        self._process = subprocess.Popen([sys.executable, script], stdin=pipe, stdout=pipe, text=True, env=environment)

    def __call__(self, *arguments: object) -> tuple[int, str]:
        assert self._process.stdin is not None and self._process.stdout is not None
        print(json.dumps([str(argument) for argument in arguments]), file=self._process.stdin, flush=True)
        said = json.loads(self._process.stdout.readline())
        return said["code"], said["out"]

    def close(self) -> None:
        self._process.communicate(timeout=30)


@pytest.fixture(scope="module")
def reworded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reworded]:
    made = Reworded(tmp_path_factory.getbasetemp() / "lhh-excel.log")
    yield made
    made.close()


def cycle(folder: Path, reworded: Reworded, first: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Step name -> exit code and what it counted, then all records: every second step by the reworded program."""
    folder.mkdir()
    book, sent, out = Path(shutil.copy(SAMPLE, folder / "so.xlsm")), folder / "phieu", folder / "ra"
    form, came, again = sent / "PHIEU-2026-H1-H09.xlsx", folder / "H09.xlsx", folder / "H09 gửi lại.xlsx"
    then, now = ("--as-of", "20/05/2026", "--json"), ("--as-of", "16/06/2026", "--json")
    steps: dict[str, tuple[object, ...]] = {
        "forms": ("forms", book, "--unit", "H09", "--out", sent, *then),
        "import": ("import", book, came, "--yes", *now),
        "lock": ("lock", book, "--yes", *now),
        "locked out": ("import", book, again, "--yes", *now),
        "reopen": ("reopen", book, "--unit", "H09", "--yes", *now),
        "import again": ("import", book, again, "--yes", *now),
        "undo": ("undo-import", book, "2", "--yes", *now),
        "submit": ("report", book, "--submit", "--out", out, *now),
        "issue": ("report", book, "--issue", "--date", "20/06/2026", "--out", out, "--yes", *now),
        "replacement": ("report", book, "--submit", "--replaces", "11", "--out", out, *now),
        "check": ("validate", book, "--json", "--as-of", "20/06/2026"),
    }
    told: dict[str, Any] = {}
    for number, (name, call) in enumerate(steps.items()):
        if (number + first) % 2:
            code, text = reworded(*call)
        else:
            said = lhh(*call)
            code, text = said.code, said.out or said.err
        told[name] = plain({"code": code, **json.loads(text or "{}")}, folder)
        if name == "forms":
            answer(form, came, H09, texts={"Ưu điểm": UNIT_TEXT})
            answer(form, again, {**H09, "Tin bài": 7}, texts={"Ưu điểm": UNIT_TEXT + " Mới."})
    return told, plain(everything(book, but=("findings",)), folder)


def plain(found: Any, folder: Path) -> Any:
    """Without the marks of rewording (nor the case of what follows one), the folder, and what no two runs share."""
    if isinstance(found, dict):
        aside = {"warnings", "sha256", "at"}
        return {key: plain(value, folder) for key, value in found.items() if key not in aside}
    if isinstance(found, list):
        return [plain(value, folder) for value in found]
    if isinstance(found, str):
        return found.translate(dict.fromkeys(map(ord, MARKS))).replace(str(folder), "").casefold()
    return found


def test_a_cycle_goes_on_under_other_sentences_as_it_began(tmp_path: Path, reworded: Reworded) -> None:
    """Two cycles, in which the steps change hands between the program and the reworded one, the other way round."""
    told, records = cycle(tmp_path / "một", reworded, 0)
    others, other_records = cycle(tmp_path / "hai", reworded, 1)
    codes = {name: said["code"] for name, said in told.items()}
    assert codes == {**dict.fromkeys(codes, 0), "locked out": 1}
    assert (told["import"]["forms"], told["import again"]["cells"], told["undo"]["kept"]) == (1, 2, [])
    assert told["issue"]["number"] == 11
    assert others == told
    for one, other in zip(records.pop("journal"), other_records.pop("journal"), strict=True):
        if one["column"] == "(phiếu)" or one["action"] == "trình ký":  # the moment of a form, a fingerprint
            one, other = ({**row, "old": bool(row["old"]), "new": bool(row["new"])} for row in (one, other))
        assert other == one
    assert other_records == records
