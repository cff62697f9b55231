"""The zip of a built workbook: same parts, same bytes, and the macro-enabled type that an .xlsm must have."""

from __future__ import annotations

import io
import re
import zipfile

CONTENT_TYPES, PACKAGE_RELS, RIBBON_PART = "[Content_Types].xml", "_rels/.rels", "customUI/customUI14.xml"
PLAIN_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
RIBBON_RELATION = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"


def finish(written: bytes, ribbon: bytes | None = None) -> bytes:
    """The package again with fixed order and dates, content type of an .xlsm, and the ribbon where there is one."""
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    # Excel refuses a file named .xlsm whose workbook part says .xlsx; XlsxWriter says .xlsm only with a macro project
    parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(PLAIN_TYPE, MACRO_TYPE)
    if ribbon is not None:
        parts[RIBBON_PART] = ribbon
        parts[PACKAGE_RELS] = _with_relation(parts[PACKAGE_RELS])
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


def _with_relation(relations: bytes) -> bytes:
    ids = [int(number) for number in re.findall(rb'Id="rId(\d+)"', relations)]
    relation = f'<Relationship Id="rId{max(ids) + 1}" Type="{RIBBON_RELATION}" Target="{RIBBON_PART}"/>'
    return relations.replace(b"</Relationships>", relation.encode() + b"</Relationships>")
