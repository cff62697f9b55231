"""`python -m lhh_excel` and the `lhh-excel` command."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def main() -> int:
    """Run the command line; the exit code of docs/errors.md."""
    from .cli import run

    return run(sys.argv[1:])


def console() -> NoReturn:
    """Run the command line and end the process at once: taking the interpreter apart costs as much as some commands,
    and looking for circles of garbage a fifth of a report, where there are none."""
    gc.disable()
    code = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            code = code or 1
    if "logging" in sys.modules:
        sys.modules["logging"].shutdown()
    os._exit(code)


if __name__ == "__main__":
    console()
