"""Whatever is asked of a table, in whatever order: records end where they should, nothing is written over, notes move.

The plan is carried out here on a plain dict of cells; that files and Excel carry it out alike is told by
tests/excel/engine/test_contract.py.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lhh_excel.errors import InputError, RefusedError
from lhh_excel.workbook.addresses import Area
from lhh_excel.workbook.package import Sheet, TablePart
from lhh_excel.workbook.schema import Column, Kind, Table
from lhh_excel.workbook.table_plan import Kept, Record, TablePlan
from lhh_excel.workbook.values import Formula, Value

TABLE = Table(
    "notes", "tblThu", "Thử", (Column("id", "Mã", Kind.CODE, ""), Column("text", "Lời", Kind.TEXT, "")), ("id",), ""
)
#: Columns of the sheet: B the record's code, C the clerk's own, D its text; the header in row 3.
ID, OWN, TEXT, HEADER = 2, 3, 4, 3
Cells = dict[tuple[int, int], Value]


class Paper:
    """A sheet as a plain dict, with one table (table_plan.Ground)."""

    def __init__(self, cells: Cells, last: int, totals: int = 0, merged: tuple[Area, ...] = ()) -> None:
        self.cells, self.areas = cells, list(merged)
        self.part = TablePart(
            "tblThu", Sheet("Thử", "s"), "t", HEADER, ID, last, TEXT, ("Mã", "Riêng", "Lời"), 1, totals
        )

    def filled(self, row: int) -> list[int]:
        return [column for at, column in self.cells if at == row]

    @property
    def merged(self) -> list[Area]:
        return self.areas

    def values(self) -> Cells:
        return self.cells

    def plan(self, *others: Area) -> TablePlan:
        return TablePlan(TABLE, self.part, self.part.headers, others, "so.xlsx", self)


def carried_out(plan: TablePlan, paper: Paper) -> Cells:
    """The cells when all is written."""
    after = {at: value for at, value in paper.cells.items() if at[0] not in plan.emptied or not ID <= at[1] <= TEXT}
    for row, cells in plan.cells.items():
        for column, value in cells.items():
            after[row, column] = value.value if isinstance(value, Kept) else value
    return {at: value for at, value in after.items() if value is not None}


def records_of(plan: TablePlan, cells: Cells) -> list[tuple[Value, Value, Value]]:
    """(code, own note, text) of each row of the table that is not blank."""
    rows = [tuple(cells.get((row, column)) for column in (ID, OWN, TEXT)) for row in range(plan.first, plan.last + 1)]
    return [row for row in rows if any(value is not None for value in row)]


def paper(ids: list[str], notes: list[str | None], blank: int = 0, **more: int) -> Paper:
    """A table with these records, their notes beside them, and blank rows after them."""
    cells: Cells = {}
    for row, (code, note) in enumerate(zip(ids, notes, strict=True), HEADER + 1):
        cells[row, ID], cells[row, TEXT] = code, f"lời {code}"
        if note is not None:
            cells[row, OWN] = note
    rows = max(len(ids) + blank, 1)
    return Paper(cells, HEADER + rows + more.get("totals", 0), **more)


def written(codes: list[str]) -> list[Record]:
    return [{"id": code, "text": f"mới {code}"} for code in codes]


CODES = st.lists(st.sampled_from("ABCDEFGH"), max_size=6, unique=True)
CALLS = st.lists(st.tuples(st.sampled_from(["append", "replace", "set"]), CODES), max_size=5)


@pytest.mark.slow
@given(old=CODES, blank=st.integers(0, 3), calls=CALLS)
@settings(max_examples=200, deadline=None)
def test_the_records_are_those_that_were_asked_for_each_with_its_note(
    old: list[str], blank: int, calls: list[tuple[str, list[str]]]
) -> None:
    sheet = paper(old, [f"ghi {code}" if code < "E" else None for code in old], blank)
    beneath = (HEADER + len(old) + blank + 100, ID)
    sheet.cells[beneath] = "ở dưới"
    plan, model = sheet.plan(), [(code, f"lời {code}") for code in old]
    for way, codes in calls:
        if way == "replace":
            plan.replace_all(written(codes))
            model = [(code, f"mới {code}") for code in codes]
        elif way == "append" and codes:
            at = plan.append(written(codes))
            assert at == [plan.first + len(model) + n for n in range(len(codes))]
            model += [(code, f"mới {code}") for code in codes]
        elif way == "set" and model:
            plan.set(plan.first, {"text": "sửa"})
            model[0] = (model[0][0], "sửa")
    after = carried_out(plan, sheet)
    assert [(code, text) for code, _note, text in records_of(plan, after)] == model
    assert after[beneath] == "ở dưới"
    assert not any(plan.last < row <= plan.old_last and ID <= column <= TEXT for row, column in after)
    noted = [code for code, note, _text in records_of(plan, after) if note is not None]
    if not plan.replaced:
        assert noted == [code for code in old if code < "E"]
    assert all(note in (None, f"ghi {code}") for code, note, _text in records_of(plan, after))
    if calls and calls[-1][0] == "replace":
        assert set(noted) == {code for code in calls[-1][1] if code in old and code < "E"}


@pytest.mark.slow
@given(old=st.lists(st.sampled_from("ABCDE"), min_size=1, max_size=4, unique=True), more=st.integers(1, 4))
@settings(max_examples=50, deadline=None)
@pytest.mark.parametrize("how", ["cell", "formula", "table", "merged"])
def test_no_table_grows_over_what_stands_beneath(old: list[str], more: int, how: str) -> None:
    sheet = paper(old, [None] * len(old))
    bottom = HEADER + len(old)
    in_the_way = (ID, bottom + more, TEXT, bottom + more)
    others: tuple[Area, ...] = (in_the_way,) if how == "table" else ()
    if how == "merged":
        sheet.areas.append(in_the_way)
    elif how != "table":
        sheet.cells[bottom + more, ID] = "có" if how == "cell" else Formula("=1")
    for ask in (
        lambda plan: plan.append(written(list("XYZT"))),
        lambda plan: plan.replace_all(written(list("ABCDEFGHIJ"))),
    ):
        plan = sheet.plan(*others)
        with pytest.raises(RefusedError) as refused:
            ask(plan)
        assert refused.value.key == "no_room_below"
        assert refused.value.details["cell"] == f"B{bottom + more}"
        assert plan.cells == {} and plan.last == bottom
    if more > 1:
        assert sheet.plan(*others).append(written(["X"])) == [bottom + 1]


def test_a_totals_row_stays_the_last_and_blank_rows_above_it_are_used() -> None:
    sheet = paper(["A"], [None], blank=2, totals=1)
    plan = sheet.plan()
    assert plan.append(written(["B", "C"])) == [5, 6]
    assert (plan.last, plan.bottom) == (6, 7)
    with pytest.raises(RefusedError, match="tổng"):
        plan.append(written(["D"]))
    plan.replace_all(written(["E"]))
    assert (plan.last, plan.bottom) == (6, 7)
    assert [code for code, _note, _text in records_of(plan, carried_out(plan, sheet))] == ["E"]


def test_a_formula_of_the_clerks_stays_where_it_is() -> None:
    sheet = paper(["A", "B"], [None, None])
    sheet.cells[4, OWN] = Formula("=D4")
    plan = sheet.plan()
    plan.replace_all(written(["B", "A"]))
    assert carried_out(plan, sheet)[4, OWN] == Formula("=D4")


def test_of_two_rows_with_one_code_no_note_is_lost_that_has_a_place() -> None:
    sheet = paper(["A", "A"], [None, "ghi"])
    plan = sheet.plan()
    plan.replace_all(written(["B", "A"]))
    assert records_of(plan, carried_out(plan, sheet)) == [("B", None, "mới B"), ("A", "ghi", "mới A")]


def test_what_is_not_there_or_too_long_is_refused() -> None:
    sheet = paper(["A"], [None])
    with pytest.raises(ValueError, match="row 9"):
        sheet.plan().set(9, {"text": "x"})
    with pytest.raises(RefusedError) as refused:
        sheet.plan().set(4, {"text": "x" * 32_768})
    assert (refused.value.key, refused.value.details["cell"]) == ("text_too_long", "D4")
    plan = TablePlan(TABLE, sheet.part, ("Mã", "Riêng", "Khác"), (), "so.xlsx", sheet)
    with pytest.raises(InputError, match="Lời"):
        plan.append([{"id": "B", "text": "không chỗ"}])
    assert plan.append([{"id": "B", "text": None}]) == [5]
