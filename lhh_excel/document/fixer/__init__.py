"""Mends a Word file's layout: `fix_document(path_or_bytes) -> Fixed`. Told one by one, before -> after.

SAFE repairs change only formatting; GUARDED ones, when asked, signs and ordinals; CONVERT, when asked, old encodings.
Never a word, a figure, a name, a legal basis. A document that is signed, protected, marked as final, or holds tracked
changes or comments is measured and left alone. Source: docs/commands.md, `check`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from ..checker import CheckResult, measure, result_of
from ..docx_reader import Document, DocxPackage, read_document
from .repairs import STEPS, repair_for
from .saving import saved
from .workshop import CONVERT, GUARDED, SAFE, Change, Workshop

__all__ = ["CONVERT", "GUARDED", "SAFE", "Change", "Fixed", "fix_document"]

_ROUNDS = 24  # a repair may bring the next to light; every round but the last mends something


@dataclass
class Fixed:
    """`docx` is the input itself, byte for byte, where nothing was to mend or `refused` says why nothing may be.

    `refused`: "signed", "protected", "final", "revisions", "comments" or "". `before` and `after` are the checks.
    """

    docx: bytes
    before: CheckResult
    after: CheckResult
    changes: list[Change] = field(default_factory=list)
    refused: str = ""


def fix_document(
    source: Path | str | bytes,
    name: str = "",
    *,
    guarded: bool = False,
    convert: bool = False,
    day: dt.date | None = None,
) -> Fixed:
    """Every repair of the levels asked for, until none is left to do; `day` as `check_document` takes it.

    Raises InputError for what is no sound Word file. Writes nothing.
    """
    package = DocxPackage(source, name)
    file = package.file
    to = measure(read_document(package), day)
    first = result_of(to)
    refused = _refusal(to.parts.document)
    if refused:
        return Fixed(package.data, first, first, refused=refused)
    levels = {SAFE} | ({GUARDED} if guarded else set()) | ({CONVERT} if convert else set())
    changes: list[Change] = []
    for _ in range(_ROUNDS):
        shop = Workshop(package, to)
        if not _mend(shop, levels):
            break
        changes += shop.changes
        package = DocxPackage(saved(shop), file)
        to = measure(read_document(package), day)
    return Fixed(package.data, first, result_of(to), changes)


def _refusal(document: Document) -> str:
    reasons = {
        "signed": document.signed,
        "protected": document.protected,
        "final": document.final,
        "revisions": document.revisions,
        "comments": document.comments,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _mend(shop: Workshop, levels: set[str]) -> bool:
    """The first step that has something to do, done; whether there was one."""
    for step in STEPS:
        for departure in shop.to.departures:
            repair = repair_for(departure)
            if repair is None or repair.step != step or repair.level not in levels:
                continue
            before = shop.edited
            after = repair.mend(shop, departure)
            if after and shop.edited > before:
                shop.tell(departure, repair.level, departure.found, after)
        if shop.edited:
            return True
    return False
