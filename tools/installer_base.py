"""All of the installed program that is not ours: CPython for Windows and our dependencies, as the lock pins them.

Windows' own Python compiles them, under Wine (another version of Python compiles otherwise). Tests start from `base()`,
which is made once for each state of that, in the user's cache; what an office gets from `base_anew()`.
"""

from __future__ import annotations

import filecmp
import re
import shutil
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lhh_excel.setup.carry import PROGRAM

from .windows import CPYTHON, RUN, download, install, made_once, requirements, unpack, windows_python, wine

#: Every file's date: 1 January 2026, midnight in UTC.
DATE = 1767225600
#: Where the packages lie in it.
SITE = "Lib/site-packages"
#: Of the Python's programs and libraries each carries its maker's signature, which osslsigncode reads and compares with
#: the file. Whether the signer is to be believed, Windows says; here the whole archive is pinned by its SHA-256.
SIGNED = (".exe", ".dll", ".pyd")
#: What neither a button nor a command uses. `_wmi`: platform asks Windows another way without it, and quicker.
LEFT_OUT = (
    "Scripts/", "include/", "libs/", "tcl/", "share/", "NEWS.txt", "DLLs/_tkinter.pyd", "DLLs/tcl86t.dll",
    "DLLs/tk86t.dll", "DLLs/zlib1.dll", "DLLs/_wmi.pyd", "DLLs/_test", "DLLs/_ctypes_test",
    "DLLs/py.ico", "DLLs/pyc.ico", "DLLs/pyd.ico",
    "DLLs/winsound.pyd", "DLLs/sqlite3.dll", "DLLs/_sqlite3.pyd", "Lib/sqlite3/", "Lib/site-packages/", "Lib/test/",
    "Lib/idlelib/", "Lib/tkinter/", "Lib/turtledemo/", "Lib/turtle.py", "Lib/ensurepip/", "Lib/pydoc_data/",
    "Lib/venv/", "Lib/__phello__/", "Lib/lib2to3/", "Lib/_pyrepl/",
)  # fmt: skip
LEFT_OUT_OF_PACKAGES = (
    "pythonwin/", "isapi/", "adodbapi/", "PyWin32.chm", "win32com/test/", "win32com/demos/", "win32com/HTML/",
    "win32com/readme", "win32com/include/", "win32com/libs/", "win32/Demos/", "win32/test/", "win32/include/",
    "win32/libs/", "win32/scripts/", "win32comext/(?!shell/|__init__)", "win32comext/shell/(demos|test)/",
    "lxml/includes/", "lxml/isoschematron/", "xlwings/quickstart", "xlwings/js/", "xlwings/html/", "xlwings/addin/",
    "xlwings/tests/",
    r".*\.(pyx|pxd|pyi|c|h|chm|xlam|xlsm)$",
)  # fmt: skip


def base() -> Path:
    """The folder of that Python, made now where it is missing; what is in it is to be copied and not changed.

    Raises `subprocess.CalledProcessError` where a package or a tool cannot be had, ValueError for a file of the Python
    that is not what its maker signed, and where two compilations, in two places, are not the same byte by byte.
    """
    wanted = requirements(RUN.split())
    sources = (Path(__file__), Path(__file__).with_name("windows.py"))
    return made_once(_make, *(file.read_bytes() for file in sources), wanted.encode(), PROGRAM.encode()) / PROGRAM


def base_anew(work: Path) -> Path:
    """As `base`, made in two new folders of `work`."""
    (made := work / "base").mkdir()
    (on_the_way := work / "base-work").mkdir()
    _make(made, on_the_way)
    return made / PROGRAM


def _make(made: Path, work: Path) -> None:
    python = made / PROGRAM
    unpack(download(work / "cpython", CPYTHON, source=True), python)
    remove(python, LEFT_OUT)
    compare_signatures(python)
    for wheel in sorted(download(work / "wheels", requirements(RUN.split())).glob("*.whl")):
        install(wheel, python)
    remove(python / SITE, LEFT_OUT_OF_PACKAGES)
    again = shutil.copytree(python, work / "a longer place" / PROGRAM)
    with ThreadPoolExecutor() as both:
        list(both.map(compile_modules, (python, again)))
    if different := [name for name in _names(python) if not filecmp.cmp(python / name, again / name, shallow=False)]:
        raise ValueError(f"compiled twice, not the same: {different[:9]}")


def _names(folder: Path) -> list[Path]:
    return [file.relative_to(folder) for file in folder.rglob("*") if file.is_file()]


def compile_modules(python: Path, folder: str = "Lib") -> None:
    """Each module of `folder` beside itself, by the Python that will run it, so that no import of a clerk's PC ever
    looks at its source. Raises ValueError where one is not compiled."""
    _, prefix = windows_python()
    environment = wine(prefix, PYTHONHASHSEED="0", SOURCE_DATE_EPOCH=str(DATE))
    environment.pop("PYTHONPATH", None)
    # -B, -f: what compileall itself imports would else be compiled otherwise
    command = ["wine", "./python.exe", "-B", "-s", "-P", "-m", "compileall", "-f", "-q", "--invalidation-mode"]
    command += ["unchecked-hash", "-p", rf"LHH\{PROGRAM}", folder.replace("/", "\\")]
    done = subprocess.run(
        command, cwd=python, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=600
    )
    sources = [file for file in (python / folder).rglob("*.py") if file.is_file()]
    compiled = list((python / folder).rglob("__pycache__/*.pyc"))
    if done.returncode != 0 or len(compiled) != len(sources):
        raise ValueError(f"{len(compiled)} of {len(sources)} modules compiled: {done.stdout.decode(errors='replace')}")


def remove(folder: Path, patterns: Iterable[str]) -> None:
    unwanted = re.compile(
        "|".join(pattern if "\\" in pattern or "(" in pattern else re.escape(pattern) for pattern in patterns)
    )
    for file in sorted(folder.rglob("*"), reverse=True):
        if file.is_dir():
            if file.name == "__pycache__":
                shutil.rmtree(file)
            elif not any(file.iterdir()):
                file.rmdir()
        elif unwanted.match(file.relative_to(folder).as_posix()):
            file.unlink()


def compare_signatures(python: Path) -> None:
    """Raises ValueError for a program or library below `python` that is not, byte by byte, what its maker signed."""
    for file in sorted(python.rglob("*")):
        if file.suffix in SIGNED:
            told = subprocess.run(
                ["osslsigncode", "verify", "-in", str(file)], capture_output=True, text=True, check=False
            )
            sums = re.findall(r"message digest\s*:\s*([0-9A-Fa-f]+)", told.stdout)
            if len(sums) < 2 or len(set(sums[:2])) != 1:  # as signed, as it is
                raise ValueError(f"{file.relative_to(python)} is not what its maker signed")
