"""Each command loads what it uses and no more: a click starts a new interpreter, and the clerk waits for it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import kept
import pytest
from places import ROOT, SAMPLE

from lhh_excel.cli.commands import COMMANDS

#: Packages whose import a clerk would feel, or that are for developers only.
HEAVY = {
    "docx", "docxtpl", "fontTools", "jinja2", "lxml", "markdown_it", "numpy", "oletools", "openpyxl", "pandas",
    "polars", "pydantic", "pyopenvba", "python_calamine", "rich", "tqdm", "xlsxwriter", "xlwings",
}  # fmt: skip
READS = {"lxml"}
WRITES = {"docx", "docxtpl", "jinja2", "lxml"}
#: What every command may load, at most; a command that needs less is held to less.
CALLS: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "validate": (("validate", "{book}"), READS),
    "validate --write": (("validate", "{book}", "--write"), READS),
    "fix": (("fix", "{book}", "--dry-run"), READS),
    "report": (("report", "{book}", "--out", "{folder}"), READS | WRITES),
    "check": (("check", "{document}"), {"lxml"}),
    "check --fix": (("check", "{document}", "--fix", "{folder}/sua.docx"), {"lxml"}),
    "compose": (("compose", "{text}", "--out", "{folder}"), WRITES),
    "status": (("status", "{book}"), READS),
    "remind": (("remind", "{book}", "--out", "{folder}"), READS | WRITES),
    "lock": (("lock", "{book}", "--yes"), READS),
    "reopen": (("reopen", "{book}", "--yes"), READS),
    "next": (("next", "{book}", "--yes"), READS),
    "forms": (("forms", "{book}", "--unit", "H01", "--out", "{folder}"), READS | {"xlsxwriter"}),
    "import": (("import", "{book}", "{form}", "--dry-run"), READS),
    "undo-import": (("undo-import", "{book}", "1", "--dry-run"), READS),
    "columns": (("columns", "{book}", "--dry-run"), READS | {"xlsxwriter"}),
    "upgrade": (("upgrade", "{book}", "--dry-run"), READS | {"xlsxwriter"}),
    "new": (("new", "{folder}/moi.xlsm"), {"xlsxwriter"}),
    "demo": (("demo", "--out", "{folder}/demo"), READS | WRITES | {"xlsxwriter"}),
    "batch": (("batch", "{shelf}", "--out", "{folder}", "--workers", "1"), READS | WRITES | {"xlsxwriter", "tqdm"}),
    "consolidate": (
        ("consolidate", "{unions}", "--book", "{book}", "--out", "{folder}", "--workers", "1"),
        READS | WRITES | {"numpy", "pandas", "xlsxwriter", "tqdm"},
    ),
    "setup": (("setup", "--check"), set()),
}
_RUN = """
import json, sys
from lhh_excel.cli import run
code = run(sys.argv[2:])
loaded = sorted({name.split(".")[0] for name in sys.modules})
open(sys.argv[1], "w").write(json.dumps([code, loaded]))
"""


def loaded_by(folder: Path, *arguments: str) -> tuple[int, set[str]]:
    """Exit code and heavy packages of a call in a process of its own."""
    told = folder / "loaded.json"
    command = [sys.executable, "-c", _RUN, str(told), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, encoding="utf-8")
    assert told.exists(), done.stderr
    code, modules = json.loads(told.read_text())
    return int(code), set(modules) & HEAVY


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A document to check, a text to compose, a form to import, a folder with a union's workbook."""
    folder = tmp_path_factory.mktemp("made")

    def make(folder: Path) -> None:
        book = folder / "LHH.xlsm"
        book.write_bytes(SAMPLE.read_bytes())
        loaded_by(folder, "report", str(book), "--out", str(folder))
        loaded_by(folder, "forms", str(book), "--unit", "H01", "--out", str(folder))

    kept.files(make, folder, "what commands are asked about")
    [form] = folder.rglob("PHIEU-*-H01.xlsx")
    text = ROOT / "tests" / "data" / "chuong-trinh-70.txt"
    document = folder / "BC-2026-H1-du-thao.docx"
    return {"text": str(text), "document": str(document), "form": str(form), "unions": str(folder)}


def test_every_command_has_its_list() -> None:
    assert {call[0] for call, _ in CALLS.values()} == set(COMMANDS)


@pytest.mark.slow
@pytest.mark.parametrize("name", CALLS)
def test_a_command_loads_no_more_than_its_list(name: str, sample: Path, tmp_path: Path, made: dict[str, str]) -> None:
    arguments, allowed = CALLS[name]
    places = {"book": str(sample), "shelf": str(sample.parent), "folder": str(tmp_path), **made}
    code, loaded = loaded_by(tmp_path, *(argument.format(**places) for argument in arguments))
    assert code in ((2,) if name == "undo-import" else (0, 1)), name  # the sample has no import to undo
    assert loaded <= allowed


@pytest.mark.slow
def test_a_report_by_a_template_seen_before_loads_nothing_that_makes_one_ready(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHH_CACHE", str(tmp_path / "cache"))
    for allowed in (READS | WRITES, READS | {"lxml"}):
        code, loaded = loaded_by(tmp_path, "report", str(sample), "--out", str(tmp_path / "ra"))
        assert code in (0, 1) and loaded <= allowed


#: Of the standard library, what costs a check more to load than it would gain by it.
SPARED = {
    "dataclasses",
    "difflib",
    "hashlib",
    "inspect",
    "json",
    "logging",
    "random",
    "tempfile",
    "textwrap",
    "tokenize",
}


@pytest.mark.slow
def test_a_check_loads_nothing_of_the_standard_library_that_it_can_spare(sample: Path, tmp_path: Path) -> None:
    code = "import sys; from lhh_excel.cli import run; run(sys.argv[1:]); print(*sys.modules)"
    command = [sys.executable, "-c", code, "validate", str(sample)]
    out = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path, encoding="utf-8").stdout
    assert not SPARED & set(out.splitlines()[-1].split())


def test_the_version_loads_next_to_nothing(tmp_path: Path) -> None:
    code = "import sys; from lhh_excel.cli import run; run(['--version']); print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path).stdout
    loaded = set(out.splitlines()[-1].split())
    ours = {name for name in loaded if name.startswith("lhh_excel")}
    assert ours == {"lhh_excel", "lhh_excel.cli", "lhh_excel.errors", "lhh_excel.messages", "lhh_excel.messages.screen"}
    assert not loaded & {*HEAVY, "argparse", "dataclasses", "inspect", "json", "logging", "pathlib", "zipfile"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["validate", "report"])
def test_validate_and_report_work_where_pandas_and_others_are_not_there(
    name: str, sample: Path, tmp_path: Path
) -> None:
    gone = dict.fromkeys(("pandas", "openpyxl", "pydantic", "polars"))
    code = f"import sys; sys.modules.update({gone})\nfrom lhh_excel.cli import run; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", code, name, str(sample)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, encoding="utf-8")
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr and done.stdout


@pytest.mark.slow
def test_a_button_loads_its_bridge_without_pandas_and_numpy_which_stay_there_for_others() -> None:
    """They are three quarters of `import xlwings`, and a button hands plain values."""
    code = (
        "import sys; from lhh_excel.excel.gateway import UNUSED, bridge\n"
        "print(bridge().__name__, [name for name in UNUSED if name in sys.modules])\n"
        "import numpy, pandas; print(bool(numpy.nan), pandas.DataFrame().empty)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert out.split("\n")[:2] == ["xlwings []", "True True"]


def test_a_button_loads_its_action_and_nothing_of_the_others() -> None:
    code = "import sys, lhh_excel.buttons\nprint(sorted(m for m in sys.modules if m.startswith('lhh_excel')))\n"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert out.strip() == "['lhh_excel', 'lhh_excel.buttons']"
