"""What forms, import, status and remind say is so: no reason that is untrue, no remedy that does not work."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from cli import lhh
from cycle_master import PERIOD, edit, records, target
from returned import H09, TODAY, answer, clerk, send, take

from lhh_excel.actions.periods import LockOptions, ReopenOptions, lock, reopen

LATE = "2026-06-20"


@pytest.fixture
def back(sample: Path, tmp_path: Path) -> Path:
    return answer(send(sample, tmp_path / "gui", "H09")["H09"], tmp_path / "ve" / "h09.xlsx", H09)


@pytest.mark.slow
def test_conflicts_alone_are_no_likeness(sample: Path, back: Path) -> None:
    take(sample, back)
    clerk(sample, "figures", f"{PERIOD}/H09", "tin_bai", 7)
    said = lhh("import", sample, back, "--yes", "--as-of", TODAY.isoformat())
    assert said.code == 1 and "sổ đã giống" not in said.out and "đều là xung đột" in said.out
    clerk(sample, "figures", f"{PERIOD}/H09", "tin_bai", 6)
    assert "sổ đã giống các phiếu" in lhh("import", sample, back, "--yes", "--as-of", TODAY.isoformat()).out


@pytest.mark.slow
def test_a_day_of_receipt_that_has_not_come_is_a_wrong_call_and_no_units_fault(sample: Path, back: Path) -> None:
    before = sample.read_bytes()
    said = lhh("import", sample, back, "--yes", "--as-of", TODAY.isoformat(), "--received", "01/01/2030")
    assert said.code == 2 and "01/01/2030" in said.err and sample.read_bytes() == before
    assert lhh("import", sample, back, "--yes", "--as-of", TODAY.isoformat(), "--received", TODAY.isoformat()).code == 0


@pytest.mark.slow
def test_the_workbook_itself_is_called_by_its_name(sample: Path, tmp_path: Path) -> None:
    said = lhh("import", sample, sample, "--yes")
    assert said.code == 3 and "chính sổ này" in said.err
    (tmp_path / "trong").mkdir()
    assert "Không có tệp nào" in lhh("import", sample, tmp_path / "trong", "--yes").err


@pytest.mark.slow
def test_a_form_of_a_period_that_the_workbook_lost_is_not_sent_to_the_settings(sample: Path, tmp_path: Path) -> None:
    reopen(ReopenOptions(target(sample, "2025-H2"), sure=True))
    said = lhh("forms", sample, "--period", "2025-H2", "--unit", "H09", "--out", tmp_path, "--json")
    form = answer(Path(said.json["made"][1]), tmp_path / "a.xlsx", {"Tin bài": 9})
    (known,) = take(sample, form).counts["refused"]
    assert known["reason"] == "form_period" and "--period 2025-H2" in known["fix"]
    edit(sample, "periods", "2025-H2", code="2025-DX9")
    (gone,) = take(sample, form).counts["refused"]
    assert gone["reason"] == "form_period_gone" and "--period" not in gone["fix"]


@pytest.mark.slow
def test_a_strange_file_in_a_forms_place_is_not_called_a_units_form(sample: Path, tmp_path: Path) -> None:
    place = tmp_path / f"PHIEU-{PERIOD}-H09.xlsx"
    place.write_bytes(b"something else")
    said = lhh("forms", sample, "--period", PERIOD, "--unit", "H09", "--out", tmp_path)
    assert "do đơn vị ghi" not in said.out and "không phải phiếu trống" in said.out
    assert place.read_bytes() == b"something else"
    place.unlink()
    answer(send(sample, tmp_path / "gui", "H09")["H09"], place, H09)
    assert "do đơn vị ghi" in lhh("forms", sample, "--period", PERIOD, "--unit", "H09", "--out", tmp_path).out


@pytest.mark.slow
def test_forms_of_a_year_that_is_added_up_say_so(sample: Path, tmp_path: Path) -> None:
    said = lhh("forms", sample, "--period", "2026", "--unit", "H09", "--out", tmp_path)
    assert "được cộng từ các kỳ 2026-H1, 2026-H2" in said.out
    assert "được cộng" not in lhh("forms", sample, "--period", PERIOD, "--unit", "H09", "--out", tmp_path).out


@pytest.mark.slow
@pytest.mark.parametrize("command", ["status", "remind", "forms"])
def test_a_period_without_its_end_hinders_no_report_but_the_question_who_reports(
    sample: Path, tmp_path: Path, command: str
) -> None:
    edit(sample, "periods", PERIOD, end=None)
    out = () if command == "status" else ("--out", tmp_path)
    said = lhh(command, sample, "--period", PERIOD, *out)
    assert said.code == 1 and "Đến ngày" in said.err and "không lập được báo cáo" not in said.err


def test_nobody_is_called_in_time_where_no_deadline_is_known(sample: Path, tmp_path: Path) -> None:
    edit(sample, "periods", PERIOD, unit_due=None)
    said = lhh("remind", sample, "--period", PERIOD, "--as-of", "2025-01-01", "--out", tmp_path)
    assert "không ai chậm" not in said.out and "chưa ghi Hạn đơn vị nộp" in said.out


@pytest.mark.slow
def test_overdue_tasks_of_nobody_are_not_denied(sample: Path, tmp_path: Path) -> None:
    for unit in records(sample, "units"):
        edit(sample, "units", unit["code"], left=dt.date(2020, 1, 1))
    said = lhh("remind", sample, "--period", PERIOD, "--as-of", LATE, "--out", tmp_path)
    assert "không có nhiệm vụ quá hạn" not in said.out and "không đơn vị nào phải báo cáo" in said.out


@pytest.mark.slow
def test_a_locked_period_is_shut_only_for_those_for_whom_it_is(sample: Path, tmp_path: Path) -> None:
    lock(LockOptions(target(sample, PERIOD), sure=True))
    reopen(ReopenOptions(target(sample, PERIOD), "TT03", sure=True))
    said = lhh("remind", sample, "--period", PERIOD, "--as-of", LATE, "--out", tmp_path)
    (told,) = [line for line in said.out.splitlines() if "chưa nhập được" in line]
    assert "H09" in told and "TT03" not in told
    reopen(ReopenOptions(target(sample, PERIOD), "H09", sure=True))
    again = lhh("remind", sample, "--period", PERIOD, "--as-of", LATE, "--out", tmp_path)
    assert "chưa nhập được" not in again.out


@pytest.mark.slow
def test_a_letters_number_that_is_taken_names_one_that_is_free(sample: Path, tmp_path: Path) -> None:
    said = lhh("remind", sample, "--period", PERIOD, "--as-of", LATE, "--out", tmp_path, "--number", 1)
    assert said.code == 1 and "--number 11" in said.err
    again = lhh("remind", sample, "--period", PERIOD, "--as-of", LATE, "--out", tmp_path, "--number", 11)
    assert again.code == 0 and "11/LHH-VP" in again.out
