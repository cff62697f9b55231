"""The program under a Windows Python: real Windows paths, code pages, locks and COM, under Wine.

Without Wine these tests are skipped; where CI=true they fail, for there it must be. What Wine cannot show stands in
README, "Not yet proved".
"""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

for folder in (Path(__file__).resolve().parent, Path(__file__).resolve().parents[1]):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

import kept  # noqa: E402
from office import need  # noqa: E402
from windows_pc import Windows  # noqa: E402

from tools.windows import ROOT, windows_python  # noqa: E402

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def _wine() -> tuple[Path, Path]:
    for program in ("wine", "clang", "lld-link", "llvm-dlltool"):
        need(shutil.which(program), program)
    return windows_python()


@pytest.fixture(scope="session")
def _display() -> Iterator[str]:
    """A screen without a screen: windows need one, and so does what starts a program."""
    server = need(shutil.which("Xvfb"), "Xvfb")
    command = [server, "-displayfd", "1", "-screen", "0", "800x600x16"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        yield f":{int(process.stdout.readline())}"
        process.kill()


@pytest.fixture(scope="session")
def _up(_wine: tuple[Path, Path], _display: str) -> Iterator[None]:
    """One program that stays, for Wine's server and services go with the last; and our package compiled once a run."""
    python, prefix = _wine
    pc = Windows(python, prefix, prefix / "drive_c", _display)
    pc.stay_up()
    ours = ("-m", "compileall", "-q", pc.path(ROOT / "lhh_excel"))
    kept.once(lambda: pc.run(str(python), *ours, seconds=600).code, "compiled by Windows")
    yield
    pc.shut_down()


@pytest.fixture
def windows(_wine: tuple[Path, Path], _up: None, _display: str, worker_id: str) -> Iterator[Windows]:
    python, prefix = _wine
    folder = prefix / "drive_c" / "Hồ sơ của Nguyễn Văn A" / f"{worker_id}-{next(_numbers)}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pc = Windows(python, prefix, folder, _display)
    yield pc
    pc.shut_down()
    shutil.rmtree(folder, ignore_errors=True)
