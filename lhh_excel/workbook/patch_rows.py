"""The rows of one worksheet by number: bytes as they were read, a tree only while one is looked at or changed.

A long sheet costs its own bytes and the place of each row; what is not touched is written back byte for byte.
Source: ECMA-376 Part 1, 18.3.1.73 (row), 18.3.1.80 (sheetData).
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from lxml import etree

from ..errors import InputError
from .patch_parts import PARSER
from .patch_slices import Slices

#: Rows that stay trees at a time: a row, the one above it, and some to spare.
_OPEN = 8
_BATCH = 1 << 16


class Rows:
    """`context` is the element that holds the rows (its namespaces are theirs). A row without r follows the one before.

    Raises ValueError where two numbers in the part cannot be, InputError("truncated") where a row is no sound XML.
    """

    def __init__(self, slices: Slices, context: etree._Element, file: str) -> None:
        self._slices, self._file = slices, file
        self._numbers, self._which, self.all_numbered = _ordered(slices)
        self._made: dict[int, bytes | None] = {}  # new and changed rows; None: taken out
        self._trees: dict[int, etree._Element] = {}  # the rows looked at last, the latest at the end
        self._changed: set[int] = set()  # of these trees
        names = "".join(f' xmlns{":" + name if name else ""}="{escape(uri)}"' for name, uri in context.nsmap.items())
        prefix = f"{context.prefix}:" if context.prefix else ""
        self._tag = f"{prefix}row"
        self._before, self._after = f"<{prefix}x{names}>".encode(), f"</{prefix}x>".encode()

    # --- looking -------------------------------------------------------------------------------------------------

    def __contains__(self, row: int) -> bool:
        if row in self._trees:
            return True
        return self._made[row] is not None if row in self._made else self._at(row) is not None

    def __iter__(self) -> Iterator[int]:
        """The numbers of all rows, in their order."""
        self._close(0)
        return iter(sorted({*self._numbers, *self._made} - {row for row, xml in self._made.items() if xml is None}))

    def get(self, row: int) -> etree._Element | None:
        """The row as a tree, to be looked at: it is good until some others were."""
        tree = self._trees.pop(row, None)
        if tree is None:
            xml = self._xml(row)
            if xml is None:
                return None
            tree = self._parsed(xml)
        self._trees[row] = tree
        self._close(_OPEN)
        return tree

    def mentions(self, row: int, word: bytes) -> bool:
        """Whether the word may stand in the row: for a cheap look at many."""
        return row in self._trees or word in (self._xml(row) or b"")

    # --- changing ------------------------------------------------------------------------------------------------

    def change(self, row: int) -> etree._Element:
        """The row as a tree, to be changed at once; made where it is not there."""
        tree = self.get(row)
        if tree is None:
            tree = self._trees[row] = self._parsed(f'<{self._tag} r="{row}"/>'.encode())
            self._close(_OPEN)
        self._changed.add(row)
        return tree

    def make(self, row: int, xml: bytes) -> None:
        """Puts a row that is not there yet."""
        self._made[row] = xml

    def drop(self, row: int) -> None:
        """Takes the row out."""
        self._trees.pop(row, None)
        self._changed.discard(row)
        self._made[row] = None

    # --- writing -------------------------------------------------------------------------------------------------

    def chunks(self) -> Iterator[bytes | memoryview]:
        """What stands between the start tag and the end tag of their element, in pieces."""
        self._close(0)
        slices, last, data = self._slices, len(self._slices), memoryview(self._slices.data)
        changed: dict[int, bytes] = {}
        before: dict[int, list[int]] = {}
        for row in sorted(self._made):
            xml, at = self._made[row], self._at(row)
            if at is not None:
                changed[at] = xml or b""
            elif xml is not None:
                place = bisect.bisect_right(self._numbers, row)
                before.setdefault(self._which[place] if place < last else last, []).append(row)
        done = slices.begin
        for at in sorted({*changed, *before} - {last}):
            yield data[done : slices.starts[at]]
            yield from self._joined(before.get(at, ()))
            done = slices.starts[at]
            if at in changed:
                yield changed[at]
                done = slices.ends[at] if changed[at] else self._behind(at)
        yield data[done : slices.end]
        yield from self._joined(before.get(last, ()))

    def _joined(self, rows: Sequence[int]) -> Iterator[bytes]:
        batch: list[bytes] = []
        size = 0
        for row in rows:
            xml = self._made[row] or b""
            batch.append(xml)
            size += len(xml)
            if size > _BATCH:
                yield b"".join(batch)
                batch, size = [], 0
        yield b"".join(batch)

    # --- inside --------------------------------------------------------------------------------------------------

    def _at(self, row: int) -> int | None:
        """Which of the rows that were read; of two with one number the last."""
        place = bisect.bisect_right(self._numbers, row) - 1
        return self._which[place] if place >= 0 and self._numbers[place] == row else None

    def _behind(self, at: int) -> int:
        """Where what follows a row that was taken out begins: its line's end goes with it."""
        slices, end = self._slices, self._slices.ends[at]
        following = slices.starts[at + 1] if at + 1 < len(slices) else slices.end
        return end if slices.data[end:following].strip() else following

    def _xml(self, row: int) -> bytes | None:
        if row in self._made:
            return self._made[row]
        at = self._at(row)
        return None if at is None else self._slices.data[self._slices.starts[at] : self._slices.ends[at]]

    def _parsed(self, xml: bytes) -> etree._Element:
        try:
            return etree.fromstring(self._before + xml + self._after, PARSER)[0]
        except etree.XMLSyntaxError as error:
            raise InputError("truncated", file=self._file) from error

    def _close(self, keep: int) -> None:
        """Trees past the number to keep become bytes again."""
        while len(self._trees) > keep:
            row = next(iter(self._trees))
            tree = self._trees.pop(row)
            if row in self._changed:
                self._changed.discard(row)
                xml = etree.tostring(tree.getroottree(), encoding="UTF-8", xml_declaration=False)
                self._made[row] = xml[xml.index(b">") + 1 : xml.rindex(b"<")]


def _ordered(slices: Slices) -> tuple[Sequence[int], Sequence[int], bool]:
    """The numbers in their order, which row of the part has each, and whether all rows tell their number."""
    numbers, at, told = slices.numbers, 0, True
    if 0 in numbers:
        told = False
        for i, number in enumerate(numbers):
            numbers[i] = at = number or at + 1
    if all(a < b for a, b in pairwise(numbers)):
        return numbers, range(len(numbers)), told
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    return [numbers[i] for i in order], order, told
