"""KB: what the rules of the declarations tell and spare beyond their examples."""

from __future__ import annotations

import unicodedata

import pytest
from books import book_of

from lhh_excel.checking.finding import Finding
from lhh_excel.checking.run import run_rules
from lhh_excel.workbook.book import Book
from lhh_excel.workbook.declarations import DEFAULT
from lhh_excel.workbook.defaults import ROWS
from lhh_excel.workbook.tables import BY_KEY


def table(key: str, *more: dict[str, str], without: tuple[str, ...] = ()) -> str:
    """A sheet of the default rows and more, as Markdown."""
    schema = BY_KEY[key]
    rows = [row for row in (*ROWS[key], *more) if row.get("name") not in without]
    lines = [[column.header for column in schema.columns]]
    lines += [[str(row.get(column.key) or "") for column in schema.columns] for row in rows]
    return f"## {schema.name}\n" + "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n\n"


def told(markdown: str) -> list[Finding]:
    return [finding for finding in run_rules(book_of(markdown)) if finding.code.startswith("KB")]


def found(**cells: str) -> tuple[str, str, str]:
    """What is told of one more indicator: code, record, message."""
    row = {"measure": "phát sinh", "section": "1. Tổ chức", "noun": "x", **cells}
    (one,) = [finding for finding in told(table("indicators", row) + table("outline")) if finding.code != "KB09"]
    return one.code, one.record, one.message


def test_the_default_rows_are_told_nothing_of() -> None:
    assert told("".join(table(key) for key in ("indicators", "outline", "kinds"))) == []
    assert told("") == []


def test_what_may_be_meant_is_asked() -> None:
    code, _, message = found(name="Hội nghị", equals="Hội thảo + Lớp tập huẩn")
    assert code == "KB01" and message.endswith("“Lớp tập huẩn”, chưa khai tên này, có phải là “Lớp tập huấn”?")
    code, _, message = found(name="Hội nghị", section="1. Tỏ chức")
    assert code == "KB01" and message.endswith("có phải là “1. Tổ chức”?")
    code, _, message = found(name="Hội nghị", sentence="Có {số} và {Tin bia}")
    assert code == "KB13" and "“Tin bia” ở chữ thứ 12" in message and message.endswith("có phải là “Tin bài”?")


def test_what_is_wrong_is_said_as_it_is() -> None:
    assert "ngoặc nhọn ở chữ thứ 9 của câu để trống" in found(name="Hội nghị", sentence="Có {số} {}")[2]
    message = found(name="Hội nghị", sentence="Có {số} {so sánh Tin bia}")[2]
    assert message.endswith("có phải là “so sánh Tin bài”?")
    assert "trùng với cột cố định “Ghi chú”" in found(name="Ghi chú")[2]
    assert "trùng với cột cố định “Mã kỳ”" in found(name="Hội nghị", aliases="Mã kỳ")[2]


@pytest.mark.parametrize("name", ["Số", "phạm vi", "SO SÁNH", "so sánh tin bài", "Tỷ lệ", "Sách + báo"])
def test_a_name_that_reads_as_the_grammar_is_told(name: str) -> None:
    assert found(name=name)[0] == found(name="Hội nghị", aliases=f"Họp; {name}")[0] == "KB19"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("=1+1", None),
        ('Hội "nữ" & <trẻ>', None),
        ("Hội {nữ}", "KB03"),
        ("x" * 256, "KB03"),
        ("x" * 255, "KB11"),
        ("TIN BÀI", "KB02"),
        (unicodedata.normalize("NFD", "Tin bài"), "KB02"),
        ("Tin-bài", "KB02"),
        ("Ghi chú", "KB02"),
        ("***", "KB03"),
    ],
)
def test_a_hostile_name_stops_only_its_own_row(name: str, code: str | None) -> None:
    markdown = table("indicators", {"name": f'"{name}"', "measure": "phát sinh", "section": "1. Tổ chức", "noun": "x"})
    book: Book = book_of(markdown)
    codes = {finding.code for finding in run_rules(book) if finding.code.startswith("KB")}
    assert codes - {"KB09"} == ({code} if code else set())
    assert [each.key for each in book.declared.indicators][: len(DEFAULT.indicators)] == list(DEFAULT.by_key)
    assert not [finding for finding in run_rules(book) if finding.code == "CT15"]


def test_a_header_that_is_misspelt_and_its_row_find_each_other() -> None:
    figures = "## tblSoLieu\n| Mã kỳ | Mã đơn vị | Hội viên nữ giới |\n| 2026-H1 | H01 | 3 |\n"
    row = {"name": "Hội viên nữ giơi", "measure": "cuối kỳ", "section": "1. Tổ chức", "noun": "hội viên"}
    findings = {finding.code: finding for finding in told(table("indicators", row) + figures)}
    assert findings["KB09"].message.endswith("có phải là “Hội viên nữ giới”?")
    assert findings["KB10"].message.endswith("có phải là “Hội viên nữ giơi”?") and findings["KB10"].cell == "C6"


def test_a_clerks_own_columns_of_words_are_left_in_peace() -> None:
    figures = "## tblSoLieu\n| Mã kỳ | Mã đơn vị | Người nhập |\n| 2026-H1 | H01 | Lan |\n"
    assert told(table("indicators") + figures) == []


def test_a_workbook_of_before_may_have_any_columns() -> None:
    assert told("## tblSoLieu\n| Mã kỳ | Mã đơn vị | Số riêng |\n| 2026-H1 | H01 | 3 |\n") == []
