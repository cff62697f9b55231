"""The page measured by font widths and table grids, before and after a repair: what must not become worse.

A repair is kept only where no page is added, nothing comes to stand off the paper or further out of the text, and no
line of head or signature breaks that did not. The measure is an estimate: near the edge of a page it says worse.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import zip_longest

from ...plain import record
from ..ooxml import MM_PER_PT, attr, child, measure_mm
from ..ooxml.metrics import text_width_mm
from ..reading import Block, Document, Paragraph, Section, Table
from ..reading.components import Parts
from ..reading.lines import Line, lines_of, wrapped_widths
from ..rules.registry import Collector

_LINE = 1.15  # Times New Roman: the height of a single line, times the size
_UNSURE = 0.04  # of a page's text: the estimate is no better
_WASTE = 0.06  # of it, that two lines kept together and unbroken rows leave empty at the foot of pages, at most
_MUCH = 0.05  # pages: what grows by less is less likely to cross over an edge
_OUT_MM = 1.0  # further out of the text than before: seen
_TAB_MM = 12.7
#: What became worse, in the words of `messages.screen.FIX_HELD_WHY`.
PAGES, OUTSIDE, WRAPPED, QUOC_HIEU = "pages", "outside", "wrapped", "quoc_hieu"


@record
class Page:
    """`stretches`: pages of text between forced breaks; `outside`: mm that each table stands out of its text area on
    the right; `off`: mm beyond the edge of the paper; `printed`: lines of head and signature as they print."""

    stretches: tuple[float, ...]
    outside: tuple[float, ...]
    off: float
    printed: int
    quoc_hieu: int

    def worse_than(self, before: Page) -> str:
        """What is worse here, "" for nothing."""
        if self.quoc_hieu > before.quoc_hieu:
            return QUOC_HIEU
        if self.off > max(before.off, 0) + _OUT_MM or _further(self.outside, before.outside):
            return OUTSIDE
        if self.printed > before.printed:
            return WRAPPED
        return PAGES if _more_pages(before.stretches, self.stretches) else ""


def _further(now: tuple[float, ...], before: tuple[float, ...]) -> bool:
    return any(after > max(old, 0.0) + _OUT_MM for after, old in zip_longest(now, before, fillvalue=0.0))


def _more_pages(before: tuple[float, ...], after: tuple[float, ...]) -> bool:
    """Whether some stretch may run on to one page more, as far as the estimate can tell."""
    if len(after) != len(before):
        return sum(map(math.ceil, after)) > sum(map(math.ceil, before))
    return any(_may_cross(old, new) for old, new in zip(before, after, strict=True))


def _may_cross(old: float, new: float) -> bool:
    if new <= old + 1e-6:
        return False
    share = min(1.0, (new - old) / _MUCH)
    most, least = 1 + _WASTE * share, 1 - _UNSURE * share
    for whole in range(1, math.ceil(new * most) + 1):
        low, high = whole / new, whole / old if old else math.inf  # scales at which `whole` pages lie between the two
        if low < most and high >= least:
            return True
    return False


def page_of(to: Collector) -> Page:
    """The measure of a document as it was read."""
    parts = to.parts
    return Page(
        stretches=tuple(_stretches(parts.document)),
        outside=tuple(_outside(parts, to.law.rule("trang", "overhang").most)),
        off=max((_off(parts.document, table) for table in _tables(parts.document)), default=0.0),
        printed=sum(map(_printed, _framing(parts))) + sum(map(_gapped, _loose(parts))),
        quoc_hieu=sum(map(_printed, parts.head.quoc_hieu)),
    )


def _framing(parts: Parts) -> Iterator[Line]:
    yield from parts.head.lines()
    for signer in parts.signers:
        yield from signer.lines
        if signer.name is not None:
            yield signer.name


def _loose(parts: Parts) -> list[Paragraph]:
    """The paragraphs of head and signature whose columns blanks part."""
    return list({id(line.paragraph): line.paragraph for line in _framing(parts) if line.loose}.values())


def _gapped(paragraph: Paragraph) -> int:
    """How many lines such a paragraph prints as, each tab up to the next stop of Word's own."""
    room, x, lines = paragraph.place.width or 160.0, 0.0, 1
    for run in paragraph.runs:
        for n, part in enumerate(run.shown.replace("\n", "\t\n").split("\t")):
            if n:
                x = (x // _TAB_MM + 1) * _TAB_MM
            if part.startswith("\n"):
                lines, x = lines + max(math.ceil(x / room) - 1, 0) + 1, 0.0
            x += text_width_mm(part.strip("\n"), run.format.size, run.format.bold, run.format.italic)
    return lines + max(math.ceil(x / room) - 1, 0)


def _printed(line: Line) -> int:
    shape, room = line.paragraph.format, line.paragraph.place.width
    if line.tabbed or room is None:
        return 1
    return len(wrapped_widths(line, room - shape.left - shape.right))


# --- tables ----------------------------------------------------------------------------------------------------------


def _tables(document: Document) -> Iterator[Table]:
    return (block for block in document.blocks if isinstance(block, Table) and document.sections)


def _outside(parts: Parts, overhang: float) -> Iterator[float]:
    """A letterhead may stand out by `overhang` mm, as the decree's own does."""
    for table in _tables(parts.document):
        section = parts.document.sections[table.section]
        over = indent_mm(table, section) + table.width - section.text_width
        yield over - (overhang if table.number in parts.head.tables else 0.0)


def _off(document: Document, table: Table) -> float:
    section = document.sections[table.section]
    return section.left + indent_mm(table, section) + table.width - section.width


def indent_mm(table: Table, section: Section) -> float:
    """Where a table begins, from the left margin."""
    properties = child(table.node, "tblPr") if table.node is not None else None
    align = attr(child(properties, "jc"), "val") if properties is not None else None
    if align == "center":
        return (section.text_width - table.width) / 2
    if align in ("right", "end"):
        return section.text_width - table.width
    return measure_mm(attr(child(properties, "tblInd"), "w")) or 0.0


# --- pages -----------------------------------------------------------------------------------------------------------


def _stretches(document: Document) -> list[float]:
    if not document.sections:
        return []
    made = [0.0]
    section = 0
    for block in document.blocks:
        at = document.sections[min(block.section, len(document.sections) - 1)]
        if block.section != section and at.starts_on_new_page:
            made.append(0.0)
        section = block.section
        if isinstance(block, Paragraph) and (
            block.format.page_break_before or (block.page_break and block.break_leads)
        ):
            made.append(0.0)
        made[-1] += block_mm(block) / max(at.text_height, 1.0)
        if isinstance(block, Paragraph) and block.page_break and not block.break_leads:
            made.append(0.0)
    return made


def block_mm(block: Block) -> float:
    """How high a block stands on the page."""
    if isinstance(block, Paragraph):
        return 0.0 if block.place.kind == "box" else _paragraph_mm(block)
    return sum(max((_cell_mm(cell.paragraphs, cell.tables) for cell in row), default=0.0) for row in block.rows)


def _cell_mm(paragraphs: list[Paragraph], tables: object) -> float:
    inner = sum(block_mm(table) for table in tables) if isinstance(tables, (list, tuple)) else 0.0
    return sum(map(_paragraph_mm, paragraphs)) + inner


def _paragraph_mm(paragraph: Paragraph) -> float:
    shape, lines = paragraph.format, lines_of(paragraph)
    mark = paragraph.mark_format
    size = max((max(line.sizes, default=0.0) for line in lines), default=0.0) or (mark.size if mark else 12.0)
    room = (paragraph.place.width or 160.0) - shape.left - shape.right
    printed = 0
    for n, line in enumerate(lines):
        first = shape.first if not n else 0.0
        printed += max(1, math.ceil((line.width + first) / max(room, 10.0) * 1.0 - 0.004)) if line.width else 1
    if shape.line_rule == "auto":
        leading = size * _LINE * shape.line
    else:
        leading = shape.line if shape.line_rule == "exact" else max(shape.line, size * _LINE)
    return ((printed or 1) * leading + shape.before + shape.after) * MM_PER_PT
