"""Builds the Word templates from their text sources: the same text gives the same bytes.

`build_templates()` gives every template's file name and bytes; templates/ holds them, committed.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from . import parts
from .package import write_parts
from .source import FRAME, SOURCES, Block, Paragraph, RuleLine, SectionBreak, Table, Tag, TwoColumns, parse_source
from .styles import W, styles_xml

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPACES = f'xmlns:w="{W}" xmlns:r="{parts.REL}"'
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DATE = "2020-03-05T00:00:00Z"
#: Left and right column in mm, before the office's own are computed when a report is written.
_COLUMNS = {"dau_trang": (65.0, 100.0), "chu_ky": (75.0, 90.0)}

_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    '<Override PartName="/docProps/app.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.{kind}+xml"/>'
        for name, kind in (
            ("document", "document.main"),
            ("styles", "styles"),
            ("settings", "settings"),
            ("fontTable", "fontTable"),
            ("header1", "header"),
            ("header2", "header"),
        )
    )
    + "</Types>"
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ROOT_RELS = (
    f'<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId1" Type="{parts.REL}/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{parts.REL}/extended-properties" Target="docProps/app.xml"/></Relationships>'
)
_DOCUMENT_RELS = (
    f'<Relationships xmlns="{_PACKAGE}">'
    + "".join(
        f'<Relationship Id="{name}" Type="{parts.REL}/{kind}" Target="{target}"/>'
        for name, kind, target in (
            ("rIdStyles", "styles", "styles.xml"),
            ("rIdSettings", "settings", "settings.xml"),
            ("rIdFonts", "fontTable", "fontTable.xml"),
            (parts.PAGE_NUMBER_HEADER, "header", "header1.xml"),
            (parts.FIRST_HEADER, "header", "header2.xml"),
        )
    )
    + "</Relationships>"
)
_SETTINGS = (
    f'<w:settings {_SPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="vi-VN"/></w:settings>'
)
_FONTS = (
    f'<w:fonts {_SPACES}><w:font w:name="Times New Roman"><w:panose1 w:val="02020603050405020304"/>'
    '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{date}</dcterms:modified>{status}</cp:coreProperties>'
)
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>lhh-excel</Application></Properties>"
)


def _text_width(landscape: bool) -> float:
    margins = parts.default_margins()
    return parts.page_size(landscape)[0] - margins["left"] - margins["right"]


def _block(block: Block, landscape: bool) -> str:
    if isinstance(block, Paragraph):
        return parts.paragraph(block.style, block.text)
    if isinstance(block, Tag):
        return parts.paragraph("noi_dung", block.text)
    if isinstance(block, RuleLine):
        return parts.paragraph("ke", "")
    if isinstance(block, Table):
        return parts.data_table(block, _text_width(landscape))
    assert isinstance(block, TwoColumns)
    rows = [["".join(_block(inner, landscape) for inner in cell) for cell in row] for row in block.rows]
    return parts.two_columns(rows, _COLUMNS[block.name])


def document_xml(blocks: list[Block]) -> bytes:
    """word/document.xml: the blocks in sections, the page number of each from 1."""
    body, landscape = "", False
    for block in blocks:
        if isinstance(block, SectionBreak):
            body += parts.paragraph("ngat_phan", "", parts.section(landscape))
            landscape = block.landscape
        else:
            body += _block(block, landscape)
    if isinstance(blocks[-1], Table | TwoColumns):
        body += parts.paragraph("ngat_phan", "")
    return f"{HEAD}<w:document {_SPACES}><w:body>{body}{parts.section(landscape)}</w:body></w:document>\n".encode()


def build_template(text: str, frame: str | None = None, title: str = "") -> bytes:
    """The .docx template of a source text; `frame` is khung.txt's text unless given. `SourceError` for a bad line."""
    blocks = parse_source(text, (SOURCES / FRAME).read_text("utf-8") if frame is None else frame)
    header = f"{HEAD}<w:hdr {_SPACES}>{{}}</w:hdr>\n"
    content = {
        "[Content_Types].xml": HEAD + _CONTENT_TYPES,
        "_rels/.rels": HEAD + _ROOT_RELS,
        "docProps/core.xml": HEAD + CORE.format(title=escape(title), creator="", date=_DATE, status=""),
        "docProps/app.xml": HEAD + _APP,
        "word/_rels/document.xml.rels": HEAD + _DOCUMENT_RELS,
        "word/settings.xml": HEAD + _SETTINGS,
        "word/fontTable.xml": HEAD + _FONTS,
        "word/header1.xml": header.format(parts.page_number_header()),
        "word/header2.xml": header.format('<w:p><w:pPr><w:pStyle w:val="LHH_so_trang"/></w:pPr></w:p>'),
    }
    made = {name: text.encode() for name, text in content.items()}
    made["word/styles.xml"] = styles_xml()
    made["word/document.xml"] = document_xml(blocks)
    return write_parts(made)


def build_templates() -> dict[str, bytes]:
    """File name -> bytes of every template that has a source."""
    sources = sorted(path for path in SOURCES.glob("*.txt") if path.name != FRAME)
    return {f"{path.stem}.docx": build_template(path.read_text("utf-8")) for path in sources}
