"""Forms of an office that declares its own figures and sections; forms that are out while it declares otherwise."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from books import book_of

from lhh_excel.collection.build import build_form
from lhh_excel.collection.compare import Comparison
from lhh_excel.collection.content import Sources
from lhh_excel.collection.form import Form
from lhh_excel.collection.known import History
from lhh_excel.collection.read import read_form
from lhh_excel.workbook.book import Book

DECLARED = """
## tblChiTieu
| Chỉ tiêu | Cách tính | Mục | Danh từ | Đi cùng | Không lớn hơn | Vào phiếu | Tên khác |
| {meetings} | phát sinh | Việc | hội nghị | | | | {other} |
| Lượt người "dự" | phát sinh | Việc | lượt người | {meetings} | | | |
| Trong đó nữ | phát sinh | Việc | lượt người | | Lượt người "dự" | | |
| Văn phòng tự ghi | phát sinh | Việc | việc | | | Không | |

## tblDeCuong
| Mục | Cấp | Tiêu đề | Loại mục | Người viết | Tên khác |
| Việc | Phần | Việc | Tiêu đề | Văn phòng | |
| {proposals} | Phần | Kiến nghị | Lời văn | Đơn vị và Văn phòng | |
| Nhóm A | Mục | Nhóm A | Nhóm nhiệm vụ | | |

## tblKy
| Mã kỳ | Tên kỳ | Từ ngày | Đến ngày | Hạn đơn vị nộp | Trạng thái |
| 2026-H1 | 6 tháng | 15/12/2025 | 14/06/2026 | 09/06/2026 | Mở |

## tblDonVi
| Mã đơn vị | Tên đơn vị | Loại | Ngày gia nhập |
| H01 | Hội 01 | Hội thành viên | 01/01/2020 |
| VP | Văn phòng | Bộ phận cơ quan | |

## tblSoLieu
| Mã kỳ | Mã đơn vị | Ngày nhận báo cáo | {meetings} | Lượt người "dự" | Trong đó nữ | Văn phòng tự ghi | Ghi chú |
| 2026-H1 | H01 | | | | | 7 | |
"""


def office(meetings: str = "Hội nghị", other: str = "", proposals: str = "Kiến nghị") -> Book:
    return book_of(DECLARED.format(meetings=meetings, other=other, proposals=proposals), period="2026-H1")


@pytest.fixture
def form(tmp_path: Path) -> Path:
    book = office()
    sources = Sources(book, book.periods["2026-H1"])
    path = tmp_path / "phieu.xlsx"
    path.write_bytes(build_form(sources.content(book.units["H01"])))
    return path


def answered(path: Path, **answers: object) -> Form:
    """The form with what the unit typed beside these labels."""
    book = openpyxl.load_workbook(path)
    typed = {label.replace("_", " "): value for label, value in answers.items()}
    for name, column in (("Số liệu", 5), ("Nội dung", 2)):
        for row in book[name].iter_rows():
            for cell in row:
                if cell.value in typed and cell.column < 3:
                    book[name].cell(cell.row, column).value = typed[cell.value]
    book.save(path)
    return read_form(path)


def changes(book: Book, form: Form) -> tuple[dict[tuple[str, str], object], list[str]]:
    run = Comparison(book, book.periods["2026-H1"], History(book), received=dt.date(2026, 6, 9), take_form=False)
    done = run.of(form)
    return {(one.table, one.column): one.value for one in done.cells}, done.warnings


def test_a_form_asks_what_the_office_declares_and_nothing_else(form: Path) -> None:
    sheet = openpyxl.load_workbook(form)["Số liệu"]
    labels = [cell.value for cell in sheet["B"] if cell.value]
    assert labels[-4:] == ["Hội nghị", 'Lượt người "dự"', "Trong đó nữ", "Ghi chú"]
    assert "Văn phòng tự ghi" not in labels and "Hội viên cuối kỳ" not in labels
    checks = " ".join(str(cell.value) for cell in sheet["F"] if cell.value)
    assert '""dự""' in checks and "lớn hơn" in checks and "Hội nghị" in checks
    texts = [cell.value for cell in openpyxl.load_workbook(form)["Nội dung"]["A"] if cell.value]
    assert texts[-1] == "Kiến nghị" and "Ưu điểm" not in texts


def test_what_was_not_asked_is_left_as_it_is(form: Path) -> None:
    told, warnings = changes(office(), answered(form, Hội_nghị=3, Kiến_nghị="Cấp kinh phí."))
    assert told[("figures", "hoi_nghi")] == 3 and ("figures", "van_phong_tu_ghi") not in told
    assert told[("texts", "content")] == "Hội 01: Cấp kinh phí." and warnings == []


def test_a_form_that_is_out_finds_a_figure_under_its_new_name(form: Path) -> None:
    told, warnings = changes(office("Hội nghị, tọa đàm", "Hội nghị"), answered(form, Hội_nghị=3))
    assert told[("figures", "hoi_nghi_toa_dam")] == 3 and warnings == []


def test_what_was_asked_and_is_gone_is_told_and_the_rest_goes_in(form: Path) -> None:
    book = office("Hội thảo", proposals="Đề xuất")
    told, warnings = changes(book, answered(form, Hội_nghị=3, Trong_đó_nữ=2, Kiến_nghị="Cấp kinh phí."))
    assert ("figures", "hoi_thao") not in told and told[("figures", "trong_do_nu")] == 2
    assert ("texts", "content") not in told
    assert len(warnings) == 2 and "“Hội nghị”" in warnings[0] and "“Kiến nghị”" in warnings[1]


def test_bodies_of_the_office_get_no_form() -> None:
    book = office()
    assert [unit.code for unit in book.expected(book.periods["2026-H1"])] == ["H01"]
