"""The files of a report: the document, the workbook of its sources, the PDF; where they go and what they are called."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..files import write_atomic
from ..law import REPORT
from ..paths import SOURCES_END, ascii_name, output_folder
from ..plain import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from ..figures.figure import Figure
    from ..workbook.book import Book

TEMPLATE = "bao-cao.docx"


@record
class Rendered:
    """Bytes ready to be written: the document and the workbook that traces its figures."""

    docx: bytes
    sources: bytes


def folder_of(book: Book, workbook: Path, out: Path | None) -> Path:
    """--out, else Thư mục kết xuất, else "ket-xuat" beside the workbook."""
    return output_folder(workbook, out, book.text("output"))


def stage_name(period: str, stage: str) -> str:
    """The name without suffix of a document that has no number yet: BC-2026-H1-du-thao."""
    return ascii_name(f"{REPORT.code}-{period}-{stage}")


def render(
    template: Path | bytes,
    context: dict[str, Any],
    figures: list[Figure],
    *,
    title: str,
    stamp: dt.date | None,
    day: dt.date,
    status: str = "",
    known: Mapping[str, Any] | None = None,
) -> Rendered:
    """The document and its sources. Raises TemplateError with every problem of the template at once.

    `day`: the one whose law the layout keeps to. `known`: the names that the template may use; those of the report
    unless given.
    """
    from ..document.provenance_book import provenance_book
    from ..document.render import render_report
    from ..figures.provenance import provenance_rows
    from ..figures.report import KNOWN

    rendered = render_report(template, context, figures, known=known or KNOWN, stamp=stamp, day=day, status=status)
    rows = provenance_rows(figures, rendered.places)
    return Rendered(rendered.docx, provenance_book(rows, title=title, stamp=stamp))


def paths(folder: Path, name: str) -> tuple[Path, Path]:
    """Where the document and its sources go."""
    return folder / f"{name}.docx", folder / f"{name}{SOURCES_END}"


def write(folder: Path, name: str, rendered: Rendered) -> list[Path]:
    """Write both files; their paths, the document first. Raises OutputError; what was there before is kept as .bak."""
    document, sources = paths(folder, name)
    write_atomic(document, rendered.docx)
    write_atomic(sources, rendered.sources)
    return [document, sources]
