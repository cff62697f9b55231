"""The terminal as a screen: a progress bar on anything over a second, questions answered by typing or by a pipe."""

from __future__ import annotations

import os
import sys
import threading
import time
from types import TracebackType
from typing import Any

from ..messages import screen as words

SHOW_AFTER = 1.0  # seconds
#: Seconds that a pipe which says nothing is listened to: whoever answers through it answers at once.
PATIENCE = 5.0


class Terminal:
    """Progress goes to standard error, and only where a person watches; tqdm is imported when it is shown.

    `unanswered` is what no answer at all means: yes for what can be undone by another command, where a script that
    calls it has decided.
    """

    def __init__(self, *, unanswered: bool = False) -> None:
        self._started = time.monotonic()
        self._bar: Any = None
        self._unanswered = unanswered
        self._silent = False

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def progress(self, step: str, done: int, total: int) -> None:
        if self._bar is None:
            if time.monotonic() - self._started < SHOW_AFTER or not sys.stderr.isatty():
                return
            from tqdm import tqdm

            self._bar = tqdm(
                total=total, leave=False, file=sys.stderr, bar_format="{desc} {n_fmt}/{total_fmt} |{bar}| {elapsed}"
            )
        self._bar.total = total
        self._bar.set_description_str(step)
        self._bar.n = done
        self._bar.refresh()

    def ask(self, question: str) -> bool:
        """A line that is typed, or that stands in a pipe, decides; none at all is `unanswered`.

        The question goes to standard error: standard output is the result's.
        """
        if self._silent:
            return self._unanswered
        try:
            typed = sys.stdin.isatty()
            if typed and not sys.stderr.isatty():  # a question that nobody sees
                return False
            print(question, end=words.QUESTION_HINT, file=sys.stderr, flush=True)
            line = sys.stdin.readline() if typed else _line_of(sys.stdin.fileno())
            if not line.endswith("\n"):
                print(file=sys.stderr, flush=True)
        except (AttributeError, OSError, ValueError):  # no terminal, a closed stream
            line = ""
        if not line:
            self._silent = True
            return self._unanswered
        return line.strip().casefold() in words.YES_ANSWERS


def _line_of(pipe: int) -> str:
    """The next line; what is there when it ends, or when nobody wrote for a while.

    Read sign by sign, by a thread that may be left waiting: a pipe that nobody closes must not hold the command.
    """
    found = bytearray()

    def read() -> None:
        while not found.endswith(b"\n") and len(found) < 1000 and (sign := os.read(pipe, 1)):
            found.extend(sign)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    reader.join(PATIENCE)
    return bytes(found).decode("utf-8", "replace")
