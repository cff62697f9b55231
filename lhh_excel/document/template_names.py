"""The page of docs/ that lists every name a template of the report may use, drawn from the shape the lint checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..messages.templates import NAMES_PAGE


def names_page(known: Mapping[str, Any]) -> str:
    """A Markdown page: each name as it is written in a template, and how it is used."""
    text = NAMES_PAGE["title"] + NAMES_PAGE["head"]
    for name, use in _names(known, ""):
        text += f"| `{name}` | {use} |\n"
    return text


def _names(shape: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    for key, inner in shape.items():
        name = f"{path}{key}"
        if isinstance(inner, Mapping):
            yield from _names(inner, f"{name}.")
        elif isinstance(inner, list):
            element = inner[0] if inner else ""
            if isinstance(element, Mapping):
                yield name, NAMES_PAGE["list_of"].format(names=", ".join(f"`{field}`" for field in element))
            else:
                yield name, NAMES_PAGE["list"]
        else:
            yield name, NAMES_PAGE["ask" if isinstance(inner, bool) else "print"]
