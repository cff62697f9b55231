"""Any value of any kind in any cell of the workbook: told at its cell, never a fault, and never in the way of the rest.

The large version is `python -m bench.torture --only "odd values"`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from places import ROOT
from xlsx import write_tables

from lhh_excel.workbook.reading import open_book

sys.path.insert(0, str(ROOT))
from bench.torture import calls, odd_values

#: Over a second of processor time each: left out of `make fast`.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[odd_values.Trial]:
    log = tmp_path_factory.getbasetemp() / "lhh-excel.log"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LHH_LOG", str(log))
        yield odd_values.Trial.in_folder(tmp_path_factory.mktemp("so"), log)


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long a call takes and what it holds is measured where nothing else runs beside it."""
    monkeypatch.setattr(calls, "MAX_SECONDS", 60.0)
    monkeypatch.setattr(calls, "MAX_MB", 10_000)


def test_every_odd_value_is_read_as_excel_shows_it_by_either_reader(tmp_path: Path) -> None:
    row: dict[str, Any] = {"Mã nhiệm vụ": "NV-001", "Kết quả": "x", "Minh chứng": "y"}
    path = write_tables(tmp_path / "so.xlsx", {"tblNhiemVu": [row]}, only=True)
    master, book = path.read_bytes(), open_book(path)
    for odd in odd_values.ODD:
        one = odd_values.Planted(odd, "tasks", "result", book["tasks"].rows[0], book["tasks"].letters["result"])
        path.write_bytes(odd_values.planted(master, book, [one]))
        for reader in ("fast", "any"):
            tasks = open_book(path, reader=reader)["tasks"]
            value = tasks.raw["result"][0]
            assert tasks.raw["evidence"] == ["y"], odd.name
            if odd.value is odd_values.NOTHING:
                assert type(value) not in (str, int, float), (reader, odd.name, value)
            elif odd.shows == "percent":
                assert value == odd.value / 100
            else:
                assert value == odd.value, (reader, odd.name)


def test_a_workbook_full_of_odd_values_goes_through_every_command(trial: odd_values.Trial) -> None:
    plan = trial.plan(1, share=0.9)
    assert len(plan) > 200
    said = trial.through(plan, odd_values.calls_of_a_workbook())
    assert [(one.call, one.faults) for one in said if one.faults] == []
    assert trial.unseen(plan) == []


def test_a_period_with_odd_values_that_are_no_errors_is_submitted_issued_locked_and_opened(
    trial: odd_values.Trial,
) -> None:
    said = trial.life(trial.plan(3))
    assert [(one.call, one.faults) for one in said if one.faults] == []
    assert [one.code for one in said[:4]] == [0, 0, 0, 0]


def test_the_trial_names_the_cell_and_the_value_that_make_a_command_fail(
    trial: odd_values.Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lhh_excel.actions import status

    plan = trial.plan(5, share=0.1)
    culprit = next(one for one in plan if one.table == "tasks")
    plan = [*[one for one in plan if one.table != "tasks"][:6], culprit]

    real = status.status

    @wraps(real)  # an action says by its annotation what options it takes
    def stumbles(options: Any, *rest: Any) -> Any:
        book = open_book(options.target.file)
        if book["tasks"].raw[culprit.column] != trial.book["tasks"].raw[culprit.column]:
            raise ZeroDivisionError
        return real(options, *rest)

    monkeypatch.setattr(status, "status", stumbles)
    (said,) = trial.through(plan, [calls.call("status {book}")])
    assert said.code == 70
    assert re.search(r"^← .* in Nhiệm vụ!\w+ \(.*\)$", said.faults[-1]) and "+" not in said.faults[-1].split(" in ")[1]
