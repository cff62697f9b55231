"""Annex II: capitals that a machine can judge, as suggestions. Better silent than wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...plain import lazy, pattern
from ..reading.components import Item
from .registry import WORDS, Collector, Told, Topic

_LOWER = "a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_UPPER = _LOWER.upper()
_ACT = "(?:Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Pháp lệnh|Hiến pháp|Bộ luật|Luật|Quy chế|Quy định|Điều lệ)"
_UNITS = r"(?:điều|chương|mục|tiểu mục|phần)"
_ALLOWED_TET = ("tết Trung thu", "tết Nguyên đán", "tết Đoan ngọ")
_OPEN = pattern(rf"^(?!https?:|www\.|\S+@)[{_LOWER}]\w*")
_ABBREVIATED = pattern(r"\b(?:v\.v|tp|tr|stt|đ/c|ths|mr|no|vol)$", re.IGNORECASE)


@Topic
def prose(to: Collector) -> Iterator[Item]:
    for item in to.parts.items:
        if not item.line.upper and item.kind not in ("phan", "ten_phan", "muc", "quoted"):
            yield item


class Patterns:
    """Words whose match is worth a look; group 1 is what is shown.

    `hints`: what a text must hold one of to be searched; `opening`: what is wrong at the beginning of a paragraph.
    """

    def __init__(
        self, prop: str, hints: tuple[str, ...], patterns: tuple[str, ...], opening: re.Pattern[str] | None
    ) -> None:
        self.__name__ = prop
        self.hints, self.opening = hints, opening
        self._written = patterns

    @lazy
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """Compiled for the first text that is searched: most documents have none of most."""
        return tuple(map(re.compile, self._written))

    def __call__(self, to: Collector, item: Item) -> Iterable[Told]:
        text = item.line.text
        return self._found(item) if self.opening or any(map(text.__contains__, self.hints)) else ()

    def _found(self, item: Item) -> Iterator[Told]:
        text = item.line.text
        begins = item.kind == "text" and item.role != "broken"
        if self.opening is not None and begins and (match := self.opening.match(text)):
            yield Told(item.line, match[0])
        told: set[str] = set()
        for match in (match for one in self.patterns for match in one.finditer(text)):
            found = match[1].strip()
            abbreviated = self.opening is not None and _ABBREVIATED.search(text[: match.start()])
            if found not in told and found not in _ALLOWED_TET and not abbreviated:
                told.add(found)
                yield Told(item.line, found)


def _rule(
    prop: str,
    title: str,
    hints: tuple[str, ...],
    *patterns: str,
    bad: str,
    good: str,
    opening: re.Pattern[str] | None = None,
) -> None:
    """A rule on that demand of the law; its examples are words of the text."""
    prose.rule(
        f"noi_dung.{prop}",
        title=title,
        says=("Viết hoa: “{found}”.", "Xem lại theo Phụ lục II: {expected}."),
        repair=WORDS,
        bad=f"Nội dung 3 = {bad}",
        good=f"Nội dung 3 = {good}",
    )(Patterns(prop, hints, patterns, opening))


_rule(
    "cap_cited",
    "Viện dẫn phần, chương, điều, khoản, điểm viết hoa chưa đúng",
    ("điều ", "chương ", "mục ", "phần ", "Khoản ", "Điểm "),
    rf"\b({_UNITS} (?:\d+[a-zđ]?|[IVXLC]+))\b(?=[^.;]{{0,60}}\b{_ACT})",
    rf"(?<=[{_LOWER},] )((?:Khoản|Điểm) (?:\d+|[a-zđ]))\b(?= (?:[Kk]hoản|[Đđ]iều)\b)",
    r"\b(?:điểm [a-zđ]|khoản \d+|điểm [a-zđ],? khoản \d+),? (điều \d+[a-zđ]?)\b",
    bad="Thực hiện Khoản 2 điều 8 Nghị định số 45/2010/NĐ-CP.",
    good="Thực hiện khoản 2 Điều 8 Nghị định số 45/2010/NĐ-CP.",
)

_rule(
    "cap_people",
    "“Nhân dân”, “Nhà nước” chưa viết hoa",
    ("nhân dân", "nhà nước"),
    r"\b(?:[Đđ]ảng(?: và|,)|của|do|cho|với|trong|toàn thể|tầng lớp|quần chúng|phục vụ) (nhân dân)\b",
    r"\b(?:Đảng(?: và|,)|của|do|được) (nhà nước)\b",
    bad="Lắng nghe ý kiến của nhân dân trên địa bàn.",
    good="Lắng nghe ý kiến của Nhân dân trên địa bàn.",
)

_rule(
    "cap_city",
    "Thủ đô Hà Nội, Thành phố Hồ Chí Minh chưa viết hoa",
    ("thủ đô Hà", "thành phố Hồ"),
    r"\b(thủ đô Hà Nội|thành phố Hồ Chí Minh)\b",
    bad="Đã dự hội thảo tại thủ đô Hà Nội.",
    good="Đã dự hội thảo tại Thủ đô Hà Nội.",
)

_rule(
    "cap_numbered",
    "Quận, phường gọi theo số chưa viết hoa",
    ("quận ", "phường "),
    r"(?<!các )\b((?:quận|phường) \d{1,2})\b(?! [a-zđ]*\s?(?:đồng chí|người|hộ|xã))",
    bad="Đã dự hội thảo tại phường 5.",
    good="Đã dự hội thảo tại Phường 5.",
)

_rule(
    "cap_document",
    "Tên loại của văn bản cụ thể chưa viết hoa",
    (" số ", "luật "),
    r"\b((?:nghị định|nghị quyết|quyết định|thông tư|chỉ thị|kế hoạch|công văn|tờ trình|báo cáo|chương trình"
    r"|thông báo|hướng dẫn) số \d+\S*/\S+)",
    rf"(?<=[{_LOWER},] )(?<!ộ )(luật (?:[{_UPPER}][{_LOWER}]+ ?){{1,3}})",
    bad="Triển khai kế hoạch số 15/KH-UBND của thành phố.",
    good="Triển khai Kế hoạch số 15/KH-UBND của thành phố.",
)

_rule(
    "cap_tet",
    "Tên ngày tết viết hoa chưa đúng",
    ("ết ",),
    rf"(?<=[{_LOWER},] )(Tết (?:Nguyên|Trung|Đoan) \w+)\b",
    r"\b([Tt]ết (?:Nguyên Đán|nguyên đán|Trung thu|trung thu|Trung Thu|Đoan Ngọ|đoan ngọ))\b",
    bad="Thăm hỏi gia đình chính sách dịp Tết Nguyên Đán.",
    good="Thăm hỏi gia đình chính sách dịp tết Nguyên đán.",
)

_rule(
    "cap_day",
    "Tên ngày trong tuần, tháng trong năm chưa viết hoa",
    (*(f"thứ {day}" for day in "hbtnsb"), *(f"tháng {month}" for month in "gtsbc")),
    r"\b(?:sáng|chiều|tối|vào) (thứ (?:hai|ba|tư|năm|sáu|bảy))\b(?! (?:nhất|trong|của|là))",
    r"(?:[Cc]ách mạng|[Tt]rong|[Vv]ào|[Đđ]ầu|[Cc]uối) (tháng (?:giêng|tư|sáu|bảy|tám|chín|chạp))\b",
    bad="Sinh hoạt câu lạc bộ chiều thứ bảy.",
    good="Sinh hoạt câu lạc bộ chiều thứ Bảy.",
)

_rule(
    "cap_sentence",
    "Đầu câu chưa viết hoa",
    (". ", "! ", "? "),
    rf"([.!?](?<=[{_LOWER}]{{3}}.) [{_LOWER}]\w*)",
    bad="Công việc đã hoàn thành. tiếp tục theo dõi.",
    good="Công việc đã hoàn thành. Tiếp tục theo dõi.",
    opening=_OPEN,
)
