"""What other programs write now and then is read as it stands, by either reader, in time that grows with the file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from xlsx import edit_part, minimal, sheet_part, write_tables

from lhh_excel.errors import InputError
from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.reading import open_book
from lhh_excel.workbook.values import ErrorValue, Formula

PART = sheet_part("tblNhiemVu")
TASKS = [{"Mã nhiệm vụ": f"NV-00{i}", "Nội dung": f"Việc {i}", "Đơn vị chủ trì": "H01"} for i in (1, 2)]


def master(folder: Path, change: Callable[[bytes], bytes], part: str = PART) -> Path:
    return edit_part(write_tables(folder / "so.xlsx", minimal(tblNhiemVu=TASKS)), part, change)


def planted(folder: Path, cell: str) -> Path:
    """The first task's Nội dung is this cell (`@` its address), in front of its Đơn vị chủ trì."""

    def plant(xml: bytes) -> bytes:
        changed, found = re.subn(rb'<c r="D6".*?</c>', cell.replace("@", 'r="D6"').encode(), xml, count=1)
        assert found
        return changed

    return master(folder, plant)


@pytest.mark.parametrize("reader", ["fast", "any"])
@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (
            '<c @ t="inlineStr"><is><r><t>Kết </t></r><r><t>quả</t></r><rPh sb="0" eb="1"><t>đọc</t></rPh></is></c>',
            "Kết quả",
        ),
        ('<c @ t="e"><v>#SPILL!</v></c>', ErrorValue("#SPILL!")),
        ('<c @ t="e"><f>A1#</f><v>#CALC!</v></c>', Formula("=A1#", ErrorValue("#CALC!"))),
        ('<c @ t="str"><v>Việc</v><extLst><ext uri="x"/></extLst></c>', "Việc"),
        ('<c @ t="str"><f\n>A1</f><v>Việc</v></c>', Formula("=A1", "Việc")),
        ('<c @\n t="str"><f\tca="1">A1</f><v>Việc</v></c>', Formula("=A1", "Việc")),
        ('<c @\tt="e"><v>#N/A</v></c>', ErrorValue("#N/A")),
        ('<c @ t="e"/>', None),
    ],
    ids=["phonetic guide", "spill", "calc", "extension", "line break", "tab", "tab at error", "empty error"],
)
def test_a_cell_of_another_hand_arrives_as_it_is(tmp_path: Path, reader: str, cell: str, expected: object) -> None:
    tasks = open_book(planted(tmp_path, cell), reader=reader)["tasks"]
    assert tasks.raw["content"] == [expected, "Việc 2"]
    assert tasks.raw["lead"] == ["H01", "H01"]


def test_an_empty_error_cell_hides_no_formula_behind_it(tmp_path: Path) -> None:
    path = planted(tmp_path, '<c @ t="e"/>')
    edit_part(path, PART, lambda xml: re.sub(rb'<c r="E6".*?</c>', b'<c r="E6"><f>A1</f><v>5</v></c>', xml))
    tasks = open_book(path)["tasks"]
    assert tasks.raw["content"][0] is None
    assert tasks.raw["lead"][0] == Formula("=A1", 5)


@pytest.mark.slow
def test_a_package_whose_parts_are_named_or_written_in_another_way_is_read(tmp_path: Path) -> None:
    def dotted(xml: bytes) -> bytes:
        return re.sub(rb'Target="(?!/)', b'Target="../xl/', xml)

    def wide(xml: bytes) -> bytes:
        return xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")

    for part, change in (("xl/_rels/workbook.xml.rels", dotted), ("xl/sharedStrings.xml", wide)):
        tasks = open_book(master(tmp_path, change, part))["tasks"]
        assert tasks.raw["content"] == ["Việc 1", "Việc 2"]


def test_a_sheet_that_breaks_off_is_refused(tmp_path: Path) -> None:
    path = master(tmp_path, lambda xml: xml.replace(b"</sheetData>", b"</row></sheetData>"))
    with pytest.raises(InputError):
        open_book(path)


def test_a_row_whose_values_hold_comments_is_not_taken_for_blank(tmp_path: Path) -> None:
    path = master(tmp_path, lambda xml: xml.replace(b"<v>", b"<v><!-- x -->"))
    patch = WorkbookPatch(path)
    assert patch.append("tasks", [{"code": "NV-003", "content": "Việc 3", "due": dt.date(2026, 6, 30)}]) == [8]
    patch.save()
    assert open_book(path)["tasks"].raw["code"] == ["NV-001", "NV-002", "NV-003"]


@pytest.mark.parametrize("reader", ["fast", "any"])
def test_a_duration_of_a_billion_days_is_a_number_in_its_cell_and_no_fault_of_the_program(
    tmp_path: Path, reader: str
) -> None:
    import xlsxwriter

    path = tmp_path / "so.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Nhiệm vụ")
    columns = [{"header": "Mã nhiệm vụ"}, {"header": "Ngày giao"}]
    sheet.add_table(0, 0, 2, 1, {"name": "tblNhiemVu", "columns": columns})
    for row, days in enumerate((1e10, 46_000), 1):
        sheet.write_string(row, 0, f"NV-00{row}")
        sheet.write_number(row, 1, days, book.add_format({"num_format": "[h]:mm"}))
    book.close()
    values = open_book(path, reader=reader)["tasks"].raw["assigned"]
    assert values == [10**10, dt.timedelta(days=46_000)]
