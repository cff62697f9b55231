"""A template and a context of plain data become the bytes of a .docx, and the places where each figure stands.

The template is linted first; an unknown name is an error when it runs; the office's layout is applied;
the same input gives the same bytes. Source: docs/templates.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from ... import law
from ...errors import TemplateError
from ...figures.figure import Figure
from ...messages import templates as words
from ...plain import record
from ..keeping.generated import Generated, put_generated
from ..ooxml import Element, escape, q
from ..ooxml.harmless import PART_PLACES
from ..ooxml.package import MAIN_PART, STYLES_PART, put_properties, to_bytes, write_parts
from ..writing.layout import chosen, lay_out
from ..writing.markup import CORE, HEAD
from ..writing.measuring import ComponentStyles
from .folding import Folds
from .keys import Generation, Origin, Records, marked_paragraphs
from .marks import MARK_BYTES, clean_text
from .ready import ready_template
from .rendered import PlaceFinder, Title, drop_empty_sections, read_title, restore_page_numbers
from .run import run_template, texts_printed

_CORE_PART = "docProps/core.xml"


@record
class Rendered:
    """The finished document; `places` has every figure's id, with no place where the template does not print it.

    `title` is what the document calls itself; `notes` are sentences on what the template holds and the document does
    not: what would run or fetch, changes and comments that its author left open; `generated` what the document carries
    along, where it was told to.
    """

    docx: bytes
    places: dict[str, list[str]]
    title: Title
    notes: list[str]
    generated: Generated | None = None


def load_template(template: bytes | Path) -> tuple[bytes, str]:
    """The bytes and the name of a template; `TemplateError` if there is none or it is no Word document."""
    if isinstance(template, bytes):
        return template, "bao-cao.docx"
    try:
        return template.read_bytes(), template.name
    except FileNotFoundError:
        raise TemplateError("template_missing", file=template.name) from None
    except OSError:
        raise TemplateError("template_unreadable", file=template.name) from None


def render_report(
    template: bytes | Path,
    context: Mapping[str, Any],
    figures: Sequence[Figure],
    *,
    known: Mapping[str, Any] | None = None,
    stamp: dt.date | None = None,
    day: dt.date | None = None,
    status: str = "",
    properties: Mapping[str, str] | None = None,
    fill: Callable[[Element, Element], Element] | None = None,
    name: str = "",
    origin: Origin | None = None,
) -> Rendered:
    """The document of a context.

    `known` is the shape of all names a template may use (the context's own unless given); `stamp` the date in the
    file's properties (the period's end in `ky.den_ngay` unless given), `day` the one whose law it is laid out by (the
    same unless given), `status` its state there ("DỰ THẢO");
    `properties` are what the file says of itself (`package.put_properties`);
    `fill` gives the document with content of its own (from its tree and that of its styles) before it is laid out;
    `name` is what the template is called where it is given as bytes; `origin`: the document carries what was generated,
    so that edits of it can be kept.
    `TemplateError` with every problem at once when the template is broken.
    """
    data, itself = load_template(template)
    name = name or itself
    ready = ready_template(data, name, context if known is None else known, keyed=origin is not None)
    order = {figure.id: number for number, figure in enumerate(figures)}
    records = Records()
    parts, document, styles, folds = run_template(ready.docx, name, context, order, records)
    styles_root = styles.root
    generation = None
    if origin is not None:
        ids = {number: figure for figure, number in order.items()}
        generation = Generation(marked_paragraphs(document, folds), records, ids)
    found = _take_out_marks(parts, document, styles, folds)
    if fill is not None:
        document = fill(document, styles_root)
        styles = ComponentStyles(styles_root)
    title = read_title(document, styles, context)
    drop_empty_sections(document, styles)
    restore_page_numbers(document, parts)
    stamp = stamp or _period_end(context)
    decreed = law.on(day or stamp)
    lay_out(document, styles_root, chosen(context.get("trinh_bay") or {}, decreed), decreed)
    generated = None
    if generation is not None and origin is not None:
        generated = generation.finish(document, parts, folds, origin, data)
        put_generated(parts, generated)
    parts[MAIN_PART] = _without_edits(document)
    if STYLES_PART in parts:
        parts[STYLES_PART] = to_bytes(styles_root)
    parts[_CORE_PART] = _properties(context, title, stamp, status)
    put_properties(parts, properties or {})
    places = {figure_id: found.get(number, []) for figure_id, number in order.items()}
    main = folds.unfold(parts[MAIN_PART]) if folds.runs else parts[MAIN_PART]
    notes = [words.NOTE.format(file=name, note=note) for note in ready.notes]
    return Rendered(write_parts({**parts, MAIN_PART: main}), places, title, notes, generated)


def printed(template: bytes, context: Mapping[str, Any]) -> list[str]:
    """All that a document says of a report's context: where two agree, they make the same one.

    `template`: as `prepared` gives it. Behind what it prints stands what is read beside it: for the layout, the file's
    properties and what the document is called. TemplateError where it does not run on the context.
    """
    document = context["van_ban"]
    beside = [
        context["trinh_bay"],
        document["loai"],
        document["trich_yeu"],
        document["thay_the"],
        context["co_quan"]["ten"],
    ]
    return [*texts_printed(template, context), *map(str, beside)]


def _take_out_marks(
    parts: dict[str, bytes], document: Element, styles: ComponentStyles, folds: Folds
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    body = document.find(q("body"))
    if body is not None:
        finder = PlaceFinder(styles, found, folds)
        finder.body(body)
        finder.part(document, words.PLACES["frame"])  # what stands in text boxes and nested tables
    for name in sorted(parts):
        if name.endswith(".xml") and name != MAIN_PART and MARK_BYTES in parts[name]:
            root = etree.fromstring(parts[name])
            PlaceFinder(styles, found, folds).part(root, words.PLACES[PART_PLACES[etree.QName(root).localname]])
            parts[name] = to_bytes(root)
    return found


def _without_edits(document: Element) -> bytes:
    """The main part without ids of editing sessions: they differ from one save of the template to the next."""
    written = to_bytes(document)
    if not any(name in written for name in (b"rsid", b"aId", b"textId")):  # much quicker than a look at each attribute
        return written
    for element in document.iter():
        for key in [
            key for key in element.attrib if "}rsid" in str(key) or "}paraId" in str(key) or "}textId" in str(key)
        ]:
            del element.attrib[key]
    return to_bytes(document)


def _period_end(context: Mapping[str, Any]) -> dt.date:
    """`ky.den_ngay` as a date, whether a Figure, a date or text dd/mm/yyyy; the decree's own date otherwise."""
    period = context.get("ky")
    value = period.get("den_ngay") if isinstance(period, Mapping) else None
    value = value.value if isinstance(value, Figure) else value
    if isinstance(value, dt.date):
        return value
    try:
        return dt.datetime.strptime(str(value).strip(), "%d/%m/%Y").date()
    except ValueError:
        return law.IN_FORCE


def _properties(context: Mapping[str, Any], title: Title, stamp: dt.date, status: str) -> bytes:
    office = context.get("co_quan") or {}
    made = CORE.format(
        title=escape(clean_text(str(title))),
        creator=escape(clean_text(str(office.get("ten", "")))),
        date=f"{stamp.isoformat()}T00:00:00Z",
        status=f"<cp:contentStatus>{escape(clean_text(status))}</cp:contentStatus>" if status else "",
    )
    return (HEAD + made).encode()
