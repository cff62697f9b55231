"""Mutations of a file as bytes and as a zip."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Callable
from random import Random

from .packages import packed, parts_of, xml_parts

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_NAMES = ("../../../tmp/x", "/etc/passwd", "C:\\x.xml", "xl\\workbook.xml", "a" * 3000, "", ".", "..", "xl/", "\u202ex")


def mutate(rng: Random, data: bytes) -> tuple[str, bytes]:
    """What was done, and the file."""
    change = rng.choice(_CHANGES)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return change.__name__.strip("_"), change(rng, data)


def raw(rng: Random, data: bytes) -> tuple[str, bytes]:
    """A change that any bytes can take."""
    change = rng.choice((_cut, _flip, _splice, _zeros, _around))
    return change.__name__.strip("_"), change(rng, data or b"PK\x03\x04")


def _cut(rng: Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data))]


def _cut_head(rng: Random, data: bytes) -> bytes:
    return data[rng.randrange(1, min(len(data), 4000)) :]


def _flip(rng: Random, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 3, 20, 300))):
        out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


def _flip_headers(rng: Random, data: bytes) -> bytes:
    """Bytes of the zip's own headers: sizes, methods, flags, offsets, names."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5))):
        mark = rng.choice((_LOCAL, _CENTRAL, _CENTRAL, _END))
        places = _all(data, mark)
        if places:
            at = rng.choice(places) + rng.randrange(4, 46 if mark == _CENTRAL else 22)
            if at < len(out):
                out[at] = rng.choice((0, 1, 8, 9, 12, 14, 0x7F, 0x80, 0xFF, rng.randrange(256)))
    return bytes(out)


def _all(data: bytes, mark: bytes) -> list[int]:
    found, at = [], data.find(mark)
    while at >= 0:
        found.append(at)
        at = data.find(mark, at + 1)
    return found


def _splice(rng: Random, data: bytes) -> bytes:
    a, b = sorted((rng.randrange(len(data)), rng.randrange(len(data))))
    return data[:a] + data[b:] if rng.random() < 0.5 else data[:b] + data[a:]


def _zeros(rng: Random, data: bytes) -> bytes:
    """A disk that lost a block."""
    at = rng.randrange(len(data))
    return data[:at] + bytes(min(4096, len(data) - at)) + data[at + 4096 :]


def _around(rng: Random, data: bytes) -> bytes:
    junk = rng.randbytes(rng.choice((1, 22, 5000)))
    return rng.choice((junk + data, data + junk, b"PK" + data, data + data, data[::-1], b"\xef\xbb\xbf" + data))


def _drop(rng: Random, data: bytes) -> bytes:
    parts = parts_of(data)
    for _ in range(rng.choice((1, 1, 1, 4))):
        parts.pop(rng.choice(list(parts)))
        if not parts:
            break
    return packed(parts)


def _doubled(rng: Random, data: bytes) -> bytes:
    parts = parts_of(data)
    name, other = rng.choice(list(parts)), rng.choice(list(parts))
    return packed([*parts.items(), (name, parts[rng.choice((name, other))])])


def _renamed(rng: Random, data: bytes) -> bytes:
    parts = parts_of(data)
    name = rng.choice(list(parts))
    new = rng.choice((*_NAMES, name.upper(), name + " ", "/" + name, name.replace("/", "\\"), f"./{name}"))
    return packed([(new if n == name else n, d) for n, d in parts.items()])


def _swapped(rng: Random, data: bytes) -> bytes:
    parts = parts_of(data)
    a, b = rng.choice(list(parts)), rng.choice(list(parts))
    parts[a], parts[b] = parts[b], parts[a]
    return packed(parts)


def _emptied(rng: Random, data: bytes) -> bytes:
    parts = parts_of(data)
    name = xml_parts(parts, rng)
    parts[name] = rng.choice((b"", b" ", b"<a/>", b"\0" * 100, b"<", rng.randbytes(200)))
    return packed(parts)


def _bomb(rng: Random, data: bytes) -> bytes:
    parts = parts_of(data)
    name = rng.choice((xml_parts(parts, rng), "xl/media/a.bin", "word/media/a.bin"))
    parts[name] = parts.get(name, b"") + rng.choice((b"\0", b" ", b"<a></a>")) * (rng.choice((1, 3, 24)) << 20)
    return packed(parts)


def _many(rng: Random, data: bytes) -> bytes:
    parts = parts_of(data)
    return packed(parts | {f"xl/x/{n}.xml": b"<a/>" for n in range(rng.choice((200, 6000)))})


def _method(rng: Random, data: bytes) -> bytes:
    """A method, a flag (encrypted) or a size that is not true, the same in both headers."""
    places = _all(data, _CENTRAL)
    if not places:
        return data[:-1]
    at = rng.choice(places)
    out = bytearray(data)
    offset = struct.unpack_from("<I", data, at + 42)[0]
    field, size = rng.choice(((10, 2), (8, 2), (16, 4), (20, 4), (24, 4)))
    value = rng.choice((0, 1, 9, 12, 14, 93, 99, 0xFFFF, 0x801)) if size == 2 else rng.choice((0, 1, 2**31, 2**32 - 1))
    for start in (at + field, offset + field - 2):
        if start + size <= len(out):
            out[start : start + size] = value.to_bytes(size, "little")
    return bytes(out)


def _another(rng: Random, data: bytes) -> bytes:
    """Something else under this name."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    empty_zip = _END + bytes(18)
    html = "<html><table><tr><td>Số liệu</td></tr></table></html>".encode()
    kinds = (b"", b"P", b"PK", b"PK\x03\x04", ole, b"%PDF-1.7", html, b"{\\rtf1 a}", b"a,b\n1,2\n", empty_zip)
    return rng.choice((*kinds, packed({}), packed({"a.txt": b"x"}), "Mã;Tên\n1;Hội".encode("utf-16")))


_CHANGES: tuple[Callable[[Random, bytes], bytes], ...] = (
    _cut,
    _cut_head,
    _flip,
    _flip,
    _flip_headers,
    _flip_headers,
    _flip_headers,
    _splice,
    _zeros,
    _around,
    _drop,
    _drop,
    _doubled,
    _renamed,
    _swapped,
    _emptied,
    _bomb,
    _many,
    _method,
    _method,
    _another,
)
