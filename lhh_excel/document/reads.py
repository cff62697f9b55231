"""Which names of a context a template reads: two contexts that agree on them print the same document.

A template is a program of nothing but its context: run on another one, it goes the same way and prints the same as long
as every value that it asked for is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from .marks import prepare
from .render import READ_BESIDE, run_template

#: Where a value stands in a context: names and places in lists; LENGTH at the end for how long a list is.
Path: TypeAlias = tuple[str | int, ...]
LENGTH = -1


def names_read(template: bytes, context: Mapping[str, Any]) -> frozenset[Path]:
    """The places whose values the template prints or asks about. TemplateError where it does not run on them."""
    found: set[Path] = set()
    ready = prepare(context, {})
    for place in READ_BESIDE:
        _all_of(context.get(place[0]) if len(place) == 1 else "", place, found)
    run_template(template, "", {name: _watched(value, (name,), found) for name, value in ready.items()})
    return frozenset(found)


def differ(one: Mapping[str, Any], other: Mapping[str, Any], places: Iterable[Path]) -> bool:
    """Whether the contexts print differently where a template reads."""
    return any(_text_at(one, place) != _text_at(other, place) for place in places)


def _text_at(context: Any, place: Path) -> str | None:
    for step in place:
        if step == LENGTH:
            context = len(context) if isinstance(context, list) else None
        elif isinstance(context, dict):
            context = context.get(step)
        else:
            context = context[int(step)] if isinstance(context, list) and int(step) < len(context) else None
    return None if context is None else str(context)


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
