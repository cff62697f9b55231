"""An office's template made ready to be rendered: nothing deleted, nothing active, each tag in one piece, then linted.

What had to be taken out is told in `notes`; what stands in the way of a document that goes out (tracked changes,
comments) in `unfinished`. The same template is made ready once and remembered. Source: docs/templates.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lxml import etree

from ... import __version__
from ...errors import TemplateError
from ...messages import templates
from ...plain import record
from ..ooxml import Element, q
from ..ooxml.harmless import Active, by_sort, harmless
from ..ooxml.package import CONTENT_TYPES, MAIN_PART, NotAPackageError, parsed, read_parts, to_bytes, write_parts
from ..ooxml.reviewing import WITH_TEXT, accepted
from .cache import fingerprint, remembered
from .tags import join_tags

_READY = "1"  # goes up when templates are made ready, or linted, in another way
#: Parts in which a tag is no matter: written anew for each document, or of the package itself.
_UNREAD = ("docProps/core.xml", CONTENT_TYPES)


@record
class Ready:
    """The template to be rendered; `notes` tells what was left out of it.

    `unfinished`: the tracked changes and comments that its author left in it, in words; "" where there are none.
    """

    docx: bytes
    notes: list[str]
    unfinished: str


def ready_template(data: bytes, name: str, known: Mapping[str, Any], *, keyed: bool = False) -> Ready:
    """The template of that name, for documents with these names in it; `keyed`: its paragraphs with their marks.

    TemplateError: every problem of its tags at once, each with its place, or that it is no Word document.
    """
    key = fingerprint("keyed" if keyed else "ready", _READY, __version__, data, repr(known))
    kept = remembered(key, lambda: _kept(_make(data, name, known, keyed=keyed), data))
    told, _, docx = kept.partition(b"\n")
    return Ready(docx or data, *json.loads(told))


def _kept(ready: Ready, data: bytes) -> bytes:
    told = json.dumps([ready.notes, ready.unfinished]).encode()
    return told + b"\n" + (b"" if ready.docx == data else ready.docx)


def _make(data: bytes, name: str, known: Mapping[str, Any], *, keyed: bool) -> Ready:
    from .keys import keyed as with_keys
    from .lint import lint_roots

    try:
        made = prepared(data)
    except NotAPackageError:
        raise TemplateError("template_not_word", file=name) from None
    problems = lint_roots(made.roots, known)
    if problems:
        listed = "\n".join(str(problem) for problem in problems)
        raise TemplateError("template_problems", file=name, count=len(problems), problems=listed)
    unfinished = _unfinished(made)
    notes = [templates.UNFINISHED.format(what=unfinished)] if unfinished else []
    return Ready(with_keys(made.docx) if keyed else made.docx, notes + _taken_out(made.active), unfinished)


@record
class Prepared:
    """`roots`: the trees of all XML parts in the order to be read; what was found on the way."""

    docx: bytes
    roots: dict[str, Element]
    active: list[Active]
    changes: int
    comments: int


def prepared(data: bytes) -> Prepared:
    """The template in the form in which it is linted and rendered. NotAPackageError for what is no Word document."""
    before = read_parts(data)
    parts, changes, comments = accepted(before)
    parts, active = harmless(parts)
    roots = {name: parsed(parts[name]) for name in _in_order(parts)}
    for name, root in roots.items():
        if etree.QName(root).localname in WITH_TEXT and _tidy(root):
            parts[name] = to_bytes(root)
    docx = data if parts == before else write_parts(parts)
    read = {name: root for name, root in roots.items() if name not in _UNREAD}
    return Prepared(docx, read, active, changes, comments)


def _in_order(parts: Mapping[str, bytes]) -> list[str]:
    """The main part first, then its like by name; relationships hold no text."""
    names = sorted(name for name in parts if name.endswith((".xml", ".rels")))
    return sorted(names, key=lambda name: (name != MAIN_PART, not name.startswith("word/"), name))


def _tidy(root: Element) -> bool:
    """Tags in one piece; no comments and instructions of XML, which a renderer would take for text."""
    asides = list(root.iter(etree.Comment, etree.ProcessingInstruction))
    for aside in asides:
        holder = aside.getparent()
        if holder is not None:
            _without(holder, aside)
    joined = [join_tags(paragraph) for paragraph in root.iter(q("p"))]
    return bool(asides) or any(joined)


def _without(holder: Element, aside: Element) -> None:
    """Taken out, and the text behind it kept."""
    before, text = aside.getprevious(), aside.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        holder.text = (holder.text or "") + text
    aside.tail = None
    holder.remove(aside)


def _taken_out(active: list[Active]) -> list[str]:
    """One sentence for each kind of what was taken out."""
    told = []
    for alike in by_sort(active):
        first = alike[0]
        what = templates.active_words(first.kind, first.name, len(alike))
        told.append(templates.TAKEN_OUT.format(what=what, place=first.place))
    return told


def _unfinished(made: Prepared) -> str:
    told = [(templates.CHANGES_LEFT, made.changes), (templates.COMMENTS_LEFT, made.comments)]
    return templates.AND.join(sentence.format(count=count) for sentence, count in told if count)
