"""What the fixer's tests ask of every mended file: the same words, the same parts, nothing left to mend."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

from lhh_excel.document.repairing import Fixed, fix_document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def words(data: bytes, part: str = "word/document.xml") -> str:
    """All signs of a part, one line a paragraph, read apart from the code under test; breaks, tabs and all."""
    root = etree.fromstring(parts_of(data)[part])
    lines = []
    for paragraph in root.iter(f"{W}p"):
        signs = ""
        for node in paragraph.iter():
            if next(node.iterancestors(f"{W}p"), None) is not paragraph and node is not paragraph:
                continue
            signs += {f"{W}t": node.text or "", f"{W}tab": "", f"{W}br": "\n"}.get(str(node.tag), "")
            if node.tag == f"{W}tab" and node.getparent().tag == f"{W}r":
                signs += "\t"
        lines.append(signs)
    return "\n".join(lines)


def mended(data: bytes, *, guarded: bool = False, convert: bool = False) -> Fixed:
    """Fixed, after what holds of every file was looked at."""
    fixed = fix_document(data, "thử.docx", guarded=guarded, convert=convert)
    before, after = parts_of(data), parts_of(fixed.docx)
    assert set(before) <= set(after)
    changed = {name for name in after if after[name] != before.get(name)}
    allowed = r"word/(document|header\d+|footer\d+)\.xml|\[Content_Types\]\.xml|word/_rels/document\.xml\.rels"
    assert all(re.fullmatch(allowed, name) for name in changed), changed
    assert bool(changed) == bool(fixed.changes)
    if not fixed.changes:
        assert fixed.docx == data
        return fixed
    again = fix_document(fixed.docx, "thử.docx", guarded=guarded, convert=convert)
    assert again.changes == []
    assert again.docx == fixed.docx
    return fixed
