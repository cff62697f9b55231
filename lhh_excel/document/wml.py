"""A rendered document as an lxml tree: its styles by name, how long its lines are, breaking and indenting them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TypeAlias, cast

from lxml import etree

from ..plain import record
from .metrics import text_width_mm
from .schema_order import SEQUENCE
from .styles import NAMES, W
from .units import mm_twips

Element: TypeAlias = "etree._Element"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@cache
def q(name: str) -> str:
    """The tag or attribute in the main namespace of Word."""
    return f"{{{W}}}{name}"


_ORDER = [q(name) for name in SEQUENCE["pPr"]]
_TEXT, _BREAK = q("t"), q("br")
_PARAGRAPH_PROPERTIES, _PARAGRAPH_STYLE, _VALUE = q("pPr"), q("pStyle"), q("val")
_CELL_PROPERTIES, _CELL_WIDTH, _SPAN = q("tcPr"), q("tcW"), q("gridSpan")
_BEYOND = 1e6  # twips, half points or columns that no page holds
_STYLES_USED = etree.XPath(
    "descendant::w:pStyle[parent::w:pPr/parent::w:p]/@w:val", namespaces={"w": W}, smart_strings=False
)


@record
class Type:
    """Size in pt, weight and slant of a run."""

    size: float
    bold: bool
    italic: bool


class Styles:
    """word/styles.xml: components by style name, and the type that a style sets."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.by_id = {style.get(q("styleId"), ""): style for style in root.iter(q("style"))}
        wanted = {unicodedata.normalize("NFC", name).casefold(): component for component, name in NAMES.items()}
        self.component_of: dict[str, str] = {}
        for style_id, style in self.by_id.items():
            name = style.find(q("name"))
            known = "" if name is None else unicodedata.normalize("NFC", name.get(q("val"), "")).casefold()
            if known in wanted:
                self.component_of[style_id] = wanted[known]
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


def _on(mark: Element | None, otherwise: bool) -> bool:
    return otherwise if mark is None else mark.get(q("val"), "1") not in ("0", "false", "off")


def measured(text: str | None, otherwise: float) -> float:
    """The number that an attribute holds; `otherwise` where it is missing or no number that a page can have."""
    try:
        value = float(text or "")
    except ValueError:
        return otherwise
    return value if abs(value) < _BEYOND else otherwise


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
        _on(properties.find(q("b")), below.bold),
        _on(properties.find(q("i")), below.italic),
    )


def component(paragraph: Element, styles: Styles) -> str:
    """The component a paragraph's style stands for, "" if none of ours."""
    return styles.component_of.get(style_id(paragraph), "")


def components_in(block: Element, styles: Styles) -> set[str]:
    """The components that paragraphs anywhere in a block stand for, without those that are none of ours."""
    used = cast("list[str]", _STYLES_USED(block))
    return {styles.component_of[style] for style in set(used) if style in styles.component_of}


def style_id(paragraph: Element) -> str:
    """The id of its style, "" for the default one."""
    for holder in paragraph.iterchildren(_PARAGRAPH_PROPERTIES):  # quicker than find(): it is asked of every paragraph
        for mark in holder.iterchildren(_PARAGRAPH_STYLE):
            return mark.get(_VALUE, "")
    return ""


def text_of(paragraph: Element) -> str:
    """Its text; a line break is a newline."""
    return "".join(["\n" if node.tag == _BREAK else node.text or "" for node in paragraph.iter(_TEXT, _BREAK)])


def span_and_width(cell: Element) -> tuple[int, Element | None]:
    """How many columns a table cell takes, and the element that sets its width."""
    span, width = 1, None
    for holder in cell.iterchildren(_CELL_PROPERTIES):
        for mark in holder.iterchildren(_CELL_WIDTH, _SPAN):
            if mark.tag == _SPAN:
                span = max(1, int(measured(mark.get(_VALUE), 1)))
            else:
                width = mark
    return span, width


def line_widths(paragraph: Element, styles: Styles) -> list[float]:
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


def main_type(paragraph: Element, styles: Styles) -> Type:
    """The type of its first run that has text."""
    base = styles.type_of(style_id(paragraph))
    for node in paragraph.iter(q("t")):
        parent = node.getparent()
        if node.text and parent is not None:
            return with_properties(base, parent.find(q("rPr")))
    return base


def break_at(paragraph: Element, positions: list[int]) -> None:
    """Put a line break in the place of the spaces at these offsets of the paragraph's text."""
    offset = 0
    for node in list(paragraph.iter(q("t"))):
        text = node.text or ""
        inside = [position - offset for position in positions if offset <= position < offset + len(text)]
        offset += len(text)
        if not inside:
            continue
        pieces = [text[start:end] for start, end in zip([0, *(at + 1 for at in inside)], [*inside, None], strict=True)]
        node.text = pieces[0]
        last = node
        for piece in pieces[1:]:
            line_break, rest = etree.Element(q("br")), etree.Element(q("t"))
            rest.text = piece
            rest.set(XML_SPACE, "preserve")
            last.addnext(line_break)
            line_break.addnext(rest)
            last = rest


def properties(paragraph: Element) -> Element:
    """Its w:pPr, made if missing."""
    found = paragraph.find(q("pPr"))
    if found is None:
        found = etree.Element(q("pPr"))
        paragraph.insert(0, found)
    return found


def set_property(holder: Element, name: str, **values: str) -> None:
    """Replace one child of a w:pPr, at the place the schema wants."""
    made = etree.Element(q(name))
    for key, value in values.items():
        made.set(q(key), value)
    for old in holder.findall(q(name)):
        holder.remove(old)
    rank = _ORDER.index(q(name))
    for index, child in enumerate(holder):
        if child.tag in _ORDER and _ORDER.index(str(child.tag)) > rank:
            holder.insert(index, made)
            return
    holder.append(made)


def indent(paragraph: Element, left_mm: float, right_mm: float = 0.0, hanging_mm: float = 0.0) -> None:
    """Set its indents; no first-line indent remains."""
    values = {"left": str(mm_twips(left_mm)), "right": str(mm_twips(right_mm))}
    values["hanging" if hanging_mm else "firstLine"] = str(mm_twips(hanging_mm))
    set_property(properties(paragraph), "ind", **values)


def paragraphs_in(blocks: list[Element]) -> Iterator[Element]:
    """Every paragraph of these blocks, those in tables too."""
    for block in blocks:
        yield from block.iter(q("p"))
