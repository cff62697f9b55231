"""What people type and paste is understood, kept word for word, and what was changed is told."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from pathlib import Path

import pytest
from cli import lhh
from composing import FRONT, read, shape, written
from docx_measure import everything, opened
from hypothesis import given, settings
from hypothesis import strategies as st

from lhh_excel.actions.compose import ComposeOptions, compose
from lhh_excel.document.composing.composition import Composition, Office
from lhh_excel.document.composing.document import Document
from lhh_excel.document.composing.front import KEYS
from lhh_excel.document.composing.general import CuocHop, Signer
from lhh_excel.document.composing.result import Reading
from lhh_excel.document.composing.text import read_text
from lhh_excel.document.writing.source import Table
from lhh_excel.document.writing.styles import NAMES
from lhh_excel.errors import InputError, UsageError
from lhh_excel.plain import fields

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "workbooks" / "LHH-vi-du.xlsm"


def part(docx: bytes, component: str) -> list[str]:
    return [one.text.replace("\n", " ") for one in everything(opened(docx)) if one.style.name == NAMES[component]]


# the frame of an old document

SIDE_BY_SIDE = """LIÊN HIỆP CÁC HỘI KH&KT VIỆT NAM\tCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
LIÊN HIỆP CÁC HỘI KHOA HỌC\tĐộc lập – Tự do – Hạnh phúc
VÀ KỸ THUẬT TỈNH SƠN LA\t-------------------
Số: 5 /LHH – VP\tSơn La, ngày 3 tháng 02 năm 2026
V/v cử đại biểu dự hội thảo
tư vấn, phản biện

Kính gửi:
- Sở Khoa học và Công nghệ
- Sở Nội vụ

Thực hiện kế hoạch năm 2026, Liên hiệp hội đề nghị quý cơ quan cử 02 đại biểu tham dự./.

Nơi nhận:\tKT/ CHỦ TỊCH
- Như trên;\tPHÓ CHỦ TỊCH
- Lưu: VT.\t(Đã ký)
\tLò Văn B
"""


def test_a_head_and_a_signature_side_by_side_are_told_apart() -> None:
    found = read(SIDE_BY_SIDE)
    assert found.governing == "LIÊN HIỆP CÁC HỘI KH&KT VIỆT NAM"
    assert found.agency == "LIÊN HIỆP CÁC HỘI KHOA HỌC VÀ KỸ THUẬT TỈNH SƠN LA"
    assert (found.number, found.notation, found.place, found.date) == ("5", "LHH-VP", "Sơn La", dt.date(2026, 2, 3))
    assert found.subject == "cử đại biểu dự hội thảo tư vấn, phản biện"
    assert found.addressees == ["Sở Khoa học và Công nghệ", "Sở Nội vụ"]
    assert found.recipients == ["Như trên", "Lưu: VT"]
    assert found.signer == Signer("Lò Văn B", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"])
    assert [text for _, text in shape(found)] == [
        "Thực hiện kế hoạch năm 2026, Liên hiệp hội đề nghị quý cơ quan cử 02 đại biểu tham dự./."
    ]


def test_such_a_letter_becomes_one_that_passes_the_check(tmp_path: Path) -> None:
    docx, errors, told = written(tmp_path, SIDE_BY_SIDE, type="CV")
    assert errors == []
    assert part(docx, "so_ky_hieu") == ["Số: 05/LHH-VP"]
    assert "  - “Số: 5 /LHH – VP” → “Số: 05/LHH-VP”." in told


def test_minutes_have_two_signers_side_by_side() -> None:
    found = read(
        "BIÊN BẢN\nHọp\n\nNội dung.\n\nTHƯ KÝ      CHỦ TỌA\nTrần B      Nguyễn A\n\nNơi nhận:\n- Lưu: VT, Hồ sơ."
    )
    assert found.secretary == Signer("Trần B", ["THƯ KÝ"])
    assert found.signer == Signer("Nguyễn A", ["CHỦ TỌA"])


def test_a_signature_above_nơi_nhận_and_recipients_without_dashes() -> None:
    found = read("Nội dung.\n\nT/M BAN THƯỜNG VỤ\nCHỦ TỊCH\nNGUYỄN VĂN A\nNơi nhận:\nBan Tuyên giáo;\nLưu VT.")
    assert found.signer == Signer("Nguyễn Văn A", ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"])
    assert found.recipients == ["Ban Tuyên giáo", "Lưu VT"]
    assert "“NGUYỄN VĂN A” → “Nguyễn Văn A”." in found.notes


def test_căn_cứ_in_front_are_a_list_and_one_inside_a_sentence_is_text() -> None:
    found = read(
        "KẾ HOẠCH\nHội thảo\n\nCăn cứ Luật A,\nCăn cứ Điều lệ,\n\nCăn cứ tình hình, Hội tổ chức như sau:\n\nI. X"
    )
    assert found.legal_bases == ["Căn cứ Luật A", "Căn cứ Điều lệ"]
    assert shape(found)[0] == ("noi_dung", "Căn cứ tình hình, Hội tổ chức như sau:")


def test_capital_lines_of_a_plain_text_are_not_taken_for_an_agency() -> None:
    found = read("MỞ ĐẦU\n\nĐây là lời mở đầu.")
    assert found.agency == "" and [text for _, text in shape(found)] == ["MỞ ĐẦU", "Đây là lời mở đầu./."]


# paragraphs

WRAPPED = """# I. Mục đích
Một đoạn văn dài được gõ ngắt dòng cứng ở khoảng tám mươi ký tự mỗi dòng như trong
Markdown thông thường. Câu sau bắt đầu bằng chữ hoa và vẫn là một đoạn văn như trên
thôi.
"""


def test_lines_broken_by_an_editor_are_one_paragraph() -> None:
    assert [style for style, _ in shape(read(WRAPPED))] == ["muc", "noi_dung"]


def test_short_lines_of_their_own_stay_paragraphs() -> None:
    text = "Thời gian: 8 giờ 00\nĐịa điểm: Hội trường Liên hiệp hội\nChủ trì: Ông A"
    assert len(shape(read(text))) == 3


@pytest.mark.parametrize("between", ["\n\n", "\n", "\n\n12\n\n", "\n3\n"])
def test_a_sentence_that_a_page_broke_is_joined_and_told(between: str) -> None:
    found = read(f"I. X\n\nGiao Văn phòng định kỳ báo{between}cáo 6 tháng một lần.")
    assert shape(found)[1][1] == "Giao Văn phòng định kỳ báo cáo 6 tháng một lần./."
    assert any("Nối lại" in note for note in found.notes) or between == "\n"


def test_headings_points_and_dashes_take_the_decrees_form_and_tell() -> None:
    found = read("I - Mục đích\n1) Một;\n2/ Hai;\na. Ba;\n* bốn;\nHết.")
    assert shape(found) == [
        ("muc", "I. MỤC ĐÍCH"),
        ("noi_dung", "1. Một;"),
        ("noi_dung", "2. Hai;"),
        ("diem", "a) Ba;"),
        ("gach_dau_dong", "- bốn;"),
        ("noi_dung", "Hết./."),
    ]
    assert sum("→" in note for note in found.notes) == 4


@pytest.mark.parametrize("mark", ["*", "-", "•", "–"])
def test_a_dash_of_any_kind_is_a_line_of_its_own_even_in_small_letters(mark: str) -> None:
    texts = [text for _, text in shape(read(f"---\nloại: KH\n---\nGồm có\n{mark} một việc\n{mark} hai việc"))]
    assert texts == ["Gồm có", "- một việc", "- hai việc./."]


def test_a_khoản_is_a_title_only_where_a_text_follows_it() -> None:
    found = read("1. Tổ chức\n\nCác hội.\n\n2. Đẩy mạnh hoạt động.\n\n3. Tài chính\n\n4. Khác")
    assert [style for style, _ in shape(found)] == ["khoan", "noi_dung", "noi_dung", "noi_dung", "noi_dung"]


def test_articles_run_on_or_stand_as_titles() -> None:
    found = read("Điều 1. Thành lập Ban.\n\nĐiều 2. Nhiệm vụ\n\nBan có nhiệm vụ.\n\nĐiều 3 của Điều lệ quy định rõ.")
    assert shape(found)[0] == ("noi_dung", "**Điều 1.** Thành lập Ban.")
    assert shape(found)[1] == ("dieu", "Điều 2. Nhiệm vụ")
    assert shape(found)[3] == ("noi_dung", "Điều 3 của Điều lệ quy định rõ./.")


def test_tables_with_and_without_bars_at_the_edge_ragged_rows_and_alignment() -> None:
    one = read("| Họ tên | Điểm |\n|:--|--:|\n| A \\| B | 1 | thừa |\n| C |").content[0]
    two = read("Họ tên | Điểm\n---|:-:\nA | 1").content[0]
    assert isinstance(one, Table) and isinstance(two, Table)
    assert one.head == [["Họ tên", "Điểm", ""]] and one.rows == [["A | B", "1", "thừa"], ["C", "", ""]]
    assert [align for align, _ in one.columns][:2] == ["left", "right"]
    assert two.head == [["Họ tên", "Điểm"]] and [align for align, _ in two.columns] == ["left", "center"]


def test_a_column_of_numbers_stands_right_with_its_bold_total() -> None:
    made = read("| Khoản | Tiền |\n|---|---|\n| In | 1.500 |\n| **Cộng** | **1.500** |").content[0]
    assert isinstance(made, Table) and [align for align, _ in made.columns] == ["left", "right"]


def test_stars_between_digits_are_no_marks_of_type(tmp_path: Path) -> None:
    docx, _, _ = written(tmp_path, FRONT + "Khổ 2*3*4 và **đậm** và a_b_c.")
    assert part(docx, "noi_dung") == ["Khổ 2*3*4 và đậm và a_b_c./."]


def test_annexes_keep_their_name_their_direction_and_their_pages(tmp_path: Path) -> None:
    text = (
        FRONT
        + "Chi tiết tại Phụ lục I và Phụ lục II.\n\n# Phụ lục I (ngang)\n\n**Danh sách**\n\n| A |\n|---|\n| 1 |\n\n"
    )
    text += "PHỤ LỤC II\nBIỂU MẪU\n(Kèm theo Kế hoạch số 1/KH ngày 1 tháng 1 năm 2020)\n\nĐiền vào đây."
    docx, errors, told = written(tmp_path, text)
    assert errors == []
    assert part(docx, "phu_luc") == ["Phụ lục I", "Phụ lục II"]
    assert part(docx, "ten_phu_luc") == ["DANH SÁCH", "BIỂU MẪU"]
    assert [section.orientation for section in opened(docx).sections] == [0, 1, 0]
    assert any("lập lại theo số" in line for line in told)


# front matter


def test_a_document_has_all_that_was_read_of_a_text() -> None:
    """Field by field: one that is forgotten on the way would stand at the end of the text, told as left over."""
    front = FRONT.replace("---\n", "---\nđộ khẩn: Hỏa tốc\nphạm vi: Lưu hành nội bộ\nđịa chỉ: Số 1 đường A\n", 1)
    front = front.replace("---\n", "---\ncơ quan chủ quản: Sở A\nsố: 12\nngày: 5/3/2026\nmục lục: có\n", 1)
    composition = Composition(f"{front}Nội dung.\n\nPHỤ LỤC\n\nMột.".encode(), "x.md", Office(), dt.date(2026, 3, 5))
    document = composition.made().document
    ours = {"type", "layout", "year", "electronic"}  # which the office or the call has a word on
    for name in Document.__dataclass_fields__.keys() & Reading.__dataclass_fields__.keys() - ours:
        assert getattr(document, name) == getattr(composition.found, name), name
    assert (document.urgency, document.circulation, document.governing) == ("Hỏa tốc", "Lưu hành nội bộ", "Sở A")
    assert document.toc and document.annexes and not composition.made().left


def test_front_matter_in_vietnamese_without_marks_or_in_english() -> None:
    marked = read(FRONT + "Nội dung.")
    plain = read(
        "---\nloai: KH\nco quan: Hội Tin học tỉnh Sơn La\nky_hieu_co_quan: HTH\nplace: Sơn La\n"
        "subject: Tổ chức hội thảo\n"
        "signer: Nguyễn Văn A\nposition: Chủ tịch\nrecipients:\n  - Các chi hội\n  - Lưu: VT\n---\nNội dung."
    )
    assert marked == plain


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("trichs yếu: X", "“trichs yếu”, có phải là “trích yếu”"),
        ("ngày: 31/02/2026", "“31/02/2026” không phải là ngày"),
        ("cỡ chữ: 12", "cần 13 hoặc 14"),
        ("lề trái: 20", "cần từ 30 đến 35"),
        ("lề trái:", "cần từ 30 đến 35"),
        ("số 5", "không có dạng"),
        ("số: 0", "số văn bản “0”"),
        ("số: -4", "số văn bản “-4”"),
        ("số: 00/KH-LHH", "số văn bản “00/KH-LHH”"),
    ],
)
def test_a_line_of_the_front_matter_that_is_not_understood_is_refused_with_its_number(lines: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        read(f"---\nloại: KH\n{lines}\n---\nNội dung.")
    assert told in refused.value.sentence and "dòng 3" in refused.value.sentence


def test_front_matter_that_nothing_closes_is_refused_and_not_printed() -> None:
    with pytest.raises(InputError) as refused:
        read("---\nloại: KH\nsố: 12\n\nNội dung.")
    assert "không có dòng “---” đóng lại" in refused.value.sentence and "dòng 1" in refused.value.sentence


def test_the_example_of_the_handbook_is_understood() -> None:
    page = (ROOT / "docs" / "soan-van-ban.md").read_text("utf-8")
    example = page.partition("```\n---")[2].partition("```")[0]
    found = read(f"---{example}Nội dung.")
    assert (found.number, found.date, found.layout) == ("12", dt.date(2026, 3, 5), {"size": 14.0})
    assert found.signer.lines == ["TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH", "Phó Chủ tịch"]
    assert found.recipients == ["Như trên", "Các hội thành viên", "Lưu: VT, VP"]
    assert found.address == ["Số 1, đường A", "Điện thoại: 0292 3 000 000"]


def test_the_handbook_names_every_key_of_the_front_matter_and_each_line_of_a_frame_has_one() -> None:
    page = (ROOT / "docs" / "soan-van-ban.md").read_text("utf-8")
    assert [key for key, names in KEYS.items() if not any(f"`{n}" in page or f"\n{n}:" in page for n in names)] == []
    assert [name for name in fields(CuocHop) if name not in KEYS] == []


@pytest.mark.parametrize("given", ["14/6/2026", "2026-06-14", "14.6.2026", "ngày 14 tháng 6 năm 2026"])
def test_dates_may_be_written_as_people_write_them(given: str) -> None:
    assert read(f"---\nngày: {given}\n---\nX").date == dt.date(2026, 6, 14)


def test_a_rule_of_dashes_at_the_top_is_no_front_matter() -> None:
    assert [text for _, text in shape(read("---\nMột đoạn.\n---\nHai."))][:1] != []


# files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_in_any_unicode_encoding_with_any_line_ends(encoding: str) -> None:
    text = "Một đoạn văn.\r\n\r\nHai đoạn văn."
    assert len(shape(read_text(text.encode(encoding), "x"))) == 2


def test_decomposed_letters_are_composed_and_told() -> None:
    found = read(unicodedata.normalize("NFD", "Một đoạn văn."))
    assert shape(found)[0][1] == "Một đoạn văn./." and any("dựng sẵn" in note for note in found.notes)


@pytest.mark.parametrize(
    ("data", "key"), [(b"PK\x03\x04\x00", "not_text"), (b"Li\xaan hi\xd6p", "not_text"), (b" \n ", "empty_text")]
)
def test_what_is_no_text_is_refused(data: bytes, key: str) -> None:
    with pytest.raises(InputError) as refused:
        read_text(data, "x.docx")
    assert refused.value.key == key


def test_legacy_letters_are_told_and_left_alone() -> None:
    found = read("Liªn hiÖp Héi b¸o c¸o.")
    assert any("bảng mã cũ" in note for note in found.notes) and "hiÖp" in shape(found)[0][1]


# the command


def test_the_type_may_come_from_the_call_the_front_matter_or_the_text_and_must_be_known(tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_text("Một đoạn.", "utf-8")
    with pytest.raises(UsageError) as unknown:
        compose(ComposeOptions(file))
    with pytest.raises(UsageError) as bad:
        compose(ComposeOptions(file, "HĐ"))
    assert (unknown.value.key, bad.value.key) == ("no_type", "unknown_type")
    file.write_text("KẾ HOẠCH\nHọp\n\nMột đoạn.", "utf-8")
    assert compose(ComposeOptions(file)).counts["document_type"] == "Kế hoạch"


def test_a_type_other_than_the_texts_own_is_told(tmp_path: Path) -> None:
    _, _, told = written(tmp_path, "KẾ HOẠCH\nHọp\n\nMột đoạn.", type="TB")
    assert any("tự ghi là Kế hoạch, nhưng được lập thành Thông báo" in line for line in told)


def test_what_nobody_gave_is_a_visible_mark_and_is_asked_for(tmp_path: Path) -> None:
    docx, _, told = written(tmp_path, "Một đoạn.", type="KH")
    assert part(docx, "ho_ten") == ["[Chưa có: người ký]"]
    assert any("“cơ quan: …”" in line for line in told) and any("“trích yếu: …”" in line for line in told)


def test_the_workbook_supplies_agency_signer_and_recipients_and_that_is_told(tmp_path: Path) -> None:
    docx, errors, told = written(tmp_path, "# Tổ chức hội thảo\n\nMột đoạn.", type="TTr", book=BOOK)
    assert errors == []
    assert part(docx, "kinh_gui") == ["Kính gửi: Thường trực Ủy ban nhân dân thành phố"]
    assert part(docx, "noi_nhan_dong") == ["- Như trên;", "- Sở Khoa học và Công nghệ;", "- Lưu: VT, VP."]
    assert part(docx, "ho_ten") == ["Nguyễn Văn A"] and part(docx, "chuc_vu") == ["TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"]
    assert any("Người ký lấy từ trang Người ký" in line for line in told)


@pytest.mark.slow
def test_an_office_template_beside_its_workbook_is_used(tmp_path: Path) -> None:
    book = tmp_path / "so.xlsm"
    book.write_bytes(BOOK.read_bytes())
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "ke-hoach.docx").write_bytes((ROOT / "templates" / "thong-bao.docx").read_bytes())
    docx, errors, _ = written(tmp_path, "# Họp\n\nMột đoạn.", type="KH", book=book)
    assert errors == [] and part(docx, "ten_loai") == ["KẾ HOẠCH"]


@pytest.mark.slow
def test_the_terminal_gets_the_exit_codes_of_the_contract(tmp_path: Path) -> None:
    good = tmp_path / "kế hoạch năm.md"
    good.write_text(FRONT + "Một đoạn.", "utf-8")
    said = lhh("compose", good, "--out", tmp_path, "--json")
    assert said.code == 0 and said.json["summary"] == {"error": 0, "warning": 0, "note": 0}
    assert Path(said.json["made"][0]).name == "KH-ke-hoach-nam-du-thao.docx"
    assert lhh("compose", tmp_path / "không có.md", "--type", "KH").code == 3
    assert lhh("compose", good, "--type", "XX").code == 2
    assert lhh("compose", good, "--number", "0").code == 2
    assert lhh("compose", good, "--book", tmp_path / "không có.xlsm").code == 3


@pytest.mark.parametrize("typed", ["GIẤY ỦY QUYỀN", "GIẤY UỶ QUYỀN"])
@pytest.mark.parametrize("said", ["Ủy quyền", "Uỷ quyền"])
def test_the_laws_spelling_of_a_type_is_no_finding_and_needs_no_subject(typed: str, said: str, tmp_path: Path) -> None:
    text = (
        FRONT.replace("loại: KH\n", "").replace("trích yếu: Tổ chức hội thảo\n", "")
        + f"{typed}\n\n{said} cho ông B ký thay."
    )
    docx, errors, told = written(tmp_path, text)
    assert errors == [] and part(docx, "trich_yeu") == [] and told[-1].endswith("đúng thể thức.")


@pytest.mark.parametrize("mark", ["", "# ", "**"])
def test_a_list_with_brackets_below_numbered_headings_becomes_its_points(mark: str, tmp_path: Path) -> None:
    close = "**" if mark == "**" else ""
    parts = "".join(f"{mark}{n}. Việc {n}{close}\n\nLời văn.\n\n1) Đúng hạn;\n2) Đủ người.\n\n" for n in (1, 2, 3))
    docx, errors, told = written(tmp_path, FRONT + parts)
    assert errors == [] and part(docx, "diem") == ["a) Đúng hạn;", "b) Đủ người."] * 2 + [
        "a) Đúng hạn;",
        "b) Đủ người./.",
    ]
    assert any("“1) Đúng hạn;…” → “a) Đúng hạn;…”" in line for line in told)
    alone, errors, _ = written(tmp_path, FRONT + "1) Đúng hạn.\n\n2) Đủ người.")
    assert errors == [] and part(alone, "noi_dung")[:2] == ["1. Đúng hạn.", "2. Đủ người./."]


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("theo Phụ lục 1 và Phụ lục số 2.", "theo Phụ lục I và Phụ lục II."),
        ("theo các phụ lục 1, 2 kèm theo.", "theo các phụ lục I, II kèm theo."),
        ("theo Phụ lục 1 kèm theo Kế hoạch này và Phụ lục 2.", "theo Phụ lục I kèm theo Kế hoạch này và Phụ lục II."),
        (
            "theo Phụ lục 1, Phụ lục 2; Phụ lục 1 Nghị định số 30.",
            "theo Phụ lục I, Phụ lục II; Phụ lục 1 Nghị định số 30.",
        ),
        ("theo Phụ lục 1, 2, 3; Phụ lục I, Phụ lục II.", "theo Phụ lục 1, 2, 3; Phụ lục I, Phụ lục II."),
    ],
)
def test_an_annex_is_called_in_the_text_as_it_is_called_above_it(said: str, printed: str, tmp_path: Path) -> None:
    text = f"{FRONT}Chi tiết {said}\n\n# Phụ lục 1\nDANH SÁCH\n\nHội A.\n\n# Phụ lục 2\nKINH PHÍ\n\nTự túc."
    docx, errors, told = written(tmp_path, text)
    assert part(docx, "noi_dung")[0] == f"Chi tiết {printed[:-1]}./."
    assert errors == [] and any("Chỗ nhắc" in line for line in told) == (said != printed)


@pytest.mark.parametrize("typed", ["I", "1", "số 1", "II"])
def test_a_sole_annex_has_no_number_above_it_nor_in_the_text(typed: str, tmp_path: Path) -> None:
    said = f"Chi tiết tại Phụ lục {typed}; như Phụ lục {typed} Nghị định số 30"
    docx, errors, _ = written(tmp_path, f"{FRONT}{said}.\n\n# Phụ lục {typed.split()[-1]}\nDANH SÁCH\n\nHội A.")
    assert part(docx, "noi_dung")[0] == f"Chi tiết tại Phụ lục; như Phụ lục {typed} Nghị định số 30./."
    assert part(docx, "phu_luc") == ["Phụ lục"] and errors == []


@pytest.mark.parametrize("star", ["*", "★", "-----"])
def test_of_the_partys_form_nothing_is_left_in_the_text(star: str, tmp_path: Path) -> None:
    text = f"""TỈNH ỦY SƠN LA
ĐẢNG ĐOÀN LIÊN HIỆP HỘI
{star}
Số 12-BC/ĐĐ

ĐẢNG CỘNG SẢN VIỆT NAM
Sơn La, ngày 05 tháng 6 năm 2026

BÁO CÁO
kết quả công tác quý II

Đảng đoàn báo cáo kết quả như sau.

Nơi nhận:
- Tỉnh ủy;
- Lưu.

T/M ĐẢNG ĐOÀN
BÍ THƯ

Nguyễn Văn A
"""
    docx, _, told = written(tmp_path, text)
    assert part(docx, "noi_dung")[0] == "Đảng đoàn báo cáo kết quả như sau./."
    assert any("Bỏ dòng “ĐẢNG CỘNG SẢN VIỆT NAM”" in line for line in told)


_TYPED = (
    "Liên hiệp hội tổ chức hội thảo khoa học, tư vấn; phản biện. Nhiệm vụ: năm 2026 (quý I) TP.Cần Thơ 5*3 [a] {b} "
    "<c> | & “x”"
)
_tokens = st.sampled_from(_TYPED.split())
_paragraphs = st.lists(st.lists(_tokens, min_size=3, max_size=30).map(" ".join), min_size=1, max_size=6)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(_paragraphs, st.sampled_from(["\n", "\n\n"]))
def test_no_word_of_a_text_is_ever_lost(paragraphs: list[str], between: str) -> None:
    """Every word of the body stands in the blocks, in order, in whatever way the text was cut."""
    text = FRONT + between.join(f"Đoạn {paragraph}" for paragraph in paragraphs)
    found = read(text)
    words = re.findall(r"\w+", " ".join(f"Đoạn {paragraph}" for paragraph in paragraphs))
    printed = []
    for block in found.content:
        rows = [*block.head, *block.rows] if isinstance(block, Table) else [[block.text]]
        printed += [cell for row in rows for cell in row]
    assert re.findall(r"\w+", " ".join(printed)) == words
