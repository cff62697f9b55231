"""The rules are whole, numbered without gap, and all their texts are fit to be read."""

from __future__ import annotations

import unicodedata

from lhh_excel.checking.kd import PROBLEM_CODES
from lhh_excel.checking.registry import RETIRED
from lhh_excel.checking.run import FAMILIES, RULES
from lhh_excel.workbook.book import Problem


def test_there_are_many_rules_in_all_eight_families_numbered_without_gap():
    assert len(RULES) >= 60
    for family in FAMILIES:
        numbers = sorted(int(code[2:]) for code in RULES if code.startswith(family))
        retired = [int(code[2:]) for code in RETIRED if code.startswith(family)]
        assert sorted(numbers + retired) == list(range(1, len(numbers + retired) + 1)), family
    assert {code[:2] for code in RULES} == set(FAMILIES)


def test_a_code_of_before_names_the_rule_that_tells_it_now():
    assert not RETIRED.keys() & RULES.keys()
    assert set(RETIRED.values()) <= RULES.keys()


def test_every_problem_of_a_cell_has_its_rule():
    told_elsewhere = {Problem.REQUIRED, Problem.EXCEL_ERROR, Problem.FORMULA}
    assert set(PROBLEM_CODES) == set(Problem) - told_elsewhere


def test_every_text_is_a_composed_vietnamese_sentence():
    for code, rule in RULES.items():
        for text in (rule.title, rule.message, rule.fix, rule.source, rule.repair.why):
            assert text and text == text.strip() and unicodedata.is_normalized("NFC", text), code
        assert rule.message[-1] in ".?" and rule.fix.endswith((".", "…", "}")), code
        assert "  " not in rule.message + rule.fix, code
    titles = [rule.title for rule in RULES.values()]
    assert len(titles) == len(set(titles))
