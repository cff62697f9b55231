"""Rules of paper, margins, page numbers, annexes, and of breaks that part headings and signature from their text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...plain import pattern, record, replace
from ...text.roman import from_roman
from ..reading.components import Annex, Regulation
from ..reading.lines import Line, fold
from ..reading.model import Paragraph, Section, Table
from .breaks import fill
from .content import out_of_order, value_of
from .findings import ALIGNMENTS, EVERYWHERE, IN_FOOTER, IN_HEADER, ORIENTATIONS, amount, around, number
from .registry import (
    LAID,
    WORDS,
    Collector,
    Told,
    Topic,
    safe,
)
from .typeface import check_type, in_range

_PAPER_SLACK_MM, _MARGIN_SLACK_MM = 1.0, 0.3
_PAGE_FIELD = pattern(r"\bPAGE\b(?!REF)", re.IGNORECASE)
TYPED_NUMBER = pattern(r"^[-–\s]*(?:Trang\s*)?\d{1,4}[-–\s.]*$", re.IGNORECASE)
_TWO_PAGES = 1.12  # of a page: more text than this surely runs on to a second


# --- paper and margins (Annex I, I.1 to I.3) -------------------------------------------------------------------------


@Topic
def sections(to: Collector) -> list[Section]:
    to.seen("trang")
    return to.parts.document.sections


@sections.rule(
    "trang.width",
    title="Khổ giấy không phải A4",
    says=("Khổ giấy {found}, cần {expected}.", "Layout > Size: chọn A4."),
    repair=safe("paper"),
    bad="Trang: khổ 216 × 279 mm",
    good="Trang: khổ 210 × 297 mm",
)
def paper(to: Collector, section: Section) -> Iterator[Told]:
    width, height = to.law.rule("trang", "width"), to.law.rule("trang", "height")
    short_side, long_side = sorted((section.width, section.height))
    if not (in_range(short_side, width, _PAPER_SLACK_MM) and in_range(long_side, height, _PAPER_SLACK_MM)):
        expected = f"{number(width.least)} × {number(height.least)} mm"
        yield Told(section, f"{number(short_side, 1)} × {number(long_side, 1)} mm", expected=expected)


@sections.rule(
    "trang.orientation",
    title="Trang nằm ngang mà không có bảng",
    says=("Trang để {found} mà không có bảng, biểu.", "Đặt trang theo chiều dài (Portrait)."),
    repair=LAID,
    bad="Phụ lục: không có bảng",
    good="Phụ lục: canh giữa",
)
def upright(to: Collector, section: Section) -> Iterator[Told]:
    framed = to.parts.framing_tables
    if section.landscape and not any(
        isinstance(block, Table) and block.section == section.number - 1 and block.number not in framed
        for block in to.parts.document.blocks
    ):
        yield Told(section, ORIENTATIONS["landscape"])


_SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}


@sections.rule(
    "trang.top trang.bottom trang.left trang.right",
    title="Lề trang ngoài khoảng quy định",
    says=("Lề {side} {found}, cần {expected}.", "Layout > Margins: đặt lề {side} {expected}."),
    repair=safe("margin"),
    bad="Trang: lề trái 25 mm",
    good="Trang: lề trái 32 mm",
)
def margins(to: Collector, section: Section) -> Iterator[Told]:
    """On a page turned sideways the margins may have turned with it (the bound edge on top) or not."""
    own = {"top": section.top, "bottom": section.bottom, "left": section.left, "right": section.right}
    readings = [own]
    if section.landscape:
        readings.append({"left": own["top"], "right": own["bottom"], "bottom": own["left"], "top": own["right"]})
        readings.append({"left": own["top"], "right": own["bottom"], "top": own["left"], "bottom": own["right"]})
    wrong = [
        {prop: mm for prop, mm in reading.items() if not in_range(mm, to.law.rule("trang", prop), _MARGIN_SLACK_MM)}
        for reading in readings
    ]
    if all(wrong):
        for prop, mm in wrong[0].items():
            yield Told(section, amount(round(mm, 1), "mm"), f"trang.{prop}", words={"side": _SIDES[prop]})


# --- page numbers (I.7) ----------------------------------------------------------------------------------------------


@record
class Numbering:
    """The sections whose header has a page number; none where some section has its number only in the footer."""

    numbered: list[Section]
    in_footer: list[Section]
    sections: list[Section]
    both_sides: bool

    @property
    def misplaced(self) -> bool:
        return any(not has_field(section.headers.get("default", [])) for section in self.in_footer)


@Topic
def numbering(to: Collector) -> Iterator[Numbering]:
    document = to.parts.document
    in_footer = []
    for section in document.sections:
        shown = (held for kind, held in section.footers.items() if kind != "even" or document.even_and_odd)
        if has_field([paragraph for footer in shown for paragraph in footer]):
            in_footer.append(section)
            if not has_field(section.headers.get("default", [])):
                break
    if in_footer:
        to.seen("so_trang")
    numbering = Numbering([], in_footer, document.sections, document.even_and_odd)
    if not numbering.misplaced:
        found = [section for section in document.sections if has_field(section.headers.get("default", []))]
        numbering = replace(numbering, numbered=found)
    yield numbering
    kinds = ("default", "even") if document.even_and_odd else ("default",)
    for section in numbering.numbered:
        for paragraph in (one for kind in kinds for one in section.headers.get(kind, [])):
            if has_field([paragraph]):
                framed = paragraph.format.frame_align
                centred = paragraph.raw.count("\t") == 1  # by a tab stop
                line = Line(paragraph, [run for run in paragraph.runs if run.text.strip()])
                check_type(to, "so_trang", [line], skip=["align"] if centred or framed else [])
                NUMBER_PLACE.look(to, paragraph)


NUMBER_PLACE: Topic[Paragraph] = Topic()


def has_field(paragraphs: list[Paragraph]) -> bool:
    return any(_PAGE_FIELD.search(code) for paragraph in paragraphs for code in paragraph.fields)


@numbering.rule(
    "so_trang.place",
    title="Số trang ở chân trang",
    repair=safe("page_number", "chuyển số trang tự động lên giữa lề trên"),
    bad="Số trang: ở chân trang",
    good="Số trang: canh giữa",
)
def number_on_top(to: Collector, numbering: Numbering) -> Iterator[Told]:
    for _ in numbering.in_footer:
        yield Told(IN_FOOTER, "chân trang")


@numbering.rule(
    "so_trang.field",
    title="Thiếu số trang tự động",
    says=("Số trang {found}.", "Insert > Page Number > Top of Page > Plain Number 2."),
    repair=safe("page_number", "thêm số trang tự động vào giữa lề trên"),
    bad="Số trang: gõ tay",
    good="Số trang: canh giữa",
)
def number_by_itself(to: Collector, numbering: Numbering) -> Iterator[Told]:
    if numbering.misplaced:
        return
    if not numbering.numbered:
        typed = next(
            (one for section in numbering.sections for one in around(section) if TYPED_NUMBER.match(one.text)), None
        )
        if typed is not None:
            to.seen("so_trang")
            yield Told(typed, f"gõ tay “{typed.text}”, không phải trường số tự động")
        elif any(_runs_on(to, section) for section in numbering.sections):
            to.seen("so_trang")
            yield Told(EVERYWHERE, "không có")
        return
    for section in numbering.sections:
        if section not in numbering.numbered and _runs_on(to, section):
            yield Told(section, "không có")
    if numbering.both_sides and not all(has_field(one.headers.get("even", [])) for one in numbering.numbered):
        yield Told(IN_HEADER, "không có ở trang chẵn (đầu trang chẵn và lẻ đặt khác nhau)")


def _runs_on(to: Collector, section: Section) -> bool:
    """Whether a section surely has a second page: its first shows no number, and LibreOffice keeps none for it."""
    blocks = [block for block in to.parts.document.blocks if block.section == section.number - 1]
    return fill(to, blocks, enough=_TWO_PAGES) > _TWO_PAGES


@numbering.rule(
    "so_trang.first_page",
    title="Số trang hiện ở trang thứ nhất",
    says=("Số trang {found}.", "Chọn Different First Page và để trống đầu trang thứ nhất."),
    repair=safe("first_page"),
    bad="Số trang: hiện ở trang thứ nhất",
    good="Số trang: canh giữa",
)
def none_on_page_one(to: Collector, numbering: Numbering) -> Iterator[Told]:
    if numbering.numbered:
        first = numbering.sections[0]
        if has_field(first.headers.get("first", [])) if first.title_page else first in numbering.numbered:
            yield Told(IN_HEADER, "hiển thị ở trang thứ nhất")


@numbering.rule(
    "so_trang.start",
    title="Số trang không bắt đầu từ 1",
    says=("Số trang bắt đầu từ {found}, cần từ {expected}.", "Format Page Numbers: bắt đầu từ 1."),
    repair=safe("number_start"),
    bad="Số trang: bắt đầu từ 3",
    good="Số trang: bắt đầu từ 1",
)
def numbers_from_one(to: Collector, numbering: Numbering) -> Iterator[Told]:
    first = numbering.sections[0]
    if numbering.numbered and first.number_start not in (None, 1):
        yield Told(first, str(first.number_start))


@numbering.rule(
    "so_trang.number_format",
    title="Số trang không phải chữ số Ả Rập",
    repair=safe("number_format"),
    bad="Số trang: chữ số La Mã",
    good="Số trang: chữ số Ả Rập",
)
def numbers_in_arabic(to: Collector, numbering: Numbering) -> Iterator[Told]:
    for section in numbering.numbered:
        if section.number_format not in ("decimal", "decimalZero"):
            yield Told(section, section.number_format)


@NUMBER_PLACE.rule(
    "so_trang.align",
    title="Số trang không ở giữa lề trên",
    repair=safe("align"),
    bad="Số trang: trong khung bên phải",
    good="Số trang: trong khung ở giữa",
)
def number_in_the_middle(to: Collector, paragraph: Paragraph) -> Iterator[Told]:
    side = paragraph.format.frame_align or _side(paragraph)
    if side and side != "center":
        yield Told(paragraph, ALIGNMENTS.get(side, side))


def _side(paragraph: Paragraph) -> str:
    """Of a number in a table of several columns: the side of the page it stands on; "" in the middle or elsewhere."""
    place = paragraph.place
    middle = (place.columns + 1) / 2
    if not place.table or place.column == middle:
        return ""
    return "left" if place.column < middle else "right"


# --- annexes (III.1) -------------------------------------------------------------------------------------------------


@record
class Attached:
    """An annex, which it is, from 1, and the words of the content, folded."""

    ordinal: int
    annex: Annex
    content: str

    @property
    def heading(self) -> Line:
        return self.annex.heading


@Topic
def annexes(to: Collector) -> Iterator[Attached]:
    texts = [to.parts, *(one.parts for one in to.parts.regulations)] if to.parts.annexes else []
    content = fold(" ".join(item.line.text for one in texts for item in one.items))
    for ordinal, annex in enumerate(to.parts.annexes, 1):
        check_type(to, "phu_luc", [annex.heading])
        check_type(to, "ten_phu_luc", annex.names)
        check_type(to, "kem_theo", annex.attached)
        CAPTIONS.look(to, annex)
        if not to.parts.annex_only:  # its number and its pages are those of the document it came with
            yield Attached(ordinal, annex, content)


@Topic
def attached_texts(to: Collector) -> Iterator[Regulation]:
    """ "(Ban hành kèm theo …)" of each regulation: as of an annex."""
    for one in to.parts.regulations:
        parts = one.parts
        if parts.type:
            check_type(to, "ten_loai", parts.title)
            check_type(to, "trich_yeu", parts.subject, skip=["case"])
        else:
            check_type(to, "ten_phu_luc", [*parts.title, *parts.subject], skip=["case"] if parts.subject else [])
        check_type(to, "kem_theo", one.attached)
        yield one


CAPTIONS: Topic[Annex] = Topic()


@CAPTIONS.rule(
    "kem_theo.present",
    title="Phụ lục thiếu dòng “Kèm theo”",
    repair=WORDS,
    bad="Chỉ dẫn kèm theo: không có",
    good="Chỉ dẫn kèm theo = (Kèm theo Báo cáo số 05/BC-LHH ngày 05 tháng 7 năm 2026 của Liên hiệp Hội)",
)
def attached_to(to: Collector, annex: Annex) -> Iterator[Told]:
    if not annex.attached:
        yield Told(annex.heading, "không có")


@annexes.rule(
    "phu_luc.number_format",
    title="Phụ lục không đánh số La Mã",
    repair=WORDS,
    bad=("Phụ lục 2 = Phụ lục 2", "Nội dung 2 = Tình hình chung (chi tiết tại Phụ lục I, Phụ lục 2)."),
    good="Phụ lục 2 = Phụ lục II",
)
def annex_in_roman(to: Collector, attached: Attached) -> Iterator[Told]:
    many = len(to.parts.annexes) > 1
    if from_roman(attached.annex.number) is None and (many or attached.annex.number not in ("", "1")):
        yield Told(attached.heading, attached.heading.text)


@annexes.rule(
    "phu_luc.sole",
    title="Phụ lục duy nhất mà đánh số",
    says=("Chỉ có một Phụ lục mà ghi {found}.", "Ghi “Phụ lục”, bỏ số; chỗ nhắc đến cũng vậy."),
    repair=WORDS,
    bad=("(Báo cáo có một phụ lục)", "Phụ lục = Phụ lục I", "Nội dung 2 = Tình hình chung (chi tiết tại Phụ lục I)."),
    good=("(Báo cáo có một phụ lục)", "Phụ lục = Phụ lục", "Nội dung 2 = Tình hình chung (Phụ lục kèm theo)."),
)
def sole_annex(to: Collector, attached: Attached) -> Iterator[Told]:
    """Silent where the text names a further annex: that one comes as a file of its own."""
    alone = len(to.parts.annexes) == 1 and value_of(attached.annex.number) == 1
    if alone and all(wanted == 1 for found in _lists(attached.content) for wanted in _ordinals(found)):
        yield Told(attached.heading, attached.heading.text)


@annexes.rule(
    "phu_luc.sequence",
    title="Số của Phụ lục nhảy cóc",
    repair=WORDS,
    bad=("Phụ lục 2 = Phụ lục III", "Nội dung 2 = Tình hình chung (chi tiết tại Phụ lục I, Phụ lục III)."),
    good="Phụ lục 2 = Phụ lục II",
)
def annex_sequence(to: Collector, attached: Attached) -> Iterator[Told]:
    annexes, value = to.parts.annexes, from_roman(attached.annex.number)
    if len(annexes) > 1 and value is not None and value != attached.ordinal:
        before = annexes[attached.ordinal - 2].number if attached.ordinal > 1 else None
        yield Told(attached.heading, out_of_order(before, attached.annex.number))


@annexes.rule(
    "phu_luc.page_restart",
    title="Số trang của Phụ lục không đánh lại từ 1",
    says=("Số trang của {found} không đánh lại từ 1.", "Ngắt phần (section) và đặt số trang từ 1."),
    repair=safe("annex_restart", "chỉ đặt lại số trang ở Phụ lục đã có phần (section) riêng"),
    bad="Phụ lục: số trang tiếp theo văn bản",
    good="Phụ lục: canh giữa",
)
def annex_pages(to: Collector, attached: Attached) -> Iterator[Told]:
    section = to.parts.document.sections[attached.heading.paragraph.section]
    numbered = any(has_field(one.headers.get("default", [])) for one in to.parts.document.sections)
    if numbered and not (attached.annex.opens_section and section.number_start == 1):
        yield Told(attached.heading, attached.heading.text)


@annexes.rule(
    "phu_luc.mention",
    title="Văn bản không nhắc đến Phụ lục",
    says=("Trong văn bản không nhắc đến {found}.", "Thêm chỉ dẫn, ví dụ “(chi tiết tại {found})”."),
    repair=WORDS,
    bad="Nội dung 2 = Tình hình chung (chi tiết tại Phụ lục I).",
    good="Nội dung 2 = Tình hình chung (chi tiết tại các Phụ lục I, II).",
)
def annex_mentioned(to: Collector, attached: Attached) -> Iterator[Told]:
    if not _mentioned(attached.annex, attached.content, len(to.parts.annexes)):
        yield Told(attached.heading, attached.heading.text)


def _mentioned(annex: Annex, text: str, count: int) -> bool:
    """The body names the annex: "Phụ lục II" or 2, or in a list "các Phụ lục I, II, III"; a sole one in any words."""
    if count == 1 or not annex.number:
        return "PHU LUC" in text
    wanted = value_of(annex.number) or 0
    for found in _lists(text):
        if re.search(rf"\b{annex.number}\b", found):
            return True
        ends = _ordinals(found)
        if wanted and wanted in ends:
            return True
        if re.search(r"DEN|-|–", found) and ends and min(ends) <= wanted <= max(ends):
            return True
    return False


def _lists(text: str) -> list[str]:
    """ "I, II VA III": each place that names annexes by their numbers."""
    return re.findall(r"PHU LUC\s+((?:SO\s+)?[IVXLC\d]+(?:\s*(?:,|VA|DEN|-|–)\s*(?:PHU LUC\s+)?[IVXLC\d]+)*)", text)


def _ordinals(found: str) -> list[int]:
    return [value_of(word) or 0 for word in re.findall(r"[IVXLC]+|\d+", found.replace("DEN", "-").replace("VA", ","))]
