"""The text of a document as blocks, and how it takes its place in the rendered template.

A block is a `source.Paragraph` or `source.Table`; ** and * in its text set type, a star itself comes by `with_stars`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from lxml import etree

from ..ooxml import Element, q, text_of, text_width_mm
from ..templates.marks import clean_text
from ..writing.markup import block_xml, paragraph
from ..writing.source import Block, Paragraph, Table
from .general import CONTENT_MARK, Annex
from .skeleton import own_styles

#: Signs that the source format gives a meaning, while they stand for themselves.
_SIGNS = "*<^"
_KEPT = {sign: chr(0xF5A50 + index) for index, sign in enumerate(_SIGNS)}
_XML = {kept: {"*": "*", "<": "&lt;", "^": "^"}[sign] for sign, kept in _KEPT.items()}
_NUMBER = re.compile(r"^[-+]?\d[\d.,\s]*%?$|^[-–]?$")
_NARROW_MM, _WIDE_MM, _PAGE_MM = 12.0, 70.0, 160.0
_MANY_COLUMNS, _SMALL, _SMALLEST = 7, 11.0, 10.0
_PADDING_MM = 4.2  # to both sides of a cell's text
_GAP = paragraph("ngat_phan", "", '<w:spacing w:before="120" w:after="0" w:line="20" w:lineRule="exact"/>')
#: The target of the processing instruction in whose place content goes; what reads it again, however long a text is.
_PLACE = "lhh-noi-dung"
_PARSER = etree.XMLParser(resolve_entities=False, huge_tree=True)
WIDE_TABLE = 9  # columns from which an annex had better lie on its side


def with_stars(text: str) -> str:
    """Markdown's own \\* as the star itself; other stars set type."""
    return text.replace("\\*", _KEPT["*"])


def table(rows: Sequence[Sequence[str]], head: int = 1, aligns: Sequence[str] = ()) -> Table:
    """A data table as wide as the text; columns by what they hold, numbers on the right unless told otherwise.

    Short rows are filled up with blanks. `aligns`: "left", "center", "right" or "" for each column.
    """
    count = max((len(row) for row in rows), default=0)
    full = [[_cell(cell) for cell in row] + [""] * (count - len(row)) for row in rows]
    columns = []
    for index in range(count):
        below = [row[index] for row in full[head:]]
        told = aligns[index] if index < len(aligns) else ""
        align = told or ("right" if any(below) and all(_NUMBER.match(cell.strip("*")) for cell in below) else "left")
        columns.append((align, _width([row[index] for row in full])))
    if (
        count
        and not any(row[0] not in ("", *map(str, range(1, 1000))) for row in full[head:])
        and not (aligns[:1] or [""])[0]
    ):
        columns[0] = ("center", columns[0][1])  # the running number
    made = Table(_spread(columns), full[:head], list(full[head:]))
    made.size = _SMALL if count > _MANY_COLUMNS else made.size
    if sum(width for _, width in columns) > _PAGE_MM:
        _squeeze(made)
    return made


def _squeeze(made: Table) -> None:
    """Where the page is too narrow, columns give of their width, but none breaks a number or a word while it can."""
    rows = [*made.head, *(row for row in made.rows if not isinstance(row, str))]
    wanted = [width for _, width in made.columns]
    for size in (made.size, min(made.size, _SMALL), _SMALLEST):
        made.size = size
        least = [min(_least([row[index] for row in rows], size), want) for index, want in enumerate(wanted)]
        if sum(least) <= _PAGE_MM:
            break
    spare, room = _PAGE_MM - sum(least), sum(wanted) - sum(least)
    if spare > 0 and room > 0:
        least = [low + spare * (want - low) / room for low, want in zip(least, wanted, strict=True)]
    made.columns = [(align, width) for (align, _), width in zip(made.columns, least, strict=True)]


def _least(cells: Sequence[str], size: float) -> float:
    """The width of the longest word, bold as in a head."""
    words = [word.strip("*") for cell in cells for word in cell.split()]
    return max((text_width_mm(word, size, bold=True) for word in words), default=0.0) + _PADDING_MM


def _spread(columns: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """What the page has over goes to the columns of text; those of numbers stay as narrow as they may."""
    spare = _PAGE_MM - sum(width for _, width in columns)
    texts = sum(width for align, width in columns if align == "left")
    if spare <= 0 or not texts:
        return columns
    return [(align, width + (spare * width / texts if align == "left" else 0.0)) for align, width in columns]


def _cell(text: str) -> str:
    text = " ".join(with_stars(text).split())
    return _KEPT[text] if text in ("<", "^") else text


def _width(cells: Iterable[str]) -> float:
    """How wide the column would like to be: its widest cell, within reason."""
    widest = max((text_width_mm(cell, 12.0) for cell in cells), default=0.0) + 4.0
    return min(max(widest, _NARROW_MM), _WIDE_MM)


def _clean(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(block.style, clean_text(block.text).replace("\n", " "))
    if isinstance(block, Table):
        rows = [row if isinstance(row, str) else [clean_text(cell) for cell in row] for row in block.rows]
        return Table(block.columns, [[clean_text(cell) for cell in row] for row in block.head], rows, block.size)
    return block


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
    for kept, sign in _XML.items():
        whole = whole.replace(kept, sign)
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
        pieces[1::2] = own_styles("\0".join(filled), styles_root).split("\0") if filled else []
        return etree.fromstring("".join(pieces).encode(), _PARSER)

    return fill
