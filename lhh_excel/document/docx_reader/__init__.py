"""Opens a .docx safely and tells how it really looks (effective formatting); knows nothing of the decree."""

from __future__ import annotations

from .model import Block, Cell, Document, DrawnLine, ParaFormat, Paragraph, Place, Run, RunFormat, Section, Table, flat
from .package import DocxPackage
from .reading import open_document, read_document, uncollected

__all__ = [
    "Block",
    "Cell",
    "Document",
    "DocxPackage",
    "DrawnLine",
    "ParaFormat",
    "Paragraph",
    "Place",
    "Run",
    "RunFormat",
    "Section",
    "Table",
    "flat",
    "open_document",
    "read_document",
    "uncollected",
]
