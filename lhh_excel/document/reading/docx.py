"""Reads any .docx into a `Document` with effective formatting; a very long one row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from lxml import etree

from ...plain import pattern, record, replace, uncollected
from ..ooxml import Element, W, attr, child, flag, leading, signature, val, whole
from ..ooxml.harmless import find_active
from ..ooxml.package import DocxPackage
from ..ooxml.reviewing import CHANGES
from .blocks import BLOCK_WRAPPERS, Layers, TableReader, is_old, read_sections, section_nodes, unwrapped
from .effective import Resolver, Styles, Theme
from .model import Block, Cell, Document, DrawnLine, ParaFormat, Paragraph, Place, RunFormat, Section, Table
from .paragraph import Numbering, ParagraphReader, box_shape, has_odd_shape, lines_in

COMMENT = W + "commentReference"
_P, _TBL = W + "p", W + "tbl"
_WITH_TEXT = ("/header", "/footer", "/footnotes", "/endnotes")  # parts that may hold tracked changes too
_MAX_DEPTH = 20  # tables within tables: deeper than any office makes


def open_document(source: Path | str | bytes, name: str = "") -> Document:
    """The document, ready to be measured; raises InputError for anything that is not a sound Word file.

    A very long one is read row by row: its paragraphs then point to no element tree.
    """
    package = DocxPackage(source, name)
    return lean_document(package) or read_document(package)


def read_document(package: DocxPackage) -> Document:
    """The document of an opened package; its paragraphs point into the package's own element trees."""
    return Reader(package).read()


@record
class _Shape:
    """What the properties of a paragraph say; `list` is the number and level of its list, None outside one."""

    style_id: str | None
    style: str
    list: tuple[str, int] | None
    format: ParaFormat
    mark: RunFormat
    label_bold: bool
    ends_section: bool


class Reader:
    """Reads one document; `keep` is whether paragraphs and runs remember the elements they were read from."""

    def __init__(self, package: DocxPackage, keep: bool = True) -> None:
        self.package = package
        related = package.related
        self.resolver = Resolver(Styles(related(package.main, "/styles")), Theme(related(package.main, "/theme")))
        self.numbering = Numbering(related(package.main, "/numbering"))
        self.sections: list[Section] = []
        self._keep = keep
        self._part = package.main
        self._section = 0
        self._tables = count(1)
        self._tables_around = count(-1, -1)  # of headers and footers: those of the text count from 1 whatever they hold
        self._cells = count(1)
        self._shapes: dict[tuple[object, ...], _Shape] = {}

    def read(self) -> Document:
        """With one section at least: of what says nothing of paper and margins, a sheet as Word has it then."""
        body = child(self.package.xml(self.package.main), "body")
        body = etree.Element(W + "body") if body is None else body
        with uncollected():
            self.open_sections(section_nodes(body) or [body])
            blocks = list(self._blocks(body))
        revisions = sum(1 for _ in body.iter(*CHANGES))
        return self.document(blocks, revisions, sum(1 for _ in body.iter(COMMENT)))

    def open_sections(self, nodes: list[Element]) -> None:
        self.sections = read_sections(nodes, self.package.relationships(self.package.main), self._header)
        self._section = 0

    def document(self, blocks: list[Block], revisions: int, comments: int) -> Document:
        """The whole of it; `revisions` and `comments` as counted in the main part."""
        settings = self.package.related(self.package.main, "/settings")
        filled = (one for block in blocks for one in block.paragraphs() if not one.blank)
        for number, paragraph in enumerate(filled, 1):
            paragraph.number = number
        return Document(
            file=self.package.file,
            blocks=blocks,
            sections=self.sections,
            even_and_odd=bool(flag(settings, "evenAndOddHeaders")),
            comments=comments,
            revisions=revisions + sum(1 for root in self._lesser() for _ in root.iter(*CHANGES)),
            signed=any(name.startswith("_xmlsignatures/") for name in self.package.names),
            protected=_protected(settings),
            final=b"_MarkAsFinal" in (self.package.read("docProps/custom.xml") or b""),
            active=tuple(find_active(self.package.texts())),
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
        self._tables, self._tables_around = self._tables_around, self._tables
        for block in self._blocks(root, Place(kind, section.text_width)):
            found += block.paragraphs()
        self._part = self.package.main
        self._tables, self._tables_around = self._tables_around, self._tables
        return found

    def _blocks(
        self, parent: Element, place: Place | None = None, depth: int = 0, layers: Layers = ()
    ) -> Iterator[Block]:
        """The paragraphs and tables below `parent`; text boxes follow the paragraph that holds them."""
        for node in parent:
            yield from self.block(node, place, depth, layers)

    def block(self, node: Element, place: Place | None = None, depth: int = 0, layers: Layers = ()) -> Iterator[Block]:
        """What one child of the body (without `place`) or of a box, header, cell or wrapper holds."""
        if node.tag == _P:
            yield from self._paragraph(node, place or self._body_place(), layers)
            if place is None and child(child(node, "pPr"), "sectPr") is not None:
                self._section = min(self._section + 1, len(self.sections) - 1)
        elif node.tag == _TBL and depth <= _MAX_DEPTH:
            yield self._table(node, place or self._body_place(), depth)
        elif node.tag in BLOCK_WRAPPERS:
            yield from self._blocks(node, place, depth, layers)

    def _body_place(self) -> Place:
        return Place("body", self.sections[self._section].text_width)

    def _paragraph(self, node: Element, place: Place, table: Layers) -> list[Paragraph]:
        properties = leading(node, "pPr")
        key = (signature(properties), table)
        shape = self._shapes.get(key)
        if shape is None:
            shape = self._shapes[key] = self._shape(properties, table)
        if shape.format.frame_width:
            place = replace(place, width=shape.format.frame_width)
        content = ParagraphReader(self.resolver, shape.style_id, table, self._keep).read(node)
        paragraph = Paragraph(
            runs=content.runs,
            format=shape.format,
            place=place,
            style=shape.style,
            label=self.numbering.label(*shape.list) if shape.list else "",
            label_bold=shape.label_bold,
            lines_drawn=self._lines(node) if content.has_picture else (),
            fields=content.fields or (),
            odd_shape=content.has_picture and has_odd_shape(node),
            has_picture=content.has_picture,
            field_marks=content.field_marks,
            page_break=content.page_break,
            break_leads=content.break_leads,
            ends_section=shape.ends_section,
            mark_format=shape.mark,
            section=self._section,
            node=node if self._keep else None,
            part=self._part,
        )
        found = [paragraph]
        for box in content.boxes:
            width, framed = box_shape(box)
            inside = Place("box", width, cell=next(self._cells), framed=framed)
            for block in self._blocks(box, inside):
                found += block.paragraphs()
        return found

    def _lines(self, paragraph: Element) -> list[DrawnLine]:
        found = lines_in(paragraph)
        return found if self._keep else [replace(line, node=None) for line in found]

    def _shape(self, properties: Element | None, table: Layers) -> _Shape:
        style_id = val(properties, "pStyle")
        own_list = self._list(properties, style_id)
        level = self.numbering.level(*own_list) if own_list else None
        mark = self.resolver.run(child(properties, "rPr"), style_id, table)
        label_bold = flag(child(level, "rPr"), "b")
        return _Shape(
            style_id,
            self.resolver.styles.name(style_id),
            own_list,
            self.resolver.paragraph(properties, child(level, "pPr"), table),
            mark,
            mark.bold if label_bold is None else label_bold,
            child(properties, "sectPr") is not None,
        )

    def _list(self, properties: Element | None, style_id: str | None) -> tuple[str, int] | None:
        """The list of automatic numbering and the level in it; None outside a list."""
        holders = [properties]
        chain = self.resolver.styles.chain(style_id, "paragraph")
        holders += [child(style.element, "pPr") for style in reversed(chain)]
        number, depth = None, None
        for holder in holders:
            numbering = child(holder, "numPr")
            number = number if number is not None else val(numbering, "numId")
            depth = depth if depth is not None else val(numbering, "ilvl")
        if number in (None, "0"):
            return None
        return number or "", whole(depth, 0)

    def _table(self, node: Element, place: Place, depth: int) -> Table:
        reader = self.open_table(node, place)
        rows = unwrapped(node, W + "tr")
        for row in rows:
            self.add_row(reader, row, row is rows[-1], depth)
        return reader.finished()

    def open_table(self, node: Element, place: Place | None = None) -> TableReader:
        styles = self.resolver.styles.chain(val(child(node, "tblPr"), "tblStyle"), "table")
        around = (place or self._body_place()).width
        made = TableReader(node, next(self._tables), around, self._section, styles)
        made.table.node = node if self._keep else None
        return made

    def add_row(self, reader: TableReader, row: Element, last: bool, depth: int = 0) -> None:
        def cell(node: Element, place: Place, width: float, layers: Layers) -> Cell:
            return self._cell(node, place, width, layers, depth)

        reader.add(row, last, cell, self._cells.__next__)

    def _cell(self, node: Element, place: Place, width: float, layers: Layers, depth: int) -> Cell:
        held = list(self._blocks(node, place, depth + 1, layers))
        paragraphs = [one for one in held if isinstance(one, Paragraph)]
        return Cell(paragraphs, place.column, width, tables=[one for one in held if isinstance(one, Table)] or ())


def _protected(settings: Element | None) -> bool:
    locked = (attr(child(settings, "documentProtection"), "enforcement") or "0") in ("1", "true", "on")
    return locked or child(settings, "writeProtection") is not None


# --- very long documents read row by row: of their tables no more than a few rows are in memory as a tree ------------


LONG = 4 << 20  # bytes of the main part from which on it is worth the while
_ROW, _TABLE, _BODY, _SECTION = W + "tr", W + "tbl", W + "body", W + "sectPr"
_ROOT = pattern(rb"<((?:\w+:)?)document\b[^>]*>")
_SECTIONS = rb"<%ssectPr\b(?:[^>]*/>|.*?</%ssectPr\s*>)"


def lean_document(package: DocxPackage, long: int = LONG) -> Document | None:
    """The document, None where it is short or so unusual that it has to be read as a whole."""
    if package.size(package.main) < long:
        return None
    nodes = _sections_ahead(package)
    return _LeanReader(package).stream(nodes) if nodes else None


def _sections_ahead(package: DocxPackage) -> list[Element]:
    """The sections, which stand behind the text that they rule, read first; [] where they are not to be had so."""
    data = package.sound(package.main) or b""
    root = _ROOT.search(data, 0, 1 << 16)
    if root is None:
        return []
    found = re.findall(_SECTIONS % (root[1], root[1]), data, re.DOTALL)
    whole = package.parsed(root[0] + b"".join(found) + b"</%sdocument>" % root[1])
    return [] if whole is None else section_nodes(whole)


class _LeanReader(Reader):
    def __init__(self, package: DocxPackage) -> None:
        super().__init__(package, keep=False)
        self._blocks_read: list[Block] = []
        self._open: TableReader | None = None  # the table whose rows are coming in
        self._table_node: Element | None = None
        self._waiting: Element | None = None  # its last row so far: whether it is the last is not known yet

    def stream(self, nodes: list[Element]) -> Document | None:
        revisions = comments = 0
        seen: list[Element] = []
        body: Element | None = None
        with uncollected():
            self.open_sections(nodes)
            for node in self.package.ends(self.package.main, (_ROW, _BODY, _SECTION, COMMENT, *CHANGES)):
                if node.tag == _ROW:
                    self._row(node)
                elif node.tag == _BODY:
                    body = body if body is not None else node
                elif node.tag == _SECTION:
                    seen += [] if is_old(node) else [node]
                elif node.tag == COMMENT:
                    comments += 1
                else:
                    revisions += 1
            if body is None or [signature(node) for node in seen] != [signature(node) for node in nodes]:
                return None
            self._catch_up(body, None)
        return self.document(self._blocks_read, revisions, comments)

    def _row(self, row: Element) -> None:
        """A row has come to its end: the one before it is read and let go, if both are of a table of the body."""
        table = _owner(row)
        body = table.getparent() if table is not None and table.tag == _TABLE else None
        if table is None or body is None or body.tag != _BODY:
            return
        if table is not self._table_node:
            self._catch_up(body, table)
            self._open, self._table_node = self.open_table(table), table
        self._read_waiting(last=False)
        self._waiting = row

    def _read_waiting(self, last: bool) -> None:
        row, self._waiting = self._waiting, None
        if row is not None and self._open is not None:
            self.add_row(self._open, row, last)
            row.clear()  # what is left of it goes with its table

    def _catch_up(self, body: Element, until: Element | None) -> None:
        """Reads what stands in the body before a table that has begun, or to the end."""
        while (node := next(iter(body), None)) is not None and node is not until:
            if node is self._table_node and self._open is not None:
                self._read_waiting(last=True)
                self._blocks_read.append(self._open.finished())
                self._open = None
            else:
                self._blocks_read += self.block(node)
            body.remove(node)


def _owner(row: Element) -> Element | None:
    """The table of a row, past content controls and the like."""
    parent = row.getparent()
    while parent is not None and parent.tag in BLOCK_WRAPPERS:
        parent = parent.getparent()
    return parent
