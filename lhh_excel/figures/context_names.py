"""A context as a template sees it: nested dicts and lists by name, and the names alone, for the lint.

Source: docs/templates.md.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping
from functools import lru_cache

from ..law import Layout
from ..plain import fields
from ..workbook.declarations import DEFAULT
from .context import Context
from .figure import Figure, Phrase

_PRINTED = frozenset({str, Figure, Phrase, bool, int, float, type(None)})


def plain(value: object) -> typing.Any:
    """The context as nested dicts and lists; figures, phrases, text, numbers and booleans stay.

    A list that stands at two places of the context is one list there, too.
    """
    return _plain(value, {})


def _plain(value: object, lists: dict[int, list[object]]) -> typing.Any:
    if type(value) in _PRINTED:
        return value
    if isinstance(value, Layout):
        return value.in_template()
    if fields(type(value)):
        # its own names and values are in the order of the fields; nearly all print as they are
        return {name: inner if type(inner) in _PRINTED else _plain(inner, lists) for name, inner in vars(value).items()}
    if isinstance(value, dict):
        return {key: _plain(inner, lists) for key, inner in value.items()}
    if isinstance(value, list):
        if id(value) not in lists:
            lists[id(value)] = [_plain(inner, lists) for inner in value]
        return lists[id(value)]
    return value


def known_names(shape: type = Context, indicators: Iterable[str] = tuple(DEFAULT.by_key)) -> dict[str, typing.Any]:
    """Every name a template may use: dict for a level of names, [element] for a list, "" for what prints.

    False stands for what may only be asked, 0 for a bare number.

    `shape` is the record of another document's context, `indicators` their names in it.
    """
    names: dict[str, typing.Any] = _names_of(shape, tuple(indicators))
    return names


def names_for(context: Mapping[str, typing.Any]) -> dict[str, typing.Any]:
    """The names of a report: those of every report, and of the indicators that its office declared when it was made.

    They are for reading only: the next report of that office has the same.
    """
    return _of_reports(tuple(context["so_lieu"]))


@lru_cache(maxsize=4)
def _of_reports(indicators: tuple[str, ...]) -> dict[str, typing.Any]:
    return known_names(Context, indicators)


def _names_of(kind: typing.Any, indicators: tuple[str, ...]) -> typing.Any:
    if kind is Layout:
        return dict.fromkeys(Layout().in_template(), "")
    if fields(kind) and kind not in (Figure, Phrase):
        hints = kind.__annotations__
        if any(isinstance(hint, str) for hint in hints.values()):  # as in the contexts of other modules
            hints = typing.get_type_hints(kind)
        return {name: _names_of(hints[name], indicators) for name in fields(kind)}
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is list:
        return [_names_of(arguments[0], indicators)]
    if origin is dict:
        return dict.fromkeys(indicators, _names_of(arguments[1], indicators))
    return kind() if kind in (bool, int, float) else ""
