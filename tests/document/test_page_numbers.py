"""A template that LibreOffice saved gives a report whose annexes are numbered all the same."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx_measure import opened
from sound import errors
from template_samples import context, figures_of, template

from lhh_excel.document.rules import check_document
from lhh_excel.document.templates.render import render_report


def as_saved(section: int, text: str = "") -> bytes:
    """The template as LibreOffice saves it: the section's own header, empty, and no first page of its own."""
    document = opened(template())
    chosen = document.sections[section]
    chosen.first_page_header.is_linked_to_previous = True
    chosen.different_first_page_header_footer = False
    chosen.header.is_linked_to_previous = True
    chosen.header.is_linked_to_previous = False
    paragraph = chosen.header.paragraphs[0]
    paragraph._p.remove(paragraph._p.pPr)  # python-docx's own style, which the template has not
    paragraph.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rendered(source: bytes) -> bytes:
    data = context()
    return render_report(source, data, figures_of(data)).docx


def page_number_findings(docx: bytes) -> list[Any]:
    return [found for found in check_document(docx, "x").findings if found.code == "PL1.P1.I.7"]


@pytest.mark.slow
@pytest.mark.parametrize("section", [1, 2])
def test_an_annex_whose_header_came_out_empty_gets_its_page_number_back(section: int, tmp_path: Any) -> None:
    docx = rendered(as_saved(section))
    assert page_number_findings(docx) == []
    chosen = opened(docx).sections[section]
    assert "PAGE" in chosen.header._element.xml and chosen.different_first_page_header_footer
    file = tmp_path / "x.docx"
    file.write_bytes(docx)
    assert [str(error) for error in errors(file)] == []


def test_a_header_of_the_offices_own_is_left_alone() -> None:
    docx = rendered(as_saved(2, "Tài liệu nội bộ"))
    assert opened(docx).sections[2].header.paragraphs[0].text == "Tài liệu nội bộ"
