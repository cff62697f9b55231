"""Killed at any moment, or two at once: the workbook is the old one or the new one, and no row is lost or doubled."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli import lhh
from returned import H09, PERIOD, TODAY, answer, everything, journal, read, send, value

from lhh_excel.files import locked

MOMENTS = 24


def command(book: Path, forms: Path) -> list[str]:
    arguments = ["import", book, forms, "--yes", "--as-of", TODAY.isoformat()]
    return [sys.executable, "-m", "lhh_excel", *map(str, arguments)]


def start(book: Path, forms: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    return subprocess.Popen(command(book, forms), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)


@pytest.mark.slow
def test_killed_at_random_moments_it_leaves_the_old_or_the_new_workbook(sample: Path, tmp_path: Path) -> None:
    back = answer(
        send(sample, tmp_path / "gui", "H09")["H09"], tmp_path / "ve" / "a.xlsx", H09, texts={"Ưu điểm": "Tốt"}
    )
    old = sample.read_bytes()
    began = time.perf_counter()
    running = start(sample, back.parent)
    assert running.wait(120) == 0
    whole = time.perf_counter() - began
    new = everything(sample, but=())
    for row in new["journal"]:
        row.pop("at")
    dice = random.Random(5)
    ended = {"old": 0, "new": 0}
    for _ in range(MOMENTS):
        sample.write_bytes(old)
        running = start(sample, back.parent)
        time.sleep(dice.uniform(0.35, 1.1) * whole)
        running.send_signal(signal.SIGKILL)
        running.wait()
        if sample.read_bytes() == old:
            ended["old"] += 1
            whole *= 1.04  # the machine's speed changes: the moments follow it
        else:
            ended["new"] += 1
            whole *= 0.98
            now = everything(sample, but=())
            for row in now["journal"]:
                row.pop("at")
            assert now == new
    assert ended["old"] and ended["new"], ended
    sample.write_bytes(old)
    running = start(sample, back.parent)
    time.sleep(0.7 * whole)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert lhh("import", sample, back.parent, "--yes", "--as-of", TODAY.isoformat()).code == 0  # a second run finishes
    assert value(sample, "figures", f"{PERIOD}/H09", "hoi_vien_cuoi_ky") == 72
    assert lhh("import", sample, back.parent, "--yes", "--as-of", TODAY.isoformat(), "--json").json["cells"] == 0


@pytest.mark.slow
def test_two_imports_at_once_lose_and_double_nothing(sample: Path, tmp_path: Path) -> None:
    forms = send(sample, tmp_path / "gui", "H09", "TT03", "H01", "H02")
    new = {"Nhóm nhiệm vụ": "1. Tổ chức", "Ngày giao": TODAY, "Hạn hoàn thành": TODAY, "Trạng thái": "Tạm dừng"}
    for unit, form in forms.items():
        figures = H09 if unit == "H09" else {"Tin bài": 33, "Kinh phí (triệu đồng)": 44}
        folder = tmp_path / ("mot" if unit in ("H09", "H01") else "hai")
        answer(
            form,
            folder / f"{unit}.xlsx",
            figures,
            new=[{**new, "Nội dung": f"Việc của {unit}"}],
            texts={"Ưu điểm": "Tốt"},
        )
    shutil.copy(tmp_path / "mot" / "H01.xlsx", tmp_path / "hai")  # the same form in both
    running = [start(sample, tmp_path / name) for name in ("mot", "hai", "mot", "hai")]
    assert [process.wait(120) for process in running] == [0, 0, 0, 0]
    book = read(sample)
    codes = book["tasks"].clean["code"]
    assert len(codes) == len(set(codes)) == 64
    assert sorted(c for c in book["tasks"].clean["content"] if str(c).startswith("Việc của")) == [
        f"Việc của {unit}" for unit in sorted(forms)
    ]
    said_well = [c for c in book["texts"].clean["content"] if str(c).endswith(": Tốt")]
    assert len(said_well) == 4
    assert (
        len({row["action"] for row in journal(sample) if row["action"].startswith("Nhập phiếu")}) == 2
    )  # four ran, two had something to write
    for unit in forms:
        assert value(sample, "figures", f"{PERIOD}/{unit}", "received") is not None


@pytest.mark.slow
def test_while_another_command_writes_it_waits_or_says_so(sample: Path, tmp_path: Path) -> None:
    back = answer(send(sample, tmp_path / "gui", "H09")["H09"], tmp_path / "ve" / "a.xlsx", H09)
    with locked(sample):
        running = start(sample, back)
        time.sleep(2)
        assert running.poll() is None and value(sample, "figures", f"{PERIOD}/H09", "hoi_vien_cuoi_ky") is None
    assert running.wait(60) == 0
    assert value(sample, "figures", f"{PERIOD}/H09", "hoi_vien_cuoi_ky") == 72


def test_a_workbook_that_is_open_in_excel_is_not_written(sample: Path, tmp_path: Path) -> None:
    back = answer(send(sample, tmp_path / "gui", "H09")["H09"], tmp_path / "ve" / "a.xlsx", H09)
    sample.with_name("~$" + sample.name).write_bytes(b"x")
    before = sample.read_bytes()
    said = lhh("import", sample, back, "--yes")
    assert said.code == 5 and sample.read_bytes() == before and "đang mở" in said.err
