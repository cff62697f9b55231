"""A year's report agrees with itself: section I, Phụ lục I and Phụ lục III say the same of every unit."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from books import book_of
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office_books import FIGURES, PERIODS, office

from lhh_excel.actions.common import Target
from lhh_excel.actions.report import ReportOptions, report
from lhh_excel.figures.figure import Figure
from lhh_excel.figures.report import build_report
from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.reading import open_book

#: Ways to make up the year: code, name, first and last day, due date of each part.
HALVES = (
    ("2025-H1", "6 tháng đầu năm 2025", "15/12/2024", "14/06/2025", "09/06/2025"),
    ("2025-H2", "6 tháng cuối năm 2025", "15/06/2025", "14/12/2025", "09/12/2025"),
)
QUARTERS = (
    ("2025-Q3", "Quý III năm 2025", "15/06/2025", "14/09/2025", "09/09/2025"),
    ("2025-Q4", "Quý IV năm 2025", "15/09/2025", "14/12/2025", "09/12/2025"),
)
LAYOUTS = (HALVES, (HALVES[0], *QUARTERS), (HALVES[1],))
YEAR = ("2025", "Năm 2025", "15/12/2024", "14/12/2025", "09/12/2025")
UNITS = ("H01", "H02", "H03", "T01")
#: Days on which a unit may join or leave: before the year, in each half, after it.
DAYS = ("01/01/2020", "01/03/2025", "14/06/2025", "01/10/2025", "14/12/2025", "01/02/2026")
COLUMNS = ("Hội viên đầu kỳ", "Kết nạp mới", "Hội viên cuối kỳ", "Hội thảo", "Đề tài chuyển tiếp")


@st.composite
def years(draw: st.DrawFn) -> str:
    """A workbook of one year: units that come, go and merge, reports that come, come late or not, with blanks."""
    parts = draw(st.sampled_from(LAYOUTS))
    periods = "".join(f"| {' | '.join(one)} | Mở |\n" for one in (*parts, YEAR))
    units = ""
    for code in UNITS:
        joined, left = draw(st.sampled_from(DAYS[:4])), draw(st.sampled_from(("", "", *DAYS[1:])))
        heir = draw(st.sampled_from(("", *UNITS))) if left else ""
        kind = "Đơn vị trực thuộc" if code == "T01" else "Hội thành viên"
        units += f"| {code} | Đơn vị {code} | {kind} | {joined} | {left} | {heir if heir != code else ''} |\n"
    figures = ""
    for part, _, _, _, due in parts:
        for code in UNITS:
            received = draw(st.sampled_from(("no row", "", "01" + due[2:], "20" + due[2:])))
            if received != "no row":
                values = [draw(st.sampled_from(("", "0", "3", "40"))) for _ in COLUMNS]
                figures += f"| {part} | {code} | {received} | {' | '.join(values)} |\n"
    return f"""
## tblCauHinh
| Mục | Giá trị |
| Tên cơ quan | Liên hiệp các Hội |
| Kỳ báo cáo | 2025 |
## tblKy
| Mã kỳ | Tên kỳ | Từ ngày | Đến ngày | Hạn đơn vị nộp | Trạng thái |
{periods}
## tblDonVi
| Mã đơn vị | Tên đơn vị | Loại | Ngày gia nhập | Ngày rời | Đơn vị kế thừa |
{units}
## tblSoLieu
| Mã kỳ | Mã đơn vị | Ngày nhận báo cáo | {" | ".join(COLUMNS)} |
{figures}"""


def value(told: object) -> Any:
    """The number of a figure; nought where a nought is not told."""
    return told.value if isinstance(told, Figure) else 0


def agrees(context: dict[str, Any]) -> None:
    told, one, three = context["bao_cao"], context["phu_luc_1"], context["phu_luc_3"]
    state = {row["ten"]: str(row["tinh_trang"]) for row in three["dong"]}
    in_one = {row["ten"]: row["tinh_trang"] for row in one["dong"]}
    missing = {name: text for name, text in state.items() if text.startswith("chưa báo cáo")}
    # Phụ lục I marks whom Phụ lục III says are missing, in the same words; who left is in Phụ lục I only, and marked
    assert {name: in_one[name] for name in state} == {name: missing.get(name, "") for name in state}
    assert all(in_one[name].startswith("đã rời") for name in set(in_one) - set(state))
    # the counts of section I are those of Phụ lục III
    counts = {
        "phai_nop": len(state),
        "da_nop": len(state) - len(missing),
        "muon": sum(text.startswith("muộn") for text in state.values()),
        "dung_han": sum(text == "đúng hạn" for text in state.values()),
        "chua_nop": len(missing),
    }
    assert {name: value(told[name]) for name in counts} == counts
    total = three["tong_hop"][-1]
    assert {name: value(total[name]) for name in counts} == counts
    assert len(told["ds_chua_nop"]) == len(missing)
    if context["ky"]["gom"]:
        assert sorted(told["ds_chua_nop"]) == sorted(f"{name} ({text})" for name, text in missing.items())
    # each part: its names are the rows that name it, and with those that left they are what the coverage leaves out
    coverage = re.findall(r"(\d+)/(\d+) đơn vị đã báo cáo ([^,]+)", str(told["pham_vi"]))
    by_part = {part["ten"]: part for part in told["theo_ky"]}
    for received, expected, name in coverage:
        part = by_part.pop(name, {"chua_nop": "", "ds_chua_nop": [], "ds_da_roi": []})
        assert sorted(part["ds_chua_nop"]) == sorted(unit for unit, text in missing.items() if name in text)
        assert value(part["chua_nop"]) == len(part["ds_chua_nop"])
        assert int(expected) - int(received) == len(part["ds_chua_nop"]) + len(part["ds_da_roi"])
        assert {unit for unit, text in in_one.items() if name in text} == {*part["ds_chua_nop"], *part["ds_da_roi"]}
    assert not by_part
    # the rows of Phụ lục I add up to its totals, and those with a number are as many as it says
    for name in one["tong"]:
        cells = [row["so"][name] for row in one["dong"]]
        numbers = [cell.value for cell in cells if isinstance(cell, Figure)]
        assert value(one["tong"][name]) == pytest.approx(sum(numbers))
        assert value(one["co_so_lieu"][name]) == len(numbers)
        text = context["so_lieu"][name]["gia_tri"]
        assert not isinstance(text, Figure) or text.value == pytest.approx(sum(numbers))


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=years())
def test_a_years_report_says_the_same_of_every_unit_everywhere(text: str) -> None:
    """Some seconds: each example is a report."""
    agrees(build_report(book_of(text, period="2025"), "2025").context)


def test_no_unit_is_told_missing_beside_figures_of_its_own() -> None:
    figures = "\n".join(line for line in FIGURES.splitlines() if "| 2025-H2 | H02 |" not in line)
    context = build_report(office(figures), "2025").context
    row = next(row for row in context["phu_luc_1"]["dong"] if row["ten"] == "Hội Dược")
    assert row["tinh_trang"] == "chưa báo cáo 6 tháng cuối năm 2025"
    assert str(row["so"]["kinh_phi"]) == "20,2"
    (part,) = context["bao_cao"]["theo_ky"]
    assert (part["ten"], str(part["chua_nop"]), part["ds_chua_nop"]) == ("6 tháng cuối năm 2025", "01", ["Hội Dược"])


@pytest.mark.parametrize("period", ["2025", "2026"])
def test_a_year_of_the_office_agrees_and_before_its_last_half_has_come_too(period: str) -> None:
    year = "| 2026 | Năm 2026 | 15/12/2025 | 14/12/2026 | 09/12/2026 | Mở |\n"
    context = build_report(office(PERIODS + year), period).context
    agrees(context)
    if period == "2026":
        last = context["bao_cao"]["theo_ky"][-1]
        assert (last["ten"], last["moi_don_vi"]) == ("6 tháng cuối năm 2026", True)
        assert str(context["so_lieu"]["ket_nap_moi"]["gia_tri"]) == "15"  # of the half that has come


def test_a_year_in_which_all_have_reported_needs_no_word_of_its_parts() -> None:
    told = build_report(office(), "2025").context["bao_cao"]
    assert (told["theo_ky"], told["ds_chua_nop"]) == ([], [])


@pytest.mark.slow
def test_the_printed_year_says_it_in_the_same_words_in_all_three_places(sample: Path) -> None:
    data = open_book(sample)["figures"]
    patch = WorkbookPatch(sample)
    row = next(i for i in range(len(data)) if data.record(i) == "2025-H2/H01")
    patch.set("figures", data.rows[row], "received", None)
    patch.save()
    made = report(ReportOptions(Target(sample, None, "2025"))).made[0]
    document = Document(str(made))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert "Chưa gửi báo cáo 6 tháng cuối năm 2025: 01 đơn vị." in lines
    (summary,) = (line for line in lines if line.startswith("Có 19/20 đơn vị gửi đủ báo cáo (95%)"))
    assert "còn 01 đơn vị chưa gửi đủ (Phụ lục III)" in summary
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    *figures, reporting = (
        cells for cells in rows if "Hội thành viên 01" in " ".join(cells[:2]) and len(cells) > 3 and cells[0] == "1"
    )
    assert {cells[1] for cells in figures} == {"Hội thành viên 01 (chưa báo cáo 6 tháng cuối năm 2025)"}
    assert reporting[-1] == "chưa báo cáo 6 tháng cuối năm 2025"
