"""What a second worker is worth: `lhh-excel batch` over many workbooks with one worker and with two, in turn.

    python bench/fleet.py [-n 3] [--files 200]

Whole cold processes, fresh output folders; prints a Markdown table with the median of the paired ratios (goal: at least
1.7 on two free cores) and how long a second run over the same, finished workbooks takes. Beside it what two processes
that only count are worth at that moment: on a machine that others use too, no pool can do much better than that.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "workbooks" / "LHH-vi-du.xlsm"
GOAL, FILES = 1.7, 200
COUNT = 100_000_000


def batch(folder: Path, out: Path, workers: int) -> float:
    """Wall seconds of one batch; ends the bench where a workbook failed."""
    command = [sys.executable, "-m", "lhh_excel", "batch", str(folder), "--out", str(out), "--workers", str(workers)]
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        raise SystemExit(f"exit code {done.returncode}: {' '.join(command)}")
    return time.perf_counter() - started


def machine() -> float:
    """How much faster two bare processes count to a number than one does."""

    def count(parts: int) -> float:
        code = f"n = 0\nfor _ in range({COUNT // parts}): n += 1"
        started = time.perf_counter()
        for process in [subprocess.Popen([sys.executable, "-c", code]) for _ in range(parts)]:
            process.wait()
        return time.perf_counter() - started

    return count(1) / count(2)


def table(runs: int, files: int = FILES) -> list[str]:
    """The lines of the Markdown table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "so"
        for place in range(files):
            target = folder / f"{place % 34:02}" / f"LHH-{place:04}.xlsm"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(SAMPLE, target)
        times: dict[int, list[float]] = {1: [], 2: []}
        bare = []
        for run in range(runs):
            bare.append(machine())
            for workers in (1, 2) if run % 2 else (2, 1):
                out = Path(name) / "out"
                times[workers].append(batch(folder, out, workers))
                resumed = batch(folder, out, workers)
                shutil.rmtree(out)
    one, two = (statistics.median(times[workers]) for workers in (1, 2))
    ratio = statistics.median(a / b for a, b in zip(times[1], times[2], strict=True))
    free = statistics.median(bare)
    return [
        "| workbooks | one worker | two workers | one ÷ two | goal | bare processes | finished already |",
        "|---|---|---|---|---|---|---|",
        f"| {files} | {one:.1f} s | {two:.1f} s | {ratio:.2f} | ≥ {GOAL} | {free:.2f} | {resumed:.1f} s |",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", "--runs", type=int, default=3)
    parser.add_argument("--files", type=int, default=FILES)
    options = parser.parse_args()
    print("\n".join(table(options.runs, options.files)))


if __name__ == "__main__":
    main()
