"""Measures any .docx against the law of its day: `check_document(path_or_bytes) -> CheckResult`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ... import law
from ..reading import Document, open_document, uncollected
from ..reading.ending import recognise
from .capitals import check_capitals
from .content import check_content, check_sequence
from .ending import check_ending, check_others
from .findings import CheckResult, Collector, ComponentResult, Departure, LayoutFinding, Status
from .head import check_head, issued_on
from .hygiene import check_hygiene
from .pages import check_pages, check_pagination
from .totals import check_totals

__all__ = [
    "CheckResult",
    "ComponentResult",
    "Departure",
    "LayoutFinding",
    "Status",
    "check_document",
    "measure",
    "result_of",
]

_CHECKS = (
    *(check_pages, check_head, check_content, check_sequence, check_ending, check_others),
    *(check_pagination, check_hygiene, check_capitals, check_totals),
)
_ORDER = {"error": 0, "warning": 1, "note": 2}


def check_document(source: Path | str | bytes, name: str = "", day: dt.date | None = None) -> CheckResult:
    """Every departure from the decree's layout in one Word file, the gravest first.

    `name` is the file's name for messages where bytes are given. The law is that of the document's own date; where it
    bears none, of `day` (today unless given). Raises InputError (exit code 3) for what is no
    sound Word file. Changes nothing.
    """
    with uncollected():
        return result_of(measure(open_document(source, name), day))


def measure(document: Document, day: dt.date | None = None) -> Collector:
    """All departures of a document as they were met, each with its place in the document; `day` as above."""
    parts = recognise(document)
    collector = Collector(parts, law.on(issued_on(parts.head) or day or dt.date.today()))
    for check in _CHECKS:
        check(collector)
    return collector


def result_of(collector: Collector) -> CheckResult:
    """What was measured, gathered and ordered for reading."""
    parts, document = collector.parts, collector.parts.document
    return CheckResult(
        file=document.file,
        document_type=parts.type,
        findings=sorted(collector.findings(), key=lambda finding: _ORDER[finding.severity]),
        components=collector.components(),
        signed=document.signed,
        protected=document.protected,
    )
