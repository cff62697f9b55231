"""The Word file of Trình ký, mended by hand before it was printed: told, and nothing else is issued in silence."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cli import lhh
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from office import convert
from test_after_submission import DAY, SIGNED, issued, submit, target
from test_report_stages import change, text_of

from lhh_excel.actions.common import Target
from lhh_excel.actions.report import ReportOptions, Stage, report
from lhh_excel.errors import InputError, RefusedError

ISSUE = ("--issue", "--date", "20/06/2026")


def signed_file(book: Path) -> Path:
    return book.parent / "ket-xuat" / SIGNED


def reworded(path: Path, old: str, new: str) -> None:
    document = Document(str(path))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    document.save(str(path))


def in_the_xml(path: Path, old: str, new: str) -> None:
    """One piece of the main part replaced, as Word itself would write it."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    main = parts["word/document.xml"].decode()
    assert old in main
    parts["word/document.xml"] = main.replace(old, new, 1).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def add_a_paragraph(path: Path) -> None:
    document = Document(str(path))
    document.paragraphs[20].insert_paragraph_before("Một câu thêm bằng tay.")
    document.save(str(path))


def drop_a_paragraph(path: Path) -> None:
    document = Document(str(path))
    paragraph = next(one for one in document.paragraphs if one.text.startswith("Theo báo cáo của"))
    paragraph._p.getparent().remove(paragraph._p)
    document.save(str(path))


def edit_an_annex(path: Path) -> None:
    document = Document(str(path))
    cell = document.tables[-1].rows[-1].cells[1]
    cell.paragraphs[0].runs[0].text = "Trung tâm đổi tên"
    document.save(str(path))


def track_a_change(path: Path) -> None:
    reworded(path, "Kết nạp mới", "@@Kết nạp mới")
    mark = 'w:id="1" w:author="a" w:date="2026-06-16T00:00:00Z"'
    in_the_xml(path, "@@", f"</w:t></w:r><w:ins {mark}><w:r><w:t>Xin bổ sung. </w:t></w:r></w:ins><w:r><w:t>")


#: What is done to the document, and what the refusal says of it.
EDITS: tuple[tuple[Callable[[Path], None], str], ...] = (
    (lambda path: reworded(path, "Trên đây", "Dưới đây"), "→ “Dưới đây là"),
    (add_a_paragraph, "thêm “Một câu thêm bằng tay.”"),
    (drop_a_paragraph, "bỏ “Theo báo cáo của"),
    (edit_an_annex, "→ “Trung tâm đổi tên”"),
    (track_a_change, "Xin bổ sung."),
)


@pytest.mark.slow
def test_an_edited_document_is_told_paragraph_by_paragraph_and_not_issued(book: Path) -> None:
    for edit, _ in EDITS:
        edit(signed_file(book))
    workbook = book.read_bytes()
    with pytest.raises(RefusedError) as refused:
        issued(book)
    assert refused.value.details["count"] == len(EDITS)
    for _, told in EDITS:
        assert told in refused.value.sentence
    assert SIGNED in refused.value.sentence
    assert "--as-submitted" in refused.value.remedy
    assert book.read_bytes() == workbook


def strike_out(path: Path) -> None:
    document = Document(str(path))
    next(one for one in document.paragraphs if one.text.startswith("Trên đây")).runs[0].font.strike = True
    document.save(str(path))


def write_in_the_header(path: Path) -> None:
    document = Document(str(path))
    for section in document.sections:
        section.header.paragraphs[0].add_run("Tài liệu mật")
    document.save(str(path))


def comment_on(path: Path) -> None:
    document = Document(str(path))
    document.add_comment(document.paragraphs[20].runs, "Xem lại", author="a")
    document.save(str(path))


def hide(path: Path) -> None:
    document = Document(str(path))
    document.paragraphs[20].add_run("không cho ai biết").font.hidden = True
    document.save(str(path))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (strike_out, "gạch ngang: Trên đây"),
        (write_in_the_header, "Tài liệu mật"),
        (comment_on, "1 ghi chú"),
        (hide, "chữ ẩn: không cho ai biết"),
    ],
)
def test_what_is_no_change_of_words_is_told_too(book: Path, edit: Callable[[Path], None], told: str) -> None:
    edit(signed_file(book))
    with pytest.raises(RefusedError) as refused:
        issued(book)
    assert refused.value.key == "submitted_edited" and told in refused.value.sentence


@pytest.mark.slow
def test_hidden_words_are_told_at_submission_and_comments_never_go_out(book: Path) -> None:
    hide(signed_file(book))
    comment_on(signed_file(book))
    document = Document(str(signed_file(book)))
    for mark in document.element.xpath("//w:commentRangeStart|//w:commentRangeEnd|//w:r[w:commentReference]"):
        mark.getparent().remove(mark)
    for place, words in ((document.sections[0].header, "dấu kín"), (document.sections[0].footer, "chân kín")):
        place.paragraphs[0].add_run(words).font.hidden = True
    document.save(str(signed_file(book)))
    told = "".join(submit(book).warnings)
    assert all(words in told for words in ("không cho ai biết", "dấu kín", "chân kín"))
    with zipfile.ZipFile(issued(book)) as package:
        assert not [name for name in package.namelist() if "comments" in name]
        assert not any(
            b"Xem l" in package.read(name) or b"comments" in package.read(name) for name in package.namelist()
        )


@pytest.mark.slow
def test_a_figure_mended_by_hand_is_issued_only_as_it_was_submitted_and_if_asked(book: Path) -> None:
    reworded(signed_file(book), "6.125", "7.000")
    said = lhh("report", book, *ISSUE)
    assert said.code == 1 and "6.125" in said.err and "7.000" in said.err
    assert lhh("report", book, *ISSUE, "--as-submitted").code == 0
    (made,) = (book.parent / "ket-xuat").glob("*-BC-LHH-2026-H1.docx")
    assert "6.125" in text_of(made) and "7.000" not in text_of(made)


@pytest.mark.slow
def test_however_often_it_is_submitted_again_the_words_of_the_hand_stay(book: Path) -> None:
    add_a_paragraph(signed_file(book))
    words = "Trên đây"
    for between, now in (("nothing", "Dưới đây"), ("a draft", "Như trên"), ("other data", "")):
        if now:
            reworded(signed_file(book), words, now)
            words = now
        if between == "a draft":
            report(ReportOptions(target(book)))
        if between == "other data":
            change(book, "profile", "Địa danh", "value", "Ninh Kiều")
        outcome = submit(book)
        assert not now or any("sửa tay" in line for line in outcome.lines)
        text = text_of(signed_file(book))
        assert f"{words} là" in text and "Một câu thêm bằng tay." in text
    assert not list(signed_file(book).parent.glob("*sua-tay*"))
    text = text_of(issued(book))
    assert f"{words} là" in text and "Một câu thêm bằng tay." in text


@pytest.mark.slow
def test_a_draft_edited_after_the_submitted_one_leaves_a_named_copy_of_that(book: Path) -> None:
    """What was taken in at a submission counts as the hand's as well as what was edited since."""
    reworded(signed_file(book), "Trên đây", "Dưới đây")
    submit(book)
    draft = report(ReportOptions(target(book), fresh=True)).made[0]
    reworded(signed_file(book), "Kết nạp mới", "Kết nạp thêm")
    reworded(draft, "Theo báo cáo của", "Theo nguồn của")
    warning = submit(book).warnings[0]
    (kept,) = draft.parent.glob("*sua-tay*.docx")
    assert kept.name in warning
    for words in ("Dưới đây là", "Kết nạp thêm"):
        assert words in text_of(kept) and words not in text_of(signed_file(book))


@pytest.mark.slow
def test_edited_in_both_what_of_the_draft_is_left_out_is_told(book: Path) -> None:
    draft = report(ReportOptions(target(book), fresh=True)).made[0]
    reworded(draft, "Theo báo cáo của", "Theo thống kê của")
    reworded(signed_file(book), "Trên đây", "Dưới đây")
    warning = submit(book).warnings[0]
    assert draft.name in warning and "Theo thống kê của" in warning
    assert "Dưới đây là" in text_of(signed_file(book)) and "Theo thống kê của" in text_of(draft)


@pytest.mark.slow
def test_one_that_does_not_say_what_was_generated_is_kept_beside(book: Path) -> None:
    for number in (1, 2):
        reworded(signed_file(book), "Cần Thơ", f"CẦN THƠ {number}")
        lose_what_was_generated(signed_file(book))
        outcome = submit(book)
        kept = signed_file(book).with_name(f"BC-2026-H1-trinh-ky-sua-tay-{number}.docx")
        assert str(kept) in outcome.warnings[0]
        assert f"CẦN THƠ {number}" in text_of(kept)
    assert issued(book).is_file()


def lose_what_was_generated(path: Path, *, bookmarks: bool = True) -> None:
    """As a program leaves it that keeps nothing but the text (and bookmarks), or one of ours from before."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist() if not name.startswith("customXml/")}
    if bookmarks:
        parts["word/document.xml"] = re.sub(rb"<w:bookmark(Start|End)[^>]*>", b"", parts["word/document.xml"])
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        parts[name] = re.sub(rb"<(Override|Relationship)[^>]*customXml[^>]*>", b"", parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def resaved(path: Path) -> None:
    """What Word does to a file that is only saved: runs are parted, marks of proofing come in, blanks are others."""
    document = Document(str(path))
    for paragraph in document.paragraphs:
        for run in list(paragraph.runs):
            if len(run.text) > 3 and "\t" not in run.text and "\n" not in run.text:
                head, tail = run.text[:3], run.text[3:]
                run.text = head
                after = paragraph.add_run(tail, style=None)
                after._r.insert(0, run._r.rPr.__copy__()) if run._r.rPr is not None else None
                run._r.addnext(after._r)
    document.core_properties.last_modified_by = "Văn thư"
    document.save(str(path))


def saved_by_libreoffice(path: Path) -> None:
    shutil.copy(convert(path, "docx", path.parent / "lo"), path)


@pytest.mark.slow
@pytest.mark.parametrize("save", [resaved, saved_by_libreoffice], ids=["parted runs", "LibreOffice (some seconds)"])
def test_a_document_that_was_only_saved_again_is_not_edited(book: Path, save: Callable[[Path], None]) -> None:
    before = signed_file(book).read_bytes()
    save(signed_file(book))
    assert signed_file(book).read_bytes() != before
    outcome = report(ReportOptions(target(book), Stage.ISSUE, date=DAY))
    assert outcome.made[0].is_file() and not [line for line in outcome.warnings if "định dạng" in line]


def restyled(document: Any) -> list[Any]:
    """Three paragraphs: one bold, one larger, one in the middle."""
    bold, larger, centred = some = [one for one in document.paragraphs[12:] if one.text.startswith("- ")][:3]
    bold.runs[0].font.bold = True
    larger.runs[-1].font.size = Pt(16)
    centred.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return some


@pytest.mark.slow
@pytest.mark.parametrize("edited", [False, True], ids=["as generated", "edited before"])
def test_one_that_only_looks_otherwise_is_told_and_issued_as_it_was_submitted(book: Path, edited: bool) -> None:
    if edited:
        reworded(signed_file(book), "Trên đây", "Dưới đây")
        submit(book)
    document = Document(str(signed_file(book)))
    some = restyled(document)
    document.save(str(signed_file(book)))
    resaved(signed_file(book))
    outcome = report(ReportOptions(target(book), Stage.ISSUE, date=DAY))
    (told,) = [line for line in outcome.warnings if "định dạng" in line]
    assert "3 đoạn" in told and some[0].text[:30] in told
    made = {one.text: one for one in Document(str(outcome.made[0])).paragraphs}
    for was in some:
        now = made[was.text]
        assert now.style.name == was.style.name and now.alignment is None
        assert not any(run.font.bold or run.font.size for run in now.runs), was.text


@pytest.mark.slow
def test_one_that_looks_otherwise_is_submitted_again_as_it_looks(book: Path) -> None:
    document = Document(str(signed_file(book)))
    text = restyled(document)[0].text
    document.save(str(signed_file(book)))
    submit(book)
    outcome = report(ReportOptions(target(book), Stage.ISSUE, date=DAY))
    made = next(one for one in Document(str(outcome.made[0])).paragraphs if one.text == text)
    assert made.runs[0].font.bold and not [line for line in outcome.warnings if "định dạng" in line]


@pytest.mark.slow
def test_a_submitted_document_that_went_is_told_with_its_folder(book: Path) -> None:
    signed_file(book).rename(book.with_name("ban-ky.docx"))
    asked: list[str] = []
    screen = SimpleNamespace(ask=asked.append, progress=lambda *_: None)  # that is a no
    with pytest.raises(RefusedError) as refused:
        report(ReportOptions(target(book), Stage.ISSUE, date=DAY), screen)
    assert refused.value.key == "needs_yes" and SIGNED in asked[0]
    outcome = report(ReportOptions(target(book), Stage.ISSUE, date=DAY, sure=True))
    (warning,) = outcome.warnings
    assert SIGNED in warning and str(signed_file(book).parent) in warning


@pytest.mark.slow
def test_a_document_that_cannot_be_read_is_not_taken_for_unedited(book: Path) -> None:
    signed_file(book).write_bytes(b"PK khong con la Word")
    with pytest.raises(RefusedError, match="as-submitted"):
        issued(book)
    assert issued(book, as_submitted=True).is_file()


@pytest.mark.slow
def test_a_workbook_that_moved_is_told_where_its_submission_is_looked_for(book: Path, tmp_path: Path) -> None:
    moved = Path(shutil.copy(book, tmp_path))
    with pytest.raises(InputError, match=str(tmp_path / "ket-xuat")):
        issued(moved)
    shutil.copytree(book.parent / "ket-xuat", tmp_path / "ket-xuat")  # the remedy
    assert issued(moved).is_file()


def test_as_submitted_belongs_to_issue(sample: Path) -> None:
    assert lhh("report", sample, "--submit", "--as-submitted").code == 2


@pytest.mark.slow
@pytest.mark.parametrize("answer", [True, False])
def test_the_button_asks_whether_what_was_mended_by_hand_is_left_out(book: Path, answer: bool) -> None:
    from lhh_excel.buttons.work import issued as pressed

    reworded(signed_file(book), "6.125", "7.000")
    asked: list[str] = []

    def ask(question: str) -> bool:
        asked.append(question)
        return answer or len(asked) == 1

    screen = SimpleNamespace(ask=ask, progress=lambda *_: None, ask_number=lambda _: None)
    pressed(SimpleNamespace(target=Target(book), screen=screen))
    assert "7.000" in asked[1] and len(asked[1]) < 1000  # a box of Windows shows no more
    assert bool(list((book.parent / "ket-xuat").glob("*-BC-LHH-2026-H1.docx"))) is answer
