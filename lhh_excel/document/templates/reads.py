"""Which names of a context a template reads: two contexts that agree on them print the same document.

A template is a program of nothing but its context: run on another one, it goes the same way and prints the same as long
as every value that it asked for is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from .ready import prepared
from .render import READ_BESIDE
from .run import run_template

#: Where a value stands in a context: names and places in lists; LENGTH at the end for how long a list is.
Path: TypeAlias = tuple[str | int, ...]
LENGTH = -1
#: A level of names, below each the names of its own level; {} for what prints.
Names: TypeAlias = dict[str | int, Any]


def names_read(template: bytes, context: Mapping[str, Any]) -> Names:
    """The names whose values the template prints or asks about. TemplateError where it does not run on the context."""
    found: set[Path] = set()
    for place in READ_BESIDE:
        _all_of(context.get(place[0]) if len(place) == 1 else "", place, found)
    run_template(
        prepared(template).docx, "", {name: _watched(value, (name,), found) for name, value in context.items()}, {}
    )
    names: Names = {}
    for path in found:
        level = names
        for step in path:
            level = level.setdefault(step, {})
    return names


def differ(one: Any, other: Any, names: Names) -> bool:
    """Whether the contexts print differently where a template reads."""
    if not names:
        return type(one) is not type(other) or str(one) != str(other)
    return any(differ(_at(one, step), _at(other, step), inner) for step, inner in names.items())


def _at(context: Any, step: str | int) -> Any:
    if isinstance(context, list):
        return (
            len(context) if step == LENGTH else context[step] if isinstance(step, int) and step < len(context) else None
        )
    return context.get(step) if isinstance(context, dict) else None


def _all_of(value: Any, place: Path, found: set[Path]) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            _all_of(inner, (*place, name), found)
    elif isinstance(value, list):
        found.add((*place, LENGTH))
        for number, inner in enumerate(value):
            _all_of(inner, (*place, number), found)
    else:
        found.add(place)


def _watched(value: Any, place: Path, found: set[Path]) -> Any:
    if isinstance(value, dict):
        return _Level(value, place, found)
    if isinstance(value, list):
        return _List(value, place, found)
    found.add(place)
    return value


class _Level(dict[str, Any]):
    """A level of names that notes which of them were asked for; asked for as a whole, all of them."""

    def __init__(self, value: dict[str, Any], place: Path, found: set[Path]) -> None:
        super().__init__(value)
        self._place, self._found = place, found

    def __getitem__(self, name: str) -> Any:
        return _watched(super().__getitem__(name), (*self._place, name), self._found)

    def __iter__(self) -> Iterator[str]:
        _all_of(dict(super().items()), self._place, self._found)
        return super().__iter__()

    def __str__(self) -> str:
        return str({name: self[name] for name in self})


class _List(list[Any]):
    """A list that notes that it was gone through, or asked how long it is."""

    def __init__(self, value: list[Any], place: Path, found: set[Path]) -> None:
        super().__init__(
            _watched(inner, (*place, number), found) if isinstance(inner, dict | list) else inner
            for number, inner in enumerate(value)
        )
        self._place, self._found = place, found

    def _gone_through(self) -> None:
        self._found.add((*self._place, LENGTH))
        for number, inner in enumerate(super().__iter__()):
            if not isinstance(inner, dict | list):
                self._found.add((*self._place, number))

    def __iter__(self) -> Iterator[Any]:
        self._gone_through()
        return super().__iter__()

    def __reversed__(self) -> Iterator[Any]:
        self._gone_through()
        return super().__reversed__()

    def __len__(self) -> int:
        self._found.add((*self._place, LENGTH))
        return super().__len__()

    def __getitem__(self, at: Any) -> Any:
        self._gone_through()
        return super().__getitem__(at)
