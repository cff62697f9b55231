"""Checks of stamps and boxes, the drafter's sign, the address line (Annex I, Mục III 2 to 4)."""

from __future__ import annotations

from ...messages import layout as say
from .collector import Collector
from .lines import Line, fold
from .parts import CIRCULATION, URGENCY
from .typeface import check_type

_FULL_MM = 3.0  # a line over the whole width may be so much shorter


def check_others(to: Collector) -> None:
    for stamp in to.parts.head.stamps:
        words = fold(stamp.text)
        component = "do_khan" if words in URGENCY else "pham_vi" if words in CIRCULATION else ""
        if component:
            check_type(to, component, [stamp])
            if not _framed(stamp):
                to.add(component, "frame", say.NO_FRAME, stamp)
    drafter = to.parts.drafter
    if drafter is not None:
        check_type(to, "nguoi_soan", [drafter])
        if not drafter.upper:
            to.add("nguoi_soan", "form", drafter.text, drafter)
    _address(to)


def _framed(line: Line) -> bool:
    shape = line.paragraph.format
    return line.paragraph.place.framed or (shape.border_top is not None and shape.border_bottom is not None)


def _address(to: Collector) -> None:
    lines = to.parts.address
    if not lines:
        return
    check_type(to, "dia_chi", lines)
    if to.parts.address_everywhere:
        to.add("dia_chi", "place", say.EVERY_PAGE, lines[0])
    first, above = lines[0].paragraph, to.parts.above_address
    drawn = [line for one in (first, *above) for line in one.lines_drawn]
    bordered = [one for one in (first, *above) if one.format.border_top or one.format.border_bottom]
    if not drawn and not bordered:
        to.add("dia_chi", "rule_kind", say.NO_RULE, lines[0])
        return
    room = first.place.width
    if room is None:
        return
    length = max([line.length for line in drawn] + [room - one.format.left - one.format.right for one in bordered])
    if length < room - _FULL_MM:
        to.add("dia_chi", "rule_kind", say.RULE_SHORT, lines[0])
