"""The small version of `make torture`. What the large one found stands reduced in tests/torture_found.

Source: docs/figures.md, docs/security.md.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT

#: Over a second of processor time each: left out of `make fast`.
pytestmark = [pytest.mark.slow, pytest.mark.long]

DAY = "2026-06-20"


def torture(*arguments: str) -> str:
    """What the run printed; every fault it found is told there."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.torture", "--small", "--processes", "2", *arguments],
        cwd=ROOT,
        env={**os.environ, "RUST_BACKTRACE": "0"},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert set(re.findall(r"faults: (\d+)", done.stdout)) == {"0"}, done.stdout
    return done.stdout


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_mutated_files_end_in_a_sentence_and_change_nothing_that_they_should_not() -> None:
    told = torture("--only", "workbooks,forms,documents,templates,texts")
    calls = dict(re.findall(r"^(\w+): \d+ items, (\d+) calls", told, re.MULTILINE))
    assert set(calls) == {"workbooks", "forms", "documents", "templates", "texts"}
    assert int(calls["workbooks"]) > 100
    assert "0:" in told and "3:" in told  # some are refused, some are done


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_killed_without_right_or_without_room_no_file_is_half_and_the_second_run_finishes() -> None:
    told = torture("--only", "crash", "--count", "7")
    killed = re.search(r"(\d+) killed", told)
    assert killed is not None and int(killed[1]) > 2


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_issuers_at_once_get_numbers_in_a_row() -> None:
    assert "numbers 11 to 13" in torture("--only", "issuers", "--count", "3")


def test_the_torture_sees_a_fault_when_there_is_one(tmp_path: Path) -> None:
    """A command that writes half a file, changes another part or leaves its own rubbish would be told."""
    sys.path.insert(0, str(ROOT))
    from bench.torture.calls import _unsound, lost_parts
    from bench.torture.packages import packed

    sound = {"xl/workbook.xml": b"<a/>", "xl/styles.xml": b"<b/>"}
    assert lost_parts(packed(sound), packed(sound | {"xl/workbook.xml": b"<c/>"})) == []
    assert lost_parts(packed(sound), packed(sound | {"xl/styles.xml": b"<c/>"})) == ["changed xl/styles.xml"]
    assert lost_parts(packed(sound), packed({"xl/workbook.xml": b"<a/>"})) == ["lost xl/styles.xml"]
    assert lost_parts(packed(sound), packed(sound)[:-30]) != []
    half = tmp_path / "a.docx"
    half.write_bytes(packed(sound)[:-30])
    assert _unsound(half) and _unsound(tmp_path / ".a.docx.x1.tmp")
