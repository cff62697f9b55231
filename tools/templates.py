"""Builds the Word templates from their text sources: the same text gives the same bytes.

`build_templates()` gives every template's file name and bytes; templates/ holds them, committed.
"""

from __future__ import annotations

from lhh_excel.document.ooxml import NS, mm_twips
from lhh_excel.document.ooxml.package import write_parts
from lhh_excel.document.writing import markup
from lhh_excel.document.writing.markup import CORE, HEAD, SPACES, block_xml
from lhh_excel.document.writing.source import (
    FRAME,
    SOURCES,
    Block,
    SectionBreak,
    Table,
    Tag,
    TwoColumns,
    parse_source,
)
from lhh_excel.document.writing.styles import BUILT, styles_xml
from lhh_excel.law import FONT, IN_FORCE

HEADER_DISTANCE_MM = 10
#: Ids of the relationships from the document to its headers.
PAGE_NUMBER_HEADER, FIRST_HEADER = "rIdSoTrang", "rIdTrangDau"
_REL = NS["r"]


def document_xml(blocks: list[Block]) -> bytes:
    """word/document.xml: the blocks in sections, the page number of each from 1."""
    body, landscape = "", False
    for block in blocks:
        if isinstance(block, SectionBreak):
            body += markup.paragraph("ngat_phan", "", section(landscape))
            landscape = block.landscape
        else:
            body += block_xml(block, landscape)
    if isinstance(next(block for block in reversed(blocks) if not isinstance(block, Tag)), Table | TwoColumns):
        body += markup.paragraph("ngat_phan", "")
    return f"{HEAD}<w:document {SPACES}><w:body>{body}{section(landscape)}</w:body></w:document>\n".encode()


def build_template(text: str) -> bytes:
    """The .docx template of a source text. `SourceError` for a bad line."""
    blocks = parse_source(text, (SOURCES / FRAME).read_text("utf-8"))
    header = f"{HEAD}<w:hdr {SPACES}>{{}}</w:hdr>\n"
    made = {
        "word/header1.xml": header.format(page_number_header()).encode(),
        "word/header2.xml": header.format('<w:p><w:pPr><w:pStyle w:val="LHH_so_trang"/></w:pPr></w:p>').encode(),
        "word/styles.xml": styles_xml(),
        "word/document.xml": document_xml(blocks),
    }
    return package(made)


def build_templates() -> dict[str, bytes]:
    """File name -> bytes of every template that has a source."""
    sources = sorted(path for path in SOURCES.glob("*.txt") if path.name != FRAME)
    return {f"{path.stem}.docx": build_template(path.read_text("utf-8")) for path in sources}


# --- sections and their headers --------------------------------------------------------------------------------------


def section(landscape: bool) -> str:
    """A section on A4 with the page number in its header, from 1, hidden on its first page.

    Source: PL1.P1.I.1, I.3, I.7, III.1.đ.
    """
    width, height = markup.page_size(landscape)
    turned = ' w:orient="landscape"' if landscape else ""
    sides = "".join(f' w:{side}="{twips}"' for side, twips in markup.margins_xml(BUILT.layout(), BUILT).items())
    distance = mm_twips(HEADER_DISTANCE_MM)
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{PAGE_NUMBER_HEADER}"/>'
        f'<w:headerReference w:type="first" r:id="{FIRST_HEADER}"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{mm_twips(width)}" w:h="{mm_twips(height)}"{turned}/>'
        f'<w:pgMar{sides} w:header="{distance}" w:footer="{distance}" w:gutter="0"/>'
        '<w:pgNumType w:fmt="decimal" w:start="1"/><w:titlePg/></w:sectPr>'
    )


def page_number_header() -> str:
    """The content of the header that shows the page number."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return f'<w:p><w:pPr><w:pStyle w:val="LHH_so_trang"/></w:pPr>{field}</w:p>'


# --- what stands around the text: content types, relationships, settings, theme, properties --------------------------


_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DATE = f"{IN_FORCE.isoformat()}T00:00:00Z"
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
    + '<Override PartName="/word/theme/theme1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/></Types>'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ROOT_RELS = (
    f'<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{_REL}/extended-properties" Target="docProps/app.xml"/></Relationships>'
)
_DOCUMENT_RELS = (
    f'<Relationships xmlns="{_PACKAGE}">'
    + "".join(
        f'<Relationship Id="{name}" Type="{_REL}/{kind}" Target="{target}"/>'
        for name, kind, target in (
            ("rIdStyles", "styles", "styles.xml"),
            ("rIdSettings", "settings", "settings.xml"),
            ("rIdFonts", "fontTable", "fontTable.xml"),
            ("rIdTheme", "theme", "theme/theme1.xml"),
            (PAGE_NUMBER_HEADER, "header", "header1.xml"),
            (FIRST_HEADER, "header", "header2.xml"),
        )
    )
    + "</Relationships>"
)
_SETTINGS = (
    f'<w:settings {SPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="vi-VN"/></w:settings>'
)
_FONTS = (
    f'<w:fonts {SPACES}><w:font w:name="Times New Roman"><w:panose1 w:val="02020603050405020304"/>'
    '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>lhh-excel</Application></Properties>"
)

_COLOURS = (
    ("dk1", "000000"),
    ("lt1", "FFFFFF"),
    ("dk2", "000000"),
    ("lt2", "FFFFFF"),
    *((f"accent{number}", "000000") for number in range(1, 7)),
    ("hlink", "000000"),
    ("folHlink", "000000"),
)
_FACE = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350" cap="flat" cmpd="sng" algn="ctr">{_FILL}<a:prstDash val="solid"/></a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"
#: Word wants a theme; ours is black on white and of one font, so that nothing typed later leaves the decree's.
_THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="LHH"><a:themeElements>'
    '<a:clrScheme name="LHH">'
    + "".join(f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>' for name, colour in _COLOURS)
    + f'</a:clrScheme><a:fontScheme name="LHH"><a:majorFont>{_FACE}</a:majorFont><a:minorFont>{_FACE}</a:minorFont>'
    f'</a:fontScheme><a:fmtScheme name="LHH"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{_LINE * 3}'
    f"</a:lnStyleLst><a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst>"
    "</a:fmtScheme></a:themeElements></a:theme>"
)


def package(parts: dict[str, bytes]) -> bytes:
    """The .docx of a document, its styles and its headers (`parts`), with all that Word wants around them."""
    content = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _ROOT_RELS,
        "docProps/core.xml": CORE.format(title="", creator="", date=_DATE, status=""),
        "docProps/app.xml": _APP,
        "word/_rels/document.xml.rels": _DOCUMENT_RELS,
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _FONTS,
        "word/theme/theme1.xml": _THEME,
    }
    return write_parts({**parts, **{name: (HEAD + text).encode() for name, text in content.items()}})
