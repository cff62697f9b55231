"""Small changes to WordprocessingML that keep the schema's order; each says whether it changed anything."""

from __future__ import annotations

import copy

from lxml import etree

from ..docx_reader.ooxml import VAL, Element, W, child
from ..schema_order import SEQUENCE

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
GRAPHICS = tuple(W + name for name in ("drawing", "pict", "object"))
SINGLE = frozenset(W + name for name in ("tab", "cr", "noBreakHyphen", "ptab", "sym"))


def holder(parent: Element, name: str) -> Element:
    """The `w:pPr` of a paragraph or the `w:rPr` of a run, made if missing."""
    found = child(parent, name)
    if found is None:
        found = etree.Element(W + name)
        parent.insert(0, found)
    return found


def place(properties: Element, made: Element) -> None:
    """Puts a property where the schema wants it; what stands there by that name goes."""
    kind = etree.QName(properties).localname
    order = SEQUENCE[kind]
    for old in properties.findall(made.tag):
        properties.remove(old)
    rank = order.index(etree.QName(made).localname)
    for index, node in enumerate(properties):
        name = etree.QName(node).localname if isinstance(node.tag, str) and node.tag.startswith(W) else ""
        if name not in order or order.index(name) > rank:
            properties.insert(index, made)
            return
    properties.append(made)


def set_values(properties: Element, name: str, values: dict[str, str], drop: tuple[str, ...] = ()) -> bool:
    """Sets attributes of one property, keeps its others but for those in `drop`; whether anything changed."""
    old = child(properties, name)
    made = etree.Element(W + name)
    for key, value in old.items() if old is not None else ():
        if etree.QName(key).localname not in drop:
            made.set(key, value)
    for key, value in values.items():
        made.set(W + key, value)
    if old is not None and dict(old.items()) == dict(made.items()):
        return False
    if old is not None:
        made.extend(list(old))
    place(properties, made)
    return True


def set_flag(properties: Element, name: str, on: bool) -> bool:
    """An on/off property set outright, so that no style decides."""
    old = child(properties, name)
    if old is not None and len(properties.findall(W + name)) == 1:
        now = (old.get(VAL) or "true").lower() not in ("0", "false", "off", "none")
        if now == on:
            return False
    made = etree.Element(W + name)
    if not on:
        made.set(VAL, "0")
    place(properties, made)
    return True


def drop(properties: Element | None, name: str) -> bool:
    found = [] if properties is None else properties.findall(W + name)
    for node in found:
        node.getparent().remove(node)  # type: ignore[union-attr]
    return bool(found)


def length(run: Element) -> int:
    """How many signs of text a run holds, as the reader counts them."""
    return sum(_signs(node) for node in run)


def _signs(node: Element) -> int:
    if node.tag == W + "t":
        return len(node.text or "")
    return int(node.tag in SINGLE or is_line_break(node))


def is_line_break(node: Element) -> bool:
    return node.tag == W + "br" and node.get(W + "type") != "page"


def split_run(run: Element, at: int) -> Element:
    """Cuts a run before its sign number `at`; returns the new run with the rest, right behind it."""
    rest = copy.deepcopy(run)
    passed = 0
    for left, right in zip(list(run), list(rest), strict=True):
        if left.tag == W + "rPr":
            continue
        signs = _signs(left)
        if passed + signs <= at and (passed < at or not signs):
            rest.remove(right)
        elif passed >= at:
            run.remove(left)
        else:
            text = left.text or ""
            set_text(left, text[: at - passed])
            set_text(right, text[at - passed :])
        passed += signs
    run.addnext(rest)
    return rest


def set_text(node: Element, text: str) -> None:
    node.text = text
    if text != text.strip() or "  " in text:
        node.set(XML_SPACE, "preserve")
