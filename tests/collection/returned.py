"""Forms as units send them back: filled in with openpyxl by the labels a person sees, then imported."""

from __future__ import annotations

import datetime as dt
import io
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import kept
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from lhh_excel.actions.common import Outcome, Target
from lhh_excel.actions.forms import FormsOptions, forms
from lhh_excel.actions.import_forms import ImportOptions, UndoOptions, import_forms, undo_import
from lhh_excel.workbook.book import Book
from lhh_excel.workbook.patch import WorkbookPatch

PERIOD = "2026-H1"
SENT, TODAY = dt.date(2026, 5, 20), dt.date(2026, 6, 8)
#: Right answers of H09, which has not reported in the sample and begins with 69 members.
H09: dict[str, Any] = {
    "Kết nạp mới": 5,
    "Giảm trong kỳ": 2,
    "Hội viên cuối kỳ": 72,
    "TVPB được giao": 3,
    "TVPB hoàn thành": 2,
    "Văn bản góp ý": 0,
    "Hội thảo": 1,
    "Lượt người hội thảo": 40,
    "Lớp tập huấn": 0,
    "Lượt người tập huấn": 0,
    "Tin bài": 6,
    "Kinh phí (triệu đồng)": 57.5,
}


def send(book: Path, out: Path, *units: str, day: dt.date = SENT) -> dict[str, Path]:
    """The forms of these units (all without any), as sent on `day`: unit -> path. Made once a run for each workbook.

    Of a copy: sending writes a line into the journal, and `book` may be the shipped sample.
    """

    def made(folder: Path) -> dict[str, Path]:
        with tempfile.TemporaryDirectory() as place:
            copy = Path(shutil.copy(book, place))
            sent = forms(FormsOptions(Target(copy, day), folder, units)).made[1:]
        return {path.stem.rpartition("-")[2]: path for path in sent}

    if out.exists() and any(out.iterdir()):  # what lies there counts
        return made(out)
    kept.files(made, out, "forms", book.read_bytes(), day, units)
    return {path.stem.rpartition("-")[2]: path for path in sorted(out.glob("*.xlsx"))}


def answer(
    form: Path,
    to: Path,
    figures: Mapping[str, Any] | None = None,
    *,
    tasks: Mapping[str, Mapping[str, Any]] | None = None,
    new: Sequence[Mapping[str, Any]] = (),
    texts: Mapping[str, str] | None = None,
    saved: dt.datetime | None = None,
) -> Path:
    """The form filled in and saved at `to`; `saved` is the file's time."""

    def make() -> bytes:
        book, filled = load_workbook(form), io.BytesIO()
        fill(book, figures or {}, tasks or {}, new, texts or {})
        book.save(filled)
        return filled.getvalue()

    data = kept.once(make, "answer", form.read_bytes(), figures, tasks, new, texts)
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(data)
    if saved is not None:
        os.utime(to, (saved.timestamp(),) * 2)
    return to


def fill(
    book: Workbook,
    figures: Mapping[str, Any],
    tasks: Mapping[str, Mapping[str, Any]],
    new: Sequence[Mapping[str, Any]],
    texts: Mapping[str, str],
) -> None:
    for label, value in figures.items():
        put(book, "Số liệu", label, "Kỳ này", value)
    for code, cells in tasks.items():
        for header, value in cells.items():
            put(book, "Nhiệm vụ", code, header, value)
    for number, cells in enumerate(new, 1):
        for header, value in cells.items():
            put(book, "Nhiệm vụ mới", number, header, value)
    for section, text in texts.items():
        put(book, "Nội dung", section, "Nội dung", text)


def put(book: Workbook, sheet: str, row: Any, column: str, value: Any) -> str:
    """Types a value where the row's label and the column's header meet; text stays text. The cell's address."""
    cell = at(book[sheet], row, column)
    cell.value = value
    if isinstance(value, str) and value.startswith("=") and not value.startswith("=="):
        cell.data_type = "s"
    return str(cell.coordinate)


def at(sheet: Worksheet, row: Any, column: str) -> Any:
    """The cell of a row's label and a header."""
    header = next(cell for cells in sheet.iter_rows() for cell in cells if cell.value == column and cell.row >= 4)
    labels = [cell for cells in sheet.iter_rows(min_row=header.row + 1, max_col=2) for cell in cells]
    return sheet.cell(next(cell.row for cell in labels if cell.value == row), header.column)


def take(book: Path, *places: Path, day: dt.date = TODAY, **options: Any) -> Outcome:
    """The import of these forms, without a question."""
    return import_forms(ImportOptions(Target(book, day), places, **{"sure": True, **options}))


def undo(book: Path, number: int, **options: Any) -> Outcome:
    return undo_import(UndoOptions(Target(book, TODAY), number, **{"sure": True, **options}))


def read(book: Path) -> Book:
    return kept.book(book, TODAY)


def value(book: Path, table: str, record: str, column: str) -> Any:
    """The value in the workbook; KeyError where there is no such record."""
    data = read(book)[table]
    names = [data.record(i) for i in range(len(data))]
    if record not in names:
        raise KeyError(record)
    return data.clean[column][names.index(record)]


def clerk(book: Path, table: str, record: str, column: str, new: Any) -> None:
    """The clerk types into the workbook."""
    data = read(book)[table]
    index = [data.record(i) for i in range(len(data))].index(record)
    patch = WorkbookPatch(book)
    patch.set(table, data.rows[index], column, new)
    patch.path.write_bytes(patch.to_bytes())


def everything(book: Path, *, but: Sequence[str] = ("journal",)) -> dict[str, list[dict[str, Any]]]:
    """All records of all tables by value, rows without any left out."""
    found = {}
    for key, data in read(book).tables.items():
        if key not in but:
            found[key] = [{k: data.clean[k][i] for k in data.clean} for i in range(len(data))]
    return found


def journal(book: Path) -> list[dict[str, Any]]:
    data = read(book)["journal"]
    return [{k: data.clean[k][i] for k in data.clean} for i in range(len(data))]
