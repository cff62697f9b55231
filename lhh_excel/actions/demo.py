"""Làm thử: the whole cycle on the sample workbook, from the forms to the report, in a folder.

The units send back what the sample's workbook holds of them. One adds up wrongly at first, and sends its form again
when it was told so.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..collection.build import build_form
from ..collection.content import Sources
from ..collection.layout import FIGURES_PART, NOW
from ..files import write_atomic
from ..messages import screen as words
from ..messages.collection import FORM_NAME
from ..workbook.build import SAMPLE_PERIOD, build_workbook, sample_tables, shipped_macros
from ..workbook.values import Value
from .common import QUIET, Outcome, Screen, Target, current_period, open_target
from .forms import FormsOptions, forms
from .import_forms import ImportOptions, import_forms
from .remind import RemindOptions, remind
from .report import ReportOptions, report
from .status import StatusOptions, status
from .validate import ValidateOptions, validate

WORKBOOK = "LHH-vi-du.xlsm"


@dataclass(frozen=True)
class DemoOptions:
    out: Path
    as_of: dt.date | None = None


@dataclass
class _Cycle:
    """What was made and told on the way from the forms to the full workbook."""

    made: list[Path] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def demo(options: DemoOptions, screen: Screen = QUIET) -> Outcome:
    """The sample workbook filled by its units' forms, with its findings, and the draft report (PDF where it can be).

    Beside them the forms as sent and as returned, those to be mended, and the draft of a reminder. A workbook that an
    earlier demo left (and somebody may have changed) is kept as .bak. Exit code 1 if the sample had an error, which it
    has not.
    """
    file = options.out / WORKBOOK
    with tempfile.TemporaryDirectory(prefix="lhh-demo-") as folder:
        fresh = Path(folder) / WORKBOOK
        cycle = _collect(fresh, options.out, screen)
        checked = validate(ValidateOptions(Target(fresh, options.as_of), write=True), screen)
        target = Target(fresh, options.as_of)
        reported = status(StatusOptions(target), screen)
        reminded = remind(RemindOptions(target, out=options.out / words.DEMO_LETTERS), screen)
        write_atomic(file, fresh.read_bytes())
    written = report(ReportOptions(Target(file, options.as_of), out=options.out, pdf=True), screen)
    outcome = Outcome(max(checked.exit_code, written.exit_code), file, written.period)
    outcome.made = [file, *written.made, *reminded.made, *cycle.made]
    outcome.warnings = written.warnings
    outcome.counts = {"summary": checked.counts["summary"], "figures": written.counts["figures"]}
    outcome.counts["status"] = reported.counts["total"]
    outcome.findings = checked.findings
    outcome.lines = [*checked.lines[:-1], *cycle.lines, *reported.lines, *reminded.lines[-1:]]
    outcome.lines += [words.MADE.format(path=path) for path in (file, *written.made, *reminded.made)]
    return outcome


def _collect(fresh: Path, out: Path, screen: Screen) -> _Cycle:
    """Makes the workbook before anybody reported, sends the forms, takes in what comes back, day by day."""
    screen.progress(words.STEP_BUILD, 1, 1)
    before, reports = split(sample_tables()["figures"], SAMPLE_PERIOD)
    write_atomic(
        fresh, build_workbook(sample=True, macros=shipped_macros(), records={"figures": before}), keep_backup=False
    )
    sent = Target(fresh, min(row["received"] for row in reports) - dt.timedelta(days=words.DEMO_DAYS_BEFORE))
    made = forms(FormsOptions(sent, out=out / words.DEMO_SENT), screen)
    cycle = _Cycle(list(made.made), list(made.lines))
    book = open_target(sent)
    sources = Sources(book, current_period(book))
    for post in Units(sources, reports).posts(out / words.DEMO_RETURNED):
        taken = import_forms(ImportOptions(Target(fresh, post.day), tuple(post.forms), sure=True, out=out), screen)
        counts: dict[str, Any] = taken.counts
        told = {"day": f"{post.day:%d/%m/%Y}", "returned": len(post.forms), "forms": counts["forms"]}
        cycle.lines.append(words.DEMO_TAKEN.format(**told, cells=counts["cells"]))
        for faulty in counts["faulty"]:
            cycle.lines += [words.DEMO_FAULT.format(file=faulty["file"], **problem) for problem in faulty["problems"]]
        corrections = [path for path in taken.made if path.suffix == ".xlsx"]
        cycle.lines += [words.DEMO_CORRECTION.format(path=path) for path in corrections]
        cycle.made += [*post.forms, *corrections]
    return cycle


# --- the units and the forms that they send back ---------------------------------------------------------------------

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
        answers = {(FIGURES_PART, key, NOW): row.get(key) for key in content.stamp.asked.keys}
        path = folder / f"{FORM_NAME.format(period=self.period.code, unit=code)}{tail}.xlsx"
        write_atomic(path, build_form(replace(content, shown={**content.shown, **answers})), keep_backup=False)
        noon = dt.datetime.combine(day, dt.time(12)).timestamp()
        os.utime(path, (noon, noon))
        return path


def _day(row: Record) -> dt.date:
    day = row["received"]
    assert isinstance(day, dt.date)
    return day
