"""What `make torture` found in documents and templates, reduced to the least file that shows it: docs/figures.md."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cli import Said, lhh
from places import ROOT
from xlsx import edit_part

DAY = "2026-06-20"


def test_a_line_of_bars_alone_is_no_paragraph_of_the_signature(tmp_path: Path) -> None:
    text = tmp_path / "a.md"
    text.write_text("Thông báo\n\nNội dung của văn bản.\n\n" + "|" * 300 + "\n", encoding="utf-8")
    assert lhh("compose", text, "--type", "TB", "--out", tmp_path / "ra").code in (0, 1)


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
def test_a_template_with_an_empty_part_is_no_word_file(sample: Path, tmp_path: Path, part: str) -> None:
    own = sample.parent / "templates"
    own.mkdir()
    shutil.copy(ROOT / "templates" / "thong-bao.docx", own / "thong-bao.docx")
    edit_part(own / "thong-bao.docx", part, lambda _xml: b"")
    text = tmp_path / "a.md"
    text.write_text("Thông báo\n\nNội dung của văn bản.\n", encoding="utf-8")
    said = lhh("compose", text, "--type", "TB", "--book", sample, "--out", tmp_path / "ra", "--as-of", DAY)
    assert said.code == 4 and "thong-bao.docx" in said.err


@pytest.mark.slow
def test_a_template_cut_at_its_head_is_no_word_file(sample: Path, tmp_path: Path) -> None:
    own = sample.parent / "templates"
    own.mkdir()
    (own / "bao-cao.docx").write_bytes((ROOT / "templates" / "bao-cao.docx").read_bytes()[3142:])
    said = lhh("report", sample, "--out", tmp_path / "ra", "--as-of", DAY)
    assert said.code == 4 and "bao-cao.docx" in said.err


def test_a_part_that_nobody_reads_stops_a_mended_copy_with_a_sentence(tmp_path: Path) -> None:
    """Its check sum is wrong: the copy could not be opened either."""
    source = tmp_path / "a.docx"
    shutil.copy(ROOT / "templates" / "cong-van.docx", source)
    data = bytearray(source.read_bytes())
    at = data.index(b"docProps/core.xml") + len(b"docProps/core.xml") + 10
    data[at] ^= 0x55
    source.write_bytes(bytes(data))
    said = lhh("check", source, "--fix", tmp_path / "b.docx")
    assert said.code == 3 and "bị hỏng" in said.err and not (tmp_path / "b.docx").exists()


def changed_model(tmp_path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The decree's own model of a công văn, with one part changed."""
    model = tmp_path / "mau.docx"
    shutil.copy(ROOT / "tests" / "data" / "nd30-mau-1.5.docx", model)
    return edit_part(model, part, change)


@pytest.mark.slow
def test_a_head_whose_grid_stands_three_times_is_mended(tmp_path: Path) -> None:
    def repeated(xml: bytes) -> bytes:
        grid = re.search(rb"<w:tblGrid>.*?</w:tblGrid>", xml, re.DOTALL)
        assert grid is not None
        return xml.replace(b"</w:tbl>", grid[0] * 2 + b"</w:tbl>")

    model = changed_model(tmp_path, "word/document.xml", repeated)
    assert lhh("check", model, "--fix", tmp_path / "sua.docx", "--guarded", "--convert").code in (0, 1)


@pytest.mark.parametrize("number", ["²", "9" * 5000], ids=["raised two", "thousands of digits"])
@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", "<w:tcPr>", '<w:tcPr><w:gridSpan w:val="{}"/>'),
        ("word/document.xml", "<w:pPr>", '<w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'),
    ],
    ids=["span", "level of a list"],
)
def test_digits_that_make_no_number_stop_no_check(tmp_path: Path, part: str, old: str, new: str, number: str) -> None:
    """A raised two is a digit, and Python reads no number of thousands of digits."""

    def change(xml: bytes) -> bytes:
        assert old.encode() in xml
        return xml.replace(old.encode(), new.format(number).encode())

    assert lhh("check", changed_model(tmp_path, part, change)).code in (0, 1)


def test_names_with_digits_that_make_no_number_are_put_in_order() -> None:
    from lhh_excel.figures.wording import collation_key

    assert sorted(["Hội 10", "Hội ²", "Hội 2", "Hội " + "7" * 5000], key=collation_key)[:2] == ["Hội 2", "Hội 10"]


@pytest.mark.slow
def test_a_size_that_is_no_number_in_an_offices_template_stops_no_letter(sample: Path, tmp_path: Path) -> None:
    own = sample.parent / "templates"
    own.mkdir()
    shutil.copy(ROOT / "templates" / "cong-van.docx", own / "cong-van.docx")
    edit_part(
        own / "cong-van.docx", "word/styles.xml", lambda xml: re.sub(rb'w:sz w:val="\d+"', b'w:sz w:val="x"', xml)
    )
    said = lhh("remind", sample, "--period", "2026-H1", "--out", tmp_path / "ra", "--as-of", DAY)
    assert said.code == 0 and len(list((tmp_path / "ra").glob("*.docx"))) == 1


def test_a_broken_template_is_called_by_its_own_name_and_told_in_vietnamese(sample: Path, tmp_path: Path) -> None:
    own = sample.parent / "templates"
    own.mkdir()
    shutil.copy(ROOT / "templates" / "thong-bao.docx", own / "thong-bao.docx")
    broken = b"<w:p><w:r><w:t>{{ co_quan.ten + 1 }}</w:t></w:r></w:p><w:sectPr"
    edit_part(own / "thong-bao.docx", "word/document.xml", lambda xml: broken.join(xml.rsplit(b"<w:sectPr", 1)))
    text = tmp_path / "a.md"
    text.write_text("Thông báo\n\nNội dung của văn bản.\n", encoding="utf-8")
    said = lhh("compose", text, "--type", "TB", "--book", sample, "--out", tmp_path / "ra", "--as-of", DAY)
    assert said.code == 4 and "thong-bao.docx" in said.err and "“co_quan.ten” là chữ" in said.err


def test_a_rule_below_a_line_without_width_has_nothing_to_be_measured_against(tmp_path: Path) -> None:
    text = tmp_path / "a.md"
    words = (
        "Số: 70/CTr-LHH\n\nCần Thơ, ngày 14 tháng 6 năm 2026\n\nCHƯƠNG TRÌNH\n\u202e\n\nNội dung của chương trình.\n"
    )
    text.write_text(words, encoding="utf-8")
    assert lhh("compose", text, "--out", tmp_path / "ra").code in (0, 1)


def noted(sample: Path, tmp_path: Path, part: str, change: Callable[[bytes], bytes]) -> Said:
    """A notice composed with the office's own template, of which one part was changed."""
    own = sample.parent / "templates"
    own.mkdir()
    shutil.copy(ROOT / "templates" / "thong-bao.docx", own / "thong-bao.docx")
    edit_part(own / "thong-bao.docx", part, change)
    text = tmp_path / "a.md"
    text.write_text("Thông báo\n\nNội dung của văn bản.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", encoding="utf-8")
    return lhh("compose", text, "--type", "TB", "--book", sample, "--out", tmp_path / "ra", "--as-of", DAY)


def test_a_template_with_a_part_that_word_cannot_read_makes_no_document(sample: Path, tmp_path: Path) -> None:
    """It was copied into the document, which Word did not open either."""
    said = noted(sample, tmp_path, "word/fontTable.xml", lambda xml: xml.replace(b"<w:font ", b"<w:font \xff", 1))
    assert said.code == 4 and "thong-bao.docx" in said.err and "đã hỏng" in said.err
    assert not list(tmp_path.rglob("ra/*.docx"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", rb'(<w:gridCol w:w=)"\d+"', rb'\1"x"'),
        ("word/document.xml", rb'(<w:gridCol w:w=)"\d+"', rb'\1"-1e308"'),
        ("word/document.xml", rb'(<w:pgSz w:w=)"\d+"', rb'\1"0"'),
        ("word/document.xml", rb'(<w:pgSz w:w=)"\d+"', rb'\1"nan"'),
        ("word/document.xml", rb'(<w:pgMar [^>]*w:left=)"\d+"', rb'\1"inf"'),
        ("word/styles.xml", rb'(w:styleId="Normal">.*?)</w:style>', rb'\1<w:basedOn w:val="OURS"/></w:style>'),
    ],
    ids=["no width", "a width of no page", "no page", "a page without number", "a margin", "a circle of styles"],
)
def test_numbers_and_references_that_are_none_in_an_offices_template_stop_no_document(
    sample: Path, tmp_path: Path, part: str, old: bytes, new: bytes
) -> None:
    def change(xml: bytes) -> bytes:
        style = next((s for s in xml.split(b"<w:style ") if b'basedOn w:val="Normal"' in s and b"w:styleId" in s), b"")
        ours = style.partition(b'w:styleId="')[2].partition(b'"')[0]
        made, count = re.subn(old, new.replace(b"OURS", ours), xml, flags=re.DOTALL)
        assert count
        return made

    assert noted(sample, tmp_path, part, change).code in (0, 1)
    assert len(list((tmp_path / "ra").glob("*.docx"))) == 1


def test_a_template_whose_rows_stand_in_content_controls_is_told_by_its_place(sample: Path, tmp_path: Path) -> None:
    """Word's repeating rows; and a cell that stands in no row at all."""

    def wrapped(xml: bytes) -> bytes:
        row = b"<w:tr><w:tc><w:p><w:r><w:t>{{ khong_co }}</w:t></w:r></w:p></w:tc></w:tr>"
        table = b"<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr><w:sdt><w:sdtContent>%b</w:sdtContent></w:sdt></w:tbl>" % row
        loose = b"<w:tc><w:p><w:r><w:t>{{ cung_khong }}</w:t></w:r></w:p></w:tc>"
        return xml.replace(b"<w:body>", b"<w:body>" + loose + table, 1)

    said = noted(sample, tmp_path, "word/document.xml", wrapped)
    assert said.code == 4 and "bảng 1, hàng 2, cột 1" in said.err and "cung_khong" in said.err
