"""More planted faults: page breaks, capitals, typing, boxes, chapters, and documents of other types."""

from __future__ import annotations

import layout_docs as make
import layout_types as types
import pytest
from test_checker_defects import D, para, styled

from lhh_excel.document.rules import Status, check_document

P = make.p
MUC_III = P("III. PHƯƠNG HƯỚNG", "Muc")
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
Change = tuple[str, str, str]


def said(sentence: str) -> tuple[Change, ...]:
    """A sentence put into the report's text."""
    return ((D, "Về tổ chức. ", f"Về tổ chức. {sentence} "),)


REPORT: dict[str, tuple[str, tuple[Change, ...]]] = {
    # page breaks
    "heading before a page break": ("TT.tieu_de", ((D, MUC_III, MUC_III + BREAK),)),
    "heading before a page that breaks by format": (
        "TT.tieu_de",
        (para("Phương hướng 1", "<w:pageBreakBefore/>"),),
    ),
    "page break behind a heading's words": (
        "TT.tieu_de",
        ((D, MUC_III, MUC_III.replace("</w:p>", '<w:r><w:br w:type="page"/></w:r></w:p>')),),
    ),
    "heading not kept with its text": ("TT.tieu_de", (styled("Muc", "<w:keepNext/>", ""),)),
    "page break before the signature": ("TT.khoi_ky", ((D, make.SIGNATURE, BREAK + make.SIGNATURE),)),
    "page break after the last words": (
        "TT.khoi_ky",
        (
            (
                D,
                "kính trình xem xét./.</w:t></w:r>",
                'kính trình xem xét./.</w:t></w:r><w:r><w:br w:type="page"/></w:r>',
            ),
        ),
    ),
    "signature opens a page": ("TT.khoi_ky", (para("Nơi nhận:", "<w:pageBreakBefore/>"),)),
    # Annex II
    "điều of an act in small letters": ("PL2.V.7", said("Thực hiện khoản 2 điều 8 Nghị định số 45/2010/NĐ-CP.")),
    "chương of an act in small letters": ("PL2.V.7", said("Thực hiện quy định tại chương II Luật Thanh tra.")),
    "khoản with a capital": ("PL2.V.7", said("Thực hiện theo Khoản 2 Điều 8 Nghị định số 45/2010/NĐ-CP.")),
    "điểm with a capital": ("PL2.V.7", said("Thực hiện theo Điểm a khoản 2 Điều 8 Nghị định số 45/2010/NĐ-CP.")),
    "nhân dân in small letters": ("PL2.V.1", said("Lắng nghe ý kiến của nhân dân trên địa bàn.")),
    "nhà nước in small letters": ("PL2.V.1", said("Thực hiện chính sách của Đảng và nhà nước.")),
    "thủ đô in small letters": ("PL2.III.1.c", said("Đã dự hội thảo tại thủ đô Hà Nội.")),
    "Thành phố Hồ Chí Minh in small letters": ("PL2.III.1.c", said("Đã dự hội thảo tại thành phố Hồ Chí Minh.")),
    "a numbered ward in small letters": ("PL2.III.1.b", said("Đã dự hội thảo tại phường 5.")),
    "an act in small letters": ("PL2.V.6", said("Triển khai kế hoạch số 15/KH-UBND của thành phố.")),
    "a law in small letters": ("PL2.V.6", said("Góp ý sửa đổi luật Khoa học của nước ta.")),
    "Tết Nguyên Đán": ("PL2.V.8.b", said("Thăm hỏi gia đình chính sách dịp Tết Nguyên Đán.")),
    "a weekday in small letters": ("PL2.V.8.c", said("Sinh hoạt câu lạc bộ chiều thứ bảy.")),
    "a month in small letters": ("PL2.V.8.c", said("Ôn lại truyền thống Cách mạng tháng tám.")),
    "a sentence in small letters": ("PL2.I", said("Công việc đã hoàn thành. tiếp tục theo dõi.")),
    "a paragraph in small letters": ("PL2.I", ((D, ">Về tổ chức.", ">về tổ chức."),)),
    # typing
    "telex left": ("TT.go_telex", said("Đã hoàn thành nhieemj vụ.")),
    "TCVN3 text": ("PL1.P1.I.4", ((D, ">Về tổ chức.", ">Tr­êng §¹i häc CÇn Th¬. Tổ chức."),)),
    "VNI text": ("PL1.P1.I.4", ((D, f">Về tổ chức. {make.LONG}.", ">Lieân hieäp Hoäi ñaõ toå chöùc hoäi thaûo."),)),
    "two ways of marking tones": ("TT.dau_thanh", said("Giữ gìn đoàn kết, hoà thuận.")),
    # head
    "agency's lines 1.5 apart": ("PL1.P1.II.2.b", (styled("CoQuan", "<w:pPr>", '<w:pPr><w:spacing w:line="360"/>'),)),
    "place in small letters": ("PL1.P1.II.4.c", ((D, ">Cần Thơ, ngày", ">cần Thơ, ngày"),)),
    "older than the decree": (
        "TT.hieu_luc",
        ((D, "Cần Thơ, ngày 05 tháng 7 năm 2026", "Cần Thơ, ngày 25 tháng 8 năm 2016"),),
    ),
    "head somewhat wide": ("TT.khung_dau", ((D, f'<w:gridCol w:w="{make.LEFT_CELL}"/>', '<w:gridCol w:w="4400"/>'),)),
    "act cited without its number": (
        "PL1.P1.II.6.a",
        ((D, "Căn cứ Điều lệ Liên hiệp các Hội", "Căn cứ Nghị định của Chính phủ về các Hội"),),
    ),
    # boxes, drafter, address
    "stamp without a frame": ("PL1.P1.III.2.b", ((D, make.TITLE, types.urgent(framed=False) + make.TITLE),)),
    "stamp not bold": (
        "PL1.P1.III.2.b",
        ((D, make.TITLE, types.urgent(rpr='<w:color w:val="FF0000"/>') + make.TITLE),),
    ),
    "stamp in small letters": ("PL1.P1.III.2.b", ((D, make.TITLE, types.urgent("Thượng khẩn") + make.TITLE),)),
    "circulation without a frame": ("PL1.P1.III.2.c", ((D, make.TITLE, types.bordered(borders="") + make.TITLE),)),
    "circulation 12 pt": (
        "PL1.P1.III.2.c",
        ((D, make.TITLE, types.bordered(rpr='<w:b/><w:sz w:val="24"/>') + make.TITLE),),
    ),
    "drafter's sign 13 pt": (
        "PL1.P1.III.3",
        ((D, types.ARCHIVE, types.ARCHIVE + P("PL.(300)", "NoiNhanDong", rpr='<w:sz w:val="26"/>')),),
    ),
    "drafter's sign in small letters": (
        "PL1.P1.III.3",
        ((D, types.ARCHIVE, types.ARCHIVE + P("pl.(300)", "NoiNhanDong")),),
    ),
    "address 14 pt": ("PL1.P1.III.4", (types.FIRST_FOOTER, types.address(rpr=""))),
    "address slanted": ("PL1.P1.III.4", (types.FIRST_FOOTER, types.address(rpr='<w:i/><w:sz w:val="22"/>'))),
    "address in capitals": ("PL1.P1.III.4", (types.FIRST_FOOTER, types.address(text=types.ADDRESS.upper()))),
    "address without a line": ("PL1.P1.III.4", (types.FIRST_FOOTER, types.address(ppr=""))),
    "address under a short line": (
        "PL1.P1.III.4",
        (types.FIRST_FOOTER, types.address(ppr=types.ADDRESS_RULE + '<w:ind w:right="3000"/>')),
    ),
    "address on every page but the first": (
        "PL1.P1.III.4",
        (
            (D, types.FIRST_FOOTER[1], types.FIRST_FOOTER[2].replace('"first" r:id="rIdB"', '"default" r:id="rIdB"')),
            types.address(),
        ),
    ),
}


def planted(body: str, *changes: tuple[str, str]) -> bytes:
    for old, new in changes:
        assert old in body, old
        body = body.replace(old, new, 1)
    return make.of_body(body)


OTHER_TYPES: dict[str, tuple[str, str, tuple[str, str]]] = {
    "decision: chương in Arabic figures": ("PL1.P1.II.6.đ", types.DECISION, (">Chương II<", ">Chương 2<")),
    "decision: mục in Roman figures": ("PL1.P1.II.6.đ", types.DECISION, (">Mục 2<", ">Mục II<")),
    "decision: mục skips a number": ("PL1.P1.II.6.đ", types.DECISION, (">Mục 2<", ">Mục 3<")),
    "decision: tiểu mục skips a number": ("PL1.P1.II.6.đ", types.DECISION, (">Tiểu mục 2<", ">Tiểu mục 3<")),
    "decision: mục slanted and not bold": (
        "PL1.P1.II.6.đ",
        types.DECISION,
        (types.chapter("Mục 2"), types.chapter("Mục 2", "KemTheo")),
    ),
    "decision: điều skips a number": ("PL1.P1.II.6.đ", types.DECISION, ("Điều 3. Phối hợp", "Điều 5. Phối hợp")),
    "decision: điều with a colon": ("PL1.P1.II.6.đ", types.DECISION, ("Điều 1. Phạm vi", "Điều 1: Phạm vi")),
    "decision: điều not bold": (
        "PL1.P1.II.6.đ",
        types.DECISION,
        (P("Điều 4. Hiệu lực", "KhoanTieuDe"), P("Điều 4. Hiệu lực", "LoiVan")),
    ),
    "decision: chương's title in small letters": (
        "PL1.P1.II.6.đ",
        types.DECISION,
        (">TỔ CHỨC THỰC HIỆN<", ">Tổ chức thực hiện<"),
    ),
    "decision: code of a plan": ("PL1.P1.II.3.b", types.DECISION, ("Số: 12/QĐ-LHH", "Số: 12/KH-LHH")),
    "decision: Như trên without Kính gửi": (
        "PL1.P1.II.9.b",
        types.DECISION,
        (
            P("- Như Điều 3;", "NoiNhanDong"),
            P("- Như trên;", "NoiNhanDong"),
        ),
    ),
    "letter: code of the type": ("PL1.P1.II.3.b", types.LETTER, ("Số: 05/LHH-VP", "Số: 05/CV-LHH")),
    "letter: subject 14 pt": ("PL1.P1.II.5.b", types.LETTER, ('<w:sz w:val="24"/>', '<w:sz w:val="28"/>')),
    "letter: subject bold": ("PL1.P1.II.5.b", types.LETTER, ('<w:sz w:val="24"/>', '<w:b/><w:sz w:val="24"/>')),
    "letter: subject 12 pt below": (
        "PL1.P1.II.5.b",
        types.LETTER,
        ('<w:spacing w:before="120"/>', '<w:spacing w:before="240"/>'),
    ),
    "letter: nobody addressed": (
        "PL1.P1.II.9.b",
        types.LETTER,
        (P("Kính gửi: Sở Nội vụ thành phố Cần Thơ", "KinhGui"), ""),
    ),
    "letter: sole addressee on the next line": (
        "PL1.P1.II.9.d",
        types.LETTER,
        (
            P("Kính gửi: Sở Nội vụ thành phố Cần Thơ", "KinhGui"),
            P("Kính gửi:", "KinhGui") + P("- Sở Nội vụ thành phố Cần Thơ.", "NoiGui"),
        ),
    ),
    "notice: Như trên without Kính gửi": (
        "PL1.P1.II.9.b",
        types.NOTICE,
        (
            P("- Các hội thành viên;", "NoiNhanDong"),
            P("- Như trên;", "NoiNhanDong") + P("- Các hội thành viên;", "NoiNhanDong"),
        ),
    ),
    "notice: code of another type": ("PL1.P1.II.3.b", types.NOTICE, ("Số: 07/TB-LHH", "Số: 07/THB-LHH")),
    "notice: Nơi nhận a row below the signer": (
        "PL1.P1.II.9.d",
        types.NOTICE,
        (
            make.SIGNATURE.replace(P("- Như trên;", "NoiNhanDong"), ""),
            make.table(
                (4677, 4678),
                make.cell(4677, P("")) + make.cell(4678, P("CHỦ TỊCH", "ChucVu")),
                make.cell(4677, P("Nơi nhận:", "NoiNhan") + P("- Lưu: VT, VP.", "NoiNhanDong"))
                + make.cell(4678, P("Nguyễn Văn An", "HoTen")),
            ),
        ),
    ),
}


@pytest.mark.parametrize("name", REPORT)
def test_a_planted_fault_is_found_with_its_locator_and_nothing_else(name: str) -> None:
    code, changes = REPORT[name]
    findings = check_document(make.changed(*changes)).findings
    assert [(finding.code, finding.message) for finding in findings if finding.code != code] == []
    assert [finding.code for finding in findings] == [code], [finding.message for finding in findings]


@pytest.mark.parametrize("name", OTHER_TYPES)
def test_a_fault_in_another_type_is_found_with_its_locator_and_nothing_else(name: str) -> None:
    code, body, change = OTHER_TYPES[name]
    findings = check_document(planted(body, change)).findings
    assert {(finding.code, finding.message) for finding in findings if finding.code != code} == set()
    assert findings, name


@pytest.mark.slow
def test_suggestions_on_capitals_never_fail_a_document() -> None:
    for name, (code, changes) in REPORT.items():
        if code.startswith("PL2."):
            result = check_document(make.changed(*changes))
            assert {finding.severity for finding in result.findings} == {"note"}, name


CLEAN: dict[str, bytes] = {
    "decision with chapters": make.of_body(types.DECISION),
    "letter": make.of_body(types.LETTER),
    "notice": make.of_body(types.NOTICE),
    "head in text boxes": make.changed((D, make.HEAD, types.boxed_head())),
    "stamp in a text box": make.changed((D, make.TITLE, types.urgent() + make.TITLE)),
    "stamp in a bordered paragraph": make.changed((D, make.TITLE, types.bordered("HỎA TỐC", types.RED) + make.TITLE)),
    "circulation in a bordered paragraph": make.changed((D, make.TITLE, types.bordered() + make.TITLE)),
    "drafter's sign": make.changed((D, types.ARCHIVE, types.ARCHIVE + types.DRAFTER)),
    "address on page one": make.changed(types.FIRST_FOOTER, types.address()),
    "page break before a heading": make.changed((D, MUC_III, BREAK + MUC_III)),
    "page break at the head of a heading": make.changed(
        (D, MUC_III, MUC_III.replace("<w:r>", '<w:r><w:br w:type="page"/></w:r><w:r>'))
    ),
}
RIGHT_CAPITALS = (
    "Thực hiện điểm a khoản 2 Điều 103 Mục 5 Chương XII Phần I của Bộ luật Hình sự.",
    "Hội đồng nhân dân và Ủy ban nhân dân thành phố đã cho ý kiến.",
    "Chính sách của Đảng và Nhà nước, ý kiến của Nhân dân.",
    "Các cơ quan nhà nước ở địa phương phối hợp thực hiện.",
    "Hội nghị ở Thủ đô Hà Nội và Thành phố Hồ Chí Minh.",
    "Đã làm việc với Quận 1, Phường 5 và phường Ninh Kiều.",
    "Theo Kế hoạch số 15/KH-UBND và Luật Khoa học.",
    "Thăm hỏi dịp tết Nguyên đán và tết Trung thu; chúc Tết gia đình chính sách.",
    "Sinh hoạt vào thứ Bảy, tháng Tám; lần thứ hai trong năm.",
    "Gồm báo, tạp chí, bản tin, v.v. của các hội.",
    "Kinh phí 1.5 triệu; tỷ lệ 98,5 phần trăm, hoàn thành tốt.",
    "Số điểm 5 và mục tiêu 3 đều đạt; chương trình 2 năm.",
)


@pytest.mark.parametrize("name", CLEAN)
def test_a_right_document_has_no_finding(name: str) -> None:
    findings = check_document(CLEAN[name]).findings
    assert [(finding.code, finding.message) for finding in findings] == []


@pytest.mark.parametrize("sentence", RIGHT_CAPITALS)
def test_right_capitals_are_left_in_peace(sentence: str) -> None:
    findings = check_document(make.changed(*said(sentence))).findings
    assert [(finding.code, finding.message) for finding in findings] == []


def test_the_parts_that_stand_by_themselves_have_their_verdict() -> None:
    made = make.changed(
        types.FIRST_FOOTER,
        types.address(),
        (D, make.TITLE, types.urgent() + types.bordered() + make.TITLE),
        (D, types.ARCHIVE, types.ARCHIVE + types.DRAFTER),
    )
    status = {part.name: part.status for part in check_document(made).components}
    assert {status[name] for name in ("do_khan", "pham_vi", "nguoi_soan", "dia_chi")} == {Status.PASS}
