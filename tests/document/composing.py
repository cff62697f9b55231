"""A text made into a document, for the tests of compose."""

from __future__ import annotations

from pathlib import Path

from lhh_excel.actions.compose import ComposeOptions, compose
from lhh_excel.document.composing.result import Reading
from lhh_excel.document.composing.text import read_text
from lhh_excel.document.rules import check_document
from lhh_excel.document.writing.source import Paragraph

FRONT = """---
loại: KH
cơ quan: Hội Tin học tỉnh Sơn La
ký hiệu cơ quan: HTH
địa danh: Sơn La
trích yếu: Tổ chức hội thảo
người ký: Nguyễn Văn A
chức vụ: Chủ tịch
nơi nhận: Các chi hội; Lưu: VT
---
"""


def read(text: str) -> Reading:
    return read_text(text.encode(), "x.md")


def shape(found: Reading) -> list[tuple[str, str]]:
    return [(block.style, block.text) for block in found.content if isinstance(block, Paragraph)]


def written(tmp_path: Path, text: str, **options: object) -> tuple[bytes, list[str], list[str]]:
    """The document of a text, its errors of layout, and what was told."""
    file = tmp_path / "x.md"
    file.write_text(text, "utf-8")
    outcome = compose(ComposeOptions(file, out=tmp_path, **options))  # type: ignore[arg-type]
    docx = outcome.made[0].read_bytes()
    errors = [f"{f.code} {f.place} {f.found}" for f in check_document(docx, "x").findings if f.severity == "error"]
    return docx, errors, [*outcome.lines, *outcome.warnings]
