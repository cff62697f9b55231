"""Builds the Word templates from their text sources: the same text gives the same bytes.

`build_templates()` gives every template's file name and bytes; templates/ holds them, committed.
"""

from __future__ import annotations

from . import parts
from .source import FRAME, SOURCES, Block, Paragraph, RuleLine, SectionBreak, Table, Tag, TwoColumns, parse_source
from .template_package import HEAD, SPACES, package
from .writing.styles import BUILT, styles_xml

#: Left and right column in mm, before the office's own are computed when a report is written.
_COLUMNS = {"dau_trang": (65.0, 100.0), "chu_ky": (75.0, 90.0)}
_GAP_ABOVE_PT = {"dau_trang": 0.0, "chu_ky": 6.0}


def _text_width(landscape: bool) -> float:
    margins = BUILT.layout()
    return parts.page_size(landscape)[0] - margins.left - margins.right


def block_xml(block: Block, landscape: bool) -> str:
    """The WordprocessingML of one block; a section break is not one."""
    if isinstance(block, Paragraph):
        return parts.paragraph(block.style, block.text)
    if isinstance(block, Tag):
        return parts.paragraph("noi_dung", block.text)
    if isinstance(block, RuleLine):
        return parts.paragraph("ke", "")
    if isinstance(block, Table):
        return parts.data_table(block, _text_width(landscape))
    assert isinstance(block, TwoColumns)
    rows = [["".join(block_xml(inner, landscape) for inner in cell) for cell in row] for row in block.rows]
    return parts.two_columns(rows, _COLUMNS[block.name], _GAP_ABOVE_PT[block.name])


def document_xml(blocks: list[Block]) -> bytes:
    """word/document.xml: the blocks in sections, the page number of each from 1."""
    body, landscape = "", False
    for block in blocks:
        if isinstance(block, SectionBreak):
            body += parts.paragraph("ngat_phan", "", parts.section(landscape))
            landscape = block.landscape
        else:
            body += block_xml(block, landscape)
    if isinstance(blocks[-1], Table | TwoColumns):
        body += parts.paragraph("ngat_phan", "")
    return f"{HEAD}<w:document {SPACES}><w:body>{body}{parts.section(landscape)}</w:body></w:document>\n".encode()


def build_template(text: str, frame: str | None = None, title: str = "") -> bytes:
    """The .docx template of a source text; `frame` is khung.txt's text unless given. `SourceError` for a bad line."""
    blocks = parse_source(text, (SOURCES / FRAME).read_text("utf-8") if frame is None else frame)
    header = f"{HEAD}<w:hdr {SPACES}>{{}}</w:hdr>\n"
    made = {
        "word/header1.xml": header.format(parts.page_number_header()).encode(),
        "word/header2.xml": header.format('<w:p><w:pPr><w:pStyle w:val="LHH_so_trang"/></w:pPr></w:p>').encode(),
        "word/styles.xml": styles_xml(),
        "word/document.xml": document_xml(blocks),
    }
    return package(made, title)


def build_templates() -> dict[str, bytes]:
    """File name -> bytes of every template that has a source."""
    sources = sorted(path for path in SOURCES.glob("*.txt") if path.name != FRAME)
    return {f"{path.stem}.docx": build_template(path.read_text("utf-8")) for path in sources}
