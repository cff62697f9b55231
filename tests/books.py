"""Workbooks written as Markdown tables, for tests of rules and figures.

    book_of('''
    ## tblDonVi
    | Mã đơn vị | Tên đơn vị | Loại | Ngày gia nhập |
    | H01 | Hội thành viên 01 | Hội thành viên | 01/01/2020 |
    ''')

A cell is typed as Excel would type it: 14/06/2026 a date, 125 or 12,5 a number, "" blank; in quotes it is text
("125"), =A1+1 a formula without a cached value, #REF! an error. Text columns keep digits as text only in quotes.
Sheets stand at A5 (header row 5), columns in the order written.
"""

from __future__ import annotations

import datetime as dt
import re

from lhh_excel.workbook.assemble import RawTable, assemble, begin
from lhh_excel.workbook.book import Book
from lhh_excel.workbook.tables import BY_NAME, HOME_SHEET, LISTS_SHEET, TABLES
from lhh_excel.workbook.values import ErrorValue, Formula, Value

HEADER_ROW = 5
#: What a cell that could not be computed shows.
ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"}


def value_of(text: str) -> Value:
    """One Markdown cell as Excel would hold it."""
    if text == "":
        return None
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    if text in ERRORS:
        return ErrorValue(text)
    if text.startswith("="):
        return Formula(text)
    if re.fullmatch(r"\d{2}/\d{2}/\d{4}", text):
        try:
            return dt.datetime.strptime(text, "%d/%m/%Y").date()
        except ValueError:
            return text
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    if re.fullmatch(r"-?\d+,\d+", text):
        return float(text.replace(",", "."))
    return text


def raw_tables_of(markdown: str) -> list[RawTable]:
    tables: list[RawTable] = []
    for block in re.split(r"^\s*## +", markdown, flags=re.MULTILINE)[1:]:
        name, *lines = block.strip().splitlines()
        name = name.strip()
        grid = [
            [cell.strip().replace("\\n", "\n") for cell in line.strip().strip("|").split("|")]
            for line in lines
            if line.strip().startswith("|") and not re.fullmatch(r"[|\s:-]+", line.strip())
        ]
        headers, body = grid[0], [[value_of(cell) for cell in row] for row in grid[1:]]
        sheet = BY_NAME[name].sheet if name in BY_NAME else name
        rows = list(range(HEADER_ROW + 1, HEADER_ROW + 1 + len(body)))
        columns = [list(column) for column in zip(*body, strict=True)] if body else [[] for _ in headers]
        tables.append(RawTable(name, sheet, HEADER_ROW, 1, headers, rows, columns))
    return tables


def book_of(
    markdown: str, *, as_of: str | dt.date = "16/06/2026", period: str | None = None, complete: bool = True
) -> Book:
    """A Book of the tables written; all other tables, and columns not written, are there and empty.

    With complete=False the workbook holds only what is written (for structure faults).
    """
    tables = raw_tables_of(markdown)
    if complete:
        written = {table.name: table for table in tables}
        for schema in TABLES:
            table = written.get(schema.name)
            if table is None:
                table = RawTable(schema.name, schema.sheet, HEADER_ROW, 1, [], [], [])
                tables.append(table)
            for column in schema.columns:
                if column.header not in table.headers:
                    table.headers.append(column.header)
                    table.columns.append([None] * len(table.rows))
    day = as_of if isinstance(as_of, dt.date) else dt.datetime.strptime(as_of, "%d/%m/%Y").date()
    sheets = [*(table.sheet for table in tables), HOME_SHEET, LISTS_SHEET]
    book = assemble(begin("thu.xlsm", tables), tables, sheets, as_of=day, period=period, labelled=True)
    if complete:
        names = {schema.name for schema in TABLES} - set(written)
        book.faults = [f for f in book.faults if not (f.code == "no_records" and f.value in names)]
    return book
