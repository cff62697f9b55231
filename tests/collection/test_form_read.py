"""Everything a unit can do to a form and still be understood; and what is told where it can't be."""

from __future__ import annotations

import datetime as dt
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from office import convert
from openpyxl import Workbook, load_workbook
from returned import H09, PERIOD, answer, at, everything, put, send, take, value

from lhh_excel.workbook.values import show

ROW = f"{PERIOD}/H09"


@pytest.fixture
def form(sample: Path, tmp_path: Path) -> Path:
    return send(sample, tmp_path / "gui", "H09")["H09"]


def first_page(book: Workbook, label: str) -> Any:
    """The cell of the form's first page beside this label."""
    return next(cells[2] for cells in book["Hướng dẫn"].iter_rows() if cells[0].value == label)


def taken(sample: Path, path: Path) -> dict[str, Any]:
    """The form is imported without a complaint; the figures of H09 by header."""
    outcome = take(sample, path)
    assert outcome.exit_code == 0, outcome.lines
    return {header: value(sample, "figures", ROW, key) for header, key in _KEYS.items() if header in H09}


def problems(sample: Path, path: Path) -> list[dict[str, str]]:
    """The form is not taken in, the workbook stays as it is; what is told of it."""
    before = sample.read_bytes()
    outcome = take(sample, path)
    assert sample.read_bytes() == before
    assert outcome.exit_code == 1
    (faulty,) = outcome.counts["faulty"]
    return list(faulty["problems"])


def _keys() -> dict[str, str]:
    from lhh_excel.workbook.tables import FIGURES

    return {column.header: column.key for column in FIGURES.columns}


_KEYS = _keys()


@pytest.mark.slow
def test_the_answers_go_where_they_belong(sample: Path, form: Path, tmp_path: Path) -> None:
    done = {"Trạng thái": "Hoàn thành", "Tiến độ (%)": 100, "Ngày hoàn thành": dt.date(2026, 5, 4), "Kết quả": "Xong"}
    new = {
        "Nhóm nhiệm vụ": "1. Tổ chức",
        "Nội dung": "@Mở lớp",
        "Đơn vị phối hợp": "H01;H02",
        "Ngày giao": dt.date(2026, 4, 1),
        "Hạn hoàn thành": dt.date(2026, 9, 1),
        "Trạng thái": "Đang thực hiện",
        "Tiến độ (%)": 20,
    }
    figures = {**H09, "Ghi chú": "=đã đối chiếu"}
    texts = {"Hạn chế": "Thiếu kinh phí.\nThiếu người"}
    path = tmp_path / "phiếu của hội (1).xlsx"
    back = answer(form, path, figures, tasks={"NV-007": done}, new=[new], texts=texts)
    assert taken(sample, back) == H09
    assert value(sample, "figures", ROW, "note") == "=đã đối chiếu"
    assert value(sample, "figures", ROW, "received") == dt.date(2026, 6, 8)
    assert value(sample, "progress", f"{PERIOD}/NV-007/H09", "state") == "Hoàn thành"
    assert value(sample, "tasks", "NV-007", "done_on") == dt.date(2026, 5, 4)
    assert value(sample, "tasks", "NV-061", "content") == "@Mở lớp"
    assert value(sample, "tasks", "NV-061", "lead") == "H09"
    assert value(sample, "progress", f"{PERIOD}/NV-061/H09", "progress") == 20
    said = [row["content"] for row in everything(sample)["texts"] if "Thiếu kinh phí" in str(row["content"])]
    assert said == ["Hội thành viên 09: Thiếu kinh phí. Thiếu người"]


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_saved_by_libreoffice(sample: Path, form: Path, tmp_path: Path, kind: str) -> None:
    dates = {
        "Trạng thái": "Hoàn thành",
        "Tiến độ (%)": 100,
        "Ngày hoàn thành": dt.date(2026, 5, 4),
        "Kết quả": "Một\nhai  ba",
    }
    back = answer(form, tmp_path / "phieu.xlsx", H09, tasks={"NV-007": dates}, texts={"Ưu điểm": "Tốt"})
    (tmp_path / "lo").mkdir()
    assert taken(sample, convert(back, kind, tmp_path / "lo")) == H09
    assert value(sample, "tasks", "NV-007", "done_on") == dt.date(2026, 5, 4)
    assert value(sample, "tasks", "NV-007", "result") == "Một\nhai  ba"


@pytest.mark.slow
def test_sheets_renamed_and_moved_rows_and_columns_inserted_protection_removed(
    sample: Path, form: Path, tmp_path: Path
) -> None:
    book = load_workbook(answer(form, tmp_path / "a.xlsx", H09))
    for number, sheet in enumerate(book.worksheets):
        sheet.protection.sheet = False
        if sheet.title != "LHH":
            for area in list(sheet.merged_cells.ranges):
                sheet.unmerge_cells(str(area))
            sheet.insert_rows(2, 3)
            sheet.insert_cols(1 + number % 2, 2)
            sheet.title = f"Trang {number}"
    book["Trang 1"].insert_rows(14)
    book.move_sheet("Trang 1", -1)
    book.move_sheet("LHH", -4)
    book.create_sheet("Của tôi", 0)["A1"] = "ghi chú riêng"
    book.save(tmp_path / "b.xlsx")
    assert taken(sample, tmp_path / "b.xlsx") == H09


@pytest.mark.slow
def test_text_dates_numbers_as_text_other_case_and_percent_cells_are_understood(
    sample: Path, form: Path, tmp_path: Path
) -> None:
    book = load_workbook(answer(form, tmp_path / "a.xlsx", {**H09, "Tin bài": " 6 ", "Kinh phí (triệu đồng)": "57,5"}))
    put(book, "Nhiệm vụ", "NV-007", "Trạng thái", "đang  thực hiện")
    at(book["Nhiệm vụ"], "NV-007", "Tiến độ (%)").number_format = "0%"
    put(book, "Nhiệm vụ", "NV-007", "Tiến độ (%)", 0.55)
    put(book, "Nhiệm vụ mới", 1, "Nhóm nhiệm vụ", "1. Tổ chức")
    put(book, "Nhiệm vụ mới", 1, "Nội dung", "Việc mới")
    put(book, "Nhiệm vụ mới", 1, "Ngày giao", "01/04/2026")
    put(book, "Nhiệm vụ mới", 1, "Hạn hoàn thành", "2026-09-01")
    put(book, "Nhiệm vụ mới", 1, "Trạng thái", "Chưa bắt đầu")
    book.save(tmp_path / "b.xlsx")
    assert taken(sample, tmp_path / "b.xlsx") == H09
    assert value(sample, "progress", f"{PERIOD}/NV-007/H09", "state") == "Đang thực hiện"
    assert value(sample, "progress", f"{PERIOD}/NV-007/H09", "progress") == 55
    assert value(sample, "tasks", "NV-061", "assigned") == dt.date(2026, 4, 1)
    assert value(sample, "tasks", "NV-061", "due") == dt.date(2026, 9, 1)


@pytest.mark.slow
def test_decomposed_text_goes_in_composed_and_decomposed_labels_are_found(
    sample: Path, form: Path, tmp_path: Path
) -> None:
    book = load_workbook(
        answer(form, tmp_path / "a.xlsx", {**H09, "Ghi chú": unicodedata.normalize("NFD", "Đã hỏi kỹ")})
    )
    for sheet in book.worksheets:
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, str) and not cell.value.startswith("="):
                    cell.value = unicodedata.normalize("NFD", cell.value)
    book.save(tmp_path / "b.xlsx")
    assert taken(sample, tmp_path / "b.xlsx") == H09
    assert value(sample, "figures", ROW, "note") == "Đã hỏi kỹ"


@pytest.mark.slow
def test_a_line_inserted_for_one_more_task_is_read(sample: Path, form: Path, tmp_path: Path) -> None:
    book = load_workbook(answer(form, tmp_path / "a.xlsx", H09))
    sheet = book["Nhiệm vụ mới"]
    sheet.protection.sheet = False
    for column, text in zip(
        "BCFGH", ("1. Tổ chức", "Việc thứ chín", "01/04/2026", "01/09/2026", "Chưa bắt đầu"), strict=True
    ):
        sheet[f"{column}13"] = text
    book.save(tmp_path / "b.xlsx")
    taken(sample, tmp_path / "b.xlsx")
    assert value(sample, "tasks", "NV-061", "content") == "Việc thứ chín"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("label", "typed", "code"),
    [
        ("Kinh phí (triệu đồng)", "1.234", "KD06"),  # a thousand or one and a bit: not to be guessed
        ("Tin bài", "khoảng 20", "KD06"),
        ("Tin bài", 6.5, "KD08"),
        ("Tin bài", -6, "SL11"),
        ("Tin bài", dt.date(2026, 5, 3), "KD06"),
        ("Hội viên cuối kỳ", 73, "SL01"),
        ("Hội viên đầu kỳ", 70, "SL03"),
        ("TVPB hoàn thành", 4, "SL04"),
        ("Hội thảo", 0, "SL06"),
        ("Ghi chú", "Liªn hiÖp Héi", "VB02"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_told_at_its_cell_of_the_form(
    sample: Path, form: Path, tmp_path: Path, label: str, typed: Any, code: str
) -> None:
    back = answer(form, tmp_path / "a.xlsx", {**H09, label: typed})
    found = [problem for problem in problems(sample, back) if problem["code"] == code]
    address = at(
        load_workbook(back)["Số liệu"], "Lượt người hội thảo" if code == "SL06" else label, "Kỳ này"
    ).coordinate
    assert [problem["place"] for problem in found] == [f"Số liệu!{address}"]


@pytest.mark.slow
def test_grouped_millions_have_one_reading(sample: Path, form: Path, tmp_path: Path) -> None:
    assert taken(sample, answer(form, tmp_path / "a.xlsx", {**H09, "Tin bài": "1.234.567"})) == {
        **H09,
        "Tin bài": 1234567,
    }


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.234,5", 1234.5),
        *(
            pytest.param(typed, number, marks=pytest.mark.slow)
            for typed, number in [("1 234", 1234), ("1\u00a0234,50", 1234.5), ("1\u202f234", 1234), ("−3", -3)]
        ),
    ],
)
def test_a_number_typed_as_vietnamese_write_it_has_one_reading(
    sample: Path, form: Path, tmp_path: Path, typed: str, number: float
) -> None:
    outcome = take(sample, answer(form, tmp_path / "a.xlsx", {**H09, "Kinh phí (triệu đồng)": typed}), dry_run=True)
    if number < 0:
        assert [problem["code"] for problem in outcome.counts["faulty"][0]["problems"]] == ["SL11"]
    else:
        (change,) = [change for change in outcome.counts["changes"] if change["column"] == "Kinh phí (triệu đồng)"]
        assert change["new"] == show(number)


@pytest.mark.slow
def test_a_percent_typed_with_its_sign_is_that_percent(sample: Path, form: Path, tmp_path: Path) -> None:
    tasks = {"NV-007": {"Tiến độ (%)": "12,5 %"}}
    take(sample, answer(form, tmp_path / "a.xlsx", {**H09, "Tin bài": 6}, tasks=tasks))
    assert value(sample, "progress", f"{PERIOD}/NV-007/H09", "progress") == 12.5
    back = answer(form, tmp_path / "b.xlsx", {**H09, "Tin bài": "12 %"})
    assert "KD06" in [problem["code"] for problem in problems(sample, back)]


@pytest.mark.slow
@pytest.mark.parametrize("cached", [True, False])
def test_a_formula_in_a_typed_cell_is_told(sample: Path, form: Path, tmp_path: Path, cached: bool) -> None:
    book = load_workbook(answer(form, tmp_path / "a.xlsx", H09))
    cell = at(book["Số liệu"], "Tin bài", "Kỳ này")
    cell.value = "=2+4"
    book.save(tmp_path / "b.xlsx")
    if cached:
        (tmp_path / "lo").mkdir()
        convert(tmp_path / "b.xlsx", "xlsx", tmp_path / "lo")
        shutil.copy(tmp_path / "lo" / "b.xlsx", tmp_path / "b.xlsx")
    (problem,) = problems(sample, tmp_path / "b.xlsx")
    assert problem["code"] == "formula" and problem["place"].endswith(cell.coordinate) and "2+4" in problem["message"]


@pytest.mark.slow
@pytest.mark.office
def test_a_formula_in_an_ods_is_told_too(sample: Path, form: Path, tmp_path: Path) -> None:
    book = load_workbook(answer(form, tmp_path / "a.xlsx", H09))
    at(book["Số liệu"], "Tin bài", "Kỳ này").value = "=2+4"
    book.save(tmp_path / "b.xlsx")
    (tmp_path / "lo").mkdir()
    (problem,) = problems(sample, convert(tmp_path / "b.xlsx", "ods", tmp_path / "lo"))
    assert problem["code"] == "formula"


@pytest.mark.slow
def test_merged_cells_are_told(sample: Path, form: Path, tmp_path: Path) -> None:
    book = load_workbook(answer(form, tmp_path / "a.xlsx", H09))
    book["Số liệu"].merge_cells("E12:E13")
    book.save(tmp_path / "b.xlsx")
    found = problems(sample, tmp_path / "b.xlsx")
    assert ("merged", "Số liệu!E12") in [(p["code"], p["place"]) for p in found]


@pytest.mark.slow
def test_figures_typed_over_last_periods_are_told(sample: Path, form: Path, tmp_path: Path) -> None:
    book = load_workbook(answer(form, tmp_path / "a.xlsx", H09))
    put(book, "Số liệu", "Tin bài", "Kỳ trước", 999)
    put(book, "Nhiệm vụ", "NV-007", "Nội dung", "Một việc khác")
    book.save(tmp_path / "b.xlsx")
    found = {p["place"].split("!")[0]: p for p in problems(sample, tmp_path / "b.xlsx")}
    assert set(found) == {"Số liệu", "Nhiệm vụ"} and "999" in found["Số liệu"]["message"]


@pytest.mark.slow
def test_a_form_handed_on_to_another_unit_is_told(sample: Path, form: Path, tmp_path: Path) -> None:
    book = load_workbook(answer(form, tmp_path / "a.xlsx", H09))
    cell = first_page(book, "Mã đơn vị")
    cell.value = "H10"
    book.save(tmp_path / "b.xlsx")
    (problem,) = problems(sample, tmp_path / "b.xlsx")
    assert problem["place"] == f"Hướng dẫn!{cell.coordinate}" and "H10" in problem["message"]


@pytest.mark.slow
def test_a_row_deleted_doubled_or_added_is_told(sample: Path, form: Path, tmp_path: Path) -> None:
    book = load_workbook(answer(form, tmp_path / "a.xlsx", H09))
    doubled = at(book["Số liệu"], "Tin bài", "Chỉ tiêu").coordinate
    put(book, "Số liệu", "Hội thảo", "Chỉ tiêu", "Tin bài")
    strange = at(book["Số liệu"], "Hội viên cuối kỳ", "Kỳ này").coordinate
    put(book, "Số liệu", "Hội viên cuối kỳ", "Chỉ tiêu", "Hội viên nữ")
    book.save(tmp_path / "b.xlsx")
    told = {(p["code"], p["place"]) for p in problems(sample, tmp_path / "b.xlsx")}
    wanted = {("strange_row", f"Số liệu!{strange}"), ("row_doubled", f"Số liệu!{doubled}"), ("row_missing", "Số liệu")}
    assert told >= wanted


@pytest.mark.slow
def test_an_excel_error_is_told(sample: Path, form: Path, tmp_path: Path) -> None:
    book = load_workbook(answer(form, tmp_path / "a.xlsx", H09))
    cell = at(book["Số liệu"], "Tin bài", "Kỳ này")
    cell.value, cell.data_type = "#REF!", "e"
    book.save(tmp_path / "b.xlsx")
    assert [p["code"] for p in problems(sample, tmp_path / "b.xlsx")] == ["CT12"]


@pytest.mark.slow
def test_blank_stays_blank_and_zero_stays_zero(sample: Path, form: Path, tmp_path: Path) -> None:
    taken(sample, answer(form, tmp_path / "a.xlsx", {**H09, "Khen thưởng": 0, "Đề tài mới": "   "}))
    assert value(sample, "figures", ROW, "khen_thuong") == 0
    assert value(sample, "figures", ROW, "de_tai_moi") is None
    assert value(sample, "figures", ROW, "de_tai_chuyen_tiep") is None


# --- what real units add -------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("where", [-5, 0])
def test_two_sheets_of_one_part_that_differ_are_told_and_two_alike_are_not(
    sample: Path, form: Path, tmp_path: Path, where: int
) -> None:
    book = load_workbook(answer(form, tmp_path / "a.xlsx", H09))
    copy = book.copy_worksheet(book["Số liệu"])
    copy.title = "Số liệu nháp"
    book.move_sheet(copy, where)
    book.save(tmp_path / "giong.xlsx")
    at(copy, "Tin bài", "Kỳ này").value = 99
    book.save(tmp_path / "khac.xlsx")
    (told,) = problems(sample, tmp_path / "khac.xlsx")
    assert told["code"] == "part_doubled"
    assert "“Số liệu”" in told["message"] and "“Số liệu nháp”" in told["message"]
    assert taken(sample, tmp_path / "giong.xlsx") == H09


@pytest.mark.slow
def test_a_changed_fixed_cell_is_told_as_it_is_written(sample: Path, form: Path, tmp_path: Path) -> None:
    book = load_workbook(answer(form, tmp_path / "a.xlsx", H09))
    put(book, "Nhiệm vụ", "NV-007", "Nội dung", "Đại hội Nhiệm kỳ")
    first_page(book, "Đơn vị báo cáo").value = "Hội thành viên Số 9"
    book.save(tmp_path / "b.xlsx")
    told = [problem["message"] for problem in problems(sample, tmp_path / "b.xlsx")]
    assert "“Đại hội nhiệm kỳ mới của Hội thành viên 09” thành “Đại hội Nhiệm kỳ”" in told[0]
    assert "“Hội thành viên 09” thành “Hội thành viên Số 9”" in told[1]


@pytest.mark.slow
def test_words_of_the_first_page_elsewhere_are_the_units_own(sample: Path, form: Path, tmp_path: Path) -> None:
    book = load_workbook(answer(form, tmp_path / "a.xlsx", H09, texts={"Kiến nghị": "Mã đơn vị"}))
    book.create_sheet("Chi hội").append(["TT", "Mã đơn vị", "Đơn vị báo cáo"])
    book["Chi hội"].append([1, "H09.1", "Chi hội số 1"])
    book.save(tmp_path / "b.xlsx")
    assert taken(sample, tmp_path / "b.xlsx") == H09


@pytest.mark.slow
def test_what_stands_outside_the_rows_is_told_with_where_it_belongs(sample: Path, form: Path, tmp_path: Path) -> None:
    book = load_workbook(answer(form, tmp_path / "a.xlsx", H09))
    chief = at(book["Số liệu"], "Ghi chú", "Kỳ này").offset(row=3)
    code, state = (at(book["Nhiệm vụ"], "NV-007", header).offset(row=1) for header in ("Mã nhiệm vụ", "Trạng thái"))
    chief.value, code.value, state.value = "CHỦ TỊCH", "NV-900", "Đang thực hiện"
    book.save(tmp_path / "b.xlsx")
    signed, task = problems(sample, tmp_path / "b.xlsx")
    assert (signed["code"], signed["place"]) == ("strange_cell", f"Số liệu!{chief.coordinate}")
    assert (task["code"], task["place"]) == ("strange_task", f"Nhiệm vụ!{state.coordinate}")
    assert "CHỦ TỊCH" in signed["message"] and "Nhiệm vụ mới" in task["fix"]


@pytest.mark.slow
def test_a_percent_cell_that_shows_more_than_a_hundred_is_told_as_shown(
    sample: Path, form: Path, tmp_path: Path
) -> None:
    book = load_workbook(answer(form, tmp_path / "a.xlsx", H09))
    cell = at(book["Nhiệm vụ"], "NV-007", "Tiến độ (%)")
    cell.number_format, cell.value = "0%", 1.2
    book.save(tmp_path / "b.xlsx")
    (told,) = problems(sample, tmp_path / "b.xlsx")
    assert told["code"] == "KD09" and told["message"].startswith("120 ")


@pytest.mark.slow
def test_what_a_unit_wrote_beside_the_forms_cells_is_told_and_not_lost_in_silence(
    sample: Path, form: Path, tmp_path: Path
) -> None:
    book = load_workbook(answer(form, tmp_path / "a.xlsx", H09, texts={"Ưu điểm": "Tốt"}))
    beside = {
        at(book["Nhiệm vụ mới"], 2, "STT"): "Tổ chức hội thảo",  # over the line's number
        at(book["Nhiệm vụ"], "NV-007", "Kiểm tra").offset(column=2): 12,
        at(book["Nội dung"], "Ưu điểm", "Nội dung").offset(column=1): "thêm một ý",
    }
    for cell, typed in beside.items():
        cell.value = typed
    book.save(tmp_path / "b.xlsx")
    outcome = take(sample, tmp_path / "b.xlsx")
    told = sorted(line.split(": ")[1] for line in outcome.warnings if "đứng ngoài" in line)
    assert outcome.exit_code == 0 and told == sorted(f"{cell.parent.title}!{cell.coordinate}" for cell in beside)
