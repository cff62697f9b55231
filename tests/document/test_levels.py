"""What level a line's number makes of it, and whether compose may set it anew."""

from __future__ import annotations

import pytest
from composing import FRONT, read, shape

from lhh_excel.document.reading.levels import is_lettered, items_on, level_of

SURE, MAYBE = True, False


@pytest.mark.parametrize(
    ("line", "kind", "number", "mark", "sure"),
    [
        ("Chương II", "phan", "II", "CHUONG", SURE),
        ("PHẦN THỨ NHẤT.", "phan", "THU NHAT", "PHAN", SURE),
        ("CHƯƠNG IIII", "phan", "IIII", "CHUONG", SURE),
        ("Mục thứ hai", "muc_chuong", "THU HAI", "MUC", SURE),
        ("Tiểu mục 3:", "muc_chuong", "3", "TIEU MUC", SURE),
        ("Điều 5: Giao việc", "dieu", "5", ":", SURE),
        ("Điều 5 Giao việc", "dieu", "5", "", MAYBE),
        ("1.1. Về tổ chức", "other", "1.1", "", MAYBE),
        ("I. 5 NHIỆM VỤ TRỌNG TÂM", "muc", "I", ".", SURE),
        ("IV/ MỤC TIÊU", "muc", "IV", "/", SURE),
        ("I.MỤC TIÊU", "muc", "I", ".", MAYBE),
        ("L. Nguyễn", "muc", "L", ".", MAYBE),
        ("3- Việc ba", "khoan", "3", "-", SURE),
        ("10 - 12 người", "khoan", "10", "-", MAYBE),
        ("7)Việc", "khoan", "7", ")", MAYBE),
        ("a/ Họp", "diem", "a", "/", SURE),
        ("a - Họp", "diem", "a", "-", MAYBE),
    ],
)
def test_a_number_makes_a_level(line: str, kind: str, number: str, mark: str, sure: bool) -> None:
    level = level_of(line)
    assert level is not None
    assert (level.kind, level.number, level.mark, level.sure) == (kind, number, mark, sure)


@pytest.mark.parametrize(
    "line", ["V.I. Lênin nói", "V/v họp", "5.000 đồng", "Điều 31 Luật Nghĩa vụ quân sự quy định", "Phần lớn các hội"]
)
def test_none_is_made_of_words_and_amounts(line: str) -> None:
    assert level_of(line) is None


def test_a_second_item_on_a_line_is_no_amount() -> None:
    assert items_on("a) Một\tb) Hai   c)Ba") == (["a) Một", "b) Hai", "c)Ba"], "c")
    assert items_on("1. Kinh phí:\t5.000 đồng") == (["1. Kinh phí:\t5.000 đồng"], "")


def test_letters_over_sections() -> None:
    assert [is_lettered(line) for line in ("A. KẾT QUẢ", "Đ) KẾT LUẬN", "P. GIÁM ĐỐC", "A.B")] == [
        True,
        True,
        False,
        False,
    ]


def test_compose_and_checker_call_the_same_line_a_heading() -> None:
    text = FRONT + "1. Họ và tên: Nguyễn Văn An\n\nNgày sinh: 01/01/1990.\n\n2. Việc làm\n\nNăm 2026 có ba việc.\n"
    assert [style for style, _ in shape(read(text))] == ["noi_dung", "noi_dung", "khoan", "noi_dung"]


def test_an_item_of_a_list_with_a_lower_level_heads_it() -> None:
    text = FRONT + "1. Khai mạc\n\n2. Giao lưu\n\na) Hát;\n\nb) Múa.\n"
    assert [style for style, _ in shape(read(text))] == ["noi_dung", "khoan", "diem", "diem"]


@pytest.mark.parametrize(
    ("line", "style"),
    [
        ("1. Tình hình kinh tế - xã hội", "khoan"),
        ("1. Công tác tổ chức – cán bộ", "khoan"),
        ("1. Nguyễn Văn An - Chủ tịch Hội", "noi_dung"),
        ("1. Bà Nguyễn Thị An", "noi_dung"),
        ("**1. Bà Nguyễn Thị An**", "khoan"),
        ("**1. Nhiệm vụ: trọng tâm**", "khoan"),
        ("**1. Đã họp ba lần.**", "noi_dung"),
    ],
)
def test_a_dash_within_a_word_and_bold_type_leave_a_heading_one(line: str, style: str) -> None:
    text = FRONT + f"{line}\n\nNăm 2026 có ba việc.\n"
    assert [style for style, _ in shape(read(text))] == [style, "noi_dung"]
