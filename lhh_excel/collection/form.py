"""A form that was read: what the unit wrote, where it stands, and what is wrong with the form itself."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass, field
from pathlib import Path

from ..checking.registry import visible
from ..messages import collection as words
from ..workbook.values import Value, nfc
from .canonical import as_text
from .layout import CellKey, column_of
from .stamp import Stamp, checksum


def file_name(path: Path) -> str:
    """The file's name in NFC, whichever system wrote it; � where it is no Unicode."""
    return nfc(os.fsencode(path.name).decode(errors="replace"))


@dataclass(frozen=True)
class Fault:
    """Something wrong with the form itself; `key` is the input cell concerned, if it is one."""

    code: str  # of messages/collection.py, FAULTS
    place: str
    key: CellKey | None
    details: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> str:
        return words.FAULTS[self.code][0].format(**self._shown)

    @property
    def fix(self) -> str:
        return words.FAULTS[self.code][1].format(**self._shown)

    @property
    def _shown(self) -> dict[str, str]:
        return {name: visible(text) for name, text in self.details}


@dataclass
class Form:
    """A form read. `values` are typed where they can be, as they were typed otherwise; blank cells are left out.

    Each is text, a truth, a finite number, a day or moment of Excel's calendar, or an Excel error. `readings` are what
    was read otherwise than it was typed, or not at all, as sentences. `saved` is when the unit's program saved it;
    `came` the file's time here, which a download makes later.
    """

    path: Path
    stamp: Stamp
    saved: dt.datetime
    came: dt.datetime
    values: dict[CellKey, Value] = field(default_factory=dict)
    places: dict[CellKey, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)

    @property
    def file(self) -> str:
        return file_name(self.path)

    @property
    def texts(self) -> dict[CellKey, str]:
        """The values as text, for comparing."""
        return {key: text for key, value in self.values.items() if (text := as_text(value, column_of(key)))}

    @property
    def untouched(self) -> bool:
        """Nothing was typed: the form is as it was sent."""
        return not self.faults and self.texts == self.stamp.shown

    @property
    def order(self) -> str:
        """Later forms of a unit have a greater one: first by the day they were made, then by when they were saved."""
        return f"{self.stamp.created.isoformat()} {self.saved.isoformat()}"

    @property
    def fingerprint(self) -> str:
        """The same for the same form with the same answers."""
        rows = [(*key, text) for key, text in sorted(self.texts.items())]
        return checksum([(self.stamp.issue,), *rows])[:12]

    @property
    def mark(self) -> str:
        """What the journal keeps of a form that was taken in."""
        return f"{self.order} {self.fingerprint}"
