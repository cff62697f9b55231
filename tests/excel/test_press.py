"""The real buttons and ribbon callbacks, pressed in LibreOffice: the buttons through to the file that each must make.

The workbook is the built one with one module replaced (vba_stand_in.bas). A press counts by its effect only:
LibreOffice keeps silent when a macro fails. The ribbons of workbook and add-in end in the same line for Python: of
theirs the line is written down and no more.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from collection.returned import H09, answer, send
from office import python_with_uno, soffice

from lhh_excel.messages.commands import COMMANDS
from lhh_excel.workbook.build import Macros, build_workbook
from tools.macros import ADDIN, WORKBOOK, Module, compile_project, our_modules, sheet_code_names

pytestmark = pytest.mark.office
HERE = Path(__file__).parent
NAME = "Sổ theo dõi.xlsm"
DRAFT, SUBMITTED = "ket-xuat/BC-2026-H1-du-thao.docx", "ket-xuat/BC-2026-H1-trinh-ky.docx"
REMINDER, FORMS, TAKEN = (
    "ket-xuat/CV-2026-H1-nhac-du-thao.docx",
    "ket-xuat/phieu-2026-H1",
    "ket-xuat/nhap-phieu-2026-H1.txt",
)
#: What only Windows and its Excel have: the stand-in has it here.
_OF_WINDOWS = re.compile(r"CreateObject(?=\()|Application(?=\.(?:Path|Hwnd))")
RIBBONS = (WORKBOOK, ADDIN)
SENT = dt.date(2026, 5, 20)
SECONDS = 60


@dataclass(frozen=True)
class Session:
    """One LibreOffice in which everything was pressed in order: the buttons, then each ribbon's callbacks."""

    folder: Path
    buttons: list[list[str]]
    presses: list[dict[str, Any]]

    def of(self, front: int) -> list[dict[str, Any]]:
        """The presses of the buttons (0) or of a ribbon (1, 2)."""
        return self.presses[front * len(COMMANDS) :][: len(COMMANDS)]


@cache
def workbook_for_pressing() -> bytes:
    """The sample workbook with our modules, those of the add-in beside them, and the stand-in of xlwings.

    (The add-in's modules read the workbook's settings: a file has but one configuration sheet.)
    """
    ours = [
        replace(
            module, source=_OF_WINDOWS.sub("StandIn", module.source).replace(ADDIN.config_sheet, WORKBOOK.config_sheet)
        )
        for module in (*our_modules(WORKBOOK), *our_modules(ADDIN))
    ]
    bas, cls = ((HERE / f"vba_stand_in.{end}").read_text(encoding="ascii") for end in ("bas", "cls"))
    stand_ins = [Module("xlwings", bas), Module("StandInOfWindows", cls, is_class=True)]
    modules = [*ours, *(replace(module, source=module.source.replace("\n", "\r\n")) for module in stand_ins)]
    project = compile_project(modules, sheets=sheet_code_names(WORKBOOK))
    return build_workbook(sample=True, macros=Macros(project))


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Pressed in a folder with a space and Vietnamese letters in its name."""
    base = tmp_path_factory.mktemp("press")
    folder, journal = base / "Hồ sơ của Nguyễn Văn A", base / "journal"
    folder.mkdir(parents=True)
    journal.mkdir()
    workbook = folder / NAME
    workbook.write_bytes(workbook_for_pressing())
    form = send(workbook, base / "gui", "H09", day=SENT)["H09"]
    answer(form, folder / "phieu-ve" / "Phiếu H09.xlsx", H09)
    order = {
        "soffice": soffice(),
        "profile": str(base / "profile"),
        "file": str(workbook),
        "journal": str(journal),
        "scripts": [(front.ribbon_module, front.callback(command)) for front in RIBBONS for command in COMMANDS],
        "seconds": SECONDS,
    }
    environment = {
        **os.environ,
        "LHH_PRESS_PYTHON": sys.executable,
        "LHH_PRESS_DRIVER": str(HERE / "press_driver.py"),
        "LHH_PRESS_JOURNAL": str(journal),
        "LHH_PRESS_WORK": str(len(COMMANDS)),
        "LHH_PRESS_CHOSEN": str(folder / DRAFT),
        "LHH_PRESS_FOLDER": str(folder / "phieu-ve"),
        "LHH_LOG": str(base / "lhh.log"),
    }
    command = [python_with_uno(), str(HERE / "libreoffice_press.py")]
    result = subprocess.run(
        command, input=json.dumps(order), capture_output=True, text=True, env=environment, timeout=600, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    told = json.loads(result.stdout)
    assert told["silent"] == [], f"pressed without an effect: {told['silent']}"
    presses = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(journal.glob("*.json"))]
    return Session(folder, told["buttons"], presses)


def test_every_button_of_the_home_sheet_runs_the_command_of_its_caption(session: Session) -> None:
    assert [label for label, _ in session.buttons] == [command.caption for command in COMMANDS]
    for (_, script), command in zip(session.buttons, COMMANDS, strict=True):
        assert script.startswith(f"vnd.sun.star.script:VBAProject.LHH_Buttons.{command.macro}?")
    assert_commands(session, 0)


@pytest.mark.parametrize("front", range(1, 1 + len(RIBBONS)), ids=["workbook", "addin"])
def test_every_ribbon_callback_runs_the_command_of_its_item(session: Session, front: int) -> None:
    assert_commands(session, front)


def assert_commands(session: Session, front: int) -> None:
    """The exact text that the macro hands to Python, and the workbook that it names and stands in."""
    presses = session.of(front)
    assert [press["command"] for press in presses] == [command.python for command in COMMANDS]
    assert {press["line"][4] for press in presses} == {f"--wb={NAME}"}
    assert {press["workbook"] for press in presses} == {str(session.folder / NAME)}
    assert [press.get("fault") for press in presses] == [None] * len(COMMANDS)


def test_every_button_makes_what_it_must(session: Session) -> None:
    by = {command.name: press for command, press in zip(COMMANDS, session.of(0), strict=True)}
    sent, taken, status, reminded = (by[name] for name in ("TaoPhieu", "NhapPhieu", "TinhHinhNop", "DonDoc"))
    checked, fixed, drafted = (by[name] for name in ("KiemTra", "SuaLoi", "TaoBaoCao"))
    submitted, issued = by["TrinhKy"], by["PhatHanh"]
    turned, closed, reopened = (by[name] for name in ("SangKyMoi", "KhoaKy", "MoLaiKy"))
    layout, folder, handbook = (by[name] for name in ("KiemTraTheThuc", "MoThuMuc", "HuongDan"))
    for press_ in session.of(0):
        assert press_["boxes"], "ends with a box"
        assert not press_["boxes"][-1]["critical"] or press_ is layout, press_["boxes"]
        assert len(press_["boxes"][-1]["text"].splitlines()) <= 5

    assert checked["made"] == [NAME, f"{NAME}.bak"] and checked["rows"]["findings"] > 10
    assert fixed["boxes"][0]["asked"] and NAME in fixed["made"]
    assert DRAFT in drafted["made"] and drafted["opened"] == [str(session.folder / DRAFT)]
    assert NAME not in drafted["made"] or drafted["rows"]["register"] == fixed["rows"]["register"]
    assert submitted["boxes"][0]["asked"] and SUBMITTED in submitted["made"]
    assert submitted["rows"]["frozen"] > drafted["rows"]["frozen"]
    assert issued["boxes"][0]["asked"]
    assert issued["rows"]["register"] == submitted["rows"]["register"] + 1
    [document] = [name for name in issued["made"] if name.endswith(".docx")]
    assert document.endswith("-BC-LHH-2026-H1.docx") and issued["opened"] == [str(session.folder / document)]
    assert_cycle(session, sent, taken, status, reminded)
    assert turned["boxes"][0]["asked"] and turned["boxes"][1]["asked"] and NAME in turned["made"]
    assert turned["rows"]["frozen"] > submitted["rows"]["frozen"] and "2026-H2" in turned["boxes"][-1]["text"]
    assert closed["made"] == reopened["made"] == []  # the box in which the period is typed was left
    assert layout["made"] == ["ket-xuat/BC-2026-H1-du-thao-the-thuc.txt"]
    assert folder["made"] == [] and folder["opened"] == [str(session.folder / "ket-xuat")]
    assert handbook["made"] == [] and [Path(path).stem for path in handbook["opened"]] == ["huong-dan"]

    for name in (DRAFT, SUBMITTED, REMINDER, document):
        text = "\n".join(paragraph.text for paragraph in docx.Document(str(session.folder / name)).paragraphs)
        assert "6 tháng đầu năm 2026" in text and ("BÁO CÁO" in text or name == REMINDER)


def assert_cycle(
    session: Session, sent: dict[str, Any], taken: dict[str, Any], status: dict[str, Any], reminded: dict[str, Any]
) -> None:
    """Twenty forms; the one that came back goes in after the question; then nineteen reported and a reminder."""
    for end in (".xlsx", ".eml"):
        assert len([name for name in sent["made"] if name.startswith(f"{FORMS}/PHIEU-") and name.endswith(end)]) == 20
    assert sent["opened"] == [str(session.folder / FORMS)]
    assert taken["boxes"][0]["asked"] and {NAME, TAKEN} <= set(taken["made"])
    assert taken["opened"] == [str(session.folder / TAKEN)]
    assert taken["rows"]["journal"] > sent["rows"]["journal"]
    shown = (session.folder / TAKEN).read_text(encoding="utf-8-sig")
    assert "2026-H1/H09 · Hội viên cuối kỳ: (trống) → 72" in shown
    assert "Phải nộp 20; đã nộp 19" in status["boxes"][0]["text"] and status["made"] == status["opened"] == []
    assert reminded["made"][-2:] == [REMINDER, REMINDER.replace(".docx", ".eml")] and NAME in reminded["made"]
    assert reminded["opened"] == [str(session.folder / REMINDER)]
