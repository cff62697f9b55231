"""Opens a .docx safely and tells how it really looks (effective formatting); `ending.recognise` finds its parts."""

from __future__ import annotations

from ..ooxml.package import DocxPackage
from .docx import open_document, read_document
from .model import Block, Cell, Document, DrawnLine, ParaFormat, Paragraph, Place, Run, RunFormat, Section, Table, flat

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
]
