"""Every problem of a Word template at once, each with its place, its tag and the nearest known name.

Reads the text of paragraphs as a person sees it, so that a tag that Word split over several runs counts as one.
`known` is the shape of the names: a mapping for a level of names, a list of one shape for what may be looped over,
anything else for what prints. Source: docs/templates.md.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from jinja2 import TemplateSyntaxError
from lxml import etree

from ..errors import TemplateError
from ..messages.templates import NEAREST, PLACES, PROBLEM_LINE, PROBLEMS
from .expressions import ExpressionChecker, Fault
from .package import MAIN_PART, NotAPackageError, read_parts
from .sandbox import Sandbox
from .tags import Piece, TagText, split_tags
from .wml import Element, q

_CLOSERS = {"endif": "if", "endfor": "for"}
_MIDDLES = {"else": ("if", "for"), "elif": ("if",)}
_BARE = ("vm", "hm")  # docxtpl's own: cells merged down or across
MAX_DEPTH = 3


@dataclass(frozen=True)
class TemplateProblem:
    """One problem: where it stands, the tag as typed, what is wrong, and a name that was perhaps meant ("")."""

    place: str
    tag: str
    problem: str
    nearest: str = ""

    def __str__(self) -> str:
        line = PROBLEM_LINE.format(place=self.place, tag=self.tag, problem=self.problem)
        return f"{line}; {NEAREST.format(name=self.nearest)}" if self.nearest else line


@dataclass
class _Open:
    """A tag that waits for its end: `home` is the paragraph, cell or table in which it must come."""

    word: str
    tag: TagText
    place: str
    home: object
    names: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class _Spot:
    """A paragraph's surroundings."""

    place: str
    paragraph: Element
    container: Element
    row: Element | None
    table: Element | None


#: What Jinja and Python say of a tag that is none, is nested without end, or has a number without end.
_NO_EXPRESSION = (TemplateSyntaxError, RecursionError, ValueError)


class _Linter:
    def __init__(self, known: Mapping[str, Any]) -> None:
        self.known = known
        self.problems: list[TemplateProblem] = []
        self.open: list[_Open] = []
        self.checker = ExpressionChecker(Sandbox())

    def part(self, root: Element, name: str) -> None:
        for spot in _spots(root, name):
            self._paragraph(spot)
        for left in self.open:
            self._note(left.place, left.tag, "not_closed", f"end{left.word}")
        self.open = []

    def _note(self, place: str, tag: TagText | Piece, kind: str, name: str = "", nearest: str = "") -> None:
        problem = PROBLEMS[kind].format(name=name)
        self.problems.append(TemplateProblem(place, tag.text.strip(), problem, nearest))

    def _paragraph(self, spot: _Spot) -> None:
        text = "".join(node.text or "" for node in _own_texts(spot.paragraph))
        if not any(mark in text for mark in ("{{", "{%", "{#", "}}", "%}")):
            return
        for piece in split_tags(text):
            if isinstance(piece, TagText):
                self._tag(piece, spot, text)
            elif piece.fault:
                self._note(spot.place, piece, piece.fault)

    def _tag(self, tag: TagText, spot: _Spot, whole: str) -> None:
        if tag.level in ("p", "tr", "tc") and self._not_alone(tag, spot, whole):
            self._note(spot.place, tag, "loses_text")
        if tag.level in ("tr", "tc") and spot.table is None:
            self._note(spot.place, tag, "outside_table")
        if tag.kind == "comment":
            return
        if not tag.inner:
            self._note(spot.place, tag, "empty")
        elif tag.kind == "print":
            self._expression(tag, spot, f"{{{{ {tag.inner} }}}}")
        else:
            self._statement(tag, spot)

    def _not_alone(self, tag: TagText, spot: _Spot, whole: str) -> bool:
        if tag.level == "tr" and spot.row is not None:
            whole = "".join(node.text or "" for node in spot.row.iter(q("t")))
        elif tag.level == "tc" and spot.table is not None:
            whole = "".join(node.text or "" for node in spot.container.iter(q("t")))
        return whole.strip() != tag.text.strip()

    def _names(self) -> dict[str, Any]:
        names = dict(self.known)
        for opened in self.open:
            names.update(opened.names)
        return names

    def _expression(self, tag: TagText, spot: _Spot, source: str) -> None:
        try:
            faults = self.checker.check(source, self._names())
        except _NO_EXPRESSION:
            self._note(spot.place, tag, "syntax")
            return
        self._report(faults, tag, spot)

    def _report(self, faults: list[Fault], tag: TagText, spot: _Spot) -> None:
        for fault in faults:
            nearest = difflib.get_close_matches(fault.name, fault.choices, 1, 0.6)
            self._note(spot.place, tag, fault.kind, fault.name, nearest[0] if nearest else "")

    def _statement(self, tag: TagText, spot: _Spot) -> None:
        word, _, rest = tag.inner.partition(" ")
        home = _home(tag, spot)
        if word in _CLOSERS:
            self._close(word, tag, spot, home)
        elif word in _MIDDLES:
            if not self.open or self.open[-1].word not in _MIDDLES[word]:
                self._note(spot.place, tag, "not_opened", word)
            elif self.open[-1].home is not home:
                self._note(spot.place, tag, "crosses")
            if word == "elif":
                self._expression(tag, spot, f"{{% if {rest} %}}{{% endif %}}")
        elif word == "if":
            self._expression(tag, spot, f"{{% if {rest} %}}{{% endif %}}")
            self.open.append(_Open("if", tag, spot.place, home))
        elif word == "for":
            self._loop(tag, rest, spot, home)
        elif word in ("colspan", "cellbg"):
            self._expression(tag, spot, f"{{{{ {rest} }}}}")
        elif word not in _BARE:
            self._note(spot.place, tag, "forbidden_tag", word)

    def _loop(self, tag: TagText, rest: str, spot: _Spot, home: object) -> None:
        names: dict[str, Any] = {}
        try:
            faults, names = self.checker.loop(f"{{% for {rest} %}}{{% endfor %}}", self._names())
            self._report(faults, tag, spot)
        except _NO_EXPRESSION:
            self._note(spot.place, tag, "syntax")
        self.open.append(_Open("for", tag, spot.place, home, names))
        if sum(opened.word == "for" for opened in self.open) == MAX_DEPTH + 1:
            self._note(spot.place, tag, "too_deep")

    def _close(self, word: str, tag: TagText, spot: _Spot, home: object) -> None:
        if not self.open or self.open[-1].word != _CLOSERS[word]:
            self._note(spot.place, tag, "not_opened", word)
            return
        opened = self.open.pop()
        if opened.home is not home:
            self._note(spot.place, tag, "crosses")


def _home(tag: TagText, spot: _Spot) -> object:
    """What must hold both ends: a table for row tags, a row for cell tags, a cell or the body for paragraph tags."""
    if tag.level == "tr":
        return spot.table
    if tag.level == "tc":
        return spot.row
    return spot.container if tag.level == "p" else spot.paragraph


def _own_texts(paragraph: Element) -> Iterator[Element]:
    """The text nodes of a paragraph but not those of paragraphs inside it (text boxes)."""
    for node in paragraph.iter(q("t")):
        owner = next((above for above in node.iterancestors(q("p"))), None)
        if owner is paragraph:
            yield node


def _spots(root: Element, name: str) -> Iterator[_Spot]:
    """Every paragraph of a part with its place in words."""
    tables = {table: number for number, table in enumerate(root.iter(q("tbl")), 1)}
    prefix = "" if name == MAIN_PART else _part_name(name)
    number = 0
    for paragraph in root.iter(q("p")):
        cell, row, table = (next(paragraph.iterancestors(q(tag)), None) for tag in ("tc", "tr", "tbl"))
        container = paragraph.getparent()
        if cell is None or row is None or table is None:
            number += 1
            place = PLACES["paragraph"].format(number=number)
            row = table = None
        else:
            place = PLACES["cell"].format(table=tables[table], row=_number_of(row, table), column=_number_of(cell, row))
        text = " ".join("".join(node.text or "" for node in _own_texts(paragraph)).split())
        if text:
            place = PLACES["quoted"].format(place=place, text=text if len(text) <= 60 else text[:59] + "…")
        if prefix:
            place = PLACES["in_heading"].format(heading=prefix, place=place)
        yield _Spot(place, paragraph, root if container is None else container, row, table)


def _number_of(node: Element, holder: Element) -> int:
    """The number of a row in its table or a cell in its row, also where content controls stand around them."""
    alike = (one for one in holder.iter(node.tag) if next(one.iterancestors(holder.tag), None) is holder)
    return next((number for number, one in enumerate(alike, 1) if one is node), 1)


def _part_name(name: str) -> str:
    kind = name.rpartition("/")[2]
    for word in ("header", "footer"):
        if kind.startswith(word):
            return PLACES[word]
    return PLACES["other_part"].format(name=kind)


def lint_template(template: bytes | Path, known: Mapping[str, Any]) -> list[TemplateProblem]:
    """All problems, in the order of the document. Raises `NotAPackageError` for what is no sound Word document."""
    parts = read_parts(template if isinstance(template, bytes) else template.read_bytes())
    _read_all(parts)
    linter = _Linter(known)
    texts = [name for name in sorted(parts) if name.startswith(("word/header", "word/footer", "word/footnotes"))]
    for name in [MAIN_PART, *texts]:
        try:
            linter.part(etree.fromstring(parts[name], etree.XMLParser(resolve_entities=False)), name)
        except etree.XMLSyntaxError as fault:
            raise NotAPackageError(str(fault)) from None
    return linter.problems


def _read_all(parts: Mapping[str, bytes]) -> None:
    """Each part goes into the document made from the template: where Word cannot read one, it opens neither."""
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                ElementTree.fromstring(data)
            except (ElementTree.ParseError, ValueError, LookupError) as fault:  # also an encoding that nobody reads
                raise NotAPackageError(f"{name}: {fault}") from None


def check_template(data: bytes, name: str, known: Mapping[str, Any]) -> None:
    """`TemplateError` that lists every problem, or is no Word document; nothing when the template is sound."""
    try:
        problems = lint_template(data, known)
    except NotAPackageError:
        raise TemplateError("template_not_word", file=name) from None
    if problems:
        listed = "\n".join(str(problem) for problem in problems)
        raise TemplateError("template_problems", file=name, count=len(problems), problems=listed)
