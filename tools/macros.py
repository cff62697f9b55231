"""The macro projects of workbook and add-in, their ribbons and the add-in itself, from the one table of buttons.

VBA is ASCII with CRLF, for its code page can't hold Vietnamese; the ribbon is UTF-8. Compiled without Excel by
pyOpenVBA. xlwings' own modules are read from the installed package and never kept here. `vba/` keeps the texts for
people to read; what an install needs (the workbook's project and ribbon) goes to `lhh_excel/data/`.
Source: docs/workbook-contract.md, "Buttons"; [MS-OVBA].
"""

from __future__ import annotations

import importlib.util
import io
import struct
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr

from lhh_excel.messages.commands import (
    ADDIN_ABOUT,
    ADDIN_COMMANDS,
    ADDIN_SHEET,
    ADDIN_TAB_LABEL,
    ADDIN_TITLE,
    COMMANDS,
    GROUPS,
    TAB_LABEL,
    Command,
)
from lhh_excel.workbook.build import SHIPPED_PROJECT, SHIPPED_RIBBON, Macros
from lhh_excel.workbook.build.layout import CODE_NAMES, WORKBOOK_CODE_NAME

RIBBON_NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"


@dataclass(frozen=True)
class Front:
    """One of the two front doors, a workbook and the add-in; their names differ so that both may be open at once."""

    prefix: str  #: of macros, callbacks and modules
    id_prefix: str  #: of ribbon ids
    tab_label: str
    config_sheet: str  #: xlwings looks for the sheet `<PROJECT_NAME>.conf`
    acts_on_active: bool  #: the add-in serves whichever workbook is active

    @property
    def commands(self) -> tuple[Command, ...]:
        return COMMANDS + ADDIN_COMMANDS if self.acts_on_active else COMMANDS

    def macro(self, command: Command) -> str:
        return f"{self.prefix}_{command.name}"

    def callback(self, command: Command) -> str:
        return f"{self.prefix}_Ribbon_{command.name}"

    @property
    def buttons_module(self) -> str:
        return f"{self.prefix}_Buttons"

    @property
    def start_module(self) -> str:
        return f"{self.prefix}_Start"

    @property
    def ribbon_module(self) -> str:
        return f"{self.prefix}_Ribbon"


WORKBOOK = Front("LHH", "lhh", TAB_LABEL, "xlwings.conf", acts_on_active=False)
ADDIN = Front("LHHAddin", "lhhAddin", ADDIN_TAB_LABEL, "LHH.conf", acts_on_active=True)

_HEAD = """Attribute VB_Name = "{module}"
Option Explicit
' Written by make build from lhh_excel/messages/commands.py and tools/macros.py; change it there.
' ASCII only: the code page of VBA has no Vietnamese, so what people read stands in cells, XML and Python.
"""

_BUTTON = """
Public Sub {macro}()
    {prefix}_Run "{python}"
End Sub
"""

#: xlwings' own RunPython goes by cmd.exe, which rules of Defender stop, and by file functions that are ANSI; the
#: configuration of whichever workbook is active may name its program. So on Windows the program is started here.
_START = """
' Runs a line of Python in the program that the configuration sheet of this file names, and waits for it.
Public Sub {prefix}_Run(ByVal PythonCommand As String)
    Dim host As Object, program As String, command As String, code As Long, refused As Boolean
{active}    If InStr(Application.OperatingSystem, "Mac") > 0 Or {prefix}_Setting("USE UDF SERVER") = "True" Then
        RunPython PythonCommand
        Exit Sub
    End If
    Set host = CreateObject("WScript.Shell")
    program = host.ExpandEnvironmentStrings({prefix}_Setting("INTERPRETER_WIN"))
    If Not CreateObject("Scripting.FileSystemObject").FileExists(program) Then
        {prefix}_Say "LHH NOT INSTALLED"
        Exit Sub
    End If
    command = {prefix}_Line(program, PythonCommand)
    On Error Resume Next
    code = host.Run(command, 0, True)
    refused = (Err.Number <> 0)
    On Error GoTo 0
    If refused Then
        {prefix}_Say "LHH BLOCKED"
    ElseIf code <> 0 Then ' (0: Python has shown its own box. Else it broke off; its log says where.)
        {prefix}_Say "LHH FAILED"
    End If
End Sub

' -I: nothing is imported from Excel's current folder, by PYTHONPATH or from the user's own packages.
' Run takes %NAME% for a variable of Windows; "?", which no file name has, stands for "%" until Python reads it.
Private Function {prefix}_Line(ByVal Program As String, ByVal PythonCommand As String) As String
    {prefix}_Line = Chr(34) & Program & Chr(34) & " -I -c " & Chr(34) & PythonCommand & Chr(34) & _
        " --wb=" & Chr(34) & Replace({book}.Name, "%", "?") & Chr(34) & " --from_xl=1" & _
        " --app=" & Chr(34) & Application.Path & "\\" & Application.Name & Chr(34) & " --hwnd=" & CStr(Application.Hwnd)
End Function

' A box with a text of the configuration sheet. MsgBox is ANSI; the popup of WScript.Shell is not, nor the status bar.
Private Sub {prefix}_Say(ByVal Key As String)
    If InStr(Application.OperatingSystem, "Mac") > 0 Then
        Application.StatusBar = {prefix}_Setting(Key)
    Else
        CreateObject("WScript.Shell").Popup {prefix}_Setting(Key), 0, "LHH", 48
    End If
End Sub

' A line of the configuration sheet of this file, whichever workbook is active.
Private Function {prefix}_Setting(ByVal Key As String) As String
    Dim cell As Range
    For Each cell In ThisWorkbook.Worksheets("{sheet}").Range("A1:A50")
        If cell.Value = Key Then {prefix}_Setting = CStr(cell.Offset(0, 1).Value)
    Next
End Function
"""

_ACTIVE = """    If ActiveWorkbook Is Nothing Then
        {prefix}_Say "LHH NO WORKBOOK"
        Exit Sub
    End If
"""

_CALLBACK = """
Public Sub {callback}(control As IRibbonControl)
    {macro}
End Sub
"""


def buttons_source(front: Front) -> str:
    """The module with one Public Sub a button."""
    text = _HEAD.format(module=front.buttons_module)
    for command in front.commands:
        text += _BUTTON.format(macro=front.macro(command), prefix=front.prefix, python=command.python)
    return _vba(text)


def start_source(front: Front) -> str:
    """The module that starts Python and says what keeps it from starting."""
    active = _ACTIVE.format(prefix=front.prefix) if front.acts_on_active else ""
    book = "ActiveWorkbook" if front.acts_on_active else "ThisWorkbook"
    text = _START.format(prefix=front.prefix, active=active, sheet=front.config_sheet, book=book)
    return _vba(_HEAD.format(module=front.start_module) + text)


def ribbon_source(front: Front) -> str:
    """The module with one callback a ribbon item."""
    text = _HEAD.format(module=front.ribbon_module)
    for command in front.commands:
        text += _CALLBACK.format(callback=front.callback(command), macro=front.macro(command))
    return _vba(text)


def ribbon_xml(front: Front) -> bytes:
    """The part customUI/customUI14.xml: one tab, its groups in order, a large button a command."""
    lines = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>']
    lines += [f'<customUI xmlns="{RIBBON_NAMESPACE}">', "  <ribbon>", "    <tabs>"]
    lines += [f'      <tab id="{front.id_prefix}Tab" label={quoteattr(front.tab_label)}>']
    for group, label in GROUPS.items():
        lines += [f'        <group id="{front.id_prefix}Group{group}" label={quoteattr(label)}>']
        lines += [_ribbon_button(front, command) for command in front.commands if command.group == group]
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


# --- compiled ------------------------------------------------------------------------------------------------------

#: Code names of the add-in's sheets.
ADDIN_CODE_NAMES = ("shLHH", "shConf")
#: The line of xlwings_custom_addin.bas that names its configuration sheet and folder, as shipped and as ours.
_PROJECT_NAME = 'Public Const PROJECT_NAME As String = "{name}"'
_SHIPPED_NAME, _OUR_NAME = "myaddin", "LHH"


@dataclass(frozen=True)
class Module:
    """A module to compile: its name, its text as a .bas or .cls file, and whether it is a class."""

    name: str
    source: str
    is_class: bool = False


def macros(front: Front) -> Macros:
    """What puts the buttons into a workbook or the ribbon into the add-in, compiled now."""
    return Macros(compile_front(front), ribbon_xml(front))


def built_files() -> dict[str, bytes]:
    """Path below the project -> bytes of what is committed: texts to read, and what an install needs."""
    made: dict[str, bytes] = {}
    for front, folder in ((WORKBOOK, "workbook"), (ADDIN, "addin")):
        for module in our_modules(front):
            made[f"tools/vba/{folder}/{module.name}.bas"] = module.source.encode("ascii")
        made[f"tools/vba/{folder}/customUI14.xml"] = ribbon_xml(front)
    made[f"lhh_excel/data/{SHIPPED_PROJECT}"] = compile_front(WORKBOOK)
    made[f"lhh_excel/data/{SHIPPED_RIBBON}"] = ribbon_xml(WORKBOOK)
    return made


def compile_front(front: Front) -> bytes:
    """vbaProject.bin of the workbook or the add-in."""
    return compile_project([*our_modules(front), *xlwings_modules(front)], sheets=sheet_code_names(front))


def sheet_code_names(front: Front) -> list[str]:
    """The document modules of a project, in the order of the sheets."""
    return list(ADDIN_CODE_NAMES) if front is ADDIN else list(CODE_NAMES.values())


def our_modules(front: Front) -> list[Module]:
    return [
        Module(front.buttons_module, buttons_source(front)),
        Module(front.start_module, start_source(front)),
        Module(front.ribbon_module, ribbon_source(front)),
    ]


def xlwings_modules(front: Front) -> list[Module]:
    """xlwings' own modules. The add-in takes the variant that hands the active workbook, not itself, to Python."""
    if front is ADDIN:
        text = _xlwings_file("xlwings_custom_addin.bas")
        shipped = _PROJECT_NAME.format(name=_SHIPPED_NAME)
        if text.count(shipped) != 1:
            raise ValueError("xlwings_custom_addin.bas is not the one this program was written for")
        text = text.replace(shipped, _PROJECT_NAME.format(name=_OUR_NAME))
    else:
        text = _xlwings_file("xlwings.bas")
    return [Module("xlwings", text), Module("Dictionary", _xlwings_file("addin/Dictionary.cls"), is_class=True)]


def compile_project(modules: Sequence[Module], *, sheets: Sequence[str]) -> bytes:
    """vbaProject.bin with these modules and a document module for the workbook and each sheet.

    The same input gives the same bytes. References: VBA's own, stdole and Office, for IRibbonControl. No performance
    cache: Office compiles the text when it opens the file.
    """
    from pyopenvba import ExcelFile
    from pyopenvba.vba import VBAModuleKind

    with tempfile.TemporaryDirectory() as folder:
        plain, finished = Path(folder, "plain.xlsm"), Path(folder, "finished.xlsm")
        _write_sheets(plain, sheets)
        with ExcelFile(plain) as workbook:
            project = workbook.add_vba_project()
            for module in modules:
                kind = VBAModuleKind.other if module.is_class else VBAModuleKind.standard
                project.add_module(module.name, module.source, kind=kind)
            workbook.save(finished)
        with ExcelFile(finished) as workbook:
            return _without_cache(bytes(workbook.vba_project_bytes()))


#: _VBA_PROJECT of a project without performance cache ([MS-OVBA] 2.3.4.1): any other version than FFFF might be
#: Excel's own, which then trusts what follows.
_NO_CACHE = bytes.fromhex("CC 61 FF FF 00 00 00")
_PROJECT_VERSION, _STREAM_NAME, _OFFSET, _END = 0x0009, 0x001A, 0x0031, 0x0010  # records of the stream dir (2.3.4.2)


def _without_cache(project: bytes) -> bytes:
    """The project with each module's text at the beginning of its stream, and nothing compiled by another program.

    (pyOpenVBA leaves the version of the Excel that its model was saved by, and another project's cache before the text
    of ThisWorkbook.)
    """
    from pyopenvba.cfb import CFB
    from pyopenvba.vba import compress, decompress

    file = CFB.from_bytes(project)
    records = bytearray(decompress(file.get_stream_in_storage("VBA", "dir")))
    at, kind, stream = 0, 0, ""
    while kind != _END:
        kind, size = struct.unpack_from("<HI", records, at)
        data = at + 6
        if kind == _STREAM_NAME:
            stream = records[data : data + size].decode("ascii")
        elif kind == _OFFSET:
            (offset,) = struct.unpack_from("<I", records, data)
            module = file.get_stream_in_storage("VBA", stream)
            file.write_stream_in_storage("VBA", stream, bytes(module[offset:]))
            struct.pack_into("<I", records, data, 0)
        at = data + size + (2 if kind == _PROJECT_VERSION else 0)  # whose size leaves out its minor number
    file.write_stream_in_storage("VBA", "dir", compress(bytes(records[:at])))  # (pyOpenVBA: zeros follow)
    file.write_stream_in_storage("VBA", "_VBA_PROJECT", _NO_CACHE)
    return bytes(file.to_bytes())


def _write_sheets(path: Path, code_names: Sequence[str]) -> None:
    """A workbook of empty sheets with these code names, from which the document modules are taken."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    book.set_vba_name(WORKBOOK_CODE_NAME)
    for name in code_names:
        book.add_worksheet(name).set_vba_name(name)
    book.close()


def _xlwings_file(name: str) -> str:
    """A text file of the installed xlwings, found without importing it."""
    spec = importlib.util.find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("xlwings")
    return Path(spec.origin).parent.joinpath(name).read_bytes().decode("ascii")


# --- the add-in ------------------------------------------------------------------------------------------------------


def build_addin() -> bytes:
    """LHH.xlam: the ribbon for whichever workbook is open, for an office that keeps its own copy of the workbook.

    The same call gives the same bytes.
    One sheet that is visible, as a workbook must have one (an add-in's window never shows), and its hidden
    configuration sheet.
    """
    import xlsxwriter

    from lhh_excel.list_book import default_font
    from lhh_excel.workbook.build.formats import Formats
    from lhh_excel.workbook.build.sheets import fill_config
    from lhh_excel.workbook.build.write import ADDIN_TYPE, CREATED, finish

    front = macros(ADDIN)
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target, {**options, "default_format_properties": default_font(11)})
    # Title and comments are what Excel's list of add-ins shows
    book.set_properties({"title": ADDIN_TITLE, "comments": ADDIN_ABOUT, "created": CREATED})
    book.add_vba_project(io.BytesIO(front.vba_project), True)
    book.set_vba_name(WORKBOOK_CODE_NAME)
    about, config = (book.add_worksheet(name) for name in (ADDIN_SHEET, ADDIN.config_sheet))
    for sheet, code_name in zip((about, config), ADDIN_CODE_NAMES, strict=True):
        sheet.set_vba_name(code_name)
    about.write_string("A1", ADDIN_TITLE)
    about.write_string("A2", ADDIN_ABOUT)
    fill_config(config, Formats(book))
    book.close()
    return finish(target.getvalue(), front.ribbon, ADDIN_TYPE)
