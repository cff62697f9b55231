"""What a check gives: findings with a legal locator, a verdict for each component; values and places in words."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from ...law import Rule
from ...plain import field, fields, lazy, mutable, record, shortened
from ..reading.components import Parts
from ..reading.lines import Line
from ..reading.model import Paragraph, Section


class Status(StrEnum):
    """Verdict on one component: `NA` where the document has none and needs none."""

    PASS = "PASS"
    FAIL = "FAIL"
    MISSING = "MISSING"
    NA = "NA"


@record
class LayoutFinding:
    """One departure from the decree: `rule` is its name in LAYOUT_RULES, `code` the decree's locator.

    `severity`: "error", "warning" or "note".
    """

    rule: str
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
        return {name: getattr(self, name) for name in fields(self) if name != "prop"}


@record
class ComponentResult:
    """`name` is the component's key in law.COMPONENTS, `label` what people call it."""

    name: str
    label: str
    status: Status

    def as_json(self) -> dict[str, str]:
        return {"name": self.name, "label": self.label, "status": self.status.value}


@mutable
class CheckResult:
    """The whole answer for one document; `document_type` is "Báo cáo", "Công văn", … or "" where unknown."""

    file: str
    document_type: str
    findings: list[LayoutFinding] = field(default_factory=list)
    components: list[ComponentResult] = field(default_factory=list)
    signed: bool = False
    protected: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """How many errors, warnings and notes, by severity."""
        return {level: sum(one.severity == level for one in self.findings) for level in ("error", "warning", "note")}

    @property
    def errors(self) -> int:
        return self.counts["error"]

    @property
    def warnings(self) -> int:
        return self.counts["warning"]


# --- values, demands and places in Vietnamese words ------------------------------------------------------------------


ALIGNMENTS = {"left": "canh trái", "center": "canh giữa", "right": "canh phải", "both": "canh đều hai lề"}
ORIENTATIONS = {"portrait": "chiều dài", "landscape": "chiều rộng"}
WEIGHTS = {True: "đậm", False: "không đậm"}
SLANTS = {True: "nghiêng", False: "đứng"}
#: Places that are no line and no paragraph.
EVERYWHERE, IN_HEAD = "cả văn bản", "đầu trang"
IN_HEADER, IN_FOOTER = "đầu trang (header)", "chân trang (footer)"
_QUOTE = 45


def number(value: float, digits: int = 2) -> str:
    """1.27 -> "1,27"; no idle zeros."""
    return f"{round(value, digits):g}".replace(".", ",")


def amount(value: float, unit: str) -> str:
    return f"{number(value)} {unit}".strip()


def demanded(rule: Rule) -> str:
    """What a rule wants: "từ 13 đến 14 pt", "đậm", "1 hoặc 1,27 cm"."""
    if rule.unit == "lần":
        return "bằng dòng chữ" if (rule.low or 0) > 0.9 else "từ 1/3 đến 1/2 dòng chữ"
    if rule.low is not None and rule.high is not None:
        if rule.low == rule.high:
            return amount(rule.low, rule.unit)
        return f"từ {number(rule.low)} đến {amount(rule.high, rule.unit)}"
    if rule.low is not None:
        return f"tối thiểu {amount(rule.low, rule.unit)}"
    if rule.high is not None:
        return f"tối đa {amount(rule.high, rule.unit)}"
    joined = ", " if rule.prop == "prefix" else " hoặc "
    return f"{joined.join(value_words(rule.prop, value) for value in rule.allowed)} {rule.unit}".strip()


def value_words(prop: str, value: str | float | bool) -> str:
    if isinstance(value, bool):
        return SLANTS[value] if prop == "italic" else WEIGHTS[value]
    if isinstance(value, str):
        return {"align": ALIGNMENTS, "orientation": ORIENTATIONS}.get(prop, {}).get(value, value)
    return number(value)


def last_sign(text: str) -> str:
    """The sign with which a line ends, or that it has none."""
    return "không có dấu" if text[-1].isalnum() or text[-1] in "”)" else text[-1]


def short(text: str, limit: int = _QUOTE) -> str:
    return shortened(text, limit)


Where = Line | Paragraph | Section | str


def around(section: Section) -> Iterator[Paragraph]:
    """What its headers and footers hold."""
    for holder in (*section.headers.values(), *section.footers.values()):
        yield from holder


class Places:
    """Says where a line stands, as a person would look for it."""

    def __init__(self, parts: Parts) -> None:
        self._head = set(parts.head.tables)
        self._right = set(map(id, parts.head.right))
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
            return EVERYWHERE if self._sections == 1 else f"phần {where.number} (section)"
        paragraph = where.paragraph if isinstance(where, Line) else where
        text = where.text or paragraph.text
        place = paragraph.place
        if place.kind == "header" or place.table < 0:
            return IN_FOOTER if self._in_footer(paragraph) else IN_HEADER
        if place.kind == "footer":
            return IN_FOOTER
        if place.kind == "box":
            return f"khung chữ: “{short(text)}”"
        if place.kind == "cell":
            region = IN_HEAD if place.table in self._head else "khối chữ ký" if place.table in self._signature else ""
            if region:
                alone = place.columns == 1  # of a table within a cell
                left = id(paragraph) not in self._right if alone else place.column <= place.columns / 2
                side = "ô bên trái" if left else "ô bên phải"
                return f"{region}, {side}, dòng {self._lines.get(id(paragraph), 1)}"
            return f"bảng {place.table}, hàng {place.row}, cột {place.column}"
        return f"đoạn {paragraph.number}: “{short(text)}”"
