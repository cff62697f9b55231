"""What somebody's Word file may not hand on to a document of ours: macros, and what is fetched from elsewhere.

Links that a reader clicks stay. Source: docs/security.md.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

from lxml import etree

from .package import CONTENT_TYPES, MAIN_PART, read_parts, write_parts

_MACRO_PART = re.compile(r"(?:^|/)(?:vbaProject[^/]*\.bin|vbaData\.xml)$|(?:^|/)activeX/", re.IGNORECASE)
_MACRO_KINDS = ("/vbaProject", "/wordVbaData", "/vbaProjectSignature", "/control", "/attachedTemplate")
_PLAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
#: Elements that are nothing without what they point to.
_POINTERS = rb"<w:(?:attachedTemplate|subDoc|control)\b[^>]*?\br:id=\"%s\"[^>]*?(?:/>|>\s*</w:\w+>)"
_POINTING = rb"\s\w+:(?:id|link|embed|href|pict)=\"%s\""


def without_macros(docx: bytes) -> bytes:
    """The document without macros, its other parts as they were; the same bytes where it has none."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        types = archive.read(CONTENT_TYPES)
        if not any(_MACRO_PART.search(name) for name in archive.namelist()) and b"macroEnabled" not in types:
            return docx
    return write_parts(harmless(read_parts(docx), fetched=False))


def harmless(parts: dict[str, bytes], *, fetched: bool = True) -> dict[str, bytes]:
    """The parts without macros and, with `fetched`, without pictures, templates and objects from elsewhere."""
    made = {name: data for name, data in parts.items() if not _MACRO_PART.search(name)}
    for name in [name for name in made if name.endswith(".rels")]:
        if b"External" in made[name] or any(kind.encode() in made[name] for kind in _MACRO_KINDS):
            _unlink(made, name, fetched)
    if b"macroEnabled" in made[CONTENT_TYPES] or len(made) < len(parts):
        made[CONTENT_TYPES] = _types(made)
    return made


def _unlink(parts: dict[str, bytes], rels: str, fetched: bool) -> None:
    """Relationships that may not be, and what points to them in the part they belong to."""
    root = etree.fromstring(parts[rels])
    gone = [rel for rel in root if isinstance(rel.tag, str) and _harms(rel, fetched)]
    if not gone:
        return
    folder, name = posixpath.split(rels)
    owner = posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))
    for rel in gone:
        mark = re.escape(rel.get("Id", "").encode())
        if owner in parts:
            parts[owner] = re.sub(_POINTING % mark, b"", re.sub(_POINTERS % mark, b"", parts[owner]))
        root.remove(rel)
    parts[rels] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _harms(rel: etree._Element, fetched: bool) -> bool:
    kind = rel.get("Type", "")
    if kind.endswith("/attachedTemplate"):
        return fetched
    if kind.endswith(_MACRO_KINDS):
        return True
    return fetched and rel.get("TargetMode") == "External" and not kind.endswith("/hyperlink")


def _types(parts: dict[str, bytes]) -> bytes:
    """The content types of what is left; the main part is a document without macros."""
    root = etree.fromstring(parts[CONTENT_TYPES])
    for entry in list(root):
        name = entry.get("PartName", "").lstrip("/")
        if name == MAIN_PART or "macroEnabled" in entry.get("ContentType", ""):
            entry.set("ContentType", _PLAIN_TYPE)
        elif _MACRO_PART.search(name) or entry.get("ContentType", "").endswith("vbaProject"):
            root.remove(entry)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
