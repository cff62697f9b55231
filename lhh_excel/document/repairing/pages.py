"""SAFE: paper and margins, with tables fitted to text that becomes narrower, Quốc hiệu's column kept wide enough; page
numbers."""

from __future__ import annotations

from lxml import etree

from ...law import CENTER, FONT
from .. import ooxml
from ..ooxml import NS, Element, W, margin_twips, mm_twips, q, twips_mm
from ..reading.model import Paragraph, Section, Table
from ..rules import Departure
from ..rules.findings import amount, number
from ..rules.pages import TYPED_NUMBER, Attached, has_field
from .columns import narrow
from .fit import framing, indent_mm
from .workshop import Workshop, add_header, node_of, properties_of


def paper(shop: Workshop, departure: Departure) -> str:
    """To A4, with the margins as they are; what was as wide as the text of a wider sheet is that still."""
    section = departure.section
    short, long = (shop.law.rule("trang", side).least for side in ("width", "height"))
    width, height = (long, short) if section.landscape else (short, long)
    _fit_tables(shop, section, width - section.left - section.right)
    size = {"w": str(mm_twips(width)), "h": str(mm_twips(height))}
    return departure.expected if shop.set_section(section, "pgSz", size, drop=("code",)) else ""


def margin(shop: Workshop, departure: Departure) -> str:
    """To the nearest bound of the range."""
    section, demand = departure.section, departure.demand
    now = {"top": section.top, "bottom": section.bottom, "left": section.left, "right": section.right}[demand.prop]
    wanted = demand.nearest(now)
    if demand.prop in ("left", "right"):
        width = text_width(shop, section)
        if _floats_by_page(shop) or (width < section.text_width and (_by_stops(shop) or shop.beside)):
            shop.left.append((departure, "floating"))
            return ""
        _fit_tables(shop, section, width)
    twips = margin_twips(wanted, demand.least, demand.most)
    gutter = section.gutter if demand.prop == "left" else 0.0
    changed = shop.set_section(section, "pgMar", {demand.prop: str(twips - mm_twips(gutter))})
    return amount(float(number(twips_mm(twips), 0)), "mm") if changed else ""


def text_width(shop: Workshop, section: Section) -> float:
    """How wide the text of a section is once both its margins are right."""
    width = section.width
    for prop, now in (("left", section.left), ("right", section.right)):
        width -= shop.law.rule("trang", prop).nearest(now)
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
    return any(line.tabbed and line.paragraph.place.kind == "body" for line in framing(shop.parts))


# --- the tables of a text that becomes narrower ----------------------------------------------------------------------


def _fit_tables(shop: Workshop, section: Section, width: float) -> None:
    """Every table of the section that would stand further out of a text area of `width` mm than it does, narrowed.

    Columns keep their shares; a letterhead's keep their lines whole, for which it may stand out as far as the decree's
    own does. Once a section.
    """
    if section.number in shop.fitted or width >= section.text_width:
        return
    shop.fitted.add(section.number)
    for table in shop.document.blocks:
        if isinstance(table, Table) and table.section == section.number - 1:
            indent = indent_mm(table, section)
            centred = abs(indent * 2 + table.width - section.text_width) < 1.0
            over = max(indent + table.width - section.text_width, 0.0)
            wanted = width + 2 * over if centred else width + over - indent
            if table.width > wanted + 0.3 > 40:
                spare = max(shop.law.rule("trang", "overhang").most - over - abs(min(indent, 0.0)), 0.0)
                narrow(shop, table, wanted, spare)


# --- page numbers ----------------------------------------------------------------------------------------------------


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
            if TYPED_NUMBER.match(paragraph.text) and not has_field([paragraph]):
                _clear(shop, paragraph)
    if shop.document.even_and_odd:
        _number_even_pages(shop)
    done: set[str] = set()
    for section in sections:
        held = section.headers.get("default")
        part = held[0].part if held else ""
        if part in done or has_field(held or []):
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
        if held and held[0].part not in done and not has_field(held):
            _add(shop, section, held)
            done.add(held[0].part)


def first_page(shop: Workshop, departure: Departure) -> str:
    before = shop.edited
    _hide_on_first(shop)
    return "không hiển thị ở trang thứ nhất" if shop.edited > before else ""


def number_start(shop: Workshop, departure: Departure) -> str:
    return "1" if _unnumbered(shop, departure, "start") else ""


def number_format(shop: Workshop, departure: Departure) -> str:
    return departure.expected if _unnumbered(shop, departure, "fmt") else ""


def _unnumbered(shop: Workshop, departure: Departure, said: str) -> bool:
    """Whether the section said so of its numbers, which it does no more."""
    return shop.set_section(departure.section, "pgNumType", {}, drop=(said,))


def annex_restart(shop: Workshop, departure: Departure) -> str:
    """Only where the annex begins a section of its own."""
    attached: Attached = departure.thing
    if not attached.annex.opens_section:
        return ""
    section = shop.document.sections[attached.heading.paragraph.section]
    return departure.expected if shop.set_section(section, "pgNumType", {"start": "1"}) else ""


def _hide_on_first(shop: Workshop) -> None:
    first = shop.document.sections[0]
    properties = properties_of(first)
    if properties is None:
        return
    shop.touch(shop.package.main, ooxml.set_flag(properties, "titlePg", True) if not first.title_page else False)
    for paragraph in first.headers.get("first", []):
        if has_field([paragraph]):
            _clear(shop, paragraph)


def _is_number(paragraph: Paragraph) -> bool:
    """Nothing but a page number, by a field or typed."""
    return has_field([paragraph]) or bool(TYPED_NUMBER.match(paragraph.text))


def _alone(paragraph: Paragraph) -> bool:
    """Whether no other words stand beside a number, nor a picture in one run with it."""
    if paragraph.text and not TYPED_NUMBER.match(paragraph.text):
        return False
    drawn = [
        run
        for run in node_of(paragraph).iter(W + "r")
        if any(next(node.iter(*ooxml.GRAPHICS), None) is not None for node in run)
    ]
    return not any(node.tag in _OF_NUMBERS for run in drawn for node in run)


_OF_NUMBERS = tuple(W + name for name in ("t", "fldChar", "instrText", "tab"))


def _clear(shop: Workshop, paragraph: Paragraph) -> None:
    """Takes the number out, but where other words stand beside it: they are nobody's to take."""
    if not _alone(paragraph):
        return
    for node in list(node_of(paragraph)):
        if node.tag != W + "pPr" and next(node.iter(*ooxml.GRAPHICS), None) is None:
            node_of(paragraph).remove(node)
    paragraph.runs.clear()
    paragraph.fields = ()
    paragraph.raw = paragraph.text = ""  # what was worked out of the runs
    shop.touch(paragraph.part)


def _add(shop: Workshop, section: Section, held: list[Paragraph] | None) -> bool:
    size = shop.law.size_sets[shop.body()]["so_trang"]
    if held is None:
        properties = properties_of(section)
        if properties is None:
            return False
        add_header(shop, properties, _paragraph(size))
        return True
    if not held:
        return False
    first = node_of(held[0])
    if held[0].place.table:  # above a table, not within it
        list(first.iterancestors(W + "tbl"))[-1].addprevious(_paragraph(size))
    elif held[0].blank and not held[0].has_picture:
        first.getparent().replace(first, _paragraph(size))  # type: ignore[union-attr]
    else:
        first.addprevious(_paragraph(size))
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
