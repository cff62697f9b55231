"""Measures any .docx against Decree 30: `check_document(path_or_bytes) -> CheckResult`."""

from __future__ import annotations

from pathlib import Path

from ..docx_reader import open_document
from .collector import Collector
from .content import check_content, check_sequence
from .ending import check_ending
from .head import check_head
from .hygiene import check_hygiene
from .pages import check_pages
from .recognise_end import recognise
from .result import CheckResult, ComponentResult, LayoutFinding, Status

__all__ = ["CheckResult", "ComponentResult", "LayoutFinding", "Status", "check_document"]

_ORDER = {"error": 0, "warning": 1, "note": 2}


def check_document(source: Path | str | bytes, name: str = "") -> CheckResult:
    """Every departure from the decree's layout in one Word file, the gravest first.

    `name` is the file's name for messages where bytes are given. Raises InputError (exit code 3) for what is no
    sound Word file. Changes nothing.
    """
    document = open_document(source, name)
    parts = recognise(document)
    collector = Collector(parts)
    for check in (check_pages, check_head, check_content, check_sequence, check_ending, check_hygiene):
        check(collector)
    return CheckResult(
        file=document.file,
        document_type=parts.type,
        findings=sorted(collector.findings(), key=lambda finding: _ORDER[finding.severity]),
        components=collector.components(),
        signed=document.signed,
        protected=document.protected,
    )
