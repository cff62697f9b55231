"""Faulty cells and overdue rows light up by conditional format; nobody's fills are touched.

A cell is faulty when `Kiểm tra` names its sheet, its column and its record (the contract: Bản ghi and Cột, so that
the light stays with the record when rows are sorted); a record without a code is told by its cell.
"""

from __future__ import annotations

from typing import Any

from ..lists import OPEN_STATES, SEVERITIES
from ..schema import Table
from ..tables import FINDINGS, TASKS
from .formats import Formats
from .layout import FINDING_NAMES, FIRST_ROW, HEADER_ROW, LAST_ROW, column_letter

#: The defined name of the cell with today's date on `Trang chủ`.
TODAY_NAME = "LHH_HomNay"


def add_conditional_formats(sheet: Any, table: Table, formats: Formats) -> None:
    """On a sheet that the clerk fills in; the fault's colour goes before the overdue one."""
    whole = (FIRST_ROW - 1, 0, LAST_ROW - 1, len(table.columns) - 1)
    faulty = {"type": "formula", "criteria": fault_formula(table), "format": formats["faulty"], "stop_if_true": True}
    sheet.conditional_format(*whole, faulty)
    if table is TASKS:
        sheet.conditional_format(
            *whole, {"type": "formula", "criteria": overdue_formula(), "format": formats["overdue"]}
        )


def add_severity_colours(sheet: Any, formats: Formats) -> None:
    """The words LỖI, CẢNH BÁO, GỢI Ý on `Kiểm tra`, each in its colour."""
    at = column_letter(FINDINGS, "severity")
    styles = ("severity_error", "severity_warning", "severity_note")
    for word, style in zip(SEVERITIES, styles, strict=True):
        formula = f'=${at}{FIRST_ROW}="{word}"'
        options = {"type": "formula", "criteria": formula, "format": formats[style]}
        sheet.conditional_format(f"{at}{FIRST_ROW}:{at}{LAST_ROW}", options)


def record_formula(table: Table) -> str:
    """The record's name as `TableData.record` writes it: the id columns joined by "/"."""
    return '&"/"&'.join(f"TRIM(${column_letter(table, key)}{FIRST_ROW})" for key in table.id_columns)


def fault_formula(table: Table) -> str:
    names = FINDING_NAMES
    record = record_formula(table)
    unnamed = f'SUBSTITUTE({record},"/","")=""'
    place = f'{names["sheet"]},"{table.sheet}",{names["column"]},A${HEADER_ROW}'
    by_cell = f"COUNTIFS({place},{names['cell']},ADDRESS(ROW(),COLUMN(),4))"
    by_record = f"COUNTIFS({place},{names['record']},{record})"
    return f"=IF({unnamed},{by_cell},{by_record})>0"


def overdue_formula() -> str:
    """Past its deadline today and still to be done (paused and cancelled tasks cannot be overdue)."""
    due, state = (f"${column_letter(TASKS, key)}{FIRST_ROW}" for key in ("due", "state"))
    still_open = ",".join(f'{state}="{word}"' for word in sorted(OPEN_STATES))
    return f"=AND(ISNUMBER({due}),{due}<{TODAY_NAME},OR({still_open}))"
