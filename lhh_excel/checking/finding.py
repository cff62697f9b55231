"""One finding: the same record goes to the sheet, the terminal, JSON and the log."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """`value` is the word in JSON, `label` the one people read."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        return {"error": "LỖI", "warning": "CẢNH BÁO", "note": "GỢI Ý"}[self.value]


@dataclass(frozen=True)
class Finding:
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
