"""Days on which Vietnamese offices are closed: weekends and public holidays, as far as they are known beforehand.

Known: Saturday and Sunday (Decision 188/1999/QĐ-TTg); the holidays of the Labour Code 2019, Article 112, Tết and Giỗ
Tổ by the Vietnamese lunar calendar; the working days given for holidays that fall on a weekend (Article 111.3).
Not known, for it is decided each year: which days complete the five of Tết and the two of Quốc khánh (`maybe`),
working days exchanged with a weekend, and what the law adds later (24/11 was announced for 2026 on).
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from ..messages import cycle as texts
from ..plain import record
from .values import show

_DAY = dt.timedelta(days=1)
#: From this year on Giỗ Tổ is a holiday (Labour Code as amended in 2007).
_HUNG_KINGS_SINCE, _CULTURE_DAY_SINCE = 2007, 2026


@record
class DayOff:
    """Why a day is off. `holiday` is a key of messages/cycle; "" for a plain weekend. `sure`: known beforehand."""

    holiday: str
    weekday: int
    sure: bool = True
    instead: bool = False  # given for a holiday that fell on a weekend


def day_off(day: dt.date) -> DayOff | None:
    """The holiday or weekend that the day is; None for a working day (as far as is known)."""
    found = _holidays(day.year).get(day)
    if found is not None and (found.sure or day.weekday() < 5):
        return found
    return DayOff("", day.weekday()) if day.weekday() >= 5 else None


def next_working_day(day: dt.date) -> dt.date:
    """The first day after it that is neither a weekend nor surely or possibly a holiday."""
    day += _DAY
    while day_off(day) is not None:
        day += _DAY
    return day


@lru_cache(maxsize=512)
def words(day: dt.date | None, *, briefly: bool = False) -> str:
    """How the day, as a deadline, stands to days off: "rơi vào thứ Bảy; ngày làm việc tiếp theo là …"; "" where it is a
    working day before another. `briefly` without the next working day."""
    if day is None:
        return ""
    off = day_off(day)
    if off is None:
        tomorrow = _holidays((day + _DAY).year).get(day + _DAY)
        eve = tomorrow is not None and tomorrow.sure and not tomorrow.instead
        return texts.ON_EVE.format(holiday=texts.HOLIDAYS[tomorrow.holiday]) if eve and tomorrow else ""
    if not off.holiday:
        what = texts.ON_WEEKEND.format(weekday=texts.WEEKEND[off.weekday])
    else:
        sure = texts.ON_DAY_INSTEAD if off.instead else texts.ON_HOLIDAY
        what = (sure if off.sure else texts.ON_POSSIBLE_HOLIDAY).format(holiday=texts.HOLIDAYS[off.holiday])
    return what if briefly else texts.NEXT_WORKING_DAY.format(what=what, day=show(next_working_day(day)))


def after_date(due: dt.date) -> str:
    """`words` in brackets, to follow the date."""
    what = words(due)
    return texts.AFTER_DATE.format(what=what) if what else ""


def after_delay(due: dt.date | None) -> str:
    """The same in short, to follow "muộn 2 ngày"."""
    what = words(due, briefly=True)
    return texts.AFTER_DELAY.format(what=what) if what else ""


def advice(due: dt.date) -> str:
    """That a deadline on a day off is better moved, and to when; "" for another."""
    return texts.SHIFT.format(day=show(next_working_day(due))) if day_off(due) is not None else ""


@lru_cache(maxsize=8)
def _holidays(year: int) -> dict[dt.date, DayOff]:
    """Every holiday of a solar year, those that may be one, and the days given for them."""
    new_year, hung_kings = lunar_days()[year]
    sure = {
        dt.date(year, 1, 1): "new_year",
        **{new_year + _DAY * n: "tet" for n in (-1, 0, 1, 2)},
        dt.date(year, 4, 30): "victory",
        dt.date(year, 5, 1): "labour",
        dt.date(year, 9, 2): "national",
    }
    if year >= _HUNG_KINGS_SINCE:
        sure.setdefault(hung_kings, "hung_kings")
    maybe = {new_year - 2 * _DAY: "tet", new_year + 3 * _DAY: "tet"}
    maybe |= {dt.date(year, 9, 1): "national", dt.date(year, 9, 3): "national"}
    if year >= _CULTURE_DAY_SINCE:
        maybe[dt.date(year, 11, 24)] = "culture"
    found = {day: DayOff(name, day.weekday(), sure=False) for day, name in maybe.items()}
    found |= {day: DayOff(name, day.weekday()) for day, name in sure.items()}
    for day, name in sorted(sure.items()):
        if day.weekday() < 5:
            continue
        instead = day + _DAY
        while instead.weekday() >= 5 or (instead in found and found[instead].sure):
            instead += _DAY
        # after Tết it depends on the days that are decided
        found[instead] = DayOff(name, instead.weekday(), sure=name != "tet", instead=True)
    return found


# --- the lunar calendar ------------------------------------------------------------------------------------------

#: Tết and Giỗ Tổ (the tenth of the third lunar month) of each year that a workbook may hold, and one more: computed
#: by astronomy for Vietnam's time (tests/workbook/lunar.py does it again) and as announced, as far as they were.
_FIRST_YEAR = 1990
_LUNAR_DAYS = """
27/1-5/4 15/2-24/4 4/2-12/4 23/1-1/4 10/2-20/4 31/1-9/4 19/2-27/4 7/2-16/4 28/1-6/4 16/2-25/4
5/2-14/4 24/1-3/4 12/2-22/4 1/2-11/4 22/1-28/4 9/2-18/4 29/1-7/4 17/2-26/4 7/2-15/4 26/1-4/4
14/2-23/4 3/2-12/4 23/1-31/3 10/2-19/4 31/1-9/4 19/2-28/4 8/2-16/4 28/1-6/4 16/2-25/4 5/2-14/4
25/1-2/4 12/2-21/4 1/2-10/4 22/1-29/4 10/2-18/4 29/1-7/4 17/2-26/4 6/2-16/4 26/1-4/4 13/2-23/4
2/2-12/4 23/1-1/4 11/2-19/4 31/1-9/4 19/2-28/4 8/2-17/4 28/1-6/4 15/2-24/4 4/2-13/4 24/1-3/4
12/2-20/4 1/2-10/4 22/1-29/4 10/2-19/4 30/1-7/4 17/2-26/4 6/2-15/4 26/1-4/4 14/2-22/4 2/2-11/4
23/1-1/4 11/2-20/4 1/2-9/4 18/2-28/4 8/2-17/4 28/1-6/4 15/2-24/4 4/2-13/4 24/1-2/4 12/2-21/4
2/2-10/4 21/1-31/3 9/2-19/4 29/1-8/4 17/2-26/4 5/2-15/4 26/1-4/4 14/2-23/4 3/2-11/4 23/1-1/4
11/2-20/4 31/1-9/4 19/2-27/4 7/2-16/4 27/1-5/4 15/2-24/4 5/2-13/4 24/1-2/4 12/2-21/4 2/2-11/4
22/1-30/3 9/2-18/4 29/1-7/4 17/2-26/4 6/2-14/4 26/1-3/4 14/2-22/4 3/2-12/4 24/1-1/4 10/2-20/4
30/1-9/4 18/2-28/4 7/2-16/4 27/1-5/4 15/2-24/4 5/2-13/4 25/1-2/4 12/2-21/4 1/2-11/4 21/1-29/4
9/2-18/4 29/1-8/4
"""


@lru_cache(maxsize=1)
def lunar_days() -> dict[int, tuple[dt.date, dt.date]]:
    """Year -> Tết, Giỗ Tổ."""
    found = {}
    for year, days in enumerate(_LUNAR_DAYS.split(), _FIRST_YEAR):
        (day, month), (other_day, other_month) = (map(int, text.split("/")) for text in days.split("-"))
        found[year] = dt.date(year, month, day), dt.date(year, other_month, other_day)
    return found
