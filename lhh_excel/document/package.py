"""A .docx as its parts: read within limits, written so that the same parts always give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

#: The date every part carries: the first one a zip can hold.
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
CONTENT_TYPES = "[Content_Types].xml"
MAIN_PART = "word/document.xml"
MAX_BYTES = 200_000_000


class NotAPackageError(ValueError):
    """The bytes are not a Word document that may be opened."""


def read_parts(data: bytes) -> dict[str, bytes]:
    """Every part of the package by name; `NotAPackageError` when it is none, is too large or has no document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_BYTES:
                raise NotAPackageError("too large")
            parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except NotAPackageError:
        raise
    except Exception as fault:  # zipfile, zlib and struct raise what they stumble over
        raise NotAPackageError(str(fault)) from None
    if MAIN_PART not in parts or CONTENT_TYPES not in parts:
        raise NotAPackageError("no document")
    if any(_declares_a_type(data) for name, data in parts.items() if name.endswith((".xml", ".rels"))):
        raise NotAPackageError("entities")
    return parts


def _declares_a_type(data: bytes) -> bool:
    """A DOCTYPE or an entity anywhere, in UTF-8 or UTF-16: no Office program writes one."""
    marks = ("<!DOCTYPE", "<!ENTITY")
    codes = ("utf-8", "utf-16-le", "utf-16-be") if b"\0" in data[:400] else ("utf-8",)
    return any(mark.encode(code) in data for mark in marks for code in codes)


def write_parts(parts: Mapping[str, bytes | Iterable[bytes]]) -> bytes:
    """The package: content types first, then by name, fixed dates, one compression level.

    A part may come piece by piece.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, not name.startswith("_rels"), name)):
            info = zipfile.ZipInfo(name, FIXED_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            data = parts[name]
            with archive.open(info, "w", force_zip64=False) as part:
                for piece in (data,) if isinstance(data, bytes) else data:
                    part.write(piece)
    return out.getvalue()
