"""A command for the second time in one process: what is left of its time when nothing must be loaded.

    python bench/again.py WORKBOOK ARGUMENTS…

Prints the processor seconds of the second of two runs of `lhh-excel ARGUMENTS…`; before each, the workbook is as it was
at first. Exit code: the command's.
"""

from __future__ import annotations

import contextlib
import io
import sys
import time
from pathlib import Path

from lhh_excel.cli import run


def main(workbook: Path, arguments: list[str]) -> int:
    fresh = workbook.read_bytes()
    code, seconds = 0, 0.0
    for _ in range(2):
        workbook.write_bytes(fresh)
        started = time.process_time()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            code = run(arguments)
        seconds = time.process_time() - started
    print(f"{seconds:.4f}")
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
