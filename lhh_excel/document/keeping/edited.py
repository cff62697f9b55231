"""A Word file that came back from a person: its paragraphs as they read, its annex tables, its parts to write in.

Read as it reads once tracked changes are accepted, without accepting them: what was struck out is not there, and a
paragraph whose mark was struck out is one with the next. Text boxes, notes, headers and footers stand beside the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...plain import lazy
from ..ooxml import XML_SPACE, Element, common, q, repeats, style_names
from ..ooxml.package import MAIN_PART, STYLES_PART, NotAPackageError, parsed, read_parts
from ..ooxml.reviewing import GONE, mark_is_gone, row_is_gone
from .words import Change, Text, fingerprint, flat, tokens_of

#: How the names of our bookmarks begin; Word hides those that begin with a line.
ANCHOR = "_LHH_"

_P, _R, _T, _TBL, _TR, _TC = (q(name) for name in ("p", "r", "t", "tbl", "tr", "tc"))
_SIGNS = {q("br"): " ", q("cr"): " ", q("tab"): " ", q("noBreakHyphen"): "-"}
_NOT_THERE = frozenset((*GONE, q("pPr"), q("rPr"), q("txbxContent")))
#: Where one of these stands, not every text is one that is read as it stands.
_HIDING = frozenset((*GONE, q("txbxContent"), q("tbl"), q("ruby")))
_IN_ROWS = (_T, _TC, _P, *_SIGNS, *_HIDING)
_HOLDERS = frozenset((q("sdt"), q("sdtContent"), q("customXml")))
#: Elements that carry what is not text: such a paragraph is never empty, and never goes with its words.
_CARRIES = frozenset(q(name) for name in ("drawing", "pict", "object", "sectPr", "footnoteReference"))
_CARRIES |= {q("endnoteReference")}


def _leaves(holder: Element) -> Iterator[Element]:
    """Texts and signs of a paragraph, those struck out and those of boxes in it left out."""
    for node in holder:
        if node.tag in _NOT_THERE or not isinstance(node.tag, str):
            continue
        if node.tag == _R:
            yield from [leaf for leaf in node if leaf.tag == _T or leaf.tag in _SIGNS]
        elif len(node) and node.tag != _P:
            yield from _leaves(node)


class Paragraph:
    """What reads as one paragraph: one element, or several whose marks between them were struck out."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self.elements = list(elements)

    @lazy
    def text(self) -> str:
        """As it is compared."""
        return flat(" ".join(map(plain_text, self.elements)))

    @lazy
    def tokens(self) -> list[str]:
        return tokens_of(self.text)

    @property
    def anchors(self) -> list[str]:
        """Names of our bookmarks that begin in it."""
        names = [mark.get(q("name"), "") for one in self.elements for mark in one.iter(q("bookmarkStart"))]
        return [name for name in names if name.startswith(ANCHOR)]

    @property
    def carries_more(self) -> bool:
        """Whether something stands in it beside words: a picture, a note, the end of a section."""
        return any(node.tag in _CARRIES for one in self.elements for node in one.iter())

    def changed(self) -> None:
        """Its elements were written in."""
        for name in ("text", "tokens"):
            self.__dict__.pop(name, None)


def letters_of(paragraphs: Iterable[Paragraph]) -> Text[Element | None]:
    """The letters of paragraphs in a row, with the node that each stands in."""

    def each() -> Iterator[tuple[str, Element | None, int]]:
        for paragraph in paragraphs:
            for element in paragraph.elements:
                for node in _leaves(element):
                    if node.tag == _T:
                        yield from [(letter, node, at) for at, letter in enumerate(node.text or "")]
                    else:
                        yield _SIGNS[str(node.tag)], node, 0
                yield " ", None, 0

    return Text(each())


def write_in(mine: Text[Element | None], changes: Iterable[Change]) -> None:
    """The changes, in the nodes where the letters stand; new words look like the first letter that they replace."""
    for change in sorted(changes, key=lambda one: one.start, reverse=True):
        if change.start < change.end:
            spots = mine.spots[change.start : change.end]
            more = [spot for at in range(change.start, change.end) for spot in mine.more.get(at, ())]
            _replace([*spots, *more], change.text)
        elif change.text:
            _insert(mine, change.start, change.text)


def _replace(spots: list[tuple[Element | None, int, int]], text: str) -> None:
    cuts: dict[Element, tuple[int, int]] = {}
    for node, start, end in spots:
        if node is not None:
            first, last = cuts.get(node, (start, end))
            cuts[node] = min(first, start), max(last, end)
    for node, (start, end) in cuts.items():
        if node.tag != _T:
            holder = node.getparent()
            if holder is not None:
                holder.remove(node)
            continue
        old = node.text or ""
        _set(node, old[:start] + text + old[end:])
        text = ""


def _insert(mine: Text[Element | None], at: int, text: str) -> None:
    """Behind the letter before, or before the first."""
    behind = [(node, end) for node, _, end in mine.spots[:at] if node is not None and node.tag == _T]
    ahead = [(node, start) for node, start, _ in mine.spots[at:] if node is not None and node.tag == _T]
    if not behind and not ahead:
        return
    node, spot = behind[-1] if behind else ahead[0]
    old = node.text or ""
    _set(node, old[:spot] + text + old[spot:])


def _set(node: Element, text: str) -> None:
    node.text = text
    node.set(XML_SPACE, "preserve")


# --- tables --------------------------------------------------------------------------------------------------------


class AnnexTable:
    """A table whose head repeats on each page: the annexes' own, not the head's and the signature's.

    `head`: what tells one from the other, the text of its first row; `rows` elements, `cells` their texts.
    """

    def __init__(self, element: Element) -> None:
        self.element = element
        self.rows = [row for row in _within(element, _TR) if not row_is_gone(row)]

    @lazy
    def head(self) -> str:
        return " ".join(self.cells(0)) if self.rows else ""

    def cells(self, row: int) -> list[str]:
        """Their texts as they are compared, of all paragraphs of each."""
        return list(map(flat, cells_of(self.rows[row])))

    @lazy
    def fingerprints(self) -> list[int]:
        return [fingerprint(cells_of(row)) for row in self.rows]


def cells_of(row: Element) -> list[str]:
    """The texts of a row's cells, as they stand."""
    cells: list[list[str]] = []
    for node in row.iter(*_IN_ROWS):
        if node.tag == _T:
            cells[-1].append(node.text or "")
        elif node.tag == _TC:
            cells.append([])
        elif node.tag in _HIDING:  # not every text is one that is read
            return [" ".join([plain_text(one) for one in cell.iter(_P)]) for cell in _within(row, _TC)]
        elif cells and (node.tag == _P or _in_run(node)):
            cells[-1].append(_SIGNS.get(str(node.tag), " "))
    return ["".join(parts) for parts in cells]


def _in_run(node: Element) -> bool:
    holder = node.getparent()
    return holder is not None and holder.tag == _R


def plain_text(paragraph: Element) -> str:
    """Its text as it stands, without what was struck out and the boxes in it; a line break is a space."""
    return "".join([node.text or "" if node.tag == _T else _SIGNS[str(node.tag)] for node in _leaves(paragraph)])


def _within(holder: Element, kind: str) -> Iterator[Element]:
    """Rows of a table, cells of a row; in content controls too."""
    for node in holder:
        if node.tag == kind:
            yield node
        elif node.tag in _HOLDERS:
            yield from _within(node, kind)


def is_annex(table: Element, heads: frozenset[str] = frozenset()) -> bool:
    """Whether a head of the table repeats, or it begins as one of these."""
    rows = list(_within(table, _TR))
    return any(map(repeats, rows)) or (bool(heads) and bool(rows) and " ".join(map(flat, cells_of(rows[0]))) in heads)


# --- the file ------------------------------------------------------------------------------------------------------


class EditedFile:
    """The parts of a .docx, read; `heads` are the first rows of tables that count as annex tables in any case.

    NotAPackageError for what is no Word document within the limits of one.
    """

    def __init__(self, data: bytes, heads: Iterable[str] = ()) -> None:
        self.parts = {name: common(part) for name, part in read_parts(data).items()}
        self.root = parsed(self.parts[MAIN_PART])
        body = self.root.find(q("body"))
        if body is None:
            raise NotAPackageError("no body")
        self.body: Element = body
        self.paragraphs: list[Paragraph] = []
        self.tables: list[AnnexTable] = []
        self._heads = frozenset(heads)
        self._read(self.body)

    def _read(self, holder: Element) -> None:
        """The blocks of the body, a cell or a content control, in order."""
        joined: list[Element] = []
        for block in holder:
            if block.tag == _P:
                joined.append(block)
                if mark_is_gone(block):
                    continue
            elif block.tag != _TBL and block.tag not in _HOLDERS:
                continue
            self._add(joined)
            joined = []
            if block.tag == _TBL:
                self._read_table(block)
            elif block.tag in _HOLDERS:
                self._read(block)
        self._add(joined)

    def _add(self, joined: list[Element]) -> None:
        if joined and (made := Paragraph(joined)).text:
            self.paragraphs.append(made)

    def _read_table(self, table: Element) -> None:
        if is_annex(table, self._heads):
            self.tables.append(AnnexTable(table))
            return
        for row in _within(table, _TR):
            if not row_is_gone(row):
                for cell in _within(row, _TC):
                    self._read(cell)

    @lazy
    def around(self) -> dict[str, tuple[Element, list[Paragraph]]]:
        """As `beside` finds it."""
        return beside(self.parts, self.root)

    @lazy
    def style_names(self) -> dict[str, str]:
        """As `ooxml.style_names` finds them."""
        return style_names(parsed(self.parts[STYLES_PART])) if STYLES_PART in self.parts else {}


def beside(parts: Mapping[str, bytes], main: Element) -> dict[str, tuple[Element, list[Paragraph]]]:
    """Part -> its tree and its paragraphs: headers, footers, notes, and of the main part its text boxes."""
    found = {}
    for name in sorted(parts):
        folder, _, file = name.rpartition("/")
        if folder == "word" and file.startswith(("header", "footer", "footnotes", "endnotes")):
            root = parsed(parts[name])
            found[name] = root, _inside(root)
    boxes = [one for box in main.iter(q("txbxContent")) for one in _inside(box)]
    return {**found, MAIN_PART: (main, boxes)}


def _inside(holder: Element) -> list[Paragraph]:
    """Those with text and without a field: a page's number is of the program that shows it."""
    found = [Paragraph([one]) for one in holder.iter(_P) if not _in_a_box(one, holder)]
    return [one for one in found if one.text and not _has_field(one.elements[0])]


def _in_a_box(paragraph: Element, within: Element) -> bool:
    box = next(paragraph.iterancestors(q("txbxContent")), None)
    return box is not None and box is not within and within.tag == q("txbxContent")


def _has_field(paragraph: Element) -> bool:
    return next(paragraph.iter(q("fldChar"), q("fldSimple")), None) is not None
