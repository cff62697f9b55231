"""The inside of one paragraph: its runs with effective formatting, fields, text boxes, lines drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..ooxml import Element, W, attr, leading, q
from .effective import Resolver
from .model import Run

_WRAPPERS = frozenset(
    W + name for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml")
) | {W + "dir", W + "bdo"}
_TEXTS = {W + "tab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t", W + "sym": "•"}
_RUN, _TEXT, _BREAK, _INSTRUCTION, _FIELD = (W + name for name in ("r", "t", "br", "instrText", "fldChar"))
_ALTERNATIVES = q("mc:AlternateContent")
_GRAPHICS = frozenset({W + "drawing", W + "pict", W + "object"})


@dataclass(slots=True)
class Content:
    runs: list[Run] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)  # w:txbxContent
    has_picture: bool = False  # or a shape, a text box
    field_marks: bool = False
    page_break: bool = False
    break_leads: bool = False


class ContentReader:
    """Reads one paragraph of a style context (`style_id`, table layers); `keep`: its runs remember their elements."""

    def __init__(self, resolver: Resolver, style_id: str | None, table: tuple[Element, ...], keep: bool = True) -> None:
        self._keep = keep
        self._resolver = resolver
        self._style = style_id
        self._table = table
        self._content = Content()
        self._instruction: list[str] = []

    def read(self, paragraph: Element) -> Content:
        self._walk(paragraph)
        if self._instruction:
            self._content.fields.append("".join(self._instruction).strip())
        return self._content

    def _walk(self, parent: Element) -> None:
        for node in parent:
            if node.tag == _RUN:
                self._run(node)
            elif node.tag in _WRAPPERS:
                if node.tag == W + "fldSimple":
                    self._content.fields.append((attr(node, "instr") or "").strip())
                self._walk(node)
            elif node.tag == _ALTERNATIVES:
                self._walk(_rendition(node))

    def _run(self, run: Element) -> None:
        text: list[str] = []
        self._run_parts(run, text)
        if text:
            look = self._resolver.run(leading(run, "rPr") if len(run) > 1 else None, self._style, self._table)
            self._content.runs.append(Run("".join(text), look, run if self._keep else None))

    def _run_parts(self, parent: Element, text: list[str]) -> None:
        for node in parent:
            tag = node.tag
            if tag == _TEXT:
                text.append(node.text or "")
            elif tag in _TEXTS:
                text.append(_TEXTS[tag])
            elif tag == _BREAK:
                self._break(node, text)
            elif tag == _INSTRUCTION:
                self._instruction.append(node.text or "")
            elif tag == _FIELD:
                self._content.field_marks = True
                if attr(node, "fldCharType") == "end":
                    self._end_field()
            elif tag in _GRAPHICS:
                self._graphic(node)
            elif tag == _ALTERNATIVES:
                self._run_parts(_rendition(node), text)

    def _break(self, node: Element, text: list[str]) -> None:
        if attr(node, "type") == "page":
            shown = any(run.text.strip() for run in self._content.runs) or any(part.strip() for part in text)
            self._content.break_leads = self._content.break_leads or not (self._content.page_break or shown)
            self._content.page_break = True
        else:
            text.append("\n")

    def _end_field(self) -> None:
        if self._instruction:
            self._content.fields.append("".join(self._instruction).strip())
            self._instruction = []

    def _graphic(self, node: Element) -> None:
        boxes = list(node.iter(W + "txbxContent"))
        self._content.boxes += [box for box in boxes if not _inside_fallback(box, node)]
        self._content.has_picture = True


def _inside_fallback(box: Element, top: Element) -> bool:
    for ancestor in box.iterancestors():
        if ancestor is top:
            return False
        if ancestor.tag == q("mc:Fallback"):
            return True
    return False


def _rendition(node: Element) -> Element:
    """Of the renditions of one thing, the first (Word's own); an empty stand-in where there is none."""
    choice = node.find(q("mc:Choice"))
    if choice is None:
        choice = node.find(q("mc:Fallback"))
    return node if choice is None else choice
