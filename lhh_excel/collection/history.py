"""What `Nhật ký` tells of imports: which value of which cell came from a form, and what was taken back since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..messages import collection as words
from ..workbook.book import Book
from ..workbook.tables import BY_NAME
from ..workbook.values import fold

#: (table key, record, column key); for marks and lines the column is one of these two.
Cell = tuple[str, str, str]
FORM, LINE = "#form", "#line"
_COLUMNS = {
    table.name: {
        **{fold(column.header): column.key for column in table.columns},
        fold(words.JOURNAL_LINE): LINE,
    }
    for table in BY_NAME.values()
}


@dataclass(frozen=True)
class Entry:
    """One cell that one import changed, as the journal tells it."""

    id: int
    file: str
    unit: str
    table: str
    record: str
    column: str
    old: str
    new: str

    @property
    def cell(self) -> Cell:
        return self.table, self.record, self.column


class History:
    """The imports in the journal's order; an entry that was undone is not live any more."""

    def __init__(self, book: Book) -> None:
        self.last = 0
        self._stacks: dict[Cell, list[Entry]] = {}
        self._ids: set[int] = set()
        for undone, entry in _entries(book):
            self.last = max(self.last, entry.id)
            self._ids.add(entry.id)
            stack = self._stacks.setdefault(entry.cell, [])
            if undone:
                stack[:] = [e for e in stack if e.id != entry.id]
            else:
                stack.append(entry)
        self._lines = {
            (e.unit, e.new): e.record for cell, stack in self._stacks.items() if cell[2] == LINE for e in stack
        }

    def __contains__(self, number: int) -> bool:
        return number in self._ids

    def top(self, table: str, record: str, column: str) -> Entry | None:
        """The last import that put a value into the cell and was not undone."""
        stack = self._stacks.get((table, record, column))
        return stack[-1] if stack else None

    def line(self, unit: str, name: str) -> str | None:
        """The record that came from a line of the unit's form."""
        return self._lines.get((unit, name))

    def marks(self, unit: str, period: str) -> list[str]:
        """The forms of the unit that were taken in for the period, oldest first."""
        return [entry.new for entry in self._stacks.get(("", f"{period}/{unit}", FORM), ())]

    def of(self, number: int) -> list[Entry]:
        """The entries of one import that were not undone, in the journal's order of cells."""
        return [entry for stack in self._stacks.values() for entry in stack if entry.id == number]


def _entries(book: Book) -> Iterator[tuple[bool, Entry]]:
    keys = ("action", "file", "unit", "table", "record", "column", "old", "new")
    for _, action, file, unit, table, record, column, old, new in book["journal"].each(*keys):
        match = words.ACTION_IMPORT_PATTERN.fullmatch(action or "")
        if match is None or record is None or column is None:
            continue
        undone = match[1] != words.ACTION_IMPORT_WORD
        if fold(column) == fold(words.JOURNAL_FORM):
            key, name = FORM, ""
        elif table in _COLUMNS and (found := _COLUMNS[table].get(fold(column))):
            key, name = found, BY_NAME[table].key
        else:
            continue
        yield undone, Entry(int(match[2]), file or "", unit or "", name, record, key, old or "", new or "")
