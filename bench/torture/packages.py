"""A zip as its members, to be changed and put together again, also in ways that no program would."""

from __future__ import annotations

import io
import zipfile
from random import Random

Parts = dict[str, bytes]


def parts_of(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def packed(parts: Parts | list[tuple[str, bytes]], level: int = 1) -> bytes:
    """A zip of these members; a list may hold a name twice."""
    members = parts.items() if isinstance(parts, dict) else parts
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as stream:  # unlike writestr it says nothing of a doubled name
                stream.write(data)
    return out.getvalue()


def xml_parts(parts: Parts, rng: Random) -> str:
    """A part to change: mostly one that the program reads."""
    read = [n for n in parts if n.endswith((".xml", ".rels")) and "/theme/" not in n and not n.startswith("docProps")]
    core = [
        n for n in read if any(word in n for word in ("sheet", "table", "workbook", "document", "styles", "String"))
    ]
    return rng.choice(core if core and rng.random() < 0.8 else read)
