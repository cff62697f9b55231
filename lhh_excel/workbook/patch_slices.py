"""Where the rows of a part stand in its bytes, so that a long sheet is changed without a tree of all its cells.

Two ways give the same answer: by patterns, where the part is written as every office program writes it; by an XML
parser that tells the place of each tag, where it is not (comments, CDATA, namespaces inside, other quotes, …).
Only the standard library. Source: XML 1.0, 2.4 (a "<" stands nowhere but at a tag), 3.1 (tags).
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from xml.parsers import expat

_ROOT = re.compile(rb"<(?:([\w.-]+):)?[A-Za-z]")
_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)""")
_NUMBER = re.compile(rb'\sr="([^"]*)"')


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


def cut(data: bytes, parent: str, child: str) -> Slices | None:
    """The children of the element (the root, or a child of the root) in a part that is `sliceable`.

    None where the root has no such element. Raises ValueError where an r is no number.
    """
    return _by_patterns(data, parent.encode(), child.encode()) or _by_parser(data, parent, child)


def _by_patterns(data: bytes, parent: bytes, child: bytes) -> Slices | None:
    """None where the patterns would not be sure."""
    root = _ROOT.search(data)
    if root is None or b"<!" in data or data.find(b"<?", 5) >= 0:
        return None
    prefix = root[1] + b":" if root[1] else b""
    opening, closing = b"<" + prefix + parent, b"</" + prefix + parent + b">"
    at = data.find(opening)
    tag = _TAG.match(data, at) if at >= 0 else None
    if tag is None or data.count(opening) != 1 or data[at + len(opening)] not in b" \t\r\n/>":
        return None
    if tag[0].endswith(b"/>"):
        return _empty(data, at, tag.end(), prefix + parent)
    begin, end = tag.end(), data.rfind(closing)
    if end < begin or data.count(closing) != 1 or data.find(b"xmlns", begin, end) >= 0:
        return None
    found = _children(data, begin, end, prefix + child)
    return found and Slices(data, data[:begin], data[end:], begin, end, *found)


_Found = tuple["array[int]", "array[int]", "array[int]"]


def _children(data: bytes, begin: int, end: int, name: bytes) -> _Found | None:
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


def _by_parser(data: bytes, parent: str, child: str) -> Slices | None:
    walk = _Walk(data, parent, child)
    if walk.begin < 0:
        return None
    if walk.end < 0:
        tag = _tag(data, walk.begin)
        return _empty(data, walk.begin, walk.begin + len(tag), re.split(rb"[\s/]", tag[1:], maxsplit=1)[0])
    head, tail = data[: walk.begin], data[walk.end :]
    return Slices(data, head, tail, walk.begin, walk.end, walk.starts, walk.ends, walk.numbers)


def _empty(data: bytes, at: int, after: int, name: bytes) -> Slices:
    """<sheetData/>, opened so that rows can go in."""
    head = data[: data.rindex(b"/", at, after)] + b">"
    tail = b"</" + name + b">" + data[after:]
    return Slices(data, head, tail, after, after, array("q"), array("q"), array("q"))


def _tag(data: bytes, at: int) -> bytes:
    tag = _TAG.match(data, at)
    assert tag is not None
    return tag[0]


class _Walk:
    """One pass of expat. `begin` -1: no such element; `end` -1: it is an empty tag, which begins at `begin`."""

    def __init__(self, data: bytes, parent: str, child: str) -> None:
        self.data, self.parent, self.child = data, parent, child
        self.begin = self.end = -1
        self.starts, self.ends, self.numbers = array("q"), array("q"), array("q")
        self._depth, self._inside, self._root = 0, -1, ""
        self._parser = expat.ParserCreate(None, "}")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.Parse(data, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        depth = self._depth
        self._depth += 1
        space, _, local = name.rpartition("}")
        if depth == 0:
            self._root = space
        if space == self._root and self._inside < 0 and depth <= 1 and local == self.parent and self.begin < 0:
            self._open(self._parser.CurrentByteIndex, depth)
        elif space == self._root and depth == self._inside + 1 > 0 and local == self.child:
            at = self._parser.CurrentByteIndex
            tag = _tag(self.data, at)
            self.starts.append(at)
            self.numbers.append(int(attributes.get("r") or 0))
            if tag.endswith(b"/>"):
                self.ends.append(at + len(tag))

    def _open(self, at: int, depth: int) -> None:
        tag = _tag(self.data, at)
        if tag.endswith(b"/>"):
            self.begin = at
        else:
            self.begin, self._inside = at + len(tag), depth

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._inside < 0:
            return
        if self._depth == self._inside:
            self.end, self._inside = self._parser.CurrentByteIndex, -1
        elif self._depth == self._inside + 1 and len(self.ends) < len(self.starts):
            at = self._parser.CurrentByteIndex
            self.ends.append(at + len(_tag(self.data, at)))
