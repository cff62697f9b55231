"""Standard streams that are closed, full or whose reader went away: the exit code stays true, no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="redirections of a POSIX shell")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")


def shell(line: str, *arguments: object) -> tuple[int, str, str]:
    """The exit code of the command, written as CALL in the line, then what came out."""
    call = f'"{sys.executable}" -m lhh_excel "$@"'
    done = subprocess.run(
        ["bash", "-c", line.replace("CALL", call), "bash", *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, "LHH_LOG": os.devnull},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert "Traceback" not in done.stderr + done.stdout and "Exception ignored" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.mark.slow
def test_a_call_whose_output_is_closed_does_its_work(sample: Path, tmp_path: Path) -> None:
    assert shell("CALL >&-", "report", sample, "--out", tmp_path / "ra", "--as-of", "2026-06-20")[0] == 0
    assert len(list((tmp_path / "ra").glob("*.docx"))) == 1


@pytest.mark.parametrize("line", ["CALL 2>&-", "CALL >&- 2>&-", "CALL <&- >&- 2>&-"])
def test_a_failure_that_nobody_can_be_told_keeps_its_exit_code(tmp_path: Path, line: str) -> None:
    code, out, _ = shell(line, "validate", tmp_path / "không có.xlsm")
    assert (code, out) == (3, "")


@pytest.mark.slow
@FULL
def test_output_onto_a_full_disk_is_told_as_that(sample: Path) -> None:
    for words in (("validate", sample), ("validate", sample, "--json"), ("--version",)):
        code, _, told = shell("CALL >/dev/full", *words)
        assert code == 5 and "đầu ra của lệnh" in told and "đã đầy" in told


@pytest.mark.slow
@FULL
def test_a_failure_as_json_that_finds_no_room_is_told_beside(tmp_path: Path) -> None:
    code, _, told = shell("CALL >/dev/full", "validate", tmp_path / "không có.xlsm", "--json")
    assert code == 3 and "Không tìm thấy" in told
    assert shell("CALL >/dev/full 2>/dev/full", "validate", tmp_path / "không có.xlsm", "--json")[0] == 3


@pytest.mark.slow
def test_a_reader_that_went_away_changes_no_exit_code(sample: Path, tmp_path: Path) -> None:
    away = 'CALL | true; echo "${PIPESTATUS[0]}"'
    broken = tmp_path / "hỏng.xlsm"
    broken.write_bytes(b"khong phai Excel")
    assert shell(away, "validate", sample, "--as-of", "2026-06-20")[1] == "0\n"
    assert shell(away, "validate", broken, "--json")[1] == "3\n"
    assert shell('CALL 2>&1 >/dev/null | true; echo "${PIPESTATUS[0]}"', "validate", broken)[1] == "3\n"


@pytest.mark.parametrize(
    "environment", ["LC_ALL=C", "LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0", "PYTHONIOENCODING=cp1258"]
)
def test_a_console_of_another_encoding_gets_vietnamese_and_valid_json(tmp_path: Path, environment: str) -> None:
    code, out, _ = shell(f"env {environment} CALL", "validate", tmp_path / "khong-co.xlsm", "--json")
    assert code == 3 and json.loads(out)["message"].startswith("Không tìm thấy tệp “")
