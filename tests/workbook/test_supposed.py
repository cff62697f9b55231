"""What is supposed in memory is what stands in the file once the same changes are written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsx import minimal, write_tables

from lhh_excel.workbook.book import Book
from lhh_excel.workbook.package import Package
from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.reading import open_book, read_book
from lhh_excel.workbook.supposed import Supposed
from lhh_excel.workbook.tables import BY_KEY

#: Tables that an import or a lock writes into, some of them without a record in the workbook.
TABLES = ("tasks", "figures", "progress", "texts")
VALUE = st.sampled_from([None, "chữ", "12", 12, 0.5, -1, dt.date(2026, 6, 1), "31/12/2026", "H01", "Hoàn thành"])


def columns(table: str) -> list[str]:
    """Those that do not name the record, so that none is wiped out."""
    schema = BY_KEY[table]
    return [column.key for column in schema.columns if column.key not in schema.id_columns]


@st.composite
def changes(draw: st.DrawFn) -> tuple[list[tuple[str, str, Any]], list[tuple[str, dict[str, Any]]]]:
    """Cells of the first record of a table that has one; new records."""
    table = st.sampled_from(TABLES)
    cells = [(one, draw(st.sampled_from(columns(one))), draw(VALUE)) for one in draw(st.lists(table, max_size=4))]
    added = []
    for number, one in enumerate(draw(st.lists(table, max_size=4))):
        record = {key: draw(VALUE) for key in draw(st.sets(st.sampled_from(columns(one)), max_size=4))}
        added.append((one, record | dict.fromkeys(BY_KEY[one].id_columns, f"M{number}")))
    return cells, added


def read(book: Book) -> dict[str, Any]:
    """With the problems in their order, which is that of what is told."""
    found = {table: book[table].problems.items() for table in TABLES}
    told = {table: [(key, [*cells.items()]) for key, cells in problems] for table, problems in found.items()}
    return {table: (book[table].clean, told[table]) for table in TABLES}


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(changes())
def test_what_is_supposed_is_what_is_written(
    tmp_path_factory: pytest.TempPathFactory, asked: tuple[list[tuple[str, str, Any]], list[tuple[str, dict[str, Any]]]]
) -> None:
    path: Path = tmp_path_factory.mktemp("supposed") / "so.xlsx"
    task = {"Mã nhiệm vụ": "NV-001", "Nội dung": "Việc", "Đơn vị chủ trì": "H01", "Trạng thái": "Đang thực hiện"}
    book = open_book(write_tables(path, minimal(tblNhiemVu=[task])))
    supposed, patch = Supposed(book), WorkbookPatch(path)
    cells, added = asked
    for table, column, value in cells:
        for row in book[table].rows[:1]:
            supposed.set(table, row, column, value)
            patch.set(table, row, column, value)
    for table, record in added:
        supposed.append(table, [record])
        patch.append(table, [record])
    written = read_book(Package(patch.to_bytes(), path.name), str(path))
    assert read(supposed.book()) == read(written)
