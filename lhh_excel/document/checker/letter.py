"""Checks of the subject of a công văn, which stands under the number: "V/v …" (Annex I, II.5.b)."""

from __future__ import annotations

from ...messages import layout as say
from ..docx_reader import Paragraph
from .collector import Collector
from .lines import Line, lines_of
from .typeface import check_type, in_range
from .words import amount


def check_letter_subject(to: Collector) -> None:
    lines = to.parts.head.letter_subject
    if not lines:
        to.missing("trich_yeu_cong_van")
        return
    check_type(to, "trich_yeu_cong_van", lines)
    number_line = to.parts.head.number
    if number_line is not None and number_line.paragraph is not lines[0].paragraph and not lines[0].tabbed:
        gap = number_line.paragraph.format.after + lines[0].paragraph.format.before
        if not in_range(gap, to.law.rule("trich_yeu_cong_van", "gap"), 0.5):
            to.add("trich_yeu_cong_van", "gap", amount(gap, "pt"), lines[0])
    found = _line_below(to, lines)
    if found:
        to.add("trich_yeu_cong_van", "no_rule", found, lines[-1])


def bearers(to: Collector) -> list[Paragraph]:
    """The paragraphs that may carry a line below the subject: its own last one, and what follows without text."""
    last = to.parts.head.letter_subject[-1].paragraph
    found, passed = [last], False
    for paragraph in to.parts.head.left:
        if paragraph is last:
            passed = True
        elif passed and (paragraph.blank or all(one.is_rule for one in lines_of(paragraph))):
            found.append(paragraph)
        elif passed:
            break
    return found


def _line_below(to: Collector, lines: list[Line]) -> str:
    """How the line below the subject is made, "" without one.

    A floating line may hang on the subject and stand under the agency's name: it counts where that has its own.
    """
    for number, paragraph in enumerate(bearers(to)):
        shape = paragraph.format
        if shape.border_bottom or (number and shape.border_top):
            return say.RULE_BORDER
        if any(not drawn.floating for drawn in paragraph.lines_drawn) or _one_too_many(to, paragraph):
            return say.RULE_SHAPE
        if number and not paragraph.blank:
            return say.RULE_TYPED.format(sign=paragraph.raw.strip()[0])
    return say.RULE_UNDERLINE if all(line.underlined for line in lines) else ""


def _one_too_many(to: Collector, paragraph: Paragraph) -> bool:
    """More shapes in the head than the names above need: one for each side without another kind of line."""
    head = to.parts.head
    drawn = len(head.loose_lines) + sum(len(one.lines_drawn) for one in (*head.left, *head.right))
    due = sum(not _ruled_otherwise(side) for side in (head.left, head.right))
    return bool(paragraph.lines_drawn) and drawn > due


def _ruled_otherwise(side: list[Paragraph]) -> bool:
    """Whether the names of a side have a line that is no shape."""
    for one in side:
        if one.format.border_bottom or one.format.border_top or any(line.is_rule for line in lines_of(one)):
            return True
    return False
