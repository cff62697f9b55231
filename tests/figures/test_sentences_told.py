"""Whatever sentences an office types and whatever its figures are: no figure is lost, none told twice by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from books import book_of
from hypothesis import given, settings
from hypothesis import strategies as st
from office_books import PERIODS
from test_report_content import figures_in, said

from lhh_excel.checking.run import run_rules
from lhh_excel.figures.report import build_report
from lhh_excel.figures.sentences import previews
from lhh_excel.workbook.sentences import sentences_of

NAMES = ("Đề tài", "Hội nghị", "Lượt người", "Bài báo")
#: Figures that no other can be taken for.
VALUES = (101, 202, 303, 404)
OPTIONAL = st.sampled_from(
    [
        *(f"[, {{{name}}} việc]" for name in NAMES),
        *(f"[; {{so sánh {name}}}]" for name in NAMES),
        *(f"[ từ {{{name}}} việc, {{so kỳ trước}}]" for name in NAMES),
        *(
            "[ ({phạm vi})]",
            "[, {so sánh}]",
            "[; {so kỳ trước}]",
            "[, đạt {tỷ lệ}]",
            "[, {kế hoạch}]",
            "[ cho {Đề tài}[, {phạm vi}]]",
        ),
    ]
)
SENTENCE = st.lists(OPTIONAL, max_size=4).map(lambda parts: "Có {số} {danh từ}" + "".join(parts))
TYPED = st.one_of(st.just(""), SENTENCE)
FIGURES = st.lists(st.sampled_from(["typed", "0", ""]), min_size=len(NAMES), max_size=len(NAMES))
UNITS = """
## tblDonVi
| Mã đơn vị | Tên đơn vị | Loại | Ngày gia nhập |
| A1 | Hội Một | Hội thành viên | 01/01/2010 |
| A2 | Hội Hai | Hội thành viên | 01/01/2010 |
"""
TARGETS = "## tblKeHoach\n| Mã kỳ | Chỉ tiêu | Mã đơn vị | Giá trị |\n| 2026 | Đề tài | | 50 |\n"


def tables(sentences: list[str], figures: list[str]) -> str:
    rows = [
        f"| {name} | phát sinh | 1. Tổ chức | việc | {typed} |" for name, typed in zip(NAMES, sentences, strict=True)
    ]
    declared = "\n".join(["## tblChiTieu", "| Chỉ tiêu | Cách tính | Mục | Danh từ | Câu trong báo cáo |", *rows])
    now = [str(value) if typed == "typed" else typed for typed, value in zip(figures, VALUES, strict=True)]
    given_ = [
        *("## tblSoLieu", f"| Mã kỳ | Mã đơn vị | Ngày nhận báo cáo | {' | '.join(NAMES)} |"),
        "| 2025-H1 | A1 | 01/06/2025 | 11 | 12 | 13 | 14 |",
        f"| 2026-H1 | A1 | 01/06/2026 | {' | '.join(now)} |",
        "| 2026-H1 | A2 | 01/06/2026 | 0 | 0 | 0 | |",
    ]
    return "\n".join([PERIODS, UNITS, TARGETS, declared, "\n".join(given_)])


def reached(key: str, names: Mapping[str, frozenset[str]]) -> set[str]:
    """The indicators that its sentence names, that theirs name, and so on."""
    found: set[str] = set()
    waiting = [key]
    while waiting:
        new = names[waiting.pop()] - found
        found |= new
        waiting += new
    return found


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(TYPED, min_size=len(NAMES), max_size=len(NAMES)), FIGURES)
def test_each_figure_is_told_and_by_itself_only_where_no_other_tells_it(
    sentences: list[str], figures: list[str]
) -> None:
    book = book_of(tables(sentences, figures), as_of="16/06/2026")
    made = build_report(book, "2026-H1")
    (section,) = (one for one in made.context["de_cuong"] if one["ma"] == "1. Tổ chức")
    told = {each["ma"]: said(each["loi"]) for each in section["cau"]}
    assert not any(re.search(r"[{}\[\]]", sentence) for sentence in told.values())
    names = {key: sentence.told for key, sentence in sentences_of(book.declared).items()}
    for key, value, typed in zip(names, VALUES, figures, strict=True):
        holds = {name for name, sentence in told.items() if re.search(rf"(?<![\d.]){value}(?!\d|,\d|%)", sentence)}
        assert bool(holds) == (typed == "typed"), (key, told)
        if key in told:  # by itself: none tells it but one that it would have told
            assert holds - {key} <= reached(key, names), (key, told)
    listed = {figure.id for figure in made.figures}
    assert {figure.id for figure in figures_in(section["cau"])} <= listed
    assert set(previews(book, "2026-H1")) == set(book.declared.by_key)


ROUND = ["Có {số} với {Hội nghị}", "Có {số} với {Lượt người}", "Có {số} với {Bài báo}", "Có {số} với {Đề tài}"]


@pytest.mark.parametrize("length", [2, 3, 4])
def test_sentences_that_tell_each_other_are_told_to_the_clerk_and_each_number_once(length: int) -> None:
    sentences = [*ROUND[: length - 1], "Có {số} với {Đề tài}", "", ""][: len(NAMES)]
    book = book_of(tables(sentences, ["typed"] * len(NAMES)), as_of="16/06/2026")
    (found,) = (finding for finding in run_rules(book) if finding.code == "KB17")
    assert found.record == NAMES[length - 1] and "→ Đề tài →" in found.message
    made = build_report(book, "2026-H1")
    (section,) = (one for one in made.context["de_cuong"] if one["ma"] == "1. Tổ chức")
    text = " ".join(said(each["loi"]) for each in section["cau"])
    assert [text.count(str(value)) for value in VALUES] == [1, 1, 1, 1]


def test_a_sentence_with_only_another_number_loses_neither() -> None:
    book = book_of(tables(["Phổ biến {Hội nghị} buổi", "", "", ""], ["typed"] * len(NAMES)), as_of="16/06/2026")
    assert [finding.record for finding in run_rules(book) if finding.code == "KB14"] == ["Đề tài"]
    made = build_report(book, "2026-H1")
    (section,) = (one for one in made.context["de_cuong"] if one["ma"] == "1. Tổ chức")
    told = {each["ma"]: said(each["loi"]) for each in section["cau"]}
    assert "101" in told["de_tai"] and "202" in told["hoi_nghi"]
