"""What the sheet itself tells while one types: drop-downs and checks with their messages, and colours, from the schema.

Faulty cells and overdue rows light up by conditional format; nobody's fills are touched. A cell is faulty when
`Kiểm tra` names its sheet, its column and its record (the contract: Bản ghi and Cột, so that the light stays with the
record when rows are sorted); a record without a code is told by its cell.
"""

from __future__ import annotations

from typing import Any

from ...messages import workbook as texts
from ...messages.screen import SEVERITIES
from ..labels import LABEL_LISTS, code_formula
from ..lists import OPEN_STATES
from ..schema import Column, Kind, Setting, Table
from ..tables import BY_KEY, FINDINGS, TASKS
from ..typed import EARLIEST, LATEST
from .formats import Formats
from .layout import (
    FINDING_NAMES,
    FIRST_ROW,
    HEADER_ROW,
    LAST_ROW,
    TODAY_NAME,
    choice_list_name,
    code_list_name,
    letter,
    letter_of,
)

LARGEST = 999_999_999
#: Excel's limits for the boxes.
MAX_TITLE, MAX_TEXT = 32, 255

Options = dict[str, Any]


def add_validations(sheet: Any, table: Table) -> None:
    """Puts each typed column's check on rows FIRST_ROW to LAST_ROW; columns of free text have none."""
    for index, column in enumerate(table.columns):
        options = column_options(table, column)
        if options is not None:
            sheet.data_validation(FIRST_ROW - 1, index, LAST_ROW - 1, index, options)


def column_options(table: Table, column: Column) -> Options | None:
    """The check of one column, None where anything may be typed."""
    options = _by_kind(column)
    if options is None and column.kind is Kind.CODE and table.unique and table.id_columns == (column.key,):
        # compared by SUMPRODUCT, since COUNTIF takes "01" and "1" for the same
        at = letter_of(table, column.key)
        cells = f"${at}${FIRST_ROW}:${at}${LAST_ROW}"
        formula = f"=SUMPRODUCT(--({cells}={at}{FIRST_ROW}))=1"
        options = {"validate": "custom", "value": formula, **_box(texts.CHECK_DOUBLED)}
    if options is None:
        return None
    return options | {"input_title": column.header[:MAX_TITLE], "input_message": column.help[:MAX_TEXT]}


def _by_kind(column: Column) -> Options | None:
    kind = column.kind
    if kind is Kind.CHOICE:
        return {"validate": "list", "source": "=" + choice_list_name(column.choices), **_refusal(kind)}
    if kind is Kind.REF:
        named = {"validate": "list", "source": "=" + code_list_name(column.ref), "ignore_blank": False}
        if column.ref in LABEL_LISTS:
            sheet = BY_KEY[column.ref].sheet
            box = texts.CHECK_LABEL._replace(text=texts.CHECK_LABEL.text.format(sheet=sheet))
            return named | _box(box) | {"error_type": "warning"}
        return named | _refusal(kind, sheet=BY_KEY[column.ref].sheet)
    if column.names:
        named = {"validate": "list", "source": "=" + code_list_name(column.names), "ignore_blank": False}
        return named | _box(texts.CHECK_NAME) | {"error_type": "warning"}
    if kind is Kind.REFS:
        return {"validate": "any"}
    return _plain(kind)


#: What is checked of a kind's values whatever the column.
_PLAIN: dict[Kind, Options] = {
    Kind.DATE: {"validate": "date", "minimum": EARLIEST, "maximum": LATEST},
    Kind.COUNT: {"validate": "integer", "minimum": 0, "maximum": LARGEST},
    Kind.DECIMAL: {"validate": "decimal", "minimum": 0, "maximum": LARGEST},
    Kind.PERCENT: {"validate": "decimal", "minimum": 0, "maximum": 100},
}


def _plain(kind: Kind) -> Options | None:
    return {**_PLAIN[kind], "criteria": "between", **_refusal(kind)} if kind in _PLAIN else None


def add_setting_validation(sheet: Any, row: int, column: int, setting: Setting) -> None:
    """The check of one line of `Cấu hình`; `row` and `column` counted from 0."""
    options = setting_options(setting, f"{letter(column)}{row + 1}")
    if options is not None:
        prompt = {"input_title": setting.label[:MAX_TITLE], "input_message": setting.help[:MAX_TEXT]}
        sheet.data_validation(row, column, row, column, options | prompt)


def setting_options(setting: Setting, cell: str) -> Options | None:
    """The check of a setting's value in `cell`, None where anything may be typed."""
    if setting.key == "period":
        named = {"validate": "list", "source": "=" + code_list_name("periods"), "ignore_blank": False}
        return named | _refusal(Kind.REF, sheet=BY_KEY["periods"].sheet)
    if setting.choices and setting.kind is Kind.CHOICE:
        return {"validate": "list", "source": [str(choice) for choice in setting.choices], **_refusal(Kind.CHOICE)}
    if setting.choices:
        # not a literal list: its "1.27" would be read by the PC's regional settings, as a date where "," is decimal
        tests = ",".join(f"{cell}={choice}" for choice in setting.choices)
        shown = ", ".join(str(choice).replace(".", ",") for choice in setting.choices)
        box = _box(texts.CHECK_ONE_OF._replace(text=texts.CHECK_ONE_OF.text.format(values=shown)))
        return {"validate": "custom", "value": f"=OR({tests})", **box}
    if setting.low is not None and setting.high is not None:
        text = texts.CHECK_RANGE.text.format(low=f"{setting.low:g}", high=f"{setting.high:g}")
        limits = {"validate": "decimal", "criteria": "between", "minimum": setting.low, "maximum": setting.high}
        return limits | _box(texts.CHECK_RANGE._replace(text=text))
    return _plain(setting.kind)


def _refusal(kind: Kind, **details: str) -> Options:
    check = texts.CHECK_BY_KIND[kind.value]
    return _box(check._replace(text=check.text.format(**details)))


def _box(check: texts.Check) -> Options:
    return {"error_title": check.title, "error_message": check.text, "error_type": "stop"}


#: In a cell of a percentage: from nothing to all.
_PROGRESS_BAR: Options = {
    "type": "data_bar",
    "bar_color": "#9DC3E6",
    "bar_solid": True,
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 100,
}

# --- colours ---------------------------------------------------------------------------------------------------------


def add_conditional_formats(sheet: Any, table: Table, formats: Formats) -> None:
    """On a sheet that the clerk fills in; the fault's colour goes before the overdue one."""
    whole = (FIRST_ROW - 1, 0, LAST_ROW - 1, len(table.columns) - 1)
    faulty = {"type": "formula", "criteria": fault_formula(table), "format": formats["faulty"], "stop_if_true": True}
    sheet.conditional_format(*whole, faulty)
    for index, column in enumerate(table.columns):
        if column.kind is Kind.PERCENT:
            sheet.conditional_format(FIRST_ROW - 1, index, LAST_ROW - 1, index, _PROGRESS_BAR)
    if table.key == TASKS.key:
        sheet.conditional_format(
            *whole, {"type": "formula", "criteria": overdue_formula(), "format": formats["overdue"]}
        )


def add_severity_colours(sheet: Any, formats: Formats) -> None:
    """The words LỖI, CẢNH BÁO, GỢI Ý on `Kiểm tra`, each in its colour; a line that the clerk explained is grey."""
    at, answer = letter_of(FINDINGS, "severity"), letter_of(FINDINGS, "answer")
    formula = f'=AND(${at}{FIRST_ROW}<>"{SEVERITIES[0]}",LEN(TRIM(${answer}{FIRST_ROW}))>0)'
    grey = {"type": "formula", "criteria": formula, "format": formats["explained"], "stop_if_true": True}
    sheet.conditional_format(FIRST_ROW - 1, 0, LAST_ROW - 1, len(FINDINGS.columns) - 1, grey)
    styles = ("severity_error", "severity_warning", "severity_note")
    for word, style in zip(SEVERITIES, styles, strict=True):
        formula = f'=${at}{FIRST_ROW}="{word}"'
        options = {"type": "formula", "criteria": formula, "format": formats[style]}
        sheet.conditional_format(f"{at}{FIRST_ROW}:{at}{LAST_ROW}", options)


def record_formula(table: Table) -> str:
    """The record's name as `TableData.record` writes it: the codes of the id columns joined by "/"."""
    cells = {key: f"${letter_of(table, key)}{FIRST_ROW}" for key in table.id_columns}
    labelled = [key for key in cells if table[key].ref in LABEL_LISTS]
    return '&"/"&'.join(code_formula(at) if key in labelled else f"TRIM({at})" for key, at in cells.items())


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
    due, state = (f"${letter_of(TASKS, key)}{FIRST_ROW}" for key in ("due", "state"))
    still_open = ",".join(f'{state}="{word}"' for word in sorted(OPEN_STATES))
    return f"=AND(ISNUMBER({due}),{due}<{TODAY_NAME},OR({still_open}))"
