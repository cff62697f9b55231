"""The form that goes back to a unit whose own was wrong: its answers as they were, the wrong cells red, each told."""

from __future__ import annotations

from pathlib import Path

from ..errors import LhhError
from ..files import write_atomic
from ..log import log_fault
from ..messages import collection as words
from ..paths import ascii_name, output_folder
from ..workbook.book import Book
from .content import FormContent, Sources
from .form_build import build_form
from .plan import Faulty, Plan


def write_corrections(
    path: Path, book: Book, identity: str, plan: Plan, out: Path | None
) -> tuple[list[Path], list[str]]:
    """One form for each faulty unit (of its newest form), in a folder of their own; their paths, and what failed.

    A form that cannot be made or written is told and stops no other.
    """
    folder = output_folder(path, out, book.text("output")) / words.CORRECT_FOLDER
    sources = Sources(book, plan.period, identity, book.as_of)
    newest: dict[str, Faulty] = {}
    for faulty in plan.faulty:
        newest.setdefault(faulty.unit.code, faulty)
    made, failed = [], []
    for code, faulty in newest.items():
        file = folder / f"{ascii_name(words.CORRECT_NAME.format(period=plan.period.code, unit=code))}.xlsx"
        try:
            write_atomic(file, build_form(corrected(sources.content(faulty.unit), faulty)), keep_backup=False)
        except Exception as error:  # a form that no test foresaw: the workbook and the other forms go on
            why = str(error) if isinstance(error, LhhError) else words.FAULT_LOGGED.format(log=log_fault(error))
            failed.append(words.NOT_CORRECTED.format(unit=code, file=faulty.form.file, why=why))
        else:
            made.append(file)
    return made, failed


def corrected(content: FormContent, faulty: Faulty) -> FormContent:
    """The unit's answers in a fresh form. Its stamp is that of the workbook as it is now."""
    rows = {cell[:2] for cell in content.shown}
    for key in faulty.form.places:
        if key[:2] in rows or key[0] != "tasks":
            content.shown[key] = faulty.form.values.get(key)
    for problem in faulty.problems:
        line = words.FORM_CORRECT_LINE.format(place=problem.place, message=problem.message, fix=problem.fix)
        content.problems.append(line)
        if problem.key is not None:
            content.marks.setdefault(problem.key, []).append(f"{problem.message} {problem.fix}")
    return content
