"""WordprocessingML as we read and write it: names, measures, habits of reading, changes that keep the schema's order.

One set of helpers for the reader, the writer, the templates and the fixer. An element is lxml's own.
"""

from __future__ import annotations

import copy
import math
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias, TypeVar

from lxml import etree

from ...plain import escape as escape
from ...plain import pattern

Element: TypeAlias = "etree._Element"
Other = TypeVar("Other")

# --- names -----------------------------------------------------------------------------------------------------------

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
#: Strict OOXML uses other names for the same things; the reader turns them into the common ones.
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": NS["w"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": NS["r"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": NS["a"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": NS["wp"].encode(),
}


def common(part: bytes) -> bytes:
    """A part in the names that everyone else writes; Word can save a document in strict ones."""
    for strict, usual in STRICT.items():
        if strict in part:
            part = part.replace(strict, usual)
    return part


W = f"{{{NS['w']}}}"
VAL = W + "val"
XML_SPACE = f"{{{NS['xml']}}}space"


@cache
def q(name: str) -> str:
    """`p`, `w:p` -> `{namespace}p`: the tag or attribute; Word's main namespace unless another is told."""
    prefix, _, local = name.rpartition(":")
    return f"{{{NS[prefix or 'w']}}}{local}"


# --- measures --------------------------------------------------------------------------------------------------------

#: Word writes lengths in twips, twentieths of a point; drawings in EMU.
TWIPS_PER_MM, EMU_PER_MM, MM_PER_PT = 1440 / 25.4, 36000, 25.4 / 72
_MEASURE = pattern(r"^\s*(-?\d*\.?\d+)\s*(mm|cm|in|pt|pc|pi|px)?\s*$")
_MM_PER_UNIT = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": MM_PER_PT, "pc": 12 * MM_PER_PT, "pi": 12 * MM_PER_PT}
_MM_PER_UNIT["px"] = 25.4 / 96
_BEYOND = 1e6  # twips, half points or columns that no page holds


def mm_twips(mm: float) -> int:
    """The nearest whole number of twips."""
    return round(mm * TWIPS_PER_MM)


def cm_twips(cm: float) -> int:
    """The nearest whole number of twips."""
    return mm_twips(cm * 10)


def pt_twips(pt: float) -> int:
    """The nearest whole number of twips."""
    return round(pt * 20)


def twips_mm(twips: float) -> float:
    """Back to millimetres."""
    return twips / TWIPS_PER_MM


def margin_twips(mm: float, low: float, high: float) -> int:
    """A margin in twips that is never, by rounding, below the least or above the greatest allowed."""
    exact = mm * TWIPS_PER_MM
    if mm <= low:
        return math.ceil(exact)
    return math.floor(exact) if mm >= high else round(exact)


def measure_mm(text: str | None, bare_unit_mm: float = 1 / TWIPS_PER_MM) -> float | None:
    """A length in mm: a bare number counts in twips (or as told), else the unit written ("2.5cm", "12pt")."""
    match = _MEASURE.match(text or "")
    if match is None:
        return None
    return float(match[1]) * (_MM_PER_UNIT[match[2]] if match[2] else bare_unit_mm)


def measure_pt(text: str | None, bare_unit_pt: float = 1 / 20) -> float | None:
    """A length in pt, to a thousandth: a bare number counts in twentieths (or as told)."""
    found = measure_mm(text, bare_unit_pt * MM_PER_PT)
    return None if found is None else round(found / MM_PER_PT, 3)


def measured(text: str | None, otherwise: float) -> float:
    """The number that an attribute holds; `otherwise` where it is missing or no number that a page can have."""
    try:
        value = float(text or "")
    except ValueError:
        return otherwise
    return value if abs(value) < _BEYOND else otherwise


def whole(text: str | None, default: Other) -> int | Other:
    """The whole number that an attribute holds; `default` where it is missing or holds none."""
    try:
        return int(text or "")
    except ValueError:
        return default


# --- how long a line is ----------------------------------------------------------------------------------------------
# Behind drawn rules, the header's columns, pages measured. Widths are those of Tinos and Arimo, which have those of
# Times New Roman and Arial; kerning is ignored (Word leaves it off). font_widths.json is written by tools/metrics.py.

ARIAL = "Arial"
_FALLBACK = 0.6  # of an em, for a letter the table lacks: rather too wide than a line that wraps


@cache
def _widths(style: str) -> dict[str, float]:
    from json import loads

    data = loads(Path(__file__).with_name("font_widths.json").read_text("utf-8"))
    return {letter: width / data["em"] for letter, width in zip(data["letters"], data[style], strict=True)}


def _letter_width(letter: str, widths: dict[str, float]) -> float:
    known = widths.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Cc", "Mn", "Co"}:
        return 0.0
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else _FALLBACK


@lru_cache(maxsize=4096)
def text_width_mm(text: str, size_pt: float, bold: bool = False, italic: bool = False, font: str = "") -> float:
    """The length in mm of `text` (brought to NFC) set on one line at `size_pt` in `ARIAL`, else in Times New Roman."""
    style = f"{ARIAL} " if font == ARIAL else ""
    style += {(0, 0): "Regular", (1, 0): "Bold", (0, 1): "Italic", (1, 1): "BoldItalic"}[bool(bold), bool(italic)]
    widths = _widths(style)
    ems = sum(_letter_width(letter, widths) for letter in unicodedata.normalize("NFC", text))
    return ems * size_pt * MM_PER_PT


# --- reading ---------------------------------------------------------------------------------------------------------


def child(element: Element | None, name: str) -> Element | None:
    """The last `w:` child of that name (producers repeat some; Word obeys the last)."""
    if element is None:
        return None
    return next(element.iterchildren(W + name, reversed=True), None)


def leading(element: Element, name: str) -> Element | None:
    """The properties of an element (`pPr`, `rPr`, `tcPr`), which stand first in it: quicker to look at than `child`."""
    if len(element) and (first := element[0]).tag == W + name:
        return first
    return child(element, name)


def attr(element: Element | None, *names: str) -> str | None:
    """The first of these `w:` attributes that is there."""
    if element is not None:
        for name in names:
            value = element.get(W + name)
            if value is not None:
                return value
    return None


def val(element: Element | None, name: str) -> str | None:
    return attr(child(element, name), "val")


def flag(element: Element | None, name: str) -> bool | None:
    """An on/off property: None where it is not set."""
    found = child(element, name)
    return None if found is None else _is_on(found)


def _is_on(mark: Element) -> bool:
    return (mark.get(VAL) or "true").lower() not in ("0", "false", "off", "none")


def signature(element: Element | None) -> tuple[object, ...]:
    """Equal for elements that say the same: names and attributes of the element and all below it, no text."""
    return () if element is None else tuple([(node.tag, *node.items()) for node in element.iter()])


_TEXT, _BREAK = W + "t", W + "br"


def text_of(paragraph: Element) -> str:
    """Its text; a line break is a newline."""
    return "".join(["\n" if node.tag == _BREAK else node.text or "" for node in paragraph.iter(_TEXT, _BREAK)])


def behind_properties(paragraph: Element) -> int:
    """The place of the first element that is of its text."""
    return 1 if len(paragraph) and paragraph[0].tag == W + "pPr" else 0


def next_number(root: Element, kind: str, first: int) -> int:
    """A number from which on no element of this kind has one: bookmarks, comments."""
    numbers = (mark.get(W + "id", "") for mark in root.iter(W + kind))
    return max((int(number) for number in numbers if number.isdecimal() and len(number) < 9), default=first - 1) + 1


def style_names(styles_root: Element) -> dict[str, str]:
    """Style id -> name; a program may write other ids, it keeps the names."""
    names = ((style, style.find(W + "name")) for style in styles_root.iter(W + "style"))
    return {style.get(W + "styleId", ""): name.get(VAL, "") for style, name in names if name is not None}


def section_end(block: Element) -> Element | None:
    """The properties of the section that ends with this block: a paragraph's, or the body's own behind all others."""
    return block if block.tag == W + "sectPr" else block.find(f"{W}pPr/{W}sectPr")


def sections_of(body: Element) -> list[tuple[list[Element], Element]]:
    """The blocks of each section, a paragraph that ends it among them, and its properties."""
    found: list[tuple[list[Element], Element]] = []
    blocks: list[Element] = []
    for block in body.iterchildren("*"):  # a mark of folded blocks is none
        end = section_end(block)
        if end is not block:
            blocks.append(block)
        if end is not None:
            found.append((blocks, end))
            blocks = []
    return found


# --- properties, in the order that the schema wants ------------------------------------------------------------------

_P = """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
    snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
    textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"""
_R = """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish
    webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
    eastAsianLayout specVanish oMath"""
_SECT = """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType
    cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"""
_TBL = """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd
    tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"""
_TC = """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers
    cellIns cellDel cellMerge tcPrChange"""
#: Holder of properties -> of each of them its rank.
_RANK: dict[str, dict[str, int]] = {
    W + kind: {W + name: rank for rank, name in enumerate(names.split())}
    for kind, names in (("pPr", _P), ("rPr", _R), ("sectPr", _SECT), ("tblPr", _TBL), ("tcPr", _TC))
}


def holder(parent: Element, name: str = "pPr") -> Element:
    """The `w:pPr` of a paragraph, or the `w:rPr` of a run, made if missing."""
    found = child(parent, name)
    if found is None:
        found = etree.Element(W + name)
        parent.insert(0, found)
    return found


def place(properties: Element, made: Element) -> None:
    """Puts a property where the schema wants it; what stands there by that name goes."""
    ranks = _RANK[str(properties.tag)]
    for old in properties.findall(made.tag):
        properties.remove(old)
    rank = ranks[str(made.tag)]
    for index, node in enumerate(properties):
        if ranks.get(str(node.tag), len(ranks)) > rank:  # what is none of Word's own stands last
            properties.insert(index, made)
            return
    properties.append(made)


def set_property(properties: Element, name: str, **values: str) -> None:
    """One property set anew, with these attributes and no others."""
    made = etree.Element(W + name)
    for key, value in values.items():
        made.set(W + key, value)
    place(properties, made)


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
    """An on/off property set outright, so that no style decides; whether anything changed."""
    old = properties.findall(W + name)
    if len(old) == 1 and _is_on(old[0]) == on:
        return False
    set_property(properties, name, **({} if on else {"val": "0"}))
    return True


def indent(paragraph: Element, left_mm: float, right_mm: float = 0.0, hanging_mm: float = 0.0) -> None:
    """Sets its indents; no first-line indent remains."""
    values = {"left": str(mm_twips(left_mm)), "right": str(mm_twips(right_mm))}
    values["hanging" if hanging_mm else "firstLine"] = str(mm_twips(hanging_mm))
    set_property(holder(paragraph), "ind", **values)


# --- rows and cells of a table ---------------------------------------------------------------------------------------


def repeats(row: Element) -> bool:
    """Whether it is of the table's head, which stands on each page."""
    return row.find(f"{W}trPr/{W}tblHeader") is not None


_CELL, _CELL_PROPERTIES, _CELL_WIDTH, _SPAN = W + "tc", W + "tcPr", W + "tcW", W + "gridSpan"


def span_and_width(cell: Element) -> tuple[int, Element | None]:
    """How many columns a table cell takes, and the element that sets its width."""
    span, width = 1, None
    for properties in cell:  # quicker than iterchildren(): it is asked of every cell
        if properties.tag != _CELL_PROPERTIES:
            continue
        for mark in properties:
            if mark.tag == _SPAN:
                span = max(1, int(measured(mark.get(VAL), 1)))
            elif mark.tag == _CELL_WIDTH:
                width = mark
    return span, width


def fit_cells(row: Element, widths: Sequence[int]) -> None:
    """The cells of a row as wide as their columns are, in twips."""
    at = 0
    for cell in row.iterchildren(_CELL):
        span, width = span_and_width(cell)
        if width is not None and (own := widths[at : at + span]):
            width.set(W + "w", str(sum(own)))
            width.set(W + "type", "dxa")
        at += span


# --- bookmarks -------------------------------------------------------------------------------------------------------


def set_bookmark(paragraph: Element, name: str, number: int) -> None:
    """Around the whole paragraph; `number` is one from `next_number` on."""
    start = etree.Element(W + "bookmarkStart", {W + "id": str(number), W + "name": name})
    paragraph.insert(behind_properties(paragraph), start)
    etree.SubElement(paragraph, W + "bookmarkEnd", {W + "id": str(number)})


def drop_bookmarks(root: Element, unwanted: Callable[[str], object]) -> None:
    """Those under this node of whose names it says so."""
    starts = [mark for mark in root.iter(W + "bookmarkStart") if unwanted(mark.get(W + "name", ""))]
    numbers = {mark.get(W + "id") for mark in starts}
    for mark in [*starts, *[end for end in root.iter(W + "bookmarkEnd") if end.get(W + "id") in numbers]]:
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)


# --- runs and their signs --------------------------------------------------------------------------------------------

GRAPHICS = tuple(W + name for name in ("drawing", "pict", "object"))
_SINGLE = frozenset(W + name for name in ("tab", "cr", "noBreakHyphen", "ptab", "sym"))
#: How the names of the styles of a table of contents begin, in small letters: Word's, LibreOffice's.
CONTENTS_STYLES = ("toc ", "contents ")


def signs_of(node: Element) -> list[tuple[Element, int]]:
    """Each sign of text in an element of a run, as the reader counts them: the element, the sign's place in its text.

    -1 for an element that is one sign itself.
    """
    if node.tag == _TEXT:
        return [(node, at) for at in range(len(node.text or ""))]
    breaks = node.tag == _BREAK and node.get(W + "type") != "page"
    return [(node, -1)] if breaks or node.tag in _SINGLE else []


def length(run: Element) -> int:
    """How many signs of text a run holds."""
    return sum(len(signs_of(node)) for node in run)


def set_text(node: Element, text: str) -> None:
    node.text = text
    if text != text.strip() or "  " in text:
        node.set(XML_SPACE, "preserve")


def split_run(run: Element, at: int) -> Element:
    """Cuts a run before its sign number `at`; returns the new run with the rest, right behind it."""
    rest = copy.deepcopy(run)
    passed = 0
    for left, right in zip(list(run), list(rest), strict=True):
        if left.tag == W + "rPr":
            continue
        signs = len(signs_of(left))
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


def break_at(paragraph: Element, positions: list[int]) -> None:
    """Puts a line break in the place of the spaces at these offsets of the paragraph's text."""
    offset = 0
    for node in list(paragraph.iter(_TEXT)):
        text = node.text or ""
        inside = [position - offset for position in positions if offset <= position < offset + len(text)]
        offset += len(text)
        if not inside:
            continue
        pieces = [text[start:end] for start, end in zip([0, *(at + 1 for at in inside)], [*inside, None], strict=True)]
        node.text = pieces[0]
        last = node
        for piece in pieces[1:]:
            line_break, rest = etree.Element(_BREAK), etree.Element(_TEXT)
            rest.text = piece
            rest.set(XML_SPACE, "preserve")
            last.addnext(line_break)
            line_break.addnext(rest)
            last = rest
