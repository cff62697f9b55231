"""Totals and comparisons, each recomputed from the rows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_books import FIGURES, PERIODS, UNITS, office

from lhh_excel.figures.activity import Comparison, Total, compare, total
from lhh_excel.figures.material import material
from lhh_excel.workbook.book import Book
from lhh_excel.workbook.declarations import DEFAULT, Measure
from lhh_excel.workbook.schema import Kind
from lhh_excel.workbook.tables import FIGURES as FIGURES_TABLE

BY_KEY = DEFAULT.by_key


def total_of(book: Book, period: str, key: str) -> Total:
    return total(book, material(book, period).scope, BY_KEY[key])


def compared(book: Book, period: str, key: str, with_: str) -> Comparison | None:
    m = material(book, period)
    return compare(book, m.scope, m.before if with_ == "before" else m.last_year, BY_KEY[key])


def test_every_number_column_of_the_sheet_is_an_indicator_told_under_one_of_the_groups() -> None:
    columns = [c.key for c in FIGURES_TABLE.columns if c.kind in (Kind.COUNT, Kind.DECIMAL)]
    assert [i.key for i in DEFAULT.indicators] == columns
    assert {i.section for i in DEFAULT.indicators} == {each.name for each in DEFAULT.groups}
    stocks = {i.key for i in DEFAULT.indicators if i.measure is not Measure.FLOW}
    assert stocks == {"hoi_vien_dau_ky", "hoi_vien_cuoi_ky", "de_tai_chuyen_tiep"}


def test_a_total_covers_members_that_reported_and_nobody_else() -> None:
    found = total_of(office(), "2026-H1", "hoi_vien_cuoi_ky")
    assert found.value == 175 + 188 + 33 + 0  # not H03, which has not reported, nor H04, which has left
    assert found.heard == ("H01", "H02", "H05", "T01")


def test_blank_is_not_zero() -> None:
    found = total_of(office(), "2026-H1", "hoi_thao")
    assert found.value == 4 + 0 + 1
    assert found.gave == ("H01", "H02", "T01")  # H05 reported and left it blank; H02 said 0
    assert found.heard == ("H01", "H02", "H05", "T01")


def test_where_nobody_gave_a_number_there_is_no_total() -> None:
    found = total_of(office(), "2026-H1", "van_ban_gop_y")
    assert found.value is None
    assert not found.told


def test_a_total_of_zero_is_a_number_but_not_a_result() -> None:
    found = total_of(
        office(FIGURES.replace("| 175 | 4 |", "| 175 | 0 |").replace("| 0 | 1 | 0 | 5 |", "| 0 | 0 | 0 | 5 |")),
        "2026-H1",
        "hoi_thao",
    )
    assert found.value == 0
    assert not found.told


def test_money_adds_up_exactly() -> None:
    assert total_of(office(), "2026-H1", "kinh_phi").value == Decimal("36.0")  # 10.1 + 20.2 + 0.7 + 5


def test_a_year_sums_its_flows_and_takes_its_last_stock_and_first_opening() -> None:
    book = office()
    assert total_of(book, "2025", "ket_nap_moi").value == (10 + 0 + 5 + 0 + 0 + 0) + (5 + 0 + 0 + 2 + 0)
    assert total_of(book, "2025", "hoi_vien_cuoi_ky").value == 115 + 195 + 290 + 52
    assert total_of(book, "2025", "hoi_vien_dau_ky").value == 100 + 200 + 300 + 50 + 40
    assert total_of(book, "2025", "de_tai_chuyen_tiep").value == 3  # carried into the year, not into each half


def test_a_year_keeps_what_a_unit_reported_before_it_left() -> None:
    found = total_of(office(), "2025", "hoi_thao")
    assert found.value == (2 + 0 + 1 + 3 + 0) + (1 + 1 + 4 + 0 + 0)
    assert found.by_unit["H06"].value == 3
    assert "H06" not in found.heard


def test_a_merged_units_figures_go_to_its_heir_in_the_annex_of_its_year() -> None:
    periods = PERIODS + "| 2026 | Năm 2026 | 15/12/2025 | 14/12/2026 | 09/12/2026 | Mở |\n"
    units = UNITS.replace("| 01/02/2026 | H01 |", "| 01/08/2026 | H01 |")
    found = total_of(office(periods, units), "2026", "hoi_thao")
    assert found.by_unit["H01"].value == 4 + 8
    assert found.value == 4 + 0 + 8 + 1


def test_a_comparison_takes_only_units_with_figures_in_both_periods() -> None:
    found = compared(office(), "2026-H1", "hoi_vien_cuoi_ky", "before")
    assert found is not None
    assert found.units == ("H01", "H02", "T01")  # H03 did not report now, H05 was not there before
    assert found.now == 175 + 188 + 0
    assert found.before == (115 + 52) + 195 + 0  # H04's members count with H01's


def test_a_merged_pair_is_one_unit_and_needs_both_earlier_figures() -> None:
    without = FIGURES.replace(
        "| 2025-H2 | H04 | 01/12/2025 | 50 | 2 | 0 | 52 |", "| 2025-H2 | H04 | 01/12/2025 | 50 | 2 | 0 | |"
    )
    found = compared(office(without), "2026-H1", "hoi_vien_cuoi_ky", "before")
    assert found is not None
    assert found.units == ("H02", "T01")


def test_a_successor_named_ahead_of_time_changes_nothing_yet() -> None:
    units = UNITS.replace("| 01/02/2026 | H01 |", "| 01/02/2027 | H01 |")
    found = compared(office(units), "2026-H1", "hoi_vien_cuoi_ky", "before")
    assert found is not None
    assert found.units == ("H01", "H02", "H04", "T01")


def test_a_chain_of_mergers_ends_at_the_last_heir() -> None:
    units = """
    ## tblDonVi
    | Mã đơn vị | Tên đơn vị | Loại | Ngày gia nhập | Ngày rời | Đơn vị kế thừa |
    | H01 | A | Hội thành viên | 01/01/2010 | | |
    | H02 | B | Hội thành viên | 01/01/2010 | 01/01/2026 | H01 |
    | H04 | C | Hội thành viên | 01/01/2010 | 20/12/2025 | H02 |
    """
    found = compared(office(units), "2026-H1", "hoi_vien_cuoi_ky", "before")
    assert found is not None
    assert (found.units, found.before) == (("H01",), 115 + 195 + 52)


def test_a_circle_of_successors_hangs_nobody() -> None:
    units = UNITS.replace(
        "| H01 | Hội Đúc | Hội thành viên | 01/01/2010 | | |",
        "| H01 | Hội Đúc | Hội thành viên | 01/01/2010 | 01/01/2026 | H04 |",
    )
    assert total_of(office(units), "2026-H1", "hoi_vien_cuoi_ky").value == 188 + 33 + 0


def test_blank_in_either_period_leaves_the_unit_out_and_zero_does_not() -> None:
    found = compared(office(), "2026-H1", "hoi_thao", "last_year")
    assert found is not None
    assert found.units == ("H01", "H02", "T01")
    assert (found.now, found.before) == (4 + 0 + 1, (2 + 1) + 0 + 0)
    assert found.percent == Decimal(200) / 3


def test_from_zero_there_is_no_percent() -> None:
    zero = FIGURES.replace("| 110 | 2 | 1 |", "| 110 | 0 | 1 |").replace("| 50 | 1 | 0 |", "| 50 | 0 | 0 |")
    found = compared(office(zero), "2026-H1", "hoi_thao", "last_year")
    assert found is not None
    assert (found.difference, found.percent) == (5, None)


def test_without_figures_in_the_other_period_there_is_no_comparison() -> None:
    none_then = "\n".join(line for line in FIGURES.splitlines() if "| 2025-H1 |" not in line)
    assert compared(office(none_then), "2026-H1", "hoi_vien_cuoi_ky", "last_year") is None


def test_without_the_other_period_there_is_no_comparison() -> None:
    periods = "\n".join(line for line in PERIODS.splitlines() if "| 2025" not in line)
    assert compared(office(periods), "2026-H1", "hoi_vien_cuoi_ky", "before") is None


def test_half_a_year_is_never_compared_with_a_whole_one() -> None:
    """2024 has one half only, so 2025 is not held against it."""
    periods = (
        PERIODS
        + """| 2024 | Năm 2024 | 15/12/2023 | 14/12/2024 | 09/12/2024 | Khóa |
    | 2024-H2 | 6 tháng cuối năm 2024 | 15/06/2024 | 14/12/2024 | 09/12/2024 | Khóa |
    """
    )
    figures = FIGURES + "| 2024-H2 | H01 | 01/12/2024 | 100 | 10 | 0 | 110 | 2 | 1 | 10 |"
    assert compared(office(periods, figures), "2025", "hoi_thao", "last_year") is None


rows = st.lists(
    st.tuples(st.sampled_from(["01/06/2026", ""]), st.one_of(st.none(), st.integers(0, 10_000))), min_size=1, max_size=8
)


@pytest.mark.slow
@given(rows)
@settings(max_examples=40, deadline=None)
def test_a_total_is_the_sum_of_what_its_units_gave(given_rows: list[tuple[str, int | None]]) -> None:
    units = "## tblDonVi\n| Mã đơn vị | Tên đơn vị | Loại | Ngày gia nhập |\n" + "\n".join(
        f"| H{n:02} | Hội {n} | Hội thành viên | 01/01/2010 |" for n in range(len(given_rows))
    )
    figures = "## tblSoLieu\n| Mã kỳ | Mã đơn vị | Ngày nhận báo cáo | Hội thảo |\n" + "\n".join(
        f"| 2026-H1 | H{n:02} | {day} | {'' if value is None else value} |" for n, (day, value) in enumerate(given_rows)
    )
    found = total_of(office(units, figures), "2026-H1", "hoi_thao")
    told = [value for day, value in given_rows if day and value is not None]
    assert found.value == (sum(told) if told else None)
    assert len(found.gave) == len(told)
    assert (found.value or 0) == sum(unit.value or 0 for unit in found.by_unit.values())


def test_a_unit_that_leaves_on_the_last_day_has_handed_over_to_its_heir() -> None:
    units = UNITS.replace("| 01/02/2026 | H01 |", "| 14/06/2026 | H01 |")
    found = compared(office(units), "2026-H1", "hoi_vien_cuoi_ky", "before")
    assert found is not None
    assert (found.units, found.before) == (("H01", "H02", "T01"), 115 + 52 + 195)


def test_a_unit_that_joined_within_last_year_is_not_compared_over_the_year() -> None:
    periods = PERIODS + "| 2026 | Năm 2026 | 15/12/2025 | 14/12/2026 | 09/12/2026 | Mở |\n"
    units = UNITS.replace("| 01/03/2026 | | |", "| 01/07/2025 | | |")
    rows = [
        "| 2025-H2 | H05 | 01/12/2025 | 30 | 0 | 0 | 30 | 5 | 0 | 1 |",
        "| 2026-H2 | H05 | 01/12/2026 | 33 | 0 | 0 | 33 | 6 | 0 | 1 |",
        "| 2026-H2 | H02 | 01/12/2026 | 188 | 0 | 0 | 188 | 2 | 0 | 1 |",
    ]
    figures = FIGURES.replace("| 30 | 3 | 0 | 33 | | 0 |", "| 30 | 3 | 0 | 33 | 7 | 0 |") + "\n".join(rows)
    found = compared(office(periods, units, figures), "2026", "hoi_thao", "last_year")
    assert found is not None
    assert (found.units, found.now, found.before) == (("H02",), 0 + 2, 0 + 1)
