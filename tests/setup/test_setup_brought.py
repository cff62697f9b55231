"""Setup by a program that brought its Python along: in place, put into its place, and for all users of a PC."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pc import Pc, program
from runs import BOOK, codes, config, pc, run, steps, text, trusted

from lhh_excel.errors import LhhError, RefusedError
from lhh_excel.workbook.build import build_workbook, shipped_macros
from tools.macros import WORKBOOK, compile_project, our_modules, sheet_code_names, xlwings_modules

BROUGHT = r"C:\Users\Lan\AppData\Local\LHH"


def brought(user: str = "Lan", root: str = BROUGHT) -> Pc:
    machine = pc(user)
    machine.put(root + r"\python\python.exe", program())
    machine.python = replace(machine.python, executable=root + r"\python\python.exe", base="", brought=root)
    return machine


@pytest.mark.slow
def test_a_python_that_was_brought_along_serves_in_place_and_the_desktop_gets_two_icons() -> None:
    machine = brought()
    bare = machine.snapshot()
    outcome = run(machine)
    assert outcome.exit_code == 0, text(outcome)
    assert not any({"venv", "pip"} & set(call) for call in machine.calls)
    assert config(machine, BOOK)["INTERPRETER_WIN"] == r"%LocalAppData%\LHH\python\pythonw.exe"
    assert machine.read(r"C:\Users\Lan\Desktop\Sổ theo dõi.lnk") == BOOK.encode()
    handbook = BROUGHT + r"\python\Lib\site-packages\lhh_excel\data\huong-dan.html"
    assert machine.read(r"C:\Users\Lan\Desktop\Hướng dẫn.lnk") == handbook.encode()
    assert steps(run(machine, check=True)) == []
    run(machine, uninstall=True)
    left = {str(path) for path in set(machine.files) - set(bare[0])}  # type: ignore[call-overload]
    assert left == {BOOK} and trusted(machine) == {} and machine.is_file(machine.python.executable)


@pytest.mark.anywhere
@pytest.mark.slow
def test_an_icon_that_she_took_away_stays_away_and_her_own_is_left() -> None:
    machine = brought()
    hers = r"C:\Users\Lan\Desktop\Hướng dẫn.lnk"
    machine.put(hers, b"hers")
    run(machine)
    machine.remove(r"C:\Users\Lan\Desktop\Sổ theo dõi.lnk")
    assert steps(run(machine, check=True)) == []
    run(machine, uninstall=True)
    assert machine.read(hers) == b"hers"


@pytest.mark.anywhere
@pytest.mark.slow
def test_a_private_environment_of_an_earlier_setup_goes_when_a_python_is_brought() -> None:
    machine = pc()
    run(machine)
    after = brought()
    after.files, after.folders, after.registry = {**machine.files, **after.files}, machine.folders, machine.registry
    outcome = run(after)
    assert outcome.exit_code == 0 and not after.is_folder(BROUGHT + r"\venv")
    assert config(after, BOOK)["INTERPRETER_WIN"] == r"%LocalAppData%\LHH\python\pythonw.exe"
    assert steps(run(after, check=True)) == []


@pytest.mark.anywhere
@pytest.mark.slow
def test_a_program_that_an_administrator_put_elsewhere_is_named_by_its_place() -> None:
    machine = brought(root=r"C:\LHH")
    assert run(machine).exit_code == 0
    assert config(machine, BOOK)["INTERPRETER_WIN"] == r"C:\LHH\python\pythonw.exe"
    assert machine.is_file(BROUGHT + r"\setup.json")


@pytest.mark.slow
@pytest.mark.parametrize(("user", "told"), [("Lan", False), ("Nguyễn Thị Lan", True)])
def test_buttons_of_an_earlier_version_are_told_where_they_cannot_start_the_program(user: str, told: bool) -> None:
    """They went by VBA's own file functions, which know no diacritics; the add-in's do not."""
    pytest.importorskip("pyopenvba", reason="older buttons are built with tools that a clerk's PC lacks")
    root = rf"C:\Users\{user}\AppData\Local\LHH"
    machine = brought(user, root)
    old = compile_project([module for module in [*our_modules(WORKBOOK), *xlwings_modules(WORKBOOK)]
                           if module.name != WORKBOOK.start_module], sheets=sheet_code_names(WORKBOOK))  # fmt: skip
    machine.put(r"D:\LHH\cu.xlsm", build_workbook(macros=replace(shipped_macros(), vba_project=old)))
    outcome = run(machine, files=(Path(r"D:\LHH\cu.xlsm"),))
    assert ("old_buttons" in codes(outcome, "do")) == told and (outcome.exit_code == 1) == told


# --- put into its place ------------------------------------------------------------------------------------------

ZIP = r"C:\Users\Lan\Downloads\LHH-Cai-dat"


def unpacked() -> Pc:
    machine = brought(root=ZIP)
    machine.put(ZIP + r"\python\Lib\moi.py", b"new")
    machine.put(ZIP + r"\Go-bo.cmd", b"off")
    return machine


def below(machine: Pc, folder: str) -> dict[str, bytes]:
    top = machine.path(folder)
    return {str(path.relative_to(top)): data for path, data in machine.files.items() if path.is_relative_to(top)}


def test_an_unpacked_program_goes_into_the_user_s_own_folder_in_place_of_the_old_one() -> None:
    machine = unpacked()
    machine.put(BROUGHT + r"\python\Lib\cu.py", b"old")
    machine.put(BROUGHT + r"\setup.json", b"{}")
    assert run(machine, place=True).exit_code == 0
    kept = {"setup.json": b"{}"}
    assert below(machine, BROUGHT) == {**below(machine, ZIP), **kept}


def test_as_long_as_the_old_program_is_in_use_it_stays_whole() -> None:
    machine = unpacked()
    machine.put(BROUGHT + r"\python\pythonw.exe", b"old")
    machine.held = (BROUGHT + r"\python\pythonw.exe",)
    before = dict(machine.files)
    with pytest.raises(LhhError):
        run(machine, place=True)
    assert machine.files == before


class Killed(BaseException):
    """Nothing of ours runs after it."""


@pytest.mark.parametrize("method", ["copy", "move", "remove"])
def test_whatever_interrupts_one_program_is_whole_after_the_next_call(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for stop in range(6):
        machine = unpacked()
        machine.put(BROUGHT + r"\python\python.exe", b"old")
        calls, real = 0, getattr(Pc, method)

        def killed(*arguments: object, stop: int = stop, machine: Pc = machine, real: object = real) -> object:
            nonlocal calls
            calls += 1
            if calls > stop:
                raise Killed
            return real(machine, *arguments)  # type: ignore[operator]

        with monkeypatch.context() as patched:
            patched.setattr(machine, method, killed)
            try:
                run(machine, place=True)
            except Killed:
                there = below(machine, BROUGHT)
                whole = [there.get(rf"{name}\python.exe") for name in ("python", "old")]
                assert b"old" in whole or there[r"python\Lib\moi.py"] == b"new"
        assert run(machine, place=True).exit_code == 0
        assert below(machine, BROUGHT) == below(machine, ZIP)
        if calls <= stop:
            break
    assert calls > 0


def test_for_all_users_the_place_is_new_and_written_by_administrators_only() -> None:
    """Wine's icacls does nothing: what Windows is asked for is held here."""
    machine = unpacked()
    machine.administrator = True
    outcome = run(machine, for_all=Path(r"C:\LHH"))
    assert outcome.exit_code == 0 and "Cai-cho-toi.cmd" in text(outcome)
    assert [call[1:] for call in machine.calls if "icacls" in call[0]] == [
        [r"C:\LHH", "/setowner", "*S-1-5-32-544"],
        [r"C:\LHH", "/inheritance:r", "/grant:r", "*S-1-5-18:(OI)(CI)F", "*S-1-5-32-544:(OI)(CI)F",
         "*S-1-5-32-545:(OI)(CI)RX"],
    ]  # fmt: skip
    assert below(machine, r"C:\LHH") == below(machine, ZIP)


@pytest.mark.parametrize("why", ["no administrator", "a folder is there", "no rights"])
def test_for_all_users_nothing_is_left_where_the_place_cannot_be_closed(why: str) -> None:
    machine = unpacked()
    machine.administrator = why != "no administrator"
    machine.icacls_fails = why == "no rights"
    if why == "a folder is there":
        machine.make_folder(r"C:\LHH")
    before = machine.snapshot()
    with pytest.raises(LhhError):
        run(machine, for_all=Path(r"C:\LHH"))
    assert machine.snapshot() == before


def test_a_program_of_a_checkout_is_not_put_anywhere() -> None:
    with pytest.raises(RefusedError, match="zip"):
        run(pc(), place=True)


@pytest.mark.anywhere
@pytest.mark.slow
def test_python_is_not_kept_alive_by_a_program_that_lacks_what_that_takes() -> None:
    """A workbook that an earlier setup told to is told not to: else each button would end in an error of Excel."""
    machine = pc()
    run(machine, udf_server=True)
    after = brought()
    after.files, after.folders, after.registry = {**machine.files, **after.files}, machine.folders, machine.registry
    run(after)
    for file in (BOOK, r"C:\Users\Lan\Documents\LHH\LHH.xlam"):
        assert config(after, file)["USE UDF SERVER"] == "False"
    before = after.snapshot()
    with pytest.raises(RefusedError, match="--udf-server"):
        run(after, udf_server=True)
    assert after.snapshot() == before
