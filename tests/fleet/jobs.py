"""What the workers of test_workers.py are given to do: they load this file and not all that the tests need."""

from __future__ import annotations

import os
import signal
from pathlib import Path


def square(number: int) -> int:
    return number * number


def deadly(number: int) -> int:
    """Its worker dies of the number 3."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def deadly_once(job: tuple[int, str]) -> int:
    """Its worker dies the first time that it meets the number 3."""
    number, mark = job
    if number == 3 and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number
