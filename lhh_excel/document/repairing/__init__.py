"""Mends a Word file's layout: `fix_document(path_or_bytes) -> Fixed`. Told one by one, before -> after.

SAFE repairs change only formatting; GUARDED ones, when asked, signs and ordinals; CONVERT, when asked, old encodings.
Never a word, a figure, a name, a legal basis. A document that is signed, protected, marked as final, or holds tracked
changes or comments is measured and left alone. Source: docs/commands.md, `check`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from ...plain import field, fields, mutable, record
from ..ooxml.harmless import Active, harmless_copy
from ..ooxml.package import DocxPackage
from ..reading.components import Parts
from ..reading.docx import read_document
from ..reading.lines import Line
from ..rules import CheckResult, Departure, check_document, measure, result_of
from ..rules.registry import CONVERT, GUARDED, SAFE, Collector
from ..rules.typeface import FRAME
from . import head, look, pages, text
from .fit import PAGES, QUOC_HIEU, Page, page_of
from .tracked import marked, tracked
from .workshop import Change, Workshop, saved

__all__ = ["CONVERT", "GUARDED", "SAFE", "Change", "Fixed", "Held", "fix_document", "fixed_copy"]

_ROUNDS = 32  # a repair may bring the next to light; every round but the last mends something or bars it
#: What adds to the height of a text, the first to be taken back.
_HEIGHTS = (
    *(("margin", "paper"), ("gap", "line_spacing"), ("size", "same_size", "size_set"), ("indent", "aligned")),
    *(("draw_line", "font"), ("bold", "article_bold", "italic")),
)

Barred = set[tuple[str, bool]]  # a repair by name, and whether of head and signature, whose lines must not break anew


@record
class Held:
    """A repair that was not kept.

    `why`: what it made worse (`fit`), or "cited" for a number that the text names, "floating" for margins with which
    shapes and tab stops would not move.
    """

    code: str
    component: str
    place: str
    found: str
    why: str

    def as_json(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in fields(self)}


@mutable
class Fixed:
    """`docx` is the input itself, byte for byte, where nothing was to do or `refused` says why nothing may be done.

    `refused`: "signed", "protected", "final", "revisions", "comments", "standard" or "". `before` and `after` are the
    checks; `held` what was mended, made the page worse, and was taken back; `taken_out` what ran or fetched
    (`fixed_copy`).
    """

    docx: bytes
    before: CheckResult
    after: CheckResult
    changes: list[Change] = field(default_factory=list)
    refused: str = ""
    held: list[Held] = field(default_factory=list)
    taken_out: list[Active] = field(default_factory=list)


def fix_document(
    source: Path | str | bytes,
    name: str = "",
    *,
    guarded: bool = False,
    convert: bool = False,
    track: bool = False,
    day: dt.date | None = None,
) -> Fixed:
    """Every repair of the levels asked for that leaves the page no worse, until none is left to do.

    `day` as `check_document` takes it. `track`: each as a tracked change with a comment that names it, to be accepted
    one by one in Word. Raises InputError for what is no sound Word file. Writes nothing.
    """
    package = DocxPackage(source, name)
    to = measure(read_document(package), day)
    first, page = result_of(to), page_of(to)
    levels = {SAFE} | ({GUARDED} if guarded else set()) | ({CONVERT} if convert else set())
    refused = _refusal(to.parts)
    unread = convert and any(one.rule.repair.level == CONVERT for one in to.departures)  # what it is shows afterwards
    if refused and not (refused == "standard" and unread):
        return Fixed(package.data, first, first, refused=refused)
    changes: list[Change] = []
    original = package
    if track:
        package = DocxPackage(marked(package), package.file)
        to = measure(read_document(package), day)
    known = {hash(package.data)}  # two repairs that undo each other end where they began
    while True:  # until a whole pass, with nothing barred beforehand, has nothing more to do
        made, held, package, to = _pass(package, to, page, levels, day)
        changes += made
        page = page_of(to)
        if not made or hash(package.data) in known:
            break
        known.add(hash(package.data))
    changes = _without_own(changes)
    docx = package.data
    if track:
        docx = tracked(original, package, changes) if changes else original.data
    return Fixed(docx, first, result_of(to), changes, held=held)


def fixed_copy(
    source: Path | str | bytes,
    *,
    guarded: bool = False,
    convert: bool = False,
    track: bool = False,
    day: dt.date | None = None,
) -> Fixed:
    """`fix_document` for a copy that goes on to others: what runs or fetches by itself is not in it, and told."""
    fixed = fix_document(source, guarded=guarded, convert=convert, track=track, day=day)
    if not fixed.refused:
        fixed.docx, fixed.taken_out = harmless_copy(fixed.docx)
        if fixed.taken_out:
            fixed.after = check_document(fixed.docx, day=day)
    return fixed


def _without_own(changes: list[Change]) -> list[Change]:
    """Without the length given to a line that was not there before: the line drawn is the change."""
    drawn = {(one.component, _of_text(one.place)) for one in changes if one.prop == "rule_kind"}
    return [one for one in changes if one.prop != "rule" or (one.component, _of_text(one.place)) not in drawn]


def _of_text(place: str) -> str:
    """A place without the paragraph's number, which changes as paragraphs go."""
    return place.partition(": ")[2] or place


def _pass(
    package: DocxPackage, to: Collector, page: Page, levels: set[str], day: dt.date | None
) -> tuple[list[Change], list[Held], DocxPackage, Collector]:
    """The changes that left the page no worse, what was held back, and the document after it, measured."""
    changes: list[Change] = []
    held: dict[tuple[str, str], Held] = {}
    barred: Barred = set()
    for _ in range(_ROUNDS):
        shop = Workshop(package, to)
        done = _mend(shop, levels, barred)
        held |= {(one.demand.id, one.place): _held(one, why) for one, why in shop.left}
        if not done:
            break
        mended, after = _measured(shop, day)
        told = shop.changes
        if all(one.rule.repair.level == CONVERT for one in done):
            page = page_of(after)  # other letters are another text
        worse = page_of(after).worse_than(page)
        if worse == QUOC_HIEU and _mend(eased := Workshop(mended, after), levels, barred, only="quoc_hieu_lines"):
            mended, after = _measured(eased, day)  # wider letters, and the room for them
            told += eased.changes
            worse = page_of(after).worse_than(page)
        if worse:
            for departure in _taken_back(done, worse, barred):
                held.setdefault((departure.demand.id, departure.place), _held(departure, worse))
            package = DocxPackage(package.data, package.file)  # what was read was changed
            to = measure(read_document(package), day)
        else:
            changes += told
            package, to = mended, after
    return changes, list(held.values()), package, to


def _measured(shop: Workshop, day: dt.date | None) -> tuple[DocxPackage, Collector]:
    """The document with a round's repairs, read again."""
    mended = DocxPackage(saved(shop), shop.package.file)
    return mended, measure(read_document(mended), day)


def _held(departure: Departure, why: str) -> Held:
    one = departure.demand
    return Held(one.id, one.component, departure.place, departure.found, why)


def _taken_back(done: list[Departure], worse: str, barred: Barred) -> list[Departure]:
    """Bars what most likely made it worse of what was done; gives the departures that stay as they are."""
    kinds = {_kind(one) for one in done}
    if worse == PAGES:
        of_frame = (False, True)
        heights = ({one for one in kinds if one[0] in names and one[1] is it} for names in _HEIGHTS for it in of_frame)
        bar = next((group for group in heights if group), kinds)
    else:
        page = {kind for kind in kinds if kind[0] in _HEIGHTS[0]}
        fonts = {kind for kind in kinds if kind[0] == "font"}
        bar = page or {kind for kind in kinds if kind[1]} or fonts or kinds
    barred |= bar
    return [one for one in done if _kind(one) in bar]


def _kind(departure: Departure) -> tuple[str, bool]:
    return departure.rule.repair.by, departure.demand.component in FRAME


def _refusal(parts: Parts) -> str:
    document = parts.document
    reasons: dict[str, object] = {
        "signed": document.signed,
        "protected": document.protected,
        "final": document.final,
        "revisions": document.revisions,
        "comments": document.comments,
        "standard": parts.standard,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _mend(shop: Workshop, levels: set[str], barred: Barred, only: str = "") -> list[Departure]:
    """The first step that has something to do, done, of one repair `only` where one is named; what it mended."""
    done: list[Departure] = []
    for step in range(len(_STEPS)):
        for departure in shop.to.departures:
            repair = departure.rule.repair
            if repair.level not in levels or MENDINGS[repair.by].step != step or only not in ("", repair.by):
                continue
            if _loose(departure) or _kind(departure) in barred:
                continue
            if step == _LOOK and id(departure.paragraph) in shop.beside:
                shop.left.append((departure, "floating"))
                continue
            before = shop.edited
            after = MENDINGS[repair.by].mend(shop, departure)
            if shop.edited > before:
                done.append(departure)
                if after:
                    shop.tell(departure, repair.level, departure.found, after)
        if shop.edited:
            return done
    return []


def _loose(departure: Departure) -> bool:
    """Whether it is of a line that blanks put where it is: any other type would move what stands beside it."""
    return isinstance(departure.where, Line) and departure.where.loose


# --- the repairs that rules name -------------------------------------------------------------------------------------


@record
class Mending:
    """`step`: repairs of one step are done together; the next step begins on the document measured again."""

    step: int
    mend: Callable[[Workshop, Departure], str]


_STEPS: tuple[tuple[Callable[[Workshop, Departure], str], ...], ...] = (
    (text.encoding,),
    (pages.paper,),  # margins are fitted into the right paper
    (pages.margin, pages.page_number, pages.first_page, pages.number_start, pages.number_format, pages.annex_restart),
    (
        *(look.font, look.color, look.size, look.same_size, look.size_set, look.bold, look.article_bold, look.italic),
        *(look.no_underline, look.plain_look, look.align, look.indent, look.gap, look.line_spacing, look.aligned),
        *(look.keep_next, head.line_length),
    ),
    (  # what changes signs, or draws
        *(head.quoc_hieu_lines, head.swap_sides, head.date_beside_number, head.draw_line, head.unmake_line),
        *(text.ending, text.symbol, text.colon, text.number_sign, text.dash, text.apart, text.sequence),
        *(text.part_number, text.typed_indent, text.empty),
    ),
)
#: By the name that a rule says (`registry.Repair.by`), which is the function's.
MENDINGS = {mend.__name__: Mending(step, mend) for step, mends in enumerate(_STEPS) for mend in mends}
_LOOK = MENDINGS["font"].step  # the one that sets looks
