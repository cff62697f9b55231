"""`setup` reads and writes workbooks on a PC with Excel: here the made-up one of the tests stands for it."""

from __future__ import annotations

import contextlib
import copy
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from .bases import ROOT


@contextlib.contextmanager
def excel_pc(book: Path) -> Iterator[None]:
    """While it lasts, `setup` runs on a PC that is ready and has this workbook; what it wrote stands in `book`."""
    from lhh_excel.actions import setup

    machine = copy.deepcopy(_ready())
    machine.put(str(book), book.read_bytes())
    real = setup.System
    setup.System = lambda: machine  # type: ignore[assignment,misc]
    try:
        yield
    finally:
        setup.System = real  # type: ignore[misc]
        book.write_bytes(machine.read(str(book)))


@cache
def _ready() -> Any:
    """A PC on which setup has run; `tests/setup/pc.py` says how it differs from a real one."""
    sys.path.insert(0, str(ROOT / "tests" / "setup"))
    from pc import Pc  # type: ignore[import-not-found]

    from lhh_excel.actions.setup import SetupOptions, setup
    from lhh_excel.setup.wheel import fingerprint, package_files

    machine = Pc()
    machine.ours = fingerprint(package_files())
    setup(SetupOptions(), system=machine)
    return machine
