"""The text that a person writes (`Nội dung`): paragraphs by section, and the visible mark where nobody wrote."""

from __future__ import annotations

from ..messages.figures import say
from ..workbook.book import Book
from ..workbook.declarations import Section
from ..workbook.lists import NO
from ..workbook.values import nfc


class Texts:
    """A period's paragraphs by section; `missing` names the sections that were asked for and are not written."""

    def __init__(self, book: Book, period_code: str) -> None:
        self.missing: list[str] = []
        found: dict[str, list[tuple[int, int, str]]] = {}
        kept_back = book["texts"].clean.get("printed") or [None] * len(book["texts"])
        for i, period, name, order, content in book["texts"].each("period", "section", "order", "content"):
            section = book.declared.section(name) if period == period_code and name else None
            if section is not None and content and kept_back[i] != NO:
                found.setdefault(section.name, []).append((order if order is not None else 10**6, i, str(content)))
        self._written = {
            section: [line.strip() for _, _, text in sorted(rows) for line in nfc(text).splitlines() if line.strip()]
            for section, rows in found.items()
        }

    def of(self, section: Section) -> list[str]:
        """The section's paragraphs in order; its mark where there is none and there must be."""
        written = self.written(section)
        if written or not section.required:
            return written
        if called(section) not in self.missing:
            self.missing.append(called(section))
        return [self.mark(called(section))]

    def written(self, section: Section) -> list[str]:
        return self._written.get(section.name, [])

    @staticmethod
    def mark(section: str) -> str:
        return say("missing_text", section=section)


def called(section: Section) -> str:
    """The section's name in the workbook's own drop-downs: in one without the sheet, its earlier name."""
    return section.aliases[0] if section.index < 0 and section.aliases else section.name
