"""Forms in: seen first, written once, followed back, and the clerk's own changes never lost."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from cli import lhh
from openpyxl import load_workbook
from patch_books import audit, changed_parts, part_of_sheet, part_of_table
from returned import H09, PERIOD, SENT, TODAY, answer, at, clerk, everything, journal, read, send, take, value
from xlsx import edit_part

from lhh_excel.actions.common import Target
from lhh_excel.actions.import_forms import ImportOptions, import_forms
from lhh_excel.actions.report import ReportOptions, report
from lhh_excel.checking.run import run_rules
from lhh_excel.figures.report import Report, build_report
from lhh_excel.messages import collection as words
from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.reading import open_book

ROW = f"{PERIOD}/H09"


class Person:
    """A screen whose person answers; what was asked is kept."""

    def __init__(self, answer: bool) -> None:
        self.answer, self.asked = answer, ""

    def progress(self, step: str, done: int, total: int) -> None:
        return None

    def ask(self, question: str) -> bool:
        self.asked = question
        return self.answer


@pytest.fixture
def sent(sample: Path, tmp_path: Path) -> Path:
    return send(sample, tmp_path / "gui", "H09")["H09"]


@pytest.fixture
def back(sent: Path, tmp_path: Path) -> Path:
    return answer(sent, tmp_path / "ve" / "phiếu về.xlsx", H09)


# --- seen first ----------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_dry_run_shows_every_cell_old_and_new_and_changes_no_byte(sample: Path, back: Path) -> None:
    before = sample.read_bytes()
    said = lhh("import", sample, back.parent, "--dry-run", "--as-of", TODAY.isoformat())
    assert said.code == 0 and sample.read_bytes() == before
    assert "H09 Hội thành viên 09 · phiếu về.xlsx · 16 ô" in said.out
    assert "    Số liệu · 2026-H1/H09 · Hội viên cuối kỳ: (trống) → 72" in said.out
    assert "    Số liệu · 2026-H1/H09 · Kinh phí (triệu đồng): (trống) → 57,5" in said.out
    assert "chưa ghi gì" in said.out
    assert sorted(path.name for path in sample.parent.iterdir()) == [sample.name]
    told = lhh("import", sample, back, "--dry-run", "--json").json
    (change,) = [c for c in told["changes"] if c["column"] == "Hội viên cuối kỳ"]
    assert (change["unit"], change["old"], change["new"], change["sheet"]) == ("H09", "", "72", "Số liệu")
    assert change["cell"] == read(sample)["figures"].cell(_index(sample, ROW), "hoi_vien_cuoi_ky")
    assert told["done"] is False and told["dry_run"] is True


def _index(sample: Path, record: str) -> int:
    data = read(sample)["figures"]
    return [data.record(i) for i in range(len(data))].index(record)


@pytest.mark.slow
def test_nothing_goes_in_unseen_without_yes(sample: Path, back: Path) -> None:
    before = sample.read_bytes()
    said = lhh("import", sample, back)
    assert said.code == 0 and sample.read_bytes() == before and "Chưa ghi gì vào sổ" in said.out
    person = Person(False)
    import_forms(ImportOptions(Target(sample, TODAY), (back,)), person)
    assert sample.read_bytes() == before
    assert "(trống) → 72" in person.asked and person.asked.endswith("Nhập 1 phiếu, 16 ô vào sổ?")
    assert import_forms(ImportOptions(Target(sample, TODAY), (back,)), Person(True)).counts["done"] is True
    assert value(sample, "figures", ROW, "hoi_vien_cuoi_ky") == 72


# --- written once --------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_only_the_tables_concerned_change_and_the_old_file_is_kept(sample: Path, back: Path) -> None:
    before = sample.read_bytes()
    assert lhh("import", sample, back, "--yes", "--as-of", TODAY.isoformat()).code == 0
    changed = changed_parts(before, sample.read_bytes())
    sheets = {part_of_sheet(sample, name) for name in ("Số liệu", "Tiến độ", "Nhật ký")}
    tables = {part_of_table(sample, name) for name in ("tblTienDo", "tblNhatKy")}
    assert changed <= sheets | tables | {"xl/workbook.xml"}
    assert sample.with_name(sample.name + ".bak").read_bytes() == before
    assert audit(sample) == set()


@pytest.mark.slow
def test_all_other_values_stay_as_they_were(sample: Path, back: Path) -> None:
    before = everything(sample)
    take(sample, back)
    after = everything(sample)
    for table in before:
        if table not in ("figures", "progress"):
            assert after[table] == before[table], table
    kept = [row for row in after["figures"] if (row["period"], row["unit"]) != (PERIOD, "H09")]
    assert kept == [row for row in before["figures"] if (row["period"], row["unit"]) != (PERIOD, "H09")]
    assert after["progress"][: len(before["progress"])] == before["progress"]


@pytest.mark.slow
def test_importing_twice_changes_nothing_the_second_time(sample: Path, sent: Path, tmp_path: Path) -> None:
    new = {"Nhóm nhiệm vụ": "1. Tổ chức", "Nội dung": "Việc mới", "Ngày giao": SENT, "Hạn hoàn thành": TODAY}
    full = answer(
        sent, tmp_path / "a.xlsx", H09, new=[{**new, "Trạng thái": "Đang thực hiện"}], texts={"Ưu điểm": "Tốt"}
    )
    assert take(sample, full).counts["id"] == 1
    once = sample.read_bytes()
    again = take(sample, full)
    copy = take(sample, Path(shutil.copy(full, tmp_path / "bản sao.xlsx")))
    assert sample.read_bytes() == once
    for outcome in (again, copy):
        assert (outcome.exit_code, outcome.counts["cells"], outcome.counts["done"]) == (0, 0, False)


def test_every_figure_can_be_followed_back_to_its_form(sample: Path, back: Path) -> None:
    take(sample, back)
    told = [row for row in journal(sample) if row["column"] == "Hội viên cuối kỳ"]
    (row,) = told
    assert row.pop("at") is not None
    assert list(row.values()) == [
        "Nhập phiếu #1", "phiếu về.xlsx", "H09", "tblSoLieu", ROW, "Hội viên cuối kỳ", None, "72",
    ]  # fmt: skip


@pytest.mark.slow
def test_a_decomposed_file_name_is_kept_composed(sample: Path, sent: Path, tmp_path: Path) -> None:
    name = "Phiếu số liệu Hội 09.xlsx"
    back = answer(sent, tmp_path / "ve" / unicodedata.normalize("NFD", name), H09)
    outcome = take(sample, back)
    assert name in outcome.lines[0]
    assert {record["file"] for record in journal(sample) if record["action"] == "Nhập phiếu #1"} == {name}


@pytest.mark.slow
def test_text_that_begins_like_a_formula_goes_in_as_text(sample: Path, sent: Path, tmp_path: Path) -> None:
    texts = {"Ưu điểm": "=1+1", "Hạn chế": "@SUM(A1)", "Nguyên nhân": "+x", "Kiến nghị": "-HYPERLINK()"}
    take(sample, answer(sent, tmp_path / "a.xlsx", {**H09, "Ghi chú": "=cmd|' /C calc'!A0"}, texts=texts))
    assert value(sample, "figures", ROW, "note") == "=cmd|' /C calc'!A0"
    book = load_workbook(sample)
    for sheet in ("Số liệu", "Nội dung", "Nhật ký"):
        assert [c.coordinate for row in book[sheet].iter_rows() for c in row if c.data_type == "f"] == []


@pytest.mark.slow
def test_the_report_is_right_after_the_import(sample: Path, back: Path, tmp_path: Path) -> None:
    day = dt.date(2026, 6, 16)
    before = build_report(open_book(sample, as_of=day), PERIOD)
    take(sample, back, day=day)
    book = open_book(sample, as_of=day)
    assert not [f for f in run_rules(book) if f.severity.value == "error"]
    after = build_report(book, PERIOD)

    def members(made: Report) -> int:
        return next(int(f.value) for f in made.figures if f.id == "so_lieu.hoi_vien_cuoi_ky.tong")  # type: ignore[arg-type]

    assert members(after) == members(before) + 72
    assert report(ReportOptions(Target(sample, day), out=tmp_path / "bc")).exit_code == 0


# --- which form counts ---------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_of_two_forms_of_a_unit_the_newest_counts_whatever_its_name(sample: Path, sent: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ve"
    answer(sent, folder / "z.xlsx", {**H09, "Tin bài": 1}, saved=dt.datetime(2026, 6, 1, 8))
    answer(sent, folder / "a.xlsx", {**H09, "Tin bài": 2}, saved=dt.datetime(2026, 6, 2, 8))
    answer(sent, folder / "m.xlsx", {**H09, "Tin bài": 3}, saved=dt.datetime(2026, 6, 1, 20))
    outcome = take(sample, folder)
    assert value(sample, "figures", ROW, "tin_bai") == 2
    assert sorted(line.split()[2].rstrip(":") for line in outcome.counts["skipped"]) == ["m.xlsx", "z.xlsx"]
    assert all("a.xlsx" in line for line in outcome.counts["skipped"])


def saved_in_excel(form: Path, moment: str) -> None:
    """The file tells when Excel saved it, in UTC; its own time is that of the download, now."""

    def tell(xml: bytes) -> bytes:
        return re.sub(rb"[^>]+(?=</dcterms:modified>)", moment.encode(), xml)

    edit_part(form, "docProps/core.xml", tell)


@pytest.mark.slow
@pytest.mark.parametrize("first", [("cu", "moi"), ("moi", "cu")])
def test_the_newest_is_by_when_the_unit_saved_it_not_by_when_it_was_downloaded(
    sample: Path, sent: Path, tmp_path: Path, first: tuple[str, str]
) -> None:
    made = {"cu": ("2026-06-01T01:00:00Z", 1), "moi": ("2026-06-02T01:00:00Z", 2)}
    for place, name in enumerate(first):
        file = answer(sent, tmp_path / "ve" / f"{name}.xlsx", {**H09, "Tin bài": made[name][1]})
        saved_in_excel(file, made[name][0])
        os.utime(file, (1_780_600_000 + place,) * 2)
    outcome = take(sample, tmp_path / "ve")
    assert value(sample, "figures", ROW, "tin_bai") == 2
    assert "cu.xlsx" in outcome.counts["skipped"][0] and "moi.xlsx" in outcome.counts["skipped"][0]
    again = take(sample, tmp_path / "ve" / "cu.xlsx")
    assert "phiếu mới hơn" in again.counts["skipped"][0] and value(sample, "figures", ROW, "tin_bai") == 2


@pytest.mark.slow
def test_two_forms_saved_at_once_that_differ_are_told_and_two_alike_are_not_called_newer(
    sample: Path, sent: Path, tmp_path: Path
) -> None:
    folder, moment = tmp_path / "ve", dt.datetime(2026, 6, 1, 8)
    answer(sent, folder / "a.xlsx", {**H09, "Tin bài": 1}, saved=moment)
    answer(sent, folder / "a (1).xlsx", {**H09, "Tin bài": 2}, saved=moment)
    (told,) = [line for line in take(sample, folder, dry_run=True).warnings if "a (1).xlsx" in line]
    assert "không rõ phiếu nào mới hơn; đã lấy a.xlsx" in told
    answer(sent, folder / "a (1).xlsx", {**H09, "Tin bài": 1}, saved=moment)
    same = take(sample, folder, dry_run=True)
    assert same.counts["skipped"] == ["Bỏ qua a (1).xlsx: giống phiếu a.xlsx của đơn vị H09."]
    assert not any("a (1).xlsx" in line for line in same.warnings)


@pytest.mark.slow
def test_a_form_made_later_counts_before_one_saved_later(sample: Path, sent: Path, tmp_path: Path) -> None:
    later = send(sample, tmp_path / "gui2", "H09", day=SENT + dt.timedelta(3))["H09"]
    answer(sent, tmp_path / "ve" / "1.xlsx", {**H09, "Tin bài": 1}, saved=dt.datetime(2026, 6, 5))
    answer(later, tmp_path / "ve" / "2.xlsx", {**H09, "Tin bài": 2}, saved=dt.datetime(2026, 6, 4))
    take(sample, tmp_path / "ve")
    assert value(sample, "figures", ROW, "tin_bai") == 2


@pytest.mark.slow
def test_a_wrong_newer_form_gives_way_to_a_right_older_one_and_says_so(
    sample: Path, sent: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "ve"
    answer(sent, folder / "dung.xlsx", {**H09, "Tin bài": 1}, saved=dt.datetime(2026, 6, 1))
    answer(sent, folder / "sai.xlsx", {**H09, "Tin bài": "nhiều"}, saved=dt.datetime(2026, 6, 2))
    outcome = take(sample, folder, out=tmp_path / "ra")
    assert outcome.exit_code == 1
    assert value(sample, "figures", ROW, "tin_bai") == 1
    assert any("dung.xlsx" in line and "sai.xlsx" in line for line in outcome.warnings)


@pytest.mark.slow
def test_a_newer_form_takes_the_place_of_one_imported_before_and_an_older_does_not(
    sample: Path, sent: Path, tmp_path: Path
) -> None:
    old = answer(sent, tmp_path / "1.xlsx", {**H09, "Tin bài": 1}, saved=dt.datetime(2026, 6, 1))
    new = answer(sent, tmp_path / "2.xlsx", {**H09, "Tin bài": None, "Khen thưởng": 4}, saved=dt.datetime(2026, 6, 2))
    take(sample, old)
    assert take(sample, new).exit_code == 0
    assert (value(sample, "figures", ROW, "tin_bai"), value(sample, "figures", ROW, "khen_thuong")) == (None, 4)
    for path in (old, Path(shutil.copyfile(old, tmp_path / "tải lại.xlsx"))):  # the copy has today's time
        before = sample.read_bytes()
        outcome = take(sample, path)
        assert sample.read_bytes() == before and "phiếu mới hơn" in outcome.counts["skipped"][0]


@pytest.mark.slow
def test_forms_come_from_several_folders_and_below_them(sample: Path, tmp_path: Path) -> None:
    form = send(sample, tmp_path / "gui", "H09", "TT03")
    answer(form["H09"], tmp_path / "ve" / "thư 1" / "a.xlsx", H09)
    other = answer(form["TT03"], tmp_path / "khac" / "b.xlsx", {"Tin bài": 4, "Kinh phí (triệu đồng)": 150})
    assert take(sample, tmp_path / "ve", other).counts["forms"] == 2


# --- conflicts -----------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_what_the_clerk_changed_meanwhile_is_listed_and_left(sample: Path, back: Path) -> None:
    clerk(sample, "figures", ROW, "tin_bai", 9)
    clerk(sample, "tasks", "NV-007", "progress", 45)
    outcome = take(sample, back)
    assert outcome.exit_code == 1
    assert [(c["column"], c["book"], c["form"]) for c in outcome.counts["conflicts"]] == [("Tin bài", "9", "6")]
    assert value(sample, "figures", ROW, "tin_bai") == 9 and value(sample, "tasks", "NV-007", "progress") == 45
    assert value(sample, "figures", ROW, "hoi_vien_cuoi_ky") == 72  # the rest of the form went in
    assert any(line.startswith("XUNG ĐỘT H09 · Số liệu · 2026-H1/H09 · Tin bài") for line in outcome.lines)
    again = take(sample, back)
    assert again.counts["cells"] == 0 and len(again.counts["conflicts"]) == 1


@pytest.mark.slow
def test_what_the_clerk_saves_while_the_forms_are_read_is_seen(sample: Path, back: Path) -> None:
    class Clerk(Person):
        def progress(self, step: str, done: int, total: int) -> None:
            if step == words.STEP_READ_FORMS:
                clerk(sample, "figures", ROW, "tin_bai", 9)

    outcome = import_forms(ImportOptions(Target(sample, TODAY), (back,), sure=True), Clerk(True))
    assert [(c["column"], c["book"], c["form"]) for c in outcome.counts["conflicts"]] == [("Tin bài", "9", "6")]
    assert value(sample, "figures", ROW, "tin_bai") == 9 and value(sample, "figures", ROW, "hoi_vien_cuoi_ky") == 72


@pytest.mark.slow
def test_the_clerk_may_let_the_form_win(sample: Path, back: Path) -> None:
    clerk(sample, "figures", ROW, "tin_bai", 9)
    said = lhh("import", sample, back, "--yes", "--take", "form", "--as-of", TODAY.isoformat(), "--json")
    assert said.code == 0 and said.json["conflicts"] == []
    assert value(sample, "figures", ROW, "tin_bai") == 6


@pytest.mark.slow
def test_what_the_clerk_changed_after_the_import_is_a_conflict_too(sample: Path, back: Path) -> None:
    take(sample, back)
    clerk(sample, "figures", ROW, "tin_bai", 7)
    outcome = take(sample, back)
    assert [c["book"] for c in outcome.counts["conflicts"]] == ["7"] and value(sample, "figures", ROW, "tin_bai") == 7


@pytest.mark.slow
def test_what_the_clerk_typed_like_the_form_is_no_conflict(sample: Path, back: Path) -> None:
    clerk(sample, "figures", ROW, "tin_bai", 6)
    assert take(sample, back).counts["conflicts"] == []


@pytest.mark.slow
def test_a_formula_in_the_workbook_is_never_written_over(sample: Path, back: Path) -> None:
    book = load_workbook(sample, keep_vba=True)
    sheet = book["Số liệu"]
    row = next(c.row for c in sheet["B"] if str(c.value).startswith("H09 –") and sheet.cell(c.row, 1).value == PERIOD)
    column = next(c.column for c in sheet[5] if c.value == "Tin bài")
    sheet.cell(row, column).value = "=1+1"
    book.save(sample)
    outcome = take(sample, back, take="form")
    assert [c["column"] for c in outcome.counts["conflicts"]] == ["Tin bài"]
    assert load_workbook(sample)["Số liệu"].cell(row, column).value == "=1+1"


@pytest.mark.slow
def test_a_record_that_the_clerk_took_out_does_not_come_back(sample: Path, sent: Path, tmp_path: Path) -> None:
    new = {"Nhóm nhiệm vụ": "1. Tổ chức", "Nội dung": "Việc mới", "Ngày giao": SENT, "Hạn hoàn thành": TODAY}
    full = answer(sent, tmp_path / "a.xlsx", H09, new=[{**new, "Trạng thái": "Tạm dừng"}], texts={"Ưu điểm": "Tốt"})
    take(sample, full)
    data = read(sample)["texts"]
    row = data.rows[[data.record(i) for i in range(len(data))].index(f"{PERIOD}/Ưu điểm/3")]
    patch = WorkbookPatch(sample)
    for key in ("period", "section", "order", "content"):
        patch.set("texts", row, key, None)
    patch.save()
    outcome = take(sample, full)
    assert outcome.counts["cells"] == 0
    assert [(c["sheet"], c["book"]) for c in outcome.counts["conflicts"]] == [("Nội dung", "")]


# --- wrong forms ---------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_wrong_form_stays_out_and_goes_back_with_its_cells_marked(sample: Path, tmp_path: Path) -> None:
    form = send(sample, tmp_path / "gui", "H09", "TT03")
    wrong = answer(form["H09"], tmp_path / "ve" / "sai.xlsx", {**H09, "Hội viên cuối kỳ": 73, "Tin bài": "nhiều"})
    answer(form["TT03"], tmp_path / "ve" / "dung.xlsx", {"Tin bài": 4, "Kinh phí (triệu đồng)": 150})
    outcome = take(sample, tmp_path / "ve", out=tmp_path / "ra")
    assert outcome.exit_code == 1
    assert value(sample, "figures", f"{PERIOD}/TT03", "tin_bai") == 4
    assert (
        value(sample, "figures", ROW, "hoi_vien_cuoi_ky") is None and value(sample, "figures", ROW, "received") is None
    )
    corrected = tmp_path / "ra" / "phieu-can-sua" / "PHIEU-2026-H1-H09-can-sua.xlsx"
    assert corrected in outcome.made and audit(corrected) == set()
    sheet = load_workbook(corrected)["Số liệu"]
    for label, shown in (("Hội viên cuối kỳ", 73), ("Tin bài", "nhiều")):
        cell = at(sheet, label, "Kỳ này")
        assert cell.value == shown and cell.comment is not None and cell.fill.start_color.rgb == "FFFFC7CE"
    assert at(sheet, "Kết nạp mới", "Kỳ này").value == 5 and at(sheet, "Kết nạp mới", "Kỳ này").comment is None
    guide = [str(c.value) for row in load_workbook(corrected)["Hướng dẫn"].iter_rows() for c in row if c.value]
    assert any("Số liệu!E8" in text and "73" in text for text in guide)
    kept = {row[0].value: row[2].value for row in load_workbook(corrected, data_only=True)["Hướng dẫn"].iter_rows()}
    assert kept["Chỗ cần sửa"] == 2  # shown before anything recalculates it
    assert take(sample, corrected, out=tmp_path / "ra").exit_code == 1  # sent back unmended: still wrong
    mended = answer(corrected, tmp_path / "ve2" / "sua.xlsx", {"Hội viên cuối kỳ": 72, "Tin bài": 6})
    assert take(sample, mended).exit_code == 0
    assert {key: value(sample, "figures", ROW, key) for key in ("hoi_vien_cuoi_ky", "tin_bai", "ket_nap_moi")} == {
        "hoi_vien_cuoi_ky": 72,
        "tin_bai": 6,
        "ket_nap_moi": 5,
    }
    assert wrong.exists()


@pytest.mark.slow
def test_a_dry_run_writes_no_form_to_correct(sample: Path, sent: Path, tmp_path: Path) -> None:
    wrong = answer(sent, tmp_path / "ve" / "sai.xlsx", {"Tin bài": "nhiều"})
    outcome = take(sample, wrong, dry_run=True, out=tmp_path / "ra")
    assert outcome.exit_code == 1 and outcome.made == [] and not (tmp_path / "ra").exists()


@pytest.mark.slow
def test_a_new_task_without_its_dates_is_wrong_at_its_own_line(sample: Path, sent: Path, tmp_path: Path) -> None:
    outcome = take(sample, answer(sent, tmp_path / "a.xlsx", H09, new=[{}, {"Nội dung": "Việc thiếu"}]), out=tmp_path)
    (faulty,) = outcome.counts["faulty"]
    assert {p["place"] for p in faulty["problems"]} >= {"Nhiệm vụ mới!B6", "Nhiệm vụ mới!F6", "Nhiệm vụ mới!G6"}


@pytest.mark.slow
def test_an_error_that_stood_in_the_workbook_before_stops_no_form(sample: Path, back: Path) -> None:
    clerk(sample, "figures", f"{PERIOD}/H01", "hoi_vien_cuoi_ky", 1)
    clerk(sample, "tasks", "NV-007", "assigned", None)
    assert take(sample, back).exit_code == 0


# --- new tasks that move -------------------------------------------------------------------------------------------

TASK = {
    "Nhóm nhiệm vụ": "1. Tổ chức",
    "Ngày giao": dt.date(2026, 4, 1),
    "Hạn hoàn thành": dt.date(2026, 9, 1),
    "Trạng thái": "Chưa bắt đầu",
}


def new_tasks(sample: Path) -> dict[str, str]:
    data = read(sample)["tasks"]
    return {code: content for _, code, content in data.each("code", "content") if code > "NV-060"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "second", [["Việc B", "Việc A"], ["", "Việc A"], ["Việc A"], ["Việc A", "Việc B"], ["Việc A mới", "Việc A"]]
)
def test_a_task_that_moved_to_another_line_is_the_same_task_and_no_other_is_lost(
    sample: Path, sent: Path, tmp_path: Path, second: list[str]
) -> None:
    first = [{**TASK, "Nội dung": "Việc A"}]
    take(sample, answer(sent, tmp_path / "1.xlsx", H09, new=first, saved=dt.datetime(2026, 6, 1)))
    again: list[dict[str, Any]] = [{**TASK, "Nội dung": content} if content else {} for content in second]
    back = answer(sent, tmp_path / "2.xlsx", H09, new=again, saved=dt.datetime(2026, 6, 2))
    assert take(sample, back).warnings == []
    codes = new_tasks(sample)
    assert sorted(codes.values()) == sorted(filter(None, second)) and codes["NV-061"] == "Việc A"
    before = sample.read_bytes()
    take(sample, back)
    assert sample.read_bytes() == before


@pytest.mark.slow
def test_a_task_of_the_form_told_again_as_a_new_one_is_a_fault(sample: Path, sent: Path, tmp_path: Path) -> None:
    content = "Đại hội  nhiệm kỳ mới của Hội thành viên 09"
    back = answer(sent, tmp_path / "1.xlsx", H09, new=[{**TASK, "Nội dung": content, "Trạng thái": "Tạm dừng"}])
    outcome = take(sample, back)
    (problem,) = outcome.counts["faulty"][0]["problems"]
    assert problem["code"] == "task_again" and "NV-007" in problem["message"] and outcome.counts["forms"] == 0


# --- dates ---------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_day_of_receipt_is_todays_or_the_one_given_and_never_changed_again(
    sample: Path, sent: Path, tmp_path: Path
) -> None:
    form = send(sample, tmp_path / "gui2", "TT03")["TT03"]
    other = answer(form, tmp_path / "b.xlsx", {"Tin bài": 3, "Kinh phí (triệu đồng)": 150})
    said = lhh("import", sample, other, "--yes", "--as-of", "2026-06-15", "--received", "05/06/2026")
    assert said.code == 0 and value(sample, "figures", f"{PERIOD}/TT03", "received") == dt.date(2026, 6, 5)
    first = answer(sent, tmp_path / "1.xlsx", H09, saved=dt.datetime(2026, 6, 2))
    late = take(sample, first, day=dt.date(2026, 6, 12))
    assert any("được lưu ngày 02/06/2026" in line for line in late.warnings)
    second = answer(sent, tmp_path / "2.xlsx", {**H09, "Tin bài": 7}, saved=dt.datetime(2026, 6, 13))
    take(sample, second, day=dt.date(2026, 6, 14))
    assert value(sample, "figures", ROW, "received") == dt.date(2026, 6, 12)


@pytest.mark.slow
def test_an_earlier_periods_form_does_not_touch_the_tasks_as_they_stand_now(sample: Path, tmp_path: Path) -> None:
    clerk(sample, "profile", "Kỳ báo cáo", "value", "2026-H2")
    form = lhh("forms", sample, "--period", PERIOD, "--unit", "TT03", "--out", tmp_path, "--json").json["made"][1]
    cells = {"Trạng thái": "Đang thực hiện", "Tiến độ (%)": 55}
    back = answer(Path(form), tmp_path / "v" / "a.xlsx", {"Tin bài": 3}, tasks={"NV-035": cells})
    said = lhh("import", sample, back, "--period", PERIOD, "--yes", "--as-of", TODAY.isoformat())
    assert said.code == 0, said
    assert value(sample, "progress", f"{PERIOD}/NV-035/TT03", "progress") == 55
    assert value(sample, "tasks", "NV-035", "progress") == 50
