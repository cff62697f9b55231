"""The light text format of templates."""

from __future__ import annotations

import pytest

from lhh_excel.document.writing.source import (
    Paragraph,
    RuleLine,
    SectionBreak,
    SourceError,
    Table,
    Tag,
    TwoColumns,
    cells,
    parse_source,
)
from lhh_excel.text.roman import from_roman, to_roman

FRAME = "== phu_luc\n[phu_luc] $goi\n[ten_phu_luc] $ten\n== loi_chao\nXin chào\n"


def parse(text: str) -> list[object]:
    return list(parse_source(text, FRAME))


def test_headings_points_dashes_and_body_each_have_their_component() -> None:
    blocks = parse("# I. MỤC\n## 1. Khoản\n### a) Điểm\n- gạch\nlời văn\n")
    assert blocks == [
        Paragraph("muc", "I. MỤC"),
        Paragraph("khoan", "1. Khoản"),
        Paragraph("diem", "a) Điểm"),
        Paragraph("gach_dau_dong", "- gạch"),
        Paragraph("noi_dung", "lời văn"),
    ]


def test_comments_and_blank_lines_leave_nothing() -> None:
    assert parse("// ghi chú\n\n   \n") == []


def test_a_paragraph_tag_stands_for_itself() -> None:
    assert parse("{%p if x %}\nlời\n{%p endif %}") == [
        Tag("{%p if x %}"),
        Paragraph("noi_dung", "lời"),
        Tag("{%p endif %}"),
    ]


def test_a_component_in_brackets_keeps_its_no_break_spaces() -> None:
    assert parse("[so_ky_hieu] Số:~05\n[ke tieu_ngu]") == [
        Paragraph("so_ky_hieu", "Số:\u00a005"),
        RuleLine("tieu_ngu"),
    ]


def test_two_columns_hold_rows_of_cells() -> None:
    (table,) = parse("@hai_cot chu_ky\ntrái\n@cot\nphải\n@dong\ndưới trái\n@cot\ndưới phải\n@het")
    assert isinstance(table, TwoColumns)
    texts = [[[block.text for block in cell] for cell in row] for row in table.rows]
    assert texts == [[["trái"], ["phải"]], [["dưới trái"], ["dưới phải"]]]


def test_a_table_has_head_rows_columns_and_rows() -> None:
    (table,) = parse(
        "| TT | Tên |\n|:-:8|--:20|\n{%tr for d in ds %}\n| {{ d.tt }} | {{ d.ten|upper }} |\n{%tr endfor %}"
    )
    assert isinstance(table, Table)
    assert table.columns == [("center", 8.0), ("right", 20.0)]
    assert table.head == [["TT", "Tên"]]
    assert table.rows == ["{%tr for d in ds %}", ["{{ d.tt }}", "{{ d.ten|upper }}"], "{%tr endfor %}"]


def test_bars_inside_a_tag_or_after_a_backslash_do_not_part_cells() -> None:
    assert cells(r"| {{ a|length }} | b \| c |") == ["{{ a|length }}", "b | c"]


def test_several_annexes_are_numbered_and_one_alone_is_not() -> None:
    assert parse("@phu_luc ngang TÊN") == [
        SectionBreak(True),
        Paragraph("phu_luc", "Phụ lục"),
        Paragraph("ten_phu_luc", "TÊN"),
    ]
    several = parse("@phu_luc ngang MỘT\n@phu_luc doc HAI")
    assert [block.text for block in several if isinstance(block, Paragraph) and block.style == "phu_luc"] == [
        "Phụ lục I",
        "Phụ lục II",
    ]


def test_a_directive_brings_in_the_frames_fragment() -> None:
    assert parse("@loi_chao") == [Paragraph("noi_dung", "Xin chào")]


@pytest.mark.parametrize(
    "text",
    ["@khong_co", "@cot", "{%tr for d in ds %}", "| a | b |\n|:--|:--|\n| một |", "@phu_luc dung TÊN"],
)
def test_a_bad_line_is_told_with_its_number(text: str) -> None:
    with pytest.raises(SourceError, match="line "):
        parse("lời văn\n" + text)


def test_roman_numbers() -> None:
    assert [to_roman(number) for number in (1, 4, 9, 14, 40)] == ["I", "IV", "IX", "XIV", "XL"]
    assert [from_roman(sign) for sign in ("I", "IV", "XIV", "XL", "A", "")] == [1, 4, 14, 40, None, None]
