"""Names and units of WordprocessingML, and the small reading habits that every part shares."""

from __future__ import annotations

import re
from typing import TypeVar

from lxml import etree

from ..metrics import MM_PER_PT
from ..units import TWIPS_PER_MM

Other = TypeVar("Other")
NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}
# Strict OOXML uses other names for the same things; the reader turns them into the common ones.
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": NS["w"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": NS["r"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": NS["a"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": NS["wp"].encode(),
}

EMU_PER_MM = 36000
_MEASURE = re.compile(r"^\s*(-?\d*\.?\d+)\s*(mm|cm|in|pt|pc|pi|px)?\s*$")
_MM_PER_UNIT = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": MM_PER_PT, "pc": 12 * MM_PER_PT, "pi": 12 * MM_PER_PT}
_MM_PER_UNIT["px"] = 25.4 / 96

Element = etree._Element


def q(name: str) -> str:
    """`w:p` -> `{namespace}p`."""
    prefix, local = name.split(":")
    return f"{{{NS[prefix]}}}{local}"


W = f"{{{NS['w']}}}"
VAL = W + "val"


def whole(text: str | None, default: Other) -> int | Other:
    """The whole number that an attribute holds; `default` where it is missing or holds none."""
    try:
        return int(text or "")
    except ValueError:
        return default


def child(element: Element | None, name: str) -> Element | None:
    """The last `w:` child of that name (producers repeat some; Word obeys the last)."""
    if element is None:
        return None
    return next(element.iterchildren(W + name, reversed=True), None)


def leading(element: Element, name: str) -> Element | None:
    """The properties of an element (`pPr`, `rPr`, `tcPr`), which stand first in it: quicker to look at than `child`."""
    if len(element) and (first := element[0]).tag == W + name:
        return first
    return child(element, name)


def attr(element: Element | None, *names: str) -> str | None:
    """The first of these `w:` attributes that is there."""
    if element is not None:
        for name in names:
            value = element.get(W + name)
            if value is not None:
                return value
    return None


def val(element: Element | None, name: str) -> str | None:
    return attr(child(element, name), "val")


def signature(element: Element | None) -> tuple[object, ...]:
    """Equal for elements that say the same: names and attributes of the element and all below it, no text."""
    return () if element is None else tuple([(node.tag, *node.items()) for node in element.iter()])


def flag(element: Element | None, name: str) -> bool | None:
    """An on/off property: None where it is not set."""
    found = child(element, name)
    if found is None:
        return None
    return (found.get(VAL) or "true").lower() not in ("0", "false", "off", "none")


def measure_mm(text: str | None, bare_unit_mm: float = 1 / TWIPS_PER_MM) -> float | None:
    """A length in mm: a bare number counts in twips (or as told), else the unit written ("2.5cm", "12pt")."""
    match = _MEASURE.match(text or "")
    if match is None:
        return None
    return float(match[1]) * (_MM_PER_UNIT[match[2]] if match[2] else bare_unit_mm)


def measure_pt(text: str | None, bare_unit_pt: float = 1 / 20) -> float | None:
    """A length in pt, to a thousandth: a bare number counts in twentieths (or as told)."""
    found = measure_mm(text, bare_unit_pt * MM_PER_PT)
    return None if found is None else round(found / MM_PER_PT, 3)
