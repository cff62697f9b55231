"""A line drawn as a shape: its length set right (its middle stays where it was), a broken stroke made solid.

Only where nothing can be meant but the one shape: not in a group, not turned, not sized by a share of the page.
Everything else of the shape stays as it is.
"""

from __future__ import annotations

import re

from ..docx_reader import DrawnLine, Paragraph
from ..docx_reader.drawing import VML_LINES, point
from ..ooxml import EMU_PER_MM, MM_PER_PT, NS, Element, measure_mm, q

_VML_PX_MM = 25.4 / 96
_V = f"{{{NS['v']}}}"
_WP14 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
_GROUP = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}wgp"
_WHOLE = re.compile(r"\s*-?\d{1,12}\s*", re.ASCII)
_ALIGNED = ("center", "centre")


def sole_line(paragraphs: list[Paragraph]) -> tuple[Paragraph, DrawnLine] | None:
    """The one line drawn in these paragraphs; None where there is none or more than one."""
    unlike = {id(one): one for one in paragraphs}.values()
    found = [(one, line) for one in unlike for line in one.lines_drawn]
    return found[0] if len(found) == 1 else None


def resize(paragraph: Paragraph, line: DrawnLine, wanted_mm: float) -> bool:
    """Whether the line now has that length."""
    node = line.node
    if node is None:
        return False
    if node.tag.startswith(_V):
        return _resize_vml(node, wanted_mm, paragraph)
    if not _resize_drawing(node, wanted_mm, paragraph):
        return False
    for twin in _twins(node):  # for programs that do not know DrawingML
        _resize_vml(twin, wanted_mm, paragraph)
    return True


def make_solid(line: DrawnLine) -> bool:
    if line.node is None:
        return False
    done = False
    for node in (line.node, *_twins(line.node)):
        for dash in node.iter(q("a:prstDash")):
            dash.set("val", "solid")
            done = True
        for stroke in node.iter(_V + "stroke"):
            if "dashstyle" in stroke.attrib:
                del stroke.attrib["dashstyle"]
                done = True
    return done


def _twins(node: Element) -> list[Element]:
    """The VML lines of the other rendition of a drawing."""
    choice = next(node.iterancestors(q("mc:Choice")), None)
    fallback = choice.getparent().find(q("mc:Fallback")) if choice is not None else None  # type: ignore[union-attr]
    found = [] if fallback is None else list(fallback.iter(*VML_LINES))
    return found if len(found) == 1 else []


def _resize_drawing(node: Element, wanted_mm: float, paragraph: Paragraph) -> bool:
    extent, shapes = node.find(q("wp:extent")), list(node.iter(q("a:prstGeom")))
    forms = list(node.iter(q("a:xfrm")))
    turned = any(form.get("rot", "0") != "0" for form in forms)
    shares = [one.text for one in node.iter(_WP14 + "pctWidth")]
    if (
        extent is None
        or len(shapes) != 1
        or len(forms) > 1
        or turned
        or any(text not in ("0", None) for text in shares)
    ):
        return False
    if next(node.iter(_GROUP), None) is not None:
        return False
    new, old = round(wanted_mm * EMU_PER_MM), extent.get("cx", "")
    if not _WHOLE.fullmatch(old) or not _keep_middle(node, int(old) - new, paragraph):
        return False
    for size in (extent, *(form.find(q("a:ext")) for form in forms)):
        if size is not None:
            size.set("cx", str(new))
    return True


def _keep_middle(node: Element, less: int, paragraph: Paragraph) -> bool:
    """Moves a floating line by half of what it loses; one that is centred stays by itself."""
    if node.tag == q("wp:inline"):
        return paragraph.format.align == "center"
    place = node.find(q("wp:positionH"))
    aligned = place.find(q("wp:align")) if place is not None else None
    offset = place.find(q("wp:posOffset")) if place is not None else None
    if node.get("simplePos", "0") not in ("0", "false"):
        return False
    if aligned is not None:
        return (aligned.text or "").strip() in _ALIGNED
    if offset is None or not _WHOLE.fullmatch(offset.text or ""):
        return place is None and paragraph.format.align == "center"
    offset.text = str(int(offset.text or "0") + less // 2)
    return True


def _resize_vml(node: Element, wanted_mm: float, paragraph: Paragraph) -> bool:
    if next(node.iterancestors(_V + "group"), None) is not None:
        return False
    if node.tag == _V + "line":
        return _resize_from_to(node, wanted_mm)
    style = dict(re.findall(r"(?:^|;)\s*([\w-]+)\s*:\s*([^;]*)", node.get("style", "")))
    old = measure_mm(style.get("width"), _VML_PX_MM)
    ruled = node.get(f"{{{NS['o']}}}hr") in ("t", "true", "1")
    shares = (style.get("mso-width-percent", "0"), node.get(f"{{{NS['o']}}}hrpct", "0"))
    if old is None or any(share not in ("", "0") for share in (*shares, style.get("rotation", "0"))):
        return False
    floating = style.get("position", "").strip() in ("absolute", "relative")
    aligned = node.get(f"{{{NS['o']}}}hralign", "") if ruled else style.get("mso-position-horizontal", "").strip()
    if floating and not aligned:
        left = measure_mm(style.get("margin-left", "0"), _VML_PX_MM)
        if left is None:
            return False
        style["margin-left"] = _points(left + (old - wanted_mm) / 2)
    elif aligned not in _ALIGNED and (floating or ruled or paragraph.format.align != "center"):
        return False
    style["width"] = _points(wanted_mm)
    node.set("style", ";".join(f"{key}:{value}" for key, value in style.items()))
    return True


def _resize_from_to(node: Element, wanted_mm: float) -> bool:
    start, end = point(node.get("from")), point(node.get("to"))
    if start is None or end is None:
        return False
    middle, half = (start[0] + end[0]) / 2, wanted_mm / 2 * (1 if end[0] >= start[0] else -1)
    for name, x in (("from", middle - half), ("to", middle + half)):
        node.set(name, f"{_points(x)},{node.get(name, '').split(',')[1]}")
    return True


def _points(mm: float) -> str:
    return f"{round(mm / MM_PER_PT, 2):g}pt"
