"""Telex keys that never became letters: "hooij", "ddang", "nuowcs". English words ("rooms", "DDoS") are left alone.

A word counts when it has the shape of a Vietnamese syllable with Telex marks (aa, ee, oo, aw, ow, uw, dd) and a tone
key where no English word has one; "boots" or "towns" could be either and are not told.
"""

from __future__ import annotations

import re

_HINT = re.compile("aa|ee|oo|aw|ow|uw|dd", re.IGNORECASE)

_WORD = re.compile(r"(?<![\w/@.\-&])[A-Za-z]{3,10}(?![\w/@&]|\.\w)")
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|dd|[bcdghklmnprstvx])?"
_RARE = "(?:iee|yee|uoo|uow|uwow|uwo)"  # no English word has these
_MARKED = "(?:aa|ee|oo|aw|ow|uw|oaw|uaa|uee|uyee)"
_CODA = "(?:ng|nh|ch|[cmnptiuoy])"
_CLEAR_CODA = "(?:ng|nh|ch|[ciuy])"  # with s, r or f behind, these make no English word

_TELEX = re.compile(
    "|".join(
        (
            f"{_ONSET}{_RARE}[sfrxj]?{_CODA}?[sfrxj]?",
            f"{_ONSET}{_MARKED}{_CODA}?[jx]",
            f"{_ONSET}{_MARKED}[jx]{_CODA}",
            f"{_ONSET}{_MARKED}{_CLEAR_CODA}[sfr]",
            f"{_ONSET}{_MARKED}f(?:ng|nh|[mniu])",
            f"{_ONSET}(?:aa|oo|ee|aw|ow)(?:ng|nh|[mn])[fr]",
            f"{_ONSET}aa(?:ng|nh|[cmnptuy])[sfr]",
            f"{_ONSET}uw{_CODA}?[sfrxj]?",
            f"dd(?:[aeiouy]|aa|ee|oo|aw|ow|uw|uwow|iee|uo|ie|ua|uow)(?:[sfrxj]?{_CODA}|[aiouy])?[sfrxj]?",
        )
    ),
    re.IGNORECASE,
)
_NOT_TELEX = frozenset({"ddos", "ddo", "dday", "naans", "suwon"})


def find_telex(text: str) -> list[str]:
    """The words left in Telex, in order, each once."""
    if not text or not _HINT.search(text):
        return []
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        if _HINT.search(word) and word.lower() not in _NOT_TELEX and _TELEX.fullmatch(word) and not _name(word):
            found.append(word)
    return list(dict.fromkeys(found))


def _name(word: str) -> bool:
    """An abbreviation ("AAA") or a name in mixed case ("MOOCs"): nobody types Vietnamese so."""
    return (word.isupper() and len(word) <= 4) or not (word.islower() or word.isupper() or word[1:].islower())
