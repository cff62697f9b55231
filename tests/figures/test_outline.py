"""A report of an office unlike the seed's: its own indicators, sections, kinds and plan; what stands where."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import office_books
import pytest
from books import book_of
from docx import Document
from office_books import PERIODS, PROFILE, SIGNERS
from places import ROOT
from test_report_content import figures_in, said

from lhh_excel.checking.finding import Severity
from lhh_excel.checking.run import run_rules
from lhh_excel.document.reading.docx import open_document
from lhh_excel.document.rules import check_document
from lhh_excel.document.templates.render import render_report
from lhh_excel.errors import TemplateError
from lhh_excel.figures.context_names import names_for
from lhh_excel.figures.report import Report, build_report
from lhh_excel.workbook.book import Book

EARLIER = ROOT / "tests" / "data" / "earlier" / "bao-cao-1.docx"
INDICATORS = """
## tblChiTieu
| Chỉ tiêu | Kiểu số | Cách tính | Mục | Danh từ | Câu trong báo cáo | Số chính ở mục | Bảng Phụ lục I |
| Đề tài | số đếm | phát sinh | Khoa học | đề tài | | | Bảng A |
| Đề tài xong | số đếm | phát sinh | Khoa học | đề tài | Nghiệm thu {số} đề tài[, bằng {tỷ lệ} số đang làm] | | Bảng A |
| Hội nghị | số đếm | phát sinh | Đào tạo | hội nghị | Mở {số} hội nghị[ cho {Lượt người} lượt người[ ({phạm vi})]][; {so sánh}][; {kế hoạch}] | | Bảng A |
| Lượt người | số đếm | phát sinh | Đào tạo | lượt người | Có {số} lượt người dự | | Bảng A |
| Kinh phí (triệu đồng) | số tiền | phát sinh | Đào tạo | triệu đồng | | | |
| Hội viên | số đếm | cuối kỳ | Đào tạo | hội viên | – | Lực lượng | Bảng B |
"""  # noqa: E501
OUTLINE = """
## tblDeCuong
| Mục | Cấp | Tiêu đề | Loại mục | Người viết | Bắt buộc |
| Điều hành | Phần | Công tác chỉ đạo, điều hành | Lời văn | Văn phòng | |
| Lực lượng | Mục | Lực lượng | Số chính | | |
| Kết quả | Phần | Kết quả {kỳ này} | Tổng nhiệm vụ | | |
| Khoa học | Mục | Hoạt động khoa học | Nhóm nhiệm vụ | Đơn vị và Văn phòng | Có |
| Đào tạo | Mục | Đào tạo, phổ biến kiến thức | Nhóm nhiệm vụ | Văn phòng | |
| Tồn tại | Phần | Tồn tại | Lời văn + việc quá hạn | | |
| Kỳ sau | Phần | Nhiệm vụ {kỳ tiếp} | Lời văn + việc kỳ tới | | |
| Bảng A | Bảng Phụ lục I | Hoạt động | Bảng | | |
| Bảng B | Bảng Phụ lục I | Lực lượng | Bảng | | |
"""
KINDS = """
## tblLoaiDonVi
| Loại | Trong câu | Phải báo cáo |
| Hội chuyên ngành | hội chuyên ngành | Có |
| Hội cấp huyện | hội cấp huyện | |
| Đơn vị | đơn vị | Có |
| Cơ quan | | Không |
"""
UNITS = """
## tblDonVi
| Mã đơn vị | Tên đơn vị | Loại | Ngày gia nhập |
| D1 | Viện Một | Đơn vị | 01/01/2010 |
| A1 | Hội Một | Hội chuyên ngành | 01/01/2010 |
| A2 | Hội Hai | Hội chuyên ngành | 01/01/2010 |
| B1 | Hội Huyện | Hội cấp huyện | 01/01/2010 |
| VP | Văn phòng | Cơ quan | |
| TT | Ban Thường trực | Cơ quan | 01/02/2026 |
"""
FIGURES = """
## tblSoLieu
| Mã kỳ | Mã đơn vị | Ngày nhận báo cáo | Đề tài | Đề tài xong | Hội nghị | Lượt người | Kinh phí (triệu đồng) | Hội viên |
| 2025-H1 | A1 | 01/06/2025 | 4 | 1 | 5 | 50 | 10 | 100 |
| 2025-H1 | A2 | 01/06/2025 | 2 | 0 | 5 | 60 | 20 | 200 |
| 2025-H2 | A1 | 01/12/2025 | 1 | 1 | 3 | 30 | 10 | 100 |
| 2026-H1 | A1 | 01/06/2026 | 4 | 3 | 6 | 70 | 12,5 | 110 |
| 2026-H1 | A2 | 01/06/2026 | 4 | 0 | 6 | | 20 | 210 |
| 2026-H1 | B1 | 01/06/2026 | 0 | 0 | 0 | | 0 | 30 |
| 2026-H2 | A1 | 01/12/2026 | 1 | 1 | 8 | 80 | 1 | 111 |
"""  # noqa: E501
TASKS = """
## tblNhiemVu
| Mã nhiệm vụ | Nhóm nhiệm vụ | Nội dung | Đơn vị chủ trì | Ngày giao | Hạn hoàn thành | Trạng thái | Tiến độ (%) | Ngày hoàn thành | Kết quả | Nêu trong báo cáo |
| V1 | Khoa học | Lập quỹ đề tài | VP | 02/01/2026 | 30/04/2026 | Hoàn thành | 100 | 20/04/2026 | Đã lập | |
| V2 | Khoa học | Xét giải thưởng | A1 | 02/01/2026 | 30/05/2026 | Đang thực hiện | 40 | | | |
| V3 | Khoa học | In kỷ yếu | A2 | 02/01/2026 | 30/05/2026 | Đang thực hiện | 40 | | | Không |
| V4 | Đào tạo | Soạn giáo trình | VP | 02/01/2026 | 30/09/2026 | Đang thực hiện | 10 | | | Có |
| V5 | Đào tạo | Mở lớp | B1 | 02/01/2026 | 30/09/2026 | Đang thực hiện | 10 | | | |
"""  # noqa: E501
TARGETS = """
## tblKeHoach
| Mã kỳ | Chỉ tiêu | Mã đơn vị | Giá trị |
| 2026 | Hội nghị | | 40 |
| 2026 | Hội nghị | A1 | 20 |
"""
NO_PROGRAMME = "\n".join(line for line in PROFILE.splitlines() if "Chương trình" not in line) + "\n"
YEARS = PERIODS + "| 2026 | Năm 2026 | 15/12/2025 | 14/12/2026 | 09/12/2026 | Mở |\n"
TABLES = {
    text.split()[1]: text
    for text in (INDICATORS, OUTLINE, KINDS, UNITS, FIGURES, TASKS, TARGETS, NO_PROGRAMME, YEARS, SIGNERS)
}


def office(*others: str, without: tuple[str, ...] = ()) -> Book:
    chosen = TABLES | {text.split()[1]: text for text in others}
    return book_of("\n".join(text for name, text in chosen.items() if name not in without), as_of="16/06/2026")


def report(*others: str, period: str = "2026-H1", without: tuple[str, ...] = ()) -> Report:
    return build_report(office(*others, without=without), period)


def sections(found: Report) -> dict[str, Any]:
    return {each["ma"]: said(each) for each in found.context["de_cuong"]}


def sentences(found: Report) -> dict[str, str]:
    return {each["ma"]: each["loi"] for one in sections(found).values() for each in one["cau"]}


def test_what_has_nothing_to_say_is_no_empty_heading() -> None:
    on_time = TASKS.replace("30/05/2026", "30/08/2026")
    found = sections(report(on_time, INDICATORS.replace("– | Lực lượng |", "– | |")))
    assert [(one["so"], one["ma"]) for one in found.values()] == [
        ("I", "Kết quả"),
        ("1", "Khoa học"),
        ("2", "Đào tạo"),
        ("II", "Kỳ sau"),
    ]
    must = report(
        on_time, OUTLINE.replace("| Lời văn + việc quá hạn | | |", "| Lời văn + việc quá hạn | Văn phòng | Có |")
    )
    assert sections(must)["Tồn tại"]["van"] == ["[Chưa có nội dung: Tồn tại]"]


def test_parts_and_sections_have_their_numbers_and_titles_the_periods_in_them() -> None:
    found = sections(report()).values()
    assert [(one["so"], one["ten"], one["loai"]) for one in found] == [
        ("I", "Công tác chỉ đạo, điều hành", "van"),
        ("1", "Lực lượng", "so_chinh"),
        ("II", "Kết quả 6 tháng đầu năm 2026", "tong_nhiem_vu"),
        ("1", "Hoạt động khoa học", "nhom"),
        ("2", "Đào tạo, phổ biến kiến thức", "nhom"),
        ("III", "Tồn tại", "van_va_qua_han"),
        ("IV", "Nhiệm vụ 6 tháng cuối năm 2026", "van_va_ky_toi"),
    ]
    assert [one["la_phan"] for one in found] == [True, False, True, False, False, True, True]


def test_sentences_stand_in_their_section_and_what_one_tells_is_not_told_again() -> None:
    assert sentences(report()) == {
        "de_tai": "Đề tài: 08 đề tài, tăng 02 đề tài so với cùng kỳ",
        "de_tai_xong": "Nghiệm thu 03 đề tài",  # nothing is told before it that it could be a part of
        "hoi_nghi": (
            "Mở 12 hội nghị cho 70 lượt người (số liệu của 01/03 đơn vị); tăng 02 hội nghị so với cùng kỳ; "
            "đạt 30% kế hoạch năm"
        ),
        "kinh_phi": "Kinh phí: 32,5 triệu đồng, tăng 2,5 triệu đồng (8,3%) so với cùng kỳ",
    }


def test_a_sum_of_money_is_no_count() -> None:
    little = (
        FIGURES.replace("| 12,5 | 110 |", "| 5 | 110 |")
        .replace("| 20 | 210 |", "| 3 | 210 |")
        .replace("| 20 | 200 |", "| 1 | 200 |")
    )
    assert sentences(report(little))["kinh_phi"] == "Kinh phí: 8 triệu đồng, giảm 3 triệu đồng so với cùng kỳ"


def test_one_that_the_other_cannot_tell_is_told_by_its_own_sentence() -> None:
    silent = FIGURES.replace("| 3 | 6 | 70 |", "| 3 | 0 | 70 |").replace("| 0 | 6 | | 20 |", "| 0 | 0 | | 20 |")
    assert sentences(report(silent))["luot_nguoi"] == "Có 70 lượt người dự"
    assert sentences(report(silent))["hoi_nghi"] == "Không mở hội nghị (cùng kỳ 10)"  # no fall to nought is silent
    poor = FIGURES.replace("| 12,5 | 110 |", "| 0 | 110 |").replace("| | 20 | 210 |", "| | 0 | 210 |")
    assert sentences(report(poor))["kinh_phi"] == "Kinh phí: không phát sinh (cùng kỳ 30 triệu đồng)"
    fewer = poor.replace("| | 0 | 210 |", "| | | 210 |")
    assert sentences(report(fewer))["kinh_phi"].endswith("cùng kỳ 10 triệu đồng; 01 đơn vị)")


def test_a_rate_is_told_only_of_what_the_same_units_gave() -> None:
    told = INDICATORS.replace("[, bằng {tỷ lệ} số đang làm]", "[ trong {Đề tài} đề tài]") + (
        "| Bài báo | số đếm | phát sinh | Khoa học | bài | {số} bài[ từ {Đề tài xong} đề tài, {tỷ lệ}] | | |\n"
    )
    figures = "\n".join(
        f"{line} {'Bài báo' if 'Mã kỳ' in line else 6} |" if line.startswith("|") else line
        for line in FIGURES.splitlines()
    )
    assert sentences(report(told, figures))["bai_bao"] == "18 bài từ 03 đề tài, 16,7%"
    fewer = figures.replace("| 4 | 3 | 6 | 70 |", "| 4 | | 6 | 70 |").replace("| 4 | 0 | 6 |", "| 4 | 3 | 6 |")
    assert sentences(report(told, fewer))["bai_bao"] == "18 bài"


def test_two_that_name_each_other_are_told_once() -> None:
    circle = INDICATORS.replace("Có {số} lượt người dự", "Có {số} lượt người dự[ {Hội nghị} hội nghị]")
    assert "luot_nguoi" not in sentences(report(circle)) and "hoi_nghi" in sentences(report(circle))


@pytest.mark.parametrize("mistake", ["Mở {số hội nghị", "Mở {số} {hội nghj}", "Mở [{số}] hội nghị", "Mở hội nghị"])
def test_a_mistyped_sentence_gives_way_to_the_default_one(mistake: str) -> None:
    wrong = "\n".join(
        "| Hội nghị | số đếm | phát sinh | Đào tạo | hội nghị | " + mistake + " | | Bảng A |"
        if "Hội nghị |" in line
        else line
        for line in INDICATORS.splitlines()
    )
    told = sentences(report(wrong))
    assert told["hoi_nghi"].startswith("Hội nghị: 12 hội nghị, tăng 02")
    assert told["luot_nguoi"] == "Có 70 lượt người dự"  # what it would have told stands by itself


def test_later_in_the_year_the_plan_counts_what_was_done_since_it_began() -> None:
    told = sentences(report(period="2026-H2"))["hoi_nghi"]
    assert told.endswith("lũy kế từ đầu năm 20 hội nghị, đạt 50% kế hoạch năm")
    assert sentences(report(period="2026"))["hoi_nghi"].endswith("; đạt 50% kế hoạch năm")
    without = report("\n".join(line for line in FIGURES.splitlines() if "2026-H1" not in line), period="2026-H2")
    assert "đạt 20% kế hoạch năm" in sentences(without)["hoi_nghi"]


def test_a_period_has_its_own_plan_before_that_of_the_year_and_units_may_have_theirs() -> None:
    own = TARGETS + "| 2026-H1 | Hội nghị | | 10 |\n"
    assert "đạt 120% kế hoạch 6 tháng đầu năm 2026" in sentences(report(own))["hoi_nghi"]
    by_units = TARGETS.replace("| 2026 | Hội nghị | | 40 |", "| 2026 | Hội nghị | A2 | 20 |")
    assert "kế hoạch" not in sentences(report(by_units))["hoi_nghi"]  # two of the four units have one
    everyone = by_units + "| 2026 | Hội nghị | B1 | 5 |\n| 2026 | Hội nghị | D1 | 3 |\n"
    assert "đạt 25% kế hoạch năm" in sentences(report(everyone))["hoi_nghi"]


@pytest.mark.parametrize("row", ["H1 | Hội nghị | XX | 9", "H1 | Hội nghị | A1 | 9", "H1 | Hội nghị | VP | 9"])
def test_a_plan_of_one_unit_leaves_the_plan_of_all_and_stands_in_its_own_cell(row: str) -> None:
    found = report(f"{TARGETS}| 2026-{row} |\n")
    assert sentences(found)["hoi_nghi"] == sentences(report())["hoi_nghi"]
    (table, _) = said(found.context["phu_luc_1"]["bang"])
    own = ["Hội nghị: kế hoạch 6 tháng đầu năm 2026"] if "A1" in row else []
    heads = ["Đề tài", "Đề tài xong", "Hội nghị", *own, "Hội nghị: kế hoạch năm 2026", "Lượt người"]
    assert table["cot"] == heads
    cells = {line["ten"]: line["o"][3:-1] for line in table["dong"]}
    assert cells["Hội Một"] == (["9", "20"] if own else ["20"]) and table["tong"][-2] == "40"
    assert {*cells["Hội Hai"]} == {"–"}


@pytest.mark.parametrize("row", ["2026 | Hội nghị | | 45", "2026 | hội nghị | | 40"])
def test_a_doubled_plan_is_none_until_one_row_is_left(row: str) -> None:
    book = office(f"{TARGETS}| {row} |\n")
    (told,) = (finding for finding in run_rules(book) if finding.code == "KB15")
    assert (told.sheet, told.cell) == ("Kế hoạch", "B8") and "ô B6" in told.message
    found = build_report(book, "2026-H1")
    assert "kế hoạch" not in sentences(found)["hoi_nghi"]
    (table, _) = said(found.context["phu_luc_1"]["bang"])
    assert table["tong"][3] == "–" and table["dong"][0]["o"][3] == "20"


def test_a_plan_below_nought_is_not_printed() -> None:
    found = report(TARGETS.replace("| | 40 |", "| | -40 |").replace("| 20 |", "| -20 |"))
    assert "kế hoạch" not in sentences(found)["hoi_nghi"]
    assert not any("kế hoạch" in head for head in said(found.context["phu_luc_1"]["bang"])[0]["cot"])


def test_a_plan_has_a_column_beside_its_indicator_in_phu_luc_1() -> None:
    first, second = said(report().context["phu_luc_1"]["bang"])
    heads = ["Đề tài", "Đề tài xong", "Hội nghị", "Hội nghị: kế hoạch năm 2026", "Lượt người"]
    assert (first["so"], first["ten"], first["cot"]) == ("1", "Hoạt động", heads)
    rows = {row["ten"]: row["o"] for row in first["dong"]}
    assert rows == {
        "Hội Một": ["4", "3", "6", "20", "70"],
        "Hội Hai": ["4", "0", "6", "–", "–"],
        "Hội Huyện": ["0", "0", "0", "–", "–"],
        "Viện Một": ["–", "–", "–", "–", "–"],
    }
    assert first["tong"] == ["8", "3", "12", "40", "70"] and first["co_so_lieu"] == ["3", "3", "3", "–", "1"]
    assert (second["so"], second["cot"], second["tong"]) == ("2", ["Hội viên"], ["350"])


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("| 2026 | Hội nghị | | 40 |\n| 2026 | Hội nghị | A1 | 20 |", "Cộng là kế hoạch giao chung"),
        ("| 2026 | Hội nghị | A1 | 20 |", "không cộng vì chưa phải đơn vị nào cũng có"),
        ("\n".join(f"| 2026 | Hội nghị | {unit} | 5 |" for unit in ("A1", "A2", "B1", "D1")), ""),
    ],
)
def test_a_plan_whose_total_is_not_the_sum_of_its_column_says_why(rows: str, says: str) -> None:
    (first, _) = said(report("\n".join([*TARGETS.strip().splitlines()[:2], rows])).context["phu_luc_1"]["bang"])
    assert [says in note and "“Hội nghị: kế hoạch năm 2026”" in note for note in first["ghi_chu"]] == [True] * bool(
        says
    )


@pytest.mark.parametrize(("count", "breadths"), [(1, [1]), (10, [10]), (11, [5, 6]), (13, [6, 7]), (25, [8, 8, 9])])
def test_many_columns_are_several_tables_of_like_breadth(count: int, breadths: list[int]) -> None:
    rows = [f"| Số {i} | số đếm | phát sinh | Khoa học | việc | | | Bảng A |" for i in range(count)]
    heads = " | ".join(f"Số {i}" for i in range(count))
    head = f"## tblSoLieu\n| Mã kỳ | Mã đơn vị | Ngày nhận báo cáo | {heads} |"
    figures = f"{head}\n| 2026-H1 | A1 | 01/06/2026 |{' 1 |' * count}"
    found = report("\n".join([*INDICATORS.strip().splitlines()[:2], *rows]), figures, without=("tblKeHoach",))
    tables = said(found.context["phu_luc_1"]["bang"])
    assert [len(table["cot"]) for table in tables] == breadths
    assert [table["ten"] for table in tables] == ["Hoạt động", *["Hoạt động (tiếp)"] * (len(breadths) - 1)]
    assert {table["so"] for table in tables} == {"1"}
    assert [head for table in tables for head in table["cot"]] == [f"Số {i}" for i in range(count)]


def test_a_plan_stands_in_the_same_table_as_its_indicator() -> None:
    heads = [f"Số {i}" for i in range(7)]
    rows = [f"| {head} | số đếm | phát sinh | Khoa học | việc | | | Bảng A |" for head in heads]
    targets = [*TARGETS.strip().splitlines()[:2], *(f"| 2026 | {head} | | 9 |" for head in heads)]
    figures = (
        f"## tblSoLieu\n| Mã kỳ | Mã đơn vị | Ngày nhận báo cáo | {' | '.join(heads)} |\n| 2026-H1 | A1 | 01/06/2026 |"
    )
    found = report(
        "\n".join([*INDICATORS.strip().splitlines()[:2], *rows]), "\n".join(targets), figures + " 1 |" * len(heads)
    )
    tables = [table["cot"] for table in said(found.context["phu_luc_1"]["bang"])]
    assert [len(table) for table in tables] == [8, 6]
    assert all(
        plan == f"{head}: kế hoạch năm 2026"
        for table in tables
        for head, plan in zip(table[::2], table[1::2], strict=True)
    )


def test_a_main_figure_says_when_it_was_so_and_who_gave_it() -> None:
    (members,) = sections(report())["Lực lượng"]["so_chinh"]
    assert (members["luc"], members["gia_tri"], members["bao_cao"]) == ("Đến cuối kỳ", "350", "03/04 đơn vị đã báo cáo")
    flow = INDICATORS.replace("– | Lực lượng |", "– | |").replace(
        "| đề tài | | | Bảng A |", "| đề tài | | Lực lượng | Bảng A |"
    )
    (main,) = sections(report(flow))["Lực lượng"]["so_chinh"]
    assert (main["luc"], main["gia_tri"]) == ("Trong kỳ", "08")


def test_units_are_told_by_the_kinds_that_report_and_bodies_of_the_office_lead_only() -> None:
    found = report()
    units = said(found.context["don_vi"])
    assert units["tong"] == "04"
    assert units["theo_loai"] == ", gồm 02 hội chuyên ngành, 01 hội cấp huyện và 01 đơn vị"
    assert units["so_vao"] == "" and said(found.context["bao_cao"])["phai_nop"] == "04"
    assert [row["ten"] for row in said(found.context["phu_luc_3"])["tong_hop"]] == [
        "Hội chuyên ngành",
        "Hội cấp huyện",
        "Đơn vị",
        "Cộng",
    ]
    assert [v["goi"] for v in sections(found)["Khoa học"]["da_xong"]] == ["Lập quỹ đề tài (Văn phòng)"]
    assert "VP" not in {figure.id.split(".")[1] for figure in found.figures if figure.id.startswith("phu_luc_")}


def test_a_task_is_told_or_not_as_the_clerk_marks_it_and_counts_hold_all() -> None:
    def named(*tables: str) -> list[list[str]]:
        one = sections(report(*tables))
        return [
            [v["ma"] for v in one[s][k]] for s in ("Khoa học", "Đào tạo") for k in ("da_xong", "dang_lam", "qua_han")
        ]

    brief = NO_PROGRAMME + "| Cách kể nhiệm vụ | gọn |\n"
    assert named() == [["V1"], [], ["V2"], [], ["V4", "V5"], []]
    assert named(brief) == [[], [], ["V2"], [], ["V4"], []]
    counts = said(report(brief).context["de_cuong"][3])["dem"]
    assert (counts["tong"], counts["qua_han"]) == ("03", "02")
    assert counts["chi_tiet"] == "; đã hoàn thành 01 nhiệm vụ (33,3%), đang thực hiện 02 nhiệm vụ"
    rows = [row["ma"] for group in said(report(brief).context["phu_luc_2"])["nhom"] for row in group["dong"]]
    assert rows == ["V1", "V2", "V3", "V4", "V5"]
    assert [v["ma"] for v in sections(report(brief))["Tồn tại"]["qua_han"]] == ["V2", "V3"]


def test_groups_of_phu_luc_2_are_called_as_in_the_text() -> None:
    found = said(report().context["phu_luc_2"])["nhom"]
    assert [group["ten"] for group in found] == ["1. Hoạt động khoa học", "2. Đào tạo, phổ biến kiến thức"]


def test_without_a_programme_the_report_is_on_the_activity_or_on_what_the_office_says() -> None:
    found = report().context
    assert found["viec"] == {"day_du": "kết quả hoạt động", "ngan": "kết quả hoạt động"}
    assert found["van_ban"]["trich_yeu"].startswith("Kết quả hoạt động 6 tháng đầu năm 2026, phương hướng")
    own = report(NO_PROGRAMME + "| Việc báo cáo | Tình hình thực hiện Nghị quyết 45. |\n").context
    assert own["viec"]["ngan"] == "tình hình thực hiện Nghị quyết 45"
    assert own["van_ban"]["trich_yeu"].startswith("Tình hình thực hiện Nghị quyết 45 6 tháng đầu năm 2026")
    assert report(PROFILE).context["viec"]["ngan"] == "kết quả thực hiện Chương trình số 70/CTr-LHH"


def test_only_what_must_be_written_is_missed_and_what_is_kept_back_is_not_printed() -> None:
    assert report().missing_texts == ["Khoa học"]
    written = """
    ## tblNoiDung
    | Mã kỳ | Mục | Thứ tự | Nội dung | Đưa vào báo cáo |
    | 2026-H1 | Khoa học | 1 | Đã viết. | |
    | 2026-H1 | Khoa học | 2 | Để lại. | Không |
    | 2026-H1 | Lực lượng | 1 | Mục nào cũng nhận lời văn. | |
    """
    found = report(written)
    assert found.missing_texts == []
    assert sections(found)["Khoa học"]["van"] == ["Đã viết."]
    assert sections(found)["Lực lượng"]["van"] == ["Mục nào cũng nhận lời văn."]


def test_every_number_of_such_a_report_is_traced() -> None:
    found = report(TARGETS + "| 2026 | Đề tài | | 10 |\n", period="2026-H2")
    listed = {figure.id: figure for figure in found.figures}
    shown = list(figures_in(found.context))
    assert {figure.id for figure in shown} == set(listed)
    assert all(figure.sources or figure.value == 0 for figure in found.figures)
    plan = listed["so_lieu.hoi_nghi.ke_hoach"]
    assert (plan.value, plan.text) == (50.0, "50%")
    assert {source.sheet for source in plan.sources} == {"Số liệu", "Kế hoạch"}


@pytest.mark.slow
def test_an_earlier_template_names_what_the_workbook_no_longer_has_and_what_may_be_meant() -> None:
    """An office copied the template before it declared its own indicators."""
    r = report(
        INDICATORS.replace("| Hội nghị |", "| Hội thảo khoa học |").replace("{Hội nghị}", "{số}"),
        without=("tblKeHoach",),
    )
    with pytest.raises(TemplateError) as failure:
        render_report(EARLIER.read_bytes(), r.context, r.figures, known=names_for(r.context))
    told = str(failure.value)
    assert "so_lieu.hoi_vien_cuoi_ky" in told and "so_lieu.hoi_vien" in told
    assert "so_lieu.hoi_thao_khoa_hoc" in told  # for so_lieu.hoi_thao
    own = build_report(office_books.office(), "2026-H1")
    assert render_report(EARLIER.read_bytes(), own.context, own.figures, known=names_for(own.context)).docx


def of_many(count: int) -> Book:
    """An office of so many indicators and forty units."""
    rows = [f"| Số {i} | số đếm | phát sinh | Khoa học | việc | | | Bảng A |" for i in range(count)]
    heads = " | ".join(f"Số {i}" for i in range(count))
    units = [f"| U{u:02} | Hội số {u} của tỉnh | Hội chuyên ngành | 01/01/2010 |" for u in range(40)]
    given = [f"| 2026-H1 | U{u:02} | 01/06/2026 |" + "".join(f" {u * i} |" for i in range(count)) for u in range(40)]
    return office(
        "\n".join([*INDICATORS.strip().splitlines()[:2], *rows]),
        "\n".join(["## tblDonVi", UNITS.strip().splitlines()[1], *units]),
        "\n".join(["## tblSoLieu", f"| Mã kỳ | Mã đơn vị | Ngày nhận báo cáo | {heads} |", *given]),
        without=("tblKeHoach", "tblNhiemVu"),
    )


BARE = "\n".join(
    [
        *OUTLINE.strip().splitlines()[:2],
        "| X | Phần | Kết quả | Tiêu đề | | |",
        "| Bảng A | Bảng Phụ lục I | Hoạt động | Bảng | | |",
    ]
)
OFFICES: dict[str, Callable[[], Book]] = {
    "its own": office,
    "in brief": lambda: office(NO_PROGRAMME + "| Cách kể nhiệm vụ | gọn |\n"),
    "no group": lambda: office(OUTLINE.replace("Nhóm nhiệm vụ", "Lời văn")),
    "no section": lambda: office(BARE),
    "no figure": lambda: office(without=("tblSoLieu",)),
    "one indicator": lambda: of_many(1),
    "thirteen indicators": lambda: of_many(13),
    "twenty-five indicators": lambda: of_many(25),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", OFFICES)
def test_the_report_of_any_such_office_is_sound_by_the_decree(kind: str) -> None:
    for period in ("2026-H1", "2026"):
        r = build_report(OFFICES[kind](), period)
        made = render_report(
            (ROOT / "templates" / "bao-cao.docx").read_bytes(),
            r.context,
            r.figures,
            known=names_for(r.context),
            day=r.day,
        )
        found = check_document(made.docx).findings
        assert {finding.code for finding in found} <= {"TT.du_thao"}, found  # the mark of a text that nobody wrote
        shown = [*figures_in(r.context["phu_luc_1"]["bang"]), *figures_in([m["cau"] for m in r.context["de_cuong"]])]
        assert all(made.places[figure.id] for figure in shown)


@pytest.mark.slow
@pytest.mark.parametrize("said", ["", "Có", "Không"])
@pytest.mark.parametrize("named", [True, False], ids=["a section names it", "no section does"])
def test_who_did_not_report_is_told_by_name_where_the_office_says_so(said: str, named: bool) -> None:
    section = "| Chế độ | Mục | Chế độ báo cáo | Chế độ báo cáo | | |\n| Khoa học"
    outline = OUTLINE.replace("| Khoa học", section, 1) if named else OUTLINE
    r = report(NO_PROGRAMME + f"| Phụ lục III | {said} |\n", outline)
    template = (ROOT / "templates" / "bao-cao.docx").read_bytes()
    made = render_report(template, r.context, r.figures, known=names_for(r.context), day=r.day)
    document = open_document(made.docx)
    texts = [paragraph.text for paragraph in document.paragraphs()]
    wanted = said != "Không"
    assert (sum("Phụ lục III" in text for text in texts) == 2) is wanted  # where it is named, and its head
    assert len(document.sections) == 3 + wanted
    assert ("chưa báo cáo" in " ".join(texts[texts.index("Phụ lục II") :])) is wanted
    assert {finding.code for finding in check_document(made.docx).findings} <= {"TT.du_thao"}
    assert wanted or not [figure for figure in r.figures if figure.id.startswith("phu_luc_3.")]


@pytest.mark.parametrize("marked", ["Có", "Không", ""])
@pytest.mark.parametrize("state", ["Đang thực hiện", "Hoàn thành"])
def test_a_list_of_some_tasks_does_not_read_as_all(state: str, marked: str) -> None:
    head, rows = TASKS.strip().splitlines()[:2], []
    for code, mark in (("V1", "Có"), ("V2", marked)):
        done = "20/04/2026" if state == "Hoàn thành" else ""
        rows.append(
            f"| {code} | Khoa học | Lập quỹ {code} | VP | 02/01/2026 | 30/09/2027 | {state} | | {done} | | {mark} |"
        )
    r = report(NO_PROGRAMME + "| Cách kể nhiệm vụ | gọn |\n", "\n".join([*head, *rows]) + "\n")
    made = render_report(
        (ROOT / "templates" / "bao-cao.docx").read_bytes(), r.context, r.figures, known=names_for(r.context)
    )
    (told,) = (one.text for one in Document(io.BytesIO(made.docx)).paragraphs if "quỹ V1" in one.text)
    everything = marked == "Có"
    assert told.count("quỹ V") == 1 + everything
    assert told.startswith("- Trong các nhiệm vụ ") is not everything, told


@pytest.mark.slow
@pytest.mark.parametrize("by_name", [True, False])
@pytest.mark.parametrize("with_tasks", [True, False])
@pytest.mark.parametrize("named", [True, False], ids=["sections name them", "no section does"])
def test_no_annex_is_empty_and_the_others_keep_order_and_page(with_tasks: bool, by_name: bool, named: bool) -> None:
    section = "| Chế độ | Mục | Chế độ báo cáo | Chế độ báo cáo | | |\n| Khoa học"
    outline = OUTLINE.replace("| Khoa học", section, 1) if named else OUTLINE.replace("Tổng nhiệm vụ", "Tiêu đề")
    profile = NO_PROGRAMME + f"| Phụ lục III | {'Có' if by_name else 'Không'} |\n"
    r = report(profile, outline, without=() if with_tasks else ("tblNhiemVu",))
    template = (ROOT / "templates" / "bao-cao.docx").read_bytes()
    made = render_report(template, r.context, r.figures, known=names_for(r.context), day=r.day)
    document = Document(io.BytesIO(made.docx))
    texts = [paragraph.text for paragraph in document.paragraphs]
    wanted = ["SỐ LIỆU HOẠT ĐỘNG CỦA CÁC ĐƠN VỊ"]
    wanted += ["NHIỆM VỤ VÀ TIẾN ĐỘ"] * with_tasks + ["TÌNH HÌNH NỘP BÁO CÁO CỦA CÁC ĐƠN VỊ"] * by_name
    called = ["Phụ lục I", "Phụ lục II", "Phụ lục III"][: len(wanted)] if len(wanted) > 1 else ["Phụ lục"]
    heads = [place for place, text in enumerate(texts) if re.fullmatch("Phụ lục( [IVX]+)?", text)]
    assert [texts[place + 1] for place in heads] == wanted
    assert [texts[place] for place in heads] == called
    told = re.findall(r"Phụ lục(?: [IVX]+)?\b", " ".join(texts[: heads[0]]))
    assert sorted(told) == called  # each is named once, by what it is headed
    assert {finding.code for finding in check_document(made.docx).findings} <= {"TT.du_thao"}
    wide = [(part.page_width or 0) > (part.page_height or 0) for part in document.sections]
    assert wide == [False, True, *[False] * (len(wanted) - 1)]  # the figures lie across the page


@pytest.mark.parametrize(
    "typed", ["Kết quả {kỳ nay}", "Kết quả {}", "Kết quả {kỳ này", "Kết quả kỳ này}", "{số} kết quả"]
)
def test_a_mistyped_title_is_told_and_prints_no_braces(typed: str) -> None:
    outline = OUTLINE.replace("Kết quả {kỳ này}", typed)
    found = report(outline)
    assert sections(found)["Kết quả"]["ten"] == "Kết quả"
    [told] = [each for each in run_rules(office(outline)) if each.code == "KB20"]
    assert told.severity is Severity.ERROR
    assert ("có phải là “kỳ này”?" in told.message) == (typed == "Kết quả {kỳ nay}")


def test_titles_take_the_period_however_its_name_is_spelt_and_in_tables_too() -> None:
    outline = OUTLINE.replace("Kết quả {kỳ này}", "Kết quả {KỲ  NÀY}").replace(
        "| Hoạt động |", "| Hoạt động {kỳ này} |"
    )
    found = report(outline)
    assert sections(found)["Kết quả"]["ten"] == "Kết quả 6 tháng đầu năm 2026"
    assert "Hoạt động 6 tháng đầu năm 2026" in [each["ten"] for each in found.context["phu_luc_1"]["bang"]]
