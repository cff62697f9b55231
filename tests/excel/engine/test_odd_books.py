"""Cells with formats that nobody planned for, written through both doors: what Excel takes is what was meant."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from lhh_excel.excel.cells import from_excel
from lhh_excel.workbook.tables import TASKS
from lhh_excel.workbook.values import ErrorValue
from workbooks import AS_OF, both, closed_master, open_master

NUMBERS = [0, 0.5, 1, 1.5, 12, 59.5, 60, 61, 46000, 46000.123456, 46000.999995, 1e-7, 0.1 + 0.2, 9999.99995, 1.005]
MONEY = "[$₫-42A]#,##0"


def numbers_in(path: Path, form: str) -> Path:
    """Each number under this format in a column of text, of dates and of percents."""
    book = xlsxwriter.Workbook(str(path))
    style = book.add_format({"num_format": form})
    sheet = book.add_worksheet(TASKS.sheet)
    columns = [{"header": column.header} for column in TASKS.columns]
    sheet.add_table(0, 0, len(NUMBERS), len(columns) - 1, {"name": TASKS.name, "columns": columns})
    for row, value in enumerate(NUMBERS, 1):
        sheet.write_string(row, 0, f"NV-{row:03d}")
        for column in (1, 7, 10):
            sheet.write_number(row, column, value, style)
    sheet.write_datetime(0, 20, dt.datetime(2026, 1, 5), book.add_format({"num_format": "dd/mm/yyyy"}))
    book.close()
    return path


def test_a_figure_put_into_a_cell_of_money_is_kept_to_its_last_digit(tmp_path: Path) -> None:
    """Excel shows such a cell as rounded to four decimals, which is no sign that it did not take the value."""
    master = open_master(numbers_in(tmp_path / "so.xlsx", MONEY))
    patch = master.patch()
    patch.set("tasks", 2, "progress", 12.3456789)
    patch.set("tasks", 3, "progress", 0.00001)
    patch.save()
    for book in (master.read(as_of=AS_OF), closed_master(master.path).read(as_of=AS_OF)):
        assert book["tasks"].raw["progress"][:2] == [12.3456789, 0.00001]


@pytest.mark.parametrize(
    "form", ["d-mmm", "dd/mm", "hh:mm", "[h]:mm", "[h]", "mm:ss.0", "dddd", "[$-42A]d mmmm", 'd" tháng "m']
)
def test_a_figure_put_where_a_day_or_a_time_was_shown_is_a_figure(tmp_path: Path, form: str) -> None:
    """Excel gives the format d-mmm to a cell into which 3-4 was typed; a number there would be shown as a day."""
    masters = both(numbers_in(tmp_path / "so.xlsx", form), tmp_path)
    for master in masters:
        patch = master.patch()
        patch.set("tasks", 2, "progress", 72)
        patch.set("tasks", 3, "assigned", dt.date(2026, 1, 5))
        patch.save()
        tasks = closed_master(master.path).read(as_of=AS_OF)["tasks"]
        assert tasks.clean["progress"][0] == 72, master
        assert tasks.raw["assigned"][1] == dt.date(2026, 1, 5), master
    assert masters[1].read(as_of=AS_OF)["tasks"].clean["progress"][0] == 72


@pytest.mark.parametrize("number", [2046, 2047, 2048, 2051, 2222])
def test_an_error_of_a_later_excel_is_an_error_and_no_figure(number: int) -> None:
    assert isinstance(from_excel(-2146828288 + number), ErrorValue)
