"""The lines drawn under Tiêu ngữ, names and subject: their length (SAFE), and making them (GUARDED)."""

from __future__ import annotations

import copy

from lxml import etree

from ...messages import layout as say
from .. import ooxml
from ..checker import Departure
from ..checker.head import below_line
from ..checker.letter import bearers
from ..checker.lines import Line, wrapped_widths
from ..checker.typeface import find_rule, middle_of
from ..checker.words import number
from ..docx_reader import Paragraph
from ..ooxml import Element, W, mm_twips
from .drawn_repairs import make_solid, resize, sole_line
from .workshop import Workshop

_OTHER_INDENTS = (
    *("hanging", "firstLineChars", "hangingChars", "leftChars", "rightChars", "startChars", "endChars"),
    *("start", "end"),
)
_BORDER = {"val": "single", "sz": "6", "space": "1", "color": "000000"}


def length(shop: Workshop, departure: Departure) -> str:
    """A border's length is its paragraph's indents: set so that it fits the text and stands in its middle.

    A shape keeps its middle; of several shapes none is touched.
    """
    lines, below = _placed(shop, departure.rule.component)
    if any(one.lines_drawn for one in (*below, *(line.paragraph for line in lines))):
        return _fit_shape(shop, lines, below, departure.rule.component)
    bearer = next((one for one in below if one.format.border_bottom or one.format.border_top), None)
    if bearer is None or not lines:
        return ""
    return _fit(shop, bearer, lines, departure.rule.component)


def _fit_shape(shop: Workshop, lines: list[Line], below: list[Paragraph], component: str) -> str:
    found = sole_line([*below, *(line.paragraph for line in lines)])
    wanted = wanted_mm(shop, component, lines)
    if found is None or not resize(*found, wanted):
        return ""
    shop.touch(found[0].part)
    return say.RULE_NOW.format(length=number(wanted, 1))


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
    return say.RULE_NOW.format(length=number(wanted, 1))


def wanted_mm(shop: Workshop, component: str, lines: list[Line]) -> float:
    demand = shop.law.rule(component, "rule")
    share = (demand.least + demand.most) / 2
    return share * max(width for line in lines for width in wrapped_widths(line, line.paragraph.place.width))


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
    component = departure.rule.component
    lines, below = _placed(shop, component)
    if not lines or any(line.tabbed for line in lines) or lines[-1].paragraph.place.width is None:
        return ""
    found = find_rule(lines, below)
    if found is not None and found.kind == "drawn":
        shape = sole_line([*below, *(line.paragraph for line in lines)])
        return say.RULE_SOLID if shape is not None and make_solid(shape[1]) and shop.touch(shape[0].part) else ""
    if found is not None and found.kind == "border":
        return _solid(shop, lines, below, component)
    if found is not None and found.kind == "underline":
        for line in lines:
            shop.on_runs(line.paragraph.part, line.runs, lambda one: ooxml.set_values(one, "u", {"val": "none"}))
    bearer = next((one for one in below if not one.has_picture and not one.ends_section and not _hides(one)), None)
    last = lines[-1].paragraph
    if bearer is None and last.node is not None:
        last.node.addnext(_line_paragraph(last.node))
        shop.touch(last.part)
        return say.RULE_DRAWN  # the next round sets its length
    if bearer is None or bearer.node is None:
        return ""
    for run in list(bearer.node.iter(W + "r")):
        run.getparent().remove(run)  # type: ignore[union-attr]
    _draw(bearer.node)
    shop.touch(bearer.part)
    return say.RULE_DRAWN


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
            shop.on_runs(line.paragraph.part, line.runs, lambda one: ooxml.set_values(one, "u", {"val": "none"}))
    return departure.expected


def _solid(shop: Workshop, lines: list[Line], below: list[Paragraph], component: str) -> str:
    bearer = next((one for one in below if one.format.border_bottom or one.format.border_top), None)
    if bearer is None or bearer.node is None:
        return ""
    _draw(bearer.node)
    shop.touch(bearer.part)
    _fit(shop, bearer, lines, component)
    return say.RULE_DRAWN


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
