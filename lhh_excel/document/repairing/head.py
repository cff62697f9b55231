"""Quốc hiệu on one line, how long the lines drawn under Tiêu ngữ, names and subject are (SAFE); the two sides of the
head in their places, lines drawn and taken away (GUARDED)."""

from __future__ import annotations

import copy
import re

from lxml import etree

from .. import ooxml
from ..ooxml import EMU_PER_MM, MM_PER_PT, NS, Element, W, child, measure_mm, mm_twips, q
from ..reading.lines import Line, lines_of
from ..reading.model import DrawnLine, Paragraph, Table
from ..reading.paragraph import VML_LINES, point
from ..rules import Departure
from ..rules.findings import number
from ..rules.head import bearers
from ..rules.typeface import Ruled, longest, middle_of
from .columns import has_two_columns, row_nodes, table_of, widen
from .text import rewrite
from .workshop import Workshop, node_of

_ONE_LINE = "một dòng"


def quoc_hieu_lines(shop: Workshop, departure: Departure) -> str:
    """One line again: the break taken out, the two paragraphs joined, the indents taken off or the cell widened."""
    lines: list[Line] = departure.thing
    if len(lines) == 2:
        return _join(shop, lines)
    if len(lines) != 1:
        return ""
    shape = lines[0].paragraph.format
    if shape.left or shape.right or shape.first:
        done = shop.indent(lines[0].paragraph, left=0, right=0, firstLine=0)
    else:
        done = widen(shop, lines[0])
    return _ONE_LINE if done else ""


def _join(shop: Workshop, lines: list[Line]) -> str:
    first, second = lines[0].paragraph, lines[1].paragraph
    if first is second:
        typed = "".join(run.text for run in first.runs)
        wanted = re.sub(r"\s*\n\s*", " ", typed).strip()
        return _ONE_LINE if rewrite(shop, first, 0, len(typed), typed, wanted) else ""
    if second.ends_section or second.has_picture or second.ruled or first.place.cell != second.place.cell:
        return ""
    upper, lower = node_of(first), node_of(second)
    _append_space(list(upper.iter(W + "r"))[-1])
    upper.extend([node for node in lower if node.tag != W + "pPr"])
    lower.getparent().remove(lower)  # type: ignore[union-attr]
    shop.touch(first.part)
    return _ONE_LINE


def _append_space(run: Element) -> None:
    texts = run.findall(W + "t")
    if texts and not (texts[-1].text or "").endswith(" "):
        ooxml.set_text(texts[-1], (texts[-1].text or "") + " ")


def swap_sides(shop: Workshop, departure: Departure) -> str:
    """The two columns of the head exchanged, each with its width."""
    tables = [one for one in shop.document.blocks if isinstance(one, Table) and one.number in shop.parts.head.tables]
    if len(tables) != 1 or not has_two_columns(tables[0]):
        return ""
    table = node_of(tables[0])
    for holder, name in ((child(table, "tblGrid"), "gridCol"), *((row, "tc") for row in table.iterfind(W + "tr"))):
        if holder is not None:
            first, second = holder.findall(W + name)
            second.addnext(first)
    shop.touch(shop.package.main)
    return departure.expected


def date_beside_number(shop: Workshop, departure: Departure) -> str:
    """The date's paragraph moved into the empty cell beside the number; a row left without anything goes.

    Only in a table of two columns, where that cell holds nothing but one empty paragraph.
    """
    numbered, date = shop.parts.head.number, departure.line
    if numbered is None or len(lines_of(date.paragraph)) != 1:
        return ""
    table = table_of(shop, date.paragraph)
    places = (numbered.paragraph.place, date.paragraph.place)
    if table is None or not has_two_columns(table) or [place.column for place in places] != [1, 2]:
        return ""
    beside = table.rows[places[0].row - 1][1]
    if beside.tables or len(beside.paragraphs) != 1 or not _idle(beside.paragraphs[0]):
        return ""
    _move(node_of(date.paragraph), node_of(beside.paragraphs[0]))
    left = [one for cell in table.rows[places[1].row - 1] for one in cell.paragraphs if one is not date.paragraph]
    nested = any(cell.tables for cell in table.rows[places[1].row - 1])
    if all(map(_idle, left)) and not nested:
        _drop_row(table, places[1].row - 1)
    shop.touch(date.paragraph.part)
    return departure.expected


def _idle(paragraph: Paragraph) -> bool:
    return paragraph.blank and not paragraph.ruled and not paragraph.has_picture and not paragraph.ends_section


def _move(moved: Element, empty: Element) -> None:
    """Puts a paragraph in place of an empty one, which stays behind where its cell would have none."""
    old = moved.getparent()
    empty.getparent().replace(empty, moved)  # type: ignore[union-attr]
    if old is not None and child(old, "p") is None:
        old.append(empty)


def _drop_row(table: Table, index: int) -> None:
    rows = row_nodes(table)
    if len(rows) == len(table.rows) and next(rows[index].iter(W + "vMerge"), None) is None:
        node_of(table).remove(rows[index])


# --- the lines drawn below: borders, whose length is their paragraph's indents, or shapes -----------------------------


_DRAWN = "đường viền đoạn, nét liền"
_BORDER = {"val": "single", "sz": "6", "space": "1", "color": "000000"}


def line_length(shop: Workshop, departure: Departure) -> str:
    """A border's length is its paragraph's indents: set so that it fits the text and stands in its middle.

    A shape keeps its middle; of several shapes none is touched.
    """
    ruled: Ruled = departure.thing
    wanted = wanted_mm(shop, ruled)
    if any(one.lines_drawn for one in ruled.around):
        shape = _sole_line(ruled)
        done = shape is not None and _resize(*shape, wanted) and shop.touch(shape[0].part)
    else:
        bearer = _bordered(ruled)
        done = bearer is not None and _fit(shop, bearer, ruled, wanted)
    return f"dài {number(wanted, 1)} mm, cân giữa dòng chữ" if done else ""


def _fit(shop: Workshop, bearer: Paragraph, ruled: Ruled, wanted: float) -> bool:
    room = bearer.place.width
    if room is None:
        return False
    middle = middle_of(ruled.lines[-1])
    left, right = mm_twips(middle - wanted / 2), mm_twips(room - middle - wanted / 2)
    return shop.indent(bearer, left=left, right=right, firstLine=0)


def _bordered(ruled: Ruled) -> Paragraph | None:
    return next((one for one in ruled.below if one.format.border_bottom or one.format.border_top), None)


def wanted_mm(shop: Workshop, ruled: Ruled) -> float:
    demand = shop.law.rule(ruled.component, "rule")
    return (demand.least + demand.most) / 2 * longest(ruled.lines)


def draw_line(shop: Workshop, departure: Departure) -> str:
    """A real line in place of none, of underlining, of typed signs or of dashes."""
    ruled: Ruled = departure.thing
    lines, found = ruled.lines, ruled.found
    if any(line.tabbed for line in lines) or lines[-1].paragraph.place.width is None:
        return ""
    if found is not None and found.kind == "drawn":
        shape = _sole_line(ruled)
        return "nét liền" if shape is not None and _make_solid(shape[1]) and shop.touch(shape[0].part) else ""
    if any(one.is_rule for line in lines for one in lines_of(line.paragraph)):
        return ""  # typed in one paragraph with the words: a person takes it away
    if lines_of(lines[-1].paragraph)[-1].text != lines[-1].text:
        return ""  # more stands below in the same paragraph: the line would come below that
    if found is not None and found.kind == "border":
        return _solid(shop, ruled)
    if found is not None and found.kind == "underline":
        for line in lines:
            shop.no_underline(line)
    bearer = next(
        (one for one in ruled.below if not one.has_picture and not one.ends_section and not _hides(one)), None
    )
    last = lines[-1].paragraph
    if bearer is None:
        node_of(last).addnext(_line_paragraph(node_of(last)))
        shop.touch(last.part)
        return _DRAWN  # the next round sets its length
    for run in list(node_of(bearer).iter(W + "r")):
        run.getparent().remove(run)  # type: ignore[union-attr]
    _draw(node_of(bearer))
    shop.touch(bearer.part)
    return _DRAWN


def _hides(paragraph: Paragraph) -> bool:
    """Text that is hidden is not ours to take away."""
    return any(run.format.hidden and run.text.strip() for run in paragraph.runs)


def unmake_line(shop: Workshop, departure: Departure) -> str:
    """Borders and underlining below a công văn's subject taken away; what is typed or drawn is for a person."""
    for paragraph in bearers(shop.to):
        if paragraph.format.border_bottom or paragraph.format.border_top:
            none = etree.Element(W + "pBdr")
            for side in ("top", "bottom"):  # told outright, so that no style brings it back
                etree.SubElement(none, W + side).set(W + "val", "nil")
            ooxml.place(ooxml.holder(node_of(paragraph), "pPr"), none)
            shop.touch(paragraph.part)
    for line in shop.parts.head.letter_subject:
        if line.underlined:
            shop.no_underline(line)
    return departure.expected


def _solid(shop: Workshop, ruled: Ruled) -> str:
    bearer = _bordered(ruled)
    if bearer is None:
        return ""
    _draw(node_of(bearer))
    shop.touch(bearer.part)
    _fit(shop, bearer, ruled, wanted_mm(shop, ruled))
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


def _sole_line(ruled: Ruled) -> tuple[Paragraph, DrawnLine] | None:
    """The one line drawn there; None where there is none or more than one."""
    unlike = {id(one): one for one in ruled.around}.values()
    found = [(one, line) for one in unlike for line in one.lines_drawn]
    return found[0] if len(found) == 1 else None


def _resize(paragraph: Paragraph, line: DrawnLine, wanted_mm: float) -> bool:
    """Whether the line now has that length."""
    node = node_of(line)
    if node.tag.startswith(_V):
        return _resize_vml(node, wanted_mm, paragraph)
    if not _resize_drawing(node, wanted_mm, paragraph):
        return False
    for twin in _twins(node):  # for programs that do not know DrawingML
        _resize_vml(twin, wanted_mm, paragraph)
    return True


def _make_solid(line: DrawnLine) -> bool:
    done = False
    for node in (node_of(line), *_twins(node_of(line))):
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
