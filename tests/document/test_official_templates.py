"""The ten official templates of Annex III: what the checker says of each is written down, and nothing more."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from lhh_excel.document.rules import check_document

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
PAGE = (ROOT / "docs" / "nd30-mau.md").read_text(encoding="utf-8")
ALLOWED: dict[str, set[str]] = defaultdict(set)
for _number, _code in re.findall(r"^\| (1\.\d+) [^|]*\| `([^`]+)` \|", PAGE, re.MULTILINE):
    ALLOWED[_number].add(_code)


@pytest.mark.parametrize("number", [f"1.{n}" for n in range(1, 11)])
def test_every_deviation_of_an_official_template_is_decided_on_the_page(number: str) -> None:
    found = {finding.code for finding in check_document(DATA / f"nd30-mau-{number}.docx").findings}
    assert found - {"TT.du_thao"} == ALLOWED[number]


def test_the_page_tells_of_every_template_s_kind_of_fault_once() -> None:
    rows = re.findall(r"^\| 1\.\d+ .*$", PAGE, re.MULTILINE)
    assert len(rows) == len(set(rows)) >= 10
    assert all(re.search(r"\| (Chữ|Mẫu|Thông lệ)[^|]*\|$", row) for row in rows)
