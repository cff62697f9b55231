"""Pieces of WordprocessingML as text: paragraphs, tables of two columns, data tables, each block of a source."""

from __future__ import annotations

import re

from ...law import Law, Layout
from ...plain import pattern
from ..ooxml import NS, escape, margin_twips, mm_twips, pt_twips
from .source import JINJA, Block, Paragraph, RuleLine, Table, Tag, TwoColumns
from .styles import BUILT, DEFAULT_TABLE_SIZE

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACES = f'xmlns:w="{NS["w"]}" xmlns:r="{NS["r"]}"'

#: docProps/core.xml: what a document of ours says of itself in the properties that every Office knows.
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{date}</dcterms:modified>{status}</cp:coreProperties>'
)

_BOLD, _SLANTED = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
_MARKS = pattern(r"(\*\*\*[^*\s](?:[^*]*[^*\s])?\*\*\*|\*\*.+?\*\*(?!\*)|\*[^*\s](?:[^*]*[^*\s])?\*)")


def text_run(text: str, properties: str = "") -> str:
    """One run."""
    marks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{marks}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def runs(text: str, properties: str = "") -> str:
    """The runs of a line of source: **, * and *** become weight, slant and both, also one within the other.

    Stars inside Jinja tags stay.
    """
    tags: list[str] = []

    def shelve(found: re.Match[str]) -> str:
        tags.append(found.group())
        return f"\0{len(tags) - 1}\1"

    made = []
    for piece in _MARKS.split(JINJA.sub(shelve, text)):
        whole = re.sub("\0(\\d+)\1", lambda found: tags[int(found.group(1))], piece)
        weight = _BOLD if properties.startswith(_BOLD) else ""
        if not weight and piece.startswith("**") and piece.endswith("**") and len(piece) > 4:
            made.append(runs(whole[2:-2], _BOLD + properties))
        elif piece.startswith("*") and piece.endswith("*") and len(piece) > 2:
            made.append(text_run(whole[1:-1], weight + _SLANTED + properties[len(weight) :]))
        else:
            made.append(text_run(whole, properties))
    return "".join(made)


def paragraph(style: str, text: str, properties: str = "", run_properties: str = "") -> str:
    """One paragraph in the style of a component."""
    return f'<w:p><w:pPr><w:pStyle w:val="LHH_{style}"/>{properties}</w:pPr>{runs(text, run_properties)}</w:p>'


def two_columns(rows: list[list[str]], widths_mm: tuple[float, float], top_pt: float = 0) -> str:
    """A table without borders or padding; each row, of two cells of ready XML, stays whole, `top_pt` above it."""
    widths = [mm_twips(width) for width in widths_mm]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = ""
    for row in rows:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content or "<w:p/>"}</w:tc>'
            for width, content in zip(widths, row, strict=True)
        )
        body += f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="{pt_twips(top_pt)}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _spans(cells: list[str]) -> list[tuple[str, int]]:
    """Cells with the number of columns each covers: "<" belongs to the one on its left."""
    spans: list[tuple[str, int]] = []
    for cell in cells:
        if cell == "<" and spans:
            spans[-1] = (spans[-1][0], spans[-1][1] + 1)
        else:
            spans.append((cell, 1))
    return spans


def _row(table: Table, index: int, lines: list[list[str]], widths: list[int], head: bool) -> str:
    size = f'<w:sz w:val="{int(table.size * 2)}"/><w:szCs w:val="{int(table.size * 2)}"/>'
    run_properties = size if table.size != DEFAULT_TABLE_SIZE else ""
    made, column = "", 0
    for cell, span in _spans(lines[index]):
        below = index + 1 < len(lines) and lines[index + 1][column] == "^"
        merge = '<w:vMerge w:val="restart"/>' if below and cell != "^" else "<w:vMerge/>" if cell == "^" else ""
        grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        align = '<w:vAlign w:val="center"/>' if head else ""
        style = "bang_dau" if head else f"bang_{table.columns[column][0]}"
        made += (
            f'<w:tc><w:tcPr><w:tcW w:w="{sum(widths[column : column + span])}" w:type="dxa"/>{grid}{merge}{align}'
            f"</w:tcPr>{paragraph(style, '' if cell == '^' else cell, '', run_properties)}</w:tc>"
        )
        column += span
    repeat = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{made}</w:tr>"


def data_table(table: Table, width_mm: float) -> str:
    """A bordered table as wide as the text: head rows repeat, rows do not split, numbers stand right."""
    total = sum(width for _, width in table.columns)
    widths = [mm_twips(width_mm * width / total) for _, width in table.columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = [_row(table, index, table.head, widths, True) for index in range(len(table.head))]
    data = [row for row in table.rows if not isinstance(row, str)]
    at = 0
    for row in table.rows:
        if isinstance(row, str):
            rows.append(
                f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{sum(widths)}" w:type="dxa"/><w:gridSpan w:val="{len(widths)}"/>'
                f"</w:tcPr>{paragraph('bang_left', row)}</w:tc></w:tr>"
            )
        else:
            rows.append(_row(table, at, data, widths, False))
            at += 1
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="LHH_bang"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def page_size(landscape: bool) -> tuple[float, float]:
    """Width and height in mm of the decree's paper."""
    width, height = BUILT.rule("trang", "width").least, BUILT.rule("trang", "height").least
    return (height, width) if landscape else (width, height)


def margins_xml(layout: Layout, law: Law) -> dict[str, int]:
    """Margins in twips by side, never out of the decree's range by rounding."""
    made = {}
    for side in ("top", "bottom", "left", "right"):
        low, high, *_ = law.bounds(side)
        made[side] = margin_twips(getattr(layout, side), low, high)
    return made


# --- a block of the source -------------------------------------------------------------------------------------------


#: Left and right column in mm, before the office's own are computed when a report is written.
_COLUMNS = {"dau_trang": (65.0, 100.0), "chu_ky": (75.0, 90.0)}
_GAP_ABOVE_PT = {"dau_trang": 0.0, "chu_ky": 6.0}


def _text_width(landscape: bool) -> float:
    margins = BUILT.layout()
    return page_size(landscape)[0] - margins.left - margins.right


def block_xml(block: Block, landscape: bool) -> str:
    """The WordprocessingML of one block; a section break is not one."""
    if isinstance(block, Paragraph):
        return paragraph(block.style, block.text)
    if isinstance(block, Tag):
        return paragraph("noi_dung", block.text)
    if isinstance(block, RuleLine):
        return paragraph("ke", "")
    if isinstance(block, Table):
        return data_table(block, _text_width(landscape))
    assert isinstance(block, TwoColumns)
    rows = [["".join(block_xml(inner, landscape) for inner in cell) for cell in row] for row in block.rows]
    return two_columns(rows, _COLUMNS[block.name], _GAP_ABOVE_PT[block.name])
