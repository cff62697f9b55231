"""docs/figures.md: each table between its marks, with the date, the command and the machine."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "figures.md"


def put(name: str, text: str) -> None:
    """Puts a text between the marks of that name. Raises ValueError where the page has no such marks."""
    page = PAGE.read_text(encoding="utf-8")
    begin, end = marks(name)
    before, found, rest = page.partition(begin)
    _old, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{PAGE.name} has no marks {name}")
    PAGE.write_text(f"{before}{begin}\n\n{text.strip()}\n\n{end}{after}", encoding="utf-8")


def inside(name: str) -> str:
    """What stands between the marks of that name."""
    begin, end = marks(name)
    return PAGE.read_text(encoding="utf-8").partition(begin)[2].partition(end)[0]


def marks(name: str) -> tuple[str, str]:
    return f"<!-- {name}: begin -->", f"<!-- {name}: end -->"


def when(command: str) -> str:
    """Date, command and machine of a measurement."""
    return f"{dt.date.today():%Y-%m-%d}, `{command}`, {machine()}"


def machine() -> str:
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists() and (found := re.search(r"model name\s*:\s*(.+)", cpuinfo.read_text())):
        model = found[1]
    return (
        f"{platform.system()} {platform.release()}, {model}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )
