"""A .docx as its parts: read within limits, written so that the same parts always give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from .. import office_file
from ..errors import InputError

#: The date every part carries: the first one a zip can hold.
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
CONTENT_TYPES = "[Content_Types].xml"
MAIN_PART = "word/document.xml"


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
