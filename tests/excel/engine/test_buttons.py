"""Each button pressed on the stand-in: what the clerk reads, what is written, what is as before."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fake_com
import pytest
from clerk import cell_of
from collection.returned import H09, answer, send
from fake_com.base import failed
from fake_com.stubs import ANSWERS, BOXES, MB_ICONINFORMATION, MB_ICONWARNING
from openpyxl.worksheet.filters import FilterColumn, Filters
from xlwings import _xlwindows

sys.path.insert(0, str(Path(__file__).parents[3]))
from bench.click import QUESTIONS, Border
from lhh_excel import buttons
from lhh_excel.checking.repair import plan_repairs
from lhh_excel.excel import gateway, screen
from lhh_excel.messages.commands import COMMANDS
from lhh_excel.workbook.build.layout import HEADER_ROW
from lhh_excel.workbook.records import locks
from lhh_excel.workbook.tables import BY_KEY, SCHEMA_VERSION
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
        """The openpyxl sheet behind the open one, to be changed as if by hand."""
        self.workbook._dirty = True
        return self.workbook._typed[BY_KEY[key].sheet]

    def put(self, key: str, column: str, row: int, value: object) -> None:
        table = BY_KEY[key]
        cell = self.sheet(key).cell(row, 1 + [c.key for c in table.columns].index(column))
        cell.value = value

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
    tasks = next(sheet for sheet in desk.workbook._sheets if sheet.Name == BY_KEY["tasks"].sheet)
    desk.app._selected = tasks.Range("C7")
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
    leading = [value for value in findings.raw["cell"] if value]
    assert leading and all(value.text.endswith(f'!{value.cached}","{value.cached}")') for value in leading)
    assert "Kiểm tra dữ liệu" in closed_master(desk.path).read(as_of=AS_OF)["journal"].raw["action"]
    assert any("Kiểm tra dữ liệu (2/3)" in bar for bar in desk.bars())
    assert opened == []
    desk.as_before()


@pytest.mark.parametrize(("button", "more"), [("kiem_tra", 0), ("kiem_tra", 40), ("tao_bao_cao", 0)])
def test_a_click_asks_excel_few_questions_however_much_is_found(
    button: str, more: int, desk: Desk, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each crosses from one process to another."""
    for row in range(6, 6 + more):
        desk.put("texts", "unit", row, f"H{row}")
    for name in ("__getattr__", "__setattr__", "__call__"):  # as they were, when the test is over
        monkeypatch.setattr(_xlwindows.COMRetryObjectWrapper, name, getattr(_xlwindows.COMRetryObjectWrapper, name))
    monkeypatch.setattr(_xlwindows.COMRetryMethodWrapper, "__call__", _xlwindows.COMRetryMethodWrapper.__call__)
    border = Border(_xlwindows)
    getattr(buttons, button)()
    assert 0 < border.questions <= QUESTIONS[button]
    assert not last_box()[0][0].startswith("Có lỗi")
    if more:
        assert len(closed_master(desk.path).read(as_of=AS_OF)["findings"]) > 60


def test_errors_come_first_in_the_box(desk: Desk) -> None:
    desk.put("tasks", "due", 6, "31/02/2026")
    for row in range(6, 20):
        desk.put("figures", "hoi_vien_cuoi_ky", row, -1)
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


def test_what_a_lock_keeps_from_being_mended_is_told(desk: Desk) -> None:
    figures = closed_master(desk.path).read()["figures"]
    row = next(figures.rows[i] for i in range(len(figures)) if figures.record(i) == "2025-H1/H01")
    desk.put("figures", "hoi_vien_cuoi_ky", row, str(figures.clean["hoi_vien_cuoi_ky"][figures.rows.index(row)]))
    desk.put("tasks", "content", 6, "  Nội  dung  ")
    ANSWERS.append("yes")
    buttons.sua_loi()
    lines, _critical = last_box()
    assert "thuộc kỳ đã khóa nên để nguyên" in lines[0] and f"Số liệu!G{row}" in lines[0]
    assert "Đã sửa" in lines[1]


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


def test_submission_and_issue_ask_first_and_give_a_number_then_what_went_out_is_replaced(
    desk: Desk, opened: list[Path]
) -> None:
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

    ANSWERS.extend(["yes", "no"])
    buttons.phat_hanh()  # of what went out already: asked whether it replaces
    assert "đã phát hành với số" in BOXES[-2][0] and last_box()[0] == ["Chưa làm gì; sổ còn nguyên."]
    ANSWERS.extend(["yes", "no"])
    buttons.trinh_ky()
    assert "11/BC-LHH" in BOXES[-2][0] and last_box()[0] == ["Chưa làm gì; sổ còn nguyên."]
    assert len(closed_master(desk.path).read()["register"]) == before + 1
    ANSWERS.extend(["yes", "yes"])
    buttons.phat_hanh()
    assert not last_box()[1], last_box()
    assert closed_master(desk.path).read()["register"].clean["state"][-2:] == ["Bị thay thế", "Đã cấp"]
    ANSWERS.extend(["yes", "yes", "yes"])
    buttons.trinh_ky()
    buttons.phat_hanh()
    assert not last_box()[1], last_box()
    states = closed_master(desk.path).read()["register"].clean["state"]
    assert states[-3:] == ["Bị thay thế", "Bị thay thế", "Đã cấp"]


def test_the_date_is_the_real_day_unless_another_is_typed_and_one_that_steps_back_is_asked_about(desk: Desk) -> None:
    """Whatever Ngày tính is."""
    desk.put("profile", "value", desk.row_of("Ngày tính"), dt.date(2026, 6, 16))
    ANSWERS.extend(["yes", "no"])
    buttons.trinh_ky()
    buttons.phat_hanh()
    assert f"{dt.date.today():%d/%m/%Y}" in BOXES[-2][0] and last_box()[0] == ["Chưa làm gì; sổ còn nguyên."]
    ANSWERS.append("no")
    desk.app._answer = "hôm kia"
    assert "hôm kia" in refused(buttons.phat_hanh, desk)
    register = closed_master(desk.path).read()["register"]
    desk.put("register", "date", register.rows[-1], dt.date(2026, 12, 31))
    before = desk.path.read_bytes()
    desk.app._answer = "17/06/2026"
    ANSWERS.extend(["no", "no"])
    buttons.phat_hanh()
    assert "31/12/2026" in BOXES[-2][0] and "10/TB-LHH" in BOXES[-2][0]
    assert last_box()[0] == ["Chưa làm gì; sổ còn nguyên."] and desk.path.read_bytes() == before
    ANSWERS.extend(["no", "yes"])
    buttons.phat_hanh()
    register = closed_master(desk.path).read()["register"]
    assert (register.raw["symbol"][-1], register.raw["date"][-1]) == ("11/BC-LHH", dt.date(2026, 6, 17))


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


def test_a_warning_that_the_clerk_explained_is_kept_and_not_counted(desk: Desk) -> None:
    buttons.kiem_tra()
    first = last_box()[0][0]
    findings = closed_master(desk.path).read()["findings"]
    row = next(findings.rows[i] for i, severity in findings.each("severity") if severity == "CẢNH BÁO")
    desk.put("findings", "answer", row, "đã xác minh")
    buttons.kiem_tra()
    told = last_box()[0][0]
    warnings = [int(re.search(r"(\d+) cảnh báo", text)[1]) for text in (first, told)]  # type: ignore[index]
    assert warnings[1] == warnings[0] - 1 and "Đã giải trình 1 dòng" in told
    after = closed_master(desk.path).read()["findings"]
    assert [answer for _, answer in after.each("answer") if answer] == ["đã xác minh"]
    assert len(after) == len(findings)
    desk.as_before()


# --- the periods ---------------------------------------------------------------------------------------------------


def period_states(desk: Desk) -> dict[str, str]:
    book = closed_master(desk.path).read()
    return {str(code): str(state) for _, code, state in book["periods"].each("code", "state")}


def test_the_next_period_is_asked_for_then_the_lock_of_the_last(desk: Desk) -> None:
    before = desk.path.read_bytes()
    buttons.sang_ky_moi()
    assert last_box()[0] == ["Chưa làm gì; sổ còn nguyên."] and desk.path.read_bytes() == before
    ANSWERS.extend(["yes", "yes"])
    buttons.sang_ky_moi()
    assert not last_box()[1], last_box()
    assert "Đã sang kỳ 2026-H2" in " ".join(last_box()[0])
    book = closed_master(desk.path).read()
    assert book.period == "2026-H2" and book.periods["2026-H1"].locked and not book.periods["2026-H2"].locked
    assert "2026-H1" in book["frozen"].clean["period"]
    desk.as_before()


def test_a_period_is_locked_and_opened_for_one_unit_from_buttons(desk: Desk) -> None:
    buttons.khoa_ky()
    assert "2026-H1" in desk.app._asked[-1][0] and last_box()[0] == ["Chưa làm gì; sổ còn nguyên."]
    desk.app._answer = "2026-h1"
    ANSWERS.append("yes")
    buttons.khoa_ky()
    assert not last_box()[1] and period_states(desk)["2026-H1"] == "Khóa", last_box()
    desk.app._answer = " 2026-H1 / h09 "
    ANSWERS.append("yes")
    buttons.mo_lai_ky()
    assert "H09" in BOXES[-2][0] and not last_box()[1]
    book = closed_master(desk.path).read()
    held = locks(book)
    assert book.periods["2026-H1"].locked and not held.holds("2026-H1", "H09") and held.holds("2026-H1", "H01")
    desk.app._answer = "2026-H1"
    ANSWERS.append("yes")
    buttons.mo_lai_ky()
    assert period_states(desk)["2026-H1"] == "Mở"
    desk.app._answer = "2026-H7"
    assert "2026-H7" in refused(buttons.mo_lai_ky, desk)
    desk.as_before()


# --- the reporting cycle -------------------------------------------------------------------------------------------


def test_forms_for_all_units_are_made_and_their_folder_is_opened(desk: Desk, opened: list[Path]) -> None:
    buttons.tao_phieu()
    lines, critical = last_box()
    assert not critical and "Đã tạo 20 phiếu kỳ 2026-H1" in lines[-1]
    assert opened == [desk.path.parent / "ket-xuat" / "phieu-2026-H1"]
    assert len(list(opened[0].glob("PHIEU-2026-H1-*.xlsx"))) == 20 and len(list(opened[0].glob("*.csv"))) == 1
    journal = closed_master(desk.path).read(as_of=AS_OF)["journal"]
    assert journal.raw["action"][-1] == "Tạo phiếu thu thập" and desk.workbook._saved == 1
    desk.as_before()


def came_back(desk: Desk, name: str = "phieu-ve", **wrong: object) -> Path:
    """The form of H09 made from this workbook, filled in and put into a folder beside it."""
    form = send(desk.path, desk.path.parent / "gui", "H09", day=AS_OF)["H09"]
    folder = desk.path.parent / name
    answer(form, folder / "H09 gửi lại.xlsx", {**H09, **wrong})
    return folder


def figures_of(desk: Desk, unit: str) -> dict[str, Any]:
    """The unit's figures in the file that Excel saved."""
    data = closed_master(desk.path).read(as_of=AS_OF)["figures"]
    row = next(i for i in range(len(data)) if data.record(i) == f"2026-H1/{unit}")
    return {key: data.clean[key][row] for key in data.clean}


def test_forms_are_shown_cell_by_cell_then_taken_in_when_the_clerk_says_yes(desk: Desk, opened: list[Path]) -> None:
    folder = came_back(desk)
    typed = desk.path.read_bytes()
    desk.app._folder = str(folder)
    ANSWERS.append("no")
    buttons.nhap_phieu()
    question = BOXES[-2][0].split("\n")
    assert len(question) <= 5 and question[0].startswith("Sẽ nhập 1 phiếu, 16 ô") and question[-1].endswith("?")
    assert [path.name for path in opened] == ["nhap-phieu-2026-H1.txt"] and str(opened[0]) in question[-2]
    shown = opened[0].read_text(encoding="utf-8-sig")
    assert "Số liệu · 2026-H1/H09 · Hội viên cuối kỳ: (trống) → 72" in shown and "--" not in shown
    assert last_box()[0] == ["Chưa làm gì; sổ còn nguyên."] and desk.path.read_bytes() == typed
    assert desk.app._asked[-1][0].startswith("Chọn thư mục") and desk.app._asked[-1][1].startswith(str(folder))
    ANSWERS.append("yes")
    buttons.nhap_phieu()
    lines, critical = last_box()
    assert not critical and "Đã nhập 1 phiếu, 16 ô (lần nhập số 1)" in lines[-2]
    assert str(desk.path.with_name("So.xlsm.bak")) in lines[-2] and str(opened[0]) in lines[-1]
    assert figures_of(desk, "H09")["hoi_vien_cuoi_ky"] == 72 and figures_of(desk, "H09")["received"] is not None
    journal = closed_master(desk.path).read(as_of=AS_OF)["journal"]
    assert journal.raw["action"].count("Nhập phiếu #1") == 18 and "H09 gửi lại.xlsx" in journal.raw["file"]
    desk.as_before()


def test_forms_that_were_taken_in_change_nothing_the_second_time(desk: Desk, opened: list[Path]) -> None:
    desk.app._folder = str(came_back(desk))
    ANSWERS.append("yes")
    buttons.nhap_phieu()
    saved = desk.path.read_bytes()
    buttons.nhap_phieu()
    assert "sổ đã giống các phiếu" in last_box()[0][0] and not last_box()[1]
    assert desk.path.read_bytes() == saved and len([box for box in BOXES if box[2] & 7 == 4]) == 1


def test_a_wrong_form_stays_out_and_a_form_to_mend_is_made(desk: Desk, opened: list[Path]) -> None:
    folder = came_back(desk, **{"Hội viên cuối kỳ": 99})
    (folder / "anh.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    before = desk.path.read_bytes()
    desk.app._folder = str(folder)
    buttons.nhap_phieu()
    lines, critical = last_box()
    assert critical and "1 phiếu sai" in lines[0] and "không nhập 1 tệp" in lines[0]
    assert "anh.xlsx" in lines[1] and "không phải tệp Excel" in lines[1]
    mend = desk.path.parent / "ket-xuat" / "phieu-can-sua"
    assert str(mend) in lines[2] and [path.name for path in mend.iterdir()] == ["PHIEU-2026-H1-H09-can-sua.xlsx"]
    assert desk.path.read_bytes() == before and opened[0].suffix == ".txt"
    assert "Hội viên cuối kỳ" in opened[0].read_text(encoding="utf-8-sig")
    desk.as_before()


def test_what_the_clerk_typed_and_did_not_save_is_no_less_hers(desk: Desk, opened: list[Path]) -> None:
    folder = came_back(desk)
    data = closed_master(desk.path).read(as_of=AS_OF)["figures"]
    row = data.rows[next(i for i in range(len(data)) if data.record(i) == "2026-H1/H09")]
    desk.put("figures", "tin_bai", row, 8)
    desk.app._folder = str(folder)
    ANSWERS.append("yes")
    buttons.nhap_phieu()
    assert "1 ô bạn đã sửa trong sổ được giữ nguyên" in BOXES[-2][0]
    assert "XUNG ĐỘT" in opened[0].read_text(encoding="utf-8-sig")
    assert figures_of(desk, "H09")["tin_bai"] == 8 and last_box()[1]


def test_without_a_dialog_the_folder_beside_the_workbook_is_taken(
    desk: Desk, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_dialog(_self: object, _start: Path) -> Path:
        raise AttributeError("FileDialog")

    monkeypatch.setattr(screen.ExcelScreen, "choose_folder", no_dialog)
    buttons.nhap_phieu()
    assert last_box()[1] and "phieu-ve" in last_box()[0][0]
    came_back(desk)
    ANSWERS.append("yes")
    buttons.nhap_phieu()
    assert figures_of(desk, "H09")["hoi_vien_cuoi_ky"] == 72


def test_a_folder_without_forms_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.app._folder = None
    buttons.nhap_phieu()
    assert last_box()[0] == ["Chưa làm gì; sổ còn nguyên."]
    (tmp_path / "trong").mkdir()
    desk.app._folder = str(tmp_path / "trong")
    assert "Không có tệp nào để nhập" in refused(buttons.nhap_phieu, desk)


def test_who_reported_is_told_in_five_numbers_with_the_names_of_the_others(desk: Desk, opened: list[Path]) -> None:
    before = desk.path.read_bytes()
    buttons.tinh_hinh_nop()
    lines, critical = last_box()
    assert not critical and "6 tháng đầu năm 2026" in lines[0]
    assert lines[1] == "Phải nộp 20; đã nộp 18 (90%); đúng hạn 16 (80%); muộn 2; chưa nộp 2."
    assert lines[2].startswith("Nộp muộn: H07 ") and ", TT01 " in lines[2]
    assert lines[3].startswith("Chưa nộp: H09 ") and ", TT03 " in lines[3]
    assert desk.path.read_bytes() == before and opened == []
    desk.as_before()


def test_a_reminder_is_drafted_and_opened_and_told_in_the_journal(desk: Desk, opened: list[Path]) -> None:
    buttons.don_doc()
    lines, _critical = last_box()
    assert [path.name for path in opened] == ["CV-2026-H1-nhac-du-thao.docx"] and opened[0].exists()
    assert any(str(opened[0]) in line for line in lines) and any(line.startswith("Nhắc ") for line in lines)
    journal = closed_master(desk.path).read(as_of=AS_OF)["journal"]
    assert journal.raw["action"][-1] == "Công văn đôn đốc" and desk.workbook._saved == 1
    desk.as_before()


# --- bad weather ---------------------------------------------------------------------------------------------------


WRITING = [buttons.kiem_tra, buttons.sua_loi, buttons.trinh_ky, buttons.phat_hanh, buttons.nhap_phieu]


def test_a_read_only_workbook_is_told_so(tmp_path: Path) -> None:
    desk = Desk(Path(shutil.copy(SAMPLE, tmp_path / "So.xlsm")), read_only=True)
    for press in WRITING:
        assert "chỉ đọc" in refused(press, desk)


def test_a_workbook_never_saved_or_on_the_web_is_told_what_to_do(tmp_path: Path) -> None:
    path = Path(shutil.copy(SAMPLE, tmp_path / "So.xlsm"))
    for name, word in (("Book1", "chưa được lưu"), ("https://lhh.sharepoint.com/So/So.xlsm", "OneDrive")):
        desk = Desk(path, full_name=name)
        for command in COMMANDS:
            assert word in refused(getattr(buttons, command.function), desk)


def test_a_name_with_an_equals_sign_is_told_and_no_other_workbook_is_taken_for_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(screen, "tell_without_excel", told.append)
    monkeypatch.setattr(sys, "argv", ["-c", "--wb=So=quý 1.xlsm ", "--from_xl=1", "--hwnd=42"])
    before = desk.path.read_bytes()
    for command in COMMANDS:
        getattr(buttons, command.function)()
    assert len(told) == len(COMMANDS) and BOXES == [] and desk.path.read_bytes() == before
    assert all("“So=quý 1.xlsm”" in text and "đổi tên" in text and "nhật ký" not in text for text in told)


def test_an_output_folder_that_no_system_takes_is_a_sentence_and_no_fault(desk: Desk, opened: list[Path]) -> None:
    desk.put("profile", "value", desk.row_of("Thư mục kết xuất"), "x" * 300)
    buttons.mo_thu_muc()
    assert last_box()[0][0].startswith("Chưa có văn bản nào") and opened == []
    assert "Thư mục kết xuất" in refused(buttons.tao_bao_cao, desk)


def test_a_column_that_the_check_itself_needs_is_not_answered_by_run_the_check(desk: Desk) -> None:
    cell_of(desk.workbook._typed, "findings", HEADER_ROW, "Ô").value = "Của tôi"
    desk.workbook._dirty = True
    text = refused(buttons.kiem_tra, desk)
    assert "thiếu cột Ô" in text and "Thêm lại cột" in text and "Chạy “Kiểm tra" not in text


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


def test_a_protected_sheet_is_told_by_name(desk: Desk) -> None:
    desk.sheet("findings").protection.sheet = True
    assert "“Kiểm tra” đang được bảo vệ" in refused(buttons.kiem_tra, desk)
    desk.as_before()


def test_the_check_writes_what_each_sentence_says_beside_it(desk: Desk) -> None:
    columns = [column.key for column in BY_KEY["indicators"].columns]
    sheet, place = desk.sheet("indicators"), columns.index("preview") + 1
    last = max(row for row in range(6, 25) if sheet.cell(row, 1).value)  # told in no other's sentence
    typed = sheet.cell(last, columns.index("sentence") + 1)
    typed.value, typed.data_type = "=TODAY() {số}", "s"  # in a cell of text
    buttons.kiem_tra()
    said = {sheet.cell(row, 1).value: sheet.cell(row, place) for row in range(6, 25)}
    assert all(cell.value for cell in said.values())
    assert re.fullmatch(r"=TODAY\(\) [\d.,]+\.", sheet.cell(last, place).value)
    assert sheet.cell(last, place).data_type == "s"
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
    desk.workbook._dirty = True
    desk.workbook._typed.defined_names["LHH_PhienBan"].attr_text = str(SCHEMA_VERSION + 1)
    assert "phiên bản mới hơn" in refused(buttons.kiem_tra, desk)


def test_what_stops_no_button(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A chart that is selected, a word of another add-in in the status bar, a log that cannot be, a short wait."""
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("LHH_LOG", str(tmp_path / "file" / "lhh.log"))
    close_log()
    desk.sheet("indicators").protection.sheet = True
    desk.app._selected = None
    desk.app.StatusBar = "Đang tính"
    desk.app._busy, desk.app._busy_on = 20, ("Range.Value",)
    buttons.kiem_tra()
    assert last_box()[0][0].startswith("Kỳ 2026-H1")
    assert desk.app.StatusBar == "Đang tính" and desk.app.ScreenUpdating and desk.app._busy == 0


def test_a_fault_of_ours_is_a_sentence_with_the_logs_path(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from lhh_excel.actions import validate

    def broken(_book: object) -> None:
        raise ZeroDivisionError("tên người trong lỗi")

    monkeypatch.setattr(validate, "run_rules", broken)
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


def test_a_click_imports_nothing_it_does_not_use() -> None:
    code = (
        "import sys, lhh_excel.buttons; loaded = set(sys.modules)\n"
        "heavy = {'xlwings', 'pandas', 'openpyxl', 'docx', 'lxml', 'jinja2'}\n"
        "assert not loaded & heavy, loaded\n"
        "import lhh_excel.excel.gateway, lhh_excel.excel.patch, lhh_excel.workbook.reading\n"
        "import lhh_excel.actions.validate, lhh_excel.checking.run\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
