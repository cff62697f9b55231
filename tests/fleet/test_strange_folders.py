"""Folders as they come: links in circles, links to offices, pipes, names of other systems, names of our own files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import unicodedata
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli import lhh
from fleet_offices import DAY, NAME, members, numbers, union

from lhh_excel.actions.batch import SUMMARY_FILE
from lhh_excel.api import run_batch

linked = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are made otherwise there")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return union(tmp_path / "một.xlsm", f"{NAME} một", {"H01": members(3)})


@pytest.mark.slow
@linked
def test_links_in_a_circle_broken_links_and_pipes_are_told_and_end(office: Path, tmp_path: Path) -> None:
    folder = tmp_path / "so"
    folder.mkdir()
    shutil.copy(office, folder / "a.xlsm")
    for name, to in (("vòng.xlsm", "vòng.xlsm"), ("mất.xlsm", "/không/có.xlsm"), ("đây", "."), ("trên", "..")):
        (folder / name).symlink_to(to)
    os.mkfifo(folder / "ống.xlsm")
    said = lhh("batch", folder, "--out", tmp_path / "out", "--json")
    assert said.code == 1
    told = {result["name"]: result["exit_code"] for result in said.json["results"]}
    assert told == {"a.xlsm": 0, "vòng.xlsm": 3, "mất.xlsm": 3, "ống.xlsm": 3}


@pytest.mark.slow
@linked
def test_an_office_that_is_linked_in_is_not_missing_and_is_added_once(office: Path, tmp_path: Path) -> None:
    folder = tmp_path / "so"
    union(folder / "hai.xlsm", f"{NAME} hai", {"H01": members(4)})
    (tmp_path / "nơi khác").mkdir()
    shutil.move(office, tmp_path / "nơi khác" / "một.xlsm")
    for name in ("bắc", "nam"):
        (folder / name).symlink_to(tmp_path / "nơi khác")
    said = lhh("consolidate", folder, "--out", tmp_path / "out", "--json")
    assert said.json["totals"]["hoi_vien_cuoi_ky"] == 7 and said.code == 0
    assert [each["workbook"] for each in said.json["unions"]] == ["bắc/một.xlsm", "hai.xlsm"]


@pytest.mark.slow
@linked
def test_a_name_that_is_no_text_stops_nothing(office: Path, tmp_path: Path) -> None:
    (tmp_path / "so").mkdir()
    shutil.copy(office, os.fsencode(tmp_path / "so") + b"/H\xe0.xlsm")
    Path(os.fsdecode(os.fsencode(tmp_path / "so") + b"/h\xf9.xlsm")).write_bytes(b"")
    said = lhh("batch", tmp_path / "so", "--out", tmp_path / "out", "--json")
    assert [result["exit_code"] for result in said.json["results"]] == [0, 3]
    assert (tmp_path / "out" / said.json["results"][0]["made"][0]).is_file()
    again = lhh("batch", tmp_path / "so", "--out", tmp_path / "out", "--json")
    assert again.json["resumed"] == 1
    assert lhh("consolidate", tmp_path / "so", "--out", tmp_path / "tren").code == 1


@pytest.mark.slow
def test_no_workbook_is_named_like_a_file_of_ours_and_long_names_are_cut(office: Path, tmp_path: Path) -> None:
    folder = tmp_path / "so"
    folder.mkdir()
    names = [
        f"{SUMMARY_FILE}.xlsm",
        "a.xlsm",
        "a/BC-2026-H1-du-thao.docx.xlsm",
        *("x" * 200 + f"{n}.xlsm" for n in "12"),
    ]
    names += [unicodedata.normalize(form, "Cần Thơ.xlsm") for form in ("NFC", "NFD")]
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(office, folder / name)
    results = run_batch([folder], do=["report"], out=tmp_path / "out")
    assert [result.exit_code for result in results] == [0] * len({*folder.rglob("*.xlsm")})
    assert (tmp_path / "out" / SUMMARY_FILE).is_file()
    folders = [Path(result.made[0]).parent for result in results]
    assert len(set(folders)) == len(results)
    assert max(len(part) for each in folders for part in each.parts) <= 80


@pytest.mark.slow
@linked
def test_a_batch_from_a_folder_that_is_gone_says_so(office: Path, tmp_path: Path) -> None:
    gone = tmp_path / "đã xóa"
    for words, code, sentence in ((["."], 3, "Không có sổ theo dõi nào"), ([str(office)], 5, "vừa bị xóa")):
        gone.mkdir()
        call = [sys.executable, "-m", "lhh_excel", "batch", *words]
        script = 'cd "$1" && rmdir "$1" && shift && exec "$@"'
        environment = {**os.environ, "LHH_LOG": os.devnull, "PYTHONPATH": str(Path(__file__).parents[2])}
        done = subprocess.run(
            ["sh", "-c", script, "sh", str(gone), *call], capture_output=True, text=True, env=environment, check=False
        )
        assert done.returncode == code and sentence in done.stderr, done


class Here(Executor):
    """The plainest executor; what it was told to spoil it spoils."""

    def __init__(self, spoiled: dict[int, BaseException]) -> None:
        self.spoiled, self.asked = spoiled, 0

    def submit(self, work: Any, /, *args: Any, **names: Any) -> Future[Any]:
        self.asked += 1
        future: Future[Any] = Future()
        fault = self.spoiled.get(self.asked)
        if isinstance(fault, CancelledError):
            future.cancel()
            future.set_running_or_notify_cancel()
        elif fault is not None:
            future.set_exception(fault)
        else:
            future.set_result(work(*args, **names))
        return future


@pytest.mark.slow
def test_jobs_that_an_executor_cancels_or_breaks_are_done_all_the_same(tmp_path: Path) -> None:
    for place in range(6):
        union(tmp_path / "so" / f"{place}.xlsm", f"{NAME} {place}", {"H01": members(place)})
    spoiling = Here({2: CancelledError(), 4: BrokenProcessPool("mất"), 5: CancelledError()})
    results = run_batch([tmp_path / "so"], do=["status"], out=tmp_path / "out", executor=spoiling)
    assert [result.exit_code for result in results] == [0] * 6


@pytest.mark.slow
def test_who_stops_a_batch_leaves_nothing_waiting_in_an_executor_that_stays_open(tmp_path: Path) -> None:
    for place in range(6):
        union(tmp_path / "so" / f"{place}.xlsm", f"{NAME} {place}", {"H01": members(place)})

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with ThreadPoolExecutor(1) as pool, pytest.raises(KeyboardInterrupt):
        run_batch([tmp_path / "so"], do=["report"], out=tmp_path / "out", executor=pool, progress=stop)
    assert len(list((tmp_path / "out").rglob("*.docx"))) < 6


def test_an_executor_that_takes_no_more_is_not_told_as_lost_workbooks(office: Path, tmp_path: Path) -> None:
    union(tmp_path / "so" / "hai.xlsm", f"{NAME} hai", {"H01": members(4)})
    shutil.copy(office, tmp_path / "so")
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    with pytest.raises(RuntimeError, match="after shutdown"):
        run_batch([tmp_path / "so"], out=tmp_path / "out", executor=pool)


@pytest.mark.slow
def test_codes_that_a_spreadsheet_takes_for_one_are_not_added_to_each_other(tmp_path: Path) -> None:
    """A criterion of Excel does not tell "2025-h1" from "2025-H1", and no formula holds a text of 300 letters."""
    for place, code in enumerate(("2025-H1", "2025-h1", "K" * 300)):
        period = {"Mã kỳ": code, "Tên kỳ": "x", "Từ ngày": DAY(2024, 12, 15), "Đến ngày": DAY(2025, 6, 14)}
        now = {"Mã kỳ": "2026-H1", "Tên kỳ": "nay", "Từ ngày": DAY(2025, 12, 15), "Đến ngày": DAY(2026, 6, 14)}
        rows = [
            {
                "Mã kỳ": each,
                "Mã đơn vị": "H01",
                "Ngày nhận báo cáo": DAY(2025, 6, 1),
                **numbers({"Hội thảo": 5 + place}),
            }
            for each in (code, "2026-H1")
        ]
        union(
            tmp_path / "so" / f"{place}.xlsm",
            f"{NAME} {place}",
            {"H01": {}},
            extra={"tblSoLieu": rows, "tblKy": [period, now]},
        )
    said = lhh("consolidate", tmp_path / "so", "--period", "2026-H1", "--out", tmp_path / "out")
    assert said.code == 1 and "còn" in said.out  # the codes themselves are errors of the data
    sheet = openpyxl.load_workbook(tmp_path / "out" / "tong-hop-2026-H1.xlsx")["Theo kỳ"]
    assert [cell.value for cell in sheet[3]][2::2] == ["2025-H1: tổng", "2026-H1: tổng"]
    formulas = [str(cell.value) for row in sheet.iter_rows(min_row=4) for cell in row if str(cell.value)[:1] == "="]
    assert formulas and all(len(formula) < 255 for formula in formulas)
