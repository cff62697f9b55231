"""`python -m tools.installer [FOLDER]`: the program for a clerk's PC as one file, and the same as a .zip; in dist/.
With `--quick` it starts from what was compiled before, and packs less tightly: what tests install.

A private CPython for Windows with our dependencies (tools/installer_base.py) and the program in it, compiled, put
together on Linux from the lock. It runs in place and needs no network, no Python and no administrator. The same sources
give the same bytes: dates are fixed, files go in by name, and Windows' own Python compiles. Needs Debian's nsis and
osslsigncode beside what tools/windows.py needs.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from pathlib import Path

from lhh_excel import __version__
from lhh_excel.paths import PACKAGE
from lhh_excel.setup.carry import COMMAND, PROGRAM
from lhh_excel.setup.system import BROUGHT
from lhh_excel.setup.wheel import own_wheel

from .installer_base import DATE, SITE, base, base_anew, compile_modules
from .windows import ROOT, install

PARTS = Path(__file__).resolve().parent / "installer_parts"
#: Where Debian's NSIS has what its pages say.
NSIS_LANGUAGES = Path("/usr/share/nsis/Contrib/Language files")


def build(target: Path, *, quick: bool = False) -> list[Path]:
    """The installer, the archive, and their sums, in `target`; nothing that an office gets lay in a cache before.

    Raises what `installer_base.base` raises, and ValueError for a module of ours that is not compiled.
    """
    target.mkdir(parents=True, exist_ok=True)
    name = f"LHH-Cai-dat-{__version__}"
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        whole = stage(work, base() if quick else base_anew(work))
        made = [
            installer(work, whole, target / f"{name}.exe", quick=quick),
            archive(whole, target / f"{name}.zip", quick=quick),
        ]
    sums = target / f"{name}.sha256.txt"
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\r\n" for file in made]
    sums.write_text("".join(lines), encoding="ascii", newline="")
    return [*made, sums]


def stage(work: Path, base: Path) -> Path:
    """What lies on a clerk's PC, in a new folder of `work`: a copy of `base` with the program in it."""
    made = work / "stage"
    python = Path(shutil.copytree(base, made / PROGRAM))
    name, data = own_wheel()
    (work / name).write_bytes(data)
    install(work / name, python)
    compile_modules(python, f"{SITE}/{PACKAGE.name}")
    (python / BROUGHT).write_text(f"lhh-excel {__version__}\n", encoding="ascii")
    _part(COMMAND, made)
    return made


def _files(stage: Path) -> list[Path]:
    files = sorted(path for path in stage.rglob("*") if path.is_file())
    for file in files:
        os.utime(file, (DATE, DATE))
    return files


def installer(work: Path, stage: Path, target: Path, *, quick: bool = False) -> Path:
    """The one file that puts all of `stage` onto a PC; `work` is a folder for what is made on the way.

    A `quick` one is half as large again.
    """
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
    if quick:
        command.append("-XSetCompressor /FINAL zlib")  # final: what the script says of it counts no more
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


def archive(stage: Path, target: Path, *, quick: bool = False) -> Path:
    """For a PC on which no .exe from outside may be started."""
    for part in sorted(PARTS.glob("*.cmd")):
        _part(part.name, stage)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in _files(stage):
            member = zipfile.ZipInfo(f"{target.stem}/{file.relative_to(stage).as_posix()}", (2026, 1, 1, 0, 0, 0))
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(member, file.read_bytes(), compresslevel=1 if quick else 9)
    return target


def _part(name: str, stage: Path) -> None:
    (stage / name).write_bytes(b"\r\n".join((PARTS / name).read_bytes().splitlines()) + b"\r\n")


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if word != "--quick"]
    for made in build(Path(given[0]) if given else ROOT / "dist", quick="--quick" in sys.argv):
        print(made)
