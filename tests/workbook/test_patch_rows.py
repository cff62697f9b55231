"""A sheet is changed row by row: its other rows stay the same bytes, however it is written, and cost no memory."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from office import small_master
from patch_books import DAY, audit, calamine_rows, openpyxl_rows, part_of_sheet, parts, rich
from places import ROOT
from xlsx import edit_part

sys.path.insert(0, str(ROOT))
from bench.torture import bases
from lhh_excel.errors import InputError
from lhh_excel.workbook.build import build_workbook, sample_tables
from lhh_excel.workbook.master import FileMaster
from lhh_excel.workbook.package import Package
from lhh_excel.workbook.patch import Link, WorkbookPatch
from lhh_excel.workbook.patch_parts import cut, sliceable, written_plainly
from lhh_excel.workbook.reading import open_book

Edit = Callable[[bytes], bytes]
REGISTER = "Văn bản đi"
ROW = re.compile(rb"<row [^>]*>.*?</row>", re.DOTALL)


def rows_of(xml: bytes) -> list[bytes]:
    return ROW.findall(xml)


def write_one(book: Path) -> None:
    patch = WorkbookPatch(book)
    patch.append("register", [{"symbol": "03/BC-LHH", "date": DAY, "copies": 5}])
    patch.save()


def symbols(book: Path) -> list[object]:
    found = [[row["Số, ký hiệu"] for row in read(book, "tblVanBanDi")] for read in (openpyxl_rows, calamine_rows)]
    assert found[0] == found[1]
    return found[0]


# --- what is not touched -------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("program", ["XlsxWriter", "openpyxl", "Excel", "LibreOffice"])
def test_all_but_the_new_row_is_the_same_bytes(tmp_path: Path, program: str) -> None:
    small = bases.small_master(tmp_path / "nho.xlsx")
    book = small
    if program == "openpyxl":
        book = bases.by_openpyxl(small, tmp_path / "luu.xlsx")
    elif program == "Excel":
        small.write_bytes(bases.excel_like(small.read_bytes()))
    elif program == "LibreOffice":
        small.write_bytes(small_master())
    part = part_of_sheet(book, "Đơn vị")
    before = parts(book)[part]
    patch = WorkbookPatch(book)
    (row,) = patch.append("units", [{"code": "H99", "name": "Hội thành viên 99"}])
    patch.save()
    after = parts(book)[part]
    added = next(xml for xml in rows_of(after) if b"H99" in xml)
    left = after.replace(added, b"", 1)
    used = re.compile(rb'(<dimension ref=")[^"]*')
    assert used.sub(rb"\1", left) == used.sub(rb"\1", before)
    assert str(row).encode() in added


def test_a_changed_row_leaves_its_neighbours_as_they_were_written(tmp_path: Path) -> None:
    book = rich(tmp_path / "LHH.xlsx")
    part = part_of_sheet(book, REGISTER)
    edit_part(book, part, lambda xml: xml.replace(b'<row r="7"', b"<row  custom='a&#10;b' r=\"7\"".replace(b"'", b'"')))
    before = rows_of(parts(book)[part])
    patch = WorkbookPatch(book)
    patch.set("register", 6, "note", "mới")
    patch.save()
    after = rows_of(parts(book)[part])
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, True]


def test_links_that_change_leave_the_rows_as_they_were_written(tmp_path: Path) -> None:
    book = rich(tmp_path / "LHH.xlsx")
    part = part_of_sheet(book, "Kiểm tra")
    before = rows_of(parts(book)[part])
    patch = WorkbookPatch(book)
    patch.append("findings", [{"code": "A", "cell": Link("Văn bản đi", "B6")}])
    patch.save()
    assert rows_of(parts(book)[part])[: len(before)] == before


# --- however the sheet is written ----------------------------------------------------------------------------------


def prefixed(xml: bytes) -> bytes:
    return re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", xml).replace(b'xmlns="', b'xmlns:x="', 1)


WRITINGS: dict[str, Edit] = {
    "comments that look like rows": lambda xml: xml.replace(b"<row ", b'<!-- <row r="9"></row> </sheetData> --><row '),
    "a row that was commented out": lambda xml: xml.replace(
        b'<row r="7"', b'<!-- <row r="8"><c r="A8"><v>1</v></c></row> --><row r="7"'
    ),
    "CDATA that looks like rows": lambda xml: xml.replace(
        b'<row r="5"', b'<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[<row r="6">]]></t></is></c></row><row r="5"'
    ),
    "instructions between the rows": lambda xml: xml.replace(b"<row ", b"<?app <row?><row ", 1),
    "single quotes": lambda xml: re.sub(rb'(<row [^>]*?)r="(\d+)"', rb"\1r='\2'", xml),
    "a > in an attribute": lambda xml: xml.replace(b'<row r="6"', b'<row xmlns:q="urn:q" q:a="1>2" r="6"'),
    "line ends everywhere": lambda xml: xml.replace(b"<row ", b"\r\n  <row\n ").replace(b"</row>", b"</row\n>"),
    "the number not first": lambda xml: re.sub(rb'<row r="(\d+)"', rb'<row ht="15" r="\1"', xml),
    "rows inside a row": lambda xml: xml.replace(
        b"</row>", b'<extLst><ext uri="x"><row xmlns="urn:z"/></ext></extLst></row>', 1
    ),
    "empty rows between": lambda xml: xml.replace(b'<row r="6"', b'<row r="2"/><row r="4" ht="3"/><row r="6"', 1),
    "every element in a prefix": prefixed,
    "the same namespace by a prefix too": lambda xml: xml.replace(
        b"<row ", b'<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ', 1
    ).replace(b"</row>", b"</x:row>", 1),
    "names of namespaces at the cells": lambda xml: xml.replace(
        b"<c r", b'<c xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r'
    ),
    "UTF-16": lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    "ASCII": lambda xml: xml.decode().replace("UTF-8", "US-ASCII").encode("ascii", "xmlcharrefreplace"),
    "a byte order mark": lambda xml: b"\xef\xbb\xbf" + xml,
    "no used range": lambda xml: re.sub(rb"<dimension[^>]*>", b"", xml),
    "a used range in single quotes": lambda xml: re.sub(rb'<dimension ref="([^"]*)"', rb"<dimension ref = '\1' ", xml),
}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Unknown extension")  # openpyxl, of what it does not keep
@pytest.mark.parametrize("name", WRITINGS)
def test_the_same_row_is_added_however_the_sheet_is_written(tmp_path: Path, name: str) -> None:
    book = rich(tmp_path / "LHH.xlsx")
    part = part_of_sheet(book, REGISTER)
    edit_part(book, part, WRITINGS[name])
    before, broken = parts(book)[part], audit(book)
    patch = WorkbookPatch(book)
    patch.set("register", 6, "state", "Bị thay thế")
    assert patch.append("register", [{"symbol": "03/BC-LHH", "date": DAY, "copies": 5}]) == [8]
    patch.save()
    assert symbols(book) == ["01/BC-LHH", "02/BC-LHH", "03/BC-LHH"]
    assert openpyxl_rows(book, "tblVanBanDi")[0]["Trạng thái"] == "Bị thay thế"
    data = open_book(book)["register"]
    assert (data.clean["date"][-1], data.clean["copies"]) == (DAY, [1, 2, 5])
    assert audit(book) <= broken
    root, old = etree.fromstring(parts(book)[part]), etree.fromstring(before)
    used = root.find("{*}dimension")
    assert used is None or used.get("ref") == "A5:M8"
    assert [child.tag for child in root if isinstance(child.tag, str)] == [
        child.tag for child in old if isinstance(child.tag, str)
    ]


def test_a_sheet_without_rows_gets_its_first(tmp_path: Path) -> None:
    book = rich(tmp_path / "LHH.xlsx")
    part = part_of_sheet(book, "Nhật ký")
    edit_part(book, part, lambda xml: re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", xml, flags=re.DOTALL))
    patch = WorkbookPatch(book)
    patch.append("journal", [{"action": "một"}])
    patch.save()
    assert re.search(rb'<sheetData><row r="6"[^>]*>.*</row></sheetData>', parts(book)[part], re.DOTALL)


def test_rows_that_only_count_are_not_moved_by_a_row_that_goes(tmp_path: Path) -> None:
    """A row without number follows the one before it: were that one taken out, it would stand one row higher."""
    book = rich(tmp_path / "LHH.xlsx")
    below = b'<row><c t="inlineStr"><is><t>d\xc6\xb0\xe1\xbb\x9bi b\xe1\xba\xa3ng</t></is></c></row></sheetData>'
    edit_part(book, part_of_sheet(book, "Kiểm tra"), lambda xml: xml.replace(b"</sheetData>", below))
    patch = WorkbookPatch(book)
    patch.replace_all("findings", [{"code": "A"}])
    patch.save()
    from openpyxl import load_workbook

    assert load_workbook(book)["Kiểm tra"]["A9"].value == "dưới bảng"


@pytest.mark.parametrize(
    "damage",
    [
        lambda xml: xml.replace(b"</row>", b"", 1),
        lambda xml: xml.replace(b"</c>", b"</d>", 1),
        lambda xml: xml.replace(b"<row ", b"<q:row ", 1).replace(b"</row>", b"</q:row>", 1),
        lambda xml: xml.replace(b'<row r="6"', b'<row r="6" r="7"', 1),
        lambda xml: xml.replace(b'<row r="6"', b'<row r="sau"', 1),
        lambda xml: xml[:-20],
    ],
)
def test_a_damaged_sheet_is_refused_and_not_written(tmp_path: Path, damage: Edit) -> None:
    book = rich(tmp_path / "LHH.xlsx")
    edit_part(book, part_of_sheet(book, REGISTER), damage)
    before = book.read_bytes()
    with pytest.raises(InputError) as refused:
        write_one(book)
    assert refused.value.key == "truncated"
    assert book.read_bytes() == before


def test_a_format_that_is_no_number_writes_nothing_into_the_sheet(tmp_path: Path) -> None:
    book = rich(tmp_path / "LHH.xlsx")
    part = part_of_sheet(book, REGISTER)
    edit_part(book, part, lambda xml: xml.replace(b'<c r="A7" s="1"', b'<c r="A7" s="1&quot; cm=&quot;1"'))
    assert b"&quot;" in parts(book)[part]
    write_one(book)
    assert re.match(rb'<row r="8"[^>]*><c r="A8" s="0" t="inlineStr">', rows_of(parts(book)[part])[-1])


# --- how the rows are found ----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_patterns_find_every_row_or_say_that_they_are_not_sure(tmp_path: Path) -> None:
    """The quick way is right wherever it dares, and dares once the part is written plainly."""
    books = [rich(tmp_path / "LHH.xlsx"), ROOT / "workbooks" / "LHH-vi-du.xlsm"]
    books.append(bases.by_openpyxl(bases.small_master(tmp_path / "nho.xlsx"), tmp_path / "luu.xlsx"))
    seen = 0
    for book in books:
        package = Package(book)
        for part in (*(sheet.part for sheet in package.sheets[::3]), "xl/sharedStrings.xml"):
            data = package.read(part) if part in package.zip.NameToInfo else b""
            names = ("sst", "si") if "shared" in part else ("sheetData", "row")
            for name, edit in WRITINGS.items():
                xml = edit(data) if data else b""
                if not xml or not sliceable(xml):
                    continue
                quick, plainly = cut(xml, *names), cut(written_plainly(xml, names[0]), *names)
                assert plainly is not None, (book.name, part, name)
                assert numbers_by_tree(xml, *names) == list(plainly.numbers)
                # the names of namespaces that attributes tell (mc:Ignorable, Requires) still mean the same
                assert etree.fromstring(plainly.data).nsmap == etree.fromstring(xml).nsmap
                assert quick is None or quick.numbers == plainly.numbers, (book.name, part, name)
                seen += quick is not None
    assert seen > 100


def test_a_sheet_written_plainly_keeps_the_names_that_attributes_tell() -> None:
    """Excel calls a file damaged whose mc:Ignorable or Requires tells a name that is no longer declared there."""
    xml = b"""<worksheet xmlns="m" xmlns:mc="mc" xmlns:xr="xr" mc:Ignorable="xr"><!-- --><sheetData>
        <row r="1"><c r="A1" xmlns:q="q" q:a="1"/></row><x:row xmlns:x="m" r="2"/></sheetData>
        <mc:AlternateContent><mc:Choice Requires="k" xmlns:k="k"/></mc:AlternateContent></worksheet>"""
    root = etree.fromstring(written_plainly(xml, "sheetData"))
    assert root.nsmap == {None: "m", "mc": "mc", "xr": "xr"}
    [choice] = root.iter("{mc}Choice")
    assert choice.nsmap["k"] == "k"
    found = cut(written_plainly(xml, "sheetData"), "sheetData", "row")
    assert found is not None and list(found.numbers) == [1, 2]


def numbers_by_tree(xml: bytes, parent: str, child: str) -> list[int]:
    root = etree.fromstring(xml)
    space = etree.QName(root).namespace
    holder = root if parent == "sst" else root.find(f"{{{space}}}{parent}")
    assert holder is not None
    return [int(element.get("r", "0")) for element in holder.iterchildren(f"{{{space}}}{child}")]


# --- memory --------------------------------------------------------------------------------------------------------

#: The highest memory of its own image: ru_maxrss would begin with what the process that started it held.
MEASURED = """
import re, sys
from pathlib import Path
from lhh_excel.workbook.patch import WorkbookPatch
patch = WorkbookPatch(sys.argv[1])
patch.append("tasks", [{"code": "NV-999999", "content": "việc"}])
patch.append("journal", [{"action": "nhập", "old": "cũ", "new": f"giá trị {n}"} for n in range(int(sys.argv[2]))])
patch.path.write_bytes(patch.to_bytes())
print(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def peak(book: Path, lines: int) -> int:
    """Kilobytes at most of a process that only patches."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(book), str(lines)], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return int(done.stdout)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_a_long_sheet_is_patched_without_a_tree_of_its_cells(tmp_path: Path) -> None:
    """6,000 tasks are 4 MB of XML, 6,000 lines of the journal 3 MB; as trees they took 150 MB."""
    rows = sample_tables()["tasks"]
    many = [{**rows[i % len(rows)], "code": f"NV-{i:06d}"} for i in range(6_000)]
    small, large = tmp_path / "nho.xlsm", tmp_path / "lon.xlsm"
    small.write_bytes(build_workbook(sample=True))
    large.write_bytes(build_workbook(sample=True, records={"tasks": many}))
    growth = peak(large, 6_000) - peak(small, 1)
    assert growth < 27 << 10, f"{growth >> 10} MB"
    data = open_book(large)
    assert (len(data["tasks"]), len(data["journal"]) >= 6_000) == (6_001, True)
    assert data["tasks"].clean["code"][-1] == "NV-999999"


def test_dates_still_take_the_format_of_a_row_far_above(tmp_path: Path) -> None:
    """The format is looked for in all rows of the column, near or far."""
    book = rich(tmp_path / "LHH.xlsx")
    patch = WorkbookPatch(book)
    patch.append("register", [{"symbol": f"{n:04d}/BC-LHH"} for n in range(3, 400)])
    patch.set("register", 300, "date", None)
    patch.save()
    part = part_of_sheet(book, REGISTER)
    edit_part(book, part, lambda xml: re.sub(rb'(<c r="B(?!6")\d+") s="\d+"', rb"\1", xml))
    patch = WorkbookPatch(book)
    patch.set("register", 399, "date", dt.date(2026, 7, 1))
    patch.save()
    assert open_book(book)["register"].clean["date"][399 - 6] == dt.date(2026, 7, 1)


def test_a_closed_workbook_is_read_again_only_where_its_file_is_another(tmp_path: Path) -> None:
    master = FileMaster(rich(tmp_path / "LHH.xlsx"))
    first = master.read()
    assert master.read() is first
    patch = master.patch(first)
    patch.append("journal", [{"action": "một"}])
    patch.save()
    second = master.read()
    assert second is not first and second["journal"].clean["action"][-1] == "một"
    assert master.read(as_of=DAY).as_of == DAY
