"""Finds Jinja and docxtpl tags in the text of a paragraph, and brings each into one piece."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...plain import pattern, record
from ..ooxml import XML_SPACE, Element, q
from ..ooxml.fields import drop

_KINDS = {"{{": ("print", "}}"), "{%": ("statement", "%}"), "{#": ("comment", "#}")}
_MARK = pattern(r"\{\{|\{%|\{#|\}\}|%\}")
_LEVEL = pattern(r"(p|tr|tc|r)\s")
#: What docxtpl makes of Word's own quotation marks inside a tag.
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


@record
class TagText:
    """A tag: `text` as typed, `kind` print, statement or comment, `level` p, tr, tc, r or "", `inner` its content.

    `dashed`: it has Jinja's sign that takes away what stands beside it.
    """

    text: str
    kind: str
    level: str
    inner: str
    dashed: bool = False


@record
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


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Where tags begin and end, in order, and half a tag with its fault: what follows is looked at anew then."""
    at = 0
    while (found := _MARK.search(text, at)) is not None:
        at = found.end()
        if found.group() not in _KINDS:
            yield found.start(), at, "stray_close"
            continue
        kind, closer = _KINDS[found.group()]
        end = _end_of(text, at, closer)
        if end < 0 or (kind != "comment" and re.search(r"\{\{|\{%", text[at:end])):
            yield found.start(), at, "unclosed"
        else:
            at = end + 2
            yield found.start(), at, ""


def split_tags(text: str) -> Iterator[TagText | Piece]:
    """Tags and the text between them, in order; half a tag comes as a `Piece` with its fault and what is beside it."""
    at = 0
    for start, end, fault in _spans(text):
        if start > at:
            yield Piece(text[at:start])
        if fault:
            yield Piece(text[max(0, start - 20) : end] if fault == "stray_close" else text[start : start + 40], fault)
        else:
            yield _tag(text[start:end])
        at = end
    if at < len(text):
        yield Piece(text[at:])


def _tag(text: str) -> TagText:
    kind, whole = _KINDS[text[:2]][0], text[2:-2]
    inner = whole.removeprefix("-").removesuffix("-").translate(_QUOTES)
    level = _LEVEL.match(inner)
    if level:
        inner = inner[level.end() :]
    dashed = whole[:1] == "-" or whole[-1:] == "-" or (kind == "statement" and whole[:1] == "+")
    return TagText(text, kind, level.group(1) if level else "", " ".join(inner.split()), dashed)


def own_texts(paragraph: Element) -> Iterator[Element]:
    """The text nodes of a paragraph but not those of paragraphs inside it (text boxes)."""
    for node in paragraph.iter(q("t")):
        if next(node.iterancestors(q("p")), None) is paragraph:
            yield node


def join_tags(paragraph: Element) -> bool:
    """Puts each tag that Word split over several texts into the first of them; whether there was one."""
    nodes = list(own_texts(paragraph))
    texts = [node.text or "" for node in nodes]
    whole = "".join(texts)
    if len(nodes) < 2 or not re.search(r"\{\{|\{%|\{#", whole):
        return False
    owners = [index for index, text in enumerate(texts) for _ in text]
    for start, end, fault in _spans(whole):
        if not fault:
            owners[start:end] = [owners[start]] * (end - start)
    made = [""] * len(texts)
    for sign, owner in zip(whole, owners, strict=True):
        made[owner] += sign
    if made == texts:
        return False
    for node, text in zip(nodes, made, strict=True):
        if text:
            node.text = text
            node.set(XML_SPACE, "preserve")
        elif node.text:
            drop(node)
    return True
