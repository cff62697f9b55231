"""What a review leaves in a Word document: a part as it reads once every tracked change is accepted and every comment
is taken off, and comments of ours, written at paragraphs without a clock and taken off again.

Accepted, what was deleted or moved away is gone, with the marks of paragraphs, rows and cells; what was inserted is
text like any other; how something looked before is forgotten.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from lxml import etree

from ...plain import pattern, record
from . import NS, XML_SPACE, Element, behind_properties, next_number, q, section_end
from . import holder as properties
from .fields import drop, unwrap
from .package import MAIN_PART, declare, parsed, relate, to_bytes

_LOOKS = (
    "rPrChange pPrChange sectPrChange tblPrChange tblPrExChange tblGridChange trPrChange tcPrChange numberingChange "
    "cellIns cellMerge"
)
_RANGES = "moveFrom moveTo customXmlIns customXmlDel customXmlMoveFrom customXmlMoveTo"
#: What stands in these is gone once the changes are accepted.
GONE = (q("del"), q("moveFrom"))
_STAYS, _CELL_GONE = (q("ins"), q("moveTo")), q("cellDel")
_FORMER = tuple(map(q, _LOOKS.split()))
#: Every tracked change.
CHANGES = (*GONE, *_STAYS, _CELL_GONE, *_FORMER)
_EDGES = tuple(q(f"{name}Range{edge}") for name in _RANGES.split() for edge in ("Start", "End"))
_COMMENTS = (q("commentRangeStart"), q("commentRangeEnd"), q("commentReference"), q("annotationRef"))
_PARTS = ("comments", "commentsextended", "commentsids", "commentsextensible", "people")
#: Roots of parts whose text a document shows.
WITH_TEXT = frozenset(("document", "hdr", "ftr", "footnotes", "endnotes"))
_STRAY = (q("delText"), q("delInstrText"))  # deleted text that stands outside of a deletion
_TRACES = pattern(
    rb"\x00|<(?:\w+:)?(?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|\w+Change|comment\w+|annotationRef|delText"
    rb"|delInstrText)\b"
)


def is_marked(data: bytes) -> bool:
    """Whether a part may hold tracked changes or comments; False is certain."""
    return _TRACES.search(data) is not None


def accept(root: Element) -> tuple[int, int]:
    """Changes the part; how many tracked changes and how many comments it had."""
    changes = sum(1 for _ in root.iter(*CHANGES))
    comments = sum(1 for _ in root.iter(q("commentReference")))
    _rows_and_cells(root)
    ended = [paragraph for paragraph in root.iter(q("p")) if mark_is_gone(paragraph)]
    for element in list(root.iter(*GONE, *_STRAY)):
        drop(element)
    for element in list(root.iter(*_STAYS)):
        unwrap(element)
    for paragraph in ended:
        _join_with_next(paragraph)
    for element in list(root.iter(*_FORMER, *_EDGES, *_COMMENTS)):
        drop(element)
    return changes, comments


def accepted(parts: Mapping[str, bytes]) -> tuple[dict[str, bytes], int, int]:
    """A package as it reads with every tracked change accepted, without comments; how many there were of both.

    Each part goes into the document that is made: NotAPackageError where Word cannot read one.
    """
    made = dict(parts)
    changes = comments = 0
    for name, data in parts.items():
        if name.endswith(".xml") and is_marked(data):
            root = parsed(data)
            if etree.QName(root).localname not in WITH_TEXT:
                continue
            found = accept(root)
            changes, comments = changes + found[0], comments + found[1]
            made[name] = to_bytes(root)
        elif name.endswith(".rels") and b"comments" in data:
            root = parsed(data)
            for rel in [rel for rel in root if rel.get("Type", "").rpartition("/")[2].casefold() in _PARTS]:
                root.remove(rel)
            made[name] = to_bytes(root)
    return made, changes, comments


def _rows_and_cells(root: Element) -> None:
    for row in list(root.iter(q("tr"))):
        if row_is_gone(row):
            _remove(row, q("tr"))
    for cell in list(root.iter(q("tc"))):
        if cell.find(f"{q('tcPr')}/{_CELL_GONE}") is not None:
            _remove(cell, q("tc"))


def _remove(element: Element, kind: str) -> None:
    """The element; and what held it, where nothing of the kind is left in that."""
    holder = element.getparent()
    if holder is None:
        return
    holder.remove(element)
    if holder.tag in (q("tr"), q("tbl")) and next(holder.iter(kind), None) is None:
        _remove(holder, q("tr"))


def row_is_gone(row: Element) -> bool:
    """Whether the row of a table was deleted."""
    return row.find(f"{q('trPr')}/{q('del')}") is not None


def mark_is_gone(paragraph: Element) -> bool:
    """Whether the paragraph's mark was deleted or moved away: it is one with the next."""
    mark = paragraph.find(f"{q('pPr')}/{q('rPr')}")
    return mark is not None and any(mark.find(tag) is not None for tag in GONE)


def _join_with_next(paragraph: Element) -> None:
    """Its mark was deleted: what is left of it stands before the next paragraph's text, in that one's look."""
    following = paragraph.getnext()
    holder = paragraph.getparent()
    if holder is None or section_end(paragraph) is not None:
        return
    left = [child for child in paragraph if child.tag != q("pPr")]
    if following is not None and following.tag == q("p"):
        at = following.index(properties(following)) + 1
        for child in reversed(left):
            following.insert(at, child)
        holder.remove(paragraph)
    elif not left and following is not None:
        holder.remove(paragraph)


# --- comments of ours ------------------------------------------------------------------------------------------------

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
    number = next_number(root, "comment", 0)
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
        if node.get(q("id")) in comments:
            gone.add(node.get(q("id")))
            drop(node)
    for number in gone:
        drop(comments[number])
