"""Vietnamese forms: numbers, percents, dates, lists of names, the alphabet's order.

Source: docs/workbook-contract.md, "Sentences and numbers" of the report; dates as PL1.P1.II.4 of Decree 30/2020.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from ..law import MONTHS
from ..messages.figures import say
from .figure import Figure, Phrase

Number = int | float | Decimal

#: Money in million đồng is exact to the đồng; a float's noise beyond that is not a figure.
_FINEST = Decimal("0.000001")
_LARGEST = 20  # digits before the comma that leave room for the sixth decimal


def exact(value: Number) -> Decimal:
    """The number as the clerk typed it: 0.1 is one tenth, so that sums of typed numbers have no noise."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def plain_value(value: Number) -> int | float:
    """The number as a spreadsheet holds it: int where whole."""
    amount = exact(value)
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def number(value: Number) -> str:
    """6125 -> "6.125", 1250.5 -> "1.250,5"; every decimal that was typed, up to the sixth."""
    if type(value) is int:
        return f"{value:,}".replace(",", ".")
    amount = exact(value)
    if amount != amount.to_integral_value():
        amount = _to(amount, _FINEST)
    digits = f"{amount:,f}"
    whole, dot, part = digits.partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if dot and part else "")


def running(value: Number) -> str:
    """A number in running text: a count below ten has a leading zero ("03 hội thảo"), nought has none."""
    amount = exact(value)
    if amount == amount.to_integral_value() and 0 < amount < 10:
        return f"0{int(amount)}"
    return number(amount)


def in_text(value: Number, *, money: bool) -> Decimal:
    """The number as running text prints it: money to one decimal, unless that would make nothing of something."""
    amount = exact(value)
    return one_decimal(amount) or amount if money else amount


def told(value: Number, *, money: bool) -> str:
    """An amount in running text: a sum of money is no count."""
    return number(in_text(value, money=money)) if money else running(value)


def one_decimal(value: Number) -> Decimal:
    """Rounded half up to one decimal: 92.45 -> 92.5."""
    return _to(exact(value), Decimal("0.1"))


def to_sixth(value: Number) -> Decimal:
    """A rate as it is kept beside its text: rounded half up to the sixth decimal."""
    return _to(exact(value), _FINEST)


def _to(amount: Decimal, step: Decimal) -> Decimal:
    """Rounded half up; a number that no office has (1E+300, typed by mistake) stays as it is."""
    return amount.quantize(step, ROUND_HALF_UP) if amount.adjusted() < _LARGEST else amount


def percent(value: Number) -> str:
    """92.45 -> "92,5%", 30 -> "30%"; more than nothing never prints as nothing ("dưới 0,1%")."""
    amount = one_decimal(value)
    if amount == 0 and value != 0:
        return say("percent_tiny")
    return number(amount) + "%"


def share(part: int, whole: int) -> Decimal:
    """Part of the whole in percent, unrounded; 0 of 0 is 0."""
    return exact(part) * 100 / whole if whole else Decimal(0)


def date_words(day: dt.date) -> str:
    """ "ngày 05 tháng 01 năm 2026": a zero before days below ten and before months 1 and 2 only (PL1.P1.II.4.b)."""
    return f"ngày {day.day:02} tháng {month_digits(day.month)} năm {day.year}"


def month_digits(month: int) -> str:
    """The month as the decree writes it: "01", "02", "3" … "12"."""
    return MONTHS[month - 1]


def date_short(day: dt.date) -> str:
    """ "05/01/2026", in tables."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def date_running(day: dt.date) -> str:
    """ "14/6/2026", "05/02/2026", in running text: zeros as in the decree's long form."""
    return f"{day_and_month(day)}/{day.year}"


def day_running(day: dt.date) -> str:
    """ "ngày 14/6/2026", in running text."""
    return f"ngày {date_running(day)}"


def day_and_month(day: dt.date) -> str:
    """ "10/7", where the year is told already."""
    return f"{day.day:02}/{month_digits(day.month)}"


#: First words of period names and of subjects that are no names.
_LOWERED = frozenset(
    {"năm", "quý", "kỳ", "sáu", "đợt", "đột", "tháng", "nửa"}
    | {"thực", "về", "phát", "triển", "đẩy", "tăng", "xây", "nâng", "tiếp", "hưởng", "đổi"}
)
#: How what is done begins, one or two syllables, so that it may go on a sentence: "Xây dựng quy chế" is no name.
DEEDS = frozenset(
    deed.strip()
    for deed in """
    ban hành; biên soạn; biên tập; bàn giao; báo cáo; bố trí; bồi dưỡng; bổ sung; chuyển giao; chuyển tiếp; chuẩn bị;
    chấm; chấn chỉnh; chỉ đạo; chụp; cung cấp; có; công bố; cải tạo; cấp; cập nhật; củng cố; cứu trợ; cử; duy trì;
    dự; ghi nhận; gia hạn; giao; giám sát; giám định; giải quyết; giảm; giới thiệu; góp ý; gặp mặt; gửi; hoàn thiện;
    hoàn thành; hướng dẫn; hỗ trợ; hợp tác; in; khai giảng; khen thưởng; khám; khôi phục; khảo sát; khởi công;
    kiểm kê; kiểm tra; kiện toàn; ký; kết nạp; liên kết; lấy ý kiến; lập; lắp đặt; mua; mua sắm; mở; nghiên cứu;
    nghiệm thu; nhận; nâng cao; nâng cấp; phát hành; phát triển; phát động; phân công; phê duyệt; phản biện;
    phỏng vấn; phối hợp; phổ biến; quyên góp; quán triệt; quản lý; ra mắt; rà soát; sinh hoạt; soạn; sơ kết; sưu tầm;
    sắp xếp; số hóa; sửa chữa; sửa đổi; tham dự; tham gia; tham mưu; thanh tra; theo dõi; thành lập; thí điểm; thăm;
    thẩm định; thống kê; thử nghiệm; thực hiện; tiếp nhận; tiếp tục; tiếp xúc; trao; trao đổi; triển khai;
    truyền thông; trình; trưng bày; trồng; tuyên dương; tuyên truyền; tuyển chọn; tuyển dụng; tìm hiểu; tôn vinh;
    tăng cường; tư vấn; tập huấn; tập trung; tặng; tổ chức; tổng hợp; tổng kết; viết; vận hành; vận động; vẽ;
    xem xét; xin; xuất bản; xác định; xây dựng; xét; xét chọn; xét tặng; xử lý; điều tra; đào tạo; đánh giá; đôn đốc;
    đăng; được; đẩy mạnh; đặt; đề nghị; đề xuất; động viên; ổn định; ứng dụng
    """.split(";")  # noqa: SIM905 - a list of words is read as one
)
_THINGS = frozenset({"hội thảo", "hội nghị", "tọa đàm", "đề tài", "lớp"})
#: How a difficulty begins that "do" may stand before; one that says "do" itself goes on as it is.
_LACKS, _BECAUSE = ("chưa", "thiếu", "chờ", "không"), ("do", "vì", "bởi")


def lower_first(text: str) -> str:
    """The text as it continues a sentence: "Năm 2026" -> "năm 2026"; a first word that may be a name stays."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first.lower() in _LOWERED and not first[1:].isupper() else text


def as_deed(text: str) -> str:
    """What is done as it goes on a sentence: "Xây dựng quy chế" -> "xây dựng quy chế"; what may be a name stays."""
    words = text.split(" ", 2)
    opens = {words[0].lower().rstrip(","), " ".join(words[:2]).lower().rstrip(",")} & (DEEDS | _THINGS)
    return text[:1].lower() + text[1:] if opens and not words[0][1:].isupper() else text


def reason(difficulty: str) -> str:
    """A difficulty as it follows what is late: ", do chưa có kinh phí", else "; vướng mắc: …"; "" of none."""
    first, _, rest = difficulty.partition(" ")
    named = first[1:].isupper() or rest[:1].isupper()  # "UBND tỉnh …", "Sở Nội vụ …"
    going_on = difficulty if named else difficulty[:1].lower() + difficulty[1:]
    if first.lower() in _BECAUSE:
        return say("because_said", reason=first.lower() + difficulty[len(first) :])
    if first.lower() in _LACKS:
        return say("because", reason=first.lower() + difficulty[len(first) :])
    return say("difficulty", difficulty=going_on) if difficulty else ""


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def bare(text: str) -> str:
    """The text without spaces and final punctuation at its end, so that a sentence can go on."""
    return text.strip().rstrip(".;,: ").rstrip()


def phrase(pattern: str, **parts: Figure | Phrase | str) -> Phrase:
    """ "tăng {a} hội viên" with a Figure for a: words and figures in a row. `KeyError` for an unknown name."""
    return row_of([parts[piece] if i % 2 else piece for i, piece in enumerate(_pieces(pattern))])


@lru_cache(maxsize=512)
def _pieces(pattern: str) -> list[str]:
    return re.split(r"\{(\w+)\}", pattern)


def row_of(parts: Iterable[Figure | Phrase | str]) -> Phrase:
    """Words and figures in a row, what is blank left out."""
    found: list[str | Figure] = []
    for part in parts:
        if isinstance(part, Phrase):
            found += part.parts
        elif part or not isinstance(part, str):
            found.append(part)
    return Phrase(tuple(found))


def in_a_row(parts: Sequence[Figure | Phrase | str]) -> Phrase:
    """ "a, b, c"."""
    return row_of(each for place, part in enumerate(parts) for each in (say("comma") if place else "", part))


def enumerated(parts: Sequence[Figure | Phrase | str]) -> Phrase:
    """ "a, b và c"."""
    last = len(parts) - 1
    between = ["" if not place else say("and") if place == last else say("comma") for place in range(len(parts))]
    return row_of(each for pair in zip(between, parts, strict=True) for each in pair)


# The alphabet's order

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK: Mapping[str, int] = {letter: rank for rank, letter in enumerate(_LETTERS)}
#: ngang, huyền, hỏi, ngã, sắc, nặng
_TONES: Mapping[str, int] = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_WORD = re.compile(r"\d+|[^\W\d_]+")


@lru_cache(maxsize=4096)
def collation_key(text: str) -> tuple[object, ...]:
    """Sorts names as a Vietnamese dictionary does: syllable by syllable, letters (đ after d) before tones.

    Digits sort by value ("Hội 2" before "Hội 10") and before letters; the text itself breaks ties.
    """
    text = unicodedata.normalize("NFC", text)
    return (tuple(_syllable(word) for word in _WORD.findall(text.lower())), text)


def _syllable(word: str) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    if word.isdecimal():
        return 0, (int(word[:999]),), ()  # Python reads no number of thousands of digits
    if word.isascii():  # such as the NV of a task's code
        return 1, tuple([_RANK.get(letter, len(_LETTERS) + ord(letter)) for letter in word]), (0,) * len(word)
    letters: list[int] = []
    tones: list[int] = []
    for char in word:
        toneless, tone = [], 0
        for mark in unicodedata.normalize("NFD", char):
            if mark in _TONES:
                tone = _TONES[mark]
            else:
                toneless.append(mark)
        letter = unicodedata.normalize("NFC", "".join(toneless))
        letters.append(_RANK.get(letter, len(_LETTERS) + ord(letter[:1] or "\0")))
        tones.append(tone)
    return 1, tuple(letters), tuple(tones)


def by_name(names: Iterable[str]) -> list[str]:
    """The names in the order of the Vietnamese alphabet."""
    return sorted(names, key=collation_key)
