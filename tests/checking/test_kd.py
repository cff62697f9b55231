"""KD: what the rules about a cell's kind tell and spare beyond their examples."""

from __future__ import annotations

import datetime as dt

from world import SETTING_ROW, book, fires, quiet

from lhh_excel.checking.repair import plan_repairs


def test_KD01_a_required_cell_left_blank():
    found = fires("KD01", {("units", 1, "name"): ""}, at=("units", 1, "name"))
    assert "Tên đơn vị" in found.message
    fires("KD01", {("units", 1, "name"): "   "}, at=("units", 1, "name"))
    quiet("KD01", {("units", 1, "note"): "", ("units", 1, "email"): ""})
    quiet("KD01", {("tasks", 1, "due"): "chưa rõ"})  # not blank: KD02 tells


def test_KD02_a_date_that_is_none():
    for text in ("31/02/2026", "12/5/26", "chưa rõ", 45000):
        fires("KD02", {("tasks", 1, "due"): text}, at=("tasks", 1, "due"))
    quiet("KD02", {("tasks", 1, "due"): "28/02/2026"})


def test_KD03_a_date_typed_as_text():
    fires("KD03", {("tasks", 1, "due"): '"31/12/2026"'}, at=("tasks", 1, "due"))
    quiet("KD03", {("tasks", 1, "due"): "31/12/2026", ("tasks", 1, "note"): "31/12/2026"})


def test_KD03_the_date_that_the_dashboard_counts_from_typed_as_text():
    clock = ("profile", SETTING_ROW["as_of"], "value")
    fires("KD03", {clock: '"16/06/2026"'}, at=clock)
    quiet("KD03", {clock: "16/06/2026"})
    quiet("KD03", {clock: '"hôm nay"'})
    assert [(r.after, r.code) for r in plan_repairs(book({clock: '"16/06/2026"'}))] == [(dt.date(2026, 6, 16), "KD03")]


def test_KD04_a_date_outside_1990_2100():
    fires("KD04", {("tasks", 1, "due"): dt.date(2206, 12, 31)}, at=("tasks", 1, "due"))
    quiet("KD04", {("units", 1, "founded"): dt.date(1990, 1, 1)})


def test_KD06_text_where_a_number_belongs():
    for text in ("1.2345", "khoảng 20", "12 hội thảo"):
        fires("KD06", {("figures", 7, "tin_bai"): text}, at=("figures", 7, "tin_bai"))
    quiet("KD06", {("figures", 7, "tin_bai"): ""})


def test_KD07_a_number_typed_as_text():
    fires("KD07", {("figures", 7, "tin_bai"): '"12"'}, at=("figures", 7, "tin_bai"))
    read = fires("KD07", {("figures", 7, "tin_bai"): "1.250"}, at=("figures", 7, "tin_bai"))
    assert "được hiểu là 1250" in read.message
    fires("KD06", {("figures", 7, "kinh_phi"): "1.250"}, at=("figures", 7, "kinh_phi"))
    quiet("KD07", {("figures", 7, "tin_bai"): "12", ("units", 1, "phone"): '"02923812345"'})


def test_KD09_a_percent_outside_0_to_100():
    for value in ("101", "-1"):
        fires("KD09", {("tasks", 1, "progress"): value}, at=("tasks", 1, "progress"))
    quiet("KD09", {("tasks", 1, "progress"): "100"})
    quiet("KD09", {("tasks", 1, "progress"): "0"})


def test_KD10_a_cell_formatted_as_percent():
    found = fires(
        "KD10",
        {("tasks", 1, "progress"): 0.5},
        at=("tasks", 1, "progress"),
        percent=(("tasks", 1, "progress"),),
    )
    assert "50" in found.message
    quiet("KD10", {("tasks", 1, "progress"): 50})


def test_KD11_a_bare_value_between_0_and_1():
    found = fires("KD11", {("tasks", 1, "progress"): 0.5}, at=("tasks", 1, "progress"))
    assert "50 %" in found.message
    quiet("KD11", {("tasks", 1, "progress"): 1})


def test_KD12_a_value_that_is_not_in_the_list():
    found = fires("KD12", {("tasks", 1, "state"): "Dang thuc hiện"}, at=("tasks", 1, "state"))
    assert "Đang thực hiện" in found.fix
    fires("KD12", {("periods", 2, "state"): "Đóng"}, at=("periods", 2, "state"))
    quiet("KD12", {("tasks", 1, "state"): "đang  thực hiện"})


def test_KD14_a_bad_phone_number():
    fires("KD14", {("units", 1, "phone"): "gọi chị Lan"}, at=("units", 1, "phone"))
    for text in ("0292 381.2345", "(0292) 3 812 345", "+84 912 345 678"):
        quiet("KD14", {("units", 1, "phone"): f'"{text}"'})


def test_KD15_a_bad_email_address():
    for text in ("h02@example", "h02 example.vn", "a@b.vn; c@d.vn"):
        fires("KD15", {("units", 1, "email"): text}, at=("units", 1, "email"))
    quiet("KD15", {("units", 1, "email"): "van.phong-02@hoi.example.vn"})


def test_KD16_a_code_that_became_a_number():
    fires("KD16", add=[("units", {"code": 7, "name": "Hội khác"})], at=("units", -1, "code"))
    quiet("KD16", add=[("units", {"code": '"07"', "name": "Hội khác"})])
    quiet("KD16", add=[("periods", {"code": 2027})])  # a year's period


def test_KD17_a_date_or_number_where_text_belongs():
    fires("KD17", {("tasks", 1, "note"): dt.date(2026, 3, 12)}, at=("tasks", 1, "note"))
    fires("KD17", {("units", 1, "term"): 2023}, at=("units", 1, "term"))
    quiet("KD17", {("units", 1, "term"): "2023-2028"})


def test_KD18_a_negative_number_outside_the_figures():
    fires("KD18", {("texts", 0, "order"): "-1"}, at=("texts", 0, "order"), record="2026-H1/Ưu điểm/-1")
    quiet("KD18", {("figures", 7, "tin_bai"): "-1"})  # SL11 tells


def test_KD19_a_malformed_period_code():
    for code in ("2026-H3", "H1-2026", "2026/H1"):
        fires("KD19", add=[("periods", {"code": code})], at=("periods", -1, "code"))
    for code in ("2027", "2026-Q3", "2026-DX1", '"2027-H1"'):
        quiet("KD19", add=[("periods", {"code": code})])


def test_KD20_a_code_too_long_for_file_names_and_footers():
    for length in (51, 240, 300):
        shown = "A" * length if length < 160 else "A" * 159 + "…"
        found = fires("KD20", add=[("units", {"code": "A" * length})], at=("units", -1, "code"), record=shown)
        assert str(length) in found.message and "50" in found.message
    fires("KD20", add=[("tasks", {"code": "NV-" + "1" * 48})], at=("tasks", -1, "code"))
    quiet("KD20", add=[("units", {"code": "A" * 50, "name": "Hội " + "rất dài " * 60})])


def test_KD21_a_code_with_signs_that_no_code_can_have():
    for code in ("x\ny", "H01;H02", "...", "“”", "="):
        fires("KD21", add=[("units", {"code": f'"{code}"'})], at=("units", -1, "code"))
    for code in ("H.01", "Hội 1", "A/B", "ĐV-01", "05", "H&M"):
        quiet("KD21", add=[("units", {"code": f'"{code}"'})])


def test_KD22_a_count_beyond_all_reason():
    for number in (10**9, 10**15, 10**300):
        fires("KD22", {("figures", 7, "tin_bai"): number}, at=("figures", 7, "tin_bai"))
    quiet("KD22", {("figures", 7, "tin_bai"): 10**9 - 1, ("figures", 7, "kinh_phi"): 10**9})
