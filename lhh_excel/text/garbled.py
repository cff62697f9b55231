"""Text that did not become Vietnamese: in the old encodings TCVN3 (ABC) and VNI, read as if it were Latin letters
("Liªn hiÖp Héi", "Lieân hieäp Hoäi"), or as the keys of Telex ("hooij", "ddang", "nuowcs").

A word is told as one in an old encoding only when it is no Vietnamese syllable as it stands and becomes one when
decoded, so that Müller, café or Besançon are left in peace. Source of the letters: TCVN 5712:1993 (VN3) and the VNI for
Windows table.

A word counts as Telex when it has the shape of a Vietnamese syllable with Telex marks (aa, ee, oo, aw, ow, uw, dd) and
a tone key where no English word has one; "boots" or "towns" could be either and are not told, "rooms" or "DDoS" are
left alone. So does a whole syllable with f or j behind it ("hoanf thanhf", "hocj"): English words with these endings
are few.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from ..plain import pattern, record

# --- is this word a Vietnamese syllable? -----------------------------------------------------------------------------

#: grave, acute, hook, tilde, dot below
_TONES = "\u0300\u0301\u0309\u0303\u0323"
_ONSETS = frozenset(["", *"bcdđghklmnprstvx", "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "qu", "th", "tr", "ch"])
_NUCLEI = ("iê", "yê", "uô", "ươ", "oa", "oă", "oe", "uâ", "uê", "uyê", "uy", "oo", *"aăâeêioôơuưy")
_STOPS = ("ch", "c", "p", "t")
_CODAS = ("ng", "nh", "m", "n", *_STOPS)
_OPEN = (
    *"aeêioôơuưy",
    *("ia", "ua", "ưa", "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "iu", "iêu", "yêu", "oi", "ôi", "ơi", "ui"),
    *("ưi", "uôi", "ươi", "ưu", "ươu", "oa", "oe", "uê", "uy", "uơ", "oai", "oay", "oao", "oeo", "uây", "uya", "uyu"),
)
_RHYMES = frozenset([*_OPEN, *(nucleus + coda for nucleus in _NUCLEI for coda in _CODAS)])


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Onset, rhyme and tone fit each other; case does not matter. A stopped syllable has sắc or nặng."""
    marked = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in marked if c in _TONES]
    if len(tones) > 1:
        return False
    plain = unicodedata.normalize("NFC", "".join(c for c in marked if c not in _TONES))
    if plain != "gi" and not any(plain[:n] in _ONSETS and plain[n:] in _RHYMES for n in range(4)):
        return False
    return not plain.endswith(_STOPS) or (bool(tones) and tones[0] in "\u0301\u0323")


# --- old encodings ---------------------------------------------------------------------------------------------------

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


# --- Telex -----------------------------------------------------------------------------------------------------------

_HINT = pattern("aa|ee|oo|aw|ow|uw|dd|[fj](?![a-z])")  # in small letters

_KEYED = pattern(r"(?<![\w/@.\-&])[A-Za-z]{3,10}(?![\w/@&]|\.\w)")
_TELEX_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|dd|[bcdghklmnprstvx])?"
_RARE = "(?:iee|yee|uoo|uow|uwow|uwo)"  # no English word has these
_MARKED = "(?:aa|ee|oo|aw|ow|uw|oaw|uaa|uee|uyee)"
_TELEX_CODA = "(?:ng|nh|ch|[cmnptiuoy])"
_CLEAR_CODA = "(?:ng|nh|ch|[ciuy])"  # with s, r or f behind, these make no English word


@cache
def _telex() -> re.Pattern[str]:
    """Of words in small letters; compiled when one has to be looked at."""
    rhymes = (
        f"{_RARE}[sfrxj]?{_TELEX_CODA}?[sfrxj]?",
        f"{_MARKED}(?:{_TELEX_CODA}?[jx]|[jx]{_TELEX_CODA}|{_CLEAR_CODA}[sfr]|f(?:ng|nh|[mniu]))",
        "(?:aa|oo|ee|aw|ow)(?:ng|nh|[mn])[fr]",
        "aa(?:ng|nh|[cmnptuy])[sfr]",
        f"uw{_TELEX_CODA}?[sfrxj]?",
    )
    dd = f"dd(?:[aeiouy]|aa|ee|oo|aw|ow|uw|uwow|iee|uo|ie|ua|uow)(?:[sfrxj]?{_TELEX_CODA}|[aiouy])?[sfrxj]?"
    return re.compile(f"{_TELEX_ONSET}(?:{'|'.join(rhymes)})|{dd}")


_NOT_TELEX = frozenset({"ddos", "ddo", "dday", "naans", "suwon", "chef", "coif", "conf", "loaf", "naif"})
#: The tone that each key gives.
_TONE_KEYS = {"f": "\u0300", "j": "\u0323"}


def find_telex(text: str) -> list[str]:
    """The words left in Telex, in order, each once."""
    if not _HINT.search(text.lower()):
        return []
    found = []
    for match in _KEYED.finditer(text):
        word, small = match[0], match[0].lower()
        if not _HINT.search(small) or small in _NOT_TELEX or _is_name(word):
            continue
        if _telex().fullmatch(small) or _toned(word):
            found.append(word)
    return list(dict.fromkeys(found))


def _toned(word: str) -> bool:
    """A syllable of three letters or more with its tone key behind it; shorter words ("gif", "raj") are left alone."""
    tone = _TONE_KEYS.get(word[-1].lower())
    return tone is not None and len(word) > 3 and is_syllable(word[:-1] + tone)


def _is_name(word: str) -> bool:
    """An abbreviation ("AAA") or a name in mixed case ("MOOCs"): nobody types Vietnamese so."""
    return (word.isupper() and len(word) <= 4) or not (word.islower() or word.isupper() or word[1:].islower())
