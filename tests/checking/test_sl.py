"""SL: what the rules about figures tell and spare beyond their examples. Rows 7-9 are H01, H02, TT01 in 2026-H1."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world import SETTING_ROW, book, findings, fires, quiet

from lhh_excel.checking.run import run_rules
from lhh_excel.workbook.declarations import DEFAULT

F, DUE = "figures", dt.date(2026, 6, 9)


def test_SL01_members_at_the_end_do_not_add_up():
    found = fires("SL01", {(F, 8, "hoi_vien_cuoi_ky"): "221"}, at=(F, 8, "hoi_vien_cuoi_ky"))
    assert "215 + 5 − 0 = 220" in found.message
    quiet("SL01", {(F, 8, "giam_trong_ky"): "", (F, 8, "hoi_vien_cuoi_ky"): "221"})  # blank is not zero


def test_SL02_received_without_members_at_the_end():
    fires("SL02", {(F, 8, "hoi_vien_cuoi_ky"): ""}, at=(F, 8, "hoi_vien_cuoi_ky"))
    quiet("SL02", {(F, 8, "hoi_vien_cuoi_ky"): "", (F, 8, "received"): ""})


def test_SL03_members_at_the_start_differ_from_the_period_before():
    found = fires("SL03", {(F, 8, "hoi_vien_dau_ky"): "214"}, at=(F, 8, "hoi_vien_dau_ky"))
    assert "215" in found.message and "2025-H2" in found.message
    quiet("SL03", {(F, 8, "hoi_vien_dau_ky"): "214", (F, 5, "hoi_vien_cuoi_ky"): ""})


def test_SL03_follows_a_successor():
    found = fires("SL03", {(F, 4, "hoi_vien_dau_ky"): "110"}, at=(F, 4, "hoi_vien_dau_ky"))
    assert "160" in found.message and "H03: 50" in found.message
    quiet("SL03")  # 160 = 110 of its own + 50 of H03, which left in the period
    fires("SL03", {("units", 2, "successor"): ""}, at=(F, 4, "hoi_vien_dau_ky"))


def test_SL04_more_reviews_done_than_assigned():
    fires("SL04", {(F, 8, "tvpb_hoan_thanh"): "4"}, at=(F, 8, "tvpb_hoan_thanh"))
    quiet("SL04", {(F, 8, "tvpb_hoan_thanh"): "3"})
    quiet("SL04", {(F, 8, "tvpb_duoc_giao"): ""})


def test_SL04_more_solutions_awarded_than_entered():
    assert (
        "“Giải pháp dự thi” là"
        in fires("SL04", {(F, 8, "giai_phap_doat_giai"): "9"}, at=(F, 8, "giai_phap_doat_giai")).message
    )


def test_SL06_people_without_a_workshop():
    fires("SL06", {(F, 8, "hoi_thao"): "0"}, at=(F, 8, "luot_nguoi_hoi_thao"))
    fires("SL06", {(F, 8, "hoi_thao"): ""}, at=(F, 8, "luot_nguoi_hoi_thao"))
    quiet("SL06", {(F, 8, "hoi_thao"): "0", (F, 8, "luot_nguoi_hoi_thao"): "0"})


def test_SL07_a_workshop_without_people():
    fires("SL07", {(F, 8, "luot_nguoi_hoi_thao"): "0"}, at=(F, 8, "luot_nguoi_hoi_thao"))
    quiet("SL07", {(F, 8, "hoi_thao"): "", (F, 8, "luot_nguoi_hoi_thao"): ""})


def test_SL06_and_SL07_tell_of_every_pair():
    fires("SL06", {(F, 8, "lop_tap_huan"): "0"}, at=(F, 8, "luot_nguoi_tap_huan"))
    quiet("SL06", {(F, 8, "lop_tap_huan"): "0", (F, 8, "luot_nguoi_tap_huan"): "0"})
    fires("SL07", {(F, 8, "luot_nguoi_tap_huan"): ""}, at=(F, 8, "luot_nguoi_tap_huan"))
    quiet("SL07", {(F, 8, "luot_nguoi_tap_huan"): "1"})


def test_SL11_a_negative_figure():
    fires("SL11", {(F, 8, "tin_bai"): "-12"}, at=(F, 8, "tin_bai"))
    fires("SL11", {(F, 8, "kinh_phi"): "-0,5"}, at=(F, 8, "kinh_phi"))
    quiet("SL11", {(F, 8, "tin_bai"): "0"})


ZEROS = {(F, 9, key): "0" for key in DEFAULT.activities}


def test_SL12_everything_is_zero():
    fires("SL12", ZEROS, at=(F, 9, "unit"))
    quiet("SL12", {**ZEROS, (F, 9, "van_ban_gop_y"): "1"})
    quiet("SL12", dict.fromkeys(ZEROS, ""))


def test_SL13_received_without_a_single_figure():
    blank = {(F, 9, key): "" for key in DEFAULT.by_key}
    fires("SL13", blank, at=(F, 9, "received"))
    quiet("SL13", {**blank, (F, 9, "tin_bai"): "0"})


def test_SL14_a_jump_against_the_same_period_last_year():
    found = fires("SL14", {(F, 8, "hoi_thao"): "20", (F, 8, "luot_nguoi_hoi_thao"): "150"}, at=(F, 8, "hoi_thao"))
    assert "tăng 900 %" in found.message and "2025-H1" in found.message
    fires("SL14", {(F, 8, "ket_nap_moi"): "-110", (F, 8, "hoi_vien_cuoi_ky"): "105"}, at=(F, 8, "hoi_vien_cuoi_ky"))
    quiet("SL14", {(F, 8, "hoi_thao"): "6"})  # threefold, but only four more
    quiet("SL14", {(F, 8, "hoi_thao"): "20", (F, 8, "note"): "Năm tổ chức đại hội"})
    quiet("SL14", {(F, 8, "hoi_thao"): "20", (F, 1, "hoi_thao"): ""})  # nothing to compare with


def test_SL14_counts_a_merged_unit_with_its_heir():
    # H01 had 110 and H03, merged into it since, 50: 220 is an increase by 38 %, not by 100 %
    quiet("SL14", {(F, 7, "hoi_vien_cuoi_ky"): "220"})
    fires("SL14", {(F, 7, "hoi_vien_cuoi_ky"): "245"}, at=(F, 7, "hoi_vien_cuoi_ky"))


def test_SL14_from_zero_has_no_percent():
    found = fires("SL14", {(F, 8, "hoi_thao"): "40", (F, 1, "hoi_thao"): "0"}, at=(F, 8, "hoi_thao"))
    assert "%" not in found.message
    quiet("SL14", {(F, 8, "hoi_thao"): "4", (F, 1, "hoi_thao"): "0"})


def test_SL15_a_unit_expected_and_missing():
    found = fires("SL15", drop=((F, 8),), at=("units", 1, "code"))
    assert "Hội thành viên 02" in found.message and found.severity.value == "warning"
    fires("SL15", {(F, 8, "received"): ""}, at=(F, 8, "received"))
    quiet("SL15", {("units", 1, "left"): "14/06/2026"}, drop=((F, 8),))
    quiet("SL15", {("units", 1, "joined"): "15/06/2026"}, drop=((F, 8),))
    quiet("SL15", drop=((F, 8),), as_of=dt.date(2026, 6, 9))
    quiet("SL15", drop=((F, 5),))  # an earlier period


def test_SL16_a_unit_missing_but_not_yet_due():
    found = fires("SL16", drop=((F, 8),), as_of=dt.date(2026, 6, 9), at=("periods", 2, "unit_due"))
    assert found.severity.value == "note"
    # one line for all of them, whether their rows are there or not
    found = fires("SL16", {(F, 7, "received"): ""}, drop=((F, 8),), as_of=DUE, at=("periods", 2, "unit_due"))
    assert "2 đơn vị" in found.message and "H01, H02" in found.message
    quiet("SL15", {(F, 7, "received"): ""}, drop=((F, 8),), as_of=DUE)
    quiet("SL16", drop=((F, 8),))
    quiet("SL16", as_of=DUE)


def test_SL17_a_report_received_late():
    found = fires("SL17", {(F, 8, "received"): "11/06/2026"}, at=(F, 8, "received"))
    assert "2 ngày" in found.message
    quiet("SL17", {(F, 8, "received"): "09/06/2026"})
    quiet("SL17", {(F, 5, "received"): "20/12/2025"})  # of a locked period: history


def due(text: str) -> dict[tuple[str, int, str], str]:
    return {("periods", 2, "unit_due"): text, ("periods", 2, "upward_due"): "31/12/2026"}


def test_SL15_SL16_SL17_tell_a_deadline_on_a_day_off_or_before_a_holiday():
    saturday = due("06/06/2026")
    found = fires("SL17", {**saturday, (F, 8, "received"): "08/06/2026"}, drop=((F, 7), (F, 9)), at=(F, 7, "received"))
    assert "muộn 2 ngày so với hạn 06/06/2026 (rơi vào thứ Bảy; ngày làm việc tiếp theo là 08/06/2026)" in found.message
    assert "08/06/2026" in found.fix
    assert "thứ Bảy" in fires("SL15", saturday, drop=((F, 8),), at=("units", 1, "code")).message
    ahead = fires("SL16", saturday, drop=((F, 8),), as_of=dt.date(2026, 6, 5), at=("periods", 2, "unit_due"))
    assert "thứ Bảy" in ahead.message
    eve = fires("SL15", due("29/04/2026"), drop=((F, 8),), at=("units", 1, "code"))
    assert "hạn nộp là 29/04/2026 (ngay trước ngày nghỉ lễ Chiến thắng 30/4)." in eve.message
    assert "hạn nộp là 09/06/2026." in fires("SL15", drop=((F, 8),), at=("units", 1, "code")).message


def test_SL20_figures_without_the_day_received():
    fires("SL20", {(F, 8, "received"): ""}, at=(F, 8, "received"))
    row = {(F, 8, key[2]): "" for key in ZEROS} | {
        (F, 8, key): "" for key in ("received", "ket_nap_moi", "giam_trong_ky", "hoi_vien_cuoi_ky")
    }
    quiet("SL20", row)  # a row prepared with the opening figure only


def frozen(value: object, record: str = "2025-H2/H02", period: str = "2025-H2", at: object = None):
    row = {"period": period, "table": "tblSoLieu", "record": record, "column": "Tin bài", "value": value, "at": at}
    return ("frozen", row)


def kept(period: str, *units: str, value: str = '"12"'):
    return [frozen(value, f"{period}/{unit}", period) for unit in units]


def test_SL21_a_figure_changed_after_the_lock():
    rows = kept("2025-H2", "H01", "H02", "TT01")
    found = fires("SL21", {(F, 5, "tin_bai"): "13"}, add=rows, at=(F, 5, "tin_bai"))
    assert "“13”" in found.message and "“12”" in found.message
    quiet("SL21", add=rows)
    quiet("SL21", {(F, 5, "van_ban_gop_y"): "2"}, add=rows)  # that column was not kept


def test_SL21_takes_the_last_freeze():
    day = dt.datetime(2025, 12, 20, 8, 0)
    rows = [frozen('"11"', at=day), frozen('"12"', at=day + dt.timedelta(days=1))]
    quiet("SL21", add=rows)
    fires("SL21", add=[rows[0], frozen('"10"', at=day - dt.timedelta(days=1))], at=(F, 5, "tin_bai"))


def test_SL22_a_figure_changed_after_submission():
    rows = kept("2026-H1", "H02")
    found = fires("SL22", {(F, 8, "tin_bai"): "13"}, add=rows, at=(F, 8, "tin_bai"))
    assert found.severity.value == "warning"  # an error would stop a second submission
    quiet("SL22", add=rows)
    quiet("SL22", {(F, 5, "tin_bai"): "13"}, add=kept("2025-H2", "H02"))  # locked: SL21


def test_SL23_a_locked_row_is_gone():
    rows = kept("2025-H2", "H01", "H02", "TT01")
    found = findings("SL23", add=rows, drop=((F, 5),))
    assert [(f.sheet, f.record) for f in found] == [("Số liệu", "2025-H2/H02")]
    quiet("SL23", add=rows)
    quiet("SL23", add=kept("2026-H1", "H02"), drop=((F, 8),))  # not locked


def test_SL24_a_row_added_after_the_lock():
    fires("SL24", add=kept("2025-H2", "H01", "TT01"), at=(F, 5, "unit"))
    quiet("SL24", add=kept("2025-H2", "H01", "H02", "TT01"))
    quiet("SL24", add=kept("2026-H1", "H01"))


def test_SL25_figures_of_a_period_that_is_added_up():
    year = ("periods", {"code": "2025", "name": "năm 2025", "start": "15/12/2024", "end": "14/12/2025"})
    row = ("figures", {"period": "2025", "unit": "H02"})
    fires("SL25", add=[year, row], at=(F, -1, "period"))
    quiet("SL25", {("periods", 3, "start"): "15/12/2025", ("periods", 3, "end"): "16/12/2025"}, add=[year, row])


def test_SL14_a_note_explains_the_figures_that_it_names():
    jump = {(F, 8, "hoi_thao"): "20", (F, 8, "luot_nguoi_hoi_thao"): "150"}
    for note in ("Hội thảo tăng do có dự án", "HOI THAO truc tuyen", "Năm tổ chức đại hội"):  # the last names none
        quiet("SL14", {**jump, (F, 8, "note"): note})
    for note in ("Số hội viên tăng do sáp nhập", "Nộp muộn do mất điện", "Kinh phí được cấp bổ sung"):
        fires("SL14", {**jump, (F, 8, "note"): note}, at=(F, 8, "hoi_thao"))


def test_SL26_money_that_can_only_be_in_dong():
    found = fires("SL26", {(F, 8, "kinh_phi"): "120500000"}, at=(F, 8, "kinh_phi"))
    assert "120.500 tỷ đồng" in found.message and found.fix == "Nếu là 120.500.000 đồng thì ghi 120,5."
    note = {(F, 8, "note"): "Kinh phí tăng do được cấp bổ sung"}  # whatever it says
    fires("SL26", {(F, 8, "kinh_phi"): "5000000", **note}, at=(F, 8, "kinh_phi"))
    quiet("SL26", {(F, 8, "kinh_phi"): "999999"})
    quiet("SL14", {(F, 8, "kinh_phi"): "120500000"})  # told once
    quiet("SL14", {(F, 1, "kinh_phi"): "120500000"})  # last year's is the wrong one


@pytest.mark.slow
def test_SL27_a_figure_typed_in_another_unit():
    members = {(F, 8, "note"): "Đã đối chiếu số hội viên với đơn vị"}
    little = {(F, i, "kinh_phi"): "1,5" for i in (1, 5)}
    asked = (("850000", "đồng", "0,85", little), ("120000", "nghìn đồng", "120", {}), ("0,12", "tỷ đồng", "120", {}))
    for value, unit, meant, before in asked:
        found = fires("SL27", {**before, (F, 8, "kinh_phi"): value, **members}, at=(F, 8, "kinh_phi"))
        assert found.message.endswith(f"bằng {unit}?") and found.fix.startswith(f"Nếu gõ nhầm thì ghi {meant}."), found
        quiet("SL14", {(F, 8, "kinh_phi"): value})
    kinh_phi = {(F, 8, "note"): "Kinh phí: được cấp vốn đầu tư trụ sở"}
    quiet("SL27", {(F, 8, "kinh_phi"): "120000", **kinh_phi})
    fires(
        "SL27", {**little, (F, 8, "kinh_phi"): "850000", **kinh_phi}, at=(F, 8, "kinh_phi")
    )  # a millionfold has no other cause
    small = {(F, i, "kinh_phi"): "32,5" for i in (1, 5)}
    assert "tỷ đồng" in fires("SL27", {**small, (F, 8, "kinh_phi"): "0,098"}, at=(F, 8, "kinh_phi")).message
    for fine in ("0", "0,5", "1200", "20000", "119,75"):
        quiet("SL27", {(F, 8, "kinh_phi"): fine})


def test_SL27_a_unit_without_another_figure_is_compared_with_the_others():
    add = [("units", {"code": "H09", "name": "Hội thành viên 09"}), (F, {"unit": "H09", "period": "2026-H1"})]
    fires("SL27", {(F, 10, "kinh_phi"): "85000"}, add=add, at=(F, 10, "kinh_phi"))
    quiet("SL27", {(F, 10, "kinh_phi"): "9000"}, add=add)


def test_SL27_thousands_of_a_count():
    many = {(F, i, "tin_bai"): "1200" for i in (1, 5, 8)}
    found = fires("SL27", {**many, (F, 8, "tin_bai"): "1"}, at=(F, 8, "tin_bai"))
    assert "dấu chấm" in found.message
    fires("SL27", {(F, 8, "tin_bai"): "12000"}, at=(F, 8, "tin_bai"))
    quiet("SL27", {**many, (F, 8, "tin_bai"): "30"})
    quiet("SL27", {**many, (F, 8, "tin_bai"): "1300"})


NOTES = (
    "",
    "Đã đối chiếu số hội viên",
    "Hội thảo trực tuyến",
    "Nộp muộn do bão",
    "Đã xác nhận với đơn vị",
    "Đơn vị mới",
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    year_before=st.integers(50, 50_000).map(lambda tenths: tenths / 10),
    change=st.floats(0.4, 2.5),
    scale=st.sampled_from([1, 1_000, 1_000_000]),
    note=st.sampled_from(NOTES),
)
def test_a_sum_in_another_unit_is_told_whatever_else_the_note_explains_and_one_in_its_own_never(
    year_before: float, change: float, scale: int, note: str
) -> None:
    true = round(year_before * change, 1)
    cells = {(F, i, "kinh_phi"): year_before for i in (1, 5)}
    typed = {**cells, (F, 8, "kinh_phi"): true * scale, (F, 8, "note"): note}
    codes = {f.code for f in run_rules(book(typed)) if f.code in ("SL26", "SL27") and f.record == "2026-H1/H02"}
    assert len(codes) == (scale > 1), (true, scale)


def test_a_figure_that_is_declared_later_is_not_missed_in_the_periods_before():
    """Rows 4 to 6 stand in 2025-H2, which is locked."""
    nobody = {(F, i, "luot_nguoi_tap_huan"): "" for i in (4, 5, 6)}
    quiet("SL07", nobody)
    fires("SL07", {(F, 5, "luot_nguoi_tap_huan"): ""}, at=(F, 5, "luot_nguoi_tap_huan"))  # others gave it
    closing = {(F, i, "hoi_vien_cuoi_ky"): "" for i in (4, 5, 6)}
    assert not findings("SL02", closing)


def test_an_office_without_a_programme_is_given_no_section_of_one_as_a_source():
    at = {(F, 8, "hoi_vien_cuoi_ky"): "", (F, 7, "hoi_vien_cuoi_ky"): ""}
    number = ("profile", SETTING_ROW["programme_number"], "value")
    for typed, wanted in (("70/CTr-LHH", True), ("", False)):
        found = run_rules(book(at | {number: typed}))
        assert any("Chế độ báo cáo" in finding.source for finding in found)
        assert any("Chương trình" in finding.source for finding in found) is wanted
