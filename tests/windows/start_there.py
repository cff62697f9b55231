"""A click as Windows carries it out: the text of our macros, run by the script host of Windows, starts pythonw.exe.

VBA and VBScript are one language but for types, so the modules run as they are, types taken away, over a few lines that
stand for Excel. The program is a private Python in a folder with diacritics, as an installation has it.
"""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path

from windows_pc import Ran, Windows

from lhh_excel.messages.commands import MACRO_TEXTS
from tools.macros import WORKBOOK, our_modules
from tools.windows import ROOT

HERE = Path(__file__).resolve().parent
PROGRAM = r"%LHH_LOCAL%\LHH\python\pythonw.exe"
#: Excel as the macros ask for it; a box is printed by its key.
_EXCEL = """Option Explicit
Dim Application, ThisWorkbook, settings(50)
Class Named
    Public Name
    Public Path
    Public Hwnd
    Public OperatingSystem
    Public Function Worksheets(sheet)
        Set Worksheets = Me
    End Function
    Public Function Range(address)
        Range = settings
    End Function
End Class
Class Cell
    Public Value
    Public Beside
    Public Function Offset(rows, columns)
        Set Offset = Beside
    End Function
End Class
Sub Setting(row, key, text)
    Set settings(row) = New Cell
    settings(row).Value = key
    Set settings(row).Beside = New Cell
    settings(row).Beside.Value = text
End Sub
Function Expanded(text) ' Wine leaves the terminator in the text
    Expanded = Replace(CreateObject("WScript.Shell").ExpandEnvironmentStrings(text), Chr(0), "")
End Function
Set Application = New Named
Application.Name = "Microsoft Excel"
Application.Path = "C:\\Program Files\\Microsoft Office\\root\\Office16"
Application.OperatingSystem = "Windows (64-bit) NT 10.00"
Application.Hwnd = WScript.Arguments(1)
Set ThisWorkbook = New Named
ThisWorkbook.Name = WScript.Arguments(0)
"""


def script(program: str, call: str) -> str:
    """What cscript.exe runs: the macros of the workbook that it is told the name of, and `call`, a line of VBA."""
    rows = {"INTERPRETER_WIN": program, "USE UDF SERVER": "False", **{key: key for key in MACRO_TEXTS}}
    lines = [f'Setting {row}, "{key}", "{text}"' for row, (key, text) in enumerate(rows.items())]
    lines += [f'Setting {row}, "", ""' for row in range(len(rows), 51)]
    text = "\n".join(module.source for module in our_modules(WORKBOOK) if module.name != WORKBOOK.ribbon_module)
    text = re.sub(r"(?m)^(?:Attribute .*|Option Explicit)\r?$| As \w+", "", text)
    text = text.replace("host.ExpandEnvironmentStrings(", "Expanded(")
    text = re.sub(r'CreateObject\("WScript.Shell"\).Popup (.*), 0, "LHH", 48', r"WScript.Echo \1", text)
    return "\r\n".join([_EXCEL, *lines, text, call, ""])


def install(windows: Windows) -> None:
    """The Windows Python of these tests with our package, as a private Python in the clerk's folder."""
    python = windows.folder / "LHH" / "python"
    there = windows.python.parent
    site = python / "Lib" / "site-packages"
    site.mkdir(parents=True)
    for folder, skipped in ((there, "Lib"), (there / "Lib", "site-packages"), (there / "Lib" / "site-packages", "")):
        for path in folder.iterdir():
            if path.name != skipped:
                (python / path.relative_to(there)).symlink_to(path)
    for starter in ("python.exe", "pythonw.exe"):  # beside which Python looks for what is its own
        (python / starter).unlink()
        (python / starter).write_bytes((there / starter).read_bytes())
    (site / "lhh_excel").symlink_to(ROOT / "lhh_excel")
    known = distribution("lhh_excel")
    (site / f"lhh_excel-{known.version}.dist-info").symlink_to(
        Path(str(known.locate_file("")), f"lhh_excel-{known.version}.dist-info")
    )
    (site / "sitecustomize.py").symlink_to(HERE / "button_there.py")


def click(
    windows: Windows, call: str, *, book: str, hwnd: str = "42", program: str = PROGRAM, **environment: str
) -> Ran:
    """Runs the macros' text; what it showed is printed, its exit code is that of the script."""
    file = windows.folder / "bam.vbs"
    file.write_text(script(program, call), encoding="ascii")  # (Wine's script host reads nothing else)
    arguments = ("//nologo", windows.path(file.name), book, hwnd)
    return windows.run("cscript", *arguments, LHH_LOCAL=windows.path(), **environment)
