"""Unions that declare different indicators and kinds: what is added up, under which name, what is said of the rest."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import second_office as office
from books import book_of
from cli import Said, lhh
from places import SAMPLE

from lhh_excel.fleet.union import Common, Union, in_common, totals, union_of
from lhh_excel.workbook.build import build_workbook
from lhh_excel.workbook.declarations import Declarations
from lhh_excel.workbook.defaults import LATER_INDICATORS
from lhh_excel.workbook.starting import profile_rows

BASE = """
## tblCauHinh
| Mục | Giá trị |
| Tên cơ quan | {agency} |
| Kỳ báo cáo | 2026-H1 |
## tblKy
| Mã kỳ | Tên kỳ | Từ ngày | Đến ngày | Hạn đơn vị nộp | Trạng thái |
| 2026-H1 | 6 tháng đầu năm 2026 | 15/12/2025 | 14/06/2026 | 09/06/2026 | Mở |
## tblLoaiDonVi
| Loại | Trong câu | Phải báo cáo | Tên khác |
{kinds}
## tblDonVi
| Mã đơn vị | Tên đơn vị | Loại | Ngày gia nhập |
| A | Hội A | {kind} | 01/01/2020 |
## tblDeCuong
| Mục | Cấp | Tiêu đề | Loại mục |
| Nhóm | Mục | Nhóm | Nhóm nhiệm vụ |
## tblChiTieu
| Chỉ tiêu | Kiểu số | Cách tính | Mục | Danh từ | Tên khác |
{indicators}
## tblSoLieu
| Mã kỳ | Mã đơn vị | Ngày nhận báo cáo |{heads}
| 2026-H1 | A | 01/06/2026 |{numbers}
"""


def declaring(agency: str, *indicators: str, kinds: str = "| Hội | hội | Có | |", kind: str = "Hội") -> Union:
    """A union with one unit, which gave 1, 2, 3… of its indicators in their order."""
    heads = "".join(f" {row.split('|')[1].strip()} |" for row in indicators)
    numbers = "".join(f" {i} |" for i, _ in enumerate(indicators, 1))
    text = BASE.format(
        agency=agency, kinds=kinds, kind=kind, indicators="\n".join(indicators), heads=heads, numbers=numbers
    )
    book = book_of(text)
    return union_of(book, "2026-H1", file=f"{agency}.xlsm", agency=agency, errors=0, digest="")


def added(common: Common) -> dict[str, tuple[Decimal | None, ...]]:
    return {each.name: tuple(u.amount(each.key).value for u in common.unions) for each in common.indicators}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("| Hội thảo | | phát sinh | Nhóm | hội thảo | |", "| HỘI  THẢO | | phát sinh | Nhóm | cuộc | |"),
        ("| Hội thảo | | phát sinh | Nhóm | hội thảo | |", "| Tọa đàm | | phát sinh | Nhóm | cuộc | hội thảo |"),
        ("| Hội thảo | | phát sinh | Nhóm | hội thảo | Tọa đàm |", "| Tọa đàm | | phát sinh | Nhóm | cuộc | |"),
        ("| Hội thảo | | phát sinh | Nhóm | cuộc | Sự kiện |", "| Tọa đàm | | phát sinh | Nhóm | cuộc | Sự kiện |"),
    ],
)
def test_the_same_by_any_of_its_names_is_added_under_the_first(first: str, second: str) -> None:
    common = in_common([declaring("Một", first), declaring("Hai", second)], None)
    assert added(common) == {"Hội thảo": (1, 1)}
    assert not any(common.lacking.values())
    assert [union.amount("hoi_thao").name.split() for union in common.unions] in ([[], []], [[], ["Tọa", "đàm"]])


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        (
            "| Đề tài | | đầu kỳ | Nhóm | đề tài | |",
            "| Đề tài | | phát sinh | Nhóm | đề tài | |",
            ["Đề tài", "Đề tài (phát sinh)"],
        ),
        (
            "| Kinh phí (triệu đồng) | số tiền | phát sinh | Nhóm | triệu đồng | Kinh phí |",
            "| Kinh phí (tỷ đồng) | số tiền | phát sinh | Nhóm | tỷ đồng | Kinh phí |",
            ["Kinh phí (triệu đồng)", "Kinh phí (tỷ đồng)"],
        ),
        (
            "| Hội thảo | | phát sinh | Nhóm | hội thảo | |",
            "| Hội nghị | | phát sinh | Nhóm | hội nghị | |",
            ["Hội thảo", "Hội nghị"],
        ),
    ],
)
def test_what_counts_otherwise_is_not_added_and_is_said(first: str, second: str, names: list[str]) -> None:
    common = in_common([declaring("Một", first), declaring("Hai", second)], None)
    assert added(common) == {names[0]: (1, None), names[1]: (None, 1)}
    assert common.lacking == {"Một.xlsm": [names[1]], "Hai.xlsm": [names[0]]}
    assert len(totals(common)) >= 2


def test_a_name_of_ones_own_goes_before_an_other_name() -> None:
    """Two of a union's that could both be meant: neither is lost, none is added twice."""
    one = declaring("Một", "| Hội thảo | | phát sinh | Nhóm | cuộc | |", "| Tọa đàm | | phát sinh | Nhóm | cuộc | |")
    two = declaring(
        "Hai",
        "| Hội nghị | | phát sinh | Nhóm | cuộc | Hội thảo |",
        "| Tọa đàm | | phát sinh | Nhóm | cuộc | |",
        "| Sự kiện | | phát sinh | Nhóm | cuộc | Tọa đàm khoa học |",
    )
    assert added(in_common([one, two], None)) == {"Hội thảo": (1, 1), "Tọa đàm": (2, 2), "Sự kiện": (None, 3)}


def test_the_level_above_gives_the_names_and_what_it_lacks_is_told() -> None:
    above: Declarations = office.declared()
    common = in_common(
        [
            declaring("Một", "| Hội thảo | | phát sinh | Nhóm | cuộc | |"),
            declaring("Hai", "| Vở kịch | | phát sinh | Nhóm | vở | |"),
        ],
        above,
    )
    assert [each.name for each in common.held] == ["Hội thảo, tọa đàm", "Vở kịch"]
    assert common.strange == {"Một.xlsm": [], "Hai.xlsm": ["Vở kịch"]}
    assert common.lacking == {"Một.xlsm": ["Vở kịch"], "Hai.xlsm": ["Hội thảo, tọa đàm"]}


def test_kinds_of_units_meet_by_their_names_too() -> None:
    common = in_common(
        [
            declaring("Một", kinds="| Hội thành viên | hội thành viên | Có | |", kind="Hội thành viên"),
            declaring("Hai", kinds="| Hội ngành | hội ngành | Có | Hội thành viên |", kind="Hội ngành"),
            declaring("Ba", kinds="| Viện | viện | Có | |\n| Ban | | Không | |", kind="Viện"),
        ],
        None,
    )
    heads = [head for head in common.heads.values() if head.startswith("Trong đó")]
    assert heads == ["Trong đó hội thành viên", "Trong đó viện"]
    assert [[u.counts[key].value for u in common.unions] for key in common.heads if key.startswith("kind_")] == [
        [1, 1, 0],
        [0, 0, 1],
    ]


# --- the two sample offices, with the real command -------------------------------------------------------------------

UPPER = "Liên hiệp các Hội Khoa học và Kỹ thuật cấp trên"
CAN_THO, BINH_AN = (
    f"Liên hiệp các Hội Khoa học và Kỹ thuật {place}" for place in ("thành phố Cần Thơ", "tỉnh Bình An")
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Said]:
    """The folder of what was made of the two sample offices, for a level above with the default rows."""
    folder = tmp_path_factory.mktemp("cấp trên")
    (folder / "so").mkdir()
    (folder / "so" / "Bình An.xlsm").write_bytes(office.workbook())
    shutil.copy(SAMPLE, folder / "so" / "Cần Thơ.xlsm")
    joined = dt.date(2000, 1, 1)
    records: dict[str, list[dict[str, Any]]] = {
        "units": [
            {"code": f"L{i}", "name": name, "kind": "Hội thành viên", "joined": joined}
            for i, name in enumerate((CAN_THO, BINH_AN))
        ],
        "profile": profile_rows({"agency": UPPER, "symbol": "LHHCT", "place": "Hà Nội", "period": office.PERIOD}),
        "signers": [{"name": "Người Ký Mẫu", "position": "Chủ tịch", "default": "Có"}],
        "recipients": [{"document_type": "Báo cáo", "role": "Lưu", "order": 1, "name": "VT"}],
    }
    (folder / "tren.xlsm").write_bytes(build_workbook(period=office.PERIOD, records=records))
    said = lhh("consolidate", folder / "so", "--book", folder / "tren.xlsm", "--out", folder / "ra", "--json")
    assert said.code == 0, said
    return folder, said


@pytest.mark.slow
def test_the_two_offices_are_added_by_name_or_other_name(both: tuple[Path, Said]) -> None:
    _folder, said = both
    given = office.figures(office.PERIOD)
    own = sum(row["tong_so_hoi_vien"] for row in given)
    assert said.json["totals"]["hoi_vien_cuoi_ky"] == said.json["totals"]["members_end"] == own + 6125
    assert said.json["totals"]["mo_hinh_chuyen_giao"] == sum(row["mo_hinh_chuyen_giao"] or 0 for row in given)
    told = "\n".join(said.json["warnings"])
    assert f"{CAN_THO} không có chỉ tiêu “Hội viên nữ”" in told
    assert "Sổ của cấp trên không có chỉ tiêu “Hội viên nữ”" in told and "“Tổng số hội viên”" not in told


@pytest.mark.slow
def test_every_number_of_the_table_leads_to_the_cells_and_the_union_s_own_name(both: tuple[Path, Said]) -> None:
    folder, _said = both
    book = openpyxl.load_workbook(folder / "ra" / f"tong-hop-{office.PERIOD}.xlsx")
    matrix, sources = book["Số liệu"], book["Nguồn số liệu"]
    heads = [cell.value for cell in matrix[3]]
    later = {str(row["name"]) for row in LATER_INDICATORS}
    assert len([head for head in heads if head not in later]) == 2 + 25  # the second office's: all of the first's
    followed = 0
    masters = {path.name: openpyxl.load_workbook(path, keep_vba=True) for path in (folder / "so").iterdir()}
    for row in matrix.iter_rows(min_row=4, max_row=5):
        for head, cell in zip(heads[2:], row[2:], strict=True):
            if cell.value is None:
                continue
            place = re.fullmatch(r"'Nguồn số liệu'!A(\d+)", cell.hyperlink.location)
            assert place is not None
            _, _, file, _, indicator, value, sheet, cells, how = (c.value for c in sources[int(place[1])])
            assert (indicator, value) == (head, cell.value)
            typed = masters[file][sheet]
            spans = [typed[span] for span in str(cells or "").split(", ") if span]
            found = [c for span in spans for line in (span if isinstance(span, tuple) else ((span,),)) for c in line]
            assert sum(c.value or 0 for c in found) == pytest.approx(cell.value)
            own = {typed.cell(5, c.column).value for c in found}
            assert own == {head} or all(f"“{name}”" in how for name in own)
            followed += head not in later
    assert followed == 19 + 25


@pytest.mark.slow
def test_the_report_of_the_level_above_counts_every_unit_by_its_kind(both: tuple[Path, Said]) -> None:
    folder, _said = both
    report = folder / "ra" / f"BC-tong-hop-{office.PERIOD}-du-thao.docx"
    assert lhh("check", report, "--json").json["summary"]["error"] == 0
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(report)).paragraphs)
    kinds = "36 hội thành viên, 10 đơn vị trực thuộc, 09 hội khu vực và 06 câu lạc bộ trí thức"
    assert f"02 liên hiệp hội có 61 đơn vị, gồm {kinds}." in text
    events = 15 + sum(row["hoi_thao_toa_dam"] for row in office.figures(office.PERIOD))
    assert f"- Tổ chức {events} hội thảo với " in text
