"""Annex II: capitals that a machine can judge, as suggestions. Better silent than wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..reading.lines import Line
from .findings import Collector

_LOWER = "a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_UPPER = _LOWER.upper()
_ACT = "(?:Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Pháp lệnh|Hiến pháp|Bộ luật|Luật|Quy chế|Quy định|Điều lệ)"
_UNITS = r"(?:điều|chương|mục|tiểu mục|phần)"

#: property -> patterns whose match is worth a look; group 1, where there is one, is what is shown
_PATTERNS: dict[str, tuple[re.Pattern[str], ...]] = {
    "cap_cited": (
        re.compile(rf"\b({_UNITS} (?:\d+[a-zđ]?|[IVXLC]+))\b(?=[^.;]{{0,60}}\b{_ACT})"),
        re.compile(rf"(?<=[{_LOWER},] )((?:Khoản|Điểm) (?:\d+|[a-zđ]))\b(?= (?:[Kk]hoản|[Đđ]iều)\b)"),
        re.compile(r"\b(?:điểm [a-zđ]|khoản \d+|điểm [a-zđ],? khoản \d+),? (điều \d+[a-zđ]?)\b"),
    ),
    "cap_people": (
        re.compile(r"\b(?:[Đđ]ảng(?: và|,)|của|do|cho|với|trong|toàn thể|tầng lớp|quần chúng|phục vụ) (nhân dân)\b"),
        re.compile(r"\b(?:Đảng(?: và|,)|của|do|được) (nhà nước)\b"),
    ),
    "cap_city": (re.compile(r"\b(thủ đô Hà Nội|thành phố Hồ Chí Minh)\b"),),
    "cap_numbered": (re.compile(r"\b((?:quận|phường) \d{1,2})\b(?! [a-zđ]*\s?(?:đồng chí|người|hộ|xã))"),),
    "cap_document": (
        re.compile(
            r"\b((?:nghị định|nghị quyết|quyết định|thông tư|chỉ thị|kế hoạch|công văn|tờ trình|báo cáo|chương trình"
            r"|thông báo|hướng dẫn) số \d+\S*/\S+)"
        ),
        re.compile(rf"(?<=[{_LOWER},] )(?<!ộ )(luật (?:[{_UPPER}][{_LOWER}]+ ?){{1,3}})"),
    ),
    "cap_tet": (
        re.compile(rf"(?<=[{_LOWER},] )(Tết (?:Nguyên|Trung|Đoan) \w+)\b"),
        re.compile(r"\b([Tt]ết (?:Nguyên Đán|nguyên đán|Trung thu|trung thu|Trung Thu|Đoan Ngọ|đoan ngọ))\b"),
    ),
    "cap_day": (
        re.compile(r"\b(?:sáng|chiều|tối|vào) (thứ (?:hai|ba|tư|năm|sáu|bảy))\b(?! (?:nhất|trong|của|là))"),
        re.compile(r"(?:[Cc]ách mạng|[Tt]rong|[Vv]ào|[Đđ]ầu|[Cc]uối) (tháng (?:giêng|tư|sáu|bảy|tám|chín|chạp))\b"),
    ),
    "cap_sentence": (re.compile(rf"(?<=[{_LOWER}]{{3}})([.!?] [{_LOWER}]\w*)"),),
}
#: What a text must hold to be worth a property's patterns.
_HINTS: dict[str, tuple[str, ...]] = {
    "cap_cited": ("điều ", "chương ", "mục ", "phần ", "Khoản ", "Điểm "),
    "cap_people": ("nhân dân", "nhà nước"),
    "cap_city": ("thủ đô Hà", "thành phố Hồ"),
    "cap_numbered": ("quận ", "phường "),
    "cap_document": (" số ", "luật "),
    "cap_tet": ("ết ",),
    "cap_day": ("thứ ", "tháng "),
    "cap_sentence": (". ", "! ", "? "),
}
_ALLOWED_TET = ("tết Trung thu", "tết Nguyên đán", "tết Đoan ngọ")
_OPEN = re.compile(rf"^(?!https?:|www\.|\S+@)[{_LOWER}]\w*")
_ABBREVIATED = re.compile(r"\b(?:v\.v|tp|tr|stt|đ/c|ths|mr|no|vol)$", re.IGNORECASE)


def check_capitals(to: Collector) -> None:
    for item in to.parts.items:
        if item.line.upper or item.kind in ("phan", "ten_phan", "muc"):
            continue
        if item.kind == "text" and (match := _OPEN.match(item.line.text)):
            to.add("noi_dung", "cap_sentence", match[0], item.line)
        for prop, found in _found(item.line):
            to.add("noi_dung", prop, found, item.line)


def _found(line: Line) -> Iterator[tuple[str, str]]:
    text = line.text
    for prop, patterns in _PATTERNS.items():
        if not any(hint in text for hint in _HINTS[prop]):
            continue
        told: set[str] = set()
        for pattern in patterns:
            for match in pattern.finditer(text):
                found = match[1].strip()
                if found in told or found in _ALLOWED_TET:
                    continue
                if prop == "cap_sentence" and _ABBREVIATED.search(text[: match.start()]):
                    continue
                told.add(found)
                yield prop, found
