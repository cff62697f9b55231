"""SAFE: font, colour, size, weight and slant, set directly on the runs concerned."""

from __future__ import annotations

import re

from ...law import FONT
from ...messages import layout as say
from .. import ooxml
from ..checker import Departure
from ..checker.hygiene import is_black, is_legacy_font, may_be_red
from ..checker.lines import Line
from ..checker.words import amount
from ..docx_reader import Run
from ..ooxml import Element
from .paragraph_repairs import paragraph_of
from .workshop import Workshop

_BLACK = "000000"
_PICTURE_FONTS = re.compile(r"^(wingdings|webdings|symbol|marlett|mt extra)", re.IGNORECASE)
_ARTICLE = re.compile(r"^\s*Điều\s+\d+\s*[.:\-]?", re.IGNORECASE)


def font(shop: Workshop, departure: Departure) -> str:
    """Fonts of old encodings stay (the text would be unreadable), and so do fonts of pictures."""
    paragraph = paragraph_of(departure)
    if paragraph is None:
        return ""

    def wrong(name: str) -> bool:
        return name.strip().lower() != FONT.lower()

    def left_alone(name: str) -> bool:
        return is_legacy_font(name) or bool(_PICTURE_FONTS.match(name))

    runs = [
        run
        for run in paragraph.runs
        if (wrong(run.format.font_ascii) or wrong(run.format.font_other))
        and not (left_alone(run.format.font_ascii) or left_alone(run.format.font_other))
    ]
    return FONT if shop.on_runs(paragraph.part, runs, set_font) else ""


def set_font(properties: Element) -> bool:
    named = dict.fromkeys(("ascii", "hAnsi", "cs"), FONT)
    return ooxml.set_values(properties, "rFonts", named, drop=("asciiTheme", "hAnsiTheme", "cstheme"))


def color(shop: Workshop, departure: Departure) -> str:
    paragraph = paragraph_of(departure)
    if paragraph is None:
        return ""
    runs = [run for run in paragraph.runs if not is_black(run.format.color) and not may_be_red(run.text)]

    def blacken(properties: Element) -> bool:
        return ooxml.set_values(properties, "color", {"val": _BLACK}, drop=("themeColor", "themeTint", "themeShade"))

    return say.BLACK if shop.on_runs(paragraph.part, runs, blacken) else ""


def size(shop: Workshop, departure: Departure) -> str:
    line = departure.where
    if not isinstance(line, Line):
        return ""
    demand = departure.rule
    low, high = demand.low or 0.0, demand.high or 100.0
    runs = [run for run in line.runs if not low <= run.format.size <= high]
    return _resize(shop, line, runs, shop.size_for(demand.component, line))


def same_size(shop: Workshop, departure: Departure) -> str:
    line = departure.where
    usual = shop.usual_size()
    demand = shop.law.rule("noi_dung", "size")
    if not isinstance(line, Line) or not (demand.low or 0) <= usual <= (demand.high or 0):
        return ""
    return _resize(shop, line, [run for run in line.runs if run.format.size != usual], usual)


def size_set(shop: Workshop, departure: Departure) -> str:
    """Quốc hiệu, Tiêu ngữ and the date brought to one of the two sets."""
    head, sizes = shop.parts.head, shop.law.size_sets[shop.head_body()]
    named = {"quoc_hieu": head.quoc_hieu, "tieu_ngu": head.tieu_ngu, "dia_danh_ngay": [head.date] if head.date else []}
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
    return _flagged(shop, departure, ("b", "bCs"), bool(departure.rule.allowed[0]), say.BOLD)


def italic(shop: Workshop, departure: Departure) -> str:
    return _flagged(shop, departure, ("i", "iCs"), bool(departure.rule.allowed[0]), say.ITALIC)


def no_underline(shop: Workshop, departure: Departure) -> str:
    line = departure.where
    if not isinstance(line, Line):
        return ""
    done = shop.on_runs(line.paragraph.part, line.runs, lambda one: ooxml.set_values(one, "u", {"val": "none"}))
    return departure.expected if done else ""


def article_bold(shop: Workshop, departure: Departure) -> str:
    """Only "Điều 1." where the text runs on behind it: what is its title, only a person knows."""
    line = departure.where
    match = _ARTICLE.match(line.typed) if isinstance(line, Line) else None
    if match is None or not isinstance(line, Line):
        return ""
    runs: list[Run] = []
    left = match.end()
    for run in line.runs:
        runs.append(Run(run.text[:left], run.format, run.node, run.start))
        left -= len(run.text)
        if left <= 0:
            break
    done = shop.on_runs(line.paragraph.part, runs, lambda properties: _flags(properties, ("b", "bCs"), True))
    return say.BOLD[True] if done else ""


def _flagged(shop: Workshop, departure: Departure, names: tuple[str, ...], on: bool, words: dict[bool, str]) -> str:
    line = departure.where
    if not isinstance(line, Line):
        return ""
    done = shop.on_runs(line.paragraph.part, line.runs, lambda properties: _flags(properties, names, on))
    return words[on] if done else ""


def _flags(properties: Element, names: tuple[str, ...], on: bool) -> bool:
    changed = [ooxml.set_flag(properties, name, on) for name in names]
    return any(changed)
