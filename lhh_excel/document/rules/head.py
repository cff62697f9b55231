"""Rules of what stands above the title: Quốc hiệu, Tiêu ngữ, names, number, place and date, a công văn's subject."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from ...law import ABBREVIATIONS, BY_NAME, IN_FORCE, LETTER, MONTHS, QUOC_HIEU, TIEU_NGU
from ...plain import pattern, record
from ..ooxml import MM_PER_PT
from ..reading import pieces
from ..reading.components import Head
from ..reading.lines import Line, fold, lines_of
from ..reading.model import DrawnLine, Paragraph, Table
from .breaks import paragraph_mm
from .findings import IN_HEAD, amount, number
from .registry import (
    FIGURES,
    LAID,
    NAMES,
    WORDS,
    Collector,
    Told,
    Topic,
    guarded,
    safe,
)
from .typeface import DRAWN, TYPED_LINE, UNDERLINED, Ruled, check_type, find_rule, in_range, line_ratio, met

_DAY = pattern(r"\b(\d{1,2})\b\D{1,9}\b(\d{1,2})\b\D{1,7}\b(\d{4})\b")
_SHORT_PLACE = pattern(r"\b(TP|Tp|T\.P|T\.p|TX|Tx|TT|HN|HCM|TPHCM|Q|P|H|X)\b(?!['’ʼ])\.?|\bHCM\b")
_DOTS = pattern(r"^[.…_\s]*$")
_SYMBOL = pattern(r"^[^\W_]+(?:[-&/.][^\W_]+)*$")
_LINE_SLACK = 0.05
_A_LINE_MM = 8.0  # more than a line of the head: not on the same row
_LOOSE = 1.3  # lines: clearly more than single, whatever the unit
_OVERHANG_SLACK_MM = 1.0  # Mẫu 1.4 stands 12,6 mm out
_WIDEST_TEMPLATE_MM = 18.0  # Mẫu 1.1: so wide a head is unlike the usual, but the decree prints it


def issued_on(head: Head) -> dt.date | None:
    """The day that the document bears, however it is written; None for a draft without one."""
    match = _DAY.search(head.date.text) if head.date is not None else None
    try:
        return dt.date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


# --- Quốc hiệu and Tiêu ngữ (Annex I, II.1) --------------------------------------------------------------------------


@Topic
def quoc_hieu(to: Collector) -> Iterator[list[Line]]:
    if lines := met(to, "quoc_hieu", to.parts.head.quoc_hieu):
        yield lines


@quoc_hieu.rule(
    "quoc_hieu.wording",
    title="Quốc hiệu ghi sai chữ",
    repair=WORDS,
    bad="Quốc hiệu = CỘNG HÒA XÃ HÔI CHỦ NGHĨA VIỆT NAM",
    good="Quốc hiệu = CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
)
def quoc_hieu_wording(to: Collector, lines: list[Line]) -> Iterator[Told]:
    text = " ".join(line.text for line in lines)
    if text not in QUOC_HIEU:
        yield Told(lines[0], text, expected=QUOC_HIEU[0])


@quoc_hieu.rule(
    "quoc_hieu.lines",
    title="Quốc hiệu bị xuống dòng",
    says=("{component} bị xuống dòng: {found}.", "Nới rộng ô bên phải để Quốc hiệu nằm trên một dòng."),
    repair=safe("quoc_hieu_lines", "bỏ chỗ ngắt dòng, nới ô; chữ của Quốc hiệu giữ nguyên"),
    bad="Quốc hiệu = CỘNG HÒA XÃ HỘI CHỦ NGHĨA ⏎ VIỆT NAM",
    good="Quốc hiệu = CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
)
def on_one_line(to: Collector, lines: list[Line]) -> Iterator[Told]:
    room = _room(lines[0])
    if len(lines) > 1:
        yield Told(lines[0], "chia thành hai dòng")
    elif room is not None and in_range(lines[0].size, to.law.rule("quoc_hieu", "size")) and lines[0].width > room + 0.3:
        yield Told(lines[0], f"dài {number(lines[0].width, 1)} mm, ô chỉ rộng {number(room, 1)} mm")


def _room(line: Line) -> float | None:
    """Space for the line in its cell, indents taken off; None where columns are made with tabs or boxes."""
    shape, room = line.paragraph.format, line.paragraph.place.width
    return None if line.tabbed or room is None else room - shape.left - shape.right - max(shape.first, 0.0)


@quoc_hieu.rule(
    "quoc_hieu.position",
    title="Quốc hiệu nằm bên trái",
    says=("{component} ở {found}, cần ở {expected}.", "Chuyển {component} về {expected}."),
    repair=guarded("swap_sides", "đổi chỗ hai cột đầu trang"),
    bad="Quốc hiệu: đổi chỗ hai cột",
    good="Quốc hiệu: canh giữa",
)
def on_the_right(to: Collector, lines: list[Line]) -> Iterator[Told]:
    if to.parts.head.on_left:
        yield Told(lines[0], "bên trái")


@quoc_hieu.rule(
    "quoc_hieu.line",
    title="Quốc hiệu, Tiêu ngữ cách nhau quá dòng đơn",
    repair=safe("line_spacing"),
    bad="Quốc hiệu: cách dòng 2",
    good="Quốc hiệu: cách dòng 1",
)
def quoc_hieu_spacing(to: Collector, lines: list[Line]) -> Iterator[Told]:
    for line in [*lines, *to.parts.head.tieu_ngu]:
        if _loose(to, line):
            yield Told(line, amount(line_ratio(line), "dòng"))


def _loose(to: Collector, line: Line) -> bool:
    """Lines one below the other are single; set in points they may be a little more or less."""
    shape, ratio = line.paragraph.format, line_ratio(line)
    single = in_range(ratio, to.law.rule("quoc_hieu", "line"), _LINE_SLACK)
    return not single and (shape.line_rule == "auto" or ratio > _LOOSE)


@Topic
def tieu_ngu(to: Collector) -> Iterator[Line]:
    if lines := met(to, "tieu_ngu", to.parts.head.tieu_ngu):
        yield lines[0]
        below = _below_line(to.parts.head.right, lines[0])
        DRAWN.look(to, _ruled(to.parts.head, "tieu_ngu", lines, below, longest=True))


@tieu_ngu.rule(
    "tieu_ngu.wording",
    title="Tiêu ngữ ghi sai chữ, dấu",
    repair=WORDS,
    bad="Tiêu ngữ = Độc lập – Tự do – Hạnh phúc",
    good="Tiêu ngữ = Độc lập - Tự do - Hạnh phúc",
)
def tieu_ngu_wording(to: Collector, line: Line) -> Iterator[Told]:
    if line.text != TIEU_NGU:
        yield Told(line, line.text, expected=TIEU_NGU)


def _ruled(head: Head, component: str, lines: list[Line], below: list[Paragraph], *, longest: bool) -> Ruled:
    """With the line drawn below it: of those that float over the head Tiêu ngữ has the longest, the names the other."""

    def sorted_out(drawn: list[DrawnLine]) -> list[DrawnLine]:
        return sorted(drawn, key=lambda one: one.length, reverse=longest)

    loose = [] if _has_rule(below) else sorted_out(head.loose_lines)
    found = find_rule([], [], sorted_out(_shared(head))) or find_rule(lines, below, loose)
    return Ruled(component, lines, below, found, TIEU_NGU if component == "tieu_ngu" else "", _odd_shape(head))


def _shared(head: Head) -> list[DrawnLine]:
    """The two lines, where both sides' float from one side and the other has none of its own."""
    if len(head.loose_lines) == 2 and any(line.tabbed for line in head.tieu_ngu):
        return head.loose_lines
    sides = (head.left, head.right)
    for side, other in (sides, sides[::-1]):
        floating = [drawn for one in side for drawn in one.lines_drawn if drawn.floating]
        if (
            len(floating) == 2
            and not _has_rule(other)
            and not any(line.is_rule for one in other for line in lines_of(one))
        ):
            return floating
    return []


def _odd_shape(head: Head) -> bool:
    """Whether a shape hangs in the head that may be a line, a group or a freehand one: nobody knows how long it is."""
    return head.odd_shape or any(one.odd_shape for one in (*head.left, *head.right))


def _has_rule(paragraphs: list[Paragraph]) -> bool:
    return any(paragraph.ruled for paragraph in paragraphs)


def _below_line(side: list[Paragraph], line: Line) -> list[Paragraph]:
    """Where the rule of a line may stand: below it up to the next text, and floating lines anchored anywhere beside."""
    found = _up_to_text(side, line.paragraph)
    anchored = [paragraph for paragraph in side if any(drawn.floating for drawn in paragraph.lines_drawn)]
    return found + [paragraph for paragraph in anchored if paragraph not in found]


def _up_to_text(side: list[Paragraph], above: Paragraph) -> list[Paragraph]:
    """What stands below a paragraph, up to the next text."""
    found: list[Paragraph] = []
    passed = False
    for paragraph in side:
        if paragraph is above:
            passed = True
        elif passed and (paragraph.blank or all(one.is_rule for one in lines_of(paragraph))):
            found.append(paragraph)
        elif passed:
            break
    return found


# --- names (II.2) ----------------------------------------------------------------------------------------------------


@Topic
def agency(to: Collector) -> Iterator[Head]:
    head = to.parts.head
    check_type(to, "co_quan_chu_quan", head.governing)
    if lines := met(to, "co_quan", head.agency):
        yield head
        below = _below_line(head.left, lines[-1])
        DRAWN.look(to, _ruled(head, "co_quan", lines, below, longest=False))


@agency.rule(
    "co_quan.line",
    title="Tên các cơ quan cách nhau quá dòng đơn",
    repair=safe("line_spacing"),
    bad="Tên cơ quan ban hành: cách dòng 1,5",
    good="Tên cơ quan ban hành: cách dòng 1",
)
def agency_spacing(to: Collector, head: Head) -> Iterator[Told]:
    for line in [*head.governing, *head.agency]:
        if _loose(to, line):
            yield Told(line, amount(line_ratio(line), "dòng"))


# --- number and symbol (II.3) ----------------------------------------------------------------------------------------


@Topic
def number_and_symbol(to: Collector) -> Iterator[Line]:
    yield from met(to, "so_ky_hieu", [to.parts.head.number])


@number_and_symbol.rule(
    "so_ky_hieu.form",
    title="Số, ký hiệu ghi sai cách",
    repair=guarded("symbol", "chỉ sửa dấu hai chấm và khoảng cách; chữ số, chữ cái giữ nguyên"),
    bad="Số, ký hiệu = Số 05/ BC - LHH",
    good="Số, ký hiệu = Số: 05/BC-LHH",
)
def number_form(to: Collector, line: Line) -> Iterator[Told]:
    symbol = _symbol(line.text)
    if symbol is None or any(group != group.upper() and group != _PREMIER for group in symbol.split("-")[1:]):
        yield Told(line, line.text)


_PREMIER = "TTg"  # the one symbol of an office that is not in capitals


def _symbol(text: str) -> str | None:
    """The symbol of a number that is written as it should be, "" where it is not given yet; None for any other."""
    found = pieces.number_of(text)
    if found is None or not text.startswith(f"Số:{found.figures}/"):
        return None
    digits, symbol = found.figures.strip(), found.symbol
    tight = not digits.isdecimal() or (len(digits) > 1 and f"Số: {digits}/" in text)
    none = digits.isdecimal() and not digits.strip("0")  # numbers of a year run from 01
    if none or not tight or re.match(r"^\d{4}/", symbol):
        return None
    if re.search(r"[.…]{2,}|…", symbol):
        return ""
    return symbol if _SYMBOL.match(symbol) and f"/{symbol}" in text else None


@number_and_symbol.rule(
    "so_ky_hieu.code",
    title="Ký hiệu không đúng tên loại văn bản",
    says=("Ký hiệu ghi “{found}”, cần {expected}.", "Sửa ký hiệu theo Phụ lục III."),
    repair=FIGURES,
    bad="Số, ký hiệu = Số: 05/BCáo-LHH",
    good="Số, ký hiệu = Số: 05/BC-LHH",
)
def type_code(to: Collector, line: Line) -> Iterator[Told]:
    """The first group names the type, in Annex III's own spelling; a công văn has none."""
    symbol, kind = _symbol(line.text), to.parts.type
    if not symbol:
        return
    first, code = symbol.split("-")[0], ABBREVIATIONS.get(kind, "")
    joint = any("LIEN TICH" in fold(one.text) for one in to.parts.title)  # "KẾ HOẠCH LIÊN TỊCH": of two agencies
    if kind == LETTER.name:
        if first.upper() == LETTER.code:
            yield Told(line, symbol)
    elif code and first not in (code, f"{code}LT" if joint else code):
        yield Told(line, first, expected=f"“{code}” ({kind})")
    elif not code and first != first.upper() and first not in ABBREVIATIONS.values():
        yield Told(line, first)


# --- place and date (II.4) -------------------------------------------------------------------------------------------


@record
class Dated:
    """The line, and its pieces where it is a place and a date in words."""

    line: Line
    said: pieces.Dated | None

    @property
    def place(self) -> str:
        return self.said.place if self.said is not None else ""

    @property
    def in_words(self) -> str:
        """ "ngày 05 tháng 7 năm 2026" as written."""
        return self.line.text[self.line.text.rindex("ngày") :]

    @property
    def figures(self) -> list[str]:
        """Day, month and year as written; none where the form of one is wrong."""
        if self.said is None:
            return []
        day, month, year = (one.strip() for one in (self.said.day, self.said.month, self.said.year))
        return [day, month, year] if _day(day) and _month(month) and _year(year) else []

    @property
    def day(self) -> dt.date | None:
        """The day that is written out; None for none, or one that does not exist."""
        if not self.figures or not all(figure.isdecimal() for figure in self.figures):
            return None
        try:
            return dt.date(*map(int, reversed(self.figures)))
        except ValueError:
            return None


@Topic
def place_and_date(to: Collector) -> Iterator[Dated]:
    kind = BY_NAME.get(to.parts.type)
    for line in met(to, "dia_danh_ngay", [to.parts.head.date], due=kind is None or kind.dated):
        said = pieces.dated(line.text)
        in_words = said is not None and f"ngày{said.day}tháng{said.month}năm{said.year}" in line.text
        yield Dated(line, said if in_words else None)


@place_and_date.rule(
    "dia_danh_ngay.comma",
    title="Sau địa danh thiếu dấu phẩy",
    says=("{component} ghi “{found}”: thiếu dấu phẩy sau địa danh.", "Thêm dấu phẩy sau địa danh."),
    repair=FIGURES,
    bad="Địa danh và thời gian = Cần Thơ ngày 05 tháng 7 năm 2026",
    good="Địa danh và thời gian = Cần Thơ, ngày 05 tháng 7 năm 2026",
)
def comma(to: Collector, dated: Dated) -> Iterator[Told]:
    if dated.said is not None and not dated.said.comma:
        yield Told(dated.line, dated.line.text)


@place_and_date.rule(
    "dia_danh_ngay.abbreviation",
    title="Địa danh viết tắt",
    says=("Địa danh viết tắt: “{found}”.", "Ghi tên gọi chính thức, đầy đủ."),
    repair=NAMES,
    bad="Địa danh và thời gian = TP.HCM, ngày 05 tháng 7 năm 2026",
    good="Địa danh và thời gian = Thành phố Hồ Chí Minh, ngày 05 tháng 7 năm 2026",
)
def place_in_full(to: Collector, dated: Dated) -> Iterator[Told]:
    if _SHORT_PLACE.search(dated.place):
        yield Told(dated.line, dated.place)


@place_and_date.rule(
    "dia_danh_ngay.place_case",
    title="Địa danh chưa viết hoa",
    says=("{component} ghi “{found}”, cần {expected}.", "Viết hoa chữ đầu của địa danh."),
    repair=NAMES,
    bad="Địa danh và thời gian = cần Thơ, ngày 05 tháng 7 năm 2026",
    good="Địa danh và thời gian = Cần Thơ, ngày 05 tháng 7 năm 2026",
)
def place_with_a_capital(to: Collector, dated: Dated) -> Iterator[Told]:
    words = [word for word in dated.place.split() if word[0].isalpha()]
    if words and not (words[0][0].isupper() and words[-1][0].isupper()) and not _SHORT_PLACE.search(dated.place):
        yield Told(dated.line, dated.place)


@place_and_date.rule(
    "dia_danh_ngay.form",
    title="Thời gian ban hành ghi sai cách",
    repair=FIGURES,
    bad="Địa danh và thời gian = Cần Thơ, ngày 5 tháng 7 năm 2026",
    good="Địa danh và thời gian = Cần Thơ, ngày    tháng    năm 2026",
)
def date_form(to: Collector, dated: Dated) -> Iterator[Told]:
    """Written out in full, and a day that exists ("31 tháng 02" is none)."""
    figures = dated.figures
    if not figures or (all(figure.isdecimal() for figure in figures) and dated.day is None):
        yield Told(dated.line, dated.line.text)


@place_and_date.rule(
    "trang.in_force",
    title="Văn bản có trước Nghị định",
    says=("Văn bản đề {found}, trước khi Nghị định 30 có hiệu lực.", "Đối chiếu với thể thức của thời kỳ ấy."),
    repair=FIGURES,
    bad="Địa danh và thời gian = Cần Thơ, ngày 25 tháng 8 năm 2016",
    good="Địa danh và thời gian = Cần Thơ, ngày 25 tháng 8 năm 2026",
)
def in_force(to: Collector, dated: Dated) -> Iterator[Told]:
    if dated.day is not None and dated.day < IN_FORCE:
        yield Told(dated.line, dated.in_words)


@place_and_date.rule(
    "dia_danh_ngay.same_row",
    title="Địa danh, thời gian không ngang hàng với số, ký hiệu",
    repair=guarded("date_beside_number", "chuyển dòng sang ô trống bên cạnh số, ký hiệu"),
    bad="Địa danh và thời gian: xuống hàng dưới của bảng",
    good="Địa danh và thời gian: canh giữa",
)
def beside_the_number(to: Collector, dated: Dated) -> Iterator[Told]:
    number_line = to.parts.head.number
    if dated.said is None or number_line is None:
        return
    one, other = dated.line.paragraph.place, number_line.paragraph.place
    if not one.table or one.table != other.table:
        return
    if one.row != other.row or abs(_depth(to, dated.line) - _depth(to, number_line)) > _A_LINE_MM:
        yield Told(dated.line, dated.line.text)


def _depth(to: Collector, line: Line) -> float:
    """How far below the top of its cell a line stands, roughly, in mm."""
    depth = 0.0
    for paragraph in (*to.parts.head.left, *to.parts.head.right):
        if paragraph is line.paragraph:
            return depth + paragraph.format.before * MM_PER_PT
        if paragraph.place.cell == line.paragraph.place.cell:
            depth += paragraph_mm(paragraph)
    return depth


def _day(text: str) -> bool:
    return bool(_DOTS.match(text)) or (text.isdecimal() and len(text) == 2 and 1 <= int(text) <= 31)


def _month(text: str) -> bool:
    """Two digits for 1 and 2 (and 10 to 12); the others as they are: "tháng 6"."""
    return bool(_DOTS.match(text)) or text in MONTHS


def _year(text: str) -> bool:
    return bool(_DOTS.match(text)) or bool(re.match(r"^\d{4}$|^\d{0,3}[.…]+$", text))


# --- the head as a whole ---------------------------------------------------------------------------------------------

HEAD: Topic[Head] = Topic(lambda to: [to.parts.head])


@HEAD.rule(
    "trang.size_set",
    title="Cỡ chữ đầu trang không theo một bộ",
    says=("Cỡ chữ Quốc hiệu/Tiêu ngữ/địa danh là {found}, cần {expected}.", "Đặt theo một bộ: {expected}."),
    repair=safe("size_set"),
    bad="Địa danh và thời gian: cỡ chữ 13",
    good=("Quốc hiệu: cỡ chữ 12", "Tiêu ngữ: cỡ chữ 13; đường kẻ dài 56,1 mm", "Địa danh và thời gian: cỡ chữ 13"),
)
def size_set(to: Collector, head: Head) -> Iterator[Told]:
    """Footnote 1: Tiêu ngữ one step above Quốc hiệu, the date as Tiêu ngữ; sizes out of range are told elsewhere. Sets
    that are none of its examples and yet consistent are doubtful, not wrong."""
    named = sized_together(head)
    if not all(named.values()):
        return
    if not all(in_range(lines[0].size, to.law.rule(name, "size")) for name, lines in named.items()):
        return
    sizes = [lines[0].size for lines in named.values()]
    found = "/".join(number(size) for size in sizes)
    if found not in to.law.rule("trang", "size_set").allowed:
        even = 0 <= sizes[1] - sizes[0] <= 1 and sizes[1] == sizes[2]
        yield Told(head.quoc_hieu[0], found, severity="warning" if even else None)


def sized_together(head: Head) -> dict[str, list[Line]]:
    """The lines of each component whose size goes with those of the others."""
    dated = [] if head.date is None else [head.date]
    return {"quoc_hieu": head.quoc_hieu, "tieu_ngu": head.tieu_ngu, "dia_danh_ngay": dated}


@HEAD.rule(
    "trang.overhang",
    title="Bảng đầu trang rộng hơn vùng trình bày",
    says=("Bảng đầu trang rộng hơn vùng trình bày {found}.", "Thu hẹp bảng đầu trang."),
    repair=LAID,
    bad="Tên cơ quan ban hành: ô rộng 92 mm",
    good="Tên cơ quan ban hành: ô rộng 70 mm",
)
def overhang(to: Collector, head: Head) -> Iterator[Told]:
    for table in to.parts.document.blocks:
        if isinstance(table, Table) and table.number in head.tables:
            over = table.width - to.parts.document.sections[table.section].text_width
            if not in_range(over, to.law.rule("trang", "overhang"), _OVERHANG_SLACK_MM):
                severity = "note" if over <= _WIDEST_TEMPLATE_MM else None
                yield Told(IN_HEAD, amount(round(over, 1), "mm"), severity=severity)


# --- the subject of a công văn, which stands under the number: "V/v …" (II.5.b) --------------------------------------


@Topic
def letter_subject(to: Collector) -> Iterator[list[Line]]:
    if is_letter(to) and (lines := met(to, "trich_yeu_cong_van", to.parts.head.letter_subject)):
        yield lines


def is_letter(to: Collector) -> bool:
    """Whether the subject stands under the number instead of a title."""
    parts = to.parts
    return parts.type == LETTER.name or bool(parts.head.letter_subject and not parts.title)


@letter_subject.rule(
    "trich_yeu_cong_van.gap",
    title="Trích yếu công văn cách số, ký hiệu không đúng",
    repair=safe("gap"),
    bad=("(Công văn)", "Trích yếu công văn: cách đoạn trên 12 pt"),
    good=("(Công văn)", "Trích yếu công văn: cách đoạn trên 6 pt"),
)
def gap_above_subject(to: Collector, lines: list[Line]) -> Iterator[Told]:
    number_line = to.parts.head.number
    if number_line is not None and number_line.paragraph is not lines[0].paragraph and not lines[0].tabbed:
        gap = number_line.paragraph.format.after + lines[0].paragraph.format.before
        if not in_range(gap, to.law.rule("trich_yeu_cong_van", "gap"), 0.5):
            yield Told(lines[0], amount(gap, "pt"))


@letter_subject.rule(
    "trich_yeu_cong_van.no_rule",
    title="Dưới trích yếu công văn có đường kẻ",
    says=("Dưới {component} có {found}, cần {expected}.", "Bỏ đường kẻ, chữ gạch chân dưới trích yếu."),
    repair=guarded("unmake_line", "đường kẻ có thể là của phần khác"),
    bad=("(Công văn)", "Trích yếu công văn: gạch chân"),
    good=("(Công văn)", "Trích yếu công văn: cách đoạn trên 6 pt"),
)
def no_line_below_subject(to: Collector, lines: list[Line]) -> Iterator[Told]:
    """A floating line may hang on the subject and stand under the agency's name: it counts where that has its own."""
    found = UNDERLINED if all(line.underlined for line in lines) else ""
    for place, paragraph in enumerate(bearers(to)):
        shape = paragraph.format
        if shape.border_bottom or (place and shape.border_top):
            found = "đường viền đoạn"
        elif any(not drawn.floating for drawn in paragraph.lines_drawn) or _one_too_many(to, paragraph):
            found = "đường kẻ vẽ"
        elif place and not paragraph.blank:
            found = TYPED_LINE.format(sign=paragraph.raw.strip()[0])
        else:
            continue
        break
    if found:
        yield Told(lines[-1], found)


def bearers(to: Collector) -> list[Paragraph]:
    """The paragraphs that may carry a line below the subject: its own last one, and what follows without text."""
    last = to.parts.head.letter_subject[-1].paragraph
    return [last, *_up_to_text(to.parts.head.left, last)]


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
