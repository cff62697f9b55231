"""Workbooks to patch: one with everything that a careless save loses, and ways to compare before and after."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import kept
import xlsxwriter
from sound import audit as audit  # a workbook before and after a patch is asked this too
from xlsx import edit_part

from lhh_excel.workbook.tables import FINDINGS, FROZEN, JOURNAL, PROFILE, REGISTER, TASKS
from lhh_excel.workbook.values import normalise

DAY = dt.date(2026, 6, 20)


def rich(path: Path, *, own_column: bool = False, totals: bool = False, date1904: bool = False) -> Path:
    """Tables with formats, a chart, notes, drop-downs, conditional formats, rich text, a button's drawing, formulas."""

    def make() -> bytes:
        return _rich(path, own_column=own_column, totals=totals, date1904=date1904).read_bytes()

    path.write_bytes(kept.once(make, "rich workbook", own_column, totals, date1904))
    return path


def _rich(path: Path, *, own_column: bool, totals: bool, date1904: bool) -> Path:
    book = xlsxwriter.Workbook(str(path), {"date_1904": date1904, "in_memory": True})
    text = book.add_format({"num_format": "@", "border": 1, "text_wrap": True})
    day = book.add_format({"num_format": "dd/mm/yyyy", "border": 1})
    bold = book.add_format({"bold": True, "font_color": "red"})
    home = book.add_worksheet("Trang chủ")
    home.write_formula("A1", "=COUNTA(tblVanBanDi[Số, ký hiệu])", None, 2)
    home.write_rich_string("A2", "Đậm ", bold, "nhạt", text)
    home.insert_textbox("D2", "Hộp chữ")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Trang chủ'!$A$1:$A$1"})
    home.insert_chart("D8", chart)
    home.insert_button("F1", {"macro": "LHH_KiemTra", "caption": "Kiểm tra"})
    register = book.add_worksheet(REGISTER.sheet)
    _table(register, REGISTER, 4, [*_register_rows(text, day)], own_column=own_column, totals=totals)
    register.write_comment("A5", "Ghi chú của cột")
    register.data_validation("M6:M5000", {"validate": "list", "source": ["Đã cấp", "Chưa hoàn tất", "Bị thay thế"]})
    register.conditional_format("A6:M5000", {"type": "blanks", "format": bold})
    findings = book.add_worksheet(FINDINGS.sheet)
    old = [{"code": "KD01", "sheet": "Đơn vị", "cell": f"B{r}", "severity": "LỖI"} for r in range(6, 9)]
    _table(findings, FINDINGS, 4, [{k: (v, text) for k, v in row.items()} for row in old], own_column=own_column)
    for r in range(5, 8):
        findings.write_url(r, 3 + own_column, "internal:'Đơn vị'!B6", text, f"B{r + 1}")
    findings.write_url("P1", "internal:'Trang chủ'!A1", None, "Về Trang chủ")
    for schema in (JOURNAL, FROZEN, TASKS):
        _table(book.add_worksheet(schema.sheet), schema, 4, [])
    profile = [("Tên cơ quan", "Liên hiệp các Hội"), ("Ký hiệu cơ quan", "LHH"), ("Kỳ báo cáo", "2026-H1")]
    _table(book.add_worksheet(PROFILE.sheet), PROFILE, 4, [{"item": (a, text), "value": (b, text)} for a, b in profile])
    book.close()
    return edit_part(path, "xl/workbook.xml", lambda xml: xml.replace(b' fullCalcOnLoad="1"', b""))


def _register_rows(text: Any, day: Any) -> list[dict[str, Any]]:
    return [
        {
            "symbol": (f"{n:02d}/BC-LHH", text),
            "date": (dt.date(2026, n, 3), day),
            "subject": ("Báo cáo", text),
            "copies": (n, None),
            "state": ("Đã cấp", text),
        }
        for n in (1, 2)
    ]


def _table(
    sheet: Any, schema: Any, top: int, rows: list[dict[str, Any]], *, own_column: bool = False, totals: bool = False
) -> None:
    headers = [{"header": column.header} for column in schema.columns]
    if own_column:
        headers.insert(1, {"header": "Cột riêng"})
    last = top + max(len(rows), 1) + totals
    sheet.add_table(top, 0, last, len(headers) - 1, {"name": schema.name, "columns": headers, "total_row": totals})
    for c, column in enumerate(schema.columns):
        place = c + 1 if own_column and c else c
        for r, row in enumerate(rows, top + 1):
            value, style = row.get(column.key, (None, None))
            if isinstance(value, dt.date):
                sheet.write_datetime(r, place, value, style)
            elif isinstance(value, int):
                sheet.write_number(r, place, value, style)
            elif value is not None:
                sheet.write_string(r, place, value, style)


def parts(path: Path | bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(path if isinstance(path, bytes) else path.read_bytes())) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """Names of parts that differ, were added or went; the order of what stayed must be the same."""
    old, new = parts(before), parts(after)
    assert [name for name in old if name in new] == list(new)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def part_of_sheet(path: Path, name: str) -> str:
    from lhh_excel.workbook.package import Package

    return next(sheet.part for sheet in Package(path).sheets if sheet.name == name)


def part_of_table(path: Path, name: str) -> str:
    from lhh_excel.workbook.package import Package

    return next(table.part for table in Package(path).tables if table.name == name)


def openpyxl_rows(path: Path, table: str) -> list[dict[str, Any]]:
    """The table's records by header, read by openpyxl."""
    from openpyxl import load_workbook

    for sheet in load_workbook(path):
        if table in sheet.tables:
            header, *body = sheet[sheet.tables[table].ref]
            names = [cell.value for cell in header]
            return [dict(zip(names, (normalise(cell.value) for cell in row), strict=True)) for row in body]
    raise AssertionError(f"no {table}")


def calamine_rows(path: Path, table: str) -> list[dict[str, Any]]:
    """The table's records by header, read by calamine."""
    from python_calamine import CalamineWorkbook

    found = CalamineWorkbook.from_path(str(path), load_tables=True).get_table_by_name(table)
    return [dict(zip(found.columns, (normalise(value) for value in row), strict=True)) for row in found.to_python()]
