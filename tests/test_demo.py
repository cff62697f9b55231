"""What somebody sees who tries the program: `demo` plays the whole cycle and leaves everything in one folder."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from places import SAMPLE

from lhh_excel.actions.common import Outcome, Target
from lhh_excel.actions.demo import DemoOptions, demo
from lhh_excel.actions.report import ReportOptions, Stage, report
from lhh_excel.document.writing import pdf
from lhh_excel.workbook.reading import open_book

PERIOD = "2026-H1"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """The folder and what was told; without the PDF, for which LibreOffice takes its time."""
    folder = tmp_path_factory.mktemp("lam-thu") / "Làm thử"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "to_pdf", lambda *_: None)
        return folder, demo(DemoOptions(folder))


def texts(document: Path) -> list[str]:
    """Every paragraph, those of tables too, in order; received in time is received in time."""
    paragraphs = docx.Document(str(document)).element.body.iter(qn("w:p"))
    found = ["".join(text.text or "" for text in paragraph.iter(qn("w:t"))) for paragraph in paragraphs]
    return [re.sub(r"0[1-8]/06/2026", "09/06/2026", text) for text in found]


@pytest.mark.slow
def test_one_workbook_and_one_report_lie_in_the_folder_and_the_rest_below_it(played: tuple[Path, Outcome]) -> None:
    folder, outcome = played
    assert outcome.exit_code == 0
    files = sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    assert files == ["BC-2026-H1-du-thao-nguon-so-lieu.xlsx", "BC-2026-H1-du-thao.docx", "LHH-vi-du.xlsm"]
    folders = {path.name: len(list(path.iterdir())) for path in folder.iterdir() if path.is_dir()}
    assert folders == {"phieu": 41, "phieu-ve": 19, "phieu-can-sua": 1, "cong-van": 2, "ban-goc": 1}
    lying = {path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")}
    mails = {path for path in lying if path.suffix == ".eml"}
    assert {path for path in lying - mails if path.parent.name != "ban-goc"} == set(outcome.made)
    sent = {path for path in outcome.made if path.parent.name in ("phieu", "cong-van") and path.suffix != ".csv"}
    assert {path.stem for path in mails} == {path.stem for path in sent}


@pytest.mark.slow
def test_eighteen_units_answer_one_late_one_wrongly_and_two_are_missing(played: tuple[Path, Outcome]) -> None:
    _folder, outcome = played
    told = "\n".join(outcome.told())
    assert "Đã tạo 20 phiếu kỳ 2026-H1" in told
    assert "Ngày 09/06/2026: 17 phiếu gửi về, đã nhập 16 phiếu" in told
    assert "Không nhập PHIEU-2026-H1-H07.xlsx, Số liệu!" in told and "404 + 9 − 0 = 413" in told
    assert "Nộp muộn (2):\n  H07 " in told and "muộn 3 ngày" in told
    assert "Chưa nộp (2):\n  H09 " in told and "\n  TT03 " in told
    assert "2 chậm báo cáo" in told


@pytest.mark.slow
def test_the_workbook_holds_what_the_forms_said_and_tells_from_which_form(played: tuple[Path, Outcome]) -> None:
    folder, _outcome = played
    book, wanted = open_book(folder / "LHH-vi-du.xlsm"), open_book(SAMPLE)
    figures = {record(book["figures"], i) for i in range(len(book["figures"]))}
    assert figures == {record(wanted["figures"], i) for i in range(len(wanted["figures"]))}
    journal = book["journal"]
    forms = {file for file in journal.clean["file"] if file}
    assert len(forms) == 18 and "PHIEU-2026-H1-H07-gui-lai.xlsx" in forms and "PHIEU-2026-H1-H07.xlsx" not in forms
    assert {"Nhập phiếu #1", "Nhập phiếu #2", "Nhập phiếu #3"} <= set(journal.clean["action"])


def record(data: object, i: int) -> tuple[object, ...]:
    """A record of the figures; received in time is received in time."""
    clean = {key: values[i] for key, values in data.clean.items()}  # type: ignore[attr-defined]
    if clean["period"] == PERIOD and clean["received"]:
        clean["received"] = max(clean["received"], dt.date(2026, 6, 9))
    return tuple(clean.values())


@pytest.mark.slow
def test_the_report_from_the_forms_is_the_report_of_the_sample(played: tuple[Path, Outcome], tmp_path: Path) -> None:
    folder, _outcome = played
    made = report(ReportOptions(Target(SAMPLE), Stage.DRAFT, out=tmp_path)).made
    wanted = next(path for path in made if path.suffix == ".docx")
    assert texts(folder / "BC-2026-H1-du-thao.docx") == texts(wanted)


@pytest.mark.slow
def test_the_reminder_goes_to_those_who_did_not_answer(played: tuple[Path, Outcome]) -> None:
    folder, _outcome = played
    [letter] = (folder / "cong-van").glob("*.docx")
    text = "\n".join(texts(letter))
    assert "Hội thành viên 09" in text and "Đơn vị trực thuộc 03" in text and "Hội thành viên 05" not in text


@pytest.mark.slow
def test_a_second_demo_in_the_same_folder_ends_alike_and_keeps_the_workbook_before(
    played: tuple[Path, Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, first = played
    copy = shutil.copytree(folder, tmp_path / folder.name)
    monkeypatch.setattr(pdf, "to_pdf", lambda *_: None)
    again = demo(DemoOptions(copy))
    assert again.exit_code == 0 and again.counts == first.counts
    assert [path.relative_to(copy) for path in again.made] == [path.relative_to(folder) for path in first.made]
    assert (copy / "LHH-vi-du.xlsm.bak").read_bytes() == (folder / "LHH-vi-du.xlsm").read_bytes()
