"""The workbook as forms meet it: its cells as text, what earlier imports brought into it, names for what is new."""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import re
from decimal import Decimal
from functools import lru_cache

from ..checking.qh_tasks import ROUND
from ..text.wording import wording
from ..workbook.book import Book, TableData, Unit
from ..workbook.journal import FORM, LINE, ImportLine, imports
from ..workbook.lists import CANCELLED, DONE
from ..workbook.schema import Column
from ..workbook.values import ErrorValue, Formula, Value, fold, nfc, show, squeeze

# --- values as text --------------------------------------------------------------------------------------------------

# For comparing, for the stamp and for `Nhật ký`: equal values give equal text, and text gives back. A text that stands
# where a number or date belongs carries an apostrophe, as in Excel, so that it stays text.

_NUMBER = re.compile(r"-?\d{1,309}(?:,\d{1,309})?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_MOMENT = re.compile(r"\d{2}/\d{2}/\d{4}(?: \d{2}:\d{2})?", re.ASCII)
_MARK = "'"

#: The labels of a form are the same in all forms of a folder; a long text is somebody's own.
_LABEL = 120
_fold = lru_cache(maxsize=1 << 12)(fold)


def folded(text: str) -> str:
    """`values.fold`, worked out once for each label."""
    return _fold(text) if len(text) <= _LABEL else fold(text)


def as_text(value: Value, column: Column) -> str:
    """The value as `Nhật ký` shows it; "" for blank. Text is NFC without outer spaces."""
    if isinstance(value, str):
        text = nfc(value).strip()
        looks = _NUMBER.fullmatch(text) or _MOMENT.fullmatch(text) or text.startswith(_MARK)
        return _MARK + text if looks and not column.kind.is_text else text
    if not isinstance(value, float):
        return show(value)
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return format(Decimal(repr(value)), "f").rstrip("0").rstrip(".").replace(".", ",")


def from_text(text: str, column: Column) -> Value:
    """The value that `as_text` told; None for ""."""
    if text == "":
        return None
    if column.kind.is_text:
        return text
    if text.startswith(_MARK):
        return text[1:]
    if column.kind.is_number and _NUMBER.fullmatch(text):
        number = float(text.replace(",", "."))
        return int(text) if text.lstrip("-").isdecimal() else number if math.isfinite(number) else text
    if column.kind.is_date and _MOMENT.fullmatch(text):
        with contextlib.suppress(ValueError):  # a day that the calendar does not have
            moment = dt.datetime.strptime(text, "%d/%m/%Y %H:%M"[: 8 if len(text) == 10 else 14])
            return moment.date() if len(text) == 10 else moment
    return text


def cell_text(data: TableData, i: int | None, key: str) -> str:
    """What a cell of the workbook holds: its typed value where it has one, else what was typed. No record: ""."""
    if i is None:
        return ""
    clean = data.clean[key][i]
    return as_text(data.raw[key][i] if clean is None else clean, data.schema[key])


def raw_text(data: TableData, i: int | None, key: str) -> str:
    """What was typed, exactly (a number kept as text is told as text): what an undo puts back."""
    return "" if i is None else as_text(data.raw[key][i], data.schema[key])


def where(data: TableData, record: str, column: str) -> dict[str, str]:
    """What a sentence says of where a cell stands."""
    return {"sheet": data.sheet, "record": record, "column": data.schema.header(column)}


def untouchable(data: TableData, i: int | None, key: str) -> bool:
    """A formula or an Excel error stands there: nothing is written over it."""
    return i is not None and isinstance(data.raw[key][i], (Formula, ErrorValue))


# --- records and their names -----------------------------------------------------------------------------------------

#: A unit's words in the report, with who says it; read back from workbooks, so it stays as it is.
UNIT_TEXT = "{unit}: {text}"


def text_line(period: str, section: str) -> str:
    """The name of the line on which a unit writes a section, the same in all its forms of a period."""
    return f"{period}/{section}"


def task_line(issue: str, row: str) -> str:
    """The name of a line for a new task: of one form as it was sent out."""
    return f"{issue}/{row}"


def with_unit(unit: Unit, text: str) -> str:
    """A unit's words as they stand in the report, which is the office's: one paragraph, told who says so."""
    lines = [line.strip() for line in nfc(text).splitlines() if line.strip()]
    joined = [line if line[-1] in ".;:,!?…" else f"{line};" for line in lines[:-1]]
    text = " ".join([*joined, *lines[-1:]])
    return text if squeeze(text).startswith(squeeze(unit.name)) else UNIT_TEXT.format(unit=unit.name, text=text)


def without_unit(unit: Unit, text: str) -> str:
    """What the unit itself wrote."""
    return text.removeprefix(UNIT_TEXT.format(unit=unit.name, text=""))


def one_time(due: Value, other: Value) -> bool:
    """Two deadlines may be those of one task: they are not as far apart as rounds of a task that comes again."""
    return not (isinstance(due, dt.date) and isinstance(other, dt.date)) or abs(_day(due) - _day(other)) < ROUND


def _day(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


class Names:
    """New codes for new tasks and new places for new paragraphs; what is there already is found again."""

    def __init__(self, book: Book, period: str) -> None:
        data = book["tasks"]
        self._alike: dict[tuple[str, str], list[tuple[str, str | None, dt.date | None]]] = {}
        for _, code, lead, content, state, due in data.each("code", "lead", "content", "state", "due"):
            if code and lead and content:
                self._alike.setdefault((lead, wording(content)), []).append((code, state, due))
        self._taken = {code for code in data.clean["code"] if code}
        self._prefix, self._width, self._number = _numbering(list(data.clean["code"]))
        self._paragraphs: dict[tuple[str, str], str] = {}
        self._orders: dict[str, int] = {}
        texts = book["texts"]
        for i, code, section, order, content in texts.each("period", "section", "order", "content"):
            if code == period and section:
                declared = book.declared.section(section)  # under its name of today
                section = declared.name if declared is not None else section
                self._orders[section] = max(self._orders.get(section, 0), int(order or 0))
                self._paragraphs.setdefault((section, fold(content or "")), texts.record(i))

    def task_like(self, unit: str, content: str, due: Value) -> str | None:
        """The code of a task that the unit leads and that reads the same: an open one, or of the same time.

        What was finished or given up before may come again in the same words.
        """
        for code, state, its_due in reversed(self._alike.get((unit, wording(content)), [])):
            if state not in (DONE, CANCELLED) or (state == DONE and one_time(due, its_due)):
                return code
        return None

    def next_task(self) -> str:
        """The code after the last one, in the workbook's own manner: NV-061."""
        while True:
            self._number += 1
            code = f"{self._prefix}{self._number:0{self._width}d}"
            if code not in self._taken:
                self._taken.add(code)
                return code

    def paragraph_like(self, section: str, text: str) -> str | None:
        """The record of the period's paragraph that reads the same."""
        return self._paragraphs.get((section, fold(text)))

    def next_order(self, section: str) -> int:
        """The place after the section's last paragraph."""
        self._orders[section] = self._orders.get(section, 0) + 1
        return self._orders[section]


_NUMBERED = re.compile(r"(.*?)(\d{1,9})")
_FIRST_TASK = ("NV-", 3, 0)


def _numbering(codes: list[object]) -> tuple[str, int, int]:
    """(prefix, digits, last number) of the most used way of numbering."""
    found: dict[str, list[str]] = {}
    for code in codes:
        match = _NUMBERED.fullmatch(str(code)) if code else None
        if match is not None:
            found.setdefault(match[1], []).append(match[2])
    if not found:
        return _FIRST_TASK
    prefix, numbers = max(found.items(), key=lambda item: len(item[1]))
    return prefix, max(map(len, numbers)), max(map(int, numbers))


# --- what `Nhật ký` tells of imports ---------------------------------------------------------------------------------


class History:
    """The imports in the journal's order: which value of which cell came from a form, and what was taken back since.

    An entry that was undone is not live any more.
    """

    def __init__(self, book: Book) -> None:
        self.last = 0
        self._stacks: dict[tuple[str, str, str], list[ImportLine]] = {}
        self._ids: set[int] = set()
        for entry in imports(book):
            self.last = max(self.last, entry.id)
            self._ids.add(entry.id)
            stack = self._stacks.setdefault(entry.cell, [])
            if entry.undone:
                stack[:] = [e for e in stack if e.id != entry.id]
            else:
                stack.append(entry)
        self._lines = {
            (e.unit, e.new): e.record for cell, stack in self._stacks.items() if cell[2] == LINE for e in stack
        }

    def __contains__(self, number: int) -> bool:
        return number in self._ids

    def top(self, table: str, record: str, column: str) -> ImportLine | None:
        """The last import that put a value into the cell and was not undone."""
        stack = self._stacks.get((table, record, column))
        return stack[-1] if stack else None

    def line(self, unit: str, name: str) -> str | None:
        """The record that came from a line of the unit's form."""
        return self._lines.get((unit, name))

    def marks(self, unit: str, period: str) -> list[str]:
        """The forms of the unit that were taken in for the period, oldest first."""
        return [entry.new for entry in self._stacks.get(("", f"{period}/{unit}", FORM), ())]

    def of(self, number: int) -> list[ImportLine]:
        """The entries of one import that were not undone, in the journal's order of cells."""
        return [entry for stack in self._stacks.values() for entry in stack if entry.id == number]
