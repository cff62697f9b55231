"""Quốc hiệu on one line (SAFE), and the two sides of the head in their places (GUARDED)."""

from __future__ import annotations

import re

from .. import ooxml
from ..ooxml import Element, W, child, mm_twips
from ..reading import Paragraph, Table
from ..reading.lines import Line, lines_of
from ..rules import Departure
from .text import rewrite
from .workshop import Workshop, row_nodes

_ONE_LINE = "một dòng"
_ROOM_MM = 0.8  # more than the line itself, so that no program wraps it
_INDENTS = ("hanging", "firstLineChars", "hangingChars", "leftChars", "rightChars", "startChars", "endChars")


def quoc_hieu_lines(shop: Workshop, departure: Departure) -> str:
    """One line again: the break taken out, the two paragraphs joined, the indents taken off or the cell widened."""
    lines = shop.parts.head.quoc_hieu
    if len(lines) == 2:
        return _join(shop, lines)
    if len(lines) != 1:
        return ""
    shape = lines[0].paragraph.format
    if shape.left or shape.right or shape.first:
        none = {"left": "0", "right": "0", "firstLine": "0"}
        done = shop.set_paragraph(lines[0].paragraph, "ind", none, drop=(*_INDENTS, "start", "end"))
    else:
        done = _widen(shop, lines[0])
    return _ONE_LINE if done else ""


def _join(shop: Workshop, lines: list[Line]) -> str:
    first, second = lines[0].paragraph, lines[1].paragraph
    if first.node is None or second.node is None:
        return ""
    if first is second:
        typed = "".join(run.text for run in first.runs)
        wanted = re.sub(r"\s*\n\s*", " ", typed).strip()
        return _ONE_LINE if rewrite(shop, first, 0, len(typed), typed, wanted) else ""
    if second.ends_section or second.has_picture or second.ruled or first.place.cell != second.place.cell:
        return ""
    _append_space(list(first.node.iter(W + "r"))[-1])
    for node in list(second.node):
        if node.tag != W + "pPr":
            first.node.append(node)
    parent = second.node.getparent()
    if parent is not None:
        parent.remove(second.node)
    shop.touch(first.part)
    return _ONE_LINE


def _append_space(run: Element) -> None:
    texts = run.findall(W + "t")
    if texts and not (texts[-1].text or "").endswith(" "):
        ooxml.set_text(texts[-1], (texts[-1].text or "") + " ")


def _widen(shop: Workshop, line: Line) -> bool:
    """Takes what is missing from the left column where its text allows, else widens the table within its bounds."""
    place = line.paragraph.place
    table = next((one for one in shop.document.blocks if isinstance(one, Table) and one.number == place.table), None)
    if table is None or table.node is None or place.column != 2 or place.width is None or not _two_columns(table):
        return False
    missing = line.width + _ROOM_MM - place.width
    left = [cell.paragraphs[0].place.width or 0.0 for row in table.rows for cell in row[:1] if cell.paragraphs]
    fit = [one.width for row in table.rows for cell in row[:1] for p in cell.paragraphs for one in lines_of(p)]
    room = min(left, default=0.0)
    spare = max(room - max((width for width in fit if width <= room), default=room) - _ROOM_MM, 0.0)
    taken = min(missing, spare)
    over = table.width + missing - taken - shop.document.sections[table.section].text_width
    if missing <= 0 or (missing > taken and over > shop.law.rule("trang", "overhang").most):
        return False
    _resize(table.node, (-mm_twips(taken), mm_twips(missing)))
    return shop.touch(line.paragraph.part)


def _two_columns(table: Table) -> bool:
    """Two columns in its grid and in every row, none of them within a content control."""
    grid, rows = child(table.node, "tblGrid"), row_nodes(table)
    if grid is None or len(grid.findall(W + "gridCol")) != 2 or len(rows) != len(table.rows):
        return False
    if any(len(row.findall(W + "tc")) != 2 for row in rows):
        return False
    return all(len(row) == 2 and row[1].start == 2 for row in table.rows)


def _resize(table: Element, by: tuple[int, int]) -> None:
    """Adds to the widths of the two columns, in twips: of the grid, of every cell and of the table."""
    grid = child(table, "tblGrid")
    if grid is not None:
        for column, more in zip(grid.iterfind(W + "gridCol"), by, strict=True):
            _add(column, more)
    for row in table.iterfind(W + "tr"):
        for cell, more in zip(row.iterfind(W + "tc"), by, strict=True):
            _add(cell.find(f"{W}tcPr/{W}tcW"), more)
    _add(table.find(f"{W}tblPr/{W}tblW"), sum(by))


def _add(node: Element | None, more: int) -> None:
    width = node.get(W + "w") if node is not None else None
    if node is not None and width and width.isascii() and width.isdecimal() and node.get(W + "type", "dxa") == "dxa":
        node.set(W + "w", str(int(width) + more))


def swap_sides(shop: Workshop, departure: Departure) -> str:
    """The two columns of the head exchanged, each with its width."""
    tables = [one for one in shop.document.blocks if isinstance(one, Table) and one.number in shop.parts.head.tables]
    if len(tables) != 1 or tables[0].node is None or not _two_columns(tables[0]):
        return ""
    table = tables[0].node
    for holder, name in ((child(table, "tblGrid"), "gridCol"), *((row, "tc") for row in table.iterfind(W + "tr"))):
        if holder is not None:
            first, second = holder.findall(W + name)
            second.addnext(first)
    shop.touch(shop.package.main)
    return departure.expected


def date_beside_number(shop: Workshop, departure: Departure) -> str:
    """The date's paragraph moved into the empty cell beside the number; a row left without anything goes.

    Only in a table of two columns, where that cell holds nothing but one empty paragraph.
    """
    number, date = shop.parts.head.number, shop.parts.head.date
    if number is None or date is None or date.paragraph.node is None or len(lines_of(date.paragraph)) != 1:
        return ""
    tables = [one for one in shop.document.blocks if isinstance(one, Table)]
    table = next((one for one in tables if one.number == date.paragraph.place.table), None)
    places = (number.paragraph.place, date.paragraph.place)
    if table is None or not _two_columns(table) or [place.column for place in places] != [1, 2]:
        return ""
    beside = table.rows[places[0].row - 1][1]
    if beside.tables or len(beside.paragraphs) != 1 or not _idle(beside.paragraphs[0]):
        return ""
    _move(date.paragraph.node, beside.paragraphs[0].node)
    left = [one for cell in table.rows[places[1].row - 1] for one in cell.paragraphs if one is not date.paragraph]
    nested = any(cell.tables for cell in table.rows[places[1].row - 1])
    if all(map(_idle, left)) and not nested:
        _drop_row(table, places[1].row - 1)
    shop.touch(date.paragraph.part)
    return departure.expected


def _idle(paragraph: Paragraph) -> bool:
    return paragraph.blank and not paragraph.ruled and not paragraph.has_picture and not paragraph.ends_section


def _move(moved: Element, empty: Element | None) -> None:
    """Puts a paragraph in place of an empty one, which stays behind where its cell would have none."""
    old, new = moved.getparent(), empty.getparent() if empty is not None else None
    if old is None or new is None or empty is None:
        return
    new.replace(empty, moved)
    if child(old, "p") is None:
        old.append(empty)


def _drop_row(table: Table, index: int) -> None:
    rows = row_nodes(table)
    if len(rows) == len(table.rows) and next(rows[index].iter(W + "vMerge"), None) is None:
        table.node.remove(rows[index])  # type: ignore[union-attr]
