"""Reads any .docx into a `Document` with effective formatting."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from .content import ContentReader
from .drawing import box_shape, lines_in
from .effective import Resolver
from .model import Block, Cell, Document, Paragraph, Place, Section, Table
from .numbering import Numbering
from .ooxml import Element, W, attr, child, flag, measure_mm, val
from .package import DocxPackage
from .sections import read_sections
from .styles import Style, Styles, Theme, look, table_layers

_BLOCK_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_CHANGES = "ins del moveFrom moveTo cellIns cellDel cellMerge numberingChange pPrChange rPrChange sectPrChange"
_CHANGES += " tblPrChange tblPrExChange tblGridChange trPrChange tcPrChange"
_REVISIONS = tuple(W + name for name in _CHANGES.split())
_WITH_TEXT = ("/header", "/footer", "/footnotes", "/endnotes")  # parts that may hold tracked changes too
_CELL_MARGIN_MM = 1.905
_MAX_DEPTH = 20  # tables within tables: deeper than any office makes

Layers = tuple[Element, ...]


def open_document(source: Path | str | bytes, name: str = "") -> Document:
    """The document, ready to be measured; raises InputError for anything that is not a sound Word file."""
    return read_document(DocxPackage(source, name))


def read_document(package: DocxPackage) -> Document:
    """The document of an opened package; its paragraphs point into the package's own element trees."""
    return _Reader(package).read()


class _Reader:
    def __init__(self, package: DocxPackage) -> None:
        self.package = package
        related = package.related
        self.resolver = Resolver(Styles(related(package.main, "/styles")), Theme(related(package.main, "/theme")))
        self.numbering = Numbering(related(package.main, "/numbering"))
        self.sections: list[Section] = []
        self._part = package.main
        self._section = 0
        self._tables = count(1)
        self._cells = count(1)

    def read(self) -> Document:
        root = self.package.xml(self.package.main)
        body = child(root, "body")
        settings = self.package.related(self.package.main, "/settings")
        blocks: list[Block] = []
        revisions = comments = 0
        if body is not None:
            self.sections = read_sections(body, self.package.relationships(self.package.main), self._header)
            self._section = 0
            blocks = list(self._blocks(body))
            revisions = sum(1 for root in (body, *self._lesser()) for _ in root.iter(*_REVISIONS))
            comments = sum(1 for _ in body.iter(W + "commentReference"))
        _number(blocks)
        return Document(
            file=self.package.file,
            blocks=blocks,
            sections=self.sections,
            even_and_odd=bool(flag(settings, "evenAndOddHeaders")),
            comments=comments,
            revisions=revisions,
            signed=any(name.startswith("_xmlsignatures/") for name in self.package.names),
            protected=_protected(settings),
            final=b"_MarkAsFinal" in (self.package.read("docProps/custom.xml") or b""),
        )

    def _lesser(self) -> Iterator[Element]:
        for kind, part in self.package.relationships(self.package.main).values():
            if kind.endswith(_WITH_TEXT) and (root := self.package.xml(part)) is not None:
                yield root

    def _header(self, part: str, kind: str, section: Section) -> list[Paragraph]:
        root = self.package.xml(part)
        if root is None:
            return []
        found: list[Paragraph] = []
        self._part = part
        for block in self._blocks(root, Place(kind, section.text_width)):
            found += [block] if isinstance(block, Paragraph) else block.paragraphs()
        self._part = self.package.main
        return found

    def _blocks(self, parent: Element, place: Place | None = None, depth: int = 0) -> Iterator[Block]:
        """The paragraphs and tables below `parent`; text boxes follow the paragraph that holds them."""
        for node in parent:
            if node.tag == W + "p":
                yield from self._paragraph(node, place or self._body_place(), ())
                if place is None and child(child(node, "pPr"), "sectPr") is not None:
                    self._section = min(self._section + 1, len(self.sections) - 1)
            elif node.tag == W + "tbl" and depth < _MAX_DEPTH:
                yield self._table(node, place or self._body_place(), depth)
            elif node.tag in _BLOCK_WRAPPERS:
                yield from self._blocks(node, place, depth)

    def _body_place(self) -> Place:
        return Place("body", self.sections[self._section].text_width if self.sections else None)

    def _paragraph(self, node: Element, place: Place, table: Layers) -> Iterator[Paragraph]:
        properties = child(node, "pPr")
        style_id = val(properties, "pStyle")
        content = ContentReader(self.resolver, style_id, table).read(node)
        label, level = self._list(properties, style_id)
        paragraph = Paragraph(
            runs=content.runs,
            format=self.resolver.paragraph(properties, child(level, "pPr"), table),
            place=place,
            style=self.resolver.styles.name(style_id),
            label=label,
            lines_drawn=lines_in(node) if content.has_picture or content.boxes else [],
            fields=content.fields,
            has_picture=content.has_picture,
            page_break=content.page_break,
            break_leads=content.break_leads,
            ends_section=child(properties, "sectPr") is not None,
            mark_format=self.resolver.run(child(properties, "rPr"), style_id, table),
            section=self._section,
            node=node,
            part=self._part,
        )
        yield paragraph
        for box in content.boxes:
            width, framed = box_shape(box)
            inside = Place("box", width, cell=next(self._cells), framed=framed)
            for block in self._blocks(box, inside):
                yield from [block] if isinstance(block, Paragraph) else block.paragraphs()

    def _list(self, properties: Element | None, style_id: str | None) -> tuple[str, Element | None]:
        """The label of automatic numbering and its level's definition; ("", None) outside a list."""
        holders = [properties]
        chain = self.resolver.styles.chain(style_id, "paragraph")
        holders += [child(style.element, "pPr") for style in reversed(chain)]
        number, depth = None, None
        for holder in holders:
            numbering = child(holder, "numPr")
            number = number if number is not None else val(numbering, "numId")
            depth = depth if depth is not None else val(numbering, "ilvl")
        if number in (None, "0"):
            return "", None
        level = int(depth) if depth and depth.isdigit() else 0
        return self.numbering.label(number or "", level), self.numbering.level(number or "", level)

    def _table(self, node: Element, place: Place, depth: int) -> Table:
        properties = child(node, "tblPr")
        number, shows = next(self._tables), look(properties)
        styles = self.resolver.styles.chain(val(properties, "tblStyle"), "table")
        columns = child(node, "tblGrid")
        grid = [measure_mm(attr(column, "w")) or 0.0 for column in (columns if columns is not None else ())]
        rows = list(_unwrapped(node, "tr"))
        margins = _margins([*(child(style.element, "tblPr") for style in styles), properties])
        table = Table(number, [], sum(grid), _bordered(properties, styles), self._section, node=node)
        boxed = _boxed(child(properties, "tblBorders"))
        for row_number, row in enumerate(rows, 1):
            cells: list[Cell] = []
            position = _whole(val(child(row, "trPr"), "gridBefore"), 0)
            found = list(_unwrapped(row, "tc"))
            for column, cell in enumerate(found, 1):
                layers: list[Element] = []
                for style in styles:
                    first, last = row_number == 1 and shows["firstRow"], row_number == len(rows) and shows["lastRow"]
                    layers += table_layers(style, first, column == 1 and shows["firstColumn"], last)
                span = max(_whole(val(child(cell, "tcPr"), "gridSpan"), 1), 1)
                width = _cell_width(cell, sum(grid[position : position + span]), place.width)
                own = (
                    _margins([child(cell, "tcPr")], margins) if cell.find(f"{W}tcPr/{W}tcMar") is not None else margins
                )
                inner = max(width - sum(own), 0.0) or None
                framed = _boxed(child(child(cell, "tcPr"), "tcBorders"), boxed)
                where = Place("cell", inner, number, row_number, column, len(found), next(self._cells), framed)
                cells.append(self._cell(cell, where, width, tuple(layers), depth))
                cells[-1].start = position + 1
                position += span
            table.rows.append(cells)
        table.repeat_head = bool(rows and flag(child(rows[0], "trPr"), "tblHeader"))
        table.width = table.width or max((sum(cell.width for cell in row) for row in table.rows), default=0.0)
        return table

    def _cell(self, node: Element, place: Place, width: float, layers: Layers, depth: int) -> Cell:
        cell = Cell([], place.column, width)
        for child_node in _flattened(node):
            if child_node.tag == W + "p":
                cell.paragraphs += self._paragraph(child_node, place, layers)
            elif child_node.tag == W + "tbl" and depth < _MAX_DEPTH:
                cell.tables.append(self._table(child_node, place, depth + 1))
        return cell


def _protected(settings: Element | None) -> bool:
    locked = (attr(child(settings, "documentProtection"), "enforcement") or "0") in ("1", "true", "on")
    return locked or child(settings, "writeProtection") is not None


def _boxed(borders: Element | None, around: bool = False) -> bool:
    """Whether lines are drawn above and below; what a cell does not say, its table says."""
    sides = [val(borders, side) for side in ("top", "bottom")]
    return all(around if side is None else side not in ("none", "nil") for side in sides)


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() else default


def _flattened(parent: Element) -> Iterator[Element]:
    for node in parent:
        if node.tag in _BLOCK_WRAPPERS:
            yield from _flattened(node)
        else:
            yield node


def _unwrapped(parent: Element, name: str) -> Iterator[Element]:
    return (node for node in _flattened(parent) if node.tag == W + name)


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


def _cell_width(cell: Element, grid: float, around: float | None) -> float:
    node = child(child(cell, "tcPr"), "tcW")
    kind, text = attr(node, "type") or "dxa", attr(node, "w") or ""
    if kind == "pct" and around:
        try:
            return around * (float(text.rstrip("%")) / (100 if text.endswith("%") else 5000))
        except ValueError:
            return grid
    return (measure_mm(text) if kind == "dxa" else None) or grid


def _bordered(properties: Element | None, styles: tuple[object, ...]) -> bool:
    borders = child(properties, "tblBorders")
    holders = [borders] if borders is not None else []
    for style in reversed(styles):
        if isinstance(style, Style) and not holders:
            found = child(child(style.element, "tblPr"), "tblBorders")
            holders = [found] if found is not None else []
    return any(val(holder, "insideH") not in (None, "none", "nil") for holder in holders)


def _number(blocks: list[Block]) -> None:
    ordinal = count(1)
    for block in blocks:
        for paragraph in [block] if isinstance(block, Paragraph) else block.paragraphs():
            if not paragraph.blank:
                paragraph.number = next(ordinal)
