"""One workbook with a hundred planted faults: each is found, at its cell, in one run.

Each line plants one fault into a record of its own (a copy of a clean one) or a setting: table, what is changed, the
code expected and the column at which it must stand.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

from world import CLEAN, SETTING_ROW, book

from lhh_excel.checking.run import run_rules
from lhh_excel.workbook.values import ErrorValue, Formula

Plant = tuple[str, dict[str, Any], str, str]

TASKS: list[Plant] = [
    ("tasks", {"due": "01/01/2026"}, "LG01", "due"),
    ("tasks", {"progress": "90"}, "LG02", "progress"),
    ("tasks", {"progress": ""}, "LG03", "progress"),
    ("tasks", {"done_on": ""}, "LG04", "done_on"),
    ("tasks", {"result": ""}, "LG05", "result"),
    ("tasks", {"state": "Đang thực hiện", "due": "31/12/2026"}, "LG06", "state"),
    ("tasks", {"state": "Chưa bắt đầu", "due": "31/12/2026", "progress": "0"}, "LG07", "done_on"),
    ("tasks", {"done_on": "01/01/2026"}, "LG08", "done_on"),
    ("tasks", {"done_on": "20/12/2026"}, "LG09", "done_on"),
    ("tasks", {"state": "Đang thực hiện", "done_on": "", "progress": "50"}, "LG10", "due"),
    ("tasks", {"evidence": ""}, "LG11", "evidence"),
    ("tasks", {"state": "Chưa bắt đầu", "progress": "20", "done_on": ""}, "LG21", "progress"),
    ("tasks", {"assigned": "01/07/2026", "due": "31/12/2026"}, "LG22", "assigned"),
    ("tasks", {"state": "Hủy"}, "LG30", "state"),
    ("tasks", {"content": ""}, "KD01", "content"),
    ("tasks", {"group": ""}, "KD01", "group"),
    ("tasks", {"due": "31/02/2026"}, "KD02", "due"),
    ("tasks", {"assigned": "12/5/26"}, "KD02", "assigned"),
    ("tasks", {"due": '"30/04/2026"'}, "KD03", "due"),
    ("tasks", {"due": dt.date(2206, 4, 30)}, "KD04", "due"),
    ("tasks", {"done_on": dt.datetime(2026, 4, 20, 9, 30)}, "KD05", "done_on"),
    ("tasks", {"progress": "gần xong"}, "KD06", "progress"),
    ("tasks", {"progress": '"100"'}, "KD07", "progress"),
    ("tasks", {"progress": "120"}, "KD09", "progress"),
    ("tasks", {"progress": 0.99}, "KD11", "progress"),
    ("tasks", {"state": "Xong"}, "KD12", "state"),
    ("tasks", {"group": "5. Khác"}, "KD12", "group"),
    ("tasks", {"state": "hoàn  thành"}, "KD13", "state"),
    ("tasks", {"note": 2026}, "KD17", "note"),
    ("tasks", {"result": ErrorValue("#N/A")}, "CT12", "result"),
    ("tasks", {"progress": Formula("=50*2", 100)}, "CT13", "progress"),
    ("tasks", {"due": Formula("=TODAY()")}, "CT14", "due"),
    ("tasks", {"lead": "H88"}, "QH01", "lead"),
    ("tasks", {"partners": "H02; H88"}, "QH01", "partners"),
    ("tasks", {"code": "NV-001"}, "QH04", "code"),
    ("tasks", {"lead": "H03"}, "QH08", "lead"),
    (
        "tasks",
        {"lead": "H03", "assigned": "01/02/2025", "state": "Đang thực hiện", "due": "31/12/2026"},
        "QH09",
        "lead",
    ),
    ("tasks", {"partners": "H02; H01"}, "QH14", "partners"),
    ("tasks", {"partners": "H02; H02"}, "QH15", "partners"),
    ("tasks", {"content": unicodedata.normalize("NFD", "Kiện toàn")}, "VB01", "content"),
    ("tasks", {"content": "KiÖn toµn tæ chøc"}, "VB02", "content"),
    ("tasks", {"content": "Kieän toaøn toå chöùc"}, "VB03", "content"),
    ("tasks", {"content": "Kiện\x0btoàn"}, "VB04", "content"),
    ("tasks", {"content": "Kiện\u200btoàn"}, "VB05", "content"),
    ("tasks", {"content": "Kiện\u00a0toàn"}, "VB06", "content"),
    ("tasks", {"content": " Kiện toàn"}, "VB07", "content"),
    ("tasks", {"content": "Kiện  toàn"}, "VB08", "content"),
    ("tasks", {"content": "Kieejn toafn hooij"}, "VB09", "content"),
    ("tasks", {"content": "a" * 40_000}, "VB10", "content"),
    ("tasks", {"content": "Kiá»‡n toÃ n"}, "VB11", "content"),
    ("tasks", {"content": "Ki?n toàn"}, "VB12", "content"),
    (
        "tasks",
        {"assigned": "01/03/2025", "due": "01/12/2025", "state": "Đang thực hiện", "progress": "5"},
        "LG19",
        "state",
    ),
    ("tasks", {"assigned": "01/03/2025"}, "LG20", "state"),
]
FIGURES: list[Plant] = [
    ("figures", {"hoi_vien_cuoi_ky": "171"}, "SL01", "hoi_vien_cuoi_ky"),
    ("figures", {"hoi_vien_cuoi_ky": ""}, "SL02", "hoi_vien_cuoi_ky"),
    ("figures", {"tvpb_hoan_thanh": "9"}, "SL04", "tvpb_hoan_thanh"),
    ("figures", {"giai_phap_doat_giai": "9"}, "SL04", "giai_phap_doat_giai"),
    ("figures", {"hoi_thao": "0"}, "SL06", "luot_nguoi_hoi_thao"),
    ("figures", {"luot_nguoi_hoi_thao": "0"}, "SL07", "luot_nguoi_hoi_thao"),
    ("figures", {"lop_tap_huan": ""}, "SL06", "luot_nguoi_tap_huan"),
    ("figures", {"luot_nguoi_tap_huan": "0"}, "SL07", "luot_nguoi_tap_huan"),
    ("figures", {"de_tai_nghiem_thu": "7"}, "SL10", "de_tai_nghiem_thu"),
    ("figures", {"tin_bai": "-12"}, "SL11", "tin_bai"),
    ("figures", {"received": ""}, "SL15", "received"),
    ("figures", {"received": ""}, "SL20", "received"),
    ("figures", {"received": "12/06/2026"}, "SL17", "received"),
    ("figures", {"received": "30/06/2026"}, "SL18", "received"),
    ("figures", {"received": "01/12/2025"}, "SL19", "received"),
    ("figures", {"tin_bai": "1.2345"}, "KD06", "tin_bai"),
    ("figures", {"tin_bai": '"12"'}, "KD07", "tin_bai"),
    ("figures", {"tin_bai": "1,5"}, "KD08", "tin_bai"),
    ("figures", {"received": "hôm qua"}, "KD02", "received"),
    ("figures", {"van_ban_gop_y": ErrorValue("#REF!")}, "CT12", "van_ban_gop_y"),
    ("figures", {"van_ban_gop_y": Formula("=1+1", 2)}, "CT13", "van_ban_gop_y"),
    ("figures", {"period": "2026-H9"}, "QH02", "period"),
]
OTHERS: list[Plant] = [
    ("figures", {"unit": "H01"}, "QH05", "unit"),
    ("figures", {"unit": "H77"}, "QH01", "unit"),
    ("figures", {"unit": "H03"}, "QH10", "unit"),
    ("units", {"name": ""}, "KD01", "name"),
    ("units", {"kind": "Hội"}, "KD12", "kind"),
    ("units", {"phone": "không có"}, "KD14", "phone"),
    ("units", {"email": "h01(a)example.vn"}, "KD15", "email"),
    ("units", {"code": 88}, "KD16", "code"),
    ("units", {"successor": "H77", "left": "01/09/2012"}, "QH11", "successor"),
    ("units", {"successor": "H02"}, "QH13", "successor"),
    ("units", {"name": "Hội thành viên 01"}, "QH18", "name"),
    ("units", {"left": "01/01/2010"}, "LG27", "left"),
    ("units", {"founded": "01/01/2015"}, "LG28", "joined"),
    ("progress", {"task": "NV-999"}, "QH03", "task"),
    ("progress", {"unit": "TT01"}, "QH16", "unit"),
    ("progress", {}, "QH06", "task"),
    ("progress", {"period": "2026-H1", "state": "Hoàn thành", "progress": "80"}, "LG13", "progress"),
    ("progress", {"period": "2026-H1", "unit": "H02", "progress": "100"}, "LG14", "state"),
    ("progress", {"result": "Đã họp"}, "LG12", "evidence"),
    ("texts", {"order": "-3"}, "KD18", "order"),
    ("texts", {}, "QH17", "order"),
    ("recipients", {"role": "Nơi nhận", "name": "Các sở;"}, "CH21", "name"),
    ("recipients", {"document_type": "Kế hoạch"}, "CH19", "role"),
    ("register", {"symbol": "9/BC-LHH", "date": "15/06/2026", "file": "", "subject": "Báo cáo"}, "CH22", "symbol"),
    ("register", {"symbol": "01/TB-LHH", "date": "10/03/2026"}, "CH23", "symbol"),
    ("register", {"symbol": "08/TB-LHH", "date": "12/03/2026"}, "CH25", "symbol"),
    ("register", {"symbol": "10/TB-LHH", "date": "14/06/2026", "state": "Chưa hoàn tất"}, "CH26", "state"),
    ("register", {"symbol": "11/BC-LHH", "date": "10/06/2026", "file": "11-BC-LHH-2026-H1.docx"}, "CH27", "date"),
    ("register", {"symbol": "12/TB-LHH", "date": "01/12/2026", "file": ""}, "CH28", "date"),
    ("signers", {"name": "TS. Lê Văn C", "default": ""}, "CH13", "name"),
    ("signers", {"name": "Lê Văn D", "position": "Phó Chủ tịch", "default": ""}, "CH09", "on_behalf"),
    ("signers", {"name": "Lê Văn E"}, "CH08", "default"),
    ("periods", {"code": "2026-H5", "start": "01/01/2027", "end": "02/01/2027"}, "KD19", "code"),
    ("periods", {"code": "2030-H1", "start": "15/12/2029", "end": "14/12/2029"}, "LG23", "end"),
]
SETTINGS = {
    "margin_left": ("25", "CH02"),
    "place": ("TP.HCM", "CH31"),
    "agency": ("", "CH01"),
    "body_size": ("12", "CH02"),
}


def planted() -> tuple[list[tuple[str, dict[str, Any]]], list[tuple[str, str, int, str]], dict[Any, Any]]:
    """Records to add, (code, table, record, column) to find, settings to change."""
    places = {table: len(rows) for table, rows in CLEAN.items()}
    add: list[tuple[str, dict[str, Any]]] = []
    expected: list[tuple[str, str, int, str]] = []

    def put(table: str, values: dict[str, Any]) -> int:
        add.append((table, values))
        places[table] += 1
        return places[table] - 1

    for number, (table, values, code, column) in enumerate(TASKS):
        expected.append((code, table, put(table, {"code": f"NV-{number + 100}", **values}), column))
    clean_row = {**CLEAN["figures"][7], "note": "Đơn vị mới"}
    for number, (table, values, code, column) in enumerate(FIGURES):
        unit = f"X{number:02d}"
        put("units", {"code": unit, "name": f"Hội thử {unit}"})
        expected.append((code, table, put(table, {**clean_row, "unit": unit, **values}), column))
    for number, (table, values, code, column) in enumerate(OTHERS):
        fresh: dict[str, Any] = {"code": f"Y{number:02d}", "name": f"Hội khác {number}"} if table == "units" else {}
        fresh |= clean_row if table == "figures" else {}
        expected.append((code, table, put(table, {**fresh, **values}), column))
    changes = {}
    for key, (value, code) in SETTINGS.items():
        changes["profile", SETTING_ROW[key], "value"] = value
        expected.append((code, "profile", SETTING_ROW[key], "value"))
    return add, expected, changes


def test_each_of_a_hundred_planted_faults_is_found_at_its_cell_in_one_run():
    add, expected, changes = planted()
    made = book(changes, add=add)
    found = {(finding.code, finding.sheet, finding.cell) for finding in run_rules(made)}
    wanted = {(code, made[table].sheet, made[table].cell(i, column)) for code, table, i, column in expected}
    assert len(wanted) >= 100
    assert sorted(wanted - found) == []
    assert not [code for code, _, _ in found if code == "CT15"]


def test_the_clean_book_into_which_they_are_planted_has_none():
    assert run_rules(book()) == []
