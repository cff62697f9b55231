"""Each button pressed on the stand-in: what the clerk reads, what is written, what is as before."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fake_com
import pytest
from fake_com.base import failed
from fake_com.stubs import ANSWERS, BOXES, MB_ICONINFORMATION, MB_ICONWARNING
from openpyxl.worksheet.filters import FilterColumn, Filters

from lhh_excel import buttons
from lhh_excel.checking.repair import plan_repairs
from lhh_excel.excel import gateway, screen
from lhh_excel.messages.commands import COMMANDS
from lhh_excel.workbook.tables import BY_KEY
from workbooks import AS_OF, close_log, closed_master

SAMPLE = Path(__file__).parents[3] / "workbooks" / "LHH-vi-du.xlsm"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What would have been opened with another program."""
    paths: list[Path] = []
    monkeypatch.setattr(screen, "open_outside", paths.append)
    return paths


@pytest.fixture(autouse=True)
def _soon_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "BUSY_ATTEMPTS", 50)


class Desk:
    """The workbook that is open, as the clerk sees it."""

    def __init__(self, path: Path, **state: Any) -> None:
        self.path = path
        self.book = fake_com.open_book(path, **state)
        self.workbook = fake_com.inside(self.book)
        self.app = self.workbook._app
        self.book.set_mock_caller()

    def sheet(self, key: str) -> Any:
        return self.workbook._typed[BY_KEY[key].sheet]

    def put(self, key: str, column: str, row: int, value: object) -> None:
        table = BY_KEY[key]
        cell = self.sheet(key).cell(row, 1 + [c.key for c in table.columns].index(column))
        cell.value = value
        self.workbook._dirty = True

    def row_of(self, item: str) -> int:
        """The row of a line of Cấu hình."""
        return next(row[0].row for row in self.sheet("profile").iter_rows() if row[0].value == item)

    def as_before(self) -> None:
        """Nothing of Excel's state was left behind."""
        app = self.app
        assert (app.ScreenUpdating, app.EnableEvents, app.Calculation, app.StatusBar) == (True, True, -4105, False)
        assert app.Selection.Address == "$C$7" and app.Selection.Worksheet.Name == BY_KEY["tasks"].sheet

    def bars(self) -> list[str]:
        return [value for name, value in self.app._settings if name == "StatusBar" and value]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "Hồ sơ của Nguyễn Văn A"
    folder.mkdir()
    desk = Desk(Path(shutil.copy(SAMPLE, folder / "So.xlsm")))
    desk.app._selected = fake_com.inside(desk.book)._sheets[5].Range("C7")
    assert desk.app._selected.Worksheet.Name == BY_KEY["tasks"].sheet
    return desk


def last_box() -> tuple[list[str], bool]:
    """The lines of the box at the end and whether it warns."""
    text, title, style = BOXES[-1]
    assert title == "Sổ theo dõi Liên hiệp Hội"
    lines = text.split("\n")
    assert 1 <= len(lines) <= 5 and all(line.strip() for line in lines)
    assert style & 0xF0 in (MB_ICONINFORMATION, MB_ICONWARNING)
    return lines, style & 0xF0 == MB_ICONWARNING


def refused(press: Callable[[], None], desk: Desk) -> str:
    """Presses a button that must end in a sentence, with nothing written and everything put back."""
    before = desk.path.read_bytes()
    press()
    lines, critical = last_box()
    assert critical and len(lines) >= 2
    assert desk.path.read_bytes() == before
    assert (desk.app.ScreenUpdating, desk.app.StatusBar, desk.app.Calculation) == (True, False, -4105)
    assert "Traceback" not in " ".join(lines)
    return " ".join(lines)


def test_every_button_of_the_table_has_its_function() -> None:
    for command in COMMANDS:
        assert callable(getattr(buttons, command.function)), command.caption
        assert getattr(buttons, command.function).__doc__


# --- each button ---------------------------------------------------------------------------------------------------


def test_the_check_fills_its_sheet_and_leaves_the_clerk_where_she_was(desk: Desk, opened: list[Path]) -> None:
    buttons.kiem_tra()
    lines, critical = last_box()
    assert lines[0].startswith("Kỳ 2026-H1: 0 lỗi,") and not critical
    assert str(desk.path.with_name("So.xlsm.bak")) in lines[-1] and desk.path.with_name("So.xlsm.bak").exists()
    findings = closed_master(desk.path).read(as_of=AS_OF)["findings"]
    assert len(findings) > 5
    linked = [
        cell.hyperlink.location
        for row in desk.sheet("findings").iter_rows(min_row=6, max_col=4)
        for cell in row
        if cell.hyperlink
    ]
    assert len(linked) == sum(1 for value in findings.raw["cell"] if value)
    assert "Kiểm tra dữ liệu" in closed_master(desk.path).read(as_of=AS_OF)["journal"].raw["action"]
    assert any("Kiểm tra dữ liệu (2/3)" in bar for bar in desk.bars())
    assert opened == []
    desk.as_before()


def test_errors_come_first_in_the_box(desk: Desk) -> None:
    desk.put("tasks", "due", 6, "31/02/2026")
    for row in range(6, 20):
        desk.put("figures", "members_end", row, -1)
    buttons.kiem_tra()
    lines, critical = last_box()
    assert critical and "0 lỗi" not in lines[0] and "lỗi" in lines[0]
    assert "Nhiệm vụ!I6" in lines[1]


def test_safe_repairs_are_asked_for_with_their_list_and_then_done(desk: Desk) -> None:
    count = len(plan_repairs(closed_master(desk.path).read())) + 2
    desk.put("tasks", "content", 6, "  Nội  dung  ")
    desk.put("tasks", "due", 7, "14/06/2026")
    typed = desk.path.read_bytes()
    ANSWERS.append("no")
    buttons.sua_loi()
    assert f"{count} ô" in BOXES[0][0] and "14/06/2026" in BOXES[0][0]
    assert last_box()[0] == ["Chưa làm gì; sổ còn nguyên."] and desk.path.read_bytes() == typed
    desk.as_before()
    ANSWERS.append("yes")
    buttons.sua_loi()
    lines, critical = last_box()
    assert f"Đã sửa {count} ô" in lines[0] and ".bak" in lines[0] and not critical
    tasks = closed_master(desk.path).read(as_of=AS_OF)["tasks"]
    assert tasks.raw["due"][1] == dt.date(2026, 6, 14)
    assert tasks.raw["content"][0] == tasks.clean["content"][0]
    desk.as_before()


def test_a_draft_is_made_and_opened_and_the_workbook_is_not_touched(desk: Desk, opened: list[Path]) -> None:
    before = desk.path.read_bytes()
    buttons.tao_bao_cao()
    last_box()
    assert [path.suffix for path in opened] == [".docx"] and opened[0].exists()
    assert opened[0].parent == desk.path.parent / "ket-xuat"
    assert desk.path.read_bytes() == before and desk.workbook._saved == 0
    desk.as_before()


def test_what_is_typed_and_not_saved_is_in_the_draft_of_a_read_only_workbook(
    tmp_path: Path, opened: list[Path]
) -> None:
    desk = Desk(Path(shutil.copy(SAMPLE, tmp_path / "So.xlsm")), read_only=True)
    desk.put("profile", "value", desk.row_of("Địa danh"), "Vĩnh Long")
    buttons.tao_bao_cao()
    from docx import Document

    document = Document(str(opened[0]))
    assert any("Vĩnh Long" in cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_submission_and_issue_ask_first_and_give_a_number(desk: Desk, opened: list[Path]) -> None:
    before = len(closed_master(desk.path).read()["register"])
    buttons.trinh_ky()
    assert last_box()[0] == ["Chưa làm gì; sổ còn nguyên."] and opened == [] and desk.workbook._saved == 0
    ANSWERS.extend(["yes", "yes"])
    buttons.trinh_ky()
    assert not last_box()[1], last_box()
    assert len(closed_master(desk.path).read()["frozen"]) > 100
    buttons.phat_hanh()
    assert not last_box()[1], last_box()
    register = closed_master(desk.path).read()["register"]
    assert len(register) == before + 1 and register.clean["state"][-1] == "Đã cấp"
    assert register.raw["symbol"][-1].endswith("/BC-LHH") and type(register.raw["symbol"][-1]) is str
    assert opened[-1].name == register.raw["file"][-1] and opened[-1].exists()
    desk.as_before()


def test_a_report_issued_before_is_replaced_only_when_the_clerk_says_so(desk: Desk) -> None:
    ANSWERS.extend(["yes", "yes", "yes", "no"])
    buttons.trinh_ky()
    buttons.phat_hanh()
    count = len(closed_master(desk.path).read()["register"])
    buttons.phat_hanh()
    assert "đã phát hành với số" in BOXES[-2][0] and last_box()[0] == ["Chưa làm gì; sổ còn nguyên."]
    assert len(closed_master(desk.path).read()["register"]) == count
    ANSWERS.extend(["yes", "yes"])
    buttons.phat_hanh()
    assert not last_box()[1], last_box()
    assert closed_master(desk.path).read()["register"].clean["state"][-2:] == ["Bị thay thế", "Đã cấp"]


def test_an_electronic_document_takes_the_number_that_is_typed(desk: Desk) -> None:
    desk.put("profile", "value", desk.row_of("Hình thức văn bản"), "điện tử")
    ANSWERS.extend(["yes", "yes", "yes"])
    buttons.trinh_ky()
    buttons.phat_hanh()
    assert last_box()[0] == ["Chưa làm gì; sổ còn nguyên."]
    desk.app._answer = 345.0
    buttons.phat_hanh()
    assert "345/BC-LHH" in " ".join(last_box()[0])
    assert closed_master(desk.path).read()["register"].raw["symbol"][-1] == "345/BC-LHH"


def test_a_word_file_is_checked_and_the_whole_list_is_there_to_read(desk: Desk, opened: list[Path]) -> None:
    buttons.tao_bao_cao()
    desk.app._chosen = str(opened.pop())
    buttons.kiem_tra_the_thuc()
    lines, _critical = last_box()
    assert "BC-2026-H1-du-thao.docx" in lines[0]
    assert len(opened) == 1 and opened[0].suffix == ".txt" and str(opened[0]) in lines[-1]
    assert "Thành phần thể thức" in opened[0].read_text(encoding="utf-8-sig")
    assert desk.app._asked[0][0].endswith("*.docx")
    desk.app._chosen = False
    buttons.kiem_tra_the_thuc()
    assert last_box()[0] == ["Chưa làm gì; sổ còn nguyên."]
    desk.as_before()


def test_the_output_folder_and_the_handbook_are_opened(desk: Desk, opened: list[Path]) -> None:
    buttons.mo_thu_muc()
    assert opened == [] and "Tạo báo cáo" in last_box()[0][0]
    (desk.path.parent / "ket-xuat").mkdir()
    buttons.mo_thu_muc()
    assert opened == [desk.path.parent / "ket-xuat"]
    (desk.path.parent / "huong-dan.pdf").write_bytes(b"%PDF-1.4")
    buttons.huong_dan()
    assert opened[1:] == [desk.path.parent / "huong-dan.pdf"]
    desk.as_before()


# --- bad weather ---------------------------------------------------------------------------------------------------


WRITING = [buttons.kiem_tra, buttons.sua_loi, buttons.trinh_ky, buttons.phat_hanh]


@pytest.mark.parametrize("press", WRITING)
def test_a_read_only_workbook_is_told_so(press: Callable[[], None], tmp_path: Path) -> None:
    desk = Desk(Path(shutil.copy(SAMPLE, tmp_path / "So.xlsm")), read_only=True)
    assert "chỉ đọc" in refused(press, desk)


def test_a_workbook_never_saved_or_on_the_web_is_told_what_to_do(tmp_path: Path) -> None:
    path = Path(shutil.copy(SAMPLE, tmp_path / "So.xlsm"))
    for name, word in (("Book1", "chưa được lưu"), ("https://lhh.sharepoint.com/So/So.xlsm", "OneDrive")):
        desk = Desk(path, full_name=name)
        for command in COMMANDS:
            assert word in refused(getattr(buttons, command.function), desk)


def test_a_cell_in_edit_ends_in_a_sentence_not_in_waiting(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(screen, "tell_without_excel", told.append)
    desk.app._busy = 10**9
    buttons.kiem_tra()
    assert "Excel đang bận" in told[0] and "Esc" in told[0] and BOXES == []
    desk.app._busy = 0
    desk.as_before()


def test_a_cell_in_edit_while_reading_leaves_the_workbook_alone(desk: Desk) -> None:
    desk.app._busy, desk.app._busy_on = 60, ("Range.Value",)
    assert "Excel đang bận" in refused(buttons.kiem_tra, desk)
    desk.as_before()


def test_a_cell_in_edit_while_writing_says_where_the_backup_is(desk: Desk) -> None:
    desk.app._busy, desk.app._busy_on = 60, ("Range.Value=", "Range.ClearHyperlinks")
    buttons.kiem_tra()
    lines, critical = last_box()
    assert critical and ".bak" in lines[1] and "không lưu" in lines[1]
    desk.as_before()


def test_a_short_wait_is_no_failure(desk: Desk) -> None:
    desk.app._busy, desk.app._busy_on = 20, ("Range.Value",)
    buttons.kiem_tra()
    assert last_box()[0][0].startswith("Kỳ 2026-H1")


def test_a_protected_sheet_is_told_by_name(desk: Desk) -> None:
    desk.sheet("findings").protection.sheet = True
    assert "“Kiểm tra” đang được bảo vệ" in refused(buttons.kiem_tra, desk)
    desk.as_before()


def test_a_filter_on_a_data_sheet_hides_nothing_from_the_check(desk: Desk) -> None:
    desk.put("tasks", "due", 8, "31/02/2026")
    sheet = desk.sheet("tasks")
    sheet.tables["tblNhiemVu"].autoFilter.filterColumn = [FilterColumn(colId=0, filters=Filters(filter=["NV-001"]))]
    for row in range(7, 60):
        sheet.row_dimensions[row].hidden = True
    buttons.kiem_tra()
    assert any("Nhiệm vụ!I8" in line for line in last_box()[0])
    assert sheet.row_dimensions[8].hidden


def test_a_renamed_table_is_told(desk: Desk) -> None:
    desk.sheet("figures").tables["tblSoLieu"].displayName = "tblSoLieu2"
    assert "tblSoLieu" in refused(buttons.tao_bao_cao, desk)
    buttons.kiem_tra()
    assert any("tblSoLieu" in line for line in last_box()[0])


def test_a_second_press_while_the_first_is_at_work_is_told_so(desk: Desk) -> None:
    hold = (
        "import sys, time\nfrom lhh_excel.files import locked\n"
        "with locked(sys.argv[1]):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    other = subprocess.Popen([sys.executable, "-c", hold, str(desk.path)], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        for press in (buttons.kiem_tra, buttons.tao_bao_cao):
            assert "lệnh khác" in refused(press, desk)
    finally:
        other.kill()
        other.wait()
        if other.stdout is not None:
            other.stdout.close()
    buttons.kiem_tra()
    assert last_box()[0][0].startswith("Kỳ 2026-H1")


def test_a_report_that_cannot_be_replaced_is_told_and_the_old_one_stands(
    desk: Desk, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    buttons.tao_bao_cao()
    document = opened.pop()
    old = document.read_bytes()
    desk.put("profile", "value", desk.row_of("Địa danh"), "Vĩnh Long")
    (document.with_name("~$" + document.name[2:])).write_bytes(b"owner")  # Word's mark of an open file

    import os

    real = os.replace

    def held(source: Any, target: Any) -> None:
        if str(target) == str(document.resolve()):
            raise PermissionError(13, "sharing violation")
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    assert "đang mở ở chương trình khác" in refused(buttons.tao_bao_cao, desk)
    assert document.read_bytes() == old and opened == []


def test_only_the_workbook_whose_button_was_pressed_changes(desk: Desk, tmp_path: Path) -> None:
    other = Path(shutil.copy(SAMPLE, tmp_path / "So khac.xlsm"))
    beside = fake_com.open_book(other, app=desk.app)
    desk.book.set_mock_caller()
    buttons.kiem_tra()
    assert desk.workbook._saved == 1 and fake_com.inside(beside)._saved == 0
    assert not fake_com.inside(beside)._dirty


def test_a_newer_workbook_is_told_so(desk: Desk) -> None:
    desk.workbook._typed.defined_names["LHH_PhienBan"].attr_text = "2"
    assert "phiên bản mới hơn" in refused(buttons.kiem_tra, desk)


def test_without_a_log_the_buttons_still_work(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("LHH_LOG", str(tmp_path / "file" / "lhh.log"))
    close_log()
    buttons.kiem_tra()
    assert last_box()[0][0].startswith("Kỳ 2026-H1")


def test_a_fault_of_ours_is_a_sentence_with_the_logs_path(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from lhh_excel.checking import run

    def broken(_book: object) -> None:
        raise ZeroDivisionError("tên người trong lỗi")

    monkeypatch.setattr(run, "run_rules", broken)
    close_log()
    text = refused(buttons.kiem_tra, desk)
    log = tmp_path / "lhh.log"
    assert str(log) in text and "ZeroDivisionError" in log.read_text(encoding="utf-8")
    desk.as_before()


def test_a_file_that_cannot_be_saved_says_where_the_backup_is(desk: Desk) -> None:
    desk.workbook._fail["Save"] = failed("network gone")
    buttons.kiem_tra()
    lines, critical = last_box()
    assert critical and ".bak" in " ".join(lines)
    desk.as_before()


def test_a_selected_chart_does_not_stop_a_button(desk: Desk) -> None:
    desk.app._selected = None
    buttons.kiem_tra()
    assert last_box()[0][0].startswith("Kỳ 2026-H1")


def test_the_status_bar_of_another_add_in_is_put_back(desk: Desk) -> None:
    desk.app.StatusBar = "Đang tính"
    buttons.kiem_tra()
    assert desk.app.StatusBar == "Đang tính"


def test_a_click_imports_nothing_it_does_not_use() -> None:
    code = (
        "import sys, lhh_excel.buttons; loaded = set(sys.modules)\n"
        "heavy = {'xlwings', 'pandas', 'openpyxl', 'docx', 'lxml', 'jinja2'}\n"
        "assert not loaded & heavy, loaded\n"
        "import lhh_excel.excel.gateway, lhh_excel.excel.patch, lhh_excel.excel.reading, lhh_excel.actions.validate\n"
        "import lhh_excel.checking.run, lhh_excel.actions.write_findings\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
