"""Parts of a workbook parsed, cut, written again, and a package with changed parts: every other part as it was.

Source: ECMA-376 Part 2 (packages); XML 1.0.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from array import array
from collections.abc import Iterable, Mapping
from xml.parsers import expat

from lxml import etree

from ..errors import InputError
from ..plain import mutable
from .addresses import Area, area
from .package import Package

#: The children of an element in their order, from the first on that may be put in. (Controls of a sheet may be wrapped
#: in mc:AlternateContent.)
_ORDER = {
    "workbook": (
        *("definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes"),
        *("webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"),
    ),
    "worksheet": (
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
        *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate"),
        *("customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks"),
        *("printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties"),
        *("cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF"),
        *("picture", "oleObjects", "controls", "AlternateContent", "webPublishItems", "tableParts", "extLst"),
    ),
    "styleSheet": (
        *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles"),
        *("colors", "extLst"),
    ),
}

#: Entities are not resolved, nothing is fetched; what is not touched is written back as it was, CDATA too.
PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=False, strip_cdata=False
)
#: A part's new bytes, in one or in pieces; None: the part goes.
Content = bytes | Iterable[bytes | memoryview] | None


def parse(package: Package, part: str, data: bytes | None = None) -> etree._Element:
    """The root element of the part (of `data`, which stands for it). Raises InputError on broken XML."""
    if data is None:
        return package.parsed(part, lambda xml: etree.fromstring(xml, PARSER))
    try:
        return etree.fromstring(data, PARSER)
    except etree.XMLSyntaxError as error:
        raise InputError("truncated", file=package.file) from error


def serialise(root: etree._Element) -> bytes:
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return head + etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False)


def place_table(table: etree._Element, place: Area, total_rows: int = 0) -> None:
    """The range of a table's part, a totals row included, and that of its filter, which ends above one."""
    left, top, right, bottom = place
    table.set("ref", area(left, top, right, bottom))
    auto_filter = table.find("{*}autoFilter")
    if auto_filter is not None:
        auto_filter.set("ref", area(left, top, right, bottom - total_rows))


def child_of(parent: etree._Element, name: str) -> etree._Element:
    """The parent's child of that name; one that is not there is put in at its place."""
    kind = etree.QName(parent)
    found = parent.find(f"{{{kind.namespace}}}{name}")
    if found is None:
        order = _ORDER[kind.localname]
        later = order[order.index(name) + 1 :]
        found = parent.makeelement(f"{{{kind.namespace}}}{name}")
        elements = (child for child in parent if isinstance(child.tag, str))
        following = next((child for child in elements if etree.QName(child).localname in later), None)
        if following is None:
            parent.append(found)
        else:
            following.addprevious(found)
    return found


# --- the places of rows in the bytes of a part -----------------------------------------------------------------------
# By patterns, which hold for a part as every office program writes it; any other (comments, CDATA, namespaces inside,
# other quotes, another encoding, …) is first written in that way. So a long sheet is changed without a tree of all its
# cells. Source: XML 1.0, 2.4 (a "<" stands nowhere but at a tag), 3.1 (tags).

_ROOT = re.compile(rb"<(?:([\w.-]+):)?[A-Za-z]")
_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)""")
_SPACE = re.compile(rb"""\sxmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)""")
_NUMBER = re.compile(rb'\sr="([^"]*)"')
#: What only says how a part is written goes.
_PLAIN = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, strip_cdata=True
)


@mutable
class Slices:
    """The children of one element: `data[starts[i]:ends[i]]` is child i, `numbers[i]` its attribute r (0: it has none).

    `head` is everything up to the first child's place, the element's start tag included, `tail` everything from its
    end tag on; between `begin` and `end` stands what the element holds.
    """

    data: bytes
    head: bytes
    tail: bytes
    begin: int
    end: int
    starts: array[int]
    ends: array[int]
    numbers: array[int]

    def __len__(self) -> int:
        return len(self.starts)


def sliceable(data: bytes) -> bool:
    """Whether the part is sound XML in UTF-8, names of namespaces included."""
    if b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    encoding = _ENCODING.match(data)
    if encoding and encoding[1].lower() != b"utf-8":
        return False
    try:
        expat.ParserCreate(None, "}").Parse(data, True)
    except expat.ExpatError:
        return False
    return True


def written_plainly(data: bytes, parent: str) -> bytes:
    """The part with the same elements and texts, as `cut` can take it: what namespaces are named inside the parent is
    named at it (elsewhere all stay, for an attribute may tell their names). Raises what lxml does."""
    root = etree.fromstring(data, _PLAIN)
    holder = next((element for element in (root, *root) if etree.QName(element).localname == parent), root)
    names: dict[str, str] = {**holder.nsmap}  # type: ignore[dict-item]  # None: of names without a prefix
    inside = {uri for element in holder.iter() for uri in element.nsmap.values()} - {*names.values()}
    names |= {f"lhh{number}": uri for number, uri in enumerate(sorted(inside))}
    etree.cleanup_namespaces(holder, top_nsmap=names, keep_ns_prefixes=[name for name in root.nsmap if name])
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def cut(data: bytes, parent: str, child: str) -> Slices | None:
    """The children of the element (the root, or a child of the root) in a part that is `sliceable`.

    None where the patterns would not be sure, or there is no such element. Raises ValueError where an r is no number.
    """
    root = _ROOT.search(data)
    if root is None or b"<!" in data or data.find(b"<?", 5) >= 0:
        return None
    prefix = root[1] + b":" if root[1] else b""
    name, row = prefix + parent.encode(), prefix + child.encode()
    opening, closing = b"<" + name, b"</" + name + b">"
    at = data.find(opening)
    tag = _TAG.match(data, at) if at >= 0 else None
    if tag is None or data.count(opening) != 1 or data[at + len(opening)] not in b" \t\r\n/>":
        return None
    if tag[0].endswith(b"/>"):  # <sheetData/>, opened so that rows can go in
        head, after = data[: tag.end() - 2] + b">", tag.end()
        return Slices(data, head, closing + data[after:], after, after, array("q"), array("q"), array("q"))
    begin, end = tag.end(), data.rfind(closing)
    if end < begin or data.count(closing) != 1 or data.find(b"xmlns", begin, end) >= 0:
        return None
    spaces = {other + b":" if other else b"": uri for other, uri in _SPACE.findall(data, 0, begin)}
    if at > root.start() and spaces.get(prefix) != dict(_SPACE.findall(data, 0, at)).get(root[1] or b""):
        return None  # the element's own name is of another namespace
    also = [other for other, uri in spaces.items() if other != prefix and uri == spaces.get(prefix)]
    if any(data.find(b"<" + other + child.encode(), begin, end) >= 0 for other in also):
        return None
    found = _children(data, begin, end, row)
    return found and Slices(data, data[:begin], data[end:], begin, end, *found)


def _children(data: bytes, begin: int, end: int, name: bytes) -> tuple[array[int], array[int], array[int]] | None:
    pattern = re.compile(rb'<%b(?:\s+r="(\d+)")?((?:\s+[\w:.-]+="[^"]*")*)\s*(/)?>' % re.escape(name))
    starts, ends, numbers = array("q"), array("q"), array("q")
    closing, after = b"</" + name + b">", begin
    for tag in pattern.finditer(data, begin, end):
        start, number, others, single = tag.start(), tag[1], tag[2], tag[3]
        if start < after:
            return None  # one inside another
        after = tag.end() if single else data.find(closing, tag.end(), end) + len(closing)
        if after < tag.end():
            return None
        if number is None and others and (found := _NUMBER.search(others)):
            number = found[1]
        starts.append(start)
        ends.append(after)
        numbers.append(int(number) if number else 0)
    return (starts, ends, numbers) if len(starts) == data.count(b"<" + name, begin, end) else None


def sliced(package: Package, part: str, parent: str, child: str) -> Slices | None:
    """The part cut at these children (`cut`), which is written plainly first where it is not; None: it
    has no such parent. Raises InputError on broken XML."""
    data = package.read(part)
    found = cut(data, parent, child) if sliceable(data) else None
    if found is None:
        data = package.parsed(part, lambda xml: written_plainly(xml, parent))
        found = cut(data, parent, child)
    if found is None and parse(package, part, data).xpath("(self::* | *)[local-name() = $name]", name=parent):
        raise InputError("truncated", file=package.file)
    return found


# --- texts that cells share ------------------------------------------------------------------------------------------


class SharedStrings:
    """The texts that cells name by number; cut once, at the first text that is wanted."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._slices: Slices | None = None

    def texts(self, wanted: set[int]) -> dict[int, str]:
        """Those of these numbers, runs joined, phonetic guides left out."""
        part = self._package.related("sharedStrings") if wanted else ""
        if not part:
            return {}
        if self._slices is None:
            self._slices = sliced(self._package, part, "sst", "si")
        slices = self._slices
        if slices is None:
            return {}
        items = sorted(index for index in wanted if 0 <= index < len(slices))
        xml = b"".join(slices.data[slices.starts[index] : slices.ends[index]] for index in items)
        root = parse(self._package, part, slices.head + xml + slices.tail)
        return {index: string_text(item) for index, item in zip(items, root.iterchildren("{*}si"), strict=True)}


def string_text(item: etree._Element) -> str:
    """The text of an <si> or <is>."""
    texts = []
    for child in item.iterchildren("{*}t", "{*}r"):
        found = [child] if etree.QName(child).localname == "t" else list(child.iterchildren("{*}t"))
        texts += [t.text or "" for t in found]
    return "".join(texts)


# --- the package -----------------------------------------------------------------------------------------------------


def rewrite(package: Package, changes: Mapping[str, Content]) -> bytes:
    """The package's bytes with these parts changed (None: left out); one that it lacks stands at its end.

    The other members keep their order, dates and very bytes, compressed as they were.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for info in package.zip.infolist():
            member = copy.copy(info)
            member.flag_bits &= ~0x08  # sizes stand in the header, not behind the data
            if info.filename not in changes:
                _copy_member(package.data, info, member, target)
            elif (content := changes[info.filename]) is not None:
                _write_member(member, content, target)
        for part in sorted(changes.keys() - package.zip.NameToInfo.keys()):
            if (content := changes[part]) is not None:
                new = zipfile.ZipInfo(part)  # of 1980, as parts of a built workbook are
                new.compress_type = zipfile.ZIP_DEFLATED
                _write_member(new, content, target)
    return out.getvalue()


def _write_member(info: zipfile.ZipInfo, content: bytes | Iterable[bytes | memoryview], out: zipfile.ZipFile) -> None:
    with out.open(info, "w") as stream:
        for piece in (content,) if isinstance(content, bytes) else content:
            stream.write(piece)


def _copy_member(data: bytes, info: zipfile.ZipInfo, member: zipfile.ZipInfo, target: zipfile.ZipFile) -> None:
    """One member as it is, without unpacking it (zipfile itself can only pack anew)."""
    at = info.header_offset
    names = int.from_bytes(data[at + 26 : at + 28], "little") + int.from_bytes(data[at + 28 : at + 30], "little")
    start = at + 30 + names
    stream = target.fp
    assert stream is not None
    member.header_offset = stream.tell()
    stream.write(member.FileHeader(zip64=False))
    stream.write(memoryview(data)[start : start + info.compress_size])
    target.filelist.append(member)
    target.NameToInfo[member.filename] = member
    target.start_dir = stream.tell()
