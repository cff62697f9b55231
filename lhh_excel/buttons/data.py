"""The work of the buttons over the data: Kiểm tra dữ liệu, Sửa lỗi an toàn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .press import given_up

if TYPE_CHECKING:
    from ..excel.screen import Box
    from .press import Click


def validated(click: Click) -> Box:
    """How much was found, the first errors, where the list stands."""
    from ..actions.validate import ValidateOptions, validate
    from ..checking.finding import summarise
    from ..excel.screen import Box
    from ..files import backup_path
    from ..messages import buttons as words
    from ..workbook.tables import FINDINGS

    outcome = validate(ValidateOptions(click.target, write=True), click.screen)
    findings = outcome.findings or []
    summary = summarise(findings)
    sentence = words.CHECKED if findings else words.CHECKED_CLEAN
    lines = [sentence.format(period=outcome.period or "–", **summary)]
    errors = [f for f in findings if f.severity.value == "error"]
    lines += [words.FIRST_ERROR.format(sheet=f.sheet, cell=f.cell, message=f.message) for f in errors[:2]]
    if findings:
        lines.append(words.SEE_FINDINGS.format(column=FINDINGS.header("cell")))
    lines.append(words.BACKUP.format(backup=backup_path(click.master.path)))
    return Box(lines, critical=bool(errors))


def fixed(click: Click) -> Box:
    """Asks with the repairs, then what was mended; what could be but stands in a locked period is told before it."""
    from ..actions.validate import FixOptions, fix
    from ..excel.screen import Box, first_lines
    from ..messages import buttons as words

    planned = fix(FixOptions(click.target, dry_run=True), click.screen)
    repairs = planned.lines[:-1]
    if not repairs:
        return Box([*planned.warnings, *planned.lines[-1:]])
    question = words.ASK_FIX.format(count=len(repairs), repairs="\n".join(first_lines(repairs, 6)))
    if not click.screen.ask(question):
        return given_up()
    done = fix(FixOptions(click.target), click.screen)
    return Box([*done.warnings, done.lines[-1], *done.lines[:-1]])
