"""Where the rows of a part stand in its bytes, so that a long sheet is changed without a tree of all its cells.

By patterns, which hold for a part as every office program writes it; any other (comments, CDATA, namespaces inside,
other quotes, another encoding, …) is first written in that way.
Source: XML 1.0, 2.4 (a "<" stands nowhere but at a tag), 3.1 (tags).
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from xml.parsers import expat

from lxml import etree

_ROOT = re.compile(rb"<(?:([\w.-]+):)?[A-Za-z]")
_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)""")
_SPACE = re.compile(rb"""\sxmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)""")
_NUMBER = re.compile(rb'\sr="([^"]*)"')
#: What only says how a part is written goes.
_PLAIN = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, strip_cdata=True
)


@dataclass
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


def written_plainly(data: bytes) -> bytes:
    """The part with the same elements and texts, as `cut` can take it. Raises what lxml does."""
    root = etree.fromstring(data, _PLAIN)
    inside = {uri for element in root.iter() for uri in element.nsmap.values()} - {*root.nsmap.values()}
    names: dict[str, str] = {**root.nsmap}  # type: ignore[dict-item]  # None: of names without a prefix
    names |= {f"lhh{number}": uri for number, uri in enumerate(sorted(inside))}
    etree.cleanup_namespaces(root, top_nsmap=names)
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
    if end < begin or data.count(closing) != 1 or data.find(b"xmlns", begin if at == root.start() else at, end) >= 0:
        return None
    spaces = {other + b":" if other else b"": uri for other, uri in _SPACE.findall(data, 0, begin)}
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
