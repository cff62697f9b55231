"""Putting a table's changes into the open sheet: in blocks, in formats that keep a text a text, then read back.

Two things of Excel decide how (both met in practice): it parses a text unless the cell's format is "@", and an array
assigned over rows that a filter hides puts its first value into every visible cell. So formats go first, blocks with
hidden rows are written cell by cell, and every block is read back.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..errors import OutputError
from ..workbook.patch_cells import Link, address, plain_value
from .cells import TEXT_FORMAT, format_for, same, to_excel
from .places import Place, block, com
from .table_edit import TableEdit

#: Excel opens no sheet with more links.
MAX_LINKS = 65_530
#: A longer text is assigned by itself: arrays of long texts are refused by some versions.
LONG_TEXT = 8_000


@dataclass(frozen=True)
class Patch:
    """A rectangle of new values; `rows[r][c]`."""

    top: int
    left: int
    rows: list[list[object]]

    @property
    def bottom(self) -> int:
        return self.top + len(self.rows) - 1

    @property
    def right(self) -> int:
        return self.left + len(self.rows[0]) - 1


def write_edit(edit: TableEdit) -> None:
    """The table as `edit` has it. Raises OutputError("not_taken") for a cell that Excel will not take."""
    place = edit.place
    if edit.replaced:
        _clear_old(place)
        if edit.emptied is not None:
            place.range(*edit.emptied).clear_contents()
    bottom = edit.last + place.part.total_rows
    if bottom != place.part.last_row:
        place.table.resize(place.range(place.part.first_row, bottom))
    for patch in rectangles(edit.cells):
        _write(place, patch)
    _link(place, edit)


def rectangles(cells: dict[int, dict[int, object]]) -> Iterator[Patch]:
    """The cells as few rectangles: rows with the same columns one beneath the other, columns side by side."""
    stretches: list[tuple[int, int, tuple[int, ...]]] = []
    for row in sorted(cells):
        columns = tuple(sorted(cells[row]))
        if stretches and stretches[-1][1] == row - 1 and stretches[-1][2] == columns:
            stretches[-1] = (stretches[-1][0], row, columns)
        else:
            stretches.append((row, row, columns))
    for top, bottom, columns in stretches:
        for left, right in _runs(columns):
            yield Patch(top, left, [[cells[r][c] for c in range(left, right + 1)] for r in range(top, bottom + 1)])


def _runs(numbers: tuple[int, ...]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


# --- values --------------------------------------------------------------------------------------------------------


def _write(place: Place, patch: Patch) -> None:
    for c in range(len(patch.rows[0])):
        _format(place, patch.left + c, patch.top, [row[c] for row in patch.rows])
    area = place.range(patch.top, patch.bottom, patch.left, patch.right)
    if _hidden(area):
        for row, column, value in _each(patch):
            _write_cell(place, row, column, value)
    else:
        long = [cell for cell in _each(patch) if isinstance(cell[2], str) and len(cell[2]) > LONG_TEXT]
        area.value = [[_short(to_excel(value)) for value in row] for row in patch.rows]
        for row, column, value in long:
            _write_cell(place, row, column, value)
    _check(place, patch, area)


def _each(patch: Patch) -> Iterator[tuple[int, int, object]]:
    for r, row in enumerate(patch.rows):
        for c, value in enumerate(row):
            yield patch.top + r, patch.left + c, value


def _short(value: object) -> object:
    return None if isinstance(value, str) and len(value) > LONG_TEXT else value


def _write_cell(place: Place, row: int, column: int, value: object) -> None:
    place.range(row, row, column, column).value = to_excel(value)


def _hidden(area: Any) -> bool:
    """Whether any row of the range is hidden, by a filter or by hand."""
    try:
        return area.api.EntireRow.Hidden is not False
    except AttributeError:  # an engine without Excel's own objects: the safe way
        return True


def _check(place: Place, patch: Patch, area: Any) -> None:
    """Reads the block back; what Excel took for something else is assigned again as a text by force."""
    wrong = [
        (patch.top + r, patch.left + c, wanted)
        for r, (row, found) in enumerate(zip(patch.rows, block(area), strict=True))
        for c, (wanted, there) in enumerate(zip(row, found, strict=True))
        if not same(wanted, there)
    ]
    for row, column, value in wrong:
        cell = place.range(row, row, column, column)
        plain = plain_value(value)
        if isinstance(plain, str):
            cell.number_format = TEXT_FORMAT
        for attempt in (plain, f"'{plain}") if isinstance(plain, str) else (plain,):
            cell.value = to_excel(attempt)
            if same(value, block(cell)[0][0]):
                break
        else:
            raise OutputError("not_taken", sheet=place.part.sheet.name, cell=address(column, row))


# --- formats -------------------------------------------------------------------------------------------------------


def _format(place: Place, column: int, top: int, values: list[object]) -> None:
    """Gives the cells of a column the number format that their values need, and leaves it where it is right."""
    if all(plain_value(value) is None for value in values):
        return
    area = place.range(top, top + len(values) - 1, column, column)
    current = area.number_format
    if current is None and len(values) > 1:  # more than one format: halve
        middle = len(values) // 2
        _format(place, column, top, values[:middle])
        _format(place, column, top + middle, values[middle:])
        return
    needed = [format_for(value, current or "") for value in values]
    wanted = {form for form in needed if form is not None}
    if len(wanted) == 1 and all(
        form is not None or plain_value(v) is None or isinstance(plain_value(v), str) == (wanted == {TEXT_FORMAT})
        for form, v in zip(needed, values, strict=True)
    ):
        area.number_format = wanted.pop()
        return
    for row, form in enumerate(needed, top):
        if form is not None:
            place.range(row, row, column, column).number_format = form


# --- filters and links ---------------------------------------------------------------------------------------------


def _clear_old(place: Place) -> None:
    """The old records' filter would hide the new ones, their links lead astray."""
    filtering = com(place.table, "AutoFilter", None)
    if filtering is not None and filtering.FilterMode:
        filtering.ShowAllData()
    old = place.range(place.first, place.last)
    if sys.platform != "darwin":
        old.api.ClearHyperlinks()  # (Hyperlinks.Delete would take the cells' formats too)


def _link(place: Place, edit: TableEdit) -> None:
    links = [
        (row, column, value)
        for row, cells in sorted(edit.cells.items())
        for column, value in cells.items()
        if isinstance(value, Link) and value.text
    ]
    if not links:
        return
    add = None if sys.platform == "darwin" else place.sheet.api.Hyperlinks.Add
    for row, column, link in links[:MAX_LINKS]:
        cell = place.range(row, row, column, column)
        if add is None:
            cell.add_hyperlink(f"#{link.location}", link.text, link.text)
        else:
            add(Anchor=cell.api, Address="", SubAddress=link.location)
