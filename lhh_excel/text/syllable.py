"""Is this word a Vietnamese syllable? What tells text in a legacy encoding from names of other languages."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

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
