"""The steps of the handbook's chapter "Chỉ tiêu và đề cương của cơ quan", done on the sample workbook by a clerk's hand
(openpyxl), with what the chapter says must come of each."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import docx
import kept
import openpyxl
import pytest
from clerk import add_header, add_row, at_work, insert_row, place_of, set_lines
from cli import Said, lhh
from docx.oxml.ns import qn
from openpyxl.workbook import Workbook
from places import ROOT, SAMPLE

from lhh_excel.workbook.tables import BY_KEY

#: Whole commands on whole workbooks.
pytestmark = pytest.mark.slow

WORK = "2. Chuyên môn, tư vấn, phản biện và giám định xã hội"
PAPERS = {"Chỉ_tiêu": "Bài báo quốc tế", "Cách_tính": "phát sinh", "Mục": WORK, "Danh_từ": "bài"}
PAPERS |= {"Câu_trong_báo_cáo": "Có {số} bài báo quốc tế[ ({phạm vi})]", "Bảng_Phụ_lục_I": "Bảng 1"}
PATENTS = {"Chỉ_tiêu": "Sáng chế được cấp bằng", "Cách_tính": "phát sinh", "Mục": WORK, "Danh_từ": "sáng chế"}


def cell_of(sheet: openpyxl.worksheet.worksheet.Worksheet, row: str, column: str) -> openpyxl.cell.Cell:
    """Where the row that holds one text and the column under a header meet."""
    head = next(cells for cells in sheet.iter_rows() if column in [cell.value for cell in cells])
    at = next(cell for cell in head if cell.value == column)
    line = next(cells for cells in sheet.iter_rows(min_row=at.row + 1) if row in [cell.value for cell in cells])
    return sheet.cell(line[0].row, at.column)


def type_figures(made: Workbook, header: str, values: list[int]) -> None:
    """Into the first rows of the period that is worked on."""
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


class Told(NamedTuple):
    """What came of all the steps in one workbook: the report before its section had a text, and with it, …"""

    without_text: list[str]
    report: list[str]
    previews: dict[str, str]
    forms: dict[str, list[str]]


def declare(made: Workbook) -> None:
    """The chapter's steps, one after the other."""
    add_row(made, "indicators", **PATENTS)
    add_header(made, "figures", PATENTS["Chỉ_tiêu"])
    add_row(made, "indicators", **PAPERS)  # its column is made by Cập nhật cột
    last = cell_of(made["Đề cương"], "4. Thi đua, giáo dục chính trị tư tưởng", "Mục").row
    cells = {"Mục": "5. Chuyển đổi số", "Cấp": "Mục", "Tiêu_đề": "Chuyển đổi số", "Loại_mục": "Nhóm nhiệm vụ"}
    insert_row(made, "outline", last + 1, **cells, Người_viết="Văn phòng")
    cell_of(made["Nhiệm vụ"], "NV-043", "Nhóm nhiệm vụ").value = "5. Chuyển đổi số"
    cells = {"Mục": "Chỉ đạo", "Cấp": "Phần", "Tiêu_đề": "Công tác chỉ đạo, điều hành", "Loại_mục": "Lời văn"}
    insert_row(made, "outline", 6, **cells, Người_viết="Văn phòng", Bắt_buộc="Có")
    add_row(made, "units", Mã_đơn_vị="VP", Tên_đơn_vị="Văn phòng", Loại="Bộ phận cơ quan")
    cell_of(made["Nhiệm vụ"], "NV-044", "Đơn vị chủ trì").value = "VP"
    add_row(made, "targets", Mã_kỳ="2026", Chỉ_tiêu="Hội thảo", Giá_trị=40)
    sentence = cell_of(made["Chỉ tiêu"], "Hội thảo", "Câu trong báo cáo")
    sentence.value = f"{sentence.value}[; {{kế hoạch}}]"
    set_lines(made, {"Cách kể nhiệm vụ": ["đầy đủ"]})


def played() -> Told:
    with TemporaryDirectory() as folder:
        book = Path(shutil.copy(SAMPLE, Path(folder, "so.xlsm")))
        with at_work(book) as made:
            declare(made)
        assert lhh("columns", book).code == 0
        without_text = report(book)
        with at_work(book) as made:
            type_figures(made, PATENTS["Chỉ_tiêu"], [2, 1])
            type_figures(made, PAPERS["Chỉ_tiêu"], [2, 1])
            add_row(made, "texts", Mã_kỳ="2026-H1", Mục="Chỉ đạo", Thứ_tự=1, Nội_dung="Ban Thường trực họp 06 phiên.")
        checked(book)
        shutil.rmtree(book.parent / "kq")
        told = report(book)
        said = lhh("forms", book, "--as-of", "2026-06-01", "--out", book.parent / "phieu", "--json").json["made"]
        forms = {path.stem: [] for each in said if (path := Path(each)).suffix == ".xlsx"}
        form = book.parent / "phieu" / "PHIEU-2026-H1-H09.xlsx"
        rows = openpyxl.load_workbook(form, read_only=True)["Số liệu"].iter_rows(values_only=True)
        forms[form.stem] = [str(cells[1]) for cells in rows if len(cells) > 1]
        sheet = openpyxl.load_workbook(book, read_only=True)["Chỉ tiêu"]
        lines = [[str(value) for value in cells] for cells in sheet.iter_rows(values_only=True)]
        head = next(line for line in lines if "Xem trước" in line)
        previews = {
            line[head.index("Chỉ tiêu")]: line[head.index("Xem trước")] for line in lines if len(line) == len(head)
        }
        return Told(without_text, told, previews, forms)


@pytest.fixture
def told() -> Told:
    return kept.once(played, "own declarations")


def test_an_indicator_is_four_cells_and_a_header(told: Told) -> None:
    sentence = "Sáng chế được cấp bằng: 03 sáng chế (số liệu của 02/18 đơn vị)."
    assert told.previews[PATENTS["Chỉ_tiêu"]] == sentence
    assert f"- {sentence}" in told.report
    assert PATENTS["Chỉ_tiêu"] in told.forms["PHIEU-2026-H1-H09"]


def test_its_own_sentence_and_annex_and_a_column_that_was_made(told: Told) -> None:
    assert "- Có 03 bài báo quốc tế (số liệu của 02/18 đơn vị)." in told.report and PAPERS["Chỉ_tiêu"] in told.report
    assert PATENTS["Chỉ_tiêu"] not in told.report
    assert PAPERS["Chỉ_tiêu"] in told.forms["PHIEU-2026-H1-H09"]


def test_a_mistake_is_told_at_its_cell_and_its_own_check_at_the_figure(tmp_path: Path) -> None:
    book = Path(shutil.copy(SAMPLE, tmp_path / "so.xlsm"))
    with at_work(book) as made:
        add_row(made, "indicators", **PAPERS | {"Mục": "2. Chuyên môn"}, Đi_cùng="Hội thao")
        add_row(made, "indicators", **PATENTS, Không_lớn_hơn="Đề tài nghiệm thu")
        add_header(made, "figures", PATENTS["Chỉ_tiêu"])
        type_figures(made, PATENTS["Chỉ_tiêu"], [2, 1])
    findings = lhh("validate", book, "--json").json["findings"]
    found = {each["code"]: each["message"] for each in findings}
    assert "KB09" in found and "“Hội thao”, chưa khai tên này, có phải là “Hội thảo”" in found["KB01"]
    assert "SL04" in {each["code"] for each in findings if each["record"] == "2026-H1/H01"}


def test_a_group_stands_after_the_last_one(told: Told) -> None:
    assert "5. Chuyển đổi số" in told.report
    after = told.report[told.report.index("5. Chuyển đổi số") :]
    assert after[1].startswith("Có 01 nhiệm vụ")
    assert any("nâng cấp trang thông tin điện tử" in line for line in told.report)  # it falls due


def test_a_section_of_its_own_text(told: Told) -> None:
    assert any("[Chưa có nội dung: Chỉ đạo]" in line for line in told.without_text)
    at = told.report.index("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH")
    assert told.report[at + 1] == "Ban Thường trực họp 06 phiên."
    assert told.report[at + 2] == "II. ĐẶC ĐIỂM TÌNH HÌNH"


def test_a_body_of_the_office_leads_tasks_and_is_asked_nothing(told: Told) -> None:
    assert any("kiểm kê tài sản giữa năm (Văn phòng, " in line for line in told.report)
    assert len(told.forms) >= 20 and not [name for name in told.forms if name.endswith("-VP")]


def test_a_plan_is_told_where_the_sentence_asks_for_it_and_has_a_column(told: Told) -> None:
    assert any(re.search(r"Tổ chức \d+ hội thảo .*; đạt \d+,\d% kế hoạch năm\.$", line) for line in told.report)
    assert "Hội thảo: kế hoạch năm 2026" in told.report


def test_an_office_without_a_programme_that_tells_briefly(tmp_path: Path, told: Told) -> None:
    book = Path(shutil.copy(SAMPLE, tmp_path / "so.xlsm"))
    lines = ("Chương trình (số)", "Chương trình (ngày)", "Chương trình (trích yếu)")
    with at_work(book) as made:
        set_lines(made, {label: [None] for label in lines} | {"Cách kể nhiệm vụ": ["gọn"]})
    brief = report(book)
    assert any("báo cáo kết quả hoạt động 6 tháng đầu năm 2026" in line for line in brief)
    going_well = ("- Đã hoàn thành: ", "- Đang thực hiện, trong hạn: ")
    assert [sum(line.startswith(one) for line in told.report) > 1 for one in going_well] == [True, True]
    assert not any(line.startswith(going_well) for line in brief)


def test_the_chapter_says_what_is_done_here() -> None:
    text = (ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8")
    chapter = text[text.index("Chỉ tiêu và đề cương của cơ quan\n") :]
    for said in (*PATENTS.values(), "5. Chuyển đổi số", "Bộ phận cơ quan", "[; {kế hoạch}]", "gọn", "Cập nhật cột"):
        assert said in chapter, said
