"""What `compose` sets otherwise than it was typed is told, each kind of it; what it prints as typed is not."""

from __future__ import annotations

import datetime as dt

import pytest
from docx_measure import everything, opened

from lhh_excel.document import compose
from lhh_excel.document.reading.marks import BULLETS

LETTER = """UBND TỈNH SƠN LA
SỞ NỘI VỤ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 05/SNV-VP
Sơn La, ngày 05 tháng 3 năm 2026
V/v cử người dự tập huấn

Kính gửi:
- Sở Tài chính;
- Sở Y tế.

Sở Nội vụ đề nghị các đơn vị thực hiện:
- Cử người dự;
- Gửi danh sách./.

Nơi nhận:
- Như trên;
- Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Lê Văn A
"""
DECISION = """SỞ NỘI VỤ
Số: 15/QĐ-SNV
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sơn La, ngày 05 tháng 3 năm 2026
QUYẾT ĐỊNH
Về việc khen thưởng cá nhân
GIÁM ĐỐC SỞ NỘI VỤ
Căn cứ Luật Thi đua, khen thưởng;
Căn cứ Quy chế thi đua.
QUYẾT ĐỊNH:
Điều 1. Khen thưởng cá nhân có tên trong danh sách kèm theo.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.
Nơi nhận:
- Như Điều 2;
- Lưu: VT.
GIÁM ĐỐC
Lê Văn A
"""


def lines(docx: bytes) -> list[str]:
    return [" ".join(one.text.split()) for one in everything(opened(docx)) if one.text.strip()]


@pytest.mark.parametrize("text", [LETTER, DECISION], ids=["letter", "decision"])
def test_a_text_in_the_decree_s_form_comes_out_as_it_is_and_nothing_is_told(text: str) -> None:
    made = compose(text)
    assert made.notes == []
    assert set(filter(None, text.split("\n"))) <= set(lines(made.docx))


DAY, TO = "Sơn La, ngày 05 tháng 3 năm 2026", "Kính gửi:\n- Sở Tài chính;\n- Sở Y tế."
ADDRESSED = "Kính gửi 2 nơi: mỗi nơi một dòng"
TYPED = {
    "a month with a nought": (DAY, "Sơn La, ngày 05 tháng 03 năm 2026", f"năm 2026” → “{DAY}”"),
    "a day without one": (DAY, "Sơn La, ngày 5 tháng 3 năm 2026", f"→ “{DAY}”"),
    "a date in figures": (DAY, "Sơn La, 05/03/2026", f"“Sơn La, 05/03/2026” → “{DAY}”"),
    "a place without its comma": (DAY, "Sơn La ngày 05 tháng 3 năm 2026", f"→ “{DAY}”"),
    **{
        f"a bullet {ord(sign):x}": ("- Cử người", f"{sign} Cử người", f"Dòng mở đầu bằng “{sign}” được ghi")
        for sign in f"–—*{BULLETS}"
    },
    "addressees on one line": (TO, "Kính gửi: Sở Tài chính; Sở Y tế", ADDRESSED),
    "addressees on one line, with a stop": (TO, "Kính gửi: Sở Tài chính; Sở Y tế.", ADDRESSED),
    "addressees on one line with dashes": (TO, "Kính gửi: - Sở Tài chính; - Sở Y tế.", ADDRESSED),
    "two of three on one line": (TO, "Kính gửi:\n- Sở Tài chính; Sở Y tế;", ADDRESSED),
    "addressees without dashes": (TO, "Kính gửi:\nSở Tài chính;\nSở Y tế.", ADDRESSED),
    "addressees with bullets": (TO, "Kính gửi:\n• Sở Tài chính;\n• Sở Y tế.", ADDRESSED),
    "addressees without signs": (TO, "Kính gửi:\n- Sở Tài chính\n- Sở Y tế", ADDRESSED),
    "Kính gửi in capitals": (TO, f"KÍNH GỬI:{TO.removeprefix('Kính gửi:')}", ADDRESSED),
    "recipients with bullets": ("- Như trên;\n- Lưu", "• Như trên;\n• Lưu", "Nơi nhận: mỗi dòng mở đầu bằng gạch"),
    "recipients without dashes": ("- Như trên;\n- Lưu", "Như trên;\nLưu", "Nơi nhận: mỗi dòng mở đầu bằng gạch"),
    "Tiêu ngữ with long dashes": ("Độc lập - Tự do -", "Độc lập – Tự do –", "→ “Độc lập - Tự do - Hạnh phúc”"),
    "a body in small letters": ("UBND TỈNH SƠN LA", "UBND tỉnh Sơn La", "“UBND tỉnh Sơn La” → “UBND TỈNH SƠN LA”"),
    "the Party's prefix": ("KT. GIÁM ĐỐC", "K/T GIÁM ĐỐC", "“K/T GIÁM ĐỐC” → “KT. GIÁM ĐỐC”"),
    "a position in small letters": ("PHÓ GIÁM ĐỐC\n", "Phó Giám đốc\n", "“Phó Giám đốc” → “PHÓ GIÁM ĐỐC”"),
    "V/v in full": ("V/v cử", "Về việc cử", "“Về việc cử người dự tập huấn” → “V/v cử người dự tập huấn”"),
}


@pytest.mark.parametrize("name", TYPED)
def test_what_is_set_in_another_form_than_it_was_typed_is_told(name: str) -> None:
    right, typed, told = TYPED[name]
    assert LETTER.count(right) == 1
    made = compose(LETTER.replace(right, typed))
    assert [told in note for note in made.notes] == [True], made.notes
    assert lines(made.docx) == lines(compose(LETTER).docx)
    assert made.left == []


@pytest.mark.parametrize(
    ("right", "typed", "told"),
    [
        ("QUYẾT ĐỊNH:", "QUYẾT ĐỊNH", "“QUYẾT ĐỊNH” → “QUYẾT ĐỊNH:”"),
        ("QUYẾT ĐỊNH\nVề", "Quyết định\nVề", "“Quyết định” → “QUYẾT ĐỊNH”"),
        ("Căn cứ Luật", "- Căn cứ Luật", "Căn cứ “Căn cứ Luật Thi đua, khen thưởng”: bỏ dấu “-” ở đầu dòng."),
    ],
)
def test_so_it_is_in_a_decision(right: str, typed: str, told: str) -> None:
    assert compose(DECISION.replace(right, typed)).notes == [f"{told.rstrip('.')}."]


def test_a_date_that_the_call_replaces_is_told_once() -> None:
    made = compose(LETTER.replace(DAY, "Sơn La, ngày 4 tháng 03 năm 2026"), date=dt.date(2026, 3, 5))
    assert made.notes == ["Văn bản ghi ngày 04/03/2026, nhưng được lập với ngày 05/03/2026 theo lệnh."]


def test_a_letter_s_subject_between_the_date_and_kính_gửi_stands_under_the_number() -> None:
    made = compose(LETTER.replace("V/v cử", "Về việc cử"))
    assert "V/v cử người dự tập huấn" in lines(made.docx)
    assert not made.lacking


# what a list that goes with the document says of that

LIST = """
DANH SÁCH
Cá nhân được khen thưởng
({way} {what} số 15/{code}-SNV ngày 05 tháng 3 năm 2026 của Sở Nội vụ)
1. Nguyễn Văn B, chuyên viên.
2. Trần Thị C, chuyên viên.
"""


@pytest.mark.parametrize("way", ["Kèm theo", "Ban hành kèm theo"])
@pytest.mark.parametrize("annexed", ["DANH SÁCH", "QUY CHẾ", "Phụ lục"])
@pytest.mark.parametrize("decided", [True, False])
def test_kèm_theo_stands_as_it_was_typed(way: str, annexed: str, decided: bool) -> None:
    """Mẫu 1.3 and 2.1 say "Kèm theo"; what a decision issues mostly says "Ban hành kèm theo"."""
    what, code = ("Quyết định", "QĐ") if decided else ("Công văn", "VP")
    text = LIST.format(way=way, what=what, code=code).replace("DANH SÁCH", annexed)
    if annexed == "Phụ lục":
        text = text.replace("Cá nhân được khen thưởng", "CÁ NHÂN ĐƯỢC KHEN THƯỞNG")
    made = compose((DECISION if decided else LETTER.replace("/SNV-VP", "/SNV-TCCB")) + text)
    shown = lines(made.docx)
    assert [line for line in shown if line.startswith(f"({way} {what} số")], shown
    assert made.left == []


def test_what_has_no_place_in_the_type_is_told_as_left_and_not_as_set_anew() -> None:
    made = compose(
        LETTER.replace(TO, "Kính gửi: Sở Tài chính; Sở Y tế")
        .replace("V/v ", "")
        .replace("cử người dự tập huấn\n", "THÔNG BÁO\nVề cử người dự tập huấn\n")
    )
    assert made.type == "Thông báo"
    assert made.left and not any("Kính gửi" in note for note in made.notes)
