"""Never lose a cell: every writing command over workbooks as four programs save them.

Every part that is not concerned is the same bytes; on a sheet that is, every cell that was not to change is the same
element, and so is all that stands around the cells. The Excel-like workbook is built part by part: form controls,
x14 formats, sparklines, slicers, comments and threaded comments, pictures, dynamic arrays, a pivot table.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import re
import shutil
import sys
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import kept
import pytest
from lxml import etree
from office import small_master
from places import ROOT, SAMPLE

sys.path.insert(0, str(ROOT))
from bench.torture import bases
from lhh_excel.cli import run
from lhh_excel.workbook.addresses import column_number
from lhh_excel.workbook.package import Package
from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.reading import open_book

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
AROUND = {"dimension", "sheetData", "hyperlinks"}  # what follows the table that changed
SUBMIT = "report {book} --submit --out {out}"
IMPORTED = {"tblSoLieu", "tblNhiemVu", "tblTienDo", "tblNoiDung", "tblNhatKy"}
IMPORT = "import {book} {form} --yes --out {out}"

#: command -> (what runs before, tables of which cells may change, tables that are written anew)
COMMANDS: dict[str, tuple[tuple[str, ...], set[str], set[str]]] = {
    "fix {book}": ((), {"tblNhiemVu", "tblNhatKy"}, set()),
    "validate {book} --write": ((), {"tblNhatKy", "tblChiTieu"}, {"tblKiemTra"}),
    "lock {book} --yes": ((), {"tblKy", "tblNhatKy"}, {"tblChot", "tblTienDo"}),
    "reopen {book} --yes": (("lock {book} --yes",), {"tblKy", "tblNhatKy"}, {"tblChot"}),
    "next {book} --lock --yes": ((), {"tblCauHinh", "tblKy", "tblNhatKy"}, {"tblChot", "tblTienDo"}),
    IMPORT: ((), IMPORTED, set()),
    "undo-import {book} 1 --yes": ((IMPORT,), IMPORTED, set()),
    SUBMIT: ((), {"tblNhatKy"}, {"tblChot"}),
    "report {book} --issue --out {out}": ((SUBMIT,), {"tblVanBanDi", "tblNhatKy"}, set()),
}
PROGRAMS = ("openpyxl", "Excel", "LibreOffice", "shipped")


@pytest.fixture(scope="module")
def masters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return kept.once(lambda: bases.masters(tmp_path_factory.mktemp("goc"), office=False), "masters")


@pytest.fixture(scope="module")
def form(masters: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    master = masters["XlsxWriter"]
    return kept.once(lambda: bases.returned_form(tmp_path_factory.mktemp("phieu"), master), "returned form", master)


@pytest.fixture(params=PROGRAMS)
def master(request: pytest.FixtureRequest, masters: dict[str, bytes], tmp_path: Path) -> Path:
    """A master with something to mend, as that program saves it."""
    path = tmp_path / "so" / "so.xlsm"
    path.parent.mkdir()
    if request.param == "shipped":
        shutil.copy(SAMPLE, path)
    elif request.param == "LibreOffice":
        path.write_bytes(small_master())
    else:
        path.write_bytes(masters[request.param])
    patch = WorkbookPatch(path)
    patch.set("tasks", open_book(path)["tasks"].rows[0], "note", "hai  dấu cách ")
    patch.path.write_bytes(patch.to_bytes())
    return path


def call(line: str, **places: Path) -> int:
    words = [word.format(**places) for word in line.split()]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as told:
        code = run([*words, "--as-of", bases.AS_OF])
    assert code in (0, 1), (line, code, told.getvalue())
    return code


def play(folder: Path, line: str) -> None:
    """The command on so.xlsm in the folder, with what lies there: once a run for the same files."""

    def make(own: Path) -> None:
        shutil.copytree(folder, own, dirs_exist_ok=True)
        call(line, book=own / "so.xlsm", form=own / "phieu.xlsx", out=own / "ra")

    there = sorted((str(path.relative_to(folder)), path.read_bytes()) for path in folder.rglob("*") if path.is_file())
    kept.files(make, folder, "preserve", line, *(each for pair in there for each in pair))


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


@pytest.mark.slow
@pytest.mark.parametrize("line", COMMANDS, ids=lambda line: re.sub(r"\{\w+\}|--out|--yes", "", line).strip())
def test_a_writing_command_changes_its_cells_and_nothing_else(
    master: Path, form: bytes, tmp_path: Path, line: str, request: pytest.FixtureRequest
) -> None:
    before_lines, changed, anew = COMMANDS[line]
    if "shipped" in request.node.name and "import" in line:
        data = master.read_bytes()
        form = kept.once(lambda: bases.returned_form(tmp_path, data), "returned form", data)
    master.with_name("phieu.xlsx").write_bytes(form)
    for earlier in before_lines:
        play(master.parent, earlier)
    old, tables = parts(master), {table.name: table for table in Package(master).tables}
    play(master.parent, line)
    new = parts(master)
    assert [name for name in old if name in new] == list(new)  # none lost, none new, in their order
    assert set(old) - set(new) <= {"xl/calcChain.xml"}
    written = {name for name in new if old[name] != new[name]}
    assert written, "the command wrote nothing"
    sheets = {tables[name].sheet.part for name in changed | anew if name in tables}
    allowed = sheets | {tables[name].part for name in changed | anew if name in tables} | {"xl/workbook.xml"}
    if set(old) - set(new):
        allowed |= {"[Content_Types].xml", "xl/_rels/workbook.xml.rels"}
    assert written <= allowed
    assert flagless(old["xl/workbook.xml"]) == flagless(new["xl/workbook.xml"])
    for part in sheets & written:
        mine = {name for name in changed | anew if name in tables and tables[name].sheet.part == part}
        areas = [area(tables[name]) for name in mine]
        rewritten = [area(tables[name]) for name in mine & anew]
        assert_sheet_kept(old[part], new[part], areas, rewritten)


Area = tuple[int, int, int]


def area(table: object) -> Area:
    """First and last column, and the first row under the header."""
    first, last, top = table.first_column, table.last_column, table.first_row + table.header_rows  # type: ignore[attr-defined]
    return first, last, top


def flagless(xml: bytes) -> bytes:
    """The workbook part without the flag that asks for recalculation, which every write sets."""
    root = etree.fromstring(xml)
    for calc in root.findall(f"{MAIN}calcPr"):
        calc.attrib.pop("fullCalcOnLoad", "")
        if not calc.attrib:
            root.remove(calc)
    return etree.tostring(root, method="c14n")


def assert_sheet_kept(old: bytes, new: bytes, areas: list[Area], rewritten: list[Area]) -> None:
    before, after = etree.fromstring(old), etree.fromstring(new)
    assert around(before) == around(after)
    texts = [{row.get("r"): etree.tostring(row) for row in root.iter(f"{MAIN}row")} for root in (before, after)]
    same = {number for number, text in texts[0].items() if number and texts[1].get(number) == text}
    cells, now = dict(cells_of(before, same)), dict(cells_of(after, same))
    for ref, cell in cells.items():
        if inside(ref, rewritten):
            continue
        assert ref in now, f"{ref} is gone"
        if not inside(ref, areas):
            assert now[ref] == cell, f"{ref} changed outside its table"
        elif value(now[ref]) == value(cell):
            assert now[ref] == cell, f"{ref} was not to change"
    assert {ref for ref in now if not inside(ref, areas)} == {ref for ref in cells if not inside(ref, areas)}
    for row, attributes in rows_of(before).items():
        if not any(top <= row for _first, _last, top in areas):
            assert rows_of(after)[row] == attributes


def around(root: etree._Element) -> list[bytes]:
    """Everything of the sheet but its cells, its used range and its links."""
    return [etree.tostring(child, method="c14n") for child in root if etree.QName(child).localname not in AROUND]


def cells_of(root: etree._Element, but: set[str | None]) -> Iterator[tuple[tuple[int, int], bytes]]:
    """The cells of all rows but these."""
    rows = (row for row in root.iter(f"{MAIN}row") if row.get("r") not in but)
    for cell in itertools.chain.from_iterable(row.iterchildren(f"{MAIN}c") for row in rows):
        match = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r", ""))
        assert match is not None
        yield (column_number(match[1]), int(match[2])), etree.tostring(cell, method="c14n", with_tail=False)


def rows_of(root: etree._Element) -> dict[int, dict[str, str]]:
    return {
        int(row.get("r", "0")): {k: v for k, v in row.attrib.items() if k != "spans"} for row in root.iter(f"{MAIN}row")
    }


def inside(ref: tuple[int, int], areas: list[Area]) -> bool:
    column, row = ref
    return any(first <= column <= last and row >= top for first, last, top in areas)


def value(cell: bytes) -> tuple[str | None, str]:
    """The kind and the text of a cell, shared strings by their number: a rewritten cell never has the same."""
    root = etree.fromstring(cell)
    return root.get("t"), "".join(root.itertext())


@pytest.mark.slow
def test_the_excel_like_workbook_has_all_that_a_careless_save_loses(masters: dict[str, bytes], tmp_path: Path) -> None:
    """And openpyxl does lose it: so that these tests mean something."""
    path = tmp_path / "excel.xlsx"
    path.write_bytes(masters["Excel"])
    names = set(parts(path))
    kept = ("ctrlProps", "threadedComments", "slicers", "slicerCaches", "pivotTables", "pivotCache", "persons", "media")
    assert all(any(f"/{folder}/" in name for name in names) for folder in kept)
    sheet = next(
        data for name, data in parts(path).items() if re.search(r"sheet\d+\.xml$", name) and b"<controls>" in data
    )
    assert b"sparklineGroup" in sheet and b"x14:dataBar" in sheet and b'cm="1"' in sheet
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says itself that it will lose them
        lost = names - set(parts(bases.by_openpyxl(path, tmp_path / "luu.xlsx")))
    assert {name.split("/")[1] for name in lost if "/" in name} >= {"ctrlProps", "threadedComments", "slicers"}
