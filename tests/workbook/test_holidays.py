"""Days off: the lunar ones as they were and are announced, the others by the law, and what is not known is not said."""

from __future__ import annotations

import datetime as dt

import lunar
import pytest

from lhh_excel.workbook.holidays import day_off, lunar_days, next_working_day, words
from lhh_excel.workbook.typed import EARLIEST, LATEST

#: First day of Tết as it was celebrated or is announced in Vietnam; 2007, 2030 and 2053 a day before China.
TET = """
1991-02-15 1995-01-31 2000-02-05 2004-01-22 2005-02-09 2006-01-29 2007-02-17 2008-02-07 2009-01-26 2010-02-14
2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25
2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-02
2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 2050-01-23 2053-02-18 2075-02-15 2100-02-09
"""
HUNG_KINGS = """
2018-04-25 2019-04-14 2020-04-02 2021-04-21 2022-04-10 2023-04-29 2024-04-18 2025-04-07 2026-04-26 2027-04-16
"""


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_the_lunar_days_are_those_of_the_vietnamese_calendar() -> None:
    for which, days in enumerate((TET, HUNG_KINGS)):
        assert [lunar_days()[day(text).year][which].isoformat() for text in days.split()] == days.split()


def test_the_table_of_lunar_days_is_what_astronomy_makes_of_them() -> None:
    for year, days in lunar_days().items():
        assert days == (lunar.tet(year), lunar.hung_kings(year))
    years = range(EARLIEST.year, LATEST.year + 2)  # a deadline at the last one's end looks beyond it
    assert [*lunar_days()] == [*years]


def test_tet_is_a_new_moon_between_two_signs_in_every_year_that_a_workbook_may_hold() -> None:
    for year in range(1990, 2101):
        (tet, hung_kings), following = lunar_days()[year], lunar_days()[year + 1][0]
        assert dt.date(year, 1, 20) < tet < dt.date(year, 2, 21)
        assert (following - tet).days in (354, 355, 383, 384, 385)
        assert (hung_kings - tet).days in (67, 68, 69, 97, 98)


#: Days on which offices were closed (weekends left out), as they were announced.
CLOSED = """
2018-01-01 2018-02-15 2018-02-16 2018-04-25 2018-04-30 2018-05-01 2018-09-03 2019-02-04 2019-02-05 2019-02-06
2019-04-15 2019-04-30 2019-05-01 2019-09-02 2021-05-03 2022-01-03 2022-04-11 2022-05-02 2022-05-03 2023-01-02
2023-05-02 2023-05-03 2023-09-04 2024-04-18 2025-01-28 2025-01-29 2025-01-30 2025-04-07 2025-09-02 2026-02-16
2026-02-17 2026-02-18 2026-02-19 2026-04-27
"""


@pytest.mark.parametrize("text", CLOSED.split())
def test_a_day_on_which_offices_were_closed_is_known(text: str) -> None:
    off = day_off(day(text))
    assert off is not None and off.holiday and off.sure


def test_what_is_decided_each_year_is_told_as_possible_and_ordinary_days_are_left_alone() -> None:
    for text in ("2026-09-01", "2026-02-20", "2025-01-27", "2026-11-24"):
        off = day_off(day(text))
        assert off is not None and not off.sure and "có thể" in words(day(text))
    for text in ("2026-06-09", "2025-11-24", "2026-02-11", "2026-12-24", "2006-04-07"):
        assert day_off(day(text)) is None and words(day(text)) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-06-06", "rơi vào thứ Bảy; ngày làm việc tiếp theo là 08/06/2026"),
        ("2026-06-14", "rơi vào Chủ nhật; ngày làm việc tiếp theo là 15/06/2026"),
        ("2026-04-30", "rơi vào ngày nghỉ lễ Chiến thắng 30/4; ngày làm việc tiếp theo là 04/05/2026"),
        ("2026-04-27", "rơi vào ngày nghỉ bù Giỗ Tổ Hùng Vương; ngày làm việc tiếp theo là 28/04/2026"),
        ("2026-04-29", "ngay trước ngày nghỉ lễ Chiến thắng 30/4"),
        ("2025-12-31", "ngay trước ngày nghỉ lễ Tết Dương lịch"),
        ("2027-01-01", "rơi vào ngày nghỉ lễ Tết Dương lịch; ngày làm việc tiếp theo là 04/01/2027"),
        ("2026-02-17", "rơi vào ngày nghỉ lễ Tết Nguyên đán; ngày làm việc tiếp theo là 23/02/2026"),
    ],
)
def test_a_deadline_is_told_with_the_next_working_day(text: str, said: str) -> None:
    assert words(day(text)) == said
    assert words(day(text), briefly=True) == said.partition(";")[0]


def test_the_next_working_day_is_one() -> None:
    found = dt.date(2024, 1, 1)
    while found < dt.date(2032, 1, 1):
        following = next_working_day(found)
        assert found < following <= found + dt.timedelta(days=12) and day_off(following) is None
        found = following
