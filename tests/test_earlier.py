"""What is out there stays readable: workbooks, returned forms and frozen submissions of every earlier layout.

As they are, and after `upgrade`, which forms in flight and submissions that are not yet issued must survive.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli import lhh
from kept import once
from places import ROOT

#: Over a second of processor time each: left out of `make fast`.
pytestmark = pytest.mark.slow

EARLIER = sorted((ROOT / "tests" / "data" / "earlier").glob("layout-*.zip"))


@pytest.fixture(params=EARLIER, ids=[path.stem for path in EARLIER])
def as_left(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder as the clerk has it."""
    with zipfile.ZipFile(request.param) as archive:
        archive.extractall(tmp_path)
    return tmp_path


@pytest.fixture(params=["as it is", "upgraded"])
def kept(request: pytest.FixtureRequest, as_left: Path) -> Path:
    book = as_left / "so.xlsm"

    def upgraded() -> bytes:
        assert lhh("upgrade", book).code == 0
        return book.read_bytes()

    if request.param == "upgraded":
        book.write_bytes(once(upgraded, "upgraded from an earlier layout", book.read_bytes()))
    return as_left


def test_an_earlier_workbook_is_checked_as_one_of_today(kept: Path) -> None:
    said = lhh("validate", kept / "so.xlsm", "--as-of", "2026-06-16", "--json")
    assert said.code == 0 and said.json["summary"]["error"] == 0 and said.json["summary"]["warning"] > 20
    assert not [finding for finding in said.json["findings"] if finding["code"].startswith(("CT", "KB"))]


def rows(path: Path, sheet: str) -> list[dict[str, Any]]:
    """The records of the sheet's only table, by header."""
    lines = openpyxl.load_workbook(path, read_only=True)[sheet].iter_rows(min_row=5, values_only=True)
    header, *records = [line for line in lines if any(line)]
    return [dict(zip(header, record, strict=True)) for record in records]


def test_an_earlier_form_goes_in_and_comes_out_again(kept: Path) -> None:
    book, before = kept / "so.xlsm", lhh("validate", kept / "so.xlsm", "--json").json
    said = lhh("import", book, kept / "phieu-H09.xlsx", "--yes", "--as-of", "2026-06-16", "--json")
    assert said.code == 0 and said.json["forms"] == 1 and said.json["cells"] == 33
    members = {row["Mã đơn vị"]: row for row in rows(book, "Số liệu") if row["Mã kỳ"] == "2026-H1"}["H09"]
    assert members["Hội viên cuối kỳ"] == 72 and members["Kinh phí (triệu đồng)"] == 57.5
    assert any(row["Nội dung"] == "Kiện toàn ban chấp hành khóa mới" for row in rows(book, "Nhiệm vụ"))
    assert lhh("undo-import", book, said.json["id"], "--yes").code == 0
    assert lhh("validate", book, "--json").json["summary"] == before["summary"]


def test_an_earlier_workbook_gives_its_report_and_its_frozen_submission_is_issued(kept: Path) -> None:
    assert lhh("report", kept / "so.xlsm", "--out", kept / "nhap").code == 0
    issued = lhh("report", kept / "so.xlsm", "--issue", "--date", "17/06/2026", "--json")
    assert issued.code == 0, issued.err
    assert (kept / "ket-xuat" / "11-BC-LHH-2026-H1.docx").is_file()


def test_an_earlier_workbook_goes_on_through_the_whole_cycle(kept: Path) -> None:
    book = kept / "so.xlsm"
    for call in (
        ("forms", book, "--unit", "H09", "--out", kept / "phieu"),
        ("status", book),
        ("remind", book),
        ("lock", book, "--yes"),
    ):
        assert lhh(*call).code == 0, call[0]
