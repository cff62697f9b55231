"""The text of our VBA modules and ribbons, written from the one table of buttons.

Pure text, no Excel: `project.py` compiles it, `vba/` keeps what the build wrote for people to read. VBA is ASCII with
CRLF, for its code page can't hold Vietnamese; the ribbon is UTF-8. Source: docs/workbook-contract.md, "Buttons".
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from ..messages.commands import ADDIN_TAB_LABEL, COMMANDS, GROUPS, TAB_LABEL, Command

RIBBON_NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"


@dataclass(frozen=True)
class Front:
    """One of the two front doors, a workbook and the add-in; their names differ so that both may be open at once."""

    prefix: str  #: of macros, callbacks and modules
    id_prefix: str  #: of ribbon ids
    tab_label: str
    config_sheet: str  #: xlwings looks for the sheet `<PROJECT_NAME>.conf`
    acts_on_active: bool  #: the add-in serves whichever workbook is active

    def macro(self, command: Command) -> str:
        return f"{self.prefix}_{command.name}"

    def callback(self, command: Command) -> str:
        return f"{self.prefix}_Ribbon_{command.name}"

    @property
    def buttons_module(self) -> str:
        return f"{self.prefix}_Buttons"

    @property
    def ribbon_module(self) -> str:
        return f"{self.prefix}_Ribbon"


WORKBOOK = Front("LHH", "lhh", TAB_LABEL, "xlwings.conf", acts_on_active=False)
ADDIN = Front("LHHAddin", "lhhAddin", ADDIN_TAB_LABEL, "LHH.conf", acts_on_active=True)

_HEAD = """Attribute VB_Name = "{module}"
Option Explicit
' Written by python -m lhh_excel.build from lhh_excel/messages/commands.py; change it there.
' ASCII only: the code page of VBA has no Vietnamese, so what people read stands in cells, XML and Python.
"""

_BUTTON = """
Public Sub {macro}()
    {prefix}_Run "{python}"
End Sub
"""

_ACTIVE = """    If ActiveWorkbook Is Nothing Then
        {prefix}_Say "LHH NO WORKBOOK"
        Exit Sub
    End If
"""

#: xlwings says in English that its Python is missing, so that is looked at before.
_RUN = """
Private Sub {prefix}_Run(ByVal PythonCommand As String)
    Dim interpreter As String
{active}    If InStr(Application.OperatingSystem, "Mac") = 0 Then
        interpreter = GetConfig("INTERPRETER_WIN", "")
        If InStr(interpreter, "\\") > 0 Then
            If Not FileExists(interpreter) Then
                {prefix}_Say "LHH NOT INSTALLED"
                Exit Sub
            End If
        End If
    End If
    RunPython PythonCommand
End Sub

' A box with a text of the configuration sheet. MsgBox is ANSI; the popup of WScript.Shell is not, nor the status bar.
Private Sub {prefix}_Say(ByVal Key As String)
    Dim cell As Range
    For Each cell In ThisWorkbook.Worksheets("{sheet}").Range("A1:A50")
        If cell.Value = Key Then
            If InStr(Application.OperatingSystem, "Mac") > 0 Then
                Application.StatusBar = CStr(cell.Offset(0, 1).Value)
            Else
                WScript.Popup CStr(cell.Offset(0, 1).Value), 0, "LHH", 48
            End If
        End If
    Next cell
End Sub
"""

_CALLBACK = """
Public Sub {callback}(control As IRibbonControl)
    {macro}
End Sub
"""


def buttons_source(front: Front) -> str:
    """The module with one Public Sub a button."""
    text = _HEAD.format(module=front.buttons_module)
    for command in COMMANDS:
        text += _BUTTON.format(macro=front.macro(command), prefix=front.prefix, python=command.python)
    active = _ACTIVE.format(prefix=front.prefix) if front.acts_on_active else ""
    text += _RUN.format(prefix=front.prefix, active=active, sheet=front.config_sheet)
    return _vba(text)


def ribbon_source(front: Front) -> str:
    """The module with one callback a ribbon item."""
    text = _HEAD.format(module=front.ribbon_module)
    for command in COMMANDS:
        text += _CALLBACK.format(callback=front.callback(command), macro=front.macro(command))
    return _vba(text)


def ribbon_xml(front: Front) -> bytes:
    """The part customUI/customUI14.xml: one tab, its groups in order, a large button a command."""
    lines = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>']
    lines += [f'<customUI xmlns="{RIBBON_NAMESPACE}">', "  <ribbon>", "    <tabs>"]
    lines += [f'      <tab id="{front.id_prefix}Tab" label={quoteattr(front.tab_label)}>']
    for group, label in GROUPS.items():
        lines += [f'        <group id="{front.id_prefix}Group{group}" label={quoteattr(label)}>']
        lines += [_ribbon_button(front, command) for command in COMMANDS if command.group == group]
        lines += ["        </group>"]
    lines += ["      </tab>", "    </tabs>", "  </ribbon>", "</customUI>", ""]
    return "\n".join(lines).encode()


def _ribbon_button(front: Front, command: Command) -> str:
    attributes = {
        "id": f"{front.id_prefix}{command.name}",
        "label": command.caption,
        "imageMso": command.image,
        "size": "large",
        "onAction": front.callback(command),
        "screentip": command.caption,
        "supertip": command.tip,
    }
    return "          <button " + " ".join(f"{name}={quoteattr(text)}" for name, text in attributes.items()) + "/>"


def _vba(text: str) -> str:
    """VBA's line ends; UnicodeEncodeError for a letter that isn't ASCII."""
    text.encode("ascii")
    return text.replace("\n", "\r\n")
