"""Every button over real COM, from its macro on: the macro's text starts pythonw.exe, xlwings and pywin32 as installed
ask the stand-in of Excel in another process."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import time
from pathlib import Path

import pytest
from collection.returned import H09, answer, send
from places import SAMPLE
from start_there import click, install
from windows_pc import Windows

from lhh_excel.messages.commands import COMMANDS
from lhh_excel.workbook.reading import open_book

HERE = Path(__file__).resolve().parent
pytestmark = [pytest.mark.slow, pytest.mark.windows]
NAME = "So-theo-doi.xlsm"


class Desk:
    """A PC on which the sample is open in Excel."""

    def __init__(self, windows: Windows) -> None:
        self.windows = windows
        self.book = Path(shutil.copy(SAMPLE, windows.folder / NAME))
        self.folder = windows.folder / "stand-in"
        self.log = windows.folder / "nhat-ky.log"
        self.temporary = windows.folder / "tạm"
        self.folder.mkdir()
        self.temporary.mkdir()
        arguments = (windows.path(HERE / "excel_there.py"), windows.path(NAME), windows.path("stand-in"))
        chosen = [windows.path("ket-xuat/BC-2026-H1-du-thao.docx"), windows.path("phiếu về")]
        (self.folder / "chosen").write_text(json.dumps(chosen), encoding="utf-8")
        install(windows)
        self.excel = windows.start(str(windows.python), *arguments)
        end = time.monotonic() + 60
        while not (self.folder / "hwnd").exists():
            assert self.excel.poll() is None and time.monotonic() < end, self.excel.communicate()[0].decode()
            time.sleep(0.05)

    def press(self, function: str) -> str | None:
        """Presses a button; the text of the box at its end, None where it shows none."""
        [macro] = [command.macro for command in COMMANDS if command.function == function]
        handle = (self.folder / "hwnd").read_text(encoding="ascii")
        log, stand_in = self.windows.path(self.log.name), self.windows.path("stand-in")
        environment = {"LHH_LOG": log, "LHH_STAND_IN": stand_in, "LHH_TEMP": self.windows.path(self.temporary.name)}
        ran = click(self.windows, macro, book=NAME, hwnd=handle, **environment)
        assert (ran.code, ran.text) == (0, ""), self.log.read_text("utf-8")[-3000:]
        boxes: list[str] = json.loads((self.folder / "boxes").read_text(encoding="utf-8"))
        return boxes[-1] if boxes else None

    def opened(self) -> list[str]:
        found: list[str] = json.loads((self.folder / "opened").read_text(encoding="utf-8"))
        return found

    def close(self) -> dict[str, int]:
        (self.folder / "stop").touch()
        self.excel.wait(60)
        calls: dict[str, int] = json.loads((self.folder / "calls.json").read_text(encoding="utf-8"))
        return calls


@pytest.fixture
def desk(windows: Windows) -> Desk:
    return Desk(windows)


#: Button -> what the box at its end must hold. In the order of a period's work; each acts on what those before it did.
PRESSED = {
    "kiem_tra": "0 lỗi",
    "sua_loi": "Đã sửa",
    "tao_phieu": "phiếu",
    "nhap_phieu": "Đã nhập 1 phiếu",
    "tinh_hinh_nop": "đã nộp 19",
    "don_doc": "CV-2026-H1-nhac",
    "tao_bao_cao": "BC-2026-H1-du-thao.docx",
    "kiem_tra_the_thuc": "BC-2026-H1-du-thao.docx",
    "trinh_ky": "BC-2026-H1-trinh-ky.docx",
    "phat_hanh": "-BC-LHH-2026-H1.docx",
    "khoa_ky": "Chưa làm gì",  # Excel's own box asks for the period; it is closed without an answer
    "mo_lai_ky": "Chưa làm gì",
    "sang_ky_moi": "Đã sang kỳ 2026-H2",
}
#: Button -> what it opens with another program.
OPENED = {"mo_thu_muc": "ket-xuat", "huong_dan": "huong-dan"}


@pytest.mark.long
def test_every_button_of_a_period(desk: Desk) -> None:
    """One after the other over the same workbook, as a clerk presses them; what is written stands in the file.

    No click needs or makes classes generated from Excel's type library: pywin32 keeps them in %TEMP% for every program
    of the user, and to have Excel's made takes seconds.
    """
    assert PRESSED.keys() | OPENED.keys() == {command.function for command in COMMANDS}
    form = send(desk.book, desk.book.parent / "gửi", "H09", day=dt.date(2026, 5, 20))["H09"]
    answer(form, desk.book.parent / "phiếu về" / "H09 gửi lại.xlsx", H09)
    told: dict[str, str | None] = {}
    for function, expected in PRESSED.items():
        told[function] = desk.press(function)
        assert expected in (told[function] or ""), (told, desk.log.read_text("utf-8")[-3000:])
        if function == "kiem_tra":  # no press needs what another program broke off there, none leaves anything
            assert list(desk.temporary.iterdir()) == []
            broken = desk.temporary / "gen_py" / "3.13" / "dicts.dat"
            broken.parent.mkdir(parents=True)
            broken.write_bytes(b"broken off")
    for function, expected in OPENED.items():
        desk.press(function)
        assert expected in desk.opened()[-1]
    desk.close()
    assert sorted(desk.temporary.rglob("*")) == [*reversed(broken.parents[:2]), broken]
    assert broken.read_bytes() == b"broken off"
    book = open_book(desk.book)
    assert book["register"].clean["state"][-1] == "Đã cấp" and len(book["findings"]) > 20
    assert (desk.book.parent / "ket-xuat" / str(book["register"].raw["file"][-1])).is_file()
