"""SAFE: paper, margins, page numbers."""

from __future__ import annotations

from lxml import etree

from ...law import CENTER, FONT
from .. import ooxml
from ..ooxml import NS, Element, W, margin_twips, mm_twips, q, twips_mm
from ..reading import Paragraph, Section
from ..rules import Departure
from ..rules.findings import amount, number
from ..rules.pages import PAGE_FIELD, TYPED_NUMBER
from . import tables
from .workshop import Workshop, add_header


def paper(shop: Workshop, departure: Departure) -> str:
    """To A4, with the margins as they are; what was as wide as the text of a wider sheet is that still."""
    section = departure.where
    if not isinstance(section, Section):
        return ""
    short, long = (shop.law.rule("trang", side).least for side in ("width", "height"))
    width, height = (long, short) if section.landscape else (short, long)
    tables.fit(shop, section, width - section.left - section.right)
    size = {"w": str(mm_twips(width)), "h": str(mm_twips(height))}
    return departure.expected if shop.set_section(section, "pgSz", size, drop=("code",)) else ""


def margin(shop: Workshop, departure: Departure) -> str:
    """To the nearest bound of the range."""
    section, demand = departure.where, departure.demand
    if not isinstance(section, Section):
        return ""
    now = {"top": section.top, "bottom": section.bottom, "left": section.left, "right": section.right}[demand.prop]
    low, high = demand.low or 0.0, demand.high or 0.0
    wanted = min(max(now, low), high)
    if demand.prop in ("left", "right"):
        width = text_width(shop, section)
        if _floats_by_page(shop) or (width < section.text_width and (_by_stops(shop) or shop.beside)):
            shop.left.append((departure, "floating"))
            return ""
        tables.fit(shop, section, width)
    twips = margin_twips(wanted, low, high)
    gutter = section.gutter if demand.prop == "left" else 0.0
    changed = shop.set_section(section, "pgMar", {demand.prop: str(twips - mm_twips(gutter))})
    return amount(float(number(twips_mm(twips), 0)), "mm") if changed else ""


def text_width(shop: Workshop, section: Section) -> float:
    """How wide the text of a section is once both its margins are right."""
    width = section.width
    for prop, now in (("left", section.left), ("right", section.right)):
        demand = shop.law.rule("trang", prop)
        width -= min(max(now, demand.least), demand.most)
    return width


def _floats_by_page(shop: Workshop) -> bool:
    """Whether a shape of page 1 stands by the edge of the paper: it would stay where text and margins move."""
    shapes = (line.node for one in shop.document.paragraphs() for line in one.lines_drawn if line.floating)
    for node in shapes:
        place = node.find(q("wp:positionH")) if node is not None else None
        if place is not None and place.get("relativeFrom") == "page":
            return True
    return any(one.place.kind == "box" for one in (*shop.parts.head.left, *shop.parts.head.right))


def _by_stops(shop: Workshop) -> bool:
    """Whether columns of head or signature stand at tab stops, which do not come nearer with the margins."""
    signing = (line for signer in shop.parts.signers for line in (*signer.lines, signer.name) if line is not None)
    return any(line.tabbed and line.paragraph.place.kind == "body" for line in (*shop.parts.head.lines(), *signing))


def page_number(shop: Workshop, departure: Departure) -> str:
    """A number by itself, in the middle of the top margin of every page but the first; those elsewhere go."""
    sections = shop.document.sections
    footers = [one for section in sections for held in section.footers.values() for one in held if _is_number(one)]
    if not all(map(_alone, footers)):
        return ""
    for paragraph in footers:
        _clear(shop, paragraph)
    for section in sections:
        for paragraph in (one for kind, held in section.headers.items() if kind != "first" for one in held):
            if TYPED_NUMBER.match(paragraph.text) and not _has_field(paragraph):
                _clear(shop, paragraph)
    if shop.document.even_and_odd:
        _number_even_pages(shop)
    done: set[str] = set()
    for section in sections:
        held = section.headers.get("default")
        part = held[0].part if held else ""
        if part in done or any(_has_field(one) for one in held or []):
            continue
        if part or not done:  # a section without a header shows that of the one before
            if not _add(shop, section, held):
                return ""
            done.add(part)
    _hide_on_first(shop)
    return "trường số trang tự động, giữa lề trên, từ trang 2"


def _number_even_pages(shop: Workshop) -> None:
    """In headers of their own; where there is none, whether to have them at all is for a person."""
    done: set[str] = set()
    for section in shop.document.sections:
        held = section.headers.get("even")
        if held and held[0].part not in done and not any(_has_field(one) for one in held):
            _add(shop, section, held)
            done.add(held[0].part)


def first_page(shop: Workshop, departure: Departure) -> str:
    before = shop.edited
    _hide_on_first(shop)
    return "không hiển thị ở trang thứ nhất" if shop.edited > before else ""


def number_start(shop: Workshop, departure: Departure) -> str:
    section = departure.where
    done = isinstance(section, Section) and shop.set_section(section, "pgNumType", {}, drop=("start",))
    return "1" if done else ""


def number_format(shop: Workshop, departure: Departure) -> str:
    section = departure.where
    done = isinstance(section, Section) and shop.set_section(section, "pgNumType", {}, drop=("fmt",))
    return departure.expected if done else ""


def annex_restart(shop: Workshop, departure: Departure) -> str:
    """Only where the annex begins a section of its own."""
    annex = next((one for one in shop.parts.annexes if one.heading is departure.where), None)
    if annex is None or not annex.opens_section:
        return ""
    section = shop.document.sections[annex.heading.paragraph.section]
    return departure.expected if shop.set_section(section, "pgNumType", {"start": "1"}) else ""


def _hide_on_first(shop: Workshop) -> None:
    first = shop.document.sections[0]
    if first.node is None or first.node.tag != W + "sectPr":
        return
    shop.touch(shop.package.main, ooxml.set_flag(first.node, "titlePg", True) if not first.title_page else False)
    for paragraph in first.headers.get("first", []):
        if _has_field(paragraph):
            _clear(shop, paragraph)


def _has_field(paragraph: Paragraph) -> bool:
    return any(PAGE_FIELD.search(code) for code in paragraph.fields)


def _is_number(paragraph: Paragraph) -> bool:
    """Nothing but a page number, by a field or typed."""
    return _has_field(paragraph) or bool(TYPED_NUMBER.match(paragraph.text))


def _alone(paragraph: Paragraph) -> bool:
    """Whether no other words stand beside a number, nor a picture in one run with it."""
    if paragraph.text and not TYPED_NUMBER.match(paragraph.text):
        return False
    runs = paragraph.node.iter(W + "r") if paragraph.node is not None else ()
    drawn = [run for run in runs if any(next(node.iter(*ooxml.GRAPHICS), None) is not None for node in run)]
    return not any(node.tag in _OF_NUMBERS for run in drawn for node in run)


_OF_NUMBERS = tuple(W + name for name in ("t", "fldChar", "instrText", "tab"))


def _clear(shop: Workshop, paragraph: Paragraph) -> bool:
    """Takes the number out; False where other words stand beside it (they are nobody's to take)."""
    if paragraph.node is None or not _alone(paragraph):
        return False
    for node in list(paragraph.node):
        if node.tag != W + "pPr" and next(node.iter(*ooxml.GRAPHICS), None) is None:
            paragraph.node.remove(node)
    paragraph.runs.clear()
    paragraph.fields = ()
    paragraph.raw = paragraph.text = ""  # what was worked out of the runs
    return shop.touch(paragraph.part)


def _add(shop: Workshop, section: Section, held: list[Paragraph] | None) -> bool:
    size = shop.law.size_sets[shop.body()]["so_trang"]
    if held is None:
        if section.node is None or section.node.tag != W + "sectPr":
            return False
        add_header(shop, section.node, _paragraph(size))
        return True
    if not held or held[0].node is None:
        return False
    if held[0].place.table:  # above a table, not within it
        top = list(held[0].node.iterancestors(W + "tbl"))[-1]
        top.addprevious(_paragraph(size))
        return shop.touch(held[0].part)
    if held[0].blank and not held[0].has_picture:
        held[0].node.getparent().replace(held[0].node, _paragraph(size))  # type: ignore[union-attr]
    else:
        held[0].node.addprevious(_paragraph(size))
    return shop.touch(held[0].part)


def _paragraph(size: int) -> Element:
    """A centred paragraph with the PAGE field."""
    made = etree.Element(W + "p", nsmap={"w": NS["w"]})
    properties = ooxml.holder(made, "pPr")
    ooxml.set_values(properties, "spacing", {"before": "0", "after": "0"})
    ooxml.set_values(properties, "ind", {"left": "0", "right": "0", "firstLine": "0"})
    ooxml.set_values(properties, "jc", {"val": CENTER})
    for kind in ("begin", "", "separate", "2", "end"):
        run = etree.SubElement(made, W + "r")
        look = ooxml.holder(run, "rPr")
        ooxml.set_values(look, "rFonts", dict.fromkeys(("ascii", "hAnsi", "cs"), FONT))
        for name in ("b", "i"):
            ooxml.set_flag(look, name, False)
        ooxml.set_values(look, "sz", {"val": str(size * 2)})
        if kind in ("begin", "separate", "end"):
            etree.SubElement(run, W + "fldChar").set(W + "fldCharType", kind)
        elif kind:
            etree.SubElement(run, W + "t").text = kind
        else:
            code = etree.SubElement(run, W + "instrText")
            code.text = " PAGE "
            code.set(ooxml.XML_SPACE, "preserve")
    return made
