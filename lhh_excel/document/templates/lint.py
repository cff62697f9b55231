"""Every problem of a Word template at once, each with its place, its tag and the nearest known name.

Reads every text that a document made from the template would show: body, headers, footers, notes, text boxes, tables,
content controls, results of fields, as `ready_template` prepares them, so that a tag stands in one piece and nothing
deleted is left. A tag anywhere else (the code of a field, a chart, a property, an attribute) is told: nothing would
fill it. `known` is the shape of the names: a mapping for a level of names, a list of one shape for what may be looped
over, true or false for what may only be asked, anything else for what prints. Source: docs/templates.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from jinja2 import TemplateSyntaxError
from lxml import etree

from ...messages.templates import NEAREST, PLACES, PROBLEM_LINE, PROBLEMS
from ...plain import shortened
from ..ooxml import Element, q
from ..ooxml.harmless import PART_PLACES
from ..ooxml.reviewing import WITH_TEXT
from .expressions import ExpressionChecker, Fault
from .tags import Piece, TagText, own_texts, split_tags

_CLOSERS = {"endif": "if", "endfor": "for"}
_MIDDLES = {"else": ("if", "for"), "elif": ("if",)}
MAX_DEPTH = 3
_BRACED = etree.XPath(
    "//text()[contains(., '{{') or contains(., '{%') or contains(., '{#')]"
    " | //@*[contains(., '{{') or contains(., '{%') or contains(., '{#')]"
)
_WHOLE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
#: What goes with the paragraph, row or cell that a tag stands for.
_CONTENT = tuple(map(q, ("drawing", "pict", "object", "sectPr", "footnoteReference", "endnoteReference", "fldChar")))
#: Name of an element, or its namespace -> the key of PLACES for a tag in it.
_NOWHERE = {"instrText": "field_code", "fldSimple": "field_code"}
_NAMESPACES = {"math": "formula", "chart": "chart", "diagram": "chart", "drawing": "drawing"}


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
    """A paragraph, its texts and what is around it; `again`: what an older program shows of a thing told before."""

    place: str
    paragraph: Element
    texts: list[Element]
    cell: Element | None
    row: Element | None
    again: bool


#: What Jinja and Python say of a tag that is none, is nested without end, or has a number without end.
_NO_EXPRESSION = (TemplateSyntaxError, RecursionError, ValueError)


class _Linter:
    def __init__(self, known: Mapping[str, Any]) -> None:
        self.known = known
        self.problems: list[TemplateProblem] = []
        self.open: list[_Open] = []
        self._again = False
        self.checker = ExpressionChecker()

    def part(self, root: Element, name: str) -> None:
        """A part whose text is rendered."""
        for spot in _spots(root):
            self._paragraph(spot)
        for left in self.open:
            self._note(left.place, left.tag, "not_closed", f"end{left.word}")
        self.open = []
        self.elsewhere(root, name, rendered=True)

    def elsewhere(self, root: Element, name: str, *, rendered: bool = False) -> None:
        """Tags where nothing fills them: in a rendered part anything that the renderer would take for one."""
        for text in cast("list[Any]", _BRACED(root)):  # each knows where it stands
            node = text.getparent()
            within = not text.is_attribute and text.is_text and node.tag == q("t") and _in_paragraph(node)
            if rendered and within:
                continue
            whole = _WHOLE.search(text)
            if rendered or whole:
                tag = Piece(whole[0] if whole else text[:60])
                self._note(
                    _nowhere(node, root, name, "attribute" if text.is_attribute else "text"), tag, "nothing_fills"
                )

    def _note(self, place: str, tag: TagText | Piece, kind: str, name: str = "", nearest: str = "") -> None:
        problem = PROBLEMS[kind].format(name=name)
        made = TemplateProblem(place, tag.text.strip(), problem, nearest)
        if self._again and any((one.tag, one.problem) == (made.tag, made.problem) for one in self.problems):
            return  # the same text box, in its form for older programs
        self.problems.append(made)

    def _paragraph(self, spot: _Spot) -> None:
        self._again = spot.again
        whole = "".join(node.text or "" for node in spot.texts)
        if not any(mark in whole for mark in ("{{", "{%", "{#", "}}", "%}", "#}")):
            return
        for node in spot.texts:
            for piece in split_tags(node.text or ""):
                if isinstance(piece, TagText):
                    self._tag(piece, spot, node, whole)
                elif piece.fault:
                    self._note(spot.place, piece, piece.fault)
        self._again = False

    def _tag(self, tag: TagText, spot: _Spot, node: Element, whole: str) -> None:
        if tag.level in ("p", "tr", "tc"):
            self._goes_alone(tag, spot, whole)
        if tag.dashed:
            self._note(spot.place, tag, "dashed")
        if tag.kind == "comment":
            return
        if not tag.inner:
            self._note(spot.place, tag, "empty")
        elif tag.kind == "print":
            if tag.level:
                self._note(spot.place, tag, "prints_raw", tag.level, f"{{{{ {tag.inner} }}}}")
            self._expression(tag, spot, f"{{{{ {tag.inner} }}}}")
        else:
            if tag.level and re.search("[}%]", tag.inner):
                self._note(spot.place, tag, "braces_in_level")
            self._statement(tag, spot, node)

    def _goes_alone(self, tag: TagText, spot: _Spot, whole: str) -> None:
        """What the tag stands for goes with it: nothing else may be in that."""
        holder = {"p": spot.paragraph, "tr": spot.row, "tc": spot.cell}[tag.level]
        if holder is None:
            self._note(spot.place, tag, "outside_table")
            return
        if tag.level != "p":
            whole = "".join(node.text or "" for node in holder.iter(q("t")))
        if whole.strip() != tag.text.strip():
            self._note(spot.place, tag, "loses_text")
        elif next(holder.iter(*_CONTENT), None) is not None:
            self._note(spot.place, tag, "loses_content")

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
            self._note(spot.place, tag, fault.kind, fault.name, fault.nearest)

    def _statement(self, tag: TagText, spot: _Spot, node: Element) -> None:
        word, _, rest = tag.inner.partition(" ")
        home = _home(tag, spot, node)
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
        else:
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


def _home(tag: TagText, spot: _Spot, node: Element) -> object:
    """What must hold both ends, so that what is between can be repeated or left out: what holds the row, the cell,
    the paragraph or the run of the tag."""
    around = {"tr": spot.row, "tc": spot.cell, "p": spot.paragraph}.get(tag.level, node.getparent())
    return None if around is None else around.getparent()


def _in_paragraph(node: Element) -> bool:
    return next(node.iterancestors(q("p")), None) is not None


def _spots(root: Element) -> Iterator[_Spot]:
    """Every paragraph of a part with its place in words."""
    tables = {table: number for number, table in enumerate(root.iter(q("tbl")), 1)}
    prefix = PLACES[PART_PLACES[etree.QName(root).localname]]
    number = 0
    for paragraph in root.iter(q("p")):
        cell, row, table = (next(paragraph.iterancestors(q(tag)), None) for tag in ("tc", "tr", "tbl"))
        if cell is None or row is None or table is None:
            number += 1
            place = PLACES["paragraph"].format(number=number)
            row = cell = None
        else:
            place = PLACES["cell"].format(table=tables[table], row=_number_of(row, table), column=_number_of(cell, row))
        texts = list(own_texts(paragraph))
        boxed = next(paragraph.iterancestors(q("txbxContent")), None) is not None
        place = _under(prefix, _under(PLACES["box"] if boxed else "", _quoted(place, texts)))
        again = next(paragraph.iterancestors("{*}Fallback"), None) is not None
        yield _Spot(place, paragraph, texts, cell, row, again)


def _number_of(node: Element, holder: Element) -> int:
    """The number of a row in its table or a cell in its row, also where content controls stand around them."""
    alike = (one for one in holder.iter(node.tag) if next(one.iterancestors(holder.tag), None) is holder)
    return next((number for number, one in enumerate(alike, 1) if one is node), 1)


def _nowhere(node: Element, root: Element, part: str, kind: str) -> str:
    """Where a tag stands that nothing fills; `kind`: "text" or "attribute"."""
    within = root if kind == "attribute" else node
    space = etree.QName(within).namespace or ""
    found = _NOWHERE.get(etree.QName(node).localname) or next((_NAMESPACES[n] for n in _NAMESPACES if n in space), "")
    found = "properties" if part.startswith("docProps/") else found
    heading = PART_PLACES.get(etree.QName(root).localname)
    paragraph = next(node.iterancestors(q("p")), None)
    place = _quoted(PLACES[found or kind], [] if paragraph is None else list(own_texts(paragraph)))
    if heading is None:
        return place if found else _under(PLACES["other_part"].format(name=part.rpartition("/")[2]), place)
    return _under(PLACES[heading], place)


def _quoted(place: str, texts: list[Element]) -> str:
    """A place with the text that is seen there, if there is any."""
    text = " ".join("".join(node.text or "" for node in texts).split())
    return PLACES["quoted"].format(place=place, text=shortened(text, 60)) if text else place


def _under(heading: str, place: str) -> str:
    return PLACES["in_heading"].format(heading=heading, place=place) if heading else place


def lint_roots(roots: Mapping[str, Element], known: Mapping[str, Any]) -> list[TemplateProblem]:
    """All problems of these parts, by their names, in the order given."""
    linter = _Linter(known)
    for name, root in roots.items():
        if etree.QName(root).localname in WITH_TEXT:
            linter.part(root, name)
        else:
            linter.elsewhere(root, name)
    return linter.problems
