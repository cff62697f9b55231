"""What was generated, carried along in the document itself: each paragraph by its key, each figure by its id.

It stands in a part of its own that Word and LibreOffice keep, and each paragraph is found again by a hidden bookmark.
Whoever reads it reads a file from outside: what is not sound counts as not there. Nothing of it goes out: an issued
document is made without.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Collection, Iterable

from lxml import etree

from ... import office_file
from ...errors import InputError
from ...plain import lazy, pattern, record, sha256
from ..ooxml import NS, Element, drop_bookmarks, next_number, q, set_bookmark
from ..ooxml.package import (
    CONTENT_TYPES,
    MAIN_PART,
    MAIN_RELATIONS,
    NotAPackageError,
    declare,
    parsed,
    read_parts,
    relate,
    to_bytes,
)
from .edited import ANCHOR
from .words import Segment, flat

#: The name by which the part is known, whatever a program calls its file.
NAMESPACE = "urn:lhh-excel:ban-lap:1"
_NAME, _FOLDER = f"{{{NAMESPACE}}}banLap", "customXml/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_STORE = f"{_OFFICE}/customXml"
_PROPS_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM = "{{6C68682D-6578-4365-8C00-{number:012d}}}"
#: Bytes and paragraphs of a part that is believed; a report of 20,000 tasks has a fifth of either.
_MOST_BYTES, _MOST_LINES = 40 << 20, 300_000
#: How the bookmark with a document's id begins.
_ID = f"{ANCHOR}so_"
_IS_ID = pattern("[0-9a-f]{16}")
#: Of a key, what is left without its place among those that are alike.
ORDINAL = "~"
#: Parts that hold comments, or who wrote them.
_NOTES = pattern(r"word/(?:_rels/)?(?:comments\w*|people)\.xml(?:\.rels)?")


@record
class Line:
    """A paragraph as generated. `key`: its place in the template and the records it was made of, never its words."""

    key: str
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """As it is compared."""
        return flat("".join([one if isinstance(one, str) else one[1] for one in self.segments]))


@record
class Rows:
    """An annex table as generated: the texts of its first row, and a fingerprint of each row."""

    head: str
    rows: tuple[int, ...]


@record
class Generated:
    """One report as generated; `around`: headers, footers, notes and text boxes; `template` its fingerprint."""

    period: str
    workbook: str
    template: str
    lines: tuple[Line, ...]
    around: tuple[Line, ...]
    tables: tuple[Rows, ...]

    @lazy
    def document_id(self) -> str:
        """The same for the same content; it also proves that a part came back whole."""
        return sha256(self._json.encode()).hexdigest()[:16]

    @lazy
    def _json(self) -> str:
        plain = [
            [self.period, self.workbook, self.template],
            [[line.key, list(line.segments)] for line in self.lines],
            [[line.key, list(line.segments)] for line in self.around],
            [[table.head, list(table.rows)] for table in self.tables],
        ]
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))

    def to_bytes(self) -> bytes:
        """The part."""
        root = etree.Element(_NAME)
        root.set("so", self.document_id)
        root.text = self._json
        return to_bytes(root)


def read_generated(data: bytes) -> Generated | None:
    """What a part says; None where it is none of ours, was cut or changed, or is beyond all measure."""
    if len(data) > _MOST_BYTES or NAMESPACE.encode() not in data:
        return None
    try:
        office_file.refuse_types(data, "", "")
        root = parsed(data)
        (period, workbook, template), lines, around, tables = json.loads(root.text or "")
        if root.tag != _NAME or len(lines) + len(around) > _MOST_LINES:
            return None
        made = Generated(
            _text(period),
            _text(workbook),
            _text(template),
            tuple([_line(*line) for line in lines]),
            tuple([_line(*line) for line in around]),
            tuple([Rows(_text(head), tuple(map(_whole, rows))) for head, rows in tables]),
        )
        return made if made.document_id == root.get("so") else None
    except (ValueError, TypeError, RecursionError, InputError):
        return None


def _line(key: object, segments: Iterable[object]) -> Line:
    return Line(_text(key), tuple([_segment(one) for one in segments]))


def _segment(found: object) -> Segment:
    if isinstance(found, list):
        name, printed = found
        return _text(name), _text(printed)
    return _text(found)


#: Signs that no text of a document has; a tab and a new line it may.
_UNREADABLE = pattern(r"[\x00-\x08\x0b-\x1f]")


def _text(found: object) -> str:
    if not isinstance(found, str) or _UNREADABLE.search(found):
        raise TypeError("not a text")
    return found


def _whole(found: object) -> int:
    if type(found) is not int:
        raise TypeError("not a number")
    return found


# --- in a package --------------------------------------------------------------------------------------------------


def _part_of(parts: dict[str, bytes]) -> str | None:
    """Word numbers parts anew, others write them anew: known by its namespace."""
    names = (name for name in sorted(parts) if name.startswith(_FOLDER) and name.endswith(".xml"))
    return next((name for name in names if NAMESPACE.encode() in parts[name] and b"banLap" in parts[name]), None)


def generated_in(parts: dict[str, bytes]) -> Generated | None:
    """What the document says was generated; None where it does not, or not soundly."""
    name = _part_of(parts)
    return None if name is None else read_generated(parts[name])


def put_generated(parts: dict[str, bytes], made: Generated) -> None:
    """The part in the package, in the place of an older one."""
    name = _part_of(parts)
    if name is not None:
        parts[name] = made.to_bytes()
        return
    number = next(n for n in range(1, len(parts) + 2) if f"{_FOLDER}item{n}.xml" not in parts)
    name, props = f"{_FOLDER}item{number}.xml", f"{_FOLDER}itemProps{number}.xml"
    parts[name] = made.to_bytes()
    parts[props] = (
        f'<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{_ITEM.format(number=number)}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    parts[f"{_FOLDER}_rels/item{number}.xml.rels"] = (
        f'<Relationships xmlns="{NS["rel"]}"><Relationship Id="rId1" Type="{_OFFICE}/relationships/customXmlProps" '
        f'Target="itemProps{number}.xml"/></Relationships>'
    ).encode()
    declare(parts, props, _PROPS_TYPE)
    relate(parts, f"{_OFFICE}/relationships/customXml", f"../{name}")


def told_in(data: bytes, copy: Callable[[str], bytes | None]) -> Generated | None:
    """What the document says was generated; where a program lost the part (.odt, .doc), `copy` gives that of the
    document's id, which a bookmark kept. None for what is none of ours, or no Word document."""
    try:
        parts = read_parts(data)
        found = generated_in(parts)
        if found is not None:
            return found
        root = parsed(parts[MAIN_PART])
    except NotAPackageError:
        return None
    names = [mark.get(q("name"), "") for mark in root.iter(q("bookmarkStart"))]
    numbers = [name.removeprefix(_ID) for name in names if name.startswith(_ID)]
    kept = copy(numbers[0]) if numbers and _IS_ID.fullmatch(numbers[0]) else None
    found = None if kept is None else read_generated(kept)
    return found if found is not None and found.document_id == numbers[0] else None


def claimed_by(data: bytes) -> tuple[str, str, str] | None:
    """Id, period and workbook as the document says them, unproved, the rest unread; None where it says none."""
    try:
        with office_file.open_zip(data, office_file.DOCUMENT, "") as archive:
            parts = {
                name: office_file.read_part(archive, name, "")
                for name in archive.namelist()
                if name.startswith(_FOLDER) and name.endswith(".xml")
            }
        name = _part_of(parts)
        if name is None:
            return None
        office_file.refuse_types(parts[name], name, "")
        root = parsed(parts[name])
        number = root.get("so", "")
        (period, workbook, _), _ = json.JSONDecoder().raw_decode(root.text or "", 1)  # behind the list's bracket
        return (number, _text(period), _text(workbook)) if _IS_ID.fullmatch(number) else None
    except (InputError, ValueError, TypeError):
        return None


def without_traces(data: bytes) -> tuple[dict[str, bytes], Element]:
    """The parts of a document that goes out, and the tree of its main one: nothing says any more what was generated,
    and no comment is left."""
    parts = read_parts(data)
    root = parsed(parts[MAIN_PART])
    gone = {name for name in parts if _NOTES.fullmatch(name)}  # hidden words, even where nothing points to them
    while (name := _part_of(parts)) is not None:
        rels = f"{_FOLDER}_rels/{name.removeprefix(_FOLDER)}.rels"
        links = parsed(parts[rels]) if rels in parts else ()
        gone |= {rels, *(_FOLDER + one.get("Target", "").rpartition("/")[2] for one in links)}
        gone.add(name)
        parts.pop(name)
    for name in gone:
        parts.pop(name, None)
    types, links = parsed(parts[CONTENT_TYPES]), parsed(parts[MAIN_RELATIONS])
    for one in [one for one in types if one.get("PartName", "").lstrip("/") in gone]:
        types.remove(one)
    for one in [one for one in links if posixpath.normpath(posixpath.join("/word", one.get("Target", "")))[1:] in gone]:
        links.remove(one)
    parts[CONTENT_TYPES], parts[MAIN_RELATIONS] = to_bytes(types), to_bytes(links)
    drop_anchors(root)
    return parts, root


# --- bookmarks -----------------------------------------------------------------------------------------------------


def anchor(key: str) -> str:
    """The name of a paragraph's bookmark; Word takes 40 letters."""
    return ANCHOR + sha256(key.encode()).hexdigest()[:16]


def set_id(root: Element, made: Generated, number: int) -> None:
    """The document's id, as a bookmark that also those programs keep which drop the part."""
    first = next(root.iter(q("p")), None)
    if first is not None:
        set_bookmark(first, _ID + made.document_id, number)


def first_free(root: Element) -> int:
    """A number from which on no bookmark of the document has one."""
    return next_number(root, "bookmarkStart", 1)


def set_anchor(paragraph: Element, key: str, number: int) -> None:
    set_bookmark(paragraph, anchor(key), number)


def drop_anchors(root: Element, keep: Collection[str] = ()) -> None:
    """Our bookmarks under this node, but those of these names."""
    drop_bookmarks(root, lambda name: name.startswith(ANCHOR) and name not in keep)
