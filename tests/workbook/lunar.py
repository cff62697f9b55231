"""The first days of the lunar year by astronomy, as the Vietnamese calendar reckons them: what the table of
workbook/holidays.py is measured by. Source: J. Meeus, Astronomical Algorithms, chapters 25 and 49."""

from __future__ import annotations

import datetime as dt
import math

_DAY = dt.timedelta(days=1)
_VIETNAM = dt.timedelta(hours=7)
_J2000, _FIRST_MOON = dt.datetime(2000, 1, 1, 12), dt.datetime(2000, 1, 6, 18)
_MONTH = 29.530588861
#: By which clocks are behind the even time of astronomy in this century: a minute or two.
_CLOCK_BEHIND = 75 / 86_400


def tet(year: int) -> dt.date:
    """The first day of the lunar year that begins in this solar year."""
    return _months(year)[0]


def hung_kings(year: int) -> dt.date:
    """The tenth of the third lunar month."""
    return _months(year)[2] + 9 * _DAY


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
