"""The table of the decree: complete, consistent with itself, and worded for people."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from lhh_excel import law
from lhh_excel.law import RULES
from lhh_excel.law.decree30 import DECREE_30, PRACTICE, Rule
from lhh_excel.law.words import TITLES, TITLES_IN_WORDS, title_before

TODAY = law.on(dt.date(2026, 11, 29))


SOURCES = {
    "PL1.P1.II.1.b": "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 1, điểm b",
    "PL1.P1.I.3": "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I, khoản 3",
    "PL1.P1.V.6b": "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục V, bảng, hàng 6b",
    "PL2.V.8.b": "Nghị định 30/2020/NĐ-CP, Phụ lục II, Mục V, khoản 8, điểm b",
    "PL2.I": "Nghị định 30/2020/NĐ-CP, Phụ lục II, Mục I",
    "TT.ket_thuc": PRACTICE,
}


@pytest.mark.parametrize("locator", SOURCES)
def test_a_locator_is_told_in_words(locator: str) -> None:
    assert Rule(locator, "noi_dung", "size", "…").source == SOURCES[locator]


def test_a_rule_holds_from_its_day_that_of_decree_30_from_when_it_came_into_force() -> None:
    for one in RULES:
        assert not one.holds_on(one.since - dt.timedelta(1)), one
        assert one.holds_on(one.since), one
    assert {one.since for one in RULES if one.decree == DECREE_30} == {dt.date(2020, 3, 5)}


def test_capitals_are_suggestions() -> None:
    assert {one.severity for one in RULES if one.id.startswith("PL2.")} == {"note"}


def test_no_property_of_a_component_is_ruled_twice_from_one_day() -> None:
    told = Counter((one.component, one.prop, one.since) for one in RULES)
    assert [which for which, times in told.items() if times > 1] == []


def test_every_rule_has_its_sentence_and_its_component() -> None:
    for one in RULES:
        assert (one.text.endswith((".", "”.")) and one.text[0].isupper()) or one.text.startswith("“"), one
        assert one.component in law.COMPONENTS
        assert (one.low is not None or one.high is not None) != bool(one.allowed), one


def test_practice_is_never_an_error() -> None:
    assert [one.id for one in RULES if one.id.startswith("TT.") and one.severity == "error"] == []
    assert {one.severity for one in RULES} == {"error", "warning", "note"}


@pytest.mark.parametrize("body", [13, 14])
def test_the_sizes_that_go_together_are_all_within_the_decree_s_ranges(body: int) -> None:
    for component, size in TODAY.size_sets[body].items():
        low, high = TODAY.rule(component, "size").low, TODAY.rule(component, "size").high
        assert low is not None and high is not None
        assert low <= size <= high, component


def test_the_two_sets_are_those_of_footnote_1() -> None:
    named = ("quoc_hieu", "tieu_ngu", "dia_danh_ngay")
    sets = {"/".join(str(sizes[name]) for name in named) for sizes in TODAY.size_sets.values()}
    assert sets == set(TODAY.rule("trang", "size_set").allowed)


def test_the_27_abbreviations_are_those_of_annex_iii() -> None:
    codes = law.ABBREVIATIONS
    assert len(codes) == 27 == len(set(codes.values()))
    odd = {name: code for name, code in codes.items() if code != code.upper()}
    assert odd == {"Quy định": "QyĐ", "Chương trình": "CTr", "Tờ trình": "TTr"}
    assert (codes["Báo cáo"], codes["Bản ghi nhớ"], codes["Bản thỏa thuận"], codes["Dự án"]) == (
        "BC",
        "BGN",
        "BTT",
        "DA",
    )


def test_what_the_decree_does_not_say_is_no_rule() -> None:
    with pytest.raises(KeyError):
        TODAY.rule("bang", "size")


@pytest.mark.parametrize("title", [*TITLES, *TITLES_IN_WORDS])
def test_a_title_before_a_name_is_seen_however_it_is_typed(title: str) -> None:
    for typed in (title, title.upper(), title.lower()):
        assert title_before(f"{typed} Nguyễn Văn An") == typed
    if title in TITLES:
        assert title_before(f"{title}.Nguyễn Văn An") == title_before(f"{title}. Nguyễn Văn An") == f"{title}."


@pytest.mark.parametrize(
    "name", ["Nguyễn Văn An", "Ksor Phước", "Đại Văn Tá", "Tsằn Thị Bs", "Kỹ Thị Sư", "Luật Văn Sư"]
)
def test_a_bare_name_has_no_title(name: str) -> None:
    assert title_before(name) == ""
