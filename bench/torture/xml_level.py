"""Mutations of one part's XML: its elements and attributes, and its bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from lxml import etree

from .packages import packed, parts_of, xml_parts

#: What an attribute or a text may be made to say.
NASTY = (
    "",
    " ",
    "0",
    "-1",
    "1",
    "2",
    "999",
    "1048577",
    "2147483648",
    "99999999999999999999",
    "1e999",
    "-1e308",
    "NaN",
    "inf",
    "1.5",
    "x",
    "true",
    "A1",
    "A1:XFD1048576",
    "A5:B4",
    "XFD1048576",
    "ZZZZ9",
    "A0",
    "R1C1",
    "$A$1",
    "Sheet1!A1",
    "A5:A5",
    "A1:C",
    "١٢",
    "１２",
    "²",
    "é",
    "Đ",
    "a" * 40_000,
    "../../../etc/passwd",
    "http://example.invalid/x",
    "\\\\host\\x",
    "file:///etc/passwd",
    "=1+1",
    "_x000D_",
    "_xFFFF_",
    "_xD800_",
    "\u200b",
    "\ufeff",
    "\u202e",
    "{{ 7*7 }}",
    "{% for a in",
    "s",
    "str",
    "inlineStr",
    "b",
    "e",
    "d",
    "n",
    "#REF!",
    "2026-13-45",
    "2026-06-20T00:00:00Z",
    "0x10",
    "1_000",
    "+5",
    "rId1",
)


def mutate(rng: Random, data: bytes) -> tuple[str, bytes]:
    """What was done, and the file; of a file that is no sound zip, that it is left alone."""
    try:
        parts = parts_of(data)
        part = xml_parts(parts, rng)
    except Exception:
        return "left", data[:-1]
    change = rng.choice(_TREE if rng.random() < 0.75 else _BYTES)
    told = []
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        parts[part] = change(rng, parts[part])
        told.append(f"{change.__name__.strip('_')} {part}")
        part, change = xml_parts(parts, rng), rng.choice(_TREE)
    return ", ".join(told), packed(parts)


def _on_tree(change: Callable[[Random, etree._Element], None]) -> Callable[[Random, bytes], bytes]:
    def changed(rng: Random, xml: bytes) -> bytes:
        try:
            root = etree.fromstring(xml)
        except (etree.XMLSyntaxError, ValueError):
            return xml
        change(rng, root)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    changed.__name__ = change.__name__
    return changed


def _any(rng: Random, root: etree._Element) -> etree._Element:
    """An element, each depth alike: else a cell would always be hit."""
    node = root
    while len(node) and rng.random() < 0.8:
        node = rng.choice(list(node))
    return node if isinstance(node.tag, str) else root


def _with_attributes(rng: Random, root: etree._Element) -> etree._Element:
    """An element that says something by an attribute, if some tries find one."""
    node = _any(rng, root)
    for _ in range(6):
        if node.attrib:
            break
        node = _any(rng, root)
    return node


def _attribute(rng: Random, root: etree._Element) -> None:
    node = _with_attributes(rng, root)
    if node.attrib:
        key = rng.choice(list(node.attrib))
        if rng.random() < 0.15:
            del node.attrib[key]
        else:
            node.attrib[key] = rng.choice(NASTY)


def _borrowed(rng: Random, root: etree._Element) -> None:
    """An attribute says what the same attribute says elsewhere: references in circles, numbers twice."""
    node = _with_attributes(rng, root)
    if node.attrib:
        key = rng.choice(list(node.attrib))
        alike = [other.get(key) for other in root.iter(etree.Element) if other.get(key) not in (None, node.get(key))]
        node.set(key, rng.choice(alike or list(NASTY)) or "")


def _text(rng: Random, root: etree._Element) -> None:
    leaves = [node for node in root.iter() if len(node) == 0 and isinstance(node.tag, str)]
    with_text = [node for node in leaves if node.text and node.text.strip()]
    rng.choice(with_text or leaves).text = rng.choice(NASTY)


def _gone(rng: Random, root: etree._Element) -> None:
    node = _any(rng, root)
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _again(rng: Random, root: etree._Element) -> None:
    node = _any(rng, root)
    parent = node.getparent()
    if parent is not None:
        text = etree.tostring(node, with_tail=False)
        for _ in range(rng.choice((1, 1, 2, 50))):
            parent.insert(rng.randrange(len(parent) + 1), etree.fromstring(text))


def _moved(rng: Random, root: etree._Element) -> None:
    node, target = _any(rng, root), _any(rng, root)
    if node is not root and target is not node and node not in list(target.iterancestors()):
        target.append(node)


def _renamed(rng: Random, root: etree._Element) -> None:
    node, other = _any(rng, root), _any(rng, root)
    name = etree.QName(node)
    node.tag = rng.choice((f"{{urn:x}}{name.localname}", other.tag, name.localname, f"{{{name.namespace}}}x"))


def _shuffled(rng: Random, root: etree._Element) -> None:
    node = _any(rng, root)
    node = node if len(node) > 1 else root
    children = list(node)
    rng.shuffle(children)
    node[:] = children


def _deep(rng: Random, root: etree._Element) -> None:
    node = _any(rng, root)
    tag = node.tag
    for _ in range(rng.choice((30, 240, 2000))):
        node = etree.SubElement(node, tag)


def _between(rng: Random, root: etree._Element) -> None:
    node = _any(rng, root)
    node.insert(0, rng.choice((etree.Comment("x"), etree.ProcessingInstruction("x", "y"))))


def _cut(rng: Random, xml: bytes) -> bytes:
    return xml[: rng.randrange(max(len(xml), 1))]


def _flip(rng: Random, xml: bytes) -> bytes:
    out = bytearray(xml or b" ")
    for _ in range(rng.choice((1, 2, 9))):
        out[rng.randrange(len(out))] = rng.choice(b"<>&\"'= /\x00\xff\xc3" + bytes(range(48, 58)))
    return bytes(out)


def _coded(rng: Random, xml: bytes) -> bytes:
    text = re.sub(r"<\?xml[^>]*\?>", "", xml.decode("utf-8", "replace"))
    code = rng.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32", "cp1252", "shift_jis", "utf-7"))
    told = rng.choice((code, "UTF-8", "utf-16", "x-none", "cp1258"))
    return f'<?xml version="1.0" encoding="{told}"?>{text}'.encode(code, "replace")


def _entities(rng: Random, xml: bytes) -> bytes:
    kinds = (
        b'<!DOCTYPE a [<!ENTITY x "y">]>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd">',
        b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>',
        b" " * 5000 + b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://example.invalid/p"> %p;]>',
    )
    head, mark, body = xml.partition(b"?>")
    kind = rng.choice(kinds)
    return (
        head + mark + kind + body.replace(b"</", rng.choice((b"&x;", b"&c;", b"")) + b"</", 1) if mark else kind + xml
    )


def _characters(rng: Random, xml: bytes) -> bytes:
    bad = rng.choice(
        (b"&#0;", b"&#x1F;", b"&#xD800;", b"&#x110000;", b"\x00", b"\xff", b"&nbsp;", b"<![CDATA[x]]>", b"]]>")
    )
    at = [m.start() for m in re.finditer(rb"</", xml)][:3000]
    place = rng.choice(at) if at else 0
    return xml[:place] + bad + xml[place:]


def _strict(rng: Random, xml: bytes) -> bytes:
    return xml.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        rng.choice((b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"urn:x", b"")),
    )


def _prefixed(rng: Random, xml: bytes) -> bytes:
    """Every element with a prefix, or none where there was one."""
    if b":" in xml[:300] and rng.random() < 0.3:
        return re.sub(rb"<(/?)[a-z]\w*:", rb"<\1", xml)
    return re.sub(rb"<(/?)(?=[a-zA-Z])(?!\w+:)", rb"<\1x:", xml).replace(b" xmlns=", b" xmlns:x=", 1)


_TREE = tuple(
    _on_tree(change)
    for change in (
        _attribute,
        _attribute,
        _attribute,
        _borrowed,
        _borrowed,
        _text,
        _text,
        _gone,
        _gone,
        _again,
        _moved,
        _renamed,
        _shuffled,
        _deep,
        _between,
    )
)
_BYTES = (_cut, _flip, _flip, _coded, _entities, _characters, _strict, _prefixed)
