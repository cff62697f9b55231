"""Is this word a Vietnamese syllable? What tells text in a legacy encoding from names of other languages."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from ..plain import pattern

#: grave, acute, hook, tilde, dot below
_TONES = "\u0300\u0301\u0309\u0303\u0323"
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
_OPEN = (
    "[aeêioôơuưy]|ia|ua|ưa|ai|ao|au|ay|âu|ây|eo|êu|iu|iêu|yêu|oi|ôi|ơi|ui|ưi|uôi|ươi|ưu|ươu"
    "|oa|oe|uê|uy|uơ|oai|oay|oao|oeo|uây|uya|uyu"
)
_CLOSED = "(?:iê|yê|uô|ươ|oa|oă|oe|uâ|uê|uyê|uy|oo|[aăâeêioôơuưy])(?:ng|nh|ch|[cmnpt])"
_SYLLABLE = pattern(f"{_ONSET}(?:{_CLOSED}|{_OPEN})|gi")
_STOPPED = pattern("(?:ch|[cpt])$")


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Onset, rhyme and tone fit each other; case does not matter. A stopped syllable has sắc or nặng."""
    marked = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in marked if c in _TONES]
    if len(tones) > 1:
        return False
    plain = unicodedata.normalize("NFC", "".join(c for c in marked if c not in _TONES))
    if not _SYLLABLE.fullmatch(plain):
        return False
    return not _STOPPED.search(plain) or (bool(tones) and tones[0] in "\u0301\u0323")
