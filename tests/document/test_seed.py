"""The programme of 2016, 70/CTr-LHH, from its text to a document in the decree's form of today."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from cli import Said, lhh
from docx_measure import everything, opened

from lhh_excel.document.rules import check_document
from lhh_excel.document.writing.styles import NAMES

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "tests" / "data" / "chuong-trinh-70.txt"
BOOK = ROOT / "workbooks" / "LHH-vi-du.xlsm"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Said, bytes]:
    out = tmp_path_factory.mktemp("seed")
    said = lhh("compose", SEED, "--type", "CTr", "--book", BOOK, "--out", out)
    return said, (out / "70-CTr-LHH-2016.docx").read_bytes()


def part(docx: bytes, component: str) -> list[str]:
    return [one.text.replace("\n", " ") for one in everything(opened(docx)) if one.style.name == NAMES[component]]


def test_it_passes_the_check_without_an_error(made: tuple[Said, bytes]) -> None:
    said, docx = made
    result = check_document(docx, "x.docx")
    assert said.code == 0
    assert [f for f in result.findings if f.severity != "note"] == []
    assert result.document_type == "Chương trình"


def test_its_own_number_day_place_title_and_subject(made: tuple[Said, bytes]) -> None:
    _, docx = made
    assert part(docx, "so_ky_hieu") == ["Số: 70/CTr-LHH"]
    assert part(docx, "dia_danh_ngay") == ["Cần Thơ, ngày 14 tháng 6 năm 2016"]
    assert part(docx, "ten_loai") == ["CHƯƠNG TRÌNH"]
    assert part(docx, "trich_yeu")[0].startswith("Thực hiện Nghị quyết Đại hội đại biểu Đảng bộ")


def test_its_own_signer_and_recipients(made: tuple[Said, bytes]) -> None:
    _, docx = made
    agency = "LIÊN HIỆP CÁC HỘI KHOA HỌC VÀ KỸ THUẬT THÀNH PHỐ CẦN THƠ"
    assert part(docx, "chuc_vu") == [f"TM. BAN THƯỜNG TRỰC {agency}", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert part(docx, "ho_ten") == ["Nguyễn Ý Nguyễn"]
    assert part(docx, "noi_nhan_dong") == [
        "- Thường trực Thành ủy;",
        "- Thường trực Ủy ban nhân dân TP;",
        "- Ban Tuyên giáo Thành ủy;",
        "- Sở Khoa học và công nghệ;",
        "- Sở Nội vụ;",
        "- Ủy ban MTTQVN TP.Cần Thơ;",
        "- Các đ/c ủy viên Ban chấp hành;",
        "- Các hội thành viên và đơn vị trực thuộc;",
        "- Lưu: VT, VP.",
    ]


@pytest.mark.slow
def test_every_sentence_is_kept_and_the_one_that_a_page_broke_is_whole_again(made: tuple[Said, bytes]) -> None:
    _, docx = made
    text = SEED.read_text("utf-8").partition("như sau:")[2].partition("Nơi nhận:")[0]
    wanted = re.sub(r"\s+", " ", text).strip()
    body = [one.text for one in everything(opened(docx)) if one.style.name in (NAMES["muc"], NAMES["noi_dung"])]
    printed = re.sub(r"\s+", " ", " ".join(body)).partition("như sau:")[2].strip()
    assert printed.removesuffix("./.") == wanted.removesuffix(".")
    assert "và định kỳ báo cáo 6 tháng một lần cho Liên hiệp Hội" in printed
    assert part(docx, "muc") == [
        "I. ĐẶC ĐIỂM TÌNH HÌNH",
        "II. MỤC ĐÍCH YÊU CẦU",
        "III. NHIỆM VỤ GIẢI PHÁP",
        "IV. TỔ CHỨC THỰC HIỆN",
    ]


def test_what_was_changed_and_what_came_from_the_workbook_is_told(made: tuple[Said, bytes]) -> None:
    said, _ = made
    assert "Nối lại câu bị ngắt qua trang: “… và định kỳ báo” + “cáo 6 tháng một …”." in said.out
    assert "“Lưu: VP-LHH” → “Lưu: VT, VP” (theo trang Nơi nhận của sổ)." in said.out
    assert "Dòng ký thay lấy từ trang Người ký của sổ: KT. CHỦ TỊCH." in said.out
    assert "Bỏ chữ “Đã ký” ở chỗ ký." in said.out
    assert "“Thường trực Thành ủy”: cuối dòng là dấu “;”" in said.out


@pytest.mark.slow
def test_without_a_workbook_what_the_decree_asks_is_asked_for_and_not_invented(tmp_path: Path) -> None:
    said = lhh("compose", SEED, "--type", "CTr", "--out", tmp_path, "--json")
    docx = (tmp_path / "70-CTr-LHH-2016.docx").read_bytes()
    assert said.code == 1
    assert "KT. CHỦ TỊCH" not in part(docx, "chuc_vu")
    assert part(docx, "noi_nhan_dong")[-1] == "- Lưu: VP-LHH."
    told = " ".join(said.json["warnings"])
    assert "“ký thay: KT. CHỦ TỊCH”" in told and "“Lưu: VT, VP”" in told and "cơ quan" in told
    assert {f["code"] for f in said.json["findings"] if f["severity"] == "error"} == {"PL1.P1.II.7.b", "PL1.P1.II.9.d"}


@pytest.mark.slow
def test_front_matter_supplies_it_and_goes_before_the_workbook(tmp_path: Path) -> None:
    text = tmp_path / "ct.md"
    front = "---\ncơ quan: Hội Tin học\nký thay: KT. CHỦ TỊCH\nlưu: VT, BTK\nsố: 7\nngày: 5/1/2026\n---\n"
    text.write_text(front + SEED.read_text("utf-8"), "utf-8")
    said = lhh("compose", text, "--type", "CTr", "--book", shutil.copy(BOOK, tmp_path), "--out", tmp_path)
    docx = (tmp_path / "07-CTr-LHH-2026.docx").read_bytes()
    assert said.code == 1, said.out  # what the text itself says of them is kept at its end and named, line by line
    assert all(f"! Dòng {line}: “" in said.out for line in (10, 12, 70)) and "còn 3 dòng" in said.out
    assert part(docx, "co_quan") == ["HỘI TIN HỌC"]
    assert part(docx, "so_ky_hieu") == ["Số: 07/CTr-LHH"]
    assert part(docx, "dia_danh_ngay") == ["Cần Thơ, ngày 05 tháng 01 năm 2026"]
    assert part(docx, "chuc_vu")[1:] == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert part(docx, "noi_nhan_dong")[-1] == "- Lưu: VT, BTK."


def test_complete_adds_what_the_decree_asks_and_says_so(tmp_path: Path) -> None:
    said = lhh("compose", SEED, "--type", "CTr", "--complete", "--out", tmp_path, "--json")
    docx = (tmp_path / "70-CTr-LHH-2016.docx").read_bytes()
    assert part(docx, "chuc_vu")[1] == "KT. CHỦ TỊCH"
    assert "Đã thêm “KT. CHỦ TỊCH” theo yêu cầu." in json.dumps(said.json["warnings"], ensure_ascii=False)
    assert said.json["summary"]["error"] == 0


@pytest.mark.slow
def test_number_and_date_of_the_call_go_first_and_the_difference_is_told(tmp_path: Path) -> None:
    said = lhh("compose", SEED, "--type", "CTr", "--number", 8, "--date", "02/02/2026", "--out", tmp_path)
    docx = (tmp_path / "08-CTr-LHH-2026.docx").read_bytes()
    assert part(docx, "dia_danh_ngay") == ["Cần Thơ, ngày 02 tháng 02 năm 2026"]
    assert "Văn bản ghi số 70, nhưng được lập với số 8" in said.out
    assert "Văn bản ghi ngày 14/06/2016, nhưng được lập với ngày 02/02/2026" in said.out
