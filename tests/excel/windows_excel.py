"""A made-up Excel on Windows in which the real macros run: pyOpenVBA's interpreter over the built file.

What `WScript.Shell` is asked for is kept: commands to run, boxes to show; and what xlwings' RunPython is given, which
serves Macs and a Python that is kept alive.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from macro_files import built
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import VBAObject, VBARuntimeError, member, method

from lhh_excel.setup.office_config import OfficeConfig
from tools.macros import ADDIN, Front, our_modules

LOCAL = r"C:\Users\an\AppData\Local"
PYTHON = LOCAL + r"\LHH\python\pythonw.exe"
WINDOWS, MAC = "Windows (64-bit) NT 10.00", "Macintosh (Intel) 10.16"

_XLWINGS = """
Public Function RunPython(ByVal PythonCommand As String)
    CreateObject("xlwings").RunPython PythonCommand
End Function
"""


class Shell(VBAObject):
    """WScript.Shell: keeps what it is asked for. What is started ends with `code`; None: Windows does not start it."""

    def __init__(self) -> None:
        self.commands: list[str] = []
        self.boxes: list[str] = []
        self.code: int | None = 0

    @method
    def ExpandEnvironmentStrings(self, text: object) -> str:
        return str(text).replace("%LocalAppData%", LOCAL)

    @method
    def Run(self, command: object, style: object, wait: object) -> int:
        assert wait is True, "a button waits for its Python"
        assert style == 0, "no window shows"
        if self.code is None:
            raise VBARuntimeError(-2147024891, "Method 'Run' of object 'IWshShell3' failed")
        self.commands.append(str(command))
        return self.code

    @method
    def Popup(self, text: object, seconds: object, title: object, kind: object) -> int:
        self.boxes.append(str(text))
        return 1


class Files(VBAObject):
    """Scripting.FileSystemObject of a PC on which one program is installed, or none."""

    def __init__(self, installed: bool) -> None:
        self.installed = installed

    @method
    def FileExists(self, path: object) -> bool:
        return self.installed and path == PYTHON


class Bridge(VBAObject):
    """xlwings' own way to Python: keeps what it is given."""

    def __init__(self) -> None:
        self.commands: list[str] = []

    @method
    def RunPython(self, command: object) -> None:
        self.commands.append(str(command))


class WindowsExcel:
    """The macros of workbook or add-in, over a file that is open."""

    def __init__(
        self, front: Front, folder: Path, *, installed: bool = True, name: str = "", system: str = WINDOWS, **set_: str
    ) -> None:
        self.file = folder / (name or ("LHH.xlam" if front is ADDIN else "So theo doi.xlsm"))
        settings = {key.replace("_", " "): value for key, value in set_.items()}
        self.file.write_bytes(OfficeConfig(self.file.name, built(front).data).with_values(settings))
        self.app = ExcelApplication.open(self.file, with_vba=False)
        self.shell, self.xlwings = Shell(), Bridge()
        there = {"WScript.Shell": self.shell, "Scripting.FileSystemObject": Files(installed), "xlwings": self.xlwings}
        bridge: Any = self.app.interpreter.host
        bridge.create = there.__getitem__
        application: Any = self.app.application
        application.__class__ = _on(system, type(application))
        self.app.add_module(_XLWINGS.replace("\n", "\r\n"), name="xlwings")
        for module in our_modules(front):
            self.app.add_module(module.source, name=module.name)

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


def _on(system: str, application: type) -> type:
    class SystemApplication(application):  # type: ignore[misc]
        vba_type_name = "Application"

        @member
        def OperatingSystem(self) -> str:
            return system

        @member
        def Hwnd(self) -> int:
            return 42

        @member
        def Path(self) -> str:
            return r"C:\Program Files\Microsoft Office\root\Office16"

    return SystemApplication
