"""A .docx as its parts: read within limits, the trees of its parts, written so that the same parts give the same bytes.

No XML entity is resolved."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lxml import etree

from ... import office_file
from ...errors import InputError
from ...messages.templates import NAMELESS
from ...office_file import CONTENT_TYPES as CONTENT_TYPES
from ...office_file import write_parts as write_parts
from ...plain import pattern, shortened
from . import NS, Element, common, q

_OFFICE_DOCUMENT = pattern(r"/relationships/officeDocument$")
_WORD_TYPES = (
    "wordprocessingml.document.main",
    "wordprocessingml.template.main",
    "ms-word.document.macroEnabled.main",
    "ms-word.template.macroEnabledTemplate.main",
)


class DocxPackage:
    """The parts of one Word file in memory.

    `source` is a path or the bytes; raises InputError (exit code 3) with a key that says what the file is instead.
    """

    def __init__(self, source: Path | str | bytes, name: str = "") -> None:
        self.file = name or (Path(source).name if not isinstance(source, bytes) else NAMELESS)
        kind = office_file.DOCUMENT
        self.data = source if isinstance(source, bytes) else office_file.read_bytes(Path(source), kind)
        self._trees: dict[str, Element | None] = {}  # its own: what is marked or changed in one stays so
        self._zip = office_file.open_zip(self.data, kind, self.file)
        self.names = frozenset(self._zip.namelist())
        self.main = self._main_part()

    def _main_part(self) -> str:
        targets = self.relationships("")
        for kind, target in targets.values():
            if _OFFICE_DOCUMENT.search(kind) and target in self.names:
                self._reject_other_office(target)
                return target
        raise InputError("not_a_word_file", file=self.file)

    def _reject_other_office(self, target: str) -> None:
        types = self.xml("[Content_Types].xml")
        if types is None:
            raise InputError("not_a_word_file", file=self.file)
        for node in types:
            if isinstance(node.tag, str) and node.get("PartName", "").lstrip("/") == target:
                if not any(kind in node.get("ContentType", "") for kind in _WORD_TYPES):
                    raise InputError("not_a_word_file", file=self.file)
                return

    def read(self, part: str) -> bytes | None:
        """The bytes of a part, None where there is no such part."""
        return office_file.read_part(self._zip, part, self.file) if part in self.names else None

    def texts(self) -> dict[str, bytes]:
        """The bytes of every part that is XML."""
        return {name: self.read(name) or b"" for name in self.names if name.endswith((".xml", ".rels"))}

    def xml(self, part: str) -> Element | None:
        """The root element of a part, the same at every call; a broken part is a damaged file."""
        if part not in self._trees:
            self._trees[part] = self._root(part)
        return self._trees[part]

    def _root(self, part: str) -> Element | None:
        data = self.sound(part)
        if data is None:
            return None
        root = self.parsed(data)
        if root is None:
            raise InputError("truncated", file=self.file)
        return root

    def size(self, part: str) -> int:
        """Bytes of a part unpacked; 0 where there is no such part."""
        return self._zip.getinfo(part).file_size if part in self.names else 0

    def sound(self, part: str) -> bytes | None:
        """The bytes of a part in common OOXML; one that brings its own entities is refused."""
        data = self.read(part)
        if data is None:
            return None
        office_file.refuse_types(data, part, self.file)
        return common(data)

    def parsed(self, data: bytes) -> Element | None:
        """The root element of sound bytes, None where they are no XML."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            return None

    def ends(self, part: str, tags: tuple[str, ...]) -> Iterator[Element]:
        """The elements of these names, each when its end is read; whoever drops what is done keeps memory small."""
        data = self.sound(part)
        if data is None:
            return
        safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
        try:
            for _, node in etree.iterparse(io.BytesIO(data), events=("end",), tag=tags, **safe):
                yield node
        except etree.XMLSyntaxError as error:
            raise InputError("truncated", file=self.file) from error

    def relationships(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id -> (type, target part) of a part ("" for the package itself); outside targets left out."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for node in root if root is not None else ():
            if node.tag != f"{{{NS['rel']}}}Relationship" or node.get("TargetMode") == "External":
                continue
            target = node.get("Target", "")
            target = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            found[node.get("Id", "")] = (node.get("Type", ""), target)
        return found

    def related(self, part: str, kind: str) -> Element | None:
        """The root of the first part related by a type that ends so ("/styles", "/numbering", …)."""
        for type_, target in self.relationships(part).values():
            if type_.endswith(kind):
                return self.xml(target)
        return None


# --- all parts as bytes ----------------------------------------------------------------------------------------------


#: The date every part carries: the first one a zip can hold.
MAIN_PART, STYLES_PART = "word/document.xml", "word/styles.xml"
MAIN_RELATIONS = "word/_rels/document.xml.rels"


class NotAPackageError(ValueError):
    """The bytes are not a Word document that may be opened."""


def read_parts(data: bytes) -> dict[str, bytes]:
    """Every part of the package by name; `NotAPackageError` when it is none, is too large or has no document."""
    try:
        with office_file.open_zip(data, office_file.DOCUMENT, "") as archive:
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
            parts = {name: office_file.read_part(archive, name, "") for name in names}
        for name, part in parts.items():
            if name.endswith((".xml", ".rels")):
                office_file.refuse_types(part, name, "")
    except InputError as fault:
        raise NotAPackageError(fault.key) from None
    if MAIN_PART not in parts or CONTENT_TYPES not in parts:
        raise NotAPackageError("no document")
    return parts


def to_bytes(root: Element) -> bytes:
    """A part as it is written."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def parsed(data: bytes) -> Element:
    """A part's tree; `NotAPackageError` where it is none."""
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise NotAPackageError(str(fault)) from None


def declare(parts: dict[str, bytes], name: str, content_type: str) -> None:
    """The package says what the part is."""
    types = parsed(parts[CONTENT_TYPES])
    made = etree.SubElement(types, f"{{{NS['ct']}}}Override")
    made.set("PartName", f"/{name}")
    made.set("ContentType", content_type)
    parts[CONTENT_TYPES] = to_bytes(types)


def relate(parts: dict[str, bytes], kind: str, target: str, main: str = MAIN_PART, number: str = "") -> None:
    """A new relationship of the main part, of that id if one is told ("" for `main`: of the package itself)."""
    folder, name = posixpath.split(main)
    where = posixpath.join(folder, "_rels", f"{name}.rels")
    empty = f'<Relationships xmlns="{NS["rel"]}"/>'.encode()
    rels = parsed(parts.get(where, empty))
    taken = {one.get("Id") for one in rels}
    made = number or next(f"rIdLhh{n}" for n in range(1, len(taken) + 2) if f"rIdLhh{n}" not in taken)
    etree.SubElement(rels, q("rel:Relationship"), {"Id": made, "Type": kind, "Target": target})
    parts[where] = to_bytes(rels)


# --- what a document of ours says of itself -------------------------------------------------------------------------
# In its custom properties (Tệp > Thông tin > Thuộc tính > Tùy chỉnh), which Word, WPS, LibreOffice keep when the file
# is saved, renamed or copied. Source: ECMA-376 part 1, 22.3.

PROPERTIES_PART = "docProps/custom.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PROPERTIES, _TEXT = f"{_OFFICE}/custom-properties", f"{_OFFICE}/docPropsVTypes"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
#: The set of properties that a user names, and its first free number ([MS-OLEPS] 2.18).
_SET, _FIRST = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", 2
#: How the names of ours begin.
_OURS = "LHH_"
#: Letters that Word keeps of a text; bytes of the part, far above what any office writes there.
LONGEST, _MOST_BYTES = 255, 1 << 20


def put_properties(parts: dict[str, bytes], values: Mapping[str, str]) -> None:
    """The document says these things of itself and nothing that its template said; an office's own properties stay.

    A text longer than Word keeps is cut.
    """
    name = next((name for name in parts if name.casefold() == PROPERTIES_PART.casefold()), PROPERTIES_PART)
    if not values and name not in parts:
        return
    if name in parts:
        root = parsed(parts[name])
    else:
        root = etree.fromstring(f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TEXT}"/>')
        declare(parts, name, _PROPERTIES_TYPE)
        relate(parts, f"{_OFFICE}/relationships/custom-properties", name, "", "rIdOwnProperties")
    for found in [found for found in root if (found.get("name") or "").startswith(_OURS)]:
        root.remove(found)
    for key, value in values.items():
        made = etree.SubElement(root, f"{{{_PROPERTIES}}}property", fmtid=_SET, pid="", name=_OURS + key)
        etree.SubElement(made, f"{{{_TEXT}}}lpwstr").text = shortened(value, LONGEST)
    for number, found in enumerate(root, _FIRST):
        found.set("pid", str(number))
    parts[name] = to_bytes(root)


def read_properties(path: Path) -> dict[str, str]:
    """What the file says of itself; nothing for a file that is none of ours, no Word file, or cannot be read."""
    data = office_file.peek(path, office_file.DOCUMENT, PROPERTIES_PART, _MOST_BYTES)
    try:
        root = None if data is None else parsed(data)
    except NotAPackageError:
        return {}
    found = root.iter(f"{{{_PROPERTIES}}}property") if root is not None else ()
    texts = ((one.get("name") or "", one.findtext(f"{{{_TEXT}}}lpwstr") or "") for one in found)
    return {name.removeprefix(_OURS): text for name, text in texts if name.startswith(_OURS)}


# --- headers and footers ---------------------------------------------------------------------------------------------

_ROOTS = {"header": "hdr", "footer": "ftr"}


def add_margin(
    parts: dict[str, bytes], kind: str, content: Iterable[Element], name: str, rel_id: str, main: str = MAIN_PART
) -> None:
    """A new "header" or "footer", the part of that name in the folder of the main one; `refer` shows it."""
    root = etree.Element(q(_ROOTS[kind]), nsmap={"w": NS["w"], "r": NS["r"]})
    root.extend(content)
    parts[name] = to_bytes(root)
    declare(parts, name, f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml")
    relate(parts, f"{NS['r']}/{kind}", posixpath.basename(name), main, rel_id)


def refer(section: Element, kind: str, pages: str, rel_id: str) -> None:
    """The section shows this "header" or "footer" on its "first" or "default" pages, and no other there."""
    for old in section.findall(q(f"{kind}Reference")):
        if old.get(q("type")) == pages:
            section.remove(old)
    made = etree.Element(q(f"{kind}Reference"))
    made.set(q("type"), pages)
    made.set(q("r:id"), rel_id)
    section.insert(len(section.findall(q("headerReference"))) + len(section.findall(q("footerReference"))), made)
