"""The examples of the rules, read: `lhh_excel/checking/registry.py` tells how they are written down."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any, ClassVar

from books import HEADER_ROW, value_of

from lhh_excel.workbook.assemble import RawTable, assemble, begin
from lhh_excel.workbook.book import Book, LooseRow, StructureFault
from lhh_excel.workbook.tables import HOME_SHEET, LISTS_SHEET, TABLES
from lhh_excel.workbook.values import Formula, Value

TODAY = dt.date(2026, 6, 16)
BLANK, MARK = "(trống)", "→ "

_SKELETON = re.compile(r"\((?P<change>[^)]+)\) (?P<sheet>[^:=]+?)(?:: (?P<part>[^=]+?))?(?: = (?P<name>.+))?")
_RECORD = re.compile(r"(?P<sheet>[^:(]+): (?P<cells>.+)", re.DOTALL)


def cell(text: str) -> tuple[Value, bool]:
    """What stands in the cell, and whether it is formatted as a percent."""
    if text == BLANK:
        return None, False
    if match := re.fullmatch(r"(=.+) ⇒ (.+)", text):
        return Formula(match[1], value_of(match[2])), False
    if match := re.fullmatch(r"(.)×(\d+)", text):
        return match[1] * int(match[2]), False
    if match := re.fullmatch(r"(\d+) %", text):
        return int(match[1]) / 100, True
    if re.fullmatch(r"\d\d/\d\d/\d{4} \d\d:\d\d", text):
        return dt.datetime.strptime(text, "%d/%m/%Y %H:%M"), False
    return value_of(text), False


def cells(text: str) -> dict[str, tuple[str, bool]]:
    """Header -> (value as written, whether it is marked)."""
    found = {}
    for part in text.split(" | "):
        header, _, value = part.removeprefix(MARK).partition(" = ")
        found[header] = (value, part.startswith(MARK))
    return found


class Example:
    """`book` as the lines write it down; `marked`: (sheet, cell) of each marked cell."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self.raw = {t.sheet: RawTable(t.name, t.sheet, HEADER_ROW, 1, [], [], []) for t in TABLES}
        self.more: list[RawTable] = []
        self.sheets = [*self.raw, HOME_SHEET, LISTS_SHEET]
        self.faults: list[StructureFault] = []
        self.marked: list[tuple[str, str]] = []
        records = defaultdict(list)
        skeleton = []
        for line in lines:
            if match := _RECORD.fullmatch(line):
                records[match["sheet"]].append(cells(match["cells"]))
            else:
                match = _SKELETON.fullmatch(line)
                assert match, line
                skeleton.append(match)
        for table in TABLES:
            self._fill(table.sheet, [column.header for column in table.columns], records.pop(table.sheet, []))
        assert not records, f"no such sheet: {[*records]}"
        for match in skeleton:
            self._changes[match["change"]](self, match["sheet"], match["part"] or "", match["name"] or "")
        # today, where the example sets no Ngày tính
        clock = any("Mục = Ngày tính" in line for line in lines)
        raw = [*self.raw.values(), *self.more]
        self.book: Book = assemble(
            begin("vi-du.xlsm", raw), raw, self.sheets, as_of=None if clock else TODAY, labelled=True
        )
        self.book.faults += self.faults

    def _fill(self, sheet: str, headers: list[str], rows: list[dict[str, tuple[str, bool]]]) -> None:
        raw = self.raw[sheet]
        raw.headers = headers
        raw.rows = list(range(HEADER_ROW + 1, HEADER_ROW + 1 + len(rows)))
        raw.last_row = raw.rows[-1] if rows else HEADER_ROW + 1
        for row in rows:
            assert set(row) <= set(headers), f"{sheet} has no {set(row) - set(headers)}"
        for c, header in enumerate(headers):
            column: list[Value] = []
            for r, row in enumerate(rows):
                text, marked = row.get(header, (BLANK, False))
                value, percent = cell(text)
                column.append(value)
                if percent:
                    raw.percent.add((c, r))
                if marked:
                    self.marked.append((sheet, f"{chr(65 + c)}{raw.rows[r]}"))
            raw.columns.append(column)

    def _no_rows(self, sheet: str, _part: str, _name: str) -> None:
        assert not self.raw[sheet].rows

    def _no_sheet(self, sheet: str, _part: str, _name: str) -> None:
        self.sheets.remove(sheet)
        self.raw.pop(sheet, None)

    def _no_table(self, sheet: str, _part: str, _name: str) -> None:
        del self.raw[sheet]

    def _rename_sheet(self, sheet: str, _part: str, name: str) -> None:
        self.sheets[self.sheets.index(sheet)] = name
        if sheet in self.raw:
            self.raw[sheet].sheet = name

    def _rename_table(self, sheet: str, _part: str, name: str) -> None:
        self.raw[sheet].name = name

    def _table_again(self, sheet: str, _part: str, _name: str) -> None:
        self.more.append(self.raw[sheet])

    def _copy_sheet(self, sheet: str, _part: str, name: str) -> None:
        own = self.raw[sheet]
        self.sheets.append(name)
        self.more.append(RawTable(f"{own.name}2", name, HEADER_ROW, 1, own.headers, own.rows, own.columns))

    def _no_column(self, sheet: str, part: str, _name: str) -> None:
        raw = self.raw[sheet]
        c = raw.headers.index(part)
        del raw.headers[c], raw.columns[c]

    def _rename_column(self, sheet: str, part: str, name: str) -> None:
        raw = self.raw[sheet]
        raw.headers[raw.headers.index(part)] = name

    def _column_again(self, sheet: str, part: str, _name: str) -> None:
        raw = self.raw[sheet]
        raw.headers.append(part)
        raw.columns.append(raw.columns[raw.headers.index(part)])

    def _merge(self, sheet: str, part: str, _name: str) -> None:
        fault = StructureFault("merged_cells", sheet, part.split(":")[0], value=part)
        self.raw[sheet].faults.append(fault)

    def _outside(self, sheet: str, part: str, name: str) -> None:
        """A row under the table: "(dòng ngoài bảng) Nhiệm vụ: 12 = NV-009; Việc mới", from its first column on."""
        values = {c: value_of(text) for c, text in enumerate(name.split("; "), 1) if text}
        self.raw[sheet].loose.append(LooseRow(sheet, int(part), values))

    def _strange(self, sheet: str, _part: str, _name: str) -> None:
        self.faults.append(StructureFault("strange", sheet))

    _changes: ClassVar[dict[str, Callable[..., Any]]] = {
        "không có dòng nào": _no_rows,
        "không có trang": _no_sheet,
        "không có bảng": _no_table,
        "đổi tên trang": _rename_sheet,
        "đổi tên bảng": _rename_table,
        "hai bảng cùng tên": _table_again,
        "chép trang": _copy_sheet,
        "không có cột": _no_column,
        "đổi tên cột": _rename_column,
        "hai cột cùng tên": _column_again,
        "gộp ô": _merge,
        "dòng ngoài bảng": _outside,
        "lỗi lạ của sổ": _strange,
    }
