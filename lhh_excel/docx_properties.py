"""What a Word file of ours says of itself, in its custom properties (Tệp > Thông tin > Thuộc tính > Tùy chỉnh).

Word, WPS and LibreOffice keep them when the file is saved, renamed or copied. Source: ECMA-376 part 1, 22.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from . import office_file
from .plain import shortened

PART, _ROOT_RELS, _TYPES = "docProps/custom.xml", "_rels/.rels", "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PROPERTIES, _TEXT = f"{_OFFICE}/custom-properties", f"{_OFFICE}/docPropsVTypes"
_REL = f"{_OFFICE}/relationships/custom-properties"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
#: The set of properties that a user names, and its first free number ([MS-OLEPS] 2.18).
_SET, _FIRST = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", 2
#: How the names of ours begin.
_OURS = "LHH_"
#: Letters that Word keeps of a text; bytes of the part, far above what any office writes there.
LONGEST, _MOST_BYTES = 255, 1 << 20


def put(parts: dict[str, bytes], values: Mapping[str, str]) -> None:
    """The document says these things of itself and nothing that its template said; an office's own properties stay.

    A text longer than Word keeps is cut.
    """
    name = next((name for name in parts if name.casefold() == PART.casefold()), PART)
    if not values and name not in parts:
        return
    if name in parts:
        root = etree.fromstring(parts[name])
    else:
        root = etree.fromstring(f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TEXT}"/>')
        _declare(parts)
    for found in [found for found in root if (found.get("name") or "").startswith(_OURS)]:
        root.remove(found)
    for key, value in values.items():
        made = etree.SubElement(root, f"{{{_PROPERTIES}}}property", fmtid=_SET, pid="", name=_OURS + key)
        etree.SubElement(made, f"{{{_TEXT}}}lpwstr").text = shortened(value, LONGEST)
    for number, found in enumerate(root, _FIRST):
        found.set("pid", str(number))
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _declare(parts: dict[str, bytes]) -> None:
    """The package says what the new part is."""
    types, rels = etree.fromstring(parts[_TYPES]), etree.fromstring(parts[_ROOT_RELS])
    etree.SubElement(types, f"{{{types.nsmap[types.prefix]}}}Override", PartName=f"/{PART}", ContentType=_CONTENT_TYPE)
    etree.SubElement(rels, f"{{{rels.nsmap[rels.prefix]}}}Relationship", Id="rIdOwnProperties", Type=_REL, Target=PART)
    for name, root in ((_TYPES, types), (_ROOT_RELS, rels)):
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def read(path: Path) -> dict[str, str]:
    """What the file says of itself; nothing for a file that is none of ours, no Word file, or cannot be read."""
    data = office_file.peek(path, office_file.DOCUMENT, PART, _MOST_BYTES)
    if data is None:
        return {}
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return {}
    found = root.iter(f"{{{_PROPERTIES}}}property")
    texts = ((one.get("name") or "", one.findtext(f"{{{_TEXT}}}lpwstr") or "") for one in found)
    return {name.removeprefix(_OURS): text for name, text in texts if name.startswith(_OURS)}
