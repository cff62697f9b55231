"""The built workbook is what the schema says, sheet by sheet, read back by openpyxl."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import kept
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sound import errors

from lhh_excel.workbook.build import build_workbook
from lhh_excel.workbook.build.layout import CODE_NAMES, HEADER_ROW, LAST_ROW
from lhh_excel.workbook.lists import LISTS
from lhh_excel.workbook.schema import Kind, Table
from lhh_excel.workbook.settings import on
from lhh_excel.workbook.starting import BUILT
from lhh_excel.workbook.tables import HOME_SHEET, LISTS_SHEET, SHEET_ORDER, TABLES

ENTERED = [table for table in TABLES if table.entered]
#: To open the sample takes openpyxl most of a second, the empty workbook half of one.
SAMPLES = pytest.mark.parametrize(
    "sample", [pytest.param(False, id="empty"), pytest.param(True, id="sample", marks=pytest.mark.slow)]
)
MAIN_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def built(sample: bool) -> bytes:
    return kept.workbook(sample=sample)


@cache
def opened(sample: bool) -> Any:
    return openpyxl.load_workbook(io.BytesIO(built(sample)), keep_vba=True)


def by_name(table: Table) -> Any:
    return pytest.param(table, id=table.name)


EACH_TABLE = pytest.mark.parametrize("table", [by_name(table) for table in TABLES])
EACH_ENTERED = pytest.mark.parametrize("table", [by_name(table) for table in ENTERED])


@pytest.mark.slow
@SAMPLES
def test_the_sheets_stand_in_the_declared_order(sample: bool) -> None:
    assert tuple(opened(sample).sheetnames) == SHEET_ORDER


@SAMPLES
@EACH_TABLE
def test_each_data_sheet_holds_exactly_its_table_with_the_declared_headers(table: Table, sample: bool) -> None:
    sheet = opened(sample)[table.sheet]
    assert list(sheet.tables) == [table.name]
    cells = sheet[sheet.tables[table.name].ref]
    assert [cell.value for cell in cells[0]] == [column.header for column in table.columns]
    assert cells[0][0].row == HEADER_ROW
    assert len(cells) >= 2, "Excel needs a row under the header"


@SAMPLES
def test_the_table_part_repeats_the_header_cells(sample: bool) -> None:
    for table in TABLES:
        listed = opened(sample)[table.sheet].tables[table.name]
        assert [column.name for column in listed.tableColumns] == [column.header for column in table.columns]


@SAMPLES
def test_only_the_program_sheets_are_hidden(sample: bool) -> None:
    hidden = [sheet.title for sheet in opened(sample) if sheet.sheet_state != "visible"]
    assert hidden == ["Chốt số liệu", "xlwings.conf"]


@SAMPLES
def test_the_home_sheet_alone_is_protected_and_without_a_password(sample: bool) -> None:
    for sheet in opened(sample):
        assert sheet.protection.sheet is (sheet.title == HOME_SHEET)
    assert opened(sample)[HOME_SHEET].protection.password is None


@SAMPLES
def test_no_data_sheet_holds_a_formula(sample: bool) -> None:
    for table in TABLES:
        for row in opened(sample)[table.sheet].iter_rows():
            assert all(cell.data_type != "f" for cell in row)


@EACH_TABLE
def test_each_header_has_its_note(table: Table) -> None:
    sheet = opened(False)[table.sheet]
    for column, cell in zip(table.columns, sheet[HEADER_ROW], strict=True):
        assert cell.comment is not None
        assert column.help in cell.comment.text


@EACH_TABLE
def test_new_cells_of_text_are_text_and_new_dates_are_dates(table: Table) -> None:
    """The column's own format serves rows typed later, the first row's is taken over by Excel's table."""
    sheet = opened(False)[table.sheet]
    if table.key == "profile":
        return
    for index, column in enumerate(table.columns, start=1):
        number_format = sheet.cell(HEADER_ROW + 1, index).number_format
        if (table.key, column.key) == ("findings", "cell"):  # a link: a formula of ours
            assert number_format == "General"
        elif column.kind.is_text:
            assert number_format == "@"
        elif column.kind.is_date:
            assert number_format.startswith("dd/mm/yyyy")
        else:
            assert "%" not in number_format and number_format != "@"
        assert sheet.column_dimensions[sheet.cell(1, index).column_letter].width > 0


def _checks(sheet: Worksheet) -> dict[str, Any]:
    return {str(area): check for check in sheet.data_validations.dataValidation for area in check.sqref.ranges}


@EACH_ENTERED
def test_each_typed_column_is_checked_down_to_the_promised_row(table: Table) -> None:
    sheet = opened(False)[table.sheet]
    checks = _checks(sheet)
    for index, column in enumerate(table.columns, start=1):
        letter = sheet.cell(1, index).column_letter
        area = f"{letter}{HEADER_ROW + 1}:{letter}{LAST_ROW}"
        if column.kind in (Kind.CHOICE, Kind.REF):
            assert checks[area].type == "list"
        elif column.kind is Kind.DATE:
            assert checks[area].type == "date"
        elif column.kind is Kind.COUNT:
            assert checks[area].type == "whole"
        elif column.kind in (Kind.PERCENT, Kind.DECIMAL):
            assert checks[area].type == "decimal"
        else:
            continue
        assert checks[area].showErrorMessage
        assert checks[area].error and checks[area].errorTitle


@SAMPLES
def test_no_box_or_list_is_longer_than_excel_takes(sample: bool) -> None:
    seen = 0
    for sheet in opened(sample):
        for check in sheet.data_validations.dataValidation:
            seen += 1
            assert len(check.errorTitle or "") <= 32 and len(check.promptTitle or "") <= 32
            assert len(check.error or "") <= 255 and len(check.prompt or "") <= 255
            assert len(check.formula1 or "") <= 255
    assert seen > 60


@SAMPLES
def test_each_drop_down_offers_a_name_that_the_workbook_defines(sample: bool) -> None:
    book = opened(sample)
    for sheet in book:
        for check in sheet.data_validations.dataValidation:
            if check.type == "list" and not check.formula1.startswith('"'):
                assert check.formula1.lstrip("=") in book.defined_names


@pytest.mark.parametrize("value_list", LISTS, ids=lambda value_list: value_list.name)
def test_each_list_is_a_table_on_its_sheet(value_list: Any) -> None:
    sheet = opened(False)[LISTS_SHEET]
    cells = sheet[sheet.tables[value_list.name].ref]
    assert tuple(row[0].value for row in cells) == (value_list.header, *value_list.values)


@SAMPLES
def test_the_profile_holds_a_line_for_every_setting_in_order(sample: bool) -> None:
    sheet = opened(sample)["Cấu hình"]
    rows = sheet[sheet.tables["tblCauHinh"].ref][1:]
    expected = [setting.label for setting in on(BUILT) for _ in range(3 if setting.several else 1)]
    assert [row[0].value for row in rows] == expected
    helps = {setting.label: setting.help for setting in on(BUILT)}
    assert all(row[2].value == helps[row[0].value] for row in rows)


def test_an_empty_workbook_carries_the_defaults_of_the_profile() -> None:
    sheet = opened(False)["Cấu hình"]
    values = {row[0].value: row[1].value for row in sheet[sheet.tables["tblCauHinh"].ref][1:]}
    for setting in on(BUILT):
        if setting.key != "period":
            assert values[setting.label] == setting.default


@SAMPLES
@EACH_TABLE
def test_sheets_print_on_a4_landscape_one_page_wide_with_the_header_on_each(table: Table, sample: bool) -> None:
    sheet = opened(sample)[table.sheet]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"
    assert sheet.freeze_panes is not None and sheet.freeze_panes.endswith(str(HEADER_ROW + 1))


@SAMPLES
def test_the_sample_alone_says_on_every_sheet_that_it_is_one(sample: bool) -> None:
    for name in SHEET_ORDER[:-1]:
        words = [str(cell.value) for row in opened(sample)[name].iter_rows(max_row=4) for cell in row if cell.value]
        assert any("DỮ LIỆU MẪU" in word for word in words) is sample


def test_the_conf_sheet_is_read_from_its_first_cell() -> None:
    rows = {row[0].value: row[1].value for row in opened(False)["xlwings.conf"].iter_rows(max_col=2)}
    assert rows["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
    assert rows["USE UDF SERVER"] == "False"
    assert rows["INTERPRETER_WIN"].isascii() and rows["INTERPRETER_WIN"].startswith("%LocalAppData%\\LHH\\")
    assert rows["TEMP DIR"] == "%LocalAppData%\\LHH\\tmp"


@SAMPLES
def test_an_xlsm_says_that_it_is_one_even_without_macros(sample: bool) -> None:
    with zipfile.ZipFile(io.BytesIO(built(sample))) as package:
        types = package.read("[Content_Types].xml").decode()
        workbook = package.read("xl/workbook.xml").decode()
        sheets = [package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name]
    assert re.search(rf'PartName="/xl/workbook.xml" ContentType="{re.escape(MAIN_TYPE)}"', types)
    assert 'codeName="ThisWorkbook"' in workbook and 'fullCalcOnLoad="1"' in workbook
    names = {name for text in sheets for name in re.findall(r'<sheetPr codeName="(\w+)"', text)}
    assert names == set(CODE_NAMES.values())
    assert len(names) == len(SHEET_ORDER) and all(name.isascii() for name in names)


@pytest.mark.slow
@SAMPLES
def test_two_builds_give_the_same_bytes(sample: bool) -> None:
    assert build_workbook(sample=sample) == built(sample)


@pytest.mark.slow
def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import sys; from lhh_excel.workbook.build import build_workbook as b; sys.stdout.buffer.write(b(sample=True))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert result.stdout == built(True)


@pytest.mark.slow
@SAMPLES
def test_openxml_audit_finds_nothing(sample: bool, tmp_path: Path) -> None:
    file = tmp_path / "so.xlsm"
    file.write_bytes(built(sample))
    assert [str(error) for error in errors(file)] == []


@pytest.mark.slow
def test_codes_and_text_that_look_like_formulas_stay_text() -> None:
    tasks = [{"code": "01", "content": "=1+1", "note": "https://example.vn", "result": "+5"}]
    book = openpyxl.load_workbook(io.BytesIO(build_workbook(records={"tasks": tasks})))
    sheet = book["Nhiệm vụ"]
    cells = {cell.value: cell.data_type for cell in sheet[HEADER_ROW + 1] if cell.value is not None}
    assert cells == {"01": "s", "=1+1": "s", "+5": "s", "https://example.vn": "s"}


def test_rows_may_grow_with_their_text() -> None:
    """A fixed height would hide what the clerk types later; Excel fits a row that has no customHeight."""
    with zipfile.ZipFile(io.BytesIO(built(True))) as package:
        for name in package.namelist():
            if "worksheets/sheet" in name:
                rows = re.findall(r'<row r="(\d+)"([^>]*)>', package.read(name).decode())
                assert not [row for row, rest in rows if int(row) > HEADER_ROW and "customHeight" in rest]
