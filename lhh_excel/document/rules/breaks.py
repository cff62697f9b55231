"""Rules of page breaks, judged from the file alone: a heading or the signature that a break parts from its text."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import chain

from ...law import FONT
from ...plain import record
from ..ooxml import ARIAL, MM_PER_PT, text_width_mm
from ..reading.components import Item
from ..reading.lines import Line, lines_of
from ..reading.model import Block, Cell, Paragraph, Run, Table
from .findings import short
from .registry import LAID, Collector, Told, Topic, guarded

SINGLE = 1.15  # Times New Roman: the height of a single line, times the size
_ONE_PAGE = 0.8  # less text than this surely stays on one page, whatever is kept together
_AHEAD = 20  # blocks: more blank ones in a row than any heading has below it
_MARGIN = 0.1  # of a page: the guess is no better
_ARIALS = frozenset(("arial", "helvetica", "liberation sans", "arimo"))  # all as wide as each other
_HEADINGS = ("phan", "ten_phan", "muc_chuong", "muc")


@record
class Headed:
    """A heading, the blocks after it, and whether the document is long enough for it to be parted from them."""

    item: Item
    after: list[Block]
    long: bool


@Topic
def headings(to: Collector) -> Iterator[Headed]:
    long, blocks = _is_long(to), to.parts.document.blocks
    places = {id(block): number for number, block in enumerate(blocks)}
    for item in to.parts.items:
        if item.kind in _HEADINGS or (item.kind == "khoan" and item.title):
            at = places.get(id(item.paragraph), len(blocks)) + 1
            yield Headed(item, blocks[at : at + _AHEAD], long)


def _is_long(to: Collector) -> bool:
    return fill(to, enough=_ONE_PAGE) > _ONE_PAGE


@headings.rule(
    "noi_dung.stranded",
    title="Tiêu đề đứng tách khỏi lời văn",
    says=("Tiêu đề “{found}” đứng tách khỏi lời văn của nó.", "Bỏ ngắt trang sau tiêu đề."),
    repair=LAID,
    bad="Mục 3: ngắt trang ở sau",
    good="Mục 3: ngắt trang ở trước",
)
def heading_with_its_text(to: Collector, headed: Headed) -> Iterator[Told]:
    if _is_stranded(headed):
        yield Told(headed.item.line, short(headed.item.line.text))


@headings.rule(
    "muc.keep_next",
    title="Tiêu đề chưa đi liền đoạn sau",
    repair=guarded("keep_next", "có thể đẩy tiêu đề sang trang sau"),
    bad="Mục 3: không đi liền đoạn sau",
    good="Mục 3: đi liền đoạn sau",
)
def heading_kept(to: Collector, headed: Headed) -> Iterator[Told]:
    if headed.long and headed.after and not headed.item.paragraph.format.keep_next and not _is_stranded(headed):
        yield Told(headed.item.line, "tiêu đề chưa đặt đi liền đoạn sau")


def _is_stranded(headed: Headed) -> bool:
    return _break_after(headed.item.paragraph) or _break_before_text(headed.after)


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


@record
class Ending:
    """The signature block: its first line, whether a page break stands before it, where it is among the blocks."""

    first: Line
    broken: bool
    at: int
    last: Paragraph | None  # of the text, right above it


@Topic
def signature(to: Collector) -> Iterator[Ending]:
    parts, blocks = to.parts, to.parts.document.blocks
    if not parts.items or not parts.signers:
        return
    lines = parts.signing()
    if parts.noi_nhan is not None:
        lines.append(parts.noi_nhan)
    own = {id(line.paragraph) for line in lines}
    at = next((number for number, block in enumerate(blocks) if _holds(block, parts.signature_tables, own)), 0)
    before = blocks[:at]
    while before and isinstance(last := before[-1], Paragraph) and last.blank:
        if last.page_break or last.format.page_break_before or _new_page_section(to, last):
            yield Ending(lines[0], True, at, None)
            return
        before.pop()
    if before and isinstance(last := before[-1], Paragraph):
        opens = next((one.format.page_break_before for one in blocks[at].paragraphs()), False)
        yield Ending(lines[0], opens or _break_after(last), at, last)


@signature.rule(
    "chuc_vu.keep",
    title="Khối chữ ký đứng riêng một trang",
    says=("Khối chữ ký đứng riêng một trang: {found}.", "Bỏ ngắt trang trước khối chữ ký."),
    repair=LAID,
    bad="Nội dung cuối: ngắt trang ở sau",
    good="Nội dung cuối: đi liền đoạn sau",
)
def signature_with_the_text(to: Collector, ending: Ending) -> Iterator[Told]:
    if ending.broken:
        yield Told(ending.first, "có ngắt trang ngay trước")


@signature.rule(
    "chuc_vu.keep_next",
    title="Đoạn cuối chưa đi liền khối chữ ký",
    repair=guarded("keep_next", "có thể đẩy đoạn cuối sang trang sau"),
    bad=("(Báo cáo vừa đầy một trang)", "Nội dung cuối: không đi liền đoạn sau"),
    good=("(Báo cáo vừa đầy một trang)", "Nội dung cuối: đi liền đoạn sau"),
)
def last_words_kept(to: Collector, ending: Ending) -> Iterator[Told]:
    last = ending.last
    if last is None or ending.broken or last.format.keep_next or last is not to.parts.items[-1].paragraph:
        return
    if _is_long(to) and _near_page_end(to, to.parts.document.blocks, ending.at):
        yield Told(last, "đoạn cuối chưa đặt đi liền khối chữ ký")


def _near_page_end(to: Collector, blocks: list[Block], at: int) -> bool:
    """Whether the signature may just fall on the next page: a rough guess, no rendering."""
    start = fill(to, blocks[:at]) % 1
    return start < _MARGIN or start + fill(to, blocks[at : at + 1]) > 1 - _MARGIN


def _holds(block: Block, tables: list[int], own: set[int]) -> bool:
    return block.number in tables if isinstance(block, Table) else id(block) in own


def _new_page_section(to: Collector, paragraph: Paragraph) -> bool:
    following = paragraph.section + 1
    sections = to.parts.document.sections
    return paragraph.ends_section and following < len(sections) and sections[following].starts_on_new_page


# --- how many pages the text fills -----------------------------------------------------------------------------------


def fill(to: Collector, blocks: Sequence[Block] | None = None, enough: float = math.inf) -> float:
    """How many pages the text fills (or some blocks of it), roughly: lines times their height.

    Whoever asks only whether it is more than `enough` need not wait for the rest to be added up.
    """
    document = to.parts.document
    page = document.sections[0].text_height
    if page <= 0:
        return 0.0
    pages = 0.0
    for mm in chain.from_iterable(map(_heights, document.blocks if blocks is None else blocks)):
        pages += mm / page
        if pages > enough:
            break
    return pages


def block_mm(block: Block) -> float:
    """How high a block stands on the page."""
    return sum(_heights(block))


def _heights(block: Block) -> Iterator[float]:
    """A table's row by row."""
    if isinstance(block, Table):
        yield from (max(map(_cell_mm, row), default=0.0) for row in block.rows)
    elif block.place.kind != "box":
        yield paragraph_mm(block)


def _cell_mm(cell: Cell) -> float:
    return sum(map(paragraph_mm, cell.paragraphs)) + sum(map(block_mm, cell.tables))


def paragraph_mm(paragraph: Paragraph) -> float:
    shape, lines = paragraph.format, lines_of(paragraph)
    mark = paragraph.mark_format
    largest = max((max(line.sizes, default=0.0) for line in lines), default=0.0) or (mark.size if mark else 12.0)
    room = max((paragraph.place.width or 160.0) - shape.left - shape.right, 10.0)
    leads = [line_pt(paragraph, largest)] * max(paragraph.raw.count("\n") + 1 - len(lines), 0)  # nothing typed on them
    for n, line in enumerate(lines):
        whole = (line.width * wider(line) + (0.0 if n else shape.first)) / room
        leads += [line_pt(paragraph, max(line.sizes, default=largest))] * max(1, math.ceil(whole - 0.004))
    return (sum(leads) + shape.before + shape.after) * MM_PER_PT


def line_pt(paragraph: Paragraph, size: float) -> float:
    """How high, in pt, a line of type of that size is."""
    shape = paragraph.format
    if shape.line_rule == "auto":
        return size * SINGLE * shape.line
    return shape.line if shape.line_rule == "exact" else max(shape.line, size * SINGLE)


def wider(line: Line, unknown: float = 1.0) -> float:
    """How much longer the line is in its own fonts than in Times New Roman; `unknown` for one that nobody measured."""
    if all(_family(run) == FONT.lower() for run in line.runs):
        return 1.0
    looks = ((run.shown, run.format) for run in line.runs)
    whole = sum(text_width_mm(text, look.size, look.bold, look.italic) for text, look in looks)
    return sum(run_mm(run, run.shown, unknown) for run in line.runs) / whole if whole else 1.0


def run_mm(run: Run, text: str, unknown: float = 1.0) -> float:
    look, family = run.format, _family(run)
    width = text_width_mm(text, look.size, look.bold, look.italic, ARIAL if family in _ARIALS else "")
    return width if family in _ARIALS or family == FONT.lower() else width * unknown


def _family(run: Run) -> str:
    return run.format.font_other.strip().lower()
