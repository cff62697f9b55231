"""A text made into a document of its type, step by step: read, completed, written; what was done to it is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ...law import DocumentType
from ...messages import compose as words
from ...plain import record
from ..templates.render import Rendered
from .completing import Gap, Office, call_for, document_of, kind_of, merge
from .document import Document
from .kept import Line
from .text import read_text


@record
class Made:
    """`left` are the words of the text that found no place in the frame; `numbered`: it bears number and date."""

    document: Document
    rendered: Rendered
    left: list[Line]
    numbered: bool


class Composition:
    """What a text says, completed from its office.

    `kind` is its type, `notes` what was changed of it, `told` what came from the office, `gaps` what the decree asks
    and nobody gave (each can be added), `lacking` what nobody can supply and stands as a mark in the document.
    """

    def __init__(
        self,
        data: bytes,
        name: str,
        office: Office,
        as_of: dt.date,
        *,
        type: str | None = None,
        number: int | None = None,
        date: dt.date | None = None,
        signer: str | None = None,
        toc: bool = False,
    ) -> None:
        """`number`, `date`, `type`, `signer` and `toc` go before what the text says.

        Raises InputError for what is no text, UsageError where the type is not known or the signer is nobody's.
        """
        self._composed = read_text(data, name, date=date, as_of=as_of)
        self._composed.toc |= toc
        self.kind: DocumentType = kind_of(self._composed, type, name)
        call_for(self._composed, number, date)
        self._merged = merge(self._composed, self.kind, office, signer)
        self._office, self._as_of = office, as_of
        self.notes: list[str] = self._composed.notes
        self.told: list[str] = self._merged.told
        self.gaps: list[Gap] = self._merged.gaps
        self.lacking: list[str] = self._merged.lacking

    def made(self, template: Path | None = None) -> Made:
        """The document as it is now, with the gaps that were added, in the office's own template or in ours.

        Without number and date it is a draft. No word of the text is lost: what has no place stands at its end.
        """
        document = document_of(self._merged, self.kind, self._office, self._as_of)
        numbered = bool(document.number) and (document.date is not None or not self.kind.dated)
        rendered, left = document.make(template, "" if numbered else words.STATUS_DRAFT, self._composed.intake)
        return Made(document, rendered, left, numbered)


@record
class Composed:
    """What `lhh_excel.document.compose` gives; see there."""

    docx: bytes
    type: str
    notes: list[str]
    asked: list[str]
    lacking: list[str]
    left: list[str]


def composed(
    text: str, *, type: str | None, number: int | None, date: dt.date | None, complete: bool, toc: bool, as_of: dt.date
) -> Composed:
    """A text without an office beside it."""
    done = Composition(text.encode(), words.NAMELESS, Office(), as_of, type=type, number=number, date=date, toc=toc)
    asked = [gap.text for gap in done.gaps]
    if complete:
        for gap in done.gaps:
            gap.add()
    made = done.made()
    left = [line[2] for line in made.left]
    notes = [*done.notes, *made.rendered.notes]
    return Composed(made.rendered.docx, done.kind.name, notes, asked, done.lacking, left)
