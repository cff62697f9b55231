"""CONVERT, only when asked: text in TCVN3 or VNI, and letters with loose marks, become Unicode as Vietnam writes it."""

from __future__ import annotations

import unicodedata

from ...messages import layout as say
from ...text.legacy import convert_words, from_tcvn3, from_vni
from ..checker import Departure
from ..checker.hygiene import is_legacy_font
from ..docx_reader import Paragraph, Run
from ..docx_reader.ooxml import W
from . import edits
from .type_repairs import set_font
from .workshop import Workshop


def encoding(shop: Workshop, departure: Departure) -> str:
    """The paragraph's text converted run by run: by its font's encoding, else word by word."""
    paragraph = departure.where
    if not isinstance(paragraph, Paragraph):
        return ""
    before = shop.edited
    for run in paragraph.runs:
        _convert(shop, paragraph, run)
    return say.CONVERTED.format(text=_sample(paragraph)) if shop.edited > before else ""


def _convert(shop: Workshop, paragraph: Paragraph, run: Run) -> None:
    if run.node is None:
        return
    font = run.format.font_ascii if is_legacy_font(run.format.font_ascii) else run.format.font_other
    changed = False
    for node in run.node.findall(W + "t"):
        old = node.text or ""
        new = unicodedata.normalize("NFC", in_unicode(old, font))
        if new != old:
            edits.set_text(node, new)
            changed = True
    if is_legacy_font(font):
        changed = set_font(edits.holder(run.node, "rPr")) or changed
    shop.touch(paragraph.part, changed)


def in_unicode(text: str, font: str) -> str:
    """The text as its font shows it; ".VnTimeH" shows capitals."""
    if not is_legacy_font(font):
        return convert_words(text)
    if font.upper().startswith("VNI"):
        return from_vni(text)
    found = from_tcvn3(text)
    return found.upper() if font.upper().endswith("H") else found


def _sample(paragraph: Paragraph) -> str:
    text = "".join(t.text or "" for t in paragraph.node.iter(W + "t")) if paragraph.node is not None else ""
    return text if len(text) <= 45 else text[:44].rstrip() + "…"
