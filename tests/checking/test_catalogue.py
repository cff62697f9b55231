"""The catalogue, the rules and the tests name the same codes; all its texts are fit to be read."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from lhh_excel.checking.ct import FAULT_CODES
from lhh_excel.checking.kd import PROBLEM_CODES
from lhh_excel.checking.registry import RULES
from lhh_excel.checking.run import CANNOT_RUN
from lhh_excel.messages.findings import FAMILIES, FINDINGS
from lhh_excel.workbook.book import Problem


def codes_with_tests() -> set[str]:
    """The codes in the names of tests of this folder: test_LG01_…"""
    source = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    return set(re.findall(r"^def test_([A-Z]{2}\d{2})_", source, re.MULTILINE))


def test_every_code_of_the_catalogue_has_a_rule_and_every_rule_its_texts():
    assert set(RULES) == set(FINDINGS)


def test_every_rule_has_a_test_named_after_it_and_every_such_test_a_rule():
    assert codes_with_tests() == set(RULES)


def test_there_are_many_rules_in_all_seven_families_numbered_without_gap():
    assert len(RULES) >= 60
    for family in FAMILIES:
        numbers = sorted(int(code[2:]) for code in FINDINGS if code.startswith(family))
        assert numbers == list(range(1, len(numbers) + 1)), family
    assert {code[:2] for code in FINDINGS} == set(FAMILIES)


def test_every_problem_of_a_cell_and_every_fault_of_the_skeleton_has_its_rule():
    told_elsewhere = {Problem.REQUIRED, Problem.EXCEL_ERROR, Problem.FORMULA}
    assert set(PROBLEM_CODES) == set(Problem) - told_elsewhere
    assert {*PROBLEM_CODES.values(), *FAULT_CODES.values(), CANNOT_RUN} <= set(FINDINGS)


def test_every_text_is_a_composed_vietnamese_sentence():
    for code, entry in FINDINGS.items():
        assert entry.severity in ("error", "warning", "note"), code
        for text in entry:
            assert text and text == text.strip() and unicodedata.is_normalized("NFC", text), code
        assert entry.message[-1] in ".?" and entry.fix.endswith((".", "…", "}")), code
        assert "  " not in entry.message + entry.fix, code
    titles = [entry.title for entry in FINDINGS.values()]
    assert len(titles) == len(set(titles))
