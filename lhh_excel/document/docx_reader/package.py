"""A .docx as a zip of parts, opened with suspicion: what is broken, hidden or hostile gets its sentence.

Nothing is extracted to disk, no XML entity is resolved, no DOCTYPE accepted.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from lxml import etree

from ...errors import InputError
from ...messages.layout import NAMELESS
from .ooxml import NS, STRICT, Element

MAX_FILE, MAX_PART, MAX_TOTAL, MAX_PARTS = 100 << 20, 60 << 20, 300 << 20, 5000
MAX_RATIO, RATIO_FROM = 300, 8 << 20  # a small part may compress very well
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OFFICE_DOCUMENT = re.compile(r"/relationships/officeDocument$")
_WORD_TYPES = (
    "wordprocessingml.document.main",
    "wordprocessingml.template.main",
    "ms-word.document.macroEnabled.main",
    "ms-word.template.macroEnabledTemplate.main",
)


class DocxPackage:
    """The parts of one Word file in memory.

    `source` is a path or the bytes; raises InputError (exit code 3) with a key that says what the file is instead.
    """

    def __init__(self, source: Path | str | bytes, name: str = "") -> None:
        self.file = name or (Path(source).name if not isinstance(source, bytes) else NAMELESS)
        self.data = source if isinstance(source, bytes) else _read(Path(source), self.file)
        self._reject_other_formats()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(self.data))
        except Exception as error:  # zipfile and struct raise what they stumble over
            raise InputError("truncated", file=self.file) from error
        self._reject_bombs()
        self.names = frozenset(self._zip.namelist())
        self.main = self._main_part()

    def _reject_other_formats(self) -> None:
        if not self.data:
            raise InputError("empty_file", file=self.file)
        if self.data.startswith(_OLE):
            raise InputError("encrypted" if _ENCRYPTED in self.data else "old_doc", file=self.file)
        if self.data[:5] == b"{\\rtf":
            raise InputError("old_doc", file=self.file)
        if self.data[:2] != b"PK":
            raise InputError("not_a_word_file", file=self.file)
        if len(self.data) > MAX_FILE:
            raise InputError("too_large", file=self.file, size=_size(len(self.data)))

    def _reject_bombs(self) -> None:
        infos = self._zip.infolist()
        if any(info.flag_bits & 1 for info in infos):
            raise InputError("encrypted", file=self.file)
        total = sum(info.file_size for info in infos)
        if total > MAX_TOTAL or len(infos) > MAX_PARTS:
            raise InputError("too_large", file=self.file, size=_size(total))
        for info in infos:
            swollen = info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1)
            if swollen or info.file_size > MAX_PART:
                raise InputError("too_large", file=self.file, size=_size(info.file_size))

    def _main_part(self) -> str:
        targets = self.relationships("")
        for kind, target in targets.values():
            if _OFFICE_DOCUMENT.search(kind) and target in self.names:
                self._reject_other_office(target)
                return target
        raise InputError("not_a_word_file", file=self.file)

    def _reject_other_office(self, target: str) -> None:
        types = self.xml("[Content_Types].xml")
        if types is None:
            raise InputError("not_a_word_file", file=self.file)
        for node in types:
            if isinstance(node.tag, str) and node.get("PartName", "").lstrip("/") == target:
                if not any(kind in node.get("ContentType", "") for kind in _WORD_TYPES):
                    raise InputError("not_a_word_file", file=self.file)
                return

    def read(self, part: str) -> bytes | None:
        """The bytes of a part, None where there is no such part."""
        if part not in self.names:
            return None
        limit = self._zip.getinfo(part).file_size + 1
        try:
            with self._zip.open(part) as stream:
                found = stream.read(limit)
        except Exception as error:  # zlib, CRC, unknown compression, a size that lied
            raise InputError("truncated", file=self.file) from error
        return found

    @lru_cache(maxsize=64)  # noqa: B019 - a package lives as long as one check
    def xml(self, part: str) -> Element | None:
        """The root element of a part; a broken part is a damaged file."""
        data = self.sound(part)
        if data is None:
            return None
        root = self.parsed(data)
        if root is None:
            raise InputError("truncated", file=self.file)
        return root

    def size(self, part: str) -> int:
        """Bytes of a part unpacked; 0 where there is no such part."""
        return self._zip.getinfo(part).file_size if part in self.names else 0

    def sound(self, part: str) -> bytes | None:
        """The bytes of a part in common OOXML; one that brings its own entities is refused."""
        data = self.read(part)
        if data is None:
            return None
        if _has_doctype(data):
            raise InputError("dangerous_xml", file=self.file, part=part)
        for strict, common in STRICT.items():
            if strict in data:
                data = data.replace(strict, common)
        return data

    def parsed(self, data: bytes) -> Element | None:
        """The root element of sound bytes, None where they are no XML."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            return None

    def ends(self, part: str, tags: tuple[str, ...]) -> Iterator[Element]:
        """The elements of these names, each when its end is read; whoever drops what is done keeps memory small."""
        data = self.sound(part)
        if data is None:
            return
        safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
        try:
            for _, node in etree.iterparse(io.BytesIO(data), events=("end",), tag=tags, **safe):
                yield node
        except etree.XMLSyntaxError as error:
            raise InputError("truncated", file=self.file) from error

    def relationships(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id -> (type, target part) of a part ("" for the package itself); outside targets left out."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for node in root if root is not None else ():
            if node.tag != f"{{{NS['rel']}}}Relationship" or node.get("TargetMode") == "External":
                continue
            target = node.get("Target", "")
            target = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            found[node.get("Id", "")] = (node.get("Type", ""), target)
        return found

    def related(self, part: str, kind: str) -> Element | None:
        """The root of the first part related by a type that ends so ("/styles", "/numbering", …)."""
        for type_, target in self.relationships(part).values():
            if type_.endswith(kind):
                return self.xml(target)
        return None


def _has_doctype(data: bytes) -> bool:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return True
    return any(mark.encode(code) in data for code in ("utf-16-le", "utf-16-be") for mark in ("<!DOCTYPE", "<!ENTITY"))


def _read(path: Path, file: str) -> bytes:
    try:
        if path.is_dir():
            raise InputError("is_folder", file=file)
        if path.stat().st_size > MAX_FILE:
            raise InputError("too_large", file=file, size=_size(path.stat().st_size))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("not_found", file=file) from error
    except OSError as error:
        raise InputError("unreadable", file=file) from error


def _size(count: int) -> str:
    return f"{count / (1 << 20):.0f} MB"
