"""What strangers do otherwise: numbers that Word writes, lines in one paragraph, a head in the header part."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
from docx.shared import Mm, Pt
from strangers import strangers, texts

from lhh_excel.document import compose
from lhh_excel.document.ooxml import text_width_mm
from lhh_excel.document.ooxml.package import MAIN_PART, DocxPackage, read_parts, write_parts
from lhh_excel.document.reading.docx import open_document
from lhh_excel.document.repairing import fix_document
from lhh_excel.document.repairing.fit import page_of
from lhh_excel.document.rules import CheckResult, check_document, measure

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def right(text: str, head: str = "bang") -> bytes:
    """The document of this text that has nothing wrong, as LibreOffice or Google writes it."""
    return next(
        one.docx
        for one in strangers()
        if one.text == text and one.head == head and one.hand in ("libreoffice", "google", "wps") and not one.truths
    )


def edited(docx: bytes, edit: Callable[[str], str], **more: str) -> bytes:
    """The document with its main part changed; `more`: the part of that name beside it."""
    parts = read_parts(docx)
    parts[MAIN_PART] = edit(parts[MAIN_PART].decode()).encode()
    for name, content in more.items():
        parts[f"word/{name}.xml"] = content.encode()
        rels, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
        kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"
        parts[rels] = parts[rels].replace(
            b"</Relationships>", f'<Relationship Id="more" Type="{kind}" Target="{name}.xml"/></Relationships>'.encode()
        )
        content_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
        parts[types] = parts[types].replace(
            b"</Types>", f'<Override PartName="/word/{name}.xml" ContentType="{content_type}"/></Types>'.encode()
        )
    return write_parts(parts)


def demands(result: CheckResult) -> list[str]:
    return sorted(f"{one.component}.{one.prop}" for one in result.findings)


@pytest.mark.parametrize(("bold", "told"), [("<w:b/>", []), ('<w:b w:val="0"/>', ["dieu.bold"])])
def test_the_word_dieu_that_word_numbers_is_as_bold_as_its_list_says(bold: str, told: list[str]) -> None:
    numbering = (
        f'<w:numbering xmlns:w="{_WORD}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/><w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr>'
        f'<w:rPr>{bold}</w:rPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>"
    )

    def automatic(xml: str) -> str:
        for number in range(1, 10):
            at = xml.find(f">Điều {number}. ")
            if at < 0:
                continue
            opened = xml.rindex("<w:p>", 0, at)
            paragraph = xml[opened : xml.index("</w:p>", at)]
            made = paragraph.replace(f">Điều {number}. ", ">").replace('<w:b w:val="1"/>', '<w:b w:val="0"/>')
            made = made.replace("<w:spacing", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:spacing', 1)
            xml = xml.replace(paragraph, made)
        return xml

    docx = edited(right("qd-cty"), automatic, numbering=numbering)
    assert demands(check_document(docx)) == told


@pytest.mark.parametrize(
    ("sizes", "severity"),
    [((13, 13, 13), "warning"), ((13, 14, 13), "error"), ((12, 13, 14), "error"), ((12, 14, 14), "error")],
)
def test_a_set_of_sizes_that_is_none_of_the_footnote_s_but_consistent_is_a_warning(
    sizes: tuple[int, int, int], severity: str
) -> None:
    looks = zip(("CỘNG HÒA XÃ HỘI", "Độc lập - Tự do", ", ngày "), sizes, strict=True)

    def sized(xml: str) -> str:
        for words, size in looks:
            at = xml.index(words)
            opened = xml.rindex("<w:sz ", 0, at)
            xml = f'{xml[:opened]}<w:sz w:val="{2 * size}"{xml[xml.index("/>", opened) :]}'
        return xml

    findings = check_document(edited(right("qd-cty"), sized)).findings
    assert [one.severity for one in findings if one.prop == "size_set"] == [severity]


def test_a_line_under_words_that_have_more_below_them_in_their_paragraph_is_left_to_a_person() -> None:
    def one_paragraph(xml: str) -> str:
        at = xml.index("Độc lập - Tự do")
        end = xml.index("</w:r>", at) + len("</w:r>")
        return f"{xml[:end]}<w:r><w:br/><w:t>Cần Thơ, ngày 05 tháng 7 năm 2026</w:t></w:r>{xml[end:]}"

    source = edited(next(one.docx for one in strangers() if "tieungu: không kẻ" in one.changes), one_paragraph)
    assert "tieu_ngu.rule_kind" in demands(check_document(source))
    assert "tieu_ngu" not in {
        change.component for change in fix_document(source, guarded=True).changes if change.prop == "rule_kind"
    }


def test_a_head_in_the_header_part_is_told_once_as_not_recognised() -> None:
    docx = right("cv-dai", "phantram")
    parts = read_parts(docx)
    xml = parts[MAIN_PART].decode()
    start, end = xml.index("<w:tbl>"), xml.index("</w:tbl>") + len("</w:tbl>")
    names = xml[xml.index("<w:document") + len("<w:document") : xml.index(">", xml.index("<w:document"))]
    moved = f"<w:hdr{names}>{xml[start:end]}<w:p/></w:hdr>"
    parts["word/header1.xml"] = moved.encode()
    parts[MAIN_PART] = (xml[:start] + xml[end:]).encode()
    told = demands(check_document(write_parts(parts)))
    assert "trang.unsure" in told
    assert not {one for one in told if one.endswith(".present")}


def test_a_paper_in_an_old_encoding_is_called_nothing_else() -> None:
    def old(xml: str) -> str:
        words = {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": "CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "Số: ": "Sè: "}
        for new, before in words.items():
            xml = xml.replace(new, before)
        return xml.replace("Nơi nhận", "N¬i nhËn").replace("ngày", "ngµy").replace("tháng", "th¸ng")

    told = demands(check_document(edited(right("qd-cty"), old)))
    assert "trang.encoding" in told
    assert "trang.standard" not in told


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("gap", ["\t", " " * 10, "\t\t"])
@pytest.mark.parametrize("stops", [True, False])
def test_a_line_alone_in_a_head_of_columns_by_tabs_or_blanks_is_not_moved(gap: str, stops: bool) -> None:
    document = docx.Document()
    for left, other in [
        ("TỈNH THÁI NGUYÊN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("ỦY BAN NHÂN DÂN", "Độc lập - Tự do - Hạnh phúc"),
        ("XÃ TÂN LẬP", ""),
        ("Số: 415/UBND-KT", "Tân Lập, ngày 04 tháng 8 năm 2026"),
        ("V/v đăng ký giống cây trồng", ""),
        ("Kính gửi: Các xóm trên địa bàn xã.", ""),
        ("Ủy ban nhân dân xã đề nghị các xóm đăng ký nhu cầu giống ngô, khoai tây trước ngày 15./.", ""),
        ("Nơi nhận:", "KT. CHỦ TỊCH"),
        ("- Như trên;", "PHÓ CHỦ TỊCH"),
        ("- Lưu: VT, KT.", ""),
        ("", "Ma Văn Thắng"),
    ]:
        paragraph = document.add_paragraph(left + (gap + other if other else ""))
        if stops:
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(68))
    source = saved(document)
    moved = {change.component for change in fix_document(source).changes if change.prop == "align"}
    assert moved <= {"kinh_gui", "noi_dung"}
    told = {one.component for one in check_document(source).findings if one.prop == "align"}
    assert told <= {"kinh_gui", "noi_dung"}


@pytest.mark.parametrize("points", [8, 10, 18])
def test_the_gap_above_a_letter_s_subject_is_mended_whole_wherever_it_lies(points: int) -> None:
    document = docx.Document(io.BytesIO(right("cv-dai", "phantram")))
    cells = [cell for row in document.tables[0].rows for cell in row.cells]
    number = next(one for cell in cells for one in cell.paragraphs if one.text.startswith("Số:"))
    number.paragraph_format.space_after = Pt(points)
    source = saved(document)
    assert "trich_yeu_cong_van.gap" in demands(check_document(source))
    mended = fix_document(source)
    assert "trich_yeu_cong_van.gap" not in demands(check_document(mended.docx))
    assert fix_document(mended.docx).changes == []


def test_what_is_asked_for_ends_in_one_stop() -> None:
    source = edited(right("cv-dai", "phantram"), lambda xml: xml.replace("- Lưu: VT", "- Lưu VT"))
    told = [one for one in check_document(source).findings if one.prop == "archive"]
    assert told and all(text[-2:] != ".." for one in told for text in (one.fix, one.message))


def test_a_package_s_tree_stays_its_own_however_many_others_are_read() -> None:
    """What `--track` marks in the first of many rounds of repairs is still there after the last."""
    source = right("cv-dai", "phantram")
    first = DocxPackage(source)
    tree = first.xml(first.main)
    for _ in range(100):
        other = DocxPackage(source)
        other.xml(other.main)
    assert first.xml(first.main) is tree


def composed(name: str) -> bytes:
    return compose("\n".join(text for tag, text in texts(name) if tag != "trang")).docx


def test_the_numbers_of_an_attached_text_are_mended_as_the_document_s_are() -> None:
    document = docx.Document(io.BytesIO(composed("qd-quyche")))
    typed = document.paragraphs
    at = next(n for n, one in enumerate(typed) if one.text == "QUY CHẾ")
    first = next(n for n, one in enumerate(typed) if n > at and one.text.startswith("1. "))
    for run in typed[first].runs:
        run.text = run.text.replace("1. ", "1/ ", 1)
    source = saved(document)
    assert demands(check_document(source)) == ["khoan.form"]
    assert fix_document(source).changes == []
    fixed = fix_document(source, guarded=True)
    assert demands(fixed.after) == []
    assert fix_document(fixed.docx, guarded=True).changes == []


def test_addressees_are_not_set_apart_where_the_type_has_none() -> None:
    document = docx.Document(io.BytesIO(composed("tb-benhvien")))
    body = [one for one in document.paragraphs if one.text][2]  # below the title and the subject
    body.insert_paragraph_before("Kính gửi: Các khoa, phòng; Trạm y tế các xã.")
    source = saved(document)
    told = demands(check_document(source))
    assert "kinh_gui.scope" in told and "kinh_gui.apart" not in told


def test_an_archive_line_without_its_stop_is_told_for_both_its_faults() -> None:
    source = edited(right("cv-dai", "phantram"), lambda xml: xml.replace("- Lưu: VT", "- Lưu VT"))
    document = docx.Document(io.BytesIO(source))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    line = next(one for cell in cells for one in cell.paragraphs if one.text.startswith("- Lưu VT"))
    line.runs[-1].text = line.runs[-1].text.rstrip(".")
    told = demands(check_document(saved(document)))
    assert "noi_nhan_dong.archive" in told and "noi_nhan_dong.last_ending" in told


@pytest.mark.parametrize("name", ["SỞ KHOA HỌC VÀ CÔNG NGHỆ", "HỘI NÔNG DÂN XÃ ĐÔNG SƠN"])
def test_a_letterhead_on_narrower_paper_breaks_no_name(name: str) -> None:
    """Its left column takes of what the right one has over, and it may stand out as the decree's own does."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(215.9), Mm(279.4)
    section.left_margin = Mm(30)
    section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    table = document.add_table(2, 2)
    left = text_width_mm(name, 12, bold=True) + 4.2
    widths = left, 165.9 - left
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row, column, text, size, bold in (
        (0, 0, name, 12, True),
        (0, 1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True),
        (0, 1, "Độc lập - Tự do - Hạnh phúc", 13, True),
        (1, 0, "Số: 05/BC-HND", 13, False),
        (1, 1, "Đông Sơn, ngày 05 tháng 3 năm 2026", 13, False),
    ):
        paragraph = table.cell(row, column).add_paragraph()
        paragraph.paragraph_format.alignment = 1
        run = paragraph.add_run(text)
        run.font.size, run.font.name, run.bold, run.italic = Pt(size), "Times New Roman", bold, text.startswith("Đông")
    document.add_paragraph("BÁO CÁO")
    source = saved(document)
    fixed = fix_document(source)
    assert fixed.held == []
    assert "trang.width" not in demands(fixed.after)
    assert page_of(measure(open_document(fixed.docx))).printed == page_of(measure(open_document(source))).printed


@pytest.mark.parametrize(
    ("title", "line", "told"),
    [
        ("CÔNG ĐIỆN", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ điện:", False),
        ("CÔNG ĐIỆN", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐIỆN", False),
        ("CÔNG ĐIỆN", "Chủ tịch Ủy ban nhân dân xã điện gửi:", False),
        ("CÔNG ĐIỆN", "Thực hiện Công điện của Chủ tịch tỉnh, các thôn trực ban 24/24 giờ.", True),
        ("GIẤY GIỚI THIỆU", "Hội Tin học trân trọng giới thiệu:", False),
        ("GIẤY GIỚI THIỆU", "Hội Tin học giới thiệu ông Nguyễn Văn A đến liên hệ công tác.", False),
        ("GIẤY GIỚI THIỆU", "Ông Nguyễn Văn A đến liên hệ công tác.", True),
        ("KẾ HOẠCH", "Các thôn trực ban 24/24 giờ.", False),
    ],
)
def test_a_wire_and_a_letter_of_introduction_have_their_leading_line_however_it_is_worded(
    title: str, line: str, told: bool
) -> None:
    document = docx.Document(io.BytesIO(right("qd-cty")))
    head = document.element.body.index(next(one for one in document.paragraphs if one.text == "QUYẾT ĐỊNH")._p)
    for element in list(document.element.body)[head:-1]:
        document.element.body.remove(element)
    for text in (title, line, "Đề nghị thực hiện./.", "Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Hà Thanh Lâm"):
        document.add_paragraph(text).alignment = 1 if text == title else 3
    assert ("noi_dung.lead" in demands(check_document(saved(document)))) is told
