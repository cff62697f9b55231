"""Telex keys that never became letters: "hooij", "ddang", "nuowcs". English words ("rooms", "DDoS") are left alone.

A word counts when it has the shape of a Vietnamese syllable with Telex marks (aa, ee, oo, aw, ow, uw, dd) and a tone
key where no English word has one; "boots" or "towns" could be either and are not told. So does a whole syllable with
f or j behind it ("hoanf thanhf", "hocj"): English words with these endings are few.
"""

from __future__ import annotations

import re
from functools import cache

from ..plain import pattern
from .syllable import is_syllable

_HINT = pattern("aa|ee|oo|aw|ow|uw|dd|[fj](?![a-z])")  # in small letters

_WORD = pattern(r"(?<![\w/@.\-&])[A-Za-z]{3,10}(?![\w/@&]|\.\w)")
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|dd|[bcdghklmnprstvx])?"
_RARE = "(?:iee|yee|uoo|uow|uwow|uwo)"  # no English word has these
_MARKED = "(?:aa|ee|oo|aw|ow|uw|oaw|uaa|uee|uyee)"
_CODA = "(?:ng|nh|ch|[cmnptiuoy])"
_CLEAR_CODA = "(?:ng|nh|ch|[ciuy])"  # with s, r or f behind, these make no English word


@cache
def _telex() -> re.Pattern[str]:
    """Of words in small letters; compiled when one has to be looked at."""
    rhymes = (
        f"{_RARE}[sfrxj]?{_CODA}?[sfrxj]?",
        f"{_MARKED}(?:{_CODA}?[jx]|[jx]{_CODA}|{_CLEAR_CODA}[sfr]|f(?:ng|nh|[mniu]))",
        "(?:aa|oo|ee|aw|ow)(?:ng|nh|[mn])[fr]",
        "aa(?:ng|nh|[cmnptuy])[sfr]",
        f"uw{_CODA}?[sfrxj]?",
    )
    dd = f"dd(?:[aeiouy]|aa|ee|oo|aw|ow|uw|uwow|iee|uo|ie|ua|uow)(?:[sfrxj]?{_CODA}|[aiouy])?[sfrxj]?"
    return re.compile(f"{_ONSET}(?:{'|'.join(rhymes)})|{dd}")


_NOT_TELEX = frozenset({"ddos", "ddo", "dday", "naans", "suwon", "chef", "coif", "conf", "loaf", "naif"})
#: The tone that each key gives.
_TONE_KEYS = {"f": "\u0300", "j": "\u0323"}


def find_telex(text: str) -> list[str]:
    """The words left in Telex, in order, each once."""
    if not _HINT.search(text.lower()):
        return []
    found = []
    for match in _WORD.finditer(text):
        word, small = match[0], match[0].lower()
        if not _HINT.search(small) or small in _NOT_TELEX or _name(word):
            continue
        if _telex().fullmatch(small) or _toned(word):
            found.append(word)
    return list(dict.fromkeys(found))


def _toned(word: str) -> bool:
    """A syllable of three letters or more with its tone key behind it; shorter words ("gif", "raj") are left alone."""
    tone = _TONE_KEYS.get(word[-1].lower())
    return tone is not None and len(word) > 3 and is_syllable(word[:-1] + tone)


def _name(word: str) -> bool:
    """An abbreviation ("AAA") or a name in mixed case ("MOOCs"): nobody types Vietnamese so."""
    return (word.isupper() and len(word) <= 4) or not (word.islower() or word.isupper() or word[1:].islower())
