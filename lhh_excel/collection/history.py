"""What `Nhật ký` tells of imports: which value of which cell came from a form, and what was taken back since."""

from __future__ import annotations

from ..workbook.book import Book
from ..workbook.journal import FORM, LINE, ImportLine, imports


class History:
    """The imports in the journal's order; an entry that was undone is not live any more."""

    def __init__(self, book: Book) -> None:
        self.last = 0
        self._stacks: dict[tuple[str, str, str], list[ImportLine]] = {}
        self._ids: set[int] = set()
        for entry in imports(book):
            self.last = max(self.last, entry.id)
            self._ids.add(entry.id)
            stack = self._stacks.setdefault(entry.cell, [])
            if entry.undone:
                stack[:] = [e for e in stack if e.id != entry.id]
            else:
                stack.append(entry)
        self._lines = {
            (e.unit, e.new): e.record for cell, stack in self._stacks.items() if cell[2] == LINE for e in stack
        }

    def __contains__(self, number: int) -> bool:
        return number in self._ids

    def top(self, table: str, record: str, column: str) -> ImportLine | None:
        """The last import that put a value into the cell and was not undone."""
        stack = self._stacks.get((table, record, column))
        return stack[-1] if stack else None

    def line(self, unit: str, name: str) -> str | None:
        """The record that came from a line of the unit's form."""
        return self._lines.get((unit, name))

    def marks(self, unit: str, period: str) -> list[str]:
        """The forms of the unit that were taken in for the period, oldest first."""
        return [entry.new for entry in self._stacks.get(("", f"{period}/{unit}", FORM), ())]

    def of(self, number: int) -> list[ImportLine]:
        """The entries of one import that were not undone, in the journal's order of cells."""
        return [entry for stack in self._stacks.values() for entry in stack if entry.id == number]
