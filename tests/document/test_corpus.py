"""Documents of strangers: what is told of them is true, what is true is told, and mending never makes a page worse."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest
from fixing import words
from strangers import Stranger, strangers

from bench.page import inside
from lhh_excel.document.reading.docx import open_document
from lhh_excel.document.repairing import Fixed, fix_document
from lhh_excel.document.repairing.fit import page_of
from lhh_excel.document.rules import LAYOUT_RULES, check_document, measure

LEAST_TRUE = 0.97
_ROW = re.compile(r"^\| `(?P<rule>[a-z_.]+)` \| (?P<true>\d+) \| (?P<false>\d+) \| (?P<missed>\d+) \|$", re.MULTILINE)


@cache
def told(stranger: Stranger) -> frozenset[str]:
    return frozenset(f"{one.component}.{one.prop}" for one in check_document(stranger.docx, stranger.name).findings)


def counts() -> dict[str, tuple[int, int, int]]:
    """Of each demand that any document brings or is told to: true findings, false ones, missed ones."""
    true, false, missed = Counter[str](), Counter[str](), Counter[str]()
    for one in strangers():
        true.update(told(one) & one.truths)
        false.update(told(one) - one.truths)
        missed.update(one.truths - told(one))
    return {rule: (true[rule], false[rule], missed[rule]) for rule in sorted({*true, *false, *missed})}


@pytest.mark.slow
def test_nearly_all_that_is_told_is_true_and_every_rule_is_at_least_as_good_as_the_page_says() -> None:
    assert len(strangers()) >= 60
    found = counts()
    true, false = (sum(row[n] for row in found.values()) for n in (0, 1))
    assert true / (true + false) >= LEAST_TRUE, {rule: row for rule, row in found.items() if row[1]}
    held = {
        m["rule"]: tuple(int(m[key]) for key in ("true", "false", "missed")) for m in _ROW.finditer(inside("strangers"))
    }
    assert set(held) == set(found)
    for rule, (_, wrong, missing) in found.items():
        assert wrong <= held[rule][1], f"{rule}: told falsely more often"
        assert missing <= held[rule][2], f"{rule}: missed more often"


def test_the_corpus_s_findings_are_demands_that_some_rule_has() -> None:
    known = {f"{one.component}.{one.prop}" for rule in LAYOUT_RULES.values() for one in rule.law}
    assert {truth for one in strangers() for truth in one.truths} <= known


@pytest.mark.slow
@pytest.mark.parametrize(
    ("guarded", "number"),
    [*((True, number) for number in range(8)), *((False, number) for number in (3, 7))],  # guarded does the safe too
)
def test_mending_loses_no_word_makes_no_page_worse_and_has_an_end(guarded: bool, number: int) -> None:
    for one in strangers()[number::8]:
        fixed = fix_document(one.docx, one.name, guarded=guarded)
        told = {
            (change.component, change.place.partition(": ")[2])
            for change in fixed.changes
            if change.prop == "rule_kind"
        }
        assert not any(
            change.prop == "rule" and (change.component, change.place.partition(": ")[2]) in told
            for change in fixed.changes
        ), f"{one.name}: the length of a line that was not there"
        again = fix_document(fixed.docx, one.name, guarded=guarded)
        assert again.changes == [], one.name
        assert again.docx == fixed.docx, one.name
        if "trang.standard" in one.truths:
            assert fixed.refused == "standard" and fixed.docx == one.docx, one.name
        before, after = words(one.docx), words(fixed.docx)
        if guarded:
            assert _figures(before, fixed) == _figures(after, fixed), one.name
            before, after = _letters(before), _letters(after)
        else:
            before, after = re.sub(r"\s+", " ", before), re.sub(r"\s+", " ", after)
        assert before == after, one.name
        assert not _page(fixed.docx).worse_than(_page(one.docx)), one.name


def _page(docx: bytes):
    return page_of(measure(open_document(docx, "thử.docx")))


_ORDINAL = re.compile(r"^\s*(?:(?:Điều|Chương|Mục|Phần)\s+)?(?:[IVXLC]+|\d{1,2}|[a-zđ])\b\s*[.)/:]?\s*", re.MULTILINE)


def _letters(text: str) -> str:
    """Words without signs, and without the ordinals that open a line."""
    return "".join(re.findall(r"\w+", _ORDINAL.sub("", text)))


def _figures(text: str, fixed: Fixed) -> list[str]:
    """Every figure that does not open a line."""
    return re.findall(r"\d+", _ORDINAL.sub("", text))
