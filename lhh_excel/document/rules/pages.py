"""Checks of paper, margins, page numbers, annexes, and of breaks that part headings and signature from their text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from ...messages import layout as say
from ...text.roman import from_roman
from ..ooxml import MM_PER_PT
from ..reading import Block, Paragraph, Section, Table
from ..reading.components import Annex, Item
from ..reading.lines import Line, fold, lines_of
from .findings import Collector, amount, number, short
from .typeface import check_type, in_range

_PAPER_SLACK_MM, _MARGIN_SLACK_MM = 1.0, 0.3
PAGE_FIELD = re.compile(r"\bPAGE\b(?!REF)", re.IGNORECASE)
TYPED_NUMBER = re.compile(r"^[-–\s]*(?:Trang\s*)?\d{1,4}[-–\s.]*$", re.IGNORECASE)
_TWO_PAGES = 1.05  # of a page: more text than this surely runs on to a second
_LINE_FACTOR = 1.15


def check_pages(to: Collector) -> None:
    document = to.parts.document
    to.seen("trang")
    for section in document.sections:
        _paper(to, section)
        _margins(to, section)
    if document.sections:
        _page_numbers(to)
    _annexes(to)


def _paper(to: Collector, section: Section) -> None:
    wanted = (to.law.rule("trang", "width"), to.law.rule("trang", "height"))
    sides = sorted((section.width, section.height))
    if not all(in_range(side, one, _PAPER_SLACK_MM) for side, one in zip(sides, wanted, strict=True)):
        paper = say.PAPER.format(width=number(wanted[0].low or 0), height=number(wanted[1].low or 0))
        found = say.PAPER.format(width=number(sides[0], 1), height=number(sides[1], 1))
        to.add("trang", "width", found, section, expected=paper)
    if section.landscape and not _has_table(to, section):
        to.add("trang", "orientation", say.ORIENTATIONS["landscape"], section)


def _has_table(to: Collector, section: Section) -> bool:
    parts = to.parts
    frames = {*parts.head.tables, *parts.signature_tables}
    return any(
        isinstance(block, Table) and block.section == section.number - 1 and block.number not in frames
        for block in parts.document.blocks
    )


def _margins(to: Collector, section: Section) -> None:
    """On a page turned sideways the margins may have turned with it (the bound edge on top) or not."""
    own = {"top": section.top, "bottom": section.bottom, "left": section.left, "right": section.right}
    readings = [own]
    if section.landscape:
        readings.append({"left": own["top"], "right": own["bottom"], "bottom": own["left"], "top": own["right"]})
        readings.append({"left": own["top"], "right": own["bottom"], "top": own["left"], "bottom": own["right"]})
    wrong = [
        {prop: mm for prop, mm in reading.items() if not in_range(mm, to.law.rule("trang", prop), _MARGIN_SLACK_MM)}
        for reading in readings
    ]
    if all(wrong):
        for prop, mm in wrong[0].items():
            to.add("trang", prop, amount(round(mm, 1), "mm"), section)


def _has_field(paragraphs: list[Paragraph]) -> bool:
    return any(PAGE_FIELD.search(code) for paragraph in paragraphs for code in paragraph.fields)


def _page_numbers(to: Collector) -> None:
    document = to.parts.document
    first = document.sections[0]
    for section in document.sections:
        if _footer_number(to, section):
            return
    numbered = [section for section in document.sections if _has_field(section.headers.get("default", []))]
    if not numbered:
        if not _typed_number(to) and any(_runs_on(to, section) for section in document.sections):
            to.seen("so_trang")
            to.add("so_trang", "field", say.PAGE_NUMBER_NONE, say.PLACE_WHOLE)
        return
    for section in document.sections:
        if section not in numbered and _runs_on(to, section):
            to.add("so_trang", "field", say.PAGE_NUMBER_NONE, section)
    if document.even_and_odd and not all(_has_field(section.headers.get("even", [])) for section in numbered):
        to.add("so_trang", "field", say.PAGE_NUMBER_EVEN, say.PLACE_HEADER)
    shown = _has_field(first.headers.get("first", [])) if first.title_page else first in numbered
    if shown:
        to.add("so_trang", "first_page", say.PAGE_NUMBER_SHOWN, say.PLACE_HEADER)
    if first.number_start not in (None, 1):
        to.add("so_trang", "start", str(first.number_start), first)
    for section in numbered:
        if section.number_format not in ("decimal", "decimalZero"):
            to.add("so_trang", "number_format", section.number_format, section)
        kinds = ("default", "even") if document.even_and_odd else ("default",)
        for kind in kinds:
            _number_type(to, section.headers.get(kind, []))


def _runs_on(to: Collector, section: Section) -> bool:
    """Whether a section surely has a second page: its first shows no number, and LibreOffice keeps none for it."""
    blocks = [block for block in to.parts.document.blocks if block.section == section.number - 1]
    return fill(to, blocks, enough=_TWO_PAGES) > _TWO_PAGES


def _footer_number(to: Collector, section: Section) -> bool:
    """Tells of a number in the footer; whether it is the section's only one."""
    footers = [paragraph for footer in section.footers.values() for paragraph in footer]
    if not _has_field(footers):
        return False
    to.seen("so_trang")
    to.add("so_trang", "place", say.FOOTER, say.PLACE_FOOTER)
    return not _has_field(section.headers.get("default", []))


def _typed_number(to: Collector) -> bool:
    for section in to.parts.document.sections:
        holders = [*section.headers.values(), *section.footers.values()]
        for paragraph in (one for holder in holders for one in holder):
            if TYPED_NUMBER.match(paragraph.text):
                to.seen("so_trang")
                to.add("so_trang", "field", say.PAGE_NUMBER_TYPED.format(text=paragraph.text), paragraph)
                return True
    return False


def _number_type(to: Collector, paragraphs: list[Paragraph]) -> None:
    for paragraph in paragraphs:
        if not _has_field([paragraph]):
            continue
        line = Line(paragraph, [run for run in paragraph.runs if run.text.strip()])
        tabs = paragraph.raw.count("\t")
        framed = paragraph.format.frame_align
        skip = ["align"] if tabs == 1 or framed else []  # a centred tab stop, a centred frame
        check_type(to, "so_trang", [line], skip=skip)
        side = framed or _side(paragraph)
        if side and side != "center":
            to.add("so_trang", "align", say.ALIGNMENTS.get(side, side), paragraph)


def _side(paragraph: Paragraph) -> str:
    """Of a number in a table of several columns: the side of the page it stands on; "" in the middle or elsewhere."""
    place = paragraph.place
    middle = (place.columns + 1) / 2
    if not place.table or place.column == middle:
        return ""
    return "left" if place.column < middle else "right"


def fill(to: Collector, blocks: Sequence[Block] | None = None, enough: float = math.inf) -> float:
    """How many pages the text fills (or some blocks of it), roughly: lines times their height.

    Whoever asks only whether it is more than `enough` need not wait for the rest to be added up.
    """
    document = to.parts.document
    page = document.sections[0].text_height
    if page <= 0:
        return 0.0
    pages = 0.0
    for height in _heights(document.blocks if blocks is None else blocks):
        pages += height / page
        if pages > enough:
            break
    return pages


def _heights(blocks: Sequence[Block]) -> Iterator[float]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield _height(block)
        else:
            for row in block.rows:
                yield max((sum(map(_height, cell.paragraphs)) for cell in row), default=0.0)


def _height(paragraph: Paragraph) -> float:
    lines = lines_of(paragraph)
    size = max((line.size for line in lines), default=paragraph.mark_format.size if paragraph.mark_format else 12.0)
    room = paragraph.place.width or 160.0
    count = sum(1 + int(line.width / room) for line in lines) or 1
    shape = paragraph.format
    leading = size * _LINE_FACTOR * (shape.line if shape.line_rule == "auto" else 1)
    return (count * leading + shape.before + shape.after) * MM_PER_PT


def _annexes(to: Collector) -> None:
    annexes = to.parts.annexes
    text = fold(" ".join(item.line.text for item in to.parts.items))
    for ordinal, annex in enumerate(annexes, 1):
        check_type(to, "phu_luc", [annex.heading])
        check_type(to, "ten_phu_luc", annex.names)
        if annex.attached:
            check_type(to, "kem_theo", annex.attached)
        else:
            to.add("kem_theo", "present", say.PAGE_NUMBER_NONE, annex.heading)
        if to.parts.annex_only:
            continue  # its number and its pages are those of the document it came with
        _annex_number(to, annex, ordinal)
        _annex_pages(to, annex)
        if not _mentioned(annex, text, len(annexes)):
            to.add("phu_luc", "mention", annex.heading.text, annex.heading)


def _annex_number(to: Collector, annex: Annex, ordinal: int) -> None:
    count = len(to.parts.annexes)
    value = from_roman(annex.number)
    if value is None and (count > 1 or annex.number):
        to.add("phu_luc", "number_format", annex.heading.text, annex.heading)
    elif count > 1 and value != ordinal:
        found = (
            say.FIRST_IS.format(now=annex.number)
            if ordinal == 1
            else say.AFTER.format(before=to.parts.annexes[ordinal - 2].number, now=annex.number)
        )
        to.add("phu_luc", "sequence", found, annex.heading)


def _annex_pages(to: Collector, annex: Annex) -> None:
    section = to.parts.document.sections[annex.heading.paragraph.section]
    numbered = any(_has_field(one.headers.get("default", [])) for one in to.parts.document.sections)
    if numbered and not (annex.opens_section and section.number_start == 1):
        to.add("phu_luc", "page_restart", annex.heading.text, annex.heading)


def _mentioned(annex: Annex, text: str, count: int) -> bool:
    """The body names the annex: "Phụ lục II", or in a list "các Phụ lục I, II, III"; a sole one in any words."""
    if count == 1 or not annex.number:
        return "PHU LUC" in text
    lists = re.findall(r"PHU LUC\s+((?:SO\s+)?[IVXLC\d]+(?:\s*(?:,|VA|DEN|-|–)\s*(?:PHU LUC\s+)?[IVXLC\d]+)*)", text)
    wanted = from_roman(annex.number) or 0
    for found in lists:
        if re.search(rf"\b{annex.number}\b", found):
            return True
        ends = [from_roman(word) or 0 for word in re.findall(r"[IVXLC]+", found.replace("DEN", "-").replace("VA", ","))]
        if re.search(r"DEN|-|–", found) and ends and min(ends) <= wanted <= max(ends):
            return True
    return False


# --- page breaks judged from the file alone: headings and signature that a break parts from their text ---------------


_ONE_PAGE = 0.8  # less text than this surely stays on one page, whatever is kept together
_AHEAD = 20  # blocks: more blank ones in a row than any heading has below it
_MARGIN = 0.1  # of a page: the guess is no better
_HEADINGS = ("phan", "ten_phan", "muc_chuong", "muc")


def check_pagination(to: Collector) -> None:
    if not to.parts.document.sections:
        return
    long = fill(to, enough=_ONE_PAGE) > _ONE_PAGE
    blocks = to.parts.document.blocks
    places = {id(block): number for number, block in enumerate(blocks)}
    for item in to.parts.items:
        if item.kind in _HEADINGS or (item.kind == "khoan" and item.title):
            at = places.get(id(item.paragraph), len(blocks)) + 1
            _heading(to, item, blocks[at : at + _AHEAD], long)
    _signature(to, blocks, long)


def _heading(to: Collector, item: Item, after: list[Block], long: bool) -> None:
    if _break_after(item.paragraph) or _break_before_text(after):
        to.add("noi_dung", "stranded", short(item.line.text), item.line)
    elif long and after and not item.paragraph.format.keep_next:
        to.add("muc", "keep_next", say.HEADING_LOOSE, item.line)


def _break_after(paragraph: Paragraph) -> bool:
    """A page break, or a section on a new page, behind the text of this paragraph."""
    return (paragraph.page_break and not paragraph.break_leads) or paragraph.ends_section


def _break_before_text(blocks: list[Block]) -> bool:
    """Whether a page break stands before the next text."""
    for block in blocks:
        if isinstance(block, Table):
            return False
        if block.format.page_break_before or (block.page_break and (block.blank or block.break_leads)):
            return True
        if not block.blank:
            return False
        if block.ends_section:
            return True
    return False


def _signature(to: Collector, blocks: list[Block], long: bool) -> None:
    parts = to.parts
    if not parts.items or not parts.signers:
        return
    lines = [line for signer in parts.signers for line in [*signer.lines, signer.name] if line is not None]
    if parts.noi_nhan is not None:
        lines.append(parts.noi_nhan)
    own = {id(line.paragraph) for line in lines}
    at = next((number for number, block in enumerate(blocks) if _holds(block, parts.signature_tables, own)), 0)
    before = blocks[:at]
    while before and isinstance(last := before[-1], Paragraph) and last.blank:
        if last.page_break or last.format.page_break_before or _new_page_section(to, last):
            to.add("chuc_vu", "keep", say.BREAK_BEFORE, lines[0])
            return
        before.pop()
    if not before or not isinstance(last := before[-1], Paragraph):
        return
    block = blocks[at]
    opens = block.format.page_break_before if isinstance(block, Paragraph) else _opens_page(block)
    if opens or _break_after(last):
        to.add("chuc_vu", "keep", say.BREAK_BEFORE, lines[0])
    elif long and not last.format.keep_next and last is parts.items[-1].paragraph and _near_page_end(to, blocks, at):
        to.add("chuc_vu", "keep_next", say.SIGNATURE_LOOSE, last)


def _near_page_end(to: Collector, blocks: list[Block], at: int) -> bool:
    """Whether the signature may just fall on the next page: a rough guess, no rendering."""
    start = fill(to, blocks[:at]) % 1
    return start < _MARGIN or start + fill(to, blocks[at : at + 1]) > 1 - _MARGIN


def _holds(block: Block, tables: list[int], own: set[int]) -> bool:
    return block.number in tables if isinstance(block, Table) else id(block) in own


def _opens_page(table: Table) -> bool:
    first = next(table.paragraphs(), None)
    return first is not None and first.format.page_break_before


def _new_page_section(to: Collector, paragraph: Paragraph) -> bool:
    following = paragraph.section + 1
    sections = to.parts.document.sections
    return paragraph.ends_section and following < len(sections) and sections[following].starts_on_new_page
