"""A template made ready, run on a context: docxtpl, but strict with broken XML and with nothing done twice.

The body is folded while it is rendered. What goes wrong is a TemplateError that tells why, and in which text.
"""

from __future__ import annotations

import copy
import importlib.util
import io
import marshal
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any, TypeVar

from lxml import etree

from ... import __version__
from ...errors import TemplateError
from ...messages import templates as words
from ...plain import pattern, record, shortened
from ..ooxml import NS, Element, measured, q, span_and_width
from ..ooxml.package import MAIN_PART, STYLES_PART, NotAPackageError, read_parts, to_bytes
from ..writing.measuring import ComponentStyles
from .cache import fingerprint, remembered
from .folding import Folder, Folds, plain_braces
from .keys import Records
from .marks import without_marks
from .values import TEMPLATE_FILE, ForbiddenError, SyntaxFaultError, UnknownNameError, Values, rendered

#: A body that declares again the names of its document.
_DECLARED_TWICE = pattern(r'^<w:body(?: xmlns:\w+="[^"]*")+>')
#: A tag, after docxtpl has brought it into one piece; it turns "<" and ">" in it back into signs, but not "&".
_TAG = pattern(r"\{\{.*?\}\}|\{%.*?%\}")
#: What docxtpl's Listing leaves in a text.
_LISTING = pattern(r"<w:t(?: [^>]*)?>[^<]*[\t\n\a\f]")

T = TypeVar("T")

_PLANNED = "4"  # goes up when a plan, or the code of a template, is made in another way

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


@record
class _Plan:
    """A template as it runs: all that docxtpl and python-docx make of it, whatever the context.

    `parts` are those of its package, `sources` the texts with tags by part, the main one's body first, and `codes` what
    they run as; `around` is what stands before and behind that body.
    """

    parts: dict[str, bytes]
    sources: dict[str, str]
    codes: dict[str, CodeType]
    around: tuple[str, str]


@lru_cache(maxsize=4)
def _plan(data: bytes) -> _Plan:
    """Made once for each template: docxtpl, python-docx and Jinja are not even loaded for one seen before."""
    releases = (_release("docxtpl"), _release("jinja2"), importlib.util.MAGIC_NUMBER)
    key = fingerprint("plan", _PLANNED, __version__, *releases, data)
    return _Plan(*marshal.loads(remembered(key, lambda: marshal.dumps(_planned(data)))))


def _release(package: str) -> bytes:
    """The file that says which release of a package it is, without loading it."""
    found = importlib.util.find_spec(package)
    assert found is not None and found.origin is not None
    return Path(found.origin).read_bytes()


def _planned(data: bytes) -> tuple[dict[str, bytes], dict[str, str], dict[str, CodeType], tuple[str, str]]:
    from docxtpl import DocxTemplate

    from .compiling import compiled

    made = DocxTemplate(io.BytesIO(data))
    made.render_init()

    def patched(xml: str) -> str:
        """docxtpl turns "<" and ">" in a tag back into signs, but not "&"."""
        return _TAG.sub(lambda tag: tag[0].replace("&amp;", "&"), made.patch_xml(xml))

    root = made.docx.element
    margins = [part for uri in (made.HEADER_URI, made.FOOTER_URI) for _, part in made.get_headers_footers(uri)]
    notes = [
        part
        for part in made.docx.part.package.iter_parts()
        if part.content_type.endswith(("footnotes+xml", "endnotes+xml"))
    ]
    sources = {MAIN_PART: patched(made.get_xml())}
    for part in margins + notes:
        sources[str(part.partname).lstrip("/")] = patched(made.get_part_xml(part))
    out = io.BytesIO()
    made.docx.save(out)
    codes = {name: compiled(source) for name, source in sources.items()}
    return read_parts(out.getvalue()), sources, codes, _around(root)


def _around(root: Any) -> tuple[str, str]:
    """The main part before and behind its body."""
    shell = etree.Element(root.tag, dict(root.attrib), nsmap=root.nsmap)
    for child in root:
        shell.append(etree.Element("here") if child.tag == q("body") else copy.deepcopy(child))
    head, _, tail = etree.tostring(shell, encoding="unicode").partition("<here/>")
    return head, tail


class _Run:
    """One template on one context: docxtpl's steps, but XML that its tags broke is an error, nothing to guess at."""

    def __init__(self, plan: _Plan, values: Callable[[], Values]) -> None:
        self._plan = plan
        self._fresh = values
        self._values = values()

    def texts(self) -> list[str]:
        return ["".join(rendered(code, self._values)) for code in self._plan.codes.values()]

    def whole(self) -> tuple[dict[str, bytes], Element, ComponentStyles, Folds]:
        """As `run_template`."""
        styles = self.styles()
        document, folds = self.document(styles)
        return self.parts(), document, styles, folds

    def styles(self) -> ComponentStyles:
        """Those of the template."""
        part = self._plan.parts.get(STYLES_PART)
        return ComponentStyles(etree.Element(q("styles")) if part is None else etree.fromstring(part))

    def document(self, styles: ComponentStyles) -> tuple[Element, Folds]:
        """The tree of the main part, its body folded as it is rendered; it holds no instructions of XML that could be
        taken for folds."""
        folder = Folder(styles, _listed)
        body = folder.fold(rendered(self._plan.codes[MAIN_PART], self._values))
        if _LISTING.search(body):
            body = _listed(body)
        document = self._mended(body)
        for number, picture in enumerate(document.iter(q("wp:docPr")), 1001):
            picture.set("id", str(number))
        return document, folder.folds

    def _mended(self, body: str) -> Element:
        """The body within its document; tables are mended only where there is a need."""
        head, tail = self._plan.around
        whole = (head + _DECLARED_TWICE.sub("<w:body>", body, count=1) + tail).encode()
        document = etree.fromstring(whole, etree.XMLParser(huge_tree=True))
        read = document.find(q("body"))
        if read is not None and _needs_mending(read):
            from docxtpl import DocxTemplate

            document.replace(read, DocxTemplate.fix_tables(None, body))
        return document

    def parts(self) -> dict[str, bytes]:
        """The parts of the document, but for the main one, which is the template's."""
        made = dict(self._plan.parts)
        for name, code in self._plan.codes.items():
            if name == MAIN_PART:
                continue
            xml = plain_braces("".join(rendered(code, self._values)))
            if _LISTING.search(xml):
                xml = _listed(xml)
            parser = etree.XMLParser(remove_blank_text=True, resolve_entities=False)
            made[name] = to_bytes(etree.fromstring(xml.encode(), parser))
        return made

    def where_it_fails(self) -> str:
        """The text of the paragraph in which the names cannot be filled in; "" where that cannot be told."""
        import traceback  # only who fails pays for it

        from .compiling import compiled

        for source in self._plan.sources.values():
            lines = re.sub(r"<w:p(?=[ >])", "\n<w:p", source.replace("\n", " "))
            try:
                "".join(rendered(compiled(lines), self._fresh()))
            except Exception as fault:  # whatever it was: it is told already
                trace = fault.__traceback__
                numbers = [frame.lineno for frame in traceback.extract_tb(trace) if frame.filename == TEMPLATE_FILE]
                line = lines.splitlines()[numbers[-1] - 1] if numbers and numbers[-1] else ""
                return " ".join(re.sub(r"<[^>]*>", "", line).split())
        return ""


def _listed(xml: str) -> str:
    """Marks for a new line, paragraph or page as docxtpl makes them; it looks at every run: only where there is one."""
    from docxtpl import DocxTemplate

    made: str = DocxTemplate.resolve_listing(None, xml)
    return made


def run_template(
    data: bytes, name: str, context: Mapping[str, Any], order: dict[str, int], records: Records | None = None
) -> tuple[dict[str, bytes], Element, ComponentStyles, Folds]:
    """A template made ready, on a context whose figures have these numbers in `order`.

    The rendered parts, the tree of the main one (whose bytes are still the template's), its styles, what was folded in
    it.
    """
    return _ran(data, name, lambda: Values(context, order, records), _Run.whole)


def texts_printed(data: bytes, context: Mapping[str, Any]) -> list[str]:
    """The parts that a template made ready makes of a context, as text, before anything is done with them."""
    return [without_marks(text) for text in _ran(data, "", lambda: Values(context, {}), _Run.texts)]


def _ran(data: bytes, name: str, values: Callable[[], Values], work: Callable[[_Run], T]) -> T:
    """What is made of a template of that name; TemplateError for whatever goes wrong."""
    run: _Run | None = None

    def place() -> str:
        text = "" if run is None else without_marks(run.where_it_fails())
        return words.AT.format(text=shortened(text, 100)) if text else ""

    try:
        run = _Run(_plan(data), values)
        return work(run)
    except UnknownNameError as fault:
        missing = without_marks(str(fault))
        raise TemplateError(
            "template_unknown_name", file=name, name=words.NAME_AT.format(name=missing, place=place())
        ) from fault
    except (ForbiddenError, SyntaxFaultError, etree.XMLSyntaxError) as fault:
        raise TemplateError("template_broken", file=name, why=_why(fault) + place()) from fault
    except (NotAPackageError, KeyError, AttributeError) as fault:  # parts that are missing or are no parts of Word's
        raise TemplateError("template_not_word", file=name) from fault
    except (TypeError, ValueError, ArithmeticError, RecursionError) as fault:  # also a division by nought
        if "is not a Word file" in str(fault):  # python-docx's own word for another type of content
            raise TemplateError("template_not_word", file=name) from fault
        raise TemplateError("template_broken", file=name, why=_why(fault) + place()) from fault


def _why(fault: Exception) -> str:
    """The reason in words; Jinja, lxml and Python tell theirs in English."""
    if isinstance(fault, ForbiddenError):
        return str(fault) if str(fault) in (words.TOO_MUCH, words.NOT_TEXT, words.NO_ITEM) else words.WHY["forbidden"]
    if isinstance(fault, etree.XMLSyntaxError):
        return words.WHY["xml"]
    return words.WHY["syntax" if isinstance(fault, SyntaxFaultError) else "value"]
