"""Which paragraph of a template, made of which records, each paragraph of a document came from.

A template made ready gets a mark at the beginning of each paragraph that prints: a number that stands for what is
written there and for the loops and conditions around it, so that rewording one place leaves the others as they were;
and for each loop around it one for the record of that round. Nobody need write anything into a template, and the marks
stand within texts, where folding leaves them. Rendered, they say what was generated. Rows of annexes have no keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from ...plain import record, sha256
from ..keeping.edited import beside, cells_of, is_annex, plain_text
from ..keeping.generated import ORDINAL, Generated, Line, Rows, first_free, set_anchor, set_id
from ..keeping.words import BETWEEN, fingerprint, flat
from ..ooxml import XML_SPACE, Element, q
from ..ooxml.package import MAIN_PART, read_parts, to_bytes, write_parts
from .folding import SEPARATOR, Folds, Pattern, precedes_pattern
from .marks import key_mark, paragraphs, read_marks
from .tags import TagText, own_texts, split_tags

#: The filter that prints a record's mark; no template of an office can name it, for its lint does not know it.
FILTER = "__khoa"
#: By what a record is told from its like, the first of these that it has.
_NAMES = ("ma", "ten", "tieu_de", "so", "tt")
_DIGITS = 10


@record
class Origin:
    """What a document is made of: whose period, which workbook."""

    period: str
    workbook: str


def keyed(template: bytes) -> bytes:
    """The template with its marks."""
    parts = read_parts(template)
    root = etree.fromstring(parts[MAIN_PART])
    around: list[tuple[str, str]] = []  # the tags of the blocks that are open, each with the name of its loop's record
    seen: Counter[str] = Counter()
    annexes = {table for table in root.iter(q("tbl")) if is_annex(table)}
    for paragraph in root.iter(q("p")):
        nodes = list(own_texts(paragraph))
        text = "".join([node.text or "" for node in nodes])
        pieces = list(split_tags(text))
        blocks = [one for one in pieces if isinstance(one, TagText) and one.level in ("p", "tr")]
        for tag in blocks:
            _follow(around, tag.inner)
        spot = next((node for node in nodes if not _of_runs(node.text or "")), None)
        if blocks or spot is None or not text.strip() or _left_out(paragraph, annexes):
            continue
        told = "\n".join([*(tag for tag, _ in around), text])
        seen[told] += 1
        digest = sha256(f"{seen[told]}\n{told}".encode()).hexdigest()
        number = int(digest[:16], 16) % 10**_DIGITS
        records = "".join([f"{{{{ {name}|{FILTER} }}}}" for _, name in around if name])
        spot.text = f"{key_mark(number)}{records}{spot.text or ''}"
        spot.set(XML_SPACE, "preserve")
    parts[MAIN_PART] = to_bytes(root)
    return write_parts(parts)


def _follow(around: list[tuple[str, str]], tag: str) -> None:
    """What is open after this tag."""
    word, _, rest = tag.partition(" ")
    if word == "for":
        name = rest.partition(" in ")[0].strip()
        around.append((tag, name if name.isidentifier() else ""))
    elif word == "if":
        around.append((tag, ""))
    elif word in ("elif", "else") and around:
        around[-1] = f"{around[-1][0]}\n{tag}", around[-1][1] if word == "for" else ""
    elif word in ("endfor", "endif") and around:
        around.pop()


def _of_runs(text: str) -> bool:
    """Whether a tag in it takes its whole run away, and a mark with it."""
    return any(isinstance(one, TagText) and one.level == "r" for one in split_tags(text))


def _left_out(paragraph: Element, annexes: set[Element]) -> bool:
    above = paragraph.iterancestors(q("tbl"), q("txbxContent"))
    return any(one.tag == q("txbxContent") or one in annexes for one in above)


class Records:
    """The records of one rendering, by the numbers in their marks."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._marks: dict[int, str] = {}  # by identity: the context holds the records

    def mark(self, value: Any) -> str:
        """Of what a loop is at; a text, or a record without a name, has none but its place."""
        if not isinstance(value, Mapping):
            return self._of("")
        mark = self._marks.get(id(value))
        if mark is None:
            mark = self._marks[id(value)] = self._of(
                next((one for key in _NAMES if (one := _told(value.get(key)))), "")
            )
        return mark

    def _of(self, name: str) -> str:
        number = self._numbers.get(name)
        if number is None:
            number = self._numbers[name] = len(self.names)
            self.names.append(name)
        return key_mark(number)


def _told(value: object) -> str:
    text = "" if value is None or isinstance(value, (dict, list)) else paragraphs(str(value))
    return flat(text).replace(ORDINAL, "-").replace("/", "-")


# --- what was generated --------------------------------------------------------------------------------------------


@record
class Marked:
    """A paragraph that was rendered, its marks still in it; no element where it is folded."""

    element: Element | None
    text: str


def marked_paragraphs(document: Element, folds: Folds) -> list[Marked]:
    """Those of the text, in order; before the marks are taken out."""
    body = document.find(q("body"))
    return [] if body is None else list(_marked(body, folds))


def _marked(holder: Element, folds: Folds) -> Iterator[Marked]:
    stands_for_all = False
    for block in holder:
        if block.tag == q("p"):  # a bookmark of one that stands for all would be in all of them
            yield Marked(None if stands_for_all else block, plain_text(block))
            stands_for_all = False
        elif block.tag == q("tbl"):
            if not is_annex(block):
                yield from _marked_rows(block, folds)
        elif block.tag in (q("sdt"), q("sdtContent")):
            yield from _marked(block, folds)
        else:
            stands_for_all = precedes_pattern(block)
            for _, texts in folds.blocks_at(block):
                yield Marked(None, texts.replace(SEPARATOR, ""))


def _marked_rows(table: Element, folds: Folds) -> Iterator[Marked]:
    """Of a table that is part of the text; as of lists, a row that stands for all has no bookmarks of its own."""
    stands_for_all = False
    for row in table.iter(q("tr"), etree.ProcessingInstruction):
        if row.tag == q("tr"):
            for cell in row.findall(q("tc")):
                for found in _marked(cell, folds):
                    yield Marked(None, found.text) if stands_for_all else found
            stands_for_all = False
        else:
            stands_for_all = precedes_pattern(row)
            for pattern, joined in folds.blocks_at(row):
                texts = joined.split(SEPARATOR)
                yield from (Marked(None, text) for cell in pattern.cells for text in cell.texts(texts))


class Generation:
    """Of one document: what its paragraphs are made of. `figures`: number in a mark -> id."""

    def __init__(self, paragraphs: list[Marked], records: Records, figures: Mapping[int, str]) -> None:
        self._lines: list[tuple[Element | None, Line]] = []
        seen: Counter[str] = Counter()
        place = ""
        for paragraph in paragraphs:
            found = read_marks(paragraph.text)
            if found.keys:
                place = "/".join([str(found.keys[0]), *(records.names[number] for number in found.keys[1:])])
            segments = tuple(
                [piece if isinstance(piece, str) else (figures[piece[0]], piece[1]) for piece in found.pieces]
            )
            if not flat(found.text):
                continue
            seen[place] += 1
            key = place if seen[place] == 1 else f"{place}{ORDINAL}{seen[place]}"
            self._lines.append((paragraph.element, Line(key, segments)))

    def finish(
        self, document: Element, parts: Mapping[str, bytes], folds: Folds, origin: Origin, template: bytes
    ) -> Generated:
        """What the finished document holds, its paragraphs given their bookmarks."""
        number = first_free(document)
        lines = []
        for element, line in self._lines:
            if element is not None:
                if not _within(element, document):
                    continue
                set_anchor(element, line.key, number)
                number += 1
            lines.append(line)
        around = [
            Line(f"{kind}/{n}", (one.text,))
            for kind, (_, found) in enumerate(beside(parts, document).values())
            for n, one in enumerate(found)
        ]
        tables = [_rows(table, folds) for table in document.iter(q("tbl")) if is_annex(table)]
        shape = sha256(template).hexdigest()[:16]
        made = Generated(origin.period, origin.workbook, shape, tuple(lines), tuple(around), tuple(tables))
        set_id(document, made, number)
        return made


def _rows(table: Element, folds: Folds) -> Rows:
    """The fingerprints of its rows, those that are folded too."""
    found: list[int] = []
    head = ""
    shapes: dict[Pattern, str] = {}
    for row in table:
        if row.tag == q("tr"):
            cells = cells_of(row)
            head = head if found else " ".join(map(flat, cells))
            found.append(fingerprint(cells))
        for pattern, joined in folds.blocks_at(row):
            if pattern not in shapes:
                shapes[pattern] = pattern.reading(BETWEEN)
            found.append(fingerprint([shapes[pattern] % tuple(joined.split(SEPARATOR))]))
    return Rows(head, tuple(found))


def _within(element: Element, document: Element) -> bool:
    node: Element | None = element
    while node is not None and node is not document:
        node = node.getparent()
    return node is not None
