"""`lhh-excel setup` from end to end on made-up PCs: what it does, what it says, and that it can be taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pc import TRUSTED
from runs import BOOK, OURS, codes, config, pc, run, steps, text, trusted
from xlsx import edit_part

from lhh_excel.setup.office_config import OfficeConfig
from lhh_excel.setup.system import USER
from lhh_excel.workbook.build import build_workbook

#: What setup writes into a workbook on `pc()`.
THIS_PC = {"INTERPRETER_WIN": r"%LocalAppData%\LHH\venv\Scripts\pythonw.exe"}

# --- a plain PC --------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_bare_pc_is_made_ready_and_says_each_thing_that_was_done() -> None:
    machine = pc()
    outcome = run(machine)
    assert outcome.exit_code == 0, text(outcome)
    assert machine.private == {"fingerprint": OURS, "xlwings": "0.37.8", "bits": 64, "polars": False, "compiled": True}
    assert machine.is_folder(r"C:\Users\Lan\AppData\Local\LHH\tmp")
    assert config(machine, BOOK)["INTERPRETER_WIN"] == r"%LocalAppData%\LHH\venv\Scripts\pythonw.exe"
    assert config(machine, r"C:\Users\Lan\Documents\LHH\LHH.xlam")["TEMP DIR"] == r"%LocalAppData%\LHH\tmp"
    assert trusted(machine) == {
        "Location1": {
            "Path": "C:\\Users\\Lan\\Documents\\LHH\\",
            "Description": "So theo doi LHH (lhh-excel setup)",
            "AllowSubFolders": 0,
        }
    }
    assert "Đã tạo sổ theo dõi: " + BOOK in text(outcome) and "Đã cài xong." in text(outcome)
    assert {str(path) for path in outcome.made} == {BOOK, r"C:\Users\Lan\Documents\LHH\LHH.xlam"}


@pytest.mark.anywhere
@pytest.mark.slow
def test_a_second_setup_and_a_check_change_nothing_and_say_so() -> None:
    machine = pc()
    run(machine)
    before = machine.snapshot()
    again, checked = run(machine), run(machine, check=True)
    assert machine.snapshot() == before
    assert again.exit_code == 0 and again.lines == ["Mọi thứ đã có sẵn, không thay đổi gì."]
    assert checked.exit_code == 0 and checked.counts["ready"] is True and checked.lines[-1] == "Máy này đã sẵn sàng."


def test_a_check_of_a_bare_pc_changes_nothing_and_lists_what_is_missing() -> None:
    machine = pc()
    before = machine.snapshot()
    outcome = run(machine, check=True)
    assert machine.snapshot() == before
    assert outcome.exit_code == 1 and outcome.made == []
    assert steps(outcome) == [
        "folders", "environment", "packages", "compile", "workbook", "addin", "trust", "round_trip",
    ]  # fmt: skip
    assert "Chưa làm: Tạo sổ theo dõi: " + BOOK in text(outcome)


@pytest.mark.anywhere
@pytest.mark.slow
def test_the_clerk_s_workbook_is_never_replaced(workbook: bytes) -> None:
    machine = pc()
    mine = OfficeConfig("LHH.xlsm", workbook).with_values({"LHH MINE": "của tôi", **THIS_PC})
    machine.put(BOOK, mine)
    run(machine)
    assert machine.read(BOOK) == mine


@pytest.mark.anywhere
@pytest.mark.slow
def test_a_workbook_that_the_clerk_renamed_is_not_made_again() -> None:
    machine = pc()
    run(machine)
    machine.put(r"C:\Users\Lan\Documents\LHH\So 2026.xlsm", machine.files.pop(machine.path(BOOK)))
    outcome = run(machine)
    assert outcome.exit_code == 0 and not machine.is_file(BOOK) and codes(outcome) == {"workbook_moved"}


@pytest.mark.anywhere
@pytest.mark.slow
def test_a_workbook_that_was_named_once_and_is_gone_is_forgotten(workbook: bytes) -> None:
    machine = pc()
    machine.put(r"D:\Cu\So.xlsm", workbook)
    run(machine, files=(Path(r"D:\Cu\So.xlsm"),))
    machine.remove(r"D:\Cu\So.xlsm")
    machine.put(r"D:\Moi\So.xlsm", workbook)
    assert run(machine, files=(Path(r"D:\Moi\So.xlsm"),)).exit_code == 0
    assert "workbook_moved" not in codes(run(machine))


@pytest.mark.slow
def test_uninstall_leaves_nothing_but_the_clerk_s_files() -> None:
    machine = pc()
    machine.put(r"C:\Users\Lan\Documents\LHH\ket-xuat\05-BC-LHH.docx", b"report")
    before = machine.snapshot()
    run(machine)
    outcome = run(machine, uninstall=True)
    assert outcome.exit_code == 0
    files, folders, registry, _private = machine.snapshot()
    left = {str(path) for path in files} - {str(path) for path in before[0]}  # type: ignore[attr-defined]
    assert left == {BOOK} and registry == before[2]
    assert machine.path(r"C:\Users\Lan\AppData\Local\LHH") not in folders  # type: ignore[operator]
    assert "Giữ nguyên tệp của bạn: " + BOOK in text(outcome)
    again = run(machine, uninstall=True)
    assert again.exit_code == 0 and "không có gì do lhh-excel setup cài" in text(again)


@pytest.mark.anywhere
@pytest.mark.slow
def test_uninstall_keeps_what_a_clerk_put_into_the_program_s_folder() -> None:
    machine = pc()
    run(machine)
    machine.put(r"C:\Users\Lan\AppData\Local\LHH\So.xlsm", b"mine")
    run(machine, uninstall=True)
    assert machine.read(r"C:\Users\Lan\AppData\Local\LHH\So.xlsm") == b"mine"


@pytest.mark.anywhere
@pytest.mark.slow
def test_uninstall_from_inside_the_private_environment_is_refused_with_what_to_do() -> None:
    machine = pc()
    run(machine)
    machine.python = replace(machine.python, executable=r"C:\Users\Lan\AppData\Local\LHH\venv\Scripts\python.exe")
    before = machine.snapshot()
    outcome = run(machine, uninstall=True)
    assert codes(outcome, "stop") == {"runs_from_inside"} and machine.snapshot() == before


# --- places ------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_all_of_it_is_the_user_s_own_whatever_her_name() -> None:
    machine = pc("Nguyễn Thị Lan")
    before = set(machine.files)
    outcome = run(machine)
    assert outcome.exit_code == 0
    assert machine.is_file(r"C:\Users\Nguyễn Thị Lan\Documents\LHH\LHH.xlsm")
    home = machine.path(r"C:\Users\Nguyễn Thị Lan")
    assert all(path.is_relative_to(home) for path in set(machine.files) - before)


@pytest.mark.anywhere
@pytest.mark.slow
def test_documents_kept_by_onedrive_are_avoided() -> None:
    machine = pc()
    machine.variables = {**machine.variables, "OneDrive": r"C:\Users\Lan\OneDrive"}
    shell = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    machine.set(USER, shell, "Personal", r"%USERPROFILE%\OneDrive\Documents")
    assert run(machine).exit_code == 0
    assert machine.is_file(r"C:\Users\Lan\LHH\LHH.xlsm")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "code"),
    [
        pytest.param(r"C:\Users\Lan\OneDrive - LHH\So", "onedrive", marks=pytest.mark.anywhere),
        (r"\\maychu\vanphong\LHH", "network"),
        pytest.param(r"C:\Users\Lan\Downloads", "too_broad", marks=pytest.mark.anywhere),
        pytest.param(r"C:\Users\Public\So", "shared", marks=pytest.mark.anywhere),
        pytest.param(r"C:\ProgramData\So", "shared", marks=pytest.mark.anywhere),
        ("D:\\", "too_broad"),
        ("D:\\" + "\\".join(["thu-muc-dai"] * 14), "long_path"),
    ],
)
def test_a_folder_where_buttons_fail_or_harm_is_told_and_not_trusted(folder: str, code: str, workbook: bytes) -> None:
    machine = pc()
    machine.set(USER, r"Software\Microsoft\OneDrive\Accounts\Business1", "UserFolder", r"C:\Users\Lan\OneDrive - LHH")
    book = str(machine.path(folder) / "So.xlsm")
    machine.put(book, workbook)
    outcome = run(machine, files=(Path(book),))
    assert outcome.exit_code == 1 and code in codes(outcome, "do")
    paths = {str(values["Path"]).rstrip("\\") for values in trusted(machine).values()}
    assert (folder.rstrip("\\") in paths) == (code == "long_path")


@pytest.mark.slow
def test_a_chosen_folder_is_remembered() -> None:
    machine = pc()
    run(machine, folder=Path(r"D:\So theo doi"))
    before = machine.snapshot()
    outcome = run(machine)
    assert machine.snapshot() == before and outcome.counts["folder"] == r"D:\So theo doi"


@pytest.mark.anywhere
@pytest.mark.slow
def test_a_second_user_of_the_pc_gets_an_installation_of_her_own() -> None:
    """She can neither read nor change what the first one has."""
    machine = pc()
    run(machine)
    first = dict(machine.files)
    machine.protected = (r"C:\ProgramData", r"C:\Users\Lan")
    minh = {"USERNAME": "Minh", "USERPROFILE": r"C:\Users\Minh", "LOCALAPPDATA": r"C:\Users\Minh\AppData\Local"}
    machine.variables = {**machine.variables, **minh}
    for name in trusted(machine):
        del machine.registry[USER, TRUSTED + "\\" + name]
    outcome = run(machine)
    assert outcome.exit_code == 0 and outcome.counts["folder"] == r"C:\Users\Minh\Documents\LHH"
    assert machine.is_file(r"C:\Users\Minh\Documents\LHH\LHH.xlsm")
    assert machine.is_file(r"C:\Users\Minh\AppData\Local\LHH\venv\Scripts\python.exe")
    assert [values["Path"] for values in trusted(machine).values()] == ["C:\\Users\\Minh\\Documents\\LHH\\"]
    assert {path: machine.files[path] for path in first} == first
    assert "Mọi thứ đã có sẵn" in text(run(machine))


def test_without_a_place_to_write_setup_stops_before_it_changes_anything() -> None:
    machine = pc()
    machine.protected = (r"C:\Users\Lan",)
    before = machine.snapshot()
    outcome = run(machine)
    assert outcome.exit_code == 1 and codes(outcome, "stop") == {"no_root"}
    assert machine.snapshot() == before and "Nhờ người quản trị" in text(outcome)


# --- workbooks ---------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_workbook_in_use_elsewhere_gets_this_machine_s_configuration_and_a_backup(workbook: bytes) -> None:
    machine = pc()
    book = r"D:\Van thu\So 2026.xlsm"
    old = OfficeConfig("So.xlsm", workbook).with_values(
        {"INTERPRETER_WIN": r"C:\cu\python.exe", "USE UDF SERVER": "True"}
    )
    machine.put(book, old)
    outcome = run(machine, files=(Path(book),))
    assert outcome.exit_code == 0, text(outcome)
    assert config(machine, book)["INTERPRETER_WIN"] == r"%LocalAppData%\LHH\venv\Scripts\pythonw.exe"
    assert config(machine, book)["USE UDF SERVER"] == "True"  # the clerk's choice stays
    assert machine.read(book + ".bak") == old
    assert {str(v["Path"]) for v in trusted(machine).values()} == {"C:\\Users\\Lan\\Documents\\LHH\\", "D:\\Van thu\\"}
    before = machine.snapshot()
    assert run(machine).exit_code == 0 and machine.snapshot() == before


@pytest.mark.anywhere
@pytest.mark.slow
def test_a_workbook_that_is_open_is_not_written(workbook: bytes) -> None:
    machine = pc()
    old = OfficeConfig("So.xlsm", workbook).with_values({"INTERPRETER_WIN": "python"})
    machine.put(BOOK, old)
    machine.held = (BOOK,)
    outcome = run(machine)
    assert "workbook_open" in codes(outcome, "do") and machine.read(BOOK) == old


@pytest.mark.anywhere
@pytest.mark.slow
@pytest.mark.parametrize("zone", [3, 4])
def test_the_mark_of_the_web_is_told_with_how_to_unblock(zone: int, workbook: bytes) -> None:
    machine = pc()
    machine.put(BOOK, workbook)
    machine.put(BOOK + ":Zone.Identifier", f"[ZoneTransfer]\r\nZoneId={zone}\r\n".encode())
    outcome = run(machine)
    assert outcome.exit_code == 1 and codes(outcome, "do") == {"mark_of_the_web"}
    assert "Bỏ chặn (Unblock)" in text(outcome)
    assert machine.is_file(BOOK + ":Zone.Identifier")  # a person decides whom to trust


@pytest.mark.anywhere
@pytest.mark.slow
def test_a_file_of_the_own_network_is_not_marked(workbook: bytes) -> None:
    machine = pc()
    machine.put(BOOK, workbook)
    machine.put(BOOK + ":Zone.Identifier", b"[ZoneTransfer]\r\nZoneId=1\r\n")
    assert run(machine).exit_code == 0


@pytest.mark.anywhere
@pytest.mark.slow
def test_a_workbook_without_macros_or_that_is_none_is_told(workbook: bytes) -> None:
    machine = pc()
    machine.put(r"D:\LHH\cu.xlsm", build_workbook())
    machine.put(r"D:\LHH\hong.xlsm", b"PK\x03\x04")
    outcome = run(machine, files=(Path(r"D:\LHH\cu.xlsm"), Path(r"D:\LHH\hong.xlsm"), Path(r"D:\LHH\mat.xlsm")))
    assert codes(outcome, "do") == {"no_buttons", "workbook_unreadable", "workbook_missing"}


@pytest.mark.anywhere
@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"sheetData", b"x"),
        (b'<row r="1"', b'<row r="1e999"'),
        (b't="s"><v>', 't="s"><v>²'.encode()),
    ],
    ids=["no place for cells", "a row's number that is none", "a text's number that is none"],
)
def test_a_workbook_whose_configuration_is_damaged_is_told(
    workbook: bytes, tmp_path: Path, old: bytes, new: bytes
) -> None:
    part = next(s.part for s in OfficeConfig("a.xlsm", workbook).package.sheets if s.name == "xlwings.conf")
    (tmp_path / "a.xlsm").write_bytes(workbook)
    damaged = edit_part(tmp_path / "a.xlsm", part, lambda xml: xml.replace(old, new)).read_bytes()
    assert told_of(damaged) == {"workbook_unreadable"}


@pytest.mark.anywhere
@pytest.mark.slow
def test_a_workbook_whose_macros_are_damaged_is_told(workbook: bytes) -> None:
    damaged = bytearray(workbook)
    damaged[damaged.index(b"xl/vbaProject.bin") + 2000] ^= 0x55
    assert told_of(bytes(damaged)) == {"workbook_unreadable"}


def told_of(workbook: bytes) -> set[str]:
    """What a person must do about a workbook in use elsewhere; setup leaves it as it is."""
    place = r"D:\LHH\hong.xlsm"
    machine = pc()
    machine.put(place, workbook)
    outcome = run(machine, files=(Path(place),))
    assert machine.read(place) == workbook
    return codes(outcome, "do")


@pytest.mark.anywhere
@pytest.mark.slow
def test_the_udf_server_is_set_where_it_is_asked_for() -> None:
    machine = pc()
    run(machine)
    assert config(machine, BOOK)["USE UDF SERVER"] == "False"
    run(machine, udf_server=True)
    for name in (BOOK, r"C:\Users\Lan\Documents\LHH\LHH.xlam"):
        assert config(machine, name)["USE UDF SERVER"] == "True"
    before = machine.snapshot()
    run(machine)
    assert machine.snapshot() == before
