"""Worksheet, Range, ListObject of the stand-in, with what Excel does to them on the way in."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator
from typing import Any

from openpyxl.utils import get_column_letter, range_boundaries

from .base import ComObject, Items, failed, unwrap
from .values import from_cell, leading, plain_number, put


class Worksheet(ComObject):
    def __init__(self, workbook: Any, typed: Any) -> None:
        self._app, self._book, self._typed, self._opened_as = workbook._app, workbook, typed, typed.title
        self._tables = [ListObject(self, table) for table in typed.tables.values()]

    @property
    def Name(self) -> str:
        return str(self._typed.title)

    @property
    def Parent(self) -> Any:
        return self._book

    @property
    def ListObjects(self) -> Items:
        return Items(self._app, self._tables)

    @property
    def ProtectContents(self) -> bool:
        return bool(self._typed.protection.sheet)

    def Cells(self, row: int, column: int) -> Range:
        return Range(self, (column, row, column, row))

    def Range(self, first: Any, last: Any = None) -> Range:
        if isinstance(first, str):
            return Range(self, range_boundaries(first.replace("$", "")))
        a, b = unwrap(first)._box, unwrap(last or first)._box
        return Range(self, (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])))

    def Activate(self) -> None:
        self._app._selected = self.Cells(1, 1)

    def _shown(self, column: int, row: int) -> Any:
        """Of a formula, the cell with what Excel had computed when the file was saved."""
        cell = self._cell(column, row)
        if cell is None or cell.data_type != "f" or leading(cell.value):
            return None
        return self._book._computed[self._opened_as]._cells.get((row, column))

    # --- cells -------------------------------------------------------------------------------------------------

    def _cell(self, column: int, row: int) -> Any:
        return self._typed._cells.get((row, column))

    def _new_cell(self, column: int, row: int) -> Any:
        """The cell, made with its column's format where it is not there yet."""
        cell = self._cell(column, row)
        if cell is None:
            cell = self._typed.cell(row, column)
            dimension = self._column(column)
            if dimension is not None:
                cell._style = copy.copy(dimension._style)
        return cell

    def _column(self, column: int) -> Any:
        for dimension in self._typed.column_dimensions.values():
            if (dimension.min or 0) <= column <= (dimension.max or 0):
                return dimension
        return None

    def _format(self, column: int, row: int) -> str:
        cell = self._cell(column, row) or self._column(column)
        return str(cell.number_format) if cell is not None else "General"

    def _hidden(self, row: int) -> bool:
        return bool(row in self._typed.row_dimensions and self._typed.row_dimensions[row].hidden)

    def _filtered(self) -> bool:
        return any(table._filter_on() for table in self._tables)


class Range(ComObject):
    def __init__(self, sheet: Worksheet, box: tuple[int, int, int, int]) -> None:
        self._app, self._sheet, self._box = sheet._app, sheet, box

    def _rows(self) -> range:
        return range(self._box[1], self._box[3] + 1)

    def _columns(self) -> range:
        return range(self._box[0], self._box[2] + 1)

    def _each(self) -> Iterator[tuple[int, int]]:
        return ((column, row) for row in self._rows() for column in self._columns())

    def __call__(self, row: int, column: int) -> Range:
        left, top = self._box[0] + column - 1, self._box[1] + row - 1
        return Range(self._sheet, (left, top, left, top))

    @property
    def Worksheet(self) -> Worksheet:
        return self._sheet

    @property
    def Row(self) -> int:
        return self._box[1]

    @property
    def Column(self) -> int:
        return self._box[0]

    @property
    def Rows(self) -> Items:
        return Items(self._app, list(self._rows()))

    @property
    def Columns(self) -> Items:
        return Items(self._app, list(self._columns()))

    @property
    def Count(self) -> int:
        return len(self._rows()) * len(self._columns())

    @property
    def Address(self) -> str:
        left, top, right, bottom = self._box
        first, last = f"${get_column_letter(left)}${top}", f"${get_column_letter(right)}${bottom}"
        return first if first == last else f"{first}:{last}"

    @property
    def EntireRow(self) -> EntireRow:
        return EntireRow(self)

    def Select(self) -> None:
        if self._app._selected._sheet is not self._sheet:
            raise failed("Select on a sheet that is not active")
        self._app._selected = self

    # --- values ------------------------------------------------------------------------------------------------

    def _grid(self, look: Any) -> Any:
        rows = tuple(tuple(look(column, row) for column in self._columns()) for row in self._rows())
        return rows[0][0] if self.Count == 1 else rows

    @property
    def Value(self) -> Any:
        return self._grid(lambda c, r: from_cell(self._sheet._cell(c, r), self._sheet._shown(c, r)))

    @Value.setter
    def Value(self, data: Any) -> None:
        self._touch()
        if not isinstance(data, (list, tuple)):
            data = [[data] * len(self._columns())] * len(self._rows())
        elif self._sheet._filtered() and any(self._sheet._hidden(row) for row in self._rows()):
            # As Excel does: the first value into every cell that is seen, none into the others.
            self._app._spoilt += 1
            for column, row in self._each():
                if not self._sheet._hidden(row):
                    put(self._sheet._new_cell(column, row), data[0][0])
            return
        assert len(data) == len(self._rows()) and all(len(row) == len(self._columns()) for row in data)
        for (column, row), value in zip(self._each(), itertools.chain(*data), strict=True):
            if isinstance(value, str) and len(value) > 8203 and self.Count > 1:
                raise failed("a text too long for an array")
            put(self._sheet._new_cell(column, row), value)
        self._fill()

    def _fill(self) -> None:
        """A formula in a column of a table goes into the column's blank cells, where Excel is set to do so."""
        if not self._app._correcting.AutoFillFormulasInLists:
            return
        for column, row in self._each():
            cell, table = self._sheet._cell(column, row), Range(self._sheet, (column, row, column, row)).ListObject
            if table is not None and cell is not None and cell.data_type == "f":
                for other in range(table.Range._box[1] + 1, table.Range._box[3] + 1):
                    if self._sheet._new_cell(column, other).value is None:
                        put(self._sheet._new_cell(column, other), cell.value)

    @property
    def Value2(self) -> Any:
        """As Value, but dates and money are plain numbers."""
        return self._grid(lambda c, r: plain_number(self._sheet._cell(c, r), self._sheet._shown(c, r)))

    @property
    def NumberFormat(self) -> str | None:
        found = {self._sheet._format(column, row) for column, row in self._each()}
        return found.pop() if len(found) == 1 else None

    @NumberFormat.setter
    def NumberFormat(self, form: str) -> None:
        self._touch()
        for column, row in self._each():
            self._sheet._new_cell(column, row).number_format = form

    def ClearContents(self) -> None:
        self._touch()
        for column, row in self._each():
            if self._sheet._filtered() and self._sheet._hidden(row):
                continue
            cell = self._sheet._cell(column, row)
            if cell is not None:
                cell.value = None

    def ClearHyperlinks(self) -> None:
        self._touch()
        for at in self._each():
            cell = self._sheet._cell(*at)
            if cell is not None and cell._hyperlink is not None:
                cell._hyperlink = None

    def _touch(self) -> None:
        if self._sheet.ProtectContents:
            raise failed("The cell is on a protected sheet.")
        self._sheet._book._dirty = True

    @property
    def ListObject(self) -> ListObject | None:
        """The table in which the first cell stands."""
        column, row = self._box[:2]
        for table in self._sheet._tables:
            left, top, right, bottom = table.Range._box
            if left <= column <= right and top <= row <= bottom:
                return table
        return None


class EntireRow(ComObject):
    def __init__(self, area: Range) -> None:
        self._app, self._area = area._app, area

    @property
    def Hidden(self) -> bool | None:
        found = {self._area._sheet._hidden(row) for row in self._area._rows()}
        return found.pop() if len(found) == 1 else None


class ListObject(ComObject):
    def __init__(self, sheet: Worksheet, table: Any) -> None:
        self._app, self._sheet, self._table = sheet._app, sheet, table
        self._all_shown = False

    @property
    def Name(self) -> str:
        return str(self._table.name)

    @property
    def Range(self) -> Range:
        return Range(self._sheet, range_boundaries(self._table.ref))

    @property
    def AutoFilter(self) -> AutoFilter | None:
        return AutoFilter(self) if self._table.autoFilter is not None else None

    def _filter_on(self) -> bool:
        return bool(self._table.autoFilter is not None and self._table.autoFilter.filterColumn)

    def Resize(self, area: Any) -> None:
        area = unwrap(area)
        old, new = self.Range._box, area._box
        area._touch()
        if (old[0], old[1]) != (new[0], new[1]) or old[2] != new[2] or new[3] <= new[1]:
            raise failed("the header row must stay where it is")
        self._table.ref = area.Address.replace("$", "")
        if self._table.autoFilter is not None:
            self._table.autoFilter.ref = self._table.ref


class AutoFilter(ComObject):
    def __init__(self, table: ListObject) -> None:
        self._app, self._list = table._app, table

    @property
    def FilterMode(self) -> bool:
        return self._list._filter_on()

    def ShowAllData(self) -> None:
        if not self._list._filter_on():
            raise failed("nothing is filtered")
        self._list._table.autoFilter.filterColumn = []
        for row in self._list.Range._rows():
            self._list._sheet._typed.row_dimensions[row].hidden = False
