"""CONVERT, only when asked: text in TCVN3 or VNI, and letters with loose marks, become Unicode as Vietnam writes it."""

from __future__ import annotations

import unicodedata

from ...messages import layout as say
from ...text.legacy import convert_words, from_tcvn3, from_vni, is_modern
from .. import ooxml
from ..checker import Departure
from ..checker.hygiene import is_legacy_font
from ..docx_reader import Paragraph, Run
from ..ooxml import W
from .type_repairs import set_font
from .workshop import CONVERT, Workshop


def encoding(shop: Workshop, departure: Departure) -> str:
    """The paragraph's text converted run by run: by its font's encoding, else word by word.

    Where the whole document is in an old encoding, so are the paragraphs that by themselves might be something else
    ("Soá: 05"): they are converted, and told, with the first.
    """
    paragraph = departure.where
    if not isinstance(paragraph, Paragraph):
        return ""
    paragraphs = list(shop.document.paragraphs())
    whole = "\n".join(one.raw for one in paragraphs)
    if is_modern(whole):
        return _paragraph(shop, paragraph, paragraph.raw)
    told = {id(one.where) for one in shop.to.departures if one.rule == departure.rule}
    for other in paragraphs:
        if id(other) not in told and (after := _paragraph(shop, other, whole)):
            where = Departure(departure.rule, other.text, departure.expected, other, shop.to.place_of(other))
            shop.tell(where, CONVERT, other.text, after)
    return _paragraph(shop, paragraph, whole)


def _paragraph(shop: Workshop, paragraph: Paragraph, within: str) -> str:
    before = shop.edited
    for run in paragraph.runs:
        _convert(shop, paragraph, run, within)
    return say.CONVERTED.format(text=_sample(paragraph)) if shop.edited > before else ""


def _convert(shop: Workshop, paragraph: Paragraph, run: Run, within: str) -> None:
    if run.node is None:
        return
    font = run.format.font_ascii if is_legacy_font(run.format.font_ascii) else run.format.font_other
    changed = False
    for node in run.node.findall(W + "t"):
        old = node.text or ""
        new = unicodedata.normalize("NFC", in_unicode(old, font, within))
        if new != old:
            ooxml.set_text(node, new)
            changed = True
    if is_legacy_font(font):
        changed = set_font(ooxml.holder(run.node, "rPr")) or changed
    shop.touch(paragraph.part, changed)


def in_unicode(text: str, font: str, within: str) -> str:
    """The text as its font shows it; ".VnTimeH" shows capitals. `within`: what it is a piece of, in other fonts."""
    if not is_legacy_font(font):
        return convert_words(text, within)
    if font.upper().startswith("VNI"):
        return from_vni(text)
    found = from_tcvn3(text)
    return found.upper() if font.upper().endswith("H") else found


def _sample(paragraph: Paragraph) -> str:
    text = "".join(t.text or "" for t in paragraph.node.iter(W + "t")) if paragraph.node is not None else ""
    return text if len(text) <= 45 else text[:44].rstrip() + "…"
