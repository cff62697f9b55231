"""The rules that every component shares: there at all, size, weight, slant, capitals, alignment; lines drawn below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ...law import COMPONENTS, LOWER, UPPER, Law, Rule
from ...plain import record
from ..ooxml import text_width_mm
from ..reading.lines import Line, is_dotted, lines_of, wrapped_widths
from ..reading.model import DrawnLine, Paragraph
from .breaks import SINGLE, line_pt
from .findings import ALIGNMENTS, EVERYWHERE, SLANTS, WEIGHTS, amount, number, short
from .registry import WORDS, Collector, Told, Topic, guarded, safe

_SIZE_SLACK = 0.01
SHARE_SLACK = 0.03  # of a rule that must be 1/3 to 1/2 of its text: breaking lines is measured, not seen
OFF_CENTRE_MM = 3.0
_RAISED = 0.62  # raised signs are set about so much smaller
#: Components whose underlining is no makeshift for a drawn rule, which has its own finding.
_PLAIN = frozenset(
    ("quoc_hieu", "co_quan_chu_quan", "so_ky_hieu", "dia_danh_ngay", "ten_loai", "kinh_gui", "noi_nhan", "chuc_vu")
) | {"ho_ten", "muc", "phan", "phu_luc", "ten_phu_luc"}
_SOLID = ("single", "thick", "solid")
_TYPED_SLACK = 0.12
_FEW = 3  # letters: an abbreviation is in capitals whatever stands around it
_PUSHED = 3  # blanks at the beginning of a line that put it where it stands


def in_range(value: float, demand: Rule, slack: float = _SIZE_SLACK) -> bool:
    low = demand.low is None or value >= demand.low - slack
    return low and (demand.high is None or value <= demand.high + slack)


def line_ratio(line: Line) -> float:
    """The line spacing in single lines, whatever unit it is set in."""
    size = line.size or 13
    return line_pt(line.paragraph, size) / (SINGLE * size)


# --- what must be there ----------------------------------------------------------------------------------------------


@record
class Awaited:
    """A component, whether it was found, and whether this document must have it."""

    component: str
    there: bool
    due: bool = True


#: The components of head and signature -> the group with which they have no sure place (`Parts.unsure`).
FRAME = {
    **dict.fromkeys(("quoc_hieu", "tieu_ngu", "co_quan_chu_quan", "co_quan", "so_ky_hieu", "dia_danh_ngay"), "dau"),
    "trich_yeu_cong_van": "dau",
    **dict.fromkeys(("chuc_vu", "ho_ten", "noi_nhan", "noi_nhan_dong"), "chu_ky"),
}
AWAITED: Topic[Awaited] = Topic()


@AWAITED.rule(
    "*.present",
    title="Thiếu thành phần thể thức",
    repair=WORDS,
    bad="Tiêu ngữ: không có",
    good="Tên cơ quan chủ quản: không có",
)
def present(to: Collector, awaited: Awaited) -> Iterator[Told]:
    component = awaited.component
    if awaited.due and not awaited.there and not to.parts.annex_only and FRAME.get(component) not in to.parts.unsure:
        to.missing(component)
        wanted = to.law.rule(component, "present").text
        yield Told(EVERYWHERE, "không có", f"{component}.present", expected=wanted)


# --- type: each line against all that the law says of its component --------------------------------------------------


@record
class Typed:
    """A line of a component; `skip`: what is not judged by the line, or not of this one."""

    component: str
    line: Line
    skip: Sequence[str]


TYPE: Topic[Typed] = Topic()


def check_type(to: Collector, component: str, lines: Iterable[Line], skip: Sequence[str] = ()) -> None:
    """The rules of type on each line of a component that is there."""
    for line in lines:
        to.seen(component)
        TYPE.look(to, Typed(component, line, skip))


def met(to: Collector, component: str, lines: Iterable[Line | None], due: bool = True) -> list[Line]:
    """The lines of a component, each looked at by the rules of type; where there is none, that is told if it is due."""
    found = [line for line in lines if line is not None]
    AWAITED.look(to, Awaited(component, bool(found), due))
    check_type(to, component, found)
    return found


class Compared:
    """A property of a line compared with what the law says of it; `judge` gives what was found wrong, "" for right."""

    def __init__(self, prop: str, judge: Callable[[Line, Rule], str]) -> None:
        self.__name__ = self.prop = prop
        self.judge = judge

    def __call__(self, to: Collector, typed: Typed) -> Iterable[Told]:
        demand = to.law.find(typed.component, self.prop)
        if demand is None or self.prop in typed.skip or not (found := self.judge(typed.line, demand)):
            return ()
        return (Told(typed.line, found, f"{typed.component}.{self.prop}"),)


def _size(line: Line, demand: Rule) -> str:
    return next((amount(size, "pt") for size in line.sizes if not in_range(size, demand)), "")


def _bold(line: Line, demand: Rule) -> str:
    return _worn(line, demand, line.all_bold, line.any_bold, WEIGHTS)


def _italic(line: Line, demand: Rule) -> str:
    return _worn(line, demand, line.all_italic, line.any_italic, SLANTS)


def _worn(
    line: Line, demand: Rule, every: Callable[[], bool], some: Callable[[], bool], names: Mapping[bool, str]
) -> str:
    """What is wrong with a weight or a slant: not on every sign where it must be, on some where it must not."""
    if not any(sign.isalnum() for sign in line.text):
        return ""
    if demand.allowed[0]:
        return "" if every() or not line.letters else names[False]
    return names[True] if some() else ""


def _case(line: Line, demand: Rule) -> str:
    if not line.letters:
        return ""
    if demand.allowed[0] == UPPER:
        return "" if line.upper else LOWER
    return UPPER if line.upper and len(line.letters) > 3 else ""


def _align(line: Line, demand: Rule) -> str:
    pushed = line.paragraph.raw.startswith("\t") or line.paragraph.raw[:_PUSHED].isspace()  # to where it stands
    if line.tabbed or pushed or line.paragraph.place.kind == "box":
        return ""
    found = line.paragraph.format.align
    if found in demand.allowed or (found == "both" and demand.allowed[0] == "left"):
        return ""
    return ALIGNMENTS.get(found, found)


TYPE.rule(
    "*.size",
    title="Cỡ chữ sai",
    says=("{component}: cỡ chữ {found}, cần {expected}.", "Đặt cỡ chữ {expected}."),
    repair=safe("size"),
    bad="Tiêu ngữ: cỡ chữ 15",
    good="Tiêu ngữ: cỡ chữ 14",
)(Compared("size", _size))

TYPE.rule(
    "*.bold",
    title="Chữ đậm hoặc không đậm trái quy định",
    repair=safe("bold"),
    bad="Tên cơ quan chủ quản: đậm",
    good="Tên cơ quan chủ quản: không đậm",
)(Compared("bold", _bold))

TYPE.rule(
    "*.italic",
    title="Chữ nghiêng hoặc đứng trái quy định",
    repair=safe("italic"),
    bad="Địa danh và thời gian: đứng",
    good="Địa danh và thời gian: nghiêng",
)(Compared("italic", _italic))

TYPE.rule(
    "*.case",
    title="Chữ hoa hoặc chữ thường trái quy định",
    says=("{component}: chữ {found}, cần {expected}.", "Viết lại bằng chữ {expected}."),
    repair=WORDS,
    bad="Tên loại = Báo cáo",
    good="Tên loại = BÁO CÁO",
)(Compared("case", _case))

TYPE.rule(
    "*.align",
    title="Canh lề trái quy định",
    repair=safe("align"),
    bad="Tên loại: canh trái",
    good="Tên loại: canh giữa",
)(Compared("align", _align))


@TYPE.rule(
    "trang.underline",
    title="Thành phần thể thức bị gạch chân",
    says=("Chữ gạch chân: “{found}”.", "Bỏ gạch chân (Underline)."),
    repair=guarded("no_underline", "gạch chân có thể là cố ý"),
    bad="Kính gửi: gạch chân",
    good="Kính gửi: đứng",
)
def underline(to: Collector, typed: Typed) -> Iterator[Told]:
    line = typed.line
    if typed.component in _PLAIN and line.underlined and line.letters:
        yield Told(line, short(line.text))


@TYPE.rule(
    "trang.look",
    title="Chữ có viền, bóng, in hoa bằng định dạng",
    says=("{component} có {found}.", "Home > Font: bỏ Outline, Shadow, All caps, Small caps."),
    repair=guarded("plain_look", "kiểu chữ ấy có thể là cố ý"),
    bad="Nội dung 3: chữ viền",
    good="Nội dung 3: đứng",
)
def plain_look(to: Collector, typed: Typed) -> Iterator[Told]:
    """Upright type is nothing besides: on every component."""
    line = typed.line
    demand = to.law.find(typed.component, "case")
    raised = demand is not None and demand.allowed[0] == UPPER
    name = COMPONENTS[typed.component]
    if any(run.format.outline and run.text.strip() for run in line.runs):
        yield Told(line, "chữ viền, bóng", words={"component": name})
    elif not raised and line.raised and len(line.letters) > _FEW:
        yield Told(line, "chữ in hoa bằng định dạng (All caps)", words={"component": name})


# --- lines drawn below: real, unbroken, of the right length, in the middle -------------------------------------------


@record
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
            return RuleFound("border", length, border in _SOLID, abs(middle - middle_of(lines[-1])))
    if (typed := _typed(below)) is not None:
        raised = all(run.format.raised for run in typed.runs if run.text.strip())
        kind = "raised" if raised and set(typed.text) == {"_"} else "typed"
        return RuleFound(kind, typed.width * (_RAISED if raised else 1), sign=typed.text[0])
    if loose:
        return RuleFound("drawn", loose[0].length, loose[0].solid)
    if (typed := _typed(own)) is not None:
        return RuleFound("typed", typed.width, sign=typed.text[0])
    if any(line.underlined for line in lines):
        return RuleFound("underline", lines[-1].width)
    return None


def _typed(paragraphs: Sequence[Paragraph]) -> Line | None:
    return next((line for one in paragraphs for line in lines_of(one) if line.is_rule), None)


def middle_of(line: Line) -> float:
    shape, room = line.paragraph.format, line.paragraph.place.width or 0.0
    if shape.align in ("center", "both"):
        return (room + shape.left - shape.right) / 2
    half = line.width / 2
    return room - shape.right - half if shape.align == "right" else shape.left + half


@record
class Ruled:
    """Lines of text and the line drawn below them; `ideal`: what the text should be, where it has but one wording.

    `below`: the paragraphs that may carry it.
    """

    component: str
    lines: Sequence[Line]
    below: Sequence[Paragraph]
    found: RuleFound | None
    ideal: str = ""
    unsure: bool = False  # a shape hangs there that may be the line

    def demand(self, prop: str) -> str:
        return f"{self.component}.{prop}"

    @property
    def around(self) -> list[Paragraph]:
        """Below the lines, and their own."""
        return [*self.below, *(line.paragraph for line in self.lines)]

    @property
    def measurable(self) -> bool:
        """Whether it is a real line below words that are all there: a form to be filled in has no length yet."""
        found = self.found
        real = found is not None and found.kind not in _MAKESHIFT and found.solid
        return real and not any(is_dotted(line.text) for line in self.lines)


_MAKESHIFT = ("underline", "typed")
DRAWN: Topic[Ruled] = Topic()


@DRAWN.rule(
    "tieu_ngu.rule_kind co_quan.rule_kind trich_yeu.rule_kind",
    title="Thiếu đường kẻ hoặc kẻ không đúng kiểu",
    repair=guarded("draw_line", "vẽ đường mới thay cho chữ gạch chân, ký tự gõ tay"),
    bad="Tiêu ngữ: đường kẻ gõ bằng ________________________",
    good="Tiêu ngữ: đường kẻ dài 60,5 mm",
)
def real_line(to: Collector, ruled: Ruled) -> Iterator[Told]:
    found, made = ruled.found, ""
    if found is None:
        made = "" if ruled.unsure else NO_LINE
    elif found.kind == "underline":
        made = UNDERLINED
    elif found.kind == "typed":
        made = TYPED_LINE.format(sign=found.sign)
    elif not found.solid:
        made = "đường kẻ không phải nét liền"
    if made:
        yield Told(ruled.lines[-1], made, ruled.demand("rule_kind"))


#: How a line is or is not made, in words.
NO_LINE, UNDERLINED, TYPED_LINE = "không có đường kẻ", "gạch chân chữ (Underline)", "đường kẻ gõ bằng ký tự “{sign}”"


@DRAWN.rule(
    "tieu_ngu.rule co_quan.rule trich_yeu.rule",
    title="Đường kẻ dài hoặc ngắn quá",
    says=("Đường kẻ dưới {component} dài {found}, cần {expected}.", "Kẻ lại đường có độ dài {expected}, đặt cân đối."),
    repair=safe("line_length"),
    bad="Tiêu ngữ: đường kẻ dài 40 mm",
    good="Tiêu ngữ: đường kẻ dài 60,5 mm",
)
def line_length(to: Collector, ruled: Ruled) -> Iterator[Told]:
    """Against the longest printed line; where the text's own type is wrong, what fits the text set right passes."""
    found = ruled.found
    if found is None or not ruled.measurable or _fits(to.law, ruled, found):
        return
    text = longest(ruled.lines)
    if text:
        share = f"{number(found.length, 1)} mm ({number(found.length / text)} dòng chữ dài {number(text, 1)} mm)"
        yield Told(ruled.lines[-1], share, ruled.demand("rule"))


@DRAWN.rule(
    "tieu_ngu.rule_kind co_quan.rule_kind trich_yeu.rule_kind",
    title="Đường kẻ lệch",
    repair=safe("line_length"),
    bad="Tiêu ngữ: đường kẻ lệch 9 mm",
    good="Tiêu ngữ: đường kẻ lệch 2 mm",
)
def line_in_the_middle(to: Collector, ruled: Ruled) -> Iterator[Told]:
    found = ruled.found
    if found is not None and found.off_centre > OFF_CENTRE_MM and ruled.measurable and _fits(to.law, ruled, found):
        yield Told(ruled.lines[-1], "đường kẻ lệch so với dòng chữ", ruled.demand("rule_kind"))


def longest(lines: Sequence[Line]) -> float:
    """The longest printed line, in mm."""
    return max(width for line in lines for width in wrapped_widths(line, line.paragraph.place.width))


@DRAWN.rule(
    "trang.underline",
    title="Chữ gạch chân dù đã có đường kẻ",
    says=("Chữ gạch chân: “{found}”, bên dưới đã có đường kẻ.", "Bỏ gạch chân (Underline)."),
    repair=guarded("no_underline", "gạch chân có thể là cố ý"),
    bad="Tiêu ngữ: gạch chân",
    good="Tiêu ngữ: đứng",
)
def underlined_beside_a_line(to: Collector, ruled: Ruled) -> Iterator[Told]:
    if ruled.found is not None and ruled.found.kind not in _MAKESHIFT:
        for line in ruled.lines:
            if line.underlined and line.letters:
                yield Told(line, short(line.text))


def _fits(law: Law, ruled: Ruled, found: RuleFound) -> bool:
    demand = law.rule(ruled.component, "rule")
    low, high = demand.least, demand.most
    slack = SHARE_SLACK if high < 0.9 else 0.001
    if found.kind == "raised":
        slack = _TYPED_SLACK if high > 0.9 else 0.5
    candidates = [longest(ruled.lines), *_as_it_should_be(law, ruled)]
    return any(low * (1 - slack) <= found.length / text <= high * (1 + slack) for text in candidates if text)


def _as_it_should_be(law: Law, ruled: Ruled) -> list[float]:
    """Lengths of the text set as the decree wants, where it is not: one fault must not be told as two."""
    lines, ideal = ruled.lines, ruled.ideal
    size, bold = law.rule(ruled.component, "size"), bool(law.rule(ruled.component, "bold").allowed[0])
    right_size = all(in_range(line.size, size) for line in lines)
    right = right_size and all(line.all_bold() == bold and not line.any_italic() for line in lines)
    if right and (not ideal or ideal == lines[0].text):
        return []
    sizes = [line.size for line in lines] if right_size else [size.least, size.most]
    texts = [ideal] if ideal else [line.text for line in lines]
    return [max(text_width_mm(text, one, bold) for text in texts) for one in sizes]
