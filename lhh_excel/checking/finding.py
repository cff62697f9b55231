"""One finding: the same record goes to the sheet, the terminal, JSON and the log."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from ..messages import screen as words


class Severity(Enum):
    """`value` is the word in JSON, `label` the one people read."""

    label: str
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


for _severity, _label in zip(Severity, words.SEVERITIES, strict=True):
    _severity.label = _label  # an attribute and no property: thousands of findings ask for it


class Finding(NamedTuple):
    """What is wrong, where, and what to do. `cell` is A1 as the clerk sees it, "" for a whole sheet.

    `answer` is what the clerk wrote beside it in `Kiểm tra`.
    """

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
    answer: str = ""

    @property
    def explained(self) -> str:
        """Why it is to stay as it is, by the clerk's words; an error cannot be explained away."""
        return "" if self.severity is Severity.ERROR else self.answer

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
            "explained": self.explained,
        }

    def text(self) -> str:
        """The finding as a clerk reads it in a terminal: where, what, what to do, why it is to stay so."""
        at_cell = words.FINDING_IN_CELL if self.column else words.FINDING_AT_CELL
        template = at_cell if self.cell else words.FINDING_ON_SHEET
        explained = self.explained
        if explained:
            template += words.FINDING_EXPLAINED
        return template.format(
            severity=self.severity.label,
            code=self.code,
            sheet=self.sheet,
            cell=self.cell,
            column=self.column,
            record=f" ({self.record})" if self.record else "",
            message=self.message,
            fix=self.fix,
            source=self.source,
            answer=explained,
        )


def hidden_states(findings: list[Finding], period: str) -> list[str]:
    """A line about the tasks whose state the period's report takes from Tiến độ while they themselves say another."""
    found = [
        f"{finding.record} ({finding.sheet}!{finding.cell})"
        for finding in findings
        if finding.code == "LG35" or (finding.code == "LG34" and finding.record.startswith(f"{period}/"))
    ]
    return [words.HIDDEN_STATES.format(period=period, count=len(found), tasks=", ".join(found))] if found else []


def summarise(findings: list[Finding]) -> dict[str, int]:
    """How many errors, warnings and notes; what the clerk explained is not counted."""
    found = [finding.severity for finding in findings if not finding.explained]
    return {severity.value: found.count(severity) for severity in Severity}
