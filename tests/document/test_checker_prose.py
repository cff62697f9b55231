"""Text that is bold or slanted from end to end, where the decree wants it upright; what may be bold stays so."""

from __future__ import annotations

import layout_docs as make
import pytest
from test_checker_defects import D, para, styled

from lhh_excel.document.repairing import fix_document
from lhh_excel.document.rules import check_document

P = make.p
AT = P("III. PHƯƠNG HƯỚNG", "Muc")
B, I = "<w:b/>", "<w:i/>"  # noqa: E741
Change = tuple[str, str, str]


def put(*paragraphs: str) -> Change:
    return (D, AT, "".join(paragraphs) + AT)


BOLD: dict[str, tuple[str, Change]] = {
    "a paragraph": ("PL1.P1.II.6.e", para("Về tổ chức", "", B)),
    "a paragraph by a character style": ("PL1.P1.II.6.e", para("Về tổ chức", "", '<w:rStyle w:val="NhanManh"/>')),
    "a paragraph by its style": (
        "PL1.P1.II.6.e",
        ("styles", "</w:styles>", make.style("Dam", "LoiVan", "", B) + "</w:styles>"),
    ),
    "a sentence of one line": (
        "PL1.P1.II.6.e",
        put(P("Các hội thành viên đã nộp báo cáo đúng hạn và đủ số liệu.", "LoiVan", rpr=B)),
    ),
    "the last words": ("PL1.P1.II.6.e", para("Trên đây", "", B)),
    "a điểm": ("PL1.P1.II.6.đ", para("b) Phổ biến", "", B)),
    "a khoản without a title": ("PL1.P1.II.6.e", put(P(f"3. {make.LONG}.", "LoiVan", rpr=B))),
    "a slanted điểm": ("PL1.P1.II.6.đ", para("b) Phổ biến", "", I)),
}


@pytest.mark.parametrize("name", BOLD)
def test_prose_that_is_bold_or_slanted_throughout_is_told_once(name: str) -> None:
    code, change = BOLD[name]
    changes = [change]
    if name == "a paragraph by its style":
        changes.append(
            (
                D,
                '<w:pStyle w:val="LoiVan"/></w:pPr><w:r><w:rPr></w:rPr><w:t xml:space="preserve">Về tổ chức',
                '<w:pStyle w:val="Dam"/></w:pPr><w:r><w:rPr></w:rPr><w:t xml:space="preserve">Về tổ chức',
            )
        )
    findings = check_document(make.changed(*changes)).findings
    assert [finding.code for finding in findings] == [code], [finding.message for finding in findings]


@pytest.mark.parametrize("name", [name for name in BOLD if "style" not in name])
def test_the_fixer_sets_it_upright(name: str) -> None:
    fixed = fix_document(make.changed(BOLD[name][1]))
    assert [change.code for change in fixed.changes] == [BOLD[name][0]]
    assert fixed.after.findings == []


def test_a_whole_text_in_bold_is_told_once_for_each_kind() -> None:
    findings = check_document(make.changed(styled("LoiVan", "<w:rPr>", f"<w:rPr>{B}"))).findings
    assert sorted(finding.component for finding in findings) == ["can_cu", "diem", "noi_dung"]
    assert {finding.prop for finding in findings} == {"bold"}


ALLOWED = {
    "a heading without a number": P("Ưu điểm", "LoiVan", rpr=B),
    "a heading with a colon over two lines": P(f"{make.LONG}:", "LoiVan", "<w:keepNext/>", B),
    "a short sentence as a lead-in": P("Về tổ chức, hội viên.", "LoiVan", rpr=B),
    "a numbered heading with a stop": P("3. Thông tin, phổ biến kiến thức khoa học.", "LoiVan", "<w:keepNext/>", B)
    + P(f"Về thông tin. {make.LONG}.", "LoiVan"),
    "a long numbered heading with a stop": P(f"3. {make.LONG[:100]}.", "LoiVan", "<w:keepNext/>", B)
    + P(f"Về thông tin. {make.LONG}.", "LoiVan"),
    "a bold lead-in": '<w:p><w:pPr><w:pStyle w:val="LoiVan"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Kết quả.</w:t>'
    f'</w:r><w:r><w:t xml:space="preserve"> {make.LONG}.</w:t></w:r></w:p>',
    "a slanted word in a điểm": '<w:p><w:pPr><w:pStyle w:val="LoiVan"/></w:pPr><w:r><w:t>e) Hội thảo </w:t></w:r>'
    "<w:r><w:rPr><w:i/></w:rPr><w:t>Techfest</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>",
    "a slanted note": P(f"Ghi chú: {make.LONG}.", "LoiVan", rpr=I),
    "a bold line in the middle": P("ĐẠI HỘI ĐẠI BIỂU LẦN THỨ V", "Giua", '<w:spacing w:before="120"/>', B),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_may_be_bold_or_slanted_is_left_alone(name: str) -> None:
    at = P("2. Công tác chuyên môn", "KhoanTieuDe") if "điểm" not in name and "numbered" not in name else AT
    findings = check_document(make.changed((D, at, ALLOWED[name] + at))).findings
    assert [(finding.code, finding.message) for finding in findings] == []
