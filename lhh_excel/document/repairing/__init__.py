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

from ...messages import layout as say
from ..reading import Document, DocxPackage, read_document
from ..rules import CheckResult, Departure, measure, result_of
from . import drawn, head, look, pages, text
from .workshop import CONVERT, GUARDED, SAFE, Change, Workshop, saved

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
    for step in _STEPS:
        for departure in shop.to.departures:
            repair = _repair_for(departure)
            if repair is None or repair.step != step or repair.level not in levels:
                continue
            before = shop.edited
            after = repair.mend(shop, departure)
            if after and shop.edited > before:
                shop.tell(departure, repair.level, departure.found, after)
        if shop.edited:
            return True
    return False


# --- which repair ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Repair:
    """`step`: repairs of one step are done together; the next step begins on the document measured again."""

    level: str
    step: int
    mend: Callable[[Workshop, Departure], str]


_ENCODING, _PAGE, _LOOK, _TEXT = range(4)
_STEPS = (_ENCODING, _PAGE, _LOOK, _TEXT)

#: Which repair mends which departure, and at which level; what is not here is for a person: words, figures, names,
#: legal bases, signers, authority, dates, capitals. By property; a key "component.property" wins over "property".
_REPAIRS: dict[str, Repair] = {
    "encoding": Repair(CONVERT, _ENCODING, text.encoding),
    # paper and pages
    "width": Repair(SAFE, _PAGE, pages.paper),
    **dict.fromkeys(("top", "bottom", "left", "right"), Repair(SAFE, _PAGE, pages.margin)),
    "so_trang.place": Repair(SAFE, _PAGE, pages.page_number),
    "so_trang.field": Repair(SAFE, _PAGE, pages.page_number),
    "so_trang.first_page": Repair(SAFE, _PAGE, pages.first_page),
    "so_trang.start": Repair(SAFE, _PAGE, pages.number_start),
    "so_trang.number_format": Repair(SAFE, _PAGE, pages.number_format),
    "phu_luc.page_restart": Repair(SAFE, _PAGE, pages.annex_restart),
    # type
    "font": Repair(SAFE, _LOOK, look.font),
    "color": Repair(SAFE, _LOOK, look.color),
    "size": Repair(SAFE, _LOOK, look.size),
    "same_size": Repair(SAFE, _LOOK, look.same_size),
    "size_set": Repair(SAFE, _LOOK, look.size_set),
    "bold": Repair(SAFE, _LOOK, look.bold),
    "title_bold": Repair(SAFE, _LOOK, look.bold),
    "dieu.bold": Repair(SAFE, _LOOK, look.article_bold),
    "italic": Repair(SAFE, _LOOK, look.italic),
    # paragraphs
    "align": Repair(SAFE, _LOOK, look.align),
    "indent": Repair(SAFE, _LOOK, look.indent),
    "gap": Repair(SAFE, _LOOK, look.gap),
    "line": Repair(SAFE, _LOOK, look.line_spacing),
    "kinh_gui.aligned": Repair(SAFE, _LOOK, look.aligned),
    "rule": Repair(SAFE, _LOOK, drawn.length),
    "keep_next": Repair(GUARDED, _LOOK, look.keep_next),
    # what changes signs, or draws
    "quoc_hieu.lines": Repair(SAFE, _TEXT, head.quoc_hieu_lines),
    "position": Repair(GUARDED, _TEXT, head.swap_sides),
    "dia_danh_ngay.same_row": Repair(GUARDED, _TEXT, head.date_beside_number),
    "rule_kind": Repair(GUARDED, _TEXT, drawn.make),
    "underline": Repair(GUARDED, _LOOK, look.no_underline),
    "no_rule": Repair(GUARDED, _TEXT, drawn.unmake),
    "ending": Repair(GUARDED, _TEXT, text.ending),
    "last_ending": Repair(GUARDED, _TEXT, text.ending),
    "form": Repair(GUARDED, _TEXT, text.form),
    "dash": Repair(GUARDED, _TEXT, text.dash),
    "sequence": Repair(GUARDED, _TEXT, text.sequence),
    "phan.number_format": Repair(GUARDED, _TEXT, text.part_number),
    "muc_chuong.number_format": Repair(GUARDED, _TEXT, text.part_number),
    "typed_indent": Repair(GUARDED, _TEXT, text.typed_indent),
    "empty": Repair(GUARDED, _TEXT, text.empty),
}
_NOT = frozenset({"ket_thuc.ending", "dia_danh_ngay.form", "dia_chi.place", "nguoi_soan.form", "phu_luc.number_format"})


def _repair_for(departure: Departure) -> Repair | None:
    key = f"{departure.rule.component}.{departure.rule.prop}"
    if key in _NOT:
        return None
    if departure.found == say.RULE_OFF_CENTRE:  # a matter of indents
        return _REPAIRS["rule"]
    found = _REPAIRS.get(key) or _REPAIRS.get(departure.rule.prop)
    return None if found is None or (key == "phu_luc.sequence") else found
