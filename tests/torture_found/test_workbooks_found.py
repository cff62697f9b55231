"""What `make torture` found in workbooks, reduced to the least file that shows it. Source: docs/figures.md."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cli import lhh
from xlsx import edit_part, minimal, sheet_part, write_tables

DAY = "2026-06-20"


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


@pytest.mark.slow
def test_a_table_over_the_whole_sheet_takes_no_more_than_its_columns(book: Path) -> None:
    """16,384 columns by a million rows took all the memory there was."""
    edit_part(book, "xl/tables/table5.xml", in_table(b'ref="A5:XFD9"'))
    assert lhh("validate", book, "--as-of", DAY).code in (0, 1)
    wide = b"".join(b'<tableColumn id="%d" name="c%d"/>' % (n, n) for n in range(100, 160))
    edit_part(book, "xl/tables/table5.xml", in_table(b'ref="A5:XFD1048576"'))
    edit_part(book, "xl/tables/table5.xml", lambda xml: xml.replace(b"</tableColumns>", wide + b"</tableColumns>"))
    said = lhh("validate", book, "--as-of", DAY)
    assert said.code == 3 and "quá lớn" in said.err


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_number_that_no_date_reaches_is_told_at_its_cell_without_a_panic(book: Path) -> None:
    """A library that read the cells panicked over -1e300 in a cell with a date's format."""

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


@pytest.mark.slow
def test_an_address_that_is_none_stops_a_write_with_a_sentence(sample: Path) -> None:
    from lhh_excel.workbook.package import Package

    part = next(table.sheet.part for table in Package(sample).tables if table.name == "tblNhatKy")
    edit_part(sample, part, lambda xml: xml.replace(b'<row r="1"', b'<row r="ZZZZ9"', 1))
    before = sample.read_bytes()
    said = lhh("validate", sample, "--write", "--as-of", DAY)
    assert said.code == 3 and "bị hỏng" in said.err and sample.read_bytes() == before


@pytest.mark.slow
def test_a_sheet_that_could_be_read_can_be_read_after_the_write(sample: Path) -> None:
    """CDATA in a number: another program's sheet keeps it as it is, and the number is the whole of it."""
    from lhh_excel.workbook.package import Package

    place = next(table for table in Package(sample).tables if table.name == "tblKiemTra")
    cell = b'<row r="4000"><c r="B4000"><v>1<![CDATA[2]]></v></c></row></sheetData>'
    edit_part(sample, place.sheet.part, lambda xml: xml.replace(b"</sheetData>", cell))
    assert lhh("validate", sample, "--write", "--as-of", DAY).code in (0, 1)
    assert lhh("validate", sample, "--as-of", DAY).code in (0, 1)


@pytest.mark.slow
@pytest.mark.parametrize(("column", "value"), [("kinh_phi", 1e300), ("kinh_phi", 1.7e308), ("hoi_thao", 10**308)])
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


@pytest.mark.slow
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


@pytest.mark.slow
@pytest.mark.parametrize("number", ["NaN", "INF", "1e999"])
def test_a_number_that_is_none_is_an_error_of_its_cell(sample: Path, tmp_path: Path, number: str) -> None:
    """XlsxWriter refuses to put it into a form."""
    from lhh_excel.workbook.package import Package
    from lhh_excel.workbook.reading import open_book

    figures = open_book(sample)["figures"]
    cell = figures.cell(figures.clean["unit"].index("H01", figures.raw["period"].index("2026-H1")), "kinh_phi")
    part = next(table.sheet.part for table in Package(sample).tables if table.name == "tblSoLieu")
    planted = rf"\1<v>{number}</v>".encode()
    edit_part(sample, part, lambda xml: re.sub(rf'(<c r="{cell}"[^>]*>)<v>[^<]*</v>'.encode(), planted, xml))
    found = lhh("validate", sample, "--json", "--as-of", DAY).json["findings"]
    assert [f["value"] for f in found if f["cell"] == cell and f["severity"] == "error"] == ["#NUM!"]
    assert lhh("forms", sample, "--out", tmp_path / "ra", "--unit", "H01", "--as-of", DAY).code == 0
