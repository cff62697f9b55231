"""Every rule shows itself by the two examples that it carries, which are also those of docs/rules.md."""

from __future__ import annotations

import pytest
from examples import Example

from lhh_excel.checking.repair import plan_repairs
from lhh_excel.checking.run import CANNOT_RUN, RULES, run_rules


@pytest.mark.every
@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_told_at_its_bad_example_and_silent_at_its_good_one(code: str) -> None:
    rule = RULES[code]
    bad, good = Example(rule.bad), Example(rule.good)
    found = run_rules(bad.book)
    told = [finding for finding in found if finding.code == code]
    if bad.marked:
        assert [(finding.sheet, finding.cell) for finding in told] == bad.marked
    else:
        assert len(told) == 1
    assert all("{" not in finding.message + finding.fix for finding in told)
    after = run_rules(good.book)
    assert not [finding for finding in after if finding.code == code]
    assert code == CANNOT_RUN or not [finding for finding in (*found, *after) if finding.code == CANNOT_RUN]


@pytest.mark.parametrize("code", RULES)
def test_what_a_rule_calls_safe_is_what_the_repairs_mend(code: str) -> None:
    rule = RULES[code]
    mended = [repair for repair in plan_repairs(Example(rule.bad).book) if repair.code == code]
    assert bool(mended) is rule.repair.safe, rule.repair.why
