"""VB: text. Looked at as typed, in the text columns of the clerk's tables; each rule first over all text at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from ..plain import pattern, record
from ..text import garbled
from ..workbook.book import Book, TableData
from ..workbook.schema import Kind
from ..workbook.values import MAX_TEXT, nfc
from .ct import entered
from .lookups import once_a_book
from .registry import ERROR, NOTE, RETYPE, SHEET, UNICODE, WARNING, Check, Repair, Spot, rule, spot, visible

_AT_START, _AT_END, _AT_BOTH = "ở đầu", "ở cuối", "ở đầu và cuối"

_CONTROL = frozenset(map(chr, (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF)))
_INVISIBLE = frozenset(map(chr, (0xAD, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2065), 0xFEFF)))
#: Between words it comes from a pasted table and stands as a hole in the document.
_TAB = pattern(r"(?<=\S)\t(?=\S)")
_HARD_SPACE = frozenset(map(chr, (0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)))
_DOUBLED = pattern(r"\S(?=  +\S)")
#: UTF-8 that was taken for the code page of western Windows, whose signs stand for the bytes 80 to 9F.
_WESTERN = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_BROKEN = pattern(
    f"\ufffd|á[»º][\x80-\u00bf{_WESTERN}]|Ã[\u0080-\u00bf]|Ä[\u0091\u2018\u0090]|Æ[°¡]|Å©|â€[\x80-\u00bf{_WESTERN}]"
)
#: Of each of its shapes a sign that is rare otherwise.
_BROKEN_SIGNS = frozenset("\ufffd»ºÃÄÆÅ€")
_LOST = pattern(r"[^\W\d_]\?[^\W\d_]")


@record
class _Texts:
    """The text of one column: `distinct` has each value, `words` each word and `signs` each sign once; one look at them
    spares most columns. `joined` is the values as one text."""

    data: TableData
    key: str
    kind: Kind
    distinct: set[str]
    joined: str
    words: str
    signs: str

    def values(self) -> Iterator[tuple[int, str]]:
        """Each text with its record's index."""
        return ((i, value) for i, value in enumerate(self.data.raw[self.key]) if type(value) is str)


#: What a rule's sentence says of a text, None of one that it does not tell.
Details = dict[str, object] | None
Hint = Callable[[_Texts], object]
Look = Callable[[str], Details]


@once_a_book
def _texts(book: Book) -> list[_Texts]:
    found = []
    for data in entered(book):
        for column in data.schema.columns:
            if column.key in data.letters and column.kind.is_text and column.kind is not Kind.CHOICE:
                distinct = {value for value in set(data.raw[column.key]) if type(value) is str}
                if distinct:
                    joined = "\n".join(distinct)
                    words = " ".join(set(joined.replace("\n", " ").split(" ")))
                    found.append(_Texts(data, column.key, column.kind, distinct, joined, words, "".join(set(words))))
    return found


class InText(Check):
    """The check type of all rules here: a finding at each text where `look` gives details; `hint` says of a whole column
    whether to look at all.

    `prose` leaves out codes, addresses and links.
    """

    def __init__(self, hint: Hint, look: Look, *, prose: bool = False) -> None:
        self.hint, self.look, self.prose = hint, look, prose

    def __call__(self, book: Book) -> Iterator[Spot]:
        for texts in _texts(book):
            if (self.prose and texts.kind is not Kind.TEXT) or not self.hint(texts):
                continue
            seen: dict[str, Details] = {}
            for i, value in texts.values():
                if value not in seen:
                    seen[value] = self.look(value)
                details = seen[value]
                if details is not None:
                    yield spot(texts.data, i, texts.key, **details)


def _has(signs: frozenset[str]) -> Hint:
    return lambda texts: not signs.isdisjoint(texts.signs)


def _around(text: str, start: int, end: int) -> str:
    """The word or two about a place, for the eye."""
    left, right = text.rfind(" ", 0, max(0, start)) + 1, text.find(" ", end)
    return visible(text[max(left, start - 20) : min(right if right >= 0 else len(text), end + 20)].strip() or text[:20])


def _searched(pattern: re.Pattern[str]) -> Look:
    def look(text: str) -> Details:
        match = pattern.search(text)
        return {"found": _around(text, *match.span())} if match else None

    return look


def _code_points(signs: frozenset[str], besides: re.Pattern[str] | None = None) -> Look:
    def look(text: str) -> Details:
        found = [] if signs.isdisjoint(text) else [c for c in text if c in signs]
        points = dict.fromkeys(f"U+{ord(c):04X}" for c in (*found, *(besides.findall(text) if besides else ())))
        return {"found": ", ".join(points)} if points else None

    return look


def _not_nfc(text: str) -> bool:
    return not text.isascii() and not unicodedata.is_normalized("NFC", text)


def _composed_word(text: str) -> Details:
    if not _not_nfc(text):
        return None
    word = next((word for word in text.split() if _not_nfc(word)), text)
    return {"found": visible(unicodedata.normalize("NFC", word))}


rule(
    "VB01",
    WARNING,
    title="Chữ có dấu không theo dựng sẵn",
    message="{record}: “{column}” có dấu gõ kiểu tổ hợp (không phải Unicode dựng sẵn NFC) ở “{found}”.",
    fix="Bấm “Sửa lỗi an toàn”; đặt bộ gõ ở Unicode dựng sẵn.",
    source=UNICODE,
    repair=Repair(True, "dựng sẵn và tổ hợp là cùng một chữ"),
    bad="Nhiệm vụ: → Nội dung = Pha\u0301t trie\u0302\u0309n hội viên",
    good="Nhiệm vụ: Nội dung = Phát triển hội viên",
)(InText(lambda texts: _not_nfc(texts.words), _composed_word))


def _legacy(find: Callable[[str], garbled.Legacy | None], text: str) -> garbled.Legacy | None:
    """Text that is broken in another way, or in composed accents, is not taken for legacy."""
    return None if text.isascii() or _BROKEN.search(text) else find(nfc(text))


def _in_tcvn3(text: str) -> Details:
    found = _legacy(garbled.find_tcvn3, text)
    return {"found": visible(found.word), "meant": found.meant} if found else None


rule(
    "VB02",
    ERROR,
    title="Chữ theo mã TCVN3",
    message="{record}: “{column}” có chữ mã TCVN3 (ABC) ở “{found}”, có lẽ là “{meant}”.",
    fix="Chuyển mã sang Unicode (UniKey, Ctrl+Shift+F6) rồi dán lại.",
    source=UNICODE,
    repair=RETYPE,
    bad="Nhiệm vụ: → Nội dung = Liªn hiÖp c¸c Héi Khoa häc",
    good="Nhiệm vụ: Nội dung = Liên hiệp các Hội Khoa học",
)(InText(lambda texts: garbled.may_be_tcvn3(nfc(texts.words)), _in_tcvn3))


def _in_vni(text: str) -> Details:
    """Text that reads as TCVN3 too is VB02's."""
    found = _legacy(garbled.find_vni, text)
    if not found or _legacy(garbled.find_tcvn3, text):
        return None
    return {"found": found.word, "meant": found.meant}


rule(
    "VB03",
    ERROR,
    title="Chữ theo mã VNI",
    message="{record}: “{column}” có chữ mã VNI ở “{found}”, có lẽ là “{meant}”.",
    fix="Chuyển mã sang Unicode (UniKey, Ctrl+Shift+F6) rồi dán lại.",
    source=UNICODE,
    repair=RETYPE,
    bad="Nhiệm vụ: → Nội dung = Lieân hieäp caùc Hoäi Khoa hoïc",
    good="Nhiệm vụ: Nội dung = Hoà giải ở Besançon, bà Zoë",
)(InText(lambda texts: garbled.may_be_vni(nfc(texts.words)), _in_vni))

rule(
    "VB04",
    ERROR,
    title="Ký tự điều khiển",
    message="{record}: “{column}” có ký tự điều khiển {found} mà Word không nhận.",
    fix="Gõ lại ô, không dán từ nơi khác.",
    source=UNICODE,
    repair=RETYPE,
    bad="Nhiệm vụ: → Nội dung = Phát triển\x07 hội viên",
    good="Nhiệm vụ: Nội dung = Phát triển hội viên",
)(InText(_has(_CONTROL), _code_points(_CONTROL)))

rule(
    "VB05",
    WARNING,
    title="Ký tự không nhìn thấy",
    message="{record}: “{column}” có ký tự không nhìn thấy {found}.",
    fix="Gõ lại ô, không dán từ trang mạng hay PDF.",
    source=UNICODE,
    repair=RETYPE,
    bad="Nhiệm vụ: → Nội dung = Phát\u200b triển hội viên",
    good="Nhiệm vụ: Nội dung = Phát triển – “hội viên”…",
)(InText(_has(_INVISIBLE | {"\t"}), _code_points(_INVISIBLE, _TAB)))

rule(
    "VB06",
    WARNING,
    title="Dấu cách không ngắt",
    message="{record}: “{column}” có dấu cách không ngắt {found}, tìm và so sánh sẽ không khớp.",
    fix="Gõ lại dấu cách thường.",
    source=UNICODE,
    repair=RETYPE,
    bad="Nhiệm vụ: → Nội dung = Phát\u00a0triển hội viên",
    good="Nhiệm vụ: Nội dung = Phát triển hội viên",
)(InText(_has(_HARD_SPACE), _code_points(_HARD_SPACE)))


def _outer_spaces(text: str) -> Details:
    """Also of a cell of nothing but spaces."""
    start, end = text[:1].isspace(), text[-1:].isspace()
    if not (start or end):
        return None
    return {"where": _AT_BOTH if start and end else _AT_START if start else _AT_END}


rule(
    "VB07",
    NOTE,
    title="Thừa dấu cách ở đầu hoặc cuối",
    message="{record}: “{column}” thừa dấu cách {where}.",
    fix="Bấm “Sửa lỗi an toàn”.",
    source=SHEET,
    repair=Repair(True, "dấu cách ở đầu, ở cuối không mang nghĩa"),
    bad='Nhiệm vụ: → Nội dung = " Phát triển hội viên "',
    good="Nhiệm vụ: Nội dung = Phát triển hội viên",
)(InText(lambda texts: set(map(str.strip, texts.distinct)) != texts.distinct, _outer_spaces))

rule(
    "VB08",
    NOTE,
    title="Hai dấu cách liền nhau",
    message="{record}: “{column}” có hai dấu cách liền nhau sau “{found}”.",
    fix="Xóa bớt một dấu cách.",
    source=SHEET,
    repair=RETYPE,
    bad="Nhiệm vụ: → Nội dung = Phát triển  hội viên",
    good="Nhiệm vụ: Nội dung = Phát triển hội viên",
)(InText(lambda texts: "  " in texts.joined, _searched(_DOUBLED)))


def _telex_words(text: str) -> Details:
    words = garbled.find_telex(text)
    return {"found": ", ".join(f"“{word}”" for word in words[:3])} if words else None


rule(
    "VB09",
    WARNING,
    title="Chữ gõ Telex chưa thành dấu",
    message="{record}: “{column}” có chữ gõ Telex chưa thành dấu: {found}.",
    fix="Bật bộ gõ tiếng Việt rồi gõ lại.",
    source=SHEET,
    repair=RETYPE,
    bad="Nhiệm vụ: → Nội dung = Phát triển hooij viên",
    good="Nhiệm vụ: Nội dung = Hội thảo về books, tools; xem hooij.vn",
)(InText(lambda texts: garbled.find_telex(texts.words), _telex_words, prose=True))


def _too_long(text: str) -> Details:
    if len(text) <= MAX_TEXT // 2:  # nearly all: no sign counts for more than two
        return None
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2  # as Excel counts
    return {"length": f"{length:,}".replace(",", ".")} if length > MAX_TEXT else None


rule(
    "VB10",
    ERROR,
    title="Chữ dài quá giới hạn của ô",
    message="{record}: “{column}” dài {length} ký tự, quá giới hạn 32.767 của Excel.",
    fix="Chia thành nhiều dòng.",
    source=SHEET,
    repair=RETYPE,
    bad="Nhiệm vụ: → Nội dung = ă×32768",
    good="Nhiệm vụ: Nội dung = ă×32767",
)(InText(lambda texts: max(map(len, texts.distinct)) > MAX_TEXT // 2, _too_long))

rule(
    "VB11",
    ERROR,
    title="Chữ bị hỏng mã",
    message="{record}: “{column}” có chữ hỏng mã ở “{found}”.",
    fix="Gõ lại; khi mở tệp .csv chọn mã UTF-8.",
    source=UNICODE,
    repair=RETYPE,
    bad="Nhiệm vụ: → Nội dung = Há»™i Ä‘Ã´ng y",
    good="Nhiệm vụ: Nội dung = Á, Ã, ĐỖ, ÁO",
)(InText(lambda texts: not _BROKEN_SIGNS.isdisjoint(texts.signs) and _BROKEN.search(texts.words), _searched(_BROKEN)))


def _letters_lost(text: str) -> Details:
    return None if "://" in text or "www." in text else _searched(_LOST)(text)


rule(
    "VB12",
    WARNING,
    title="Chữ bị mất dấu thành dấu hỏi",
    message="{record}: “{column}” có dấu ? giữa chữ ở “{found}”, có lẽ chữ có dấu đã mất.",
    fix="Gõ lại chữ.",
    source=UNICODE,
    repair=RETYPE,
    bad="Nhiệm vụ: → Nội dung = Li?n hi?p H?i",
    good="Nhiệm vụ: Nội dung = Có cần không? Có. https://a.vn/x?y=1",
)(InText(lambda texts: "?" in texts.signs and _LOST.search(texts.words), _letters_lost, prose=True))
