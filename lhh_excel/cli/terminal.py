"""The terminal as a screen: a progress bar on anything over a second, questions answered by typing."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

from ..messages import screen as words

SHOW_AFTER = 1.0  # seconds


class Terminal:
    """Progress goes to standard error, and only where a person watches; tqdm is imported when it is shown."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._bar: Any = None

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
        """No answer (no terminal, end of input, a question that nobody sees) is no."""
        if not sys.stdin or not sys.stdin.isatty():
            return False
        try:
            return input(question + words.QUESTION_HINT).strip().casefold() in words.YES_ANSWERS
        except (EOFError, OSError):
            return False
