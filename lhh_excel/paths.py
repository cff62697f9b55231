"""Where things are: the templates, the log, the output folder, ASCII file names."""

from __future__ import annotations

import os
import re
from pathlib import Path

from .plain import sha256
from .text.wording import without_marks

PACKAGE = Path(__file__).resolve().parent
#: Characters of a name, without its ending: a system takes 255 bytes, and Windows 260 with all its folders.
LONGEST_NAME = 100
#: How the name of the workbook ends that tells where a document's figures come from.
SOURCES_END = "-nguon-so-lieu.xlsx"


def templates_folder() -> Path:
    """Our templates."""
    return _shipped("templates", PACKAGE.parent / "templates")


def shipped_addin() -> Path:
    """The add-in as it was built."""
    return _shipped("LHH.xlam", PACKAGE.parent / "workbooks" / "LHH.xlam")


def _shipped(name: str, beside: Path) -> Path:
    """Inside the package when installed from a wheel, `beside` it in a checkout."""
    installed = PACKAGE / "data" / name
    return installed if installed.exists() else beside


def is_hidden(name: str) -> bool:
    """A file that nobody put there to be read: hidden, or the one by which Office marks another as open."""
    return name.startswith((".", "~$"))


def template(name: str, workbook: Path | None = None) -> Path:
    """The Word template to use: the office's own copy in "templates" beside its workbook wins over ours."""
    if workbook is not None:
        own = workbook.resolve().parent / "templates" / name
        if own.is_file():
            return own
    return templates_folder() / name


def output_folder(workbook: Path, chosen: Path | None, setting: str = "") -> Path:
    """Where documents go: --out, else Thư mục kết xuất (relative to the workbook), else "ket-xuat" beside it."""
    if chosen is not None:
        return chosen
    return workbook.resolve().parent / (setting or "ket-xuat")


def log_file() -> Path:
    """The program's log; LHH_LOG names another place, and a temporary folder serves where neither can be written."""
    named = os.environ.get("LHH_LOG")
    if named:
        return Path(named)
    folder = log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        import tempfile

        folder = Path(tempfile.gettempdir())
    return folder / "lhh-excel.log"


def log_folder() -> Path:
    """Where a user's log belongs on this system; made when the log is opened."""
    from platformdirs import user_log_path

    return user_log_path("lhh-excel", appauthor=False)


def ascii_name(text: str) -> str:
    """A file name without diacritics, spaces, "=" or signs that a system or Excel's bridge stumbles over.

    One that is too long for a system is cut, and ends in a digest: no two texts share a name because of it.
    """
    name = re.sub(r"[^A-Za-z0-9.]+", "-", without_marks(text)).strip("-.")
    if len(name) <= LONGEST_NAME:
        return name
    digest = sha256(name.encode()).hexdigest()[:8]
    return f"{name[: LONGEST_NAME - 9].strip('-.')}-{digest}"
