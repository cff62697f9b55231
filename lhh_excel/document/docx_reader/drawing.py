"""Straight lines in a paragraph: DrawingML shapes, VML shapes and horizontal rules."""

from __future__ import annotations

import re

from ..ooxml import EMU_PER_MM, NS, Element, measure_mm, q
from .model import DrawnLine

_LINE_SHAPES = frozenset({"line", "straightConnector1"})
VML_LINES = (f"{{{NS['v']}}}line", f"{{{NS['v']}}}shape", f"{{{NS['v']}}}rect")
_STYLE = re.compile(r"(?:^|;)\s*(width|height|position)\s*:\s*([^;]+)")
_INSET = "91440"  # EMU between a text box and its text, each side, where not told
_FLAT_MM = 1.5  # a shape no higher than this is a line


def lines_in(paragraph: Element) -> list[DrawnLine]:
    """Every straight horizontal line drawn in this paragraph; of two renditions of one only the first counts."""
    found = [line for node in paragraph.iter(q("wp:inline"), q("wp:anchor")) if (line := _drawing(node)) is not None]
    for node in paragraph.iter(*VML_LINES):
        if not _is_second_rendition(node) and (line := _vml(node)) is not None:
            found.append(line)
    return found


def _is_second_rendition(node: Element) -> bool:
    fallback = next(node.iterancestors(q("mc:Fallback")), None)
    if fallback is None:
        return False
    parent = fallback.getparent()
    choice = parent.find(q("mc:Choice")) if parent is not None else None
    return choice is not None and next(choice.iter(q("wp:inline"), q("wp:anchor")), None) is not None


def _drawing(node: Element) -> DrawnLine | None:
    extent = node.find(q("wp:extent"))
    preset = next(node.iter(q("a:prstGeom")), None)
    if extent is None or preset is None:
        return None
    width, height = _number(extent.get("cx")) / EMU_PER_MM, _number(extent.get("cy")) / EMU_PER_MM
    if preset.get("prst") not in _LINE_SHAPES and height > _FLAT_MM:
        return None
    if height > max(_FLAT_MM, width / 4):
        return None
    dash = next(node.iter(q("a:prstDash")), None)
    solid = dash is None or dash.get("val", "solid") == "solid"
    return DrawnLine(width, solid, node.tag == q("wp:anchor"), node)


def _vml(node: Element) -> DrawnLine | None:
    style = dict(_STYLE.findall(node.get("style", "")))
    stroke = node.find(f"{{{NS['v']}}}stroke")
    solid = stroke is None or stroke.get("dashstyle", "solid").lower() == "solid"
    floating = style.get("position", "").strip() in ("absolute", "relative")
    if node.tag == f"{{{NS['v']}}}line":
        start, end = point(node.get("from")), point(node.get("to"))
        if start is None or end is None or abs(start[1] - end[1]) > _FLAT_MM:
            return None
        return DrawnLine(abs(end[0] - start[0]), solid, floating, node)
    width, height = measure_mm(style.get("width"), 25.4 / 96), measure_mm(style.get("height"), 25.4 / 96)
    ruled = node.get(f"{{{NS['o']}}}hr") in ("t", "true", "1")
    if ruled and not width:
        return None  # a rule over the whole width: of unknown length
    if width is None or height is None or height > _FLAT_MM or width < 4 * height:
        return None
    if node.find(f"{{{NS['v']}}}imagedata") is not None or node.find(f"{{{NS['v']}}}textbox") is not None:
        return None
    return DrawnLine(width, solid, floating, node)


def box_shape(content: Element) -> tuple[float | None, bool]:
    """Of a text box (`w:txbxContent`): the width for its text in mm, None where unknown, and whether it has a frame."""
    for node in content.iterancestors():
        if node.tag in (q("wp:inline"), q("wp:anchor")):
            extent, body = node.find(q("wp:extent")), next(node.iter(q("wps:bodyPr")), None)
            inset = sum(_number(body.get(side, _INSET)) for side in ("lIns", "rIns")) if body is not None else 0.0
            width = (_number(extent.get("cx")) - inset) / EMU_PER_MM if extent is not None else None
            line = node.find(f".//{q('wps:spPr')}/{q('a:ln')}")
            return width, line is None or line.find(q("a:noFill")) is None
        if node.tag in (f"{{{NS['v']}}}shape", f"{{{NS['v']}}}rect"):
            style = dict(_STYLE.findall(node.get("style", "")))
            width = measure_mm(style.get("width"), 25.4 / 96)
            return width, node.get("stroked", "t") not in ("f", "false", "0")
    return None, False


def point(text: str | None) -> tuple[float, float] | None:
    """`from="12pt,3pt"` in mm; a bare number is in pixels of VML (1/96 inch)."""
    parts = (text or "").split(",")
    if len(parts) != 2:
        return None
    x, y = (measure_mm(part or "0", 25.4 / 96) for part in parts)
    return None if x is None or y is None else (x, y)


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
