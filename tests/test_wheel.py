"""What an office installs: the wheel alone, without the checkout beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from places import ROOT

#: Over a second of processor time each: left out of `make fast`.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("lhh_excel-*.whl"))


def test_the_wheel_carries_templates_and_macros_and_nothing_of_the_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "lhh_excel/data/templates/bao-cao.docx" in names
    assert {"lhh_excel/data/LHH-vbaProject.bin", "lhh_excel/data/LHH.xlam"} <= set(names)
    assert {name.split("/")[0] for name in names} == {"lhh_excel", names[-1].split("/")[0]}


def test_the_installed_wheel_runs_the_main_job(wheel: Path, tmp_path: Path) -> None:
    site, out = tmp_path / "site", tmp_path / "kết quả"
    zipfile.ZipFile(wheel).extractall(site)
    environment = {**os.environ, "PYTHONPATH": str(site), "LHH_LOG": os.devnull}
    code = "import lhh_excel, sys; from lhh_excel.cli import run; code = run(sys.argv[1:]); "
    code += "print(lhh_excel.__file__); sys.exit(code)"
    command = [sys.executable, "-c", code, "demo", "--out", str(out)]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert Path(done.stdout.decode().splitlines()[-1]).parent.parent == site
    assert {"LHH-vi-du.xlsm", "BC-2026-H1-du-thao.docx"} <= {path.name for path in out.iterdir()}
