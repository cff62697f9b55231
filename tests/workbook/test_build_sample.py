"""The sample's data: sized and shaped as promised, and adding up as a clerk's must."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from lhh_excel.checking.finding import Severity
from lhh_excel.checking.run import run_rules
from lhh_excel.workbook.build import build_workbook, sample_tables
from lhh_excel.workbook.declarations import DEFAULT
from lhh_excel.workbook.reading import open_book
from lhh_excel.workbook.schema import Column, Kind
from lhh_excel.workbook.tables import TABLES
from lhh_excel.workbook.values import normalise

SAMPLE = sample_tables()
PERIODS = {row["code"]: row for row in SAMPLE["periods"]}
FIGURES = {(row["period"], row["unit"]): row for row in SAMPLE["figures"]}


def members_on(day: dt.date, kind: str) -> list[str]:
    return [
        unit["code"]
        for unit in SAMPLE["units"]
        if unit["kind"] == kind and unit["joined"] <= day and (unit["left"] is None or unit["left"] > day)
    ]


def test_it_has_the_units_and_members_of_the_programme() -> None:
    end = PERIODS["2026-H1"]["end"]
    assert (len(members_on(end, "Hội thành viên")), len(members_on(end, "Đơn vị trực thuộc"))) == (17, 3)
    reported = [row for (period, _), row in FIGURES.items() if period == "2026-H1" and row["received"]]
    assert len(reported) == 18
    assert sum(row["hoi_vien_cuoi_ky"] for row in reported) == 6125


def test_it_has_sixty_tasks_in_every_group_and_every_state() -> None:
    tasks = SAMPLE["tasks"]
    assert len(tasks) == len({row["code"] for row in tasks}) == 60
    assert {row["group"] for row in tasks} == {each.name for each in DEFAULT.groups}
    assert Counter(row["state"] for row in tasks).keys() == {
        "Chưa bắt đầu",
        "Đang thực hiện",
        "Hoàn thành",
        "Tạm dừng",
        "Hủy",
    }


def test_its_members_add_up_within_each_period_and_from_one_to_the_next() -> None:
    before = {"2025-H2": "2025-H1", "2026-H1": "2025-H2"}
    for (period, unit), row in FIGURES.items():
        if row["hoi_vien_cuoi_ky"] is not None:
            assert row["hoi_vien_cuoi_ky"] == row["hoi_vien_dau_ky"] + row["ket_nap_moi"] - row["giam_trong_ky"]
        earlier = FIGURES.get((before.get(period, ""), unit))
        if earlier is None:
            continue
        opening = earlier["hoi_vien_cuoi_ky"]
        if (period, unit) == ("2025-H2", "H05"):
            opening += FIGURES["2025-H1", "H18"]["hoi_vien_cuoi_ky"]
        assert row["hoi_vien_dau_ky"] == opening, (period, unit)


def test_two_units_are_missing_and_two_are_late() -> None:
    period = PERIODS["2026-H1"]
    units = members_on(period["end"], "Hội thành viên") + members_on(period["end"], "Đơn vị trực thuộc")
    days = {unit: FIGURES.get(("2026-H1", unit), {}).get("received") for unit in units}
    assert [unit for unit, day in days.items() if day is None] == ["H09", "TT03"]
    assert [unit for unit, day in days.items() if day and day > period["unit_due"]] == ["H07", "TT01"]


def test_every_section_of_the_current_report_is_written() -> None:
    written = {row["section"] for row in SAMPLE["texts"] if row["period"] == "2026-H1"}
    assert {each and each.name for each in map(DEFAULT.section, written)} == {each.name for each in DEFAULT.written}


def test_each_task_under_way_in_a_closed_period_has_its_state_there_but_one() -> None:
    lacking = []
    for code in ("2025-H1", "2025-H2"):
        period = PERIODS[code]
        told = {row["task"] for row in SAMPLE["progress"] if row["period"] == code}
        under_way = {
            row["code"]
            for row in SAMPLE["tasks"]
            if row["assigned"] <= period["end"] and (row["done_on"] is None or row["done_on"] >= period["start"])
        }
        assert told <= under_way
        lacking += [(code, task) for task in sorted(under_way - told)]
    assert lacking == [("2025-H2", "NV-046")]


@pytest.mark.slow
def test_the_sheets_hold_every_record_as_it_was_written_with_names_beside_codes() -> None:
    names = {"units": {row["code"]: row["name"] for row in SAMPLE["units"]}}
    names["tasks"] = {row["code"]: row["content"] for row in SAMPLE["tasks"]}

    def shown(column: Column, value: object) -> object:
        if column.kind is not Kind.REF or column.ref not in names or value is None:
            return normalise(value)
        return f"{value} – {names[column.ref][value]}"[: 60 if column.ref == "tasks" else None].strip()

    book = openpyxl.load_workbook(io.BytesIO(build_workbook(sample=True)))
    for table in TABLES:
        sheet = book[table.sheet]
        rows = sheet[sheet.tables[table.name].ref][1:]
        found = [{c.key: normalise(cell.value) for c, cell in zip(table.columns, row, strict=True)} for row in rows]
        wanted = [{c.key: shown(c, record.get(c.key)) for c in table.columns} for record in SAMPLE[table.key]]
        assert found == (wanted or [dict.fromkeys(table.by_key)])


@pytest.mark.slow
def test_it_validates_without_an_error_and_with_warnings_of_many_kinds(tmp_path: Path) -> None:
    file = tmp_path / "mau.xlsm"
    file.write_bytes(build_workbook(sample=True))
    findings = run_rules(open_book(file))
    errors = [f"{f.code} {f.sheet}!{f.cell} {f.message}" for f in findings if f.severity is Severity.ERROR]
    assert errors == []
    assert {f.severity for f in findings} == {Severity.WARNING, Severity.NOTE}
    assert len({f.code for f in findings}) >= 25
