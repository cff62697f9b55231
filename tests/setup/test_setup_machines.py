"""Setup on PCs that are not as they should be: an environment that broke, an Excel that is missing, another system."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pc import EXCEL, POLICIES, TRUSTED, Pc, program
from runs import BOOK, OURS, codes, config, pc, run, steps, text, trusted

from lhh_excel.errors import RefusedError, UsageError
from lhh_excel.setup.system import USER, System

pytestmark = pytest.mark.anywhere  # each PC is described in memory


def test_a_made_up_pc_answers_all_that_setup_asks_of_a_machine() -> None:
    machine = pc()
    assert not [name for name in vars(System) if not name.startswith("_") and not hasattr(machine, name)]


# --- the private environment -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_newer_program_is_put_into_the_environment_that_is_there() -> None:
    machine = pc()
    run(machine)
    machine.private["fingerprint"] = "old"
    machine.calls.clear()
    assert run(machine).exit_code == 0
    assert machine.private["fingerprint"] == OURS and machine.private["compiled"]
    assert not any("venv" in call[3:4] for call in machine.calls)


@pytest.mark.slow
def test_another_xlwings_is_replaced_by_the_pinned_one() -> None:
    machine = pc()
    run(machine)
    machine.private["xlwings"] = "0.33.0"
    assert "xlwings_old" in codes(run(machine, check=True), "note")
    run(machine)
    assert machine.private["xlwings"] == "0.37.8"


@pytest.mark.slow
def test_polars_is_taken_out_and_missing_pyc_are_made() -> None:
    machine = pc()
    run(machine)
    machine.private |= {"polars": True, "compiled": False}
    assert steps(run(machine, check=True)) == ["no_polars", "compile"]
    assert run(machine).exit_code == 0
    assert machine.private["polars"] is False and machine.private["compiled"] is True


@pytest.mark.slow
def test_an_environment_whose_python_is_gone_is_made_anew() -> None:
    machine = pc()
    run(machine)
    machine.private["broken"] = True
    assert run(machine).exit_code == 0
    assert "broken" not in machine.private


@pytest.mark.slow
def test_the_environment_is_not_replaced_under_a_running_excel() -> None:
    machine = pc()
    run(machine)
    machine.private["fingerprint"] = "old"
    machine.excel_running = True
    before = machine.snapshot()
    outcome = run(machine)
    assert codes(outcome, "stop") == {"close_excel"} and machine.snapshot() == before


@pytest.mark.slow
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


@pytest.mark.slow
@pytest.mark.parametrize("method", ["registry_write", "make_folder"])
def test_what_windows_refuses_is_told_in_words_of_the_office(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: object) -> None:
        raise PermissionError(13, "Access is denied")

    machine = pc()
    monkeypatch.setattr(machine, method, refused)
    outcome = run(machine)
    assert outcome.exit_code == 5 and "Lý do: Không ghi được vào" in text(outcome)
    assert "không có quyền" in text(outcome) and "Errno" not in text(outcome) and "--out" not in text(outcome)


@pytest.mark.slow
def test_an_interrupted_setup_can_be_uninstalled() -> None:
    machine = pc()
    before = machine.snapshot()
    machine.pip_fails = "no network"
    run(machine)
    run(machine, uninstall=True)
    assert set(machine.snapshot()[0]) == set(before[0])  # type: ignore[call-overload]


class Killed(BaseException):
    """Nothing of ours runs after it: no `finally`, no clearing up."""


@pytest.mark.slow
@pytest.mark.parametrize("then", ["setup", "uninstall"])
def test_what_a_killed_setup_left_is_cleared_by_the_next(then: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed at every write in turn, with half a file beside its target; only what belongs there is left."""
    whole, bare = pc(), set(pc().snapshot()[0])  # type: ignore[call-overload]
    run(whole)
    names = set(whole.snapshot()[0])  # type: ignore[call-overload]
    for stop in range(30):
        machine, count = pc(), 0
        write = machine.write

        def killed(path: str, data: bytes, machine: Pc = machine, stop: int = stop, write: Any = write) -> None:
            nonlocal count
            count += 1
            if count > stop:
                target = machine.path(path)
                machine.put(str(target.with_name(f".{target.name[:40]}.1a2b3c4d.tmp")), data[: len(data) // 2])
                raise Killed
            write(path, data)

        with monkeypatch.context() as patched:
            patched.setattr(machine, "write", killed)
            patched.setattr(machine, "remove", lambda path: count <= stop and Pc.remove(machine, path))  # noqa: B023
            try:
                run(machine)
                break
            except Killed:
                pass
        machine.put(r"C:\Users\Lan\Documents\LHH\.ghi chu.tmp", b"the clerk's own")
        outcome = run(machine, uninstall=then == "uninstall")
        assert outcome.exit_code == 0
        left = set(machine.snapshot()[0]) - {machine.path(r"C:\Users\Lan\Documents\LHH\.ghi chu.tmp")}  # type: ignore[call-overload]
        assert left - (bare | {machine.path(BOOK)} if then == "uninstall" else names) == set()
        assert machine.path(r"C:\Users\Lan\AppData\Local\LHH\tmp\setup") not in machine.folders
    assert stop > 5


@pytest.mark.slow
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


@pytest.mark.slow
def test_without_excel_all_is_installed_and_what_is_missing_is_said() -> None:
    machine = pc()
    del machine.files[machine.path(EXCEL)]
    outcome = run(machine)
    assert outcome.exit_code == 1 and codes(outcome, "do") == {"no_excel"}
    assert machine.is_file(BOOK) and trusted(machine) == {}


@pytest.mark.slow
def test_an_excel_of_other_bits_is_named_and_stops_nothing() -> None:
    machine = pc()
    machine.put(EXCEL, program(0x14C))
    outcome = run(machine)
    assert outcome.exit_code == 0 and "Excel 32 bit, Python 64 bit" in text(outcome)


@pytest.mark.slow
def test_an_excel_that_does_not_answer_is_told_and_asked_again_next_time() -> None:
    machine = pc()
    machine.excel_answers = False
    outcome = run(machine)
    assert outcome.exit_code == 1 and "macros are disabled" in text(outcome)
    assert not any("trip" in path.name for path in machine.files)
    machine.excel_answers = True
    assert run(machine).exit_code == 0
    assert steps(run(machine, check=True)) == []


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_location_of_others_is_neither_overwritten_nor_removed() -> None:
    machine = pc()
    theirs = {"Path": "D:\\ke toan\\", "Description": "Kế toán"}
    for name, value in theirs.items():
        machine.set(USER, TRUSTED + r"\Location1", name, value)
    run(machine)
    assert trusted(machine)["Location1"] == theirs and "Location2" in trusted(machine)
    run(machine, uninstall=True)
    assert list(trusted(machine)) == ["Location1"]


@pytest.mark.slow
def test_a_folder_trusted_already_gets_no_second_entry() -> None:
    machine = pc()
    machine.set(USER, TRUSTED + r"\Location7", "Path", "c:\\users\\lan\\")
    machine.set(USER, TRUSTED + r"\Location7", "AllowSubFolders", 1)
    run(machine)
    assert trusted(machine) == {}


# --- other systems -----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_mac_gets_its_interpreter_key_and_the_script_of_xlwings() -> None:
    machine = pc("lan", "Darwin")
    outcome = run(machine)
    assert outcome.exit_code == 0, text(outcome)
    assert (
        config(machine, "/Users/lan/Documents/LHH/LHH.xlsm")["INTERPRETER_MAC"]
        == "/Users/lan/Library/LHH/venv/bin/python"
    )
    assert [machine.variables["HOME"] in str(p) for p in machine.files if p.suffix == ".applescript"] == [True]
    before = machine.snapshot()
    assert run(machine).exit_code == 0 and machine.snapshot() == before
    run(machine, uninstall=True)
    left = {str(path) for path in machine.files if "LHH" in path.parts or path.suffix == ".applescript"}
    assert left == {"/Users/lan/Documents/LHH/LHH.xlsm"}


@pytest.mark.slow
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
