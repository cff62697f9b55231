"""What one unit's form shows: last period's figures, its open tasks, what is already known of this period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from ..figures.tasks import own_columns_count
from ..figures.wording import collation_key
from ..workbook.book import Book, Period, TableData, Unit
from ..workbook.declarations import Declarations
from ..workbook.lists import CANCELLED, DONE
from ..workbook.master import workbook_identity
from ..workbook.tables import TASKS
from ..workbook.values import Value, show, squeeze
from .form import Stamp, Target
from .known import History, as_text, cell_text, text_line, without_unit
from .layout import (
    BEFORE,
    FIGURES_PART,
    GUIDE_KEYS,
    GUIDE_PART,
    NOW,
    SHARED_KEYS,
    TASK_KEYS,
    TASKS_PART,
    TEXTS_PART,
    Asked,
    CellKey,
    asked_of,
)


@dataclass
class FormContent:
    """Everything that the builder writes. `shown` are the input cells' values, `fixed` the grey ones."""

    stamp: Stamp
    unit: Unit
    period: Period
    before: Period | None
    tasks: list[str]
    shown: dict[CellKey, Value]
    fixed: dict[CellKey, Value]
    declared: Declarations
    opening: dict[str, int | float]  # the figures with which the unit begins, where the period before tells
    marks: dict[CellKey, list[str]] = field(default_factory=dict)  # what is wrong, in a form to be corrected
    problems: list[str] = field(default_factory=list)  # the same as lines for the first page


@dataclass
class _Cells:
    """What one form is made of: the workbook's cells under its answers, the input cells, the grey ones."""

    base: dict[Target, str] = field(default_factory=dict)
    shown: dict[CellKey, Value] = field(default_factory=dict)
    fixed: dict[CellKey, Value] = field(default_factory=dict)


class Sources:
    """What the forms of all units are made from, looked up once; they are made on the day of the workbook's clock."""

    def __init__(self, book: Book, period: Period) -> None:
        self.book, self.period, self.workbook = book, period, workbook_identity(book)
        self.asked = asked_of(book)
        self.before = book.periods.get(period.code_before() or "")
        self.history = History(book)
        self.own_columns = own_columns_count(book, period)
        self.led: dict[str, list[int]] = {}
        for i, code, lead in book["tasks"].each("code", "lead"):
            if code and lead and book["tasks"].find(code) == i:
                self.led.setdefault(lead, []).append(i)

    def content(self, unit: Unit) -> FormContent:
        """The form of one unit."""
        tasks = self._tasks(unit)
        cells = _Cells()
        opening = self._opening(unit)
        self._figures(unit, opening, cells)
        for i in tasks:
            self._task(unit, i, cells)
        self._texts(unit, cells)
        for key, name in zip(GUIDE_KEYS, (unit.name, unit.code, self.period.name), strict=True):
            cells.fixed[GUIDE_PART, key, ""] = name
        stamp = Stamp(
            self.workbook,
            self.book.text("agency"),
            unit.code,
            self.period.code,
            self.book.as_of,
            self.history.last,
            {key: text for key, text in cells.base.items() if text},
            {key: text for key, value in cells.shown.items() if (text := as_text(value, self.asked.column(key)))},
            {key: text for key, value in cells.fixed.items() if (text := fixed_text(self.asked, key, value))},
            self.asked,
        )
        codes = [self.book["tasks"].clean["code"][i] for i in tasks]
        return FormContent(
            stamp,
            unit,
            self.period,
            self.before,
            codes,
            cells.shown,
            cells.fixed,
            self.book.declared,
            opening,
        )

    def _figures(self, unit: Unit, opening: dict[str, int | float], cells: _Cells) -> None:
        data = self.book["figures"]
        record = f"{self.period.code}/{unit.code}"
        now = data.find(record)
        before = data.find(f"{self.before.code}/{unit.code}") if self.before else None
        for key in self.asked.keys:
            cells.base["figures", record, key] = cell_text(data, now, key)
            if now is not None:
                cells.shown[FIGURES_PART, key, NOW] = _value(data, now, key)
            if before is not None and key in self.asked.indicators:
                cells.fixed[FIGURES_PART, key, BEFORE] = data.clean[key][before]
        for key, value in opening.items():
            if cells.shown.get((FIGURES_PART, key, NOW)) is None:
                cells.shown[FIGURES_PART, key, NOW] = value

    def _opening(self, unit: Unit) -> dict[str, int | float]:
        """What the unit begins with: its last closing figures with those of the units that it took over."""
        if self.before is None:
            return {}
        data, day = self.book["figures"], self.before.end
        units = [unit, *self.book.forebears(unit.code, day, self.period.end)]
        rows = [data.find(f"{self.before.code}/{one.code}") for one in units if day is None or one.member_on(day)]
        found: dict[str, int | float] = {}
        for key in self.asked.indicators:
            closing = self.book.declared.by_key[key].carries
            if not closing:
                continue
            values: list[Any] = [None if i is None else data.clean[closing][i] for i in rows]
            if None not in values:
                found[key] = sum(values)
        return found

    def _tasks(self, unit: Unit) -> list[int]:
        """The tasks that the unit leads and must still tell about: open ones, and those it told of in this period."""
        data = self.book["tasks"]
        found = []
        for i in self.led.get(unit.code, ()):
            code, assigned, state = data.clean["code"][i], data.clean["assigned"][i], data.clean["state"][i]
            told = self.book["progress"].find(f"{self.period.code}/{code}/{unit.code}") is not None
            if not told and (
                state in (DONE, CANCELLED) or (assigned and self.period.end and assigned > self.period.end)
            ):
                continue
            found.append(i)
        return sorted(found, key=lambda i: collation_key(str(data.clean["code"][i])))

    def _task(self, unit: Unit, i: int, cells: _Cells) -> None:
        data, told = self.book["tasks"], self.book["progress"]
        code = data.clean["code"][i]
        record = f"{self.period.code}/{code}/{unit.code}"
        row = told.find(record)
        for key in ("content", "due"):
            cells.fixed[TASKS_PART, code, key] = _value(data, i, key)
        for key in TASK_KEYS:
            cells.base["tasks", code, key] = cell_text(data, i, key)
            own = _value(data, i, key)
            if key in SHARED_KEYS:
                cells.base["progress", record, key] = cell_text(told, row, key)
                if row is not None:
                    own = _value(told, row, key)
                elif not self.own_columns:
                    own = None
            cells.shown[TASKS_PART, code, key] = own

    def _texts(self, unit: Unit, cells: _Cells) -> None:
        data = self.book["texts"]
        for section in self.asked.sections:
            record = self.history.line(unit.code, text_line(self.period.code, section))
            i = data.find(record) if record else None
            if i is None or record is None:
                continue
            cells.base["texts", record, "content"] = cell_text(data, i, "content")
            cells.shown[TEXTS_PART, section, "content"] = without_unit(unit, str(data.clean["content"][i] or ""))


def _value(data: TableData, i: int, key: str) -> Value:
    """What the form shows of a cell: a faulty value as it was typed, so that the unit sees and mends it."""
    clean, raw = data.clean[key][i], data.raw[key][i]
    return clean if clean is not None or not isinstance(raw, (str, int, float, dt.date)) else raw


def fixed_text(asked: Asked, key: CellKey, value: Value) -> str:
    """A grey cell's value as the stamp keeps it; spacing, case and Unicode form do not count when it is compared."""
    part, row, column = key
    if part == FIGURES_PART:
        return as_text(value, asked.column((part, row, NOW)))
    return squeeze(as_text(value, TASKS[column]) if part == TASKS_PART else show(value))
