"""A draft edited in Word: made again, submitted and issued as it was edited, with the figures of the workbook."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cli import lhh
from docx import Document
from kept import files
from places import SAMPLE
from test_after_submission import change, issued, submit
from test_report_stages import text_of
from test_signed_copy import in_the_xml, lose_what_was_generated, reworded

from lhh_excel.actions.common import Outcome, Target
from lhh_excel.actions.new import NewOptions, new
from lhh_excel.actions.report import ReportOptions, Stage, report
from lhh_excel.document.keeping.edited import EditedFile
from lhh_excel.document.ooxml.package import read_properties
from lhh_excel.document.reading.docx import open_document
from lhh_excel.document.writing import pdf
from lhh_excel.errors import LhhError, RefusedError
from lhh_excel.figures.report import build_report
from lhh_excel.workbook.reading import open_book

DRAFT = "BC-2026-H1-du-thao.docx"
TRACKED = '</w:t></w:r><w:ins w:id="1" w:author="a"><w:r><w:t>Nay</w:t></w:r></w:ins><w:r><w:t>'


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "sổ.xlsm"
    shutil.copy(SAMPLE, path)
    return path


def draft(book: Path, **options: object) -> Outcome:
    return report(replace(ReportOptions(Target(book)), **options))  # type: ignore[arg-type]


def file_of(book: Path) -> Path:
    return book.parent / "ket-xuat" / DRAFT


def drafted(book: Path) -> Path:
    """The draft; the first of a workbook is made once a run."""
    if file_of(book).exists():
        draft(book)
        return file_of(book)

    def make(folder: Path) -> None:
        draft(Path(shutil.copy(book, folder)))

    files(make, book.parent, "first draft", book.name, book.read_bytes())
    return file_of(book)


def edited(book: Path, *edits: tuple[str, str]) -> Path:
    path = drafted(book)
    for old, other in edits or (("Theo báo cáo của", "Theo thống kê của"),):
        reworded(path, old, other)
    return path


def lines(path: Path) -> list[str]:
    return [paragraph.text for paragraph in EditedFile(path.read_bytes()).paragraphs]


def kept(path: Path) -> bool:
    return "Theo thống kê của 18/20 đơn vị, đến ngày 14/6/2026 có 6.125 hội viên" in text_of(path).replace(
        "\u00a0", " "
    )


@pytest.mark.slow
def test_a_draft_made_again_is_as_it_was_edited(book: Path) -> None:
    path = edited(book)
    before = path.read_bytes()
    outcome = draft(book)
    assert kept(path) and path.read_bytes() == before
    assert "1 đoạn đã sửa" in " ".join(outcome.lines)
    assert outcome.counts["hand_edits"] == {
        "kept": 1, "inserted": 0, "deleted": 0, "moved": 0, "conflicts": 0, "figures": [], "cells": 0
    }  # fmt: skip


@pytest.mark.slow
def test_an_untouched_one_is_made_anew_and_no_word_said(book: Path) -> None:
    first = file_of(book)
    drafted(book)
    made = first.read_bytes()
    outcome = draft(book)
    assert first.read_bytes() == made and "hand_edits" not in outcome.counts


@pytest.mark.slow
def test_fresh_starts_anew_and_keeps_the_edited_one(book: Path) -> None:
    path = edited(book)
    done = lhh("report", str(book), "--fresh")
    assert done.code == 0 and not kept(path)
    assert kept(path.with_name(f"{DRAFT}.bak").rename(path.with_name("bak.docx")))


@pytest.mark.slow
def test_no_edited_file_is_ever_written_over(book: Path) -> None:
    """Whether its words go on or not; what no hand was at is not kept at all."""
    said = ["Theo sổ của", "Theo lời của", "Theo thẻ của"]
    told = []
    for words in said:
        edited(book, ("Theo báo cáo của", words))
        told.append(" ".join(draft(book, fresh=True).lines))
    change(book, "figures", "2026-H1/H02", "hoi_vien_cuoi_ky", 99)
    draft(book)
    copies = sorted(file_of(book).parent.glob(f"{DRAFT}.bak*"))
    assert [path.suffix for path in copies] == [".bak", ".bak2", ".bak3"]
    assert all(path.suffix in line for path, line in zip(copies, told, strict=True))
    texts = [text_of(path.rename(path.with_name(f"{n}.docx"))) for n, path in enumerate(copies)]
    assert all(words in text for words, text in zip(said, texts, strict=True))


@pytest.mark.slow
def test_one_that_came_back_under_another_name(book: Path) -> None:
    path = edited(book)
    elsewhere = path.rename(book.parent / "Chánh VP sửa.docx")
    outcome = draft(book, draft=elsewhere)
    assert kept(path) and outcome.made[0] == path and elsewhere.exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda path: lose_what_was_generated(path), "draft_unknown"),
        (lambda path: Document().save(str(path)), "draft_unknown"),
        (lambda path: path.write_bytes(b"PK nothing"), "truncated"),
        (lambda path: path.write_text("chữ"), "not_a_word_file"),
    ],
)
def test_what_is_no_draft_of_ours_is_refused(book: Path, change: Callable[[Path], object], key: str) -> None:
    path = edited(book)
    change(path)
    with pytest.raises(LhhError) as refused:
        draft(book, draft=path)
    assert refused.value.key == key


@pytest.mark.slow
def test_of_another_period_or_workbook_it_is_refused(book: Path) -> None:
    path = edited(book).rename(book.parent / "x.docx")
    with pytest.raises(RefusedError) as refused:
        report(ReportOptions(Target(book, period="2025-H2"), draft=path))
    assert refused.value.key == "draft_other_period"
    other = book.with_name("khác.xlsm")
    new(NewOptions(other, sample=True))
    with pytest.raises(RefusedError) as refused:
        report(ReportOptions(Target(other, period="2026-H1"), draft=path))
    assert refused.value.key == "draft_other_workbook"


class Says:
    """A screen that gives one answer."""

    def __init__(self, answer: bool) -> None:
        self.answer, self.questions = answer, list[str]()

    def progress(self, step: str, done: int, total: int) -> None:
        return None

    def ask(self, question: str) -> bool:
        self.questions.append(question)
        return self.answer


@pytest.mark.slow
@pytest.mark.parametrize("answer", [True, False])
def test_what_does_not_say_what_it_is_never_goes_without_a_question(book: Path, answer: bool) -> None:
    path = edited(book)
    lose_what_was_generated(path)
    before, screen = path.read_bytes(), Says(answer)
    if answer:
        report(ReportOptions(Target(book)), screen)
        assert path.with_name(f"{DRAFT}.bak").read_bytes() == before
    else:
        with pytest.raises(RefusedError) as refused:
            report(ReportOptions(Target(book)), screen)
        assert refused.value.key == "draft_kept" and path.read_bytes() == before
    assert len(screen.questions) == 1


@pytest.mark.slow
def test_an_untouched_draft_of_another_workbook_never_goes_without_a_question(book: Path) -> None:
    draft(book)
    other = book.with_name("khác.xlsm")
    new(NewOptions(other, sample=True))
    before, screen = file_of(book).read_bytes(), Says(answer=False)
    with pytest.raises(RefusedError) as refused:
        report(ReportOptions(Target(other, period="2026-H1")), screen)
    assert refused.value.key == "draft_kept" and len(screen.questions) == 1
    assert file_of(book).read_bytes() == before


@pytest.mark.slow
def test_a_part_lost_on_the_way_is_found_beside(book: Path) -> None:
    """As .odt and .doc lose it: the bookmarks are left."""
    path = edited(book)
    marks = Document(str(path)).element.xml
    lose_what_was_generated(path, bookmarks=False)
    assert "_LHH_so_" in marks
    outcome = draft(book)
    assert kept(path) and "hand_edits" in outcome.counts


@pytest.mark.slow
def test_the_edited_draft_is_signed_and_issued(book: Path) -> None:
    edited(book)
    outcome = submit(book)
    assert kept(outcome.made[0])
    document = issued(book)
    assert kept(document)
    with zipfile.ZipFile(document) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert b"_LHH_" not in everything and b"banLap" not in everything and b"comment" not in everything
    head = Document(str(document)).tables[0].rows[1].cells
    assert "/BC-LHH" in head[0].text and "  " not in head[0].text and "tháng 6 năm 2026" in head[1].text


@pytest.mark.slow
def test_issue_fills_in_number_and_date_and_nothing_else(book: Path, signed: Path, tmp_path: Path) -> None:
    """Against the same report issued without an edit: in the head, in each annex, in the file's own properties."""
    plain = Path(shutil.copytree(signed, tmp_path / "khác")) / "so.xlsm"
    expected = issued(plain)
    edited(book)
    submit(book)
    document = issued(book)
    assert document.name == expected.name
    assert [one for one in lines(document) if "Theo thống kê" not in one] == [
        one for one in lines(expected) if "Theo báo cáo của" not in one
    ]
    for path in (document, expected):
        assert not any("        " in one for one in lines(path))
    said = [read_properties(path) for path in (document, expected)]
    assert said[0] == said[1] and said[0]["KyHieu"]
    core = [Document(str(path)).core_properties for path in (document, expected)]
    assert core[0].title == core[1].title and core[0].content_status == core[1].content_status


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "other", "key"),
    [
        ("6.125", "7.000", "draft_figures"),
        (
            "Theo báo cáo của",
            '</w:t></w:r><w:ins w:id="1" w:author="a"><w:r><w:t>x</w:t></w:r></w:ins><w:r><w:t>',
            "draft_unfinished",
        ),
    ],
)
def test_what_cannot_be_signed_is_refused(book: Path, old: str, other: str, key: str) -> None:
    drafted(book)
    in_the_xml(file_of(book), old, other)
    with pytest.raises(RefusedError) as refused:
        submit(book)
    assert refused.value.key == key
    assert not (book.parent / "ket-xuat" / "BC-2026-H1-trinh-ky.docx").exists()
    report(ReportOptions(Target(book), Stage.SUBMIT, fresh=True))


@pytest.mark.slow
def test_without_a_place_for_the_number_nothing_is_signed(book: Path) -> None:
    drafted(book)
    document = Document(str(file_of(book)))
    cell = document.tables[0].rows[1].cells[0]
    for paragraph in cell.paragraphs:
        for run in paragraph.runs:
            run.text = ""
    document.save(str(file_of(book)))
    with pytest.raises(RefusedError) as refused:
        submit(book)
    assert refused.value.key == "number_without_place" and "Số:" in refused.value.sentence


@pytest.mark.slow
def test_an_annex_taken_out_by_hand_is_refused_by_its_own_line(book: Path) -> None:
    drafted(book)
    document = Document(str(file_of(book)))
    [*_, line] = [one for one in document.paragraphs if one.text.startswith("(Kèm theo")]
    text = " ".join(line.text.split())
    line._p.getparent().remove(line._p)
    document.save(str(file_of(book)))
    with pytest.raises(RefusedError) as refused:
        submit(book)
    assert refused.value.key == "number_without_place"
    assert text[:40] in refused.value.sentence and "“Số:" not in refused.value.sentence + refused.value.remedy


@pytest.mark.slow
def test_another_signer_written_by_hand_is_refused(book: Path) -> None:
    """The register would tell another name than the paper."""
    drafted(book)
    name = build_report(open_book(book), "2026-H1").signer
    path = file_of(book)
    document = Document(str(path))
    cells = {cell._tc: cell for table in document.tables for row in table.rows for cell in row.cells}
    runs = [run for cell in cells.values() for one in cell.paragraphs if name in one.text for run in one.runs]
    for run in runs:
        run.text = ""
    runs[0].text = "Lê Văn Khác"
    document.save(str(path))
    with pytest.raises(RefusedError) as refused:
        submit(book)
    assert refused.value.key == "draft_signer" and name in refused.value.sentence


@pytest.mark.slow
@pytest.mark.parametrize(
    ("written", "key"), [(None, "texts_missing"), ("", "texts_missing"), ("Do kinh phí được cấp chậm.", "")]
)
def test_a_text_that_is_wanted_may_be_written_in_the_document(book: Path, written: str | None, key: str) -> None:
    """Nobody wrote it in the workbook: its mark is left in the document, only taken out, or written over."""
    for order in (1, 2):
        change(book, "texts", f"2026-H1/Nguyên nhân/{order}", "period", "2026-H2")
    drafted(book)
    document = Document(str(file_of(book)))
    mark = next(one for one in document.paragraphs if one.text.startswith("[Chưa có nội dung"))
    if written is not None:
        for run in mark.runs:
            run.text = ""
        mark.runs[0].text = written
        document.save(str(file_of(book)))
    if key:
        with pytest.raises(RefusedError) as refused:
            submit(book)
        assert refused.value.key == key
    else:
        submit(book)
        text = text_of(issued(book))
        assert "Do kinh phí được cấp chậm." in text and "[Chưa có" not in text


@pytest.mark.slow
@pytest.mark.parametrize("answer", [True, False])
def test_the_button_asks_whether_the_edits_stay(book: Path, answer: bool) -> None:
    path, screen = edited(book), Says(answer)
    report(ReportOptions(Target(book), offer_fresh=True), screen)
    assert kept(path) is answer and len(screen.questions) == 1
    assert path.with_name(f"{DRAFT}.bak").is_file() is not answer


@pytest.mark.slow
@pytest.mark.parametrize(("stage", "answer"), [(Stage.DRAFT, False), (Stage.SUBMIT, True)])
def test_the_button_asks_for_one_that_came_back_under_another_name(book: Path, stage: Stage, answer: bool) -> None:
    path = edited(book)
    came = shutil.copy(path, path.with_name("Chánh VP sửa (1).docx"))
    reworded(path := file_of(book), "Theo thống kê của", "Theo sổ của")
    os.utime(came, (path.stat().st_mtime + 5,) * 2)
    screen = Says(answer)
    outcome = report(ReportOptions(Target(book), stage, offer_others=True), screen)
    assert len(screen.questions) == 1 and "Chánh VP sửa (1).docx" in screen.questions[0]
    assert kept(outcome.made[0]) is answer and came.exists()
    again = Says(False)
    os.utime(outcome.made[0], (path.stat().st_mtime + 60,) * 2)
    report(ReportOptions(Target(book), stage, offer_others=True), again)
    assert again.questions == []


@pytest.mark.slow
def test_a_figure_told_otherwise_is_named_with_its_cells(book: Path) -> None:
    drafted(book)
    in_the_xml(file_of(book), "6.125", "7.000")
    outcome = draft(book)
    [told] = [one for one in outcome.warnings if "7.000" in one]
    assert "6.125" in told and "Số liệu!" in told
    assert len(outcome.counts["hand_edits"]["figures"]) == 1  # type: ignore[index]


# a table of contents


@pytest.mark.slow
def test_contents_are_made_anew_each_time_and_are_no_edit(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Word counts in them, or a hand deletes of them, is neither kept nor a conflict; an edit of the text is."""
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: None)  # that pages are right: test_contents.py
    change(book, "profile", "Mục lục", "value", "Có")
    path = edited(book)
    fresh = contents(path)
    assert fresh[0] == "MỤC LỤC" and len(fresh) > 5 and not any(line[-1].isdigit() for line in fresh[1:4])
    with zipfile.ZipFile(path) as package:
        entry = re.search(r'<w:p><w:pPr><w:pStyle w:val="TOC2"/>.*?</w:p>', package.read("word/document.xml").decode())
    assert entry is not None
    in_the_xml(path, entry[0], "")  # deleted by hand
    counted(path)
    outcome = draft(book)
    assert kept(path) and contents(path) == fresh and "hand_edits" in outcome.counts
    assert outcome.counts["hand_edits"] == {
        "kept": 1, "inserted": 0, "deleted": 0, "moved": 0, "conflicts": 0, "figures": [], "cells": 0
    }  # fmt: skip
    submitted = submit(book).made[0]
    assert kept(submitted) and contents(submitted) == fresh
    counted(submitted)  # filled by Word after it was submitted
    final = issued(book)
    assert kept(final) and contents(final) == fresh
    change(book, "profile", "Mục lục", "value", "Không")
    draft(book, draft=path)
    assert kept(path) and contents(path) == []


def contents(path: Path) -> list[str]:
    """The lines of the table of contents."""
    paragraphs = open_document(path).paragraphs()
    return [one.text for one in paragraphs if one.style.startswith(("LHH Mục lục", "toc ")) and one.text]


def counted(path: Path) -> None:
    """Its pages filled in, as Word does when it opens the file."""
    blank = '\\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    for page in range(1, 4):
        in_the_xml(path, blank, blank.replace("</w:instrText>", "  </w:instrText>") + f"<w:r><w:t>{page}</w:t></w:r>")
