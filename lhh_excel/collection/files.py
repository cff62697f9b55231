"""The files that came back: found in folders, read one by one, each refusal kept with its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ..messages.collection import CORRECT_FOLDER
from .form import Form, file_name
from .form_read import read_form
from .refusal import FormRefused, at_fault

#: Not somebody's form: owner files and hidden files of programs, our backups and locks, leavings of systems.
_NOT_FORMS = (".bak", ".lock", ".tmp", ".ini", ".db")


@dataclass
class Returned:
    """What was read. `refused` are (name, why) of files that are no forms."""

    forms: list[Form] = field(default_factory=list)
    refused: list[tuple[str, FormRefused]] = field(default_factory=list)
    lists: int = 0


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
    name = path.name
    if name.startswith((".", "~$")) or name.lower().endswith(_NOT_FORMS):
        return False
    return CORRECT_FOLDER not in path.parts[:-1]


def read_all(files: list[Path], tell: Callable[[int], None]) -> Returned:
    """Every file read; none stops the others. `tell` hears how many are done."""
    returned = Returned()
    for number, path in enumerate(files, 1):
        tell(number)
        try:
            form = read_form(path)
        except FormRefused as refusal:
            returned.refused.append((file_name(path), refusal))
        except Exception as fault:  # a file that no test foresaw must not stop the other nineteen
            returned.refused.append((file_name(path), at_fault(fault)))
        else:
            if form is None:
                returned.lists += 1
            else:
                returned.forms.append(form)
    return returned
