"""Rules of title, subject, legal bases, headings and text, and of the order of their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...law import BY_NAME, POINT_LETTERS, Rule
from ...plain import pattern, record
from ...text.roman import from_roman, to_roman
from ..ooxml import whole
from ..reading.components import Item, Parts
from ..reading.levels import MARKS, is_lettered
from ..reading.lines import Line, fold, is_dotted
from ..reading.model import DrawnLine, Paragraph
from .findings import ALIGNMENTS, EVERYWHERE, WEIGHTS, amount, demanded, last_sign, number, short
from .head import is_letter
from .registry import (
    BASES,
    WORDS,
    Collector,
    Told,
    Topic,
    guarded,
    safe,
)
from .typeface import DRAWN, Ruled, check_type, find_rule, in_range, line_ratio, met

_INDENT_SLACK_CM = 0.035  # Word's own 1.25 cm passes for 1.27
_GAP_SLACK = 0.05
_LINE_SLACK = 0.02
_SENTENCE = 12  # words with a stop behind them: more than a heading has
_LONG_HEAD = 2.0  # printed lines: nothing longer is a heading
_FLUSH = 0.6  # of the width: a shorter left-aligned line looks the same justified
_CITED = pattern(
    r"^Căn cứ (?:(?:Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ thị) (?!liên tịch)"
    r"|(?:nghị định|nghị quyết|thông tư|quyết định|chỉ thị) \d+/)"
)
_DATED = pattern(r"\bngày\b|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_ASIDE = pattern(r"^[(*]|^(Ghi chú|Nguồn|Đơn vị tính|Biểu|Bảng|Hình|Chú thích)\b")


# --- title and subject (Annex I, II.5) -------------------------------------------------------------------------------


@Topic
def title_and_subject(to: Collector) -> Iterator[list[Line]]:
    parts = to.parts
    if is_letter(to) or not met(to, "ten_loai", parts.title):
        return
    kind = BY_NAME.get(parts.type)
    alone = kind is not None and fold(parts.title[0].text) == fold(kind.name)  # no subject behind the type's name
    if met(to, "trich_yeu", parts.subject, due=kind is not None and kind.subject and alone):
        yield parts.subject
        found = find_rule(parts.subject, parts.below_subject, _floating_near(to))
        DRAWN.look(to, Ruled("trich_yeu", parts.subject, parts.below_subject, found))


@title_and_subject.rule(
    "trich_yeu.prefix",
    title="Trích yếu của văn bản có tên loại mở đầu bằng “V/v”",
    repair=WORDS,
    bad="Trích yếu = V/v thực hiện Chương trình số 70/CTr-LHH 6 tháng đầu năm 2026 của Liên hiệp Hội",
    good="Trích yếu = Kết quả thực hiện Chương trình số 70/CTr-LHH 6 tháng đầu năm 2026 của Liên hiệp Hội",
)
def subject_without_vv(to: Collector, subject: list[Line]) -> Iterator[Told]:
    if re.match(r"V/v\b", subject[0].text, re.IGNORECASE):
        yield Told(subject[0], " ".join(subject[0].text.split()[:4]))


def _floating_near(to: Collector) -> list[DrawnLine]:
    """Lines that float from the title or from what follows the subject: Word hangs them on whichever is near."""
    parts = to.parts
    lines = [parts.title[0], *([parts.kinh_gui] if parts.kinh_gui else []), *(item.line for item in parts.items[:1])]
    return [drawn for line in lines for drawn in line.paragraph.lines_drawn if drawn.floating]


# --- legal bases (II.6.a) --------------------------------------------------------------------------------------------


@Topic
def legal_bases(to: Collector) -> Iterator[list[Line]]:
    bases = [item.line for item in to.parts.items if item.kind == "can_cu"]
    check_type(to, "can_cu", bases, skip=("align",))
    if bases:
        yield bases


@legal_bases.rule(
    "can_cu.align",
    title="Căn cứ chưa canh đều hai lề",
    repair=safe("align"),
    bad="Căn cứ ban hành 2: canh trái",
    good="Căn cứ ban hành 2: canh đều hai lề",
)
def bases_align(to: Collector, bases: list[Line]) -> Iterator[Told]:
    if any(_ragged(item.line) for item in to.parts.items if item.kind == "text"):
        return  # told once, of the text
    for line in bases:
        if _ragged(line) and not is_dotted(line.text):
            yield Told(line, ALIGNMENTS[line.paragraph.format.align])


@legal_bases.rule(
    "can_cu.citation",
    title="Căn cứ dẫn thiếu số, ký hiệu, ngày",
    says=("{component} ghi “{found}”: có thể thiếu {expected}.", "Kiểm tra và ghi đủ theo văn bản gốc."),
    repair=BASES,
    bad="Căn cứ ban hành = Căn cứ Nghị định của Chính phủ về tổ chức, hoạt động và quản lý hội;",
    good="Căn cứ ban hành = Căn cứ Nghị định số 126/2024/NĐ-CP ngày 08 tháng 10 năm 2024 của Chính phủ;",
)
def cited_in_full(to: Collector, bases: list[Line]) -> Iterator[Told]:
    for line in bases:
        text = line.text
        if _CITED.match(text) and not is_dotted(text) and (" số " not in text or not _DATED.search(text)):
            yield Told(line, short(text))


@legal_bases.rule(
    "can_cu.ending",
    title="Căn cứ không kết thúc bằng dấu chấm phẩy",
    repair=BASES,
    bad="Căn cứ ban hành = Căn cứ Luật Tổ chức chính quyền địa phương,",
    good="Căn cứ ban hành = Căn cứ Luật Tổ chức chính quyền địa phương;",
)
def bases_ending(to: Collector, bases: list[Line]) -> Iterator[Told]:
    for line in bases[:-1]:
        if not line.text.endswith(";"):
            yield Told(line, last_sign(line.text))


@legal_bases.rule(
    "can_cu.last_ending",
    title="Căn cứ cuối cùng không kết thúc bằng dấu chấm",
    repair=BASES,
    bad="Căn cứ ban hành 2 = Căn cứ Luật Tổ chức chính quyền địa phương;",
    good="Căn cứ ban hành 2 = Căn cứ Luật Tổ chức chính quyền địa phương.",
)
def last_base_ending(to: Collector, bases: list[Line]) -> Iterator[Told]:
    if not bases[-1].text.endswith("."):
        yield Told(bases[-1], last_sign(bases[-1].text))


def _ragged(line: Line) -> bool:
    """Left-aligned so that it shows: the line is long enough to reach the right margin."""
    room = line.paragraph.place.width
    return line.paragraph.format.align == "left" and room is not None and line.width > _FLUSH * room


# --- headings and text (II.6.đ, II.6.e) ------------------------------------------------------------------------------


@record
class Placed:
    """A paragraph of the content between its neighbours; `usual` is the size of most of the text."""

    before: Item | None
    item: Item
    after: Item | None
    usual: float

    @property
    def line(self) -> Line:
        return self.item.line

    @property
    def numbered(self) -> bool:
        return self.item.kind not in ("text", "can_cu", "other")

    @property
    def running(self) -> bool:
        """Text, or a khoản or điểm that is no heading: what is set as the text is."""
        item = self.item
        return item.kind in ("text", "diem") or (item.kind == "khoan" and not item.title)


@Topic
def items(to: Collector) -> Iterator[Placed]:
    items = to.parts.items
    usual = to.parts.usual_size()
    if any(item.kind in ("text", "khoan", "diem", "dieu", "muc") for item in items):
        to.seen("noi_dung")
    for before, item, after in zip([None, *items], items, [*items[1:], None], strict=False):
        placed = Placed(before, item, after, usual)
        if item.kind == "quoted":
            continue
        yield placed
        if item.kind == "text":
            upright = item.line.all_italic() and not _ASIDE.match(item.line.text) and not _is_heading(item.line)
            check_type(to, "noi_dung", [item.line], skip=["bold", "align"] if upright else ["bold", "align", "italic"])
        elif placed.numbered:
            skip = ["bold"] if item.kind in ("khoan", "diem", "dieu") else []
            if item.kind in ("khoan", "diem") and not item.title and not item.line.all_italic():
                skip.append("italic")  # a name, a foreign word within the text
            check_type(to, item.kind, [item.line], skip=skip)
        TEXT.look(to, placed)


TEXT: Topic[Placed] = Topic()


@items.rule(
    "noi_dung.line",
    title="Cách dòng của lời văn ngoài khoảng quy định",
    repair=safe("line_spacing"),
    bad="Nội dung 3: cách dòng 2",
    good="Nội dung 3: cách dòng 1,5",
)
def line_spacing(to: Collector, placed: Placed) -> Iterator[Told]:
    ratio = line_ratio(placed.line)
    if not in_range(ratio, to.law.rule("noi_dung", "line"), _LINE_SLACK):
        yield Told(placed.line, amount(ratio, "dòng"))


@items.rule(
    "noi_dung.gap",
    title="Các đoạn văn cách nhau dưới mức tối thiểu",
    repair=safe("gap"),
    bad="Nội dung 3: cách đoạn trên 3 pt",
    good="Nội dung 3: cách đoạn trên 6 pt",
)
def paragraph_gap(to: Collector, placed: Placed) -> Iterator[Told]:
    before, item = placed.before, placed.item
    if (
        before is None
        or item.after_break
        or item.kind == "ten_phan"
        or item.role == "broken"
        or _one_name(before, item)
    ):
        return
    shape, above = item.paragraph.format, before.paragraph.format
    same = before.paragraph.style == item.paragraph.style
    gap = (0 if same and above.contextual else above.after) + (0 if same and shape.contextual else shape.before)
    if not in_range(gap, to.law.rule("noi_dung", "gap"), _GAP_SLACK):
        yield Told(item.line, amount(gap, "pt"))


def _one_name(before: Item, item: Item) -> bool:
    """Lines of one name in capitals, in the middle, as that of the authority of a quyết định, set by themselves."""
    return all(
        one.kind == "other" and one.line.upper and one.paragraph.format.align == "center" for one in (before, item)
    )


@items.rule(
    "noi_dung.typed_indent",
    title="Lùi đầu dòng bằng dấu cách, phím Tab",
    says=("Lùi đầu dòng bằng {found}.", "Bỏ đi, đặt First line {indent}."),
    repair=guarded("typed_indent", "bỏ dấu cách, Tab ở đầu dòng; chữ giữ nguyên"),
    bad="Nội dung 3: lùi đầu dòng 0 cm; gõ 5 dấu cách ở đầu",
    good="Nội dung 3: lùi đầu dòng 1,27 cm",
)
def typed_indent(to: Collector, placed: Placed) -> Iterator[Told]:
    paragraph = placed.item.paragraph
    if paragraph.format.align in ("center", "right") or len(placed.line.letters) < 3:
        return
    tab = paragraph.raw.startswith("\t")
    if tab or re.match(r"[ \u00a0]{2,}", paragraph.raw):
        words = {"indent": demanded(to.law.rule("noi_dung", "indent"))}
        yield Told(placed.line, "phím Tab" if tab else "dấu cách", words=words)


@items.rule(
    "noi_dung.bold diem.bold",
    title="Lời văn để đậm cả đoạn",
    repair=safe("bold"),
    bad="Nội dung 3: đậm",
    good="Nội dung 3: không đậm",
)
def prose_not_bold(to: Collector, placed: Placed) -> Iterator[Told]:
    """Prose set in bold from end to end; a lead-in, a heading or a label may be bold."""
    item = placed.item
    if item.kind in ("text", "khoan", "diem") and not item.title and item.line.all_bold() and _is_prose(placed):
        yield Told(item.line, WEIGHTS[True], "diem.bold" if item.kind == "diem" else "noi_dung.bold")


def _is_prose(placed: Placed) -> bool:
    """Sentences rather than a heading: a stop at the end, more than a printed line or many words; what is numbered and
    has something of its own below may be a heading, however long its line."""
    item, after, line, room = placed.item, placed.after, placed.line, placed.item.paragraph.place.width
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


@TEXT.rule(
    "khoan.title_bold",
    title="Tiêu đề khoản không đậm",
    says=("{component}: tiêu đề {found}, cần {expected}.", "Đặt tiêu đề khoản kiểu chữ đậm."),
    repair=safe("bold"),
    bad="Khoản: không đậm",
    good="Khoản: đậm",
)
def clause_title_bold(to: Collector, placed: Placed) -> Iterator[Told]:
    if placed.item.kind == "khoan" and placed.item.title and not placed.line.all_bold():
        yield Told(placed.line, WEIGHTS[False])


@TEXT.rule(
    "dieu.bold",
    title="Từ “Điều” và số thứ tự không đậm",
    repair=safe("article_bold"),
    bad=("(Quyết định)", "Điều: không đậm"),
    good=("(Quyết định)", "Điều: đậm"),
)
def article_bold(to: Collector, placed: Placed) -> Iterator[Told]:
    """The word "Điều" and its number; a text that runs on in the same paragraph need not be bold."""
    if placed.item.kind == "dieu":
        first = next((run for run in placed.line.runs if run.shown.strip()), None)
        bold = placed.item.paragraph.label_bold if placed.line.label else first is not None and first.format.bold
        if not bold:
            yield Told(placed.line, WEIGHTS[False])


@TEXT.rule(
    "noi_dung.align",
    title="Lời văn chưa canh đều hai lề",
    repair=safe("align"),
    bad="Nội dung 3: canh trái",
    good="Nội dung 3: canh đều hai lề",
)
def justified(to: Collector, placed: Placed) -> Iterator[Told]:
    align = placed.item.paragraph.format.align
    aside = placed.item.kind == "text" and align in ("center", "right")
    article = placed.item.kind == "dieu" and not is_dotted(placed.line.text)
    if (placed.running or article) and (aside or _ragged(placed.line)):
        yield Told(placed.line, ALIGNMENTS[align])


@TEXT.rule(
    "noi_dung.same_size khoan.same_size diem.same_size",
    title="Cỡ chữ lời văn không thống nhất",
    says=("{component}: cỡ chữ {found}, {expected}.", "Đặt cùng cỡ với phần lời văn."),
    repair=safe("same_size"),
    bad="Nội dung 3: cỡ chữ 13",
    good="Nội dung 3: cỡ chữ 14",
)
def same_size(to: Collector, placed: Placed) -> Iterator[Told]:
    """A size that is allowed as such but not the text's own."""
    line, usual = placed.line, placed.usual
    component = "noi_dung" if placed.item.kind == "text" else placed.item.kind
    if placed.running and usual and line.size != usual and in_range(line.size, to.law.rule(component, "size")):
        expected = f"lời văn cỡ {number(usual)}"
        yield Told(line, amount(line.size, "pt"), f"{component}.same_size", expected)


@TEXT.rule(
    "noi_dung.indent",
    title="Đầu dòng lùi sai",
    says=("{component}: đầu dòng lùi {found}, cần {expected}.", "Paragraph > First line: {expected}."),
    repair=safe("indent"),
    bad="Nội dung 3: lùi đầu dòng 2 cm",
    good="Nội dung 3: lùi đầu dòng 1 cm",
)
def first_line_indent(to: Collector, placed: Placed) -> Iterator[Told]:
    shape, demand = placed.item.paragraph.format, to.law.rule("noi_dung", "indent")
    spaced = placed.item.paragraph.raw[:1] in (" ", "\t", "\u00a0")
    if not placed.running or spaced or placed.item.role == "broken" or shape.align not in ("both", "left"):
        return
    if indent_of(placed.item.paragraph, demand) is None:
        yield Told(placed.line, amount((shape.left + shape.first) / 10, "cm"))


def indent_of(paragraph: Paragraph, demand: Rule) -> float | None:
    """Of the indents that the decree allows, in cm, the one that the paragraph has."""
    starts = (paragraph.format.left + paragraph.format.first) / 10
    return next((float(one) for one in demand.allowed if abs(starts - float(one)) <= _INDENT_SLACK_CM), None)


@TEXT.rule(
    "muc.form khoan.form diem.form dieu.form",
    title="Sau số thứ tự sai dấu",
    repair=guarded("number_sign"),
    bad="Mục 2 = II/ KẾT QUẢ THỰC HIỆN",
    good="Mục 2 = II. KẾT QUẢ THỰC HIỆN",
)
def mark_of_number(to: Collector, placed: Placed) -> Iterator[Told]:
    item = placed.item
    if item.kind in MARKS and item.mark != MARKS[item.kind]:
        severity = "warning" if item.kind == "muc" else None
        yield Told(item.line, f"{item.number}{item.mark}", f"{item.kind}.form", severity=severity)


@TEXT.rule(
    "phan.number_format muc_chuong.number_format",
    title="Phần, chương, mục đánh số sai kiểu chữ số",
    repair=guarded("part_number"),
    bad=("(Quyết định)", "Phần, Chương 2 = Chương 2"),
    good=("(Quyết định)", "Phần, Chương 2 = Chương II"),
)
def figures_of_parts(to: Collector, placed: Placed) -> Iterator[Told]:
    item = placed.item
    if item.kind in ("phan", "muc_chuong") and item.number.isdigit() == (item.kind == "phan"):
        yield Told(item.line, item.number, f"{item.kind}.number_format")


# --- what stands between and behind the paragraphs -------------------------------------------------------------------

WHOLE: Topic[Parts] = Topic(lambda to: [to.parts])


@WHOLE.rule(
    "noi_dung.empty",
    title="Giãn cách bằng dòng trống",
    says=("Có dòng trống để giãn cách: {found}.", "Bỏ dòng trống, đặt khoảng cách đoạn (Spacing)."),
    repair=guarded("empty", "bỏ các đoạn trống, không bỏ chữ nào"),
    bad="Mục 2: dòng trống ở trước",
    good="Mục 2: cách đoạn trên 12 pt",
)
def no_empty_paragraphs(to: Collector, parts: Parts) -> Iterator[Told]:
    if parts.blanks:
        before: Paragraph | str = EVERYWHERE  # shown by the text before it
        for paragraph in parts.document.paragraphs():
            if paragraph is parts.blanks[0]:
                break
            before = before if paragraph.blank else paragraph
        yield Told(before, f"{len(parts.blanks)} đoạn trống")


#: How the line above the text is known, however it is worded: the last word of a wire's, any of an introduction's.
_LED = {"điện:": pattern(r"(?<!CONG )\bDIEN(?: GUI| TOI)?\s*:?$"), "trân trọng giới thiệu:": pattern(r"\bGIOI THIEU\b")}
_NEAR_TOP = 6  # items


@WHOLE.rule(
    "noi_dung.lead",
    title="Thiếu dòng dẫn của Mẫu",
    says=("{found} chưa có {expected}.", "Thêm {expected} trên nội dung, sau tên cơ quan hoặc người ban hành."),
    repair=WORDS,
    bad=("(Công điện)", "Lời dẫn: không có"),
    good=("(Công điện)", "Lời dẫn = CHỦ TỊCH LIÊN HIỆP HỘI ĐIỆN:"),
)
def leading_line(to: Collector, parts: Parts) -> Iterator[Told]:
    kind = BY_NAME.get(parts.type)
    if kind is None or not kind.lead or not parts.title:
        return
    opening = [*parts.subject, *(item.line for item in parts.items[:_NEAR_TOP])]
    if not any(_LED[kind.lead].search(fold(line.text)) for line in opening):
        yield Told(parts.title[0], kind.name, expected=f"dòng “… {kind.lead}”")


@WHOLE.rule(
    "ket_thuc.ending",
    title="Nội dung không kết thúc bằng “./.”",
    repair=WORDS,
    bad="Nội dung cuối = Trên đây là báo cáo kết quả 6 tháng đầu năm 2026 của Liên hiệp Hội, kính trình xem xét.",
    good="Nội dung cuối = Trên đây là báo cáo kết quả 6 tháng đầu năm 2026 của Liên hiệp Hội, kính trình xem xét./.",
)
def end_mark(to: Collector, parts: Parts) -> Iterator[Told]:
    texts = [item for item in parts.items if item.kind != "can_cu"]
    while len(texts) > 1 and texts[-1].line.text.startswith("(") and texts[-2].line.text.endswith("./."):
        texts.pop()  # a remark below the text: "(Đính kèm: …)"
    if texts and (parts.noi_nhan or parts.signers):
        to.seen("ket_thuc")
        if not texts[-1].line.text.endswith(("./.", ":")):  # what a table says further is no line
            yield Told(texts[-1].line, last_sign(texts[-1].line.text))


# --- the numbers of headings and points run without gaps, each within the part above it ------------------------------


RESTART = ("chuong", "khoan", "diem")  # may begin anew within one whole
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
_IN_WORDS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")  # Phần thứ …
_ORDINALS = {f"THU {fold(word)}": value for value, word in enumerate(_IN_WORDS, 1)}


@WHOLE.rule(
    "muc.other_level",
    title="Cấp đề mục lạ lẫn với các cấp của Nghị định",
    says=("Cách đánh số “{found}” lẫn với các cấp khác.", "Dùng thống nhất {expected}."),
    repair=WORDS,
    bad="Nội dung 3 = 2.1. Về tổ chức",
    good="Nội dung 3 = a) Về tổ chức",
)
def other_level(to: Collector, parts: Parts) -> Iterator[Told]:
    if any(item.kind == "diem" for item in parts.items):
        others = [item for item in parts.items if item.kind == "other" and item.number]
        for item in others:
            yield Told(item.line, others[0].number)  # one kind of numbering, told once


@WHOLE.rule(
    "phan.sequence muc_chuong.sequence muc.sequence khoan.sequence diem.sequence dieu.sequence",
    title="Số thứ tự nhảy cóc hoặc lặp",
    repair=guarded("sequence", "đánh lại mục, khoản, điểm; số của phần, chương, điều có thể đang được viện dẫn"),
    bad="Mục 3 = IV. PHƯƠNG HƯỚNG",
    good="Mục 3 = III. PHƯƠNG HƯỚNG",
)
def sequence(to: Collector, parts: Parts) -> Iterator[Told]:
    """Numbers run without gaps: mục over the whole text, khoản within a mục (or điều), điểm within a khoản."""
    for item, level, last in numbered(parts.items):
        demand = f"{item.kind}.sequence"
        now = _ORDINALS.get(item.number) or ordinal_of(item)
        number = f"thứ {_IN_WORDS[now - 1]}" if now and item.number in _ORDINALS else item.number
        if now is None:
            if item.kind == "diem":  # a letter that the alphabet lacks
                yield Told(item.line, out_of_order(None, item.number), demand)
            continue
        before = last.get(level, 0)
        if now != before + 1 and not (now == 1 and level in RESTART):
            found = out_of_order(shown_ordinal(item.kind, before) if before else None, number)
            yield Told(item.line, found, demand, expected=shown_ordinal(item.kind, before + 1))
        last[level] = whole(item.last, now) if item.last.isdecimal() else now


def numbered(items: Iterable[Item]) -> Iterator[tuple[Item, str, dict[str, int]]]:
    """What has a number, its level, and the last number of each level within the part above: who asks notes it there.

    A heading behind a capital letter begins a part, as a Phần does: the mục below it begin anew.
    """
    last: dict[str, int] = {}
    for item in items:
        level = "phan" if _opens_group(item) else _WORDS.get(item.mark, item.kind)
        for lower in _BELOW.get(level, ()):
            last.pop(lower, None)
        if item.kind in ("phan", "muc_chuong", "muc", "khoan", "diem", "dieu"):
            yield item, level, last


def out_of_order(before: str | None, now: str) -> str:
    """A number that does not follow in words; `before` None where it is the first."""
    return f"bắt đầu bằng “{now}”" if before is None else f"sau “{before}” là “{now}”"


def _opens_group(item: Item) -> bool:
    line = item.line
    lettered = is_lettered(line.text) and line.text[1] == "."  # "D) …" is a điểm that its format sets in capitals
    return item.kind in ("text", "other") and lettered and (line.upper or line.all_bold())


def ordinal_of(item: Item) -> int | None:
    if item.kind == "diem":
        return POINT_LETTERS.index(item.number) + 1 if item.number in POINT_LETTERS else None
    return value_of(item.number)


def value_of(number: str) -> int | None:
    """Of "II" or "2": 2; None for a letter."""
    return whole(number, None) if number.isdecimal() else from_roman(number)


def shown_ordinal(kind: str, value: int) -> str:
    if kind == "diem":
        return POINT_LETTERS[value - 1] if 0 < value <= len(POINT_LETTERS) else ""
    return to_roman(value) if kind in ("muc", "phan") else str(value)
