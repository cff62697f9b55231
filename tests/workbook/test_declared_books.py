"""Workbooks whose office declares its own report: what is read by it, and what an older name still finds."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from books import book_of, raw_tables_of

from lhh_excel.checking.run import run_rules
from lhh_excel.workbook.book import Book, Problem
from lhh_excel.workbook.declarations import EARLIEST

OWN = """
## tblChiTieu
| Chỉ tiêu | Cách tính | Mục | Danh từ | Kiểu số | Tên khác |
| Hội viên nữ | cuối kỳ | Công tác tổ chức | hội viên | | Nữ hội viên; Số nữ |
| Thu hội phí (triệu đồng) | phát sinh | Công tác tổ chức | triệu đồng | số tiền | |

## tblDeCuong
| Mục | Cấp | Tiêu đề | Loại mục | Người viết | Tên khác |
| Kết quả | Phần | Kết quả | Tổng nhiệm vụ | | |
| Công tác tổ chức | Mục | Công tác tổ chức | Nhóm nhiệm vụ | Văn phòng | 1. Tổ chức |
| Kiến nghị | Phần | Kiến nghị | Lời văn | Đơn vị và Văn phòng | |

## tblLoaiDonVi
| Loại | Trong câu | Phải báo cáo | Tên khác |
| Hội cấp tỉnh | hội cấp tỉnh | Có | Hội thành viên |
| Phòng, ban | | Không | |

## tblDonVi
| Mã đơn vị | Tên đơn vị | Loại | Ngày gia nhập |
| H01 | Hội 01 | hội cấp tỉnh | 01/01/2020 |
| H02 | Hội 02 | Hội thành viên | 01/01/2020 |
| H03 | Hội 03 | Hội huyện | 01/01/2020 |

## tblNhiemVu
| Mã nhiệm vụ | Nhóm nhiệm vụ |
| NV-1 | Công tác tổ chức |
| NV-2 | 1. Tổ chức |
| NV-3 | 2. Chuyên môn |

## tblNoiDung
| Mã kỳ | Mục | Thứ tự | Nội dung |
| 2026-H1 | Kiến nghị | 1 | Không. |
| 2026-H1 | Ưu điểm | 1 | Không. |
"""
FIGURES = """
## tblSoLieu
| Mã kỳ | Mã đơn vị | Ngày nhận báo cáo | {women} | Thu hội phí (triệu đồng) | Ghi chú |
| 2026-H1 | H01 | 05/06/2026 | 40 | 12,5 | |
"""


def test_figures_and_lists_are_those_of_the_office() -> None:
    book = book_of(OWN + FIGURES.format(women="hội viên  NỮ"))
    figures = book["figures"]
    assert list(book.declared.by_key) == ["hoi_vien_nu", "thu_hoi_phi"]
    assert figures.clean["hoi_vien_nu"] == [40] and figures.clean["thu_hoi_phi"] == [12.5]
    assert "hoi_vien_cuoi_ky" not in figures.clean
    assert book["units"].problems["kind"] == {0: Problem.LIST_SPELLING, 2: Problem.NOT_IN_LIST}
    assert [unit.kind for unit in book.units.values()] == ["Hội cấp tỉnh", "Hội cấp tỉnh", ""]
    assert book["tasks"].problems["group"] == {2: Problem.NOT_IN_LIST}
    assert book["texts"].problems["section"] == {1: Problem.NOT_IN_LIST}


def test_a_column_is_found_by_an_other_name_and_called_as_it_stands_there() -> None:
    book = book_of(OWN + FIGURES.format(women="Số nữ"))
    assert book["figures"].clean["hoi_vien_nu"] == [40]
    assert book["figures"].schema.header("hoi_vien_nu") == book.schemas["figures"].header("hoi_vien_nu") == "Số nữ"
    assert book.declared.by_key["hoi_vien_nu"].name == "Hội viên nữ"


@pytest.mark.parametrize("left_behind_first", [True, False])
def test_of_two_columns_that_are_meant_the_one_of_its_very_name_is_read(left_behind_first: bool) -> None:
    heads, given = ["Hội viên nữ", "Nữ hội viên"], ["40", "3"]
    if left_behind_first:
        heads, given = heads[::-1], given[::-1]
    figures = FIGURES.format(women=" | ".join(heads)).replace("| 40 |", f"| {' | '.join(given)} |")
    book = book_of(OWN + figures)
    assert book["figures"].clean["hoi_vien_nu"] == [40]
    assert book["figures"].letters["hoi_vien_nu"] == ("E" if left_behind_first else "D")
    assert not [fault for fault in book.faults if fault.code == "column_doubled"]
    (told,) = (each for each in run_rules(book) if each.column == "Nữ hội viên")
    assert told.code == "KB10" and told.cell == ("D6" if left_behind_first else "E6")
    assert "tên khác của “Hội viên nữ”" in told.message and "cột “Hội viên nữ”" in told.fix
    places = book["figures"].schema.places(raw_tables_of(figures)[0].headers)
    assert places["hoi_vien_nu"] == (4 if left_behind_first else 3)  # where a program writes


def test_a_column_that_stands_there_twice_is_told_once() -> None:
    figures = FIGURES.format(women="Hội viên nữ | Hội viên nữ").replace("| 40 |", "| 40 | 3 |")
    told = [each.code for each in run_rules(book_of(OWN + figures)) if each.column == "Hội viên nữ"]
    assert [code for code in told if code in ("CT08", "KB10")] == ["CT08"]


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("Thu hội phí (nghìn đồng)", "Thu hội phí (triệu đồng)"),
        ("Nguồn kinh phí thu được", "Nguồn kinh phí thu được (triệu đồng)"),
        ("Hội viên kết nạp mới", "Kết nạp mới"),
        ("Hội viên cuối năm", "Hội viên cuối kỳ"),
    ],
)
def test_no_header_is_to_be_changed_where_its_numbers_would_become_others(name: str, header: str) -> None:
    row = f"| {name} | phát sinh | Công tác tổ chức | việc | | |\n"
    figures = f"## tblSoLieu\n| Mã kỳ | Mã đơn vị | Hội viên nữ | {header} |\n| 2026-H1 | H01 | 4 | 12 |\n"
    declared = OWN.replace(
        "| Thu hội phí (triệu đồng) | phát sinh | Công tác tổ chức | triệu đồng | số tiền | |\n", row
    )
    told = {each.code: each for each in run_rules(book_of(declared + figures))}
    assert "CT07" not in told and told["KB09"].record == name and told["KB10"].column == header
    if "đồng" in header:
        assert "có phải" not in told["KB09"].message + told["KB10"].message
        assert "đơn vị tiền" in told["KB10"].message and f"“{name}”" in told["KB10"].fix


def test_a_header_that_is_misspelt_is_still_asked_about() -> None:
    book = book_of(OWN + FIGURES.format(women="Hội viên nư").replace("(triệu đồng)", "(trieu đồng)"))
    asked = {fault.value for fault in book.faults if fault.code == "column_misspelt"}
    assert "Hội viên nư" in asked


def test_a_workbook_of_before_and_one_with_empty_sheets_go_by_the_default_rows() -> None:
    assert book_of("## tblDonVi\n| Mã đơn vị |\n| H01 |").declared is EARLIEST
    empty = book_of("## tblChiTieu\n| Chỉ tiêu |\n")
    assert [each.key for each in empty.declared.indicators] == [each.key for each in EARLIEST.indicators]


def test_a_sheet_of_the_declarations_that_is_gone_is_told_where_the_others_are_there() -> None:
    faults = {fault.sheet for fault in book_of(OWN, complete=False).faults if fault.code == "sheet_missing"}
    assert "Kế hoạch" in faults
    assert not {fault.sheet for fault in book_of("", complete=False).faults} & {"Kế hoạch", "Chỉ tiêu", "Đề cương"}


def large(indicators: int, units: int) -> str:
    """An office with so many of its own figures, each resting on others, and so many units that all reported."""
    names = [f"Số việc loại {n}" for n in range(indicators)]
    rows = "\n".join(
        f"| {name} | phát sinh | Công tác tổ chức | việc | {names[n - 1] if n else ''} | Việc {n}; Loại {n} |"
        for n, name in enumerate(names)
    )
    declared = f"## tblChiTieu\n| Chỉ tiêu | Cách tính | Mục | Danh từ | Không lớn hơn | Tên khác |\n{rows}\n\n"
    outline = OWN[OWN.index("## tblDeCuong") : OWN.index("## tblDonVi")]
    members = "\n".join(f"| H{n:03} | Hội {n:03} | Hội cấp tỉnh | 01/01/2020 |" for n in range(units))
    figures = "\n".join(f"| 2026-H1 | H{n:03} | 05/06/2026 |{' 3 |' * indicators}" for n in range(units))
    return (
        f"{declared}{outline}## tblDonVi\n| Mã đơn vị | Tên đơn vị | Loại | Ngày gia nhập |\n{members}\n\n"
        f"## tblSoLieu\n| Mã kỳ | Mã đơn vị | Ngày nhận báo cáo | {' | '.join(names)} |\n{figures}\n"
    )


@pytest.mark.slow
def test_sixty_indicators_of_five_hundred_units_are_checked_in_seconds() -> None:
    book = book_of(large(60, 500))
    assert len(book.declared.indicators) == 60 and book.declared.faults == ()
    started = time.process_time()
    found = run_rules(book)
    assert time.process_time() - started < 5
    assert not [finding for finding in found if finding.code in ("CT15", "KB09", "SL04")]


@pytest.mark.slow
def test_reading_the_declarations_costs_a_click_some_milliseconds() -> None:
    data = book_of(large(60, 1))
    best = min(_seconds(data) for _ in range(5))
    assert best < 0.02, "10 ms on a quiet machine"


def _seconds(book: Book) -> float:
    """Of processor time, to declare the rows anew and to make the tables from them."""
    fresh = replace(book)
    started = time.process_time()
    assert len(fresh.schemas["figures"].columns) > 60
    return time.process_time() - started
