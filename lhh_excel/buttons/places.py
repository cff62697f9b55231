"""The work of the buttons over files and folders: Kiểm tra thể thức, Mở thư mục kết xuất, Hướng dẫn."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from .press import given_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..excel.screen import Box
    from .press import Click

HANDBOOK_NAMES = ("huong-dan.pdf", "huong-dan.docx", "huong-dan.html", "huong-dan.md")


def checked(click: Click, file: str | None) -> Box:
    """The findings beside the document's name in the output folder, as a text file that is opened."""
    from ..actions.check import CheckOptions, check
    from ..errors import ExitCode
    from ..excel.screen import Box
    from ..messages import buttons as words

    try:
        chosen = Path(file) if file is not None else click.screen.choose_file()
    except AttributeError:
        return Box([words.NO_DIALOG], critical=True)
    if chosen is None:
        return given_up()
    outcome = check(CheckOptions((chosen,)), click.screen)
    full = click.output_folder() / f"{chosen.stem}-the-thuc.txt"
    write_list(full, outcome.lines)
    critical = outcome.exit_code is not ExitCode.DONE
    heads = [line.splitlines()[0] for line in outcome.lines[:2] if critical]
    return Box([outcome.lines[-1], *heads, words.CHECK_LIST.format(path=full)], critical=critical, open=full)


def write_list(path: Path, lines: Sequence[str]) -> None:
    """A text that the Notepad of any Windows shows as it is. Raises OutputError."""
    from ..files import write_atomic

    text = "\n".join(lines).replace("\n", "\r\n")
    write_atomic(path, f"\ufeff{text}\r\n".encode(), keep_backup=False)


def folder_opened(click: Click) -> Box:
    from ..excel.screen import Box
    from ..messages import buttons as words

    folder = click.output_folder()
    there = False
    with contextlib.suppress(OSError):  # a name too long for the system
        there = folder.is_dir()
    if not there:
        return Box([words.NO_OUTPUT_YET.format(folder=folder)])
    return Box([words.OPENING.format(path=folder)], open=folder)


def handbook_opened(click: Click) -> Box:
    from ..excel.screen import Box
    from ..messages import buttons as words
    from ..paths import PACKAGE

    folders = (click.master.path.parent, PACKAGE / "data", PACKAGE.parent / "docs")
    found = next((folder / name for folder in folders for name in HANDBOOK_NAMES if (folder / name).is_file()), None)
    if found is None:
        return Box([words.NO_HANDBOOK], critical=True)
    return Box([words.OPENING.format(path=found)], open=found)
