"""Measures any .docx against the law of its day: `check_document(path_or_bytes) -> CheckResult`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ... import law
from ...plain import uncollected
from ..reading.docx import open_document
from ..reading.ending import recognise
from ..reading.model import Document
from .breaks import headings, signature
from .capitals import prose
from .content import WHOLE, items, legal_bases, title_and_subject
from .ending import ALIKE, address, addressees, drafter, kinh_gui, noi_nhan, signers, stamps
from .findings import CheckResult, ComponentResult, LayoutFinding, Status
from .head import HEAD, agency, issued_on, letter_subject, number_and_symbol, place_and_date, quoc_hieu, tieu_ngu
from .hygiene import DOCUMENT, KIND, typed_words
from .pages import annexes, attached_texts, numbering, sections
from .registry import LAYOUT_RULES, Collector, Departure
from .totals import sums

__all__ = [
    "LAYOUT_RULES",
    "CheckResult",
    "ComponentResult",
    "Departure",
    "LayoutFinding",
    "Status",
    "check_document",
    "measure",
    "result_of",
]

#: In the order in which findings are told.
_TOPICS = (
    KIND,
    *(sections, numbering, annexes, attached_texts),
    *(quoc_hieu, tieu_ngu, agency, number_and_symbol, place_and_date, HEAD),
    *(letter_subject, title_and_subject, legal_bases, items, WHOLE),
    *(kinh_gui, addressees, noi_nhan, ALIKE, signers, stamps, drafter, address),
    *(headings, signature, typed_words, DOCUMENT, prose, sums),
)
#: What holds for any paper, whatever standard it keeps to.
_ANY_PAPER = (KIND, typed_words, DOCUMENT)
#: What is looked at in a regulation issued with a document, as in a document of its own.
_REGULATION = (items, WHOLE, prose)
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
    for topic in _ANY_PAPER if parts.standard else _TOPICS:
        topic(collector)
    for regulation in parts.regulations:
        within = collector.within(regulation.parts)
        for topic in _REGULATION:
            topic(within)
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
