"""Setup over an earlier installation in what all users of the PC share, and what of it is never believed."""

from __future__ import annotations

import json

import pytest
from pc import TRUSTED, Pc, program
from runs import BOOK, codes, config, pc, run, steps, text, trusted

from lhh_excel.setup.environment import DESCRIPTION
from lhh_excel.setup.office_config import OfficeConfig

OLD = {"INTERPRETER_WIN": r"%ProgramData%\LHH\venv\Scripts\python.exe", "TEMP DIR": r"%ProgramData%\LHH\tmp"}
NEW = r"%LocalAppData%\LHH\venv\Scripts\pythonw.exe"


def installed_before(machine: Pc, root: str, folder: str, **books: bytes) -> None:
    """What setup of the earlier layout left: program, record, trust, workbooks."""
    machine.put(root + r"\venv\Scripts\python.exe", program())
    machine.make_folder(root + r"\tmp")
    record = {"folder": folder, "workbooks": [], "made": True, "trip": ""}
    machine.put(root + r"\setup.json", json.dumps(record).encode())
    values = {"Path": folder + "\\", "Description": DESCRIPTION, "AllowSubFolders": 0}
    machine.registry_write(TRUSTED + r"\Location1", values)  # type: ignore[arg-type]
    for name, data in books.items():
        machine.put(rf"{folder}\{name}.xlsm", data)


@pytest.fixture(scope="module")
def old(workbook: bytes) -> bytes:
    """A workbook in use, as the earlier setup configured it."""
    return OfficeConfig("LHH.xlsm", workbook).with_values({**OLD, "LHH MINE": "của tôi"})


@pytest.mark.anywhere
@pytest.mark.slow
@pytest.mark.parametrize("root", [r"C:\ProgramData\LHH", r"C:\Users\Public\LHH"])
def test_the_program_moves_to_the_user_s_own_folder_and_her_workbooks_go_on(root: str, old: bytes) -> None:
    machine = pc()
    installed_before(machine, root, r"D:\Van thu", LHH=old, Khac=old)
    outcome = run(machine)
    assert outcome.exit_code == 0, text(outcome)
    for name in ("LHH", "Khac"):
        values = config(machine, rf"D:\Van thu\{name}.xlsm")
        assert values["INTERPRETER_WIN"] == NEW and values["LHH MINE"] == "của tôi"
        assert machine.read(rf"D:\Van thu\{name}.xlsm.bak") == old
    assert not any(path.is_relative_to(machine.path(root)) for path in {*machine.files, *machine.folders})
    assert not machine.is_file(BOOK) and outcome.counts["folder"] == r"D:\Van thu"
    assert steps(run(machine, check=True)) == []


@pytest.mark.slow
@pytest.mark.parametrize("user", [pytest.param("Lan", marks=pytest.mark.anywhere), "Nguyễn Thị Lan"])
def test_a_workbook_among_what_all_share_comes_into_her_own_documents(user: str, old: bytes) -> None:
    machine = pc(user)
    installed_before(machine, r"C:\ProgramData\LHH", r"C:\Users\Public\Documents\LHH", LHH=old, So=old)
    machine.put(r"C:\Users\Public\Documents\LHH\ket-xuat\05-BC-LHH.docx", b"report")
    assert "bring" in steps(run(machine, check=True)) and "workbook" not in steps(run(machine, check=True))
    outcome = run(machine)
    assert outcome.exit_code == 0, text(outcome)
    own = rf"C:\Users\{user}\Documents\LHH"
    assert machine.read(own + r"\ket-xuat\05-BC-LHH.docx") == b"report"
    for name in ("LHH", "So"):
        assert config(machine, rf"{own}\{name}.xlsm")["INTERPRETER_WIN"] == NEW
        assert machine.read(rf"{own}\{name}.xlsm.bak") == old
    assert [values["Path"] for values in trusted(machine).values()] == [own + "\\"]
    assert not any("Public" in path.parts for path in machine.files)
    assert steps(run(machine, check=True)) == []


@pytest.mark.anywhere
@pytest.mark.slow
def test_two_folders_are_not_made_one_but_the_shared_one_is_trusted_no_more(old: bytes) -> None:
    machine = pc()
    shared = r"C:\Users\Public\Documents\LHH"
    installed_before(machine, r"C:\ProgramData\LHH", shared, LHH=old)
    machine.put(BOOK, old)
    run(machine)
    assert machine.read(shared + r"\LHH.xlsm") == old
    assert [values["Path"] for values in trusted(machine).values()] == ["C:\\Users\\Lan\\Documents\\LHH\\"]


def test_nothing_is_changed_while_excel_runs(old: bytes) -> None:
    machine = pc()
    installed_before(machine, r"C:\ProgramData\LHH", r"C:\Users\Public\Documents\LHH", LHH=old)
    machine.excel_running = True
    before = machine.snapshot()
    assert codes(run(machine), "stop") == {"close_excel"} and machine.snapshot() == before


@pytest.mark.anywhere
@pytest.mark.slow
def test_what_another_user_planted_is_neither_read_nor_trusted_nor_taken_away(workbook: bytes) -> None:
    """A record that names folders, workbooks in them, a Python and compiled code in the place of ours."""
    clean, machine = pc(), pc()
    root = r"C:\ProgramData\LHH"
    for folder in (r"C:\Users\Public\So", r"C:\Users\Lan\Downloads\So", r"D:\Chung"):
        machine.put(rf"{folder}\LHH.xlsm", workbook)
    places = {
        "folder": r"C:\Users\Public\So",
        "workbooks": [r"D:\Chung\LHH.xlsm", r"C:\Users\Lan\Downloads\So\LHH.xlsm"],
    }
    planted = {**places, "made": True, "shortcuts": [BOOK], "trip": "x"}
    for name in (root, r"C:\Users\Public\LHH"):
        machine.put(name + r"\setup.json", json.dumps(planted).encode())
        machine.put(name + r"\venv\Scripts\python.exe", program())
        machine.put(name + r"\python\pythonw.exe", program())
        machine.owners[name] = "Minh"
    before = dict(machine.files)
    outcome = run(machine)
    run(clean)
    assert trusted(machine) == trusted(clean) and outcome.counts["folder"] == r"C:\Users\Lan\Documents\LHH"
    assert {path: machine.files[path] for path in before} == before
    assert set(machine.files) - set(before) == set(clean.files) - set(pc().files)
    assert not any(word.startswith((root, r"C:\Users\Public")) for call in machine.calls for word in call)
    assert "earlier_of_others" in codes(outcome, "note")
    run(machine, uninstall=True)
    assert {path: machine.files.get(path) for path in before} == before
