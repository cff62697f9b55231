"""The lines of the frame in their pieces, however they were typed."""

from __future__ import annotations

import datetime as dt

import pytest

from lhh_excel.document.composing.text import read_text
from lhh_excel.document.reading import marks
from lhh_excel.document.reading.pieces import about, dated, labelled, number_of, standing


@pytest.mark.parametrize(
    ("line", "figures", "symbol"),
    [
        ("Số: 05/BC-LHH", "05", "BC-LHH"),
        ("Số 12 / KH - LHH", "12", "KH-LHH"),
        ("Số: 12\\KH-LHH", "12", "KH-LHH"),
        ("Số: … /2026/QĐ -UBND", "…", "2026/QĐ-UBND"),
    ],
)
def test_number_and_symbol(line: str, figures: str, symbol: str) -> None:
    number = number_of(line)
    assert number is not None
    assert (number.figures.strip(), number.joined) == (figures, symbol)


@pytest.mark.parametrize(
    ("line", "place", "figures"),
    [
        ("Sơn Hà, ngày 05 tháng 6 năm 2026", "Sơn Hà", ("05", "6", "2026")),
        ("Sơn Hà ngày 05/06/2026", "Sơn Hà", ("05", "06", "2026")),
        ("Sơn Hà, 5-6-2026.", "Sơn Hà", ("5", "6", "2026")),
        ("ngày 5 tháng 6/2026", "", ("5", "6", "2026")),
        ("Sơn Hà, ngày … tháng … năm 2026", "Sơn Hà", ("", "", "2026")),
        ("Sơn Hà, ngày 5 tháng 6 năm 202", "Sơn Hà", None),
    ],
)
def test_place_and_day(line: str, place: str, figures: tuple[str, str, str] | None) -> None:
    day = dated(line)
    assert day is not None
    assert (day.place, day.figures) == (place, figures)


def test_what_a_letter_is_about() -> None:
    assert [one and (one.label, one.text, one.sure) for one in map(about, ("V/v: họp", "Về việc họp", "Vũ Văn A"))] == [
        ("V/v", "họp", True),
        ("Về việc", "họp", False),
        None,
    ]


def test_labels_and_those_who_stand_for_others() -> None:
    assert labelled("Kính gửi: Sở Nội vụ") == ("Kính gửi", "Sở Nội vụ")
    assert standing("T/UQ BÍ THƯ") == ("TUQ", " ", "BÍ THƯ")
    assert standing("KT.CHỦ TỊCH") == ("KT", ".", "CHỦ TỊCH")
    assert standing("CHỦ TỊCH") == ("", "", "CHỦ TỊCH")
    assert marks.stands_for("T/UQ BÍ THƯ")
    assert (marks.kept_at("• Lưu: VT, VP."), marks.kept_at("Lưu hành nội bộ")) == ("VT, VP.", None)


@pytest.mark.parametrize("sign", ["-", "–", "—", "+", "•", "·", "\uf0b7"])
def test_whatever_sign_opens_a_list(sign: str) -> None:
    assert marks.is_dash(f"{sign} Sở Y tế;")
    assert marks.entry(f"{sign} Sở Y tế;") == "Sở Y tế"
    assert marks.is_first_basis(f"{sign} Căn cứ Luật Tổ chức;")
    assert marks.is_archive(f"{sign}Lưu: VT.")


def test_front_matter_takes_days_and_lists_as_the_text_does() -> None:
    front = "---\nngày: 5 tháng 6 năm 2026\nnơi nhận: Sở Y tế (P1; P2); Lưu: VT\n---\nHọp."
    found = read_text(front.encode())
    assert (found.date, found.recipients) == (dt.date(2026, 6, 5), ["Sở Y tế (P1; P2)", "Lưu: VT"])
