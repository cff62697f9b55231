"""The types of document that can be written, by what a person calls them. Source: law.TYPES."""

from __future__ import annotations

from ..law import WRITTEN, DocumentType
from ..text.marks import without_marks


def _plain(text: str) -> str:
    return " ".join(without_marks(text).lower().split())


_BY_NAME = {_plain(kind.name): kind for kind in WRITTEN}
_BY_CODE = {kind.code.casefold(): kind for kind in WRITTEN}
#: "QD" for QĐ, from a keyboard without Vietnamese; where that is a code itself (DA, HD) it means that one.
_BY_ASCII_CODE = {_plain(kind.code): kind for kind in WRITTEN} | _BY_CODE


def find_type(text: str) -> DocumentType | None:
    """The type of that name or abbreviation, however typed ("ctr", "CHƯƠNG TRÌNH", "chuong trinh"); None if unknown."""
    wanted = text.strip()
    by_code = _BY_ASCII_CODE if wanted.isascii() else _BY_CODE
    return by_code.get(wanted.casefold()) or _BY_NAME.get(_plain(wanted))


def known_types() -> str:
    """Every type that can be written, for messages."""
    return ", ".join(f"{kind.code} ({kind.name})" for kind in WRITTEN)
