"""At which level of the text a line stands, by the number that opens it: "Chương II", "I.", "Điều 5.", "1.", "a)".

One knowledge for the checker and the fixer, who take whatever may be meant so, and for compose, which sets it anew and
so takes only what is `sure`. Source: Annex I of the decree, mục II.6.đ and the table of mục V (mục, 6b).
"""

from __future__ import annotations

import re

from ...plain import pattern, record
from ...text.roman import NUMERAL
from .marks import fold

#: The sign that the decree sets after the number of a level.
MARKS = {"muc": ".", "khoan": ".", "diem": ")", "dieu": "."}

_PART = pattern(r"^(PHAN|CHUONG|MUC|TIEU MUC)\s+(THU\s+[^\s.:]+|[IVXL]+|\d+)\s*[.:]?$")
_PART_AND_TITLE = pattern(
    r"^((?:Phần|Chương|Mục|Tiểu mục)\s+(?:thứ\s+[^\s.:]+|[IVXL]+|\d+)\b)\s*([.:–-]?)\s*([^\s.:–-].*)$", re.IGNORECASE
)
_OWN_LINE = 60  # signs: no "Phần I" is longer
#: Not the article of another act that a sentence opens with: "Điều 31 Luật Nghĩa vụ quân sự quy định …".
_ARTICLE = pattern(
    r"^ĐIỀU\s+(\d+)\b(?:\s*([.:\-])|(?!\s*(?:,|và\b|của\b|(?:bộ )?luật\b|nghị\b|thông tư\b|quy\b|hiến pháp\b"
    r"|pháp lệnh\b|điều lệ\b|quyết định (?:số|này)\b|nêu trên|này\b)))\s*(.*)$",
    re.IGNORECASE,
)
_LETTERED = pattern(r"^[A-HĐ]\s*[.)]\s+\S")
_DECIMAL = pattern(r"^(\d{1,2}(?:\.\d{1,2})+)[.)]?\s+(\S.*)$")
#: Number, sign and text of each level that a sign makes one. "V.I. Lênin", "V/v", "V.v." are no mục, "5.000" no khoản.
_SIGNED = {
    "muc": pattern(rf"^({NUMERAL})(\s*[.\-–/):])(?![A-ZĐ]\.|\d)(\s*)(\S.*)$"),
    "khoan": pattern(r"^(\d{1,2})(\s*[.\-–/):])(?:(\s+)|(?<=\d[./)])(?=[^\W\d]))(\S.*)$"),
    "diem": pattern(r"^([a-zđ])(\s*[).\-/:])(\s*)(\S.*)$"),
}
#: The signs after which, and a blank, nobody means anything else.
_SURE = {"muc": ".-–/):", "khoan": ".)/", "diem": ".)/"}
_TIGHT_DASH = pattern(r"^\d+[-–]\s+[^\W\d]")  # "1- Việc", not "10 - 12 người"
STOPS = ".;:,!?…"
#: What ends all that a khoản says.
_BESIDE_KHOAN = frozenset({"", "khoan", "muc", "phan", "muc_chuong", "dieu"})
_LONG_TITLE = 160
#: More than a heading says.
_SAYS_MORE = pattern(r":\s*\S|^\d+\.\s*(?:Ông|Bà|Đồng chí)\b|(?:\S+\s+){18}")
_DASH = pattern(r"\s[-–]\s+")
#: A gap with the number of one more khoản or điểm behind it on the line; "5.000" is none.
_FURTHER = pattern(r"(?:\s*\t\s*|\s{3,})(?=(\d{1,2}|[a-zđ])\s?[.)](?:\s|[^\W\d]))")


@record
class Level:
    """`kind`: "phan", "muc_chuong" (mục and tiểu mục of a chapter), "dieu", "muc", "khoan", "diem", or "other" for a
    number of several ("1.1."), which the decree has not. `number` is folded where it is in words, `mark` the sign after
    it, of a part the word before it; `text` what stands behind on the line.

    `sure`: it can be nothing else, whoever typed it.
    """

    kind: str
    number: str
    mark: str
    text: str
    sure: bool = True


def level_of(text: str) -> Level | None:
    """What a line is by its number; None for a line without one."""
    folded = fold(text) if len(text) < _OWN_LINE else ""
    if part := _PART.match(folded):
        return Level("phan" if part[1] in ("PHAN", "CHUONG") else "muc_chuong", part[2], part[1], "")
    if article := _ARTICLE.match(text):
        return Level("dieu", article[1], article[2] or "", article[3], article[2] in (".", ":") or not article[3])
    if decimal := _DECIMAL.match(text):
        return Level("other", decimal[1], "", decimal[2], False)
    for kind, form in _SIGNED.items():
        if (found := form.match(text)) and (kind != "muc" or found[3] or found[4][0].isupper()):
            mark = found[2].strip()
            told = mark in _SURE[kind] or (kind == "khoan" and bool(_TIGHT_DASH.match(text)))
            sure = bool(found[3]) and told and "L" not in found[1]  # nobody's fortieth mục, but "L. Nguyễn"
            return Level(kind, found[1], mark, found[4], sure)
    return None


def is_level(text: str, kind: str) -> bool:
    level = level_of(text)
    return level is not None and level.kind == kind


def is_lettered(text: str) -> bool:
    """ "A. KẾT QUẢ": no level of the decree, but offices number their mục within it."""
    return bool(_LETTERED.match(text))


def could_head(text: str) -> bool:
    """Whether a text may be the title of what stands below it: short, and without a final sign."""
    return 0 < len(text) < _LONG_TITLE and text[-1] not in STOPS


def heads(text: str, below: str, *, listed: bool, bold: bool = False) -> bool:
    """Whether a khoản is the heading of what stands `below` it (its kind, "" for nothing).

    One more of a list (`listed`) whose items end without a stop is an item like them, unless its type says otherwise.
    """
    if below in _BESIDE_KHOAN or not could_head(text):
        return False
    return bold or below == "diem" or not (listed or _says_more(text))


def _says_more(text: str) -> bool:
    """A dash within a word parts nothing: "Thi đua - khen thưởng", not "Nguyễn Văn A - Chủ tịch"."""
    parted = any(not text[dash.end() :][:1].islower() for dash in _DASH.finditer(text))
    return parted or _SAYS_MORE.search(text) is not None


def part_and_title(text: str) -> tuple[str, str, str] | None:
    """ "Chương II. Trách nhiệm" on one line: the part with its number, the sign after it, the title; or None."""
    match = _PART_AND_TITLE.match(text)
    return (match[1], match[2], match[3]) if match else None


def items_on(typed: str) -> tuple[list[str], str]:
    """The numbered items of a line that gaps part, and the number of the last; "" where it is but one."""
    pieces = _FURTHER.split(typed)
    return pieces[::2], pieces[-2] if len(pieces) > 1 else ""
