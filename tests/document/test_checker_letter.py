"""A công văn's subject has no line below it: told however the line is made, and taken away when asked."""

from __future__ import annotations

import layout_docs as make
import pytest
from fixing import mended, words
from test_checker_clean import drawn

from lhh_excel.document.rules import check_document

P = make.p
U = '<w:u w:val="single"/>'
RULE_AGENCY = make.HEAD[make.HEAD.index("<w:p><w:pPr><w:pBdr>") : make.HEAD.index("</w:tc>")]


def letter(below: str = "", ppr: str = "", rpr: str = "", agency_rule: str = RULE_AGENCY) -> bytes:
    number = P("Số: 05/LHH-VP", "SoKyHieu")
    subject = P("V/v báo cáo kết quả 6 tháng", "Giua", f'<w:spacing w:before="120"/>{ppr}', f'<w:sz w:val="24"/>{rpr}')
    head = make.HEAD.replace("Số: 05/BC-LHH", "Số: 05/LHH-VP").replace(number, number + subject + below)
    head = head.replace(RULE_AGENCY, agency_rule)
    return make.changed(("document", make.HEAD + make.TITLE + make.SUBJECT_RULE, head))


LINES = {
    "a border above nothing": (letter(make.rule(make.LEFT_CELL, 20)), "đường viền đoạn"),
    "a border below": (letter(ppr='<w:pBdr><w:bottom w:val="single" w:sz="6"/></w:pBdr>'), "đường viền đoạn"),
    "underlining": (letter(rpr=U), "gạch chân"),
    "typed signs": (letter(P("________", "Giua")), "“_”"),
    "a shape": (letter(drawn(20)), "đường kẻ vẽ"),
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_below_the_subject_is_told(name: str) -> None:
    data, made = LINES[name]
    findings = check_document(data).findings
    assert [(finding.component, finding.prop) for finding in findings] == [("trich_yeu_cong_van", "no_rule")]
    assert findings[0].severity == "warning"
    assert made in findings[0].message


@pytest.mark.parametrize("data", [letter(), letter(drawn(25), agency_rule="")], ids=["no line", "the agency's shape"])
def test_no_line_below_the_subject_is_right(data: bytes) -> None:
    assert [finding.message for finding in check_document(data).findings] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a border above nothing", "a border below", "underlining"])
def test_the_line_is_taken_away_when_asked(name: str) -> None:
    data = LINES[name][0]
    assert mended(data).changes == []
    fixed = mended(data, guarded=True)
    assert [change.prop for change in fixed.changes] == ["no_rule"]
    assert fixed.after.findings == []
    assert words(fixed.docx) == words(data)


@pytest.mark.parametrize("name", ["typed signs", "a shape"])
def test_what_might_be_something_else_stays(name: str) -> None:
    assert mended(LINES[name][0], guarded=True).changes == []
