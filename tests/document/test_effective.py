"""The reader tells how text really looks, in whatever layer the look was set."""

from __future__ import annotations

import layout_docs as make
import pytest

from lhh_excel.document.reading.docx import open_document
from lhh_excel.document.reading.model import Paragraph, Table
from lhh_excel.document.reading.paragraph import format_number


def only(body: str, *changes: tuple[str, str, str]) -> Paragraph:
    """The first paragraph of a document of this body."""
    files = make.parts(body + make.section())
    for part, old, new in changes:
        name = f"word/{part}.xml"
        assert old in files[name]
        files[name] = files[name].replace(old, new, 1)
    return next(open_document(make.packed(files)).paragraphs())


def test_a_size_comes_from_the_nearest_layer_that_sets_it() -> None:
    defaults = only(make.p("chữ", "Normal"))
    styled = only(make.p("chữ", "CoQuan"))
    direct = only(make.p("chữ", "CoQuan", rpr=make.half(10.5)))
    assert [one.runs[0].format.size for one in (defaults, styled, direct)] == [14, 13, 10.5]


def test_a_style_inherits_through_all_its_forefathers() -> None:
    name = only(make.p("Nguyễn Văn An", "HoTen"))
    assert name.runs[0].format.bold
    assert name.format.align == "center"
    assert name.style == "HoTen"


def test_a_style_based_on_itself_does_not_hang() -> None:
    ring = (
        "styles",
        '<w:name w:val="Giua"/><w:basedOn w:val="Normal"/>',
        '<w:name w:val="Giua"/><w:basedOn w:val="CoQuan"/>',
    )
    assert only(make.p("chữ", "CoQuan"), ring).runs[0].format.bold


def test_two_bold_layers_of_styles_cancel_out_and_a_direct_one_decides() -> None:
    once = only(make.p("chữ", "Normal", rpr='<w:rStyle w:val="NhanManh"/>'))
    twice = only(make.p("chữ", "Muc", rpr='<w:rStyle w:val="NhanManh"/>'))
    direct = only(make.p("chữ", "Muc", rpr='<w:rStyle w:val="NhanManh"/><w:b/>'))
    off = only(make.p("chữ", "Muc", rpr='<w:b w:val="false"/>'))
    assert [one.runs[0].format.bold for one in (once, twice, direct, off)] == [True, False, True, False]


def test_bold_repeated_along_one_chain_of_styles_stays_bold() -> None:
    again = ("styles", make.style("HoTen", "ChucVu"), make.style("HoTen", "ChucVu", "", make.BOLD))
    assert only(make.p("chữ", "HoTen"), again).runs[0].format.bold


def test_bold_by_the_document_defaults_cannot_be_cancelled_by_styles() -> None:
    default = ("styles", "<w:rPrDefault><w:rPr>", "<w:rPrDefault><w:rPr><w:b/>")
    assert only(make.p("chữ", "Muc"), default).runs[0].format.bold


def test_fonts_and_colours_of_the_theme_are_resolved() -> None:
    theme = only(make.p("chữ"))
    heading = only(make.p("chữ", rpr='<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/>'))
    coloured = only(make.p("chữ", rpr='<w:color w:themeColor="accent1" w:val="123456"/>'))
    assert theme.runs[0].format.font_other == "Times New Roman"
    assert theme.runs[0].format.color == "000000"
    assert heading.runs[0].format.font_ascii == "Calibri Light"
    assert coloured.runs[0].format.color == "4472C4"


def test_an_unknown_style_is_as_the_default_one() -> None:
    assert only(make.p("chữ", "KhongCo")).runs[0].format.size == 14


def test_the_last_of_repeated_settings_counts() -> None:
    """LibreOffice writes some settings twice."""
    assert not only(make.p("chữ", rpr='<w:i/><w:i w:val="0"/>')).runs[0].format.italic


def test_indents_combine_attribute_by_attribute() -> None:
    hanging = only(make.p("chữ", "LoiVan", '<w:ind w:left="567" w:hanging="567"/>'))
    assert (round(hanging.format.left), round(hanging.format.first)) == (10, -10)
    kept = only(make.p("chữ", "LoiVan", '<w:ind w:right="567"/>'))
    assert (round(kept.format.first, 1), round(kept.format.right)) == (12.7, 10)
    named = only(make.p("chữ", "", '<w:ind w:start="1cm" w:end="0"/><w:jc w:val="start"/>'))
    assert (named.format.left, named.format.align) == (10, "left")


@pytest.mark.parametrize(
    ("spacing", "line", "rule"),
    [
        ('w:line="360"', 1.5, "auto"),
        ('w:line="360" w:lineRule="exact"', 18, "exact"),
        ('w:line="300" w:lineRule="atLeast"', 15, "atLeast"),
    ],
)
def test_line_spacing_is_told_in_lines_or_points(spacing: str, line: float, rule: str) -> None:
    shape = only(make.p("chữ", "", f"<w:spacing {spacing}/>")).format
    assert (shape.line, shape.line_rule) == (line, rule)


def test_capitals_by_formatting_are_seen_as_capitals() -> None:
    assert only(make.p("Báo cáo", rpr="<w:caps/>")).text == "BÁO CÁO"


def test_hidden_and_deleted_text_is_not_seen_inserted_text_is() -> None:
    body = (
        '<w:p><w:r><w:t>còn</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText> bỏ</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t xml:space="preserve"> thêm</w:t></w:r></w:ins>'
        '<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve"> ẩn</w:t></w:r></w:p>'
    )
    assert only(body).text == "còn thêm"


def test_a_table_style_touches_the_cells_and_its_first_row() -> None:
    styled = make.STYLES.replace(
        "</w:styles>",
        '<w:style w:type="table" w:styleId="Luoi"><w:name w:val="Luoi"/><w:rPr><w:sz w:val="22"/></w:rPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style></w:styles>',
    )
    rows = "".join(f"<w:tr>{make.cell(2000, make.p('chữ'))}</w:tr>" for _ in range(2))
    body = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Luoi"/><w:tblLook w:val="0020"/></w:tblPr><w:tblGrid>'
        f'<w:gridCol w:w="2000"/></w:tblGrid>{rows}</w:tbl>'
    )
    files = make.parts(body + make.section()) | {"word/styles.xml": styled}
    first, second = open_document(make.packed(files)).paragraphs()
    assert (first.runs[0].format.size, first.runs[0].format.bold) == (11, True)
    assert (second.runs[0].format.size, second.runs[0].format.bold) == (11, False)


def test_a_cell_tells_the_room_it_leaves_for_text() -> None:
    document = open_document(make.clean())
    head = next(block for block in document.blocks if isinstance(block, Table))
    widths = [cell.paragraphs[0].place.width for cell in head.rows[0]]
    assert [round(width or 0, 1) for width in widths] == [63.5, 101.5]


def test_automatic_numbers_are_part_of_the_text() -> None:
    auto = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    document = open_document(make.of_body("".join(make.p("Nội dung", "", auto) for _ in range(3)) + make.section()))
    paragraphs = list(document.paragraphs())
    assert [one.text for one in paragraphs] == ["a) Nội dung", "b) Nội dung", "c) Nội dung"]
    assert round(paragraphs[0].format.first, 1) == 12.7


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (4, "upperRoman", "IV"),
        (49, "lowerRoman", "xlix"),
        (3, "lowerLetter", "c"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
    ],
)
def test_numbers_are_written_in_word_s_formats(value: int, kind: str, text: str) -> None:
    assert format_number(value, kind) == text


def test_a_section_without_its_own_header_shows_the_one_before() -> None:
    bare = make.section(make.RESTART).replace('<w:headerReference w:type="default" r:id="rIdH"/>', "")
    document = open_document(make.of_body(make.p("một") + make.ends(make.section()) + make.p("hai") + bare))
    assert [section.headers["default"][0].fields for section in document.sections] == [["PAGE"], ["PAGE"]]
    assert document.sections[1].number_start == 1


def test_text_boxes_are_read_once_though_written_twice() -> None:
    box = f"<w:txbxContent>{make.p('KHẨN')}</w:txbxContent>"
    body = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:wsp><wps:txbx>'
        f"{box}</wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    texts = [one.text for one in open_document(make.of_body(body + make.section())).paragraphs()]
    assert texts == ["", "KHẨN"]


def test_strict_ooxml_is_read_like_the_common_kind() -> None:
    files = make.parts()
    strict = {
        name: text.replace(make.W, "http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
            make.R, "http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, text in files.items()
    }
    plain = [one.text for one in open_document(make.packed(files)).paragraphs()]
    assert [one.text for one in open_document(make.packed(strict)).paragraphs()] == plain
