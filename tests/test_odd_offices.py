"""Offices at the edge of what can be declared, with the real commands: one indicator, thirteen, no groups, no text at
all; and headers that look like formulas, brackets or each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import second_office as office
from cli import lhh
from docx.oxml.ns import qn

from lhh_excel.workbook.reading import open_book

#: Whole commands on whole workbooks.
pytestmark = pytest.mark.slow

TODAY = ("--as-of", "2026-07-02")
Tables = dict[str, list[dict[str, Any]]]


def four_cells(count: int) -> Tables:
    """The first indicators of the second office, each with no more than a clerk must type, and their figures."""
    whole = office.declared().indicators[:count]
    needed = ("name", "measure", "section", "noun", "annex")
    rows = [{key: row[key] for key in needed} for row in office.declaring()["indicators"][:count]]
    kept = {"period", "unit", "received", *(each.key for each in whole)}
    figures = [{k: v for k, v in row.items() if k in kept} for row in office.records()["figures"]]
    targets = [row for row in office.declaring()["targets"] if row["indicator"] in {each.name for each in whole}]
    return {"indicators": rows, "figures": figures, "targets": targets}


def no_groups() -> Tables:
    outline = [
        {**row, "kind": "Lời văn"} if row["kind"] == "Nhóm nhiệm vụ" else row for row in office.declaring()["outline"]
    ]
    return {"outline": outline, "tasks": [], "progress": []}


def no_text() -> Tables:
    outline = [{**row, "writer": None, "required": None} for row in office.declaring()["outline"]]
    return {"outline": outline, "texts": []}


def nothing_but_numbers() -> Tables:
    """One group, one figure, no part before it, no annex."""
    outline = [
        {"name": "Việc", "level": "Phần", "title": "Công việc", "kind": "Tổng nhiệm vụ"},
        {"name": "Nhóm", "level": "Mục", "title": "Nhóm việc", "kind": "Nhóm nhiệm vụ"},
    ]
    tasks = [{**row, "group": "Nhóm"} for row in office.records()["tasks"]]
    one = [{"name": "Hội thảo, tọa đàm", "measure": "phát sinh", "section": "Nhóm", "noun": "cuộc"}]
    kept = ("period", "unit", "received", "hoi_thao_toa_dam")
    figures = [{k: row[k] for k in kept} for row in office.records()["figures"]]
    return {"outline": outline, "tasks": tasks, "texts": [], "targets": [], "indicators": one, "figures": figures}


OFFICES: dict[str, Callable[[], Tables]] = {
    "one indicator": lambda: four_cells(1),
    "thirteen": lambda: four_cells(13),
    "no groups": no_groups,
    "no text": no_text,
    "nothing but numbers": nothing_but_numbers,
}


@pytest.mark.parametrize("kind", OFFICES)
def test_its_data_have_no_error_and_its_report_is_in_form(kind: str, tmp_path: Path) -> None:
    book = tmp_path / "so.xlsm"
    book.write_bytes(office.workbook(**OFFICES[kind]()))
    checked = lhh("validate", book, "--json", *TODAY)
    assert checked.json["summary"]["error"] == 0, checked.json["findings"]
    drafted = lhh("report", book, "--out", tmp_path, *TODAY)
    assert drafted.code == 0, drafted
    assert lhh("check", tmp_path / "BC-2026-H1-du-thao.docx").code == 0
    body = docx.Document(str(tmp_path / "BC-2026-H1-du-thao.docx")).element.body
    told = ["".join(text.text or "" for text in one.iter(qn("w:t"))) for one in body.iter(qn("w:p"))]
    assert not [line for line in told if re.search(r"[\[\]{}]|None|nan\b", line)]
    total = sum(row["hoi_thao_toa_dam"] for row in office.figures(office.PERIOD))
    if kind not in ("one indicator", "thirteen"):
        assert any(f" {total} " in line for line in told if "ội thảo, tọa đàm" in line)


# --- headers ---------------------------------------------------------------------------------------------------------

HOSTILE = [
    '=HYPERLINK("http://example.vn","x")',
    "=1+1",
    "+3-1",
    "@SUM(A1)",
    "-2+3",
    "{số}",
    "{{ 7*7 }}",
    "[x]",
    "Số \"trích\" của 'ai'",
    "Tỷ lệ & <b>",
    "Có #REF!",
    "_x0041_ đầu",
    "Số; hai",
    "Dài " + "a" * 251,
    "Dài " + "b" * 252,
    "HỘI VIÊN NỮ",
    unicodedata.normalize("NFD", "Hội viên nữ"),
    "Hoi vien nu",
    "Mã kỳ",
    "Ghi chú",
    "…",
    "Hai\ndòng",
    "12",
    "Kế hoạch",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second office's workbook into which a clerk typed those names, one a row, below the last indicator."""
    path = tmp_path_factory.mktemp("tiêu đề") / "so.xlsm"
    path.write_bytes(office.workbook())
    book = openpyxl.load_workbook(path, keep_vba=True)
    sheet = book["Chỉ tiêu"]
    table = sheet.tables["tblChiTieu"]
    first = sheet.max_row + 1
    heads = {cell.value: cell.column for cell in sheet[5]}
    common = {"Cách tính": "phát sinh", "Mục": "Phổ biến kiến thức, đào tạo", "Danh từ": "việc"}
    for row, name in enumerate(HOSTILE, first):
        for header, value in {"Chỉ tiêu": name, **common}.items():
            cell = sheet.cell(row, heads[header])
            cell.value = value
            cell.data_type = "s"
    left, right = table.ref.split(":")
    table.ref = f"{left}:{re.sub('[0-9]+', '', right)}{first + len(HOSTILE) - 1}"
    table.autoFilter.ref = table.ref
    book.save(path)
    return path


def test_each_is_told_where_it_cannot_be_used(hostile: Path) -> None:
    told = lhh("validate", hostile, "--json", *TODAY)
    assert told.code == 1
    found = [each for each in told.json["findings"] if each["sheet"] == "Chỉ tiêu"]
    stopped = {each["value"] for each in found if each["code"] in ("KB02", "KB03")}
    assert {unicodedata.normalize("NFC", name)[:20] for name in stopped} == {
        *("{số}", "{{ 7*7 }}", "[x]", "Số; hai", "Dài " + "b" * 16, "…"),  # no sentence, no column can bear them
        *("HỘI VIÊN NỮ", "Hội viên nữ", "Hoi vien nu", "Mã kỳ", "Ghi chú"),  # another's, if not by its letters
    }


def test_the_report_is_made_and_none_of_them_is_a_formula_in_it(hostile: Path, tmp_path: Path) -> None:
    columns = lhh("columns", hostile, *TODAY)
    assert columns.code == 0, columns
    book = openpyxl.load_workbook(hostile, keep_vba=True)
    head = {cell.value: cell for cell in book["Số liệu"][5]}
    assert {'=HYPERLINK("http://example.vn","x")', "+3-1", "A đầu", "Tỷ lệ & <b>"} <= set(head)
    assert all(cell.data_type == "s" for cell in head.values())
    assert not lhh("columns", hostile, "--dry-run", "--json", *TODAY).json["columns"]
    read = open_book(hostile)
    assert len(read.declared.indicators) == 25 + len(HOSTILE) - 11
    assert all(each.key in read["figures"].clean for each in read.declared.indicators)
    assert lhh("report", hostile, "--out", tmp_path, *TODAY).code == 1  # a draft: the names are errors
    listed = openpyxl.load_workbook(tmp_path / "BC-2026-H1-du-thao-nguon-so-lieu.xlsx").worksheets[0]
    assert all(cell.data_type != "f" for cells in listed.iter_rows() for cell in cells)
