"""What a template may do with the values of its context: print texts and figures, follow names, loop, ask, and a short
list of filters; nothing else.

`compiling` makes code that knows only what stands here, so there is no way to anything of Python's: a name is a name of
the context, a loop's own or a figure's field; a list is a list. What is neither text nor figure (a level of names, a
list, true and false) can neither be printed nor become part of a text; loops, texts and prints have an end.
Source: docs/templates.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import CodeType
from typing import Any

from ...figures.figure import Figure, Phrase
from ...messages.templates import NO_ITEM, NOT_TEXT, TOO_MUCH
from ...plain import pattern
from ..ooxml import escape
from .keys import FILTER, Records
from .marks import MarkedFigure, Marking

#: Values printed and rounds of loops, and characters printed: past that a template is no office's.
MAX_PRINTS, MAX_CHARACTERS = 3_000_000, 60_000_000
#: Characters of one value after a filter that can make it longer.
MAX_TEXT = 1_000_000
LOOP = (
    "index",
    "index0",
    "first",
    "last",
    "length",
    "revindex",
    "revindex0",
    "previtem",
    "nextitem",
    "depth",
    "depth0",
)
FIGURE = ("text", "value", "label", "id", "formula")
_TEXTS = frozenset((str, Figure, MarkedFigure, Phrase, int))
#: A level of names; a plain dict first, which need not be looked at for what makes a mapping.
_LEVEL = (dict, Mapping)
_WORDS = pattern(r"([-\s({\[<]+)")
#: What the lines of a template are called when one of them fails.
TEMPLATE_FILE = "<template>"


class ForbiddenError(Exception):
    """The template reaches for what it may not do; the message is of messages.templates, or tells what it was."""


class UnknownNameError(Exception):
    """The template asks for a name that is not there."""


class SyntaxFaultError(Exception):
    """The template is not written as templates are."""


def as_text(value: Any) -> Any:
    """What prints: texts, figures and whole numbers as they are, a fraction with its comma. ForbiddenError for the
    rest."""
    if type(value) in _TEXTS:
        return value
    if type(value) is float and math.isfinite(value):
        return f"{round(value, 6):f}".rstrip("0").rstrip(".").replace(".", ",")
    if isinstance(value, (str, Figure)):
        return value
    raise ForbiddenError(NOT_TEXT)


def joined(*parts: Any) -> str:
    """`a ~ b`: each part as it would print."""
    return "".join([str(as_text(part)) for part in parts])


class Loop:
    """`loop`: where a loop over these items is. None of a template's loops calls itself, so each is of depth 1."""

    __slots__ = ("_items", "index0")
    depth, depth0 = 1, 0

    def __init__(self, items: list[Any]) -> None:
        self._items = items
        self.index0 = 0

    @property
    def index(self) -> int:
        return self.index0 + 1

    @property
    def length(self) -> int:
        return len(self._items)

    @property
    def revindex(self) -> int:
        return len(self._items) - self.index0

    @property
    def revindex0(self) -> int:
        return self.revindex - 1

    @property
    def first(self) -> bool:
        return self.index0 == 0

    @property
    def last(self) -> bool:
        return self.index0 == len(self._items) - 1

    @property
    def previtem(self) -> Any:
        return self._at(self.index0 - 1)

    @property
    def nextitem(self) -> Any:
        return self._at(self.index0 + 1)

    def _at(self, index: int) -> Any:
        if 0 <= index < len(self._items):
            return self._items[index]
        raise ForbiddenError(NO_ITEM)


class Values:
    """The values that the code of one template works with, and the count of what it has printed.

    Texts and figures are made ready (`marks`) where the code gets them, out of a level, a list or the context itself;
    what holds them stays as it is. `order`: the numbers of figures by their ids.
    """

    def __init__(self, context: Mapping[str, Any], order: dict[str, int], records: Records | None = None) -> None:
        self._context = context
        self._ready = Marking(order).ready
        self._records = records
        self._printed = self._characters = 0

    @property
    def filters(self) -> Mapping[str, Callable[..., Any]]:
        """By their names in a template."""
        own: dict[str, Callable[..., Any]] = {"join": self._join, "first": self._first, "last": self._last}
        if self._records is not None:
            own[FILTER] = self._records.mark
        return {**_FILTERS, **own}

    def name(self, name: str) -> Any:
        """A name of the context."""
        try:
            return self._ready(self._context[name])
        except KeyError:
            raise UnknownNameError(name) from None

    def member(self, value: Any, name: str) -> Any:
        """`value.name`: a name of a level before what Python itself hangs on it, so that `x.items` is data."""
        if isinstance(value, _LEVEL):
            try:
                return self._ready(value[name])
            except KeyError:
                raise UnknownNameError(name) from None
        if name == "text" and isinstance(value, (Figure, Phrase, str)):
            return value  # prints as its text, and its mark is kept; words in the place of a figure are its text
        if (isinstance(value, Loop) and name in LOOP) or (isinstance(value, Figure) and name in FIGURE):
            return getattr(value, name)
        if hasattr(value, name):
            raise ForbiddenError(name)
        raise UnknownNameError(name)

    def item(self, value: Any, key: Any) -> Any:
        """`value[key]`: of a level by name, of a list or text by number or from one number to another."""
        if isinstance(key, str):
            return self.member(value, key)
        if isinstance(value, (*_LEVEL, list, tuple, str)):
            try:
                return self._ready(value[key])
            except (LookupError, TypeError):
                raise UnknownNameError(str(key)) from None
        raise UnknownNameError(str(key))

    def text(self, value: Any) -> str:
        """A value as it prints between the tags of a part."""
        made = str(as_text(value))
        self._printed += 1
        self._characters += len(made)
        if self._printed > MAX_PRINTS or self._characters > MAX_CHARACTERS:
            raise ForbiddenError(TOO_MUCH)
        return escape(made)

    def rounds(self, items: Iterable[Any]) -> list[Any]:
        """What a loop goes over; each counts as something printed: also a loop that prints nothing ends."""
        listed = [self._ready(one) for one in items]
        self._printed += len(listed)
        if self._printed > MAX_PRINTS:
            raise ForbiddenError(TOO_MUCH)
        return listed

    def pairs(self, items: Iterable[Any]) -> list[list[Any]]:
        """What a loop over several names at once goes over."""
        return [[self._ready(part) for part in one] for one in self.rounds(items)]

    def held(self, value: Any) -> Any:
        """What is asked whether it holds something."""
        return self.rounds(value) if isinstance(value, (list, tuple)) else value

    def _join(self, value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> str:
        """Of texts, and not without bound."""
        between = str(as_text(d))
        items = self.rounds(value)
        parts = [str(as_text(one if attribute is None else self.item(one, attribute))) for one in items]
        _bounded(len(parts) * len(between))
        return between.join(parts)

    def _first(self, seq: Iterable[Any]) -> Any:
        return self._end(seq, 0)

    def _last(self, seq: Iterable[Any]) -> Any:
        return self._end(seq, -1)

    def _end(self, seq: Iterable[Any], at: int) -> Any:
        items = list(seq)
        if not items:
            raise ForbiddenError(NO_ITEM)
        return self._ready(items[at])


def rendered(code: CodeType, values: Values) -> Iterator[str]:
    """What the code of a template (`compiling.compiled`) makes of these values, piece by piece."""
    known: dict[str, Any] = {"__builtins__": {}, "enumerate": enumerate, "slice": slice}
    known |= {"Loop": Loop, "joined": joined, "tests": TESTS}
    exec(code, known)
    pieces: Iterator[str] = known.pop("rendered")(values)
    return pieces


# --- filters ---------------------------------------------------------------------------------------------------------


def _bounded(*lengths: int) -> None:
    if sum(lengths) > MAX_TEXT:
        raise ForbiddenError(TOO_MUCH)


def _replace(s: Any, old: str, new: str, count: int | None = None) -> str:
    """Not without bound: each one in a row would make the text many times longer."""
    text = str(as_text(s))
    _bounded(len(text), text.count(str(old)) * len(str(new)))
    return text.replace(str(old), str(new), -1 if count is None else count)


def _title(s: Any) -> str:
    return "".join([word[0].upper() + word[1:].lower() for word in _WORDS.split(str(as_text(s))) if word])


def _reverse(value: Any) -> Any:
    return value[::-1] if isinstance(value, str) else list(value)[::-1]


#: Those that need only what they are given; the names of their arguments are Jinja's.
_FILTERS: dict[str, Callable[..., Any]] = {
    "capitalize": lambda s: str(as_text(s)).capitalize(),
    "count": len,
    "length": len,
    "lower": lambda s: str(as_text(s)).lower(),
    "replace": _replace,
    "reverse": _reverse,
    "title": _title,
    "trim": lambda value, chars=None: str(as_text(value)).strip(chars),
    "upper": lambda s: str(as_text(s)).upper(),
}
FILTERS = (*_FILTERS, "first", "join", "last")

# --- tests -----------------------------------------------------------------------------------------------------------


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float))


TESTS: dict[str, Callable[..., bool]] = {
    "divisibleby": lambda value, num: value % num == 0,
    "even": lambda value: value % 2 == 0,
    "odd": lambda value: value % 2 == 1,
    "none": lambda value: value is None,
    "string": lambda value: isinstance(value, str),
    "number": _is_number,
    "mapping": lambda value: isinstance(value, _LEVEL),
    "sequence": lambda value: isinstance(value, (*_LEVEL, list, tuple, str)),
    "true": lambda value: value is True,
    "false": lambda value: value is False,
    "in": lambda value, seq: value in seq,
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
}
TESTS |= {
    name: TESTS[test]
    for test, names in {
        "eq": ("==", "equalto"),
        "ne": ("!=",),
        "lt": ("<", "lessthan"),
        "le": ("<=",),
        "gt": (">", "greaterthan"),
        "ge": (">=",),
    }.items()
    for name in names
}
