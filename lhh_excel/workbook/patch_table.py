"""One table while it is changed: its columns by header, its rows in the sheet, its growing and shrinking.

Source: ECMA-376 Part 1, 18.5.1.2 (table), 18.5.1.3 (tableColumn); docs/workbook-contract.md, "Never lose a cell".
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence

from lxml import etree

from ..errors import InputError, RefusedError
from .package import Package, TablePart, unescape
from .patch_cells import address, area, is_date, plain_value
from .patch_parts import SharedStrings, string_text
from .patch_sheet import MAX_ROW, SheetXml, has_value
from .patch_styles import Shows, Styles
from .schema import Table
from .values import fold, show

Record = Mapping[str, object]


class TableXml:
    """`first` to `last` are the rows of the records (blank ones included), `left` to `right` the columns."""

    def __init__(
        self,
        schema: Table,
        place: TablePart,
        root: etree._Element,
        sheet: SheetXml,
        package: Package,
        styles: Styles,
        strings: SharedStrings,
    ) -> None:
        self.schema, self.place, self.root, self.sheet = schema, place, root, sheet
        self.package, self.styles, self.strings = package, styles, strings
        self.left, self.right = place.first_column, place.last_column
        self.first, self.last = place.first_row + place.header_rows, place.last_row - place.total_rows
        self.columns = self._find_columns()
        self._fallbacks: dict[tuple[int, Shows], str | None] = {}

    # --- what callers ask for ------------------------------------------------------------------------------------

    def set(self, row: int, record: Record) -> None:
        if not self.first <= row <= self.last:
            raise ValueError(f"row {row} is not in {self.schema.name}")
        self._need_columns([record])
        self._write(row, record)
        self._finish()

    def append(self, records: Sequence[Record]) -> list[int]:
        self._need_columns(records)
        at = self.last
        while at >= self.first and self.sheet.filled(self.left, self.right, at) is None:
            at -= 1
        rows = list(range(at + 1, at + 1 + len(records)))
        if rows[-1] > self.last:
            self._grow(rows[-1])
        for row, record in zip(rows, records, strict=True):
            self._write(row, record, self.schema.row_height(record))
            self.sheet.show_row(row)
        self._finish()
        return rows

    def replace_all(self, records: Sequence[Record]) -> None:
        self._need_columns(records)
        own = self._own_cells(records)
        old_last = self.last
        end = self.first + max(len(records), 1) - 1
        if end > self.last:
            self._grow(end)
        self._unfilter(old_last)
        self.sheet.links.drop(self.left, self.first, self.right, old_last)
        blank: Record = dict.fromkeys(self.columns)
        for index in range(max(len(records), 1)):
            record = records[index] if index < len(records) else {}
            self._write(self.first + index, {**blank, **record}, self.schema.row_height(record))
        for row in range(end + 1, old_last + 1):
            self.sheet.remove(row, self.left, self.right)
        for index, cells in own.items():
            for column, cell in cells:
                self.sheet.put(self.first + index, column, cell)
        if not self.place.total_rows:
            self.last = end
        self._finish()

    # --- columns -------------------------------------------------------------------------------------------------

    def _find_columns(self) -> dict[str, int]:
        """Column key -> column number, by the header cells (where there are none, by the names in the part)."""
        headers = dict(enumerate(self.place.headers, self.left))
        if self.place.header_rows:
            headers.update(self._texts(self.place.first_row))
        wanted = {fold(column.header): column.key for column in self.schema.columns}
        found: dict[str, int] = {}
        for number in range(self.left, self.right + 1):
            key = wanted.get(fold(headers.get(number, "")))
            if key is not None:
                found.setdefault(key, number)
        return found

    def _texts(self, row: int) -> dict[int, str]:
        """The texts of a row's cells by column; numbers as they are written."""
        texts: dict[int, str] = {}
        shared: dict[int, int] = {}
        for column, cell in self.sheet.cells(row):
            value, inline = cell.find("{*}v"), cell.find("{*}is")
            if inline is not None:
                texts[column] = unescape(string_text(inline))
            elif value is not None and value.text and cell.get("t") == "s":
                shared[column] = int(value.text)
            elif value is not None and value.text:
                texts[column] = unescape(value.text)
        strings = self.strings.texts(set(shared.values()))
        texts.update({column: unescape(strings.get(index, "")) for column, index in shared.items()})
        return {column: text for column, text in texts.items() if text}

    def _need_columns(self, records: Sequence[Record]) -> None:
        """Nothing is dropped silently: a column that holds a value must be there."""
        used = {key for record in records for key, value in record.items() if plain_value(value) is not None}
        missing = [column.header for column in self.schema.columns if column.key in used - self.columns.keys()]
        if missing:
            raise InputError(
                "column_needed", file=self.package.file, table=self.schema.name, columns=", ".join(missing)
            )

    # --- cells ---------------------------------------------------------------------------------------------------

    def _write(self, row: int, record: Record, height: float | None = None) -> None:
        values: dict[int, tuple[str | None, object]] = {}
        there = self.sheet.styles(row)
        above = self.sheet.styles(row - 1) if row > self.first else {}
        for column in range(self.left, self.right + 1):  # also the clerk's own columns get the look of the row above
            if column not in there and column in above:
                values[column] = (above[column], None)
        for key, value in record.items():
            column = self.columns.get(key, 0)
            if column:
                style = there.get(column) or above.get(column) or self.sheet.default_style(column)
                values[column] = (self._fitting(column, style, value), value)
        self.sheet.write(row, values, height)

    def _fitting(self, column: int, style: str | None, value: object) -> str | None:
        """The style, unless it would show the value wrongly: a date as 46187, 50 as 5000 %, a number as text."""
        if isinstance(value, str):
            return style
        plain = plain_value(value)
        shows = self.styles.of(style)
        if is_date(plain):
            fits, wanted = shows is Shows.DATE, Shows.DATE
        elif isinstance(plain, (int, float)) and not isinstance(plain, bool):
            fits, wanted = shows is Shows.OTHER, Shows.OTHER
        else:
            return style
        return style if fits else self._fallback(column, wanted)

    def _fallback(self, column: int, wanted: Shows) -> str | None:
        """A format of that sort from the column's other rows, else from anywhere in the workbook."""
        if (column, wanted) not in self._fallbacks:
            in_column = (self.sheet.style(column, row) for row in range(self.first, self.last + 1))
            found = next((s for s in in_column if s is not None and self.styles.of(s) is wanted), None)
            self._fallbacks[column, wanted] = found or self.styles.any_that_shows(wanted)
        return self._fallbacks[column, wanted]

    # --- own columns of the clerk --------------------------------------------------------------------------------

    def _own_cells(self, records: Sequence[Record]) -> dict[int, list[tuple[int, etree._Element]]]:
        """Index of a new record -> the values in own columns that stood beside the same record; taken out here."""
        own = set(range(self.left, self.right + 1)) - set(self.columns.values())
        moved: dict[int, list[tuple[int, etree._Element]]] = {}
        index_of = {self._identity(record): i for i, record in reversed(list(enumerate(records)))} if own else {}
        for row in range(self.first, self.last + 1) if own else ():
            cells = [
                (column, cell)
                for column, cell in self.sheet.cells(row)
                if column in own and has_value(cell) and cell.find("{*}f") is None
            ]
            if not cells:
                continue
            texts = self._texts(row)
            old = {key: texts.get(self.columns.get(key, 0), "") for key in self.schema.id_columns}
            index = index_of.get(self._identity(old))
            if index is not None:
                moved.setdefault(index, [(column, copy.deepcopy(cell)) for column, cell in cells])
            self.sheet.write(row, {column: (cell.get("s"), None) for column, cell in cells})
        return moved

    def _identity(self, record: Record) -> tuple[str, ...]:
        return tuple(show(plain_value(record.get(key))) for key in self.schema.id_columns)

    # --- size ----------------------------------------------------------------------------------------------------

    def _grow(self, end: int) -> None:
        """Makes room down to row `end`, or says what stands in the way."""
        if self.place.total_rows:
            raise RefusedError("totals_row", sheet=self.sheet.name, table=self.schema.name)
        below = range(self.last + 1, end + 1)
        if end > MAX_ROW:
            self._no_room(self.left, MAX_ROW)
        for row in below:
            column = self.sheet.filled(self.left, self.right, row)
            if column is not None:
                self._no_room(column, row)
        others = [
            (t.first_column, t.first_row, t.last_column, t.last_row)
            for t in self.package.tables
            if t.sheet == self.place.sheet and t.part != self.place.part
        ]
        for left, top, right, bottom in others + self.sheet.merged():
            if left <= self.right and right >= self.left and top <= end and bottom > self.last:
                self._no_room(left, top)
        self.last = end

    def _no_room(self, column: int, row: int) -> None:
        raise RefusedError("no_room_below", sheet=self.sheet.name, table=self.schema.name, cell=address(column, row))

    def _unfilter(self, last: int) -> None:
        """A filter or sorting of the old rows would hide or misplace the new ones: it goes."""
        criteria = [e for e in self.root.iter("{*}filterColumn", "{*}sortState") if e.getparent() is not None]
        filtered = any(etree.QName(e).localname == "filterColumn" for e in criteria)
        for element in criteria:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
        for row in range(self.first, last + 1) if filtered else ():
            self.sheet.show_row(row)

    def _finish(self) -> None:
        """The table's range and its filter's are what the rows are."""
        self.root.attrib.pop("insertRow", "")  # Excel's mark of a table whose only row is blank
        top, bottom = self.place.first_row, self.last + self.place.total_rows
        self.root.set("ref", area(self.left, top, self.right, bottom))
        namespace = etree.QName(self.root).namespace
        auto_filter = self.root.find(f"{{{namespace}}}autoFilter")
        if auto_filter is not None:
            auto_filter.set("ref", area(self.left, top, self.right, self.last))
