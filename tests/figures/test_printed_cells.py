"""Every cell that a report prints otherwise is one that issue compares with what was submitted."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator

import pytest
from office_books import UNITS, office
from places import ROOT

from lhh_excel.document.templates.ready import prepared
from lhh_excel.document.templates.render import printed
from lhh_excel.errors import UsageError
from lhh_excel.figures.report import build_report
from lhh_excel.register.changes import changes, put_back, report_inputs
from lhh_excel.workbook.assemble import read_profile
from lhh_excel.workbook.book import Book
from lhh_excel.workbook.schema import Kind

PERIOD, SIGNER = "2026-H1", "Nguyễn Văn A"
TASKS = """
## tblNhiemVu
| Mã nhiệm vụ | Nhóm nhiệm vụ | Nội dung | Đơn vị chủ trì | Ngày giao | Hạn hoàn thành | Trạng thái | Tiến độ (%) | Ngày hoàn thành | Kết quả | Khó khăn vướng mắc |
| NV-001 | 1. Tổ chức | Kiện toàn tổ chức | H01 | 02/01/2026 | 30/04/2026 | Hoàn thành | 100 | 20/04/2026 | Đã xong | |
| NV-002 | 1. Tổ chức | Phát triển hội viên | H02 | 02/01/2026 | 30/05/2026 | Đang thực hiện | 40 | | | Thiếu kinh phí |
| NV-003 | 2. Chuyên môn, tư vấn, phản biện và giám định xã hội | Hội thảo | H05 | 02/01/2026 | 30/09/2026 | Đang thực hiện | 10 | | | |
| NV-004 | 4. Thi đua, giáo dục chính trị tư tưởng | Thi đua | T01 | 02/01/2025 | 30/11/2025 | Hoàn thành | 100 | 20/11/2025 | Đã tổng kết | |
"""  # noqa: E501
PROGRESS = """
## tblTienDo
| Mã kỳ | Mã nhiệm vụ | Mã đơn vị | Trạng thái | Tiến độ (%) | Kết quả | Khó khăn vướng mắc |
| 2025-H2 | NV-004 | T01 | Hoàn thành | 100 | Đã tổng kết | |
| 2026-H1 | NV-003 | H05 | Đang thực hiện | 10 | | Chờ địa điểm |
"""
TEXTS = """
## tblNoiDung
| Mã kỳ | Mục | Thứ tự | Nội dung |
| 2026-H1 | Ưu điểm | 1 | Tốt. |
| 2026-H1 | Hạn chế | 1 | Chậm. |
| 2025-H2 | Ưu điểm | 1 | Kỳ trước. |
"""
#: What a cell of the kind is changed to.
OTHER = {
    Kind.DATE: dt.date(2026, 5, 5),
    Kind.COUNT: 77,
    Kind.DECIMAL: 77.5,
    Kind.PERCENT: 55,
    Kind.TEXT: "Chữ khác",
    Kind.CODE: "KHAC",
    Kind.REF: "H03",
    Kind.CHOICE: None,
}
#: A template that an office copied from an earlier version.
EARLIER = ROOT / "tests" / "data" / "earlier" / "bao-cao-1.docx"
OWN_STATE = ("state", "progress", "done_on", "result", "difficulty")


def world() -> Book:
    return office(TASKS, PROGRESS, TEXTS, UNITS)


def printed_of(book: Book, template: bytes) -> list[str]:
    """[] where no report can be made of it, because its signer's name is another."""
    try:
        return printed(template, build_report(book, PERIOD, signer=SIGNER).context)
    except UsageError:
        return []


def mutants(book: Book) -> Iterator[tuple[str, str, int, Book]]:
    """The book with one cell of the tables of a report changed: of the figures every fourth record, of the units
    every third, beginning with another one."""
    for table in ("profile", "signers", "periods", "units", "tasks", "progress", "figures", "texts", "recipients"):
        data = book[table]
        step = {"figures": 4, "units": 3}.get(table, 1)
        for number, column in enumerate(data.schema.columns):
            if column.key not in data.letters or column.kind not in OTHER or (table, column.key) == ("profile", "item"):
                continue
            for i in range(number % min(step, len(data)), len(data), step):
                values = list(data.clean[column.key])
                values[i] = OTHER[column.kind]
                if values[i] == data.clean[column.key][i]:
                    continue
                changed = dataclasses.replace(
                    data, clean={**data.clean, column.key: values}, raw={**data.raw, column.key: values}
                )
                made = dataclasses.replace(book, tables={**book.tables, table: changed}, profile={}, profile_rows={})
                read_profile(made, book.as_of)
                yield table, column.key, i, made


@pytest.fixture(scope="module")
def template() -> bytes:
    return prepared((ROOT / "templates" / "bao-cao.docx").read_bytes()).docx


@pytest.mark.slow
def test_no_cell_changes_the_print_without_being_compared_and_put_back_it_prints_as_before(template: bytes) -> None:
    """A few seconds: a report for each of several hundred cells."""
    book = world()
    then, before = report_inputs(book, PERIOD, signer=SIGNER), printed_of(book, template)
    unseen, told = [], 0
    for table, key, i, changed in mutants(book):
        if printed_of(changed, template) == before:
            continue
        told += 1
        found = changes(then, changed, PERIOD, SIGNER)
        if not found.others and not (table == "tasks" and key in OWN_STATE and found.everyday):
            unseen.append(f"{book[table].sheet}!{book[table].cell(i, key)} {key}")
        back = put_back(changed, [*found.others, *found.everyday])
        assert printed_of(back, template) == before, (table, key, i)
    assert unseen == []
    assert told > 60


def test_what_a_template_does_not_ask_for_does_not_count(template: bytes) -> None:
    context, earlier = build_report(world(), PERIOD, signer=SIGNER).context, prepared(EARLIER.read_bytes()).docx

    def tells(template: bytes, key: str, name: str) -> bool:
        figures = {**context["so_lieu"], key: {**context["so_lieu"][key], name: "chữ khác"}}
        return printed(template, {**context, "so_lieu": figures}) != printed(template, context)

    assert not tells(template, "hoi_thao", "so_cung_ky")  # it prints sentences
    assert tells(earlier, "hoi_thao", "so_cung_ky") and tells(earlier, "hoi_vien_cuoi_ky", "so_ky_truoc")
    assert not tells(earlier, "hoi_thao", "so_ky_truoc")  # only members are told against the period before


def test_how_the_document_is_set_counts_though_no_template_prints_it(template: bytes) -> None:
    context = build_report(world(), PERIOD, signer=SIGNER).context
    for key in context["trinh_bay"]:
        layout = {**context["trinh_bay"], key: "khác"}
        assert printed(template, {**context, "trinh_bay": layout}) != printed(template, context), key
