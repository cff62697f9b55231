"""The safe repairs: exactly those that have one reading, and never in a locked period."""

from __future__ import annotations

import datetime as dt
import unicodedata

from world import book, findings

from lhh_excel.checking.repair import plan_repairs, repairs_left_alone
from lhh_excel.workbook.values import Formula

NFD = unicodedata.normalize("NFD", "Phát triển hội viên")


def test_a_clean_book_needs_no_repair():
    assert plan_repairs(book()) == []


def test_each_safe_repair_says_where_from_what_to_what_and_why():
    made = book(
        {
            ("tasks", 0, "content"): " Kiện toàn tổ chức hội ",
            ("tasks", 1, "content"): NFD,
            ("tasks", 1, "due"): '"31/12/2026"',
            ("tasks", 1, "progress"): 0.4,
            ("tasks", 2, "state"): "TẠM  DỪNG",
            ("figures", 7, "tin_bai"): '"12"',
            ("units", 1, "note"): "  ",
        },
        percent=(("tasks", 1, "progress"),),
    )
    found = {(r.sheet, r.cell): (r.after, r.code) for r in plan_repairs(made)}
    assert found == {
        ("Nhiệm vụ", "D6"): ("Kiện toàn tổ chức hội", "VB07"),
        ("Nhiệm vụ", "D7"): ("Phát triển hội viên", "VB01"),
        ("Nhiệm vụ", "I7"): (dt.date(2026, 12, 31), "KD03"),
        ("Nhiệm vụ", "K7"): (40, "KD10"),
        ("Nhiệm vụ", "J8"): ("Tạm dừng", "KD13"),
        ("Số liệu", "R13"): (12, "KD07"),
        ("Đơn vị", "O7"): (None, "VB07"),
    }
    one = next(r for r in plan_repairs(made) if r.cell == "J8")
    assert (one.table, one.index, one.column_key, one.column, one.record) == (
        "tasks",
        2,
        "state",
        "Trạng thái",
        "NV-003",
    )
    assert one.before == "TẠM  DỪNG" and one.why
    assert "“TẠM  DỪNG” → “Tạm dừng”" in one.line


def test_what_has_two_readings_is_left_to_the_clerk():
    made = book(
        {
            ("tasks", 1, "due"): "12/5/26",
            ("tasks", 2, "due"): '"31/02/2026"',
            ("tasks", 1, "progress"): 0.4,
            ("tasks", 4, "state"): "Đang làm",
            ("figures", 7, "kinh_phi"): "1.234",
            ("figures", 7, "van_ban_gop_y"): Formula("=1+1", 2),
            ("figures", 7, "hoi_thao"): "1,5",
            ("units", 0, "phone"): 2923812345,
            ("units", 1, "term"): 2023,
            ("tasks", 0, "content"): "Kiện toàn  tổ chức",
        }
    )
    assert plan_repairs(made) == []


def test_rows_of_a_locked_period_are_left_alone_and_told():
    made = book({("figures", 5, "tin_bai"): '"12"', ("figures", 8, "tin_bai"): '"12"', ("periods", 1, "name"): " x "})
    assert [r.record for r in plan_repairs(made)] == ["2026-H1/H02"]
    assert [r.record for r in repairs_left_alone(made)] == ["2025-H2", "2025-H2/H02"]


def test_a_repaired_book_no_longer_has_the_findings_that_the_repairs_name():
    changes = {("tasks", 1, "content"): f" {NFD}", ("tasks", 1, "due"): '"31/12/2026"', ("units", 1, "code"): "H02 "}
    repairs = plan_repairs(book(changes))
    mended = {(r.table, r.index, r.column_key): r.after for r in repairs}
    assert {r.code for r in repairs} == {"VB07", "KD03"}
    for code in ("VB01", "VB07", "KD03"):
        assert findings(code, changes)
        assert not findings(code, {**changes, **mended})
