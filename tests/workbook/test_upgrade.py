"""`upgrade`, `columns` and `new --mau`: a clerk's workbook gets what it lacks, and not one byte else of it changes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kept
import openpyxl
import pytest
from clerk import cell_of
from cli import lhh
from office import convert, recalculate, soffice
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from patch_books import audit, parts
from places import ROOT, SAMPLE
from xlsx import edit_part

from lhh_excel.workbook.build.layout import HEADER_ROW
from lhh_excel.workbook.declarations import DEFAULT, EARLIEST
from lhh_excel.workbook.package import Package, TablePart
from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.reading import open_book
from lhh_excel.workbook.settings import SETTINGS
from lhh_excel.workbook.tables import BY_NAME, DECLARING, SCHEMA_VERSION, TABLES

sys.path.insert(0, str(ROOT))
from bench.torture import bases, crash, excel_like

STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
TODAY = ("--as-of", "2026-06-16")
#: openpyxl says itself what it does not read of Excel's.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook of version 1, as the program left it."""
    path = tmp_path / "so.xlsm"
    path.write_bytes(bases.earlier_master())
    return path


def by_excel(path: Path) -> None:
    path.write_bytes(excel_like.excel_like(path.read_bytes()))


def by_libreoffice(path: Path) -> None:
    soffice()
    shutil.move(convert(path, "xlsx", path.parent / "lo"), path)


#: Of Danh mục, right of all lists, where upgrade adds more of them.
BESIDE_THE_LISTS = "AF30"


def by_a_clerk(path: Path) -> None:
    """Renamed and own sheets (two with a new sheet's name), own colours, formats, names, notes; by openpyxl."""
    made = openpyxl.load_workbook(path, keep_vba=True)
    made["Số liệu"].title = "Số liệu 'cũ'"
    made["Trang chủ"].title = "Bàn làm việc"
    own = made.create_sheet("Đề cương", 3)
    own["A1"], own["A1"].font = "Đề cương cũ", Font(bold=True)
    made.create_sheet("Kế hoạch")
    made["Nhiệm vụ"].conditional_formatting.add(
        "A6:P5000", FormulaRule(['$D6<>""'], fill=PatternFill("solid", "FFCCFF00"))
    )
    _name_of_a_unit(made).fill = PatternFill("solid", "FF00FF00")
    made["Danh mục"][BESIDE_THE_LISTS] = "ghi chú của tôi"
    made.defined_names.add(openpyxl.workbook.defined_name.DefinedName("CuaToi", attr_text="'Đơn vị'!$A$6"))
    made.save(path)


def _name_of_a_unit(made: openpyxl.Workbook) -> Any:
    return cell_of(made, "units", HEADER_ROW + 2, "Tên đơn vị")


WAYS: dict[str, Callable[[Path], None]] = {
    "as it was left": lambda path: None,
    "Excel": by_excel,
    "LibreOffice": by_libreoffice,
    "a clerk": by_a_clerk,
}


#: What the inner loop leaves out of each test over all of them.
LATER = {"LibreOffice": [pytest.mark.slow, pytest.mark.office]}


def left(way: str, folder: Path) -> Path:
    """Version 1 as that hand leaves it."""
    path = folder / "so.xlsm"

    def make() -> bytes:
        path.write_bytes(bases.earlier_master())
        WAYS[way](path)
        return path.read_bytes()

    path.write_bytes(kept.once(make, "version 1", way))
    return path


def upgraded(way: str, folder: Path) -> Path:
    """so.xlsm after `upgrade`, beside it cu.xlsm before it and what the command told, told.json."""

    def make(own: Path) -> None:
        book = left(way, own)
        shutil.copy(book, own / "cu.xlsm")
        done = lhh("upgrade", book, "--json")
        assert done.code == 0, done
        (own / "told.json").write_text(done.out, encoding="utf-8")

    kept.files(make, folder, "upgraded", way)
    return folder / "so.xlsm"


@pytest.fixture(
    params=[pytest.param(way, marks=LATER.get(way, pytest.mark.slow if i else ())) for i, way in enumerate(WAYS)]
)
def now(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Of today's version, from version 1 as several hands leave it (`before`)."""
    return upgraded(request.param, tmp_path)


@pytest.fixture
def today(tmp_path: Path) -> Path:
    """Of today's version, from version 1 as the program left it."""
    return upgraded("as it was left", tmp_path)


def before(book: Path) -> Path:
    return book.with_name("cu.xlsm")


def table(path: Path, name: str) -> TablePart:
    return next(table for table in Package(path).tables if table.name == name)


# --- upgrade ---


def test_what_came_with_the_version_is_what_the_earlier_layout_lacks(book: Path) -> None:
    """A column, table or line that someone declares without saying since when would never reach an older workbook."""
    there = {each.name: set(each.headers) for each in Package(book).tables}
    later = DEFAULT.by_key.keys() - EARLIEST.by_key  # declared in the workbooks that have them
    lacking = {
        each.key: tuple(c.key for c in each.columns if c.header not in there[each.name] and c.key not in later)
        for each in TABLES
        if each.name in there
    }
    assert lacking == {
        each.key: tuple(c.key for c in each.columns if c.since > 1) for each in TABLES if each.name in there
    }
    assert {each.name for each in TABLES} - there.keys() == {each.name for each in DECLARING}
    asked = set(open_book(book)["profile"].clean["item"])
    assert {each.label for each in SETTINGS} - asked == {each.label for each in SETTINGS if each.since > 1}


@pytest.mark.slow
def test_only_what_is_concerned_changes(now: Path) -> None:
    old, new, package = parts(before(now)), parts(now), Package(before(now))
    concerned = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/styles.xml"}
    names = {"tblNhatKy", "tblCauHinh", *(each.name for each in TABLES if any(c.since > 1 for c in each.columns))}
    for each in package.tables:
        if each.name in names:
            concerned |= {each.part, each.sheet.part}
            concerned |= {
                part for kind, part in package.targets(each.sheet.part).values() if kind in ("comments", "vmlDrawing")
            }
        if each.name == "tblDanhMucKy":
            concerned |= {each.sheet.part, package.rels_of(each.sheet.part)}
    assert [name for name in new if name in old] == list(old)
    assert {name for name in old if old[name] != new[name]} <= concerned
    assert (broken := audit(now)) == set() or broken <= audit(before(now))
    assert now.with_name("so.xlsm.bak").read_bytes() == before(now).read_bytes()


@pytest.mark.slow
def test_it_reads_as_before_and_declares_what_stood_in_the_program(now: Path) -> None:
    was, after = open_book(before(now)), open_book(now)
    for key in was.tables.keys() - {"journal", "profile"}:
        assert {k: v for k, v in after[key].raw.items() if k in was[key].raw} == was[key].raw, key
    for mine, default in ((after.declared.indicators, EARLIEST.indicators), (after.declared.outline, EARLIEST.outline)):
        assert [each.name for each in mine] == [each.name for each in default]
        assert all(each.index == i for i, each in enumerate(mine))
    assert [each.name for each in after.declared.kinds] == [each.name for each in EARLIEST.kinds]
    said = [lhh("validate", path, *TODAY, "--json").json["summary"] for path in (before(now), now)]
    assert said[0] == said[1]


@pytest.mark.slow
def test_lists_behind_the_drop_downs_follow_the_new_sheets(now: Path) -> None:
    made = openpyxl.load_workbook(now)
    for each in DECLARING:
        place = table(now, each.name)
        sheet = made[place.sheet.name]
        for check in sheet.data_validations.dataValidation:
            if check.type == "list":
                name = check.formula1.lstrip("=")
                assert name in made.defined_names, name
                assert "#REF" not in made.defined_names[name].value
    for name, sheet in {"dsLoai": "Loại đơn vị", "dsNhom": "Đề cương", "dsMuc": "Đề cương"}.items():
        called = table(now, next(each.name for each in DECLARING if each.sheet == sheet)).sheet.name
        assert f"'{called}'!$A$6" in made.defined_names[name].value  # what Đơn vị, Nhiệm vụ, Nội dung offer
    levels = made.defined_names["dsCap"]
    ((sheet, cells),) = levels.destinations
    assert [row[0].value for row in made[sheet][cells]] == ["Phần", "Mục", "Bảng Phụ lục I"]
    assert str(made.defined_names["LHH_PhienBan"].value) == str(SCHEMA_VERSION)


@pytest.mark.slow
def test_no_code_name_that_the_macro_project_lacks(today: Path) -> None:
    old, new = parts(before(today)), parts(today)
    assert new["xl/vbaProject.bin"] == old["xl/vbaProject.bin"]
    assert not any(b"codeName" in data for name, data in new.items() if name not in old)


def own_table(path: Path, name: str) -> None:
    made = openpyxl.load_workbook(path, keep_vba=True)
    sheet = made.create_sheet("Của tôi")
    for row in (["Tên", "Số"], ["a", 1]):
        sheet.append(row)
    sheet.add_table(openpyxl.worksheet.table.Table(displayName=name, ref="A1:B2"))
    made.save(path)


@pytest.mark.slow
def test_a_renamed_table_stops_before_anything_is_written(book: Path) -> None:
    for old in ("tblNhiemVu", "tblDonVi", "tblCauHinh"):
        part, name = table(book, old).part, old.encode()
        edit_part(book, part, lambda xml, name=name: xml.replace(name, name + b"2"))
        renamed = book.read_bytes()
        said = lhh("upgrade", book)
        assert said.code == 1 and f"“{old}2”" in said.err and f"thành {old} " in said.err
        assert book.read_bytes() == renamed
        edit_part(book, part, lambda xml, name=name: xml.replace(name + b"2", name))  # as told
    assert lhh("upgrade", book).code == 0
    assert all(column.header in table(book, old).headers for column in BY_NAME[old].columns)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["TBLCHITIEU", "tblKeHoach"])
def test_a_table_of_the_clerks_with_a_new_ones_name_stops_it(book: Path, name: str) -> None:
    own_table(book, name)
    before = book.read_bytes()
    said = lhh("upgrade", book)
    assert said.code == 1 and f"{name} ".casefold() in said.err.casefold() and "“Của tôi”" in said.err
    assert book.read_bytes() == before


@pytest.mark.slow
def test_what_the_clerk_made_is_still_there_and_what_is_called_otherwise_beside_it_is_told(tmp_path: Path) -> None:
    book = upgraded("a clerk", tmp_path)
    told = lhh("upgrade", before(book), "--dry-run").out
    assert "đọc trang Kế hoạch (2)" in told and "ở trang Đề cương (2);" in told
    sheets = json.loads(book.with_name("told.json").read_text(encoding="utf-8"))["sheets"]
    assert {"Kế hoạch (2)", "Đề cương (2)"} <= {*sheets} and "Kế hoạch" not in sheets
    made = openpyxl.load_workbook(book)
    assert made.sheetnames[3] == "Đề cương" and made["Đề cương"]["A1"].value == "Đề cương cũ"
    assert table(book, "tblDeCuong").sheet.name == "Đề cương (2)"
    assert made["Chỉ tiêu"]["A4"].hyperlink.location == "'Bàn làm việc'!A1"
    assert _name_of_a_unit(made).fill.fgColor.rgb == "FF00FF00"
    assert made["Danh mục"][BESIDE_THE_LISTS].value == "ghi chú của tôi"
    assert made.defined_names["CuaToi"].value == "'Đơn vị'!$A$6"
    rules = [f for area in made["Nhiệm vụ"].conditional_formatting for rule in area.rules for f in rule.formula]
    assert '$D6<>""' in rules


@pytest.mark.slow
def test_a_second_time_changes_nothing(today: Path) -> None:
    book = today
    once, kept = book.read_bytes(), book.with_name("so.xlsm.bak").read_bytes()
    again = lhh("upgrade", book, "--json")
    assert again.code == 0 and again.json["made"] == [] and again.json["sheets"] == []
    assert book.read_bytes() == once and book.with_name("so.xlsm.bak").read_bytes() == kept == bases.earlier_master()
    assert lhh("upgrade", Path(shutil.copy(SAMPLE, book.with_name("moi.xlsm")))).code == 0
    assert book.with_name("moi.xlsm").read_bytes() == SAMPLE.read_bytes()


@pytest.mark.slow
def test_a_dry_run_tells_all_and_writes_nothing(book: Path) -> None:
    told = lhh("upgrade", book, "--dry-run", "--json").json
    assert book.read_bytes() == bases.earlier_master() and list(book.parent.glob("*.bak")) == []
    done = lhh("upgrade", book, "--json").json
    assert told["dry_run"] and not done["dry_run"] and told["sheets"] == [each.sheet for each in DECLARING]
    assert {k: told[k] for k in ("sheets", "columns", "settings", "words")} == {
        k: done[k] for k in ("sheets", "columns", "settings", "words")
    }
    assert "Nâng cấp sổ" in [row[1].value for row in openpyxl.load_workbook(book)["Nhật ký"].iter_rows(min_row=6)]


def with_words(path: Path, words: dict[str, str], cells: dict[str, str]) -> None:
    """List of Danh mục -> a word more; sheet -> the word in its first record's column of that list."""
    made = openpyxl.load_workbook(path, keep_vba=True)
    sheet = made["Danh mục"]
    for name, word in words.items():
        place = sheet.tables[name]
        left, top, _, bottom = openpyxl.utils.range_boundaries(place.ref)
        sheet.cell(bottom + 1, left).value = word
        letter = openpyxl.utils.get_column_letter(left)
        place.ref = f"{letter}{top}:{letter}{bottom + 1}"
    columns = {"Đơn vị": "Loại", "Nhiệm vụ": "Nhóm nhiệm vụ", "Nội dung": "Mục"}
    for name, word in cells.items():
        at = next(cell for cell in made[name][5] if cell.value == columns[name])
        made[name].cell(6, at.column).value = word
    made.save(path)


@pytest.mark.slow
def test_it_says_where_the_lists_are_from_now_on(book: Path) -> None:
    assert "nhóm nhiệm vụ và mục ở trang Đề cương" in lhh("upgrade", book, "--dry-run").out


@pytest.mark.slow
def test_words_that_the_clerk_had_added_become_rows(book: Path) -> None:
    with_words(
        book,
        {"tblDanhMucLoai": "CLB khoa học", "tblDanhMucNhom": "5. Đối ngoại", "tblDanhMucMuc": "Điểm mới"},
        {"Đơn vị": "CLB khoa học", "Nhiệm vụ": "5. Đối ngoại", "Nội dung": "Điểm mới"},
    )
    told = lhh("upgrade", book, "--json").json
    assert told["words"] == [
        {"sheet": "Loại đơn vị", "word": "CLB khoa học"},
        {"sheet": "Đề cương", "word": "5. Đối ngoại"},
        {"sheet": "Đề cương", "word": "Điểm mới"},
    ]
    after = open_book(book)
    declared = after.declared
    assert declared.kinds[-1].name == "CLB khoa học" and declared.kinds[-1].reports
    assert declared.kinds[-1].noun == "CLB khoa học"
    assert declared.groups[-1].name == "5. Đối ngoại" and declared.groups[-1].title == "Đối ngoại"
    assert declared.section("Nhóm 5") == declared.groups[-1] and declared.section("Điểm mới").written
    assert not declared.faults
    assert after["units"].clean["kind"][0] == "CLB khoa học" and after["tasks"].clean["group"][0] == "5. Đối ngoại"
    rows = openpyxl.load_workbook(book)["Danh mục"]
    assert "CLB khoa học" in [cell.value for row in rows.iter_rows() for cell in row]  # the list stays as it was


@pytest.mark.slow
def test_a_word_that_no_list_has_is_named_and_nothing_is_written(book: Path) -> None:
    with_words(book, {}, {"Đơn vị": "Hội thành vien", "Nhiệm vụ": "Việc khác"})
    before = book.read_bytes()
    said = lhh("upgrade", book)
    assert said.code == 1 and book.read_bytes() == before
    assert "Đơn vị!D6 “Hội thành vien”" in said.err and "Nhiệm vụ!C6 “Việc khác”" in said.err and "Danh mục" in said.err


@pytest.mark.slow
def test_what_stands_beside_a_table_or_under_it_is_told(book: Path) -> None:
    made = openpyxl.load_workbook(book, keep_vba=True)
    last = max(cell.row for cell in made["Cấu hình"]["A"] if cell.value)
    made["Cấu hình"].cell(last + 1, 1).value = "chữ ký của tôi"
    made.save(book)
    before = book.read_bytes()
    said = lhh("upgrade", book)
    assert said.code == 1 and f"A{last + 1}" in said.err and book.read_bytes() == before


@pytest.mark.slow
def test_refused_where_other_writing_commands_are(book: Path) -> None:
    for name in ("~$so.xlsm", ".~lock.so.xlsm#"):
        mark = book.with_name(name)
        mark.write_bytes(b"x")
        said = lhh("upgrade", book)
        assert said.code == 5 and "đang mở" in said.err and book.read_bytes() == bases.earlier_master()
        mark.unlink()
    plain = book.with_name("khac.xlsx")
    openpyxl.Workbook().save(plain)
    assert lhh("upgrade", plain).code == 3
    assert lhh("upgrade", book.with_name("khong-co.xlsm")).code == 3


@pytest.mark.slow
def test_the_strict_format_is_told_with_the_way_out(book: Path) -> None:
    for part in parts(book):
        if part.endswith(".xml"):
            edit_part(
                book,
                part,
                lambda xml: xml.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", STRICT),
            )
    before = book.read_bytes()
    assert len(open_book(book)["units"])  # it is read as any other
    said = lhh("upgrade", book)
    assert said.code == 1 and "Strict Open XML" in said.err and "Macro-Enabled" in said.err
    assert book.read_bytes() == before


@pytest.mark.slow
def test_two_at_once_upgrade_it_once(book: Path) -> None:
    call = [sys.executable, "-m", "lhh_excel", "upgrade", str(book)]
    environment = {**os.environ, "LHH_LOG": os.devnull}
    running = [
        subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) for _ in range(3)
    ]
    told = [process.communicate(timeout=120)[0].decode() for process in running]
    assert [process.returncode for process in running] == [0, 0, 0]
    assert sum("Đã nâng cấp" in text for text in told) == 1 and sum("không có gì phải" in text for text in told) == 2
    assert book.with_name("so.xlsm.bak").read_bytes() == bases.earlier_master()


@pytest.mark.parametrize("call", ["validate", "upgrade", "columns", "report", "fix", "forms", "lock"])
def test_a_workbook_of_a_later_program_is_refused_by_name(book: Path, call: str) -> None:
    edit_part(book, "xl/workbook.xml", lambda xml: xml.replace(b'"LHH_PhienBan">1<', b'"LHH_PhienBan">999<'))
    before = book.read_bytes()
    said = lhh(call, book)
    assert said.code == 3 and "so.xlsm" in said.err and "mới hơn" in said.err and book.read_bytes() == before


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_killed_at_any_step_it_is_the_old_or_the_new_workbook(book: Path, tmp_path: Path) -> None:
    """What lies on the disk at each of its own steps on files and folders is what a kill leaves there.

    Killed indeed, by the process itself, at one of the steps.
    """
    old, home = book.read_bytes(), tmp_path / "nha"
    home.mkdir()
    shutil.move(book, home)
    moments = tmp_path / "moments"
    moments.mkdir()

    def keep(folder: Path) -> None:
        shutil.copytree(folder, moments / f"{len(list(moments.iterdir())):02}")

    assert crash.run(home, "upgrade so.xlsm", harm=keep) == 0
    steps = sorted(moments.iterdir())
    assert len(steps) > 8
    middle = tmp_path / "killed"
    shutil.copytree(steps[0], middle)
    kill = len(steps) // 2
    assert crash.run(middle, "upgrade so.xlsm", harm=lambda _: os.kill(os.getpid(), signal.SIGKILL), at=kill) == -9
    seen, ended = set(), set()
    for place in [*steps, middle]:
        now = (place / "so.xlsm").read_bytes()
        ended.add(now == old)
        kinds = tuple(sorted((path.suffix, path.stat().st_size > 0) for path in place.iterdir()))
        if (now, kinds) in seen:
            continue
        seen.add((now, kinds))
        if now != old:
            assert Package(place / "so.xlsm").constant("LHH_PhienBan") == str(SCHEMA_VERSION)
            assert len(open_book(place / "so.xlsm")["outline"]) == len(DEFAULT.outline)
            assert (place / "so.xlsm.bak").read_bytes() == old
        assert crash.run(place, "upgrade so.xlsm") == 0  # a second run finishes
        assert len(open_book(place / "so.xlsm")["outline"]) == len(DEFAULT.outline)
    assert ended == {True, False}


@pytest.mark.slow
def test_libreoffice_computes_the_same_and_loses_nothing(today: Path, tmp_path: Path) -> None:
    def shown(path: Path, name: str) -> dict[str, Any]:
        made = openpyxl.load_workbook(recalculate(path, tmp_path / name), data_only=True)
        rows = {each: [[c.value for c in row] for row in made[each].iter_rows()] for each in made.sheetnames}
        home = [row for row in rows["Trang chủ"] if "Lần chạy gần nhất" not in row]  # which tells of the upgrade
        return {**rows, "Trang chủ": home}

    was, after = shown(before(today), "truoc"), shown(today, "sau")
    assert after["Trang chủ"] == was["Trang chủ"]
    for name in was.keys() - {"Nhật ký"}:
        for row, now in zip(was[name], after[name], strict=False):
            assert [value for value, old in zip(now, row, strict=False) if old is not None] == [
                v for v in row if v is not None
            ]
    assert list(after)[-len(DECLARING) :] == [each.sheet for each in DECLARING]
    assert after["Đề cương"][5][:4] == ["Tình hình", "Phần", "Đặc điểm tình hình", "Tiêu đề"]


# --- what is out there meanwhile ---


@pytest.mark.slow
def test_an_import_before_it_is_undone_after_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(ROOT / "tests" / "data" / "earlier" / "layout-1.zip") as archive:
        archive.extractall(tmp_path)
    book = tmp_path / "so.xlsm"
    before = open_book(book)["figures"].raw
    taken = lhh("import", book, tmp_path / "phieu-H09.xlsx", "--yes", *TODAY, "--json")
    assert taken.code == 0
    assert lhh("upgrade", book).code == 0
    assert lhh("undo-import", book, taken.json["id"], "--yes").code == 0
    assert open_book(book)["figures"].raw == before


@pytest.mark.slow
def test_a_locked_period_stays_locked_and_is_opened_again(book: Path) -> None:
    assert lhh("lock", book, "--yes", *TODAY).code == 0
    frozen = open_book(book)["frozen"].raw
    assert lhh("upgrade", book).code == 0
    assert open_book(book)["frozen"].raw == frozen
    codes = {f["code"] for f in lhh("validate", book, *TODAY, "--json").json["findings"]}
    assert not {code for code in codes if code.startswith(("CT", "KB"))}
    assert "đã khóa" in lhh("lock", book, "--yes", *TODAY).out
    assert lhh("reopen", book, "--yes").code == 0


# --- columns ---

WOMEN = {"name": "Hội viên nữ", "measure": "cuối kỳ", "section": "1. Tổ chức", "noun": "hội viên nữ"}


def declare(path: Path, *rows: dict[str, object]) -> None:
    patch = WorkbookPatch(path)
    patch.append("indicators", [dict(row) for row in rows])
    patch.path.write_bytes(patch.to_bytes())


@pytest.mark.slow
def test_declared_indicators_get_their_columns(today: Path) -> None:
    said, book = lhh("columns", before(today)), today
    assert said.code == 1 and "lhh-excel upgrade" in said.err
    assert lhh("columns", book, "--json").json["columns"] == []
    money = {**WOMEN, "name": "Kinh phí tài trợ (triệu đồng)", "measure": "phát sinh", "number_kind": "số tiền"}
    declare(book, WOMEN, money)
    was, figures = parts(book), table(book, "tblSoLieu")
    told = lhh("columns", book, "--dry-run")
    assert parts(book) == was and "Hội viên nữ" in told.out
    done = lhh("columns", book, "--json").json
    assert done["columns"] == ["Hội viên nữ", "Kinh phí tài trợ (triệu đồng)"]
    now = table(book, "tblSoLieu")
    assert now.headers == (*figures.headers, *done["columns"]) and now.last_row == figures.last_row
    notes = {part for kind, part in Package(book).targets(now.sheet.part).values()}
    changed = {name for name, data in parts(book).items() if was.get(name) != data}
    assert changed <= notes | {now.part, now.sheet.part, "xl/workbook.xml", "xl/styles.xml"}
    row = open_book(book)["figures"].rows[0]
    patch = WorkbookPatch(book, open_book(book).schemas)
    patch.set("figures", row, "hoi_vien_nu", 12)
    patch.set("figures", row, "kinh_phi_tai_tro", 2.5)
    patch.save()
    read = open_book(book)["figures"].clean
    assert read["hoi_vien_nu"][0] == 12 and read["kinh_phi_tai_tro"][0] == 2.5
    sheet = openpyxl.load_workbook(book)["Số liệu"]
    cells = [sheet.cell(row, column) for column in range(now.last_column - 1, now.last_column + 1)]
    assert [cell.number_format for cell in cells] == ["#,##0", "#,##0.0"]
    codes = {f["code"] for f in lhh("validate", book, *TODAY, "--json").json["findings"]}
    assert not {code for code in codes if code.startswith(("CT", "KB"))}
    assert lhh("columns", book, "--json").json["columns"] == []


@pytest.mark.slow
def test_columns_want_a_table_to_stand_in(today: Path) -> None:
    book = today
    edit_part(book, table(book, "tblSoLieu").part, lambda xml: xml.replace(b"tblSoLieu", b"tblKhac"))
    said = lhh("columns", book)
    assert said.code == 3 and "tblSoLieu" in said.err


@pytest.mark.slow
def test_a_column_that_the_clerk_typed_herself_is_enough(today: Path) -> None:
    """A header beside the last one: Excel grows the table by itself."""
    book = today
    declare(book, WOMEN)
    made = openpyxl.load_workbook(book, keep_vba=True)
    sheet = made["Số liệu"]
    _, top, right, bottom = openpyxl.utils.range_boundaries(sheet.tables["tblSoLieu"].ref)
    sheet.cell(top, right + 1).value = "hội viên  NỮ"
    place = sheet.tables["tblSoLieu"]
    place.ref = f"A{top}:{openpyxl.utils.get_column_letter(right + 1)}{bottom}"
    place.tableColumns.append(openpyxl.worksheet.table.TableColumn(id=99, name="hội viên  NỮ"))
    place.autoFilter.ref = place.ref
    made.save(book)
    before = book.read_bytes()
    assert lhh("columns", book, "--json").json["columns"] == [] and book.read_bytes() == before


@pytest.mark.slow
def test_hostile_headers_are_only_texts(today: Path) -> None:
    book = today
    names = ["=1+1", "a & b < c > \"d\" 'e'", "_x0041_ đầu", "Tỷ lệ", "x" * 250]
    declare(book, *({**WOMEN, "name": name, "noun": "x"} for name in names))
    assert lhh("columns", book, "--json").json["columns"] == names
    now = table(book, "tblSoLieu")
    assert list(now.headers[-len(names) :]) == names
    sheet = openpyxl.load_workbook(book)["Số liệu"]
    heads = [sheet.cell(now.first_row, now.last_column - len(names) + 1 + i) for i in range(len(names))]
    assert all(head.data_type == "s" for head in heads) and heads[0].value == "=1+1"
    assert audit(book) == set()
    assert open_book(book)["figures"].letters.keys() >= {each.key for each in open_book(book).declared.indicators}


# --- new --mau ---


@pytest.mark.slow
def test_a_new_workbook_with_anothers_declarations_and_none_of_its_data(today: Path) -> None:
    book = today
    declare(book, {**WOMEN, "sentence": "Có {số} hội viên nữ"})
    patch = WorkbookPatch(book)
    patch.append("kinds", [{"name": "Hội nghề nghiệp", "reports": "Có"}])
    patch.append("targets", [{"period": "2026", "indicator": "Hội viên nữ", "value": 9}])
    patch.set("profile", open_book(book)["profile"].rows[open_book(book).profile_rows["telling"][0]], "value", "gọn")
    patch.path.write_bytes(patch.to_bytes())
    made = book.with_name("moi.xlsm")
    assert lhh("new", made, "--mau", book, "--period", "2027-H1").code == 0
    new, old = open_book(made), open_book(book)
    for name in ("indicators", "outline", "kinds"):
        assert getattr(new.declared, name) == getattr(old.declared, name)
    assert new["figures"].letters.keys() >= {"hoi_vien_nu"} and not new.declared.targets
    assert not any(len(new[key]) for key in ("units", "tasks", "figures", "texts", "register", "journal", "frozen"))
    assert new.period == "2027-H1" and new.text("agency") != old.text("agency") and new.text("telling") == "gọn"
    assert Package(made).constant("LHH_MaSo") not in ("", Package(book).constant("LHH_MaSo"))
    assert lhh("columns", made, "--json").json["columns"] == []


@pytest.mark.slow
def test_a_new_workbook_like_an_earlier_one_has_the_default_declarations(book: Path) -> None:
    made = book.with_name("moi.xlsm")
    assert lhh("new", made, "--mau", book).code == 0
    assert [each.name for each in open_book(made).declared.indicators] == [each.name for each in EARLIEST.indicators]
    assert lhh("new", book.with_name("hai.xlsm"), "--mau", book, "--sample").code == 2
    assert lhh("new", book.with_name("hai.xlsm"), "--mau", book.with_name("khong.xlsm")).code == 3
