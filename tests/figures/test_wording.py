"""Vietnamese numbers, dates, names."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhh_excel.figures.figure import Figure
from lhh_excel.figures.wording import (
    by_name,
    date_short,
    date_words,
    exact,
    lower_first,
    number,
    percent,
    phrase,
    running,
    share,
)


def read_back(text: str) -> Decimal:
    """A Vietnamese number as a person reads it."""
    return Decimal(text.replace(".", "").replace(",", "."))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (7, "7"),
        (6125, "6.125"),
        (1234567, "1.234.567"),
        (-1200, "-1.200"),
        (92.5, "92,5"),
        (1250.5, "1.250,5"),
        (0.1, "0,1"),
        (12.0, "12"),
        (1.23456789, "1,234568"),
    ],
)
def test_numbers_have_points_for_thousands_and_a_decimal_comma(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (3, "03"), (9, "09"), (10, "10"), (6125, "6.125"), (7.5, "7,5")])
def test_counts_below_ten_have_a_leading_zero_in_running_text(value: float, text: str) -> None:
    assert running(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("92.45"), "92,5%"),  # half up, where round() would go to the even digit
        (Decimal("92.44"), "92,4%"),
        (Decimal("0.25"), "0,3%"),
        (50, "50%"),
        (100, "100%"),
        (0, "0%"),
        (Decimal("0.04"), "dưới 0,1%"),
        (Decimal("1234.5"), "1.234,5%"),
    ],
)
def test_percents_have_one_decimal_rounded_half_up(value: Decimal, text: str) -> None:
    assert percent(value) == text


def test_a_share_of_nothing_is_nothing() -> None:
    assert share(0, 0) == 0
    assert share(18, 20) == 90


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        (dt.date(2019, 6, 29), "ngày 29 tháng 6 năm 2019"),
        (dt.date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (dt.date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (dt.date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_dates_have_a_zero_before_days_below_ten_and_months_one_and_two_only(day: dt.date, words: str) -> None:
    assert date_words(day) == words


def test_dates_in_tables_are_short() -> None:
    assert date_short(dt.date(2026, 6, 9)) == "09/06/2026"


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_read_back(value: int) -> None:
    assert read_back(number(value)) == value
    assert read_back(running(value)) == value


@pytest.mark.slow
@given(st.decimals(-(10**9), 10**9, places=6))
def test_decimals_up_to_the_sixth_read_back(value: Decimal) -> None:
    assert read_back(number(value)) == value


@given(st.floats(0, 10**6), st.floats(0, 10**6))
def test_sums_of_typed_numbers_have_no_noise(a: float, b: float) -> None:
    a, b = round(a, 2), round(b, 2)
    total = exact(a) + exact(b)
    assert abs(total * 100 - (total * 100).to_integral_value()) == 0


@pytest.mark.slow
@given(st.decimals(Decimal("0.05"), 10**6, places=4))
def test_percents_are_never_further_off_than_half_a_digit(value: Decimal) -> None:
    assert abs(read_back(percent(value).rstrip("%")) - value) <= Decimal("0.05")


def test_names_sort_as_a_vietnamese_dictionary_does() -> None:
    right = [
        "Hội 2",
        "Hội 10",
        "Hội An",
        "Hội Ăn",
        "Hội Ân",
        "Hội Dược",
        "Hội Đúc",
        "Hội Em",
        "Hội ma",
        "Hội mà",
        "Hội mả",
        "Hội mã",
        "Hội má",
        "Hội mạ",
        "Hội mạ Anh",
        "Hội Ong",
        "Hội Ông",
        "Hội Ơn",
        "Hội Ưu",
        "Hội Yên",
    ]
    for seed in range(5):
        mixed = right[:]
        random.Random(seed).shuffle(mixed)
        assert by_name(mixed) == right


def test_a_syllable_is_weighed_before_the_next_one() -> None:
    assert by_name(["Hòa An", "Hoa Yên"]) == ["Hoa Yên", "Hòa An"]


def test_a_name_in_decomposed_letters_sorts_with_its_twin() -> None:
    import unicodedata

    assert by_name([unicodedata.normalize("NFD", "Hội Đúc"), "Hội Em", "Hội Dược"])[0] == "Hội Dược"


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("6 tháng đầu năm 2026", "6 tháng đầu năm 2026"),
        ("Năm 2026", "năm 2026"),
        ("Quý I năm 2026", "quý I năm 2026"),
        ("Tết Nguyên đán", "Tết Nguyên đán"),
    ],
)
def test_a_period_name_goes_on_in_a_sentence(name: str, inside: str) -> None:
    assert lower_first(name) == inside


def test_a_phrase_prints_its_words_and_figures() -> None:
    figure = Figure("a", "", 125, "125", "")
    made = phrase("tăng {a} {noun}", a=figure, noun="hội viên")
    assert str(made) == "tăng 125 hội viên"
    assert made.figures == (figure,)
