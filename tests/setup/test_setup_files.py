"""What setup reads and writes, on real files: the program as a wheel, the macros' xlwings, the configuration sheet."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import openpyxl
import pytest
from cli import lhh

from lhh_excel.setup.office_config import OfficeConfig, module_text, xlwings_version
from lhh_excel.setup.probe import INSIDE, bits_of_program
from lhh_excel.setup.system import System
from lhh_excel.setup.wheel import constraints, fingerprint, own_wheel, package_files, pinned_xlwings
from lhh_excel.workbook.build import shipped_macros
from tools.macros import build_addin

#: Found, not imported: with it comes all of pandas.
XLWINGS = Path(find_spec("xlwings").origin).parent
PIP_PROGRAMS = Path(sys.prefix).glob("lib/python*/site-packages/pip/_vendor/distlib/*.exe")


# --- the program as a wheel --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages into which pip has put our wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    name, data = own_wheel()
    wheel, target = folder / name, folder / "site"
    wheel.write_bytes(data)
    pip = [sys.executable, "-I", "-m", "pip", "install", "--no-index", "--no-deps", "--target", str(target), str(wheel)]
    subprocess.run([*pip, "--disable-pip-version-check"], check=True, capture_output=True)
    return target


def below(folder: Path, code: str) -> str:
    return f"import sys; sys.path.insert(0, {str(folder)!r})\n{code}"


@pytest.mark.anywhere
@pytest.mark.slow
def test_pip_installs_our_wheel_and_the_program_in_it_runs(installed: Path, tmp_path: Path) -> None:
    code = below(installed, "import lhh_excel.__main__ as m; raise SystemExit(m.main())")
    out = tmp_path / "So.xlsm"
    subprocess.run([sys.executable, "-I", "-c", code, "new", str(out)], check=True, capture_output=True, cwd=tmp_path)
    assert zipfile.is_zipfile(out)
    assert (installed / "lhh_excel/data/templates/bao-cao.docx").is_file()
    assert fingerprint(package_files(installed / "lhh_excel")) == fingerprint(package_files())


@pytest.mark.slow
def test_the_wheel_is_the_same_each_time_and_its_record_is_true() -> None:
    assert own_wheel() == own_wheel()


def test_a_changed_file_gives_another_fingerprint() -> None:
    files = package_files()
    assert fingerprint({**files, "lhh_excel/errors.py": b""}) != fingerprint(files)
    assert not any("__pycache__" in name for name in files)


def test_the_versions_that_run_here_are_asked_for_and_xlwings_is_the_pinned_one() -> None:
    import importlib.metadata as metadata

    lines = constraints().splitlines()
    assert f"lxml=={metadata.version('lxml')}" in lines
    assert not any(line.lower().startswith(("xlwings", "lhh")) for line in lines)
    assert pinned_xlwings() == metadata.version("xlwings")


@pytest.mark.anywhere
@pytest.mark.slow
def test_a_private_python_tells_what_setup_asks(installed: Path) -> None:
    ran = System().run([sys.executable, "-I", "-B", "-c", below(installed, INSIDE)], timeout=60)
    told = json.loads(ran.out)
    assert told["fingerprint"] == fingerprint(package_files())
    assert told["xlwings"] == pinned_xlwings() and told["bits"] in (32, 64)
    assert isinstance(told["compiled"], bool) and told["polars"] is False


@pytest.mark.anywhere
@pytest.mark.slow
def test_a_private_python_without_compiled_files_says_so(installed: Path) -> None:
    (cached := next(installed.glob("lhh_excel/setup/__pycache__/wheel.*.pyc"))).unlink()
    ran = System().run([sys.executable, "-I", "-B", "-c", below(installed, INSIDE)], timeout=60)
    assert json.loads(ran.out)["compiled"] is False and not cached.exists()


# --- the macros --------------------------------------------------------------------------------------------------


def test_the_xlwings_in_our_workbook_and_add_in_is_the_pinned_one(workbook: bytes) -> None:
    pytest.importorskip("pyopenvba", reason="add-ins are built with tools that a clerk's PC lacks")
    for name, data in (("LHH.xlsm", workbook), ("LHH.xlam", build_addin())):
        assert xlwings_version(OfficeConfig(name, data).project()) == pinned_xlwings()


@pytest.mark.parametrize("name", ["quickstart_standalone.xlsm", "quickstart_addin.xlam"])
def test_the_xlwings_in_a_file_that_excel_saved_is_read(name: str) -> None:
    project = OfficeConfig(name, (XLWINGS / name).read_bytes()).project()
    assert xlwings_version(project) == pinned_xlwings()


def test_a_module_is_decompressed_to_the_text_that_was_compiled() -> None:
    source = (XLWINGS / "xlwings.bas").read_bytes().decode("ascii")
    text = module_text(shipped_macros().vba_project, "xlwings")
    assert text.split("\r\n")[1:] == source.replace("\r\n", "\n").split("\n")[1 : len(text.split("\r\n"))]
    assert "Public Function RunPython" in text and text.rstrip().endswith(source.rstrip()[-60:])


@pytest.mark.parametrize("cut", [0, 7, 40, 600, 5000])
def test_a_cut_project_has_no_version_and_does_no_harm(cut: int) -> None:
    assert xlwings_version(shipped_macros().vba_project[:cut]) == ""


def test_a_workbook_without_xlwings_has_no_version() -> None:
    project = OfficeConfig("q.xlsm", (XLWINGS / "quickstart.xlsm").read_bytes()).project()
    assert project and xlwings_version(project) == ""


# --- the configuration sheet -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_only_the_named_values_change_and_nothing_else_in_the_file(workbook: bytes, tmp_path: Path) -> None:
    before = OfficeConfig("a.xlsm", workbook)
    wanted = {"INTERPRETER_WIN": r"D:\LHH\python.exe", "INTERPRETER_MAC": "/Users/Shared/LHH/venv/bin/python"}
    data = before.with_values(wanted)
    old, new = before.values(), OfficeConfig("a.xlsm", data).values()
    assert old is not None and new == {**old, **wanted}
    changed = tmp_path / "a.xlsm"
    changed.write_bytes(data)
    sheet = openpyxl.load_workbook(changed, keep_vba=True)["xlwings.conf"]
    assert [sheet.cell(sheet.max_row, c).value for c in (1, 2)] == ["INTERPRETER_MAC", wanted["INTERPRETER_MAC"]]
    with zipfile.ZipFile(changed) as after:
        parts = {name: after.read(name) for name in after.namelist()}
    untouched = {name for name, part in parts.items() if before.package.zip.read(name) == part}
    assert set(parts) - untouched == {next(s.part for s in before.package.sheets if s.name == "xlwings.conf")}


def test_values_that_stand_already_leave_the_very_bytes(workbook: bytes) -> None:
    config = OfficeConfig("a.xlsm", workbook)
    assert config.with_values(config.values() or {}) == workbook


@pytest.mark.slow
def test_a_boolean_that_excel_made_of_a_typed_word_is_read_as_that_word(workbook: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsm"
    file.write_bytes(workbook)
    book = openpyxl.load_workbook(file, keep_vba=True)
    [typed] = (value for name, value in book["xlwings.conf"].iter_rows(max_col=2) if name.value == "USE UDF SERVER")
    typed.value = True
    book.save(file)
    values = OfficeConfig("a.xlsm", file.read_bytes()).values()
    assert values is not None and values["USE UDF SERVER"] == "True"


# --- the machine -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted(PIP_PROGRAMS), ids=lambda file: file.name)
def test_the_bits_of_real_windows_programs_are_told(file: Path) -> None:
    assert bits_of_program(file.read_bytes()[:4096]) == (32 if "32" in file.name else 64)


@pytest.mark.skipif(os.name == "nt", reason="every program there is one")
def test_what_is_no_windows_program_has_no_bits() -> None:
    assert bits_of_program(b"") is None and bits_of_program(Path(sys.executable).read_bytes()[:4096]) is None


def test_a_folder_that_takes_files_is_told_without_writing_into_it(tmp_path: Path) -> None:
    system = System()
    assert system.may_write(str(tmp_path / "chưa" / "có"))
    (tmp_path / "tệp").write_bytes(b"")
    assert not system.may_write(str(tmp_path / "tệp" / "x"))
    assert [path.name for path in tmp_path.iterdir()] == ["tệp"]


def test_removing_takes_the_named_folder_and_follows_no_link_out_of_it(tmp_path: Path) -> None:
    mine, ours = tmp_path / "của tôi", tmp_path / "LHH"
    mine.mkdir()
    (mine / "So.xlsm").write_bytes(b"x")
    (ours / "venv").mkdir(parents=True)
    (ours / "venv" / "link").symlink_to(mine)
    assert System().remove(str(ours)) and not ours.exists()
    assert (mine / "So.xlsm").read_bytes() == b"x"


def test_a_program_that_is_not_there_or_takes_too_long_is_told() -> None:
    system = System()
    assert system.run(["khong-co-lenh-nay"], timeout=5).code == -1
    assert system.run([sys.executable, "-c", "import time; time.sleep(9)"], timeout=0.3).code == -1


# --- the command -------------------------------------------------------------------------------------------------


def _tree(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="here setup has something to do")
def test_the_command_tells_about_this_machine_and_changes_nothing(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    said = lhh("setup", "--check", cwd=tmp_path, env=home)
    assert said.code == 0 and "Python" in said.out and "nút bấm" in said.out
    as_json = lhh("setup", "--check", "--json", cwd=tmp_path, env=home).json
    assert as_json["mode"] == "check" and as_json["ready"] is True and as_json["steps"] == []
    assert {"level", "code", "message", "fix"} == set(as_json["remarks"][0])
    refused = lhh("setup", cwd=tmp_path, env=home)
    assert refused.code == 1 and "không có Excel" in refused.err
    assert lhh("setup", "--uninstall", cwd=tmp_path, env=home).code == 0
    assert lhh("setup", "--check", "--uninstall", cwd=tmp_path, env=home).code == 2
    assert _tree(tmp_path) == []


@pytest.mark.slow
def test_setup_loads_no_pandas_and_no_xlwings() -> None:
    heavy = "print({'pandas', 'xlwings', 'openpyxl'} & set(sys.modules))"
    code = f"import sys, lhh_excel.cli as c; c.run(['setup', '--check']); {heavy}"
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.splitlines()[-1] == "set()"
