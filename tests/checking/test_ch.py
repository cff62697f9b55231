"""CH: what the rules about profile, signers, recipients and register tell and spare beyond their examples."""

from __future__ import annotations

import pytest
from world import CLEAN, SETTING_ROW, book, findings, fires, quiet

from lhh_excel.checking.run import run_rules

R, S, N = "register", "signers", "recipients"


def setting(key: str, column: str = "value") -> tuple[str, int, str]:
    return ("profile", SETTING_ROW[key], column)


def at_setting(code: str, key: str, value: object):
    """The finding at the setting's value; the record is its label."""
    return fires(code, {setting(key): value}, at=setting(key))


def test_CH01_a_required_setting_is_missing():
    for key in ("agency", "symbol", "place", "period"):
        at_setting("CH01", key, "")
    found = findings("CH01", drop=(("profile", SETTING_ROW["place"]),))
    assert [(f.sheet, f.cell, f.record) for f in found] == [("Cấu hình", "", "Địa danh")]
    quiet("CH01", {setting("drafter"): "", setting("programme_number"): ""})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("body_size", "12"),
        ("indent", "2"),
        ("margin_left", "25"),
        ("margin_right", "25"),
        ("numbering", "theo năm"),
        ("medium", "fax"),
        ("as_of", "31/02/2026"),
        ("programme_date", "tháng 3"),
        ("last_number", "-1"),
        ("archive_copies", "hai"),
    ],
)
def test_CH02_a_setting_that_cannot_be(key: str, value: str):
    at_setting("CH02", key, value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("body_size", "13"),
        ("indent", "1,27"),
        ("margin_left", "35"),
        ("numbering", "Theo Loại"),
        ("as_of", '"16/06/2026"'),
        ("last_number", "0"),
        ("margin_top", '"20"'),
    ],
)
def test_CH02_leaves_what_can_be(key: str, value: str):
    quiet("CH02", {setting(key): value})


def test_CH03_an_unknown_setting():
    found = fires("CH03", {setting("drafter", "item"): "Ký hiệu đơn vị soạn"}, at=setting("drafter", "item"))
    assert "Ký hiệu đơn vị soạn thảo" in found.message
    quiet("CH03", {setting("drafter", "item"): "ký hiệu  đơn vị soạn thảo"})


def test_CH04_a_setting_that_is_there_twice():
    fires("CH04", add=[("profile", {"item": "Địa danh", "value": "Huế"})], at=("profile", -1, "item"))
    quiet("CH04", add=[("profile", {"item": "Căn cứ", "value": "Căn cứ Điều lệ"})])


def test_CH05_the_current_period_is_unknown():
    found = at_setting("CH05", "period", "2026H1")
    assert "2026-H1" in found.message
    quiet("CH05", {setting("period"): "2025-H2"})


def test_CH06_there_is_no_signer():
    found = findings("CH06", drop=((S, 0), (S, 1)))
    assert [(f.sheet, f.cell) for f in found] == [("Người ký", "A5")]
    quiet("CH06", drop=((S, 1),))


def test_CH07_nobody_is_the_default_signer():
    fires("CH07", {(S, 0, "default"): ""}, at=(S, 0, "default"))
    quiet("CH07", {(S, 0, "default"): "", (S, 1, "default"): "Có"})
    quiet("CH07", drop=((S, 0), (S, 1)))  # CH06


def test_CH09_a_deputy_signs_without_the_line_on_behalf():
    found = fires("CH09", {(S, 1, "on_behalf"): ""}, at=(S, 1, "on_behalf"))
    assert "KT. CHỦ TỊCH" in found.fix
    quiet("CH09", {(S, 1, "on_behalf"): "", (S, 1, "position"): "Chủ tịch"})
    quiet("CH09", {(S, 1, "on_behalf"): "", (S, 1, "authority"): "KT. CHỦ TỊCH"})


def test_CH11_the_authority_is_badly_written():
    for text in ("TM BAN THƯỜNG TRỰC", "T/M BAN THƯỜNG TRỰC", "BAN THƯỜNG TRỰC"):
        fires("CH11", {(S, 0, "authority"): text}, at=(S, 0, "authority"))
    quiet("CH11", {(S, 0, "authority"): ""})
    quiet("CH11", {(S, 0, "authority"): "TL. CHỦ TỊCH"})


def test_CH12_the_line_on_behalf_is_badly_written():
    for text in ("KT CHỦ TỊCH", "K.T CHỦ TỊCH", "KT."):
        fires("CH12", {(S, 1, "on_behalf"): text}, at=(S, 1, "on_behalf"))
    quiet("CH12")


@pytest.mark.parametrize("name", ["GS.TS. Nguyễn Văn A", "TS Nguyễn Văn A", "ThS. Lê B", "PGS. Lê B", "Bác sĩ Lê B"])
def test_CH13_titles_before_the_name(name: str):
    fires("CH13", {(S, 0, "name"): name}, at=(S, 0, "name"))


def test_CH13_leaves_names_that_begin_alike():
    for name in ("Ông Ích Khiêm", "Tsan Văn A", "Cn-Văn", "Thạch Văn A", "Kỳ Văn B", "Bàng Văn C"):
        quiet("CH13", {(S, 0, "name"): name})


def test_CH15_the_report_has_no_recipients():
    found = findings("CH15", {(N, i, "document_type"): "Công văn" for i in range(4)})
    assert [(f.sheet, f.cell) for f in found] == [("Nơi nhận", "D5")]
    quiet("CH15")


def test_CH16_the_report_has_no_addressee():
    fires("CH16", drop=((N, 0),), at=(N, 0, "role"))
    quiet("CH16", {(N, i, "document_type"): "Công văn" for i in range(4)})  # none at all: CH15


def test_CH17_an_addressee_without_as_above():
    fires("CH17", drop=((N, 1),), at=(N, 1, "name"))
    fires("CH17", {(N, 1, "order"): "3"}, at=(N, 2, "name"))  # it is to be the first
    fires("CH17", drop=((N, 1), (N, 2)), at=(N, 0, "name"))  # no Nơi nhận at all
    quiet("CH17", {(N, 1, "name"): "- Như trên;"})
    quiet("CH17", {(N, i, "document_type"): "Kế hoạch" for i in range(4)}, drop=((N, 1),))


def test_CH19_an_addressee_of_a_type_that_has_none():
    row = {"document_type": "Kế hoạch", "role": "Kính gửi", "name": "Thành ủy"}
    fires("CH19", add=[(N, row)], at=(N, -1, "role"))
    quiet("CH19", add=[(N, {**row, "document_type": "Tờ trình"})])


def test_CH21_a_recipient_with_dash_or_semicolon():
    for name in ("- Các hội", "Các hội;", "Các hội."):
        fires("CH21", {(N, 2, "name"): name}, at=(N, 2, "name"))
    quiet("CH21", {(N, 2, "name"): "Các hội thành viên (20 hội)"})


@pytest.mark.parametrize("symbol", ["5/BC-LHH", "05 /BC-LHH", "005/BC-LHH", "05/bc-LHH", "Số 05/BC-LHH", "05-BC-LHH"])
def test_CH22_a_malformed_symbol(symbol: str):
    fires("CH22", {(R, 0, "symbol"): symbol}, at=(R, 0, "symbol"))


def test_CH22_leaves_good_symbols():
    for symbol in ("05/BC-LHH", "105/QĐ-LHH", "12/LHH-VP", "70/CTr-LHH", "100/LHH"):
        quiet("CH22", {(R, 0, "symbol"): symbol})


def test_CH23_a_number_given_twice_in_a_year():
    found = fires("CH23", {(R, 2, "symbol"): "01/LHH-VP"}, at=(R, 2, "symbol"))
    assert "01/KH-LHH" in found.message
    quiet("CH23")  # 01 of 2025 and 01 of 2026
    quiet("CH23", {(R, 2, "symbol"): "01/LHH-VP", setting("numbering"): "theo loại"})


def test_CH25_an_unexplained_gap():
    found = fires("CH25", {(R, 2, "symbol"): "05/LHH-VP"}, at=(R, 2, "symbol"))
    assert "02–04" in found.message
    quiet("CH25", {(R, 2, "symbol"): "05/LHH-VP", (R, 2, "note"): "Số 02–04 hủy"})
    quiet("CH25", {(R, 2, "symbol"): "05/LHH-VP", setting("last_number"): "4"})
    fires("CH25", {(R, 2, "symbol"): "06/LHH-VP", setting("last_number"): "4"}, at=(R, 2, "symbol"))
    of_last_year = {setting("last_number"): "4", setting("last_number_year"): "2025"}
    fires("CH25", {(R, 2, "symbol"): "05/LHH-VP", **of_last_year}, at=(R, 2, "symbol"))


def test_CH27_a_report_dated_before_its_period_ends():
    fires("CH27", {(R, 0, "date"): "13/12/2025"}, at=(R, 0, "date"))
    fires("CH27", {(R, 0, "date"): "13/12/2025", (R, 0, "file"): ""}, at=(R, 0, "date"))  # told by the subject
    quiet("CH27", {(R, 0, "date"): "14/12/2025"})
    quiet("CH27", {(R, 1, "subject"): "Kế hoạch 6 tháng đầu năm 2026"})


def test_CH27_goes_by_the_subject_where_the_file_is_named_by_the_year():
    report = {(R, 0, "subject"): "Báo cáo kết quả 6 tháng cuối năm 2025", (R, 0, "file"): "05-BC-LHH-2025.docx"}
    fires("CH27", {**report, (R, 0, "date"): "13/12/2025"}, at=(R, 0, "date"))
    in_2026 = {(R, 0, "subject"): "Báo cáo công tác đại hội", (R, 0, "file"): "05-BC-LHH-2026.docx"}
    quiet("CH27", {**in_2026, (R, 0, "date"): "15/01/2026"})


def test_CH29_a_register_row_with_gaps():
    for key in ("date", "subject", "signer"):
        fires("CH29", {(R, 2, key): ""}, at=(R, 2, key))
    quiet("CH29", {(R, 2, "date"): "", (R, 2, "state"): "Chưa hoàn tất"})


def test_CH30_a_malformed_symbol_of_the_agency():
    for symbol in ("Lhh", "L H H", "lhh"):
        at_setting("CH30", "symbol", symbol)
    quiet("CH30", {setting("symbol"): "HĐND"})


def test_CH31_an_abbreviated_place():
    for place in ("TP. Cần Thơ", "TP Hồ Chí Minh", "TP.HCM", "Cần Thơ,"):
        at_setting("CH31", "place", place)
    quiet("CH31", {setting("place"): "Thành phố Hồ Chí Minh"})


def test_CH32_a_legal_basis_in_another_form():
    for basis in ("Thực hiện Kế hoạch số 5", "căn cứ Luật Ngân sách", "Căn cứ Luật A\nXét đề nghị của Văn phòng"):
        at_setting("CH32", "legal_bases", basis)
    # what the program adds and takes off by itself is not asked for
    for basis in (
        "Theo đề nghị của Văn phòng",
        "Nghị quyết số 1",
        "Căn cứ Chương trình số 70/CTr-LHH;",
        "Luật A;\nLuật B.",
    ):
        quiet("CH32", {setting("legal_bases"): basis})


def test_CH33_the_symbol_of_another_agency():
    fires("CH33", {(R, 2, "symbol"): "02/KH-UBND"}, at=(R, 2, "symbol"))
    fires("CH33", {(R, 2, "symbol"): "02/KH-LHHX"}, at=(R, 2, "symbol"))
    quiet("CH33")


def test_a_clean_book_has_no_finding():
    assert run_rules(book()) == []
    assert len(CLEAN["profile"]) > 20
