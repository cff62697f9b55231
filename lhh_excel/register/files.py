"""The files of a report: the document, the workbook of its sources, the PDF; where they go and what they are called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from ..document.keeping.generated import Generated
from ..document.templates.keys import Origin
from ..document.templates.ready import ready_template
from ..document.templates.render import load_template, render_report
from ..document.templates.rendered import Title
from ..errors import TemplateError
from ..figures.context_names import names_for
from ..figures.figure import Figure
from ..figures.provenance import ProvenanceRow, provenance_book, provenance_rows
from ..files import write_atomic
from ..law import REPORT
from ..paths import SOURCES_END, ascii_name
from ..plain import lazy, record

TEMPLATE = "bao-cao.docx"


class Stage(Enum):
    """From draft to the issued document."""

    DRAFT = "du-thao"
    SUBMIT = "trinh-ky"
    ISSUE = "phat-hanh"


@record
class Rendered:
    """The document ready to be written, with the rows that trace its figures.

    `title`, `notes`, `generated`: as in `document.render.Rendered`.
    """

    docx: bytes
    rows: list[ProvenanceRow]
    stamp: dt.date | None
    title: Title
    notes: list[str]
    generated: Generated | None = None

    @lazy
    def sources(self) -> bytes:
        """The workbook of those rows; made when it is written, as some documents are rendered to be compared only."""
        return provenance_book(self.rows, title=self.title.subject, stamp=self.stamp)


def stage_document(folder: Path, period: str, stage: Stage) -> Path:
    """Where the report of a period lies that has no number yet: BC-2026-H1-du-thao.docx."""
    return folder / f"{ascii_name(f'{REPORT.code}-{period}-{stage.value}')}.docx"


def render(
    template: Path | bytes,
    context: dict[str, Any],
    figures: list[Figure],
    *,
    stamp: dt.date | None,
    day: dt.date,
    status: str = "",
    known: Mapping[str, Any] | None = None,
    properties: Mapping[str, str] | None = None,
    origin: Origin | None = None,
) -> Rendered:
    """The document and its sources. Raises TemplateError with every problem of the template at once.

    `day`: the one whose law the layout keeps to. `known`: the names that the template may use; those of the report
    unless given. `properties`: what the document says of itself. `origin`: it carries what was generated.
    """
    known = known or names_for(context)
    rendered = render_report(
        template,
        context,
        figures,
        known=known,
        stamp=stamp,
        day=day,
        status=status,
        properties=properties,
        origin=origin,
    )
    rows = provenance_rows(figures, rendered.places)
    return Rendered(rendered.docx, rows, stamp, rendered.title, rendered.notes, rendered.generated)


def require_finished(template: Path | bytes, known: Mapping[str, Any]) -> None:
    """TemplateError where the author of a template left tracked changes or comments in it: no document goes out.

    `known`: the names that the template may use.
    """
    data, name = load_template(template)
    left = ready_template(data, name, known).unfinished
    if left:
        raise TemplateError("template_unfinished", file=name, what=left)


def sources_beside(document: Path) -> Path:
    """Where the workbook of its sources goes."""
    return document.with_name(document.stem + SOURCES_END)


def write(document: Path, rendered: Rendered, *, kept: bool = False) -> list[Path]:
    """Write both files; their paths, the document first. Raises OutputError; what was there before is kept as .bak,
    unless what a hand did to the document is `kept` already (`Drafts.keep`): all else can be made again."""
    sources = sources_beside(document)
    write_atomic(document, rendered.docx, keep_backup=not kept)
    write_atomic(sources, rendered.sources)
    return [document, sources]
