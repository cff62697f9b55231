"""batch: one line a workbook, failures listed and not fatal, a second run does only the rest."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest
from cli import lhh
from fleet_offices import NAME, members, union

from lhh_excel.actions.batch import SUMMARY_FILE
from lhh_excel.api import run_batch
from lhh_excel.fleet.running import STATE_FILE

DO = "validate,report,status"


@pytest.fixture
def offices(tmp_path: Path) -> Path:
    """Two sound workbooks, one with errors, one that is no workbook, one file that is none of ours."""
    folder = tmp_path / "các tỉnh"
    union(folder / "Cần Thơ" / "LHH.xlsm", f"{NAME} thành phố Cần Thơ", {"H01": members(10), "H02": members(5)})
    union(folder / "An Giang" / "LHH.xlsm", f"{NAME} tỉnh An Giang", {"H01": members(7)})
    wrong = {"H01": {"Hội viên đầu kỳ": 1.0, "Hội viên cuối kỳ": 9.0}}
    union(folder / "Sai.xlsm", f"{NAME} tỉnh Cà Mau", wrong)
    (folder / "Hỏng.xlsm").write_bytes(b"khong phai Excel")
    openpyxl.Workbook().save(folder / "danh sách.xlsx")
    return folder


def sheet_rows(path: Path, sheet: str) -> list[dict[str, object]]:
    """The rows of one sheet of the summary workbook, by head."""
    rows = list(openpyxl.load_workbook(path)[sheet].iter_rows(min_row=3, values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_every_workbook_has_its_line_and_a_failure_stops_nothing(offices: Path, tmp_path: Path) -> None:
    before, out = contents(offices), tmp_path / "kết quả"
    said = lhh("batch", offices, "--do", DO, "--out", out, "--workers", 2)
    assert said.code == 1
    assert "4 sổ: 2 không có lỗi, 1 còn lỗi dữ liệu, 1 không làm được." in said.out
    assert "Hỏng.xlsm" in said.out and "không phải tệp Excel" in said.out
    assert "Bỏ qua 1 tệp Excel không phải sổ theo dõi: danh sách.xlsx." in said.out
    lines = {line["Tệp"]: line for line in sheet_rows(out / SUMMARY_FILE, "Tổng hợp")}
    assert set(lines) == {"Cần Thơ/LHH.xlsm", "An Giang/LHH.xlsm", "Sai.xlsm", "Hỏng.xlsm"}
    good, wrong, broken = lines["Cần Thơ/LHH.xlsm"], lines["Sai.xlsm"], lines["Hỏng.xlsm"]
    assert (good["Cơ quan"], good["Kỳ"], good["Mã thoát"]) == (f"{NAME} thành phố Cần Thơ", "2026-H1", 0)
    assert (good["Phải nộp"], good["Đã nộp"], good["Đúng hạn"], good["Chưa nộp"]) == (2, 2, 2, 0)
    assert wrong["Mã thoát"] == 1 and wrong["Kết quả"] == "còn lỗi dữ liệu"
    assert broken["Mã thoát"] == 3 and broken["Cách xử lý"]
    assert [line["Tệp"] for line in sheet_rows(out / SUMMARY_FILE, "Không làm được")] == ["Hỏng.xlsm"]
    errors = sheet_rows(out / SUMMARY_FILE, "Lỗi dữ liệu")
    assert len(errors) == wrong["Lỗi"] and all(error["Tệp"] == "Sai.xlsm" and error["Ô"] for error in errors)
    for made in str(good["Đã tạo"]).split("\n"):
        assert (out / made).is_file()
    assert contents(offices) == before
    lhh("batch", offices, "--do", DO, "--out", tmp_path / "b", "--workers", 1)  # the same, whoever does it
    assert (tmp_path / "b" / SUMMARY_FILE).read_bytes() == (out / SUMMARY_FILE).read_bytes()


@pytest.mark.slow
def test_a_workbook_of_many_is_told_and_written_as_it_is_alone(offices: Path, tmp_path: Path) -> None:
    file = offices / "Sai.xlsm"
    said = lhh("batch", offices, "--out", tmp_path / "out", "--workers", 1, "--json")
    of_many = next(result for result in said.json["results"] if result["name"] == "Sai.xlsm")
    assert of_many["findings"] == lhh("validate", file, "--json").json["summary"]
    total = lhh("status", file, "--json").json["total"]
    assert of_many["reporting"] == {key: total[key] for key in of_many["reporting"]}
    alone = lhh("report", file, "--out", tmp_path / "alone", "--json").json
    assert of_many["figures"] == alone["figures"]
    pairs = zip(of_many["made"], alone["made"], strict=True)
    assert all((tmp_path / "out" / many).read_bytes() == Path(one).read_bytes() for many, one in pairs)


@pytest.mark.slow
def test_only_what_was_asked_for_is_done(offices: Path, tmp_path: Path) -> None:
    lhh("batch", offices, "--do", "validate", "--out", tmp_path / "out", "--workers", 1)
    assert not list((tmp_path / "out").rglob("*.docx"))
    lines = sheet_rows(tmp_path / "out" / SUMMARY_FILE, "Tổng hợp")
    assert all(line["Phải nộp"] is None and line["Số liệu trong báo cáo"] is None for line in lines)


@pytest.mark.slow
def test_a_second_run_does_only_what_changed(offices: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def again(*more: object) -> int:
        resumed: int = lhh("batch", offices, "--out", out, "--workers", 1, "--json", *more).json["resumed"]
        return resumed

    assert again() == 0
    first = contents(out)
    assert again() == 4  # all but the broken one, which is tried again
    assert contents(out) == first
    union(offices / "An Giang" / "LHH.xlsm", f"{NAME} tỉnh An Giang", {"H01": members(8)})
    assert again() == 3
    next(out.rglob("Can-Tho/**/*.docx")).unlink()
    assert again() == 3 and next(out.rglob("Can-Tho/**/*.docx")).is_file()
    assert again("--again") == 0
    assert again("--as-of", "2026-06-30") == 0
    assert again("--do", "validate") == 0


def test_a_result_that_hangs_on_today_is_not_kept_for_tomorrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import datetime as dt

    from lhh_excel.fleet.running import FileResult, State

    with State(tmp_path) as state:
        state.add("khóa", FileResult("a.xlsm", "a.xlsm", clock="2026-06-20"))
        state.add("khóa", FileResult("b.xlsm", "b.xlsm"))
    with State(tmp_path) as state:
        assert state.finished("a.xlsm", "khóa", dt.date(2026, 6, 20)) is not None
        assert state.finished("a.xlsm", "khóa", dt.date(2026, 6, 21)) is None
        assert state.finished("b.xlsm", "khóa", dt.date(2026, 6, 21)) is not None
        assert state.finished("b.xlsm", "khác", dt.date(2026, 6, 20)) is None


@pytest.mark.slow
def test_a_line_of_the_state_that_was_cut_off_costs_only_its_own_workbook(offices: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    lhh("batch", offices, "--do", "validate", "--out", out, "--workers", 1)
    state = out / STATE_FILE
    state.write_bytes(state.read_bytes()[:-40] + b"\n\xff\xfe{}\n[1]\n")
    said = lhh("batch", offices, "--do", "validate", "--out", out, "--workers", 1, "--json")
    assert said.json["resumed"] == 3 and said.json["clean"] == 2


@pytest.mark.slow
def test_a_batch_that_was_killed_goes_on_where_it_stopped(tmp_path: Path) -> None:
    folder, out = tmp_path / "so", tmp_path / "out"
    for place in range(12):
        union(folder / f"{place:02}.xlsm", f"{NAME} {place}", {"H01": members(place)})
    command = [sys.executable, "-m", "lhh_excel", "batch", str(folder), "--out", str(out), "--workers", "2"]
    process = subprocess.Popen(command, env={**os.environ, "LHH_LOG": os.devnull}, stdout=subprocess.DEVNULL)
    state = out / STATE_FILE
    give_up = time.monotonic() + 60
    while not (state.exists() and state.read_bytes().count(b"\n") >= 2):
        assert time.monotonic() < give_up and process.poll() is None
        time.sleep(0.01)
    children = descendants(process.pid)
    process.send_signal(signal.SIGKILL)
    process.wait()
    finished = state.read_bytes().count(b"\n")
    said = lhh("batch", folder, "--out", out, "--json")
    assert said.code == 0 and said.json["clean"] == 12
    assert said.json["resumed"] >= min(finished, 11)
    give_up = time.monotonic() + 20
    while any(Path(f"/proc/{child}").exists() for child in children):  # its workers did not outlive it
        assert time.monotonic() < give_up
        time.sleep(0.05)
    assert not list(out.rglob("*.tmp"))


def descendants(parent: int) -> list[int]:
    """The processes below one, where the system tells."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found += [int(status.parent.name), *descendants(int(status.parent.name))]
    return found


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("so", "--do", "validate,ban"), 2, "Không làm được việc “ban” cho nhiều sổ."),
        (("so", "--do", ""), 2, "Không làm được việc"),
        (("so", "--workers", "0"), 2, "--workers: giá trị “0” không dùng được."),
        (("so",), 3, "Không có sổ theo dõi nào"),
        (("không có",), 3, "Không tìm thấy"),
    ],
)
def test_a_call_that_can_do_nothing_says_why(
    tmp_path: Path, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    (tmp_path / "so").mkdir()
    said = lhh("batch", *arguments, cwd=tmp_path)
    assert said.code == code and sentence in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["so"]


@pytest.mark.slow
def test_two_batches_never_write_into_one_folder_at_once(offices: Path, tmp_path: Path) -> None:
    from lhh_excel.files import locked

    out = tmp_path / "out"
    with locked(out / STATE_FILE):
        said = lhh("batch", offices, "--out", out)
    assert said.code == 5 and "đang được một lệnh khác ghi" in said.err
    assert not (out / SUMMARY_FILE).exists()


@pytest.mark.slow
def test_workbooks_of_one_name_never_share_a_folder_and_none_leaves_it(tmp_path: Path) -> None:
    names = ["a b.xlsm", "a-b.xlsm", "á b.xlsm", "=cmd.xlsm", "...xlsm", "Côn/,../x.xlsm"]
    for place, name in enumerate(names):
        union(tmp_path / "so" / name, f"{NAME} {place}", {"H01": members(place)})
    before = contents(tmp_path / "so")
    results = run_batch([tmp_path / "so"], do=["report"], out=tmp_path / "out")
    folders = {str(Path(result.made[0]).parent) for result in results}
    assert len(results) == len(names) - 1  # "...xlsm" is a hidden file
    assert len(folders) == len(results)
    assert "con" not in {part.casefold() for folder in folders for part in Path(folder).parts}  # a device on Windows
    for result in results:
        for made in result.made:
            assert (tmp_path / "out") in (tmp_path / "out" / made).resolve().parents
    assert contents(tmp_path / "so") == before


@pytest.mark.slow
def test_folders_of_one_name_are_told_apart_and_a_file_is_done_once(tmp_path: Path) -> None:
    for place in ("bắc", "nam"):
        union(tmp_path / place / "so" / "LHH.xlsm", f"{NAME} {place}", {"H01": members(1)})
    places = [tmp_path / "bắc" / "so", tmp_path / "nam" / "so", tmp_path / "bắc" / "so" / "LHH.xlsm"]
    results = run_batch(places, do=["status"], out=tmp_path / "out")
    assert sorted(result.agency for result in results) == [f"{NAME} bắc", f"{NAME} nam"]
    assert len({result.name for result in results}) == 2


@pytest.mark.slow
def test_results_inside_the_folder_are_not_taken_for_workbooks(offices: Path) -> None:
    out = offices / "kết quả"
    first = lhh("batch", offices, "--out", out, "--workers", 1, "--json")
    second = lhh("batch", offices, "--out", out, "--workers", 1, "--json", "--again")
    assert second.json["results"] == first.json["results"] and second.json["skipped"] == first.json["skipped"]


@pytest.mark.slow
def test_a_template_of_the_office_that_changed_is_a_reason_to_do_it_again(tmp_path: Path) -> None:
    from places import ROOT

    file = union(tmp_path / "so" / "LHH.xlsm", NAME, {"H01": members(1)})
    out = tmp_path / "out"
    assert not run_batch([file], do=["report"], out=out)[0].exit_code
    own = file.parent / "templates" / "bao-cao.docx"
    own.parent.mkdir()
    own.write_bytes(b"hong")
    result = run_batch([file], do=["report"], out=out)[0]
    assert result.exit_code == 4 and "không phải tệp Word" in result.message
    own.write_bytes((ROOT / "templates" / "bao-cao.docx").read_bytes())
    assert run_batch([file], do=["report"], out=out)[0].exit_code == 0


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as executor:
        yield executor


@pytest.mark.slow
def test_any_executor_gives_the_same_results_and_stays_open(
    offices: Path, tmp_path: Path, threads: ThreadPoolExecutor
) -> None:
    seen: list[tuple[int, int]] = []
    here = run_batch([offices], out=tmp_path / "a", progress=lambda step, done, total: seen.append((done, total)))
    there = run_batch([offices], out=tmp_path / "b", executor=threads)
    assert here == there
    assert seen == [(done, 5) for done in range(1, 6)]
    assert threads.submit(len, "abc").result() == 3
