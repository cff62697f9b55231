"""The provenance workbook: every figure with its place, value, formula and cells."""

from __future__ import annotations

import datetime as dt
import io
import re
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from office_books import office
from sound import errors
from test_report_content import TASKS
from test_report_sentences import written

from lhh_excel.figures.figure import Figure, Source
from lhh_excel.figures.provenance import HEAD_ROW, LONGEST, ProvenanceRow, provenance_book, provenance_rows
from lhh_excel.figures.report import build_report
from lhh_excel.messages.figures import say

STAMP = dt.date(2026, 6, 14)


def read(data: bytes) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    return [row for row in sheet.iter_rows(min_row=HEAD_ROW + 2, values_only=True) if row[0] is not None]


def book_of_rows(rows: list[ProvenanceRow]) -> bytes:
    return provenance_book(rows, title="Kết quả", stamp=STAMP)


def test_each_figure_that_stands_in_the_document_has_its_line() -> None:
    report, rendered = written(TASKS)
    lines = read(book_of_rows(provenance_rows(report.figures, rendered.places)))
    by_id = {line[8]: line for line in lines}
    placed = [figure for figure in report.figures if rendered.places[figure.id]]
    assert set(by_id) == {figure.id for figure in placed}
    for figure in placed:
        _, place, label, text, value, formula, sheets, cells, _ = by_id[figure.id]
        assert str(place).splitlines() == rendered.places[figure.id]
        assert (label, text, formula) == (figure.label, figure.text, figure.formula)
        assert (value.date() if isinstance(value, dt.datetime) else value) == figure.value
        assert (
            list(zip(str(sheets or "").split("\n"), str(cells or "").split("\n"), strict=True))
            == [(source.sheet, source.cells) for source in figure.sources]
            or not figure.sources
        )


def test_the_cells_named_give_the_figure_again() -> None:
    """Adds up, straight from the sheet, what each total of Phụ lục I says it was added up from."""
    book = office()
    data = book["figures"]
    totals = [
        f for f in build_report(book, "2026-H1").figures if f.id.startswith("so_lieu.") and f.id.endswith(".tong")
    ]
    assert len(totals) > 4
    for figure in totals:
        (source,) = figure.sources
        assert source.sheet == "Số liệu"
        added = 0.0
        for run in source.cells.split(", "):
            first, _, last = run.partition(":")
            letter = first.rstrip("0123456789")
            key = next(key for key, found in data.letters.items() if found == letter)
            for row in range(int(first[len(letter) :]), int((last or first)[len(letter) :]) + 1):
                added += data.clean[key][data.rows.index(row)]
        assert round(added, 6) == figure.value


def test_the_same_rows_give_the_same_bytes_at_another_moment() -> None:
    rows = provenance_rows(build_report(office(TASKS), "2026-H1").figures)
    first = book_of_rows(rows)
    time.sleep(2.1)  # zip times have steps of two seconds
    assert book_of_rows(rows) == first


def test_a_text_that_begins_like_a_formula_stays_a_text() -> None:
    row = ProvenanceRow("x", "I", "=1+1", "@SUM(A1)", 3, "+cmd", "Số liệu", "A1")
    sheet = openpyxl.load_workbook(io.BytesIO(book_of_rows([row]))).active
    assert sheet is not None
    cells = [cell for line in sheet.iter_rows(min_row=HEAD_ROW + 2) for cell in line]
    assert "f" not in {cell.data_type for cell in cells}
    assert cells[2].value == "=1+1"


@pytest.mark.parametrize(
    "text",
    ["A & B <c>", " hai đầu ", "dòng\nhai", "_x0041_", "<r>đậm</r>", "“ngoặc” 'đơn'", "dài" * 10_000, ""],
)
def test_any_text_comes_back_as_it_was_and_is_cut_only_where_excel_would_cut_it(text: str) -> None:
    row = ProvenanceRow(f"{text}.id", text, text, text, 2.5, text, text, text)
    (line,) = read(book_of_rows([row]))
    assert [str(line[column] or "") for column in (1, 2, 3, 5, 6, 7)] == [text] * 6
    assert line[8] == f"{text}.id"


def test_texts_are_kept_as_xlsxwriter_keeps_them() -> None:
    texts = ["a", 'A & B <c> "d"', " hai đầu ", "dòng\nhai", "_x0041_", "\x02 và \x1f", "\ttab", "=1+1", "x" * 40_000]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as theirs:
        sheet = theirs.add_worksheet()
        for line, text in enumerate(texts):
            sheet.write_string(line, 0, text)
    ours = book_of_rows([ProvenanceRow("id", "I", text, "1", 1, "Đếm", "S", "A1") for text in texts])
    assert set(kept_texts(out.getvalue())) <= set(kept_texts(ours))


def kept_texts(workbook: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return re.findall("<si>.*?</si>", archive.read("xl/sharedStrings.xml").decode(), re.DOTALL)


def test_values_are_real_numbers_and_dates_and_a_figure_without_one_has_an_empty_cell() -> None:
    values = [None, 3, 2.5, dt.date(2026, 2, 28), -1, dt.date(1990, 1, 1), 10**12, None, 0.000001]
    rows = [ProvenanceRow(f"x{n}", "I", "X", "1", value, "Đếm", "S", "A1") for n, value in enumerate(values)]
    found = [line[4].date() if isinstance(line[4], dt.datetime) else line[4] for line in read(book_of_rows(rows))]
    assert found == values


@pytest.mark.slow
def test_the_workbook_is_as_openpyxl_and_excels_schema_want_it(tmp_path: Path) -> None:
    rows = provenance_rows(build_report(office(TASKS), "2026-H1").figures)
    data = book_of_rows(rows)
    file = tmp_path / "nguon.xlsx"
    file.write_bytes(data)
    assert [str(error) for error in errors(file)] == []
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    assert sheet.dimensions == f"A1:I{HEAD_ROW + 1 + len(rows)}" == sheet.auto_filter.ref.replace("A4", "A1")


def test_a_figure_of_very_many_cells_goes_on_in_further_rows_and_loses_none() -> None:
    cells = ", ".join(f"K{row}" for row in range(5, 20_000, 2))
    rows = provenance_rows([Figure("x", "X", 1, "1", "Đếm", (Source("Nhiệm vụ", cells), Source("Tiến độ", "A1")))])
    assert len(rows) > 1
    assert all(len(row.cells) <= LONGEST for row in rows)
    again = [cell for row in rows for line in row.cells.split("\n") for cell in line.split(", ")]
    assert again == [*cells.split(", "), "A1"]
    assert len(read(book_of_rows(rows))) == len(rows)


def test_heads_are_told_in_vietnamese_and_stay_in_sight() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(book_of_rows([]))).active
    assert sheet is not None
    assert sheet.freeze_panes == f"A{HEAD_ROW + 2}"
    assert sheet.cell(HEAD_ROW + 1, 8).value == say("book_cells") == "Ô nguồn"
