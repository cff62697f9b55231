"""The lines drawn under Tiêu ngữ, names and subject: their length (SAFE), and making them (GUARDED)."""

from __future__ import annotations

import copy
import re

from lxml import etree

from .. import ooxml
from ..ooxml import EMU_PER_MM, MM_PER_PT, NS, Element, W, measure_mm, mm_twips, q
from ..reading import DrawnLine, Paragraph
from ..reading.lines import Line, lines_of
from ..reading.paragraph import VML_LINES, point
from ..rules import Departure
from ..rules.findings import number
from ..rules.head import bearers, below_line
from ..rules.typeface import find_rule, longest, middle_of
from .workshop import Workshop

_OTHER_INDENTS = (
    *("hanging", "firstLineChars", "hangingChars", "leftChars", "rightChars", "startChars", "endChars"),
    *("start", "end"),
)
_DRAWN = "đường viền đoạn, nét liền"
_BORDER = {"val": "single", "sz": "6", "space": "1", "color": "000000"}


def length(shop: Workshop, departure: Departure) -> str:
    """A border's length is its paragraph's indents: set so that it fits the text and stands in its middle.

    A shape keeps its middle; of several shapes none is touched.
    """
    lines, below = _placed(shop, departure.demand.component)
    if any(one.lines_drawn for one in (*below, *(line.paragraph for line in lines))):
        return _fit_shape(shop, lines, below, departure.demand.component)
    bearer = _bordered(below)
    if bearer is None or not lines:
        return ""
    return _fit(shop, bearer, lines, departure.demand.component)


def _fit_shape(shop: Workshop, lines: list[Line], below: list[Paragraph], component: str) -> str:
    found = sole_line(lines, below)
    wanted = wanted_mm(shop, component, lines)
    if found is None or not resize(*found, wanted):
        return ""
    shop.touch(found[0].part)
    return f"dài {number(wanted, 1)} mm, cân giữa dòng chữ"


def _fit(shop: Workshop, bearer: Paragraph, lines: list[Line], component: str) -> str:
    room = bearer.place.width
    if room is None:
        return ""
    wanted = wanted_mm(shop, component, lines)
    middle = middle_of(lines[-1])
    values = {"left": middle - wanted / 2, "right": room - middle - wanted / 2, "firstLine": 0.0}
    twips = {side: str(mm_twips(mm)) for side, mm in values.items()}
    if not shop.set_paragraph(bearer, "ind", twips, drop=_OTHER_INDENTS):
        return ""
    return f"dài {number(wanted, 1)} mm, cân giữa dòng chữ"


def _bordered(below: list[Paragraph]) -> Paragraph | None:
    return next((one for one in below if one.format.border_bottom or one.format.border_top), None)


def wanted_mm(shop: Workshop, component: str, lines: list[Line]) -> float:
    demand = shop.law.rule(component, "rule")
    return (demand.least + demand.most) / 2 * longest(lines)


def _placed(shop: Workshop, component: str) -> tuple[list[Line], list[Paragraph]]:
    """The lines a rule belongs to, and the paragraphs below that may carry it."""
    head = shop.parts.head
    if component == "tieu_ngu" and head.tieu_ngu:
        return head.tieu_ngu, below_line(head.right, head.tieu_ngu[0])
    if component == "co_quan" and head.agency:
        return head.agency, below_line(head.left, head.agency[-1])
    if component == "trich_yeu" and shop.parts.subject:
        return shop.parts.subject, shop.parts.below_subject
    return [], []


def make(shop: Workshop, departure: Departure) -> str:
    """A real line in place of none, of underlining, of typed signs or of dashes."""
    component = departure.demand.component
    lines, below = _placed(shop, component)
    if not lines or any(line.tabbed for line in lines) or lines[-1].paragraph.place.width is None:
        return ""
    found = find_rule(lines, below)
    if found is not None and found.kind == "drawn":
        shape = sole_line(lines, below)
        return "nét liền" if shape is not None and make_solid(shape[1]) and shop.touch(shape[0].part) else ""
    if any(one.is_rule for line in lines for one in lines_of(line.paragraph)):
        return ""  # typed in one paragraph with the words: a person takes it away
    if lines_of(lines[-1].paragraph)[-1].text != lines[-1].text:
        return ""  # more stands below in the same paragraph: the line would come below that
    if found is not None and found.kind == "border":
        return _solid(shop, lines, below, component)
    if found is not None and found.kind == "underline":
        for line in lines:
            shop.no_underline(line)
    bearer = next((one for one in below if not one.has_picture and not one.ends_section and not _hides(one)), None)
    last = lines[-1].paragraph
    if bearer is None and last.node is not None:
        last.node.addnext(_line_paragraph(last.node))
        shop.touch(last.part)
        return _DRAWN  # the next round sets its length
    if bearer is None or bearer.node is None:
        return ""
    for run in list(bearer.node.iter(W + "r")):
        run.getparent().remove(run)  # type: ignore[union-attr]
    _draw(bearer.node)
    shop.touch(bearer.part)
    return _DRAWN


def _hides(paragraph: Paragraph) -> bool:
    """Text that is hidden is not ours to take away."""
    return any(run.format.hidden and run.text.strip() for run in paragraph.runs)


def unmake(shop: Workshop, departure: Departure) -> str:
    """Borders and underlining below a công văn's subject taken away; what is typed or drawn is for a person."""
    for paragraph in bearers(shop.to):
        if (paragraph.format.border_bottom or paragraph.format.border_top) and paragraph.node is not None:
            none = etree.Element(W + "pBdr")
            for side in ("top", "bottom"):  # told outright, so that no style brings it back
                etree.SubElement(none, W + side).set(W + "val", "nil")
            ooxml.place(ooxml.holder(paragraph.node, "pPr"), none)
            shop.touch(paragraph.part)
    for line in shop.parts.head.letter_subject:
        if line.underlined:
            shop.no_underline(line)
    return departure.expected


def _solid(shop: Workshop, lines: list[Line], below: list[Paragraph], component: str) -> str:
    bearer = _bordered(below)
    if bearer is None or bearer.node is None:
        return ""
    _draw(bearer.node)
    shop.touch(bearer.part)
    _fit(shop, bearer, lines, component)
    return _DRAWN


def _draw(paragraph: Element) -> None:
    border = etree.Element(W + "pBdr")
    line = etree.SubElement(border, W + "top")
    for key, value in _BORDER.items():
        line.set(W + key, value)
    ooxml.place(ooxml.holder(paragraph, "pPr"), border)


def _line_paragraph(after: Element) -> Element:
    """An empty paragraph with a line on top, in the style of the text above, drawn tightly."""
    made = etree.Element(W + "p")
    properties = ooxml.holder(made, "pPr")
    style = after.find(f"{W}pPr/{W}pStyle")
    if style is not None:
        properties.append(copy.deepcopy(style))
    ooxml.set_values(properties, "spacing", {"before": "40", "after": "0", "line": "120", "lineRule": "exact"})
    _draw(made)
    return made


# --- a line drawn as a shape: its length set right (its middle stays where it was), a broken stroke made solid -------


_VML_PX_MM = 25.4 / 96
_V = f"{{{NS['v']}}}"
_WP14 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
_GROUP = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}wgp"
_WHOLE = re.compile(r"\s*-?\d{1,12}\s*", re.ASCII)
_ALIGNED = ("center", "centre")


def sole_line(lines: list[Line], below: list[Paragraph]) -> tuple[Paragraph, DrawnLine] | None:
    """The one line drawn in these paragraphs; None where there is none or more than one."""
    unlike = {id(one): one for one in (*below, *(line.paragraph for line in lines))}.values()
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
