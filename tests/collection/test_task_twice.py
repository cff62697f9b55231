"""One task told twice, on two lines of a form, by two units, or when the book has it: told, never silently doubled."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cycle_master import add, drop, edit, found
from returned import H09, PERIOD, answer, read, send, take, undo

TEXT = "Phản biện đề án cấp nước sạch"
TASK: dict[str, Any] = {
    "Nhóm nhiệm vụ": "1. Tổ chức",
    "Ngày giao": dt.date(2026, 4, 1),
    "Hạn hoàn thành": dt.date(2026, 9, 1),
    "Trạng thái": "Đang thực hiện",
    "Tiến độ (%)": 30,
}
ROW = {"group": "1. Tổ chức", "assigned": dt.date(2026, 4, 1), "due": dt.date(2026, 9, 1), "state": "Đang thực hiện"}
#: The same task as another hand types it.
TYPED: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "in capitals": str.upper,
    "with other spaces": lambda text: f"  {text.replace(' ', '  ')}\n",
    "with hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "with a full stop": lambda text: f"{text}.",
    "with a plain hyphen": lambda text: text.replace("–", "-"),
    "numbered": lambda text: f"1. {text}",
}
#: Unit -> its own task, and the same typed by another hand.
TWICE = {
    f"H{number:02d}": (text := f"Phản biện đề án cấp nước sạch {place}, giai đoạn 2026–2030", typed(text))
    for number, (place, typed) in enumerate(zip("ABCDEGHI", TYPED.values(), strict=True), 1)
}


def new_tasks(sample: Path) -> dict[str, str]:
    """Code -> unit of the tasks that the sample did not have."""
    rows = read(sample)["tasks"].each("code", "lead")
    return {code: lead for _, code, lead in rows if code and code > "NV-060"}


def back(sample: Path, folder: Path, unit: str, *tasks: dict[str, Any], name: str = "") -> Path:
    sent = folder / "gui" / f"PHIEU-{PERIOD}-{unit}.xlsx"
    sent = sent if sent.exists() else send(sample, folder / "gui", unit)[unit]
    return answer(sent, folder / "ve" / f"{name or unit}.xlsx", H09 if unit == "H09" else {"Tin bài": 8}, new=tasks)


@pytest.mark.slow
def test_a_task_on_two_lines_of_a_form_is_told_at_the_second(sample: Path, tmp_path: Path) -> None:
    forms = [
        back(sample, tmp_path, unit, {**TASK, "Nội dung": one}, {}, {**TASK, "Nội dung": again, "Tiến độ (%)": 40})
        for unit, (one, again) in TWICE.items()
    ]
    outcome = take(sample, *forms, out=tmp_path / "ra")
    assert [faulty["unit"] for faulty in outcome.counts["faulty"]] == list(TWICE) and new_tasks(sample) == {}
    for faulty in outcome.counts["faulty"]:
        (problem,) = faulty["problems"]
        assert (problem["code"], problem["place"]) == ("task_twice", "Nhiệm vụ mới!C7") and "C5" in problem["message"]
    corrected = next(path for path in outcome.made if "can-sua" in path.name)
    mended = answer(corrected, tmp_path / "sua.xlsx", new=[{}, {}, dict.fromkeys(["Nội dung", *TASK])])
    assert take(sample, mended).exit_code == 0 and list(new_tasks(sample).values()) == [corrected.stem.split("-")[3]]


@pytest.mark.slow
def test_rounds_of_a_task_that_comes_again_are_tasks_of_their_own(sample: Path, tmp_path: Path) -> None:
    spring = {**TASK, "Nội dung": "Họp giao ban quý", "Hạn hoàn thành": dt.date(2026, 5, 30)}
    form = back(sample, tmp_path, "H09", spring, {**spring, "Hạn hoàn thành": dt.date(2026, 8, 30)})
    assert take(sample, form).exit_code == 0 and list(new_tasks(sample).values()) == ["H09", "H09"]


@pytest.mark.slow
@pytest.mark.parametrize("together", [True, False], ids=["one write", "one after the other"])
@pytest.mark.parametrize("unit", ["H01", "H05"])
def test_a_task_of_two_units_is_told_and_the_remedy_works(
    sample: Path, tmp_path: Path, unit: str, together: bool
) -> None:
    one, again = TWICE[unit]
    forms = [back(sample, tmp_path, u, {**TASK, "Nội dung": text}) for u, text in (("H09", one), ("H10", again))]
    outcomes = [take(sample, *forms)] if together else [take(sample, form) for form in forms]
    first, second = sorted(new_tasks(sample))
    (told,) = [line for line in outcomes[-1].warnings if "QH2" in line]
    assert first in told and second in told
    # as the finding says: one line is kept, the other unit takes part in it
    edit(sample, "tasks", first, partners=new_tasks(sample)[second])
    drop(sample, "progress", f"{PERIOD}/{second}/{new_tasks(sample)[second]}")
    drop(sample, "tasks", second)
    assert found(sample, "QH20", "QH21") == []
    later = take(sample, *forms)
    assert list(new_tasks(sample)) == [first] and len(later.counts["conflicts"]) == 1  # not made again, and told


@pytest.mark.slow
def test_a_task_that_another_unit_has_in_the_book_is_told(sample: Path, tmp_path: Path) -> None:
    codes = {unit: f"NV-09{number}" for number, unit in enumerate(TWICE)}
    add(sample, "tasks", *(ROW | {"code": codes[u], "content": one, "lead": "H17"} for u, (one, _) in TWICE.items()))
    forms = [back(sample, tmp_path, u, {**TASK, "Nội dung": again}) for u, (_, again) in TWICE.items()]
    told = [line for line in take(sample, *forms).warnings if "QH21" in line]
    assert [next(code for code in codes.values() if code in line) for line in told] == list(codes.values())
    assert all("H17" in line for line in told)


@pytest.mark.slow
def test_a_task_that_the_unit_has_in_the_book_is_found_told_and_not_doubled(sample: Path, tmp_path: Path) -> None:
    """The clerk typed it while the form was out."""
    forms = [back(sample, tmp_path, u, {**TASK, "Nội dung": again}) for u, (_, again) in TWICE.items()]
    codes = {unit: f"NV-09{number}" for number, unit in enumerate(TWICE)}
    add(sample, "tasks", *(ROW | {"code": codes[u], "content": one, "lead": u} for u, (one, _) in TWICE.items()))
    before = len(read(sample)["tasks"])
    told = [line for line in take(sample, *forms).warnings if "sổ đã có" in line]
    assert len(read(sample)["tasks"]) == before
    assert [next(code for code in codes.values() if code in line) for line in told] == list(codes.values())
    assert all("Nhiệm vụ mới!C5" in line for line in told)


@pytest.mark.slow
def test_the_same_words_for_a_task_finished_long_ago_are_a_new_task(sample: Path, tmp_path: Path) -> None:
    rows = {"code": "NV-090", "group": "1. Tổ chức", "content": TEXT, "lead": "H09", "state": "Hoàn thành"}
    dates = {"assigned": dt.date(2024, 4, 1), "due": dt.date(2024, 9, 1), "done_on": dt.date(2024, 8, 1)}
    add(sample, "tasks", rows | dates | {"progress": 100, "result": "Xong", "evidence": "Biên bản"})
    outcome = take(sample, back(sample, tmp_path, "H09", {**TASK, "Nội dung": TEXT}))
    assert outcome.exit_code == 0 and sorted(new_tasks(sample)) == ["NV-090", "NV-091"]
    assert not [line for line in outcome.warnings if "NV-090" in line]


@pytest.mark.slow
def test_a_task_that_came_before_from_the_same_unit_is_not_told_each_time(sample: Path, tmp_path: Path) -> None:
    form = back(sample, tmp_path, "H09", {**TASK, "Nội dung": TEXT})
    first = take(sample, form)
    second = back(sample, tmp_path, "H09", {}, {**TASK, "Nội dung": TEXT, "Tiến độ (%)": 60}, name="sau")
    outcome = take(sample, second)
    assert list(new_tasks(sample)) == ["NV-061"] and not [line for line in outcome.warnings if "sổ đã có" in line]
    undo(sample, outcome.counts["id"])
    undo(sample, first.counts["id"])
    assert new_tasks(sample) == {}
