"""A workbook of today that has lost what its office declares: no other office's rows take its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from clerk import at_work, place_of, type_table
from cli import lhh

from lhh_excel.workbook.defaults import INDICATORS, OUTLINE
from lhh_excel.workbook.reading import open_book
from lhh_excel.workbook.tables import BY_KEY

TODAY = ("--as-of", "2026-06-16")
#: openpyxl says itself what it does not read of Excel's.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


def emptied(path: Path, key: str) -> None:
    with at_work(path) as made:
        type_table(made, key, [], names={})


def removed(path: Path, key: str) -> None:
    with at_work(path) as made:
        made.remove(place_of(made, BY_KEY[key].name)[0])


@pytest.mark.slow
@pytest.mark.every
@pytest.mark.parametrize(("key", "lose"), [("indicators", removed), ("outline", emptied), ("kinds", removed)])
def test_what_is_lost_is_told_and_asked_of_nobody(sample: Path, key: str, lose: Callable[[Path, str], None]) -> None:
    lose(sample, key)
    sheet = BY_KEY[key].sheet
    assert not getattr(open_book(sample).declared, key)

    found = lhh("validate", sample, *TODAY, "--json").json["findings"]
    [told] = [each for each in found if each["severity"] == "error"]  # and not each row that names what stood there
    assert told["sheet"] == sheet and "sao lưu" in told["fix"]
    upgraded = lhh("upgrade", sample)
    assert upgraded.code == 0 and f"“{sheet}”" in upgraded.out and "validate" in upgraded.out
    assert not [each for each in found if "Chọn một trong: ." in each["fix"]]
    if key == "outline":
        said = json.dumps([each for each in found if each["sheet"] in ("Chỉ tiêu", "Nhiệm vụ")], ensure_ascii=False)
        elsewhere = {str(row["name"]) for row in OUTLINE} - {str(row.get("section")) for row in INDICATORS}
        assert not [name for name in elsewhere if f"phải là “{name}”" in said]

    forms = lhh("forms", sample, *TODAY)
    assert forms.code == 1 and f"“{sheet}”" in forms.err and "sao lưu" in forms.err
    assert not list(sample.parent.rglob("*.xlsx"))
    for command in (("columns", sample), ("new", sample.with_name("moi.xlsm"), "--mau", sample)):
        said = lhh(*command)
        assert said.code == 1 and f"“{sheet}”" in said.err and "phiên bản trước" not in said.err


@pytest.mark.slow
def test_an_office_without_plans_lacks_nothing(sample: Path) -> None:
    emptied(sample, "targets")
    assert lhh("validate", sample, *TODAY, "--json").json["summary"]["error"] == 0
    assert lhh("columns", sample).code == 0


@pytest.mark.slow
def test_a_workbook_without_indicators_is_drafted_on(sample: Path) -> None:
    """The draft tells the errors; nothing stops in the middle."""
    with at_work(sample) as made:
        for key in ("indicators", "outline", "kinds"):
            type_table(made, key, [], names={})
    assert lhh("report", sample, *TODAY).code in (0, 1)


@pytest.mark.slow
def test_a_new_workbook_like_another_tells_none_of_its_figures(sample: Path) -> None:
    lhh("validate", sample, "--write", *TODAY)
    assert any(open_book(sample)["indicators"].clean["preview"])
    made = sample.with_name("moi.xlsm")
    assert lhh("new", made, "--mau", sample).code == 0
    assert not any(open_book(made)["indicators"].clean["preview"])
