"""Where things stand on a built sheet, and the names that formulas use. One place, so that they agree."""

from __future__ import annotations

from ..addresses import column_letter, quoted
from ..labels import BETWEEN, LABEL_LISTS, NAMED
from ..lists import LISTS, SectionKind
from ..schema import Table, text_height
from ..tables import (
    BY_KEY,
    CONFIG_SHEET,
    FINDINGS,
    HOME_SHEET,
    LABELS_NAME,
    LISTS_SHEET,
    OUTLINE,
    SCHEMA_VERSION,
    TABLES,
    VERSION_NAME,
)

#: Rows, counted from 1 as in Excel: title, help, band, way back, header, then the data.
TITLE_ROW, HELP_ROW, BAND_ROW, BACK_ROW, HEADER_ROW = 1, 2, 3, 4, 5
FIRST_ROW = HEADER_ROW + 1
#: Validation and formats reach this row as built (the contract).
LAST_ROW = 5_000
#: Codes behind drop-downs are looked for down to this row: a workbook may hold 20,000 tasks.
LAST_CODE_ROW = 25_000
#: Labels are made of the records down to these rows; the code of one below them may be typed.
LAST_LABEL_ROWS = {"units": 1_000, "tasks": LAST_ROW}
#: Leading columns that stay in view take at most half of a small screen (1366 pixels).
WIDEST_FROZEN = 75

#: Names over columns of `Kiểm tra`, for the conditional formats.
FINDING_NAMES = {"sheet": "ktTrang", "cell": "ktO", "column": "ktCot", "record": "ktBanGhi"}

#: The defined name of the cell with today's date on `Trang chủ`.
TODAY_NAME = "LHH_HomNay"

#: ASCII names of the sheets in VBA; the macro project's document modules carry the same.
CODE_NAMES: dict[str, str] = {
    HOME_SHEET: "shTrangChu",
    **{table.sheet: "sh" + table.name.removeprefix("tbl") for table in TABLES},
    LISTS_SHEET: "shDanhMuc",
    CONFIG_SHEET: "shXlwingsConf",
}
WORKBOOK_CODE_NAME = "ThisWorkbook"


def letter(index: int) -> str:
    """The letters of a column counted from 0: 0 -> A, 26 -> AA."""
    return column_letter(index + 1)


def letter_of(table: Table, key: str) -> str:
    return letter([column.key for column in table.columns].index(key))


def column_range(table: Table, key: str, last_row: int = LAST_ROW) -> str:
    """The data cells of a column, absolute and with the sheet: 'Đơn vị'!$A$6:$A$5000."""
    at = letter_of(table, key)
    return f"{quoted(table.sheet)}!${at}${FIRST_ROW}:${at}${last_row}"


def code_list_name(table_key: str) -> str:
    """The defined name of what drop-downs offer of a table: its codes or names (dsMaKy), its labels (dsDonVi)."""
    return LABEL_LISTS.get(table_key) or "dsMa" + BY_KEY[table_key].name.removeprefix("tbl")


def choice_list_name(list_key: str) -> str:
    """The defined name of a list's values: on `Danh mục`, or what the office declares."""
    if list_key in DECLARED_LISTS:
        return DECLARED_LISTS[list_key]
    return next("ds" + v.name.removeprefix("tblDanhMuc") for v in LISTS if v.key == list_key)


#: Lists that the office declares -> their defined names.
DECLARED_LISTS = {
    "unit_kind": code_list_name("kinds"),
    "section": code_list_name("outline"),
    "task_group": "dsNhom",
}


def group_list_formula() -> str:
    """The names of the groups of Đề cương, which stand one after another; its first name where it has none."""
    names, kinds = column_range(OUTLINE, "name"), column_range(OUTLINE, "kind")
    first = f'IFERROR(MATCH("{SectionKind.GROUP.value}",{kinds},0),1)'
    count = f'MAX(1,COUNTIF({kinds},"{SectionKind.GROUP.value}"))'
    return f"=INDEX({names},{first}):INDEX({names},{first}+{count}-1)"


def code_list_formula(table: Table) -> str:
    """The cells from the first code to the last one typed.

    Never the blank cells below: a named list that holds a blank makes Excel accept every value. By cells and not by
    the table's column, so that LibreOffice, which doesn't grow a table while one types, sees new rows too.
    """
    return _filled(column_range(table, table.id_columns[0], LAST_CODE_ROW))


def _filled(cells: str) -> str:
    first = cells.partition(":")[0]
    return f'={first}:INDEX({cells},MAX(1,SUMPRODUCT(MAX(({cells}<>"")*(ROW({cells})-ROW({first})+1)))))'


def defined_names() -> dict[str, str]:
    """Name -> formula, for the names that all sheets share (lists of codes, columns of `Kiểm tra`, version)."""
    referred = {key for table in TABLES for column in table.columns for key in (column.ref, column.names) if key}
    codes = sorted((referred | {"kinds"}) - LABEL_LISTS.keys())
    names = {code_list_name(key): code_list_formula(BY_KEY[key]) for key in codes}
    names |= {name: _filled(label_cells(key)) for key, name in LABEL_LISTS.items()}
    names[DECLARED_LISTS["task_group"]] = group_list_formula()
    names |= {name: "=" + column_range(FINDINGS, key) for key, name in FINDING_NAMES.items()}
    names |= {VERSION_NAME: f"={SCHEMA_VERSION}", LABELS_NAME: "=1"}
    return names


def label_column(table_key: str) -> int:
    """The column of a table's labels on `Danh mục`, from 0: behind the lists, each beside a narrow column."""
    return 2 * (len(LISTS) + list(LABEL_LISTS).index(table_key))


def label_cells(table_key: str) -> str:
    at = letter(label_column(table_key))
    return f"{quoted(LISTS_SHEET)}!${at}${FIRST_ROW}:${at}${LAST_LABEL_ROWS[table_key]}"


def label_formula(table_key: str) -> str:
    """The label of the record that stands as far below the header as the cell does; "" where there is none.

    By the place in the range, so that rows may be sorted, put in and taken out.
    """
    (name, *_), most = NAMED[table_key]
    table, last = BY_KEY[table_key], LAST_LABEL_ROWS[table_key]
    code, told = (f"INDEX({column_range(table, key, last)},ROW()-{HEADER_ROW})" for key in ("code", name))
    whole = f'TRIM({code}&IF({told}="","","{BETWEEN}"&{told}))'
    return f'=IF({code}="","",{f"TRIM(LEFT({whole},{most}))" if most else whole})'


def frozen_columns(table: Table) -> int:
    """How many leading columns stay in view: those that name the record, as far as they are narrow."""
    count, width = 0, 0.0
    for column in table.columns:
        width += column.width
        if column.key not in table.id_columns or width > WIDEST_FROZEN:
            break
        count += 1
    return count


def header_height(table: Table) -> float:
    """Room for the longest header; the arrow of the filter takes some of the width."""
    return text_height((column.header, column.width - 4) for column in table.columns) + 4
