"""The text that a person writes (`Nội dung`): paragraphs by section, and the visible mark where nobody wrote."""

from __future__ import annotations

from ..messages.figures import say
from ..workbook.book import Book
from ..workbook.lists import SECTIONS
from ..workbook.values import nfc


class Texts:
    """A period's paragraphs by section; `missing` names the sections that were asked for and are not written."""

    def __init__(self, book: Book, period_code: str) -> None:
        self.missing: list[str] = []
        found: dict[str, list[tuple[int, int, str]]] = {}
        for i, period, section, order, content in book["texts"].each("period", "section", "order", "content"):
            if period == period_code and section and content:
                found.setdefault(section, []).append((order if order is not None else 10**6, i, str(content)))
        self._written = {
            section: [line.strip() for _, _, text in sorted(rows) for line in nfc(text).splitlines() if line.strip()]
            for section, rows in found.items()
        }

    def of(self, section: str) -> list[str]:
        """The section's paragraphs in order; its mark where there is none."""
        assert section in SECTIONS
        written = self._written.get(section)
        if written:
            return written
        if section not in self.missing:
            self.missing.append(section)
        return [self.mark(section)]

    @staticmethod
    def mark(section: str) -> str:
        return say("missing_text", section=section)
