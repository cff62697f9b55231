"""A second office, unlike the one of the sample: its workbook, findings, report and dashboard are as clean as those of
the first, and nothing of the program knows it."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import kept
import openpyxl
import pytest
import second_office as office
from cli import lhh
from docx.oxml.ns import qn
from openpyxl.cell import Cell
from places import ROOT

from lhh_excel.checking.finding import Severity
from lhh_excel.checking.run import run_rules
from lhh_excel.workbook.declarations import DEFAULT
from lhh_excel.workbook.reading import open_book

TODAY = ("--as-of", "2026-07-02")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the office's workbook (so.xlsm) and the draft of its report (kq)."""

    def draft(folder: Path) -> None:
        (folder / "so.xlsm").write_bytes(office.workbook(macros=True))
        drafted = lhh("report", folder / "so.xlsm", "--out", folder / "kq", *TODAY)
        assert drafted.code == 0, drafted

    folder = tmp_path_factory.mktemp("bình-an")
    kept.files(draft, folder, "report of the second office")
    return folder


def words(document: Path) -> list[str]:
    """The paragraphs, those of tables too."""
    body = docx.Document(str(document)).element.body
    return ["".join(text.text or "" for text in one.iter(qn("w:t"))) for one in body.iter(qn("w:p"))]


def test_it_is_unlike_the_first() -> None:
    declared = office.declared()
    assert declared.faults == ()
    assert len(declared.indicators) == 25 and len(declared.groups) == 5
    assert declared.outline[0].title == "Công tác chỉ đạo, điều hành"
    kinds = [declared.kind(unit["kind"]) for unit in office.records()["units"]]
    reporting = [kind.name for kind in kinds if kind and kind.reports]
    assert len(reporting) == 41 and reporting.count("Trung tâm, viện") == 7 and len(set(reporting)) == 4
    own = {each.name for each in declared.indicators} - {each.name for each in DEFAULT.indicators}
    assert len(own) > 15


def test_no_line_of_the_program_knows_it() -> None:
    names = {each.name for part in (office.declared().indicators, office.declared().outline) for each in part}
    names -= {each.name for part in (DEFAULT.indicators, DEFAULT.outline) for each in part}
    names -= {"Tổ chức", "Đề xuất", "Chi hội"}  # words that also stand elsewhere
    program = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "lhh_excel").rglob("*.py"))
    quoted = {text for pair in re.findall(r'"([^"\n]*)"|\'([^\'\n]*)\'', program) for text in pair}
    assert not names & quoted and "Bình An" not in program


@pytest.mark.slow
def test_its_data_have_no_error_and_the_warnings_that_stand_in_the_text(made: Path) -> None:
    found = list(run_rules(open_book(made / "so.xlsm")))
    assert not [each for each in found if each.severity is Severity.ERROR]
    told = {(each.code, each.record) for each in found if each.severity is Severity.WARNING}
    assert told == {
        ("SL15", office.SILENT),
        ("SL17", f"{office.PERIOD}/{office.LATE}"),
        ("LG10", "CV-03"),
        ("LG10", "CV-06"),
    }


@pytest.mark.slow
def test_the_report_follows_its_outline_and_is_in_the_decree_s_form(made: Path) -> None:
    draft = made / "kq" / "BC-2026-H1-du-thao.docx"
    checked = lhh("check", draft)
    assert checked.code == 0 and "đúng thể thức" in checked.out
    told = words(draft)
    parts = [line for line in told if re.match(r"[IVX]+\. ", line)]
    assert parts == [
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
        "II. TỔ CHỨC, HỘI VIÊN",
        "III. KẾT QUẢ HOẠT ĐỘNG 6 THÁNG ĐẦU NĂM 2026",
        "IV. ĐÁNH GIÁ CHUNG",
        "V. NHIỆM VỤ TRỌNG TÂM 6 THÁNG CUỐI NĂM 2026",
        "VI. ĐỀ XUẤT, KIẾN NGHỊ",
    ]
    text = "\n".join(told)
    assert "báo cáo kết quả hoạt động 6 tháng đầu năm 2026" in text and "Chương trình" not in text
    assert "41 đơn vị, gồm 19 hội chuyên ngành, 09 hội khu vực, 06 câu lạc bộ trí thức và 07 trung tâm, viện" in text
    assert "[" not in text and "{" not in text and "None" not in text and "nan" not in text.lower().split()


@pytest.mark.slow
def test_every_indicator_is_told_once_or_stands_in_an_annex_and_agrees_with_the_sums(made: Path) -> None:
    book = open_book(made / "so.xlsm")
    told = words(made / "kq" / "BC-2026-H1-du-thao.docx")
    rows = office.figures(office.PERIOD)
    for indicator in book.declared.indicators:
        values = [row[indicator.key] for row in rows if row[indicator.key] is not None]
        total = f"{sum(values):,g}".replace(",", " ").replace(".", ",").replace(" ", ".")
        assert total in told, indicator.name  # the row Cộng of Phụ lục I
        sentences = [line for line in told if line.startswith("- ") and f" {total} " in f"{line} "]
        assert sentences or indicator.sentence == "–", indicator.name


@pytest.mark.slow
def test_tasks_are_told_briefly(made: Path) -> None:
    told = [line.lower() for line in words(made / "kq" / "BC-2026-H1-du-thao.docx") if line.startswith("- ")]
    late = [line for line in told if " so với hạn" in line]
    plans = next(i for i, line in enumerate(told) if line.startswith("- quý iii/2026"))
    names = {row["code"]: row["content"].lower() for row in office.records()["tasks"]}
    assert {code for code, name in names.items() if any(name in line for line in late)} == {"CV-03", "CV-06"}
    named = {code for code, name in names.items() if any(name in line for line in told[:plans])}
    assert named == {"CV-01", "CV-03", "CV-05", "CV-06", "CV-09", "CV-15"}
    assert all(sum(names[code] in line for line in told) == 1 for code in ("CV-03", "CV-06"))


@pytest.mark.slow
def test_every_figure_is_traced_to_the_cells_that_add_up_to_it(made: Path) -> None:
    listed = openpyxl.load_workbook(made / "kq" / "BC-2026-H1-du-thao-nguon-so-lieu.xlsx").worksheets[0]
    rows = [cells for cells in listed.iter_rows(min_row=5, values_only=True) if cells[0] is not None]
    book = openpyxl.load_workbook(made / "so.xlsm", data_only=True, keep_vba=True)
    added = set()
    for _, where, what, printed, value, _, sheet, cells, key in rows:
        assert where and what and printed and (value == 0 or (sheet and cells)), key
        if total := re.fullmatch(r"so_lieu\.(\w+)\.tong", key):
            spans = [book[sheet][span.strip()] for span in cells.split(",")]
            found = [cell for span in spans for cell in (_flat(span) if isinstance(span, tuple) else [span])]
            assert sum(cell.value for cell in found) == value, key
            added.add(total[1])
    assert set(office.declared().by_key) - added == {"hoi_vien_dau_ky"}  # told in Phụ lục I alone


def _flat(span: tuple[tuple[Cell, ...], ...]) -> list[Cell]:
    return [cell for line in span for cell in line]
