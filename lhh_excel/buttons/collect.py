"""The work of the buttons of the reporting cycle: Tạo phiếu, Nhập phiếu, Tình hình nộp, Công văn đôn đốc."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .places import write_list
from .press import given_up
from .reports import document_box

if TYPE_CHECKING:
    from ..actions.common import Outcome
    from ..excel.screen import Box
    from .press import Click

#: Units named in one line of a box.
NAMED = 6


def forms_made(click: Click) -> Box:
    """Warnings first, then how many forms stand where; their folder is opened."""
    from ..actions.forms import FormsOptions, forms
    from ..excel.screen import Box, first_lines

    outcome = forms(FormsOptions(click.target), click.screen)
    return Box([*first_lines(outcome.warnings, 4), *outcome.lines], open=outcome.made[0].parent)


# --- Nhập phiếu ----------------------------------------------------------------------------------------------------


def forms_taken(click: Click, named: str | None) -> Box:
    """Shows every cell in a text file and the sums in a question, then writes wholly or not at all."""
    from ..actions.import_forms import ImportOptions, import_forms
    from ..errors import ExitCode
    from ..excel.screen import Box, open_outside
    from ..messages import buttons as words

    folder = Path(named) if named is not None else _returned_folder(click)
    if folder is None:
        return given_up()
    if not folder.exists():
        return Box([words.NO_RETURNED.format(folder=folder)], critical=True)
    asked: list[tuple[Path, bool]] = []

    def agree(planned: Outcome) -> bool:
        full = _import_list(click, planned)
        open_outside(full)
        yes = click.screen.ask("\n".join(_question(planned, full)))
        asked.append((full, yes))
        return yes

    outcome = import_forms(ImportOptions(click.target, (folder,), agree=agree), click.screen)
    if asked and not asked[0][1]:
        return given_up()
    full = asked[0][0] if asked else _import_list(click, outcome)
    critical = outcome.exit_code is not ExitCode.DONE
    return Box(_import_told(click, outcome, full), critical=critical, open=None if asked else full)


def _returned_folder(click: Click) -> Path | None:
    """The folder chosen in Excel's dialog; the usual one beside the workbook where it has no dialog for folders."""
    from ..messages import buttons as words

    usual = click.master.path.parent / words.RETURNED_FOLDER
    try:
        return click.screen.choose_folder(usual if usual.is_dir() else click.master.path.parent)
    except AttributeError:
        return usual


def _import_list(click: Click, outcome: Outcome) -> Path:
    """Everything that is told of the forms, as a text file in the output folder."""
    from ..messages import buttons as words
    from ..paths import ascii_name

    full = click.output_folder() / f"{ascii_name(words.IMPORT_LIST.format(period=outcome.period))}.txt"
    write_list(full, [*outcome.lines, *(f"! {warning}" for warning in outcome.warnings)])
    return full


def _question(planned: Outcome, full: Path) -> list[str]:
    from ..messages import buttons as words

    return [
        words.IMPORT_PLANNED.format(**planned.counts),
        *_left_out(planned),
        words.IMPORT_LIST_AT.format(path=full),
        words.ASK_IMPORT,
    ]


def _left_out(outcome: Outcome) -> list[str]:
    """What does not go in, in one line; nothing where all of it does."""
    from ..messages import buttons as words

    counts: dict[str, Any] = outcome.counts
    parts = [
        sentence.format(count=count)
        for sentence, count in (
            (words.IMPORT_REFUSED_FILES, len(counts["refused"])),
            (words.IMPORT_FAULTY_FORMS, len(counts["faulty"])),
            (words.IMPORT_CONFLICTS, len(counts["conflicts"])),
            (words.IMPORT_OTHERS, len(counts["skipped"]) + len(outcome.warnings)),
        )
        if count
    ]
    return [words.IMPORT_LEFT.format(parts="; ".join(parts))] if parts else []


def _import_told(click: Click, outcome: Outcome, full: Path) -> list[str]:
    """What did not go in and the first of it, the forms for the units to correct, what went in, the list."""
    from ..files import backup_path
    from ..messages import buttons as words
    from ..messages import collection

    counts: dict[str, Any] = outcome.counts
    lines = _left_out(outcome)
    if counts["refused"]:
        first = counts["refused"][0]
        lines.append(collection.IMPORT_REFUSED.format(file=first["file"], what=first["message"], remedy=first["fix"]))
    corrected = next((path.parent for path in outcome.made if path.suffix == ".xlsx"), None)
    if corrected is not None:
        lines.append(words.CORRECTED_IN.format(folder=corrected))
    if counts["done"]:
        lines.append(words.IMPORTED.format(**counts, backup=backup_path(click.master.path)))
    else:
        nothing_new = not (counts["refused"] or counts["faulty"] or counts["skipped"])
        why = collection.IMPORT_NO_CHANGE if nothing_new else collection.IMPORT_NONE_USED
        lines.append(collection.IMPORT_ONLY_CONFLICTS if counts["conflicts"] else why)
    return [*lines, words.CHECK_LIST.format(path=full)]


# --- who reported, and who is reminded -------------------------------------------------------------------------------


def status_told(click: Click) -> Box:
    """The five columns of the period, then the late and the missing units by code."""
    from ..actions.status import StatusOptions, status
    from ..excel.screen import Box
    from ..messages import buttons as words
    from ..messages import cycle

    outcome = status(StatusOptions(click.target), click.screen)
    counts: dict[str, Any] = outcome.counts
    if not counts["total"]["expected"]:
        return Box([*outcome.warnings, outcome.lines[0], cycle.STATUS_NONE_EXPECTED])
    due = outcome.lines[1:2] if counts["due_on"] else []  # a deadline on a day off, or on the eve of a holiday
    lines = [*outcome.warnings, outcome.lines[0], *due, _five(counts["total"])]
    for sentence, units in ((words.STATUS_LATE, counts["late"]), (words.STATUS_MISSING, counts["missing"])):
        if units:
            shown = [f"{unit['unit']} {unit['name']}" for unit in units[:NAMED]]
            more = ["…"] if len(units) > NAMED else []
            lines.append(sentence.format(units=", ".join([*shown, *more])))
    return Box(lines)


def _five(total: dict[str, Any]) -> str:
    from ..messages import buttons as words

    shares = {key: f"{total[key]:.1f}".replace(".", ",") for key in ("percent_received", "percent_on_time")}
    return words.STATUS_FIVE.format(**{**total, **shares})


def reminded(click: Click) -> Box:
    from ..actions.remind import RemindOptions, remind

    return document_box(remind(RemindOptions(click.target), click.screen))
