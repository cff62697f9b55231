"""Periods that a new workbook proposes, and the macro project that slots in."""

from __future__ import annotations

import datetime as dt
import html
import io
import itertools
import re
import zipfile

import openpyxl
import pytest

from lhh_excel.errors import ExitCode, UsageError
from lhh_excel.workbook.build import Macros, build_workbook
from lhh_excel.workbook.build.home import BUTTONS
from lhh_excel.workbook.starting import period_for, periods_of

D = dt.date


def spans(code: str, cutoff: str) -> dict[str, tuple[dt.date, dt.date]]:
    return {row["code"]: (row["start"], row["end"]) for row in periods_of(code, cutoff) if "start" in row}


def test_state_practice_closes_on_the_fourteenth() -> None:
    assert spans("2026-H1", "15-12") == {
        "2026-H1": (D(2025, 12, 15), D(2026, 6, 14)),
        "2026-H2": (D(2026, 6, 15), D(2026, 12, 14)),
        "2026": (D(2025, 12, 15), D(2026, 12, 14)),
    }


def test_calendar_halves_end_with_their_months() -> None:
    assert spans("2027", "calendar") == {
        "2027-H1": (D(2027, 1, 1), D(2027, 6, 30)),
        "2027-H2": (D(2027, 7, 1), D(2027, 12, 31)),
        "2027": (D(2027, 1, 1), D(2027, 12, 31)),
    }


@pytest.mark.parametrize("cutoff", ["15-12", "calendar"])
def test_quarters_follow_each_other_without_a_gap_and_make_the_year(cutoff: str) -> None:
    of_year = spans("2026-Q2", cutoff)
    quarters = [of_year[f"2026-Q{number}"] for number in range(1, 5)]
    for (_, end), (start, _) in itertools.pairwise(quarters):
        assert start - end == dt.timedelta(1)
    assert (quarters[0][0], quarters[-1][1]) == of_year["2026"]
    assert (quarters[0][0], quarters[1][1]) == of_year["2026-H1"]


def test_a_period_out_of_turn_has_its_dates_left_to_the_clerk() -> None:
    row = periods_of("2026-DX1")[-1]
    assert row["code"] == "2026-DX1" and "start" not in row and "end" not in row
    assert row["name"] == "đột xuất lần 1 năm 2026"


def test_units_report_before_the_period_ends_and_the_office_after() -> None:
    for row in periods_of("2026-H1"):
        assert row["unit_due"] < row["end"] < row["upward_due"]
        assert row["state"] == "Mở"


@pytest.mark.parametrize(
    ("day", "cutoff", "code"),
    [
        (D(2025, 12, 14), "15-12", "2025-H2"),
        (D(2025, 12, 15), "15-12", "2026-H1"),
        (D(2026, 6, 14), "15-12", "2026-H1"),
        (D(2026, 6, 15), "15-12", "2026-H2"),
        (D(2025, 12, 31), "calendar", "2025-H2"),
        (D(2026, 1, 1), "calendar", "2026-H1"),
        (D(2026, 7, 1), "calendar", "2026-H2"),
    ],
)
def test_a_day_falls_into_its_half_year(day: dt.date, cutoff: str, code: str) -> None:
    assert period_for(day, cutoff) == code


@pytest.mark.parametrize("code", ["2026-H3", "26-H1", "2026-h1", "2026-DX0", "", "năm 2026"])
def test_a_code_that_is_none_is_refused_in_a_sentence(code: str) -> None:
    with pytest.raises(UsageError) as caught:
        build_workbook(period=code or "?")
    assert caught.value.exit_code is ExitCode.USAGE
    assert "2026-H1" in str(caught.value)


def test_a_cutoff_that_is_none_is_refused_in_a_sentence() -> None:
    with pytest.raises(UsageError, match="calendar"):
        build_workbook(cutoff="1-7")


@pytest.mark.slow
def test_a_new_workbook_works_on_the_asked_period_with_the_asked_cutoff() -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_workbook(period="2027-H2", cutoff="calendar")))
    profile = {row[0].value: row[1].value for row in book["Cấu hình"].iter_rows(min_row=6)}
    assert profile["Kỳ báo cáo"] == "2027-H2"
    rows = {row[0].value: row[3].value for row in book["Kỳ báo cáo"].iter_rows(min_row=6) if row[0].value}
    assert rows["2027-H2"] == dt.datetime(2027, 12, 31)


@pytest.mark.slow
def test_the_sample_can_stand_on_another_of_its_periods_only() -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_workbook(sample=True, period="2025-H2")))
    profile = {row[0].value: row[1].value for row in book["Cấu hình"].iter_rows(min_row=6)}
    assert profile["Kỳ báo cáo"] == "2025-H2"
    with pytest.raises(UsageError, match="2026-H1"):
        build_workbook(sample=True, period="2031-H1")


@pytest.mark.slow
def test_a_macro_project_brings_buttons_and_ribbon_into_the_same_workbook() -> None:
    ribbon = b'<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"/>'
    data = build_workbook(macros=Macros(b"project", ribbon))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.read("xl/vbaProject.bin") == b"project"
        assert package.read("customUI/customUI14.xml") == ribbon
        relations = package.read("_rels/.rels").decode()
        types = package.read("[Content_Types].xml").decode()
        drawing = "".join(package.read(name).decode() for name in package.namelist() if "vmlDrawing" in name)
    ids = re.findall(r'Id="(\w+)"', relations)
    assert len(ids) == len(set(ids))
    assert 'relationships/ui/extensibility" Target="customUI/customUI14.xml"' in relations
    assert "macroEnabled.main+xml" in types and "vbaProject" in types
    assert re.findall(r"<x:FmlaMacro>\[0\]!(\w+)</x:FmlaMacro>", drawing) == [button.macro for button in BUTTONS]
    drawing = html.unescape(drawing)
    assert all(button.caption in drawing and button.macro.isascii() for button in BUTTONS)


@pytest.mark.slow
def test_without_a_macro_project_there_is_no_button_that_would_do_nothing() -> None:
    with zipfile.ZipFile(io.BytesIO(build_workbook())) as package:
        names = package.namelist()
        drawing = "".join(package.read(name).decode() for name in names if "vmlDrawing" in name)
    assert "xl/vbaProject.bin" not in names and "FmlaMacro" not in drawing
