"""undo-import: the old values back where nobody changed them since, told in the journal."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from cli import lhh
from returned import H09, PERIOD, SENT, TODAY, answer, clerk, everything, journal, send, take, undo, value

from lhh_excel.actions.common import Target
from lhh_excel.actions.periods import LockOptions, lock
from lhh_excel.errors import RefusedError, UsageError
from lhh_excel.workbook.patch import WorkbookPatch

ROW = f"{PERIOD}/H09"
NEW = {
    "Nhóm nhiệm vụ": "1. Tổ chức",
    "Nội dung": "Việc mới",
    "Ngày giao": SENT,
    "Hạn hoàn thành": TODAY,
    "Trạng thái": "Đang thực hiện",
}


@pytest.fixture
def sent(sample: Path, tmp_path: Path) -> Path:
    return send(sample, tmp_path / "gui", "H09")["H09"]


@pytest.fixture
def full(sent: Path, tmp_path: Path) -> Path:
    """A form with something in each part."""
    tasks = {"NV-007": {"Tiến độ (%)": 60, "Kết quả": "Một phần"}}
    return answer(sent, tmp_path / "ve" / "a.xlsx", H09, tasks=tasks, new=[NEW], texts={"Ưu điểm": "Tốt"})


@pytest.mark.slow
def test_an_undone_import_leaves_the_workbook_as_it_was(sample: Path, full: Path) -> None:
    before = everything(sample)
    number = take(sample, full).counts["id"]
    assert everything(sample) != before
    said = lhh("undo-import", sample, number, "--json")
    assert said.code == 0 and said.json["done"] is True and said.json["kept"] == []
    assert everything(sample) == before


def test_the_journal_tells_what_went_back(sample: Path, full: Path) -> None:
    take(sample, full)
    undo(sample, 1)
    told = [row for row in journal(sample) if row["column"] == "Hội viên cuối kỳ"]
    assert [(row["action"], row["old"], row["new"]) for row in told] == [
        ("Nhập phiếu #1", None, "72"),
        ("Hoàn tác nhập phiếu #1", "72", None),
    ]


@pytest.mark.slow
def test_what_was_changed_since_stays_and_is_told(sample: Path, full: Path) -> None:
    take(sample, full)
    clerk(sample, "figures", ROW, "tin_bai", 8)
    clerk(sample, "tasks", "NV-061", "note", "việc này giữ lại")
    outcome = undo(sample, 1)
    assert value(sample, "figures", ROW, "tin_bai") == 8 and value(sample, "figures", ROW, "hoi_vien_cuoi_ky") is None
    assert value(sample, "tasks", "NV-061", "note") == "việc này giữ lại"
    assert any("Tin bài" in line and "8" in line for line in outcome.warnings)
    assert any("NV-061" in line for line in outcome.warnings)


@pytest.mark.slow
def test_a_dry_run_and_a_second_undo_change_no_byte(sample: Path, full: Path) -> None:
    take(sample, full)
    once = sample.read_bytes()
    said = lhh("undo-import", sample, 1, "--dry-run")
    assert said.code == 0 and sample.read_bytes() == once and "72 → (trống)" in said.out
    undo(sample, 1)
    twice = sample.read_bytes()
    outcome = undo(sample, 1)
    assert sample.read_bytes() == twice and outcome.counts["restored"] == []


@pytest.mark.slow
def test_an_import_can_be_done_again_after_it_was_undone(sample: Path, full: Path) -> None:
    take(sample, full)
    done = everything(sample)
    undo(sample, 1)
    assert take(sample, full).counts["id"] == 2
    assert everything(sample) == done


@pytest.mark.slow
def test_the_later_of_two_imports_keeps_its_values(sample: Path, sent: Path, tmp_path: Path) -> None:
    first = answer(sent, tmp_path / "1.xlsx", H09, saved=dt.datetime(2026, 6, 1))
    second = answer(sent, tmp_path / "2.xlsx", {**H09, "Tin bài": 8}, saved=dt.datetime(2026, 6, 2))
    take(sample, first)
    take(sample, second)
    undo(sample, 1)
    assert (value(sample, "figures", ROW, "tin_bai"), value(sample, "figures", ROW, "ket_nap_moi")) == (8, None)
    undo(sample, 2)
    assert value(sample, "figures", ROW, "tin_bai") == 6


@pytest.mark.slow
def test_values_come_back_as_they_were_typed(sample: Path, sent: Path, tmp_path: Path) -> None:
    form = send(sample, tmp_path / "g", "H01")["H01"]
    back = answer(form, tmp_path / "v" / "a.xlsx", {"Kinh phí (triệu đồng)": 18, "Ghi chú": "012", "Tin bài": 8})
    before = everything(sample)
    take(sample, back)
    undo(sample, 1)
    assert everything(sample) == before
    assert sent.exists()


@pytest.mark.slow
def test_a_number_that_was_text_comes_back_as_text(sample: Path, sent: Path, tmp_path: Path) -> None:
    from returned import read

    data = read(sample)["figures"]
    i = [data.record(i) for i in range(len(data))].index(ROW)
    patch = WorkbookPatch(sample)
    patch.set("figures", data.rows[i], "tin_bai", "5")
    patch.save()
    back = answer(send(sample, tmp_path / "g", "H09")["H09"], tmp_path / "a.xlsx", H09)
    take(sample, back)
    assert value(sample, "figures", ROW, "tin_bai") == 6
    undo(sample, 1)
    assert read(sample)["figures"].raw["tin_bai"][i] == "5"
    assert sent.exists()


@pytest.mark.slow
def test_an_unknown_number_and_a_locked_period_are_refused(sample: Path, full: Path) -> None:
    with pytest.raises(UsageError):
        undo(sample, 7)
    take(sample, full)
    lock(LockOptions(Target(sample, dt.date(2026, 6, 20), PERIOD), sure=True))
    before = sample.read_bytes()
    with pytest.raises(RefusedError) as refused:
        undo(sample, 1)
    assert refused.value.key == "import_locked" and sample.read_bytes() == before


@pytest.mark.slow
def test_a_record_that_the_clerk_named_anew_is_told_not_guessed(sample: Path, full: Path) -> None:
    take(sample, full)
    clerk(sample, "tasks", "NV-061", "code", "NV-100")
    outcome = undo(sample, 1)
    assert value(sample, "tasks", "NV-100", "content") == "Việc mới"
    assert any("NV-061" in line for line in outcome.warnings)


@pytest.mark.slow
def test_a_value_that_only_looks_like_the_first_imports_is_left(sample: Path, sent: Path, tmp_path: Path) -> None:
    """6 by the first, 7 by the second, 6 again by the clerk: the first import is not what stands there."""
    take(sample, answer(sent, tmp_path / "1.xlsx", H09, saved=dt.datetime(2026, 6, 1)))
    take(sample, answer(sent, tmp_path / "2.xlsx", {**H09, "Tin bài": 7}, saved=dt.datetime(2026, 6, 2)))
    clerk(sample, "figures", ROW, "tin_bai", 6)
    outcome = undo(sample, 1)
    assert value(sample, "figures", ROW, "tin_bai") == 6
    assert any("Tin bài" in line for line in outcome.warnings)


@pytest.mark.slow
def test_a_journal_that_was_emptied_doubles_nothing(sample: Path, full: Path) -> None:
    take(sample, full)
    done = everything(sample)
    patch = WorkbookPatch(sample)
    patch.replace_all("journal", [])
    patch.save()
    outcome = take(sample, full)
    assert everything(sample) == done and outcome.counts["cells"] == 0
