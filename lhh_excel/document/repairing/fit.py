"""The page measured by font widths and table grids, before and after a repair: what must not become worse.

A repair is kept only where no page is added, nothing comes to stand off the paper or further out of the text, and no
line of head or signature breaks that did not. The measure is an estimate: near the edge of a page it says worse.
Letters are as wide as Times New Roman's or Arial's; in another font a line of head or signature may be narrower.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from ...plain import record
from ..ooxml import attr, child, measure_mm, val
from ..reading.components import Parts
from ..reading.lines import Line, wrapped_widths
from ..reading.model import Document, Paragraph, Section, Table
from ..rules.breaks import block_mm, run_mm, wider
from ..rules.registry import Collector

_UNSURE = 0.04  # of a page's text: the estimate is no better
_WASTE = 0.06  # of it, that two lines kept together and unbroken rows leave empty at the foot of pages, at most
_MUCH = 0.05  # pages: what grows by less is less likely to cross over an edge
_KEPT = 0.5  # of what a block becomes lower by
_OUT_MM = 1.0  # further out of the text than before: seen
_TAB_MM = 12.7
_NARROW = 0.85  # of the width in Times New Roman: hardly a font is narrower
#: What became worse, in the words of `messages.screen.FIX_HELD_WHY`.
PAGES, OUTSIDE, WRAPPED, QUOC_HIEU = "pages", "outside", "wrapped", "quoc_hieu"


#: Blocks one after the other: mm that each takes, mm of text on its page.
Stretch = tuple[tuple[float, float], ...]


@record
class Page:
    """`stretches`: of the text between forced breaks how high each block is, and a page of it; `outside`: mm that each
    table stands out of its text area on the right; `off`: mm beyond the edge of the paper; `printed`, `quoc_hieu`: as
    how many lines those of head and signature print, the fewest that may be and the most."""

    stretches: tuple[Stretch, ...]
    outside: tuple[float, ...]
    off: float
    printed: tuple[int, int]
    quoc_hieu: tuple[int, int]

    def worse_than(self, before: Page) -> str:
        """What is worse here, "" for nothing."""
        if _more(self.quoc_hieu, before.quoc_hieu):
            return QUOC_HIEU
        if self.off > max(before.off, 0) + _OUT_MM or _further(self.outside, before.outside):
            return OUTSIDE
        if _more(self.printed, before.printed):
            return WRAPPED
        return PAGES if _more_pages(before.stretches, self.stretches) else ""


def _more(now: tuple[int, int], before: tuple[int, int]) -> bool:
    return any(after > old for after, old in zip(now, before, strict=True))


def _further(now: tuple[float, ...], before: tuple[float, ...]) -> bool:
    return any(after > max(old, 0.0) + _OUT_MM for after, old in zip_longest(now, before, fillvalue=0.0))


def _more_pages(before: tuple[Stretch, ...], after: tuple[Stretch, ...]) -> bool:
    """Whether some stretch may run on to one page more, as far as the estimate can tell."""
    if len(after) != len(before):
        return sum(math.ceil(_pages(one)) for one in after) > sum(math.ceil(_pages(one)) for one in before)
    return any(_may_cross(_pages(old), _surely(old, new)) for old, new in zip(before, after, strict=True))


def _pages(stretch: Stretch) -> float:
    return sum(mm / page for mm, page in stretch)


def _surely(before: Stretch, after: Stretch) -> float:
    """The pages of a stretch where half of what its blocks lose is not counted on: a word more, and a line stays.

    What the page itself is higher by is there for certain.
    """
    if len(after) != len(before):
        return _pages(after)
    changes = [(new - old, page) for (old, _), (new, page) in zip(before, after, strict=True)]
    kept = _pages(tuple((old, page) for (old, _), (_, page) in zip(before, after, strict=True)))
    return kept + sum((change if change > 0 else change * _KEPT) / page for change, page in changes)


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
        stretches=tuple(map(tuple, _stretches(parts.document))),
        outside=tuple(_outside(parts, to.law.rule("trang", "overhang").most)),
        off=max((_off(parts.document, table) for table in _tables(parts.document)), default=0.0),
        printed=_counted(framing(parts), _loose(parts)),
        quoc_hieu=_counted(parts.head.quoc_hieu),
    )


def _counted(lines: Iterable[Line], gapped: Iterable[Paragraph] = ()) -> tuple[int, int]:
    """The fewest and the most lines that these may print as."""
    held, apart = list(lines), sum(map(_gapped, gapped))
    fewest, most = (sum(_printed(line, unknown) for line in held) + apart for unknown in (_NARROW, 1.0))
    return fewest, most


def framing(parts: Parts) -> list[Line]:
    """Every line of head and signature."""
    return [*parts.head.lines(), *parts.signing()]


def _loose(parts: Parts) -> list[Paragraph]:
    """The paragraphs of head and signature whose columns blanks part."""
    return list({id(line.paragraph): line.paragraph for line in framing(parts) if line.loose}.values())


def _gapped(paragraph: Paragraph) -> int:
    """How many lines such a paragraph prints as, each tab up to the next stop of Word's own."""
    room, x, lines = paragraph.place.width or 160.0, 0.0, 1
    for run in paragraph.runs:
        for n, part in enumerate(run.shown.replace("\n", "\t\n").split("\t")):
            if n:
                x = (x // _TAB_MM + 1) * _TAB_MM
            if part.startswith("\n"):
                lines, x = lines + max(math.ceil(x / room) - 1, 0) + 1, 0.0
            x += run_mm(run, part.strip("\n"))
    return lines + max(math.ceil(x / room) - 1, 0)


def _printed(line: Line, unknown: float) -> int:
    shape, room = line.paragraph.format, line.paragraph.place.width
    if line.tabbed or room is None:
        return 1
    return len(wrapped_widths(line, (room - shape.left - shape.right) / wider(line, unknown)))


# --- tables ----------------------------------------------------------------------------------------------------------


def _tables(document: Document) -> Iterator[Table]:
    return (block for block in document.blocks if isinstance(block, Table))


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
    properties = child(table.node, "tblPr")
    align = val(properties, "jc")
    if align == "center":
        return (section.text_width - table.width) / 2
    if align in ("right", "end"):
        return section.text_width - table.width
    return measure_mm(attr(child(properties, "tblInd"), "w")) or 0.0


# --- pages -----------------------------------------------------------------------------------------------------------


def _stretches(document: Document) -> list[list[tuple[float, float]]]:
    made: list[list[tuple[float, float]]] = [[]]
    section = 0
    for block in document.blocks:
        at = document.sections[min(block.section, len(document.sections) - 1)]
        if block.section != section and at.starts_on_new_page:
            made.append([])
        section = block.section
        if isinstance(block, Paragraph) and (
            block.format.page_break_before or (block.page_break and block.break_leads)
        ):
            made.append([])
        made[-1].append((block_mm(block), max(at.text_height, 1.0)))
        if isinstance(block, Paragraph) and block.page_break and not block.break_leads:
            made.append([])
    return made
