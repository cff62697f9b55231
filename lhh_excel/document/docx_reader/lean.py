"""Very long documents read row by row: of their tables no more than a few rows are in memory as a tree.

The same `Document` as `reading.read_document` gives, but that its paragraphs and runs point to no elements: to be
measured, not mended.
"""

from __future__ import annotations

import re

from ..ooxml import Element, W, signature
from .model import Block, Document
from .package import DocxPackage
from .reading import COMMENT, REVISIONS, Reader, uncollected
from .sections import is_old, section_nodes
from .tables import BLOCK_WRAPPERS, TableReader

LONG = 4 << 20  # bytes of the main part from which on it is worth the while
_ROW, _TABLE, _BODY, _SECTION = W + "tr", W + "tbl", W + "body", W + "sectPr"
_ROOT = re.compile(rb"<((?:\w+:)?)document\b[^>]*>")
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
            for node in self.package.ends(self.package.main, (_ROW, _BODY, _SECTION, COMMENT, *REVISIONS)):
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
