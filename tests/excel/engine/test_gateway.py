"""The open workbook: read and written in blocks, guarded before anything is written, nothing of the clerk's lost."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import fake_com
import pytest
from clerk import cell_of
from fake_com.base import failed
from openpyxl import load_workbook
from openpyxl.worksheet.filters import FilterColumn, Filters
from patch_books import rich
from xlsx import minimal, write_tables

from lhh_excel.errors import LhhError, OutputError, RefusedError
from lhh_excel.excel.gateway import ExcelMaster
from lhh_excel.workbook.patch_cells import Link
from lhh_excel.workbook.tables import FINDINGS, REGISTER, TASKS
from workbooks import AS_OF, closed_master, open_master


def inside(master: ExcelMaster) -> fake_com.Workbook:
    return fake_com.inside(master.book)


def sheet(master: ExcelMaster, name: str) -> Any:
    """The openpyxl sheet behind the open one, to be changed as if by hand."""
    inside(master)._dirty = True
    return inside(master)._typed[name]


def note(master: ExcelMaster) -> Any:
    """The first document's note as xlwings has it."""
    return master.book.sheets[REGISTER.sheet].range(cell_of(inside(master)._typed, "register", 6, "Ghi chú").coordinate)


def tasks_book(path: Path, count: int) -> Path:
    rows = [{"Mã nhiệm vụ": f"NV-{i:04d}", "Nội dung": "Việc", "Tiến độ (%)": 50} for i in range(count)]
    return write_tables(path, minimal(tblNhiemVu=rows))


def findings(count: int) -> list[dict[str, object]]:
    return [
        {"severity": "LỖI", "code": "KD01", "sheet": "Đơn vị", "cell": Link("Đơn vị", f"B{n}"), "value": "12/3"}
        for n in range(6, 6 + count)
    ]


def leading(master: ExcelMaster) -> dict[str, str]:
    """Cell of column Ô of Kiểm tra -> the formula that leads to another cell."""
    cells = load_workbook(master.path)["Kiểm tra"]["D"]
    return {cell.coordinate: cell.value for cell in cells if cell.data_type == "f"}


def filter_rows(master: ExcelMaster, table: str, rows: list[int]) -> None:
    """As after a choice in the filter of the table's first column."""
    inside(master)._dirty = True
    typed = next(ws for ws in inside(master)._typed.worksheets if table in ws.tables)
    typed.tables[table].autoFilter.filterColumn = [FilterColumn(colId=0, filters=Filters(filter=["x"]))]
    for row in rows:
        typed.row_dimensions[row].hidden = True


# --- in blocks -----------------------------------------------------------------------------------------------------


def test_reading_takes_as_many_calls_for_1500_rows_as_for_20(tmp_path: Path) -> None:
    calls = []
    for count in (20, 1500):
        master = open_master(tasks_book(tmp_path / f"so{count}.xlsx", count))
        assert len(master.read()["tasks"]) == count
        calls.append(inside(master)._app._calls)
    assert calls[0] == calls[1]
    assert calls[0]["Workbook.SaveCopyAs"] == 1 and not any(name.startswith("Range.") for name in calls[0])


def test_writing_takes_as_many_calls_for_300_rows_as_for_30(tmp_path: Path) -> None:
    calls = []
    for count in (30, 300):
        master = open_master(rich(tmp_path / f"so{count}.xlsx"))
        patch = master.patch()
        patch.replace_all("findings", findings(count))
        patch.save()
        calls.append(inside(master)._app._calls)
        assert list(leading(master)) == [f"D{row}" for row in range(6, 6 + count)]
    assert calls[0] == calls[1] and calls[0]["Range.Value="] == 1


# --- nothing of the clerk's is lost --------------------------------------------------------------------------------


def test_the_stand_in_spoils_texts_and_filtered_blocks_as_excel_does(tmp_path: Path) -> None:
    """What makes the tests below worth something: a plain assignment goes wrong."""
    master = open_master(tasks_book(tmp_path / "so.xlsx", 4))
    area = master.book.sheets["Nhiệm vụ"].range("O6:P6")
    area.value = [["12/3", "00123"]]
    assert [cell.value for cell in sheet(master, "Nhiệm vụ")["O6:P6"][0]] == [dt.datetime(2026, 3, 12), 123.0]
    filter_rows(master, TASKS.name, [7, 8])
    master.book.sheets["Nhiệm vụ"].range("O6:O9").value = [["a"], ["b"], ["c"], ["d"]]
    assert [sheet(master, "Nhiệm vụ").cell(row, 15).value for row in range(6, 10)] == ["a", None, None, "a"]


def test_rows_hidden_by_a_filter_get_their_values_and_the_filter_stays(tmp_path: Path) -> None:
    master = open_master(tasks_book(tmp_path / "so.xlsx", 6))
    filter_rows(master, TASKS.name, [7, 8, 10])
    patch = master.patch()
    for row in range(6, 12):
        patch.set("tasks", row, "evidence", f"{row}/3")
    patch.append("tasks", [{"code": f"NV-9{n}", "note": f"0{n}"} for n in range(3)])
    patch.save()
    written = closed_master(master.path).read(as_of=AS_OF)["tasks"]
    assert written.raw["evidence"][:6] == [f"{row}/3" for row in range(6, 12)]
    assert written.raw["note"][6:] == ["00", "01", "02"]
    assert inside(master)._app._spoilt == 0
    assert sheet(master, "Nhiệm vụ").row_dimensions[8].hidden
    assert sheet(master, "Nhiệm vụ").tables[TASKS.name].autoFilter.filterColumn


def test_a_filter_of_old_findings_does_not_hide_new_ones(tmp_path: Path) -> None:
    master = open_master(rich(tmp_path / "so.xlsx"))
    filter_rows(master, FINDINGS.name, [7])
    patch = master.patch()
    patch.replace_all("findings", findings(5))
    patch.save()
    assert closed_master(master.path).read(as_of=AS_OF)["findings"].raw["value"] == ["12/3"] * 5
    assert not any(sheet(master, "Kiểm tra").row_dimensions[row].hidden for row in range(6, 11))


def test_only_the_cells_concerned_change(tmp_path: Path) -> None:
    master = open_master(rich(tmp_path / "so.xlsx"))

    def all_cells() -> dict[tuple[str, str], tuple[Any, Any]]:
        return {
            (ws.title, cell.coordinate): (cell.value, cell._style)
            for ws in inside(master)._typed.worksheets
            for row in ws.iter_rows()
            for cell in row
        }

    before = {key: (value, repr(style)) for key, (value, style) in all_cells().items()}
    patch = master.patch()
    patch.set("register", 6, "subject", "Báo cáo năm")
    patch.append("journal", [{"action": "Kiểm tra"}])
    patch.save()
    after = {key: (value, repr(style)) for key, (value, style) in all_cells().items()}
    changed = {key for key in before | after if before.get(key, (None, ""))[0] != after.get(key, (None, ""))[0]}
    book = inside(master)._typed
    cells = [cell_of(book, "register", 6, "Tên loại và trích yếu"), cell_of(book, "journal", 6, "Thao tác")]
    assert changed == {(cell.parent.title, cell.coordinate) for cell in cells}
    assert {key for key in before if before[key][1] != after[key][1]} == set()  # not one format


def test_a_date_put_where_text_was_is_shown_as_a_date_and_a_number_not_as_a_percent(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "so.xlsx"
    book = xlsxwriter.Workbook(str(path))
    ws = book.add_worksheet(TASKS.sheet)
    ws.add_table(0, 0, 2, 15, {"name": TASKS.name, "columns": [{"header": c.header} for c in TASKS.columns]})
    ws.write_string(1, 0, "NV-1")
    ws.write_string(1, 7, "05/01/2026", book.add_format({"num_format": "@"}))
    ws.write_number(1, 10, 0.5, book.add_format({"num_format": "0%"}))
    book.close()
    master = open_master(path)
    patch = master.patch()
    patch.set("tasks", 2, "assigned", dt.date(2026, 1, 5))
    patch.set("tasks", 2, "progress", 50)
    patch.save()
    cells = load_workbook(path)[TASKS.sheet]
    assert (cells["H2"].value, cells["H2"].number_format) == (dt.datetime(2026, 1, 5), "dd/mm/yyyy")
    assert (cells["K2"].value, cells["K2"].number_format) == (50, "General")


def test_a_finding_leads_to_its_cell_and_old_links_are_gone(tmp_path: Path) -> None:
    master = open_master(rich(tmp_path / "so.xlsx"))
    patch = master.patch()
    patch.replace_all("findings", findings(2))
    patch.save()
    assert leading(master) == {f"D{row}": f"""=HYPERLINK("#'Đơn vị'!B{row}","B{row}")""" for row in (6, 7)}
    cells = load_workbook(master.path)["Kiểm tra"]
    assert not [cell for row in cells.iter_rows(min_row=6, max_col=14) for cell in row if cell.hyperlink]
    assert closed_master(master.path).read(as_of=AS_OF)["findings"].raw["cell"][0].cached == "B6"
    assert fake_com.inside(master.book)._app.AutoCorrect.AutoFillFormulasInLists is True


def test_what_stands_beneath_a_table_is_never_written_over(tmp_path: Path) -> None:
    master = open_master(rich(tmp_path / "so.xlsx"))
    sheet(master, "Nhật ký")["B8"] = "của tôi"
    patch = master.patch()
    patch.append("journal", [{"action": "một"}] * 2)
    with pytest.raises(RefusedError) as refused:
        patch.append("journal", [{"action": "ba"}])
    assert refused.value.key == "no_room_below" and "B8" in str(refused.value)


# --- before anything is written ------------------------------------------------------------------------------------


def key_of(call: Any) -> str:
    with pytest.raises(LhhError) as caught:
        call()
    assert caught.value.sentence and caught.value.remedy
    return caught.value.key


def test_a_workbook_that_cannot_serve_is_told_why(tmp_path: Path) -> None:
    path = tasks_book(tmp_path / "so.xlsx", 1)
    stranger = write_tables(tmp_path / "la.xlsx", {}, only=False)
    url = "https://d.docs.live.net/1234/So/so.xlsx"
    assert key_of(lambda: ExcelMaster(fake_com.open_book(None))) == "never_saved"
    assert key_of(lambda: open_master(path, full_name=url)) == "on_url"
    assert key_of(lambda: open_master(path, read_only=True).patch()) == "read_only"
    master = open_master(stranger)
    for ws in inside(master)._typed.worksheets:
        ws.tables.clear()
        sheet(master, ws.title).title = f"Trang {ws.title[:5]}"
    assert key_of(master.read) == "not_ours"
    newer = open_master(Path(__file__).parents[3] / "workbooks" / "LHH.xlsm")
    inside(newer)._dirty = True
    inside(newer)._typed.defined_names["LHH_PhienBan"].attr_text = "99"
    assert key_of(newer.read) == "newer_schema"


def test_a_protected_sheet_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    master = open_master(rich(tmp_path / "so.xlsx"))
    before = master.path.read_bytes()
    sheet(master, "Nhật ký").protection.sheet = True
    patch = master.patch()
    patch.replace_all("findings", findings(1))
    patch.append("journal", [{"action": "Kiểm tra"}])
    assert key_of(patch.save) == "sheet_protected"
    assert master.path.read_bytes() == before and not inside(master)._app._calls["Range.Value="]
    assert [path.name for path in tmp_path.iterdir()] == ["so.xlsx"]


def test_a_renamed_table_is_told_by_its_name(tmp_path: Path) -> None:
    master = open_master(rich(tmp_path / "so.xlsx"))
    sheet(master, "Kiểm tra").tables["tblKiemTra"].displayName = "tblKiemTraCu"
    assert key_of(lambda: master.patch().replace_all("findings", [])) == "table_needed"
    faults = [(fault.code, fault.value, fault.nearest) for fault in master.read().faults]
    assert ("table_misspelt", "tblKiemTraCu", "tblKiemTra") in faults


def test_the_backup_holds_what_was_typed_and_not_yet_saved(tmp_path: Path) -> None:
    master = open_master(rich(tmp_path / "so.xlsx"))
    note(master).value = "vừa gõ"
    for text in ("một", "hai"):
        patch = master.patch()
        patch.set("register", 6, "note", text)
        patch.save()
    kept = load_workbook(io.BytesIO(master.path.with_name("so.xlsx.bak").read_bytes()))
    assert cell_of(kept, "register", 6, "Ghi chú").value == "vừa gõ"
    assert closed_master(master.path).read(as_of=AS_OF)["register"].raw["note"][0] == "hai"


def test_without_a_backup_nothing_is_written(tmp_path: Path) -> None:
    master = open_master(rich(tmp_path / "so.xlsx"))
    (tmp_path / "so.xlsx.bak").mkdir()
    patch = master.patch()
    patch.set("register", 6, "note", "mới")
    assert key_of(patch.save) == "backup_failed"
    assert not inside(master)._dirty


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    folder = tmp_path / "tạm"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_a_copy_that_excel_cannot_save_is_told_and_nothing_is_written_or_left(tmp_path: Path, temporary: Path) -> None:
    master = open_master(rich(tmp_path / "so.xlsx"))
    inside(master)._fail["SaveCopyAs"] = failed("no right")
    for use in (master.read, master.patch):
        with pytest.raises(OutputError) as caught:
            use()
        assert caught.value.key == "copy_failed" and str(temporary) in caught.value.sentence
    assert not inside(master)._dirty and sorted(tmp_path.iterdir()) == [tmp_path / "so.xlsx", temporary]
    assert not list(temporary.iterdir())


def test_a_workbook_with_a_password_is_told_before_anything_is_written(tmp_path: Path, temporary: Path) -> None:
    master = open_master(rich(tmp_path / "so.xlsx"))
    inside(master)._password = True
    assert key_of(master.read) == key_of(master.patch) == "encrypted"
    with pytest.raises(LhhError, match="so\\.xlsx") as caught:
        master.read()
    assert "bấm lại nút" in caught.value.remedy_in_excel
    assert not list(temporary.iterdir()) and not inside(master)._dirty


def test_one_copy_serves_reading_backup_and_writing_and_a_write_makes_it_stale(tmp_path: Path, temporary: Path) -> None:
    master = open_master(rich(tmp_path / "so.xlsx"))
    calls = inside(master)._app._calls
    before = master.read(as_of=AS_OF)["register"].raw["note"][0]
    patch = master.patch()
    patch.set("register", 6, "note", "mới")
    patch.save()
    assert calls["Workbook.SaveCopyAs"] == 1 and not list(temporary.iterdir())
    assert master.read(as_of=AS_OF)["register"].raw["note"][0] == "mới" != before
    assert calls["Workbook.SaveCopyAs"] == 2


def test_on_a_mac_the_workbook_is_saved_and_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel may not write into a folder for temporary files there."""
    master = open_master(rich(tmp_path / "so.xlsx"))
    note(master).value = "vừa gõ"
    monkeypatch.setattr("sys.platform", "darwin")
    assert master.read(as_of=AS_OF)["register"].raw["note"][0] == "vừa gõ"
    inside(master)._fail["Save"] = failed("read only")
    master.changed()
    assert key_of(master.read) == "save_failed"


def test_a_write_that_stops_half_way_says_where_the_backup_is(tmp_path: Path) -> None:
    master = open_master(rich(tmp_path / "so.xlsx"))
    inside(master)._fail["Save"] = failed("network gone")
    patch = master.patch()
    patch.set("register", 6, "note", "mới")
    with pytest.raises(OutputError) as caught:
        patch.save()
    backup = master.path.with_name("so.xlsx.bak")
    assert str(backup) in caught.value.remedy and backup.exists()
    app = inside(master)._app
    assert (app.Calculation, app.EnableEvents) == (-4105, True)


def test_calculation_is_manual_while_writing_and_as_before_when_the_file_is_saved(tmp_path: Path) -> None:
    master = open_master(rich(tmp_path / "so.xlsx"))
    master.app.calculation = "semiautomatic"
    patch = master.patch()
    patch.set("register", 6, "note", "mới")
    patch.save()
    settings = [value for name, value in inside(master)._app._settings if name == "Calculation"]
    assert settings == [2, -4135, 2]
