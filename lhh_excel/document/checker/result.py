"""What a check gives: findings with a legal locator, and a verdict for each component."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """Verdict on one component: `NA` where the document has none and needs none."""

    PASS = "PASS"
    FAIL = "FAIL"
    MISSING = "MISSING"
    NA = "NA"


@dataclass(frozen=True)
class LayoutFinding:
    """One departure from the decree: `code` is the rule's locator, `severity` "error", "warning" or "note"."""

    code: str
    severity: str
    component: str
    prop: str
    place: str
    found: str
    expected: str
    message: str
    fix: str
    source: str

    def as_json(self) -> dict[str, str]:
        return {
            "code": self.code,
            "severity": self.severity,
            "component": self.component,
            "place": self.place,
            "found": self.found,
            "expected": self.expected,
            "message": self.message,
            "fix": self.fix,
            "source": self.source,
        }


@dataclass(frozen=True)
class ComponentResult:
    """`name` is the component's key in law.COMPONENTS, `label` what people call it."""

    name: str
    label: str
    status: Status

    def as_json(self) -> dict[str, str]:
        return {"name": self.name, "label": self.label, "status": self.status.value}


@dataclass
class CheckResult:
    """The whole answer for one document; `document_type` is "Báo cáo", "Công văn", … or "" where unknown."""

    file: str
    document_type: str
    findings: list[LayoutFinding] = field(default_factory=list)
    components: list[ComponentResult] = field(default_factory=list)
    signed: bool = False
    protected: bool = False

    @property
    def errors(self) -> int:
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def warnings(self) -> int:
        return sum(finding.severity == "warning" for finding in self.findings)

    def as_json(self) -> dict[str, object]:
        return {
            "file": self.file,
            "type": self.document_type,
            "errors": self.errors,
            "warnings": self.warnings,
            "findings": [finding.as_json() for finding in self.findings],
            "components": [component.as_json() for component in self.components],
        }
