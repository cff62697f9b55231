"""A small clean workbook in memory, and faults planted into it, for the tests of the rules.

    fires("LG01", {("tasks", 0, "due"): "31/12/2025"}, at=("tasks", 0, "due"))
    quiet("LG01", {("tasks", 0, "due"): "02/01/2026"})

A change names table, record (by place; -1 the last) and column by their keys. Values are typed as in `tests/books.py`;
what is no text is taken as it is. `add` holds new records, each a copy of the table's record 0 with other values.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping
from typing import Any

from books import HEADER_ROW, value_of

from lhh_excel.checking.finding import Finding
from lhh_excel.checking.run import run_rules
from lhh_excel.workbook.assemble import RawTable, assemble, begin
from lhh_excel.workbook.book import Book, StructureFault
from lhh_excel.workbook.defaults import EARLIER_KEYS
from lhh_excel.workbook.settings import SETTINGS
from lhh_excel.workbook.tables import BY_KEY, HOME_SHEET, LISTS_SHEET, TABLES

TODAY = dt.date(2026, 6, 16)

Changes = Mapping[tuple[str, int, str], Any]
Rows = list[dict[str, Any]]


def _rows(columns: str, *lines: str) -> Rows:
    keys = columns.split()
    return [dict(zip(keys, (cell.strip() for cell in line.split("|")), strict=True)) for line in lines]


_PERIODS = _rows(
    "code name start end unit_due upward_due lock_on state",
    "2025-H1|6 tháng đầu năm 2025|15/12/2024|14/06/2025|09/06/2025|18/06/2025||Khóa",
    "2025-H2|6 tháng cuối năm 2025|15/06/2025|14/12/2025|09/12/2025|18/12/2025||Khóa",
    "2026-H1|6 tháng đầu năm 2026|15/12/2025|14/06/2026|09/06/2026|18/06/2026|30/06/2026|Mở",
)
_UNITS = _rows(
    "code name kind phone email founded joined left successor",
    'H01|Hội thành viên 01|Hội thành viên|"02923812345"|h01@example.vn|01/03/2010|01/06/2010||',
    "H02|Hội thành viên 02|Hội thành viên|||01/03/2011|01/06/2011||",
    "H03|Hội thành viên 03|Hội thành viên|||01/03/2012|01/06/2012|01/09/2025|H01",
    "TT01|Đơn vị trực thuộc 01|Đơn vị trực thuộc|||01/03/2013|01/06/2013||",
)
_TASKS = _rows(
    "code group content lead partners assigned due state progress done_on result evidence difficulty",
    "NV-001|1. Tổ chức|Kiện toàn tổ chức hội|H01|H02; TT01|02/01/2026|30/04/2026|Hoàn thành|100|20/04/2026"
    "|Đã kiện toàn|12/QĐ-LHH|",
    "NV-002|1. Tổ chức|Phát triển hội viên|H02||02/01/2026|31/12/2026|Đang thực hiện|40||||",
    "NV-003|1. Tổ chức|Xây dựng quy chế|TT01||02/01/2026|30/03/2026|Tạm dừng|10||||Chờ hướng dẫn",
    "NV-004|1. Tổ chức|Đại hội nhiệm kỳ|H01||01/02/2025|30/11/2025|Hoàn thành|100|20/11/2025|Đã tổ chức|Biên bản|",
    "NV-005|1. Tổ chức|Chuyển đổi số|H02|H01|01/02/2025|31/12/2026|Đang thực hiện|70||||",
)
_PROGRESS = _rows(
    "period task unit state progress result evidence",
    "2025-H1|NV-004|H01|Đang thực hiện|30||",
    "2025-H2|NV-004|H01|Hoàn thành|100|Đã tổ chức|Biên bản",
    "2025-H1|NV-005|H02|Đang thực hiện|30||",
    "2025-H2|NV-005|H02|Đang thực hiện|50||",
)
_FIGURES = _rows(
    f"period unit received {' '.join(EARLIER_KEYS.values())} note",
    "2025-H1|H01|05/06/2025|100|10|0|110|3|2|1|2|80|1|40|1|1|1|12|4|1|3|120|",
    "2025-H1|H02|05/06/2025|200|12|2|210|3|2|1|2|80|1|40|1|1|1|12|4|1|3|120|",
    "2025-H1|H03|05/06/2025|50|0|0|50|0|0|1|0|0|0|0|0|0|0|2|0|0|0|5|",
    "2025-H1|TT01|05/06/2025|20|0|0|20|3|2|1|2|80|1|40|1|1|1|12|4|1|3|120|",
    "2025-H2|H01|05/12/2025|160|5|0|165|3|2|1|2|80|1|40|1|1|1|12|4|1|3|120|",
    "2025-H2|H02|05/12/2025|210|6|1|215|3|2|1|2|80|1|40|1|1|1|12|4|1|3|120|",
    "2025-H2|TT01|05/12/2025|20|0|0|20|3|2|1|2|80|1|40|1|1|1|12|4|1|3|120|",
    "2026-H1|H01|05/06/2026|165|5|0|170|3|2|1|2|80|1|40|1|1|1|12|4|1|3|120|",
    "2026-H1|H02|05/06/2026|215|5|0|220|3|2|1|2|80|1|40|1|1|1|12|4|1|3|120|",
    "2026-H1|TT01|05/06/2026|20|0|0|20|3|2|1|2|80|1|40|1|1|1|12|4|1|3|120|",
)
_SETTINGS = {
    "agency": "Liên hiệp các Hội Khoa học và Kỹ thuật",
    "short_name": "Liên hiệp Hội",
    "symbol": "LHH",
    "place": "Cần Thơ",
    "programme_number": "70/CTr-LHH",
    "legal_bases": "Căn cứ Chương trình số 70/CTr-LHH",
    "period": "2026-H1",
    "margin_top": "20",
    "body_size": "14",
}
CLEAN: dict[str, Rows] = {
    "profile": [{"item": setting.label, "value": _SETTINGS.get(setting.key, "")} for setting in SETTINGS],
    "signers": _rows(
        "name position authority on_behalf default",
        "Nguyễn Văn A|Chủ tịch|TM. BAN THƯỜNG TRỰC||Có",
        "Trần Thị B|Phó Chủ tịch|TM. BAN THƯỜNG TRỰC|KT. CHỦ TỊCH|Không",
    ),
    "periods": _PERIODS,
    "units": _UNITS,
    "tasks": _TASKS,
    "progress": _PROGRESS,
    "figures": _FIGURES,
    "texts": _rows(
        "period section order content",
        "2026-H1|Ưu điểm|1|Các hội hoạt động đều.",
        "2026-H1|Ưu điểm|2|Hội viên tăng.",
    ),
    "recipients": _rows(
        "document_type role order name",
        "Báo cáo|Kính gửi|1|Thường trực Thành ủy",
        "Báo cáo|Nơi nhận|1|Như trên",
        "Báo cáo|Nơi nhận|2|Các hội thành viên",
        "Báo cáo|Lưu|1|VT, VP",
    ),
    "register": _rows(
        "symbol date subject signer note file state",
        "01/BC-LHH|18/12/2025|Báo cáo 6 tháng cuối năm 2025|Nguyễn Văn A||01-BC-LHH-2025-H2.docx|Đã cấp",
        "01/KH-LHH|05/01/2026|Kế hoạch năm 2026|Nguyễn Văn A|||Đã cấp",
        "02/LHH-VP|10/02/2026|Về việc báo cáo|Nguyễn Văn A|||Đã cấp",
    ),
    "frozen": _rows("period table record column value at"),
}
SETTING_ROW = {setting.key: place for place, setting in enumerate(SETTINGS)}


def book(
    changes: Changes | None = None,
    *,
    add: list[tuple[str, dict[str, Any]]] | None = None,
    drop: tuple[tuple[str, int], ...] = (),
    without: tuple[str, ...] = (),
    faults: tuple[StructureFault, ...] = (),
    as_of: dt.date = TODAY,
    percent: tuple[tuple[str, int, str], ...] = (),
) -> Book:
    """The clean workbook with changes, added and dropped records, without tables or "table.column"s."""
    rows = copy.deepcopy(CLEAN)
    for table, values in add or []:
        base = rows.setdefault(table, [])
        base.append({**(base[0] if base else {}), **values})
    for (table, i, key), value in (changes or {}).items():
        rows[table][i][key] = value
    for table, i in sorted(drop, reverse=True):
        del rows[table][i]
    raw = [_raw(table.key, rows.get(table.key, []), without, percent) for table in TABLES if table.key not in without]
    sheets = [*(table.sheet for table in TABLES), HOME_SHEET, LISTS_SHEET]
    found = assemble(begin("thu.xlsm", raw), raw, sheets, as_of=as_of, labelled=True)
    if without:
        found.faults.clear()
    found.faults.extend(faults)
    return found


def _raw(table: str, rows: Rows, without: tuple[str, ...], percent: tuple[tuple[str, int, str], ...]) -> RawTable:
    schema = BY_KEY[table]
    columns = [column for column in schema.columns if f"{table}.{column.key}" not in without]
    cells = [[_typed(row.get(column.key)) for row in rows] for column in columns]
    places = {column.key: c for c, column in enumerate(columns)}
    percents = {(places[key], i) for name, i, key in percent if name == table}
    sheet_rows = list(range(HEADER_ROW + 1, HEADER_ROW + 1 + len(rows)))
    headers = [column.header for column in columns]
    return RawTable(schema.name, schema.sheet, HEADER_ROW, 1, headers, sheet_rows, cells, percents)


def _typed(value: Any) -> Any:
    return value_of(value) if isinstance(value, str) else value


def findings(code: str, *args: Any, **options: Any) -> list[Finding]:
    """The findings of one rule over the clean workbook so changed."""
    return [finding for finding in run_rules(book(*args, **options)) if finding.code == code]


def fires(code: str, *args: Any, at: tuple[str, int, str], record: str | None = None, **options: Any) -> Finding:
    """Exactly one finding of the rule, and it stands at record `at[1]` of table `at[0]`, column `at[2]`."""
    made = book(*args, **options)
    found = [finding for finding in run_rules(made) if finding.code == code]
    table, i, key = at
    data = made.tables[table]
    i = i if i >= 0 else len(data) + i
    assert [(f.sheet, f.cell) for f in found] == [(data.sheet, data.cell(i, key))], found
    assert found[0].column == data.schema.header(key)
    assert found[0].record == (data.record(i) if record is None else record)
    assert "{" not in found[0].message + found[0].fix
    return found[0]


def quiet(code: str, *args: Any, **options: Any) -> None:
    """No finding of the rule."""
    found = findings(code, *args, **options)
    assert not found, found
