"""A rendered document as an lxml tree: its styles by the component that they stand for, how long its lines are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import cast

from lxml import etree

from ..ooxml import NS, Element, measured, mm_twips, q, style_names, text_width_mm, twips_mm
from ..reading.effective import Resolver, Styles, Theme
from ..reading.model import RunFormat
from .styles import BUILT, NAMES

_PARAGRAPH_PROPERTIES, _PARAGRAPH_STYLE, _VALUE = q("pPr"), q("pStyle"), q("val")
_STYLES_USED = etree.XPath(
    "descendant::w:pStyle[parent::w:pPr/parent::w:p]/@w:val", namespaces={"w": NS["w"]}, smart_strings=False
)
_A4_TWIPS = mm_twips(BUILT.rule("trang", "width").least)  # a page that tells no width
_LEAST_TEXT_MM = 20.0  # a page whose margins leave nothing


class ComponentStyles:
    """word/styles.xml: components by style name; `look` tells the type of runs in its styles."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.look = Resolver(Styles(root), Theme(None)).run
        wanted = {_plain(name): component for component, name in NAMES.items()}
        named = ((style_id, wanted.get(_plain(name))) for style_id, name in style_names(root).items())
        self.component_of = {style_id: component for style_id, component in named if component is not None}

    def style(self, component: str) -> Element | None:
        """The style element of a component, if the template still has it."""
        styles = self.root.iter(q("style"))
        return next((one for one in styles if self.component_of.get(one.get(q("styleId"), "")) == component), None)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def component(paragraph: Element, styles: ComponentStyles) -> str:
    """The component that a paragraph's style stands for; "" where it is none of ours, or no paragraph."""
    return styles.component_of.get(style_id(paragraph), "")


def components_in(block: Element, styles: ComponentStyles) -> set[str]:
    """The components that paragraphs anywhere in a block stand for, without those that are none of ours."""
    used = cast("list[str]", _STYLES_USED(block))
    return {styles.component_of[style] for style in set(used) if style in styles.component_of}


def style_id(paragraph: Element) -> str:
    """The id of its style, "" for the default one."""
    for holder in paragraph:  # quicker than find(): it is asked of every paragraph
        if holder.tag == _PARAGRAPH_PROPERTIES:
            for mark in holder:
                if mark.tag == _PARAGRAPH_STYLE:
                    return mark.get(_VALUE, "")
    return ""


def line_widths(paragraph: Element, styles: ComponentStyles) -> list[float]:
    """The length in mm of each line between the breaks it holds."""
    named = style_id(paragraph)
    widths = [0.0]
    for node in paragraph.iter(q("t"), q("br")):
        if node.tag == q("br"):
            widths.append(0.0)
            continue
        parent = node.getparent()
        set_as = styles.look(None if parent is None else parent.find(q("rPr")), named)
        widths[-1] += text_width_mm(node.text or "", set_as.size, set_as.bold, set_as.italic)
    return widths


def main_type(paragraph: Element, styles: ComponentStyles) -> RunFormat:
    """The type of its first run that has text."""
    for node in paragraph.iter(q("t")):
        parent = node.getparent()
        if node.text and parent is not None:
            return styles.look(parent.find(q("rPr")), style_id(paragraph))
    return styles.look(None, style_id(paragraph))


def paragraphs_in(blocks: list[Element]) -> Iterator[Element]:
    """Every paragraph of these blocks, those in tables too."""
    for block in blocks:
        yield from block.iter(q("p"))


def text_width(section: Element) -> float:
    """The width in mm of the text of a section."""
    size, margins = section.find(q("pgSz")), section.find(q("pgMar"))
    page = measured(None if size is None else size.get(q("w")), _A4_TWIPS)
    sides = [measured(margins.get(q(side)), 0) for side in ("left", "right")] if margins is not None else [0.0, 0.0]
    return max(_LEAST_TEXT_MM, twips_mm(page - sum(sides)))
