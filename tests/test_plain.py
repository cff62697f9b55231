"""`record` and `mutable`: what a dataclass promises, kept by one that is cheaper to make."""

from __future__ import annotations

import dataclasses
import pickle
from operator import is_

import pytest

from lhh_excel.figures.figure import Figure, Source
from lhh_excel.plain import field, mutable, record, replace


def figure(text: str = "125", cells: str = "K5:K24") -> Figure:
    return Figure("so_lieu.hoi_vien", "Hội viên", 125, text, "tổng", (Source("Số liệu", cells),))


def test_records_with_the_same_values_are_equal_and_count_once_in_a_set() -> None:
    assert figure() == figure()
    assert len({figure(), figure(), figure("126")}) == 2


def test_records_that_differ_in_one_value_are_not_equal() -> None:
    assert figure() != figure("126")
    assert figure() != figure(cells="K5:K25")


def test_records_of_two_classes_are_never_equal() -> None:
    @record
    class Place:
        sheet: str
        cells: str

    assert Place("Số liệu", "K5") != Source("Số liệu", "K5")


def test_a_record_shows_its_values() -> None:
    assert repr(Source("Số liệu", "K5")) == "Source(sheet='Số liệu', cells='K5')"


def test_a_record_is_replaced_listed_and_pickled_as_a_dataclass_is() -> None:
    other = dataclasses.replace(figure(), text="126")
    assert (other.text, other.id) == ("126", figure().id)
    assert [field.name for field in dataclasses.fields(Source)] == ["sheet", "cells"]
    assert all(map(is_, dataclasses.fields(Source), dataclasses.fields(Source)))  # not made at each look
    assert pickle.loads(pickle.dumps(figure())) == figure()


def test_a_class_keeps_the_text_and_the_equality_that_it_declares_itself() -> None:
    @record
    class Code:
        text: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Code) and self.text.casefold() == other.text.casefold()

        def __hash__(self) -> int:
            return hash(self.text.casefold())

    assert Code("h01") == Code("H01") and hash(Code("h01")) == hash(Code("H01"))


WRONG = {
    "missing": (("Số liệu",), {}),
    "unknown": (("Số liệu", "K5"), {"table": "tblSoLieu"}),
    "too many": (("Số liệu", "K5", "K6"), {}),
    "twice": (("Số liệu", "K5"), {"cells": "K6"}),
}


@pytest.mark.parametrize("made_before", [0, 100])
@pytest.mark.parametrize("wrong", WRONG)
def test_values_that_do_not_fit_are_told_at_once(wrong: str, made_before: int) -> None:
    @record
    class Place:
        sheet: str
        cells: str

    for _ in range(made_before):
        Place("Số liệu", "K5")
    values, named = WRONG[wrong]
    with pytest.raises(TypeError, match="__init__"):
        Place(*values, **named)
    assert Place("Số liệu", cells="K5").cells == "K5"


def test_the_first_of_a_kind_and_the_hundredth_are_alike() -> None:
    @mutable
    class Row:
        key: str
        cells: list[str] = field(default_factory=list)
        note: str = ""

        def __post_init__(self) -> None:
            self.note = self.note or f"dòng {self.key}"

    rows = [Row("a", note=""), *(Row("a") for _ in range(98)), Row(key="a", cells=[])]
    assert all(row == rows[0] for row in rows) and rows[0].note == "dòng a"
    assert len({id(row.cells) for row in rows}) == len(rows)


@mutable
class Shelf:
    owner: str
    books: list[str] = field(default_factory=list)
    full: bool = False


def test_a_default_that_is_made_anew_is_nobody_elses() -> None:
    first, second = Shelf("An"), Shelf("An")
    assert first == second
    first.books.append("Sổ")
    first.full = True
    assert (second.books, second.full) == ([], False) and first != second
    with pytest.raises(TypeError, match="unhashable"):
        hash(first)


def test_the_fields_of_a_base_come_first_and_a_copy_changes_only_what_it_is_told() -> None:
    @record
    class Labelled(Source):
        label: str = "chưa đặt"

    one = Labelled("Số liệu", "K5")
    assert one.label == "chưa đặt"
    other = replace(one, label="Hội viên")
    assert (type(other), other.sheet, other.cells, other.label) == (Labelled, "Số liệu", "K5", "Hội viên")
    assert dataclasses.asdict(other) == {"sheet": "Số liệu", "cells": "K5", "label": "Hội viên"}
