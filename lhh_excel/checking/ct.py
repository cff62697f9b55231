"""CT: structure. The reader tells the faults of the skeleton; formulas and Excel errors stand in the cells."""

from __future__ import annotations

from collections.abc import Iterator

from ..messages.findings.phrases import NO_CACHE
from ..workbook.book import Book, Problem, TableData
from ..workbook.values import Formula, show
from .registry import Place, RuleFunction, Spot, rule, spot, visible

#: The reader's word for a fault -> its rule.
FAULT_CODES: dict[str, str] = {
    "sheet_missing": "CT01",
    "sheet_misspelt": "CT02",
    "table_missing": "CT03",
    "table_misspelt": "CT04",
    "table_doubled": "CT05",
    "column_missing": "CT06",
    "column_misspelt": "CT07",
    "column_doubled": "CT08",
    "merged_cells": "CT10",
    "no_records": "CT11",
    "sheet_renamed": "CT16",
    "helper_sheet_missing": "CT17",
}


def _fault_rule(fault_code: str) -> RuleFunction:
    def faults(book: Book) -> Iterator[Place]:
        for fault in book.faults:
            if fault.code == fault_code:
                details: dict[str, object] = {"nearest": fault.nearest}
                yield Place(fault.sheet, fault.cell, fault.column, fault.value, "", details)

    return faults


for _fault, _code in FAULT_CODES.items():
    rule(_code)(_fault_rule(_fault))


@rule("CT15")
def unknown_faults(book: Book) -> Iterator[Place]:
    """A fault of the reader that has no rule of its own is never swallowed (rules that fail come here too)."""
    for fault in book.faults:
        if fault.code not in FAULT_CODES:
            yield Place(fault.sheet, fault.cell, details={"rule": fault.code, "fault": fault.value or fault.code})


def entered(book: Book) -> Iterator[TableData]:
    """The tables that the clerk types, as far as they are there."""
    for data in list(book.tables.values()):
        if data.schema.entered and data.letters:
            yield data


@rule("CT12")
def excel_errors(book: Book) -> Iterator[Spot]:
    for data in entered(book):
        for key, problems in data.problems.items():
            for i, problem in problems.items():
                if problem is Problem.EXCEL_ERROR:
                    yield spot(data, i, key)


def _formulas(book: Book, *, computed: bool) -> Iterator[Spot]:
    for data in entered(book):
        for key, problems in data.problems.items():
            for i, problem in problems.items():
                value = data.raw[key][i]
                if problem is not Problem.FORMULA:
                    continue
                cached = value.cached if isinstance(value, Formula) else None
                if (cached is not None) is computed:
                    yield spot(data, i, key, cached=visible(show(cached)) or NO_CACHE)


@rule("CT13")
def computed_formulas(book: Book) -> Iterator[Spot]:
    yield from _formulas(book, computed=True)


@rule("CT14")
def uncomputed_formulas(book: Book) -> Iterator[Spot]:
    yield from _formulas(book, computed=False)
