"""One cold process, measured from outside: by a small process of its own, for the highest memory that the system tells
of a process counts what its parent held when it was started.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
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
    call = [sys.executable, "-S", "-E", __file__, str(limit), *command]
    done = subprocess.run(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    run = Run(*json.loads(done.stdout))
    if run.code not in (0, 1, refusal):
        raise SystemExit(f"exit code {run.code}: {' '.join(command)}")
    return run


def _watch(limit: float, command: list[str]) -> None:
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    guard = threading.Timer(limit, process.kill)
    guard.start()
    _pid, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    guard.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    print(json.dumps([wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode]))


if __name__ == "__main__":
    _watch(float(sys.argv[1]), sys.argv[2:])
