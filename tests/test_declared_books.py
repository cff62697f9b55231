"""Workbooks whose office declares its own report: what is read by it, and what an older name still finds."""

from __future__ import annotations

from books import book_of

from lhh_excel.workbook.book import Problem
from lhh_excel.workbook.declarations import DEFAULT

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


def test_of_two_columns_that_are_meant_the_second_is_told() -> None:
    figures = (
        FIGURES.format(women="Hội viên nữ").replace("| Ghi chú |", "| Nữ hội viên |").replace("12,5 | |", "12,5 | 3 |")
    )
    book = book_of(OWN + figures)
    assert book["figures"].clean["hoi_vien_nu"] == [40]
    assert [fault.code for fault in book.faults if fault.value == "Nữ hội viên"] == ["column_doubled"]


def test_a_workbook_of_before_and_one_with_empty_sheets_go_by_the_default_rows() -> None:
    assert book_of("## tblDonVi\n| Mã đơn vị |\n| H01 |").declared is DEFAULT
    empty = book_of("## tblChiTieu\n| Chỉ tiêu |\n")
    assert [each.key for each in empty.declared.indicators] == [each.key for each in DEFAULT.indicators]


def test_a_sheet_of_the_declarations_that_is_gone_is_told_where_the_others_are_there() -> None:
    faults = {fault.sheet for fault in book_of(OWN, complete=False).faults if fault.code == "sheet_missing"}
    assert "Kế hoạch" in faults
    assert not {fault.sheet for fault in book_of("", complete=False).faults} & {"Kế hoạch", "Chỉ tiêu", "Đề cương"}
