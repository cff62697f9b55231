"""Excel's window as a screen: steps in the status bar, questions and results in boxes, everything put back after.

Source: docs/workbook-contract.md, "Inside Excel". Excel's bridge knows two kinds of box: info and critical.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..errors import UsageError
from ..messages import buttons as words
from ..plain import mutable, shortened
from ..workbook.typed import parse_date

MAX_LINES, MAX_LETTERS = 5, 220
#: msoFileDialogFolderPicker.
FOLDER_PICKER = 4


@mutable
class Box:
    """What a button says at its end: at most five lines are shown. `open` is opened when the box was closed."""

    lines: list[str]
    critical: bool = False
    open: Path | None = None

    def text(self) -> str:
        """The lines that fit; the last tells how many do not."""
        lines = [line for text in self.lines for line in text.splitlines() if line.strip()]
        if len(lines) > MAX_LINES:
            rest = len(lines) - MAX_LINES + 1
            lines = [*lines[: MAX_LINES - 1], words.MORE_LINES.format(count=rest)]
        return "\n".join(map(_cut, lines))


class ExcelScreen:
    """How actions reach the person at the sheet (actions/common.py's Screen)."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def progress(self, step: str, done: int, total: int) -> None:
        self.app.status_bar = words.PROGRESS.format(step=step, done=done, total=total)

    def ask(self, question: str) -> bool:
        return bool(self.app.alert(question, words.TITLE, "yes_no", "info") == "yes")

    def tell(self, box: Box) -> None:
        self.app.alert(box.text(), words.TITLE, "ok", "critical" if box.critical else "info")

    def ask_number(self, question: str) -> int | None:
        """A whole number from 1 on, typed into Excel's own box; None where the person gave up or it has no such box."""
        typed = self._typed(question, Type=1)
        return int(typed) if isinstance(typed, (int, float)) and typed >= 1 and typed == int(typed) else None

    def ask_date(self, question: str, today: dt.date) -> dt.date | None:
        """A day, typed into Excel's own box; None where the person gave up or it has no such box.

        Raises UsageError("bad_date") for what is none.
        """
        typed = self._typed(question.format(today=f"{today:%d/%m/%Y}"), Type=2)
        if typed is None or not str(typed).strip():
            return None
        date = parse_date(str(typed))
        if date is None:
            raise UsageError("bad_date", value=typed)
        return date

    def ask_text(self, question: str, usual: str) -> str | None:
        """Words typed into Excel's own box, where `usual` stands at first; None where the person gave up.

        `usual` where Excel has no such box.
        """
        typed = self._typed(question, otherwise=usual, Default=usual, Type=2)
        return None if typed is None else str(typed).strip() or None

    def _typed(self, question: str, otherwise: Any = None, **options: Any) -> Any:
        """What is typed into Excel's own box; None where the person gave up, `otherwise` where it has no such box."""
        try:
            typed = self.app.api.InputBox(Prompt=question, Title=words.TITLE, **options)
        except AttributeError:
            return otherwise
        return None if isinstance(typed, bool) else typed

    def choose_file(self) -> Path | None:
        """A Word file chosen in Excel's own dialog; None where the person gave up. AttributeError without a dialog."""
        chosen = self.app.api.GetOpenFilename(words.WORD_FILES, 1, words.CHOOSE_WORD_FILE)
        return Path(chosen) if isinstance(chosen, str) else None

    def choose_folder(self, start: Path) -> Path | None:
        """A folder chosen in Excel's own dialog, which begins at `start`; None where the person gave up.

        AttributeError where Excel has no dialog for folders (on a Mac).
        """
        dialog = self.app.api.FileDialog(FOLDER_PICKER)
        dialog.Title = words.CHOOSE_RETURNED
        dialog.InitialFileName = f"{start}{os.sep}"
        return Path(dialog.SelectedItems.Item(1)) if dialog.Show() else None

    @contextlib.contextmanager
    def session(self) -> Iterator[None]:
        """The screen stands still meanwhile; screen and status bar are put back after, and what `kept` keeps."""
        updating, bar = self._look("screen_updating"), self._look("status_bar")
        try:
            self.app.screen_updating = False
            yield
        finally:
            self._put("screen_updating", True if updating is None else updating)
            self._put("status_bar", bar if isinstance(bar, str) and bar.casefold() != "false" else False)

    @contextlib.contextmanager
    def kept(self) -> Iterator[None]:
        """Selection, calculation and events are as before after the workbook was closed and opened.

        (What only writes cells moves no selection, and puts the others back itself: gateway.py, `undisturbed`.)
        """
        kept = {name: self._look(name) for name in ("enable_events", "calculation")}
        selection = self._selection()
        try:
            yield
        finally:
            self._reselect(selection)
            for name, value in kept.items():
                if value is not None and self._look(name) != value:
                    self._put(name, value)

    def _look(self, name: str) -> Any:
        with contextlib.suppress(Exception):  # looking must not stop the work: what is unknown is not put back
            return getattr(self.app, name)
        return None

    def _put(self, name: str, value: Any) -> None:
        with contextlib.suppress(Exception):  # the others must be put back whatever one does
            setattr(self.app, name, value)

    def _selection(self) -> tuple[str, str, str] | None:
        """Book, sheet and address of what is selected; None for a chart or a drawing."""
        with contextlib.suppress(Exception):
            selected = self.app.selection
            if selected is not None:
                return selected.sheet.book.name, selected.sheet.name, selected.address
        return None

    def _reselect(self, before: tuple[str, str, str] | None) -> None:
        if before is None or self._selection() == before:
            return
        with contextlib.suppress(Exception):
            book, sheet, address = before
            place = self.app.books[book].sheets[sheet]
            place.activate()
            place.range(address).select()


def tell_without_excel(text: str) -> None:
    """A box of the system itself, where Excel does not answer; on other systems the line that xlwings shows."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(0, text, words.TITLE, 0x30 | 0x10000)  # warning sign, in front
    else:
        sys.stderr.write(text + "\n")


def open_outside(path: Path) -> None:
    """Opens a document or folder with the program that belongs to it; nothing where the system has no such way."""
    if sys.platform == "win32":
        os.startfile(path)
    elif sys.platform == "darwin":
        import subprocess

        subprocess.run(["open", str(path)], check=False)


def first_lines(lines: Sequence[str], count: int) -> list[str]:
    """The first lines and, where there are more, how many."""
    if len(lines) <= count:
        return list(map(_cut, lines))
    return [*map(_cut, lines[: count - 1]), words.MORE_LINES.format(count=len(lines) - count + 1)]


def _cut(line: str) -> str:
    return shortened(line, MAX_LETTERS)
