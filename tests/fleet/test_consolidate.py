"""consolidate: the unions' figures added up, each total traceable to its file and cell, doubts told and marked."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from cli import Said, lhh
from fleet_offices import DAY, NAME, SIGNERS, members, numbers, union
from hypothesis import given, settings
from hypothesis import strategies as st
from office import recalculate

from lhh_excel.workbook.declarations import EARLIEST

BOOK, REPORT = "tong-hop-2026-H1.xlsx", "BC-tong-hop-2026-H1-du-thao.docx"
SOURCES = "BC-tong-hop-2026-H1-du-thao-nguon-so-lieu.xlsx"
UPPER = "Liên hiệp các Hội Khoa học và Kỹ thuật Việt Nam"
TEXTS = {
    "tblNoiDung": [
        {"Mã kỳ": "2026-H1", "Mục": section, "Thứ tự": 1, "Nội dung": f"Nội dung {section.lower()}."}
        for section in ("Ưu điểm", "Hạn chế", "Nguyên nhân", "Phương hướng", "Kiến nghị")
    ]
}


@pytest.fixture
def offices(tmp_path: Path) -> Path:
    """Two unions; of the workshops one unit has no number, of the budget one union has none at all."""
    folder = tmp_path / "các tỉnh"
    union(
        folder / "An Giang" / "LHH.xlsm",
        f"{NAME} tỉnh An Giang",
        {
            "H01": members(100, **{"Hội thảo": 3, "Kinh phí (triệu đồng)": 0.1}),
            "H02": members(50, **{"Hội thảo": None, "Kinh phí (triệu đồng)": 0.2}),
        },
    )
    union(
        folder / "Cần Thơ.xlsm",
        f"{NAME} thành phố Cần Thơ",
        {"H01": members(7, **{"Hội thảo": 4, "Kinh phí (triệu đồng)": None})},
    )
    return folder


def level_above(path: Path, *names: str, extra: dict[str, Any] | None = None) -> Path:
    """The level above's own workbook, which waits for these unions (a province's name, or a whole name with "=")."""
    units = [
        {
            "Mã đơn vị": f"T{place:02}",
            "Tên đơn vị": name[1:] if name.startswith("=") else f"{NAME} {name}",
            "Loại": "Hội thành viên",
            "Ngày gia nhập": DAY(2000, 1, 1),
        }
        for place, name in enumerate(names, 1)
    ]
    return union(path, UPPER, {"T01": members(1000)}, extra={"tblDonVi": units, **TEXTS, **(extra or {})})


AG, CT, CM = "tỉnh An Giang", "thành phố Cần Thơ", "Cà Mau"


@pytest.fixture
def upper(tmp_path: Path) -> Path:
    return level_above(tmp_path / "cấp trên" / "LHH.xlsm", AG, CT)


@pytest.fixture
def upper_of_three(tmp_path: Path) -> Path:
    return level_above(tmp_path / "cấp trên" / "LHH.xlsm", AG, CT, CM)


def consolidate(offices: Path, tmp_path: Path, *more: object) -> Said:
    return lhh("consolidate", offices, "--out", tmp_path / "out", *more)


def rows_of(path: Path, sheet: str) -> list[dict[str, Any]]:
    found = list(openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(min_row=3, values_only=True))
    return [dict(zip(map(str, found[0]), row, strict=True)) for row in found[1:]]


def text_of(path: Path) -> str:
    """All words of the document in a row, single spaces between."""
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(paragraph.text for paragraph in document.paragraphs), *cells]).split())


@pytest.mark.slow
def test_totals_are_the_sums_of_what_the_units_reported(offices: Path, upper: Path, tmp_path: Path) -> None:
    said = consolidate(offices, tmp_path, "--book", upper, "--json")
    assert said.code == 0, said.json["warnings"]
    totals = said.json["totals"]
    assert (totals["hoi_vien_cuoi_ky"], totals["hoi_thao"], totals["van_ban_gop_y"]) == (157, 7, 0)
    assert totals["kinh_phi"] == 0.3
    assert (totals["expected"], totals["received"], totals["missing"]) == (3, 3, 0)
    assert (totals["tasks"], totals["done"], totals["overdue"]) == (4, 2, 2)
    matrix = rows_of(tmp_path / "out" / BOOK, "Số liệu")
    assert [row["Liên hiệp hội"] for row in matrix[:2]] == [f"{NAME} tỉnh An Giang", f"{NAME} thành phố Cần Thơ"]
    assert [row["Hội viên cuối kỳ"] for row in matrix] == [150, 7, 157, 2]
    assert [row["Hội thảo"] for row in matrix] == [3, 4, 7, 2]
    assert [row["Kinh phí (triệu đồng)"] for row in matrix] == [0.3, None, 0.3, 1]


@pytest.mark.slow
def test_every_number_leads_to_cells_that_add_up_to_it(offices: Path, tmp_path: Path) -> None:
    consolidate(offices, tmp_path)
    book = openpyxl.load_workbook(tmp_path / "out" / BOOK)
    matrix, sources = book["Số liệu"], book["Nguồn số liệu"]
    heads = [cell.value for cell in matrix[3]]
    followed = 0
    for row in matrix.iter_rows(min_row=4, max_row=5):
        for head, cell in zip(heads[2:], row[2:], strict=True):
            if cell.value is None:
                continue
            place = re.fullmatch(r"'Nguồn số liệu'!A(\d+)", cell.hyperlink.location)
            assert place is not None
            _, agency, file, _, indicator, value, sheet, cells, _ = (c.value for c in sources[int(place[1])])
            assert (agency, indicator, value) == (row[1].value, head, cell.value)
            typed = openpyxl.load_workbook(offices / file)[sheet]
            given = [c.value or 0 for area in cells.split(", ") for c in _cells(typed, area)]
            assert sum(given) == pytest.approx(cell.value)
            followed += EARLIEST.indicator(head) is not None
    assert followed == 2 * len(EARLIEST.indicators) - 1


def _cells(sheet: Any, area: str) -> list[Any]:
    found = sheet[area]
    return [cell for row in found for cell in row] if isinstance(found, tuple) else [found]


@pytest.mark.slow
@pytest.mark.office
def test_the_formulas_give_what_is_shown(offices: Path, tmp_path: Path) -> None:
    old = {"Mã kỳ": "2025-H1", "Mã đơn vị": "H01", "Ngày nhận báo cáo": DAY(2025, 6, 1)}
    now = {"Mã kỳ": "2026-H1", "Mã đơn vị": "H01", "Ngày nhận báo cáo": DAY(2026, 6, 1)}
    given = [{**old, **numbers({"Hội thảo": 9})}, {**now, **numbers({"Hội thảo": 2})}]
    union(offices / "Cà Mau.xlsm", f"{NAME} Cà Mau", {"H01": {}}, extra={"tblSoLieu": given})
    consolidate(offices, tmp_path)
    made = tmp_path / "out" / BOOK
    computed = recalculate(made, tmp_path / "lo")
    for sheet in ("Số liệu", "Đơn vị và nhiệm vụ", "Theo kỳ"):
        assert rows_of(computed, sheet) == rows_of(made, sheet)
    hoi_thao = next(row for row in rows_of(made, "Theo kỳ") if row["Chỉ tiêu"] == "Hội thảo")
    assert (hoi_thao["2025-H1: tổng"], hoi_thao["2026-H1: tổng"]) == (9, 9)
    assert hoi_thao["2025-H1: số liên hiệp hội có số liệu"] == 1


@pytest.mark.slow
def test_the_report_tells_the_totals_in_the_decree_s_form(offices: Path, upper: Path, tmp_path: Path) -> None:
    assert consolidate(offices, tmp_path, "--book", upper).code == 0
    report = tmp_path / "out" / REPORT
    text = text_of(report)
    assert UPPER.upper() in text and "Nguyễn Văn A" in text
    assert "Tổng hợp kết quả hoạt động 6 tháng đầu năm 2026 của các liên hiệp hội" in text
    assert "Có 157 hội viên." in text
    assert "Tổng kinh phí hoạt động 0,3 triệu đồng (số liệu của 01/02 liên hiệp hội)." in text
    assert "Các liên hiệp hội có 04 nhiệm vụ; đã hoàn thành 02 nhiệm vụ (50%)" in text
    assert "(số liệu từ ngày 15/12/2025 đến ngày 14/6/2026)" in text and "Đến ngày 14/6/2026, 02 liên hiệp" in text
    assert "; đang thực hiện" not in text and "Số liệu tổng hợp từ báo cáo của" in text
    for annex in ("Phụ lục I", "Phụ lục II"):  # each is named once, and heads itself
        assert len(re.findall(rf"{annex}\b", text)) == 2, annex
    assert "Nội dung ưu điểm." in text and "[" not in text
    checked = lhh("check", report, "--json")
    assert checked.code == 0 and checked.json["summary"]["error"] == 0, checked.json["findings"]


@pytest.mark.slow
def test_every_number_of_the_report_names_its_workbooks_and_cells(offices: Path, upper: Path, tmp_path: Path) -> None:
    consolidate(offices, tmp_path, "--book", upper)
    sheet = openpyxl.load_workbook(tmp_path / "out" / SOURCES).active
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    named = {row[-1]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    total = named["so_lieu.hoi_vien_cuoi_ky.tong"]
    assert total["Giá trị"] == 157 and total["Ở đâu trong báo cáo"]
    assert total["Trang tính"].split("\n") == ["An Giang/LHH.xlsm › Số liệu", "Cần Thơ.xlsm › Số liệu"]
    assert total["Ô nguồn"].split("\n") == ["G6:G7", "G6"]
    assert total["Cách tính"].endswith(f"{NAME} tỉnh An Giang 150; {NAME} thành phố Cần Thơ 7")
    numbers_in_text = set(re.findall(r"\d[\d.,]*%?", text_of(tmp_path / "out" / REPORT)))
    assert {row["In trong báo cáo"] for row in named.values()} >= {"157", "0,3", "50%"} <= numbers_in_text


@pytest.mark.slow
def test_a_workbook_that_can_not_be_added_is_told_and_marked(offices: Path, upper: Path, tmp_path: Path) -> None:
    (offices / "Hỏng.xlsm").write_bytes(b"khong phai Excel")
    union(offices / "Kỳ khác.xlsm", f"{NAME} Cà Mau", {"H01": members(1)}, extra={"tblKy": []})
    openpyxl.Workbook().save(offices / "khác.xlsx")
    said = consolidate(offices, tmp_path, "--book", upper)
    assert said.code == 1
    assert "! KHÔNG cộng “Hỏng.xlsm”: “Hỏng.xlsm” không phải tệp Excel" in said.out
    assert "! KHÔNG cộng “Kỳ khác.xlsm”" in said.out and "Bỏ qua 1 tệp Excel" in said.out
    text = text_of(tmp_path / "out" / REPORT)
    assert "[Chưa tổng hợp được: Hỏng.xlsm, Kỳ khác.xlsm]" in text and "157 hội viên" in text
    listed = rows_of(tmp_path / "out" / BOOK, "Sổ")
    assert {row["Tệp"]: bool(row["Ghi chú"]) for row in listed} == {
        "An Giang/LHH.xlsm": False,
        "Cần Thơ.xlsm": False,
        "Hỏng.xlsm": True,
        "Kỳ khác.xlsm": True,
    }


@pytest.mark.slow
def test_one_office_in_two_workbooks_is_told_and_marked(offices: Path, upper: Path, tmp_path: Path) -> None:
    copy = offices / "Cần Thơ (bản sao).xlsm"
    copy.write_bytes((offices / "Cần Thơ.xlsm").read_bytes())
    said = consolidate(offices, tmp_path)
    assert said.code == 1
    assert "có thể đã cộng trùng: Cần Thơ (bản sao).xlsm, Cần Thơ.xlsm." in said.out
    assert "giống hệt nhau từng byte" in said.out
    asked = consolidate(offices, tmp_path, "--book", upper, "--include", copy, "--include", offices / "Cần Thơ.xlsm")
    assert asked.code == 1
    assert f"[Có thể cộng trùng: {NAME} thành phố Cần Thơ]" in text_of(tmp_path / "out" / REPORT)


WEIGHT = {AG: 1, CT: 10, CM: 100}


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A workbook of each kind that may lie in a folder: three expected, one of the level above, one of a stranger."""
    folder = tmp_path_factory.mktemp("loại")
    agencies = {name: f"{NAME} {name}" for name in WEIGHT} | {"own": UPPER, "stranger": f"{NAME} tỉnh Bến Tre"}
    made = {
        kind: union(folder / f"{place}.xlsm", agency, {"H01": members(WEIGHT.get(kind, 5000))})
        for place, (kind, agency) in enumerate(agencies.items())
    }
    return made | {"book": level_above(folder / "trên.xlsm", AG, CT, CM)}


@pytest.mark.slow
@given(heap=st.lists(st.sampled_from([AG, CT, CM, "own", "stranger"]), min_size=1, max_size=6), by_name=st.booleans())
@settings(max_examples=6, deadline=None)
def test_only_the_expected_unions_are_added_each_once(kinds: dict[str, Path], heap: list[str], by_name: bool) -> None:
    """Any heap of copies: each expected union counts once, all else is named, the code says whether it is whole."""
    with tempfile.TemporaryDirectory() as at:
        made = {f"{place}.xlsm": kind for place, kind in enumerate(heap)}
        folder = Path(at) / "sổ"
        folder.mkdir()
        for file, kind in made.items():
            shutil.copy(kinds[kind], folder / file)
        places = sorted(folder.iterdir()) if by_name else [folder]
        result = lhh("consolidate", *places, "--book", kinds["book"], "--out", Path(at) / "out", "--json")
        said, weight = result.json, WEIGHT
        there = set(made.values()) & weight.keys()
        assert (said["totals"]["hoi_vien_cuoi_ky"] or 0) == sum(weight[name] for name in there)
        assert {f"{NAME} {name}" for name in weight.keys() - there} == set(said["missing"])
        added = {each["workbook"] for each in said["unions"]}
        assert added.isdisjoint(each["workbook"] for each in said["not_added"])
        for file in made.keys() - added:
            assert any(f"KHÔNG cộng “{file}”" in warning for warning in said["warnings"])
        assert result.code == (0 if len(there) == 3 else 1)


@pytest.mark.slow
def test_of_differing_twins_the_one_written_last_is_added_and_that_is_no_sure_total(
    offices: Path, upper: Path, tmp_path: Path
) -> None:
    newer = [{"Lúc": DAY(2026, 6, 15), "Thao tác": "Nhập phiếu"}]
    union(offices / "Cần Thơ-PC1 (cũ).xlsm", f"{NAME} {CT}", {"H01": members(9)}, extra={"tblNhatKy": newer})
    said = consolidate(offices, tmp_path, "--book", upper, "--json")
    assert said.code == 1 and said.json["totals"]["hoi_vien_cuoi_ky"] == 159
    assert any("cùng ghi tên cơ quan" in warning and "Cần Thơ.xlsm" in warning for warning in said.json["warnings"])


@pytest.mark.slow
def test_a_workbook_asked_for_is_added_whatever_it_is(offices: Path, upper: Path, tmp_path: Path) -> None:
    stranger = union(offices / "Bến Tre.xlsm", f"{NAME} tỉnh Bến Tre", {"H01": members(1000)})
    assert consolidate(offices, tmp_path, "--book", upper, "--json").json["totals"]["hoi_vien_cuoi_ky"] == 157
    named = consolidate(offices, tmp_path, "--book", upper, "--include", stranger, "--json")
    assert named.code == 0 and named.json["totals"]["hoi_vien_cuoi_ky"] == 1157
    far = union(tmp_path / "nơi khác.xlsm", f"{NAME} tỉnh Kiên Giang", {"H01": members(5000)})
    named = consolidate(offices, tmp_path, "--book", upper, "--include", far, "--json")
    assert named.json["totals"]["hoi_vien_cuoi_ky"] == 5157


@pytest.mark.slow
def test_a_level_above_that_lists_no_union_can_not_say_who_is_missing(offices: Path, tmp_path: Path) -> None:
    book = level_above(tmp_path / "trên.xlsm", "=Hội Cơ khí", "=Hội Điện lực")
    said = consolidate(offices, tmp_path, "--book", book)
    assert said.code == 1 and "không biết còn thiếu ai" in said.out and "! Chưa có sổ của “Hội Cơ khí”" in said.out
    assert "[Chưa rõ còn thiếu liên hiệp hội nào]" in text_of(tmp_path / "out" / REPORT)


@pytest.mark.slow
def test_workbooks_of_kinds_that_are_not_read_are_told(offices: Path, tmp_path: Path) -> None:
    for ending in ("xlsb", "xltm", "ods"):
        (offices / f"Hậu Giang.{ending}").write_bytes(b"PK")
    said = consolidate(offices, tmp_path)
    assert all(f"! Không xem “Hậu Giang.{ending}”" in said.out for ending in ("xlsb", "xltm", "ods"))
    assert said.out.count("Không xem") == 3 and ".xlsm" in said.out


@pytest.mark.slow
def test_errors_in_a_union_s_data_are_told_and_marked(offices: Path, upper_of_three: Path, tmp_path: Path) -> None:
    upper = upper_of_three
    wrong = {"H01": {"Hội viên đầu kỳ": 1.0, "Hội viên cuối kỳ": 9.0}}
    union(offices / "Sai.xlsm", f"{NAME} Cà Mau", wrong)
    said = consolidate(offices, tmp_path, "--book", upper, "--json")
    assert said.code == 1
    errors = lhh("validate", offices / "Sai.xlsm", "--json").json["summary"]["error"]
    assert {each["workbook"]: each["errors"] for each in said.json["unions"]}["Sai.xlsm"] == errors > 0
    assert f"[Còn lỗi dữ liệu: {NAME} Cà Mau]" in text_of(tmp_path / "out" / REPORT)


@pytest.mark.slow
def test_a_union_that_cuts_the_period_on_other_days_is_told(
    offices: Path, upper_of_three: Path, tmp_path: Path
) -> None:
    upper = upper_of_three
    union(offices / "Lịch.xlsm", f"{NAME} Cà Mau", {"H01": members(1)}, end=DAY(2026, 6, 30))
    said = consolidate(offices, tmp_path, "--book", upper)
    assert said.code == 0
    assert f"! “{NAME} Cà Mau” tính kỳ 2026-H1 từ 15/12/2025 đến 30/06/2026" in said.out
    assert f"[Kỳ tính khác ngày: {NAME} Cà Mau]" in text_of(tmp_path / "out" / REPORT)


@pytest.mark.slow
def test_a_union_that_the_level_above_waits_for_is_told(offices: Path, tmp_path: Path) -> None:
    book = level_above(tmp_path / "trên.xlsm", AG, CT, CM)
    said = consolidate(offices, tmp_path, "--book", book)
    assert said.code == 1 and f"! Chưa có sổ của “{NAME} Cà Mau”" in said.out and "Có phải" not in said.out
    assert f"[Chưa có số liệu của: {NAME} Cà Mau]" in text_of(tmp_path / "out" / REPORT)
    union(offices / "cm.xlsm", f"{NAME} tỉnh Cà Mau", {"H01": members(1)})
    said = consolidate(offices, tmp_path, "--book", book)
    assert f"“{NAME} Cà Mau”, đơn vị phải báo cáo theo sổ trên.xlsm. Có phải là “cm.xlsm” không?" in said.out
    alone = lhh("consolidate", offices / "cm.xlsm", "--book", book, "--out", tmp_path / "ra")
    assert alone.code == 1 and "Chưa cộng được" in alone.out and not (tmp_path / "ra").exists()
    assert alone.out.count("! Chưa có sổ của") == 3


@pytest.mark.slow
def test_the_level_above_s_workbook_among_the_others_is_not_added(offices: Path, tmp_path: Path) -> None:
    book = level_above(offices / "Trung ương.xlsm", AG, CT)
    said = consolidate(offices, tmp_path, "--book", book, "--json")
    assert said.json["totals"]["hoi_vien_cuoi_ky"] == 157 and len(said.json["unions"]) == 2


@pytest.mark.slow
def test_workbooks_at_different_periods_need_the_period_named(offices: Path, tmp_path: Path) -> None:
    union(offices / "Cũ.xlsm", f"{NAME} Cà Mau", {"H01": members(5)}, period="2025-H1")
    said = consolidate(offices, tmp_path)
    assert said.code == 2 and "2025-H1, 2026-H1" in said.err and "--period" in said.err
    assert not (tmp_path / "out").exists()
    named = consolidate(offices, tmp_path, "--period", "2026-H1", "--json")
    assert named.code == 1 and named.json["totals"]["hoi_vien_cuoi_ky"] == 157
    assert any("chưa có đơn vị nào được ghi Ngày nhận báo cáo" in warning for warning in named.json["warnings"])


@pytest.mark.slow
def test_the_same_workbooks_give_the_same_bytes(offices: Path, upper: Path, tmp_path: Path) -> None:
    consolidate(offices, tmp_path, "--book", upper)
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    consolidate(offices, tmp_path, "--book", upper, "--workers", 2)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == first
    assert set(first) == {BOOK, REPORT, SOURCES}


@pytest.mark.slow
def test_a_name_that_looks_like_a_formula_stays_a_name(offices: Path, upper: Path, tmp_path: Path) -> None:
    name = '=HYPERLINK("http://vi.du/","Hội")'
    strange = union(offices / "Lạ.xlsm", name, {"H01": members(1)})
    consolidate(offices, tmp_path, "--book", upper, "--include", strange)
    for file, sheet in ((BOOK, "Số liệu"), (BOOK, "Nguồn số liệu"), (BOOK, "Sổ"), (SOURCES, None)):
        book = openpyxl.load_workbook(tmp_path / "out" / file)
        found = [
            cell for row in book[sheet or book.sheetnames[0]].iter_rows() for cell in row if name in str(cell.value)
        ]
        assert found and all(cell.data_type == "s" for cell in found)
    assert name in text_of(tmp_path / "out" / REPORT)


def test_nothing_to_add_says_why(tmp_path: Path) -> None:
    (tmp_path / "so").mkdir()
    (tmp_path / "so" / "a.xlsm").write_bytes(b"hong")
    said = consolidate(tmp_path / "so", tmp_path)
    assert said.code == 3 and "Không cộng được sổ nào trong 1 sổ" in said.err and "không phải tệp Excel" in said.err
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_without_a_workbook_of_the_level_above_only_the_table_is_made(offices: Path, tmp_path: Path) -> None:
    said = consolidate(offices, tmp_path)
    assert said.code == 0 and "--book" in said.out
    assert [path.name for path in (tmp_path / "out").iterdir()] == [BOOK]


@pytest.mark.slow
def test_the_signer_is_chosen_and_no_office_needs_to_have_one(offices: Path, tmp_path: Path) -> None:
    two = [*SIGNERS["tblNguoiKy"], {"Họ tên": "Trần Thị B", "Chức vụ": "Phó Chủ tịch", "Ký thay": "KT. CHỦ TỊCH"}]
    book = level_above(tmp_path / "trên.xlsm", AG, CT, extra={"tblNguoiKy": two})
    assert consolidate(offices, tmp_path, "--book", book, "--signer", "Trần Thị B").code == 0
    assert "Trần Thị B" in text_of(tmp_path / "out" / REPORT)
    assert consolidate(offices, tmp_path, "--book", book, "--signer", "Ai đó").code == 2
