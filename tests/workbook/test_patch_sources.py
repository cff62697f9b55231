"""The patcher takes workbooks as Excel, LibreOffice, openpyxl, XlsxWriter save them; LibreOffice opens the result."""

from __future__ import annotations

import re
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from lxml import etree
from office import convert
from patch_books import (
    DAY,
    audit,
    calamine_rows,
    changed_parts,
    openpyxl_rows,
    part_of_sheet,
    part_of_table,
    parts,
    rich,
)
from xlsx import edit_part

from lhh_excel.workbook.patch import Link, WorkbookPatch
from lhh_excel.workbook.tables import REGISTER

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def patch_register(book: Path, first_row: int = 6) -> None:
    patch = WorkbookPatch(book)
    patch.set("register", first_row, "state", "Bị thay thế")
    patch.append("register", [{"symbol": "03/BC-LHH", "date": DAY, "copies": 5, "state": "Đã cấp"}])
    patch.save()


def check_register(book: Path) -> None:
    for read in (openpyxl_rows, calamine_rows):
        rows = read(book, "tblVanBanDi")
        assert [r["Số, ký hiệu"] for r in rows] == ["01/BC-LHH", "02/BC-LHH", "03/BC-LHH"]
        assert rows[0]["Trạng thái"] == "Bị thay thế"
        assert (rows[2]["Ngày tháng văn bản"], rows[2]["Số lượng bản"]) == (DAY, 5)


@pytest.mark.slow
@pytest.mark.office
def test_libreoffice_opens_the_result_and_a_file_that_it_saved_is_patched_too(tmp_path: Path) -> None:
    book = rich(tmp_path / "LHH.xlsx")
    patch_register(book)
    saved = convert(book, "xlsx", tmp_path / "lo")
    check_register(saved)
    before, broken = saved.read_bytes(), audit(saved)
    patch = WorkbookPatch(saved)
    patch.append("register", [{"symbol": "04/BC-LHH", "date": DAY}])
    patch.replace_all("findings", [{"code": "A", "cell": Link("Văn bản đi", "B6")}])
    patch.save()
    assert changed_parts(before, saved.read_bytes()) == {
        *(part_of_sheet(saved, name) for name in ("Văn bản đi", "Kiểm tra")),
        *(part_of_table(saved, name) for name in ("tblVanBanDi", "tblKiemTra")),
        "xl/workbook.xml",
    }
    assert audit(saved) <= broken
    again = convert(saved, "xlsx", tmp_path / "lo" / "again")
    assert [r["Số, ký hiệu"] for r in openpyxl_rows(again, "tblVanBanDi")][-2:] == ["03/BC-LHH", "04/BC-LHH"]
    assert [r["Ô"] for r in calamine_rows(again, "tblKiemTra")] == ["B6"]


@pytest.mark.slow
def test_a_workbook_saved_by_openpyxl_is_patched(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book = rich(tmp_path / "LHH.xlsx")
    load_workbook(book).save(book)
    broken = audit(book)
    patch_register(book)
    check_register(book)
    assert audit(book) <= broken


@pytest.mark.slow
def test_prefixes_and_absolute_targets_are_understood(tmp_path: Path) -> None:
    """Some writers put every element into a prefix and name the parts from the root."""
    book = rich(tmp_path / "LHH.xlsx")
    sheet, table = part_of_sheet(book, "Văn bản đi"), part_of_table(book, "tblVanBanDi")

    def prefixed(xml: bytes) -> bytes:
        xml = re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", xml)
        return xml.replace(b'xmlns="', b'xmlns:x="', 1)

    for part in (sheet, table, "xl/workbook.xml"):
        edit_part(book, part, prefixed)
    rels = sheet.replace("worksheets/", "worksheets/_rels/") + ".rels"
    edit_part(book, rels, lambda xml: xml.replace(b"../tables/", b"/xl/tables/"))
    patch_register(book)
    check_register(book)
    assert audit(book) == set()


def test_cells_and_rows_without_addresses_are_counted(tmp_path: Path) -> None:
    book = rich(tmp_path / "LHH.xlsx")
    part = part_of_sheet(book, "Văn bản đi")

    def bare(xml: bytes) -> bytes:
        rows = "".join(
            "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in cells) + "</row>"
            for cells in ([["x"]] * 4 + [[c.header for c in REGISTER.columns]] + [["01/BC-LHH"], ["02/BC-LHH"]])
        )
        return re.sub(rb"<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>".encode(), xml, flags=re.DOTALL)

    edit_part(book, part, bare)
    patch_register(book)
    check_register(book)


def excel_file(name: str, to: Path, sheet: str) -> Path:
    """A file that real Excel saved (they come with xlwings), with our register put on one of its sheets."""
    spec = find_spec("xlwings")
    assert spec is not None and spec.origin is not None
    shutil.copy(Path(spec.origin).parent / name, to)
    headers = [column.header for column in REGISTER.columns]
    letters = "ABCDEFGHIJKLM"
    rows = [headers, ["01/BC-LHH"], ["02/BC-LHH"]]
    xml = "".join(
        f'<row r="{r}" spans="1:13">'
        + "".join(f'<c r="{letters[c]}{r}" t="inlineStr"><is><t>{text}</t></is></c>' for c, text in enumerate(row))
        + "</row>"
        for r, row in enumerate(rows, 40)
    )
    columns = "".join(f'<tableColumn id="{i}" name="{h}"/>' for i, h in enumerate(headers, 1))
    table = (
        f'<table xmlns="{MAIN}" id="1" name="tblVanBanDi" displayName="tblVanBanDi" ref="A40:M42" totalsRowShown="0">'
        f'<autoFilter ref="A40:M42"/><tableColumns count="{len(headers)}">{columns}</tableColumns></table>'
    )

    def with_rows(data: bytes) -> bytes:
        text = data.decode()
        text = re.sub("<sheetData ?/>", "<sheetData></sheetData>", text).replace("</sheetData>", xml + "</sheetData>")
        parts_ = f'<tableParts xmlns:r="{OFFICE}" count="1"><tablePart r:id="rId77"/></tableParts></worksheet>'
        return text.replace("</worksheet>", parts_).encode()

    edit_part(to, sheet, with_rows)
    rel = f'<Relationship Id="rId77" Type="{OFFICE}/table" Target="../tables/table1.xml"/></Relationships>'
    empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    rels = sheet.replace("worksheets/", "worksheets/_rels/") + ".rels"
    edit_part(to, rels, lambda data: (data.decode() or empty).replace("</Relationships>", rel).encode())
    edit_part(to, "xl/tables/table1.xml", lambda _: table.encode())
    kind = (
        '<Override PartName="/xl/tables/table1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"/></Types>'
    )
    edit_part(to, "[Content_Types].xml", lambda data: data.decode().replace("</Types>", kind).encode())
    return to


def without_cells(xml: bytes) -> bytes:
    return re.sub(rb"<sheetData.*</sheetData>|<dimension[^>]*>", b"", xml, flags=re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("quickstart.xlsm", "xl/worksheets/sheet1.xml"),
        ("quickstart.xlsm", "xl/worksheets/sheet2.xml"),
        ("quickstart_standalone.xlsm", "xl/worksheets/sheet2.xml"),
        ("quickstart_addin_ribbon.xlam", "xl/worksheets/sheet1.xml"),
        ("addin/xlwings.xlam", "xl/worksheets/sheet1.xml"),
    ],
)
def test_files_of_real_excel_keep_every_other_part(tmp_path: Path, name: str, sheet: str) -> None:
    book = excel_file(name, tmp_path / Path(name).name, sheet)
    before, broken = book.read_bytes(), audit(book)
    patch_register(book, 41)
    assert changed_parts(before, book.read_bytes()) == {sheet, "xl/tables/table1.xml", "xl/workbook.xml"}
    assert "xl/vbaProject.bin" in parts(book)
    rows = openpyxl_rows(book, "tblVanBanDi") if name.endswith(".xlsm") else calamine_rows(book, "tblVanBanDi")
    assert [r["Số, ký hiệu"] for r in rows] == ["01/BC-LHH", "02/BC-LHH", "03/BC-LHH"]
    assert audit(book) <= broken
    old, new = (etree.canonicalize(without_cells(data[sheet]).decode()) for data in (parts(before), parts(book)))
    assert old == new  # namespaces, mc:Ignorable, uid, views, all as Excel wrote them


def test_the_one_blank_row_that_excel_marks_as_an_insert_row_becomes_a_real_one(tmp_path: Path) -> None:
    book = rich(tmp_path / "LHH.xlsx")
    part = part_of_table(book, "tblNhatKy")
    edit_part(book, part, lambda xml: xml.replace(b" ref=", b' insertRow="1" ref=', 1))
    patch = WorkbookPatch(book)
    patch.append("journal", [{"action": "một"}])
    patch.save()
    assert b"insertRow" not in parts(book)[part]
