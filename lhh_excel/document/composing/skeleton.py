"""A template made ready for one document: places for its annexes, and the parts that few documents have; filled with
its content once it is rendered.

Annexes are sections of their own after the signature; a stamp of urgency stands under the number (ô 10b), the
restriction of circulation in the top margin of page 1 on the right (ô 11), the address at the foot of page 1 (ô 13).
Only structure and names are added here, so that equal documents share one skeleton; texts come with the context.
Source: Annex I of the decree, mục III and IV; Mẫu 2.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from html import escape
from typing import NamedTuple

from lxml import etree

from ..ooxml import Element, holder, mm_twips, q, section_end, set_flag, text_of
from ..ooxml.package import (
    MAIN_PART,
    STYLES_PART,
    NotAPackageError,
    add_margin,
    read_parts,
    refer,
    to_bytes,
    write_parts,
)
from ..templates.marks import clean_text
from ..writing import markup
from ..writing.markup import SPACES, block_xml
from ..writing.measuring import ComponentStyles, component
from ..writing.source import FRAME, SOURCES, Block, Paragraph, SectionBreak, Table, parse_source
from ..writing.styles import BUILT, NAMES, styles_xml
from .general import CONTENT_MARK, KEPT, Annex

RED = "FF0000"
_STAMP_HEIGHT_MM = BUILT.rule("do_khan", "height").least
_STYLE_USED = re.compile(r'(<w:(?:pStyle|tblStyle) w:val=")LHH_(\w+)')
_SLOT = re.compile(r"^\{\{\s*noi_dung\s*\}\}$")


class NoPlaceError(ValueError):
    """The template has no paragraph {{ noi_dung }}."""


def _elements(piece: str, styles_root: Element) -> list[Element]:
    """The elements of a piece of WordprocessingML of ours, in the template's own styles."""
    return list(etree.fromstring(f"<w:body {SPACES}>{_own_styles(piece, styles_root)}</w:body>".encode()))


def _own_styles(piece: str, styles_root: Element) -> str:
    """What we built with the template's own style ids; a style that the template lacks is added to it."""
    known = {name: style_id for style_id, name in ComponentStyles(styles_root).component_of.items()}
    ours: dict[str, Element] = {}

    def own(found: re.Match[str]) -> str:
        name = found[2]
        if name not in NAMES:
            return found[0]
        if name not in known:
            if not ours:
                ours.update((one.get(q("styleId"), ""), one) for one in etree.fromstring(styles_xml()).iter(q("style")))
            styles_root.append(deepcopy(ours[f"LHH_{name}"]))
            known[name] = f"LHH_{name}"
        return f"{found[1]}{escape(known[name])}"

    return _STYLE_USED.sub(own, piece)


def make_ready(
    template: bytes, *, annexes: Sequence[Annex], stamp_mm: float, scope_mm: float, address_lines: int, cosigned: bool
) -> bytes:
    """The template with places for all that this document has; of the boxes their widths (0: none). The same gives the
    same bytes.

    `NoPlaceError` where it has none for the content; NotAPackageError for what is no Word document.
    """
    package = read_parts(template)
    try:
        document, styles_root = etree.fromstring(package[MAIN_PART]), etree.fromstring(package[STYLES_PART])
    except (etree.XMLSyntaxError, KeyError) as fault:
        raise NotAPackageError(str(fault)) from fault
    body = document.find(q("body"))
    if body is None or not any(_SLOT.match(text_of(paragraph).strip()) for paragraph in body.findall(q("p"))):
        raise NoPlaceError
    last = body.find(q("sectPr"))
    main = last if last is not None else etree.SubElement(body, q("sectPr"))
    if annexes:
        main = _annexes(body, main, annexes, styles_root)
    if cosigned:
        _cosign(body, styles_root)
    if stamp_mm:
        _stamp(body, stamp_mm, styles_root)
    if scope_mm:
        _scope(package, main, scope_mm, styles_root)
    if address_lines:
        _address(package, body, main, address_lines, styles_root)
    package[MAIN_PART], package[STYLES_PART] = to_bytes(document), to_bytes(styles_root)
    return write_parts(package)


# --- annexes -----------------------------------------------------------------------------------------------------


def _annex_heads(annexes: Sequence[Annex]) -> list[list[Block]]:
    """The head of each annex from khung.txt; its name is {{ phu_luc[i] }}. What bears a title of its own counts not."""
    heads: dict[int, list[Block]] = {}
    for titled in (False, True):
        places = [index for index, annex in enumerate(annexes) if bool(annex.title) is titled]
        ways = ("ngang" if annexes[index].landscape else "doc" for index in places)
        lines = [f"@phu_luc {way} {{{{ phu_luc[{index}] }}}}" for way, index in zip(ways, places, strict=True)]
        made = iter(places)
        for block in parse_source("\n".join(lines), (SOURCES / FRAME).read_text("utf-8")):
            if isinstance(block, SectionBreak):
                head = heads.setdefault(index := next(made), [])
            elif annexes[index].name or getattr(block, "style", "") != "ten_phu_luc":
                head.append(_of_annex(block, index, annexes[index]))
    return [heads[index] for index in range(len(annexes))]


def _of_annex(block: Block, index: int, annex: Annex) -> Block:
    """A line of the head of an annex, with its own issuer; of a regulation its title and subject."""
    if not isinstance(block, Paragraph):
        return block
    text = block.text.replace("{{ co_quan.ten }}", f"{{{{ phu_luc_cua[{index}] }}}}")
    if annex.opens_issued:
        text = text.replace("(Kèm theo", "(Ban hành kèm theo")
    if not annex.title:
        return Paragraph(block.style, text)
    style = {"phu_luc": "ten_loai", "ten_phu_luc": "trich_yeu"}.get(block.style, block.style)
    return Paragraph(style, annex.title if block.style == "phu_luc" else text)


def _annexes(body: Element, main: Element, annexes: Sequence[Annex], styles_root: Element) -> Element:
    """Append the sections of the annexes; gives the section of the document itself, now inside a paragraph."""
    body.remove(main)
    first = deepcopy(main)
    _end_section(body, first, styles_root)
    for index, (head, annex) in enumerate(zip(_annex_heads(annexes), annexes, strict=True)):
        piece = "".join(block_xml(block, annex.landscape) for block in head)
        body.extend(_elements(piece + markup.paragraph("noi_dung", f"{CONTENT_MARK}{index}"), styles_root))
        section = _turned(main, annex.landscape)
        if index + 1 < len(annexes):
            _end_section(body, section, styles_root)
        else:
            body.append(section)
    return first


def _end_section(body: Element, section: Element, styles_root: Element) -> None:
    """The section ends in the last paragraph if that is an idle one, else in a new one."""
    idle = body[-1] if len(body) and body[-1].tag == q("p") and not text_of(body[-1]) else None
    if idle is None or section_end(idle) is not None:
        idle = _elements(markup.paragraph("ngat_phan", ""), styles_root)[0]
        body.append(idle)
    holder(idle).append(section)


def _turned(section: Element, landscape: bool) -> Element:
    """A copy for one annex: page numbers from 1 (PL1.P1.III.1.đ), its own direction of the paper."""
    made = deepcopy(section)
    size = made.find(q("pgSz"))
    if size is not None:
        width, height = markup.page_size(landscape)
        size.set(q("w"), str(mm_twips(width)))
        size.set(q("h"), str(mm_twips(height)))
        size.attrib.pop(q("orient"), "")
        if landscape:
            size.set(q("orient"), "landscape")
    numbers = made.find(q("pgNumType"))
    if numbers is not None:
        numbers.set(q("start"), "1")
    return made


# --- who signs beside -------------------------------------------------------------------------------------------


def _cosign(body: Element, styles_root: Element) -> None:
    """Two signatures side by side, Nơi nhận below them; a template without the usual block stays as it is."""
    styles = ComponentStyles(styles_root)
    for table in body.findall(q("tbl")):
        for cells in (row.findall(q("tc")) for row in table.findall(q("tr"))):
            if len(cells) != 2 or not any(component(one, styles) == "noi_nhan" for one in cells[0].findall(q("p"))):
                continue
            signing = cells[1].findall(q("p"))
            if not any("chu_ky.ho_ten" in text_of(one) for one in signing):
                continue
            for moved in reversed(cells[0].findall(q("p"))):
                table.addnext(moved)
            for paragraph in signing:
                made = deepcopy(paragraph)
                for text in made.iter(q("t")):
                    text.text = (text.text or "").replace("chu_ky.", "cung_ky.")
                cells[0].append(made)
            return


# --- boxes and address -------------------------------------------------------------------------------------------


def _box(style: str, text: str, width_mm: float, properties_: str = "", aside: str = "left") -> str:
    """A bordered cell of one line, as high as the stamps of urgency."""
    border = "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="{RED if properties_ else "000000"}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    width = mm_twips(width_mm)
    line = markup.paragraph(style, text, '<w:jc w:val="center"/>', properties_)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="{aside}"/><w:tblBorders>{border}'
        '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        f'<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{mm_twips(_STAMP_HEIGHT_MM)}" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{line}</w:tc></w:tr></w:tbl>"
    )


def _stamp(body: Element, width_mm: float, styles_root: Element) -> None:
    """Under the number (and the subject of a công văn), at the left edge."""
    styles = ComponentStyles(styles_root)
    for paragraph in body.iter(q("p")):
        cell = paragraph.getparent()
        if component(paragraph, styles) == "so_ky_hieu" and cell is not None and cell.tag == q("tc"):
            red = f'<w:color w:val="{RED}"/>'
            box = _box("do_khan", "{{ khung.do_khan }}", width_mm, red)
            cell.extend(_elements(_GAP + box + markup.paragraph("ngat_phan", ""), styles_root))
            return


def _scope(package: dict[str, bytes], main: Element, width_mm: float, styles_root: Element) -> None:
    """In the top margin of page 1, on the right."""
    box = _box("pham_vi", "{{ khung.pham_vi }}", width_mm, aside="right") + markup.paragraph("ngat_phan", "")
    _add(package, _SCOPE, _elements(box, styles_root))
    _show_on_page_1(main, _SCOPE)


def _address(package: dict[str, bytes], body: Element, main: Element, lines: int, styles_root: Element) -> None:
    """At the foot of page 1, under a line as wide as the text; other sections have none there."""
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="4" w:color="000000"/></w:pBdr>'
    text = "".join(
        markup.paragraph("dia_chi", f"{{{{ khung.dia_chi[{index}] }}}}", border if index == 0 else "")
        for index in range(lines)
    )
    _add(package, _ADDRESS, _elements(text, styles_root))
    _show_on_page_1(main, _ADDRESS)
    others = [section for section in body.iter(q("sectPr")) if section is not main]
    if others:
        _add(package, _NO_ADDRESS, _elements(markup.paragraph("ngat_phan", ""), styles_root))
        for section in others:
            _show_on_page_1(section, _NO_ADDRESS)


class _Margin(NamedTuple):
    """A header or footer of ours: the name of its relationship, the part that it stands in."""

    kind: str
    rel_id: str
    part: str


_SCOPE = _Margin("header", "rIdPhamVi", "word/header_pham_vi.xml")
_ADDRESS = _Margin("footer", "rIdDiaChi", "word/footer_dia_chi.xml")
_NO_ADDRESS = _Margin("footer", "rIdKhongDiaChi", "word/footer_trong.xml")


def _add(package: dict[str, bytes], margin: _Margin, content: list[Element]) -> None:
    add_margin(package, margin.kind, content, margin.part, margin.rel_id)


def _show_on_page_1(section: Element, margin: _Margin) -> None:
    """On the section's first page, which then has margins of its own."""
    refer(section, margin.kind, "first", margin.rel_id)
    set_flag(section, "titlePg", True)


# --- the content, where its places are rendered ----------------------------------------------------------------------

#: The target of the processing instruction in whose place content goes.
_PLACE = "lhh-noi-dung"
_GAP = markup.paragraph("ngat_phan", "", '<w:spacing w:before="120" w:after="0" w:line="20" w:lineRule="exact"/>')


def _clean(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(block.style, clean_text(block.text).replace("\n", " "))
    assert isinstance(block, Table)
    rows = [row if isinstance(row, str) else [clean_text(cell) for cell in row] for row in block.rows]
    return Table(block.columns, [[clean_text(cell) for cell in row] for row in block.head], rows, block.size)


def _parted(blocks: Sequence[Block], landscape: bool) -> str:
    """The blocks as XML; tables that touch would be one table, so a gap stands between them."""
    made: list[str] = []
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Table) and isinstance(before, Table):
            made.append(_GAP)
        made.append(block_xml(_clean(block), landscape))
        before = block
    whole = "".join(made)
    for sign, kept in KEPT.items():
        whole = whole.replace(kept, escape(sign))
    return whole


def filler(content: Sequence[Block], annexes: Sequence[Annex]) -> Callable[[Element, Element], Element]:
    """What puts the content where its marks stand in a rendered document, and gives the document with it.

    The content goes in as text: a tree moved from one document to another costs the square of its size.
    """
    by_mark = {CONTENT_MARK: (content, False)}
    by_mark |= {f"{CONTENT_MARK}{index}": (annex.blocks, annex.landscape) for index, annex in enumerate(annexes)}

    def fill(document: Element, styles_root: Element) -> Element:
        marks: list[str] = []
        for slot in [found for found in document.iter(q("p")) if text_of(found).startswith(CONTENT_MARK)]:
            holder = slot.getparent()
            assert holder is not None
            holder.replace(slot, etree.ProcessingInstruction(_PLACE, str(len(marks))))
            marks.append(text_of(slot).strip())
        pieces = re.split(rf"<\?{_PLACE} (\d+)\?>", etree.tostring(document, encoding="unicode"))
        filled = [_parted(*by_mark[marks[int(number)]]) for number in pieces[1::2]]
        pieces[1::2] = _own_styles("\0".join(filled), styles_root).split("\0") if filled else []
        return etree.fromstring("".join(pieces).encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))

    return fill
