"""A second office, unlike the one of the sample, goes through its half-year with the real commands.

Its workbook is made as its clerk makes it: the declarations typed into a new workbook, handed on with `new --mau`, the
data typed; the forms go out, come back filled in, are taken in; the report is drafted, submitted, issued; the period is
locked; the next one begins; the level above adds it up beside the first. All is as clean as the sample's.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import docx
import openpyxl
import pytest
import second_office as office
from clerk import at_work, set_lines, type_table
from cli import Said, lhh
from collection.returned import answer
from docx.oxml.ns import qn

from lhh_excel.checking.finding import Severity
from lhh_excel.checking.run import run_rules
from lhh_excel.workbook.declarations import DEFAULT
from lhh_excel.workbook.reading import open_book

pytestmark = pytest.mark.slow
TODAY = ("--as-of", "2026-07-02")


@dataclass
class Cycle:
    """The folder, what each step said, and copies of the workbook after some of them."""

    folder: Path
    said: dict[str, Said] = field(default_factory=dict)

    @property
    def book(self) -> Path:
        return self.folder / "so.xlsm"

    def run(self, step: str, *arguments: object) -> Said:
        said = self.said[step] = lhh(*arguments, "--json", cwd=self.folder)
        assert said.code == 0, (step, said)
        return said

    def keep(self, step: str) -> None:
        shutil.copy(self.book, self.folder / f"{step}.xlsm")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    cycle = Cycle(tmp_path_factory.mktemp("bình-an"))
    folder, book = cycle.folder, cycle.book
    rows, schemas = office.records(answered=False), office.schemas()
    declared = office.declaring()
    typed = {key: {column.key: column.header for column in schemas[key].columns} for key in rows}
    # the office declares its report, in a workbook that it may hand to the next
    cycle.run("first", "new", folder / "khai.xlsm", "--period", office.PERIOD, "--cutoff", "calendar")
    with at_work(folder / "khai.xlsm") as made:
        for key, own in declared.items():
            type_table(made, key, own, names=typed[key])
    cycle.run("columns", "columns", folder / "khai.xlsm")
    cycle.run("new", "new", book, "--mau", folder / "khai.xlsm", "--period", office.PERIOD, "--cutoff", "calendar")
    with at_work(book) as made:
        for key in ("targets", "signers", "periods", "units", "tasks", "progress", "figures", "texts", "recipients"):
            type_table(made, key, rows[key], names=typed[key])
        set_lines(made, office.settings())
    for period in office.BEFORE:
        cycle.run(f"lock {period}", "lock", book, "--period", period, "--yes", *TODAY)
    # the forms, out and back
    cycle.run("forms", "forms", book, "--as-of", "2026-06-01", "--out", folder / "phieu")
    for path in sorted((folder / "phieu").glob("PHIEU*.xlsx")):
        unit = path.stem.rpartition("-")[2]
        if unit in (answers := office.answers()):
            back = folder / ("muon" if unit == office.LATE else "ve") / path.name
            answer(path, back, answers[unit], texts=office.texts_of(unit))
    cycle.run("import", "import", book, folder / "ve", "--yes", "--received", "2026-06-23", *TODAY)
    cycle.run("late", "import", book, folder / "muon", "--yes", "--received", "2026-06-28", *TODAY)
    # the report
    cycle.run("validate", "validate", book, "--write", *TODAY)
    cycle.keep("filled")
    out = folder / "kq"
    cycle.run("report", "report", book, "--out", out, *TODAY)
    cycle.run("submit", "report", book, "--submit", "--out", out, *TODAY)
    cycle.run("issue", "report", book, "--issue", "--out", out, "--number", "15", "--date", "2026-07-03", "--yes")
    cycle.run("lock", "lock", book, "--yes", *TODAY)
    cycle.keep("locked")
    # the next period
    cycle.run("next", "next", book, "--yes", "--as-of", "2026-12-10")
    cycle.run("forms again", "forms", book, "--as-of", "2026-12-10", "--unit", "CN07", "--out", folder / "phieu-sau")
    return cycle


def words(document: Path) -> list[str]:
    """The paragraphs, those of tables too."""
    body = docx.Document(str(document)).element.body
    return ["".join(text.text or "" for text in one.iter(qn("w:t"))) for one in body.iter(qn("w:p"))]


def test_the_workbook_declares_what_the_office_typed(played: Cycle) -> None:
    assert open_book(played.folder / "filled.xlsm").declared == office.declared()
    old = {each.name for each in DEFAULT.indicators}  # a column of an indicator's Tên khác is its own
    new = {each.name for each in office.declared().indicators if not old & {each.name, *each.aliases}}
    assert set(played.said["columns"].json["columns"]) == new


def test_every_unit_is_asked_what_the_office_asks_and_no_body_of_the_office_is(played: Cycle) -> None:
    forms = {path.stem.rpartition("-")[2]: path for path in (played.folder / "phieu").glob("PHIEU*.xlsx")}
    assert set(forms) == {row["code"] for row in office.records()["units"] if row["joined"]}
    form = openpyxl.load_workbook(forms["CN03"])
    labels = [cells[1].value for cells in form["Số liệu"].iter_rows()]
    asked = [each.name for each in office.declared().indicators]
    assert [label for label in labels if label in asked] == asked
    texts = [cell.value for cells in form["Nội dung"].iter_rows(max_col=2) for cell in cells]
    sections = [each.name for each in office.declared().outline]
    by_units = [each.name for each in office.declared().outline if each.by_units]
    assert [text for text in texts if text in sections] == by_units


def test_what_the_units_answered_stands_in_the_workbook(played: Cycle) -> None:
    assert played.said["import"].json["faulty"] == played.said["late"].json["faulty"] == []
    data = open_book(played.folder / "filled.xlsm")["figures"]
    found = {
        data.clean["unit"][i]: {key: data.clean[key][i] for key in data.clean if key not in ("received", "note")}
        for i in range(len(data))
        if data.clean["period"][i] == office.PERIOD and data.clean["received"][i]
    }
    given = office.figures(office.PERIOD)
    assert found == {row["unit"]: {k: v for k, v in row.items() if k != "received"} for row in given}


def test_its_data_have_no_error_and_only_the_warnings_that_were_typed(played: Cycle) -> None:
    told = played.said["validate"].json
    warned = {(each["code"], each["record"]) for each in told["findings"] if each["severity"] == "warning"}
    assert told["summary"]["error"] == 0
    assert warned == {
        ("SL15", office.SILENT),
        ("SL17", f"{office.PERIOD}/{office.LATE}"),
        ("LG10", "CV-03"),
        ("LG10", "CV-06"),
        ("QH22", f"{office.PERIOD}/Đề xuất/2"),  # what a unit wrote waits for the office's word
    }


def test_the_report_from_the_forms_is_the_report_of_the_same_data_typed(played: Cycle, tmp_path: Path) -> None:
    (tmp_path / "so.xlsm").write_bytes(office.workbook())
    assert lhh("report", tmp_path / "so.xlsm", "--out", tmp_path, *TODAY).code == 0
    from_forms = [line for line in words(played.folder / "kq" / "BC-2026-H1-du-thao.docx") if line]
    assert "khám bệnh tình nguyện" not in "".join(from_forms)  # a unit wrote it, the office did not take it over
    assert from_forms == [line for line in words(tmp_path / "BC-2026-H1-du-thao.docx") if line]


def test_what_is_issued_is_in_form_with_its_number_and_day(played: Cycle) -> None:
    [issued] = played.folder.rglob("15-BC-*.docx")
    assert lhh("check", issued, "--json").json["summary"]["error"] == 0
    told = words(issued)
    assert any("Số: 15/BC-LHHBA" in line for line in told)
    assert any("Bình An, ngày 03 tháng 7 năm 2026" in line for line in told)
    draft = words(played.folder / "kq" / "BC-2026-H1-du-thao.docx")
    assert [line for line in told if line.startswith("- ")] == [line for line in draft if line.startswith("- ")]


def test_the_next_period_begins_with_what_the_last_ended_with(played: Cycle) -> None:
    book = open_book(played.book)
    assert book.period == "2026-H2"
    assert book.periods[office.PERIOD].locked
    closing = {row["unit"]: row["tong_so_hoi_vien"] for row in office.figures(office.PERIOD)}
    form = openpyxl.load_workbook(played.folder / "phieu-sau" / "PHIEU-2026-H2-CN07.xlsx")["Số liệu"]
    head = next(cells for cells in form.iter_rows() if "Kỳ này" in {cell.value for cell in cells})
    now = next(cell.column for cell in head if cell.value == "Kỳ này")
    opening = next(cells for cells in form.iter_rows() if cells[1].value == "Hội viên đầu kỳ")
    assert opening[now - 1].value == closing["CN07"]
    assert not [each for each in run_rules(book) if each.severity is Severity.ERROR]
