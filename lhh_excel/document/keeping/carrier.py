"""The edited file as it is written in: paragraphs put in, moved and taken out, comments, bookmarks, the part."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from ..ooxml import VAL, Element, q, section_end
from ..ooxml.comments import Note, write_comments
from ..ooxml.package import MAIN_PART, STYLES_PART, parsed, to_bytes
from .edited import EditedFile, Paragraph
from .generated import (
    Generated,
    drop_anchors,
    first_free,
    put_generated,
    set_anchor,
    set_id,
)

_USES_STYLE = tuple(q(name) for name in ("pStyle", "rStyle", "tblStyle"))
#: What a copied paragraph leaves behind: it points to parts of the package that it comes from, or divides the document.
_LEFT_BEHIND = tuple(
    q(name) for name in ("sectPr", "drawing", "pict", "object", "footnoteReference", "endnoteReference", "numPr")
)


class Carrier:
    """Writes in `mine`; copies come from `fresh`."""

    def __init__(self, mine: EditedFile, fresh: EditedFile) -> None:
        self.mine, self.fresh = mine, fresh
        self._rewritten: dict[str, Element] = {}
        self._styles: Element | None = None

    @cached_property
    def _generated(self) -> set[Element]:
        """The paragraphs of the fresh document that have a text."""
        return {paragraph.elements[0] for paragraph in self.fresh.paragraphs}

    @cached_property
    def _annexes(self) -> set[Element]:
        return {table.element for table in self.fresh.tables}

    def rewrite(self, name: str, root: Element) -> None:
        """A part beside the main one was written in."""
        self._rewritten[name] = root

    # --- paragraphs ----------------------------------------------------------------------------------------------

    def remove(self, paragraphs: Iterable[Paragraph]) -> None:
        """What was generated and is no more; what a person put in it, the end of a section, a cell's last paragraph
        stay."""
        for paragraph in paragraphs:
            for element in paragraph.elements:
                holder = element.getparent()
                if holder is None:
                    continue
                last = holder.tag == q("tc") and len(holder.findall(q("p"))) == 1
                if paragraph.carries_more or last:
                    for node in list(element.iter(q("t"))):
                        node.text = ""
                else:
                    holder.remove(element)

    def move(self, element: Element, before: Element) -> None:
        """The paragraph behind another of the same holder."""
        if element.getparent() is before.getparent() and element is not before and section_end(before) is None:
            before.addnext(element)

    def insert(self, element: Element, neighbour: Element | None, *, behind: bool) -> Element | None:
        """A copy of a fresh paragraph behind the one that it follows there, or before the one that follows it; None
        where that is not its neighbour, because an annex table or the end of a section lies between."""
        place = None if neighbour is None else _level(neighbour, element)
        if place is None or not self._neighbours(element, behind=behind) or (behind and section_end(place) is not None):
            return None
        made = self.copied(element)
        place.addnext(made) if behind else place.addprevious(made)
        return made

    def _neighbours(self, element: Element, *, behind: bool) -> bool:
        """Whether, in the fresh document, no annex table or end of a section parts it from the text on that side."""
        node = element.getprevious() if behind else element.getnext()
        while node is not None:
            if node.tag == q("tbl"):
                return node not in self._annexes
            if node.tag == q("p"):
                if node in self._generated:
                    return True
                if section_end(node) is not None:
                    return False
            node = node.getprevious() if behind else node.getnext()
        return False

    def copied(self, element: Element) -> Element:
        """A node of the fresh document in the words of this one: its styles by name, nothing that points elsewhere."""
        made = copy.deepcopy(element)
        made.tail = None
        drop_anchors(made)
        for gone in list(made.iter(*_LEFT_BEHIND)):
            holder = gone.getparent()
            if holder is not None:
                holder.remove(gone)
        for use in made.iter(*_USES_STYLE):
            use.set(VAL, self._style(use.get(VAL, "")))
        return made

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {name: style for style, name in self.mine.style_names.items()}

    def _style(self, style: str) -> str:
        """The id here of a style of the fresh document; one that a program dropped comes along."""
        name = self.fresh.style_names.get(style, "")
        if not name or name in self._ids or STYLES_PART not in self.mine.parts:
            return self._ids.get(name, style)
        if self._styles is None:
            self._styles = parsed(self.mine.parts[STYLES_PART])
        taken = {one.get(q("styleId")) for one in self._styles.iter(q("style"))}
        made_id = next(f"{style}{n or ''}" for n in range(len(taken) + 1) if f"{style}{n or ''}" not in taken)
        self._ids[name] = made_id
        found = parsed(self.fresh.parts[STYLES_PART]).iter(q("style"))
        made = copy.deepcopy(next(one for one in found if one.get(q("styleId")) == style))
        made.set(q("styleId"), made_id)
        for points in list(made.iter(q("basedOn"), q("next"), q("link"))):
            points.set(VAL, self._style(points.get(VAL, "")) if points.tag == q("basedOn") else made_id)
        self._styles.append(made)
        return made_id

    # --- bookmarks, comments, the part -----------------------------------------------------------------------------

    def anchor(self, wanted: Mapping[str, tuple[str, Element]]) -> None:
        """Each of these paragraphs has its bookmark; bookmarks of ours with other names are gone."""
        root = self.mine.root
        drop_anchors(root, wanted)
        there = {mark.get(q("name")) for mark in root.iter(q("bookmarkStart"))}
        number = first_free(root)
        for name, (key, element) in wanted.items():
            if name not in there:
                set_anchor(element, key, number)
                number += 1

    def finish(self, now: Generated, notes: Sequence[Note]) -> None:
        """Everything into the parts."""
        parts = self.mine.parts
        if notes:
            write_comments(parts, notes)
        put_generated(parts, now)
        set_id(self.mine.root, now, first_free(self.mine.root))
        parts[MAIN_PART] = to_bytes(self.mine.root)
        for name, root in self._rewritten.items():
            parts[name] = to_bytes(root)
        if self._styles is not None:
            parts[STYLES_PART] = to_bytes(self._styles)


def _level(neighbour: Element, element: Element) -> Element | None:
    """The neighbour, or what it stands in, where that is of the holder that the fresh paragraph has: body, or cell."""
    holder = element.getparent()
    wanted = None if holder is None else holder.tag
    node: Element | None = neighbour
    while node is not None:
        above = node.getparent()
        if above is not None and above.tag == wanted:
            return node
        if wanted == q("tc"):
            return None
        node = above
    return None
