"""Workbooks and documents to start from: small masters as several programs save them, the sample, real documents."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from .excel_like import excel_like

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "workbooks" / "LHH-vi-du.xlsm"
EMPTY = ROOT / "workbooks" / "LHH.xlsm"
PERIOD, AS_OF = "2026-H1", "2026-06-20"

#: The units that a small master keeps of the sample.
UNITS = ("H01", "H02", "H09", "TT01")
_EMPTY = frozenset({"findings", "journal", "frozen"})
_Rows = dict[str, list[dict[str, Any]]]


def small_master(path: Path) -> Path:
    """Four units of the sample and their figures and tasks, as XlsxWriter saves them."""
    import xlsxwriter

    from lhh_excel.workbook.reading import open_book
    from lhh_excel.workbook.tables import SCHEMA_VERSION, TABLES, VERSION_NAME

    book = open_book(SAMPLE)
    out = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    out.add_worksheet("Trang chủ").write_formula("A1", "=COUNTA(tblDonVi[Mã đơn vị])", None, 4)
    tables: _Rows = {}
    for schema in TABLES:
        clean = book[schema.key].clean
        tables[schema.key] = [dict(zip(clean, row, strict=True)) for row in zip(*clean.values(), strict=True)]
    _thin(tables)
    for schema in TABLES:
        _write(out.add_worksheet(schema.sheet), schema, tables[schema.key])
    out.define_name(VERSION_NAME, f"={SCHEMA_VERSION}")
    out.close()
    return path


def _thin(tables: _Rows) -> None:
    """Only those units, and what refers to no others."""
    for key in _EMPTY:
        tables[key] = []
    for row in tables["profile"]:
        if row["item"] == "Ngày tính":  # the day comes with the call
            row["value"] = None
    tables["units"] = [row for row in tables["units"] if row["code"] in UNITS]
    tables["figures"] = [row for row in tables["figures"] if row["unit"] in UNITS]
    ours = [row for row in tables["tasks"] if {row["lead"], *str(row["partners"] or UNITS[0]).split(";")} <= set(UNITS)]
    tables["tasks"] = ours[:10]
    codes = {row["code"] for row in tables["tasks"]}
    tables["progress"] = [row for row in tables["progress"] if row["task"] in codes]


def _write(sheet: Any, schema: Any, rows: list[dict[str, Any]]) -> None:
    headers = [{"header": column.header} for column in schema.columns]
    sheet.add_table(4, 0, 4 + max(len(rows), 1), len(headers) - 1, {"name": schema.name, "columns": headers})
    for r, row in enumerate(rows, 5):
        for c, column in enumerate(schema.columns):
            value = row.get(column.key)
            if isinstance(value, str):
                sheet.write_string(r, c, value)
            elif isinstance(value, dt.date):
                sheet.write_datetime(r, c, value)
            elif value is not None:
                sheet.write(r, c, value)


def earlier_master() -> bytes:
    """A workbook of version 1, as it is out there."""
    with zipfile.ZipFile(ROOT / "tests" / "data" / "earlier" / "layout-1.zip") as archive:
        return archive.read("so.xlsm")


def second_office() -> bytes:
    """The workbook of an office that declares its own indicators, outline and kinds of units (tests/data)."""
    if (tests := str(ROOT / "tests")) not in sys.path:
        sys.path.insert(0, tests)
    import second_office as office

    made: bytes = office.workbook(macros=True)
    return made


def by_openpyxl(source: Path, path: Path) -> Path:
    """The workbook as openpyxl saves it."""
    import openpyxl

    openpyxl.load_workbook(source).save(path)
    return path


def by_libreoffice(source: Path, folder: Path) -> Path | None:
    """The workbook as LibreOffice saves it; None where there is none."""
    program = shutil.which("soffice")
    if program is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    profile = (folder / "lo").as_uri()
    call = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir", str(folder)]
    subprocess.run([*call, str(source)], capture_output=True, timeout=180, check=False)
    made = folder / f"{source.stem}.xlsx"
    return made if made.exists() else None


def masters(folder: Path, *, office: bool = True) -> dict[str, bytes]:
    """Every master workbook to start from, by the program that saved it."""
    folder.mkdir(parents=True, exist_ok=True)
    small = small_master(folder / "nho.xlsx")
    made: dict[str, bytes] = {
        "XlsxWriter": small.read_bytes(),
        "Excel": excel_like(small.read_bytes()),
        "openpyxl": by_openpyxl(small, folder / "openpyxl.xlsx").read_bytes(),
        "sample": SAMPLE.read_bytes(),
        "empty": EMPTY.read_bytes(),
        "layout-1": earlier_master(),
        "second": second_office(),
    }
    saved = by_libreoffice(small, folder / "saved") if office else None
    if saved is not None:
        made["LibreOffice"] = saved.read_bytes()
    return made


def returned_form(folder: Path, master: bytes) -> bytes:
    """A form of one unit as it was sent out, with one figure filled in."""
    from lhh_excel.actions.common import Target
    from lhh_excel.actions.forms import FormsOptions, forms

    path = folder / "phieu" / "so.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(master)
    day = dt.date.fromisoformat(AS_OF)
    made = forms(FormsOptions(Target(path, day, PERIOD), path.parent / "ra", ("H09",))).made
    form = next(file for file in [*made, *sorted((path.parent / "ra").glob("PHIEU*"))] if file.name.startswith("PHIEU"))
    import openpyxl

    book = openpyxl.load_workbook(form)
    sheet = book["Số liệu"]
    for row in range(5, 24):
        cell = sheet.cell(row, 5)
        label = sheet.cell(row, 2).value
        cell.value = {"Hội viên đầu kỳ": 69, "Kết nạp mới": 3, "Giảm trong kỳ": 2, "Hội viên cuối kỳ": 70}.get(label, 2)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def documents() -> dict[str, bytes]:
    """Word documents to start from: the decree's models, and our templates."""
    found = sorted((ROOT / "tests" / "data").glob("*.docx"))
    return {path.name: path.read_bytes() for path in found}


def templates() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((ROOT / "templates").glob("*.docx"))}
