"""Who had to report, who did, on time, late, missing; who is a member."""

from __future__ import annotations

import datetime as dt

import pytest
from office_books import FIGURES, PERIODS, UNITS, office

from lhh_excel.errors import RefusedError, UsageError
from lhh_excel.figures.material import material
from lhh_excel.figures.reporting import Status, membership
from lhh_excel.figures.scope import leaves, period_of


def statuses(book_period: str = "2026-H1", *tables: str) -> dict[str, Status]:
    return {line.unit.code: line.status for line in material(office(*tables), book_period).reports.lines}


def test_each_expected_unit_is_on_time_late_or_missing() -> None:
    assert statuses() == {
        "H01": Status.ON_TIME,  # on the due date itself
        "H02": Status.LATE,
        "H03": Status.MISSING,  # has figures, but nobody wrote that they came
        "H05": Status.ON_TIME,
        "T01": Status.ON_TIME,
    }


def test_a_unit_that_left_is_not_expected_though_it_has_a_row() -> None:
    assert "H04" not in statuses()
    assert "H04" in statuses("2025-H2")


def test_the_last_day_decides_on_membership() -> None:
    def expected_on(left: str, joined: str = "01/01/2010") -> bool:
        units = f"""
        ## tblDonVi
        | Mã đơn vị | Tên đơn vị | Loại | Ngày gia nhập | Ngày rời |
        | H01 | Hội 01 | Hội thành viên | {joined} | {left} |
        | H02 | Hội 02 | Hội thành viên | 01/01/2010 | |
        """
        return "H01" in statuses("2026-H1", units)

    assert expected_on("15/06/2026")
    assert not expected_on("14/06/2026")
    assert expected_on("", joined="14/06/2026")
    assert not expected_on("", joined="15/06/2026")


def test_days_late_are_counted_from_the_due_date() -> None:
    late = material(office(), "2026-H1").reports.of(Status.LATE)
    assert [(line.unit.code, line.days_late) for line in late] == [("H02", 3)]


def test_without_a_due_date_a_report_is_received_and_neither_on_time_nor_late() -> None:
    counts = material(office(PERIODS.replace("| 09/06/2026 | Mở |", "| | Mở |")), "2026-H1").reports.counts
    assert (counts.expected, counts.received, counts.on_time, counts.late, counts.missing) == (5, 4, 0, 0, 1)
    assert counts.untimed == 4


def test_counts_stand_by_kind_and_in_all() -> None:
    reports = material(office(), "2026-H1").reports
    by_kind = {kind: (c.expected, c.received, c.on_time, c.late, c.missing) for kind, c in reports.by_kind.items()}
    assert by_kind == {"Hội thành viên": (4, 3, 2, 1, 1), "Đơn vị trực thuộc": (1, 1, 1, 0, 0)}
    assert reports.counts.percent_received == 80


def test_units_that_came_and_went_in_the_period_are_named() -> None:
    book = office()
    found = membership(book, material(book, "2026-H1").scope)
    assert [u.code for u in found.joined] == ["H05"]
    assert [u.code for u in found.left] == ["H04"]
    assert [u.code for u in found.members] == ["H01", "H02", "H03", "H05", "T01"]


def test_a_year_is_late_or_missing_where_any_of_its_halves_is() -> None:
    late = FIGURES.replace("| 2025-H1 | H02 | 01/06/2025 |", "| 2025-H1 | H02 | 11/06/2025 |")
    late = late.replace("| 2025-H2 | H03 | 01/12/2025 |", "| 2025-H2 | H03 | |")
    found = statuses("2025", late)
    assert found == {
        "H01": Status.ON_TIME,
        "H02": Status.LATE,
        "H03": Status.MISSING,
        "H04": Status.ON_TIME,
        "T01": Status.ON_TIME,
    }


def test_in_a_year_the_dates_told_of_a_late_unit_are_those_of_the_half_that_was_late() -> None:
    """Hạn nộp 09/06, nhận 11/06, muộn 02 ngày: never the due date and receipt of the half that came in time."""
    late = FIGURES.replace("| 2025-H1 | H02 | 01/06/2025 |", "| 2025-H1 | H02 | 11/06/2025 |")
    lines = {line.unit.code: line for line in material(office(late), "2025").reports.lines}
    told = [(lines[code].due, lines[code].received, lines[code].days_late) for code in ("H01", "H02")]
    assert told == [(dt.date(2025, 12, 9), dt.date(2025, 12, 1), 0), (dt.date(2025, 6, 9), dt.date(2025, 6, 11), 2)]


def test_a_year_is_made_of_its_halves_and_a_half_of_its_own_rows() -> None:
    book = office()
    assert [p.code for p in leaves(book, period_of(book, "2025"))] == ["2025-H1", "2025-H2"]
    assert [p.code for p in leaves(book, period_of(book, "2025-H1"))] == ["2025-H1"]


QUARTERS = (
    PERIODS
    + """
| 2026-Q1 | Quý I năm 2026 | 15/12/2025 | 14/03/2026 | 09/03/2026 | Mở |
| 2026-Q2 | Quý II năm 2026 | 15/03/2026 | 14/06/2026 | 09/06/2026 | Mở |
"""
)


def test_a_half_with_rows_of_its_own_does_not_add_up_quarters() -> None:
    book = office(QUARTERS, FIGURES + "| 2026-Q1 | H01 | 01/03/2026 | 1 | 1 | 1 | 1 | 1 | 1 | 1 |")
    assert [p.code for p in leaves(book, period_of(book, "2026-H1"))] == ["2026-H1"]


def test_a_half_without_rows_is_its_quarters() -> None:
    book = office(QUARTERS, FIGURES.replace("2026-H1", "2026-Q1"))
    assert [p.code for p in leaves(book, period_of(book, "2026-H1"))] == ["2026-Q1", "2026-Q2"]


def test_an_unknown_period_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as failure:
        material(office(), "2031-H1")
    assert failure.value.key == "unknown_period"
    assert "2026-H1" in failure.value.sentence + failure.value.remedy


def test_a_period_without_dates_is_refused_in_a_sentence() -> None:
    with pytest.raises(RefusedError) as failure:
        material(office(PERIODS.replace("15/12/2025 | 14/06/2026", "15/12/2025 | ")), "2026-H1")
    assert "2026-H1" in failure.value.sentence


def test_a_doubled_row_counts_once_the_first() -> None:
    book = office(FIGURES + "| 2026-H1 | H02 | 01/06/2026 | 1 | 1 | 1 | 1 | 1 | 1 | 1 |")
    line = next(line for line in material(book, "2026-H1").reports.lines if line.unit.code == "H02")
    assert line.received == dt.date(2026, 6, 12)


def test_units_stand_associations_first_then_by_code() -> None:
    shuffled = UNITS.replace("| H01 | Hội Đúc", "| H11 | Hội Mười một").replace(
        "| 01/02/2026 | H01 |", "| 01/02/2026 | |"
    )
    lines = material(office(shuffled), "2026-H1").reports.lines
    assert [line.unit.code for line in lines] == ["H02", "H03", "H05", "H11", "T01"]
