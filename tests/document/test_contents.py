"""A table of contents: its pages are the PDF's, nothing else of the document changes, nobody takes it for text."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from composing import FRONT
from office import convert, soffice

from lhh_excel.document import check, compose
from lhh_excel.document.ooxml.harmless import harmless_copy
from lhh_excel.document.ooxml.package import MAIN_PART, read_parts
from lhh_excel.document.reading.docx import open_document
from lhh_excel.document.writing import pdf
from lhh_excel.document.writing.contents import put_contents, without_contents
from lhh_excel.messages import templates as words

_SENTENCE = "Các hội thành viên phối hợp tổ chức hội thảo theo kế hoạch, báo cáo kết quả về Thường trực. "
_ENTRY = re.compile(r"^(?P<text>\S.*?)\t(?P<page>\d*)$")
_REGULATION = """Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.

Nơi nhận:
- Như Điều 1;
- Lưu: VT.

CHỦ TỊCH

Nguyễn Văn A

QUY CHẾ
Làm việc của Hội
(Ban hành kèm theo Quyết định số    /QĐ-HTH ngày    tháng    năm 2026 của Hội Tin học tỉnh Sơn La)

"""


def plan(parts: int = 3, clauses: int = 3, length: int = 9) -> str:
    text = ""
    for part in range(1, parts + 1):
        text += f"{'I' * part}. VIỆC THỨ {part}\n\n"
        for clause in range(1, clauses + 1):
            text += f"{clause}. Công tác số {part}{clause}\n\n{_SENTENCE * length}\n\n"
    return f"{FRONT}{text}(chi tiết tại Phụ lục kèm theo).\n\n# Phụ lục\n\nDANH SÁCH CÁC HỘI\n\nHội Tin học.\n"


def regulation() -> str:
    text = (
        FRONT.replace("loại: KH", "loại: QĐ\nthẩm quyền ban hành: CHỦ TỊCH\ncăn cứ: Căn cứ Điều lệ Hội") + _REGULATION
    )
    for chapter in ("I", "II"):
        text += f"Chương {chapter}\nQUY ĐỊNH CỦA CHƯƠNG {chapter}\n\n"
        text += f"Điều {len(chapter)}. Phạm vi thứ {len(chapter)}\n\n1. {_SENTENCE * 30}\n\n"
    return text


LETTER = FRONT.replace("loại: KH", "loại: CV\nkính gửi: Sở Nội vụ")
LETTER += f"I. VIỆC CHUNG\n\n{_SENTENCE}\n\nII. VIỆC RIÊNG\n\n{_SENTENCE}"
TEXTS = {"plan": plan(), "regulation": regulation(), "letter": LETTER}


def entries(docx: bytes) -> list[str]:
    """The lines of the contents as they read."""
    return [one.raw for one in open_document(docx).paragraphs() if one.style.startswith("toc ") and one.text]


def styles_of(docx: bytes) -> list[str]:
    return [one.style for one in open_document(docx).paragraphs()]


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: None)


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.parametrize("name", ["plan", "regulation"])
def test_each_page_is_that_of_the_pdf(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    soffice()
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is needed")
    made = compose(TEXTS[name], toc=True)
    assert not set(made.notes) & {words.CONTENTS_UNPAGED}
    file = tmp_path / "van-ban.docx"
    file.write_bytes(made.docx)
    shown = convert(file, "pdf", tmp_path / "pdf")
    told = subprocess.run(["pdftotext", "-layout", str(shown), "-"], capture_output=True, text=True)
    pages = told.stdout.split("\f")
    first = next(number for number, page in enumerate(pages) if words.CONTENTS_TITLE in page)
    paged = [match for match in map(_ENTRY.match, entries(made.docx)) if match]
    assert len(paged) > 1 and paged[-1]["page"] > "1"
    for match in paged:
        on = pages[first + int(match["page"]) - 1]
        assert re.search(rf"^ *{re.escape(match['text'])}$", on, re.MULTILINE), match.group()
    with monkeypatch.context() as without:
        without.setattr(pdf, "find_libreoffice", lambda: None)
        blank = compose(TEXTS[name], toc=True).docx
    same = {part: data for part, data in read_parts(made.docx).items() if part != MAIN_PART}
    assert same == {part: data for part, data in read_parts(blank).items() if part != MAIN_PART}
    number = re.compile(rb'(?<=separate"/></w:r>)<w:r><w:t xml:space="preserve">\d+</w:t></w:r>')
    unmarked = read_parts(blank)[MAIN_PART].replace(b' w:dirty="true"', b"")
    kept = number.sub(b"", read_parts(made.docx)[MAIN_PART].partition(b"</w:sdt>")[0])
    assert kept == unmarked.partition(b"</w:sdt>")[0]


@pytest.mark.slow
@pytest.mark.usefixtures("no_office")
@pytest.mark.parametrize("name", TEXTS)
def test_contents_stand_below_the_title_and_change_nothing_else(name: str) -> None:
    plain, made = compose(TEXTS[name]), compose(TEXTS[name], toc=True)
    assert words.CONTENTS_UNPAGED in made.notes and words.CONTENTS_UNPAGED not in plain.notes
    at = styles_of(made.docx).index("LHH Mục lục")
    below = {"regulation": "Chỉ dẫn kèm theo", "letter": "Kính gửi"}.get(name, "Đường kẻ")
    assert below in styles_of(made.docx)[at - 1]
    plain_texts = [one.text for one in open_document(plain.docx).paragraphs()]
    assert [one.text for one in open_document(without_contents(made.docx)).paragraphs()] == plain_texts
    assert put_contents(made.docx).docx == made.docx == put_contents(without_contents(made.docx)).docx
    assert check(made.docx).findings == check(plain.docx).findings  # headings that stand twice are no headings
    assert harmless_copy(made.docx) == (made.docx, [])  # that Word fills it is no danger


@pytest.mark.slow
@pytest.mark.usefixtures("no_office")
def test_what_numbers_its_own_pages_is_named_without_one() -> None:
    lines = entries(compose(plan(2, 1, 1), toc=True).docx)
    paged = ["I. VIỆC THỨ 1\t", "1. Công tác số 11\t", "II. VIỆC THỨ 2\t", "1. Công tác số 21\t"]
    assert lines == [*paged, "Phụ lục", "DANH SÁCH CÁC HỘI"]
    lines = entries(compose(regulation(), toc=True).docx)
    assert lines[:3] == ["Chương I", "QUY ĐỊNH CỦA CHƯƠNG I\t", "Điều 1. Phạm vi thứ 1\t"] and len(lines) == 6


@pytest.mark.usefixtures("no_office")
def test_a_text_without_headings_has_none_and_that_is_said() -> None:
    text = f"{FRONT}{_SENTENCE}\n"
    made = compose(text, toc=True)
    assert words.NO_CONTENTS in made.notes and made.docx == compose(text).docx


@pytest.mark.slow
@pytest.mark.usefixtures("no_office")
def test_it_is_asked_for_in_the_text_too() -> None:
    asked = TEXTS["plan"].replace("---\n", "---\nmục lục: có\n", 1)
    assert compose(asked).docx == compose(TEXTS["plan"], toc=True).docx
