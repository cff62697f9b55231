"""The VBA projects of workbook and add-in, compiled from text without Excel.

`compile_project` needs pyOpenVBA (a tool of the build); `macros` reads what the build committed, so that `lhh-excel
new` makes a workbook with buttons on any PC. xlwings' own modules are read from the installed package and never kept
here. Source: docs/workbook-contract.md, "Buttons"; [MS-OVBA].
"""

from __future__ import annotations

import importlib.util
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..workbook.build import Macros
from ..workbook.build.layout import CODE_NAMES, WORKBOOK_CODE_NAME
from .sources import ADDIN, WORKBOOK, Front, buttons_source, ribbon_source, ribbon_xml

_HERE = Path(__file__).resolve().parent
_BINARIES = {WORKBOOK: "LHH-vbaProject.bin", ADDIN: "LHH-addin-vbaProject.bin"}
#: Below vba/: what is ours, by front.
_FOLDERS = {WORKBOOK: "workbook", ADDIN: "addin"}

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


def macros() -> Macros:
    """What puts the buttons into a workbook: the committed project and the ribbon."""
    return Macros((_HERE / "data" / _BINARIES[WORKBOOK]).read_bytes(), ribbon_xml(WORKBOOK))


def addin_macros() -> Macros:
    """The same for the add-in."""
    return Macros((_HERE / "data" / _BINARIES[ADDIN]).read_bytes(), ribbon_xml(ADDIN))


def fresh_macros(front: Front) -> Macros:
    """As `macros` and `addin_macros`, compiled now: for the build, whose committed project may be of older sources."""
    return Macros(compile_front(front), ribbon_xml(front))


def built_files() -> dict[str, bytes]:
    """Path below lhh_excel/excel -> bytes of everything that is built here and committed: sources to read, binaries."""
    made: dict[str, bytes] = {}
    for front, folder in _FOLDERS.items():
        made[f"vba/{folder}/{front.buttons_module}.bas"] = buttons_source(front).encode("ascii")
        made[f"vba/{folder}/{front.ribbon_module}.bas"] = ribbon_source(front).encode("ascii")
        made[f"vba/{folder}/customUI14.xml"] = ribbon_xml(front)
        made[f"data/{_BINARIES[front]}"] = compile_front(front)
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
    cache: Office compiles the text when it opens the file ([MS-OVBA] 2.3.4.1).
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
            return bytes(workbook.vba_project_bytes())


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
