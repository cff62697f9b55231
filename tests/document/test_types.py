"""Every type of document that we write is in the decree's form, whatever the office chooses."""

from __future__ import annotations

import datetime as dt
import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph
from docx_measure import cell_width_mm, everything, opened, styled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from sound import errors
from written import ABOVE, ADDRESSED, AGENCY, TYPES, Layout, document, with_annexes

from lhh_excel.document import Document, Signer
from lhh_excel.document.composing.general import CuocHop, find_type
from lhh_excel.document.ooxml import text_width_mm
from lhh_excel.document.ooxml.package import read_parts, write_parts
from lhh_excel.document.reading.docx import open_document
from lhh_excel.document.reading.ending import recognise
from lhh_excel.document.rules import check_document
from lhh_excel.document.writing.styles import NAMES
from lhh_excel.errors import TemplateError, UsageError
from lhh_excel.law import ABBREVIATIONS

GOLDEN = Path(__file__).parents[1] / "data" / "golden"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def findings(docx: bytes, *severities: str) -> list[str]:
    wanted = severities or ("error", "warning", "note")
    return [f"{f.code} {f.place} {f.found}" for f in check_document(docx, "x.docx").findings if f.severity in wanted]


def shown(docx: bytes, component: str) -> list[Paragraph]:
    """The paragraphs in the style of that component."""
    return styled(opened(docx), NAMES[component].removeprefix("LHH "))


def texts(docx: bytes) -> list[str]:
    return [paragraph.text for paragraph in everything(opened(docx)) if paragraph.text.strip()]


@pytest.mark.parametrize("kind", TYPES)
def test_each_type_passes_the_check_and_is_known_by_it(kind: str) -> None:
    made = document(kind)
    assert findings(made.docx()) == []
    assert check_document(made.docx(), "x.docx").document_type == made.kind.name


@pytest.mark.parametrize("kind", TYPES)
def test_each_type_passes_in_the_smaller_sizes_with_a_governing_body_and_annexes_too(kind: str) -> None:
    docx = with_annexes(document(kind, governing=ABOVE, layout=Layout(size=13, indent_cm=1.0))).docx()
    assert findings(docx) == []
    assert [one.text for one in shown(docx, "phu_luc")] == ["Phụ lục I", "Phụ lục II"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", TYPES)
def test_openxml_audit_finds_nothing(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "x.docx"
    made = with_annexes(document(kind, urgency="HỎA TỐC", circulation="LƯU HÀNH NỘI BỘ", address=["Số 1", "Tel. 2"]))
    file.write_bytes(made.docx())
    assert [str(error) for error in errors(file)] == []


@pytest.mark.parametrize("kind", ["QĐ", "CV"])
def test_the_same_document_gives_the_same_bytes(kind: str) -> None:
    assert document(kind).docx() == document(kind).docx()


def test_a_draft_leaves_number_and_day_blank() -> None:
    docx = document("KH", number="", date=None, year="2026").docx()
    number, date = shown(docx, "so_ky_hieu")[0].text, shown(docx, "dia_danh_ngay")[0].text
    assert number.startswith("Số:   ") and number.endswith("/KH-LHH")
    assert date.split() == ["Cần", "Thơ,", "ngày", "tháng", "năm", "2026"]
    assert findings(docx) == []


@pytest.mark.parametrize(
    "lines",
    [
        ["CHỦ TỊCH"],
        ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"],
        ["Q. CHỦ TỊCH"],
        ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"],
        ["TUQ. CHỦ TỊCH", "TRƯỞNG BAN TƯ VẤN"],
        ["TM. BAN CHẤP HÀNH LIÊN HIỆP CÁC HỘI KHOA HỌC VÀ KỸ THUẬT THÀNH PHỐ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    ],
)
def test_every_way_of_signing_passes(lines: list[str]) -> None:
    docx = document("TB", signer=Signer("Lê Văn C", lines)).docx()
    assert [one.text for one in shown(docx, "chuc_vu")] == lines
    assert findings(docx) == []


def test_minutes_have_no_place_and_date_and_two_signers() -> None:
    docx = document("BB").docx()
    assert shown(docx, "dia_danh_ngay") == []
    assert [one.text for one in shown(docx, "ho_ten")] == ["Trần Thị B", "Nguyễn Văn A"]
    assert "Cuộc họp kết thúc vào 11 giờ 00, ngày 05 tháng 3 năm 2026./." in texts(docx)


def test_a_telegram_says_who_wires_whom_below_its_subject() -> None:
    told = texts(document("CĐ").docx())
    at = told.index(f"{AGENCY} điện:")
    assert told[at + 1 : at + 3] == ["- Các hội thành viên;", "- Trung tâm Tư vấn."]


@pytest.mark.parametrize("kind", ["CĐ", "GGT"])
@pytest.mark.parametrize("agency", ["Hội A", AGENCY, f"Trung tâm Tư vấn thuộc {AGENCY}"])
def test_the_line_that_leads_to_the_text_stands_in_the_middle_however_long(kind: str, agency: str) -> None:
    line = shown(document(kind, agency=agency).docx(), "kinh_gui")[0].paragraph_format
    assert line.alignment == WD_ALIGN_PARAGRAPH.CENTER and not line.left_indent and not line.first_line_indent


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (
            "GGT",
            f"{AGENCY} trân trọng giới thiệu:|Ông (bà): Trần Thị B|Chức vụ: Chuyên viên|Được cử đến: Sở Nội vụ|"
            "Về việc: liên hệ công tác",
        ),
        (
            "GNP",
            f"Xét Đơn đề nghị nghỉ phép ngày 01/3/2026 của ông (bà) Trần Thị B,|{AGENCY} cấp cho:|Ông (bà): Trần Thị B|"
            "Được nghỉ phép trong thời gian 05 ngày tại thành phố Đà Nẵng.",
        ),
    ],
)
def test_a_paper_given_to_somebody_has_its_forms_lines_and_a_rule_under_its_name(kind: str, lines: str) -> None:
    docx = document(kind).docx()
    assert lines in "|".join(texts(docx))
    styles = [one.style.name for one in everything(opened(docx))]
    assert styles[styles.index(NAMES["ten_loai"]) + 1] == NAMES["ke"] and shown(docx, "trich_yeu") == []


@pytest.mark.parametrize(("kind", "lead"), [("CĐ", "điện:"), ("GGT", "trân trọng giới thiệu:")])
def test_the_line_that_leads_to_the_text_is_not_judged_as_text(kind: str, lead: str) -> None:
    """Of another type, or with other words, such a line is text that stands wrongly."""
    package = read_parts(document(kind).docx())
    for words, wrong in ((lead, 0), (lead.replace(":", " như sau:"), 1)):
        before, after = package["word/document.xml"].decode().split(f"{AGENCY} {lead}")
        head, _, line = before.rpartition("<w:p>")
        main = f"{head}<w:p>{line.replace('center', 'left')}{AGENCY} {words}{after}".encode()
        found = findings(write_parts({**package, "word/document.xml": main}), "error")
        assert bool([one for one in found if "canh trái" in one or "PL1.P1.II.6.e" in one]) == bool(wrong)


def test_a_letter_has_no_title_and_its_subject_under_the_number() -> None:
    docx = document("CV").docx()
    assert shown(docx, "ten_loai") == []
    assert shown(docx, "so_ky_hieu")[0].text == "Số: 05/LHH-VP"
    assert shown(docx, "trich_yeu_cong_van")[0].text.startswith("V/v tổ chức Hội thi")


def test_a_decision_names_who_decides_and_leads_its_articles_in_bold() -> None:
    docx = document("QĐ").docx()
    assert f"CHỦ TỊCH {AGENCY.upper()}" in [text.replace("\n", " ") for text in texts(docx)]
    article = next(one for one in everything(opened(docx)) if one.text.startswith("Điều 1."))
    assert article.runs[0].text == "Điều 1." and article.runs[0].bold
    assert not article.runs[1].bold


def test_annexes_are_sections_of_their_own_with_pages_from_1_and_their_own_direction() -> None:
    docx = with_annexes(document("KH")).docx()
    sections = list(opened(docx).element.iter(f"{W}sectPr"))
    assert [section.find(f"{W}pgSz").get(f"{W}orient") for section in sections] == [None, None, "landscape"]
    assert {section.find(f"{W}pgNumType").get(f"{W}start") for section in sections} == {"1"}
    assert "của " + AGENCY in " ".join(text.replace("\n", " ") for text in texts(docx) if "Kèm theo" in text)


def test_an_electronic_document_leaves_the_annexes_reference_blank() -> None:
    docx = with_annexes(document("KH", electronic=True)).docx()
    assert "05/KH-LHH" not in " ".join(text for text in texts(docx) if "Kèm theo" in text)


def test_a_table_repeats_its_head_keeps_rows_whole_and_sets_numbers_right() -> None:
    table = next(table for table in opened(document("KH").docx()).tables if table.cell(0, 0).text == "TT")
    rows = list(table._tbl.iter(f"{W}tr"))
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert [table.cell(1, column).paragraphs[0].style.name for column in (0, 1, 2)] == [
        "LHH Bảng - giữa",
        "LHH Bảng - chữ",
        "LHH Bảng - số",
    ]


def test_the_stamp_is_red_and_as_large_as_the_decree_has_it() -> None:
    docx = document("CV", urgency="khẩn").docx()
    stamp = shown(docx, "do_khan")[0]
    row = next(stamp._p.iterancestors(f"{W}tr"))
    width = next(stamp._p.iterancestors(f"{W}tbl")).find(f"{W}tblPr/{W}tblW").get(f"{W}w")
    height = row.find(f"{W}trPr/{W}trHeight").get(f"{W}val")
    assert stamp.text == "KHẨN" and str(stamp.runs[0].font.color.rgb) == "FF0000"
    assert (round(int(width) / 56.69), round(int(height) / 56.69)) == (20, 8)
    assert findings(docx) == []


def test_the_address_stands_at_the_foot_of_page_1_only_under_a_line() -> None:
    docx = with_annexes(document("CV", address=["Số 1, đường A", "Điện thoại: 1"])).docx()
    first, *others = opened(docx).sections
    address = first.first_page_footer.paragraphs
    assert [one.text for one in address] == ["Số 1, đường A", "Điện thoại: 1"]
    assert address[0]._p.find(f"{W}pPr/{W}pBdr/{W}top") is not None
    assert [one.text for section in others for one in section.first_page_footer.paragraphs] == ["", ""]
    assert [one.text for one in first.footer.paragraphs] == [""]


def test_the_restriction_stands_in_the_top_margin_of_page_1() -> None:
    with zipfile.ZipFile(io.BytesIO(document("CV", circulation="Lưu hành nội bộ").docx())) as archive:
        header = next(archive.read(name).decode() for name in archive.namelist() if "pham_vi" in name)
    assert "LƯU HÀNH NỘI BỘ" in header and '<w:jc w:val="right"/>' in header


def test_signs_that_mean_something_elsewhere_are_printed_as_they_are() -> None:
    made = document("KH").paragraph("Dùng {{ x }}, {% if %}, <w:t>, & và 5\\*3.").table([["Dấu", "Số"], ["<", "^"]])
    printed = texts(made.docx())
    assert "Dùng {{ x }}, {% if %}, <w:t>, & và 5*3." in printed
    assert [printed.count(sign) for sign in ("<", "^")] == [1, 1]


def test_bold_and_italic_inside_a_paragraph() -> None:
    docx = document("KH").paragraph("Hạn là **ngày 05** và *không* lùi.").docx()
    runs = next(one.runs for one in everything(opened(docx)) if one.text.startswith("Hạn là"))
    assert [(run.text, bool(run.bold), bool(run.italic)) for run in runs] == [
        ("Hạn là ", False, False),
        ("ngày 05", True, False),
        (" và ", False, False),
        ("không", False, True),
        (" lùi.", False, False),
    ]


def test_types_are_found_by_name_or_abbreviation_however_typed() -> None:
    names = {text: find_type(text) for text in ("CTr", "ctr", "CHƯƠNG TRÌNH", "chuong trinh", "qđ", "công văn")}
    assert [kind.name for kind in names.values() if kind] == ["Chương trình"] * 4 + ["Quyết định", "Công văn"]
    assert find_type("BCáo") is None
    assert all(kind.code == code for code in ABBREVIATIONS.values() if (kind := find_type(code)))
    assert find_type("HĐ") is None and find_type("QD") == find_type("QĐ")


def test_a_type_that_we_do_not_write_is_refused_with_those_we_do() -> None:
    with pytest.raises(UsageError, match=r"Hợp đồng.*CTr"):
        document("Hợp đồng")


def test_an_office_template_wins_and_one_without_a_place_for_the_text_is_refused() -> None:
    ours = (Path(__file__).parents[2] / "templates" / "ke-hoach.docx").read_bytes()
    parts = read_parts(ours)
    body = parts["word/document.xml"].decode()
    own = write_parts({**parts, "word/document.xml": body.replace("Nơi nhận:", "Nơi gửi:").encode()})
    assert "Nơi gửi:" in texts(document("KH").docx(own))
    bare = write_parts({**parts, "word/document.xml": body.replace("{{ noi_dung }}", "Nội dung").encode()})
    with pytest.raises(TemplateError) as refused:
        document("KH").docx(bare)
    assert refused.value.key == "template_no_content" and "{{ noi_dung }}" in refused.value.remedy


def test_a_template_whose_styles_were_renumbered_is_set_in_its_own_ids() -> None:
    parts = read_parts((Path(__file__).parents[2] / "templates" / "ke-hoach.docx").read_bytes())
    renamed = {
        name: data.replace(b'"LHH_khoan"', b'"LHHKhon"').replace(b'"LHH_noi_dung"', b'"LHHNidung"')
        for name, data in parts.items()
    }
    docx = document("KH").docx(write_parts(renamed))
    assert [one.text for one in shown(docx, "khoan")] == ["1. Yêu cầu"]
    assert findings(docx) == []


# the writer and the checker agree

_names = st.sampled_from(
    [
        AGENCY,
        "Hội Tin học",
        "Liên hiệp các Hội Khoa học và Kỹ thuật Thành phố Hồ Chí Minh",
        "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh Thừa Thiên Huế và các tỉnh Bắc Trung Bộ",
        "Trung tâm Tư vấn, phản biện và giám định xã hội",
    ]
)
_places = st.sampled_from(["Cần Thơ", "Hà Nội", "Thành phố Hồ Chí Minh", "Bà Rịa - Vũng Tàu", "Quận 1"])
_TYPED = "tổ chức triển khai nhiệm vụ hội thảo khoa học thành viên kế hoạch công tác năm phong trào sáng tạo"
_words = st.sampled_from(_TYPED.split())
_sentences = st.lists(_words, min_size=4, max_size=40).map(lambda words: " ".join(words).capitalize() + ".")
_signing = st.sampled_from(
    [["CHỦ TỊCH"], ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"], ["TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]]
)
_layouts = st.builds(
    Layout,
    size=st.sampled_from([13, 14]),
    indent_cm=st.sampled_from([1.0, 1.27]),
    top=st.integers(20, 25),
    bottom=st.integers(20, 25),
    left=st.integers(30, 35),
    right=st.integers(15, 20),
)
_dates = st.none() | st.dates(dt.date(2020, 3, 6), dt.date(2035, 12, 31))


@st.composite
def _documents(draw: Any) -> Document:
    kind = draw(st.sampled_from([kind for kind in TYPES if kind not in ("QĐ", "BB", "GM")]))
    to = draw(st.lists(st.sampled_from(["Thành ủy", "Sở Nội vụ", "Sở Khoa học và Công nghệ"]), min_size=1, unique=True))
    made = Document(
        kind,
        draw(_sentences).rstrip("."),
        draw(_names),
        "LHH",
        draw(_places),
        Signer("Nguyễn Văn A", draw(_signing)),
        governing=draw(st.sampled_from(["", ABOVE])),
        number=draw(st.sampled_from(["", 1, 9, 10, 345])),
        date=draw(_dates),
        year="2026",
        drafter="VP",
        addressees=to if kind in (*ADDRESSED, "CĐ") else [],
        meeting=CuocHop(nguoi="Trần Thị B" if kind == "GGT" else ""),  # with it comes the line that leads to the text
        recipients=[*(["Như trên"] if kind in ADDRESSED else []), *to, "Lưu: VT, VP"],
        urgency=draw(st.sampled_from(["", "KHẨN", "HỎA TỐC", "THƯỢNG KHẨN"])),
        layout=draw(_layouts),
    )
    for number, title in enumerate(draw(st.lists(_sentences, max_size=3)), 1):
        made.section(f"{['I', 'II', 'III'][number - 1]}. {title[:60].rstrip('. ')}")
        made.paragraph(draw(_sentences))
    made.paragraph("Chi tiết tại Phụ lục I và Phụ lục II kèm theo./.")
    return with_annexes(made)


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_documents())
def test_whatever_the_profile_the_check_finds_nothing_and_quoc_hieu_stays_on_one_line(made: Document) -> None:
    docx = made.docx()
    assert findings(docx, "error", "warning") == []
    emblem = shown(docx, "quoc_hieu")[0]
    size = 12 if made.layout.size == 13 else 13
    assert text_width_mm(emblem.text, size, True) < cell_width_mm(emblem)


# golden files


def _pretty(data: bytes) -> str:
    return etree.tostring(etree.fromstring(data), pretty_print=True, encoding="unicode")


#: Parts that say nothing of a document's form.
_IGNORED = ("[Content_Types].xml", "docProps/app.xml")


@pytest.mark.parametrize("kind", TYPES)
def test_each_type_is_part_by_part_what_the_golden_files_show(kind: str) -> None:
    """LHH_GOLDEN=write writes them anew; look at the difference before committing it."""
    made = with_annexes(document(kind, governing=ABOVE))
    parts = {name: data for name, data in read_parts(made.docx()).items() if name not in _IGNORED}
    for name, data in parts.items():
        folder = made.kind.code.replace("Đ", "D") if name in ("word/document.xml", "docProps/core.xml") else "chung"
        golden = GOLDEN / folder / name.replace("/", "-")
        if os.environ.get("LHH_GOLDEN") == "write":
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(_pretty(data), "utf-8")
        assert golden.exists(), f"{kind} has no {golden.name} yet: LHH_GOLDEN=write writes it"
        assert golden.read_text("utf-8") == _pretty(data), f"{kind}: {name}"
    shared = {path.name for path in (GOLDEN / "chung").iterdir()}
    assert shared <= {name.replace("/", "-") for name in parts}


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind != "BB"])
def test_a_second_signer_stands_beside_the_first_in_every_type_and_the_checker_finds_both(kind: str) -> None:
    made = document(kind, cosigner=Signer("Lê Văn C", ["TM. BAN CHẤP HÀNH", "CHỦ TỊCH"]))
    docx = made.docx()
    assert [one.message for one in check_document(docx).findings if one.severity == "error"] == []
    signers = recognise(open_document(docx)).signers
    assert [one.name.text for one in signers if one.name] == ["Lê Văn C", "Trần Thị B"]
    if kind == "KH":
        assert document(kind).docx() == document(kind, cosigner=Signer("")).docx()
