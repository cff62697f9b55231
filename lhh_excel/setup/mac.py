"""macOS: the machine, and the script by which xlwings reaches Python from Excel's sandbox.

Written from xlwings' source; never run on a Mac (docs/cai-dat.md says so).
"""

from __future__ import annotations

import plistlib
from xml.parsers.expat import ExpatError

from .environment import Environment, Excel, Ours
from .layout import Layout
from .probe import applescript_path
from .system import Ran, System

_APP = "/Applications/Microsoft Excel.app"


def describe_mac(system: System, ours: Ours) -> Environment:
    """This Mac; folders of ours are looked for later."""
    home, user = system.variables.get("HOME", ""), system.variables.get("USER", "")
    return Environment("Darwin", user, home, f"{home}/Documents", system.python, ours, excel=_excel(system))


def _excel(system: System) -> Excel | None:
    data = system.read(f"{_APP}/Contents/Info.plist")
    if data is None:
        return None
    try:
        version = str(plistlib.loads(data).get("CFBundleShortVersionString", ""))
    except (ExpatError, ValueError, plistlib.InvalidFileException):
        version = ""
    short = ".".join(version.split(".")[:2]) or "16.0"
    return Excel(_APP, short, 64, system.run(["pgrep", "-x", "Microsoft Excel"], timeout=30).code == 0)


def install_runpython(system: System, layout: Layout) -> Ran:
    """`xlwings runpython install`, by the private environment's xlwings."""
    return system.run([f"{layout.venv}/bin/xlwings", "runpython", "install"], timeout=120)


def remove_runpython(system: System, environment: Environment) -> bool:
    return system.remove(applescript_path(environment))
