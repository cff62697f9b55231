"""A headless write changes the cells it must and not one byte of any other part."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path

import pytest
from clerk import cell_of
from patch_books import (
    DAY,
    audit,
    calamine_rows,
    changed_parts,
    openpyxl_rows,
    part_of_sheet,
    part_of_table,
    parts,
    rich,
)
from xlsx import edit_part

from lhh_excel.errors import InputError, OutputError, RefusedError
from lhh_excel.workbook.master import FileMaster
from lhh_excel.workbook.package import Package
from lhh_excel.workbook.patch import Link, WorkbookPatch
from lhh_excel.workbook.reading import open_book

WORKBOOK = "xl/workbook.xml"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return rich(tmp_path / "LHH.xlsx")


@pytest.mark.slow
def test_append_changes_only_the_sheet_the_table_and_the_recalculation_flag(book: Path) -> None:
    before, broken_before = book.read_bytes(), audit(book)
    patch = WorkbookPatch(book)
    rows = patch.append("register", [{"symbol": "03/BC-LHH", "date": DAY, "copies": 5}])
    patch.save()
    assert rows == [8]
    assert changed_parts(before, book.read_bytes()) == {
        part_of_sheet(book, "Văn bản đi"),
        part_of_table(book, "tblVanBanDi"),
        WORKBOOK,
    }
    assert b'fullCalcOnLoad="1"' in parts(book)[WORKBOOK]
    assert audit(book) == broken_before
    for read in (openpyxl_rows, calamine_rows):
        added = read(book, "tblVanBanDi")[-1]
        assert (added["Số, ký hiệu"], added["Ngày tháng văn bản"], added["Số lượng bản"]) == ("03/BC-LHH", DAY, 5)
    assert open_book(book)["register"].clean["symbol"] == ["01/BC-LHH", "02/BC-LHH", "03/BC-LHH"]


def test_new_rows_look_like_the_row_above(book: Path) -> None:
    from openpyxl import load_workbook

    patch = WorkbookPatch(book)
    patch.append("register", [{"symbol": f"{n:02d}/BC-LHH", "date": DAY} for n in (3, 4)])
    patch.save()
    sheet = load_workbook(book)["Văn bản đi"]
    for row in (8, 9):
        for column in "ABCM":
            assert sheet[f"{column}{row}"].number_format == sheet[f"{column}7"].number_format
            assert sheet[f"{column}{row}"].border.left.style == "thin"


def test_blank_rows_at_the_end_of_the_table_are_filled_before_it_grows(tmp_path: Path) -> None:
    book = rich(tmp_path / "LHH.xlsx")
    patch = WorkbookPatch(book)
    assert patch.append("journal", [{"action": "một"}, {"action": "hai"}]) == [6, 7]  # the built table has a blank row
    patch.save()
    assert [r["Thao tác"] for r in openpyxl_rows(book, "tblNhatKy")] == ["một", "hai"]
    assert open_book(book)["journal"].last_row == 7


def test_set_changes_one_cell_and_keeps_its_format(book: Path) -> None:
    before = parts(book)
    sheet = part_of_sheet(book, "Văn bản đi")
    patch = WorkbookPatch(book)
    patch.set("register", 7, "state", "Bị thay thế")
    patch.save()
    old = re.findall(rb"<c [^>]*?(?:/>|>.*?</c>)", before[sheet])
    new = re.findall(rb"<c [^>]*?(?:/>|>.*?</c>)", parts(book)[sheet])
    differing = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert len(differing) == 1
    (was, is_now) = differing[0]
    assert re.search(rb's="\d+"', was)[0] == re.search(rb's="\d+"', is_now)[0]  # type: ignore[index]
    assert "Bị thay thế".encode() in is_now


@pytest.mark.parametrize(
    "text", ["=1+1", "+84", "-5", "@SUM(A1)", "=cmd|'/c calc'!A1", "'x", "0123", "12/3", "05/BC-LHH"]
)
def test_text_stays_text_whatever_it_begins_with(book: Path, text: str) -> None:
    patch = WorkbookPatch(book)
    patch.append("register", [{"symbol": "03/BC-LHH", "subject": text}])
    patch.save()
    from openpyxl import load_workbook

    cell = cell_of(load_workbook(book), "register", 8, "Tên loại và trích yếu")
    assert (cell.value, cell.data_type) == (text, "s")
    assert calamine_rows(book, "tblVanBanDi")[-1]["Tên loại và trích yếu"] == text
    assert b"<f>" not in parts(book)[part_of_sheet(book, "Văn bản đi")]


@pytest.mark.parametrize(
    "text",
    ["  hai đầu  ", "dòng 1\ndòng 2", "a & b < c > d", "_x0041_", "chuông\x07", "\r\n", "]]>", "N\u0303FD", "😀"],
)
def test_every_text_comes_back_as_it_was_written(book: Path, text: str) -> None:
    patch = WorkbookPatch(book)
    patch.append("register", [{"symbol": "03/BC-LHH", "subject": text}])
    patch.save()
    for reader in ("fast", "any"):
        assert open_book(book, reader=reader)["register"].raw["subject"][-1] == text


@pytest.mark.parametrize(
    "value",
    [True, False, 0, -3, 12345678901, 0.1, 1e-7, 92.5, dt.date(2026, 6, 14), dt.datetime(2026, 6, 14, 8, 30), None],
)
def test_every_value_comes_back_as_it_was_written(book: Path, value: object) -> None:
    patch = WorkbookPatch(book)
    patch.append("journal", [{"at": value, "action": "x"}])
    patch.save()
    for read in (openpyxl_rows, calamine_rows):
        assert read(book, "tblNhatKy")[-1]["Lúc"] == value


def test_dates_follow_the_workbooks_calendar(tmp_path: Path) -> None:
    book = rich(tmp_path / "mac.xlsx", date1904=True)
    patch = WorkbookPatch(book)
    patch.append("register", [{"symbol": "03/BC-LHH", "date": DAY}])
    patch.save()
    assert openpyxl_rows(book, "tblVanBanDi")[-1]["Ngày tháng văn bản"] == DAY


def test_a_date_written_where_text_or_nothing_stood_is_shown_as_a_date(book: Path) -> None:
    from openpyxl import load_workbook

    patch = WorkbookPatch(book)
    patch.set("register", 6, "sent_on", DAY)  # a cell without format, in a column without dates
    patch.set("register", 6, "subject", 50)  # a number over a text cell
    patch.save()
    written = load_workbook(book)
    assert cell_of(written, "register", 6, "Ngày chuyển").is_date
    assert cell_of(written, "register", 6, "Tên loại và trích yếu").number_format != "@"


def test_the_sheets_used_range_follows_its_growth(book: Path) -> None:
    patch = WorkbookPatch(book)
    patch.append("register", [{"symbol": "03/BC-LHH", "state": "Đã cấp"}])
    patch.save()
    assert b'<dimension ref="A5:M8"/>' in parts(book)[part_of_sheet(book, "Văn bản đi")]


def test_the_tables_own_filter_follows_its_growth(book: Path) -> None:
    patch = WorkbookPatch(book)
    patch.append("register", [{"symbol": "03/BC-LHH"}])
    patch.save()
    xml = parts(book)[part_of_table(book, "tblVanBanDi")].decode()
    assert re.findall(r' ref="([^"]+)"', xml) == ["A5:M8", "A5:M8"]


@pytest.mark.slow
def test_replace_all_leaves_the_new_records_and_links_to_their_cells(book: Path) -> None:
    from openpyxl import load_workbook

    before, broken_before = book.read_bytes(), audit(book)
    found = [
        {"severity": "LỖI", "code": "LG01", "sheet": "Nhiệm vụ", "cell": Link("Nhiệm vụ", f"I{r}")}
        for r in range(6, 16)
    ]
    patch = WorkbookPatch(book)
    patch.replace_all("findings", found)
    patch.save()
    assert changed_parts(before, book.read_bytes()) == {
        part_of_sheet(book, "Kiểm tra"),
        part_of_table(book, "tblKiemTra"),
        WORKBOOK,
    }
    assert audit(book) == broken_before
    assert [row["Ô"] for row in calamine_rows(book, "tblKiemTra")] == [f"I{r}" for r in range(6, 16)]
    sheet = load_workbook(book)["Kiểm tra"]
    assert [sheet[f"D{r}"].value for r in (6, 15)] == [f"""=HYPERLINK("#'Nhiệm vụ'!I{r}","I{r}")""" for r in (6, 15)]
    links = {c.coordinate: c.hyperlink.location for row in sheet.iter_rows() for c in row if c.hyperlink}
    assert links == {"P1": "'Trang chủ'!A1"}, "those of the old findings are gone"


@pytest.mark.parametrize(
    ("sheet", "cell", "formula"),
    [
        ("Số liệu", "E8", """=HYPERLINK("#'Số liệu'!E8","E8")"""),
        ("Của 'tôi'", "E8", """=HYPERLINK("#'Của ''tôi'''!E8","E8")"""),
        ('x")&cmd("y', "B6:C7", """=HYPERLINK("#'x"")&cmd(""y'!B6:C7","B6:C7")"""),
        ("Số liệu", '","=1+1', None),
        ("Số liệu", "", None),
        ("x" * 250, "E8", None),
    ],
)
def test_nothing_typed_gets_into_a_formula_but_the_sheets_name_as_a_text(
    sheet: str, cell: str, formula: str | None, book: Path
) -> None:
    from openpyxl import load_workbook

    assert Link(sheet, cell).formula == formula
    patch = WorkbookPatch(book)
    patch.replace_all("findings", [{"code": "A", "cell": Link(sheet, cell)}])
    patch.save()
    written = cell_of(load_workbook(book), "findings", 6, "Ô")
    assert (written.value, written.data_type == "f") == (formula or cell or None, formula is not None)


def test_a_written_row_is_as_high_as_its_texts_and_keeps_a_height_set_by_hand(book: Path) -> None:
    """Excel fits rows on opening; LibreOffice prints what the file says."""
    from openpyxl import load_workbook

    sheet = part_of_sheet(book, "Kiểm tra")
    edit_part(book, sheet, lambda xml: xml.replace(b'<row r="7"', b'<row r="7" ht="99" customHeight="1"', 1))
    assert b'ht="99"' in parts(book)[sheet]
    message = "Hạn hoàn thành trước Ngày giao nên không tính được số ngày còn lại của nhiệm vụ này. " * 3
    patch = WorkbookPatch(book)
    patch.replace_all("findings", [{"code": "A"}, {"code": "B", "message": message}, {"code": "C", "message": message}])
    patch.append("journal", [{"action": "Nhập phiếu", "new": message}])
    patch.save()
    rows = load_workbook(book)["Kiểm tra"].row_dimensions
    one_line = rows[6].height
    assert rows[7].height == 99
    assert rows[8].height > 3 * one_line
    assert max(row.height or 0 for row in load_workbook(book)["Nhật ký"].row_dimensions.values()) > 2 * one_line


@pytest.mark.slow
def test_replace_all_shrinks_to_one_blank_row_and_grows_again(book: Path) -> None:
    for records, rows in (([], 1), ([{"code": "A"}] * 5, 5), ([{"code": "B"}], 1)):
        patch = WorkbookPatch(book)
        patch.replace_all("findings", records)
        patch.save()
        codes = [row["Mã"] for row in openpyxl_rows(book, "tblKiemTra")]
        assert codes == ([r["code"] for r in records] or [None])
        assert len(codes) == rows
        assert len(calamine_rows(book, "tblKiemTra")) == rows
    sheet = parts(book)[part_of_sheet(book, "Kiểm tra")].decode()
    assert 'r="7"' not in sheet  # nothing of the old rows is left under the table


def test_own_columns_of_the_clerk_move_with_their_finding(tmp_path: Path) -> None:
    book = rich(tmp_path / "LHH.xlsx", own_column=True)
    sheet = part_of_sheet(book, "Kiểm tra")
    note = b'<c r="B8" t="inlineStr"><is><t>\xc4\x91\xc3\xa3 h\xe1\xbb\x8fi</t></is></c>'
    edit_part(book, sheet, lambda xml: re.sub(rb'(<row r="8".*?)(<c r="C8")', rb"\1" + note + rb"\2", xml))
    assert openpyxl_rows(book, "tblKiemTra")[2]["Cột riêng"] == "đã hỏi"
    patch = WorkbookPatch(book)
    patch.replace_all(
        "findings",
        [{"code": "KD01", "sheet": "Đơn vị", "cell": "B8"}, {"code": "KD01", "sheet": "Đơn vị", "cell": "B9"}],
    )
    patch.save()
    assert [row["Cột riêng"] for row in openpyxl_rows(book, "tblKiemTra")] == ["đã hỏi", None]


def test_a_filter_of_the_old_findings_hides_none_of_the_new(book: Path) -> None:
    sheet, table = part_of_sheet(book, "Kiểm tra"), part_of_table(book, "tblKiemTra")
    edit_part(book, sheet, lambda xml: xml.replace(b'<row r="7"', b'<row hidden="1" r="7"'))
    criteria = b'><filterColumn colId="0"><filters><filter val="x"/></filters></filterColumn></autoFilter>'
    edit_part(book, table, lambda xml: re.sub(rb"(<autoFilter [^>]*?)/>", rb"\1" + criteria, xml))
    patch = WorkbookPatch(book)
    patch.replace_all("findings", [{"code": "A"}, {"code": "B"}])
    patch.save()
    assert b"hidden" not in parts(book)[sheet]
    assert b"filterColumn" not in parts(book)[table]


def test_a_table_grows_over_nothing_that_stands_beneath_it(book: Path) -> None:
    before = book.read_bytes()
    edit_part(
        book,
        part_of_sheet(book, "Văn bản đi"),
        lambda xml: xml.replace(b"</sheetData>", b'<row r="9"><c r="B9"><v>7</v></c></row></sheetData>'),
    )
    edited = book.read_bytes()
    assert edited != before
    patch = WorkbookPatch(book)
    assert patch.append("register", [{"symbol": "03/BC-LHH"}]) == [8]
    with pytest.raises(RefusedError) as refused:
        patch.append("register", [{"symbol": "04/BC-LHH"}])
    assert (refused.value.key, refused.value.details["cell"]) == ("no_room_below", "B9")
    assert "B9" in str(refused.value)
    assert book.read_bytes() == edited


def test_a_totals_row_is_not_written_over(tmp_path: Path) -> None:
    book = rich(tmp_path / "LHH.xlsx", totals=True)
    with pytest.raises(RefusedError) as refused:
        WorkbookPatch(book).append("register", [{"symbol": "03/BC-LHH"}])
    assert refused.value.key == "totals_row"


def test_a_value_for_a_column_that_is_gone_is_not_dropped_silently(book: Path) -> None:
    for part in (part_of_sheet(book, "Văn bản đi"), part_of_table(book, "tblVanBanDi"), "xl/sharedStrings.xml"):
        edit_part(book, part, lambda xml: xml.replace("Ký nhận".encode(), b"Khac"))
    patch = WorkbookPatch(book)
    with pytest.raises(InputError) as refused:
        patch.append("register", [{"symbol": "03/BC-LHH", "received_by": "A"}])
    assert "Ký nhận" in str(refused.value)
    assert patch.append("register", [{"symbol": "03/BC-LHH", "received_by": None}]) == [8]


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="tblKy"):
        WorkbookPatch(rich(tmp_path / "LHH.xlsx")).append("periods", [{"code": "2026-H1"}])


def test_a_text_longer_than_excel_holds_is_refused(book: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        WorkbookPatch(book).set("register", 6, "note", "x" * 32_768)
    assert refused.value.key == "text_too_long"
    WorkbookPatch(book).set("register", 6, "note", "x" * 32_767)


def test_a_formula_that_is_written_over_leaves_the_calculation_chain(book: Path) -> None:
    sheet, chain = part_of_sheet(book, "Văn bản đi"), "xl/calcChain.xml"
    edit_part(book, sheet, lambda xml: xml.replace(b'<c r="G6"><v>1</v></c>', b'<c r="G6"><f>1+0</f><v>1</v></c>'))
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    edit_part(
        book,
        chain,
        lambda _: f'<calcChain xmlns="{namespace}"><c r="G6" i="2"/><c r="A9"/><c r="A1" i="1"/></calcChain>'.encode(),
    )
    rel = b'<Relationship Id="rId99" Target="calcChain.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"/>'
    edit_part(
        book, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"</Relationships>", rel + b"</Relationships>")
    )
    kind = (
        b'<Override PartName="/xl/calcChain.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/>'
    )
    edit_part(book, "[Content_Types].xml", lambda xml: xml.replace(b"</Types>", kind + b"</Types>"))
    patch = WorkbookPatch(book)
    patch.set("register", 6, "copies", 3)
    patch.save()
    assert re.findall(rb"<c [^>]*>", parts(book)[chain]) == [b'<c r="A9" i="2"/>', b'<c r="A1" i="1"/>']
    assert b"<f>" not in parts(book)[sheet]
    edit_part(book, chain, lambda _: f'<calcChain xmlns="{namespace}"><c r="G7" i="2"/></calcChain>'.encode())
    edit_part(book, sheet, lambda xml: xml.replace(b'<c r="G7"><v>2</v></c>', b'<c r="G7"><f>1+1</f><v>2</v></c>'))
    patch = WorkbookPatch(book)
    patch.set("register", 7, "copies", 3)
    patch.save()
    assert chain not in parts(book)
    assert not any(b"calcChain" in data for data in parts(book).values())


def test_a_shared_formula_is_not_broken(book: Path) -> None:
    sheet = part_of_sheet(book, "Văn bản đi")
    shared = b'<c r="G6"><f t="shared" ref="G6:G7" si="0">1+0</f><v>1</v></c>'
    edit_part(book, sheet, lambda xml: xml.replace(b'<c r="G6"><v>1</v></c>', shared))
    before, patch = book.read_bytes(), WorkbookPatch(book)
    patch.set("register", 6, "copies", 3)
    with pytest.raises(RefusedError) as refused:
        patch.save()
    assert refused.value.key == "formula_in_cell"
    assert book.read_bytes() == before


def test_nothing_changed_means_nothing_written(book: Path) -> None:
    before, stamp = book.read_bytes(), book.stat().st_mtime_ns
    patch = WorkbookPatch(book)
    patch.append("register", [])
    patch.save()
    assert (book.read_bytes(), book.stat().st_mtime_ns) == (before, stamp)
    assert sorted(p.name for p in book.parent.iterdir()) == ["LHH.xlsx"]


def test_the_older_file_is_kept_beside_it(book: Path) -> None:
    before = book.read_bytes()
    patch = WorkbookPatch(book)
    patch.set("register", 6, "note", "mới")
    patch.save()
    assert (book.parent / "LHH.xlsx.bak").read_bytes() == before
    assert sorted(p.name for p in book.parent.iterdir()) == ["LHH.xlsx", "LHH.xlsx.bak"]


def test_a_copy_can_be_written_elsewhere(book: Path) -> None:
    before = book.read_bytes()
    patch = WorkbookPatch(book)
    patch.set("register", 6, "note", "mới")
    copy = book.with_name("LHH 2.xlsx")
    copy.write_bytes(patch.to_bytes())
    assert openpyxl_rows(copy, "tblVanBanDi")[0]["Ghi chú"] == "mới"
    assert book.read_bytes() == before


@pytest.mark.parametrize("owner", ["~$LHH.xlsx", ".~lock.LHH.xlsx#"])
def test_a_workbook_open_in_excel_is_not_written(book: Path, owner: str) -> None:
    before = book.read_bytes()
    (book.parent / owner).write_bytes(b"x")
    patch = WorkbookPatch(book)
    patch.set("register", 6, "note", "mới")
    with pytest.raises(OutputError) as refused:
        patch.save()
    assert refused.value.key == "open_elsewhere"
    assert book.read_bytes() == before
    assert not (book.parent / "LHH.xlsx.bak").exists()


def test_a_workbook_saved_by_someone_meanwhile_is_not_written(book: Path) -> None:
    patch = WorkbookPatch(book)
    patch.set("register", 6, "note", "của lệnh")
    other = WorkbookPatch(book)
    other.set("register", 6, "note", "của văn thư")
    other.save()
    with pytest.raises(OutputError) as refused:
        patch.save()
    assert refused.value.key == "changed_meanwhile"
    assert openpyxl_rows(book, "tblVanBanDi")[0]["Ghi chú"] == "của văn thư"


def test_rows_that_were_read_are_not_written_into_a_file_that_is_another_by_then(book: Path) -> None:
    master, other = FileMaster(book), WorkbookPatch(book)
    read = master.read()
    assert master.read() is read  # nothing was saved in between
    other.set("register", 6, "note", "của văn thư")
    other.save()
    with pytest.raises(OutputError) as refused:
        master.patch(read)
    assert refused.value.key == "changed_meanwhile"
    master.patch(master.read())


def test_the_members_that_stay_keep_their_compressed_bytes_and_dates(book: Path) -> None:
    def raw(path: Path) -> dict[str, tuple[object, ...]]:
        package = Package(path)
        found = {}
        for info in package.zip.infolist():
            at = info.header_offset
            skip = 30 + sum(int.from_bytes(package.data[at + i : at + i + 2], "little") for i in (26, 28))
            data = package.data[at + skip : at + skip + info.compress_size]
            found[info.filename] = (info.date_time, info.compress_type, info.external_attr, data)
        return found

    source = parts(book)
    with zipfile.ZipFile(book, "w") as archive:  # not as zipfile packs itself
        for name, data in source.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 2, 29, 12, 0, 0)), data, zipfile.ZIP_DEFLATED, 1)
    before = raw(book)
    patch = WorkbookPatch(book)
    patch.set("register", 6, "note", "mới")
    patch.save()
    after = raw(book)
    assert {name for name in before if before[name] != after[name]} == {part_of_sheet(book, "Văn bản đi"), WORKBOOK}


@pytest.mark.slow
def test_twenty_thousand_rows_go_in_within_seconds(tmp_path: Path) -> None:
    book = rich(tmp_path / "LHH.xlsx")
    patch = WorkbookPatch(book)
    records = [{"code": f"NV-{n:05d}", "content": "việc", "assigned": DAY, "progress": 50} for n in range(20_000)]
    patch.append("tasks", records)
    patch.save()
    data = open_book(book)["tasks"]
    assert len(data) == 20_000
    assert data.clean["code"][-1] == "NV-19999"
    assert data.last_row == 20_005
