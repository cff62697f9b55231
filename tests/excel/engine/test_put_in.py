"""Nâng cấp sổ and Cập nhật cột from the add-in: the workbook is saved, closed, changed as a file and opened again."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import fake_com
import pytest
from clerk import cell_of
from fake_com.base import failed
from fake_com.stubs import ANSWERS, BOXES

from lhh_excel import buttons
from lhh_excel.workbook.package import Package
from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.reading import open_book
from lhh_excel.workbook.tables import DECLARING, SCHEMA_VERSION

SAMPLE = Path(__file__).parents[3] / "workbooks" / "LHH-vi-du.xlsm"
EARLIER = Path(__file__).parents[2] / "data" / "earlier" / "layout-1.zip"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook of version 1."""
    with zipfile.ZipFile(EARLIER) as archive:
        (tmp_path / "So.xlsm").write_bytes(archive.read("so.xlsm"))
    return tmp_path / "So.xlsm"


def opened(path: Path, **state: Any) -> Any:
    """The workbook as it is open in Excel; the add-in's button is pressed over it."""
    book = fake_com.open_book(path, **state)
    book.set_mock_caller()
    return fake_com.inside(book)


def version(path: Path) -> str:
    return Package(path).constant("LHH_PhienBan")


def test_it_asks_upgrades_and_opens_again(path: Path) -> None:
    workbook = opened(path)
    cell_of(workbook._typed, "tasks", 6, "Ghi chú").value = "vừa gõ, chưa lưu"
    workbook._dirty = True
    ANSWERS.append("yes")
    buttons.nang_cap()
    question, told = BOXES[-2][0], BOXES[-1][0]
    assert "+ trang Chỉ tiêu" in question and "Nâng cấp?" in question and "Đã nâng cấp So.xlsm" in told
    assert version(path) == str(SCHEMA_VERSION) and version(path.with_name("So.xlsm.bak")) == "1"
    (again,) = workbook._app._books
    assert again is not workbook and again.FullName == str(path)
    assert [sheet.Name for sheet in again._sheets][-len(DECLARING) :] == [table.sheet for table in DECLARING]
    assert open_book(path)["tasks"].clean["note"][0] == "vừa gõ, chưa lưu"
    assert (workbook._app.ScreenUpdating, workbook._app.StatusBar) == (True, False)
    again_book = fake_com.open_book(path)
    again_book.set_mock_caller()
    BOXES.clear()
    buttons.nang_cap()
    (only,) = BOXES  # nothing is lacking: nothing is asked, nothing closed
    assert "không có gì phải nâng cấp" in only[0]


def test_a_no_leaves_the_workbook_open_and_as_it_was(path: Path) -> None:
    workbook = opened(path)
    ANSWERS.append("no")
    buttons.nang_cap()
    assert "Chưa làm gì" in BOXES[-1][0] and version(path) == "1" and workbook._app._books == [workbook]


def test_what_is_refused_is_told_over_the_workbook_that_is_open_again(path: Path) -> None:
    workbook = opened(path)
    cell_of(workbook._typed, "units", 6, "Loại").value = "Hội thành vien"
    workbook._dirty = True
    ANSWERS.append("yes")
    buttons.nang_cap()
    assert "Hội thành vien" in BOXES[-1][0] and "lhh-excel" not in BOXES[-1][0]
    assert version(path) == "1" and len(workbook._app._books) == 1


def test_where_excel_does_not_open_it_again_the_file_is_whole(path: Path) -> None:
    workbook = opened(path)
    workbook._app._fail["Open"] = failed("no")
    ANSWERS.append("yes")
    buttons.nang_cap()
    assert "Tự mở lại" in BOXES[-1][0] and version(path) == str(SCHEMA_VERSION)


def test_read_only_or_failing_to_save_nothing_is_closed(path: Path) -> None:
    for state, fail in (({"read_only": True}, None), ({}, failed("no room"))):
        workbook = opened(path, **state)
        if fail is not None:
            workbook._fail["Save"] = fail
        before = path.read_bytes()
        ANSWERS.append("yes")
        buttons.nang_cap()
        assert path.read_bytes() == before and workbook._app._books == [workbook], BOXES[-1]


def test_columns_of_new_indicators(path: Path) -> None:
    opened(path)
    buttons.cap_nhat_cot()
    assert "Nâng cấp sổ" in BOXES[-1][0]  # the remedy is a button
    path.write_bytes(SAMPLE.read_bytes())  # as it is of today's version
    patch = WorkbookPatch(path)
    new = {"name": "Hội viên nữ", "measure": "cuối kỳ", "section": "1. Tổ chức", "noun": "hội viên nữ"}
    patch.append("indicators", [new])
    patch.save()
    workbook = opened(path)
    ANSWERS.append("yes")
    buttons.cap_nhat_cot()
    assert "+ cột Hội viên nữ ở trang Số liệu" in BOXES[-2][0] and "Đã thêm cột" in BOXES[-1][0]
    (again,) = workbook._app._books
    assert "hoi_vien_nu" in open_book(path)["figures"].letters and again.Name == "So.xlsm"
