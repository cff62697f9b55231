"""Days on which Vietnamese offices are closed: weekends and public holidays, as far as they are known beforehand.

Known: Saturday and Sunday (Decision 188/1999/QĐ-TTg); the holidays of the Labour Code 2019, Article 112, Tết and Giỗ
Tổ by the Vietnamese lunar calendar; the working days given for holidays that fall on a weekend (Article 111.3).
Not known, for it is decided each year: which days complete the five of Tết and the two of Quốc khánh (`maybe`),
working days exchanged with a weekend, and what the law adds later (24/11 was announced for 2026 on).
"""

from __future__ import annotations

import datetime as dt
import math
from functools import lru_cache

from ..messages import days as texts
from ..plain import record
from .values import show

_DAY = dt.timedelta(days=1)
_VIETNAM = dt.timedelta(hours=7)
_J2000, _FIRST_MOON = dt.datetime(2000, 1, 1, 12), dt.datetime(2000, 1, 6, 18)
_MONTH = 29.530588861
#: By which clocks are behind the even time of astronomy in this century: a minute or two.
_CLOCK_BEHIND = 75 / 86_400
#: From this year on Giỗ Tổ is a holiday (Labour Code as amended in 2007).
_HUNG_KINGS_SINCE, _CULTURE_DAY_SINCE = 2007, 2026


@record
class DayOff:
    """Why a day is off. `holiday` is a key of messages/days; "" for a plain weekend. `sure`: known beforehand."""

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
    new_year = tet(year)
    sure = {
        dt.date(year, 1, 1): "new_year",
        **{new_year + _DAY * n: "tet" for n in (-1, 0, 1, 2)},
        dt.date(year, 4, 30): "victory",
        dt.date(year, 5, 1): "labour",
        dt.date(year, 9, 2): "national",
    }
    if year >= _HUNG_KINGS_SINCE:
        sure.setdefault(hung_kings(year), "hung_kings")
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


def tet(year: int) -> dt.date:
    """The first day of the lunar year that begins in this solar year."""
    return _months(year)[0]


def hung_kings(year: int) -> dt.date:
    """The tenth of the third lunar month."""
    return _months(year)[2] + 9 * _DAY


@lru_cache(maxsize=8)
def _months(year: int) -> tuple[dt.date, dt.date, dt.date]:
    """The first days of the lunar months 1, 2 and 3; the month that begins within the solstice's is the eleventh.

    Of thirteen months between two solstices the first in which the sun enters no sign is a leap month: it bears the
    number of the one before it, and is passed over here.
    """
    eleventh, following = _month_of_solstice(year - 1), _month_of_solstice(year)
    starts = [_new_moon_day(eleventh + n) for n in range(following - eleventh + 1)]
    if len(starts) == 14:
        signs = [_sign(start) for start in starts]
        leap = next(n for n in range(1, 13) if signs[n] == signs[n + 1])
        del starts[leap]
    return starts[2], starts[3], starts[4]


def _month_of_solstice(year: int) -> int:
    """The number of the new moon that begins the month in which the sun comes to 270° in that December."""
    moon = math.floor((dt.datetime(year + 1, 1, 1) - _FIRST_MOON) / dt.timedelta(days=_MONTH)) + 1
    while _new_moon_day(moon).year > year or _sign(_new_moon_day(moon)) >= 9:
        moon -= 1
    return moon


def _new_moon_day(moon: int) -> dt.date:
    """The day in Vietnam of the moon's conjunction with the sun; 0 is that of January 2000 (Meeus, chapter 49)."""
    t = moon / 1236.85
    days = 5.09766 + _MONTH * moon + t * t * (0.00015437 + t * (-0.00000015 + t * 0.00000000073))
    e = 1 - t * (0.002516 + t * 0.0000074)
    sun = math.radians(2.5534 + 29.1053567 * moon - t * t * (0.0000014 + t * 0.00000011))
    own = math.radians(201.5643 + 385.81693528 * moon + t * t * (0.0107582 + t * (0.00001238 - t * 0.000000058)))
    node = math.radians(160.7108 + 390.67050284 * moon - t * t * (0.0016118 + t * (0.00000227 - t * 0.000000011)))
    rise = math.radians(124.7746 - 1.56375588 * moon + t * t * (0.0020672 + t * 0.00000215))
    days += sum(
        size * e ** abs(a) * math.sin(a * sun + b * own + c * node + d * rise) for size, a, b, c, d in _NEW_MOON_TERMS
    )
    days += 0.000325 * math.sin(math.radians(299.77 + 0.107408 * moon - 0.009173 * t * t))
    return (_J2000 + dt.timedelta(days=days - _CLOCK_BEHIND) + _VIETNAM).date()


def _sign(day: dt.date) -> int:
    """The twelfth of its way, from the spring equinox on, in which the sun stands when the day begins in Vietnam
    (apparent longitude to a hundredth of a degree: Meeus, chapter 25)."""
    moment = dt.datetime(day.year, day.month, day.day) - _VIETNAM
    t = ((moment - _J2000) / _DAY + _CLOCK_BEHIND) / 36525
    anomaly = math.radians(357.52911 + t * (35999.05029 - t * 0.0001537))
    longitude = 280.46646 + t * (36000.76983 + t * 0.0003032)
    longitude += (1.914602 - t * (0.004817 + t * 0.000014)) * math.sin(anomaly)
    longitude += (0.019993 - t * 0.000101) * math.sin(2 * anomaly) + 0.000289 * math.sin(3 * anomaly)
    longitude -= 0.00569 + 0.00478 * math.sin(math.radians(125.04 - 1934.136 * t))
    return int(longitude % 360 // 30)


#: Size in days, multiples of the sun's anomaly, the moon's, its argument of latitude, its node.
_NEW_MOON_TERMS = (
    (-0.40720, 0, 1, 0, 0), (0.17241, 1, 0, 0, 0), (0.01608, 0, 2, 0, 0), (0.01039, 0, 0, 2, 0),
    (0.00739, -1, 1, 0, 0), (-0.00514, 1, 1, 0, 0), (0.00208, 2, 0, 0, 0), (-0.00111, 0, 1, -2, 0),
    (-0.00057, 0, 1, 2, 0), (0.00056, 1, 2, 0, 0), (-0.00042, 0, 3, 0, 0), (0.00042, 1, 0, 2, 0),
    (0.00038, 1, 0, -2, 0), (-0.00024, -1, 2, 0, 0), (-0.00017, 0, 0, 0, 1),
)  # fmt: skip
