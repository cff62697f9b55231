"""The text of a VBA module out of a vbaProject.bin: which xlwings a workbook carries, whoever saved it last.

Read only, with the standard library. Source: [MS-CFB] 2 (compound files), [MS-OVBA] 2.4.1 (compression).
"""

from __future__ import annotations

import re

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
#: A compressed module begins with "Attribute VB_Name"; its first eight letters always stand uncompressed.
_START = re.compile(rb"\x01..\x00Attribut", re.DOTALL)
_VERSION = re.compile(r'XLWINGS_VERSION As String = "([^"]+)"')


def xlwings_version(project: bytes) -> str:
    """The version of the module `xlwings` in the project; "" where it has none."""
    text = module_text(project, "xlwings")
    match = _VERSION.search(text)
    return match[1] if match else ""


def module_text(project: bytes, name: str) -> str:
    """The source of a module; "" for a module that is not there and for bytes that are no VBA project."""
    try:
        stream = _stream(project, name)
        match = _START.search(stream)
        return _decompress(stream, match.start()).decode("latin-1") if match else ""
    except (IndexError, ValueError):  # cut short or never a compound file
        return ""


def _stream(data: bytes, name: str) -> bytes:
    if data[:8] != _SIGNATURE:
        return b""
    size = 1 << _number(data, 30, 2)
    fat: list[int] = []
    for entry in range(109):
        sector = _number(data, 76 + 4 * entry, 4)
        if sector < _END:
            block = _sector(data, sector, size)
            fat += [_number(block, at, 4) for at in range(0, len(block) - 3, 4)]
    folder = _chain(data, fat, _number(data, 48, 4), size)
    for at in range(0, len(folder) - 127, 128):
        entry_name = folder[at : at + max(_number(folder, at + 64, 2) - 2, 0)].decode("utf-16-le", "replace")
        if entry_name.casefold() == name.casefold() and folder[at + 66] == 2:
            return _chain(data, fat, _number(folder, at + 116, 4), size)[: _number(folder, at + 120, 4)]
    return b""


def _chain(data: bytes, fat: list[int], sector: int, size: int) -> bytes:
    parts: list[bytes] = []
    while sector < _END and len(parts) <= len(fat):
        parts.append(_sector(data, sector, size))
        sector = fat[sector]
    return b"".join(parts)


def _sector(data: bytes, number: int, size: int) -> bytes:
    return data[(number + 1) * size : (number + 2) * size]


def _number(data: bytes, at: int, length: int) -> int:
    if len(data) < at + length:
        raise ValueError("too short")
    return int.from_bytes(data[at : at + length], "little")


def _decompress(data: bytes, start: int) -> bytes:
    out = bytearray()
    at = start + 1
    while at + 2 <= len(data):
        header = _number(data, at, 2)
        if header >> 12 & 7 != 3:
            break
        end = min(at + (header & 0xFFF) + 3, len(data))
        if header & 0x8000:
            _chunk(data, at + 2, end, out)
        else:
            out += data[at + 2 : end]
        at = end
    return bytes(out)


def _chunk(data: bytes, at: int, end: int, out: bytearray) -> None:
    begin = len(out)
    while at < end:
        flags, at = data[at], at + 1
        for bit in range(8):
            if at >= end:
                return
            if not flags >> bit & 1:
                out.append(data[at])
                at += 1
                continue
            token, at = _number(data, at, 2), at + 2
            bits = max((len(out) - begin - 1).bit_length(), 4)
            length = (token & (0xFFFF >> bits)) + 3
            source = len(out) - (token >> (16 - bits)) - 1
            for offset in range(length):
                out.append(out[source + offset])
