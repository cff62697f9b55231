"""Checks of title, subject, legal bases, headings and text, and of the order of their numbers."""

from __future__ import annotations

import re
from collections import Counter

from ...law import BY_NAME, LETTER, POINT_LETTERS
from ...messages import layout as say
from ...text.roman import from_roman, to_roman
from ..ooxml import whole
from ..reading import DrawnLine, Paragraph
from ..reading.components import Item
from ..reading.lines import DOTS, Line, fold
from .findings import Collector, amount, last_sign, number, short
from .head import check_letter_subject
from .typeface import check_rule, check_type, find_rule, in_range, line_ratio

_INDENT_SLACK_CM = 0.035  # Word's own 1.25 cm passes for 1.27
_GAP_SLACK = 0.05
_LINE_SLACK = 0.02
_SENTENCE = 12  # words with a stop behind them: more than a heading has
_LONG_HEAD = 2.0  # printed lines: nothing longer is a heading
_FLUSH = 0.6  # of the width: a shorter left-aligned line looks the same justified
_CITED = re.compile(r"^Căn cứ (?:Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ thị) (?!liên tịch)")
_ASIDE = re.compile(r"^[(*]|^(Ghi chú|Nguồn|Đơn vị tính|Biểu|Bảng|Hình|Chú thích)\b")


def check_content(to: Collector) -> None:
    _title(to)
    _bases(to)
    items = to.parts.items
    text_size = _usual_size(items)
    if any(item.kind in ("text", "khoan", "diem", "dieu", "muc") for item in items):
        to.seen("noi_dung")
    for before, item, after in zip([None, *items], items, [*items[1:], None], strict=False):
        _spacing(to, before, item)
        _typed(to, item)
        _weight(to, item, after)
        if item.kind == "text":
            _text(to, item, text_size)
        elif item.kind not in ("can_cu", "other"):
            _numbered(to, item, text_size)
    for blank in to.parts.blanks[:1]:
        to.add("noi_dung", "empty", say.EMPTY_COUNT.format(count=len(to.parts.blanks)), _near(to, blank))
    _end_mark(to)


def _near(to: Collector, blank: Paragraph) -> Paragraph | str:
    """An empty paragraph is shown by the text before it."""
    before: Paragraph | str = say.PLACE_WHOLE
    for paragraph in to.parts.document.paragraphs():
        if paragraph is blank:
            break
        before = before if paragraph.blank else paragraph
    return before


def _title(to: Collector) -> None:
    parts = to.parts
    if parts.type == LETTER.name or (parts.head.letter_subject and not parts.title):
        check_letter_subject(to)
        return
    if not parts.title:
        to.missing("ten_loai")
        return
    check_type(to, "ten_loai", parts.title)
    if not parts.subject:
        if parts.type not in BY_NAME or BY_NAME[parts.type].subject:
            to.missing("trich_yeu")
        return
    check_type(to, "trich_yeu", parts.subject)
    if re.match(r"V/v\b", parts.subject[0].text, re.IGNORECASE):
        to.add("trich_yeu", "prefix", short_start(parts.subject[0].text), parts.subject[0])
    check_rule(to, "trich_yeu", parts.subject, find_rule(parts.subject, parts.below_subject, _floating_near(to)))


def _floating_near(to: Collector) -> list[DrawnLine]:
    """Lines that float from the title or from what follows the subject: Word hangs them on whichever is near."""
    parts = to.parts
    lines = [parts.title[0], *([parts.kinh_gui] if parts.kinh_gui else []), *(item.line for item in parts.items[:1])]
    return [drawn for line in lines for drawn in line.paragraph.lines_drawn if drawn.floating]


def short_start(text: str) -> str:
    return " ".join(text.split()[:4])


def _bases(to: Collector) -> None:
    bases = [item.line for item in to.parts.items if item.kind == "can_cu"]
    check_type(to, "can_cu", bases, skip=("align",))
    ragged = any(_ragged(item.line) for item in to.parts.items if item.kind == "text")
    for line in bases:
        if _ragged(line) and not ragged and not DOTS.search(line.text):  # told once, of the text
            to.add("can_cu", "align", say.ALIGNMENTS[line.paragraph.format.align], line)
    for line in bases:
        if _CITED.match(line.text) and " số " not in line.text and not DOTS.search(line.text):
            to.add("can_cu", "citation", short(line.text), line)
    for line in bases[:-1]:
        if not line.text.endswith(";"):
            to.add("can_cu", "ending", last_sign(line.text), line)
    if bases and not bases[-1].text.endswith("."):
        to.add("can_cu", "last_ending", last_sign(bases[-1].text), bases[-1])


def _ragged(line: Line) -> bool:
    """Left-aligned so that it shows: the line is long enough to reach the right margin."""
    room = line.paragraph.place.width
    return line.paragraph.format.align == "left" and room is not None and line.width > _FLUSH * room


def _usual_size(items: list[Item]) -> float:
    sizes: Counter[float] = Counter()
    for item in items:
        if item.kind in ("text", "khoan", "diem"):
            sizes += item.line.sizes
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _text(to: Collector, item: Item, usual: float) -> None:
    line = item.line
    skip = ["bold", "align"]
    if not line.all_italic() or _ASIDE.match(line.text) or _is_heading(line):
        skip.append("italic")
    check_type(to, "noi_dung", [line], skip=skip)
    if _ragged(line) or line.paragraph.format.align in ("center", "right"):
        to.add("noi_dung", "align", say.ALIGNMENTS[line.paragraph.format.align], line)
    _same_size(to, "noi_dung", line, usual)
    _indent(to, line)


def _weight(to: Collector, item: Item, after: Item | None) -> None:
    """Prose set in bold from end to end; a lead-in, a heading or a label may be bold."""
    if item.kind in ("text", "khoan", "diem") and not item.title and item.line.all_bold() and _is_prose(item, after):
        to.add("diem" if item.kind == "diem" else "noi_dung", "bold", say.BOLD[True], item.line)


def _is_prose(item: Item, after: Item | None) -> bool:
    """Sentences rather than a heading: a stop at the end, more than a printed line or many words; what is numbered and
    has something of its own below may be a heading, however long its line."""
    line, room = item.line, item.paragraph.place.width
    if room is None or line.upper or not line.text.endswith((".", ";")):
        return False
    printed = line.width / room
    if item.kind == "text":
        return printed > 1 or line.text.endswith("./.") or len(line.text.split()) >= _SENTENCE
    heads = after is not None and after.kind not in (item.kind, "khoan", "muc", "phan", "dieu", "muc_chuong")
    return printed > (_LONG_HEAD if heads else 1)


def _is_heading(line: Line) -> bool:
    """Words without a stop that fill no more than a line: a heading of a level that the decree does not number."""
    room = line.paragraph.place.width
    return room is not None and line.width < room and not line.text.endswith((".", ";"))


def _same_size(to: Collector, component: str, line: Line, usual: float) -> None:
    """A size that is allowed as such but not the text's own."""
    if usual and line.size != usual and in_range(line.size, to.law.rule(component, "size")):
        to.add(component, "same_size", amount(line.size, "pt"), line, expected=say.BODY_MODE.format(size=number(usual)))


def _indent(to: Collector, line: Line) -> None:
    shape, demand = line.paragraph.format, to.law.rule("noi_dung", "indent")
    if line.paragraph.raw[:1] in (" ", "\t", "\u00a0") or shape.align not in ("both", "left"):
        return
    starts = (shape.left + shape.first) / 10
    if not any(abs(starts - float(value)) <= _INDENT_SLACK_CM for value in demand.allowed):
        to.add("noi_dung", "indent", amount(starts, "cm"), line)


def _typed(to: Collector, item: Item) -> None:
    """Indents made with the space bar or the tab key."""
    raw = item.paragraph.raw
    if item.paragraph.format.align in ("center", "right") or len(item.line.letters) < 3:
        return
    if raw.startswith("\t"):
        to.add("noi_dung", "typed_indent", say.LEADING_TAB, item.line)
    elif re.match(r"[ \u00a0]{2,}", raw):
        to.add("noi_dung", "typed_indent", say.LEADING_SPACES, item.line)


def _spacing(to: Collector, before: Item | None, item: Item) -> None:
    shape = item.paragraph.format
    ratio = line_ratio(item.line)
    demand = to.law.rule("noi_dung", "line")
    if not in_range(ratio, demand, _LINE_SLACK):
        to.add("noi_dung", "line", amount(ratio, "dòng"), item.line)
    if before is None or item.after_break or item.kind == "ten_phan" or _one_name(before, item):
        return
    same = before.paragraph.style == item.paragraph.style
    above = before.paragraph.format
    gap = (0 if same and above.contextual else above.after) + (0 if same and shape.contextual else shape.before)
    if not in_range(gap, to.law.rule("noi_dung", "gap"), _GAP_SLACK):
        to.add("noi_dung", "gap", amount(gap, "pt"), item.line)


def _one_name(before: Item, item: Item) -> bool:
    """Lines of one name in capitals, in the middle, as that of the authority of a quyết định, set by themselves."""
    return all(
        one.kind == "other" and one.line.upper and one.paragraph.format.align == "center" for one in (before, item)
    )


def _numbered(to: Collector, item: Item, usual: float) -> None:
    line = item.line
    skip = ["bold"] if item.kind in ("khoan", "diem", "dieu") else []
    if item.kind in ("khoan", "diem") and not item.title and not line.all_italic():
        skip.append("italic")  # a name, a foreign word within the text
    check_type(to, item.kind, [line], skip=skip)
    if item.kind == "khoan" and item.title and not line.all_bold():
        to.add("khoan", "title_bold", say.BOLD[False], line)
    if item.kind == "dieu" and not _leads_bold(line):
        to.add("dieu", "bold", say.BOLD[False], line)
    if item.kind in ("khoan", "diem") and not (item.kind == "khoan" and item.title):
        _same_size(to, item.kind, line, usual)
        _indent(to, line)
        if _ragged(line):
            to.add("noi_dung", "align", say.ALIGNMENTS["left"], line)
    marks = {"muc": ".", "khoan": ".", "diem": ")", "dieu": "."}
    if item.kind in marks and item.mark != marks[item.kind]:
        severity = "warning" if item.kind == "muc" else None
        to.add(item.kind, "form", f"{item.number}{item.mark}", line, severity=severity)
    if item.kind in ("phan", "muc_chuong") and item.number.isdigit() == (item.kind == "phan"):
        to.add(item.kind, "number_format", item.number, line)


def _leads_bold(line: Line) -> bool:
    """The word "Điều" and its number; a text that runs on in the same paragraph need not be bold."""
    first = next((run for run in line.runs if run.shown.strip()), None)
    return first is not None and first.format.bold


def _end_mark(to: Collector) -> None:
    parts = to.parts
    texts = [item for item in parts.items if item.kind != "can_cu"]
    if not texts or not (parts.noi_nhan or parts.signers):
        return
    to.seen("ket_thuc")
    if not texts[-1].line.text.endswith("./."):
        to.add("ket_thuc", "ending", last_sign(texts[-1].line.text), texts[-1].line)


# --- the numbers of headings and points run without gaps, each within the part above it ------------------------------


_RESTART = ("chuong", "khoan", "diem")  # may begin anew within one whole
_BELOW = {
    "phan": ("muc_chuong", "tieu_muc", "muc", "khoan", "diem"),
    "chuong": ("muc_chuong", "tieu_muc", "muc", "khoan", "diem"),
    "muc_chuong": ("tieu_muc", "muc", "khoan", "diem"),
    "tieu_muc": ("muc", "khoan", "diem"),
    "muc": ("khoan", "diem"),
    "dieu": ("khoan", "diem"),
    "khoan": ("diem",),
}
_WORDS = {"CHUONG": "chuong", "TIEU MUC": "tieu_muc"}
#: "A. KẾT QUẢ": no level of the decree, but offices number their mục within it.
_LETTERED = re.compile(r"[A-H]\.\s+\S")
_IN_WORDS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")  # Phần thứ …
_ORDINALS = {f"THU {fold(word)}": value for value, word in enumerate(_IN_WORDS, 1)}


def check_sequence(to: Collector) -> None:
    """Numbers run without gaps: mục over the whole text, khoản within a mục (or điều), điểm within a khoản."""
    last: dict[str, int] = {}
    levels = Counter(item.kind for item in to.parts.items)
    for item in to.parts.items:
        if item.kind == "other" and item.number and levels["diem"]:
            to.add("muc", "other_level", item.number, item.line)
        level = "phan" if opens_group(item) else _WORDS.get(item.mark, item.kind)
        for lower in _BELOW.get(level, ()):
            last.pop(lower, None)
        if item.kind not in ("phan", "muc_chuong", "muc", "khoan", "diem", "dieu"):
            continue
        now = _ORDINALS.get(item.number) or ordinal_of(item)
        number = f"thứ {_IN_WORDS[now - 1]}" if now and item.number in _ORDINALS else item.number
        if now is None:
            if item.kind == "diem":  # a letter that the alphabet lacks
                to.add("diem", "sequence", say.FIRST_IS.format(now=item.number), item.line)
            continue
        before = last.get(level, 0)
        if now != before + 1 and not (now == 1 and level in _RESTART):
            found = say.AFTER.format(before=shown_ordinal(item.kind, before), now=number)
            if not before:
                found = say.FIRST_IS.format(now=number)
            to.add(item.kind, "sequence", found, item.line, expected=shown_ordinal(item.kind, before + 1))
        last[level] = now


def opens_group(item: Item) -> bool:
    """Whether it is a heading behind a capital letter, below which the mục begin anew."""
    line = item.line
    return item.kind in ("text", "other") and bool(_LETTERED.match(line.text)) and (line.upper or line.all_bold())


def ordinal_of(item: Item) -> int | None:
    if item.kind == "diem":
        return POINT_LETTERS.index(item.number) + 1 if item.number in POINT_LETTERS else None
    if item.number.isdecimal():
        return whole(item.number, None)
    return from_roman(item.number)


def shown_ordinal(kind: str, value: int) -> str:
    if kind == "diem":
        return POINT_LETTERS[value - 1] if 0 < value <= len(POINT_LETTERS) else ""
    return to_roman(value) if kind in ("muc", "phan") else str(value)
