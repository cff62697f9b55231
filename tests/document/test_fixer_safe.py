"""SAFE repairs: formatting set right, every word left as it was, told before -> after."""

from __future__ import annotations

import re

import layout_docs as make
import layout_types as types
import pytest
from fixing import mended, parts_of, words
from test_checker_defects import DEFECTS, RULE_TN, D, changes_of, para, together
from test_checker_other_defects import OTHER_TYPES, REPORT, planted

from lhh_excel.document import repairing
from lhh_excel.document.reading.docx import open_document
from lhh_excel.document.repairing import MENDINGS, SAFE, Mending, fix_document
from lhh_excel.document.repairing.fit import page_of
from lhh_excel.document.repairing.workshop import Workshop
from lhh_excel.document.rules import Departure, check_document, measure

#: What only a person may mend, or only when asked: see test_fixer_guarded.py.
NOT_SAFE = {
    *("landscape without a table", "old font .VnTime", "decomposed letters", "Quốc hiệu misspelt", "Quốc hiệu missing"),
    *("Tiêu ngữ with long dashes", "Tiêu ngữ without spaces", "Tiêu ngữ in capitals", "agency in small letters"),
    *("Tiêu ngữ's rule dashed", "Tiêu ngữ underlined", "Tiêu ngữ's rule typed", "Tiêu ngữ's rule missing"),
    *("agency's rule missing", "subject's rule missing", "number without colon", "number without zero"),
    *("symbol with spaces", "year in the number", "wrong code of the type", "number missing"),
    *("no comma after the place", "day without zero", "month 03", "month 1", "date in figures", "place abbreviated"),
    *("number 00", "a day that does not exist", "KT. of oneself"),
    *("type in small letters", "subject with V/v", "Kính gửi without colon", "addressee ends with a comma"),
    *("addressees on one line", "the first addressee beside Kính gửi", "two addressees on one line of the list"),
    *("addressees without dashes", "addressees with bullets"),
    *("last addressee without a full stop", "Như trên missing", "Như trên without Kính gửi", "Nơi nhận missing"),
    *("recipient without semicolon", "archive line missing", "archive line without full stop"),
    *("archive line without VT", "last legal basis with semicolon", "first legal basis with full stop"),
    *("mục in small letters", "mục skips a number", "mục with another mark", "khoản skips a number"),
    *("khoản with a slash", "điểm without đ", "điểm f", "điểm with a dot", "position in small letters"),
    *("TM without a dot", "Party's K/T", "deputy without KT.", "KT. without the deputy's title"),
    *("doctor before the name", "professor written out", "name in capitals", "name missing", "annex in capitals"),
    *(
        "annex's name in small letters",
        "annex with Arabic number",
        "annex skips a number",
        "annex not named in the text",
    ),
    *("annex without Kèm theo", "no ./. at the end", "empty paragraph", "indent with spaces", "placeholder left"),
    *("template tag left", "highlighted text", "tracked insertion", "comment", "header table far out of the page"),
}
SAFE_DEFECTS = sorted(set(DEFECTS) - NOT_SAFE)
#: Repairs that are about signs, not about formatting, though safe: the number typed in the margin, Quốc hiệu's break.
CHANGES_SIGNS = {"page number typed", "Quốc hiệu in two lines"}
#: What takes so much more room when it is mended that with others it would be held back; what forbids every repair.
LENGTHENS, FORBIDS = {"line spacing exactly 12 pt"}, {"tracked insertion", "comment"}


def test_the_list_of_what_is_not_safe_names_real_faults() -> None:
    assert set(DEFECTS) >= NOT_SAFE
    assert len(SAFE_DEFECTS) >= 70


@pytest.mark.parametrize("names", together(SAFE_DEFECTS, 5, CHANGES_SIGNS, LENGTHENS), ids=lambda names: names[0])
def test_safe_faults_are_mended_and_no_word_changes(names: list[str]) -> None:
    data = make.changed(*changes_of(names))
    fixed = mended(data)
    assert [finding.message for finding in fixed.after.findings] == []
    assert {change.level for change in fixed.changes} == {SAFE}
    assert all(change.before and change.after and change.before != change.after for change in fixed.changes)
    assert {DEFECTS[name][0] for name in names} <= {change.code for change in fixed.changes}
    if names[0] not in CHANGES_SIGNS:
        assert words(fixed.docx) == words(data)


@pytest.mark.parametrize("names", together(sorted(NOT_SAFE), 8, FORBIDS), ids=lambda names: names[0])
def test_what_is_not_safe_is_left_alone_unless_asked(names: list[str]) -> None:
    data = make.changed(*changes_of(names))
    fixed = mended(data)
    assert fixed.docx == data
    assert fixed.changes == []
    assert fixed.after.findings


OTHERS = [
    *("agency's lines 1.5 apart", "stamp not bold", "circulation 12 pt", "drafter's sign 13 pt", "address 14 pt"),
    "address slanted",
]
OF_OTHER_TYPES = [
    *("decision: mục slanted and not bold", "decision: điều not bold", "letter: subject 14 pt", "letter: subject bold"),
    "letter: subject 12 pt below",
]


@pytest.mark.parametrize("name", OTHERS)
def test_the_parts_that_stand_by_themselves_are_mended(name: str) -> None:
    data = make.changed(*REPORT[name][1])
    fixed = mended(data)
    assert fixed.after.findings == []
    assert words(fixed.docx) == words(data)


@pytest.mark.parametrize("name", OF_OTHER_TYPES)
def test_documents_of_other_types_are_mended(name: str) -> None:
    data = planted(OTHER_TYPES[name][1], OTHER_TYPES[name][2])
    fixed = mended(data)
    assert fixed.after.findings == []
    assert words(fixed.docx) == words(data)


def test_a_clean_file_comes_back_byte_for_byte() -> None:
    data = make.clean()
    assert mended(data, guarded=True, convert=True).docx == data


def test_only_the_article_s_number_is_set_bold_where_its_text_runs_on() -> None:
    body = types.DECISION.replace(
        make.p("Điều 4. Hiệu lực", "KhoanTieuDe"), make.p(f"Điều 4. {types.WRITING}.", "LoiVan")
    )
    document = parts_of(mended(make.of_body(body)).docx)["word/document.xml"].decode()
    bold, rest = document.split(">Điều 4.</w:t>")
    assert "<w:b/>" in bold[bold.rindex("<w:r>") :]
    assert "<w:b/>" not in rest[rest.index("<w:r>") : rest.index("</w:r>")]


def test_a_word_too_large_is_set_right_and_its_neighbours_left_as_they_were() -> None:
    data = make.changed(*DEFECTS["a word of 16 pt"][1])
    assert len(mended(data).changes) == 1


def test_a_run_that_spans_two_lines_is_cut_so_that_one_of_them_changes() -> None:
    """Governing body and agency in one paragraph, one run, all bold: only the first line loses it."""
    cell = make.p("UBND THÀNH PHỐ CẦN THƠ", "ChuQuan") + "".join(make.p(line, "CoQuan") for line in make.AGENCY)
    joined = (
        '<w:p><w:pPr><w:pStyle w:val="ChuQuan"/></w:pPr><w:r><w:rPr><w:b/></w:rPr>'
        "<w:t>UBND THÀNH PHỐ CẦN THƠ</w:t><w:br/><w:t>LIÊN HIỆP CÁC HỘI</w:t></w:r></w:p>"
        + "".join(make.p(line, "CoQuan") for line in make.AGENCY[1:])
    )
    data = make.changed((D, cell, joined))
    fixed = mended(data)
    assert [finding.message for finding in fixed.after.findings] == []
    assert words(fixed.docx) == words(data)


def test_quoc_hieu_in_two_paragraphs_becomes_one_line() -> None:
    whole = make.p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "QuocHieu")
    halves = make.p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "QuocHieu") + make.p("VIỆT NAM", "QuocHieu")
    fixed = mended(make.changed((D, whole, halves)))
    assert fixed.after.findings == []
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words(fixed.docx)


@pytest.mark.slow
def test_a_cell_too_narrow_for_quoc_hieu_is_widened_by_what_is_missing() -> None:
    narrow = make.HEAD.replace(f'w:w="{make.RIGHT_CELL}"', 'w:w="5350"').replace(
        RULE_TN, make.rule(5350, make.TIEU_NGU_MM)
    )
    data = make.changed((D, make.HEAD, narrow))
    assert [finding.code for finding in check_document(data).findings] == ["PL1.P1.II.1.c"]
    fixed = mended(data)
    assert fixed.after.findings == []
    assert words(fixed.docx) == words(data)


def test_a_letterhead_of_a_share_of_the_page_is_as_wide_as_its_columns_once_one_is_widened() -> None:
    whole, narrow = make.LEFT_CELL + make.RIGHT_CELL, 4800
    shared = make.HEAD.replace(f'<w:tblW w:w="{whole}" w:type="dxa"/>', '<w:tblW w:w="5000" w:type="pct"/>').replace(
        f'w:w="{make.RIGHT_CELL}"', f'w:w="{narrow}"'
    )
    data = make.changed((D, make.HEAD, shared))
    assert "PL1.P1.II.1.c" in [finding.code for finding in check_document(data).findings]
    fixed = mended(data)
    assert "PL1.P1.II.1.c" not in [finding.code for finding in fixed.after.findings]
    head = parts_of(fixed.docx)["word/document.xml"].decode().partition("</w:tblGrid>")[0]
    [told] = re.findall(r'<w:tblW w:w="(\d+)" w:type="dxa"/>', head)
    assert int(told) == sum(map(int, re.findall(r'<w:gridCol w:w="(\d+)"/>', head)))


def test_the_page_number_gets_a_header_of_its_own_where_there_is_none() -> None:
    references = '<w:headerReference w:type="default" r:id="rIdH"/><w:headerReference w:type="first" r:id="rIdF"/>'
    data = make.of_body(make.DOCUMENT.replace(references, ""))
    fixed = mended(data)
    assert fixed.after.findings == []
    new = set(parts_of(fixed.docx)) - set(parts_of(data))
    assert new == {"word/header3.xml"}
    assert b" PAGE " in parts_of(fixed.docx)["word/header3.xml"]


def test_other_words_beside_a_page_number_in_the_footer_are_nobody_s_to_take() -> None:
    footer = f"<w:p><w:r><w:t>Mật khẩu tệp gửi riêng, trang </w:t></w:r>{make.PAGE}</w:p>"
    reference = '<w:headerReference w:type="first"'
    data = make.changed(
        ("header1", make.PAGE, ""),
        ("footer1", "<w:p/>", footer),
        (D, reference, f'<w:footerReference w:type="default" r:id="rIdB"/>{reference}'),
    )
    fixed = mended(data)
    assert words(fixed.docx, "word/footer1.xml") == words(data, "word/footer1.xml")
    assert "PL1.P1.I.7" in {finding.code for finding in fixed.after.findings}


def test_a_picture_font_keeps_its_signs() -> None:
    data = make.changed(para("Về tổ chức", "", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'))
    assert mended(data).docx == data


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(12240, 15840), (12240, 18720)])
@pytest.mark.parametrize(("left", "right"), [(1701, 850), (720, 720)])
def test_a_table_as_wide_as_the_text_of_another_sheet_is_fitted_with_the_paper(
    width: int, height: int, left: int, right: int
) -> None:
    """In the same run, whether the margins were right or not: of the letterhead, the data and the signature."""
    room = width - left - right
    document = make.DOCUMENT.replace(
        "".join(make.p(f"Phương hướng {n}. {make.LONG}.", "LoiVan") for n in range(2, 6)), ""
    )
    for narrow, wide in (
        ('w:w="11906" w:h="16838"', f'w:w="{width}" w:h="{height}"'),
        ('w:right="850"', f'w:right="{right}"'),
        ('w:left="1701" w:header', f'w:left="{left}" w:header'),
        *((f'w:w="{sum(grid)}"', f'w:w="{room}"') for grid in ((make.LEFT_CELL, make.RIGHT_CELL), (3000, 3000))),
        (f'w:w="{make.LEFT_CELL}"', f'w:w="{room - make.RIGHT_CELL}"'),
        *((f'w:w="{cell}"', f'w:w="{room // 2}"') for cell in (4677, 4678, 3000)),
    ):
        document = document.replace(narrow, wide)
    data = make.of_body(document)
    fixed = mended(data)
    assert fixed.held == []
    assert [one.message for one in fixed.after.findings] == []
    assert words(fixed.docx) == words(data)
    assert max(page_of(measure(open_document(fixed.docx))).outside) < 0.5
    assert fix_document(data, track=True).held == []


@pytest.mark.slow
def test_repairs_that_undo_each_other_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that turns a line left and right again in turns never mends what it was called for."""
    calls = 0

    def turn(shop: Workshop, departure: Departure) -> str:
        nonlocal calls
        calls += 1
        assert calls < 20, "without an end"
        paragraph = departure.paragraph
        assert paragraph is not None
        side = "left" if paragraph.format.align == "right" else "right"
        return side if shop.set_paragraph(paragraph, "jc", {"val": side}) else ""

    data = make.changed(*DEFECTS["Nơi nhận upright"][1])
    monkeypatch.setattr(repairing, "_ROUNDS", 4)
    monkeypatch.setitem(MENDINGS, "italic", Mending(MENDINGS["italic"].step, turn))
    assert words(fix_document(data).docx) == words(data)
    assert calls
