"""Lengths of lines of Times New Roman and Arial."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from lhh_excel.document.ooxml import ARIAL, text_width_mm
from tools import metrics as metrics_build

QUOC_HIEU = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
TIEU_NGU = "Độc lập - Tự do - Hạnh phúc"


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic", "length"),
    [
        (QUOC_HIEU, 12, True, False, 88.3),
        (QUOC_HIEU, 13, True, False, 95.7),
        (TIEU_NGU, 13, True, False, 56.1),
        (TIEU_NGU, 14, True, False, 60.5),
        ("Thành phố Hồ Chí Minh, ngày 29 tháng 12 năm 2026", 13, False, True, 98.7),
        ("Thành phố Hồ Chí Minh, ngày 29 tháng 12 năm 2026", 14, False, True, 106.3),
    ],
)
def test_lines_are_as_long_as_those_measured_in_a_word_processor(
    text: str, size: float, bold: bool, italic: bool, length: float
) -> None:
    assert text_width_mm(text, size, bold, italic) == pytest.approx(length, abs=0.06)


@pytest.mark.parametrize(("text", "bold", "length"), [(QUOC_HIEU, True, 78.42), (TIEU_NGU, True, 51.91)])
def test_lines_of_arial_are_as_long_as_those_measured_in_a_word_processor(text: str, bold: bool, length: float) -> None:
    assert text_width_mm(text, 11, bold, font=ARIAL) == pytest.approx(length, abs=0.06)


def test_a_text_typed_with_combining_marks_is_as_long_as_the_same_in_one_piece() -> None:
    assert text_width_mm(unicodedata.normalize("NFD", QUOC_HIEU), 13, True) == text_width_mm(QUOC_HIEU, 13, True)


def test_the_length_grows_with_the_size() -> None:
    assert text_width_mm(TIEU_NGU, 28) == pytest.approx(2 * text_width_mm(TIEU_NGU, 14))


def test_a_letter_that_the_table_lacks_still_takes_room() -> None:
    assert text_width_mm("漢", 10) > text_width_mm("n", 10) > 0


def test_marks_that_show_nothing_take_no_room() -> None:
    assert text_width_mm("a\u200b\u0301b", 14) == pytest.approx(text_width_mm("áb", 14))


def test_the_committed_widths_are_what_tinos_gives() -> None:
    if not metrics_build.TINOS.is_dir():
        pytest.skip("Tinos is not installed")
    assert metrics_build.measure() == Path(metrics_build.DATA).read_bytes()
