"""A new header part in the package: the part, its relationship, its content type, its reference."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from lxml import etree

from ..ooxml import NS, Element, W, q

if TYPE_CHECKING:
    from .workshop import Workshop

_KIND = f"{NS['r']}/header"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
CONTENT_TYPES = "[Content_Types].xml"


def add_header(shop: Workshop, section: Element, paragraph: Element) -> None:
    """The default header of a section without one, holding `paragraph`."""
    folder, main = posixpath.split(shop.package.main)
    names = shop.package.names | shop.added.keys()
    number = next(n for n in range(1, 10_000) if posixpath.join(folder, f"header{n}.xml") not in names)
    part = posixpath.join(folder, f"header{number}.xml")
    root = etree.Element(W + "hdr", nsmap={"w": NS["w"], "r": NS["r"]})
    root.append(paragraph)
    shop.added[part] = to_bytes(root)
    relationships = posixpath.join(folder, "_rels", f"{main}.rels")
    holder = shop.package.xml(relationships)
    if holder is None:
        holder = etree.fromstring(f'<Relationships xmlns="{NS["rel"]}"/>')
        shop.added[relationships] = to_bytes(holder)
    taken = {node.get("Id", "") for node in holder}
    rel_id = next(f"rIdLHH{n}" for n in range(1, 10_000) if f"rIdLHH{n}" not in taken)
    made = etree.SubElement(holder, f"{{{NS['rel']}}}Relationship")
    made.attrib.update({"Id": rel_id, "Type": _KIND, "Target": f"header{number}.xml"})
    if relationships in shop.added:
        shop.added[relationships] = to_bytes(holder)
    else:
        shop.touch(relationships)
    types = shop.package.xml(CONTENT_TYPES)
    if types is not None:
        override = etree.SubElement(types, f"{{{NS['ct']}}}Override")
        override.attrib.update({"PartName": f"/{part}", "ContentType": _TYPE})
        shop.touch(CONTENT_TYPES)
    reference = etree.Element(W + "headerReference")
    reference.set(W + "type", "default")
    reference.set(q("r:id"), rel_id)
    section.insert(0, reference)
    shop.touch(shop.package.main)


def to_bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
