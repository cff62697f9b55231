"""The model of a period's life (tests/register/test_life.py), longer than `make test` runs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time

from .bases import ROOT
from .results import Tally


def lives(count: int, steps: int) -> Tally:
    """So many lives of so many steps, at random; a fault is told by the steps that led to it."""
    tally = Tally("lives of a period")
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/register/test_life.py"],
        cwd=ROOT,
        env={**os.environ, "LHH_LIFE_EXAMPLES": str(count), "LHH_LIFE_STEPS": str(steps)},
        capture_output=True,
        text=True,
        check=False,
    )
    tally.items, tally.codes[done.returncode] = count, 1
    if done.returncode:
        found = re.findall(r"(?m)^\s*\|?\s*(AssertionError.*|state\.\w+\(.*\))$", done.stdout)
        tally.fault("; ".join(found[:1]) or "pytest", " ".join(found[1:]) or done.stdout[-200:])
    tally.told = f"{steps} steps each, in {time.monotonic() - started:.0f} s"
    return tally
