"""Forms out: one for each unit that must report, that explains, checks and protects itself."""

from __future__ import annotations

import csv
import datetime as dt
import re
import zipfile
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from cli import lhh
from office import recalculate
from openpyxl import load_workbook
from patch_books import audit
from returned import H09, PERIOD, SENT, answer, at, clerk, read, send, take

from lhh_excel.actions.common import Target
from lhh_excel.actions.forms import FormsOptions, forms
from lhh_excel.actions.periods import LockOptions, ReopenOptions, lock, reopen
from lhh_excel.errors import RefusedError, UsageError
from lhh_excel.workbook.declarations import DEFAULT
from lhh_excel.workbook.patch import WorkbookPatch

PAGES = ["Hướng dẫn", "Số liệu", "Nhiệm vụ", "Nhiệm vụ mới", "Nội dung"]


@pytest.mark.slow
def test_every_unit_that_must_report_gets_one_form_and_the_list_names_its_mail(sample: Path, tmp_path: Path) -> None:
    said = lhh("forms", sample, "--period", PERIOD, "--out", tmp_path / "gửi", "--as-of", SENT.isoformat(), "--json")
    assert said.code == 0, said
    book = read(sample)
    members = book.expected(book.periods[PERIOD])
    assert said.json["forms"] == len(members) == 20
    assert said.json["units"] == [unit.code for unit in members]
    assert "H18" not in said.json["units"]  # it left in the year before
    assert len(list((tmp_path / "gửi").glob("*.xlsx"))) == 20
    with Path(said.json["list"]).open(encoding="utf-8-sig", newline="") as listed:
        heads, *rows = csv.reader(listed)
    assert heads[:5] == ["Mã đơn vị", "Tên đơn vị", "Email", "Tệp phiếu", "Hạn nộp"]
    assert [row[:3] for row in rows] == [[unit.code, unit.name, unit.email] for unit in members]
    for code, _, _, file, due, subject, body in rows:
        assert (tmp_path / "gửi" / str(file)).is_file()
        assert due == "09/06/2026" and "6 tháng đầu năm 2026" in str(subject) and "09/06/2026" in str(body), code


@pytest.mark.slow
def test_the_same_workbook_and_day_give_the_same_bytes_and_another_day_does_not(sample: Path, tmp_path: Path) -> None:
    def made(name: str, day: dt.date) -> list[bytes]:
        options = FormsOptions(Target(sample, day), tmp_path / name, ("H09", "H05"))
        return [path.read_bytes() for path in forms(options).made[1:]]

    first, second, third = made("a", SENT), made("b", SENT), made("c", SENT + dt.timedelta(1))
    assert first == second and len(set(first)) == 2 and not set(third) & set(first)


@pytest.mark.slow
def test_a_form_has_no_macros_is_sound_and_prints_one_page_wide(sample: Path, tmp_path: Path) -> None:
    path = send(sample, tmp_path, "TT03")["TT03"]
    assert audit(path) == set()
    with zipfile.ZipFile(path) as package:
        assert not [name for name in package.namelist() if "vba" in name.lower() or "externalLink" in name]
        assert b"macroEnabled" not in package.read("[Content_Types].xml")
    book = load_workbook(path)
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == PAGES
    for name in PAGES:
        sheet = book[name]
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.page_setup.fitToHeight == 0 and str(sheet.page_setup.paperSize) == "9"


@pytest.mark.slow
def test_only_what_is_to_be_typed_is_unlocked(sample: Path, tmp_path: Path) -> None:
    path = send(sample, tmp_path, "TT03")["TT03"]
    book = load_workbook(path)
    open_cells = {}
    for sheet in book:
        assert sheet.protection.sheet, sheet.title
        assert not sheet.protection.password
        open_cells[sheet.title] = {c.coordinate for r in sheet.iter_rows() for c in r if not c.protection.locked}
    last = 5 + len(DEFAULT.indicators)  # the note
    assert open_cells.pop("Số liệu") - {f"F{last}"} == {f"E{row}" for row in range(5, last + 1)}
    assert open_cells.pop("Nhiệm vụ") == {f"{c}{r}" for r in (5, 6, 7) for c in "DEFGHI"}
    assert open_cells.pop("Nhiệm vụ mới") == {f"{c}{r}" for r in range(5, 13) for c in "BCDEFGHIJKL"}
    assert open_cells.pop("Nội dung") == {f"B{r}" for r in range(5, 10)}
    assert set(map(len, open_cells.values())) == {0}


@pytest.mark.slow
def test_a_form_shows_last_periods_figures_the_opening_members_and_the_open_tasks(sample: Path, tmp_path: Path) -> None:
    path = send(sample, tmp_path, "TT03", "H09")
    book = load_workbook(path["H09"])
    figures = book["Số liệu"]
    assert at(figures, "Hội viên cuối kỳ", "Kỳ trước").value == 69
    assert at(figures, "Kinh phí (triệu đồng)", "Kỳ trước").value == 17.5
    assert at(figures, "Hội viên đầu kỳ", "Kỳ này").value == 69
    assert at(figures, "Kết nạp mới", "Kỳ này").value is None
    tasks = load_workbook(path["TT03"])["Nhiệm vụ"]
    assert [tasks.cell(row, 1).value for row in (5, 6, 7)] == ["NV-035", "NV-039", "NV-044"]
    assert at(tasks, "NV-035", "Trạng thái").value == "Đang thực hiện"
    assert at(tasks, "NV-035", "Tiến độ (%)").value == 50
    assert at(tasks, "NV-035", "Hạn hoàn thành").value.date() == dt.date(2026, 4, 30)


@pytest.mark.slow
def test_the_heir_of_a_unit_begins_with_the_members_of_both(sample: Path, tmp_path: Path) -> None:
    """H18 left in 2025-H2 and H05 took over its 79 members."""
    before = Target(sample, SENT, "2025-H2")
    reopen(ReopenOptions(before, sure=True))
    clerk(sample, "figures", "2025-H2/H05", "hoi_vien_dau_ky", None)
    outcome = forms(FormsOptions(before, tmp_path, ("H05",)))
    assert at(load_workbook(outcome.made[1])["Số liệu"], "Hội viên đầu kỳ", "Kỳ này").value == 404 + 79


@pytest.mark.slow
def test_choices_are_dropped_down_and_typed_cells_are_checked(sample: Path, tmp_path: Path) -> None:
    book = load_workbook(send(sample, tmp_path, "TT03")["TT03"])
    kinds = {}
    for sheet in ("Số liệu", "Nhiệm vụ", "Nhiệm vụ mới"):
        for rule in book[sheet].data_validations.dataValidation:
            for cell in str(rule.sqref).split():
                kinds[sheet, cell] = (rule.type, rule.formula1)
    assert (
        kinds["Số liệu", "E5"][0] == "whole"
        and kinds["Số liệu", at(book["Số liệu"], "Kinh phí (triệu đồng)", "Kỳ này").coordinate][0] == "decimal"
    )
    assert kinds["Nhiệm vụ", "D5"][0] == "list" and kinds["Nhiệm vụ", "F5"][0] == "date"
    name = kinds["Nhiệm vụ mới", "B5"][1]
    assert kinds["Nhiệm vụ mới", "B5"][0] == "list"
    area = book.defined_names[str(name).lstrip("=")].attr_text
    sheet, cells = re.fullmatch(r"'?(.+?)'?!(.+)", area).groups()  # type: ignore[union-attr]
    groups = [row[0].value for row in book[sheet][cells.replace("$", "")]]
    assert groups[0] == "1. Tổ chức" and len(groups) == 4


@pytest.mark.slow
@pytest.mark.office
def test_the_forms_own_checks_work_without_us(sample: Path, tmp_path: Path) -> None:
    """Recalculated by LibreOffice after every kept result was spoilt."""
    form = send(sample, tmp_path / "p", "TT03", "H09")
    wrong = {
        **H09,
        "Hội viên cuối kỳ": 73,
        "TVPB hoàn thành": 9,
        "Lượt người tập huấn": 4,
        "Tin bài": -1,
        "Hội thảo": 1.5,
    }
    wrong |= {"Hội viên đầu kỳ": 70, "Khen thưởng": "năm"}
    path = answer(form["H09"], tmp_path / "sai.xlsx", wrong, new=[{"Nội dung": "Việc thiếu ngày"}])
    book = load_workbook(recalculate(path, tmp_path / "lo"), data_only=True)
    sheet = book["Số liệu"]
    said = {label: at(sheet, label, "Kiểm tra").value for label in (*wrong, "Đề tài mới")}
    assert said["Hội viên cuối kỳ"] == "khớp"  # 70 + 5 - 2
    assert said["Hội viên đầu kỳ"] == "SAI: cuối kỳ trước là 69"
    assert said["TVPB hoàn thành"] == "SAI: lớn hơn “TVPB được giao”"
    assert said["Lượt người tập huấn"].startswith("SAI: “Lớp tập huấn”")
    assert said["Tin bài"] == "SAI: số không âm" and said["Hội thảo"] == "SAI: ghi số nguyên"
    assert said["Khen thưởng"] == "SAI: ghi số, không ghi chữ" and said["Đề tài mới"] == "chưa ghi"
    assert at(book["Nhiệm vụ mới"], 1, "Kiểm tra").value.startswith("SAI: thiếu")
    guide = {row[0].value: row[2].value for row in book["Hướng dẫn"].iter_rows() if row[0].value}
    assert guide["Chỉ tiêu đã ghi"] == f"13/{len(DEFAULT.indicators)}" and guide["Chỗ cần sửa"] == 7


@pytest.mark.slow
@pytest.mark.office
def test_a_form_shows_the_right_checks_before_anything_recalculates_it(sample: Path, tmp_path: Path) -> None:
    """The results kept in the file are those that LibreOffice computes."""
    form = send(sample, tmp_path / "p", "H06", "TT03", "H09")
    for path in form.values():
        kept, computed = (
            load_workbook(path, data_only=True),
            load_workbook(recalculate(path, tmp_path / path.stem), data_only=True),
        )
        for name in PAGES:
            for cells in computed[name].iter_rows():
                for cell in cells:
                    assert (kept[name][cell.coordinate].value or None) == (cell.value or None), (name, cell.coordinate)


@pytest.mark.slow
def test_a_form_that_a_unit_filled_in_is_not_written_over(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "phieu"
    form = send(sample, out, "H09", "H05")
    filled = answer(form["H09"], form["H09"], H09).read_bytes()
    (out / form["H05"].name).write_bytes(b"something else")
    outcome = forms(FormsOptions(Target(sample, SENT + dt.timedelta(1)), out, ("H09", "H05", "H06")))
    assert form["H09"].read_bytes() == filled and form["H05"].read_bytes() == b"something else"
    assert len(outcome.warnings) == 2 and [path.stem[-3:] for path in outcome.made[1:]] == ["H06"]


@pytest.mark.slow
def test_a_locked_period_gives_no_forms_but_to_the_unit_it_is_reopened_for(sample: Path, tmp_path: Path) -> None:
    target = Target(sample, dt.date(2026, 6, 20), PERIOD)
    lock(LockOptions(target, sure=True))
    with pytest.raises(RefusedError) as refused:
        forms(FormsOptions(target, tmp_path))
    assert refused.value.key == "forms_locked"
    reopen(ReopenOptions(target, "H09", sure=True))
    outcome = forms(FormsOptions(target, tmp_path))
    assert outcome.counts["units"] == ["H09"] and any("H05" in line for line in outcome.warnings)


def test_units_that_need_not_report_get_none(sample: Path, tmp_path: Path) -> None:
    for code in ("H18", "KHONG"):
        with pytest.raises(UsageError):
            forms(FormsOptions(Target(sample, SENT), tmp_path, (code,)))
    assert list(tmp_path.glob("*.xlsx")) == []


@pytest.mark.slow
def test_a_name_that_begins_like_a_formula_stays_text_everywhere(sample: Path, tmp_path: Path) -> None:
    clerk(sample, "units", "H09", "name", '=HYPERLINK("http://x","Hội")')
    clerk(sample, "units", "H09", "email", "+84@x.vn")
    outcome = forms(FormsOptions(Target(sample, SENT), tmp_path, ("H09",)))
    with outcome.made[0].open(encoding="utf-8-sig", newline="") as listed:
        (row,) = list(csv.reader(listed))[1:]
    assert row[1] == """'=HYPERLINK("http://x","Hội")""" and row[2] == "'+84@x.vn"
    for path in outcome.made[1:]:
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    assert b"HYPERLINK(" not in package.read(name), name


@pytest.mark.slow
def test_units_whose_codes_look_alike_in_ascii_get_files_of_their_own(sample: Path, tmp_path: Path) -> None:
    clerk(sample, "units", "TT01", "code", "Đ/01")
    clerk(sample, "units", "TT02", "code", "D-01")
    outcome = forms(FormsOptions(Target(sample, SENT), tmp_path, ("Đ/01", "D-01")))
    assert len({path.name.casefold() for path in outcome.made[1:]}) == 2
    assert all(path.name.isascii() and " " not in path.name for path in outcome.made)


@pytest.mark.slow
def test_a_code_with_an_ampersand_is_printed_in_the_footer_as_it_is(sample: Path, tmp_path: Path) -> None:
    clerk(sample, "units", "TT01", "code", "H&A")
    made = forms(FormsOptions(Target(sample, SENT), tmp_path, ("H&A",))).made
    [form] = [path for path in made if path.suffix == ".xlsx" and path.name.startswith("PHIEU")]
    page = load_workbook(form).worksheets[0]
    assert f"H&&A – kỳ {PERIOD} – trang &P/&N" in (page.oddFooter.right.text or "")


@pytest.mark.slow
def test_a_second_form_shows_what_the_unit_reported_already(sample: Path, tmp_path: Path) -> None:
    form = send(sample, tmp_path / "p", "H09")["H09"]
    back = answer(
        form, tmp_path / "v" / "a.xlsx", H09, texts={"Ưu điểm": "Làm tốt."}, tasks={"NV-007": {"Tiến độ (%)": 60}}
    )
    take(sample, back)
    again = load_workbook(send(sample, tmp_path / "q", "H09")["H09"])
    assert at(again["Số liệu"], "Hội viên cuối kỳ", "Kỳ này").value == 72
    assert at(again["Nhiệm vụ"], "NV-007", "Tiến độ (%)").value == 60
    assert at(again["Nội dung"], "Ưu điểm", "Nội dung").value == "Làm tốt."


@pytest.mark.slow
def test_the_journal_tells_once_that_the_forms_of_a_period_were_made(sample: Path, tmp_path: Path) -> None:
    """By that Trang chủ knows what comes next; nothing else of the workbook changes."""
    before = read(sample)
    forms(FormsOptions(Target(sample, SENT), tmp_path / "p", ("H09", "TT03")))
    told = sample.read_bytes()
    forms(FormsOptions(Target(sample, SENT), tmp_path / "q", ("H09", "TT03")))
    assert sample.read_bytes() == told
    after = read(sample)
    lines = [row for row in after["journal"].each("action", "record") if row[1:] == ("Tạo phiếu thu thập", PERIOD)]
    assert len(lines) == 1 and len(after["journal"]) == len(before["journal"]) + 1
    assert {key: data.clean for key, data in after.tables.items() if key != "journal"} == {
        key: data.clean for key, data in before.tables.items() if key != "journal"
    }


@pytest.mark.slow
def test_a_form_nobody_typed_into_is_known(sample: Path, tmp_path: Path) -> None:
    form = send(sample, tmp_path / "p", "H09", "TT03")
    before = sample.read_bytes()
    outcome = take(sample, tmp_path / "p")
    assert sample.read_bytes() == before and len(form) == 2
    assert [line for line in outcome.counts["skipped"] if "chưa ghi gì" in line] == outcome.counts["skipped"]
    assert len(outcome.counts["skipped"]) == 2 and outcome.counts["refused"] == []  # the mail list is passed over


@pytest.mark.slow
@pytest.mark.parametrize("length", [60, 240, 300])
def test_a_code_that_is_too_long_for_a_files_name_gets_a_shorter_one_and_is_told(
    sample: Path, tmp_path: Path, length: int
) -> None:
    codes = ["A" * length, "A" * (length - 1) + "B"]
    for unit, code in zip(("H01", "H02"), codes, strict=True):
        clerk(sample, "units", unit, "code", code)
    only = [word for code in codes for word in ("--unit", code)]
    said = lhh("forms", sample, "--period", PERIOD, "--out", tmp_path / "gui", "--json", *only)
    assert said.code == 0 and said.json["forms"] == len(set(said.json["made"][1:])) == 2
    assert all(len(Path(path).name) <= 120 for path in said.json["made"])
    assert any("AAA" in warning and f"dài {length} ký tự" in warning for warning in said.json["warnings"])


@pytest.mark.slow
def test_a_unit_may_be_named_in_any_case(sample: Path, tmp_path: Path) -> None:
    assert lhh("forms", sample, "--period", PERIOD, "--unit", "h09", "--out", tmp_path, "--json").json["units"] == [
        "H09"
    ]


def without(sample: Path, table: str, column: str, new: object) -> None:
    patch = WorkbookPatch(sample)
    for row in read(sample)[table].rows:
        patch.set(table, row, column, new)
    patch.save()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("table", "column", "new", "key"),
    [
        ("units", "code", None, "no_units"),
        ("units", "left", dt.date(2020, 1, 1), "no_members"),
        ("units", "joined", dt.date(2030, 1, 1), "no_members"),
        ("periods", "end", None, "period_without_dates"),
    ],
)
@pytest.mark.parametrize("asked", [(), ("H09",)])
def test_where_nobody_reports_the_true_reason_is_told_and_no_lock(
    sample: Path, tmp_path: Path, table: str, column: str, new: object, key: str, asked: tuple[str, ...]
) -> None:
    without(sample, table, column, new)
    with pytest.raises(RefusedError) as refused:
        forms(FormsOptions(Target(sample, SENT, PERIOD), tmp_path, asked))
    assert refused.value.key == key and "khóa" not in str(refused.value)


@pytest.mark.slow
def test_beside_each_form_stands_the_mail_that_takes_it_to_its_unit(sample: Path, tmp_path: Path) -> None:
    clerk(sample, "units", "H05", "email", None)
    outcome = forms(FormsOptions(Target(sample, SENT), tmp_path / "a", ("H09", "H05")))
    mails = [Path(str(path)) for path in outcome.counts["mails"]]  # type: ignore[attr-defined]
    assert [path.name for path in mails] == [f"PHIEU-{PERIOD}-H05.eml", f"PHIEU-{PERIOD}-H09.eml"]
    without, to_unit = (message_from_bytes(path.read_bytes(), policy=default) for path in mails)
    unit = read(sample).units["H09"]
    assert to_unit["To"] == unit.email and to_unit["X-Unsent"] == "1"
    assert "6 tháng đầu năm 2026" in to_unit["Subject"] and unit.name in to_unit["Subject"]
    text, form = to_unit.iter_parts()
    assert "09/06/2026" in text.get_content() and unit.name in text.get_content()
    assert form.get_filename() == f"PHIEU-{PERIOD}-H09.xlsx"
    assert form.get_content() == (tmp_path / "a" / f"PHIEU-{PERIOD}-H09.xlsx").read_bytes()
    assert without["To"] is None and any("H05" in told and "Email" in told for told in outcome.warnings)
    again = forms(FormsOptions(Target(sample, SENT), tmp_path / "b", ("H09",)))
    assert Path(str(again.counts["mails"][0])).read_bytes() == mails[1].read_bytes()  # type: ignore[index]


@pytest.mark.slow
def test_no_mail_is_made_of_a_form_that_its_unit_filled_in_and_none_is_taken_for_a_form(
    sample: Path, tmp_path: Path
) -> None:
    form = send(sample, tmp_path, "H09")["H09"]
    draft = form.with_suffix(".eml").read_bytes()
    answer(form, form, H09)
    outcome = forms(FormsOptions(Target(sample, SENT), tmp_path, ("H09",)))
    assert outcome.counts["mails"] == [] and form.with_suffix(".eml").read_bytes() == draft
    taken = take(sample, tmp_path)
    assert taken.counts["forms"] == 1 and taken.counts["refused"] == []
