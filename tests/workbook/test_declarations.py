"""What an office declares in its own sheets: names as people type them, sums; a wrong row stops only itself."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhh_excel.workbook.declarations import DEFAULT, Declarations, Level, Measure, SectionKind, Trouble, declare, slug
from lhh_excel.workbook.defaults import ROWS

NAMES = [str(row["name"]) for row in ROWS["indicators"]]


def changed(indicator: str, /, **cells: object) -> Declarations:
    """The default rows as the workbook's own, one indicator's cells changed."""
    rows = [{**row, **cells} if row["name"] == indicator else row for row in ROWS["indicators"]]
    return declare(ROWS | {"indicators": rows})


def told(found: Declarations) -> list[tuple[Trouble, int, str]]:
    return [(fault.trouble, fault.index, fault.key) for fault in found.faults]


def test_the_default_rows_are_sound_also_as_a_workbooks_own() -> None:
    own = declare(ROWS)
    assert own.faults == DEFAULT.faults == ()
    assert [each.index for each in own.indicators] == list(range(len(NAMES)))
    assert {each.index for each in (*DEFAULT.indicators, *DEFAULT.outline, *DEFAULT.kinds)} == {-1}
    assert [(each.name, each.key) for each in own.indicators] == [(each.name, each.key) for each in DEFAULT.indicators]


def test_what_hangs_on_what() -> None:
    by_key = DEFAULT.by_key
    closing = by_key["hoi_vien_cuoi_ky"]
    assert closing.equals == ((1, "hoi_vien_dau_ky"), (1, "ket_nap_moi"), (-1, "giam_trong_ky"))
    assert (closing.measure, closing.leads, closing.jump) == (Measure.CLOSING, "Hội viên", 20)
    assert by_key["hoi_vien_dau_ky"].carries == closing.key
    assert by_key["de_tai_nghiem_thu"].at_most == ("de_tai_moi", "de_tai_chuyen_tiep")
    assert by_key["kinh_phi"].money and not closing.money
    assert all(DEFAULT.section(each.section) in DEFAULT.outline for each in DEFAULT.indicators)
    shown = [each.key for _, indicators in DEFAULT.annex_tables for each in indicators]
    assert sorted(shown) == sorted(by_key)
    assert [each.name for each in DEFAULT.kinds if not each.reports] == ["Bộ phận cơ quan"]


def test_a_section_and_a_group_are_found_under_their_earlier_names() -> None:
    assert DEFAULT.section("nhóm  1") is DEFAULT.groups[0] is DEFAULT.section("1. Tổ chức")
    assert DEFAULT.section("Nhóm 9") is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Kinh phí (triệu đồng)", "kinh_phi"),
        ("Hội viên (nữ)", "hoi_vien_nu"),
        ("Đề tài cấp Tỉnh", "de_tai_cap_tinh"),
        ("  Hội\u00a0thảo ", "hoi_thao"),
        ("3 tốt", "n_3_tot"),
        ("Note", "note_"),
        ("=-+*", ""),
    ],
)
def test_a_slug_says_the_name(name: str, key: str) -> None:
    assert slug(name) == slug(unicodedata.normalize("NFD", name)) == slug(name.upper()) == key


@pytest.mark.slow
@given(st.text(max_size=60))
def test_a_slug_can_stand_in_a_template(name: str) -> None:
    assert slug(name) == "" or (slug(name).isidentifier() and slug(name).isascii())


@pytest.mark.parametrize(
    ("cells", "trouble", "key"),
    [
        ({"equals": "Hội thảo + Lớp tập huẩn"}, Trouble.UNKNOWN, "equals"),
        ({"equals": "Hội thảo +"}, Trouble.SUM, "equals"),
        ({"at_most": "Hội thảo − Tin bài"}, Trouble.SUM, "at_most"),
        ({"at_most": "Khen thưởng"}, Trouble.ITSELF, "at_most"),
        ({"goes_with": "Hội thao"}, Trouble.UNKNOWN, "goes_with"),
        ({"carries": "Không có"}, Trouble.UNKNOWN, "carries"),
        ({"section": "Bảng 1"}, Trouble.WRONG_KIND, "section"),
        ({"section": "5. Khác"}, Trouble.UNKNOWN, "section"),
        ({"annex": "1. Tổ chức"}, Trouble.WRONG_KIND, "annex"),
        ({"leads": "Đơn vị"}, Trouble.WRONG_KIND, "leads"),
        ({"name": "Hội thảo {lớn}"}, Trouble.SIGNS, "name"),
        ({"name": "x" * 256}, Trouble.SIGNS, "name"),
        ({"name": "HỘI THẢO"}, Trouble.DOUBLED, "name"),
        ({"name": "Hoi thao"}, Trouble.DOUBLED, "name"),
        ({"name": unicodedata.normalize("NFD", "Hội thảo")}, Trouble.DOUBLED, "name"),
        ({"aliases": "Tin; Tin bài"}, Trouble.DOUBLED, "aliases"),
    ],
)
def test_a_wrong_cell_stops_only_what_hangs_on_it(cells: dict[str, str], trouble: Trouble, key: str) -> None:
    found = changed("Khen thưởng", **cells)
    assert told(found) == [(trouble, NAMES.index("Khen thưởng"), key)]
    others = [each for each in found.indicators if each.index != NAMES.index("Khen thưởng")]
    assert others == [each for each in declare(ROWS).indicators if each.name != "Khen thưởng"]


def test_what_may_be_meant_is_told() -> None:
    (fault,) = changed("Khen thưởng", equals="Hội thảo + Lớp tập huẩn").faults
    assert fault.details == {"name": "Lớp tập huẩn", "known": NAMES}


def test_a_circle_is_told_once_and_cut() -> None:
    found = changed("TVPB được giao", at_most="TVPB hoàn thành")
    assert [fault.trouble for fault in found.faults] == [Trouble.CIRCLE]
    assert "TVPB được giao" in str(found.faults[0].details) and "TVPB hoàn thành" in str(found.faults[0].details)
    assert sum(bool(each.at_most) for each in found.indicators if each.key.startswith("tvpb")) == 1


def test_a_name_that_holds_signs_of_a_sum_is_read_whole() -> None:
    rows = [*ROWS["indicators"], {"name": "Hội thảo - tọa đàm", "measure": "phát sinh", "section": "1. Tổ chức"}]
    rows.append({"name": "Tất cả", "measure": "phát sinh", "equals": "hội thảo - TỌA đàm + Hội thảo-Tin bài"})
    found = declare(ROWS | {"indicators": rows})
    assert found.by_key["tat_ca"].equals == ((1, "hoi_thao_toa_dam"), (1, "hoi_thao"), (-1, "tin_bai"))


def test_a_group_apart_from_the_others_and_a_table_that_is_none() -> None:
    late = {"name": "5. Khác", "level": "Mục", "title": "Khác", "kind": "Nhóm nhiệm vụ"}
    table = {"name": "Bảng 3", "level": "Mục", "title": "Bảng 3", "kind": "Bảng"}
    found = declare(ROWS | {"outline": [*ROWS["outline"], late, table]})
    assert [fault.trouble for fault in found.faults] == [Trouble.APART, Trouble.WRONG_KIND]
    assert found.groups[-1].name == "5. Khác"
    assert found.outline[-1].level is Level.SECTION and found.outline[-1].kind is SectionKind.TEXT


def test_targets_name_a_period_and_an_indicator() -> None:
    rows = [
        {"period": "2026", "indicator": "hội thảo", "value": 40},
        {"period": "2026-H1", "indicator": "Hội thảo", "unit": "H01", "value": 2},
        {"period": "năm 2026", "indicator": "Hội thảo", "value": 2},
        {"period": "2026", "indicator": "Hội thao", "value": 2},
        {"period": "2026", "indicator": "Tin bài", "value": None},
    ]
    found = declare({"targets": rows})
    assert [(each.period, each.indicator, each.unit, each.value) for each in found.targets] == [
        ("2026", "hoi_thao", "", 40),
        ("2026-H1", "hoi_thao", "H01", 2),
    ]
    assert told(found) == [(Trouble.PERIOD, 2, "period"), (Trouble.UNKNOWN, 3, "indicator")]


def test_what_a_unit_has_and_what_it_did() -> None:
    keys = set(DEFAULT.by_key)
    assert DEFAULT.closings == ("hoi_vien_cuoi_ky",)
    assert DEFAULT.movements == {"ket_nap_moi", "giam_trong_ky"}
    assert keys - set(DEFAULT.activities) == {"hoi_vien_dau_ky", "hoi_vien_cuoi_ky", *DEFAULT.movements}
    assert keys - set(DEFAULT.reported) == {"hoi_vien_dau_ky"}
