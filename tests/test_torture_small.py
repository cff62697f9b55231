"""The small version of `make torture`, and each fault that the large one found, reduced.

Source: docs/figures.md, docs/security.md.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cli import Said, lhh
from places import ROOT
from xlsx import edit_part, minimal, sheet_part, write_tables

DAY = "2026-06-20"


def torture(*arguments: str) -> str:
    """What the run printed; every fault it found is told there."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.torture", "--small", "--processes", "2", *arguments],
        cwd=ROOT,
        env={**os.environ, "RUST_BACKTRACE": "0"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert set(re.findall(r"faults: (\d+)", done.stdout)) == {"0"}, done.stdout
    return done.stdout


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_mutated_files_end_in_a_sentence_and_change_nothing_that_they_should_not() -> None:
    told = torture("--only", "workbooks,forms,documents,templates,texts")
    calls = dict(re.findall(r"^(\w+): \d+ items, (\d+) calls", told, re.MULTILINE))
    assert set(calls) == {"workbooks", "forms", "documents", "templates", "texts"}
    assert int(calls["workbooks"]) > 300
    assert "0:" in told and "3:" in told  # some are refused, some are done


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_killed_without_right_or_without_room_no_file_is_half_and_the_second_run_finishes() -> None:
    told = torture("--only", "crash", "--count", "14")
    killed = re.search(r"(\d+) killed", told)
    assert killed is not None and int(killed[1]) > 5


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_issuers_at_once_get_numbers_in_a_row() -> None:
    assert "numbers 11 to 14" in torture("--only", "issuers")


def test_the_torture_sees_a_fault_when_there_is_one(tmp_path: Path) -> None:
    """A command that writes half a file, changes another part or leaves its own rubbish would be told."""
    sys.path.insert(0, str(ROOT))
    from bench.torture.calls import _unsound, lost_parts
    from bench.torture.packages import packed

    sound = {"xl/workbook.xml": b"<a/>", "xl/styles.xml": b"<b/>"}
    assert lost_parts(packed(sound), packed(sound | {"xl/workbook.xml": b"<c/>"})) == []
    assert lost_parts(packed(sound), packed(sound | {"xl/styles.xml": b"<c/>"})) == ["changed xl/styles.xml"]
    assert lost_parts(packed(sound), packed({"xl/workbook.xml": b"<a/>"})) == ["lost xl/styles.xml"]
    assert lost_parts(packed(sound), packed(sound)[:-30]) != []
    half = tmp_path / "a.docx"
    half.write_bytes(packed(sound)[:-30])
    assert _unsound(half) and _unsound(tmp_path / ".a.docx.x1.tmp")


# --- found by the torture ------------------------------------------------------------------------------------------


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_tables(tmp_path / "so.xlsx", minimal())


def in_table(attribute: bytes) -> Callable[[bytes], bytes]:
    """Puts an attribute into the table's part in the place of the one of that name."""
    name = attribute.partition(b"=")[0]

    def change(xml: bytes) -> bytes:
        head, mark, rest = xml.partition(b"<table ")
        tag, end, body = rest.partition(b">")
        return head + mark + re.sub(rb"\b" + name + rb'="[^"]*" ?', b"", tag) + b" " + attribute + end + body

    return change


@pytest.mark.parametrize(
    "attribute",
    [b'headerRowCount="x"', b'headerRowCount="-3"', b'totalsRowCount="-99999999"', b'ref="O9:A5"', b'ref="A0:B2"'],
)
def test_a_table_whose_numbers_are_none_is_a_damaged_file(book: Path, attribute: bytes) -> None:
    edit_part(book, "xl/tables/table4.xml", in_table(attribute))
    said = lhh("validate", book, "--as-of", DAY)
    assert said.code == 3 and "bị hỏng" in said.err


def test_a_table_over_the_whole_sheet_takes_no_more_than_its_columns(book: Path) -> None:
    """16,384 columns by a million rows took all the memory there was."""
    edit_part(book, "xl/tables/table5.xml", in_table(b'ref="A5:XFD9"'))
    assert lhh("validate", book, "--as-of", DAY).code in (0, 1)
    wide = b"".join(b'<tableColumn id="%d" name="c%d"/>' % (n, n) for n in range(100, 160))
    edit_part(book, "xl/tables/table5.xml", in_table(b'ref="A5:XFD1048576"'))
    edit_part(book, "xl/tables/table5.xml", lambda xml: xml.replace(b"</tableColumns>", wide + b"</tableColumns>"))
    said = lhh("validate", book, "--as-of", DAY)
    assert said.code == 3 and "quá lớn" in said.err


@pytest.mark.parametrize(
    "cell",
    [
        b'<row r="99990"><c r="ZZ99990"><v>1</v></c></row>',
        b'<row r="1048576"><c r="C1048576"><v>1</v></c></row><row r="1048575"/>',
        b'<row r="999"><c r="C999999"><v>1</v></c></row>',
        b'<row r="99990"><c s="0" r="ZZ99990"><v>1</v></c></row>',
    ],
    ids=["far column", "rows out of order", "a cell of another row", "address not first"],
)
def test_a_stray_cell_far_away_costs_no_memory(book: Path, cell: bytes) -> None:
    """70 million cells between it and the table would take 5 GB."""
    resource = pytest.importorskip("resource")
    part = sheet_part("tblDonVi")
    edit_part(book, part, lambda xml: xml.replace(b"</sheetData>", cell + b"</sheetData>"))
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (700 << 20, 700 << 20))\n"
        f"from lhh_excel.cli import run; sys.exit(run(['validate', {str(book)!r}]))"
    )
    assert resource is not None
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()


def test_a_number_that_no_date_reaches_is_told_at_its_cell_without_a_panic(book: Path) -> None:
    """calamine panics over -1e300 in a cell with a date's format."""

    part = sheet_part("tblDonVi")
    before = lhh("validate", book, "--json", "--as-of", DAY).json["summary"]["error"]
    edit_part(book, part, lambda xml: re.sub(rb'(<c r="L6" s="\d+">)<v>\d+</v>', rb"\1<v>-1e300</v>", xml))
    said = lhh("validate", book, "--json", "--as-of", DAY)
    assert said.code == 1 and said.err == ""
    assert said.json["summary"]["error"] > before
    assert any(finding["sheet"] == "Đơn vị" and finding["cell"] == "L6" for finding in said.json["findings"])


@pytest.mark.parametrize("code", ["shift_jis", "x-none"])
def test_a_part_in_an_encoding_that_nobody_reads_is_a_damaged_file(book: Path, code: str) -> None:
    edit_part(book, "xl/tables/table5.xml", lambda xml: re.sub(rb"<\?xml[^>]*>", declared(code), xml))
    said = lhh("validate", book, "--as-of", DAY)
    assert said.code == 3 and "bị hỏng" in said.err


def declared(code: str) -> bytes:
    return f'<?xml version="1.0" encoding="{code}"?>'.encode()


def test_an_address_that_is_none_stops_a_write_with_a_sentence(sample: Path) -> None:
    from lhh_excel.workbook.package import Package

    part = next(table.sheet.part for table in Package(sample).tables if table.name == "tblNhatKy")
    edit_part(sample, part, lambda xml: xml.replace(b'<row r="1"', b'<row r="ZZZZ9"', 1))
    before = sample.read_bytes()
    said = lhh("validate", sample, "--write", "--as-of", DAY)
    assert said.code == 3 and "bị hỏng" in said.err and sample.read_bytes() == before


def test_a_sheet_that_could_be_read_can_be_read_after_the_write(sample: Path) -> None:
    """CDATA in a number: another program's sheet keeps it as it is, and the number is the whole of it."""
    from lhh_excel.workbook.package import Package

    place = next(table for table in Package(sample).tables if table.name == "tblKiemTra")
    cell = b'<row r="4000"><c r="B4000"><v>1<![CDATA[2]]></v></c></row></sheetData>'
    edit_part(sample, place.sheet.part, lambda xml: xml.replace(b"</sheetData>", cell))
    assert lhh("validate", sample, "--write", "--as-of", DAY).code in (0, 1)
    assert lhh("validate", sample, "--as-of", DAY).code in (0, 1)


@pytest.mark.parametrize(("column", "value"), [("budget", 1e300), ("budget", 1.7e308), ("workshops", 10**308)])
def test_a_figure_beyond_all_sense_still_gives_a_draft(sample: Path, tmp_path: Path, column: str, value: float) -> None:
    """Their sum is more than a number of a computer's, or of a cell, may be."""
    from lhh_excel.workbook.patch import WorkbookPatch
    from lhh_excel.workbook.reading import open_book

    figures = open_book(sample)["figures"]
    at = [i for i, period in enumerate(figures.clean["period"]) if period == "2026-H1"]
    patch = WorkbookPatch(sample)
    for i in at:
        patch.set("figures", figures.rows[i], column, value)
    patch.save()
    assert lhh("report", sample, "--out", tmp_path / "ra", "--as-of", DAY).code in (0, 1)
    assert len(list((tmp_path / "ra").glob("*.docx"))) == 1
    sources = next((tmp_path / "ra").glob("*.xlsx"))
    with zipfile.ZipFile(sources) as archive:
        lines = archive.read("xl/worksheets/sheet1.xml").decode()
    assert not re.search(r"<v>-?(inf|nan)", lines, re.IGNORECASE)
    said = lhh("validate", sample, "--json", "--as-of", DAY).json
    assert not [found for found in said["findings"] if re.search(r"\b(inf|nan)\b", found["message"])]


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
    assert said.code == 4 and "thong-bao.docx" in said.err and "sai kiểu giá trị" in said.err


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


def test_a_batch_whose_list_of_finished_workbooks_finds_no_room_says_so(sample: Path, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    assert resource is not None
    code = (
        "import resource, signal, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (90, 90))\n"
        f"from lhh_excel.cli import run; sys.exit(run(['batch', {str(sample)!r}, '--do', 'status', '--workers', '1',"
        f" '--out', {str(tmp_path / 'ra')!r}, '--as-of', {DAY!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert done.returncode == 5, done.stderr.decode()
    assert ".lhh-batch.jsonl" in done.stderr.decode() and len(done.stderr.decode().splitlines()) == 2
