"""The form that goes back to a unit whose own was wrong: its answers as they were, the wrong cells red, each told."""

from __future__ import annotations

from pathlib import Path

from ..files import write_atomic
from ..messages import collection as words
from ..paths import ascii_name, output_folder
from ..workbook.book import Book
from ..workbook.records import units
from .content import FormContent, Sources
from .form_build import build_form
from .plan import Faulty, Plan


def write_corrections(path: Path, book: Book, identity: str, plan: Plan, out: Path | None) -> list[Path]:
    """One form for each faulty unit (of its newest form), in a folder of their own; their paths."""
    folder = output_folder(path, out, book.text("output")) / words.CORRECT_FOLDER
    sources = Sources(book, plan.period, identity, book.as_of)
    known = units(book)
    newest: dict[str, Faulty] = {}
    for faulty in plan.faulty:
        newest.setdefault(faulty.form.stamp.unit, faulty)
    made = []
    for code, faulty in newest.items():
        content = corrected(sources.content(known[code]), faulty)
        name = ascii_name(words.CORRECT_NAME.format(period=plan.period.code, unit=code))
        file = folder / f"{name}.xlsx"
        write_atomic(file, build_form(content), keep_backup=False)
        made.append(file)
    return made


def corrected(content: FormContent, faulty: Faulty) -> FormContent:
    """The unit's answers in a fresh form. Its stamp is that of the workbook as it is now."""
    for key in faulty.form.places:
        if key[:2] in {cell[:2] for cell in content.shown} or key[0] != "tasks":
            content.shown[key] = faulty.form.values.get(key)
    for problem in faulty.problems:
        line = words.FORM_CORRECT_LINE.format(place=problem.place, message=problem.message, fix=problem.fix)
        content.problems.append(line)
        if problem.key is not None:
            content.marks.setdefault(problem.key, []).append(f"{problem.message} {problem.fix}")
    return content
