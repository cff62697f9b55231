"""What a Ghi chú beside figures explains: the figures that it names; all of them where it names none."""

from __future__ import annotations

import re

from ..messages.findings.phrases import NAMED_BY
from ..text.marks import without_marks
from ..workbook.schema import Kind
from ..workbook.tables import FIGURES
from ..workbook.values import Value, fold

_SIGNS = re.compile(r"[\W_]+")


def _plain(text: str) -> str:
    """Lower case, without diacritics and signs, a space at both ends, so that whole words are found in it."""
    return f" {_SIGNS.sub(' ', without_marks(fold(text))).strip()} "


def _names() -> dict[str, tuple[str, ...]]:
    """Figure (or the day of receipt) -> the words by which a note means it."""
    found = {}
    for column in FIGURES.columns:
        if column.key == "received" or column.kind in (Kind.COUNT, Kind.DECIMAL):
            header = column.header.partition("(")[0]
            stem = next((words for stem, words in NAMED_BY.items() if column.key.startswith(stem)), ())
            found[column.key] = tuple({_plain(word): None for word in (header, *stem)})
    return found


_NAMES = _names()


def explains(note: Value, key: str) -> bool:
    """Whether the note explains that figure's value: it names it, or it names no figure (nor the day of receipt)."""
    return note is not None and (names(note, key) or not any(names(note, other) for other in _NAMES))


def names(note: Value, key: str) -> bool:
    """Whether the note speaks of that figure by one of its names."""
    text = _plain(str(note)) if note is not None else ""
    return any(word in text for word in _NAMES[key])
