"""A rendered document as an lxml tree: its styles by the component that they stand for, how long its lines are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import cast

from lxml import etree

from ...plain import record
from ..ooxml import NS, Element, flag, measured, q, style_names, text_width_mm
from .styles import NAMES

_PARAGRAPH_PROPERTIES, _PARAGRAPH_STYLE, _VALUE = q("pPr"), q("pStyle"), q("val")
_STYLES_USED = etree.XPath(
    "descendant::w:pStyle[parent::w:pPr/parent::w:p]/@w:val", namespaces={"w": NS["w"]}, smart_strings=False
)


@record
class Type:
    """Size in pt, weight and slant of a run."""

    size: float
    bold: bool
    italic: bool


class ComponentStyles:
    """word/styles.xml: components by style name, and the type that a style sets."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.by_id = {style.get(q("styleId"), ""): style for style in root.iter(q("style"))}
        wanted = {_plain(name): component for component, name in NAMES.items()}
        named = ((style_id, wanted.get(_plain(name))) for style_id, name in style_names(root).items())
        self.component_of = {style_id: component for style_id, component in named if component is not None}
        self._types: dict[str, Type] = {}

    def style(self, component: str) -> Element | None:
        """The style element of a component, if the template still has it."""
        for style_id, known in self.component_of.items():
            if known == component:
                return self.by_id[style_id]
        return None

    def type_of(self, style_id: str) -> Type:
        """The type a style sets, through what it is based on down to the document's defaults."""
        if style_id not in self._types:
            style = self.by_id.get(style_id)
            if style is None:
                self._types[style_id] = self._default()
            else:
                based = style.find(q("basedOn"))
                parent = based.get(q("val"), "") if based is not None else ""
                self._types[style_id] = self._default()  # what a style finds that is based, by a detour, on itself
                below = self.type_of(parent) if parent else self._default()
                self._types[style_id] = with_properties(below, style.find(q("rPr")))
        return self._types[style_id]

    def _default(self) -> Type:
        return with_properties(
            Type(10, False, False), self.root.find(f"{q('docDefaults')}/{q('rPrDefault')}/{q('rPr')}")
        )


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _points(half: str, otherwise: float) -> float:
    """A size told in half points."""
    points = measured(half, 0) / 2
    return points if 0 < points < 2000 else otherwise


def with_properties(below: Type, properties: Element | None) -> Type:
    """The type after a w:rPr is laid over it."""
    if properties is None:
        return below
    size = properties.find(q("sz"))
    return Type(
        below.size if size is None else _points(size.get(q("val"), "20"), below.size),
        below.bold if (bold := flag(properties, "b")) is None else bold,
        below.italic if (italic := flag(properties, "i")) is None else italic,
    )


def component(paragraph: Element, styles: ComponentStyles) -> str:
    """The component a paragraph's style stands for, "" if none of ours."""
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
    base = styles.type_of(style_id(paragraph))
    widths = [0.0]
    for node in paragraph.iter(q("t"), q("br")):
        if node.tag == q("br"):
            widths.append(0.0)
            continue
        parent = node.getparent()
        set_as = with_properties(base, None if parent is None else parent.find(q("rPr")))
        widths[-1] += text_width_mm(node.text or "", set_as.size, set_as.bold, set_as.italic)
    return widths


def main_type(paragraph: Element, styles: ComponentStyles) -> Type:
    """The type of its first run that has text."""
    base = styles.type_of(style_id(paragraph))
    for node in paragraph.iter(q("t")):
        parent = node.getparent()
        if node.text and parent is not None:
            return with_properties(base, parent.find(q("rPr")))
    return base


def paragraphs_in(blocks: list[Element]) -> Iterator[Element]:
    """Every paragraph of these blocks, those in tables too."""
    for block in blocks:
        yield from block.iter(q("p"))
