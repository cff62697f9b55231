"""Tables, read row by row, and sections: grids and widths, paper and margins, which header each page shows."""

from __future__ import annotations

from collections.abc import Callable

from ...plain import record
from ..ooxml import Element, W, attr, child, flag, leading, measure_mm, q, signature, val, whole
from .effective import Style, table_layers, table_look
from .model import Cell, Paragraph, Place, Section, Table

BLOCK_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_CELL_MARGIN_MM = 1.905
_TC = W + "tc"

Layers = tuple[Element, ...]
ReadCell = Callable[[Element, Place, float, Layers], Cell]


@record
class _Shape:
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
        self._scale = 1.0
        self._grid = [measure_mm(attr(one, "w")) or 0.0 for one in (columns if columns is not None else ())]
        share = _share(properties)
        if share and around and sum(self._grid):  # a share of the text area: columns grow and shrink with it
            self._scale = around * share / sum(self._grid)
            self._grid = [width * self._scale for width in self._grid]
        self._shows = table_look(properties)
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
            grid = sum(self._grid[position : position + span])
            width = _cell_width(properties, grid, self._around) if self._scale == 1.0 else grid
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
    kind = attr(node, "type") or "dxa"
    if kind == "pct" and around:
        share = _part(attr(node, "w") or "")
        return grid if share is None else around * share
    return (measure_mm(attr(node, "w")) if kind == "dxa" else None) or grid


def _share(properties: Element | None) -> float:
    """Of a table whose width is a share of the text area: that share, 0 for any other."""
    node = child(properties, "tblW")
    text = attr(node, "w") or ""
    return _part(text) or 0.0 if attr(node, "type") == "pct" or text.endswith("%") else 0.0


def _part(text: str) -> float | None:
    """ "50%", or fiftieths of a percent."""
    try:
        return float(text.rstrip("%")) / (100 if text.endswith("%") else 5000)
    except ValueError:
        return None


def _bordered(properties: Element | None, styles: tuple[Style, ...]) -> bool:
    borders = child(properties, "tblBorders")
    holders = [borders] if borders is not None else []
    for style in reversed(styles):
        if not holders:
            found = child(child(style.element, "tblPr"), "tblBorders")
            holders = [found] if found is not None else []
    return any(val(holder, "insideH") not in (None, "none", "nil") for holder in holders)


# --- sections --------------------------------------------------------------------------------------------------------


ReadPart = Callable[[str, str, Section], list[Paragraph]]
_KINDS = ("default", "first", "even")


def section_nodes(body: Element) -> list[Element]:
    """Every `w:sectPr` below, but for those that a tracked change keeps as they were."""
    return [node for node in body.iter(W + "sectPr") if not is_old(node)]


def read_sections(
    nodes: list[Element], relationships: dict[str, tuple[str, str]], read_part: ReadPart
) -> list[Section]:
    """The sections of these `w:sectPr` in order.

    `read_part(part, "header" | "footer", section)` reads the paragraphs of a header part.

    A header that a section does not define is that of the section before it.
    """
    sections: list[Section] = []
    for number, node in enumerate(nodes, 1):
        section = _geometry(node, number)
        for kind, holder in (("header", section.headers), ("footer", section.footers)):
            for reference in node.findall(f"{W}{kind}Reference"):
                part = relationships.get(reference.get(q("r:id"), ""), ("", ""))[1]
                holder[attr(reference, "type") or "default"] = read_part(part, kind, section)
        if sections:
            for name in _KINDS:
                for own, before in ((section.headers, sections[-1].headers), (section.footers, sections[-1].footers)):
                    if name not in own and name in before:
                        own[name] = before[name]
        sections.append(section)
    return sections


def is_old(node: Element) -> bool:
    return next(node.iterancestors(W + "sectPrChange"), None) is not None


def _geometry(node: Element, number: int) -> Section:
    size, margins, numbers = child(node, "pgSz"), child(node, "pgMar"), child(node, "pgNumType")

    def mm(element: Element | None, default: float, *names: str) -> float:
        found = measure_mm(attr(element, *names))
        return default if found is None else found

    gutter = mm(margins, 0.0, "gutter")
    start = attr(numbers, "start")
    width, height = mm(size, 215.9, "w"), mm(size, 279.4, "h")
    return Section(
        number=number,
        width=width,
        height=height,
        landscape=width > height,
        top=abs(mm(margins, 25.4, "top")),
        bottom=abs(mm(margins, 25.4, "bottom")),
        left=mm(margins, 25.4, "left", "start") + gutter,
        right=mm(margins, 25.4, "right", "end"),
        title_page=bool(flag(node, "titlePg")),
        starts_on_new_page=val(node, "type") not in ("continuous", "nextColumn"),
        number_format=attr(numbers, "fmt") or "decimal",
        number_start=whole(start, None),
        gutter=gutter,
        node=node,
    )
