"""Page breaks judged from the file alone: headings and signature that a break parts from their text."""

from __future__ import annotations

from ...messages import layout as say
from ..docx_reader import Block, Paragraph, Table
from .collector import Collector
from .pages import fill
from .parts import Item
from .words import short

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
