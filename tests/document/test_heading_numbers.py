"""Numbers of headings as offices write them beside the decree's own: what is told of them, and what mending leaves."""

from __future__ import annotations

import layout_docs as make
import pytest
from fixing import mended, words

from lhh_excel.document.rules import check_document

P = make.p
PROSE = P(f"Kết quả chung. {make.LONG}.", "LoiVan")
CENTRED = '<w:keepNext/><w:spacing w:before="120"/><w:ind w:firstLine="0"/><w:jc w:val="center"/>'
FIRST = P("I. ĐẶC ĐIỂM TÌNH HÌNH", "Muc")


def part(number: str, name: str = "") -> str:
    return P(number, "Muc", CENTRED) + (P(name, "Muc", CENTRED) if name else "")


def document(*blocks: str) -> bytes:
    """The clean report, before its first mục these blocks, and no other mục."""
    start, end = make.BODY.index(FIRST), make.BODY.index(P("III. PHƯƠNG HƯỚNG", "Muc"))
    annexes = P("Chi tiết tại Phụ lục I, Phụ lục II.", "LoiVan")
    old = make.BODY[start:end] + P("III. PHƯƠNG HƯỚNG", "Muc")
    return make.changed(("document", old, "".join(blocks) + annexes))


def told(data: bytes) -> list[tuple[str, str]]:
    return [(finding.component, finding.found) for finding in check_document(data).findings]


def test_parts_numbered_in_words_are_counted() -> None:
    one, two = part("Phần thứ nhất", "TÌNH HÌNH") + PROSE, part("Phần thứ hai", "KẾT QUẢ") + PROSE
    assert told(document(one, two, part("Phần III", "KIẾN NGHỊ"), PROSE)) == []
    [(component, found)] = told(document(one, part("Phần thứ tư", "KIẾN NGHỊ"), PROSE))
    assert component == "phan" and "thứ tư" in found


@pytest.mark.slow
def test_sections_begin_anew_below_a_heading_with_a_capital_letter() -> None:
    sections = P("I. MỘT", "Muc") + PROSE + P("II. HAI", "Muc") + PROSE
    right = document(P("A. TÌNH HÌNH", "Muc"), sections, P("B. KẾT QUẢ", "Muc"), sections)
    assert not [found for component, found in told(right) if component == "muc"]
    assert words(mended(right, guarded=True).docx) == words(right)
    wrong = document(P("A. TÌNH HÌNH", "Muc"), sections, P("B. KẾT QUẢ", "Muc"), sections.replace("II.", "III."))
    assert [component for component, _ in told(wrong)] == ["muc"]


def test_a_point_in_capitals_by_format_begins_no_part() -> None:
    point = P("d) Hợp tác quốc tế. " + make.LONG + ".", "LoiVan", rpr="<w:caps/>")
    data = document(P("I. MỘT", "Muc") + PROSE + point + P("II. HAI", "Muc") + PROSE)
    assert not [found for component, found in told(data) if component == "muc"]


@pytest.mark.parametrize("follows", ["Điều 1. Phạm vi điều chỉnh.", f"Kết quả chung. {make.LONG}."])
def test_what_follows_a_part_without_a_name_is_not_its_name(follows: str) -> None:
    data = document(part("Phần I"), P(follows, "LoiVan"), PROSE)
    assert "ten_phan" not in [component for component, _ in told(data)]
