"""`python -m lhh_excel` and the `lhh-excel` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; the exit code of docs/errors.md."""
    from .cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
