"""A long document is read row by row: the same as read whole, in a fraction of the memory."""

from __future__ import annotations

import layout_docs as make
import pytest
from test_checker_clean import CLEAN
from test_checker_defects import DEFECTS, D

from lhh_excel.document.ooxml.package import DocxPackage
from lhh_excel.document.reading.docx import lean_document, open_document, read_document
from lhh_excel.document.reading.model import Document
from lhh_excel.errors import InputError

P = make.p
ROW = "<w:tr>" + make.cell(3000, P("Hội Y học")) + make.cell(3000, P("1.250")) + "</w:tr>"
ROWS = (4 << 20) // len(ROW) + 1  # what is longer than this is read row by row
NESTED = make.table((9000,), make.cell(9000, make.DATA + P("")), make.cell(9000, P("dưới")))
WRAPPED_ROWS = make.DATA.replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>").replace(
    "</w:tr>", "</w:tr></w:sdtContent></w:sdt>"
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
SHARED = make.DATA.replace("<w:tblPr>", '<w:tblPr><w:tblLook w:firstRow="1" w:lastRow="1" w:firstColumn="1"/>').replace(
    '<w:tcW w:w="3000" w:type="dxa"/>', '<w:tcW w:w="2500" w:type="pct"/>'
)
ODD = {
    "tables within tables": NESTED,
    "a table in a content control": f"<w:sdt><w:sdtContent>{make.DATA}</w:sdtContent></w:sdt>",
    "rows in content controls": WRAPPED_ROWS,
    "widths as shares": SHARED,
    "two tables on end": make.DATA + make.DATA,
    "a numbered list around a table": P("một", ppr=NUMBERED)
    + make.table((9000,), make.cell(9000, P("hai", ppr=NUMBERED)))
    + P("ba", ppr=NUMBERED),
    "tracked rows and remarks": make.DATA.replace(
        "<w:tr>", '<w:tr><w:trPr><w:ins w:id="1" w:author="a"/></w:trPr>', 1
    ).replace("</w:p>", '<w:r><w:commentReference w:id="1"/></w:r></w:p>', 1),
    "a section as it was": make.ends(
        make.section().replace("</w:sectPr>", "<w:sectPrChange><w:sectPr/></w:sectPrChange></w:sectPr>")
    ),
    "a section in a comment of XML": "<!-- <w:sectPr/> -->",
}


def told(document: Document) -> list[tuple[str, str, str]]:
    """All that the checks can know of a document: every text with its place and look, the counts."""
    shown = [
        (
            one.text,
            f"{one.number} {one.section} {one.place.kind} {one.place.table}.{one.place.row}.{one.place.column}"
            f" {one.place.columns} {one.place.cell} {one.place.width} {one.place.framed} {one.label}",
            f"{one.format} {[(run.text, run.format) for run in one.runs]} {one.style} {one.fields} {one.lines_drawn}",
        )
        for one in document.paragraphs()
    ]
    counts = (str(document.comments), str(document.revisions), str(len(document.sections)))
    return [*shown, counts]


def both(data: bytes) -> tuple[Document | None, Document]:
    return lean_document(DocxPackage(data, "dài.docx"), long=0), read_document(DocxPackage(data, "dài.docx"))


@pytest.mark.parametrize("name", [*CLEAN, *[*DEFECTS][::8]])
def test_row_by_row_tells_the_same_as_whole(name: str) -> None:
    changes = CLEAN[name] if name in CLEAN else DEFECTS[name][1]
    lean, whole = both(make.changed(*changes))
    assert lean is not None
    assert told(lean) == told(whole)


@pytest.mark.parametrize("name", ODD)
def test_odd_tables_are_the_same_row_by_row(name: str) -> None:
    at = P("III. PHƯƠNG HƯỚNG", "Muc")
    lean, whole = both(make.changed((D, at, ODD[name] + at)))
    if lean is None:  # read whole for good reason
        assert "section" in name
    else:
        assert told(lean) == told(whole)


@pytest.mark.parametrize(
    "body", ["", make.DATA, make.section(), make.DATA + make.section(), "<w:tbl/>" + make.section()]
)
def test_a_document_of_nothing_but_a_table_is_the_same_row_by_row(body: str) -> None:
    lean, whole = both(make.of_body(body))
    if lean is not None:
        assert told(lean) == told(whole)


@pytest.mark.slow
def test_a_long_document_holds_no_tree() -> None:
    data = make.of_body(make.DOCUMENT.replace(ROW[:6], ROW * ROWS + ROW[:6], 1))
    assert len(make.DOCUMENT) < 4 << 20 < DocxPackage(data).size("word/document.xml")
    long = open_document(data, "dài.docx")
    assert all(one.node is None for one in long.paragraphs())
    assert sum(len(block.rows) for block in long.blocks if not hasattr(block, "runs")) > ROWS


@pytest.mark.slow
def test_a_long_document_cut_off_is_told_as_damaged() -> None:
    whole = make.parts(make.DOCUMENT.replace(ROW[:6], ROW * ROWS + ROW[:6], 1))
    whole["word/document.xml"] = whole["word/document.xml"][:-200]
    with pytest.raises(InputError) as raised:
        open_document(make.packed(whole), "dài.docx")
    assert raised.value.key == "truncated"
