"""Mends a Word file's layout: `fix_document(path_or_bytes) -> Fixed`. Told one by one, before -> after.

SAFE repairs change only formatting; GUARDED ones, when asked, signs and ordinals; CONVERT, when asked, old encodings.
Never a word, a figure, a name, a legal basis. A document that is signed, protected, marked as final, or holds tracked
changes or comments is measured and left alone. Source: docs/commands.md, `check`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ..reading import Document, DocxPackage, read_document
from ..rules import CheckResult, Departure, measure, result_of
from ..rules.registry import CONVERT, GUARDED, SAFE
from . import drawn, head, look, pages, text
from .tracked import marked, tracked
from .workshop import Change, Workshop, saved

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
    track: bool = False,
    day: dt.date | None = None,
) -> Fixed:
    """Every repair of the levels asked for, until none is left to do; `day` as `check_document` takes it.

    `track`: each as a tracked change with a comment that names it, to be accepted one by one in Word. Raises InputError
    for what is no sound Word file. Writes nothing.
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
    original = package
    if track:
        package = DocxPackage(marked(package), file)
        to = measure(read_document(package), day)
    for _ in range(_ROUNDS):
        shop = Workshop(package, to)
        if not _mend(shop, levels):
            break
        changes += shop.changes
        package = DocxPackage(saved(shop), file)
        to = measure(read_document(package), day)
    docx = package.data
    if track:
        docx = tracked(original, package, changes) if changes else original.data
    return Fixed(docx, first, result_of(to), changes)


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
    for step in _STEPS:
        for departure in shop.to.departures:
            repair = departure.rule.repair
            if repair.level not in levels or MENDINGS[repair.by].step != step:
                continue
            before = shop.edited
            after = MENDINGS[repair.by].mend(shop, departure)
            if after and shop.edited > before:
                shop.tell(departure, repair.level, departure.found, after)
        if shop.edited:
            return True
    return False


# --- the repairs that rules name -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mending:
    """`step`: repairs of one step are done together; the next step begins on the document measured again."""

    step: int
    mend: Callable[[Workshop, Departure], str]


_ENCODING, _PAGE, _LOOK, _TEXT = range(4)
_STEPS = (_ENCODING, _PAGE, _LOOK, _TEXT)

#: By the name that a rule says (`registry.Repair.by`).
MENDINGS: dict[str, Mending] = {
    "encoding": Mending(_ENCODING, text.encoding),
    # paper and pages
    "paper": Mending(_PAGE, pages.paper),
    "margin": Mending(_PAGE, pages.margin),
    "page_number": Mending(_PAGE, pages.page_number),
    "first_page": Mending(_PAGE, pages.first_page),
    "number_start": Mending(_PAGE, pages.number_start),
    "number_format": Mending(_PAGE, pages.number_format),
    "annex_restart": Mending(_PAGE, pages.annex_restart),
    # type
    "font": Mending(_LOOK, look.font),
    "color": Mending(_LOOK, look.color),
    "size": Mending(_LOOK, look.size),
    "same_size": Mending(_LOOK, look.same_size),
    "size_set": Mending(_LOOK, look.size_set),
    "bold": Mending(_LOOK, look.bold),
    "article_bold": Mending(_LOOK, look.article_bold),
    "italic": Mending(_LOOK, look.italic),
    "no_underline": Mending(_LOOK, look.no_underline),
    # paragraphs
    "align": Mending(_LOOK, look.align),
    "indent": Mending(_LOOK, look.indent),
    "gap": Mending(_LOOK, look.gap),
    "line_spacing": Mending(_LOOK, look.line_spacing),
    "aligned": Mending(_LOOK, look.aligned),
    "keep_next": Mending(_LOOK, look.keep_next),
    "line_length": Mending(_LOOK, drawn.length),
    # what changes signs, or draws
    "quoc_hieu_lines": Mending(_TEXT, head.quoc_hieu_lines),
    "swap_sides": Mending(_TEXT, head.swap_sides),
    "date_beside_number": Mending(_TEXT, head.date_beside_number),
    "draw_line": Mending(_TEXT, drawn.make),
    "unmake_line": Mending(_TEXT, drawn.unmake),
    "ending": Mending(_TEXT, text.ending),
    "form": Mending(_TEXT, text.form),
    "dash": Mending(_TEXT, text.dash),
    "sequence": Mending(_TEXT, text.sequence),
    "part_number": Mending(_TEXT, text.part_number),
    "typed_indent": Mending(_TEXT, text.typed_indent),
    "empty": Mending(_TEXT, text.empty),
}
