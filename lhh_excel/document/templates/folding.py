"""Blocks of a document that are like an earlier one but for their texts, kept as texts and no nodes.

A report's annex may have tens of thousands of rows that a loop of the template made. A tree of all of them takes ten
times the room of the document itself, and every step over it its time. So only the first row of each kind in an annex'
table and the first lines of a list become nodes; of the others the texts are kept, beside a processing instruction in
the tree that says where they belong (`RUN`). What becomes of the one block that stands for all (`PATTERN` before it)
becomes of them.

A body is folded while its template is still rendering. What cannot be folded without doubt stays as it is: rows with
tables, text boxes, pictures or fields of their own, header rows, the tables of the head and of the signature, headings,
and whatever the layout measures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from lxml import etree

from ...plain import field, lazy, mutable, pattern
from ..ooxml import Element, escape
from ..writing.measuring import ComponentStyles
from ..writing.styles import BODY
from .marks import without_marks

#: Targets of the processing instructions, each followed by a number.
PATTERN, RUN = "lhh-mau", "lhh-loat"
#: Between the texts of one block; no XML can hold it.
SEPARATOR = "\0"
_MARKS = pattern(rf"<\?({PATTERN}|{RUN}) (\d+)\?>")
_SHAPE = pattern(r'<w:(tc|p)(?: [^>]*)?(?<!/)>|<w:(br)[ />]|<w:gridSpan w:val="(\d+)"|(\0)')
_BLOCK = 200  # blocks written at a time


@mutable
class Cell:
    """A table cell of a pattern: how many columns it covers; of each paragraph which texts, None for a line break."""

    span: int = 1
    paragraphs: list[list[int | None]] = field(default_factory=list)

    def texts(self, texts: list[str]) -> list[str]:
        """The text of each paragraph, of a block with these texts."""
        return [
            texts[one[0]]
            if len(one) == 1 and one[0] is not None
            else "".join(["\n" if i is None else texts[i] for i in one])
            for one in self.paragraphs
        ]


class Pattern:
    """What a row, or a paragraph, is around its texts: `pieces`, one more than it has texts; `end` its last tag."""

    def __init__(self, pieces: Sequence[str], end: str) -> None:
        self.pieces = pieces
        self.end = end
        self._made: str | None = None

    @lazy
    def cells(self) -> list[Cell]:
        """The cells of a row."""
        found: list[Cell] = []
        count = 0
        for tag, line_break, span, text in _SHAPE.findall("\0".join(self.pieces)):
            if tag == "tc":
                found.append(Cell())
            elif tag == "p":
                found[-1].paragraphs.append([])
            elif span:
                found[-1].span = int(span)
            elif line_break and found[-1].paragraphs:
                found[-1].paragraphs[-1].append(None)
            elif text:
                found[-1].paragraphs[-1].append(count)
                count += 1
        return found

    def reading(self, between: str) -> str:
        """What a row says, as a format of its texts: a blank stands between two paragraphs, `between` between cells."""
        return between.join([" ".join(cell.texts(["%s"] * len(self.pieces))) for cell in self.cells])

    def block(self, texts: str) -> str:
        """A block as it was before it was folded."""
        return _joined(self.pieces) % tuple(escape(texts).replace("\r", "&#13;").split(SEPARATOR))

    def learn(self, block: str) -> None:
        """What became of the block that stands for all. `ValueError` where its texts are no more what they were."""
        *before, last = block.split("</w:t>")
        pieces = [part[: part.rindex(">") + 1] for part in before]
        if len(before) != len(self.pieces) - 1:
            raise ValueError("a folded block came back with other texts")
        self._made = _joined([pieces[0], *(f"</w:t>{piece}" for piece in [*pieces[1:], last])])

    def finished(self, texts: str) -> str:
        """A block with these texts, as the one that stands for all came out."""
        assert self._made is not None
        if "&" in texts or "<" in texts or ">" in texts or "\r" in texts:
            texts = escape(texts).replace("\r", "&#13;")
        return self._made % tuple(texts.split(SEPARATOR))


def _joined(pieces: Sequence[str]) -> str:
    return "%s".join(piece.replace("%", "%%") for piece in pieces)


#: A block: its pattern and its texts, with `SEPARATOR` between them.
Folded = tuple[Pattern, str]


class Folds:
    """All that was folded in one document: patterns and runs by the numbers in their processing instructions."""

    def __init__(self) -> None:
        self.patterns: list[Pattern] = []
        self.runs: list[list[Folded]] = []

    def pattern(self, pattern: Pattern) -> str:
        """The mark before the block that stands for all of this pattern."""
        self.patterns.append(pattern)
        return f"<?{PATTERN} {len(self.patterns) - 1}?>"

    def run(self, blocks: list[Folded]) -> str:
        """The mark in whose place these blocks belong."""
        self.runs.append(blocks)
        return f"<?{RUN} {len(self.runs) - 1}?>"

    def blocks_at(self, node: Element) -> list[Folded]:
        """The blocks in whose place this node of a tree stands; none for any node that is no mark of a run."""
        folded = isinstance(node, etree._ProcessingInstruction) and node.target == RUN
        return self.runs[int(node.text or "")] if folded else []

    def unfold(self, document: bytes) -> Iterator[bytes]:
        """The document with every block in its place, piece by piece."""
        pieces = iter(_MARKS.split(document.decode()))
        yield next(pieces).encode()
        for kind, number, following in zip(pieces, pieces, pieces, strict=True):
            if kind == PATTERN:
                pattern = self.patterns[int(number)]
                pattern.learn(following[: following.index(pattern.end) + len(pattern.end)])
            else:
                blocks = self.runs[int(number)]
                for start in range(0, len(blocks), _BLOCK):
                    made = [pattern.finished(texts) for pattern, texts in blocks[start : start + _BLOCK]]
                    yield "".join(made).encode()
            yield following.encode()


def precedes_pattern(node: Element) -> bool:
    """Whether the block behind this node of a tree stands for all of its pattern."""
    return isinstance(node, etree._ProcessingInstruction) and node.target == PATTERN


# --- folding ---------------------------------------------------------------------------------------------------------


#: Lines of a list, or rows of a table whose head does not repeat, that are nodes in any case: a hand's edits of them
#: are found again by a bookmark in each.
LEAST = 40
#: Rows of a table whose head repeats, below which none is folded: the layout keeps a short table together.
FEW_ROWS = 10
#: Lines at the end of a list that are nodes in any case: what follows may ask for them.
LAST = 3
#: Rows at a table's end that are never folded: they are kept together.
LAST_ROWS = 3
#: Different rows of one table; where there are more, the rows are not alike.
MOST_PATTERNS = 200
_CHUNKS = 2_000  # pieces that the template renders at a time
_NAME = pattern(r"<([A-Za-z_][\w.:-]*)")
_OPEN_TEXT, _EMPTY_TEXT = pattern(r"<w:t(?: [^<>]*)?>$"), pattern(r"<w:t(?: [^<>]*)?(?<!/)></w:t>")
_STYLE = pattern(r'<w:pStyle w:val="([^"]*)"')
_REPEATED_HEAD = "<w:tblHeader"
_UNFIT = pattern(rf"<w:tbl[ >]|txbxContent|<w:sdt[ >]|docPr|{_REPEATED_HEAD}|<w:sectPr|instrText|delText| r:\w")
_SPECIAL = pattern("[\t\n\a\f\r&]")
_LISTING = pattern("[\t\n\a\f]")
_ENTITY = pattern("&(?:(amp|lt|gt|quot|apos)|#(\\d+)|#x([0-9a-fA-F]+));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
#: docxtpl's way to write what is no tag.
_ESCAPED = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
#: Paragraphs of these kinds are headings to the places of figures, or measured.
_LIST = frozenset({*BODY, ""} - {"muc", "khoan", "diem"})
_MEASURED = frozenset({"quoc_hieu", "ho_ten", "chuc_vu"})


class _Stream:
    """The rendered text as it comes."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._text = ""
        self._at = 0

    def _more(self) -> bool:
        """At least as much again as is left, so that a long element is not copied over and over."""
        parts = [self._text[self._at :]]
        wanted = len(parts[0])
        while wanted >= 0 and (pieces := list(islice(self._pieces, _CHUNKS))):
            parts.append("".join(pieces))
            wanted -= len(parts[-1])
        self._text, self._at = "".join(parts), 0
        return len(self._text) > len(parts[0])

    def ahead(self, count: int = 64) -> str:
        while len(self._text) - self._at < count and self._more():
            pass
        return self._text[self._at : self._at + count]

    def take(self, end: str, *, inclusive: bool = True) -> str:
        """What comes up to `end` and with it; all that is left where it does not come."""
        seen = self._at
        while (found := self._text.find(end, seen)) < 0:
            known = max(len(self._text) - self._at - len(end), 0)
            if not self._more():
                return self.rest()
            seen = known
        stop = found + len(end) if inclusive else found
        piece = self._text[self._at : stop]
        self._at = stop
        return piece

    def rest(self) -> str:
        piece = self._text[self._at :] + "".join(self._pieces)
        self._text, self._at = "", 0
        return piece

    def element(self, name: str) -> str:
        """The element that begins here."""
        parts = [self.take(">")]
        depth = 0 if parts[0].endswith("/>") else 1
        close = f"</{name}>"
        while depth and self.ahead(1):
            piece = self.take(close)
            parts.append(piece)
            depth += _opened(name, piece) - 1
        return "".join(parts)


def _opened(name: str, xml: str) -> int:
    """How many elements of that name begin and do not end at once."""
    if f"<{name}>" not in xml and f"<{name} " not in xml:  # nearly always
        return 0
    return len(re.findall(rf"<{name}(?: [^>]*)?(?<!/)>", xml))


def _unescaped(found: re.Match[str]) -> str:
    name, decimal, hexadecimal = found.groups()
    return _NAMED[name] if name else chr(int(decimal) if decimal else int(hexadecimal, 16))


def plain_braces(xml: str) -> str:
    """docxtpl's own signs for braces that are no tag, as braces."""
    if "{_" in xml or "_}" in xml:
        for written, meant in _ESCAPED:
            xml = xml.replace(written, meant)
    return xml


def _split(xml: str) -> tuple[tuple[str, ...], str]:
    """What stands around the texts of a block, and the texts; a text that is empty belongs to what is around."""
    *parts, last = xml.split("</w:t>")
    pieces: list[str] = []
    texts: list[str] = []
    held = ""
    for part in parts:
        around, _, text = part.rpartition(">")
        if text:
            pieces.append(f"{held}{around}>")
            texts.append(text)
            held = "</w:t>"
        else:
            held += f"{around}></w:t>"
    pieces.append(held + last)
    return tuple(pieces), SEPARATOR.join(texts)


def _announces(texts: str) -> bool:
    """A line that ends with a colon is kept together with what follows."""
    return without_marks(texts).replace(SEPARATOR, "").rstrip().endswith(":")


class Folder:
    """Folds one body. `styles` of the template; `resolve` makes paragraphs of texts of several lines; `least`, `few`:
    `LEAST` and `FEW_ROWS`."""

    def __init__(
        self, styles: ComponentStyles, resolve: Callable[[str], str], least: int = LEAST, few: int = FEW_ROWS
    ) -> None:
        self.folds = Folds()
        self._styles = styles
        self._resolve = resolve
        self._least = least
        self._few = few
        self._kept: list[str] = []
        self._list: list[str | Folded] = []  # paragraphs in a row that may be folded
        self._known: dict[tuple[str, ...], Pattern | None] = {}

    def fold(self, pieces: Iterator[str]) -> str:
        """The body, the marks of `folds` in the place of what was folded."""
        stream = _Stream(pieces)
        self._keep(stream.take("<w:body") + stream.take(">"))
        while ahead := stream.ahead():
            name = _NAME.match(ahead)
            if not ahead.startswith("<"):
                self._keep(stream.take("<", inclusive=False))
            elif name is None:  # the end
                self._keep(stream.rest())
            elif name[1] == "w:tbl":
                self._end_list()
                self._table(stream)
            elif name[1] == "w:p":
                self._paragraph(stream.element("w:p"))
            else:
                self._keep(stream.element(name[1]))
        self._end_list()
        return "".join(self._kept)

    def _keep(self, xml: str) -> None:
        self._end_list()
        self._kept.append(plain_braces(xml))

    def _paragraph(self, xml: str) -> None:
        block = self._block(xml, row=False)
        if block is None or _announces(block[1]):
            self._keep(xml)
        else:
            self._list.append(block)

    def _end_list(self) -> None:
        if len(self._list) > self._least + LAST or len(self._known) >= MOST_PATTERNS:
            self._known = {}  # what becomes of a pattern is learnt in each list anew
        if self._list:
            self._mark(self._list, self._least, LAST)
            self._list = []

    def _table(self, stream: _Stream) -> None:
        of_lists, self._known = self._known, {}
        blocks: list[str | Folded] = [stream.take(">")]
        rows = 0
        measured = head_repeats = False
        while ahead := stream.ahead():
            name = _NAME.match(ahead)
            if not ahead.startswith("<"):
                blocks.append(stream.take("<", inclusive=False))
            elif name is None:
                blocks.append(stream.take(">"))
                break
            elif name[1] == "w:tr":
                row = stream.element("w:tr")
                block = self._block(row, row=True)
                rows += 1
                head_repeats = head_repeats or (block is None and _REPEATED_HEAD in row)
                measured = measured or (block is None and bool(self._components(row) & _MEASURED))
                blocks.append(plain_braces(row) if block is None else block)
            else:
                blocks.append(plain_braces(stream.element(name[1])))
        least = 0 if head_repeats else self._least
        if measured or (head_repeats and rows < self._few):
            least = len(blocks)
        self._mark(blocks, least, LAST_ROWS + 1)  # the end of the table is a block, too
        self._known = of_lists

    def _mark(self, blocks: list[str | Folded], least: int, last: int) -> None:
        """These blocks in the body: the first `least`, the last and the first of each pattern, marks for the others."""
        inner = range(least, len(blocks) - last)
        seen: set[Pattern] = set()
        run: list[Folded] = []
        for index, block in enumerate(blocks):
            if index in inner and not isinstance(block, str) and block[0] in seen:
                run.append(block)
                continue
            if run:
                self._kept.append(self.folds.run(run))
                run = []
            if isinstance(block, str):
                self._kept.append(block)
                continue
            pattern, texts = block
            if index in inner:
                seen.add(pattern)
                self._kept.append(self.folds.pattern(pattern))
            self._kept.append(pattern.block(texts))
        if run:
            self._kept.append(self.folds.run(run))

    def _block(self, xml: str, *, row: bool) -> Folded | None:
        """A row or paragraph as pattern and texts; None where it is not to be folded."""
        xml = plain_braces(xml)
        key, texts = _split(xml)
        if _SPECIAL.search(texts):
            if _LISTING.search(texts):
                key, texts = _split(self._resolve(xml))
            if "\r" in texts or _LISTING.search(texts):
                return None
            texts = _ENTITY.sub(_unescaped, texts)
        if key not in self._known:
            if len(self._known) >= MOST_PATTERNS:
                return None
            self._known[key] = self._pattern(key, row=row)
        pattern = self._known[key]
        return None if pattern is None else (pattern, texts)

    def _pattern(self, pieces: tuple[str, ...], *, row: bool) -> Pattern | None:
        whole, close = "".join(pieces), "</w:tr>" if row else "</w:p>"
        used = self._components(whole)
        if (
            len(pieces) == 1
            or _UNFIT.search(whole)
            or whole.count(close) != 1
            or not whole.endswith(close)
            or (used & _MEASURED if row else not used <= _LIST)
            or not all(_OPEN_TEXT.search(piece) for piece in pieces[:-1])
            or len(_EMPTY_TEXT.findall(whole)) != whole.count("</w:t>")
        ):
            return None
        return Pattern(pieces, close)

    def _components(self, xml: str) -> set[str]:
        """The components that its paragraphs stand for."""
        return {self._styles.component_of.get(style, "") for style in _STYLE.findall(xml)}
