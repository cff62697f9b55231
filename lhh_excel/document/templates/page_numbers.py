"""Gives a section back the page number that a word processor lost when it saved a template.

LibreOffice writes an annex of one page with its first header alone: the header of its other pages comes out empty,
and a long annex would have no page numbers. Source: PL1.P1.I.7, III.1.đ.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from ..ooxml import GRAPHICS, Element, place, q, text_of

_RELS = "word/_rels/document.xml.rels"


def restore_page_numbers(document: Element, parts: Mapping[str, bytes]) -> None:
    """Sections whose header holds nothing take that of the first section which shows the page number.

    A header in which an office wrote something of its own stays; so does a document that shows no page number at all.
    """
    sections = [found for found in document.iter(q("sectPr")) if not _former(found)]
    if len(sections) < 2 or _RELS not in parts:
        return
    headers = {
        one.get("Id", ""): parts.get(f"word/{one.get('Target', '')}", b"") for one in etree.fromstring(parts[_RELS])
    }
    numbered = next((one for one in sections if _numbers(headers.get(_header(one, "default"), b""))), None)
    if numbered is None:
        return
    for section in sections:
        own = headers.get(_header(section, "default"))
        if own is not None and _holds_nothing(own):
            _take_over(section, numbered)


def _former(section: Element) -> bool:
    holder = section.getparent()
    return holder is not None and holder.tag == q("sectPrChange")


def _header(section: Element, kind: str) -> str:
    """The relationship id of a section's own header, "" where it has none."""
    found = [one for one in section.findall(q("headerReference")) if one.get(q("type")) == kind]
    return str(found[0].get(q("r:id"), "")) if found else ""


def _numbers(header: bytes) -> bool:
    return b"PAGE" in header


def _holds_nothing(header: bytes) -> bool:
    if not header or _numbers(header):
        return False
    root = etree.fromstring(header)
    drawn = next(root.iter(*GRAPHICS, q("fldSimple")), None) is not None
    return not drawn and not any(text_of(one).strip() for one in root.iter(q("p")))


def _take_over(section: Element, numbered: Element) -> None:
    for one in section.findall(q("headerReference")):
        section.remove(one)
    kinds = [kind for kind in ("default", "first") if _header(numbered, kind)]
    for number, kind in enumerate(kinds):
        made = etree.Element(q("headerReference"))
        made.set(q("type"), kind)
        made.set(q("r:id"), _header(numbered, kind))
        section.insert(number, made)
    if section.find(q("titlePg")) is None and numbered.find(q("titlePg")) is not None:
        place(section, etree.Element(q("titlePg")))
