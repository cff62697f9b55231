"""`python -m tools.installer [FOLDER]`: the program for a clerk's PC as one file, and the same as a .zip; in dist/.
With `--archive-only` no more than the .zip.

A private CPython for Windows with our dependencies and the program in it, compiled, put together on Linux from the
lock. It runs in place and needs no network, no Python and no administrator. The same sources give the same bytes: dates
are fixed, files go in by name, and Windows' own Python compiles (under Wine: another version of Python compiles
otherwise). Needs Debian's nsis and osslsigncode beside what tools/windows.py needs.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path

from lhh_excel import __version__
from lhh_excel.setup.place import COMMAND, PROGRAM
from lhh_excel.setup.system import BROUGHT
from lhh_excel.setup.wheel import own_wheel

from .windows import CPYTHON, ROOT, RUN, download, install, requirements, unpack, windows_python, wine

PARTS = Path(__file__).resolve().parent / "installer_parts"
#: Every file's date: 1 January 2026, midnight in UTC.
DATE = 1767225600
#: Of the Python's programs and libraries each carries its maker's signature, which osslsigncode reads and compares with
#: the file. Whether the signer is to be believed, Windows says; here the whole archive is pinned by its SHA-256.
SIGNED = (".exe", ".dll", ".pyd")
#: Where Debian's NSIS has what its pages say.
NSIS_LANGUAGES = Path("/usr/share/nsis/Contrib/Language files")
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
    r".*\.(pyx|pxd|pyi|c|h|chm|xlam|xlsm)$(?<!lhh_excel/data/LHH\.xlam)",
)  # fmt: skip


def build(target: Path, *, exe: bool = True) -> list[Path]:
    """The installer, the archive, and their sums, in `target`; without `exe` only the archive, in half the time.

    Raises `subprocess.CalledProcessError` where a package or a tool cannot be had, ValueError for a file of the Python
    that is not what its maker signed.
    """
    target.mkdir(parents=True, exist_ok=True)
    name = f"LHH-Cai-dat-{__version__}"
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        stage = work / "stage"
        _gather(work, stage / PROGRAM)
        _compile(stage / PROGRAM)
        _part(COMMAND, stage)
        made = [installer(work, stage, target / f"{name}.exe")] if exe else []
        made.append(_archive(stage, target / f"{name}.zip"))
    sums = target / f"{name}.sha256.txt"
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\r\n" for file in made]
    sums.write_text("".join(lines), encoding="ascii", newline="")
    return [*made, sums]


def _gather(work: Path, python: Path) -> None:
    """The Python, our dependencies as the lock pins them, the program."""
    unpack(download(work / "cpython", CPYTHON, source=True), python)
    _remove(python, LEFT_OUT)
    compare_signatures(python)
    wheels = download(work / "wheels", requirements(RUN.split()))
    name, data = own_wheel()
    (wheels / name).write_bytes(data)
    site = python / "Lib" / "site-packages"
    for wheel in sorted(wheels.glob("*.whl")):
        install(wheel, python)
    _remove(site, LEFT_OUT_OF_PACKAGES)
    (python / BROUGHT).write_text(f"lhh-excel {__version__}\n", encoding="ascii")


def _remove(folder: Path, patterns: Iterable[str]) -> None:
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


def _compile(python: Path) -> None:
    """Each module beside itself, by the Python that will run it; no import of a clerk's PC ever looks at its source."""
    _, prefix = windows_python()
    environment = wine(prefix, PYTHONHASHSEED="0", SOURCE_DATE_EPOCH=str(DATE))
    environment.pop("PYTHONPATH", None)
    # -B, -f: what compileall itself imports would else be compiled otherwise
    command = ["wine", "./python.exe", "-B", "-s", "-P", "-m", "compileall", "-f", "-q", "--invalidation-mode"]
    command += ["unchecked-hash", "-p", rf"LHH\{PROGRAM}", "Lib"]
    done = subprocess.run(
        command, cwd=python, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=600
    )
    sources = [file for file in python.glob("Lib/**/*.py") if file.is_file()]
    compiled = list(python.glob("Lib/**/__pycache__/*.pyc"))
    if done.returncode != 0 or len(compiled) != len(sources):
        raise ValueError(f"{len(compiled)} of {len(sources)} modules compiled: {done.stdout.decode(errors='replace')}")


def _files(stage: Path) -> list[Path]:
    files = sorted(path for path in stage.rglob("*") if path.is_file())
    for file in files:
        os.utime(file, (DATE, DATE))
    return files


def installer(work: Path, stage: Path, target: Path) -> Path:
    """The one file that puts all of `stage` onto a PC; `work` is a folder for what is made on the way."""
    listed, folder = [], None
    for file in _files(stage):
        inside = "\\".join(file.relative_to(stage).parent.parts)
        if inside != folder:  # at every change: else a file lands in the folder before
            folder = inside
            listed.append(f'SetOutPath "$INSTDIR\\new\\{inside}"'.replace('\\"', '"'))
        listed.append(f'File "{file}"')
    (work / "files.nsh").write_text("\n".join(listed) + "\n", encoding="utf-8")
    size = sum(file.stat().st_size for file in _files(stage)) // 1024
    target.unlink(missing_ok=True)
    given = {"VERSION": __version__, "OUT": target.resolve(), "FILES": work / "files.nsh", "SIZE_KB": size}
    given["LANGUAGE"] = _language(work / "language")
    command = ["makensis", "-V2", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in given.items())]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(DATE), "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    subprocess.run([*command, str(PARTS / "installer.nsi")], env=environment, check=True, stdout=subprocess.DEVNULL)
    return target


def _language(folder: Path) -> Path:
    """NSIS's own Vietnamese with each letter and its signs in one: as NSIS has it, a font may set them side by side."""
    folder.mkdir()
    for name in ("Vietnamese.nlf", "Vietnamese.nsh"):
        text = (NSIS_LANGUAGES / name).read_text(encoding="utf-8-sig")
        (folder / name).write_text(unicodedata.normalize("NFC", text), encoding="utf-8-sig")
    return folder


def _archive(stage: Path, target: Path) -> Path:
    """For a PC on which no .exe from outside may be started."""
    for part in sorted(PARTS.glob("*.cmd")):
        _part(part.name, stage)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in _files(stage):
            member = zipfile.ZipInfo(f"{target.stem}/{file.relative_to(stage).as_posix()}", (2026, 1, 1, 0, 0, 0))
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(member, file.read_bytes())
    return target


def _part(name: str, stage: Path) -> None:
    (stage / name).write_bytes(b"\r\n".join((PARTS / name).read_bytes().splitlines()) + b"\r\n")


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if word != "--archive-only"]
    for made in build(Path(given[0]) if given else ROOT / "dist", exe="--archive-only" not in sys.argv):
        print(made)
