"""What Word or LibreOffice makes of a finished .docx, where there is one: its PDF, its pages.

Word is tried first on Windows (it has Times New Roman and its own line breaks), then LibreOffice, with a profile of
its own so that an open LibreOffice is not disturbed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from ...files import write_atomic

TIMEOUT_SECONDS = 180
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
#: The paths come in through the environment: no quoting can break them, no name can be run.
_WORD_SCRIPT = (
    "$ErrorActionPreference='Stop'; $w = New-Object -ComObject Word.Application; try { $w.Visible = $false; "
    "$w.DisplayAlerts = 0; $d = $w.Documents.Open($env:LHH_DOCX, $false, $true); "
    "$d.ExportAsFixedFormat($env:LHH_PDF, 17); $d.Close(0) } finally { $w.Quit() }"
)


def find_libreoffice() -> str | None:
    """The program's path, None if there is none."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def to_pdf(docx_path: Path, out_dir: Path, timeout: float = TIMEOUT_SECONDS) -> Path | None:
    """The PDF beside others in `out_dir`, named like the .docx; None where no program made one in time.

    An older PDF of that name is replaced only by a whole new one; `OutputError` where none may be written.
    """
    target = out_dir / f"{docx_path.stem}.pdf"
    with tempfile.TemporaryDirectory(prefix="lhh-pdf-") as folder:
        # a plain name: some versions of LibreOffice stumble over unusual ones
        source, made = Path(folder) / "van-ban.docx", Path(folder) / "van-ban.pdf"
        shutil.copyfile(docx_path, source)
        if not (_with_word(source, made, timeout) or with_libreoffice(source, made, timeout)):
            return None
        write_atomic(target, made.read_bytes(), keep_backup=False)
    return target


def _with_word(source: Path, made: Path, timeout: float) -> bool:
    shell = shutil.which("powershell") if sys.platform == "win32" else None
    if shell is None:
        return False
    paths = {"LHH_DOCX": str(source), "LHH_PDF": str(made)}
    command = [shell, "-NoProfile", "-NonInteractive", "-Command", _WORD_SCRIPT]
    return _ran(command, timeout, {**os.environ, **paths}) and made.is_file()


def with_libreoffice(source: Path, made: Path, timeout: float = TIMEOUT_SECONDS) -> bool:
    """Whether it made `made` of the document: of the same name, in the format of its ending."""
    program = find_libreoffice()
    if program is None:
        return False
    profile = (source.parent / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to"]
    ran = _ran([*command, made.suffix[1:], "--outdir", str(made.parent), str(source)], timeout, dict(os.environ))
    return ran and made.is_file() and made.stat().st_size > 0


def _ran(command: list[str], timeout: float, environment: dict[str, str]) -> bool:
    """Whether it ended well in time; all it started is stopped otherwise."""
    own_group = sys.platform != "win32"
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=own_group,
        )
    except OSError:
        return False
    try:
        return process.wait(timeout) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            if own_group:
                os.killpg(process.pid, 9)
            else:
                process.kill()
            process.wait()
