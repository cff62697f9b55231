"""The files of a round: the list that goes out with the forms, and the files that came back, found in folders and read
one by one, each refusal kept with its name.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..figures.wording import lower_first
from ..files import begins_with
from ..log import log_fault
from ..mail import address, draft, is_draft
from ..messages import collection as words
from ..messages import cycle as mails
from ..messages.collection import CORRECT_FOLDER
from ..paths import ascii_name, is_hidden
from ..workbook.book import Period, Unit
from ..workbook.values import show
from .form import Form, FormRefused, at_fault, file_name
from .read import read_form

# --- the mails, and the list for them --------------------------------------------------------------------------------

#: A sign that begins a formula (the wide ones too), where a cell begins: in the text, or after what a spreadsheet set
#: to Vietnamese takes for the end of one.
_FORMULA = re.compile(r"(^|[;\n\r\t])(?=[ \u00a0]*[=+\-@＝＋－＠\t\r\n])")
_HEAD = "\ufeff" + ",".join(words.LIST_HEADS)


def mail_list(period: Period, rows: Sequence[tuple[Unit, str]]) -> bytes:
    """The list that goes with the forms: unit, e-mail, file, due date, and the mail's words, ready for a mail merge.

    UTF-8 with a byte order mark and commas, as Excel, Word and mail programs take it. What a spreadsheet would take for
    a formula gets an apostrophe before it, also behind a semicolon, which ends a cell where the system is set to
    Vietnamese. `rows` are the units with their forms' names.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(words.LIST_HEADS)
    for unit, file in rows:
        subject, paragraphs = _mail_words(period, unit)
        cells = (unit.code, unit.name, unit.email, file, show(period.unit_due), subject, " ".join(paragraphs))
        writer.writerow([_FORMULA.sub(r"\1'", text) for text in cells])
    return ("\ufeff" + target.getvalue()).encode()


def form_mail(period: Period, unit: Unit, file: str, form: bytes) -> bytes:
    """The draft of the mail that takes the form to its unit."""
    return draft([address(unit.email)], *_mail_words(period, unit), {file: form})


def _mail_words(period: Period, unit: Unit) -> tuple[str, list[str]]:
    """Subject and paragraphs."""
    due = mails.MAIL_FORM_DUE.format(due=show(period.unit_due)) if period.unit_due else ""
    names = {"period": lower_first(period.name), "unit": unit.name, "due": due}
    return mails.MAIL_FORM_SUBJECT.format(**names), [text.format(**names) for text in mails.MAIL_FORM]


def is_mail_list(path: Path) -> bool:
    """Whether the file is such a list: it may lie in the folder in which the forms come back."""
    return begins_with(path, _HEAD.encode())


# --- what goes out ---------------------------------------------------------------------------------------------------


def form_names(units: list[Unit], period: str) -> list[tuple[Unit, str]]:
    """The units with their forms' names: ASCII, and no two the same."""
    taken: set[str] = set()
    named = []
    for unit in units:
        name = stem = ascii_name(words.FORM_NAME.format(period=period, unit=unit.code))
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        named.append((unit, f"{name}.xlsx"))
    return named


def kept(path: Path) -> str:
    """Why the file that stands there is not to be written over, as a sentence; "" where it may be."""
    if not path.exists():
        return ""
    try:
        form = read_form(path)
    except FormRefused:  # the list for the mails too
        return words.FORM_NOT_OURS
    except Exception as fault:  # what no test foresaw is not to be written over either
        log_fault(fault)
        return words.FORM_NOT_OURS
    return "" if form.untouched else words.FORM_KEPT


# --- what came back --------------------------------------------------------------------------------------------------

#: Not somebody's form: owner files and hidden files of programs, our backups and locks, leavings of systems.
_NOT_FORMS = (".bak", ".lock", ".tmp", ".ini", ".db")


@dataclass
class Returned:
    """What was read. `refused` are (name, why) of files that are no forms."""

    forms: list[Form] = field(default_factory=list)
    refused: list[tuple[str, FormRefused]] = field(default_factory=list)


def returned_files(places: Iterable[Path], workbook: Path) -> list[Path]:
    """The files named, and those in the folders named and below them; the workbook itself is left out.

    What we wrote for units to correct is left out too, where it lies in a folder that is searched.
    """
    found: dict[Path, Path] = {}
    for place in places:
        if place.is_dir():
            inside = sorted(path for path in place.rglob("*") if path.is_file())
            files = [path for path in inside if _may_be_form(path.relative_to(place))]
        else:
            files = [place]
        for path in files:
            found.setdefault(path.resolve(), path)
    found.pop(workbook.resolve(), None)
    return list(found.values())


def _may_be_form(path: Path) -> bool:
    leavings = is_hidden(path.name) or path.name.lower().endswith(_NOT_FORMS)
    return not leavings and CORRECT_FOLDER not in path.parts[:-1]


def read_all(files: list[Path], tell: Callable[[int], None]) -> Returned:
    """Every file read; none stops the others. `tell` hears how many are done."""
    returned = Returned()
    for number, path in enumerate(files, 1):
        tell(number)
        try:
            if not (is_mail_list(path) or is_draft(path)):  # what went out with them
                returned.forms.append(read_form(path))
        except FormRefused as refusal:
            returned.refused.append((file_name(path), refusal))
        except Exception as fault:  # a file that no test foresaw must not stop the other nineteen
            returned.refused.append((file_name(path), at_fault(fault)))
    return returned
