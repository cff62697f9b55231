"""Sheets and columns of a workbook that the builder made, put into a clerk's: nothing else of it changes."""

from __future__ import annotations

import io
import re
import shutil
import sys
from pathlib import Path

import kept
import openpyxl
import pytest
import xlsxwriter
from clerk import cell_of
from lxml import etree
from office import small_master
from openpyxl.utils import range_boundaries
from patch_books import audit, openpyxl_rows, parts, rich
from places import ROOT, SAMPLE
from xlsx import edit_part

from lhh_excel.errors import RefusedError
from lhh_excel.workbook.build import build_workbook
from lhh_excel.workbook.build.formats import Formats
from lhh_excel.workbook.build.sheets import _add_list, fill_table_sheet
from lhh_excel.workbook.build.write import _options
from lhh_excel.workbook.package import Package
from lhh_excel.workbook.reading import open_book
from lhh_excel.workbook.schema import Column, Kind, Table, ValueList
from lhh_excel.workbook.tables import FIGURES
from lhh_excel.workbook.transplant import Transplant

sys.path.insert(0, str(ROOT))
from bench.torture import bases

#: A sheet that no workbook has yet, with every kind of column; and a column that no table has yet.
COLOURS = Table(
    "colours",
    "tblMauSac",
    "Màu sắc",
    (
        Column("name", "Tên màu", Kind.CODE, "Tên riêng của màu.", 20, required=True),
        Column("kind", "Loại", Kind.CHOICE, "Có hoặc không.", 10, choices="yes_no"),
        Column("day", "Ngày", Kind.DATE, "dd/mm/yyyy.", 14),
        Column("count", "Số lượng", Kind.COUNT, "Một số.", 10),
        Column("unit", "Mã đơn vị", Kind.REF, "Đơn vị.", 10, ref="units"),
    ),
    ("name",),
    "Các màu.",
)
WOMEN = Column("women", "Hội viên nữ", Kind.COUNT, "Số hội viên nữ.", 11)
MORE_FIGURES = Table(
    FIGURES.key, FIGURES.name, FIGURES.sheet, (*FIGURES.columns, WOMEN), FIGURES.id_columns, FIGURES.help
)
#: openpyxl says itself what it does not read of Excel's.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
LAST = len(FIGURES.columns)
#: The shipped workbook lies there; to make the others takes a second and more.
SAVED_BY = (
    "shipped",
    *(pytest.param(program, marks=pytest.mark.slow) for program in ("layout-1", "openpyxl", "Excel")),
    pytest.param("LibreOffice", marks=[pytest.mark.slow, pytest.mark.office]),
)


@pytest.fixture(scope="module")
def donor() -> Package:
    """A workbook of the builder's with that sheet and that column."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, _options())
    formats = Formats(book)
    book.add_worksheet("Trang chủ").set_vba_name("shTrangChu")
    for table, records in ((MORE_FIGURES, []), (COLOURS, [{"name": "đỏ", "kind": "Có", "count": 3}, {"name": "xanh"}])):
        sheet = book.add_worksheet(table.sheet)
        sheet.set_vba_name("sh" + table.name.removeprefix("tbl"))
        fill_table_sheet(sheet, table, records, formats, sample=False, settings={})
        sheet.set_tab_color("#2E7D32")
    lists = book.add_worksheet("Danh mục")
    for at, (name, words) in enumerate({"tblDanhMucKy": ["Mở", "Khóa"], "tblDanhMucMauSac": ["Phần", "Mục"]}.items()):
        _add_list(lists, 2 * at, ValueList("x", name, f"Danh sách {at}", tuple(words)), formats)
    book.define_name("dsCuaMau", "='Danh mục'!$C$6:$C$7")
    book.define_name("dsMau", "='Màu sắc'!$A$6:$A$5000")
    book.define_name("dsSoLieu", "='Số liệu'!$X$6:$X$5000")
    book.define_name("dsNhan", "='Số liệu'!$B$6:$B$5000")
    book.close()
    return Package(target.getvalue(), "donor.xlsx")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return kept.once(lambda: bases.masters(tmp_path_factory.mktemp("goc"), office=False), "masters")


@pytest.fixture(params=SAVED_BY)
def clerk(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "so.xlsm"
    if request.param == "shipped":
        data = SAMPLE.read_bytes()
    elif request.param == "LibreOffice":
        data = small_master()
    else:
        data = request.getfixturevalue("saved")[request.param]
    path.write_bytes(data)
    return path


def put_in(path: Path, donor: Package) -> Transplant:
    """Both, written over the file."""
    change = Transplant(Package(path), donor)
    change.add_sheet("Màu sắc")
    change.add_column("tblSoLieu", WOMEN.header, LAST)
    change.set_name("dsMau")
    path.write_bytes(change.to_bytes())
    return change


def add_list(path: Path, donor: Package) -> None:
    """In two steps: what has a place of its own first, then the names that say where."""
    change = Transplant(Package(path), donor)
    change.add_table("tblDanhMucMauSac")
    names = Transplant(Package(change.to_bytes(), path.name), donor)
    if any(sheet.name == "Danh mục" for sheet in Package(path).sheets):
        names.set_name("dsCuaMau")
    path.write_bytes(names.to_bytes())


@pytest.mark.slow
def test_only_what_must_name_the_new_changes(clerk: Path, donor: Package) -> None:
    old, before = parts(clerk), shutil.copy(clerk, clerk.with_name("truoc.xlsm"))
    figures = next(table for table in Package(clerk).tables if table.name == "tblSoLieu")
    notes = {
        part for kind, part in Package(clerk).targets(figures.sheet.part).values() if kind in ("comments", "vmlDrawing")
    }
    put_in(clerk, donor)
    new = parts(clerk)
    assert [name for name in new if name in old] == list(old)
    changed = {name for name in old if old[name] != new[name]}
    frame = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}
    assert changed - notes - {"xl/styles.xml"} == frame | {figures.part, figures.sheet.part}
    added = set(new) - set(old)
    assert {name.split("/")[1].rstrip("0123456789.xml") for name in added} <= {
        "worksheets",
        "tables",
        "comments",
        "drawings",
    }
    assert len(added) == 5  # the sheet, where it leads, its table, its notes and their drawing
    add_list(clerk, donor)
    assert not (broken := audit(clerk)) or broken <= audit(Path(before))


@pytest.mark.slow
def test_the_new_sheet_is_the_builders(clerk: Path, donor: Package) -> None:
    put_in(clerk, donor)
    made = openpyxl.load_workbook(clerk)
    assert made.sheetnames[-1] == "Màu sắc"
    rows = openpyxl_rows(clerk, "tblMauSac")
    assert [(row["Tên màu"], row["Loại"], row["Số lượng"]) for row in rows] == [("đỏ", "Có", 3), ("xanh", None, None)]
    theirs = openpyxl.load_workbook(io.BytesIO(donor.data))["Màu sắc"]
    mine = made["Màu sắc"]
    for row in theirs.iter_rows():
        for cell in row:
            own = mine[cell.coordinate]
            if not cell.has_style:
                continue
            for look in ("font", "fill", "border", "alignment", "number_format"):
                assert repr(getattr(own, look)) == repr(getattr(cell, look)), (cell.coordinate, look)
            assert (own.comment and own.comment.text) == (cell.comment and cell.comment.text)
    assert {str(check.sqref): check.prompt for check in mine.data_validations.dataValidation} == {
        str(check.sqref): check.prompt for check in theirs.data_validations.dataValidation
    }
    fills = [rule.dxf.fill for rules in mine.conditional_formatting for rule in rules.rules]
    assert fills and fills == [rule.dxf.fill for rules in theirs.conditional_formatting for rule in rules.rules]
    assert mine.print_title_rows == theirs.print_title_rows and mine.freeze_panes == theirs.freeze_panes
    assert made.defined_names["dsMau"].value == "'Màu sắc'!$A$6:$A$5000"


def test_no_code_name_that_the_macro_project_lacks(clerk: Path, donor: Package) -> None:
    before = parts(clerk)
    put_in(clerk, donor)
    added = {name: data for name, data in parts(clerk).items() if name not in before}
    assert not any(b"codeName" in data for data in added.values())
    assert sum(b'tabSelected="1"' in data for name, data in parts(clerk).items() if "/worksheets/" in name) <= 1


def test_numbers_that_excel_wants_once_are_there_once(clerk: Path, donor: Package) -> None:
    put_in(clerk, donor)
    everything = parts(clerk)
    tables = [etree.fromstring(data).get("id") for name, data in everything.items() if name.startswith("xl/tables/")]
    assert len(tables) == len(set(tables))
    sheets = [e.attrib for e in etree.fromstring(everything["xl/workbook.xml"]).iter("{*}sheet")]
    for key in ("name", "sheetId"):
        assert len({sheet[key] for sheet in sheets}) == len(sheets)
    (drawing,) = [name for name in everything if name.endswith(".vml") and b"tblMau" not in everything[name]][-1:]
    assert b"idmap" in everything[drawing]


@pytest.mark.slow
def test_a_new_column_looks_and_checks_as_the_builders(clerk: Path, donor: Package) -> None:
    before = open_book(clerk)
    figures = next(table for table in Package(clerk).tables if table.name == "tblSoLieu")
    put_in(clerk, donor)
    after = open_book(clerk)
    assert after["figures"].raw == before["figures"].raw and after["figures"].rows == before["figures"].rows
    rows = openpyxl_rows(clerk, "tblSoLieu")
    assert list(rows[0])[-1] == "Hội viên nữ" and not any(row["Hội viên nữ"] for row in rows)
    sheet = openpyxl.load_workbook(clerk)[figures.sheet.name]
    head = sheet.cell(figures.first_row, figures.last_column + 1)
    beside = sheet.cell(figures.first_row, figures.last_column)
    assert head.value == "Hội viên nữ"
    assert repr((head.font, head.fill)) == repr((beside.font, beside.fill)) or not beside.has_style
    letter = head.column_letter
    (check,) = [c for c in sheet.data_validations.dataValidation if f"{letter}{figures.first_row + 1}" in c.sqref]
    assert check.prompt == "Số hội viên nữ." and check.type == "whole"
    width = sheet.column_dimensions[letter]
    assert 11 <= width.width < 13
    ranges = " ".join(str(rules.sqref) for rules in sheet.conditional_formatting)
    if "ktTrang" in str([rule.formula for rules in sheet.conditional_formatting for rule in rules.rules]):
        assert f":{letter}5000" in ranges


@pytest.mark.slow
def test_the_columns_note_stands_on_its_header(saved: dict[str, bytes], tmp_path: Path, donor: Package) -> None:
    for name in ("sample", "layout-1"):
        path = tmp_path / f"{name}.xlsm"
        path.write_bytes(saved[name])
        put_in(path, donor)
        made = openpyxl.load_workbook(path)
        assert cell_of(made, "figures", 5, WOMEN.header).comment.text == "Số hội viên nữ."
        assert cell_of(made, "figures", 5, FIGURES.columns[-1].header).comment.text.startswith("Giải trình")


def test_columns_one_after_the_other(clerk: Path, donor: Package) -> None:
    """Each stands at the end as it is then; a table that was moved keeps its place."""
    for _ in range(2):
        change = Transplant(Package(clerk), donor)
        change.add_column("tblSoLieu", WOMEN.header, LAST)
        change.add_column("tblSoLieu", "Ghi chú nữa", LAST - 1)
        place = next(table for table in change.package.tables if table.name == "tblSoLieu")
        clerk.write_bytes(change.to_bytes())
        after = next(table for table in Package(clerk).tables if table.name == "tblSoLieu")
        assert after.last_column == place.last_column + 2


@pytest.mark.slow
def test_a_list_goes_beside_the_others(clerk: Path, donor: Package) -> None:
    if not any(sheet.name == "Danh mục" for sheet in Package(clerk).sheets):
        change = Transplant(Package(clerk), donor)
        change.add_table("tblDanhMucMauSac")
        assert change.to_bytes() == clerk.read_bytes()
        return
    old = parts(clerk)
    sheet = next(sheet.part for sheet in Package(clerk).sheets if sheet.name == "Danh mục")
    right = openpyxl.load_workbook(clerk)["Danh mục"].max_column  # tables, and lists that are no tables
    add_list(clerk, donor)
    new = parts(clerk)
    frame = {"xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml", sheet, Package(clerk).rels_of(sheet)}
    assert {name for name in old if old[name] != new[name]} <= frame
    assert [row["Danh sách 1"] for row in openpyxl_rows(clerk, "tblDanhMucMauSac")] == ["Phần", "Mục"]
    place = next(table for table in Package(clerk).tables if table.name == "tblDanhMucMauSac")
    assert place.first_column == right + 2
    letter = openpyxl.utils.get_column_letter(place.first_column)
    name = openpyxl.load_workbook(clerk).defined_names["dsCuaMau"].value
    assert name == f"'Danh mục'!${letter}$6:${letter}$7"


@pytest.mark.slow
def test_a_table_whose_header_row_is_off_gets_no_text_among_its_records(tmp_path: Path, donor: Package) -> None:
    path = tmp_path / "so.xlsm"
    path.write_bytes(bases.earlier_master())
    part = next(table.part for table in Package(path).tables if table.name == "tblSoLieu")
    bare = re.compile(rb' ref="A5:(\w+)"')
    edit_part(
        path, part, lambda xml: re.sub(rb"<autoFilter.*?/>", b"", bare.sub(rb' ref="A6:\1" headerRowCount="0"', xml))
    )
    before = open_book(path)["figures"].raw
    change = Transplant(Package(path), donor)
    change.add_column("tblSoLieu", WOMEN.header, LAST)
    path.write_bytes(change.to_bytes())
    table = next(table for table in Package(path).tables if table.name == "tblSoLieu")
    assert table.headers[-1] == WOMEN.header and open_book(path)["figures"].raw == before
    sheet = openpyxl.load_workbook(path)["Số liệu"]
    assert sheet.cell(table.first_row, table.last_column).value is None


@pytest.mark.slow
def test_what_stands_beside_the_table_is_never_written_over(tmp_path: Path, donor: Package) -> None:
    book = openpyxl.load_workbook(ROOT / "workbooks" / "LHH-vi-du.xlsm")
    table = book["Số liệu"].tables["tblSoLieu"]
    beside = range_boundaries(table.ref)[2] + 1
    book["Số liệu"].cell(2, beside).value = "không hề gì"
    for row in (5, 30):
        path = tmp_path / "so.xlsx"
        typed = book["Số liệu"].cell(row, beside)
        typed.value = "của tôi"
        book.save(path)
        with pytest.raises(RefusedError) as refused:
            Transplant(Package(path), donor).add_column("tblSoLieu", WOMEN.header, LAST)
        assert refused.value.key == "no_room_beside" and typed.coordinate in str(refused.value)
        typed.value = None


@pytest.mark.slow
def test_renamed_and_moved_sheets_are_followed(tmp_path: Path, donor: Package) -> None:
    """Links and names mean the clerk's sheets and columns; an own sheet of the new one's name stays the clerk's."""
    path = tmp_path / "so.xlsx"
    book = openpyxl.load_workbook(ROOT / "workbooks" / "LHH-vi-du.xlsm")
    book["Trang chủ"].title = "Bàn làm việc"
    book["Số liệu"].title = "Sổ 'của' tôi"
    book.create_sheet("Màu sắc")["A1"] = "bảng riêng"
    book.save(path)
    change = Transplant(Package(path), donor)
    assert change.add_sheet("Màu sắc") == "Màu sắc (2)"
    change.add_column("tblSoLieu", WOMEN.header, LAST)
    for name in ("dsMau", "dsNhan"):
        change.set_name(name)
    path.write_bytes(change.to_bytes())
    made = openpyxl.load_workbook(path)
    assert made["Màu sắc"]["A1"].value == "bảng riêng"
    assert made["Màu sắc (2)"]["A4"].hyperlink.location == "'Bàn làm việc'!A1"
    assert made.defined_names["dsMau"].value == "'Màu sắc (2)'!$A$6:$A$5000"
    assert made.defined_names["dsNhan"].value == "'Sổ ''của'' tôi'!$B$6:$B$5000"
    (formula,) = {
        f for rules in made["Màu sắc (2)"].conditional_formatting for rule in rules.rules for f in rule.formula
    }
    assert 'ktTrang,"Màu sắc (2)"' in formula
    assert "Hội viên nữ" in [cell.value for cell in made["Sổ 'của' tôi"][5]]


@pytest.mark.slow
def test_a_workbook_with_all_that_a_careless_save_loses(tmp_path: Path) -> None:
    """Notes, charts, a button's drawing and rich text stay byte for byte; a table of another size grows as well."""
    path = rich(tmp_path / "LHH.xlsx", own_column=True)
    donor = Package(build_workbook(), "donor.xlsm")
    broken, old = audit(path), parts(path)
    change = Transplant(Package(path), donor)
    change.add_sheet("Số liệu")
    change.add_column("tblVanBanDi", "Ghi chú nữa", 9)
    path.write_bytes(change.to_bytes())
    new = parts(path)
    register = next(table for table in Package(path).tables if table.name == "tblVanBanDi")
    told = {part for kind, part in Package(path).targets(register.sheet.part).values()}
    frame = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/styles.xml"}
    assert {name for name in old if old[name] != new[name]} <= frame | told | {register.sheet.part}
    assert audit(path) <= broken


def test_nothing_put_in_leaves_the_very_bytes(clerk: Path, donor: Package) -> None:
    assert Transplant(Package(clerk), donor).to_bytes() == clerk.read_bytes()
