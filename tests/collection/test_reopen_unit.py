"""What comes back from a unit for which a locked period was reopened goes in whole, and can be taken back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import kept
import pytest
from cycle_master import PERIOD, add, drop, edit, found, records, target
from returned import answer, everything, send, take, undo

from lhh_excel.actions.periods import LockOptions, ReopenOptions, lock, reopen

#: Over a second of processor time each: left out of `make fast`.
pytestmark = pytest.mark.slow

FROZEN = ("SL21", "SL22", "SL23", "SL24")
NEW = {
    "Nhóm nhiệm vụ": "1. Tổ chức",
    "Nội dung": "Việc mới",
    "Ngày giao": dt.date(2026, 2, 1),
    "Hạn hoàn thành": dt.date(2026, 9, 1),
    "Trạng thái": "Đang thực hiện",
    "Tiến độ (%)": 10,
}
ANSWERS: dict[str, Any] = {
    "figures": {"Tin bài": 33},
    "tasks": {"NV-014": {"Kết quả": "Kết quả mới"}},
    "new": [NEW],
    "texts": {"Ưu điểm": "Làm tốt việc này.", "Kiến nghị": "Đề nghị hỗ trợ."},
}


def locked_and_reopened(sample: Path, unit: str | None) -> None:
    kept.changed(sample, lambda: lock(LockOptions(target(sample, PERIOD), sure=True)), "lock", PERIOD)
    kept.changed(sample, lambda: reopen(ReopenOptions(target(sample, PERIOD), unit, sure=True)), "reopen", unit)


@pytest.mark.parametrize("unit", ["H02", None], ids=["one unit", "all"])
def test_a_form_of_a_reopened_unit_goes_in_whole_and_comes_out_again(
    sample: Path, tmp_path: Path, unit: str | None
) -> None:
    form = answer(send(sample, tmp_path / "gui", "H02")["H02"], tmp_path / "ve.xlsx", **ANSWERS)
    locked_and_reopened(sample, unit)
    before, faults = everything(sample), found(sample, *FROZEN)
    outcome = take(sample, form)
    assert outcome.exit_code == 0 and outcome.counts["cells"], outcome.lines
    assert found(sample, *FROZEN) == faults == []
    assert undo(sample, outcome.counts["id"]).counts["done"]
    assert found(sample, *FROZEN) == []
    after = everything(sample)
    assert {key: [row for row in after[key] if any(row.values())] for key in after} == before


def test_words_of_the_reopened_unit_may_change_and_go_and_no_other_units(sample: Path, tmp_path: Path) -> None:
    forms = send(sample, tmp_path / "gui", "H02", "H03")
    texts = {"Ưu điểm": "Câu đầu.", "Hạn chế": "Câu hai."}
    take(sample, *(answer(forms[u], tmp_path / f"{u}.xlsx", texts=texts) for u in forms))
    locked_and_reopened(sample, "H02")
    place = {row["content"]: f"{PERIOD}/{row['section']}/{row['order']}" for row in records(sample, "texts")}
    edit(sample, "texts", place["Hội thành viên 02: Câu đầu."], content="Lời của cơ quan.")
    drop(sample, "texts", place["Hội thành viên 02: Câu hai."])
    add(sample, "texts", {"period": PERIOD, "section": "Kiến nghị", "order": 90, "content": "Hội thành viên 02: Mới."})
    assert found(sample, *FROZEN) == []
    edit(sample, "texts", place["Hội thành viên 03: Câu đầu."], content="Hội thành viên 02: Câu khác.")
    drop(sample, "texts", place["Hội thành viên 03: Câu hai."])
    add(sample, "texts", {"period": PERIOD, "section": "Kiến nghị", "order": 91, "content": "Lời của cơ quan."})
    assert sorted(code for code, _, _ in found(sample, *FROZEN)) == ["SL21", "SL23", "SL24"]


def test_locking_again_closes_the_units_words(sample: Path, tmp_path: Path) -> None:
    form = answer(send(sample, tmp_path / "gui", "H02")["H02"], tmp_path / "ve.xlsx", texts={"Ưu điểm": "Tốt."})
    locked_and_reopened(sample, "H02")
    take(sample, form)
    lock(LockOptions(target(sample, PERIOD), sure=True))
    (row,) = [row for row in records(sample, "texts") if row["content"] == "Hội thành viên 02: Tốt."]
    edit(sample, "texts", f"{PERIOD}/Ưu điểm/{row['order']}", content="Hội thành viên 02: Rất tốt.")
    assert [code for code, _, _ in found(sample, *FROZEN)] == ["SL21"]
