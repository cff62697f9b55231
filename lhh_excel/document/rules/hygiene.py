"""Rules of any paper: what it is, the look and encoding of every run, the words, and what a draft leaves behind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from ...law import SECRECY, URGENCY
from ...messages.compose import STANDARDS
from ...messages.templates import active_words
from ...plain import pattern, record
from ...text.garbled import find_tcvn3, find_telex, find_vni
from ...text.wording import tone_places
from ..ooxml.harmless import by_sort
from ..reading.components import Parts
from ..reading.lines import fold, is_dotted
from ..reading.marks import is_quoc_hieu
from ..reading.model import Document, Paragraph, Run
from ..reading.standard import UNTOLD
from .findings import EVERYWHERE, short
from .registry import CONVERT, FIGURES, LAID, NEVER, WORDS, Collector, Repair, Told, Topic, safe

_LEGACY_FONT = pattern(r"^(\.Vn|VNI[- ]|VN[A-Z]|ABC)", re.IGNORECASE)
_LEFTOVER = pattern(
    r"\[[^\[\]]{0,200}(?:chưa|điền|bổ sung|ghi rõ|…|\.\.\.)[^\[\]]{0,200}\]"
    r"|\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|x{4,}|\?{3,}|<[^<>]{0,200}(?:điền|ghi)[^<>]{0,200}>",
    re.IGNORECASE,
)
#: Figures that can only be meant the English way: 12.5%, 1.5 tỷ, 1,250,000.
_FOREIGN = pattern(
    r"(?<![\w.,/])\d{1,3}\.\d{1,2}\s?(?:%|(?:triệu|tỷ|tỉ) đồng)|(?<![\w.,/])\d{1,3}(?:,\d{3}){2,}(?![\w,])"
)
_FOREIGN_WORD = pattern(r"\W*\d{1,3}(?:\.\d{1,2}(?!\d)|(?:,\d{3}){2})")  # that a text must hold one of
_MAY_BE_LEFT = ("[", "{", "<", "xxx", "XXX", "???")  # most text has none of these
_DOTS = pattern(r"(?:…\s*){2,}|\.{5,}")
#: Of what is active that which neither runs nor fetches anything by itself.
_IDLE = ("field_other", "field_update", "template", "mail_merge")
_DARK = 0x1A  # a channel no lighter than this prints black
_STAMPED = frozenset(map(fold, (*URGENCY, *SECRECY)))  # red, whatever the rest is (III.2.b)


# --- what a paper is: of another standard than the decree's, not recognised for sure, laid out with blanks ------------


#: Of each group of components that may have no sure place: what they are called together.
_GROUPS = {
    "dau": "đầu văn bản (Quốc hiệu, Tiêu ngữ, tên cơ quan, số, ký hiệu, địa danh và thời gian)",
    "chu_ky": "khối Nơi nhận và chữ ký (Nơi nhận, chức vụ, họ tên người ký)",
}

KIND: Topic[Parts] = Topic(lambda to: [to.parts])


@KIND.rule(
    "trang.standard",
    title="Giấy tờ theo thể thức khác",
    says=("Đây là {found}, không theo thể thức của Nghị định 30.", "Đối chiếu với {expected}."),
    repair=Repair(NEVER, "giấy tờ theo thể thức khác thì không sửa theo Nghị định 30"),
    bad="Quốc hiệu = ĐẢNG CỘNG SẢN VIỆT NAM",
    good="Quốc hiệu = CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
)
def other_standard(to: Collector, parts: Parts) -> Iterator[Told]:
    if parts.standard and not (parts.standard in UNTOLD and to.legacy):  # in an old encoding nothing is told for sure
        what, keeps_to = STANDARDS[parts.standard]
        yield Told(EVERYWHERE, what, expected=keeps_to)


@KIND.rule(
    "trang.unsure",
    title="Không nhận ra thành phần",
    says=("Không nhận ra {found}.", "Xem lại: {expected}."),
    repair=LAID,
    bad="Nơi nhận: không có cả khối",
    good="Nơi nhận = Nơi nhận:",
)
def not_recognised(to: Collector, parts: Parts) -> Iterator[Told]:
    for group in sorted(parts.unsure):
        yield Told(EVERYWHERE, _GROUPS[group])


@KIND.rule(
    "trang.by_gaps",
    title="Bố trí hai cột bằng dấu cách, phím Tab",
    says=("{found} bố trí bằng dấu cách, phím Tab; bản sửa giữ nguyên các dòng ấy.", "Đặt vào {expected}."),
    repair=LAID,
    bad="Nơi nhận: cả khối bố trí bằng phím Tab",
    good="Nơi nhận: canh trái",
)
def laid_by_gaps(to: Collector, parts: Parts) -> Iterator[Told]:
    if parts.standard:
        return
    if (first := next((line for line in parts.head.lines() if line.loose), None)) is not None:
        yield Told(first, "Đầu văn bản")
    if (aside := next((line for line in parts.signing() if line.loose), None)) is not None:
        yield Told(aside, "Khối chữ ký")


# --- the runs (Annex I, I.4) -----------------------------------------------------------------------------------------


@record
class Inked:
    """A run that is not the black of the font that the decree wants."""

    paragraph: Paragraph
    run: Run
    font: str


INK: Topic[Inked] = Topic()
CONVERSION = Repair(CONVERT, "đổi bảng mã là đổi từng chữ: chỉ làm khi được yêu cầu (--convert)", "encoding")


@INK.rule(
    "trang.encoding",
    title="Phông chữ của bảng mã cũ",
    repair=CONVERSION,
    bad="Nội dung 3: phông .VnTime",
    good="Nội dung 3: phông Times New Roman",
)
def legacy_font(to: Collector, inked: Inked) -> Iterator[Told]:
    for name in _fonts(inked.run):
        if is_legacy_font(name):
            yield Told(inked.paragraph, f"phông mã cũ {name}")


@INK.rule(
    "trang.font",
    title="Phông chữ không phải Times New Roman",
    says=("Phông chữ {found}, cần {expected}.", "Chọn phông Times New Roman."),
    repair=safe("font"),
    bad="Nội dung 3: phông Arial",
    good="Nội dung 3: phông Times New Roman",
)
def font(to: Collector, inked: Inked) -> Iterator[Told]:
    for name in _fonts(inked.run) if not to.parts.standard else ():
        if not is_legacy_font(name) and name.strip().lower() != inked.font.lower():
            yield Told(inked.paragraph, name)


@INK.rule(
    "trang.color",
    title="Chữ không phải màu đen",
    says=("Chữ màu {found}, cần màu đen.", "Đặt màu chữ là đen (Automatic)."),
    repair=safe("color"),
    bad="Mục 2: màu 1F4E79",
    good="Mục 2: màu 000000",
)
def color(to: Collector, inked: Inked) -> Iterator[Told]:
    color = inked.run.format.color
    if not is_black(color) and not may_be_red(inked.run.text) and not to.parts.standard:
        yield Told(inked.paragraph, f"#{color.upper()}")


def may_be_red(text: str) -> bool:
    """Whether these words are a stamp's."""
    return fold(text) in _STAMPED


def _fonts(run: Run) -> list[str]:
    """The fonts that really print letters: Word keeps one for ASCII and one for the rest."""
    letters = [sign for sign in run.text if sign.isalnum()]
    fonts = []
    if any(sign.isascii() for sign in letters):
        fonts.append(run.format.font_ascii)
    if any(not sign.isascii() for sign in letters) and run.format.font_other not in fonts:
        fonts.append(run.format.font_other)
    return fonts


def is_legacy_font(name: str) -> bool:
    """A font of TCVN3 or VNI: what it shows is not what the file's letters are."""
    return bool(_LEGACY_FONT.match(name))


@cache
def is_black(color: str) -> bool:
    if color == "auto" or not re.fullmatch(r"[0-9A-Fa-f]{6}", color):
        return True
    return all(int(color[at : at + 2], 16) <= _DARK for at in (0, 2, 4))


# --- the words of every paragraph, headers and footers too -----------------------------------------------------------


@record
class Words:
    """A paragraph worth a look: whether any word of the document is so for old encodings, keys, figures."""

    paragraph: Paragraph
    legacy: bool
    telex: bool
    foreign: bool


@Topic
def typed_words(to: Collector) -> Iterator[Words]:
    legacy = to.legacy
    telex, foreign = any(map(find_telex, to.words)), any(map(_FOREIGN_WORD.match, to.words))
    wanted = str(to.law.rule("trang", "font").allowed[0])
    for paragraph in to.paragraphs:
        for run in paragraph.runs:
            look = run.format
            if look.font_ascii == wanted == look.font_other and is_black(look.color):
                continue
            if not look.hidden and any(sign.isalnum() for sign in run.text):
                INK.look(to, Inked(paragraph, run, wanted))
        if legacy or telex or foreign or not unicodedata.is_normalized("NFC", paragraph.raw):
            yield Words(paragraph, legacy, telex, foreign)


@typed_words.rule(
    "trang.encoding",
    title="Chữ của bảng mã cũ, chữ tổ hợp",
    repair=CONVERSION,
    bad="Nội dung 3 = Lieân hieäp Hoäi ñaõ toå chöùc hoäi thaûo.",
    good="Nội dung 3 = Liên hiệp Hội đã tổ chức hội thảo.",
)
def encoding(to: Collector, words: Words) -> Iterator[Told]:
    paragraph, raw = words.paragraph, words.paragraph.raw
    if not unicodedata.is_normalized("NFC", raw):
        yield Told(paragraph, "Unicode tổ hợp (không phải dựng sẵn)")
    elif words.legacy and not raw.isascii():
        by_font = any(is_legacy_font(font) for run in paragraph.runs for font in _fonts(run))
        found = None if by_font else find_tcvn3(raw) or find_vni(raw)
        if found is not None:
            meant = f"bảng mã cũ (TCVN3, VNI): “{found.word}”, có lẽ là “{found.meant}”"
            yield Told(paragraph, meant)


@typed_words.rule(
    "noi_dung.telex",
    title="Phím gõ chưa thành chữ",
    says=("Phím gõ chưa thành chữ: {found}.", "Gõ lại các chữ này."),
    repair=WORDS,
    bad="Nội dung 3 = Đã hoàn thành nhieemj vụ.",
    good="Nội dung 3 = Đã hoàn thành nhiệm vụ.",
)
def telex(to: Collector, words: Words) -> Iterator[Told]:
    found = find_telex(words.paragraph.raw) if words.telex else []
    if found:
        yield Told(words.paragraph, ", ".join(f"“{word}”" for word in found[:3]))


@typed_words.rule(
    "noi_dung.number_style",
    title="Số viết theo lối nước ngoài",
    says=(
        "Số viết theo lối nước ngoài: “{found}”.",
        "Dấu phẩy trước phần thập phân, dấu chấm giữa các hàng nghìn, ví dụ: {expected}.",
    ),
    repair=FIGURES,
    bad="Nội dung 3 = Đạt 12.5% kế hoạch, kinh phí 1,250,000 đồng.",
    good="Nội dung 3 = Đạt 12,5% kế hoạch, kinh phí 1.250.000 đồng.",
)
def number_style(to: Collector, words: Words) -> Iterator[Told]:
    if words.foreign and (found := _FOREIGN.search(words.paragraph.raw)) is not None:
        yield Told(words.paragraph, found[0].strip())


# --- what a draft leaves behind --------------------------------------------------------------------------------------

DOCUMENT: Topic[Document] = Topic(lambda to: [to.parts.document])


@DOCUMENT.rule(
    "noi_dung.leftover",
    title="Còn dấu vết dự thảo",
    says=("Còn dấu vết dự thảo: {found}.", "Viết nốt hoặc xóa trước khi trình ký."),
    repair=WORDS,
    bad="Nội dung 3 = [Chưa có nội dung: Nguyên nhân]",
    good="Nội dung 3 = Nguyên nhân: kinh phí cấp chậm.",
)
def leftover(to: Collector, document: Document) -> Iterator[Told]:
    """Room left to be filled in, and text that is coloured behind, struck out or hidden: each told once a paragraph."""
    framed = to.parts.framing_tables
    annexed = to.parts.annexes[0].heading.paragraph if to.parts.annexes else None
    in_annex = False  # a form to be filled in is no draft
    for paragraph in document.paragraphs() if not to.parts.standard else ():
        raw = paragraph.raw
        in_annex = in_annex or paragraph is annexed
        found = _LEFTOVER.search(raw) if any(map(raw.__contains__, _MAY_BE_LEFT)) else None
        if found:
            tag = found[0].startswith("{")
            yield Told(paragraph, "thẻ mẫu “{{ … }}” chưa điền" if tag else f"“{short(found[0], 60)}”")
        elif (
            is_dotted(raw)
            and not in_annex
            and paragraph.place.table not in framed
            and paragraph.place.kind == "body"
            and _DOTS.search(raw)
        ):
            yield Told(paragraph, "“…”")
        yield from _marked(paragraph)


def _marked(paragraph: Paragraph) -> list[Told]:
    told: dict[str, Told] = {}
    for run in paragraph.runs:
        look = run.format
        if (look.highlight or look.strike or look.hidden) and run.text.strip():
            how = "chữ ẩn" if look.hidden else "chữ gạch ngang" if look.strike else "chữ tô nền"
            where = EVERYWHERE if paragraph.blank else paragraph
            told.setdefault(how, Told(where, f"{how} “{short(run.text.strip())}”"))
    return list(told.values())


@DOCUMENT.rule(
    "noi_dung.tone_marks",
    title="Dấu thanh đặt hai cách",
    says=("Dấu thanh không thống nhất: {found}.", "Chọn {expected} cho cả văn bản."),
    repair=WORDS,
    bad="Nội dung 3 = Hoà thuận, hòa nhã.",
    good="Nội dung 3 = Hòa thuận, hòa nhã.",
)
def tone_marks(to: Collector, document: Document) -> Iterator[Told]:
    """Both ways of marking in the text of one file; the head, the signers' names and what the law calls the document
    are as they are."""
    ways = list(map(tone_places, to.words)) if not to.parts.standard else []
    if not (any(early for early, _ in ways) and any(late for _, late in ways)):
        return
    framed = to.parts.framing_tables
    first: list[tuple[str, Paragraph]] = []
    last: list[tuple[str, Paragraph]] = []
    named = {id(line.paragraph) for line in to.parts.title}
    for paragraph in document.paragraphs():
        framing = paragraph.place.table in framed or id(paragraph) in named
        if not framing and not is_quoc_hieu(paragraph.text):
            for way, words in zip((first, last), tone_places(paragraph.raw), strict=True):
                way += [(word, paragraph) for word in words]
    if first and last:
        rarer = min(first, last, key=len)
        yield Told(rarer[0][1], f"vừa “{first[0][0]}” vừa “{last[0][0]}”")


@DOCUMENT.rule(
    "trang.revision",
    title="Còn nhận xét, sửa đổi theo dõi",
    says=("Còn {found}.", "Review: chấp nhận hoặc bỏ hết rồi lưu lại."),
    repair=Repair(NEVER, "chỉ người soạn biết sửa đổi nào được nhận"),
    bad="Nội dung 3: có nhận xét",
    good="Nội dung 3: đứng",
)
def revisions(to: Collector, document: Document) -> Iterator[Told]:
    if document.comments:
        yield Told(EVERYWHERE, f"{document.comments} nhận xét (comment)")
    if document.revisions:
        yield Told(EVERYWHERE, f"{document.revisions} chỗ sửa đổi được theo dõi (track changes)")


@DOCUMENT.rule(
    "trang.active",
    title="Tệp có nội dung tự chạy, tự lấy từ nơi khác",
    says=(
        "Trong tệp có {found}.",
        "Xóa đi, hoặc dán lại thành chữ, hình thường (trường: chọn rồi bấm Ctrl+Shift+F9); Word hỏi cập nhật thì đừng "
        "đồng ý.",
    ),
    repair=Repair(NEVER, "không chắc nội dung ấy là thừa"),
    bad="Nội dung 3: trường INCLUDETEXT",
    good="Nội dung 3: trường PAGE",
)
def active(to: Collector, document: Document) -> Iterator[Told]:
    for alike in by_sort(document.active):
        first = alike[0]
        severity = "note" if first.kind in _IDLE else "warning"
        yield Told(first.place, active_words(first.kind, first.name, len(alike)), severity=severity)
