"""A table read row by row: its grid, the widths of its cells, what its style gives the first row, column and last row.

Rows may come one at a time, so that a table of thousands of rows need not be in memory as a tree.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..ooxml import Element, W, attr, child, flag, leading, measure_mm, signature, val, whole
from .model import Cell, Place, Table
from .styles import Style, look, table_layers

BLOCK_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_CELL_MARGIN_MM = 1.905
_TC, _TCPR = W + "tc", W + "tcPr"

Layers = tuple[Element, ...]
ReadCell = Callable[[Element, Place, float, Layers], Cell]


class _Shape(NamedTuple):
    """What the properties of a cell say: columns covered, width, room for text, whether it is framed."""

    span: int
    width: float
    inner: float | None
    framed: bool


class TableReader:
    """`add` the rows in order, each told whether it is the last; then `finished` gives the table.

    `read_cell(element, place, width, layers)` reads what stands in a cell; `next_cell` numbers the cells.
    """

    def __init__(
        self, node: Element, number: int, around: float | None, section: int, styles: tuple[Style, ...]
    ) -> None:
        properties = child(node, "tblPr")
        columns = child(node, "tblGrid")
        self._around = around
        self._styles = styles
        self._grid = [measure_mm(attr(one, "w")) or 0.0 for one in (columns if columns is not None else ())]
        self._shows = look(properties)
        self._margins = _margins([*(child(style.element, "tblPr") for style in styles), properties])
        self._boxed = _boxed(child(properties, "tblBorders"))
        self._layers: dict[tuple[bool, bool, bool], Layers] = {}
        self._shapes: dict[tuple[object, ...], _Shape] = {}
        self._widest = 0.0
        self.table = Table(number, [], sum(self._grid), _bordered(properties, styles), section, node=node)

    def add(self, row: Element, last: bool, read_cell: ReadCell, next_cell: Callable[[], int]) -> None:
        rows = self.table.rows
        number = len(rows) + 1
        properties = child(row, "trPr")
        if number == 1:
            self.table.repeat_head = bool(flag(properties, "tblHeader"))
        position = whole(val(properties, "gridBefore"), 0)
        found = unwrapped(row, _TC)
        cells: list[Cell] = []
        for column, cell in enumerate(found, 1):
            shape = self._shape(cell, position)
            layers = self._worn(number == 1, column == 1, last)
            where = Place("cell", shape.inner, self.table.number, number, column, len(found), next_cell(), shape.framed)
            made = read_cell(cell, where, shape.width, layers)
            made.start = position + 1
            cells.append(made)
            position += shape.span
        self._widest = max(self._widest, sum(cell.width for cell in cells))
        rows.append(cells)

    def finished(self) -> Table:
        self.table.width = self.table.width or self._widest
        return self.table

    def _shape(self, cell: Element, position: int) -> _Shape:
        """Rows repeat: what the same properties say at the same place is worked out once."""
        properties = leading(cell, "tcPr")
        key = (position, signature(properties))
        found = self._shapes.get(key)
        if found is None:
            span = max(whole(val(properties, "gridSpan"), 1), 1)
            width = _cell_width(properties, sum(self._grid[position : position + span]), self._around)
            own = _margins([properties], self._margins)
            framed = _boxed(child(properties, "tcBorders"), self._boxed)
            found = self._shapes[key] = _Shape(span, width, max(width - sum(own), 0.0) or None, framed)
        return found

    def _worn(self, first_row: bool, first_column: bool, last_row: bool) -> Layers:
        """The layers of the table's style that touch a cell; one tuple for all cells alike."""
        key = (first_row, first_column, last_row)
        if key not in self._layers:
            shows = self._shows
            first, column, last = (on and shows[name] for on, name in zip(key, _CONDITIONS, strict=True))
            layers: list[Element] = []
            for style in self._styles:
                layers += table_layers(style, first, column, last)
            self._layers[key] = tuple(layers)
        return self._layers[key]


_CONDITIONS = ("firstRow", "firstColumn", "lastRow")


def unwrapped(parent: Element, tag: str) -> list[Element]:
    """The children of that tag, those inside content controls and the like too."""
    found: list[Element] = []
    for node in parent:
        if node.tag == tag:
            found.append(node)
        elif node.tag in BLOCK_WRAPPERS:
            found += unwrapped(node, tag)
    return found


def _boxed(borders: Element | None, around: bool = False) -> bool:
    """Whether lines are drawn above and below; what a cell does not say, its table says."""
    sides = [val(borders, side) for side in ("top", "bottom")]
    return all(around if side is None else side not in ("none", "nil") for side in sides)


def _margins(holders: list[Element | None], default: tuple[float, float] | None = None) -> tuple[float, float]:
    """Left and right cell margins in mm; the later holder wins."""
    left, right = default or (_CELL_MARGIN_MM, _CELL_MARGIN_MM)
    for holder in holders:
        for name in ("tblCellMar", "tcMar"):
            margins = child(holder, name)
            for side in ("left", "start"):
                found = measure_mm(attr(child(margins, side), "w"))
                left = left if found is None else found
            for side in ("right", "end"):
                found = measure_mm(attr(child(margins, side), "w"))
                right = right if found is None else found
    return left, right


def _cell_width(properties: Element | None, grid: float, around: float | None) -> float:
    node = child(properties, "tcW")
    kind, text = attr(node, "type") or "dxa", attr(node, "w") or ""
    if kind == "pct" and around:
        try:
            return around * (float(text.rstrip("%")) / (100 if text.endswith("%") else 5000))
        except ValueError:
            return grid
    return (measure_mm(text) if kind == "dxa" else None) or grid


def _bordered(properties: Element | None, styles: tuple[Style, ...]) -> bool:
    borders = child(properties, "tblBorders")
    holders = [borders] if borders is not None else []
    for style in reversed(styles):
        if not holders:
            found = child(child(style.element, "tblPr"), "tblBorders")
            holders = [found] if found is not None else []
    return any(val(holder, "insideH") not in (None, "none", "nil") for holder in holders)
