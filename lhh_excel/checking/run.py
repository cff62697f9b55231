"""All rules over a book: every one runs, none stops the others."""

from __future__ import annotations

from ..workbook.book import Book
from ..workbook.tables import SHEET_ORDER
from ..workbook.values import show, squeeze
from . import (  # noqa: F401 - importing a family registers its rules
    ch,
    ch_register,
    ct,
    ct_unread,
    kb,
    kd,
    lg,
    lg_progress,
    qh,
    qh_tasks,
    sl,
    sl_frozen,
    sl_reporting,
    sl_scale,
    vb,
)
from .finding import Finding
from .registry import FAMILIES, RULES, Place, from_place

__all__ = ["CANNOT_RUN", "FAMILIES", "RULES", "run_rules"]

CANNOT_RUN = "CT15"
#: What makes a finding of today that of the last check.
_SAME = ("code", "record", "column", "value")


def run_rules(book: Book) -> list[Finding]:
    """Every finding, sorted by sheet (in the workbook's order), row, then code, with the clerk's words beside it.

    A rule whose tables or columns are missing says nothing (CT says that they are); one that fails is logged and
    becomes a CT15 finding. Source: docs/workbook-contract.md, "Findings".
    """
    findings: list[Finding] = []
    for code, one in RULES.items():
        if not one.applies(book):
            continue
        try:
            findings.extend(one(book))
        except Exception as fault:
            from ..log import log_fault

            log_fault(fault, f"rule {code}")
            details: dict[str, object] = {"rule": code, "fault": type(fault).__name__}
            findings.append(from_place(RULES[CANNOT_RUN], Place("", value=code, record=code, details=details)))
    order = _sheet_order(book)
    last = len(order)
    findings.sort(key=lambda finding: (order.get(finding.sheet, last), finding.row, finding.code))
    return _with_answers(book, findings)


def _with_answers(book: Book, findings: list[Finding]) -> list[Finding]:
    """The findings with what the clerk wrote beside them at the last check.

    Words stay with a finding while its code, record, column and value are the same (a unit or task however it is
    named): of several that are alike in all of these the first ones have them.
    """
    data = book["findings"]
    naming = {
        each.header: each.labels for table in book.tables.values() for each in table.schema.columns if each.labels
    }

    def same(*told: str) -> tuple[str, ...]:
        code, record, column, value = map(squeeze, told)
        labels = naming.get(column)
        return code, record, column, labels.read(value)[0] if labels else value

    told: dict[tuple[str, ...], list[str]] = {}
    for i, answer in enumerate(data.raw["answer"]):
        if words := show(answer).strip():
            told.setdefault(same(*(show(data.raw[column][i]) for column in _SAME)), []).append(words)
    if not told:
        return findings
    found = []
    for finding in findings:
        kept = told.get(same(*(getattr(finding, column) for column in _SAME)))
        found.append(finding._replace(answer=kept.pop(0)) if kept else finding)
    return found


def _sheet_order(book: Book) -> dict[str, int]:
    """A sheet's place, also under the name that the clerk gave it."""
    order = {sheet: place for place, sheet in enumerate(SHEET_ORDER)}
    for data in book.tables.values():
        order.setdefault(data.sheet, order[data.schema.sheet])
    return order
