"""Checks of Kính gửi, the signature block, Nơi nhận, stamps and boxes, the drafter's sign, the address line."""

from __future__ import annotations

import re

from ...law import MINUTES, SIGNING_PREFIXES, TYPES
from ...messages import layout as say
from ..ooxml.metrics import text_width_mm
from ..reading.components import CIRCULATION, URGENCY
from ..reading.ending import is_position
from ..reading.lines import Line, fold
from .findings import Collector, last_sign
from .typeface import check_type

_MUST_ADDRESS = frozenset(kind.name for kind in TYPES if kind.must_be_addressed)
_ADDRESSED = frozenset(kind.name for kind in TYPES if kind.may_be_addressed)
_ALIKE = frozenset(kind.name for kind in TYPES if kind.alike or kind.must_be_addressed)
_DASH = re.compile(r"^[-–—]\s*\S")
_ARCHIVE = re.compile(r"^-\s*Lưu:\s*VT\b(?:\s*,\s*[^.;]*(?:\.[^.;\s]+)*)?\s*\.(?:\s*\S.*)?$")
_PREFIX = re.compile(r"^(TM|KT|TL|TUQ|Q|T/M|K/T|T/L|Q/)(?=[.\s/:])")
_RIGHT_PREFIX = re.compile(r"^(?:" + "|".join(re.escape(prefix) for prefix in SIGNING_PREFIXES) + r")\s*\S")
_TITLES = re.compile(
    r"^(?:(?:GS|PGS|TS|TSKH|ThS|Th\.S|BS|BSCK\w*|KS|CN|LS|DS|KTS|NGƯT|NGND|TTƯT|TTND|NSƯT|NSND|AHLĐ)[.,\s]"
    r"|(?:Giáo sư|Phó Giáo sư|Tiến sĩ|Tiến sỹ|Thạc sĩ|Thạc sỹ|Bác sĩ|Bác sỹ|Kỹ sư|Cử nhân|Dược sĩ|Luật sư|Viện sĩ"
    r"|Kiến trúc sư|Viện sỹ|Nhà giáo|Thầy thuốc|Nghệ sĩ|Anh hùng|Đại tá|Thượng tá|Trung tá|Thiếu tá|Thiếu tướng)\s)",
    re.IGNORECASE,
)
_ALIGNED_MM = 1.0
_UNDER_COLON_MM = 8.0


def check_ending(to: Collector) -> None:
    _kinh_gui(to)
    _noi_nhan(to)
    _alike(to)
    _signers(to)


def _kinh_gui(to: Collector) -> None:
    parts = to.parts
    head, others = parts.kinh_gui, parts.addressees
    if head is None:
        if parts.type in _MUST_ADDRESS:
            to.add("kinh_gui", "scope", say.SCOPE_MISSING.format(type=parts.type), say.PLACE_WHOLE)
        return
    check_type(to, "kinh_gui", [head, *others])
    if parts.type and parts.type not in _ADDRESSED:
        to.add("kinh_gui", "scope", say.SCOPE_UNWANTED.format(type=parts.type), head)
    match = re.match(r"^Kính gửi(\s*)(:?)\s*(.*)$", head.text)
    if match is None or match[1] or not match[2]:
        to.add("kinh_gui", "form", head.text, head)
        return
    if match[3]:
        return
    dashed = [line for line in others if _DASH.match(line.text)]
    if len(others) == 1 or (others and not dashed):
        to.add("kinh_gui", "form", say.NO_LINE_AFTER_COLON if len(others) == 1 else others[0].text, others[0])
        return
    _list_ends(to, "kinh_gui", others)
    starts = {round(line.paragraph.format.left + line.paragraph.format.first, 1) for line in dashed}
    if len(dashed) > 1 and max(starts) - min(starts) > _ALIGNED_MM:
        to.add("kinh_gui", "aligned", say.MISALIGNED, dashed[-1])
    elif dashed and _off_colon(head, dashed[0]):
        to.add("kinh_gui", "aligned", say.NOT_UNDER_COLON, dashed[0])


def _off_colon(head: Line, dash: Line) -> bool:
    """Whether the dashes stand well away from the colon; only where both places follow from the formatting."""
    below, colon = dash.paragraph.format, colon_mm(head)
    if colon is None or dash.paragraph.place.kind != "body" or _spaced(dash):
        return False
    return below.align in ("left", "both") and abs(colon - (below.left + below.first)) > _UNDER_COLON_MM


def colon_mm(head: Line) -> float | None:
    """How far from the left margin the colon of "Kính gửi:" stands; None where formatting does not tell."""
    shape, room = head.paragraph.format, head.paragraph.place.width
    if head.paragraph.place.kind != "body" or not room or _spaced(head):
        return None
    if shape.align not in ("left", "both", "center"):
        return None
    start = shape.left + shape.first
    if shape.align == "center":
        start += (room - shape.right - start - head.width) / 2
    return start + head.width - text_width_mm(":", head.size)


def _spaced(line: Line) -> bool:
    """Moved by the space bar or the tab key."""
    return line.paragraph.raw[:1] in (" ", "\t", "\u00a0") or "\t" in line.paragraph.raw


def _list_ends(to: Collector, component: str, lines: list[Line]) -> None:
    """ ";" after each entry and "." after the last; an entry may run over several lines."""
    for line, after in zip(lines, [*lines[1:], None], strict=False):
        if after is None:
            if not line.text.endswith("."):
                to.add(component, "last_ending", last_sign(line.text), line)
        elif _DASH.match(after.text) and not line.text.endswith(";"):
            to.add(component, "ending", last_sign(line.text), line)


def _noi_nhan(to: Collector) -> None:
    parts = to.parts
    if parts.noi_nhan is None:
        to.missing("noi_nhan")
        return
    check_type(to, "noi_nhan", [parts.noi_nhan])
    if parts.noi_nhan.text != "Nơi nhận:":
        to.add("noi_nhan", "form", parts.noi_nhan.text, parts.noi_nhan)
    _level(to, parts.noi_nhan)
    lines = parts.recipients
    check_type(to, "noi_nhan_dong", lines)
    if not lines:
        return
    archive = next((n for n, line in enumerate(lines) if fold(line.text.lstrip("-– ")).startswith("LUU")), None)
    if archive is None:
        to.add("noi_nhan_dong", "archive", say.NO_ARCHIVE, lines[-1])
        _list_ends(to, "noi_nhan_dong", lines)
        return
    _list_ends(to, "noi_nhan_dong", lines[: archive + 1])
    if any(_DASH.match(line.text) for line in lines[archive + 1 :]):
        to.add("noi_nhan_dong", "archive", say.ARCHIVE_NOT_LAST, lines[archive])
    elif lines[archive].text.endswith(".") and not _ARCHIVE.match(lines[archive].text):
        to.add("noi_nhan_dong", "archive", say.ARCHIVE_FORM.format(text=lines[archive].text), lines[archive])
    if not _DASH.match(lines[0].text):
        to.add("noi_nhan_dong", "dash", lines[0].text, lines[0])


def _level(to: Collector, line: Line) -> None:
    """ "Nơi nhận" stands level with the signer's authority; a biên bản has its signers above."""
    place = line.paragraph.place
    rows = {one.lines[0].paragraph.place.row for one in to.parts.signers if one.lines and place.table}
    tables = {one.lines[0].paragraph.place.table for one in to.parts.signers if one.lines}
    if rows and tables == {place.table} and place.row not in rows and to.parts.type != MINUTES.name:
        to.add("noi_nhan", "same_row", line.text, line)


def _alike(to: Collector) -> None:
    """ "Như trên" opens the list where, and only where, there is Kính gửi."""
    parts = to.parts
    if parts.noi_nhan is None or not parts.recipients:
        return
    alike = next((line for line in parts.recipients if "NHU TREN" in fold(line.text)), None)
    if parts.kinh_gui is not None and alike is None:
        to.add("kinh_gui", "nhu_tren", say.ALIKE_MISSING, parts.recipients[0])
    elif parts.kinh_gui is None and alike is not None and parts.type not in _ALIKE:
        to.add("kinh_gui", "nhu_tren", say.ALIKE_UNWANTED, alike)


def _signers(to: Collector) -> None:
    signers = to.parts.signers
    if not any(signer.lines for signer in signers):
        to.missing("chuc_vu")
    if not any(signer.name for signer in signers):
        to.missing("ho_ten")
    for signer in signers:
        check_type(to, "chuc_vu", signer.lines)
        _authority(to, signer.lines)
        if signer.name is not None:
            check_type(to, "ho_ten", [signer.name])
            title = _TITLES.match(signer.name.text)
            if title:
                to.add("ho_ten", "title", title[0].strip(), signer.name)


def _authority(to: Collector, lines: list[Line]) -> None:
    for line, after in zip(lines, [*lines[1:], None], strict=False):
        text = line.text.upper()
        if _PREFIX.match(text) and not _RIGHT_PREFIX.match(text):
            to.add("chuc_vu", "prefix", line.text, line)
        if re.match(r"^(TM|KT|TL|TUQ)\b", fold(text)) and after is None:
            to.add("chuc_vu", "second_line", line.text, line)
        elif after is not None and fold(line.text) == f"KT. {fold(after.text)}":  # in the stead of himself
            to.add("chuc_vu", "second_line", f"{line.text} / {after.text}", line)
    deputies = [n for n, line in enumerate(lines) if fold(line.text).startswith("PHO ") and is_position(line.text)]
    for number in deputies:
        if not any(re.match(r"^(KT|K/T|TL|TUQ|T/L)\b", fold(line.text)) for line in lines[:number]):
            to.add("chuc_vu", "prefix", say.DEPUTY_ALONE.format(title=lines[number].text), lines[number])


# --- stamps and boxes, the drafter's sign, the address line (Annex I, Mục III 2 to 4) --------------------------------


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
