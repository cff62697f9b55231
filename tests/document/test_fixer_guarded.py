"""GUARDED and CONVERT repairs: only when asked, only signs, ordinals and letters' encoding, each told."""

from __future__ import annotations

import difflib
import unicodedata
from itertools import takewhile

import layout_docs as make
import layout_types as types
import pytest
from fixing import mended, parts_of, words
from test_checker_defects import DEFECTS, D, changes_of, text, together
from test_checker_other_defects import OTHER_TYPES, REPORT, planted

from lhh_excel.document.repairing import CONVERT, GUARDED
from lhh_excel.document.rules import check_document

#: fault -> what may go and what may come, letter by letter
SIGNS: dict[str, tuple[str, str]] = {
    "symbol with spaces": ("   ", ""),
    "number without colon": ("", ":"),
    "Kính gửi without colon": ("", ":"),
    "addressee ends with a comma": (",", ";"),
    "last addressee without a full stop": (";", "."),
    "addressees on one line": ("", "--\n\n."),
    "the first addressee beside Kính gửi": ("", "-\n"),
    "two addressees on one line of the list": ("", "-\n"),
    "addressees without dashes": ("", "- - "),
    "addressees with bullets": ("••", "--"),
    "recipient without semicolon": ("", ";"),
    "archive line without full stop": ("", "."),
    "mục skips a number": ("V", "II"),
    "mục with another mark": ("/", "."),
    "khoản skips a number": ("3", "2"),
    "khoản with a slash": ("/", "."),
    "điểm without đ": ("e", "đ"),
    "điểm f": ("f", "đ"),
    "điểm with a dot": (".", ")"),
    "indent with spaces": ("     ", ""),
}
DRAWN = ["Tiêu ngữ's rule dashed", "Tiêu ngữ's rule missing", "Tiêu ngữ underlined", "agency's rule missing"]
DRAWN += ["subject's rule missing", "Tiêu ngữ's rule typed"]
NEVER = [
    *("Quốc hiệu misspelt", "Tiêu ngữ with long dashes", "agency in small letters", "number without zero"),
    *("year in the number", "wrong code of the type", "no comma after the place", "day without zero", "month 03"),
    *("place abbreviated", "subject with V/v", "Như trên missing", "archive line missing", "archive line without VT"),
    *("last legal basis with semicolon", "first legal basis with full stop", "mục in small letters"),
    *("TM without a dot", "deputy without KT.", "doctor before the name", "name in capitals", "annex in capitals"),
    *("annex with Arabic number", "no ./. at the end", "placeholder left", "template tag left", "highlighted text"),
]


def _from_where_they_differ(one: str, other: str) -> tuple[str, str]:
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return one[alike:], other[alike:]


def differing(before: str, after: str) -> tuple[str, str]:
    """The signs that went and the signs that came."""
    gone, come = "", ""
    before, after = _from_where_they_differ(before, after)
    before, after = _from_where_they_differ(before[::-1], after[::-1])
    before, after = before[::-1], after[::-1]
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            gone, come = gone + before[a:b], come + after[c:d]
    return gone, come


@pytest.mark.slow
@pytest.mark.parametrize("name", SIGNS)
def test_a_guarded_fault_is_mended_by_the_least_change_of_signs(name: str) -> None:
    data = make.changed(*DEFECTS[name][1])
    fixed = mended(data, guarded=True)
    assert [finding.message for finding in fixed.after.findings] == []
    assert GUARDED in {change.level for change in fixed.changes}
    gone, come = SIGNS[name]
    assert tuple(map(sorted, differing(words(data), words(fixed.docx)))) == (sorted(gone), sorted(come))


@pytest.mark.slow
@pytest.mark.parametrize("name", DRAWN)
def test_a_real_line_is_drawn_in_place_of_none_or_of_a_makeshift(name: str) -> None:
    data = make.changed(*DEFECTS[name][1])
    fixed = mended(data, guarded=True)
    assert [finding.message for finding in fixed.after.findings] == []
    gone, come = differing(words(data), words(fixed.docx))
    assert set(gone) <= {"_", "\n"}
    assert come.strip() == ""


@pytest.mark.parametrize("names", together(NEVER, 4), ids=lambda names: names[0])
def test_words_figures_names_and_legal_bases_are_never_touched(names: list[str]) -> None:
    data = make.changed(*changes_of(names))
    fixed = mended(data, guarded=True, convert=True)
    assert fixed.docx == data
    assert fixed.after.findings


@pytest.mark.slow
def test_capitals_are_only_suggested() -> None:
    for name, (code, changes) in REPORT.items():
        if code.startswith("PL2."):
            assert mended(make.changed(*changes), guarded=True, convert=True).changes == [], name


def test_empty_paragraphs_go_and_nothing_else() -> None:
    data = make.changed(*DEFECTS["empty paragraph"][1])
    fixed = mended(data, guarded=True)
    assert fixed.after.findings == []
    assert words(fixed.docx).replace("\n", "") == words(data).replace("\n", "")


def test_all_later_numbers_follow_when_one_was_skipped() -> None:
    data = make.changed((D, ">II. KẾT QUẢ", ">III. KẾT QUẢ"), (D, ">III. PHƯƠNG", ">IV. PHƯƠNG"))
    fixed = mended(data, guarded=True)
    assert fixed.after.findings == []
    assert [(change.before, change.after) for change in fixed.changes] == [("III", "II"), ("IV", "III")]


def test_a_number_s_room_in_a_draft_stays() -> None:
    data = make.changed(text("Số: 05/BC-LHH", "Số:      / BC-LHH"))
    assert "Số:      /BC-LHH" in words(mended(data, guarded=True).docx)


@pytest.mark.slow
def test_headings_are_kept_with_their_text_when_asked() -> None:
    data = make.changed(*REPORT["heading not kept with its text"][1])
    assert mended(data).changes == []
    assert mended(data, guarded=True).after.findings == []


@pytest.mark.parametrize(
    "name",
    ["decision: chương in Arabic figures", "decision: mục in Roman figures", "decision: điều with a colon"],
)
def test_figures_of_chapters_are_set_as_the_decree_wants(name: str) -> None:
    _, body, change = OTHER_TYPES[name]
    fixed = mended(planted(body, change), guarded=True)
    assert [finding.message for finding in fixed.after.findings] == []


def test_articles_are_cited_so_they_are_never_renumbered() -> None:
    _, body, change = OTHER_TYPES["decision: điều skips a number"]
    data = planted(body, change)
    assert mended(data, guarded=True).docx == data


@pytest.mark.slow
def test_quoc_hieu_on_the_left_changes_sides() -> None:
    rows = make.HEAD.split("<w:tr>")
    swapped = rows[0].replace(
        f'<w:gridCol w:w="{make.LEFT_CELL}"/><w:gridCol w:w="{make.RIGHT_CELL}"/>',
        f'<w:gridCol w:w="{make.RIGHT_CELL}"/><w:gridCol w:w="{make.LEFT_CELL}"/>',
    )
    for row in rows[1:]:
        end = row.index("</w:tr>")
        cells = ["<w:tc>" + cell for cell in row[:end].split("<w:tc>")[1:]]
        swapped += "<w:tr>" + "".join(reversed(cells)) + row[end:]
    data = make.changed((D, make.HEAD, swapped))
    assert "PL1.P1.II.1.a" in {finding.code for finding in check_document(data).findings}
    fixed = mended(data, guarded=True)
    assert fixed.after.findings == []
    assert sorted(words(fixed.docx)) == sorted(words(data))


# --- old encodings, only when asked -------------------------------------------------------------------------------

TCVN3 = "Liªn hiÖp Héi ®· tæ chøc héi th¶o khoa häc t¹i tr­êng §¹i häc CÇn Th¬."
VNI = "Lieân hieäp Hoäi ñaõ toå chöùc hoäi thaûo khoa hoïc taïi tröôøng Ñaïi hoïc Caàn Thô."
MEANT = "Liên hiệp Hội đã tổ chức hội thảo khoa học tại trường Đại học Cần Thơ."


@pytest.mark.slow
@pytest.mark.parametrize(("typed", "font"), [(TCVN3, ".VnTime"), (VNI, "VNI-Times"), (TCVN3, ""), (VNI, "")])
def test_old_encodings_become_unicode_when_asked(typed: str, font: str) -> None:
    look = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    data = make.changed(
        (D, make.p(f"Về tổ chức. {make.LONG}.", "LoiVan"), make.p(typed, "LoiVan", rpr=look)),
    )
    assert mended(data, guarded=True).docx == data
    fixed = mended(data, convert=True)
    assert fixed.after.findings == []
    assert MEANT in words(fixed.docx)
    assert [change.level for change in fixed.changes] == [CONVERT]


def test_a_font_of_capitals_gives_capitals() -> None:
    look = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
    data = make.changed((D, make.p("II. KẾT QUẢ THỰC HIỆN", "Muc"), make.p("II. kÕt qu¶ thùc hiÖn", "Muc", rpr=look)))
    assert "II. KẾT QUẢ THỰC HIỆN" in words(mended(data, convert=True).docx)


def test_loose_marks_are_composed_when_asked() -> None:
    data = make.changed(*DEFECTS["decomposed letters"][1])
    fixed = mended(data, convert=True)
    assert fixed.after.findings == []
    assert words(fixed.docx) == unicodedata.normalize("NFC", words(data))


# --- documents that nobody may touch ------------------------------------------------------------------------------

TRACKED = DEFECTS["tracked insertion"][1]
PROTECTED = (("settings", "/>", '><w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>'),)
FINAL = '<Properties xmlns="urn:p"><property name="_MarkAsFinal"><bool>true</bool></property></Properties>'
REFUSED: dict[str, tuple[str, bytes]] = {
    "signed": ("signed", make.packed(make.parts() | {"_xmlsignatures/sig1.xml": "<Signature/>"})),
    "protected": ("protected", make.changed(*PROTECTED)),
    "marked as final": ("final", make.packed(make.parts() | {"docProps/custom.xml": FINAL})),
    "tracked changes": ("revisions", make.changed(*TRACKED)),
    "tracked changes in the header": (
        "revisions",
        make.changed(("header1", "</w:p>", '<w:ins w:id="1" w:author="a"><w:r><w:t> </w:t></w:r></w:ins></w:p>')),
    ),
    "comments": ("comments", make.changed(*DEFECTS["comment"][1])),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_document_that_may_not_be_touched_is_measured_and_left_alone(name: str) -> None:
    reason, data = REFUSED[name]
    fixed = mended(data, guarded=True, convert=True)
    assert fixed.refused == reason
    assert fixed.docx == data


def with_regulation(decision: str, content: str) -> bytes:
    regulation = (
        make.p("QUY CHẾ", "TenLoai")
        + make.p("Làm việc của cơ quan Thường trực", "TrichYeu")
        + make.p("(Ban hành kèm theo Quyết định số 12/QĐ-LHH ngày 05 tháng 7 năm 2026 của Liên hiệp Hội)", "KemTheo")
        + make.p("Điều 1. Phạm vi điều chỉnh", "KhoanTieuDe")
        + content
        + make.p(f"{types.WRITING}./.", "LoiVan")
    )
    return make.of_body(decision.removesuffix(make.section()) + regulation + make.section())


def test_a_line_of_a_regulation_gets_the_size_of_the_regulation_s_own_text() -> None:
    small = '<w:sz w:val="26"/>'
    others = "".join(make.p(f"{n}. {types.WRITING}.", "LoiVan", rpr=small) for n in range(1, 4))
    fixed = mended(with_regulation(types.DECISION, others + make.p(f"4. {types.WRITING}.", "LoiVan")))
    told = [(change.before, change.after) for change in fixed.changes if change.prop == "same_size"]
    assert told and set(told) == {("14 pt", "13 pt")}
    assert "same_size" not in {finding.prop for finding in fixed.after.findings}


@pytest.mark.parametrize("own", [False, True], ids=["the regulation alone", "the decision too"])
def test_empty_paragraphs_of_a_regulation_go_where_they_are_told(own: bool) -> None:
    blank, article = make.p("", "LoiVan"), make.p("Điều 2. Nguyên tắc", "KhoanTieuDe")
    body = types.DECISION.replace(article, blank + article) if own else types.DECISION
    data = with_regulation(body, make.p(f"{types.WRITING}.", "LoiVan") + blank * 2 + article)
    fixed = mended(data, guarded=True)
    told = [(change.before, change.after) for change in fixed.changes if change.prop == "empty"]
    assert told == [("1 đoạn trống", "bỏ 1 đoạn trống")] * own + [("2 đoạn trống", "bỏ 2 đoạn trống")]
    assert words(fixed.docx).replace("\n", "") == words(data).replace("\n", "")


def test_strict_ooxml_stays_strict() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    files = {name: part.replace(make.W, strict) for name, part in make.parts().items()}
    files["word/document.xml"] = files["word/document.xml"].replace('w:left="1701" w:header', 'w:left="1417" w:header')
    fixed = mended(make.packed(files))
    document = parts_of(fixed.docx)["word/document.xml"].decode()
    assert strict in document
    assert make.W not in document


@pytest.mark.slow
def test_types_has_documents_of_other_kinds() -> None:
    for body in (types.DECISION, types.LETTER, types.NOTICE):
        assert mended(make.of_body(body), guarded=True, convert=True).changes == []


NUMBER, DATE = make.p("Số: 05/BC-LHH", "SoKyHieu"), make.p("Cần Thơ, ngày 05 tháng 7 năm 2026", "DiaDanh")
BLANK = make.p("", "SoKyHieu")


def head_row(left: str, right: str) -> str:
    return f"<w:tr>{make.cell(make.LEFT_CELL, left)}{make.cell(make.RIGHT_CELL, right)}</w:tr>"


def apart(left: str, beside: str, below: str) -> bytes:
    """The number with something beside it, the date with something on its left, each in a row of its own."""
    right = head_row(NUMBER, DATE)
    return make.changed((D, right, head_row(NUMBER, beside) + head_row(left, below)))


@pytest.mark.slow
def test_a_date_below_the_number_s_row_comes_beside_it_and_the_empty_row_goes() -> None:
    data = apart(BLANK, BLANK, DATE)
    assert [finding.prop for finding in check_document(data).findings] == ["same_row"]
    assert mended(data).changes == []
    fixed = mended(data, guarded=True)
    assert [(change.prop, change.level) for change in fixed.changes] == [("same_row", GUARDED)]
    assert fixed.after.findings == []
    assert words(fixed.docx) == words(make.clean())


@pytest.mark.slow
def test_what_stands_in_the_date_s_old_row_stays() -> None:
    note = make.p("ĐẢNG ĐOÀN", "CoQuan")
    fixed = mended(
        make.changed((D, head_row(NUMBER, DATE), head_row(note, DATE) + head_row(NUMBER, BLANK))), guarded=True
    )
    assert "same_row" not in {finding.prop for finding in fixed.after.findings}
    assert words(fixed.docx).count("ĐẢNG ĐOÀN") == words(fixed.docx).count("ngày 05 tháng 7 năm 2026\n") == 1


@pytest.mark.parametrize(
    "data",
    [apart(BLANK, make.p("(Dự thảo)", "DiaDanh"), DATE), apart(BLANK, make.rule(make.RIGHT_CELL, 20), DATE)],
    ids=["words", "a line"],
)
def test_a_date_stays_where_something_else_stands_beside_the_number(data: bytes) -> None:
    fixed = mended(data, guarded=True)
    assert words(fixed.docx) == words(data)
    assert "same_row" in {finding.prop for finding in fixed.after.findings}
