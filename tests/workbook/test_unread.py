"""What is typed where no table reads it is told: rows below a gap or beside a table, on copies of a sheet.

The sample's own rows are put elsewhere, for every table that a clerk types; both readers see them alike.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from places import SAMPLE
from xlsx import edit_part

from lhh_excel.checking.finding import Finding
from lhh_excel.checking.run import run_rules
from lhh_excel.workbook.addresses import column_letter, column_number
from lhh_excel.workbook.package import Package, TablePart
from lhh_excel.workbook.reading import open_book
from lhh_excel.workbook.tables import BY_NAME, TARGETS

ENTERED = [schema.name for schema in BY_NAME.values() if schema.entered]


@pytest.fixture(params=["fast", "any"])
def reader(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def both(cases: Iterable[str], by_any: set[str]) -> list[tuple[str, str]]:
    """Each case by the fast reader, those named by the other one besides."""
    return [(case, reader) for case in cases for reader in ("fast", "any") if reader == "fast" or case in by_any]


def tables(path: Path) -> Iterator[TablePart]:
    """Those that the clerk fills in and the sample has records of."""
    return (table for table in Package(path).tables if table.name in ENTERED and table.name != TARGETS.name)


def row_at(xml: bytes, row: int, to: int, *, by: int = 0, without: int = 0) -> bytes:
    """The XML of a row as it would stand in row `to`, `by` columns to the right, its first cells left blank."""
    found = re.search(rb'<row r="%d"[^>]*?>(.*?)</row>' % row, xml, re.DOTALL)
    assert found is not None
    cells = re.findall(rb'<c r="[A-Z]+\d+"(?:[^>]*/>|.*?</c>)', found[1], re.DOTALL)
    moved = []
    for cell in cells[without:]:
        letters = re.match(rb'<c r="([A-Z]+)', cell)
        assert letters is not None
        place = column_letter(column_number(letters[1].decode()) + by)
        moved.append(re.sub(rb'<c r="[A-Z]+\d+"', f'<c r="{place}{to}"'.encode(), cell, count=1))
    return b"".join(moved)


def put(xml: bytes, row: int, cells: bytes) -> bytes:
    """Cells added to a row, at its end; a new row below all others where the sheet has none of that number."""
    found = re.search(rb'(<row r="%d"[^>]*?>.*?)(</row>)' % row, xml, re.DOTALL)
    if found is not None:
        return xml[: found.start(2)] + cells + xml[found.start(2) :]
    return xml.replace(b"</sheetData>", b'<row r="%d">' % row + cells + b"</row></sheetData>")


def text(cell: str, value: str | float) -> bytes:
    if isinstance(value, str):
        return f'<c r="{cell}" t="inlineStr"><is><t>{value}</t></is></c>'.encode()
    return f'<c r="{cell}"><v>{value}</v></c>'.encode()


def findings(path: Path, code: str, reader: str) -> list[Finding]:
    return [finding for finding in run_rules(open_book(path, reader=reader)) if finding.code == code]


def below(gap: int, without: int = 0) -> Callable[[bytes, TablePart], tuple[bytes, int]]:
    def change(xml: bytes, table: TablePart) -> tuple[bytes, int]:
        row = table.last_row + gap + 1
        return put(xml, row, row_at(xml, table.last_row, row, without=without)), row

    return change


def beside(row_of: Callable[[TablePart], int]) -> Callable[[bytes, TablePart], tuple[bytes, int]]:
    def change(xml: bytes, table: TablePart) -> tuple[bytes, int]:
        row, by = row_of(table), table.last_column - table.first_column + 3
        return put(xml, row, row_at(xml, table.last_row, row, by=by)), row

    return change


PLACES = {
    "right below": below(0),
    "after one blank row": below(1),
    "after many": below(9),
    "far below": below(900),
    "below with a blank first column": below(2, without=1),
    "beside the first record": beside(lambda table: table.first_row + 1),
    "beside, below the table": beside(lambda table: table.last_row + 3),
}
#: A label alone, and texts that stand in no other row, might as well be a note.
TOO_LITTLE = dict.fromkeys(
    ("below with a blank first column", "beside the first record", "beside, below the table"),
    frozenset({"tblCauHinh", "tblLoaiDonVi"}),
)


@pytest.mark.slow
@pytest.mark.parametrize(("place", "reader"), both(PLACES, {"after one blank row", "beside the first record"}))
def test_CT09_a_record_outside_its_table_is_told_on_every_sheet(place: str, tmp_path: Path, reader: str) -> None:
    path = tmp_path / "so.xlsm"
    wanted, sheets, package = {}, {}, Package(SAMPLE)
    for table in tables(SAMPLE):
        sheets[table.sheet.part], row = PLACES[place](package.read(table.sheet.part), table)
        if table.name not in TOO_LITTLE.get(place, frozenset()):
            wanted[table.sheet.name] = row
    with zipfile.ZipFile(SAMPLE) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            new.writestr(info, sheets.get(info.filename) or old.read(info), compresslevel=1)
    told = findings(path, "CT09", reader)
    assert {finding.sheet: finding.row for finding in told} == wanted
    assert len(told) == len(wanted)
    for finding in told:
        assert finding.value and finding.value.split("; ")[0] in finding.message


@pytest.mark.slow
@pytest.mark.parametrize("gap", [0, 1, 4])
def test_CT09_the_remedy_works(gap: int, tmp_path: Path) -> None:
    """The table drawn over the rows, as told; what was typed is read then."""
    path = tmp_path / "so.xlsm"
    path.write_bytes(SAMPLE.read_bytes())
    table = next(table for table in tables(path) if table.name == "tblSoLieu")
    before = len(open_book(path)["figures"])
    edit_part(path, table.sheet.part, lambda xml: below(gap)(xml, table)[0])
    [told] = findings(path, "CT09", "fast")
    last = re.search(r"xuống hết dòng (\d+)", told.fix)
    assert last is not None
    edge = f":{column_letter(table.last_column)}"
    old, new = (f"{edge}{row}".encode() for row in (table.last_row, int(last[1])))
    edit_part(path, table.part, lambda xml: xml.replace(old, new))
    assert len(open_book(path)["figures"]) == before + 1 and findings(path, "CT09", "fast") == []


NOTES = [
    ("Số liệu", {"A": "Ghi chú: số liệu tạm tính đến 14/6"}),
    ("Số liệu", {"A": "Tổng cộng", "D": 6125, "E": 240, "F": 75, "G": 6290, "V": 2210.5}),
    ("Số liệu", {"B": "Cộng", "V": 2210.5}),
    ("Số liệu", {"B": "Người lập biểu", "F": "Chánh Văn phòng"}),
    ("Số liệu", {"A": "H05", "B": "gọi lại sau"}),
    ("Nhiệm vụ", {"G": "Cần Thơ,", "H": "ngày 16 tháng 6 năm 2026"}),
    ("Nhiệm vụ", {"D": "Các việc còn lại xem Chương trình 70/CTr-LHH"}),
    ("Đơn vị", {"B": "Danh sách theo Quyết định 12/QĐ-LHH"}),
    ("Người ký", {"A": "Cập nhật theo Nghị quyết Đại hội"}),
    ("Nội dung", {"D": "Chưa viết phần Kiến nghị"}),
    ("Văn bản đi", {"A": "Hết sổ năm 2026", "C": "chuyển sang sổ năm 2027"}),
    ("Số liệu", {"A": "2026-H1", "B": 20, "C": 18}),
    ("Số liệu", {"B": "H05", "C": 120}),
    ("Số liệu", {"Z": "ghi riêng", "AA": 12, "AB": 15}),
    ("Số liệu", {"Z": "H05", "AA": 120}),
    ("Số liệu", {"Z": "Đơn vị", "AA": "Hội viên", "AB": "Kinh phí"}),
]


@pytest.mark.slow
def test_CT09_spares_what_a_person_writes_about_a_table(tmp_path: Path, reader: str) -> None:
    """Each note below its table, some rows from the one before."""
    path = tmp_path / "so.xlsm"
    path.write_bytes(SAMPLE.read_bytes())
    for table in list(tables(path)):
        written = b""
        for number, cells in enumerate(cells for sheet, cells in NOTES if sheet == table.sheet.name):
            row = table.last_row + 2 + 5 * number
            typed = b"".join(text(f"{letter}{row}", value) for letter, value in cells.items())
            written += b'<row r="%d">%b</row>' % (row, typed)
        if written:
            edit_part(path, table.sheet.part, lambda xml, w=written: xml.replace(b"</sheetData>", w + b"</sheetData>"))
    assert findings(path, "CT09", reader) == []


@pytest.mark.slow
def test_CT09_rows_under_each_other_are_one_finding_and_a_table_of_the_clerk_is_none(
    tmp_path: Path, reader: str
) -> None:
    path = tmp_path / "so.xlsm"
    path.write_bytes(SAMPLE.read_bytes())
    table = next(table for table in tables(path) if table.name == "tblSoLieu")
    first = table.last_row + 3

    def change(xml: bytes) -> bytes:
        for row in (first, first + 1, first + 2, first + 6):
            xml = put(xml, row, row_at(xml, table.last_row - row + first, row))
        return xml

    edit_part(path, table.sheet.part, change)
    told = findings(path, "CT09", reader)
    assert [finding.cell for finding in told] == [f"A{first}", f"A{first + 6}"]
    assert f"{first}–{first + 2}" in told[0].message


# --- copies of sheets ------------------------------------------------------------------------------------------------


def with_copy(path: Path, of: str, name: str, table: str | None, change: Callable[[bytes], bytes], state: str) -> Path:
    """The sample with its sheet `of` once more under another name, as a table of that name or as plain cells."""
    path.write_bytes(SAMPLE.read_bytes())
    package = Package(path)
    source = next(found for found in package.tables if found.sheet.name == of)
    part, table_part = "xl/worksheets/sheet99.xml", "xl/tables/table99.xml"
    xml = re.sub(rb"<(?:legacyDrawing|drawing)[^>]*/>", b"", change(package.read(source.sheet.part)))
    if table is None:
        xml = re.sub(rb"<tableParts.*?</tableParts>", b"", xml, flags=re.DOTALL)
        rels = ""
    else:
        rels = (
            '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/table" '
        )
        rels += 'Target="../tables/table99.xml"/>'
        xml = re.sub(rb'<tablePart r:id="[^"]*"/>', b'<tablePart r:id="rId1"/>', xml)
        ours = package.read(source.part).replace(source.name.encode(), table.encode())
        edit_part(path, table_part, lambda _: re.sub(rb' id="\d+"', b' id="99"', ours, count=1))
    head = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    edit_part(path, part, lambda _: xml)
    edit_part(path, "xl/worksheets/_rels/sheet99.xml.rels", lambda _: f"{head}{rels}</Relationships>".encode())
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = f'<Override PartName="/{part}" ContentType="{kind}.worksheet+xml"/>'
    types += f'<Override PartName="/{table_part}" ContentType="{kind}.table+xml"/>' if table else ""
    edit_part(path, "[Content_Types].xml", lambda old: old.replace(b"</Types>", f"{types}</Types>".encode()))
    entry = f'<sheet name="{name}" sheetId="99" {state} r:id="rId99"/></sheets>'.encode()
    edit_part(path, "xl/workbook.xml", lambda old: old.replace(b"</sheets>", entry))
    rel = '<Relationship Id="rId99" Target="worksheets/sheet99.xml" '
    rel += 'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
    edit_part(path, "xl/_rels/workbook.xml.rels", lambda old: old.replace(b"</Relationships>", rel.encode()))
    return path


COPIES = {
    "by Excel": ("Số liệu", "Số liệu (2)", "tblSoLieu2", ""),
    "renamed": ("Số liệu", "Số liệu (2) của Lan", "Table15", ""),
    "by another name": ("Nhiệm vụ", "Việc của phòng", "Bang7", ""),
    "hidden": ("Đơn vị", "Đơn vị cũ", "tblDonVi_1", 'state="hidden"'),
    "very hidden": ("Tiến độ", "x", "t", 'state="veryHidden"'),
    "plain cells": ("Số liệu", "Số liệu_2", None, ""),
    "of a narrow table": ("Nội dung", "Nội dung (3)", "tblNoiDung34", ""),
    "of the profile": ("Cấu hình", "Cấu hình (2)", "tblCauHinh5", ""),
}


@pytest.mark.slow
def test_SL15_sends_nobody_to_a_copy_that_says_the_same(tmp_path: Path) -> None:
    path = with_copy(tmp_path / "so.xlsm", "Số liệu", "Số liệu (2)", "tblSoLieu2", lambda xml: xml, "")
    assert all("chưa được đọc" not in finding.message for finding in findings(path, "SL15", "fast"))


@pytest.mark.slow
@pytest.mark.parametrize(("case", "reader"), both(COPIES, {"by Excel", "plain cells"}))
def test_CT18_a_copy_of_a_sheet_is_told_with_the_rows_that_only_it_has(case: str, tmp_path: Path, reader: str) -> None:
    of, name, table, state = COPIES[case]
    path = with_copy(tmp_path / "so.xlsm", of, name, table, lambda xml: xml, state)
    [same] = findings(path, "CT18", reader)
    assert same.sheet == name and f"bản sao của trang “{of}”" in same.message and "giống trang gốc" in same.message
    assert ("đang ẩn" in same.message) is (state != "")

    def typed(xml: bytes) -> bytes:
        at = re.search(rb'<c r="([A-Z]+)8"( s="\d+")? t="s"><v>\d+</v></c>', xml)
        assert at is not None
        return xml.replace(at[0], text(at[1].decode() + "8", "Gõ ở bản sao"))

    told = list(run_rules(open_book(with_copy(path, of, name, table, typed, state), reader=reader)))
    [differs] = [finding for finding in told if finding.code == "CT18"]
    assert "1 dòng ở đó khác" in differs.message and "dòng 8" in differs.message
    assert differs.cell.endswith("8")
    assert not [finding for finding in told if finding.code in ("CT04", "CT05", "CT15")]


@pytest.mark.slow
def test_CT18_spares_sheets_of_the_clerk_that_are_unlike(tmp_path: Path, reader: str) -> None:
    """Some headers of ours, our names with another content, a sheet without anything of ours."""
    some = {"Mã đơn vị": "Mã hội", "Người đứng đầu": "Chủ tịch", "Ngày thành lập": "x", "Nhiệm kỳ": "y", "Email": "z"}
    some |= {"Loại": "Nhóm", "Ngày gia nhập": "w", "Số quyết định": "v"}

    def renamed(xml: bytes) -> bytes:
        for row in (5,):
            cells = re.search(rb'<row r="%d"[^>]*?>(.*?)</row>' % row, xml, re.DOTALL)
            assert cells is not None
            kept = "".join(
                f'<c r="{column_letter(i)}5" t="inlineStr"><is><t>{value}</t></is></c>'
                for i, value in enumerate([*some.values(), "Tên đơn vị", "Ghi chú"], 1)
            )
            xml = xml.replace(cells[1], kept.encode())
        return xml

    assert findings(with_copy(tmp_path / "a.xlsm", "Đơn vị", "Danh bạ", None, renamed, ""), "CT18", reader) == []
    empty = with_copy(tmp_path / "b.xlsm", "Số liệu", "Số liệu (2)", None, lambda xml: b"", "")
    assert findings(empty, "CT18", reader) == []  # not even readable: not ours to refuse


def test_SL15_says_where_the_row_stands_that_nobody_reads(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsm"
    path.write_bytes(SAMPLE.read_bytes())
    table = next(table for table in tables(path) if table.name == "tblSoLieu")
    row = table.last_row + 2
    typed = text(f"A{row}", "2026-H1") + text(f"B{row}", "TT03") + text(f"G{row}", 50)
    edit_part(path, table.sheet.part, lambda xml: put(xml, row, typed))
    said = {finding.message for finding in findings(path, "SL15", "fast")}
    assert [m for m in said if "TT03" in m and f"trang “Số liệu”, dòng {row}" in m]
    assert [m for m in said if "H09" in m and "chưa được đọc" not in m]
