"""CT: what the rules about the skeleton tell beyond their examples, and how rules run together."""

from __future__ import annotations

import dataclasses

import pytest
from openpyxl.utils import get_column_letter
from world import book, findings, fires, quiet

from lhh_excel.checking import registry
from lhh_excel.checking.finding import Finding, Severity
from lhh_excel.checking.run import RULES, run_rules
from lhh_excel.log import logger
from lhh_excel.workbook.book import LooseRow, SheetCopy, StructureFault
from lhh_excel.workbook.tables import TASKS
from lhh_excel.workbook.values import ErrorValue, Formula


def loose(*rows: LooseRow) -> list[Finding]:
    made = book()
    made.loose = list(rows)
    return [finding for finding in run_rules(made) if finding.code == "CT09"]


def column(key: str) -> int:
    """Of the tasks, whose sheet begins with their first column."""
    return [column.key for column in TASKS.columns].index(key) + 1


def cell(key: str, row: int) -> str:
    return f"{get_column_letter(column(key))}{row}"


def test_CT09_rows_outside_the_table():
    # the tasks end in row 10
    typed = {"code": "NV-009", "content": "Việc mới", "lead": "H02", "state": "Đang thực hiện"}
    task, content = {column(key): value for key, value in typed.items()}, column("content")
    [found] = loose(LooseRow("Nhiệm vụ", 12, task))
    assert (found.sheet, found.cell) == ("Nhiệm vụ", cell("code", 12)) and "NV-009; Việc mới; H02" in found.message
    assert "xuống hết dòng 12" in found.fix
    [touching] = loose(LooseRow("Nhiệm vụ", 11, {content: "còn nữa"}))  # whatever it is
    assert touching.cell == cell("content", 11) and "một dòng trống" in touching.fix
    assert loose(LooseRow("Nhiệm vụ", 12, {content: "còn nữa"}), LooseRow("Trang khác", 12, task)) == []
    behind_a_note = loose(LooseRow("Nhiệm vụ", 12, {content: "còn nữa"}), LooseRow("Nhiệm vụ", 14, task))
    assert [f.cell for f in behind_a_note] == [cell("code", 14)] and "Tab" in behind_a_note[0].fix


def test_CT18_a_copy_of_a_sheet():
    made, other = book(), book({("figures", 8, "tin_bai"): "99"})
    made.copies = [SheetCopy(dataclasses.replace(other["figures"], sheet="Số liệu (2)"), "tblSoLieu2", hidden=True)]
    [found] = [finding for finding in run_rules(made) if finding.code == "CT18"]
    assert (found.sheet, found.cell) == ("Số liệu (2)", "A14") and "2026-H1/H02" in found.message
    assert "đang ẩn" in found.message and "Unhide" in found.fix
    quiet("CT18")


def test_CT12_an_excel_error_in_a_data_cell():
    found = fires("CT12", {("figures", 7, "hoi_thao"): ErrorValue("#REF!")}, at=("figures", 7, "hoi_thao"))
    assert "#REF!" in found.message
    quiet("CT12", {("tasks", 1, "note"): "xem mục #REF"})


def test_CT13_a_formula_with_a_computed_value():
    cell = {("figures", 7, "hoi_vien_cuoi_ky"): Formula("=D13+E13-F13", 170)}
    found = fires("CT13", cell, at=("figures", 7, "hoi_vien_cuoi_ky"))
    assert "170" in found.message and found.value == "=D13+E13-F13"
    quiet("CT13", {("figures", 7, "hoi_vien_cuoi_ky"): Formula("=D13")})


def test_CT14_a_formula_never_computed():
    fires("CT14", {("tasks", 0, "result"): Formula("=A1")}, at=("tasks", 0, "result"))
    quiet("CT14", {("tasks", 0, "result"): Formula("=A1", "xong")})
    quiet("CT14", {("tasks", 0, "result"): "a=b"})


def test_CT15_a_rule_that_fails_is_told_and_stops_no_other(monkeypatch: pytest.MonkeyPatch, caplog, capsys):
    typed = "chữ của một ô"

    def broken(_book):
        yield from ()
        raise KeyError(typed)

    monkeypatch.setitem(registry.RULES, "LG10", dataclasses.replace(registry.RULES["LG10"], function=broken, needs=()))
    logger().addHandler(caplog.handler)
    try:
        found = run_rules(book({("tasks", 0, "due"): "31/12/2025"}))
    finally:
        logger().removeHandler(caplog.handler)
    assert [f.value for f in found if f.code == "CT15"] == ["LG10"]
    assert any(f.code == "LG01" for f in found)
    assert "LG10" in caplog.text and typed not in caplog.text  # the log keeps no words of the workbook
    assert capsys.readouterr() == ("", "")  # a clerk sees the finding, no traceback


def test_CT15_no_rule_fails_normally_and_an_unknown_fault_is_never_swallowed():
    quiet("CT15")
    assert [f.sheet for f in findings("CT15", faults=(StructureFault("new_kind", "Đơn vị"),))] == ["Đơn vị"]


def test_CT16_CT17_a_renamed_sheet_and_a_missing_dashboard_block_nothing():
    assert {RULES[code].severity for code in ("CT16", "CT17")} == {Severity.WARNING}


def test_a_broken_sheet_stops_only_the_rules_that_need_it():
    found = {f.code for f in run_rules(book({("figures", 7, "hoi_vien_cuoi_ky"): "9"}, without=("tasks",)))}
    assert "SL01" in found
    assert not any(code.startswith("LG") for code in found)
    without_column = run_rules(book(without=("tasks.done_on", "tasks.result", "figures.received")))
    assert not {f.code for f in without_column} & {"LG04", "LG05", "SL15", "SL20", "KD01"}


def test_findings_are_sorted_by_sheet_then_row():
    found = run_rules(
        book({("tasks", 1, "due"): "01/01/2026", ("tasks", 0, "due"): "01/01/2025", ("units", 1, "name"): ""})
    )
    assert [f.sheet for f in found] == ["Đơn vị", *["Nhiệm vụ"] * (len(found) - 1)]
    rows = [f.row for f in found if f.sheet == "Nhiệm vụ"]
    assert rows == sorted(rows)
