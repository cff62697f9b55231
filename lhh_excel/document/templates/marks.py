"""Invisible marks that say which Figure a piece of text came from, while a template is rendered.

A Figure prints as its text between marks in a private plane of Unicode; afterwards the marks are found, the place of
each figure is noted, and they are taken out. The same code points in anyone's text are removed beforehand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from ...figures.figure import Figure, Phrase
from ...plain import pattern, record

_BASE = 0xF5A00
_DIGITS = "".join(chr(_BASE + digit) for digit in range(10))
_OPEN, _MIDDLE, _CLOSE, _KEY, _LAST = (chr(_BASE + extra) for extra in range(10, 15))
#: What every mark begins with in a file.
MARK_BYTES = _OPEN.encode()[:3]
_TO_MARKS = str.maketrans("0123456789", _DIGITS)
_FROM_MARKS = str.maketrans(_DIGITS, "0123456789")
#: Ranges, because a regular expression tries the letters of a class beyond the first plane one by one.
_START = pattern(f"{_OPEN}([{_DIGITS[0]}-{_DIGITS[-1]}]+){_MIDDLE}")
_KEYS = pattern(f"{_KEY}([{_DIGITS[0]}-{_DIGITS[-1]}]+){_LAST}")
_ANY = pattern(f"[{_DIGITS[0]}-{_LAST}]+")
#: docxtpl's sign for a new paragraph like the one it stands in.
NEW_PARAGRAPH = "\a"
_LINE_ENDS = pattern(r"[ ]*\n\s*")
_SPACES = str.maketrans({"\t": " ", "\v": "\n", "\u2028": "\n", "\u2029": "\n"})
#: Characters that XML 1.0 cannot hold, and those that docxtpl gives a meaning.
_UNFIT = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Whatever a text must be cleaned of.
_UNCLEAN = pattern(f"[\x00-\x1f\u2028\u2029\ud800-\udfff\ufffe\uffff{_DIGITS[0]}-{_LAST}]")


class MarkedFigure(Figure):
    """A Figure that prints its text between marks."""

    mark: str

    def __str__(self) -> str:
        return f"{_OPEN}{self.mark}{_MIDDLE}{super().__str__()}{_CLOSE}"


def clean_text(text: str) -> str:
    """NFC, without what XML cannot hold and without our marks; tabs are spaces, line ends are newlines."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if text.isprintable() or _UNCLEAN.search(text) is None:  # what is unclean does not print
        return text
    text = text.translate(_SPACES).replace("\r\n", "\n").replace("\r", "\n")
    return _ANY.sub("", _UNFIT.sub("", text))


def paragraphs(text: str) -> str:
    """A text of several lines as docxtpl makes paragraphs of: a line break would stretch a justified line."""
    text = clean_text(text)
    return _LINE_ENDS.sub(NEW_PARAGRAPH, text.strip("\n")) if "\n" in text else text


class Marking:
    """Of one rendering: what a template gets to print, texts clean and figures marked, each made ready once.

    `order` gains each figure's number by its id.
    """

    def __init__(self, order: dict[str, int]) -> None:
        self._order = order
        self._texts: dict[str, str] = {}
        self._figures: dict[int, MarkedFigure] = {}  # by identity: the context holds them

    def ready(self, value: Any) -> Any:
        """A text, figure or phrase made ready; anything else as it is."""
        kind = type(value)
        if kind is str:
            made = self._texts.get(value)
            if made is None:
                made = self._texts[value] = paragraphs(value)
            return made
        if kind is Figure:
            marked = self._figures.get(id(value))
            if marked is None:
                marked = self._figures[id(value)] = self._marked(value)
            return marked
        if kind is Phrase:
            return Phrase(tuple([self.ready(part) for part in value.parts]))
        return value

    def _marked(self, figure: Figure) -> MarkedFigure:
        number = self._order.setdefault(figure.id, len(self._order))
        text = clean_text(figure.text)
        made = MarkedFigure(figure.id, figure.label, figure.value, text, figure.formula, figure.sources)
        object.__setattr__(made, "mark", str(number).translate(_TO_MARKS))
        return made


def numbers_in(text: str) -> list[int]:
    """The numbers of the figures that a text shows."""
    return [int(found.translate(_FROM_MARKS)) for found in _START.findall(text)]


def numbers_at(texts: str, separator: str) -> Iterator[tuple[int, int]]:
    """The numbers of the figures that texts show between which the separator stands, each with its text's place."""
    if _OPEN not in texts:
        return
    at = 0
    for found in re.findall(f"{separator}|{_START.pattern}", texts):
        if found:
            yield int(found.translate(_FROM_MARKS)), at
        else:
            at += 1


def key_mark(number: int) -> str:
    """A mark that prints nothing: of a paragraph of the template, of a record."""
    return f"{_KEY}{str(number).translate(_TO_MARKS)}{_LAST}"


@record
class Read:
    """A text with its marks read: what a person reads, the numbers of its keys, words and figures by their numbers."""

    text: str
    keys: list[int]
    pieces: list[str | tuple[int, str]]


def read_marks(text: str) -> Read:
    """All that the marks of a text say."""
    keys = [int(found.translate(_FROM_MARKS)) for found in _KEYS.findall(text)] if _KEY in text else []
    words = (_KEYS.sub("", text) if keys else text).split(_OPEN)
    pieces: list[str | tuple[int, str]] = [words[0]]
    for piece in words[1:]:
        number, _, rest = piece.partition(_MIDDLE)
        printed, _, after = rest.partition(_CLOSE)
        digits = number.translate(_FROM_MARKS)
        pieces += [(int(digits), _ANY.sub("", printed)) if digits.isdecimal() else printed, after]
    if any(isinstance(piece, str) and _ANY.search(piece) for piece in pieces):  # a filter of the template cut one
        pieces = [_ANY.sub("", piece) if isinstance(piece, str) else piece for piece in pieces]
    pieces = [piece for piece in pieces if piece and piece[-1]]
    return Read("".join([piece if isinstance(piece, str) else piece[1] for piece in pieces]), keys, pieces)


def has_marks(text: str) -> bool:
    """Whether any mark stands in the text."""
    return not text.isprintable() and _ANY.search(text) is not None  # a mark does not print


def without_marks(text: str) -> str:
    """The text as a person reads it."""
    return text if text.isprintable() else _ANY.sub("", text)
