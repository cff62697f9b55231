"""What one unit's form shows: last period's figures, its open tasks, what is already known of this period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from ..figures.tasks import own_columns_count
from ..figures.wording import collation_key
from ..workbook.book import Book, Period, Unit
from ..workbook.lists import CANCELLED, DONE
from ..workbook.tables import TASKS
from ..workbook.values import Value, show, squeeze
from .canonical import as_text, cell_text
from .history import History
from .layout import (
    BEFORE,
    FIGURE_KEYS,
    FIGURES_PART,
    GUIDE_KEYS,
    GUIDE_PART,
    NOW,
    SECTIONS,
    SHARED_KEYS,
    TASK_KEYS,
    TASKS_PART,
    TEXTS_PART,
    CellKey,
    column_of,
)
from .stamp import Stamp, Target
from .targets import Rows, text_line, without_unit


@dataclass
class FormContent:
    """Everything that the builder writes. `shown` are the input cells' values, `fixed` the grey ones."""

    stamp: Stamp
    agency: str
    unit: Unit
    period: Period
    before: Period | None
    tasks: list[str]
    shown: dict[CellKey, Value]
    fixed: dict[CellKey, Value]
    opening: int | float | None  # the members with which the unit begins, where the period before tells
    marks: dict[CellKey, list[str]] = field(default_factory=dict)  # what is wrong, in a form to be corrected
    problems: list[str] = field(default_factory=list)  # the same as lines for the first page


class Sources:
    """What the forms of all units are made from, looked up once."""

    def __init__(self, book: Book, period: Period, workbook: str, created: dt.date) -> None:
        self.book, self.period, self.workbook, self.created = book, period, workbook, created
        self.before = book.periods.get(period.code_before() or "")
        self.rows = Rows(book)
        self.history = History(book)
        self.own_columns = own_columns_count(book, period)
        self.led: dict[str, list[int]] = {}
        for i, code, lead in book["tasks"].each("code", "lead"):
            if code and lead and self.rows.find("tasks", code) == i:
                self.led.setdefault(lead, []).append(i)

    def content(self, unit: Unit) -> FormContent:
        """The form of one unit."""
        tasks = self._tasks(unit)
        base: dict[Target, str] = {}
        shown: dict[CellKey, Value] = {}
        fixed: dict[CellKey, Value] = {}
        opening = self._opening(unit)
        self._figures(unit, opening, base, shown, fixed)
        for i in tasks:
            self._task(unit, i, base, shown, fixed)
        self._texts(unit, base, shown)
        for key, name in zip(GUIDE_KEYS, (unit.name, unit.code, self.period.name), strict=True):
            fixed[GUIDE_PART, key, ""] = name
        stamp = Stamp(
            self.workbook,
            self.book.text("agency"),
            unit.code,
            self.period.code,
            self.created,
            self.history.last,
            {key: text for key, text in base.items() if text},
            _texts_of(shown),
            _fixed_texts(fixed),
        )
        codes = [self.book["tasks"].clean["code"][i] for i in tasks]
        return FormContent(
            stamp, self.book.text("agency"), unit, self.period, self.before, codes, shown, fixed, opening
        )

    def _figures(
        self,
        unit: Unit,
        opening: int | float | None,
        base: dict[Target, str],
        shown: dict[CellKey, Value],
        fixed: dict[CellKey, Value],
    ) -> None:
        data = self.book["figures"]
        record = f"{self.period.code}/{unit.code}"
        now = self.rows.find("figures", record)
        before = self.rows.find("figures", f"{self.before.code}/{unit.code}") if self.before else None
        for key in FIGURE_KEYS:
            base["figures", record, key] = cell_text(data, now, key)
            if now is not None:
                shown[FIGURES_PART, key, NOW] = _value(data.clean[key][now], data.raw[key][now])
            if before is not None and key != "note":
                fixed[FIGURES_PART, key, BEFORE] = data.clean[key][before]
        if opening is not None and shown.get((FIGURES_PART, "members_start", NOW)) is None:
            shown[FIGURES_PART, "members_start", NOW] = opening

    def _opening(self, unit: Unit) -> int | float | None:
        """The members with which the unit begins: its last closing figure with those of the units that it took over."""
        if self.before is None:
            return None
        data = self.book["figures"]
        merged = self.book.forebears(unit.code, self.before.end, self.period.end)
        total: int | float = 0
        for one in (unit, *merged):
            if self.before.end is not None and not one.member_on(self.before.end):
                continue
            i = self.rows.find("figures", f"{self.before.code}/{one.code}")
            if i is None or data.clean["members_end"][i] is None:
                return None
            total += data.clean["members_end"][i]
        return total

    def _tasks(self, unit: Unit) -> list[int]:
        """The tasks that the unit leads and must still tell about: open ones, and those it told of in this period."""
        data = self.book["tasks"]
        found = []
        for i in self.led.get(unit.code, ()):
            code, assigned, state = data.clean["code"][i], data.clean["assigned"][i], data.clean["state"][i]
            told = self.rows.find("progress", f"{self.period.code}/{code}/{unit.code}") is not None
            if not told and (
                state in (DONE, CANCELLED) or (assigned and self.period.end and assigned > self.period.end)
            ):
                continue
            found.append(i)
        return sorted(found, key=lambda i: collation_key(str(data.clean["code"][i])))

    def _task(
        self, unit: Unit, i: int, base: dict[Target, str], shown: dict[CellKey, Value], fixed: dict[CellKey, Value]
    ) -> None:
        data, told = self.book["tasks"], self.book["progress"]
        code = data.clean["code"][i]
        record = f"{self.period.code}/{code}/{unit.code}"
        row = self.rows.find("progress", record)
        for key in ("content", "due"):
            fixed[TASKS_PART, code, key] = _value(data.clean[key][i], data.raw[key][i])
        for key in TASK_KEYS:
            base["tasks", code, key] = cell_text(data, i, key)
            own = _value(data.clean[key][i], data.raw[key][i])
            if key in SHARED_KEYS:
                base["progress", record, key] = cell_text(told, row, key)
                if row is not None:
                    own = _value(told.clean[key][row], told.raw[key][row])
                elif not self.own_columns:
                    own = None
            shown[TASKS_PART, code, key] = own

    def _texts(self, unit: Unit, base: dict[Target, str], shown: dict[CellKey, Value]) -> None:
        data = self.book["texts"]
        for section in SECTIONS:
            record = self.history.line(unit.code, text_line(self.period.code, section))
            i = self.rows.find("texts", record) if record else None
            if i is None or record is None:
                continue
            base["texts", record, "content"] = cell_text(data, i, "content")
            shown[TEXTS_PART, section, "content"] = without_unit(unit, str(data.clean["content"][i] or ""))


def _value(clean: Value, raw: Value) -> Value:
    """What the form shows of a cell: a faulty value as it was typed, so that the unit sees and mends it."""
    return clean if clean is not None or not isinstance(raw, (str, int, float, dt.date)) else raw


def _texts_of(cells: dict[CellKey, Value]) -> dict[CellKey, str]:
    return {key: text for key, value in cells.items() if (text := as_text(value, column_of(key)))}


def _fixed_texts(cells: dict[CellKey, Value]) -> dict[CellKey, str]:
    return {key: text for key, value in cells.items() if (text := fixed_text(key, value))}


def fixed_text(key: CellKey, value: Value) -> str:
    """A grey cell's value as the stamp keeps it; spacing, case and Unicode form do not count when it is compared."""
    part, row, column = key
    if part == FIGURES_PART:
        return as_text(value, column_of((part, row, NOW)))
    return squeeze(as_text(value, TASKS[column]) if part == TASKS_PART else show(value))
