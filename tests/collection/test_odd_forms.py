"""Odd values in the input cells of forms, many at once: listed with its cell and a form to correct, mended, in.

The forms of every other unit, once; `make torture` goes on to all of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.torture import odd_forms
from lhh_excel.workbook.schema import Kind

#: Over a second of processor time each: left out of `make fast`.
pytestmark = pytest.mark.slow


UNITS = (odd_forms.GOOD_UNIT, "H01", "H03", "H05", "H07", "H11", "H13", "H15", "H17", "TT02")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> odd_forms.Office:
    return odd_forms.Office(tmp_path_factory.mktemp("phieu"), UNITS)


def test_an_odd_value_in_any_input_cell_is_told_there_and_keeps_no_other_form_out(office: odd_forms.Office) -> None:
    for batch in odd_forms.batches(office, 1):
        if office.judged(batch):
            pytest.fail(odd_forms.told(*odd_forms.least(office, batch)))


def test_an_odd_value_where_nobody_types_stops_that_form_at_most(office: odd_forms.Office) -> None:
    for batch in odd_forms.spoilt(office, 1):
        if office.judged(batch):
            pytest.fail(odd_forms.told(*odd_forms.least(office, batch)))


def test_every_odd_value_meets_every_kind_of_cell(office: odd_forms.Office) -> None:
    """The harness: in four rounds of half the units, but for the one cell of money that a form has."""
    forms = [form for batch in odd_forms.batches(office, 4) for form in batch]
    met = {(form.names[key], odd_forms.kind_of(key)) for form in forms for key in form.keys}
    kinds = {odd_forms.kind_of(key) for key in office.form("H01").keys}
    assert len(kinds) == 7 and Kind.DECIMAL in kinds
    assert {(name, kind) for name in odd_forms.ODD for kind in kinds - {Kind.DECIMAL}} <= met


def test_the_harness_sees_a_fault_and_cuts_it_down_to_its_cell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from lhh_excel.collection import read as reading

    office = odd_forms.Office(tmp_path, (odd_forms.GOOD_UNIT, "H01"))

    take = reading._take

    def fails_at_a_time(form: object, found: object, key: tuple[str, str, str], row: int, column: int) -> None:
        take(form, found, key, row, column)  # type: ignore[arg-type]
        if form.values.get(key) == "@SUM(A1)":  # type: ignore[attr-defined]
            raise ZeroDivisionError

    monkeypatch.setattr(reading, "_take", fails_at_a_time)
    form, odd = office.form("H01"), next(name for name in odd_forms.ODD if "@SUM" in name)
    for place, key in enumerate(form.keys[:4]):
        form.names[key] = odd if place == 3 else "boolean 1"
        form.cells[key] = odd_forms.ODD[form.names[key]]
    said, least = odd_forms.least(office, [form])
    assert [least.names[key] for key in least.cells] == [odd]
    assert any("ZeroDivisionError" in line for line in said)
