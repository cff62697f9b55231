"""The lint of Word templates: every problem at once, where, and what was perhaps meant."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import docx
import pytest
from template_samples import context, template

from lhh_excel.document.templates.lint import TemplateProblem, lint_roots
from lhh_excel.document.templates.ready import prepared, ready_template
from lhh_excel.errors import ExitCode, TemplateError
from lhh_excel.figures.context_names import known_names
from tools.reference import names_page

KNOWN = context()


def linted(data: bytes, known: Mapping[str, Any]) -> list[TemplateProblem]:
    return lint_roots(prepared(data).roots, known)


def problems(*lines: str) -> list[TemplateProblem]:
    return linted(template("\n".join(lines)), KNOWN)


def only(*lines: str) -> TemplateProblem:
    (found,) = problems(*lines)
    return found


def test_a_sound_template_has_no_problem() -> None:
    assert linted(template(), KNOWN) == []


def test_the_reports_own_template_has_no_problem() -> None:
    from tools.templates import build_templates

    assert linted(build_templates()["bao-cao.docx"], known_names()) == []


def test_all_problems_are_told_at_once_each_in_its_place() -> None:
    found = problems(
        "Có {{ don_vi.tog }} đơn vị.", "{{ co_quan.ten", "{% if kien_nghi %}x", "| A |", "|:--|", "| {{ xyz }} |"
    )
    assert [problem.problem for problem in found] == [
        "không có tên “don_vi.tog”",
        "thẻ mở mà không đóng",
        "không có tên “xyz”",
        "thiếu thẻ đóng “endif”",
    ]
    assert found[0].place == "đoạn 1 (“Có {{ don_vi.tog }} đơn vị.”)"
    assert found[0].tag == "{{ don_vi.tog }}"
    assert found[0].nearest == "don_vi.tong"
    assert found[2].place.startswith("bảng 1, hàng 2, cột 1")
    assert found[3].place.startswith("đoạn 3")


@pytest.mark.parametrize(
    ("line", "problem", "nearest"),
    [
        ("{{ co_qan.ten }}", "không có tên “co_qan”", "co_quan"),
        ("{{ co_quan.tenn|upper }}", "không có tên “co_quan.tenn”", "co_quan.ten"),
        ("{{ kien_nghi|uper }}", "không có bộ lọc “uper”", "upper"),
        ("{{ kien_nghi.__class__ }}", "không được dùng thuộc tính “__class__”", ""),
        ("{{ kien_nghi['__class__'] }}", "không được dùng thuộc tính “__class__”", ""),
        ("{{ kien_nghi.format() }}", "không có tên “kien_nghi.format”", ""),
        ("{{ co_quan() }}", "không được gọi hàm trong mẫu", ""),
        ("{{ 'a' * 9 }}", "không được dùng phép “*”", ""),
        ("{{ }}", "thẻ rỗng", ""),
        ("{{ a b }}", "viết sai cú pháp", ""),
        ("{% fi kien_nghi %}", "không dùng được thẻ “fi”", ""),
        ("{% set x = 1 %}", "không dùng được thẻ “set”", ""),
        ("{% import 'x' as y %}", "không dùng được thẻ “import”", ""),
        ("{% endif %}", "có “endif” mà không có thẻ mở tương ứng", ""),
        ("{% else %}", "có “else” mà không có thẻ mở tương ứng", ""),
        ("{% if %}x{% endif %}", "viết sai cú pháp", ""),
        ("{% for x in co_quan.ten %}{% endfor %}", "“co_quan.ten” không phải danh sách nên không lặp được", ""),
        ("thừa }} dấu", "có dấu đóng thẻ mà không có dấu mở", ""),
        ("{% if kien_nghi is xyz %}x{% endif %}", "không có phép thử “xyz”", ""),
    ],
)
def test_each_kind_of_problem_is_named(line: str, problem: str, nearest: str) -> None:
    found = problems(line)
    assert problem in [one.problem for one in found]
    assert nearest in [one.nearest for one in found]


@pytest.mark.parametrize(
    "line",
    [
        "{{ kinh_gui[0] }} {{ kinh_gui|length }} {{ kinh_gui|join(', ') }}",
        "{{ van_ban.so or '    ' }}{% if not van_ban.so %}x{% endif %}",
        "{% for d in phu_luc %}{{ loop.index }}. {{ d.ten }}{% if not loop.last %}; {% endif %}{% endfor %}",
        "{% for d in phu_luc if d.ten %}{{ d.hoi_vien.text }}{% else %}không có{% endfor %}",
        "{{ “chữ” ~ kien_nghi }}",
        "{{ phu_luc[0].ten }} {{ (phu_luc|first).ten }} {{ phu_luc[-1]['ten'] }}",
        "{# ghi chú #}{{ don_vi.so_truoc }}",
        "{{ '}}' ~ kien_nghi }}",
        "{% if don_vi.tong and don_vi.tong.value > 3 %}nhiều{% elif kien_nghi == 'x' %}ít{% endif %}",
    ],
)
def test_what_jinja_allows_and_the_report_knows_is_no_problem(line: str) -> None:
    assert problems(line) == []


def test_a_loops_names_hold_only_inside_it() -> None:
    assert only("{% for d in phu_luc %}{{ d.ten }}{% endfor %}{{ d.ten }}").problem == "không có tên “d”"


def test_a_misspelt_field_of_a_loops_element_is_found() -> None:
    found = only("{%p for d in phu_luc %}", "{{ d.hoi_vin }}", "{%p endfor %}")
    assert (found.problem, found.nearest) == ("không có tên “d.hoi_vin”", "d.hoi_vien")


def test_a_tag_over_paragraphs_must_stand_alone() -> None:
    found = problems("Chữ này mất {%p if kien_nghi %}", "{%p endif %}")
    assert [problem.tag for problem in found] == ["{%p if kien_nghi %}"]
    assert "đứng một mình" in found[0].problem


def test_both_ends_of_a_tag_stand_in_one_paragraph_or_both_over_paragraphs() -> None:
    found = problems("Một {% if kien_nghi %}hai", "ba{% endif %} bốn")
    assert [problem.problem for problem in found] == ["thẻ mở và thẻ đóng không cùng một đoạn, ô hoặc bảng"]


def test_a_row_tag_outside_a_table_is_found() -> None:
    found = problems("| A |", "|:--|", "{%tr for d in phu_luc %}", "| {{ d.ten }} |", "{%tr endfor %}")
    assert found == []
    outside = docx.Document()
    outside.add_paragraph("{%tr if kien_nghi %}")
    outside.add_paragraph("{%tr endif %}")
    assert {problem.problem for problem in linted(_bytes(outside), KNOWN)} == {"thẻ hàng phải nằm trong bảng"}


def test_loops_are_nested_three_deep_at_most() -> None:
    deep = "{% for a in phu_luc %}" * 4 + "{% endfor %}" * 4
    assert [problem.problem for problem in problems(deep)] == ["vòng lặp lồng nhau quá 3 lớp"]
    assert problems("{% for a in phu_luc %}" * 3 + "{% endfor %}" * 3) == []


def test_a_tag_split_over_runs_counts_as_one() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Có {{ don_")
    paragraph.add_run("vi.tog").bold = True
    paragraph.add_run(" }} đơn vị")
    (found,) = linted(_bytes(document), KNOWN)
    assert (found.tag, found.nearest) == ("{{ don_vi.tog }}", "don_vi.tong")


def test_headers_are_looked_at_too() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ co_quan.tn }}"
    (found,) = linted(_bytes(document), KNOWN)
    assert found.place.startswith("đầu trang, đoạn 1")


def test_the_error_lists_every_problem_and_has_the_templates_exit_code() -> None:
    with pytest.raises(TemplateError) as caught:
        ready_template(template("{{ co_qan.ten }}\n{{ don_vi.tog }}"), "bao-cao.docx", KNOWN)
    assert caught.value.exit_code is ExitCode.TEMPLATE
    assert "bao-cao.docx" in caught.value.sentence
    assert "có 2 chỗ sai" in caught.value.sentence
    assert "có phải là “co_quan”?" in caught.value.sentence
    assert "có phải là “don_vi.tong”?" in caught.value.sentence


def _bytes(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.slow
def test_the_page_of_names_lists_what_the_lint_knows() -> None:
    page = names_page(known_names())
    assert "| `van_ban.trich_yeu` |" in page
    assert "| `phu_luc_1.dong` | danh sách, mỗi phần tử có: `tt`, `ten`" in page
    names = [name for line in page.splitlines() if (name := line.partition("`")[2].partition("`")[0])]
    assert len(names) > 100
    asked = "\n".join("{% if " + name + " %}x{% endif %}" for name in names)
    assert linted(template(asked), known_names()) == []
