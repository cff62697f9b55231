"""The sections of a document: paper, margins, page numbers, and which header each page shows."""

from __future__ import annotations

from collections.abc import Callable

from ..ooxml import Element, W, attr, child, flag, measure_mm, q, val, whole
from .model import Paragraph, Section

ReadPart = Callable[[str, str, Section], list[Paragraph]]
_KINDS = ("default", "first", "even")


def section_nodes(body: Element) -> list[Element]:
    """Every `w:sectPr` below, but for those that a tracked change keeps as they were."""
    return [node for node in body.iter(W + "sectPr") if not is_old(node)]


def read_sections(
    nodes: list[Element], relationships: dict[str, tuple[str, str]], read_part: ReadPart
) -> list[Section]:
    """The sections of these `w:sectPr` in order.

    `read_part(part, "header" | "footer", section)` reads the paragraphs of a header part.

    A header that a section does not define is that of the section before it.
    """
    sections: list[Section] = []
    for number, node in enumerate(nodes, 1):
        section = _geometry(node, number)
        for kind, holder in (("header", section.headers), ("footer", section.footers)):
            for reference in node.findall(f"{W}{kind}Reference"):
                part = relationships.get(reference.get(q("r:id"), ""), ("", ""))[1]
                holder[attr(reference, "type") or "default"] = read_part(part, kind, section)
        if sections:
            for name in _KINDS:
                for own, before in ((section.headers, sections[-1].headers), (section.footers, sections[-1].footers)):
                    if name not in own and name in before:
                        own[name] = before[name]
        sections.append(section)
    return sections


def is_old(node: Element) -> bool:
    return next(node.iterancestors(W + "sectPrChange"), None) is not None


def _geometry(node: Element, number: int) -> Section:
    size, margins, numbers = child(node, "pgSz"), child(node, "pgMar"), child(node, "pgNumType")

    def mm(element: Element | None, default: float, *names: str) -> float:
        found = measure_mm(attr(element, *names))
        return default if found is None else found

    gutter = mm(margins, 0.0, "gutter")
    start = attr(numbers, "start")
    width, height = mm(size, 215.9, "w"), mm(size, 279.4, "h")
    return Section(
        number=number,
        width=width,
        height=height,
        landscape=width > height,
        top=abs(mm(margins, 25.4, "top")),
        bottom=abs(mm(margins, 25.4, "bottom")),
        left=mm(margins, 25.4, "left", "start") + gutter,
        right=mm(margins, 25.4, "right", "end"),
        title_page=bool(flag(node, "titlePg")),
        starts_on_new_page=val(node, "type") not in ("continuous", "nextColumn"),
        number_format=attr(numbers, "fmt") or "decimal",
        number_start=whole(start, None),
        gutter=gutter,
        node=node,
    )
