"""The name of a workbook, by which it knows its own forms and the documents that it issued."""

from __future__ import annotations

import hashlib

from ..text.wording import plain
from .book import Book
from .master import Master
from .tables import IDENTITY_NAME


def workbook_identity(master: Master, book: Book) -> str:
    """The workbook's own number, where it has one; else one made of the agency's name (without its diacritics).

    The workbook that is shipped ready for use is copied by many offices: it has no number of its own.
    """
    number = master.constant(IDENTITY_NAME)
    if number:
        return number
    agency = f"{plain(book.text('agency'))}|{plain(book.text('symbol'))}"
    return hashlib.sha256(agency.encode()).hexdigest()[:16]
