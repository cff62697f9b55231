"""What a check gives: findings with a legal locator, a verdict for each component; values and places in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ...law import Rule
from ...messages import layout as say
from ...plain import lazy
from ..reading import Paragraph, Section
from ..reading.components import Parts
from ..reading.lines import Line


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


# --- values, demands and places in Vietnamese words ------------------------------------------------------------------


_QUOTE = 45


def number(value: float, digits: int = 2) -> str:
    """1.27 -> "1,27"; no idle zeros."""
    return f"{round(value, digits):g}".replace(".", ",")


def amount(value: float, unit: str) -> str:
    return f"{number(value)} {unit}".strip()


def demanded(rule: Rule) -> str:
    """What a rule wants: "từ 13 đến 14 pt", "đậm", "1 hoặc 1,27 cm"."""
    if rule.unit == "lần":
        return say.AS_LONG if (rule.low or 0) > 0.9 else say.A_SHARE
    if rule.low is not None and rule.high is not None:
        if rule.low == rule.high:
            return amount(rule.low, rule.unit)
        return say.FROM_TO.format(low=number(rule.low), high=amount(rule.high, rule.unit))
    if rule.low is not None:
        return say.AT_LEAST.format(low=amount(rule.low, rule.unit))
    if rule.high is not None:
        return say.AT_MOST.format(high=amount(rule.high, rule.unit))
    joined = ", " if rule.prop == "prefix" else say.OR
    return amount_text(joined.join(value_words(rule.prop, value) for value in rule.allowed), rule.unit)


def amount_text(text: str, unit: str) -> str:
    return f"{text} {unit}" if unit else text


def value_words(prop: str, value: str | float | bool) -> str:
    if isinstance(value, bool):
        return say.ITALIC[value] if prop == "italic" else say.BOLD[value]
    if isinstance(value, str):
        return {"align": say.ALIGNMENTS, "orientation": say.ORIENTATIONS}.get(prop, {}).get(value, value)
    return number(value)


def last_sign(text: str) -> str:
    """The sign with which a line ends, or that it has none."""
    return say.NO_FULL_STOP if text[-1].isalnum() or text[-1] in "”)" else text[-1]


def short(text: str, limit: int = _QUOTE) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


Where = Line | Paragraph | Section | str


class Places:
    """Says where a line stands, as a person would look for it."""

    def __init__(self, parts: Parts) -> None:
        self._head = set(parts.head.tables)
        self._signature = set(parts.signature_tables)
        self._sections = len(parts.document.sections)
        self._document = parts.document

    @lazy
    def _lines(self) -> dict[int, int]:
        """Of each paragraph in a cell: which with text it is there, counted from 1; worked out for the first asked."""
        lines: dict[int, int] = {}
        filled: dict[int, int] = {}
        for paragraph in self._document.paragraphs():
            cell = paragraph.place.cell
            if cell and not paragraph.blank:
                filled[cell] = filled.get(cell, 0) + 1
                lines[id(paragraph)] = filled[cell]
        return lines

    def _in_footer(self, paragraph: Paragraph) -> bool:
        held = [one for section in self._document.sections for one in section.footers.values()]
        return any(paragraph is one for paragraphs in held for one in paragraphs)

    def of(self, where: Where) -> str:
        if isinstance(where, str):
            return where
        if isinstance(where, Section):
            return say.PLACE_WHOLE if self._sections == 1 else say.PLACE_SECTION.format(number=where.number)
        paragraph = where.paragraph if isinstance(where, Line) else where
        text = where.text or paragraph.text
        place = paragraph.place
        if place.kind == "header" or place.table < 0:
            return say.PLACE_FOOTER if self._in_footer(paragraph) else say.PLACE_HEADER
        if place.kind == "footer":
            return say.PLACE_FOOTER
        if place.kind == "box":
            return say.PLACE_BOX.format(text=short(text))
        if place.kind == "cell":
            region = say.HEAD if place.table in self._head else say.SIGNATURE if place.table in self._signature else ""
            if region:
                side = say.LEFT_CELL if place.column <= max(place.columns / 2, 1) else say.RIGHT_CELL
                return say.PLACE_CELL.format(region=region, side=side, line=self._lines.get(id(paragraph), 1))
            return say.PLACE_TABLE.format(table=place.table, row=place.row, column=place.column)
        return say.PLACE_PARAGRAPH.format(number=paragraph.number, text=short(text))
