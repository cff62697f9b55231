"""The checks that every component shares: size, weight, slant, capitals, alignment; and drawn rules below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...law import UPPER, Law, Rule
from ...messages import layout as say
from ..reading import DrawnLine, Paragraph
from ..reading.lines import DOTS, Line, wrapped_widths
from .findings import Collector, amount, number, short

_SIZE_SLACK = 0.01
SHARE_SLACK = 0.03  # of a rule that must be 1/3 to 1/2 of its text: breaking lines is measured, not seen
OFF_CENTRE_MM = 3.0
_RAISED = 0.62  # raised signs are set about so much smaller
#: Components whose underlining is no makeshift for a drawn rule, which has its own finding.
_PLAIN = frozenset(
    ("quoc_hieu", "co_quan_chu_quan", "so_ky_hieu", "dia_danh_ngay", "ten_loai", "kinh_gui", "noi_nhan", "chuc_vu")
) | {"ho_ten", "muc", "phan", "phu_luc", "ten_phu_luc"}
_SINGLE_FACTOR = 1.15  # Times New Roman: a single line is about so many times the size
_TYPED_SLACK = 0.12


def check_type(to: Collector, component: str, lines: Iterable[Line], skip: Sequence[str] = ()) -> None:
    """Compares each line with all that the decree says of its component's type; marks the component as seen."""
    checks = {"size": _size, "bold": _bold, "italic": _italic, "case": _case, "align": _align}
    for line in lines:
        to.seen(component)
        for prop, check in checks.items():
            demand = to.law.find(component, prop)
            if demand is None or prop in skip:
                continue
            found = check(line, demand)
            if found:
                to.add(component, prop, found, line)
        if component in _PLAIN and line.underlined and line.letters:
            to.add("trang", "underline", short(line.text), line)


def in_range(value: float, demand: Rule, slack: float = _SIZE_SLACK) -> bool:
    low = demand.low is None or value >= demand.low - slack
    return low and (demand.high is None or value <= demand.high + slack)


def line_ratio(line: Line) -> float:
    """The line spacing in single lines, whatever unit it is set in."""
    shape = line.paragraph.format
    if shape.line_rule == "auto":
        return shape.line
    ratio = shape.line / (_SINGLE_FACTOR * (line.size or 13))
    return ratio if shape.line_rule == "exact" else max(ratio, 1.0)


def _size(line: Line, demand: Rule) -> str:
    wrong = [size for size in line.sizes if not in_range(size, demand)]
    return amount(wrong[0], "pt") if wrong else ""


def _bold(line: Line, demand: Rule) -> str:
    if not any(sign.isalnum() for sign in line.text):
        return ""
    if demand.allowed[0]:
        return "" if line.all_bold() or not line.letters else say.BOLD[False]
    return say.BOLD[True] if line.any_bold() else ""


def _italic(line: Line, demand: Rule) -> str:
    if not any(sign.isalnum() for sign in line.text):
        return ""
    if demand.allowed[0]:
        return "" if line.all_italic() or not line.letters else say.ITALIC[False]
    return say.ITALIC[True] if line.any_italic() else ""


def _case(line: Line, demand: Rule) -> str:
    if not line.letters:
        return ""
    if demand.allowed[0] == UPPER:
        return "" if line.upper else say.LOWER
    return say.UPPER if line.upper and len(line.letters) > 3 else ""


def _align(line: Line, demand: Rule) -> str:
    if line.tabbed or line.paragraph.raw.startswith("\t") or line.paragraph.place.kind == "box":
        return ""
    found = line.paragraph.format.align
    if found in demand.allowed or (found == "both" and demand.allowed[0] == "left"):
        return ""
    return say.ALIGNMENTS.get(found, found)


@dataclass
class RuleFound:
    """A line under a text: how it is made, its length in mm, how far its middle is off the text's."""

    kind: str  # "border", "drawn", "typed", "underline"
    length: float
    solid: bool = True
    off_centre: float = 0.0
    sign: str = ""


def find_rule(lines: Sequence[Line], below: Sequence[Paragraph], loose: Sequence[DrawnLine] = ()) -> RuleFound | None:
    """The rule under `lines`; `below` are the paragraphs that may carry it, `loose` lines float over the place."""
    own = [line.paragraph for line in lines]
    for paragraph in [*below, *own]:
        for drawn in paragraph.lines_drawn:
            return RuleFound("drawn", drawn.length, drawn.solid)
    for paragraph in [*below, *own]:
        shape = paragraph.format
        border = shape.border_bottom or shape.border_top
        if border is not None and paragraph.place.width is not None:
            length = paragraph.place.width - shape.left - shape.right
            middle = (paragraph.place.width + shape.left - shape.right) / 2
            return RuleFound("border", length, border.solid, abs(middle - middle_of(lines[-1])))
    for paragraph in below:
        text = paragraph.raw.strip()
        if len(text) > 2 and not any(sign.isalnum() for sign in text):
            raised = all(run.format.raised for run in paragraph.runs if run.text.strip())
            width = Line(paragraph, paragraph.runs).width * (_RAISED if raised else 1)
            return RuleFound("raised" if raised and set(text) == {"_"} else "typed", width, sign=text[0])
    if loose:
        return RuleFound("drawn", loose[0].length, loose[0].solid)
    if any(line.underlined for line in lines):
        return RuleFound("underline", lines[-1].width)
    return None


def middle_of(line: Line) -> float:
    shape, room = line.paragraph.format, line.paragraph.place.width or 0.0
    if shape.align in ("center", "both"):
        return (room + shape.left - shape.right) / 2
    half = line.width / 2
    return room - shape.right - half if shape.align == "right" else shape.left + half


def check_rule(to: Collector, component: str, lines: Sequence[Line], found: RuleFound | None, ideal: str = "") -> None:
    """The rule must be drawn, unbroken, of the right length against the longest printed line, and in the middle.

    Where size or weight of the text are themselves wrong, a line that fits the text set right is accepted.
    """
    where = lines[-1]
    if found is None:
        to.add(component, "rule_kind", say.NO_RULE, where)
    elif found.kind == "underline":
        to.add(component, "rule_kind", say.RULE_UNDERLINE, where)
    elif found.kind == "typed":
        to.add(component, "rule_kind", say.RULE_TYPED.format(sign=found.sign), where)
    elif not found.solid:
        to.add(component, "rule_kind", say.RULE_BROKEN, where)
    elif any(DOTS.search(line.text) for line in lines):
        return  # a form to be filled in has no length yet
    elif not _fits(to.law, component, lines, found, ideal):
        text = max(width for line in lines for width in wrapped_widths(line, line.paragraph.place.width))
        if not text:
            return  # nothing to be measured against
        words = {"length": number(found.length, 1), "text": number(text, 1), "ratio": number(found.length / text)}
        to.add(component, "rule", say.RULE_LENGTH.format(**words), where)
    elif found.off_centre > OFF_CENTRE_MM:
        to.add(component, "rule_kind", say.RULE_OFF_CENTRE, where)


def _fits(law: Law, component: str, lines: Sequence[Line], found: RuleFound, ideal: str) -> bool:
    demand = law.rule(component, "rule")
    low, high = demand.low or 0.0, demand.high or 0.0
    slack = SHARE_SLACK if high < 0.9 else 0.001
    if found.kind == "raised":
        slack = _TYPED_SLACK if high > 0.9 else 0.5
    candidates = [max(width for line in lines for width in wrapped_widths(line, line.paragraph.place.width))]
    candidates += _as_it_should_be(law, component, lines, ideal)
    return any(low * (1 - slack) <= found.length / text <= high * (1 + slack) for text in candidates if text)


def _as_it_should_be(law: Law, component: str, lines: Sequence[Line], ideal: str) -> list[float]:
    """Lengths of the text set as the decree wants, where it is not: one fault must not be told as two."""
    size, bold = law.rule(component, "size"), bool(law.rule(component, "bold").allowed[0])
    low, high = size.low or 0.0, size.high or 0.0
    right_size = all(in_range(line.size, size) for line in lines)
    right = right_size and all(line.all_bold() == bold and not line.any_italic() for line in lines)
    if right and (not ideal or ideal == lines[0].text):
        return []
    sizes = [line.size for line in lines] if right_size else [low, high]
    texts = [ideal] if ideal else [line.text for line in lines]
    return [max(lines[0].width_as(one, bold, False, text) for text in texts) for one in sizes]
