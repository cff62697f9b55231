"""What runs, fetches or changes by itself in somebody's Word file: found with its place, and taken out of what is ours.

Fields that are not known to be plain, objects of other programs, macros and what calls them, other files put in whole,
whatever comes from elsewhere, and links that open a file or run a command. Links to pages and mails stay, and of what
is taken out stays what a reader sees: the result of a field, the picture of an object. Names are compared without
their namespace. Source: docs/security.md.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal, cast

from lxml import etree

from ...messages.templates import PLACES
from ...plain import pattern, record, shortened
from .fields import TAGS, fields_in, is_plain_link, local_name, take_out, unwrap
from .package import CONTENT_TYPES, MAIN_PART, NotAPackageError, parsed, read_parts, to_bytes, write_parts

if TYPE_CHECKING:
    from . import Element

_PLAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
#: Last word of a relationship's type -> key of messages.templates.ACTIVE.
_KINDS = {
    name: kind
    for kind, names in {
        "alt_chunk": "afchunk",
        "ole": "oleobject package",
        "activex": "control activexcontrolbinary",
        "macro": "vbaproject wordvbadata vbaprojectsignature vbaprojectsignatureagile vbaprojectsignaturev3",
        "template": "attachedtemplate",
        "frame": "subdocument frame",
        "mail_merge": "mailmergesource mailmergeheadersource recipientdata",
        "web": "webextension webextensiontaskpanes taskpanes",
        "ribbon": "keymapcustomizations attachedtoolbars extensibility usercustomization",
    }.items()
    for name in names.split()
}
#: Relationships that a document of ours may have; what others lead to is left behind without a word if it is idle.
_OURS = (
    "officedocument core-properties extended-properties custom-properties styles settings websettings fonttable font "
    "theme themeoverride numbering header footer footnotes endnotes image hdphoto hyperlink chart chartex "
    "chartusershapes chartstyle chartcolorstyle diagramdata diagramlayout diagramquickstyle diagramcolors "
    "diagramdrawing package"
)
#: Elements that go whole -> the kind they are told as ("": told by their relationship, or idle).
_ELEMENTS = {
    "altChunk": "alt_chunk",
    "OLEObject": "ole",
    "objectEmbed": "ole",
    "objectLink": "ole",
    "control": "activex",
    "subDoc": "frame",
    "frameset": "frame",
    "mailMerge": "mail_merge",
    "movie": "remote",
    "webVideoPr": "web",
    "updateFields": "field_update",
    "entryMacro": "macro",
    "exitMacro": "macro",
    "attachedTemplate": "",
    "linkStyles": "",
    "saveThroughXslt": "",
}
#: Elements that are nothing without what they point to.
_POINTERS: tuple[str, ...] = ("externalData", "hlinkClick", "hlinkHover", "hlinkMouseOver", "userShapes")
_POINTERS += ("videoFile", "audioFile", "wavAudioFile", "quickTimeFile")
#: What a document of ours need not have: bound to data that it does not bring along, still recording changes.
_OURS_WITHOUT = ("dataBinding", "attachedSchema", "trackRevisions")
#: Elements whose addresses are attributes: a picture's own address, a link.
_ADDRESSES = {"src": "remote", "href": "link", "althref": "remote"}
_VML = "urn:schemas-microsoft-com:"
_CHARTS = pattern(r"(?:^|/)charts/")
#: What a part must hold one of to be looked into; sought one by one, which is quicker by far than all at once.
_SUSPECT = [
    word.encode() for word in ("\0", "fldChar", "fldSimple", "instrText", "href=", "src=", *_ELEMENTS, *_OURS_WITHOUT)
]
_LONG = 4 << 20  # bytes of a part from which on its tree is not built whole


@record
class Active:
    """One thing: `kind` is a key of messages.templates.ACTIVE, `name` what it is or leads to, `place` in words."""

    kind: str
    name: str
    place: str


def by_sort(found: Iterable[Active]) -> list[list[Active]]:
    """What is told in one sentence, each sort by itself: of fields those of one name, of the rest all of one kind."""
    sorts: dict[tuple[str, str], list[Active]] = {}
    for each in found:
        sorts.setdefault((each.kind, each.name if each.kind.startswith("field_") else ""), []).append(each)
    return list(sorts.values())


def find_active(parts: Mapping[str, bytes]) -> list[Active]:
    """Everything of the kind in a package, part by part; `parts` need hold no more than XML and relationships."""
    found = _Cleaner(parts, ours=False, lean=True)
    found.run()
    return found.found


def harmless_copy(docx: bytes) -> tuple[bytes, list[Active]]:
    """Somebody's document without all that, and what was taken out; the same bytes where there was nothing."""
    parts = read_parts(docx)
    made, found = harmless(parts, ours=False)
    return (write_parts(made), found) if found else (docx, found)


def harmless(parts: Mapping[str, bytes], *, ours: bool = True) -> tuple[dict[str, bytes], list[Active]]:
    """The parts without all that, and what was taken out.

    `ours`: what goes into a document of ours, so that whatever else no document of ours needs is left behind as well.
    """
    cleaner = _Cleaner(parts, ours=ours)
    cleaner.run()
    return cleaner.parts, cleaner.found


class _Cleaner:
    def __init__(self, parts: Mapping[str, bytes], *, ours: bool, lean: bool = False) -> None:
        self.parts = dict(parts)
        self.found: list[Active] = []
        self._ours = ours
        self._lean = lean

    def run(self) -> None:
        gone: dict[str, dict[str, Active | None]] = {}
        for name in sorted(name for name in self.parts if name.endswith(".rels")):
            if dropped := self._relationships(name):
                folder, own = posixpath.split(name)
                gone[posixpath.join(posixpath.dirname(folder), own.removesuffix(".rels"))] = dropped
        for name in sorted(self.parts, key=lambda name: (name != MAIN_PART, name)):
            if name.endswith(".xml") and (name in gone or any(word in self.parts[name] for word in _SUSPECT)):
                self._part(name, gone.pop(name, {}))
        self.found += [each for dropped in gone.values() for each in dropped.values() if each is not None]
        if not self._lean:
            self._forget_the_unreachable()

    # --- relationships ---------------------------------------------------------------------------------------------

    def _relationships(self, rels: str) -> dict[str, Active | None]:
        """The ids of those that may not be, out of the part, each with what it is told as."""
        root = _tree(self.parts[rels])
        gone: dict[str, Active | None] = {}
        for rel in list(root) if root is not None else []:
            if isinstance(rel.tag, str) and (judged := self._judged(rel, rels)) is not None:
                gone[rel.get("Id", "")] = judged or None
                root.remove(rel)  # type: ignore[union-attr]
        if gone and root is not None:
            self.parts[rels] = to_bytes(root)
        return gone

    def _judged(self, rel: Element, rels: str) -> Active | Literal[False] | None:
        """None where it may stay, False where it goes without a word."""
        kind = rel.get("Type", "").rpartition("/")[2].casefold()
        target = rel.get("Target", "")
        told = _KINDS.get(kind, "")
        if kind == "package" and rel.get("TargetMode") != "External" and _CHARTS.search(rels):
            return None
        if rel.get("TargetMode") == "External":
            if kind == "hyperlink":
                return None if is_plain_link(target) else Active("link", target, PLACES["whole"])
            usual = kind == "attachedtemplate" and re.search(r"(?i)(?:^|[\\/])normal\.dotm?$", target)
            return False if usual else Active(told or "remote", target, PLACES["whole"])
        if told:
            return Active(told, "" if told != "alt_chunk" else target, PLACES["whole"])
        return False if self._ours and kind not in _OURS.split() else None

    def _forget_the_unreachable(self) -> None:
        """Parts that no relationship leads to any more, and their types."""
        from urllib.parse import unquote

        names = {name.casefold(): name for name in self.parts}
        seen = {CONTENT_TYPES, "_rels/.rels"}
        todo = [""]
        while todo:
            folder, own = posixpath.split(todo.pop())
            rels = posixpath.join(folder, "_rels", f"{own}.rels")
            root = _tree(self.parts[rels]) if rels in self.parts else None
            seen.add(rels)
            for rel in root if root is not None else ():
                if isinstance(rel.tag, str) and rel.get("TargetMode") != "External":
                    path = posixpath.normpath(posixpath.join("/", folder, unquote(rel.get("Target", "")))).lstrip("/")
                    part = names.get(path.casefold(), "")
                    if part and part not in seen:
                        seen.add(part)
                        todo.append(part)
        if MAIN_PART in seen:
            self.parts = {name: data for name, data in self.parts.items() if name in seen}
        self._types()

    def _types(self) -> None:
        """No type of what is gone; the main part is a document without macros."""
        types = _tree(self.parts[CONTENT_TYPES])
        if types is None:
            return
        names = {name.casefold() for name in self.parts}
        endings = {name.rpartition(".")[2] for name in names} | {"rels", "xml"}
        changed = False
        for entry in list(types):
            part, ending = entry.get("PartName", "").lstrip("/").casefold(), entry.get("Extension", "").casefold()
            if (part and part not in names) or (ending and ending not in endings):
                types.remove(entry)
                changed = True
            elif "macroEnabled" in entry.get("ContentType", ""):
                entry.set("ContentType", _PLAIN_TYPE)
                changed = True
        if changed:
            self.parts[CONTENT_TYPES] = to_bytes(types)

    # --- the text of a part ----------------------------------------------------------------------------------------

    def _part(self, name: str, gone: dict[str, Active | None]) -> None:
        lean = self._lean and len(self.parts[name]) > _LONG
        root = _pruned(self.parts[name], set(gone)) if lean else _tree(self.parts[name])
        if root is None:
            self.found += [each for each in gone.values() if each is not None]
            return
        before = len(self.found)
        changed = False
        for done in fields_in(root.iter(*TAGS)):
            if done.kind:
                self.found.append(Active(done.kind, done.name, place_of(done.begin, root, name)))
                take_out(done)
                changed = True
        changed |= self._attributes(root, name)
        changed |= self._pointers(root, name, gone)
        changed |= self._elements(root, name)
        if changed or len(self.found) > before:
            self.parts[name] = to_bytes(root)

    def _attributes(self, root: Element, name: str) -> bool:
        """Fields that bring themselves up to date, and addresses that stand in attributes."""
        changed = False
        for element in cast("list[Element]", _addressed(root)):
            for key, value in [(key, str(value)) for key, value in element.items()]:
                space, _, local = str(key).rpartition("}")
                if local == "dirty" and local_name(element).startswith("fld") and value not in ("0", "false", "off"):
                    if _of_contents(element):
                        continue  # a table of contents reads nothing but its own document
                    kind, value = "field_update", ""
                elif not str(element.tag).startswith("{" + _VML) or space.endswith("/relationships"):
                    continue
                elif local in _ADDRESSES and not (local == "href" and is_plain_link(value)):
                    kind = _ADDRESSES[local]
                else:
                    continue
                self.found.append(Active(kind, value, place_of(element, root, name)))
                del element.attrib[key]
                changed = True
        return changed

    def _pointers(self, root: Element, name: str, gone: dict[str, Active | None]) -> bool:
        """What pointed to relationships that are gone: told at its place; elements of `_ELEMENTS` go by themselves."""
        told: set[str] = set()
        for element in list(root.iter("*")) if gone else ():
            for key, value in list(element.items()):
                space, _, local = str(key).rpartition("}")
                if value not in gone or not (space.endswith("/relationships") or local == "relid"):
                    continue
                active = gone[value]
                by_itself = any(_ELEMENTS.get(local_name(one)) for one in (element, *element.iterancestors()))
                if active is not None and not by_itself:
                    self.found.append(Active(active.kind, active.name, place_of(element, root, name)))
                told.add(value)
                del element.attrib[key]
                if local_name(element) in _POINTERS and (holder := element.getparent()) is not None:
                    holder.remove(element)
        self.found += [each for key, each in gone.items() if each is not None and key not in told]
        return bool(told)

    def _elements(self, root: Element, name: str) -> bool:
        changed = False
        names = (*_ELEMENTS, *(_OURS_WITHOUT if self._ours else ()))
        for element in list(root.iter(*(f"{{*}}{each}" for each in names))):
            kind = _ELEMENTS.get(local_name(element), "")
            if kind:
                named = element.get("ProgID", "") if kind == "ole" else ""
                self.found.append(Active(kind, named, place_of(element, root, name)))
            holder = element.getparent()
            if holder is not None:
                holder.remove(element)
                _what_is_seen(holder)
            changed = True
        return changed


def _what_is_seen(holder: Element) -> None:
    """An object without its program is the picture of it; without a picture nothing."""
    if local_name(holder) != "object":
        return
    drawn = [child for child in holder if str(child.tag).startswith("{" + _VML)]
    if drawn:
        holder.tag = str(holder.tag).removesuffix("object") + "pict"
        holder.attrib.clear()
        for shape in drawn:
            for key in [key for key in shape.attrib if str(key).endswith("}ole")]:
                del shape.attrib[key]
    else:
        unwrap(holder)


#: Elements with an attribute that may be an address, or say that a field is to be brought up to date.
_addressed = etree.XPath("//*[@*[contains(' dirty href src althref ', concat(' ', local-name(), ' '))]]")


def _of_contents(field: Element) -> bool:
    """Whether the code behind a field's beginning is that of a table of contents."""
    run = field.getparent()
    code = run.getnext() if run is not None else None
    return code is not None and "".join(map(str, code.itertext("{*}instrText"))).split()[:1] == ["TOC"]


def place_of(element: Element, root: Element, part: str) -> str:
    """Where something stands, in words: the paragraph by its text, and the part it is in."""
    of_part = local_name(root)
    kind = PART_PLACES.get(of_part)
    if kind is None:
        return PLACES["other_part"].format(name=posixpath.basename(part)) if of_part in _DRAWN else PLACES["whole"]
    paragraph = element if local_name(element) == "p" else next(element.iterancestors("{*}p"), None)
    text = "" if paragraph is None else " ".join("".join(map(str, paragraph.itertext("{*}t"))).split())
    place = PLACES["by_text"].format(text=shortened(text, 60)) if text else PLACES["no_text"]
    return PLACES["in_heading"].format(heading=PLACES[kind], place=place) if kind != "body" else place


#: Root of a part -> the key of messages.templates.PLACES that names it.
PART_PLACES = {
    "document": "body",
    "hdr": "header",
    "ftr": "footer",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
}
_DRAWN = frozenset(("chartSpace", "dataModel", "drawing"))


def _tree(data: bytes) -> Element | None:
    try:
        return parsed(data)
    except NotAPackageError:
        return None


def _pruned(data: bytes, ids: set[str]) -> Element | None:
    """The tree of a very long part, its paragraphs without anything of interest left empty."""
    wanted = [tag for tag in TAGS if tag not in ("{*}t", "{*}tab", "{*}br")]
    wanted += [*(f"{{*}}{each}" for each in _ELEMENTS), f"{{{_VML}vml}}*"]
    try:
        steps = etree.iterparse(io.BytesIO(data), tag="{*}p", resolve_entities=False, no_network=True, huge_tree=True)
        for _, paragraph in steps:
            if next(paragraph.iter(*wanted), None) is None and not (
                ids and any(value in ids for node in paragraph.iter() for value in node.attrib.values())
            ):
                paragraph.clear()
        return steps.root  # type: ignore[no-any-return]
    except (etree.XMLSyntaxError, ValueError):
        return None
