"""A repair never makes a page worse, and never guesses: what it can't do well is left as it was and told."""

from __future__ import annotations

import layout_docs as make
import pytest
from fixing import parts_of, words
from layout_docs import packed
from strangers import _built

from lhh_excel.document.ooxml import text_width_mm
from lhh_excel.document.reading.docx import open_document
from lhh_excel.document.reading.ending import recognise
from lhh_excel.document.reading.model import Document, Table
from lhh_excel.document.repairing import fix_document
from lhh_excel.document.repairing.fit import Page, page_of
from lhh_excel.document.rules import check_document, measure

MAIN = "word/document.xml"


def built(text: str, *changes: str, hand: str = "libreoffice", head: str = "bang") -> bytes:
    return _built(text, hand, head, "bang", changes)


def edited(data: bytes, old: str, new: str) -> bytes:
    parts = parts_of(data)
    main = parts[MAIN].decode()
    assert old in main, old
    return packed(parts | {MAIN: main.replace(old, new, 1).encode()})


def props(data: bytes) -> set[str]:
    return {f"{one.component}.{one.prop}" for one in check_document(data).findings}


def read(data: bytes) -> Document:
    return open_document(data, "thử.docx")


@pytest.mark.parametrize("hand", ["word", "libreoffice"])
def test_tables_follow_margins_that_become_narrower(hand: str) -> None:
    table = "doan#2+ bang: Thôn | Khối lượng | Số hộ ;; Thôn Một | 70 | 150"
    fixed = fix_document(built("bc-xa", "trang: left 15; right 10", table, hand=hand))
    assert not {"trang.left", "trang.right"} & props(fixed.docx)
    document = read(fixed.docx)
    for table in (block for block in document.blocks if isinstance(block, Table)):
        assert table.width <= document.sections[table.section].text_width + 0.5


@pytest.mark.parametrize("head", ["bang", "bang1", "phantram"])
@pytest.mark.parametrize("left", [15, 20, 25])
def test_quoc_hieu_keeps_its_line_when_the_margin_is_mended(head: str, left: int) -> None:
    fixed = fix_document(built("bc-xa", f"trang: left {left}", head=head))
    line = recognise(read(fixed.docx)).head.quoc_hieu[0]
    assert line.width <= (line.paragraph.place.width or 0)
    assert "trang.left" not in props(fixed.docx)


def test_a_name_that_would_break_keeps_its_margins_and_that_is_told() -> None:
    fixed = fix_document(built("tb-tram", "trang: left 5; right 5", "chuquan = ỦY BAN NHÂN DÂN TỈNH LAI AN ĐÔNG"))
    assert {(one.code, one.why) for one in fixed.held} == {("PL1.P1.I.3", "wrapped")}


@pytest.mark.parametrize("name", ["ĐÔNG", "THANH", "LAI AN"])
def test_a_name_for_which_the_letterhead_has_room_keeps_its_line_and_the_margins_are_mended(name: str) -> None:
    source = built("tb-tram", "trang: left 15; right 10", f"chuquan = ỦY BAN NHÂN DÂN TỈNH {name}")
    fixed = fix_document(source)
    assert fixed.held == []
    page = page_of(measure(read(fixed.docx)))
    assert page.printed == page_of(measure(read(source))).printed and page.outside[0] <= 0.1


@pytest.mark.slow
def test_a_full_page_keeps_its_margin_and_that_is_told() -> None:
    filler = "doan#3+ doan: Ủy ban nhân dân xã đã kiểm tra việc thu gom rác thải ở các thôn và nhắc nhở các hộ dân."
    for count in range(30):
        data = built("bc-xa", "trang: bottom 10", *[filler] * count)
        fixed = fix_document(data)
        if fixed.held:
            break
    assert {(one.code, one.why) for one in fixed.held} == {("PL1.P1.I.3", "pages")}
    assert fixed.docx == data
    assert "trang.bottom" in props(fixed.docx)


@pytest.mark.parametrize("wrap", ["Square", "Tight", "Through", "TopAndBottom", "None"])
def test_nothing_moves_beside_a_line_that_text_runs_around_and_that_is_told(wrap: str) -> None:
    data = built("bc-xa", "quochieu: cách dòng 1,5", "coquan: cỡ 15", "trang: left 25", hand="word")
    main = parts_of(data)[MAIN].decode().replace("<wp:wrapNone/>", f"<wp:wrap{wrap}/>")
    data = packed(parts_of(data) | {MAIN: main.encode()})
    faults = {"quoc_hieu.line", "co_quan.size", "trang.left"}
    assert faults <= props(data)
    fixed = fix_document(data)
    if wrap == "None":
        assert not faults & props(fixed.docx)
    else:
        assert faults <= props(fixed.docx)
        assert {one.why for one in fixed.held} == {"floating"}
        assert {"quoc_hieu", "co_quan", "trang"} <= {one.component for one in fixed.held}


@pytest.mark.parametrize("size", [11, 11.5, 13])
@pytest.mark.parametrize("room", [80, 82, 84, 89, 96])
@pytest.mark.parametrize("full", [False, True])
def test_quoc_hieu_in_arial_keeps_its_line_where_it_has_one(size: float, room: int, full: bool) -> None:
    """Bold capitals are narrower in Arial than in Times New Roman; a letterhead that is `full` gives no more room."""
    left = 172 - room if full else 60
    agency = "ỦY BAN NHÂN DÂN XÃ SƠN THỦY"
    while full and text_width_mm(f"{agency} A", 13, True, font="Arial") < left:
        agency += " A"
    data = built("bc-xa", hand="word")
    main = parts_of(data)[MAIN].decode().replace("Times New Roman", "Arial").replace("XÃ SƠN THỦY", agency, 1)
    for old, new in ((3855, left), (5499, room), (9354, left + room)):
        main = main.replace(f'w:w="{old}"', f'w:w="{round(new / 25.4 * 1440)}"')
    text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    at = main.index(text)
    look = main.rindex("<w:sz ", 0, at)
    main = f'{main[:look]}<w:sz w:val="{round(size * 2)}"/>{main[main.index("/>", look) + 2 :]}'
    data = packed(parts_of(data) | {MAIN: main.encode()})
    had, has = (_quoc_hieu_over(one) for one in (data, fix_document(data).docx))
    assert has <= 0.3 or had > 0.3


@pytest.mark.parametrize("grown", [0.01, 0.016, 0.03])
@pytest.mark.parametrize("share", [0.3, 1.0, 1.4])
def test_what_grows_at_the_edge_of_a_page_is_not_made_up_for_by_what_may_shrink(grown: float, share: float) -> None:
    page = page_of(measure(read(built("bc-xa"))))

    def of(*blocks: float, high: float = 1.0) -> Page:
        return Page((tuple((block, high) for block in blocks),), page.outside, page.off, page.printed, page.quoc_hieu)

    assert of(0.1 + grown, 0.898 - grown * share).worse_than(of(0.1, 0.898)) == "pages"
    assert not of(0.1 + grown, 0.6 - grown * share).worse_than(of(0.1, 0.6))
    assert not of(0.1, 0.898 - grown).worse_than(of(0.1, 0.898))
    assert not of(0.1 + grown, 0.898, high=1.0 + grown).worse_than(of(0.1, 0.898))  # a higher page is that for certain


def _quoc_hieu_over(data: bytes) -> float:
    """By how many mm Quốc hiệu is longer than its room."""
    line = recognise(read(data)).head.quoc_hieu[0]
    look = line.runs[0].format
    return text_width_mm(line.text, look.size, True, False, look.font_ascii) - (line.paragraph.place.width or 0.0)


LISTED = (
    "doan#1 = 1. Tổ có các nhiệm vụ sau:",
    "doan#1+ doan: a) Thu gom rác ở đường trục thôn;",
    "doan#2+ doan: b) Thu gom rác ở chợ;",
    "doan#3+ doan: d) Vận chuyển rác về bãi tập kết.",
)


def test_a_number_that_the_text_names_stays_and_is_told() -> None:
    cited = built("qd-xa", *LISTED, "doan#5 = 2. Kinh phí của việc quy định tại điểm d khoản 1 Điều này do xã bảo đảm.")
    fixed = fix_document(cited, guarded=True)
    assert words(fixed.docx) == words(cited)
    assert [one.why for one in fixed.held] == ["cited"]
    free = built("qd-xa", *LISTED)
    assert "c) Vận chuyển rác" in words(fix_document(free, guarded=True).docx)


def test_lines_with_two_numbers_are_left_alone() -> None:
    data = built("ly-lich-trong-to-trinh")
    assert props(data) == set()
    assert fix_document(data, guarded=True).docx == data


def test_a_signature_within_a_table_within_a_cell_is_read() -> None:
    data = built("bc-xa")
    at = parts_of(data)[MAIN].decode().rindex("<w:tbl>")
    table = parts_of(data)[MAIN].decode()[at:]
    table = table[: table.index("</w:tbl>") + len("</w:tbl>")]
    cells = make.cell(9100, f"<w:p/>{table}<w:p/>") + make.cell(255, "<w:p/>")
    assert props(edited(data, table, make.table((9100, 255), cells))) == set()


def test_kinh_gui_in_two_cells_has_one_colon() -> None:
    data = built("cv-xa", "kinhgui-")
    row = make.cell(4000, make.p("Kính gửi", rpr=_TYPE)) + make.cell(5000, make.p(": Các khu vực", rpr=_TYPE))
    first = "<w:p><w:pPr>" if "Để chuẩn bị" in words(data) else ""
    main = parts_of(data)[MAIN].decode()
    at = main.rindex(first, 0, main.index("Để chuẩn bị"))
    with_table = packed(parts_of(data) | {MAIN: (main[:at] + make.table((4000, 5000), row) + main[at:]).encode()})
    assert props(with_table) == set()
    assert words(fix_document(with_table, guarded=True).docx) == words(with_table)


_TYPE = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/>'


@pytest.mark.parametrize("rank", ["Thượng tá", "Đại tá", "Thiếu tướng"])
def test_a_rank_before_the_name_is_the_armed_forces_own_rule(rank: str) -> None:
    assert props(built("cv-xa", f"hoten = {rank} Trần Văn Bình")) == set()
    assert props(built("cv-xa", f"hoten = {rank} TS. Trần Văn Bình")) == {"ho_ten.title"}


def test_a_date_that_stands_lower_than_the_number_is_told() -> None:
    assert props(built("bc-xa", "ngay: cách đoạn 40")) == {"dia_danh_ngay.same_row"}
    assert props(built("bc-xa", "ngay: cách đoạn 10")) == set()


def test_levels_that_the_decree_has_not_are_told_once() -> None:
    more = [f"doan#{n}+ doan: 1.{n}. Rà soát thủ tục ở lĩnh vực thứ {n}." for n in range(1, 6)]
    found = [one for one in check_document(built("bc-so", *more)).findings if one.prop == "other_level"]
    assert len(found) == 1 and found[0].place.endswith("và 4 chỗ nữa")


def test_a_number_in_a_footer_that_is_never_shown_is_none() -> None:
    parts = make.parts()
    reference = '<w:footerReference w:type="even" r:id="rIdB"/>'
    parts["word/document.xml"] = parts["word/document.xml"].replace("<w:sectPr>", f"<w:sectPr>{reference}")
    parts["word/footer1.xml"] = make.FOOTER.replace("<w:p/>", f"<w:p>{make.PAGE}</w:p>")
    assert check_document(packed(parts)).findings == []


@pytest.mark.parametrize("text", ["phieu-trinh", "don", "to-khai", "dang-kh", "qppl", "de-thi", "hop-dong", "ghi-chep"])
def test_a_paper_of_another_standard_is_told_in_one_sentence_and_left_as_it_is(text: str) -> None:
    data = built(text, "trang: left 10; top 10")
    assert props(data) == {"trang.standard"}
    fixed = fix_document(data, guarded=True)
    assert fixed.refused == "standard" and fixed.docx == data
