"""Real .xlsx files for tests: our tables written with XlsxWriter, then single parts changed as raw XML."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

from lhh_excel.workbook.tables import BY_NAME, HOME_SHEET, LISTS_SHEET, TABLES


def write_tables(
    path: Path,
    rows: dict[str, list[dict[str, Any]]],
    *,
    at: tuple[int, int] = (4, 0),
    only: bool = False,
    headers: dict[str, list[str]] | None = None,
    date1904: bool = False,
) -> Path:
    """A workbook with our tables; `rows` by table name and header. `only` leaves out the tables not named.

    `at` is the 0-based place of the header row; `headers` replaces the headers (and their order) of a table.
    """
    options = {"default_date_format": "dd/mm/yyyy", "date_1904": date1904, "in_memory": True}
    book = xlsxwriter.Workbook(str(path), options)
    for schema in TABLES:
        if only and schema.name not in rows:
            continue
        sheet = book.add_worksheet(schema.sheet)
        names = (headers or {}).get(schema.name) or [column.header for column in schema.columns]
        records = rows.get(schema.name, [])
        top, left = at
        last = top + max(len(records), 1)
        sheet.add_table(
            top,
            left,
            last,
            left + len(names) - 1,
            {"name": schema.name, "columns": [{"header": name} for name in names]},
        )
        for r, record in enumerate(records, top + 1):
            for c, name in enumerate(names, left):
                if name in record:
                    _write(sheet, r, c, record[name])
    if not only:
        for name in (HOME_SHEET, LISTS_SHEET):
            book.add_worksheet(name)
    book.close()
    return path


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    if callable(value):
        value(sheet, row, column)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, (dt.date, dt.datetime)):
        sheet.write_datetime(row, column, value)
    else:
        sheet.write(row, column, value)


def edit_part(path: Path, part: str, change: Callable[[bytes], bytes], *, level: int = 1) -> Path:
    """The file with one part changed (or added when it was not there), all others as they were; packed at that level,
    the quickest where a test does not ask how tightly."""
    source = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as new:
        names = old.namelist()
        for name in names:
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
        if part not in names:
            new.writestr(part, change(b""))
    return path


def sheet_part(table_name: str, *, only: list[str] | None = None) -> str:
    """The part of the sheet that write_tables made for a table."""
    names = [schema.name for schema in TABLES if only is None or schema.name in only]
    return f"xl/worksheets/sheet{names.index(table_name) + 1}.xml"


def minimal(**extra: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The least rows that make a sound workbook: one period, one unit; `extra` by table name."""
    day = dt.date
    rows: dict[str, list[dict[str, Any]]] = {
        "tblKy": [
            {
                "Mã kỳ": "2026-H1",
                "Tên kỳ": "6 tháng đầu năm 2026",
                "Từ ngày": day(2025, 12, 15),
                "Đến ngày": day(2026, 6, 14),
                "Hạn đơn vị nộp": day(2026, 6, 10),
                "Trạng thái": "Mở",
            }
        ],
        "tblDonVi": [
            {"Mã đơn vị": "H01", "Tên đơn vị": "Hội 01", "Loại": "Hội thành viên", "Ngày gia nhập": day(2000, 1, 1)}
        ],
        "tblCauHinh": [
            {"Mục": "Tên cơ quan", "Giá trị": "Liên hiệp các Hội Khoa học và Kỹ thuật thành phố Cần Thơ"},
            {"Mục": "Kỳ báo cáo", "Giá trị": "2026-H1"},
        ],
    }
    assert set(extra) <= set(BY_NAME)
    rows.update(extra)
    return rows
