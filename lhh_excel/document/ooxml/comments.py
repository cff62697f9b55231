"""Comments of ours in a Word document: written at paragraphs, without a clock, and taken off again."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from lxml import etree

from ...plain import record
from . import NS, XML_SPACE, Element, behind_properties, next_number, q
from .package import MAIN_PART, declare, parsed, relate, to_bytes

#: Who our comments and tracked changes are by.
AUTHOR = "lhh-excel"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


@record
class Note:
    """A comment that is to stand at a paragraph; each line of its text is a paragraph of the comment."""

    element: Element
    text: str


def write_comments(parts: dict[str, bytes], notes: Sequence[Note], main: str = MAIN_PART) -> None:
    """Each at its paragraph of the main part's tree, and in the part of comments; an older one of ours there goes.

    The same notes give the same bytes. `main` is the name of the main part, whose tree the caller writes.
    """
    folder = posixpath.dirname(main)
    name = next((one for one in sorted(parts) if one.startswith(f"{folder}/") and one.endswith("/comments.xml")), "")
    if name:
        root = parsed(parts[name])
    else:
        name, root = posixpath.join(folder, "comments.xml"), etree.Element(q("comments"), nsmap={"w": NS["w"]})
        declare(parts, name, _TYPE)
        relate(parts, _RELATION, "comments.xml", main)
    ours = {one.get(q("id")): one for one in root if one.get(q("author")) == AUTHOR}
    number = next_number(root, 0)
    cleared: set[int] = set()
    for note in notes:
        if id(note.element) not in cleared:
            cleared.add(id(note.element))
            drop_comments(note.element, ours)
        root.append(_comment(number, note.text))
        _mark(note.element, number)
        number += 1
    parts[name] = to_bytes(root)


def _comment(number: int, text: str) -> Element:
    made = etree.Element(q("comment"), {q("id"): str(number), q("author"): AUTHOR, q("initials"): "LHH"})
    for line in text.split("\n"):
        node = etree.SubElement(etree.SubElement(etree.SubElement(made, q("p")), q("r")), q("t"))
        node.text = line
        node.set(XML_SPACE, "preserve")
    return made


def _mark(paragraph: Element, number: int) -> None:
    """The comment's place: the whole paragraph."""
    values = {q("id"): str(number)}
    paragraph.insert(behind_properties(paragraph), etree.Element(q("commentRangeStart"), values))
    etree.SubElement(paragraph, q("commentRangeEnd"), values)
    etree.SubElement(etree.SubElement(paragraph, q("r")), q("commentReference"), values)


def drop_comments(under: Element, comments: Mapping[str | None, Element]) -> None:
    """These comments, by their numbers, where they stand under a node, and themselves."""
    gone: set[str | None] = set()
    for node in list(under.iter(q("commentRangeStart"), q("commentRangeEnd"), q("commentReference"))):
        holder, number = node.getparent(), node.get(q("id"))
        if holder is None or number not in comments:
            continue
        gone.add(number)
        holder.remove(node)
        above = holder.getparent()
        if holder.tag == q("r") and above is not None and all(left.tag == q("rPr") for left in holder):
            above.remove(holder)
    for number in gone:
        comment = comments[number]
        holder = comment.getparent()
        if holder is not None:
            holder.remove(comment)
