"""Rules and where they point: `@rule("LG01", needs=("tasks",))` over a generator of `Spot`s.

A rule is a generator over the book that says where something is wrong; its texts stand in `messages/findings`. The
registry joins the two into `Finding`s. Rules never open a file and never change the book.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import field
from typing import Any

from ..messages.findings import FINDINGS
from ..messages.findings.phrases import ROW
from ..plain import record
from ..workbook.book import Book, TableData
from ..workbook.values import Formula, show
from .finding import Finding, severity_of

#: A longer value is cut in a finding: the cell itself is one click away.
SHOWN = 160
#: So is what a sentence says besides: a list of fifty units is whole.
_SAID = 1_000

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


@record
class Spot:
    """Where a rule found something: record `i` of `data`, column `key`; `i` None for a table without the record.

    `details` fill the sentence; `value`, `cell`, `record` replace what the place itself would say.
    """

    data: TableData
    i: int | None
    key: str
    details: dict[str, object] = field(default_factory=dict)
    value: str | None = None
    record: str | None = None


@record
class Place:
    """A place that is no record: a fault of the skeleton, or a whole sheet."""

    sheet: str
    cell: str = ""
    column: str = ""
    value: str = ""
    record: str = ""
    details: dict[str, object] = field(default_factory=dict)


RuleFunction = Callable[[Book], Iterator[Spot | Place]]


@record
class Rule:
    """One numbered rule. `needs` are tables ("tasks") or columns ("tasks.due") without which it says nothing."""

    code: str
    needs: tuple[str, ...]
    function: RuleFunction

    def applies(self, book: Book) -> bool:
        for need in self.needs:
            table, _, column = need.partition(".")
            if not book.has(table) or (column and column not in book.tables[table].letters):
                return False
        return True

    def __call__(self, book: Book) -> Iterator[Finding]:
        """The findings of this rule, in the order in which it meets them."""
        for spot in self.function(book):
            yield from_spot(self.code, spot) if isinstance(spot, Spot) else from_place(self.code, spot)


#: Code -> rule, in order of declaration.
RULES: dict[str, Rule] = {}


def rule(code: str, *, needs: tuple[str, ...] = ()) -> Callable[[RuleFunction], RuleFunction]:
    """Register a generator under its code of the catalogue. A code without texts, or used twice, is a fault."""

    def register(function: RuleFunction) -> RuleFunction:
        if code in RULES or code not in FINDINGS:
            raise ValueError(f"rule {code}: doubled, or not in the catalogue")
        RULES[code] = Rule(code, needs, function)
        return function

    return register


def spot(data: TableData, i: int | None, key: str, **details: object) -> Spot:
    """A place in a table, with what the sentence needs."""
    return Spot(data, i, key, details)


def visible(text: str, most: int = SHOWN) -> str:
    """The text cut to a readable length, with control and invisible characters written as U+XXXX."""
    if len(text) > most:
        text = text[: most - 1] + "…"
    return text if text.isprintable() else _CONTROL.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def typed(data: TableData, i: int, key: str) -> str:
    """What stands in the cell, for a message."""
    value = data.raw[key][i]
    return visible(value.text if isinstance(value, Formula) else show(value))


def name_of(data: TableData, i: int) -> str:
    """The record's code as in `Kiểm tra`; the row where it has none."""
    record = data.record(i)
    return visible(record) if record.strip("/") else ROW.format(row=data.rows[i])


def from_spot(code: str, at: Spot) -> Finding:
    data, i = at.data, at.i
    header = data.schema.header(at.key)
    if i is None:
        letter = data.letters.get(at.key) or next(iter(data.letters.values()), "A")
        cell, row, record, value = f"{letter}{data.header_row}", data.header_row, at.record or "", at.value or ""
    else:
        cell, row = data.cell(i, at.key), data.rows[i]
        record = at.record if at.record is not None else name_of(data, i)
        value = at.value if at.value is not None else typed(data, i, at.key)
    known = {"table": data.schema.name}
    return _finding(code, data.sheet, cell, header, record, value, row, known | at.details)


def from_place(code: str, at: Place) -> Finding:
    digits = re.search(r"\d+", at.cell)
    row = int(digits[0]) if digits else 0
    return _finding(code, at.sheet, at.cell, at.column, visible(at.record), visible(at.value), row, at.details)


def _finding(
    code: str, sheet: str, cell: str, column: str, record: str, value: str, row: int, details: dict[str, Any]
) -> Finding:
    entry = FINDINGS[code]
    words: dict[str, Any] = {"sheet": sheet, "column": column, "record": record, "value": value}
    for key, detail in details.items():
        words[key] = visible(detail if isinstance(detail, str) else show(detail), _SAID)
    message = entry.message.format_map(words).replace("”?.", "”?")  # a question at the end of the sentence
    fix = entry.fix.format_map(words) if "{" in entry.fix else entry.fix
    severity = severity_of(entry.severity)
    return Finding(code, severity, sheet, cell, column, record, value, message, fix, entry.source, row)
