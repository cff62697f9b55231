"""Checks of what stands above the title: Quốc hiệu, Tiêu ngữ, names, number, place and date, a công văn's subject."""

from __future__ import annotations

import datetime as dt
import re

from ...law import ABBREVIATIONS, BY_NAME, IN_FORCE, LETTER, MONTHS, QUOC_HIEU, TIEU_NGU
from ...messages import layout as say
from ..reading import DrawnLine, Paragraph, Table
from ..reading.components import Head
from ..reading.lines import Line, lines_of
from .findings import Collector, amount, number
from .typeface import check_rule, check_type, find_rule, in_range, line_ratio

_BLANK = r"[\d.…_\s]*"
_DATE = re.compile(
    rf"^(?P<place>.*?)(?P<comma>\s*,)?\s*ngày(?P<d>{_BLANK})tháng(?P<m>{_BLANK})năm(?P<y>{_BLANK})[.,;]?$"
)
_DAY = re.compile(r"\b(\d{1,2})\b\D{1,9}\b(\d{1,2})\b\D{1,7}\b(\d{4})\b")
_SHORT_PLACE = re.compile(r"\b(TP|Tp|T\.P|T\.p|TX|Tx|TT|HN|HCM|TPHCM|Q|P|H|X)\b(?!['’ʼ])\.?|\bHCM\b")
_NUMBER = re.compile(rf"^Số:\s*(?P<n>{_BLANK})/(?P<symbol>\S+|.*(?:…|\.\.).*)$")
_DOTS = re.compile(r"^[.…_\s]*$")
_SYMBOL = re.compile(r"^[^\W_]+(?:[-&/.][^\W_]+)*$")
_LINE_SLACK = 0.05
_LOOSE = 1.3  # lines: clearly more than single, whatever the unit
_OVERHANG_SLACK_MM = 1.0  # Mẫu 1.4 stands 12,6 mm out
_WIDEST_TEMPLATE_MM = 18.0  # Mẫu 1.1: so wide a head is unlike the usual, but the decree prints it


def check_head(to: Collector) -> None:
    head = to.parts.head
    _quoc_hieu(to)
    _tieu_ngu(to)
    _agency(to)
    if head.number is None:
        to.missing("so_ky_hieu")
    else:
        check_type(to, "so_ky_hieu", [head.number])
        _number(to, head.number)
    if head.date is not None:
        check_type(to, "dia_danh_ngay", [head.date])
        _date(to, head.date)
    elif to.parts.type not in BY_NAME or BY_NAME[to.parts.type].dated:
        to.missing("dia_danh_ngay")
    _size_set(to)
    _overhang(to)


def issued_on(head: Head) -> dt.date | None:
    """The day that the document bears, however it is written; None for a draft without one."""
    match = _DAY.search(head.date.text) if head.date is not None else None
    try:
        return dt.date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


def _quoc_hieu(to: Collector) -> None:
    head = to.parts.head
    lines = head.quoc_hieu
    if not lines:
        to.missing("quoc_hieu")
        return
    check_type(to, "quoc_hieu", lines)
    text = " ".join(line.text for line in lines)
    if text not in QUOC_HIEU:
        to.add("quoc_hieu", "wording", text, lines[0], expected=QUOC_HIEU[0])
    if len(lines) > 1:
        to.add("quoc_hieu", "lines", say.TWO_LINES, lines[0])
    elif (
        _room(lines[0]) is not None
        and in_range(lines[0].size, to.law.rule("quoc_hieu", "size"))
        and lines[0].width > (_room(lines[0]) or 0) + 0.3
    ):
        words = {"width": number(lines[0].width, 1), "room": number(_room(lines[0]) or 0, 1)}
        to.add("quoc_hieu", "lines", say.WRAPPED.format(**words), lines[0])
    if head.on_left:
        to.add("quoc_hieu", "position", say.POSITION_LEFT, lines[0])
    for line in [*lines, *head.tieu_ngu]:
        _single(to, "quoc_hieu", line)


def _single(to: Collector, component: str, line: Line) -> None:
    """Lines one below the other without more space; set in points they may be a little more or less."""
    shape, ratio = line.paragraph.format, line_ratio(line)
    if not in_range(ratio, to.law.rule("quoc_hieu", "line"), _LINE_SLACK) and (
        shape.line_rule == "auto" or ratio > _LOOSE
    ):
        to.add(component, "line", amount(ratio, "dòng"), line)


def _room(line: Line) -> float | None:
    """Space for the line in its cell, indents taken off; None where columns are made with tabs or boxes."""
    shape, room = line.paragraph.format, line.paragraph.place.width
    return None if line.tabbed or room is None else room - shape.left - shape.right - max(shape.first, 0.0)


def _tieu_ngu(to: Collector) -> None:
    head = to.parts.head
    if not head.tieu_ngu:
        to.missing("tieu_ngu")
        return
    check_type(to, "tieu_ngu", head.tieu_ngu)
    line = head.tieu_ngu[0]
    if line.text != TIEU_NGU:
        to.add("tieu_ngu", "wording", line.text, line, expected=TIEU_NGU)
    below = below_line(head.right, line)
    loose = [] if _has_rule(below) else sorted(head.loose_lines, key=lambda drawn: -drawn.length)
    found = find_rule([], [], _shared(to)[:1]) or find_rule(head.tieu_ngu, below, loose)
    check_rule(to, "tieu_ngu", head.tieu_ngu, found, TIEU_NGU)


def _shared(to: Collector) -> list[DrawnLine]:
    """The lines, the longest first, where both sides' float from one side and the other has none of its own."""
    head = to.parts.head
    if len(head.loose_lines) == 2 and any(line.tabbed for line in head.tieu_ngu):
        return sorted(head.loose_lines, key=lambda drawn: -drawn.length)
    sides = (head.left, head.right)
    for side, other in (sides, sides[::-1]):
        floating = [drawn for one in side for drawn in one.lines_drawn if drawn.floating]
        if (
            len(floating) == 2
            and not _has_rule(other)
            and not any(line.is_rule for one in other for line in lines_of(one))
        ):
            return sorted(floating, key=lambda drawn: -drawn.length)
    return []


def _has_rule(paragraphs: list[Paragraph]) -> bool:
    return any(paragraph.ruled for paragraph in paragraphs)


def below_line(side: list[Paragraph], line: Line) -> list[Paragraph]:
    """Where the rule of a line may stand: below it up to the next text, and floating lines anchored anywhere beside."""
    found: list[Paragraph] = []
    passed = False
    for paragraph in side:
        if paragraph is line.paragraph:
            passed = True
        elif passed and (paragraph.blank or all(one.is_rule for one in lines_of(paragraph))):
            found.append(paragraph)
        elif passed:
            break
    anchored = [paragraph for paragraph in side if any(drawn.floating for drawn in paragraph.lines_drawn)]
    return found + [paragraph for paragraph in anchored if paragraph not in found]


def _agency(to: Collector) -> None:
    head = to.parts.head
    check_type(to, "co_quan_chu_quan", head.governing)
    if not head.agency:
        to.missing("co_quan")
        return
    check_type(to, "co_quan", head.agency)
    for line in [*head.governing, *head.agency]:
        _single(to, "co_quan", line)
    below = below_line(head.left, head.agency[-1])
    loose = [] if _has_rule(below) else sorted(head.loose_lines, key=lambda drawn: drawn.length)
    check_rule(to, "co_quan", head.agency, find_rule([], [], _shared(to)[1:]) or find_rule(head.agency, below, loose))


def _number(to: Collector, line: Line) -> None:
    text, kind = line.text, to.parts.type
    match = _NUMBER.match(text)
    if match is None:
        to.add("so_ky_hieu", "form", text, line)
        return
    digits, symbol = match["n"].strip(), match["symbol"]
    tight = not digits.isdecimal() or (len(digits) > 1 and f"Số: {digits}/" in text)
    dated = re.match(r"^\d{4}/", symbol)
    none = digits.isdecimal() and not digits.strip("0")  # numbers of a year run from 01
    if none or not tight or dated or not (_placeholder(symbol) or _SYMBOL.match(symbol)):
        to.add("so_ky_hieu", "form", text, line)
    elif not _placeholder(symbol):
        _symbol(to, line, symbol, kind)


def _placeholder(symbol: str) -> bool:
    return bool(re.search(r"[.…]{2,}|…", symbol))


def _symbol(to: Collector, line: Line, symbol: str, kind: str) -> None:
    """The first group names the type, in Annex III's own spelling; a công văn has none."""
    first, *others = symbol.split("-")
    if any(group != group.upper() for group in others):
        to.add("so_ky_hieu", "form", line.text, line)
    code = ABBREVIATIONS.get(kind, "")
    if kind == LETTER.name:
        if first.upper() == LETTER.code:
            to.add("so_ky_hieu", "code", symbol, line)
    elif code and first != code:
        to.add("so_ky_hieu", "code", first, line, expected=f"“{code}” ({kind})")
    elif not code and first != first.upper() and first not in ABBREVIATIONS.values():
        to.add("so_ky_hieu", "code", first, line)


def _date(to: Collector, line: Line) -> None:
    match = _DATE.match(line.text)
    if match is None:
        to.add("dia_danh_ngay", "form", line.text, line)
        return
    if not match["comma"]:
        to.add("dia_danh_ngay", "comma", line.text, line)
    _place(to, line, match["place"].strip())
    if not (_day(match["d"].strip()) and _month(match["m"].strip()) and _year(match["y"].strip())):
        to.add("dia_danh_ngay", "form", line.text, line)
    else:
        _calendar(to, line, match)
    number_line = to.parts.head.number
    if number_line is not None and _rows_apart(line.paragraph, number_line.paragraph):
        to.add("dia_danh_ngay", "same_row", line.text, line)


def _place(to: Collector, line: Line, place: str) -> None:
    words = [word for word in place.split() if word[0].isalpha()]
    if _SHORT_PLACE.search(place):
        to.add("dia_danh_ngay", "abbreviation", place, line)
    elif words and not (words[0][0].isupper() and words[-1][0].isupper()):
        to.add("dia_danh_ngay", "place_case", place, line)


def _calendar(to: Collector, line: Line, match: re.Match[str]) -> None:
    """A date that is written out is a day that exists ("31 tháng 02" is none), and one of the decree's time."""
    figures = [match[key].strip() for key in "ymd"]
    if not all(figure.isdecimal() for figure in figures):
        return
    try:
        day = dt.date(*map(int, figures))
    except ValueError:
        to.add("dia_danh_ngay", "form", line.text, line)
        return
    if day < IN_FORCE:
        to.add("trang", "in_force", line.text[match.start("d") - 5 :].strip(), line)


def _day(text: str) -> bool:
    return bool(_DOTS.match(text)) or (text.isdecimal() and len(text) == 2 and 1 <= int(text) <= 31)


def _month(text: str) -> bool:
    """Two digits for 1 and 2 (and 10 to 12); the others as they are: "tháng 6"."""
    return bool(_DOTS.match(text)) or text in MONTHS


def _year(text: str) -> bool:
    return bool(_DOTS.match(text)) or bool(re.match(r"^\d{4}$|^\d{0,3}[.…]+$", text))


def _rows_apart(one: Paragraph, other: Paragraph) -> bool:
    same_table = one.place.table and one.place.table == other.place.table
    return bool(same_table) and one.place.row != other.place.row


def _size_set(to: Collector) -> None:
    """Footnote 1: Tiêu ngữ one step above Quốc hiệu, the date as Tiêu ngữ; sizes out of range are told elsewhere."""
    head = to.parts.head
    if not (head.quoc_hieu and head.tieu_ngu and head.date):
        return
    named = {"quoc_hieu": head.quoc_hieu[0], "tieu_ngu": head.tieu_ngu[0], "dia_danh_ngay": head.date}
    if not all(in_range(line.size, to.law.rule(name, "size")) for name, line in named.items()):
        return
    sizes = [line.size for line in named.values()]
    found = "/".join(number(size) for size in sizes)
    if found not in to.law.rule("trang", "size_set").allowed:
        even = sizes[1] - sizes[0] == 1 and sizes[1] == sizes[2]
        to.add("trang", "size_set", found, head.quoc_hieu[0], severity="warning" if even else None)


def _overhang(to: Collector) -> None:
    tables = [block for block in to.parts.document.blocks if isinstance(block, Table)]
    for table in tables:
        if table.number in to.parts.head.tables and to.parts.document.sections:
            over = table.width - to.parts.document.sections[table.section].text_width
            if not in_range(over, to.law.rule("trang", "overhang"), _OVERHANG_SLACK_MM):
                severity = "note" if over <= _WIDEST_TEMPLATE_MM else None
                to.add("trang", "overhang", amount(round(over, 1), "mm"), say.HEAD, severity=severity)


# --- the subject of a công văn, which stands under the number: "V/v …" (Annex I, II.5.b) -----------------------------


def check_letter_subject(to: Collector) -> None:
    lines = to.parts.head.letter_subject
    if not lines:
        to.missing("trich_yeu_cong_van")
        return
    check_type(to, "trich_yeu_cong_van", lines)
    number_line = to.parts.head.number
    if number_line is not None and number_line.paragraph is not lines[0].paragraph and not lines[0].tabbed:
        gap = number_line.paragraph.format.after + lines[0].paragraph.format.before
        if not in_range(gap, to.law.rule("trich_yeu_cong_van", "gap"), 0.5):
            to.add("trich_yeu_cong_van", "gap", amount(gap, "pt"), lines[0])
    found = _line_below(to, lines)
    if found:
        to.add("trich_yeu_cong_van", "no_rule", found, lines[-1])


def bearers(to: Collector) -> list[Paragraph]:
    """The paragraphs that may carry a line below the subject: its own last one, and what follows without text."""
    last = to.parts.head.letter_subject[-1].paragraph
    found, passed = [last], False
    for paragraph in to.parts.head.left:
        if paragraph is last:
            passed = True
        elif passed and (paragraph.blank or all(one.is_rule for one in lines_of(paragraph))):
            found.append(paragraph)
        elif passed:
            break
    return found


def _line_below(to: Collector, lines: list[Line]) -> str:
    """How the line below the subject is made, "" without one.

    A floating line may hang on the subject and stand under the agency's name: it counts where that has its own.
    """
    for place, paragraph in enumerate(bearers(to)):
        shape = paragraph.format
        if shape.border_bottom or (place and shape.border_top):
            return say.RULE_BORDER
        if any(not drawn.floating for drawn in paragraph.lines_drawn) or _one_too_many(to, paragraph):
            return say.RULE_SHAPE
        if place and not paragraph.blank:
            return say.RULE_TYPED.format(sign=paragraph.raw.strip()[0])
    return say.RULE_UNDERLINE if all(line.underlined for line in lines) else ""


def _one_too_many(to: Collector, paragraph: Paragraph) -> bool:
    """More shapes in the head than the names above need: one for each side without another kind of line."""
    head = to.parts.head
    drawn = len(head.loose_lines) + sum(len(one.lines_drawn) for one in (*head.left, *head.right))
    due = sum(not _ruled_otherwise(side) for side in (head.left, head.right))
    return bool(paragraph.lines_drawn) and drawn > due


def _ruled_otherwise(side: list[Paragraph]) -> bool:
    """Whether the names of a side have a line that is no shape."""
    for one in side:
        if one.format.border_bottom or one.format.border_top or any(line.is_rule for line in lines_of(one)):
            return True
    return False
