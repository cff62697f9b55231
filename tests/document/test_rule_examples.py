"""Every rule of the decree shows itself by the two examples that it carries, which are also those of the page."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from fixing import mended
from layout_examples import DOCUMENTS, PARAGRAPHS, Example

from lhh_excel.document.reading.docx import open_document
from lhh_excel.document.repairing import MENDINGS
from lhh_excel.document.rules import LAYOUT_RULES, measure
from lhh_excel.document.rules.registry import CONVERT, GUARDED, NEVER, SAFE, Departure
from lhh_excel.law import COMPONENTS, RULES, Rule

DAY = dt.date(2026, 11, 29)
#: Figures that only the writer needs.
FOR_THE_WRITER_ONLY = {"trang.height", "do_khan.height", "do_khan.width", "do_khan.wording", "pham_vi.wording"}


def told(docx: bytes) -> list[Departure]:
    return measure(open_document(docx, "thử.docx"), DAY).departures


@pytest.mark.parametrize("name", LAYOUT_RULES)
def test_a_rule_is_told_at_its_bad_example_alone_and_silent_at_its_good_one(name: str) -> None:
    rule = LAYOUT_RULES[name]
    found = told(Example(rule.bad).docx)
    assert {departure.rule.name for departure in found} == {name}
    assert {departure.demand for departure in found} <= set(rule.law)
    assert told(Example(rule.good).docx) == []


#: What contradicts a figure of type, as an example writes it down.
WRONG = {
    "size": {None: "cỡ chữ 20"},
    "bold": {True: "không đậm", False: "đậm"},
    "italic": {True: "đứng", False: "nghiêng"},
}
OF_TYPE = [one for one in RULES if one.prop in WRONG and COMPONENTS[one.component] in PARAGRAPHS]


@pytest.mark.parametrize("demand", OF_TYPE, ids=lambda one: f"{one.component}.{one.prop}")
def test_the_rules_of_type_judge_every_component(demand: Rule) -> None:
    label = COMPONENTS[demand.component]
    look = WRONG[demand.prop][bool(demand.allowed[0]) if demand.allowed else None]
    document = next(name for name in DOCUMENTS if Example((f"({name})",)).paragraphs(label))
    found = told(Example((f"({document})", f"{label} cuối: {look}")).docx)
    assert demand in {departure.demand for departure in found}


@pytest.mark.parametrize("name", LAYOUT_RULES)
def test_a_rule_is_mended_when_it_says_so_and_never_otherwise(name: str) -> None:
    rule = LAYOUT_RULES[name]
    bad, level = Example(rule.bad).docx, rule.repair.level
    if level != NEVER:
        fixed = mended(bad, guarded=level == GUARDED, convert=level == CONVERT)
        assert [finding.message for finding in fixed.after.findings] == []
    if level != SAFE:
        assert mended(bad, guarded=level != GUARDED, convert=level != CONVERT).docx == bad, rule.repair.why


def test_every_demand_of_the_law_is_some_rule_s_and_no_rule_asks_for_more() -> None:
    judged = {(demand.component, demand.prop) for rule in LAYOUT_RULES.values() for demand in rule.law}
    wanted = {(one.component, one.prop) for one in RULES}
    assert {f"{component}.{prop}" for component, prop in wanted - judged} == FOR_THE_WRITER_ONLY
    for rule in LAYOUT_RULES.values():
        assert {pair for pair in rule.demands if pair[0] != "*"} <= wanted, rule.name
        assert rule.law, rule.name


def test_every_repair_is_named_by_a_rule_and_every_rule_names_one_that_is_there() -> None:
    assert {rule.repair.by for rule in LAYOUT_RULES.values() if rule.repair.level != NEVER} == set(MENDINGS)
    assert {rule.repair.by for rule in LAYOUT_RULES.values() if rule.repair.level == NEVER} == {""}


def test_every_text_of_a_rule_is_fit_to_be_read() -> None:
    titles = [rule.title for rule in LAYOUT_RULES.values()]
    assert len(titles) == len(set(titles))
    for rule in LAYOUT_RULES.values():
        for text in (rule.title, rule.message, rule.fix, rule.repair.why, *rule.bad, *rule.good):
            assert text and text == text.strip() and unicodedata.is_normalized("NFC", text), rule.name
        assert rule.message.endswith(".") and rule.fix.endswith("."), rule.name
        assert not rule.title.endswith(".") and not rule.repair.why.endswith("."), rule.name
