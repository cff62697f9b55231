"""The steps of the handbook's chapter "Chỉ tiêu và đề cương của cơ quan", done on the sample workbook by a clerk's hand
(openpyxl), with what the chapter says must come of each."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest
from clerk import add_header, add_row, at_work, insert_row, place_of, set_lines
from cli import Said, lhh
from docx.oxml.ns import qn
from places import ROOT, SAMPLE

from lhh_excel.workbook.tables import BY_KEY

#: Whole commands on whole workbooks.
pytestmark = pytest.mark.slow

WORK = "2. Chuyên môn, tư vấn, phản biện và giám định xã hội"
PATENTS = {"Chỉ_tiêu": "Sáng chế được cấp bằng", "Cách_tính": "phát sinh", "Mục": WORK, "Danh_từ": "sáng chế"}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "so.xlsm"))


def cell_of(sheet: openpyxl.worksheet.worksheet.Worksheet, row: str, column: str) -> openpyxl.cell.Cell:
    """Where the row that holds one text and the column under a header meet."""
    head = next(cells for cells in sheet.iter_rows() if column in [cell.value for cell in cells])
    at = next(cell for cell in head if cell.value == column)
    line = next(cells for cells in sheet.iter_rows(min_row=at.row + 1) if row in [cell.value for cell in cells])
    return sheet.cell(line[0].row, at.column)


def type_figures(book: Path, header: str, values: list[int]) -> None:
    """Into the first rows of the period that is worked on."""
    with at_work(book) as made:
        sheet, _ = place_of(made, BY_KEY["figures"].name)
        at = next(cell.column for cell in sheet[5] if cell.value == header)
        rows = [cells[0].row for cells in sheet.iter_rows(min_row=6) if cells[0].value == "2026-H1"]
        for row, value in zip(rows, values, strict=False):
            sheet.cell(row, at).value = value


def checked(book: Path) -> Said:
    """Kiểm tra dữ liệu; the sample's data have no error."""
    said = lhh("validate", book, "--write", "--json")
    assert said.json["summary"]["error"] == 0, said.json["findings"]
    return said


def report(book: Path) -> list[str]:
    out = book.parent / "kq"
    said = lhh("report", book, "--out", out)
    assert said.code == 0, said
    [draft] = out.glob("*.docx")
    assert lhh("check", draft, "--json").json["summary"]["error"] == 0
    body = docx.Document(str(draft)).element.body
    return ["".join(text.text or "" for text in one.iter(qn("w:t"))) for one in body.iter(qn("w:p"))]


def preview(book: Path, indicator: str) -> str:
    sheet = openpyxl.load_workbook(book, keep_vba=True)["Chỉ tiêu"]
    return str(cell_of(sheet, indicator, "Xem trước").value)


@pytest.mark.parametrize("by_hand", [True, False])
def test_an_indicator_is_four_cells_and_a_header(book: Path, by_hand: bool) -> None:
    with at_work(book) as made:
        add_row(made, "indicators", **PATENTS)
        if by_hand:
            add_header(made, "figures", PATENTS["Chỉ_tiêu"])
    if not by_hand:  # Cập nhật cột
        assert lhh("columns", book).code == 0
    type_figures(book, PATENTS["Chỉ_tiêu"], [2, 1])
    checked(book)
    told = "Sáng chế được cấp bằng: 03 sáng chế (số liệu của 02/18 đơn vị)."
    assert preview(book, PATENTS["Chỉ_tiêu"]) == told
    assert f"- {told}" in report(book)
    forms = lhh("forms", book, "--as-of", "2026-06-01", "--unit", "H09", "--out", book.parent / "phieu")
    assert forms.code == 0
    [form] = (book.parent / "phieu").glob("PHIEU*.xlsx")
    asked = [cells[1].value for cells in openpyxl.load_workbook(form)["Số liệu"].iter_rows()]
    assert PATENTS["Chỉ_tiêu"] in asked


def test_its_own_sentence_annex_and_check(book: Path) -> None:
    more = {"Câu_trong_báo_cáo": "Được cấp {số} bằng sáng chế[ ({phạm vi})]", "Bảng_Phụ_lục_I": "Bảng 1"}
    with at_work(book) as made:
        add_row(made, "indicators", **PATENTS, **more, Không_lớn_hơn="Đề tài nghiệm thu")
        add_header(made, "figures", PATENTS["Chỉ_tiêu"])
    type_figures(book, PATENTS["Chỉ_tiêu"], [2, 1])
    found = lhh("validate", book, "--json").json["findings"]
    assert "SL04" in {each["code"] for each in found if each["record"] == "2026-H1/H01"}
    with at_work(book) as made:
        cell_of(made["Chỉ tiêu"], PATENTS["Chỉ_tiêu"], "Không lớn hơn").value = None
    checked(book)
    told = report(book)
    assert "- Được cấp 03 bằng sáng chế (số liệu của 02/18 đơn vị)." in told and PATENTS["Chỉ_tiêu"] in told


def test_a_mistake_is_told_at_its_cell(book: Path) -> None:
    with at_work(book) as made:
        add_row(made, "indicators", **PATENTS | {"Mục": "2. Chuyên môn"}, Đi_cùng="Hội thao")
    found = {each["code"]: each["message"] for each in lhh("validate", book, "--json").json["findings"]}
    assert "KB09" in found and "“Hội thao”, chưa khai tên này, có phải là “Hội thảo”" in found["KB01"]


def test_a_group_stands_after_the_last_one(book: Path) -> None:
    with at_work(book) as made:
        last = cell_of(made["Đề cương"], "4. Thi đua, giáo dục chính trị tư tưởng", "Mục").row
        cells = {"Mục": "5. Chuyển đổi số", "Cấp": "Mục", "Tiêu_đề": "Chuyển đổi số", "Loại_mục": "Nhóm nhiệm vụ"}
        insert_row(made, "outline", last + 1, **cells, Người_viết="Văn phòng")
        cell_of(made["Nhiệm vụ"], "NV-043", "Nhóm nhiệm vụ").value = "5. Chuyển đổi số"
    checked(book)
    told = report(book)
    assert "5. Chuyển đổi số" in told
    after = told[told.index("5. Chuyển đổi số") :]
    assert after[1].startswith("Có 01 nhiệm vụ")
    assert any("nâng cấp trang thông tin điện tử" in line for line in told)  # it falls due


def test_a_section_of_its_own_text(book: Path) -> None:
    with at_work(book) as made:
        add = {"Mục": "Chỉ đạo", "Cấp": "Phần", "Tiêu_đề": "Công tác chỉ đạo, điều hành", "Loại_mục": "Lời văn"}
        insert_row(made, "outline", 6, **add, Người_viết="Văn phòng", Bắt_buộc="Có")
    assert any("[Chưa có nội dung: Chỉ đạo]" in line for line in report(book))
    with at_work(book) as made:
        add_row(made, "texts", Mã_kỳ="2026-H1", Mục="Chỉ đạo", Thứ_tự=1, Nội_dung="Ban Thường trực họp 06 phiên.")
    checked(book)
    shutil.rmtree(book.parent / "kq")
    told = report(book)
    at = told.index("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH")
    assert told[at + 1] == "Ban Thường trực họp 06 phiên." and told[at + 2] == "II. ĐẶC ĐIỂM TÌNH HÌNH"


def test_a_body_of_the_office_leads_tasks_and_is_asked_nothing(book: Path) -> None:
    with at_work(book) as made:
        add_row(made, "units", Mã_đơn_vị="VP", Tên_đơn_vị="Văn phòng", Loại="Bộ phận cơ quan")
        cell_of(made["Nhiệm vụ"], "NV-044", "Đơn vị chủ trì").value = "VP"
    checked(book)
    assert any("kiểm kê tài sản giữa năm (Văn phòng, " in line for line in report(book))
    made_forms = lhh("forms", book, "--as-of", "2026-06-01", "--out", book.parent / "phieu", "--json").json["made"]
    assert not [path for path in made_forms if "-VP." in path]


def test_a_plan_is_told_where_the_sentence_asks_for_it_and_has_a_column(book: Path) -> None:
    with at_work(book) as made:
        add_row(made, "targets", Mã_kỳ="2026", Chỉ_tiêu="Hội thảo", Giá_trị=40)
        sentence = cell_of(made["Chỉ tiêu"], "Hội thảo", "Câu trong báo cáo")
        sentence.value = f"{sentence.value}[; {{kế hoạch}}]"
    checked(book)
    told = report(book)
    assert any(re.search(r"Tổ chức \d+ hội thảo .*; đạt \d+,\d% kế hoạch năm\.$", line) for line in told)
    assert "Hội thảo: kế hoạch năm 2026" in told


def test_an_office_without_a_programme_that_tells_briefly(book: Path) -> None:
    lines = ("Chương trình (số)", "Chương trình (ngày)", "Chương trình (trích yếu)")
    with at_work(book) as made:
        set_lines(made, {label: [None] for label in lines} | {"Cách kể nhiệm vụ": ["gọn"]})
    told = report(book)
    assert any("báo cáo kết quả hoạt động 6 tháng đầu năm 2026" in line for line in told)
    assert not any("Rà soát quy hoạch cán bộ" in line and "tiến độ" in line for line in told)


def test_the_chapter_says_what_is_done_here() -> None:
    text = (ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8")
    chapter = text[text.index("Chỉ tiêu và đề cương của cơ quan\n") :]
    for said in (*PATENTS.values(), "5. Chuyển đổi số", "Bộ phận cơ quan", "[; {kế hoạch}]", "gọn", "Cập nhật cột"):
        assert said in chapter, said
