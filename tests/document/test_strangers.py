"""Documents as other people make them: nothing false is told of them, and mending loses nothing that they hold."""

from __future__ import annotations

import layout_docs as make
import layout_types as types
import pytest
from fixing import mended, parts_of, words

from lhh_excel.document.ooxml import text_width_mm
from lhh_excel.document.reading.docx import open_document
from lhh_excel.document.rules import check_document

P = make.p
D = "document"
THIRD = P("III. PHƯƠNG HƯỚNG", "Muc")
AGENCY_MM = 0.4 * text_width_mm(make.AGENCY[1], 13, bold=True)
RULE_AGENCY = make.rule(make.LEFT_CELL, AGENCY_MM)
RULE_TN = make.rule(make.RIGHT_CELL, make.TIEU_NGU_MM)
LAST_NAME = P(make.AGENCY[2], "CoQuan")
TIEU_NGU = P("Độc lập - Tự do - Hạnh phúc", "TieuNgu")
LOGO = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="720000" cy="720000"/><a:graphic><a:graphicData/></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)


def floating(length_mm: float) -> str:
    """A run with a line that floats."""
    return (
        f'<w:r><w:drawing><wp:anchor><wp:extent cx="{round(length_mm * 36000)}" cy="0"/><a:graphic><a:graphicData>'
        '<wps:wsp><wps:spPr><a:prstGeom prst="line"/></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
        "</w:drawing></w:r>"
    )


def with_runs(paragraph: str, *runs: str) -> str:
    return paragraph.replace("</w:p>", "".join(runs) + "</w:p>")


def before_third(content: str) -> bytes:
    return make.changed((D, THIRD, content + THIRD))


def header(part: str, content: str) -> tuple[str, str, str]:
    old = {"header1": make.HEADER, "footer1": make.FOOTER}[part]
    return (part, old, f"{old[: old.index('>') + 1]}{content}{old[old.rindex('</') :]}")


def wrapped(text: str) -> str:
    return f'<w:smartTag w:uri="urn:x" w:element="place"><w:r><w:t>{text}</w:t></w:r></w:smartTag>'


def columns(*texts: str) -> str:
    return "".join(make.cell(3000, P(text)) for text in texts)


LISTED = make.table(
    (3000, 3000, 3000),
    columns("Nội dung", "Nơi nhận", "Trưởng nhóm"),
    columns("Báo cáo quý", "Sở Nội vụ", "Trưởng ban Tư vấn"),
    borders=True,
)
SUBJECT_ELSEWHERE = (D, make.SUBJECT_RULE, "")
RIGHT: dict[str, tuple[tuple[str, str, str], ...]] = {
    "a text box hung on an empty paragraph": ((D, THIRD, f"<w:p>{types.box(60, P('Sơ đồ'), True)}</w:p>{THIRD}"),),
    "the last mark of a field alone": ((D, THIRD, f'<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>{THIRD}'),),
    "a column named Nơi nhận": ((D, THIRD, LISTED + THIRD),),
    "a sentence that begins with Nơi nhận": ((D, THIRD, P("Nơi nhận hồ sơ: Văn phòng.", "LoiVan") + THIRD),),
    "the subject's line hung on the title": (
        SUBJECT_ELSEWHERE,
        (D, P("BÁO CÁO", "TenLoai"), with_runs(P("BÁO CÁO", "TenLoai"), floating(62))),
    ),
    "the subject's line hung on Kính gửi": (
        SUBJECT_ELSEWHERE,
        (D, P("Kính gửi:", "KinhGui"), with_runs(P("Kính gửi:", "KinhGui"), floating(62))),
    ),
    "both lines of the head hung on the agency": (
        (D, RULE_AGENCY, ""),
        (D, RULE_TN, ""),
        (D, LAST_NAME, with_runs(LAST_NAME, floating(AGENCY_MM), floating(make.TIEU_NGU_MM))),
    ),
    "both lines of the head hung on Tiêu ngữ": (
        (D, RULE_AGENCY, ""),
        (D, RULE_TN, ""),
        (D, TIEU_NGU, with_runs(TIEU_NGU, floating(AGENCY_MM), floating(make.TIEU_NGU_MM))),
    ),
    "the page number in the middle of three columns": (
        header("header1", make.table((3000,) * 3, columns("", "", "")).replace(
            P(""), "<w:p/>", 1).replace(P(""), f'<w:p><w:pPr>{make.CENTRED}</w:pPr>{make.PAGE}</w:p>', 1)),
    ),
}  # fmt: skip


SIGNED = P("Nguyễn Văn An", "HoTen")
RIGHT["a signature in a table of one cell"] = (
    (D, make.SIGNATURE, make.table((9355,), make.cell(9355, make.SIGNATURE + "<w:p/>"))),
)
RIGHT["a name that begins with initials"] = (
    (D, THIRD, P("V.I. Lênin đã viết về vai trò của trí thức.", "LoiVan") + THIRD),
)
RIGHT["signed, in words"] = ((D, SIGNED, P("Đã ký", "Giua") + SIGNED),)
RIGHT["a place with an apostrophe"] = (
    (D, "Cần Thơ, ngày 05 tháng 7 năm 2026<", "Xã Ea H'leo, ngày 05 tháng 7 năm 2026<"),
)
RIGHT["hyphens that do not break"] = (
    (D, "05/BC-LHH<", "05/BC\u2011LHH<"),
    (D, "lập - Tự do -", "lập \u2011 Tự do \u2011"),
)
RIGHT["signs that nobody sees"] = ((D, "CỘNG HÒA", "\ufeffCỘNG HÒA"), (D, "Độc lập -", "Độc lập\u200b -"))
RIGHT["a table of contents"] = (
    (D, THIRD, P("MỤC LỤC", "Giua") + P("I. ĐẶC ĐIỂM\t1").replace("\t", "</w:t><w:tab/><w:t>") + THIRD),
)
_STOPS = '<w:tabs><w:tab w:val="center" w:pos="1700"/><w:tab w:val="center" w:pos="6400"/></w:tabs>'


def tabbed(*runs: tuple[str, str], behind: str = "") -> str:
    """A line of two columns made with tabs."""
    made = "".join(f"<w:r><w:tab/></w:r><w:r><w:rPr>{rpr}</w:rPr><w:t>{text}</w:t></w:r>" for text, rpr in runs)
    return f"<w:p><w:pPr>{_STOPS}</w:pPr>{made}{behind}</w:p>"


_THIRTEEN, _SHORT = make.half(13), 0.4 * text_width_mm("LIÊN HIỆP HỘI", 13, bold=True)
RIGHT["a head with tabs, both its lines hung on Tiêu ngữ"] = (
    (
        D,
        make.HEAD,
        tabbed(("UBND THÀNH PHỐ CẦN THƠ", _THIRTEEN), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", make.BOLD + _THIRTEEN))
        + tabbed(
            ("LIÊN HIỆP HỘI", make.BOLD + _THIRTEEN),
            ("Độc lập - Tự do - Hạnh phúc", make.BOLD + make.half(14)),
            behind=floating(_SHORT) + floating(make.TIEU_NGU_MM),
        )
        + tabbed(("Số: 05/BC-LHH", _THIRTEEN), ("Cần Thơ, ngày 05 tháng 7 năm 2026", make.ITALIC)),
    ),
)


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_document_of_another_hand_has_no_finding(name: str) -> None:
    assert [finding.message for finding in check_document(make.changed(*RIGHT[name])).findings] == []


BOLD_NAME = '<w:spacing w:before="120"/>'
WRITTEN = P(f"{types.WRITING}./.", "LoiVan")
SIGNERS = make.table(
    (4677, 4678),
    make.cell(4677, P("THƯ KÝ", "ChucVu") + P("Lê Thị B", "HoTen"))
    + make.cell(4678, P("CHỦ TỌA", "ChucVu") + P("Nguyễn Văn An", "HoTen")),
)
UNDATED = types.head("09/BB-LHH").replace(P("Cần Thơ, ngày 05 tháng 7 năm 2026", "DiaDanh"), "<w:p/>")
OTHER_TYPES = {
    "a decision whose authority has two lines": (
        types.DECISION.replace(
            P("Căn cứ Luật Tổ chức chính quyền địa phương;", "CanCu"),
            P("CHỦ TỊCH LIÊN HIỆP CÁC HỘI", "Giua", BOLD_NAME, make.BOLD)
            + P("THÀNH PHỐ CẦN THƠ", "Giua", "", make.BOLD)
            + P("Căn cứ Luật Tổ chức chính quyền địa phương;", "CanCu"),
        )
    ),
    "minutes with Nơi nhận below the table of the signers": (
        UNDATED
        + P("BIÊN BẢN", "TenLoai")
        + P("Họp Ban Thường vụ", "TrichYeu")
        + make.rule(9355, 17)
        + WRITTEN
        + SIGNERS
        + P("Nơi nhận:", "NoiNhan")
        + P("- Các Ủy viên;", "NoiNhanDong")
        + P("- Lưu: VT, Hồ sơ.", "NoiNhanDong")
        + make.section()
    ),
    "a letter of introduction, which has no subject": (
        types.head("09/GGT-LHH")
        + P("GIẤY GIỚI THIỆU", "TenLoai")
        + P("Liên hiệp Hội trân trọng giới thiệu:", "LoiVan")
        + WRITTEN
        + make.SIGNATURE
        + make.section()
    ),
}


@pytest.mark.parametrize("name", OTHER_TYPES)
def test_a_right_document_of_another_type_has_no_finding(name: str) -> None:
    assert [finding.message for finding in check_document(make.of_body(OTHER_TYPES[name])).findings] == []


def test_the_numbers_of_a_list_style_are_read() -> None:
    one = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="8"/></w:numPr>'
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    lists = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="DS"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="6"><w:styleLink w:val="DS"/>{level}</w:abstractNum>'
        '<w:num w:numId="8"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="9"><w:abstractNumId w:val="6"/></w:num>'
    )
    titles = ("ĐẶC ĐIỂM TÌNH HÌNH", "KẾT QUẢ THỰC HIỆN")
    numbered = [
        (D, P(f"{number}. {title}", "Muc"), P(title, "Muc", one))
        for number, title in zip(("I", "II"), titles, strict=True)
    ]
    data = make.changed(("numbering", "</w:numbering>", f"{lists}</w:numbering>"), *numbered)
    assert check_document(data).findings == []
    assert [one.label for one in open_document(data).paragraphs() if one.label] == ["I.", "II."]


@pytest.mark.slow
def test_a_lighter_shade_of_a_theme_colour_is_not_black() -> None:
    grey = '<w:color w:val="7F7F7F" w:themeColor="text1" w:themeTint="80"/>'
    data = before_third(P(f"{make.LONG}.", "LoiVan", rpr=grey))
    assert [(one.component, one.prop, one.found) for one in check_document(data).findings] == [
        ("trang", "color", "#7F7F7F")
    ]
    assert mended(data).after.findings == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (">Nguyễn Văn An<", ">Viện sĩ Nguyễn Văn An<", ("ho_ten", "title", "Viện sĩ")),
        (f"Phương hướng 2. {make.LONG}", "Đã kết nạp ??? hội viên trong 6 tháng", ("noi_dung", "leftover", "“???”")),
    ],
    ids=["an academician", "a figure not known yet"],
)
def test_what_a_draft_has_too_much_is_told(old: str, new: str, told: tuple[str, str, str]) -> None:
    findings = check_document(make.changed((D, old, new))).findings
    assert [(one.component, one.prop, one.found) for one in findings] == [told]


def test_a_page_number_at_the_side_of_a_table_in_the_header_is_told() -> None:
    number = f"<w:p><w:pPr>{make.CENTRED}</w:pPr>{make.PAGE}</w:p>"
    aside = make.table((4000, 4000), make.cell(4000, P("Liên hiệp Hội")) + make.cell(4000, number))
    data = make.changed(header("header1", aside + "<w:p/>"), (D, THIRD, P("", rpr="") + THIRD))
    found = [one for one in check_document(data).findings if one.component == "so_trang"]
    assert [(one.code, one.prop, one.found) for one in found] == [("PL1.P1.I.7", "align", "canh phải")]
    assert found[0].place.startswith("đầu trang")
    assert mended(data).changes == []


FOOTED = (
    D,
    '<w:headerReference w:type="first"',
    '<w:footerReference w:type="default" r:id="rIdB"/><w:headerReference w:type="first"',
)
EVEN_AND_ODD = ("settings", "/>", "><w:evenAndOddHeaders/></w:settings>")
FIRST_REFERENCE = '<w:headerReference w:type="first"'
EVEN_RELATED = make.relationship("rIdV", "header", "header3.xml") + "</Relationships>"
EVEN = (
    ("word/_rels/document.xml.rels", "</Relationships>", EVEN_RELATED),
    (D, FIRST_REFERENCE, f'<w:headerReference w:type="even" r:id="rIdV"/>{FIRST_REFERENCE}'),
    EVEN_AND_ODD,
)


def with_even_header(content: str) -> bytes:
    files = make.parts()
    for part, old, new in EVEN:
        name = part if "/" in part else f"word/{part}.xml"
        files[name] = files[name].replace(old, new, 1)
    return make.packed(files | {"word/header3.xml": make.HEADER.replace(make.PAGE, content)})


@pytest.mark.slow
def test_a_number_missing_on_even_pages_is_told_and_set() -> None:
    assert check_document(with_even_header(make.PAGE)).findings == []
    data = with_even_header("")
    assert [(one.component, one.prop) for one in check_document(data).findings] == [("so_trang", "field")]
    assert "trang chẵn" in check_document(data).findings[0].found
    assert mended(data).after.findings == []


@pytest.mark.slow
def test_a_number_in_the_footer_is_told_beside_one_in_the_header() -> None:
    data = make.changed(FOOTED, header("footer1", f"<w:p>{make.PAGE}</w:p>"))
    assert [(one.component, one.prop) for one in check_document(data).findings] == [("so_trang", "place")]
    fixed = mended(data)
    assert fixed.after.findings == []
    assert words(fixed.docx, "word/header1.xml") == words(data, "word/header1.xml")


def test_tables_are_counted_without_those_of_the_header() -> None:
    aside = make.table((4000, 4000), columns("Liên hiệp Hội", "Báo cáo"))
    plain = make.changed((D, "1.250", "xxxx"))
    headed = make.changed((D, "1.250", "xxxx"), header("header1", aside + make.HEADER[make.HEADER.index("<w:p>") : -8]))
    places = [[one.place for one in check_document(data).findings] for data in (plain, headed)]
    assert places[0] == places[1] != []


# --- mending loses nothing ---


def drawings(data: bytes) -> int:
    return sum(part.count(b"<w:drawing") for name, part in parts_of(data).items() if name.endswith(".xml"))


def test_a_text_box_in_the_header_stays_when_a_page_number_is_added() -> None:
    data = make.changed(header("header1", f"<w:p>{types.box(60, P('LƯU HÀNH NỘI BỘ'), True)}</w:p>"))
    fixed = mended(data)
    assert fixed.after.findings == []
    assert "LƯU HÀNH NỘI BỘ" in words(fixed.docx, "word/header1.xml")
    assert drawings(fixed.docx) == drawings(data)


def test_a_page_number_is_set_above_a_table_in_the_header() -> None:
    aside = make.table((4000, 4000), columns("Liên hiệp Hội", "Báo cáo"))
    fixed = mended(make.changed(header("header1", aside + "<w:p/>")))
    assert fixed.after.findings == []
    assert words(fixed.docx, "word/header1.xml").split() == ["2", "Liên", "hiệp", "Hội", "Báo", "cáo"]


@pytest.mark.slow
def test_a_logo_beside_the_number_in_the_footer_stays() -> None:
    data = make.changed(FOOTED, ("header1", make.PAGE, ""), header("footer1", f"<w:p>{LOGO}{make.PAGE}</w:p>"))
    fixed = mended(data)
    assert fixed.after.findings == []
    assert drawings(fixed.docx) == drawings(data) == 1


def test_numbers_of_which_one_stands_in_a_sentence_stay_all_as_they_are() -> None:
    sentence = f"<w:p><w:r><w:t>Trang </w:t></w:r>{make.PAGE}<w:r><w:t> của báo cáo</w:t></w:r></w:p>"
    data = make.changed(FOOTED, ("header1", make.PAGE, ""), header("footer1", f"<w:p>{make.PAGE}</w:p>{sentence}"))
    assert mended(data).changes == []


@pytest.mark.slow
def test_words_in_smart_tags_stay_when_quoc_hieu_becomes_one_line() -> None:
    whole = P("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "QuocHieu")
    second = f'<w:p><w:pPr><w:pStyle w:val="QuocHieu"/></w:pPr>{wrapped("VIỆT NAM")}</w:p>'
    fixed = mended(make.changed((D, whole, P("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "QuocHieu") + second)))
    assert fixed.after.findings == []
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words(fixed.docx)


def test_a_stamp_in_a_box_below_tieu_ngu_stays_when_its_line_is_drawn() -> None:
    data = make.changed((D, RULE_TN, types.urgent()))
    fixed = mended(data, guarded=True)
    assert fixed.after.findings == []
    assert drawings(fixed.docx) == drawings(data)
    assert "KHẨN" in words(fixed.docx)


# --- text of another time: VNI whose font someone has changed to Times New Roman ---

#: How VNI types each letter, from the letters that the report has.
VNI = (
    "àaø áaù ảaû ãaõ ạaï ăaê ắaé ằaè ẳaú ẵaü ặaë âaâ ấaá ầaà ẩaå ẫaã ậaä èeø éeù ẻeû ẽeõ ẹeï êeâ ếeá ềeà ểeå ễeã ệeä "
    "ìì íí ỉæ ĩó ịò òoø óoù ỏoû õoõ ọoï ôoâ ốoá ồoà ổoå ỗoã ộoä ơô ớôù ờôø ởôû ỡôõ ợôï ùuø úuù ủuû ũuõ ụuï ưö ứöù "
    "ừöø ửöû ữöõ ựöï ỳyø ýyù ỷyû ỹyõ ỵî đñ"
)


def in_vni(text: str) -> str:
    typed = {pair[0]: pair[1:] for pair in VNI.split()}
    typed |= {letter.upper(): signs.upper() for letter, signs in typed.items()}
    return "".join(typed.get(letter, letter) for letter in text)


@pytest.mark.slow
def test_a_report_in_vni_without_its_font_reads_again_as_it_was_written() -> None:
    parts = make.parts()
    pieces = parts["word/document.xml"].split("</w:t>")
    typed = [piece[: (at := piece.rfind(">") + 1)] + in_vni(piece[at:]) for piece in pieces[:-1]]
    data = make.packed(parts | {"word/document.xml": "</w:t>".join([*typed, pieces[-1]])})
    told = [one.message for one in check_document(data).findings if one.prop == "encoding"]
    assert any("“kết”" in message.lower() for message in told)
    fixed = mended(data, convert=True)
    assert words(fixed.docx) == words(make.clean())
    assert fixed.after.findings == []
    assert {one.prop for one in fixed.changes} == {"encoding"}
