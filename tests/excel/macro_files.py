"""The built workbook and add-in as Excel would see their macros: modules, Subs, buttons, ribbon."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import Any

import kept
from lxml import etree

from lhh_excel.office_file import CONTENT_TYPES, write_parts
from lhh_excel.workbook.build.write import ADDIN_TYPE, MACRO_TYPE
from tools.macros import ADDIN, RIBBON_NAMESPACE, WORKBOOK, Front, build_addin

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EXCEL_VML = "{urn:schemas-microsoft-com:office:excel}"
OFFICE_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

#: `Public Sub X(arguments)` in a module's text.
_SUB = re.compile(r"^(Public |Private |)(?:Sub|Function) (\w+)\((.*?)\)", re.MULTILINE)


def olevba_modules(project: bytes) -> dict[str, str]:
    """Module file name -> text, read back by olevba, which knows nothing of how it was compiled."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # oletools calls pyparsing by its old names
        from oletools.olevba import VBA_Parser

        parser = VBA_Parser("vbaProject.bin", data=project)
        try:
            return {name: code for _, _, name, code in parser.extract_macros()}
        finally:
            parser.close()


@dataclass(frozen=True)
class MacroFile:
    """A built file: its parts by name."""

    data: bytes
    parts: dict[str, bytes]

    @property
    def modules(self) -> dict[str, str]:
        return olevba_modules(self.parts["xl/vbaProject.bin"])

    def public_subs(self) -> dict[str, list[str]]:
        """Name -> the arguments of each public Sub of that name in all standard modules."""
        found: dict[str, list[str]] = {}
        for name, code in self.modules.items():
            if name.endswith(".bas"):
                for access, sub, arguments in _SUB.findall(code):
                    if access != "Private ":
                        found.setdefault(sub, []).append(arguments)
        return found

    def xml(self, part: str) -> Any:
        return etree.fromstring(self.parts[part])

    def sheet_names(self) -> list[str]:
        return [sheet.get("name") for sheet in self.xml("xl/workbook.xml").iter(MAIN + "sheet")]

    def sheet_part(self, name: str) -> str:
        relations = {r.get("Id"): r.get("Target") for r in self.xml("xl/_rels/workbook.xml.rels")}
        for sheet in self.xml("xl/workbook.xml").iter(MAIN + "sheet"):
            if sheet.get("name") == name:
                return "xl/" + relations[sheet.get(f"{{{OFFICE_RELATION}}}id")]
        raise KeyError(name)

    def sheet_code_name(self, name: str) -> str:
        return str(self.xml(self.sheet_part(name)).find(MAIN + "sheetPr").get("codeName"))

    def buttons(self) -> list[tuple[str, str]]:
        """(macro as written in the file, caption) of each Forms button, in order."""
        found = []
        for part, data in self.parts.items():
            if part.startswith("xl/drawings/vmlDrawing"):
                for client in etree.fromstring(data).iter(EXCEL_VML + "ClientData"):
                    if client.get("ObjectType") == "Button":
                        caption = "".join(client.getparent().find("{urn:schemas-microsoft-com:vml}textbox").itertext())
                        found.append((client.findtext(EXCEL_VML + "FmlaMacro"), caption.strip()))
        return found

    def ribbon(self) -> Any:
        return self.xml("customUI/customUI14.xml")

    def ribbon_buttons(self) -> list[Any]:
        return list(self.ribbon().iter(f"{{{RIBBON_NAMESPACE}}}button"))

    def cells(self, sheet: str) -> list[list[Any]]:
        import openpyxl

        # openpyxl knows no add-ins
        types = self.parts[CONTENT_TYPES].replace(ADDIN_TYPE, MACRO_TYPE)
        data = write_parts({**self.parts, CONTENT_TYPES: types})
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        try:
            return [list(row) for row in book[sheet].iter_rows(values_only=True)]
        finally:
            book.close()


@cache
def built(front: Front) -> MacroFile:
    data = kept.workbook(sample=True, macros=True) if front is WORKBOOK else kept.once(build_addin, "add-in")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return MacroFile(data, {name: package.read(name) for name in package.namelist()})


FRONTS = {"workbook": WORKBOOK, "addin": ADDIN}
