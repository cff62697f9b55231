"""From draft to the issued document, over the sample workbook, through the real command."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import zipfile
from pathlib import Path

import kept
import pytest
from cli import lhh
from docx import Document
from openpyxl import load_workbook

from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.reading import open_book

FIRST = "11/BC-LHH"


def text_of(path: Path) -> str:
    """All text of a document, header tables included."""
    document = Document(str(path))
    cells = [p.text for t in document.tables for row in t.rows for cell in row.cells for p in cell.paragraphs]
    return "\n".join([*cells, *(p.text for p in document.paragraphs)])


def change(path: Path, table: str, record: str, column: str, value: object) -> None:
    """One cell changed as a clerk would, through the patcher."""
    data = kept.book(path)[table]
    i = next(i for i in range(len(data)) if data.record(i) == record)
    patch = WorkbookPatch(path)
    patch.set(table, data.rows[i], column, value)
    patch.save()


def out_of(sample: Path) -> Path:
    return sample.parent / "ket-xuat"


@pytest.fixture
def issued(signed: Path, tmp_path: Path) -> Path:
    """A workbook of one's own whose report was submitted, then issued as 11/BC-LHH of 20/06/2026."""

    def make(folder: Path) -> None:
        shutil.copytree(signed, folder, dirs_exist_ok=True)
        said = lhh("report", folder / "so.xlsm", "--issue", "--date", "20/06/2026", "--json")
        assert said.code == 0 and said.json["symbol"] == FIRST, said

    kept.files(make, tmp_path / "phát hành", "issued")
    return tmp_path / "phát hành" / "so.xlsm"


@pytest.mark.slow
def test_a_draft_has_no_number_and_no_day_and_traces_its_figures(sample: Path) -> None:
    said = lhh("report", sample, "--json")
    assert said.code == 0
    document, sources = (Path(path) for path in said.json["made"])
    assert document.name == "BC-2026-H1-du-thao.docx" and sources.name == "BC-2026-H1-du-thao-nguon-so-lieu.xlsx"
    text = text_of(document)
    assert "/BC-LHH" in text and "09/BC-LHH" not in text and "ngày 20 tháng" not in text and "năm 2026" in text
    assert "DỰ THẢO" not in text
    assert Document(str(document)).core_properties.content_status == "DỰ THẢO"
    rows = list(load_workbook(sources).active.iter_rows(values_only=True))
    assert any(row[-1] == "phu_luc_1.cong.hoi_vien_cuoi_ky" or "6.125" in map(str, row) for row in rows)


@pytest.mark.slow
def test_the_same_workbook_gives_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        lhh("report", sample, "--out", tmp_path / name)
    for name in ("BC-2026-H1-du-thao.docx", "BC-2026-H1-du-thao-nguon-so-lieu.xlsx"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.slow
def test_a_draft_of_faulty_data_is_made_says_so_and_exits_1(sample: Path) -> None:
    change(sample, "figures", "2026-H1/H03", "hoi_vien_cuoi_ky", 1)
    said = lhh("report", sample, "--json")
    assert said.code == 1
    assert Path(said.json["made"][0]).exists()
    assert "chưa trình ký được" in said.json["warnings"][0]


@pytest.mark.slow
def test_errors_stop_submission_and_nothing_is_written(sample: Path) -> None:
    change(sample, "figures", "2026-H1/H03", "hoi_vien_cuoi_ky", 1)
    before = sample.read_bytes()
    said = lhh("report", sample, "--submit")
    assert said.code == 1 and "lỗi nên chưa trình ký" in said.err
    assert sample.read_bytes() == before and not out_of(sample).exists()


@pytest.mark.slow
def test_a_submission_into_an_open_workbook_leaves_no_document_behind(sample: Path, book: Path) -> None:
    mark = sample.with_name(f"~${sample.name}")
    mark.touch()
    before = sorted(sample.parent.rglob("*"))
    assert lhh("report", sample, "--submit").code == 5
    assert sorted(sample.parent.rglob("*")) == before
    document = out_of(book) / "BC-2026-H1-trinh-ky.docx"
    signed = document.read_bytes()
    change(book, "figures", "2026-H1/H05", "tin_bai", 3)
    book.with_name(f"~${book.name}").touch()
    assert lhh("report", book, "--submit").code == 5
    assert document.read_bytes() == signed


@pytest.mark.slow
def test_a_folder_in_the_place_of_the_issued_file_is_told(book: Path) -> None:
    (out_of(book) / "11-BC-LHH-2026-H1.docx").mkdir()
    before = book.read_bytes()
    said = lhh("report", book, "--issue", "--date", "20/06/2026")
    assert said.code == 5 and "11-BC-LHH-2026-H1.docx" in said.err
    assert book.read_bytes() == before


@pytest.mark.slow
def test_nothing_is_issued_that_was_not_submitted(sample: Path) -> None:
    said = lhh("report", sample, "--issue")
    assert said.code == 3 and "trình ký" in said.err.casefold()


@pytest.mark.slow
def test_submitted_then_issued_with_the_next_number(sample: Path) -> None:
    assert lhh("report", sample, "--submit").code == 0
    frozen = open_book(sample)["frozen"]
    assert ("2026-H1", "tblSoLieu") in set(zip(frozen.clean["period"], frozen.clean["table"], strict=True))
    numbers = [int(str(symbol)[:2]) for symbol in open_book(sample)["register"].clean["symbol"]]
    said = lhh("report", sample, "--issue", "--date", "20/06/2026", "--json")
    assert said.code == 0
    expected = max(numbers) + 1
    assert said.json["symbol"] == f"{expected:02}/BC-LHH"
    document = Path(said.json["made"][0])
    assert document.name == f"{expected:02}-BC-LHH-2026-H1.docx"
    text = text_of(document)
    assert f"Số: {expected:02}/BC-LHH" in text.replace("\u00a0", " ")
    assert "ngày 20 tháng 6 năm 2026" in text.replace("\u00a0", " ")
    row = open_book(sample)["register"]
    assert (row.clean["symbol"][-1], row.clean["date"][-1], row.clean["state"][-1], row.clean["file"][-1]) == (
        f"{expected:02}/BC-LHH",
        dt.date(2026, 6, 20),
        "Đã cấp",
        document.name,
    )
    assert lhh("check", document).code == 0


@pytest.mark.slow
def test_issue_adds_only_number_and_date_to_what_was_signed(issued: Path) -> None:
    signed = text_of(out_of(issued) / "BC-2026-H1-trinh-ky.docx").splitlines()
    document = text_of(out_of(issued) / "11-BC-LHH-2026-H1.docx").splitlines()
    differing = [b for a, b in zip(signed, document, strict=True) if a != b]
    assert differing and all(
        "BC-LHH" in line or "tháng 6 năm 2026" in line.replace("\u00a0", " ") for line in differing
    )


@pytest.mark.slow
def test_a_changed_workbook_is_refused_and_the_cell_named(book: Path) -> None:
    change(book, "figures", "2026-H1/H03", "tin_bai", 99)
    said = lhh("report", book, "--issue", "--date", "20/06/2026")
    assert said.code == 1
    assert "Số liệu!" in said.err and "Tin bài" in said.err and "99" in said.err
    assert not list(out_of(book).glob("*-LHH-*.docx"))


@pytest.mark.slow
def test_a_second_issue_is_refused_and_a_replacement_marks_the_old_row(issued: Path) -> None:
    again = lhh("report", issued, "--issue", "--date", "20/06/2026")
    assert again.code == 1 and FIRST in again.err
    change(issued, "texts", "2026-H1/Ưu điểm/1", "content", "Viết lại cho đúng.")
    assert lhh("report", issued, "--submit").code == 0
    second = lhh("report", issued, "--issue", "--date", "25/06/2026", "--replaces", FIRST, "--json")
    assert second.code == 0
    assert f"thay thế Báo cáo số {FIRST}" in " ".join(text_of(Path(second.json["made"][0])).split())
    register = open_book(issued)["register"]
    state = dict(zip(register.clean["symbol"], register.clean["state"], strict=True))
    assert state[FIRST] == "Bị thay thế" and state[second.json["symbol"]] == "Đã cấp"


@pytest.mark.slow
def test_a_number_is_never_given_twice(book: Path) -> None:
    taken = str(open_book(book)["register"].clean["symbol"][0])
    said = lhh("report", book, "--issue", "--date", "20/06/2026", "--number", str(int(taken[:2])))
    assert said.code == 1 and taken in said.err


@pytest.mark.slow
def test_a_crash_after_the_number_was_reserved_is_finished_by_the_next_run(book: Path) -> None:
    in_the_way = out_of(book) / "11-BC-LHH-2026-H1-nguon-so-lieu.xlsx"
    in_the_way.mkdir()  # the number is reserved by the time that this is met
    assert lhh("report", book, "--issue", "--date", "20/06/2026").code == 5
    in_the_way.rmdir()
    register = open_book(book)["register"]
    assert register.clean["state"][-1] == "Chưa hoàn tất"
    reserved = register.clean["symbol"][-1]
    for call in (("report", book), ("report", book, "--submit"), ("remind", book)):
        assert reserved in lhh(*call).out  # every run tells of it
    said = lhh("report", book, "--issue", "--date", "30/06/2026", "--json")
    assert said.code == 0 and said.json["symbol"] == reserved and said.json["date"] == "2026-06-20"
    register = open_book(book)["register"]
    assert register.clean["symbol"].count(reserved) == 1 and register.clean["state"][-1] == "Đã cấp"


@pytest.mark.slow
def test_an_unwritten_text_is_marked_in_the_draft_and_stops_submission(sample: Path) -> None:
    texts = open_book(sample)["texts"]
    patch = WorkbookPatch(sample)
    for i, period, section in texts.each("period", "section"):
        if (period, section) == ("2026-H1", "Nguyên nhân"):
            patch.set("texts", texts.rows[i], "period", "2025-H1")
    patch.save()
    draft = lhh("report", sample, "--json")
    assert "[Chưa có nội dung: Nguyên nhân]" in text_of(Path(draft.json["made"][0]))
    assert any("Nguyên nhân" in warning for warning in draft.json["warnings"])
    workbook = sample.read_bytes()
    said = lhh("report", sample, "--submit")  # what issue asks is asked here
    assert said.code == 1 and "Nguyên nhân" in said.err and sample.read_bytes() == workbook
    patch = WorkbookPatch(sample)
    for i, section in texts.each("section"):
        if section == "Nguyên nhân":
            patch.set("texts", texts.rows[i], "period", "2026-H1")
    patch.save()
    assert lhh("report", sample, "--submit").code == 0


@pytest.mark.slow
def test_a_snapshot_changed_by_hand_is_refused(book: Path) -> None:
    path = out_of(book) / "BC-2026-H1-trinh-ky.json"
    path.write_text(path.read_text(encoding="utf-8").replace("6.125", "9.125"), encoding="utf-8")
    said = lhh("report", book, "--issue", "--date", "20/06/2026")
    assert said.code == 3 and "bị sửa" in said.err


@pytest.mark.slow
def test_a_file_that_lies_there_is_never_written_over_and_costs_no_number(book: Path) -> None:
    path = out_of(book) / "11-BC-LHH-2026-H1.docx"
    path.write_bytes(b"cua nguoi khac")
    before = book.read_bytes()
    said = lhh("report", book, "--issue", "--date", "20/06/2026", "--yes")
    assert said.code == 5 and path.read_bytes() == b"cua nguoi khac" and book.read_bytes() == before
    path.rename(path.with_name("Việc khác.docx"))  # as told
    assert lhh("report", book, "--issue", "--date", "20/06/2026").code == 0 and path.exists()


@pytest.mark.slow
def test_a_document_is_not_dated_before_its_period_ends(book: Path) -> None:
    said = lhh("report", book, "--issue", "--date", "01/06/2026")
    assert said.code == 1 and "14/06/2026" in said.err


@pytest.mark.slow
def test_a_document_is_not_dated_beyond_next_year(book: Path) -> None:
    """That is a slip of the pen; any other day after today is told at once, beside the number."""
    today = max(dt.date.today(), dt.date(2026, 6, 16))  # the sample's Ngày tính
    said = lhh("report", book, "--issue", "--date", dt.date(today.year + 2, 1, 2).isoformat())
    assert said.code == 1 and f"02/01/{today.year + 2}" in said.err and f"{today:%d/%m/%Y}" in said.err
    last = dt.date(today.year + 1, 1, 2)
    warned = lhh("report", book, "--issue", "--date", last.isoformat(), "--json").json["warnings"]
    assert any(f"{last:%d/%m/%Y}" in line and "sau hôm nay" in line for line in warned)


@pytest.mark.slow
def test_an_electronic_document_needs_its_number_from_the_e_office(sample: Path) -> None:
    change(sample, "profile", "Hình thức văn bản", "value", "điện tử")
    lhh("report", sample, "--submit")
    said = lhh("report", sample, "--issue", "--date", "20/06/2026")
    assert said.code == 2 and "--number" in said.err
    assert lhh("report", sample, "--issue", "--date", "20/06/2026", "--number", "31").code == 0


@pytest.mark.slow
def test_a_broken_template_of_the_office_lists_every_problem(sample: Path) -> None:
    from places import ROOT

    own = sample.parent / "templates"
    own.mkdir()
    data = (ROOT / "templates" / "bao-cao.docx").read_bytes()
    path = own / "bao-cao.docx"
    path.write_bytes(data)
    parts = {}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = parts["word/document.xml"].decode()
    parts["word/document.xml"] = (
        main.replace("van_ban.trich_yeu", "van_ban.trich_yue").replace("chu_ky.ho_ten", "chu_ky.ho_tenn").encode()
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    said = lhh("report", sample)
    assert said.code == 4
    assert "trich_yue" in said.err and "trich_yeu" in said.err and "ho_tenn" in said.err
    assert not out_of(sample).exists()


@pytest.mark.slow
def test_every_figure_of_the_text_is_in_the_workbook_of_sources(sample: Path) -> None:
    """The number printed at a place is the value that the sources give for that place."""
    said = lhh("report", sample, "--json")
    document, sources = (Path(path) for path in said.json["made"])
    text = text_of(document).replace("\u00a0", " ")
    rows = list(load_workbook(sources).active.iter_rows(min_row=5, values_only=True))
    assert len(rows) >= 300
    missing = [row for row in rows if row[3] is not None and str(row[3]) not in text]
    assert missing == []


@pytest.mark.slow
def test_the_snapshot_keeps_the_template_it_was_signed_with(book: Path) -> None:
    own = book.parent / "templates"
    own.mkdir()
    (own / "bao-cao.docx").write_bytes(b"khong phai Word")
    assert lhh("report", book, "--issue", "--date", "20/06/2026").code == 0
    assert json.loads((out_of(book) / "BC-2026-H1-trinh-ky.json").read_text(encoding="utf-8"))["sha256"]


@pytest.mark.slow
def test_what_is_signed_says_what_it_replaces_and_issue_keeps_to_it(issued: Path) -> None:
    assert lhh("report", issued, "--submit", "--replaces", "999").code == 1
    assert lhh("report", issued, "--submit", "--replaces", FIRST).code == 0
    signed = text_of(out_of(issued) / "BC-2026-H1-trinh-ky.docx")
    assert f"thay thế Báo cáo số {FIRST}" in " ".join(signed.split())
    second = lhh("report", issued, "--issue", "--date", "25/06/2026", "--json")
    assert second.code == 0 and f"thay thế Báo cáo số {FIRST}" in " ".join(
        text_of(Path(second.json["made"][0])).split()
    )
    register = open_book(issued)["register"]
    assert dict(zip(register.clean["symbol"], register.clean["state"], strict=True))[FIRST] == "Bị thay thế"


@pytest.mark.slow
def test_a_number_given_outside_the_workbook_is_not_given_again(sample: Path) -> None:
    change(sample, "profile", "Số cuối đã cấp", "value", 25)
    lhh("report", sample, "--submit")
    said = lhh("report", sample, "--issue", "--date", "20/06/2026", "--number", "20")
    assert said.code == 1 and "Số cuối đã cấp" in said.err
    assert lhh("report", sample, "--issue", "--date", "20/06/2026", "--json").json["number"] == 26


def test_number_and_date_belong_to_issue(sample: Path) -> None:
    assert lhh("report", sample, "--number", "5").code == 2
    assert lhh("report", sample, "--submit", "--date", "20/06/2026").code == 2


@pytest.mark.slow
def test_issue_is_told_in_the_journal_and_the_register_names_the_real_recipients(issued: Path) -> None:
    now = open_book(issued)
    assert (now["journal"].clean["action"][-1], now["journal"].clean["new"][-1]) == ("Phát hành", FIRST)
    recipients = str(now["register"].clean["recipients"][-1])
    assert "Thường trực Thành ủy" in recipients and "Như trên" not in recipients and "Lưu" not in recipients
