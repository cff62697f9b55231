"""docxtpl as we run it: strict with broken XML, a body folded while it renders, nothing done twice or for nothing."""

from __future__ import annotations

import copy
import re
from typing import Any

from docxtpl import DocxTemplate
from docxtpl import __version__ as docxtpl_version
from lxml import etree

from .cache import fingerprint, remembered_text
from .folded import Folds
from .folding import Folder
from .styles import W
from .wml import Element, Styles, q

#: A body that declares again the names of its document.
_DECLARED_TWICE = re.compile(r'^<w:body(?: xmlns:\w+="[^"]*")+>')
#: What docxtpl's Listing leaves in a text.
_LISTING = re.compile(r"<w:t(?: [^>]*)?>[^<]*[\t\n\a\f]")

#: Whether a row of a table has more or fewer cells than these columns.
_UNEVEN = etree.XPath(
    "boolean(descendant::w:tr[count(w:tc) - count(w:tc/w:tcPr/w:gridSpan)"
    " + sum(w:tc/w:tcPr/w:gridSpan/@w:val) != $columns])",
    namespaces={"w": W},
)


def _needs_mending(tree: Element) -> bool:
    """Some row does not fill its table's columns, or a table is not built as Word builds them."""
    for table in tree.iter(q("tbl")):
        grid = table.find(q("tblGrid"))
        if grid is None or _UNEVEN(table, columns=len(grid.findall(q("gridCol")))):
            return True
    return False


def _document_around(body: str, root: Any) -> bytes:
    """The main part with this body; `root` is that of the template."""
    shell = etree.Element(root.tag, dict(root.attrib), nsmap=root.nsmap)
    for child in root:
        shell.append(etree.Element("here") if child.tag == q("body") else copy.deepcopy(child))
    head, _, tail = etree.tostring(shell, encoding="unicode").partition("<here/>")
    return (head + _DECLARED_TWICE.sub("<w:body>", body, count=1) + tail).encode()


class StrictTemplate(DocxTemplate):  # type: ignore[misc]
    """docxtpl, but XML that a template's tags broke is an error, not something to guess at."""

    document: Element
    styles: Styles
    folds: Folds | None = None

    def build_xml(self, context: dict[str, Any], jinja_env: Any = None) -> Any:
        """The body, folded as it is rendered; a template with comments or instructions of its own is not folded."""
        xml = self.patch_xml(self.get_xml())
        if next(self.docx.element.iter(etree.Comment, etree.ProcessingInstruction), None) is not None:
            return self.render_xml_part(xml, None, context, jinja_env)
        folder = Folder(self.styles, super().resolve_listing)
        made = self.resolve_listing(folder.fold(jinja_env.from_string(xml).generate(context)))
        self.folds = folder.folds
        return made

    def patch_xml(self, src_xml: str) -> str:
        """Once for each template: what comes out depends on nothing but what goes in."""
        make = super().patch_xml
        return remembered_text(fingerprint("patch", docxtpl_version, src_xml), lambda: make(src_xml))

    def fix_tables(self, xml: str) -> Any:
        """The body, within the document it is read as a part of; tables are mended only where there is a need."""
        self.document = etree.fromstring(_document_around(xml, self.docx.element), etree.XMLParser(huge_tree=True))
        body = self.document.find(q("body"))
        if body is not None and _needs_mending(body):
            mended: Element = super().fix_tables(xml)
            self.document.replace(body, mended)
            return mended
        return body

    def map_tree(self, tree: Element) -> None:
        """The body stands in its document already; put into the package it would have to be written and read again."""

    def resolve_listing(self, xml: str) -> Any:
        """Only where a text holds a mark for a new line, paragraph or page; it looks at every run otherwise."""
        return super().resolve_listing(xml) if _LISTING.search(xml) else xml

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Ours are written afterwards."""
