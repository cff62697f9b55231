"""SAFE, with paper and margins: tables fitted to text that becomes narrower, Quốc hiệu's column kept wide enough."""

from __future__ import annotations

from .. import ooxml
from ..ooxml import W, child, mm_twips
from ..ooxml.metrics import text_width_mm
from ..reading import Section, Table
from ..reading.lines import lines_of
from .fit import indent_mm
from .workshop import Workshop

_ROOM_MM = 0.8  # more than the line itself, so that no program wraps it


def fit(shop: Workshop, section: Section, width: float) -> None:
    """Every table of the section that would stand further out of a text area of `width` mm than it does, narrowed.

    Columns keep their shares; a letterhead's keep their lines whole, for which it may stand out as far as the decree's
    own does. Once a section.
    """
    if section.number in shop.fitted or width >= section.text_width:
        return
    shop.fitted.add(section.number)
    for table in shop.document.blocks:
        if isinstance(table, Table) and table.section == section.number - 1 and table.node is not None:
            indent = indent_mm(table, section)
            centred = abs(indent * 2 + table.width - section.text_width) < 1.0
            over = max(indent + table.width - section.text_width, 0.0)
            wanted = width + 2 * over if centred else width + over - indent
            if table.width > wanted + 0.3 > 40:
                spare = max(shop.law.rule("trang", "overhang").most - over - abs(min(indent, 0.0)), 0.0)
                _narrow(shop, table, wanted, spare)


def _narrow(shop: Workshop, table: Table, wanted: float, spare: float) -> None:
    """`spare`: how much wider than `wanted` a letterhead may be."""
    columns = _columns(table)
    if not columns:
        return
    share = wanted / sum(columns)
    made = [width * share for width in columns]
    if table.number in shop.parts.head.tables and len(made) == 2:
        left, right = _needed(table, 0, whole=True), _needed(table, 1)
        wanted = min(max(wanted, left + right), wanted + spare, table.width)
        right = min(max(min(made[1], wanted - left), right), wanted - _least(table))
        made = [wanted - right, right]
    _set_columns(table, [mm_twips(mm) for mm in made])
    shop.touch(shop.package.main)


def _columns(table: Table) -> list[float]:
    """The widths of the grid in mm as they print; [] for a table that is not as its grid says."""
    grid = child(table.node, "tblGrid")
    nodes = list(grid) if grid is not None else []
    widths = [ooxml.measure_mm(node.get(W + "w")) or 0.0 for node in nodes]
    rows = table.node.findall(W + "tr") if table.node is not None else []
    if not sum(widths) or len(rows) != len(table.rows):
        return []
    for row in rows:
        spans = [int(ooxml.val(child(cell, "tcPr"), "gridSpan") or 1) for cell in row.findall(W + "tc")]
        if sum(spans) != len(widths):
            return []
    scale = table.width / sum(widths)
    return [width * scale for width in widths]


def _needed(table: Table, column: int, whole: bool = False) -> float:
    """What a column of a letterhead must have for each of its lines to stay whole, or (`whole`) each that is now."""
    cells = [row[column] for row in table.rows if len(row) > column]
    padding = max(
        (cell.width - (one.place.width or cell.width) for cell in cells for one in cell.paragraphs), default=0
    )
    lines = [line for cell in cells for one in cell.paragraphs for line in lines_of(one)]
    widths = [line.width for line in lines if not whole or line.width <= (line.paragraph.place.width or 0.0)]
    return max(widths, default=0.0) + padding + _ROOM_MM


def _least(table: Table) -> float:
    """What the left column must have for its longest word."""
    words = [text_width_mm(word, line.size, line.all_bold()) for row in table.rows for one in row[0].paragraphs
             for line in lines_of(one) for word in line.text.split()]  # fmt: skip
    return max(words, default=0.0) + 4.0


def _set_columns(table: Table, twips: list[int]) -> None:
    node = table.node
    if node is None:
        return
    for column, width in zip(child(node, "tblGrid"), twips, strict=True):  # type: ignore[arg-type]
        column.set(W + "w", str(width))
    ooxml.set_values(ooxml.holder(node, "tblPr"), "tblW", {"w": str(sum(twips)), "type": "dxa"})
    for row in node.findall(W + "tr"):
        at = 0
        for cell in row.findall(W + "tc"):
            span = int(ooxml.val(child(cell, "tcPr"), "gridSpan") or 1)
            width = sum(twips[at : at + span])
            ooxml.set_values(ooxml.holder(cell, "tcPr"), "tcW", {"w": str(width), "type": "dxa"})
            at += span
