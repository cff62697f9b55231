"""`lhh-excel setup` from end to end on made-up PCs: what it does, what it says, and that it can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from pc import EXCEL, POLICIES, TRUSTED, Pc, program

from lhh_excel.actions.common import Outcome
from lhh_excel.actions.setup import SetupOptions, setup
from lhh_excel.errors import RefusedError, UsageError
from lhh_excel.excel.project import macros
from lhh_excel.setup.config_sheet import OfficeConfig
from lhh_excel.setup.system import USER
from lhh_excel.setup.wheel import fingerprint, package_files
from lhh_excel.workbook.build import build_workbook

BOOK = r"C:\Users\Lan\Documents\LHH\LHH.xlsm"
OURS = fingerprint(package_files())


@pytest.fixture(scope="session")
def workbook() -> bytes:
    return build_workbook(macros=macros())


def pc(user: str = "Lan", system: str = "Windows") -> Pc:
    made = Pc(user, system)
    made.ours = OURS
    return made


def run(machine: Pc, **options: object) -> Outcome:
    return setup(SetupOptions(**options), system=machine)  # type: ignore[arg-type]


def text(outcome: Outcome) -> str:
    return "\n".join(outcome.lines)


def codes(outcome: Outcome, level: str | None = None) -> set[str]:
    return {r["code"] for r in outcome.counts["remarks"] if level in (None, r["level"])}  # type: ignore[attr-defined]


def steps(outcome: Outcome) -> list[str]:
    return [step["step"] for step in outcome.counts["steps"]]  # type: ignore[attr-defined]


def config(machine: Pc, path: str) -> dict[str, str]:
    data = machine.read(path)
    assert data is not None
    values = OfficeConfig("x.xlsm", data).values()
    assert values is not None
    return values


def trusted(machine: Pc) -> dict[str, dict[str, str | int]]:
    return {
        key.rpartition("\\")[2]: values
        for (hive, key), values in machine.registry.items()
        if hive == USER and key.startswith(TRUSTED + "\\") and "Description" in values
    }


# --- a plain PC --------------------------------------------------------------------------------------------------


def test_a_bare_pc_is_made_ready_and_says_each_thing_that_was_done() -> None:
    machine = pc()
    outcome = run(machine)
    assert outcome.exit_code == 0, text(outcome)
    assert machine.private == {"fingerprint": OURS, "xlwings": "0.37.8", "bits": 64, "polars": False, "compiled": True}
    assert machine.is_folder(r"C:\ProgramData\LHH\tmp")
    assert config(machine, BOOK)["INTERPRETER_WIN"] == r"%ProgramData%\LHH\venv\Scripts\python.exe"
    assert config(machine, r"C:\Users\Lan\Documents\LHH\LHH.xlam")["TEMP DIR"] == r"%ProgramData%\LHH\tmp"
    assert trusted(machine) == {
        "Location1": {
            "Path": "C:\\Users\\Lan\\Documents\\LHH\\",
            "Description": "So theo doi LHH (lhh-excel setup)",
            "AllowSubFolders": 0,
        }
    }
    assert "Đã tạo sổ theo dõi: " + BOOK in text(outcome) and "Đã cài xong." in text(outcome)
    assert {str(path) for path in outcome.made} == {BOOK, r"C:\Users\Lan\Documents\LHH\LHH.xlam"}


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


def test_the_clerk_s_workbook_is_never_replaced(workbook: bytes) -> None:
    machine = pc()
    mine = OfficeConfig("LHH.xlsm", workbook).with_values({"LHH MINE": "của tôi"})
    machine.put(BOOK, mine)
    run(machine)
    assert machine.read(BOOK) == mine


def test_a_workbook_that_the_clerk_renamed_is_not_made_again() -> None:
    machine = pc()
    run(machine)
    machine.put(r"C:\Users\Lan\Documents\LHH\So 2026.xlsm", machine.files.pop(machine.path(BOOK)))
    outcome = run(machine)
    assert outcome.exit_code == 0 and not machine.is_file(BOOK) and codes(outcome) == {"workbook_moved"}


def test_a_workbook_that_was_named_once_and_is_gone_is_forgotten(workbook: bytes) -> None:
    machine = pc()
    machine.put(r"D:\Cu\So.xlsm", workbook)
    run(machine, files=(Path(r"D:\Cu\So.xlsm"),))
    machine.remove(r"D:\Cu\So.xlsm")
    machine.put(r"D:\Moi\So.xlsm", workbook)
    assert run(machine, files=(Path(r"D:\Moi\So.xlsm"),)).exit_code == 0
    assert "workbook_moved" not in codes(run(machine))


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
    assert machine.path(r"C:\ProgramData\LHH") not in folders  # type: ignore[operator]
    assert "Giữ nguyên tệp của bạn: " + BOOK in text(outcome)
    again = run(machine, uninstall=True)
    assert again.exit_code == 0 and "không có gì do lhh-excel setup cài" in text(again)


def test_uninstall_keeps_what_a_clerk_put_into_the_program_s_folder() -> None:
    machine = pc()
    run(machine)
    machine.put(r"C:\ProgramData\LHH\So.xlsm", b"mine")
    run(machine, uninstall=True)
    assert machine.read(r"C:\ProgramData\LHH\So.xlsm") == b"mine"


def test_uninstall_from_inside_the_private_environment_removes_it_when_it_has_ended() -> None:
    from dataclasses import replace

    machine = pc()
    run(machine)
    machine.python = replace(machine.python, executable=r"C:\ProgramData\LHH\venv\Scripts\python.exe")
    run(machine, uninstall=True)
    assert machine.later == [r"C:\ProgramData\LHH\venv"]


# --- places ------------------------------------------------------------------------------------------------------


def test_a_user_name_with_diacritics_moves_the_workbook_to_a_folder_without() -> None:
    machine = pc("Nguyễn Thị Lan")
    outcome = run(machine)
    assert outcome.exit_code == 0
    assert machine.is_file(r"C:\Users\Public\Documents\LHH\LHH.xlsm")
    assert "user_diacritics" in codes(outcome)
    made = [path for path in machine.files if "LHH" in path.parts]
    assert made and all(str(path).isascii() for path in made)


def test_documents_kept_by_onedrive_are_avoided() -> None:
    machine = pc()
    machine.variables = {**machine.variables, "OneDrive": r"C:\Users\Lan\OneDrive"}
    shell = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    machine.set(USER, shell, "Personal", r"%USERPROFILE%\OneDrive\Documents")
    assert run(machine).exit_code == 0
    assert machine.is_file(r"C:\Users\Public\Documents\LHH\LHH.xlsm")


@pytest.mark.parametrize(
    ("folder", "code"),
    [
        (r"C:\Users\Lan\OneDrive - LHH\So", "onedrive"),
        (r"\\maychu\vanphong\LHH", "network"),
        (r"C:\Users\Lan\Downloads", "too_broad"),
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


def test_a_chosen_folder_is_remembered() -> None:
    machine = pc()
    run(machine, folder=Path(r"D:\So theo doi"))
    before = machine.snapshot()
    outcome = run(machine)
    assert machine.snapshot() == before and outcome.counts["folder"] == r"D:\So theo doi"


def test_without_the_right_to_write_programdata_the_program_goes_to_the_public_folder() -> None:
    machine = pc()
    machine.protected = (r"C:\ProgramData",)
    outcome = run(machine)
    assert outcome.exit_code == 0 and "other_root" in codes(outcome, "note")
    assert config(machine, BOOK)["INTERPRETER_WIN"] == r"C:\Users\Public\LHH\venv\Scripts\python.exe"
    assert config(machine, BOOK)["TEMP DIR"] == r"C:\Users\Public\LHH\tmp"


def test_without_any_place_to_write_setup_stops_before_it_changes_anything() -> None:
    machine = pc()
    machine.protected = (r"C:\ProgramData", r"C:\Users\Public")
    before = machine.snapshot()
    outcome = run(machine)
    assert outcome.exit_code == 1 and codes(outcome, "stop") == {"no_root"}
    assert machine.snapshot() == before and "Nhờ người quản trị" in text(outcome)


# --- workbooks ---------------------------------------------------------------------------------------------------


def test_a_workbook_in_use_elsewhere_gets_this_machine_s_configuration_and_a_backup(workbook: bytes) -> None:
    machine = pc()
    book = r"D:\Van thu\So 2026.xlsm"
    old = OfficeConfig("So.xlsm", workbook).with_values(
        {"INTERPRETER_WIN": r"C:\cu\python.exe", "USE UDF SERVER": "True"}
    )
    machine.put(book, old)
    outcome = run(machine, files=(Path(book),))
    assert outcome.exit_code == 0, text(outcome)
    assert config(machine, book)["INTERPRETER_WIN"] == r"%ProgramData%\LHH\venv\Scripts\python.exe"
    assert config(machine, book)["USE UDF SERVER"] == "True"  # the clerk's choice stays
    assert machine.read(book + ".bak") == old
    assert {str(v["Path"]) for v in trusted(machine).values()} == {"C:\\Users\\Lan\\Documents\\LHH\\", "D:\\Van thu\\"}
    before = machine.snapshot()
    assert run(machine).exit_code == 0 and machine.snapshot() == before


def test_a_workbook_that_is_open_is_not_written(workbook: bytes) -> None:
    machine = pc()
    old = OfficeConfig("So.xlsm", workbook).with_values({"INTERPRETER_WIN": "python"})
    machine.put(BOOK, old)
    machine.held = (BOOK,)
    outcome = run(machine)
    assert "workbook_open" in codes(outcome, "do") and machine.read(BOOK) == old


@pytest.mark.parametrize("zone", [3, 4])
def test_the_mark_of_the_web_is_told_with_how_to_unblock(zone: int, workbook: bytes) -> None:
    machine = pc()
    machine.put(BOOK, workbook)
    machine.put(BOOK + ":Zone.Identifier", f"[ZoneTransfer]\r\nZoneId={zone}\r\n".encode())
    outcome = run(machine)
    assert outcome.exit_code == 1 and codes(outcome, "do") == {"mark_of_the_web"}
    assert "Bỏ chặn (Unblock)" in text(outcome)
    assert machine.is_file(BOOK + ":Zone.Identifier")  # a person decides whom to trust


def test_a_file_of_the_own_network_is_not_marked(workbook: bytes) -> None:
    machine = pc()
    machine.put(BOOK, workbook)
    machine.put(BOOK + ":Zone.Identifier", b"[ZoneTransfer]\r\nZoneId=1\r\n")
    assert run(machine).exit_code == 0


def test_a_workbook_without_macros_or_that_is_none_is_told(workbook: bytes) -> None:
    machine = pc()
    machine.put(r"D:\LHH\cu.xlsm", build_workbook())
    machine.put(r"D:\LHH\hong.xlsm", b"PK\x03\x04")
    outcome = run(machine, files=(Path(r"D:\LHH\cu.xlsm"), Path(r"D:\LHH\hong.xlsm"), Path(r"D:\LHH\mat.xlsm")))
    assert codes(outcome, "do") == {"no_buttons", "workbook_unreadable", "workbook_missing"}


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


# --- the private environment -------------------------------------------------------------------------------------


def test_a_newer_program_is_put_into_the_environment_that_is_there() -> None:
    machine = pc()
    run(machine)
    machine.private["fingerprint"] = "old"
    machine.calls.clear()
    assert run(machine).exit_code == 0
    assert machine.private["fingerprint"] == OURS and machine.private["compiled"]
    assert not any("venv" in call[3:4] for call in machine.calls)


def test_another_xlwings_is_replaced_by_the_pinned_one() -> None:
    machine = pc()
    run(machine)
    machine.private["xlwings"] = "0.33.0"
    assert "xlwings_old" in codes(run(machine, check=True), "note")
    run(machine)
    assert machine.private["xlwings"] == "0.37.8"


def test_polars_is_taken_out_and_missing_pyc_are_made() -> None:
    machine = pc()
    run(machine)
    machine.private |= {"polars": True, "compiled": False}
    assert steps(run(machine, check=True)) == ["no_polars", "compile"]
    assert run(machine).exit_code == 0
    assert machine.private["polars"] is False and machine.private["compiled"] is True


def test_an_environment_whose_python_is_gone_is_made_anew() -> None:
    machine = pc()
    run(machine)
    machine.private["broken"] = True
    assert run(machine).exit_code == 0
    assert "broken" not in machine.private


def test_the_environment_is_not_replaced_under_a_running_excel() -> None:
    machine = pc()
    run(machine)
    machine.private["fingerprint"] = "old"
    machine.excel_running = True
    before = machine.snapshot()
    outcome = run(machine)
    assert codes(outcome, "stop") == {"close_excel"} and machine.snapshot() == before


def test_a_failed_download_is_told_with_pip_s_reason_and_the_next_setup_goes_on() -> None:
    machine = pc()
    machine.pip_fails = "No matching distribution found for lxml"
    outcome = run(machine)
    assert outcome.exit_code == 5
    assert "Dừng ở bước: Cài chương trình" in text(outcome) and "No matching distribution" in text(outcome)
    assert not any(str(path).endswith(".whl") for path in machine.files)
    machine.pip_fails = ""
    machine.calls.clear()
    assert run(machine).exit_code == 0
    assert not any("venv" in call[3:4] for call in machine.calls)


def test_an_interrupted_setup_can_be_uninstalled() -> None:
    machine = pc()
    before = machine.snapshot()
    machine.pip_fails = "no network"
    run(machine)
    run(machine, uninstall=True)
    assert set(machine.snapshot()[0]) == set(before[0])  # type: ignore[call-overload]


def test_wheels_from_a_folder_serve_a_pc_without_a_network() -> None:
    machine = pc()
    machine.make_folder(r"E:\wheels")
    run(machine, wheels=Path(r"E:\wheels"))
    first = next(call for call in machine.calls if "install" in call)
    assert first[first.index("--no-index") : first.index("--no-index") + 3] == [
        "--no-index",
        "--find-links",
        r"E:\wheels",
    ]
    with pytest.raises(UsageError, match="Không có thư mục"):
        run(machine, wheels=Path(r"E:\khong-co"))


# --- Excel -------------------------------------------------------------------------------------------------------


def test_without_excel_all_is_installed_and_what_is_missing_is_said() -> None:
    machine = pc()
    del machine.files[machine.path(EXCEL)]
    outcome = run(machine)
    assert outcome.exit_code == 1 and codes(outcome, "do") == {"no_excel"}
    assert machine.is_file(BOOK) and trusted(machine) == {}


def test_an_excel_of_other_bits_is_named_and_stops_nothing() -> None:
    machine = pc()
    machine.put(EXCEL, program(0x14C))
    outcome = run(machine)
    assert outcome.exit_code == 0 and "Excel 32 bit, Python 64 bit" in text(outcome)


def test_an_excel_that_does_not_answer_is_told_and_asked_again_next_time() -> None:
    machine = pc()
    machine.excel_answers = False
    outcome = run(machine)
    assert outcome.exit_code == 1 and "macros are disabled" in text(outcome)
    assert not any("trip" in path.name for path in machine.files)
    machine.excel_answers = True
    assert run(machine).exit_code == 0
    assert steps(run(machine, check=True)) == []


@pytest.mark.parametrize(
    ("key", "name", "value"),
    [
        (POLICIES + r"\Common\Security\Trusted Locations", "Allow User Locations", 0),
        (POLICIES + r"\Excel\Security\Trusted Locations", "AllLocationsDisabled", 1),
        (TRUSTED, "AllLocationsDisabled", 1),
    ],
)
def test_an_administrator_s_ban_on_trusted_locations_is_told(key: str, name: str, value: int) -> None:
    machine = pc()
    machine.set(USER, key, name, value)
    outcome = run(machine)
    assert codes(outcome, "do") == {"trust_forbidden"} and trusted(machine) == {}


def test_a_location_of_others_is_neither_overwritten_nor_removed() -> None:
    machine = pc()
    theirs = {"Path": "D:\\ke toan\\", "Description": "Kế toán"}
    for name, value in theirs.items():
        machine.set(USER, TRUSTED + r"\Location1", name, value)
    run(machine)
    assert trusted(machine)["Location1"] == theirs and "Location2" in trusted(machine)
    run(machine, uninstall=True)
    assert list(trusted(machine)) == ["Location1"]


def test_a_folder_trusted_already_gets_no_second_entry() -> None:
    machine = pc()
    machine.set(USER, TRUSTED + r"\Location7", "Path", "c:\\users\\lan\\")
    machine.set(USER, TRUSTED + r"\Location7", "AllowSubFolders", 1)
    run(machine)
    assert trusted(machine) == {}


# --- other systems -----------------------------------------------------------------------------------------------


def test_a_mac_gets_its_interpreter_key_and_the_script_of_xlwings() -> None:
    machine = pc("lan", "Darwin")
    outcome = run(machine)
    assert outcome.exit_code == 0, text(outcome)
    assert (
        config(machine, "/Users/lan/Documents/LHH/LHH.xlsm")["INTERPRETER_MAC"] == "/Users/Shared/LHH/venv/bin/python"
    )
    assert [machine.variables["HOME"] in str(p) for p in machine.files if p.suffix == ".applescript"] == [True]
    before = machine.snapshot()
    assert run(machine).exit_code == 0 and machine.snapshot() == before
    run(machine, uninstall=True)
    left = {str(path) for path in machine.files if "LHH" in path.parts or path.suffix == ".applescript"}
    assert left == {"/Users/lan/Documents/LHH/LHH.xlsm"}


def test_a_quarantined_workbook_on_a_mac_is_told(workbook: bytes) -> None:
    machine = pc("lan", "Darwin")
    machine.put("/Users/lan/Documents/LHH/LHH.xlsm", workbook)
    machine.put("/Users/lan/Documents/LHH/LHH.xlsm!quarantine", b"")
    assert codes(run(machine), "do") == {"quarantine"}


def test_another_system_is_told_that_it_has_no_excel() -> None:
    machine = pc()
    machine.name = "Linux"
    before = machine.snapshot()
    with pytest.raises(RefusedError, match="không có Excel"):
        run(machine)
    assert run(machine, check=True).exit_code == 0 and machine.snapshot() == before


def test_each_sentence_can_be_filled_and_none_is_unused() -> None:
    from lhh_excel.messages.setup import REMARKS, STEPS
    from lhh_excel.setup.plan import Do

    assert set(STEPS) == {step.value for step in Do}
    source = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("setup", "actions")
        for path in (Path(__file__).parents[2] / "lhh_excel" / folder).glob("*.py")
    )
    assert [key for key in REMARKS if f'"{key}"' not in source] == []
