"""The package written again: parts that changed anew, every other part byte for byte as it was."""

from __future__ import annotations

import io
import zipfile

from ...errors import InputError
from ...office_file import unpack
from ..docx_reader import DocxPackage
from ..ooxml import STRICT
from .new_part import to_bytes
from .workshop import Workshop


def saved(shop: Workshop) -> bytes:
    """The bytes of the document after this round's repairs. InputError where a part that nobody reads is damaged."""
    changed = {part: _bytes(shop.package, part) for part in shop.dirty} | shop.added
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(shop.package.data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            target.writestr(
                info, changed.pop(info.filename) if info.filename in changed else _copied(source, info, shop)
            )
        for name, data in changed.items():
            target.writestr(name, data)
    return out.getvalue()


def _copied(source: zipfile.ZipFile, info: zipfile.ZipInfo, shop: Workshop) -> bytes:
    try:
        return unpack(source, info)
    except Exception as error:  # check sum, method or size are wrong: the copy could not be opened either
        raise InputError("truncated", file=shop.package.file) from error


def _bytes(package: DocxPackage, part: str) -> bytes:
    """A part that was in strict OOXML stays so."""
    root = package.xml(part)
    if root is None:
        raise KeyError(part)
    data, before = to_bytes(root), package.read(part) or b""
    for strict, common in STRICT.items():
        if strict in before:
            data = data.replace(common, strict)
    return data
