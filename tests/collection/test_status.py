"""status: who reported, in numbers and by name, the same as everywhere else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from cli import lhh
from cycle_master import PERIOD, book, edit, records, target

from lhh_excel.actions.periods import LockOptions, ReopenOptions, lock, reopen
from lhh_excel.actions.status import StatusOptions, status
from lhh_excel.errors import RefusedError
from lhh_excel.figures.report import build_report

KINDS = ("Hội thành viên", "Đơn vị trực thuộc")


def counted_by_hand(path: Path, kind: str | None) -> dict[str, int]:
    """From the rows of the sheets, without the program's own figures."""
    end, due = dt.date(2026, 6, 14), dt.date(2026, 6, 9)
    expected = [
        unit["code"]
        for unit in records(path, "units")
        if unit["joined"] <= end and (unit["left"] is None or unit["left"] > end) and kind in (None, unit["kind"])
    ]
    came = {row["unit"]: row["received"] for row in records(path, "figures", period=PERIOD)}
    days = [came.get(code) for code in expected]
    received = [day for day in days if day is not None]
    return {
        "expected": len(expected),
        "received": len(received),
        "on_time": sum(day <= due for day in received),
        "late": sum(day > due for day in received),
        "missing": len(days) - len(received),
    }


@pytest.mark.slow
def test_the_five_columns_are_what_the_rows_say_per_kind_and_in_all(sample: Path) -> None:
    counts = status(StatusOptions(target(sample))).counts
    for kind in KINDS:
        assert counted_by_hand(sample, kind).items() <= counts["by_kind"][kind].items()  # type: ignore[index]
    total = counts["total"]
    assert isinstance(total, dict)
    assert counted_by_hand(sample, None).items() <= total.items()
    assert (total["expected"], total["percent_received"], total["percent_on_time"]) == (20, 90.0, 80.0)


@pytest.mark.slow
def test_the_report_says_the_same(sample: Path) -> None:
    summary = build_report(book(sample), PERIOD).context["phu_luc_3"]["tong_hop"]
    columns = ("ten", "phai_nop", "da_nop", "dung_han", "muon", "chua_nop", "ty_le")
    lines = lhh("status", sample).out.splitlines()
    for row in summary:
        told = [str(row[name]) for name in columns]
        name = "Tổng" if told[0] == "Cộng" else told[0]
        line = next(line for line in lines if line.startswith(name + "  "))
        assert line.removeprefix(name).split()[: len(told) - 1] == told[1:]


def test_the_late_and_the_missing_are_named(sample: Path) -> None:
    said = lhh("status", sample, "--period", PERIOD)
    assert said.code == 0
    assert "Hạn đơn vị nộp: 09/06/2026, đã qua 7 ngày." in said.out
    assert "H07  Hội thành viên 07: nhận 11/06/2026, muộn 2 ngày" in said.out
    missing = said.out.partition("Chưa nộp (2):\n")[2].split("\n")
    assert missing[:2] == ["  H09  Hội thành viên 09", "  TT03  Đơn vị trực thuộc 03"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2026-06-06", "rơi vào thứ Bảy"),
        ("2026-05-01", "rơi vào ngày nghỉ lễ Quốc tế lao động 1/5"),
        ("2026-06-09", ""),
    ],
)
def test_a_deadline_on_a_day_off_is_told_beside_late_here_and_in_the_annex(sample: Path, due: str, said: str) -> None:
    edit(sample, "periods", PERIOD, unit_due=dt.date.fromisoformat(due))
    lines = lhh("status", sample).out.splitlines()
    [late] = [line for line in lines if line.startswith("  H07  ")]
    [head] = [line for line in lines if line.startswith("Hạn đơn vị nộp")]
    rows = build_report(book(sample), PERIOD).context["phu_luc_3"]["dong"]
    [row] = [row for row in rows if row["ten"] == "Hội thành viên 07"]
    for text in (late, head, str(row["tinh_trang"])):
        assert (said in text) if said else ("rơi" not in text and "trước" not in text), text
    assert lhh("status", sample, "--json").json["due_on"].partition(";")[0] == said


def test_columns_stand_under_their_heads(sample: Path) -> None:
    lines = [line for line in lhh("status", sample).out.splitlines() if line.startswith(("Loại", "Hội", "Đơn", "Tổng"))]
    ends = [line.index("Đã nộp") + len("Đã nộp") for line in lines[:1]]
    assert [line[: ends[0]].split()[-1] for line in lines[1:]] == ["16", "2", "18"]
    assert len({len(line) for line in lines}) == 1


def test_json_has_one_object_with_codes_and_addresses_to_write_to(sample: Path) -> None:
    found = lhh("status", sample, "--json").json
    assert (found["period"], found["due"], found["as_of"]) == (PERIOD, "2026-06-09", "2026-06-16")
    assert [line["unit"] for line in found["missing"]] == ["H09", "TT03"]
    assert [(line["unit"], line["days_late"]) for line in found["late"]] == [("H07", 2), ("TT01", 3)]
    assert found["missing"][0]["email"] == "h09@example.vn"
    assert (found["made"], found["warnings"], found["locked"]) == ([], [], False)


def test_of_a_year_each_missing_part_is_named(sample: Path) -> None:
    out = lhh("status", sample, "--period", "2026").out
    assert "  H09  Hội thành viên 09: thiếu 2026-H1, 2026-H2" in out
    assert "  H01  Hội thành viên 01: thiếu 2026-H2" in out


@pytest.mark.slow
def test_a_period_without_due_date_has_neither_late_nor_on_time_and_says_so(sample: Path) -> None:
    edit(sample, "periods", PERIOD, unit_due=None)
    outcome = status(StatusOptions(target(sample)))
    total = outcome.counts["total"]
    assert isinstance(total, dict)
    assert (total["received"], total["on_time"], total["late"], total["untimed"]) == (18, 0, 0, 18)
    assert "Hạn đơn vị nộp" in outcome.warnings[0]
    assert not any("Hạn đơn vị nộp:" in line for line in outcome.lines)


@pytest.mark.parametrize(
    ("today", "told"), [("09/06/2026", "là hôm nay"), ("08/06/2026", "còn 1 ngày"), ("10/06/2026", "đã qua 1 ngày")]
)
def test_how_far_the_due_date_is(sample: Path, today: str, told: str) -> None:
    assert f"Hạn đơn vị nộp: 09/06/2026, {told}." in lhh("status", sample, "--as-of", today).out


@pytest.mark.slow
def test_on_a_day_asked_about_later_reports_had_not_come(sample: Path) -> None:
    early = lhh("status", sample, "--json", "--as-of", "10/06/2026").json
    days = [row["received"] for row in records(sample, "figures", period=PERIOD) if row["received"]]
    assert early["total"]["received"] == sum(day <= dt.date(2026, 6, 10) for day in days) == 16
    assert {line["unit"] for line in early["missing"]} == {"H07", "H09", "TT01", "TT03"}
    assert early["late"] == []
    (warning,) = early["warnings"]
    assert "2 đơn vị" in warning and "H07, TT01" in warning and "Trang chủ" in warning
    after = lhh("status", sample, "--json", "--as-of", "12/06/2026").json
    assert (after["total"]["received"], after["warnings"]) == (18, [])


@pytest.mark.slow
def test_by_the_workbooks_own_clock_a_day_of_receipt_in_the_future_is_told_and_counted_as_on_trang_chu(
    sample: Path,
) -> None:
    edit(sample, "figures", f"{PERIOD}/H05", received=dt.date(2062, 6, 3))
    found = lhh("status", sample, "--json").json
    summary = build_report(book(sample), PERIOD).context["phu_luc_3"]["tong_hop"]
    assert str(found["total"]["received"]) == str(summary[-1]["da_nop"]) == "18"
    (warning,) = found["warnings"]
    assert "H05" in warning and "sửa ngày" in warning


def test_of_a_year_a_part_received_later_is_missing_on_that_day(sample: Path) -> None:
    out = lhh("status", sample, "--period", "2026", "--as-of", "10/06/2026").out
    assert "  H07  Hội thành viên 07: thiếu 2026-H1, 2026-H2" in out
    assert "  H01  Hội thành viên 01: thiếu 2026-H2" in out


@pytest.mark.slow
def test_a_period_without_its_dates_is_refused_with_a_sentence(sample: Path) -> None:
    edit(sample, "periods", PERIOD, end=None)
    with pytest.raises(RefusedError) as refused:
        status(StatusOptions(target(sample)))
    assert refused.value.key == "period_without_dates"


def test_an_unknown_period_is_a_wrong_call(sample: Path) -> None:
    said = lhh("status", sample, "--period", "2031-H1")
    assert said.code == 2
    assert "2031-H1" in said.err


@pytest.mark.slow
def test_a_period_in_which_nobody_must_report_says_so(sample: Path) -> None:
    edit(sample, "periods", "2025-H1", start=dt.date(1995, 1, 1), end=dt.date(1995, 6, 30))
    assert "Không có đơn vị nào phải báo cáo" in lhh("status", sample, "--period", "2025-H1").out


@pytest.mark.slow
def test_the_lock_is_told_and_for_whom_it_is_open(sample: Path) -> None:
    lock(LockOptions(target(sample), sure=True))
    assert "Kỳ đã khóa." in lhh("status", sample).out
    reopen(ReopenOptions(target(sample), "H05", sure=True))
    assert "Kỳ đã khóa, đang mở lại cho: H05." in lhh("status", sample).out


def test_nothing_is_written(sample: Path) -> None:
    before = sample.read_bytes()
    lhh("status", sample)
    assert sample.read_bytes() == before
    assert [entry.name for entry in sample.parent.iterdir()] == [sample.name]
