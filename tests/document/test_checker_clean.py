"""No false alarm: the many right ways to set a document, and the official templates' own header blocks."""

from __future__ import annotations

from pathlib import Path

import layout_docs as make
import pytest

from lhh_excel.document.ooxml import text_width_mm
from lhh_excel.document.rules import Status, check_document

DATA = Path(__file__).parents[1] / "data"
D = "document"
QH = make.p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "QuocHieu")
RULE_TN = make.rule(make.RIGHT_CELL, make.TIEU_NGU_MM)
EMU = 36000


def drawn(length_mm: float) -> str:
    """A DrawingML line with its VML stand-in, as Word writes both."""
    return (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f'<wp:anchor><wp:extent cx="{round(length_mm * EMU)}" cy="0"/><a:graphic><a:graphicData><wps:wsp><wps:spPr>'
        '<a:prstGeom prst="line"/></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{vml(length_mm * 3)}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def vml(length_mm: float) -> str:
    return f'<v:line style="position:absolute" from="10pt,1pt" to="{10 + length_mm * 72 / 25.4:.2f}pt,1pt"/>'


def set_of(size: int) -> tuple[tuple[str, str, str], ...]:
    """Every size of the 12/13/13 set in place of 13/14/14."""
    length = text_width_mm("Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    return (
        ("styles", '<w:sz w:val="28"/></w:rPr></w:rPrDefault>', '<w:sz w:val="26"/></w:rPr></w:rPrDefault>'),
        ("styles", make.style("ChuQuan", "Giua", "", make.half(13)), make.style("ChuQuan", "Giua", "", make.half(12))),
        ("styles", make.BOLD + make.half(13), make.BOLD + make.half(12)),
        (
            "styles",
            make.style("TieuNgu", "QuocHieu", "", make.half(14)),
            make.style("TieuNgu", "QuocHieu", "", make.half(size)),
        ),
        (
            "styles",
            make.style("PhuLuc", "Giua", "", make.BOLD),
            make.style("PhuLuc", "Giua", "", make.BOLD + make.half(14)),
        ),
        (D, RULE_TN, make.rule(make.RIGHT_CELL, length)),
    )


CLEAN: dict[str, tuple[tuple[str, str, str], ...]] = {
    "Quốc hiệu drawn together to fit its cell": (
        (
            D,
            QH,
            make.p(
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "QuocHieu", '<w:ind w:left="400"/>', '<w:spacing w:val="-6"/>'
            ),
        ),
    ),
    "number blank in a draft": ((D, "Số: 05/BC-LHH", "Số:      /BC-LHH"),),
    "number dotted in a draft": ((D, "Số: 05/BC-LHH", "Số: …../BC-LHH"),),
    "day and month blank in a draft": ((D, "ngày 05 tháng 7 năm 2026<", "ngày      tháng      năm 2026<"),),
    "day and month dotted in a draft": ((D, "ngày 05 tháng 7 năm 2026<", "ngày … tháng … năm 2026<"),),
    "three-digit number": ((D, "Số: 05/BC-LHH", "Số: 105/BC-LHH"),),
    "symbol with more groups": ((D, "Số: 05/BC-LHH", "Số: 05/BC-LHH-VP"),),
    "Thành phố Hồ Chí Minh with month 12": ((D, "Cần Thơ, ngày 05 tháng 7", "Huế, ngày 15 tháng 12"),),
    "month 01": ((D, "ngày 05 tháng 7 năm 2026<", "ngày 05 tháng 01 năm 2026<"),),
    "older spelling of Quốc hiệu": ((D, "CỘNG HÒA XÃ HỘI CHỦ", "CỘNG HOÀ XÃ HỘI CHỦ"),),
    "no governing body": ((D, make.p("UBND THÀNH PHỐ CẦN THƠ", "ChuQuan"), ""),),
    "rule drawn": ((D, RULE_TN, drawn(make.TIEU_NGU_MM)),),
    "rule in VML": ((D, RULE_TN, f"<w:p><w:r><w:pict>{vml(make.TIEU_NGU_MM)}</w:pict></w:r></w:p>"),),
    "rule two per cent too long": ((D, RULE_TN, make.rule(make.RIGHT_CELL, make.TIEU_NGU_MM * 1.02)),),
    "rule as the border below a blank line": ((D, RULE_TN, RULE_TN.replace("w:top", "w:bottom")),),
    "the smaller set of sizes": set_of(13),
    "bold directly, not by style": (
        (D, QH, make.p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Giua", rpr='<w:b/><w:sz w:val="26"/>')),
    ),
    "bold by a character style alone": (
        (
            D,
            QH,
            make.p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Giua", rpr='<w:rStyle w:val="NhanManh"/><w:sz w:val="26"/>'),
        ),
    ),
    "capitals by formatting": ((D, make.p("BÁO CÁO", "TenLoai"), make.p("Báo cáo", "TenLoai", rpr="<w:caps/>")),),
    "a word in bold and one slanted within the text": (
        (
            D,
            ">Về tổ chức.",
            '>Về</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> tổ chức</w:t></w:r>'
            "<w:r><w:rPr><w:i/></w:rPr><w:t>.</w:t></w:r><w:r><w:t>",
        ),
    ),
    "indent 1 cm": (("styles", 'w:firstLine="720"', 'w:firstLine="567"'),),
    "indent 1.25 cm as Word rounds it": (("styles", 'w:firstLine="720"', 'w:firstLine="709"'),),
    "gap by space after": (
        ("styles", '<w:spacing w:before="120" w:line="264"/>', '<w:spacing w:before="0" w:after="120" w:line="264"/>'),
    ),
    "lines at least 18 pt": (
        ("styles", 'w:before="120" w:line="264"', 'w:before="120" w:line="360" w:lineRule="atLeast"'),
    ),
    "lines exactly 18 pt": (
        ("styles", 'w:before="120" w:line="264"', 'w:before="120" w:line="360" w:lineRule="exact"'),
    ),
    "spacing of one and a half lines": (("styles", 'w:before="120" w:line="264"', 'w:before="120" w:line="360"'),),
    "dashes below the text": (
        (
            D,
            make.p("III. PHƯƠNG HƯỚNG", "Muc"),
            make.p(f"- {make.LONG};", "LoiVan")
            + make.p(f"- {make.LONG}.", "LoiVan")
            + make.p("III. PHƯƠNG HƯỚNG", "Muc"),
        ),
    ),
    "a data table in the text": (
        (D, make.p("III. PHƯƠNG HƯỚNG", "Muc"), make.DATA + make.p("", "LoiVan") + make.p("III. PHƯƠNG HƯỚNG", "Muc")),
    ),
    "head of the president": (
        (D, make.p("KT. CHỦ TỊCH", "ChucVu") + make.p("PHÓ CHỦ TỊCH", "ChucVu"), make.p("CHỦ TỊCH", "ChucVu")),
    ),
    "acting head": (
        (D, "TM. BAN THƯỜNG VỤ", "TM. BAN CHẤP HÀNH"),
        (D, make.p("KT. CHỦ TỊCH", "ChucVu") + make.p("PHÓ CHỦ TỊCH", "ChucVu"), make.p("Q. CHỦ TỊCH", "ChucVu")),
    ),
    "by order": (
        (D, make.p("TM. BAN THƯỜNG VỤ", "ChucVu"), ""),
        (D, "KT. CHỦ TỊCH", "TL. CHỦ TỊCH"),
        (D, "PHÓ CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
    ),
    "archive line with copies": ((D, "- Lưu: VT, VP.", "- Lưu: VT, VP (02)."),),
    "archive line with the drafter's sign": ((D, "- Lưu: VT, VP.", "- Lưu: VT, VP. NVA.30."),),
    "archive line of the office alone": ((D, "- Lưu: VT, VP.", "- Lưu: VT."),),
    "one addressee on the same line": (
        (D, make.ADDRESSED, make.p("Kính gửi: Thường trực Thành ủy Cần Thơ", "KinhGui")),
    ),
    "nobody addressed": ((D, make.ADDRESSED, ""), (D, make.p("- Như trên;", "NoiNhanDong"), "")),
    "annexes named in a list": (
        (D, "(chi tiết tại Phụ lục I, Phụ lục II)", "(chi tiết tại các Phụ lục I và II kèm theo)"),
    ),
    "a further annex comes as a file of its own": (
        (D, make.ends(make.section(make.RESTART, make.LANDSCAPE)) + make.annex("II", "DANH MỤC NHIỆM VỤ"), ""),
    ),
    "annexes named as a range": ((D, "(chi tiết tại Phụ lục I, Phụ lục II)", "(chi tiết tại các Phụ lục I đến II)"),),
    "comes with an electronic file": (
        (D, "số 05/BC-LHH ngày 05 tháng 7 năm 2026 của Liên hiệp Hội)", "số …/BC-LHH ngày … tháng … năm … của …)"),
    ),
    "margins of Mẫu 1.4": (
        (D, 'w:right="850" w:bottom="1134" w:left="1701"', 'w:right="1134" w:bottom="1134" w:left="1701"'),
    ),
    "A4 as LibreOffice rounds it": ((D, 'w:w="11906" w:h="16838"', 'w:w="11907" w:h="16840"'),),
    "landscape margins turned with the page": (
        (
            D,
            f'{make.LANDSCAPE}<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"',
            f'{make.LANDSCAPE}<w:pgMar w:top="1701" w:right="1134" w:bottom="850" w:left="1134"',
        ),
    ),
    "page number in a frame": (
        ("header1", "</w:pPr>", '<w:framePr w:wrap="around" w:hAnchor="margin" w:xAlign="center"/></w:pPr>'),
    ),
    "page number as a simple field": (
        ("header1", make.PAGE, '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'),
    ),
    "text in a content control": (
        (
            D,
            make.p("II. KẾT QUẢ THỰC HIỆN", "Muc"),
            f"<w:sdt><w:sdtContent>{make.p('II. KẾT QUẢ THỰC HIỆN', 'Muc')}</w:sdtContent></w:sdt>",
        ),
    ),
    "a text frame around nothing": (
        (D, make.p("II. KẾT QUẢ THỰC HIỆN", "Muc"), make.p("II. KẾT QUẢ THỰC HIỆN", "Muc", "<w:widowControl/>")),
    ),
    "no ./. needed after the mark": ((D, "kính trình xem xét./.", "kính trình xem xét ./."),),
    "footnote marks": (
        (
            D,
            ">Về tổ chức.",
            '>Về</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/><w:sz w:val="20"/></w:rPr>'
            '<w:t>1</w:t></w:r><w:r><w:t xml:space="preserve"> tổ chức.',
        ),
    ),
    "empty paragraph of the page break": (
        (
            D,
            make.p("III. PHƯƠNG HƯỚNG", "Muc"),
            '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + make.p("III. PHƯƠNG HƯỚNG", "Muc"),
        ),
    ),
}


@pytest.mark.parametrize("name", CLEAN)
def test_a_right_variant_has_no_finding(name: str) -> None:
    findings = check_document(make.changed(*CLEAN[name])).findings
    assert [(finding.code, finding.message) for finding in findings] == []


def test_a_lettered_list_numbered_by_word_lacks_the_letter_đ_and_is_told() -> None:
    """Word's own a, b, c… goes from d to e: the decree's alphabet has đ between them."""
    auto = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    points = "".join(make.p(f"Điểm thứ {n}. {make.LONG};", "LoiVan", auto) for n in range(1, 6))
    start, end = make.BODY.index(">a) Tư vấn"), make.BODY.index(make.p("III. PHƯƠNG HƯỚNG", "Muc"))
    old = make.BODY[make.BODY.rindex("<w:p>", 0, start) : end]
    findings = check_document(make.changed((D, old, points))).findings
    assert [(finding.code, finding.expected) for finding in findings] == [("PL1.P1.II.6.đ", "đ")]


@pytest.mark.parametrize("number", [f"1.{n}" for n in range(1, 11)])
def test_the_official_templates_are_recognised(number: str) -> None:
    """Nothing above the title is missing in any Mẫu (Biên bản has no place and date)."""
    result = check_document(DATA / f"nd30-mau-{number}.docx")
    status = {component.name: component.status for component in result.components}
    head = ["quoc_hieu", "tieu_ngu", "co_quan_chu_quan", "co_quan", "dia_danh_ngay", "noi_nhan"]
    head += [] if number == "1.5" else ["ten_loai"]
    head = [name for name in head if not (number == "1.9" and name == "dia_danh_ngay")]
    assert {name: status[name] for name in head} == dict.fromkeys(head, Status.PASS)


@pytest.mark.parametrize("number", ["1.4", "1.7"])
def test_the_official_templates_give_no_alarm_but_their_dots(number: str) -> None:
    findings = check_document(DATA / f"nd30-mau-{number}.docx").findings
    assert {finding.code for finding in findings} == {"TT.du_thao"}


def test_where_the_letter_template_departs_from_the_text_the_text_is_right() -> None:
    """Mẫu 1.5 sets 12/14/14 and no 6 pt above V/v; footnote 1 and II.5.b say otherwise, and the text decides."""
    findings = check_document(DATA / "nd30-mau-1.5.docx").findings
    assert {finding.code for finding in findings} == {"PL1.P1.V.cc1", "PL1.P1.II.5.b", "TT.du_thao"}


def test_what_has_nothing_of_an_official_document_is_told_so_once() -> None:
    result = check_document(make.of_body(make.p("Xin chào.") + make.section()))
    assert [finding.prop for finding in result.findings] == ["standard"]
    assert {component.status for component in result.components} <= {Status.NA, Status.PASS}


def test_a_file_that_holds_only_an_annex_needs_no_head() -> None:
    result = check_document(make.of_body(make.annex("I", "TỔNG HỢP SỐ LIỆU") + make.section(make.RESTART)))
    assert {component.status for component in result.components} <= {Status.PASS, Status.NA, Status.FAIL}
    assert not [finding for finding in result.findings if finding.prop == "present"]


def test_a_head_made_with_tabs_is_recognised() -> None:
    head = (
        make.p("LIÊN HIỆP CÁC HỘI\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".replace("\t", "</w:t><w:tab/><w:t>"), "QuocHieu")
        + make.p("THÀNH PHỐ HUẾ</w:t><w:tab/><w:t>Độc lập - Tự do - Hạnh phúc", "TieuNgu")
        + make.p("Số: 05/BC-LHH</w:t><w:tab/><w:t>Huế, ngày 05 tháng 7 năm 2026", "DiaDanh")
    )
    result = check_document(make.changed((D, make.HEAD, head)))
    assert result.document_type == "Báo cáo"
    assert not [finding.component for finding in result.findings if finding.prop == "present"]


def test_a_letter_is_told_from_a_report() -> None:
    letter = make.HEAD.replace("Số: 05/BC-LHH", "Số: 05/LHH-VP").replace(
        make.p("Số: 05/LHH-VP", "SoKyHieu"),
        make.p("Số: 05/LHH-VP", "SoKyHieu")
        + make.p("V/v báo cáo kết quả 6 tháng", "Giua", '<w:spacing w:before="120"/>', '<w:sz w:val="24"/>'),
    )
    result = check_document(make.changed((D, make.HEAD + make.TITLE + make.SUBJECT_RULE, letter)))
    assert result.document_type == "Công văn"
    assert [(finding.code, finding.message) for finding in result.findings] == []


TITLE_AND_SUBJECT = make.p(f"BÁO CÁO\n{make.SUBJECT}", "TenLoai")
STRUCTURES = {
    "the head in a table within a table": (make.HEAD, make.table((9355,), make.cell(9355, make.HEAD + make.p("")))),
    "the head in a content control": (make.HEAD, f"<w:sdt><w:sdtContent>{make.HEAD}</w:sdtContent></w:sdt>"),
    "title and subject in a table of one cell": (make.TITLE, make.table((9355,), make.cell(9355, make.TITLE))),
    "title and subject in one paragraph": (make.TITLE, TITLE_AND_SUBJECT),
}


@pytest.mark.parametrize("name", STRUCTURES)
def test_however_the_components_are_put_up_they_are_the_same(name: str) -> None:
    result = check_document(make.changed((D, *STRUCTURES[name])))
    assert result.document_type == "Báo cáo"
    assert [(finding.code, finding.message) for finding in result.findings] == []


def test_the_place_in_a_head_within_a_table_is_told_as_the_head() -> None:
    """A fault there is found once, and said to be in the head."""
    faulty = make.HEAD.replace("Số: 05/BC-LHH", "Số: 5/BC-LHH")
    boxed = make.table((9355,), make.cell(9355, faulty + make.p("")))
    findings = check_document(make.changed((D, make.HEAD, boxed))).findings
    assert [(finding.code, finding.place[:8]) for finding in findings] == [("PL1.P1.II.3.c", "đầu tran")]
