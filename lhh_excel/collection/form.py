"""A unit's form: why one is refused, the stamp that it carries, and what was read of one that came back."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..checking.registry import visible
from ..errors import InputError
from ..log import log_fault
from ..messages import collection as words
from ..plain import lazy
from ..workbook.defaults import EARLIER_KEYS
from ..workbook.lists import COUNTED, MONEY
from ..workbook.schema import Column, Kind
from ..workbook.values import Value, nfc
from .known import as_text, folded
from .layout import (
    ASKED_BEFORE,
    FIGURES_PART,
    FORM_MARK,
    FORM_VERSION,
    NEW_PART,
    READ_VERSIONS,
    TEXTS_PART,
    Asked,
    CellKey,
)


class FormRefused(Exception):
    """One file is refused; the others go on. `key` names the sentence in messages/collection.py."""

    def __init__(self, key: str, **details: object) -> None:
        super().__init__(key)
        self.key = key
        self.details = details

    @property
    def what(self) -> str:
        return words.REFUSALS[self.key][0].format(**self.details)

    @property
    def remedy(self) -> str:
        return words.REFUSALS[self.key][1].format(**self.details)

    def line(self, file: str) -> str:
        """The one line for the clerk."""
        return words.IMPORT_REFUSED.format(file=file, what=self.what, remedy=self.remedy)


def refused(error: InputError) -> FormRefused:
    """The same failure in a form's words."""
    return FormRefused(error.key if error.key in words.REFUSALS else "truncated", **error.details)


def at_fault(fault: Exception) -> FormRefused:
    """A fault of ours with one form, logged: the others go on."""
    return FormRefused("form_fault", log=log_fault(fault))


# --- the stamp -------------------------------------------------------------------------------------------------------

# Kept as rows of text on a hidden sheet, with a checksum over them: a form whose stamp does not add up is refused.

_HEAD, _ASKED, _BASE, _SHOWN, _FIXED, _SUM = "phieu", "hoi", "so", "o", "co-dinh", "tong"

#: (table key, record, column key)
Target = tuple[str, str, str]


@dataclass(frozen=True)
class Stamp:
    """Whose form it is, and what stood in the workbook when it was made.

    `base`: what the workbook held; `shown`: what the input cells held; `fixed`: the cells that nobody may change.

    Blank ones are left out of all three. `last_import` is the number of the last import when the form was made.
    `asked`: what the form asks, also where the office declares otherwise by now. `written`: key -> the key of the form
    itself, where it was made before the office declared its indicators.
    """

    workbook: str
    agency: str
    unit: str
    period: str
    created: dt.date
    last_import: int
    base: dict[Target, str] = field(default_factory=dict)
    shown: dict[CellKey, str] = field(default_factory=dict)
    fixed: dict[CellKey, str] = field(default_factory=dict)
    asked: Asked = ASKED_BEFORE
    version: int = FORM_VERSION
    written: dict[str, str] = field(default_factory=dict)

    @lazy
    def issue(self) -> str:
        """The form's own short name: forms made at another time, or from other data, have another."""
        return checksum(self._body())[:10]

    def rows(self) -> list[tuple[str, ...]]:
        """The rows of the hidden sheet, the mark first, the checksum last."""
        body = self._body()
        return [(FORM_MARK,), *body, (_SUM, checksum(body))]

    def _body(self) -> list[tuple[str, ...]]:
        head = [
            ("version", str(self.version)),
            ("workbook", self.workbook),
            ("agency", self.agency),
            ("unit", self.unit),
            ("period", self.period),
            ("created", self.created.isoformat()),
            ("last_import", str(self.last_import)),
        ]
        rows: list[tuple[str, ...]] = [(_HEAD, *pair) for pair in head]
        if self.version > 1:
            kinds = {Kind.DECIMAL: MONEY, Kind.COUNT: COUNTED}
            rows += [(_ASKED, FIGURES_PART, each.key, each.header, kinds[each.kind]) for each in self.asked.figures]
            rows += [(_ASKED, TEXTS_PART, name) for name in self.asked.sections]
            rows += [(_ASKED, NEW_PART, name) for name in self.asked.groups]
        for kind, cells in ((_BASE, self.base), (_SHOWN, self.shown), (_FIXED, self.fixed)):
            rows += [(kind, *self.as_written(key), value) for key, value in cells.items() if value]
        return rows

    def as_written(self, key: tuple[str, str, str]) -> tuple[str, str, str]:
        """The key of a cell as the form itself names it: what is known of it by that name stays so."""
        first, second, third = key
        return first, self.written.get(second, second), self.written.get(third, third)


def checksum(rows: Iterable[Sequence[str]]) -> str:
    """Independent of what saving in another program changes: Unicode form and spacing."""
    text = "\n".join("\t".join(folded(cell) for cell in row) for row in rows)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def read_stamp(rows: Sequence[Sequence[str]]) -> Stamp:
    """The stamp of the rows under the mark. Raises FormRefused: "form_version", "form_stamp"."""
    head: dict[str, str] = {}
    cells: dict[str, dict[tuple[str, str, str], str]] = {_BASE: {}, _SHOWN: {}, _FIXED: {}}
    body: list[tuple[str, ...]] = []
    written: dict[str, str] = {}
    asked: list[tuple[str, ...]] = []
    total = ""
    for row in rows:
        kind, *rest = (nfc(cell) for cell in row)
        if kind == _SUM and rest:
            total = rest[0]
        elif kind == _HEAD and len(rest) >= 1:
            head[rest[0]] = rest[1] if len(rest) > 1 else ""
            body.append((kind, rest[0], head[rest[0]]))
        elif kind in cells and len(rest) == 4:
            table, second, third = rest[:3]
            cells[kind][table, EARLIER_KEYS.get(second, second), EARLIER_KEYS.get(third, third)] = rest[3]
            written |= {EARLIER_KEYS[key]: key for key in (second, third) if key in EARLIER_KEYS}
            body.append((kind, *rest))
        elif kind == _ASKED and len(rest) in (2, 4):
            asked.append(tuple(rest))
            body.append((kind, *rest))
        elif any(row):
            raise FormRefused("form_stamp")
    version = head.get("version", "")
    if version.isdecimal() and version not in READ_VERSIONS:
        raise FormRefused("form_version", found=version, wanted=FORM_VERSION)
    try:
        stamp = Stamp(
            head["workbook"],
            head["agency"],
            head["unit"],
            head["period"],
            dt.date.fromisoformat(head["created"]),
            int(head["last_import"]),
            cells[_BASE],
            cells[_SHOWN],
            cells[_FIXED],
            _asked(asked) if version != "1" else ASKED_BEFORE,
            int(version),
            written,
        )
    except (KeyError, ValueError) as error:
        raise FormRefused("form_stamp") from error
    if checksum(body) != total:
        raise FormRefused("form_stamp")
    return stamp


def _asked(rows: Iterable[tuple[str, ...]]) -> Asked:
    """What the rows of a stamp say was asked. Raises ValueError."""
    figures: list[Column] = []
    named: dict[str, list[str]] = {TEXTS_PART: [], NEW_PART: []}
    for part, name, *more in rows:
        if part == FIGURES_PART and more:
            header, kind = more
            figures.append(Column(name, header, Kind.DECIMAL if kind == MONEY else Kind.COUNT, ""))
        elif part in named and not more:
            named[part].append(name)
        else:
            raise ValueError(part)
    return Asked(tuple(figures), tuple(named[TEXTS_PART]), tuple(named[NEW_PART]))


# --- a form that came back -------------------------------------------------------------------------------------------


def file_name(path: Path) -> str:
    """The file's name in NFC, whichever system wrote it; � where it is no Unicode."""
    return nfc(os.fsencode(path.name).decode(errors="replace"))


@dataclass(frozen=True)
class Fault:
    """One thing that a unit must mend; `key` is the input cell, where it is one."""

    code: str
    place: str
    key: CellKey | None
    message: str
    fix: str

    @classmethod
    def of(cls, code: str, place: str, key: CellKey | None = None, /, **details: str) -> Fault:
        """Something wrong with the form itself, as messages/collection.py tells it (FAULTS)."""
        shown = {name: visible(text) for name, text in details.items()}
        message, fix = words.FAULTS[code]
        return cls(code, place, key, message.format(**shown), fix.format(**shown))


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
        column = self.stamp.asked.column
        return {key: text for key, value in self.values.items() if (text := as_text(value, column(key)))}

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
        rows = sorted((*self.stamp.as_written(key), text) for key, text in self.texts.items())
        return checksum([(self.stamp.issue,), *rows])[:12]

    @property
    def mark(self) -> str:
        """What the journal keeps of a form that was taken in."""
        return f"{self.order} {self.fingerprint}"
