"""Texts as offices have them: drafts with blanks, rows with tabs, chapters, several signers; no word is lost."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from composing import FRONT, read, shape, written
from docx.oxml.ns import qn
from docx_measure import everything, opened

from lhh_excel.document import compose as from_text
from lhh_excel.document.composing.general import table
from lhh_excel.document.ooxml import text_width_mm
from lhh_excel.document.rules import check_document
from lhh_excel.document.writing.source import Table
from lhh_excel.errors import InputError


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


# the frame

DRAFT = """LIÊN HIỆP CÁC HỘI KHOA HỌC VÀ KỸ THUẬT
TỈNH QUẢNG TRỊ
Số:      /BC-LHH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Quảng Trị, ngày      tháng 6 năm 2026

BÁO CÁO
Kết quả công tác 6 tháng đầu năm 2026

Kính gửi:
- Thường trực Tỉnh ủy;
- Ban Tuyên giáo và Dân vận Tỉnh ủy.

Liên hiệp hội báo cáo như sau./.

Nơi nhận:
- Như trên;
- Lưu: VT.
TM. BAN THƯỜNG VỤ
CHỦ TỊCH
Nguyễn Đức Chính
"""


def test_a_drafts_wide_blanks_for_number_and_day_belong_to_the_frame(tmp_path: Path) -> None:
    _, errors, told = written(tmp_path, DRAFT)
    assert errors == []
    found = read(DRAFT)
    assert (found.title, found.notation, found.place, found.year) == ("Báo cáo", "BC-LHH", "Quảng Trị", "2026")
    assert found.agency == "LIÊN HIỆP CÁC HỘI KHOA HỌC VÀ KỸ THUẬT TỈNH QUẢNG TRỊ"
    assert found.addressees == ["Thường trực Tỉnh ủy", "Ban Tuyên giáo và Dân vận Tỉnh ủy"]
    assert any("chưa đủ ngày và tháng" in line for line in told)


def test_an_agency_in_capitals_is_written_in_a_sentence_as_the_text_itself_writes_it(tmp_path: Path) -> None:
    text = DRAFT.replace("Liên hiệp hội báo cáo", "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh Quảng Trị báo cáo")
    docx, errors, _ = written(
        tmp_path, text.replace("như sau", "như sau (Phụ lục kèm theo)") + "\nPhụ lục\nDANH SÁCH\n\nA."
    )
    attached = next(one.text for one in everything(opened(docx)) if one.text.startswith("(Kèm theo"))
    assert errors == [] and "của Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh Quảng Trị)" in attached.replace("\n", " ")
    assert "LIÊN HIỆP CÁC HỘI" in opened(docx).tables[0].cell(0, 0).text


@pytest.mark.parametrize(
    "text",
    [
        "V/v mời họp giao ban\n\nKính gửi: Các hội thành viên\n\nĐề nghị dự họp.",
        "Kính gửi: Các hội thành viên\n\nV/v mời họp giao ban\n\nĐề nghị dự họp.",
    ],
)
def test_a_letters_subject_may_stand_on_either_side_of_kính_gửi(text: str) -> None:
    found = read(text)
    assert found.subject == "mời họp giao ban" and found.addressees == ["Các hội thành viên"]
    assert shape(found) == [("noi_dung", "Đề nghị dự họp./.")]


def test_a_recipient_that_runs_over_two_lines_is_one() -> None:
    found = read(
        "Nội dung.\n\nNơi nhận:\n- Thường trực Tỉnh ủy,\n  HĐND, UBND tỉnh (b/c);\n- Lưu: VT.\nCHỦ TỊCH\nNguyễn A"
    )
    assert found.recipients == ["Thường trực Tỉnh ủy, HĐND, UBND tỉnh (b/c)", "Lưu: VT"]


# signatures

TWO = "CHƯƠNG TRÌNH\nPhối hợp\n\nNội dung./.\n\nCHỦ TỊCH          GIÁM ĐỐC\n\nNguyễn Văn A          Trần Thị B\n"


def test_two_signers_of_what_is_no_minutes_stand_side_by_side_as_typed(tmp_path: Path) -> None:
    docx, _, told = written(tmp_path, TWO)
    signature = opened(docx).tables[-1].rows[0].cells
    assert [[one.text for one in cell.paragraphs if one.text] for cell in signature] == [
        ["CHỦ TỊCH", "Nguyễn Văn A"],
        ["GIÁM ĐỐC", "Trần Thị B"],
    ]
    assert not any("chưa có chỗ" in line for line in told), told


JOINT = [
    ["TM. BAN THƯỜNG VỤ", "HỘI PHỤ NỮ TỈNH", "CHỦ TỊCH", "Trần Thị Hoa"],
    ["TM. BAN THƯỜNG VỤ", "HỘI NÔNG DÂN TỈNH", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Ba"],
]
SIDES = {
    "one below the other": "\n".join(line for side in JOINT for line in side),
    "by tabs": "\n".join(
        "\t".join(pair) for pair in zip(JOINT[0], [*JOINT[1][:2], "CHỦ TỊCH", "Nguyễn Văn Ba"], strict=True)
    ),
}


@pytest.mark.parametrize("way", SIDES)
def test_a_joint_document_has_both_its_agencies_signatures_whole(way: str) -> None:
    made = from_text(
        "HỘI NÔNG DÂN - HỘI PHỤ NỮ\nSố: 05/KH-HND-HPN\nLâm Hà, ngày 03 tháng 3 năm 2026\nKẾ HOẠCH\nPhối hợp\n\n"
        f"Hai Hội phân công thực hiện./.\n\n{SIDES[way]}\n\nNơi nhận:\n- Các huyện hội;\n- Lưu: VT.\n"
    )
    assert made.left == []
    left, right = (" ".join(cell.text.split()) for cell in opened(made.docx).tables[-1].rows[0].cells)
    assert left == " ".join(JOINT[0])
    assert right.startswith("TM. BAN THƯỜNG VỤ HỘI NÔNG DÂN TỈNH") and right.endswith("CHỦ TỊCH Nguyễn Văn Ba")
    texts = [one.text for one in opened(made.docx).paragraphs if one.text]
    assert texts[-3:] == ["Nơi nhận:", "- Các huyện hội;", "- Lưu: VT."]
    assert [
        one.message for one in check_document(made.docx).findings if "chữ ký" in one.place or "ký" in one.message
    ] == []


def test_a_third_signer_of_minutes_is_kept_and_told() -> None:
    text = (
        "BIÊN BẢN\nHọp\n\nNội dung.\n\nGIÁM ĐỐC\nNguyễn Văn A\n\nCHỦ TRÌ\nPhạm D\n\nTHƯ KÝ\nTrần B\n\nCHỦ TỌA\nLê C\n"
    )
    found = read(text)
    assert (found.secretary.name, found.signer.name) == ("Nguyễn Văn A", "Lê C")
    assert shape(found) == [("noi_dung", "Nội dung./.")]
    assert from_text(text).left == ["CHỦ TRÌ", "Phạm D", "THƯ KÝ", "Trần B"]


def test_a_drafter_s_name_below_the_list_is_no_part_of_the_letter() -> None:
    text = (
        "HỘI TIN HỌC\nSố: 12/HTH-VP\nV/v mời họp\n\nKính gửi: Các chi hội\n\nMời họp./.\n\nNơi nhận:\n- Như trên;\n"
        "- Lưu: VT.\nHùng (05)\n\nCHỦ TỊCH\nLê Thị Bình\n"
    )
    assert from_text(text).left == ["Hùng (05)"]
    assert shape(read(text)) == [("noi_dung", "Mời họp./.")]


@pytest.mark.parametrize(
    ("title", "below", "subject"),
    [
        ("CHƯƠNG TRÌNH CÔNG TÁC", "Năm 2026", "Công tác năm 2026"),
        ("BÁO CÁO KẾT QUẢ CÔNG TÁC", "6 tháng đầu năm 2026", "Kết quả công tác 6 tháng đầu năm 2026"),
        ("KẾ HOẠCH KIỂM TRA", "Quý IV năm 2026", "Kiểm tra quý IV năm 2026"),
        ("CHƯƠNG TRÌNH CÔNG TÁC", "Trọng tâm năm 2027\n-----", "Công tác trọng tâm năm 2027"),
        ("BÁO CÁO TỔNG KẾT", "Phong trào thi đua yêu nước", "Tổng kết phong trào thi đua yêu nước"),
    ],
)
def test_the_period_below_a_title_is_of_its_subject(title: str, below: str, subject: str) -> None:
    assert read(f"{title}\n{below}\n\nI. MỤC ĐÍCH\n\nTổng kết./.\n").subject == subject


@pytest.mark.parametrize(
    ("kind", "opening"),
    [
        ("GIẤY NGHỈ PHÉP", "Xét Đơn đề nghị nghỉ phép của bà Trương Thị Mai"),
        ("GIẤY NGHỈ PHÉP", "Sở Nội vụ cấp cho"),
        ("THÔNG BÁO", "Căn cứ kế hoạch năm 2026, Văn phòng thông báo"),
    ],
)
def test_a_text_s_opening_words_right_below_the_title_are_no_subject(kind: str, opening: str) -> None:
    found = read(f"{kind}\n{opening}\nBà: Trương Thị Mai\nĐược nghỉ 05 ngày./.\n")
    assert found.subject == "" and "05" in shape(found)[-1][1]


@pytest.mark.parametrize(
    "names",
    [
        ("CHI CỤC THUẾ KHU VỰC XX", "THUẾ CƠ SỞ 7"),
        ("CỤC HẢI QUAN", "HẢI QUAN KHU VỰC IV"),
        ("TỔNG CÔNG TY ĐIỆN LỰC MIỀN NAM", "ĐIỆN LỰC CHÂU ĐỐC"),
        ("UBND PHƯỜNG MỸ THO", "NHÀ VĂN HÓA THIẾU NHI"),
        ("", "CÔNG TY TNHH MTV", "ĐIỆN LỰC HẢI DƯƠNG"),
        ("", "CHI CỤC", "HẢI QUAN KHU VỰC IV"),
    ],
)
def test_a_body_of_any_trade_begins_a_name_of_its_own_unless_the_line_above_goes_on(names: tuple[str, ...]) -> None:
    above, *own = names
    head = "\n".join(filter(None, names))
    found = read(
        f"{head}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nBÁO CÁO\nCông tác\n\nX./.\n"
    )
    assert (found.governing, found.agency) == (above, " ".join(own))


@pytest.mark.parametrize("rule", ["_________", "-----", "–––––", "=====", "   ________"])
def test_a_typed_rule_below_the_subject_is_told_and_not_printed(rule: str) -> None:
    found = read(f"KẾ HOẠCH\nTrồng cây\n{rule}\n\nI. MỤC ĐÍCH\n\nTrồng cây./.\n")
    assert shape(found) == [("muc", "I. MỤC ĐÍCH"), ("noi_dung", "Trồng cây./.")]


def test_what_stands_below_the_end_mark_gets_no_second_one() -> None:
    found = read(
        "CHƯƠNG TRÌNH\nPhối hợp\n\nChương trình có hiệu lực từ ngày ký./.\nSỞ GIÁO DỤC VÀ ĐÀO TẠO\nCHỦ TỊCH\nVõ A Sơn\n"
    )
    assert sum(text.endswith("./.") for _, text in shape(found)) == 1


@pytest.mark.parametrize("sign", ["-", "–", "/", ")", "."])
def test_a_khoản_numbered_with_any_sign_is_one(sign: str) -> None:
    found = read(f"KẾ HOẠCH\nHọc\n\nI. NỘI DUNG\n1{sign} Nghiên cứu\nNăm đề tài.\n2{sign} Chuyển giao\nBốn lớp./.\n")
    assert [pair for pair in shape(found) if pair[0] == "khoan"] == [
        ("khoan", "1. Nghiên cứu"),
        ("khoan", "2. Chuyển giao"),
    ]
    assert shape(read("KẾ HOẠCH\nHọc\n\n10 - 12 người dự, 5- 7 ngày./.\n")) == [
        ("noi_dung", "10 - 12 người dự, 5- 7 ngày./.")
    ]


@pytest.mark.parametrize("count", [2, 3, 5])
def test_the_last_item_of_a_list_without_end_marks_is_no_heading(count: int) -> None:
    items = [f"{number}. Hộ dân bản {number}" for number in range(1, count + 1)]
    found = read("\n".join(["BIÊN BẢN", "Họp", "", "Thành phần:", *items, "Ông A nêu mục đích./.", ""]))
    assert [kind for kind, text in shape(found) if "Hộ dân" in text] == ["noi_dung"] * count


def test_words_at_the_place_of_two_signatures_are_told_as_dropped() -> None:
    found = read("BIÊN BẢN\nHọp\n\nX.\n\nTHƯ KÝ\t\tCHỦ TỌA\n(Ký, ghi rõ họ tên)\t\t(Đã ký)\nTrần B\t\tNguyễn A\n")
    assert [note for note in found.notes if "ở chỗ ký" in note] == [
        "Bỏ chữ “(Ký, ghi rõ họ tên)” ở chỗ ký.",
        "Bỏ chữ “(Đã ký)” ở chỗ ký.",
    ]


# parts, headings, paragraphs

RULES = """Chương I
Điều 1. Phạm vi
Quy chế này quy định.

CHƯƠNG II
TRÁCH NHIỆM
Mục 1
CHỦ TỊCH
Điều 2. Chủ tịch
Lãnh đạo.
Mục 2. PHÓ CHỦ TỊCH
Điều 3. Phó Chủ tịch
Giúp việc.

Chương III. ĐIỀU KHOẢN THI HÀNH
Điều 4. Quy chế có hiệu lực kể từ ngày ký.

Phần thứ hai: Kết quả thực hiện
Phần 2 của quy chế nói rõ.
"""


def test_chapters_and_sections_of_articles_get_their_lines_and_titles(tmp_path: Path) -> None:
    assert [pair for pair in shape(read(RULES)) if pair[0] in ("phan", "ten_phan")] == [
        ("phan", "Chương I"),
        ("phan", "CHƯƠNG II"),
        ("ten_phan", "TRÁCH NHIỆM"),
        ("phan", "Mục 1"),
        ("ten_phan", "CHỦ TỊCH"),
        ("phan", "Mục 2"),
        ("ten_phan", "PHÓ CHỦ TỊCH"),
        ("phan", "Chương III"),
        ("ten_phan", "ĐIỀU KHOẢN THI HÀNH"),
        ("phan", "Phần thứ hai"),
        ("ten_phan", "KẾT QUẢ THỰC HIỆN"),
    ]
    without = RULES.partition("Phần thứ hai")[0].replace("CHƯƠNG II", "Chương II")
    without = without.replace("Chương I\n", "Chương I\nQUY ĐỊNH CHUNG\n", 1)
    assert written(tmp_path, FRONT.replace("loại: KH", "loại: QC") + without)[1] == []


def test_a_lettered_heading_in_capitals_stands_above_the_mục() -> None:
    assert shape(read("A. KẾT QUẢ\nI. TỔ CHỨC\nMột đoạn."))[0] == ("muc", "A. KẾT QUẢ")


@pytest.mark.parametrize(
    "lines",
    [
        ["Liên hiệp hội đã tổ chức ba hội thảo khoa học cấp tỉnh với hơn hai trăm đại biểu dự.", "Trân trọng./."],
        [
            "Thời gian: 8 giờ 00 ngày 10 tháng 7 năm 2026 (thứ Sáu), tại hội trường tầng 3",
            "Địa điểm: Hội trường tầng 3, số 10 đường Lê Lợi./.",
        ],
    ],
)
def test_paragraphs_of_a_word_processor_stay_apart(lines: list[str]) -> None:
    assert [text for _, text in shape(read("\n".join(lines)))] == lines


def test_markdown_rules_and_signs_without_a_heading_are_not_printed_but_dotted_lines_are() -> None:
    found = read("Một.\n\n---\n\n#\n\n***\n\n..........\n\nHai./.")
    assert [text for _, text in shape(found)] == ["Một.", "..........", "Hai./."]
    assert sum("dòng kẻ" in note for note in found.notes) == 2


def test_weight_and_slant_may_stand_together_or_within_each_other(tmp_path: Path) -> None:
    docx, _, _ = written(tmp_path, FRONT + "***Vừa đậm vừa nghiêng***, **đậm *cả nghiêng* đậm** và 2*3*4./.")
    body = next(one for one in everything(opened(docx)) if one.text.startswith("Vừa"))
    assert body.text == "Vừa đậm vừa nghiêng, đậm cả nghiêng đậm và 2*3*4./."
    assert [(run.text, bool(run.bold), bool(run.italic)) for run in body.runs] == [
        ("Vừa đậm vừa nghiêng", True, True),
        (", ", False, False),
        ("đậm ", True, False),
        ("cả nghiêng", True, True),
        (" đậm", True, False),
        (" và 2*3*4./.", False, False),
    ]


# tables


def test_rows_with_tabs_are_a_table_and_told() -> None:
    found = read("Kết quả:\nTT\tĐơn vị\tHội viên\tGhi chú\n1\tHội A | B\t1.200\t\n\tCộng\t2.050\nHết.")
    made = next(block for block in found.content if isinstance(block, Table))
    assert made.head == [["TT", "Đơn vị", "Hội viên", "Ghi chú"]]
    assert made.rows == [["1", "Hội A | B", "1.200", ""], ["", "Cộng", "2.050", ""]]
    assert any("dấu Tab" in note for note in found.notes)
    assert [text for _, text in shape(found)] == ["Kết quả:", "Hết./."]


def test_paragraphs_that_open_with_a_tab_are_no_table() -> None:
    assert len(shape(read("\tĐoạn thứ nhất.\n\tĐoạn thứ hai."))) == 2


@pytest.mark.parametrize("ruler", ["---|---|---\n", ""])
def test_an_empty_first_cell_of_a_table_without_bars_at_its_edges_stays_one(ruler: str) -> None:
    found = read(
        f"DỰ ÁN\nSinh kế\n\nTT | Việc | Tiền\n{ruler}1 | Tập huấn | 250\n2 | Mô hình | 1.200\n | Cộng | 1.450\n"
    )
    table_read = found.content[-1]
    assert isinstance(table_read, Table) and table_read.rows[-1] == ["", "Cộng", "1.450"]


def test_two_tables_one_below_the_other_stay_two(tmp_path: Path) -> None:
    rows = "| TT | Tên |\n|---|---|\n| 1 | An |\n"
    docx, errors, _ = written(tmp_path, f"{FRONT}Danh sách:\n\n{rows}\n{rows}\nHết./.")
    body = opened(docx).element.body
    tables = [one.tag == qn("w:tbl") for one in body]
    assert errors == [] and not any(one and after for one, after in pairwise(tables))


def test_a_table_of_twelve_columns_breaks_no_number_and_no_short_word() -> None:
    head = ["TT", "Nội dung", "ĐVT", "SL", "Đơn giá", "Thành tiền", "Quý I", "Quý II", "Quý III", "Quý IV", "Nguồn", ""]
    row = ["1", "In thư mời và giấy khen", "tờ", "200", "15.000", "3.000.000", "3.000.000"]
    row += ["", "", "24.000.000", "Ngân sách", "Quan trọng"]
    made = table([head, row])
    widths = [width for _, width in made.columns]
    scale = 165 / sum(widths)
    for index, cell in enumerate(row):
        for word in [*cell.split(), *head[index].split()]:
            assert text_width_mm(word, made.size) + 3.8 <= widths[index] * scale


# what is asked for


def test_a_text_without_content_is_told_where_to_write_it(tmp_path: Path) -> None:
    _, _, told = written(tmp_path, FRONT)
    assert "Chưa có nội dung: viết ở dưới phần đầu tệp." in told


def test_an_unknown_line_of_the_front_matter_is_told_in_one_sentence_with_one_sign_at_its_end() -> None:
    for key, end in (("ngườiký", "có phải là “người ký”?"), ("zzzz", "không có mục “zzzz”.")):
        with pytest.raises(InputError) as refused:
            read(f"---\nloại: KH\n{key}: A\n---\nX")
        assert refused.value.sentence.endswith(end)
