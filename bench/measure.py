"""One cold process, measured from outside."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Run:
    """Seconds on the clock, seconds of the processor (user and system), highest memory in MB, the exit code."""

    wall: float
    cpu: float
    memory: float
    code: int = 0


def measure(command: list[str], *, refusal: int | None = None, limit: float = 3600.0) -> Run:
    """One run of a command; ends the bench where its exit code is not 0, 1 or `refusal`, or after `limit` seconds."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    guard = threading.Timer(limit, process.kill)
    guard.start()
    _pid, status, usage = os.wait4(process.pid, 0)
    guard.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1, refusal):
        raise SystemExit(f"exit code {process.returncode}: {' '.join(command)}")
    return Run(
        time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode
    )
