"""A template made ready, run on a prepared context: docxtpl, but strict with broken XML and with nothing done twice.

The body is folded while it is rendered. What goes wrong is a TemplateError that tells why, and in which text.
"""

from __future__ import annotations

import copy
import io
import re
import traceback
import zipfile
from typing import IO, Any

from docxtpl import DocxTemplate
from docxtpl import __version__ as docxtpl_version
from jinja2 import Environment
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import TemplateError as JinjaError
from lxml import etree

from ...errors import TemplateError
from ...messages import templates as words
from ..ooxml import NS, Element, measured, q
from ..ooxml.package import STYLES_PART, NotAPackageError, read_parts
from ..writing.measuring import ComponentStyles, span_and_width
from .cache import fingerprint, remembered
from .folding import Folder, Folds
from .keys import Records
from .marks import without_marks
from .sandbox import Sandbox

#: A body that declares again the names of its document.
_DECLARED_TWICE = re.compile(r'^<w:body(?: xmlns:\w+="[^"]*")+>')
#: A tag, after docxtpl has brought it into one piece; it turns "<" and ">" in it back into signs, but not "&".
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
#: What docxtpl's Listing leaves in a text.
_LISTING = re.compile(r"<w:t(?: [^>]*)?>[^<]*[\t\n\a\f]")

#: Whether a row of a table has more or fewer cells than these columns.
_UNEVEN = etree.XPath(
    "boolean(descendant::w:tr[count(w:tc) - count(w:tc/w:tcPr/w:gridSpan)"
    " + sum(w:tc/w:tcPr/w:gridSpan/@w:val) != $columns])",
    namespaces={"w": NS["w"]},
)


def _needs_mending(tree: Element) -> bool:
    """Some row does not fill its table's columns, or a table is not built as Word builds them."""
    for table in tree.iter(q("tbl")):
        grid = table.find(q("tblGrid"))
        if grid is None or (_UNEVEN(table, columns=len(grid.findall(q("gridCol")))) and not _refitted(table, grid)):
            return True
    return False


def _refitted(table: Element, grid: Element) -> bool:
    """A table whose columns a loop made gets its grid from its first row; docxtpl would make all equally wide.

    Not where some row has more or fewer than that one.
    """
    first = table.find(q("tr"))
    cells = [] if first is None else [span_and_width(cell) for cell in first.iterchildren(q("tc"))]
    widths = [measured(mark.get(q("w")), 0) / span for span, mark in cells if mark is not None for _ in range(span)]
    if not widths or min(widths) <= 0 or _UNEVEN(table, columns=len(widths)):
        return False
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        etree.SubElement(grid, q("gridCol")).set(q("w"), str(int(width)))
    return True


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
    styles: ComponentStyles
    folds: Folds | None = None

    def __init__(self, template: IO[bytes]) -> None:
        super().__init__(template)
        self.sources: list[str] = []  # of each part as it is rendered

    def build_xml(self, context: dict[str, Any], jinja_env: Any = None) -> Any:
        """The body, folded as it is rendered; it holds no instructions of XML that could be taken for folds."""
        xml = self.patch_xml(self.get_xml())
        folder = Folder(self.styles, super().resolve_listing)
        made = self.resolve_listing(folder.fold(jinja_env.from_string(xml).generate(context)))
        self.folds = folder.folds
        return made

    def patch_xml(self, src_xml: str) -> str:
        """Once for each template: what comes out depends on nothing but what goes in."""
        make = super().patch_xml
        key = fingerprint("patch", "2", docxtpl_version, src_xml)
        made = remembered(
            key, lambda: _TAG.sub(lambda tag: tag[0].replace("&amp;", "&"), make(src_xml)).encode()
        ).decode()
        self.sources.append(made)
        return made

    def where_it_fails(self, context: dict[str, Any], environment: Environment) -> str:
        """The text of the paragraph in which these names cannot be filled in; "" where that cannot be told."""
        for source in self.sources:
            lines = re.sub(r"<w:p(?=[ >])", "\n<w:p", source.replace("\n", " "))
            try:
                environment.from_string(lines).render(context)
            except Exception as fault:  # whatever it was: it is told already
                trace = fault.__traceback__
                numbers = [frame.lineno for frame in traceback.extract_tb(trace) if frame.filename == "<template>"]
                line = lines.splitlines()[numbers[-1] - 1] if numbers and numbers[-1] else ""
                return " ".join(re.sub(r"<[^>]*>", "", line).split())
        return ""

    def render_footnotes(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Footnotes, and endnotes too, each part once: what a value brings is no template."""
        for part in self.docx.part.package.iter_parts():
            if part.content_type.endswith(("footnotes+xml", "endnotes+xml")):
                xml = self.patch_xml(self.get_part_xml(part))
                part._blob = self.render_xml_part(xml, part, context, jinja_env).encode()

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


def run_template(
    data: bytes, name: str, context: dict[str, Any], records: Records | None = None
) -> tuple[dict[str, bytes], Element, Folds | None]:
    """A template made ready, on a prepared context: the rendered parts, the tree of the main one (whose bytes are still
    the template's), what was folded in it."""
    template = StrictTemplate(io.BytesIO(data))

    def place() -> str:
        text = without_marks(template.where_it_fails(context, Sandbox(records)))
        return words.AT.format(text=text if len(text) <= 100 else text[:99] + "…") if text else ""

    try:
        template.styles = _styles_in(data)
        template.render(context, Sandbox(records))
        out = io.BytesIO()
        template.save(out)
        parts = read_parts(out.getvalue())
        return parts, template.document, template.folds
    except UndefinedError as fault:
        raise TemplateError(
            "template_unknown_name", file=name, name=words.NAME_AT.format(name=_missing_name(fault), place=place())
        ) from fault
    except (JinjaError, etree.XMLSyntaxError) as fault:
        raise TemplateError("template_broken", file=name, why=_why(fault) + place()) from fault
    except (NotAPackageError, KeyError, AttributeError) as fault:  # parts that are missing or are no parts of Word's
        raise TemplateError("template_not_word", file=name) from fault
    except (TypeError, ValueError, ArithmeticError, RecursionError) as fault:  # also a division by nought
        if "is not a Word file" in str(fault):  # python-docx's own word for another type of content
            raise TemplateError("template_not_word", file=name) from fault
        raise TemplateError("template_broken", file=name, why=_why(fault) + place()) from fault


def _styles_in(package: bytes) -> ComponentStyles:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        known = STYLES_PART in archive.namelist()
        return ComponentStyles(etree.fromstring(archive.read(STYLES_PART)) if known else etree.Element(q("styles")))


def _why(fault: Exception) -> str:
    """The reason in words; Jinja, lxml and Python tell theirs in English."""
    if isinstance(fault, SecurityError):
        return str(fault) if str(fault) in (words.TOO_MUCH, words.NOT_TEXT) else words.WHY["forbidden"]
    if isinstance(fault, etree.XMLSyntaxError):
        return words.WHY["xml"]
    return words.WHY["syntax" if isinstance(fault, TemplateSyntaxError) else "value"]


def _missing_name(fault: UndefinedError) -> str:
    """The name in Jinja's sentence: 'x' is undefined / … has no attribute 'x'."""
    quoted = str(fault).split("'")
    return without_marks(quoted[-2] if len(quoted) > 2 else str(fault))
