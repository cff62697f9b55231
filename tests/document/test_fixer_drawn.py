"""Lines drawn as shapes: a wrong length set right where the shape is the only one it can be, the rest left as it is."""

from __future__ import annotations

import re

import layout_docs as make
import pytest
from fixing import mended, parts_of, words
from lxml import etree
from test_checker_clean import EMU, vml
from test_checker_defects import RULE_AGENCY, RULE_TN

from lhh_excel.document.repairing import GUARDED, SAFE

D, MM = "document", 72 / 25.4
WIDTH = make.TIEU_NGU_MM
CENTRE = '<w:pPr><w:jc w:val="center"/></w:pPr>'


def shape(length_mm: float, inner: str = "", place: str = "", extra: str = "", fallback: str = "") -> str:
    """A DrawingML line as Word writes it: `place` its wp:positionH, `inner` in its shape, `extra` in its anchor."""
    cx = round(length_mm * EMU)
    drawing = (
        f'<w:drawing><wp:anchor simplePos="0">{place}<wp:extent cx="{cx}" cy="0"/><wp:effectExtent l="0" t="0" r="0" '
        f'b="0"/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="0"/>'
        f'</a:xfrm><a:prstGeom prst="line"/><a:ln w="9525">{inner}</a:ln></wps:spPr></wps:wsp></a:graphicData>'
        f"</a:graphic>{extra}</wp:anchor></w:drawing>"
    )
    other = f"<mc:Fallback><w:pict>{fallback}</w:pict></mc:Fallback>" if fallback else ""
    return (
        f'<w:p>{CENTRE}<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>{other}'
        "</mc:AlternateContent></w:r></w:p>"
    )


def offset(emu: int) -> str:
    return f'<wp:positionH relativeFrom="column"><wp:posOffset>{emu}</wp:posOffset></wp:positionH>'


def aligned(where: str) -> str:
    return f'<wp:positionH relativeFrom="column"><wp:align>{where}</wp:align></wp:positionH>'


def pict(inner: str, ppr: str = CENTRE) -> str:
    return f"<w:p>{ppr}<w:r><w:pict>{inner}</w:pict></w:r></w:p>"


def rect(style: str, more: str = "") -> str:
    return f'<v:rect style="{style}" fillcolor="black"{more}/>'


def tieu_ngu(line: str) -> bytes:
    return make.changed((D, RULE_TN, line))


def numbers(docx: bytes, pattern: str) -> list[float]:
    return [float(found) for found in re.findall(pattern, parts_of(docx)["word/document.xml"].decode())]


MENDED = {
    "a line beside its middle": shape(40, place=offset(1_000_000)),
    "a centred line": shape(40, place=aligned("center")),
    "a line twice as long with its stand-in": shape(120, place=offset(0), fallback=vml(120)),
    "VML from and to": pict(vml(30)),
    "VML by its style": pict(rect("position:absolute;margin-left:20pt;margin-top:3pt;width:90pt;height:1pt")),
    "VML by its style in centimetres": pict(rect("width:4.5cm;height:.75pt")),
    "VML centred on the column": pict(rect("position:absolute;width:90pt;height:1pt;mso-position-horizontal:center")),
}


@pytest.mark.parametrize("name", MENDED)
def test_a_drawn_line_gets_its_length_and_nothing_else_changes(name: str) -> None:
    data = tieu_ngu(MENDED[name])
    fixed = mended(data)
    assert [(change.prop, change.level) for change in fixed.changes] == [("rule", SAFE)]
    assert fixed.after.findings == []
    assert words(fixed.docx) == words(data)
    blank = r'(cx="|posOffset>|from="|to="|margin-left:|width:)[-\d.]+(?:pt|cm)?'
    before, after = (re.sub(blank, r"\1", _body(one)) for one in (data, fixed.docx))
    assert before == after


def _body(docx: bytes) -> str:
    """The main part in canonical XML: the same for the same elements, attributes and text."""
    return etree.tostring(etree.fromstring(parts_of(docx)["word/document.xml"]), method="c14n").decode()


@pytest.mark.slow
def test_its_middle_stays_where_it_was() -> None:
    fixed = mended(tieu_ngu(MENDED["a line beside its middle"]))
    start, length = numbers(fixed.docx, r"<wp:posOffset>(-?\d+)<"), numbers(fixed.docx, r'<wp:extent cx="(\d+)"')
    assert start[0] + length[0] / 2 == pytest.approx(1_000_000 + 40 * EMU / 2, abs=2)
    assert numbers(fixed.docx, r'<a:ext cx="(\d+)"') == length == [round(WIDTH * EMU)]
    left, right = numbers(mended(tieu_ngu(MENDED["VML from and to"])).docx, r'(?:from|to)="(-?[\d.]+)pt,')
    assert (left + right) / 2 == pytest.approx(10 + 15 * MM, abs=0.02)
    assert right - left == pytest.approx(WIDTH * MM, abs=0.02)
    boxed = mended(tieu_ngu(MENDED["VML by its style"])).docx
    (left,), (width,) = numbers(boxed, r"margin-left:(-?[\d.]+)pt"), numbers(boxed, r";width:([\d.]+)pt")
    assert left + width / 2 == pytest.approx(20 + 45, abs=0.02)


@pytest.mark.slow
def test_the_stand_in_for_older_programs_gets_the_same_length() -> None:
    fixed = mended(tieu_ngu(MENDED["a line twice as long with its stand-in"]))
    left, right = numbers(fixed.docx, r'(?:from|to)="(-?[\d.]+)pt,')
    assert right - left == pytest.approx(WIDTH * MM, abs=0.02)


def test_the_agency_s_line_becomes_a_share_of_its_text() -> None:
    fixed = mended(make.changed((D, RULE_AGENCY, shape(64, place=aligned("center")))))
    assert [(change.component, change.prop) for change in fixed.changes] == [("co_quan", "rule")]
    assert fixed.after.findings == []


PCT = (
    '<wp14:sizeRelH xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing" '
    'relativeFrom="margin"><wp14:pctWidth>40000</wp14:pctWidth></wp14:sizeRelH>'
)
LEFT_ALONE = {
    "two lines": shape(40, place=offset(0)) + shape(30, place=offset(0)),
    "sized by a share of the page": shape(40, place=aligned("center"), extra=PCT),
    "at the left edge": shape(40, place=aligned("left")),
    "in a group": pict(f'<v:group style="width:90pt;height:9pt">{vml(30)}</v:group>'),
    "VML at the left edge": pict(rect("position:absolute;width:90pt;height:1pt;mso-position-horizontal:left")),
    "VML by a share": pict(rect("width:90pt;height:1pt;mso-width-percent:400")),
}


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_a_line_that_may_be_meant_otherwise_is_told_and_left(name: str) -> None:
    data = tieu_ngu(LEFT_ALONE[name])
    fixed = mended(data, guarded=True)
    assert fixed.docx == data
    assert [finding.prop for finding in fixed.after.findings] == ["rule"]


@pytest.mark.slow
def test_a_dashed_shape_is_made_solid_when_asked() -> None:
    data = tieu_ngu(shape(WIDTH, '<a:prstDash val="dash"/>', aligned("center")))
    assert mended(data).changes == []
    fixed = mended(data, guarded=True)
    assert [(change.prop, change.level) for change in fixed.changes] == [("rule_kind", GUARDED)]
    assert fixed.after.findings == []


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["x", "-", "1e999", "nan", "", "99999999999999999999"])
def test_a_damaged_shape_never_stops_the_fixer(damage: str) -> None:
    line = shape(40, place=offset(0)).replace(f'cx="{40 * EMU}"', f'cx="{damage}"')
    mended(tieu_ngu(line), guarded=True)
    mended(tieu_ngu(pict(rect(f"width:90pt;height:1pt;rotation:{damage};margin-left:{damage}"))), guarded=True)


def test_an_ornament_typed_for_a_line_is_told_where_a_line_takes_its_place() -> None:
    fixed = mended(tieu_ngu(make.p("---o0o---", "TieuNgu")), guarded=True)
    assert [one.before for one in fixed.changes if one.prop == "rule_kind"] == ["đường kẻ gõ bằng ký tự “-”"]
    assert "o0o" not in words(fixed.docx)
