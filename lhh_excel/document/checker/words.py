"""Values, demands and places in Vietnamese words."""

from __future__ import annotations

from ...law import Rule
from ...messages import layout as say
from ..docx_reader import Paragraph, Section
from ..docx_reader.lazy import lazy
from .lines import Line
from .parts import Parts

_QUOTE = 45


def number(value: float, digits: int = 2) -> str:
    """1.27 -> "1,27"; no idle zeros."""
    return f"{round(value, digits):g}".replace(".", ",")


def amount(value: float, unit: str) -> str:
    return f"{number(value)} {unit}".strip()


def expected(rule: Rule) -> str:
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

    def of(self, where: Line | Paragraph | Section | str) -> str:
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
