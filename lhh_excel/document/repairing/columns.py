"""The columns of a table as they print: made narrower with the text, a letterhead's wider for a line of it."""

from __future__ import annotations

from .. import ooxml
from ..ooxml import Element, W, child, measure_mm, mm_twips, span_and_width, text_width_mm
from ..reading.lines import Line, lines_of
from ..reading.model import Paragraph, Table
from .workshop import ROOM_MM, Workshop, node_of


def table_of(shop: Workshop, paragraph: Paragraph) -> Table | None:
    """The table of the text in which a paragraph stands; None for one outside, or within a table in it."""
    tables = (one for one in shop.document.blocks if isinstance(one, Table))
    return next((one for one in tables if one.number == paragraph.place.table), None)


def row_nodes(table: Table) -> list[Element]:
    """Its `w:tr`, without those within a content control."""
    return node_of(table).findall(W + "tr")


def columns_of(table: Table) -> list[float]:
    """The widths of the grid in mm as they print; [] for a table that is not as its grid says."""
    grid = child(table.node, "tblGrid")
    widths = [measure_mm(column.get(W + "w")) or 0.0 for column in (grid if grid is not None else ())]
    rows = row_nodes(table)
    if not sum(widths) or len(rows) != len(table.rows):
        return []
    for row in rows:
        if sum(span_and_width(cell)[0] for cell in row.findall(W + "tc")) != len(widths):
            return []
    scale = table.width / sum(widths)
    return [width * scale for width in widths]


def has_two_columns(table: Table) -> bool:
    """Two in its grid and in every row, none of them within a content control."""
    return len(columns_of(table)) == 2 and all(len(row) == 2 and row[1].start == 2 for row in table.rows)


def _set_columns(table: Table, widths: list[float]) -> None:
    """In mm: of the grid, of every cell and of the table."""
    node, twips = node_of(table), list(map(mm_twips, widths))
    for column, width in zip(child(node, "tblGrid"), twips, strict=True):  # type: ignore[arg-type]
        column.set(W + "w", str(width))
    ooxml.set_values(ooxml.holder(node, "tblPr"), "tblW", {"w": str(sum(twips)), "type": "dxa"})
    for row in row_nodes(table):
        at = 0
        for cell in row.findall(W + "tc"):
            span, _ = span_and_width(cell)
            values = {"w": str(sum(twips[at : at + span])), "type": "dxa"}
            ooxml.set_values(ooxml.holder(cell, "tcPr"), "tcW", values)
            at += span


def narrow(shop: Workshop, table: Table, wanted: float, spare: float) -> None:
    """To `wanted` mm, its columns in their shares; a letterhead may be wider by `spare` for its lines to stay whole."""
    columns = columns_of(table)
    if not columns:
        return
    share = wanted / sum(columns)
    made = [width * share for width in columns]
    if table.number in shop.parts.head.tables and len(made) == 2:
        left, right = _needed(table, 0, whole=True), _needed(table, 1)
        wanted = min(max(wanted, left + right), wanted + spare, table.width)
        right = min(max(min(made[1], wanted - left), right), wanted - _least(table))
        made = [wanted - right, right]
    _set_columns(table, made)
    shop.touch(shop.package.main)


def _needed(table: Table, column: int, whole: bool = False) -> float:
    """What a column of a letterhead must have for each of its lines to stay whole, or (`whole`) each that is now."""
    cells = [row[column] for row in table.rows if len(row) > column]
    padding = max(
        (cell.width - (one.place.width or cell.width) for cell in cells for one in cell.paragraphs), default=0
    )
    lines = [line for cell in cells for one in cell.paragraphs for line in lines_of(one)]
    widths = [line.width for line in lines if not whole or line.width <= (line.paragraph.place.width or 0.0)]
    return max(widths, default=0.0) + padding + ROOM_MM


def _least(table: Table) -> float:
    """What the left column must have for its longest word."""
    words = [text_width_mm(word, line.size, line.all_bold()) for row in table.rows for one in row[0].paragraphs
             for line in lines_of(one) for word in line.text.split()]  # fmt: skip
    return max(words, default=0.0) + 4.0


def widen(shop: Workshop, line: Line) -> bool:
    """Takes what a line of the right column lacks from the left one where its text allows, else from beside the table
    within its bounds."""
    table, place = table_of(shop, line.paragraph), line.paragraph.place
    if table is None or place.column != 2 or place.width is None or not has_two_columns(table):
        return False
    missing = line.width + ROOM_MM - place.width
    left = [cell.paragraphs[0].place.width or 0.0 for row in table.rows for cell in row[:1] if cell.paragraphs]
    fit = [one.width for row in table.rows for cell in row[:1] for p in cell.paragraphs for one in lines_of(p)]
    room = min(left, default=0.0)
    spare = max(room - max((width for width in fit if width <= room), default=room) - ROOM_MM, 0.0)
    taken = min(missing, spare)
    over = table.width + missing - taken - shop.document.sections[table.section].text_width
    if missing <= 0 or (missing > taken and over > shop.law.rule("trang", "overhang").most):
        return False
    columns = columns_of(table)
    _set_columns(table, [columns[0] - taken, columns[1] + missing])
    return shop.touch(line.paragraph.part)
