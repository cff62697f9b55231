"""The macro projects are our text, xlwings' text and nothing else, and a rebuild gives the same bytes."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from macro_files import FRONTS, built, olevba_modules
from places import ROOT

from lhh_excel.messages.commands import COMMANDS
from lhh_excel.paths import shipped_addin
from lhh_excel.workbook.build import shipped_macros
from tools import macros as project
from tools.macros import (
    ADDIN,
    WORKBOOK,
    Front,
    Module,
    build_addin,
    built_files,
    compile_front,
    compile_project,
    our_modules,
    xlwings_modules,
)

both = pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)


def test_the_committed_sources_and_projects_are_what_the_build_makes() -> None:
    made = built_files()
    kept = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tools" / "vba").rglob("*") if path.is_file()}
    assert kept == {name for name in made if name.startswith("tools/")}
    assert [name for name in made if made[name] != (ROOT / name).read_bytes()] == [], "run make build"


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_compiles_the_same_bytes(seed: str) -> None:
    code = (
        "import sys; from tools.macros import compile_front as c; from tools.macros import *;"
        "sys.stdout.buffer.write(c(WORKBOOK) + c(ADDIN))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
    assert result.stdout == compile_front(WORKBOOK) + compile_front(ADDIN)


@pytest.mark.slow
def test_what_is_compiled_now_is_what_was_committed() -> None:
    assert project.macros(WORKBOOK) == shipped_macros()
    assert build_addin() == shipped_addin().read_bytes()


@pytest.mark.slow
def test_another_process_builds_the_same_add_in() -> None:
    code = "import sys; from tools.macros import build_addin as b; sys.stdout.buffer.write(b())"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert result.stdout == build_addin()


@pytest.mark.slow
@both
def test_olevba_gives_back_exactly_the_sources(front: Front) -> None:
    found = built(front).modules
    documents = ["ThisWorkbook", *project.sheet_code_names(front)]
    modules = [*our_modules(front), *xlwings_modules(front)]
    expected = [f"{name}.cls" for name in documents]
    expected += [f"{module.name}.cls" if module.is_class else f"{module.name}.bas" for module in modules]
    assert sorted(found) == sorted(expected)
    for module in modules:
        if module.is_class:
            # The text of a class file begins with lines that only the file has, and lacks the class id
            assert found[f"{module.name}.cls"].partition("Option Explicit")[2] == _code(module.source)
            assert _code(module.source)
        else:
            assert found[f"{module.name}.bas"] == module.source
    for name in documents:
        assert all(line.startswith("Attribute VB_") for line in found[f"{name}.cls"].splitlines())


def _code(source: str) -> str:
    return source.partition("Option Explicit")[2]


@both
def test_the_sources_are_ascii_with_lines_as_excel_ends_them(front: Front) -> None:
    for module in our_modules(front):
        assert module.source.isascii()
        assert module.source.count("\n") == module.source.count("\r\n") > len(COMMANDS)


@pytest.mark.slow
def test_the_modules_of_xlwings_are_those_of_the_installed_version() -> None:
    spec = importlib.util.find_spec("xlwings")
    assert spec is not None and spec.origin is not None
    folder = Path(spec.origin).parent
    found = built(WORKBOOK).modules
    assert found["xlwings.bas"].encode() == (folder / "xlwings.bas").read_bytes()
    version = importlib.metadata.version("xlwings")
    assert f'XLWINGS_VERSION As String = "{version}"' in found["xlwings.bas"]


def test_the_add_in_differs_from_the_shipped_module_in_its_project_name_only() -> None:
    spec = importlib.util.find_spec("xlwings")
    assert spec is not None and spec.origin is not None
    shipped = (Path(spec.origin).parent / "xlwings_custom_addin.bas").read_bytes().decode("ascii").splitlines()
    ours = built(ADDIN).modules["xlwings.bas"].splitlines()
    assert len(ours) == len(shipped)
    changed = [(old, new) for old, new in zip(shipped, ours, strict=True) if old != new]
    assert changed == [
        ('Public Const PROJECT_NAME As String = "myaddin"', 'Public Const PROJECT_NAME As String = "LHH"')
    ]


@both
def test_the_project_refers_to_ole_automation_and_office(front: Front, tmp_path: Path) -> None:
    from pyopenvba import ExcelFile

    file = tmp_path / "file.xlsm"
    file.write_bytes(built(front).data)
    with ExcelFile(file) as workbook:
        assert [reference.name for reference in workbook.references()] == ["stdole", "Office"]
        assert workbook.validate() == []


def test_a_module_that_is_not_ascii_never_reaches_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    spoilt = (replace(COMMANDS[0], name="KiểmTra"), *COMMANDS[1:])
    monkeypatch.setattr(project, "COMMANDS", spoilt)
    with pytest.raises(UnicodeEncodeError):
        project.buttons_source(WORKBOOK)


def test_another_xlwings_is_refused_rather_than_built_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "_SHIPPED_NAME", "another")
    with pytest.raises(ValueError, match="xlwings_custom_addin"):
        xlwings_modules(ADDIN)


def test_a_changed_source_changes_the_project() -> None:
    text = 'Attribute VB_Name = "M"\r\nPublic Sub X()\r\nEnd Sub\r\n'
    one = compile_project([Module("M", text)], sheets=["shA"])
    assert olevba_modules(one)["M.bas"] == text
    assert one == compile_project([Module("M", text)], sheets=["shA"])
    assert one != compile_project([Module("M", text.replace("X", "Y"))], sheets=["shA"])


@pytest.mark.slow
def test_a_workbook_with_buttons_is_made_without_the_compiler() -> None:
    """`lhh-excel new` runs where pyOpenVBA isn't."""
    code = (
        "import sys; sys.modules['pyopenvba'] = None;"
        "from lhh_excel.workbook.build import build_workbook as b, shipped_macros;"
        "sys.stdout.write(str(len(b(macros=shipped_macros()))))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(result.stdout) > 50_000


@both
def test_nothing_compiled_by_another_program_stands_in_the_project(front: Front) -> None:
    """Excel of the version that is stamped there trusts what follows the stamp ([MS-OVBA] 2.3.4.1)."""
    import olefile

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # oletools calls pyparsing by its old names
        from oletools.olevba import decompress_stream

    with olefile.OleFileIO(built(front).parts["xl/vbaProject.bin"]) as project:
        streams = {path[1]: project.openstream(path).read() for path in project.listdir() if path[0] == "VBA"}
    assert streams.pop("_VBA_PROJECT") == bytes.fromhex("CC61FFFF000000")
    records = bytes(decompress_stream(bytearray(streams.pop("dir"))))
    offsets = [records[m.end() : m.end() + 4] for m in re.finditer(rb"\x31\x00\x04\x00\x00\x00", records)]
    assert offsets == [bytes(4)] * len(streams)
    assert not [name for name in streams if name.startswith("__SRP")]
    for name, stream in streams.items():
        assert stream[0] == 1 and decompress_stream(bytearray(stream)).startswith(b"Attribute VB_"), name
