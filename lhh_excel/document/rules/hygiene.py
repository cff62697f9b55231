"""Checks of every run of text: font, colour, encoding; and of what a draft leaves behind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from ...law import SECRECY, URGENCY
from ...messages import layout as say
from ...text.legacy import find_tcvn3, find_vni
from ...text.telex import find_telex
from ...text.tones import tone_places
from ..ooxml.harmless import by_sort
from ..reading import Paragraph, Run, Section
from ..reading.head import is_quoc_hieu
from ..reading.lines import fold
from .findings import Collector, short

_LEGACY_FONT = re.compile(r"^(\.Vn|VNI[- ]|VN[A-Z]|ABC)", re.IGNORECASE)
_LEFTOVER = re.compile(
    r"\[[^\[\]]{0,200}(?:chưa|điền|bổ sung|ghi rõ|…|\.\.\.)[^\[\]]{0,200}\]"
    r"|\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|x{4,}|\?{3,}|<[^<>]{0,200}(?:điền|ghi)[^<>]{0,200}>",
    re.IGNORECASE,
)
#: Figures that can only be meant the English way: 12.5%, 1.5 tỷ, 1,250,000.
_FOREIGN = re.compile(
    r"(?<![\w.,/])\d{1,3}\.\d{1,2}\s?(?:%|(?:triệu|tỷ|tỉ) đồng)|(?<![\w.,/])\d{1,3}(?:,\d{3}){2,}(?![\w,])"
)
_FOREIGN_WORD = re.compile(r"\W*\d{1,3}(?:\.\d{1,2}(?!\d)|(?:,\d{3}){2})")  # that a text must hold one of
_MAY_BE_LEFT = re.compile(r"[\[{<]|xxxx|\?\?\?", re.IGNORECASE)  # most text has none of these
_DOTS = re.compile(r"(?:…\s*){2,}|\.{5,}")
#: Of what is active that which neither runs nor fetches anything by itself.
_IDLE = ("field_other", "field_update", "template", "mail_merge")
_DARK = 0x1A  # a channel no lighter than this prints black
_STAMPED = frozenset(map(fold, (*URGENCY, *SECRECY)))  # red, whatever the rest is (III.2.b)


def check_hygiene(to: Collector) -> None:
    document = to.parts.document
    paragraphs = list(document.paragraphs())
    framing = {id(one): one for section in document.sections for one in _around(section)}
    paragraphs += framing.values()  # a header that several sections show is looked at once
    words = {word for paragraph in paragraphs for word in paragraph.raw.split()}
    legacy = any(find_tcvn3(word) or find_vni(word) for word in words if not word.isascii())
    telex = any(map(find_telex, words))
    foreign = any(map(_FOREIGN_WORD.match, words))
    font = str(to.law.rule("trang", "font").allowed[0])
    for paragraph in paragraphs:
        _type(to, paragraph, font)
        _text(to, paragraph, legacy, telex)
        if foreign and (found := _FOREIGN.search(paragraph.raw)) is not None:
            to.add("noi_dung", "number_style", found[0].strip(), paragraph)
    _leftovers(to)
    places = [tone_places(word) for word in words]
    if any(first for first, _ in places) and any(last for _, last in places):
        _tone_marks(to)
    if document.comments:
        to.add("trang", "revision", say.COMMENTS.format(count=document.comments), say.PLACE_WHOLE)
    if document.revisions:
        to.add("trang", "revision", say.REVISIONS.format(count=document.revisions), say.PLACE_WHOLE)
    for alike in by_sort(document.active):
        first = alike[0]
        what = say.active_words(first.kind, first.name, len(alike))
        to.add("trang", "active", what, first.place, severity="note" if first.kind in _IDLE else "warning")


def _around(section: Section) -> Iterator[Paragraph]:
    for holder in (*section.headers.values(), *section.footers.values()):
        yield from holder


def may_be_red(text: str) -> bool:
    """Whether these words are a stamp's."""
    return fold(text) in _STAMPED


def _type(to: Collector, paragraph: Paragraph, wanted: str) -> None:
    for run in paragraph.runs:
        look = run.format
        if look.font_ascii == wanted == look.font_other and is_black(look.color):
            continue
        if look.hidden or not any(sign.isalnum() for sign in run.text):
            continue
        for font in _fonts(run):
            if is_legacy_font(font):
                to.add("trang", "encoding", say.LEGACY_FONT.format(font=font), paragraph)
            elif font.strip().lower() != wanted.lower():
                to.add("trang", "font", font, paragraph)
        if not is_black(run.format.color) and not may_be_red(run.text):
            to.add("trang", "color", f"#{run.format.color.upper()}", paragraph)


def _fonts(run: Run) -> list[str]:
    """The fonts that really print letters: Word keeps one for ASCII and one for the rest."""
    letters = [sign for sign in run.text if sign.isalnum()]
    fonts = []
    if any(sign.isascii() for sign in letters):
        fonts.append(run.format.font_ascii)
    if any(not sign.isascii() for sign in letters) and run.format.font_other not in fonts:
        fonts.append(run.format.font_other)
    return fonts


def is_legacy_font(name: str) -> bool:
    """A font of TCVN3 or VNI: what it shows is not what the file's letters are."""
    return bool(_LEGACY_FONT.match(name))


@cache
def is_black(color: str) -> bool:
    if color == "auto" or not re.fullmatch(r"[0-9A-Fa-f]{6}", color):
        return True
    return all(int(color[at : at + 2], 16) <= _DARK for at in (0, 2, 4))


def _text(to: Collector, paragraph: Paragraph, legacy: bool, telex: bool) -> None:
    """`legacy`, `telex`: whether any word of the document is worth the look."""
    raw = paragraph.raw
    if not unicodedata.is_normalized("NFC", raw):
        to.add("trang", "encoding", say.NOT_NFC, paragraph)
    elif legacy and not raw.isascii():
        by_font = any(is_legacy_font(font) for run in paragraph.runs for font in _fonts(run))
        found = None if by_font else find_tcvn3(raw) or find_vni(raw)
        if found is not None:
            to.add("trang", "encoding", say.LEGACY_TEXT.format(word=found.word, meant=found.meant), paragraph)
    words = find_telex(raw) if telex else []
    if words:
        to.add("noi_dung", "telex", ", ".join(f"“{word}”" for word in words[:3]), paragraph)


def _tone_marks(to: Collector) -> None:
    """Both ways of marking in the text of one file; the head and the signers' names are as they are."""
    framed = {0, *to.parts.head.tables, *to.parts.signature_tables} - {0}
    ways: tuple[list[tuple[str, Paragraph]], list[tuple[str, Paragraph]]] = ([], [])
    for paragraph in to.parts.document.paragraphs():
        if paragraph.place.table not in framed and not is_quoc_hieu(paragraph.text):
            for way, words in zip(ways, tone_places(paragraph.raw), strict=True):
                way += [(word, paragraph) for word in words]
    if all(ways):
        where = min(ways, key=len)[0][1]
        to.add("noi_dung", "tone_marks", say.BOTH_WAYS.format(first=ways[0][0][0], last=ways[1][0][0]), where)


def _leftovers(to: Collector) -> None:
    parts = to.parts
    framed = {*parts.head.tables, *parts.signature_tables}
    for paragraph in parts.document.paragraphs():
        found = _MAY_BE_LEFT.search(paragraph.raw) and _LEFTOVER.search(paragraph.raw)
        if found:
            tag = found[0].startswith("{")
            to.add("noi_dung", "leftover", say.TEMPLATE_TAG if tag else f"“{short(found[0], 60)}”", paragraph)
        elif paragraph.place.table not in framed and _DOTS.search(paragraph.raw) and paragraph.place.kind == "body":
            to.add("noi_dung", "leftover", "“…”", paragraph)
        _marked(to, paragraph)


def _marked(to: Collector, paragraph: Paragraph) -> None:
    """Text that is coloured behind, struck out or hidden: each told once a paragraph."""
    told: set[str] = set()
    for run in paragraph.runs:
        look = run.format
        if not (look.highlight or look.strike or look.hidden) or not run.text.strip():
            continue
        words = say.HIDDEN if look.hidden else say.STRUCK if look.strike else say.HIGHLIGHT
        if words not in told:
            told.add(words)
            where = say.PLACE_WHOLE if paragraph.blank else paragraph
            to.add("noi_dung", "leftover", words.format(text=short(run.text.strip())), where)
