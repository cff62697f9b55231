"""VB: each rule about text shows itself firing, and leaving good Vietnamese and foreign names in peace."""

from __future__ import annotations

import unicodedata

import pytest
from world import fires, quiet

from lhh_excel.text.garbled import find_tcvn3, find_telex, find_vni, is_syllable

PLACE = ("tasks", 1, "content")

GOOD = (
    "Hội thảo khoa học “Chuyển đổi số”, nhiệm kỳ 2023–2028; tọa đàm ở Đắk Lắk, Buôn Ma Thuột, Krông Năng",
    "hoà bình, thuý, khoá họp, uỷ ban, quý, huỷ, tuỳ, loà xoà, Bà Rịa, Tà Ôi, Ê Đê, Xơ Đăng, thoả thuận",
    "TRƯỜNG ĐẠI HỌC CẦN THƠ, ỦY BAN NHÂN DÂN, HỘI ĐÔNG Y, LƯƠNG Y, QUẢN LÝ",
    "Ông André Müller (Besançon), bà Zoë Brontë, café, Citroën, Côte d'Ivoire, São Tomé, Peña, Ångström",
    "Nguyễn Thị Uyên, Huỳnh Ngọc Mỹ, Quách Thuỵ Ái, Trịnh Giêng, Phùng Quyền, Nghiêm Gì",
    "5 µm; 25 °C; 120 m²; ±3 %; §5; «Tên»; ½ ngày; © 2026; Windows®; a·b; 10×20",
    "rooms, boots, towns, seems, beer, Google, Yahoo, Zoom, Facebook, website, week, news, school, power, DDoS, Kuwait",
    "ISO/IEC 17025; AAA; http://uwaterloo.ca; E-mail: hoosj@example.vn; SaaS; MOOCs; Suwon; Haas; Aaron; Moodle",
)


@pytest.mark.parametrize("text", GOOD)
def test_good_text_of_many_kinds_is_left_in_peace(text: str):
    for code in ("VB01", "VB02", "VB03", "VB04", "VB05", "VB06", "VB09", "VB11", "VB12"):
        quiet(code, {PLACE: text})


def test_VB01_text_in_composed_accents():
    fires("VB01", {PLACE: unicodedata.normalize("NFD", "Hội thảo")}, at=PLACE)
    quiet("VB01", {PLACE: "Hội thảo"})


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Liªn hiÖp c¸c Héi Khoa häc vµ Kü thuËt", "Liên"),
        ("Héi", "Hội"),
        ("§¶ng bé thµnh phè", "Đảng"),
        ("Hội thảo vÒ nước", "về"),
        ("TØnh", "Tỉnh"),
    ],
)
def test_VB02_text_in_TCVN3(text: str, meant: str):
    found = fires("VB02", {PLACE: text}, at=PLACE)
    assert meant in found.message
    quiet("VB03", {PLACE: text})


def test_VB02_does_not_take_good_words_for_TCVN3():
    for text in ("Hội nghị tại Besançon", "bé", "thế", "Müller", "Hôi"):
        quiet("VB02", {PLACE: text})


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Lieân hieäp caùc Hoäi Khoa hoïc vaø Kyõ thuaät", "Liên"),
        ("Hoäi", "Hội"),
        ("Ñaûng boä thaønh phoá", "Đảng"),
        ("nöôùc saïch", "nước"),
    ],
)
def test_VB03_text_in_VNI(text: str, meant: str):
    found = fires("VB03", {PLACE: text}, at=PLACE)
    assert meant in found.message


def test_VB03_does_not_take_good_words_for_VNI():
    for text in ("hoà", "thuý", "Noël", "Citroën", "Nguyễn Văn Caïn"):
        quiet("VB03", {PLACE: text})


def test_VB04_control_characters():
    found = fires("VB04", {PLACE: "Phát triển\x07 hội viên"}, at=PLACE)
    assert "U+0007" in found.message and found.value.isprintable()
    quiet("VB04", {PLACE: "Dòng một\nDòng hai"})


@pytest.mark.parametrize("char", ["\u200b", "\u00ad", "\ufeff", "\u200e", "\u2028"])
def test_VB05_invisible_characters(char: str):
    fires("VB05", {PLACE: f"Phát{char} triển"}, at=PLACE)


def test_VB05_a_tab_between_words_but_not_at_an_end():
    fires("VB05", {PLACE: "Phát\ttriển"}, at=PLACE)
    quiet("VB05", {PLACE: "\tPhát triển\t"})


def test_VB05_leaves_plain_text():
    quiet("VB05", {PLACE: "Phát triển – “hội viên”…"})


@pytest.mark.parametrize("text", [" Phát triển", "Phát triển ", "\tPhát triển\n", "\u00a0Phát triển"])
def test_VB07_spaces_at_the_ends(text: str):
    fires("VB07", {PLACE: text}, at=PLACE)


def test_VB07_sees_a_cell_of_spaces_and_leaves_inner_ones():
    fires("VB07", {("tasks", 1, "note"): " "}, at=("tasks", 1, "note"))
    quiet("VB07", {PLACE: "Phát triển\nhội viên"})


def test_VB08_doubled_spaces():
    found = fires("VB08", {PLACE: "Phát triển  hội viên"}, at=PLACE)
    assert "triển" in found.message
    quiet("VB08", {PLACE: "Phát triển "})


@pytest.mark.parametrize(
    "word",
    [
        "hooij",
        "ddang",
        "Ddieu",
        "nuowcs",
        "vieejt",
        "tieengs",
        "dduwowcj",
        "hooji",
        "toongr",
        "cuoocs",
        "vaans",
        "hoanf",
        "thanhf",
        "ngayf",
        "hocj",
        "taapj",
    ],
)
def test_VB09_words_left_in_telex(word: str):
    found = fires("VB09", {PLACE: f"Phát triển {word} viên"}, at=PLACE)
    assert word in found.message


def test_VB09_leaves_english_and_links():
    quiet("VB09", {PLACE: "Hội thảo về books, needs, tools; xem hooij.vn và a/hooij"})
    quiet("VB09", {PLACE: "Ảnh gif, pdf của chef, loaf, conf; wolf, half, golf, belief, roof, staff; Taj, Olaf, Josef"})
    quiet("VB09", {("units", 1, "email"): "hooij@example.vn"})


def test_VB10_text_over_the_limit_of_a_cell():
    found = fires("VB10", {PLACE: "ă" * 32_768}, at=PLACE)
    assert "32.768" in found.message and len(found.value) <= 200
    quiet("VB10", {PLACE: "ă" * 32_767})


@pytest.mark.parametrize("text", ["Liên hiệp Hội".encode().decode("cp1252", "replace"), "Đảng bộ\ufffd", "Há»™i"])
def test_VB11_broken_encoding(text: str):
    fires("VB11", {PLACE: text}, at=PLACE)
    quiet("VB02", {PLACE: text})


def test_VB11_leaves_good_text():
    quiet("VB11", {PLACE: "Á, Ã, ĐỖ, ÁO"})


def test_VB12_letters_lost_to_question_marks():
    fires("VB12", {PLACE: "Li?n hi?p H?i"}, at=PLACE)
    quiet("VB12", {PLACE: "Có cần không? Có. https://a.vn/x?y=1"})


def test_every_vietnamese_word_of_the_sample_text_is_a_syllable():
    text = (
        "Thường trực Thành uỷ giao nhiệm vụ nghiên cứu, khuyến khích, giếng, quốc, ngoằn, thuở, gìn giữ, yêu, nghiêng"
    )
    words = [word.strip(",.") for word in text.split()]
    assert [word for word in words if not is_syllable(word)] == []


def test_the_finders_say_nothing_of_plain_ascii():
    assert find_tcvn3("Hoi thao") is None and find_vni("Hoi thao") is None and find_telex("Hoi thao") == []
