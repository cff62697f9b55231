"""LibreOffice for tests: convert a file, or recalculate a workbook whose kept results were spoilt first.

Without LibreOffice a test is skipped; where CI=true it fails, for there it must be.
"""

from __future__ import annotations

import atexit
import contextlib
import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import kept
import pytest
from places import ROOT

#: LibreOffice computes every formula of a .xlsx when it opens it, whatever results the file carries.
_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""
#: What no formula of ours ever gives.
SPOILT = "987654"


def soffice() -> str:
    """The path of LibreOffice; skips (CI: fails) the calling test where there is none."""
    return need(shutil.which("soffice") or shutil.which("libreoffice"), "LibreOffice (soffice)")


def need(found: str | None, what: str) -> str:
    """`found`; skips (CI: fails) the calling test where it is None."""
    if found is None:
        message = f"{what} is not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found


def python_with_uno() -> str:
    """A Python that has LibreOffice's bridge: ours, the system's, or LibreOffice's own."""
    own = Path(soffice()).resolve().with_name("python")
    for candidate in (sys.executable, "/usr/bin/python3", str(own)):
        if (
            shutil.which(candidate)
            and subprocess.run([candidate, "-c", "import uno"], capture_output=True).returncode == 0
        ):
            return candidate
    return need(None, "Python's bridge to LibreOffice (package python3-uno)")


def convert(source: Path, ending: str, folder: Path, sheet: str = "") -> Path:
    """`source` as "pdf", "xlsx", … in `folder`; the same file is converted once a run. `sheet`: what "json" is of."""
    soffice()
    of = (source.read_bytes(), source.name, ending, sheet)
    data = kept.once(lambda: _converted(source, ending, sheet), "LibreOffice", *of)
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{source.stem}.{ending}"
    made.write_bytes(data)
    return made


def _converted(source: Path, ending: str, sheet: str) -> bytes:
    with tempfile.TemporaryDirectory(dir=kept.folder) as folder:
        made = Path(folder) / f"{source.stem}.{ending}"
        for _ in range(2):  # where LibreOffice went down under one file, the next has a new one
            process = _standing()
            assert process.stdin is not None and process.stdout is not None
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(json.dumps([str(source.resolve()), str(made), sheet]) + "\n")
                process.stdin.flush()
            if answer := process.stdout.readline():
                assert json.loads(answer) == "", f"LibreOffice made no {made.name}: {answer}"
                return made.read_bytes()
            _standing.cache_clear()
    raise AssertionError(f"LibreOffice went down twice over {source.name}")


@cache
def _standing() -> subprocess.Popen[str]:
    """The LibreOffice of this worker that converts one file after the other, with a profile of its own."""
    profile = Path(tempfile.mkdtemp(prefix="soffice-", dir=kept.folder)) / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_RECALCULATE, encoding="utf-8")
    command = [python_with_uno(), Path(__file__).with_name("libreoffice_convert.py"), soffice(), profile]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def end() -> None:
        with process:
            process.stdin.close()  # type: ignore[union-attr]

    atexit.register(end)
    return process


def small_master() -> bytes:
    """A small master workbook as LibreOffice saves it."""
    soffice()

    def make() -> bytes:
        sys.path.insert(0, str(ROOT))
        from bench.torture import bases

        with tempfile.TemporaryDirectory(dir=kept.folder) as folder:
            return convert(bases.small_master(Path(folder) / "nho.xlsx"), "xlsx", Path(folder) / "lo").read_bytes()

    return kept.once(make, "small master by LibreOffice")


def recalculate(source: Path, folder: Path) -> Path:
    """A .xlsx that LibreOffice computed anew: every kept result was replaced by a wrong number before."""
    (folder / "out").mkdir(parents=True)
    return convert(_spoilt(source, folder), "xlsx", folder / "out")


def recalculated(source: Path, folder: Path, sheet: str) -> tuple[dict[str, Any], list[str]]:
    """(A1 -> value, of the cells of a sheet that show one; where an error stands in any sheet), computed likewise."""
    (folder / "out").mkdir(parents=True)
    told = json.loads(convert(_spoilt(source, folder), "json", folder / "out", sheet).read_text(encoding="utf-8"))
    cells = {
        cell: dt.datetime.fromisoformat(value["date"]) if isinstance(value, dict) else value
        for cell, value in told["cells"].items()
    }
    return cells, told["errors"]


def _spoilt(source: Path, folder: Path) -> Path:
    spoilt = folder / f"spoilt-{source.stem}.xlsx"
    spoil_results(source, spoilt)
    return spoilt


def spoil_results(source: Path, target: Path) -> int:
    """Copies a workbook as .xlsx with a wrong result kept for each formula; how many were spoilt."""
    count = 0
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in package.namelist():
            data = package.read(name)
            if name == "[Content_Types].xml":
                macro, plain = (
                    b"vnd.ms-excel.sheet.macroEnabled.main",
                    b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
                )
                data = data.replace(macro, plain)
            elif name.startswith("xl/worksheets/sheet"):
                text, found = re.subn(r"(</f>)<v>[^<]*</v>", rf"\g<1><v>{SPOILT}</v>", data.decode("utf-8"))
                count += found
                text = re.sub(r'(<c [^>]*?) t="str"(>\s*<f>)', r"\1\2", text)
                data = text.encode("utf-8")
            copy.writestr(name, data)
    return count
