"""Blocks of a document that are like an earlier one but for their texts, kept as texts and no nodes.

A report's annex may have tens of thousands of rows that a loop of the template made. A tree of all of them takes ten
times the room of the document itself, and every step over it its time. So only the first rows of a table and the first
lines of a list become nodes; of the others the texts are kept, beside a processing instruction in the tree that says
where they belong (`RUN`). What becomes of the one block that stands for all (`PATTERN` before it) becomes of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

#: Targets of the processing instructions, each followed by a number.
PATTERN, RUN = "lhh-mau", "lhh-loat"
#: Between the texts of one block; no XML can hold it.
SEPARATOR = "\0"
_MARKS = re.compile(rf"<\?({PATTERN}|{RUN}) (\d+)\?>")
_SHAPE = re.compile(r'<w:(tc|p)(?: [^>]*)?(?<!/)>|<w:(br)[ />]|<w:gridSpan w:val="(\d+)"|(\0)')
_BLOCK = 200  # blocks written at a time


@dataclass
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

    def block(self, texts: str) -> str:
        """A block as it was before it was folded."""
        return _joined(self.pieces) % tuple(escape(texts, quote=False).replace("\r", "&#13;").split(SEPARATOR))

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
            texts = escape(texts, quote=False).replace("\r", "&#13;")
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
