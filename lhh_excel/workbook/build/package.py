"""The zip of a built workbook: same parts, same bytes, and the macro-enabled type that an .xlsm must have."""

from __future__ import annotations

import io
import re
import zipfile

from .layout import FIRST_ROW

CONTENT_TYPES, PACKAGE_RELS, RIBBON_PART = "[Content_Types].xml", "_rels/.rels", "customUI/customUI14.xml"
PLAIN_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ADDIN_TYPE = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
RIBBON_RELATION = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"

_SHEETS = "xl/worksheets/sheet"
_CUSTOM_HEIGHT = re.compile(rb'(<row r="(\d+)"[^>]*?) customHeight="1"')


def finish(written: bytes, ribbon: bytes | None = None, main_type: bytes = MACRO_TYPE) -> bytes:
    """The package again with fixed order and dates, content type of an .xlsm (or .xlam), and the ribbon if any."""
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    # Excel refuses a file named .xlsm whose workbook part says .xlsx; XlsxWriter says .xlsm only with a macro project
    types = parts[CONTENT_TYPES]
    parts[CONTENT_TYPES] = types.replace(PLAIN_TYPE, main_type).replace(MACRO_TYPE, main_type)
    parts = {name: _as_excel_writes(name, data) for name, data in parts.items()}
    if ribbon is not None:
        parts[RIBBON_PART] = ribbon
        relations = parts[PACKAGE_RELS]
        ids = [int(number) for number in re.findall(rb'Id="rId(\d+)"', relations)]
        relation = f'<Relationship Id="rId{max(ids) + 1}" Type="{RIBBON_RELATION}" Target="{RIBBON_PART}"/>'
        parts[PACKAGE_RELS] = relations.replace(b"</Relationships>", relation.encode() + b"</Relationships>")
    return deterministic_zip(parts)


def deterministic_zip(parts: dict[str, bytes]) -> bytes:
    """The parts as a zip that depends on nothing but them (and the zlib build that deflates)."""
    first = [CONTENT_TYPES, PACKAGE_RELS]
    names = [name for name in first if name in parts] + sorted(set(parts) - set(first))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in names:
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            package.writestr(info, parts[name])
    return target.getvalue()


def _as_excel_writes(name: str, data: bytes) -> bytes:
    """Captions of buttons in a drawing as numbers of their signs: Excel's own drawings of that kind are ASCII."""
    if name.startswith(_SHEETS):  # without customHeight Excel fits the height of a data row to a longer text
        return _CUSTOM_HEIGHT.sub(lambda row: row[1] if int(row[2]) >= FIRST_ROW else row[0], data)
    return data.decode().encode("ascii", "xmlcharrefreplace") if name.endswith(".vml") else data
