"""next: the workbook goes on with the period that follows; nothing that stands in it is lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from cli import lhh
from cycle_master import PERIOD, Recorder, add, book, drop, edit, records, target

from lhh_excel.actions.forms import FormsOptions, forms
from lhh_excel.actions.new import NewOptions, new
from lhh_excel.actions.periods import LockOptions, TurnOptions, lock, turn
from lhh_excel.errors import RefusedError
from lhh_excel.workbook.starting import periods_of

TODAY = dt.date(2026, 6, 16)


class Answers(Recorder):
    """A person who answers one question after the other."""

    def __init__(self, *answers: bool) -> None:
        super().__init__(True)
        self.answers = list(answers)

    def ask(self, question: str) -> bool:
        super().ask(question)
        return self.answers.pop(0)


def at(path: Path, period: str) -> None:
    """The clerk chooses the workbook's period."""
    edit(path, "profile", "Kỳ báo cáo", value=period)


def rows(path: Path) -> dict[str, dict[str, Any]]:
    return {str(row["code"]): row for row in records(path, "periods")}


def everything(path: Path, *but: str) -> dict[str, list[dict[str, Any]]]:
    return {key: records(path, key) for key in book(path).tables if key not in but}


@pytest.mark.slow
def test_the_second_half_follows_the_first_and_nothing_else_changes(sample: Path) -> None:
    before, old = everything(sample, "profile", "journal"), rows(sample)
    said = lhh("next", sample, "--yes", "--json")
    assert said.code == 0, said
    assert (said.json["next"], said.json["locked"], said.json["done"]) == ("2026-H2", False, True)
    assert book(sample).period == "2026-H2"
    assert everything(sample, "profile", "journal", "periods") == {k: v for k, v in before.items() if k != "periods"}
    assert {code: row for code, row in rows(sample).items() if code in old} == old
    (told,) = records(sample, "journal", action="Sang kỳ mới", record="Kỳ báo cáo")
    assert (told["old"], told["new"]) == (PERIOD, "2026-H2")


@pytest.mark.slow
def test_after_the_second_half_comes_the_next_year_with_the_deadlines_of_this_one(sample: Path) -> None:
    turn(TurnOptions(target(sample), sure=True))
    own = dt.date(2026, 6, 1)  # the office asks for reports earlier than the preset
    edit(sample, "periods", "2026-H1", unit_due=own)
    outcome = turn(TurnOptions(target(sample), sure=True))
    assert book(sample).period == "2027-H1"
    assert set(outcome.counts["added"]) <= {"2027-H1", "2027-H2", "2027"}  # type: ignore[call-overload]
    made = rows(sample)
    assert {"2027-H1", "2027-H2", "2027"} <= set(made)
    first = made["2027-H1"]
    assert (first["start"], first["end"]) == (dt.date(2026, 12, 15), dt.date(2027, 6, 14))
    assert (first["unit_due"], first["name"], first["state"]) == (dt.date(2027, 6, 1), "6 tháng đầu năm 2027", "Mở")
    assert first["start"] - made["2026-H2"]["end"] == dt.timedelta(1)
    assert any("2026" in told and "Báo cáo năm" in told for told in outcome.warnings)


@pytest.mark.slow
@pytest.mark.parametrize("cutoff", ["15-12", "calendar"])
@pytest.mark.parametrize("first", ["2026-H1", "2026-Q1"])
def test_a_year_turned_period_by_period_has_the_periods_of_a_new_workbook(
    tmp_path: Path, cutoff: str, first: str
) -> None:
    path = tmp_path / "so.xlsm"
    new(NewOptions(path, period=first, cutoff=cutoff))
    for _ in range(2 if "H" in first else 4):
        turn(TurnOptions(target(path), sure=True))
    assert book(path).period == first.replace("2026", "2027")
    made = rows(path)
    for row in [*periods_of(first, cutoff), *periods_of(first.replace("2026", "2027"), cutoff)]:
        assert {key: made[row["code"]][key] for key in row} == row
    at(path, "2026")  # after the report of the year
    turn(TurnOptions(target(path), sure=True))
    assert book(path).period == first.replace("2026", "2027")


@pytest.mark.slow
def test_a_preset_that_changed_is_followed_by_its_days_not_by_those_of_last_year(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsm"
    new(NewOptions(path, period="2026-H1", cutoff="15-12"))
    drop(path, "periods", "2026-H2")
    add(path, "periods", next(row for row in periods_of("2025", "calendar") if row["code"] == "2025-H2"))
    turn(TurnOptions(target(path), sure=True))
    assert (rows(path)["2026-H2"]["start"], rows(path)["2026-H2"]["end"]) == (
        dt.date(2026, 6, 15),
        dt.date(2026, 12, 14),
    )


@pytest.mark.slow
def test_it_asks_first_then_whether_to_lock(sample: Path) -> None:
    whole = sample.read_bytes()
    no = Answers(False)
    assert turn(TurnOptions(target(sample)), no).counts["done"] is False and sample.read_bytes() == whole
    assert "2026-H2" in no.questions[0] and "15/06/2026" in no.questions[0]
    both = Answers(True, True)
    outcome = turn(TurnOptions(target(sample)), both)
    assert len(both.questions) == 2 and "Khóa kỳ 2026-H1" in both.questions[1]
    assert outcome.counts["locked"] is True and rows(sample)[PERIOD]["state"] == "Khóa"
    assert records(sample, "frozen", period=PERIOD) and book(sample).period == "2026-H2"


@pytest.mark.slow
def test_locking_is_a_question_of_its_own(sample: Path) -> None:
    outcome = turn(TurnOptions(target(sample)), Answers(True, False))
    assert outcome.counts["locked"] is False and rows(sample)[PERIOD]["state"] == "Mở"


@pytest.mark.slow
def test_a_period_with_errors_stays_open_and_is_told(sample: Path) -> None:
    edit(sample, "figures", f"{PERIOD}/H01", hoi_vien_cuoi_ky=1)
    whole = sample.read_bytes()
    with pytest.raises(RefusedError) as refused:
        turn(TurnOptions(target(sample), lock=True, sure=True))
    assert refused.value.key == "period_has_errors" and sample.read_bytes() == whole
    asked = Answers(True)
    outcome = turn(TurnOptions(target(sample)), asked)
    assert len(asked.questions) == 1 and book(sample).period == "2026-H2"
    assert any(PERIOD in told and "lỗi" in told for told in outcome.warnings)


@pytest.mark.slow
def test_the_forms_of_the_next_period_begin_with_what_the_last_ended_with(sample: Path, tmp_path: Path) -> None:
    turn(TurnOptions(target(sample), sure=True))
    outcome = forms(FormsOptions(target(sample), tmp_path))
    assert outcome.period == "2026-H2" and outcome.counts["forms"] == len(
        book(sample).expected(book(sample).periods["2026-H2"])
    )


def refused(path: Path) -> RefusedError:
    whole = path.read_bytes()
    with pytest.raises(RefusedError) as found:
        turn(TurnOptions(target(path), sure=True))
    assert path.read_bytes() == whole
    return found.value


@pytest.mark.slow
def test_what_it_cannot_do_is_told_with_a_remedy(sample: Path) -> None:
    add(sample, "periods", {"code": "2026-DX1", "name": "đột xuất lần 1 năm 2026", "state": "Mở"})
    at(sample, "2026-DX1")
    assert refused(sample).key == "next_of_none"
    at(sample, PERIOD)
    lock(LockOptions(target(sample, "2026-H2"), sure=True))
    assert refused(sample).key == "next_locked"


def test_days_that_follow_no_preset_and_no_earlier_year_are_asked_for(sample: Path) -> None:
    edit(sample, "periods", PERIOD, start=dt.date(2025, 12, 20), end=dt.date(2026, 6, 19))
    drop(sample, "periods", "2026-H2", "2025-H2")
    error = refused(sample)
    assert error.key == "next_without_dates" and "2026-H2" in error.remedy


@pytest.mark.slow
def test_a_fixed_day_of_the_last_period_is_told(sample: Path) -> None:
    edit(sample, "profile", "Ngày tính", value=TODAY)
    outcome = turn(TurnOptions(target(sample), sure=True))
    assert any("16/06/2026" in told for told in outcome.warnings)
