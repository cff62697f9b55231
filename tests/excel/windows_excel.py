"""A made-up Excel on Windows in which the real macros run: pyOpenVBA's interpreter over the built file.

xlwings' own module runs as shipped but for what the interpreter cannot read or refuses to touch (comments after
directives, the machine's environment, files); those few places are named below. What `WScript.Shell` is asked for is
kept: commands to run, boxes to show.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from macro_files import built
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import VBAObject, member, method

from tools.macros import ADDIN, Front, our_modules, xlwings_modules

LOCAL = r"C:\Users\an\AppData\Local"
PYTHON = LOCAL + r"\LHH\python\pythonw.exe"

#: (pattern, replacement) for the text of modules; the interpreter is stricter than VBA, and works without a machine.
_EDITS = (
    (r"(?m)^([ \t]*#[^'\r\n]*?)[ \t]*'[^\r\n]*", r"\1"),  # a comment after #Const or #If
    (r'(GetConfig\("[^"]*", False\)) = True', r"CBool(\1) = True"),  # VBA compares "False" with True by itself
    (r"\bEnviron\(", "WindowsEnviron("),
    (r"(?m)^([ \t]*)Kill LOG_FILE", r"\1Call WindowsKill"),
    (r"(?ms)^Function FileExists\(.*?^End Function", ""),
    # Excel resolves a bare Range(cell, cell) by its cells, wherever they stand; the interpreter only by the active book
    (r"In Range\(sht\.", "In sht.Range(sht."),
)
_WINDOWS = """
Function WindowsEnviron(ByVal Name As String) As String
    WindowsEnviron = "C:\\Users\\an"
End Function
Sub WindowsKill()
End Sub
Function FileExists(ByVal FileSpec As String) As Boolean
    FileExists = (FileSpec = "{python}") And {installed}
End Function
"""


class Shell(VBAObject):
    """WScript.Shell: keeps what it is asked for."""

    def __init__(self) -> None:
        self.commands: list[str] = []
        self.boxes: list[str] = []

    @method
    def ExpandEnvironmentStrings(self, text: object) -> str:
        return str(text).replace("%LocalAppData%", LOCAL)

    @method
    def Run(self, command: object, style: object, wait: object) -> int:
        assert wait is True, "a button waits for its Python"
        self.commands.append(str(command))
        return 0

    @method
    def Popup(self, text: object, seconds: object, title: object, kind: object) -> int:
        self.boxes.append(str(text))
        return 1


class WindowsExcel:
    """The macros of workbook or add-in, over a file that is open."""

    def __init__(self, front: Front, folder: Path, *, installed: bool = True) -> None:
        self.file = folder / ("LHH.xlam" if front is ADDIN else "So theo doi.xlsm")
        self.file.write_bytes(built(front).data)
        self.app = ExcelApplication.open(self.file, with_vba=False)
        self.shell = Shell()
        bridge: Any = self.app.interpreter.host
        bridge.create = lambda name: self.shell
        application: Any = self.app.application
        application.__class__ = _on_windows(type(application))
        windows = _WINDOWS.format(python=PYTHON, installed=installed).replace("\n", "\r\n")
        self.app.add_module(windows, name="Windows")
        for module in [*xlwings_modules(front), *our_modules(front)]:
            if not module.is_class:  # Dictionary serves Macs
                source = module.source
                for pattern, replacement in _EDITS:
                    source = re.sub(pattern, replacement, source)
                self.app.add_module(source, name=module.name)

    def no_workbook(self) -> None:
        """Only the add-in is loaded: its own window never shows, so no workbook is active."""
        application: Any = self.app.application
        application._this_workbook = application.ThisWorkbook()
        application.active_book = None

    def run(self, macro: str, *arguments: object) -> list[str]:
        """Runs a macro; the commands that it gave to Windows. Boxes it showed are in `shell.boxes`."""
        self.shell.commands, self.shell.boxes = [], []
        self.app.run(macro, *arguments)
        return self.shell.commands


def _on_windows(application: type) -> type:
    class WindowsApplication(application):  # type: ignore[misc]
        vba_type_name = "Application"

        @member
        def OperatingSystem(self) -> str:
            return "Windows (64-bit) NT 10.00"

        @member
        def Hwnd(self) -> int:
            return 42

        @member
        def Path(self) -> str:
            return r"C:\Program Files\Microsoft Office\root\Office16"

    return WindowsApplication
