"""Measures a finished .docx on its own XML, apart from the code under test: styles, sizes, indents, sections."""

from __future__ import annotations

import io
from dataclasses import dataclass

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

MM_PER_TWIP = 25.4 / 1440


def opened(data: bytes) -> docx.document.Document:
    """The document as python-docx reads it."""
    return docx.Document(io.BytesIO(data))


def everything(document: docx.document.Document) -> list[Paragraph]:
    """Every paragraph of the body, in tables too, in order."""
    return [Paragraph(element, document) for element in document.element.body.iter(qn("w:p"))]


def styled(document: docx.document.Document, name: str) -> list[Paragraph]:
    """The paragraphs in the style of that name, "LHH " left out."""
    styles = {style.style_id: style.name for style in document.styles}
    found = []
    for paragraph in everything(document):
        mark = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if mark is not None and styles.get(mark.get(qn("w:val"))) == f"LHH {name}":
            found.append(paragraph)
    return found


@dataclass(frozen=True)
class Set:
    """Effective size in pt, weight and slant."""

    size: float
    bold: bool
    italic: bool


def set_as(document: docx.document.Document, paragraph: Paragraph) -> Set:
    """How the first run of a paragraph is set: run, then style, then the document's defaults."""
    run = next(run for run in paragraph.runs if run.text.strip())
    style_id = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val"))
    style = next(style for style in document.styles if style.style_id == style_id)
    size = run.font.size or style.font.size
    bold = run.font.bold if run.font.bold is not None else style.font.bold
    italic = run.font.italic if run.font.italic is not None else style.font.italic
    return Set(size.pt, bool(bold), bool(italic))


def indents_mm(paragraph: Paragraph) -> dict[str, float]:
    """Left, right, firstLine, hanging of the paragraph itself, in mm."""
    mark = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    sides = ("left", "right", "firstLine", "hanging")
    return {side: float(mark.get(qn(f"w:{side}"), "0")) * MM_PER_TWIP for side in sides}


def cell_width_mm(paragraph: Paragraph) -> float:
    """The width of the cell that holds it."""
    cell = next(paragraph._p.iterancestors(qn("w:tc")))
    return float(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w"))) * MM_PER_TWIP


def grid_mm(table: docx.table.Table) -> list[float]:
    """The widths of a table's grid."""
    return [float(column.get(qn("w:w"))) * MM_PER_TWIP for column in table._tbl.tblGrid.iter(qn("w:gridCol"))]


def rule_mm(paragraph: Paragraph, room: float) -> float:
    """The length of the rule that a bordered paragraph draws in `room` mm."""
    sides = indents_mm(paragraph)
    return room - sides["left"] - sides["right"]
