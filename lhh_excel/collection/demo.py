"""The units of the demo: the forms that they send back, filled in with what the sample's workbook holds of them.

One unit adds up wrongly at first and sends its form again when it was told so.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..files import write_atomic
from ..messages import screen as words
from ..messages.collection import FORM_NAME
from ..workbook.values import Value
from .build import build_form
from .content import Sources
from .layout import FIGURES_PART, NOW

Record = Mapping[str, Value]


#: What the unit that adds up wrongly writes beside its number of members.
WRONG_BY = 10


@dataclass(frozen=True)
class Post:
    """What came back on one day."""

    day: dt.date
    forms: list[Path]


def split(figures: list[dict[str, Value]], period: str) -> tuple[list[dict[str, Value]], list[dict[str, Value]]]:
    """(what a workbook holds before anybody reported for the period, what the units then report)."""
    reports = [row for row in figures if row["period"] == period and row["received"]]
    return [row for row in figures if row not in reports], reports


class Units:
    """The units that report; `sources`: what their forms were made from."""

    def __init__(self, sources: Sources, reports: list[dict[str, Value]]) -> None:
        self.sources, self.period, self.known = sources, sources.period, sources.book.units
        self.reports = reports

    def posts(self, folder: Path) -> Iterator[Post]:
        """Day by day the forms put into the folder: all that are in time, then each late one."""
        due = self.period.unit_due
        assert due is not None, "the sample's period has its dates"
        days = [max(_day(row), due) for row in self.reports]
        wrong = next((row for row, day in zip(self.reports, days, strict=True) if day > due), None)
        for day in sorted(set(days)):
            forms = []
            for row, its_day in zip(self.reports, days, strict=True):
                if row is wrong and day == due:
                    members = row["hoi_vien_cuoi_ky"]
                    assert isinstance(members, int)
                    forms.append(self._fill({**row, "hoi_vien_cuoi_ky": members + WRONG_BY}, folder, day))
                elif its_day == day:
                    forms.append(self._fill(row, folder, day, words.DEMO_AGAIN if row is wrong else ""))
            yield Post(day, forms)

    def _fill(self, row: Record, folder: Path, day: dt.date, tail: str = "") -> Path:
        """The unit's form with its answers, saved on that day."""
        code = str(row["unit"])
        content = self.sources.content(self.known[code])
        answers = {(FIGURES_PART, key, NOW): row[key] for key in content.stamp.asked.keys}
        path = folder / f"{FORM_NAME.format(period=self.period.code, unit=code)}{tail}.xlsx"
        write_atomic(path, build_form(replace(content, shown={**content.shown, **answers})), keep_backup=False)
        noon = dt.datetime.combine(day, dt.time(12)).timestamp()
        os.utime(path, (noon, noon))
        return path


def _day(row: Record) -> dt.date:
    day = row["received"]
    assert isinstance(day, dt.date)
    return day
