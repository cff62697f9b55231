"""SAFE: type, colour, weight, slant, alignment, indents, gaps and line spacing, set directly where they are wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from ...law import FONT
from .. import ooxml
from ..ooxml import Element, cm_twips, mm_twips, pt_twips
from ..reading.components import Parts
from ..reading.lines import Line
from ..reading.model import Run
from ..rules import Departure
from ..rules.content import Placed, indent_of
from ..rules.ending import colon_mm, dashed_in
from ..rules.findings import SLANTS, WEIGHTS, amount, value_words
from ..rules.head import sized_together
from ..rules.hygiene import is_black, is_legacy_font, may_be_red
from ..rules.typeface import in_range
from .workshop import Workshop

_LINE = 240  # what Word writes for a single line


def align(shop: Workshop, departure: Departure) -> str:
    paragraph = departure.paragraph
    wanted = str(departure.demand.allowed[0])
    if paragraph.format.frame_align and departure.demand.component == "so_trang":
        done = shop.set_paragraph(paragraph, "framePr", {"xAlign": wanted}, drop=("x",))
    else:
        done = shop.set_paragraph(paragraph, "jc", {"val": wanted})
    return value_words("align", wanted) if done else ""


def indent(shop: Workshop, departure: Departure) -> str:
    wanted = usual_indent(shop)
    done = shop.indent(departure.line.paragraph, left=0, firstLine=cm_twips(wanted))
    return amount(wanted, "cm") if done else ""


def usual_indent(shop: Workshop) -> float:
    """Of the two indents that the decree allows, the one that most paragraphs have."""
    demand = shop.law.rule("noi_dung", "indent")
    indents = (indent_of(item.paragraph, demand) for item in shop.parts.items)
    found = Counter(indent for indent in indents if indent is not None)
    return found.most_common(1)[0][0] if found else float(demand.allowed[-1])


def gap(shop: Workshop, departure: Departure) -> str:
    """The whole gap is set above the paragraph; what the one before has below stays, as far as it is no more."""
    paragraph, points = departure.line.paragraph, departure.demand.least
    if departure.demand.component == "trich_yeu_cong_van" and (number := shop.parts.head.number) is not None:
        if number.paragraph.format.after > points:
            values = {"after": str(pt_twips(points))}
            shop.set_paragraph(number.paragraph, "spacing", values, ("afterAutospacing", "afterLines"))
        points = max(points - number.paragraph.format.after, 0.0)
    drop = ("beforeAutospacing", "beforeLines")
    done = shop.set_paragraph(paragraph, "spacing", {"before": str(pt_twips(points))}, drop)
    if paragraph.format.contextual:
        done = shop.flag_paragraph(paragraph, "contextualSpacing", False) or done
    return amount(departure.demand.least, "pt") if done else ""


def line_spacing(shop: Workshop, departure: Departure) -> str:
    paragraph, demand = departure.line.paragraph, departure.demand
    wanted = demand.nearest(paragraph.format.line) if paragraph.format.line_rule == "auto" else demand.least
    values = {"line": str(round(wanted * _LINE)), "lineRule": "auto"}
    return amount(wanted, demand.unit) if shop.set_paragraph(paragraph, "spacing", values) else ""


def aligned(shop: Workshop, departure: Departure) -> str:
    """All dashes below the colon of "Kính gửi:"."""
    parts: Parts = departure.thing
    head, dashed = parts.kinh_gui, dashed_in(parts)
    if head is None or not dashed or any(line.paragraph.place.kind != "body" for line in [head, *dashed]):
        return ""
    start = colon_mm(head)
    if start is None:
        shape = dashed[0].paragraph.format
        start = shape.left + shape.first
    done = [shop.indent(line.paragraph, left=mm_twips(start), firstLine=0) for line in dashed]
    moved = [line for line in dashed if line.paragraph.format.align in ("center", "right")]
    done += [shop.set_paragraph(line.paragraph, "jc", {"val": "left"}) for line in moved]
    return "thẳng hàng dưới dấu hai chấm" if any(done) else ""


def keep_next(shop: Workshop, departure: Departure) -> str:
    return departure.expected if shop.flag_paragraph(departure.paragraph, "keepNext", True) else ""


# --- font, colour, size, weight and slant, on the runs concerned -----------------------------------------------------


_BLACK = "000000"
_PICTURE_FONTS = re.compile(r"^(wingdings|webdings|symbol|marlett|mt extra)", re.IGNORECASE)
_ARTICLE = re.compile(r"^\s*Điều\s+\d+\s*[.:\-]?", re.IGNORECASE)


def font(shop: Workshop, departure: Departure) -> str:
    """Fonts of old encodings stay (the text would be unreadable), and so do fonts of pictures."""

    def wrong(name: str) -> bool:
        return name.strip().lower() != FONT.lower()

    def left_alone(name: str) -> bool:
        return is_legacy_font(name) or bool(_PICTURE_FONTS.match(name))

    runs = [
        run
        for run in departure.paragraph.runs
        if (wrong(run.format.font_ascii) or wrong(run.format.font_other))
        and not (left_alone(run.format.font_ascii) or left_alone(run.format.font_other))
    ]
    return FONT if shop.on_runs(departure.paragraph.part, runs, set_font) else ""


def set_font(properties: Element) -> bool:
    named = dict.fromkeys(("ascii", "hAnsi", "cs"), FONT)
    return ooxml.set_values(properties, "rFonts", named, drop=("asciiTheme", "hAnsiTheme", "cstheme"))


def color(shop: Workshop, departure: Departure) -> str:
    paragraph = departure.paragraph
    runs = [run for run in paragraph.runs if not is_black(run.format.color) and not may_be_red(run.text)]

    def blacken(properties: Element) -> bool:
        return ooxml.set_values(properties, "color", {"val": _BLACK}, drop=("themeColor", "themeTint", "themeShade"))

    return "đen" if shop.on_runs(paragraph.part, runs, blacken) else ""


def size(shop: Workshop, departure: Departure) -> str:
    line, demand = departure.line, departure.demand
    runs = [run for run in line.runs if not in_range(run.format.size, demand)]
    return _resize(shop, line, runs, shop.size_for(demand.component, line))


def same_size(shop: Workshop, departure: Departure) -> str:
    placed: Placed = departure.thing
    line, usual = placed.line, placed.usual
    if not in_range(usual, shop.law.rule("noi_dung", "size")):
        return ""
    return _resize(shop, line, [run for run in line.runs if run.format.size != usual], usual)


def size_set(shop: Workshop, departure: Departure) -> str:
    """Quốc hiệu, Tiêu ngữ and the date brought to one of the two sets."""
    named, sizes = sized_together(shop.parts.head), shop.law.size_sets[shop.head_body()]
    done = []
    for name, lines in named.items():
        points = sizes[name]
        done += [_resize(shop, line, [run for run in line.runs if run.format.size != points], points) for line in lines]
    return "/".join(str(sizes[name]) for name in named) if any(done) else ""


def _resize(shop: Workshop, line: Line, runs: list[Run], points: float) -> str:
    half = {"val": str(round(points * 2))}

    def change(properties: Element) -> bool:
        changed = [ooxml.set_values(properties, name, half) for name in ("sz", "szCs")]
        return any(changed)

    return amount(points, "pt") if shop.on_runs(line.paragraph.part, runs, change) else ""


def bold(shop: Workshop, departure: Departure) -> str:
    on = bool(departure.demand.allowed[0])
    return WEIGHTS[on] if _on_line(shop, departure, lambda one: _flags(one, ("b", "bCs"), on)) else ""


def italic(shop: Workshop, departure: Departure) -> str:
    on = bool(departure.demand.allowed[0])
    return SLANTS[on] if _on_line(shop, departure, lambda one: _flags(one, ("i", "iCs"), on)) else ""


def no_underline(shop: Workshop, departure: Departure) -> str:
    return departure.expected if shop.no_underline(departure.line) else ""


def plain_look(shop: Workshop, departure: Departure) -> str:
    """Outline, shadow and capitals by format taken off; the letters stay as typed."""
    names = ("outline", "shadow", "emboss", "imprint", "caps", "smallCaps")
    return departure.expected if _on_line(shop, departure, lambda one: _flags(one, names, False)) else ""


def article_bold(shop: Workshop, departure: Departure) -> str:
    """Only "Điều 1." where the text runs on behind it: what is its title, only a person knows."""
    line = departure.line
    match = _ARTICLE.match(line.typed)
    if match is None:
        return ""
    runs: list[Run] = []
    left = match.end()
    for run in line.runs:
        runs.append(Run(run.text[:left], run.format, run.node, run.start))
        left -= len(run.text)
        if left <= 0:
            break
    done = shop.on_runs(line.paragraph.part, runs, lambda properties: _flags(properties, ("b", "bCs"), True))
    return WEIGHTS[True] if done else ""


def _on_line(shop: Workshop, departure: Departure, change: Callable[[Element], bool]) -> bool:
    """Applies `change` to every run of the line that departs; whether any changed."""
    return shop.on_runs(departure.line.paragraph.part, departure.line.runs, change)


def _flags(properties: Element, names: tuple[str, ...], on: bool) -> bool:
    changed = [ooxml.set_flag(properties, name, on) for name in names]
    return any(changed)
