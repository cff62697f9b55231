"""Rows and lines that are alike but for their texts are kept as texts: the document is the same as without that."""

from __future__ import annotations

import functools
import re
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from template_samples import SOURCE, context, figure, figures_of, template

from lhh_excel.document.ooxml import NS, q
from lhh_excel.document.templates import run
from lhh_excel.document.templates.folding import LAST, Folder
from lhh_excel.document.templates.render import Rendered, render_report
from lhh_excel.document.writing.measuring import ComponentStyles

TEMPLATE = template()
NEVER = 10**9
#: Rows that the layout keeps together all.
SHORT = 6
#: Names an office may type, or a stranger.
ODD = st.sampled_from(
    [
        *("Hội A & B", "<w:p>", "&amp;", "100%", "%s", "dòng\nhai", "a\tb", "", " ", "gồm:", "{_{ x }_}", "{{ 1 }}"),
        *("\"'", "\x07", "\x0c", "\0", "]]>", "<?lhh-loat 0?>", "</w:t>", "\U000f5a0a1", "a>b", "7", "u\u0309"),
        *("\r\n", "&#13;"),
    ]
)


def rendered(data: dict[str, Any], least: int, source: bytes = TEMPLATE) -> Rendered:
    """With folding from the line after the first `least` ones, and of rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "Folder", functools.partial(Folder, least=least, few=NEVER if least == NEVER else SHORT + 1))
        return render_report(source, data, figures_of(data))


def office(names: list[str]) -> dict[str, Any]:
    data = context(len(names))
    for unit, name in zip(data["phu_luc"], names, strict=True):
        unit["ten"] = name
    return data


def test_a_long_annex_is_the_same_document_with_the_same_places() -> None:
    data = context(120)
    made, whole = rendered(data, 40), rendered(data, NEVER)
    assert made.docx == whole.docx
    assert made.places == whole.places
    assert made.places["hoi_vien.120"] == [
        "I. ĐẶC ĐIỂM TÌNH HÌNH, 1. Danh sách, đoạn 120",
        "Phụ lục I, hàng 120 (Hội thành viên 120), cột “Hội viên – Cuối kỳ”",
    ]


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(names=st.lists(st.one_of(ODD, st.text(max_size=12)), min_size=6, max_size=14), least=st.integers(0, 3))
def test_whatever_stands_in_the_cells_the_document_is_the_same(names: list[str], least: int) -> None:
    data = office(names)
    made, whole = rendered(data, least), rendered(data, NEVER)
    assert made.docx == whole.docx
    assert made.places == whole.places


@pytest.mark.parametrize("text", ["", "A & B", "12%", "<b>"])
def test_a_figures_own_text_may_be_anything(text: str) -> None:
    data = context(12)
    for number, unit in enumerate(data["phu_luc"], 1):
        unit["dau_ky"] = figure(f"dau_ky.{number}", number, text or " ")
    assert rendered(data, 1).docx == rendered(data, NEVER).docx


ROW = "| {{ loop.index }} | {{ d.ten }} | {{ d.dau_ky }} | {{ d.hoi_vien }} |"
SUM = "|  | **Tổng cộng** |  | **{{ tong_hoi_vien }}** |"


@pytest.mark.parametrize(
    "row",
    [
        "| {{ loop.index }} | {% if loop.index is even %}**{{ d.ten }}**{% else %}{{ d.ten }}{% endif %} | | x |",
        "| {{ loop.index }} | *{{ d.ten }}* {{ d.hoi_vien }}% | {{ d.dau_ky }}: {{ d.dau_ky }} | {{ d.hoi_vien }} |",
        "| **{{ d.ten }}** | < | < | < |",
        "| {% if loop.first %}{{ d.ten }}{% endif %} | {{ d.hoi_vien|upper }} | {{ d.dau_ky ~ d.hoi_vien }} | |",
    ],
)
def test_rows_of_other_shapes_are_the_same(row: str) -> None:
    assert SOURCE.count(ROW) == 1
    source = template(SOURCE.replace(ROW, row))
    data = context(30)
    made, whole = rendered(data, 2, source), rendered(data, NEVER, source)
    assert made.docx == whole.docx
    assert made.places == whole.places


@pytest.mark.parametrize("units", range(3, 12))
def test_a_short_table_is_the_same_document(units: int) -> None:
    """The layout asks how many rows a table has."""
    bare = SOURCE.replace("| TT | Đơn vị | Hội viên | < |\n| ^ | ^ |", "| TT | Đơn vị |").replace(SUM, "")
    assert len(bare) < len(SOURCE) - len(SUM)
    source, data = template(bare), context(units)
    made, whole = render_report(source, data, figures_of(data)), rendered(data, NEVER, source)
    assert made.docx == whole.docx
    assert made.places == whole.places


# what is folded, and what is not


def styles() -> ComponentStyles:
    names = {"LHH_a": "LHH Họ tên người ký", "LHH_b": "LHH Khoản", "LHH_c": "LHH Nội dung"}
    made = "".join(f'<w:style w:styleId="{name}"><w:name w:val="{shown}"/></w:style>' for name, shown in names.items())
    return ComponentStyles(etree.fromstring(f'<w:styles xmlns:w="{NS["w"]}">{made}</w:styles>'))


def folded(body: str, least: int = 1) -> tuple[str, str]:
    """What is left to become nodes, and the body with all of it in its place."""
    folder = Folder(styles(), lambda xml: xml, least)
    kept = folder.fold(iter(f"<w:body>{body}</w:body>"))
    return kept, b"".join(folder.folds.unfold(kept.encode())).decode()


def paragraph(text: str, style: str = "LHH_c") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def test_of_many_like_rows_few_become_nodes() -> None:
    body = table(*(row(paragraph(f"Việc {n}"), paragraph("50%")) for n in range(500)))
    kept, whole = folded(body)
    assert kept.count("<w:tr>") == 1 + 3  # the one that stands for all, and the last ones, which are kept together
    assert whole == f"<w:body>{body}</w:body>"


def test_of_a_table_whose_head_repeats_one_row_of_a_kind_becomes_a_node() -> None:
    head = f"<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>{paragraph('Việc')}</w:tc></w:tr>"
    body = table(head, *(row(paragraph(f"Việc {n}")) for n in range(20)))
    kept, whole = folded(body, 40)
    assert kept.count("<w:tr>") == 1 + 1 + 3
    assert whole == f"<w:body>{body}</w:body>"


def test_of_a_long_list_the_first_and_the_last_lines_stay_nodes() -> None:
    body = "".join(paragraph(f"- Việc {n};") for n in range(500))
    kept, whole = folded(body)
    assert kept.count("<w:p>") == 1 + 1 + LAST
    assert "Việc 0;" in kept and "Việc 499;" in kept
    assert whole == f"<w:body>{body}</w:body>"


@pytest.mark.parametrize(
    "block",
    [
        table(*(row(paragraph(f"Nguyễn Văn {n}", "LHH_a")) for n in range(9))),  # the signature is measured
        "".join(paragraph(f"{n}. Khoản", "LHH_b") for n in range(9)),  # headings name the places of figures
        "".join(paragraph(f"Việc {n} như sau:") for n in range(9)),  # kept together with what follows
        table(*(row(table(row(paragraph(f"{n}"))) + "<w:p/>") for n in range(9))),
        table(*(row(paragraph(f'{n}</w:t><w:drawing r:id="x"/><w:t>')) for n in range(9))),
        table(*(f"<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>{paragraph(str(n))}</w:tc></w:tr>" for n in range(9))),
        "".join(f"<w:sdt><w:sdtContent>{paragraph(f'{n};')}</w:sdtContent></w:sdt>" for n in range(9)),
    ],
)
def test_what_the_layout_looks_at_by_itself_stays_as_it_is(block: str) -> None:
    kept, whole = folded(block, 0)
    assert kept == whole == f"<w:body>{block}</w:body>"


@pytest.mark.slow
def test_a_body_of_many_nested_parts_is_read_in_time_that_grows_with_its_size() -> None:
    inner = f"<w:sdt><w:sdtContent>{paragraph('x' * 300)}</w:sdtContent></w:sdt>"

    def seconds(count: int) -> float:
        body = f"<w:body><w:sdt><w:sdtContent>{inner * count}</w:sdtContent></w:sdt></w:body>"
        began = time.process_time()
        kept = Folder(styles(), lambda xml: xml).fold(iter([body[at : at + 50] for at in range(0, len(body), 50)]))
        assert kept == body
        return time.process_time() - began

    assert seconds(20_000) < 30 * max(seconds(2_000), 0.01)


def test_a_template_with_instructions_of_its_own_cannot_pass_them_off_as_ours() -> None:
    from lhh_excel.document.ooxml.package import MAIN_PART, read_parts, write_parts

    parts = read_parts(TEMPLATE)
    parts[MAIN_PART] = re.sub(rb"(<w:body[^>]*>)", rb"\1<?lhh-loat 0?><?lhh-mau 0?>", parts[MAIN_PART], count=1)
    source = write_parts(parts)
    data = context(60)
    made = etree.fromstring(read_parts(rendered(data, 1, source).docx)[MAIN_PART])
    assert len(list(made.iter(q("tr")))) > 60
