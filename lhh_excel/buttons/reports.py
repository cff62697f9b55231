"""The work of the buttons over the report: Tạo báo cáo, Trình ký, Phát hành."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from .press import given_up

if TYPE_CHECKING:
    from ..actions.common import Outcome
    from ..excel.screen import Box
    from .press import Click


def drafted(click: Click) -> Box:
    from ..actions.report import ReportOptions, Stage, report

    return document_box(report(ReportOptions(click.target, Stage.DRAFT), click.screen))


def submitted(click: Click) -> Box:
    """Asks first; where the period's report went out already, whether this one replaces it."""
    from ..actions.issue import standing_report
    from ..actions.report import ReportOptions, Stage, report
    from ..messages import buttons as words

    period = _period(click)
    if not click.screen.ask(words.ASK_SUBMIT.format(period=period)):
        return given_up()
    options = ReportOptions(click.target, Stage.SUBMIT)
    standing = standing_report(click.target)
    if standing is not None:
        if not click.screen.ask(words.ASK_SUBMIT_REPLACING.format(period=period, symbol=standing)):
            return given_up()
        options = replace(options, replaces=standing)
    return document_box(report(options, click.screen))


def issued(click: Click) -> Box:
    """Asks before the number is given; then, where the action needs it, whether it replaces, whether what was edited by
    hand goes, for the number."""
    from ..actions.report import ReportOptions, Stage, report
    from ..errors import LhhError
    from ..excel.screen import first_lines
    from ..messages import buttons as words

    options = ReportOptions(click.target, Stage.ISSUE)
    today = dt.date.today()
    if not click.screen.ask(words.ASK_ISSUE.format(period=_period(click), today=f"{today:%d/%m/%Y}")):
        date = click.screen.ask_date(words.ASK_DATE, today)
        if date is None:
            return given_up()
        options = replace(options, date=date)
    while True:
        try:
            return document_box(report(options, click.screen))
        except LhhError as error:
            if error.key == "needs_yes":  # it was asked in a box of its own
                return given_up()
            if error.key == "already_issued" and options.replaces is None:
                if not click.screen.ask(words.ASK_REPLACE.format(**error.details)):
                    return given_up()
                options = replace(options, replaces=str(error.details["symbol"]))
            elif error.key in words.ASK_AS_SUBMITTED and not options.as_submitted:
                shown = "\n".join(first_lines(str(error.details.get("paragraphs", "")).splitlines(), 5))
                told = words.ASK_AS_SUBMITTED[error.key].format(**{**error.details, "paragraphs": shown})
                if not click.screen.ask(told + words.ASK_AS_SUBMITTED_END):
                    return given_up()
                options = replace(options, as_submitted=True)
            elif error.key == "number_needed" and options.number is None:
                number = click.screen.ask_number(words.ASK_NUMBER)
                if number is None:
                    return given_up()
                options = replace(options, number=number)
            else:
                raise


def _period(click: Click) -> str:
    """The code of the period that the workbook is at. Raises UsageError where there is none."""
    from ..actions.common import current_period, open_target

    return current_period(open_target(click.target)).code


def document_box(outcome: Outcome) -> Box:
    """Warnings first, then what was made and what became of it; the Word document is opened."""
    from ..errors import ExitCode
    from ..excel.screen import Box, first_lines

    document = next((path for path in outcome.made if path.suffix == ".docx"), None)
    told = outcome.lines[:1] + outcome.lines[max(len(outcome.made), 1) :]  # files beside the document need no line
    lines = [*first_lines(outcome.warnings, 5 - min(len(told), 3)), *told]
    return Box(lines, critical=outcome.exit_code is not ExitCode.DONE, open=document)
