"""SAFE: alignment, indents, gaps and line spacing, set directly on the paragraphs concerned."""

from __future__ import annotations

from collections import Counter

from ...messages import layout as say
from ..checker import Departure
from ..checker.ending import colon_mm
from ..checker.lines import Line
from ..checker.words import amount, value_words
from ..docx_reader import Paragraph
from ..ooxml import cm_twips, mm_twips, pt_twips
from .workshop import Workshop

_LINE = 240  # what Word writes for a single line
_OTHER_INDENTS = ("hanging", "firstLineChars", "hangingChars", "leftChars", "startChars", "start")
_SLACK_CM = 0.035


def align(shop: Workshop, departure: Departure) -> str:
    paragraph = paragraph_of(departure)
    if paragraph is None:
        return ""
    wanted = str(departure.rule.allowed[0])
    if paragraph.format.frame_align and departure.rule.component == "so_trang":
        done = shop.set_paragraph(paragraph, "framePr", {"xAlign": wanted}, drop=("x",))
    else:
        done = shop.set_paragraph(paragraph, "jc", {"val": wanted})
    return value_words("align", wanted) if done else ""


def indent(shop: Workshop, departure: Departure) -> str:
    line = departure.where
    if not isinstance(line, Line):
        return ""
    wanted = usual_indent(shop)
    values = {"left": "0", "firstLine": str(cm_twips(wanted))}
    done = shop.set_paragraph(line.paragraph, "ind", values, drop=_OTHER_INDENTS)
    return amount(wanted, "cm") if done else ""


def usual_indent(shop: Workshop) -> float:
    """Of the two indents that the decree allows, the one that most paragraphs have."""
    allowed = [float(value) for value in shop.law.rule("noi_dung", "indent").allowed]
    found: Counter[float] = Counter()
    for item in shop.parts.items:
        starts = (item.paragraph.format.left + item.paragraph.format.first) / 10
        found.update(value for value in allowed if abs(starts - value) <= _SLACK_CM)
    return found.most_common(1)[0][0] if found else allowed[-1]


def gap(shop: Workshop, departure: Departure) -> str:
    """The whole gap is set above the paragraph; what the one before has below stays."""
    line = departure.where
    if not isinstance(line, Line):
        return ""
    points = departure.rule.low or 6.0
    if departure.rule.component == "trich_yeu_cong_van" and (number := shop.parts.head.number) is not None:
        points = max(points - number.paragraph.format.after, 0.0)
    drop = ("beforeAutospacing", "beforeLines")
    done = shop.set_paragraph(line.paragraph, "spacing", {"before": str(pt_twips(points))}, drop)
    if line.paragraph.format.contextual:
        done = shop.flag_paragraph(line.paragraph, "contextualSpacing", False) or done
    return amount(departure.rule.low or 6.0, "pt") if done else ""


def line_spacing(shop: Workshop, departure: Departure) -> str:
    line = departure.where
    if not isinstance(line, Line):
        return ""
    shape, demand = line.paragraph.format, departure.rule
    low, high = demand.low or 1.0, demand.high or 1.5
    wanted = min(max(shape.line, low), high) if shape.line_rule == "auto" else low
    values = {"line": str(round(wanted * _LINE)), "lineRule": "auto"}
    return amount(wanted, demand.unit) if shop.set_paragraph(line.paragraph, "spacing", values) else ""


def aligned(shop: Workshop, departure: Departure) -> str:
    """All dashes below the colon of "Kính gửi:"."""
    head, dashed = shop.parts.kinh_gui, [line for line in shop.parts.addressees if line.text.startswith("-")]
    if head is None or not dashed or any(line.paragraph.place.kind != "body" for line in [head, *dashed]):
        return ""
    start = colon_mm(head)
    if start is None:
        shape = dashed[0].paragraph.format
        start = shape.left + shape.first
    values = {"left": str(mm_twips(start)), "firstLine": "0"}
    done = [shop.set_paragraph(line.paragraph, "ind", values, drop=_OTHER_INDENTS) for line in dashed]
    done += [shop.set_paragraph(line.paragraph, "jc", {"val": "left"}) for line in dashed if _centred(line)]
    return say.UNDER_COLON if any(done) else ""


def _centred(line: Line) -> bool:
    return line.paragraph.format.align in ("center", "right")


def keep_next(shop: Workshop, departure: Departure) -> str:
    paragraph = paragraph_of(departure)
    if paragraph is None:
        return ""
    return departure.expected if shop.flag_paragraph(paragraph, "keepNext", True) else ""


def paragraph_of(departure: Departure) -> Paragraph | None:
    where = departure.where
    return where.paragraph if isinstance(where, Line) else where if isinstance(where, Paragraph) else None
