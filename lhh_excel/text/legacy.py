"""Text in the old encodings TCVN3 (ABC) and VNI, read as if it were Latin letters: "Liªn hiÖp Héi", "Lieân hieäp Hoäi".

A word is told as legacy only when it is no Vietnamese syllable as it stands and becomes one when decoded, so that
Müller, café or Besançon are left in peace. Source of the letters: TCVN 5712:1993 (VN3) and the VNI for Windows table.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ..plain import pattern, record
from .syllable import is_syllable

_TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)


def _vni() -> dict[str, str]:
    tones = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
    circumflex = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
    breve = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
    table = {"ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ô": "ơ", "ö": "ư"}
    for base, plain in {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}.items():
        table |= {base + mark: plain + tone for mark, tone in tones.items()}
    for base in "aeo":
        table |= {base + mark: f"{base}\u0302{tone}" for mark, tone in circumflex.items()}
    table |= {"a" + mark: f"a\u0306{tone}" for mark, tone in breve.items()}
    return table | {old.upper(): new.upper() for old, new in table.items()}


_VNI = _vni()
_VNI_UNIT = pattern("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

#: Signs, not letters: inside a word they are a strong sign of TCVN3.
_SIGNS = "µ¶·¸¹¨»¼½¾©®ª«¬\xad×÷¡¢£¤¥¦§"
_LATIN = "A-Za-z\u00c0-\u00ff"
_TCVN3_WORD = re.compile(f"(?<![\\w{_SIGNS}])[{_LATIN}{_SIGNS}]+(?![\\w{_SIGNS}])")
_LATIN_WORD = pattern(f"(?<!\\w)[{_LATIN}]+(?!\\w)")
_MODERN = pattern("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_ODD_CASE = pattern("[a-z][\u00c0-\u00de]")
_MICRO = frozenset({"µm", "µg", "µl", "µs"})


@record
class Legacy:
    """A word of legacy text and what it reads in Unicode."""

    word: str
    meant: str


@lru_cache(maxsize=20_000)
def _as_tcvn3(word: str) -> str:
    """The word decoded, "" if it is not TCVN3."""
    well_formed = is_syllable(word) and not _ODD_CASE.search(word)
    if word.isascii() or word in _MICRO or well_formed or not re.search("[A-Za-z]", word):
        return ""
    decoded = "".join(_TCVN3.get(c, c) for c in word)
    return decoded if is_syllable(decoded) else ""


@lru_cache(maxsize=20_000)
def _as_vni(word: str) -> str:
    if word.isascii() or is_syllable(word) or not re.search("[A-Za-z]", word):
        return ""
    decoded = _VNI_UNIT.sub(lambda match: _VNI[match[0]], word)
    decoded = unicodedata.normalize("NFC", decoded)
    return decoded if decoded != word and is_syllable(decoded) else ""


def find_tcvn3(text: str) -> Legacy | None:
    """The first word in TCVN3, None if there is none.

    One word suffices if it has a sign or a capital inside ("hiÖp", "§¶ng"); letters that other languages have too
    ("Héi") need a second word, or a text without any modern Vietnamese letter. None where more words are VNI.
    """
    found = _first_tcvn3(text)
    return None if found is None or _rather_vni(text) else found


def may_be_tcvn3(text: str) -> bool:
    """Whether any of its words reads as TCVN3; where none does, `find_tcvn3` finds nothing in a text of these words."""
    return any(_as_tcvn3(word) for word in _TCVN3_WORD.findall(text) if not word.isascii())


def may_be_vni(text: str) -> bool:
    """The same for `find_vni`."""
    return any(_as_vni(word) for word in _LATIN_WORD.findall(text) if not word.isascii())


def _rather_vni(text: str) -> bool:
    """Whether more words are VNI than TCVN3: some are syllables in both ("quaû": quả, quaỷ)."""
    words = [match[0] for match in _TCVN3_WORD.finditer(text)]
    return sum(bool(_as_vni(word)) for word in words) > sum(bool(_as_tcvn3(word)) for word in words)


def _first_tcvn3(text: str) -> Legacy | None:
    weak: list[Legacy] = []
    for match in _TCVN3_WORD.finditer(text):
        word = match[0]
        if not (meant := _as_tcvn3(word)):
            continue
        if any(c in _SIGNS for c in word) or _ODD_CASE.search(word):
            return Legacy(word, meant)
        weak.append(Legacy(word, meant))
    return weak[0] if weak and (len(weak) > 1 or not _MODERN.search(text)) else None


def find_vni(text: str) -> Legacy | None:
    """The first word in VNI, None if there is none; a single word needs a text without modern Vietnamese letters."""
    words = [Legacy(match[0], meant) for match in _LATIN_WORD.finditer(text) if (meant := _as_vni(match[0]))]
    if not words or (len(words) == 1 and _MODERN.search(text)):
        return None
    return words[0]


def from_tcvn3(text: str) -> str:
    """Every letter of a text known to be TCVN3 (its font says so) in Unicode."""
    return "".join(_TCVN3.get(c, c) for c in text)


def from_vni(text: str) -> str:
    """Every letter of a text known to be VNI (its font says so) in Unicode, composed."""
    return unicodedata.normalize("NFC", _VNI_UNIT.sub(lambda match: _VNI[match[0]], text))


def is_modern(text: str) -> bool:
    """Whether it has letters that only Unicode Vietnamese has."""
    return bool(_MODERN.search(text))


def convert_words(text: str, within: str = "") -> str:
    """A text of unknown encoding in Unicode: all of it where it is legacy throughout, else its legacy words alone.

    `within`: the longer text that it is a piece of, which tells the encoding better than a few words.
    """
    whole = within or text
    throughout = not is_modern(whole)
    if find_tcvn3(whole):
        return from_tcvn3(text) if throughout else _TCVN3_WORD.sub(lambda match: _as_tcvn3(match[0]) or match[0], text)
    if find_vni(whole):
        return from_vni(text) if throughout else _LATIN_WORD.sub(lambda match: _as_vni(match[0]) or match[0], text)
    return text
