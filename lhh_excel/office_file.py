"""A file of an office from outside (workbook, form, Word file, template), opened with suspicion: the one door for all.

What is missing, broken, hidden behind a password, of another format or far too large gets its sentence. Nothing is
extracted to disk. Files of ours are packed here too. Source: docs/security.md.
"""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterable, Mapping
from copy import copy
from pathlib import Path

from .errors import InputError
from .plain import record

CONTENT_TYPES = "[Content_Types].xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
RICH_TEXT = b"{\\rtf"
_MB = 1 << 20


@record
class Kind:
    """What a file must be: keys of messages/failures for older and other formats, and limits in bytes.

    `part`, `total` are unpacked; a part larger than `ratio_from` may be `ratio` times its packed size, as a small part
    may compress very well.
    """

    older: str
    other: str
    folder: str
    file: int
    part: int
    total: int
    parts: int
    ratio: int
    ratio_from: int


#: Far above any real master workbook (20,000 tasks unpack to about 15 MB).
WORKBOOK = Kind("old_xls", "not_a_workbook", "is_folder", 200 * _MB, 400 * _MB, 800 * _MB, 50_000, 250, 20 * _MB)
#: A document of 20,000 rows unpacks to about 12 MB.
DOCUMENT = Kind(
    "old_doc", "not_a_word_file", "is_folder_of_documents", 100 * _MB, 60 * _MB, 300 * _MB, 5_000, 300, 8 * _MB
)


def read_bytes(path: Path, kind: Kind) -> bytes:
    """The file's bytes, or an InputError that says why not."""
    try:
        if path.is_dir():
            raise InputError(kind.folder, file=path.name)
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe or a device: reading it may never end
            raise InputError("unreadable", file=str(path))
        _check_size(found.st_size, kind.file, path.name)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("not_found", file=str(path)) from error
    except OSError as error:
        raise InputError("unreadable", file=str(path)) from error


def open_zip(data: bytes, kind: Kind, file: str) -> zipfile.ZipFile:
    """The zip that the bytes are. Raises InputError with a key that says what they are instead; `file` names them."""
    if not data:
        raise InputError("empty_file", file=file)
    if data.startswith(_OLE):
        raise InputError("encrypted" if _ENCRYPTED in data else kind.older, file=file)
    if not data.startswith(b"PK"):
        raise InputError(kind.older if data.startswith(RICH_TEXT) else kind.other, file=file)
    _check_size(len(data), kind.file, file)
    try:
        found = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # zipfile and struct raise what they stumble over
        raise InputError("truncated", file=file) from error
    _check_parts(found.infolist(), kind, file)
    return found


def part_key(name: str) -> str:
    """What all spellings of one part's name have in common: other case, `\\` for `/`, a leading `/`, %20 for a blank.

    Source: ISO/IEC 29500-2, 6.2.2 (part names are equal but for the case of ASCII letters).
    """
    if "%" in name:
        from urllib.parse import unquote

        name = unquote(name)
    return name.replace("\\", "/").lstrip("/").casefold()


def read_part(archive: zipfile.ZipFile, part: str | zipfile.ZipInfo, file: str) -> bytes:
    """A part's bytes. Raises InputError("truncated") for one that is not there or cannot be unpacked."""
    try:
        return unpack(archive, part)
    except Exception as error:  # no such part, zlib, CRC, unsupported compression, a size that lied
        raise InputError("truncated", file=file) from error


def unpack(archive: zipfile.ZipFile, part: str | zipfile.ZipInfo) -> bytes:
    """A part's bytes, never more than it says it has: zipfile itself unpacks all that is there, then cuts it.

    Raises BadZipFile for a part that holds more or less than it says (another reader would take what is there), and
    what zipfile and zlib raise.
    """
    info = copy(archive.getinfo(part) if isinstance(part, str) else part)
    size = info.file_size
    info.file_size = size + 1  # so that the end must be seen, and not only reached
    with archive.open(info) as stream:
        data = stream.read(size + 1)
    if len(data) != size:
        raise zipfile.BadZipFile(info.filename)
    return data


def peek(path: Path, kind: Kind, part: str, most: int) -> bytes | None:
    """One small part of a file, the rest unread; None where the file, or such a part of at most `most` bytes, is not
    there, or holds a document type."""
    try:
        if path.stat().st_size > kind.file:
            return None
        with zipfile.ZipFile(path) as archive:
            info = next((info for info in archive.infolist() if info.filename.casefold() == part.casefold()), None)
            if info is None or info.file_size > most:
                return None
            data = unpack(archive, info)
        refuse_types(data, part, path.name)
    except Exception:  # whatever a file that is none makes zipfile stumble over: there is nothing to be seen in it
        return None
    return data


def refuse_types(data: bytes, part: str, file: str) -> None:
    """Raises InputError("dangerous_xml") for XML with a document type: entities, what is fetched from elsewhere."""
    if b"<!DOCTYPE" in data or (b"\0" in data[:4] and any(mark in data for mark in _WIDE)):
        raise InputError("dangerous_xml", file=file, part=part)


#: No Office program writes one, and a bare "<" cannot stand in a text: anywhere is too much.
_WIDE = tuple("<!DOCTYPE".encode(code) for code in ("utf-16-le", "utf-16-be"))


def _check_parts(infos: list[zipfile.ZipInfo], kind: Kind, file: str) -> None:
    if any(info.flag_bits & 1 for info in infos):
        raise InputError("encrypted", file=file)
    if len(infos) > kind.parts:
        raise InputError("too_large", file=file, size=f"{len(infos)} phần")
    if len({part_key(info.filename) for info in infos}) < len(infos):  # each reader would take another of them
        raise InputError("truncated", file=file)
    _check_size(sum(info.file_size for info in infos), kind.total, file)
    for info in infos:
        _check_size(info.file_size, kind.part, file)
        if info.file_size > kind.ratio_from:
            _check_size(info.file_size, kind.ratio * max(info.compress_size, 1), file)


def _check_size(size: int, limit: int, file: str) -> None:
    if size > limit:
        raise InputError("too_large", file=file, size=f"{size >> 20} MB")


# --- files of ours ---------------------------------------------------------------------------------------------------


def write_parts(parts: Mapping[str, bytes | Iterable[bytes]]) -> bytes:
    """The package of these parts, content types first, then by name: the same parts give the same bytes (with the same
    zlib). A part may come piece by piece."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, not name.startswith("_rels"), name)):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            data = parts[name]
            with archive.open(info, "w") as part:
                for piece in (data,) if isinstance(data, bytes) else data:
                    part.write(piece)
    return out.getvalue()
