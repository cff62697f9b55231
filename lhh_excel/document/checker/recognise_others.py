"""Finds the drafter's sign, the address line, and boxes in the top margin."""

from __future__ import annotations

import re

from ..docx_reader import Paragraph
from .lines import Line, fold, lines_of
from .parts import CIRCULATION, URGENCY, Parts

_DRAFTER = re.compile(r"^[^\W\d_]{1,8}\s*\.\s*\(?\d{1,4}\)?\.?$")
_CONTACT = re.compile(
    r"\b(?:Địa chỉ|Điện thoại|Email|E-mail|Fax|Website|Trang thông tin điện tử|Thư điện tử|ĐT|Tel)\b\s*[:.]|@|\bwww\.",
    re.IGNORECASE,
)


def recognise_others(parts: Parts, after_signature: list[Paragraph]) -> None:
    _drafter(parts, after_signature)
    if parts.document.sections:
        _boxes(parts)
        _address(parts)


def _drafter(parts: Parts, after_signature: list[Paragraph]) -> None:
    """Behind the archive line, or right below the list."""
    archived = False
    for line in parts.recipients:
        if archived and _DRAFTER.match(line.text):
            parts.drafter = line
            parts.recipients.remove(line)
            return
        archived = archived or fold(line.text).lstrip("- –").startswith("LUU")
    first = next((line for one in after_signature[:3] for line in lines_of(one)), None)
    if first is not None and _DRAFTER.match(first.text):
        parts.drafter = first


def _boxes(parts: Parts) -> None:
    """Stamps that stand in the top margin of page 1."""
    section = parts.document.sections[0]
    kind = "first" if section.title_page else "default"
    for paragraph in section.headers.get(kind, []):
        parts.head.stamps += [line for line in lines_of(paragraph) if fold(line.text) in URGENCY | CIRCULATION]


def _address(parts: Parts) -> None:
    section = parts.document.sections[0]
    kind = "first" if section.title_page else "default"
    shown = section.footers.get(kind, [])
    parts.address = _contact(shown)
    if not parts.address and section.title_page:
        shown = section.footers.get("default", [])
        parts.address = _contact(shown)
        parts.address_everywhere = bool(parts.address)
    elif parts.address and not section.title_page:
        parts.address_everywhere = _runs_on(parts)
    if parts.address:
        first = parts.address[0].paragraph
        parts.above_address = shown[: next(n for n, one in enumerate(shown) if one is first)]


def _contact(paragraphs: list[Paragraph]) -> list[Line]:
    lines = [line for one in paragraphs for line in lines_of(one) if not line.is_rule]
    return lines if any(_CONTACT.search(line.text) for line in lines) else []


def _runs_on(parts: Parts) -> bool:
    """Whether the document has a second page at all, as far as sections and breaks tell."""
    document = parts.document
    return len(document.sections) > 1 or any(one.page_break for one in document.paragraphs())
