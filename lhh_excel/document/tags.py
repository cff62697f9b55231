"""Finds Jinja and docxtpl tags in the text of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_KINDS = {"{{": ("print", "}}"), "{%": ("statement", "%}"), "{#": ("comment", "#}")}
_LEVEL = re.compile(r"(p|tr|tc|r)\s")
#: What docxtpl makes of Word's own quotation marks inside a tag.
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True)
class TagText:
    """A tag: `text` as typed, `kind` print, statement or comment, `level` p, tr, tc, r or "", `inner` its content."""

    text: str
    kind: str
    level: str
    inner: str


@dataclass(frozen=True)
class Piece:
    """Text between tags; `fault` is "unclosed" or "stray_close" where it holds half a tag."""

    text: str
    fault: str = ""


def _end_of(text: str, start: int, closer: str) -> int:
    """Where the closing mark stands, quoted strings passed over; -1 if there is none."""
    quote = ""
    for at in range(start, len(text)):
        letter = text[at].translate(_QUOTES)
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif text.startswith(closer, at):
            return at
    return text.find(closer, start) if quote else -1


def split_tags(text: str) -> Iterator[TagText | Piece]:
    """Tags and the text between them, in order; half a tag comes as a `Piece` with its fault."""
    at = 0
    while at < len(text):
        found = re.compile(r"\{\{|\{%|\{#|\}\}|%\}").search(text, at)
        if found is None:
            yield Piece(text[at:])
            return
        if found.start() > at:
            yield Piece(text[at : found.start()])
        opener, start = found.group(), found.end()
        if opener not in _KINDS:
            yield Piece(text[max(0, found.start() - 20) : found.end()], "stray_close")
            at = start
            continue
        kind, closer = _KINDS[opener]
        end = _end_of(text, start, closer)
        if end < 0 or (kind != "comment" and re.search(r"\{\{|\{%", text[start:end])):
            yield Piece(text[found.start() : found.start() + 40], "unclosed")
            at = start
            continue
        yield _tag(text[found.start() : end + 2], kind)
        at = end + 2


def _tag(text: str, kind: str) -> TagText:
    inner = text[2:-2].removeprefix("-").removesuffix("-").translate(_QUOTES)
    level = _LEVEL.match(inner)
    if level:
        inner = inner[level.end() :]
    return TagText(text, kind, level.group(1) if level else "", " ".join(inner.split()))
