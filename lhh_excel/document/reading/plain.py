"""A text without looks (pasted from Word, a web page, a mail) as a document that the one reading takes."""

from __future__ import annotations

from collections.abc import Sequence

from .model import Document, ParaFormat, Paragraph, Place, Run, RunFormat

_LOOK = RunFormat("Times New Roman", "Times New Roman", 14.0, *(False,) * 4, "auto", *(False,) * 4)
_SHAPE = ParaFormat("", 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, "auto", False, None, None, False, False, "")


def plain_document(lines: Sequence[str], name: str = "") -> Document:
    """One paragraph a line, in order: `blocks[n]` is `lines[n]`, the blank ones too.

    Its paragraphs say of themselves that nobody knows how they look (`format.align` is ""), so `ending.recognise` goes
    by words, by where a line stands and by blank lines alone. Tabs and wide gaps part columns as they do in Word.
    """
    place = Place("body", None)
    blocks = [Paragraph([Run(line, _LOOK)] if line.strip() else [], _SHAPE, place, "") for line in lines]
    for number, block in enumerate((one for one in blocks if not one.blank), 1):
        block.number = number
    return Document(name, list(blocks), [], False, 0, 0, False, False)
