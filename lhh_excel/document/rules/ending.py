"""Rules of Kính gửi, the signature block, Nơi nhận, stamps and boxes, the drafter's sign, the address line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...law import MINUTES, SIGNING_PREFIXES, TYPES
from ...law.types import OTHERWISE
from ...law.words import AS_ABOVE, title_before
from ...plain import pattern, record
from ..ooxml import text_width_mm
from ..reading.components import Parts, Signer
from ..reading.lines import Line, fold
from ..reading.marks import CIRCULATION, URGENCY, is_archive, is_dash, is_deputy, is_position, named_on, rank_before
from .findings import EVERYWHERE, last_sign
from .registry import (
    LAID,
    NAMES,
    WORDS,
    Collector,
    Told,
    Topic,
    guarded,
    safe,
)
from .typeface import AWAITED, NO_LINE, Awaited, check_type, met

_MUST_ADDRESS = frozenset(kind.name for kind in TYPES if kind.must_be_addressed)
_ADDRESSED = frozenset(kind.name for kind in TYPES if kind.may_be_addressed)
#: Whose Nơi nhận may open with "Như trên" without Kính gửi: they name somebody above by other words.
_ALIKE = frozenset(k.name for k in TYPES if k.alike or k.must_be_addressed or k.addressed == OTHERWISE)
_DASH = pattern(r"^[-–—]\s*\S")
_ARCHIVE = pattern(r"^-\s*Lưu:\s*VT\b(?: \w+(?=\s*,\s*VT\b))?(?:\s*,\s*[^.;]*(?:\.[^.;\s]+)*)?\s*\.(?:\s*\S.*)?$")
_PREFIX = pattern(r"^(TM|KT|TL|TUQ|Q|T/M|K/T|T/L|Q/)(?=[.\s/:])")
_RIGHT_PREFIX = pattern(r"^(?:" + "|".join(re.escape(prefix) for prefix in SIGNING_PREFIXES) + r")\s*\S")
_SHORT_DEPUTY = pattern(r"P\.\s*(?=[^\W\d]{2})")  # "P. GIÁM ĐỐC"
_ALIKE_WORDS = fold(AS_ABOVE)
_ALIGNED_MM = 1.0
_UNDER_COLON_MM = 8.0


# --- lists of addressees and recipients (Annex I, II.9.d) ------------------------------------------------------------


@record
class Listed:
    component: str
    lines: list[Line]


LISTS: Topic[Listed] = Topic()


@LISTS.rule(
    "kinh_gui.ending noi_nhan_dong.ending",
    title="Dòng trong danh sách không kết thúc bằng dấu chấm phẩy",
    repair=guarded("ending"),
    bad="Danh sách nơi nhận 2 = - Các hội thành viên",
    good="Danh sách nơi nhận 2 = - Các hội thành viên;",
)
def list_ending(to: Collector, listed: Listed) -> Iterator[Told]:
    """An entry may run over several lines."""
    for line, after in zip(listed.lines, listed.lines[1:], strict=False):
        if _DASH.match(after.text) and not line.text.endswith(";"):
            yield Told(line, last_sign(line.text), f"{listed.component}.ending")


@LISTS.rule(
    "kinh_gui.last_ending noi_nhan_dong.last_ending",
    title="Dòng cuối danh sách không kết thúc bằng dấu chấm",
    repair=guarded("ending"),
    bad="Danh sách nơi nhận cuối = - Lưu: VT, VP",
    good="Danh sách nơi nhận cuối = - Lưu: VT, VP.",
)
def list_last_ending(to: Collector, listed: Listed) -> Iterator[Told]:
    for line in listed.lines[-1:]:
        if not line.text.endswith("."):
            yield Told(line, last_sign(line.text), f"{listed.component}.last_ending")


# --- Kính gửi (II.9.b, II.9.d) ---------------------------------------------------------------------------------------


@Topic
def kinh_gui(to: Collector) -> Iterator[Parts]:
    parts = to.parts
    if parts.kinh_gui is not None:
        check_type(to, "kinh_gui", [parts.kinh_gui, *parts.addressees])
    yield parts


@kinh_gui.rule(
    "kinh_gui.scope",
    title="Kính gửi dùng không đúng loại văn bản",
    says=("{component} {found}.", "“Kính gửi” chỉ dùng cho {expected}."),
    repair=WORDS,
    bad=("(Công văn)", "Kính gửi: không có", "Danh sách nơi nhận: không có"),
    good=("(Công văn)", "Kính gửi = Kính gửi: Sở Nội vụ thành phố Cần Thơ"),
)
def scope(to: Collector, parts: Parts) -> Iterator[Told]:
    if parts.kinh_gui is None:
        if parts.type in _MUST_ADDRESS:
            yield Told(EVERYWHERE, f"chưa có, {parts.type} phải có")
    elif parts.type and parts.type not in _ADDRESSED:
        yield Told(parts.kinh_gui, f"không dùng cho {parts.type}")


def _behind_colon(parts: Parts) -> str | None:
    """What stands behind "Kính gửi:", where that is written as it should be."""
    label, colon, behind = parts.kinh_gui.text.partition(":") if parts.kinh_gui is not None else ("", "", "")
    return behind.lstrip() if (label, colon) == ("Kính gửi", ":") else None


def _one_below(parts: Parts) -> bool:
    """A sole addressee on a line of its own."""
    return len(parts.addressees) == 1 and len(named_on(parts.addressees[0].text)) == 1


@kinh_gui.rule(
    "kinh_gui.form",
    title="Kính gửi ghi sai cách",
    repair=guarded("colon"),
    bad="Kính gửi = Kính gửi",
    good="Kính gửi = Kính gửi:",
)
def address_form(to: Collector, parts: Parts) -> Iterator[Told]:
    if parts.kinh_gui is None or parts.address_table:
        return  # its words may stand in cells side by side
    behind = _behind_colon(parts)
    if behind is None:
        yield Told(parts.kinh_gui, parts.kinh_gui.text)
    elif not behind and _one_below(parts):
        yield Told(parts.addressees[0], "Kính gửi: (một nơi nhận phải cùng dòng)")


@kinh_gui.rule(
    "kinh_gui.apart",
    title="Nhiều nơi kính gửi không tách dòng",
    says=("{component}: {found}, cần {expected}.", "Trình bày {expected}."),
    repair=guarded("apart"),
    bad=("(Công văn)", "Kính gửi = Kính gửi: Sở Nội vụ thành phố Cần Thơ; Sở Tài chính thành phố Cần Thơ"),
    good=("(Công văn)", "Kính gửi = Kính gửi: Sở Nội vụ thành phố Cần Thơ"),
)
def each_on_its_line(to: Collector, parts: Parts) -> Iterator[Told]:
    behind = _behind_colon(parts)
    if behind is None or parts.kinh_gui is None or parts.address_table or parts.type not in ("", *_ADDRESSED):
        return
    beside = named_on(behind)
    if len(beside) > 1 or (beside and dashed_in(parts)):
        yield Told(parts.kinh_gui, f"{len(beside)} nơi cùng dòng với “Kính gửi”")
    for line in parts.addressees:
        if (count := len(named_on(line.text))) > 1:
            yield Told(line, f"{count} nơi trên một dòng")
    for line in undashed_in(parts)[:1]:
        yield Told(line, f"“{line.text}” không có gạch đầu dòng")


def undashed_in(parts: Parts) -> list[Line]:
    """Addressees on lines of their own that no dash opens."""
    found, above = list[Line](), ""
    bare = _behind_colon(parts) == "" and not _one_below(parts) and not dashed_in(parts)
    for line in parts.addressees:
        opens = is_dash(line.text) or (bare and (not above or above.endswith((";", "."))))  # else it goes on
        if opens and not _DASH.match(line.text) and len(named_on(line.text)) == 1:
            found.append(line)
        above = line.text
    return found


@Topic
def addressees(to: Collector) -> Iterator[Parts]:
    """Where several are listed below "Kính gửi:"."""
    parts = to.parts
    if _behind_colon(parts) == "" and not _one_below(parts):
        LISTS.look(to, Listed("kinh_gui", parts.addressees))
        yield parts


@addressees.rule(
    "kinh_gui.aligned",
    title="Các nơi kính gửi không thẳng hàng",
    says=("{component}: các gạch đầu dòng {found}.", "Đặt các gạch đầu dòng {expected}."),
    repair=safe("aligned"),
    bad="Kính gửi 3: lùi trái 4,6 cm",
    good="Kính gửi 3: lùi trái 5,8 cm",
)
def dashes_aligned(to: Collector, parts: Parts) -> Iterator[Told]:
    dashed = dashed_in(parts)
    starts = {round(line.paragraph.format.left + line.paragraph.format.first, 1) for line in dashed}
    if len(dashed) > 1 and max(starts) - min(starts) > _ALIGNED_MM:
        yield Told(dashed[-1], "không thẳng hàng nhau")
    elif dashed and parts.kinh_gui is not None and _off_colon(parts.kinh_gui, dashed[0]):
        yield Told(dashed[0], "không nằm dưới dấu hai chấm")


def dashed_in(parts: Parts) -> list[Line]:
    """Addressees on lines of their own that a dash opens."""
    return [line for line in parts.addressees if _DASH.match(line.text)]


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


# --- Nơi nhận (II.9) -------------------------------------------------------------------------------------------------


@Topic
def noi_nhan(to: Collector) -> Iterator[Line]:
    parts = to.parts
    if not (found := met(to, "noi_nhan", [parts.noi_nhan])):
        return
    yield from found
    lines = parts.recipients
    check_type(to, "noi_nhan_dong", lines)
    if lines:
        archive = _archive(lines)
        LISTS.look(to, Listed("noi_nhan_dong", lines if archive is None else lines[: archive + 1]))
        RECIPIENTS.look(to, lines)


def _archive(lines: list[Line]) -> int | None:
    return next((n for n, line in enumerate(lines) if is_archive(line.text)), None)


RECIPIENTS: Topic[list[Line]] = Topic()


@noi_nhan.rule(
    "noi_nhan.form",
    title="Từ “Nơi nhận” ghi sai cách",
    repair=guarded("colon"),
    bad="Nơi nhận = Nơi nhận",
    good="Nơi nhận = Nơi nhận:",
)
def recipients_form(to: Collector, line: Line) -> Iterator[Told]:
    if line.text != "Nơi nhận:":
        yield Told(line, line.text)


@noi_nhan.rule(
    "noi_nhan.same_row",
    title="Nơi nhận không ngang hàng với người ký",
    repair=LAID,
    bad="Nơi nhận: xuống hàng dưới của bảng",
    good="Nơi nhận: canh trái",
)
def beside_the_signer(to: Collector, line: Line) -> Iterator[Told]:
    """A biên bản has its signers above."""
    place = line.paragraph.place
    rows = {one.lines[0].paragraph.place.row for one in to.parts.signers if one.lines and place.table}
    tables = {one.lines[0].paragraph.place.table for one in to.parts.signers if one.lines}
    if rows and tables == {place.table} and place.row not in rows and to.parts.type != MINUTES.name:
        yield Told(line, line.text)


@RECIPIENTS.rule(
    "noi_nhan_dong.archive",
    title="Dòng “Lưu” thiếu hoặc ghi sai cách",
    says=("{component}: {found}.", "Dòng cuối ghi theo mẫu: {expected}."),
    repair=WORDS,
    bad="Danh sách nơi nhận cuối = - Lưu VP.",
    good="Danh sách nơi nhận cuối = - Lưu: VT, VP. 05.",
)
def archive_line(to: Collector, lines: list[Line]) -> Iterator[Told]:
    at = _archive(lines)
    if at is None:
        yield Told(lines[-1], "thiếu dòng “Lưu: VT”")
    elif any(_DASH.match(line.text) for line in lines[at + 1 :]):
        yield Told(lines[at], "dòng “Lưu” không ở cuối")
    elif not _ARCHIVE.match(lines[at].text.rstrip(".") + "."):  # the stop itself is another rule's
        yield Told(lines[at], f"ghi “{lines[at].text}”")


@RECIPIENTS.rule(
    "noi_nhan_dong.dash",
    title="Nơi nhận không có gạch đầu dòng",
    says=("{component}: “{found}” không có gạch đầu dòng.", "Thêm “- ” vào đầu dòng."),
    repair=guarded("dash"),
    bad="Danh sách nơi nhận = Như trên;",
    good="Danh sách nơi nhận = - Như trên;",
)
def dash(to: Collector, lines: list[Line]) -> Iterator[Told]:
    if not _DASH.match(lines[0].text) and _archive(lines) is not None:
        yield Told(lines[0], lines[0].text)


ALIKE: Topic[Parts] = Topic(lambda to: [to.parts])


@ALIKE.rule(
    "kinh_gui.nhu_tren",
    title="“Như trên” không đi với Kính gửi",
    says=("{found}.", "Ghi {expected}."),
    repair=WORDS,
    bad="Danh sách nơi nhận: không có",
    good="Danh sách nơi nhận = - Như trên;",
)
def as_above(to: Collector, parts: Parts) -> Iterator[Told]:
    """ "Như trên" opens the list where, and only where, there is Kính gửi."""
    if parts.noi_nhan is None or not parts.recipients:
        return
    alike = next((line for line in parts.recipients if _ALIKE_WORDS in fold(line.text)), None)
    if parts.kinh_gui is not None and alike is None:
        yield Told(parts.recipients[0], "Có “Kính gửi” nhưng Nơi nhận không có “- Như trên;”")
    elif parts.kinh_gui is None and alike is not None and parts.type not in _ALIKE:
        yield Told(alike, "Không có “Kính gửi” nhưng Nơi nhận có “Như trên”")


# --- signers (II.7) --------------------------------------------------------------------------------------------------


@Topic
def signers(to: Collector) -> Iterator[Signer]:
    signers = to.parts.signers
    AWAITED.look(to, Awaited("chuc_vu", any(signer.lines for signer in signers)))
    AWAITED.look(to, Awaited("ho_ten", any(signer.name for signer in signers)))
    for signer in signers:
        check_type(to, "chuc_vu", signer.lines)
        yield signer
        if signer.name is not None:
            check_type(to, "ho_ten", [signer.name])


@signers.rule(
    "chuc_vu.prefix",
    title="Quyền hạn ghi sai chữ viết tắt",
    repair=NAMES,
    bad="Quyền hạn, chức vụ người ký 2 = K/T CHỦ TỊCH",
    good="Quyền hạn, chức vụ người ký 2 = KT. CHỦ TỊCH",
)
def signing_prefix(to: Collector, signer: Signer) -> Iterator[Told]:
    lines = signer.lines
    for line in lines:
        text = line.text.upper()
        if _PREFIX.match(text) and not _RIGHT_PREFIX.match(text):
            yield Told(line, line.text)
        elif (short := _SHORT_DEPUTY.match(text)) and is_position(text[short.end() :]):
            head = text[short.end() :]
            yield Told(line, line.text, expected=f"KT. {head}, dòng dưới PHÓ {head}")
    if to.parts.type == MINUTES.name:
        return  # who kept the minutes, or sat in the chair, signs as he is
    for number, line in enumerate(lines):
        if is_deputy(line.text) and not any(
            re.match(r"^(KT|K/T|TL|TUQ|T/L)\b", fold(above.text)) for above in lines[:number]
        ):
            yield Told(line, f"{line.text} mà không có dòng KT.")


@signers.rule(
    "chuc_vu.second_line",
    title="Sau quyền hạn thiếu chức vụ người ký",
    says=("Sau “{found}” thiếu chức vụ của người ký.", "Ghi chức vụ của người ký ở dòng dưới."),
    repair=NAMES,
    bad="Quyền hạn, chức vụ người ký 3: không có",
    good="Quyền hạn, chức vụ người ký 3 = PHÓ CHỦ TỊCH",
)
def signer_s_own_position(to: Collector, signer: Signer) -> Iterator[Told]:
    lines = signer.lines
    for line, after in zip(lines, [*lines[1:], None], strict=False):
        if after is None:
            if re.match(r"^(TM|KT|TL|TUQ)\b", fold(line.text)):
                yield Told(line, line.text)
        elif fold(line.text) == f"KT. {fold(after.text)}":  # in the stead of himself
            yield Told(line, f"{line.text} / {after.text}")


@signers.rule(
    "ho_ten.title",
    title="Học hàm, học vị trước họ tên người ký",
    says=("Trước họ tên có “{found}”.", "Chỉ ghi họ và tên."),
    repair=NAMES,
    bad="Họ tên người ký = TS. Nguyễn Văn An",
    good="Họ tên người ký = Nguyễn Văn An",
)
def title_before_name(to: Collector, signer: Signer) -> Iterator[Told]:
    if signer.name is None:
        return
    bare = signer.name.text.removeprefix(rank_before(signer.name.text))  # II.7.c leaves ranks to the armed forces
    if title := title_before(bare):
        yield Told(signer.name, title)


# --- stamps and boxes, the drafter's sign, the address line (III.2 to 4) ---------------------------------------------


@record
class Stamp:
    component: str
    line: Line


@Topic
def stamps(to: Collector) -> Iterator[Stamp]:
    for stamp in to.parts.head.stamps:
        words = fold(stamp.text)
        component = "do_khan" if words in URGENCY else "pham_vi" if words in CIRCULATION else ""
        if component:
            check_type(to, component, [stamp])
            yield Stamp(component, stamp)


@stamps.rule(
    "do_khan.frame pham_vi.frame",
    title="Dấu chỉ mức độ khẩn, phạm vi lưu hành không có khung",
    says=("{component} không có khung, cần {expected}.", "Đặt trong khung viền đơn (Borders > Box)."),
    repair=LAID,
    bad="Chỉ dẫn phạm vi lưu hành = LƯU HÀNH NỘI BỘ",
    good=("Chỉ dẫn phạm vi lưu hành = LƯU HÀNH NỘI BỘ", "Chỉ dẫn phạm vi lưu hành: có khung"),
)
def frame(to: Collector, stamp: Stamp) -> Iterator[Told]:
    paragraph = stamp.line.paragraph
    bordered = paragraph.format.border_top is not None and paragraph.format.border_bottom is not None
    if not paragraph.place.framed and not bordered:
        yield Told(stamp.line, "không có khung", f"{stamp.component}.frame")


@Topic
def drafter(to: Collector) -> Iterator[Line]:
    drafter = to.parts.drafter
    if drafter is not None:
        check_type(to, "nguoi_soan", [drafter])
        yield drafter


@drafter.rule(
    "nguoi_soan.form",
    title="Ký hiệu người soạn thảo chưa viết hoa",
    repair=NAMES,
    bad="Ký hiệu người soạn thảo = pl.(300)",
    good="Ký hiệu người soạn thảo = PL.(300)",
)
def drafter_form(to: Collector, line: Line) -> Iterator[Told]:
    if not line.upper:
        yield Told(line, line.text)


@Topic
def address(to: Collector) -> Iterator[list[Line]]:
    if to.parts.address:
        check_type(to, "dia_chi", to.parts.address)
        yield to.parts.address


_FULL_MM = 3.0  # a line over the whole width may be so much shorter


@address.rule(
    "dia_chi.place",
    title="Địa chỉ cơ quan ở mọi trang",
    repair=LAID,
    bad=(
        "Địa chỉ cơ quan = Số 1 Lý Tự Trọng; điện thoại: 0292 3820 000",
        "Địa chỉ cơ quan: mọi trang",
    ),
    good="Địa chỉ cơ quan = Số 1 Lý Tự Trọng; điện thoại: 0292 3820 000",
)
def on_the_first_page(to: Collector, lines: list[Line]) -> Iterator[Told]:
    if to.parts.address_everywhere:
        yield Told(lines[0], "mọi trang")


@address.rule(
    "dia_chi.rule_kind",
    title="Trên địa chỉ cơ quan thiếu đường kẻ",
    repair=LAID,
    bad=(
        "Địa chỉ cơ quan = Số 1 Lý Tự Trọng; điện thoại: 0292 3820 000",
        "Địa chỉ cơ quan: không đường kẻ",
    ),
    good="Địa chỉ cơ quan = Số 1 Lý Tự Trọng; điện thoại: 0292 3820 000",
)
def line_above_address(to: Collector, lines: list[Line]) -> Iterator[Told]:
    first, above = lines[0].paragraph, to.parts.above_address
    drawn = [line for one in (first, *above) for line in one.lines_drawn]
    bordered = [one for one in (first, *above) if one.format.border_top or one.format.border_bottom]
    room = first.place.width
    if not drawn and not bordered:
        yield Told(lines[0], NO_LINE)
    elif room is not None:
        widths = [room - one.format.left - one.format.right for one in bordered]
        if max([line.length for line in drawn] + widths) < room - _FULL_MM:
            yield Told(lines[0], "đường kẻ không hết chiều ngang")
