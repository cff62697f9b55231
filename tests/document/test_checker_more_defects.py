"""Faults often left behind: text struck out, hidden or shaded, underlining, foreign figures, prose in the middle."""

from __future__ import annotations

import layout_docs as make
import pytest
from fixing import mended, words
from test_checker_defects import D, para, styled

from lhh_excel.document.rules import check_document

P = make.p
QH, TN = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
U = '<w:u w:val="single"/>'
Change = tuple[str, str, str]


def said(sentence: str) -> Change:
    return (D, "Về tổ chức. ", f"Về tổ chức. {sentence} ")


FOUND: dict[str, tuple[str, str, Change]] = {
    "struck out": ("TT.du_thao", "chữ gạch ngang", para("Về tổ chức", "", "<w:strike/>")),
    "struck out twice": ("TT.du_thao", "chữ gạch ngang", para("Về tổ chức", "", "<w:dstrike/>")),
    "shaded as Google Docs marks": (
        "TT.du_thao",
        "chữ tô nền",
        para("Về tổ chức", "", '<w:shd w:val="clear" w:fill="ffff00"/>'),
    ),
    "hidden": ("TT.du_thao", "chữ ẩn", para("Về tổ chức", "", "<w:vanish/>")),
    "a date underlined": ("TT.gach_chan", "Cần Thơ, ngày", para("Cần Thơ, ngày 05", "", U)),
    "Kính gửi underlined": ("TT.gach_chan", "Kính gửi:", styled("KinhGui", "<w:rPr>", f"<w:rPr>{U}")),
    "a heading underlined": ("TT.gach_chan", "II. KẾT QUẢ", para("II. KẾT QUẢ", "", U)),
    "a point in a share": ("TT.viet_so", "12.5%", said("Đạt 12.5% kế hoạch.")),
    "a point in billions": ("TT.viet_so", "1.5 tỷ đồng", said("Kinh phí 1.5 tỷ đồng.")),
    "commas between thousands": ("TT.viet_so", "1,250,000", said("Kinh phí 1,250,000 đồng.")),
    "prose in the middle": ("PL1.P1.II.6.e", "canh giữa", para("Về tổ chức", '<w:jc w:val="center"/>')),
    "prose at the right": ("PL1.P1.II.6.e", "canh phải", para("Về tổ chức", '<w:jc w:val="right"/>')),
    "Tiêu ngữ exactly 30 pt high": (
        "PL1.P1.II.1.c",
        "1,86 dòng",
        para(TN, '<w:spacing w:line="600" w:lineRule="exact"/>'),
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_it_is_told_once_and_by_its_words(name: str) -> None:
    code, said_of, change = FOUND[name]
    findings = check_document(make.changed(change)).findings
    assert [finding.code for finding in findings] == [code], [finding.message for finding in findings]
    assert said_of in findings[0].message


RIGHT: dict[str, Change] = {
    "white shading of pasted text": para("Về tổ chức", "", '<w:shd w:val="clear" w:fill="FDFDFD"/>'),
    "an underlined word": (
        D,
        ">Về tổ chức.",
        f">Về</w:t></w:r><w:r><w:rPr>{U}</w:rPr><w:t> tổ</w:t></w:r><w:r><w:t> chức.",
    ),
    "thousands and fractions": said("Kinh phí 1.250.000 đồng, 12,5%, 1.250 tỷ đồng, mục 1.5, 2.1.3, ngày 05.6.2026."),
    "an address of the net": said("Xem tại 10.0.0.5% và v1.5 tỷ lệ."),
    "an exact height close to single": para(TN, '<w:spacing w:line="340" w:lineRule="exact"/>'),
    "a slanted heading without a number": (
        D,
        P("III. PHƯƠNG HƯỚNG", "Muc"),
        P("Kết quả cụ thể:", "LoiVan", "<w:keepNext/>", "<w:b/><w:i/>") + P("III. PHƯƠNG HƯỚNG", "Muc"),
    ),
    "an address on a line of its own": (
        D,
        P("III. PHƯƠNG HƯỚNG", "Muc"),
        P("https://vusta.vn", "LoiVan") + P("III. PHƯƠNG HƯỚNG", "Muc"),
    ),
    "a motto in the middle": (
        D,
        P("III. PHƯƠNG HƯỚNG", "Muc"),
        P(f"{make.LONG}.", "Giua", '<w:spacing w:before="120"/>', "<w:b/>") + P("III. PHƯƠNG HƯỚNG", "Muc"),
    ),
    "a caption in the middle": (
        D,
        P("III. PHƯƠNG HƯỚNG", "Muc"),
        P("Bảng 1. Số liệu hội viên.", "Giua", '<w:spacing w:before="120"/>') + P("III. PHƯƠNG HƯỚNG", "Muc"),
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_only_looks_so_is_left_alone(name: str) -> None:
    findings = check_document(make.changed(RIGHT[name])).findings
    assert [(finding.code, finding.message) for finding in findings] == []


def test_a_name_alone_on_its_line_may_stand_in_the_middle_by_a_tab() -> None:
    tabs = '<w:tabs><w:tab w:val="center" w:pos="1700"/><w:tab w:val="center" w:pos="6600"/></w:tabs>'

    def line(left: str, right: str, left_look: str, right_look: str) -> str:
        second = f"<w:r><w:rPr>{right_look}</w:rPr><w:tab/><w:t>{right}</w:t></w:r>" if right else ""
        return f"<w:p><w:pPr>{tabs}</w:pPr><w:r><w:rPr>{left_look}</w:rPr><w:tab/><w:t>{left}</w:t></w:r>{second}</w:p>"

    bold, plain = "<w:b/>" + make.half(13), make.half(13)
    head = (
        line("UBND THÀNH PHỐ HUẾ", QH, plain, bold)
        + line("LIÊN HIỆP CÁC HỘI", TN, bold, "<w:b/>")
        + line("KHOA HỌC VÀ KỸ THUẬT", "", bold, "")
        + line("Số: 05/BC-LHH", "Huế, ngày 05 tháng 7 năm 2026", plain, "<w:i/>")
    )
    findings = check_document(make.changed((D, make.HEAD, head))).findings
    assert {finding.prop for finding in findings} == {"rule_kind"}  # the lines alone are missing


@pytest.mark.parametrize("name", ["a date underlined", "a heading underlined", "prose in the middle"])
def test_the_fixer_mends_what_is_formatting(name: str) -> None:
    data = make.changed(FOUND[name][2])
    fixed = mended(data, guarded=True)
    assert fixed.after.findings == []
    assert words(fixed.docx) == words(data)


@pytest.mark.parametrize("name", ["struck out", "hidden", "a point in a share", "commas between thousands"])
def test_what_is_text_is_never_touched(name: str) -> None:
    data = make.changed(FOUND[name][2])
    assert mended(data, guarded=True).docx == data


NUMBERLESS = make.section(make.RESTART, make.LANDSCAPE).replace(
    'w:type="default" r:id="rIdH"', 'w:type="default" r:id="rIdF"'
)


def second_section(content: str) -> bytes:
    """An annex whose pages show no number."""
    old = make.annex("I", "TỔNG HỢP SỐ LIỆU") + make.ends(make.section(make.RESTART, make.LANDSCAPE))
    return make.changed((D, old, make.annex("I", "TỔNG HỢP SỐ LIỆU") + content + make.ends(NUMBERLESS)))


def test_an_annex_of_one_page_needs_no_number_on_its_second() -> None:
    assert check_document(second_section("")).findings == []


def test_an_annex_that_runs_on_needs_its_numbers() -> None:
    row = make.cell(3000, P("Hội Y học")) + make.cell(3000, P("1.250"))
    findings = check_document(second_section(make.table((3000, 3000), *[row] * 60, borders=True))).findings
    assert [(finding.code, finding.place) for finding in findings] == [("PL1.P1.I.7", "phần 2 (section)")]
