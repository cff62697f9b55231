"""The grammar of Câu trong báo cáo: what is typed is understood or told with its place, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhh_excel.workbook.declarations import DEFAULT, UNTOLD, declare
from lhh_excel.workbook.sentences import DEFAULT as DEFAULT_SENTENCE
from lhh_excel.workbook.sentences import Node, Sentence, Slip, Slot, Word, parse, sentences_of

KNOWN = declare(
    {
        "indicators": [
            {"name": name, "measure": "phát sinh", "noun": "việc"}
            for name in ("Hội thảo", "Lượt người hội thảo", "Kế hoạch")
        ]
    }
)
HOI_THAO, LUOT = "hoi_thao", "luot_nguoi_hoi_thao"


def slots(nodes: tuple[Node, ...]) -> Iterator[Slot]:
    for node in nodes:
        if isinstance(node, Slot):
            yield node
        elif isinstance(node, tuple):
            yield from slots(node)


def faults(text: str) -> list[tuple[Slip, int]]:
    return [(fault.slip, fault.place) for fault in parse(text, KNOWN, HOI_THAO).faults]


def test_words_figures_and_groups_stand_in_their_order() -> None:
    made = parse("Tổ chức {số} hội thảo[ với {Lượt người hội thảo} lượt người[ ({phạm vi})]]", KNOWN, HOI_THAO)
    inner = (" với ", Slot(Word.NUMBER, LUOT), " lượt người", (" (", Slot(Word.SCOPE), ")"))
    assert made == Sentence(("Tổ chức ", Slot(Word.NUMBER), " hội thảo", inner))
    assert made.told == {LUOT}


@pytest.mark.parametrize("typed", ["{số}", "{ SỐ }", "{Hội thảo}", "{hội  thảo}", "{hội thảo}"])
def test_a_name_counts_however_it_is_spelled_and_the_own_one_is_the_number(typed: str) -> None:
    assert parse(typed, KNOWN, HOI_THAO) == Sentence((Slot(Word.NUMBER),))


def test_every_word_is_understood_and_a_comparison_may_name_another() -> None:
    words = {word: word.value for word in Word if word is not Word.PLAN}
    made = parse("{số}" + "".join(f"[{{{name}}}]" for name in words.values()), KNOWN, HOI_THAO)
    assert made.faults == () and [slot.word for slot in slots(made.nodes)][1:] == list(words)
    assert parse("{số}[, {so sánh lượt người hội thảo}]", KNOWN).nodes[-1] == (", ", Slot(Word.LAST_YEAR, LUOT))
    assert parse("{số}[, {so sánh Hội thảo}]", KNOWN, HOI_THAO).nodes[-1] == (", ", Slot(Word.LAST_YEAR))
    assert parse("{số}[, {so sánh Hội thảo}]", KNOWN, HOI_THAO).told == frozenset()


def test_an_indicator_may_be_called_as_one_of_our_words() -> None:
    assert parse("{số}[ {kế hoạch}]", KNOWN, HOI_THAO).told == {"ke_hoach"}
    assert parse("{số}[ {kế hoạch}]", DEFAULT, HOI_THAO).told == frozenset()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{số} hội thảo[ ({phạm vi})", [(Slip.UNCLOSED, 14)]),
        ("{số} hội thảo]", [(Slip.UNOPENED, 14)]),
        ("{số hội thảo", [(Slip.BRACE, 1)]),
        ("{số} hội} thảo", [(Slip.BRACE, 9)]),
        ("{số} {[so sánh]}", [(Slip.BRACE, 6), (Slip.BRACE, 16)]),
        ("{số} {}", [(Slip.EMPTY, 6)]),
        ("{số} { }", [(Slip.EMPTY, 6)]),
        ("{số} {phạm vj} và {lượt nguời hội thảo}", [(Slip.UNKNOWN, 6), (Slip.UNKNOWN, 19)]),
        ("Tổ chức hội thảo", [(Slip.NO_NUMBER, 1)]),
        ("Tổ chức hội thảo[ {số}]", [(Slip.NO_NUMBER, 1)]),
        ("{Lượt người hội thảo} lượt người", [(Slip.NO_NUMBER, 1)]),
        ("", [(Slip.NO_NUMBER, 1)]),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, wanted: list[tuple[Slip, int]]) -> None:
    assert faults(text) == wanted


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("phạm vj", "phạm vi"),
        ("lượt nguời hội thảo", "Lượt người hội thảo"),
        ("so sanh", "so sánh"),
        ("xyz", ""),
        ("so sánh Lượt ngừoi hội thảo", "so sánh Lượt người hội thảo"),
        ("so sánh xyz", ""),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(typed: str, meant: str) -> None:
    (fault,) = parse(f"{{số}} {{{typed}}}", KNOWN).faults
    assert (fault.name, fault.nearest) == (typed, meant)


PIECES = st.sampled_from(("{", "}", "[", "]", "{số}", "{so sánh}", "{Hội thảo}", "{{ x }}", "{% if %}", "=1", "ơ"))


@pytest.mark.slow
@given(st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join))
def test_any_text_is_a_sentence_or_has_its_faults_within_it(text: str) -> None:
    made = parse(text, KNOWN, HOI_THAO)
    assert all(1 <= fault.place <= max(1, len(text)) for fault in made.faults)
    if not made.faults:
        assert written(made.nodes) == text.replace("{Hội thảo}", "{số}")


def written(nodes: tuple[Node, ...]) -> str:
    """The sentence as it could have been typed."""
    found = ""
    for node in nodes:
        found += node if isinstance(node, str) else f"[{written(node)}]" if isinstance(node, tuple) else typed(node)
    return found


def typed(slot: Slot) -> str:
    if not slot.indicator:
        return f"{{{slot.word.value}}}"
    name = KNOWN.by_key[slot.indicator].name
    return f"{{{name}}}" if slot.word is Word.NUMBER else f"{{{slot.word.value} {name}}}"


def test_the_default_rows_hold_no_fault_and_the_default_sentence_none() -> None:
    made = sentences_of(DEFAULT)
    assert {*made} == {each.key for each in DEFAULT.indicators if each.sentence != UNTOLD}
    assert not any(sentence.faults for sentence in made.values())
    assert parse(DEFAULT_SENTENCE, DEFAULT).faults == ()
