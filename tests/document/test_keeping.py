"""A report made again over an edited one: no word of either side is lost, no old figure goes on in silence."""

from __future__ import annotations

import functools
import html
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hand import ORIGIN, Hand, as_word_saves, comments, edited, line, lines, made, opens, report, template
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from office import convert
from template_samples import context, figures_of
from template_samples import template as sample_template

from lhh_excel.document.keeping.edited import EditedFile, Paragraph
from lhh_excel.document.keeping.generated import NAMESPACE, Generated, Line, generated_in, read_generated, told_in
from lhh_excel.document.keeping.merging import Outcome, merge
from lhh_excel.document.keeping.words import Text, Told, blocks, carry_over, figures_by_hand, flat, tokens_of
from lhh_excel.document.ooxml import q
from lhh_excel.document.ooxml.package import read_parts, write_parts
from lhh_excel.document.templates import run
from lhh_excel.document.templates.folding import Folder
from lhh_excel.document.templates.keys import Origin
from lhh_excel.document.templates.render import Rendered, render_report
from lhh_excel.messages import keeping as words

MEMBERS = "so_lieu.hoi_vien_cuoi_ky.tong"
SENTENCE = "Theo báo cáo của 18/20 đơn vị"
PRAISE = "- Khen thưởng 39"
SAVES: dict[str, Callable[[bytes], bytes]] = {"as saved": lambda data: data, "as Word saves": as_word_saves}
saves = pytest.mark.parametrize("save", SAVES.values(), ids=SAVES)
word_saves = pytest.mark.parametrize("save", [as_word_saves])


@cache
def base() -> Rendered:
    return made()


@cache
def newer(**figures: str) -> Rendered:
    return made({MEMBERS: "6.300", **figures})


def again(data: bytes, fresh: Rendered, before: Generated | None = None) -> Outcome:
    told = before or generated_in(read_parts(data))
    assert told is not None and fresh.generated is not None
    out = merge(data, told, fresh.docx, fresh.generated)
    opens(out.docx)
    once_more = merge(out.docx, fresh.generated, fresh.docx, fresh.generated)
    assert once_more.docx == out.docx and not once_more.conflicts
    return out


# --- one thing at a time ---------------------------------------------------------------------------------------------


@pytest.mark.slow
@saves
def test_nothing_edited_nothing_changed_is_the_same_file(save: Callable[[bytes], bytes]) -> None:
    data = save(base().docx)
    out = again(data, made())
    assert out.docx == data
    assert not out.edited and not out.conflicts and not out.figures


@pytest.mark.slow
@saves
def test_nothing_edited_reads_as_made_anew(save: Callable[[bytes], bytes]) -> None:
    out = again(save(base().docx), newer())
    assert lines(out.docx) == lines(newer().docx)
    assert not out.edited and not out.conflicts


@pytest.mark.slow
@word_saves
def test_words_of_the_hand_stay_and_the_figure_is_new(save: Callable[[bytes], bytes]) -> None:
    data = edited(base().docx, lambda h: h.replace(SENTENCE, "Theo báo cáo của", "Theo thống kê mới nhất của"))
    assert line(
        again(save(data), base()).docx, "Theo thống kê mới nhất của 18/20 đơn vị, đến ngày 14/6/2026 có 6.125 hội viên"
    )
    out = again(save(data), newer())
    assert line(out.docx, "Theo thống kê mới nhất của 18/20 đơn vị, đến ngày 14/6/2026 có 6.300 hội viên; tăng")
    assert len(out.kept) == 1 and not out.conflicts


@pytest.mark.slow
@word_saves
def test_a_figure_of_the_hand_is_named_until_one_side_gives_in(save: Callable[[bytes], bytes]) -> None:
    data = save(edited(base().docx, lambda h: h.replace(SENTENCE, "6.125", "7.000")))
    assert [(one.figure, one.printed, one.stands) for one in again(data, base()).figures] == [
        (MEMBERS, "6.125", "7.000")
    ]
    out = again(data, newer())
    assert [(one.printed, one.stands) for one in out.figures] == [("6.300", "7.000")]
    assert len(out.conflicts) == 1 and "6.300" in comments(out.docx)[0]
    assert [one.stands for one in again(out.docx, newer()).figures] == ["7.000"]
    later = again(out.docx, made({MEMBERS: "6.500"}), newer().generated)
    assert ["6.500" in one for one in comments(later.docx)] == [True]  # in the place of the one before
    agreed = again(data, made({MEMBERS: "7.000"}))
    assert not agreed.figures and not agreed.conflicts


FIGURES = [
    "Trong kỳ hoàn thành ",
    ("a", "12"),
    " (",
    ("b", "29,3%"),
    "); đang thực hiện ",
    ("c", "15"),
    " nhiệm vụ, giảm ",
]


@pytest.mark.parametrize(
    ("mine", "named"),
    [
        ("Trong kỳ hoàn thành 12 (29,3%); đang thực hiện 15 nhiệm vụ, giảm 06 nhiệm vụ", {}),
        ("Trong kỳ hoàn thành 15 (29,3%); đang thực hiện 12 nhiệm vụ, giảm 06 nhiệm vụ", {"a": "15", "c": "12"}),
        ("Trong kỳ hoàn thành 13, cao hơn 12 (29,3%); đang thực hiện 15 nhiệm vụ, giảm 06 nhiệm vụ", {"a": "13"}),
        ("Trong kỳ hoàn thành 12 (29,3%); đang thực hiện 15 nhiệm vụ, tăng 06 nhiệm vụ", {"d": "tăng 06"}),
        ("Trong kỳ hoàn thành 12 (29,3%); đang thực hiện 15 nhiệm vụ, giảm tới 06 nhiệm vụ", {}),
        ("Trong kỳ đang thực hiện 15 nhiệm vụ; hoàn thành 12 (29,3%), giảm 06 nhiệm vụ", {}),
        ("Trong kỳ đang thực hiện 12 nhiệm vụ; hoàn thành 15 (29,3%), giảm 06 nhiệm vụ", {"a": "12", "c": "15"}),
        ("Trong kỳ hoàn thành nhiều việc; đang thực hiện 15 nhiệm vụ", {}),
        (
            "Trong kỳ chưa hoàn thành 12 (29,3%); đang thực hiện 15 nhiệm vụ, giảm 06 nhiệm vụ",
            {"a": "chưa hoàn thành 12"},
        ),
        ("Trong kỳ hoàn thành 12 (29,3%); đang thực hiện 15 nhiệm vụ, thêm 06 nhiệm vụ", {"d": "thêm 06"}),
        ("Ngoài ra, trong kỳ hoàn thành 12 (29,3%); đang thực hiện 15 nhiệm vụ, giảm 06 nhiệm vụ", {}),
        ("Trong kỳ, không kể việc cũ, hoàn thành 12 (29,3%); đang thực hiện 15 nhiệm vụ, giảm 06 nhiệm vụ", {}),
    ],
)
def test_a_figure_counts_where_it_stands_and_as_its_words_tell_it(mine: str, named: dict[str, str]) -> None:
    found = figures_by_hand(Told([*FIGURES, ("d", "06"), " nhiệm vụ"]), mine)
    assert {one.figure: one.stands for one in found}.keys() == named.keys()
    assert all(named[one.figure] == one.stands or len(named) > 1 for one in found)


#: What a generated clause says of a figure, and the same with the hand's one word: it turns, or it does not.
TURNED = [
    ("tăng {}", "giảm {}"), ("tăng {}", "không tăng {}"), ("giảm {}", "tăng lên {}"), ("cao hơn {}", "thấp hơn {}"),
    ("đã nộp {}", "chưa nộp {}"), ("chưa nộp {}", "nộp {}"), ("đúng hạn {}", "chậm hạn {}"),
    ("trong hạn {}", "quá hạn {}"),
    ("vượt {}", "hụt {}"), ("trên {}", "dưới {}"), ("nhiều hơn {}", "ít hơn {}"),
]  # fmt: skip
KEPT_SENSE = [
    ("tăng {}", "tăng thêm {}"), ("tăng {}", "đã tăng {}"), ("chưa nộp {}", "hiện chưa nộp {}"),
    ("đạt {}", "đạt được {}"),
    ("chưa nộp {}", "không nộp {}"), ("có {}", "hiện có {}"), ("trong kỳ có {}", "trong nửa năm có {}"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "stands", "turns"), [(*pair, True) for pair in TURNED] + [(*pair, False) for pair in KEPT_SENSE]
)
@pytest.mark.parametrize("value", ["12", "6.125", "29,3%"])
@pytest.mark.parametrize("end", ["", " đơn vị", " hội viên so với cùng kỳ."])
def test_words_that_turn_a_figure_are_told_and_others_are_not(
    said: str, stands: str, turns: bool, value: str, end: str
) -> None:
    before, after = said.split("{}")
    told = Told([f"Các hội {before}", ("a", value), after + end])
    found = figures_by_hand(told, flat(f"Các hội {stands.format(value)}{end}"))
    assert [one.figure for one in found] == ["a"] * turns


@pytest.mark.parametrize("names", [("Hội A", "Hội B"), ("H01", "H02"), ("Hội Đông y", "Hội Y dược")])
@pytest.mark.parametrize("clause", ["{} có {} hội thảo", "{} đạt {} lượt người dự", "{}: {} đề tài", "{} ({} bài)"])
def test_figures_of_clauses_alike_that_were_swapped_are_told_and_clauses_that_moved_are_not(
    names: tuple[str, str], clause: str
) -> None:
    one, other = names
    before, after = clause.split("{}")[1:]
    told = Told(["Trong kỳ, ", one, before, ("a", "12"), after, ", ", other, before, ("b", "15"), after, "."])

    def named(*said: str) -> set[str]:
        return {found.figure for found in figures_by_hand(told, flat(f"Trong kỳ, {', '.join(said)}."))}

    assert named(clause.format(one, "12"), clause.format(other, "15")) == set()
    assert named(clause.format(one, "15"), clause.format(other, "12")) == {"a", "b"}
    assert named(clause.format(other, "15"), clause.format(one, "12")) == set()


@pytest.mark.slow
@word_saves
def test_what_does_not_fit_in_whole_stays_as_it_is(save: Callable[[bytes], bytes]) -> None:
    """One figure could go in, the other not: the paragraph is kept, and its comment tells all of it."""
    data = edited(base().docx, lambda h: h.replace(PRAISE, "tăng 02", "tăng mạnh 02"))
    before = line(data, PRAISE)
    names = {"so_lieu.khen_thuong.cung_ky.chenh": "12", "so_lieu.khen_thuong.cung_ky.ty_le": "9,9%"}
    out = again(save(data), made(names, texts={"tăng ": "giảm "}))
    assert line(out.docx, PRAISE) == before and out.conflicts[0].stands == before


@pytest.mark.slow
@word_saves
def test_put_in_taken_out_and_moved_stay_so(save: Callable[[bytes], bytes]) -> None:
    def edit(h: Hand) -> None:
        h.insert(h.at("Số liệu tổng hợp"), "Đoạn viết thêm.")
        h.delete(h.at("- Tham gia góp ý"))
        h.at("- Kết nạp mới").addnext(h.at(PRAISE))

    out = again(save(edited(base().docx, edit)), made({"so_lieu.khen_thuong.cung_ky.chenh": "70"}))
    got = lines(out.docx)
    assert got[got.index("Đoạn viết thêm.") + 1].startswith("Số liệu tổng hợp")
    assert not [one for one in got if one.startswith("- Tham gia góp ý")]
    assert "tăng 70 lượt" in got[got.index(line(out.docx, "- Kết nạp mới")) + 1]
    assert out.inserted == ["Đoạn viết thêm."] and len(out.deleted) == 1 and len(out.moved) == 1


@pytest.mark.slow
@word_saves
def test_what_turns_with_its_words_is_not_told_half(save: Callable[[bytes], bytes]) -> None:
    """Where the hand was at the word that turns, nothing is put in there and the whole sentence is told."""
    start = PRAISE
    turned = made(texts={"tăng ": "giảm "}, figures={"so_lieu.khen_thuong.cung_ky.chenh": "12"})
    assert "giảm 12 lượt" in line(again(save(base().docx), turned).docx, PRAISE)
    for old, other in (("so với cùng kỳ", "nếu so cùng kỳ"), ("cùng kỳ.", "cùng kỳ. Đây là mức cao nhất.")):
        far = edited(base().docx, lambda h, old=old, other=other: h.replace(start, old, other))  # type: ignore[misc]
        out = again(save(far), turned)
        assert other in line(out.docx, PRAISE) and "tăng 02" in line(out.docx, PRAISE) and len(out.conflicts) == 1
        assert "giảm 12" in comments(out.docx)[0]
    bound = edited(base().docx, lambda h: h.replace(start, "tăng 02", "tăng mạnh 02"))
    out = again(save(bound), turned)
    assert "tăng mạnh 02" in line(out.docx, PRAISE) and len(out.conflicts) == 1
    assert "giảm 12" in comments(out.docx)[0]
    assert [one.stands for one in out.figures] == ["02"]


@pytest.mark.parametrize(
    ("mine", "fits"),
    [
        ("Số hội viên tăng 62 so với kỳ trước", True),
        ("Tổng số hội viên tăng 62 so với kỳ trước", False),  # the hand was in the paragraph
        ("Số thành viên tăng 62 so với kỳ trước", False),  # two words before what turns
        ("Số hội viên tăng 62 so cùng kỳ trước", False),  # two behind
        ("Số hội viên tăng những 62 so với kỳ trước", False),
        ("Số hội viên giảm 12 so với kỳ trước", True),  # written by the hand already
    ],
)
def test_words_turn_only_where_the_hand_was_not(mine: str, fits: bool) -> None:
    base = Told(["Số hội viên tăng ", ("f", "62"), " so với kỳ trước"])
    new = Told(["Số hội viên giảm ", ("f", "12"), " so với kỳ trước"])
    text = Text((letter, 0, at) for at, letter in enumerate(mine))
    changes, whole = carry_over(base, text, new)
    assert whole is fits
    for change in changes:
        mine = mine[: change.start] + change.text + mine[change.end :]
    assert ("giảm 12" in mine) is fits


@pytest.mark.slow
@settings(max_examples=30)
@given(st.text(), st.text())
def test_texts_are_compared_as_they_are_read(one: str, other: str) -> None:
    """Letter by letter and as a whole; blocks are the same pieces of both, in order."""
    assert Text((letter, 0, at) for at, letter in enumerate(one)).text == flat(one)
    a, b = list(one), list(other)
    last = (0, 0)
    for i, j, size in blocks(a, b):
        assert a[i : i + size] == b[j : j + size] and size and last <= (i, j)
        last = (i + size, j + size)


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 900), min_size=600, max_size=900), st.lists(st.integers(0, 900), max_size=20))
def test_long_lists_are_compared_piece_by_piece(rows: list[int], gone: list[int]) -> None:
    a = list(map(str, rows))
    b = [token for at, token in enumerate(a) if at not in gone]
    found = blocks(a, b)
    assert all(a[i : i + size] == b[j : j + size] for i, j, size in found)
    assert [i for i, _, _ in found] == sorted(i for i, _, _ in found)
    if len(set(a)) == len(a):
        assert sum(size for _, _, size in found) == len(b)


Forged = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(Forged, st.binary(max_size=20), st.integers(0, 5_000))
def test_a_part_that_was_forged_or_damaged_counts_as_none(data: object, noise: bytes, at: int) -> None:
    generated = base().generated
    assert generated is not None
    part = generated.to_bytes()
    assert read_generated(part) == generated
    for made_up in (
        part[:at] + noise + part[at + len(noise) :],
        part[:at],
        f'<banLap xmlns="{NAMESPACE}" so="0">{html.escape(json.dumps(data))}</banLap>'.encode(),
    ):
        assert read_generated(made_up) in (None, generated)


@pytest.mark.slow
@settings(max_examples=6, deadline=None)
@given(st.randoms(use_true_random=False))
def test_what_a_stranger_says_was_generated_breaks_nothing(random: Random) -> None:
    """Lines left out, twice, in another order, with other figures: a merge comes out, and reads as a document."""
    told = base().generated
    assert told is not None
    forged = [random.choice(told.lines) for _ in told.lines]
    forged += [Line(random.choice("ab/~"), ("tăng ", ("x", "62"), " hội viên"))] * 3
    out = merge(
        base().docx, replace(told, lines=tuple(forged), tables=told.tables[::-1]), newer().docx, newer().generated
    )
    opens(out.docx)


@pytest.mark.slow
@word_saves
@pytest.mark.parametrize("half", [0, 1])
def test_one_split_in_two(save: Callable[[bytes], bytes], half: int) -> None:
    def edit(h: Hand) -> None:
        paragraph = h.at("Có 41 nhiệm vụ")
        words = next(paragraph.iter(q("t"))).text or ""
        h.split(paragraph, len(words.split(", chưa triển khai")[0].split(" ")))

    figure = ["nhiem_vu.running", "nhiem_vu.not_started"][half]
    out = again(save(edited(base().docx, edit)), made({figure: "77"}))
    assert [one for one in lines(out.docx) if re.search(r"(thực hiện|triển khai) 77\b", one)]
    assert not out.conflicts and not out.inserted


@pytest.mark.slow
@word_saves
def test_two_joined(save: Callable[[bytes], bytes]) -> None:
    data = edited(base().docx, lambda h: h.join(h.at("- Tham gia góp ý")))
    figures = {"so_lieu.van_ban_gop_y.cung_ky.chenh": "70", "so_lieu.hoi_thao.cung_ky.chenh": "120"}
    out = again(save(data), made(figures))
    assert "giảm 120" in line(out.docx, "- Tham gia góp ý 22 văn bản, giảm 70")
    assert not out.conflicts and not out.deleted


@pytest.mark.slow
@word_saves
def test_a_mark_struck_out_reads_as_joined(save: Callable[[bytes], bytes]) -> None:
    data = edited(base().docx, lambda h: h.strike_mark(h.at("- Tham gia góp ý")))
    figures = {"so_lieu.van_ban_gop_y.cung_ky.chenh": "70", "so_lieu.hoi_thao.cung_ky.chenh": "120"}
    out = again(save(data), made(figures))
    assert "giảm 120" in line(out.docx, "- Tham gia góp ý 22 văn bản, giảm 70")
    assert not out.conflicts and not out.deleted


@pytest.mark.slow
def test_tracked_changes_count_as_made() -> None:
    data = edited(base().docx, lambda h: h.track(h.at(SENTENCE), "Theo báo cáo của", "Theo thống kê của"))
    assert line(again(data, newer()).docx, "Theo thống kê của 18/20 đơn vị, đến ngày 14/6/2026 có 6.300 hội viên")
    data = edited(base().docx, lambda h: h.track(h.at(SENTENCE), "6.125", "7.000"))
    assert [one.stands for one in again(data, newer()).figures] == ["7.000"]


@pytest.mark.slow
@word_saves
def test_look_stays(save: Callable[[bytes], bytes]) -> None:
    out = again(save(edited(base().docx, lambda h: h.bold(h.at(SENTENCE)))), newer())
    paragraph = next(one for one in EditedFile(out.docx).paragraphs if "có 6.300 hội viên" in one.text)
    runs = [run for run in paragraph.elements[0].iter(q("r")) if run.find(q("t")) is not None]
    assert runs and all(run.find(f"{q('rPr')}/{q('b')}") is not None for run in runs)


@pytest.mark.slow
@word_saves
def test_a_figure_that_the_hand_took_out_is_no_conflict(save: Callable[[bytes], bytes]) -> None:
    data = edited(base().docx, lambda h: h.replace(SENTENCE, " có 6.125 hội viên", " có nhiều hội viên"))
    out = again(save(data), newer())
    assert not out.conflicts and not out.figures


@pytest.mark.slow
def test_rewritten_beyond_recognition_its_old_figure_is_told() -> None:
    def edit(h: Hand) -> None:
        h.insert(h.at(SENTENCE), "Lực lượng trí thức lớn mạnh, nay đông tới 6.125 người.")
        h.delete(h.at(SENTENCE))

    out = again(edited(base().docx, edit), newer())
    assert line(out.docx, "Lực lượng trí thức")
    assert any("6.125" in one and "6.300" in one for one in comments(out.docx))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("own", "told"),
    [
        ("Toàn tỉnh nay có 6.125 người.", True),
        ("Năm nay giao 41 nhiệm vụ.", True),
        ("Năm nay giao 41 xe máy.", False),
    ],
)
def test_a_figure_copied_by_hand_is_told_when_it_is_another(own: str, told: bool) -> None:
    """Of a short number what counts is the word behind: another thing may be as many."""
    data = edited(base().docx, lambda h: h.insert(h.at("Số liệu tổng hợp"), own))
    out, fresh = again(data, newer(**{"nhiem_vu.all": "43"})), newer(**{"nhiem_vu.all": "43"})
    assert line(out.docx, SENTENCE) == line(fresh.docx, SENTENCE) and line(out.docx, own) == own
    assert [one.stands for one in out.conflicts] == [own] * told


@pytest.mark.slow
@pytest.mark.parametrize("words", [1, 2, 5, 11])
def test_however_short_the_piece_split_off_its_figure_is_new(words: int) -> None:
    data = edited(base().docx, lambda h: h.split(h.at("Có 41 nhiệm vụ"), words))
    out = again(data, made({"nhiem_vu.tong": "77", "nhiem_vu.running": "78"}))
    assert " ".join(lines(out.docx)) == " ".join(lines(made({"nhiem_vu.tong": "77", "nhiem_vu.running": "78"}).docx))
    assert not out.conflicts and not out.inserted and not out.deleted


@pytest.mark.slow
def test_records_come_and_go() -> None:
    data = edited(base().docx, lambda h: h.replace("- Giám định xã hội công trình kè", "công trình", "dự án"))
    less, more = made(gone={"NV-022", "NV-024"}), base()
    out = again(data, less)
    assert not [one for one in lines(out.docx) if "Hội thi Sáng tạo kỹ thuật năm 2026 (" in one]
    assert len(out.conflicts) == 1 and "không còn đoạn này" in out.conflicts[0].note  # the edited one stays
    back = again(less.docx, more)
    assert lines(back.docx) == lines(more.docx)


@pytest.mark.slow
def test_what_the_data_puts_in_another_order_follows() -> None:
    turned = made(turned=True)
    assert lines(turned.docx) != lines(base().docx)
    assert lines(again(base().docx, turned).docx) == lines(turned.docx)
    data = edited(base().docx, lambda h: h.insert(h.at("Số liệu tổng hợp"), "Đoạn viết thêm."))
    got = lines(again(data, turned).docx)
    assert got[got.index("Đoạn viết thêm.") + 1].startswith("Số liệu tổng hợp")
    assert [one for one in got if one != "Đoạn viết thêm."] == lines(turned.docx)


@pytest.mark.slow
def test_cells_of_annexes_are_named_and_made_anew() -> None:
    def edit(h: Hand) -> None:
        name = next(node for node in h.root.iter(q("t")) if node.text == "Hội thành viên 03")
        name.text = "Hội đổi tên"

    out = again(edited(base().docx, edit), base())
    assert [(one.table, one.row, one.column, one.stood, one.now) for one in out.cells] == [
        (1, 3, 2, "Hội đổi tên", "Hội thành viên 03")
    ]
    assert EditedFile(out.docx).tables[0].fingerprints == EditedFile(base().docx).tables[0].fingerprints


@cache
def annexed(*, tasks: bool, by_name: bool) -> Rendered:
    """The report with these annexes beside the first."""
    context = dict(report().context)
    context["nhiem_vu"] = {**context["nhiem_vu"], "co": tasks}
    numbers = {"phu_luc_2": "II" if tasks else "", "phu_luc_3": ("III" if tasks else "II") if by_name else ""}
    context["neu"] = {**context["neu"], "phu_luc": "Phụ lục I" if tasks or by_name else "Phụ lục", **numbers}
    r = report()
    return render_report(template(), context, r.figures, stamp=r.period.end, day=r.day, origin=ORIGIN)


def sections(docx: bytes) -> list[str]:
    """Which way each page lies."""
    found = EditedFile(docx).root.iter(q("pgSz"))
    return [size.get(q("orient"), "portrait") for size in found]


@pytest.mark.slow
@word_saves
@pytest.mark.parametrize(("before", "after"), [("TN", "N"), ("TN", "T"), ("TN", ""), ("T", ""), ("N", "")])
def test_an_annex_that_is_no_more_goes_with_its_page(save: Callable[[bytes], bytes], before: str, after: str) -> None:
    """Of those of the tasks (T) and of who reported by name (N); what the hand wrote in the text stays."""
    old, fresh = (annexed(tasks="T" in one, by_name="N" in one) for one in (before, after))
    assert old.generated is not None
    data = edited(save(old.docx), lambda h: h.replace(SENTENCE, "Theo báo cáo của", "Theo thống kê của"))
    out = again(data, fresh, old.generated)
    assert not out.conflicts and len(out.kept) == 1
    assert [one.replace("Theo thống kê của", "Theo báo cáo của") for one in lines(out.docx)] == lines(fresh.docx)
    assert [one.head for one in EditedFile(out.docx).tables] == [one.head for one in EditedFile(fresh.docx).tables]
    assert sections(out.docx) == sections(fresh.docx)


@pytest.mark.slow
@pytest.mark.parametrize("put", ["words", "a picture"])
def test_an_annex_that_is_no_more_stays_with_what_a_hand_put_in_it(put: str) -> None:
    old, fresh = annexed(tasks=True, by_name=True), annexed(tasks=False, by_name=True)
    cell = next(node for node in EditedFile(old.docx).tables[-3].element.iter(q("t")) if len(node.text or "") > 20)

    def edit(h: Hand) -> None:
        there = next(node for node in h.root.iter(q("t")) if node.text == cell.text)
        if put == "words":
            there.text = "Việc đã giao cho Hội Y học"
        else:
            there.addnext(etree.Element(q("drawing")))

    out = again(edited(old.docx, edit), fresh, old.generated)
    assert [one.note for one in out.conflicts] == [words.TABLE_GONE]
    stays = "Việc đã giao cho Hội Y học" if put == "words" else "<w:drawing/>"
    assert stays in str(read_parts(out.docx)["word/document.xml"], "utf-8")


@pytest.mark.slow
def test_an_annex_that_is_new_is_told_at_the_end() -> None:
    """It has no place in the edited file; where it would stand nobody can say."""
    old, fresh = annexed(tasks=False, by_name=True), annexed(tasks=True, by_name=True)
    data = edited(old.docx, lambda h: h.replace(SENTENCE, "Theo báo cáo của", "Theo thống kê của"))
    out = again(data, fresh, old.generated)
    [new] = [one.note for one in out.conflicts if one.note.startswith("Bản lập lại có thêm bảng")]
    root = EditedFile(out.docx).root
    *_, last = root.iter(q("p"))
    assert new in comments(out.docx) and last.find(q("commentRangeStart")) is not None


@pytest.mark.slow
def test_another_template_keeps_the_edits() -> None:
    """The office rewords its template between: what was edited is known again by what it said."""
    data = edited(base().docx, lambda h: h.replace(SENTENCE, "Theo báo cáo của", "Theo thống kê của"))
    reworded = Hand(template())
    for node in reworded.root.iter(q("t")):
        node.text = (node.text or "").replace(
            "{{ c.danh_tu }}{% if c.pham_vi", "{{ c.danh_tu }} cả nước{% if c.pham_vi"
        )
        node.text = node.text.replace("Chi tiết tại Phụ lục II", "Từng nhiệm vụ tại Phụ lục II")
    fresh = made({MEMBERS: "6.300"}, source=reworded.saved())
    out = again(data, fresh)
    assert line(out.docx, "Theo thống kê của 18/20 đơn vị, đến ngày 14/6/2026 có 6.300 hội viên cả nước; tăng")
    assert not out.conflicts and len(out.kept) == 1
    assert [one for one in lines(out.docx) if "Theo thống kê" not in one] == [
        one for one in lines(fresh.docx) if "có 6.300 hội viên" not in one
    ]


@pytest.mark.slow
@pytest.mark.parametrize("head_repeats", [True, False])
def test_a_long_list_or_table_has_the_same_keys_folded_or_not(head_repeats: bool) -> None:
    """A table whose head does not repeat is part of the text."""
    data = context(90)
    origin = Origin("2026-H1", "")
    parts = read_parts(sample_template())
    if not head_repeats:
        parts["word/document.xml"] = re.sub(rb"<w:tblHeader[^>]*/>", b"", parts["word/document.xml"])
    source = write_parts(parts)

    def generated(least: int) -> Rendered:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(run, "Folder", functools.partial(Folder, least=least, few=2 * least))
            return render_report(source, data, figures_of(data), origin=origin)

    folded, whole = generated(5), generated(10**9)
    assert folded.generated == whole.generated and folded.generated is not None
    assert lines(folded.docx) == lines(whole.docx) == [one.text for one in folded.generated.lines]
    assert folded.places == whole.places == render_report(source, data, figures_of(data)).places
    names = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', read_parts(folded.docx)["word/document.xml"].decode())
    assert len(set(names)) == len(names)
    for fresh in (folded, whole):
        assert again(whole.docx, fresh).docx == whole.docx and not again(folded.docx, fresh).edited


# --- through LibreOffice ---------------------------------------------------------------------------------------------

DOCX = "docx"


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.parametrize("ways", [(DOCX,), ("odt", DOCX), ("doc", DOCX)], ids="-".join)
def test_through_libreoffice(tmp_path: Path, ways: tuple[str, ...]) -> None:
    """Ids, styles, headers and tables are written its own way; .odt and .doc lose the part: it comes from beside."""

    def edit(h: Hand) -> None:
        h.replace(SENTENCE, "Theo báo cáo của", "Theo thống kê của")
        h.insert(h.at("Số liệu tổng hợp"), "Đoạn viết thêm.")
        h.delete(h.at("- Tham gia góp ý"))

    start = made(gone={"NV-022"})
    assert start.generated is not None
    copies = {start.generated.document_id: start.generated.to_bytes()}
    path = tmp_path / "a.docx"
    path.write_bytes(edited(start.docx, edit))
    for number, way in enumerate(ways):
        (tmp_path / str(number)).mkdir()
        path = convert(path, way, tmp_path / str(number))
    told = told_in(path.read_bytes(), copies.get)
    assert told == start.generated
    out = again(path.read_bytes(), newer(), told)
    assert (len(out.kept), out.inserted, len(out.deleted)) == (1, ["Đoạn viết thêm."], 1)
    assert not out.conflicts and not out.figures and not out.cells and not out.moved
    hand = {"Đoạn viết thêm.", line(out.docx, "Theo thống kê của 18/20 đơn vị, đến ngày 14/6/2026 có 6.300 hội viên")}
    left = [one for one in lines(newer().docx) if not one.startswith(("Theo báo cáo của", "- Tham gia góp ý"))]
    assert [one for one in lines(out.docx) if one not in hand] == left
    made_anew, fresh = EditedFile(out.docx), EditedFile(newer().docx)
    assert [table.fingerprints for table in made_anew.tables] == [table.fingerprints for table in fresh.tables]


# --- whatever is done ------------------------------------------------------------------------------------------------


def unlike(number: int) -> str:
    """A value that stands nowhere else."""
    return f"{70 + number}.{(number * 37) % 900 + 100}"


@cache
def figures_told() -> tuple[str, ...]:
    """Figures that stand in the text once and are numbers."""
    generated = base().generated
    assert generated is not None
    every = [one for told in generated.lines for one in told.segments if not isinstance(one, str)]
    count = Counter(name for name, _ in every)
    return tuple(name for name, printed in every if count[name] == 1 and re.fullmatch(r"[\d.]+", printed))


@cache
def before() -> Rendered:
    """A report whose figures are told apart by their values."""
    return made({name: unlike(n) for n, name in enumerate(figures_told())})


@cache
def after(seed: int) -> Rendered:
    """Other data: every third or so figure is another, some records are gone, some texts were written anew."""
    names = figures_told()
    changed = {name: unlike(n + (500 if (n + seed) % 3 == 0 else 0)) for n, name in enumerate(names)}
    codes = [one["ma"] for group in report().context["nhom"] for one in group["da_xong"] + group["dang_lam"]]
    gone = [code for n, code in enumerate(codes) if (n + seed) % 7 == 0]
    texts = {"tăng ": "giảm "} if seed % 2 else {}
    return made(changed, gone, texts, turned=seed == 3)


#: A figure that stands nowhere else, with the word behind it.
FIGURE = r"\b\d{2,3}\.\d{3} \w+"
Edit = tuple[str, int, int]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(
            ["reword", "append", "insert", "delete", "move", "bold", "split", "graft", "quote", "join", "strike"]
        ),
        st.integers(8, 130),
        st.integers(0, 40),
    ),
    max_size=8,
)


def perform(data: bytes, edits: list[Edit]) -> tuple[bytes, list[str]]:
    """The edited file, and the words that the hand wrote."""
    hand, own = Hand(data), []
    for number, (kind, at, more) in enumerate(edits):
        paragraphs = [one for one in hand.paragraphs() if one.getparent() is hand.saved_tree().body]
        if kind in ("split", "graft", "quote"):
            paragraphs = [one for one in paragraphs if re.search(FIGURE, Paragraph([one]).text)] or paragraphs
        paragraph = paragraphs[at % len(paragraphs)]
        nodes = [node for node in paragraph.iter(q("t")) if len((node.text or "").split()) > 3]
        word = f"tay{number}chữ"
        if kind == "insert":
            hand.insert(paragraph, f"Câu {word} viết thêm.")
            own.append(word)
        elif kind == "delete":
            hand.delete(paragraph)
        elif kind == "move":
            paragraphs[(at + more) % len(paragraphs)].addprevious(paragraph)
        elif kind == "bold":
            hand.bold(paragraph)
        elif kind == "strike":
            hand.strike_mark(paragraph)
        elif kind == "join" and (following := paragraph.getnext()) is not None and following.tag == q("p"):
            hand.join(paragraph)
        elif kind in ("split", "graft") and nodes:  # split behind any word, and the rest put to the next or left alone
            longest = max(len((node.text or "").split(" ")) for node in paragraph.iter(q("t")))
            hand.split(paragraph, more % (longest - 1) + 1)
            second = paragraph.getnext()
            if kind == "graft" and (following := second.getnext()) is not None and following.tag == q("p"):
                hand.join(second)
        elif kind == "quote" and (told := list(re.finditer(FIGURE, Paragraph([paragraph]).text))):
            hand.insert(
                paragraphs[(at + more) % len(paragraphs)], f"Nói cách khác, {told[more % len(told)][0]} {word}."
            )
            own.append(word)
        elif kind in ("reword", "append") and nodes:
            words = (nodes[0].text or "").split(" ")
            spot = more % len(words) if kind == "reword" else len(words)
            words[spot : spot + (kind == "reword")] = [word]
            nodes[0].text = " ".join(words)
            own.append(word)
    text = " ".join(lines(hand.saved()))
    return hand.saved(), [word for word in own if word in text]


#: Nothing is made smaller: an example takes seconds, and what it does can be read.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


@pytest.mark.slow
@settings(max_examples=6, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(edits=EDITS, seed=st.integers(0, 3), save=st.sampled_from(list(SAVES)), then=st.integers(0, 3))
def test_whatever_the_hand_did(edits: list[Edit], seed: int, save: str, then: int) -> None:
    data, own = perform(before().docx, edits)
    data = SAVES[save](data)
    for fresh in (after(seed), after(then)):
        data = SAVES[save](looked_after(data, own, fresh))


def looked_after(data: bytes, own: list[str], fresh: Rendered) -> bytes:
    """Made again, and nothing lost; the merged file."""
    told, out = generated_in(read_parts(data)), again(data, fresh)
    assert told is not None and fresh.generated is not None
    assert merge(data, told, fresh.docx, fresh.generated).docx == out.docx
    text, notes = " ".join(lines(out.docx)), " ".join(comments(out.docx))
    # no word of the hand is lost
    for word in own:
        assert word in text
    # no old figure goes on in silence
    now = dict(one for told_now in fresh.generated.lines for one in told_now.segments if not isinstance(one, str))
    noted = [conflict.stands for conflict in out.conflicts]
    for name, printed in (one for then in told.lines for one in then.segments if not isinstance(one, str)):
        if name in figures_told() and now.get(name) != printed:
            for stale in [paragraph for paragraph in lines(out.docx) if printed in tokens_of(paragraph)]:
                assert any(printed in tokens_of(paragraph) for paragraph in noted), (printed, stale)
    # no word of generation is lost: it stands, is told in a comment, or the hand took its paragraph out
    standing = Counter(lines(out.docx))
    struck = {then.key for then in told.lines if then.text in out.deleted}
    for one in fresh.generated.lines:
        if not standing[one.text] and one.text not in flat(notes) and one.key not in struck:
            missing = Counter(tokens_of(one.text)) - Counter(tokens_of(text))
            assert not missing or out.kept, (one.text, missing)
    # where the hand was not, it reads as made anew
    if not own and not out.edited:
        assert lines(out.docx) == lines(fresh.docx)
    return out.docx
