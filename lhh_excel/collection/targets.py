"""Where a form's values go in the workbook: records looked up by their names, lines of forms, a unit's own words."""

from __future__ import annotations

import datetime as dt
import re

from ..checking.qh_tasks import ROUND
from ..text.wording import wording
from ..workbook.book import Book, Unit
from ..workbook.lists import CANCELLED, DONE
from ..workbook.values import Value, fold, nfc, squeeze

#: A unit's words in the report, with who says it; read back from workbooks, so it stays as it is.
UNIT_TEXT = "{unit}: {text}"


class Rows:
    """The records of the workbook by name; of a doubled name the first."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._found: dict[str, dict[str, int]] = {}

    def find(self, table: str, record: str) -> int | None:
        if table not in self._found:
            data = self._book[table]
            known: dict[str, int] = {}
            for i in range(len(data)):
                known.setdefault(data.record(i), i)
            self._found[table] = known
        return self._found[table].get(record)


def text_line(period: str, section: str) -> str:
    """The name of the line on which a unit writes a section, the same in all its forms of a period."""
    return f"{period}/{section}"


def task_line(issue: str, row: str) -> str:
    """The name of a line for a new task: of one form as it was sent out."""
    return f"{issue}/{row}"


def with_unit(unit: Unit, text: str) -> str:
    """A unit's words as they stand in the report, which is the office's: one paragraph, told who says so."""
    text = _one_paragraph(text)
    return text if squeeze(text).startswith(squeeze(unit.name)) else UNIT_TEXT.format(unit=unit.name, text=text)


def _one_paragraph(text: str) -> str:
    lines = [line.strip() for line in nfc(text).splitlines() if line.strip()]
    joined = [line if line[-1] in ".;:,!?…" else f"{line};" for line in lines[:-1]]
    return " ".join([*joined, *lines[-1:]])


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
