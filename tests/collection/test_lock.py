"""lock and reopen: what a period's figures were stays known; who may change them is asked first."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import kept
import pytest
from cli import lhh
from cycle_master import PERIOD, Recorder, add, book, drop, edit, findings, found, keep_only, records, row_of, target

from lhh_excel.actions.common import Outcome
from lhh_excel.actions.periods import LockOptions, ReopenOptions, TurnOptions, lock, reopen, turn
from lhh_excel.actions.validate import FixOptions, fix
from lhh_excel.checking.finding import Finding, Severity
from lhh_excel.checking.run import run_rules
from lhh_excel.errors import OutputError, RefusedError, UsageError
from lhh_excel.figures.report import build_report
from lhh_excel.workbook.book import Book
from lhh_excel.workbook.package import Package
from lhh_excel.workbook.records import locks

FROZEN = ("SL21", "SL22", "SL23", "SL24")


def locked(sample: Path, period: str | None = None) -> None:
    kept.changed(sample, lambda: lock(LockOptions(target(sample, period), sure=True)), "lock", period)


def opened(sample: Path, unit: str | None = None) -> None:
    kept.changed(sample, lambda: reopen(ReopenOptions(target(sample), unit, sure=True)), "reopen", unit)


def locked_for(now: Book, period: str, unit: str) -> bool:
    return locks(now).holds(period, unit)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def errors_of(now: Book) -> list[Finding]:
    return [finding for finding in run_rules(now) if finding.severity == Severity.ERROR]


# --- lock --------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_locking_sets_the_state_keeps_every_value_and_tells_the_journal(sample: Path) -> None:
    said = lhh("lock", sample, "--period", PERIOD, "--yes", "--json")
    assert said.code == 0
    (period,) = records(sample, "periods", code=PERIOD)
    assert period["state"] == "Khóa"
    values = {(row["record"], row["column"]): row["value"] for row in records(sample, "frozen", period=PERIOD)}
    assert said.json["values"] == len(records(sample, "frozen", period=PERIOD))
    for row in records(sample, "figures", period=PERIOD):
        name = f"{PERIOD}/{row['unit']}"
        assert values[name, "Hội viên cuối kỳ"] == (
            str(row["hoi_vien_cuoi_ky"]) if row["hoi_vien_cuoi_ky"] is not None else None
        )
        assert values[name, "Ngày nhận báo cáo"] == (f"{row['received']:%d/%m/%Y}" if row["received"] else None)
    (told, tasks) = records(sample, "journal", action="Khóa kỳ", record=PERIOD)
    assert (told["table"], told["column"], told["old"], told["new"]) == ("tblKy", "Trạng thái", "Mở", "Khóa")
    assert (tasks["table"], tasks["new"]) == ("tblTienDo", f"{said.json['tasks']} dòng")


@pytest.mark.slow
def test_each_task_of_the_period_gets_its_state_from_its_leading_unit(sample: Path) -> None:
    earlier = records(sample, "progress")
    locked(sample)
    rows = records(sample, "progress", period=PERIOD)
    assert records(sample, "progress")[: len(earlier)] == earlier
    (row,) = [row for row in rows if row["task"] == "NV-024"]
    assert row == {
        "period": PERIOD,
        "task": "NV-024",
        "unit": "H07",
        "state": "Đang thực hiện",
        "progress": 70,
        "result": None,
        "evidence": None,
        "difficulty": "Chưa được cung cấp đủ hồ sơ thiết kế",
    }
    done = next(row for row in rows if row["state"] == "Hoàn thành")
    (task,) = records(sample, "tasks", code=done["task"])
    assert (done["progress"], done["result"], done["evidence"]) == (
        task["progress"],
        task["result"].rstrip("."),
        task["evidence"],
    )
    assert len(rows) == len({row["task"] for row in rows})


@pytest.mark.slow
def test_a_locked_period_has_no_findings_about_its_lock(sample: Path) -> None:
    before = [finding.code for finding in findings(sample, *FROZEN)]
    locked(sample)
    assert [finding.code for finding in findings(sample, *FROZEN)] == before == []
    assert not [record for _, record, _ in found(sample, "LG20") if PERIOD in record]


@pytest.mark.slow
def test_the_report_of_a_period_says_the_same_once_it_is_locked(sample: Path) -> None:
    def told() -> list[tuple[str, str]]:
        return [(figure.id, figure.text) for figure in build_report(book(sample), PERIOD).figures]

    before = told()
    locked(sample)
    assert told() == before


@pytest.mark.slow
def test_the_states_it_wrote_are_kept_with_the_rest(sample: Path) -> None:
    locked(sample)
    edit(sample, "progress", f"{PERIOD}/NV-024/H07", progress=75)
    drop(sample, "progress", f"{PERIOD}/NV-035/TT03")
    assert sorted((code, record) for code, record, _ in found(sample, *FROZEN)) == [
        ("SL21", f"{PERIOD}/NV-024/H07"),
        ("SL23", f"{PERIOD}/NV-035/TT03"),
    ]


@pytest.mark.slow
def test_a_task_that_has_its_row_keeps_it(sample: Path) -> None:
    mine = {"period": PERIOD, "task": "NV-024", "unit": "H07", "state": "Tạm dừng", "progress": 65}
    add(sample, "progress", mine)
    locked(sample)
    rows = records(sample, "progress", period=PERIOD, task="NV-024")
    assert [(row["state"], row["progress"]) for row in rows] == [("Tạm dừng", 65)]


@pytest.mark.slow
def test_a_task_finished_after_the_period_was_still_being_done_at_its_end(sample: Path) -> None:
    edit(
        sample,
        "tasks",
        "NV-024",
        state="Hoàn thành",
        progress=100,
        done_on=dt.date(2026, 6, 16),
        result="Đã giám định",
        evidence="Biên bản số 3",
    )
    locked(sample)
    (row,) = records(sample, "progress", period=PERIOD, task="NV-024")
    assert (row["state"], row["progress"], row["result"], row["evidence"]) == ("Đang thực hiện", None, None, None)


@pytest.mark.slow
def test_tasks_whose_state_at_the_periods_end_nobody_knows_are_named_and_not_made_up(sample: Path) -> None:
    edit(sample, "profile", "Kỳ báo cáo", value="2026-H2")  # the work went on: the tasks' own columns are of now
    outcome = lock(LockOptions(target(sample, PERIOD), sure=True))
    assert records(sample, "progress", period=PERIOD) == []
    assert any("không rõ tình trạng cuối kỳ" in warning and "NV-024" in warning for warning in outcome.warnings)


@pytest.mark.slow
def test_errors_of_the_period_stop_it_and_nothing_is_written(sample: Path) -> None:
    edit(sample, "figures", f"{PERIOD}/H05", hoi_vien_cuoi_ky=1)
    before = sample.read_bytes()
    said = lhh("lock", sample, "--yes")
    assert said.code == 1
    assert "Số liệu!" in said.err
    assert "lock" not in said.out
    assert sample.read_bytes() == before


@pytest.mark.slow
def test_errors_elsewhere_do_not_stop_it(sample: Path) -> None:
    edit(sample, "figures", "2025-H2/H05", tvpb_duoc_giao=0, tvpb_hoan_thanh=5)
    edit(sample, "profile", "Địa danh", value=None)
    edit(sample, "signers", "Nguyễn Văn A", position=None)
    assert len({finding.sheet for finding in errors_of(book(sample))}) == 3
    locked(sample)
    assert records(sample, "periods", code=PERIOD)[0]["state"] == "Khóa"


@pytest.mark.slow
def test_a_broken_task_stops_it_for_its_state_would_be_kept(sample: Path) -> None:
    edit(sample, "tasks", "NV-024", state="Gần xong")
    with pytest.raises(RefusedError) as refused:
        locked(sample)
    assert refused.value.key == "period_has_errors"
    assert "Nhiệm vụ!" in refused.value.sentence


@pytest.mark.slow
def test_only_the_sheets_concerned_change(sample: Path) -> None:
    before = parts(sample)
    locked(sample)
    after = parts(sample)
    changed = {name for name in before if before[name] != after[name]}
    sheets = {t.sheet.name for t in Package(sample).tables if t.sheet.part in changed}
    assert sheets == {"Kỳ báo cáo", "Tiến độ", "Chốt số liệu", "Nhật ký"}
    assert list(before) == list(after)
    assert {name.rpartition("/")[0] for name in changed} <= {"xl", "xl/worksheets", "xl/tables"}


@pytest.mark.slow
def test_a_person_is_asked_with_the_numbers_and_no_means_nothing_is_done(sample: Path) -> None:
    before, screen = sample.read_bytes(), Recorder(answer=False)
    outcome = lock(LockOptions(target(sample)), screen)
    (question,) = screen.questions
    assert "18/20" in question
    assert "6 tháng đầu năm 2026" in question
    assert sample.read_bytes() == before
    assert (outcome.counts["done"], outcome.exit_code) == (False, 0)
    assert lock(LockOptions(target(sample)), Recorder(answer=True)).counts["done"] is True


@pytest.mark.slow
@pytest.mark.parametrize("call", [lock, reopen, turn])
def test_a_period_that_nobody_was_asked_about_is_not_touched(sample: Path, call: Callable[..., Outcome]) -> None:
    """The clerk chooses another one in the workbook while the question stands."""
    options = {lock: LockOptions, reopen: ReopenOptions, turn: TurnOptions}[call]
    edit(sample, "profile", "Kỳ báo cáo", value="2025-H2" if call is reopen else PERIOD)

    class Chooses(Recorder):
        def ask(self, question: str) -> bool:
            edit(sample, "profile", "Kỳ báo cáo", value="2025-H1" if call is reopen else "2026-H2")
            return super().ask(question)

    with pytest.raises(OutputError) as changed:
        call(options(target(sample)), Chooses(answer=True))
    assert changed.value.key == "changed_meanwhile"
    assert {row["code"]: row["state"] for row in records(sample, "periods")}[PERIOD] == "Mở"
    assert book(sample).period == ("2025-H1" if call is reopen else "2026-H2")


@pytest.mark.slow
def test_a_second_lock_changes_nothing(sample: Path) -> None:
    locked(sample)
    before = sample.read_bytes()
    said = lhh("lock", sample)
    assert said.code == 0
    assert "đã khóa từ trước" in said.out
    assert sample.read_bytes() == before


@pytest.mark.slow
def test_locking_does_not_whitewash_what_changed_since_the_first_lock(sample: Path) -> None:
    locked(sample)
    edit(sample, "figures", f"{PERIOD}/H05", tin_bai=99)
    opened(sample, "H06")
    with pytest.raises(RefusedError):
        locked(sample)


@pytest.mark.slow
def test_a_period_locked_by_hand_is_kept_by_the_command(sample: Path) -> None:
    edit(sample, "periods", PERIOD, state="Khóa")
    assert records(sample, "frozen", period=PERIOD) == []
    locked(sample)
    assert records(sample, "frozen", period=PERIOD)
    assert records(sample, "progress", period=PERIOD, task="NV-024")


@pytest.mark.slow
def test_locking_before_the_period_ended_is_warned_of_in_the_question_and_after(sample: Path) -> None:
    screen = Recorder(answer=True)
    outcome = lock(LockOptions(target(sample, "2026-H2")), screen)
    assert "14/12/2026" in screen.questions[0]
    assert any("14/12/2026" in warning for warning in outcome.warnings)


@pytest.mark.slow
def test_a_year_is_locked_without_rows_of_its_own(sample: Path) -> None:
    locked(sample, "2026")
    assert records(sample, "periods", code="2026")[0]["state"] == "Khóa"
    assert records(sample, "progress", period="2026") == []


@pytest.mark.slow
def test_values_kept_for_other_periods_stay(sample: Path) -> None:
    locked(sample)
    mine = records(sample, "frozen", period=PERIOD)
    locked(sample, "2026-H2")
    assert records(sample, "frozen", period=PERIOD) == mine


# --- reopen ------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_unit_may_change_its_rows_again_and_no_other_may(sample: Path) -> None:
    locked(sample)
    said = lhh("reopen", sample, "--period", PERIOD, "--unit", "h05", "--yes")
    assert said.code == 0
    assert "H05 (Hội thành viên 05)" in said.out
    assert records(sample, "periods", code=PERIOD)[0]["state"] == "Khóa"
    assert not locked_for(book(sample), PERIOD, "H05")
    assert locked_for(book(sample), PERIOD, "H06")
    assert locked_for(book(sample), "2025-H2", "H05")
    edit(sample, "figures", f"{PERIOD}/H05", tin_bai=99)
    edit(sample, "figures", f"{PERIOD}/H06", tin_bai=99)
    assert found(sample, *FROZEN) == [("SL21", f"{PERIOD}/H06", "Tin bài")]


@pytest.mark.slow
def test_a_unit_that_was_missing_may_hand_in_its_rows(sample: Path) -> None:
    locked(sample)
    late = {"period": PERIOD, "unit": "TT03", "received": dt.date(2026, 6, 16)}
    add(sample, "figures", late)
    assert found(sample, "SL24") == [("SL24", f"{PERIOD}/TT03", "Mã đơn vị")]
    opened(sample, "TT03")
    assert found(sample, *FROZEN) == []


@pytest.mark.slow
def test_rows_of_the_reopened_unit_may_go_too(sample: Path) -> None:
    locked(sample)
    opened(sample, "H07")
    drop(sample, "progress", f"{PERIOD}/NV-024/H07")
    drop(sample, "figures", f"{PERIOD}/H08")
    assert [(code, record) for code, record, _ in found(sample, *FROZEN)] == [("SL23", f"{PERIOD}/H08")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"state": "Hoàn thành", "progress": 100, "done_on": dt.date(2026, 6, 10), "result": "Đã đại hội"}, "LG34"),
        ({"state": "Tạm dừng", "difficulty": "Chờ hướng dẫn"}, "LG35"),
    ],
)
def test_a_correction_that_a_row_of_the_period_hides_is_told_and_the_remedy_works(
    sample: Path, typed: dict[str, object], code: str
) -> None:
    locked(sample)
    opened(sample)
    record = f"{PERIOD}/NV-007/H09"
    edit(sample, "tasks", "NV-007", **typed)
    (told,) = findings(sample, "LG34", "LG35")
    assert told.code == code
    row, task = row_of(sample, "progress", record), row_of(sample, "tasks", "NV-007")
    there = {"LG34": f"L{task}", "LG35": f"D{row}"}[code]
    assert {told.sheet, *({"Tiến độ", "Nhiệm vụ"} & set(re.findall(r"trang (\w+ \w+)", told.message)))} == {
        "Tiến độ",
        "Nhiệm vụ",
    }
    assert there in told.message and there in told.fix
    outcome = lock(LockOptions(target(sample), sure=True))
    assert any("NV-007" in line and "Tiến độ" in line for line in outcome.warnings)
    opened(sample)
    told_again = {key: value for key, value in typed.items() if key != "done_on"}
    edit(sample, "progress", record, **told_again)  # the remedy
    assert findings(sample, "LG34", "LG35") == []
    (view,) = [
        v
        for g in build_report(book(sample), PERIOD).context["phu_luc_2"]["nhom"]
        for v in g["dong"]
        if v["ma"] == "NV-007"
    ]
    assert str(typed.get("state", "Đang thực hiện")).lower() in view["trang_thai"].lower()


@pytest.mark.slow
def test_locking_again_closes_the_unit_with_its_new_values(sample: Path) -> None:
    locked(sample)
    opened(sample, "H05")
    edit(sample, "figures", f"{PERIOD}/H05", tin_bai=99)
    locked(sample)
    assert locked_for(book(sample), PERIOD, "H05")
    assert found(sample, *FROZEN) == []
    told = records(sample, "journal", action="Khóa kỳ", column="Trạng thái")
    assert told[-1]["new"] == "Khóa (khóa lại H05)"
    edit(sample, "figures", f"{PERIOD}/H05", tin_bai=98)
    assert found(sample, *FROZEN) == [("SL21", f"{PERIOD}/H05", "Tin bài")]


@pytest.mark.slow
def test_the_journal_tells_of_both(sample: Path) -> None:
    locked(sample)
    opened(sample, "H05")
    opened(sample)
    (one, whole) = records(sample, "journal", action="Mở lại kỳ", record=PERIOD)
    assert (one["unit"], one["old"], one["new"]) == ("H05", "Khóa", "Mở")
    assert whole["unit"] is None


@pytest.mark.slow
def test_the_whole_period_opens_and_is_compared_with_nothing(sample: Path) -> None:
    locked(sample)
    opened(sample)
    assert records(sample, "periods", code=PERIOD)[0]["state"] == "Mở"
    edit(sample, "figures", f"{PERIOD}/H05", tin_bai=99)
    assert found(sample, *FROZEN) == []


@pytest.mark.slow
def test_what_was_submitted_is_still_compared_after_reopening(sample: Path) -> None:
    add(sample, "journal", {"at": dt.datetime(2026, 6, 15, 9), "action": "Trình ký", "record": PERIOD})
    locked(sample)
    opened(sample)
    edit(sample, "figures", f"{PERIOD}/H05", tin_bai=99)
    assert found(sample, *FROZEN) == [("SL22", f"{PERIOD}/H05", "Tin bài")]


@pytest.mark.slow
def test_reopening_for_all_forgets_the_units_reopened_before(sample: Path) -> None:
    locked(sample)
    opened(sample, "H05")
    opened(sample)
    edit(sample, "periods", PERIOD, state="Khóa")  # by hand: the journal knows no lock
    assert locked_for(book(sample), PERIOD, "H05")


@pytest.mark.slow
def test_a_journal_sorted_newest_first_says_the_same(sample: Path) -> None:
    locked(sample)
    opened(sample, "H05")
    rows = records(sample, "journal")
    for place, row in enumerate(rows):
        row["at"] += dt.timedelta(minutes=place)  # they were written within a second
    keep_only(sample, "journal", rows[::-1])
    assert not locked_for(book(sample), PERIOD, "H05")
    assert locked_for(book(sample), PERIOD, "H06")


@pytest.mark.slow
def test_a_journal_that_lost_its_rows_leaves_the_unit_locked(sample: Path) -> None:
    locked(sample)
    opened(sample, "H05")
    keep_only(sample, "journal", [])
    assert locked_for(book(sample), PERIOD, "H05")


@pytest.mark.slow
def test_an_open_period_and_an_open_unit_need_nothing(sample: Path) -> None:
    before = sample.read_bytes()
    assert "đang mở; không có gì phải làm" in lhh("reopen", sample).out
    assert "đang mở; không có gì phải làm" in lhh("reopen", sample, "--unit", "H05").out
    assert sample.read_bytes() == before
    locked(sample)
    opened(sample, "H05")
    before = sample.read_bytes()
    assert "đang mở lại cho H05" in lhh("reopen", sample, "--unit", "H05").out
    assert sample.read_bytes() == before


def test_an_unknown_unit_is_a_wrong_call_that_names_the_known_ones(sample: Path) -> None:
    with pytest.raises(UsageError) as wrong:
        opened(sample, "H99")
    assert "H99" in wrong.value.sentence
    assert "H05" in wrong.value.remedy


@pytest.mark.slow
def test_reopening_asks_whom_it_opens_for(sample: Path) -> None:
    locked(sample)
    before = sample.read_bytes()
    for unit, named in ((None, "mọi đơn vị"), ("H05", "riêng H05")):
        screen = Recorder(answer=False)
        outcome = reopen(ReopenOptions(target(sample), unit), screen)
        assert named in screen.questions[0]
        assert outcome.counts["done"] is False
    assert sample.read_bytes() == before


@pytest.mark.slow
def test_safe_repairs_reach_the_reopened_unit_only(sample: Path) -> None:
    locked(sample)
    opened(sample, "H05")
    for unit in ("H05", "H06"):
        edit(sample, "figures", f"{PERIOD}/{unit}", note=" ghi chú ")
    outcome = fix(FixOptions(target(sample), dry_run=True))
    repairs = outcome.counts["repairs"]
    assert isinstance(repairs, list)
    assert [r["record"] for r in repairs if r["column"] == "Ghi chú" and "ghi chú" in r["before"]] == [f"{PERIOD}/H05"]
    assert any("khóa" in warning for warning in outcome.warnings)
