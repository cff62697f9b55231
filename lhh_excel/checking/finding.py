"""One finding: the same record goes to the sheet, the terminal, JSON and the log."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from ..messages import screen as words
from ..workbook.lists import SEVERITIES


class Severity(Enum):
    """`value` is the word in JSON, `label` the one people read."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = dict(zip(Severity, SEVERITIES, strict=True))
_BY_WORD = {severity.value: severity for severity in Severity}


def severity_of(word: str) -> Severity:
    """Severity("error"), without the cost of an enum's look-up a finding."""
    return _BY_WORD[word]


class Finding(NamedTuple):
    """What is wrong, where, and what to do. `cell` is A1 as the clerk sees it, "" for a whole sheet."""

    code: str
    severity: Severity
    sheet: str
    cell: str
    column: str
    record: str
    value: str
    message: str
    fix: str
    source: str
    row: int = 0  # for sorting only

    def as_json(self) -> dict[str, str]:
        return {
            "code": self.code,
            "severity": self.severity.value,
            "sheet": self.sheet,
            "cell": self.cell,
            "column": self.column,
            "record": self.record,
            "value": self.value,
            "message": self.message,
            "fix": self.fix,
            "source": self.source,
        }

    def lines(self) -> tuple[str, str, str]:
        """The finding as a clerk reads it in a terminal: where, what, what to do."""
        place = words.FINDING_PLACE if self.cell and self.column else words.FINDING_SHEET
        place = place.format(sheet=self.sheet, cell=self.cell, column=self.column)
        record = f" ({self.record})" if self.record else ""
        return (
            words.FINDING_HEAD.format(severity=self.severity.label, code=self.code, place=place, record=record),
            f"    {self.message}",
            words.FINDING_FIX.format(fix=self.fix, source=self.source),
        )
